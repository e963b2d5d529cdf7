#pragma once

#include "runtime/thread.h"

// Weak references (library reference, "weakref").

namespace pyro {

// A plain reference: the existing one if there is one without callback. TypeError "cannot create
// weak reference to 'int' object".
RawObject weak_ref_to(Thread* thread, const Object& referent);
// A reference of class `type` (weakref.ref or a subclass, or a proxy type); callback may be None.
RawObject new_weak_ref(Thread* thread, const Object& type, const Object& referent,
                       const Object& callback);
// The referent, None once it is dead.
inline RawObject weak_ref_target_NoGC(RawObject reference) {
  return RawWeakRef(reference.raw()).referent();
}
bool can_be_weakly_referenced(Thread* thread, RawObject value);

}  // namespace pyro
