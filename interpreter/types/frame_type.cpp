#include "interpreter/code_objects.h"
#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "interpreter/local_variables.h"
#include "interpreter/tracing.h"
#include "interpreter/types/generator_support.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// frame and traceback. A Frame object stands for an activation: while that runs it says where
// (depth), afterwards it holds a copy of the registers.

namespace pyro::natives {

using interpreter::code_block;

namespace {

using interpreter::kAtEntry;
using interpreter::kTraceLinesOff;
using interpreter::kTraceOpcodes;

constexpr word kOffsetUnit = 2;  // see code_type.cpp

// The activation, or null if it does not run now.
ActiveFrame* active_frame(Thread* thread, RawFrame frame) {
  if (frame.depth() == 0) return nullptr;
  Thread* owner = thread->runtime()->thread_with_number(frame.thread());
  return owner == nullptr ? nullptr : owner->frames_base + frame.depth() - 1;
}

// The thread that an active frame belongs to.
Thread* thread_of(Thread* thread, RawFrame frame) {
  return thread->runtime()->thread_with_number(frame.thread());
}

word position_of(Thread* thread, RawFrame frame) {
  ActiveFrame* active = active_frame(thread, frame);
  return active == nullptr ? frame.position() : active->pc - active->block->words.data();
}

RawObject line_at(Thread* thread, RawObject code, word position) {
  const CodeBlock* block = code_block(thread, RawCode(code.raw()));
  const PositionRange* range = block->position_at(position);
  if (range == nullptr) return RawObject::from_small_int(RawCode(code.raw()).firstlineno());
  return range->line > 0 ? RawObject::from_small_int(range->line) : RawObject::none();
}

}  // namespace

RawObject frame___repr__(Thread* thread, Arguments arguments) {
  Frame self(thread, arguments[0]);
  Code code(thread, self->code());
  Object filename(thread, code->filename()), name(thread, code->name());
  Object line(thread, line_at(thread, *code, position_of(thread, *self)));
  return new_str_format(thread, "<frame at 0x%lx, file %R, line %S, code %S>",
                        thread->heap()->identity(*self), &filename, &line, &name);
}

RawObject frame___sizeof__(Thread*, Arguments arguments) {
  RawFrame self(arguments[0].raw());
  word registers = self.registers().is_none() ? 0 : self.registers().heap_words();
  return RawObject::from_small_int((self.heap_words() + registers) * kWordSize);
}

namespace {

// The suspended generator whose frame this is, or None. A frame keeps its generator alive no more
// than CPython's does, so it is looked for.
RawObject generator_of_NoGC(Thread* thread, RawFrame frame) {
  RawObject owner = RawObject::none();
  if (frame.generator().is_none()) return owner;
  thread->heap()->for_each_object([&](RawObject object) {
    if (!is_heap_generator(object) && !is_heap_coroutine(object) &&
        !is_heap_async_generator(object))
      return;
    const word state = RawGeneratorBase(object.raw()).state();
    const bool waits =
        state == interpreter::kGeneratorCreated || state == interpreter::kGeneratorSuspended;
    if (waits && RawGeneratorBase(object.raw()).frame() == frame) owner = object;
  });
  return owner;
}

}  // namespace

RawObject frame_clear(Thread* thread, Arguments arguments) {
  Frame self(thread, arguments[0]);
  if (self->depth() != 0)
    return raise(thread, Exc::kRuntimeError, "cannot clear an executing frame");
  Object owner(thread, generator_of_NoGC(thread, *self));
  if (!owner->is_none()) {
    GeneratorBase generator(thread, *owner);
    interpreter::clear_generator(thread, generator);
  }
  if (!self->registers().is_none()) {
    for (word i = 0; i < array_length(self->registers()); i++)
      array_set(self->registers(), i, RawObject::unbound());
  }
  self->set_trace(RawObject::none());
  if ((code_block(thread, RawCode(self->code().raw()))->flags & 1) != 0)
    self->set_locals(RawObject::none());
  return RawObject::none();
}

RawObject frame_f_back_get(Thread* thread, Arguments arguments) {
  RawFrame self(arguments[0].raw());
  ActiveFrame* active = active_frame(thread, self);
  if (active == nullptr) return self.back();
  Thread* owner = thread_of(thread, self);
  for (ActiveFrame* caller = caller_of(owner, active); caller != nullptr;
       caller = caller_of(owner, caller)) {
    if ((caller->flags & kFrameHidden) == 0)
      return interpreter::frame_object(thread, owner, caller);
  }
  return RawObject::none();
}

RawObject frame_f_code_get(Thread*, Arguments arguments) {
  return RawFrame(arguments[0].raw()).code();
}
RawObject frame_f_globals_get(Thread*, Arguments arguments) {
  return RawFrame(arguments[0].raw()).globals();
}
RawObject frame_f_builtins_get(Thread*, Arguments arguments) {
  return RawFrame(arguments[0].raw()).builtins();
}

namespace {

// A function's frame has one dict for its variables, which is brought up to date each time somebody
// asks for it. What debuggers put into it besides stays.
RawObject refresh_locals(Thread* thread, const Frame& frame, const Object& current) {
  if (frame->locals().is_none()) {
    frame->set_locals(*current);
    return *current;
  }
  Dict known(thread, frame->locals());
  Dict values(thread, *current);
  Code code(thread, frame->code());
  Object names(thread, RawObject::none()), name(thread, RawObject::none()),
      value(thread, RawObject::none());
  for (int list = 0; list < 3; list++) {
    names = list == 0 ? code->varnames() : list == 1 ? code->cellvars() : code->freevars();
    for (word i = 0; i < tuple_length(*names); i++) {
      name = tuple_at(*names, i);
      value = dict_get(thread, values, name);
      if (value->is_unbound() ? dict_remove(thread, known, name).is_error()
                              : !dict_set(thread, known, name, value)) {
        return RawObject::error();
      }
    }
  }
  return *known;
}

bool has_namespace(Thread* thread, RawFrame frame) {
  constexpr uint32_t kOptimized = 1;
  return (code_block(thread, RawCode(frame.code().raw()))->flags & kOptimized) == 0;
}

}  // namespace

RawObject frame_f_locals_get(Thread* thread, Arguments arguments) {
  Frame self(thread, arguments[0]);
  ActiveFrame* active = active_frame(thread, *self);
  if (has_namespace(thread, *self))
    return active != nullptr ? interpreter::frame_locals(thread, active) : self->locals();
  Object current(thread, RawObject::none());
  if (active != nullptr) {
    current = interpreter::frame_locals(thread, active);
  } else if (self->registers().is_none()) {
    current = new_dict(thread);
  } else {
    Object registers(thread, self->registers());
    Code code(thread, self->code());
    current = interpreter::detached_locals(thread, code, registers);
  }
  return current->is_error() ? *current : refresh_locals(thread, self, current);
}

RawObject frame_f_lasti_get(Thread* thread, Arguments arguments) {
  return RawObject::from_small_int(position_of(thread, RawFrame(arguments[0].raw())) * kOffsetUnit);
}

RawObject frame_f_lineno_get(Thread* thread, Arguments arguments) {
  RawFrame self(arguments[0].raw());
  if ((self.flags() & kAtEntry) != 0)
    return RawObject::from_small_int(RawCode(self.code().raw()).firstlineno());
  RawObject line = line_at(thread, self.code(), position_of(thread, self));
  // Instructions that belong to no line, such as the return at the end: the line that was reached
  // last.
  return line.is_none() && self.traced_line() > 0 ? RawObject::from_small_int(self.traced_line())
                                                  : line;
}

RawObject frame_f_lineno_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound())
    return raise(thread, Exc::kAttributeError, "cannot delete attribute");
  Frame self(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (!is_int(*value)) return raise_value_error(thread, "lineno must be an integer");
  ActiveFrame* active = active_frame(thread, *self);
  bool in_call_event = (self->flags() & interpreter::kAtCallEvent) != 0;
  if (active == nullptr || (self->trace().is_none() && !in_call_event)) {
    return raise_value_error(thread, "f_lineno can only be set by a trace function");
  }
  RawObject line = int_value_of(*value);
  if (!line.is_small_int())
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
  return interpreter::jump_to_line(thread, self, active, line.small_int()) ? RawObject::none()
                                                                           : RawObject::error();
}

RawObject frame_f_trace_get(Thread*, Arguments arguments) {
  return RawFrame(arguments[0].raw()).trace();
}
RawObject frame_f_trace_set(Thread* thread, Arguments arguments) {
  RawFrame self(arguments[0].raw());
  self.set_trace(arguments[1].is_unbound() ? RawObject::none() : arguments[1]);
  // Going on in the middle of a line is no line event.
  if (ActiveFrame* active = active_frame(thread, self)) {
    RawObject line = line_at(thread, self.code(), position_of(thread, self));
    self.set_traced_position(active->pc - active->block->words.data());
    if (line.is_small_int() && self.traced_line() < 0) self.set_traced_line(line.small_int());
  }
  return RawObject::none();
}

namespace {

RawObject set_flag(Thread* thread, Arguments arguments, word flag, bool inverted) {
  if (arguments[1].is_unbound())
    return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!arguments[1].is_bool()) return raise_type_error(thread, "attribute value type must be bool");
  RawFrame self(arguments[0].raw());
  bool set = arguments[1].is_true() != inverted;
  self.set_flags(set ? self.flags() | flag : self.flags() & ~flag);
  return RawObject::none();
}

}  // namespace

RawObject frame_f_trace_lines_get(Thread*, Arguments arguments) {
  return RawObject::from_bool((RawFrame(arguments[0].raw()).flags() & kTraceLinesOff) == 0);
}
RawObject frame_f_trace_lines_set(Thread* thread, Arguments arguments) {
  return set_flag(thread, arguments, kTraceLinesOff, true);
}
RawObject frame_f_trace_opcodes_get(Thread*, Arguments arguments) {
  return RawObject::from_bool((RawFrame(arguments[0].raw()).flags() & kTraceOpcodes) != 0);
}
RawObject frame_f_trace_opcodes_set(Thread* thread, Arguments arguments) {
  return set_flag(thread, arguments, kTraceOpcodes, false);
}

// --- traceback

namespace {

bool check_next(Thread* thread, const Object& self, const Object& next) {
  if (!next->is_none() && !is_heap_traceback(*next)) {
    raise_type_error(thread, "expected traceback object or None, got '%T'", &next);
    return false;
  }
  for (RawObject step = *next; is_heap_traceback(step); step = RawTraceback(step.raw()).next()) {
    if (!(step == *self)) continue;
    raise_value_error(thread, "traceback loop detected");
    return false;
  }
  return true;
}

}  // namespace

RawObject traceback___new__(Thread* thread, Arguments arguments) {
  Object next(thread, arguments[1]), frame(thread, arguments[2]), none(thread, RawObject::none());
  if (!check_next(thread, none, next)) return RawObject::error();
  if (!is_heap_frame(*frame))
    return raise_type_error(thread, "traceback() argument 'tb_frame' must be frame, not %V",
                            &frame);
  Object lasti(thread, arguments[3]), line(thread, arguments[4]);
  lasti = index_of(thread, lasti);
  if (lasti->is_error()) return *lasti;
  line = index_of(thread, line);
  if (line->is_error()) return *line;
  if (!lasti->is_small_int() || !line->is_small_int())
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
  RawTraceback made(new_instance_of_kind(thread, Kind::kTraceback).raw());
  made.set_next(*next);
  made.set_frame(*frame);
  made.set_position(-1 - lasti->small_int());  // the number as it was given
  made.set_line(*line);
  return made;
}

RawObject traceback___dir__(Thread* thread, Arguments) {
  List names(thread, new_list(thread, 4));
  Object name(thread, RawObject::none());
  for (const char* text : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    name = intern_ascii(thread, text);
    if (!list_append(thread, names, name)) return RawObject::error();
  }
  return *names;
}

RawObject traceback_tb_next_get(Thread*, Arguments arguments) {
  return RawTraceback(arguments[0].raw()).next();
}

RawObject traceback_tb_next_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound()) return raise_type_error(thread, "can't delete tb_next attribute");
  Object self(thread, arguments[0]), next(thread, arguments[1]);
  if (!check_next(thread, self, next)) return RawObject::error();
  RawTraceback(self->raw()).set_next(*next);
  return RawObject::none();
}

RawObject traceback_tb_lasti_get(Thread*, Arguments arguments) {
  const word position = RawTraceback(arguments[0].raw()).position();
  return RawObject::from_small_int(position < 0 ? -1 - position : position * kOffsetUnit);
}

RawObject traceback_tb_lineno_get(Thread* thread, Arguments arguments) {
  RawTraceback self(arguments[0].raw());
  if (!self.line().is_none()) return self.line();
  return line_at(thread, RawFrame(self.frame().raw()).code(), self.position());
}

}  // namespace pyro::natives
