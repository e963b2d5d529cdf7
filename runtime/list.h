#pragma once

#include "runtime/operations.h"
#include "runtime/thread.h"

// list: an Array with slack and a length. Words behind the length are small int 0.

namespace pyro {

// Cannot fail for lists of sane size; returns false with MemoryError pending otherwise.
[[nodiscard]] bool list_append_slow(Thread* thread, const List& list, const Object& value);
[[nodiscard]] inline bool list_append(Thread* thread, const List& list, const Object& value) {
  word length = list->length();
  RawArray items = list->items();
  if (length >= array_length(items)) return list_append_slow(thread, list, value);
  array_set(items, length, *value);
  list->set_length(length + 1);
  return true;
}
[[nodiscard]] bool list_extend(Thread* thread, const List& list, const Object& iterable);
// `index` is clipped to [0, length].
[[nodiscard]] bool list_insert(Thread* thread, const List& list, word index, const Object& value);
// Makes room for `capacity` items.
[[nodiscard]] bool list_reserve(Thread* thread, const List& list, word capacity);
inline RawObject list_at(RawList list, word index) { return list.items().at(index + 1); }
inline void list_set_at(RawList list, word index, RawObject value) {
  list.items().set_at(index + 1, value);
}
// In place, stable; key may be None.
[[nodiscard]] bool list_sort(Thread* thread, const List& list, const Object& key, bool reverse);
RawObject list_to_tuple(Thread* thread, const List& list);
// An exact list with the items that the bounds name.
RawObject list_slice(Thread* thread, const List& list, const SliceBounds& bounds);
// list[start:stop] = iterable, for 0 <= start <= stop <= length at the time of the call.
[[nodiscard]] bool list_replace(Thread* thread, const List& list, word start, word stop,
                                const Object& iterable);
// del list[start:start+count].
void list_remove_range(Thread* thread, const List& list, word start, word count);
void list_clear(Thread* thread, const List& list);
// list[key], list[key] = value, del list[key] for any key.
RawObject list_get_item(Thread* thread, const List& list, const Object& key);
[[nodiscard]] bool list_set_item(Thread* thread, const List& list, const Object& key,
                                 const Object& value);
[[nodiscard]] bool list_delete_item(Thread* thread, const List& list, const Object& key);
// A new list around an Array whose first `length` elements are the items. The caller gives the
// array away.
RawObject new_list_around(Thread* thread, const Array& items, word length);

// tuple[key] for any key; `tuple` is an exact tuple.
RawObject tuple_get_item(Thread* thread, const Tuple& tuple, const Object& key);
RawObject tuple_slice(Thread* thread, const Tuple& tuple, const SliceBounds& bounds);

}  // namespace pyro
