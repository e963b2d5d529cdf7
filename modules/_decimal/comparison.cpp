#include "modules/_decimal/number.h"

// Comparisons and what is chosen by them.

namespace pyro::decimals {

namespace {

int sign_of(const Number& a) { return a.is_zero() ? 0 : a.negative ? -1 : 1; }
int order_of(int64_t a, int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }

// Coefficients of numbers with the same adjusted exponent: the shorter one is padded.
int compare_aligned(const Number& a, const Number& b) {
  if (a.exponent == b.exponent) return compare(a.coefficient, b.coefficient);
  bool pad_a = a.exponent > b.exponent;
  const Number &padded = pad_a ? a : b, &other = pad_a ? b : a;
  Coefficient scaled;
  // The padded number gets as many digits as the other one has, so memory for it is there unless
  // the machine is at its end; numbers then count as equal.
  if (!scaled.assign(padded.coefficient) ||
      !shift_left(&scaled, padded.exponent - other.exponent)) {
    return 0;
  }
  int order = compare(scaled, other.coefficient);
  return pad_a ? order : -order;
}

// A quiet NaN is nothing beside a number. False: no such case.
bool choose_number(const Number& a, const Number& b, const Settings& settings, Number* result,
                   uint32_t* status) {
  if (!a.is_nan() && !b.is_nan()) return false;
  bool one_quiet = !a.is_signaling() && !b.is_signaling() && a.is_nan() != b.is_nan();
  if (!one_quiet) return nan_result(a, b, settings, result, status);
  if (!result->assign(a.is_nan() ? b : a)) fail(result, kMemory, status);
  finalize(result, settings, status);
  return true;
}

void choose(const Number& a, const Number& b, bool larger, bool magnitude, const Settings& settings,
            Number* result, uint32_t* status) {
  if (choose_number(a, b, settings, result, status)) return;
  int order = magnitude ? compare_magnitudes(a, b) : compare_values(a, b);
  if (order == 0) order = compare_total_order(a, b, false);
  bool take_b = larger ? order < 0 : order > 0;
  if (!result->assign(take_b ? b : a)) return fail(result, kMemory, status);
  finalize(result, settings, status);
}

// Places of the kinds of values in the total order.
int rank_of(const Number& a) {
  return a.is_signaling() ? 2 : a.is_nan() ? 3 : a.is_infinite() ? 1 : 0;
}

void order_result(const Number& a, const Number& b, Number* result) {
  int order = compare_values(a, b);
  result->set_small(order < 0, order == 0 ? 0 : 1, 0);
}

}  // namespace

int compare_magnitudes(const Number& a, const Number& b) {
  if (a.is_infinite() || b.is_infinite()) return order_of(a.is_infinite(), b.is_infinite());
  if (a.coefficient.is_zero() || b.coefficient.is_zero())
    return order_of(!a.coefficient.is_zero(), !b.coefficient.is_zero());
  int order = order_of(a.adjusted(), b.adjusted());
  return order != 0 ? order : compare_aligned(a, b);
}

int compare_values(const Number& a, const Number& b) {
  int sign = sign_of(a), other = sign_of(b);
  if (sign != other) return order_of(sign, other);
  int order = compare_magnitudes(a, b);
  return sign < 0 ? -order : order;
}

int compare_total_order(const Number& a, const Number& b, bool magnitude) {
  bool negative_a = !magnitude && a.negative, negative_b = !magnitude && b.negative;
  if (negative_a != negative_b) return negative_a ? -1 : 1;
  int order = order_of(rank_of(a), rank_of(b));
  if (order == 0 && a.is_nan()) order = compare(a.coefficient, b.coefficient);
  if (order == 0 && a.is_finite()) {
    order = compare_magnitudes(a, b);
    if (order == 0) order = order_of(a.exponent, b.exponent);
  }
  return negative_a ? -order : order;
}

void compare(const Number& a, const Number& b, const Settings& settings, Number* result,
             uint32_t* status) {
  if (!nan_result(a, b, settings, result, status)) order_result(a, b, result);
}

void compare_signal(const Number& a, const Number& b, const Settings& settings, Number* result,
                    uint32_t* status) {
  if (!nan_result(a, b, settings, result, status)) return order_result(a, b, result);
  *status |= kInvalidOperation;
}

void maximum(const Number& a, const Number& b, const Settings& settings, Number* result,
             uint32_t* status) {
  choose(a, b, true, false, settings, result, status);
}
void minimum(const Number& a, const Number& b, const Settings& settings, Number* result,
             uint32_t* status) {
  choose(a, b, false, false, settings, result, status);
}
void maximum_magnitude(const Number& a, const Number& b, const Settings& settings, Number* result,
                       uint32_t* status) {
  choose(a, b, true, true, settings, result, status);
}
void minimum_magnitude(const Number& a, const Number& b, const Settings& settings, Number* result,
                       uint32_t* status) {
  choose(a, b, false, true, settings, result, status);
}

bool same_quantum(const Number& a, const Number& b) {
  if (!a.is_finite() || !b.is_finite())
    return (a.is_nan() && b.is_nan()) || (a.is_infinite() && b.is_infinite());
  return a.exponent == b.exponent;
}

}  // namespace pyro::decimals
