#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/super.h"
#include "runtime/types/container_support.h"

// super. Without arguments it takes the class from the caller's variable __class__ (a cell that the
// compiler adds to methods that mention super) and the object from its first parameter.

namespace pyro::natives {

namespace {

// The first parameter of the calling function; Unbound if it was deleted.
RawObject first_parameter_NoGC(ActiveFrame* frame) {
  RawObject value = frame->registers[0];
  RawCode code(frame->code.raw());
  RawObject name = tuple_at(code.varnames(), 0);
  for (word i = 0; i < tuple_length(code.cellvars()); i++) {
    if (!(tuple_at(code.cellvars(), i) == name)) continue;
    value = frame->registers[frame->block->cell_registers[static_cast<size_t>(i)]];
    return is_heap_cell(value) ? RawCell(value.raw()).value() : value;
  }
  return value;
}

bool arguments_from_caller(Thread* thread, Object& cls, Object& self) {
  auto fail = [thread](const char* text) {
    raise(thread, Exc::kRuntimeError, "%s", text);
    return false;
  };
  ActiveFrame* frame = thread->frame;
  if (frame == nullptr) return fail("super(): no current frame");
  if (frame->block->argument_count == 0) return fail("super(): no arguments");
  self = first_parameter_NoGC(frame);
  if (self->is_unbound()) return fail("super(): arg[0] deleted");
  RawCode code(frame->code.raw());
  RawObject names = code.freevars();
  word own = tuple_length(code.cellvars());
  for (word i = 0; i < tuple_length(names); i++) {
    if (!str_equals_ascii_NoGC(tuple_at(names, i), "__class__")) continue;
    RawObject cell = frame->registers[frame->block->cell_registers[static_cast<size_t>(own + i)]];
    if (!is_heap_cell(cell)) return fail("super(): bad __class__ cell");
    cls = RawCell(cell.raw()).value();
    if (cls->is_unbound()) return fail("super(): empty __class__ cell");
    if (is_heap_type(*cls)) return true;
    raise(thread, Exc::kRuntimeError, "super(): __class__ is not a type (%T)", &cls);
    return false;
  }
  return fail("super(): __class__ cell not found");
}

}  // namespace

RawObject super___new__(Thread* thread, Arguments arguments) {
  return allocate_for(thread, arguments[0]);
}

RawObject super___init__(Thread* thread, Arguments arguments) {
  Super self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (dict_size_NoGC(RawDict::cast(arguments[2])) != 0)
    return raise_type_error(thread, "super() takes no keyword arguments");
  word count = tuple_length(*args);
  if (count > 2)
    return raise_type_error(thread, "super() expected at most 2 arguments, got %ld", count);
  Object cls(thread, count > 0 ? tuple_at(*args, 0) : RawObject::none());
  Object object(thread, count > 1 ? tuple_at(*args, 1) : RawObject::none());
  if (count > 0 && !is_heap_type(*cls))
    return raise_type_error(thread, "super() argument 1 must be a type, not %T", &cls);
  if (count == 0 && !arguments_from_caller(thread, cls, object)) return RawObject::error();
  RawObject made = new_super(thread, cls, object);
  if (made.is_error()) return made;
  RawSuper source = RawSuper::cast(made);
  self->set_this_class(source.this_class());
  self->set_self(source.self());
  self->set_self_class(source.self_class());
  return RawObject::none();
}

RawObject super___repr__(Thread* thread, Arguments arguments) {
  Super self(thread, arguments[0]);
  Object cls(thread, self->this_class());
  if (cls->is_none()) return new_str_ascii(thread, "<super: <class 'NULL'>, NULL>");
  Object self_class(thread, self->self_class());
  if (self_class->is_none()) return new_str_format(thread, "<super: <class '%N'>, NULL>", &cls);
  return new_str_format(thread, "<super: <class '%N'>, <%N object>>", &cls, &self_class);
}

RawObject super___getattribute__(Thread* thread, Arguments arguments) {
  Super self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!is_str(*name))
    return raise_type_error(thread, "attribute name must be string, not '%T'", &name);
  name = underlying_value(*name);
  name = intern(thread, name);
  return super_get_attribute(thread, self, name);
}

// An unbound super object binds to the instance that it is found on.
RawObject super___get__(Thread* thread, Arguments arguments) {
  Super self(thread, arguments[0]);
  Object instance(thread, arguments[1]);
  if (instance->is_none() || !self->self_class().is_none()) return *self;
  Object cls(thread, self->this_class());
  if (layout_of(*self) == LayoutId::kSuper) return new_super(thread, cls, instance);
  Object type(thread, type_of(thread, *self));
  return call(thread, type, cls, instance);
}

}  // namespace pyro::natives
