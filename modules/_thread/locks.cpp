#include "modules/_thread/locks.h"

#include <cmath>
#include <ctime>

#include "lib-python/natives.h"
#include "modules/_thread/module.h"
#include "modules/blocking.h"
#include "modules/support.h"
#include "modules/time_value.h"
#include "runtime/identity.h"
#include "runtime/layout.h"

namespace pyro {

namespace {

constexpr int kWaitersKey = 0;

}  // namespace

// The waiters live as long as the process: a thread may still be asleep in them when the runtime
// goes.
LockWaiters* LockWaiters::of(Thread* thread) {
  RawObject state = thread->runtime()->module_state(&kWaitersKey);
  if (!state.is_none()) return reinterpret_cast<LockWaiters*>(state.raw());
  LockWaiters* waiters = new LockWaiters;
  thread->runtime()->set_module_state(&kWaitersKey, RawObject(reinterpret_cast<uword>(waiters)));
  return waiters;
}

void LockWaiters::note_release() {
  std::lock_guard<std::mutex> guard(mutex_);
  releases_++;
  condition_.notify_all();
}

void LockWaiters::wait(uint64_t seen, int64_t deadline) {
  constexpr int64_t kLook = 50'000'000;
  std::unique_lock<std::mutex> guard(mutex_);
  int64_t left =
      deadline == INT64_MAX ? kLook : std::min(kLook, deadline - monotonic_nanoseconds());
  if (left <= 0) return;
  condition_.wait_for(guard, std::chrono::nanoseconds(left), [&] { return releases_ != seen; });
}

int64_t monotonic_nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

RawObject new_lock(Thread* thread) {
  Layout layout(thread, RawType(thread_type(thread, ThreadType::kLock).raw()).layout());
  RawLock lock = RawLock::cast(new_instance(thread, layout));
  lock.set_locked(0);
  return lock;
}

bool lock_release(Thread* thread, RawObject lock_object) {
  RawLock lock = RawLock::cast(lock_object);
  if (lock.locked() == 0) {
    raise(thread, Exc::kRuntimeError, "release unlocked lock");
    return false;
  }
  lock.set_locked(0);
  LockWaiters::of(thread)->note_release();
  return true;
}

namespace natives {

namespace {

// Arguments of acquire(): the deadline in nanoseconds; 0 for "do not wait".
bool acquire_arguments(Thread* thread, Arguments arguments, int64_t* deadline) {
  Object blocking_value(thread, arguments[1]);
  Object timeout_value(thread, arguments[2]);
  int blocking;
  int64_t timeout;
  if (!as_int(thread, blocking_value, &blocking)) return false;
  if (!as_nanoseconds(thread, timeout_value, TimeRounding::kUp, &timeout)) return false;
  bool unlimited = timeout == -1000000000;
  if (blocking == 0 && !unlimited) {
    raise_value_error(thread, "can't specify a timeout for a non-blocking call");
    return false;
  }
  if (timeout < 0 && !unlimited) {
    raise_value_error(thread, "timeout value must be a non-negative number");
    return false;
  }
  *deadline = blocking == 0 ? 0 : unlimited ? INT64_MAX : monotonic_nanoseconds() + timeout;
  return true;
}

// Repeats `attempt` until it succeeds or the deadline has passed.
template <typename Attempt>
RawObject wait_for(Thread* thread, int64_t deadline, Attempt attempt) {
  LockWaiters* waiters = LockWaiters::of(thread);
  while (true) {
    uint64_t seen = waiters->releases();
    if (attempt()) return RawObject::true_object();
    if (deadline == 0 || (deadline != INT64_MAX && monotonic_nanoseconds() >= deadline))
      return RawObject::false_object();
    {
      BlockingRegion region(thread);
      waiters->wait(seen, deadline);
    }
    if (!run_pending(thread)) return RawObject::error();
  }
}

RawObject acquire_lock(Thread* thread, RawObject lock_object, int64_t deadline) {
  Lock lock(thread, lock_object);
  return wait_for(thread, deadline, [&] {
    if (lock->locked() != 0) return false;
    lock->set_locked(1);
    return true;
  });
}

RawObject shown(Thread* thread, const Object& self, const char* state, const std::string& details) {
  Object id(thread, object_id(thread, *self));
  char address[24];
  std::snprintf(address, sizeof(address), "0x%lx", static_cast<unsigned long>(id->small_int()));
  return new_str_format(thread, "<%s %T object%s at %s>", state, &self, details.c_str(), address);
}

}  // namespace

RawObject thread_lock_acquire(Thread* thread, Arguments arguments) {
  int64_t deadline;
  return acquire_arguments(thread, arguments, &deadline)
             ? acquire_lock(thread, arguments[0], deadline)
             : RawObject::error();
}
RawObject thread_lock_acquire_lock(Thread* thread, Arguments arguments) {
  return thread_lock_acquire(thread, arguments);
}
RawObject thread_lock___enter__(Thread* thread, Arguments arguments) {
  return acquire_lock(thread, arguments[0], INT64_MAX);
}
RawObject thread_lock_release(Thread* thread, Arguments arguments) {
  return none_or_error(lock_release(thread, arguments[0]));
}
RawObject thread_lock_release_lock(Thread* thread, Arguments arguments) {
  return thread_lock_release(thread, arguments);
}
RawObject thread_lock___exit__(Thread* thread, Arguments arguments) {
  return thread_lock_release(thread, arguments);
}
RawObject thread_lock_locked(Thread*, Arguments arguments) {
  return RawObject::from_bool(RawLock::cast(arguments[0]).locked() != 0);
}
RawObject thread_lock_locked_lock(Thread* thread, Arguments arguments) {
  return thread_lock_locked(thread, arguments);
}
RawObject thread_lock__at_fork_reinit(Thread*, Arguments arguments) {
  RawLock::cast(arguments[0]).set_locked(0);
  return RawObject::none();
}
RawObject thread_lock___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return shown(thread, self, RawLock::cast(*self).locked() != 0 ? "locked" : "unlocked", "");
}

// --- RLock
// ---------------------------------------------------------------------------------------------------------------------------

namespace {

// Thread identifiers are pthread_t, aligned addresses below 2^62.
word own_identifier(Thread* thread) { return static_cast<word>(thread->identifier); }

RawObject acquire_recursive(Thread* thread, RawObject lock_object, int64_t deadline) {
  RecursiveLock lock(thread, lock_object);
  word self = own_identifier(thread);
  if (lock->depth() > 0 && lock->owner() == self) {
    lock->set_depth(lock->depth() + 1);
    return RawObject::true_object();
  }
  return wait_for(thread, deadline, [&] {
    if (lock->depth() > 0) return false;
    lock->set_owner(self);
    lock->set_depth(1);
    return true;
  });
}

bool check_owned(Thread* thread, RawRecursiveLock lock) {
  if (lock.depth() > 0 && lock.owner() == own_identifier(thread)) return true;
  raise(thread, Exc::kRuntimeError, "cannot release un-acquired lock");
  return false;
}

}  // namespace

RawObject thread_RLock___new__(Thread* thread, Arguments arguments) {
  Layout layout(thread, RawType::cast(arguments[0]).layout());
  RawRecursiveLock lock = RawRecursiveLock::cast(new_instance(thread, layout));
  lock.set_owner(0);
  lock.set_depth(0);
  return lock;
}
RawObject thread_RLock_acquire(Thread* thread, Arguments arguments) {
  int64_t deadline;
  return acquire_arguments(thread, arguments, &deadline)
             ? acquire_recursive(thread, arguments[0], deadline)
             : RawObject::error();
}
RawObject thread_RLock___enter__(Thread* thread, Arguments arguments) {
  return acquire_recursive(thread, arguments[0], INT64_MAX);
}
RawObject thread_RLock_release(Thread* thread, Arguments arguments) {
  RawRecursiveLock lock = RawRecursiveLock::cast(arguments[0]);
  if (!check_owned(thread, lock)) return RawObject::error();
  lock.set_depth(lock.depth() - 1);
  if (lock.depth() > 0) return RawObject::none();
  lock.set_owner(0);
  LockWaiters::of(thread)->note_release();
  return RawObject::none();
}
RawObject thread_RLock___exit__(Thread* thread, Arguments arguments) {
  return thread_RLock_release(thread, arguments);
}
RawObject thread_RLock__is_owned(Thread* thread, Arguments arguments) {
  RawRecursiveLock lock = RawRecursiveLock::cast(arguments[0]);
  return RawObject::from_bool(lock.depth() > 0 && lock.owner() == own_identifier(thread));
}
RawObject thread_RLock__recursion_count(Thread* thread, Arguments arguments) {
  RawRecursiveLock lock = RawRecursiveLock::cast(arguments[0]);
  return RawObject::from_small_int(lock.owner() == own_identifier(thread) ? lock.depth() : 0);
}
RawObject thread_RLock__release_save(Thread* thread, Arguments arguments) {
  RawRecursiveLock lock = RawRecursiveLock::cast(arguments[0]);
  if (!check_owned(thread, lock)) return RawObject::error();
  Object depth(thread, RawObject::from_small_int(lock.depth()));
  Object owner(thread, RawObject::from_small_int(lock.owner()));
  lock.set_depth(0);
  lock.set_owner(0);
  LockWaiters::of(thread)->note_release();
  return new_tuple_of(thread, depth, owner);
}
RawObject thread_RLock__acquire_restore(Thread* thread, Arguments arguments) {
  Object state(thread, arguments[1]);
  if (!is_heap_tuple(*state) || tuple_length(*state) != 2 || !tuple_at(*state, 0).is_small_int()) {
    return raise_type_error(thread, "_acquire_restore() argument 1 must be tuple, not %T", &state);
  }
  RecursiveLock lock(thread, arguments[0]);
  if (acquire_recursive(thread, *lock, INT64_MAX).is_error()) return RawObject::error();
  lock->set_depth(tuple_at(*state, 0).small_int());
  return RawObject::none();
}
RawObject thread_RLock__at_fork_reinit(Thread*, Arguments arguments) {
  RawRecursiveLock::cast(arguments[0]).set_depth(0);
  RawRecursiveLock::cast(arguments[0]).set_owner(0);
  return RawObject::none();
}
RawObject thread_RLock___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawRecursiveLock lock = RawRecursiveLock::cast(*self);
  std::string details =
      " owner=" + std::to_string(lock.owner()) + " count=" + std::to_string(lock.depth());
  return shown(thread, self, lock.depth() > 0 ? "locked" : "unlocked", details);
}

}  // namespace natives
}  // namespace pyro
