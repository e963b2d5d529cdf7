#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/types/container_support.h"

// property, staticmethod, classmethod (descriptor how-to guide). Reading and writing through them
// happens in runtime/descriptors.cpp; here are the types' own methods.

namespace pyro {
namespace natives {

namespace {

RawObject new_of_class(Thread* thread, RawObject cls) { return allocate_for(thread, cls); }

// bool(value.__isabstractmethod__), false where there is none.
Truth is_abstract(Thread* thread, RawObject raw_value) {
  Object value(thread, raw_value);
  if (value->is_none()) return Truth::kFalse;
  Object mark(thread, find_attribute(thread, value, Symbol::k__isabstractmethod__));
  if (mark->is_unbound()) return Truth::kFalse;
  return is_true(thread, mark);
}

}  // namespace

// --- property

RawObject property___new__(Thread* thread, Arguments arguments) {
  return new_of_class(thread, arguments[0]);
}

namespace {

// The docstring of the getter. An instance of a subclass keeps it as an attribute, so that a
// __doc__ of the class does not hide it; without a __dict__ it cannot, which is an error.
bool store_doc(Thread* thread, const Property& self, const Object& doc) {
  if (layout_of(*self) == LayoutId::kProperty) {
    self->set_doc(*doc);
    return true;
  }
  Object name(thread, thread->runtime()->symbol(Symbol::k__doc__));
  return set_attribute(thread, self, name, doc);
}

}  // namespace

RawObject property___init__(Thread* thread, Arguments arguments) {
  Property self(thread, arguments[0]);
  self->set_getter(arguments[1]);
  self->set_setter(arguments[2]);
  self->set_deleter(arguments[3]);
  self->set_name(RawObject::none());
  self->set_doc(arguments[4]);
  if (!arguments[4].is_none() || arguments[1].is_none()) return RawObject::none();
  Object getter(thread, arguments[1]);
  Object doc(thread, find_attribute(thread, getter, Symbol::k__doc__));
  if (doc->is_error()) return *doc;
  if (doc->is_unbound()) return RawObject::none();
  return store_doc(thread, self, doc) ? RawObject::none() : RawObject::error();
}

RawObject property___get__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]);
  if (instance->is_none()) return *self;
  RawProperty property = RawProperty::cast(*self);
  Object getter(thread, property.getter());
  if (!getter->is_none()) return call(thread, getter, instance);
  Object name(thread, RawProperty::cast(*self).name());
  Object owner_name(thread, RawType(type_of(thread, *instance).raw()).qualname());
  if (name->is_none())
    return raise(thread, Exc::kAttributeError, "property of '%S' object has no getter",
                 &owner_name);
  return raise(thread, Exc::kAttributeError, "property %R of '%S' object has no getter", &name,
               &owner_name);
}

namespace {

RawObject change_property(Thread* thread, Arguments arguments, bool deleting) {
  Object self(thread, arguments[0]), instance(thread, arguments[1]);
  RawProperty property = RawProperty::cast(*self);
  Object accessor(thread, deleting ? property.deleter() : property.setter());
  if (accessor->is_none()) {
    const char* what = deleting ? "deleter" : "setter";
    Object name(thread, property.name());
    Object owner_name(thread, RawType(type_of(thread, *instance).raw()).qualname());
    if (name->is_none())
      return raise(thread, Exc::kAttributeError, "property of '%S' object has no %s", &owner_name,
                   what);
    return raise(thread, Exc::kAttributeError, "property %R of '%S' object has no %s", &name,
                 &owner_name, what);
  }
  Object value(thread, deleting ? RawObject::none() : arguments[2]);
  RawObject result =
      deleting ? call(thread, accessor, instance) : call(thread, accessor, instance, value);
  return result.is_error() ? result : RawObject::none();
}

// A property of the same class with one accessor replaced; a docstring that came from the old
// getter is taken anew.
RawObject copy_property(Thread* thread, Arguments arguments, word replaced_index) {
  Property self(thread, arguments[0]);
  Object cls(thread, type_of(thread, *self));
  Object args(thread, new_tuple(thread, 4));
  for (word i = 0; i < 3; i++) tuple_init(*args, i, self->at(RawProperty::kGetterIndex + i));
  if (!arguments[1].is_none()) tuple_init(*args, replaced_index, arguments[1]);
  Object getter(thread, self->getter());
  Object doc(thread, getter->is_none() ? RawObject::unbound()
                                       : find_attribute(thread, getter, Symbol::k__doc__));
  if (doc->is_error()) return *doc;
  bool from_getter = !doc->is_unbound() && !doc->is_none() && *doc == self->doc();
  if (layout_of(*self) != LayoutId::kProperty && !getter->is_none() && self->doc().is_none())
    from_getter = true;
  tuple_init(*args, 3, from_getter ? RawObject::none() : self->doc());
  Object none(thread, RawObject::none());
  Object copy(thread, call_with(thread, cls, args, none));
  if (!copy->is_error() && is_heap_property(*copy)) RawProperty::cast(*copy).set_name(self->name());
  return *copy;
}

}  // namespace

RawObject property___set__(Thread* thread, Arguments arguments) {
  return change_property(thread, arguments, false);
}
RawObject property___delete__(Thread* thread, Arguments arguments) {
  return change_property(thread, arguments, true);
}
RawObject property_getter(Thread* thread, Arguments arguments) {
  return copy_property(thread, arguments, 0);
}
RawObject property_setter(Thread* thread, Arguments arguments) {
  return copy_property(thread, arguments, 1);
}
RawObject property_deleter(Thread* thread, Arguments arguments) {
  return copy_property(thread, arguments, 2);
}

RawObject property___set_name__(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[1]);
  if (count != 2) {
    return raise_type_error(
        thread, "__set_name__() takes 2 positional arguments but %ld were given", count);
  }
  RawProperty::cast(arguments[0]).set_name(tuple_at(arguments[1], 1));
  return RawObject::none();
}

RawObject property___isabstractmethod___get(Thread* thread, Arguments arguments) {
  Property self(thread, arguments[0]);
  for (word i = 0; i < 3; i++) {
    Truth abstract = is_abstract(thread, self->at(RawProperty::kGetterIndex + i));
    if (abstract != Truth::kFalse) return truth_result(abstract);
  }
  return RawObject::false_object();
}

// --- staticmethod and classmethod

namespace {

// Makes the wrapper look like what it wraps: __module__, __name__, __qualname__, __doc__,
// __annotations__.
bool copy_function_attributes(Thread* thread, const Object& self, const Object& function) {
  Object value(thread, RawObject::none()), name(thread, RawObject::none());
  for (Symbol symbol : {Symbol::k__module__, Symbol::k__name__, Symbol::k__qualname__,
                        Symbol::k__doc__, Symbol::k__annotations__}) {
    value = find_attribute(thread, function, symbol);
    if (value->is_error()) return false;
    if (value->is_unbound()) continue;
    name = thread->runtime()->symbol(symbol);
    if (!set_attribute(thread, self, name, value)) return false;
  }
  return true;
}

RawObject initialize_wrapper(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), function(thread, arguments[1]);
  self->set_at(RawClassMethod::kCallableIndex, *function);
  return copy_function_attributes(thread, self, function) ? RawObject::none() : RawObject::error();
}

RawObject wrapper_repr(Thread* thread, Arguments arguments, const char* name) {
  Object function(thread, arguments[0].at(RawClassMethod::kCallableIndex));
  return new_str_format(thread, "<%s(%R)>", name, &function);
}

}  // namespace

static_assert(RawClassMethod::kCallableIndex == RawStaticMethod::kCallableIndex);

RawObject staticmethod___new__(Thread* thread, Arguments arguments) {
  return new_of_class(thread, arguments[0]);
}
RawObject staticmethod___init__(Thread* thread, Arguments arguments) {
  return initialize_wrapper(thread, arguments);
}
RawObject staticmethod___repr__(Thread* thread, Arguments arguments) {
  return wrapper_repr(thread, arguments, "staticmethod");
}
RawObject staticmethod___get__(Thread*, Arguments arguments) {
  return RawStaticMethod::cast(arguments[0]).callable();
}
RawObject staticmethod___call__(Thread* thread, Arguments arguments) {
  Object function(thread, RawStaticMethod::cast(arguments[0]).callable());
  Object args(thread, arguments[1]), keywords(thread, arguments[2]);
  return call_with(thread, function, args, keywords);
}
RawObject staticmethod___isabstractmethod___get(Thread* thread, Arguments arguments) {
  return truth_result(is_abstract(thread, RawStaticMethod::cast(arguments[0]).callable()));
}

RawObject classmethod___new__(Thread* thread, Arguments arguments) {
  return new_of_class(thread, arguments[0]);
}
RawObject classmethod___init__(Thread* thread, Arguments arguments) {
  return initialize_wrapper(thread, arguments);
}
RawObject classmethod___repr__(Thread* thread, Arguments arguments) {
  return wrapper_repr(thread, arguments, "classmethod");
}
RawObject classmethod___get__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object instance(thread, arguments[1]);
  Object owner(thread, arguments[2].is_none() ? type_of(thread, *instance) : arguments[2]);
  Object function(thread, RawClassMethod::cast(*self).callable());
  if (!is_heap_function(*function) && is_descriptor(thread, *function)) {
    return descriptor_get(thread, function, owner, owner);
  }
  return new_bound_method(thread, function, owner);
}
RawObject classmethod___isabstractmethod___get(Thread* thread, Arguments arguments) {
  return truth_result(is_abstract(thread, RawClassMethod::cast(arguments[0]).callable()));
}

}  // namespace natives
}  // namespace pyro
