#pragma once

#include "runtime/thread.h"

namespace pyro {

// In the child after fork(): signals that arrived before are the parent's, and `thread` is the main
// thread.
void signals_after_fork(Thread* thread);

}  // namespace pyro
