#pragma once

#include "runtime/symbols.h"
#include "runtime/thread.h"

// Calling Python callables from C++.

namespace pyro {

// The primitive. The window at `base`, in the VM's stack with thread->stack_top behind its last
// value, holds the callable, the receiver or Unbound, and `count` arguments of which the last ones
// are keywords if `keyword_names` is a tuple (else None). Pops the window. The result is a value or
// Error. The same without popping the window: for windows that lie in the registers of a running
// frame.
RawObject call_in_place(Thread* thread, RawObject* base, word count, RawObject keyword_names);
RawObject call_window(Thread* thread, RawObject* base, word count, RawObject keyword_names);

RawObject call(Thread* thread, const Object& callable);
RawObject call(Thread* thread, const Object& callable, const Object& a);
RawObject call(Thread* thread, const Object& callable, const Object& a, const Object& b);
RawObject call(Thread* thread, const Object& callable, const Object& a, const Object& b,
               const Object& c);
// callable(*args, **kwargs); args a tuple, kwargs a dict or Unbound/None.
RawObject call_with(Thread* thread, const Object& callable, const Object& args,
                    const Object& kwargs);
// value.name(...).
RawObject call_method(Thread* thread, const Object& value, Symbol name);
RawObject call_method(Thread* thread, const Object& value, Symbol name, const Object& a);
RawObject call_method(Thread* thread, const Object& value, Symbol name, const Object& a,
                      const Object& b);
// Pushes what a call of value.name has in front of its arguments: callable and receiver. False: an
// exception is pending.
[[nodiscard]] bool push_method(Thread* thread, class StackWindow* window, const Object& value,
                               Symbol name);
bool is_callable(Thread* thread, RawObject value);

// Pushes values on the VM's stack, where they are roots; pops them at the end of its scope. For
// building windows and for temporaries whose number is not fixed.
class StackWindow {
 public:
  explicit StackWindow(Thread* thread) : thread_(thread), base_(thread->stack_top) {}
  ~StackWindow() { thread_->stack_top = base_; }
  // False with RecursionError pending if the stack is full.
  [[nodiscard]] bool push(RawObject value);
  RawObject* base() const { return base_; }
  word size() const { return thread_->stack_top - base_; }

 private:
  Thread* thread_;
  RawObject* base_;
};

}  // namespace pyro
