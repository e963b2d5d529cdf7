#pragma once

#include "runtime/frame.h"

// Trace and profile functions (library reference, sys.settrace and sys.setprofile).
//
// Dispatch goes through a table that travels in a machine register, so tracing costs nothing while
// it is off: a second table leads every instruction to one handler, which looks for events and then
// runs the instruction proper. The tables are exchanged where code begins to run (run_frame) and at
// safepoints. Thread::interrupts has kInterruptTrace set exactly while the second table is wanted:
// when a function is set and this thread is not inside one.
//
// Events and where they come from:
//   call        the first instruction of a frame, or the first after a generator was resumed
//   line        an instruction whose line differs from that of the one before, or that was reached
//   by a jump back opcode      every instruction, if frame.f_trace_opcodes return      RETURN and
//   the YIELDs; also a frame that an exception leaves (value None) exception   unwinding, once in
//   each frame that the exception passes c_call ...  the CALL instructions, if the callable is
//   native (for profile functions)
// Frames that began before tracing did have no call event. Their f_trace is None until somebody
// sets it.

namespace pyro::interpreter {

// The table for the instructions of this thread.
const void* dispatch_table(Thread* thread);
inline bool is_tracing(Thread* thread) {
  return (thread->interrupts.load(std::memory_order_relaxed) & kInterruptTrace) != 0;
}

// To be called when Thread::trace_function, profile_function or tracing was changed.
void tracing_changed(Thread* thread);

// The events before the instruction at frame->pc. A trace function may have moved frame->pc. False:
// an exception is pending.
[[nodiscard]] bool trace_instruction(Thread* thread, ActiveFrame* frame);
// The pending exception was raised in the frame or reached it. What a trace function raises takes
// its place.
void trace_exception(Thread* thread, ActiveFrame* frame);
// What the frame iterates over has ended by a StopIteration that Python code raised or that carries
// a value, which is an exception event although nobody sees the exception. Returns the value, or
// Error if a trace function raised.
RawObject trace_stop_iteration(Thread* thread, ActiveFrame* frame, RawObject value);
// The same for the end of an iterator that is no generator: an event if its __next__ is written in
// Python.
[[nodiscard]] bool trace_end_of_iteration(Thread* thread, ActiveFrame* frame, RawObject iterator);
// The pending exception leaves the frame.
void trace_exceptional_return(Thread* thread, ActiveFrame* frame);

// Which event a trace function of this frame is being called for (assignments to f_lineno are
// allowed for some only).
enum FrameObjectFlag : word {
  kTraceLinesOff = 1,
  kTraceOpcodes = 2,
  kAtCallEvent = 4,
  kAtLineEvent = 8,
  kAtOtherEvent = 16,
  kAtEntry = 32,  // the call event of a frame that begins: its line is that of the definition
};

// frame.f_lineno = line, from a trace function.
[[nodiscard]] bool jump_to_line(Thread* thread, const Frame& frame, ActiveFrame* active, word line);

}  // namespace pyro::interpreter
