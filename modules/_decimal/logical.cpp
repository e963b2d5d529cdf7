#include "modules/_decimal/number.h"

// Digit-wise logical operations: operands are nonnegative integers whose digits are
// all 0 or 1; digits beyond the precision do not count.

namespace pyro::decimals {

namespace {

bool is_logical(const Number& a) {
  if (!a.is_finite() || a.negative || a.exponent != 0) return false;
  for (Limb limb : a.coefficient.limbs()) {
    for (; limb != 0; limb /= 10) {
      if (limb % 10 > 1) return false;
    }
  }
  return true;
}

enum class Logic : uint8_t { kAnd, kOr, kXor };

Limb combine_limbs(Limb a, Limb b, Logic logic) {
  Limb result = 0;
  for (int place = 0; place < kLimbDigits && (a | b) != 0; place++, a /= 10, b /= 10) {
    Limb x = a % 10, y = b % 10;
    Limb digit = logic == Logic::kAnd ? x & y : logic == Logic::kOr ? x | y : x ^ y;
    result += digit * kPowersOfTen[place];
  }
  return result;
}

void combine(const Number& a, const Number& b, Logic logic, const Settings& settings,
             Number* result, uint32_t* status) {
  if (!is_logical(a) || !is_logical(b)) return fail(result, kInvalidOperation, status);
  const Coefficient &x = a.coefficient, &y = b.coefficient;
  size_t size = x.size() > y.size() ? x.size() : y.size();
  result->set_zero(false, 0);
  if (!result->coefficient.resize(size)) return fail(result, kMemory, status);
  for (size_t i = 0; i < size; i++) {
    result->coefficient.data()[i] =
        combine_limbs(i < x.size() ? x[i] : 0, i < y.size() ? y[i] : 0, logic);
  }
  result->coefficient.normalize();
  keep_low_digits(&result->coefficient, settings.precision);
}

}  // namespace

void logical_and(const Number& a, const Number& b, const Settings& settings, Number* result,
                 uint32_t* status) {
  combine(a, b, Logic::kAnd, settings, result, status);
}
void logical_or(const Number& a, const Number& b, const Settings& settings, Number* result,
                uint32_t* status) {
  combine(a, b, Logic::kOr, settings, result, status);
}
void logical_xor(const Number& a, const Number& b, const Settings& settings, Number* result,
                 uint32_t* status) {
  combine(a, b, Logic::kXor, settings, result, status);
}

void logical_invert(const Number& a, const Settings& settings, Number* result, uint32_t* status) {
  if (!is_logical(a)) return fail(result, kInvalidOperation, status);
  Coefficient nines, digits;
  if (!set_all_nines(&nines, settings.precision) || !digits.assign(a.coefficient))
    return fail(result, kMemory, status);
  for (size_t i = 0; i < nines.size(); i++) nines.data()[i] /= 9;
  keep_low_digits(&digits, settings.precision);
  result->set_zero(false, 0);
  // Every digit of a is 0 or 1, so nothing is borrowed.
  if (!subtract(nines, digits, &result->coefficient)) fail(result, kMemory, status);
}

}  // namespace pyro::decimals
