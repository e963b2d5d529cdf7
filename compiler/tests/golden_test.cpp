// The listings in compiler/tests/golden must be what the compiler makes of the sources beside them.
// compiler/tests/regenerate_golden.py writes them anew.

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "compiler/bytecode_validator.h"
#include "compiler/compile.h"
#include "compiler/disassemble.h"

namespace pyro::compiler {
namespace {

constexpr const char* kFolder = "compiler/tests/golden";

std::string read(const std::string& name) {
  std::ifstream in(std::string(kFolder) + "/" + name);
  std::stringstream buffer;
  buffer << in.rdbuf();
  return buffer.str();
}

std::string listing(const std::string& name) {
  Arena arena;
  ParseResult parsed = parse(arena, read(name), name, {});
  if (parsed.tree == nullptr) return parsed.error.message;
  CompileOptions options;
  options.filename = name;
  CompileResult result = compile_module(arena, parsed.tree, options);
  if (result.unit == nullptr) return result.error.message;
  EXPECT_EQ(validate(*result.unit), "");
  return disassemble(*result.unit);
}

TEST(Golden, ListingsAreAsRecorded) {
  int count = 0;
  DIR* folder = opendir(kFolder);
  ASSERT_NE(folder, nullptr);
  while (const dirent* entry = readdir(folder)) {
    std::string name = entry->d_name;
    if (!name.ends_with(".py")) continue;
    ++count;
    EXPECT_EQ(listing(name), read(name.substr(0, name.size() - 3) + ".txt")) << name;
  }
  closedir(folder);
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace pyro::compiler
