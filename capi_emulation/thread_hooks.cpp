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
// The Thread that PyGILState_Ensure made for this thread of the system.
thread_local Thread* native_thread = nullptr;

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
  detached_thread = native_thread = fresh;
  return fresh;
}

Thread* detached_thread_of_this_thread() { return detached_thread; }

bool is_native_thread() { return native_thread != nullptr; }

void detach_native_thread(Thread* thread) {
  int saved = errno;
  native_thread = detached_thread = nullptr;
  delete_thread_state(thread);
  errno = saved;
}

Thread* new_thread_state(Runtime* runtime) { return runtime->add_thread(); }

void delete_thread_state(Thread* thread) {
  Runtime* runtime = thread->runtime();
  // Finalizers that are still due run in a thread that goes on.
  if ((thread->interrupts & kInterruptCallbacks) != 0)
    runtime->main_thread()->interrupts |= kInterruptCallbacks;
  runtime->remove_thread(thread);
}

}  // namespace pyro::capi
