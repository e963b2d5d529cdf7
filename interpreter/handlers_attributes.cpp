// Attributes and items.

#include "interpreter/attribute_caches.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"

namespace pyro::interpreter {

namespace {

inline bool cache_hit(Thread* thread, CacheGroup cache, RawObject key) {
  return cache.key() == key && cache.extra() == version_key(thread);
}

[[gnu::noinline]] bool slow_delete_attribute(Thread* thread, ActiveFrame* frame,
                                             uint32_t name_index, RawObject raw_object) {
  Object object(thread, raw_object);
  Object name(thread, name_at(frame, name_index));
  return delete_attribute(thread, object, name);
}

[[gnu::noinline]] RawObject slow_get_item(Thread* thread, RawObject raw_object, RawObject raw_key) {
  Object object(thread, raw_object);
  Object key(thread, raw_key);
  return get_item(thread, object, key);
}

[[gnu::noinline]] bool slow_set_item(Thread* thread, RawObject raw_object, RawObject raw_key,
                                     RawObject raw_value) {
  Object object(thread, raw_object);
  Object key(thread, raw_key);
  Object value(thread, raw_value);
  return set_item(thread, object, key, value);
}

[[gnu::noinline]] bool slow_delete_item(Thread* thread, RawObject raw_object, RawObject raw_key) {
  Object object(thread, raw_object);
  Object key(thread, raw_key);
  return delete_item(thread, object, key);
}

[[gnu::noinline]] RawObject make_slice(Thread* thread, RawObject a, RawObject b, RawObject c) {
  Object start(thread, a);
  Object stop(thread, b);
  Object step(thread, c);
  return new_slice(thread, start, stop, step);
}

[[gnu::noinline]] RawObject slow_get_slice(Thread* thread, RawObject raw_object, RawObject start,
                                           RawObject stop) {
  Object object(thread, raw_object);
  Object slice(thread, make_slice(thread, start, stop, RawObject::none()));
  return get_item(thread, object, slice);
}

inline bool is_of_layout(RawObject object, LayoutId layout) {
  return object.is_heap() && object.header().layout() == layout;
}

// The item of an exact list or tuple at a small int index, or Unbound.
inline RawObject quick_item(RawObject object, word index) {
  if (!object.is_heap()) return RawObject::unbound();
  LayoutId layout = object.header().layout();
  if (layout == LayoutId::kList) {
    RawList list(object.raw());
    word length = list.length();
    if (index < 0) index += length;
    if (static_cast<uword>(index) < static_cast<uword>(length)) return list_at(list, index);
  } else if (layout == LayoutId::kTuple) {
    word length = tuple_length(object);
    if (index < 0) index += length;
    if (static_cast<uword>(index) < static_cast<uword>(length)) return tuple_at(object, index);
  }
  return RawObject::unbound();
}

[[gnu::noinline]] RawObject dict_item(Thread* thread, RawObject raw_dict, RawObject raw_key) {
  Dict dict(thread, raw_dict);
  Object key(thread, raw_key);
  return dict_get(thread, dict, key);
}

}  // namespace

namespace {

// The dict of an instance in dictionary mode if the group's layout and table of keys are its own,
// else Unbound.
inline RawObject cached_instance_dict(Thread* thread, CacheGroup cache, RawObject object) {
  if (!object.is_heap() || !cache.value().is_small_int() || cache.extra() != version_key(thread))
    return RawObject::unbound();
  DictCacheValue value = DictCacheValue::unpack(cache.value());
  if (value.layout != layout_of(object)) return RawObject::unbound();
  RawObject dict = object.at(value.dict_word);
  return RawDict(dict.raw()).keys() == cache.key() ? dict : RawObject::unbound();
}

// What the runtime's slot cache says, or Unbound.
[[gnu::noinline]] RawObject read_cached_slot(Thread* thread, ActiveFrame* frame,
                                             uint32_t name_index, RawObject object) {
  word location = find_cached_slot(thread, frame, name_index, object, SlotUse::kRead);
  if (location < 0 || refill_now(thread)) return RawObject::unbound();
  return location >> 32 == 0 ? object.at(location)
                             : array_at(object.at(location >> 32), location & 0xffffffff);
}

[[gnu::noinline]] bool write_cached_slot(Thread* thread, ActiveFrame* frame, uint32_t name_index,
                                         RawObject object, RawObject value) {
  word location = find_cached_slot(thread, frame, name_index, object, SlotUse::kWrite);
  if (location < 0 || refill_now(thread)) return false;
  if (location >> 32 == 0) {
    object.set_at(location, value);
  } else {
    array_set(object.at(location >> 32), location & 0xffffffff, value);
  }
  return true;
}

}  // namespace

PYRO_OP(kGetAttr) {
  if (r[B].is_heap()) {
    RawObject known = read_cached_slot(thread, frame, NAME_INDEX, r[B]);
    if (!known.is_unbound()) {
      r[A] = known;
      NEXT(2);
    }
  }
  SAVE_PC();
  RawObject value = get_attribute_and_cache(thread, frame, pc, r[B]);
  if (__builtin_expect(value.is_error(), 0)) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kGetAttrSlot) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    RawObject value = object.at(cache.value().small_int());
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      NEXT(2);
    }
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kGetAttrOverflow) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    word packed = cache.value().small_int();
    r[A] = array_at(object.at(packed >> 32), packed & 0xffffffff);
    NEXT(2);
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kGetAttrType) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawObject key = cache.key();
  if (__builtin_expect(
          object.is_heap() && key.is_small_int() && cache.extra() == version_key(thread), 1)) {
    word packed = key.small_int();
    if (__builtin_expect((packed & 0xffffffff) == static_cast<word>(layout_of(object)), 1)) {
      RawObject value = array_at(RawDict(cache.value().raw()).values(), packed >> 32);
      if (__builtin_expect(!value.is_unbound(), 1)) {
        r[A] = value;
        NEXT(2);
      }
    }
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kGetAttrDict) {
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawObject dict = cached_instance_dict(thread, cache, r[B]);
  if (__builtin_expect(!dict.is_unbound(), 1)) {
    word index = DictCacheValue::unpack(cache.value()).index;
    RawObject value = array_at(RawDict(dict.raw()).values(), index);
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      NEXT(2);
    }
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kGetAttrModule) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && layout_of(object) == LayoutId::kModule, 1)) {
    RawDict dict(RawModule(object.raw()).dict().raw());
    if (__builtin_expect(cache_hit(thread, cache, dict.keys()), 1)) {
      RawObject value = array_at(dict.values(), cache.value().small_int());
      if (!value.is_unbound()) {
        r[A] = value;
        NEXT(2);
      }
    }
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kGetAttrClass) {
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(cache_hit(thread, cache, r[B]), 1)) {
    r[A] = cache.value();
    NEXT(2);
  }
  TAIL(op_kGetAttr);
}

PYRO_OP(kSetAttr) {
  if (r[A].is_heap() && write_cached_slot(thread, frame, NAME_INDEX, r[A], r[B])) NEXT(2);
  SAVE_PC();
  if (!set_attribute_and_cache(thread, frame, pc, r[A], r[B])) ERROR();
  NEXT(2);
}

PYRO_OP(kSetAttrSlot) {
  RawObject object = r[A];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    object.set_at(cache.value().small_int(), r[B]);
    NEXT(2);
  }
  TAIL(op_kSetAttr);
}

PYRO_OP(kSetAttrOverflow) {
  RawObject object = r[A];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    word packed = cache.value().small_int();
    array_set(object.at(packed >> 32), packed & 0xffffffff, r[B]);
    NEXT(2);
  }
  TAIL(op_kSetAttr);
}

PYRO_OP(kSetAttrDict) {
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  RawObject dict = cached_instance_dict(thread, cache, r[A]);
  if (__builtin_expect(!dict.is_unbound(), 1)) {
    array_set(RawDict(dict.raw()).values(), DictCacheValue::unpack(cache.value()).index, r[B]);
    NEXT(2);
  }
  TAIL(op_kSetAttr);
}

PYRO_OP(kSetAttrAdd) {
  RawObject object = r[A];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    word packed = cache.value().small_int();
    object.set_header(object.header().with_layout(static_cast<LayoutId>(packed & 0xffffffff)));
    object.body<RawObject>()[(packed >> 32) - 1] = r[B];
    write_barrier(object.address());  // of the value or the layout
    NEXT(2);
  }
  TAIL(op_kSetAttr);
}

PYRO_OP(kDeleteAttr) {
  SAVE_PC();
  if (!slow_delete_attribute(thread, frame, NAME_INDEX, r[A])) ERROR();
  NEXT(2);
}

PYRO_OP(kGetMethod) {
  SAVE_PC();
  if (!get_method_and_cache(thread, frame, pc, r[B], r + A)) ERROR();
  NEXT(2);
}

PYRO_OP(kGetMethodType) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(cache_hit(thread, cache, layout_key(object)), 1)) {
    r[A] = cache.value();
    r[A + 1] = object;
    NEXT(2);
  }
  TAIL(op_kGetMethod);
}

PYRO_OP(kGetMethodSlot) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache_hit(thread, cache, layout_key(object)), 1)) {
    RawObject value = object.at(cache.value().small_int());
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      r[A + 1] = RawObject::unbound();
      NEXT(2);
    }
  }
  TAIL(op_kGetMethod);
}

PYRO_OP(kGetMethodDict) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && cache.extra() == version_and_layout_key(thread, object),
                       1)) {
    RawLayout layout = thread->runtime()->layout_at(layout_of(object));
    if (__builtin_expect(cache.key() == RawDict(object.at(layout.base_words()).raw()).keys(), 1)) {
      r[A] = cache.value();
      r[A + 1] = object;
      NEXT(2);
    }
  }
  TAIL(op_kGetMethod);
}

PYRO_OP(kGetMethodModule) {
  RawObject object = r[B];
  CacheGroup cache = cache_at(frame, CACHE_GROUP);
  if (__builtin_expect(object.is_heap() && layout_of(object) == LayoutId::kModule, 1)) {
    RawDict dict(RawModule(object.raw()).dict().raw());
    if (__builtin_expect(cache_hit(thread, cache, dict.keys()), 1)) {
      RawObject value = array_at(dict.values(), cache.value().small_int());
      if (!value.is_unbound()) {
        r[A] = value;
        r[A + 1] = RawObject::unbound();
        NEXT(2);
      }
    }
  }
  TAIL(op_kGetMethod);
}

PYRO_OP(kLoadSuperAttr) {
  SAVE_PC();
  RawObject value = load_super_attribute(thread, frame, NAME_INDEX, r + B);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(2);
}

// --- items

PYRO_OP(kGetItem) {
  RawObject object = r[B], key = r[C], value;
  if (key.is_small_int()) {
    value = quick_item(object, key.small_int());
    if (__builtin_expect(!value.is_unbound(), 1)) {
      if (is_of_layout(object, LayoutId::kList)) quicken(pc, Op::kGetItemList);
      r[A] = value;
      NEXT(2);
    }
  }
  SAVE_PC();
  if (is_of_layout(object, LayoutId::kDict)) {
    quicken(pc, Op::kGetItemDict);
    value = dict_item(thread, object, key);
    if (__builtin_expect(!value.is_unbound() && !value.is_error(), 1)) {
      r[A] = value;
      NEXT(2);
    }
    if (value.is_error()) ERROR();
  }
  value = slow_get_item(thread, r[B], r[C]);
  if (__builtin_expect(value.is_error(), 0)) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kGetItemList) {
  RawObject object = r[B], key = r[C];
  if (__builtin_expect(key.is_small_int() && is_of_layout(object, LayoutId::kList), 1)) {
    RawList list(object.raw());
    word index = key.small_int(), length = list.length();
    if (index < 0) index += length;
    if (__builtin_expect(static_cast<uword>(index) < static_cast<uword>(length), 1)) {
      r[A] = list_at(list, index);
      NEXT(2);
    }
  }
  TAIL(op_kGetItem);
}

PYRO_OP(kGetItemDict) {
  RawObject object = r[B];
  if (__builtin_expect(is_of_layout(object, LayoutId::kDict), 1)) {
    SAVE_PC();
    RawObject value = dict_item(thread, object, r[C]);
    if (__builtin_expect(value.is_error(), 0)) ERROR();
    if (__builtin_expect(!value.is_unbound(), 1)) {
      r[A] = value;
      NEXT(2);
    }
  }
  TAIL(op_kGetItem);
}

PYRO_OP(kGetItemInt) {
  RawObject value = quick_item(r[B], SIGNED_C);
  if (__builtin_expect(!value.is_unbound(), 1)) {
    r[A] = value;
    NEXT(2);
  }
  SAVE_PC();
  value = slow_get_item(thread, r[B], RawObject::from_small_int(SIGNED_C));
  if (__builtin_expect(value.is_error(), 0)) ERROR();
  r[A] = value;
  NEXT(2);
}

PYRO_OP(kSetItem) {
  RawObject object = r[A], key = r[B];
  if (key.is_small_int() && object.is_heap() && object.header().layout() == LayoutId::kList) {
    RawList list(object.raw());
    word index = key.small_int(), length = list.length();
    if (index < 0) index += length;
    if (__builtin_expect(static_cast<uword>(index) < static_cast<uword>(length), 1)) {
      list_set_at(list, index, r[C]);
      NEXT(1);
    }
  }
  SAVE_PC();
  if (!slow_set_item(thread, object, key, r[C])) ERROR();
  NEXT(1);
}

PYRO_OP(kDeleteItem) {
  SAVE_PC();
  if (!slow_delete_item(thread, r[A], r[B])) ERROR();
  NEXT(1);
}

PYRO_OP(kGetSlice) {
  SAVE_PC();
  RawObject value = slow_get_slice(thread, r[B], r[C], r[C + 1]);
  if (value.is_error()) ERROR();
  r[A] = value;
  NEXT(1);
}

PYRO_OP(kBuildSlice) {
  SAVE_PC();
  RawObject slice = make_slice(thread, r[B], r[B + 1], C == 3 ? r[B + 2] : RawObject::none());
  r[A] = slice;
  NEXT(1);
}

}  // namespace pyro::interpreter
