#include "modules/atexit/atexit.h"

#include "lib-python/natives.h"
#include "modules/support.h"

// atexit: a list of (function, args, kwargs), called from the end.

namespace pyro {

namespace {

constexpr int kCallbacksKey = 0;

RawObject callbacks(Thread* thread) {
  RawObject list = thread->runtime()->module_state(&kCallbacksKey);
  if (!list.is_none()) return list;
  thread->runtime()->set_module_state(&kCallbacksKey, new_list(thread));
  return thread->runtime()->module_state(&kCallbacksKey);
}

}  // namespace

// A function may register or remove others while it runs.
void run_exit_functions(Thread* thread) {
  List list(thread, callbacks(thread));
  Tuple entry(thread, RawObject::none());
  while (list->length() > 0) {
    entry = list_at(*list, list->length() - 1);
    list->set_length(list->length() - 1);
    Object function(thread, tuple_at(*entry, 0));
    Object args(thread, tuple_at(*entry, 1));
    Object keywords(thread, tuple_at(*entry, 2));
    if (call_with(thread, function, args, keywords).is_error()) {
      write_unraisable(thread, function, "Exception ignored in atexit callback");
    }
  }
}

namespace natives {

RawObject atexit_register(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]);
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "the first argument must be callable");
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  List list(thread, callbacks(thread));
  Object entry(thread, new_tuple_of(thread, function, args, keywords));
  return list_append(thread, list, entry) ? *function : RawObject::error();
}

RawObject atexit_unregister(Thread* thread, Arguments arguments) {
  Object wanted(thread, arguments[0]);
  List old(thread, callbacks(thread));
  List kept(thread, new_list(thread));
  Object entry(thread, RawObject::none());
  Object function(thread, RawObject::none());
  for (word i = 0; i < old->length(); i++) {
    entry = list_at(*old, i);
    function = tuple_at(*entry, 0);
    Truth same = compare_truth(thread, CompareOp::kEq, function, wanted);
    if (same == Truth::kError) return RawObject::error();
    if (same == Truth::kFalse && !list_append(thread, kept, entry)) return RawObject::error();
  }
  thread->runtime()->set_module_state(&kCallbacksKey, *kept);
  return RawObject::none();
}

RawObject atexit__clear(Thread* thread, Arguments) {
  thread->runtime()->set_module_state(&kCallbacksKey, new_list(thread));
  return RawObject::none();
}

RawObject atexit__ncallbacks(Thread* thread, Arguments) {
  return RawObject::from_small_int(RawList::cast(callbacks(thread)).length());
}

RawObject atexit__run_exitfuncs(Thread* thread, Arguments) {
  run_exit_functions(thread);
  return RawObject::none();
}

}  // namespace natives
}  // namespace pyro
