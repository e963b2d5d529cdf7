#pragma once

#include "runtime/operations.h"

// Helpers that the operations share: calling special methods that were found on a type.

namespace pyro {

// Calls `method`, found on the type of `self`, with the receiver bound as the method's kind asks.
RawObject call_found(Thread* thread, const Object& method, const Object& self);
RawObject call_found(Thread* thread, const Object& method, const Object& self, const Object& a);
RawObject call_found(Thread* thread, const Object& method, const Object& self, const Object& a,
                     const Object& b);

// Is `method` the wrapper that `object` itself defines?
bool is_objects_own_NoGC(Thread* thread, RawObject method);

}  // namespace pyro
