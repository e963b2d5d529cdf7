#pragma once

#include "runtime/buffer.h"
#include "runtime/factories.h"
#include "runtime/types/text_arguments.h"

// The methods that bytes and bytearray share are written once. The receiver says what is made:
// bytes make bytes, bytearrays (and instances of their subclasses) make bytearrays.

namespace pyro {

// The contents of an exact bytes or a bytearray; `self` must outlive the result.
inline std::string_view self_bytes_NoGC(const RawObject& self) {
  return is_heap_growing_bytes(self) ? growing_view_NoGC(RawGrowingBytes::cast(self))
                                     : bytes_data(self);
}

// A new object of the receiver's builtin type. `data` must not point into the heap.
inline RawObject new_of_same_type(Thread* thread, RawObject self, std::string_view data) {
  return is_heap_growing_bytes(self)
             ? new_byte_array(thread, data.data(), static_cast<word>(data.size()))
             : new_bytes(thread, data);
}

// The receiver unchanged: itself if immutable, else a copy.
inline RawObject unchanged_or_copy(Thread* thread, RawObject self) {
  if (!is_heap_growing_bytes(self)) return self;
  std::string copy(self_bytes_NoGC(self));
  return new_of_same_type(thread, self, copy);
}

// A byte value: ValueError "byte must be in range(0, 256)".
[[nodiscard]] bool byte_argument(Thread* thread, const Object& value, uint8_t* result);
// What find() and its like take: a bytes-like object or a byte value.
[[nodiscard]] bool needle_argument(Thread* thread, const Object& value, std::string* result);

// bytes.hex() of data outside the heap: arguments 1 and 2 are sep and bytes_per_sep. False:
// TypeError, or ValueError for a separator that is above the highest one or no character.
[[nodiscard]] bool hex_digits(Thread* thread, std::string_view data, Arguments arguments,
                              uint32_t highest_separator, std::string* out);
RawObject hex_text(Thread* thread, std::string_view data, Arguments arguments);

constexpr bool is_ascii_space(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
constexpr bool is_ascii_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_alpha(uint8_t c) { return is_ascii_lower(c) || is_ascii_upper(c); }
constexpr bool is_ascii_digit(uint8_t c) { return c >= '0' && c <= '9'; }

// Defines natives::bytes_X and natives::bytearray_X with one body.
#define PYRO_BYTES_METHOD(name, body)                                                             \
  RawObject bytes_##name(Thread* thread, Arguments arguments) { return body(thread, arguments); } \
  RawObject bytearray_##name(Thread* thread, Arguments arguments) {                               \
    return body(thread, arguments);                                                               \
  }

}  // namespace pyro
