// What the second pass looks for in call arguments.

#include "compiler/parser_state.h"

namespace pyro {

void Parser::raise_unparenthesized_generator(const ExprNode* element,
                                             const List<ast::Comprehension*>& clauses) {
  const ast::Comprehension* last = clauses.back();
  const ExprNode* end = last->ifs.empty() ? last->iter : last->ifs.back();
  raise("Generator expression must be parenthesized",
        {element->lineno, element->col_offset, end->end_lineno, end->end_col_offset});
}

namespace {

bool has_double_star(const Span<ast::Keyword*>& keywords) {
  for (const ast::Keyword* keyword : keywords) {
    if (keyword->arg == nullptr) return true;
  }
  return false;
}

}  // namespace

// The arguments do not reach the closing parenthesis.
void Parser::diagnose_arguments() {
  size_t start = mark_;
  auto read_arguments = [this](ArgumentList* list) {  // without a trailing comma
    if (!argument_list(list)) return false;
    if (token_at(mark_ - 1).kind == TokenKind::Comma) mark_--;
    return !stopped_;
  };
  ArgumentList list;
  if (read_arguments(&list) && at(TokenKind::Comma) &&
      token_at(mark_ + 1).kind == TokenKind::Star) {
    raise("iterable argument unpacking follows keyword argument unpacking", range_from(start));
  }
  mark_ = start;
  if (stopped_) return;

  List<ast::Comprehension*> clauses;
  ExprNode* element = expression();
  if (element != nullptr && comprehension_clauses(&clauses) && accept(TokenKind::Comma)) {
    size_t before = mark_;
    ArgumentList rest;
    if (!read_arguments(&rest) && !stopped_) mark_ = before;
    if (!stopped_) raise_unparenthesized_generator(element, clauses);
  }
  mark_ = start;
  if (stopped_) return;

  if (at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::Equal) {
    mark_ += 2;
    clauses.clear();
    if (expression() != nullptr && comprehension_clauses(&clauses) && !stopped_) {
      raise_tokens("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", start,
                   start + 1);
    }
    mark_ = start;
    if (stopped_) return;
  }

  list = ArgumentList{};
  clauses.clear();
  if (read_arguments(&list)) {
    size_t end = mark_;
    if (comprehension_clauses(&clauses) && !stopped_ && list.positional.size() > 1) {
      raise_unparenthesized_generator(list.positional.back(), clauses);
    }
    mark_ = end;
    if (!stopped_ && accept(TokenKind::Comma)) {
      size_t before = mark_;
      clauses.clear();
      element = expression();
      if (element != nullptr && comprehension_clauses(&clauses) && !stopped_) {
        raise_unparenthesized_generator(element, clauses);
      }
      mark_ = before;
      ArgumentList rest;
      if (!stopped_ && read_arguments(&rest)) {
        raise_at_last_token(has_double_star(span(list.keywords))
                                ? "positional argument follows keyword argument unpacking"
                                : "positional argument follows keyword argument");
      }
    }
  }
  mark_ = start;
}

// Something that is no name before '='.
void Parser::diagnose_keyword_argument() {
  size_t start = mark_;
  bool is_constant =
      at(TokenKind::KeywordTrue) || at(TokenKind::KeywordFalse) || at(TokenKind::KeywordNone);
  if (is_constant && token_at(start + 1).kind == TokenKind::Equal) {
    raise_tokens("cannot assign to " + std::string(text_of(token_at(start))), start, start + 1);
    return;
  }
  if (at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::Equal) {
    mark_ += 2;
    List<ast::Comprehension*> clauses;
    if (expression() != nullptr && comprehension_clauses(&clauses) && !stopped_) {
      raise_tokens("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", start,
                   start + 1);
    }
    mark_ = start;
    return;
  }
  ExprNode* target = expression();
  if (target != nullptr && at(TokenKind::Equal) && !stopped_) {
    SourceRange equal = token_range(peek());
    raise("expression cannot contain assignment, perhaps you meant \"==\"?",
          {target->lineno, target->col_offset, equal.end_lineno, equal.end_col_offset});
  }
  mark_ = start;
}

}  // namespace pyro
