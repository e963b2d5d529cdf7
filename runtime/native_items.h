#pragma once

#include "runtime/operations.h"

// Single values in the machine's own representation, named by the letters of the struct module:
// what memoryviews and arrays read and write.
//
//   c ? b B h H i I l L q Q n N f d P       'u' and 'w' are four-byte characters (array only)

namespace pyro {

constexpr word kMaxItemSize = 8;

// Bytes of an item, 0 for an unknown letter.
word native_item_size(char code);
// Makes the value of the item whose bytes are at `bytes` (outside the heap, any alignment).
RawObject unpack_native_item(Thread* thread, char code, const uint8_t* bytes);

enum class PackResult : uint8_t {
  kOk,
  kWrongType,
  kOutOfRange,
  kError
};  // kError: another exception is pending
// Writes a value's bytes to `bytes`, which is outside the heap. kWrongType and kOutOfRange leave
// nothing pending.
PackResult pack_native_item(Thread* thread, char code, const Object& value, uint8_t* bytes);

}  // namespace pyro
