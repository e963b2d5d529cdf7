#pragma once

#include "runtime/thread.h"

namespace pyro::functools {

// The address under which the runtime keeps the module's types: partial, KeyWrapper.
inline constexpr char kTypesKey = 0;

bool is_exact_partial(Thread* thread, RawObject value);

}  // namespace pyro::functools
