#include <algorithm>

#include "modules/_decimal/number.h"

// Powers.
//
// An integer exponent is worked off by squaring with some digits more than wanted, so that powers
// that are representable come out exactly; any other is e^(b ln a), whose exp and ln are correctly
// rounded to a higher precision.

namespace pyro::decimals {

namespace {

bool is_integer(const Number& value) {
  return value.is_finite() && (value.coefficient.is_zero() || value.exponent >= 0 ||
                               value.coefficient.trailing_zeros() >= -value.exponent);
}
bool is_odd_integer(const Number& value) {
  return is_integer(value) && value.exponent <= 0 &&
         value.coefficient.digit(-value.exponent) % 2 == 1;
}
// The absolute value of an integer. False: 10^19 or more.
bool integer_magnitude(const Number& value, uint64_t* magnitude) {
  Coefficient whole;
  if (value.adjusted() >= 19) return false;
  return integer_part(value, &whole) && whole.to_uint64(magnitude);
}

// Beyond all exponents, above or below.
void huge(bool negative, const Settings& settings, Number* result, uint32_t* status) {
  result->set_small(negative, 1, settings.emax + 1);
  finalize(result, settings, status);
}
void tiny(bool negative, const Settings& settings, Number* result, uint32_t* status) {
  result->set_small(negative, 1, settings.etiny() - 2);
  finalize(result, settings, status);
}

// 1 with as many zeros behind the point as there may be.
void padded_one(bool negative, int64_t exponent, Number* result, uint32_t* status) {
  result->set_small(negative, 1, 0);
  if (!shift_left(&result->coefficient, -exponent)) return fail(result, kMemory, status);
  result->exponent = exponent;
}

// Powers of 1 and -1, with the exponent that repeated multiplication would give.
void power_of_one(const Number& base, const Number& exponent, bool negative,
                  const Settings& settings, Number* result, uint32_t* status) {
  int64_t lowest = 1 - settings.precision;
  if (!is_integer(exponent)) {
    *status |= kInexact | kRounded;
    return padded_one(negative, lowest, result, status);
  }
  uint64_t times = 0;
  if (exponent.negative || base.exponent >= 0) return padded_one(negative, 0, result, status);
  bool small = integer_magnitude(exponent, &times);
  Wide places = Wide{static_cast<uint64_t>(-base.exponent)} * times;
  if (small && places <= static_cast<Wide>(-lowest))
    return padded_one(negative, -static_cast<int64_t>(places), result, status);
  *status |= kRounded;
  padded_one(negative, lowest, result, status);
}

// Zeros, infinities and units. False: an ordinary pair of numbers.
bool special_power(const Number& base, const Number& exponent, bool negative,
                   const Settings& settings, Number* result, uint32_t* status) {
  if (base.is_zero()) {
    exponent.negative ? result->set_infinity(negative) : result->set_zero(negative, 0);
    return true;
  }
  if (base.is_infinite()) {
    exponent.negative ? result->set_zero(negative, 0) : result->set_infinity(negative);
    return true;
  }
  Number one;
  one.set_small(false, 1, 0);
  int order = compare_magnitudes(base, one);
  if (order == 0) {
    power_of_one(base, exponent, negative, settings, result, status);
    return true;
  }
  if (!exponent.is_infinite()) return false;
  bool grows = (order > 0) != exponent.negative;
  grows ? result->set_infinity(negative) : result->set_zero(negative, 0);
  return true;
}

// More digits, nearest rounding; the exponents are those of the context, so that intermediate
// results overflow and underflow as its results would.
Settings working_settings(int64_t precision, const Settings& settings) {
  Settings work = settings;
  work.precision = std::min(precision, kMaxPrecision);
  work.rounding = Rounding::kHalfEven;
  work.clamp = false;
  return work;
}

// base^times; conditions of the steps go to *status.
void power_by_squaring(const Number& base, uint64_t times, const Settings& work, Number* result,
                       uint32_t* status) {
  if (!result->assign(base)) return fail(result, kMemory, status);
  for (int bit = 62 - __builtin_clzll(times); bit >= 0; bit--) {
    Number square;
    multiply(*result, *result, work, &square, status);
    if ((times >> bit & 1) == 0) {
      if (!result->assign(square)) return fail(result, kMemory, status);
    } else {
      multiply(square, base, work, result, status);
    }
    if (result->is_nan() || !result->is_finite() || result->is_zero()) return;
  }
}

// What came out of the working precision, rounded to the settings.
void round_power(const Number& value, uint32_t work_status, const Settings& settings,
                 Number* result, uint32_t* status) {
  *status |= work_status;
  if (value.is_infinite()) return huge(value.negative, settings, result, status);
  if ((work_status & kMemory) != 0 || !result->assign(value)) return fail(result, kMemory, status);
  finalize(result, settings, status);
}

void integer_power(const Number& base, uint64_t times, bool inverse, bool negative,
                   const Settings& settings, Number* result, uint32_t* status) {
  int digits = limb_digits(times);
  Settings work = working_settings(settings.precision + 2 + digits, settings);
  Number one, inverted, raised;
  uint32_t work_status = 0;
  if (inverse) {
    one.set_small(false, 1, 0);
    work.precision = std::min(work.precision + 1, kMaxPrecision);
    divide(one, base, work, &inverted, &work_status);
    inverted.negative = base.negative;
  }
  power_by_squaring(inverse ? inverted : base, times, work, &raised, &work_status);
  if (!raised.is_nan()) raised.negative = negative;
  round_power(raised, work_status, settings, result, status);
}

void real_power(const Number& base, const Number& exponent, bool negative, const Settings& settings,
                Number* result, uint32_t* status) {
  constexpr int64_t kGuard = 4 + 19;
  int64_t digits = std::max(base.digits(), settings.precision);
  Settings work = kWidest;
  work.precision = std::min(digits + kGuard, kMaxPrecision);
  Number positive, logarithm, product, raised;
  uint32_t work_status = 0;
  if (!positive.assign(base)) return fail(result, kMemory, status);
  positive.negative = false;
  natural_logarithm(positive, work, &logarithm, &work_status);
  multiply(logarithm, exponent, work, &product, &work_status);
  exponential(product, work, &raised, &work_status);
  if (!raised.is_nan()) raised.negative = negative;
  round_power(raised, work_status | kInexact | kRounded, settings, result, status);
}

int64_t digits_of(int64_t value) {
  return limb_digits(static_cast<Limb>(value < 0 ? -value : value));
}

// A lower bound of the order of magnitude of |log10(base)|, for positive base other than 1.
int64_t order_of_logarithm(const Number& base) {
  int64_t adjusted = base.adjusted();
  if (adjusted > 0) return digits_of(adjusted) - 1;
  if (adjusted < -1) return digits_of(adjusted + 1) - 1;
  Number one, difference;
  uint32_t ignored = 0;
  one.set_small(base.negative, 1, 0);
  Settings few = kWidest;
  few.precision = 9;
  few.rounding = Rounding::kDown;
  subtract(base, one, few, &difference, &ignored);
  return difference.adjusted() - (adjusted == 0 ? 2 : 1);
}

// Powers that are beyond the exponents of the settings as the orders of magnitude already show.
bool beyond_exponents(const Number& base, const Number& exponent, bool negative,
                      const Settings& settings, Number* result, uint32_t* status) {
  int64_t order = order_of_logarithm(base) + exponent.adjusted();
  bool grows = (base.adjusted() >= 0) != exponent.negative;
  if (order <= digits_of(grows ? settings.emax : settings.etiny())) return false;
  grows ? huge(negative, settings, result, status) : tiny(negative, settings, result, status);
  return true;
}

}  // namespace

void power(const Number& base, const Number& exponent, const Settings& settings, Number* result,
           uint32_t* status) {
  if (nan_result(base, exponent, settings, result, status)) return;
  if (exponent.is_zero()) {
    if (base.is_zero()) return fail(result, kInvalidOperation, status);
    return result->set_small(false, 1, 0);
  }
  bool integer = is_integer(exponent);
  if (base.negative && !base.is_zero() && !integer) return fail(result, kInvalidOperation, status);
  bool negative = base.negative && is_odd_integer(exponent);
  if (special_power(base, exponent, negative, settings, result, status)) return;
  if (beyond_exponents(base, exponent, negative, settings, result, status)) return;
  uint64_t times;
  if (integer && integer_magnitude(exponent, &times))
    return integer_power(base, times, exponent.negative, negative, settings, result, status);
  real_power(base, exponent, negative, settings, result, status);
}

namespace {

// value * 10^exponent modulo the modulus, for a nonnegative integer.
bool reduce_modulo(const Number& value, const Coefficient& modulus, Coefficient* result);

bool multiply_modulo(const Coefficient& a, const Coefficient& b, const Coefficient& modulus,
                     Coefficient* result) {
  Coefficient product;
  return multiply(a, b, &product) && divide(product, modulus, nullptr, result);
}

// base^exponent modulo the modulus, by the exponent's digits from the highest on.
bool power_by_digits(const Coefficient& base, const Coefficient& exponent,
                     const Coefficient& modulus, Coefficient* result) {
  Coefficient rest, next, one;
  one.set(1);
  if (!divide(one, modulus, nullptr, result) || !divide(base, modulus, nullptr, &rest))
    return false;
  for (int64_t place = exponent.digits(); place-- > 0;) {
    // To the tenth: ((x^2)^2 * x)^2.
    Coefficient square, fourth, fifth;
    if (!multiply_modulo(*result, *result, modulus, &square) ||
        !multiply_modulo(square, square, modulus, &fourth) ||
        !multiply_modulo(fourth, *result, modulus, &fifth) ||
        !multiply_modulo(fifth, fifth, modulus, result)) {
      return false;
    }
    for (int digit = exponent.digit(place); digit > 0; digit--) {
      if (!multiply_modulo(*result, rest, modulus, &next)) return false;
      result->swap(next);
    }
  }
  return true;
}

bool reduce_modulo(const Number& value, const Coefficient& modulus, Coefficient* result) {
  Coefficient whole, ten, places, power;
  if (value.exponent <= 0) {
    return integer_part(value, &whole) && divide(whole, modulus, nullptr, result);
  }
  ten.set(10);
  places.set(static_cast<uint64_t>(value.exponent));
  return power_by_digits(ten, places, modulus, &power) &&
         multiply_modulo(value.coefficient, power, modulus, result);
}

// base^(c * 10^e): base^c, raised to the tenth e times.
bool power_of_number(const Coefficient& base, const Number& exponent, const Coefficient& modulus,
                     Coefficient* result) {
  Coefficient whole, ten, raised;
  if (exponent.exponent <= 0) {
    return integer_part(exponent, &whole) && power_by_digits(base, whole, modulus, result);
  }
  ten.set(10);
  if (!power_by_digits(base, exponent.coefficient, modulus, result)) return false;
  for (int64_t i = 0; i < exponent.exponent; i++) {
    if (!power_by_digits(*result, ten, modulus, &raised)) return false;
    result->swap(raised);
  }
  return true;
}

}  // namespace

void power_modulo(const Number& base, const Number& exponent, const Number& modulus,
                  const Settings& settings, Number* result, uint32_t* status) {
  const Number* operands[] = {&base, &exponent, &modulus};
  for (bool signaling : {true, false}) {
    for (const Number* operand : operands) {
      if (signaling ? operand->is_signaling() : operand->is_nan()) {
        nan_result(*operand, settings, result, status);
        return;
      }
    }
  }
  bool valid = is_integer(base) && is_integer(exponent) && is_integer(modulus) &&
               !exponent.negative && !modulus.is_zero() &&
               modulus.adjusted() < settings.precision && !(base.is_zero() && exponent.is_zero());
  if (!valid && exponent.is_zero() && exponent.negative && is_integer(base))
    valid = !base.is_zero() && is_integer(modulus) && !modulus.is_zero() &&
            modulus.adjusted() < settings.precision;
  if (!valid) return fail(result, kInvalidOperation, status);
  bool negative = base.negative && is_odd_integer(exponent);
  Coefficient divisor, rest;
  result->set_zero(negative, 0);
  if (!integer_part(modulus, &divisor) || !reduce_modulo(base, divisor, &rest) ||
      !power_of_number(rest, exponent, divisor, &result->coefficient)) {
    return fail(result, kMemory, status);
  }
}

}  // namespace pyro::decimals
