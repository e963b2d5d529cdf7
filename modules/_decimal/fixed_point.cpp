#include "modules/_decimal/fixed_point.h"

#include <cmath>

// Series and iterations behind exp and ln.

namespace pyro::decimals {

namespace {

bool ok(IntStatus status) { return status == IntStatus::kOk; }

bool shift(const BigIntView& value, int64_t count, BigIntBuffer* result) {
  return ok(count >= 0 ? BigIntShiftLeft(value, static_cast<uint64_t>(count), result)
                       : BigIntShiftRight(value, static_cast<uint64_t>(-count), result));
}

// a * b / 2^bits.
bool multiply_fixed(const BigIntView& a, const BigIntView& b, int64_t bits, BigIntBuffer* result) {
  BigIntBuffer product;
  return ok(BigIntMultiply(a, b, &product)) && shift(product.view(), -bits, result);
}

bool divide_small(BigIntBuffer* value, int64_t divisor) {
  BigIntBuffer quotient;
  SmallIntView view(divisor);
  if (!ok(BigIntFloorDivide(value->view(), view, &quotient, nullptr))) return false;
  value->swap(quotient);
  return true;
}

bool add_to(BigIntBuffer* sum, const BigIntView& term) {
  BigIntBuffer next;
  if (!ok(BigIntAdd(sum->view(), term, &next))) return false;
  sum->swap(next);
  return true;
}

// Halvings of the argument of exp: each costs a squaring and saves terms of the series; their
// numbers are balanced at about the root of the precision.
int64_t halvings_for(int64_t bits) {
  return 4 + static_cast<int64_t>(std::sqrt(0.6 * static_cast<double>(bits)));
}

// The range [from, to) of the series of 1/n-powers in atanh(1/n), as T / (B * Q) by binary
// splitting (Haible and Papanikolaou, "Fast multiprecision evaluation of series of rational
// numbers", 1998).
struct Split {
  BigIntBuffer t, b, q;
};

bool split_atanh(int64_t square, int64_t from, int64_t to, Split* result) {
  if (to - from == 1) {
    result->t.assign_small(square);
    result->b.assign_small(2 * from + 1);
    result->q.assign_small(square);
    return true;
  }
  Split left, right;
  int64_t middle = (from + to) / 2;
  BigIntBuffer scaled, first, second;
  return split_atanh(square, from, middle, &left) && split_atanh(square, middle, to, &right) &&
         ok(BigIntMultiply(left.t.view(), right.b.view(), &scaled)) &&
         ok(BigIntMultiply(scaled.view(), right.q.view(), &first)) &&
         ok(BigIntMultiply(left.b.view(), right.t.view(), &second)) &&
         ok(BigIntAdd(first.view(), second.view(), &result->t)) &&
         ok(BigIntMultiply(left.b.view(), right.b.view(), &result->b)) &&
         ok(BigIntMultiply(left.q.view(), right.q.view(), &result->q));
}

bool atanh_by_splitting(int64_t n, int64_t bits, BigIntBuffer* result) {
  auto terms = static_cast<int64_t>(static_cast<double>(bits) / (2 * std::log2(n))) + 2;
  Split split;
  BigIntBuffer numerator, denominator, scaled;
  SmallIntView factor(n);
  return split_atanh(n * n, 0, terms, &split) && shift(split.t.view(), bits, &numerator) &&
         ok(BigIntMultiply(split.b.view(), split.q.view(), &scaled)) &&
         ok(BigIntMultiply(scaled.view(), factor, &denominator)) &&
         ok(BigIntFloorDivide(numerator.view(), denominator.view(), result, nullptr));
}

// atanh(1/n) = 1/n + 1/(3 n^3) + 1/(5 n^5) ...
bool atanh_of_inverse(int64_t n, int64_t bits, BigIntBuffer* result) {
  constexpr int64_t kSplittingPays = 6000;
  if (bits > kSplittingPays) return atanh_by_splitting(n, bits, result);
  BigIntBuffer power, term;
  SmallIntView one(1);
  if (!shift(one, bits, &power) || !divide_small(&power, n)) return false;
  if (!result->assign(power.view())) return false;
  for (int64_t i = 3; power.size() != 0; i += 2) {
    if (!divide_small(&power, n * n) || !term.assign(power.view()) || !divide_small(&term, i) ||
        !add_to(result, term.view())) {
      return false;
    }
  }
  return true;
}

// One step of Halley's iteration y + 2 (x - e^y) / (x + e^y), which triples the correct bits.
bool refine_ln(const BigIntView& value, int64_t value_bits, int64_t bits, BigIntBuffer* y,
               int64_t y_bits) {
  BigIntBuffer x, start, power, above, below, scaled, change;
  return shift(value, bits - value_bits, &x) && shift(y->view(), bits - y_bits, &start) &&
         fixed_exp(start.view(), bits, &power) &&
         ok(BigIntSubtract(x.view(), power.view(), &above)) &&
         ok(BigIntAdd(x.view(), power.view(), &below)) && shift(above.view(), bits + 1, &scaled) &&
         ok(BigIntFloorDivide(scaled.view(), below.view(), &change, nullptr)) &&
         ok(BigIntAdd(start.view(), change.view(), y));
}

}  // namespace

bool binary_power_of_ten(int64_t exponent, BigIntBuffer* result) {
  SmallIntView ten(10), power(exponent);
  return ok(BigIntPower(ten, power, result));
}

bool to_fixed(const Coefficient& coefficient, int64_t exponent, int64_t bits,
              BigIntBuffer* result) {
  BigIntBuffer value, scaled, power;
  if (!to_binary(coefficient, &value) || !shift(value.view(), bits, &scaled) ||
      !binary_power_of_ten(exponent < 0 ? -exponent : exponent, &power)) {
    return false;
  }
  if (exponent >= 0) return ok(BigIntMultiply(scaled.view(), power.view(), result));
  return ok(BigIntFloorDivide(scaled.view(), power.view(), result, nullptr));
}

bool fixed_exp(const BigIntView& value, int64_t bits, BigIntBuffer* result) {
  int64_t halvings = halvings_for(bits), work = bits + 2 * halvings + 16;
  BigIntBuffer x, term, sum, next;
  SmallIntView one(1);
  if (!shift(value, work - bits - halvings, &x) || !shift(one, work, &term) ||
      !sum.assign(term.view())) {
    return false;
  }
  for (int64_t i = 1; term.size() != 0; i++) {
    if (!multiply_fixed(term.view(), x.view(), work, &next)) return false;
    term.swap(next);
    if (!divide_small(&term, i) || !add_to(&sum, term.view())) return false;
  }
  for (int64_t i = 0; i < halvings; i++) {
    if (!multiply_fixed(sum.view(), sum.view(), work, &next)) return false;
    sum.swap(next);
  }
  return shift(sum.view(), bits - work, result);
}

bool fixed_ln(const BigIntView& value, int64_t bits, BigIntBuffer* result) {
  constexpr int64_t kFirstBits = 48, kGuard = 16;
  // From a double's precision on, each step triples it; the steps' precisions, last one first.
  int64_t steps[48], count = 0;
  for (int64_t needed = bits + kGuard; needed > kFirstBits - 4; needed = needed / 3 + kGuard) {
    steps[count++] = needed;
    if (needed / 3 + kGuard >= needed || count == 48) break;
  }
  BigIntBuffer first;
  if (!shift(value, kFirstBits - bits, &first)) return false;
  double start = std::log(static_cast<double>(first.data()[0])) - kFirstBits * std::log(2.0);
  int64_t y_bits = kFirstBits;
  BigIntBuffer y;
  y.assign_small(std::max(int64_t{0}, static_cast<int64_t>(std::ldexp(start, kFirstBits))));
  while (count-- > 0) {
    int64_t step = steps[count] + kGuard;
    if (!refine_ln(value, bits, step, &y, y_bits)) return false;
    y_bits = step;
    if (y.negative()) y.assign_zero();
  }
  return shift(y.view(), bits - y_bits, result);
}

bool fixed_ln10(int64_t bits, BigIntBuffer* result) {
  // ln(10) * 2^1024, enough for a precision of about 270 digits.
  static constexpr uint64_t kKnown[] = {0x1a7a963a4c17a607, 0x6c22c15f57b7883d, 0x3a4cda3511e2713d,
                                        0x299ecd6c8d814216, 0x4586ed2748671eef, 0xbd9b3ac12acf1be9,
                                        0xd96a9b0ec360c7ef, 0xe0b3e28a2a324479, 0xee3de2100b945b59,
                                        0xb1889061042f8b6b, 0x31c32f00b17c35a0, 0x58bc0b5ec6a04173,
                                        0x0f187a0807c0b5ca, 0x8a3fb3e76977e43a, 0xa95b58ae0b4c28a3,
                                        0x4d763776aaa2b05b, 0x0000000000000002};
  constexpr int64_t kKnownBits = 1024;
  if (bits <= kKnownBits) return shift({kKnown, false}, bits - kKnownBits, result);
  // 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
  constexpr int64_t kTerms[][2] = {{31, 46}, {49, 34}, {161, 20}};
  int64_t work = bits + 32;
  BigIntBuffer sum, series, scaled;
  sum.assign_zero();
  for (auto [n, factor] : kTerms) {
    SmallIntView times(factor);
    if (!atanh_of_inverse(n, work, &series) || !ok(BigIntMultiply(series.view(), times, &scaled)) ||
        !add_to(&sum, scaled.view())) {
      return false;
    }
  }
  return shift(sum.view(), bits - work, result);
}

}  // namespace pyro::decimals
