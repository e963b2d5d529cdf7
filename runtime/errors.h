#pragma once

#include "runtime/thread.h"

// Raising and catching. A function that fails returns RawObject::error() (or false where it returns
// bool) and leaves the exception pending in the thread. Never return Error without one, never leave
// one behind without returning Error.

namespace pyro {

// Raises `type` (one of the fixed exception layouts below, or any exception type object) with a
// formatted message:
//   %s const char*   %d int or word (use %ld for word)   %c character   %x %lx   %.Ns  as in printf
//   %T  name of the type of an Object      (const Object*)
//   %V  the same, but None is shown as None (const Object*)
//   %N  name of a type                     (const Object*)
//   %S  str() of a value; text of a str    (const Object*)
//   %R  repr() of a value                  (const Object*)
//   %A  ascii() of a value                 (const Object*)
// Returns Error, so that callers write `return raise(thread, ...)`.
RawObject raise(Thread* thread, RawObject type, const char* format, ...);

// The builtin exception types by name: exception_type(thread, "ValueError") is slow; these are
// direct.
#define PYRO_EXCEPTION_TYPES(V)                                                                    \
  V(ArithmeticError)                                                                               \
  V(AssertionError)                                                                                \
  V(AttributeError)                                                                                \
  V(BaseException) V(BaseExceptionGroup) V(BlockingIOError) V(BrokenPipeError) V(BufferError)      \
      V(BytesWarning) V(ChildProcessError) V(ConnectionAbortedError) V(ConnectionError)            \
          V(ConnectionRefusedError) V(ConnectionResetError) V(DeprecationWarning) V(EOFError)      \
              V(EncodingWarning) V(Exception) V(ExceptionGroup) V(FileExistsError)                 \
                  V(FileNotFoundError) V(FloatingPointError) V(FutureWarning) V(GeneratorExit)     \
                      V(ImportError) V(ImportWarning) V(IndentationError) V(IndexError) V(         \
                          InterruptedError) V(IsADirectoryError) V(KeyError) V(KeyboardInterrupt)  \
                          V(LookupError) V(MemoryError) V(ModuleNotFoundError) V(NameError)        \
                              V(NotADirectoryError) V(NotImplementedError) V(OSError)              \
                                  V(OverflowError) V(PendingDeprecationWarning) V(PermissionError) \
                                      V(ProcessLookupError) V(RecursionError) V(ReferenceError)    \
                                          V(ResourceWarning) V(RuntimeError) V(RuntimeWarning) V(  \
                                              StopAsyncIteration) V(StopIteration) V(SyntaxError)  \
                                              V(SyntaxWarning) V(SystemError) V(SystemExit)        \
                                                  V(TabError) V(TimeoutError) V(TypeError)         \
                                                      V(UnboundLocalError) V(UnicodeDecodeError)   \
                                                          V(UnicodeEncodeError) V(UnicodeError)    \
                                                              V(UnicodeTranslateError)             \
                                                                  V(UnicodeWarning) V(UserWarning) \
                                                                      V(ValueError) V(Warning)     \
                                                                          V(ZeroDivisionError)

enum class Exc : uint8_t {
#define PYRO_DEFINE_EXC(name) k##name,
  PYRO_EXCEPTION_TYPES(PYRO_DEFINE_EXC)
#undef PYRO_DEFINE_EXC
      kCount
};
// The type object of a builtin exception.
RawObject exc_type(Thread* thread, Exc exc);
RawObject raise(Thread* thread, Exc exc, const char* format, ...);

// The common ones, for brevity.
#define raise_type_error(thread, ...) raise(thread, Exc::kTypeError, __VA_ARGS__)
#define raise_value_error(thread, ...) raise(thread, Exc::kValueError, __VA_ARGS__)
RawObject raise_memory_error(Thread* thread);
RawObject raise_stop_iteration(Thread* thread, RawObject value);
// KeyError whose only argument is the key itself.
RawObject raise_key_error(Thread* thread, const Object& key);
// OSError (or the subclass that PEP 3151 gives for the number) for an errno value; filename may be
// None.
RawObject raise_os_error(Thread* thread, int error_number, const Object& filename);
RawObject raise_os_error(Thread* thread, int error_number);
// "unsupported/not implemented": NotImplementedError naming the missing feature; see
// docs/incompatibilities.md.
RawObject raise_missing_feature(Thread* thread, const char* feature);

// Raises an exception instance or a type (instantiated without arguments); TypeError if it is
// neither. Sets the implicit
// __context__ from the exception that the running code handles.
RawObject raise_object(Thread* thread, const Object& exception);
// Makes `type(*args)` without raising it. `argument` Unbound: no argument; a tuple is passed as is
// (one argument).
RawObject new_exception(Thread* thread, RawObject type, RawObject argument);

// Is the pending exception an instance of the builtin exception (or of a subclass)?
bool pending_matches(Thread* thread, Exc exc);
// If so, drops it and returns true.
bool clear_pending_if(Thread* thread, Exc exc);
// Prints the pending exception as "Exception ignored in: ..." through sys.unraisablehook and drops
// it.
void write_unraisable(Thread* thread, const Object& where);
// The same for `exception`, with a text in place of "Exception ignored in"; `where` may be None.
void write_unraisable(Thread* thread, const Object& exception, const char* text,
                      const Object& where);
// The same with another beginning than "Exception ignored in".
void write_unraisable(Thread* thread, const Object& where, const char* message);
// The type of what sys.unraisablehook gets; made by the module sys, None before that.
RawObject unraisable_record_type(Thread* thread);
void set_unraisable_record_type(Thread* thread, RawObject type);

// warnings.warn(message, category, stacklevel=...). False: the warning was turned into a pending
// exception.
[[nodiscard]] bool warn(Thread* thread, Exc category, word stack_level, const char* format, ...);

// warnings.warn_explicit(message, category, filename, line), if the module warnings has been
// imported. False as for warn.
[[nodiscard]] bool warn_explicit(Thread* thread, Exc category, const Object& message,
                                 const Object& filename, word line);

}  // namespace pyro
