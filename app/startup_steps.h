#pragma once

#include "app/command_line.h"
#include "app/startup.h"
#include "runtime/roots.h"

// Steps of start_up() that have files of their own. False: an exception is pending.

namespace pyro::app {

// sys.stdin, sys.stdout, sys.stderr and the originals beside them; `io` is the module.
[[nodiscard]] bool make_streams(Thread* thread, const Configuration& configuration,
                                const Object& io);
// What the command line decided, as sys shows it: flags, paths, argv, warnoptions, _xoptions.
[[nodiscard]] bool publish_configuration(Thread* thread, const Configuration& configuration);

}  // namespace pyro::app
