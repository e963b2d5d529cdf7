#pragma once

#include <string_view>
#include <vector>

#include "runtime/operations.h"

// The format language of the struct module (library reference, "Format Strings").
//
// A format is compiled to fields: one for each letter with its repeat count, at its place in the
// struct. The first character may choose byte order, size and alignment: '@' native (the default),
// '=' native order but standard sizes without alignment,
// '<' little-endian, '>' and '!' big-endian.

namespace pyro::structs {

struct Field {
  uint8_t code;    // the letter
  uint8_t size;    // of one item in bytes; 1 for 's' and 'p'
  uint8_t native;  // native sizes: error texts and range checks differ
  uint8_t big_endian;
  uint32_t count;  // items, or characters of 's' and 'p'
  uint64_t offset;
  // Values that the field takes or gives.
  word values() const { return code == 'x' ? 0 : code == 's' || code == 'p' ? 1 : count; }
};

struct Format {
  std::vector<Field> fields;
  word size = 0;
  word value_count = 0;
};

// Null, or what is wrong with the format.
const char* parse_format(std::string_view text, Format* format);

// Writes one value at `target` (field.size bytes; outside the heap). False: struct.error or another
// exception is pending.
[[nodiscard]] bool pack_value(Thread* thread, const Field& field, const Object& value,
                              uint8_t* target);
// Reads one value; `source` is outside the heap.
RawObject unpack_value(Thread* thread, const Field& field, const uint8_t* source);

// Raises struct.error.
RawObject raise_struct_error(Thread* thread, const char* format, ...);

}  // namespace pyro::structs
