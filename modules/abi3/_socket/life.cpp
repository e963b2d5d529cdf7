// Sockets as objects: making and closing them, timeouts, options; the type.

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <climits>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

bool set_blocking_mode(int descriptor, bool blocking) {
  int flag = blocking ? 0 : 1;
  int result;
  {
    Unlocked unlocked;
    result = ioctl(descriptor, FIONBIO, &flag);
  }
  if (result < 0) os_error();
  return result == 0;
}

bool parse_timeout(PyObject* object, Nanoseconds* result) {
  if (object == Py_None) {
    *result = kNoTimeout;
    return true;
  }
  if (!nanoseconds_from_seconds(object, result)) return false;
  if (*result < 0) {
    PyErr_SetString(PyExc_ValueError, "Timeout value out of range");
    return false;
  }
  // What poll() can take, in milliseconds.
  if (*result / 1000000 > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "timeout doesn't fit into C timeval");
    return false;
  }
  return true;
}

PyObject* timeout_object(Nanoseconds timeout) {
  return timeout == kNoTimeout ? none() : seconds_object(timeout);
}

namespace {

bool fill(Socket* socket, int descriptor, int family, int type, int protocol) {
  socket->descriptor = descriptor;
  socket->family = family;
  socket->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  socket->protocol = protocol;
  if ((type & SOCK_NONBLOCK) != 0) {
    socket->timeout = 0;
    return true;
  }
  socket->timeout = socket->state->default_timeout;
  if (socket->timeout == kNoTimeout) return true;
  if (set_blocking_mode(descriptor, false)) return true;
  socket->descriptor = -1;
  return false;
}

PyObject* make(PyTypeObject* type, SocketState* state) {
  auto* socket = allocate<Socket>(type);
  if (socket == nullptr) return nullptr;
  socket->descriptor = -1;
  socket->timeout = kNoTimeout;
  socket->state = state;
  return reinterpret_cast<PyObject*>(socket);
}

PyObject* create(PyTypeObject* type, PyObject*, PyObject*) {
  PyObject* module = module_of(type, &socket_module);
  return module == nullptr ? nullptr : make(type, state_of<SocketState>(module));
}

// What of family, type and protocol was not said (-1) is asked from the kernel.
bool detect(int descriptor, int level_option, int* value, int fallback) {
  if (*value != -1) return true;
  socklen_t size = sizeof(*value);
  if (getsockopt(descriptor, SOL_SOCKET, level_option, value, &size) == 0) return true;
  *value = fallback;
  if (fallback != -1) return true;
  os_error();
  return false;
}

bool adopt(Socket* socket, int descriptor, int family, int type, int protocol) {
  if (family == -1) {
    Address address;
    if (getsockname(descriptor, &address.header, &address.length) < 0) {
      os_error();
      return false;
    }
    family = address.header.sa_family;
  } else {
    // A wrong descriptor is found now, not at the first use.
    Address address;
    if (getsockname(descriptor, &address.header, &address.length) < 0 &&
        (errno == EBADF || errno == ENOTSOCK)) {
      os_error();
      return false;
    }
  }
  if (!detect(descriptor, SO_TYPE, &type, -1)) return false;
  if (!detect(descriptor, SO_PROTOCOL, &protocol, 0)) return false;
  return fill(socket, descriptor, family, type, protocol);
}

bool parse_descriptor(PyObject* object, int* descriptor) {
  if (PyFloat_Check(object)) {
    PyErr_SetString(PyExc_TypeError, "'float' object cannot be interpreted as an integer");
    return false;
  }
  long value = PyLong_AsLong(object);
  if (value == -1 && PyErr_Occurred()) return false;
  if (value < 0) {
    PyErr_SetString(PyExc_ValueError, "negative file descriptor");
    return false;
  }
  *descriptor = static_cast<int>(value);
  return true;
}

bool open_new(Socket* socket, int family, int type, int protocol) {
  if (family == -1) family = AF_INET;
  if (type == -1) type = SOCK_STREAM;
  if (protocol == -1) protocol = 0;
  int descriptor;
  {
    Unlocked unlocked;
    descriptor = ::socket(family, type | SOCK_CLOEXEC, protocol);
  }
  if (descriptor < 0) {
    os_error();
    return false;
  }
  if (fill(socket, descriptor, family, type, protocol)) return true;
  ::close(descriptor);
  return false;
}

int initialise(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"family", "type", "proto", "fileno", nullptr};
  int family = -1, type = -1, protocol = -1;
  PyObject* fileno = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|iiiO:socket", keywords(kNames), &family,
                                   &type, &protocol, &fileno)) {
    return -1;
  }
  if (!audit("socket.__new__", "(Oiii)", self, family, type, protocol)) return -1;
  Socket* socket = as_socket(self);
  if (fileno == nullptr || fileno == Py_None)
    return open_new(socket, family, type, protocol) ? 0 : -1;
  int descriptor;
  if (!parse_descriptor(fileno, &descriptor)) return -1;
  return adopt(socket, descriptor, family, type, protocol) ? 0 : -1;
}

void finalize(PyObject* self) {
  Socket* socket = as_socket(self);
  if (socket->descriptor == -1) return;
  SavedError saved;
  if (PyErr_ResourceWarning(self, 1, "unclosed %R", self) < 0 &&
      PyErr_ExceptionMatches(PyExc_Warning)) {
    PyErr_WriteUnraisable(self);
  }
  PyErr_Clear();
  int descriptor = std::exchange(socket->descriptor, -1);
  Unlocked unlocked;
  ::close(descriptor);
}

void dealloc(PyObject* self) {
  // An instance of the type itself has no collector's header, so nobody called the finalizer; the
  // warning may keep the object alive.
  if (as_socket(self)->descriptor != -1) {
    Py_SET_REFCNT(self, 1);
    finalize(self);
    Py_SET_REFCNT(self, Py_REFCNT(self) - 1);
    if (Py_REFCNT(self) > 0) return;
  }
  free_instance(self);
}

PyObject* repr(PyObject* self) {
  Socket* socket = as_socket(self);
  return PyUnicode_FromFormat("<socket object, fd=%ld, family=%d, type=%d, proto=%d>",
                              static_cast<long>(socket->descriptor), socket->family, socket->type,
                              socket->protocol);
}

PyObject* close_socket(PyObject* self, PyObject*) {
  int descriptor = std::exchange(as_socket(self)->descriptor, -1);
  if (descriptor == -1) return none();
  int result;
  {
    Unlocked unlocked;
    result = ::close(descriptor);
  }
  // The peer's reset is no error of closing.
  return result < 0 && errno != ECONNRESET ? os_error() : none();
}

PyObject* detach(PyObject* self, PyObject*) {
  return PyLong_FromLong(std::exchange(as_socket(self)->descriptor, -1));
}

PyObject* fileno(PyObject* self, PyObject*) { return PyLong_FromLong(as_socket(self)->descriptor); }

PyObject* settimeout(PyObject* self, PyObject* object) {
  Nanoseconds timeout;
  if (!parse_timeout(object, &timeout)) return nullptr;
  Socket* socket = as_socket(self);
  socket->timeout = timeout;
  return set_blocking_mode(socket->descriptor, timeout == kNoTimeout) ? none() : nullptr;
}

PyObject* gettimeout(PyObject* self, PyObject*) { return timeout_object(as_socket(self)->timeout); }
PyObject* timeout_attribute(PyObject* self, void*) {
  return timeout_object(as_socket(self)->timeout);
}

PyObject* setblocking(PyObject* self, PyObject* object) {
  long blocking = PyLong_AsLong(object);
  if (blocking == -1 && PyErr_Occurred()) return nullptr;
  Socket* socket = as_socket(self);
  socket->timeout = blocking != 0 ? kNoTimeout : 0;
  return set_blocking_mode(socket->descriptor, blocking != 0) ? none() : nullptr;
}

PyObject* getblocking(PyObject* self, PyObject*) { return boolean(as_socket(self)->timeout != 0); }

PyMemberDef kMembers[] = {
    {"family", T_INT, offsetof(Socket, family), READONLY, "The address family of the socket."},
    {"type", T_INT, offsetof(Socket, type), READONLY, "The kind of socket (SOCK_STREAM ...)."},
    {"proto", T_INT, offsetof(Socket, protocol), READONLY, "The protocol number."},
    {}};

PyGetSetDef kAttributes[] = {{"timeout", timeout_attribute, nullptr,
                              "Seconds that operations may take; None: no limit.", nullptr},
                             {}};

PyMethodDef kMethods[] = {
    {"_accept", socket_accept, METH_NOARGS,
     "_accept() -> (descriptor, address)\n\nTake the next incoming connection."},
    {"bind", socket_bind, METH_O, "bind(address)\n\nGive the socket a local address."},
    {"close", close_socket, METH_NOARGS,
     "close()\n\nClose the descriptor; repeated calls do nothing."},
    {"connect", socket_connect, METH_O, "connect(address)\n\nConnect to a remote address."},
    {"connect_ex", socket_connect_ex, METH_O,
     "connect_ex(address) -> errno\n\nLike connect, but failures of the system are returned."},
    {"detach", detach, METH_NOARGS,
     "detach() -> descriptor\n\nLet go of the descriptor without closing it."},
    {"fileno", fileno, METH_NOARGS, "fileno() -> int\n\nThe descriptor; -1 once closed."},
    {"getblocking", getblocking, METH_NOARGS, "getblocking() -> bool\n\nFalse if non-blocking."},
    {"getpeername", socket_getpeername, METH_NOARGS, "getpeername()\n\nThe remote address."},
    {"getsockname", socket_getsockname, METH_NOARGS, "getsockname()\n\nThe local address."},
    {"getsockopt", method(socket_getsockopt), METH_FASTCALL,
     "getsockopt(level, option[, buffersize])\n\nRead an option: an int, or bytes of at most "
     "buffersize."},
    {"gettimeout", gettimeout, METH_NOARGS, "gettimeout()\n\nThe timeout in seconds or None."},
    {"listen", method(socket_listen), METH_FASTCALL,
     "listen([backlog])\n\nAccept connections; backlog may wait unaccepted."},
    {"recv", method(socket_recv), METH_FASTCALL,
     "recv(buffersize[, flags]) -> bytes\n\nReceive at most buffersize bytes."},
    {"recv_into", method(socket_recv_into), METH_VARARGS | METH_KEYWORDS,
     "recv_into(buffer[, nbytes[, flags]]) -> int\n\nReceive into a writable buffer."},
    {"recvfrom", method(socket_recvfrom), METH_FASTCALL,
     "recvfrom(buffersize[, flags]) -> (bytes, address)\n\nReceive, with the sender's address."},
    {"recvfrom_into", method(socket_recvfrom_into), METH_VARARGS | METH_KEYWORDS,
     "recvfrom_into(buffer[, nbytes[, flags]]) -> (int, address)\n\nreceive into a buffer, with "
     "the "
     "sender's address."},
    {"recvmsg", socket_recvmsg, METH_VARARGS,
     "recvmsg(bufsize[, ancbufsize[, flags]]) -> (bytes, ancdata, flags, address)\n\nReceive data "
     "with ancillary data, a list of (level, type, bytes)."},
    {"recvmsg_into", socket_recvmsg_into, METH_VARARGS,
     "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (int, ancdata, flags, address)\n\nLike "
     "recvmsg, scattered over writable buffers."},
    {"send", method(socket_send), METH_FASTCALL,
     "send(data[, flags]) -> int\n\nSend data; the result can be less than its length."},
    {"sendall", method(socket_sendall), METH_FASTCALL,
     "sendall(data[, flags])\n\nSend all of the data."},
    {"sendmsg", socket_sendmsg, METH_VARARGS,
     "sendmsg(buffers[, ancdata[, flags[, address]]]) -> int\n\nSend gathered buffers with "
     "ancillary "
     "data."},
    {"sendmsg_afalg", method(socket_sendmsg_afalg), METH_VARARGS | METH_KEYWORDS,
     "sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags=MSG_MORE]]])\n\nSend to an AF_ALG socket "
     "with its parameters."},
    {"sendto", method(socket_sendto), METH_FASTCALL,
     "sendto(data[, flags], address) -> int\n\nSend to an address."},
    {"setblocking", setblocking, METH_O, "setblocking(flag)\n\nsettimeout(None) or settimeout(0)."},
    {"setsockopt", socket_setsockopt, METH_VARARGS,
     "setsockopt(level, option, value[, optlen])\n\nSet an option from an int, a buffer, or None "
     "with "
     "a length."},
    {"settimeout", settimeout, METH_O,
     "settimeout(timeout)\n\nLimit operations to seconds; None: no limit, 0: never wait."},
    {"shutdown", socket_shutdown, METH_O, "shutdown(how)\n\nEnd reading, writing or both."},
    {}};

PyType_Slot kSlots[] = {
    {Py_tp_doc,
     const_cast<char*>(
         "socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None)\n\nAn endpoint of a "
         "connection. With fileno the descriptor is taken over, and what is not given is "
         "found out from it. New descriptors are not inheritable.")},
    {Py_tp_new, slot(create)},
    {Py_tp_init, slot(initialise)},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_finalize, slot(finalize)},
    {Py_tp_repr, slot(repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_members, kMembers},
    {Py_tp_getset, kAttributes},
    {0, nullptr}};

PyType_Spec kSpec = {"_socket.socket", sizeof(Socket), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, kSlots};

}  // namespace

PyObject* wrap_descriptor(SocketState* state, int descriptor, int family, int type, int protocol) {
  Ref object(make(state->type, state));
  if (!object || !fill(as_socket(object), descriptor, family, type, protocol)) return nullptr;
  return object.release();
}

PyTypeObject* add_socket_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
