#pragma once

#include "runtime/code_block.h"
#include "runtime/thread.h"

// Frames and native code blocks: what a running function is made of.
//
// The registers of all active frames lie in one contiguous stack of values per thread. A call's
// window (callable, receiver, arguments) is at the end of the caller's registers, and the arguments
// become the first registers of the callee without being copied. The frames themselves are a
// parallel stack of ActiveFrame records. Every register below Thread::stack_top holds a valid value
// at all times (fresh registers are Unbound), so the collector scans the stack without maps; dead
// temporaries are dropped at full collections by liveness analysis.

namespace pyro {

enum FrameFlag : uint32_t {
  kFrameEntry = 1,  // its return leaves the interpreter loop
  kFrameConstructor =
      2,  // runs __init__: the result of the call is the receiver, which is the first register
  kFrameGenerator = 4,  // runs a generator's body
  kFrameIterating =
      8,  // resumed by FOR_ITER or SEND: the end is a jump in the caller, not StopIteration
  kFrameNamespace = 16,    // class body, module, exec: `locals` is a mapping
  kFrameHidden = 32,       // not in tracebacks
  kFrameTraced = 64,       // its "call" event is past, or it began before tracing did
  kFrameNativeCall = 128,  // a native function that it called was announced to the profile function
};

struct ActiveFrame {
  RawObject* registers;
  const uint32_t*
      pc;  // of the instruction that is running (stored before anything that may raise or call)
  CodeBlock* block;
  RawObject* return_top;  // stack_top to restore when the frame ends
  // Roots from here...
  RawObject code;
  RawObject function;  // None for a frame made by exec
  RawObject constants;
  RawObject feedback;
  RawObject globals;
  RawObject builtins;
  RawObject locals;        // namespace mapping, or None
  RawObject handled;       // the exception this frame handles, or None
  RawObject generator;     // whose body runs here, or None
  RawObject frame_object;  // the Frame that Python code has got hold of, or None
  // ... to here.
  uint32_t flags;
  uint32_t return_register;  // of the caller
};

inline RawObject* frame_roots_begin(ActiveFrame* frame) { return &frame->code; }
inline RawObject* frame_roots_end(ActiveFrame* frame) { return &frame->frame_object + 1; }
inline ActiveFrame* caller_of(Thread* thread, ActiveFrame* frame) {
  return frame == thread->frames_base ? nullptr : frame - 1;
}

}  // namespace pyro
