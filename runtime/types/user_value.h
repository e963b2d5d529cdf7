#pragma once

#include "runtime/thread.h"

namespace pyro {

// An instance of `cls`, a Python-level subclass of a value type (int, float, complex, str, bytes,
// tuple), around an exact value.
RawObject new_user_value(Thread* thread, const Object& cls, const Object& value);

}  // namespace pyro
