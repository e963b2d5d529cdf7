#include "runtime/layout.h"

#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

constexpr word kLearnCountShift = 8, kLearnMaximumShift = 16, kLearnMask = 0xff;
constexpr word kLearnInstances = 4;

RawObject find_transition_NoGC(RawLayout layout, RawObject name) {
  RawObject transitions = layout.transitions();
  if (transitions.is_none()) return RawObject::unbound();
  for (word i = 0; i + 1 < array_length(transitions); i += 2) {
    if (array_at(transitions, i) == name) return array_at(transitions, i + 1);
  }
  return RawObject::unbound();
}

void add_transition(Thread* thread, const Layout& layout, const Object& name,
                    const Object& successor) {
  Object old(thread, layout->transitions());
  word length = old->is_none() ? 0 : array_length(*old);
  Array grown(thread, new_array(thread, length + 2));
  for (word i = 0; i < length; i++) array_set(*grown, i, array_at(*old, i));
  array_set(*grown, length, *name);
  array_set(*grown, length + 1, *successor);
  layout->set_transitions(*grown);
}

RawObject copy_layout(Thread* thread, const Layout& source) {
  Layout layout(thread, new_instance_of_kind(thread, Kind::kLayout));
  for (word i = 1; i < RawLayout::kWords; i++) layout->set_at(i, source->at(i));
  layout->set_transitions(RawObject::none());
  layout->set_id(static_cast<word>(thread->runtime()->allocate_layout_id(thread, layout)));
  return *layout;
}

void change_layout_NoGC(RawObject instance, RawLayout layout) {
  instance.set_header(instance.header().with_layout(static_cast<LayoutId>(layout.id())));
  write_barrier(instance.address());  // marking in slices has to hear of it
}

}  // namespace

RawObject new_layout(Thread* thread, const Object& type, Kind kind, word base_words, word capacity,
                     word flags) {
  Layout layout(thread, new_instance_of_kind(thread, Kind::kLayout));
  layout->set_type(*type);
  layout->set_keys(thread->runtime()->empty_keys());
  layout->set_base_words(base_words);
  layout->set_capacity(capacity);
  layout->set_kind(static_cast<word>(kind));
  layout->set_flags(flags);
  layout->set_transitions(RawObject::none());
  layout->set_id(static_cast<word>(thread->runtime()->allocate_layout_id(thread, layout)));
  return *layout;
}

word layout_overflow_word_NoGC(RawLayout layout) {
  return layout.base_words() + layout.capacity() - 1;
}

AttributeLocation layout_location_NoGC(RawLayout layout, word index) {
  word inside = layout.capacity();
  if ((layout.flags() & kLayoutOverflow) != 0) inside--;
  if (index < inside) return {false, layout.base_words() + index};
  return {true, index - inside};
}

RawObject instance_slot_get_NoGC(RawObject instance, RawLayout layout, word index) {
  AttributeLocation location = layout_location_NoGC(layout, index);
  if (!location.overflow) return instance.at(location.word_index);
  return array_at(instance.at(layout_overflow_word_NoGC(layout)), location.word_index);
}

RawObject instance_get_NoGC(Runtime* runtime, RawObject instance, RawObject name) {
  RawLayout layout = runtime->layout_at(layout_of(instance));
  word index = dict_keys_find_NoGC(RawDictKeys(layout.keys().raw()), name);
  return index < 0 ? RawObject::unbound() : instance_slot_get_NoGC(instance, layout, index);
}

RawObject layout_add_attribute(Thread* thread, const Layout& layout, const Object& name) {
  RawObject known = find_transition_NoGC(*layout, *name);
  if (!known.is_unbound()) return known;
  DictKeys keys(thread, layout->keys());
  keys = dict_keys_add_transition(thread, keys, name);
  Layout successor(thread, copy_layout(thread, layout));
  successor->set_keys(*keys);
  if (keys->used() > layout->capacity()) successor->set_flags(layout->flags() | kLayoutOverflow);
  add_transition(thread, layout, name, successor);
  return *successor;
}

namespace {

// Makes sure that the overflow array of `instance` has element `index`; handles the step from no
// overflow to overflow.
void ensure_overflow(Thread* thread, const Object& instance, const Layout& old_layout, word index) {
  word slot = layout_overflow_word_NoGC(*old_layout);
  bool had_overflow = (old_layout->flags() & kLayoutOverflow) != 0;
  word old_length = had_overflow ? array_length(instance->at(slot)) : 0;
  if (had_overflow && index < old_length) return;
  Array grown(thread, new_array(thread, had_overflow ? old_length * 2 : 4));
  for (word i = old_length; i < array_length(*grown); i++)
    array_set(*grown, i, RawObject::unbound());
  if (had_overflow) {
    for (word i = 0; i < old_length; i++) array_set(*grown, i, array_at(instance->at(slot), i));
  } else {
    array_set(*grown, 0, instance->at(slot));
  }
  instance->set_at(slot, *grown);
}

void store_slot_NoGC(RawObject instance, RawLayout layout, word index, RawObject value) {
  AttributeLocation location = layout_location_NoGC(layout, index);
  if (location.overflow) {
    array_set(instance.at(layout_overflow_word_NoGC(layout)), location.word_index, value);
  } else {
    instance.set_at(location.word_index, value);
  }
}

}  // namespace

bool instance_set(Thread* thread, const Object& instance, const Object& name, const Object& value) {
  Runtime* runtime = thread->runtime();
  Layout layout(thread, runtime->layout_at(layout_of(*instance)));
  if ((layout->flags() & kLayoutDictMode) != 0) {
    Dict dict(thread, instance->at(layout->base_words()));
    return dict_set(thread, dict, name, value);
  }
  word index = dict_keys_find_NoGC(RawDictKeys(layout->keys().raw()), *name);
  if (index >= 0) {
    store_slot_NoGC(*instance, *layout, index, *value);
    return true;
  }
  if (RawDictKeys(layout->keys().raw()).used() >= 128) {
    Dict dict(thread, instance_to_dict_mode(thread, instance));
    return dict_set(thread, dict, name, value);
  }
  Layout successor(thread, layout_add_attribute(thread, layout, name));
  index = RawDictKeys(successor->keys().raw()).used() - 1;
  AttributeLocation location = layout_location_NoGC(*successor, index);
  if (location.overflow) ensure_overflow(thread, instance, layout, location.word_index);
  change_layout_NoGC(*instance, *successor);
  store_slot_NoGC(*instance, *successor, index, *value);
  return true;
}

RawObject instance_to_dict_mode(Thread* thread, const Object& instance) {
  Runtime* runtime = thread->runtime();
  Layout layout(thread, runtime->layout_at(layout_of(*instance)));
  if ((layout->flags() & kLayoutDictMode) != 0) return instance->at(layout->base_words());
  Dict dict(thread, new_dict(thread));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  word count = RawDictKeys(layout->keys().raw()).used();
  for (word i = 0; i < count; i++) {
    name = dict_keys_at_NoGC(RawDictKeys(layout->keys().raw()), i);
    value = instance_slot_get_NoGC(*instance, *layout, i);
    dict_set_str(thread, dict, name, value);
  }
  Layout root(thread, RawType(layout->type().raw()).layout());
  Object marker(thread,
                RawObject::none());  // the transition "to dictionary mode" is filed under None
  // Instances of earlier root layouts may have another number of slots than the type's present one.
  Object target(thread, find_transition_NoGC(*layout, *marker));
  if (target->is_unbound()) {
    target = copy_layout(thread, layout);
    Layout fresh(thread, *target);
    fresh->set_keys(runtime->empty_keys());
    fresh->set_flags(kLayoutHasDict | kLayoutDictMode);
    add_transition(thread, layout, marker, target);
  }
  for (word i = 0; i < layout->capacity(); i++) {
    instance->set_immediate_at(layout->base_words() + i, RawObject::unbound());
  }
  instance->set_at(layout->base_words(), *dict);
  change_layout_NoGC(*instance, RawLayout(target->raw()));
  return *dict;
}

bool instance_set_dict(Thread* thread, const Object& instance, const Dict& dict) {
  instance_to_dict_mode(thread, instance);
  RawLayout layout = thread->runtime()->layout_at(layout_of(*instance));
  instance->set_at(layout.base_words(), *dict);
  return true;
}

int instance_delete(Thread* thread, const Object& instance, const Object& name) {
  RawLayout layout = thread->runtime()->layout_at(layout_of(*instance));
  if ((layout.flags() & kLayoutDictMode) == 0 &&
      dict_keys_find_NoGC(RawDictKeys(layout.keys().raw()), *name) < 0)
    return 0;
  Dict dict(thread, instance_to_dict_mode(thread, instance));
  RawObject removed = dict_remove(thread, dict, name);
  if (removed.is_error()) return -1;
  return removed.is_unbound() ? 0 : 1;
}

void layout_learn(Thread* thread, RawObject type_object, RawObject instance) {
  Runtime* runtime = thread->runtime();
  RawLayout root(RawType(type_object.raw()).layout().raw());
  word flags = root.flags();
  if ((flags & kLayoutSealed) != 0 || (flags & kLayoutHasDict) == 0) return;
  RawLayout layout = runtime->layout_at(layout_of(instance));
  word used = (layout.flags() & kLayoutDictMode) != 0 ? 1 : RawDictKeys(layout.keys().raw()).used();
  word count = (flags >> kLearnCountShift & kLearnMask) + 1;
  word maximum = std::max(flags >> kLearnMaximumShift & kLearnMask, std::min(used, kLearnMask));
  root.set_flags((flags & 0xff) | count << kLearnCountShift | maximum << kLearnMaximumShift);
  if (count < kLearnInstances) return;
  Type type(thread, type_object);
  Object type_root(thread, type_object);
  word capacity = std::max<word>(maximum, 1);
  root.set_flags(root.flags() | kLayoutSealed);
  if (capacity == root.capacity()) return;
  Kind kind = static_cast<Kind>(root.kind());
  word base_words = root.base_words();
  type->set_layout(
      new_layout(thread, type_root, kind, base_words, capacity, kLayoutHasDict | kLayoutSealed));
}

void instance_change_type(Thread* thread, const Object& instance, const Object& type) {
  Layout old(thread, thread->runtime()->layout_at(layout_of(*instance)));
  RawObject known = find_transition_NoGC(*old, *type);
  Layout layout(thread, known);
  if (known.is_unbound()) {
    layout = copy_layout(thread, old);
    layout->set_type(*type);
    add_transition(thread, old, type, layout);
  }
  change_layout_NoGC(*instance, *layout);
}

}  // namespace pyro
