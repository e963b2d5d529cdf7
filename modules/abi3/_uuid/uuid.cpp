// The _uuid module: identifiers from the time, made by libuuid.

#include <uuid/uuid.h>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

namespace {

// (bytes, status): the status is 0 if the clock was synchronised with other processes.
PyObject* generate_time_safe(PyObject*, PyObject*) {
  uuid_t identifier;
  int status;
  {
    Unlocked unlocked;
    status = uuid_generate_time_safe(identifier);
  }
  return Py_BuildValue("y#i", reinterpret_cast<const char*>(identifier),
                       static_cast<Py_ssize_t>(sizeof(identifier)), status);
}

PyMethodDef kFunctions[] = {{"generate_time_safe", generate_time_safe, METH_NOARGS, nullptr}, {}};

int execute(PyObject* module) {
  return PyModule_AddIntConstant(module, "has_uuid_generate_time_safe", 1);
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT, "_uuid", nullptr, 0, kFunctions, kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__uuid() { return PyModuleDef_Init(&pyro::abi3::kModule); }
