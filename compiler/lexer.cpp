#include "compiler/lexer.h"

#include <algorithm>

#include "compiler/identifiers.h"
#include "compiler/lexer_characters.h"
#include "runtime/text/unicode.h"

namespace pyro {

namespace {

struct Keyword {
  std::string_view text;
  TokenKind kind;
};

constexpr Keyword kKeywords[] = {
#define PYRO_KEYWORD_ENTRY(kind, spelling) {spelling, TokenKind::Keyword##kind},
    PYRO_KEYWORDS(PYRO_KEYWORD_ENTRY)
#undef PYRO_KEYWORD_ENTRY
};

TokenKind keyword_or_name(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return TokenKind::Name;
  for (const Keyword& keyword : kKeywords) {
    if (keyword.text == text) return keyword.kind;
  }
  return TokenKind::Name;
}

struct Operator {
  std::string_view text;
  TokenKind kind;
};

constexpr Operator kOperators[] = {
#define PYRO_OPERATOR_ENTRY(kind, spelling) {spelling, TokenKind::kind},
    PYRO_OPERATORS(PYRO_OPERATOR_ENTRY)
#undef PYRO_OPERATOR_ENTRY
};

// The longest operator that `text` starts with.
const Operator* longest_operator(std::string_view text) {
  const Operator* best = nullptr;
  for (const Operator& candidate : kOperators) {
    if (candidate.text[0] != text[0] || !text.starts_with(candidate.text)) continue;
    if (best == nullptr || candidate.text.size() > best->text.size()) best = &candidate;
  }
  return best;
}

// Whether text[0..] is a string prefix of `length` letters followed by a quote.
bool is_string_prefix(std::string_view letters) {
  if (letters.size() > 2) return false;
  bool bytes = false, unicode = false, raw = false, format = false;
  for (char c : letters) {
    switch (c | 0x20) {
      case 'b':
        if (bytes || unicode || format) return false;
        bytes = true;
        break;
      case 'u':
        if (bytes || unicode || raw || format) return false;
        unicode = true;
        break;
      case 'r':
        if (raw || unicode) return false;
        raw = true;
        break;
      case 'f':
        if (format || bytes || unicode) return false;
        format = true;
        break;
      default:
        return false;
    }
  }
  return true;
}

std::string hex_of(uint32_t code_point) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (int shift = 20; shift >= 0; shift -= 4) {
    if (text.empty() && shift >= 16 && (code_point >> shift) == 0) continue;
    text += kDigits[(code_point >> shift) & 15];
  }
  return text;
}

}  // namespace

Lexer::Lexer(const SourceText& source, const LexerOptions& options)
    : source_(source), text_(source.text()), options_(options) {}

int Lexer::current_byte_column() const {
  return static_cast<int>(position_ - source_.line_start(current_lineno()));
}

int Lexer::current_column() const {
  int lineno = current_lineno();
  return source_.characters_before(lineno, position_ - source_.line_start(lineno));
}

// At the end of the text the lexer stands behind the last line, not on a line of its own.
int Lexer::current_lineno() const { return at_end() ? source_.line_count() : lineno_; }

Token Lexer::make_token(TokenKind kind, uint32_t start) const {
  int column = static_cast<int>(start - source_.line_start(lineno_));
  int end_column = column + static_cast<int>(position_ - start);
  return {kind,    static_cast<uint16_t>(brackets_.size()),
          start,   position_,
          lineno_, column,
          lineno_, end_column};
}

Token Lexer::make_marker(TokenKind kind) const {
  int lineno = current_lineno();
  return {kind, static_cast<uint16_t>(brackets_.size()), position_, position_, lineno, -1, lineno,
          -1};
}

Token Lexer::fail_at(std::string message, int lineno, int byte_column, int end_offset) {
  failed_ = true;
  error_.kind = SyntaxErrorKind::SyntaxError;
  error_.message = std::move(message);
  error_.lineno = error_.end_lineno = lineno;
  error_.offset = source_.characters_before(lineno, byte_column) + 1;
  error_.end_offset = end_offset;
  error_.has_text = true;
  error_.text = source_.line(lineno);
  return make_marker(TokenKind::Error);
}

// The offset is that of the last character read.
Token Lexer::fail_here(std::string message) {
  int offset = current_column();
  Token token = fail_at(std::move(message), lineno_, 0, offset);
  error_.offset = offset;
  return token;
}

Token Lexer::next() {
  if (failed_) return make_marker(TokenKind::Error);
  hit_end_ |= at_end();
  Token token = lex_token();
  hit_end_ |= token.kind == TokenKind::Dedent && at_end();
  reached_end_ |= token.kind == TokenKind::EndMarker;
  return token;
}

Token Lexer::lex_token() {
  group_lineno_ = next_group_lineno_;
  if (at_line_start_) {
    at_line_start_ = false;
    if (!read_indentation()) return make_marker(TokenKind::Error);
  }
  if (pending_ < 0) {
    pending_++;
    if (static_cast<int>(columns_.size()) <= async_def_indentation_) async_def_indentation_ = 0;
    return make_marker(TokenKind::Dedent);
  }
  if (pending_ > 0) {
    pending_--;
    return make_marker(TokenKind::Indent);
  }
  Token token;
  if (skip_space_and_comments(&token)) return token;
  char c = peek();
  if (at_end()) return make_marker(TokenKind::EndMarker);
  if (is_name_start(c)) return lex_name_or_string();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return lex_number();
  if (c == '\'' || c == '"') return lex_string(position_);
  return lex_operator();
}

// Skips what separates tokens. True if it ran into a token (a line end, a type comment) or a
// failure.
bool Lexer::skip_space_and_comments(Token* token) {
  for (;;) {
    while (peek() == ' ' || peek() == '\t' || peek() == '\f') position_++;
    uint32_t start = position_;
    if (peek() == '#' && lex_comment(token)) return true;
    if (peek() == '\n') {
      position_++;
      if (!brackets_.empty()) {
        next_group_lineno_ = ++lineno_;
        if (!at_end()) group_lineno_ = lineno_;
        continue;
      }
      at_line_start_ = true;
      position_--;
      *token = make_token(TokenKind::Newline, start);
      position_++;
      next_group_lineno_ = ++lineno_;
      return true;
    }
    if (peek() != '\\') return false;
    if (!skip_line_continuation()) {
      *token = make_marker(TokenKind::Error);
      return true;
    }
  }
}

// Reads a comment up to its line end. True if it is a type comment, which is a token when they are
// asked for.
bool Lexer::lex_comment(Token* token) {
  uint32_t start = position_;
  while (!at_end() && peek() != '\n') position_++;
  if (!options_.type_comments) return false;
  std::string_view comment = text_.substr(start, position_ - start);
  size_t at = comment.find_first_not_of(" \t", 1);
  if (at == std::string_view::npos || comment.substr(at, 5) != "type:") return false;
  at = comment.find_first_not_of(" \t", at + 5);
  if (at == std::string_view::npos) at = comment.size();
  std::string_view rest = comment.substr(at);
  bool is_ignore = rest.starts_with("ignore") &&
                   !(rest.size() > 6 && (is_name_continue(rest[6]) && rest[6] != '_'));
  if (is_ignore) {
    type_ignores_.push_back({lineno_, rest.substr(6)});
    return false;
  }
  *token = make_token(TokenKind::TypeComment, start + static_cast<uint32_t>(at));
  return true;
}

// At a backslash. False (failed) unless a line end follows and input goes on after it.
bool Lexer::skip_line_continuation() {
  position_++;
  if (peek() != '\n') {
    fail_here("unexpected character after line continuation character");
    uint32_t shown = source_.line_start(group_lineno_);  // counted from the start of joined lines
    error_.offset = count_characters(text_.substr(shown, position_ - shown)) + !at_end();
    error_.text.insert(0, text_.substr(shown, source_.line_start(lineno_) - shown));
    error_.end_offset = 0;
    error_is_textual_ = false;
    error_.text += '\n';
    return false;
  }
  position_++;
  if (at_end() && !brackets_.empty()) {
    failed_ = true;
    error_ = unclosed_bracket_error();
    error_is_textual_ = false;
    return false;
  }
  if (at_end()) {
    int offset = current_column();
    fail_here("unexpected EOF while parsing");
    error_.offset = offset;
    error_.end_offset = -1;
    error_is_textual_ = false;
    error_.is_incomplete = true;
    error_.text = text_.substr(source_.line_start(group_lineno_), position_);
    return false;
  }
  lineno_++;
  return true;
}

Token Lexer::lex_name_or_string() {
  uint32_t start = position_;
  bool is_ascii = true;
  while (is_name_continue(peek())) {
    is_ascii &= static_cast<uint8_t>(peek()) < 0x80;
    position_++;
    if (peek() != '\'' && peek() != '"') continue;
    if (is_string_prefix(text_.substr(start, position_ - start))) return lex_string(start);
  }
  std::string_view name = text_.substr(start, position_ - start);
  if (!is_ascii && !check_identifier(name, start)) return make_marker(TokenKind::Error);
  TokenKind kind = is_ascii ? keyword_or_name(name) : TokenKind::Name;
  bool is_async = kind == TokenKind::KeywordAsync || kind == TokenKind::KeywordAwait;
  if (is_async && options_.async_is_soft && !is_async_keyword(name)) kind = TokenKind::Name;
  return make_token(kind, start);
}

// Fails at the first character that cannot stand in an identifier.
bool Lexer::check_identifier(std::string_view name, uint32_t start) {
  std::string problem = describe_invalid_utf8(name);
  if (!problem.empty()) {
    fail_here("(unicode error) " + problem);
    error_.offset = current_byte_column();
    error_.end_offset = -1;
    error_.text += '\n';
    return false;
  }
  size_t at = 0;
  while (at < name.size()) {
    size_t before = at;
    uint32_t c = decode_utf8(name, at);
    if (before == 0 ? IsIdentifierStart(c) : IsIdentifierContinue(c)) continue;
    position_ = start + static_cast<uint32_t>(at);
    if (IsPrintable(c)) {
      fail_here("invalid character '" + std::string(name.substr(before, at - before)) + "' (U+" +
                hex_of(c) + ")");
    } else {
      fail_here("invalid non-printable character U+" + hex_of(c));
    }
    return false;
  }
  return true;
}

Token Lexer::lex_operator() {
  uint32_t start = position_;
  char c = peek();
  if (c == '(' || c == '[' || c == '{') return lex_open_bracket(c);
  if (c == ')' || c == ']' || c == '}') return lex_close_bracket(c);
  if (c == '<' && peek(1) == '>') {
    position_ += 2;
    return make_token(TokenKind::NotEqual, start);
  }
  if (const Operator* found = longest_operator(text_.substr(position_, 3))) {
    position_ += static_cast<uint32_t>(found->text.size());
    return make_token(found->kind, start);
  }
  position_++;
  if (c == '$' || c == '?' || c == '!' || c == '`') return make_token(TokenKind::Invalid, start);
  return fail_here("invalid non-printable character U+" + hex_of(static_cast<uint8_t>(c)));
}

Token Lexer::lex_open_bracket(char c) {
  constexpr size_t kMostBrackets = 200;
  uint32_t start = position_++;
  if (brackets_.size() >= kMostBrackets) return fail_here("too many nested parentheses");
  brackets_.push_back({c, lineno_, start});
  return make_token(c == '('   ? TokenKind::LeftParen
                    : c == '[' ? TokenKind::LeftBracket
                               : TokenKind::LeftBrace,
                    start);
}

Token Lexer::lex_close_bracket(char c) {
  uint32_t start = position_++;
  if (brackets_.empty()) return fail_here(std::string("unmatched '") + c + "'");
  Bracket opened = brackets_.back();
  bool fits = (opened.opener == '(' && c == ')') || (opened.opener == '[' && c == ']') ||
              (opened.opener == '{' && c == '}');
  if (!fits) {
    std::string message = std::string("closing parenthesis '") + c +
                          "' does not match opening parenthesis '" + opened.opener + "'";
    if (opened.lineno != lineno_) message += " on line " + std::to_string(opened.lineno);
    return fail_here(message);
  }
  brackets_.pop_back();
  return make_token(c == ')'   ? TokenKind::RightParen
                    : c == ']' ? TokenKind::RightBracket
                               : TokenKind::RightBrace,
                    start);
}

// Whether anything but space and comments is left.
bool Lexer::has_more_statements() const {
  bool in_comment = false;
  for (char c : text_.substr(position_)) {
    if (c == '\n') in_comment = false;
    if (c == '#') in_comment = true;
    if (!in_comment && c != ' ' && c != '\t' && c != '\n' && c != '\f') return true;
  }
  return false;
}

// Before Python 3.7, async and await were keywords only within an `async def` (and in "async def"
// itself).
bool Lexer::is_async_keyword(std::string_view name) {
  if (async_def_indentation_ != 0) return true;
  if (name != "async") return false;
  size_t next = text_.find_first_not_of(" \t", position_);
  if (next == std::string_view::npos || text_.substr(next, 3) != "def") return false;
  if (next + 3 < text_.size() && is_name_continue(text_[next + 3])) return false;
  async_def_indentation_ = static_cast<int>(columns_.size());
  return true;
}

SyntaxErrorInfo Lexer::unclosed_bracket_error() const {
  const Bracket& bracket = brackets_.back();
  SyntaxErrorInfo error;
  error.message = std::string("'") + bracket.opener + "' was never closed";
  error.lineno = error.end_lineno = bracket.lineno;
  uint32_t column = bracket.position - source_.line_start(bracket.lineno);
  error.offset = static_cast<int>(source_.has_known_encoding()
                                      ? source_.characters_before(bracket.lineno, column)
                                      : column) +
                 1;
  error.end_offset = 0;
  error.has_text = true;
  error.text = source_.line(bracket.lineno);
  if (bracket.lineno >= current_lineno()) {  // then all that the current token was read from
    uint32_t shown = source_.line_start(std::min(bracket.lineno, group_lineno()));
    error.text.insert(0, text_.substr(shown, source_.line_start(bracket.lineno) - shown));
    error.text += '\n';
  }
  error.is_incomplete = true;
  return error;
}

}  // namespace pyro
