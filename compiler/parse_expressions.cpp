// Expressions, from `x if y else z` down to the power operator (language reference, 6.4-6.15).

#include "compiler/parser_state.h"

namespace pyro {

using ast::CompareOperator;
using ast::ExprContext;
using ast::Operator;

// star_expressions: star_expression (',' star_expression)* [',']
ExprNode* Parser::star_expressions() {
  size_t start = mark_;
  ExprNode* first = star_expression();
  if (first == nullptr) return nullptr;
  if (!at(TokenKind::Comma)) return first;
  List<ExprNode*> list = {first};
  while (accept(TokenKind::Comma)) {
    size_t before = mark_;
    ExprNode* next = star_expression();
    if (next == nullptr) {
      mark_ = before;
      break;
    }
    list.push_back(next);
  }
  return tuple_or_one(start, list, true);
}

ExprNode* Parser::tuple_or_one(size_t start, List<ExprNode*>& list, bool has_comma) {
  if (!has_comma) return list[0];
  auto* tuple = make<ast::Tuple>(start);
  tuple->elts = span(list);
  return tuple;
}

// An operand after '*'.
ExprNode* Parser::starred(ExprNode* (Parser::*operand)()) {
  size_t start = mark_;
  if (!accept(TokenKind::Star)) return nullptr;
  ExprNode* value = (this->*operand)();
  if (value == nullptr) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::Starred>(start);
  node->value = value;
  return node;
}

ExprNode* Parser::star_expression() {
  return remember<ExprNode>(MemoRule::StarExpression, [this] {
    return at(TokenKind::Star) ? starred(&Parser::bitwise_or) : expression();
  });
}

ExprNode* Parser::star_named_expression() {
  return at(TokenKind::Star) ? starred(&Parser::bitwise_or) : named_expression();
}

bool Parser::star_named_expressions(List<ExprNode*>* list) {
  do {
    size_t before = mark_;
    ExprNode* item = star_named_expression();
    if (item == nullptr) {
      mark_ = before;
      break;
    }
    list->push_back(item);
  } while (accept(TokenKind::Comma));
  return !list->empty();
}

// NAME ':=' expression
ExprNode* Parser::assignment_expression() {
  size_t start = mark_;
  if (!at(TokenKind::Name)) return nullptr;
  mark_++;
  if (!accept(TokenKind::ColonEqual)) {
    mark_ = start;
    return nullptr;
  }
  ExprNode* value = expression();
  if (value == nullptr) {
    mark_ = start;
    return nullptr;
  }
  if (!check_version(8, "Assignment expressions are")) return nullptr;
  auto* node = make<ast::NamedExpr>(start);
  node->target = name_from_token(start, ExprContext::Store);
  node->value = value;
  return node;
}

// Whether the last assignment_expression() failed behind its ':=', which forbids the alternatives.
ExprNode* Parser::named_expression() {
  size_t start = mark_;
  if (at(TokenKind::Name)) {
    if (ExprNode* node = assignment_expression()) return node;
    bool is_committed = at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::ColonEqual;
    if (is_committed || stopped_) return nullptr;
  }
  if (diagnosing_) diagnose_named_expression();
  ExprNode* node = expression();
  if (node == nullptr) return nullptr;
  if (at(TokenKind::ColonEqual)) {
    mark_ = start;
    return nullptr;
  }
  return node;
}

// As named_expression, where nothing is diagnosed: call arguments, generator expressions.
ExprNode* Parser::assignment_expression_or_expression() {
  size_t start = mark_;
  if (at(TokenKind::Name)) {
    if (ExprNode* node = assignment_expression()) return node;
    bool is_committed = at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::ColonEqual;
    if (is_committed || stopped_) return nullptr;
  }
  ExprNode* node = expression();
  if (node == nullptr) return nullptr;
  if (at(TokenKind::ColonEqual)) {
    mark_ = start;
    return nullptr;
  }
  return node;
}

// expressions: expression (',' expression)* [',']
ExprNode* Parser::plain_expressions() {
  size_t start = mark_;
  ExprNode* first = expression();
  if (first == nullptr) return nullptr;
  List<ExprNode*> list = {first};
  bool has_comma = false;
  while (accept(TokenKind::Comma)) {
    has_comma = true;
    size_t before = mark_;
    ExprNode* next = expression();
    if (next == nullptr) {
      mark_ = before;
      break;
    }
    list.push_back(next);
  }
  return tuple_or_one(start, list, has_comma);
}

ExprNode* Parser::yield_expression() {
  size_t start = mark_;
  if (!accept(TokenKind::KeywordYield)) return nullptr;
  if (at(TokenKind::KeywordFrom)) {
    mark_++;
    if (ExprNode* value = expression()) {
      auto* node = make<ast::YieldFrom>(start);
      node->value = value;
      return node;
    }
    mark_ = start + 1;
  }
  size_t before = mark_;
  ExprNode* value = star_expressions();
  if (value == nullptr) mark_ = before;
  auto* node = make<ast::Yield>(start);
  node->value = value;
  return node;
}

ExprNode* Parser::yield_or_star_expressions() {
  return at(TokenKind::KeywordYield) ? yield_expression() : star_expressions();
}

ExprNode* Parser::expression() {
  return remember<ExprNode>(MemoRule::Expression, [this]() -> ExprNode* {
    DepthGuard guard(this, 1);
    if (guard.exceeded()) return nullptr;
    if (diagnosing_) {
      diagnose_expression();
      if (!stopped_) diagnose_legacy_statement();
      if (stopped_) return nullptr;
    }
    return expression_proper();
  });
}

ExprNode* Parser::expression_proper() {
  size_t start = mark_;
  if (at(TokenKind::KeywordLambda)) return lambda();
  ExprNode* body = disjunction();
  if (body == nullptr || !at(TokenKind::KeywordIf)) return body;
  return ternary_tail(body, start);
}

// 'if' disjunction 'else' expression; just the body if that is not what follows.
ExprNode* Parser::ternary_tail(ExprNode* body, size_t start) {
  size_t before = mark_;
  mark_++;
  ExprNode* test = disjunction();
  if (test != nullptr && accept(TokenKind::KeywordElse)) {
    if (ExprNode* orelse = expression()) {
      auto* node = make<ast::IfExp>(start);
      node->test = test;
      node->body = body;
      node->orelse = orelse;
      return node;
    }
  }
  mark_ = before;
  return body;
}

ExprNode* Parser::lambda() {
  DepthGuard guard(this, 1);
  if (guard.exceeded()) return nullptr;
  size_t start = mark_;
  mark_++;
  ast::Arguments* params = parameters(ParameterKind::Lambda);
  if (!stopped_ && accept(TokenKind::Colon)) {
    if (ExprNode* body = expression()) {
      auto* node = make<ast::Lambda>(start);
      node->args = params != nullptr ? params : arena_.make<ast::Arguments>();
      node->body = body;
      return node;
    }
  }
  mark_ = start;
  return nullptr;
}

ExprNode* Parser::disjunction() {
  return remember<ExprNode>(MemoRule::Disjunction, [this]() -> ExprNode* {
    size_t start = mark_;
    ExprNode* first = conjunction();
    if (first == nullptr || !at(TokenKind::KeywordOr)) return first;
    List<ExprNode*> values = {first};
    while (at(TokenKind::KeywordOr)) {
      size_t before = mark_++;
      ExprNode* next = conjunction();
      if (next == nullptr) {
        mark_ = before;
        break;
      }
      values.push_back(next);
    }
    if (values.size() == 1) return first;
    auto* node = make<ast::BoolOp>(start);
    node->op = ast::BoolOperator::Or;
    node->values = span(values);
    return node;
  });
}

ExprNode* Parser::conjunction() {
  size_t start = mark_;
  ExprNode* first = inversion();
  if (first == nullptr || !at(TokenKind::KeywordAnd)) return first;
  List<ExprNode*> values = {first};
  while (at(TokenKind::KeywordAnd)) {
    size_t before = mark_++;
    ExprNode* next = inversion();
    if (next == nullptr) {
      mark_ = before;
      break;
    }
    values.push_back(next);
  }
  if (values.size() == 1) return first;
  auto* node = make<ast::BoolOp>(start);
  node->op = ast::BoolOperator::And;
  node->values = span(values);
  return node;
}

ExprNode* Parser::inversion() {
  if (!at(TokenKind::KeywordNot)) return comparison();
  return remember<ExprNode>(MemoRule::Inversion, [this]() -> ExprNode* {
    DepthGuard guard(this, 1);
    if (guard.exceeded()) return nullptr;
    size_t start = mark_++;
    ExprNode* operand = inversion();
    if (operand == nullptr) {
      mark_ = start;
      return nullptr;
    }
    auto* node = make<ast::UnaryOp>(start);
    node->op = ast::UnaryOperator::Not;
    node->operand = operand;
    return node;
  });
}

// Takes a comparison operator. False, at the old position, if there is none.
bool Parser::comparison_operator(CompareOperator* op) {
  switch (peek_kind()) {
    case TokenKind::EqualEqual:
      *op = CompareOperator::Eq;
      break;
    case TokenKind::NotEqual: {
      bool is_diamond = text_of(peek()) == "<>";
      if (is_diamond != options_.barry_as_bdfl) {
        if (!is_diamond) raise("with Barry as BDFL, use '<>' instead of '!='", token_range(peek()));
        return false;
      }
      *op = CompareOperator::NotEq;
      break;
    }
    case TokenKind::Less:
      *op = CompareOperator::Lt;
      break;
    case TokenKind::LessEqual:
      *op = CompareOperator::LtE;
      break;
    case TokenKind::Greater:
      *op = CompareOperator::Gt;
      break;
    case TokenKind::GreaterEqual:
      *op = CompareOperator::GtE;
      break;
    case TokenKind::KeywordIn:
      *op = CompareOperator::In;
      break;
    case TokenKind::KeywordNot:
      if (token_at(mark_ + 1).kind != TokenKind::KeywordIn) return false;
      mark_++;
      *op = CompareOperator::NotIn;
      break;
    case TokenKind::KeywordIs:
      *op = CompareOperator::Is;
      if (token_at(mark_ + 1).kind != TokenKind::KeywordNot) break;
      mark_++;
      *op = CompareOperator::IsNot;
      break;
    default:
      return false;
  }
  mark_++;
  return true;
}

ExprNode* Parser::comparison() {
  size_t start = mark_;
  ExprNode* left = bitwise_or();
  if (left == nullptr) return nullptr;
  List<CompareOperator> operators;
  List<ExprNode*> operands;
  for (;;) {
    size_t before = mark_;
    CompareOperator op;
    if (!comparison_operator(&op)) break;
    ExprNode* right = bitwise_or();
    if (right == nullptr &&
        op == CompareOperator::IsNot) {  // `x is (not y)` is no comparison either
      mark_ = before + 1;
      right = bitwise_or();
      op = CompareOperator::Is;
    }
    if (right == nullptr) {
      mark_ = before;
      break;
    }
    operators.push_back(op);
    operands.push_back(right);
  }
  if (operators.empty()) return left;
  auto* node = make<ast::Compare>(start);
  node->left = left;
  node->ops = span(operators);
  node->comparators = span(operands);
  return node;
}

namespace {

struct BinaryOperator {
  int precedence;
  Operator op;
};

constexpr int kLowestPrecedence = 1;
constexpr int kHighestPrecedence = 6;

BinaryOperator binary_operator(TokenKind kind) {
  switch (kind) {
    case TokenKind::VerticalBar:
      return {1, Operator::BitOr};
    case TokenKind::Circumflex:
      return {2, Operator::BitXor};
    case TokenKind::Ampersand:
      return {3, Operator::BitAnd};
    case TokenKind::LeftShift:
      return {4, Operator::LShift};
    case TokenKind::RightShift:
      return {4, Operator::RShift};
    case TokenKind::Plus:
      return {5, Operator::Add};
    case TokenKind::Minus:
      return {5, Operator::Sub};
    case TokenKind::Star:
      return {6, Operator::Mult};
    case TokenKind::Slash:
      return {6, Operator::Div};
    case TokenKind::DoubleSlash:
      return {6, Operator::FloorDiv};
    case TokenKind::Percent:
      return {6, Operator::Mod};
    case TokenKind::At:
      return {6, Operator::MatMult};
    default:
      return {0, Operator::Add};
  }
}

}  // namespace

ExprNode* Parser::bitwise_or() {
  return remember<ExprNode>(MemoRule::BitwiseOr, [this] { return binary(kLowestPrecedence); });
}

// Left-associative operators of at least `precedence`, by precedence climbing.
ExprNode* Parser::binary(int precedence) {
  size_t start = mark_;
  ExprNode* left = factor();
  if (left == nullptr) return nullptr;
  for (;;) {
    BinaryOperator next = binary_operator(peek_kind());
    if (next.precedence < precedence) return left;
    size_t before = mark_++;
    ExprNode* right =
        next.precedence == kHighestPrecedence ? factor() : binary(next.precedence + 1);
    if (right == nullptr) {
      mark_ = before;
      return left;
    }
    if (next.op == Operator::MatMult && !check_version(5, "The '@' operator is")) return nullptr;
    auto* node = make<ast::BinOp>(start);
    node->left = left;
    node->op = next.op;
    node->right = right;
    left = node;
  }
}

ExprNode* Parser::factor() {
  ast::UnaryOperator op;
  switch (peek_kind()) {
    case TokenKind::Plus:
      op = ast::UnaryOperator::UAdd;
      break;
    case TokenKind::Minus:
      op = ast::UnaryOperator::USub;
      break;
    case TokenKind::Tilde:
      op = ast::UnaryOperator::Invert;
      break;
    default:
      return power();
  }
  return remember<ExprNode>(MemoRule::Factor, [this, op]() -> ExprNode* {
    DepthGuard guard(this, 1);
    if (guard.exceeded()) return nullptr;
    size_t start = mark_++;
    ExprNode* operand = factor();
    if (operand == nullptr) {
      mark_ = start;
      return nullptr;
    }
    auto* node = make<ast::UnaryOp>(start);
    node->op = op;
    node->operand = operand;
    return node;
  });
}

ExprNode* Parser::power() {
  size_t start = mark_;
  ExprNode* base = await_primary();
  if (base == nullptr || !at(TokenKind::DoubleStar)) return base;
  DepthGuard guard(this, 2);
  if (guard.exceeded()) return nullptr;
  size_t before = mark_++;
  ExprNode* exponent = factor();
  if (exponent == nullptr) {
    mark_ = before;
    return base;
  }
  auto* node = make<ast::BinOp>(start);
  node->left = base;
  node->op = Operator::Pow;
  node->right = exponent;
  return node;
}

ExprNode* Parser::await_primary() {
  if (!at(TokenKind::KeywordAwait)) return primary();
  size_t start = mark_++;
  ExprNode* value = primary();
  if (value == nullptr) {
    mark_ = start;
    return nullptr;
  }
  if (!check_version(5, "Await expressions are")) return nullptr;
  auto* node = make<ast::Await>(start);
  node->value = value;
  return node;
}

}  // namespace pyro
