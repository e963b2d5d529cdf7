#include "compiler/compile.h"

#include <gtest/gtest.h>

#include "compiler/bytecode_validator.h"
#include "compiler/disassemble.h"

namespace pyro::compiler {
namespace {

class Compile : public testing::Test {
 protected:
  CompileResult compile(std::string_view source, CompileOptions options = {}) {
    ParseResult parsed = parse(arena_, source, "<test>", {});
    if (parsed.tree == nullptr) {
      CompileResult failed;
      failed.error = parsed.error;
      return failed;
    }
    return compile_module(arena_, parsed.tree, options);
  }

  std::string listing(std::string_view source, CompileOptions options = {}) {
    CompileResult result = compile(source, options);
    if (result.unit == nullptr) return result.error.message;
    std::string problem = validate(*result.unit);
    return problem.empty() ? disassemble(*result.unit) : problem;
  }

  std::string error(std::string_view source) {
    CompileResult result = compile(source);
    if (result.unit != nullptr) return "";
    return result.error.message + " " + std::to_string(result.error.lineno) + ":" +
           std::to_string(result.error.offset);
  }

  static size_t count(const std::string& text, std::string_view what) {
    size_t found = 0;
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
      ++found;
    return found;
  }

  Arena arena_;
};

TEST_F(Compile, BinaryOperationOnLocalsIsOneInstruction) {
  std::string text = listing("def f(a, b):\n  x = a + b\n  return x\n");
  EXPECT_EQ(count(text, "MOVE"), 0u) << text;
  EXPECT_EQ(count(text, "ADD r2 r0 r1"), 1u) << text;
}

TEST_F(Compile, WalrusTargetIsCopiedWhenItIsAnOperand) {
  EXPECT_GE(count(listing("def f(x): return x + (x := 1)\n"), "MOVE"), 1u);
}

TEST_F(Compile, BoundLocalsAreNotChecked) {
  EXPECT_EQ(count(listing("def f(a):\n  x = a\n  return x\n"), "CHECK_BOUND"), 0u);
}

TEST_F(Compile, LocalsBoundOnOnePathAreCheckedOnce) {
  EXPECT_EQ(count(listing("def f(a):\n  if a: x = a\n  x.y\n  x.z\n"), "CHECK_BOUND"), 1u);
}

TEST_F(Compile, LoopVariableMayBeUnboundBehindTheLoop) {
  EXPECT_EQ(count(listing("def f(a):\n  for x in a: x\n  return x\n"), "CHECK_BOUND"), 1u);
}

TEST_F(Compile, TryBodyMayNotHaveBoundAnything) {
  EXPECT_EQ(
      count(listing("def f(a):\n  try: x = a()\n  except E: pass\n  return x\n"), "CHECK_BOUND"),
      1u);
}

TEST_F(Compile, DeadBranchesLeaveNoCode) {
  EXPECT_EQ(count(listing("if 0:\n  missing()\n"), "missing"), 0u);
}

TEST_F(Compile, ManyLocalsUseFarRegisters) {
  std::string source = "def f():\n";
  for (int i = 0; i < 400; ++i)
    source += "  v" + std::to_string(i) + " = " + std::to_string(i) + "\n";
  source += "  return v1 + v399\n";
  EXPECT_GT(count(listing(source), "SET_FAR"), 0u);
}

TEST_F(Compile, DeepCallsSpill) {
  std::string source = "x = ";
  for (int i = 0; i < 80; ++i) source += "f(1, 2, ";
  source += "3";
  for (int i = 0; i < 80; ++i) source += ")";
  EXPECT_EQ(count(listing(source), "code <module>"), 1u);
}

TEST_F(Compile, AssertsVanishUnderOptimization) {
  CompileOptions options;
  options.optimize_level = 1;
  EXPECT_EQ(count(listing("assert x\n", options), "LOAD_NAME"), 0u);
}

TEST_F(Compile, Errors) {
  EXPECT_EQ(error("return 1\n"), "'return' outside function 1:1");
  EXPECT_EQ(error("if x:\n  break\n"), "'break' outside loop 2:3");
  EXPECT_EQ(error("continue\n"), "'continue' not properly in loop 1:1");
  EXPECT_EQ(error("def f():\n  await x\n"), "'await' outside async function 2:3");
  EXPECT_EQ(error("try: pass\nexcept: pass\nexcept A: pass\n"),
            "default 'except:' must be last 2:1");
  EXPECT_EQ(error("x.__debug__ = 1\n"), "cannot assign to __debug__ 1:1");
  EXPECT_EQ(error("x = 1\nfrom __future__ import division\n"),
            "from __future__ imports must occur at the beginning of the file 2:1");
}

TEST_F(Compile, TooManyNestedBlocks) {
  std::string source = "def f():\n";
  for (int i = 1; i <= 21; ++i) source += std::string(static_cast<size_t>(i), ' ') + "while x:\n";
  source += std::string(22, ' ') + "pass\n";
  EXPECT_EQ(error(source), "too many statically nested blocks 22:22");
}

TEST_F(Compile, Warnings) {
  EXPECT_EQ(compile("assert (x, 'm')\n").warnings[0].message,
            "assertion is always true, perhaps remove parentheses?");
  EXPECT_EQ(compile("x is 1\n").warnings[0].message, "\"is\" with a literal. Did you mean \"==\"?");
  EXPECT_EQ(compile("[1](2)\n").warnings[0].message,
            "'list' object is not callable; perhaps you missed a comma?");
}

TEST_F(Compile, FutureAnnotationsAreText) {
  std::string text = listing("from __future__ import annotations\ndef f(x: a  +  b): pass\n");
  EXPECT_EQ(count(text, "'a + b'"), 1u) << text;
}

}  // namespace
}  // namespace pyro::compiler
