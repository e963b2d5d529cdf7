#pragma once

#include "gc/address_map.h"
#include "gc/object_registry.h"

// Identities handed out by id(): objects move, so the number is kept beside them, until they die.

namespace pyro::gc {

class IdentityTable {
 public:
  // The object's number; made on first request. Multiples of 16, never reused.
  uint64_t identity(RawObject object, bool young) {
    if (uint64_t* known = numbers_.find(object.address())) return *known;
    uint64_t number = next_;
    next_ += 16;
    numbers_.insert(object.address(), number);
    if (young) young_.push_back(object);
    return number;
  }

  void update(CollectionKind kind, const Survival& survival) {
    kind == CollectionKind::kMinor ? update_young(survival) : update_all(survival);
  }

 private:
  void update_young(const Survival& survival) {
    // All old places are removed before new ones are entered: survivor spaces are reused.
    std::vector<std::pair<RawObject, uint64_t>> moved;
    for (RawObject object : young_) {
      RawObject now = survival.resolve(object);
      if (!now.is_unbound()) moved.emplace_back(now, *numbers_.find(object.address()));
      numbers_.erase(object.address());
    }
    young_.clear();
    for (auto [object, number] : moved) {
      numbers_.insert(object.address(), number);
      if (survival.is_young_now(object)) young_.push_back(object);
    }
  }
  void update_all(const Survival& survival) {
    AddressMap updated;
    numbers_.for_each([&](uword address, uint64_t number) {
      RawObject now = survival.resolve(RawObject::from_address(address));
      if (!now.is_unbound()) updated.insert(now.address(), number);
    });
    numbers_ = std::move(updated);
    young_.clear();
  }

  AddressMap numbers_;
  std::vector<RawObject> young_;
  uint64_t next_ = uint64_t{1} << 44;  // looks like an address, and is none of any heap
};

}  // namespace pyro::gc
