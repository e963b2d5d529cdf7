// Epoll objects, around a descriptor of epoll(7).

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <climits>

#include "modules/abi3/select/select.h"
#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

struct Epoll {
  PyObject_HEAD int descriptor;  // -1: closed
};

Epoll* as_epoll(PyObject* object) { return reinterpret_cast<Epoll*>(object); }

PyObject* make(PyTypeObject* type, int descriptor) {
  auto* self = allocate<Epoll>(type);
  if (self == nullptr) {
    ::close(descriptor);
    return nullptr;
  }
  self->descriptor = descriptor;
  return reinterpret_cast<PyObject*>(self);
}

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"sizehint", "flags", nullptr};
  int size = -1, flags = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|ii:epoll", keywords(kNames), &size,
                                   &flags)) {
    return nullptr;
  }
  if (size < -1 || size == 0) {
    PyErr_SetString(PyExc_ValueError, "negative sizehint");
    return nullptr;
  }
  if (flags != 0 && flags != EPOLL_CLOEXEC) {
    PyErr_SetString(PyExc_OSError, "invalid flags");
    return nullptr;
  }
  int descriptor;
  {
    Unlocked unlocked;
    descriptor = epoll_create1(EPOLL_CLOEXEC);
  }
  return descriptor < 0 ? os_error() : make(type, descriptor);
}

PyObject* from_descriptor(PyObject* type, PyObject* object) {
  int descriptor;
  if (!int_argument(object, &descriptor)) return nullptr;
  return make(reinterpret_cast<PyTypeObject*>(type), descriptor);
}

bool check_open(PyObject* self) {
  if (as_epoll(self)->descriptor >= 0) return true;
  PyErr_SetString(PyExc_ValueError, "I/O operation on closed epoll object");
  return false;
}

// False with an exception; closing twice does nothing.
bool close_descriptor(PyObject* self) {
  int descriptor = std::exchange(as_epoll(self)->descriptor, -1);
  if (descriptor < 0) return true;
  int result;
  {
    Unlocked unlocked;
    result = ::close(descriptor);
  }
  if (result < 0) os_error();
  return result == 0;
}

PyObject* close(PyObject* self, PyObject*) { return close_descriptor(self) ? none() : nullptr; }

PyObject* fileno(PyObject* self, PyObject*) {
  return check_open(self) ? PyLong_FromLong(as_epoll(self)->descriptor) : nullptr;
}

PyObject* closed(PyObject* self, void*) { return boolean(as_epoll(self)->descriptor < 0); }

PyObject* control(PyObject* self, int operation, PyObject* object, unsigned events) {
  int descriptor = file_descriptor(object);
  if (descriptor < 0) return nullptr;
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  int result;
  {
    Unlocked unlocked;
    result = epoll_ctl(as_epoll(self)->descriptor, operation, descriptor, &event);
  }
  return result < 0 ? os_error() : none();
}

PyObject* add(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"fd", "eventmask", nullptr};
  PyObject* object;
  unsigned events = EPOLLIN | EPOLLPRI | EPOLLOUT;
  if (!check_open(self) || !PyArg_ParseTupleAndKeywords(arguments, names, "O|I:register",
                                                        keywords(kNames), &object, &events)) {
    return nullptr;
  }
  return control(self, EPOLL_CTL_ADD, object, events);
}

PyObject* modify(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"fd", "eventmask", nullptr};
  PyObject* object;
  unsigned events;
  if (!check_open(self) || !PyArg_ParseTupleAndKeywords(arguments, names, "OI:modify",
                                                        keywords(kNames), &object, &events)) {
    return nullptr;
  }
  return control(self, EPOLL_CTL_MOD, object, events);
}

PyObject* remove(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"fd", nullptr};
  PyObject* object;
  if (!check_open(self) ||
      !PyArg_ParseTupleAndKeywords(arguments, names, "O:unregister", keywords(kNames), &object)) {
    return nullptr;
  }
  return control(self, EPOLL_CTL_DEL, object, 0);
}

bool parse_timeout(PyObject* object, Nanoseconds* timeout) {
  *timeout = -1;
  if (object == Py_None) return true;
  if (!nanoseconds_from_seconds(object, timeout)) {
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

int wait(int descriptor, Array<epoll_event>& events, Nanoseconds timeout) {
  Nanoseconds deadline = timeout >= 0 ? monotonic_now() + timeout : 0;
  while (true) {
    int milliseconds = timeout >= 0 ? poll_milliseconds(timeout) : -1;
    int result;
    {
      Unlocked unlocked;
      result = epoll_wait(descriptor, events.data(), static_cast<int>(events.size()), milliseconds);
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

PyObject* run(PyObject* self, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"timeout", "maxevents", nullptr};
  PyObject* object = Py_None;
  int limit = -1;
  Nanoseconds timeout;
  if (!check_open(self) ||
      !PyArg_ParseTupleAndKeywords(arguments, names, "|Oi:poll", keywords(kNames), &object,
                                   &limit) ||
      !parse_timeout(object, &timeout)) {
    return nullptr;
  }
  if (limit == -1) limit = 1023;
  if (limit < 1) {
    return PyErr_Format(PyExc_ValueError, "maxevents must be greater than 0, got %d", limit);
  }
  Array<epoll_event> events;
  if (!events.resize(static_cast<size_t>(limit))) return nullptr;
  int ready = wait(as_epoll(self)->descriptor, events, timeout);
  if (ready < 0) return nullptr;
  Ref list(PyList_New(ready));
  for (int i = 0; list && i < ready; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    PyObject* item = Py_BuildValue("iI", event.data.fd, event.events);
    if (item == nullptr || PyList_SetItem(list, i, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* enter(PyObject* self, PyObject*) { return check_open(self) ? new_ref(self) : nullptr; }

PyObject* leave(PyObject* self, PyObject* const*, Py_ssize_t count) {
  if (!check_positional("__exit__", count, 0, 3)) return nullptr;
  // close() is looked up: a subclass cannot exist, but the attribute is the interface.
  return PyObject_CallMethod(self, "close", nullptr);
}

void dealloc(PyObject* self) {
  SavedError saved;
  if (!close_descriptor(self)) PyErr_Clear();
  free_instance(self);
}

PyGetSetDef kAttributes[] = {{"closed", closed, nullptr, "True once it is closed.", nullptr}, {}};

PyMethodDef kMethods[] = {
    {"fromfd", from_descriptor, METH_O | METH_CLASS,
     "fromfd($type, fd, /)\n--\n\nAn epoll object around an epoll descriptor."},
    {"close", close, METH_NOARGS, "close($self, /)\n--\n\nClose the descriptor of epoll."},
    {"fileno", fileno, METH_NOARGS, "fileno($self, /)\n--\n\nThe descriptor of epoll."},
    {"modify", method(modify), METH_VARARGS | METH_KEYWORDS,
     "modify($self, /, fd, eventmask)\n--\n\nReplace the events of a descriptor."},
    {"register", method(add), METH_VARARGS | METH_KEYWORDS,
     "register($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | "
     "select.EPOLLOUT)\n--\n\nWatch a descriptor; OSError if it is watched already."},
    {"unregister", method(remove), METH_VARARGS | METH_KEYWORDS,
     "unregister($self, /, fd)\n--\n\nWatch a descriptor no longer."},
    {"poll", method(run), METH_VARARGS | METH_KEYWORDS,
     "poll($self, /, timeout=None, maxevents=-1)\n--\n\nWait for events; a list of (descriptor, "
     "events). The timeout is in seconds."},
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\n"},
    {"__exit__", method(leave), METH_FASTCALL,
     "__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)\n--\n\n"},
    {}};

PyType_Slot kSlots[] = {
    {Py_tp_doc, const_cast<char*>("epoll(sizehint=-1, flags=0)\n\nAn epoll object of the system; "
                                  "both arguments have no effect any more.")},
    {Py_tp_new, slot(create)},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kAttributes},
    {0, nullptr}};
PyType_Spec kSpec = {"select.epoll", sizeof(Epoll), 0, Py_TPFLAGS_DEFAULT, kSlots};

}  // namespace

PyTypeObject* add_epoll_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
