#pragma once

#include "runtime/thread.h"

namespace pyro {

// Puts the descriptors __dict__ and __weakref__ into the namespace of a class whose instances have
// what its base's lack.
void add_instance_attributes(Thread* thread, const Type& type, const Dict& ns, bool has_dict,
                             bool has_weakref);

}  // namespace pyro
