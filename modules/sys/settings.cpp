#include <dlfcn.h>

#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/runtime_lock.h"
#include "runtime/struct_sequence.h"

// sys: settings and questions about the runtime.

namespace pyro::natives {

namespace {

constexpr int kSwitchIntervalKey = 0, kDlopenFlagsKey = 0, kAuditHooksKey = 0,
              kAsyncHooksTypeKey = 0;

RawObject text_of_exact(Thread* thread, const char* text) { return new_str_ascii(thread, text); }

}  // namespace

RawObject sys__clear_type_cache(Thread* thread, Arguments) {
  thread->runtime()->types_changed();
  return RawObject::none();
}
RawObject sys__getquickenedcount(Thread*, Arguments) { return RawObject::from_small_int(0); }
RawObject sys__debugmallocstats(Thread* thread, Arguments) {
  const gc::HeapStatistics& statistics = thread->heap()->statistics();
  std::fprintf(stderr,
               "%lu minor and %lu major collections, %lu bytes allocated, %lu bytes committed\n",
               static_cast<unsigned long>(statistics.minor_collections),
               static_cast<unsigned long>(statistics.major_collections),
               static_cast<unsigned long>(statistics.bytes_allocated),
               static_cast<unsigned long>(statistics.bytes_committed));
  return RawObject::none();
}
RawObject sys_getallocatedblocks(Thread* thread, Arguments) {
  word count = 0;
  thread->heap()->for_each_object([&](RawObject) { count++; });
  return new_int(thread, count);
}
// Nothing counts references; two is what a fresh local would show.
RawObject sys_getrefcount(Thread*, Arguments) { return RawObject::from_small_int(2); }

RawObject sys_getdefaultencoding(Thread* thread, Arguments) {
  return text_of_exact(thread, "utf-8");
}
RawObject sys_getfilesystemencoding(Thread* thread, Arguments) {
  return text_of_exact(thread, "utf-8");
}
RawObject sys_getfilesystemencodeerrors(Thread* thread, Arguments) {
  return text_of_exact(thread, "surrogateescape");
}

RawObject sys_intern(Thread* thread, Arguments arguments) {
  Object text(thread, arguments[0]);
  if (is_exact_str(*text)) return intern(thread, text);
  if (is_str(*text)) return raise_type_error(thread, "can't intern %T", &text);
  return raise_type_error(thread, "intern() argument must be str, not %V", &text);
}

RawObject sys_is_finalizing(Thread* thread, Arguments) {
  return RawObject::from_bool(thread->runtime()->finalizing);
}

RawObject sys_getsizeof(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[0]);
  Object size(thread, call_special(thread, object, Symbol::k__sizeof__));
  if (size->is_unbound())
    return raise_type_error(thread, "Type %T doesn't define __sizeof__", &object);
  if (!size->is_error() && !is_int(*size))
    raise_type_error(thread, "an integer is required"), size = RawObject::error();
  if (size->is_error()) {
    if (!arguments.has(1) || !clear_pending_if(thread, Exc::kTypeError)) return RawObject::error();
    return arguments[1];
  }
  int64_t bytes;
  if (!as_int64(thread, size, &bytes)) return RawObject::error();
  if (bytes < 0) return raise_value_error(thread, "__sizeof__() should return >= 0");
  return new_int(thread, bytes);
}

// --- limits

RawObject sys_getrecursionlimit(Thread* thread, Arguments) {
  return new_int(thread, thread->runtime()->recursion_limit);
}

RawObject sys_setrecursionlimit(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int limit;
  if (!as_int(thread, value, &limit)) return RawObject::error();
  if (limit < 1)
    return raise_value_error(thread, "recursion limit must be greater or equal than 1");
  if (thread->recursion_depth >= limit) {
    return raise(
        thread, Exc::kRecursionError,
        "cannot set the recursion limit to %d at the recursion depth %ld: the limit is too low",
        limit, thread->recursion_depth);
  }
  thread->runtime()->recursion_limit = limit;
  return RawObject::none();
}

RawObject sys_get_int_max_str_digits(Thread* thread, Arguments) {
  return new_int(thread, thread->runtime()->max_int_digits);
}

RawObject sys_set_int_max_str_digits(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int digits;
  if (!as_int(thread, value, &digits)) return RawObject::error();
  if (digits != 0 && digits < 640)
    return raise_value_error(thread, "maxdigits must be 0 or larger than 640");
  thread->runtime()->max_int_digits = digits;
  return RawObject::none();
}

RawObject sys_getswitchinterval(Thread* thread, Arguments) {
  RawObject value = thread->runtime()->module_state(&kSwitchIntervalKey);
  return value.is_none() ? new_float(thread, 0.005) : value;
}

RawObject sys_setswitchinterval(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  double interval;
  if (!as_double(thread, value, &interval)) return RawObject::error();
  if (!(interval > 0))
    return raise_value_error(thread, "switch interval must be strictly positive");
  thread->runtime()->set_module_state(&kSwitchIntervalKey, new_float(thread, interval));
  thread->runtime()->lock()->set_switch_interval(interval);
  return RawObject::none();
}

RawObject sys_getdlopenflags(Thread* thread, Arguments) {
  RawObject value = thread->runtime()->module_state(&kDlopenFlagsKey);
  return value.is_none() ? RawObject::from_small_int(RTLD_NOW) : value;
}
RawObject sys_setdlopenflags(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int flags;
  if (!as_int(thread, value, &flags)) return RawObject::error();
  thread->runtime()->set_module_state(&kDlopenFlagsKey, RawObject::from_small_int(flags));
  return RawObject::none();
}

// --- asynchronous code

RawObject sys_get_coroutine_origin_tracking_depth(Thread* thread, Arguments) {
  return new_int(thread, thread->coroutine_origin_depth);
}
RawObject sys_set_coroutine_origin_tracking_depth(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int depth;
  if (!as_int(thread, value, &depth)) return RawObject::error();
  if (depth < 0) return raise_value_error(thread, "depth must be >= 0");
  thread->coroutine_origin_depth = depth;
  return RawObject::none();
}

RawObject sys_get_asyncgen_hooks(Thread* thread, Arguments) {
  static constexpr StructSequenceField kFields[] = {{"firstiter", nullptr}, {"finalizer", nullptr}};
  static constexpr StructSequenceDefinition kDefinition = {
      "asyncgen_hooks", "Hooks of asynchronous generators.", kFields, 2, true};
  Object type(thread, thread->runtime()->module_state(&kAsyncHooksTypeKey));
  if (type->is_none()) {
    type = new_struct_sequence_type(thread, kDefinition);
    if (type->is_error()) return *type;
    thread->runtime()->set_module_state(&kAsyncHooksTypeKey, *type);
  }
  Tuple values(thread, new_tuple(thread, 2));
  tuple_init(*values, 0, thread->async_gen_firstiter);
  tuple_init(*values, 1, thread->async_gen_finalizer);
  return new_struct_sequence(thread, type, values);
}

RawObject sys_set_asyncgen_hooks(Thread* thread, Arguments arguments) {
  const char* const names[] = {"firstiter", "finalizer"};
  for (word i = 1; i >= 0; i--) {
    Object hook(thread, arguments[i]);
    if (arguments.has(i) && !hook->is_none() && !is_callable(thread, *hook)) {
      return raise_type_error(thread, "callable %s expected, got %T", names[i], &hook);
    }
  }
  if (arguments.has(0)) thread->async_gen_firstiter = arguments[0];
  if (arguments.has(1)) thread->async_gen_finalizer = arguments[1];
  return RawObject::none();
}

// --- tracing

RawObject sys_gettrace(Thread* thread, Arguments) { return thread->trace_function; }
RawObject sys_getprofile(Thread* thread, Arguments) { return thread->profile_function; }

RawObject sys_settrace(Thread* thread, Arguments arguments) {
  thread->trace_function = arguments[0];
  thread->runtime()->hooks.tracing_changed(thread);
  return RawObject::none();
}
RawObject sys_setprofile(Thread* thread, Arguments arguments) {
  thread->profile_function = arguments[0];
  thread->profiled_calls = RawObject::none();
  thread->runtime()->hooks.tracing_changed(thread);
  return RawObject::none();
}

// Calls a function from within a trace function, with tracing on.
RawObject sys_call_tracing(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (!is_tuple(*args))
    return raise_type_error(thread, "call_tracing() argument 2 must be tuple, not %V", &args);
  args = underlying_value(*args);
  bool tracing = thread->tracing;
  thread->tracing = false;
  thread->runtime()->hooks.tracing_changed(thread);
  Object none(thread, RawObject::none());
  Object result(thread, call_with(thread, function, args, none));
  thread->tracing = tracing;
  thread->runtime()->hooks.tracing_changed(thread);
  return *result;
}

// --- auditing (PEP 578)

RawObject sys_addaudithook(Thread* thread, Arguments arguments) {
  Runtime* runtime = thread->runtime();
  if (runtime->module_state(&kAuditHooksKey).is_none())
    runtime->set_module_state(&kAuditHooksKey, new_list(thread));
  List hooks(thread, runtime->module_state(&kAuditHooksKey));
  Object event(thread, new_str_ascii(thread, "sys.addaudithook"));
  Object no_arguments(thread, empty_tuple(thread));
  Object hook(thread, RawObject::none());
  for (word i = 0; i < hooks->length(); i++) {
    hook = list_at(*hooks, i);
    if (!call(thread, hook, event, no_arguments).is_error()) continue;
    // Hooks may veto the addition with an ordinary exception.
    return clear_pending_if(thread, Exc::kException) ? RawObject::none() : RawObject::error();
  }
  hook = arguments[0];
  return none_or_error(list_append(thread, hooks, hook));
}

RawObject sys_audit(Thread* thread, Arguments arguments) {
  Object hooks(thread, thread->runtime()->module_state(&kAuditHooksKey));
  if (hooks->is_none()) return RawObject::none();
  Object event(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (!is_str(*event))
    return raise_type_error(thread, "expected str for argument 'event', not %T", &event);
  List list(thread, *hooks);
  Object hook(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    hook = list_at(*list, i);
    if (call(thread, hook, event, args).is_error()) return RawObject::error();
  }
  return RawObject::none();
}

}  // namespace pyro::natives
