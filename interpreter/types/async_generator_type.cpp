#include "interpreter/async_support.h"
#include "interpreter/generator.h"
#include "interpreter/types/generator_support.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/types/container_support.h"

// async_generator and the awaitables that its methods give (PEP 525).
//
// The body runs like a generator's. What it awaits comes out as it is and is passed on to the event
// loop; what it yields comes out wrapped (async_generator_wrapped_value) and ends the awaitable
// with StopIteration(value). While an awaitable is under way the generator counts as running,
// although its frame may be suspended in an `await`.
//
// The field `delegate`, unused by the interpreter here, holds an Array: flags, and the finalizer
// hook of the thread that iterated first.

namespace pyro::natives {

using interpreter::exception_from_arguments;
using interpreter::kGeneratorCreated;
using interpreter::kGeneratorFinished;

namespace {

enum AsyncFlag : word { kRunning = 1, kClosed = 2 };
enum OperationState : word { kInitial = 0, kIterating = 1, kDone = 2 };

word flags_of_NoGC(RawGeneratorBase generator) {
  return is_heap_array(generator.delegate()) ? array_at(generator.delegate(), 0).small_int() : 0;
}

bool has_flag_NoGC(RawGeneratorBase generator, word flag) {
  return (flags_of_NoGC(generator) & flag) != 0;
}

void change_flags_NoGC(RawGeneratorBase generator, word set, word clear) {
  if (!is_heap_array(generator.delegate())) return;
  array_set(generator.delegate(), 0,
            RawObject::from_small_int((flags_of_NoGC(generator) | set) & ~clear));
}

// Before the first operation: remembers the finalizer hook and calls the other one.
bool call_hooks(Thread* thread, const GeneratorBase& generator) {
  if (is_heap_array(generator->delegate())) return true;
  Array state(thread, new_array(thread, 2));
  array_set(*state, 0, RawObject::from_small_int(0));
  array_set(*state, 1, thread->async_gen_finalizer);
  generator->set_delegate(*state);
  Object hook(thread, thread->async_gen_firstiter);
  return hook->is_none() || !call(thread, hook, generator).is_error();
}

RawObject new_operation(Thread* thread, Arguments arguments, Kind kind, RawObject raw_parameters) {
  GeneratorBase generator(thread, arguments[0]);
  Object parameters(thread, raw_parameters);
  if (!call_hooks(thread, generator)) return RawObject::error();
  RawAsyncGeneratorOperation operation(new_instance_of_kind(thread, kind).raw());
  operation.set_generator(*generator);
  operation.set_state(kInitial);
  operation.set_arguments(*parameters);
  return operation;
}

// A yielded value ends the awaitable; an exception may close the generator.
RawObject unwrap(Thread* thread, const GeneratorBase& generator, RawObject result) {
  if (result.is_error()) {
    bool ends = pending_matches(thread, Exc::kStopAsyncIteration) ||
                pending_matches(thread, Exc::kGeneratorExit);
    change_flags_NoGC(*generator, ends ? kClosed : 0, kRunning);
    return result;
  }
  if (!is_heap_async_generator_wrapped_value(result)) return result;
  change_flags_NoGC(*generator, 0, kRunning);
  return raise_stop_iteration(thread, RawAsyncGeneratorWrappedValue::cast(result).value());
}

RawObject raise_reused(Thread* thread, RawObject operation) {
  bool is_send = is_heap_async_generator_send(operation);
  return raise(thread, Exc::kRuntimeError, "cannot reuse already awaited %s",
               is_send ? "__anext__()/asend()" : "aclose()/athrow()");
}

RawObject throw_into(Thread* thread, const GeneratorBase& generator, const Object& args) {
  Object exception(thread, exception_from_arguments(thread, args, "athrow"));
  if (exception->is_error()) return *exception;
  return interpreter::throw_exception(thread, generator, exception);
}

}  // namespace

// --- async_generator

RawObject async_generator___aiter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject async_generator___anext__(Thread* thread, Arguments arguments) {
  return new_operation(thread, arguments, Kind::kAsyncGeneratorSend, RawObject::none());
}

RawObject async_generator_asend(Thread* thread, Arguments arguments) {
  return new_operation(thread, arguments, Kind::kAsyncGeneratorSend, arguments[1]);
}

RawObject async_generator_athrow(Thread* thread, Arguments arguments) {
  return new_operation(thread, arguments, Kind::kAsyncGeneratorThrow, arguments[1]);
}

// No arguments, as opposed to an empty tuple of them: GeneratorExit is thrown.
RawObject async_generator_aclose(Thread* thread, Arguments arguments) {
  return new_operation(thread, arguments, Kind::kAsyncGeneratorThrow, RawObject::none());
}

RawObject async_generator_ag_running_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(has_flag_NoGC(RawGeneratorBase(arguments[0].raw()), kRunning));
}

RawObject async_generator___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

// A dropped generator goes to the finalizer hook, which can run the rest of it in the event loop.
RawObject async_generator___del__(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  if (self->state() == kGeneratorFinished) return RawObject::none();
  if (is_heap_array(self->delegate()) && !has_flag_NoGC(*self, kClosed)) {
    Object finalizer(thread, array_at(self->delegate(), 1));
    if (!finalizer->is_none()) return call(thread, finalizer, self);
  }
  if (self->state() != interpreter::kGeneratorSuspended) return RawObject::none();
  RawObject result = interpreter::close_generator(thread, self);
  if (result.is_error() && clear_pending_if(thread, Exc::kStopAsyncIteration))
    return RawObject::none();
  return result;
}

// --- async_generator_asend

namespace {

RawObject asend_send(Thread* thread, RawObject raw_operation, RawObject raw_value) {
  AsyncGeneratorOperation operation(thread, raw_operation);
  Object value(thread, raw_value);
  if (operation->state() == kDone) return raise_reused(thread, *operation);
  GeneratorBase generator(thread, operation->generator());
  if (operation->state() == kInitial) {
    if (has_flag_NoGC(*generator, kRunning)) {
      return raise(thread, Exc::kRuntimeError,
                   "anext(): asynchronous generator is already running");
    }
    if (value->is_none()) value = operation->arguments();
    operation->set_state(kIterating);
    change_flags_NoGC(*generator, kRunning, 0);
  }
  RawObject result = unwrap(thread, generator, interpreter::send_value(thread, generator, value));
  if (result.is_error()) operation->set_state(kDone);
  return result;
}

}  // namespace

RawObject async_generator_asend___await__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject async_generator_asend___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject async_generator_asend___next__(Thread* thread, Arguments arguments) {
  return asend_send(thread, arguments[0], RawObject::none());
}
RawObject async_generator_asend_send(Thread* thread, Arguments arguments) {
  return asend_send(thread, arguments[0], arguments[1]);
}

RawObject async_generator_asend_throw(Thread* thread, Arguments arguments) {
  AsyncGeneratorOperation operation(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (operation->state() == kDone) return raise_reused(thread, *operation);
  GeneratorBase generator(thread, operation->generator());
  RawObject result = unwrap(thread, generator, throw_into(thread, generator, args));
  if (result.is_error()) operation->set_state(kDone);
  return result;
}

RawObject async_generator_asend_close(Thread*, Arguments arguments) {
  RawAsyncGeneratorOperation(arguments[0].raw()).set_state(kDone);
  return RawObject::none();
}

// --- async_generator_athrow: athrow() and aclose()

namespace {

RawObject finish_operation(const AsyncGeneratorOperation& operation,
                           const GeneratorBase& generator) {
  change_flags_NoGC(*generator, 0, kRunning);
  operation->set_state(kDone);
  return RawObject::error();
}

RawObject raise_ignored_exit(Thread* thread, const AsyncGeneratorOperation& operation,
                             const GeneratorBase& generator) {
  finish_operation(operation, generator);
  return raise(thread, Exc::kRuntimeError, "async generator ignored GeneratorExit");
}

// The operation ended with an exception; for aclose() the expected ones are success.
RawObject end_with_exception(Thread* thread, const AsyncGeneratorOperation& operation,
                             const GeneratorBase& generator) {
  finish_operation(operation, generator);
  bool closing = operation->arguments().is_none();
  if (closing && (clear_pending_if(thread, Exc::kStopAsyncIteration) ||
                  clear_pending_if(thread, Exc::kGeneratorExit))) {
    return raise_stop_iteration(thread, RawObject::none());
  }
  return RawObject::error();
}

RawObject start_throw(Thread* thread, const AsyncGeneratorOperation& operation,
                      const GeneratorBase& generator, const Object& value) {
  bool closing = operation->arguments().is_none();
  if (has_flag_NoGC(*generator, kRunning)) {
    operation->set_state(kDone);
    return raise(thread, Exc::kRuntimeError, "%s(): asynchronous generator is already running",
                 closing ? "aclose" : "athrow");
  }
  if (has_flag_NoGC(*generator, kClosed)) {
    operation->set_state(kDone);
    Object type(thread, exc_type(thread, Exc::kStopAsyncIteration));
    return raise_object(thread, type);
  }
  if (!value->is_none())
    return raise(thread, Exc::kRuntimeError,
                 "can't send non-None value to a just-started coroutine");
  operation->set_state(kIterating);
  change_flags_NoGC(*generator, closing ? kRunning | kClosed : kRunning, 0);
  Object args(thread, operation->arguments());
  if (closing) {
    Object exit(thread, exc_type(thread, Exc::kGeneratorExit));
    args = new_tuple_of(thread, exit);
  }
  RawObject result = throw_into(thread, generator, args);
  if (closing && is_heap_async_generator_wrapped_value(result))
    return raise_ignored_exit(thread, operation, generator);
  if (!closing) result = unwrap(thread, generator, result);
  return result.is_error() ? end_with_exception(thread, operation, generator) : result;
}

RawObject athrow_send(Thread* thread, RawObject raw_operation, RawObject raw_value) {
  AsyncGeneratorOperation operation(thread, raw_operation);
  Object value(thread, raw_value);
  if (operation->state() == kDone) return raise_reused(thread, *operation);
  GeneratorBase generator(thread, operation->generator());
  if (generator->state() == kGeneratorFinished) {
    operation->set_state(kDone);
    return raise_stop_iteration(thread, RawObject::none());
  }
  if (operation->state() == kInitial) return start_throw(thread, operation, generator, value);
  RawObject result = interpreter::send_value(thread, generator, value);
  if (!operation->arguments().is_none()) return unwrap(thread, generator, result);
  if (result.is_error()) return end_with_exception(thread, operation, generator);
  return is_heap_async_generator_wrapped_value(result)
             ? raise_ignored_exit(thread, operation, generator)
             : result;
}

}  // namespace

RawObject async_generator_athrow___await__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject async_generator_athrow___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject async_generator_athrow___next__(Thread* thread, Arguments arguments) {
  return athrow_send(thread, arguments[0], RawObject::none());
}
RawObject async_generator_athrow_send(Thread* thread, Arguments arguments) {
  return athrow_send(thread, arguments[0], arguments[1]);
}

RawObject async_generator_athrow_throw(Thread* thread, Arguments arguments) {
  AsyncGeneratorOperation operation(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (operation->state() == kDone) return raise_reused(thread, *operation);
  GeneratorBase generator(thread, operation->generator());
  RawObject result = throw_into(thread, generator, args);
  if (!operation->arguments().is_none()) return unwrap(thread, generator, result);
  if (is_heap_async_generator_wrapped_value(result))
    return raise_ignored_exit(thread, operation, generator);
  if (!result.is_error()) return result;
  return end_with_exception(thread, operation, generator);
}

RawObject async_generator_athrow_close(Thread*, Arguments arguments) {
  RawAsyncGeneratorOperation(arguments[0].raw()).set_state(kDone);
  return RawObject::none();
}

// --- anext_awaitable: anext(iterator, default)

namespace {

// The end of the asynchronous iterator is the default as the result.
RawObject with_default(Thread* thread, const AnextAwaitable& self, RawObject result) {
  if (!result.is_error() || !clear_pending_if(thread, Exc::kStopAsyncIteration)) return result;
  return raise_stop_iteration(thread, self->default_value());
}

RawObject iterator_of(Thread* thread, const AnextAwaitable& self) {
  RawObject awaitable = self->awaitable();
  if (is_heap_coroutine(awaitable)) return awaitable;
  return interpreter::awaitable_iterator(thread, awaitable, 0);
}

}  // namespace

RawObject anext_awaitable___await__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject anext_awaitable___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject anext_awaitable___next__(Thread* thread, Arguments arguments) {
  AnextAwaitable self(thread, arguments[0]);
  Object iterator(thread, iterator_of(thread, self));
  if (iterator->is_error()) return with_default(thread, self, *iterator);
  if (!is_heap_coroutine(*iterator))
    return with_default(thread, self, call_special(thread, iterator, Symbol::k__next__));
  Object none(thread, RawObject::none());
  return with_default(thread, self, call_method(thread, iterator, Symbol::ksend, none));
}

RawObject anext_awaitable_send(Thread* thread, Arguments arguments) {
  AnextAwaitable self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  Object iterator(thread, iterator_of(thread, self));
  if (iterator->is_error()) return *iterator;
  return with_default(thread, self, call_method(thread, iterator, Symbol::ksend, value));
}

RawObject anext_awaitable_throw(Thread* thread, Arguments arguments) {
  AnextAwaitable self(thread, arguments[0]);
  Object args(thread, arguments[1]), none(thread, RawObject::none());
  Object iterator(thread, iterator_of(thread, self));
  if (iterator->is_error()) return *iterator;
  Object method(thread, get_attribute(thread, iterator, Symbol::kthrow));
  if (method->is_error()) return *method;
  return with_default(thread, self, call_with(thread, method, args, none));
}

RawObject anext_awaitable_close(Thread* thread, Arguments arguments) {
  AnextAwaitable self(thread, arguments[0]);
  Object iterator(thread, iterator_of(thread, self));
  if (iterator->is_error()) return *iterator;
  return with_default(thread, self, call_method(thread, iterator, Symbol::kclose));
}

// Fields in CPython: they say so when they are assigned to.
RawObject async_generator_ag_running_set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}

}  // namespace pyro::natives
