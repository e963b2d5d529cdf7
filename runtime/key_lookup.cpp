#include "runtime/dict_keys.h"
#include "runtime/operations.h"

// Lookup in the key table of a dict or a set, with whatever Python code that takes.

namespace pyro {

namespace {

// Dicts and sets keep their table in the same place.
static_assert(RawDict::kKeysIndex == RawAnySet::kKeysIndex);
RawDictKeys keys_of(RawObject owner) { return RawDictKeys(owner.at(RawDict::kKeysIndex).raw()); }

// One walk along the candidates. kRestart if comparing changed the table.
constexpr word kRestart = -3;

word find_once(Thread* thread, const Object& owner, const Object& key, word hash) {
  DictKeys keys(thread, keys_of(*owner));
  Object entries(thread, keys->entries()), index(thread, keys->index()),
      candidate(thread, RawObject::none());
  KeyProbe probe(*keys, hash);
  for (;;) {
    word entry = probe.next_NoGC(*keys);
    if (entry < 0) return -1;
    candidate = dict_keys_at_NoGC(*keys, entry);
    QuickMatch match = quick_match_NoGC(*candidate, *key);
    if (match == QuickMatch::kEqual) return entry;
    if (match == QuickMatch::kDifferent) continue;
    Truth equal = equals(thread, candidate, key);
    if (equal == Truth::kError) return kKeyFailed;
    bool changed = keys_of(*owner) != *keys || keys->entries() != *entries ||
                   keys->index() != *index || entry >= keys->used() ||
                   dict_keys_at_NoGC(*keys, entry) != *candidate;
    if (changed) return kRestart;
    if (equal == Truth::kTrue) return entry;
  }
}

}  // namespace

word key_table_find(Thread* thread, const Object& owner, const Object& key, word hash) {
  if (is_cheap_key(*key)) {
    word entry = dict_keys_find_cheap_NoGC(thread->runtime(), keys_of(*owner), *key);
    if (entry != kNeedsComparison) return entry;
  }
  word entry;
  do {
    entry = find_once(thread, owner, key, hash);
  } while (entry == kRestart);
  return entry;
}

bool key_hash(Thread* thread, const Object& key, word* result) {
  if (cheap_hash_NoGC(thread->runtime(), *key, result)) return true;
  return hash(thread, key, result);
}

}  // namespace pyro
