#pragma once

#include "runtime/operations.h"
#include "runtime/symbols.h"
#include "runtime/thread.h"

// dict, and the key tables behind it.
//
// A dict is a pair of a key table (DictKeys) and an Array of values; entry k of the table names
// value k. Entries are in insertion order. Tables whose keys are all exact strs and that came about
// by the same insertions are shared between dicts and never change (flag kShared): adding a key
// moves the dict to another table through `transitions`, which is what makes small records (JSON
// objects, keyword arguments) cost only their values, and lets inline caches guard on the table. A
// dict that grows large, loses a key, or gets a key that is not a str owns its table and changes it
// in place.

namespace pyro {

// Lookup. The result is the value, Unbound if missing, or Error (a key's __eq__ or __hash__
// failed).
RawObject dict_get(Thread* thread, const Dict& dict, const Object& key);
RawObject dict_get(Thread* thread, const Dict& dict, Symbol name);
RawObject dict_get_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash);
// For exact str keys nothing can run: no safepoint. (A key of another type that would say it equals
// the str is not seen.)
RawObject dict_get_str_NoGC(RawDict dict, RawObject str_key);
// Small ints and exact strs, which need no code unless a key of another type has the same hash:
// then kUnknown.
enum class Found : uint8_t { kNo, kYes, kUnknown };
Found dict_get_cheap_NoGC(Thread* thread, RawDict dict, RawObject key, RawObject* value);

[[nodiscard]] bool dict_set(Thread* thread, const Dict& dict, const Object& key,
                            const Object& value);
[[nodiscard]] bool dict_set(Thread* thread, const Dict& dict, Symbol name, const Object& value);
[[nodiscard]] bool dict_set_with_hash(Thread* thread, const Dict& dict, const Object& key,
                                      word hash, const Object& value);
// An exact str key: cannot run Python code and cannot fail.
void dict_set_str(Thread* thread, const Dict& dict, const Object& str_key, const Object& value);
// Removes; the old value, Unbound if missing, Error.
RawObject dict_remove(Thread* thread, const Dict& dict, const Object& key);
RawObject dict_remove_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash);
void dict_clear(Thread* thread, const Dict& dict);
// Removes and returns the last entry: false if empty. Error is reported as false with an exception
// pending.
bool dict_pop_last(Thread* thread, const Dict& dict, RawObject* key, RawObject* value);
// dict[key] for a dict or an instance of a subclass: __missing__, then KeyError.
RawObject dict_get_item(Thread* thread, const Object& dict, const Object& key);
Truth dict_contains(Thread* thread, const Dict& dict, const Object& key);
// Same keys and equal values.
Truth dict_equals(Thread* thread, const Dict& left, const Dict& right);
// An exact dict around a shared key table and an Array of at least as many values. The caller gives
// the array away.
RawObject new_dict_with(Thread* thread, const Object& shared_keys, const Object& values);
// Prepares an empty dict for that many keys of any kind.
[[nodiscard]] bool dict_reserve(Thread* thread, const Dict& dict, word capacity);
RawObject dict_copy(Thread* thread, const Dict& dict);
// dict.setdefault.
RawObject dict_set_default(Thread* thread, const Dict& dict, const Object& key,
                           const Object& value);
enum class OnDuplicate : uint8_t { kReplace, kKeep, kRaiseKeyError };
[[nodiscard]] bool dict_update(Thread* thread, const Dict& dict, const Object& other,
                               OnDuplicate on_duplicate);

RawObject new_dict_view(Thread* thread, Kind kind, const Dict& dict);

word dict_size_NoGC(RawDict dict);

// Iteration in insertion order: `*position` starts at 0. False at the end. The dict may change
// between calls (the caller checks its size if that matters).
bool dict_next_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value);
// In reverse: `*position` starts at dict_entry_count_NoGC.
bool dict_previous_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value);
word dict_entry_count_NoGC(RawDict dict);
RawObject dict_keys_list(Thread* thread, const Dict& dict);
RawObject dict_values_list(Thread* thread, const Dict& dict);
RawObject dict_items_list(Thread* thread, const Dict& dict);

}  // namespace pyro
