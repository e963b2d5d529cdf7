#include "interpreter/attribute_caches.h"

#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/super.h"
#include "runtime/type.h"

namespace pyro::interpreter {

namespace {

uint32_t group_of(const uint32_t* pc) { return pc[1] >> 16; }
uint32_t name_of(const uint32_t* pc) { return pc[1] & 0xffff; }

// Instances whose attribute access is the generic one and whose attributes lie in slots.
bool is_plain_instance(Thread* thread, RawObject object, RawObject type, word custom_flags) {
  if (!object.is_heap() || is_heap_type(object) || is_heap_module(object)) return false;
  if (type_has_flag(type, custom_flags)) return false;
  word flags = thread->runtime()->layout_at(layout_of(object)).flags();
  return (flags & (kLayoutHasDict | kLayoutDictMode)) == kLayoutHasDict;
}

// The dict of an instance in dictionary mode if its keys are a shared table, which never changes;
// else Unbound.
RawObject shared_key_dict(Thread* thread, RawObject object) {
  if (!object.is_heap() || is_heap_type(object) || is_heap_module(object))
    return RawObject::unbound();
  RawLayout layout = thread->runtime()->layout_at(layout_of(object));
  if ((layout.flags() & kLayoutDictMode) == 0 || layout.base_words() > 0xff)
    return RawObject::unbound();
  RawObject dict = object.at(layout.base_words());
  return dict_keys_shared(RawDict(dict.raw()).keys()) ? dict : RawObject::unbound();
}

// Reads and writes of an attribute that lies in the dict of an instance in dictionary mode.
void cache_dict_access(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                       Op op) {
  RawObject dict = shared_key_dict(thread, object);
  if (dict.is_unbound()) return;
  RawDictKeys keys = RawDict(dict.raw()).keys();
  word index = dict_keys_find_NoGC(keys, name_at(frame, name_of(pc)));
  if (index < 0) return;
  word dict_word = thread->runtime()->layout_at(layout_of(object)).base_words();
  cache_fill(frame, group_of(pc), keys, DictCacheValue{layout_of(object), dict_word, index}.pack(),
             version_key(thread));
  quicken(pc, op);
}

bool cache_dict_method(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                       RawObject method) {
  RawObject dict = shared_key_dict(thread, object);
  if (dict.is_unbound()) return false;
  RawDictKeys keys = RawDict(dict.raw()).keys();
  if (dict_keys_find_NoGC(keys, name_at(frame, name_of(pc))) >= 0) return false;
  cache_fill(frame, group_of(pc), keys, method, version_and_layout_key(thread, object));
  quicken(pc, Op::kGetMethodDict);
  return true;
}

bool has_slot(Thread* thread, RawObject object, RawObject name, AttributeLocation* location) {
  RawLayout layout = thread->runtime()->layout_at(layout_of(object));
  word index = dict_keys_find_NoGC(RawDictKeys(layout.keys().raw()), name);
  if (index < 0) return false;
  *location = layout_location_NoGC(layout, index);
  return true;
}

Runtime::SlotCacheEntry& slot_cache_entry(Thread* thread, uint64_t layout_and_use, RawObject name) {
  uword mixed = layout_and_use * 0x9e3779b1 ^ name.raw() >> 4 ^ name.raw() >> 13;
  return thread->runtime()->slot_cache()[(mixed ^ mixed >> 9) & (Runtime::kSlotCacheSize - 1)];
}

uint64_t layout_and_use(RawObject object, SlotUse use) {
  return static_cast<uint64_t>(layout_of(object)) << 2 | static_cast<uint64_t>(use);
}

void remember_slot(Thread* thread, RawObject object, RawObject name, SlotUse use, word location) {
  uint64_t key = layout_and_use(object, use);
  slot_cache_entry(thread, key, name) = {thread->runtime()->lookup_epoch, key, name, location};
}

// A class attribute that is plain data, read through an instance. Cached is where it lies, since it
// may be replaced by other plain data without a new type version.
void cache_type_read(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                     RawObject type, RawObject name) {
  if (type_has_flag(type, kTypeCustomGetattribute) || is_heap_type(object) ||
      is_heap_module(object))
    return;
  if ((thread->runtime()->layout_at(layout_of(object)).flags() & kLayoutDictMode) != 0) return;
  RawObject mro = RawType(type.raw()).mro();
  if (!is_heap_tuple(mro)) return;
  for (word i = 0, n = tuple_length(mro); i < n; i++) {
    RawObject base = tuple_at(mro, i);
    if (!is_heap_type(base)) return;
    RawDict ns(RawType(base.raw()).dict().raw());
    word index = dict_keys_find_NoGC(ns.keys(), name);
    if (index < 0) continue;
    RawObject key = RawObject::from_small_int(index << 32 | static_cast<word>(layout_of(object)));
    cache_fill(frame, group_of(pc), key, ns, version_key(thread));
    return quicken(pc, Op::kGetAttrType);
  }
}

void cache_property_read(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                         RawObject type, RawObject property) {
  // An AttributeError of the getter would have to lead to __getattr__.
  if (type_has_flag(type, kTypeCustomGetattribute | kTypeHasGetattr) || is_heap_type(object) ||
      is_heap_module(object))
    return;
  if (!is_heap_function(RawProperty(property.raw()).getter())) return;
  cache_fill(frame, group_of(pc), layout_key(object), property, version_key(thread));
  quicken(pc, Op::kGetAttrProperty);
}

void cache_slot_read(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object) {
  RawObject type = type_of(thread, object), name = name_at(frame, name_of(pc));
  RawObject on_type = type_lookup(thread, type, name);
  if (is_heap_member_descriptor(on_type) && !type_has_flag(type, kTypeCustomGetattribute) &&
      is_subtype_NoGC(type, RawMemberDescriptor::cast(on_type).owner())) {
    word index = RawMemberDescriptor::cast(on_type).word_index();
    remember_slot(thread, object, name, SlotUse::kRead, index);
    cache_fill(frame, group_of(pc), layout_key(object), RawObject::from_small_int(index),
               version_key(thread));
    quicken(pc, Op::kGetAttrSlot);
    return;
  }
  if (is_heap_property(on_type))
    return cache_property_read(thread, frame, pc, object, type, on_type);
  bool plain = is_plain_instance(thread, object, type, kTypeCustomGetattribute);
  if (plain && !on_type.is_unbound() && is_data_descriptor(thread, on_type)) return;
  AttributeLocation location;
  if (!plain && !type_has_flag(type, kTypeCustomGetattribute) &&
      (on_type.is_unbound() || !is_data_descriptor(thread, on_type)))
    cache_dict_access(thread, frame, pc, object, Op::kGetAttrDict);
  if (!plain || !has_slot(thread, object, name, &location)) {
    if (is_plain_data_NoGC(on_type)) cache_type_read(thread, frame, pc, object, type, name);
    return;
  }
  word index = location.word_index;
  if (location.overflow) {
    index |= layout_overflow_word_NoGC(thread->runtime()->layout_at(layout_of(object))) << 32;
  }
  remember_slot(thread, object, name, SlotUse::kRead, index);
  cache_fill(frame, group_of(pc), layout_key(object), RawObject::from_small_int(index),
             version_key(thread));
  quicken(pc, location.overflow ? Op::kGetAttrOverflow : Op::kGetAttrSlot);
}

void cache_module_read(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                       Op op) {
  if (layout_of(object) != LayoutId::kModule) return;
  RawObject dict = RawModule(object.raw()).dict();
  if (!is_exact_dict(dict)) return;
  RawObject name = name_at(frame, name_of(pc));
  if (!type_lookup(thread, type_of(thread, object), name).is_unbound()) return;
  RawObject keys = RawDict(dict.raw()).keys();
  word index = dict_keys_find_NoGC(RawDictKeys(keys.raw()), name);
  if (index < 0) return;
  cache_fill(frame, group_of(pc), keys, RawObject::from_small_int(index), version_key(thread));
  quicken(pc, op);
}

// A value on a class object (C.x), where neither the metaclass nor a descriptor has a say.
void cache_class_read(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object) {
  RawObject metatype = type_of(thread, object), name = name_at(frame, name_of(pc));
  if (type_has_flag(metatype, kTypeCustomGetattribute) ||
      !type_lookup(thread, metatype, name).is_unbound())
    return;
  RawObject value = type_lookup(thread, object, name);
  // Only what cannot change without a new type version, and needs no binding on a class.
  if (!is_heap_function(value) && !is_heap_type(value)) return;
  cache_fill(frame, group_of(pc), object, value, version_key(thread));
  quicken(pc, Op::kGetAttrClass);
}

}  // namespace

word find_cached_slot(Thread* thread, ActiveFrame* frame, uint32_t name_index, RawObject object,
                      SlotUse use) {
  RawObject name = name_at(frame, name_index);
  uint64_t key = layout_and_use(object, use);
  const Runtime::SlotCacheEntry& entry = slot_cache_entry(thread, key, name);
  bool hit = entry.epoch == thread->runtime()->lookup_epoch && entry.layout_and_use == key &&
             entry.name == name;
  return hit ? entry.location : -1;
}

RawObject get_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                                  RawObject raw_object) {
  Object object(thread, raw_object);
  Object name(thread, name_at(frame, name_of(pc)));
  RawObject value = get_attribute(thread, object, name);
  if (value.is_error() || !frame->feedback.is_heap() || !object->is_heap()) return value;
  Object result(thread, value);
  if (is_heap_module(*object)) {
    cache_module_read(thread, frame, pc, *object, Op::kGetAttrModule);
  } else if (is_heap_type(*object)) {
    cache_class_read(thread, frame, pc, *object);
  } else {
    cache_slot_read(thread, frame, pc, *object);
  }
  return *result;
}

bool set_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                             RawObject raw_object, RawObject raw_value) {
  Object object(thread, raw_object);
  Object value(thread, raw_value);
  Object name(thread, name_at(frame, name_of(pc)));
  RawObject type = type_of(thread, *object);
  RawObject on_type = object->is_heap() ? type_lookup(thread, type, *name) : RawObject::unbound();
  bool plain = frame->feedback.is_heap() &&
               is_plain_instance(thread, *object, type, kTypeCustomSetattr) &&
               (on_type.is_unbound() || !is_data_descriptor(thread, on_type));
  if (!plain && is_heap_member_descriptor(on_type) && frame->feedback.is_heap() &&
      !type_has_flag(type, kTypeCustomSetattr) && RawMemberDescriptor::cast(on_type).flags() == 0 &&
      is_subtype_NoGC(type, RawMemberDescriptor::cast(on_type).owner())) {
    word index = RawMemberDescriptor::cast(on_type).word_index();
    remember_slot(thread, *object, *name, SlotUse::kWrite, index);
    cache_fill(frame, group_of(pc), layout_key(*object), RawObject::from_small_int(index),
               version_key(thread));
    quicken(pc, Op::kSetAttrSlot);
    return set_attribute(thread, object, name, value);
  }
  if (!plain && frame->feedback.is_heap() && !type_has_flag(type, kTypeCustomSetattr) &&
      (on_type.is_unbound() || !is_data_descriptor(thread, on_type)))
    cache_dict_access(thread, frame, pc, *object, Op::kSetAttrDict);
  RawObject old_key = layout_key(*object);
  AttributeLocation location;
  if (plain && has_slot(thread, *object, *name, &location)) {
    word packed = location.word_index;
    if (location.overflow)
      packed |= layout_overflow_word_NoGC(thread->runtime()->layout_at(layout_of(*object))) << 32;
    remember_slot(thread, *object, *name, SlotUse::kWrite, packed);
    cache_fill(frame, group_of(pc), old_key, RawObject::from_small_int(packed),
               version_key(thread));
    quicken(pc, location.overflow ? Op::kSetAttrOverflow : Op::kSetAttrSlot);
    return set_attribute(thread, object, name, value);
  }
  if (!set_attribute(thread, object, name, value)) return false;
  type = type_of(thread, *object);
  if (!plain || layout_key(*object) == old_key ||
      !is_plain_instance(thread, *object, type, kTypeCustomSetattr))
    return true;
  // A new attribute: cache the transition if the new slot lies in the object.
  if (has_slot(thread, *object, *name, &location) && !location.overflow) {
    word packed = location.word_index << 32 | layout_key(*object).small_int();
    cache_fill(frame, group_of(pc), old_key, RawObject::from_small_int(packed),
               version_key(thread));
    quicken(pc, Op::kSetAttrAdd);
  }
  return true;
}

namespace {

// True if a method found on the type can be cached by the receiver's layout: nothing on the
// instance can shadow it.
bool method_is_cacheable(Thread* thread, RawObject object, RawObject type, RawObject name) {
  if (type_has_flag(type, kTypeCustomGetattribute) || is_heap_type(object) ||
      is_heap_module(object))
    return false;
  if (!object.is_heap()) return true;
  RawLayout layout = thread->runtime()->layout_at(layout_of(object));
  if ((layout.flags() & kLayoutDictMode) != 0) return false;
  if (is_heap_function(object) || is_heap_native_function(object) ||
      is_heap_static_method(object) || is_heap_class_method(object) ||
      is_heap_simple_namespace(object)) {
    return false;
  }
  return dict_keys_find_NoGC(RawDictKeys(layout.keys().raw()), name) < 0;
}

// A callable that was stored in the instance, as by `self.write = file.write`.
void cache_method_in_slot(Thread* thread, ActiveFrame* frame, const uint32_t* pc, RawObject object,
                          RawObject type, RawObject on_type) {
  if (!is_plain_instance(thread, object, type, kTypeCustomGetattribute)) return;
  if (!on_type.is_unbound() && is_data_descriptor(thread, on_type)) return;
  AttributeLocation location;
  if (!has_slot(thread, object, name_at(frame, name_of(pc)), &location) || location.overflow)
    return;
  cache_fill(frame, group_of(pc), layout_key(object),
             RawObject::from_small_int(location.word_index), version_key(thread));
  quicken(pc, Op::kGetMethodSlot);
}

}  // namespace

bool get_method_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                          RawObject raw_object, RawObject* window) {
  RawObject type = type_of(thread, raw_object), name = name_at(frame, name_of(pc));
  RawObject method = type_lookup(thread, type, name);
  bool known = find_cached_slot(thread, frame, name_of(pc), raw_object, SlotUse::kMethod) == 0;
  if (!method.is_unbound() && is_method_like_NoGC(method) &&
      (known || method_is_cacheable(thread, raw_object, type, name))) {
    remember_slot(thread, raw_object, name, SlotUse::kMethod, 0);
    if (frame->feedback.is_heap()) {
      cache_fill(frame, group_of(pc), layout_key(raw_object), method, version_key(thread));
      quicken(pc, Op::kGetMethodType);
    }
    window[0] = method;
    window[1] = raw_object;
    return true;
  }
  if (!method.is_unbound() && is_method_like_NoGC(method) && frame->feedback.is_heap() &&
      !type_has_flag(type, kTypeCustomGetattribute) &&
      cache_dict_method(thread, frame, pc, raw_object, method)) {
    window[0] = method;
    window[1] = raw_object;
    return true;
  }
  Object object(thread, raw_object);
  Object name_root(thread, name);
  RawObject value = get_attribute(thread, object, name_root);
  if (value.is_error()) return false;
  window[0] = value;
  window[1] = RawObject::unbound();
  if (!frame->feedback.is_heap()) return true;
  if (is_heap_module(*object)) {
    cache_module_read(thread, frame, pc, *object, Op::kGetMethodModule);
  } else {
    type = type_of(thread, *object);
    cache_method_in_slot(thread, frame, pc, *object, type, type_lookup(thread, type, *name_root));
  }
  return true;
}

RawObject load_super_attribute(Thread* thread, ActiveFrame* frame, uint32_t name_index,
                               RawObject* window) {
  Object name(thread, name_at(frame, name_index));
  Object callable(thread, window[0]);
  Object cls(thread, window[1]);
  Object self(thread, window[2]);
  Object super(thread, RawObject::none());
  if (*callable == thread->runtime()->type_at(LayoutId::kSuper)) {
    if (self->is_unbound()) return raise(thread, Exc::kRuntimeError, "super(): arg[0] deleted");
    super = new_super(thread, cls, self);
  } else {
    super = call(thread, callable);  // `super` was rebound
  }
  if (super->is_error()) return *super;
  return get_attribute(thread, super, name);
}

}  // namespace pyro::interpreter
