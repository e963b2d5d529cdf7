#pragma once

#include "runtime/frame.h"

// Slow paths of calls and function objects.

namespace pyro::interpreter {

// If base[0] is a class whose instances are made by object.__new__ and initialised by a Python
// function: makes the instance and the frame of __init__, bound. Null without an exception: call it
// the general way.
ActiveFrame* push_constructor_frame(Thread* thread, RawObject* base, word count,
                                    uint32_t return_register);
// The same where `init` is known to be what initialises instances of base[0]. Null: an exception is
// pending.
ActiveFrame* push_known_constructor_frame(Thread* thread, RawObject init, RawObject* base,
                                          word count, uint32_t return_register);
// Rewrites the CALL at pc if its callee can be reached in a shorter way, and fills its cache.
void quicken_call(Thread* thread, ActiveFrame* frame, const uint32_t* pc, const RawObject* base,
                  word count);
// The instance that a constructor frame initialised; learns its layout.
RawObject finish_constructor(Thread* thread, ActiveFrame* frame);
void raise_init_result(Thread* thread, RawObject result);
// CALL_EX: callable, -, tuple, dict or Unbound.
RawObject call_unpacked(Thread* thread, RawObject* base);
RawObject make_function(Thread* thread, ActiveFrame* frame, RawObject code, RawObject* parts,
                        uint32_t flags);
RawObject load_build_class(Thread* thread, ActiveFrame* frame);
// A generator's body ended: the generator object is finished.
void finish_generator(Thread* thread, ActiveFrame* frame);

}  // namespace pyro::interpreter
