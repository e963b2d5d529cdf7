#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"
#include "runtime/types/text_arguments.h"

// object.__reduce__, __reduce_ex__ and __getstate__: what pickle and copy learn of an object (PEP
// 307, PEP 3154; library reference, "Pickling Class Instances").

namespace pyro {

namespace {

RawObject import_copyreg(Thread* thread) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object known(thread, new_str_ascii(thread, "copyreg"));
  known = dict_get(thread, modules, known);
  if (known->is_heap()) return *known;
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object import(thread, dict_get(thread, builtins, Symbol::k__import__));
  if (import->is_error()) return *import;
  if (import->is_unbound()) return raise(thread, Exc::kImportError, "__import__ not found");
  Object name(thread, new_str_ascii(thread, "copyreg"));
  return call(thread, import, name);
}

RawObject copyreg_function(Thread* thread, const char* function_name) {
  Object module(thread, import_copyreg(thread));
  if (module->is_error()) return *module;
  Object name(thread, new_str_ascii(thread, function_name));
  return get_attribute(thread, module, name);
}

// Does the object hold more than attributes, so that a copy made without its arguments would miss
// something?
bool has_inner_state_NoGC(RawObject object) {
  return !object.is_heap() ||
         (object.heap_kind() != Kind::kInstance && object.heap_kind() != Kind::kSimpleNamespace &&
          !is_heap_base_exception(object));
}

// A dict of the values of all slots that are set, or None; the second half of a state.
RawObject slot_values(Thread* thread, const Object& object, const Object& names) {
  Dict values(thread, new_dict(thread));
  Object name(thread, RawObject::none()), value(thread, RawObject::none());
  Object attribute(thread, RawObject::none());
  List list(thread, *names);
  for (word i = 0; i < list->length(); i++) {
    name = list_at(*list, i);
    if (!is_str(*name))
      return raise_type_error(thread, "attribute name must be string, not '%T'", &name);
    attribute = underlying_value(*name);
    attribute = intern(thread, attribute);
    value = find_attribute(thread, object, attribute);
    if (value->is_error()) return *value;
    if (!value->is_unbound() && !dict_set(thread, values, name, value)) return RawObject::error();
  }
  return dict_size_NoGC(*values) == 0 ? RawObject::none() : *values;
}

RawObject default_state(Thread* thread, const Object& object, bool required) {
  if (required && has_inner_state_NoGC(*object)) {
    return raise_type_error(thread, "cannot pickle '%T' object", &object);
  }
  Object state(thread, find_attribute(thread, object, Symbol::k__dict__));
  if (state->is_error()) return *state;
  if (state->is_unbound() || (is_heap_dict(*state) && dict_size_NoGC(RawDict::cast(*state)) == 0))
    state = RawObject::none();
  Object function(thread, copyreg_function(thread, "_slotnames"));
  if (function->is_error()) return *function;
  Object cls(thread, type_of(thread, *object));
  Object names(thread, call(thread, function, cls));
  if (names->is_error()) return *names;
  if (!is_heap_list(*names)) {
    if (names->is_none()) return *state;
    return raise_type_error(thread, "copyreg._slotnames didn't return a list or None");
  }
  Object slots(thread, slot_values(thread, object, names));
  if (slots->is_error()) return *slots;
  return slots->is_none() ? *state : new_tuple_of(thread, state, slots);
}

RawObject get_state(Thread* thread, const Object& object, bool required) {
  Object method(thread, get_attribute(thread, object, Symbol::k__getstate__));
  if (method->is_error()) return *method;
  RawObject own = type_lookup(thread, type_of(thread, *object), Symbol::k__getstate__);
  RawObject objects =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kObject), Symbol::k__getstate__);
  if (own == objects) return default_state(thread, object, required);
  return call(thread, method);
}

// Arguments for __new__: a tuple and a dict or Unbound. The tuple is Unbound if the class says
// nothing about it.
struct NewArguments {
  Object args, keywords;
};

bool find_new_arguments(Thread* thread, const Object& object, NewArguments* result) {
  Object both(thread, call_special(thread, object, Symbol::k__getnewargs_ex__));
  if (both->is_error()) return false;
  if (!both->is_unbound()) {
    if (!is_heap_tuple(*both)) {
      raise_type_error(thread, "__getnewargs_ex__ should return a tuple, not '%T'", &both);
      return false;
    }
    if (tuple_length(*both) != 2) {
      raise_value_error(thread, "__getnewargs_ex__ should return a tuple of length 2, not %ld",
                        tuple_length(*both));
      return false;
    }
    result->args = tuple_at(*both, 0);
    result->keywords = tuple_at(*both, 1);
    if (!is_tuple(*result->args)) {
      raise_type_error(
          thread, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
          &result->args);
      return false;
    }
    if (is_heap_dict(*result->keywords)) return true;
    raise_type_error(
        thread, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
        &result->keywords);
    return false;
  }
  result->args = call_special(thread, object, Symbol::k__getnewargs__);
  if (result->args->is_error()) return false;
  if (result->args->is_unbound() || is_tuple(*result->args)) return true;
  raise_type_error(thread, "__getnewargs__ should return a tuple, not '%T'", &result->args);
  return false;
}

// (cls, *args)
RawObject prepend_class(Thread* thread, const Object& cls, const Object& args) {
  word count = args->is_unbound() ? 0 : tuple_length(underlying_value(*args));
  RawObject tuple = new_tuple(thread, count + 1);
  tuple_init(tuple, 0, *cls);
  for (word i = 0; i < count; i++) tuple_init(tuple, i + 1, tuple_at(underlying_value(*args), i));
  return tuple;
}

// iter(object.items()) for dicts.
RawObject item_iterator(Thread* thread, const Object& object) {
  Object items(thread, call_method(thread, object, Symbol::kitems));
  return items->is_error() ? *items : get_iterator(thread, items);
}

// Protocols 2 and up: (copyreg.__newobj__, (cls, *args), state, list items, dict items).
RawObject reduce_with_new(Thread* thread, const Object& object) {
  Object cls(thread, type_of(thread, *object));
  if (type_has_flag(*cls, kTypeNoInstances))
    return raise_type_error(thread, "cannot pickle '%N' object", &cls);
  RawObject unbound = RawObject::unbound();
  NewArguments found{{thread, unbound}, {thread, unbound}};
  if (!find_new_arguments(thread, object, &found)) return RawObject::error();
  bool with_keywords =
      is_heap_dict(*found.keywords) && dict_size_NoGC(RawDict::cast(*found.keywords)) != 0;
  Object function(thread, copyreg_function(thread, with_keywords ? "__newobj_ex__" : "__newobj__"));
  if (function->is_error()) return *function;
  Object new_args(thread, with_keywords ? new_tuple_of(thread, cls, found.args, found.keywords)
                                        : prepend_class(thread, cls, found.args));
  bool required = found.args->is_unbound() && !is_heap_list(*object) && !is_heap_dict(*object);
  Object state(thread, get_state(thread, object, required));
  if (state->is_error()) return *state;
  Object list_items(thread,
                    is_heap_list(*object) ? get_iterator(thread, object) : RawObject::none());
  if (list_items->is_error()) return *list_items;
  Object dict_items(thread,
                    is_heap_dict(*object) ? item_iterator(thread, object) : RawObject::none());
  if (dict_items->is_error()) return *dict_items;
  RawObject result = new_tuple(thread, 5);
  tuple_init(result, 0, *function);
  tuple_init(result, 1, *new_args);
  tuple_init(result, 2, *state);
  tuple_init(result, 3, *list_items);
  tuple_init(result, 4, *dict_items);
  return result;
}

RawObject reduce_for(Thread* thread, const Object& object, word protocol) {
  if (protocol >= 2) return reduce_with_new(thread, object);
  Object function(thread, copyreg_function(thread, "_reduce_ex"));
  if (function->is_error()) return *function;
  Object number(thread, RawObject::from_small_int(protocol));
  return call(thread, function, object, number);
}

}  // namespace

namespace natives {

RawObject object___getstate__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return default_state(thread, self, false);
}

RawObject object___reduce__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return reduce_for(thread, self, 0);
}

// A class that overrides __reduce__ alone has it called.
RawObject object___reduce_ex__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), protocol_value(thread, arguments[1]);
  int protocol;
  if (!int_argument(thread, protocol_value, &protocol)) return RawObject::error();
  RawObject own = type_lookup(thread, type_of(thread, *self), Symbol::k__reduce__);
  RawObject objects =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kObject), Symbol::k__reduce__);
  if (!(own == objects)) {
    Object method(thread, get_attribute(thread, self, Symbol::k__reduce__));
    return method->is_error() ? *method : call(thread, method);
  }
  return reduce_for(thread, self, protocol);
}

}  // namespace natives
}  // namespace pyro
