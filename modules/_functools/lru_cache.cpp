#include <algorithm>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/dict_keys.h"
#include "runtime/types/container_support.h"

// lru_cache. Fields: field0 the function, field1 the bound (None: none), field2 whether types
// count, field3 the cache (a dict of results, or of nodes if there is a bound), field4 the type
// of cache_info()'s results, field5 an Array of hits, misses and the root of the ring of nodes.

namespace pyro::natives {

namespace {

constexpr word kHits = 0, kMisses = 1, kRoot = 2, kStateFields = 3;

void count(RawNativeRecord wrapper, word which) {
  RawObject counts = wrapper.field5();
  counts.set_immediate_at(which + 1,
                          RawObject::from_small_int(array_at(counts, which).small_int() + 1));
}

bool is_own_key(RawObject value) { return value.is_small_int() || is_exact_str(value); }

// One argument that is an int or str stands for itself; otherwise a tuple of arguments, a mark,
// names and values, types.
RawObject make_key(Thread* thread, const NativeRecord& wrapper, const Object& values,
                   const Object& keywords) {
  bool typed = wrapper->field2().is_true();
  word count = tuple_length(*values);
  bool named = is_heap_dict(*keywords) && dict_size_NoGC(RawDict(keywords->raw())) > 0;
  if (!named && !typed)
    return count == 1 && is_own_key(tuple_at(*values, 0)) ? tuple_at(*values, 0) : *values;
  List parts(thread, new_list(thread));
  Object part(thread, RawObject::none());
  auto add = [&](RawObject raw) {
    part = raw;
    return list_append(thread, parts, part);
  };
  if (!list_extend(thread, parts, values)) return RawObject::error();
  RawObject raw_key, raw_value;
  if (named) {
    if (!add(type_of(thread, *wrapper))) return RawObject::error();
    for (word position = 0;
         dict_next_NoGC(RawDict(keywords->raw()), &position, &raw_key, &raw_value);) {
      Object value(thread, raw_value);
      if (!add(raw_key) || !add(*value)) return RawObject::error();
    }
  }
  for (word i = 0; typed && i < count; i++) {
    if (!add(type_of(thread, tuple_at(*values, i)))) return RawObject::error();
  }
  if (typed && named) {
    for (word position = 0;
         dict_next_NoGC(RawDict(keywords->raw()), &position, &raw_key, &raw_value);) {
      if (!add(type_of(thread, raw_value))) return RawObject::error();
    }
  }
  return list_to_tuple(thread, parts);
}

// A bounded cache keeps its results in the order of use, oldest first: a ring of nodes. The dict
// maps keys to nodes and is not touched by a hit, since __eq__ of a key may call the function
// again.
enum NodeField : word { kPrevious, kNext, kKey, kHighHash, kLowHash, kResult, kNodeFields };
constexpr word kHalfWord = word{1} << 32;  // a hash needs one bit more than a small int has

RawObject node_at(RawObject node, NodeField field) { return array_at(node, field); }
void set_node(RawObject node, NodeField field, RawObject value) { node.set_at(field + 1, value); }

void unlink_NoGC(RawObject node) {
  RawObject previous = node_at(node, kPrevious), next = node_at(node, kNext);
  set_node(previous, kNext, next);
  set_node(next, kPrevious, previous);
  set_node(node, kNext, node);
  set_node(node, kPrevious, node);
}

// False for a node that was dropped while a lookup had found it already.
bool is_linked_NoGC(RawObject node) { return !(node_at(node, kNext) == node); }

// The newest is the ring's last one, before the root.
void link_as_newest_NoGC(RawObject root, RawObject node) {
  RawObject last = node_at(root, kPrevious);
  set_node(last, kNext, node);
  set_node(node, kPrevious, last);
  set_node(node, kNext, root);
  set_node(root, kPrevious, node);
}

RawObject root_of(RawNativeRecord wrapper) { return array_at(wrapper.field5(), kRoot); }

bool drop_oldest(Thread* thread, const NativeRecord& wrapper, const Dict& cache) {
  Object oldest(thread, RawObject::none()), key(thread, RawObject::none());
  while (dict_size_NoGC(*cache) >= wrapper->field1().small_int()) {
    oldest = node_at(root_of(*wrapper), kNext);
    if (!is_linked_NoGC(*oldest)) return true;  // the root alone
    unlink_NoGC(*oldest);
    key = node_at(*oldest, kKey);
    word hash = node_at(*oldest, kHighHash).small_int() * kHalfWord +
                node_at(*oldest, kLowHash).small_int();
    if (dict_remove_with_hash(thread, cache, key, hash).is_error()) return false;
  }
  return true;
}

// Stores a new result, dropping the oldest one if the cache is full.
bool remember(Thread* thread, const NativeRecord& wrapper, const Object& key, word hash,
              const Object& result) {
  Dict cache(thread, wrapper->field3());
  RawObject known = dict_get_with_hash(thread, cache, key, hash);
  if (known.is_error()) return false;
  if (!known.is_unbound()) return true;  // the function called itself and stored the result already
  if (!drop_oldest(thread, wrapper, cache)) return false;
  Object node(thread, new_array(thread, kNodeFields));
  set_node(*node, kKey, *key);
  set_node(*node, kHighHash, RawObject::from_small_int(hash >> 32));
  set_node(*node, kLowHash, RawObject::from_small_int(hash & (kHalfWord - 1)));
  set_node(*node, kResult, *result);
  if (!dict_set_with_hash(thread, cache, key, hash, node)) return false;
  link_as_newest_NoGC(root_of(*wrapper), *node);
  return true;
}

RawObject call_unbounded(Thread* thread, const NativeRecord& wrapper, const Object& values,
                         const Object& keywords, const Object& key, word hash) {
  Dict cache(thread, wrapper->field3());
  Object function(thread, wrapper->field0()),
      result(thread, dict_get_with_hash(thread, cache, key, hash));
  if (result->is_error()) return *result;
  if (!result->is_unbound()) {
    count(*wrapper, kHits);
    return *result;
  }
  count(*wrapper, kMisses);
  result = call_with(thread, function, values, keywords);
  if (result->is_error()) return *result;
  cache = wrapper->field3();
  return dict_set_with_hash(thread, cache, key, hash, result) ? *result : RawObject::error();
}

RawObject call_bounded(Thread* thread, const NativeRecord& wrapper, const Object& values,
                       const Object& keywords, const Object& key, word hash) {
  Dict cache(thread, wrapper->field3());
  Object function(thread, wrapper->field0()),
      result(thread, dict_get_with_hash(thread, cache, key, hash));
  if (result->is_error()) return *result;
  if (!result->is_unbound()) {
    RawObject node = *result;
    if (is_linked_NoGC(node)) {
      unlink_NoGC(node);
      link_as_newest_NoGC(root_of(*wrapper), node);
    }
    count(*wrapper, kHits);
    return node_at(node, kResult);
  }
  count(*wrapper, kMisses);
  result = call_with(thread, function, values, keywords);
  if (result->is_error()) return *result;
  return remember(thread, wrapper, key, hash, result) ? *result : RawObject::error();
}

// No hits, no misses, an empty ring.
RawObject fresh_state(Thread* thread) {
  Object state(thread, new_array(thread, kStateFields));
  RawObject root = new_array(thread, kNodeFields);
  set_node(root, kPrevious, root);
  set_node(root, kNext, root);
  state->set_at(kRoot + 1, root);
  return *state;
}

}  // namespace

RawObject functools__lru_cache_wrapper___new__(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[1]), bound(thread, arguments[2]), typed(thread, arguments[3]);
  if (!is_callable(thread, *function))
    return raise_type_error(thread, "the first argument must be callable");
  if (!bound->is_none()) {
    word limit;
    if (!is_int(*bound) &&
        type_lookup(thread, type_of(thread, *bound), Symbol::k__index__).is_unbound()) {
      return raise_type_error(thread, "maxsize should be integer or None");
    }
    if (!index_as_word(thread, bound, OnOverflow::kOverflowError, &limit))
      return RawObject::error();
    bound = RawObject::from_small_int(std::clamp(limit, word{0}, RawObject::kSmallIntMax));
  }
  Truth types_count = is_true(thread, typed);
  if (types_count == Truth::kError) return RawObject::error();
  Object cache(thread, new_dict(thread)), counts(thread, fresh_state(thread));
  RawNativeRecord wrapper(allocate_for(thread, arguments[0]).raw());
  wrapper.set_field0(*function);
  wrapper.set_field1(*bound);
  wrapper.set_field2(RawObject::from_bool(types_count == Truth::kTrue));
  wrapper.set_field3(*cache);
  wrapper.set_field4(arguments[4]);
  wrapper.set_field5(*counts);
  return wrapper;
}

RawObject functools__lru_cache_wrapper___call__(Thread* thread, Arguments arguments) {
  NativeRecord wrapper(thread, arguments[0]);
  Object values(thread, arguments[1]), keywords(thread, arguments[2]),
      function(thread, wrapper->field0());
  if (wrapper->field1() == RawObject::from_small_int(0)) {
    count(*wrapper, kMisses);
    return call_with(thread, function, values, keywords);
  }
  Object key(thread, make_key(thread, wrapper, values, keywords));
  word hash_value;
  if (key->is_error() || !hash(thread, key, &hash_value)) return RawObject::error();
  if (wrapper->field1().is_none())
    return call_unbounded(thread, wrapper, values, keywords, key, hash_value);
  return call_bounded(thread, wrapper, values, keywords, key, hash_value);
}

RawObject functools__lru_cache_wrapper___get__(Thread* thread, Arguments arguments) {
  Object wrapper(thread, arguments[0]), instance(thread, arguments[1]);
  return instance->is_none() ? *wrapper : new_bound_method(thread, wrapper, instance);
}

RawObject functools__lru_cache_wrapper_cache_info(Thread* thread, Arguments arguments) {
  NativeRecord wrapper(thread, arguments[0]);
  Object values(thread, new_tuple(thread, 4)), type(thread, wrapper->field4()),
      nothing(thread, RawObject::none());
  RawObject counts = wrapper->field5();
  tuple_init(*values, 0, array_at(counts, kHits));
  tuple_init(*values, 1, array_at(counts, kMisses));
  tuple_init(*values, 2, wrapper->field1());
  tuple_init(*values, 3,
             RawObject::from_small_int(dict_size_NoGC(RawDict(wrapper->field3().raw()))));
  return call_with(thread, type, values, nothing);
}

RawObject functools__lru_cache_wrapper_cache_clear(Thread* thread, Arguments arguments) {
  NativeRecord wrapper(thread, arguments[0]);
  wrapper->set_field5(fresh_state(thread));
  wrapper->set_field3(new_dict(thread));
  return RawObject::none();
}

RawObject functools__lru_cache_wrapper___reduce__(Thread* thread, Arguments arguments) {
  Object wrapper(thread, arguments[0]), name(thread, intern_ascii(thread, "__qualname__"));
  return get_attribute(thread, wrapper, name);
}

RawObject functools__lru_cache_wrapper___copy__(Thread*, Arguments arguments) {
  return arguments[0];
}
RawObject functools__lru_cache_wrapper___deepcopy__(Thread*, Arguments arguments) {
  return arguments[0];
}

}  // namespace pyro::natives
