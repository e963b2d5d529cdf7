#include "runtime/host_file.h"

#include <cstdio>

namespace pyro {

bool read_host_file(const std::string& path, std::string* contents) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return false;
  char buffer[4096];
  while (size_t count = std::fread(buffer, 1, sizeof buffer, file)) contents->append(buffer, count);
  bool good = std::ferror(file) == 0;
  std::fclose(file);
  return good;
}

}  // namespace pyro
