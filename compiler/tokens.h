#pragma once

#include <cstdint>
#include <string_view>

namespace pyro {

// Kinds of tokens. Keywords are kinds of their own; soft keywords (match, case, _) are names.
// PYRO_OPERATORS(V): V(kind, spelling). PYRO_KEYWORDS(V): the same, in alphabetic order.
#define PYRO_OPERATORS(V)    \
  V(LeftParen, "(")          \
  V(RightParen, ")")         \
  V(LeftBracket, "[")        \
  V(RightBracket, "]")       \
  V(LeftBrace, "{")          \
  V(RightBrace, "}")         \
  V(Colon, ":")              \
  V(Comma, ",")              \
  V(Semicolon, ";")          \
  V(Plus, "+")               \
  V(Minus, "-")              \
  V(Star, "*")               \
  V(Slash, "/")              \
  V(VerticalBar, "|")        \
  V(Ampersand, "&")          \
  V(Less, "<")               \
  V(Greater, ">")            \
  V(Equal, "=")              \
  V(Dot, ".")                \
  V(Percent, "%")            \
  V(EqualEqual, "==")        \
  V(NotEqual, "!=")          \
  V(LessEqual, "<=")         \
  V(GreaterEqual, ">=")      \
  V(Tilde, "~")              \
  V(Circumflex, "^")         \
  V(LeftShift, "<<")         \
  V(RightShift, ">>")        \
  V(DoubleStar, "**")        \
  V(PlusEqual, "+=")         \
  V(MinusEqual, "-=")        \
  V(StarEqual, "*=")         \
  V(SlashEqual, "/=")        \
  V(PercentEqual, "%=")      \
  V(AmpersandEqual, "&=")    \
  V(VerticalBarEqual, "|=")  \
  V(CircumflexEqual, "^=")   \
  V(LeftShiftEqual, "<<=")   \
  V(RightShiftEqual, ">>=")  \
  V(DoubleStarEqual, "**=")  \
  V(DoubleSlash, "//")       \
  V(DoubleSlashEqual, "//=") \
  V(At, "@")                 \
  V(AtEqual, "@=")           \
  V(Arrow, "->")             \
  V(Ellipsis, "...")         \
  V(ColonEqual, ":=")

#define PYRO_KEYWORDS(V)  \
  V(False, "False")       \
  V(None, "None")         \
  V(True, "True")         \
  V(And, "and")           \
  V(As, "as")             \
  V(Assert, "assert")     \
  V(Async, "async")       \
  V(Await, "await")       \
  V(Break, "break")       \
  V(Class, "class")       \
  V(Continue, "continue") \
  V(Def, "def")           \
  V(Del, "del")           \
  V(Elif, "elif")         \
  V(Else, "else")         \
  V(Except, "except")     \
  V(Finally, "finally")   \
  V(For, "for")           \
  V(From, "from")         \
  V(Global, "global")     \
  V(If, "if")             \
  V(Import, "import")     \
  V(In, "in")             \
  V(Is, "is")             \
  V(Lambda, "lambda")     \
  V(Nonlocal, "nonlocal") \
  V(Not, "not")           \
  V(Or, "or")             \
  V(Pass, "pass")         \
  V(Raise, "raise")       \
  V(Return, "return")     \
  V(Try, "try")           \
  V(While, "while")       \
  V(With, "with")         \
  V(Yield, "yield")

enum class TokenKind : uint8_t {
  EndMarker,
  Name,
  Number,
  String,
  Newline,
  Indent,
  Dedent,
  TypeComment,
  Invalid,  // a character that starts no token ($, ?, !, `): matches nothing
  Error,    // the lexer failed; its error says why
#define PYRO_TOKEN_KIND(kind, spelling) kind,
  PYRO_OPERATORS(PYRO_TOKEN_KIND)
#undef PYRO_TOKEN_KIND
#define PYRO_TOKEN_KIND(kind, spelling) Keyword##kind,
      PYRO_KEYWORDS(PYRO_TOKEN_KIND)
#undef PYRO_TOKEN_KIND
};

struct Token {
  TokenKind kind;
  uint16_t level;  // how many brackets are open after this token
  uint32_t start;  // byte offsets into the source text
  uint32_t end;
  int32_t lineno;      // from 1
  int32_t col_offset;  // in bytes from 0; -1 for tokens without text (Indent, Dedent, EndMarker)
  int32_t end_lineno;
  int32_t end_col_offset;
};

}  // namespace pyro
