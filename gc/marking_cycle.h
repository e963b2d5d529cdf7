#pragma once

#include "gc/marker.h"

// Incremental marking: the major collection of a large heap in slices.
//
// A major collection that stops the program until everything is traced pauses it for about 0.6 ms
// for each megabyte that lives. Above kMinIncrementalBytes the collector therefore begins a cycle
// instead when memory has grown, marks a little whenever the program asks the allocator for more of
// eden, and stops the program only for the end.
//
// What keeps marking correct while the program changes the graph is the write barrier that the
// generations need anyway; nothing is added to it, nor to any load. The invariant (of the
// incremental-update kind; Dijkstra et al. 1978, in the object-granular form of Steele 1975):
//
//   an old object that is marked and waits for no scan refers to marked old objects and to young
//   ones only, unless it is in the remembered set.
//
// - Stores. The first store of a heap pointer into an old object puts it into the remembered set.
//   The next minor collection scans what is there; a marked object that it drops from the set is
//   put back on the mark stack. One that stays, since it refers to young objects, is scanned
//   again at the latest in the final pause. Stores of immediates only remove references. A change
//   of an object's layout counts as a store.
// - Young objects are not marked: they come and go with minor collections, and what they refer to
// is
//   found at the final pause, which treats them as any major collection does. An object that is
//   promoted, or a large one that becomes old, is born marked and goes to the mark stack.
// - Roots have no barrier. They are visited when the cycle begins, to have something to mark, once
//   more when the mark stack is empty, together with the survivors of a minor collection, and for
//   good at the final pause.
// - A weak reference can hand out an unmarked object at any time. It then is in a root or a young
//   object, or was stored through the barrier, hence needs no barrier on reading.
//
// Nothing that the mark stack holds moves before the end: only nursery and flagged blocks move, and
// these at the final pause. Mark bits are apart from the start bits, so that the heap can be walked
// between slices. Line marks are rebuilt while marking; allocation keeps to whole free blocks until
// the end.
//
// Large objects are scanned in parts. Should their words move meanwhile, then by a bulk store,
// which has the barrier, and the whole object is scanned again.
//
// Evacuation. At the beginning fragmented blocks are flagged, few enough to be moved in one pause.
// Slices mark what is in them and note each slot that refers there (in an object: roots, weak
// tables and layouts are updated at the end anyway). The final pause first moves the marked objects
// and updates the noted slots; copies are scanned again, since the noted slots inside of flagged
// blocks stayed behind. Too many slots (a class, say, that a million objects refer to): the plan is
// given up.
//
// The final pause does what a major collection does from the roots on: nursery, remembered objects,
// weak references, finalizers, sealed set, identities, VM tables, sweep of the block table. It
// comes soon after a minor collection, when there is little in the nursery. Objects that died while
// the cycle ran, after they were marked, live on until the next one.
//
// Pace. Slices trace several times the bytes that were allocated in eden, and more where promotion
// and large objects would otherwise outrun them: by the time memory has grown by kGrowthShare of
// what it was, marking shall be done. No slice takes more than about a millisecond, so memory can
// grow beyond that; at twice the share the cycle ends at once, in one long pause.
//
// gc.collect(), heap limit, sealing, stress: a collection that has to find everything dead gives a
// cycle under way up and starts from nothing.

namespace pyro::gc {

// Smaller heaps are traced in one pause, which takes up to four milliseconds.
constexpr uword kMinIncrementalBytes = uword{6} << 20;

class MarkingCycle {
 public:
  enum class State : uint8_t {
    kMarking,  // there is something on the mark stack, or was a moment ago
    kWaiting,  // for the next minor collection
    kClosing,  // roots and survivors were visited a second time: ends when the stack is empty
  };

  // `used_bytes`: what counts towards the major collection threshold, now.
  MarkingCycle(OldSpace* old_space, const char* reason, uword used_bytes);

  // Words to trace now that eden is filled up to `eden_top` and `used_bytes` are in use.
  word words_due(uword eden_top, uword used_bytes);
  void traced(word words) { traced_words_ += words; }
  // The nursery was emptied.
  void eden_begins(uword eden_begin) { eden_top_ = eden_begin; }
  // With more than this in use the cycle has to end at once.
  uword most_bytes() const { return begun_bytes_ + 2 * growth_allowed_; }

  Marker marker;
  State state = State::kMarking;
  const char* const reason;
  word slices = 0;
  uint64_t nanoseconds = 0;  // spent in slices

 private:
  uword begun_bytes_, growth_allowed_;
  uword eden_top_ = 0;
  word traced_words_ = 0;
};

}  // namespace pyro::gc
