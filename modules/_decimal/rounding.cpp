#include <algorithm>

#include "modules/_decimal/number.h"

// Rounding to a precision and an exponent range; the results of failures.

namespace pyro::decimals {

void Number::set_zero(bool sign, int64_t zero_exponent) { set_small(sign, 0, zero_exponent); }
void Number::set_small(bool sign, uint64_t value, int64_t value_exponent) {
  negative = sign;
  special = Special::kFinite;
  exponent = value_exponent;
  coefficient.set(value);
}
void Number::set_infinity(bool sign) {
  set_small(sign, 0, 0);
  special = Special::kInfinity;
}
void Number::set_nan() {
  set_small(false, 0, 0);
  special = Special::kQuietNaN;
}

bool Number::assign(const Number& other) {
  negative = other.negative;
  special = other.special;
  exponent = other.exponent;
  return coefficient.assign(other.coefficient);
}

void fail(Number* result, Condition condition, uint32_t* status) {
  result->set_nan();
  *status |= condition;
}

bool rounds_away(const Number& value, Lost lost, Rounding rounding) {
  if (lost == Lost::kNothing) return false;
  switch (rounding) {
    case Rounding::kUp:
      return true;
    case Rounding::kDown:
      return false;
    case Rounding::kCeiling:
      return !value.negative;
    case Rounding::kFloor:
      return value.negative;
    case Rounding::kHalfUp:
      return lost >= Lost::kHalf;
    case Rounding::kHalfDown:
      return lost == Lost::kAboveHalf;
    case Rounding::kHalfEven:
      return lost == Lost::kAboveHalf || (lost == Lost::kHalf && value.coefficient.is_odd());
    case Rounding::k05Up:
      return value.coefficient.is_zero() || value.coefficient[0] % 5 == 0;
  }
  return false;
}

bool set_exponent(Number* value, int64_t exponent, Rounding rounding, uint32_t* status) {
  int64_t change = exponent - value->exponent;
  value->exponent = exponent;
  if (change < 0) return shift_left(&value->coefficient, -change);
  if (change == 0) return true;
  Lost lost = shift_right(&value->coefficient, change);
  *status |= kRounded | (lost != Lost::kNothing ? kInexact : 0);
  return !rounds_away(*value, lost, rounding) || increment(&value->coefficient);
}

namespace {

// What a result that is too large becomes: infinity, or the largest number where the rounding mode
// leads there.
void overflow(Number* value, const Settings& settings, uint32_t* status) {
  *status |= kOverflow | kInexact | kRounded;
  bool negative = value->negative;
  bool stays_finite = settings.rounding == Rounding::kDown ||
                      settings.rounding == Rounding::k05Up ||
                      settings.rounding == (negative ? Rounding::kCeiling : Rounding::kFloor);
  if (!stays_finite) return value->set_infinity(negative);
  if (!set_all_nines(&value->coefficient, settings.precision)) return fail(value, kMemory, status);
  value->exponent = settings.etop();
}

void finalize_zero(Number* value, const Settings& settings, uint32_t* status) {
  int64_t highest = settings.clamp ? settings.etop() : settings.emax;
  int64_t exponent = std::clamp(value->exponent, settings.etiny(), highest);
  if (exponent == value->exponent) return;
  value->exponent = exponent;
  *status |= kClamped;
}

void finalize_subnormal(Number* value, const Settings& settings, uint32_t* status) {
  *status |= kSubnormal;
  if (value->exponent >= settings.etiny()) return;
  if (value->coefficient.is_zero()) return;
  uint32_t lost = 0;
  if (!set_exponent(value, settings.etiny(), settings.rounding, &lost))
    return fail(value, kMemory, status);
  *status |= lost | ((lost & kInexact) != 0 ? kUnderflow : 0);
  if (value->coefficient.is_zero()) *status |= kClamped;
}

// Payloads keep their lowest digits.
void finalize_nan(Number* value, const Settings& settings) {
  keep_low_digits(&value->coefficient, settings.precision - (settings.clamp ? 1 : 0));
}

}  // namespace

namespace {

// Rounds to the precision. A carry can make a digit more than there may be, and it is zero.
void finalize_digits(Number* value, const Settings& settings, uint32_t* status) {
  int64_t surplus = value->digits() - settings.precision;
  if (surplus <= 0) return;
  if (!set_exponent(value, value->exponent + surplus, settings.rounding, status))
    return fail(value, kMemory, status);
  if (value->digits() <= settings.precision) return;
  shift_right(&value->coefficient, 1);
  value->exponent++;
}

}  // namespace

void finalize(Number* value, const Settings& settings, uint32_t* status) {
  if (!value->is_finite()) {
    if (value->is_nan()) finalize_nan(value, settings);
    return;
  }
  if (value->coefficient.is_zero()) return finalize_zero(value, settings, status);
  if (value->adjusted() < settings.emin) {
    finalize_subnormal(value, settings, status);
  } else {
    finalize_digits(value, settings, status);
    if (value->is_finite() && value->adjusted() > settings.emax)
      return overflow(value, settings, status);
  }
  if (!settings.clamp || value->exponent <= settings.etop() || !value->is_finite()) return;
  if (value->coefficient.is_zero()) return;
  *status |= kClamped;
  if (!shift_left(&value->coefficient, value->exponent - settings.etop()))
    return fail(value, kMemory, status);
  value->exponent = settings.etop();
}

bool nan_result(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (!a.is_nan()) return false;
  if (a.is_signaling()) *status |= kInvalidOperation;
  if (!result->assign(a)) {
    fail(result, kMemory, status);
    return true;
  }
  result->special = Special::kQuietNaN;
  finalize_nan(result, settings);
  return true;
}

bool nan_result(const Number& a, const Number& b, const Settings& settings, Number* result,
                uint32_t* status) {
  // A signaling NaN goes first, and so does the left one.
  if (b.is_signaling() && !a.is_signaling()) return nan_result(b, settings, result, status);
  return nan_result(a, settings, result, status) || nan_result(b, settings, result, status);
}

}  // namespace pyro::decimals
