#include "runtime/dict.h"

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict_keys.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"

namespace pyro::natives {

RawObject dict___new__(Thread* thread, Arguments arguments) {
  RawObject dict = allocate_for(thread, arguments[0]);
  RawDict(dict.raw()).set_keys(thread->runtime()->empty_keys());
  RawDict(dict.raw()).set_values(thread->runtime()->empty_array());
  return dict;
}

namespace {

// dict(...) and update(...): at most one mapping or iterable of pairs, then keywords.
RawObject update_from_arguments(Thread* thread, Arguments arguments, const char* name) {
  word given = tuple_length(arguments[1]);
  if (given > 1)
    return raise_type_error(thread, "%s expected at most 1 argument, got %ld", name, given);
  Dict dict(thread, arguments[0]);
  Object source(thread, RawObject::none());
  if (given == 1) {
    source = tuple_at(arguments[1], 0);
    if (!pyro::dict_update(thread, dict, source, OnDuplicate::kReplace)) return RawObject::error();
  }
  source = arguments[2];
  if (is_heap_dict(*source) && !pyro::dict_update(thread, dict, source, OnDuplicate::kReplace))
    return RawObject::error();
  return RawObject::none();
}

}  // namespace

RawObject dict___init__(Thread* thread, Arguments arguments) {
  return update_from_arguments(thread, arguments, "dict");
}
RawObject dict_update(Thread* thread, Arguments arguments) {
  return update_from_arguments(thread, arguments, "update");
}

namespace {

bool append_repr(Thread* thread, StrBuilder& builder, const Object& value) {
  RawObject text = repr(thread, value);
  if (text.is_error()) return false;
  builder.append_str(text);
  return true;
}

RawObject repr_entries(Thread* thread, const Dict& dict) {
  StrBuilder builder;
  builder.append_ascii("{");
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  RawObject raw_key, raw_value;
  bool first = true;
  for (word position = 0; dict_next_NoGC(*dict, &position, &raw_key, &raw_value); first = false) {
    key = raw_key;
    value = raw_value;
    if (!first) builder.append_ascii(", ");
    if (!append_repr(thread, builder, key)) return RawObject::error();
    builder.append_ascii(": ");
    if (!append_repr(thread, builder, value)) return RawObject::error();
  }
  builder.append_ascii("}");
  return builder.finish(thread);
}

}  // namespace

RawObject dict___repr__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  if (dict_size_NoGC(*dict) == 0) return new_str_ascii(thread, "{}");
  if (!enter_repr(thread, dict)) {
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "{...}");
  }
  Object result(thread, repr_entries(thread, dict));
  leave_repr(thread, dict);
  return *result;
}

static RawObject compare_dicts(Thread* thread, CompareOp op, Arguments arguments) {
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (!equality || !is_heap_dict(arguments[1])) return RawObject::not_implemented();
  Dict left(thread, arguments[0]), right(thread, arguments[1]);
  RecursionGuard guard(thread, " in comparison");
  if (!guard.ok()) return RawObject::error();
  Truth equal = dict_equals(thread, left, right);
  if (equal == Truth::kError) return RawObject::error();
  return RawObject::from_bool((equal == Truth::kTrue) == (op == CompareOp::kEq));
}
PYRO_COMPARISONS(dict, compare_dicts)

RawObject dict___iter__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  return new_dict_iterator(thread, Kind::kDictKeyIterator, dict);
}

RawObject dict___reversed__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  return new_dict_iterator(thread, Kind::kDictReverseKeyIterator, dict);
}

namespace {

RawObject merged(Thread* thread, const Object& left, const Object& right) {
  if (!is_heap_dict(*left) || !is_heap_dict(*right)) return RawObject::not_implemented();
  Dict source(thread, *left);
  Dict result(thread, pyro::dict_copy(thread, source));
  if (result->is_error()) return *result;
  return pyro::dict_update(thread, result, right, OnDuplicate::kReplace) ? *result
                                                                         : RawObject::error();
}

}  // namespace

RawObject dict___or__(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return merged(thread, left, right);
}

RawObject dict___ror__(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[1]), right(thread, arguments[0]);
  return merged(thread, left, right);
}

RawObject dict___ior__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return pyro::dict_update(thread, dict, other, OnDuplicate::kReplace) ? *dict : RawObject::error();
}

// --- items

RawObject dict___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(dict_size_NoGC(RawDict::cast(arguments[0])));
}

RawObject dict___getitem__(Thread* thread, Arguments arguments) {
  Object dict(thread, arguments[0]), key(thread, arguments[1]);
  return dict_get_item(thread, dict, key);
}

RawObject dict___setitem__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]), value(thread, arguments[2]);
  return none_or_error(dict_set(thread, dict, key, value));
}

namespace {

// OrderedDict has methods of its own for what takes keys away: one of dict's leaves it with a key
// in its order that is not there.
bool note_lost(Thread* thread, const Dict& dict, const Object& key) {
  if (!is_heap_ordered_dict(*dict)) return true;
  OrderedDict ordered(thread, *dict);
  if (ordered->lost().is_none()) {
    RawObject fresh = new_list(thread);
    ordered->set_lost(fresh);
  }
  List lost(thread, ordered->lost());
  return list_append(thread, lost, key);
}

}  // namespace

RawObject dict___delitem__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  RawObject removed = dict_remove(thread, dict, key);
  if (removed.is_error()) return removed;
  if (removed.is_unbound()) return raise_key_error(thread, key);
  return none_or_error(note_lost(thread, dict, key));
}

RawObject dict___contains__(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return truth_result(dict_contains(thread, dict, key));
}

RawObject dict___sizeof__(Thread*, Arguments arguments) {
  RawDict dict = RawDict::cast(arguments[0]);
  RawDictKeys keys = dict.keys();
  word values = dict.values().heap_words();
  word words = dict.heap_words() + (values == 1 ? 0 : values);  // an empty array is shared by all
  if (!dict_keys_shared(keys)) {
    words += keys.heap_words() + keys.entries().heap_words();
    if (keys.index().is_heap()) words += keys.index().heap_words();
    if (keys.hashes().is_heap()) words += keys.hashes().heap_words();
  }
  return RawObject::from_small_int(words * kWordSize);
}

RawObject dict_get(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  RawObject value = pyro::dict_get(thread, dict, key);
  return value.is_unbound() ? arguments[2] : value;
}

RawObject dict_setdefault(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]), value(thread, arguments[2]);
  return dict_set_default(thread, dict, key, value);
}

RawObject dict_pop(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (dict_size_NoGC(*dict) == 0)
    return arguments.has(2) ? arguments[2] : raise_key_error(thread, key);
  Object value(thread, dict_remove(thread, dict, key));
  if (value->is_error()) return *value;
  if (!value->is_unbound()) return note_lost(thread, dict, key) ? *value : RawObject::error();
  return arguments.has(2) ? arguments[2] : raise_key_error(thread, key);
}

RawObject dict_popitem(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  RawObject raw_key, raw_value;
  if (!dict_pop_last(thread, dict, &raw_key, &raw_value)) {
    return thread->has_exception()
               ? RawObject::error()
               : raise(thread, Exc::kKeyError, "popitem(): dictionary is empty");
  }
  Object key(thread, raw_key), value(thread, raw_value);
  return note_lost(thread, dict, key) ? new_tuple_of(thread, key, value) : RawObject::error();
}

RawObject dict_clear(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  pyro::dict_clear(thread, dict);
  if (is_heap_ordered_dict(*dict)) RawOrderedDict::cast(*dict).set_lost(RawObject::none());
  return RawObject::none();
}

RawObject dict_copy(Thread* thread, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  return pyro::dict_copy(thread, dict);
}

namespace {

// The keys of a set or dict, whose hashes are known.
bool add_known_keys(Thread* thread, const Dict& result, const Object& source, const Object& value) {
  Runtime* runtime = thread->runtime();
  Object key(thread, RawObject::none());
  RawObject raw_key, ignored;
  word hash, position = 0;
  while (true) {
    if (is_heap_any_set(*source)) {
      if (!set_next_NoGC(runtime, RawAnySet::cast(*source), &position, &raw_key, &hash))
        return true;
    } else {
      RawDict dict = RawDict::cast(*source);
      if (!dict_next_NoGC(dict, &position, &raw_key, &ignored)) return true;
      hash = dict_keys_hash_NoGC(runtime, dict.keys(), position - 1);
    }
    key = raw_key;
    if (!dict_set_with_hash(thread, result, key, hash, value)) return false;
  }
}

bool has_known_keys_NoGC(RawObject source) {
  return is_exact_dict(source) || layout_of(source) == LayoutId::kSet ||
         layout_of(source) == LayoutId::kFrozenset;
}

}  // namespace

RawObject dict_fromkeys(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), iterable(thread, arguments[1]), value(thread, arguments[2]);
  Object result(thread, call(thread, cls));
  if (result->is_error()) return *result;
  if (is_exact_dict(*result) && has_known_keys_NoGC(*iterable)) {
    bool ok = add_known_keys(thread, static_cast<const Dict&>(result), iterable, value);
    return ok ? *result : RawObject::error();
  }
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object key(thread, RawObject::none());
  for (;;) {
    key = iterate(thread, iterator);
    if (key->is_error()) return *key;
    if (key->is_unbound()) return *result;
    bool ok = is_exact_dict(*result)
                  ? dict_set(thread, static_cast<const Dict&>(result), key, value)
                  : set_item(thread, result, key, value);
    if (!ok) return RawObject::error();
  }
}

RawObject dict___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

}  // namespace pyro::natives
