#include <langinfo.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include "app/command_line.h"

// PYTHON* variables and -X options.

namespace pyro::app {

namespace {

bool parse_number(const char* text, long* value) {
  char* end;
  errno = 0;
  *value = std::strtol(text, &end, 10);
  return *text != 0 && *end == 0 && errno == 0;
}

class Environment {
 public:
  explicit Environment(Configuration* configuration) : configuration_(*configuration) {}

  std::optional<int> read(uint64_t* hash_seed) {
    read_counters();
    read_switches();
    for (auto step : {&Environment::digits, &Environment::allocations, &Environment::frozen,
                      &Environment::allocator}) {
      if (std::optional<int> status = (this->*step)()) return status;
    }
    collect_warn_options();
    return choose_hash_seed(hash_seed);
  }

 private:
  const char* variable(const char* name) { return environment_value(configuration_, name); }
  const char* option(const char* name) { return x_option(configuration_, name); }

  // The variable counts like the option repeated; what is no number counts once.
  void counter(const char* name, int* level) {
    const char* text = variable(name);
    if (text == nullptr) return;
    long value;
    if (!parse_number(text, &value) || value < 0 || value > INT32_MAX) value = 1;
    if (value > *level) *level = static_cast<int>(value);
  }

  void read_counters() {
    int inspect = 0, no_bytecode = 0, no_user_site = 0, unbuffered = 0;
    counter("PYTHONDEBUG", &configuration_.debug);
    counter("PYTHONVERBOSE", &configuration_.verbose);
    counter("PYTHONOPTIMIZE", &configuration_.optimize);
    counter("PYTHONINSPECT", &inspect);
    counter("PYTHONDONTWRITEBYTECODE", &no_bytecode);
    counter("PYTHONNOUSERSITE", &no_user_site);
    counter("PYTHONUNBUFFERED", &unbuffered);
    configuration_.inspect |= inspect > 0;
    if (no_bytecode > 0) configuration_.write_bytecode = false;
    configuration_.no_user_site |= no_user_site > 0;
    configuration_.unbuffered |= unbuffered > 0;
  }

  void read_switches() {
    Configuration& c = configuration_;
    const char* dev = option("dev");
    c.dev_mode = dev != nullptr || variable("PYTHONDEVMODE") != nullptr;
    c.safe_path |= variable("PYTHONSAFEPATH") != nullptr;
    c.fault_handler = c.dev_mode || option("faulthandler") != nullptr ||
                      variable("PYTHONFAULTHANDLER") != nullptr;
    c.import_time =
        option("importtime") != nullptr || variable("PYTHONPROFILEIMPORTTIME") != nullptr;
    c.warn_default_encoding = option("warn_default_encoding") != nullptr ||
                              variable("PYTHONWARNDEFAULTENCODING") != nullptr;
    c.debug_ranges =
        option("no_debug_ranges") == nullptr && variable("PYTHONNODEBUGRANGES") == nullptr;
    const char* prefix = option("pycache_prefix");
    if (prefix == nullptr) prefix = variable("PYTHONPYCACHEPREFIX");
    if (prefix != nullptr) c.pycache_prefix = prefix;
  }

  std::optional<int> digits() {
    const char* text = option("int_max_str_digits");
    std::string name = "-X int_max_str_digits";
    if (text == nullptr) {
      text = variable("PYTHONINTMAXSTRDIGITS");
      if (text == nullptr) return std::nullopt;
      name = "PYTHONINTMAXSTRDIGITS";
    }
    long value;
    if (!parse_number(text, &value) || value < 0 || value > INT32_MAX ||
        (value != 0 && value < 640)) {
      return fatal("config_init_int_max_str_digits: " + name +
                   ": invalid limit; must be >= 640 or 0 for unlimited.");
    }
    configuration_.int_max_digits = static_cast<int>(value);
    return std::nullopt;
  }

  std::optional<int> allocations() {
    const char* text = option("tracemalloc");
    std::string name = "-X tracemalloc=NFRAME";
    long value = 1;
    if (text == nullptr) {
      text = variable("PYTHONTRACEMALLOC");
      if (text == nullptr) return std::nullopt;
      name = "PYTHONTRACEMALLOC";
    }
    if (*text != 0 && (!parse_number(text, &value) || value < 0 || value > INT32_MAX)) {
      return fatal("config_init_tracemalloc: " + name + ": invalid number of frames");
    }
    configuration_.trace_allocations = static_cast<int>(value);
    return std::nullopt;
  }

  std::optional<int> frozen() {
    const char* text = option("frozen_modules");
    if (text == nullptr || *text == 0 || std::strcmp(text, "on") == 0 ||
        std::strcmp(text, "off") == 0)
      return std::nullopt;
    return fatal("bad value for option -X frozen_modules (expected \"on\" or \"off\")");
  }

  // The heap is the collector's whatever the variable says; a name that CPython does not know is
  // still refused.
  std::optional<int> allocator() {
    const char* text = variable("PYTHONMALLOC");
    if (text == nullptr) return std::nullopt;
    for (const char* name :
         {"default", "debug", "pymalloc", "pymalloc_debug", "malloc", "malloc_debug"}) {
      if (std::strcmp(text, name) == 0) return std::nullopt;
    }
    return fatal("preconfig_init_allocator: PYTHONMALLOC: unknown allocator");
  }

  // Least important first, as sys.warnoptions has them.
  void collect_warn_options() {
    std::vector<std::string> options;
    if (configuration_.dev_mode) options.push_back("default");
    if (const char* text = variable("PYTHONWARNINGS")) {
      for (const char* at = text;; at++) {
        size_t length = std::strcspn(at, ",");
        if (length > 0) options.emplace_back(at, length);
        at += length;
        if (*at == 0) break;
      }
    }
    for (const std::string& option : configuration_.warn_options) options.push_back(option);
    if (configuration_.bytes_warning > 0) {
      options.push_back(configuration_.bytes_warning > 1 ? "error::BytesWarning"
                                                         : "default::BytesWarning");
    }
    configuration_.warn_options = options;
  }

  // PYTHONHASHSEED: a number fixes the seed (0 switches randomisation off); "random", or nothing,
  // is random.
  std::optional<int> choose_hash_seed(uint64_t* seed) {
    const char* text = variable("PYTHONHASHSEED");
    if (text == nullptr || configuration_.ignore_hash_seed || std::strcmp(text, "random") == 0) {
      if (getrandom(seed, 16, 0) != 16) seed[0] = static_cast<uint64_t>(getpid());
      return std::nullopt;
    }
    long value;
    if (!parse_number(text, &value) || value < 0 || value > static_cast<long>(UINT32_MAX)) {
      return fatal(
          "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; "
          "4294967295]");
    }
    seed[0] = static_cast<uint64_t>(value);
    seed[1] = seed[0] == 0 ? 0 : ~seed[0];
    configuration_.hash_randomization = value != 0;
    return std::nullopt;
  }

  Configuration& configuration_;
};

// PEP 538: the C locale means that nobody chose; one with UTF-8 serves better, also in child
// processes.
bool coerce_c_locale(bool warn) {
  const char* chosen = std::getenv("LC_ALL");
  if (chosen != nullptr && *chosen != 0) return false;
  for (const char* name : {"C.UTF-8", "C.utf8", "UTF-8"}) {
    if (std::setlocale(LC_CTYPE, name) == nullptr) continue;
    setenv("LC_CTYPE", name, 1);
    if (warn) {
      std::fprintf(stderr,
                   "Python detected LC_CTYPE=C: LC_CTYPE coerced to %s (set another locale or "
                   "PYTHONCOERCECLOCALE=0 to disable "
                   "this locale coercion behavior).\n",
                   name);
    }
    std::setlocale(LC_CTYPE, "");
    return true;
  }
  return false;
}

bool is_locale(const char* name) {
  return std::strcmp(std::setlocale(LC_CTYPE, nullptr), name) == 0;
}

// PYTHONIOENCODING is ENCODING[:ERRORS]; either may be empty.
void read_stream_variable(Configuration* configuration) {
  const char* text = environment_value(*configuration, "PYTHONIOENCODING");
  if (text == nullptr) return;
  std::string value = text;
  size_t colon = value.find(':');
  std::string encoding = value.substr(0, colon);
  std::string errors = colon == std::string::npos ? "" : value.substr(colon + 1);
  if (!encoding.empty()) {
    configuration->stream_encoding = encoding;
    configuration->stream_errors = "strict";
  }
  if (!errors.empty()) configuration->stream_errors = errors;
}

}  // namespace

std::optional<int> read_environment(Configuration* configuration, uint64_t* hash_seed) {
  return Environment(configuration).read(hash_seed);
}

std::optional<int> choose_locale(Configuration* configuration) {
  std::setlocale(LC_CTYPE, "");
  bool is_c = is_locale("C") || is_locale("POSIX");
  const char* coerce = environment_value(*configuration, "PYTHONCOERCECLOCALE");
  bool may_coerce = coerce == nullptr || std::strcmp(coerce, "0") != 0;
  if (is_c && may_coerce) coerce_c_locale(coerce != nullptr && std::strcmp(coerce, "warn") == 0);
  const char* option = x_option(*configuration, "utf8");
  const char* variable = environment_value(*configuration, "PYTHONUTF8");
  configuration->utf8_mode = is_c;
  if (option != nullptr) {
    if (std::strcmp(option, "") != 0 && std::strcmp(option, "1") != 0 &&
        std::strcmp(option, "0") != 0) {
      return fatal("preconfig_init_utf8_mode: invalid -X utf8 option value");
    }
    configuration->utf8_mode = std::strcmp(option, "0") != 0;
  } else if (variable != nullptr) {
    if (std::strcmp(variable, "1") != 0 && std::strcmp(variable, "0") != 0) {
      return fatal("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value");
    }
    configuration->utf8_mode = std::strcmp(variable, "1") == 0;
  }
  configuration->stream_encoding = configuration->utf8_mode ? "utf-8" : nl_langinfo(CODESET);
  bool lenient = configuration->utf8_mode || is_locale("C") || is_locale("POSIX");
  for (const char* name : {"C.UTF-8", "C.utf8", "UTF-8"}) lenient |= is_locale(name);
  configuration->stream_errors = lenient ? "surrogateescape" : "strict";
  read_stream_variable(configuration);
  return std::nullopt;
}

}  // namespace pyro::app
