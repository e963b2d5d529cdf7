#pragma once

#include <semaphore.h>

#include <atomic>
#include <memory>

#include "runtime/roots.h"

// A thread of a runtime: its stacks, its pending exception, its chain of rooted locals. One thread
// at a time holds the runtime's lock and runs Python code.

namespace pyro {

class Runtime;
struct ActiveFrame;
struct CodeBlock;
namespace gc {
class Heap;
class RootVisitor;
}  // namespace gc

// Reasons to leave the fast path at the next safepoint (a call, a loop's back edge); bits of
// Thread::interrupts.
enum Interrupt : uint32_t {
  kInterruptCallbacks = 1,    // weak reference callbacks or finalizers wait in the heap
  kInterruptSignals = 2,      // a Unix signal arrived
  kInterruptLockRequest = 4,  // another thread wants the runtime's lock
  kInterruptMemory = 8,       // the heap limit was overshot: raise MemoryError
  kInterruptAsyncException = 16,
  kInterruptTrace = 32,  // sys.settrace or setprofile is on
};

class Thread : public RootChain {
 public:
  Thread(Runtime* runtime, bool is_main);
  ~Thread();
  Thread(const Thread&) = delete;

  Runtime* runtime() const { return runtime_; }
  gc::Heap* heap() const { return heap_; }

  // The pending exception: an exception instance, or Unbound if none. Functions that fail return
  // Error and leave it here.
  bool has_exception() const { return !pending_.is_unbound(); }
  RawObject pending_exception() const { return pending_; }
  void set_pending_exception(RawObject exception) { pending_ = exception; }
  // Takes the pending exception away.
  RawObject take_exception() {
    RawObject exception = pending_;
    pending_ = RawObject::unbound();
    return exception;
  }

  void visit_roots(gc::RootVisitor& visitor);

  // --- the VM's stacks (see interpreter/frame.h)
  RawObject* stack_base = nullptr;  // registers of all active frames
  RawObject* stack_top = nullptr;   // first free register; everything below is a root
  RawObject* stack_limit = nullptr;
  ActiveFrame* frame = nullptr;  // innermost active frame, or null
  ActiveFrame* frames_base = nullptr;
  ActiveFrame* frames_limit = nullptr;
  CodeBlock** code_blocks = nullptr;  // the runtime's table of native code, indexed by Code::block
  word recursion_depth = 0;  // Python frames and native recursion, for sys.setrecursionlimit
  char* native_stack_limit = nullptr;
  uint32_t cache_misses = 0;  // of inline caches, for interpreter/attribute_caches.h

  std::atomic<uint32_t> interrupts{0};

  // Exception handled by code outside any frame on this thread's stack, and per-thread hooks.
  RawObject handled = RawObject::none();
  RawObject trace_function = RawObject::none();
  RawObject profile_function = RawObject::none();
  RawObject context = RawObject::none();       // contextvars
  RawObject running_loop = RawObject::none();  // asyncio's event loop that runs on this thread
  RawObject async_gen_firstiter = RawObject::none();
  RawObject async_gen_finalizer = RawObject::none();
  RawObject repr_running = RawObject::none();  // list of containers whose repr is being made
  RawObject async_exception = RawObject::none();
  RawObject dict = RawObject::none();  // per-thread storage for native modules
  word coroutine_origin_depth = 0;
  bool tracing = false;  // inside a trace function
  bool is_main = false;
  uint64_t identifier = 0;  // pthread_t

  // --- threads
  word number = 0;  // no other thread of the runtime ever has it; the main thread's is 0
  RawObject profiled_calls =
      RawObject::none();  // list of native callables that run, while a profile function is set
  RawObject sentinel = RawObject::none();  // the lock to release when the thread ends
  sem_t wake_up;  // where the thread sleeps; posted by others and by signal handlers
  // Takes the native stack of the calling system thread, `size` bytes from here down, for this
  // Thread.
  void adopt_native_stack(size_t size);

 private:
  Runtime* runtime_;
  gc::Heap* heap_;
  RawObject pending_ = RawObject::unbound();
};

inline RootChain* root_chain(Thread* thread) { return thread; }

}  // namespace pyro
