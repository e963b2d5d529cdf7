#pragma once

#include "runtime/thread.h"

namespace pyro {

// Puts sysconf_names, confstr_names and pathconf_names into the module.
[[nodiscard]] bool set_configuration_names(Thread* thread, const Object& module);

}  // namespace pyro
