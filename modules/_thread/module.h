#pragma once

#include "runtime/runtime.h"

namespace pyro {

// The native types of the module _thread.
enum class ThreadType : uint8_t { kLock, kRLock, kLocal, kExceptHookArgs, kCount };
RawObject thread_type(Thread* thread, ThreadType type);

// Bytes of native stack for new threads (_thread.stack_size), and the key of the runtime's state
// that holds the choice.
size_t thread_stack_size(Runtime* runtime);
const void* thread_stack_size_key();

// The thread ends: its attributes of all threading.local objects go.
void drop_thread_locals(Thread* thread);

}  // namespace pyro
