// The fcntl module: fcntl(2), ioctl(2), and file locks.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

namespace {

// Arguments up to this size travel in a buffer of the module.
constexpr Py_ssize_t kBufferSize = 1024;

// Makes a system call without the lock, again after each signal. -1 with an exception.
template <class Call>
int call_interruptible(Call call) {
  while (true) {
    int result;
    {
      Unlocked unlocked;
      result = call();
    }
    if (result >= 0) return result;
    if (errno != EINTR) {
      os_error();
      return -1;
    }
    if (PyErr_CheckSignals() < 0) return -1;
  }
}

template <class Call>
PyObject* none_of(Call call) {
  return call_interruptible(call) < 0 ? nullptr : none();
}

PyObject* control_with_bytes(int descriptor, int command, PyObject* argument) {
  Buffer data;
  if (!PyArg_Parse(argument, "s*", data.out())) return nullptr;
  if (data.size() > kBufferSize) {
    PyErr_SetString(PyExc_ValueError, "fcntl string arg too long");
    return nullptr;
  }
  char buffer[kBufferSize];
  memcpy(buffer, data.data(), static_cast<size_t>(data.size()));
  int result = call_interruptible([&] { return ::fcntl(descriptor, command, buffer); });
  return result < 0 ? nullptr : PyBytes_FromStringAndSize(buffer, data.size());
}

PyObject* control(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  int descriptor, command;
  if (!check_positional("fcntl", count, 2, 3)) return nullptr;
  descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !int_argument(arguments[1], &command)) return nullptr;
  PyObject* argument = count == 3 ? arguments[2] : nullptr;
  if (!audit("fcntl.fcntl", "(iiO)", descriptor, command,
             argument == nullptr ? Py_None : argument)) {
    return nullptr;
  }
  if (argument != nullptr && (PyUnicode_Check(argument) || PyObject_CheckBuffer(argument))) {
    return control_with_bytes(descriptor, command, argument);
  }
  unsigned long number = 0;
  if (argument != nullptr) {
    Ref index(PyNumber_Index(argument));
    if (!index) return nullptr;
    number = PyLong_AsUnsignedLongMask(index);
  }
  int result =
      call_interruptible([&] { return ::fcntl(descriptor, command, static_cast<int>(number)); });
  return result < 0 ? nullptr : PyLong_FromLong(result);
}

// A writable buffer that may be changed in place gets the answer itself.
PyObject* device_control_in_place(int descriptor, unsigned long request, Buffer& data) {
  char buffer[kBufferSize + 1];
  // Small ones go through a buffer with a null behind, as drivers that take strings need it.
  bool small = data.size() <= kBufferSize;
  void* argument = data.data();
  if (small) {
    memcpy(buffer, data.data(), static_cast<size_t>(data.size()));
    buffer[data.size()] = 0;
    argument = buffer;
  }
  int result = call_interruptible([&] { return ::ioctl(descriptor, request, argument); });
  if (result < 0) return nullptr;
  if (small) memcpy(data.data(), buffer, static_cast<size_t>(data.size()));
  return PyLong_FromLong(result);
}

PyObject* device_control_copied(int descriptor, unsigned long request, PyObject* argument) {
  Buffer data;
  if (!PyArg_Parse(argument, "s*", data.out())) return nullptr;
  if (data.size() > kBufferSize) {
    PyErr_SetString(PyExc_ValueError, "ioctl string arg too long");
    return nullptr;
  }
  char buffer[kBufferSize + 1];
  memcpy(buffer, data.data(), static_cast<size_t>(data.size()));
  buffer[data.size()] = 0;
  int result = call_interruptible([&] { return ::ioctl(descriptor, request, buffer); });
  return result < 0 ? nullptr : PyBytes_FromStringAndSize(buffer, data.size());
}

// Requests are unsigned, but are often written as the negative int of the same bits.
bool parse_request(PyObject* object, unsigned long* request) {
  Ref index(PyNumber_Index(object));
  if (!index) return false;
  *request = static_cast<unsigned>(PyLong_AsUnsignedLongMask(index));
  return !PyErr_Occurred();
}

PyObject* device_control(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("ioctl", count, 2, 4)) return nullptr;
  unsigned long request;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !parse_request(arguments[1], &request)) return nullptr;
  PyObject* argument = count > 2 ? arguments[2] : nullptr;
  int change = count > 3 ? PyObject_IsTrue(arguments[3]) : 1;
  if (change < 0) return nullptr;
  if (!audit("fcntl.ioctl", "(ikO)", descriptor, request,
             argument == nullptr ? Py_None : argument)) {
    return nullptr;
  }
  if (argument != nullptr && (PyUnicode_Check(argument) || PyObject_CheckBuffer(argument))) {
    Buffer data;
    if (change != 0 && !PyUnicode_Check(argument)) {
      if (data.acquire(argument, PyBUF_WRITABLE)) {
        return device_control_in_place(descriptor, request, data);
      }
      PyErr_Clear();
    }
    return device_control_copied(descriptor, request, argument);
  }
  int number = 0;
  if (argument != nullptr && !int_argument(argument, &number)) return nullptr;
  int result = call_interruptible([&] { return ::ioctl(descriptor, request, number); });
  return result < 0 ? nullptr : PyLong_FromLong(result);
}

PyObject* lock_file(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  int operation;
  if (!check_positional("flock", count, 2, 2)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !int_argument(arguments[1], &operation)) return nullptr;
  if (!audit("fcntl.flock", "(ii)", descriptor, operation)) return nullptr;
  return none_of([&] { return ::flock(descriptor, operation); });
}

bool parse_offset(PyObject* object, off_t* offset) {
  *offset = 0;
  if (object == nullptr) return true;
  if (!PyLong_Check(object)) {
    Ref index(PyNumber_Index(object));
    if (!index) return false;
    *offset = PyLong_AsLongLong(index);
  } else {
    *offset = PyLong_AsLongLong(object);
  }
  return *offset != -1 || !PyErr_Occurred();
}

PyObject* lock_region(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  int command, whence = 0;
  if (!check_positional("lockf", count, 2, 5)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !int_argument(arguments[1], &command) ||
      (count > 4 && !int_argument(arguments[4], &whence))) {
    return nullptr;
  }
  PyObject* length = count > 2 ? arguments[2] : nullptr;
  PyObject* start = count > 3 ? arguments[3] : nullptr;
  if (!audit("fcntl.lockf", "(iiOOi)", descriptor, command, length == nullptr ? Py_None : length,
             start == nullptr ? Py_None : start, whence)) {
    return nullptr;
  }
  struct flock region{};
  if (command == LOCK_UN) {
    region.l_type = F_UNLCK;
  } else if ((command & LOCK_SH) != 0) {
    region.l_type = F_RDLCK;
  } else if ((command & LOCK_EX) != 0) {
    region.l_type = F_WRLCK;
  } else {
    PyErr_SetString(PyExc_ValueError, "unrecognized lockf argument");
    return nullptr;
  }
  if (!parse_offset(start, &region.l_start) || !parse_offset(length, &region.l_len)) return nullptr;
  region.l_whence = static_cast<short>(whence);
  int action = (command & LOCK_NB) != 0 ? F_SETLK : F_SETLKW;
  return none_of([&] { return ::fcntl(descriptor, action, &region); });
}

PyMethodDef kFunctions[] = {
    {"fcntl", method(control), METH_FASTCALL,
     "fcntl($module, fd, cmd, arg=0, /)\n--\n\nDo the operation cmd of fcntl(2) on a descriptor. "
     "An "
     "int arg gives an int, a buffer gives bytes with what the system put there (at most 1024 "
     "bytes)."},
    {"ioctl", method(device_control), METH_FASTCALL,
     "ioctl($module, fd, request, arg=0, mutate_flag=True, /)\n--\n\nDo the request of ioctl(2) on "
     "a "
     "descriptor. A writable buffer is changed in place if mutate_flag is true; other buffers give "
     "bytes."},
    {"flock", method(lock_file), METH_FASTCALL,
     "flock($module, fd, operation, /)\n--\n\nLock or unlock a file by flock(2)."},
    {"lockf", method(lock_region), METH_FASTCALL,
     "lockf($module, fd, cmd, len=0, start=0, whence=0, /)\n--\n\nLock (LOCK_SH, LOCK_EX, with "
     "LOCK_NB) or unlock (LOCK_UN) a region of a file by fcntl(2)."},
    {}};

#define NUMBER(name) {#name, static_cast<long long>(name)},
#define SIGNED(name) {#name, static_cast<long long>(static_cast<unsigned>(name))},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(LOCK_SH) NUMBER(LOCK_EX) NUMBER(LOCK_NB) NUMBER(LOCK_UN) NUMBER(LOCK_MAND)
    NUMBER(LOCK_READ) NUMBER(LOCK_WRITE) NUMBER(LOCK_RW) NUMBER(F_DUPFD) NUMBER(F_DUPFD_CLOEXEC)
    NUMBER(F_GETFD) NUMBER(F_SETFD) NUMBER(F_GETFL) NUMBER(F_SETFL) NUMBER(F_GETLK) NUMBER(F_SETLK)
    NUMBER(F_SETLKW) NUMBER(F_OFD_GETLK) NUMBER(F_OFD_SETLK) NUMBER(F_OFD_SETLKW) NUMBER(F_GETOWN)
    NUMBER(F_SETOWN) NUMBER(F_GETSIG) NUMBER(F_SETSIG) NUMBER(F_RDLCK) NUMBER(F_WRLCK)
    NUMBER(F_UNLCK) NUMBER(F_GETLK64) NUMBER(F_SETLK64) NUMBER(F_SETLKW64) NUMBER(FASYNC)
    NUMBER(F_SETLEASE) NUMBER(F_GETLEASE) NUMBER(F_NOTIFY) NUMBER(F_EXLCK) NUMBER(F_SHLCK)
    NUMBER(FD_CLOEXEC) NUMBER(DN_ACCESS) NUMBER(DN_MODIFY) NUMBER(DN_CREATE) NUMBER(DN_DELETE)
    NUMBER(DN_RENAME) NUMBER(DN_ATTRIB) SIGNED(DN_MULTISHOT) NUMBER(F_SETPIPE_SZ)
    NUMBER(F_GETPIPE_SZ) NUMBER(F_ADD_SEALS) NUMBER(F_GET_SEALS) NUMBER(F_SEAL_SEAL)
    NUMBER(F_SEAL_SHRINK) NUMBER(F_SEAL_GROW) NUMBER(F_SEAL_WRITE)
    // clang-format on
};
#undef NUMBER
#undef SIGNED

int execute(PyObject* module) { return add_constants(module, kNumbers) ? 0 : -1; }

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "fcntl",
                       "Control of files and devices by descriptor.",
                       0,
                       kFunctions,
                       kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_fcntl() { return PyModuleDef_Init(&pyro::abi3::kModule); }
