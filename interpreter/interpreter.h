#pragma once

#include <string_view>

#include "runtime/native.h"
#include "runtime/thread.h"

// The floor that executes code. (How instructions are written: handlers.h. How calls, frames and
// exceptions work: runtime/frame.h, call_paths.h, exceptions.h.)

namespace pyro::interpreter {

// Connects the interpreter with a runtime (Runtime::hooks).
void install(Thread* thread);

// Runs a code object with the given namespaces. `globals` a dict, `locals` any mapping; closure a
// tuple of cells or None.
RawObject execute_code(Thread* thread, const Object& code, const Object& globals,
                       const Object& locals, const Object& closure);

// Runs the Python part of a native module's stub in the module's namespace.
[[nodiscard]] bool run_stub_source(Thread* thread, const NativeModuleDefinition& definition,
                                   const Object& module);

// sys.modules[name] after making the module from its stub, if there is one; None if there is no
// such native module.
RawObject create_native_module(Thread* thread, std::string_view name);

// What happens at a safepoint when Thread::interrupts is not zero. False: an exception is pending.
[[nodiscard]] bool handle_interrupts(Thread* thread);

}  // namespace pyro::interpreter
