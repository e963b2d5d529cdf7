#pragma once

#include <cerrno>

#include "runtime/runtime.h"
#include "runtime/runtime_lock.h"

// System calls that may block.
//
// A native that waits for the system opens a BlockingRegion around the call: other threads of the
// runtime may run meanwhile. No heap object may be touched inside. A call that a signal interrupts
// is repeated after the signal's Python handlers have run (PEP 475):
//
//   ssize_t result = retry_interrupted(thread, [&] { return ::read(fd, buffer, size); });
//   if (result < 0) return thread->has_exception() ? RawObject::error() : raise_os_error(thread,
//   errno);

namespace pyro {

// Runs what is due at a safepoint, signal handlers above all. False: an exception is pending.
[[nodiscard]] inline bool run_pending(Thread* thread) {
  auto safepoint = thread->runtime()->hooks.safepoint;
  return safepoint == nullptr || safepoint(thread);
}

// Calls until the result is not -1 with EINTR. -1 with an exception pending if a signal handler
// raised.
template <typename Call>
auto retry_interrupted(Thread* thread, Call system_call) {
  while (true) {
    decltype(system_call()) result;
    int error;
    {
      BlockingRegion region(thread);
      result = system_call();
      error = errno;
    }
    errno = error;
    if (!(result == -1 && error == EINTR)) return result;
    if (!run_pending(thread)) return result;
  }
}

}  // namespace pyro
