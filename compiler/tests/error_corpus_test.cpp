// Checks tests/compiler/errors: each source must give the answer that CPython 3.11 gave when the
// corpus was recorded.

#include <gtest/gtest.h>

#include <fstream>

#include "compiler/parser.h"

namespace pyro {
namespace {

std::string position(int value) { return value == kNoPosition ? "None" : std::to_string(value); }

std::string answer(std::string_view source, bool is_str) {
  Arena arena;
  ParseOptions options;
  options.ignore_cookie = is_str;
  ParseResult result = parse(arena, source, "<corpus>", options);
  if (result.tree != nullptr) return "ok";
  const SyntaxErrorInfo& error = result.error;
  std::string text = std::string(syntax_error_class(error.kind)) + "|" + error.message;
  if (!error.has_position) return text;
  return text + "|" + position(error.lineno) + "|" + position(error.offset) + "|" +
         position(error.end_lineno) + "|" + position(error.end_offset);
}

// The sources are written as Python literals: the parser reads them itself.
const ast::Constant* read_literal(Arena& arena, std::string_view line) {
  ParseOptions options;
  options.mode = ParseMode::Eval;
  options.ignore_cookie = true;
  ParseResult result = parse(arena, line, "<literal>", options);
  if (result.tree == nullptr) return nullptr;
  return ast::as<ast::Constant>(static_cast<ast::Expression*>(result.tree)->body);
}

TEST(ErrorCorpus, AnswersAsCPythonDid) {
  int count = 0;
  for (const std::string& path : ::testing::internal::GetArgvs()) {
    if (!path.ends_with(".txt")) continue;
    std::ifstream file(path);
    ASSERT_TRUE(file) << path;
    std::string line, expected;
    while (std::getline(file, line) && std::getline(file, expected)) {
      Arena arena;
      const ast::Constant* source = read_literal(arena, line);
      ASSERT_NE(source, nullptr) << line;
      bool is_str = source->value.kind == ast::ConstantKind::Str;
      EXPECT_EQ(answer(source->value.text, is_str), expected) << path << ": " << line;
      count++;
    }
  }
  EXPECT_GT(count, 1000);
}

}  // namespace
}  // namespace pyro
