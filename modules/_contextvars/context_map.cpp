#include "modules/_contextvars/context_map.h"

#include <bit>

#include "runtime/arrays.h"
#include "runtime/factories.h"

namespace pyro {

namespace {

constexpr int kLevelBits = 5;
constexpr uint64_t kNumberMask = (uint64_t{1} << 60) - 1;

word number_of(RawObject variable) { return RawNativeRecord::cast(variable).field2().small_int(); }

uint32_t bit_of(word number, int shift) { return uint32_t{1} << (number >> shift & 31); }
uint32_t bitmap_of(RawObject node) { return static_cast<uint32_t>(array_at(node, 0).small_int()); }
// Slot of the pair for `bit`.
word slot_of(uint32_t bitmap, uint32_t bit) { return 1 + 2 * std::popcount(bitmap & (bit - 1)); }

RawObject new_node(Thread* thread, uint32_t bitmap) {
  RawObject node = new_array(thread, 1 + 2 * std::popcount(bitmap));
  array_set(node, 0, RawObject::from_small_int(bitmap));
  return node;
}

void set_pair(RawObject node, word slot, RawObject key, RawObject value) {
  array_set(node, slot, key);
  array_set(node, slot + 1, value);
}

// A copy of `node` with another bitmap, which has one bit more or less than the old one or is the
// same: pairs of bits that both have are taken over.
RawObject copy_node(Thread* thread, const Object& node, uint32_t bitmap) {
  RawObject copy = new_node(thread, bitmap);
  uint32_t old_bitmap = bitmap_of(*node);
  for (uint32_t bits = old_bitmap & bitmap; bits != 0; bits &= bits - 1) {
    uint32_t bit = bits & -bits;
    word from = slot_of(old_bitmap, bit);
    set_pair(copy, slot_of(bitmap, bit), array_at(*node, from), array_at(*node, from + 1));
  }
  return copy;
}

// The node that tells two keys apart that agree on all levels above.
RawObject new_fork(Thread* thread, int shift, const Object& key, const Object& value,
                   const Object& other_key, const Object& other_value) {
  uint32_t bit = bit_of(number_of(*key), shift);
  uint32_t other_bit = bit_of(number_of(*other_key), shift);
  if (bit == other_bit) {
    Object below(thread, new_fork(thread, shift + kLevelBits, key, value, other_key, other_value));
    RawObject node = new_node(thread, bit);
    set_pair(node, 1, RawObject::unbound(), *below);
    return node;
  }
  uint32_t bitmap = bit | other_bit;
  RawObject node = new_node(thread, bitmap);
  set_pair(node, slot_of(bitmap, bit), *key, *value);
  set_pair(node, slot_of(bitmap, other_bit), *other_key, *other_value);
  return node;
}

RawObject node_with(Thread* thread, const Object& node, int shift, const Object& key,
                    const Object& value) {
  uint32_t bitmap = bitmap_of(*node), bit = bit_of(number_of(*key), shift);
  word slot = slot_of(bitmap, bit);
  if ((bitmap & bit) == 0) {
    RawObject copy = copy_node(thread, node, bitmap | bit);
    set_pair(copy, slot, *key, *value);
    return copy;
  }
  Object present(thread, array_at(*node, slot)), below(thread, array_at(*node, slot + 1));
  if (*present == *key) {
    RawObject copy = copy_node(thread, node, bitmap);
    array_set(copy, slot + 1, *value);
    return copy;
  }
  below = present->is_unbound() ? node_with(thread, below, shift + kLevelBits, key, value)
                                : new_fork(thread, shift + kLevelBits, key, value, present, below);
  RawObject copy = copy_node(thread, node, bitmap);
  set_pair(copy, slot, RawObject::unbound(), *below);
  return copy;
}

// None if nothing is left.
RawObject node_without(Thread* thread, const Object& node, int shift, const Object& key) {
  uint32_t bitmap = bitmap_of(*node), bit = bit_of(number_of(*key), shift);
  word slot = slot_of(bitmap, bit);
  Object below(thread, array_at(*node, slot + 1));
  if (array_at(*node, slot).is_unbound()) {
    below = node_without(thread, below, shift + kLevelBits, key);
    if (!below->is_none()) {
      RawObject copy = copy_node(thread, node, bitmap);
      // A single pair moves up, so that a map has one form.
      bool single = array_length(*below) == 3 && !array_at(*below, 1).is_unbound();
      set_pair(copy, slot, single ? array_at(*below, 1) : RawObject::unbound(),
               single ? array_at(*below, 2) : *below);
      return copy;
    }
  }
  if (bitmap == bit) return RawObject::none();
  return copy_node(thread, node, bitmap & ~bit);
}

template <typename Visit>
void visit_pairs_NoGC(RawObject node, Visit& visit) {
  for (word slot = 1; slot < array_length(node); slot += 2) {
    if (array_at(node, slot).is_unbound()) {
      visit_pairs_NoGC(array_at(node, slot + 1), visit);
    } else {
      visit(array_at(node, slot), array_at(node, slot + 1));
    }
  }
}

}  // namespace

word context_key_number_NoGC(word ordinal) {
  // Multiplication by an odd number permutes the numbers below a power of two (Knuth's
  // multiplicative hashing); the low bits, which are looked at first, are made from high ones.
  uint64_t mixed = static_cast<uint64_t>(ordinal) * 0x9e3779b97f4a7c15 & kNumberMask;
  return static_cast<word>(mixed ^ mixed >> 31);
}

RawObject context_map_find_NoGC(RawObject map, RawObject variable) {
  if (map.is_none()) return RawObject::unbound();
  word number = number_of(variable);
  for (int shift = 0;; shift += kLevelBits) {
    uint32_t bitmap = bitmap_of(map), bit = bit_of(number, shift);
    if ((bitmap & bit) == 0) return RawObject::unbound();
    word slot = slot_of(bitmap, bit);
    RawObject key = array_at(map, slot);
    if (key == variable) return array_at(map, slot + 1);
    if (!key.is_unbound()) return RawObject::unbound();
    map = array_at(map, slot + 1);
  }
}

RawObject context_map_with(Thread* thread, const Object& map, const Object& variable,
                           const Object& value) {
  if (!map->is_none()) return node_with(thread, map, 0, variable, value);
  RawObject node = new_node(thread, bit_of(number_of(*variable), 0));
  set_pair(node, 1, *variable, *value);
  return node;
}

RawObject context_map_without(Thread* thread, const Object& map, const Object& variable) {
  return node_without(thread, map, 0, variable);
}

word context_map_size_NoGC(RawObject map) {
  if (map.is_none()) return 0;
  word size = 0;
  auto count = [&](RawObject, RawObject) { size++; };
  visit_pairs_NoGC(map, count);
  return size;
}

RawObject context_map_items(Thread* thread, const Object& map) {
  RawObject items = new_array(thread, 2 * context_map_size_NoGC(*map));
  word index = 0;
  auto add = [&](RawObject key, RawObject value) {
    array_set(items, index++, key);
    array_set(items, index++, value);
  };
  if (!map->is_none()) visit_pairs_NoGC(*map, add);
  return items;
}

}  // namespace pyro
