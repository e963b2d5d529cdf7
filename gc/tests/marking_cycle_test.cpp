#include "gc/tests/dummy_vm.h"
#include "gtest/gtest.h"

namespace pyro::gc {
namespace {

constexpr word kLive = 400;  // tuples of 2000 words: six megabytes

// A heap large enough to be marked in slices.
class MarkingCycle : public testing::Test {
 protected:
  void SetUp() override {
    for (word i = 0; i < kLive; i++) {
      t.root(t.tuple(2000));
      t.at(static_cast<size_t>(i)).set_at(1, RawObject::from_small_int(i));
    }
    t.heap->collect_major("set up");
    majors = t.heap->statistics().major_collections;
    slices = t.heap->statistics().marking_slices;
  }
  // What roots held for some minor collections.
  void make_old_garbage() {
    for (int i = 0; i < 20; i++) t.root(t.tuple(2000));
    for (int i = 0; i < 300; i++) t.tuple(1000);
    t.vm.roots.resize(kLive);
  }
  bool cycle_runs() {
    const HeapStatistics& statistics = t.heap->statistics();
    return statistics.marking_slices > slices && statistics.major_collections == majors;
  }
  void begin_cycle() {
    for (int i = 0; i < 1000 && !cycle_runs(); i++) {
      t.root(t.tuple(2000));
    }
    ASSERT_TRUE(cycle_runs());
  }
  void end_cycle() {
    for (int i = 0; i < 100000 && t.heap->statistics().major_collections == majors; i++)
      t.tuple(100);
    ASSERT_GT(t.heap->statistics().major_collections, majors);
  }

  TestHeap t{HeapOptions{}};
  uint64_t majors = 0, slices = 0;
};

TEST_F(MarkingCycle, LargeHeapsAreMarkedInSlices) {
  begin_cycle();
  end_cycle();
  EXPECT_GT(t.heap->statistics().marking_slices, slices + 3);
  for (word i = 0; i < kLive; i++) EXPECT_EQ(t.number(t.at(static_cast<size_t>(i))), i);
  t.heap->verify("test");
}

TEST_F(MarkingCycle, SmallHeapsAreNot) {
  TestHeap small;
  for (int i = 0; i < 100000; i++) small.root(small.boxed(i));
  EXPECT_GT(small.heap->statistics().major_collections, 0u);
  EXPECT_EQ(small.heap->statistics().marking_slices, 0u);
}

TEST_F(MarkingCycle, MemoryStaysBounded) {
  for (int round = 0; round < 200; round++) make_old_garbage();
  EXPECT_GT(t.heap->statistics().marking_slices, slices);
  EXPECT_LT(t.heap->statistics().old_bytes_used, uword{kLive} * 2001 * kWordSize * 2);
}

TEST_F(MarkingCycle, ExplicitCollectionFindsWhatDiedMeanwhile) {
  size_t w = t.root(t.weak_ref(0));
  begin_cycle();
  for (int i = 0; i < 2000 && cycle_runs(); i++) {
    t.tuple(100);  // marks some, probably root 0
  }
  t.at(0) = RawObject::none();
  t.heap->collect_major("test");
  EXPECT_TRUE(t.at(w).at(1).is_none());
  t.heap->verify("test");
}

TEST_F(MarkingCycle, ObjectsMovedFromUnmarkedToMarkedOnesSurvive) {
  begin_cycle();
  // Takes each number's box out of one tuple and puts it into another, all the time.
  for (word i = 0; i < kLive; i++) t.at(static_cast<size_t>(i)).set_at(2, t.boxed(i));
  for (int round = 0; round < 20; round++) {
    for (size_t i = 0; i < kLive; i++) {
      size_t other = (i * 7 + static_cast<size_t>(round)) % kLive;
      RawObject mine = t.at(i).at(2), others = t.at(other).at(2);
      t.at(i).set_at(2, others);
      t.at(other).set_at(2, mine);
      t.tuple(20);
    }
  }
  end_cycle();
  std::vector<bool> seen(kLive, false);
  for (size_t i = 0; i < kLive; i++) seen[static_cast<size_t>(t.number(t.at(i).at(2)))] = true;
  for (word i = 0; i < kLive; i++) EXPECT_TRUE(seen[static_cast<size_t>(i)]) << i;
  t.heap->verify("test");
}

TEST_F(MarkingCycle, HeapCanBeWalkedBetweenSlices) {
  begin_cycle();
  word count = 0;
  t.heap->for_each_object([&](RawObject object) { count += t.heap->contains(object); });
  EXPECT_GE(count, kLive);
  t.heap->verify("test");
}

TEST_F(MarkingCycle, SealingGivesItUp) {
  begin_cycle();
  t.heap->seal("test");
  t.heap->verify("test");
  t.heap->unseal();
  t.heap->verify("test");
}

// The option of stressed runs.
TEST(StressedSlices, LayoutsLiveAsLongAsTheirObjects) {
  HeapOptions options = TestHeap::verified();
  options.stress_slices = 20;
  TestHeap t(options);
  constexpr word kUsed = 200, kUnused = 201;
  t.vm.layouts[kUnused] = t.boxed(2);
  size_t object = t.root(t.heap->allocate(static_cast<LayoutId>(kUsed), Kind::kTuple, false, 2));
  t.vm.layouts[kUsed] = t.boxed(1);
  for (int i = 0; i < 3000; i++) {
    t.root(t.boxed(i));
    ASSERT_EQ(t.number(t.vm.layouts[kUsed]), 1);
    ASSERT_EQ(static_cast<word>(t.at(object).header().layout()), kUsed);
  }
  EXPECT_GT(t.heap->statistics().major_collections, 3u);
  EXPECT_TRUE(t.vm.layouts[kUnused].is_unbound());
}

TEST(StressedSlices, LargeObjectsThatBecomeOldAreKept) {
  HeapOptions options = TestHeap::verified();
  options.stress_slices = 5;
  TestHeap t(options);
  size_t large = t.root(t.tuple(9000));
  for (int i = 0; i < 2000; i++) {
    RawObject box = t.boxed(i);
    t.at(large).set_at(1 + i * 4, box);
    ASSERT_EQ(t.number(t.at(large).at(1 + i / 2 * 4)), i / 2);
  }
  EXPECT_GT(t.heap->statistics().major_collections, 3u);
}

}  // namespace
}  // namespace pyro::gc
