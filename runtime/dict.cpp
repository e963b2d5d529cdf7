#include "runtime/dict.h"

#include "runtime/attributes.h"
#include "runtime/dict_keys.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

RawObject value_at(RawDict dict, word entry) { return dict.values().at(entry + 1); }
void set_value_at(RawDict dict, word entry, RawObject value) {
  dict.values().set_at(entry + 1, value);
}

void make_empty_NoGC(Runtime* runtime, RawDict dict) {
  dict.set_keys(runtime->empty_keys());
  dict.set_values(runtime->empty_array());
}

bool ensure_values(Thread* thread, const Dict& dict, word needed) {
  word length = array_length(dict->values());
  if (needed <= length) return true;
  RawObject grown = new_array(thread, grown_capacity(needed));
  if (grown.is_error()) return false;
  for (word i = 0; i < length; i++) array_set(grown, i, value_at(*dict, i));
  dict->set_values(grown);
  return true;
}

// Gives the dict a table of its own, without deleted entries and with room for `capacity` entries.
bool rebuild(Thread* thread, const Dict& dict, word capacity) {
  DictKeys old(thread, dict->keys());
  Object keys(thread, dict_keys_compact(thread, old, capacity));
  if (keys->is_error()) return false;
  RawObject values = new_array(thread, capacity);
  if (values.is_error()) return false;
  word live = 0;
  for (word i = 0, used = old->used(); i < used; i++) {
    if (!dict_keys_at_NoGC(*old, i).is_unbound()) array_set(values, live++, value_at(*dict, i));
  }
  dict->set_keys(*keys);
  dict->set_values(values);
  return true;
}

// The dict moves along the shared tables, if it may. Error, None (it must own its table), or the
// new table.
bool append_shared(Thread* thread, const Dict& dict, const Object& key, const Object& value,
                   bool* done) {
  DictKeys keys(thread, dict->keys());
  word used = keys->used();
  *done = false;
  if (used >= kMaxSharedKeys || !is_exact_str(*key)) return true;
  Object successor(thread, dict_keys_add_transition_bounded(thread, keys, key));
  if (successor->is_error()) return false;
  if (successor->is_unbound()) return true;
  if (!ensure_values(thread, dict, used + 1)) return false;
  set_value_at(*dict, used, *value);
  dict->set_keys(*successor);
  *done = true;
  return true;
}

// Adds a key that the dict does not have.
bool append(Thread* thread, const Dict& dict, const Object& key, word hash, const Object& value) {
  DictKeys keys(thread, dict->keys());
  if (dict_keys_shared(*keys)) {
    bool done;
    if (!append_shared(thread, dict, key, value, &done)) return false;
    if (done) return true;
    if (!rebuild(thread, dict, grown_capacity(keys->used() + 1))) return false;
  } else if (keys->used() == array_length(keys->entries()) &&
             keys->live() < keys->used() - keys->used() / 4) {
    if (!rebuild(thread, dict, grown_capacity(keys->live() + 1))) return false;
  }
  keys = dict->keys();
  if (!dict_keys_make_room(thread, keys, key)) return false;
  if (!ensure_values(thread, dict,
                     std::max(keys->used() + 1,
                              std::min(array_length(keys->entries()), keys->used() * 3 / 2)))) {
    return false;
  }
  set_value_at(*dict, keys->used(), *value);
  dict_keys_append_NoGC(thread->runtime(), *keys, *key, hash);
  return true;
}

// Removes an entry. False: MemoryError.
bool remove_entry(Thread* thread, const Dict& dict, word entry) {
  DictKeys keys(thread, dict->keys());
  if (dict_keys_shared(*keys)) {
    // A shared table has no deleted entries, so the entry keeps its number.
    if (!rebuild(thread, dict, grown_capacity(keys->used()))) return false;
    keys = dict->keys();
  } else {
    keys = dict_keys_renew(thread, keys);
    dict->set_keys(*keys);
  }
  set_value_at(*dict, entry, RawObject::unbound());
  dict_keys_delete_NoGC(thread->runtime(), *keys, entry);
  return true;
}

}  // namespace

// --- lookup

RawObject dict_get_str_NoGC(RawDict dict, RawObject str_key) {
  word entry = dict_keys_find_NoGC(dict.keys(), str_key);
  return entry < 0 ? RawObject::unbound() : value_at(dict, entry);
}

Found dict_get_cheap_NoGC(Thread* thread, RawDict dict, RawObject key, RawObject* value) {
  word entry = dict_keys_find_cheap_NoGC(thread->runtime(), dict.keys(), key);
  if (entry == kNeedsComparison) return Found::kUnknown;
  if (entry < 0) return Found::kNo;
  *value = value_at(dict, entry);
  return Found::kYes;
}

RawObject dict_get_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash) {
  word entry = key_table_find(thread, dict, key, hash);
  if (entry == kKeyFailed) return RawObject::error();
  return entry < 0 ? RawObject::unbound() : value_at(*dict, entry);
}

RawObject dict_get(Thread* thread, const Dict& dict, const Object& key) {
  if (is_cheap_key(*key)) {
    RawObject value = RawObject::unbound();
    if (dict_get_cheap_NoGC(thread, *dict, *key, &value) != Found::kUnknown) return value;
  }
  word hash;
  if (!key_hash(thread, key, &hash)) return RawObject::error();
  return dict_get_with_hash(thread, dict, key, hash);
}

RawObject dict_get(Thread* thread, const Dict& dict, Symbol name) {
  return dict_get_str_NoGC(*dict, thread->runtime()->symbol(name));
}

RawObject dict_get_item(Thread* thread, const Object& dict, const Object& key) {
  Object value(thread, dict_get(thread, static_cast<const Dict&>(dict), key));
  if (!value->is_unbound()) return *value;
  if (!is_exact_dict(*dict)) {
    value = call_special(thread, dict, Symbol::k__missing__, key);
    if (!value->is_unbound()) return *value;
  }
  return raise_key_error(thread, key);
}

Truth dict_contains(Thread* thread, const Dict& dict, const Object& key) {
  RawObject value = dict_get(thread, dict, key);
  return value.is_error() ? Truth::kError : truth_of(!value.is_unbound());
}

// --- changes

bool dict_set_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash,
                        const Object& value) {
  word entry = key_table_find(thread, dict, key, hash);
  if (entry == kKeyFailed) return false;
  if (entry < 0) return append(thread, dict, key, hash, value);
  set_value_at(*dict, entry, *value);
  return true;
}

bool dict_set(Thread* thread, const Dict& dict, const Object& key, const Object& value) {
  word hash;
  if (!key_hash(thread, key, &hash)) return false;
  return dict_set_with_hash(thread, dict, key, hash, value);
}

bool dict_set(Thread* thread, const Dict& dict, Symbol name, const Object& value) {
  Object key(thread, thread->runtime()->symbol(name));
  return dict_set(thread, dict, key, value);
}

void dict_set_str(Thread* thread, const Dict& dict, const Object& str_key, const Object& value) {
  word entry = dict_keys_find_NoGC(dict->keys(), *str_key);
  if (entry >= 0) {
    set_value_at(*dict, entry, *value);
    return;
  }
  word hash = 0;
  cheap_hash_NoGC(thread->runtime(), *str_key, &hash);
  (void)append(thread, dict, str_key, hash, value);
}

RawObject dict_remove(Thread* thread, const Dict& dict, const Object& key) {
  word hash;
  if (!key_hash(thread, key, &hash)) return RawObject::error();
  return dict_remove_with_hash(thread, dict, key, hash);
}

RawObject dict_remove_with_hash(Thread* thread, const Dict& dict, const Object& key, word hash) {
  word entry = key_table_find(thread, dict, key, hash);
  if (entry == kKeyFailed) return RawObject::error();
  if (entry < 0) return RawObject::unbound();
  Object value(thread, value_at(*dict, entry));
  if (!remove_entry(thread, dict, entry)) return RawObject::error();
  return *value;
}

bool dict_pop_last(Thread* thread, const Dict& dict, RawObject* key, RawObject* value) {
  word position = dict_entry_count_NoGC(*dict);
  if (!dict_previous_NoGC(*dict, &position, key, value)) return false;
  Object key_root(thread, *key), value_root(thread, *value);
  if (!remove_entry(thread, dict, position)) return false;
  dict_keys_trim_NoGC(dict->keys());
  *key = *key_root;
  *value = *value_root;
  return true;
}

void dict_clear(Thread* thread, const Dict& dict) { make_empty_NoGC(thread->runtime(), *dict); }

RawObject dict_set_default(Thread* thread, const Dict& dict, const Object& key,
                           const Object& value) {
  word hash;
  if (!key_hash(thread, key, &hash)) return RawObject::error();
  word entry = key_table_find(thread, dict, key, hash);
  if (entry == kKeyFailed) return RawObject::error();
  if (entry >= 0) return value_at(*dict, entry);
  return append(thread, dict, key, hash, value) ? *value : RawObject::error();
}

bool dict_reserve(Thread* thread, const Dict& dict, word capacity) {
  if (capacity <= kMaxSharedKeys) return ensure_values(thread, dict, capacity);
  return rebuild(thread, dict, std::max(capacity, dict->keys().live()));
}

RawObject new_dict(Thread* thread) {
  RawDict dict(new_instance_of_kind(thread, Kind::kDict).raw());
  make_empty_NoGC(thread->runtime(), dict);
  return dict;
}

RawObject new_dict_with(Thread* thread, const Object& shared_keys, const Object& values) {
  RawDict dict(new_instance_of_kind(thread, Kind::kDict).raw());
  dict.set_keys(*shared_keys);
  dict.set_values(*values);
  return dict;
}

RawObject new_dict_view(Thread* thread, Kind kind, const Dict& dict) {
  RawObject view = new_instance_of_kind(thread, kind);
  RawDictView(view.raw()).set_dict(*dict);
  return view;
}

RawObject dict_copy(Thread* thread, const Dict& dict) {
  Dict copy(thread, new_dict(thread));
  DictKeys keys(thread, dict->keys());
  word used = keys->used();
  copy->set_keys(*keys);
  copy->set_values(dict->values());
  if (!dict_keys_shared(*keys))
    return rebuild(thread, copy, std::max(keys->live(), word{1})) ? *copy : RawObject::error();
  RawObject values = new_array(thread, used);
  for (word i = 0; i < used; i++) array_set(values, i, value_at(*dict, i));
  copy->set_values(values);
  return *copy;
}

// --- iteration

word dict_size_NoGC(RawDict dict) { return dict.keys().live(); }

word dict_entry_count_NoGC(RawDict dict) { return dict.keys().used(); }

bool dict_next_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value) {
  RawDictKeys keys = dict.keys();
  for (word i = std::max(*position, dict_keys_first_NoGC(keys)), used = keys.used(); i < used;
       i++) {
    RawObject candidate = dict_keys_at_NoGC(keys, i);
    if (candidate.is_unbound()) continue;
    *key = candidate;
    *value = value_at(dict, i);
    *position = i + 1;
    return true;
  }
  *position = keys.used();
  return false;
}

bool dict_previous_NoGC(RawDict dict, word* position, RawObject* key, RawObject* value) {
  RawDictKeys keys = dict.keys();
  for (word i = std::min(*position, keys.used()) - 1; i >= dict_keys_first_NoGC(keys); i--) {
    RawObject candidate = dict_keys_at_NoGC(keys, i);
    if (candidate.is_unbound()) continue;
    *key = candidate;
    *value = value_at(dict, i);
    *position = i;
    return true;
  }
  *position = 0;
  return false;
}

namespace {

enum class Part : uint8_t { kKeys, kValues };

RawObject part_list(Thread* thread, const Dict& dict, Part part) {
  word size = dict_size_NoGC(*dict), position = 0;
  List list(thread, new_list(thread, size));
  if (list->is_error()) return *list;
  RawObject key, value;
  for (word i = 0; dict_next_NoGC(*dict, &position, &key, &value); i++) {
    list->items().set_at(i + 1, part == Part::kKeys ? key : value);
  }
  list->set_length(size);
  return *list;
}

}  // namespace

RawObject dict_keys_list(Thread* thread, const Dict& dict) {
  return part_list(thread, dict, Part::kKeys);
}
RawObject dict_values_list(Thread* thread, const Dict& dict) {
  return part_list(thread, dict, Part::kValues);
}

RawObject dict_items_list(Thread* thread, const Dict& dict) {
  word size = dict_size_NoGC(*dict), position = 0;
  List list(thread, new_list(thread, size));
  if (list->is_error()) return *list;
  for (word i = 0; i < size; i++) {
    RawObject pair = new_tuple(thread, 2);
    RawObject key, value;
    dict_next_NoGC(*dict, &position, &key, &value);
    tuple_init(pair, 0, key);
    tuple_init(pair, 1, value);
    list->items().set_at(i + 1, pair);
  }
  list->set_length(size);
  return *list;
}

Truth dict_equals(Thread* thread, const Dict& left, const Dict& right) {
  if (dict_size_NoGC(*left) != dict_size_NoGC(*right)) return Truth::kFalse;
  Object key(thread, RawObject::none()), mine(thread, RawObject::none()),
      theirs(thread, RawObject::none());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(*left, &position, &raw_key, &raw_value);) {
    key = raw_key;
    mine = raw_value;
    theirs = dict_get(thread, right, key);
    if (theirs->is_error()) return Truth::kError;
    if (theirs->is_unbound()) return Truth::kFalse;
    Truth equal = equals(thread, mine, theirs);
    if (equal != Truth::kTrue) return equal;
  }
  return Truth::kTrue;
}

}  // namespace pyro
