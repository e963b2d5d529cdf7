#pragma once

#include <ctime>
#include <random>

#include "gc/allocation_tracer.h"
#include "gc/heap.h"
#include "gc/identity_table.h"
#include "gc/large_objects.h"
#include "gc/marker.h"
#include "gc/marking_cycle.h"
#include "gc/memory.h"
#include "gc/minor_collector.h"
#include "gc/nursery.h"
#include "gc/object_registry.h"
#include "gc/old_space.h"
#include "gc/remembered_set.h"
#include "gc/sealed_set.h"
#include "gc/weak_refs.h"

// The parts of a heap, and the order in which collections use them.

namespace pyro::gc {

class SliceScope;

struct Heap::Impl {
  explicit Impl(Heap* heap) : heap(heap), old_space(&blocks), large(&blocks) {}

  Heap* heap;
  Region reserved;
  uword region = 0;  // reserved.base
  BlockSpace blocks;
  OldSpace old_space;
  LargeObjectSpace large;
  Nursery nursery;
  RememberedSet remembered;
  SealedSet sealed;

  WeakRefRegistry weak_refs;
  ObjectRegistry finalizables, natives;
  word finalizables_registered = 0;
  IdentityTable identities;
  std::vector<RawObject> pending_finalizers, pending_weak_callbacks;
  size_t next_finalizer = 0, next_weak_callback = 0;

  std::unique_ptr<AllocationTracer> tracer;  // or null
  std::unique_ptr<MarkingCycle> cycle;       // the one under way, or null

  HeapStatistics statistics{};
  uword external_bytes = 0;
  uword major_threshold = 0;
  uword free_bytes_kept = ~uword{0};  // of free blocks; the rest goes back to the system
  uword eden_used_before = 0;         // bytes allocated in eden by earlier cycles
  bool collecting = false, major_requested = false;
  bool sealing = false;             // the major collection in progress prepares for it
  bool ageing = true;               // see MinorCollector
  bool last_major_in_vain = false;  // it freed next to nothing
  std::minstd_rand stress_random;
  uint32_t next_hash = 0x9e3779b9;

  // Bytes that count towards the next major collection and the limit.
  uword used_bytes() const {
    return old_space.bytes_used() + old_space.sealed_bytes() + large.bytes_used() + external_bytes;
  }
  uword sealed_bytes() const { return old_space.sealed_bytes() + large.sealed_bytes(); }
  bool stressing() const {
    return heap->options_.stress_probability > 0 || heap->options_.stress_slices > 0;
  }
  bool over_limit(uword extra) const {
    return heap->options_.limit_bytes != 0 &&
           used_bytes() + extra > static_cast<uword>(heap->options_.limit_bytes);
  }

  bool initialize();
  static void remember(RegionHeader* region, uword owner_address);

  void before_slow_allocation();
  RawObject allocate_small(LayoutId layout, Kind kind, bool raw_body, word words);
  RawObject allocate_large(LayoutId layout, Kind kind, bool raw_body, word words);
  void collect_when_eden_is_full();

  void minor(const char* reason);
  void minor_pause();
  word major(const char* reason, OldSpace::Evacuate which);
  uword major_in_one_pause(OldSpace::Evacuate which);
  uword begin_final_pause();
  uword complete(Marker& marker, uword objects_before);

  // Marking in slices (gc/marking_cycle.h). `extra`: bytes about to be added.
  bool major_is_due(uword extra) const;
  // Runs a major collection, begins a cycle, or ends the one under way.
  void major_when_due(const char* reason, uword extra = 0);
  void begin_cycle(const char* reason, OldSpace::Evacuate which);
  void advance_cycle();
  bool trace_slice(word words, const SliceScope& scope);
  void cycle_is_drained();
  void cycle_after_minor();
  void finish_cycle(const char* reason);
  void abandon_cycle();
  void stress_cycle();
  void visit_cycle_roots();
  void tell_layouts(Marker& marker);
  bool is_fragmented() const;
  void give_memory_back();
  void trim_a_little();
  void visit_own_roots(RootVisitor& visitor);
  void visit_sealed_roots(Marker& marker);
  template <typename Collector>
  void weak_phases(Collector& collector, CollectionKind kind);
  void reset_eden();
  void update_pending_flag();
  void set_major_threshold();

  void for_each_object(const auto& visit) {
    nursery.for_each_object(heap->nursery_top_, visit);
    old_space.for_each_object(visit);
    large.for_each_object(visit);
  }

  void verify(const char* when);
};

// Measures a collection and reports it to the statistics and the log.
class CollectionScope {
 public:
  CollectionScope(Heap::Impl* impl, Vm* vm, CollectionKind kind, const char* reason);
  ~CollectionScope();
  // Of the cycle that this collection ends.
  void note_slices(word slices, uint64_t nanoseconds) {
    slices_ = slices;
    slice_nanoseconds_ = nanoseconds;
  }

 private:
  Heap::Impl* impl_;
  Vm* vm_;
  CollectionKind kind_;
  const char* reason_;
  uint64_t start_;
  uword used_before_;
  word slices_ = 0;
  uint64_t slice_nanoseconds_ = 0;
};

// Measures a slice of the marking cycle under way.
class SliceScope {
 public:
  explicit SliceScope(Heap::Impl* impl);
  ~SliceScope();
  uint64_t nanoseconds() const;

 private:
  Heap::Impl* impl_;
  uint64_t start_;
};

uint64_t now_nanoseconds();
void record_pause(HeapStatistics* statistics, uint64_t nanoseconds);

}  // namespace pyro::gc
