#pragma once

#include <string>
#include <string_view>

#include "runtime/operations.h"

// bytes and bytearray: primitives. "bytes" parameters are exact bytes. Search over memory works for both types.

namespace pyro {

class Runtime;

// hash() of a bytes: positive, kept in the header of heap bytes.
word bytes_hash_NoGC(Runtime* runtime, RawObject bytes);
inline bool bytes_equals_NoGC(RawObject left, RawObject right) {
  return left == right || (left.is_heap() && right.is_heap() && bytes_data(left) == bytes_data(right));
}
RawObject bytes_concat(Thread* thread, const Object& left, const Object& right);
RawObject bytes_slice(Thread* thread, const Object& bytes, const SliceBounds& bounds);
// `count` bytes from `start` on.
RawObject bytes_sub(Thread* thread, const Object& bytes, word start, word count);
RawObject bytes_repeat(Thread* thread, const Object& bytes, word count);

// The contents of a bytearray; dies at the next safepoint.
inline std::string_view byte_array_data_NoGC(RawByteArray array) {
  return {reinterpret_cast<char*>(byte_buffer_data(array.buffer())) + array.start(), static_cast<size_t>(array.length())};
}
inline uint8_t* byte_array_bytes_NoGC(RawByteArray array) { return byte_buffer_data(array.buffer()) + array.start(); }
// Changes the length; new bytes are undefined. BufferError while exported, MemoryError.
[[nodiscard]] bool byte_array_resize(Thread* thread, const ByteArray& array, word length);
// Replaces [start, stop) by `size` bytes which the caller then fills in.
[[nodiscard]] bool byte_array_splice(Thread* thread, const ByteArray& array, word start, word stop, word size);
// `data` must not point into the heap.
[[nodiscard]] bool byte_array_append(Thread* thread, const ByteArray& array, std::string_view data);
// An empty bytearray of class `type` (bytearray or a subclass).
RawObject new_byte_array_of(Thread* thread, const Object& type);

}  // namespace pyro
