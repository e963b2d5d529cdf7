#include "interpreter/generator.h"
#include "interpreter/types/generator_support.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// generator and coroutine (language reference 6.2.9 and 3.4).

namespace pyro::natives {

using interpreter::close_generator;
using interpreter::exception_from_arguments;
using interpreter::kGeneratorFinished;
using interpreter::kGeneratorRunning;
using interpreter::kGeneratorSuspended;

namespace {

RawObject throw_arguments(Thread* thread, const GeneratorBase& generator, const Object& args) {
  bool raised_inside = false;
  Object exception(thread, exception_from_arguments(thread, args, "throw", &raised_inside));
  if (exception->is_error() && !raised_inside) return *exception;
  if (raised_inside) exception = thread->take_exception();
  return interpreter::throw_exception(thread, generator, exception);
}

// A finished coroutine cannot be awaited again.
bool check_not_awaited(Thread* thread, const GeneratorBase& coroutine) {
  if (coroutine->state() != kGeneratorFinished) return true;
  raise(thread, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
  return false;
}

RawObject coroutine_send_value(Thread* thread, const GeneratorBase& coroutine,
                               const Object& value) {
  if (!check_not_awaited(thread, coroutine)) return RawObject::error();
  return interpreter::send_value(thread, coroutine, value);
}

RawObject coroutine_throw_arguments(Thread* thread, const GeneratorBase& coroutine,
                                    const Object& args) {
  if (!check_not_awaited(thread, coroutine)) return RawObject::error();
  return throw_arguments(thread, coroutine, args);
}

RawObject state_is(RawObject generator, word state) {
  return RawObject::from_bool(RawGeneratorBase(generator.raw()).state() == state);
}

}  // namespace

// The attributes that all generator-like types have.
#define GENERATOR_ATTRIBUTES(TYPE, SHOWN)                                     \
  RawObject TYPE##___repr__(Thread* thread, Arguments arguments) {            \
    return interpreter::generator_repr(thread, arguments[0], SHOWN);          \
  }                                                                           \
  RawObject TYPE##___sizeof__(Thread*, Arguments arguments) {                 \
    return interpreter::generator_size_NoGC(arguments[0]);                    \
  }                                                                           \
  RawObject TYPE##___name___get(Thread*, Arguments arguments) {               \
    return RawGeneratorBase(arguments[0].raw()).name();                       \
  }                                                                           \
  RawObject TYPE##___name___set(Thread* thread, Arguments arguments) {        \
    return interpreter::set_generator_text(thread, arguments, "__name__",     \
                                           RawGeneratorBase::kNameIndex);     \
  }                                                                           \
  RawObject TYPE##___qualname___get(Thread*, Arguments arguments) {           \
    return RawGeneratorBase(arguments[0].raw()).qualname();                   \
  }                                                                           \
  RawObject TYPE##___qualname___set(Thread* thread, Arguments arguments) {    \
    return interpreter::set_generator_text(thread, arguments, "__qualname__", \
                                           RawGeneratorBase::kQualnameIndex); \
  }

GENERATOR_ATTRIBUTES(generator, "generator")
GENERATOR_ATTRIBUTES(coroutine, "coroutine")
GENERATOR_ATTRIBUTES(async_generator, "async_generator")

#define GENERATOR_STATE(TYPE, PREFIX, DELEGATE)                                                \
  RawObject TYPE##_##PREFIX##_code_get(Thread*, Arguments arguments) {                         \
    return interpreter::generator_code_NoGC(arguments[0]);                                     \
  }                                                                                            \
  RawObject TYPE##_##PREFIX##_frame_get(Thread* thread, Arguments arguments) {                 \
    GeneratorBase self(thread, arguments[0]);                                                  \
    return interpreter::generator_frame(thread, self);                                         \
  }                                                                                            \
  RawObject TYPE##_##PREFIX##_##DELEGATE##_get(Thread* thread, Arguments arguments) {          \
    return interpreter::generator_delegate_NoGC(thread, RawGeneratorBase(arguments[0].raw())); \
  }

GENERATOR_STATE(generator, gi, yieldfrom)
GENERATOR_STATE(coroutine, cr, await)
GENERATOR_STATE(async_generator, ag, await)

// --- generator

RawObject generator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject generator___next__(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  Object none(thread, RawObject::none());
  return interpreter::send_value(thread, self, none);
}

RawObject generator_send(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return interpreter::send_value(thread, self, value);
}

RawObject generator_throw(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  return throw_arguments(thread, self, args);
}

RawObject generator_close(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  return close_generator(thread, self);
}

RawObject generator___del__(Thread* thread, Arguments arguments) {
  if (RawGeneratorBase(arguments[0].raw()).state() != kGeneratorSuspended) return RawObject::none();
  return generator_close(thread, arguments);
}

RawObject generator_gi_running_get(Thread*, Arguments arguments) {
  return state_is(arguments[0], kGeneratorRunning);
}
RawObject generator_gi_suspended_get(Thread*, Arguments arguments) {
  return state_is(arguments[0], kGeneratorSuspended);
}

// --- coroutine

RawObject coroutine___await__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  RawObject wrapper = new_instance_of_kind(thread, Kind::kCoroutineWrapper);
  RawCoroutineWrapper::cast(wrapper).set_coroutine(*self);
  return wrapper;
}

RawObject coroutine_send(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return coroutine_send_value(thread, self, value);
}

RawObject coroutine_throw(Thread* thread, Arguments arguments) {
  GeneratorBase self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  return coroutine_throw_arguments(thread, self, args);
}

RawObject coroutine_close(Thread* thread, Arguments arguments) {
  return generator_close(thread, arguments);
}
RawObject coroutine___del__(Thread* thread, Arguments arguments) {
  return generator___del__(thread, arguments);
}
RawObject coroutine_cr_running_get(Thread*, Arguments arguments) {
  return state_is(arguments[0], kGeneratorRunning);
}
RawObject coroutine_cr_suspended_get(Thread*, Arguments arguments) {
  return state_is(arguments[0], kGeneratorSuspended);
}

// Where it was made, if sys.set_coroutine_origin_tracking_depth() asked for that: kept in the
// unused delegate field.
RawObject coroutine_cr_origin_get(Thread*, Arguments arguments) {
  RawObject origin = RawGeneratorBase(arguments[0].raw()).delegate();
  return is_heap_tuple(origin) ? origin : RawObject::none();
}

// --- coroutine_wrapper

RawObject coroutine_wrapper___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject coroutine_wrapper___next__(Thread* thread, Arguments arguments) {
  GeneratorBase coroutine(thread, RawCoroutineWrapper::cast(arguments[0]).coroutine());
  Object none(thread, RawObject::none());
  return coroutine_send_value(thread, coroutine, none);
}

RawObject coroutine_wrapper_send(Thread* thread, Arguments arguments) {
  GeneratorBase coroutine(thread, RawCoroutineWrapper::cast(arguments[0]).coroutine());
  Object value(thread, arguments[1]);
  return coroutine_send_value(thread, coroutine, value);
}

RawObject coroutine_wrapper_throw(Thread* thread, Arguments arguments) {
  GeneratorBase coroutine(thread, RawCoroutineWrapper::cast(arguments[0]).coroutine());
  Object args(thread, arguments[1]);
  return coroutine_throw_arguments(thread, coroutine, args);
}

RawObject coroutine_wrapper_close(Thread* thread, Arguments arguments) {
  GeneratorBase coroutine(thread, RawCoroutineWrapper::cast(arguments[0]).coroutine());
  return close_generator(thread, coroutine);
}

// Fields in CPython: they say so when they are assigned to.
RawObject generator_gi_code_set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject coroutine_cr_code_set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject coroutine_cr_origin_set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}
RawObject async_generator_ag_code_set(Thread* thread, Arguments) {
  return raise(thread, Exc::kAttributeError, "readonly attribute");
}

}  // namespace pyro::natives
