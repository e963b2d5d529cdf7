#include "capi_emulation/thread_hooks.h"

#include <cstdio>
#include <cstdlib>

namespace pyro::capi {

namespace {
// The thread that last gave the lock up, for callbacks on the same thread of the system.
thread_local Thread* detached_thread = nullptr;
}  // namespace

void release_runtime_lock(Thread* thread) { detached_thread = thread; }
void acquire_runtime_lock(Thread*) { detached_thread = nullptr; }

Thread* attach_native_thread() {
  if (detached_thread != nullptr) return detached_thread;
  std::fputs("Fatal error: a thread that pyro does not know called PyGILState_Ensure\n", stderr);
  std::abort();
}

}  // namespace pyro::capi
