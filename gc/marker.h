#pragma once

#include <vector>

#include "gc/large_objects.h"
#include "gc/minor_collector.h"
#include "gc/nursery.h"
#include "gc/object_registry.h"
#include "gc/old_space.h"

// The tracing phase of a major collection. One pass marks, moves what lies in blocks flagged for
// evacuation (the nursery always does), and updates every reference: roots are precise, so each
// slot that refers to a moved object is seen. An object that finds no memory to move to is marked
// where it is, unless it is young.

namespace pyro::gc {

class Marker final : public RootVisitor, public Survival {
 public:
  // `layouts`: the VM's layout table; an object marks the entry of its layout id.
  Marker(OldSpace* old_space, RawObject* layouts, word layout_count);

  void visit(RawObject* begin, RawObject* end, const char* label) override;
  // Scans an object that itself needs no mark.
  void visit_owner(uword address) {
    if (!RawObject::from_address(address).header().has_raw_body()) scan_object(address);
  }
  // Moves objects in the order of their distance from the roots, not each with what it refers to:
  // so containers of a kind lie together, and apart from what they contain.
  void trace_breadth_first() { breadth_first_ = true; }
  // Traces until nothing reachable is unmarked.
  void drain();
  // Keeps a dead object alive; `drain` must follow. Returns its new place.
  RawObject resurrect(RawObject object);
  void process_weak_arrays();
  // Updates surviving entries, sets dead ones to Unbound.
  void update_layout_table();

  RawObject resolve(RawObject object) const override {
    if (!object.is_heap()) return object;
    Header header = object.header();
    if (header.is_forwarding()) return RawObject::from_address(header.bits());
    return is_start(object.address()) ? object : RawObject::unbound();
  }
  bool is_young_now(RawObject) const override { return false; }

  uword objects() const { return objects_; }
  // Of small objects: large ones are counted by their space.
  uword small_bytes() const { return small_bytes_; }
  uword moved_bytes() const { return moved_bytes_; }
  const std::vector<uword>& feedbacks() const { return feedbacks_; }

 private:
  void visit_slot(RawObject* slot);
  void mark_in_place(uword address, BlockInfo& block);
  void evacuate(RawObject* slot, uword address, BlockInfo& block);
  void visit_layout(Header header);
  void scan_object(uword address);

  OldSpace* old_space_;
  RawObject* layouts_;
  word layout_count_;
  std::vector<bool> layout_seen_;
  std::vector<uword> stack_;
  std::vector<uword> weak_arrays_, feedbacks_;
  uword objects_ = 0, small_bytes_ = 0, moved_bytes_ = 0;
  bool breadth_first_ = false;
};

}  // namespace pyro::gc
