#include "interpreter/interpreter.h"
#include "interpreter/types/generator_support.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/runtime_lock.h"
#include "runtime/type.h"

namespace pyro::interpreter {

namespace {

// Callbacks of weak references and finalizers run with no exception pending; what they raise is
// reported and dropped.
void run_weak_callbacks(Thread* thread) {
  while (true) {
    Object reference(thread, thread->heap()->take_pending_weak_callback());
    if (reference->is_unbound()) return;
    Object callback(thread, RawWeakRef::cast(*reference).callback());
    if (callback->is_none()) continue;
    RawWeakRef::cast(*reference).set_callback(RawObject::none());  // it runs once
    if (call(thread, callback, reference).is_error()) write_unraisable(thread, callback);
  }
}

// A dropped generator that is suspended inside its body is closed.
void finalize_generator(Thread* thread, const Object& object) {
  GeneratorBase generator(thread, *object);
  if (is_heap_coroutine(*object) && generator->state() == 0)
    return warn_unawaited(thread, generator);
  if (generator->state() != 1) return;
  if (call_method(thread, object, Symbol::kclose).is_error()) write_unraisable(thread, object);
}

void run_pending_finalizers(Thread* thread) {
  ExtensionSupport* extensions = thread->runtime()->extensions.get();
  Object native_owners(thread, RawObject::none());
  bool others_ran = false;
  while (true) {
    Object object(thread, thread->heap()->take_pending_finalizer());
    if (object->is_unbound()) break;
    if (extensions != nullptr && extensions->owns_native_memory_NoGC(*object)) {
      if (native_owners->is_none()) native_owners = new_list(thread);
      List list(thread, *native_owners);
      if (!list_append(thread, list, object)) thread->take_exception();
      continue;  // their own __del__ included
    }
    others_ran = true;
    if (is_heap_generator(*object) || is_heap_coroutine(*object)) {
      finalize_generator(thread, object);
      continue;
    }
    bool self_needed;
    Object method(thread, lookup_special(thread, object, Symbol::k__del__, &self_needed));
    if (method->is_unbound()) continue;
    RawObject result = method->is_error() ? *method
                       : self_needed      ? call(thread, method, object)
                                          : call(thread, method);
    if (result.is_error()) write_unraisable(thread, method->is_error() ? object : method);
  }
  if (!native_owners->is_none()) extensions->release_dead(thread, native_owners, others_ran);
}

constexpr char kFinalizingKey = 0;  // number of the thread that is running finalizers, or None

// Python-level finalizers first: they may still use what extension objects hold. What dies
// meanwhile waits for its turn: a finalizer is not interrupted by those behind it.
void run_finalizers(Thread* thread) {
  Runtime* runtime = thread->runtime();
  RawObject number = RawObject::from_small_int(thread->number);
  if (runtime->module_state(&kFinalizingKey) == number) return;
  runtime->set_module_state(&kFinalizingKey, number);
  run_pending_finalizers(thread);
  // Not what was there before: another thread may have come to its end meanwhile.
  runtime->set_module_state(&kFinalizingKey, RawObject::none());
}

}  // namespace

namespace {

// Takes a bit away, so that what arrives while it is being handled is not lost.
bool take(Thread* thread, Interrupt bit) {
  return (thread->interrupts.fetch_and(~uint32_t{bit}) & bit) != 0;
}

// An exception that another thread wants to be raised here.
bool raise_async_exception(Thread* thread) {
  Object exception(thread, thread->async_exception);
  thread->async_exception = RawObject::none();
  if (exception->is_none()) return true;
  raise_object(thread, exception);
  return false;
}

}  // namespace

bool handle_interrupts(Thread* thread) {
  // Before finalizers: what a handler raises inside of them would be lost.
  if (take(thread, kInterruptSignals) && thread->runtime()->hooks.deliver_signals != nullptr &&
      !thread->runtime()->hooks.deliver_signals(thread)) {
    return false;
  }
  if (take(thread, kInterruptCallbacks)) {
    Object saved(thread, thread->take_exception());
    run_weak_callbacks(thread);
    run_finalizers(thread);
    if (!saved->is_unbound()) thread->set_pending_exception(*saved);
  }
  if (take(thread, kInterruptLockRequest)) thread->runtime()->lock()->hand_over(thread);
  if (take(thread, kInterruptMemory)) {
    thread->heap()->clear_memory_exhausted();
    raise_memory_error(thread);
    return false;
  }
  return !take(thread, kInterruptAsyncException) || raise_async_exception(thread);
}

}  // namespace pyro::interpreter
