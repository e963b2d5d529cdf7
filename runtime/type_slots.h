#pragma once

#include "runtime/thread.h"

// __slots__: checks, names, and the member descriptors.

namespace pyro {

// Reads __slots__ from the namespace, stores the type's own slot names (mangled, sorted) in
// type.slots, sets kTypeHasDict and kTypeHasWeakRef, and says how many words the names take. The
// namespace must not have been published yet.
[[nodiscard]] bool process_slots(Thread* thread, const Type& type, const Type& base, const Dict& ns,
                                 word* slot_words);
// Puts a member descriptor for each slot name into the namespace; needs type.layout.
void bind_slots(Thread* thread, const Type& type, const Dict& ns);
// globals()['__name__'] of the innermost frame, or Unbound.
RawObject current_globals_name(Thread* thread);

}  // namespace pyro
