#include "lib-python/natives.h"
#include "modules/_thread/locks.h"
#include "modules/support.h"

// Starting threads.

namespace pyro::natives {

namespace {

constexpr int kCountKey = 0, kSentinelKey = 0;

}  // namespace

RawObject thread__count(Thread* thread, Arguments) {
  RawObject count = thread->runtime()->module_state(&kCountKey);
  return count.is_none() ? RawObject::from_small_int(0) : count;
}

RawObject thread__set_sentinel(Thread* thread, Arguments) {
  Object lock(thread, new_lock(thread));
  thread->runtime()->set_module_state(&kSentinelKey, *lock);
  return *lock;
}

RawObject thread_start_new_thread(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments.get_or(2, RawObject::none()));
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "first arg must be callable");
  if (!is_tuple(*args)) return raise_type_error(thread, "2nd arg must be a tuple");
  if (!keywords->is_none() && !is_heap_dict(*keywords))
    return raise_type_error(thread, "optional 3rd arg must be a dictionary");
  return raise(thread, Exc::kRuntimeError, "can't start new thread: threads are not supported yet");
}
RawObject thread_start_new(Thread* thread, Arguments arguments) {
  return thread_start_new_thread(thread, arguments);
}

}  // namespace pyro::natives
