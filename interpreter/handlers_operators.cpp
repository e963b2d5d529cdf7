// Arithmetic, comparison, truth.

#include <cstdlib>

#include "interpreter/handlers.h"
#include "interpreter/tracing.h"
#include "runtime/factories.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

[[gnu::noinline]] RawObject slow_binary(Thread* thread, BinaryOp op, RawObject left,
                                        RawObject right) {
  Object l(thread, left);
  Object rt(thread, right);
  return binary_operation(thread, op, l, rt);
}

[[gnu::noinline]] RawObject slow_inplace(Thread* thread, BinaryOp op, RawObject left,
                                         RawObject right) {
  Object l(thread, left);
  Object rt(thread, right);
  return inplace_operation(thread, op, l, rt);
}

[[gnu::noinline]] RawObject slow_compare(Thread* thread, CompareOp op, RawObject left,
                                         RawObject right) {
  Object l(thread, left);
  Object rt(thread, right);
  return compare(thread, op, l, rt);
}

[[gnu::noinline]] Truth slow_compare_truth(Thread* thread, CompareOp op, RawObject left,
                                           RawObject right) {
  Object l(thread, left);
  Object rt(thread, right);
  return compare_truth(thread, op, l, rt);
}

[[gnu::noinline]] Truth slow_truth(Thread* thread, RawObject value) {
  Object v(thread, value);
  return is_true(thread, v);
}

[[gnu::noinline]] Truth slow_contains(Thread* thread, RawObject container, RawObject value) {
  Object c(thread, container);
  Object v(thread, value);
  return contains(thread, c, v);
}

[[gnu::noinline]] RawObject slow_unary(Thread* thread, UnaryOp op, RawObject operand) {
  Object o(thread, operand);
  return unary_operation(thread, op, o);
}

[[gnu::noinline]] RawObject box_float(Thread* thread, double value) {
  return new_float(thread, value);
}

inline bool both_small_ints(RawObject a, RawObject b) { return ((a.raw() | b.raw()) & 1) == 0; }
// == of two strs, one of them an immediate: no comparison of characters is needed. False: not such
// a pair.
inline bool compare_short_strs(RawObject a, RawObject b, bool* equal) {
  if (!a.is_immediate_str() && !b.is_immediate_str()) return false;
  *equal = a == b;
  // A str of the heap is longer than an immediate one, or has other characters.
  return *equal ||
         ((a.is_immediate_str() || is_exact_str(a)) && (b.is_immediate_str() || is_exact_str(b)));
}

inline bool both_floats(RawObject a, RawObject b) { return (a.raw() & b.raw() & 3) == 3; }

// A float operand next to a small int or a float; false if neither applies.
inline bool float_operands(RawObject a, RawObject b, double* x, double* y) {
  if (a.is_immediate_float()) {
    *x = a.immediate_float();
  } else if (a.is_small_int()) {
    *x = static_cast<double>(a.small_int());
  } else {
    return false;
  }
  if (b.is_immediate_float()) {
    *y = b.immediate_float();
  } else if (b.is_small_int()) {
    *y = static_cast<double>(b.small_int());
  } else {
    return false;
  }
  return true;
}

inline RawObject make_float(Thread* thread, double value) {
  RawObject result = RawObject::error();
  return __builtin_expect(RawObject::encode_float(value, &result), 1) ? result
                                                                      : box_float(thread, value);
}

inline bool add_words(RawObject a, RawObject b, RawObject* result) {
  word sum;
  if (__builtin_add_overflow(static_cast<word>(a.raw()), static_cast<word>(b.raw()), &sum))
    return false;
  *result = RawObject(static_cast<uword>(sum));
  return true;
}
inline bool sub_words(RawObject a, RawObject b, RawObject* result) {
  word difference;
  if (__builtin_sub_overflow(static_cast<word>(a.raw()), static_cast<word>(b.raw()), &difference))
    return false;
  *result = RawObject(static_cast<uword>(difference));
  return true;
}
inline bool mul_words(RawObject a, RawObject b, RawObject* result) {
  word product;
  if (__builtin_mul_overflow(a.small_int(), static_cast<word>(b.raw()), &product)) return false;
  *result = RawObject(static_cast<uword>(product));
  return true;
}
// Python's floor division and modulo; the divisor is not zero.
inline bool floor_div_words(RawObject a, RawObject b, RawObject* result) {
  word x = a.small_int(), y = b.small_int();
  if (y == 0 || y == -1) return false;
  word quotient = x / y;
  if (x % y != 0 && (x < 0) != (y < 0)) quotient--;
  *result = RawObject::from_small_int(quotient);
  return true;
}
inline bool mod_words(RawObject a, RawObject b, RawObject* result) {
  word x = a.small_int(), y = b.small_int();
  if (y == 0 || y == -1) return false;
  word remainder = x % y;
  if (remainder != 0 && (remainder < 0) != (y < 0)) remainder += y;
  *result = RawObject::from_small_int(remainder);
  return true;
}
inline bool lshift_words(RawObject a, RawObject b, RawObject* result) {
  word x = a.small_int(), shift = b.small_int();
  if (shift < 0 || shift > 61) return false;
  word shifted = static_cast<word>(static_cast<uword>(x) << shift);
  if (shifted >> shift != x || !RawObject::fits_small_int(shifted)) return false;
  *result = RawObject::from_small_int(shifted);
  return true;
}
inline bool rshift_words(RawObject a, RawObject b, RawObject* result) {
  word shift = b.small_int();
  if (shift < 0) return false;
  *result = RawObject::from_small_int(a.small_int() >> (shift > 63 ? 63 : shift));
  return true;
}
inline bool and_words(RawObject a, RawObject b, RawObject* result) {
  *result = RawObject(a.raw() & b.raw());
  return true;
}
inline bool or_words(RawObject a, RawObject b, RawObject* result) {
  *result = RawObject(a.raw() | b.raw());
  return true;
}
inline bool xor_words(RawObject a, RawObject b, RawObject* result) {
  *result = RawObject(a.raw() ^ b.raw());
  return true;
}
inline bool no_words(RawObject, RawObject, RawObject*) { return false; }

}  // namespace

// An operator on ints and floats: INT combines two small ints (false on overflow), FLOAT is an
// expression of x and y.
#define ARITHMETIC(name, op, slow, INT, FLOAT)              \
  PYRO_OP(name) {                                           \
    RawObject left = r[B], right = r[C], result;            \
    double x, y;                                            \
    if (both_small_ints(left, right)) {                     \
      if (__builtin_expect(INT(left, right, &result), 1)) { \
        r[A] = result;                                      \
        NEXT(1);                                            \
      }                                                     \
    } else if (both_floats(left, right)) {                  \
      x = left.immediate_float();                           \
      y = right.immediate_float();                          \
      SAVE_PC();                                            \
      result = make_float(thread, FLOAT);                   \
      r[A] = result;                                        \
      NEXT(1);                                              \
    } else if (float_operands(left, right, &x, &y)) {       \
      SAVE_PC();                                            \
      result = make_float(thread, FLOAT);                   \
      r[A] = result;                                        \
      NEXT(1);                                              \
    }                                                       \
    SAVE_PC();                                              \
    result = slow(thread, op, left, right);                 \
    if (__builtin_expect(result.is_error(), 0)) ERROR();    \
    r[A] = result;                                          \
    NEXT(1);                                                \
  }

ARITHMETIC(kAdd, BinaryOp::kAdd, slow_binary, add_words, x + y)
ARITHMETIC(kSub, BinaryOp::kSub, slow_binary, sub_words, x - y)
ARITHMETIC(kMul, BinaryOp::kMul, slow_binary, mul_words, x* y)
ARITHMETIC(kInplaceAdd, BinaryOp::kAdd, slow_inplace, add_words, x + y)
ARITHMETIC(kInplaceSub, BinaryOp::kSub, slow_inplace, sub_words, x - y)
ARITHMETIC(kInplaceMul, BinaryOp::kMul, slow_inplace, mul_words, x* y)

// True division: two small ints of up to 53 bits divide exactly as doubles; zero divisors take the
// slow path.
#define TRUE_DIVISION(name, slow)                                                                 \
  PYRO_OP(name) {                                                                                 \
    RawObject left = r[B], right = r[C], result;                                                  \
    double x, y;                                                                                  \
    constexpr word kExact = word{1} << 53;                                                        \
    bool exact = !both_small_ints(left, right) ||                                                 \
                 (std::abs(left.small_int()) <= kExact && std::abs(right.small_int()) <= kExact); \
    if (exact && float_operands(left, right, &x, &y) && y != 0) {                                 \
      SAVE_PC();                                                                                  \
      result = make_float(thread, x / y);                                                         \
      r[A] = result;                                                                              \
      NEXT(1);                                                                                    \
    }                                                                                             \
    SAVE_PC();                                                                                    \
    result = slow(thread, BinaryOp::kTrueDiv, left, right);                                       \
    if (__builtin_expect(result.is_error(), 0)) ERROR();                                          \
    r[A] = result;                                                                                \
    NEXT(1);                                                                                      \
  }

TRUE_DIVISION(kTrueDiv, slow_binary)
TRUE_DIVISION(kInplaceTrueDiv, slow_inplace)

// An operator whose fast path is for small ints only.
#define INTEGER(name, op, slow, INT)                                                      \
  PYRO_OP(name) {                                                                         \
    RawObject left = r[B], right = r[C], result;                                          \
    if (both_small_ints(left, right) && __builtin_expect(INT(left, right, &result), 1)) { \
      r[A] = result;                                                                      \
      NEXT(1);                                                                            \
    }                                                                                     \
    SAVE_PC();                                                                            \
    result = slow(thread, op, left, right);                                               \
    if (__builtin_expect(result.is_error(), 0)) ERROR();                                  \
    r[A] = result;                                                                        \
    NEXT(1);                                                                              \
  }

INTEGER(kFloorDiv, BinaryOp::kFloorDiv, slow_binary, floor_div_words)
INTEGER(kMod, BinaryOp::kMod, slow_binary, mod_words)
INTEGER(kPow, BinaryOp::kPow, slow_binary, no_words)
INTEGER(kMatmul, BinaryOp::kMatMul, slow_binary, no_words)
INTEGER(kLshift, BinaryOp::kLshift, slow_binary, lshift_words)
INTEGER(kRshift, BinaryOp::kRshift, slow_binary, rshift_words)
INTEGER(kAnd, BinaryOp::kAnd, slow_binary, and_words)
INTEGER(kOr, BinaryOp::kOr, slow_binary, or_words)
INTEGER(kXor, BinaryOp::kXor, slow_binary, xor_words)
INTEGER(kInplaceFloorDiv, BinaryOp::kFloorDiv, slow_inplace, floor_div_words)
INTEGER(kInplaceMod, BinaryOp::kMod, slow_inplace, mod_words)
INTEGER(kInplacePow, BinaryOp::kPow, slow_inplace, no_words)
INTEGER(kInplaceMatmul, BinaryOp::kMatMul, slow_inplace, no_words)
INTEGER(kInplaceLshift, BinaryOp::kLshift, slow_inplace, lshift_words)
INTEGER(kInplaceRshift, BinaryOp::kRshift, slow_inplace, rshift_words)
INTEGER(kInplaceAnd, BinaryOp::kAnd, slow_inplace, and_words)
INTEGER(kInplaceOr, BinaryOp::kOr, slow_inplace, or_words)
INTEGER(kInplaceXor, BinaryOp::kXor, slow_inplace, xor_words)

// A small constant as the right operand.
#define WITH_CONSTANT(name, op, slow, INT, FLOAT)                                \
  PYRO_OP(name) {                                                                \
    RawObject left = r[B], right = RawObject::from_small_int(C), result;         \
    if (__builtin_expect(left.is_small_int() && INT(left, right, &result), 1)) { \
      r[A] = result;                                                             \
      NEXT(1);                                                                   \
    }                                                                            \
    SAVE_PC();                                                                   \
    if (left.is_immediate_float()) {                                             \
      double x = left.immediate_float(), y = C;                                  \
      result = make_float(thread, FLOAT);                                        \
    } else {                                                                     \
      result = slow(thread, op, left, right);                                    \
      if (__builtin_expect(result.is_error(), 0)) ERROR();                       \
    }                                                                            \
    r[A] = result;                                                               \
    NEXT(1);                                                                     \
  }

WITH_CONSTANT(kAddInt, BinaryOp::kAdd, slow_binary, add_words, x + y)
WITH_CONSTANT(kSubInt, BinaryOp::kSub, slow_binary, sub_words, x - y)
WITH_CONSTANT(kInplaceAddInt, BinaryOp::kAdd, slow_inplace, add_words, x + y)
WITH_CONSTANT(kInplaceSubInt, BinaryOp::kSub, slow_inplace, sub_words, x - y)

PYRO_OP(kNegate) {
  RawObject operand = r[B], result;
  if (operand.is_small_int() && sub_words(RawObject(0), operand, &result)) {
    r[A] = result;
    NEXT(1);
  }
  SAVE_PC();
  if (operand.is_immediate_float()) {
    result = make_float(thread, -operand.immediate_float());
  } else {
    result = slow_unary(thread, UnaryOp::kNegate, operand);
    if (result.is_error()) ERROR();
  }
  r[A] = result;
  NEXT(1);
}

PYRO_OP(kPositive) {
  SAVE_PC();
  RawObject result = slow_unary(thread, UnaryOp::kPositive, r[B]);
  if (result.is_error()) ERROR();
  r[A] = result;
  NEXT(1);
}

PYRO_OP(kInvert) {
  RawObject operand = r[B];
  if (operand.is_small_int()) {
    r[A] = RawObject::from_small_int(~operand.small_int());
    NEXT(1);
  }
  SAVE_PC();
  RawObject result = slow_unary(thread, UnaryOp::kInvert, operand);
  if (result.is_error()) ERROR();
  r[A] = result;
  NEXT(1);
}

PYRO_OP(kNot) {
  RawObject value = r[B];
  if (value.is_bool()) {
    r[A] = RawObject::from_bool(value.is_false());
    NEXT(1);
  }
  SAVE_PC();
  Truth truth = slow_truth(thread, value);
  if (truth == Truth::kError) ERROR();
  r[A] = RawObject::from_bool(truth == Truth::kFalse);
  NEXT(1);
}

constexpr bool is_equality(CompareOp op) { return op == CompareOp::kEq || op == CompareOp::kNe; }

// --- comparisons

#define COMPARISON(name, op, OPERATOR)                                                         \
  PYRO_OP(kCompare##name) {                                                                    \
    RawObject left = r[B], right = r[C];                                                       \
    double x, y;                                                                               \
    if (both_small_ints(left, right)) {                                                        \
      r[A] = RawObject::from_bool(static_cast<word>(left.raw())                                \
                                      OPERATOR static_cast<word>(right.raw()));                \
      NEXT(1);                                                                                 \
    }                                                                                          \
    if (both_floats(left, right)) {                                                            \
      x = left.immediate_float();                                                              \
      y = right.immediate_float();                                                             \
      r[A] = RawObject::from_bool(x OPERATOR y);                                               \
      NEXT(1);                                                                                 \
    }                                                                                          \
    SAVE_PC();                                                                                 \
    RawObject result = slow_compare(thread, op, left, right);                                  \
    if (__builtin_expect(result.is_error(), 0)) ERROR();                                       \
    r[A] = result;                                                                             \
    NEXT(1);                                                                                   \
  }                                                                                            \
  PYRO_OP(kJump##name) {                                                                       \
    RawObject left = r[A], right = r[B];                                                       \
    bool holds;                                                                                \
    if (both_small_ints(left, right)) {                                                        \
      holds = static_cast<word>(left.raw()) OPERATOR static_cast<word>(right.raw());           \
    } else if (both_floats(left, right)) {                                                     \
      holds = left.immediate_float() OPERATOR right.immediate_float();                         \
    } else if (is_equality(op) && compare_short_strs(left, right, &holds)) {                   \
      holds = holds == (op == CompareOp::kEq);                                                 \
    } else {                                                                                   \
      SAVE_PC();                                                                               \
      Truth truth = slow_compare_truth(thread, op, left, right);                               \
      if (__builtin_expect(truth == Truth::kError, 0)) ERROR();                                \
      holds = truth == Truth::kTrue;                                                           \
    }                                                                                          \
    if (holds == static_cast<bool>(C)) pc += JUMP_DISTANCE;                                    \
    NEXT(2);                                                                                   \
  }                                                                                            \
  PYRO_OP(kJump##name##Int) {                                                                  \
    RawObject left = r[A];                                                                     \
    word constant = SIGNED_B;                                                                  \
    bool holds;                                                                                \
    if (left.is_small_int()) {                                                                 \
      holds = left.small_int() OPERATOR constant;                                              \
    } else if (left.is_immediate_float()) {                                                    \
      holds = left.immediate_float() OPERATOR static_cast<double>(constant);                   \
    } else {                                                                                   \
      SAVE_PC();                                                                               \
      Truth truth = slow_compare_truth(thread, op, left, RawObject::from_small_int(constant)); \
      if (__builtin_expect(truth == Truth::kError, 0)) ERROR();                                \
      holds = truth == Truth::kTrue;                                                           \
    }                                                                                          \
    if (holds == static_cast<bool>(C)) pc += JUMP_DISTANCE;                                    \
    NEXT(2);                                                                                   \
  }

COMPARISON(Lt, CompareOp::kLt, <)
COMPARISON(Le, CompareOp::kLe, <=)
COMPARISON(Eq, CompareOp::kEq, ==)
COMPARISON(Ne, CompareOp::kNe, !=)
COMPARISON(Gt, CompareOp::kGt, >)
COMPARISON(Ge, CompareOp::kGe, >=)

PYRO_OP(kCompareIs) {
  r[A] = RawObject::from_bool(r[B] == r[C]);
  NEXT(1);
}

PYRO_OP(kCompareIsNot) {
  r[A] = RawObject::from_bool(!(r[B] == r[C]));
  NEXT(1);
}

PYRO_OP(kJumpIs) {
  if ((r[A] == r[B]) == static_cast<bool>(C)) pc += JUMP_DISTANCE;
  NEXT(2);
}

#define MEMBERSHIP(name, expected)                            \
  PYRO_OP(name) {                                             \
    SAVE_PC();                                                \
    Truth truth = slow_contains(thread, r[C], r[B]);          \
    if (__builtin_expect(truth == Truth::kError, 0)) ERROR(); \
    r[A] = RawObject::from_bool(truth == expected);           \
    NEXT(1);                                                  \
  }

MEMBERSHIP(kCompareIn, Truth::kTrue)
MEMBERSHIP(kCompareNotIn, Truth::kFalse)

PYRO_OP(kJumpIn) {
  SAVE_PC();
  Truth truth = slow_contains(thread, r[B], r[A]);
  if (__builtin_expect(truth == Truth::kError, 0)) ERROR();
  if ((truth == Truth::kTrue) == static_cast<bool>(C)) pc += JUMP_DISTANCE;
  NEXT(2);
}

// --- conditional jumps

namespace {

// Truth of the common immediates; kError: not one of them.
inline Truth quick_truth(RawObject value) {
  if (value.is_bool()) return truth_of(value.is_true());
  if (value.is_small_int()) return truth_of(value.raw() != 0);
  if (value.is_none()) return Truth::kFalse;
  return Truth::kError;
}

}  // namespace

#define CONDITIONAL(name, expected)                             \
  PYRO_OP(name) {                                               \
    Truth truth = quick_truth(r[A]);                            \
    if (__builtin_expect(truth == Truth::kError, 0)) {          \
      SAVE_PC();                                                \
      truth = slow_truth(thread, r[A]);                         \
      if (__builtin_expect(truth == Truth::kError, 0)) ERROR(); \
    }                                                           \
    if (truth == expected) pc += JUMP_DISTANCE;                 \
    NEXT(2);                                                    \
  }

CONDITIONAL(kJumpIfTrue, Truth::kTrue)
CONDITIONAL(kJumpIfFalse, Truth::kFalse)

PYRO_OP(kJumpIfNone) {
  if (r[A].is_none()) pc += JUMP_DISTANCE;
  NEXT(2);
}

PYRO_OP(kJumpIfNotNone) {
  if (!r[A].is_none()) pc += JUMP_DISTANCE;
  NEXT(2);
}

PYRO_OP(kJump) {
  pc += JUMP_DISTANCE;
  NEXT(2);
}

PYRO_OP(kJumpBack) {
  if (__builtin_expect(thread->interrupts.load(std::memory_order_relaxed) != 0, 0)) {
    SAVE_PC();
    if (!thread->runtime()->hooks.safepoint(thread)) ERROR();
    table = dispatch_table(thread);
  }
  pc += JUMP_DISTANCE;
  NEXT(2);
}

}  // namespace pyro::interpreter
