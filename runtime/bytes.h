#pragma once

#include <string>
#include <string_view>

#include "runtime/operations.h"

// bytes and bytearray: primitives. "bytes" parameters are exact bytes. Search over memory works for
// both types.

namespace pyro {

class Runtime;

// hash() of a bytes: positive, kept in the header of heap bytes.
word bytes_hash_NoGC(Runtime* runtime, RawObject bytes);
inline bool bytes_equals_NoGC(RawObject left, RawObject right) {
  return left == right ||
         (left.is_heap() && right.is_heap() && bytes_data(left) == bytes_data(right));
}
RawObject bytes_concat(Thread* thread, const Object& left, const Object& right);
RawObject bytes_slice(Thread* thread, const Object& bytes, const SliceBounds& bounds);
// `count` bytes from `start` on.
RawObject bytes_sub(Thread* thread, const Object& bytes, word start, word count);
RawObject bytes_repeat(Thread* thread, const Object& bytes, word count);

// repr() of bytes with the prefix b. A bytearray's repr escapes single quotes even between double
// ones.
enum class QuoteEscapes : uint8_t { kUsedQuote, kSingleAlways };
std::string bytes_repr(std::string_view data, QuoteEscapes escapes);

// --- bytearray and array.array: growing memory
//
// The buffer protocol promises that memory does not move or change its size while somebody looks at
// it. There are two kinds of onlookers. C++ code holds a pin for the extent of a BufferView. A
// memoryview is entered in the weak array `views`. A change of size while views are registered
// first forgets released and dead ones; because nothing counts references, a view that the program
// has dropped may only turn out dead after a collection, which is then made before BufferError is
// raised.

inline uint8_t* growing_data_NoGC(RawGrowingBytes bytes) {
  return byte_buffer_data(bytes.buffer()) + bytes.start();
}
inline std::string_view growing_view_NoGC(RawGrowingBytes bytes) {
  return {reinterpret_cast<char*>(growing_data_NoGC(bytes)), static_cast<size_t>(bytes.length())};
}
// Changes the length; new bytes are undefined. BufferError while exported, MemoryError.
[[nodiscard]] bool growing_resize(Thread* thread, const GrowingBytes& bytes, word length);
// Replaces [start, stop) by `size` bytes which the caller then fills in.
[[nodiscard]] bool growing_splice(Thread* thread, const GrowingBytes& bytes, word start, word stop,
                                  word size);
// `data` must not point into the heap.
[[nodiscard]] bool growing_append(Thread* thread, const GrowingBytes& bytes, std::string_view data);
// Enters a memoryview into `views`.
[[nodiscard]] bool growing_register_view(Thread* thread, const GrowingBytes& bytes,
                                         const Object& view);
// Gives a fresh instance an empty buffer.
[[nodiscard]] bool growing_initialize(Thread* thread, const GrowingBytes& bytes);
// False with BufferError if the size may not change now.
[[nodiscard]] bool growing_check_resizable(Thread* thread, const GrowingBytes& bytes);

// An empty bytearray of class `type` (bytearray or a subclass).
RawObject new_byte_array_of(Thread* thread, const Object& type);

}  // namespace pyro
