#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// BaseException (library reference, "Base classes").

namespace pyro {

RawObject exception_attributes(Thread* thread, const Object& exception) {
  RawLayout layout = thread->runtime()->layout_at(layout_of(*exception));
  if ((layout.flags() & kLayoutHasDict) == 0) return RawObject::unbound();
  if ((layout.flags() & kLayoutDictMode) == 0 && RawDictKeys(layout.keys().raw()).used() == 0)
    return RawObject::unbound();
  RawObject dict = instance_dict(thread, exception);
  if (is_heap_dict(dict) && dict_size_NoGC(RawDict::cast(dict)) == 0) return RawObject::unbound();
  return dict;
}

bool check_no_keywords(Thread* thread, const Object& type, RawObject keywords) {
  if (dict_size_NoGC(RawDict::cast(keywords)) == 0) return true;
  Object name(thread, RawType::cast(*type).name());
  raise_type_error(thread, "%S() takes no keyword arguments", &name);
  return false;
}

RawObject base_exception_text(Thread* thread, const Object& exception) {
  Object args(thread, RawBaseException::cast(*exception).args());
  word count = tuple_length(*args);
  if (count == 0) return new_str_ascii(thread, "");
  if (count > 1) return str(thread, args);
  Object only(thread, tuple_at(*args, 0));
  return str(thread, only);
}

namespace natives {

RawObject BaseException___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), args(thread, arguments[1]);
  return allocate_exception(thread, cls, args);
}

RawObject BaseException___init__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  if (!check_no_keywords(thread, type, arguments[2])) return RawObject::error();
  RawBaseException::cast(arguments[0]).set_args(arguments[1]);
  return RawObject::none();
}

RawObject BaseException___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, RawType::cast(type_of(thread, *self)).name());
  Object args(thread, RawBaseException::cast(*self).args());
  if (tuple_length(*args) != 1) return new_str_format(thread, "%S%R", &name, &args);
  Object only(thread, tuple_at(*args, 0));
  return new_str_format(thread, "%S(%R)", &name, &only);
}

RawObject BaseException___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return base_exception_text(thread, self);
}

RawObject BaseException___reduce__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  Object state(thread, exception_attributes(thread, self));
  Object args(thread, RawBaseException::cast(*self).args());
  return state->is_unbound() ? new_tuple_of(thread, type, args)
                             : new_tuple_of(thread, type, args, state);
}

RawObject BaseException___setstate__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  if (arguments[1].is_none()) return RawObject::none();
  if (!is_heap_dict(arguments[1])) return raise_type_error(thread, "state is not a dictionary");
  Dict state(thread, arguments[1]);
  List items(thread, dict_items_list(thread, state));
  Object name(thread, RawObject::none()), value(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    name = tuple_at(list_at(*items, i), 0);
    value = tuple_at(list_at(*items, i), 1);
    if (!set_attribute(thread, self, name, value)) return RawObject::error();
  }
  return RawObject::none();
}

RawObject BaseException_add_note(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), note(thread, arguments[1]);
  if (!is_str(*note)) return raise_type_error(thread, "note must be a str, not '%T'", &note);
  Object notes(thread, find_attribute(thread, self, Symbol::k__notes__));
  if (notes->is_error()) return *notes;
  if (notes->is_unbound()) {
    notes = new_list(thread);
    Object name(thread, thread->runtime()->symbol(Symbol::k__notes__));
    if (!set_attribute(thread, self, name, notes)) return RawObject::error();
  }
  if (!is_heap_list(*notes))
    return raise_type_error(thread, "Cannot add note: __notes__ is not a list");
  List list(thread, *notes);
  return list_append(thread, list, note) ? RawObject::none() : RawObject::error();
}

// --- attributes: setting one to nothing (deletion) arrives as Unbound

namespace {

RawObject raise_undeletable(Thread* thread, const char* name) {
  return raise_type_error(thread, "%s may not be deleted", name);
}

bool is_none_or_exception(RawObject value) {
  return value.is_none() || is_heap_base_exception(value);
}

}  // namespace

RawObject BaseException_args_get(Thread*, Arguments arguments) {
  return RawBaseException::cast(arguments[0]).args();
}

RawObject BaseException_args_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound()) return raise_undeletable(thread, "args");
  Object value(thread, arguments[1]);
  RawObject tuple = tuple_from_iterable(thread, value);
  if (tuple.is_error()) return tuple;
  RawBaseException::cast(arguments[0]).set_args(tuple);
  return RawObject::none();
}

RawObject BaseException___traceback___get(Thread*, Arguments arguments) {
  return RawBaseException::cast(arguments[0]).traceback();
}

RawObject BaseException___traceback___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1];
  if (value.is_unbound()) return raise_undeletable(thread, "__traceback__");
  if (!value.is_none() && !is_heap_traceback(value)) {
    return raise_type_error(thread, "__traceback__ must be a traceback or None");
  }
  RawBaseException::cast(arguments[0]).set_traceback(value);
  return RawObject::none();
}

RawObject BaseException_with_traceback(Thread* thread, Arguments arguments) {
  RawObject result = BaseException___traceback___set(thread, arguments);
  return result.is_error() ? result : arguments[0];
}

RawObject BaseException___context___get(Thread*, Arguments arguments) {
  return RawBaseException::cast(arguments[0]).context();
}

RawObject BaseException___context___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1];
  if (value.is_unbound()) return raise_undeletable(thread, "__context__");
  if (!is_none_or_exception(value)) {
    return raise_type_error(thread, "exception context must be None or derive from BaseException");
  }
  RawBaseException::cast(arguments[0]).set_context(value);
  return RawObject::none();
}

RawObject BaseException___cause___get(Thread*, Arguments arguments) {
  return RawBaseException::cast(arguments[0]).cause();
}

RawObject BaseException___cause___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1];
  if (value.is_unbound()) return raise_undeletable(thread, "__cause__");
  if (!is_none_or_exception(value)) {
    return raise_type_error(thread, "exception cause must be None or derive from BaseException");
  }
  RawBaseException self = RawBaseException::cast(arguments[0]);
  self.set_cause(value);
  self.set_suppress(RawObject::true_object());
  return RawObject::none();
}

RawObject BaseException___suppress_context___get(Thread*, Arguments arguments) {
  return RawObject::from_bool(RawBaseException::cast(arguments[0]).suppress().is_true());
}

RawObject BaseException___suppress_context___set(Thread* thread, Arguments arguments) {
  RawObject value = arguments[1];
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!value.is_bool()) return raise_type_error(thread, "attribute value type must be bool");
  RawBaseException::cast(arguments[0]).set_suppress(value);
  return RawObject::none();
}

}  // namespace natives
}  // namespace pyro
