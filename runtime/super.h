#pragma once

#include "runtime/thread.h"

namespace pyro {

// super(cls, self): `self` is an instance of cls, a subclass of it, or None for an unbound super
// object.
RawObject new_super(Thread* thread, const Object& cls, const Object& self);
// Looks `name` up behind this_class in the MRO of the super object's own class, and binds it.
RawObject super_get_attribute(Thread* thread, const Super& super, const Object& name);

}  // namespace pyro
