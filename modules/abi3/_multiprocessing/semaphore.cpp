// The _multiprocessing module: semaphores that processes share, as locks.
//
// A SemLock is a recursive mutex or a semaphore over a named one of the system. It counts what this
// process has acquired.

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <time.h>

#include <cmath>

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

enum Kind { kRecursiveMutex, kSemaphore };

struct SemLock {
  PyObject_HEAD sem_t* handle;
  unsigned long owner;  // the thread that acquired it last
  int count;
  int maximum;
  int kind;
  char* name;  // null: unlinked
};

SemLock* as_lock(PyObject* object) { return reinterpret_cast<SemLock*>(object); }

unsigned long this_thread() { return static_cast<unsigned long>(pthread_self()); }
bool is_mine(SemLock* self) { return self->count > 0 && self->owner == this_thread(); }

SemLock* make(PyTypeObject* type, sem_t* handle, int kind, int maximum, const char* name) {
  auto* self = allocate<SemLock>(type);
  if (self == nullptr) return nullptr;
  self->handle = handle;
  self->kind = kind;
  self->maximum = maximum;
  if (name == nullptr) return self;
  self->name = strdup(name);
  if (self->name != nullptr) return self;
  self->handle = SEM_FAILED;
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  PyErr_NoMemory();
  return nullptr;
}

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"kind", "value", "maxvalue", "name", "unlink", nullptr};
  int kind, value, maximum, unlink;
  const char* name;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "iiisp:SemLock", keywords(kNames), &kind,
                                   &value, &maximum, &name, &unlink)) {
    return nullptr;
  }
  if (kind != kRecursiveMutex && kind != kSemaphore) {
    PyErr_SetString(PyExc_ValueError, "unrecognized kind");
    return nullptr;
  }
  sem_t* handle = sem_open(name, O_CREAT | O_EXCL, 0600, static_cast<unsigned>(value));
  if (handle == SEM_FAILED) return os_error();
  if (unlink != 0 && sem_unlink(name) < 0) {
    os_error();
    sem_close(handle);
    return nullptr;
  }
  SemLock* self = make(type, handle, kind, maximum, unlink != 0 ? nullptr : name);
  if (self == nullptr) sem_close(handle);
  return reinterpret_cast<PyObject*>(self);
}

// A semaphore of another process, by its name; without one the handle is that of the parent before
// a fork.
PyObject* rebuild(PyObject* type, PyObject* arguments) {
  Py_ssize_t address;
  int kind, maximum;
  const char* name;
  if (!PyArg_ParseTuple(arguments, "niiz:_rebuild", &address, &kind, &maximum, &name))
    return nullptr;
  sem_t* handle = reinterpret_cast<sem_t*>(address);
  if (name != nullptr) {
    handle = sem_open(name, 0);
    if (handle == SEM_FAILED) return os_error();
  }
  return reinterpret_cast<PyObject*>(
      make(reinterpret_cast<PyTypeObject*>(type), handle, kind, maximum, name));
}

void dealloc(PyObject* object) {
  SemLock* self = as_lock(object);
  if (self->handle != SEM_FAILED && self->handle != nullptr) sem_close(self->handle);
  free(self->name);
  free_instance(object);
}

bool deadline_in(PyObject* object, timespec* deadline) {
  double seconds = PyFloat_AsDouble(object);
  if (PyErr_Occurred()) return false;
  if (seconds < 0) seconds = 0;
  clock_gettime(CLOCK_REALTIME, deadline);
  double whole = std::floor(seconds);
  deadline->tv_sec += static_cast<time_t>(whole);
  deadline->tv_nsec += static_cast<long>((seconds - whole) * 1e9 + 0.5);
  deadline->tv_sec += deadline->tv_nsec / 1000000000;
  deadline->tv_nsec %= 1000000000;
  return true;
}

// Waits over signals. 1: acquired, 0: the time is over, -1: an exception.
int wait(SemLock* self, bool block, const timespec* deadline) {
  while (true) {
    // Trying first saves giving up the lock.
    int result = sem_trywait(self->handle);
    if (result < 0 && errno == EAGAIN && block) {
      Unlocked unlocked;
      result = deadline == nullptr ? sem_wait(self->handle) : sem_timedwait(self->handle, deadline);
    }
    if (result == 0) return 1;
    if (errno == EAGAIN || errno == ETIMEDOUT) return 0;
    if (errno != EINTR) {
      os_error();
      return -1;
    }
    if (PyErr_CheckSignals() < 0) return -1;
  }
}

PyObject* acquire(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"block", "timeout", nullptr};
  int block = 1;
  PyObject* timeout = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|pO:acquire", keywords(kNames), &block,
                                   &timeout)) {
    return nullptr;
  }
  SemLock* self = as_lock(object);
  if (self->kind == kRecursiveMutex && is_mine(self)) {
    ++self->count;
    return boolean(true);
  }
  timespec deadline;
  bool limited = timeout != Py_None;
  if (limited && !deadline_in(timeout, &deadline)) return nullptr;
  int result = wait(self, block != 0, limited ? &deadline : nullptr);
  if (result <= 0) return result < 0 ? nullptr : boolean(false);
  ++self->count;
  self->owner = this_thread();
  return boolean(true);
}

PyObject* fail(PyObject* type, const char* text) {
  PyErr_SetString(type, text);
  return nullptr;
}

PyObject* release(PyObject* object, PyObject*) {
  SemLock* self = as_lock(object);
  if (self->kind == kRecursiveMutex) {
    if (!is_mine(self)) {
      return fail(PyExc_AssertionError, "attempt to release recursive lock not owned by thread");
    }
    if (self->count > 1) {
      --self->count;
      return none();
    }
  } else {
    int value;
    if (sem_getvalue(self->handle, &value) < 0) return os_error();
    if (value >= self->maximum) {
      return fail(PyExc_ValueError, "semaphore or lock released too many times");
    }
  }
  if (sem_post(self->handle) < 0) return os_error();
  --self->count;
  return none();
}

PyObject* enter(PyObject* object, PyObject*) {
  Ref nothing(PyTuple_New(0));
  return nothing ? acquire(object, nothing, nullptr) : nullptr;
}
PyObject* leave(PyObject* object, PyObject* const*, Py_ssize_t count) {
  return check_positional("__exit__", count, 0, 3) ? release(object, nullptr) : nullptr;
}

PyObject* count(PyObject* object, PyObject*) { return PyLong_FromLong(as_lock(object)->count); }
PyObject* mine(PyObject* object, PyObject*) { return boolean(is_mine(as_lock(object))); }

PyObject* get_value(PyObject* object, PyObject*) {
  int value;
  if (sem_getvalue(as_lock(object)->handle, &value) < 0) return os_error();
  return PyLong_FromLong(value < 0 ? 0 : value);
}

PyObject* is_zero(PyObject* object, PyObject*) {
  int value;
  if (sem_getvalue(as_lock(object)->handle, &value) < 0) return os_error();
  return boolean(value <= 0);
}

PyObject* after_fork(PyObject* object, PyObject*) {
  as_lock(object)->count = 0;
  return none();
}

PyObject* unlink_name(PyObject*, PyObject* argument) {
  if (!PyUnicode_Check(argument)) {
    Ref type(PyType_GetName(Py_TYPE(argument)));
    return type ? PyErr_Format(PyExc_TypeError, "sem_unlink() argument must be str, not %U",
                               type.get())
                : nullptr;
  }
  const char* name = PyUnicode_AsUTF8AndSize(argument, nullptr);
  if (name == nullptr) return nullptr;
  return sem_unlink(name) < 0 ? os_error() : none();
}

PyMethodDef kMethods[] = {
    {"acquire", method(acquire), METH_VARARGS | METH_KEYWORDS,
     "acquire($self, /, block=True, timeout=None)\n--\n\nAcquire it; False if the time was over."},
    {"release", release, METH_NOARGS, "release($self, /)\n--\n\nRelease it."},
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\nAcquire it."},
    {"__exit__", method(leave), METH_FASTCALL,
     "__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)\n--\n\nRelease it."},
    {"_count", count, METH_NOARGS, "_count($self, /)\n--\n\nHow often this process holds it."},
    {"_is_mine", mine, METH_NOARGS, "_is_mine($self, /)\n--\n\nTrue if this thread holds it."},
    {"_get_value", get_value, METH_NOARGS,
     "_get_value($self, /)\n--\n\nThe value of the semaphore."},
    {"_is_zero", is_zero, METH_NOARGS, "_is_zero($self, /)\n--\n\nTrue if the value is zero."},
    {"_rebuild", rebuild, METH_VARARGS | METH_CLASS,
     "_rebuild($type, handle, kind, maxvalue, name, /)\n--\n\n"},
    {"_after_fork", after_fork, METH_NOARGS,
     "_after_fork($self, /)\n--\n\nForget what the parent process held."},
    {}};
PyMemberDef kMembers[] = {{"handle", T_PYSSIZET, offsetof(SemLock, handle), READONLY, ""},
                          {"kind", T_INT, offsetof(SemLock, kind), READONLY, ""},
                          {"maxvalue", T_INT, offsetof(SemLock, maximum), READONLY, ""},
                          {"name", T_STRING, offsetof(SemLock, name), READONLY, ""},
                          {}};
PyType_Slot kTypeSlots[] = {
    {Py_tp_doc, const_cast<char*>("A lock or semaphore between processes.")},
    {Py_tp_new, slot(create)},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_methods, kMethods},
    {Py_tp_members, kMembers},
    {0, nullptr}};
// The type gets SEM_VALUE_MAX before anybody sees it, so it is not immutable.
PyType_Spec kSpec = {"_multiprocessing.SemLock", sizeof(SemLock), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, kTypeSlots};

PyMethodDef kFunctions[] = {
    {"sem_unlink", unlink_name, METH_O, "sem_unlink($module, name, /)\n--\n\n"}, {}};

int execute(PyObject* module) {
  Ref type(reinterpret_cast<PyObject*>(add_type(module, &kSpec)));
  Ref maximum(type ? PyLong_FromLong(SEM_VALUE_MAX) : nullptr);
  if (!maximum || PyObject_SetAttrString(type, "SEM_VALUE_MAX", maximum) < 0) return -1;
  return add_owned(module, "flags",
                   Py_BuildValue("{sisi}", "HAVE_SEM_OPEN", 1, "HAVE_SEM_TIMEDWAIT", 1))
             ? 0
             : -1;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT, "_multiprocessing", nullptr, 0, kFunctions, kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__multiprocessing() { return PyModuleDef_Init(&pyro::abi3::kModule); }
