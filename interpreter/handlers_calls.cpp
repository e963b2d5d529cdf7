// Calls, returns, function objects.

#include "interpreter/call_paths.h"
#include "interpreter/handlers.h"
#include "interpreter/tracing.h"
#include "runtime/binding.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/type.h"

namespace pyro::interpreter {

namespace {

// Continues in the frame that was just pushed.
#define ENTER_FRAME(new_frame)                                                        \
  do {                                                                                \
    frame = (new_frame);                                                              \
    r = frame->registers;                                                             \
    pc = frame->pc;                                                                   \
    if (__builtin_expect(thread->interrupts.load(std::memory_order_relaxed) != 0, 0)) \
      TAIL(enter_with_interrupt);                                                     \
    DISPATCH();                                                                       \
  } while (0)

__attribute__((preserve_none)) RawObject enter_with_interrupt(Thread* thread, RawObject* r,
                                                              const uint32_t* pc,
                                                              ActiveFrame* frame, const void* table,
                                                              uint32_t insn) {
  if (!thread->runtime()->hooks.safepoint(thread)) ERROR();
  table = dispatch_table(thread);
  DISPATCH();
}

// The safepoint behind a call that left the interpreter. The result is no register's yet.
[[gnu::noinline]] RawObject safepoint_after_call(Thread* thread, RawObject raw_result) {
  Object result(thread, raw_result);
  return thread->runtime()->hooks.safepoint(thread) ? *result : RawObject::error();
}

#define CHECK_AFTER_CALL(result)                                                        \
  do {                                                                                  \
    if (__builtin_expect(thread->interrupts.load(std::memory_order_relaxed) != 0, 0)) { \
      result = safepoint_after_call(thread, result);                                    \
      if (result.is_error()) ERROR();                                                   \
      table = dispatch_table(thread);                                                   \
    }                                                                                   \
  } while (0)

// Calls a native function whose receiver and number of arguments are known to fit.
inline RawObject call_native_directly(Thread* thread, const NativeDefinition* native,
                                      RawObject* arguments, word count) {
  word parameters = native->positional;
  for (word i = count; i < parameters; i++)
    arguments[i] = RawObject(native->parameters[i].default_value);
  RawObject* old_top = thread->stack_top;
  if (arguments + parameters > old_top) thread->stack_top = arguments + parameters;
  RawObject result = native->code(thread, Arguments(arguments));
  thread->stack_top = old_top;
  return result;
}

inline bool is_function(RawObject value) {
  return value.is_heap() && value.heap_kind() == Kind::kFunction;
}

}  // namespace

PYRO_OP(kCall) {
  SAVE_PC();
  RawObject* base = r + B;
  word count = C;
  RawObject callable = base[0];
  if (callable.is_heap() && callable.heap_kind() == Kind::kBoundMethod && base[1].is_unbound()) {
    base[1] = RawBoundMethod(callable.raw()).self();
    callable = base[0] = RawBoundMethod(callable.raw()).function();
  }
  if (is_function(callable)) {
    bool receiver = !base[1].is_unbound();
    RawObject* arguments = receiver ? base + 1 : base + 2;
    CodeBlock* block = code_block(thread, RawFunction(callable.raw()).code());
    if (__builtin_expect(!block->simple_signature || count + receiver != block->argument_count,
                         0)) {
      if (!bind_python_arguments(thread, callable, arguments, count + receiver, RawObject::none()))
        ERROR();
      callable = base[0];
      block = code_block(thread, RawFunction(callable.raw()).code());
    }
    ActiveFrame* callee = open_frame(thread, callable, block, arguments, A, 0);
    if (__builtin_expect(callee == nullptr, 0)) {
      raise_too_deep(thread);
      ERROR();
    }
    for (RawObject *slot = arguments + block->parameter_count,
                   *end = arguments + block->register_count;
         slot < end; slot++) {
      *slot = RawObject::unbound();
    }
    ENTER_FRAME(callee);
  }
  quicken_call(thread, frame, pc, base, count);
  if (callable.is_heap() && callable.heap_kind() == Kind::kType) {
    // A plain class with a Python __init__: make the instance here and run __init__ in this loop.
    ActiveFrame* callee = push_constructor_frame(thread, base, count, A);
    if (callee != nullptr) ENTER_FRAME(callee);
    if (thread->has_exception()) ERROR();
  }
  RawObject result = call_in_place(thread, base, count, RawObject::none());
  if (__builtin_expect(result.is_error(), 0)) ERROR();
  CHECK_AFTER_CALL(result);
  r[A] = result;
  NEXT(2);
}

PYRO_OP(kCallNative) {
  RawObject* base = r + B;
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawObject receiver = base[1];
  bool has_receiver = !receiver.is_unbound();
  if (__builtin_expect(!(cache.key() == base[0]) ||
                           !(cache.extra() == (has_receiver ? layout_key(receiver) : receiver)),
                       0)) {
    TAIL(op_kCall);
  }
  SAVE_PC();
  const NativeDefinition* native = thread->runtime()->native_at(cache.value().small_int());
  RawObject* arguments = has_receiver ? base + 1 : base + 2;
  word count = static_cast<word>(C) + has_receiver;
  RawObject result =
      native->window_code != nullptr
          ? native->window_code(thread, native, RawNativeFunction(base[0].raw()).owner(), arguments,
                                count, RawObject::none())
          : call_native_directly(thread, native, arguments, count);
  if (__builtin_expect(result.is_error(), 0)) ERROR();
  CHECK_AFTER_CALL(result);
  r[A] = result;
  NEXT(2);
}

PYRO_OP(kCallClass) {
  RawObject* base = r + B;
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(!(cache.key() == base[0]) || !(cache.extra() == version_key(thread)) ||
                           !base[1].is_unbound(),
                       0)) {
    TAIL(op_kCall);
  }
  SAVE_PC();
  RawObject maker = cache.value();
  if (maker.heap_kind() == Kind::kFunction) {
    ActiveFrame* callee = push_known_constructor_frame(thread, maker, base, C, A);
    if (__builtin_expect(callee == nullptr, 0)) ERROR();
    ENTER_FRAME(callee);
  }
  base[1] = base[0];
  const NativeDefinition* native =
      thread->runtime()->native_at(RawNativeFunction(maker.raw()).index());
  RawObject result = call_native_directly(thread, native, base + 1, static_cast<word>(C) + 1);
  if (__builtin_expect(result.is_error(), 0)) ERROR();
  CHECK_AFTER_CALL(result);
  r[A] = result;
  NEXT(2);
}

PYRO_OP(kGetAttrProperty) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache.key() == layout_key(object) &&
                           cache.extra() == version_key(thread),
                       1)) {
    RawObject getter = RawProperty(cache.value().raw()).getter();
    CodeBlock* block =
        is_function(getter) ? code_block(thread, RawFunction(getter.raw()).code()) : nullptr;
    if (__builtin_expect(block != nullptr && block->simple_signature && block->argument_count == 1,
                         1)) {
      SAVE_PC();
      // CALL and GET_ATTR are of the same length: RETURN goes on behind either.
      RawObject* registers = thread->stack_top;
      ActiveFrame* callee = open_frame(thread, getter, block, registers, A, 0);
      if (__builtin_expect(callee == nullptr, 0)) {
        raise_too_deep(thread);
        ERROR();
      }
      registers[0] = object;
      for (word i = 1; i < block->register_count; i++) registers[i] = RawObject::unbound();
      ENTER_FRAME(callee);
    }
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kCallKw) {
  SAVE_PC();
  RawObject* base = r + B;
  word count = C;
  RawObject names = tuple_at(frame->constants, pc[1] & 0xffff);
  RawObject callable = base[0];
  if (callable.is_heap() && callable.heap_kind() == Kind::kBoundMethod && base[1].is_unbound()) {
    base[1] = RawBoundMethod(callable.raw()).self();
    callable = base[0] = RawBoundMethod(callable.raw()).function();
  }
  if (is_function(callable)) {
    bool receiver = !base[1].is_unbound();
    RawObject* arguments = receiver ? base + 1 : base + 2;
    if (!bind_python_arguments(thread, callable, arguments, count + receiver, names)) ERROR();
    ActiveFrame* callee = push_function_frame(thread, base[0], arguments, A, 0);
    if (__builtin_expect(callee == nullptr, 0)) ERROR();
    ENTER_FRAME(callee);
  }
  RawObject result = call_in_place(thread, base, count, names);
  if (__builtin_expect(result.is_error(), 0)) ERROR();
  CHECK_AFTER_CALL(result);
  r[A] = result;
  NEXT(2);
}

PYRO_OP(kCallEx) {
  SAVE_PC();
  RawObject result = call_unpacked(thread, r + B);
  if (__builtin_expect(result.is_error(), 0)) ERROR();
  CHECK_AFTER_CALL(result);
  r[A] = result;
  NEXT(2);
}

PYRO_OP(kReturn) {
  RawObject value = r[A];
  constexpr uint32_t kSpecial = kFrameEntry | kFrameConstructor | kFrameGenerator;
  if (__builtin_expect((frame->flags & kSpecial) == 0 && frame->frame_object.is_none(), 1)) {
    uint32_t target = frame->return_register;
    thread->stack_top = frame->return_top;
    thread->recursion_depth--;
    frame--;
    thread->frame = frame;
    r = frame->registers;
    pc = frame->pc;
    r[target] = value;
    NEXT(2);
  }
  TAIL(return_special);
}

// The end of a frame that somebody waits for in a special way.
__attribute__((preserve_none)) RawObject return_special(Thread* thread, RawObject* r,
                                                        const uint32_t* pc, ActiveFrame* frame,
                                                        const void* table, uint32_t insn) {
  SAVE_PC();
  uint32_t flags = frame->flags, target = frame->return_register;
  if ((flags & kFrameConstructor) != 0 && !r[A].is_none()) {
    raise_init_result(thread, r[A]);
    ERROR();
  }
  RawObject value = (flags & kFrameConstructor) != 0 ? finish_constructor(thread, frame) : r[A];
  if ((flags & kFrameGenerator) != 0) finish_generator(thread, frame);
  // Keep the value rooted while the frame is taken down.
  r[A] = value;
  detach_frame(thread, frame);
  value = r[A];
  pop_frame(thread);
  if ((flags & kFrameEntry) != 0) return value;
  frame = thread->frame;
  r = frame->registers;
  pc = frame->pc;
  insn = *pc;
  if ((flags & kFrameGenerator) != 0) {
    if (is_tracing(thread) && !value.is_none()) [[unlikely]] {
      value = trace_stop_iteration(thread, frame, value);
      if (value.is_error()) ERROR();
    }
    // Resumed by FOR_ITER or SEND: the end is a jump there.
    if (static_cast<Op>(insn & 0xff) == Op::kSend) r[target] = value;
    pc += JUMP_DISTANCE;
    NEXT(2);
  }
  r[target] = value;
  NEXT(2);
}

PYRO_OP(kMakeFunction) {
  SAVE_PC();
  RawObject function = make_function(thread, frame, tuple_at(frame->constants, pc[1]), r + B, C);
  r[A] = function;
  NEXT(2);
}

PYRO_OP(kLoadBuildClass) {
  SAVE_PC();
  RawObject function = load_build_class(thread, frame);
  if (function.is_error()) ERROR();
  r[A] = function;
  NEXT(1);
}

}  // namespace pyro::interpreter
