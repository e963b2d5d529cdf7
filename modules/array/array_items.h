#pragma once

#include <string>

#include "runtime/bytes.h"

// Items of arrays. An array is growing memory (see runtime/bytes.h) with a type code.

namespace pyro::arrays {

inline char code_of(RawTypedArray array) { return static_cast<char>(array.typecode()); }
word item_size(RawTypedArray array);
inline word item_count(RawTypedArray array) { return array.length() / item_size(array); }
bool is_type_code(char code);

RawObject get(Thread* thread, const TypedArray& array, word index);
// The bytes of a value as an item; TypeError and OverflowError as array.array gives them.
[[nodiscard]] bool pack(Thread* thread, char code, const Object& value, uint8_t* bytes);
[[nodiscard]] bool append(Thread* thread, const TypedArray& array, const Object& value);
[[nodiscard]] bool extend(Thread* thread, const TypedArray& array, const Object& iterable);
// `data` is outside the heap. ValueError unless it is whole items.
[[nodiscard]] bool append_bytes(Thread* thread, const TypedArray& array, std::string_view data);
[[nodiscard]] bool append_text(Thread* thread, const TypedArray& array, const Object& str);
void byteswap_NoGC(RawTypedArray array);

// An empty array of a class.
RawObject new_array_of(Thread* thread, const Object& type, char code);
RawObject new_plain_array(Thread* thread, char code, std::string_view data);

}  // namespace pyro::arrays
