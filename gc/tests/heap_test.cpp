#include "gc/tests/dummy_vm.h"
#include "gtest/gtest.h"

namespace pyro::gc {
namespace {

TEST(Heap, AllocatesZeroedObjects) {
  TestHeap t;
  for (int i = 0; i < 100000; i++) {
    RawObject object = t.tuple(3);
    ASSERT_EQ(object.heap_words(), 4);
    for (word slot = 1; slot <= 3; slot++) ASSERT_EQ(object.at(slot).raw(), 0u);
    object.set_at(1, RawObject::none());
  }
  EXPECT_GT(t.heap->statistics().minor_collections, 0u);
}

TEST(Heap, RootedObjectsSurviveMinorCollections) {
  TestHeap t;
  size_t r = t.root(t.boxed(42));
  for (int i = 0; i < 4; i++) {
    t.heap->collect_minor("test");
    EXPECT_EQ(t.number(t.at(r)), 42);
    EXPECT_EQ(t.heap->is_young(t.at(r)), i < 1);  // promoted when it survives the second one
  }
}

TEST(Heap, BarrierRemembersOldToYoungReferences) {
  TestHeap t;
  size_t r = t.root(t.tuple(2));
  t.heap->collect_major("test");
  ASSERT_FALSE(t.heap->is_young(t.at(r)));
  RawObject child = t.boxed(7);
  t.at(r).set_at(1, child);
  for (int i = 0; i < 4; i++) {
    t.heap->collect_minor("test");
    EXPECT_EQ(t.number(t.at(r).at(1)), 7);
  }
  EXPECT_FALSE(t.heap->is_young(t.at(r).at(1)));
}

TEST(Heap, MajorCollectionFreesCyclesAndCountsThem) {
  TestHeap t;
  RawObject a = t.tuple(1);
  size_t r = t.root(a);
  RawObject b = t.tuple(1);
  b.set_at(1, t.at(r));
  t.at(r).set_at(1, b);
  t.at(r) = RawObject::none();
  EXPECT_EQ(t.heap->collect_major("test"), 2);
  EXPECT_EQ(t.heap->collect_major("test"), 0);
}

TEST(Heap, CompactAllMovesOldObjects) {
  TestHeap t;
  size_t r = t.root(t.boxed(1));
  t.heap->collect_major("test");
  uword before = t.at(r).address();
  t.heap->collect_major("test", true);
  EXPECT_NE(t.at(r).address(), before);
  EXPECT_EQ(t.number(t.at(r)), 1);
}

TEST(Heap, LargeObjectsStayInPlaceAndAreFreed) {
  TestHeap t;
  size_t r = t.root(t.tuple(100000));
  uword address = t.at(r).address();
  EXPECT_EQ(address % 16, 8u);
  EXPECT_EQ(t.at(r).heap_words(), 100001);
  RawObject child = t.boxed(3);
  t.at(r).set_at(99999, child);
  t.heap->collect_minor("test");
  t.heap->collect_major("test", true);
  EXPECT_EQ(t.at(r).address(), address);
  EXPECT_EQ(t.number(t.at(r).at(99999)), 3);
  t.at(r) = RawObject::none();
  EXPECT_EQ(t.heap->collect_major("test"), 2);
  EXPECT_EQ(t.heap->statistics().large_bytes_used, 0u);
}

TEST(Heap, YoungLargeObjectsDieInMinorCollections) {
  TestHeap t;
  size_t kept = t.root(t.tuple(100000)), holder = t.root(t.tuple(1));
  t.heap->collect_major("test");
  EXPECT_FALSE(t.heap->is_young(t.at(kept)));
  uint64_t before = t.heap->statistics().large_bytes_used;
  RawObject dead = t.tuple(100000);
  EXPECT_TRUE(t.heap->is_young(dead));
  size_t weak = t.root(RawObject::none()), referent = t.root(dead);
  t.at(weak) = t.weak_ref(referent);
  t.at(referent) = RawObject::none();
  t.at(holder).set_at(1, t.tuple(50000));  // reached through an old object only
  RawObject child = t.boxed(5);
  t.at(holder).at(1).set_at(7, child);
  t.heap->collect_minor("test");
  EXPECT_TRUE(t.at(weak).at(RawWeakRef::kReferentIndex).is_none());
  EXPECT_TRUE(t.heap->is_young(t.at(holder).at(1)));
  EXPECT_EQ(t.number(t.at(holder).at(1).at(7)), 5);
  uint64_t after = t.heap->statistics().large_bytes_used;
  EXPECT_GT(after, before);
  EXPECT_LT(after, before + 100000 * kWordSize);
  t.heap->collect_minor("test");
  EXPECT_FALSE(t.heap->is_young(t.at(holder).at(1)));
  RawObject second = t.boxed(6);
  t.at(holder).at(1).set_at(8, second);
  t.heap->collect_minor("test");
  EXPECT_EQ(t.number(t.at(holder).at(1).at(7)), 5);
  EXPECT_EQ(t.number(t.at(holder).at(1).at(8)), 6);
}

TEST(Heap, ChurnOfLargeObjectsNeedsNoMajorCollection) {
  HeapOptions options;
  TestHeap t(options);
  for (int i = 0; i < 1000; i++) t.raw_bytes(10000);
  EXPECT_EQ(t.heap->statistics().major_collections, 0u);
  EXPECT_LT(t.heap->statistics().large_bytes_used, uint64_t{2} << 20);
}

TEST(Heap, ReusedLargeMemoryIsZero) {
  TestHeap t;
  for (int round = 0; round < 3; round++) {
    RawObject object = t.raw_bytes(50000);
    for (word i = 1; i <= 50000; i++) ASSERT_EQ(object.at(i).raw(), 0u);
    std::memset(object.body<uint8_t>(), 0xff, 50000 * kWordSize);
    t.heap->collect_major("test");
  }
}

TEST(Heap, PinnedObjectsNeverMove) {
  TestHeap t;
  size_t r = t.root(t.heap->allocate_pinned(LayoutId::kInternal, Kind::kByteBuffer, true, 5));
  uword address = t.at(r).address();
  EXPECT_EQ(t.at(r).heap_words(), 5);
  t.heap->collect_major("test", true);
  t.heap->collect_minor("test");
  EXPECT_EQ(t.at(r).address(), address);
}

TEST(Heap, AbsurdSizesAndInjectedFailuresReturnError) {
  TestHeap t;
  EXPECT_TRUE(t.tuple(word{1} << 60).is_error());
  EXPECT_TRUE(t.tuple(word{1} << 34).is_error());
  t.heap->options().fail_nth_large = 2;
  EXPECT_FALSE(t.tuple(3000).is_error());
  EXPECT_TRUE(t.tuple(3000).is_error());
  EXPECT_FALSE(t.tuple(3000).is_error());
}

TEST(Heap, LimitFailsLargeAndFlagsSmallAllocations) {
  HeapOptions options = TestHeap::verified();
  options.limit_bytes = 8 << 20;
  TestHeap t(options);
  EXPECT_TRUE(t.tuple(2 << 20).is_error());
  size_t r = t.root(RawObject::none());
  for (int i = 0; i < 1000000 && !t.heap->memory_exhausted(); i++) {
    RawObject link = t.tuple(3);
    link.set_at(1, t.at(r));
    t.at(r) = link;
  }
  EXPECT_TRUE(t.heap->memory_exhausted());
  t.at(r) = RawObject::none();
  t.heap->clear_memory_exhausted();
  t.heap->collect_major("test");
  EXPECT_FALSE(t.tuple(1 << 19).is_error());
  EXPECT_FALSE(t.heap->memory_exhausted());
}

TEST(Heap, DeadLayoutsLeaveTheTable) {
  TestHeap t;
  t.vm.layouts[200] = t.boxed(200);
  t.vm.layouts[201] = t.boxed(201);
  size_t r = t.root(t.heap->allocate(static_cast<LayoutId>(200), Kind::kInstance, false, 2));
  t.heap->collect_minor("test");
  EXPECT_EQ(t.number(t.vm.layouts[201]), 201);
  t.heap->collect_major("test");
  EXPECT_EQ(t.number(t.vm.layouts[200]), 200);
  EXPECT_TRUE(t.vm.layouts[201].is_unbound());
  t.at(r) = RawObject::none();
  t.heap->collect_major("test");
  EXPECT_TRUE(t.vm.layouts[200].is_unbound());
}

TEST(Heap, IdentityIsStableWhileObjectsMove) {
  TestHeap t;
  size_t a = t.root(t.boxed(1)), b = t.root(t.boxed(2));
  uint64_t id_a = t.heap->identity(t.at(a)), id_b = t.heap->identity(t.at(b));
  EXPECT_NE(id_a, id_b);
  EXPECT_EQ(id_a % 16, 0u);
  uint32_t hash = t.heap->identity_hash(t.at(a));
  EXPECT_NE(hash, 0u);
  for (int i = 0; i < 3; i++) {
    t.heap->collect_minor("test");
    EXPECT_EQ(t.heap->identity(t.at(a)), id_a);
    t.heap->collect_major("test", true);
    EXPECT_EQ(t.heap->identity(t.at(b)), id_b);
  }
  EXPECT_EQ(t.heap->identity_hash(t.at(a)), hash);
}

TEST(Heap, FragmentedBlocksAreEvacuatedAndMemoryGivenBack) {
  TestHeap t;
  size_t r = t.root(t.tuple(60000));
  for (word i = 1; i <= 60000; i++) {
    RawObject child = t.tuple(30);
    t.at(r).set_at(i, child);
  }
  t.heap->collect_major("test");
  uint64_t peak = t.heap->statistics().bytes_committed;
  for (word i = 1; i <= 60000; i++) {
    if (i % 50 != 0) t.at(r).set_at(i, RawObject::none());
  }
  t.heap->collect_major("test");
  t.heap->collect_major("test");
  EXPECT_LT(t.heap->statistics().bytes_committed, peak / 2);
}

TEST(Heap, HolesAreReused) {
  HeapOptions options = TestHeap::verified();
  TestHeap t(options);
  size_t r = t.root(t.tuple(20000));
  auto fill = [&](word step) {
    for (word i = 1; i <= 20000; i += step) {
      RawObject child = t.tuple(31);
      t.at(r).set_at(i, child);
    }
    t.heap->collect_minor("test");
    t.heap->collect_minor("test");
  };
  fill(1);
  t.heap->collect_major("test");
  uint64_t before = t.heap->statistics().bytes_committed;
  for (int round = 0; round < 5; round++) {
    for (word i = 1; i <= 20000; i += 4) t.at(r).set_at(i, RawObject::none());
    t.heap->collect_major("test");
    fill(4);
  }
  EXPECT_LT(t.heap->statistics().bytes_committed, before + before / 2);
}

TEST(Heap, ExternalBytesTriggerMajorCollections) {
  TestHeap t;
  t.heap->add_external_bytes(100 << 20);
  t.tuple(1);
  EXPECT_EQ(t.heap->statistics().major_collections, 1u);
  t.heap->add_external_bytes(-(100 << 20));
  EXPECT_EQ(t.heap->statistics().external_bytes, 0u);
}

TEST(Heap, IterationVisitsEveryObjectOnce) {
  TestHeap t;
  for (word i = 0; i < 10; i++) t.root(t.boxed(i));
  t.heap->collect_minor("test");
  for (word i = 10; i < 20; i++) t.root(t.boxed(i));
  t.heap->collect_minor("test");
  for (word i = 20; i < 30; i++) t.root(t.boxed(i));
  t.root(t.tuple(5000));
  std::vector<int> seen(30, 0);
  int large = 0;
  t.heap->for_each_object([&](RawObject object) {
    EXPECT_TRUE(t.heap->contains(object));
    object.heap_words() == 2 ? seen[static_cast<size_t>(t.number(object))]++ : large++;
  });
  EXPECT_EQ(seen, std::vector<int>(30, 1));
  EXPECT_EQ(large, 1);
}

TEST(Heap, SealedObjectsStayWhereTheyAre) {
  TestHeap t;
  size_t r = t.root(t.tuple(2)), large = t.root(t.tuple(5000));
  t.heap->seal("test");
  uword place = t.at(r).address();
  EXPECT_EQ(t.heap->sealed_objects(), 2);
  t.heap->collect_major("test", true);
  EXPECT_EQ(t.at(r).address(), place);
  t.at(r) = t.at(large) = RawObject::none();
  EXPECT_EQ(t.heap->collect_major("test", true), 0);
  t.heap->unseal();
  EXPECT_EQ(t.heap->sealed_objects(), 0);
  EXPECT_EQ(t.heap->collect_major("test", true), 2);
}

TEST(Heap, SealedObjectsKeepAliveWhatTheyCameToReferTo) {
  TestHeap t;
  size_t r = t.root(t.tuple(2));
  t.heap->seal("test");
  RawObject child = t.boxed(7);
  t.at(r).set_at(1, child);
  for (int i = 0; i < 4; i++) {
    t.heap->collect_minor("test");
    t.heap->collect_major("test", i % 2 == 0);
    ASSERT_EQ(t.number(t.at(r).at(1)), 7);
  }
  child = t.boxed(8);
  t.at(r).set_at(1, child);
  EXPECT_EQ(t.heap->collect_major("test"), 1);  // the first one
  EXPECT_EQ(t.number(t.at(r).at(1)), 8);
  t.heap->seal("test");
  t.heap->collect_major("test", true);
  EXPECT_EQ(t.number(t.at(r).at(1)), 8);
}

}  // namespace
}  // namespace pyro::gc
