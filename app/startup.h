#pragma once

#include <string>
#include <vector>

#include "runtime/thread.h"

// Start-up: from a bootstrapped runtime to one in which programs can run.

namespace pyro::app {

// What the command line and the environment decided (PEP 587 calls it the configuration).
struct Configuration {
  std::string executable;              // absolute path of the program
  std::string prefix = "/usr";         // where lib/python3.11 is
  std::string library = "/usr/lib/python3.11";
  std::vector<std::string> module_search_paths;  // sys.path without the program's folder
  std::vector<std::string> argv = {""};
  std::vector<std::string> original_argv;
  std::vector<std::string> warn_options;
  std::vector<std::string> x_options;
  bool isolated = false, use_environment = true, no_site = false, no_user_site = false, safe_path = false;
  bool write_bytecode = true, unbuffered = false, quiet = false, interactive = false, inspect = false;
  int verbose = 0, optimize = 0, bytes_warning = 0, debug = 0;
  bool utf8_mode = true;
  bool dev_mode = false;
};

// Makes sys, the import system, the standard streams, and imports site. False: an exception is pending.
[[nodiscard]] bool start_up(Thread* thread, const Configuration& configuration);
// The module __main__ (made on first call).
RawObject main_module(Thread* thread);
// Runs atexit handlers, flushes the streams, finalizes. Returns the exit status to use (120 if flushing failed).
int shut_down(Thread* thread, int status);
// Prints the pending exception through sys.excepthook and says with which status to exit (SystemExit is honoured).
int report_exception(Thread* thread);

}  // namespace pyro::app
