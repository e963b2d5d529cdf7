#include "lib-python/natives.h"
#include "modules/_contextvars/context_map.h"
#include "modules/module_types.h"
#include "runtime/identity.h"
#include "runtime/iterators.h"
#include "runtime/type.h"

// Context variables (PEP 567). The current context is Thread::context, None until somebody asks.
//
//   Context     field0 its map, field1 the context to go back to, field2 True while entered
//   ContextVar  field0 name, field1 default or Unbound, field2 its number in maps
//   Token       field0 context, field1 variable, field2 the old value or Unbound, field3 True if
//   used iterators   field0 Array of keys and values, field1 position

namespace pyro::natives {

namespace {

constexpr char kStateKey = 0;
enum State : word {
  kContextType,
  kVarType,
  kTokenType,
  kKeys,
  kValues,
  kItems,
  kMissing,
  kOrdinal,
  kStateSize
};

RawObject state_at(Thread* thread, State index) {
  return array_at(thread->runtime()->module_state(&kStateKey), index);
}

bool is_instance_of(Thread* thread, RawObject value, State type) {
  return value.is_heap() && type_of(thread, value) == state_at(thread, type);
}

RawObject new_of(Thread* thread, State type) {
  Layout layout(thread, RawType(state_at(thread, type).raw()).layout());
  return new_instance(thread, layout);
}

RawObject new_context(Thread* thread, const Object& map) {
  RawObject context = new_of(thread, kContextType);
  RawNativeRecord::cast(context).set_field0(*map);
  RawNativeRecord::cast(context).set_field2(RawObject::from_bool(false));
  return context;
}

RawObject current_context(Thread* thread) {
  if (thread->context.is_none()) {
    Object empty(thread, RawObject::none());
    RawObject context = new_context(thread, empty);
    thread->context = context;
  }
  return thread->context;
}

RawObject map_of(RawObject context) { return RawNativeRecord::cast(context).field0(); }

// The address that repr() shows.
RawObject address_of(Thread* thread, const Object& value) {
  Object id(thread, object_id(thread, *value));
  Object format_spec(thread, RawObject::from_small_str("#x", 2));
  return pyro::format(thread, id, format_spec);
}

bool is_variable(Thread* thread, const Object& key) {
  if (is_instance_of(thread, *key, kVarType)) return true;
  raise_type_error(thread, "a ContextVar key was expected, got %R", &key);
  return false;
}

}  // namespace

RawObject contextvars_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kStateKey, *module,
                     {"Context", "ContextVar", "Token", "keys", "values", "items", "MISSING"})
          .is_error()) {
    return RawObject::error();
  }
  Object types(thread, thread->runtime()->module_state(&kStateKey));
  Object state(thread, new_array(thread, kStateSize));
  for (word i = 0; i < kMissing; i++) array_set(*state, i, array_at(*types, i));
  Layout layout(thread, RawType(array_at(*types, kMissing).raw()).layout());
  Object missing(thread, new_instance(thread, layout));
  array_set(*state, kMissing, *missing);
  array_set(*state, kOrdinal, RawObject::from_small_int(1));
  thread->runtime()->set_module_state(&kStateKey, *state);
  Type token(thread, array_at(*types, kTokenType));
  Object name(thread, intern_ascii(thread, "MISSING"));
  return none_or_error(type_dict_set(thread, token, name, missing));
}

RawObject contextvars_copy_context(Thread* thread, Arguments) {
  Object map(thread, map_of(current_context(thread)));
  return new_context(thread, map);
}

// --- Context

RawObject contextvars_Context___new__(Thread* thread, Arguments arguments) {
  if (tuple_length(arguments[1]) != 0 || dict_size_NoGC(RawDict::cast(arguments[2])) != 0) {
    return raise_type_error(thread, "Context() does not accept any arguments");
  }
  Object empty(thread, RawObject::none());
  return new_context(thread, empty);
}

namespace {

// Equal if both give the same variables equal values.
Truth maps_equal(Thread* thread, const Object& left, const Object& right) {
  if (*left == *right) return Truth::kTrue;
  if (context_map_size_NoGC(*left) != context_map_size_NoGC(*right)) return Truth::kFalse;
  Object items(thread, context_map_items(thread, left));
  for (word i = 0; i < array_length(*items); i += 2) {
    Object value(thread, array_at(*items, i + 1));
    Object other(thread, context_map_find_NoGC(*right, array_at(*items, i)));
    if (other->is_unbound()) return Truth::kFalse;
    Truth equal = equals(thread, value, other);
    if (equal != Truth::kTrue) return equal;
  }
  return Truth::kTrue;
}

RawObject compare_contexts(Thread* thread, CompareOp op, Arguments arguments) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) ||
      !is_instance_of(thread, arguments[1], kContextType)) {
    return RawObject::not_implemented();
  }
  Object left(thread, map_of(arguments[0])), right(thread, map_of(arguments[1]));
  Truth equal = maps_equal(thread, left, right);
  if (equal == Truth::kError) return RawObject::error();
  return RawObject::from_bool((equal == Truth::kTrue) == (op == CompareOp::kEq));
}

RawObject new_view(Thread* thread, RawObject context, State type) {
  Object map(thread, map_of(context));
  Object items(thread, context_map_items(thread, map));
  RawObject view = new_of(thread, type);
  RawNativeRecord::cast(view).set_field0(*items);
  RawNativeRecord::cast(view).set_field1(RawObject::from_small_int(0));
  return view;
}

}  // namespace

PYRO_COMPARISONS(contextvars_Context, compare_contexts)

RawObject contextvars_Context___iter__(Thread* thread, Arguments arguments) {
  return new_view(thread, arguments[0], kKeys);
}
RawObject contextvars_Context_keys(Thread* thread, Arguments arguments) {
  return new_view(thread, arguments[0], kKeys);
}
RawObject contextvars_Context_values(Thread* thread, Arguments arguments) {
  return new_view(thread, arguments[0], kValues);
}
RawObject contextvars_Context_items(Thread* thread, Arguments arguments) {
  return new_view(thread, arguments[0], kItems);
}
RawObject contextvars_Context___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(context_map_size_NoGC(map_of(arguments[0])));
}

RawObject contextvars_Context___getitem__(Thread* thread, Arguments arguments) {
  Object key(thread, arguments[1]);
  if (!is_variable(thread, key)) return RawObject::error();
  RawObject value = context_map_find_NoGC(map_of(arguments[0]), *key);
  return value.is_unbound() ? raise_key_error(thread, key) : value;
}

RawObject contextvars_Context___contains__(Thread* thread, Arguments arguments) {
  Object key(thread, arguments[1]);
  if (!is_variable(thread, key)) return RawObject::error();
  return RawObject::from_bool(!context_map_find_NoGC(map_of(arguments[0]), *key).is_unbound());
}

RawObject contextvars_Context_get(Thread* thread, Arguments arguments) {
  Object key(thread, arguments[1]);
  if (!is_variable(thread, key)) return RawObject::error();
  RawObject value = context_map_find_NoGC(map_of(arguments[0]), *key);
  return value.is_unbound() ? arguments[2] : value;
}

RawObject contextvars_Context_copy(Thread* thread, Arguments arguments) {
  Object map(thread, map_of(arguments[0]));
  return new_context(thread, map);
}

namespace {

// values[0](*values[1:], **keywords).
RawObject call_first(Thread* thread, RawObject raw_values, RawObject raw_keywords) {
  Tuple values(thread, raw_values);
  Object keywords(thread, raw_keywords);
  word count = tuple_length(*values) - 1;
  if (dict_size_NoGC(RawDict(keywords->raw())) > 0) {
    Object function(thread, tuple_at(*values, 0)), rest(thread, new_tuple(thread, count));
    if (rest->is_error()) return *rest;
    for (word i = 0; i < count; i++) tuple_init(*rest, i, tuple_at(*values, i + 1));
    return call_with(thread, function, rest, keywords);
  }
  StackWindow window(thread);
  if (!window.push(tuple_at(*values, 0)) || !window.push(RawObject::unbound()))
    return RawObject::error();
  for (word i = 1; i <= count; i++) {
    if (!window.push(tuple_at(*values, i))) return RawObject::error();
  }
  return call_in_place(thread, window.base(), count, RawObject::none());
}

}  // namespace

RawObject contextvars_Context_run(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  word count = tuple_length(arguments[1]);
  if (count == 0) return raise_type_error(thread, "run() missing 1 required positional argument");
  if (self->field2().is_true()) {
    return raise(thread, Exc::kRuntimeError, "cannot enter context: %R is already entered", &self);
  }
  RawObject outer = current_context(thread);
  self->set_field1(outer);
  self->set_field2(RawObject::from_bool(true));
  thread->context = *self;
  RawObject result = call_first(thread, arguments[1], arguments[2]);
  thread->context = self->field1();
  self->set_field1(RawObject::none());
  self->set_field2(RawObject::from_bool(false));
  return result;
}

// --- iterators

namespace {

// The position of the next pair, or -1 at the end.
word advance(const NativeRecord& iterator) {
  word position = iterator->field1().small_int();
  if (position >= array_length(iterator->field0())) return -1;
  iterator->set_field1(RawObject::from_small_int(position + 2));
  return position;
}

RawObject next_of(Thread* thread, Arguments arguments, word offset) {
  NativeRecord self(thread, arguments[0]);
  word position = advance(self);
  if (position < 0) return raise_stop_iteration(thread, RawObject::none());
  return array_at(self->field0(), position + offset);
}

RawObject view_length(Arguments arguments) {
  return RawObject::from_small_int(array_length(RawNativeRecord::cast(arguments[0]).field0()) / 2);
}

}  // namespace

RawObject contextvars_ContextKeys___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject contextvars_ContextKeys___next__(Thread* thread, Arguments arguments) {
  return next_of(thread, arguments, 0);
}
RawObject contextvars_ContextKeys___len__(Thread*, Arguments arguments) {
  return view_length(arguments);
}
RawObject contextvars_ContextValues___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject contextvars_ContextValues___next__(Thread* thread, Arguments arguments) {
  return next_of(thread, arguments, 1);
}
RawObject contextvars_ContextValues___len__(Thread*, Arguments arguments) {
  return view_length(arguments);
}
RawObject contextvars_ContextItems___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject contextvars_ContextItems___next__(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  word position = advance(self);
  if (position < 0) return raise_stop_iteration(thread, RawObject::none());
  Object key(thread, array_at(self->field0(), position));
  Object value(thread, array_at(self->field0(), position + 1));
  return new_tuple_of(thread, key, value);
}
RawObject contextvars_ContextItems___len__(Thread*, Arguments arguments) {
  return view_length(arguments);
}

// --- ContextVar

namespace {

// The default among the keywords of ContextVar(); Unbound if there is none.
RawObject default_of(Thread* thread, const Dict& keywords) {
  RawObject key, value, found = RawObject::unbound();
  for (word position = 0; dict_next_NoGC(*keywords, &position, &key, &value);) {
    if (str_equals_ascii_NoGC(key, "default")) {
      found = value;
      continue;
    }
    Object name(thread, key);
    return raise_type_error(thread, "'%S' is an invalid keyword argument for ContextVar()", &name);
  }
  return found;
}

}  // namespace

RawObject contextvars_ContextVar___new__(Thread* thread, Arguments arguments) {
  Tuple given(thread, arguments[1]);
  Dict keywords(thread, arguments[2]);
  word count = tuple_length(*given);
  if (count != 1) {
    return raise_type_error(thread, "ContextVar() takes %s 1 positional argument (%ld given)",
                            count == 0 ? "exactly" : "at most", count);
  }
  Object fallback(thread, default_of(thread, keywords));
  if (fallback->is_error()) return *fallback;
  Object name(thread, tuple_at(*given, 0));
  if (!is_str(*name)) return raise_type_error(thread, "context variable name must be a str");
  RawObject raw = new_of(thread, kVarType);
  RawNativeRecord variable = RawNativeRecord::cast(raw);
  RawObject state = thread->runtime()->module_state(&kStateKey);
  word ordinal = array_at(state, kOrdinal).small_int();
  array_set(state, kOrdinal, RawObject::from_small_int(ordinal + 1));
  variable.set_field0(*name);
  variable.set_field1(*fallback);
  variable.set_field2(RawObject::from_small_int(context_key_number_NoGC(ordinal)));
  return raw;
}

RawObject contextvars_ContextVar___repr__(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  Object name(thread, self->field0()), fallback(thread, self->field1());
  Object address(thread, address_of(thread, self));
  if (fallback->is_unbound()) {
    return new_str_format(thread, "<ContextVar name=%R at %S>", &name, &address);
  }
  return new_str_format(thread, "<ContextVar name=%R default=%R at %S>", &name, &fallback,
                        &address);
}

RawObject contextvars_ContextVar___class_getitem__(Thread* thread, Arguments arguments) {
  Object origin(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, origin, item);
}

RawObject contextvars_ContextVar_get(Thread* thread, Arguments arguments) {
  RawObject context = thread->context;
  RawObject value = context.is_none() ? RawObject::unbound()
                                      : context_map_find_NoGC(map_of(context), arguments[0]);
  if (!value.is_unbound()) return value;
  if (arguments.has(1)) return arguments[1];
  RawObject fallback = RawNativeRecord::cast(arguments[0]).field1();
  if (!fallback.is_unbound()) return fallback;
  Object exception(thread,
                   new_exception(thread, exc_type(thread, Exc::kLookupError), arguments[0]));
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

RawObject contextvars_ContextVar_set(Thread* thread, Arguments arguments) {
  Object variable(thread, arguments[0]), value(thread, arguments[1]);
  NativeRecord context(thread, current_context(thread));
  Object map(thread, context->field0());
  NativeRecord token(thread, new_of(thread, kTokenType));
  token->set_field0(*context);
  token->set_field1(*variable);
  token->set_field2(context_map_find_NoGC(*map, *variable));
  token->set_field3(RawObject::from_bool(false));
  RawObject changed = context_map_with(thread, map, variable, value);
  context->set_field0(changed);
  return *token;
}

RawObject contextvars_ContextVar_reset(Thread* thread, Arguments arguments) {
  Object variable(thread, arguments[0]), given(thread, arguments[1]);
  if (!is_instance_of(thread, *given, kTokenType)) {
    return raise_type_error(thread, "expected an instance of Token, got %R", &given);
  }
  NativeRecord token(thread, *given);
  if (token->field3().is_true()) {
    return raise(thread, Exc::kRuntimeError, "%R has already been used once", &token);
  }
  if (token->field1() != *variable) {
    return raise_value_error(thread, "%R was created by a different ContextVar", &token);
  }
  NativeRecord context(thread, current_context(thread));
  if (token->field0() != *context) {
    return raise_value_error(thread, "%R was created in a different Context", &token);
  }
  token->set_field3(RawObject::from_bool(true));
  Object map(thread, context->field0()), old(thread, token->field2());
  if (!old->is_unbound()) {
    context->set_field0(context_map_with(thread, map, variable, old));
  } else if (!context_map_find_NoGC(*map, *variable).is_unbound()) {
    context->set_field0(context_map_without(thread, map, variable));
  }
  return RawObject::none();
}

// --- Token

RawObject contextvars_Token___new__(Thread* thread, Arguments) {
  return raise(thread, Exc::kRuntimeError, "Tokens can only be created by ContextVars");
}

RawObject contextvars_Token___repr__(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  Object variable(thread, self->field1()), address(thread, address_of(thread, self));
  return new_str_format(thread, "<Token%s var=%R at %S>", self->field3().is_true() ? " used" : "",
                        &variable, &address);
}

RawObject contextvars_Token___class_getitem__(Thread* thread, Arguments arguments) {
  Object origin(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, origin, item);
}

RawObject contextvars_Token_var_get(Thread*, Arguments arguments) {
  return RawNativeRecord::cast(arguments[0]).field1();
}

RawObject contextvars_Token_old_value_get(Thread* thread, Arguments arguments) {
  RawObject old = RawNativeRecord::cast(arguments[0]).field2();
  return old.is_unbound() ? state_at(thread, kMissing) : old;
}

RawObject contextvars_MissingType___repr__(Thread* thread, Arguments) {
  return new_str_ascii(thread, "<Token.MISSING>");
}

}  // namespace pyro::natives
