#include <algorithm>
#include <cmath>

#include "modules/_decimal/fixed_point.h"

// exp, ln and log10, correctly rounded half to even.
//
// The value is approximated with a few digits more than wanted, as an integer number of units of
// its last place. If those digits are so close to a tie or to a representable number that the
// error might decide, it is computed again with twice as many (Ziv's strategy). That ends, since
// the functions' values at decimal fractions are irrational but for the cases that are dealt with
// in front: exp(0), ln(1), log10 of powers of ten.

namespace pyro::decimals {

namespace {

constexpr int64_t kFirstGuard = 6;
constexpr double kBitsPerDigit = 3.3219280948873626;

int64_t bits_for(int64_t digits) {
  return static_cast<int64_t>(static_cast<double>(digits) * kBitsPerDigit) + 72;
}

// Are the digits behind the first `precision` ones away from 0...0, 5...0 and 9...9 by more than
// the error of a few units?
bool is_settled(const Coefficient& value, int64_t precision, bool* no_memory) {
  constexpr uint64_t kError = 4;
  int64_t guard = value.digits() - precision;
  Coefficient low, distance, half, error;
  error.set(kError);
  half.set(5);
  if (!low.assign(value) || !shift_left(&half, guard - 1)) return *no_memory = true, false;
  keep_low_digits(&low, guard);
  if (compare(low, error) <= 0) return false;
  bool above = compare(low, half) >= 0;
  if (!(above ? subtract(low, half, &distance) : subtract(half, low, &distance)))
    return *no_memory = true, false;
  if (compare(distance, error) <= 0) return false;
  // 10^guard - low is 2 * half - low.
  Coefficient whole;
  if (!add(half, half, &whole) || !subtract(whole, low, &distance)) return *no_memory = true, false;
  return compare(distance, error) > 0;
}

// Approximates to `digits` digits; false if there is no memory.
using Approximation = bool(const Number& a, int64_t digits, Number* result);

void round_correctly(Approximation* approximate, const Number& a, const Settings& settings,
                     Number* result, uint32_t* status) {
  Settings nearest = settings;
  nearest.rounding = Rounding::kHalfEven;
  bool no_memory = false;
  // Precisions that no memory holds must not overflow what is computed from them.
  if (settings.precision > static_cast<int64_t>(Coefficient::kMaximumLimbs) * 8)
    return fail(result, kMemory, status);
  for (int64_t guard = kFirstGuard;; guard *= 2) {
    if (!approximate(a, settings.precision + guard, result) || no_memory)
      return fail(result, kMemory, status);
    if (is_settled(result->coefficient, settings.precision, &no_memory)) break;
    if (no_memory) return fail(result, kMemory, status);
  }
  finalize(result, nearest, status);
}

// The highest digits of a number, enough for `digits` digits of a function's value.
bool leading_digits(const Number& a, int64_t digits, Number* result) {
  if (!result->assign(a)) return false;
  int64_t surplus = a.digits() - digits;
  if (surplus > 0) {
    shift_right(&result->coefficient, surplus);
    result->exponent += surplus;
  }
  return true;
}

// e^a: with a = k ln 10 + r, it is e^r * 10^k.
bool approximate_exp(const Number& a, int64_t digits, Number* result) {
  int64_t bits = bits_for(digits) + 64;
  Number x;
  BigIntBuffer value, ln10, whole, rest, power, scale, scaled, units;
  if (!leading_digits(a, digits + std::max(int64_t{0}, a.adjusted()) + 30, &x) ||
      !to_fixed(x.coefficient, x.exponent, bits, &value) || !fixed_ln10(bits, &ln10)) {
    return false;
  }
  value.set_negative(a.negative && value.size() != 0);
  int64_t exponent;
  if (BigIntFloorDivide(value.view(), ln10.view(), &whole, &rest) != IntStatus::kOk ||
      BigIntToInt64(whole.view(), &exponent) != IntStatus::kOk ||
      !fixed_exp(rest.view(), bits, &power) || !binary_power_of_ten(digits - 1, &scale) ||
      BigIntMultiply(power.view(), scale.view(), &scaled) != IntStatus::kOk ||
      BigIntShiftRight(scaled.view(), static_cast<uint64_t>(bits), &units) != IntStatus::kOk) {
    return false;
  }
  result->special = Special::kFinite;
  result->negative = false;
  result->exponent = exponent - (digits - 1);
  return from_binary(units.view(), &result->coefficient);
}

// How many zeros follow the point in |a - 1|: ln(a) has about as many.
bool closeness_to_one(const Number& a, int64_t* zeros) {
  Number one, difference;
  uint32_t ignored = 0;
  one.set_small(false, 1, 0);
  *zeros = 0;
  if (a.adjusted() > 0 || a.adjusted() < -1) return true;
  subtract(a, one, kWidest, &difference, &ignored);
  if (!difference.is_zero()) *zeros = std::max(int64_t{0}, -difference.adjusted());
  return (ignored & kMemory) == 0;
}

// A fixed-point value as `digits` digits or one more.
bool fixed_to_number(const BigIntView& value, int64_t bits, int64_t digits, Number* result) {
  double magnitude =
      (static_cast<double>(BigIntBitLength(value)) - static_cast<double>(bits)) / kBitsPerDigit;
  int64_t scale = digits - static_cast<int64_t>(std::floor(magnitude));
  BigIntBuffer power, product, quotient;
  if (!binary_power_of_ten(scale < 0 ? -scale : scale, &power)) return false;
  if (scale >= 0) {
    if (BigIntMultiply(value.magnitude(), power.view(), &product) != IntStatus::kOk) return false;
  } else if (BigIntFloorDivide(value.magnitude(), power.view(), &product, nullptr) !=
             IntStatus::kOk) {
    return false;
  }
  if (BigIntShiftRight(product.view(), static_cast<uint64_t>(bits), &quotient) != IntStatus::kOk)
    return false;
  result->special = Special::kFinite;
  result->negative = value.negative;
  result->exponent = -scale;
  return from_binary(quotient.view(), &result->coefficient);
}

enum class Base : uint8_t { kE, kTen };

// ln(a) or log10(a): with a = m * 10^k, 1 <= m < 10, ln(a) is ln(m) + k ln 10.
bool approximate_log(const Number& a, Base base, int64_t digits, Number* result) {
  int64_t zeros;
  if (!closeness_to_one(a, &zeros)) return false;
  int64_t bits = bits_for(digits + zeros) + 64;
  int64_t exponent = a.adjusted();
  Number x;
  BigIntBuffer value, ln, ln10, multiple, sum, scaled, quotient;
  SmallIntView factor(exponent);
  if (!leading_digits(a, digits + zeros + 30, &x) ||
      !to_fixed(x.coefficient, x.exponent - exponent, bits, &value) ||
      !fixed_ln(value.view(), bits, &ln) || !fixed_ln10(bits, &ln10) ||
      BigIntMultiply(ln10.view(), factor, &multiple) != IntStatus::kOk ||
      BigIntAdd(ln.view(), multiple.view(), &sum) != IntStatus::kOk) {
    return false;
  }
  if (base == Base::kE) return fixed_to_number(sum.view(), bits, digits, result);
  return BigIntShiftLeft(sum.view(), static_cast<uint64_t>(bits), &scaled) == IntStatus::kOk &&
         BigIntFloorDivide(scaled.view(), ln10.view(), &quotient, nullptr) == IntStatus::kOk &&
         fixed_to_number(quotient.view(), bits, digits, result);
}
bool approximate_ln(const Number& a, int64_t digits, Number* result) {
  return approximate_log(a, Base::kE, digits, result);
}
bool approximate_log10(const Number& a, int64_t digits, Number* result) {
  return approximate_log(a, Base::kTen, digits, result);
}

// Values of exp so near to 1 that rounding gives 1, from below as well: a sign of being inexact
// stands in the last place.
bool near_one(const Settings& settings, Number* result) {
  result->negative = false;
  result->special = Special::kFinite;
  int64_t digits = settings.precision + 2;
  result->exponent = -(digits - 1);
  result->coefficient.set(1);
  return shift_left(&result->coefficient, digits - 1) && increment(&result->coefficient);
}

// |a| <= 9 * 10^-(precision + 4).
bool rounds_to_one(const Number& a, const Settings& settings) {
  Number limit;
  limit.set_small(false, 9, -(settings.precision + 4));
  return compare_magnitudes(a, limit) <= 0;
}

// Arguments of exp with values that need no computation. False: none of these.
bool simple_exp(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (a.is_infinite()) {
    a.negative ? result->set_zero(false, 0) : result->set_infinity(false);
    return true;
  }
  if (a.is_zero()) {
    result->set_small(false, 1, 0);
    return true;
  }
  // |a| of more than twenty digits is beyond all exponents.
  Settings nearest = settings;
  nearest.rounding = Rounding::kHalfEven;
  if (a.adjusted() >= 19) {
    result->set_small(false, 1, a.negative ? settings.etiny() - 2 : settings.emax + 1);
  } else if (rounds_to_one(a, settings)) {
    if (!near_one(settings, result)) fail(result, kMemory, status);
  } else {
    return false;
  }
  finalize(result, nearest, status);
  return true;
}

// Logarithms of what is no positive finite number. False: a is one.
bool special_logarithm(const Number& a, const Settings& settings, Number* result,
                       uint32_t* status) {
  if (nan_result(a, settings, result, status)) return true;
  if (a.is_zero()) {
    result->set_infinity(true);
  } else if (a.negative) {
    fail(result, kInvalidOperation, status);
  } else if (a.is_infinite()) {
    result->set_infinity(false);
  } else {
    return false;
  }
  return true;
}

bool is_power_of_ten(const Coefficient& value) {
  return value.trailing_zeros() == value.digits() - 1 && value.digit(value.digits() - 1) == 1;
}

}  // namespace

void exponential(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (nan_result(a, settings, result, status) || simple_exp(a, settings, result, status)) return;
  round_correctly(approximate_exp, a, settings, result, status);
}

void natural_logarithm(const Number& a, const Settings& settings, Number* result,
                       uint32_t* status) {
  if (special_logarithm(a, settings, result, status)) return;
  if (is_power_of_ten(a.coefficient) && a.adjusted() == 0) return result->set_zero(false, 0);
  round_correctly(approximate_ln, a, settings, result, status);
}

void decimal_logarithm(const Number& a, const Settings& settings, Number* result,
                       uint32_t* status) {
  if (special_logarithm(a, settings, result, status)) return;
  if (!is_power_of_ten(a.coefficient))
    return round_correctly(approximate_log10, a, settings, result, status);
  int64_t exponent = a.adjusted();
  result->set_small(exponent < 0, static_cast<uint64_t>(exponent < 0 ? -exponent : exponent), 0);
  Settings nearest = settings;
  nearest.rounding = Rounding::kHalfEven;
  finalize(result, nearest, status);
}

}  // namespace pyro::decimals
