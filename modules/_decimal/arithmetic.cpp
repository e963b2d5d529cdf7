#include <algorithm>

#include "modules/_decimal/number.h"

// Addition, subtraction, multiplication.

namespace pyro::decimals {

namespace {

// A nonzero number that lies so far below another that it only matters as a sign of being there may
// be replaced by one of this exponent and coefficient 1: behind everything that rounding looks at.
int64_t lowest_exponent_that_matters(const Number& high, const Settings& settings) {
  return high.exponent + std::min(int64_t{-1}, high.digits() - settings.precision - 2);
}

void add_zeros(const Number& a, const Number& b, bool negative_b, const Settings& settings,
               Number* result) {
  bool negative = a.negative == negative_b ? a.negative : settings.rounding == Rounding::kFloor;
  result->set_zero(negative, std::min(a.exponent, b.exponent));
}

// One operand is zero: the other one, with the zero's exponent if that is lower and digits allow.
bool add_to_zero(const Number& zero, const Number& other, bool negative, const Settings& settings,
                 Number* result, uint32_t* status) {
  if (!result->assign(other)) return false;
  result->negative = negative;
  int64_t exponent = std::max(zero.exponent, other.exponent - settings.precision - 1);
  return exponent >= other.exponent || set_exponent(result, exponent, settings.rounding, status);
}

// The sum of magnitudes or their difference, for high.exponent >= low.exponent; both not zero.
bool combine(const Number& high, bool negative_high, const Number& low, bool negative_low,
             const Settings& settings, Number* result) {
  Coefficient tiny, scaled;
  const Coefficient* lower = &low.coefficient;
  int64_t exponent = low.exponent;
  if (high.exponent != low.exponent) {
    int64_t lowest = lowest_exponent_that_matters(high, settings);
    if (low.adjusted() < lowest) {
      tiny.set(1);
      lower = &tiny;
      exponent = lowest;
    }
    if (!scaled.assign(high.coefficient) || !shift_left(&scaled, high.exponent - exponent))
      return false;
  }
  const Coefficient* upper = high.exponent == exponent ? &high.coefficient : &scaled;
  result->special = Special::kFinite;
  result->exponent = exponent;
  result->negative = negative_high;
  if (negative_high == negative_low) return add(*upper, *lower, &result->coefficient);
  int order = compare(*upper, *lower);
  if (order < 0) {
    result->negative = negative_low;
    return subtract(*lower, *upper, &result->coefficient);
  }
  if (order == 0) result->negative = settings.rounding == Rounding::kFloor;
  return subtract(*upper, *lower, &result->coefficient);
}

void add_infinities(const Number& a, const Number& b, bool negative_b, Number* result,
                    uint32_t* status) {
  if (a.is_infinite() && b.is_infinite() && a.negative != negative_b)
    return fail(result, kInvalidOperation, status);
  result->set_infinity(a.is_infinite() ? a.negative : negative_b);
}

void add_signed(const Number& a, const Number& b, bool negative_b, const Settings& settings,
                Number* result, uint32_t* status) {
  if (!a.is_finite() || !b.is_finite()) {
    if (nan_result(a, b, settings, result, status)) return;
    return add_infinities(a, b, negative_b, result, status);
  }
  bool ok = true;
  if (a.coefficient.is_zero() && b.coefficient.is_zero()) {
    add_zeros(a, b, negative_b, settings, result);
  } else if (a.coefficient.is_zero()) {
    ok = add_to_zero(a, b, negative_b, settings, result, status);
  } else if (b.coefficient.is_zero()) {
    ok = add_to_zero(b, a, a.negative, settings, result, status);
  } else if (a.exponent >= b.exponent) {
    ok = combine(a, a.negative, b, negative_b, settings, result);
  } else {
    ok = combine(b, negative_b, a, a.negative, settings, result);
  }
  if (!ok) return fail(result, kMemory, status);
  finalize(result, settings, status);
}

// The product before rounding. False: the result is settled (NaN or infinity).
bool exact_product(const Number& a, const Number& b, const Settings& settings, Number* result,
                   uint32_t* status) {
  if (!a.is_finite() || !b.is_finite()) {
    if (nan_result(a, b, settings, result, status)) return false;
    if (a.is_zero() || b.is_zero()) {
      fail(result, kInvalidOperation, status);
    } else {
      result->set_infinity(a.negative != b.negative);
    }
    return false;
  }
  result->special = Special::kFinite;
  result->negative = a.negative != b.negative;
  result->exponent = a.exponent + b.exponent;
  if (multiply(a.coefficient, b.coefficient, &result->coefficient)) return true;
  fail(result, kMemory, status);
  return false;
}

void signed_copy(const Number& a, bool negative, const Settings& settings, Number* result,
                 uint32_t* status) {
  if (nan_result(a, settings, result, status)) return;
  if (!result->assign(a)) return fail(result, kMemory, status);
  result->negative = negative;
  // The zero of plus and minus is positive, as if it were added to or subtracted from zero.
  finalize(result, settings, status);
}

}  // namespace

void add(const Number& a, const Number& b, const Settings& settings, Number* result,
         uint32_t* status) {
  add_signed(a, b, b.negative, settings, result, status);
}

void subtract(const Number& a, const Number& b, const Settings& settings, Number* result,
              uint32_t* status) {
  add_signed(a, b, !b.negative, settings, result, status);
}

void multiply(const Number& a, const Number& b, const Settings& settings, Number* result,
              uint32_t* status) {
  if (exact_product(a, b, settings, result, status)) finalize(result, settings, status);
}

void plus(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  bool unsigned_zero = a.is_zero() && settings.rounding != Rounding::kFloor;
  signed_copy(a, unsigned_zero ? false : a.negative, settings, result, status);
}
void minus(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  bool unsigned_zero = a.is_zero() && settings.rounding != Rounding::kFloor;
  signed_copy(a, unsigned_zero ? false : !a.negative, settings, result, status);
}
void absolute(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  signed_copy(a, false, settings, result, status);
}

void fused_multiply_add(const Number& a, const Number& b, const Number& c, const Settings& settings,
                        Number* result, uint32_t* status) {
  // NaNs: signaling ones first, then the factors'. An invalid product comes before any c.
  bool invalid = (a.is_zero() && b.is_infinite()) || (a.is_infinite() && b.is_zero());
  if (c.is_signaling() && !a.is_signaling() && !b.is_signaling() && !invalid) {
    nan_result(c, settings, result, status);
    return;
  }
  Number product;
  if (!exact_product(a, b, settings, &product, status) && product.is_nan()) {
    if (!result->assign(product)) fail(result, kMemory, status);
    return;
  }
  add(product, c, settings, result, status);
}

}  // namespace pyro::decimals
