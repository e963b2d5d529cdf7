#include "lib-python/natives.h"
#include "modules/_functools/functools.h"
#include "modules/module_types.h"
#include "runtime/arrays.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

// partial: field0 function, field1 arguments (a tuple), field2 keywords (a dict). reduce.
// cmp_to_key: KeyWrapper has field0 the comparison, field1 the object (Unbound in the key function
// itself).

namespace pyro::functools {

bool is_exact_partial(Thread* thread, RawObject value) {
  return is_heap_native_record(value) &&
         type_of(thread, value) == remembered_type(thread, &kTypesKey, 0);
}

}  // namespace pyro::functools

namespace pyro::natives {

using functools::is_exact_partial;
using functools::kTypesKey;

namespace {

RawObject concatenate(Thread* thread, const Object& left, const Object& right) {
  word left_length = tuple_length(*left), right_length = tuple_length(*right);
  if (left_length == 0) return *right;
  if (right_length == 0) return *left;
  RawObject result = new_tuple(thread, left_length + right_length);
  if (result.is_error()) return result;
  copy_elements_NoGC(result, 0, *left, 0, left_length);
  copy_elements_NoGC(result, left_length, *right, 0, right_length);
  return result;
}

RawObject merge_keywords(Thread* thread, const Object& left, const Object& right) {
  Dict base(thread, *left);
  Dict merged(thread, dict_copy(thread, base));
  if (merged->is_error()) return *merged;
  if (is_heap_dict(*right) && !dict_update(thread, merged, right, OnDuplicate::kReplace))
    return RawObject::error();
  return *merged;
}

}  // namespace

RawObject functools_partial___new__(Thread* thread, Arguments arguments) {
  Tuple given(thread, arguments[1]);
  word count = tuple_length(*given);
  if (count == 0) return raise_type_error(thread, "type 'partial' takes at least one argument");
  Object function(thread, tuple_at(*given, 0));
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "the first argument must be callable");
  Object values(thread, new_tuple(thread, count - 1)), keywords(thread, arguments[2]);
  if (values->is_error()) return *values;
  copy_elements_NoGC(*values, 0, *given, 1, count - 1);
  if (!is_heap_dict(*keywords)) keywords = new_dict(thread);
  if (is_exact_partial(thread, *function)) {
    Object inner_values(thread, RawNativeRecord(function->raw()).field1());
    Object inner_keywords(thread, RawNativeRecord(function->raw()).field2());
    values = concatenate(thread, inner_values, values);
    if (values->is_error()) return *values;
    keywords = merge_keywords(thread, inner_keywords, keywords);
    if (keywords->is_error()) return *keywords;
    function = RawNativeRecord(function->raw()).field0();
  }
  RawNativeRecord partial(allocate_for(thread, arguments[0]).raw());
  partial.set_field0(*function);
  partial.set_field1(*values);
  partial.set_field2(*keywords);
  return partial;
}

RawObject functools_partial___call__(Thread* thread, Arguments arguments) {
  NativeRecord partial(thread, arguments[0]);
  Object function(thread, partial->field0()), values(thread, partial->field1()),
      keywords(thread, partial->field2());
  Object more(thread, arguments[1]);
  values = concatenate(thread, values, more);
  if (values->is_error()) return *values;
  bool given = is_heap_dict(arguments[2]) && dict_size_NoGC(RawDict(arguments[2].raw())) > 0;
  if (given) {
    more = arguments[2];
    keywords = merge_keywords(thread, keywords, more);
    if (keywords->is_error()) return *keywords;
  }
  return call_with(thread, function, values, keywords);
}

RawObject functools_partial___repr__(Thread* thread, Arguments arguments) {
  NativeRecord partial(thread, arguments[0]);
  if (!enter_repr(thread, partial))
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "...");
  std::string text;
  Object value(thread, partial->field0()), key(thread, RawObject::none());
  auto add = [&](const Object& object) {
    Object shown(thread, repr(thread, object));
    if (shown->is_error()) return false;
    text += utf8_of(*shown);
    return true;
  };
  bool ok = add(value);
  Tuple values(thread, partial->field1());
  for (word i = 0; ok && i < tuple_length(*values); i++) {
    text += ", ";
    value = tuple_at(*values, i);
    ok = add(value);
  }
  Dict keywords(thread, partial->field2());
  RawObject raw_key, raw_value;
  for (word position = 0; ok && dict_next_NoGC(*keywords, &position, &raw_key, &raw_value);) {
    key = raw_key;
    value = raw_value;
    key = str(thread, key);
    ok = !key->is_error();
    if (ok) text += ", " + utf8_of(*key) + "=";
    ok = ok && add(value);
  }
  leave_repr(thread, partial);
  if (!ok) return RawObject::error();
  Object type(thread, type_of(thread, *partial)),
      module(thread, get_attribute(thread, type, Symbol::k__module__));
  if (module->is_error()) return *module;
  std::string name = is_str(*module) ? utf8_of(*module) + "." : "";
  return new_str(thread, name + utf8_of(RawType(type->raw()).qualname()) + "(" + text + ")");
}

RawObject functools_partial___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord partial(thread, arguments[0]);
  Object type(thread, type_of(thread, *partial)), function(thread, partial->field0());
  Object dict(thread, instance_dict(thread, partial));
  if (dict->is_error()) return *dict;
  if (!is_heap_dict(*dict) || dict_size_NoGC(RawDict(dict->raw())) == 0) dict = RawObject::none();
  Object values(thread, new_tuple_of(thread, function));
  Object state(thread, new_tuple(thread, 4));
  tuple_init(*state, 0, *function);
  tuple_init(*state, 1, partial->field1());
  tuple_init(*state, 2, partial->field2());
  tuple_init(*state, 3, *dict);
  return new_tuple_of(thread, type, values, state);
}

RawObject functools_partial___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord partial(thread, arguments[0]);
  Object state(thread, underlying_value(arguments[1]));
  bool valid = is_exact_tuple(*state) && tuple_length(*state) == 4 &&
               is_callable(thread, tuple_at(*state, 0)) && is_tuple(tuple_at(*state, 1)) &&
               (tuple_at(*state, 2).is_none() || is_heap_dict(tuple_at(*state, 2)));
  if (!valid) return raise_type_error(thread, "invalid partial state");
  Object values(thread, tuple_at(*state, 1)), keywords(thread, tuple_at(*state, 2)),
      dict(thread, tuple_at(*state, 3));
  values = tuple_from_iterable(thread, values);
  if (values->is_error()) return *values;
  if (keywords->is_none()) {
    keywords = new_dict(thread);
  } else if (!is_exact_dict(*keywords)) {
    keywords = dict_copy(thread, static_cast<const Dict&>(keywords));
  }
  if (keywords->is_error()) return *keywords;
  if (!dict->is_none()) {
    Object name(thread, thread->runtime()->symbol(Symbol::k__dict__));
    if (!set_attribute(thread, partial, name, dict)) return RawObject::error();
  }
  partial->set_field0(tuple_at(*state, 0));
  partial->set_field1(*values);
  partial->set_field2(*keywords);
  return RawObject::none();
}

RawObject functools_partial___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

// --- reduce

RawObject functools_reduce(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]), iterable(thread, arguments[1]),
      total(thread, arguments[2]);
  Object iterator(thread, get_iterator(thread, iterable)), item(thread, RawObject::none());
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError))
      raise_type_error(thread, "reduce() arg 2 must support iteration");
    return *iterator;
  }
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) break;
    total = total->is_unbound() ? *item : call(thread, function, total, item);
    if (total->is_error()) return *total;
  }
  if (!total->is_unbound()) return *total;
  return raise_type_error(thread, "reduce() of empty iterable with no initial value");
}

// --- cmp_to_key

namespace {

RawObject new_key(Thread* thread, const Object& comparison, const Object& object) {
  RawNativeRecord key(allocate_for(thread, remembered_type(thread, &kTypesKey, 1)).raw());
  key.set_field0(*comparison);
  key.set_field1(*object);
  return key;
}

RawObject compare_keys(Thread* thread, CompareOp op, Arguments arguments) {
  if (layout_of(arguments[1]) != layout_of(arguments[0]))
    return raise_type_error(thread, "other argument must be K instance");
  RawNativeRecord left_key(arguments[0].raw()), right_key(arguments[1].raw());
  if (left_key.field1().is_unbound() || right_key.field1().is_unbound())
    return raise(thread, Exc::kAttributeError, "object");
  Object comparison(thread, left_key.field0()), left(thread, left_key.field1()),
      right(thread, right_key.field1());
  Object order(thread, call(thread, comparison, left, right)),
      zero(thread, RawObject::from_small_int(0));
  return order->is_error() ? *order : compare(thread, op, order, zero);
}

}  // namespace

PYRO_COMPARISONS(functools_KeyWrapper, compare_keys)

RawObject functools_KeyWrapper___call__(Thread* thread, Arguments arguments) {
  Object comparison(thread, RawNativeRecord::cast(arguments[0]).field0()),
      object(thread, arguments[1]);
  return new_key(thread, comparison, object);
}

RawObject functools_cmp_to_key(Thread* thread, Arguments arguments) {
  Object comparison(thread, arguments[0]), nothing(thread, RawObject::unbound());
  return new_key(thread, comparison, nothing);
}

RawObject functools_initialize(Thread* thread, Arguments arguments) {
  return remember_types(thread, &kTypesKey, arguments[0], {"partial", "KeyWrapper"});
}

}  // namespace pyro::natives
