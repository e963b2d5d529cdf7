#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

// Length, items, membership.

namespace pyro {

// --- length

namespace {

// What __len__ returned, as a word; -1 with an exception.
word checked_length(Thread* thread, const Object& result) {
  Object number(thread, index_of(thread, result));
  if (number->is_error()) return -1;
  word size;
  if (int_sign_NoGC(*number) < 0) {
    raise_value_error(thread, "__len__() should return >= 0");
    return -1;
  }
  if (int_to_word_NoGC(*number, &size)) return size;
  raise(thread, Exc::kOverflowError, "cannot fit '%T' into an index-sized integer", &result);
  return -1;
}

}  // namespace

word length(Thread* thread, const Object& value) {
  RawObject v = *value;
  switch (layout_of(v)) {
    case LayoutId::kList:
      return RawList::cast(v).length();
    case LayoutId::kTuple:
      return tuple_length(v);
    case LayoutId::kStr:
      return str_length(v);
    case LayoutId::kDict:
      return dict_size_NoGC(RawDict::cast(v));
    case LayoutId::kSet:
    case LayoutId::kFrozenset:
      return set_size_NoGC(RawAnySet::cast(v));
    case LayoutId::kBytes:
      return static_cast<word>(bytes_data(v).size());
    default:
      break;
  }
  Object result(thread, call_special(thread, value, Symbol::k__len__));
  if (result->is_error()) return -1;
  if (!result->is_unbound()) return checked_length(thread, result);
  raise_type_error(thread, "object of type '%T' has no len()", &value);
  return -1;
}

word length_hint(Thread* thread, const Object& value, word fallback) {
  if (!type_lookup(thread, type_of(thread, *value), Symbol::k__len__).is_unbound()) {
    word size = length(thread, value);
    if (size >= 0) return size;
    if (!clear_pending_if(thread, Exc::kTypeError)) return -1;
  }
  Object hint(thread, call_special(thread, value, Symbol::k__length_hint__));
  if (hint->is_unbound() || hint->is_not_implemented()) return fallback;
  if (hint->is_error()) return clear_pending_if(thread, Exc::kTypeError) ? fallback : -1;
  if (!is_int(*hint)) {
    raise_type_error(thread, "__length_hint__ must be an integer, not %T", &hint);
    return -1;
  }
  word size;
  if (!int_to_word_NoGC(int_value_of(*hint), &size)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
    return -1;
  }
  if (size < 0) {
    raise_value_error(thread, "__length_hint__() should return >= 0");
    return -1;
  }
  return size;
}

// --- items

namespace {

// Lists, tuples, strs and dicts with plain keys. Unbound for everything else, out of range
// included.
RawObject get_item_fast(Thread* thread, const Object& container, const Object& key) {
  RawObject c = *container;
  LayoutId layout = layout_of(c);
  if (layout == LayoutId::kDict) {
    Dict dict(thread, c);
    RawObject value = dict_get(thread, dict, key);
    return value.is_unbound() ? raise_key_error(thread, key) : value;
  }
  if (!key->is_small_int()) return RawObject::unbound();
  word index = key->small_int();
  switch (layout) {
    case LayoutId::kList: {
      word size = RawList::cast(c).length();
      if (index < 0) index += size;
      return index >= 0 && index < size ? list_at(RawList::cast(c), index) : RawObject::unbound();
    }
    case LayoutId::kTuple: {
      word size = tuple_length(c);
      if (index < 0) index += size;
      return index >= 0 && index < size ? tuple_at(c, index) : RawObject::unbound();
    }
    case LayoutId::kStr: {
      word size = str_length(c);
      if (index < 0) index += size;
      return index >= 0 && index < size ? str_char_at(thread, container, index)
                                        : RawObject::unbound();
    }
    default:
      return RawObject::unbound();
  }
}

// type[key]: PEP 560, and PEP 585 for `type` itself.
RawObject subscript_type(Thread* thread, const Object& type, const Object& key) {
  Runtime* runtime = thread->runtime();
  if (*type == runtime->type_at(LayoutId::kType)) {
    Object alias(thread, runtime->type_at(LayoutId::kTypesGenericAlias));
    return call(thread, alias, type, key);
  }
  Object method(thread, find_attribute(thread, type, Symbol::k__class_getitem__));
  if (method->is_error()) return *method;
  if (method->is_unbound() || method->is_none()) {
    return raise_type_error(thread, "type '%N' is not subscriptable", &type);
  }
  return call(thread, method, key);
}

}  // namespace

RawObject get_item(Thread* thread, const Object& container, const Object& key) {
  RawObject fast = get_item_fast(thread, container, key);
  if (!fast.is_unbound()) return fast;
  RawObject result = call_special(thread, container, Symbol::k__getitem__, key);
  if (!result.is_unbound()) return result;
  if (is_heap_type(*container)) return subscript_type(thread, container, key);
  return raise_type_error(thread, "'%T' object is not subscriptable", &container);
}

bool set_item(Thread* thread, const Object& container, const Object& key, const Object& value) {
  if (is_exact_dict(*container)) {
    Dict dict(thread, *container);
    return dict_set(thread, dict, key, value);
  }
  if (is_exact_list(*container) && key->is_small_int()) {
    RawList list = RawList::cast(*container);
    word index = key->small_int();
    if (index < 0) index += list.length();
    if (index >= 0 && index < list.length()) {
      list_set_at(list, index, *value);
      return true;
    }
  }
  RawObject result = call_special(thread, container, Symbol::k__setitem__, key, value);
  if (!result.is_unbound()) return !result.is_error();
  raise_type_error(thread, "'%T' object does not support item assignment", &container);
  return false;
}

bool delete_item(Thread* thread, const Object& container, const Object& key) {
  RawObject result = call_special(thread, container, Symbol::k__delitem__, key);
  if (!result.is_unbound()) return !result.is_error();
  // Sequences and mappings without the method are told apart by the key: an index asks for a
  // sequence's items.
  RawObject type = type_of(thread, *container);
  bool is_sequence = type_has_flag(type, kTypeHeap) ||
                     !type_lookup(thread, type, Symbol::k__contains__).is_unbound() ||
                     !type_lookup(thread, type, Symbol::k__len__).is_unbound();
  bool is_index =
      is_int(*key) || !type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound();
  bool plain = !is_sequence || !is_index;
  word index;
  if (!plain && !index_as_word(thread, key, OnOverflow::kIndexError, &index)) return false;
  raise_type_error(thread,
                   plain ? "'%T' object does not support item deletion"
                         : "'%T' object doesn't support item deletion",
                   &container);
  return false;
}

// --- membership

namespace {

Truth contains_by_iteration(Thread* thread, const Object& container, const Object& value) {
  Object iterator(thread, get_iterator(thread, container));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError)) {
      raise_type_error(thread, "argument of type '%T' is not iterable", &container);
    }
    return Truth::kError;
  }
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return Truth::kError;
    if (item->is_unbound()) return Truth::kFalse;
    Truth same = equals(thread, item, value);
    if (same != Truth::kFalse) return same;
  }
}

}  // namespace

Truth contains(Thread* thread, const Object& container, const Object& value) {
  switch (layout_of(*container)) {
    case LayoutId::kDict: {
      Dict dict(thread, *container);
      RawObject found = dict_get(thread, dict, value);
      return found.is_error() ? Truth::kError : truth_of(!found.is_unbound());
    }
    case LayoutId::kStr:
      if (is_exact_str(*value)) return truth_of(str_contains_NoGC(*container, *value));
      break;
    case LayoutId::kTuple: {
      Object item(thread, RawObject::none());
      for (word i = 0, n = tuple_length(*container); i < n; i++) {
        item = tuple_at(*container, i);
        Truth same = equals(thread, item, value);
        if (same != Truth::kFalse) return same;
      }
      return Truth::kFalse;
    }
    case LayoutId::kSet:
    case LayoutId::kFrozenset: {
      if (is_heap_any_set(*value))
        break;  // an unhashable set stands for the frozenset with its members
      AnySet set(thread, *container);
      return set_contains(thread, set, value);
    }
    case LayoutId::kList: {
      List list(thread, *container);
      Object item(thread, RawObject::none());
      for (word i = 0; i < list->length(); i++) {  // __eq__ may change the list
        item = list_at(*list, i);
        Truth same = equals(thread, item, value);
        if (same != Truth::kFalse) return same;
      }
      return Truth::kFalse;
    }
    default:
      break;
  }
  Object method(thread, type_lookup(thread, type_of(thread, *container), Symbol::k__contains__));
  if (method->is_none()) {
    raise_type_error(thread, "'%T' object is not a container", &container);
    return Truth::kError;
  }
  if (method->is_unbound()) return contains_by_iteration(thread, container, value);
  Object result(thread, call_found(thread, method, container, value));
  return is_true(thread, result);
}

}  // namespace pyro
