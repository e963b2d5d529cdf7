#include <benchmark/benchmark.h>

#include <string>

#include "bench/native/python_runtime.h"
#include "runtime/list.h"

// Lookup, replacement and insertion in dicts of one kind of key, as the runtime's own code calls
// them.

namespace pyro::bench {
namespace {

enum Keys : int64_t { kInts, kStrs };

RawObject make_key(Thread* thread, int64_t kind, int64_t index) {
  if (kind == kInts) return RawObject::from_small_int(index * 7919);
  return new_str(thread, "attribute_" + std::to_string(index));
}

// A list of keys, so that making them is not measured.
RawObject make_keys(Thread* thread, int64_t kind, int64_t count) {
  List keys(thread, new_list(thread));
  Object key(thread, RawObject::none());
  for (int64_t i = 0; i < count; i++) {
    key = make_key(thread, kind, i);
    PythonRuntime::check(list_append(thread, keys, key), "out of memory");
  }
  return *keys;
}

void fill(Thread* thread, const Dict& dict, const List& keys) {
  Object key(thread, RawObject::none());
  for (word i = 0, count = keys->length(); i < count; i++) {
    key = list_at(*keys, i);
    PythonRuntime::check(dict_set(thread, dict, key, key), "a key fails");
  }
}

void dict_get_present(benchmark::State& state) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  List keys(thread, make_keys(thread, state.range(0), state.range(1)));
  Dict dict(thread, new_dict(thread));
  fill(thread, dict, keys);
  Object key(thread, RawObject::none());
  word next = 0;
  for (auto _ : state) {
    key = list_at(*keys, next);
    benchmark::DoNotOptimize(dict_get(thread, dict, key).raw());
    if (++next == state.range(1)) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
}

void dict_set_present(benchmark::State& state) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  List keys(thread, make_keys(thread, state.range(0), state.range(1)));
  Dict dict(thread, new_dict(thread));
  fill(thread, dict, keys);
  for (auto _ : state) fill(thread, dict, keys);
  state.SetItemsProcessed(state.iterations() * state.range(1));
}

// New dicts, which grow.
void dict_insert(benchmark::State& state) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  List keys(thread, make_keys(thread, state.range(0), state.range(1)));
  Dict dict(thread, new_dict(thread));
  for (auto _ : state) {
    dict = new_dict(thread);
    fill(thread, dict, keys);
  }
  state.SetItemsProcessed(state.iterations() * state.range(1));
}

void key_kinds(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"strs", "keys"})->ArgsProduct({{kInts, kStrs}, {4, 1'000, 100'000}});
}
BENCHMARK(dict_get_present)->Apply(key_kinds);
BENCHMARK(dict_set_present)->Apply(key_kinds);
BENCHMARK(dict_insert)->Apply(key_kinds);

}  // namespace
}  // namespace pyro::bench
