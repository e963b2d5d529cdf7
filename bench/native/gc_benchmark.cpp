#include <benchmark/benchmark.h>

#include "gc/tests/dummy_vm.h"

// Allocation and collection, with a virtual machine that is only roots.

namespace pyro::gc {
namespace {

HeapOptions options() {
  HeapOptions options;
  options.nursery_bytes = word{16}
                          << 20;  // what a benchmark sets up fits, so that only it collects
  return options;
}

constexpr size_t kList = 0, kVictim = 1;  // roots

// A chain of `length` pairs in root kList.
void make_chain(TestHeap& heap, int64_t length) {
  heap.at(kList) = RawObject::none();
  for (int64_t i = 0; i < length; i++) {
    RawObject pair = heap.tuple(2);
    pair.set_at(1, heap.at(kList));
    heap.at(kList) = pair;
  }
}

void add_roots(TestHeap& heap) {
  heap.root(RawObject::none());
  heap.root(RawObject::none());
}

// Objects that die at once, the collections that they cause included.
void allocate_and_drop(benchmark::State& state) {
  TestHeap heap{HeapOptions{}};
  add_roots(heap);
  word length = state.range(0);
  for (auto _ : state) benchmark::DoNotOptimize(heap.tuple(length).raw());
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * (length + 1) * kWordSize);
}
BENCHMARK(allocate_and_drop)->Arg(1)->Arg(4)->Arg(16)->Arg(4096);

// Every object stays: copying and promotion are part of the price.
void allocate_and_keep(benchmark::State& state) {
  for (auto _ : state) {
    TestHeap heap{HeapOptions{}};
    add_roots(heap);
    make_chain(heap, state.range(0));
    benchmark::DoNotOptimize(heap.at(kList).raw());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(allocate_and_keep)->Arg(100'000)->Unit(benchmark::kMillisecond);

// A minor collection that copies a chain of pairs for the first time.
void collect_minor_survivors(benchmark::State& state) {
  TestHeap heap{options()};
  add_roots(heap);
  for (auto _ : state) {
    state.PauseTiming();
    heap.at(kList) = RawObject::none();
    heap.heap->collect_minor("emptying the nursery");
    make_chain(heap, state.range(0));
    state.ResumeTiming();
    heap.heap->collect_minor("benchmark");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(collect_minor_survivors)->Arg(0)->Arg(1'000)->Arg(50'000);

// A minor collection of nothing but garbage, beside an old generation of that many pairs.
void collect_minor_beside_old(benchmark::State& state) {
  TestHeap heap{options()};
  add_roots(heap);
  make_chain(heap, state.range(0));
  heap.heap->collect_major("promotion");
  for (auto _ : state) {
    heap.tuple(2);
    heap.heap->collect_minor("benchmark");
  }
}
BENCHMARK(collect_minor_beside_old)->Arg(0)->Arg(1'000'000);

// A full collection of that many live pairs; the second argument says whether all of them move.
void collect_major(benchmark::State& state) {
  TestHeap heap{options()};
  add_roots(heap);
  make_chain(heap, state.range(0));
  heap.heap->collect_major("promotion");
  for (auto _ : state) heap.heap->collect_major("benchmark", state.range(1) != 0);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(collect_major)
    ->ArgsProduct({{1'000, 1'000'000}, {0, 1}})
    ->ArgNames({"live", "compact"})
    ->Unit(benchmark::kMicrosecond);

// The same with as many weak references as objects that they refer to.
void collect_major_weak(benchmark::State& state) {
  TestHeap heap{options()};
  add_roots(heap);
  heap.at(kVictim) = heap.boxed(1);
  heap.at(kList) = RawObject::none();
  for (int64_t i = 0; i < state.range(0); i++) {
    heap.at(kVictim) = heap.boxed(i);
    RawObject link = heap.tuple(3);
    link.set_at(1, heap.at(kList));
    link.set_at(2, heap.at(kVictim));
    heap.at(kList) = link;
    RawObject reference = heap.weak_ref(kVictim);
    heap.at(kList).set_at(3, reference);
  }
  heap.heap->collect_major("promotion");
  for (auto _ : state) heap.heap->collect_major("benchmark");
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(collect_major_weak)->Arg(100'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pyro::gc
