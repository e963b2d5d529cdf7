// Polling objects: a dictionary of descriptors and events, given to poll(2).

#include <errno.h>
#include <poll.h>

#include <climits>

#include "modules/abi3/select/select.h"
#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

struct Poll {
  PyObject_HEAD PyObject* events;  // dict of descriptor: events
  bool changed;                    // `entries` are not those of `events`
  bool running;
  Array<pollfd> entries;
};

Poll* as_poll(PyObject* object) { return reinterpret_cast<Poll*>(object); }

// Event masks are unsigned shorts.
bool parse_events(PyObject* object, unsigned short* events) {
  Ref index(PyNumber_Index(object));
  if (!index) return false;
  long long value = PyLong_AsLongLong(index);
  if (value == -1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return false;
    PyErr_Clear();
    Ref zero(PyLong_FromLong(0));
    if (!zero) return false;
    value = PyObject_RichCompareBool(index, zero, Py_LT) == 1 ? -1 : LLONG_MAX;
  }
  if (value < 0) {
    PyErr_SetString(PyExc_ValueError, "value must be positive");
    return false;
  }
  if (value > USHRT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "Python int too large for C unsigned short");
    return false;
  }
  *events = static_cast<unsigned short>(value);
  return true;
}

PyObject* store(Poll* self, int descriptor, unsigned short events) {
  Ref key(PyLong_FromLong(descriptor)), value(PyLong_FromLong(events));
  if (!key || !value || PyDict_SetItem(self->events, key, value) < 0) return nullptr;
  self->changed = true;
  return none();
}

PyObject* add(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  unsigned short events = POLLIN | POLLPRI | POLLOUT;
  if (!check_positional("register", count, 1, 2)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || (count == 2 && !parse_events(arguments[1], &events))) return nullptr;
  return store(as_poll(self), descriptor, events);
}

PyObject* modify(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  unsigned short events;
  if (!check_positional("modify", count, 2, 2)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !parse_events(arguments[1], &events)) return nullptr;
  Ref key(PyLong_FromLong(descriptor));
  if (!key) return nullptr;
  int known = PyDict_Contains(as_poll(self)->events, key);
  if (known < 0) return nullptr;
  if (known == 0) {
    errno = ENOENT;
    return os_error();
  }
  return store(as_poll(self), descriptor, events);
}

PyObject* remove(PyObject* self, PyObject* object) {
  int descriptor = file_descriptor(object);
  if (descriptor < 0) return nullptr;
  Ref key(PyLong_FromLong(descriptor));
  // KeyError with the descriptor if it is not there.
  if (!key || PyDict_DelItem(as_poll(self)->events, key) < 0) return nullptr;
  as_poll(self)->changed = true;
  return none();
}

bool update_entries(Poll* self) {
  if (!self->changed) return true;
  self->entries.clear();
  Py_ssize_t position = 0;
  PyObject *key, *value;
  while (PyDict_Next(self->events, &position, &key, &value)) {
    pollfd entry{static_cast<int>(PyLong_AsLong(key)), static_cast<short>(PyLong_AsLong(value)), 0};
    if (!self->entries.append(entry)) return false;
  }
  self->changed = false;
  return true;
}

// Milliseconds: int or float; None or a negative number waits without end.
bool parse_timeout(PyObject* object, Nanoseconds* timeout) {
  *timeout = -1;
  if (object == nullptr || object == Py_None) return true;
  if (!nanoseconds_from_milliseconds(object, timeout)) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_Clear();
      PyErr_SetString(PyExc_TypeError, "timeout must be an integer or None");
    }
    return false;
  }
  if (*timeout / 1000000 > INT_MAX || *timeout / 1000000 < INT_MIN) {
    PyErr_SetString(PyExc_OverflowError, "timeout is too large");
    return false;
  }
  if (*timeout < 0) *timeout = -1;
  return true;
}

// poll() over signals; the number of ready entries, or -1 with an exception.
int wait(Poll* self, Nanoseconds timeout) {
  Nanoseconds deadline = timeout >= 0 ? monotonic_now() + timeout : 0;
  while (true) {
    int milliseconds = timeout >= 0 ? poll_milliseconds(timeout) : -1;
    int result;
    {
      Unlocked unlocked;
      result = poll(self->entries.data(), self->entries.size(), milliseconds);
    }
    if (result >= 0) return result;
    if (errno != EINTR) {
      os_error();
      return -1;
    }
    if (PyErr_CheckSignals() < 0) return -1;
    if (timeout >= 0) {
      timeout = deadline - monotonic_now();
      if (timeout < 0) return 0;
    }
  }
}

PyObject* result_list(Poll* self, int ready) {
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  for (pollfd& entry : self->entries) {
    if (ready == 0) break;
    if (entry.revents == 0) continue;
    --ready;
    Ref item(Py_BuildValue("ii", entry.fd, entry.revents & 0xffff));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* run(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Poll* self = as_poll(object);
  Nanoseconds timeout;
  if (!check_positional("poll", count, 0, 1)) return nullptr;
  if (!parse_timeout(count == 1 ? arguments[0] : nullptr, &timeout)) return nullptr;
  // The entries are in use while the lock is not held.
  if (self->running) {
    PyErr_SetString(PyExc_RuntimeError, "concurrent poll() invocation");
    return nullptr;
  }
  if (!update_entries(self)) return nullptr;
  self->running = true;
  int ready = wait(self, timeout);
  self->running = false;
  return ready < 0 ? nullptr : result_list(self, ready);
}

void dealloc(PyObject* object) {
  Poll* self = as_poll(object);
  Py_CLEAR(self->events);
  self->entries.~Array();
  free_instance(object);
}

PyMethodDef kMethods[] = {
    {"register", method(add), METH_FASTCALL,
     "register($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)\n"
     "--\n\nWatch a descriptor for events; a second call replaces them."},
    {"modify", method(modify), METH_FASTCALL,
     "modify($self, fd, eventmask, /)\n--\n\nReplace the events of a descriptor that is watched."},
    {"unregister", remove, METH_O, "unregister($self, fd, /)\n--\n\nWatch a descriptor no longer."},
    {"poll", method(run), METH_FASTCALL,
     "poll($self, timeout=None, /)\n--\n\nWait for events; a list of (descriptor, events). The "
     "timeout is in milliseconds."},
    {}};

PyType_Slot kSlots[] = {{Py_tp_dealloc, slot(dealloc)}, {Py_tp_methods, kMethods}, {0, nullptr}};
PyType_Spec kSpec = {"select.poll", sizeof(Poll), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, kSlots};

}  // namespace

PyObject* poll_function(PyObject* module, PyObject*) {
  auto* self = allocate<Poll>(state_of<SelectState>(module)->poll);
  if (self == nullptr) return nullptr;
  self->changed = true;
  self->events = PyDict_New();
  auto* object = reinterpret_cast<PyObject*>(self);
  if (self->events != nullptr) return object;
  Py_DECREF(object);
  return nullptr;
}

PyTypeObject* add_poll_type(PyObject* module) {
  // The type is not an attribute of the module: its name is that of the function.
  return reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kSpec, nullptr));
}

}  // namespace pyro::abi3
