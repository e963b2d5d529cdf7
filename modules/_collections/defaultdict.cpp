#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// defaultdict, the getters of named tuples' fields, and Counter's counting loop.

namespace pyro::natives {

RawObject collections_defaultdict___new__(Thread* thread, Arguments arguments) {
  RawDefaultDict dict(allocate_for(thread, arguments[0]).raw());
  dict.set_keys(thread->runtime()->empty_keys());
  dict.set_values(thread->runtime()->empty_array());
  return dict;
}

RawObject collections_defaultdict___init__(Thread* thread, Arguments arguments) {
  DefaultDict dict(thread, arguments[0]);
  Tuple given(thread, arguments[1]);
  Object factory(thread, RawObject::none()), source(thread, RawObject::none());
  word count = tuple_length(*given);
  if (count > 0) factory = tuple_at(*given, 0);
  if (!factory->is_none() && !is_callable(thread, *factory)) {
    return raise_type_error(thread, "first argument must be callable or None");
  }
  if (count > 2)
    return raise_type_error(thread, "dict expected at most 1 argument, got %ld", count - 1);
  dict->set_factory(*factory);
  if (count == 2) {
    source = tuple_at(*given, 1);
    if (!dict_update(thread, dict, source, OnDuplicate::kReplace)) return RawObject::error();
  }
  source = arguments[2];
  if (!is_heap_dict(*source)) return RawObject::none();
  return none_or_error(dict_update(thread, dict, source, OnDuplicate::kReplace));
}

namespace {

RawObject builtin_dict_repr(Thread* thread, const Object& dict) {
  Object type(thread, thread->runtime()->type_at(LayoutId::kDict));
  Object method(thread, type_lookup(thread, *type, Symbol::k__repr__));
  return call(thread, method, dict);
}

}  // namespace

RawObject collections_defaultdict___repr__(Thread* thread, Arguments arguments) {
  DefaultDict dict(thread, arguments[0]);
  Object content(thread, builtin_dict_repr(thread, dict)), factory(thread, dict->factory());
  if (content->is_error()) return *content;
  Object name(thread, RawType(type_of(thread, *dict).raw()).name()),
      factory_text(thread, RawObject::none());
  if (!enter_repr(thread, factory)) {
    if (thread->has_exception()) return RawObject::error();
    return new_str_format(thread, "%S(..., %S)", &name, &content);
  }
  factory_text = repr(thread, factory);
  leave_repr(thread, factory);
  if (factory_text->is_error()) return *factory_text;
  return new_str_format(thread, "%S(%S, %S)", &name, &factory_text, &content);
}

RawObject collections_defaultdict___missing__(Thread* thread, Arguments arguments) {
  DefaultDict dict(thread, arguments[0]);
  Object key(thread, arguments[1]), factory(thread, dict->factory());
  if (factory->is_none()) return raise_key_error(thread, key);
  Object value(thread, call(thread, factory));
  if (value->is_error()) return *value;
  Object self(thread, *dict);
  return set_item(thread, self, key, value) ? *value : RawObject::error();
}

namespace {

// type(like)(factory, source).
RawObject make_like(Thread* thread, const DefaultDict& like, const Object& source) {
  Object type(thread, type_of(thread, *like)), factory(thread, like->factory());
  return call(thread, type, factory, source);
}

}  // namespace

RawObject collections_defaultdict_copy(Thread* thread, Arguments arguments) {
  DefaultDict dict(thread, arguments[0]);
  return make_like(thread, dict, dict);
}
RawObject collections_defaultdict___copy__(Thread* thread, Arguments arguments) {
  return collections_defaultdict_copy(thread, arguments);
}

RawObject collections_defaultdict___or__(Thread* thread, Arguments arguments) {
  if (!is_heap_dict(arguments[1])) return RawObject::not_implemented();
  DefaultDict left(thread, arguments[0]);
  Object right(thread, arguments[1]), result(thread, make_like(thread, left, left));
  if (result->is_error()) return *result;
  bool ok = dict_update(thread, static_cast<const Dict&>(result), right, OnDuplicate::kReplace);
  return ok ? *result : RawObject::error();
}

RawObject collections_defaultdict___ror__(Thread* thread, Arguments arguments) {
  if (!is_heap_dict(arguments[1])) return RawObject::not_implemented();
  DefaultDict right(thread, arguments[0]);
  Object left(thread, arguments[1]), result(thread, make_like(thread, right, left));
  if (result->is_error()) return *result;
  bool ok = dict_update(thread, static_cast<const Dict&>(result), right, OnDuplicate::kReplace);
  return ok ? *result : RawObject::error();
}

RawObject collections_defaultdict___reduce__(Thread* thread, Arguments arguments) {
  DefaultDict dict(thread, arguments[0]);
  Object type(thread, type_of(thread, *dict)), factory(thread, dict->factory()),
      values(thread, empty_tuple(thread));
  if (!factory->is_none()) values = new_tuple_of(thread, factory);
  Object items(thread, call_method(thread, dict, Symbol::kitems));
  if (items->is_error()) return *items;
  Object iterator(thread, get_iterator(thread, items));
  if (iterator->is_error()) return *iterator;
  RawObject result = new_tuple(thread, 5);
  tuple_init(result, 0, *type);
  tuple_init(result, 1, *values);
  tuple_init(result, 2, RawObject::none());
  tuple_init(result, 3, RawObject::none());
  tuple_init(result, 4, *iterator);
  return result;
}

RawObject collections_defaultdict___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

// --- _tuplegetter: field0 index, field1 doc

RawObject collections__tuplegetter___new__(Thread* thread, Arguments arguments) {
  Object index_argument(thread, arguments[1]), doc(thread, arguments[2]);
  word index;
  if (!index_as_word(thread, index_argument, OnOverflow::kOverflowError, &index))
    return RawObject::error();
  RawNativeRecord getter(allocate_for(thread, arguments[0]).raw());
  getter.set_field0(RawObject::from_small_int(index));
  getter.set_field1(*doc);
  return getter;
}

RawObject collections__tuplegetter___get__(Thread* thread, Arguments arguments) {
  RawNativeRecord getter = RawNativeRecord::cast(arguments[0]);
  Object instance(thread, arguments[1]);
  if (instance->is_none()) return getter;
  word index = getter.field0().small_int();
  if (!is_tuple(*instance)) {
    return raise_type_error(
        thread, "descriptor for index '%ld' for tuple subclasses doesn't apply to '%T' object",
        index, &instance);
  }
  RawObject tuple = underlying_value(*instance);
  if (index < 0 || index >= tuple_length(tuple))
    return raise(thread, Exc::kIndexError, "tuple index out of range");
  return tuple_at(tuple, index);
}

RawObject collections__tuplegetter___set__(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "can't set attribute");
}
RawObject collections__tuplegetter___delete__(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "can't delete attribute");
}

RawObject collections__tuplegetter___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord getter(thread, arguments[0]);
  Object type(thread, type_of(thread, *getter)), index(thread, getter->field0()),
      doc(thread, getter->field1());
  Object values(thread, new_tuple_of(thread, index, doc));
  return new_tuple_of(thread, type, values);
}

RawObject collections__tuplegetter___repr__(Thread* thread, Arguments arguments) {
  NativeRecord getter(thread, arguments[0]);
  Object index(thread, getter->field0()), doc(thread, getter->field1());
  return new_str_format(thread, "%T(%R, %R)", &static_cast<const Object&>(getter), &index, &doc);
}

// --- _count_elements

namespace {

// mapping[key] += 1 for a mapping whose reads and writes are dict's own.
bool count_in_dict(Thread* thread, const Dict& dict, const Object& key) {
  Object count(thread, dict_get(thread, dict, key)), one(thread, RawObject::from_small_int(1));
  if (count->is_error()) return false;
  if (count->is_unbound()) count = RawObject::from_small_int(0);
  count = binary_operation(thread, BinaryOp::kAdd, count, one);
  return !count->is_error() && dict_set(thread, dict, key, count);
}

bool count_in_mapping(Thread* thread, const Object& mapping, const Object& key) {
  Object zero(thread, RawObject::from_small_int(0)), one(thread, RawObject::from_small_int(1));
  Object count(thread, call_method(thread, mapping, Symbol::kget, key, zero));
  if (count->is_error()) return false;
  count = binary_operation(thread, BinaryOp::kAdd, count, one);
  return !count->is_error() && set_item(thread, mapping, key, count);
}

bool has_dict_access(Thread* thread, RawObject mapping) {
  if (!is_heap_dict(mapping)) return false;
  if (is_exact_dict(mapping)) return true;
  RawObject dict_type = thread->runtime()->type_at(LayoutId::kDict),
            type = type_of(thread, mapping);
  return type_lookup(thread, type, Symbol::kget) == type_lookup(thread, dict_type, Symbol::kget) &&
         type_lookup(thread, type, Symbol::k__setitem__) ==
             type_lookup(thread, dict_type, Symbol::k__setitem__);
}

}  // namespace

RawObject collections__count_elements(Thread* thread, Arguments arguments) {
  Object mapping(thread, arguments[0]), iterable(thread, arguments[1]);
  bool fast = has_dict_access(thread, *mapping);
  Object iterator(thread, get_iterator(thread, iterable)), key(thread, RawObject::none());
  if (iterator->is_error()) return *iterator;
  for (;;) {
    key = iterate(thread, iterator);
    if (key->is_error()) return *key;
    if (key->is_unbound()) return RawObject::none();
    bool ok = fast ? count_in_dict(thread, static_cast<const Dict&>(mapping), key)
                   : count_in_mapping(thread, mapping, key);
    if (!ok) return RawObject::error();
  }
}

}  // namespace pyro::natives
