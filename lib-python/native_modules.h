#pragma once

#include <span>
#include <string_view>

#include "objects/objects.h"
#include "runtime/native.h"

namespace pyro {

// Every module that the stub files declare, builtins among them.
std::span<const NativeModuleDefinition> native_modules();

// Python text to run in the namespace of a module of the unmodified library after it has run; null
// for most.
const char* library_overlay(std::string_view module);

}  // namespace pyro
