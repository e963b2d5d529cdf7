#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// OSError and the classes below it (PEP 3151): OSError(errno, strerror[, filename[, winerror[,
// filename2]]]).
//
// The constructor of OSError itself picks the class that stands for the errno. Arguments are taken
// by __new__, unless a subclass overrides __init__ and not __new__: then __init__ gets them, since
// it may pass others on.

namespace pyro {
namespace natives {

namespace {

constexpr word kMinimumDetails = 2, kMaximumDetails = 5;

bool is_native_named(Thread* thread, RawObject value, RawObject base_type) {
  (void)thread;
  if (is_heap_static_method(value)) value = RawStaticMethod::cast(value).callable();
  return is_heap_native_function(value) && RawNativeFunction::cast(value).owner() == base_type;
}

bool init_takes_arguments(Thread* thread, RawObject type) {
  RawObject os_error = exc_type(thread, Exc::kOSError);
  bool own_init = !is_native_named(thread, type_lookup(thread, type, Symbol::k__init__), os_error);
  bool own_new = !is_native_named(thread, type_lookup(thread, type, Symbol::k__new__), os_error);
  return own_init && !own_new;
}

bool is_number(Thread* thread, RawObject value) {
  if (is_int(value) || is_float(value) || is_complex(value)) return true;
  RawObject type = type_of(thread, value);
  for (Symbol name : {Symbol::k__index__, Symbol::k__int__, Symbol::k__float__}) {
    if (!type_lookup(thread, type, name).is_unbound()) return true;
  }
  return false;
}

bool store_details(Thread* thread, const OSError& self, const Object& args) {
  self->set_args(*args);
  word count = tuple_length(*args);
  if (count < kMinimumDetails || count > kMaximumDetails) return true;
  self->set_error_number(tuple_at(*args, 0));
  self->set_strerror(tuple_at(*args, 1));
  Object filename(thread, count > 2 ? tuple_at(*args, 2) : RawObject::none());
  if (!filename->is_none()) {
    bool blocking = type_of(thread, *self) == exc_type(thread, Exc::kBlockingIOError);
    if (blocking && is_number(thread, *filename)) {
      word written;
      if (!index_as_word(thread, filename, OnOverflow::kOverflowError, &written)) return false;
      self->set_characters_written(new_int(thread, written));
      return true;
    }
    self->set_filename(*filename);
    if (count > 4) self->set_filename2(tuple_at(*args, 4));
  }
  if (count == 2) return true;
  Object number(thread, tuple_at(*args, 0)), text(thread, tuple_at(*args, 1));
  if (!filename->is_none()) self->set_args(new_tuple_of(thread, number, text));
  return true;
}

// The class to instantiate for OSError(errno, ...).
RawObject class_for(Thread* thread, RawObject cls, RawObject args) {
  if (!(cls == exc_type(thread, Exc::kOSError))) return cls;
  word count = tuple_length(args), number;
  if (count < kMinimumDetails || count > kMaximumDetails) return cls;
  RawObject first = tuple_at(args, 0);
  if (!is_int(first) || !int_to_word_NoGC(int_value_of(first), &number)) return cls;
  return exc_type(thread, os_error_class(number));
}

}  // namespace

RawObject OSError___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), args(thread, arguments[1]);
  if (init_takes_arguments(thread, *cls)) {
    args = empty_tuple(thread);
    return allocate_exception(thread, cls, args);
  }
  if (!check_no_keywords(thread, cls, arguments[2])) return RawObject::error();
  cls = class_for(thread, *cls, *args);
  OSError self(thread, allocate_exception(thread, cls, args));
  return store_details(thread, self, args) ? *self : RawObject::error();
}

RawObject OSError___init__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  if (!init_takes_arguments(thread, *type)) return RawObject::none();
  if (!check_no_keywords(thread, type, arguments[2])) return RawObject::error();
  OSError self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  return store_details(thread, self, args) ? RawObject::none() : RawObject::error();
}

RawObject OSError___str__(Thread* thread, Arguments arguments) {
  OSError self(thread, arguments[0]);
  Object number(thread, self->error_number()), text(thread, self->strerror());
  Object filename(thread, self->filename()), filename2(thread, self->filename2());
  if (!filename->is_none()) {
    if (!filename2->is_none()) {
      return new_str_format(thread, "[Errno %S] %S: %R -> %R", &number, &text, &filename,
                            &filename2);
    }
    return new_str_format(thread, "[Errno %S] %S: %R", &number, &text, &filename);
  }
  if (!number->is_none() && !text->is_none())
    return new_str_format(thread, "[Errno %S] %S", &number, &text);
  return base_exception_text(thread, self);
}

RawObject OSError___reduce__(Thread* thread, Arguments arguments) {
  OSError self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  Object args(thread, self->args());
  if (tuple_length(*args) == 2 && !self->filename().is_none()) {
    bool second = !self->filename2().is_none();
    RawObject full = new_tuple(thread, second ? 5 : 3);
    tuple_init(full, 0, tuple_at(*args, 0));
    tuple_init(full, 1, tuple_at(*args, 1));
    tuple_init(full, 2, self->filename());
    if (second) {
      tuple_init(full, 3, RawObject::none());
      tuple_init(full, 4, self->filename2());
    }
    args = full;
  }
  Object state(thread, exception_attributes(thread, self));
  return state->is_unbound() ? new_tuple_of(thread, type, args)
                             : new_tuple_of(thread, type, args, state);
}

RawObject OSError_characters_written_get(Thread* thread, Arguments arguments) {
  RawObject written = RawOSError::cast(arguments[0]).characters_written();
  return written.is_unbound() ? raise(thread, Exc::kAttributeError, "characters_written") : written;
}

RawObject OSError_characters_written_set(Thread* thread, Arguments arguments) {
  RawOSError self = RawOSError::cast(arguments[0]);
  if (arguments[1].is_unbound()) {
    if (self.characters_written().is_unbound())
      return raise(thread, Exc::kAttributeError, "characters_written");
    self.set_characters_written(RawObject::unbound());
    return RawObject::none();
  }
  Object value(thread, arguments[1]);
  word written;
  if (!index_as_word(thread, value, OnOverflow::kOverflowError, &written))
    return RawObject::error();
  RawObject number = new_int(thread, written);
  RawOSError::cast(arguments[0]).set_characters_written(number);
  return RawObject::none();
}

}  // namespace natives
}  // namespace pyro
