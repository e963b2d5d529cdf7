#pragma once

#include "runtime/thread.h"

namespace pyro {

// The native types of the module _thread.
enum class ThreadType : uint8_t { kLock, kRLock, kLocal, kExceptHookArgs, kCount };
RawObject thread_type(Thread* thread, ThreadType type);

}  // namespace pyro
