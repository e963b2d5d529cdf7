#include "gc/tests/dummy_vm.h"
#include "gtest/gtest.h"

namespace pyro::gc {
namespace {

// Runs each test with the collection in question.
class Weak : public testing::TestWithParam<const char*> {
 protected:
  void collect() {
    GetParam()[1] == 'i' ? t.heap->collect_minor("test") : void(t.heap->collect_major("test"));
  }
  bool pending() const { return t.heap->has_pending_callbacks(); }
  TestHeap t;
};
INSTANTIATE_TEST_SUITE_P(Kinds, Weak, testing::Values("minor", "major"),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(Weak, ReferenceFollowsItsReferent) {
  size_t o = t.root(t.boxed(5)), w = t.root(t.weak_ref(o));
  for (int i = 0; i < 3; i++) {
    collect();
    EXPECT_EQ(t.at(w).at(1), t.at(o));
  }
}

TEST_P(Weak, ReferenceIsClearedAndCallbackQueued) {
  size_t o = t.root(t.boxed(5)), callback = t.root(t.boxed(6));
  size_t w = t.root(t.weak_ref(o));
  t.at(w).set_at(RawWeakRef::kCallbackIndex, t.at(callback));
  t.at(o) = RawObject::none();
  collect();
  EXPECT_TRUE(t.at(w).at(1).is_none());
  EXPECT_TRUE(pending());
  EXPECT_EQ(t.heap->take_pending_weak_callback(), t.at(w));
  EXPECT_TRUE(t.heap->take_pending_weak_callback().is_unbound());
  EXPECT_FALSE(pending());
}

TEST_P(Weak, CallbacksComeMostRecentFirst) {
  size_t o = t.root(t.boxed(5)), callback = t.root(t.boxed(6));
  std::vector<size_t> refs;
  for (int i = 0; i < 3; i++) {
    refs.push_back(t.root(t.weak_ref(o)));
    t.at(refs.back()).set_at(RawWeakRef::kCallbackIndex, t.at(callback));
  }
  t.at(o) = RawObject::none();
  collect();
  for (int i = 2; i >= 0; i--) {
    EXPECT_EQ(t.heap->take_pending_weak_callback(), t.at(refs[static_cast<size_t>(i)]));
  }
}

TEST_P(Weak, DeadReferenceCallsNothing) {
  size_t o = t.root(t.boxed(5)), callback = t.root(t.boxed(6));
  RawObject w = t.weak_ref(o);
  w.set_at(RawWeakRef::kCallbackIndex, t.at(callback));
  t.at(o) = RawObject::none();
  collect();
  EXPECT_FALSE(pending());
}

TEST_P(Weak, FinalizableIsRevivedOnce) {
  size_t o = t.root(t.boxed(9)), w = t.root(t.weak_ref(o));
  t.heap->register_finalizable(t.at(o));
  t.at(o) = RawObject::none();
  collect();
  EXPECT_TRUE(t.at(w).at(1).is_none());
  ASSERT_TRUE(pending());
  RawObject revived = t.heap->take_pending_finalizer();
  EXPECT_EQ(t.number(revived), 9);
  collect();
  EXPECT_FALSE(pending());
}

TEST_P(Weak, PendingFinalizerKeepsItsGraphAlive) {
  size_t child = t.root(t.boxed(77)), o = t.root(t.tuple(1));
  t.at(o).set_at(1, t.at(child));
  t.heap->register_finalizable(t.at(o));
  t.at(o) = t.at(child) = RawObject::none();
  collect();
  collect();
  EXPECT_EQ(t.number(t.heap->take_pending_finalizer().at(1)), 77);
}

TEST_P(Weak, WeakArrayDropsDeadElements) {
  size_t a = t.root(t.heap->allocate(LayoutId::kInternal, Kind::kWeakArray, false, 4));
  size_t kept = t.root(t.boxed(1));
  RawObject dead = t.boxed(2);
  t.at(a).set_at(1, t.at(kept));
  t.at(a).set_at(2, dead);
  collect();
  EXPECT_EQ(t.at(a).at(1), t.at(kept));
  EXPECT_TRUE(t.at(a).at(2).is_none());
  EXPECT_EQ(t.at(a).at(3).raw(), 0u);
  RawObject young = t.boxed(3);
  t.at(a).set_at(3, young);
  size_t y = t.root(young);
  for (int i = 0; i < 3; i++) {
    collect();
    EXPECT_EQ(t.at(a).at(3), t.at(y));
  }
  t.at(y) = RawObject::none();
  t.heap->collect_major("test");
  EXPECT_TRUE(t.at(a).at(3).is_none());
}

TEST_P(Weak, NativeIsReleased) {
  size_t o = t.root(t.boxed(11));
  t.heap->register_native(t.at(o));
  collect();
  EXPECT_TRUE(t.vm.released.empty());
  t.at(o) = RawObject::none();
  t.heap->collect_major("test");
  EXPECT_EQ(t.vm.released, std::vector<word>{11});
}

TEST_P(Weak, VmTablesAreProcessed) {
  size_t o = t.root(t.boxed(1));
  t.vm.weak_table = {t.at(o), t.boxed(2)};
  t.vm.weak_table[0] = t.at(o);
  collect();
  EXPECT_EQ(t.vm.weak_table[0], t.at(o));
  EXPECT_TRUE(t.vm.weak_table[1].is_unbound());
}

TEST_P(Weak, ReferencesOfAnObjectAreListedOldestFirst) {
  size_t o = t.root(t.boxed(1)), other = t.root(t.boxed(2));
  std::vector<size_t> refs;
  for (int i = 0; i < 4; i++) {
    refs.push_back(t.root(t.weak_ref(o)));
    t.root(t.weak_ref(other));
    if (i == 1) collect();
    std::vector<RawObject> seen;
    t.heap->weak_refs_of(t.at(o), [&](RawObject ref) { seen.push_back(ref); });
    ASSERT_EQ(seen.size(), refs.size());
  }
  collect();
  collect();
  std::vector<RawObject> seen, expected;
  t.heap->weak_refs_of(t.at(o), [&](RawObject ref) { seen.push_back(ref); });
  for (size_t ref : refs) expected.push_back(t.at(ref));
  EXPECT_EQ(seen, expected);
}

TEST(Feedback, IsWeakInMajorCollectionsOnly) {
  TestHeap t;
  size_t f = t.root(t.heap->allocate(LayoutId::kInternal, Kind::kFeedback, false, 4));
  RawObject value = t.boxed(1);
  t.at(f).set_at(1, value);
  t.heap->collect_minor("test");
  EXPECT_EQ(t.number(t.at(f).at(1)), 1);
  t.heap->collect_major("test");
  EXPECT_TRUE(t.at(f).at(1).is_none());
  EXPECT_EQ(t.vm.feedbacks_processed, 1);
}

}  // namespace
}  // namespace pyro::gc
