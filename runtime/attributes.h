#pragma once

#include "runtime/symbols.h"
#include "runtime/thread.h"

// The attribute protocol (language reference 3.3.2 and the descriptor how-to) and access to types'
// namespaces.

namespace pyro {

RawObject type_of(Thread* thread, RawObject value);

// value.name with everything that entails. AttributeError if missing.
RawObject get_attribute(Thread* thread, const Object& value, const Object& name);
RawObject get_attribute(Thread* thread, const Object& value, Symbol name);
// Unbound instead of AttributeError.
RawObject find_attribute(Thread* thread, const Object& value, const Object& name);
RawObject find_attribute(Thread* thread, const Object& value, Symbol name);
[[nodiscard]] bool set_attribute(Thread* thread, const Object& value, const Object& name,
                                 const Object& attribute);
[[nodiscard]] bool delete_attribute(Thread* thread, const Object& value, const Object& name);

// object.__getattribute__, object.__setattr__, object.__delattr__ (no __getattr__ hook).
RawObject generic_get_attribute(Thread* thread, const Object& value, const Object& name);
[[nodiscard]] bool generic_set_attribute(Thread* thread, const Object& value, const Object& name,
                                         const Object& attribute);
[[nodiscard]] bool generic_delete_attribute(Thread* thread, const Object& value,
                                            const Object& name);

// Finds `name` along the type's MRO, without binding; Unbound if missing. Cached per (type, name).
RawObject type_lookup(Thread* thread, RawObject type, RawObject name);
RawObject type_lookup(Thread* thread, RawObject type, Symbol name);
// The same past the caches, leaving no trace: the type may be changed afterwards without a new type
// version.
RawObject type_lookup_unobserved_NoGC(RawObject type, RawObject name);

// Looks a special method up on the type of `value` and binds it to `value` (a function comes back
// unbound with *self_needed set, which spares the bound method). Unbound if missing.
RawObject lookup_special(Thread* thread, const Object& value, Symbol name, bool* self_needed);
// value.__name__(arguments) looked up on the type; Unbound if the type has no such method.
RawObject call_special(Thread* thread, const Object& value, Symbol name);
RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a);
RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a,
                       const Object& b);
RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a,
                       const Object& b, const Object& c);

// The instance's __dict__, made on first request (the instance then keeps its attributes there);
// Unbound if its type gives none.
RawObject instance_dict(Thread* thread, const Object& value);

}  // namespace pyro
