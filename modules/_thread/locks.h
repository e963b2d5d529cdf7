#pragma once

#include <condition_variable>
#include <mutex>

#include "runtime/thread.h"

// Where threads of a runtime wait for locks.
//
// The state of a lock is a field of a heap object, which only the thread that holds the runtime's
// lock touches. A thread that finds it taken remembers the number of releases so far, lets the
// runtime go, and sleeps until that number has grown: no release between the look and the sleep can
// be missed.

namespace pyro {

class LockWaiters {
 public:
  static LockWaiters* of(Thread* thread);
  uint64_t releases() const { return releases_; }
  void note_release();
  // Waits until there was a release after `seen` or the monotonic deadline (nanoseconds, INT64_MAX:
  // none) has passed; wakes up now and then, so that signals are looked after.
  void wait(uint64_t seen, int64_t deadline);

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  uint64_t releases_ = 0;
};

int64_t monotonic_nanoseconds();

// Lock objects from C++ code.
RawObject new_lock(Thread* thread);
[[nodiscard]] bool lock_release(Thread* thread, RawObject lock);

}  // namespace pyro
