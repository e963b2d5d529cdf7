#include "runtime/super.h"

#include "runtime/attributes.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

namespace pyro {

namespace {

// The class whose MRO is searched: self itself if it is a class derived from cls, else its class;
// Unbound if neither fits.
RawObject starting_class(Thread* thread, const Object& cls, const Object& self) {
  if (is_heap_type(*self) && is_subtype_NoGC(*self, *cls)) return *self;
  RawObject type = type_of(thread, *self);
  if (is_subtype_NoGC(type, *cls)) return type;
  // An object may claim another class (proxies do).
  RawObject claimed = find_attribute(thread, self, Symbol::k__class__);
  if (claimed.is_error()) return claimed;
  if (is_heap_type(claimed) && is_subtype_NoGC(claimed, *cls)) return claimed;
  return RawObject::unbound();
}

}  // namespace

RawObject new_super(Thread* thread, const Object& cls, const Object& self) {
  if (!is_heap_type(*cls))
    return raise_type_error(thread, "super() argument 1 must be a type, not %T", &cls);
  Object start(thread, RawObject::none());
  if (!self->is_none()) {
    start = starting_class(thread, cls, self);
    if (start->is_error()) return *start;
    if (start->is_unbound()) {
      return raise_type_error(thread,
                              "super(type, obj): obj must be an instance or subtype of type");
    }
  }
  RawSuper super = RawSuper::cast(new_instance_of_kind(thread, Kind::kSuper));
  super.set_this_class(*cls);
  super.set_self(*self);
  super.set_self_class(*start);
  return super;
}

RawObject super_get_attribute(Thread* thread, const Super& super, const Object& name) {
  RawObject start = super->self_class();
  bool is_class_name = *name == thread->runtime()->symbol(Symbol::k__class__);
  if (start.is_none() || is_class_name) return generic_get_attribute(thread, super, name);
  RawObject mro = RawType(start.raw()).mro();
  // A class whose mro() is running has none yet.
  word i = 0, length = is_heap_tuple(mro) ? tuple_length(mro) : 0;
  while (i < length && !(tuple_at(mro, i) == super->this_class())) i++;
  for (i++; i < length; i++) {
    RawObject value = type_dict_get(thread, tuple_at(mro, i), *name);
    if (value.is_unbound()) continue;
    Object descriptor(thread, value);
    Object self(thread, super->self());
    Object owner(thread, start);
    if (*self == start) return descriptor_get_on_class(thread, descriptor, owner);
    return descriptor_get(thread, descriptor, self, owner);
  }
  return generic_get_attribute(thread, super, name);
}

}  // namespace pyro
