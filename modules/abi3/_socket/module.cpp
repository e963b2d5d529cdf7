#include <cstring>
#include <new>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

namespace {

PyObject* make_error(PyObject* module, const char* qualified, const char* name) {
  Ref error(PyErr_NewException(qualified, PyExc_OSError, nullptr));
  if (!error || PyModule_AddObjectRef(module, name, error) < 0) return nullptr;
  return error.release();
}

bool add_functions(PyObject* module) {
  return PyModule_AddFunctions(module, const_cast<PyMethodDef*>(kResolverFunctions)) == 0 &&
         PyModule_AddFunctions(module, const_cast<PyMethodDef*>(kPlainFunctions)) == 0;
}

int execute(PyObject* module) {
  auto* state = state_of<SocketState>(module);
  state->default_timeout = kNoTimeout;
  state->herror = make_error(module, "socket.herror", "herror");
  state->gaierror = make_error(module, "socket.gaierror", "gaierror");
  if (state->herror == nullptr || state->gaierror == nullptr) return -1;
  state->type = add_socket_type(module);
  if (state->type == nullptr) return -1;
  auto* type = reinterpret_cast<PyObject*>(state->type);
  bool done = PyModule_AddObjectRef(module, "SocketType", type) == 0 &&
              PyModule_AddObjectRef(module, "error", PyExc_OSError) == 0 &&
              PyModule_AddObjectRef(module, "timeout", PyExc_TimeoutError) == 0 &&
              PyModule_AddObjectRef(module, "has_ipv6", Py_True) == 0 && add_functions(module) &&
              add_socket_constants(module);
  return done ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  auto* state = state_of<SocketState>(module);
  Py_VISIT(state->type);
  Py_VISIT(state->herror);
  Py_VISIT(state->gaierror);
  return 0;
}

int clear(PyObject* module) {
  auto* state = state_of<SocketState>(module);
  Py_CLEAR(state->type);
  Py_CLEAR(state->herror);
  Py_CLEAR(state->gaierror);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};

}  // namespace

PyModuleDef socket_module = {PyModuleDef_HEAD_INIT,
                             "_socket",
                             "The sockets of the system; the socket module is built on it.",
                             sizeof(SocketState),
                             nullptr,
                             kSlots,
                             traverse,
                             clear,
                             nullptr};

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__socket() { return PyModuleDef_Init(&pyro::abi3::socket_module); }
