#pragma once

#include <vector>

#include "gc/address_map.h"
#include "gc/geometry.h"

// The sealed generation (Heap::seal): blocks that no collection traces, moves, marks or frees, so
// that processes which share them after a fork go on sharing. Everything in them counts as alive,
// which the role of their blocks says.
//
// What sealed objects refer to outside of the sealed blocks was stored after the sealing, through
// the write barrier. Their owners are kept here, for a major collection to begin at.

namespace pyro::gc {

inline bool is_sealed(uword address) { return block_info(address).role == Role::kSealed; }

// Whether an object refers to anything that a collection may move or free.
inline bool refers_to_unsealed(RawObject object) {
  if (object.header().has_raw_body()) return false;
  for (word i = 1, words = object.heap_words(); i < words; i++) {
    RawObject value = object.at(i);
    if (value.is_heap() && !is_sealed(value.address())) return true;
  }
  return false;
}

class SealedSet {
 public:
  bool active() const { return active_; }
  void activate() { active_ = true; }
  void clear() {
    active_ = false;
    owners_.clear();
  }

  // Takes the sealed ones among objects that were stored into.
  void note(const std::vector<uword>& changed) {
    if (!active_) return;
    for (uword address : changed) {
      if (is_sealed(address)) owners_.insert(address, 0);
    }
  }
  bool contains(uword address) { return owners_.find(address) != nullptr; }

  // Calls `visit` with each owner, and forgets those that refer to sealed objects only.
  void visit_owners(const auto& visit) {
    AddressMap kept;
    owners_.for_each([&](uword address, uint64_t) {
      if (!refers_to_unsealed(RawObject::from_address(address))) return;
      visit(address);
      kept.insert(address, 0);
    });
    owners_ = std::move(kept);
  }

 private:
  bool active_ = false;
  AddressMap owners_;
};

}  // namespace pyro::gc
