#pragma once

#include <functional>

#include "gc/address_map.h"
#include "gc/object_registry.h"

// Weak reference objects (kinds WeakRef and below). Their word 1 is not traced; this registry
// clears or updates it. The young part holds the references of which either the object or the
// referent is young.

namespace pyro::gc {

inline bool has_weak_callback(RawObject weak_ref) {
  RawObject callback = weak_ref.at(RawWeakRef::kCallbackIndex);
  return callback.is_heap();
}

class WeakRefRegistry {
 public:
  void add(RawObject weak_ref, bool young);

  // Clears the references to what is dead now, the most recent first, and appends those that are
  // alive and have a callback to `callbacks`. References that are dead themselves are cleared too:
  // a finalizer may bring them back.
  void clear_dead(CollectionKind kind, const Survival& survival, std::vector<RawObject>* callbacks);
  // After everything that lives is known: forgets dead references, updates referents.
  void update(CollectionKind kind, const Survival& survival);
  void merge();

  // Live references to an object, oldest first.
  void for_each_of(RawObject referent, const std::function<void(RawObject)>& each);
  // Every registered reference; those that died since the last collection are among them.
  void for_each(const auto& each) const {
    for (const Part::Entry& entry : old_.entries) each(entry.weak_ref);
    for (const Part::Entry& entry : young_.entries) each(entry.weak_ref);
  }

 private:
  // Entries chained by referent, most recent first; `index` is built when first asked for after
  // entries moved.
  struct Part {
    struct Entry {
      RawObject weak_ref;
      uint64_t next;  // position + 1 of the next older entry of the same referent
    };
    std::vector<Entry> entries;
    AddressMap index;  // referent -> position + 1
    bool indexed = true;

    void append(RawObject weak_ref);
    void ensure_index();
    void collect(RawObject referent, std::vector<RawObject>* newest_first);
  };

  Part young_, old_;
};

}  // namespace pyro::gc
