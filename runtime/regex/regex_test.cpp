#include "runtime/regex/regex.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/regex/opcodes.h"

namespace pyro {
namespace {

using namespace regex;

// (a|b)* as the compiler writes it, followed by c.
const std::vector<uint32_t> kLoop = {REPEAT,    18,      0,      kRegexMaximumRepeat,
                                     MARK,      0,       BRANCH, 5,
                                     LITERAL,   'a',     JUMP,   7,
                                     5,         LITERAL, 'b',    JUMP,
                                     2,         FAILURE, MARK,   1,
                                     MAX_UNTIL, LITERAL, 'c',    SUCCESS};

bool Compile(const std::vector<uint32_t>& code, uint32_t groups, RegexProgram* program) {
  return RegexProgram::compile(code, groups, program);
}

TEST(RegexTest, LoopsNeedNoNativeStack) {
  RegexProgram program;
  std::vector<uint32_t> code = kLoop;
  code[1] = 19;
  ASSERT_TRUE(Compile(code, 1, &program));
  std::string text;
  for (int i = 0; i < 1000000; ++i) text += "ab";
  text += "c";
  RegexMatcher matcher(program, std::string_view(text), text.size());
  ASSERT_EQ(matcher.run(RegexMode::kMatch, 0), RegexStatus::kMatch);
  EXPECT_EQ(matcher.match_end(), text.size());
  size_t start, end;
  ASSERT_TRUE(matcher.group(1, &start, &end));
  EXPECT_EQ(start, text.size() - 2);
  EXPECT_EQ(matcher.last_index(), 1u);
}

TEST(RegexTest, MalformedCodeIsRefused) {
  RegexProgram program;
  EXPECT_FALSE(Compile({}, 0, &program));
  EXPECT_FALSE(Compile({LITERAL, 'a'}, 0, &program));
  EXPECT_FALSE(Compile({MARK, 0, SUCCESS}, 0, &program));
  EXPECT_FALSE(Compile({REPEAT_ONE, 400, 0, 1, ANY, SUCCESS, SUCCESS}, 0, &program));
  EXPECT_FALSE(Compile({IN, 3, CHARSET, FAILURE, SUCCESS}, 0, &program));
}

TEST(RegexTest, InterruptStopsCatastrophicBacktracking) {
  // (?:a+)+b
  const std::vector<uint32_t> code = {
      REPEAT,  10,  1,       kRegexMaximumRepeat, REPEAT_ONE, 6,   1,      kRegexMaximumRepeat,
      LITERAL, 'a', SUCCESS, MAX_UNTIL,           LITERAL,    'b', SUCCESS};
  RegexProgram program;
  ASSERT_TRUE(Compile(code, 0, &program));
  const std::string text(60, 'a');
  RegexMatcher matcher(program, std::string_view(text), text.size());
  int calls = 0;
  matcher.set_interrupt([](void* context) { return ++*static_cast<int*>(context) < 3; }, &calls);
  EXPECT_EQ(matcher.run(RegexMode::kMatch, 0), RegexStatus::kInterrupted);
  EXPECT_EQ(calls, 3);
}

TEST(RegexTest, HugeMinimumOfNothingIsQuick) {
  // (?:a?){4000000000} and its possessive form
  for (const uint32_t op : {REPEAT, POSSESSIVE_REPEAT}) {
    const std::vector<uint32_t> code = {
        op,     10, 4000000000, 4000000000, REPEAT_ONE, 6,
        0,      1,  LITERAL,    'a',        SUCCESS,    op == REPEAT ? MAX_UNTIL : SUCCESS,
        SUCCESS};
    RegexProgram program;
    ASSERT_TRUE(Compile(code, 0, &program));
    RegexMatcher matcher(program, "aab", 3);
    ASSERT_EQ(matcher.run(RegexMode::kMatch, 0), RegexStatus::kMatch);
    EXPECT_EQ(matcher.match_end(), 2u);
  }
}

TEST(RegexTest, MustAdvanceRefusesAnEmptyMatchAtTheStart) {
  const std::vector<uint32_t> code = {REPEAT_ONE, 6,   0,       kRegexMaximumRepeat,
                                      LITERAL,    'x', SUCCESS, SUCCESS};
  RegexProgram program;
  ASSERT_TRUE(Compile(code, 0, &program));
  RegexMatcher matcher(program, "ab", 2);
  ASSERT_EQ(matcher.run(RegexMode::kSearch, 0, true), RegexStatus::kMatch);
  EXPECT_EQ(matcher.match_start(), 1u);
}

}  // namespace
}  // namespace pyro
