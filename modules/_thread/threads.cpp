#include <pthread.h>

#include "lib-python/natives.h"
#include "modules/_thread/locks.h"
#include "modules/_thread/module.h"
#include "modules/support.h"

// Starting and ending threads.
//
// The starter makes the Thread and puts the call on the new thread's own stack, where the collector
// finds it. The system's thread begins by waiting for the runtime's lock, so it sees nothing before
// the starter has filled everything in.

namespace pyro {

namespace {

constexpr size_t kDefaultStackSize = size_t{8} << 20;

// SystemExit ends a thread silently; anything else is reported.
void report_end(Thread* thread, const Object& function) {
  if (pending_matches(thread, Exc::kSystemExit)) {
    thread->take_exception();
    return;
  }
  Object exception(thread, thread->take_exception());
  write_unraisable(thread, exception, "Exception ignored in thread started by", function);
}

void run_thread(Thread* thread) {
  Object function(thread, thread->stack_base[0]);
  Object args(thread, thread->stack_base[1]);
  Object keywords(thread, thread->stack_base[2]);
  thread->stack_top = thread->stack_base;
  if (call_with(thread, function, args, keywords).is_error()) report_end(thread, function);
}

// What only this thread referred to goes first; who waits for the end is told last.
void end_thread(Thread* thread) {
  drop_thread_locals(thread);
  if (!run_pending(thread)) thread->take_exception();
  if (is_heap_lock(thread->sentinel) && RawLock::cast(thread->sentinel).locked() != 0 &&
      !lock_release(thread, thread->sentinel)) {
    thread->take_exception();
  }
}

size_t own_stack_size() {
  pthread_attr_t attributes;
  size_t size = kDefaultStackSize;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return size;
  pthread_attr_getstacksize(&attributes, &size);
  pthread_attr_destroy(&attributes);
  return size;
}

void* thread_main(void* argument) {
  Thread* thread = static_cast<Thread*>(argument);
  Runtime* runtime = thread->runtime();
  thread->adopt_native_stack(own_stack_size());
  runtime->lock()->acquire(thread);
  run_thread(thread);
  end_thread(thread);
  // Finalizers that are still due run in a thread that goes on.
  if ((thread->interrupts & kInterruptCallbacks) != 0)
    runtime->main_thread()->interrupts |= kInterruptCallbacks;
  runtime->remove_thread(thread);  // lets go of the lock
  return nullptr;
}

// The system's thread: 0, or an error number.
int start_native(Thread* fresh) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t handle;
  int error = pthread_attr_setstacksize(&attributes, thread_stack_size(fresh->runtime()));
  if (error == 0) error = pthread_create(&handle, &attributes, thread_main, fresh);
  pthread_attr_destroy(&attributes);
  if (error == 0) fresh->identifier = static_cast<uint64_t>(handle);
  return error;
}

}  // namespace

size_t thread_stack_size(Runtime* runtime) {
  RawObject chosen = runtime->module_state(thread_stack_size_key());
  bool is_default = chosen.is_none() || chosen == RawObject::from_small_int(0);
  return is_default ? kDefaultStackSize : static_cast<size_t>(chosen.small_int());
}

namespace natives {

RawObject thread__count(Thread* thread, Arguments) {
  return RawObject::from_small_int(static_cast<word>(thread->runtime()->threads().size()) - 1);
}

RawObject thread__set_sentinel(Thread* thread, Arguments) {
  RawObject lock = new_lock(thread);
  thread->sentinel = lock;
  return lock;
}

RawObject thread_start_new_thread(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments.get_or(2, RawObject::none()));
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "first arg must be callable");
  if (!is_tuple(*args)) return raise_type_error(thread, "2nd arg must be a tuple");
  if (arguments.has(2) && !is_heap_dict(*keywords))
    return raise_type_error(thread, "optional 3rd arg must be a dictionary");
  Thread* fresh = thread->runtime()->finalizing ? nullptr : thread->runtime()->add_thread();
  if (fresh == nullptr) return raise(thread, Exc::kRuntimeError, "can't start new thread");
  for (RawObject value : {*function, underlying_value(*args), *keywords})
    *fresh->stack_top++ = value;
  if (start_native(fresh) != 0) {
    thread->runtime()->remove_thread(fresh);
    return raise(thread, Exc::kRuntimeError, "can't start new thread");
  }
  return new_int_unsigned(thread, fresh->identifier);
}
RawObject thread_start_new(Thread* thread, Arguments arguments) {
  return thread_start_new_thread(thread, arguments);
}

}  // namespace natives
}  // namespace pyro
