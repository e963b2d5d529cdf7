// The definition of a module that is functions and constants, with or without a state.

#pragma once

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

// The state of a module that owns some references and nothing else. Derived states add no other
// members.
template <size_t N>
struct References {
  PyObject* items[N];
};

template <size_t N>
int traverse_references(PyObject* module, visitproc visit, void* arg) {
  for (PyObject* item : state_of<References<N>>(module)->items) Py_VISIT(item);
  return 0;
}

template <size_t N>
int clear_references(PyObject* module) {
  for (PyObject*& item : state_of<References<N>>(module)->items) Py_CLEAR(item);
  return 0;
}

}  // namespace pyro::abi3
