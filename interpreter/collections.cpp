#include "interpreter/collections.h"

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro::interpreter {

namespace {

RawObject iterator_for_unpacking(Thread* thread, const Object& source) {
  RawObject iterator = get_iterator(thread, source);
  if (!iterator.is_error()) return iterator;
  bool plain = type_lookup(thread, type_of(thread, *source), Symbol::k__iter__).is_unbound();
  if (plain && clear_pending_if(thread, Exc::kTypeError)) {
    return raise_type_error(thread, "cannot unpack non-iterable %T object", &source);
  }
  return iterator;
}

}  // namespace

bool unpack_sequence(Thread* thread, RawObject raw_source, RawObject* registers, word count) {
  Object source(thread, raw_source);
  Object iterator(thread, iterator_for_unpacking(thread, source));
  if (iterator->is_error()) return false;
  StackWindow items(thread);  // the source may be one of the target registers
  for (word i = 0; i < count; i++) {
    RawObject item = iterate(thread, iterator);
    if (item.is_error()) return false;
    if (item.is_unbound()) {
      raise_value_error(thread, "not enough values to unpack (expected %ld, got %ld)", count, i);
      return false;
    }
    if (!items.push(item)) return false;
  }
  RawObject more = iterate(thread, iterator);
  if (more.is_error()) return false;
  if (!more.is_unbound()) {
    raise_value_error(thread, "too many values to unpack (expected %ld)", count);
    return false;
  }
  std::copy(items.base(), items.base() + count, registers);
  return true;
}

bool unpack_with_star(Thread* thread, RawObject raw_source, RawObject* registers, word before,
                      word after) {
  Object source(thread, raw_source);
  Object iterator(thread, iterator_for_unpacking(thread, source));
  if (iterator->is_error()) return false;
  List all(thread, RawObject::none());
  RawObject list = list_from_iterable(thread, iterator);
  if (list.is_error()) return false;
  all = list;
  word total = all->length();
  if (total < before + after) {
    raise_value_error(thread, "not enough values to unpack (expected at least %ld, got %ld)",
                      before + after, total);
    return false;
  }
  List middle(thread, new_list(thread, total - before - after));
  Object item(thread, RawObject::none());
  for (word i = before; i < total - after; i++) {
    item = list_at(*all, i);
    if (!list_append(thread, middle, item)) return false;
  }
  for (word i = 0; i < before; i++) registers[i] = list_at(*all, i);
  registers[before] = *middle;
  for (word i = 0; i < after; i++) registers[before + 1 + i] = list_at(*all, total - after + i);
  return true;
}

RawObject list_from_registers(Thread* thread, const RawObject* registers, word count) {
  List list(thread, new_list(thread, count));
  if (count > 0) {
    for (word i = 0; i < count; i++) list_set_at(*list, i, registers[i]);
    list->set_length(count);
  }
  return *list;
}

RawObject set_from_registers(Thread* thread, const RawObject* registers, word count) {
  Set set(thread, new_set(thread));
  Object item(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    item = registers[i];
    if (!set_add(thread, set, item)) return RawObject::error();
  }
  return *set;
}

RawObject dict_from_registers(Thread* thread, RawObject raw_names, const RawObject* registers,
                              word count) {
  Object names(thread, raw_names);
  Dict dict(thread, new_dict(thread));
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    key = tuple_at(*names, i);
    value = registers[i];
    if (!dict_set(thread, dict, key, value)) return RawObject::error();
  }
  return *dict;
}

bool append_to_list(Thread* thread, RawObject raw_list, RawObject raw_item) {
  List list(thread, raw_list);
  Object item(thread, raw_item);
  return list_append(thread, list, item);
}

bool extend_list(Thread* thread, RawObject raw_list, RawObject raw_iterable) {
  List list(thread, raw_list);
  Object iterable(thread, raw_iterable);
  if (list_extend(thread, list, iterable)) return true;
  RawObject type = type_of(thread, *iterable);
  bool plain = type_lookup(thread, type, Symbol::k__iter__).is_unbound() &&
               (!type_has_flag(type, kTypeHeap) ||
                type_lookup(thread, type, Symbol::k__getitem__).is_unbound());
  if (plain && clear_pending_if(thread, Exc::kTypeError)) {
    raise_type_error(thread, "Value after * must be an iterable, not %T", &iterable);
  }
  return false;
}

RawObject tuple_from_list(Thread* thread, RawObject raw_list) {
  List list(thread, raw_list);
  return list_to_tuple(thread, list);
}

bool add_to_set(Thread* thread, RawObject raw_set, RawObject raw_item) {
  Set set(thread, raw_set);
  Object item(thread, raw_item);
  return set_add(thread, set, item);
}

bool update_set(Thread* thread, RawObject raw_set, RawObject raw_iterable) {
  Set set(thread, raw_set);
  Object iterable(thread, raw_iterable);
  return set_update(thread, set, iterable);
}

bool add_to_dict(Thread* thread, RawObject raw_dict, RawObject raw_key, RawObject raw_value) {
  Dict dict(thread, raw_dict);
  Object key(thread, raw_key);
  Object value(thread, raw_value);
  return dict_set(thread, dict, key, value);
}

namespace {

bool is_mapping_like(Thread* thread, const Object& value) {
  return is_heap_dict(*value) ||
         !type_lookup(thread, type_of(thread, *value), Symbol::kkeys).is_unbound();
}

// "f()" for messages about a call.
RawObject callable_text(Thread* thread, const Object& callable) {
  if (is_heap_function(*callable)) {
    Object name(thread, function_qualname_NoGC(RawFunction(callable->raw())));
    Object module(thread, find_attribute(thread, callable, Symbol::k__module__));
    if (is_str(*module) &&
        !str_equals_NoGC(*module, thread->runtime()->symbol(Symbol::kbuiltins))) {
      return new_str_format(thread, "%S.%S()", &module, &name);
    }
    return new_str_format(thread, "%S()", &name);
  }
  Object name(thread, find_attribute(thread, callable, Symbol::k__qualname__));
  if (name->is_error()) return *name;
  if (is_str(*name)) {
    Object module(thread, find_attribute(thread, callable, Symbol::k__module__));
    if (module->is_error()) return *module;
    if (is_str(*module) &&
        !str_equals_NoGC(*module, thread->runtime()->symbol(Symbol::kbuiltins))) {
      return new_str_format(thread, "%S.%S()", &module, &name);
    }
    return new_str_format(thread, "%S()", &name);
  }
  return str(thread, callable);
}

}  // namespace

bool update_dict(Thread* thread, RawObject raw_dict, RawObject raw_mapping) {
  Dict dict(thread, raw_dict);
  Object mapping(thread, raw_mapping);
  if (!is_mapping_like(thread, mapping)) {
    raise_type_error(thread, "'%T' object is not a mapping", &mapping);
    return false;
  }
  return dict_update(thread, dict, mapping, OnDuplicate::kReplace);
}

bool merge_keywords(Thread* thread, RawObject raw_dict, RawObject raw_mapping,
                    RawObject raw_callable) {
  Dict dict(thread, raw_dict);
  Object mapping(thread, raw_mapping);
  Object callable(thread, raw_callable);
  if (!is_mapping_like(thread, mapping)) {
    Object text(thread, callable_text(thread, callable));
    if (text->is_error()) return false;
    raise_type_error(thread, "%S argument after ** must be a mapping, not %T", &text, &mapping);
    return false;
  }
  if (dict_update(thread, dict, mapping, OnDuplicate::kRaiseKeyError)) return true;
  if (!pending_matches(thread, Exc::kKeyError)) return false;
  Object error(thread, thread->pending_exception());
  RawBaseException raised = RawBaseException::cast(*error);
  RawObject args = raised.args();
  if (!is_heap_tuple(args) || tuple_length(args) != 1) return false;
  // Not what a mapping's own methods raised; and CPython 3.11 lets the KeyError through while an
  // exception is handled.
  if (!raised.traceback().is_none() || !raised.context().is_none()) return false;
  Object key(thread, tuple_at(args, 0));
  thread->take_exception();
  Object text(thread, callable_text(thread, callable));
  if (text->is_error()) return false;
  raise_type_error(thread, "%S got multiple values for keyword argument '%S'", &text, &key);
  return false;
}

RawObject join_strings(Thread* thread, const RawObject* registers, word count) {
  StrBuilder builder;
  for (word i = 0; i < count; i++) {
    RawObject piece = underlying_value(registers[i]);
    builder.append_str(piece);
  }
  return builder.finish(thread);
}

RawObject format_value(Thread* thread, const RawObject* registers, uint32_t flags) {
  Object value(thread, registers[0]);
  switch (flags & 3) {
    case 1:
      value = str(thread, value);
      break;
    case 2:
      value = repr(thread, value);
      break;
    case 3:
      value = ascii(thread, value);
      break;
    default:
      break;
  }
  if (value->is_error()) return *value;
  if ((flags & 4) == 0 && is_exact_str(*value)) return *value;
  Object spec(thread, (flags & 4) != 0 ? registers[1] : RawObject::from_small_str("", 0));
  return format(thread, value, spec);
}

}  // namespace pyro::interpreter
