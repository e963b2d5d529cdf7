// The select module: waiting for descriptors with select(2), poll(2) and epoll(7).

#pragma once

#include "modules/abi3/support/abi3.h"
#include "modules/abi3/support/duration.h"

namespace pyro::abi3 {

struct SelectState {
  PyTypeObject* poll;
  PyTypeObject* epoll;
};

extern PyModuleDef select_module;

PyObject* select_function(PyObject* module, PyObject* const* arguments, Py_ssize_t count);
PyObject* poll_function(PyObject* module, PyObject*);
PyTypeObject* add_poll_type(PyObject* module);
PyTypeObject* add_epoll_type(PyObject* module);

}  // namespace pyro::abi3
