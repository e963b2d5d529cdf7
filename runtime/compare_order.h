#pragma once

#include "runtime/operations.h"

namespace pyro {

// Whether `left OP right` for numbers of C++; a NaN is as IEEE 754 has it.
template <typename Number>
constexpr bool satisfies(CompareOp op, Number left, Number right) {
  switch (op) {
    case CompareOp::kLt:
      return left < right;
    case CompareOp::kLe:
      return left <= right;
    case CompareOp::kEq:
      return left == right;
    case CompareOp::kNe:
      return left != right;
    case CompareOp::kGt:
      return left > right;
    case CompareOp::kGe:
      return left >= right;
  }
  return false;
}

// Whether an order (negative, zero or positive, as of a three-way comparison) satisfies `op`.
constexpr bool satisfies(CompareOp op, int64_t order) { return satisfies<int64_t>(op, order, 0); }

}  // namespace pyro
