#include "compiler/fstring.h"

#include "compiler/lexer_characters.h"

namespace pyro {

namespace {

constexpr int kDeepestFields = 2;
constexpr size_t kMostBrackets = 200;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '\v';
}

bool is_blank(std::string_view text) {
  for (char c : text) {
    if (!is_space(c)) return false;
  }
  return true;
}

}  // namespace

bool FStringParser::fail(const std::string& message) {
  parser_.raise_at_last_token(message);
  return false;
}

bool FStringParser::add_formatted(const StringLiteral& literal, const Token& token) {
  literal_ = literal;
  token_ = &token;
  Cursor cursor{literal.body};
  return parse_pieces(cursor, 0);
}

void FStringParser::flush_text(const SourceRange& range) {
  if (text_.empty()) return;
  auto* node = parser_.locate(parser_.arena_.make<ast::Constant>(), range);
  node->value.kind = ast::ConstantKind::Str;
  node->value.text = parser_.arena_.copy_text(text_);
  node->value.is_ascii = true;
  for (char c : text_) node->value.is_ascii &= static_cast<uint8_t>(c) < 0x80;
  values_.push_back(node);
  text_.clear();
}

std::vector<ExprNode*> FStringParser::take_values() {
  flush_text(whole_);
  return std::move(values_);
}

// Literal text and fields in turn, to the end of the string or, in a format specification, to its
// '}'.
bool FStringParser::parse_pieces(Cursor& cursor, int depth) {
  for (;;) {
    if (!parse_literal(cursor, depth)) return false;
    if (cursor.at_end() || cursor.peek() == '}') break;
    if (!parse_field(cursor, depth)) return false;
  }
  if (depth == 0 && !cursor.at_end()) return fail("f-string: unexpected end of string");
  return true;
}

bool FStringParser::decode(std::string_view text) {
  DecodeResult result = decode_str_body(text, literal_.is_raw, &text_);
  if (!result.error.empty()) return fail(result.error);
  parser_.warn_about_escape(result, *token_);
  return !parser_.stopped();
}

// Text up to the next field.
bool FStringParser::parse_literal(Cursor& cursor, int depth) {
  size_t start = cursor.at;
  while (!cursor.at_end()) {
    char c = cursor.text[cursor.at++];
    if (c == '\\' && !literal_.is_raw && !cursor.at_end()) {
      char next = cursor.text[cursor.at++];
      if (next == 'N' && cursor.peek() == '{') {
        while (!cursor.at_end() && cursor.text[cursor.at++] != '}') {
        }
        continue;
      }
      if (next != '{' && next != '}') continue;
      c = next;
      if (next == '{') {
        std::string unused;
        std::string_view escape = cursor.text.substr(cursor.at - 2, 2);
        parser_.warn_about_escape(decode_str_body(escape, false, &unused), *token_);
      }
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (cursor.peek() == c && !cursor.at_end()) {  // doubled: one of them is text
        if (!decode_piece(cursor.text.substr(start, cursor.at - start))) return false;
        cursor.at++;
        start = cursor.at;
        continue;
      }
      if (c == '}') return fail("f-string: single '}' is not allowed");
    }
    cursor.at--;
    break;
  }
  return decode_piece(cursor.text.substr(start, cursor.at - start));
}

// A backslash before a brace stays a backslash; the decoder has been told about it already.
bool FStringParser::decode_piece(std::string_view text) {
  if (!literal_.is_raw && text.ends_with('\\')) {
    size_t count = 0;
    while (count < text.size() && text[text.size() - 1 - count] == '\\') count++;
    if (count % 2 == 1) {
      if (!decode(text.substr(0, text.size() - 1))) return false;
      text_ += '\\';
      return true;
    }
  }
  return decode(text);
}

// At '{'.
bool FStringParser::parse_field(Cursor& cursor, int depth) {
  if (depth >= kDeepestFields) return fail("f-string: expressions nested too deeply");
  cursor.at++;
  size_t start = cursor.at;
  if (!find_expression_end(cursor)) return false;
  if (cursor.at_end()) return fail("f-string: expecting '}'");
  std::string_view text = cursor.text.substr(start, cursor.at - start);
  ExprNode* value = parse_expression(text, start, cursor.peek());
  if (value == nullptr) return false;

  int conversion = -1;
  std::string_view debug_text;
  bool is_debug = cursor.peek() == '=';
  if (is_debug) {
    if (!parser_.check_version(8, "f-string: self documenting expressions are")) return false;
    cursor.at++;
    while (!cursor.at_end() && is_space(cursor.peek())) cursor.at++;
    if (cursor.at_end()) return fail("f-string: expecting '}'");
    debug_text = cursor.text.substr(start, cursor.at - start);
  }
  if (cursor.peek() == '!' && !parse_conversion(cursor, &conversion)) return false;
  if (cursor.at_end()) return fail("f-string: expecting '}'");
  ExprNode* format_spec = nullptr;
  text_ += debug_text;
  flush_text(whole_);
  if (cursor.peek() == ':') {
    cursor.at++;
    if (cursor.at_end()) return fail("f-string: expecting '}'");
    format_spec = parse_format_spec(cursor, depth);
    if (format_spec == nullptr) return false;
  }
  if (cursor.at_end() || cursor.peek() != '}') return fail("f-string: expecting '}'");
  cursor.at++;
  if (is_debug && format_spec == nullptr && conversion == -1) conversion = 'r';
  auto* field = parser_.locate(parser_.arena_.make<ast::FormattedValue>(), whole_);
  field->value = value;
  field->conversion = conversion;
  field->format_spec = format_spec;
  values_.push_back(field);
  return true;
}

// Moves to the character that ends the expression: '!', ':', '=' or '}' outside of brackets and
// strings.
bool FStringParser::find_expression_end(Cursor& cursor) {
  std::string brackets;
  char quote = 0;
  size_t quote_length = 0;
  for (; !cursor.at_end(); cursor.at++) {
    char c = cursor.peek();
    std::string_view here = cursor.text.substr(cursor.at);
    if (c == '\\') return fail("f-string expression part cannot include a backslash");
    if (quote != 0) {
      bool closes = c == quote && (quote_length == 1 || here.starts_with(std::string(3, quote)));
      if (!closes) continue;
      cursor.at += quote_length - 1;
      quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
      quote_length = here.starts_with(std::string(3, c)) ? 3 : 1;
      cursor.at += quote_length - 1;
    } else if (c == '[' || c == '{' || c == '(') {
      if (brackets.size() >= kMostBrackets) return fail("f-string: too many nested parenthesis");
      brackets += c;
    } else if (c == '#') {
      return fail("f-string expression part cannot include '#'");
    } else if (brackets.empty() &&
               (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
      bool is_comparison = cursor.peek_next() == '=' && c != ':' && c != '}';
      if (is_comparison) {
        cursor.at++;
        continue;
      }
      if (c == '<' || c == '>') continue;
      break;
    } else if (c == ']' || c == '}' || c == ')') {
      if (brackets.empty()) return fail(std::string("f-string: unmatched '") + c + "'");
      char opener = brackets.back();
      brackets.pop_back();
      bool fits =
          (opener == '(' && c == ')') || (opener == '[' && c == ']') || (opener == '{' && c == '}');
      if (!fits) {
        return fail(std::string("f-string: closing parenthesis '") + c +
                    "' does not match opening parenthesis '" + opener + "'");
      }
    }
  }
  if (quote != 0) return fail("f-string: unterminated string");
  if (!brackets.empty()) return fail(std::string("f-string: unmatched '") + brackets.back() + "'");
  return true;
}

// Parses "(text)"; `offset` is where the text starts in the literal's body.
ExprNode* FStringParser::parse_expression(std::string_view text, size_t offset, char terminator) {
  if (is_blank(text)) {
    bool is_required = terminator == '!' || terminator == ':' || terminator == '=';
    if (is_required)
      fail(std::string("f-string: expression required before '") + terminator + "'");
    else
      fail("f-string: empty expression not allowed");
    return nullptr;
  }
  std::string_view before = literal_.body.substr(0, offset);
  SourceRange token = parser_.token_range(*token_);
  NestedOrigin origin;
  origin.depth = parser_.origin_.depth + 1;
  int line = 0;
  size_t line_begin = 0;
  for (size_t i = 0; i < before.size(); i++) {
    if (before[i] != '\n') continue;
    line++;
    line_begin = i + 1;
  }
  origin.line_delta = token.lineno - 1 + line;
  // "(" stands where the "{" is
  int column = static_cast<int>(offset - line_begin) - 1;
  origin.first_line_column_delta =
      line == 0 ? token.col_offset + static_cast<int>(literal_.body_offset) + column : column;
  // Errors are moved back by what CPython thinks the expression was moved by, on every line.
  size_t first_text = text.find_first_not_of(" \t\f");
  bool starts_on_next_line = first_text != std::string_view::npos && text[first_text] == '\n';
  if (starts_on_next_line) {
    origin.error_column_delta = line == 0 ? token.col_offset : 0;
  } else {
    origin.error_column_delta = origin.first_line_column_delta;
  }
  SourceText source;
  source.set_utf8("(" + std::string(text) + ")\n", /*has_known_encoding=*/false);
  ParseOptions options = parser_.options_;
  options.type_comments = false;
  Parser nested(parser_.arena_, source, options, origin);
  nested.depth_ = parser_.depth_;
  nested.stack_base_ = parser_.stack_base_;
  ExprNode* node = nested.run_fstring_expression();
  for (CompilerWarning& warning : nested.warnings())
    parser_.warnings_.push_back(std::move(warning));
  if (node == nullptr) parser_.raise_raw(nested.error());
  return node;
}

// At '!'.
bool FStringParser::parse_conversion(Cursor& cursor, int* conversion) {
  cursor.at++;
  if (cursor.at_end()) return fail("f-string: expecting '}'");
  char c = cursor.text[cursor.at++];
  if (c != 's' && c != 'r' && c != 'a') {
    return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
  }
  *conversion = c;
  return true;
}

// Behind ':'. A string of its own, whose fields may not have fields in their specifications.
ExprNode* FStringParser::parse_format_spec(Cursor& cursor, int depth) {
  std::vector<ExprNode*> outer = std::move(values_);
  values_.clear();
  SourceRange range = parser_.token_range(*token_);
  bool ok = parse_pieces(cursor, depth + 1);
  flush_text(range);  // the last text of a specification has the position of its own literal
  std::vector<ExprNode*> inner = std::move(values_);
  values_ = std::move(outer);
  if (!ok) return nullptr;
  auto* node = parser_.locate(parser_.arena_.make<ast::JoinedStr>(), range);
  node->values = parser_.span(inner);
  return node;
}

}  // namespace pyro
