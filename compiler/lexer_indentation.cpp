// Indentation (language reference, 2.1.8).

#include "compiler/lexer.h"

namespace pyro {

namespace {
constexpr int kTabWidth = 8;
constexpr size_t kMostIndentations = 100;
}  // namespace

// At the start of a line: measures its indentation and, unless the line is blank or inside
// brackets, compares it with what is open. False on failure.
bool Lexer::read_indentation() {
  int column = 0;
  int tabless_column = 0;
  int continued_column = 0;  // of the first line, when the indentation goes on after a backslash
  for (;; position_++) {
    char c = peek();
    if (c == ' ') {
      column++;
      tabless_column++;
    } else if (c == '\t') {
      column = (column / kTabWidth + 1) * kTabWidth;
      tabless_column++;
    } else if (c == '\f') {
      column = tabless_column = 0;
    } else if (c == '\\') {
      continued_column = continued_column != 0 ? continued_column : column;
      if (!skip_line_continuation()) return false;
      group_lineno_ = next_group_lineno_ = lineno_;
      position_--;
    } else {
      break;
    }
  }
  if (peek() == '#' || peek() == '\n') {  // blank: its line end is no token either
    if (!brackets_.empty()) return true;
    Token ignored;
    uint32_t comment = position_;
    if (peek() == '#' && lex_comment(&ignored)) {
      position_ = comment;  // a type comment on a line of its own is a token
      return true;
    }
    if (at_end()) return true;
    position_++;
    group_lineno_ = next_group_lineno_ = ++lineno_;
    return read_indentation();
  }
  if (!brackets_.empty()) return true;
  if (continued_column != 0) column = tabless_column = continued_column;
  return apply_indentation(column, tabless_column);
}

bool Lexer::apply_indentation(int column, int tabless_column) {
  if (column == columns_.back()) {
    return tabless_column == tabless_columns_.back() || fail_tabs();
  }
  if (column > columns_.back()) {
    if (columns_.size() >= kMostIndentations) {
      indentation_error(SyntaxErrorKind::IndentationError, "too many levels of indentation", 0, -1);
      return false;
    }
    if (tabless_column <= tabless_columns_.back()) return fail_tabs();
    pending_++;
    columns_.push_back(column);
    tabless_columns_.push_back(tabless_column);
    return true;
  }
  while (columns_.size() > 1 && column < columns_.back()) {
    pending_--;
    columns_.pop_back();
    tabless_columns_.pop_back();
  }
  if (column != columns_.back()) {
    uint32_t line_end = source_.line_start(lineno_ + 1);
    int length = source_.characters_before(
        lineno_, static_cast<int>(line_end - source_.line_start(lineno_)));
    indentation_error(SyntaxErrorKind::IndentationError,
                      "unindent does not match any outer indentation level", length, -1);
    return false;
  }
  return tabless_column == tabless_columns_.back() || fail_tabs();
}

void Lexer::imply_dedents() {
  pending_ -= static_cast<int>(columns_.size()) - 1;
  columns_.resize(1);
  tabless_columns_.resize(1);
}

bool Lexer::fail_tabs() {
  indentation_error(SyntaxErrorKind::TabError, "inconsistent use of tabs and spaces in indentation",
                    1, 0);
  return false;
}

Token Lexer::indentation_error(SyntaxErrorKind kind, const char* message, int offset,
                               int end_offset) {
  Token token = fail_at(message, lineno_, 0, end_offset);
  error_.kind = kind;
  error_.offset = offset;
  error_.text += '\n';
  error_is_textual_ = false;
  return token;
}

}  // namespace pyro
