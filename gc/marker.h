#pragma once

#include <vector>

#include "gc/large_objects.h"
#include "gc/minor_collector.h"
#include "gc/nursery.h"
#include "gc/object_registry.h"
#include "gc/old_space.h"
#include "gc/sealed_set.h"

// The tracing phase of a major collection.
//
// At the final pause one pass marks, moves what lies in blocks flagged for evacuation (the nursery
// always does), and updates every reference: roots are precise, so each slot that refers to a moved
// object is seen. An object that finds no memory to move to is marked where it is, unless it is
// young.
//
// In slices (gc/marking_cycle.h has the whole story) nothing moves. Young objects are left alone.
// Objects of flagged blocks are marked, and the slots that refer to them noted; `move_flagged`
// begins the final pause by moving them and updating those slots.

namespace pyro::gc {

class Marker final : public RootVisitor, public Survival {
 public:
  enum class Mode : uint8_t { kSlices, kFinal };

  Marker(OldSpace* old_space, Mode mode) : old_space_(old_space), mode_(mode) {}
  // The VM's layout table, of which an object marks the entry of its layout id. To be told again
  // whenever the VM ran.
  void use_layouts(RawObject* layouts, word count);

  // Roots.
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

  // --- slices

  // Traces about `words` words. Returns true if nothing is left to be traced.
  bool drain_slice(word words);
  bool is_drained() const { return stack_.empty() && part_.address == 0; }
  // An object has become old. Small ones are marked already.
  void adopt(uword address);
  // A marked object was stored into: it will be scanned again.
  void scan_again(uword address) {
    if (!RawObject::from_address(address).header().has_raw_body()) stack_.push_back(address);
  }
  // Visits what an object refers to that slices do not mark.
  void visit_young(RawObject object);
  // Slots that were noted; above a bound evacuation is not worth it.
  size_t noted_slots() const { return slots_.size(); }
  void forget_slots() { slots_ = {}; }
  // From here on the pause is final. Nothing must be left to be traced.
  void move_flagged();

  // For the verifier.
  const std::vector<uword>& to_be_scanned() const { return stack_; }
  uword being_scanned() const { return part_.address; }
  const std::vector<RawObject*>& slots() const { return slots_; }

  // --- at the end

  // Keeps a dead object alive; `drain` must follow. Returns its new place.
  RawObject resurrect(RawObject object);
  void process_weak_arrays();
  // Updates surviving entries, sets dead ones to Unbound.
  void update_layout_table();

  RawObject resolve(RawObject object) const override {
    if (!object.is_heap()) return object;
    Header header = object.header();
    if (header.is_forwarding()) return RawObject::from_address(header.bits());
    return is_marked(object.address()) || is_sealed(object.address()) ? object
                                                                      : RawObject::unbound();
  }
  bool is_young_now(RawObject) const override { return false; }

  uword objects() const { return objects_; }
  // Objects that were moved; what they left is counted by whoever walks the heap.
  uword copies() const { return copies_; }
  // Of small objects: large ones are counted by their space.
  uword small_bytes() const { return small_bytes_; }
  // The Feedback objects that were reached.
  void for_each_feedback(const auto& each) const {
    for (uword address : feedbacks_) {
      if (!was_moved(address)) each(RawFeedback(RawObject::from_address(address).raw()));
    }
  }

 private:
  enum class Slot : uint8_t { kRoot, kInObject };
  // A large object of which a slice scanned the words before `next`.
  struct Part {
    uword address = 0;
    word next = 0;
  };

  static bool was_moved(uword address) {
    return RawObject::from_address(address).header().is_forwarding();
  }
  template <Slot kSlot>
  void visit_slot(RawObject* slot);
  void visit_special(RawObject* slot, uword address, BlockInfo& block, Slot kind);
  void mark_in_place(uword address, BlockInfo& block);
  void evacuate(RawObject* slot, uword address, BlockInfo& block);
  void move(uword address, uword target, Header header);
  void move_marked_objects(uword block);
  void visit_layout(Header header);
  void scan_object(uword address);
  word scan_some(uword address);
  word scan_part();

  OldSpace* old_space_;
  RawObject* layouts_ = nullptr;
  word layout_count_ = 0;
  Mode mode_;
  bool breadth_first_ = false;
  std::vector<bool> layout_seen_;
  std::vector<uword> stack_;
  Part part_;
  std::vector<RawObject*> slots_;
  std::vector<uword> weak_arrays_, feedbacks_;
  uword objects_ = 0, small_bytes_ = 0, copies_ = 0;
};

}  // namespace pyro::gc
