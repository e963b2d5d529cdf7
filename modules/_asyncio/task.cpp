#include "modules/_asyncio/future.h"
#include "runtime/exceptions.h"

namespace pyro::asyncio {

// --- which task runs

bool enter_task(Thread* thread, const Object& loop, const Object& task) {
  Dict tasks(thread, state_at(thread, kCurrentTasks));
  Object current(thread, dict_get(thread, tasks, loop));
  if (current->is_error()) return false;
  if (!current->is_unbound()) {
    raise(thread, Exc::kRuntimeError,
          "Cannot enter into task %R while another task %R is being executed.", &task, &current);
    return false;
  }
  return dict_set(thread, tasks, loop, task);
}

bool leave_task(Thread* thread, const Object& loop, const Object& task) {
  Dict tasks(thread, state_at(thread, kCurrentTasks));
  Object current(thread, dict_get(thread, tasks, loop));
  if (current->is_error()) return false;
  if (*current != *task) {
    if (current->is_unbound()) current = RawObject::none();
    raise(thread, Exc::kRuntimeError, "Leaving task %R does not match the current task %R.", &task,
          &current);
    return false;
  }
  return !dict_remove(thread, tasks, loop).is_error();
}

bool register_task(Thread* thread, const Object& task) {
  Object all(thread, state_at(thread, kAllTasks));
  return !call_method(thread, all, Symbol::kadd, task).is_error();
}

// --- making a task

namespace {

bool call_step_soon(Thread* thread, const Task& task, const Object& exception) {
  RawObject step = new_instance_of_kind(thread, Kind::kTaskStep);
  RawTaskStep(step.raw()).set_task(*task);
  RawTaskStep(step.raw()).set_exception(*exception);
  Object function(thread, step), loop(thread, task->loop()), context(thread, task->context());
  Object absent(thread, RawObject::unbound());
  return call_soon(thread, loop, function, absent, context);
}

bool check_coroutine(Thread* thread, const Object& value) {
  if (is_heap_coroutine(*value)) return true;
  Object check(thread, imported(thread, kIsCoroutine));
  if (check->is_error()) return false;
  Object answer(thread, call(thread, check, value));
  Truth truth = answer->is_error() ? Truth::kError : is_true(thread, answer);
  if (truth == Truth::kFalse) raise_type_error(thread, "a coroutine was expected, got %R", &value);
  return truth == Truth::kTrue;
}

bool set_initial_name(Thread* thread, const Task& task, const Object& name) {
  if (name->is_none()) {
    word number = state_at(thread, kNextTaskNumber).small_int();
    set_state_at(thread, kNextTaskNumber, RawObject::from_small_int(number + 1));
    task->set_name(RawObject::from_small_int(number));
    return true;
  }
  RawObject text = is_exact_str(*name) ? *name : str(thread, name);
  if (text.is_error()) return false;
  task->set_name(text);
  return true;
}

}  // namespace

bool initialize_task(Thread* thread, const Task& task, const Object& coroutine, const Object& loop,
                     const Object& name, const Object& context) {
  task->set_cancel_requests(0);
  if (!initialize_future(thread, task, loop)) return false;
  if (!check_coroutine(thread, coroutine)) return false;
  task->set_coroutine(*coroutine);
  task->set_context(*context);
  task->set_waiter(RawObject::none());
  if (!set_initial_name(thread, task, name)) return false;
  if (!has_flag(*task, kFutureRegistered | kFutureOwnFinalizer))
    thread->heap()->register_finalizable(*task);
  set_flag(*task, kTaskLogDestroyPending | kFutureRegistered, true);
  Object none(thread, RawObject::none());
  return call_step_soon(thread, task, none) && register_task(thread, task);
}

// --- running a task

namespace {

// Has the pending exception thrown into the coroutine at its next step, in place of what it waited
// for.
bool fail_soon(Thread* thread, const Task& task) {
  Object exception(thread, thread->take_exception());
  if (!is_heap_base_exception(*exception)) return false;
  RawBaseException(exception->raw()).set_context(RawObject::none());
  return call_step_soon(thread, task, exception);
}

// coroutine.send(None) for objects that are not generators or coroutines of ours.
RawObject send_none(Thread* thread, const Object& coroutine, RawObject* result) {
  Object none(thread, RawObject::none());
  bool iterator = !type_lookup(thread, type_of(thread, *coroutine), Symbol::k__next__).is_unbound();
  RawObject item = iterator ? call_special(thread, coroutine, Symbol::k__next__)
                            : call_method(thread, coroutine, Symbol::ksend, none);
  *result = RawObject::none();
  return item;
}

// StopIteration is the end: its value is the result.
RawObject end_if_stopped(Thread* thread, RawObject item, RawObject* result) {
  if (!item.is_error() || !pending_matches(thread, Exc::kStopIteration)) return item;
  RawObject stop = thread->take_exception();
  *result = is_heap_stop_iteration(stop) ? RawStopIteration(stop.raw()).value() : RawObject::none();
  return RawObject::unbound();
}

// What the coroutine yields; Unbound with *result set when it returned; Error.
RawObject resume(Thread* thread, const Task& task, const Object& exception, RawObject* result) {
  Object coroutine(thread, task->coroutine());
  constexpr word kGeneratorFinished = 3;  // see interpreter/generator.h
  if (is_heap_coroutine(*coroutine) &&
      RawGeneratorBase(coroutine->raw()).state() == kGeneratorFinished) {
    return raise(thread, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
  }
  if (is_heap_coroutine(*coroutine) || is_heap_generator(*coroutine)) {
    GeneratorBase generator(thread, *coroutine);
    if (exception->is_none())
      return thread->runtime()->hooks.send(thread, generator, exception, result);
    return end_if_stopped(
        thread, thread->runtime()->hooks.resume_generator(thread, generator, 1, exception), result);
  }
  RawObject item = exception->is_none() ? send_none(thread, coroutine, result)
                                        : call_method(thread, coroutine, Symbol::kthrow, exception);
  return end_if_stopped(thread, item, result);
}

// Cancels what the task waits for: True, False or Error.
RawObject cancel_waiter(Thread* thread, const Task& task, const Object& message) {
  Object waiter(thread, task->waiter());
  if (is_exact_future(*waiter) && is_heap_task(*waiter)) {
    Task other(thread, *waiter);
    return cancel_task(thread, other, message);
  }
  if (is_exact_future(*waiter)) {
    Future future(thread, *waiter);
    return cancel_future(thread, future, message);
  }
  Object names(thread, intern_ascii(thread, "msg"));
  names = new_tuple_of(thread, names);
  StackWindow window(thread);
  if (!push_method(thread, &window, waiter, Symbol::kcancel) || !window.push(*message))
    return RawObject::error();
  Object answer(thread, call_in_place(thread, window.base(), 1, *names));
  return answer->is_error() ? *answer : truth_result(is_true(thread, answer));
}

// The task has a waiter now; if it was to be cancelled, the waiter is.
bool pass_cancellation_on(Thread* thread, const Task& task) {
  if (!has_flag(*task, kTaskMustCancel)) return true;
  Object message(thread, task->cancel_message());
  RawObject cancelled = cancel_waiter(thread, task, message);
  if (cancelled.is_true()) set_flag(*task, kTaskMustCancel, false);
  return !cancelled.is_error();
}

bool wrong_loop(Thread* thread, const Task& task, const Object& future) {
  raise(thread, Exc::kRuntimeError, "Task %R got Future %R attached to a different loop", &task,
        &future);
  return fail_soon(thread, task);
}

bool not_awaited(Thread* thread, const Task& task, const Object& future) {
  raise(thread, Exc::kRuntimeError, "yield was used instead of yield from in task %R with %R",
        &task, &future);
  return fail_soon(thread, task);
}

bool wait_for_future(Thread* thread, const Task& task, const Future& future) {
  if (future->loop() != task->loop()) return wrong_loop(thread, task, future);
  if (!has_flag(*future, kFutureBlocking)) return not_awaited(thread, task, future);
  set_flag(*future, kFutureBlocking, false);
  Object none(thread, RawObject::none());
  if (!add_callback(thread, future, task, none)) return false;
  task->set_waiter(*future);
  return pass_cancellation_on(thread, task);
}

// The event loop of a future-like object: get_loop(), or _loop for older classes.
RawObject loop_of(Thread* thread, const Object& future) {
  Object get_loop(thread, find_attribute(thread, future, Symbol::kget_loop));
  if (get_loop->is_error()) return *get_loop;
  return get_loop->is_unbound() ? get_attribute(thread, future, Symbol::k_loop)
                                : call(thread, get_loop);
}

// future.add_done_callback(wakeup, context=...).
bool add_wakeup_by_name(Thread* thread, const Task& task, const Object& future) {
  Object function(thread, wakeup_function(thread, task));
  StackWindow window(thread);
  if (!push_method(thread, &window, future, Symbol::kadd_done_callback) ||
      !window.push(*function) || !window.push(task->context())) {
    return false;
  }
  return !call_in_place(thread, window.base(), 2, state_at(thread, kContextNames)).is_error();
}

// A future-like object: what has an attribute _asyncio_future_blocking that is not None.
bool wait_for_lookalike(Thread* thread, const Task& task, const Object& future,
                        const Object& blocking) {
  Truth awaited = is_true(thread, blocking);
  if (awaited == Truth::kError) return false;
  Object loop(thread, loop_of(thread, future));
  if (loop->is_error()) return false;
  if (*loop != task->loop()) return wrong_loop(thread, task, future);
  if (awaited == Truth::kFalse) return not_awaited(thread, task, future);
  Object off(thread, RawObject::false_object());
  Object name(thread, thread->runtime()->symbol(Symbol::k_asyncio_future_blocking));
  if (!set_attribute(thread, future, name, off) || !add_wakeup_by_name(thread, task, future))
    return false;
  task->set_waiter(*future);
  return pass_cancellation_on(thread, task);
}

// The coroutine yielded `item`: arranges for the next step.
bool handle_yield(Thread* thread, const Task& task, const Object& item) {
  if (*item == *task) {
    raise(thread, Exc::kRuntimeError, "Task cannot await on itself: %R", &task);
    return fail_soon(thread, task);
  }
  if (is_exact_future(*item)) {
    Future future(thread, *item);
    return wait_for_future(thread, task, future);
  }
  if (item->is_none()) return call_step_soon(thread, task, item);
  Object blocking(thread, find_attribute(thread, item, Symbol::k_asyncio_future_blocking));
  if (blocking->is_error()) return false;
  if (!blocking->is_unbound() && !blocking->is_none())
    return wait_for_lookalike(thread, task, item, blocking);
  if (is_heap_generator(*item)) {
    raise(thread, Exc::kRuntimeError,
          "yield was used instead of yield from for generator in task %R with %R", &task, &item);
  } else {
    raise(thread, Exc::kRuntimeError, "Task got bad yield: %R", &item);
  }
  return fail_soon(thread, task);
}

bool handle_return(Thread* thread, const Task& task, const Object& result) {
  if (!has_flag(*task, kTaskMustCancel)) return finish_with_result(thread, task, result);
  // Cancelled right before it ended.
  set_flag(*task, kTaskMustCancel, false);
  Object message(thread, task->cancel_message());
  return !cancel_future(thread, task, message).is_error();
}

// An exception left the coroutine. KeyboardInterrupt and SystemExit stop the event loop as well.
bool handle_exception(Thread* thread, const Task& task) {
  Object cancelled_type(thread, RawObject::none()), exception(thread, thread->take_exception());
  cancelled_type = imported(thread, kCancelledError);
  if (cancelled_type->is_error()) return false;
  if (is_subtype_NoGC(type_of(thread, *exception), *cancelled_type)) {
    task->set_cancelled_error(*exception);
    Object none(thread, RawObject::none());
    return !cancel_future(thread, task, none).is_error();
  }
  if (!finish_with_exception(thread, task, exception)) return false;
  RawObject type = type_of(thread, *exception);
  if (!is_subtype_NoGC(type, exc_type(thread, Exc::kKeyboardInterrupt)) &&
      !is_subtype_NoGC(type, exc_type(thread, Exc::kSystemExit))) {
    return true;
  }
  thread->set_pending_exception(*exception);
  return false;
}

// The exception to throw into a task that is to be cancelled; Error.
RawObject cancellation(Thread* thread, const Task& task, const Object& exception) {
  Object type(thread, imported(thread, kCancelledError));
  if (type->is_error()) return *type;
  set_flag(*task, kTaskMustCancel, false);
  if (!exception->is_none() && is_subtype_NoGC(type_of(thread, *exception), *type))
    return *exception;
  return make_cancelled_error(thread, task);
}

bool run_step(Thread* thread, const Task& task, const Object& given) {
  Object exception(thread, *given);
  if (has_flag(*task, kTaskMustCancel)) exception = cancellation(thread, task, given);
  if (exception->is_error()) return false;
  task->set_waiter(RawObject::none());
  RawObject result = RawObject::none();
  Object item(thread, resume(thread, task, exception, &result));
  if (item->is_error()) return handle_exception(thread, task);
  if (!item->is_unbound()) return handle_yield(thread, task, item);
  Object returned(thread, result);
  return handle_return(thread, task, returned);
}

}  // namespace

RawObject step_task(Thread* thread, const Task& task, const Object& exception) {
  if (is_done(*task)) {
    Object type(thread, imported(thread, kInvalidStateError));
    if (type->is_error()) return *type;
    return raise(thread, *type, "_step(): already done: %R %R", &task, &exception);
  }
  Object loop(thread, task->loop());
  if (!enter_task(thread, loop, task)) return RawObject::error();
  if (run_step(thread, task, exception)) return none_or_error(leave_task(thread, loop, task));
  Object error(thread, thread->take_exception());
  if (!leave_task(thread, loop, task)) return RawObject::error();
  thread->set_pending_exception(*error);
  return RawObject::error();
}

RawObject cancel_task(Thread* thread, const Task& task, const Object& message) {
  set_flag(*task, kFutureLogTraceback, false);
  if (is_done(*task)) return RawObject::false_object();
  task->set_cancel_requests(task->cancel_requests() + 1);
  if (!task->waiter().is_none()) {
    // The waiter stays: it may be a task that ignores the cancellation, and has to be cancelled
    // again.
    RawObject cancelled = cancel_waiter(thread, task, message);
    if (!cancelled.is_false()) return cancelled;
  }
  set_flag(*task, kTaskMustCancel, true);
  task->set_cancel_message(*message);
  return RawObject::true_object();
}

RawObject wake_task(Thread* thread, const Task& task, const Object& object) {
  Object exception(thread, RawObject::none()), result(thread, RawObject::none());
  if (is_exact_future(*object)) {
    Future future(thread, *object);
    bool plain = future->state() == kFutureFinished && future->exception().is_none();
    if (!plain) result = result_of(thread, future);
  } else {
    result = call_method(thread, object, Symbol::kresult);
  }
  if (result->is_error()) exception = thread->take_exception();
  return step_task(thread, task, exception);
}

}  // namespace pyro::asyncio
