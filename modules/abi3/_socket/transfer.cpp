// Data: recv and send and their relatives.

#include <cstdlib>
#include <memory>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

namespace {

// Receives below this size go through the stack.
constexpr Py_ssize_t kStackSize = 8192;

struct Received {
  Py_ssize_t size = -1;
  Address address;
};

bool receive(Socket* socket, void* data, Py_ssize_t size, int flags, Py_ssize_t* received) {
  // Nothing is waited for to receive nothing.
  if (size == 0) {
    *received = 0;
    return true;
  }
  auto call = [&](Socket* self) {
    *received = recv(self->descriptor, data, static_cast<size_t>(size), flags);
    return *received >= 0;
  };
  return run_when_ready(socket, Direction::kRead, call);
}

bool receive_from(Socket* socket, void* data, Py_ssize_t size, int flags, Received* received) {
  auto call = [&](Socket* self) {
    received->address.length = sizeof(received->address.storage);
    // A stream writes no address.
    received->address.header.sa_family = AF_UNSPEC;
    received->size = recvfrom(self->descriptor, data, static_cast<size_t>(size), flags,
                              &received->address.header, &received->address.length);
    return received->size >= 0;
  };
  return run_when_ready(socket, Direction::kRead, call);
}

bool size_and_flags(const char* name, FastArguments arguments, Py_ssize_t count, Py_ssize_t* size,
                    int* flags) {
  if (!check_count(name, count, 1, 2) || !size_argument(arguments[0], size) ||
      (count == 2 && !int_argument(arguments[1], flags))) {
    return false;
  }
  if (*size >= 0) return true;
  PyErr_Format(PyExc_ValueError, "negative buffersize in %s", name);
  return false;
}

// Runs `get(data, size, &got)` on memory of `size` bytes and makes bytes of what it got. A full
// buffer becomes the result as it is, a smaller answer is copied: bytes cannot shrink.
template <class Get>
PyObject* bytes_from(Py_ssize_t size, Get get) {
  Py_ssize_t got = 0;
  if (size <= kStackSize) {
    char data[kStackSize];
    return get(data, size, &got) ? PyBytes_FromStringAndSize(data, got) : nullptr;
  }
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes || !get(PyBytes_AsString(bytes), size, &got)) return nullptr;
  return got == size ? bytes.release() : PyBytes_FromStringAndSize(PyBytes_AsString(bytes), got);
}

}  // namespace

PyObject* socket_recv(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  Py_ssize_t size;
  int flags = 0;
  if (!size_and_flags("recv", arguments, count, &size, &flags)) return nullptr;
  return bytes_from(size, [&](void* data, Py_ssize_t room, Py_ssize_t* got) {
    return receive(as_socket(self), data, room, flags, got);
  });
}

PyObject* socket_recvfrom(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  Py_ssize_t size;
  int flags = 0;
  if (!size_and_flags("recvfrom", arguments, count, &size, &flags)) return nullptr;
  Received received;
  Ref bytes(bytes_from(size, [&](void* data, Py_ssize_t room, Py_ssize_t* got) {
    bool done = receive_from(as_socket(self), data, room, flags, &received);
    *got = received.size;
    return done;
  }));
  if (!bytes) return nullptr;
  Ref address(address_object(received.address, as_socket(self)->protocol));
  return address ? PyTuple_Pack(2, bytes.get(), address.get()) : nullptr;
}

PyObject* socket_recv_into(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"buffer", "nbytes", "flags", nullptr};
  Buffer buffer;
  Py_ssize_t size = 0, got = 0;
  int flags = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "w*|ni:recv_into", keywords(kNames),
                                   buffer.out(), &size, &flags)) {
    return nullptr;
  }
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, "negative buffersize in recv_into");
    return nullptr;
  }
  if (size == 0) size = buffer.size();
  if (size > buffer.size()) {
    PyErr_SetString(PyExc_ValueError, "buffer too small for requested bytes");
    return nullptr;
  }
  if (!receive(as_socket(self), buffer.data(), size, flags, &got)) return nullptr;
  return PyLong_FromSsize_t(got);
}

PyObject* socket_recvfrom_into(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"buffer", "nbytes", "flags", nullptr};
  Buffer buffer;
  Py_ssize_t size = 0;
  int flags = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "w*|ni:recvfrom_into", keywords(kNames),
                                   buffer.out(), &size, &flags)) {
    return nullptr;
  }
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, "negative buffersize in recvfrom_into");
    return nullptr;
  }
  if (size == 0) size = buffer.size();
  if (size > buffer.size()) {
    PyErr_SetString(PyExc_ValueError, "nbytes is greater than the length of the buffer");
    return nullptr;
  }
  Received received;
  if (!receive_from(as_socket(self), buffer.data(), size, flags, &received)) return nullptr;
  return Py_BuildValue("nN", received.size,
                       address_object(received.address, as_socket(self)->protocol));
}

namespace {

bool send_once(Socket* socket, const unsigned char* data, Py_ssize_t size, int flags,
               Nanoseconds timeout, Py_ssize_t* sent) {
  auto call = [&](Socket* self) {
    *sent = send(self->descriptor, data, static_cast<size_t>(size), flags);
    return *sent >= 0;
  };
  return run_when_ready(socket, Direction::kWrite, timeout, call);
}

}  // namespace

PyObject* socket_send(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  Buffer data;
  int flags = 0;
  if (!check_count("send", count, 1, 2) || !data.acquire(arguments[0]) ||
      (count == 2 && !int_argument(arguments[1], &flags))) {
    return nullptr;
  }
  Socket* socket = as_socket(self);
  Py_ssize_t sent;
  if (!send_once(socket, data.data(), data.size(), flags, socket->timeout, &sent)) return nullptr;
  return PyLong_FromSsize_t(sent);
}

PyObject* socket_sendall(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  Buffer data;
  int flags = 0;
  if (!check_count("sendall", count, 1, 2) || !data.acquire(arguments[0]) ||
      (count == 2 && !int_argument(arguments[1], &flags))) {
    return nullptr;
  }
  Socket* socket = as_socket(self);
  // The timeout is one for all of the data.
  Nanoseconds left = socket->timeout;
  Nanoseconds deadline = left > 0 ? monotonic_now() + left : 0;
  for (Py_ssize_t done = 0;;) {
    Py_ssize_t sent;
    if (!send_once(socket, data.data() + done, data.size() - done, flags, left, &sent)) {
      return nullptr;
    }
    done += sent;
    if (done >= data.size()) return none();
    if (PyErr_CheckSignals() < 0) return nullptr;
    if (left > 0) {
      left = deadline - monotonic_now();
      if (left <= 0) return raise_timeout();
    }
  }
}

PyObject* socket_sendto(PyObject* self, FastArguments arguments, Py_ssize_t count) {
  if (count < 2 || count > 3) {
    return PyErr_Format(PyExc_TypeError, "sendto() takes 2 or 3 arguments (%zd given)", count);
  }
  Buffer data;
  int flags = 0;
  if (!data.acquire(arguments[0]) || (count == 3 && !int_argument(arguments[1], &flags))) {
    return nullptr;
  }
  Socket* socket = as_socket(self);
  PyObject* target = arguments[count - 1];
  Address address;
  if (!parse_address(socket, target, "sendto", &address)) return nullptr;
  if (!audit("socket.sendto", "(OO)", self, target)) return nullptr;
  Py_ssize_t sent = -1;
  auto call = [&](Socket* sender) {
    sent = sendto(sender->descriptor, data.data(), static_cast<size_t>(data.size()), flags,
                  &address.header, address.length);
    return sent >= 0;
  };
  return run_when_ready(socket, Direction::kWrite, call) ? PyLong_FromSsize_t(sent) : nullptr;
}

}  // namespace pyro::abi3
