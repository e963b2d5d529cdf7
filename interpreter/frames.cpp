#include <algorithm>

#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "interpreter/tracing.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"

namespace pyro::interpreter {

namespace {

const Handler kHandlers[256] = {
#define PYRO_HANDLER(name) op_##name,
    PYRO_OPS(PYRO_HANDLER)
#undef PYRO_HANDLER
};

// While a trace or profile function is set: the events before the instruction, then the instruction
// itself.
PYRO_OP(traced) {
  if (!is_tracing(thread)) {
    table = kHandlers;
    DISPATCH();
  }
  SAVE_PC();
  if (!trace_instruction(thread, frame)) ERROR();
  pc = frame->pc;
  insn = *pc;
  [[clang::musttail]] return kHandlers[insn & 0xff](thread, r, pc, frame, table, insn);
}

const Handler kTracedHandlers[256] = {
#define PYRO_HANDLER(name) op_traced,
    PYRO_OPS(PYRO_HANDLER)
#undef PYRO_HANDLER
};

}  // namespace

ActiveFrame* raise_too_deep(Thread* thread) {
  raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded");
  return nullptr;
}

ActiveFrame* push_function_frame(Thread* thread, RawObject function, RawObject* registers,
                                 uint32_t return_register, uint32_t flags) {
  CodeBlock* block = code_block(thread, RawFunction(function.raw()).code());
  ActiveFrame* frame = open_frame(thread, function, block, registers, return_register, flags);
  if (__builtin_expect(frame == nullptr, 0)) return raise_too_deep(thread);
  for (RawObject* slot = registers + block->parameter_count;
       slot < registers + block->register_count; slot++) {
    *slot = RawObject::unbound();
  }
  return frame;
}

void pop_frame(Thread* thread) {
  ActiveFrame* frame = thread->frame;
  thread->stack_top = frame->return_top;
  thread->recursion_depth--;
  thread->frame = frame == thread->frames_base ? nullptr : frame - 1;
}

// A Frame object outlives its activation: it gets a copy of the registers.
void detach_frame(Thread* thread, ActiveFrame* frame) {
  if (frame->frame_object.is_none()) return;
  Array registers(thread, new_array(thread, frame->block->register_count));
  for (word i = 0; i < frame->block->register_count; i++)
    array_set(*registers, i, frame->registers[i]);
  Object back(thread, RawObject::none());
  ActiveFrame* caller = caller_of(thread, frame);
  // A suspended or finished generator has no caller.
  if (caller != nullptr && frame->generator.is_none()) back = frame_object(thread, caller);
  RawFrame object(frame->frame_object.raw());
  object.set_back(*back);
  object.set_registers(*registers);
  object.set_position(frame->pc - frame->block->words.data());
  object.set_depth(0);
  frame->frame_object = RawObject::none();
}

RawObject frame_object(Thread* thread, ActiveFrame* frame) {
  return frame_object(thread, thread, frame);
}

RawObject frame_object(Thread* thread, Thread* owner, ActiveFrame* frame) {
  if (!frame->frame_object.is_none()) return frame->frame_object;
  Frame object(thread, new_instance_of_kind(thread, Kind::kFrame));
  object->set_code(frame->code);
  object->set_globals(frame->globals);
  object->set_builtins(frame->builtins);
  object->set_function(frame->function);
  object->set_locals((frame->flags & kFrameConstructor) != 0 ? RawObject::none() : frame->locals);
  object->set_depth(frame - owner->frames_base + 1);
  object->set_position(0);
  object->set_flags(0);
  object->set_thread(owner->number);
  object->set_traced_line(-1);
  object->set_traced_position(-1);
  object->set_generator(RawObject::none());
  frame->frame_object = *object;
  return *object;
}

const void* dispatch_table(Thread* thread) {
  return is_tracing(thread) ? kTracedHandlers : kHandlers;
}

RawObject run_frame(Thread* thread, ActiveFrame* frame) {
  const uint32_t* pc = frame->pc;
  uint32_t insn = *pc;
  const Handler* table = static_cast<const Handler*>(dispatch_table(thread));
  return table[insn & 0xff](thread, frame->registers, pc, frame, table, insn);
}

RawObject run_frame_raising(Thread* thread, ActiveFrame* frame) {
  frame->flags |= kFrameTraced;
  return unwind(thread, frame->registers, frame->pc, frame, dispatch_table(thread), *frame->pc);
}

}  // namespace pyro::interpreter
