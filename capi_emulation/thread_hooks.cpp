#include "capi_emulation/thread_hooks.h"

#include <pthread.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "capi_emulation/handles.h"
#include "runtime/runtime.h"
#include "runtime/runtime_lock.h"

namespace pyro::capi {

namespace {

// The Thread of this thread of the system while it has given the lock up, so that callbacks find
// it.
thread_local Thread* detached_thread = nullptr;

constexpr size_t kAssumedStackBytes = size_t{1} << 20;

}  // namespace

void release_runtime_lock(Thread* thread) {
  int saved = errno;
  detached_thread = thread;
  thread->runtime()->lock()->release();
  errno = saved;
}

void acquire_runtime_lock(Thread* thread) {
  int saved = errno;
  thread->runtime()->lock()->acquire(thread);
  detached_thread = nullptr;
  errno = saved;
}

Thread* attach_native_thread() {
  if (detached_thread != nullptr) return detached_thread;
  Runtime* runtime = Extensions::exporting_runtime();
  if (runtime == nullptr) {
    std::fputs("Fatal error: PyGILState_Ensure without a running interpreter\n", stderr);
    std::abort();
  }
  // The list of threads may only be touched with the lock held, which needs a Thread to hold it:
  // the main one lends its name.
  runtime->lock()->acquire(runtime->main_thread());
  Thread* fresh = runtime->add_thread();
  if (fresh == nullptr) std::abort();
  fresh->identifier = static_cast<uint64_t>(pthread_self());
  fresh->adopt_native_stack(kAssumedStackBytes);
  runtime->lock()->release();
  detached_thread = fresh;
  return fresh;
}

}  // namespace pyro::capi
