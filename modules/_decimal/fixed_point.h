#pragma once

#include "modules/_decimal/number.h"
#include "runtime/numbers/bigint.h"

// Elementary functions on binary fixed-point numbers: an integer v with `bits` bits behind the
// point stands for v / 2^bits. Results are off by a few units of the last place at most. False: no
// memory.

namespace pyro::decimals {

// e^value for 0 <= value < 2.5.
[[nodiscard]] bool fixed_exp(const BigIntView& value, int64_t bits, BigIntBuffer* result);
// ln(value) for 1 <= value <= 10.
[[nodiscard]] bool fixed_ln(const BigIntView& value, int64_t bits, BigIntBuffer* result);
// ln(10).
[[nodiscard]] bool fixed_ln10(int64_t bits, BigIntBuffer* result);
// 10^exponent.
[[nodiscard]] bool binary_power_of_ten(int64_t exponent, BigIntBuffer* result);
// coefficient * 10^exponent, rounded down.
[[nodiscard]] bool to_fixed(const Coefficient& coefficient, int64_t exponent, int64_t bits,
                            BigIntBuffer* result);

}  // namespace pyro::decimals
