// Adjacent string literals, joined at compile time (language reference, 2.4.2).

#include "compiler/fstring.h"
#include "compiler/parser_state.h"
#include "compiler/string_literals.h"

namespace pyro {

// Escapes that mean nothing are kept as they are, with a warning: one per literal.
void Parser::warn_about_escape(const DecodeResult& result, const Token& token) {
  if (result.bad_escape.empty()) return;
  SourceRange range = token_range(token);
  std::string kind =
      result.is_octal ? "invalid octal escape sequence '" : "invalid escape sequence '";
  warnings_.push_back({WarningCategory::DeprecationWarning,
                       kind + std::string(result.bad_escape) + "'", range.lineno, range.col_offset,
                       range.end_lineno, range.end_col_offset});
}

// A literal warns once in a pass, however often it is read: the first pass remembers what it has
// warned about, too.
ExprNode* Parser::strings() {
  auto parse = [this] { return strings_uncached(); };
  if (diagnosing_pass_ || !memo_.empty())
    return remember_always<ExprNode>(MemoRule::Strings, parse);
  size_t start = mark_, warnings = warnings_.size();
  ExprNode* node = parse();
  if (!stopped_ && warnings_.size() != warnings)
    memo_[memo_key(MemoRule::Strings, start)] = {node, mark_};
  return node;
}

ExprNode* Parser::strings_uncached() {
  size_t start = mark_;
  while (at(TokenKind::String)) mark_++;
  if (stopped_) return nullptr;
  SourceRange whole = range_from(start);
  StringLiteral first = split_string_literal(text_of(token_at(start)));
  bool has_formatted = false;
  FStringParser joined(*this, whole);
  std::string text;
  for (size_t i = start; i < mark_; i++) {
    const Token token = tokens_[i];
    StringLiteral literal = split_string_literal(text_of(token));
    if (literal.is_format) {
      if (!check_version(6, "Format strings are")) return nullptr;
    } else {
      DecodeResult result = literal.is_bytes
                                ? decode_bytes_body(literal.body, literal.is_raw, &text)
                                : decode_str_body(literal.body, literal.is_raw, &text);
      if (!result.error.empty()) return raise_at_last_token(result.error);
      warn_about_escape(result, token);
    }
    if (literal.is_bytes != first.is_bytes) {
      return raise_at_last_token("cannot mix bytes and nonbytes literals");
    }
    if (!literal.is_format) continue;
    has_formatted = true;
    joined.add_text(text);
    text.clear();
    if (!joined.add_formatted(literal, token)) return nullptr;
  }
  if (has_formatted) {
    joined.add_text(text);
    auto* node = locate(arena_.make<ast::JoinedStr>(), whole);
    node->values = span(joined.take_values());
    return node;
  }
  auto* node = locate(arena_.make<ast::Constant>(), whole);
  node->value.kind = first.is_bytes ? ast::ConstantKind::Bytes : ast::ConstantKind::Str;
  node->value.text = arena_.copy_text(text);
  node->value.is_ascii = true;
  for (char c : text) node->value.is_ascii &= static_cast<uint8_t>(c) < 0x80;
  if (first.is_unicode) node->kind = "u";
  return node;
}

}  // namespace pyro
