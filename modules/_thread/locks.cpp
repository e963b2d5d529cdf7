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
#include "runtime/types/container_support.h"

namespace pyro {

namespace {

// _thread.TIMEOUT_MAX
constexpr int64_t kMaximumTimeout = INT64_MAX / 1000000000 * 1000000000;

}  // namespace

RawObject new_lock(Thread* thread) {
  Layout layout(thread, RawType(thread_type(thread, ThreadType::kLock).raw()).layout());
  RawLock lock = RawLock::cast(new_instance(thread, layout));
  lock.set_locked(0);
  lock.set_waiters(0);
  return lock;
}

constexpr int64_t kIdleNanoseconds = 500000000;
constexpr int kIdleCollectionKey = 0;

int64_t IdleCollection::next_stop(int64_t deadline) {
  if (done_) return deadline;
  next_look_ = monotonic_nanoseconds() + kIdleNanoseconds;
  return std::min(deadline, next_look_);
}

bool IdleCollection::look(Thread* thread) {
  if (done_ || monotonic_nanoseconds() < next_look_) return true;
  Runtime* runtime = thread->runtime();
  uint64_t allocated = thread->heap()->statistics().bytes_allocated;
  bool idle = allocated == allocated_;
  allocated_ = allocated;
  if (!idle) return true;
  done_ = true;
  RawObject figure = RawObject::from_small_int(static_cast<word>(allocated));
  if (runtime->module_state(&kIdleCollectionKey) == figure) return true;
  for (Thread* each : runtime->threads()) runtime->hooks.drop_dead_temporaries(each);
  thread->heap()->collect_major("idle");
  allocated = thread->heap()->statistics().bytes_allocated;
  figure = RawObject::from_small_int(static_cast<word>(allocated));
  runtime->set_module_state(&kIdleCollectionKey, figure);
  return run_pending(thread);
}

bool lock_release(Thread* thread, RawObject lock_object) {
  RawLock lock = RawLock::cast(lock_object);
  if (lock.locked() == 0) {
    raise(thread, Exc::kRuntimeError, "release unlocked lock");
    return false;
  }
  lock.set_locked(0);
  thread->runtime()->wait_queues()->wake_one(lock.waiters());
  return true;
}

bool lock_arguments(Thread* thread, RawObject blocking_argument, RawObject timeout_argument,
                    int64_t* deadline) {
  Object blocking_value(thread, blocking_argument);
  Object timeout_value(thread, timeout_argument);
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
    raise_value_error(thread, "timeout value must be positive");
    return false;
  }
  if (timeout > kMaximumTimeout) {
    raise(thread, Exc::kOverflowError, "timeout value is too large");
    return false;
  }
  *deadline = blocking == 0 ? 0 : unlimited ? kNoDeadline : monotonic_nanoseconds() + timeout;
  return true;
}

namespace natives {

namespace {

RawObject acquire_lock(Thread* thread, RawObject lock_object, int64_t deadline) {
  Lock lock(thread, lock_object);
  return wait_for(thread, lock, deadline, [&] {
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
  return lock_arguments(thread, arguments[1], arguments[2], &deadline)
             ? acquire_lock(thread, arguments[0], deadline)
             : RawObject::error();
}
RawObject thread_lock_acquire_lock(Thread* thread, Arguments arguments) {
  return thread_lock_acquire(thread, arguments);
}
RawObject thread_lock___enter__(Thread* thread, Arguments arguments) {
  return acquire_lock(thread, arguments[0], kNoDeadline);
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
  RawLock::cast(arguments[0]).set_waiters(0);
  return RawObject::none();
}
RawObject thread_lock___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return shown(thread, self, RawLock::cast(*self).locked() != 0 ? "locked" : "unlocked", "");
}

// --- RLock

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
  return wait_for(thread, lock, deadline, [&] {
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
  RawRecursiveLock lock = RawRecursiveLock::cast(allocate_for(thread, arguments[0]));
  lock.set_owner(0);
  lock.set_depth(0);
  lock.set_waiters(0);
  return lock;
}
RawObject thread_RLock_acquire(Thread* thread, Arguments arguments) {
  int64_t deadline;
  return lock_arguments(thread, arguments[1], arguments[2], &deadline)
             ? acquire_recursive(thread, arguments[0], deadline)
             : RawObject::error();
}
RawObject thread_RLock___enter__(Thread* thread, Arguments arguments) {
  return acquire_recursive(thread, arguments[0], kNoDeadline);
}
RawObject thread_RLock_release(Thread* thread, Arguments arguments) {
  RawRecursiveLock lock = RawRecursiveLock::cast(arguments[0]);
  if (!check_owned(thread, lock)) return RawObject::error();
  lock.set_depth(lock.depth() - 1);
  if (lock.depth() > 0) return RawObject::none();
  lock.set_owner(0);
  thread->runtime()->wait_queues()->wake_one(lock.waiters());
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
  thread->runtime()->wait_queues()->wake_one(lock.waiters());
  return new_tuple_of(thread, depth, owner);
}
RawObject thread_RLock__acquire_restore(Thread* thread, Arguments arguments) {
  Object state(thread, arguments[1]);
  if (!is_heap_tuple(*state) || tuple_length(*state) != 2 || !tuple_at(*state, 0).is_small_int()) {
    return raise_type_error(thread, "_acquire_restore() argument 1 must be tuple, not %V", &state);
  }
  RecursiveLock lock(thread, arguments[0]);
  if (acquire_recursive(thread, *lock, kNoDeadline).is_error()) return RawObject::error();
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
