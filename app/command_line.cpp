#include "app/command_line.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

// Options of the command line.

namespace pyro::app {

namespace {

constexpr char kVersion[] = "3.11.2";

std::vector<std::string> comma_separated(std::string_view names) {
  std::vector<std::string> result;
  while (!names.empty()) {
    size_t end = std::min(names.find(','), names.size());
    result.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return result;
}

// Options of the collector, for tests and debugging.
bool heap_option(const char* argument, gc::HeapOptions* options, Configuration* configuration) {
  auto value_of = [argument](const char* name) {
    size_t length = std::strlen(name);
    return std::strncmp(argument, name, length) == 0 ? argument + length : nullptr;
  };
  if (const char* value = value_of("--gc-stress="))
    options->stress_probability = std::atof(value);
  else if (const char* seed = value_of("--gc-seed="))
    options->stress_seed = std::strtoull(seed, nullptr, 0);
  else if (const char* bytes = value_of("--gc-nursery="))
    options->nursery_bytes = std::atol(bytes);
  else if (const char* words = value_of("--gc-stress-slices="))
    options->stress_slices = std::max(0l, std::atol(words));
  else if (std::strcmp(argument, "--verify-heap") == 0)
    options->verify = true;
  else if (std::strcmp(argument, "--gc-stress-after-startup") == 0)
    configuration->stress_after_startup = true;
  else if (const char* names = value_of("--gc-stress-after-import="))
    configuration->imports_before_stress = comma_separated(names);
  else
    return false;
  return true;
}

class CommandLine {
 public:
  CommandLine(int argc, char** argv, Configuration* configuration, gc::HeapOptions* heap_options)
      : argc_(argc), argv_(argv), configuration_(*configuration), heap_options_(heap_options) {}

  std::optional<int> read() {
    configuration_.program_name = argc_ > 0 ? argv_[0] : "pyro";
    configuration_.original_argv.assign(argv_, argv_ + argc_);
    while (!at_program_ && !status_ && next_ < argc_) {
      const char* argument = argv_[next_];
      if (argument[0] != '-' || argument[1] == 0) break;
      next_++;
      if (heap_option(argument, heap_options_, &configuration_)) continue;
      if (std::strcmp(argument, "--") == 0) break;
      if (argument[1] == '-')
        long_option(argument);
      else
        short_options(argument + 1);
    }
    if (status_) return status_;
    if (help_ || environment_help_ || x_option_help_) return print_help();
    if (version_ > 0) return print_version();
    take_program();
    return std::nullopt;
  }

 private:
  int wrong(const std::string& text) {
    std::fprintf(stderr,
                 "%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `%s -h' "
                 "for more information.\n",
                 text.c_str(), configuration_.program_name.c_str(), "python");
    return 2;
  }

  void long_option(const char* argument) {
    const char* name = argument + 2;
    if (std::strcmp(name, "help") == 0)
      help_ = true;
    else if (std::strcmp(name, "version") == 0)
      version_++;
    else if (std::strcmp(name, "help-env") == 0)
      environment_help_ = true;
    else if (std::strcmp(name, "help-xoptions") == 0)
      x_option_help_ = true;
    else if (std::strcmp(name, "help-all") == 0)
      help_ = environment_help_ = x_option_help_ = true;
    else if (std::strcmp(name, "check-hash-based-pycs") == 0)
      hash_based_option();
    else
      status_ = wrong(std::string("unknown option ") + argument);
  }

  void hash_based_option() {
    if (next_ >= argc_) {
      status_ = wrong("Argument expected for the --check-hash-based-pycs options");
      return;
    }
    std::string value = argv_[next_++];
    configuration_.check_hash_based_pycs = value;
    if (value == "always" || value == "never" || value == "default") return;
    status_ = wrong("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
  }

  // One word of clustered options. An option that takes an argument ends it.
  void short_options(const char* letters) {
    for (; *letters != 0 && !status_; letters++) {
      if (std::strchr("cmWX", *letters) != nullptr)
        return option_with_argument(*letters, letters + 1);
      if (!flag(*letters)) return;
    }
  }

  void option_with_argument(char letter, const char* rest) {
    if (*rest == 0) {
      if (next_ >= argc_) {
        status_ = wrong(std::string("Argument expected for the -") + letter + " option");
        return;
      }
      rest = argv_[next_++];
    }
    if (letter == 'W')
      configuration_.warn_options.push_back(rest);
    else if (letter == 'X')
      configuration_.x_options.push_back(rest);
    else {
      configuration_.mode =
          letter == 'c' ? Configuration::Mode::kCommand : Configuration::Mode::kModule;
      configuration_.program = rest;
      at_program_ = true;
    }
  }

  bool flag(char letter) {
    Configuration& c = configuration_;
    switch (letter) {
      case 'b':
        c.bytes_warning++;
        break;
      case 'd':
        c.debug++;
        break;
      case 'i':
        c.inspect = c.interactive = true;
        break;
      case 'I':
        c.isolated = c.no_user_site = c.safe_path = true, c.use_environment = false;
        break;
      case 'O':
        c.optimize++;
        break;
      case 'P':
        c.safe_path = true;
        break;
      case 'B':
        c.write_bytecode = false;
        break;
      case 's':
        c.no_user_site = true;
        break;
      case 'S':
        c.no_site = true;
        break;
      case 'E':
        c.use_environment = false;
        break;
      case 't':
        break;  // was about tabs once
      case 'u':
        c.unbuffered = true;
        break;
      case 'v':
        c.verbose++;
        break;
      case 'x':
        c.skip_first_line = true;
        break;
      case 'h':
      case '?':
        help_ = true;
        break;
      case 'V':
        version_++;
        break;
      case 'q':
        c.quiet = true;
        break;
      case 'R':
        c.ignore_hash_seed = true;
        break;
      case 'J':
        status_ = wrong("-J is reserved for Jython");
        return false;
      default:
        status_ = wrong(std::string("Unknown option: -") + letter);
        return false;
    }
    return true;
  }

  int print_help() {
    if (help_) print_usage(configuration_, stdout);
    if (environment_help_) print_environment_help();
    if (x_option_help_) print_x_option_help();
    return 0;
  }

  int print_version() {
    if (version_ > 1)
      std::printf("Python %s (pyro) [Clang %s]\n", kVersion, __clang_version__);
    else
      std::printf("Python %s\n", kVersion);
    return 0;
  }

  void take_program() {
    if (!at_program_ && next_ < argc_) {
      configuration_.program = argv_[next_++];
      bool standard_input = configuration_.program == "-";
      configuration_.mode =
          standard_input ? Configuration::Mode::kStandardInput : Configuration::Mode::kScript;
      configuration_.argv = {configuration_.program};
    } else {
      const char* name = !at_program_                                           ? ""
                         : configuration_.mode == Configuration::Mode::kCommand ? "-c"
                                                                                : "-m";
      configuration_.argv = {name};
    }
    for (; next_ < argc_; next_++) configuration_.argv.push_back(argv_[next_]);
  }

  int argc_;
  char** argv_;
  Configuration& configuration_;
  gc::HeapOptions* heap_options_;
  int next_ = 1;
  bool at_program_ = false, help_ = false, environment_help_ = false, x_option_help_ = false;
  int version_ = 0;
  std::optional<int> status_;
};

}  // namespace

std::optional<int> read_command_line(int argc, char** argv, Configuration* configuration,
                                     gc::HeapOptions* heap_options) {
  return CommandLine(argc, argv, configuration, heap_options).read();
}

const char* environment_value(const Configuration& configuration, const char* name) {
  const char* value = configuration.use_environment ? std::getenv(name) : nullptr;
  return value != nullptr && *value != 0 ? value : nullptr;
}

const char* x_option(const Configuration& configuration, const char* name) {
  size_t length = std::strlen(name);
  for (size_t i = configuration.x_options.size(); i-- > 0;) {
    const std::string& option = configuration.x_options[i];
    if (option.compare(0, length, name) != 0) continue;
    if (option.size() == length) return "";
    if (option[length] == '=') return option.c_str() + length + 1;
  }
  return nullptr;
}

int fatal(const std::string& text) {
  std::fprintf(stderr, "Fatal Python error: %s\nPython runtime state: preinitialized\n\n",
               text.c_str());
  return 1;
}

}  // namespace pyro::app
