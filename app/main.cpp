#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
#include "runtime/attributes.h"
#include "runtime/bootstrap.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {
namespace {

int print_pending(Thread* thread) {
  Object exception(thread, thread->take_exception());
  Object type(thread, type_of(thread, *exception));
  Object name(thread, RawType::cast(*type).name());
  std::fprintf(stderr, "%s: ", str_to_utf8_NoGC(*name).c_str());
  RawObject args = RawBaseException(exception->raw()).args();
  if (is_heap_tuple(args) && tuple_length(args) > 0 && is_str(tuple_at(args, 0))) {
    std::fprintf(stderr, "%s\n", str_to_utf8_NoGC(tuple_at(args, 0)).c_str());
    return 1;
  }
  Object text(thread, str(thread, exception));
  if (text->is_error()) text = RawObject::from_small_str("?", 1);
  std::fprintf(stderr, "%s\n", str_to_utf8_NoGC(*text).c_str());
  return 1;
}

int run_file(Thread* thread, const char* path, const std::string& source) {
  interpreter::CompileRequest request;
  request.filename = path;
  request.source_is_text = false;
  Object code(thread, interpreter::compile_source(thread, source, request));
  if (code->is_error()) return print_pending(thread);
  Object name(thread, thread->runtime()->symbol(Symbol::k__main__));
  Module module(thread, new_module(thread, name));
  Object ns(thread, module->dict());
  Object none(thread, RawObject::none());
  RawObject result = interpreter::execute_code(thread, code, ns, ns, none);
  return result.is_error() ? print_pending(thread) : 0;
}

int start(int argc, char** argv) {
  RuntimeOptions options;
  options.native_modules = native_modules();
  for (int i = 1; i < argc; i++) {
    if (std::strncmp(argv[i], "--gc-stress=", 12) == 0) options.heap.stress_probability = std::atof(argv[i] + 12);
  }
  std::unique_ptr<Runtime> runtime = Runtime::create(options);
  if (runtime == nullptr) {
    std::fputs("pyro: cannot reserve memory for the heap\n", stderr);
    return 1;
  }
  Thread* thread = runtime->main_thread();
  if (!bootstrap_runtime(thread)) return print_pending(thread);
  interpreter::install(thread);
  const NativeModuleDefinition* builtins = find_native_module(thread, "builtins");
  Object module(thread, runtime->builtins_module());
  if (!interpreter::run_stub_source(thread, *builtins, module)) return print_pending(thread);
  const char* path = argv[argc - 1];
  std::ifstream file(path, std::ios::binary);
  std::string source((std::istreambuf_iterator<char>(file)), {});
  return run_file(thread, path, source);
}

}  // namespace
}  // namespace pyro

int main(int argc, char** argv) { return pyro::start(argc, argv); }
