#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/command_line.h"
#include "gc/heap.h"
#include "runtime/host_file.h"

// -X gclog, -X heap-limit, PYRO_HEAP_LIMIT, and the limit of the control group.

namespace pyro::app {

namespace {

constexpr word kSmallestLimit = word{8} << 20;

// A number of bytes with an optional unit: k, m or g. Negative if it is none.
word parse_size(const char* text) {
  char* end;
  double number = std::strtod(text, &end);
  int shift = 0;
  switch (*end | 0x20) {
    case 'k':
      shift = 10;
      break;
    case 'm':
      shift = 20;
      break;
    case 'g':
      shift = 30;
      break;
  }
  if (shift != 0) end++;
  double bytes = number * static_cast<double>(word{1} << shift);
  bool good = end != text && *end == 0 && bytes >= 0 && bytes < 0x1p62;
  return good ? static_cast<word>(bytes) : -1;
}

// The smallest memory.max from the process's control group (version 2) upwards; 0 if there is none.
word control_group_limit() {
  std::string group;
  if (!read_host_file("/proc/self/cgroup", &group) || !group.starts_with("0::/")) return 0;
  group = group.substr(3, group.find('\n') - 3);
  word limit = 0;
  while (true) {
    std::string text;
    if (read_host_file("/sys/fs/cgroup" + group + "/memory.max", &text) && text != "max\n") {
      word bytes = static_cast<word>(std::strtoull(text.c_str(), nullptr, 10));
      if (bytes > 0) limit = limit == 0 ? bytes : std::min(limit, bytes);
    }
    if (group.empty() || group == "/") return limit;
    group.erase(group.rfind('/'));
  }
}

}  // namespace

std::optional<int> read_memory_options(const Configuration& configuration,
                                       gc::HeapOptions* options) {
  if (x_option(configuration, "gclog") != nullptr) options->log = stderr;
  const char* text = x_option(configuration, "heap-limit");
  const char* name = "-X heap-limit";
  if (text == nullptr) {
    text = environment_value(configuration, "PYRO_HEAP_LIMIT");
    name = "PYRO_HEAP_LIMIT";
  }
  if (text == nullptr) {
    // An eighth is left to what lies outside of the heap: buffers of libraries, stacks, the
    // program.
    word group = control_group_limit();
    options->limit_bytes = group == 0 ? 0 : std::max(group - group / 8, kSmallestLimit);
    return std::nullopt;
  }
  word bytes = parse_size(text);
  if (bytes < 0 || (bytes > 0 && bytes < kSmallestLimit)) {
    return fatal(std::string(name) +
                 ": a size such as 512m is wanted, of at least 8m; 0 means unlimited");
  }
  options->limit_bytes = bytes;
  return std::nullopt;
}

}  // namespace pyro::app
