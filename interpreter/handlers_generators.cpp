// Generators, coroutines, asynchronous iteration.

#include "interpreter/async_support.h"
#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "interpreter/tracing.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

[[gnu::noinline]] RawObject slow_send(Thread* thread, RawObject raw_delegate, RawObject raw_value,
                                      RawObject* result) {
  Object delegate(thread, raw_delegate);
  Object value(thread, raw_value);
  return send_to_delegate(thread, delegate, value, result);
}

}  // namespace

PYRO_OP(kReturnGenerator) {
  SAVE_PC();
  RawObject generator = make_generator(thread, frame, pc + 1);
  if (generator.is_error()) ERROR();
  uint32_t flags = frame->flags, target = frame->return_register;
  pop_frame(thread);
  if ((flags & kFrameEntry) != 0) return generator;
  frame = thread->frame;
  r = frame->registers;
  pc = frame->pc;
  r[target] = generator;
  NEXT(2);
}

// Gives `value` to whoever resumed the generator: C++ code, or a FOR_ITER or SEND further out.
PYRO_OP(kYield) {
  SAVE_PC();
  suspend_generator(thread, frame, pc);
  RawObject value = r[B];
  uint32_t flags = frame->flags, target = frame->return_register;
  pop_frame(thread);
  if ((flags & kFrameEntry) != 0) return value;
  frame = thread->frame;
  r = frame->registers;
  pc = frame->pc;
  r[target] = value;
  NEXT(2);
}

PYRO_OP(kYieldDelegate) { TAIL(op_kYield); }

PYRO_OP(kSend) {
  SAVE_PC();
  RawObject delegate = r[B];
  if (is_heap_generator(delegate) || is_heap_coroutine(delegate)) {
    ActiveFrame* callee = push_generator_frame(thread, delegate, r[C], A, kFrameIterating);
    if (callee != nullptr) {
      frame = callee;
      r = frame->registers;
      pc = frame->pc;
      DISPATCH();
    }
    if (thread->has_exception()) ERROR();
    if (is_heap_coroutine(delegate)) {
      raise(thread, Exc::kRuntimeError, "cannot reuse already awaited coroutine");
      ERROR();
    }
    r[A] = RawObject::none();
    pc += JUMP_DISTANCE;
    NEXT(2);
  }
  RawObject result = RawObject::none();
  RawObject item = slow_send(thread, delegate, r[C], &result);
  if (item.is_error()) ERROR();
  if (item.is_unbound()) {
    if (is_tracing(thread) && (!result.is_none() || !r[C].is_none())) [[unlikely]] {
      result = trace_stop_iteration(thread, frame, result);
      if (result.is_error()) ERROR();
    }
    r[A] = result;
    pc += JUMP_DISTANCE;
    NEXT(2);
  }
  r[A] = item;
  NEXT(2);
}

#define UNARY_SUPPORT(name, function) \
  PYRO_OP(name) {                     \
    SAVE_PC();                        \
    RawObject value = function;       \
    if (value.is_error()) ERROR();    \
    r[A] = value;                     \
    NEXT(1);                          \
  }

UNARY_SUPPORT(kGetYieldFromIter, yield_from_iterator(thread, frame, r[B]))
UNARY_SUPPORT(kGetAwaitable, awaitable_iterator(thread, r[B], C))
UNARY_SUPPORT(kGetAiter, async_iterator(thread, r[B]))
UNARY_SUPPORT(kGetAnext, async_next(thread, r[B]))
UNARY_SUPPORT(kWrapAsyncYield, wrap_async_value(thread, r[B]))

PYRO_OP(kEndAsyncFor) {
  SAVE_PC();
  if (is_stop_async_iteration(thread, r[A])) NEXT(1);
  thread->set_pending_exception(r[A]);
  TAIL(unwind_again);
}

}  // namespace pyro::interpreter
