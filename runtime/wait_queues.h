#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>

#include "runtime/thread.h"

// Where threads wait for locks and queues.
//
// The state of a lock is a field of a heap object, which only the holder of the runtime's lock
// touches; so looking at it and joining the queue are one step that nothing can come between.
// Objects move, so a queue is found by a number that the object keeps (0: nobody ever waited). Who
// changes the state wakes the thread that came first; that thread looks again, since another may
// have been faster.
//
//   while (lock->locked() != 0) {
//     queues->wait(thread, lock->waiters(), deadline);
//     if (!run_pending(thread)) return RawObject::error();
//   }
//
// A signal wakes the main thread as well (Thread::wake_up).

namespace pyro {

constexpr int64_t kNoDeadline = INT64_MAX;

// CLOCK_MONOTONIC in nanoseconds: the clock of all deadlines.
int64_t monotonic_nanoseconds();

class WaitQueues {
 public:
  // A key for an object that has none yet.
  word new_key() { return ++last_key_; }
  // Sleeps without the runtime's lock until woken, or until the deadline. To be called in a loop
  // that looks at the condition.
  void wait(Thread* thread, word key, int64_t deadline);
  // Wakes the thread that has waited longest, or all.
  void wake_one(word key);
  void wake_all(word key);
  void clear() { queues_.clear(); }

 private:
  std::unordered_map<word, std::deque<Thread*>> queues_;
  word last_key_ = 0;
};

}  // namespace pyro
