#include "lib-python/natives.h"
#include "modules/_asyncio/future.h"
#include "modules/module_types.h"
#include "runtime/type.h"

namespace pyro {

namespace asyncio {

namespace {

constexpr int kStateKey = 0;

struct Import {
  const char* module;
  const char* name;
};
// In the order of State, from kFirstImported on.
constexpr Import kImports[] = {
    {"asyncio.exceptions", "CancelledError"},    {"asyncio.exceptions", "InvalidStateError"},
    {"asyncio.base_futures", "_future_repr"},    {"asyncio.base_tasks", "_task_repr"},
    {"asyncio.base_tasks", "_task_get_stack"},   {"asyncio.base_tasks", "_task_print_stack"},
    {"asyncio.coroutines", "iscoroutine"},       {"traceback", "extract_stack"},
    {"asyncio.events", "get_event_loop_policy"},
};
static_assert(std::size(kImports) == kStateSize - kFirstImported);

// Takes the function that wakes a task out of the type's namespace, where no program is to find it.
bool hide_wakeup(Thread* thread) {
  Type type(thread, state_at(thread, kTaskType));
  Object name(thread, intern_ascii(thread, "task_wakeup"));
  set_state_at(thread, kWakeup, type_dict_get(thread, *type, *name));
  return type_dict_remove(thread, type, name) >= 0;
}

}  // namespace

RawObject state_at(Thread* thread, State index) {
  return array_at(thread->runtime()->module_state(&kStateKey), index);
}

void set_state_at(Thread* thread, State index, RawObject value) {
  array_set(thread->runtime()->module_state(&kStateKey), index, value);
}

RawObject imported(Thread* thread, State index) {
  RawObject known = state_at(thread, index);
  if (!known.is_none()) return known;
  const Import& import = kImports[index - kFirstImported];
  RawObject value = import_from(thread, import.module, import.name);
  if (!value.is_error()) set_state_at(thread, index, value);
  return value;
}

bool initialize(Thread* thread, const Object& module) {
  if (remember_types(thread, &kStateKey, *module, {"Future", "Task"}).is_error()) return false;
  Object types(thread, thread->runtime()->module_state(&kStateKey));
  Object state(thread, new_array(thread, kStateSize));
  for (word i = 0; i < kStateSize; i++) array_set(*state, i, RawObject::none());
  array_set(*state, kFutureType, array_at(*types, 0));
  array_set(*state, kTaskType, array_at(*types, 1));
  array_set(*state, kNextTaskNumber, RawObject::from_small_int(1));
  thread->runtime()->set_module_state(&kStateKey, *state);
  Object value(thread, intern_ascii(thread, "context"));
  value = new_tuple_of(thread, value);
  set_state_at(thread, kContextNames, *value);
  value = new_dict(thread);
  set_state_at(thread, kCurrentTasks, *value);
  if (!module_set(thread, module, "_current_tasks", value)) return false;
  // Contexts are made by natives of this module, which must have their type by then.
  if (import_module(thread, "_contextvars").is_error()) return false;
  Object weak_set(thread, import_from(thread, "weakref", "WeakSet"));
  if (weak_set->is_error()) return false;
  value = call(thread, weak_set);
  if (value->is_error()) return false;
  set_state_at(thread, kAllTasks, *value);
  thread->runtime()->hooks.send_to_future = send_to_iterator;
  return module_set(thread, module, "_all_tasks", value) && hide_wakeup(thread);
}

}  // namespace asyncio

namespace natives {

using namespace pyro::asyncio;

RawObject asyncio_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  return none_or_error(asyncio::initialize(thread, module));
}

RawObject asyncio_get_running_loop(Thread* thread, Arguments) {
  if (!thread->running_loop.is_none()) return thread->running_loop;
  return raise(thread, Exc::kRuntimeError, "no running event loop");
}
RawObject asyncio__get_running_loop(Thread* thread, Arguments) { return thread->running_loop; }

RawObject asyncio__set_running_loop(Thread* thread, Arguments arguments) {
  thread->running_loop = arguments[0];
  return RawObject::none();
}

RawObject asyncio_get_event_loop(Thread* thread, Arguments) { return event_loop(thread); }
RawObject asyncio__get_event_loop(Thread* thread, Arguments) { return event_loop(thread); }

RawObject asyncio__register_task(Thread* thread, Arguments arguments) {
  Object task(thread, arguments[0]);
  return none_or_error(register_task(thread, task));
}

RawObject asyncio__unregister_task(Thread* thread, Arguments arguments) {
  Object task(thread, arguments[0]), all(thread, state_at(thread, kAllTasks));
  return none_or_error(!call_method(thread, all, Symbol::kdiscard, task).is_error());
}

RawObject asyncio__enter_task(Thread* thread, Arguments arguments) {
  Object loop(thread, arguments[0]), task(thread, arguments[1]);
  return none_or_error(enter_task(thread, loop, task));
}

RawObject asyncio__leave_task(Thread* thread, Arguments arguments) {
  Object loop(thread, arguments[0]), task(thread, arguments[1]);
  return none_or_error(leave_task(thread, loop, task));
}

}  // namespace natives

}  // namespace pyro
