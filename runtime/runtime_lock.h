#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "runtime/thread.h"

// The lock of a runtime.
//
// One thread at a time runs Python code and touches the heap: the one that holds this lock. It lets
// go of it in two places only: around system calls that may block (BlockingRegion), and at
// safepoints when another thread has asked for it. Both are places where everything that the thread
// still needs is rooted, so a collection by whoever holds the lock next may move all objects.
//
// A thread that finds the lock taken waits for one switch interval; if the lock did not change
// hands meanwhile it sets kInterruptLockRequest with the holder, who leaves its fast path at the
// next call or loop edge. Handing over is fair: the holder does not take the lock again before one
// of the waiting threads has had it. Without other threads the lock costs an uncontended mutex at
// each blocking call and nothing elsewhere.

namespace pyro {

class RuntimeLock {
 public:
  // Waits for the lock. Does not return to a thread other than the main one once the runtime is
  // closed.
  void acquire(Thread* thread);
  void release();
  // At a safepoint: lets a waiting thread run first.
  void hand_over(Thread* thread);
  // The thread that holds the lock, or null.
  Thread* holder() const { return holder_; }
  // What a thread waits before it asks the holder to let go (sys.setswitchinterval).
  void set_switch_interval(double seconds);
  // The program ends: threads that wait for the lock, or ask for it later, stay asleep until the
  // process is gone.
  void close();
  // After fork() in the child, where the state of mutexes that other threads held is not known.
  void reset_in_child(Thread* holder);

 private:
  void wait_until_free(Thread* thread, std::unique_lock<std::mutex>* guard);

  std::mutex mutex_;
  std::condition_variable freed_, taken_;
  Thread* holder_ = nullptr;
  uint64_t switches_ = 0;
  int waiting_ = 0;       // in acquire()
  int handing_over_ = 0;  // in hand_over(), until somebody has taken the lock
  bool closed_ = false;
  int64_t interval_nanoseconds_ = 5'000'000;
};

// Lets other threads of the runtime run while this one waits for the system. No heap object may be
// touched inside. errno survives.
class BlockingRegion {
 public:
  explicit BlockingRegion(Thread* thread);
  ~BlockingRegion();
  BlockingRegion(const BlockingRegion&) = delete;

 private:
  Thread* thread_;
};

}  // namespace pyro
