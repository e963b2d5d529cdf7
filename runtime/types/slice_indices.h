#pragma once

#include "runtime/operations.h"

namespace pyro {

// (start, stop, step) of a slice on a sequence of `length` items, for ints of any size. ValueError
// for a step of zero or a negative length.
RawObject slice_indices(Thread* thread, const Object& slice, const Object& length);

}  // namespace pyro
