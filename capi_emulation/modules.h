#pragma once

#include <string>

#include "capi_emulation/abi.h"

namespace pyro::capi {

// PyModule_Create2.
RawObject create_module(Thread* thread, PyModuleDef* definition);
// PyModule_FromDefAndSpec2 and PyModule_ExecDef.
RawObject module_from_definition(Thread* thread, PyModuleDef* definition, const Object& spec);
bool execute_module(Thread* thread, const Object& module, PyModuleDef* definition);
// _imp.create_dynamic: opens the shared object that the spec names and runs its PyInit function.
RawObject load_extension(Thread* thread, const Object& spec);
// Full name of the module that is being loaded, or "".
const std::string& loading_name(Thread* thread);

}  // namespace pyro::capi
