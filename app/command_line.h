#pragma once

#include <optional>
#include <string>

#include "app/startup.h"
#include "runtime/runtime.h"

// The command line and the environment (Using Python, chapter 1): options in the order of getopt,
// clustered short options, PYTHON* variables, -X options. The command line wins over the
// environment, `-X` over its variable.
//
// Every function that can fail answers with the exit status the process should end with at once,
// having written why, or with nothing if start-up goes on. Status 2 is for wrong options, 1 for
// wrong values.

namespace pyro::app {

// Options of the command line. Fills in `configuration` except what the environment may still say.
std::optional<int> read_command_line(int argc, char** argv, Configuration* configuration,
                                     gc::HeapOptions* heap_options);
// PYTHON* variables and -X options. To be called after read_command_line.
std::optional<int> read_environment(Configuration* configuration, uint64_t* hash_seed);
// What the user says of the heap: its limit, its log.
std::optional<int> read_memory_options(const Configuration& configuration,
                                       gc::HeapOptions* options);
// The C locale, PEP 538 and PEP 540, and the encoding of the standard streams.
std::optional<int> choose_locale(Configuration* configuration);
// sys.executable, prefixes, sys.path without the program's folder.
std::optional<int> find_paths(Configuration* configuration);

// The value of a variable, or null if it is unset, empty, or the environment is ignored.
const char* environment_value(const Configuration& configuration, const char* name);
// The last -X option of this name: null if absent, "" without a value.
const char* x_option(const Configuration& configuration, const char* name);
// Complains of a value that makes start-up impossible.
int fatal(const std::string& text);

void print_usage(const Configuration& configuration, FILE* stream);
void print_environment_help();
void print_x_option_help();

}  // namespace pyro::app
