#pragma once

#include "runtime/runtime.h"

// Tracebacks without memory: for signal handlers and for threads that do not hold the runtime's
// lock.
//
// Nothing here allocates, locks or runs Python code. The frames of a thread that runs meanwhile may
// change under the reader, so every object is looked at twice: is it in the heap, and is it of the
// kind that it should be.

namespace pyro {

void write_text(int descriptor, const char* text);
void write_decimal(int descriptor, uint64_t number, int width = 1);
// "Stack (most recent call first):" and the frames of one thread.
void dump_stack(int descriptor, Thread* thread);
// All threads, the youngest first; the one that calls is marked.
void dump_all_stacks(int descriptor, Runtime* runtime);
// The Thread that runs on the calling system thread, or null.
Thread* calling_thread(Runtime* runtime);

}  // namespace pyro
