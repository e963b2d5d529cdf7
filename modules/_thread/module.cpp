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

constexpr StructSequenceField kHookFields[] = {{"exc_type", "Exception type"},
                                               {"exc_value", "Exception value"},
                                               {"exc_traceback", "Exception traceback"},
                                               {"thread", "Thread"}};
constexpr StructSequenceDefinition kHookArgs = {
    "_thread._ExceptHookArgs", "Argument of threading.excepthook().", kHookFields, 4, true};

void keep_type(Thread* thread, ThreadType type, RawObject value) {
  thread->runtime()->set_module_state(&kTypeKeys[static_cast<int>(type)], value);
}

}  // namespace

RawObject thread_type(Thread* thread, ThreadType type) {
  return thread->runtime()->module_state(&kTypeKeys[static_cast<int>(type)]);
}

namespace natives {

RawObject thread_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  keep_type(thread, ThreadType::kLock, module_get(thread, module, "lock"));
  keep_type(thread, ThreadType::kRLock, module_get(thread, module, "RLock"));
  keep_type(thread, ThreadType::kLocal, module_get(thread, module, "_local"));
  if (thread->identifier == 0) thread->identifier = static_cast<uint64_t>(pthread_self());
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

// --- _local
// -------------------------------------------------------------------------------------------------------------------------
// Each thread keeps a dict of its own for each _local object, filed in Thread::dict under the
// object's number.

namespace {

// The current thread's dict for the object. The first use in a thread calls __init__ of a subclass
// again.
RawObject local_dict(Thread* thread, const ThreadLocal& local) {
  if (!is_heap_dict(thread->dict)) thread->dict = new_dict(thread);
  Dict all(thread, thread->dict);
  Object key(thread, local->identity());
  RawObject known = dict_get(thread, all, key);
  if (!known.is_unbound()) return known;
  Object fresh(thread, new_dict(thread));
  if (!dict_set(thread, all, key, fresh)) return RawObject::error();
  Object type(thread, type_of(thread, *local));
  RawObject init = type_lookup(thread, *type, Symbol::k__init__);
  RawObject plain =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kObject), Symbol::k__init__);
  if (init == plain || thread == thread->runtime()->main_thread()) return *fresh;
  Object method(thread, init);
  Object given(thread, local->args());
  Tuple args(thread, new_tuple(thread, tuple_length(*given) + 1));
  tuple_init(*args, 0, *local);
  for (word i = 0; i < tuple_length(*given); i++) tuple_init(*args, i + 1, tuple_at(*given, i));
  Object keywords(thread, local->kwargs());
  if (!call_with(thread, method, args, keywords).is_error()) return *fresh;
  Object saved(thread, thread->take_exception());
  dict_remove(thread, all, key);
  thread->set_pending_exception(*saved);
  return RawObject::error();
}

bool is_dict_name(RawObject name) {
  return is_str(name) && str_equals_ascii_NoGC(underlying_value(name), "__dict__");
}

// A data descriptor on the type, which comes before the instance's own attributes.
RawObject class_attribute(Thread* thread, const Object& self, const Object& name) {
  return type_lookup(thread, type_of(thread, *self), *name);
}

}  // namespace

RawObject thread__local___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  RawObject init = type_lookup(thread, *type, Symbol::k__init__);
  RawObject plain =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kObject), Symbol::k__init__);
  if (init == plain && (tuple_length(*args) > 0 || length(thread, keywords) > 0)) {
    return raise_type_error(thread, "Initialization arguments are not supported");
  }
  Layout layout(thread, RawType::cast(*type).layout());
  ThreadLocal local(thread, new_instance(thread, layout));
  local->set_args(*args);
  local->set_kwargs(*keywords);
  Object identity(thread, new_instance_of_kind(thread, Kind::kInstance));
  local->set_identity(*identity);
  if (local_dict(thread, local).is_error()) return RawObject::error();
  return *local;
}

RawObject thread__local___getattribute__(Thread* thread, Arguments arguments) {
  ThreadLocal self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Dict dict(thread, local_dict(thread, self));
  if (dict->is_error()) return *dict;
  if (is_dict_name(*name)) return *dict;
  RawObject on_class = class_attribute(thread, self, name);
  if (on_class.is_unbound() || !is_heap_property(on_class)) {
    RawObject value = dict_get(thread, dict, name);
    if (!value.is_unbound()) return value;
  }
  return generic_get_attribute(thread, self, name);
}

RawObject thread__local___setattr__(Thread* thread, Arguments arguments) {
  ThreadLocal self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Object value(thread, arguments[2]);
  if (is_dict_name(*name)) {
    return raise(thread, Exc::kAttributeError, "'%T' object attribute '__dict__' is read-only",
                 &self);
  }
  Dict dict(thread, local_dict(thread, self));
  if (dict->is_error()) return *dict;
  if (is_heap_property(class_attribute(thread, self, name))) {
    return none_or_error(generic_set_attribute(thread, self, name, value));
  }
  return none_or_error(dict_set(thread, dict, name, value));
}

RawObject thread__local___delattr__(Thread* thread, Arguments arguments) {
  ThreadLocal self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (is_dict_name(*name)) {
    return raise(thread, Exc::kAttributeError, "'%T' object attribute '__dict__' is read-only",
                 &self);
  }
  Dict dict(thread, local_dict(thread, self));
  if (dict->is_error()) return *dict;
  if (is_heap_property(class_attribute(thread, self, name))) {
    return none_or_error(generic_delete_attribute(thread, self, name));
  }
  RawObject removed = dict_remove(thread, dict, name);
  if (removed.is_error()) return removed;
  if (!removed.is_unbound()) return RawObject::none();
  return raise(thread, Exc::kAttributeError, "'%T' object has no attribute '%S'", &self, &name);
}

}  // namespace natives
}  // namespace pyro
