#pragma once

#include "runtime/thread.h"

// Where the emulation meets threads: giving up and taking the runtime's lock. This is all that has
// to change when the way threads take turns changes.

namespace pyro::capi {

// PyEval_SaveThread and PyEval_RestoreThread. Other threads may run between the two; no heap object
// may be touched.
void release_runtime_lock(Thread* thread);
void acquire_runtime_lock(Thread* thread);
// A thread of the system that extension code started calls PyGILState_Ensure: its Thread, made at
// the first call.
Thread* attach_native_thread();

}  // namespace pyro::capi
