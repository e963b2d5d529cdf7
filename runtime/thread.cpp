#include "runtime/thread.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>

#include "gc/heap.h"
#include "runtime/frame.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

// Address space only; pages are committed as the stacks grow.
constexpr size_t kStackBytes = size_t{1} << 30;
constexpr size_t kFrameBytes = size_t{1} << 28;
// What native code may use of the native stack below the point where a thread starts.
constexpr size_t kNativeStackReserve = 256 << 10;

void* reserve(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

size_t native_stack_size() {
  rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return size_t{64} << 20;
  return limit.rlim_cur;
}

}  // namespace

Thread::Thread(Runtime* runtime, bool is_main_thread)
    : is_main(is_main_thread), runtime_(runtime), heap_(runtime->heap()) {
  stack_base = static_cast<RawObject*>(reserve(kStackBytes));
  stack_top = stack_base;
  stack_limit = stack_base + kStackBytes / sizeof(RawObject) - 4096;
  frames_base = static_cast<ActiveFrame*>(reserve(kFrameBytes));
  frames_limit = frames_base + kFrameBytes / sizeof(ActiveFrame) - 16;
  sem_init(&wake_up, 0, 0);
  if (is_main_thread) {
    identifier = static_cast<uint64_t>(pthread_self());
    adopt_native_stack(native_stack_size());
  }
}

void Thread::adopt_native_stack(size_t size) {
  // A small stack keeps a quarter in reserve.
  size_t reserve = std::min(kNativeStackReserve, size / 4);
  native_stack_limit = static_cast<char*>(__builtin_frame_address(0)) - size + reserve;
}

Thread::~Thread() {
  sem_destroy(&wake_up);
  if (stack_base != nullptr) munmap(stack_base, kStackBytes);
  if (frames_base != nullptr) munmap(frames_base, kFrameBytes);
}

void Thread::visit_roots(gc::RootVisitor& visitor) {
  for (RootLink* link = head; link != nullptr; link = link->previous)
    visitor.visit(&link->value, "rooted local");
  visitor.visit(stack_base, stack_top, "VM stack");
  visitor.visit(&pending_, "pending exception");
  for (RawObject* slot :
       {&handled, &trace_function, &profile_function, &context, &running_loop, &async_gen_firstiter,
        &async_gen_finalizer, &repr_running, &async_exception, &dict, &profiled_calls, &sentinel}) {
    visitor.visit(slot, "thread");
  }
}

}  // namespace pyro
