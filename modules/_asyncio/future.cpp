#include "modules/_asyncio/future.h"

#include "lib-python/natives.h"
#include "runtime/exceptions.h"

namespace pyro::asyncio {

bool check_initialized(Thread* thread, const Future& future) {
  if (!future->loop().is_none()) return true;
  raise(thread, Exc::kRuntimeError, "Future object is not initialized.");
  return false;
}

RawObject raise_invalid_state(Thread* thread, const char* text) {
  Object type(thread, imported(thread, kInvalidStateError));
  if (type->is_error()) return *type;
  return raise(thread, *type, "%s", text);
}

RawObject event_loop(Thread* thread) {
  if (!thread->running_loop.is_none()) return thread->running_loop;
  Object get_policy(thread, imported(thread, kGetPolicy));
  if (get_policy->is_error()) return *get_policy;
  Object policy(thread, call(thread, get_policy));
  return policy->is_error() ? *policy : call_method(thread, policy, Symbol::kget_event_loop);
}

namespace {

// In debug mode a future remembers where it was made.
bool remember_source(Thread* thread, const Future& future) {
  Object loop(thread, future->loop());
  Object debug(thread, call_method(thread, loop, Symbol::kget_debug));
  if (debug->is_error()) return false;
  Truth debugging = is_true(thread, debug);
  if (debugging != Truth::kTrue) return debugging == Truth::kFalse;
  Object extract(thread, imported(thread, kExtractStack));
  if (extract->is_error()) return false;
  RawObject stack = call(thread, extract);
  if (stack.is_error()) return false;
  future->set_source_traceback(stack);
  return true;
}

}  // namespace

bool initialize_future(Thread* thread, const Future& future, const Object& loop) {
  RawObject own_loop = loop->is_none() ? event_loop(thread) : *loop;
  if (own_loop.is_error()) return false;
  constexpr word kKept = kFutureExact | kFutureOwnFinalizer | kFutureRegistered;
  future->set_loop(own_loop);
  future->set_state(kFuturePending);
  future->set_flags(future->flags() & kKept);
  for (word field :
       {RawFuture::kResultIndex, RawFuture::kExceptionIndex, RawFuture::kTracebackIndex,
        RawFuture::kCallbacksIndex, RawFuture::kSourceTracebackIndex,
        RawFuture::kCancelMessageIndex, RawFuture::kCancelledErrorIndex}) {
    future->set_at(field, RawObject::none());
  }
  return remember_source(thread, future);
}

// --- callbacks

bool call_soon(Thread* thread, const Object& loop, const Object& function, const Object& argument,
               const Object& context) {
  StackWindow window(thread);
  if (!push_method(thread, &window, loop, Symbol::kcall_soon) || !window.push(*function))
    return false;
  if (!argument->is_unbound() && !window.push(*argument)) return false;
  if (!window.push(*context)) return false;
  return !call_in_place(thread, window.base(), window.size() - 2, state_at(thread, kContextNames))
              .is_error();
}

RawObject wakeup_function(Thread* thread, const Task& task) {
  RawObject method = new_instance_of_kind(thread, Kind::kBoundNative);
  RawBoundMethod(method.raw()).set_function(state_at(thread, kWakeup));
  RawBoundMethod(method.raw()).set_self(*task);
  return method;
}

namespace {

// A Task among the callbacks as the pair that stands for it.
RawObject callback_pair(Thread* thread, const Object& callback) {
  if (!is_heap_task(*callback)) return *callback;
  Task task(thread, *callback);
  Object function(thread, wakeup_function(thread, task)), context(thread, task->context());
  return new_tuple_of(thread, function, context);
}

bool schedule(Thread* thread, const Future& future, const Object& callback) {
  Object function(thread, RawObject::none()), context(thread, RawObject::none()),
      loop(thread, future->loop());
  if (is_heap_task(*callback)) {
    Task task(thread, *callback);
    function = wakeup_function(thread, task);
    context = task->context();
  } else {
    function = tuple_at(*callback, 0);
    context = tuple_at(*callback, 1);
  }
  return call_soon(thread, loop, function, future, context);
}

// Asks the event loop to call all callbacks, in the order in which they were added, and forgets
// them.
bool schedule_callbacks(Thread* thread, const Future& future) {
  Object callbacks(thread, future->callbacks());
  if (callbacks->is_none()) return true;
  future->set_callbacks(RawObject::none());
  if (!is_heap_list(*callbacks)) return schedule(thread, future, callbacks);
  List list(thread, *callbacks);
  Object callback(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    callback = list_at(*list, i);
    if (!schedule(thread, future, callback)) return false;
  }
  return true;
}

}  // namespace

bool add_callback(Thread* thread, const Future& future, const Object& function,
                  const Object& context) {
  bool resumes_task = is_heap_task(*function) && context->is_none();
  Object callback(thread, resumes_task ? *function : new_tuple_of(thread, function, context));
  if (is_done(*future)) return schedule(thread, future, callback);
  Object present(thread, future->callbacks());
  if (present->is_none()) {
    future->set_callbacks(*callback);
    return true;
  }
  if (is_heap_list(*present)) {
    List list(thread, *present);
    return list_append(thread, list, callback);
  }
  List list(thread, new_list(thread, 2));
  if (!list_append(thread, list, present) || !list_append(thread, list, callback)) return false;
  future->set_callbacks(*list);
  return true;
}

RawObject callback_list(Thread* thread, const Future& future) {
  Object callbacks(thread, future->callbacks());
  if (callbacks->is_none()) return *callbacks;
  List pairs(thread, new_list(thread));
  bool several = is_heap_list(*callbacks);
  Object callback(thread, *callbacks);
  for (word i = 0; i < (several ? RawList(callbacks->raw()).length() : 1); i++) {
    if (several) callback = list_at(RawList(callbacks->raw()), i);
    callback = callback_pair(thread, callback);
    if (!list_append(thread, pairs, callback)) return RawObject::error();
  }
  return *pairs;
}

RawObject remove_callbacks(Thread* thread, const Future& future, const Object& function) {
  Object pairs(thread, callback_list(thread, future));
  if (pairs->is_error()) return *pairs;
  if (pairs->is_none()) return RawObject::from_small_int(0);
  future->set_callbacks(*pairs);
  List list(thread, *pairs), kept(thread, new_list(thread));
  Object pair(thread, RawObject::none()), registered(thread, RawObject::none());
  word removed = 0;
  for (word i = 0; i < list->length(); i++) {
    pair = list_at(*list, i);
    registered = tuple_at(*pair, 0);
    Truth equal = equals(thread, registered, function);
    if (equal == Truth::kError) return RawObject::error();
    if (equal == Truth::kTrue) {
      removed++;
    } else if (!list_append(thread, kept, pair)) {
      return RawObject::error();
    }
  }
  // Comparing may have run anything: the future may be done, or have other callbacks, by now.
  if (future->callbacks() == *list && removed > 0) {
    future->set_callbacks(kept->length() == 0 ? RawObject::none() : *kept);
  }
  return RawObject::from_small_int(removed);
}

// --- the end of a future

RawObject make_cancelled_error(Thread* thread, const Future& future) {
  if (!future->cancelled_error().is_none()) {
    RawObject error = future->cancelled_error();
    future->set_cancelled_error(RawObject::none());
    return error;
  }
  Object type(thread, imported(thread, kCancelledError));
  if (type->is_error()) return *type;
  Object message(thread, future->cancel_message());
  return message->is_none() ? call(thread, type) : call(thread, type, message);
}

RawObject cancel_future(Thread* thread, const Future& future, const Object& message) {
  set_flag(*future, kFutureLogTraceback, false);
  if (is_done(*future)) return RawObject::false_object();
  future->set_state(kFutureCancelled);
  future->set_cancel_message(*message);
  return schedule_callbacks(thread, future) ? RawObject::true_object() : RawObject::error();
}

bool finish_with_result(Thread* thread, const Future& future, const Object& result) {
  if (is_done(*future)) {
    raise_invalid_state(thread, "invalid state");
    return false;
  }
  future->set_result(*result);
  future->set_state(kFutureFinished);
  return schedule_callbacks(thread, future);
}

bool finish_with_exception(Thread* thread, const Future& future, const Object& given) {
  if (is_done(*future)) {
    raise_invalid_state(thread, "invalid state");
    return false;
  }
  Object exception(thread, *given);
  if (is_heap_type(*given) && is_subtype_NoGC(*given, exc_type(thread, Exc::kBaseException))) {
    exception = call(thread, given);
    if (exception->is_error()) return false;
  }
  if (!is_heap_base_exception(*exception)) {
    raise_type_error(thread, "invalid exception object");
    return false;
  }
  if (type_of(thread, *exception) == exc_type(thread, Exc::kStopIteration)) {
    raise_type_error(
        thread, "StopIteration interacts badly with generators and cannot be raised into a Future");
    return false;
  }
  future->set_exception(*exception);
  future->set_traceback(RawBaseException(exception->raw()).traceback());
  future->set_state(kFutureFinished);
  if (!schedule_callbacks(thread, future)) return false;
  if (!has_flag(*future, kFutureRegistered)) thread->heap()->register_finalizable(*future);
  set_flag(*future, kFutureLogTraceback | kFutureRegistered, true);
  return true;
}

RawObject result_of(Thread* thread, const Future& future) {
  if (future->state() == kFutureCancelled) {
    Object error(thread, make_cancelled_error(thread, future));
    return error->is_error() ? *error : raise_object(thread, error);
  }
  if (future->loop().is_none())
    return raise_invalid_state(thread, "Future object is not initialized.");
  if (future->state() == kFuturePending) return raise_invalid_state(thread, "Result is not set.");
  set_flag(*future, kFutureLogTraceback, false);
  if (future->exception().is_none()) return future->result();
  Object exception(thread, future->exception());
  RawBaseException(exception->raw()).set_traceback(future->traceback());
  return raise_object(thread, exception);
}

RawObject exception_of(Thread* thread, const Future& future) {
  if (future->state() == kFutureCancelled) return result_of(thread, future);
  if (future->loop().is_none())
    return raise_invalid_state(thread, "Future object is not initialized.");
  if (future->state() == kFuturePending)
    return raise_invalid_state(thread, "Exception is not set.");
  set_flag(*future, kFutureLogTraceback, false);
  return future->exception();
}

// --- await

RawObject new_future_iterator(Thread* thread, const Future& future) {
  if (!check_initialized(thread, future)) return RawObject::error();
  RawObject iterator = new_instance_of_kind(thread, Kind::kFutureIterator);
  RawFutureIterator(iterator.raw()).set_future(*future);
  return iterator;
}

RawObject send_to_iterator(Thread* thread, const Object& object, RawObject* result) {
  FutureIterator iterator(thread, *object);
  *result = RawObject::none();
  if (iterator->future().is_none()) return RawObject::unbound();
  Future future(thread, iterator->future());
  if (future->state() == kFuturePending) {
    if (!has_flag(*future, kFutureBlocking)) {
      set_flag(*future, kFutureBlocking, true);
      return *future;
    }
    return raise(thread, Exc::kRuntimeError, "await wasn't used with future");
  }
  iterator->set_future(RawObject::none());
  RawObject value = result_of(thread, future);
  if (value.is_error()) return value;
  *result = value;
  return RawObject::unbound();
}

// --- finalisation

void report_unseen_exception(Thread* thread, const Future& future) {
  if (!has_flag(*future, kFutureLogTraceback)) return;
  set_flag(*future, kFutureLogTraceback, false);
  Dict context(thread, new_dict(thread));
  Object key(thread, intern_ascii(thread, "message"));
  Object type(thread, type_of(thread, *future));
  Object value(thread, get_attribute(thread, type, Symbol::k__name__));
  if (!value->is_error())
    value = new_str_format(thread, "%S exception was never retrieved", &value);
  if (value->is_error()) return write_unraisable(thread, future);
  dict_set_str(thread, context, key, value);
  key = intern_ascii(thread, "exception");
  value = future->exception();
  dict_set_str(thread, context, key, value);
  key = intern_ascii(thread, "future");
  dict_set_str(thread, context, key, future);
  if (!future->source_traceback().is_none()) {
    key = intern_ascii(thread, "source_traceback");
    value = future->source_traceback();
    dict_set_str(thread, context, key, value);
  }
  Object loop(thread, future->loop());
  if (call_method(thread, loop, Symbol::kcall_exception_handler, context).is_error())
    write_unraisable(thread, loop);
}

}  // namespace pyro::asyncio
