#pragma once

#include "runtime/numbers/bigint.h"
#include "runtime/thread.h"

// int: arithmetic on exact ints.
//
// Operands are exact ints or bools (small ints, LargeInts, True and False). A small int is a
// machine word shifted by one, so the fast paths add, subtract and compare the words themselves and
// leave the rest to runtime/numbers/bigint.h, whose results are built in native memory. Raw
// operands are safe here: nothing is allocated in the heap before the last use of an operand.
//
// Results are ints in canonical form (a small int wherever it fits) or Error with
// ZeroDivisionError, ValueError, OverflowError or MemoryError pending. Language reference 6.5
// to 6.9.

namespace pyro {

// An int's sign and limbs, with the memory a small int needs for its limb. Dies at the next
// safepoint.
class IntView {
 public:
  explicit IntView(RawObject value)
      : small_(value.is_small_int() ? value.small_int()
               : value.is_true()    ? 1
                                    : 0),
        view_(small_.view()) {
    if (!value.is_heap()) return;
    value = underlying_value(value);
    if (value.is_heap()) {
      view_ = {{value.body<const Limb>(), static_cast<size_t>(value.heap_words() - 1)},
               (value.header().bits() >> Header::kHashShift & 1) != 0};
    } else {
      small_ = SmallIntView(value.small_int());
      view_ = small_.view();
    }
  }
  IntView(const IntView&) = delete;
  operator BigIntView() const { return view_; }
  const BigIntView* operator->() const { return &view_; }

 private:
  SmallIntView small_;
  BigIntView view_;
};

// The int that a buffer holds.
RawObject new_int_from(Thread* thread, const BigIntBuffer& buffer);
// The same if status is kOk; else the exception that a conversion or an operation without special
// texts raises.
RawObject int_result(Thread* thread, IntStatus status, const BigIntBuffer& buffer);

namespace int_slow {
RawObject add(Thread* thread, RawObject left, RawObject right);
RawObject subtract(Thread* thread, RawObject left, RawObject right);
RawObject multiply(Thread* thread, RawObject left, RawObject right);
RawObject floor_divide(Thread* thread, RawObject left, RawObject right);
RawObject modulo(Thread* thread, RawObject left, RawObject right);
RawObject bitwise(Thread* thread, BitOperation operation, RawObject left, RawObject right);
int compare_NoGC(RawObject left, RawObject right);
}  // namespace int_slow

inline bool both_small_ints(RawObject left, RawObject right) {
  return ((left.raw() | right.raw()) & 1) == 0;
}

inline RawObject int_add(Thread* thread, RawObject left, RawObject right) {
  word sum;
  if (both_small_ints(left, right) &&
      !__builtin_add_overflow(static_cast<word>(left.raw()), static_cast<word>(right.raw()),
                              &sum)) {
    return RawObject(static_cast<uword>(sum));
  }
  return int_slow::add(thread, left, right);
}
inline RawObject int_sub(Thread* thread, RawObject left, RawObject right) {
  word difference;
  if (both_small_ints(left, right) &&
      !__builtin_sub_overflow(static_cast<word>(left.raw()), static_cast<word>(right.raw()),
                              &difference)) {
    return RawObject(static_cast<uword>(difference));
  }
  return int_slow::subtract(thread, left, right);
}
inline RawObject int_mul(Thread* thread, RawObject left, RawObject right) {
  word product;
  if (both_small_ints(left, right) &&
      !__builtin_mul_overflow(static_cast<word>(left.raw()), right.small_int(), &product)) {
    return RawObject(static_cast<uword>(product));
  }
  return int_slow::multiply(thread, left, right);
}
inline RawObject int_floordiv(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right) && right.raw() != 0 && right.raw() != ~uword{1}) {
    word a = left.small_int(), b = right.small_int();
    word quotient = a / b;
    if (quotient * b != a && (a < 0) != (b < 0)) quotient--;
    return RawObject::from_small_int(quotient);
  }
  return int_slow::floor_divide(thread, left, right);
}
inline RawObject int_mod(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right) && right.raw() != 0 && right.raw() != ~uword{1}) {
    word a = left.small_int(), b = right.small_int();
    word remainder = a % b;
    if (remainder != 0 && (remainder < 0) != (b < 0)) remainder += b;
    return RawObject::from_small_int(remainder);
  }
  return int_slow::modulo(thread, left, right);
}
inline RawObject int_and(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right)) return RawObject(left.raw() & right.raw());
  return int_slow::bitwise(thread, BitOperation::kAnd, left, right);
}
inline RawObject int_or(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right)) return RawObject(left.raw() | right.raw());
  return int_slow::bitwise(thread, BitOperation::kOr, left, right);
}
inline RawObject int_xor(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right)) return RawObject(left.raw() ^ right.raw());
  return int_slow::bitwise(thread, BitOperation::kXor, left, right);
}
// Negative, zero or positive as left - right.
inline int int_compare_NoGC(RawObject left, RawObject right) {
  if (both_small_ints(left, right)) {
    word a = static_cast<word>(left.raw()), b = static_cast<word>(right.raw());
    return a < b ? -1 : a > b;
  }
  return int_slow::compare_NoGC(left, right);
}

RawObject int_divmod(Thread* thread, RawObject left, RawObject right);  // a tuple
RawObject int_truediv(Thread* thread, RawObject left, RawObject right);
RawObject int_lshift(Thread* thread, RawObject left, RawObject right);
RawObject int_rshift(Thread* thread, RawObject left, RawObject right);
// A float for a negative exponent.
RawObject int_pow(Thread* thread, RawObject base, RawObject exponent);
RawObject int_pow_modulo(Thread* thread, RawObject base, RawObject exponent, RawObject modulus);
RawObject int_negate(Thread* thread, RawObject value);
RawObject int_invert(Thread* thread, RawObject value);
RawObject int_absolute(Thread* thread, RawObject value);

int int_sign_NoGC(RawObject value);
word int_hash_NoGC(RawObject value);
// False if it does not fit.
bool int_to_word_NoGC(RawObject value, word* result);
bool int_to_uint64_NoGC(RawObject value, uint64_t* result);
// OverflowError "int too large to convert to float".
[[nodiscard]] bool int_to_double(Thread* thread, RawObject value, double* result);
// Truncates; OverflowError and ValueError for infinities and NaN.
RawObject int_from_double(Thread* thread, double value);

// str(value), subject to the limit of sys.set_int_max_str_digits.
RawObject int_to_text(Thread* thread, RawObject value);
// hex(), oct(), bin(): with prefix.
RawObject int_to_prefixed_text(Thread* thread, RawObject value, int base);
// int(text, base) of a str; ValueError "invalid literal for int() with base ..."; base 0 or 2..36.
RawObject int_from_text(Thread* thread, const Object& text, int base);
// The same for ASCII text that stands in native memory; `original` is shown in the error.
RawObject int_from_ascii(Thread* thread, std::string_view text, int base, const Object& original);

}  // namespace pyro
