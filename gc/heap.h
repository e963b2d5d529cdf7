#pragma once

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>

#include "gc/vm_interface.h"

// The heap: spaces, allocation, collection.
//
// Spaces. Objects are born in the nursery's eden by bumping a pointer. A minor collection copies
// what lives there to a survivor space; whoever survives a second one moves to the old generation.
// The old generation consists of 32 KiB blocks divided into lines of 256 bytes (the Immix design of
// Blackburn and McKinley, 2008): the allocator bumps through runs of free lines, so reclaiming
// memory means finding free lines, not threading free lists. Objects of more than
// Header::kMaxSmallWords words live in runs of blocks of their own and never move. gc/geometry.h
// has the map.
//
// Why generational, and why moving: most Python objects die at once, and copying costs only what
// survives; bump allocation is a handful of instructions; and a heap that can be compacted gives
// memory back after a peak and can be sealed before a fork.
//
// Side tables. Mark, remembered and identity state is kept beside the heap and never in an object,
// so a collection in a forked child writes to no page that holds objects which it does not move.
// "Start bits" have one bit a word, set at every old object, "mark bits" the same at those that a
// major collection under way has reached. "Logged bits" drive the write barrier.
//
// Write barrier. Object granularity: the first store of a heap pointer into an old object since the
// last minor collection puts the object into the remembered set and sets its logged bit, which
// silences the barrier for it. The next minor collection scans the object, and drops it from the
// set unless it still refers to a young one.
//
// Minor collection. Roots, layout table and remembered set are scanned; copies are scanned in turn
// (Cheney for survivors, a stack for promoted objects). Weak references, finalizable objects and
// identities are registered by generation, so that only those that are young, or refer to something
// young, are looked at.
//
// Major collection. One tracing pass from the roots marks objects, moves those in blocks flagged
// for evacuation (fragmented ones, or all), and updates the references to what moved. The nursery
// counts as flagged: a major collection empties it. An object marks its layout, so hidden classes
// die with their last instance. Blocks without a marked line are free then. In heaps above a few
// megabytes marking happens in slices before, between which the program runs: gc/marking_cycle.h.
//
// Weak references and finalizers, in both kinds of collection: closure from the roots; references
// to what is unreachable are cleared and those with callbacks queued; unreachable finalizable
// objects are revived, once in their life, and queued; closure again; then weak arrays, identities,
// native resources, and the VM's own weak tables. The VM runs the queues at its next safepoint,
// never inside a collection. A minor collection takes every old object for live.
//
// Stress. With a stress probability p, each allocation moves the whole heap with probability p,
// fills what was left with 0xdb, and tells AddressSanitizer that it is gone. With `verify`,
// gc/verifier.cpp checks the invariants around collections.
//
// Allocation never fails for small objects: when the heap limit is reached they may overshoot it by
// a bounded reserve, and `memory_exhausted` becomes true, which the VM turns into a MemoryError at
// its next safepoint. Large objects fail with Error at once. Any function here that takes sizes may
// collect, and collecting moves objects: see docs/gc-safety.md.

namespace pyro::gc {

class AllocationTracer;
class SnapshotNames;  // gc/snapshot.h

struct HeapOptions {
  word nursery_bytes = word{1} << 20;
  word limit_bytes = 0;           // 0: none
  double stress_probability = 0;  // moves the whole heap at an allocation with this probability
  uint64_t stress_seed = 0;
  // Not 0: marking cycles run all the time, and each allocation traces a random number of words of
  // at most this.
  word stress_slices = 0;
  bool always_evacuate = false;  // every major collection evacuates every block
  bool verify = false;           // verify the heap before and after each collection
  FILE* log = nullptr;           // one line a collection
  // Fails the n-th allocation that may fail from now on (0: never). For tests.
  int64_t fail_nth_large = 0;
};

struct HeapStatistics {
  uint64_t minor_collections, major_collections;
  uint64_t marking_slices;
  uint64_t bytes_allocated;  // since start
  uint64_t bytes_promoted;
  uint64_t bytes_live_after_major;  // after the last major collection
  uint64_t bytes_committed;         // memory held from the system, side tables included
  uint64_t objects_freed;           // by major collections
  uint64_t old_bytes_used;
  uint64_t old_block_bytes;  // memory of the blocks that hold them; the rest is fragmentation
  uint64_t large_bytes_used;
  uint64_t nursery_bytes;  // of eden, the part in use
  uint64_t sealed_bytes;   // not in old_bytes_used
  uint64_t external_bytes;
  uint64_t pause_nanoseconds_total, pause_nanoseconds_max;
  uint64_t pause_histogram[32];  // pauses of [2^k, 2^(k+1)) microseconds
};

class Heap {
 public:
  struct Impl;  // gc/heap_impl.h, for the collector's own files

  // Returns null if address space cannot be reserved.
  static std::unique_ptr<Heap> create(Vm* vm, const HeapOptions& options);
  ~Heap();

  // --- allocation

  // A new object of `words` words (header included), all zero (small int 0) behind the header.
  // Objects of up to Header::kMaxSmallWords words never fail; larger ones return Error when memory
  // is exhausted or the size is absurd.
  RawObject allocate(LayoutId layout, Kind kind, bool raw_body, word words) {
    uword bytes = static_cast<uword>(words) << kWordSizeLog2;
#ifdef PYRO_DEBUG
    if (no_gc_depth != 0) std::abort();  // allocation inside a NoGCScope
#endif
    if (__builtin_expect(words <= Header::kMaxSmallWords && nursery_top_ + bytes <= nursery_limit_,
                         1)) {
      uword address = nursery_top_;
      nursery_top_ += bytes;
      *reinterpret_cast<uword*>(address) = Header::make(layout, kind, raw_body, words).bits();
      return RawObject::from_address(address);
    }
    return allocate_slow(layout, kind, raw_body, words);
  }
  // An object that never moves (a large object, whatever its size). For buffers that the system or
  // an extension writes to.
  RawObject allocate_pinned(LayoutId layout, Kind kind, bool raw_body, word words);

  // Native memory owned by small objects counts towards the next collection. Negative to give back.
  void add_external_bytes(word bytes);

  // Reports allocations to `tracer` from now on; null ends that. See gc/allocation_tracer.h.
  void set_allocation_tracer(std::unique_ptr<AllocationTracer> tracer);
  AllocationTracer* allocation_tracer() const;

  // True once after the limit was overshot by small objects; the VM raises MemoryError and calls
  // clear_memory_exhausted.
  bool memory_exhausted() const { return memory_exhausted_; }
  void clear_memory_exhausted() { memory_exhausted_ = false; }

  // --- collection

  void collect_minor(const char* reason);
  // Full: marks everything from the roots, runs the weak reference and finalizer protocol to its
  // fixed point (queues only; the VM runs them), compacts fragmented blocks, or all of them if
  // `compact_all`. Returns the number of objects freed.
  word collect_major(const char* reason, bool compact_all = false);
  // The same for a program that asks for it: compacts if much of the heap lies fragmented, and
  // gives all free memory back to the system.
  word collect_completely(const char* reason, bool compact_all = false);

  // Compacts the heap and seals it: from now on no collection frees, moves, marks or traces what
  // lives now, and none writes to its pages, so that processes forked later share them. What sealed
  // objects come to refer to is kept alive by them, dead or not. Returns the number of objects
  // freed.
  word seal(const char* reason);
  // Makes what was sealed part of the old generation again.
  void unseal();
  word sealed_objects() const;

  // Objects whose death must be announced to Python code (types with __del__, suspended generators
  // with pending finally, ...). They are resurrected once: found dead, they are kept alive, leave
  // this registry, and wait in the queue below.
  void register_finalizable(RawObject object);
  // How many objects were registered so far; tells whether there may be any since some moment.
  word finalizables_registered() const;
  // The next object whose finalizer should run, or Unbound.
  RawObject take_pending_finalizer();
  // The next weak reference whose referent died and that has a callback, or Unbound. The reference
  // is already cleared.
  RawObject take_pending_weak_callback();
  bool has_pending_callbacks() const { return pending_callbacks_; }
  // Objects with native resources: Vm::release_native is called when they die.
  void register_native(RawObject object);
  // Every new WeakRef object (kinds WeakRef and below) must be registered once its referent is set.
  void register_weak_ref(RawObject weak_ref);

  // The live weak references to an object, oldest first, appended to `out`.
  void weak_refs_of(RawObject object, std::function<void(RawObject)> each);

  // --- identity

  // A number that no other live object has, stable while the object lives (objects move, so
  // addresses will not do). Kept in a side table that forgets the object when it dies. A multiple
  // of 16.
  uint64_t identity(RawObject object);
  // The 24-bit identity hash (never 0), kept in the header; string kinds keep their string hash
  // there and must not come here.
  uint32_t identity_hash(RawObject object);

  // --- inspection

  // Whether the next minor collection decides if the object lives: it is in the nursery, or large
  // and new.
  bool is_young(RawObject object) const { return is_in_nursery(object) || is_young_large(object); }
  bool is_in_nursery(RawObject object) const {
    return object.is_heap() && object.address() - nursery_base_ < nursery_size_;
  }
  bool contains(RawObject object) const;
  // Every object in the heap, dead ones not yet collected included unless a collection ran just
  // before. No allocation inside.
  void for_each_object(const std::function<void(RawObject)>& visit);
  const HeapStatistics& statistics();
  // Aborts with a description if an invariant of the heap is broken.
  void verify(const char* when);
  // Writes a heap snapshot that browsers' developer tools read (.heapsnapshot). Dead objects that
  // no collection found yet are in it. Returns false with errno set on failure.
  bool write_snapshot(FILE* file, SnapshotNames& names);

  HeapOptions& options() { return options_; }
  // End of the objects in eden.
  uword nursery_top() const { return nursery_top_; }
  Vm* vm() const { return vm_; }

  // Debug builds: allocating inside a NoGCScope aborts.
  int no_gc_depth = 0;

 private:
  explicit Heap(Vm* vm, const HeapOptions& options);
  bool is_young_large(RawObject object) const;
  RawObject allocate_slow(LayoutId layout, Kind kind, bool raw_body, word words);

  uword nursery_top_ = 0,
        nursery_limit_ = 0;  // limit is lowered to force the slow path (stress, pending work)
  uword nursery_base_ = 0, nursery_size_ = 0;
  bool memory_exhausted_ = false, pending_callbacks_ = false;
  HeapOptions options_;
  Vm* vm_;
  std::unique_ptr<Impl> impl_;
};

// Asserts, in debug builds, that nothing in its extent allocates.
class NoGCScope {
 public:
#ifdef PYRO_DEBUG
  explicit NoGCScope(Heap* heap) : heap_(heap) { heap_->no_gc_depth++; }
  ~NoGCScope() { heap_->no_gc_depth--; }

 private:
  Heap* heap_;
#else
  explicit NoGCScope(Heap*) {}
#endif
 public:
  NoGCScope(const NoGCScope&) = delete;
  NoGCScope& operator=(const NoGCScope&) = delete;
};

}  // namespace pyro::gc
