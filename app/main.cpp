// The command line.

#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "app/startup.h"
#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
#include "runtime/bootstrap.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro {
namespace {

struct Program {
  std::string command, module, script;
  bool has_command = false, has_module = false;
};

// --- options of the collector, for tests and debugging ------------------------------------------------------------------

bool heap_option(const char* argument, gc::HeapOptions* options) {
  auto value_of = [argument](const char* name) {
    size_t length = std::strlen(name);
    return std::strncmp(argument, name, length) == 0 ? argument + length : nullptr;
  };
  if (const char* value = value_of("--gc-stress=")) options->stress_probability = std::atof(value);
  else if (const char* seed = value_of("--gc-seed=")) options->stress_seed = std::strtoull(seed, nullptr, 0);
  else if (const char* bytes = value_of("--gc-nursery=")) options->nursery_bytes = std::atol(bytes);
  else if (std::strcmp(argument, "--verify-heap") == 0) options->verify = true;
  else return false;
  return true;
}

int fail(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

// An exception before sys.excepthook exists.
int early_failure(Thread* thread) {
  Object exception(thread, thread->take_exception());
  Object type(thread, thread->runtime()->type_of(*exception));
  std::string text = str_to_utf8_NoGC(RawType::cast(*type).name());
  RawObject args = RawBaseException(exception->raw()).args();
  if (is_heap_tuple(args) && tuple_length(args) > 0 && is_str(tuple_at(args, 0))) {
    text += ": " + str_to_utf8_NoGC(tuple_at(args, 0));
  }
  return fail("pyro: cannot start: " + text);
}

int run_source(Thread* thread, const std::string& source, const std::string& filename, bool is_text, const char* file_attribute) {
  interpreter::CompileRequest request;
  request.filename = filename;
  request.source_is_text = is_text;
  request.optimize_level = thread->runtime()->optimize_level;
  Object module(thread, app::main_module(thread));
  if (module->is_error()) return app::report_exception(thread);
  Dict dict(thread, RawModule::cast(*module).dict());
  if (file_attribute != nullptr) {
    Object file(thread, new_str(thread, file_attribute));
    if (!dict_set(thread, dict, Symbol::k__file__, file)) return app::report_exception(thread);
  }
  Object code(thread, interpreter::compile_source(thread, source, request));
  if (code->is_error()) return app::report_exception(thread);
  Object none(thread, RawObject::none());
  RawObject result = interpreter::execute_code(thread, code, dict, dict, none);
  return result.is_error() ? app::report_exception(thread) : 0;
}

void read_all(FILE* file, std::string* text) {
  char chunk[16384];
  for (size_t count; (count = std::fread(chunk, 1, sizeof chunk, file)) > 0;) text->append(chunk, count);
}

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

int run_launcher(Thread* thread, const std::string& launcher) {
  Object none(thread, RawObject::none());
  Object code(thread, interpreter::compile_text(thread, launcher, "<string>"));
  Dict ns(thread, new_dict(thread));
  RawObject result = code->is_error() ? *code : interpreter::execute_code(thread, code, ns, ns, none);
  return result.is_error() ? app::report_exception(thread) : 0;
}

// A directory or zip file with a __main__ module.
int run_container(Thread* thread, const std::string&) {
  return run_launcher(thread,
                      "import sys, runpy\nsys.path[0] = sys.argv[0]\nrunpy._run_module_as_main('__main__', False)\n");
}

int run_program(Thread* thread, const Program& program) {
  if (program.has_command) return run_source(thread, program.command + "\n", "<string>", true, nullptr);
  if (program.has_module) {
    return run_launcher(thread, "import runpy; runpy._run_module_as_main('" + program.module + "')\n");
  }
  std::string source;
  if (program.script.empty() || program.script == "-") {
    read_all(stdin, &source);
    return run_source(thread, source, "<stdin>", false, nullptr);
  }
  if (is_directory(program.script)) return run_container(thread, program.script);
  FILE* file = std::fopen(program.script.c_str(), "rb");
  if (file == nullptr) {
    std::fprintf(stderr, "pyro: can't open file '%s': [Errno %d] %s\n", program.script.c_str(), errno, std::strerror(errno));
    return 2;
  }
  read_all(file, &source);
  std::fclose(file);
  if (source.compare(0, 4, "PK\3\4") == 0) return run_container(thread, program.script);
  return run_source(thread, source, program.script, false, program.script.c_str());
}

std::string own_path() {
  char buffer[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
  return length > 0 ? std::string(buffer, static_cast<size_t>(length)) : "pyro";
}

// PYTHONHASHSEED: a number fixes the seed (0 switches randomisation off); anything else, or nothing, is random.
void choose_hash_seed(uint64_t* seed) {
  const char* text = std::getenv("PYTHONHASHSEED");
  if (text != nullptr && *text >= '0' && *text <= '9') {
    seed[0] = std::strtoull(text, nullptr, 10);
    seed[1] = seed[0] == 0 ? 0 : ~seed[0];
    return;
  }
  if (getrandom(seed, 16, 0) != 16) seed[0] = static_cast<uint64_t>(getpid());
}

int start(int argc, char** argv) {
  RuntimeOptions options;
  choose_hash_seed(options.hash_seed);
  options.native_modules = native_modules();
  app::Configuration configuration;
  configuration.executable = own_path();
  configuration.original_argv.assign(argv, argv + argc);
  Program program;
  int index = 1;
  for (; index < argc && argv[index][0] == '-' && argv[index][1] != 0; index++) {
    if (heap_option(argv[index], &options.heap)) continue;
    std::string argument = argv[index];
    if (argument == "--version" || argument == "-V") {
      std::puts("Python 3.11.2");
      return 0;
    }
    if (argument == "-c" && index + 1 < argc) {
      program.has_command = true;
      program.command = argv[++index];
      index++;
      break;
    }
    if (argument == "-m" && index + 1 < argc) {
      program.has_module = true;
      program.module = argv[++index];
      index++;
      break;
    }
    if (argument == "-S") configuration.no_site = true;
    else if (argument == "-u") configuration.unbuffered = true;
    else if (argument == "-B") configuration.write_bytecode = false;
    else if (argument == "-O") configuration.optimize = 1;
    else if (argument == "-OO") configuration.optimize = 2;
    else if (argument == "-I") configuration.isolated = true;
    else return fail("Unknown option: " + argument), 2;
  }
  if (!program.has_command && !program.has_module && index < argc) program.script = argv[index++];
  configuration.argv = {program.has_command ? "-c" : program.has_module ? "-m" : program.script};
  for (; index < argc; index++) configuration.argv.push_back(argv[index]);
  std::string first = program.has_command || program.has_module ? "" : program.script.substr(0, program.script.rfind('/') + 1);
  if (first.size() > 1) first.pop_back();
  configuration.module_search_paths = {first, "/usr/lib/python311.zip", configuration.library, configuration.library + "/lib-dynload"};
  std::unique_ptr<Runtime> runtime = Runtime::create(options);
  if (runtime == nullptr) return fail("pyro: cannot reserve memory for the heap");
  runtime->optimize_level = configuration.optimize;
  Thread* thread = runtime->main_thread();
  if (!bootstrap_runtime(thread)) return early_failure(thread);
  interpreter::install(thread);
  if (!app::start_up(thread, configuration)) return early_failure(thread);
  return app::shut_down(thread, run_program(thread, program));
}

}  // namespace
}  // namespace pyro

int main(int argc, char** argv) { return pyro::start(argc, argv); }
