#pragma once

#include "runtime/thread.h"

namespace pyro {

// Calls what atexit.register() was given; errors are reported. For the end of the program.
void run_exit_functions(Thread* thread);

}  // namespace pyro
