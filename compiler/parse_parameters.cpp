// Parameters of functions and lambdas (language reference, 8.7 and 6.14).

#include "compiler/parser_state.h"

namespace pyro {

namespace {

TokenKind closing_token(bool is_lambda) {
  return is_lambda ? TokenKind::Colon : TokenKind::RightParen;
}

}  // namespace

// [params]: null if there are none, and after an error.
ast::Arguments* Parser::parameters(ParameterKind kind) {
  if (diagnosing_) {
    size_t start = mark_;
    diagnose_parameters(kind);
    if (stopped_) return nullptr;
    mark_ = start;
  }
  return parameters_uncached(kind);
}

// NAME [':' expression]; with `allow_star_annotation` the annotation may be starred.
ast::Arg* Parser::parameter(ParameterKind kind, bool allow_star_annotation) {
  size_t start = mark_;
  if (!at(TokenKind::Name)) return nullptr;
  Identifier name = identifier_of(peek());
  mark_++;
  ExprNode* annotation = nullptr;
  if (kind == ParameterKind::Function && at(TokenKind::Colon)) {
    size_t before = mark_++;
    annotation = allow_star_annotation ? star_expression() : expression();
    if (annotation == nullptr) mark_ = before;
  }
  auto* node = make<ast::Arg>(start);
  node->arg = name;
  node->annotation = annotation;
  return node;
}

// After a parameter: ',' or, not taken, the end of the list. A type comment may stand before the
// end or after the comma.
bool Parser::parameter_end(ParameterKind kind) {
  if (accept(TokenKind::Comma)) return true;
  TokenKind closing = closing_token(kind == ParameterKind::Lambda);
  if (at(TokenKind::TypeComment)) return token_at(mark_ + 1).kind == closing;
  return at(closing);
}

std::string_view Parser::take_type_comment() {
  if (!at(TokenKind::TypeComment)) return {};
  std::string_view text = arena_.copy_text(text_of(peek()));
  mark_++;
  return text;
}

void Parser::attach_type_comment(ast::Arg* arg, std::string_view comment) {
  arg->type_comment = comment;
}

// '=' expression
ExprNode* Parser::default_value() {
  size_t start = mark_;
  if (!accept(TokenKind::Equal)) return nullptr;
  ExprNode* value = expression();
  if (value != nullptr || stopped_) return value;
  bool is_missing = at(TokenKind::RightParen) || at(TokenKind::Comma);
  if (diagnosing_ && is_missing) {
    raise_tokens("expected default value expression", start, start);
  }
  mark_ = start;
  return nullptr;
}

// Parameters up to the first '*' or '**': plain ones, '/', ones with defaults. Then
// star_parameters.
ast::Arguments* Parser::parameters_uncached(ParameterKind kind) {
  auto* result = arena_.make<ast::Arguments>();
  List<ast::Arg*> positional_only;
  List<ast::Arg*> names;
  List<ExprNode*> defaults;
  bool has_slash = false;
  size_t start = mark_;
  for (;;) {
    size_t before = mark_;
    if (at(TokenKind::Slash) && !has_slash && !names.empty()) {
      mark_++;
      if (!parameter_end(kind)) {
        mark_ = before;
        break;
      }
      if (!check_version(8, "Positional-only parameters are")) return nullptr;
      has_slash = true;
      positional_only.swap(names);
      continue;
    }
    ast::Arg* arg = parameter(kind, false);
    if (arg == nullptr) break;
    ExprNode* value = at(TokenKind::Equal) ? default_value() : nullptr;
    if (stopped_) return nullptr;
    bool is_misplaced = value == nullptr && !defaults.empty();
    if (is_misplaced || !parameter_end(kind)) {
      mark_ = before;
      break;
    }
    if (at(TokenKind::TypeComment)) attach_type_comment(arg, take_type_comment());
    names.push_back(arg);
    if (value != nullptr) defaults.push_back(value);
  }
  star_parameters(kind, result);
  if (stopped_) return nullptr;
  result->posonlyargs = span(positional_only);
  result->args = span(names);
  result->defaults = span(defaults);
  return mark_ == start ? nullptr : result;
}

// '*' [NAME] ',' keyword-only parameters [kwds] | kwds
bool Parser::star_parameters(ParameterKind kind, ast::Arguments* result) {
  if (diagnosing_) {
    diagnose_star_parameters(kind);
    if (stopped_) return false;
  }
  size_t start = mark_;
  if (!accept(TokenKind::Star)) return keyword_parameters(kind, result);
  ast::Arg* rest = nullptr;
  if (at(TokenKind::Comma)) {
    mark_++;
  } else {
    rest = parameter(kind, /*allow_star_annotation=*/true);
    if (rest == nullptr || !parameter_end(kind)) {
      mark_ = start;
      return false;
    }
    if (at(TokenKind::TypeComment)) attach_type_comment(rest, take_type_comment());
  }
  List<ast::Arg*> names;
  List<ExprNode*> defaults;
  for (;;) {
    size_t before = mark_;
    ast::Arg* arg = parameter(kind, false);
    if (arg == nullptr) break;
    ExprNode* value = at(TokenKind::Equal) ? default_value() : nullptr;
    if (stopped_) return false;
    if (!parameter_end(kind)) {
      mark_ = before;
      break;
    }
    if (at(TokenKind::TypeComment)) attach_type_comment(arg, take_type_comment());
    names.push_back(arg);
    defaults.push_back(value);
  }
  if (rest == nullptr && names.empty()) {
    mark_ = start;
    return false;
  }
  result->vararg = rest;
  result->kwonlyargs = span(names);
  result->kw_defaults = span(defaults);
  keyword_parameters(kind, result);
  return true;
}

// '**' NAME
bool Parser::keyword_parameters(ParameterKind kind, ast::Arguments* result) {
  if (diagnosing_) {
    diagnose_keyword_parameters(kind);
    if (stopped_) return false;
  }
  size_t start = mark_;
  if (!accept(TokenKind::DoubleStar)) return false;
  ast::Arg* rest = parameter(kind, false);
  if (rest == nullptr || !parameter_end(kind)) {
    mark_ = start;
    return false;
  }
  if (at(TokenKind::TypeComment)) attach_type_comment(rest, take_type_comment());
  result->kwarg = rest;
  return true;
}

}  // namespace pyro
