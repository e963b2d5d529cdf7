#include "gc/allocation_tracer.h"
#include "gc/tests/dummy_vm.h"
#include "gtest/gtest.h"

namespace pyro::gc {
namespace {

// Knows the places of all objects that were allocated since it was installed.
class Recorder : public AllocationTracer {
 public:
  explicit Recorder(std::vector<RawObject>* objects) : objects_(objects) {}
  void allocated_NoGC(RawObject object, word bytes) override {
    EXPECT_EQ(object.heap_words() * kWordSize, bytes);
    objects_->push_back(object);
  }
  void collected_NoGC(CollectionKind, const Survival& survival) override {
    std::vector<RawObject> alive;
    for (RawObject object : *objects_) {
      RawObject now = survival.resolve(object);
      if (!now.is_unbound()) alive.push_back(now);
    }
    *objects_ = alive;
  }

 private:
  std::vector<RawObject>* objects_;
};

class Tracer : public testing::Test {
 protected:
  void install() { t.heap->set_allocation_tracer(std::make_unique<Recorder>(&objects)); }
  std::vector<RawObject> objects;
  TestHeap t;
};

TEST_F(Tracer, HearsOfEachAllocationWhileInstalled) {
  t.boxed(1);
  install();
  RawObject first = t.boxed(2), second = t.boxed(3), large = t.tuple(100000);
  ASSERT_EQ(objects.size(), 3u);
  EXPECT_EQ(objects[0], first);
  EXPECT_EQ(objects[1], second);
  EXPECT_EQ(objects[2], large);
  t.heap->set_allocation_tracer(nullptr);
  t.boxed(4);
  EXPECT_EQ(objects.size(), 3u);
}

TEST_F(Tracer, FollowsWhatMovesAndForgetsWhatDies) {
  install();
  size_t kept = t.root(t.boxed(7)), kept_large = t.root(t.tuple(100000));
  t.boxed(8);
  t.tuple(100000);
  for (int round = 0; round < 3; round++) {
    t.heap->collect_minor("test");
    ASSERT_EQ(objects.size(), 2u);
    EXPECT_EQ(objects[0], t.at(kept));
    EXPECT_EQ(objects[1], t.at(kept_large));
  }
  t.heap->collect_major("test", true);
  ASSERT_EQ(objects.size(), 2u);
  EXPECT_EQ(objects[0], t.at(kept));
  t.at(kept) = RawObject::none();
  t.at(kept_large) = RawObject::none();
  t.heap->collect_major("test");
  EXPECT_TRUE(objects.empty());
}

TEST_F(Tracer, FastPathComesBackAfterIt) {
  install();
  t.heap->set_allocation_tracer(nullptr);
  uint64_t before = t.heap->nursery_top();
  for (int i = 0; i < 100; i++) t.boxed(i);
  EXPECT_EQ(t.heap->nursery_top() - before, 100u * 2 * kWordSize);
  EXPECT_TRUE(objects.empty());
}

}  // namespace
}  // namespace pyro::gc
