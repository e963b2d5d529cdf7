#include "compiler/parser.h"

#include <gtest/gtest.h>

namespace pyro {
namespace {

std::string dump_of(std::string_view source, ParseMode mode = ParseMode::Exec) {
  Arena arena;
  ParseOptions options;
  options.mode = mode;
  options.ignore_cookie = true;
  ParseResult result = parse(arena, source, "<test>", options);
  if (result.tree == nullptr) return result.error.message;
  return ast::dump(result.tree, false);
}

std::string value_of(std::string_view source) {
  std::string text = dump_of(source, ParseMode::Eval);
  return text.substr(0, text.size() - 1).substr(std::string_view("Expression(body=").size());
}

TEST(Parser, EmptyModule) { EXPECT_EQ(dump_of(""), "Module(body=[], type_ignores=[])"); }

TEST(Parser, PowerBindsTighterThanTheSignBeforeIt) {
  EXPECT_EQ(value_of("-2**-1"),
            "UnaryOp(op=USub(), operand=BinOp(left=Constant(value=2), op=Pow(), "
            "right=UnaryOp(op=USub(), operand=Constant(value=1))))");
}

TEST(Parser, ComparisonsChain) {
  EXPECT_EQ(value_of("1 < 2 is not 3"),
            "Compare(left=Constant(value=1), ops=[Lt(), IsNot()], "
            "comparators=[Constant(value=2), Constant(value=3)])");
}

TEST(Parser, TargetsAreStores) {
  EXPECT_EQ(dump_of("a.b, *c = d"),
            "Module(body=[Assign(targets=[Tuple(elts=[Attribute(value=Name(id='a', ctx=Load()), "
            "attr='b', ctx=Store()), Starred(value=Name(id='c', ctx=Store()), ctx=Store())], "
            "ctx=Store())], value=Name(id='d', ctx=Load()))], type_ignores=[])");
}

TEST(Parser, MatchIsASoftKeyword) {
  EXPECT_EQ(
      dump_of("match = 1\n"),
      "Module(body=[Assign(targets=[Name(id='match', ctx=Store())], value=Constant(value=1))], "
      "type_ignores=[])");
  EXPECT_EQ(dump_of("match x:\n case _: pass\n"),
            "Module(body=[Match(subject=Name(id='x', ctx=Load()), "
            "cases=[match_case(pattern=MatchAs(), body=[Pass()])])], type_ignores=[])");
}

TEST(Parser, AdjacentStringsAreOne) {
  EXPECT_EQ(value_of("'a' \"b\""), "Constant(value='ab')");
  EXPECT_EQ(value_of("u'a' 'b'"), "Constant(value='ab', kind='u')");
}

TEST(Parser, FormattedStringKeepsDebugText) {
  EXPECT_EQ(
      value_of("f'{x = !s:>{w}}'"),
      "JoinedStr(values=[Constant(value='x = '), FormattedValue(value=Name(id='x', ctx=Load()), "
      "conversion=115, format_spec=JoinedStr(values=[Constant(value='>'), "
      "FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)]))])");
}

TEST(Parser, IdentifiersAreNormalised) {
  EXPECT_EQ(value_of("\xEF\xAC\x81"), "Name(id='fi', ctx=Load())");  // U+FB01, a ligature
}

TEST(Parser, LargeIntegersKeepTheirValue) {
  EXPECT_EQ(value_of("0x1_0000_0000_0000_0000"), "Constant(value=18446744073709551616)");
  EXPECT_EQ(value_of("0b" + std::string(65, '1')), "Constant(value=36893488147419103231)");
}

TEST(Parser, FloatsOutOfRange) {
  EXPECT_EQ(value_of("1e400"), "Constant(value=inf)");
  EXPECT_EQ(value_of("1e-400j"), "Constant(value=0j)");
}

TEST(Parser, WarnsOncePerLiteral) {
  Arena arena;
  ParseOptions options;
  ParseResult result = parse(arena, "x = '\\d\\e' '\\w'\n", "<test>", options);
  ASSERT_EQ(result.warnings.size(), 2u);
  EXPECT_EQ(result.warnings[0].message, "invalid escape sequence '\\d'");
  EXPECT_EQ(result.warnings[1].message, "invalid escape sequence '\\w'");
}

TEST(Parser, ErrorCarriesItsLine) {
  Arena arena;
  ParseResult result = parse(arena, "x = 1\ny = (2\n", "<test>", ParseOptions());
  ASSERT_EQ(result.tree, nullptr);
  EXPECT_EQ(result.error.message, "'(' was never closed");
  EXPECT_EQ(result.error.lineno, 2);
  EXPECT_EQ(result.error.text, "y = (2\n");
}

TEST(Parser, DeepNestingIsAnErrorAndNotACrash) {
  Arena arena;
  ParseResult result = parse(arena, std::string(100000, '-') + "1", "<test>", ParseOptions());
  ASSERT_EQ(result.tree, nullptr);
  EXPECT_EQ(result.error.kind, SyntaxErrorKind::MemoryError);
}

TEST(Parser, InteractiveTakesOneStatement) {
  EXPECT_EQ(dump_of("a\nb", ParseMode::Single),
            "multiple statements found while compiling a single statement");
}

TEST(Parser, SignatureComment) {
  EXPECT_EQ(dump_of("(int, *str) -> x", ParseMode::FuncType),
            "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load())], "
            "returns=Name(id='x', ctx=Load()))");
}

}  // namespace
}  // namespace pyro
