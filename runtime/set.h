#pragma once

#include "runtime/dict_keys.h"
#include "runtime/operations.h"

// set and frozenset (RawAnySet): a key table without values. A set owns its table, and changes it
// in place; an empty one may have the empty shared table. Elements come out in the order in which
// they were added.

namespace pyro {

[[nodiscard]] bool set_add(Thread* thread, const AnySet& set, const Object& value);
[[nodiscard]] bool set_add_with_hash(Thread* thread, const AnySet& set, const Object& value,
                                     word hash);
Truth set_contains(Thread* thread, const AnySet& set, const Object& value);
Truth set_contains_with_hash(Thread* thread, const AnySet& set, const Object& value, word hash);
// Whether it was there.
Truth set_remove(Thread* thread, const AnySet& set, const Object& value);
Truth set_remove_with_hash(Thread* thread, const AnySet& set, const Object& value, word hash);
// Adds everything in an iterable.
[[nodiscard]] bool set_update(Thread* thread, const AnySet& set, const Object& iterable);
void set_clear(Thread* thread, const AnySet& set);
// Replaces the content of `set` by that of `other`.
[[nodiscard]] bool set_assign(Thread* thread, const AnySet& set, const AnySet& other);

inline word set_size_NoGC(RawAnySet set) { return set.keys().live(); }
// `*position` starts at 0; false at the end.
bool set_next_NoGC(RawAnySet set, word* position, RawObject* value);
// The same with the element's hash.
bool set_next_NoGC(Runtime* runtime, RawAnySet set, word* position, RawObject* value, word* hash);
// Removes the element in a place found by set_next_NoGC (position - 1).
void set_remove_entry_NoGC(Runtime* runtime, RawAnySet set, word entry);

Truth set_is_subset(Thread* thread, const AnySet& left, const AnySet& right);
Truth set_equals(Thread* thread, const AnySet& left, const AnySet& right);
// hash(frozenset): independent of the order.
word set_hash_NoGC(Runtime* runtime, RawAnySet set);

}  // namespace pyro
