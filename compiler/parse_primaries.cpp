// Primaries: attributes, calls, subscripts (language reference, 6.3).

#include "compiler/parser_state.h"

namespace pyro {

ExprNode* Parser::primary() {
  return remember<ExprNode>(MemoRule::Primary, [this]() -> ExprNode* {
    size_t start = mark_;
    ExprNode* value = atom();
    while (value != nullptr) {
      ExprNode* next = primary_tail(value, start);
      if (stopped_) return nullptr;
      if (next == nullptr) break;
      value = next;
    }
    return value;
  });
}

// One more attribute, call or subscript. Null, at the old position, if there is none.
ExprNode* Parser::primary_tail(ExprNode* value, size_t start) {
  switch (peek_kind()) {
    case TokenKind::Dot:
      return attribute_tail(value, start);
    case TokenKind::LeftParen:
      return call_tail(value, start);
    case TokenKind::LeftBracket:
      // The grammar tries a generator expression behind every primary, and its error rule accepts
      // any bracket.
      if (diagnosing_) diagnose_comprehension();
      return stopped_ ? nullptr : subscript_tail(value, start);
    case TokenKind::LeftBrace:
      if (diagnosing_) diagnose_comprehension();
      return nullptr;
    default:
      return nullptr;
  }
}

ExprNode* Parser::attribute_tail(ExprNode* value, size_t start) {
  size_t before = mark_++;
  if (!at(TokenKind::Name)) {
    mark_ = before;
    return nullptr;
  }
  Identifier attribute = identifier_of(peek());
  mark_++;
  auto* node = make<ast::Attribute>(start);
  node->value = value;
  node->attr = attribute;
  return node;
}

ExprNode* Parser::call_tail(ExprNode* function, size_t start) {
  size_t before = mark_;
  ExprNode* generator = nullptr;
  if (diagnosing_pass_) {  // by the letter of the grammar: first f(x for x in y), then f(...)
    generator = generator_expression();
    if (stopped_) return nullptr;
  }
  ArgumentList list;
  if (generator == nullptr) {
    mark_ = before + 1;
    if (!diagnosing_pass_) {
      generator = call_arguments_or_generator(&list, before);
    } else {
      arguments(&list);
    }
    if (generator == nullptr && !accept(TokenKind::RightParen)) {
      mark_ = before;
      return nullptr;
    }
  }
  if (generator != nullptr) list.positional = {generator};
  auto* node = make<ast::Call>(start);
  node->func = function;
  node->args = span(list.positional);
  node->keywords = span(list.keywords);
  return node;
}

// The first pass reads arguments once: if a lone one turns out to be the start of a generator
// expression, that is returned, with its closing parenthesis taken.
ExprNode* Parser::call_arguments_or_generator(ArgumentList* list, size_t open_paren) {
  if (at(TokenKind::RightParen)) return nullptr;
  size_t before = mark_;
  if (!argument_list(list)) return nullptr;
  bool can_generate = list->positional.size() == 1 && list->keywords.empty() &&
                      token_at(mark_ - 1).kind != TokenKind::Comma &&
                      list->positional[0]->node_kind != ast::NodeKind::Starred;
  if (can_generate && (at(TokenKind::KeywordFor) || at(TokenKind::KeywordAsync))) {
    List<ast::Comprehension*> clauses;
    if (comprehension_clauses(&clauses) && accept(TokenKind::RightParen)) {
      auto* node = make<ast::GeneratorExp>(open_paren);
      node->elt = list->positional[0];
      node->generators = span(clauses);
      return node;
    }
    mark_ = before;
  }
  return nullptr;
}

ExprNode* Parser::subscript_tail(ExprNode* value, size_t start) {
  size_t before = mark_++;
  ExprNode* index = slices();
  if (index == nullptr || !accept(TokenKind::RightBracket)) {
    mark_ = before;
    return nullptr;
  }
  auto* node = make<ast::Subscript>(start);
  node->value = value;
  node->slice = index;
  return node;
}

// slices: slice !',' | ','.(slice | starred_expression)+ [',']
ExprNode* Parser::slices() {
  size_t start = mark_;
  List<ExprNode*> list;
  bool has_comma = false;
  do {
    size_t before = mark_;
    ExprNode* item = at(TokenKind::Star) ? starred_expression() : slice();
    if (item == nullptr) {
      mark_ = before;
      break;
    }
    list.push_back(item);
    has_comma = at(TokenKind::Comma);
  } while (accept(TokenKind::Comma));
  if (list.empty()) return nullptr;
  bool is_tuple = has_comma || list.size() > 1 || list[0]->node_kind == ast::NodeKind::Starred;
  return tuple_or_one(start, list, is_tuple);
}

// slice: [expression] ':' [expression] [':' [expression]] | named_expression
ExprNode* Parser::slice() {
  size_t start = mark_;
  ExprNode* lower = at(TokenKind::Colon) ? nullptr : expression();
  if (stopped_) return nullptr;
  if (!at(TokenKind::Colon)) {
    if (lower != nullptr && !diagnosing_pass_ && !at(TokenKind::ColonEqual)) return lower;
    mark_ = start;
    return named_expression();
  }
  mark_++;
  auto optional_expression = [this]() -> ExprNode* {
    size_t before = mark_;
    ExprNode* value = expression();
    if (value == nullptr) mark_ = before;
    return value;
  };
  ExprNode* upper = optional_expression();
  ExprNode* step = nullptr;
  if (accept(TokenKind::Colon)) step = optional_expression();
  auto* node = make<ast::Slice>(start);
  node->lower = lower;
  node->upper = upper;
  node->step = step;
  return node;
}

}  // namespace pyro
