// What the second pass looks for in statements.

#include "compiler/parser_state.h"

namespace pyro {

using ast::NodeKind;

// A line end without an indented block behind it.
bool Parser::at_missing_indent() { return accept(TokenKind::Newline) && !at(TokenKind::Indent); }

namespace {

// [ ( (a, b) ) ]: the list or tuple inside parentheses, as an annotated target.
bool is_list_or_tuple(const ExprNode* node) {
  return node != nullptr &&
         (node->node_kind == NodeKind::List || node->node_kind == NodeKind::Tuple);
}

}  // namespace

// list | tuple | '(' invalid_annotated_target ')'
ExprNode* Parser::invalid_annotated_target() {
  size_t start = mark_;
  if (at(TokenKind::LeftBracket)) {
    ExprNode* node = bracketed();
    if (is_list_or_tuple(node)) return node;
  } else if (at(TokenKind::LeftParen)) {
    ExprNode* node = tuple_display();
    if (node != nullptr || stopped_) return node;
    mark_ = start + 1;
    node = invalid_annotated_target();
    if (node != nullptr && accept(TokenKind::RightParen)) return node;
  }
  mark_ = start;
  return nullptr;
}

void Parser::diagnose_assignment() {
  size_t start = mark_;
  ExprNode* target = invalid_annotated_target();
  if (target != nullptr && accept(TokenKind::Colon) && expression() != nullptr && !stopped_) {
    raise(std::string("only single target (not ") + describe(target) + ") can be annotated",
          node_range(target));
  }
  mark_ = start;
  if (stopped_) return;
  target = star_named_expression();
  if (target != nullptr && accept(TokenKind::Comma)) {
    List<ExprNode*> rest;
    for (size_t count = SIZE_MAX; rest.size() != count && !stopped_;) {  // commas may be missing
      count = rest.size();
      star_named_expressions(&rest);
    }
    if (accept(TokenKind::Colon) && expression() != nullptr && !stopped_) {
      raise("only single target (not tuple) can be annotated", node_range(target));
    }
  }
  mark_ = start;
  if (stopped_) return;
  target = expression();
  if (target != nullptr && accept(TokenKind::Colon) && expression() != nullptr && !stopped_) {
    raise("illegal target for annotation", node_range(target));
  }
  mark_ = start;
  if (!stopped_) diagnose_assignment_targets();
  mark_ = start;
}

// (star_targets '=')* followed by something else and '='
void Parser::diagnose_assignment_targets() {
  size_t start = mark_;
  for (;;) {
    size_t before = mark_;
    ExprNode* target = star_targets();
    if (target == nullptr || !accept(TokenKind::Equal)) {
      mark_ = before;
      break;
    }
  }
  size_t before = mark_;
  if (stopped_) return;
  ExprNode* target = star_expressions();
  if (target != nullptr && at(TokenKind::Equal)) {
    if (raise_invalid_target(target, TargetUse::Assignment)) return;
  }
  mark_ = before;
  if (stopped_) return;
  target = at(TokenKind::KeywordYield) ? yield_expression() : nullptr;
  if (target != nullptr && at(TokenKind::Equal) && !stopped_) {
    raise("assignment to yield expression not possible", node_range(target));
    return;
  }
  mark_ = start;
  if (stopped_) return;
  target = star_expressions();
  ast::Operator ignored;
  if (target != nullptr && augmented_operator(&ignored) && yield_or_star_expressions() != nullptr &&
      !stopped_) {
    raise(
        "'" + std::string(describe(target)) + "' is an illegal expression for augmented assignment",
        node_range(target));
  }
}

void Parser::diagnose_delete() {
  mark_++;
  raise_invalid_target(star_expressions(), TargetUse::Deletion);
}

// names ',' NEWLINE
void Parser::diagnose_import_from() {
  size_t start = mark_;
  bool has_comma = false;
  while (import_from_name() != nullptr) {
    has_comma = accept(TokenKind::Comma);
    if (!has_comma) break;
  }
  if (has_comma && accept(TokenKind::Newline)) {
    raise_at_last_token("trailing comma not allowed without surrounding parentheses");
  }
  mark_ = start;
}

// [ASYNC] 'for' star_expressions
void Parser::diagnose_loop_target() {
  size_t start = mark_;
  accept(TokenKind::KeywordAsync);
  if (accept(TokenKind::KeywordFor)) raise_invalid_target(star_expressions(), TargetUse::Loop);
  mark_ = start;
}

// keyword named_expression NEWLINE; keyword named_expression ':' NEWLINE !INDENT
void Parser::diagnose_header(TokenKind keyword, const char* what) {
  size_t start = mark_;
  if (!accept(keyword)) return;
  ExprNode* test = named_expression();
  if (test != nullptr && !stopped_) {
    if (at(TokenKind::Newline)) {
      mark_++;
      raise_at_last_token("expected ':'");
    } else if (accept(TokenKind::Colon) && at_missing_indent()) {
      raise_missing_block(what, start);
    }
  }
  mark_ = start;
}

// keyword ':' NEWLINE !INDENT
void Parser::diagnose_missing_block(TokenKind keyword, const char* what) {
  size_t start = mark_;
  if (accept(keyword) && accept(TokenKind::Colon) && at_missing_indent()) {
    raise_missing_block(what, start);
  }
  mark_ = start;
}

void Parser::diagnose_for() {
  size_t start = mark_++;
  if (star_targets() != nullptr && accept(TokenKind::KeywordIn) && star_expressions() != nullptr &&
      !stopped_) {
    if (at(TokenKind::Newline)) {
      mark_++;
      raise_at_last_token("expected ':'");
    } else if (accept(TokenKind::Colon) && at_missing_indent()) {
      raise_missing_block("'for' statement", start);
    }
  }
  mark_ = start;
}

// Items of a with statement, after 'with' or after its parenthesis: expression ['as' star_target],
// ...
bool Parser::skip_with_items(bool parenthesized) {
  bool has_items = false;
  for (;;) {
    size_t before = mark_;
    ExprNode* context = parenthesized ? plain_expressions() : expression();
    if (context == nullptr) {
      mark_ = before;
      break;
    }
    has_items = true;
    if (at(TokenKind::KeywordAs)) {
      size_t as = mark_++;
      if (star_target() == nullptr) mark_ = as;
    }
    if (!at(TokenKind::Comma)) break;
    mark_++;
    if (!parenthesized) {  // a trailing comma fits only inside parentheses
      size_t after = mark_;
      bool goes_on = expression() != nullptr;
      mark_ = after;
      if (!goes_on) {
        mark_--;
        break;
      }
    }
  }
  return has_items && !stopped_;
}

void Parser::diagnose_with_indent() {
  size_t start = mark_++;
  if (skip_with_items(false) && accept(TokenKind::Colon) && at_missing_indent()) {
    raise_missing_block("'with' statement", start);
  }
  mark_ = start + 1;
  if (!stopped_ && accept(TokenKind::LeftParen) && skip_with_items(true) &&
      accept(TokenKind::RightParen) && accept(TokenKind::Colon) && at_missing_indent()) {
    raise_missing_block("'with' statement", start);
  }
  mark_ = start;
}

void Parser::diagnose_with() {
  size_t start = mark_++;
  if (skip_with_items(false) && accept(TokenKind::Newline)) raise_at_last_token("expected ':'");
  mark_ = start + 1;
  if (!stopped_ && accept(TokenKind::LeftParen) && skip_with_items(true) &&
      accept(TokenKind::RightParen) && accept(TokenKind::Newline)) {
    raise_at_last_token("expected ':'");
  }
  mark_ = start;
}

// expression 'as' expression &(',' | ')' | ':')
void Parser::diagnose_with_item() {
  size_t start = mark_;
  if (expression() != nullptr && accept(TokenKind::KeywordAs)) {
    ExprNode* target = expression();
    bool fits = at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon);
    if (target != nullptr && fits) raise_invalid_target(target, TargetUse::Assignment);
  }
  mark_ = start;
}

void Parser::diagnose_try() {
  size_t start = mark_;
  diagnose_missing_block(TokenKind::KeywordTry, "'try' statement");
  if (stopped_) return;
  mark_++;
  List<StmtNode*> body;
  if (!accept(TokenKind::Colon)) return;
  size_t body_start = mark_;
  if (block(&body) && !at(TokenKind::KeywordExcept) && !at(TokenKind::KeywordFinally) &&
      !stopped_) {
    raise_at_last_token("expected 'except' or 'finally' block");
  }
  for (bool star_first : {false, true}) {
    if (stopped_) return;
    mark_ = body_start;
    while (block(&body)) {
    }
    ast::ExceptHandler* handler = nullptr;
    bool has_handlers = false;
    while (!stopped_ && except_block(star_first, &handler)) has_handlers = true;
    if (!has_handlers || stopped_ || !at(TokenKind::KeywordExcept)) continue;
    size_t except = mark_++;
    bool is_star = accept(TokenKind::Star);
    if (is_star == star_first) continue;
    ExprNode* type = expression();
    if (type == nullptr) mark_ = except + 1 + is_star;
    if (is_star && type == nullptr) continue;
    if (type != nullptr && accept(TokenKind::KeywordAs) && !accept(TokenKind::Name)) continue;
    if (accept(TokenKind::Colon)) {
      raise_tokens("cannot have both 'except' and 'except*' on the same 'try'", except,
                   except + is_star);
    }
  }
  mark_ = start;
}

void Parser::diagnose_except() {
  size_t start = mark_++;
  bool is_star = accept(TokenKind::Star);
  size_t first = mark_;
  ExprNode* type = expression();
  if (type == nullptr && !stopped_) {
    mark_ = first;
    if (!is_star && accept(TokenKind::Newline)) raise_at_last_token("expected ':'");
    if (is_star && (at(TokenKind::Newline) || at(TokenKind::Colon))) {
      raise_at_last_token("expected one or more exception types");
    }
    mark_ = start;
    return;
  }
  size_t after_type = mark_;
  if (accept(TokenKind::Comma) && plain_expressions() != nullptr) {
    bool fits = !accept(TokenKind::KeywordAs) || accept(TokenKind::Name);
    if (fits && at(TokenKind::Colon) && !stopped_) {
      raise_from_token("multiple exception types must be parenthesized", first);
    }
  }
  mark_ = after_type;
  if (!stopped_) {
    bool fits = !accept(TokenKind::KeywordAs) || accept(TokenKind::Name);
    if (fits && accept(TokenKind::Newline)) raise_at_last_token("expected ':'");
  }
  mark_ = start;
}

void Parser::diagnose_except_indent(bool is_star) {
  size_t start = mark_++;
  if (is_star && !accept(TokenKind::Star)) return;
  size_t first = mark_;
  ExprNode* type = expression();
  if (type == nullptr) mark_ = first;
  bool fits = type != nullptr || !is_star;
  if (type != nullptr && accept(TokenKind::KeywordAs)) fits = accept(TokenKind::Name);
  if (fits && accept(TokenKind::Colon) && at_missing_indent()) {
    raise_missing_block(is_star ? "'except*' statement" : "'except' statement", start);
  }
  mark_ = start;
}

// At 'def'.
void Parser::diagnose_function() {
  size_t start = mark_++;
  if (accept(TokenKind::Name) && accept(TokenKind::LeftParen)) {
    parameters(ParameterKind::Function);
    if (!stopped_ && accept(TokenKind::RightParen)) {
      if (at(TokenKind::Arrow)) {
        size_t before = mark_++;
        if (expression() == nullptr) mark_ = before;
      }
      if (accept(TokenKind::Colon) && at_missing_indent()) {
        raise_missing_block("function definition", start);
      }
    }
  }
  mark_ = start;
}

// TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT
void Parser::diagnose_double_type_comment() {
  size_t start = mark_++;
  if (accept(TokenKind::Newline) && accept(TokenKind::TypeComment) && accept(TokenKind::Newline) &&
      accept(TokenKind::Indent)) {
    raise_at_last_token("Cannot have two type comments on def");
  }
  mark_ = start;
}

// At 'class'.
void Parser::diagnose_class() {
  size_t start = mark_++;
  if (accept(TokenKind::Name)) {
    bool fits = true;
    if (accept(TokenKind::LeftParen)) {
      ArgumentList list;
      arguments(&list);
      fits = accept(TokenKind::RightParen);
    }
    if (fits && at(TokenKind::Newline)) {
      mark_++;
      raise_at_last_token("expected ':'");
    } else if (fits && accept(TokenKind::Colon) && at_missing_indent()) {
      raise_missing_block("class definition", start);
    }
  }
  mark_ = start;
}

// At "match".
void Parser::diagnose_match() {
  size_t start = mark_++;
  ExprNode* subject = match_subject();
  if (subject != nullptr && !stopped_) {
    if (at(TokenKind::Newline)) {
      mark_++;
      raise_at_last_token("expected ':'");
    } else if (accept(TokenKind::Colon) && at_missing_indent()) {
      raise_missing_block("'match' statement", start);
    }
  }
  mark_ = start;
}

// At "case".
void Parser::diagnose_case() {
  size_t start = mark_++;
  if (patterns() != nullptr) {
    guard();
    if (!stopped_ && at(TokenKind::Newline)) {
      mark_++;
      raise_at_last_token("expected ':'");
    } else if (accept(TokenKind::Colon) && at_missing_indent()) {
      raise_missing_block("'case' statement", start);
    }
  }
  mark_ = start;
}

// At 'as', behind a pattern.
void Parser::diagnose_as_pattern() {
  size_t start = mark_++;
  if (at_word("_")) {
    raise_tokens("cannot use '_' as a target", mark_, mark_);
  } else if (!at(TokenKind::Name)) {
    ExprNode* target = expression();
    if (target != nullptr && !stopped_) raise("invalid pattern target", node_range(target));
  }
  mark_ = start;
}

// At '('. Positional patterns behind keyword patterns.
void Parser::diagnose_class_pattern() {
  size_t start = mark_++;
  auto at_keyword = [this] {
    return at(TokenKind::Name) && token_at(mark_ + 1).kind == TokenKind::Equal;
  };
  auto skip_patterns = [&](bool keywords, PatternNode** first, PatternNode** last) {
    bool any = false;
    for (;;) {
      size_t before = mark_;
      if (at_keyword() != keywords) break;
      if (keywords) mark_ += 2;
      PatternNode* what = pattern();
      if (what == nullptr || stopped_) {
        mark_ = before;
        break;
      }
      if (!any) *first = what;
      *last = what;
      any = true;
      if (!accept(TokenKind::Comma)) break;
    }
    return any;
  };
  PatternNode* first = nullptr;
  PatternNode* last = nullptr;
  skip_patterns(false, &first, &last);
  if (skip_patterns(true, &first, &last) && !stopped_ &&
      token_at(mark_ - 1).kind == TokenKind::Comma && skip_patterns(false, &first, &last) &&
      !stopped_) {
    raise("positional patterns follow keyword patterns",
          {first->lineno, first->col_offset, last->end_lineno, last->end_col_offset});
  }
  mark_ = start;
}

}  // namespace pyro
