// What the second pass looks for in expressions, and what it says.

#include "compiler/parser_state.h"

namespace pyro {

using ast::NodeKind;

namespace {

// CPython compares with soft keywords by the length of the name, so that "c", "ca" ... count as
// "case" here.
bool looks_like_soft_keyword(std::string_view name) {
  for (std::string_view word : {"_", "case", "match"}) {
    if (word.starts_with(name)) return true;
  }
  return false;
}

bool is_legacy_statement(const ExprNode* node) {
  auto* name = ast::as<ast::Name>(node);
  return name != nullptr && (name->id->text == "print" || name->id->text == "exec");
}

}  // namespace

ExprNode* Parser::expression_without_diagnosis() {
  bool saved = diagnosing_;
  diagnosing_ = false;
  ExprNode* node = expression_proper();
  diagnosing_ = saved;
  return node;
}

// Two expressions side by side within brackets; a conditional expression without its else.
void Parser::diagnose_expression() {
  size_t start = mark_;
  bool is_excluded = at(TokenKind::Name) && (token_at(start + 1).kind == TokenKind::String ||
                                             looks_like_soft_keyword(text_of(token_at(start))));
  if (!is_excluded && !stopped_) {
    ExprNode* first = disjunction();
    ExprNode* second = first != nullptr && !stopped_ ? expression_without_diagnosis() : nullptr;
    if (second != nullptr && !stopped_) {
      bool in_brackets = token_at(mark_ - 1).level != 0;
      if (!is_legacy_statement(first) && in_brackets) {
        raise("invalid syntax. Perhaps you forgot a comma?",
              {first->lineno, first->col_offset, second->end_lineno, second->end_col_offset});
      }
    }
  }
  mark_ = start;
  if (stopped_) return;
  ExprNode* body = disjunction();
  if (body != nullptr && accept(TokenKind::KeywordIf)) {
    ExprNode* test = disjunction();
    if (test != nullptr && !at(TokenKind::KeywordElse) && !at(TokenKind::Colon) && !stopped_) {
      raise("expected 'else' after 'if' expression",
            {body->lineno, body->col_offset, test->end_lineno, test->end_col_offset});
    }
  }
  mark_ = start;
}

// NAME !'(' star_expressions, where the name is that of a statement of Python 2
void Parser::diagnose_legacy_statement() {
  size_t start = mark_;
  if (at(TokenKind::Name) && token_at(start + 1).kind != TokenKind::LeftParen) {
    mark_++;
    ExprNode* argument = star_expressions();
    if (argument != nullptr && !stopped_) {
      ExprNode* name = name_from_token(start, ast::ExprContext::Load);
      std::string text(text_of(token_at(start)));
      if (is_legacy_statement(name)) {
        raise("Missing parentheses in call to '" + text + "'. Did you mean " + text + "(...)?",
              {name->lineno, name->col_offset, argument->end_lineno, argument->end_col_offset});
      }
    }
  }
  mark_ = start;
}

void Parser::diagnose_named_expression() {
  size_t start = mark_;
  ExprNode* target = expression();
  if (target != nullptr && accept(TokenKind::ColonEqual)) {
    if (expression() != nullptr && !stopped_) {
      raise(std::string("cannot use assignment expressions with ") + describe(target),
            node_range(target));
    }
  }
  mark_ = start;
  if (stopped_) return;
  auto at_end_of_value = [this] { return !at(TokenKind::Equal) && !at(TokenKind::ColonEqual); };
  if (at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::Equal) {
    mark_ += 2;
    ExprNode* value = bitwise_or();
    if (value != nullptr && at_end_of_value() && !stopped_) {
      ExprNode* name = name_from_token(start, ast::ExprContext::Load);
      raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            {name->lineno, name->col_offset, value->end_lineno, value->end_col_offset});
    }
    mark_ = start;
  }
  if (stopped_ || at(TokenKind::KeywordTrue) || at(TokenKind::KeywordNone) ||
      at(TokenKind::KeywordFalse)) {
    return;
  }
  if (at(TokenKind::LeftBracket) || at(TokenKind::LeftParen)) {
    bool is_bracket = at(TokenKind::LeftBracket);
    ExprNode* display = is_bracket ? list_display() : tuple_display();
    if (display == nullptr && !is_bracket && !stopped_) display = generator_expression();
    mark_ = start;
    if (display != nullptr || stopped_) return;
  }
  target = bitwise_or();
  if (target != nullptr && accept(TokenKind::Equal)) {
    ExprNode* value = bitwise_or();
    if (value != nullptr && at_end_of_value() && !stopped_) {
      raise(std::string("cannot assign to ") + describe(target) +
                " here. Maybe you meant '==' instead of '='?",
            node_range(target));
    }
  }
  mark_ = start;
}

void Parser::diagnose_group() {
  size_t start = mark_++;
  if (at(TokenKind::Star)) {
    ExprNode* value = starred_expression();
    if (value != nullptr && at(TokenKind::RightParen) && !stopped_) {
      raise("cannot use starred expression here", node_range(value));
    }
  } else if (at(TokenKind::DoubleStar)) {
    size_t star = mark_++;
    ExprNode* value = expression();
    if (value != nullptr && at(TokenKind::RightParen) && !stopped_) {
      raise_tokens("cannot use double starred expression here", star, star);
    }
  }
  mark_ = start;
}

// At the opening bracket.
void Parser::diagnose_comprehension() {
  size_t start = mark_;
  bool is_paren = at(TokenKind::LeftParen);
  mark_++;
  List<ast::Comprehension*> clauses;
  if (at(TokenKind::Star)) {
    ExprNode* element = starred_expression();
    if (element != nullptr && comprehension_clauses(&clauses) && !stopped_) {
      raise("iterable unpacking cannot be used in comprehension", node_range(element));
    }
    mark_ = start + 1;
  }
  if (is_paren || stopped_) {
    mark_ = start;
    return;
  }
  ExprNode* first = star_named_expression();
  if (first != nullptr && at(TokenKind::Comma)) {
    size_t comma = mark_++;
    List<ExprNode*> rest;
    bool has_rest = star_named_expressions(&rest);
    if (comprehension_clauses(&clauses) && !stopped_) {
      SourceRange end = has_rest ? node_range(rest.back()) : token_range(token_at(comma));
      raise("did you forget parentheses around the comprehension target?",
            {first->lineno, first->col_offset, end.end_lineno, end.end_col_offset});
    }
  }
  mark_ = start;
}

// '{' '**' bitwise_or for_if_clauses '}'
void Parser::diagnose_dict_comprehension() {
  size_t start = mark_++;
  size_t star = mark_;
  List<ast::Comprehension*> clauses;
  if (accept(TokenKind::DoubleStar) && bitwise_or() != nullptr && comprehension_clauses(&clauses) &&
      accept(TokenKind::RightBrace) && !stopped_) {
    raise_tokens("dict unpacking cannot be used in dict comprehension", star, star);
  }
  mark_ = start;
}

// A key without value, or a value that cannot be one. Looked for in both passes.
void Parser::diagnose_dict_items() {
  size_t start = mark_++;
  for (bool is_first = true; !stopped_; is_first = false) {
    size_t item = mark_;
    diagnose_dict_item(is_first);
    mark_ = item;
    ExprNode* key = nullptr;
    ExprNode* value = nullptr;
    if (stopped_ || !dict_item(&key, &value) || !accept(TokenKind::Comma)) break;
  }
  mark_ = start;
}

void Parser::diagnose_dict_item(bool is_first) {
  ExprNode* key = at(TokenKind::DoubleStar) ? nullptr : expression();
  if (key == nullptr || stopped_) return;
  if (!at(TokenKind::Colon)) {
    if (is_first || stopped_) return;  // it could be a set
    const char* message = "':' expected after dictionary key";
    raise(message, node_range(key));
    if (!error_.message.ends_with(message)) return;
    error_.offset = to_character_offset(key->end_lineno, key->end_col_offset) - 1;
    error_.end_offset = 0;
    return;
  }
  size_t colon = mark_++;
  if (at(TokenKind::Star)) {
    size_t star = mark_++;
    ExprNode* value = bitwise_or();
    if (value == nullptr || stopped_) return;
    raise_from_token("cannot use a starred expression in a dictionary value", star);
  } else if (at(TokenKind::RightBrace) || at(TokenKind::Comma)) {
    raise_tokens("expression expected after dictionary key and ':'", colon, colon);
  }
}

}  // namespace pyro
