#include "interpreter/generator.h"

#include "interpreter/call_paths.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/list.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

const char* kind_name(RawObject generator) {
  if (is_heap_coroutine(generator)) return "coroutine";
  return is_heap_async_generator(generator) ? "async generator" : "generator";
}

RawObject* saved_registers(RawObject generator) {
  return generator.body<RawObject>(RawGeneratorBase::kWords * kWordSize);
}

Kind generator_kind(uint32_t flags) {
  constexpr uint32_t kCoroutineFlag = 0x80, kAsyncGeneratorFlag = 0x200;
  if ((flags & kAsyncGeneratorFlag) != 0) return Kind::kAsyncGenerator;
  return (flags & kCoroutineFlag) != 0 ? Kind::kCoroutine : Kind::kGenerator;
}

// (file, line, function) of a frame, or Error.
RawObject describe_frame(Thread* thread, ActiveFrame* frame) {
  Object shown(thread, frame_object(thread, frame));
  Object code(thread, RawFrame::cast(*shown).code());
  Object name(thread, intern_ascii(thread, "co_filename"));
  Object file(thread, get_attribute(thread, code, name));
  name = intern_ascii(thread, "f_lineno");
  Object line(thread, get_attribute(thread, shown, name));
  name = intern_ascii(thread, "co_name");
  Object function(thread, get_attribute(thread, code, name));
  if (file->is_error() || line->is_error() || function->is_error()) return RawObject::error();
  return new_tuple_of(thread, file, line, function);
}

// Where a coroutine is made, the innermost frame first, as far as
// sys.set_coroutine_origin_tracking_depth() asks for.
bool note_origin(Thread* thread, const GeneratorBase& coroutine, ActiveFrame* frame) {
  List origin(thread, new_list(thread, 0));
  Object entry(thread, RawObject::none());
  for (ActiveFrame* caller = caller_of(thread, frame);
       caller != nullptr && origin->length() < thread->coroutine_origin_depth;
       caller = caller_of(thread, caller)) {
    if ((caller->flags & kFrameHidden) != 0) continue;
    entry = describe_frame(thread, caller);
    if (entry->is_error() || !list_append(thread, origin, entry)) return false;
  }
  RawObject tuple = list_to_tuple(thread, origin);
  if (tuple.is_error()) return false;
  coroutine->set_delegate(tuple);
  return true;
}

}  // namespace

RawObject make_generator(Thread* thread, ActiveFrame* frame, const uint32_t* resume_pc) {
  Kind kind = generator_kind(frame->block->flags);
  word count = frame->block->register_count;
  RawObject object = thread->heap()->allocate(kind_info(kind).layout, kind, false,
                                              RawGeneratorBase::kWords + count);
  if (object.is_error()) return raise_memory_error(thread);
  RawGeneratorBase generator(object.raw());
  for (word i = 1; i < RawGeneratorBase::kWords; i++) object.set_immediate_at(i, RawObject::none());
  generator.set_function(frame->function);
  generator.set_state(kGeneratorCreated);
  generator.set_position(resume_pc - frame->block->words.data());
  RawFunction function(frame->function.raw());
  generator.set_name(function_name_NoGC(function));
  generator.set_qualname(function_qualname_NoGC(function));
  for (word i = 0; i < count; i++) object.set_at(RawGeneratorBase::kWords + i, frame->registers[i]);
  // A body that never started has nothing to clean up, except that a coroutine warns if it was
  // never awaited.
  if (kind != Kind::kGenerator) thread->heap()->register_finalizable(object);
  if (kind == Kind::kCoroutine && thread->coroutine_origin_depth > 0) [[unlikely]] {
    GeneratorBase coroutine(thread, object);
    return note_origin(thread, coroutine, frame) ? *coroutine : RawObject::error();
  }
  return object;
}

ActiveFrame* push_generator_frame(Thread* thread, RawObject object, RawObject value,
                                  uint32_t return_register, uint32_t flags) {
  RawGeneratorBase generator(object.raw());
  word state = generator.state();
  if (state == kGeneratorFinished) return nullptr;
  if (state == kGeneratorRunning) {
    raise_value_error(thread, "%s already executing", kind_name(object));
    return nullptr;
  }
  if (state == kGeneratorCreated && !value.is_none()) {
    raise_type_error(thread, "can't send non-None value to a just-started %s", kind_name(object));
    return nullptr;
  }
  RawObject* registers = thread->stack_top;
  CodeBlock* block = code_block(thread, RawFunction(generator.function().raw()).code());
  ActiveFrame* frame = open_frame(thread, generator.function(), block, registers, return_register,
                                  flags | kFrameGenerator);
  if (frame == nullptr) return raise_too_deep(thread);
  const RawObject* saved = saved_registers(generator);
  for (word i = 0; i < block->register_count; i++) registers[i] = saved[i];
  frame->generator = generator;
  frame->handled = generator.handled();
  frame->frame_object = generator.frame();
  if (!frame->frame_object.is_none()) {
    RawFrame shown(frame->frame_object.raw());
    shown.set_depth(frame - thread->frames_base + 1);
    shown.set_thread(thread->number);
    shown.set_registers(RawObject::none());
  }
  frame->pc = frame->block->words.data() + generator.position();
  if (state == kGeneratorSuspended) {
    // Deliver the value to the YIELD that suspended, and go on behind it.
    uint32_t yield = *frame->pc;
    registers[(yield >> 8) & 0xff] = value;
    frame->pc++;
  }
  generator.set_state(kGeneratorRunning);
  return frame;
}

void suspend_generator(Thread* thread, ActiveFrame* frame, const uint32_t* yield_pc) {
  RawGeneratorBase generator(frame->generator.raw());
  bool first = false;
  if (!frame->frame_object.is_none()) {
    generator.set_frame(frame->frame_object);
    RawFrame(frame->frame_object.raw()).set_generator(RawObject::true_object());
    detach_frame(thread, frame);
    generator = RawGeneratorBase(frame->generator.raw());
  }
  // Once suspended inside its body, a generator may have clean-up to run when it is dropped.
  if (generator.delegate().is_none() && generator.heap_kind() == Kind::kGenerator &&
      !frame->block->exceptions.empty()) {
    first = true;
    generator.set_delegate(RawObject::false_object());  // registered
  }
  RawObject* target = saved_registers(generator);
  for (word i = 0; i < frame->block->register_count; i++) target[i] = frame->registers[i];
  write_barrier(generator.address());
  generator.set_position(yield_pc - frame->block->words.data());
  generator.set_handled(frame->handled);
  generator.set_state(kGeneratorSuspended);
  if (first) thread->heap()->register_finalizable(generator);
}

void finish_generator(Thread*, ActiveFrame* frame) {
  if (!frame->frame_object.is_none())
    RawFrame(frame->frame_object.raw()).set_generator(RawObject::none());
  RawGeneratorBase generator(frame->generator.raw());
  generator.set_state(kGeneratorFinished);
  generator.set_handled(RawObject::none());
  RawObject* registers = saved_registers(generator);
  std::fill(registers, registers + frame->block->register_count, RawObject::unbound());
}

RawObject generator_delegate_NoGC(Thread* thread, RawGeneratorBase generator) {
  if (generator.state() != kGeneratorSuspended) return RawObject::none();
  CodeBlock* block = code_block(thread, RawFunction(generator.function().raw()).code());
  uint32_t insn = block->words[static_cast<size_t>(generator.position())];
  if (static_cast<Op>(insn & 0xff) != Op::kYieldDelegate) return RawObject::none();
  return saved_registers(generator)[insn >> 24];
}

void convert_escaping_exception(Thread* thread, ActiveFrame* frame) {
  bool async_generator = is_heap_async_generator(frame->generator);
  const char* kind = kind_name(frame->generator);
  const char* what = nullptr;
  if (pending_matches(thread, Exc::kStopIteration)) what = "StopIteration";
  if (async_generator && pending_matches(thread, Exc::kStopAsyncIteration))
    what = "StopAsyncIteration";
  if (what == nullptr) return;
  Object cause(thread, thread->take_exception());
  raise(thread, Exc::kRuntimeError, "%s raised %s", kind, what);
  RawBaseException error(thread->pending_exception().raw());
  error.set_cause(*cause);
  error.set_context(*cause);
  error.set_suppress(RawObject::true_object());
}

namespace {

// Runs the generator's frame as an entry frame. The yielded value, the return value (state
// finished), or Error.
RawObject run_generator(Thread* thread, const GeneratorBase& generator, const Object& value,
                        bool* finished) {
  *finished = false;
  RecursionGuard guard(thread, "");
  if (!guard.ok()) return RawObject::error();
  ActiveFrame* frame = push_generator_frame(thread, *generator, *value, 0, kFrameEntry);
  if (frame == nullptr) {
    *finished = !thread->has_exception();
    return *finished ? RawObject::none() : RawObject::error();
  }
  RawObject result = run_frame(thread, frame);
  *finished = !result.is_error() && generator->state() == kGeneratorFinished;
  return result;
}

RawObject end_of_generator(Thread* thread, const GeneratorBase& generator, RawObject result) {
  if (is_heap_async_generator(*generator)) {
    Object type(thread, exc_type(thread, Exc::kStopAsyncIteration));
    return raise_object(thread, type);
  }
  return raise_stop_iteration(thread, result);
}

// The generator's frame, at the YIELD where it is suspended. Null: an exception is pending.
ActiveFrame* push_suspended_frame(Thread* thread, const GeneratorBase& generator) {
  const uint32_t position = static_cast<uint32_t>(generator->position());
  CodeBlock* block = code_block(thread, RawFunction(generator->function().raw()).code());
  const uint32_t target = block->words[position] >> 8 & 0xff;
  ActiveFrame* frame = push_generator_frame(thread, *generator, RawObject::none(), 0, kFrameEntry);
  if (frame == nullptr) return nullptr;
  frame->pc--;
  frame->registers[target] = saved_registers(*generator)[target];
  return frame;
}

// Goes on in a frame of push_suspended_frame, with `exception` raised at its YIELD.
RawObject go_on_raising(Thread* thread, const GeneratorBase& generator, ActiveFrame* frame,
                        const Object& exception) {
  // What the thrower is handling is not its context; what the generator is handling is.
  if (!frame->handled.is_none())
    set_exception_context_NoGC(RawBaseException::cast(*exception), frame->handled);
  thread->set_pending_exception(*exception);
  RawObject result = run_frame_raising(thread, frame);
  if (!result.is_error() && generator->state() == kGeneratorFinished)
    return end_of_generator(thread, generator, result);
  return result;
}

// Raises `exception` inside the generator, at the point where it is suspended.
RawObject throw_inside(Thread* thread, const GeneratorBase& generator, const Object& exception) {
  word state = generator->state();
  if (state == kGeneratorRunning)
    return raise_value_error(thread, "%s already executing", kind_name(*generator));
  if (state != kGeneratorSuspended) {
    generator->set_state(kGeneratorFinished);
    thread->set_pending_exception(*exception);
    return RawObject::error();
  }
  RecursionGuard guard(thread, "");
  if (!guard.ok()) return RawObject::error();
  ActiveFrame* frame = push_suspended_frame(thread, generator);
  return frame == nullptr ? RawObject::error() : go_on_raising(thread, generator, frame, exception);
}

// The delegate of the generator in this frame returned `value`: continue behind its `yield from`.
RawObject go_on_behind_delegate(Thread* thread, const GeneratorBase& generator, ActiveFrame* frame,
                                const Object& value) {
  // The YIELD_DELEGATE stands right behind its SEND (two words).
  const uint32_t* send = frame->pc - 2;
  assert(static_cast<Op>(*send & 0xff) == Op::kSend);
  frame->registers[(*send >> 8) & 0xff] = *value;
  frame->pc = send + 2 + static_cast<int32_t>(send[1]);
  RawObject result = run_frame(thread, frame);
  if (!result.is_error() && generator->state() == kGeneratorFinished)
    return end_of_generator(thread, generator, result);
  return result;
}

RawObject throw_into(Thread* thread, const GeneratorBase& generator, const Object& exception);

// throw() for any object that `yield from` can delegate to. Unbound: it has no throw method.
RawObject throw_to_delegate(Thread* thread, const Object& delegate, const Object& exception) {
  if (is_heap_generator(*delegate) || is_heap_coroutine(*delegate)) {
    GeneratorBase inner(thread, *delegate);
    return throw_into(thread, inner, exception);
  }
  Object method(thread, find_attribute(thread, delegate, Symbol::kthrow));
  if (method->is_unbound() || method->is_error()) return *method;
  return call(thread, method, exception);
}

bool close_delegate(Thread* thread, const Object& delegate) {
  Object method(thread, find_attribute(thread, delegate, Symbol::kclose));
  if (method->is_error()) {
    write_unraisable(thread, delegate);
    return true;
  }
  if (method->is_unbound()) return true;
  return !call(thread, method).is_error();
}

// Throws into what the generator in this frame delegates to: what that yields, or Unbound if the
// generator itself has to go on, with `exception` (replaced where another one came out) or, if that
// becomes None, with *value.
RawObject throw_past_frame(Thread* thread, const Object& delegate, const Object& thrown,
                           Object* exception, Object* value) {
  Object exit_type(thread, exc_type(thread, Exc::kGeneratorExit));
  *exception = *thrown;
  if (is_subtype_NoGC(type_of(thread, *thrown), *exit_type)) {
    if (!close_delegate(thread, delegate)) *exception = thread->take_exception();
    return RawObject::unbound();
  }
  RawObject result = throw_to_delegate(thread, delegate, thrown);
  if (!result.is_error()) return result;
  *exception = thread->take_exception();
  if (!is_heap_stop_iteration(**exception)) return RawObject::unbound();
  *value = RawStopIteration::cast(**exception).value();
  *exception = RawObject::none();
  return RawObject::unbound();
}

RawObject throw_into(Thread* thread, const GeneratorBase& generator, const Object& thrown) {
  Object delegate(thread, generator_delegate_NoGC(thread, *generator));
  if (delegate->is_none()) return throw_inside(thread, generator, thrown);
  RecursionGuard guard(thread, "");
  if (!guard.ok()) return RawObject::error();
  // The generator runs meanwhile: it is what called the delegate.
  ActiveFrame* frame = push_suspended_frame(thread, generator);
  if (frame == nullptr) return RawObject::error();
  Object exception(thread, RawObject::none()), value(thread, RawObject::none());
  Object result(thread, throw_past_frame(thread, delegate, thrown, &exception, &value));
  if (!result->is_unbound()) {
    suspend_generator(thread, frame, frame->pc);
    pop_frame(thread);
    return *result;
  }
  return exception->is_none() ? go_on_behind_delegate(thread, generator, frame, value)
                              : go_on_raising(thread, generator, frame, exception);
}

}  // namespace

RawObject resume_generator(Thread* thread, const GeneratorBase& generator, int mode,
                           const Object& value) {
  if (mode != 0) return throw_into(thread, generator, value);
  bool finished;
  RawObject result = run_generator(thread, generator, value, &finished);
  return finished ? end_of_generator(thread, generator, result) : result;
}

RawObject iterate_generator(Thread* thread, const GeneratorBase& generator) {
  Object none(thread, RawObject::none());
  bool finished;
  RawObject result = run_generator(thread, generator, none, &finished);
  return finished ? RawObject::unbound() : result;
}

RawObject send_to_delegate(Thread* thread, const Object& delegate, const Object& value,
                           RawObject* result) {
  RawObject item = RawObject::unbound();
  if (is_heap_generator(*delegate) || is_heap_coroutine(*delegate)) {
    GeneratorBase inner(thread, *delegate);
    bool finished;
    item = run_generator(thread, inner, value, &finished);
    if (!finished) return item;
    *result = item;
    return RawObject::unbound();
  }
  if (is_heap_future_iterator(*delegate))
    return thread->runtime()->hooks.send_to_future(thread, delegate, result);
  if (value->is_none()) {
    Object method(thread, type_lookup(thread, type_of(thread, *delegate), Symbol::k__next__));
    item = method->is_unbound() ? iterate(thread, delegate)
                                : call_special(thread, delegate, Symbol::k__next__);
    if (item.is_unbound()) {
      *result = RawObject::none();
      return item;
    }
  } else {
    item = call_method(thread, delegate, Symbol::ksend, value);
  }
  if (!item.is_error() || !pending_matches(thread, Exc::kStopIteration)) return item;
  RawObject error = thread->take_exception();
  *result =
      is_heap_stop_iteration(error) ? RawStopIteration::cast(error).value() : RawObject::none();
  return RawObject::unbound();
}

}  // namespace pyro::interpreter
