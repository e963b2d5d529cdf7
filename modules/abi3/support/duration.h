// Timeouts: Python numbers to nanoseconds, and deadlines on the monotonic clock.

#pragma once

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

using Nanoseconds = int64_t;

constexpr Nanoseconds kSecond = 1000000000;

// Seconds (int or float) to nanoseconds, rounded away from zero so that a wait is never too short.
// Raises ValueError for NaN, OverflowError beyond 64 bits, and for other types the error of int().
bool nanoseconds_from_seconds(PyObject* seconds, Nanoseconds* result);
// Milliseconds to nanoseconds, as above.
bool nanoseconds_from_milliseconds(PyObject* milliseconds, Nanoseconds* result);

Nanoseconds monotonic_now();

// Rounds up to whole milliseconds; at most INT_MAX, as poll() takes it.
int poll_milliseconds(Nanoseconds duration);

// Nanoseconds as a float of seconds.
PyObject* seconds_object(Nanoseconds duration);

}  // namespace pyro::abi3
