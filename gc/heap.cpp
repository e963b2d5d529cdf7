#include "gc/heap.h"

#include <algorithm>

#include "gc/finalizer_order.h"
#include "gc/heap_impl.h"
#include "gc/memory.h"

namespace pyro::gc {

namespace {

// Room to grow before the next full collection: half of what is live, but not so little that small
// programs collect all the time.
constexpr uword kMinGrowth = uword{1} << 20;
// After a collection in vain: as much as is live, if that is not more than this.
constexpr uword kMostGrowthInVain = uword{32} << 20;
// Bytes of large objects that are born before a minor collection looks which of them live: as many
// as eden holds, and this at least.
constexpr uword kMinLargeEden = uword{1} << 19;
constexpr word kMaxObjectWords = static_cast<word>(kRegionSize / kWordSize);

}  // namespace

Heap::Heap(Vm* vm, const HeapOptions& options)
    : options_(options), vm_(vm), impl_(std::make_unique<Impl>(this)) {}

Heap::~Heap() {
  if (impl_->reserved.base != 0) release_region(impl_->reserved);
}

std::unique_ptr<Heap> Heap::create(Vm* vm, const HeapOptions& options) {
  std::unique_ptr<Heap> heap(new Heap(vm, options));
  return heap->impl_->initialize() ? std::move(heap) : nullptr;
}

bool Heap::Impl::initialize() {
  reserved = reserve_region();
  region = reserved.base;
  if (region == 0) return false;
  *reinterpret_cast<RegionHeader*>(region) = {&remember, heap};
  if (!nursery.initialize(region + kHeapOffset, static_cast<uword>(heap->options_.nursery_bytes)))
    return false;
  blocks.initialize(nursery.all().end, reserved.end);
  heap->nursery_base_ = nursery.all().begin;
  heap->nursery_size_ = nursery.all().size();
  stress_random.seed(static_cast<uint32_t>(heap->options_.stress_seed));
  reset_eden();
  set_major_threshold();
  return true;
}

void Heap::Impl::remember(RegionHeader* region, uword owner_address) {
  static_cast<Heap*>(region->heap)->impl_->remembered.add(owner_address);
}

void Heap::Impl::reset_eden() { heap->nursery_top_ = heap->nursery_limit_ = nursery.eden().begin; }

// --- allocation

RawObject Heap::allocate_slow(LayoutId layout, Kind kind, bool raw_body, word words) {
  impl_->before_slow_allocation();
  RawObject object = words <= Header::kMaxSmallWords
                         ? impl_->allocate_small(layout, kind, raw_body, words)
                         : impl_->allocate_large(layout, kind, raw_body, words);
  if (impl_->tracer != nullptr && !object.is_error())
    impl_->tracer->allocated_NoGC(object, words << kWordSizeLog2);
  return object;
}

RawObject Heap::allocate_pinned(LayoutId layout, Kind kind, bool raw_body, word words) {
  impl_->before_slow_allocation();
  RawObject object = impl_->allocate_large(layout, kind, raw_body, words);
  if (impl_->tracer != nullptr && !object.is_error())
    impl_->tracer->allocated_NoGC(object, words << kWordSizeLog2);
  return object;
}

void Heap::set_allocation_tracer(std::unique_ptr<AllocationTracer> tracer) {
  impl_->tracer = std::move(tracer);
  nursery_limit_ = 0;  // the next allocation looks at the tracer, and sets the limit anew
}

AllocationTracer* Heap::allocation_tracer() const { return impl_->tracer.get(); }

void Heap::Impl::before_slow_allocation() {
#ifdef PYRO_DEBUG
  if (heap->no_gc_depth != 0 || collecting) {
    std::fprintf(stderr, "Fatal error: allocation %s\n",
                 collecting ? "during a collection" : "inside a NoGCScope");
    std::abort();
  }
#endif
  if (stressing()) {
    std::uniform_real_distribution<double> chance(0, 1);
    if (chance(stress_random) < heap->options_.stress_probability) {
      major("stress", OldSpace::Evacuate::kAll);
      return;
    }
  }
  if (heap->options_.stress_slices != 0) return stress_cycle();
  if (major_requested) {
    major_when_due("external memory");
    major_requested = false;
  }
  if (cycle != nullptr) advance_cycle();
}

RawObject Heap::Impl::allocate_small(LayoutId layout, Kind kind, bool raw_body, word words) {
  uword bytes = static_cast<uword>(words) << kWordSizeLog2;
  uword limit = nursery.extend(heap->nursery_top_, bytes);
  if (limit == 0) {
    collect_when_eden_is_full();
    limit = nursery.extend(heap->nursery_top_, bytes);
  }
  uword address = heap->nursery_top_;
  heap->nursery_top_ += bytes;
  heap->nursery_limit_ =
      stressing() || tracer != nullptr ? 0 : limit;  // 0: every allocation comes here
  *reinterpret_cast<uword*>(address) = Header::make(layout, kind, raw_body, words).bits();
  return RawObject::from_address(address);
}

void Heap::Impl::collect_when_eden_is_full() {
  minor("eden full");
  major_when_due("growth");
  if (!over_limit(0)) return;
  major("limit", OldSpace::Evacuate::kAll);
  if (over_limit(0)) heap->memory_exhausted_ = true;
}

RawObject Heap::Impl::allocate_large(LayoutId layout, Kind kind, bool raw_body, word words) {
  if (words < 1 || words > kMaxObjectWords) return RawObject::error();
  int64_t& countdown = heap->options_.fail_nth_large;
  if (countdown > 0 && --countdown == 0) return RawObject::error();
  uword bytes = LargeObjectSpace::footprint(words);
  // Looking at the young ones is cheaper than at everything, but not worth it for a few.
  uword young = large.young_bytes();
  bool full = cycle == nullptr && major_is_due(bytes);
  uword eden = std::max(nursery.eden_in_use(), kMinLargeEden);
  if (young != 0 && (young + bytes > eden || (full && young > eden / 4))) minor("large objects");
  major_when_due("large object", bytes);
  if (over_limit(bytes)) {
    major("limit", OldSpace::Evacuate::kAll);
    if (over_limit(bytes)) return RawObject::error();
  }
  RawObject object = large.allocate(layout, kind, raw_body, words);
  if (object.is_error()) {
    major("no memory", OldSpace::Evacuate::kAll);
    object = large.allocate(layout, kind, raw_body, words);
  }
  if (!object.is_error()) statistics.bytes_allocated += bytes;
  return object;
}

void Heap::add_external_bytes(word bytes) {
  word total = static_cast<word>(impl_->external_bytes) + bytes;
  impl_->external_bytes = static_cast<uword>(std::max<word>(total, 0));
  if (bytes > 0 && impl_->major_is_due(0)) {
    impl_->major_requested = true;
    nursery_limit_ = 0;
  }
}

// --- collection

void Heap::collect_minor(const char* reason) {
  if (!impl_->collecting) impl_->minor(reason);
}

word Heap::collect_major(const char* reason, bool compact_all) {
  auto which = compact_all ? OldSpace::Evacuate::kAll : OldSpace::Evacuate::kFragmented;
  return impl_->collecting ? 0 : impl_->major(reason, which);
}

// Whether another collection would win an eighth of the old generation.
bool Heap::Impl::is_fragmented() const {
  uword used = old_space.bytes_used();
  return old_space.block_bytes() > used + std::max(used / 8, kMinGrowth / 4);
}

word Heap::collect_completely(const char* reason, bool compact_all) {
  if (impl_->collecting) return 0;
  auto which = compact_all ? OldSpace::Evacuate::kAll : OldSpace::Evacuate::kFragmented;
  word freed = impl_->major(reason, which);
  if (impl_->is_fragmented()) freed += impl_->major("fragmentation", OldSpace::Evacuate::kSparse);
  impl_->give_memory_back();
  return freed;
}

// Part of every pause, until there is no more to give than what a program that goes on needs.
void Heap::Impl::trim_a_little() {
  constexpr uword kMostBytes = uword{2} << 20;
  if (blocks.free_committed_bytes() > free_bytes_kept) blocks.trim(free_bytes_kept, kMostBytes);
}

void Heap::Impl::give_memory_back() {
  blocks.trim(0);
  if (!stressing()) nursery.release();  // which would hide the pattern
}

word Heap::seal(const char* reason) {
  if (impl_->collecting) return 0;
  impl_->sealing = true;
  word freed = impl_->major(reason, OldSpace::Evacuate::kAll);
  impl_->sealing = false;
  impl_->old_space.seal();
  impl_->large.seal();
  impl_->sealed.activate();
  impl_->set_major_threshold();
  impl_->give_memory_back();
  return freed;
}

void Heap::unseal() {
  // A cycle knows nothing of the blocks that come back.
  if (impl_->cycle != nullptr) impl_->finish_cycle("gc.unfreeze()");
  impl_->old_space.unseal();
  impl_->large.unseal();
  impl_->sealed.clear();
  impl_->set_major_threshold();
}

word Heap::sealed_objects() const {
  return static_cast<word>(impl_->old_space.sealed_objects() + impl_->large.sealed_objects());
}

void Heap::Impl::visit_own_roots(RootVisitor& visitor) {
  visitor.visit(pending_finalizers.data() + next_finalizer,
                pending_finalizers.data() + pending_finalizers.size(), "pending finalizers");
  visitor.visit(pending_weak_callbacks.data() + next_weak_callback,
                pending_weak_callbacks.data() + pending_weak_callbacks.size(),
                "pending weak reference callbacks");
}

// After the closure from the roots. First the references to everything that is unreachable are
// cleared, then finalizable objects come back to life; what they reach is reachable again but stays
// without weak references, as in CPython. No object can die after that, so one round is the fixed
// point.
template <typename Collector>
void Heap::Impl::weak_phases(Collector& collector, CollectionKind kind) {
  weak_refs.clear_dead(kind, collector, &pending_weak_callbacks);
  std::vector<RawObject> doomed;
  finalizables.sweep(kind, collector, [&](RawObject object) {
    if (heap->vm_->needs_finalizer_NoGC(object)) doomed.push_back(object);
  });
  order_finalizers(collector, &doomed);
  for (RawObject object : doomed) pending_finalizers.push_back(collector.resurrect(object));
  collector.drain();
  if (kind == CollectionKind::kMajor) {
    while (heap->vm_->visit_native_references(collector, collector)) collector.drain();
  }
  collector.process_weak_arrays();
  weak_refs.update(kind, collector);
  identities.update(kind, collector);
  if (tracer != nullptr) tracer->collected_NoGC(kind, collector);
  natives.sweep(kind, collector, [&](RawObject object) { heap->vm_->release_native(object); });
}

void Heap::Impl::minor(const char* reason) {
  {
    CollectionScope scope(this, heap->vm_, CollectionKind::kMinor, reason);
    minor_pause();
  }
  if (cycle != nullptr) cycle_after_minor();
}

void Heap::Impl::minor_pause() {
  if (cycle != nullptr) tell_layouts(cycle->marker);
  MinorCollector collector(&nursery, &old_space, &large, &remembered, ageing,
                           cycle != nullptr ? &cycle->marker : nullptr);
  visit_own_roots(collector);
  word layout_count = 0;
  RawObject* layouts = heap->vm_->layout_table(&layout_count);
  collector.visit(layouts, layouts + layout_count, "layouts");
  heap->vm_->visit_roots(collector, CollectionKind::kMinor);
  sealed.note(remembered.owners());
  collector.scan_remembered();
  collector.drain();
  weak_phases(collector, CollectionKind::kMinor);
  heap->vm_->process_weak(collector, CollectionKind::kMinor);
  large.finish_minor();
  statistics.bytes_promoted += collector.promoted_bytes();
  statistics.minor_collections++;
  statistics.bytes_allocated += heap->nursery_top_ - nursery.eden().begin;
  nursery.flip(collector.survivor_top(), stressing());
  uword survived = nursery.survivor_top() - nursery.survivors().begin + collector.promoted_bytes();
  // While a program builds something that lasts, copying twice is work for nothing.
  ageing = survived <= nursery.eden_in_use() / 4 * (ageing ? 3 : 2);
  // More room gives objects more time to die, at the price of memory: in proportion to the heap it
  // is.
  if (survived > nursery.eden_in_use() / 8 && nursery.eden_in_use() < old_space.bytes_used() / 16)
    nursery.grow();
  reset_eden();
  trim_a_little();
}

word Heap::Impl::major(const char* reason, OldSpace::Evacuate which) {
  CollectionScope scope(this, heap->vm_, CollectionKind::kMajor, reason);
  abandon_cycle();
  uword freed =
      major_in_one_pause(heap->options_.always_evacuate ? OldSpace::Evacuate::kAll : which);
  statistics.objects_freed += freed;
  return static_cast<word>(freed);
}

// Returns the number of objects freed.
uword Heap::Impl::major_in_one_pause(OldSpace::Evacuate which) {
  blocks.set_poison_fill(stressing());  // asked each time: stress may begin later
  uword budget = old_space.bytes_used() / 8 + (uword{1} << 20);
  old_space.begin_marking(which, budget);
  Marker marker(&old_space, Marker::Mode::kFinal);
  tell_layouts(marker);
  return complete(marker, begin_final_pause());
}

// Returns the number of objects in nursery and large object space.
uword Heap::Impl::begin_final_pause() {
  uword objects = 0;
  nursery.for_each_object(heap->nursery_top_, [&](RawObject) { objects++; });
  weak_refs.merge();
  finalizables.merge();
  natives.merge();
  return objects + large.make_all_old();
}

void Heap::Impl::visit_sealed_roots(Marker& marker) {
  if (!sealed.active()) return;
  // Nobody looks which layouts sealed objects have.
  word layout_count = 0;
  RawObject* layouts = heap->vm_->layout_table(&layout_count);
  marker.visit(layouts, layouts + layout_count, "layouts");
  sealed.visit_owners([&](uword address) { marker.visit_owner(address); });
}

// The part of a major collection that stops the program in any case, once nothing of flagged blocks
// is marked in place. Returns the number of objects freed.
uword Heap::Impl::complete(Marker& marker, uword objects_before) {
  uword used_before = used_bytes();
  // What slices marked and the program then stored into.
  std::vector<uword> changed = remembered.take();
  sealed.note(changed);
  for (uword address : changed) {
    if (is_marked(address)) marker.visit_owner(address);
  }
  // What a process changes in its containers shall not touch the pages of everything around.
  if (sealing) marker.trace_breadth_first();
  visit_own_roots(marker);
  heap->vm_->visit_roots(marker, CollectionKind::kMajor);
  visit_sealed_roots(marker);
  marker.drain();
  while (heap->vm_->visit_native_references(marker, marker)) marker.drain();
  weak_phases(marker, CollectionKind::kMajor);
  marker.update_layout_table();
  heap->vm_->process_weak(marker, CollectionKind::kMajor);
  marker.for_each_feedback(
      [&](RawFeedback feedback) { heap->vm_->process_feedback(feedback, marker); });
  objects_before += old_space.finish_marking(marker.small_bytes());
  large.finish_marking();
  blocks.clear_marks();
  statistics.bytes_allocated += heap->nursery_top_ - nursery.eden().begin;
  nursery.clear(stressing());
  reset_eden();
  statistics.major_collections++;
  statistics.bytes_live_after_major = used_bytes() - external_bytes;
  major_requested = false;
  last_major_in_vain = used_bytes() > used_before - used_before / 8;
  set_major_threshold();
  free_bytes_kept = nursery.eden_in_use() + old_space.bytes_used() / 8;
  cycle != nullptr ? trim_a_little() : blocks.trim(free_bytes_kept);
  return objects_before - marker.copies() - marker.objects();
}

void Heap::Impl::set_major_threshold() {
  uword live = used_bytes();
  // Garbage is dearer to processes that share most of their memory, and tracing what each has of
  // its own is cheap.
  if (sealed.active()) {
    major_threshold = live + std::max(kMinGrowth, (live - sealed_bytes()) / 4);
    return;
  }
  // A program that builds something gets more room, up to a point.
  uword growth = live / 2;
  if (last_major_in_vain) growth = std::max(growth, std::min(live, kMostGrowthInVain));
  major_threshold = live + std::max(kMinGrowth, growth);
}

// --- registries

word Heap::finalizables_registered() const { return impl_->finalizables_registered; }

void Heap::register_finalizable(RawObject object) {
  impl_->finalizables_registered++;
  impl_->finalizables.add(object, is_young(object));
}
void Heap::register_native(RawObject object) { impl_->natives.add(object, is_young(object)); }

void Heap::register_weak_ref(RawObject weak_ref) {
  RawObject referent = weak_ref.at(RawWeakRef::kReferentIndex);
  impl_->weak_refs.add(weak_ref, is_young(weak_ref) || is_young(referent));
}

void Heap::weak_refs_of(RawObject object, std::function<void(RawObject)> each) {
  impl_->weak_refs.for_each_of(object, each);
}

static RawObject take_first(std::vector<RawObject>* queue, size_t* next) {
  if (*next == queue->size()) return RawObject::unbound();
  RawObject first = (*queue)[(*next)++];
  if (*next == queue->size()) {
    queue->clear();
    *next = 0;
  }
  return first;
}

bool Heap::is_young_large(RawObject object) const {
  return object.is_heap() && impl_->large.is_young(object.address());
}

void Heap::Impl::update_pending_flag() {
  heap->pending_callbacks_ = !pending_finalizers.empty() || !pending_weak_callbacks.empty();
}

RawObject Heap::take_pending_finalizer() {
  RawObject object = take_first(&impl_->pending_finalizers, &impl_->next_finalizer);
  impl_->update_pending_flag();
  return object;
}

RawObject Heap::take_pending_weak_callback() {
  RawObject object = take_first(&impl_->pending_weak_callbacks, &impl_->next_weak_callback);
  impl_->update_pending_flag();
  return object;
}

uint64_t Heap::identity(RawObject object) {
  return impl_->identities.identity(object, is_young(object));
}

uint32_t Heap::identity_hash(RawObject object) {
  Header header = object.header();
  if (header.hash() != 0) return header.hash();
  uint32_t hash = 0;
  while (hash == 0) {
    // xorshift: any sequence that spreads well over 24 bits will do.
    uint32_t x = impl_->next_hash;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    impl_->next_hash = x;
    hash = x >> 8;
  }
  object.set_header(header.with_hash(hash));
  return hash;
}

// --- inspection

bool Heap::contains(RawObject object) const {
  if (!object.is_heap() || region_of(object.address()) != region_of(impl_->region)) return false;
  if (is_in_nursery(object)) {
    return object.address() < nursery_top_ || impl_->nursery.survivors().contains(object.address());
  }
  BlockState state = block_info(object.address()).state;
  return (state == BlockState::kLines || state == BlockState::kLargeHead) &&
         is_start(object.address());
}

void Heap::for_each_object(const std::function<void(RawObject)>& visit) {
  impl_->for_each_object(visit);
}

void Heap::verify(const char* when) { impl_->verify(when); }

}  // namespace pyro::gc
