#include "gc/marking_cycle.h"

#include <algorithm>

#include "gc/heap_impl.h"

namespace pyro::gc {

namespace {

// Bytes traced for each byte allocated in eden.
constexpr uword kTracedPerEdenByte = 4;
// Of the memory in use: what it may grow by while a cycle runs.
constexpr uword kGrowthShare = 16, kMinGrowthAllowed = uword{1} << 19;
// No slice traces more; about a millisecond.
constexpr word kMostWordsOfSlice = word{100} << 10;
// A slice looks at the clock after so many words, and ends after so much time.
constexpr word kWordsBetweenLooks = word{8} << 10;
constexpr uint64_t kMostNanosecondsOfSlice = 1000000;
// Copied at a final pause.
constexpr uword kEvacuationBudget = uword{512} << 10;
constexpr size_t kMostNotedSlots = size_t{64} << 10;
// Under stress: one in so many allocations runs a minor collection.
constexpr uint32_t kStressMinor = 64;

}  // namespace

MarkingCycle::MarkingCycle(OldSpace* old_space, const char* reason, uword used_bytes)
    : marker(old_space, Marker::Mode::kSlices),
      reason(reason),
      begun_bytes_(used_bytes),
      growth_allowed_(std::max(used_bytes / kGrowthShare, kMinGrowthAllowed)) {}

word MarkingCycle::words_due(uword eden_top, uword used_bytes) {
  uword allocated = eden_top > eden_top_ ? eden_top - eden_top_ : 0;
  eden_top_ = eden_top;
  word due = static_cast<word>(allocated * kTracedPerEdenByte) / kWordSize;
  // What growth demands is spread over several slices: it comes in steps, with minor collections.
  double grown = used_bytes > begun_bytes_ ? static_cast<double>(used_bytes - begun_bytes_) : 0;
  double share = std::min(1.0, grown / static_cast<double>(growth_allowed_));
  word target = static_cast<word>(share * static_cast<double>(begun_bytes_ / kWordSize));
  due += std::max<word>(target - traced_words_, 0) / 8;
  return std::min(due, kMostWordsOfSlice);
}

// --- the heap's part

bool Heap::Impl::major_is_due(uword extra) const {
  return used_bytes() + extra > (cycle != nullptr ? cycle->most_bytes() : major_threshold);
}

void Heap::Impl::major_when_due(const char* reason, uword extra) {
  if (!major_is_due(extra)) return;
  major_requested = false;
  if (cycle != nullptr) {
    finish_cycle(reason);
  } else if (used_bytes() - external_bytes - sealed_bytes() < kMinIncrementalBytes) {
    major(reason, OldSpace::Evacuate::kFragmented);
  } else {
    begin_cycle(reason, OldSpace::Evacuate::kFragmented);
  }
}

void Heap::Impl::begin_cycle(const char* reason, OldSpace::Evacuate which) {
  SliceScope scope(this);
  cycle = std::make_unique<MarkingCycle>(&old_space, reason, used_bytes());
  cycle->eden_begins(heap->nursery_top_);
  blocks.set_poison_fill(stressing());
  old_space.begin_marking(which, kEvacuationBudget);
  visit_cycle_roots();
}

// In a cycle's slices: marks, and moves nothing.
void Heap::Impl::visit_cycle_roots() {
  Marker& marker = cycle->marker;
  tell_layouts(marker);
  visit_own_roots(marker);
  heap->vm_->visit_roots(marker, CollectionKind::kMajor);
  visit_sealed_roots(marker);
}

void Heap::Impl::tell_layouts(Marker& marker) {
  word count = 0;
  RawObject* layouts = heap->vm_->layout_table(&count);
  marker.use_layouts(layouts, count);
}

void Heap::Impl::advance_cycle() {
  if (cycle->state == MarkingCycle::State::kWaiting && cycle->marker.is_drained()) return;
  word due = cycle->words_due(heap->nursery_top_, used_bytes());
  if (due == 0) return;
  bool drained;
  {
    SliceScope scope(this);
    tell_layouts(cycle->marker);
    drained = trace_slice(due, scope);
  }
  if (drained) cycle_is_drained();
}

// Returns whether nothing is left to be traced.
bool Heap::Impl::trace_slice(word words, const SliceScope& scope) {
  for (bool drained = false;;) {
    word step = std::min(words, kWordsBetweenLooks);
    drained = cycle->marker.drain_slice(step);
    cycle->traced(step);
    words -= step;
    if (cycle->marker.noted_slots() > kMostNotedSlots && !stressing()) {
      old_space.forget_evacuation();
      cycle->marker.forget_slots();
    }
    if (drained || words <= 0) return drained;
    if (scope.nanoseconds() > kMostNanosecondsOfSlice) return false;
  }
}

void Heap::Impl::cycle_is_drained() {
  if (cycle->state == MarkingCycle::State::kClosing) return finish_cycle(cycle->reason);
  cycle->state = MarkingCycle::State::kWaiting;
}

// The nursery is as empty as it gets: what is only reachable through it or the roots is looked for
// now, so that the final pause finds little to be marked.
void Heap::Impl::cycle_after_minor() {
  cycle->eden_begins(heap->nursery_top_);
  if (cycle->state != MarkingCycle::State::kWaiting) return;
  SliceScope scope(this);
  visit_cycle_roots();
  nursery.for_each_object(heap->nursery_top_,
                          [&](RawObject object) { cycle->marker.visit_young(object); });
  cycle->state = MarkingCycle::State::kClosing;
}

void Heap::Impl::finish_cycle(const char* reason) {
  CollectionScope scope(this, heap->vm_, CollectionKind::kMajor, reason);
  Marker& marker = cycle->marker;
  tell_layouts(marker);
  marker.drain();
  uword objects_before = begin_final_pause();
  marker.move_flagged();
  statistics.objects_freed += complete(marker, objects_before);
  scope.note_slices(cycle->slices, cycle->nanoseconds);
  cycle.reset();
}

void Heap::Impl::abandon_cycle() {
  if (cycle == nullptr) return;
  old_space.abandon_marking();
  blocks.clear_marks();
  cycle.reset();
}

void Heap::Impl::stress_cycle() {
  if (stress_random() % kStressMinor == 0) minor("stress");
  if (cycle == nullptr) {
    bool all = stress_random() % 2 == 0;
    return begin_cycle("stress", all ? OldSpace::Evacuate::kAll : OldSpace::Evacuate::kFragmented);
  }
  bool drained;
  {
    SliceScope scope(this);
    tell_layouts(cycle->marker);
    word most = heap->options_.stress_slices;
    drained = cycle->marker.drain_slice(1 + static_cast<word>(stress_random()) % most);
  }
  if (!drained) return;
  // Sometimes without a second look at the roots.
  if (stress_random() % 4 == 0) cycle->state = MarkingCycle::State::kClosing;
  cycle_is_drained();
}

SliceScope::SliceScope(Heap::Impl* impl) : impl_(impl), start_(now_nanoseconds()) {
  impl_->collecting = true;
}

SliceScope::~SliceScope() {
  impl_->collecting = false;
  uint64_t spent = nanoseconds();
  record_pause(&impl_->statistics, spent);
  impl_->statistics.marking_slices++;
  impl_->cycle->slices++;
  impl_->cycle->nanoseconds += spent;
  // Every slice leaves the heap in order, but looking at all of it takes longer than the slice.
  constexpr word kVerifyOneIn = 16;
  if (impl_->heap->options().verify && impl_->cycle->slices % kVerifyOneIn == 0)
    impl_->verify("after a slice of marking");
}

uint64_t SliceScope::nanoseconds() const { return now_nanoseconds() - start_; }

}  // namespace pyro::gc
