#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "gc/heap.h"

// A virtual machine reduced to what the collector sees of one: roots, a layout table, a weak table.
// For tests.

namespace pyro::gc {

constexpr LayoutId kTestLayout = LayoutId::kTuple;

class DummyVm final : public Vm {
 public:
  DummyVm() : layouts(256, RawObject::unbound()) {}

  void visit_roots(RootVisitor& visitor, CollectionKind) override {
    visitor.visit(roots.data(), roots.data() + roots.size(), "test roots");
  }
  RawObject* layout_table(word* size) override {
    *size = static_cast<word>(layouts.size());
    return layouts.data();
  }
  void process_weak(const WeakResolver& resolver, CollectionKind) override {
    for (RawObject& entry : weak_table) entry = resolver.resolve(entry);
  }
  void process_feedback(RawFeedback feedback, const WeakResolver& resolver) override {
    feedbacks_processed++;
    for (word i = 1, words = feedback.heap_words(); i < words; i++) {
      RawObject value = feedback.at(i);
      if (!value.is_heap()) continue;
      RawObject now = resolver.resolve(value);
      feedback.set_at(i, now.is_unbound() ? RawObject::none() : now);
    }
  }
  void release_native(RawObject object) override { released.push_back(object.at(1).small_int()); }
  void collection_begins(CollectionKind) override { begun++; }
  void collection_ended(CollectionKind) override { ended++; }
  void describe(RawObject object) override { std::fprintf(stderr, "(object %lx)\n", object.raw()); }

  std::vector<RawObject> roots, layouts, weak_table;
  std::vector<word> released;
  int feedbacks_processed = 0, begun = 0, ended = 0;
};

// A heap with its VM, and short ways to make objects.
struct TestHeap {
  explicit TestHeap(const HeapOptions& options = verified()) : heap(Heap::create(&vm, options)) {}

  static HeapOptions verified() {
    HeapOptions options;
    options.verify = true;
    return options;
  }

  // An object of kind Tuple with `length` elements, all 0.
  RawObject tuple(word length) {
    return heap->allocate(kTestLayout, Kind::kTuple, false, length + 1);
  }
  RawObject raw_bytes(word words) {
    return heap->allocate(LayoutId::kInternal, Kind::kByteBuffer, true, words + 1);
  }
  // A tuple (number,).
  RawObject boxed(word number) {
    RawObject object = tuple(1);
    object.set_at(1, RawObject::from_small_int(number));
    return object;
  }
  // The referent and callback are taken from roots, since allocation moves them.
  RawObject weak_ref(size_t referent_root, RawObject callback = RawObject::none()) {
    RawObject ref =
        heap->allocate(LayoutId::kWeakrefReferenceType, Kind::kWeakRef, false, RawWeakRef::kWords);
    ref.set_at(RawWeakRef::kReferentIndex, vm.roots[referent_root]);
    ref.set_at(RawWeakRef::kCallbackIndex, callback);
    heap->register_weak_ref(ref);
    return ref;
  }
  size_t root(RawObject object) {
    vm.roots.push_back(object);
    return vm.roots.size() - 1;
  }
  RawObject& at(size_t root_index) { return vm.roots[root_index]; }
  word number(RawObject boxed) { return boxed.at(1).small_int(); }

  DummyVm vm;
  std::unique_ptr<Heap> heap;
};

}  // namespace pyro::gc
