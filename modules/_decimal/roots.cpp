#include <algorithm>

#include "modules/_decimal/number.h"
#include "runtime/numbers/bigint.h"

// Square roots: the integer root of a coefficient that was scaled to twice the digits wanted.

namespace pyro::decimals {

namespace {

// The root's coefficient, to `precision` + 1 digits or more, and its exponent. A root that is not
// exact gets a last digit that is neither 0 nor 5, so that rounding sees that something follows.
bool root_digits(const Number& a, int64_t precision, Number* result, bool* is_exact) {
  int64_t ideal = a.exponent >> 1;
  int64_t shift = 2 * (precision + 1) - a.digits() + 1;
  shift += (a.exponent - shift) & 1;
  Coefficient scaled;
  if (!scaled.assign(a.coefficient)) return false;
  bool exact = true;
  if (shift >= 0) {
    if (!shift_left(&scaled, shift)) return false;
  } else {
    exact = shift_right(&scaled, -shift) == Lost::kNothing;
  }
  BigIntBuffer value, root, square;
  if (!to_binary(scaled, &value) || BigIntSquareRoot(value.view(), &root) != IntStatus::kOk ||
      BigIntMultiply(root.view(), root.view(), &square) != IntStatus::kOk ||
      !from_binary(root.view(), &result->coefficient)) {
    return false;
  }
  exact = exact && BigIntEqual(square.view(), value.view());
  result->exponent = (a.exponent - shift) / 2;
  *is_exact = exact;
  if (!exact) return result->coefficient[0] % 5 != 0 || increment(&result->coefficient);
  if (result->exponent > ideal) {
    int64_t up = result->exponent - ideal;
    result->exponent = ideal;
    return shift_left(&result->coefficient, up);
  }
  int64_t zeros = std::min(result->coefficient.trailing_zeros(), ideal - result->exponent);
  shift_right(&result->coefficient, zeros);
  result->exponent += zeros;
  return true;
}

}  // namespace

void square_root(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (nan_result(a, settings, result, status)) return;
  if (a.is_zero()) {
    result->set_zero(a.negative, a.exponent >> 1);
    return finalize(result, settings, status);
  }
  if (a.negative) return fail(result, kInvalidOperation, status);
  if (a.is_infinite()) return result->set_infinity(false);
  result->special = Special::kFinite;
  result->negative = false;
  bool exact = false;
  // A root that ends has half of the digits; with a precision far above, that is tried first.
  if (settings.precision > 4 * a.digits() && !root_digits(a, a.digits() + 1, result, &exact)) {
    return fail(result, kMemory, status);
  }
  if (!exact && !root_digits(a, settings.precision, result, &exact))
    return fail(result, kMemory, status);
  Settings nearest = settings;
  nearest.rounding = Rounding::kHalfEven;
  finalize(result, nearest, status);
}

}  // namespace pyro::decimals
