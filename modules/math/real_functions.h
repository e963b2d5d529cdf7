#pragma once

#include "runtime/roots.h"

// Errors of floating-point functions, told from arguments and results (library reference, math:
// "Note").

namespace pyro {

RawObject raise_domain_error(Thread* thread);  // ValueError "math domain error"
RawObject raise_range_error(Thread* thread);   // OverflowError "math range error"

// What an infinite result of a finite argument means.
enum class InfiniteResult : uint8_t { kPole, kOverflow };

// The float `result` of a function at the given argument(s), or the error that it stands for.
RawObject checked_result(Thread* thread, double x, double result, InfiniteResult meaning);

// Argument `index` as a double. False: TypeError "must be real number, not X".
[[nodiscard]] bool real_argument(Thread* thread, Arguments arguments, word index, double* value);

}  // namespace pyro
