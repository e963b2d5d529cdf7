#include "interpreter/interpreter.h"
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
    if (call(thread, callback, reference).is_error()) write_unraisable(thread, callback);
  }
}

// By warnings._warn_unawaited_coroutine, which says where the coroutine was made; in other words if
// that is not there or fails.
void warn_unawaited(Thread* thread, const Object& coroutine, const Object& qualified_name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, intern_ascii(thread, "warnings"));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_heap()) {
    name = intern_ascii(thread, "_warn_unawaited_coroutine");
    Object function(thread, find_attribute(thread, module, name));
    if (!function->is_error() && !function->is_unbound() &&
        !call(thread, function, coroutine).is_error()) {
      return;
    }
    if (pending_matches(thread, Exc::kBaseException)) {
      bool is_warning = pending_matches(thread, Exc::kWarning);
      write_unraisable(thread, coroutine);
      if (is_warning) return;
    }
  }
  if (!warn(thread, Exc::kRuntimeWarning, 1, "coroutine '%S' was never awaited", &qualified_name))
    write_unraisable(thread, coroutine);
}

// A dropped generator that is suspended inside its body is closed.
void finalize_generator(Thread* thread, const Object& object) {
  GeneratorBase generator(thread, *object);
  if (is_heap_coroutine(*object) && generator->state() == 0) {
    Object name(thread, generator->qualname());
    warn_unawaited(thread, object, name);
    return;
  }
  if (generator->state() != 1) return;
  if (call_method(thread, object, Symbol::kclose).is_error()) write_unraisable(thread, object);
}

// Python-level finalizers first: they may still use what extension objects hold.
void run_finalizers(Thread* thread) {
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
