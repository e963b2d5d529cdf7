#include "interpreter/types/generator_support.h"

#include <algorithm>

#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

namespace pyro::interpreter {

namespace {

const char* kind_name(RawObject generator) {
  if (is_heap_coroutine(generator)) return "coroutine";
  return is_heap_async_generator(generator) ? "async generator" : "generator";
}

// type(*value) as `raise` would make it: a tuple gives the arguments, None gives none, an instance
// is taken as it is.
RawObject instantiate_exception(Thread* thread, const Object& type, const Object& value) {
  if (is_heap_base_exception(*value) && is_subtype_NoGC(type_of(thread, *value), *type))
    return *value;
  Object args(thread, empty_tuple(thread)), none(thread, RawObject::none());
  if (is_tuple(*value)) {
    args = underlying_value(*value);
  } else if (!value->is_none()) {
    args = new_tuple_of(thread, value);
  }
  Object made(thread, call_with(thread, type, args, none));
  if (made->is_error() || is_heap_base_exception(*made)) return *made;
  return raise_type_error(
      thread, "calling %R should have returned an instance of BaseException, not %T", &type, &made);
}

}  // namespace

RawObject exception_from_arguments(Thread* thread, const Object& args, const char* method,
                                   bool* raised_inside) {
  word count = tuple_length(*args);
  if (count < 1) return raise_type_error(thread, "%s expected at least 1 argument, got 0", method);
  if (count > 3)
    return raise_type_error(thread, "%s expected at most 3 arguments, got %ld", method, count);
  Object type(thread, tuple_at(*args, 0));
  Object value(thread, count > 1 ? tuple_at(*args, 1) : RawObject::none());
  Object traceback(thread, count > 2 ? tuple_at(*args, 2) : RawObject::none());
  if (!traceback->is_none() && !is_heap_traceback(*traceback)) {
    return raise_type_error(thread, "throw() third argument must be a traceback object");
  }
  Object exception(thread, RawObject::none());
  if (is_heap_type(*type) && is_exception_type_NoGC(*type)) {
    exception = instantiate_exception(thread, type, value);
    if (raised_inside != nullptr) *raised_inside = exception->is_error();
    if (exception->is_error()) return *exception;
  } else if (is_heap_base_exception(*type)) {
    if (!value->is_none())
      return raise_type_error(thread, "instance exception may not have a separate value");
    exception = *type;
  } else {
    return raise_type_error(
        thread, "exceptions must be classes or instances deriving from BaseException, not %T",
        &type);
  }
  if (!traceback->is_none()) RawBaseException(exception->raw()).set_traceback(*traceback);
  return *exception;
}

RawObject throw_exception(Thread* thread, const GeneratorBase& generator, const Object& exception) {
  return thread->runtime()->hooks.resume_generator(thread, generator, 1, exception);
}

RawObject send_value(Thread* thread, const GeneratorBase& generator, const Object& value) {
  return thread->runtime()->hooks.resume_generator(thread, generator, 0, value);
}

bool clear_pending_end(Thread* thread) {
  return clear_pending_if(thread, Exc::kGeneratorExit) ||
         clear_pending_if(thread, Exc::kStopIteration);
}

RawObject close_generator(Thread* thread, const GeneratorBase& generator) {
  word state = generator->state();
  if (state == kGeneratorFinished) return RawObject::none();
  if (state == kGeneratorCreated) {
    generator->set_state(kGeneratorFinished);
    if (!generator->frame().is_none())
      RawFrame(generator->frame().raw()).set_generator(RawObject::none());
    for (word i = RawGeneratorBase::kWords; i < generator->heap_words(); i++)
      generator->set_immediate_at(i, RawObject::unbound());
    return RawObject::none();
  }
  if (state == kGeneratorRunning)
    return raise_value_error(thread, "%s already executing", kind_name(*generator));
  Object exit(thread, exc_type(thread, Exc::kGeneratorExit));
  exit = call(thread, exit);
  if (exit->is_error()) return *exit;
  RawObject result = throw_exception(thread, generator, exit);
  if (!result.is_error())
    return raise(thread, Exc::kRuntimeError, "%s ignored GeneratorExit", kind_name(*generator));
  return clear_pending_end(thread) ? RawObject::none() : RawObject::error();
}

// By warnings._warn_unawaited_coroutine, which says where the coroutine was made; in other words if
// that is not there or fails.
void warn_unawaited(Thread* thread, const GeneratorBase& coroutine) {
  Object qualified_name(thread, coroutine->qualname());
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

void clear_generator(Thread* thread, const GeneratorBase& generator) {
  if (is_heap_coroutine(*generator) && generator->state() == kGeneratorCreated)
    warn_unawaited(thread, generator);
  if (close_generator(thread, generator).is_error()) write_unraisable(thread, generator);
}

RawObject generator_code_NoGC(RawObject generator) {
  return RawFunction::cast(RawGeneratorBase(generator.raw()).function()).code();
}

RawObject generator_frame(Thread* thread, const GeneratorBase& generator) {
  if (generator->state() == kGeneratorFinished) return RawObject::none();
  for (ActiveFrame* frame = thread->frame; frame != nullptr; frame = caller_of(thread, frame)) {
    if (frame->generator == *generator) return frame_object(thread, frame);
  }
  if (!generator->frame().is_none()) return generator->frame();
  Frame frame(thread, new_instance_of_kind(thread, Kind::kFrame));
  Function function(thread, generator->function());
  frame->set_code(function->code());
  frame->set_globals(function->globals());
  RawObject extras = function->extras();
  bool own_builtins = !extras.is_none() && !RawFunctionExtras::cast(extras).builtins().is_none();
  frame->set_builtins(own_builtins ? RawFunctionExtras::cast(extras).builtins()
                                   : thread->runtime()->builtins_dict());
  frame->set_function(*function);
  word count = generator->heap_words() - RawGeneratorBase::kWords;
  Array registers(thread, new_array(thread, count));
  for (word i = 0; i < count; i++)
    array_set(*registers, i, generator->at(RawGeneratorBase::kWords + i));
  frame->set_registers(*registers);
  // What has not begun stands at the instruction that made it, on the line of the definition.
  frame->set_position(generator->position() - (generator->state() == kGeneratorCreated ? 1 : 0));
  frame->set_depth(0);
  frame->set_flags(0);
  frame->set_thread(thread->number);
  frame->set_traced_line(-1);
  frame->set_traced_position(-1);
  frame->set_generator(RawObject::true_object());
  generator->set_frame(*frame);
  return *frame;
}

RawObject set_generator_text(Thread* thread, Arguments arguments, const char* name, word index) {
  if (!is_str(arguments[1]))
    return raise_type_error(thread, "%s must be set to a string object", name);
  arguments[0].set_at(index, arguments[1]);
  return RawObject::none();
}

RawObject generator_repr(Thread* thread, RawObject generator, const char* kind) {
  Object name(thread, RawGeneratorBase(generator.raw()).qualname());
  return new_str_format(thread, "<%s object %S at 0x%lx>", kind, &name,
                        thread->heap()->identity(generator));
}

RawObject generator_size_NoGC(RawObject generator) {
  return RawObject::from_small_int(generator.heap_words() * kWordSize);
}

}  // namespace pyro::interpreter
