#pragma once

#include "runtime/native.h"
#include "runtime/thread.h"

// Making the world: the first objects of a runtime, and types and modules from the definitions that
// stub files give.

namespace pyro {

// Fills a fresh runtime: shared constants, symbols, builtin types, the module builtins (its native
// part).
[[nodiscard]] bool bootstrap_runtime(Thread* thread);

// A module object with the native functions and types of its definition; `initialize` has run. The
// Python part of the stub has not: see run_stub_source in the interpreter.
RawObject new_native_module(Thread* thread, const NativeModuleDefinition& definition);
const NativeModuleDefinition* find_native_module(Thread* thread, std::string_view name);
// An empty module with __name__, __doc__, __package__, __loader__, __spec__.
RawObject new_module(Thread* thread, const Object& name);

}  // namespace pyro
