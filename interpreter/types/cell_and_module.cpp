#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/types/container_support.h"

// cell and module.

namespace pyro::natives {

// --- cell

RawObject cell___new__(Thread* thread, Arguments arguments) {
  if (dict_size_NoGC(RawDict::cast(arguments[2])) != 0)
    return raise_type_error(thread, "cell() takes no keyword arguments");
  word count = tuple_length(arguments[1]);
  if (count > 1)
    return raise_type_error(thread, "cell expected at most 1 argument, got %ld", count);
  return new_cell(thread, count == 0 ? RawObject::unbound() : tuple_at(arguments[1], 0));
}

RawObject cell___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object value(thread, RawCell::cast(*self).value());
  uint64_t own = thread->heap()->identity(*self);
  if (value->is_unbound()) return new_str_format(thread, "<cell at 0x%lx: empty>", own);
  uint64_t identity = value->is_heap() ? thread->heap()->identity(*value) : value->raw();
  return new_str_format(thread, "<cell at 0x%lx: %T object at 0x%lx>", own, &value, identity);
}

namespace {

// By contents; an empty cell comes before all others.
RawObject compare_cells(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_cell(arguments[1])) return RawObject::not_implemented();
  Object left(thread, RawCell::cast(arguments[0]).value()),
      right(thread, RawCell::cast(arguments[1]).value());
  if (left->is_unbound() || right->is_unbound()) {
    Object left_rank(thread, RawObject::from_small_int(!left->is_unbound()));
    Object right_rank(thread, RawObject::from_small_int(!right->is_unbound()));
    return compare(thread, op, left_rank, right_rank);
  }
  return compare(thread, op, left, right);
}

}  // namespace

PYRO_COMPARISONS(cell, compare_cells)

RawObject cell_cell_contents_get(Thread* thread, Arguments arguments) {
  RawObject value = RawCell::cast(arguments[0]).value();
  return value.is_unbound() ? raise_value_error(thread, "Cell is empty") : value;
}

RawObject cell_cell_contents_set(Thread*, Arguments arguments) {
  RawCell::cast(arguments[0]).set_value(arguments[1]);
  return RawObject::none();
}

// --- module

RawObject module___new__(Thread* thread, Arguments arguments) {
  Module self(thread, allocate_for(thread, arguments[0]));
  RawObject dict = new_dict(thread);
  self->set_dict(dict);
  self->set_definition(0);
  return *self;
}

RawObject module___init__(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[1]);
  if (!is_str(*name))
    return raise_type_error(thread, "module() argument 'name' must be str, not %V", &name);
  Dict dict(thread, RawModule::cast(arguments[0]).dict());
  Object doc(thread, arguments[2]), none(thread, RawObject::none());
  bool ok = dict_set(thread, dict, Symbol::k__name__, name) &&
            dict_set(thread, dict, Symbol::k__doc__, doc) &&
            dict_set(thread, dict, Symbol::k__package__, none) &&
            dict_set(thread, dict, Symbol::k__loader__, none) &&
            dict_set(thread, dict, Symbol::k__spec__, none);
  return none_or_error(ok);
}

// importlib knows how a module shows where it comes from.
RawObject module___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object importlib(thread, thread->runtime()->importlib());
  if (!importlib->is_none()) {
    Object function(thread, intern_ascii(thread, "_module_repr"));
    function = get_attribute(thread, importlib, function);
    return function->is_error() ? *function : call(thread, function, self);
  }
  Dict dict(thread, RawModule::cast(*self).dict());
  Object name(thread, dict_get(thread, dict, Symbol::k__name__));
  if (name->is_unbound()) name = RawObject::from_small_str("?", 1);
  return new_str_format(thread, "<module %R>", &name);
}

RawObject module___dir__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object own(thread, find_attribute(thread, self, Symbol::k__dict__));
  if (own->is_error()) return *own;
  if (!is_heap_dict(*own)) {
    Object name(thread, find_attribute(thread, self, Symbol::k__name__));
    if (name->is_error()) return *name;
    return raise_type_error(thread, "%S.__dict__ is not a dictionary", &name);
  }
  Dict dict(thread, *own);
  Object function(thread, dict_get(thread, dict, Symbol::k__dir__));
  if (function->is_error()) return *function;
  return function->is_unbound() ? dict_keys_list(thread, dict) : call(thread, function);
}

RawObject module___annotations___get(Thread* thread, Arguments arguments) {
  Dict dict(thread, RawModule::cast(arguments[0]).dict());
  Object value(thread, dict_get(thread, dict, Symbol::k__annotations__));
  if (!value->is_unbound()) return *value;
  value = new_dict(thread);
  return dict_set(thread, dict, Symbol::k__annotations__, value) ? *value : RawObject::error();
}

RawObject module___annotations___set(Thread* thread, Arguments arguments) {
  Dict dict(thread, RawModule::cast(arguments[0]).dict());
  Object value(thread, arguments[1]);
  if (!value->is_unbound())
    return none_or_error(dict_set(thread, dict, Symbol::k__annotations__, value));
  Object name(thread, thread->runtime()->symbol(Symbol::k__annotations__));
  RawObject removed = dict_remove(thread, dict, name);
  if (removed.is_unbound()) return raise(thread, Exc::kAttributeError, "__annotations__");
  return removed.is_error() ? removed : RawObject::none();
}

}  // namespace pyro::natives
