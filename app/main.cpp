// The program: reads the command line, starts a runtime, runs the program, ends.

#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "app/command_line.h"
#include "app/program.h"
#include "app/startup.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
#include "modules/support.h"
#include "runtime/bootstrap.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {
namespace {

int fail(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

// An exception before sys.excepthook exists.
int early_failure(Thread* thread) {
  Object exception(thread, thread->take_exception());
  if (is_heap_system_exit(*exception)) return 1;
  Object type(thread, thread->runtime()->type_of(*exception));
  std::string text = str_to_utf8_NoGC(RawType::cast(*type).name());
  RawObject args = RawBaseException(exception->raw()).args();
  if (is_heap_tuple(args) && tuple_length(args) > 0 && is_str(tuple_at(args, 0))) {
    text += ": " + str_to_utf8_NoGC(tuple_at(args, 0));
  }
  return fail("pyro: cannot start: " + text);
}

// Shells tell a program that was interrupted from one that failed by the signal that ended it.
void die_of_interrupt() {
  std::signal(SIGINT, SIG_DFL);
  kill(getpid(), SIGINT);
}

// Start-up is the same for all programs, and imports for many: whoever stresses many programs may
// leave these to runs of their own.
void begin_stress(Thread* thread, double probability) {
  double& current = thread->heap()->options().stress_probability;
  if (current == probability) return;
  current = probability;
  thread->heap()->collect_major("stress begins", true);
}

// Large buffers go back to the system as soon as they are freed. Left to itself, the C library
// keeps what it gave out once.
constexpr int kLargeBuffer = 256 << 10;

int start(int argc, char** argv) {
  mallopt(M_MMAP_THRESHOLD, kLargeBuffer);
  mallopt(M_TRIM_THRESHOLD, kLargeBuffer);
  RuntimeOptions options;
  options.native_modules = native_modules();
  app::Configuration configuration;
  std::optional<int> status = app::read_command_line(argc, argv, &configuration, &options.heap);
  if (!status) status = app::choose_locale(&configuration);
  if (!status) status = app::read_environment(&configuration, options.hash_seed);
  if (!status) status = app::read_memory_options(configuration, &options.heap);
  if (!status) status = app::find_paths(&configuration);
  if (status) return *status;
  double stress = options.heap.stress_probability;
  if (configuration.stress_after_startup || !configuration.imports_before_stress.empty())
    options.heap.stress_probability = 0;
  std::unique_ptr<Runtime> runtime = Runtime::create(options);
  if (runtime == nullptr) return fail("pyro: cannot reserve memory for the heap");
  runtime->optimize_level = configuration.optimize;
  Thread* thread = runtime->main_thread();
  if (!bootstrap_runtime(thread)) return early_failure(thread);
  interpreter::install(thread);
  if (!app::start_up(thread, configuration)) return early_failure(thread);
  for (const std::string& name : configuration.imports_before_stress)
    if (import_module(thread, name.c_str()).is_error()) return early_failure(thread);
  begin_stress(thread, stress);
  runtime->check_codec_names = configuration.dev_mode;
  word finalizables = thread->heap()->finalizables_registered();
  app::Ending ending = app::run_program(thread, &configuration);
  int result = app::shut_down(thread, ending.status, finalizables);
  // Daemon threads may still be asleep in the runtime: it ends with the process.
  if (runtime->threads().size() > 1) (void)runtime.release();
  if (ending.was_interrupted) die_of_interrupt();
  return ending.was_interrupted ? 128 + SIGINT : result;
}

}  // namespace
}  // namespace pyro

#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
// What the environment does not say otherwise.
extern "C" const char* __ubsan_default_options() { return "halt_on_error=1:print_stacktrace=1"; }
#endif
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
// Extension modules are never unloaded: what loading one makes lives until the process ends.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:pyro::capi::load_extension\nleak:pyro::capi::execute_module\n";
}
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif
#endif

int main(int argc, char** argv) { return pyro::start(argc, argv); }
