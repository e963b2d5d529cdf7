#include "compiler/string_literals.h"

#include "compiler/identifiers.h"
#include "compiler/lexer_characters.h"
#include "compiler/source_text.h"

namespace pyro {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_octal_digit(char c) { return c >= '0' && c <= '7'; }

// The character that a one-letter escape stands for, or -1.
int simple_escape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"':
      return c;
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return -1;
  }
}

// Up to three octal digits at `position`.
int read_octal(std::string_view body, size_t* position) {
  int value = 0;
  for (int i = 0; i < 3 && *position < body.size() && is_octal_digit(body[*position]); i++) {
    value = value * 8 + (body[(*position)++] - '0');
  }
  return value;
}

// Decodes the escapes of a str literal. CPython does it in two steps, writing other characters as
// \UXXXXXXXX first, and the positions in its messages count that text.
class StrDecoder {
 public:
  StrDecoder(std::string_view body, std::string* out, DecodeResult* result)
      : body_(body), out_(out), result_(result) {}

  void run() {
    while (at_ < body_.size() && result_->error.empty()) {
      char c = body_[at_];
      if (c == '\\' && at_ + 1 < body_.size()) {
        escape();
      } else {
        *out_ += c;
        at_++;
      }
    }
  }

 private:
  // The position of `index` in the text of CPython's first step.
  size_t escaped_position(size_t index) const {
    size_t count = 0;
    for (size_t i = 0; i < index; i++) {
      uint8_t byte = static_cast<uint8_t>(body_[i]);
      if (byte >= 0xC0)
        count += 10;
      else if (byte < 0x80)
        count++;
      bool next_is_wide = i + 1 < body_.size() && static_cast<uint8_t>(body_[i + 1]) >= 0x80;
      if (byte == '\\' && next_is_wide && starts_escape(i))
        count += 5;  // the backslash is written \u005c
    }
    return count;
  }
  bool starts_escape(size_t index) const {
    size_t backslashes = 0;
    while (backslashes < index && body_[index - 1 - backslashes] == '\\') backslashes++;
    return backslashes % 2 == 0;
  }

  void fail(size_t start, size_t end, const char* reason) {
    result_->error = "(unicode error) 'unicodeescape' codec can't decode bytes in position " +
                     std::to_string(escaped_position(start)) + "-" +
                     std::to_string(escaped_position(end) - 1) + ": " + reason;
  }

  void escape() {
    size_t start = at_;
    char c = body_[at_ + 1];
    int simple = simple_escape(c);
    if (simple >= 0) {
      *out_ += static_cast<char>(simple);
      at_ += 2;
    } else if (c == '\n') {
      at_ += 2;
    } else if (is_octal_digit(c)) {
      at_++;
      int value = read_octal(body_, &at_);
      if (value > 0377) note_bad_escape(start, at_, true);
      append_utf8(*out_, value);
    } else if (c == 'x') {
      hex_escape(2, "truncated \\xXX escape");
    } else if (c == 'u') {
      hex_escape(4, "truncated \\uXXXX escape");
    } else if (c == 'U') {
      hex_escape(8, "truncated \\UXXXXXXXX escape");
    } else if (c == 'N') {
      named_escape();
    } else {
      // CPython has hidden a backslash before a character beyond ASCII by then, and does not warn
      if (static_cast<uint8_t>(c) < 0x80) note_bad_escape(start, at_ + 2, false);
      *out_ += '\\';
      at_++;
    }
  }

  void note_bad_escape(size_t start, size_t end, bool is_octal) {
    if (!result_->bad_escape.empty()) return;
    result_->bad_escape = body_.substr(start, end - start);
    result_->is_octal = is_octal;
  }

  void hex_escape(int digits, const char* reason) {
    size_t start = at_;
    at_ += 2;
    uint32_t value = 0;
    for (int i = 0; i < digits; i++, at_++) {
      int digit = at_ < body_.size() ? hex_value(body_[at_]) : -1;
      if (digit < 0) return fail(start, at_, reason);
      value = value * 16 + digit;
    }
    if (value > 0x10FFFF) return fail(start, at_, "illegal Unicode character");
    append_utf8(*out_, value);
  }

  void named_escape() {
    size_t start = at_;
    const char* kMalformed = "malformed \\N character escape";
    if (at_ + 2 >= body_.size() || body_[at_ + 2] != '{') return fail(start, at_ + 2, kMalformed);
    size_t close = body_.find('}', at_ + 3);
    if (close == std::string_view::npos) return fail(start, body_.size(), kMalformed);
    if (close == at_ + 3) return fail(start, close, kMalformed);
    int32_t c = code_point_of_name(body_.substr(at_ + 3, close - at_ - 3));
    at_ = close + 1;
    if (c < 0) return fail(start, at_, "unknown Unicode character name");
    append_utf8(*out_, static_cast<uint32_t>(c));
  }

  std::string_view body_;
  std::string* out_;
  DecodeResult* result_;
  size_t at_ = 0;
};

}  // namespace

StringLiteral split_string_literal(std::string_view token) {
  StringLiteral literal;
  size_t at = 0;
  for (; token[at] != '\'' && token[at] != '"'; at++) {
    char c = static_cast<char>(token[at] | 0x20);
    literal.is_bytes |= c == 'b';
    literal.is_raw |= c == 'r';
    literal.is_format |= c == 'f';
    literal.is_unicode |= c == 'u';
  }
  bool is_triple =
      token.size() >= at + 6 && token[at + 1] == token[at] && token[at + 2] == token[at];
  size_t quotes = is_triple ? 3 : 1;
  literal.body_offset = at + quotes;
  literal.body = token.substr(at + quotes, token.size() - at - 2 * quotes);
  return literal;
}

DecodeResult decode_str_body(std::string_view body, bool is_raw, std::string* out) {
  DecodeResult result;
  std::string problem = describe_invalid_utf8(body);
  if (!problem.empty()) {
    result.error = "(unicode error) " + problem;
  } else if (is_raw || body.find('\\') == std::string_view::npos) {
    out->append(body);
  } else {
    StrDecoder(body, out, &result).run();
  }
  return result;
}

DecodeResult decode_bytes_body(std::string_view body, bool is_raw, std::string* out) {
  DecodeResult result;
  for (char c : body) {
    if (static_cast<uint8_t>(c) >= 0x80) {
      result.error = "bytes can only contain ASCII literal characters";
      return result;
    }
  }
  if (is_raw) {
    out->append(body);
    return result;
  }
  auto note_bad_escape = [&](size_t start, size_t end, bool is_octal) {
    if (!result.bad_escape.empty()) return;
    result.bad_escape = body.substr(start, end - start);
    result.is_octal = is_octal;
  };
  size_t at = 0;
  while (at < body.size()) {
    size_t start = at;
    if (body[at] != '\\' || at + 1 >= body.size()) {
      *out += body[at++];
      continue;
    }
    char c = body[at + 1];
    int simple = simple_escape(c);
    if (simple >= 0 || c == '\n') {
      if (simple >= 0) *out += static_cast<char>(simple);
      at += 2;
    } else if (is_octal_digit(c)) {
      at++;
      int value = read_octal(body, &at);
      if (value > 0377) note_bad_escape(start, at, true);
      *out += static_cast<char>(value);
    } else if (c == 'x') {
      int high = at + 2 < body.size() ? hex_value(body[at + 2]) : -1;
      int low = at + 3 < body.size() ? hex_value(body[at + 3]) : -1;
      if (high < 0 || low < 0) {
        result.error = "(value error) invalid \\x escape at position " + std::to_string(start);
        return result;
      }
      *out += static_cast<char>(high * 16 + low);
      at += 4;
    } else {
      note_bad_escape(start, at + 2, false);
      *out += '\\';
      at++;
    }
  }
  return result;
}

}  // namespace pyro
