#include <algorithm>

#include "modules/_decimal/number.h"

// Operations that are about exponents and places of digits: quantize, to_integral, normalize,
// logb, scaleb, shift, rotate, and the neighbours of a number.

namespace pyro::decimals {

namespace {

// An integer of at most `limit` in magnitude. False: it is none.
bool small_integer(const Number& value, int64_t limit, int64_t* result) {
  if (!value.is_finite()) return false;
  uint64_t magnitude = 0;
  if (!value.coefficient.is_zero()) {
    Coefficient whole;
    if (value.adjusted() > 19 || value.adjusted() < 0) return false;
    if (value.exponent < 0 && value.coefficient.trailing_zeros() < -value.exponent) return false;
    if (!integer_part(value, &whole) || !whole.to_uint64(&magnitude)) return false;
  }
  if (magnitude > static_cast<uint64_t>(limit)) return false;
  *result = value.negative ? -static_cast<int64_t>(magnitude) : static_cast<int64_t>(magnitude);
  return true;
}

// The number next to `a` in the direction of `rounding`.
void neighbour(const Number& a, bool upwards, const Settings& settings, Number* result,
               uint32_t* status) {
  Settings directed = settings;
  directed.rounding = upwards ? Rounding::kCeiling : Rounding::kFloor;
  uint32_t ignored = 0;
  if (a.is_infinite()) {
    if (a.negative == !upwards) return result->set_infinity(a.negative);
    if (!set_all_nines(&result->coefficient, settings.precision))
      return fail(result, kMemory, status);
    result->special = Special::kFinite;
    result->negative = a.negative;
    result->exponent = settings.etop();
    return;
  }
  if (!result->assign(a)) return fail(result, kMemory, status);
  finalize(result, directed, &ignored);
  if ((ignored & kInexact) == 0) {
    Number tiny;
    tiny.set_small(!upwards, 1, settings.etiny() - 1);
    ignored = 0;
    add(a, tiny, directed, result, &ignored);
  }
  *status |= ignored & kMemory;
}

// The coefficient cut to its lowest `precision` digits.
bool low_digits(const Number& a, const Settings& settings, Number* result) {
  if (!result->assign(a)) return false;
  keep_low_digits(&result->coefficient, settings.precision);
  return true;
}

// The operands of shift and rotate. False: the result is settled.
bool shift_operands(const Number& a, const Number& b, const Settings& settings, int64_t* count,
                    Number* result, uint32_t* status) {
  if (nan_result(a, b, settings, result, status)) return false;
  if (b.exponent != 0 || !small_integer(b, settings.precision, count)) {
    fail(result, kInvalidOperation, status);
    return false;
  }
  if (a.is_infinite()) {
    result->set_infinity(a.negative);
    return false;
  }
  if (low_digits(a, settings, result)) return true;
  fail(result, kMemory, status);
  return false;
}

}  // namespace

bool integer_part(const Number& value, Coefficient* result) {
  if (!result->assign(value.coefficient)) return false;
  if (value.exponent >= 0) return shift_left(result, value.exponent);
  shift_right(result, -value.exponent);
  return true;
}

void quantize(const Number& a, const Number& b, const Settings& settings, Number* result,
              uint32_t* status) {
  if (nan_result(a, b, settings, result, status)) return;
  if (a.is_infinite() != b.is_infinite()) return fail(result, kInvalidOperation, status);
  if (a.is_infinite()) return result->set_infinity(a.negative);
  if (b.exponent > settings.emax || b.exponent < settings.etiny())
    return fail(result, kInvalidOperation, status);
  if (a.coefficient.is_zero()) {
    result->set_zero(a.negative, b.exponent);
    return finalize(result, settings, status);
  }
  uint32_t lost = 0;
  if (a.adjusted() - b.exponent >= settings.precision || a.adjusted() > settings.emax)
    return fail(result, kInvalidOperation, status);
  if (!result->assign(a) || !set_exponent(result, b.exponent, settings.rounding, &lost))
    return fail(result, kMemory, status);
  if (result->digits() > settings.precision || result->adjusted() > settings.emax)
    return fail(result, kInvalidOperation, status);
  *status |= lost;
  finalize(result, settings, status);
}

void to_integral(const Number& a, const Settings& settings, bool exact, Number* result,
                 uint32_t* status) {
  if (nan_result(a, settings, result, status)) return;
  if (!result->assign(a)) return fail(result, kMemory, status);
  if (a.is_infinite() || a.exponent >= 0) return;
  if (a.is_zero()) return result->set_zero(a.negative, 0);
  uint32_t lost = 0;
  if (!set_exponent(result, 0, settings.rounding, &lost)) return fail(result, kMemory, status);
  if (exact) *status |= lost;
}

void reduce(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (nan_result(a, settings, result, status)) return;
  if (!result->assign(a)) return fail(result, kMemory, status);
  finalize(result, settings, status);
  if (!result->is_finite()) return;
  if (result->is_zero()) {
    result->exponent = 0;
    return;
  }
  int64_t highest = settings.clamp ? settings.etop() : settings.emax;
  int64_t zeros = std::min(result->coefficient.trailing_zeros(), highest - result->exponent);
  if (zeros <= 0) return;
  shift_right(&result->coefficient, zeros);
  result->exponent += zeros;
}

void next_plus(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (!nan_result(a, settings, result, status)) neighbour(a, true, settings, result, status);
}
void next_minus(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (!nan_result(a, settings, result, status)) neighbour(a, false, settings, result, status);
}

void next_toward(const Number& a, const Number& b, const Settings& settings, Number* result,
                 uint32_t* status) {
  if (nan_result(a, b, settings, result, status)) return;
  int order = compare_values(a, b);
  if (order == 0) {
    if (!result->assign(a)) return fail(result, kMemory, status);
    result->negative = b.negative;
    return;
  }
  neighbour(a, order < 0, settings, result, status);
  if (result->is_infinite()) {
    *status |= kOverflow | kRounded | kInexact;
  } else if (result->is_finite() && result->adjusted() < settings.emin) {
    *status |= kUnderflow | kSubnormal | kRounded | kInexact;
    if (result->is_zero()) *status |= kClamped;
  }
}

void exponent_of(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (nan_result(a, settings, result, status)) return;
  if (a.is_infinite()) return result->set_infinity(false);
  if (a.is_zero()) {
    *status |= kDivisionByZero;
    return result->set_infinity(true);
  }
  int64_t adjusted = a.adjusted();
  result->set_small(adjusted < 0, static_cast<uint64_t>(adjusted < 0 ? -adjusted : adjusted), 0);
  finalize(result, settings, status);
}

void scale_by(const Number& a, const Number& b, const Settings& settings, Number* result,
              uint32_t* status) {
  if (nan_result(a, b, settings, result, status)) return;
  int64_t count;
  if (b.exponent != 0 || !small_integer(b, 2 * (settings.emax + settings.precision), &count))
    return fail(result, kInvalidOperation, status);
  if (!result->assign(a)) return fail(result, kMemory, status);
  if (a.is_infinite()) return;
  result->exponent = a.exponent + count;
  finalize(result, settings, status);
}

void shift_digits(const Number& a, const Number& b, const Settings& settings, Number* result,
                  uint32_t* status) {
  int64_t count;
  if (!shift_operands(a, b, settings, &count, result, status)) return;
  if (count < 0) {
    shift_right(&result->coefficient, -count);
    return;
  }
  keep_low_digits(&result->coefficient, settings.precision - count);
  if (!shift_left(&result->coefficient, count)) fail(result, kMemory, status);
}

void rotate_digits(const Number& a, const Number& b, const Settings& settings, Number* result,
                   uint32_t* status) {
  int64_t count;
  if (!shift_operands(a, b, settings, &count, result, status)) return;
  if (count < 0) count += settings.precision;
  // The upper `count` digits go to the bottom.
  Coefficient low, upper;
  if (!low.assign(result->coefficient) || !upper.assign(result->coefficient))
    return fail(result, kMemory, status);
  shift_right(&upper, settings.precision - count);
  keep_low_digits(&low, settings.precision - count);
  if (!shift_left(&low, count) || !add(low, upper, &result->coefficient))
    return fail(result, kMemory, status);
}

bool is_normal(const Number& a, const Settings& settings) {
  return a.is_finite() && !a.is_zero() && a.adjusted() >= settings.emin;
}
bool is_subnormal(const Number& a, const Settings& settings) {
  return a.is_finite() && !a.is_zero() && a.adjusted() < settings.emin;
}

const char* number_class(const Number& a, const Settings& settings) {
  if (a.is_nan()) return a.is_signaling() ? "sNaN" : "NaN";
  if (a.is_infinite()) return a.negative ? "-Infinity" : "+Infinity";
  if (a.is_zero()) return a.negative ? "-Zero" : "+Zero";
  if (is_normal(a, settings)) return a.negative ? "-Normal" : "+Normal";
  return a.negative ? "-Subnormal" : "+Subnormal";
}

}  // namespace pyro::decimals
