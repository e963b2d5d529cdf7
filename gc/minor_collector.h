#pragma once

#include <vector>

#include "gc/large_objects.h"
#include "gc/nursery.h"
#include "gc/object_registry.h"
#include "gc/old_space.h"
#include "gc/remembered_set.h"

// The copying phase of a minor collection: everything reachable from the roots and the remembered
// set leaves eden and the current survivor space (Cheney's scan for the survivors, a stack for what
// is promoted). A forwarded object's header word is its new address. Young large objects stay
// where they are. The weak phases are driven from outside through `visit` and `drain`.

namespace pyro::gc {

class Marker;

// Reports that no memory is left for what must not fail, and ends the process.
[[noreturn]] void out_of_memory(const char* what);

class MinorCollector final : public RootVisitor, public Survival {
 public:
  // `age`: whether objects have to survive twice before they are promoted. `marker`: of the marking
  // cycle under way, which hears of objects that became old and of old ones that were stored into;
  // or null.
  MinorCollector(Nursery* nursery, OldSpace* old_space, LargeObjectSpace* large,
                 RememberedSet* remembered, bool age, Marker* marker);

  void visit(RawObject* begin, RawObject* end, const char* label) override;
  // Scans what the remembered set refers to; objects that still refer to young ones stay in it.
  void scan_remembered();
  // Copies until nothing reachable is left behind.
  void drain();
  // Keeps a dead object alive; `drain` must follow. Returns its new place.
  RawObject resurrect(RawObject object);
  // Drops or updates the elements of the weak arrays that were reached.
  void process_weak_arrays();

  RawObject resolve(RawObject object) const override {
    if (!object.is_heap()) return object;
    if (!from_.contains(object.address()))
      return large_->is_dead(object.address()) ? RawObject::unbound() : object;
    Header header = object.header();
    return header.is_forwarding() ? RawObject::from_address(header.bits()) : RawObject::unbound();
  }
  bool is_young_now(RawObject object) const override {
    return object.is_heap() &&
           (to_.contains(object.address()) || large_->is_young(object.address()));
  }

  // End of the survivors that were copied.
  uword survivor_top() const { return to_top_; }
  uword promoted_bytes() const { return promoted_bytes_; }

 private:
  // Each returns whether a young object is referred to afterwards.
  bool visit_slot(RawObject* slot);
  bool visit_perhaps_large(RawObject value);
  bool scan_object(uword address);
  bool scan_slots(RawObject* begin, RawObject* end);

  uword copy(uword address);
  uword promote(uword bytes);

  OldSpace* old_space_;
  LargeObjectSpace* large_;
  RememberedSet* remembered_;
  Marker* marker_;
  Span from_, to_, eden_;
  uword to_top_, scanned_;
  uword promoted_bytes_ = 0;
  bool large_young_;  // there are young large objects
  // Not scanned yet: what was promoted, large objects that were reached.
  std::vector<uword> promoted_;
  std::vector<uword> weak_arrays_;
};

}  // namespace pyro::gc
