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
// The Thread of this thread of the system while it has given the lock up, or null.
Thread* detached_thread_of_this_thread();
// Whether this thread of the system was given a Thread that way.
bool is_native_thread();
// Its last PyGILState_Release: the Thread goes, and the lock with it.
void detach_native_thread(Thread* thread);
// A Thread that no thread of the system uses yet (PyThreadState_New); null without memory. The lock
// is held.
Thread* new_thread_state(Runtime* runtime);
void delete_thread_state(Thread* thread);

}  // namespace pyro::capi
