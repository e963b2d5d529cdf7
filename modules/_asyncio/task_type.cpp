#include "lib-python/natives.h"
#include "modules/_asyncio/future.h"

// The methods of Task, and the callable that the event loop runs for each step.

namespace pyro::natives {

using namespace pyro::asyncio;

RawObject asyncio_Task___init__(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  Object coroutine(thread, arguments[1]), loop(thread, arguments[2]), name(thread, arguments[3]);
  Object context(thread, arguments[4]);
  if (context->is_none()) context = contextvars_copy_context(thread, Arguments(nullptr));
  if (context->is_error()) return *context;
  return none_or_error(initialize_task(thread, self, coroutine, loop, name, context));
}

RawObject asyncio_Task___del__(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  if (!is_done(*self) && has_flag(*self, kTaskLogDestroyPending)) {
    Dict context(thread, new_dict(thread));
    Object key(thread, intern_ascii(thread, "task"));
    dict_set_str(thread, context, key, self);
    key = intern_ascii(thread, "message");
    Object value(thread, new_str_ascii(thread, "Task was destroyed but it is pending!"));
    dict_set_str(thread, context, key, value);
    if (!self->source_traceback().is_none()) {
      key = intern_ascii(thread, "source_traceback");
      value = self->source_traceback();
      dict_set_str(thread, context, key, value);
    }
    Object loop(thread, self->loop());
    if (call_method(thread, loop, Symbol::kcall_exception_handler, context).is_error())
      write_unraisable(thread, loop);
  }
  report_unseen_exception(thread, self);
  return RawObject::none();
}

RawObject asyncio_Task_set_result(Thread* thread, Arguments) {
  return raise(thread, Exc::kRuntimeError, "Task does not support set_result operation");
}
RawObject asyncio_Task_set_exception(Thread* thread, Arguments) {
  return raise(thread, Exc::kRuntimeError, "Task does not support set_exception operation");
}

RawObject asyncio_Task_cancel(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  Object message(thread, arguments[1]);
  return cancel_task(thread, self, message);
}

RawObject asyncio_Task_cancelling(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawTask(arguments[0].raw()).cancel_requests());
}

RawObject asyncio_Task_uncancel(Thread*, Arguments arguments) {
  RawTask self(arguments[0].raw());
  if (self.cancel_requests() > 0) self.set_cancel_requests(self.cancel_requests() - 1);
  return RawObject::from_small_int(self.cancel_requests());
}

RawObject asyncio_Task_get_stack(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), limit(thread, arguments[1]);
  Object function(thread, imported(thread, kTaskGetStack));
  return function->is_error() ? *function : call(thread, function, self, limit);
}

RawObject asyncio_Task_print_stack(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), limit(thread, arguments[1]), file(thread, arguments[2]);
  Object function(thread, imported(thread, kTaskPrintStack));
  return function->is_error() ? *function : call(thread, function, self, limit, file);
}

// The number of a default name becomes text when somebody asks for it.
RawObject asyncio_Task_get_name(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  if (!self->name().is_small_int()) return self->name();
  RawObject name = new_str_format(thread, "Task-%ld", self->name().small_int());
  if (!name.is_error()) self->set_name(name);
  return name;
}

RawObject asyncio_Task_set_name(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  RawObject name = is_exact_str(*value) ? *value : str(thread, value);
  if (name.is_error()) return name;
  self->set_name(name);
  return RawObject::none();
}

RawObject asyncio_Task_get_coro(Thread*, Arguments arguments) {
  return RawTask(arguments[0].raw()).coroutine();
}

RawObject asyncio_Task_task_wakeup(Thread* thread, Arguments arguments) {
  Task self(thread, arguments[0]);
  Object future(thread, arguments[1]);
  return wake_task(thread, self, future);
}

// --- attributes

RawObject asyncio_Task__log_destroy_pending_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(has_flag(arguments[0], kTaskLogDestroyPending));
}
RawObject asyncio_Task__log_destroy_pending_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound())
    return raise(thread, Exc::kAttributeError, "cannot delete attribute");
  Object value(thread, arguments[1]);
  Truth truth = is_true(thread, value);
  if (truth == Truth::kError) return RawObject::error();
  set_flag(arguments[0], kTaskLogDestroyPending, truth == Truth::kTrue);
  return RawObject::none();
}

RawObject asyncio_Task__must_cancel_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(has_flag(arguments[0], kTaskMustCancel));
}
RawObject asyncio_Task__coro_get(Thread*, Arguments arguments) {
  return RawTask(arguments[0].raw()).coroutine();
}
RawObject asyncio_Task__fut_waiter_get(Thread*, Arguments arguments) {
  return RawTask(arguments[0].raw()).waiter();
}

// --- TaskStepMethWrapper

RawObject asyncio_TaskStepMethWrapper___call__(Thread* thread, Arguments arguments) {
  Task task(thread, RawTaskStep::cast(arguments[0]).task());
  Object exception(thread, RawTaskStep::cast(arguments[0]).exception());
  return step_task(thread, task, exception);
}

RawObject asyncio_TaskStepMethWrapper___self___get(Thread*, Arguments arguments) {
  return RawTaskStep::cast(arguments[0]).task();
}

}  // namespace pyro::natives
