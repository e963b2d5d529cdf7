#include "runtime/set.h"

#include "runtime/arrays.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

// Gives the set a fresh table with room for `capacity` elements.
bool rebuild(Thread* thread, const AnySet& set, word capacity) {
  DictKeys old(thread, set->keys());
  RawObject keys = dict_keys_compact(thread, old, capacity);
  if (keys.is_error()) return false;
  set->set_keys(keys);
  return true;
}

bool append(Thread* thread, const AnySet& set, const Object& value, word hash) {
  DictKeys keys(thread, set->keys());
  word used = keys->used();
  if (dict_keys_shared(*keys)) {
    if (!rebuild(thread, set, 2)) return false;
  } else if (used == array_length(keys->entries()) && keys->live() < used - used / 4) {
    if (!rebuild(thread, set, grown_capacity(keys->live() + 1))) return false;
  }
  keys = set->keys();
  if (!dict_keys_make_room(thread, keys, value)) return false;
  dict_keys_append_NoGC(thread->runtime(), *keys, *value, hash);
  return true;
}

}  // namespace

bool set_add_with_hash(Thread* thread, const AnySet& set, const Object& value, word hash) {
  word entry = key_table_find(thread, set, value, hash);
  if (entry == kKeyFailed) return false;
  return entry >= 0 || append(thread, set, value, hash);
}

bool set_add(Thread* thread, const AnySet& set, const Object& value) {
  word hash;
  return key_hash(thread, value, &hash) && set_add_with_hash(thread, set, value, hash);
}

Truth set_contains_with_hash(Thread* thread, const AnySet& set, const Object& value, word hash) {
  word entry = key_table_find(thread, set, value, hash);
  return entry == kKeyFailed ? Truth::kError : truth_of(entry >= 0);
}

Truth set_contains(Thread* thread, const AnySet& set, const Object& value) {
  word hash;
  if (!key_hash(thread, value, &hash)) return Truth::kError;
  return set_contains_with_hash(thread, set, value, hash);
}

void set_remove_entry_NoGC(Runtime* runtime, RawAnySet set, word entry) {
  dict_keys_delete_NoGC(runtime, set.keys(), entry);
}

Truth set_remove_with_hash(Thread* thread, const AnySet& set, const Object& value, word hash) {
  word entry = key_table_find(thread, set, value, hash);
  if (entry == kKeyFailed) return Truth::kError;
  if (entry < 0) return Truth::kFalse;
  set_remove_entry_NoGC(thread->runtime(), *set, entry);
  return Truth::kTrue;
}

Truth set_remove(Thread* thread, const AnySet& set, const Object& value) {
  word hash;
  if (!key_hash(thread, value, &hash)) return Truth::kError;
  return set_remove_with_hash(thread, set, value, hash);
}

void set_clear(Thread* thread, const AnySet& set) {
  set->set_keys(thread->runtime()->empty_keys());
}

bool set_assign(Thread* thread, const AnySet& set, const AnySet& other) {
  word size = set_size_NoGC(*other);
  if (size == 0) {
    set_clear(thread, set);
    return true;
  }
  DictKeys keys(thread, other->keys());
  RawObject copy = dict_keys_compact(thread, keys, size);
  if (copy.is_error()) return false;
  set->set_keys(copy);
  return true;
}

// --- iteration

bool set_next_NoGC(RawAnySet set, word* position, RawObject* value) {
  RawDictKeys keys = set.keys();
  for (word i = std::max(*position, dict_keys_first_NoGC(keys)), used = keys.used(); i < used;
       i++) {
    RawObject candidate = dict_keys_at_NoGC(keys, i);
    if (candidate.is_unbound()) continue;
    *value = candidate;
    *position = i + 1;
    return true;
  }
  *position = keys.used();
  return false;
}

bool set_next_NoGC(Runtime* runtime, RawAnySet set, word* position, RawObject* value, word* hash) {
  if (!set_next_NoGC(set, position, value)) return false;
  *hash = dict_keys_hash_NoGC(runtime, set.keys(), *position - 1);
  return true;
}

namespace {

bool update_from_set(Thread* thread, const AnySet& set, const AnySet& other) {
  if (*set == *other) return true;
  if (set_size_NoGC(*set) == 0) return set_assign(thread, set, other);
  Object value(thread, RawObject::none());
  RawObject raw;
  word hash;
  for (word position = 0; set_next_NoGC(thread->runtime(), *other, &position, &raw, &hash);) {
    value = raw;
    if (!set_add_with_hash(thread, set, value, hash)) return false;
  }
  return true;
}

bool update_from_dict(Thread* thread, const AnySet& set, const Dict& dict) {
  Object key(thread, RawObject::none());
  RawObject raw_key, raw_value;
  word size = dict_size_NoGC(*dict);
  for (word position = 0; dict_next_NoGC(*dict, &position, &raw_key, &raw_value);) {
    key = raw_key;
    word hash = dict_keys_hash_NoGC(thread->runtime(), dict->keys(), position - 1);
    if (!set_add_with_hash(thread, set, key, hash)) return false;
    if (dict_size_NoGC(*dict) != size) {
      raise(thread, Exc::kRuntimeError, "dictionary changed size during iteration");
      return false;
    }
  }
  return true;
}

}  // namespace

bool set_update(Thread* thread, const AnySet& set, const Object& iterable) {
  if (is_heap_any_set(*iterable)) {
    AnySet other(thread, *iterable);
    return update_from_set(thread, set, other);
  }
  if (is_exact_dict(*iterable)) {
    Dict dict(thread, *iterable);
    return update_from_dict(thread, set, dict);
  }
  Object value(thread, RawObject::none());
  if (is_exact_tuple(*iterable)) {
    for (word i = 0; i < tuple_length(*iterable); i++) {
      value = tuple_at(*iterable, i);
      if (!set_add(thread, set, value)) return false;
    }
    return true;
  }
  if (is_exact_list(*iterable)) {  // which may shrink while items are hashed
    for (word i = 0; i < RawList(iterable->raw()).length(); i++) {
      value = list_at(RawList(iterable->raw()), i);
      if (!set_add(thread, set, value)) return false;
    }
    return true;
  }
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return false;
  for (;;) {
    value = iterate(thread, iterator);
    if (value->is_error()) return false;
    if (value->is_unbound()) return true;
    if (!set_add(thread, set, value)) return false;
  }
}

// --- comparison

Truth set_is_subset(Thread* thread, const AnySet& left, const AnySet& right) {
  if (set_size_NoGC(*left) > set_size_NoGC(*right)) return Truth::kFalse;
  Object value(thread, RawObject::none());
  RawObject raw;
  word hash;
  for (word position = 0; set_next_NoGC(thread->runtime(), *left, &position, &raw, &hash);) {
    value = raw;
    Truth found = set_contains_with_hash(thread, right, value, hash);
    if (found != Truth::kTrue) return found;
  }
  return Truth::kTrue;
}

Truth set_equals(Thread* thread, const AnySet& left, const AnySet& right) {
  if (set_size_NoGC(*left) != set_size_NoGC(*right)) return Truth::kFalse;
  return set_is_subset(thread, left, right);
}

word set_hash_NoGC(Runtime* runtime, RawAnySet set) {
  // A sum and an exclusive or of scattered hashes: no order, and few coincidences among sets of
  // similar elements.
  uword sum = 0, mix = 0;
  RawObject value;
  word hash;
  for (word position = 0; set_next_NoGC(runtime, set, &position, &value, &hash);) {
    uword scattered = (static_cast<uword>(hash) ^ 0x5bf0a8b1457695a3) * 0x9e3779b97f4a7c15;
    scattered ^= scattered >> 29;
    sum += scattered;
    mix ^= scattered * 0xff51afd7ed558ccd;
  }
  uword result = (sum ^ (mix >> 7)) * 0xc4ceb9fe1a85ec53 + static_cast<uword>(set_size_NoGC(set));
  result ^= result >> 32;
  return static_cast<word>(result) == -1 ? 590923713 : static_cast<word>(result);
}

}  // namespace pyro
