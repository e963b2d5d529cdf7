// What the second pass looks for in parameter lists.

#include "compiler/parser_state.h"

namespace pyro {

// A parameter without default and what must follow it.
ast::Arg* Parser::plain_parameter(ParameterKind kind) {
  size_t start = mark_;
  ast::Arg* arg = parameter(kind, false);
  if (arg != nullptr && parameter_end(kind)) {
    take_type_comment();
    return arg;
  }
  mark_ = start;
  return nullptr;
}

bool Parser::skip_plain_parameter(ParameterKind kind) { return plain_parameter(kind) != nullptr; }

bool Parser::skip_default_parameter(ParameterKind kind) {
  size_t start = mark_;
  if (parameter(kind, false) != nullptr && at(TokenKind::Equal) && default_value() != nullptr &&
      parameter_end(kind)) {
    take_type_comment();
    return true;
  }
  mark_ = start;
  return false;
}

bool Parser::skip_any_parameter(ParameterKind kind) {
  return skip_plain_parameter(kind) || (!stopped_ && skip_default_parameter(kind));
}

void Parser::diagnose_parameters(ParameterKind kind) {
  size_t start = mark_;
  while (skip_plain_parameter(kind)) {
  }
  size_t after_plain = mark_;
  bool has_defaults = false;
  while (!stopped_ && skip_default_parameter(kind)) has_defaults = true;
  // "a, b=1, /," counts as well
  size_t slash = mark_;
  if (has_defaults && accept(TokenKind::Slash)) {
    if (!parameter_end(kind)) mark_ = slash;
  }
  if (has_defaults && !stopped_) {
    if (ast::Arg* arg = plain_parameter(kind)) {
      raise("non-default argument follows default argument", node_range(arg));
    }
  }
  mark_ = after_plain;
  if (!stopped_) diagnose_parenthesized_parameters(kind);
  mark_ = start;
  if (!stopped_) diagnose_slashes(kind);
  mark_ = start;
}

// '(' NAME, ... ')' as in Python 2
void Parser::diagnose_parenthesized_parameters(ParameterKind kind) {
  size_t open = mark_;
  if (!accept(TokenKind::LeftParen)) return;
  int count = 0;
  if (kind == ParameterKind::Lambda) {
    while (at(TokenKind::Name)) {
      mark_++;
      count++;
      if (!accept(TokenKind::Comma)) break;
    }
  } else {
    while (skip_plain_parameter(kind)) count++;
  }
  if (count == 0 || stopped_) return;
  accept(TokenKind::Comma);
  if (!at(TokenKind::RightParen)) return;
  raise_tokens(kind == ParameterKind::Lambda
                   ? "Lambda expression parameters cannot be parenthesized"
                   : "Function parameters cannot be parenthesized",
               open, mark_);
}

void Parser::diagnose_slashes(ParameterKind kind) {
  size_t start = mark_;
  if (at(TokenKind::Slash)) {
    if (token_at(start + 1).kind == TokenKind::Comma) {
      raise_tokens("at least one argument must precede /", start, start);
    }
    return;
  }
  bool has_parameters = false;
  while (skip_any_parameter(kind)) has_parameters = true;
  if (stopped_) return;
  bool has_slash = false;
  if (has_parameters && at(TokenKind::Slash)) {
    size_t slash = mark_++;
    if (parameter_end(kind)) {
      has_slash = true;
      while (skip_any_parameter(kind)) {
      }
      if (at(TokenKind::Slash)) raise_tokens("/ may appear only once", mark_, mark_);
    } else {
      mark_ = slash;
    }
  }
  if (stopped_) return;
  size_t before_star = mark_;
  if (accept(TokenKind::Star)) {
    bool fits = accept(TokenKind::Comma) || skip_plain_parameter(kind);
    if (fits) {
      while (skip_any_parameter(kind)) {
      }
      if (!stopped_ && at(TokenKind::Slash)) raise_tokens("/ must be ahead of *", mark_, mark_);
    }
  }
  mark_ = before_star;
  if (stopped_ || has_slash || !has_parameters || !at(TokenKind::Slash)) return;
  if (token_at(mark_ + 1).kind == TokenKind::Star) {
    raise_tokens("expected comma between / and *", mark_ + 1, mark_ + 1);
  }
}

// At what may be the '*' part.
void Parser::diagnose_star_parameters(ParameterKind kind) {
  size_t start = mark_;
  if (!accept(TokenKind::Star)) return;
  bool is_lambda = kind == ParameterKind::Lambda;
  TokenKind closing = is_lambda ? TokenKind::Colon : TokenKind::RightParen;
  size_t end = mark_;
  if (accept(TokenKind::Comma)) end = mark_;
  bool is_bare = at(closing) || (end > start + 1 && at(TokenKind::DoubleStar));
  if (is_bare) {
    const char* message = "named arguments must follow bare *";
    if (is_lambda)
      raise_at_last_token(message);
    else
      raise_tokens(message, start, start);
  } else if (end > start + 1 && at(TokenKind::TypeComment)) {
    raise_at_last_token("bare * has associated type comment");
  }
  mark_ = start + 1;
  if (!stopped_ && parameter(kind, false) != nullptr && at(TokenKind::Equal)) {
    raise_tokens("var-positional argument cannot have default value", mark_, mark_);
  }
  mark_ = start + 1;
  if (stopped_) return;
  if (skip_plain_parameter(kind) || accept(TokenKind::Comma)) {
    while (skip_any_parameter(kind)) {
    }
    size_t star = mark_;
    if (!stopped_ && accept(TokenKind::Star) &&
        (skip_plain_parameter(kind) || at(TokenKind::Comma))) {
      raise_tokens("* argument may appear only once", star, star);
    }
  }
  mark_ = start;
}

// At what may be the '**' part.
void Parser::diagnose_keyword_parameters(ParameterKind kind) {
  size_t start = mark_;
  if (!accept(TokenKind::DoubleStar)) return;
  if (parameter(kind, false) != nullptr && !stopped_) {
    if (at(TokenKind::Equal)) {
      raise_tokens("var-keyword argument cannot have default value", mark_, mark_);
    } else if (accept(TokenKind::Comma)) {
      const char* message = "arguments cannot follow var-keyword argument";
      if (at(TokenKind::Star) || at(TokenKind::DoubleStar) || at(TokenKind::Slash)) {
        raise_tokens(message, mark_, mark_);
      } else if (ast::Arg* arg = parameter(kind, false)) {
        raise(message, node_range(arg));
      }
    }
  }
  mark_ = start;
}

}  // namespace pyro
