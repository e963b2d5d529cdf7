#pragma once

#include "runtime/thread.h"

// list: an Array with slack and a length.

namespace pyro {

// Cannot fail for lists of sane size; returns false with MemoryError pending otherwise.
[[nodiscard]] bool list_append(Thread* thread, const List& list, const Object& value);
[[nodiscard]] bool list_extend(Thread* thread, const List& list, const Object& iterable);
[[nodiscard]] bool list_insert(Thread* thread, const List& list, word index, const Object& value);
// Makes room for `capacity` items.
[[nodiscard]] bool list_reserve(Thread* thread, const List& list, word capacity);
inline RawObject list_at(RawList list, word index) { return list.items().at(index + 1); }
inline void list_set_at(RawList list, word index, RawObject value) { list.items().set_at(index + 1, value); }
// In place, stable; key may be None.
[[nodiscard]] bool list_sort(Thread* thread, const List& list, const Object& key, bool reverse);
RawObject list_to_tuple(Thread* thread, const List& list);

}  // namespace pyro
