#include "compiler/lexer.h"

#include <gtest/gtest.h>

namespace pyro {
namespace {

std::vector<TokenKind> kinds_of(std::string text) {
  SourceText source;
  source.set_utf8(std::move(text), true);
  Lexer lexer(source, LexerOptions());
  std::vector<TokenKind> kinds;
  do {
    kinds.push_back(lexer.next().kind);
  } while (kinds.back() != TokenKind::EndMarker && kinds.back() != TokenKind::Error);
  return kinds;
}

std::string error_of(std::string text) {
  SourceText source;
  source.set_utf8(std::move(text), true);
  Lexer lexer(source, LexerOptions());
  for (;;) {
    TokenKind kind = lexer.next().kind;
    if (kind == TokenKind::Error) return lexer.error().message;
    if (kind == TokenKind::EndMarker) return "";
  }
}

using Kinds = std::vector<TokenKind>;

TEST(Lexer, IndentationBecomesTokens) {
  EXPECT_EQ(kinds_of("if x:\n  y\nz\n"),
            (Kinds{TokenKind::KeywordIf, TokenKind::Name, TokenKind::Colon, TokenKind::Newline,
                   TokenKind::Indent, TokenKind::Name, TokenKind::Newline, TokenKind::Dedent,
                   TokenKind::Name, TokenKind::Newline, TokenKind::EndMarker}));
}

TEST(Lexer, BlankLinesAndCommentsDoNotIndent) {
  EXPECT_EQ(kinds_of("x\n   # c\n\n  \ny\n"),
            (Kinds{TokenKind::Name, TokenKind::Newline, TokenKind::Name, TokenKind::Newline,
                   TokenKind::EndMarker}));
}

TEST(Lexer, LinesJoinInsideBrackets) {
  EXPECT_EQ(kinds_of("(x,\n   y)\n"),
            (Kinds{TokenKind::LeftParen, TokenKind::Name, TokenKind::Comma, TokenKind::Name,
                   TokenKind::RightParen, TokenKind::Newline, TokenKind::EndMarker}));
}

TEST(Lexer, LongestOperatorWins) {
  EXPECT_EQ(kinds_of("a**=b<<c->d..."),
            (Kinds{TokenKind::Name, TokenKind::DoubleStarEqual, TokenKind::Name,
                   TokenKind::LeftShift, TokenKind::Name, TokenKind::Arrow, TokenKind::Name,
                   TokenKind::Ellipsis, TokenKind::EndMarker}));
}

TEST(Lexer, PrefixesBelongToStrings) {
  EXPECT_EQ(kinds_of("rb'' Fr'' u'' bu''"),
            (Kinds{TokenKind::String, TokenKind::String, TokenKind::String, TokenKind::Name,
                   TokenKind::String, TokenKind::EndMarker}));
}

TEST(Lexer, TabsMustNotDecide) {
  EXPECT_EQ(error_of("if x:\n        a\n\tb\n"),
            "inconsistent use of tabs and spaces in indentation");
}

TEST(Lexer, NumbersMustEnd) {
  EXPECT_EQ(error_of("12abc"), "invalid decimal literal");
  EXPECT_EQ(error_of("0b102"), "invalid digit '2' in binary literal");
  EXPECT_EQ(error_of("1if x else y"), "");
}

TEST(Lexer, IllFormedUtf8InCommentIsIgnored) { EXPECT_EQ(error_of("# \xFF\n"), ""); }

}  // namespace
}  // namespace pyro
