#include "app/program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "app/command_line.h"
#include "compiler/source_encoding.h"
#include "compiler/source_text.h"
#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "modules/support.h"
#include "runtime/attributes.h"
#include "runtime/bootstrap.h"

// The four kinds of program: -c, -m, a script (or a directory or zip file), standard input.

namespace pyro::app {

namespace {

void read_all(FILE* file, std::string* text) {
  char chunk[16384];
  for (size_t count; (count = std::fread(chunk, 1, sizeof chunk, file)) > 0;)
    text->append(chunk, count);
}

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string absolute_path(const std::string& path) {
  char buffer[PATH_MAX];
  if (path.empty() || path[0] == '/' || getcwd(buffer, sizeof buffer) == nullptr) return path;
  return std::string(buffer) + "/" + path;
}

// The folder of a script, links resolved.
std::string folder_of(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  std::string resolved = real == nullptr ? path : real;
  std::free(real);
  size_t slash = resolved.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : resolved.substr(0, slash);
}

// A zip file ends with a record of at least 22 bytes, and a comment of up to 65535.
bool is_zip_file(FILE* file) {
  char tail[22 + 65535];
  if (std::fseek(file, 0, SEEK_END) != 0) return false;
  long size = std::ftell(file);
  long start = size > static_cast<long>(sizeof tail) ? size - static_cast<long>(sizeof tail) : 0;
  std::fseek(file, start, SEEK_SET);
  size_t count = std::fread(tail, 1, sizeof tail, file);
  std::rewind(file);
  return count >= 22 && std::string_view(tail, count).rfind(std::string_view("PK\5\6", 4)) !=
                            std::string_view::npos;
}

// Without its first line; the line end stays, so that line numbers do.
void drop_first_line(std::string* source) {
  size_t end = source->find('\n');
  source->erase(0, end == std::string::npos ? source->size() : end);
}

// What is said of a script whose bytes are no UTF-8 although it declares no other encoding (PEP
// 263). The line is that of CPython, which reads lines as far as their first null byte and does not
// count those that have one.
std::string describe_undecodable(const std::string& source, size_t at,
                                 const std::string& filename) {
  long line = 1;
  bool counts = true;
  for (size_t i = 0; i < at; i++) {
    if (source[i] == '\0') counts = false;
    if (source[i] != '\n') continue;
    line += counts ? 1 : 0;
    counts = true;
  }
  char start[40];
  std::snprintf(start, sizeof start, "Non-UTF-8 code starting with '\\x%02x'",
                static_cast<unsigned char>(source[at]));
  return std::string(start) + " in file " + filename + " on line " + std::to_string(line) +
         ", but no encoding declared; see https://peps.python.org/pep-0263/ for details";
}

// Where a script that declares no encoding is not UTF-8; npos: nowhere.
size_t first_undecodable(const std::string& source) {
  const bool declared = source.starts_with("\xEF\xBB\xBF") || !find_encoding_cookie(source).empty();
  return declared ? std::string::npos : first_invalid_utf8(source);
}

// Whether what is wrong with the program is seen before line `line` is read.
bool fails_before(Thread* thread, const Object& exception, word line) {
  RawObject args = RawBaseException(exception->raw()).args();
  if (is_heap_tuple(args) && tuple_length(args) > 0 && is_exact_str(tuple_at(args, 0)) &&
      str_to_utf8_NoGC(tuple_at(args, 0)).ends_with("was never closed"))
    return false;
  Object name(thread, intern_ascii(thread, "lineno"));
  RawObject place = get_attribute(thread, exception, name);
  if (place.is_error()) thread->take_exception();
  return place.is_small_int() && place.small_int() > 0 && place.small_int() < line;
}

class Program {
 public:
  Program(Thread* thread, Configuration* configuration)
      : thread_(thread), configuration_(*configuration) {}

  Ending run() {
    Object main(thread_, main_module(thread_));
    if (main->is_error()) return report();
    if (configuration_.mode != Configuration::Mode::kScript && configuration_.inspect)
      import_readline();
    switch (configuration_.mode) {
      case Configuration::Mode::kCommand:
        return add_to_path("") ? run_command() : report();
      case Configuration::Mode::kModule:
        return add_to_path(current_folder()) ? run_module(configuration_.program, true) : report();
      case Configuration::Mode::kScript:
        return run_script();
      case Configuration::Mode::kStandardInput:
        return add_to_path("") ? run_standard_input() : report();
    }
    return {};
  }

  void import_readline() {
    if (configuration_.isolated || !isatty(0)) return;
    for (const char* name : {"readline", "rlcompleter"}) {
      if (!import_module(thread_, name).is_error()) continue;
      thread_->take_exception();
      return;
    }
  }

  void run_interactive_hook() {
    Object hook(thread_, sys_get(thread_, "__interactivehook__"));
    if (hook->is_error() || hook->is_unbound()) {
      if (hook->is_error()) thread_->take_exception();
      return;
    }
    if (!call(thread_, hook).is_error()) return;
    std::fputs("Failed calling sys.__interactivehook__\n", stderr);
    app::report_exception(thread_, false);
  }

 private:
  Ending report() { return report_exception(thread_, configuration_.inspect); }

  static std::string current_folder() {
    char buffer[PATH_MAX];
    return getcwd(buffer, sizeof buffer) != nullptr ? buffer : "";
  }

  bool add_to_path(const std::string& folder) {
    return configuration_.safe_path || insert_path(folder);
  }

  bool insert_path(const std::string& folder) {
    Object path(thread_, sys_get(thread_, "path"));
    if (!is_heap_list(*path)) return true;
    Object entry(thread_, decode_file_system(thread_, folder));
    Object zero(thread_, RawObject::from_small_int(0));
    return !entry->is_error() && !call_named(thread_, path, "insert", zero, entry).is_error();
  }

  bool set_main(const char* name, const Object& value) {
    Object module(thread_, main_module(thread_));
    return !module->is_error() && module_set(thread_, module, name, value);
  }

  Ending execute(const Object& code) {
    if (code->is_error()) return report();
    Object module(thread_, main_module(thread_));
    Dict dict(thread_, RawModule::cast(*module).dict());
    Object none(thread_, RawObject::none());
    return interpreter::execute_code(thread_, code, dict, dict, none).is_error() ? report()
                                                                                 : Ending{};
  }

  // `filename` in the file system's encoding.
  Ending run_source(const std::string& source, const std::string& filename, bool is_text) {
    Object name(thread_, decode_file_system(thread_, filename));
    if (name->is_error()) return report();
    interpreter::CompileRequest request;
    request.filename = utf8_of(*name);
    request.source_is_text = is_text;
    request.optimize_level = thread_->runtime()->optimize_level;
    Object code(thread_, interpreter::compile_source(thread_, source, request));
    if (!is_text) {
      const size_t at = first_undecodable(source);  // in a comment, perhaps
      if (code->is_error()) {
        reword_decoding_error(source, request.filename, at);
      } else if (at != std::string::npos) {
        code = raise(thread_, Exc::kSyntaxError, "%s",
                     describe_undecodable(source, at, request.filename).c_str());
      }
    }
    return execute(code);
  }

  // The import system's words for undecodable source differ from those for a script (PEP 263),
  // which have no position. A script is read line by line: what stands further on is not seen where
  // an earlier line is wrong.
  void reword_decoding_error(const std::string& source, const std::string& filename, size_t at) {
    Object exception(thread_, thread_->pending_exception());
    RawObject type = type_of(thread_, *exception);
    const bool syntax = is_subtype_NoGC(type, exc_type(thread_, Exc::kSyntaxError));
    if (!syntax && !(type == exc_type(thread_, Exc::kValueError))) return;
    std::string reason;
    if (at != std::string::npos) {
      const auto line =
          std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
      thread_->take_exception();
      if (syntax && fails_before(thread_, exception, line)) {
        thread_->set_pending_exception(*exception);
        return;
      }
      reason = describe_undecodable(source, at, filename);
    } else {
      constexpr std::string_view kUnknown = "unknown encoding: ";
      RawObject args = RawBaseException(exception->raw()).args();
      if (!syntax || !is_heap_tuple(args) || tuple_length(args) == 0 ||
          !is_exact_str(tuple_at(args, 0)))
        return;
      std::string message = str_to_utf8_NoGC(tuple_at(args, 0));
      if (!message.starts_with(kUnknown)) return;
      thread_->take_exception();
      reason = "encoding problem: " + message.substr(kUnknown.size());
    }
    raise(thread_, Exc::kSyntaxError, "%s", reason.c_str());
  }

  Ending run_command() {
    Object text(thread_, decode_file_system(thread_, configuration_.program));
    std::string source;
    if (text->is_error()) return report();
    // Characters that cannot be decoded make the same error as in str.encode().
    if (str_to_utf8_NoGC(*text) != configuration_.program) {
      std::fputs("Unable to decode the command from the command line:\n", stderr);
      Object failure(thread_, call_named(thread_, text, "encode"));
      return failure->is_error() ? report() : Ending{1, false, false};
    }
    return run_source(configuration_.program + "\n", "<string>", true);
  }

  Ending run_module(const std::string& name, bool set_argument) {
    Object function(thread_, import_from(thread_, "runpy", "_run_module_as_main"));
    if (function->is_error()) return report();
    Object module(thread_, decode_file_system(thread_, name));
    Object flag(thread_, RawObject::from_bool(set_argument));
    return call(thread_, function, module, flag).is_error() ? report() : Ending{};
  }

  // A directory or zip file with a __main__ module.
  Ending run_container(const std::string& path) {
    return insert_path(path) ? run_module("__main__", false) : report();
  }

  Ending cannot_open(const std::string& path) {
    int error = errno;
    std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n",
                 configuration_.program_name.c_str(), path.c_str(), error, std::strerror(error));
    return {2, false, false};
  }

  Ending run_script() {
    std::string path = absolute_path(configuration_.program);
    if (is_directory(path)) return run_container(path);
    FILE* file = std::fopen(path.c_str(), "rbe");
    if (file == nullptr) return cannot_open(path);
    if (is_zip_file(file)) {
      std::fclose(file);
      return run_container(path);
    }
    std::string source;
    read_all(file, &source);
    bool failed = std::ferror(file) != 0;
    std::fclose(file);
    if (failed) return cannot_open(path);
    import_readline_for_inspection();
    if (!add_to_path(folder_of(path))) return report();
    bool compiled = path.size() > 4 && path.compare(path.size() - 4, 4, ".pyc") == 0;
    if (!describe_script(path, compiled)) return report();
    if (configuration_.skip_first_line) drop_first_line(&source);
    Ending ending = compiled ? run_compiled() : run_source(source, path, false);
    return ending;
  }

  void import_readline_for_inspection() {
    if (configuration_.inspect) import_readline();
  }

  bool describe_script(const std::string& path, bool compiled) {
    Object file(thread_, decode_file_system(thread_, path));
    Object none(thread_, RawObject::none());
    if (file->is_error() || !set_main("__file__", file) || !set_main("__cached__", none))
      return false;
    const char* loader_name = compiled ? "SourcelessFileLoader" : "SourceFileLoader";
    Object loader(thread_, import_from(thread_, "_frozen_importlib_external", loader_name));
    if (loader->is_error()) return false;
    Object name(thread_, intern_ascii(thread_, "__main__"));
    loader = call(thread_, loader, name, file);
    return !loader->is_error() && set_main("__loader__", loader);
  }

  Ending run_compiled() {
    Object module(thread_, main_module(thread_));
    Object loader(thread_, module_get(thread_, module, "__loader__"));
    Object name(thread_, intern_ascii(thread_, "__main__"));
    Object code(thread_, call_named(thread_, loader, "get_code", name));
    return execute(code);
  }

  Ending run_standard_input() {
    if (is_interactive(configuration_)) return run_terminal();
    std::string source;
    read_all(stdin, &source);
    if (configuration_.skip_first_line) drop_first_line(&source);
    Object file(thread_, intern_ascii(thread_, "<stdin>"));
    if (!set_main("__file__", file)) return report();
    return run_source(source, "<stdin>", false);
  }

  Ending run_terminal() {
    import_readline();
    print_banner();
    Ending ending = run_startup_file();
    if (ending.has_exited) return ending;
    run_interactive_hook();
    configuration_.inspect = false;
    ending = run_prompt(thread_, configuration_);
    ending.has_exited = true;
    return ending;
  }

  void print_banner() {
    if (configuration_.quiet) return;
    Object version(thread_, sys_get(thread_, "version"));
    std::string text = is_str(*version) ? utf8_of(*version) : "";
    std::fprintf(stderr, "Python %s on linux\n", text.c_str());
    if (configuration_.no_site) return;
    std::fputs("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
               stderr);
  }

  Ending run_startup_file() {
    const char* path = environment_value(configuration_, "PYTHONSTARTUP");
    if (path == nullptr) return {};
    FILE* file = std::fopen(path, "rbe");
    if (file == nullptr) {
      std::fputs("Could not open PYTHONSTARTUP\n", stderr);
      Object number(thread_, RawObject::from_small_int(errno));
      Object text(thread_, new_str(thread_, std::strerror(errno)));
      Object name(thread_, decode_file_system(thread_, path));
      Object type(thread_, exc_type(thread_, Exc::kOSError));
      Object exception(thread_, call(thread_, type, number, text, name));
      if (!exception->is_error()) raise_object(thread_, exception);
      report_exception(thread_, false);
      return {};
    }
    std::string source;
    read_all(file, &source);
    std::fclose(file);
    bool inspect = configuration_.inspect;
    configuration_.inspect = false;
    Ending ending = run_source(source, path, false);
    configuration_.inspect = inspect;
    return ending;
  }

  Thread* thread_;
  Configuration& configuration_;
};

}  // namespace

bool is_interactive(const Configuration& configuration) {
  return configuration.interactive || isatty(0);
}

RawObject main_module(Thread* thread) {
  Object name(thread, thread->runtime()->symbol(Symbol::k__main__));
  Dict modules(thread, thread->runtime()->modules_dict());
  RawObject known = dict_get(thread, modules, name);
  if (!known.is_unbound()) return known;
  Object module(thread, new_module(thread, name));
  Object value(thread, import_from(thread, "_frozen_importlib", "BuiltinImporter"));
  if (value->is_error() || !module_set(thread, module, "__loader__", value))
    return RawObject::error();
  value = new_dict(thread);
  if (!module_set(thread, module, "__annotations__", value)) return RawObject::error();
  value = thread->runtime()->builtins_module();
  if (!module_set(thread, module, "__builtins__", value)) return RawObject::error();
  return dict_set(thread, modules, name, module) ? *module : RawObject::error();
}

Ending run_program(Thread* thread, Configuration* configuration) {
  Program program(thread, configuration);
  Ending ending = program.run();
  if (ending.has_exited) return ending;
  // A program may ask for the prompt while it runs.
  bool asked = environment_value(*configuration, "PYTHONINSPECT") != nullptr;
  if (!(configuration->inspect || asked) || !is_interactive(*configuration)) return ending;
  configuration->inspect = false;
  program.run_interactive_hook();
  return run_prompt(thread, *configuration);
}

}  // namespace pyro::app
