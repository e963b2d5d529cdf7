#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/weakref.h"

namespace pyro::natives {

RawObject weakref_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  struct {
    const char* name;
    LayoutId layout;
  } constexpr kTypes[] = {{"ref", LayoutId::kWeakrefReferenceType},
                          {"ReferenceType", LayoutId::kWeakrefReferenceType},
                          {"ProxyType", LayoutId::kWeakrefProxyType},
                          {"CallableProxyType", LayoutId::kWeakrefCallableProxyType}};
  Object type(thread, RawObject::none());
  for (const auto& entry : kTypes) {
    type = thread->runtime()->type_at(entry.layout);
    if (!module_set(thread, module, entry.name, type)) return RawObject::error();
  }
  return RawObject::none();
}

RawObject weakref_getweakrefcount(Thread* thread, Arguments arguments) {
  word count = 0;
  if (can_be_weakly_referenced(thread, arguments[0])) {
    thread->heap()->weak_refs_of(arguments[0], [&](RawObject) { count++; });
  }
  return new_int(thread, count);
}

RawObject weakref_getweakrefs(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[0]);
  word count = 0;
  bool possible = can_be_weakly_referenced(thread, *object);
  if (possible) thread->heap()->weak_refs_of(*object, [&](RawObject) { count++; });
  List list(thread, new_list(thread, count));
  if (!possible || !list_reserve(thread, list, count)) return *list;
  // No allocation between here and the end of the walk, so raw values hold.
  thread->heap()->weak_refs_of(*object, [&](RawObject reference) {
    word length = list->length();
    if (length >= count) return;
    list->set_length(length + 1);
    list_set_at(*list, length, reference);
  });
  return *list;
}

RawObject weakref_proxy(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[0]);
  Object callback(thread, arguments[1]);
  bool callable = is_callable(thread, *object);
  LayoutId layout = callable ? LayoutId::kWeakrefCallableProxyType : LayoutId::kWeakrefProxyType;
  Object type(thread, thread->runtime()->type_at(layout));
  return new_weak_ref(thread, type, object, callback);
}

RawObject weakref__remove_dead_weakref(Thread* thread, Arguments arguments) {
  Object given(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (!is_heap_dict(*given))
    return raise_type_error(thread, "_remove_dead_weakref() argument 1 must be dict, not %V",
                            &given);
  Dict dict(thread, *given);
  Object value(thread, dict_get(thread, dict, key));
  if (value->is_error()) return *value;
  if (value->is_unbound()) return RawObject::none();
  if (!is_heap_weak_ref(*value)) return raise_type_error(thread, "not a weakref");
  if (!RawWeakRef::cast(*value).referent().is_none()) return RawObject::none();
  return none_or_error(!dict_remove(thread, dict, key).is_error());
}

}  // namespace pyro::natives
