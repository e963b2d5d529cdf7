#include <algorithm>

#include "modules/_decimal/number.h"

// Division, integer division, remainders.

namespace pyro::decimals {

namespace {

// Quotients with NaNs, infinities and zero divisors. False: none of these.
bool special_quotient(const Number& a, const Number& b, const Settings& settings, Number* result,
                      uint32_t* status) {
  bool negative = a.negative != b.negative;
  if (!a.is_finite() || !b.is_finite()) {
    if (nan_result(a, b, settings, result, status)) return true;
    if (a.is_infinite() && b.is_infinite()) {
      fail(result, kInvalidOperation, status);
    } else if (a.is_infinite()) {
      result->set_infinity(negative);
    } else {
      result->set_zero(negative, settings.etiny());
      *status |= kClamped;
    }
    return true;
  }
  if (!b.coefficient.is_zero()) return false;
  if (a.coefficient.is_zero()) {
    fail(result, kDivisionUndefined, status);
  } else {
    result->set_infinity(negative);
    *status |= kDivisionByZero;
  }
  return true;
}

// a / b to more than `digits` digits; *exact tells whether nothing is left.
bool divide_to(const Number& a, const Number& b, int64_t digits, Number* result, bool* exact) {
  int64_t ideal = a.exponent - b.exponent;
  int64_t shift = b.digits() - a.digits() + digits + 1;
  Coefficient dividend, divisor, rest;
  if (!dividend.assign(a.coefficient) || !divisor.assign(b.coefficient)) return false;
  if (!(shift >= 0 ? shift_left(&dividend, shift) : shift_left(&divisor, -shift))) return false;
  Coefficient& quotient = result->coefficient;
  if (!divide(dividend, divisor, &quotient, &rest)) return false;
  result->exponent = ideal - shift;
  *exact = rest.is_zero();
  if (!*exact) return true;
  int64_t zeros = std::min(quotient.trailing_zeros(), shift);
  if (zeros <= 0) return true;
  shift_right(&quotient, zeros);
  result->exponent += zeros;
  return true;
}

// a / b to at least precision + 1 digits; a last digit of 0 or 5 with a remainder behind it is
// raised by one, so that rounding sees that something is there.
bool quotient_digits(const Number& a, const Number& b, const Settings& settings, Number* result) {
  // A quotient that ends has no more digits than these: a factor 2 or 5 of the divisor costs one,
  // and a digit has less than 4 factors. With a precision far above, that is tried first.
  int64_t enough = a.digits() + 4 * b.digits() + 4;
  bool exact = false;
  if (settings.precision > 4 * enough) {
    if (!divide_to(a, b, enough, result, &exact)) return false;
    if (exact) return true;
  }
  if (!divide_to(a, b, settings.precision, result, &exact)) return false;
  return exact || result->coefficient[0] % 5 != 0 || increment(&result->coefficient);
}

// The integer quotient and the remainder of finite numbers, b not zero; either may be null. False:
// settled otherwise.
bool integer_division(const Number& a, const Number& b, const Settings& settings, Number* quotient,
                      Number* rest, uint32_t* status) {
  int64_t exponent = std::min(a.exponent, b.exponent);
  bool negative = a.negative != b.negative;
  bool smaller = a.coefficient.is_zero() || a.adjusted() < b.adjusted();
  if (!smaller && a.adjusted() - b.adjusted() > settings.precision) return false;
  quotient->set_zero(negative, 0);
  rest->special = Special::kFinite;
  rest->negative = a.negative;
  rest->exponent = exponent;
  Coefficient dividend, divisor;
  if (!dividend.assign(a.coefficient)) return false;
  if (smaller) {
    // The remainder is a itself, with an exponent that is not above b's.
    int64_t shift = a.coefficient.is_zero() ? 0 : a.exponent - exponent;
    if (shift > settings.precision + b.digits()) shift = 0, rest->exponent = a.exponent;
    rest->coefficient.swap(dividend);
    return shift_left(&rest->coefficient, shift) || (*status |= kMemory, false);
  }
  if (!divisor.assign(b.coefficient) || !shift_left(&dividend, a.exponent - exponent) ||
      !shift_left(&divisor, b.exponent - exponent) ||
      !divide(dividend, divisor, &quotient->coefficient, &rest->coefficient)) {
    *status |= kMemory;
    return false;
  }
  return quotient->digits() <= settings.precision;
}

void fail_division(Number* result, uint32_t* status) {
  fail(result, (*status & kMemory) != 0 ? kMemory : kDivisionImpossible, status);
}

// Remainders with NaNs, infinities and zero divisors. False: none of these.
bool special_remainder(const Number& a, const Number& b, const Settings& settings, Number* result,
                       uint32_t* status) {
  if (nan_result(a, b, settings, result, status)) return true;
  if (a.is_infinite()) {
    fail(result, kInvalidOperation, status);
  } else if (b.is_infinite()) {
    if (!result->assign(a)) fail(result, kMemory, status);
    finalize(result, settings, status);
  } else if (b.coefficient.is_zero()) {
    fail(result, a.coefficient.is_zero() ? kDivisionUndefined : kInvalidOperation, status);
  } else {
    return false;
  }
  return true;
}

// rest and b brought to one exponent; rest = b - rest with the other sign if that is nearer to
// zero, or as near and the quotient odd.
bool to_nearest(const Number& b, Number* quotient, Number* rest) {
  Coefficient divisor, twice;
  Number scaled;
  if (!divisor.assign(b.coefficient) || !shift_left(&divisor, b.exponent - rest->exponent) ||
      !add(rest->coefficient, rest->coefficient, &twice)) {
    return false;
  }
  int order = compare(twice, divisor);
  if (order < 0 || (order == 0 && !quotient->coefficient.is_odd())) return true;
  if (!subtract(divisor, rest->coefficient, &twice)) return false;
  rest->coefficient.swap(twice);
  rest->negative = !rest->negative;
  return increment(&quotient->coefficient);
}

}  // namespace

void divide(const Number& a, const Number& b, const Settings& settings, Number* result,
            uint32_t* status) {
  if (special_quotient(a, b, settings, result, status)) return;
  result->special = Special::kFinite;
  result->negative = a.negative != b.negative;
  if (a.coefficient.is_zero()) {
    result->set_zero(result->negative, a.exponent - b.exponent);
  } else if (!quotient_digits(a, b, settings, result)) {
    return fail(result, kMemory, status);
  }
  finalize(result, settings, status);
}

void divide_integer(const Number& a, const Number& b, const Settings& settings, Number* result,
                    uint32_t* status) {
  if (a.is_finite() && b.is_infinite()) return result->set_zero(a.negative != b.negative, 0);
  if (special_quotient(a, b, settings, result, status)) return;
  Number rest;
  if (!integer_division(a, b, settings, result, &rest, status))
    return fail_division(result, status);
  finalize(result, settings, status);
}

void remainder(const Number& a, const Number& b, const Settings& settings, Number* result,
               uint32_t* status) {
  if (special_remainder(a, b, settings, result, status)) return;
  Number quotient;
  if (!integer_division(a, b, settings, &quotient, result, status))
    return fail_division(result, status);
  finalize(result, settings, status);
}

void remainder_near(const Number& a, const Number& b, const Settings& settings, Number* result,
                    uint32_t* status) {
  if (special_remainder(a, b, settings, result, status)) return;
  Number quotient;
  if (!integer_division(a, b, settings, &quotient, result, status))
    return fail_division(result, status);
  // A remainder that kept a higher exponent than b is far below it.
  if (result->exponent <= b.exponent) {
    // a is nearer to zero than to b by a digit, and shifting b is spared.
    bool far_below = b.adjusted() - result->adjusted() > 1;
    if (!far_below && !to_nearest(b, &quotient, result)) return fail(result, kMemory, status);
    if (quotient.digits() > settings.precision) return fail(result, kDivisionImpossible, status);
  }
  finalize(result, settings, status);
}

void divide_with_remainder(const Number& a, const Number& b, const Settings& settings,
                           Number* quotient, Number* rest, uint32_t* status) {
  if (nan_result(a, b, settings, quotient, status)) {
    if (!rest->assign(*quotient)) fail(rest, kMemory, status);
    return;
  }
  if (a.is_finite() && b.is_finite() && !b.coefficient.is_zero()) {
    if (!integer_division(a, b, settings, quotient, rest, status)) {
      fail_division(quotient, status);
      return rest->set_nan();
    }
    finalize(quotient, settings, status);
    return finalize(rest, settings, status);
  }
  if (a.is_finite() && b.is_infinite()) {
    quotient->set_zero(a.negative != b.negative, 0);
  } else {
    special_quotient(a, b, settings, quotient, status);
  }
  special_remainder(a, b, settings, rest, status);
}

}  // namespace pyro::decimals
