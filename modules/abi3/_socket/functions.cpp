// Byte order, packed addresses, descriptors, and what else is a plain function.

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <climits>
#include <cstring>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

namespace {

SocketState* state_in(PyObject* module) { return state_of<SocketState>(module); }

PyObject* close_descriptor(PyObject*, PyObject* object) {
  long value = PyLong_AsLong(object);
  if (value == -1 && PyErr_Occurred()) return nullptr;
  int result;
  {
    Unlocked unlocked;
    result = ::close(static_cast<int>(value));
  }
  return result < 0 && errno != ECONNRESET ? os_error() : none();
}

PyObject* duplicate(PyObject*, PyObject* object) {
  long value = PyLong_AsLong(object);
  if (value == -1 && PyErr_Occurred()) return nullptr;
  int copy = fcntl(static_cast<int>(value), F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? os_error() : PyLong_FromLong(copy);
}

PyObject* make_pair(PyObject* module, PyObject* arguments) {
  int family = AF_UNIX, type = SOCK_STREAM, protocol = 0, pair[2];
  if (!PyArg_ParseTuple(arguments, "|iii:socketpair", &family, &type, &protocol)) return nullptr;
  int result;
  {
    Unlocked unlocked;
    result = socketpair(family, type | SOCK_CLOEXEC, protocol, pair);
  }
  if (result < 0) return os_error();
  SocketState* state = state_in(module);
  Ref first(wrap_descriptor(state, pair[0], family, type, protocol));
  Ref second(first ? wrap_descriptor(state, pair[1], family, type, protocol) : nullptr);
  if (second) return PyTuple_Pack(2, first.get(), second.get());
  if (!first) ::close(pair[0]);
  ::close(pair[1]);
  return nullptr;
}

PyObject* swap_short(const char* name, PyObject* arguments, const char* format) {
  int value;
  if (!PyArg_ParseTuple(arguments, format, &value)) return nullptr;
  if (value < 0) {
    return PyErr_Format(PyExc_OverflowError,
                        "%s: can't convert negative Python int to C 16-bit unsigned integer", name);
  }
  if (value > 0xffff) {
    return PyErr_Format(PyExc_OverflowError,
                        "%s: Python int too large to convert to C 16-bit unsigned integer", name);
  }
  return PyLong_FromLong(htons(static_cast<uint16_t>(value)));
}

PyObject* host_to_network_short(PyObject*, PyObject* arguments) {
  return swap_short("htons", arguments, "i:htons");
}
PyObject* network_to_host_short(PyObject*, PyObject* arguments) {
  return swap_short("ntohs", arguments, "i:ntohs");
}

bool is_negative(PyObject* number) {
  Ref zero(PyLong_FromLong(0));
  return zero && PyObject_RichCompareBool(number, zero, Py_LT) == 1;
}

// Both directions are the same exchange of bytes.
PyObject* swap_long(PyObject*, PyObject* object) {
  if (!PyLong_Check(object)) {
    Ref name(PyType_GetName(Py_TYPE(object)));
    return name ? PyErr_Format(PyExc_TypeError, "expected int, %U found", name.get()) : nullptr;
  }
  unsigned long value = PyLong_AsUnsignedLong(object);
  if (value == static_cast<unsigned long>(-1) && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return nullptr;
    bool negative;
    {
      SavedError saved;
      negative = is_negative(object);
    }
    if (!negative) return nullptr;
    PyErr_Clear();
    PyErr_SetString(PyExc_OverflowError, "can't convert negative value to unsigned int");
    return nullptr;
  }
  if (value > 0xffffffff) {
    PyErr_SetString(PyExc_OverflowError, "int larger than 32 bits");
    return nullptr;
  }
  return PyLong_FromUnsignedLong(htonl(static_cast<uint32_t>(value)));
}

PyObject* address_from_text(PyObject*, PyObject* arguments) {
  const char* text;
  if (!PyArg_ParseTuple(arguments, "s:inet_aton", &text)) return nullptr;
  in_addr address;
  if (inet_aton(text, &address) != 0) {
    return PyBytes_FromStringAndSize(reinterpret_cast<char*>(&address), sizeof(address));
  }
  PyErr_SetString(PyExc_OSError, "illegal IP address string passed to inet_aton");
  return nullptr;
}

PyObject* text_from_address(PyObject*, PyObject* arguments) {
  Buffer packed;
  if (!PyArg_ParseTuple(arguments, "y*:inet_ntoa", packed.out())) return nullptr;
  if (packed.size() != sizeof(in_addr)) {
    PyErr_SetString(PyExc_OSError, "packed IP wrong length for inet_ntoa");
    return nullptr;
  }
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, packed.data(), text, sizeof(text));
  return PyUnicode_FromString(text);
}

PyObject* pack_address(PyObject*, PyObject* arguments) {
  int family;
  const char* text;
  if (!PyArg_ParseTuple(arguments, "is:inet_pton", &family, &text)) return nullptr;
  char packed[sizeof(in6_addr)];
  int result = inet_pton(family, text, packed);
  if (result < 0) return os_error();
  if (result == 0) {
    PyErr_SetString(PyExc_OSError, "illegal IP address string passed to inet_pton");
    return nullptr;
  }
  return PyBytes_FromStringAndSize(packed, family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr));
}

PyObject* unpack_address(PyObject*, PyObject* arguments) {
  int family;
  Buffer packed;
  if (!PyArg_ParseTuple(arguments, "iy*:inet_ntop", &family, packed.out())) return nullptr;
  if (family != AF_INET && family != AF_INET6) {
    return PyErr_Format(PyExc_ValueError, "unknown address family %d", family);
  }
  if (packed.size() != (family == AF_INET ? 4 : 16)) {
    PyErr_SetString(PyExc_ValueError, "invalid length of packed IP address string");
    return nullptr;
  }
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(family, packed.data(), text, sizeof(text)) == nullptr) return os_error();
  return PyUnicode_FromString(text);
}

// A control message's length, with or without its trailing padding, must stay an int.
PyObject* control_size(const char* name, PyObject* arguments, const char* format, bool padded) {
  Py_ssize_t length;
  if (!PyArg_ParseTuple(arguments, format, &length)) return nullptr;
  Py_ssize_t overhead = padded ? CMSG_SPACE(1) : CMSG_LEN(0);
  if (length < 0 || length > INT_MAX - overhead) {
    return PyErr_Format(PyExc_OverflowError, "%s() argument out of range", name);
  }
  auto size = static_cast<size_t>(length);
  return PyLong_FromSize_t(padded ? CMSG_SPACE(size) : CMSG_LEN(size));
}

PyObject* control_length(PyObject*, PyObject* arguments) {
  return control_size("CMSG_LEN", arguments, "n:CMSG_LEN", false);
}
PyObject* control_space(PyObject*, PyObject* arguments) {
  return control_size("CMSG_SPACE", arguments, "n:CMSG_SPACE", true);
}

PyObject* get_default_timeout(PyObject* module, PyObject*) {
  return timeout_object(state_in(module)->default_timeout);
}

PyObject* set_default_timeout(PyObject* module, PyObject* object) {
  Nanoseconds timeout;
  if (!parse_timeout(object, &timeout)) return nullptr;
  state_in(module)->default_timeout = timeout;
  return none();
}

PyObject* get_host_name(PyObject*, PyObject*) {
  if (!audit("socket.gethostname", "()")) return nullptr;
  char name[1024];
  int result;
  {
    Unlocked unlocked;
    result = gethostname(name, sizeof(name) - 1);
  }
  if (result < 0) return os_error();
  name[sizeof(name) - 1] = 0;
  return system_text(name);
}

PyObject* set_host_name(PyObject*, PyObject* arguments) {
  PyObject* object;
  Ref encoded;
  if (PyTuple_Size(arguments) == 1 && PyBytes_Check(PyTuple_GetItem(arguments, 0))) {
    encoded = Ref::borrow(PyTuple_GetItem(arguments, 0));
  } else if (!PyArg_ParseTuple(arguments, "O&:sethostname", PyUnicode_FSConverter, encoded.out())) {
    return nullptr;
  }
  object = encoded;
  if (!audit("socket.sethostname", "(O)", object)) return nullptr;
  Buffer name;
  if (!name.acquire(object)) return nullptr;
  return sethostname(name.text(), static_cast<size_t>(name.size())) < 0 ? os_error() : none();
}

}  // namespace

const PyMethodDef kPlainFunctions[] = {
    {"close", close_descriptor, METH_O, "close(descriptor)\n\nClose the descriptor of a socket."},
    {"dup", duplicate, METH_O, "dup(descriptor) -> int\n\nA second descriptor, not inheritable."},
    {"socketpair", make_pair, METH_VARARGS,
     "socketpair([family[, type[, proto]]])\n\nTwo sockets that are connected; AF_UNIX by "
     "default."},
    {"htons", host_to_network_short, METH_VARARGS,
     "htons(value) -> int\n\n16 bits from the host's to the network's byte order."},
    {"ntohs", network_to_host_short, METH_VARARGS,
     "ntohs(value) -> int\n\n16 bits from the network's to the host's byte order."},
    {"htonl", swap_long, METH_O,
     "htonl(value) -> int\n\n32 bits from the host's to the network's byte order."},
    {"ntohl", swap_long, METH_O,
     "ntohl(value) -> int\n\n32 bits from the network's to the host's byte order."},
    {"inet_aton", address_from_text, METH_VARARGS,
     "inet_aton(text) -> bytes\n\nPack an IPv4 address, also in its short forms."},
    {"inet_ntoa", text_from_address, METH_VARARGS,
     "inet_ntoa(packed) -> str\n\nThe dotted form of a packed IPv4 address."},
    {"inet_pton", pack_address, METH_VARARGS,
     "inet_pton(family, text) -> bytes\n\nPack an address of the family."},
    {"inet_ntop", unpack_address, METH_VARARGS,
     "inet_ntop(family, packed) -> str\n\nThe text of a packed address."},
    {"CMSG_LEN", control_length, METH_VARARGS,
     "CMSG_LEN(length) -> int\n\nHow many bytes an ancillary item has up to the end of its data."},
    {"CMSG_SPACE", control_space, METH_VARARGS,
     "CMSG_SPACE(length) -> int\n\nHow many bytes an ancillary item takes among others: padded."},
    {"getdefaulttimeout", get_default_timeout, METH_NOARGS,
     "getdefaulttimeout()\n\nThe timeout of new sockets in seconds, or None."},
    {"setdefaulttimeout", set_default_timeout, METH_O,
     "setdefaulttimeout(timeout)\n\nSet the timeout of new sockets."},
    {"gethostname", get_host_name, METH_NOARGS, "gethostname() -> str\n\nThis host's name."},
    {"sethostname", set_host_name, METH_VARARGS, "sethostname(name)\n\nSet this host's name."},
    {}};

}  // namespace pyro::abi3
