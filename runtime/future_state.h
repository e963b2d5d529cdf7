#pragma once

#include "objects/objects.h"

// What the collector must know of the futures and tasks of modules/_asyncio.

namespace pyro {

enum FutureState : word { kFuturePending = 0, kFutureCancelled = 1, kFutureFinished = 2 };

// Bits of Future::flags.
enum FutureFlag : word {
  kFutureBlocking = 1,          // _asyncio_future_blocking: an await handed the future to its task
  kFutureLogTraceback = 2,      // nobody has seen the exception yet
  kFutureOwnFinalizer = 4,      // of a subclass, which may define __del__
  kFutureRegistered = 8,        // with the heap, for its finalizer
  kFutureExact = 64,            // no instance of a subclass
  kTaskMustCancel = 16,         // CancelledError is to be thrown at the next step
  kTaskLogDestroyPending = 32,  // complain if the task dies before it is done
};

// Would __del__ do anything? Forgets the registration if not.
inline bool future_needs_finalizer_NoGC(RawFuture future) {
  word flags = future.flags();
  if ((flags & (kFutureOwnFinalizer | kFutureLogTraceback)) != 0) return true;
  bool pending = future.state() == kFuturePending && is_heap_task(future);
  if (pending && (flags & kTaskLogDestroyPending) != 0) return true;
  future.set_flags(flags & ~kFutureRegistered);
  return false;
}

}  // namespace pyro
