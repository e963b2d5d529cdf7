#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/arrays.h"
#include "runtime/types/container_support.h"

// itemgetter: field0 tuple of keys. attrgetter: field0 tuple of names as given, field1 tuple of
// tuples of their parts. methodcaller: field0 method's name, field1 arguments, field2 keywords (a
// dict or None).

namespace pyro::natives {

namespace {

// What the getter gives for one key (itemgetter) or one path of names (attrgetter).
RawObject get_one(Thread* thread, const Object& object, const Object& what, bool attribute) {
  if (!attribute) return get_item(thread, object, what);
  Object value(thread, *object), name(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*what); i++) {
    name = tuple_at(*what, i);
    value = get_attribute(thread, value, name);
    if (value->is_error()) return *value;
  }
  return *value;
}

RawObject get_all(Thread* thread, const Object& object, const Tuple& wanted, bool attribute) {
  word count = tuple_length(*wanted);
  Object what(thread, tuple_at(*wanted, 0));
  if (count == 1) return get_one(thread, object, what, attribute);
  Tuple result(thread, new_tuple(thread, count));
  for (word i = 0; i < count; i++) {
    what = tuple_at(*wanted, i);
    RawObject value = get_one(thread, object, what, attribute);
    if (value.is_error()) return value;
    tuple_init(*result, i, value);
  }
  return *result;
}

RawObject repr_getter(Thread* thread, const NativeRecord& record, const char* name) {
  if (!enter_repr(thread, record))
    return thread->has_exception() ? RawObject::error()
                                   : new_str_format(thread, "operator.%s(...)", name);
  Object keys(thread, record->field0());
  bool is_single = tuple_length(*keys) == 1;
  if (is_single) keys = tuple_at(*keys, 0);
  Object text(thread,
              new_str_format(thread, is_single ? "operator.%s(%R)" : "operator.%s%R", name, &keys));
  leave_repr(thread, record);
  return *text;
}

RawObject reduce_getter(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object type(thread, type_of(thread, *record)), keys(thread, record->field0());
  return new_tuple_of(thread, type, keys);
}

// "a.b.c" as a tuple of interned names.
RawObject name_parts(Thread* thread, const Object& dotted) {
  std::string text = utf8_of(*dotted);
  List parts(thread, new_list(thread));
  Object part(thread, RawObject::none());
  for (size_t start = 0; start <= text.size();) {
    size_t end = std::min(text.find('.', start), text.size());
    part = new_str(thread, text.substr(start, end - start));
    part = intern(thread, part);
    if (!list_append(thread, parts, part)) return RawObject::error();
    start = end + 1;
  }
  return list_to_tuple(thread, parts);
}

}  // namespace

RawObject operator_itemgetter___new__(Thread* thread, Arguments arguments) {
  if (tuple_length(arguments[1]) == 0)
    return raise_type_error(thread, "itemgetter expected 1 argument, got 0");
  RawNativeRecord getter(allocate_for(thread, arguments[0]).raw());
  getter.set_field0(arguments[1]);
  return getter;
}

RawObject operator_itemgetter___call__(Thread* thread, Arguments arguments) {
  Tuple keys(thread, RawNativeRecord::cast(arguments[0]).field0());
  Object object(thread, arguments[1]);
  return get_all(thread, object, keys, false);
}

RawObject operator_itemgetter___repr__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  return repr_getter(thread, record, "itemgetter");
}
RawObject operator_itemgetter___reduce__(Thread* thread, Arguments arguments) {
  return reduce_getter(thread, arguments);
}

RawObject operator_attrgetter___new__(Thread* thread, Arguments arguments) {
  Tuple names(thread, arguments[1]);
  word count = tuple_length(*names);
  if (count == 0) return raise_type_error(thread, "attrgetter expected 1 argument, got 0");
  Tuple paths(thread, new_tuple(thread, count));
  Object name(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    name = tuple_at(*names, i);
    if (!is_str(*name)) return raise_type_error(thread, "attribute name must be a string");
    RawObject parts = name_parts(thread, name);
    if (parts.is_error()) return parts;
    tuple_init(*paths, i, parts);
  }
  RawNativeRecord getter(allocate_for(thread, arguments[0]).raw());
  getter.set_field0(*names);
  getter.set_field1(*paths);
  return getter;
}

RawObject operator_attrgetter___call__(Thread* thread, Arguments arguments) {
  Tuple paths(thread, RawNativeRecord::cast(arguments[0]).field1());
  Object object(thread, arguments[1]);
  return get_all(thread, object, paths, true);
}

RawObject operator_attrgetter___repr__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  return repr_getter(thread, record, "attrgetter");
}
RawObject operator_attrgetter___reduce__(Thread* thread, Arguments arguments) {
  return reduce_getter(thread, arguments);
}

RawObject operator_methodcaller___new__(Thread* thread, Arguments arguments) {
  Tuple given(thread, arguments[1]);
  word count = tuple_length(*given);
  if (count == 0)
    return raise_type_error(thread, "methodcaller needs at least one argument, the method name");
  Object name(thread, tuple_at(*given, 0));
  if (!is_str(*name)) return raise_type_error(thread, "method name must be a string");
  Object rest(thread, new_tuple(thread, count - 1));
  copy_elements_NoGC(*rest, 0, *given, 1, count - 1);
  RawNativeRecord caller(allocate_for(thread, arguments[0]).raw());
  caller.set_field0(*name);
  caller.set_field1(*rest);
  bool named = is_heap_dict(arguments[2]) && dict_size_NoGC(RawDict(arguments[2].raw())) > 0;
  caller.set_field2(named ? arguments[2] : RawObject::none());
  return caller;
}

RawObject operator_methodcaller___call__(Thread* thread, Arguments arguments) {
  NativeRecord caller(thread, arguments[0]);
  Object object(thread, arguments[1]), name(thread, caller->field0());
  Object method(thread, get_attribute(thread, object, name));
  if (method->is_error()) return *method;
  Object values(thread, caller->field1()), keywords(thread, caller->field2());
  return call_with(thread, method, values, keywords);
}

RawObject operator_methodcaller___repr__(Thread* thread, Arguments arguments) {
  NativeRecord caller(thread, arguments[0]);
  if (!enter_repr(thread, caller)) {
    return thread->has_exception() ? RawObject::error()
                                   : new_str_ascii(thread, "operator.methodcaller(...)");
  }
  Object value(thread, caller->field0()), key(thread, RawObject::none());
  value = repr(thread, value);
  std::string text =
      "operator.methodcaller(" + (value->is_error() ? std::string() : utf8_of(*value));
  for (word i = 0; !value->is_error() && i < tuple_length(caller->field1()); i++) {
    value = tuple_at(caller->field1(), i);
    value = repr(thread, value);
    if (!value->is_error()) text += ", " + utf8_of(*value);
  }
  if (!value->is_error() && caller->field2().is_heap()) {
    RawObject raw_key, raw_value;
    for (word position = 0;
         dict_next_NoGC(RawDict(caller->field2().raw()), &position, &raw_key, &raw_value);) {
      key = raw_key;
      value = raw_value;
      value = repr(thread, value);
      if (value->is_error()) break;
      text += ", " + utf8_of(*key) + "=" + utf8_of(*value);
    }
  }
  leave_repr(thread, caller);
  return value->is_error() ? *value : new_str(thread, text + ")");
}

RawObject operator_methodcaller___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord caller(thread, arguments[0]);
  Object type(thread, type_of(thread, *caller)), name(thread, caller->field0());
  word count = tuple_length(caller->field1());
  if (caller->field2().is_none()) {
    Object values(thread, new_tuple(thread, count + 1));
    tuple_init(*values, 0, *name);
    copy_elements_NoGC(*values, 1, caller->field1(), 0, count);
    return new_tuple_of(thread, type, values);
  }
  // partial(type, name, **keywords) called with the arguments.
  Object partial(thread, import_from(thread, "functools", "partial"));
  if (partial->is_error()) return *partial;
  Object first(thread, new_tuple_of(thread, type, name)), keywords(thread, caller->field2()),
      values(thread, caller->field1());
  Object constructor(thread, call_with(thread, partial, first, keywords));
  return constructor->is_error() ? *constructor : new_tuple_of(thread, constructor, values);
}

}  // namespace pyro::natives
