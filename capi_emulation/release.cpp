#include "capi_emulation/api.h"
#include "capi_emulation/capsules.h"
#include "runtime/list.h"

// What happens to the native memory of objects that died: tp_dealloc of instances, m_clear and
// m_free of module states, destructors of capsules, exported buffers.
//
// The collector found a set of objects dead and revived them for this. Among them may be references
// in C fields from one to the other, which the counts show: first go those whose count is zero,
// which drops the counts of others; what is left when that comes to an end is cyclic and gets
// tp_clear.

namespace pyro::capi {

bool needs_release_NoGC(RawObject object) {
  return is_heap_capsule(object) || is_heap_extension_buffer(object);
}

void traverse_module(Handle* module, visitproc visit, void* argument) {
  ModuleRecord* record = module_record(module);
  if (record == nullptr || record->definition->m_traverse == nullptr) return;
  if (record->definition->m_size > 0 && record->state == nullptr) return;
  record->definition->m_traverse(&module->head, visit, argument);
}

void release_instance(Thread* thread, Handle* instance) {
  instance->flags |= kHandleReleased;
  PyObject* type = instance->head.ob_type;
  TypeRecord* record = type_record_NoGC(handle_of(type));
  auto dealloc =
      record == nullptr ? nullptr : reinterpret_cast<destructor>(record->slots[Py_tp_dealloc]);
  if (dealloc != nullptr) {
    dealloc(&instance->head);
    return;
  }
  Extensions::of(thread)->detach_instance(instance);
  decrement(thread, type);
}

void release_module(Thread* thread, Handle* module) {
  ModuleRecord* record = module_record(module);
  if (record == nullptr) return;
  PyModuleDef* definition = record->definition;
  if (definition->m_size <= 0 || record->state != nullptr) {
    if (definition->m_clear != nullptr) definition->m_clear(&module->head);
    if (definition->m_free != nullptr) definition->m_free(&module->head);
  }
  std::free(record->state);
  module->flags &= ~kHandleModule;
  module->extra = nullptr;
  delete record;
}

namespace {

bool is_owner_alive(Extensions* extensions, RawObject object) {
  Handle* handle = extensions->find(object);
  return handle != nullptr && (handle->flags & (kHandleInstance | kHandleModule)) != 0 &&
         (handle->flags & kHandleReleased) == 0;
}

void clear_cycle(Thread* thread, Handle* handle) {
  if ((handle->flags & kHandleInstance) == 0) return;
  TypeRecord* record = type_record_NoGC(handle_of(handle->head.ob_type));
  auto clear = record == nullptr ? nullptr : reinterpret_cast<inquiry>(record->slots[Py_tp_clear]);
  if (clear != nullptr) clear(&handle->head);
}

void report(Thread* thread, const Object& object) {
  if (thread->has_exception()) write_unraisable(thread, object);
}

// Releases those whose count is zero. False: there was none.
bool release_uncounted(Thread* thread, const List& list) {
  Extensions* extensions = Extensions::of(thread);
  bool any = false;
  Object object(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    object = list_at(*list, i);
    if (object->is_none()) continue;
    Handle* handle = extensions->find(*object);
    bool other = needs_release_NoGC(*object);
    if (!other && !is_owner_alive(extensions, *object)) {
      array_set(list->items(), i, RawObject::none());
      continue;
    }
    if (handle != nullptr && handle->head.ob_refcnt > 0) continue;
    array_set(list->items(), i, RawObject::none());
    any = true;
    if (other)
      release_other(thread, object);
    else if ((handle->flags & kHandleInstance) != 0)
      release_instance(thread, handle);
    else
      release_module(thread, handle);
    report(thread, object);
  }
  return any;
}

}  // namespace

namespace {

// __del__, once in an object's life: tp_finalize, or a method of a class made in Python. Whether
// there was one.
bool finalize(Thread* thread, const Object& object) {
  Handle* handle = Extensions::of(thread)->find(*object);
  if (handle == nullptr || (handle->flags & kHandleInstance) == 0 ||
      (handle->flags & kHandleFinalized) != 0)
    return false;
  handle->flags |= kHandleFinalized;
  if (!type_has_flag(type_of(thread, *object), kTypeHasFinalizer)) return false;
  bool self_needed;
  Object method(thread, lookup_special(thread, object, Symbol::k__del__, &self_needed));
  if (method->is_unbound()) return false;
  RawObject result = method->is_error() ? *method
                     : self_needed      ? call(thread, method, object)
                                        : call(thread, method);
  if (result.is_error()) write_unraisable(thread, method->is_error() ? object : method);
  return true;
}

}  // namespace

void Extensions::release_dead(Thread* thread, const Object& objects, bool others_ran) {
  List list(thread, *objects);
  Object each(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    each = list_at(*list, i);
    others_ran |= is_heap_extension_instance(*each) && finalize(thread, each);
  }
  if (others_ran) {
    for (word i = 0; i < list->length(); i++)
      thread->heap()->register_finalizable(list_at(*list, i));
    return;
  }
  CallScope scope(thread);
  while (release_uncounted(thread, list)) {
  }
  Object object(thread, RawObject::none());
  for (word i = 0; i < list->length(); i++) {
    object = list_at(*list, i);
    if (object->is_none() || !is_owner_alive(this, *object)) continue;
    clear_cycle(thread, find(*object));
    report(thread, object);
  }
  while (release_uncounted(thread, list)) {
  }
  for (word i = 0; i < list->length(); i++) {
    object = list_at(*list, i);
    if (!object->is_none()) thread->heap()->register_finalizable(*object);
  }
}

}  // namespace pyro::capi
