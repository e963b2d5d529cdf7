#pragma once

#include "runtime/thread.h"

// deque: a ring buffer. The item with index i stands in place (head + i) modulo the capacity, a
// power of two.

namespace pyro {

RawObject deque_at_NoGC(RawDeque deque, word index);
void deque_put_NoGC(RawDeque deque, word index, RawObject value);
[[nodiscard]] bool deque_append(Thread* thread, const Deque& deque, const Object& value);
[[nodiscard]] bool deque_append_left(Thread* thread, const Deque& deque, const Object& value);
// The deque must not be empty.
RawObject deque_pop_NoGC(RawDeque deque);
RawObject deque_pop_left_NoGC(RawDeque deque);
void deque_clear(Thread* thread, const Deque& deque);
// The deque's bound, or -1.
word deque_limit_NoGC(RawDeque deque);
[[nodiscard]] bool deque_extend(Thread* thread, const Deque& deque, const Object& iterable);
// Rotates to the right.
void deque_rotate_NoGC(RawDeque deque, word steps);
// A deque of the type of `like` with the same items and bound.
RawObject deque_copy(Thread* thread, const Deque& deque);
void deque_remove_at_NoGC(RawDeque deque, word index);
[[nodiscard]] bool deque_insert_at(Thread* thread, const Deque& deque, word index,
                                   const Object& value);

}  // namespace pyro
