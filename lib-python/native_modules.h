#pragma once

#include <span>

#include "objects/objects.h"
#include "runtime/native.h"

namespace pyro {

// Every module that the stub files declare, builtins among them.
std::span<const NativeModuleDefinition> native_modules();

}  // namespace pyro
