#pragma once

#include <string>

namespace pyro {

// Files that the VM reads for itself (sources for tracebacks, caches, settings), without Python's
// io. Appends the bytes of the file at `path` to `contents`; false if it cannot be opened or read.
// stdio and not <fstream>: streams would link the C++ locales in and construct them at every start.
bool read_host_file(const std::string& path, std::string* contents);

}  // namespace pyro
