#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/function.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// function: what def and lambda make. What has not been set comes from the code object or from the
// globals.

namespace pyro::natives {

namespace {

uint64_t identity_of(Thread* thread, RawObject value) {
  return value.is_heap() ? thread->heap()->identity(value) : value.raw();
}

// The builtins that globals name, as a namespace; None if they are the runtime's own.
RawObject own_builtins(Thread* thread, const Object& globals) {
  Dict dict(thread, *globals);
  RawObject value = dict_get(thread, dict, Symbol::k__builtins__);
  if (value.is_error()) return RawObject::none();
  if (value.is_unbound()) {  // those of the code that makes the function
    if (thread->frame == nullptr) return RawObject::none();
    value = thread->frame->builtins;
  }
  if (is_heap_module(value)) value = RawModule::cast(value).dict();
  return value == thread->runtime()->builtins_dict() ? RawObject::none() : value;
}

bool check_closure(Thread* thread, const Object& code, const Object& closure) {
  word wanted = tuple_length(RawCode::cast(*code).freevars());
  if (!closure->is_none() && !is_tuple(*closure)) {
    raise_type_error(thread, wanted > 0 ? "arg 5 (closure) must be tuple"
                                        : "arg 5 (closure) must be None or tuple");
    return false;
  }
  if (closure->is_none() && wanted > 0) {
    raise_type_error(thread, "arg 5 (closure) must be tuple");
    return false;
  }
  RawObject cells = underlying_value(*closure);
  word given = closure->is_none() ? 0 : tuple_length(cells);
  if (given != wanted) {
    Object name(thread, RawCode::cast(*code).name());
    raise_value_error(thread, "%S requires closure of length %ld, not %ld", &name, wanted, given);
    return false;
  }
  for (word i = 0; i < given; i++) {
    Object cell(thread, tuple_at(underlying_value(*closure), i));
    if (is_heap_cell(*cell)) continue;
    raise_type_error(thread, "arg 5 (closure) expected cell, found %T", &cell);
    return false;
  }
  return true;
}

RawFunctionExtras extras_of(Thread* thread, const Object& function) {
  return RawFunctionExtras::cast(function_extras(thread, function));
}

// The extras record without making one; None if there is none.
RawObject known_extras(RawObject function) { return RawFunction::cast(function).extras(); }

RawObject set_text(Thread* thread, Arguments arguments, const char* name, word index) {
  Object self(thread, arguments[0]);
  if (!is_str(arguments[1]))
    return raise_type_error(thread, "%s must be set to a string object", name);
  RawFunctionExtras extras = extras_of(thread, self);
  extras.set_at(index, arguments[1]);
  return RawObject::none();
}

}  // namespace

RawObject function___new__(Thread* thread, Arguments arguments) {
  Object code(thread, arguments[1]), globals(thread, arguments[2]), name(thread, arguments[3]);
  Object defaults(thread, arguments[4]), closure(thread, arguments[5]);
  if (!is_heap_code(*code))
    return raise_type_error(thread, "function() argument 'code' must be code, not %V", &code);
  if (!is_heap_dict(*globals))
    return raise_type_error(thread, "function() argument 'globals' must be dict, not %V", &globals);
  if (!name->is_none() && !is_str(*name))
    return raise_type_error(thread, "arg 3 (name) must be None or string");
  if (!defaults->is_none() && !is_tuple(*defaults))
    return raise_type_error(thread, "arg 4 (defaults) must be None or tuple");
  if (!check_closure(thread, code, closure)) return RawObject::error();
  Function function(thread, new_instance_of_kind(thread, Kind::kFunction));
  function->set_code(*code);
  function->set_globals(*globals);
  function->set_defaults(underlying_value(*defaults));
  bool has_cells = !closure->is_none() && tuple_length(underlying_value(*closure)) > 0;
  function->set_closure(has_cells ? underlying_value(*closure) : RawObject::none());
  Object builtins(thread, own_builtins(thread, globals));
  if (!name->is_none()) extras_of(thread, function).set_name(*name);
  if (!builtins->is_none()) extras_of(thread, function).set_builtins(*builtins);
  return *function;
}

RawObject function___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, function_qualname_NoGC(RawFunction::cast(*self)));
  return new_str_format(thread, "<function %S at 0x%lx>", &name, identity_of(thread, *self));
}

RawObject function___call__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), args(thread, arguments[1]), keywords(thread, arguments[2]);
  return call_with(thread, self, args, keywords);
}

RawObject function___get__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]);
  if (!instance->is_none()) return new_bound_method(thread, self, instance);
  if (arguments[2].is_none()) return raise_type_error(thread, "__get__(None, None) is invalid");
  return *self;
}

RawObject function___builtins___get(Thread* thread, Arguments arguments) {
  RawObject extras = known_extras(arguments[0]);
  if (!extras.is_none() && !RawFunctionExtras::cast(extras).builtins().is_none())
    return RawFunctionExtras::cast(extras).builtins();
  return thread->runtime()->builtins_dict();
}

RawObject function___code___get(Thread*, Arguments arguments) {
  return RawFunction::cast(arguments[0]).code();
}

RawObject function___code___set(Thread* thread, Arguments arguments) {
  Function self(thread, arguments[0]);
  Object code(thread, arguments[1]);
  if (!is_heap_code(*code))
    return raise_type_error(thread, "__code__ must be set to a code object");
  word given = tuple_length(RawCode::cast(*code).freevars());
  word wanted = self->closure().is_none() ? 0 : tuple_length(self->closure());
  if (given != wanted) {
    Object name(thread, function_name_NoGC(*self));
    return raise_value_error(thread, "%S() requires a code object with %ld free vars, not %ld",
                             &name, wanted, given);
  }
  // The name stays that of the old code.
  FunctionExtras extras(thread, function_extras(thread, self));
  if (extras->name().is_unbound()) extras->set_name(self->code().name());
  if (extras->qualname().is_unbound()) extras->set_qualname(self->code().qualname());
  self->set_code(*code);
  thread->runtime()->types_changed();
  return RawObject::none();
}

RawObject function___defaults___get(Thread*, Arguments arguments) {
  return RawFunction::cast(arguments[0]).defaults();
}

RawObject function___defaults___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1].is_unbound() ? RawObject::none() : arguments[1];
  if (!value.is_none() && !is_tuple(value))
    return raise_type_error(thread, "__defaults__ must be set to a tuple object");
  RawFunction::cast(arguments[0]).set_defaults(underlying_value(value));
  return RawObject::none();
}

RawObject function___kwdefaults___get(Thread*, Arguments arguments) {
  return function_kwdefaults_NoGC(RawFunction::cast(arguments[0]));
}

RawObject function___kwdefaults___set(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object value(thread, arguments[1].is_unbound() ? RawObject::none() : arguments[1]);
  if (!value->is_none() && !is_heap_dict(*value))
    return raise_type_error(thread, "__kwdefaults__ must be set to a dict object");
  extras_of(thread, self).set_kwdefaults(*value);
  return RawObject::none();
}

RawObject function___name___get(Thread*, Arguments arguments) {
  return function_name_NoGC(RawFunction::cast(arguments[0]));
}
RawObject function___name___set(Thread* thread, Arguments arguments) {
  return set_text(thread, arguments, "__name__", RawFunctionExtras::kNameIndex);
}
RawObject function___qualname___get(Thread*, Arguments arguments) {
  return function_qualname_NoGC(RawFunction::cast(arguments[0]));
}
RawObject function___qualname___set(Thread* thread, Arguments arguments) {
  return set_text(thread, arguments, "__qualname__", RawFunctionExtras::kQualnameIndex);
}

RawObject function___module___get(Thread* thread, Arguments arguments) {
  RawObject extras = known_extras(arguments[0]);
  if (!extras.is_none() && !RawFunctionExtras::cast(extras).module().is_unbound())
    return RawFunctionExtras::cast(extras).module();
  Dict globals(thread, RawFunction::cast(arguments[0]).globals());
  RawObject name = dict_get(thread, globals, Symbol::k__name__);
  return name.is_unbound() ? RawObject::none() : name;
}

RawObject function___module___set(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawFunctionExtras extras = extras_of(thread, self);
  extras.set_module(arguments[1].is_unbound() ? RawObject::none() : arguments[1]);
  return RawObject::none();
}

RawObject function___doc___get(Thread*, Arguments arguments) {
  RawObject extras = known_extras(arguments[0]);
  if (!extras.is_none() && !RawFunctionExtras::cast(extras).doc().is_unbound())
    return RawFunctionExtras::cast(extras).doc();
  RawObject constants = RawFunction::cast(arguments[0]).code().constants();
  if (tuple_length(constants) == 0 || !is_str(tuple_at(constants, 0))) return RawObject::none();
  return tuple_at(constants, 0);
}

RawObject function___doc___set(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawFunctionExtras extras = extras_of(thread, self);
  extras.set_doc(arguments[1].is_unbound() ? RawObject::none() : arguments[1]);
  return RawObject::none();
}

RawObject function___dict___get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return instance_dict(thread, self);
}

RawObject function___dict___set(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), value(thread, arguments[1]);
  if (value->is_unbound()) return raise_type_error(thread, "cannot delete __dict__");
  if (!is_heap_dict(*value))
    return raise_type_error(thread, "__dict__ must be set to a dictionary, not a '%T'", &value);
  extras_of(thread, self).set_dict(*value);
  return RawObject::none();
}

RawObject function___annotations___get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  FunctionExtras extras(thread, function_extras(thread, self));
  if (extras->annotations().is_none()) {
    RawObject dict = new_dict(thread);
    extras->set_annotations(dict);
  }
  return extras->annotations();
}

RawObject function___annotations___set(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object value(thread, arguments[1].is_unbound() ? RawObject::none() : arguments[1]);
  if (!value->is_none() && !is_heap_dict(*value))
    return raise_type_error(thread, "__annotations__ must be set to a dict object");
  extras_of(thread, self).set_annotations(*value);
  return RawObject::none();
}

// Fields in CPython: they say so when they are assigned to.
RawObject function___builtins___set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}

}  // namespace pyro::natives
