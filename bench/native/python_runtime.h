#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
#include "runtime/bootstrap.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

// A runtime with its interpreter and no standard library, for benchmarks.

namespace pyro::bench {

class PythonRuntime {
 public:
  PythonRuntime() {
    RuntimeOptions options;
    options.native_modules = native_modules();
    runtime_ = Runtime::create(options);
    check(runtime_ != nullptr, "cannot reserve memory for the heap");
    check(bootstrap_runtime(thread()), "cannot start");
    interpreter::install(thread());
  }

  Thread* thread() const { return runtime_->main_thread(); }

  // Runs `source`; what it bound to `name`.
  RawObject define(std::string_view source, std::string_view name) {
    Thread* t = thread();
    Dict globals(t, new_dict(t));
    Object none(t, RawObject::none());
    Object code(t, interpreter::compile_text(t, source, "<benchmark>"));
    check(!code->is_error(), "the source does not compile");
    check(!interpreter::execute_code(t, code, globals, globals, none).is_error(),
          "the source raises");
    Object key(t, new_str(t, name));
    RawObject value = dict_get(t, globals, key);
    check(!value.is_error() && !value.is_unbound(), "the source does not bind the name");
    return value;
  }

  static void check(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "benchmark: %s\n", what);
    std::exit(1);
  }

 private:
  std::unique_ptr<Runtime> runtime_;
};

}  // namespace pyro::bench
