#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

// dict.update and the other ways to merge one mapping into a dict.

namespace pyro {

namespace {

bool merge_entry(Thread* thread, const Dict& dict, const Object& key, const Object& value,
                 OnDuplicate on_duplicate) {
  if (on_duplicate == OnDuplicate::kReplace) return dict_set(thread, dict, key, value);
  Truth known = dict_contains(thread, dict, key);
  if (known == Truth::kError) return false;
  if (known == Truth::kFalse) return dict_set(thread, dict, key, value);
  if (on_duplicate == OnDuplicate::kKeep) return true;
  raise_key_error(thread, key);
  return false;
}

bool merge_dict(Thread* thread, const Dict& dict, const Dict& other, OnDuplicate on_duplicate) {
  if (*dict == *other) return true;
  DictKeys keys(thread, other->keys());
  if (dict_size_NoGC(*dict) == 0 && dict_keys_shared(*keys) && dict_keys_shared(dict->keys())) {
    RawObject values = new_array(thread, keys->used());
    for (word i = 0; i < keys->used(); i++) array_set(values, i, other->values().at(i + 1));
    dict->set_keys(*keys);
    dict->set_values(values);
    return true;
  }
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  RawObject raw_key, raw_value;
  word used = keys->used();
  for (word position = 0; dict_next_NoGC(*other, &position, &raw_key, &raw_value);) {
    key = raw_key;
    value = raw_value;
    if (!merge_entry(thread, dict, key, value, on_duplicate)) return false;
    if (other->keys() != *keys || keys->used() != used) {
      raise(thread, Exc::kRuntimeError, "dict mutated during update");
      return false;
    }
  }
  return true;
}

bool merge_mapping(Thread* thread, const Dict& dict, const Object& other,
                   OnDuplicate on_duplicate) {
  Object keys(thread, call_method(thread, other, Symbol::kkeys));
  if (keys->is_error()) return false;
  Object iterator(thread, get_iterator(thread, keys));
  if (iterator->is_error()) return false;
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (;;) {
    key = iterate(thread, iterator);
    if (key->is_error()) return false;
    if (key->is_unbound()) return true;
    value = get_item(thread, other, key);
    if (value->is_error() || !merge_entry(thread, dict, key, value, on_duplicate)) return false;
  }
}

bool merge_pair(Thread* thread, const Dict& dict, const Object& item, word number,
                OnDuplicate on_duplicate) {
  Object pair(thread, tuple_from_iterable(thread, item));
  if (pair->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError)) {
      raise_type_error(
          thread, "cannot convert dictionary update sequence element #%ld to a sequence", number);
    }
    return false;
  }
  if (tuple_length(*pair) != 2) {
    raise_value_error(thread,
                      "dictionary update sequence element #%ld has length %ld; 2 is required",
                      number, tuple_length(*pair));
    return false;
  }
  Object key(thread, tuple_at(*pair, 0)), value(thread, tuple_at(*pair, 1));
  return merge_entry(thread, dict, key, value, on_duplicate);
}

bool merge_pairs(Thread* thread, const Dict& dict, const Object& pairs, OnDuplicate on_duplicate) {
  Object iterator(thread, get_iterator(thread, pairs));
  if (iterator->is_error()) return false;
  Object item(thread, RawObject::none());
  for (word number = 0;; number++) {
    item = iterate(thread, iterator);
    if (item->is_error()) return false;
    if (item->is_unbound()) return true;
    if (!merge_pair(thread, dict, item, number, on_duplicate)) return false;
  }
}

// Is iteration over `value` (an instance of dict or of a subclass) dict's own?
bool iterates_as_dict(Thread* thread, RawObject value) {
  if (is_exact_dict(value)) return true;
  if (!is_heap_dict(value)) return false;
  RawObject own =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kDict), Symbol::k__iter__);
  return type_lookup(thread, type_of(thread, value), Symbol::k__iter__) == own;
}

}  // namespace

bool dict_update(Thread* thread, const Dict& dict, const Object& other, OnDuplicate on_duplicate) {
  if (iterates_as_dict(thread, *other)) {
    Dict other_dict(thread, *other);
    return merge_dict(thread, dict, other_dict, on_duplicate);
  }
  Object keys(thread, find_attribute(thread, other, Symbol::kkeys));
  if (keys->is_error()) return false;
  if (!keys->is_unbound()) return merge_mapping(thread, dict, other, on_duplicate);
  return merge_pairs(thread, dict, other, on_duplicate);
}

}  // namespace pyro
