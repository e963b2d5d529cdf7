#pragma once

#include <ctime>

#include "runtime/thread.h"

// Times given by Python code: ints or floats of seconds, as C types.

namespace pyro {

enum class TimeRounding : uint8_t { kFloor, kCeiling, kHalfEven, kUp };  // kUp: away from zero

// Seconds to nanoseconds. OverflowError "timestamp too large to convert to C _PyTime_t", ValueError
// for NaN, TypeError.
[[nodiscard]] bool as_nanoseconds(Thread* thread, const Object& value, TimeRounding rounding,
                                  int64_t* nanoseconds);
// Whole seconds, and nanoseconds in [0, 10**9) if `nanoseconds` is not null.
[[nodiscard]] bool as_seconds(Thread* thread, const Object& value, TimeRounding rounding,
                              time_t* seconds, long* nanoseconds);

}  // namespace pyro
