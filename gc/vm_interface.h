#pragma once

#include "objects/objects.h"

// The one door between the collector and the virtual machine. The collector knows the storage
// formats (objects/) and nothing of Python; whatever else it must know about the program it asks
// through gc::Vm. Its tests use a dummy Vm.

namespace pyro::gc {

// Receives the VM's roots. A collector that moves objects updates the slots.
class RootVisitor {
 public:
  // Visits the values in [begin, end). Words that are not heap pointers are ignored. `label` names
  // the roots in heap dumps and verifier messages and must be a string literal.
  virtual void visit(RawObject* begin, RawObject* end, const char* label) = 0;
  void visit(RawObject* slot, const char* label) { visit(slot, slot + 1, label); }

 protected:
  ~RootVisitor() = default;
};

// Answers, during weak processing of one collection, what became of an object.
class WeakResolver {
 public:
  // The object's new place, or Unbound if it died. Values that are not heap pointers, and objects
  // that this collection does not consider (old ones in a minor collection), come back unchanged.
  virtual RawObject resolve(RawObject object) const = 0;

 protected:
  ~WeakResolver() = default;
};

enum class CollectionKind : uint8_t { kMinor, kMajor };

class Vm {
 public:
  virtual ~Vm() = default;

  // Strong roots: stacks, handles, tables. In a minor collection the VM may leave out roots known
  // to hold only old objects.
  virtual void visit_roots(RootVisitor& visitor, CollectionKind kind) = 0;

  // References that exist only while their owner lives, in memory that the collector does not know
  // (ephemerons): visits those of owners that turned out to be reachable since the last call in
  // this collection. False if there were none. Asked in major collections, whenever everything
  // reachable so far has been traced.
  virtual bool visit_native_references(RootVisitor&, const WeakResolver&) { return false; }

  // The table of hidden classes, indexed by layout id. An object keeps its layout alive; the table
  // itself does not. After a major collection the collector has updated surviving entries and set
  // dead ones to Unbound.
  virtual RawObject* layout_table(word* size) = 0;

  // VM-owned weak tables (interned strings, feedback, subclass lists held outside the heap): drop
  // what died, update what moved.
  virtual void process_weak(const WeakResolver& resolver, CollectionKind kind) = 0;

  // A Feedback object survived a major collection: drop the cache groups whose layout or value
  // died.
  virtual void process_feedback(RawFeedback feedback, const WeakResolver& resolver) = 0;

  // An object that was registered by Heap::register_finalizable died. False: its finalizer would do
  // nothing, so that it need not be brought back to life; the registration is gone then. The object
  // may be read, and written without barriers.
  virtual bool needs_finalizer_NoGC(RawObject) { return true; }

  // An object with native resources (registered by Heap::register_native) died. It may be read, but
  // not resurrected.
  virtual void release_native(RawObject object) = 0;

  // Bracket every collection; no allocation inside. After `collection_ended` the VM should soon (at
  // its next safepoint) run the weak reference callbacks and finalizers that are pending in the
  // heap.
  virtual void collection_begins(CollectionKind kind) = 0;
  virtual void collection_ended(CollectionKind kind) = 0;

  // Prints what the VM knows about an object (its type, say) to stderr; called by the verifier
  // before it aborts.
  virtual void describe(RawObject object) = 0;
};

}  // namespace pyro::gc
