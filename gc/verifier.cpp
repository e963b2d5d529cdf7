#include <cstdarg>
#include <cstdlib>
#include <unordered_set>

#include "gc/heap_impl.h"

// Checks, between collections, the invariants that the rest of the collector takes for granted:
//   every value in a root or an object is an immediate or points at the first word of an object;
//   an old object that refers to a young one is in the remembered set, and logged bits say exactly
//   who is there; every object of the nursery is logged; headers make sense; weak references are
//   registered.
// While a marking cycle runs, the invariant of gc/marking_cycle.h in addition: a marked object that
// waits for no scan and is not remembered refers to marked old objects only, and what it refers to
// in flagged blocks is noted. Without one, no mark is left.

namespace pyro::gc {

namespace {

class Verifier final : public RootVisitor {
 public:
  Verifier(Heap::Impl* impl, Vm* vm, const char* when) : impl_(impl), vm_(vm), when_(when) {}

  void run() {
    collect_starts();
    impl_->visit_own_roots(*this);
    vm_->visit_roots(*this, CollectionKind::kMajor);
    word count = 0;
    RawObject* layouts = vm_->layout_table(&count);
    visit(layouts, layouts + count, "layouts");
    impl_->for_each_object([&](RawObject object) { check_object(object); });
    check_remembered();
  }

  void visit(RawObject* begin, RawObject* end, const char* label) override {
    for (RawObject* slot = begin; slot < end; slot++) {
      if (!is_valid(*slot))
        fail("root \"%s\" [%td] holds 0x%lx, which is no object", label, slot - begin, slot->raw());
    }
  }

 private:
  void collect_starts() {
    young_.assign(impl_->nursery.all().size() >> kWordSizeLog2, false);
    impl_->nursery.for_each_object(impl_->heap->nursery_top(), [&](RawObject object) {
      if (object.header().is_forwarding() || object.header().small_words() == 0) {
        fail("the nursery cannot be walked at 0x%lx (header 0x%lx)", object.address(),
             object.header().bits());
      }
      young_[young_index(object)] = true;
    });
    for (uword address : impl_->remembered.owners()) {
      if (!remembered_.insert(address).second)
        fail("0x%lx is in the remembered set twice", address);
    }
    impl_->weak_refs.for_each([&](RawObject weak_ref) { weak_refs_.insert(weak_ref.raw()); });
    if (impl_->cycle == nullptr) return;
    const Marker& marker = impl_->cycle->marker;
    to_be_scanned_.insert(marker.to_be_scanned().begin(), marker.to_be_scanned().end());
    to_be_scanned_.insert(marker.being_scanned());
    noted_.insert(marker.slots().begin(), marker.slots().end());
  }

  size_t young_index(RawObject object) const {
    return (object.address() - impl_->nursery.all().begin) >> kWordSizeLog2;
  }

  bool is_valid(RawObject value) const {
    if (!value.is_heap()) return true;
    if ((value.address() & ~kRegionMask) != impl_->region) return false;
    if (impl_->heap->is_in_nursery(value)) return young_[young_index(value)];
    BlockState state = block_info(value.address()).state;
    return (state == BlockState::kLines || state == BlockState::kLargeHead) &&
           is_start(value.address());
  }

  void check_object(RawObject object) {
    Header header = object.header();
    if (header.is_forwarding()) fail_object(object, "forwarded outside a collection");
    if (header.kind() >= Kind::kCount || kind_info(header.kind()).abstract)
      fail_object(object, "impossible kind");
    check_extent(object);
    bool young = impl_->heap->is_young(object);
    if (young != is_logged(object.address()) && remembered_.count(object.address()) == 0) {
      fail_object(object, young ? "young but not logged" : "logged but not remembered");
    }
    if (tracing_of(header.kind()) == Tracing::kWeakRef) check_weak_ref(object);
    if (header.has_raw_body()) return;
    bool refers_to_young = false;
    for (word i = 1, words = object.heap_words(); i < words; i++) {
      refers_to_young |= check_slot(object, i);
    }
    if (is_sealed(object.address()) && remembered_.count(object.address()) == 0 &&
        !impl_->sealed.contains(object.address()) && refers_to_unsealed(object)) {
      fail_object(object, "sealed, refers to an object that is not, and nobody knows");
    }
    if (refers_to_young && !young && remembered_.count(object.address()) == 0) {
      fail_object(object, "old, refers to a young object, and is not remembered");
    }
    if (!young) check_marks(object);
  }

  void check_marks(RawObject object) {
    uword address = object.address();
    if (!is_marked(address)) return;
    if (impl_->cycle == nullptr) fail_object(object, "marked, and no cycle is under way");
    bool waits = to_be_scanned_.count(address) != 0 || remembered_.count(address) != 0;
    Tracing tracing = tracing_of(object.heap_kind());
    if (waits || tracing == Tracing::kWeakArray || tracing == Tracing::kFeedback) return;
    word first = tracing == Tracing::kWeakRef ? RawWeakRef::kReferentIndex + 1 : 1;
    for (word i = first, words = object.heap_words(); i < words; i++) {
      RawObject value = object.at(i);
      if (!value.is_heap() || impl_->heap->is_young(value) || is_sealed(value.address())) continue;
      if (!is_marked(value.address()))
        fail_object(object, "marked and scanned, refers to an object that is not marked");
      bool moves = block_info(value.address()).role == Role::kEvacuate;
      if (moves && block_info(address).role != Role::kEvacuate &&
          noted_.count(object.body<RawObject>() + i - 1) == 0)
        fail_object(object, "refers to an object that will move, in a slot that was not noted");
    }
  }

  void check_extent(RawObject object) {
    uword bytes = static_cast<uword>(object.heap_words()) << kWordSizeLog2;
    const BlockInfo& block = block_info(object.address());
    uword offset = object.address() & (kBlockSize - 1);
    if (bytes == 0) fail_object(object, "empty");
    if (block.state == BlockState::kLines) {
      if (offset + bytes > kBlockSize) fail_object(object, "reaches over the end of its block");
      for (uword line = offset >> kLineSizeLog2; line <= (offset + bytes - 1) >> kLineSizeLog2;
           line++) {
        if (impl_->cycle == nullptr && !line_in_use(block, line))
          fail_object(object, "lies in a line that is marked free");
      }
    } else if (block.state == BlockState::kLargeHead) {
      if (offset + bytes > block.large_blocks * kBlockSize)
        fail_object(object, "larger than its blocks");
    }
  }

  // Returns whether the slot counts as a reference to a young object for the remembered set.
  bool check_slot(RawObject object, word index) {
    RawObject value = object.at(index);
    if (!is_valid(value)) {
      vm_->describe(object);
      fail("word %ld of object 0x%lx (%s) holds 0x%lx, which is no object", index, object.address(),
           kind_info(object.heap_kind()).name, value.raw());
    }
    bool weak_slot =
        index == RawWeakRef::kReferentIndex && tracing_of(object.heap_kind()) == Tracing::kWeakRef;
    return !weak_slot && impl_->heap->is_young(value);
  }

  void check_weak_ref(RawObject weak_ref) {
    if (weak_ref.at(RawWeakRef::kReferentIndex).is_heap() &&
        weak_refs_.count(weak_ref.raw()) == 0) {
      fail_object(weak_ref, "a weak reference that was never registered");
    }
  }

  void check_remembered() {
    for (uword address : remembered_) {
      RawObject object = RawObject::from_address(address);
      if (!is_valid(object) || impl_->heap->is_young(object))
        fail("0x%lx is remembered and is no old object", address);
      if (!is_logged(address)) fail_object(object, "remembered but not logged");
    }
  }

  [[noreturn]] void fail_object(RawObject object, const char* what) {
    vm_->describe(object);
    fail("object 0x%lx (header 0x%lx): %s", object.address(), object.header().bits(), what);
  }

  [[noreturn]] __attribute__((format(printf, 2, 3))) void fail(const char* format, ...) {
    std::fprintf(stderr, "Heap verifier, %s: ", when_);
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(stderr, format, arguments);
    va_end(arguments);
    std::fprintf(stderr, "\n(stress seed %lu, %lu minor and %lu major collections so far)\n",
                 impl_->heap->options().stress_seed, impl_->statistics.minor_collections,
                 impl_->statistics.major_collections);
    std::abort();
  }

  Heap::Impl* impl_;
  Vm* vm_;
  const char* when_;
  std::vector<bool> young_;
  std::unordered_set<uword> remembered_, weak_refs_, to_be_scanned_;
  std::unordered_set<const RawObject*> noted_;
};

}  // namespace

void Heap::Impl::verify(const char* when) { Verifier(this, heap->vm_, when).run(); }

}  // namespace pyro::gc
