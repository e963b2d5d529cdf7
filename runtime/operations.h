#pragma once

#include "runtime/symbols.h"
#include "runtime/thread.h"

// Python's operations on any values, as C++ functions: what the instructions and the builtins are
// made of. All may run Python code. Results are a value or Error; functions with a yes-or-no answer
// return Truth.

namespace pyro {

enum class Truth : int8_t { kError = -1, kFalse = 0, kTrue = 1 };
inline Truth truth_of(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

enum class BinaryOp : uint8_t {
  kAdd,
  kSub,
  kMul,
  kTrueDiv,
  kFloorDiv,
  kMod,
  kPow,
  kMatMul,
  kLshift,
  kRshift,
  kAnd,
  kOr,
  kXor,
  kDivmod,
};
enum class CompareOp : uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };

// Language reference 3.3.8 (emulating numeric types) with the reflected-operand rules.
RawObject binary_operation(Thread* thread, BinaryOp op, const Object& left, const Object& right);
RawObject inplace_operation(Thread* thread, BinaryOp op, const Object& left, const Object& right);
// left + right, or left += right, for sequences: what a builtin sequence's own method says is
// final, anything else goes through the operator. TypeError if either is no sequence.
RawObject sequence_concatenation(Thread* thread, const Object& left, const Object& right,
                                 bool in_place);
RawObject power(Thread* thread, const Object& base, const Object& exponent, const Object& modulus);
enum class UnaryOp : uint8_t { kNegate, kPositive, kInvert };
RawObject unary_operation(Thread* thread, UnaryOp op, const Object& operand);

// 3.3.1 rich comparison; the result may be any object.
RawObject compare(Thread* thread, CompareOp op, const Object& left, const Object& right);
Truth compare_truth(Thread* thread, CompareOp op, const Object& left, const Object& right);
// identity or ==, as containers compare.
Truth equals(Thread* thread, const Object& left, const Object& right);
Truth is_true(Thread* thread, const Object& value);
// value in container.
Truth contains(Thread* thread, const Object& container, const Object& value);

RawObject repr(Thread* thread, const Object& value);  // exact or subclass of str
RawObject str(Thread* thread, const Object& value);
RawObject ascii(Thread* thread, const Object& value);
RawObject format(Thread* thread, const Object& value, const Object& spec);
// hash(value) into *hash; TypeError "unhashable type: 'list'".
[[nodiscard]] bool hash(Thread* thread, const Object& value, word* hash);
// len(value), >= 0, or -1 with an exception pending.
word length(Thread* thread, const Object& value);
// PEP 424; `fallback` if unknown; -1 on error.
word length_hint(Thread* thread, const Object& value, word fallback);

RawObject get_item(Thread* thread, const Object& container, const Object& key);
[[nodiscard]] bool set_item(Thread* thread, const Object& container, const Object& key,
                            const Object& value);
[[nodiscard]] bool delete_item(Thread* thread, const Object& container, const Object& key);

RawObject get_iterator(Thread* thread, const Object& iterable);
// The next item; Unbound when exhausted (no exception pending then); Error on error.
RawObject iterate(Thread* thread, const Object& iterator);
// A new list of everything in an iterable; a tuple likewise.
RawObject list_from_iterable(Thread* thread, const Object& iterable);
RawObject tuple_from_iterable(Thread* thread, const Object& iterable);

// operator.index(): an exact int; TypeError "'X' object cannot be interpreted as an integer".
RawObject index_of(Thread* thread, const Object& value);
// The same as a machine word. On overflow: raises IndexError/OverflowError if `overflow` names one,
// else clips.
enum class OnOverflow : uint8_t { kClip, kIndexError, kOverflowError };
[[nodiscard]] bool index_as_word(Thread* thread, const Object& value, OnOverflow overflow,
                                 word* result);
// float(value) for arithmetic: __float__ or __index__; TypeError "must be real number, not X".
[[nodiscard]] bool as_double(Thread* thread, const Object& value, double* result);

// slice.indices() on a sequence of `length` items: [start, stop) by step, already clipped; count is
// the number of items.
struct SliceBounds {
  word start, stop, step, count;
};
[[nodiscard]] bool slice_bounds(Thread* thread, const Object& slice, word length,
                                SliceBounds* bounds);

// isinstance and issubclass with the hooks; `classinfo` may be a tuple or a union.
Truth is_instance(Thread* thread, const Object& value, const Object& classinfo);
Truth is_subclass(Thread* thread, const Object& type, const Object& classinfo);
// Without hooks: is `type` or one of its bases `base`?
bool is_subtype_NoGC(RawObject type, RawObject base);

// Recursion guard for repr() of containers: false if `value` is already being printed by this
// thread.
bool enter_repr(Thread* thread, const Object& value);
void leave_repr(Thread* thread, const Object& value);

// Native recursion guard: opens a level; RecursionError ("maximum recursion depth exceeded" +
// where) if too deep.
class RecursionGuard {
 public:
  RecursionGuard(Thread* thread, const char* where);
  ~RecursionGuard();
  bool ok() const { return ok_; }

 private:
  Thread* thread_;
  bool ok_;
};

}  // namespace pyro
