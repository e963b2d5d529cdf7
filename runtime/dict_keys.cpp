#include "runtime/dict_keys.h"

#include <algorithm>

#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {

namespace {

constexpr uword kGolden = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio, odd
constexpr word kMinimumSlots = 16;
constexpr word kBoundedSuccessors = 192;

Runtime* runtime_of_NoGC(RawObject heap_object) {
  auto* heap = static_cast<gc::Heap*>(region_of(heap_object.address())->heap);
  return static_cast<Runtime*>(heap->vm());
}

// --- the index

int unit_width(word slots) { return slots <= 256 ? 1 : slots <= 65536 ? 2 : 4; }

// Bytes of an index tell its slots: the three ranges do not overlap.
word index_slots(RawObject index) {
  word bytes = byte_buffer_capacity(index);
  return bytes <= 256 ? bytes : bytes <= 131072 ? bytes / 2 : bytes / 4;
}

// Calls `action(units, slots)` with the units of the right width.
template <typename Action>
auto with_index(RawObject index, Action action) {
  word slots = index_slots(index);
  uint8_t* data = byte_buffer_data(index);
  if (slots <= 256) return action(data, slots);
  if (slots <= 65536) return action(reinterpret_cast<uint16_t*>(data), slots);
  return action(reinterpret_cast<uint32_t*>(data), slots);
}

template <typename Unit>
constexpr Unit empty_unit() {
  return static_cast<Unit>(~Unit{0});
}
template <typename Unit>
constexpr Unit deleted_unit() {
  return static_cast<Unit>(~Unit{0} - 1);
}

// Neighbouring small hashes get neighbouring slots; higher bits move whole runs to random places.
uword first_slot(uword hash, uword slots) {
  int bits = __builtin_ctzll(slots);
  return (hash ^ ((hash >> bits) * kGolden >> (64 - bits))) & (slots - 1);
}
uword probe_step(uword hash) { return ((hash * kGolden) >> 32) | 1; }

// Calls `match(entry)` for the entries in the probe sequence of `hash` until it answers true; that
// entry's slot, or -1.
template <typename Unit, typename Match>
word probe(const Unit* units, word slots, word hash, Match match) {
  uword mask = static_cast<uword>(slots) - 1;
  uword slot = first_slot(static_cast<uword>(hash), static_cast<uword>(slots));
  uword step = 0;
  for (;;) {
    Unit unit = units[slot];
    if (unit == empty_unit<Unit>()) return -1;
    if (unit != deleted_unit<Unit>() && match(static_cast<word>(unit)))
      return static_cast<word>(slot);
    if (step == 0) step = probe_step(static_cast<uword>(hash));
    slot = (slot + step) & mask;
  }
}

template <typename Unit>
void place(Unit* units, word slots, word hash, word entry, word* filled) {
  uword mask = static_cast<uword>(slots) - 1;
  uword slot = first_slot(static_cast<uword>(hash), static_cast<uword>(slots));
  uword step = probe_step(static_cast<uword>(hash));
  while (units[slot] < deleted_unit<Unit>()) slot = (slot + step) & mask;
  if (units[slot] == empty_unit<Unit>()) ++*filled;
  units[slot] = static_cast<Unit>(entry);
}

word filled_slots(RawDictKeys keys) { return keys.flags() >> kDictKeysFilledShift; }
void set_filled_slots(RawDictKeys keys, word filled) {
  keys.set_flags((keys.flags() & ((1 << kDictKeysFilledShift) - 1)) | filled
                                                                          << kDictKeysFilledShift);
}

word slots_for(word entries) {
  word slots = kMinimumSlots;
  while (slots * 2 / 3 < entries) slots *= 2;
  return slots;
}

RawObject new_index(Thread* thread, word slots) {
  RawObject index = new_byte_buffer(thread, slots * unit_width(slots));
  if (!index.is_error())
    std::memset(byte_buffer_data(index), 0xff, static_cast<size_t>(byte_buffer_capacity(index)));
  return index;
}

void fill_index_NoGC(Runtime* runtime, RawDictKeys keys, RawObject index) {
  word filled = 0;
  with_index(index, [&](auto* units, word slots) {
    for (word i = 0, used = keys.used(); i < used; i++) {
      if (!dict_keys_at_NoGC(keys, i).is_unbound()) {
        place(units, slots, dict_keys_hash_NoGC(runtime, keys, i), i, &filled);
      }
    }
  });
  keys.set_index(index);
  set_filled_slots(keys, filled);
}

bool build_index(Thread* thread, const DictKeys& keys, word entries) {
  RawObject index = new_index(thread, slots_for(entries));
  if (index.is_error()) return false;
  fill_index_NoGC(thread->runtime(), *keys, index);
  return true;
}

bool str_matches_NoGC(RawObject candidate, RawObject str) {
  if (candidate == str) return true;
  if (!candidate.is_heap() || !str.is_heap()) return false;
  candidate = underlying_value(candidate);
  return is_exact_str(candidate) && str_equals_NoGC(candidate, str);
}

// --- transitions

word transition_pairs(RawObject transitions) { return (transitions.heap_words() - 1) / 2; }

RawObject find_transition_NoGC(Runtime* runtime, RawDictKeys keys, RawObject name) {
  RawObject table = keys.transitions();
  if (!table.is_heap()) return RawObject::unbound();
  word mask = transition_pairs(table) - 1;
  word slot = str_hash_NoGC(runtime, name) & mask;
  for (word i = 0; i <= mask; i++, slot = (slot + 1) & mask) {
    RawObject known = table.at(2 * slot + 1), successor = table.at(2 * slot + 2);
    if (known.is_small_int()) return RawObject::unbound();
    if (!successor.is_none() && !known.is_none() && str_matches_NoGC(known, name)) return successor;
  }
  return RawObject::unbound();
}

// Free for an insertion: never used, or the successor died.
bool transition_free(RawObject table, word slot) {
  return table.at(2 * slot + 1).is_small_int() || table.at(2 * slot + 2).is_none() ||
         table.at(2 * slot + 1).is_none();
}

void insert_transition_NoGC(Runtime* runtime, RawObject table, RawObject name,
                            RawObject successor) {
  word mask = transition_pairs(table) - 1;
  word slot = str_hash_NoGC(runtime, name) & mask;
  while (!transition_free(table, slot)) slot = (slot + 1) & mask;
  table.set_at(2 * slot + 1, name);
  table.set_at(2 * slot + 2, successor);
}

word live_transitions(RawObject table) {
  word live = 0;
  for (word i = 0; i < transition_pairs(table); i++) live += transition_free(table, i) ? 0 : 1;
  return live;
}

void ensure_transition_room(Thread* thread, const DictKeys& keys) {
  RawObject table = keys->transitions();
  word live = table.is_heap() ? live_transitions(table) : 0;
  if (table.is_heap() && (live + 1) * 4 <= transition_pairs(table) * 3) return;
  word pairs = 1;
  while ((live + 1) * 4 > pairs * 3) pairs *= 2;
  RawObject grown =
      thread->heap()->allocate(LayoutId::kInternal, Kind::kWeakArray, false, 1 + 2 * pairs);
  table = keys->transitions();
  for (word i = 0; table.is_heap() && i < transition_pairs(table); i++) {
    if (!transition_free(table, i)) {
      insert_transition_NoGC(thread->runtime(), grown, table.at(2 * i + 1), table.at(2 * i + 2));
    }
  }
  keys->set_transitions(grown);
}

RawObject new_dict_keys(Thread* thread) {
  RawDictKeys keys(thread->heap()
                       ->allocate(LayoutId::kInternal, Kind::kDictKeys, false, RawDictKeys::kWords)
                       .raw());
  keys.set_index(RawObject::none());
  keys.set_hashes(RawObject::none());
  keys.set_transitions(RawObject::none());
  keys.set_parent(RawObject::none());
  return keys;
}

// Entries for the successor of `keys`: those of `keys` itself if it has no successor in them yet
// and they have room.
RawObject successor_entries(Thread* thread, const DictKeys& keys) {
  word used = keys->used();
  RawObject entries = keys->entries();
  if (used < array_length(entries) && array_at(entries, used).is_small_int()) return entries;
  RawObject copy = new_array(thread, grown_capacity(used + 1));
  if (copy.is_error()) return copy;
  for (word i = 0; i < used; i++) array_set(copy, i, dict_keys_at_NoGC(*keys, i));
  return copy;
}

RawObject make_successor(Thread* thread, const DictKeys& keys, const Object& name) {
  Object entries(thread, successor_entries(thread, keys));
  if (entries->is_error()) return *entries;
  DictKeys successor(thread, new_dict_keys(thread));
  word used = keys->used();
  bool same_entries = *entries == keys->entries();
  array_set(*entries, used, *name);
  successor->set_entries(*entries);
  successor->set_used(used + 1);
  successor->set_live(used + 1);
  successor->set_flags(kDictKeysShared | kDictKeysAllStr);
  successor->set_parent(*keys);
  if (used + 1 > kMaxLinearKeys) {
    word filled = filled_slots(*keys);
    if (same_entries && keys->index().is_heap() && filled < index_slots(keys->index()) * 2 / 3) {
      with_index(keys->index(), [&](auto* units, word slots) {
        place(units, slots, str_hash_NoGC(thread->runtime(), *name), used, &filled);
      });
      successor->set_index(keys->index());
      set_filled_slots(*successor, filled);
    } else if (!build_index(thread, successor, used * 3 / 2)) {
      return RawObject::error();
    }
  }
  return *successor;
}

RawObject add_transition(Thread* thread, const DictKeys& keys, const Object& name, word limit) {
  assert(dict_keys_shared(*keys));
  Runtime* runtime = thread->runtime();
  RawObject known = find_transition_NoGC(runtime, *keys, *name);
  if (!known.is_unbound()) return known;
  ensure_transition_room(thread, keys);
  if (live_transitions(keys->transitions()) >= limit) return RawObject::unbound();
  Object successor(thread, make_successor(thread, keys, name));
  if (!successor->is_error())
    insert_transition_NoGC(runtime, keys->transitions(), *name, *successor);
  return *successor;
}

}  // namespace

word grown_capacity(word needed) {
  if (needed <= 8) return (needed + 1) & ~word{1};
  return (needed + needed / 2) & ~word{1};
}

RawObject new_shared_dict_keys(Thread* thread, const Object& empty_array) {
  RawDictKeys keys(new_dict_keys(thread).raw());
  keys.set_entries(*empty_array);
  keys.set_flags(kDictKeysShared | kDictKeysAllStr);
  return keys;
}

RawObject dict_keys_add_transition(Thread* thread, const DictKeys& keys, const Object& name) {
  return add_transition(thread, keys, name, RawObject::kSmallIntMax);
}

RawObject dict_keys_add_transition_bounded(Thread* thread, const DictKeys& keys,
                                           const Object& name) {
  return add_transition(thread, keys, name, kBoundedSuccessors);
}

// --- lookup

// hash(int) is the value modulo 2^61 - 1 with the value's sign; -1 is reserved.
word small_int_hash(word value) {
  constexpr word kModulus = (word{1} << 61) - 1;
  word hash = value % kModulus;
  return hash == -1 ? -2 : hash;
}

bool cheap_hash_NoGC(Runtime* runtime, RawObject key, word* hash) {
  if (key.is_small_int()) {
    *hash = small_int_hash(key.small_int());
  } else if (is_exact_str(key)) {
    *hash = str_hash_NoGC(runtime, key);
  } else if (key.is_bool()) {
    *hash = key.is_true() ? 1 : 0;
  } else {
    return false;
  }
  return true;
}

QuickMatch quick_match_NoGC(RawObject a, RawObject b) {
  if (a == b) return QuickMatch::kEqual;
  if (a.is_small_int() && b.is_small_int()) return QuickMatch::kDifferent;
  if (is_exact_str(a)) {
    if (is_exact_str(b)) return str_equals_NoGC(a, b) ? QuickMatch::kEqual : QuickMatch::kDifferent;
    if (b.is_immediate()) return QuickMatch::kDifferent;
  } else if (is_exact_str(b) && a.is_immediate()) {
    return QuickMatch::kDifferent;
  }
  return QuickMatch::kUnknown;
}

namespace {

word find_linear_str_NoGC(RawDictKeys keys, RawObject str) {
  RawObject entries = keys.entries();
  word used = keys.used();
  for (word i = 0; i < used; i++) {
    if (array_at(entries, i) == str) return i;
  }
  if (str.is_immediate() && dict_keys_all_str(keys)) return -1;
  for (word i = 0; i < used; i++) {
    if (str_matches_NoGC(array_at(entries, i), str)) return i;
  }
  return -1;
}

template <typename Match>
word find_indexed_NoGC(RawDictKeys keys, word hash, Match match) {
  RawObject entries = keys.entries();
  word used = keys.used();
  word found = -1;
  with_index(keys.index(), [&](auto* units, word slots) {
    probe(units, slots, hash, [&](word entry) {
      if (entry >= used || !match(array_at(entries, entry))) return false;
      found = entry;
      return true;
    });
  });
  return found;
}

word find_linear_cheap_NoGC(RawDictKeys keys, RawObject key) {
  RawObject entries = keys.entries();
  word used = keys.used();
  for (word i = 0; i < used; i++) {
    if (array_at(entries, i) == key) return i;
  }
  if (key.is_immediate_str() && dict_keys_all_str(keys)) return -1;
  for (word i = 0; i < used; i++) {
    RawObject candidate = array_at(entries, i);
    if (candidate.is_unbound()) continue;
    QuickMatch match = quick_match_NoGC(candidate, key);
    if (match != QuickMatch::kDifferent) return match == QuickMatch::kEqual ? i : kNeedsComparison;
  }
  return -1;
}

}  // namespace

word dict_keys_find_NoGC(RawDictKeys keys, RawObject str) {
  if (!keys.index().is_heap()) return find_linear_str_NoGC(keys, str);
  word hash = str_hash_NoGC(runtime_of_NoGC(keys), str);
  return find_indexed_NoGC(keys, hash,
                           [str](RawObject candidate) { return str_matches_NoGC(candidate, str); });
}

word dict_keys_find_cheap_NoGC(Runtime* runtime, RawDictKeys keys, RawObject key) {
  if (!keys.index().is_heap()) return find_linear_cheap_NoGC(keys, key);
  word hash = 0;
  cheap_hash_NoGC(runtime, key, &hash);
  bool unknown = false;
  word found = find_indexed_NoGC(keys, hash, [key, &unknown](RawObject candidate) {
    QuickMatch match = quick_match_NoGC(candidate, key);
    unknown |= match == QuickMatch::kUnknown;
    return match != QuickMatch::kDifferent;
  });
  return unknown ? kNeedsComparison : found;
}

KeyProbe::KeyProbe(RawDictKeys keys, word hash) : hash_(hash) {
  RawObject index = keys.index();
  slot_ = index.is_heap()
              ? first_slot(static_cast<uword>(hash), static_cast<uword>(index_slots(index)))
              : 0;
}

word KeyProbe::next_NoGC(RawDictKeys keys) {
  word used = keys.used();
  RawObject hashes = keys.hashes();
  auto may_match = [&](word entry) {
    return entry < used && !dict_keys_at_NoGC(keys, entry).is_unbound() &&
           (!hashes.is_heap() || hashes.body<word>()[entry] == hash_);
  };
  if (!keys.index().is_heap()) {
    while (static_cast<word>(slot_) < used) {
      word entry = static_cast<word>(slot_++);
      if (may_match(entry)) return entry;
    }
    return -1;
  }
  word found = -1;
  with_index(keys.index(), [&](auto* units, word slots) {
    using Unit = std::remove_reference_t<decltype(*units)>;
    if (step_ == 0) step_ = probe_step(static_cast<uword>(hash_));
    for (Unit unit = units[slot_]; found < 0 && unit != empty_unit<Unit>(); unit = units[slot_]) {
      slot_ = (slot_ + step_) & static_cast<uword>(slots - 1);
      if (unit != deleted_unit<Unit>() && may_match(static_cast<word>(unit)))
        found = static_cast<word>(unit);
    }
  });
  return found;
}

// --- owned tables

namespace {

bool grow_entries(Thread* thread, const DictKeys& keys) {
  word used = keys->used();
  RawObject grown = new_array(thread, grown_capacity(used + 1));
  if (grown.is_error()) return false;
  RawObject entries = keys->entries();
  for (word i = 0; i < used; i++) array_set(grown, i, array_at(entries, i));
  keys->set_entries(grown);
  return true;
}

// Makes the buffer of hashes as large as the entries; computes the hashes that were not kept so
// far.
bool ensure_hashes(Thread* thread, const DictKeys& keys) {
  word capacity = array_length(keys->entries());
  if (keys->hashes().is_heap() && byte_buffer_capacity(keys->hashes()) >= capacity * kWordSize)
    return true;
  RawObject grown = new_byte_buffer(thread, capacity * kWordSize);
  if (grown.is_error()) return false;
  word* hashes = grown.body<word>();
  for (word i = 0; i < keys->used(); i++) {
    bool live = keys->hashes().is_heap() || !dict_keys_at_NoGC(*keys, i).is_unbound();
    hashes[i] = live ? dict_keys_hash_NoGC(thread->runtime(), *keys, i) : 0;
  }
  keys->set_hashes(grown);
  return true;
}

}  // namespace

bool dict_keys_make_room(Thread* thread, const DictKeys& keys, const Object& key) {
  assert(!dict_keys_shared(*keys));
  word used = keys->used();
  if (used == array_length(keys->entries()) && !grow_entries(thread, keys)) return false;
  bool cheap = key->is_small_int() || key->is_bool() || is_exact_str(*key);
  if ((keys->hashes().is_heap() || !cheap) && !ensure_hashes(thread, keys)) return false;
  if (!keys->index().is_heap()) return used < kMaxLinearKeys || build_index(thread, keys, used + 1);
  word slots = index_slots(keys->index());
  if (filled_slots(*keys) < slots * 2 / 3 && used < slots - 2)
    return true;  // entry numbers must fit a unit
  return build_index(thread, keys, std::max(keys->live() * 4 / 3 + 1, used * 3 / 4 + 8));
}

void dict_keys_append_NoGC(Runtime*, RawDictKeys keys, RawObject key, word hash) {
  word entry = keys.used();
  array_set(keys.entries(), entry, key);
  if (keys.hashes().is_heap()) keys.hashes().body<word>()[entry] = hash;
  if (keys.index().is_heap()) {
    word filled = filled_slots(keys);
    with_index(keys.index(),
               [&](auto* units, word slots) { place(units, slots, hash, entry, &filled); });
    set_filled_slots(keys, filled);
  }
  keys.set_used(entry + 1);
  keys.set_live(keys.live() + 1);
  if (dict_keys_all_str(keys) && !is_exact_str(key))
    keys.set_flags(keys.flags() & ~kDictKeysAllStr);
}

void dict_keys_delete_NoGC(Runtime* runtime, RawDictKeys keys, word entry) {
  if (keys.index().is_heap()) {
    word hash = dict_keys_hash_NoGC(runtime, keys, entry);
    with_index(keys.index(), [&](auto* units, word slots) {
      word slot = probe(units, slots, hash, [entry](word candidate) { return candidate == entry; });
      assert(slot >= 0);
      units[slot] = deleted_unit<std::remove_reference_t<decltype(*units)>>();
    });
  }
  array_set(keys.entries(), entry, RawObject::unbound());
  keys.set_live(keys.live() - 1);
  if (entry != dict_keys_first_NoGC(keys)) return;
  word first = entry + 1;
  while (first < keys.used() && dict_keys_at_NoGC(keys, first).is_unbound()) first++;
  keys.set_transitions(RawObject::from_small_int(first));
}

void dict_keys_trim_NoGC(RawDictKeys keys) {
  word used = keys.used();
  while (used > 0 && dict_keys_at_NoGC(keys, used - 1).is_unbound()) used--;
  keys.set_used(used);
  if (dict_keys_first_NoGC(keys) > used) keys.set_transitions(RawObject::from_small_int(used));
}

RawObject dict_keys_compact(Thread* thread, const DictKeys& keys, word capacity) {
  DictKeys compact(thread, new_dict_keys(thread));
  RawObject entries = new_array(thread, capacity);
  if (entries.is_error()) return entries;
  compact->set_entries(entries);
  compact->set_flags(keys->flags() & kDictKeysAllStr);
  if (keys->hashes().is_heap()) {
    RawObject hashes = new_byte_buffer(thread, capacity * kWordSize);
    if (hashes.is_error()) return hashes;
    compact->set_hashes(hashes);
  }
  word live = 0;
  for (word i = 0, used = keys->used(); i < used; i++) {
    RawObject key = dict_keys_at_NoGC(*keys, i);
    if (key.is_unbound()) continue;
    array_set(compact->entries(), live, key);
    if (keys->hashes().is_heap())
      compact->hashes().body<word>()[live] = keys->hashes().body<word>()[i];
    live++;
  }
  compact->set_used(live);
  compact->set_live(live);
  if (live > kMaxLinearKeys && !build_index(thread, compact, live + live / 2))
    return RawObject::error();
  return *compact;
}

RawObject dict_keys_renew(Thread* thread, const DictKeys& keys) {
  RawObject copy = new_dict_keys(thread);
  for (word i = 1; i < RawDictKeys::kWords; i++) copy.set_at(i, keys->at(i));
  return copy;
}

}  // namespace pyro
