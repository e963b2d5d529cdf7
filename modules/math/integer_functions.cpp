#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"

// math: functions of integers.

namespace pyro {
namespace natives {

namespace {

// Products of fewer factors are computed from left to right; longer ones are split in halves, so
// that the factors of the large multiplications have about the same size.
constexpr word kDirectFactors = 16;

// top * (top-1) * ... over `count` factors, beginning at top - first.
RawObject falling_product(Thread* thread, const Object& top, word first, word count) {
  Object product(thread, RawObject::from_small_int(1)), factor(thread, RawObject::none());
  if (count <= kDirectFactors) {
    for (word i = first; i < first + count; i++) {
      factor = int_sub(thread, *top, RawObject::from_small_int(i));
      if (factor->is_error()) return *factor;
      product = int_mul(thread, *product, *factor);
      if (product->is_error()) return *product;
    }
    return *product;
  }
  product = falling_product(thread, top, first, count / 2);
  if (product->is_error()) return *product;
  factor = falling_product(thread, top, first + count / 2, count - count / 2);
  if (factor->is_error()) return *factor;
  return int_mul(thread, *product, *factor);
}

RawObject index_argument(Thread* thread, RawObject raw_value) {
  Object value(thread, raw_value);
  return index_of(thread, value);
}

RawObject factorial(Thread* thread, const Object& n) {
  if (int_sign_NoGC(*n) < 0)
    return raise_value_error(thread, "factorial() not defined for negative values");
  word count;
  if (!int_to_word_NoGC(*n, &count)) {
    return raise(thread, Exc::kOverflowError, "factorial() argument should not exceed %ld",
                 INT64_MAX);
  }
  return falling_product(thread, n, 0, count);
}

// n and k of comb() and perm(), checked. False: an exception is pending.
bool choice_arguments(Thread* thread, Arguments arguments, Object* n, Object* k) {
  *n = index_argument(thread, arguments[0]);
  if ((*n)->is_error()) return false;
  *k = index_argument(thread, arguments[1]);
  if ((*k)->is_error()) return false;
  if (int_sign_NoGC(**n) < 0) {
    raise_value_error(thread, "n must be a non-negative integer");
    return false;
  }
  if (int_sign_NoGC(**k) < 0) {
    raise_value_error(thread, "k must be a non-negative integer");
    return false;
  }
  return true;
}

}  // namespace

RawObject math_factorial(Thread* thread, Arguments arguments) {
  Object n(thread, index_argument(thread, arguments[0]));
  return n->is_error() ? *n : factorial(thread, n);
}

RawObject math_perm(Thread* thread, Arguments arguments) {
  Object n(thread, RawObject::none()), k(thread, RawObject::none());
  if (arguments[1].is_none()) {
    n = index_argument(thread, arguments[0]);
    return n->is_error() ? *n : factorial(thread, n);
  }
  if (!choice_arguments(thread, arguments, &n, &k)) return RawObject::error();
  if (int_compare_NoGC(*n, *k) < 0) return RawObject::from_small_int(0);
  word count;
  if (!int_to_word_NoGC(*k, &count))
    return raise(thread, Exc::kOverflowError, "k must not exceed %ld", INT64_MAX);
  return falling_product(thread, n, 0, count);
}

RawObject math_comb(Thread* thread, Arguments arguments) {
  Object n(thread, RawObject::none()), k(thread, RawObject::none());
  if (!choice_arguments(thread, arguments, &n, &k)) return RawObject::error();
  Object rest(thread, int_sub(thread, *n, *k));
  if (rest->is_error()) return *rest;
  if (int_sign_NoGC(*rest) < 0) return RawObject::from_small_int(0);
  if (int_compare_NoGC(*rest, *k) < 0) k = *rest;
  word count;
  if (!int_to_word_NoGC(*k, &count)) {
    return raise(thread, Exc::kOverflowError, "min(n - k, k) must not exceed %ld", INT64_MAX);
  }
  Object product(thread, falling_product(thread, n, 0, count));
  if (product->is_error()) return *product;
  Object divisor(thread, falling_product(thread, k, 0, count));
  return divisor->is_error() ? *divisor : int_floordiv(thread, *product, *divisor);
}

RawObject math_isqrt(Thread* thread, Arguments arguments) {
  Object n(thread, index_argument(thread, arguments[0]));
  if (n->is_error()) return *n;
  BigIntBuffer buffer;
  IntStatus status = BigIntSquareRoot(IntView(*n), &buffer);
  if (status == IntStatus::kNegative)
    return raise_value_error(thread, "isqrt() argument must be nonnegative");
  return int_result(thread, status, buffer);
}

namespace {

RawObject gcd(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right)) {
    word a = left.small_int(), b = right.small_int();
    while (b != 0) {
      word remainder = a % b;
      a = b;
      b = remainder;
    }
    return new_int(thread, a < 0 ? -a : a);
  }
  BigIntBuffer buffer;
  IntStatus status = BigIntGcd(IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

RawObject lcm(Thread* thread, RawObject raw_left, RawObject raw_right) {
  if (int_sign_NoGC(raw_left) == 0 || int_sign_NoGC(raw_right) == 0)
    return RawObject::from_small_int(0);
  Object left(thread, raw_left), right(thread, raw_right);
  Object divisor(thread, gcd(thread, *left, *right));
  if (divisor->is_error()) return *divisor;
  Object quotient(thread, int_floordiv(thread, *left, *divisor));
  if (quotient->is_error()) return *quotient;
  quotient = int_mul(thread, *quotient, *right);
  return quotient->is_error() ? *quotient : int_absolute(thread, *quotient);
}

// Combines all arguments; `result` is what no arguments give.
RawObject fold(Thread* thread, RawObject raw_args, word start,
               RawObject (*combine)(Thread*, RawObject, RawObject)) {
  Object args(thread, raw_args);
  Object result(thread, RawObject::from_small_int(start)), number(thread, RawObject::none());
  for (word i = 0, n = tuple_length(*args); i < n; i++) {
    number = index_argument(thread, tuple_at(*args, i));
    if (number->is_error()) return *number;
    result = i == 0 ? int_absolute(thread, *number) : combine(thread, *result, *number);
    if (result->is_error()) return *result;
  }
  return *result;
}

}  // namespace

RawObject math_gcd(Thread* thread, Arguments arguments) {
  return fold(thread, arguments[0], 0, gcd);
}
RawObject math_lcm(Thread* thread, Arguments arguments) {
  return fold(thread, arguments[0], 1, lcm);
}

}  // namespace natives
}  // namespace pyro
