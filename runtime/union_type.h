#pragma once

#include "runtime/thread.h"

namespace pyro {

// left | right for types, None, parameterised generics and unions (PEP 604): a Union, or the
// operand itself if both are the same. NotImplemented if an operand is something else. For
// type.__or__ and type.__ror__.
RawObject new_union(Thread* thread, const Object& left, const Object& right);

}  // namespace pyro
