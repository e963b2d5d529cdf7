#pragma once

#include <string>

#include "runtime/thread.h"

// Compiled modules on disk, for the files that run before the import system exists. The format is
// that of the import system's own cache (PEP 552, timestamp invalidation): magic number, flags,
// time and size of the source, marshalled code.

namespace pyro::app {

// Four bytes that differ from build to build whenever compiled code would.
const std::string& cache_magic();
// Below which folder modules are cached whose own folder cannot be written; empty if there is none.
std::string user_cache_folder(bool use_environment);
// The code of a source file; its co_filename is `shown_name`. Taken from the cache when that is
// current, and put there when `may_write`. Error: the exception is pending.
RawObject library_code(Thread* thread, const std::string& path, const std::string& shown_name,
                       const std::string& user_cache, bool may_write);

}  // namespace pyro::app
