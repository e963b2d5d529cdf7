// A driver reads one request per line from standard input (tab-separated: an operation and its
// arguments) and answers each with one line; the Python half of an oracle test sends random
// requests and compares with its own results.
#pragma once

#include <cstdio>
#include <iostream>
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
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::cout << handler(SplitTabs(line)) << '\n';
  }
  return 0;
}

}  // namespace pyro::testing
