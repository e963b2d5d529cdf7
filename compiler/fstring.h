#pragma once

// Formatted string literals (language reference, 2.4.3), the way Python 3.11 reads them: the text
// of a replacement field is cut out by counting brackets and quotes, put into parentheses, and
// parsed as a source of its own. That is where the error texts that begin with "f-string: " come
// from, and why they point into the "(...)" text.

#include <string>
#include <string_view>
#include <vector>

#include "compiler/parser_state.h"
#include "compiler/string_literals.h"

namespace pyro {

// Collects the pieces of one run of adjacent literals.
class FStringParser {
 public:
  FStringParser(Parser& parser, const SourceRange& whole) : parser_(parser), whole_(whole) {}

  // Adds a plain literal's value, or reads a formatted one. False after an error.
  void add_text(std::string_view text) { text_ += text; }
  bool add_formatted(const StringLiteral& literal, const Token& token);

  // The values so far: constants and fields in turn.
  std::vector<ExprNode*> take_values();

 private:
  struct Cursor {
    std::string_view text;
    size_t at = 0;
    bool at_end() const { return at >= text.size(); }
    char peek() const { return at < text.size() ? text[at] : '\0'; }
    char peek_next() const { return at + 1 < text.size() ? text[at + 1] : '\0'; }
  };

  bool parse_pieces(Cursor& cursor, int depth);
  bool parse_literal(Cursor& cursor, int depth);
  bool parse_field(Cursor& cursor, int depth);
  bool find_expression_end(Cursor& cursor);
  ExprNode* parse_expression(std::string_view text, size_t offset, char terminator);
  bool parse_conversion(Cursor& cursor, int* conversion);
  ExprNode* parse_format_spec(Cursor& cursor, int depth);
  bool decode(std::string_view text);
  bool decode_piece(std::string_view text);
  void flush_text(const SourceRange& range);
  bool fail(const std::string& message);

  Parser& parser_;
  SourceRange whole_;  // of all the literals
  const Token* token_ = nullptr;
  StringLiteral literal_;
  std::string text_;  // literal text not yet made a constant
  std::vector<ExprNode*> values_;
};

}  // namespace pyro
