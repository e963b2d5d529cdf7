#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// isinstance() and issubclass() (library reference; PEP 3119 for the hooks).

namespace pyro {

bool is_subtype_NoGC(RawObject type, RawObject base) {
  if (type == base) return true;
  RawObject mro = RawType(type.raw()).mro();
  if (is_heap_tuple(mro)) {
    for (word i = 0, n = tuple_length(mro); i < n; i++) {
      if (tuple_at(mro, i) == base) return true;
    }
    return false;
  }
  // Not yet linearised: types under construction.
  for (RawObject ancestor = RawType(type.raw()).base(); is_heap_type(ancestor);
       ancestor = RawType(ancestor.raw()).base()) {
    if (ancestor == base) return true;
  }
  return base == RawObject::none();
}

namespace {

// value.__bases__ if that is a tuple, else Unbound.
RawObject abstract_bases(Thread* thread, const Object& value) {
  RawObject bases = find_attribute(thread, value, Symbol::k__bases__);
  if (bases.is_error() || bases.is_unbound()) return bases;
  return is_tuple(bases) ? underlying_value(bases) : RawObject::unbound();
}

// True if `value` poses as a class; else raises `message`.
bool check_class(Thread* thread, const Object& value, const char* message) {
  RawObject bases = abstract_bases(thread, value);
  if (bases.is_unbound()) raise_type_error(thread, "%s", message);
  return !bases.is_unbound() && !bases.is_error();
}

Truth abstract_is_subclass(Thread* thread, const Object& derived, const Object& base) {
  if (*derived == *base) return Truth::kTrue;
  RecursionGuard guard(thread, " in __issubclass__");
  if (!guard.ok()) return Truth::kError;
  Object bases(thread, abstract_bases(thread, derived));
  if (bases->is_error()) return Truth::kError;
  if (bases->is_unbound()) return Truth::kFalse;
  Object item(thread, RawObject::none());
  for (word i = 0, n = tuple_length(*bases); i < n; i++) {
    item = tuple_at(*bases, i);
    Truth found = abstract_is_subclass(thread, item, base);
    if (found != Truth::kFalse) return found;
  }
  return Truth::kFalse;
}

// Is value.__class__ what object defines, so that it says nothing new?
bool has_plain_class_NoGC(Thread* thread, RawObject type) {
  if (type_has_flag(type, kTypeCustomGetattribute)) return false;
  RawObject descriptor = type_lookup(thread, type, Symbol::k__class__);
  return is_heap_get_set_descriptor(descriptor) &&
         RawGetSetDescriptor::cast(descriptor).owner() ==
             thread->runtime()->type_at(LayoutId::kObject);
}

Truth plain_is_instance(Thread* thread, const Object& value, const Object& classinfo) {
  if (is_heap_type(*classinfo)) {
    RawObject type = type_of(thread, *value);
    if (is_subtype_NoGC(type, *classinfo)) return Truth::kTrue;
    if (value->is_immediate() || is_heap_type(*value) || has_plain_class_NoGC(thread, type))
      return Truth::kFalse;
    // An object may claim another class through __class__.
    Object claimed(thread, find_attribute(thread, value, Symbol::k__class__));
    if (claimed->is_error()) return Truth::kError;
    if (!is_heap_type(*claimed) || *claimed == type_of(thread, *value)) return Truth::kFalse;
    return truth_of(is_subtype_NoGC(*claimed, *classinfo));
  }
  if (!check_class(thread, classinfo,
                   "isinstance() arg 2 must be a type, a tuple of types, or a union")) {
    return Truth::kError;
  }
  Object claimed(thread, find_attribute(thread, value, Symbol::k__class__));
  if (claimed->is_error()) return Truth::kError;
  return claimed->is_unbound() ? Truth::kFalse : abstract_is_subclass(thread, claimed, classinfo);
}

Truth plain_is_subclass(Thread* thread, const Object& type, const Object& classinfo) {
  if (is_heap_type(*type) && is_heap_type(*classinfo))
    return truth_of(is_subtype_NoGC(*type, *classinfo));
  if (!check_class(thread, type, "issubclass() arg 1 must be a class")) return Truth::kError;
  if (!check_class(thread, classinfo,
                   "issubclass() arg 2 must be a class, a tuple of classes, or a union")) {
    return Truth::kError;
  }
  return abstract_is_subclass(thread, type, classinfo);
}

// Is the hook that of `type` itself?
bool is_types_own_hook_NoGC(Thread* thread, RawObject method) {
  return is_heap_native_function(method) &&
         RawNativeFunction::cast(method).owner() == thread->runtime()->type_at(LayoutId::kType);
}

using Question = Truth (*)(Thread* thread, const Object& value, const Object& classinfo);

Truth ask_each(Thread* thread, const Object& value, const Object& classinfo, Question question,
               const char* where) {
  RecursionGuard guard(thread, where);
  if (!guard.ok()) return Truth::kError;
  Object tuple(thread, underlying_value(*classinfo));
  Object item(thread, RawObject::none());
  for (word i = 0, n = tuple_length(*tuple); i < n; i++) {
    item = tuple_at(*tuple, i);
    Truth answer = question(thread, value, item);
    if (answer != Truth::kFalse) return answer;
  }
  return Truth::kFalse;
}

}  // namespace

Truth is_instance(Thread* thread, const Object& value, const Object& classinfo) {
  if (type_of(thread, *value) == *classinfo) return Truth::kTrue;
  if (is_heap_type(*classinfo) &&
      type_of(thread, *classinfo) == thread->runtime()->type_at(LayoutId::kType)) {
    return plain_is_instance(thread, value, classinfo);
  }
  if (is_tuple(*classinfo))
    return ask_each(thread, value, classinfo, is_instance, " in __instancecheck__");
  Object hook(thread, type_lookup(thread, type_of(thread, *classinfo), Symbol::k__instancecheck__));
  if (hook->is_unbound() || is_types_own_hook_NoGC(thread, *hook))
    return plain_is_instance(thread, value, classinfo);
  RecursionGuard guard(thread, " in __instancecheck__");
  if (!guard.ok()) return Truth::kError;
  Object answer(thread, call_found(thread, hook, classinfo, value));
  return is_true(thread, answer);
}

Truth is_subclass(Thread* thread, const Object& type, const Object& classinfo) {
  if (is_heap_type(*classinfo) &&
      type_of(thread, *classinfo) == thread->runtime()->type_at(LayoutId::kType)) {
    if (*type == *classinfo) return Truth::kTrue;
    return plain_is_subclass(thread, type, classinfo);
  }
  if (is_tuple(*classinfo))
    return ask_each(thread, type, classinfo, is_subclass, " in __subclasscheck__");
  Object hook(thread, type_lookup(thread, type_of(thread, *classinfo), Symbol::k__subclasscheck__));
  if (hook->is_unbound() || is_types_own_hook_NoGC(thread, *hook))
    return plain_is_subclass(thread, type, classinfo);
  RecursionGuard guard(thread, " in __subclasscheck__");
  if (!guard.ok()) return Truth::kError;
  Object answer(thread, call_found(thread, hook, classinfo, type));
  return is_true(thread, answer);
}

}  // namespace pyro
