#pragma once

#include "runtime/thread.h"

// range: start, stop, step and length are ints of any size.

namespace pyro {

// start, stop and step are exact ints, step is not zero.
RawObject new_range(Thread* thread, const Object& start, const Object& stop, const Object& step);
// range(...) with arguments of any type; stop and step may be Unbound.
RawObject range_from_arguments(Thread* thread, const Object& first, const Object& stop,
                               const Object& step);
// range[key].
RawObject range_get_item(Thread* thread, const Range& range, const Object& key);

}  // namespace pyro
