// The listings in compiler/tests/golden must be what the compiler makes of the sources beside them.
// compiler/tests/regenerate_golden.py writes them anew.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/bytecode_validator.h"
#include "compiler/compile.h"
#include "compiler/disassemble.h"

namespace pyro::compiler {
namespace {

constexpr const char* kFolder = "compiler/tests/golden";

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream buffer;
  buffer << in.rdbuf();
  return buffer.str();
}

std::string listing(const std::filesystem::path& path) {
  Arena arena;
  ParseResult parsed = parse(arena, read(path), path.filename().string(), {});
  if (parsed.tree == nullptr) return parsed.error.message;
  CompileOptions options;
  options.filename = path.filename().string();
  CompileResult result = compile_module(arena, parsed.tree, options);
  if (result.unit == nullptr) return result.error.message;
  EXPECT_EQ(validate(*result.unit), "");
  return disassemble(*result.unit);
}

TEST(Golden, ListingsAreAsRecorded) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".py") continue;
    ++count;
    std::filesystem::path expected = entry.path();
    expected.replace_extension(".txt");
    EXPECT_EQ(listing(entry.path()), read(expected)) << entry.path();
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace pyro::compiler
