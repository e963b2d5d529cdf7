// A driver reads one request per line from standard input (tab-separated: an operation and its
// arguments) and answers each with one line; the Python half of an oracle test sends random
// requests and compares with its own results.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace pyro::testing {

inline std::vector<std::string> SplitTabs(const std::string& line) {
  std::vector<std::string> fields;
  size_t start = 0;
  for (size_t tab; (tab = line.find('\t', start)) != std::string::npos; start = tab + 1) {
    fields.push_back(line.substr(start, tab - start));
  }
  fields.push_back(line.substr(start));
  return fields;
}

// Answers every request with `handler(fields)`.
template <typename Handler>
int RunOracleDriver(Handler handler) {
  char* line = nullptr;
  size_t capacity = 0;
  ssize_t length;
  while ((length = getline(&line, &capacity, stdin)) >= 0) {
    if (length > 0 && line[length - 1] == '\n') --length;
    const std::string answer =
        handler(SplitTabs(std::string(line, static_cast<size_t>(length)))) + "\n";
    fwrite(answer.data(), 1, answer.size(), stdout);
  }
  std::free(line);
  return 0;
}

}  // namespace pyro::testing
