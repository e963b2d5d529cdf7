// Call arguments (language reference, 6.3.4).

#include "compiler/parser_state.h"

namespace pyro {

// args [','] &')'
bool Parser::arguments(ArgumentList* list) {
  size_t start = mark_;
  if (argument_list(list) && at(TokenKind::RightParen)) return true;
  *list = ArgumentList{};
  mark_ = start;
  if (diagnosing_) diagnose_arguments();
  return false;
}

// Positional arguments and '*' unpackings, then keywords and '*' unpackings, then keywords and '**'
// unpackings.
bool Parser::argument_list(ArgumentList* list) {
  enum class Phase { Positional, Keywords, DoubleStars } phase = Phase::Positional;
  size_t end = mark_;
  for (;;) {
    bool taken = phase == Phase::Positional && positional_argument(list);
    if (!taken && phase != Phase::DoubleStars) {
      taken = keyword_argument(list, /*allow_double_star=*/false);
      if (taken && phase == Phase::Positional) phase = Phase::Keywords;
    }
    if (!taken) {
      taken = keyword_argument(list, /*allow_double_star=*/true);
      if (taken) phase = Phase::DoubleStars;
    }
    if (!taken || stopped_) break;
    end = mark_;
    if (!accept(TokenKind::Comma)) break;
  }
  mark_ = end;
  if (list->positional.empty() && list->keywords.empty()) return false;
  accept(TokenKind::Comma);
  return !stopped_;
}

// starred_expression | (assignment_expression | expression !':=') !'='
bool Parser::positional_argument(ArgumentList* list) {
  size_t start = mark_;
  ExprNode* value =
      at(TokenKind::Star) ? starred_expression() : assignment_expression_or_expression();
  if (value == nullptr || (value->node_kind != ast::NodeKind::Starred && at(TokenKind::Equal))) {
    mark_ = start;
    return false;
  }
  list->positional.push_back(value);
  return true;
}

// NAME '=' expression | starred_expression, or NAME '=' expression | '**' expression
bool Parser::keyword_argument(ArgumentList* list, bool allow_double_star) {
  size_t start = mark_;
  if (diagnosing_) diagnose_keyword_argument();
  if (stopped_) return false;
  if (at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::Equal) {
    mark_ += 2;
    if (ExprNode* value = expression()) {
      auto* keyword = make<ast::Keyword>(start);
      keyword->arg = identifier_of(token_at(start));
      keyword->value = value;
      list->keywords.push_back(keyword);
      return true;
    }
  } else if (!allow_double_star && at(TokenKind::Star)) {
    if (ExprNode* value = starred_expression()) {
      list->positional.push_back(value);
      return true;
    }
  } else if (allow_double_star && accept(TokenKind::DoubleStar)) {
    if (ExprNode* value = expression()) {
      auto* keyword = make<ast::Keyword>(start);
      keyword->value = value;
      list->keywords.push_back(keyword);
      return true;
    }
  }
  mark_ = start;
  return false;
}

}  // namespace pyro
