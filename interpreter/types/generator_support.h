#pragma once

#include "runtime/frame.h"

// What the types of generators, coroutines and asynchronous generators share.

namespace pyro::interpreter {

// The exception that throw(type[, value[, traceback]]) asks for, from the tuple of its arguments;
// Error if they are wrong.
RawObject exception_from_arguments(Thread* thread, const Object& args, const char* method);
// Raises an exception inside a generator: what it yields next, or Error.
RawObject throw_exception(Thread* thread, const GeneratorBase& generator, const Object& exception);
RawObject send_value(Thread* thread, const GeneratorBase& generator, const Object& value);
// close(): None or Error.
RawObject close_generator(Thread* thread, const GeneratorBase& generator);
// The Frame object of a generator that has not finished, else None.
RawObject generator_frame(Thread* thread, const GeneratorBase& generator);
RawObject generator_code_NoGC(RawObject generator);
RawObject set_generator_text(Thread* thread, Arguments arguments, const char* name, word index);
RawObject generator_repr(Thread* thread, RawObject generator, const char* kind);
RawObject generator_size_NoGC(RawObject generator);
// GeneratorExit or StopIteration is what a closed generator may end with.
bool clear_pending_end(Thread* thread);

}  // namespace pyro::interpreter
