#include "gc/weak_refs.h"

#include <utility>

namespace pyro::gc {

namespace {

RawObject referent_of(RawObject weak_ref) { return weak_ref.at(RawWeakRef::kReferentIndex); }

// Without a barrier: the registry itself keeps track of young referents.
void set_referent(RawObject weak_ref, RawObject referent) {
  weak_ref.body<RawObject>()[RawWeakRef::kReferentIndex - 1] = referent;
}

}  // namespace

void WeakRefRegistry::Part::append(RawObject weak_ref) {
  entries.push_back({weak_ref, 0});
  if (!indexed) return;
  RawObject referent = referent_of(weak_ref);
  if (!referent.is_heap()) return;
  uint64_t* head = index.find(referent.address());
  entries.back().next = head != nullptr ? *head : 0;
  index.insert(referent.address(), entries.size());
}

void WeakRefRegistry::Part::ensure_index() {
  if (indexed) return;
  index.clear();
  indexed = true;
  std::vector<Entry> all = std::exchange(entries, {});
  entries.reserve(all.size());
  for (const Entry& entry : all) append(entry.weak_ref);
}

void WeakRefRegistry::Part::collect(RawObject referent, std::vector<RawObject>* newest_first) {
  ensure_index();
  uint64_t* head = index.find(referent.address());
  for (uint64_t at = head != nullptr ? *head : 0; at != 0; at = entries[at - 1].next) {
    RawObject weak_ref = entries[at - 1].weak_ref;
    if (referent_of(weak_ref) == referent) newest_first->push_back(weak_ref);
  }
}

void WeakRefRegistry::add(RawObject weak_ref, bool young) {
  (young ? young_ : old_).append(weak_ref);
}

void WeakRefRegistry::merge() {
  for (const Part::Entry& entry : young_.entries) old_.entries.push_back(entry);
  young_.entries.clear();
  young_.indexed = old_.indexed = false;
}

void WeakRefRegistry::clear_dead(CollectionKind kind, const Survival& survival,
                                 std::vector<RawObject>* callbacks) {
  Part& part = kind == CollectionKind::kMinor ? young_ : old_;
  for (size_t i = part.entries.size(); i-- > 0;) {
    RawObject weak_ref = part.entries[i].weak_ref;
    RawObject now = survival.resolve(weak_ref);
    RawObject place = now.is_unbound() ? weak_ref : now;
    if (!survival.resolve(referent_of(place)).is_unbound()) continue;
    if (referent_of(place).is_unbound()) continue;
    set_referent(place, RawObject::none());
    if (!now.is_unbound() && has_weak_callback(now)) callbacks->push_back(now);
  }
}

void WeakRefRegistry::update(CollectionKind kind, const Survival& survival) {
  Part& part = kind == CollectionKind::kMinor ? young_ : old_;
  std::vector<Part::Entry> considered = std::exchange(part.entries, {});
  part.index.clear();
  part.indexed = false;
  for (const Part::Entry& entry : considered) {
    RawObject weak_ref = survival.resolve(entry.weak_ref);
    if (weak_ref.is_unbound()) continue;
    RawObject referent = survival.resolve(referent_of(weak_ref));
    // A store of what is there already would dirty a page that other processes share.
    if (!(referent == referent_of(weak_ref))) set_referent(weak_ref, referent);
    bool young = survival.is_young_now(weak_ref) || survival.is_young_now(referent);
    (young ? young_ : old_).append(weak_ref);
  }
}

void WeakRefRegistry::for_each_of(RawObject referent, const std::function<void(RawObject)>& each) {
  if (!referent.is_heap()) return;
  std::vector<RawObject> newest_first;
  young_.collect(referent, &newest_first);
  old_.collect(referent, &newest_first);
  for (size_t i = newest_first.size(); i-- > 0;) each(newest_first[i]);
}

}  // namespace pyro::gc
