// select(2), whose sets hold descriptors below FD_SETSIZE.

#include "modules/abi3/select/select.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

// The objects of one argument with their descriptors.
struct Watched {
  struct Item {
    Ref object;
    int descriptor;
  };
  Array<Item> items;
  fd_set set;

  // False with an exception. Grows *highest.
  bool fill(PyObject* sequence, int* highest) {
    FD_ZERO(&set);
    // A list is walked itself: fileno() of an item may shorten it.
    Ref items_of(PyList_Check(sequence) ? new_ref(sequence) : PySequence_List(sequence));
    if (!items_of) {
      if (!PyErr_ExceptionMatches(PyExc_TypeError)) return false;
      PyErr_Clear();
      PyErr_SetString(PyExc_TypeError, "arguments 1-3 must be sequences");
      return false;
    }
    for (Py_ssize_t i = 0; i < PyList_Size(items_of); ++i) {
      Ref object = Ref::borrow(PyList_GetItem(items_of, i));
      int descriptor = file_descriptor(object);
      if (descriptor < 0) return false;
      if (descriptor >= FD_SETSIZE) {
        PyErr_SetString(PyExc_ValueError, "filedescriptor out of range in select()");
        return false;
      }
      if (items.size() >= FD_SETSIZE) {
        PyErr_SetString(PyExc_ValueError, "too many file descriptors in select()");
        return false;
      }
      if (descriptor > *highest) *highest = descriptor;
      FD_SET(descriptor, &set);
      if (!items.append({std::move(object), descriptor})) return false;
    }
    return true;
  }

  PyObject* ready(const fd_set& result) {
    Ref list(PyList_New(0));
    if (!list) return nullptr;
    for (Item& item : items) {
      if (FD_ISSET(item.descriptor, &result) && PyList_Append(list, item.object) < 0)
        return nullptr;
    }
    return list.release();
  }
};

bool parse_timeout(PyObject* object, Nanoseconds* timeout) {
  if (nanoseconds_from_seconds(object, timeout)) {
    if (*timeout >= 0) return true;
    PyErr_SetString(PyExc_ValueError, "timeout must be non-negative");
    return false;
  }
  if (PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError, "timeout must be a float or None");
  }
  return false;
}

timeval as_timeval(Nanoseconds time) {
  if (time < 0) time = 0;
  Nanoseconds microseconds = (time + 999) / 1000;
  return {microseconds / 1000000, microseconds % 1000000};
}

// select() over signals; the sets are in and out. False with an exception.
bool wait(int limit, fd_set* read, fd_set* write, fd_set* except, bool has_timeout,
          Nanoseconds timeout) {
  Nanoseconds deadline = has_timeout ? monotonic_now() + timeout : 0;
  while (true) {
    fd_set sets[3] = {*read, *write, *except};
    timeval time = as_timeval(timeout);
    int result;
    {
      Unlocked unlocked;
      result = select(limit, &sets[0], &sets[1], &sets[2], has_timeout ? &time : nullptr);
    }
    if (result >= 0) {
      *read = sets[0];
      *write = sets[1];
      *except = sets[2];
      return true;
    }
    if (errno != EINTR) {
      os_error();
      return false;
    }
    if (PyErr_CheckSignals() < 0) return false;
    if (has_timeout) {
      timeout = deadline - monotonic_now();
      if (timeout < 0) {
        FD_ZERO(read);
        FD_ZERO(write);
        FD_ZERO(except);
        return true;
      }
    }
  }
}

}  // namespace

PyObject* select_function(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("select", count, 3, 4)) return nullptr;
  bool has_timeout = count == 4 && arguments[3] != Py_None;
  Nanoseconds timeout = 0;
  if (has_timeout && !parse_timeout(arguments[3], &timeout)) return nullptr;
  Watched watched[3];
  int highest = -1;
  for (int i = 0; i < 3; ++i) {
    if (!watched[i].fill(arguments[i], &highest)) return nullptr;
  }
  fd_set read = watched[0].set, write = watched[1].set, except = watched[2].set;
  if (!wait(highest + 1, &read, &write, &except, has_timeout, timeout)) return nullptr;
  Ref readable(watched[0].ready(read));
  Ref writable(readable ? watched[1].ready(write) : nullptr);
  Ref exceptional(writable ? watched[2].ready(except) : nullptr);
  if (!exceptional) return nullptr;
  return PyTuple_Pack(3, readable.get(), writable.get(), exceptional.get());
}

namespace {

PyMethodDef kFunctions[] = {
    {"select", method(select_function), METH_FASTCALL,
     "select($module, rlist, wlist, xlist, timeout=None, /)\n--\n\nWait until descriptors are "
     "ready "
     "to read, ready to write, or in an exceptional state; the result is the three lists of those "
     "that "
     "are. The timeout is in seconds."},
    {"poll", poll_function, METH_NOARGS,
     "poll($module, /)\n--\n\nA new polling object, to which descriptors are registered."},
    {}};

#define NUMBER(name) {#name, static_cast<long long>(static_cast<unsigned>(name))},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(EPOLLERR) NUMBER(EPOLLET) NUMBER(EPOLLEXCLUSIVE) NUMBER(EPOLLHUP) NUMBER(EPOLLIN)
    NUMBER(EPOLLMSG) NUMBER(EPOLLONESHOT) NUMBER(EPOLLOUT) NUMBER(EPOLLPRI) NUMBER(EPOLLRDBAND)
    NUMBER(EPOLLRDHUP) NUMBER(EPOLLRDNORM) NUMBER(EPOLLWRBAND) NUMBER(EPOLLWRNORM)
    NUMBER(EPOLL_CLOEXEC) NUMBER(PIPE_BUF) NUMBER(POLLERR) NUMBER(POLLHUP) NUMBER(POLLIN)
    NUMBER(POLLMSG) NUMBER(POLLNVAL) NUMBER(POLLOUT) NUMBER(POLLPRI) NUMBER(POLLRDBAND)
    NUMBER(POLLRDHUP) NUMBER(POLLRDNORM) NUMBER(POLLWRBAND) NUMBER(POLLWRNORM)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) {
  auto* state = state_of<SelectState>(module);
  state->poll = add_poll_type(module);
  if (state->poll == nullptr) return -1;
  state->epoll = add_epoll_type(module);
  if (state->epoll == nullptr) return -1;
  bool done =
      PyModule_AddObjectRef(module, "error", PyExc_OSError) == 0 && add_constants(module, kNumbers);
  return done ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_of<SelectState>(module)->poll);
  Py_VISIT(state_of<SelectState>(module)->epoll);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(state_of<SelectState>(module)->poll);
  Py_CLEAR(state_of<SelectState>(module)->epoll);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};

}  // namespace

PyModuleDef select_module = {PyModuleDef_HEAD_INIT,
                             "select",
                             "Waiting until descriptors are ready for input and output.",
                             sizeof(SelectState),
                             kFunctions,
                             kSlots,
                             traverse,
                             clear,
                             nullptr};

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_select() { return PyModuleDef_Init(&pyro::abi3::select_module); }
