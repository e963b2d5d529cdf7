#include "lib-python/natives.h"
#include "modules/_thread/module.h"
#include "modules/support.h"
#include "runtime/layout.h"
#include "runtime/types/container_support.h"
#include "runtime/weakref.h"

// threading.local: an object whose attributes are different in each thread.
//
// The object holds the dicts of all threads, under the threads' numbers, so that they die with it.
// Each thread has a list of weak references to the objects it used (Thread::dict), so that its
// dicts go when it ends.

namespace pyro {

namespace {

RawObject thread_key(Thread* thread) { return RawObject::from_small_int(thread->number); }

// Files the object with the thread. References to objects that are gone make room.
bool note_use(Thread* thread, const ThreadLocal& local) {
  if (!is_heap_list(thread->dict)) thread->dict = new_list(thread);
  List uses(thread, thread->dict);
  Object target(thread, *local);
  Object reference(thread, weak_ref_to(thread, target));
  if (reference->is_error()) return false;
  for (word i = 0; i < uses->length(); i++) {
    if (!weak_ref_target_NoGC(list_at(*uses, i)).is_none()) continue;
    list_set_at(*uses, i, *reference);
    return true;
  }
  return list_append(thread, uses, reference);
}

bool has_own_init(Thread* thread, RawObject type) {
  RawObject plain =
      type_lookup(thread, thread->runtime()->type_at(LayoutId::kObject), Symbol::k__init__);
  return !(type_lookup(thread, type, Symbol::k__init__) == plain);
}

// __init__ of a subclass runs again in each thread that uses the object.
bool initialize_again(Thread* thread, const ThreadLocal& local) {
  Object method(thread, type_lookup(thread, type_of(thread, *local), Symbol::k__init__));
  Object given(thread, local->args());
  Tuple args(thread, new_tuple(thread, tuple_length(*given) + 1));
  tuple_init(*args, 0, *local);
  for (word i = 0; i < tuple_length(*given); i++) tuple_init(*args, i + 1, tuple_at(*given, i));
  Object keywords(thread, local->kwargs());
  return !call_with(thread, method, args, keywords).is_error();
}

RawObject make_local_dict(Thread* thread, const ThreadLocal& local, bool initialize) {
  Dict dicts(thread, local->dicts());
  Object key(thread, thread_key(thread));
  Object fresh(thread, new_dict(thread));
  if (!note_use(thread, local) || !dict_set(thread, dicts, key, fresh)) return RawObject::error();
  if (!initialize || !has_own_init(thread, type_of(thread, *local)) ||
      initialize_again(thread, local))
    return *fresh;
  Object saved(thread, thread->take_exception());
  dict_remove(thread, dicts, key);
  thread->set_pending_exception(*saved);
  return RawObject::error();
}

// The current thread's attributes.
RawObject local_dict(Thread* thread, const ThreadLocal& local) {
  Dict dicts(thread, local->dicts());
  Object key(thread, thread_key(thread));
  RawObject known = dict_get(thread, dicts, key);
  return known.is_unbound() ? make_local_dict(thread, local, true) : known;
}

bool is_dict_name(RawObject name) {
  return is_str(name) && str_equals_ascii_NoGC(underlying_value(name), "__dict__");
}

// A data descriptor on the type, which comes before the instance's own attributes.
RawObject class_attribute(Thread* thread, const Object& self, const Object& name) {
  return type_lookup(thread, type_of(thread, *self), *name);
}

RawObject raise_read_only(Thread* thread, const Object& self) {
  return raise(thread, Exc::kAttributeError, "'%T' object attribute '__dict__' is read-only",
               &self);
}

}  // namespace

void drop_thread_locals(Thread* thread) {
  if (!is_heap_list(thread->dict)) return;
  List uses(thread, thread->dict);
  thread->dict = RawObject::none();
  Object key(thread, thread_key(thread));
  Object local(thread, RawObject::none());
  for (word i = 0; i < uses->length(); i++) {
    local = weak_ref_target_NoGC(list_at(*uses, i));
    if (!is_heap_thread_local(*local)) continue;
    Dict dicts(thread, RawThreadLocal::cast(*local).dicts());
    if (dict_remove(thread, dicts, key).is_error()) thread->take_exception();
  }
}

namespace natives {

RawObject thread__local___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  if (!has_own_init(thread, *type) && (tuple_length(*args) > 0 || length(thread, keywords) > 0)) {
    return raise_type_error(thread, "Initialization arguments are not supported");
  }
  ThreadLocal local(thread, allocate_for(thread, *type));
  local->set_args(*args);
  local->set_kwargs(*keywords);
  Object dicts(thread, new_dict(thread));
  local->set_dicts(*dicts);
  // In this thread the caller runs __init__.
  if (make_local_dict(thread, local, false).is_error()) return RawObject::error();
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
    return raise_read_only(thread, self);
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
    return raise_read_only(thread, self);
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
