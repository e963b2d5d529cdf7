#pragma once

#include "modules/blocking.h"
#include "runtime/wait_queues.h"

// Lock objects. How threads wait for them: runtime/wait_queues.h.

namespace pyro {

// Lock objects from C++ code.
RawObject new_lock(Thread* thread);
[[nodiscard]] bool lock_release(Thread* thread, RawObject lock);

// A thread that waits long, in a process where nothing else happens, may wait for what the
// finalizer of a dead object would do: close a socket, release a lock. So a wait looks up every
// half second; when nothing was allocated since the last look, one full collection is made, and the
// rest of the wait is quiet.
class IdleCollection {
 public:
  // The wait's deadline, or the next look if that is earlier.
  int64_t next_stop(int64_t deadline);
  // To be called after each wait. False: a finalizer or callback left an exception pending.
  [[nodiscard]] bool look(Thread* thread);

 private:
  int64_t next_look_ = 0;
  uint64_t allocated_ = UINT64_MAX;  // at the last look
  bool done_ = false;
};

// Repeats `attempt` until it succeeds (True) or the deadline has passed (False; 0: one attempt
// only). Error if a signal handler raised. `waiters` gives access to the wait queue's key in the
// rooted object.
template <typename Attempt, typename Rooted>
RawObject wait_for(Thread* thread, const Rooted& object, int64_t deadline, Attempt attempt) {
  WaitQueues* queues = thread->runtime()->wait_queues();
  IdleCollection idle;
  while (!attempt()) {
    if (deadline == 0 || (deadline != kNoDeadline && monotonic_nanoseconds() >= deadline))
      return RawObject::false_object();
    if (object->waiters() == 0) object->set_waiters(queues->new_key());
    queues->wait(thread, object->waiters(), idle.next_stop(deadline));
    if (run_pending(thread) && idle.look(thread)) continue;
    queues->wake_one(object->waiters());  // it may have been this thread's turn
    return RawObject::error();
  }
  return RawObject::true_object();
}

// Arguments of acquire() and get(): the deadline; 0 for "do not wait". A timeout of -1 s is none.
[[nodiscard]] bool lock_arguments(Thread* thread, RawObject blocking, RawObject timeout,
                                  int64_t* deadline);

}  // namespace pyro
