#include "modules/_thread/module.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "lib-python/natives.h"
#include "modules/_thread/locks.h"
#include "modules/blocking.h"
#include "modules/support.h"
#include "runtime/layout.h"
#include "runtime/struct_sequence.h"
#include "runtime/traceback_print.h"

namespace pyro {

namespace {

constexpr int kTypeKeys[static_cast<int>(ThreadType::kCount)] = {};
constexpr int kStackSizeKey = 0;

constexpr StructSequenceField kHookFields[] = {{"exc_type", "Class of the exception"},
                                               {"exc_value", "Exception value"},
                                               {"exc_traceback", "Exception traceback"},
                                               {"thread", "Thread"}};
constexpr StructSequenceDefinition kHookArgs = {
    "_thread._ExceptHookArgs", "Argument of threading.excepthook().", kHookFields, 4, true};

void keep_type(Thread* thread, ThreadType type, RawObject value) {
  thread->runtime()->set_module_state(&kTypeKeys[static_cast<int>(type)], value);
}

}  // namespace

const void* thread_stack_size_key() { return &kStackSizeKey; }

RawObject thread_type(Thread* thread, ThreadType type) {
  return thread->runtime()->module_state(&kTypeKeys[static_cast<int>(type)]);
}

namespace natives {

RawObject thread_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  keep_type(thread, ThreadType::kLock, module_get(thread, module, "lock"));
  keep_type(thread, ThreadType::kRLock, module_get(thread, module, "RLock"));
  keep_type(thread, ThreadType::kLocal, module_get(thread, module, "_local"));
  Object hook_args(thread, new_struct_sequence_type(thread, kHookArgs));
  if (hook_args->is_error()) return *hook_args;
  keep_type(thread, ThreadType::kExceptHookArgs, *hook_args);
  Object lock_type(thread, thread_type(thread, ThreadType::kLock));
  Object error(thread, exc_type(thread, Exc::kRuntimeError));
  Object maximum(thread, new_float(thread, 9223372036.0));
  bool ok = module_set(thread, module, "_ExceptHookArgs", hook_args) &&
            module_set(thread, module, "LockType", lock_type) &&
            module_set(thread, module, "error", error) &&
            module_set(thread, module, "TIMEOUT_MAX", maximum);
  Dict dict(thread, RawModule::cast(*module).dict());
  Object name(thread, intern_ascii(thread, "lock"));
  return none_or_error(ok && !dict_remove(thread, dict, name).is_error());
}

RawObject thread_allocate_lock(Thread* thread, Arguments) { return new_lock(thread); }
RawObject thread_allocate(Thread* thread, Arguments) { return new_lock(thread); }

RawObject thread_get_ident(Thread* thread, Arguments) {
  return new_int_unsigned(thread, thread->identifier);
}
RawObject thread_get_native_id(Thread* thread, Arguments) {
  return new_int(thread, ::syscall(SYS_gettid));
}

RawObject thread_exit(Thread* thread, Arguments) {
  Object type(thread, exc_type(thread, Exc::kSystemExit));
  return raise_object(thread, type);
}
RawObject thread_exit_thread(Thread* thread, Arguments arguments) {
  return thread_exit(thread, arguments);
}

RawObject thread_interrupt_main(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int signal;
  if (!as_int(thread, value, &signal)) return RawObject::error();
  if (signal < 1 || signal >= NSIG) return raise_value_error(thread, "signal number out of range");
  // A signal that no Python function handles is none.
  struct sigaction current;
  if (::sigaction(signal, nullptr, &current) == 0 && (current.sa_flags & SA_SIGINFO) == 0 &&
      (current.sa_handler == SIG_DFL || current.sa_handler == SIG_IGN)) {
    return RawObject::none();
  }
  // To the process: the main thread takes signals.
  ::kill(::getpid(), signal);
  return RawObject::none();
}

RawObject thread_stack_size(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int64_t size;
  if (!as_int64(thread, value, &size)) return RawObject::error();
  if (size < 0) return raise_value_error(thread, "size must be 0 or a positive value");
  RawObject old = thread->runtime()->module_state(&kStackSizeKey);
  if (size != 0 && size < 32768)
    return raise_value_error(thread, "size not valid: %ld bytes", static_cast<word>(size));
  thread->runtime()->set_module_state(&kStackSizeKey, RawObject::from_small_int(size));
  return old.is_none() ? RawObject::from_small_int(0) : old;
}

RawObject thread__excepthook(Thread* thread, Arguments arguments) {
  Object given(thread, arguments[0]);
  if (!(type_of(thread, *given) == thread_type(thread, ThreadType::kExceptHookArgs))) {
    return raise_type_error(thread, "_thread.excepthook argument type must be ExceptHookArgs");
  }
  Tuple items(thread, underlying_value(*given));
  if (tuple_at(*items, 0) == exc_type(thread, Exc::kSystemExit)) return RawObject::none();
  Object culprit(thread, tuple_at(*items, 3));
  std::string name = std::to_string(thread->identifier);
  if (!culprit->is_none()) {
    Object attribute(thread, attribute_named(thread, culprit, "name"));
    Object text(thread, attribute->is_error() ? *attribute : str(thread, attribute));
    if (text->is_error()) {
      thread->take_exception();
      name = "<failed to get thread name>";
    } else {
      name = utf8_of(*text);
    }
  }
  Object stream(thread, sys_get(thread, "stderr"));
  if (stream->is_unbound()) stream = RawObject::none();
  write_text(thread, stream, "Exception in thread " + name + ":\n");
  Object value(thread, tuple_at(*items, 1));
  if (is_heap_base_exception(*value)) print_exception(thread, value, stream);
  return RawObject::none();
}

}  // namespace natives
}  // namespace pyro
