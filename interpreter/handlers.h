#pragma once

#include "compiler/bytecodes.h"
#include "compiler/code_unit.h"
#include "gc/heap.h"
#include "runtime/frame.h"
#include "runtime/runtime.h"

// How instructions are written.
//
// Each instruction is one function, named op_kNAME after compiler/bytecodes.def. All have the same
// signature, so that the whole state of the interpreter stays in machine registers, and each ends
// with a tail call to the next. The body decodes its operands with A, B, C and friends, does the
// common case, and leaves anything longer to a function out of line.
//
//   PYRO_OP(kMove) {
//     r[A] = r[B];
//     NEXT(1);
//   }
//
// Rules:
//  - SAVE_PC() before anything that may raise, call or collect.
//  - Registers are roots: read them again after a safepoint instead of keeping raw values.
//  - ERROR() continues with unwinding; an exception must be pending.

namespace pyro::interpreter {

using Handler = __attribute__((preserve_none)) RawObject (*)(Thread* thread, RawObject* r,
                                                             const uint32_t* pc, ActiveFrame* frame,
                                                             const void* table, uint32_t insn);

#define PYRO_OP(name)                                                                        \
  __attribute__((preserve_none)) RawObject op_##name(Thread* thread, RawObject* r,           \
                                                     const uint32_t* pc, ActiveFrame* frame, \
                                                     const void* table, uint32_t insn)

#define PYRO_DECLARE_OP(name) PYRO_OP(name);
PYRO_OPS(PYRO_DECLARE_OP)
#undef PYRO_DECLARE_OP

#define DISPATCH()                                                              \
  do {                                                                          \
    insn = *pc;                                                                 \
    [[clang::musttail]] return static_cast<const Handler*>(table)[insn & 0xff]( \
        thread, r, pc, frame, table, insn);                                     \
  } while (0)
#define NEXT(words) \
  do {              \
    pc += (words);  \
    DISPATCH();     \
  } while (0)
#define TAIL(handler) [[clang::musttail]] return handler(thread, r, pc, frame, table, insn)
#define ERROR() TAIL(unwind)
#define SAVE_PC() (frame->pc = pc)

#define A ((insn >> 8) & 0xff)
#define B ((insn >> 16) & 0xff)
#define C (insn >> 24)
#define SIGNED_B (static_cast<int8_t>(B))
#define SIGNED_C (static_cast<int8_t>(C))
#define WIDE (insn >> 16)
#define SIGNED_WIDE (static_cast<int16_t>(insn >> 16))
#define JUMP_DISTANCE (static_cast<int32_t>(pc[1]))
#define NAME_INDEX (pc[1] & 0xffff)
#define CACHE_GROUP (pc[1] >> 16)

// Continues with the exception handler of this frame or of one further out.
__attribute__((preserve_none)) RawObject unwind(Thread* thread, RawObject* r, const uint32_t* pc,
                                                ActiveFrame* frame, const void* table,
                                                uint32_t insn);
// The same without a traceback entry for this frame.
__attribute__((preserve_none)) RawObject unwind_again(Thread* thread, RawObject* r,
                                                      const uint32_t* pc, ActiveFrame* frame,
                                                      const void* table, uint32_t insn);

// The end of a frame that is not an ordinary function call in this loop.
__attribute__((preserve_none)) RawObject return_special(Thread* thread, RawObject* r,
                                                        const uint32_t* pc, ActiveFrame* frame,
                                                        const void* table, uint32_t insn);

// --- inline caches

// A group of three values in the function's Feedback: a guard, what it guards, and a number or a
// second guard.
struct CacheGroup {
  RawObject* slots;
  RawObject key() const { return slots[0]; }
  RawObject value() const { return slots[1]; }
  RawObject extra() const { return slots[2]; }
};
inline CacheGroup cache_at(ActiveFrame* frame, uint32_t group) {
  return {reinterpret_cast<RawObject*>(frame->feedback.address()) + 1 + 3 * group};
}
inline void cache_fill(ActiveFrame* frame, uint32_t group, RawObject key, RawObject value,
                       RawObject extra) {
  frame->feedback.set_at(1 + 3 * group, key);
  frame->feedback.set_at(2 + 3 * group, value);
  frame->feedback.set_at(3 + 3 * group, extra);
}
inline RawObject layout_key(RawObject value) {
  return RawObject::from_small_int(static_cast<word>(layout_of(value)));
}
inline RawObject version_key(Thread* thread) {
  return RawObject::from_small_int(static_cast<word>(thread->runtime()->type_version));
}
// What *_ATTR_DICT keep beside the table of keys: the instance's layout, the word that holds its
// dict, and the entry.
struct DictCacheValue {
  LayoutId layout;
  word dict_word;
  word index;

  RawObject pack() const {
    return RawObject::from_small_int(index << 40 | dict_word << 32 | static_cast<word>(layout));
  }
  static DictCacheValue unpack(RawObject packed) {
    word bits = packed.small_int();
    return {static_cast<LayoutId>(bits & 0xffffffff), bits >> 32 & 0xff, bits >> 40};
  }
};
// For a cache whose other two words are taken.
inline RawObject version_and_layout_key(Thread* thread, RawObject object) {
  static_assert(Header::kLayoutBits <= 24);
  word version = static_cast<word>(thread->runtime()->type_version);
  return RawObject::from_small_int(version << 24 | static_cast<word>(layout_of(object)));
}
// Rewrites the opcode of the instruction at pc.
inline void quicken(const uint32_t* pc, Op op) {
  uint32_t* code = const_cast<uint32_t*>(pc);
  *code = (*code & ~uint32_t{0xff}) | static_cast<uint32_t>(op);
}

inline RawObject name_at(ActiveFrame* frame, uint32_t index) {
  return tuple_at(RawCode(frame->code.raw()).names(), static_cast<word>(index));
}

// --- frames

// Makes the frame of a Python function whose parameters are bound at `registers`, above
// `caller_top`. Null with RecursionError pending if the stack is full.
ActiveFrame* push_function_frame(Thread* thread, RawObject function, RawObject* registers,
                                 uint32_t return_register, uint32_t flags);
// Ends the innermost frame: detaches its Frame object, restores the stack.
void pop_frame(Thread* thread);
void detach_frame(Thread* thread, ActiveFrame* frame);
// Runs frames from `frame` (flagged kFrameEntry) until it ends.
RawObject run_frame(Thread* thread, ActiveFrame* frame);
// Continues with a pending exception at the frame's pc.
RawObject run_frame_raising(Thread* thread, ActiveFrame* frame);
// The Frame object of an active frame, made on demand.
RawObject frame_object(Thread* thread, ActiveFrame* frame);
// The same for a frame of another thread.
RawObject frame_object(Thread* thread, Thread* owner, ActiveFrame* frame);

inline CodeBlock* code_block(Thread* thread, RawCode code) {
  return thread->code_blocks[code.block()];
}

// RecursionError. Returns null.
ActiveFrame* raise_too_deep(Thread* thread);
// Makes the next frame the innermost one. Its registers lie at `registers` and are not touched: all
// of them must hold values before anything may collect. Null, with nothing pending, if the stack is
// full.
inline ActiveFrame* open_frame(Thread* thread, RawObject function_object, CodeBlock* block,
                               RawObject* registers, uint32_t return_register, uint32_t flags) {
  RawFunction function(function_object.raw());
  RawCode code = function.code();
  ActiveFrame* frame = thread->frame == nullptr ? thread->frames_base : thread->frame + 1;
  RawObject* top = registers + block->register_count;
  if (__builtin_expect(thread->recursion_depth >= thread->runtime()->recursion_limit ||
                           top + 8 > thread->stack_limit || frame >= thread->frames_limit,
                       0)) {
    return nullptr;
  }
  thread->recursion_depth++;
  frame->registers = registers;
  frame->pc = block->words.data();
  frame->block = block;
  frame->return_top = thread->stack_top;
  frame->code = code;
  frame->function = function;
  frame->constants = code.constants();
  frame->feedback = code.feedback();
  frame->globals = function.globals();
  frame->builtins =
      function.extras().is_none() || RawFunctionExtras(function.extras().raw()).builtins().is_none()
          ? thread->runtime()->builtins_dict()
          : RawFunctionExtras(function.extras().raw()).builtins();
  frame->locals = RawObject::none();
  frame->handled = RawObject::none();
  frame->generator = RawObject::none();
  frame->frame_object = RawObject::none();
  frame->flags = flags;
  frame->return_register = return_register;
  // Code of a module called as a function: its names are globals.
  if (__builtin_expect((block->flags & compiler::kCodeOptimized) == 0, 0)) {
    frame->locals = frame->globals;
    frame->flags |= kFrameNamespace;
  }
  thread->frame = frame;
  // A call in the middle of its caller's registers: those behind it are scanned when the callee is
  // done, so they must be now.
  thread->stack_top = top > frame->return_top ? top : frame->return_top;
  return frame;
}

}  // namespace pyro::interpreter
