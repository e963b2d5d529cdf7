#include "interpreter/tracing.h"

#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

void tracing_changed(Thread* thread) {
  bool on = !thread->tracing &&
            (!thread->trace_function.is_none() || !thread->profile_function.is_none());
  if (!on) {
    thread->interrupts &= ~uint32_t{kInterruptTrace};
    return;
  }
  // What runs already has its call event behind it.
  for (ActiveFrame* frame = thread->frame; frame != nullptr; frame = caller_of(thread, frame))
    frame->flags |= kFrameTraced;
  thread->interrupts |= kInterruptTrace;
}

namespace {

// --- calling the functions

// No events come from inside a trace function.
class InsideHook {
 public:
  explicit InsideHook(Thread* thread) : thread_(thread) {
    thread->tracing = true;
    thread->interrupts &= ~uint32_t{kInterruptTrace};
  }
  ~InsideHook() {
    thread_->tracing = false;
    bool on = !thread_->trace_function.is_none() || !thread_->profile_function.is_none();
    if (on) thread_->interrupts |= kInterruptTrace;
  }

 private:
  Thread* thread_;
};

constexpr word kEventFlags = kAtCallEvent | kAtLineEvent | kAtOtherEvent | kAtEntry;

RawObject call_hook(Thread* thread, const Object& function, const Frame& frame, const char* event,
                    const Object& argument, word flags) {
  InsideHook inside(thread);
  frame->set_flags((frame->flags() & ~kEventFlags) | flags);
  Object name(thread, intern_ascii(thread, event));
  RawObject result = call(thread, function, frame, name, argument);
  frame->set_flags(frame->flags() & ~kEventFlags);
  return result;
}

// A trace function that raises is switched off.
bool finish_trace(Thread* thread, const Frame& frame, RawObject result) {
  if (result.is_error()) {
    thread->trace_function = RawObject::none();
    frame->set_trace(RawObject::none());
    tracing_changed(thread);
    return false;
  }
  if (!result.is_none()) frame->set_trace(result);
  return true;
}

bool call_trace(Thread* thread, const Frame& frame, const char* event, const Object& argument,
                word flags) {
  Object function(thread, (flags & kAtCallEvent) != 0 ? thread->trace_function : frame->trace());
  if (function->is_none() || thread->trace_function.is_none()) return true;
  return finish_trace(thread, frame, call_hook(thread, function, frame, event, argument, flags));
}

bool call_profile(Thread* thread, ActiveFrame* active, const char* event, const Object& argument) {
  Object function(thread, thread->profile_function);
  if (function->is_none()) return true;
  Frame frame(thread, frame_object(thread, active));
  if (!call_hook(thread, function, frame, event, argument, kAtOtherEvent).is_error()) return true;
  thread->profile_function = RawObject::none();
  tracing_changed(thread);
  return false;
}

bool native_profiler(Thread* thread) { return is_heap_profiler(thread->profile_function); }

void profile_native(Thread* thread, const Object& callable, bool begins) {
  if (thread->runtime()->hooks.profile_event == nullptr) return;
  Object profiler(thread, thread->profile_function);
  InsideHook inside(thread);
  thread->runtime()->hooks.profile_event(thread, profiler, callable, begins);
}

// --- call and return

Op op_at(const uint32_t* pc) { return op_info(static_cast<Op>(*pc & 0xff)).base; }
bool is_yield(Op op) { return op == Op::kYield || op == Op::kYieldDelegate; }

bool trace_call(Thread* thread, ActiveFrame* active) {
  Object none(thread, RawObject::none());
  const uint32_t* pc = active->pc;
  // A resumed generator is at its yield.
  bool resumed = !active->generator.is_none() && is_yield(op_at(pc - 1));
  bool ok = true;
  if (resumed) active->pc--;
  if (!thread->trace_function.is_none()) {
    Frame frame(thread, frame_object(thread, active));
    // Going on in the line of the yield is no new line.
    const PositionRange* range =
        resumed ? active->block->position_at(active->pc - active->block->words.data()) : nullptr;
    frame->set_traced_line(range == nullptr ? -1 : range->line);
    frame->set_traced_position(-1);
    ok = call_trace(thread, frame, "call", none, kAtCallEvent | (resumed ? 0 : kAtEntry));
  }
  if (ok && native_profiler(thread)) {
    Object code(thread, active->code);
    profile_native(thread, code, true);
  } else if (ok && !thread->profile_function.is_none()) {
    Frame frame(thread, frame_object(thread, active));
    ok = call_profile(thread, active, "call", none);
  }
  active->pc = pc;
  return ok;
}

bool trace_return(Thread* thread, ActiveFrame* active, RawObject raw_value) {
  Object value(thread, raw_value);
  if (!thread->trace_function.is_none() && !active->frame_object.is_none()) {
    Frame frame(thread, active->frame_object);
    if (!call_trace(thread, frame, "return", value, kAtOtherEvent)) return false;
  }
  if (native_profiler(thread)) {
    Object code(thread, active->code);
    profile_native(thread, code, false);
    return true;
  }
  return call_profile(thread, active, "return", value);
}

// --- native functions

bool is_native_callable(RawObject value) {
  if (!value.is_heap()) return false;
  switch (value.heap_kind()) {
    case Kind::kNativeFunction:
    case Kind::kMethodDescriptor:
    case Kind::kClassMethodDescriptor:
    case Kind::kBoundNative:
      return true;
    default:
      return false;
  }
}

// What the profile function is shown: a method found on the type, bound to its receiver.
RawObject shown_callable(Thread* thread, const RawObject* base) {
  Object callable(thread, base[0]);
  Object receiver(thread, base[1]);
  if (receiver->is_unbound() || callable->heap_kind() == Kind::kNativeFunction ||
      is_heap_bound_native(*callable))
    return *callable;
  Object owner(thread, thread->runtime()->type_of(*receiver));
  return descriptor_get(thread, callable, receiver, owner);
}

bool trace_native_call(Thread* thread, ActiveFrame* active) {
  if (thread->profile_function.is_none()) return true;
  const RawObject* base = active->registers + ((*active->pc >> 16) & 0xff);
  if (!is_native_callable(base[0])) return true;
  Object callable(thread, shown_callable(thread, base));
  if (callable->is_error()) return false;
  if (!is_heap_list(thread->profiled_calls)) thread->profiled_calls = new_list(thread);
  List calls(thread, thread->profiled_calls);
  if (native_profiler(thread)) {
    profile_native(thread, callable, true);
  } else if (!call_profile(thread, active, "c_call", callable)) {
    return false;
  }
  if (!list_append(thread, calls, callable)) return false;
  active->flags |= kFrameNativeCall;
  return true;
}

// The native call that was announced is over.
bool trace_native_end(Thread* thread, ActiveFrame* active, const char* event) {
  active->flags &= ~uint32_t{kFrameNativeCall};
  Object callable(thread, RawObject::none());
  if (is_heap_list(thread->profiled_calls)) {
    RawList calls(thread->profiled_calls.raw());
    if (calls.length() > 0) {
      callable = list_at(calls, calls.length() - 1);
      list_set_at(calls, calls.length() - 1, RawObject::from_small_int(0));
      calls.set_length(calls.length() - 1);
    }
  }
  if (!native_profiler(thread)) return call_profile(thread, active, event, callable);
  profile_native(thread, callable, false);
  return true;
}

// --- lines

bool trace_line(Thread* thread, ActiveFrame* active) {
  Frame frame(thread, active->frame_object);
  Object none(thread, RawObject::none());
  word position = active->pc - active->block->words.data();
  const PositionRange* range = active->block->position_at(position);
  word line = range == nullptr || range->line <= 0 ? -1 : range->line;
  bool back = position < frame->traced_position() && op_at(active->pc) != Op::kSend;
  bool fresh = line != -1 && (line != frame->traced_line() || back);
  frame->set_traced_position(position);
  if (line != -1) frame->set_traced_line(line);
  if (fresh && (frame->flags() & kTraceLinesOff) == 0 &&
      !call_trace(thread, frame, "line", none, kAtLineEvent))
    return false;
  if ((frame->flags() & kTraceOpcodes) == 0) return true;
  return call_trace(thread, frame, "opcode", none, kAtOtherEvent);
}

// The instruction about to run ends the activation: its event comes first.
bool trace_end(Thread* thread, ActiveFrame* active) {
  switch (op_at(active->pc)) {
    case Op::kReturn:
      return trace_return(thread, active, active->registers[(*active->pc >> 8) & 0xff]);
    case Op::kYield:
    case Op::kYieldDelegate:
      return trace_return(thread, active, active->registers[(*active->pc >> 16) & 0xff]);
    case Op::kCall:
    case Op::kCallKw:
    case Op::kCallEx:
      return trace_native_call(thread, active);
    default:
      return true;
  }
}

bool is_line_traced(const ActiveFrame* active) {
  return !active->frame_object.is_none() && !RawFrame(active->frame_object.raw()).trace().is_none();
}

}  // namespace

bool trace_instruction(Thread* thread, ActiveFrame* active) {
  if ((active->flags & kFrameNativeCall) != 0 && !trace_native_end(thread, active, "c_return"))
    return false;
  if ((active->flags & kFrameHidden) != 0 || op_at(active->pc) == Op::kReturnGenerator) return true;
  if ((active->flags & kFrameTraced) == 0) {
    active->flags |= kFrameTraced;
    if (!trace_call(thread, active)) return false;
  }
  bool prologue = op_at(active->pc) == Op::kCopyFreeCells || op_at(active->pc) == Op::kMakeCell;
  if (!prologue && !thread->trace_function.is_none() && is_line_traced(active) &&
      !trace_line(thread, active))
    return false;
  return trace_end(thread, active);
}

void trace_exception(Thread* thread, ActiveFrame* active) {
  if ((active->flags & kFrameHidden) != 0) return;
  Object exception(thread, thread->take_exception());
  bool ok =
      (active->flags & kFrameNativeCall) == 0 || trace_native_end(thread, active, "c_exception");
  if (ok && !thread->trace_function.is_none() && is_line_traced(active)) {
    Frame frame(thread, active->frame_object);
    Object type(thread, thread->runtime()->type_of(*exception));
    Object traceback(thread, RawBaseException(exception->raw()).traceback());
    Object argument(thread, new_tuple_of(thread, type, exception, traceback));
    ok = call_trace(thread, frame, "exception", argument, kAtOtherEvent);
  }
  if (ok) thread->set_pending_exception(*exception);
}

RawObject trace_stop_iteration(Thread* thread, ActiveFrame* frame, RawObject value) {
  Object result(thread, value);
  raise_stop_iteration(thread, value);
  Object raised(thread, thread->pending_exception());
  trace_exception(thread, frame);
  if (!(thread->pending_exception() == *raised)) return RawObject::error();
  thread->take_exception();
  return *result;
}

bool trace_end_of_iteration(Thread* thread, ActiveFrame* frame, RawObject iterator) {
  RawObject method = type_lookup(thread, type_of(thread, iterator), Symbol::k__next__);
  return !is_heap_function(method) ||
         !trace_stop_iteration(thread, frame, RawObject::none()).is_error();
}

void trace_exceptional_return(Thread* thread, ActiveFrame* active) {
  if ((active->flags & (kFrameHidden | kFrameTraced)) != kFrameTraced) return;
  Object exception(thread, thread->take_exception());
  if (trace_return(thread, active, RawObject::none())) thread->set_pending_exception(*exception);
}

}  // namespace pyro::interpreter
