#pragma once

#include "runtime/thread.h"

namespace pyro {

// Adds the names in the namespaces of a class and of its bases to a dict: what dir() shows. Any
// object with __dict__ and
// __bases__ passes for a class.
[[nodiscard]] bool add_class_names(Thread* thread, const Dict& names, const Object& cls);

}  // namespace pyro
