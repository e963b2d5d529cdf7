#include <benchmark/benchmark.h>

#include <string>

#include "bench/native/python_runtime.h"
#include "runtime/attributes.h"
#include "runtime/call.h"

// Attribute access and calls: through the runtime's functions, and as loops of Python code, where
// inline caches answer.

namespace pyro::bench {
namespace {

constexpr word kLoops = 1'000;

constexpr std::string_view kDefinitions = R"(
class Plain:
    kind = 'plain'
    def __init__(self):
        self.x = 1
        self.y = 2
    @property
    def size(self):
        return 3
    def method(self):
        return None
plain = Plain()
def nothing(): pass
def two(a, b): return a
def keywords(a, *, b=1): return a
def variable(*arguments, **keywords): return arguments
def generator():
    while True: yield None
resume = generator().__next__
)";

// Calls a Python function whose loop runs `body` kLoops times.
void run_loop(benchmark::State& state, const char* body) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  std::string source(kDefinitions);
  source += std::string(
                "def loop(count, plain=plain, len=len):\n    text = 'abc'\n"
                "    for _ in range(count):\n        ") +
            body + "\n";
  Object loop(thread, runtime.define(source, "loop"));
  Object count(thread, RawObject::from_small_int(kLoops));
  for (auto _ : state) {
    PythonRuntime::check(!call(thread, loop, count).is_error(), "the loop raises");
  }
  state.SetItemsProcessed(state.iterations() * kLoops);
}
// What the loop itself costs, to be taken off the others.
BENCHMARK_CAPTURE(run_loop, empty, "pass");
BENCHMARK_CAPTURE(run_loop, attribute_of_instance, "plain.x");
BENCHMARK_CAPTURE(run_loop, attribute_of_class, "plain.kind");
BENCHMARK_CAPTURE(run_loop, attribute_store, "plain.y = _");
BENCHMARK_CAPTURE(run_loop, attribute_property, "plain.size");
BENCHMARK_CAPTURE(run_loop, call_python_0, "nothing()");
BENCHMARK_CAPTURE(run_loop, call_python_2, "two(1, 2)");
BENCHMARK_CAPTURE(run_loop, call_python_keywords, "keywords(1, b=2)");
BENCHMARK_CAPTURE(run_loop, call_python_variable, "variable(1, b=2)");
BENCHMARK_CAPTURE(run_loop, call_python_method, "plain.method()");
BENCHMARK_CAPTURE(run_loop, call_class, "Plain()");
BENCHMARK_CAPTURE(run_loop, call_native_function, "len(text)");
BENCHMARK_CAPTURE(run_loop, call_native_method, "text.upper()");
BENCHMARK_CAPTURE(run_loop, resume_generator, "resume()");

void get_attribute_by_name(benchmark::State& state, const char* attribute) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  Object value(thread, runtime.define(kDefinitions, "plain"));
  Object name(thread, new_str(thread, attribute));
  for (auto _ : state) benchmark::DoNotOptimize(get_attribute(thread, value, name).raw());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(get_attribute_by_name, of_instance, "x");
BENCHMARK_CAPTURE(get_attribute_by_name, of_class, "kind");
BENCHMARK_CAPTURE(get_attribute_by_name, bound_method, "method");

// From native code into Python code and back.
void call_python_from_native(benchmark::State& state) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  Object function(thread, runtime.define(kDefinitions, "nothing"));
  for (auto _ : state) benchmark::DoNotOptimize(call(thread, function).raw());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(call_python_from_native);

void call_native_from_native(benchmark::State& state) {
  PythonRuntime runtime;
  Thread* thread = runtime.thread();
  Object function(thread, runtime.define("length = len\n", "length"));
  Object text(thread, new_str(thread, "a text"));
  for (auto _ : state) benchmark::DoNotOptimize(call(thread, function, text).raw());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(call_native_from_native);

}  // namespace
}  // namespace pyro::bench
