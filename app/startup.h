#pragma once

#include <string>
#include <vector>

#include "runtime/thread.h"

// Start-up: from a bootstrapped runtime to one in which programs can run.

namespace pyro::app {

// What the command line and the environment decided (PEP 587 calls it the configuration).
struct Configuration {
  std::string program_name;     // argv[0]
  std::string executable;       // absolute path of the program
  std::string base_executable;  // the same outside of a virtual environment
  std::string prefix = "/usr";  // where lib/python3.11 is
  std::string exec_prefix = "/usr";
  std::string library = "/usr/lib/python3.11";
  std::vector<std::string> module_search_paths;  // sys.path without the program's folder
  std::vector<std::string> argv = {""};
  std::vector<std::string> original_argv;
  std::vector<std::string> warn_options;
  std::vector<std::string> x_options;  // NAME or NAME=VALUE
  bool isolated = false, use_environment = true, no_site = false, no_user_site = false,
       safe_path = false;
  bool write_bytecode = true, unbuffered = false, quiet = false, interactive = false,
       inspect = false;
  int verbose = 0, optimize = 0, bytes_warning = 0, debug = 0;
  bool utf8_mode = false;
  bool ignore_hash_seed = false;  // -R
  bool dev_mode = false, hash_randomization = true, warn_default_encoding = false,
       fault_handler = false;
  bool debug_ranges = true, import_time = false;
  int int_max_digits = -1;     // -1: not chosen
  int trace_allocations = 0;   // frames that tracemalloc keeps; 0: off
  std::string pycache_prefix;  // empty: none
  std::string check_hash_based_pycs = "default";
  std::string stream_encoding, stream_errors;      // of the standard streams
  bool stress_after_startup = false;               // the collector is stressed from the program on
  std::vector<std::string> imports_before_stress;  // not empty: and not while these are imported
  // The program.
  enum class Mode { kStandardInput, kCommand, kModule, kScript } mode = Mode::kStandardInput;
  std::string program;  // command, module name or path
  bool skip_first_line = false;
};

// Makes sys, the import system, the standard streams, and imports site. False: an exception is
// pending.
[[nodiscard]] bool start_up(Thread* thread, const Configuration& configuration);
}  // namespace pyro::app
