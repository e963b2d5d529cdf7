#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "runtime/thread.h"

// Making objects. Every function here may collect. Source pointers must not point into the
// collected heap (copy first, or use the functions that take rooted objects). Those whose size is
// bounded cannot fail; the others return Error with MemoryError pending when the size is beyond
// what memory or the format allows.

namespace pyro {

// Numbers, in canonical form.
RawObject new_int(Thread* thread, word value);
RawObject new_int_unsigned(Thread* thread, uint64_t value);
RawObject new_big_int(Thread* thread, std::span<const uint64_t> limbs, bool negative);
RawObject new_float(Thread* thread, double value);
RawObject new_complex(Thread* thread, double real, double imaginary);

// Text.
RawObject new_str(Thread* thread,
                  std::string_view utf8);  // UTF-8; lone surrogates as three bytes are accepted
RawObject new_str_ascii(Thread* thread, std::string_view ascii);
RawObject new_str_latin1(Thread* thread, std::string_view latin1);
RawObject new_str_from_code_point(Thread* thread, uint32_t code_point);
// From code units; narrows to the smallest width that holds them.
RawObject new_str_from_ucs2(Thread* thread, const uint16_t* units, word length);
RawObject new_str_from_ucs4(Thread* thread, const uint32_t* units, word length);
// A fresh heap string whose units the caller fills at once with str_units. `length` must exceed
// kMaxSmallLength if the width is kAscii, and the content must really need the width. Error if too
// long.
RawObject new_str_uninitialized(Thread* thread, StrWidth width, word length);
inline void* str_units(RawObject heap_str) { return heap_str.body<uint8_t>(kTextDataOffset); }
// printf-like, result is a str; UTF-8. The conversions of errors.h are understood.
RawObject new_str_format(Thread* thread, const char* format, ...);
// The one interned str with these characters.
RawObject intern(Thread* thread, const Object& str);
RawObject intern_ascii(Thread* thread, std::string_view ascii);

RawObject new_bytes(Thread* thread, const void* data, word length);
inline RawObject new_bytes(Thread* thread, std::string_view data) {
  return new_bytes(thread, data.data(), static_cast<word>(data.size()));
}
// Heap bytes to be filled at once through bytes_units; length > kMaxSmallLength.
RawObject new_bytes_uninitialized(Thread* thread, word length);
inline uint8_t* bytes_units(RawObject heap_bytes) {
  return heap_bytes.body<uint8_t>(kTextDataOffset);
}
RawObject new_byte_array(Thread* thread, const void* data, word length);

// Containers. Elements of a new tuple or array are small int 0 until filled (tuples:
// RawObject::set_at(index + 1, v) or tuple_init).
RawObject new_tuple(Thread* thread, word length);
inline void tuple_init(RawObject tuple, word index, RawObject value) {
  tuple.set_at(index + 1, value);
}
RawObject empty_tuple(Thread* thread);
RawObject new_tuple_of(Thread* thread, const Object& a);
RawObject new_tuple_of(Thread* thread, const Object& a, const Object& b);
RawObject new_tuple_of(Thread* thread, const Object& a, const Object& b, const Object& c);
// From values that are roots themselves (a stack window, the arguments of a native function).
RawObject new_tuple_from_roots(Thread* thread, const RawObject* values, word length);
RawObject new_array(Thread* thread, word length);
RawObject new_byte_buffer(Thread* thread, word bytes);
RawObject new_list(Thread* thread, word capacity = 0);
RawObject new_dict(Thread* thread);
RawObject new_set(Thread* thread);
RawObject new_frozen_set(Thread* thread);
RawObject new_slice(Thread* thread, const Object& start, const Object& stop, const Object& step);
RawObject new_cell(Thread* thread, RawObject value_root);
RawObject new_bound_method(Thread* thread, const Object& function, const Object& self);

// An instance of a builtin kind with that type's own layout, fields small int 0, references None.
RawObject new_instance_of_kind(Thread* thread, Kind kind);
// An instance with the given layout object (Layout): words and kind come from it. Attribute slots
// Unbound, declared fields None.
RawObject new_instance(Thread* thread, const Layout& layout);

}  // namespace pyro
