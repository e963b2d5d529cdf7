#pragma once

#include <vector>

#include "gc/vm_interface.h"

// A list of objects that the collector must look at when they die, split by generation so that a
// minor collection looks at the young part only. Order of registration is kept within each part,
// and the young part was registered later.

namespace pyro::gc {

// What the weak phases ask of the collection in progress, besides the new place of an object.
class Survival : public WeakResolver {
 public:
  virtual bool is_young_now(RawObject object) const = 0;

 protected:
  ~Survival() = default;
};

class ObjectRegistry {
 public:
  void add(RawObject object, bool young) { (young ? young_ : old_).push_back(object); }

  std::vector<RawObject>& young() { return young_; }
  std::vector<RawObject>& old() { return old_; }

  // Before a major collection: everything is considered, and everything that survives is old.
  void merge() {
    old_.insert(old_.end(), young_.begin(), young_.end());
    young_.clear();
  }
  std::vector<RawObject>& considered(CollectionKind kind) {
    return kind == CollectionKind::kMinor ? young_ : old_;
  }

  // Calls `died` for the considered objects that did not survive and forgets them; updates the
  // others.
  void sweep(CollectionKind kind, const Survival& survival, const auto& died) {
    std::vector<RawObject>& list = considered(kind);
    size_t kept = 0, count = list.size();
    for (size_t i = 0; i < count; i++) {
      RawObject now = survival.resolve(list[i]);
      if (now.is_unbound()) {
        died(list[i]);
      } else if (kind == CollectionKind::kMinor && !survival.is_young_now(now)) {
        old_.push_back(now);
      } else {
        list[kept++] = now;
      }
    }
    list.resize(kept);
  }

 private:
  std::vector<RawObject> young_, old_;
};

}  // namespace pyro::gc
