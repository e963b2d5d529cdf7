#pragma once

#include "runtime/frame.h"

// Generators, coroutines and asynchronous generators.
//
// A suspended generator keeps its registers behind the fields of its object. Resuming copies them
// to the top of the thread's register stack and pushes a frame; suspending copies them back.
// (Running on the registers inside the object would spare the copies, but the object moves, so
// every instruction that may collect would have to reload the register base; a copy of some ten
// words is cheaper.)

namespace pyro::interpreter {

enum GeneratorState : word {
  kGeneratorCreated = 0,
  kGeneratorSuspended = 1,
  kGeneratorRunning = 2,
  kGeneratorFinished = 3
};

// Pushes the frame of a generator that was created or suspended, and delivers `value` as the result
// of its `yield`. Null without an exception: it has finished. Null with an exception: it is running
// already, or a first send of a value.
ActiveFrame* push_generator_frame(Thread* thread, RawObject generator, RawObject value,
                                  uint32_t return_register, uint32_t flags);

// RETURN_GENERATOR: the generator object that takes over the frame's registers.
RawObject make_generator(Thread* thread, ActiveFrame* frame, const uint32_t* resume_pc);
// YIELD: saves the frame into its generator. The frame is popped by the caller.
void suspend_generator(Thread* thread, ActiveFrame* frame, const uint32_t* yield_pc);

// hooks.resume_generator and hooks.iterate_generator.
RawObject resume_generator(Thread* thread, const GeneratorBase& generator, int mode,
                           const Object& value);
RawObject iterate_generator(Thread* thread, const GeneratorBase& generator);

// SEND on something that is not a generator of ours: yielded value; Unbound with *result set when
// it returned; Error.
RawObject send_to_delegate(Thread* thread, const Object& delegate, const Object& value,
                           RawObject* result);
// An exception leaves a generator's body: StopIteration must not pass for the end.
void convert_escaping_exception(Thread* thread, ActiveFrame* frame);
// The object that a suspended generator delegates to (`yield from`, `await`), or None.
RawObject generator_delegate_NoGC(Thread* thread, RawGeneratorBase generator);

}  // namespace pyro::interpreter
