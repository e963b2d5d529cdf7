// Connections, addresses and options of a socket.

#include <errno.h>
#include <linux/vm_sockets.h>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

PyObject* socket_accept(PyObject* self, PyObject*) {
  Socket* socket = as_socket(self);
  Address address;
  int accepted = -1;
  auto call = [&](Socket* listener) {
    address.length = sizeof(address.storage);
    accepted = accept4(listener->descriptor, &address.header, &address.length, SOCK_CLOEXEC);
    return accepted >= 0;
  };
  if (!run_when_ready(socket, Direction::kRead, call)) return nullptr;
  return Py_BuildValue("iN", accepted, address_object(address, socket->protocol));
}

PyObject* socket_bind(PyObject* self, PyObject* object) {
  Socket* socket = as_socket(self);
  Address address;
  if (!parse_address(socket, object, "bind", &address)) return nullptr;
  if (!audit("socket.bind", "(OO)", self, object)) return nullptr;
  int result;
  {
    Unlocked unlocked;
    result = bind(socket->descriptor, &address.header, address.length);
  }
  return result < 0 ? os_error() : none();
}

namespace {

// Waits until a connection that began is made or has failed; 0, the errno of its failure, or -1
// with an exception. `timed_out` reports the end of the timeout.
int finish_connecting(Socket* socket, bool* timed_out) {
  Nanoseconds deadline = socket->timeout > 0 ? monotonic_now() + socket->timeout : kNoTimeout;
  while (true) {
    Wait wait = wait_ready(socket->descriptor, Direction::kWrite, deadline);
    if (wait == Wait::kTimeout) {
      *timed_out = true;
      return EAGAIN;
    }
    if (wait == Wait::kReady) break;
    if (errno != EINTR) return errno;
    if (PyErr_CheckSignals() < 0) return -1;
  }
  int error = 0;
  socklen_t size = sizeof(error);
  if (getsockopt(socket->descriptor, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error == EISCONN ? 0 : error;
}

// connect(2) with the socket's timeout; results as above.
int run_connect(Socket* socket, const Address& address, bool* timed_out) {
  int error = 0;
  {
    Unlocked unlocked;
    if (connect(socket->descriptor, &address.header, address.length) < 0) error = errno;
  }
  if (error == 0) return 0;
  // An interrupted connect goes on in the background; so does one of a non-blocking descriptor.
  bool wait;
  if (error == EINTR) {
    if (PyErr_CheckSignals() < 0) return -1;
    wait = socket->timeout != 0;
  } else {
    wait = socket->timeout > 0 && error == EINPROGRESS;
  }
  return wait ? finish_connecting(socket, timed_out) : error;
}

}  // namespace

PyObject* socket_connect(PyObject* self, PyObject* object) {
  Socket* socket = as_socket(self);
  Address address;
  if (!parse_address(socket, object, "connect", &address)) return nullptr;
  if (!audit("socket.connect", "(OO)", self, object)) return nullptr;
  bool timed_out = false;
  int error = run_connect(socket, address, &timed_out);
  if (error < 0) return nullptr;
  if (timed_out) return raise_timeout();
  if (error == 0) return none();
  errno = error;
  return os_error();
}

PyObject* socket_connect_ex(PyObject* self, PyObject* object) {
  Socket* socket = as_socket(self);
  Address address;
  if (!parse_address(socket, object, "connect_ex", &address)) return nullptr;
  if (!audit("socket.connect", "(OO)", self, object)) return nullptr;
  bool timed_out = false;
  int error = run_connect(socket, address, &timed_out);
  return error < 0 ? nullptr : PyLong_FromLong(error);
}

PyObject* socket_listen(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  if (!check_count("listen", count, 0, 1)) return nullptr;
  int backlog = SOMAXCONN < 128 ? SOMAXCONN : 128;
  if (count == 1 && !int_argument(arguments[0], &backlog)) return nullptr;
  int result;
  {
    Unlocked unlocked;
    result = listen(as_socket(self)->descriptor, backlog < 0 ? 0 : backlog);
  }
  return result < 0 ? os_error() : none();
}

PyObject* socket_shutdown(PyObject* self, PyObject* object) {
  int how;
  if (!int_argument(object, &how)) return nullptr;
  int result;
  {
    Unlocked unlocked;
    result = shutdown(as_socket(self)->descriptor, how);
  }
  return result < 0 ? os_error() : none();
}

namespace {

using NameFunction = int (*)(int, sockaddr*, socklen_t*);

PyObject* name_by(PyObject* self, NameFunction function) {
  Socket* socket = as_socket(self);
  Address address;
  int result;
  {
    Unlocked unlocked;
    result = function(socket->descriptor, &address.header, &address.length);
  }
  return result < 0 ? os_error() : address_object(address, socket->protocol);
}

}  // namespace

PyObject* socket_getpeername(PyObject* self, PyObject*) {
  return name_by(self, [](int descriptor, sockaddr* address, socklen_t* length) {
    return getpeername(descriptor, address, length);
  });
}

PyObject* socket_getsockname(PyObject* self, PyObject*) {
  return name_by(self, [](int descriptor, sockaddr* address, socklen_t* length) {
    return getsockname(descriptor, address, length);
  });
}

PyObject* socket_getsockopt(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  if (!check_count("getsockopt", count, 2, 3)) return nullptr;
  Socket* socket = as_socket(self);
  int level, option, size = 0;
  if (!int_argument(arguments[0], &level) || !int_argument(arguments[1], &option) ||
      (count == 3 && !int_argument(arguments[2], &size))) {
    return nullptr;
  }
  if (size == 0) {
    // The options of virtual machine sockets are 64 bits wide.
    if (socket->family == AF_VSOCK && level == AF_VSOCK) {
      uint64_t wide = 0;
      socklen_t length = sizeof(wide);
      if (getsockopt(socket->descriptor, level, option, &wide, &length) < 0) return os_error();
      return PyLong_FromUnsignedLongLong(wide);
    }
    int value = 0;
    socklen_t length = sizeof(value);
    if (getsockopt(socket->descriptor, level, option, &value, &length) < 0) return os_error();
    return PyLong_FromLong(value);
  }
  if (size < 0 || size > 1024) {
    PyErr_SetString(PyExc_OSError, "getsockopt buflen out of range");
    return nullptr;
  }
  char buffer[1024];
  auto length = static_cast<socklen_t>(size);
  if (getsockopt(socket->descriptor, level, option, buffer, &length) < 0) return os_error();
  return PyBytes_FromStringAndSize(buffer, static_cast<Py_ssize_t>(length));
}

namespace {

PyObject* set_option(Socket* socket, int level, int option, const void* value, socklen_t length) {
  return setsockopt(socket->descriptor, level, option, value, length) < 0 ? os_error() : none();
}

PyObject* set_option_object(Socket* socket, int level, int option, PyObject* value) {
  if (PyLong_Check(value)) {
    if (socket->family == AF_VSOCK && level == AF_VSOCK) {
      uint64_t wide = PyLong_AsUnsignedLongLong(value);
      if (PyErr_Occurred()) return nullptr;
      return set_option(socket, level, option, &wide, sizeof(wide));
    }
    int number;
    if (int_argument(value, &number)) {
      return set_option(socket, level, option, &number, sizeof(number));
    }
    // A number that is no int falls through to the buffer's error.
    PyErr_Clear();
  }
  Buffer buffer;
  if (!buffer.acquire(value)) return nullptr;
  return set_option(socket, level, option, buffer.data(), static_cast<socklen_t>(buffer.size()));
}

}  // namespace

PyObject* socket_setsockopt(PyObject* self, PyObject* arguments) {
  int level, option;
  PyObject* value;
  unsigned length = 0;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count == 4 && PyTuple_GetItem(arguments, 2) == Py_None) {
    if (!PyArg_ParseTuple(arguments, "iiOI:setsockopt", &level, &option, &value, &length)) {
      return nullptr;
    }
    return set_option(as_socket(self), level, option, nullptr, static_cast<socklen_t>(length));
  }
  if (!PyArg_ParseTuple(arguments, "iiO:setsockopt", &level, &option, &value)) return nullptr;
  return set_option_object(as_socket(self), level, option, value);
}

}  // namespace pyro::abi3
