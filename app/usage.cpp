#include <cstdio>

#include "app/command_line.h"

// What --help and its relatives print.

namespace pyro::app {

namespace {

constexpr char kOptions[] = R"(Options (with the environment variable that does the same):
-b     : warn when bytes or bytearray meet str, in str() and in comparisons
         (-bb: raise instead)
-B     : write no .pyc files; PYTHONDONTWRITEBYTECODE
-c cmd : run this text as program; ends the options
-d     : debug output of the parser; has no effect in pyro; PYTHONDEBUG
-E     : pay no attention to PYTHON* environment variables
-h     : print this text and exit (also -? or --help)
-i     : prompt for input after the program, even without a terminal;
         PYTHONINSPECT
-I     : isolate from the user's environment: -E, -P and -s
-m mod : run a library module as program; ends the options
-O     : leave out assert statements and what depends on __debug__;
         PYTHONOPTIMIZE
-OO    : like -O, and leave out docstrings
-P     : keep the program's folder, or the current one, out of sys.path;
         PYTHONSAFEPATH
-q     : start the prompt without version and copyright
-s     : keep the user's site directory out of sys.path; PYTHONNOUSERSITE
-S     : do not import the module site
-u     : leave stdout and stderr unbuffered; PYTHONUNBUFFERED
-v     : tell about imports, more when repeated; PYTHONVERBOSE
-V     : print the version and exit (also --version); -VV: about the build too
-W arg : filter warnings: action:message:category:module:lineno;
         PYTHONWARNINGS
-x     : skip the first line of the program
-X opt : an option of the implementation: --help-xoptions
--check-hash-based-pycs always|default|never:
         whether hash-based .pyc files are checked against their source
--help-env      : list the environment variables and exit
--help-xoptions : list the -X options and exit
--help-all      : print all of this and exit
Arguments:
file   : the program: a script, a directory or a zip file with __main__.py
-      : read the program from standard input; a prompt if that is a terminal
arg ...: becomes sys.argv[1:]
)";

constexpr char kEnvironment[] = R"(Environment variables:
PYTHONSTARTUP   : a file to execute before the first prompt
PYTHONPATH      : directories for the front of sys.path, separated by ':'
PYTHONSAFEPATH  : keep the program's folder out of sys.path (-P)
PYTHONHOME      : where lib/python3.11 is: PREFIX or PREFIX:EXEC_PREFIX
PYTHONEXECUTABLE: what sys.executable says
PYTHONUTF8      : 1 switches UTF-8 mode on, 0 off (-X utf8)
PYTHONIOENCODING: ENCODING[:ERRORS] of stdin, stdout and stderr
PYTHONFAULTHANDLER: show where the program was on a crash (-X faulthandler)
PYTHONTRACEMALLOC: trace memory, with so many frames (-X tracemalloc)
PYTHONPROFILEIMPORTTIME: show the time of imports (-X importtime)
PYTHONASYNCIODEBUG: debug mode of asyncio
PYTHONHASHSEED  : a number makes hashes of str and bytes repeatable, 0 plain
PYTHONINTMAXSTRDIGITS: limit of digits between int and str; 0: none
                  (-X int_max_str_digits)
PYTHONMALLOC    : accepted; the heap has one allocator in pyro
PYTHONCOERCECLOCALE: 0 keeps the C locale, warn tells when it is replaced
PYTHONBREAKPOINT: what breakpoint() calls; 0: nothing
PYTHONDEVMODE   : development mode (-X dev)
PYTHONPYCACHEPREFIX: a folder for .pyc files (-X pycache_prefix)
PYTHONWARNDEFAULTENCODING: warn where encoding is left out
                  (-X warn_default_encoding)
PYTHONNODEBUGRANGES: code without columns (-X no_debug_ranges)
PYTHONUSERBASE  : the base of the user's site directory
PYTHONDEBUG, PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE,
PYTHONOPTIMIZE, PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONWARNINGS:
                  like -d, -B, -i, -s, -O, -u, -v and -W
)";

constexpr char kXOptions[] = R"(Options of the implementation:
-X faulthandler : show where the program was on a crash
-X showrefcount : accepted; nothing counts references in pyro
-X tracemalloc[=NFRAME]: trace memory with the module tracemalloc
-X importtime   : show how long each import takes, alone and with what it
                  imports
-X dev          : development mode: warnings are shown, faulthandler is
                  enabled, asyncio is in debug mode
-X utf8[=0|1]   : UTF-8 mode
-X pycache_prefix=PATH: a folder for .pyc files
-X warn_default_encoding: warn where encoding is left out
-X no_debug_ranges: code without columns
-X frozen_modules=on|off: accepted; the library is never frozen
-X int_max_str_digits=NUMBER: limit of digits between int and str; 0: none
-X heap-limit=SIZE: of the heap (512m, 2g): beyond it, MemoryError; 0: none;
                  by default 7/8 of the control group's; PYRO_HEAP_LIMIT
-X gclog        : a line on stderr for each garbage collection
Options of the collector, for tests:
--gc-stress=P --gc-stress-after-startup --gc-stress-after-import=MODULE,...
--gc-seed=N --gc-nursery=BYTES --verify-heap
)";

}  // namespace

void print_usage(const Configuration& configuration, FILE* stream) {
  std::fprintf(stream, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n%s",
               configuration.program_name.c_str(), kOptions);
}

void print_environment_help() { std::fputs(kEnvironment, stdout); }
void print_x_option_help() { std::fputs(kXOptions, stdout); }

}  // namespace pyro::app
