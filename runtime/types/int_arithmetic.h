#pragma once

#include "runtime/factories.h"
#include "runtime/operations.h"

// Arithmetic on ints of any size, for code that mostly meets small ones. Operands are exact ints;
// results too, or Error.

namespace pyro {

inline RawObject int_add(Thread* thread, const Object& a, const Object& b) {
  if (a->is_small_int() && b->is_small_int())
    return new_int(thread, a->small_int() + b->small_int());
  return binary_operation(thread, BinaryOp::kAdd, a, b);
}
inline RawObject int_sub(Thread* thread, const Object& a, const Object& b) {
  if (a->is_small_int() && b->is_small_int())
    return new_int(thread, a->small_int() - b->small_int());
  return binary_operation(thread, BinaryOp::kSub, a, b);
}
inline RawObject int_mul(Thread* thread, const Object& a, const Object& b) {
  word product;
  if (a->is_small_int() && b->is_small_int() &&
      !__builtin_mul_overflow(a->small_int(), b->small_int(), &product)) {
    return new_int(thread, product);
  }
  return binary_operation(thread, BinaryOp::kMul, a, b);
}
inline RawObject int_floor_div(Thread* thread, const Object& a, const Object& b) {
  return binary_operation(thread, BinaryOp::kFloorDiv, a, b);
}
inline RawObject int_neg(Thread* thread, const Object& a) {
  if (a->is_small_int()) return new_int(thread, -a->small_int());
  return unary_operation(thread, UnaryOp::kNegate, a);
}
// Ints compare without running code.
inline bool int_less(Thread* thread, const Object& a, const Object& b) {
  if (a->is_small_int() && b->is_small_int()) return a->small_int() < b->small_int();
  return compare_truth(thread, CompareOp::kLt, a, b) == Truth::kTrue;
}
inline bool int_equal(Thread* thread, const Object& a, const Object& b) {
  if (*a == *b) return true;
  return !a->is_small_int() && compare_truth(thread, CompareOp::kEq, a, b) == Truth::kTrue;
}
inline bool int_negative(Thread* thread, const Object& a) {
  if (a->is_small_int()) return a->small_int() < 0;
  Object zero(thread, RawObject::from_small_int(0));
  return int_less(thread, a, zero);
}
inline bool int_is_zero(RawObject a) { return a == RawObject::from_small_int(0); }

}  // namespace pyro
