#pragma once

// Lexer: source text into tokens, one at a time (language reference, chapter 2).
//
// Indentation becomes Indent and Dedent tokens by two stacks of columns, one with tabs to multiples
// of 8 and one with tabs of width 1; where the two disagree about an order, the source depends on
// the width of a tab and that is a TabError. Inside brackets neither line ends nor indentation
// count. A failure is an Error token; `error()` has the message, word for word as CPython has it,
// and where it points.
//
// The lexer does not decode what it finds: numbers and strings are ranges of the text (see
// number_literals, string_literals).

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source_text.h"
#include "compiler/syntax_error.h"
#include "compiler/tokens.h"

namespace pyro {

struct LexerOptions {
  bool type_comments = false;
  bool barry_as_bdfl = false;
  bool async_is_soft = false;  // async and await are names outside of async functions (before 3.7)
};

// A "# type: ignore" comment.
struct TypeIgnoreComment {
  int lineno;
  std::string_view tag;
};

class Lexer {
 public:
  Lexer(const SourceText& source, const LexerOptions& options);

  Token next();

  const SyntaxErrorInfo& error() const { return error_; }
  // Whether the error was found by looking at the text alone, and so counts even behind another
  // error: everything but wrong indentation and a misplaced line continuation.
  bool error_is_textual() const { return error_is_textual_; }
  // Whether next() has returned EndMarker.
  bool reached_end() const { return reached_end_; }
  // Whether the lexer has run into the end of the text: it has if the last token read could go on
  // there.
  bool has_hit_end() const {
    return hit_end_ || reached_end_ || (at_end() && !text_.ends_with('\n'));
  }
  bool has_more_statements() const;
  // Closes the indented blocks that are open at the end of an interactive statement.
  void imply_dedents();
  // Where the lexer stands: a line, and how many characters of it have been read.
  int current_lineno() const;
  int current_column() const;
  int current_byte_column() const;
  // Where the lines start that the last token was read from: more than one for a token that spans
  // lines or follows a line continuation.
  int group_lineno() const { return std::min(group_lineno_, current_lineno()); }

  int open_bracket_count() const { return static_cast<int>(brackets_.size()); }
  // Reports the innermost open bracket as never closed.
  SyntaxErrorInfo unclosed_bracket_error() const;
  int innermost_bracket_lineno() const { return brackets_.back().lineno; }

  const std::vector<TypeIgnoreComment>& type_ignores() const { return type_ignores_; }
  // Warnings since the last call.
  std::vector<CompilerWarning> take_warnings() { return std::move(warnings_); }

  std::string_view text_of(const Token& token) const {
    return text_.substr(token.start, token.end - token.start);
  }

 private:
  struct Bracket {
    char opener;
    int lineno;
    uint32_t position;
  };

  char peek(size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  bool at_end() const { return position_ >= text_.size(); }

  // lexer.cpp
  Token lex_token();
  bool skip_space_and_comments(Token* token);
  bool lex_comment(Token* token);
  bool skip_line_continuation();
  Token lex_newline();
  Token lex_name_or_string();
  Token lex_operator();
  Token lex_open_bracket(char c);
  Token lex_close_bracket(char c);
  Token make_token(TokenKind kind, uint32_t start) const;
  Token make_marker(TokenKind kind) const;
  bool is_async_keyword(std::string_view name);
  bool check_identifier(std::string_view name, uint32_t start);

  // lexer_indentation.cpp
  bool read_indentation();
  bool apply_indentation(int column, int tabless_column);
  Token indentation_error(SyntaxErrorKind kind, const char* message, int offset, int end_offset);
  bool fail_tabs();

  // lexer_numbers.cpp
  Token lex_number();
  Token lex_radix_number(uint32_t start, int radix, const char* name);
  Token lex_leading_zeros(uint32_t start);
  Token lex_fraction(uint32_t start);
  bool lex_exponent(uint32_t start);
  bool lex_decimal_digits();
  bool runs_into_keyword() const;
  bool finish_number(uint32_t start, TokenKind kind, const char* name, Token* token);
  Token finish_number_token(uint32_t start, const char* name);

  // lexer_strings.cpp
  Token lex_string(uint32_t start);

  // Failures at the current position, in a range of the current line, or at a place.
  Token fail_here(std::string message);
  Token fail_at(std::string message, int lineno, int byte_column, int end_offset);

  const SourceText& source_;
  std::string_view text_;
  LexerOptions options_;
  uint32_t position_ = 0;
  int lineno_ = 1;
  int group_lineno_ = 1;
  int next_group_lineno_ = 1;
  bool at_line_start_ = true;
  bool reached_end_ = false;
  bool hit_end_ = false;
  bool failed_ = false;
  int async_def_indentation_ =
      0;             // 0: not in an async function; else how many columns were open at it
  int pending_ = 0;  // Indents (positive) or Dedents (negative) to hand out
  std::vector<int> columns_ = {0};
  std::vector<int> tabless_columns_ = {0};
  std::vector<Bracket> brackets_;
  std::vector<TypeIgnoreComment> type_ignores_;
  std::vector<CompilerWarning> warnings_;
  SyntaxErrorInfo error_;
  bool error_is_textual_ = true;
};

}  // namespace pyro
