#pragma once

#include "runtime/symbols.h"
#include "runtime/thread.h"

// dict, and the key tables behind it.
//
// A dict is a pair of a key table (DictKeys) and an Array of values; entry k of the table names value k. Entries are in
// insertion order. Tables whose keys are all exact strs and that came about by the same insertions are shared between
// dicts and never change (flag kShared): adding a key moves the dict to another table through `transitions`, which is what
// makes small records (JSON objects, keyword arguments) cost only their values, and lets inline caches guard on the table.
// A dict that grows large, loses a key, or gets a key that is not a str owns its table and changes it in place.

namespace pyro {

// Lookup. The result is the value, Unbound if missing, or Error (a key's __eq__ or __hash__ failed).
RawObject dict_get(Thread* thread, const Dict& dict, const Object& key);
RawObject dict_get(Thread* thread, const Dict& dict, Symbol name);
RawObject dict_get_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash);
// For exact str keys nothing can run: no safepoint.
RawObject dict_get_str_NoGC(RawDict dict, RawObject str_key);

[[nodiscard]] bool dict_set(Thread* thread, const Dict& dict, const Object& key, const Object& value);
[[nodiscard]] bool dict_set(Thread* thread, const Dict& dict, Symbol name, const Object& value);
[[nodiscard]] bool dict_set_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash, const Object& value);
// An exact str key: cannot run Python code and cannot fail.
void dict_set_str(Thread* thread, const Dict& dict, const Object& str_key, const Object& value);
// Removes; the old value, Unbound if missing, Error.
RawObject dict_remove(Thread* thread, const Dict& dict, const Object& key);
void dict_clear(Thread* thread, const Dict& dict);
RawObject dict_copy(Thread* thread, const Dict& dict);
// dict.setdefault.
RawObject dict_set_default(Thread* thread, const Dict& dict, const Object& key, const Object& value);
enum class OnDuplicate : uint8_t { kReplace, kKeep, kRaiseKeyError };
[[nodiscard]] bool dict_update(Thread* thread, const Dict& dict, const Object& other, OnDuplicate on_duplicate);

word dict_size_NoGC(RawDict dict);

// Iteration in insertion order: `*position` starts at 0. False at the end. The dict may change between calls (the caller
// checks its size if that matters).
bool dict_next_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value);
// In reverse: `*position` starts at dict_entry_count_NoGC.
bool dict_previous_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value);
word dict_entry_count_NoGC(RawDict dict);
RawObject dict_keys_list(Thread* thread, const Dict& dict);
RawObject dict_values_list(Thread* thread, const Dict& dict);
RawObject dict_items_list(Thread* thread, const Dict& dict);

}  // namespace pyro
