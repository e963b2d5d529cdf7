#pragma once

#include "runtime/thread.h"

// Key tables: the keys of a dict, and the attribute names of a hidden class, in insertion order.
//
// A table is an Array of entries (keys; Unbound where one was deleted). Up to kMaxLinearKeys
// entries are found by scanning, words first: names are mostly interned or immediate. Larger tables
// carry an index: open addressing over a ByteBuffer of entry numbers of 1, 2 or 4 bytes, as the
// table's size needs. The first slot probed keeps the order of small ints (runs of ints lie side by
// side in memory); further probes use double hashing, so that such runs do not clash.
//
// The hash of a key is kept (ByteBuffer of 64-bit words) only if a key of the table could not give
// its hash again without running code: tables of strs and small ints go without.
//
// Shared tables (kDictKeysShared) hold exact strs only, never delete, and never change as far as
// anybody can see. Adding a name to one leads to its successor, which is remembered in
// `transitions`; the successor shares the entries and the index of its parent when it is the first
// one, so a chain of n tables costs O(n). Lookups therefore ignore entry numbers that are not below
// `used`.
//
// Owned tables belong to one dict and grow in place. The place of an existing key never changes in
// one DictKeys object: deletion and compaction replace it by a new one. Code that remembers (table,
// entry) may thus guard on the table's identity.

namespace pyro {

constexpr word kDictKeysShared = 1;  // immutable, reached by transitions
constexpr word kDictKeysAllStr = 2;  // every key is an exact str
constexpr int kDictKeysFilledShift =
    8;  // upper bits of flags: slots of the index that are not empty

constexpr word kMaxLinearKeys = 8;
// A dict with more keys than this owns its table. Hidden classes may go further.
constexpr word kMaxSharedKeys = 16;

inline bool dict_keys_shared(RawDictKeys keys) { return (keys.flags() & kDictKeysShared) != 0; }
inline bool dict_keys_all_str(RawDictKeys keys) { return (keys.flags() & kDictKeysAllStr) != 0; }

// The key at an entry number; Unbound if deleted.
inline RawObject dict_keys_at_NoGC(RawDictKeys keys, word entry) {
  return keys.entries().at(entry + 1);
}

// Entry number of an exact str, or -1. Keys that are not exact strs are not compared, except that
// the value of a str subclass is.
word dict_keys_find_NoGC(RawDictKeys keys, RawObject exact_str);
// The same if only words need to be compared: `name` is interned and so are all keys.
inline word dict_keys_find_interned_NoGC(RawDictKeys keys, RawObject name) {
  if (keys.used() > kMaxLinearKeys) return dict_keys_find_NoGC(keys, name);
  RawObject entries = keys.entries();
  for (word i = 0, used = keys.used(); i < used; i++) {
    if (entries.at(i + 1) == name) return i;
  }
  return -1;
}

// The shared table that extends a shared table by `name` (an exact str that it does not hold), made
// if needed.
RawObject dict_keys_add_transition(Thread* thread, const DictKeys& keys, const Object& name);
// The same for dicts: Unbound where the table has too many successors already, so that tables of
// unrelated dicts with arbitrary keys do not pile up.
RawObject dict_keys_add_transition_bounded(Thread* thread, const DictKeys& keys,
                                           const Object& name);

// A table without keys. The runtime keeps one shared one from which all shared tables descend.
RawObject new_shared_dict_keys(Thread* thread, const Object& empty_array);

// --- for runtime/dict.cpp

// The hash of keys whose hash needs neither code nor memory: small ints, bools and exact strs.
bool cheap_hash_NoGC(Runtime* runtime, RawObject key, word* hash);
word small_int_hash(word value);

// Walks the entries whose hash may equal `hash`.
class KeyProbe {
 public:
  KeyProbe(RawDictKeys keys, word hash);
  // The next candidate's entry number, -1 at the end. `keys` is the table given at first, wherever
  // it lies by now.
  word next_NoGC(RawDictKeys keys);

 private:
  word hash_;
  uword slot_;
  uword step_ = 0;
};

enum class QuickMatch : uint8_t { kDifferent, kEqual, kUnknown };
// Compares two keys as far as that is possible without running code.
QuickMatch quick_match_NoGC(RawObject a, RawObject b);

// Entry number of a small int or an exact str in a table, -1, or kNeedsComparison if Python code
// must decide.
constexpr word kNeedsComparison = -2;
word dict_keys_find_cheap_NoGC(Runtime* runtime, RawDictKeys keys, RawObject key);

inline bool is_cheap_key(RawObject key) { return key.is_small_int() || is_exact_str(key); }
// hash(key), fast for the common kinds. False: TypeError or whatever __hash__ raised.
[[nodiscard]] bool key_hash(Thread* thread, const Object& key, word* result);
// Entry number of `key` in the table of `owner` (a Dict or an AnySet), -1, or kKeyFailed with an
// exception pending. Python's __eq__ may change the table meanwhile: then the search starts again.
constexpr word kKeyFailed = -2;
word key_table_find(Thread* thread, const Object& owner, const Object& key, word hash);

// Prepares an owned table for one more key: room in the entries, in the hashes if needed, and in
// the index. False: MemoryError is pending.
[[nodiscard]] bool dict_keys_make_room(Thread* thread, const DictKeys& keys, const Object& key);
// Appends a key that is not there to a prepared table.
void dict_keys_append_NoGC(Runtime* runtime, RawDictKeys keys, RawObject key, word hash);
// Number of the first entry that may be live.
inline word dict_keys_first_NoGC(RawDictKeys keys) {
  RawObject first = keys.transitions();
  return first.is_small_int() ? first.small_int() : 0;
}
// Drops deleted entries at the end of an owned table.
void dict_keys_trim_NoGC(RawDictKeys keys);
// Empties an entry. For dicts, `keys` is a fresh DictKeys that nobody has seen yet.
void dict_keys_delete_NoGC(Runtime* runtime, RawDictKeys keys, word entry);
// An owned table with the live keys of `keys`, and room for `capacity` entries. Error: MemoryError
// is pending.
RawObject dict_keys_compact(Thread* thread, const DictKeys& keys, word capacity);
// A new DictKeys object around the same (owned) parts.
RawObject dict_keys_renew(Thread* thread, const DictKeys& keys);
// Growth policy for entries and values.
word grown_capacity(word needed);
inline word dict_keys_hash_NoGC(Runtime* runtime, RawDictKeys keys, word entry) {
  word hash = 0;
  if (keys.hashes().is_heap()) return keys.hashes().body<word>()[entry];
  cheap_hash_NoGC(runtime, dict_keys_at_NoGC(keys, entry), &hash);
  return hash;
}

}  // namespace pyro
