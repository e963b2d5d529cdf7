#pragma once

#include "capi_emulation/api.h"

// Conversions of Python numbers to C's, as the API's functions and argument parsing need them. All
// take any object with
// __index__; failures leave TypeError or OverflowError pending.

namespace pyro::capi {

// OverflowError "Python int too large to convert to C long".
[[nodiscard]] bool long_from_value(Thread* thread, const Object& value, int64_t* result);
// Sets *overflow to -1 or 1 instead of raising.
[[nodiscard]] bool long_from_value(Thread* thread, const Object& value, int64_t* result,
                                   int* overflow);
// Only for ints: TypeError "an integer is required". OverflowErrors name the C type.
[[nodiscard]] bool unsigned_from_value(Thread* thread, const Object& value, uint64_t* result,
                                       const char* c_type);
// The lowest 64 bits of any int.
[[nodiscard]] bool mask_from_value(Thread* thread, const Object& value, uint64_t* result);

}  // namespace pyro::capi
