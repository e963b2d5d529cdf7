// The extent of string and bytes literals (language reference, 2.4.1). What they contain:
// string_literals.h.

#include "compiler/lexer.h"

namespace pyro {

// The prefix starts at `start`; the quote is at the current position.
Token Lexer::lex_string(uint32_t start) {
  char quote = peek();
  bool is_triple = peek(1) == quote && peek(2) == quote;
  int start_line = lineno_;
  uint32_t line_start = source_.line_start(lineno_);
  int column = static_cast<int>(start - line_start);
  position_ += is_triple ? 3 : 1;
  for (;;) {
    char c = peek();
    bool is_unterminated = at_end() || (c == '\n' && !is_triple);
    if (is_unterminated) {
      int last_line = current_lineno();
      std::string message = std::string("unterminated ") + (is_triple ? "triple-quoted " : "") +
                            "string literal (detected at line " + std::to_string(last_line) + ")";
      Token token = fail_at(message, start_line, column, 0);
      error_.end_offset = error_.offset;
      error_.is_incomplete = at_end();
      return token;
    }
    position_++;
    if (c == '\\' && !at_end()) {
      if (peek() == '\n') lineno_++;
      position_++;
    } else if (c == '\n') {
      lineno_++;
    } else if (c == quote) {
      if (!is_triple) break;
      if (peek() == quote && peek(1) == quote) {
        position_ += 2;
        break;
      }
    }
  }
  int end_column = static_cast<int>(position_ - source_.line_start(lineno_));
  return {TokenKind::String,
          static_cast<uint16_t>(brackets_.size()),
          start,
          position_,
          start_line,
          column,
          lineno_,
          end_column};
}

}  // namespace pyro
