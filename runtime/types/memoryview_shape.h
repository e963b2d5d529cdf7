#pragma once

#include <vector>

#include "runtime/buffer.h"

// Shapes, strides and offsets of memoryviews.

namespace pyro {

// ValueError if the view is released.
[[nodiscard]] bool memory_view_check(Thread* thread, RawObject view);
// The format letter without '@'; 0 if the format is not a single native letter.
char memory_view_code_NoGC(RawMemoryView view);
// A second view of the same memory, registered with its owner.
RawObject memory_view_clone(Thread* thread, const MemoryView& view);
// The item at a byte offset from the start.
RawObject memory_view_item(Thread* thread, const MemoryView& view, word offset);
// Adds the offset of `index` in `dimension`; IndexError if it is out of bounds.
[[nodiscard]] bool memory_view_add_index(Thread* thread, const MemoryView& view, word dimension,
                                         word index, word* offset);
enum class TupleKey : uint8_t { kItem, kError, kNotAllIndexes };
TupleKey memory_view_tuple_offset(Thread* thread, const MemoryView& view, const Object& keys,
                                  word* offset);
// Offsets of all items in C order.
std::vector<word> memory_view_offsets_NoGC(RawMemoryView view);

}  // namespace pyro
