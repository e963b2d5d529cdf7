#include "interpreter/types/generator_support.h"
#include "lib-python/natives.h"
#include "modules/_asyncio/future.h"
#include "runtime/exceptions.h"
#include "runtime/type.h"

// The methods of Future, and the iterator that `await` uses.

namespace pyro::natives {

using namespace pyro::asyncio;

namespace {

RawFuture future_at(Arguments arguments, word index) { return RawFuture(arguments[index].raw()); }

// An attribute that cannot be read before __init__ has run.
RawObject checked_field(Thread* thread, Arguments arguments, word field) {
  Future self(thread, arguments[0]);
  return check_initialized(thread, self) ? self->at(field) : RawObject::error();
}

RawObject raise_not_deletable(Thread* thread) {
  return raise(thread, Exc::kAttributeError, "cannot delete attribute");
}

RawObject formatted_by(Thread* thread, State function_index, RawObject raw_self) {
  Future self(thread, raw_self);
  if (!check_initialized(thread, self)) return RawObject::error();
  Object function(thread, imported(thread, function_index));
  return function->is_error() ? *function : call(thread, function, self);
}

}  // namespace

RawObject asyncio_Future___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  Layout layout(thread, RawType::cast(*cls).layout());
  Future self(thread, new_instance(thread, layout));
  bool exact = *cls == state_at(thread, kFutureType) || *cls == state_at(thread, kTaskType);
  self->set_state(kFuturePending);
  self->set_flags(exact ? kFutureExact : kFutureOwnFinalizer | kFutureRegistered);
  if (is_heap_task(*self)) RawTask(self->raw()).set_cancel_requests(0);
  if (!exact) thread->heap()->register_finalizable(*self);
  return *self;
}

RawObject asyncio_Future___init__(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object loop(thread, arguments[1]);
  return none_or_error(initialize_future(thread, self, loop));
}

RawObject asyncio_Future___del__(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  report_unseen_exception(thread, self);
  return RawObject::none();
}

RawObject asyncio_Future___repr__(Thread* thread, Arguments arguments) {
  return formatted_by(thread, kFutureRepr, arguments[0]);
}
RawObject asyncio_Task___repr__(Thread* thread, Arguments arguments) {
  return formatted_by(thread, kTaskRepr, arguments[0]);
}

RawObject asyncio_Future___iter__(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  return new_future_iterator(thread, self);
}
RawObject asyncio_Future___await__(Thread* thread, Arguments arguments) {
  return asyncio_Future___iter__(thread, arguments);
}

RawObject asyncio_Future_result(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  return result_of(thread, self);
}

RawObject asyncio_Future_exception(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  return exception_of(thread, self);
}

RawObject asyncio_Future_set_result(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object result(thread, arguments[1]);
  return none_or_error(check_initialized(thread, self) && finish_with_result(thread, self, result));
}

RawObject asyncio_Future_set_exception(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object exception(thread, arguments[1]);
  return none_or_error(check_initialized(thread, self) &&
                       finish_with_exception(thread, self, exception));
}

RawObject asyncio_Future_add_done_callback(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object function(thread, arguments[1]);
  if (self->loop().is_none())
    return raise(thread, Exc::kRuntimeError, "uninitialized Future object");
  Object context(thread, arguments.get_or(2, RawObject::none()));
  if (context->is_none()) context = contextvars_copy_context(thread, Arguments(nullptr));
  return none_or_error(!context->is_error() && add_callback(thread, self, function, context));
}

RawObject asyncio_Future_remove_done_callback(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object function(thread, arguments[1]);
  return check_initialized(thread, self) ? remove_callbacks(thread, self, function)
                                         : RawObject::error();
}

RawObject asyncio_Future_cancel(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  Object message(thread, arguments[1]);
  return check_initialized(thread, self) ? cancel_future(thread, self, message)
                                         : RawObject::error();
}

RawObject asyncio_Future_cancelled(Thread*, Arguments arguments) {
  return RawObject::from_bool(future_at(arguments, 0).state() == kFutureCancelled);
}
RawObject asyncio_Future_done(Thread*, Arguments arguments) {
  return RawObject::from_bool(is_done(arguments[0]));
}

RawObject asyncio_Future_get_loop(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawFuture::kLoopIndex);
}

RawObject asyncio_Future__make_cancelled_error(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  return make_cancelled_error(thread, self);
}

RawObject asyncio_Future___class_getitem__(Thread* thread, Arguments arguments) {
  Object origin(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, origin, item);
}
RawObject asyncio_Task___class_getitem__(Thread* thread, Arguments arguments) {
  return asyncio_Future___class_getitem__(thread, arguments);
}

// --- attributes

RawObject asyncio_Future__state_get(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  if (!check_initialized(thread, self)) return RawObject::error();
  constexpr const char* kNames[] = {"PENDING", "CANCELLED", "FINISHED"};
  return intern_ascii(thread, kNames[self->state()]);
}

RawObject asyncio_Future__asyncio_future_blocking_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(has_flag(arguments[0], kFutureBlocking));
}
RawObject asyncio_Future__asyncio_future_blocking_set(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  if (!check_initialized(thread, self)) return RawObject::error();
  if (arguments[1].is_unbound()) return raise_not_deletable(thread);
  Object value(thread, arguments[1]);
  Truth truth = is_true(thread, value);
  if (truth == Truth::kError) return RawObject::error();
  set_flag(*self, kFutureBlocking, truth == Truth::kTrue);
  return RawObject::none();
}

RawObject asyncio_Future__loop_get(Thread*, Arguments arguments) {
  return future_at(arguments, 0).loop();
}

RawObject asyncio_Future__callbacks_get(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  return check_initialized(thread, self) ? callback_list(thread, self) : RawObject::error();
}

RawObject asyncio_Future__result_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawFuture::kResultIndex);
}
RawObject asyncio_Future__exception_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawFuture::kExceptionIndex);
}

RawObject asyncio_Future__log_traceback_get(Thread* thread, Arguments arguments) {
  Future self(thread, arguments[0]);
  if (!check_initialized(thread, self)) return RawObject::error();
  return RawObject::from_bool(has_flag(*self, kFutureLogTraceback));
}
RawObject asyncio_Future__log_traceback_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound()) return raise_not_deletable(thread);
  Object value(thread, arguments[1]);
  Truth truth = is_true(thread, value);
  if (truth == Truth::kError) return RawObject::error();
  if (truth == Truth::kTrue)
    return raise_value_error(thread, "_log_traceback can only be set to False");
  set_flag(arguments[0], kFutureLogTraceback, false);
  return RawObject::none();
}

RawObject asyncio_Future__source_traceback_get(Thread*, Arguments arguments) {
  return future_at(arguments, 0).source_traceback();
}

RawObject asyncio_Future__cancel_message_get(Thread*, Arguments arguments) {
  return future_at(arguments, 0).cancel_message();
}
RawObject asyncio_Future__cancel_message_set(Thread*, Arguments arguments) {
  future_at(arguments, 0).set_cancel_message(arguments.get_or(1, RawObject::none()));
  return RawObject::none();
}
RawObject asyncio_Future__cancel_message_delete(Thread*, Arguments arguments) {
  future_at(arguments, 0).set_cancel_message(RawObject::none());
  return RawObject::none();
}

// --- FutureIter

RawObject asyncio_FutureIter___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject asyncio_FutureIter___next__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject result = RawObject::none();
  RawObject item = send_to_iterator(thread, self, &result);
  return item.is_unbound() ? raise_stop_iteration(thread, result) : item;
}
RawObject asyncio_FutureIter_send(Thread* thread, Arguments arguments) {
  return asyncio_FutureIter___next__(thread, arguments);
}

RawObject asyncio_FutureIter_throw(Thread* thread, Arguments arguments) {
  Object values(thread, arguments[1]);
  Object exception(thread, interpreter::exception_from_arguments(thread, values, "throw"));
  if (exception->is_error()) return *exception;
  RawFutureIterator::cast(arguments[0]).set_future(RawObject::none());
  return raise_object(thread, exception);
}

RawObject asyncio_FutureIter_close(Thread*, Arguments arguments) {
  RawFutureIterator::cast(arguments[0]).set_future(RawObject::none());
  return RawObject::none();
}

}  // namespace pyro::natives
