#pragma once

#include "runtime/native.h"
#include "runtime/thread.h"

// Argument binding: from what a caller passed to one value per parameter.

namespace pyro {

// Calls a native function with the arguments at `arguments` (in the VM's stack; the last ones are
// keywords named by the tuple `keyword_names`, if it is not None). Values behind the arguments are
// overwritten.
RawObject call_native(Thread* thread, const NativeDefinition* native, RawObject owner,
                      RawObject* arguments, word count, RawObject keyword_names);

// Binds the arguments of a Python function in place: afterwards the parameters' registers stand at
// `arguments`. False: TypeError.
[[nodiscard]] bool bind_python_arguments(Thread* thread, RawObject function, RawObject* arguments,
                                         word count, RawObject keyword_names);

}  // namespace pyro
