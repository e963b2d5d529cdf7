#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "gc/tests/dummy_vm.h"
#include "gtest/gtest.h"

// A random program run against a heap and against a model of it that knows nothing of addresses.
// After each batch of steps the graph reachable from the roots must be the model's, word for word.
// PYRO_TEST_SEED repeats a run; PYRO_TEST_SEEDS=N tries N seeds instead of four, and prints the
// steps of all together.

namespace pyro::gc {
namespace {

// Object n of the model. Word 1 of the heap object holds n, its references follow.
struct Node {
  Kind kind;
  std::vector<int>
      references;  // -1: none; for a WeakRef one referent, for a WeakArray weak elements
  bool finalizable = false;
};

class Mutator {
 public:
  Mutator(const HeapOptions& options, uint32_t seed) : t_(options), random_(seed) {
    t_.vm.roots.assign(kRoots, RawObject::none());
    root_nodes_.assign(kRoots, -1);
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      one_step();
      if (step % 64 == 0) check();
    }
    t_.heap->collect_major("end");
    const HeapStatistics& s = t_.heap->statistics();
    std::printf("%d nodes, %lu minor, %lu major, %lu bytes live\n", static_cast<int>(nodes_.size()),
                s.minor_collections, s.major_collections, s.old_bytes_used + s.large_bytes_used);
    check();
  }

 private:
  static constexpr int kRoots = 150;

  int pick(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  RawObject& root(int index) { return t_.vm.roots[static_cast<size_t>(index)]; }
  int& root_node(int index) { return root_nodes_[static_cast<size_t>(index)]; }

  void one_step() {
    switch (pick(24)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
      case 5:
      case 6:
        return allocate(Kind::kTuple, pick(12) + 1);
      case 7:
        return allocate(Kind::kArray, pick(200) + 1);
      case 8:
        return allocate_raw();
      case 9:
        return allocate(Kind::kWeakArray, pick(8) + 1);
      case 10:
      case 11:
        return allocate_weak_ref();
      case 12:
        return pick(10) == 0 ? allocate(Kind::kArray, 2100 + pick(3000))
                             : allocate(Kind::kTuple, 1);
      case 13:
      case 14:
      case 15:
      case 16:
      case 17:
        return store();
      case 18:
        return follow();
      case 19:
        return drop_root();
      case 20:
        return make_finalizable();
      case 21:
        return run_finalizers();
      case 22:
        return pick(20) == 0 ? t_.heap->collect_minor("random") : store();
      case 23:
        if (pick(200) == 0) return seal_or_unseal();
        return pick(60) == 0 ? void(t_.heap->collect_major("random", pick(2) == 0)) : store();
    }
  }

  void seal_or_unseal() {
    if (pick(3) == 0) {
      t_.heap->unseal();
    } else {
      t_.heap->seal("random");
    }
  }

  void set_root(int index, RawObject object, int node) {
    root(index) = object;
    root_node(index) = node;
  }

  int new_node(Kind kind, int references) {
    nodes_.push_back({kind, std::vector<int>(static_cast<size_t>(references), -1)});
    return static_cast<int>(nodes_.size()) - 1;
  }

  void allocate(Kind kind, int references) {
    RawObject object = t_.heap->allocate(LayoutId::kInternal, kind, false, references + 2);
    int node = new_node(kind, references);
    object.set_at(1, RawObject::from_small_int(node));
    set_root(pick(kRoots), object, node);
  }

  void allocate_raw() {
    int words = pick(10) == 0 ? 2048 + pick(9000) : pick(100) + 1;
    RawObject object = t_.heap->allocate(LayoutId::kInternal, Kind::kByteBuffer, true, words + 1);
    int node = new_node(Kind::kByteBuffer, 0);
    // Patterns that would be pointers if anybody traced them.
    for (int i = 1; i <= words; i++)
      object.body<uword>()[i - 1] = static_cast<uword>(node) << 1 | 1;
    object.body<uword>()[0] = RawObject::from_small_int(node).raw();
    set_root(pick(kRoots), object, node);
  }

  // Weak references have their number in the hash field.
  void allocate_weak_ref() {
    int referent = pick(kRoots);
    if (root_node(referent) < 0) return;
    RawObject ref =
        t_.heap->allocate(LayoutId::kInternal, Kind::kWeakRef, false, RawWeakRef::kWords);
    int node = new_node(Kind::kWeakRef, 1);
    ref.set_at(RawWeakRef::kReferentIndex, root(referent));
    ref.set_at(RawWeakRef::kCallbackIndex, RawObject::none());
    ref.set_at(RawWeakRef::kHashIndex, RawObject::from_small_int(node));
    nodes_[static_cast<size_t>(node)].references[0] = root_node(referent);
    t_.heap->register_weak_ref(ref);
    set_root(pick(kRoots), ref, node);
  }

  void store() {
    int owner = pick(kRoots), value = pick(kRoots);
    if (root_node(owner) < 0) return;
    Node& node = nodes_[static_cast<size_t>(root_node(owner))];
    if (node.references.empty() || node.kind == Kind::kWeakRef) return;
    int slot = pick(static_cast<int>(node.references.size()));
    root(owner).set_at(slot + 2, root(value));
    node.references[static_cast<size_t>(slot)] = root_node(value);
  }

  // Replaces a root by something that it refers to strongly.
  void follow() {
    int from = pick(kRoots);
    if (root_node(from) < 0) return;
    const Node& node = nodes_[static_cast<size_t>(root_node(from))];
    if (node.kind == Kind::kWeakRef) return follow_weak(root(from).at(RawWeakRef::kReferentIndex));
    if (node.references.empty() || node.kind == Kind::kWeakArray) return;
    int slot = pick(static_cast<int>(node.references.size()));
    int target = node.references[static_cast<size_t>(slot)];
    RawObject value = root(from).at(slot + 2);
    set_root(pick(kRoots), target < 0 ? RawObject::none() : value, target);
  }

  // What a weak reference hands out is strongly held from then on.
  void follow_weak(RawObject referent) {
    if (referent.is_heap()) set_root(pick(kRoots), referent, number_of(referent));
  }

  void drop_root() { set_root(pick(kRoots), RawObject::none(), -1); }

  void make_finalizable() {
    int index = pick(kRoots);
    if (root_node(index) < 0 || nodes_[static_cast<size_t>(root_node(index))].finalizable) return;
    nodes_[static_cast<size_t>(root_node(index))].finalizable = true;
    t_.heap->register_finalizable(root(index));
  }

  void run_finalizers() {
    for (;;) {
      RawObject object = t_.heap->take_pending_finalizer();
      if (object.is_unbound()) return;
      int node = number_of(object);
      ASSERT_TRUE(finalized_.insert(node).second) << "finalized twice";
      set_root(pick(kRoots), object, node);
    }
  }

  int number_of(RawObject object) {
    word index = object.heap_kind() == Kind::kWeakRef ? RawWeakRef::kHashIndex : 1;
    return static_cast<int>(object.at(index).small_int());
  }

  void check() {
    std::map<int, uword> seen;
    std::vector<std::pair<int, RawObject>> work;
    for (int i = 0; i < kRoots; i++) work.emplace_back(root_node(i), root(i));
    while (!work.empty()) {
      auto [number, object] = work.back();
      work.pop_back();
      if (number < 0) {
        ASSERT_FALSE(object.is_heap());
        continue;
      }
      ASSERT_TRUE(object.is_heap());
      auto [entry, is_new] = seen.emplace(number, object.raw());
      ASSERT_EQ(entry->second, object.raw()) << "one object, two places";
      if (is_new) check_object(number, object, &work);
    }
  }

  void check_object(int number, RawObject object, std::vector<std::pair<int, RawObject>>* work) {
    Node& node = nodes_[static_cast<size_t>(number)];
    ASSERT_EQ(object.heap_kind(), node.kind);
    ASSERT_EQ(number_of(object), number);
    bool weak = node.kind == Kind::kWeakRef || node.kind == Kind::kWeakArray;
    for (size_t i = 0; i < node.references.size(); i++) {
      RawObject value =
          node.kind == Kind::kWeakRef ? object.at(1) : object.at(static_cast<word>(i) + 2);
      int expected = node.references[i];
      if (weak) {
        if (!value.is_heap()) {
          node.references[i] = -1;  // died; if it was reachable, a strong path will show it
        } else {
          ASSERT_EQ(number_of(value), expected);
        }
      } else {
        work->emplace_back(expected, value.is_heap() ? value : RawObject::none());
      }
    }
    for (word i = 2; node.kind == Kind::kByteBuffer && i < object.heap_words(); i++) {
      ASSERT_EQ(object.at(i).raw(), static_cast<uword>(number) << 1 | 1);
    }
  }

  TestHeap t_;
  std::mt19937 random_;
  std::vector<Node> nodes_;
  std::vector<int> root_nodes_;
  std::set<int> finalized_;
};

struct Configuration {
  const char* name;
  double stress;
  bool always_evacuate;
  word nursery_bytes;
  int steps;
  word stress_slices = 0;
};

class RandomMutator : public testing::TestWithParam<Configuration> {};
INSTANTIATE_TEST_SUITE_P(
    Configurations, RandomMutator,
    testing::Values(Configuration{"Plain", 0, false, 2 << 20, 30000},
                    Configuration{"TinyNursery", 0, false, 64 << 10, 30000},
                    Configuration{"AlwaysEvacuate", 0, true, 64 << 10, 20000},
                    Configuration{"Stress", 1, false, 64 << 10, 3000},
                    Configuration{"SomeStress", 0.05, false, 64 << 10, 10000},
                    Configuration{"Slices", 0, false, 64 << 10, 20000, 200},
                    Configuration{"TinySlices", 0, false, 64 << 10, 20000, 10},
                    Configuration{"SlicesAndStress", 0.01, false, 2 << 20, 10000, 100},
                    Configuration{"SlicesAlwaysEvacuate", 0, true, 64 << 10, 10000, 1000}),
    [](const auto& info) { return std::string(info.param.name); });

TEST_P(RandomMutator, HeapAgreesWithModel) {
  const char* fixed = std::getenv("PYRO_TEST_SEED");
  const char* seeds = std::getenv("PYRO_TEST_SEEDS");
  uint32_t last = seeds != nullptr ? static_cast<uint32_t>(std::atoi(seeds)) : 4;
  for (uint32_t seed = 1; seed <= last; seed++) {
    uint32_t used = fixed != nullptr ? static_cast<uint32_t>(std::atoi(fixed)) : seed;
    SCOPED_TRACE("seed " + std::to_string(used));
    HeapOptions options = TestHeap::verified();
    options.stress_probability = GetParam().stress;
    options.stress_seed = used;
    options.always_evacuate = GetParam().always_evacuate;
    options.nursery_bytes = GetParam().nursery_bytes;
    options.stress_slices = GetParam().stress_slices;
    Mutator(options, used).run(GetParam().steps);
    if (HasFatalFailure()) return;
  }
  std::printf("%s: seeds 1 to %u, %ld steps\n", GetParam().name, last,
              static_cast<long>(last) * GetParam().steps);
}

}  // namespace
}  // namespace pyro::gc
