// Numeric literals (language reference, 2.4.4-2.4.7).

#include "compiler/lexer.h"
#include "compiler/lexer_characters.h"

namespace pyro {

namespace {

bool is_radix_digit(char c, int radix) {
  return radix == 16 ? is_hex_digit(c) : c >= '0' && c < '0' + radix;
}

}  // namespace

Token Lexer::lex_number() {
  uint32_t start = position_;
  if (peek() == '.') return lex_fraction(start);
  if (peek() == '0') {
    char radix_letter = static_cast<char>(peek(1) | 0x20);
    if (radix_letter == 'x') return lex_radix_number(start, 16, "hexadecimal");
    if (radix_letter == 'o') return lex_radix_number(start, 8, "octal");
    if (radix_letter == 'b') return lex_radix_number(start, 2, "binary");
    return lex_leading_zeros(start);
  }
  if (!lex_decimal_digits()) return make_marker(TokenKind::Error);
  if (peek() == '.') return lex_fraction(start);
  return finish_number_token(start, "decimal");
}

Token Lexer::lex_radix_number(uint32_t start, int radix, const char* name) {
  position_ += 2;
  do {
    if (peek() == '_') position_++;
    if (!is_radix_digit(peek(), radix)) {
      if (!is_digit(peek())) return fail_here(std::string("invalid ") + name + " literal");
      char digit = peek();
      position_++;
      return fail_here(std::string("invalid digit '") + digit + "' in " + name + " literal");
    }
    while (is_radix_digit(peek(), radix)) position_++;
  } while (peek() == '_');
  if (is_digit(peek())) {
    char digit = peek();
    position_++;
    return fail_here(std::string("invalid digit '") + digit + "' in " + name + " literal");
  }
  Token token;
  finish_number(start, TokenKind::Number, name, &token);
  return token;
}

// After a zero, only zeros may follow, unless the number turns out to be a float or imaginary.
Token Lexer::lex_leading_zeros(uint32_t start) {
  while (peek() == '0' || peek() == '_') {
    if (peek() == '_') {
      position_++;
      if (!is_digit(peek())) return fail_here("invalid decimal literal");
    } else {
      position_++;
    }
  }
  uint32_t zeros_end = position_;
  bool has_nonzero = false;
  if (is_digit(peek())) {
    has_nonzero = true;
    if (!lex_decimal_digits()) return make_marker(TokenKind::Error);
  }
  char c = static_cast<char>(peek() | 0x20);
  if (peek() == '.') return lex_fraction(start);
  if (!has_nonzero || c == 'e' || c == 'j') return finish_number_token(start, "decimal");
  Token token = fail_here(
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
      "integers");
  uint32_t line_start = source_.line_start(lineno_);  // this one error counts bytes
  error_.offset = static_cast<int>(start - line_start) + 1;
  error_.end_offset = static_cast<int>(zeros_end - line_start) + 1;
  return token;
}

// Digits with single underscores between them.
bool Lexer::lex_decimal_digits() {
  for (;;) {
    while (is_digit(peek())) position_++;
    if (peek() != '_') return true;
    position_++;
    if (!is_digit(peek())) {
      fail_here("invalid decimal literal");
      return false;
    }
  }
}

// At the point.
Token Lexer::lex_fraction(uint32_t start) {
  position_++;
  if (is_digit(peek()) && !lex_decimal_digits()) return make_marker(TokenKind::Error);
  return finish_number_token(start, "decimal");
}

// An exponent and an imaginary mark, if they are there, and the end.
Token Lexer::finish_number_token(uint32_t start, const char* name) {
  Token token;
  if ((peek() | 0x20) == 'e') {
    char sign = peek(1);
    if (sign == '+' || sign == '-') {
      position_ += 2;
      if (!is_digit(peek())) return fail_here("invalid decimal literal");
    } else if (is_digit(sign)) {
      position_++;
    } else {
      finish_number(start, TokenKind::Number, name, &token);
      return token;
    }
    if (!lex_decimal_digits()) return make_marker(TokenKind::Error);
  }
  if ((peek() | 0x20) == 'j') {
    position_++;
    name = "imaginary";
  }
  finish_number(start, TokenKind::Number, name, &token);
  return token;
}

// A number may run into a keyword that can follow an expression ("1if x else y"), though that is
// deprecated; it may not run into another name. Of keywords of two letters that begin with "i" the
// two letters are enough.
bool Lexer::runs_into_keyword() const {
  std::string_view rest = text_.substr(position_);
  if (rest.starts_with("if") || rest.starts_with("in") || rest.starts_with("is")) return true;
  for (std::string_view keyword : {"and", "else", "for", "or", "not"}) {
    if (!rest.starts_with(keyword)) continue;
    return rest.size() == keyword.size() || !is_name_continue(rest[keyword.size()]);
  }
  return false;
}

bool Lexer::finish_number(uint32_t start, TokenKind kind, const char* name, Token* token) {
  if (runs_into_keyword()) {
    int last = current_byte_column() - 1;  // the place of the number's last character
    warnings_.push_back({WarningCategory::SyntaxWarning,
                         std::string("invalid ") + name + " literal", lineno_, last, lineno_,
                         last});
  } else if (is_name_continue(peek())) {
    *token = fail_here(std::string("invalid ") + name + " literal");
    return false;
  }
  *token = make_token(kind, start);
  return true;
}

}  // namespace pyro
