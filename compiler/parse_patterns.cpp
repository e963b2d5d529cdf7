// The match statement and its patterns (language reference, 8.6).

#include "compiler/number_literals.h"
#include "compiler/parser_state.h"

namespace pyro {

using ast::ConstantKind;
using ast::ExprContext;

// "match" subject ':' NEWLINE INDENT case_block+ DEDENT
StmtNode* Parser::match_statement() {
  size_t start = mark_++;
  ExprNode* subject = match_subject();
  if (subject != nullptr && accept(TokenKind::Colon) && accept(TokenKind::Newline) &&
      accept(TokenKind::Indent)) {
    List<ast::MatchCase*> cases;
    while (ast::MatchCase* one = case_block()) cases.push_back(one);
    if (!cases.empty() && accept(TokenKind::Dedent)) {
      if (!check_version(10, "Pattern matching is")) return nullptr;
      auto* node = make<ast::Match>(start);
      node->subject = subject;
      node->cases = span(cases);
      return node;
    }
  }
  mark_ = start;
  if (diagnosing_ && !stopped_) diagnose_match();
  mark_ = start;
  return nullptr;
}

// star_named_expression ',' [star_named_expressions] | named_expression
ExprNode* Parser::match_subject() {
  size_t start = mark_;
  ExprNode* first = star_named_expression();
  if (first != nullptr && accept(TokenKind::Comma)) {
    List<ExprNode*> list = {first};
    star_named_expressions(&list);
    return tuple_or_one(start, list, true);
  }
  if (first != nullptr && first->node_kind != ast::NodeKind::Starred) return first;
  mark_ = start;
  return stopped_ ? nullptr : named_expression();
}

// "case" patterns [guard] ':' block
ast::MatchCase* Parser::case_block() {
  size_t start = mark_;
  if (!at_word("case")) return nullptr;
  if (diagnosing_) {
    diagnose_case();
    if (stopped_) return nullptr;
    mark_ = start;
  }
  mark_++;
  PatternNode* what = patterns();
  ExprNode* condition = what != nullptr ? guard() : nullptr;
  List<StmtNode*> body;
  if (what == nullptr || !colon_block(&body)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = arena_.make<ast::MatchCase>();
  node->pattern = what;
  node->guard = condition;
  node->body = span(body);
  return node;
}

// 'if' named_expression
ExprNode* Parser::guard() {
  size_t start = mark_;
  if (!accept(TokenKind::KeywordIf)) return nullptr;
  ExprNode* condition = named_expression();
  if (condition == nullptr) mark_ = start;
  return condition;
}

// patterns: open_sequence_pattern | pattern
PatternNode* Parser::patterns() {
  size_t start = mark_;
  PatternNode* first = maybe_star_pattern();
  if (first == nullptr) return nullptr;
  if (accept(TokenKind::Comma)) {
    List<PatternNode*> list = {first};
    bool has_comma = true;
    maybe_sequence_pattern(&list, &has_comma);
    auto* node = make<ast::MatchSequence>(start);
    node->patterns = span(list);
    return node;
  }
  if (first->node_kind != ast::NodeKind::MatchStar) return first;
  mark_ = start;
  return pattern();
}

// maybe_star_pattern (',' maybe_star_pattern)* [',']
bool Parser::maybe_sequence_pattern(List<PatternNode*>* list, bool* has_comma) {
  for (;;) {
    size_t before = mark_;
    PatternNode* item = maybe_star_pattern();
    if (item == nullptr) {
      mark_ = before;
      return !list->empty();
    }
    list->push_back(item);
    *has_comma = at(TokenKind::Comma) || list->size() > 1;
    if (!accept(TokenKind::Comma)) return true;
  }
}

// '*' (NAME | '_') | pattern
PatternNode* Parser::maybe_star_pattern() {
  if (!at(TokenKind::Star)) return pattern();
  size_t start = mark_++;
  Identifier name = nullptr;
  if (at_word("_")) {
    mark_++;
  } else if (!pattern_capture_target(&name)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::MatchStar>(start);
  node->name = name;
  return node;
}

// A name other than '_' that is not followed by '.', '(' or '='.
bool Parser::pattern_capture_target(Identifier* name) {
  if (!at(TokenKind::Name) || at_word("_")) return false;
  TokenKind next = token_at(mark_ + 1).kind;
  if (next == TokenKind::Dot || next == TokenKind::LeftParen || next == TokenKind::Equal)
    return false;
  *name = identifier_of(peek());
  mark_++;
  return true;
}

// pattern: or_pattern ['as' capture]
PatternNode* Parser::pattern() {
  DepthGuard guard(this, 4);
  if (guard.exceeded()) return nullptr;
  size_t start = mark_;
  PatternNode* what = or_pattern();
  if (what == nullptr || !at(TokenKind::KeywordAs)) return what;
  size_t end = mark_++;
  Identifier name = nullptr;
  if (pattern_capture_target(&name)) {
    auto* node = make<ast::MatchAs>(start);
    node->pattern = what;
    node->name = name;
    return node;
  }
  mark_ = end;
  if (diagnosing_ && !stopped_) diagnose_as_pattern();
  mark_ = end;
  return stopped_ ? nullptr : what;
}

PatternNode* Parser::or_pattern() {
  size_t start = mark_;
  PatternNode* first = closed_pattern();
  if (first == nullptr || !at(TokenKind::VerticalBar)) return first;
  List<PatternNode*> list = {first};
  while (at(TokenKind::VerticalBar)) {
    size_t before = mark_++;
    PatternNode* next = closed_pattern();
    if (next == nullptr) {
      mark_ = before;
      break;
    }
    list.push_back(next);
  }
  if (list.size() == 1) return first;
  auto* node = make<ast::MatchOr>(start);
  node->patterns = span(list);
  return node;
}

PatternNode* Parser::closed_pattern() {
  return remember<PatternNode>(MemoRule::PatternRule, [this]() -> PatternNode* {
    switch (peek_kind()) {
      case TokenKind::Name:
        return name_pattern();
      case TokenKind::LeftParen:
      case TokenKind::LeftBracket:
        return group_or_sequence_pattern();
      case TokenKind::LeftBrace:
        return mapping_pattern();
      default:
        return literal_pattern();
    }
  });
}

// --- literals ---

PatternNode* Parser::literal_pattern() {
  size_t start = mark_;
  ConstantKind kind;
  switch (peek_kind()) {
    case TokenKind::KeywordNone:
      kind = ConstantKind::None;
      break;
    case TokenKind::KeywordTrue:
      kind = ConstantKind::True;
      break;
    case TokenKind::KeywordFalse:
      kind = ConstantKind::False;
      break;
    default: {
      ExprNode* value = literal_value();
      if (value == nullptr) return nullptr;
      auto* node = make<ast::MatchValue>(start);
      node->value = value;
      return node;
    }
  }
  mark_++;
  auto* node = make<ast::MatchSingleton>(start);
  node->value.kind = kind;
  return node;
}

// A number with a sign, a complex number, or strings.
ExprNode* Parser::literal_value() {
  if (at(TokenKind::String)) return strings();
  size_t start = mark_;
  ExprNode* value = signed_number();
  if (value == nullptr) return nullptr;
  if (at(TokenKind::Plus) || at(TokenKind::Minus)) return complex_number(start, value);
  return value;
}

ExprNode* Parser::signed_number() {
  size_t start = mark_;
  bool is_negative = accept(TokenKind::Minus);
  ExprNode* value = at(TokenKind::Number) ? number() : nullptr;
  if (value == nullptr) {
    mark_ = start;
    return nullptr;
  }
  if (!is_negative) return value;
  auto* node = make<ast::UnaryOp>(start);
  node->op = ast::UnaryOperator::USub;
  node->operand = value;
  return node;
}

// At the sign. signed_real ('+' | '-') imaginary
ExprNode* Parser::complex_number(size_t start, ExprNode* real) {
  bool is_sum = at(TokenKind::Plus);
  size_t sign = mark_++;
  if (!at(TokenKind::Number)) {
    mark_ = start;
    return nullptr;
  }
  const ExprNode* magnitude = real;
  if (auto* negated = ast::as<ast::UnaryOp>(real)) magnitude = negated->operand;
  if (static_cast<const ast::Constant*>(magnitude)->value.kind == ConstantKind::Complex) {
    return raise("real number required in complex literal", node_range(magnitude));
  }
  ExprNode* imaginary = number();
  if (imaginary == nullptr) return nullptr;
  if (static_cast<ast::Constant*>(imaginary)->value.kind != ConstantKind::Complex) {
    return raise_tokens("imaginary number required in complex literal", sign + 1, sign + 1);
  }
  auto* node = make<ast::BinOp>(start);
  node->left = real;
  node->op = is_sum ? ast::Operator::Add : ast::Operator::Sub;
  node->right = imaginary;
  return node;
}

// --- names ---

// A capture, the wildcard, a dotted value or a class pattern.
PatternNode* Parser::name_pattern() {
  size_t start = mark_;
  Identifier name = nullptr;
  if (pattern_capture_target(&name)) {
    auto* node = make<ast::MatchAs>(start);
    node->name = name;
    return node;
  }
  if (at_word("_")) {
    mark_++;
    return make<ast::MatchAs>(start);
  }
  mark_ = start + 1;
  ExprNode* value = name_from_token(start, ExprContext::Load);
  while (at(TokenKind::Dot)) {
    ExprNode* next = attribute_tail(value, start);
    if (next == nullptr) break;
    value = next;
  }
  if (at(TokenKind::LeftParen)) return class_pattern(start, value);
  bool is_value =
      value->node_kind == ast::NodeKind::Attribute && !at(TokenKind::Dot) && !at(TokenKind::Equal);
  if (!is_value) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::MatchValue>(start);
  node->value = value;
  return node;
}

// At '('. name_or_attr '(' [positional patterns] [keyword patterns] [','] ')'
PatternNode* Parser::class_pattern(size_t start, ExprNode* name) {
  size_t open = mark_++;
  List<PatternNode*> positional;
  List<Identifier> keywords;
  List<PatternNode*> keyword_patterns;
  bool needs_comma = false;
  size_t end = mark_;
  for (;;) {
    if (needs_comma && !accept(TokenKind::Comma)) break;
    size_t before = mark_;
    if (at(TokenKind::Name) && token_at(mark_ + 1).kind == TokenKind::Equal) {
      mark_ += 2;
      PatternNode* value = pattern();
      if (value == nullptr) break;
      keywords.push_back(identifier_of(token_at(before)));
      keyword_patterns.push_back(value);
    } else {
      PatternNode* value = keywords.empty() ? pattern() : nullptr;
      if (value == nullptr) {
        mark_ = before;
        break;
      }
      positional.push_back(value);
    }
    end = mark_;
    needs_comma = true;
  }
  mark_ = end;
  if (needs_comma) accept(TokenKind::Comma);
  if (!stopped_ && accept(TokenKind::RightParen)) {
    auto* node = make<ast::MatchClass>(start);
    node->cls = name;
    node->patterns = span(positional);
    node->kwd_attrs = span(keywords);
    node->kwd_patterns = span(keyword_patterns);
    return node;
  }
  if (diagnosing_ && !stopped_) {
    mark_ = open;
    diagnose_class_pattern();
  }
  mark_ = start;
  return nullptr;
}

// --- brackets ---

PatternNode* Parser::group_or_sequence_pattern() {
  size_t start = mark_;
  bool is_paren = at(TokenKind::LeftParen);
  TokenKind closing = is_paren ? TokenKind::RightParen : TokenKind::RightBracket;
  mark_++;
  List<PatternNode*> list;
  bool has_comma = false;
  maybe_sequence_pattern(&list, &has_comma);
  bool is_group = is_paren && list.size() == 1 && !has_comma;
  bool is_lone_star = is_group && list[0]->node_kind == ast::NodeKind::MatchStar;
  if (!stopped_ && !is_lone_star && accept(closing)) {
    if (is_group) return list[0];
    auto* node = make<ast::MatchSequence>(start);
    node->patterns = span(list);
    return node;
  }
  mark_ = start;
  return nullptr;
}

// '{' (key ':' pattern),* ['**' capture] [','] '}'
PatternNode* Parser::mapping_pattern() {
  size_t start = mark_++;
  List<ExprNode*> keys;
  List<PatternNode*> values;
  Identifier rest = nullptr;
  do {
    size_t before = mark_;
    if (accept(TokenKind::DoubleStar)) {
      if (!pattern_capture_target(&rest))
        mark_ = before;
      else
        accept(TokenKind::Comma);
      break;
    }
    ExprNode* key = nullptr;
    switch (peek_kind()) {
      case TokenKind::KeywordNone:
        key = constant(mark_, ConstantKind::None);
        break;
      case TokenKind::KeywordTrue:
        key = constant(mark_, ConstantKind::True);
        break;
      case TokenKind::KeywordFalse:
        key = constant(mark_, ConstantKind::False);
        break;
      case TokenKind::Name:
        key = dotted_value();
        break;
      default:
        key = literal_value();
        break;
    }
    PatternNode* value = nullptr;
    if (key != nullptr && accept(TokenKind::Colon)) value = pattern();
    if (value == nullptr) {
      mark_ = before;
      break;
    }
    keys.push_back(key);
    values.push_back(value);
  } while (accept(TokenKind::Comma));
  if (stopped_ || !accept(TokenKind::RightBrace)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::MatchMapping>(start);
  node->keys = span(keys);
  node->patterns = span(values);
  node->rest = rest;
  return node;
}

// NAME ('.' NAME)+
ExprNode* Parser::dotted_value() {
  size_t start = mark_++;
  ExprNode* value = name_from_token(start, ExprContext::Load);
  while (at(TokenKind::Dot)) {
    ExprNode* next = attribute_tail(value, start);
    if (next == nullptr) break;
    value = next;
  }
  if (value->node_kind == ast::NodeKind::Attribute) return value;
  mark_ = start;
  return nullptr;
}

}  // namespace pyro
