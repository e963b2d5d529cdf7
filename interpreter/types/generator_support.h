#pragma once

#include "runtime/frame.h"

// What the types of generators, coroutines and asynchronous generators share.

namespace pyro::interpreter {

// The exception that throw(type[, value[, traceback]]) asks for, from the tuple of its arguments;
// Error if they are wrong. *raised_inside: they were right, but the exception could not be made,
// and the pending one is to be thrown instead.
RawObject exception_from_arguments(Thread* thread, const Object& args, const char* method,
                                   bool* raised_inside = nullptr);
// Raises an exception inside a generator: what it yields next, or Error.
RawObject throw_exception(Thread* thread, const GeneratorBase& generator, const Object& exception);
RawObject send_value(Thread* thread, const GeneratorBase& generator, const Object& value);
// close(): None or Error.
RawObject close_generator(Thread* thread, const GeneratorBase& generator);
// The warning that a coroutine, which is given up, was never awaited.
void warn_unawaited(Thread* thread, const GeneratorBase& coroutine);
// What frame.clear() does to a generator that is not running: it is closed; errors are reported as
// unraisable.
void clear_generator(Thread* thread, const GeneratorBase& generator);
// The Frame object of a generator that has not finished, else None.
RawObject generator_frame(Thread* thread, const GeneratorBase& generator);
RawObject generator_code_NoGC(RawObject generator);
RawObject set_generator_text(Thread* thread, Arguments arguments, const char* name, word index);
RawObject generator_repr(Thread* thread, RawObject generator, const char* kind);
RawObject generator_size_NoGC(RawObject generator);
// GeneratorExit or StopIteration is what a closed generator may end with.
bool clear_pending_end(Thread* thread);

}  // namespace pyro::interpreter
