#pragma once

#include "runtime/operations.h"

// What the builtin sequences share: indices, slices, texts of errors.

namespace pyro {

// A subscript that is not a slice as a machine word, not yet adjusted to a length. TypeError "list
// indices must be integers or slices, not str", IndexError if it does not fit.
[[nodiscard]] bool subscript_index(Thread* thread, const char* type_name, const Object& key,
                                   word* index);

// The parts of a slice as words (clipped), with None replaced as its step's sign asks. May run
// __index__. The sequence's length must be read afterwards, for slice_adjust_NoGC.
[[nodiscard]] bool slice_unpack(Thread* thread, const Object& slice, SliceBounds* bounds);
// Language reference, 3.3.7 and slice.indices(): clips start and stop to a sequence of `length`
// items and computes count.
void slice_adjust_NoGC(SliceBounds* bounds, word length);

// An argument "start" or "stop" of index(): negative counts from the end, clipped.
[[nodiscard]] bool search_bound(Thread* thread, const Object& value, word length, word* bound);
// Number of repetitions for sequence * value: TypeError if it is no integer, MemoryError if length
// * count is beyond reason. *count is at least 0.
[[nodiscard]] bool repeat_count(Thread* thread, const Object& value, word length, word* count);

// Lexicographic comparison (language reference 6.10.1). Both are lists, or both are exact tuples;
// the answer may be any object, since it is that of the first items that differ.
RawObject compare_sequences(Thread* thread, CompareOp op, const Object& left, const Object& right);
// hash() of a tuple's items, into *hash. False: an item is not hashable, or they are nested too
// deeply.
[[nodiscard]] bool tuple_hash(Thread* thread, const Object& tuple, word* hash);

// list(iterable), but a value that is not iterable gives TypeError with `message`.
RawObject list_from_iterable_or(Thread* thread, const Object& iterable, const char* message);

}  // namespace pyro
