#pragma once

#include "modules/support.h"
#include "runtime/future_state.h"

// Futures and tasks of asyncio (PEP 3156), natively.
//
// The semantics are those of the classes that asyncio/futures.py and asyncio/tasks.py define in
// Python. What is different is where things are kept:
//
//  - A future's `callbacks` is None, one callback, or a list of several. A callback is a pair
//  (function, context), or a Task,
//    which stands for "resume this task, in its context": what every `await` of a future registers.
//    The function that CPython shows for it (Task.task_wakeup) is made when the callback is
//    scheduled or looked at.
//  - `_current_tasks` and `_all_tasks` are the dict and the WeakSet that asyncio.tasks shares; the
//  running loop is a field
//    of the Thread.
//  - Most futures have nothing to finalise, so that they are registered with the heap only once an
//  exception was set. A task
//    that is dropped before it is done is reported; future_needs_finalizer_NoGC says for which
//    objects __del__ is to run.
//
// A task resumes a coroutine or generator of ours through the runtime's hooks, without
// StopIteration at its end. An `await` of an exact Future reaches send_to_iterator through
// ExecutionHooks::send_to_future.
//
// Everything that asyncio's Python modules provide (exceptions, reprs, the policy) is imported on
// first use, since they import this module while they are being imported themselves.

namespace pyro::asyncio {

// What the module keeps in the runtime.
enum State : word {
  kFutureType,
  kTaskType,
  kWakeup,
  kContextNames,
  kAllTasks,
  kCurrentTasks,
  kNextTaskNumber,
  kFirstImported,
  kCancelledError = kFirstImported,
  kInvalidStateError,
  kFutureRepr,
  kTaskRepr,
  kTaskGetStack,
  kTaskPrintStack,
  kIsCoroutine,
  kExtractStack,
  kGetPolicy,
  kStateSize,
};
RawObject state_at(Thread* thread, State index);
void set_state_at(Thread* thread, State index, RawObject value);
// One of those that are imported on first use; Error.
RawObject imported(Thread* thread, State index);
// The module's initialize function, for the types and functions that `module` declares.
[[nodiscard]] bool initialize(Thread* thread, const Object& module);

// --- flags
inline bool has_flag(RawObject future, word flag) {
  return (RawFuture(future.raw()).flags() & flag) != 0;
}
inline void set_flag(RawObject future, word flag, bool on) {
  RawFuture self(future.raw());
  self.set_flags(on ? self.flags() | flag : self.flags() & ~flag);
}
inline bool is_done(RawObject future) { return RawFuture(future.raw()).state() != kFuturePending; }
// A Future or Task, not of a subclass.
inline bool is_exact_future(RawObject value) {
  return is_heap_future(value) && has_flag(value, kFutureExact);
}

// --- futures
// RuntimeError if __init__ has not run.
[[nodiscard]] bool check_initialized(Thread* thread, const Future& future);
RawObject raise_invalid_state(Thread* thread, const char* text);
// Future.__init__.
[[nodiscard]] bool initialize_future(Thread* thread, const Future& future, const Object& loop);
// The running event loop, or what the policy gives.
RawObject event_loop(Thread* thread);
// loop.call_soon(function[, argument], context=context); `argument` may be Unbound.
[[nodiscard]] bool call_soon(Thread* thread, const Object& loop, const Object& function,
                             const Object& argument, const Object& context);
// Registers (function, context), or `function` as it is if it is a Task to be resumed; schedules it
// if the future is done.
[[nodiscard]] bool add_callback(Thread* thread, const Future& future, const Object& function,
                                const Object& context);
// The callbacks as a list of pairs, None if there are none.
RawObject callback_list(Thread* thread, const Future& future);
RawObject remove_callbacks(Thread* thread, const Future& future, const Object& function);
RawObject make_cancelled_error(Thread* thread, const Future& future);
// Future.cancel(): True, False or Error.
RawObject cancel_future(Thread* thread, const Future& future, const Object& message);
[[nodiscard]] bool finish_with_result(Thread* thread, const Future& future, const Object& result);
[[nodiscard]] bool finish_with_exception(Thread* thread, const Future& future,
                                         const Object& exception);
// Future.result().
RawObject result_of(Thread* thread, const Future& future);
RawObject exception_of(Thread* thread, const Future& future);
// The function that resumes a task when the future it is given is done.
RawObject wakeup_function(Thread* thread, const Task& task);
RawObject new_future_iterator(Thread* thread, const Future& future);
// ExecutionHooks::send_to_future.
RawObject send_to_iterator(Thread* thread, const Object& iterator, RawObject* result);
// __del__ of both types.
void report_unseen_exception(Thread* thread, const Future& future);

// --- tasks
[[nodiscard]] bool enter_task(Thread* thread, const Object& loop, const Object& task);
[[nodiscard]] bool leave_task(Thread* thread, const Object& loop, const Object& task);
[[nodiscard]] bool register_task(Thread* thread, const Object& task);
[[nodiscard]] bool initialize_task(Thread* thread, const Task& task, const Object& coroutine,
                                   const Object& loop, const Object& name, const Object& context);
// Runs the coroutine up to its next await; throws `exception` into it unless that is None.
RawObject step_task(Thread* thread, const Task& task, const Object& exception);
// The future that a task waited for is done.
RawObject wake_task(Thread* thread, const Task& task, const Object& future);
// Task.cancel(): True, False or Error.
RawObject cancel_task(Thread* thread, const Task& task, const Object& message);

}  // namespace pyro::asyncio
