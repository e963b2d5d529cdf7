// Messages: scattered and gathered data with ancillary data (recvmsg(2), sendmsg(2), cmsg(3)).

#include <limits.h>
#include <linux/if_alg.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "modules/abi3/_socket/socket.h"
#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

// Buffers and the iovec that shows them to the kernel.
struct Vector {
  Array<Buffer> buffers;
  Array<iovec> entries;

  bool fill(PyObject* sequence, int flags) {
    Py_ssize_t count = PySequence_Size(sequence);
    if (count < 0) return false;
    if (!buffers.resize(static_cast<size_t>(count)) ||
        !entries.resize(static_cast<size_t>(count))) {
      return false;
    }
    for (Py_ssize_t i = 0; i < count; ++i) {
      Ref item(PySequence_GetItem(sequence, i));
      Buffer& buffer = buffers[static_cast<size_t>(i)];
      if (!item || !buffer.acquire(item, flags)) return false;
      entries[static_cast<size_t>(i)] = {buffer.data(), static_cast<size_t>(buffer.size())};
    }
    return true;
  }
};

Ref list_of(PyObject* iterable, const char* error) {
  Ref list(PySequence_List(iterable));
  if (!list && PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError, error);
  }
  return list;
}

// The part of the data of a control message that lies in the buffer: the kernel may have truncated
// it.
size_t data_size(const msghdr& message, cmsghdr* header) {
  auto* end = static_cast<unsigned char*>(message.msg_control) + message.msg_controllen;
  unsigned char* data = CMSG_DATA(header);
  if (header->cmsg_len < CMSG_LEN(0) || data > end) return 0;
  size_t size = header->cmsg_len - CMSG_LEN(0);
  auto room = static_cast<size_t>(end - data);
  return size < room ? size : room;
}

PyObject* ancillary_list(msghdr* message) {
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  if (message->msg_controllen == 0) return list.release();
  for (cmsghdr* header = CMSG_FIRSTHDR(message); header != nullptr;
       header = CMSG_NXTHDR(message, header)) {
    Ref item(Py_BuildValue("iiy#", header->cmsg_level, header->cmsg_type,
                           reinterpret_cast<const char*>(CMSG_DATA(header)),
                           static_cast<Py_ssize_t>(data_size(*message, header))));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

// Descriptors that arrived but cannot be told to the program would stay open for ever.
void close_received(msghdr* message) {
  for (cmsghdr* header = CMSG_FIRSTHDR(message); header != nullptr;
       header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    size_t count = data_size(*message, header) / sizeof(int);
    for (size_t i = 0; i < count; ++i) {
      int descriptor;
      memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      ::close(descriptor);
    }
  }
}

// Receives into the vector; makes (first(size), ancillary data, flags, address).
template <class First>
PyObject* receive_message(Socket* socket, Array<iovec>& vector, Py_ssize_t control_size, int flags,
                          First first) {
  if (control_size < 0 || control_size > INT_MAX) {
    PyErr_SetString(PyExc_ValueError, "invalid ancillary data buffer length");
    return nullptr;
  }
  Array<char> control;
  if (!control.resize(static_cast<size_t>(control_size))) return nullptr;
  Address address;
  msghdr message{};
  message.msg_iov = vector.data();
  message.msg_iovlen = vector.size();
  Py_ssize_t got = -1;
  auto call = [&](Socket* self) {
    message.msg_name = &address.storage;
    message.msg_namelen = sizeof(address.storage);
    message.msg_control = control.data();
    message.msg_controllen = static_cast<size_t>(control_size);
    got = recvmsg(self->descriptor, &message, flags);
    return got >= 0;
  };
  if (!run_when_ready(socket, Direction::kRead, call)) return nullptr;
  Ref ancillary(ancillary_list(&message));
  Ref head(ancillary ? first(got) : nullptr);
  Ref sender(head ? address_object(&address.header, message.msg_namelen, socket->protocol)
                  : nullptr);
  if (!sender) {
    SavedError saved;
    close_received(&message);
    return nullptr;
  }
  return Py_BuildValue("OOiO", head.get(), ancillary.get(), message.msg_flags, sender.get());
}

}  // namespace

PyObject* socket_recvmsg(PyObject* self, PyObject* arguments) {
  Py_ssize_t size, control_size = 0;
  int flags = 0;
  if (!PyArg_ParseTuple(arguments, "n|ni:recvmsg", &size, &control_size, &flags)) return nullptr;
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, "negative buffer size in recvmsg()");
    return nullptr;
  }
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes) return nullptr;
  Array<iovec> vector;
  if (!vector.append({PyBytes_AsString(bytes), static_cast<size_t>(size)})) return nullptr;
  return receive_message(as_socket(self), vector, control_size, flags, [&](Py_ssize_t got) {
    return got == size ? new_ref(bytes) : PyBytes_FromStringAndSize(PyBytes_AsString(bytes), got);
  });
}

PyObject* socket_recvmsg_into(PyObject* self, PyObject* arguments) {
  PyObject* buffers;
  Py_ssize_t control_size = 0;
  int flags = 0;
  if (!PyArg_ParseTuple(arguments, "O|ni:recvmsg_into", &buffers, &control_size, &flags)) {
    return nullptr;
  }
  Ref list = list_of(buffers, "recvmsg_into() argument 1 must be an iterable");
  if (!list) return nullptr;
  Vector vector;
  if (!vector.fill(list, PyBUF_WRITABLE)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError,
                    "recvmsg_into() argument 1 must be an iterable of single-segment read-write "
                    "buffers");
    return nullptr;
  }
  return receive_message(as_socket(self), vector.entries, control_size, flags,
                         [](Py_ssize_t got) { return PyLong_FromSsize_t(got); });
}

namespace {

// One item of ancillary data: level, type, contents.
struct ControlItem {
  int level, type;
  Buffer data;
};

struct Control {
  Array<ControlItem> items;
  Array<char> bytes;
  size_t size = 0;

  bool parse(PyObject* list) {
    Py_ssize_t count = PySequence_Size(list);
    if (count < 0 || !items.resize(static_cast<size_t>(count))) return false;
    for (size_t i = 0; i < items.size(); ++i) {
      Ref item(PySequence_GetItem(list, static_cast<Py_ssize_t>(i)));
      if (!item || !parse_item(item, &items[i])) return false;
      size_t space = CMSG_SPACE(static_cast<size_t>(items[i].data.size()));
      if (space > INT_MAX || size + space > INT_MAX) {
        PyErr_SetString(PyExc_OSError, "ancillary data item too large");
        return false;
      }
      size += space;
    }
    return true;
  }

  bool attach(msghdr* message) {
    if (items.empty()) return true;
    if (!bytes.resize(size)) return false;
    message->msg_control = bytes.data();
    message->msg_controllen = size;
    cmsghdr* header = CMSG_FIRSTHDR(message);
    for (size_t i = 0; i < items.size(); ++i, header = CMSG_NXTHDR(message, header)) {
      auto length = static_cast<size_t>(items[i].data.size());
      header->cmsg_level = items[i].level;
      header->cmsg_type = items[i].type;
      header->cmsg_len = CMSG_LEN(length);
      memcpy(CMSG_DATA(header), items[i].data.data(), length);
    }
    return true;
  }

 private:
  // The item can be any sequence of three, and PyArg_Parse names it in its errors.
  static bool parse_item(PyObject* item, ControlItem* result) {
    return PyArg_Parse(item, "(iiy*):[sendmsg() ancillary data items]", &result->level,
                       &result->type, result->data.out()) != 0;
  }
};

PyObject* send_message(Socket* socket, const msghdr& message, int flags) {
  Py_ssize_t sent = -1;
  auto call = [&](Socket* self) {
    sent = sendmsg(self->descriptor, &message, flags);
    return sent >= 0;
  };
  return run_when_ready(socket, Direction::kWrite, call) ? PyLong_FromSsize_t(sent) : nullptr;
}

}  // namespace

PyObject* socket_sendmsg(PyObject* self, PyObject* arguments) {
  PyObject *buffers, *ancillary = nullptr, *target = nullptr;
  int flags = 0;
  if (!PyArg_ParseTuple(arguments, "O|OiO:sendmsg", &buffers, &ancillary, &flags, &target)) {
    return nullptr;
  }
  Socket* socket = as_socket(self);
  msghdr message{};
  Address address;
  bool has_target = target != nullptr && target != Py_None;
  if (has_target) {
    if (!parse_address(socket, target, "sendmsg", &address)) return nullptr;
    message.msg_name = &address.storage;
    message.msg_namelen = address.length;
  }
  if (!audit("socket.sendmsg", "(OO)", self, has_target ? target : Py_None)) return nullptr;
  Ref list = list_of(buffers, "sendmsg() argument 1 must be an iterable");
  Vector vector;
  if (!list || !vector.fill(list, PyBUF_SIMPLE)) return nullptr;
  message.msg_iov = vector.entries.data();
  message.msg_iovlen = vector.entries.size();
  Control control;
  if (ancillary != nullptr) {
    Ref items = list_of(ancillary, "sendmsg() argument 2 must be an iterable");
    if (!items || !control.parse(items) || !control.attach(&message)) return nullptr;
  }
  return send_message(socket, message, flags);
}

namespace {

// The control message `type` of level SOL_ALG with room for `size` bytes; returns where they go.
unsigned char* start_parameter(cmsghdr* header, int type, size_t size) {
  header->cmsg_level = SOL_ALG;
  header->cmsg_type = type;
  header->cmsg_len = CMSG_LEN(size);
  return CMSG_DATA(header);
}

}  // namespace

PyObject* socket_sendmsg_afalg(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"msg", "op", "iv", "assoclen", "flags", nullptr};
  Socket* socket = as_socket(self);
  if (socket->family != AF_ALG) {
    PyErr_SetString(PyExc_OSError, "algset is only supported for AF_ALG");
    return nullptr;
  }
  PyObject *buffers = nullptr, *associated = nullptr;
  Buffer vector_start;
  int operation = -1, flags = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|O$iy*Oi:sendmsg_afalg", keywords(kNames),
                                   &buffers, &operation, vector_start.out(), &associated, &flags)) {
    return nullptr;
  }
  if (operation < 0) {
    PyErr_SetString(PyExc_TypeError, "Invalid or missing argument 'op'");
    return nullptr;
  }
  int associated_size = -1;
  if (associated != nullptr) {
    if (!int_argument(associated, &associated_size)) return nullptr;
    if (associated_size < 0) {
      PyErr_SetString(PyExc_TypeError, "assoclen must be positive");
      return nullptr;
    }
  }
  Vector vector;
  if (buffers != nullptr) {
    Ref list = list_of(buffers, "sendmsg() argument 1 must be an iterable");
    if (!list || !vector.fill(list, PyBUF_SIMPLE)) return nullptr;
  }
  auto start_size = static_cast<size_t>(vector_start.size());
  size_t size = CMSG_SPACE(4);
  if (vector_start.held()) size += CMSG_SPACE(sizeof(af_alg_iv) + start_size);
  if (associated_size >= 0) size += CMSG_SPACE(4);
  Array<char> control;
  if (!control.resize(size)) return nullptr;
  msghdr message{};
  message.msg_iov = vector.entries.data();
  message.msg_iovlen = vector.entries.size();
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  memcpy(start_parameter(header, ALG_SET_OP, 4), &operation, 4);
  if (vector_start.held()) {
    header = CMSG_NXTHDR(&message, header);
    unsigned char* data = start_parameter(header, ALG_SET_IV, sizeof(af_alg_iv) + start_size);
    auto length = static_cast<uint32_t>(start_size);
    memcpy(data, &length, sizeof(length));
    memcpy(data + sizeof(length), vector_start.data(), start_size);
  }
  if (associated_size >= 0) {
    header = CMSG_NXTHDR(&message, header);
    memcpy(start_parameter(header, ALG_SET_AEAD_ASSOCLEN, 4), &associated_size, 4);
  }
  return send_message(socket, message, flags);
}

}  // namespace pyro::abi3
