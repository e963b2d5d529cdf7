// Atoms: names, literals, displays and comprehensions (language reference, 6.2).
//
// The first pass decides by what it sees after the first element; the diagnosing pass tries the
// alternatives one by one in the order of the grammar, because that order decides which of several
// errors is reported.

#include "compiler/number_literals.h"
#include "compiler/parser_state.h"

namespace pyro {

using ast::ConstantKind;
using ast::ExprContext;

ExprNode* Parser::name_from_token(size_t index, ExprContext context) {
  const Token& token = token_at(index);
  auto* node = locate(arena_.make<ast::Name>(), token_range(token));
  node->id = identifier_of(token);
  node->ctx = context;
  return node;
}

ExprNode* Parser::constant(size_t start, ConstantKind kind) {
  mark_++;
  auto* node = make<ast::Constant>(start);
  node->value.kind = kind;
  return node;
}

ExprNode* Parser::atom() {
  size_t start = mark_;
  switch (peek_kind()) {
    case TokenKind::Name:
      mark_++;
      return name_from_token(start, ExprContext::Load);
    case TokenKind::KeywordTrue:
      return constant(start, ConstantKind::True);
    case TokenKind::KeywordFalse:
      return constant(start, ConstantKind::False);
    case TokenKind::KeywordNone:
      return constant(start, ConstantKind::None);
    case TokenKind::Ellipsis:
      return constant(start, ConstantKind::Ellipsis);
    case TokenKind::String:
      return strings();
    case TokenKind::Number:
      return number();
    case TokenKind::LeftParen:
      return parenthesized();
    case TokenKind::LeftBracket:
      return bracketed();
    case TokenKind::LeftBrace:
      return braced();
    default:
      return nullptr;
  }
}

ExprNode* Parser::number() {
  size_t start = mark_;
  std::string_view text = text_of(peek());
  if (options_.feature_version < 6 && text.find('_') != std::string_view::npos) {
    return raise_version("Underscores in numeric literals are", 6);
  }
  mark_++;
  auto* node = make<ast::Constant>(start);
  std::string problem = parse_number(arena_, text, options_.max_int_digits, &node->value);
  if (!problem.empty()) {
    problem +=
        " - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.";
    SourceRange range = token_range(token_at(start));
    return raise(problem, {range.lineno, -1, range.end_lineno, -1});
  }
  return node;
}

// --- '(' ---

ExprNode* Parser::parenthesized() {
  DepthGuard guard(this, 3);
  if (guard.exceeded()) return nullptr;
  size_t start = mark_;
  if (diagnosing_pass_) {
    ExprNode* node = tuple_display();
    if (node == nullptr && !stopped_) node = group();
    if (node == nullptr && !stopped_) node = generator_expression();
    return node;
  }
  mark_++;
  if (accept(TokenKind::RightParen)) return make<ast::Tuple>(start);
  if (at(TokenKind::KeywordYield)) {
    mark_ = start;
    return group();
  }
  ExprNode* first = star_named_expression();
  if (first == nullptr) {
    mark_ = start;
    return nullptr;
  }
  bool is_starred = first->node_kind == ast::NodeKind::Starred;
  if (at(TokenKind::Comma)) {
    mark_++;
    List<ExprNode*> list = {first};
    star_named_expressions(&list);
    if (accept(TokenKind::RightParen)) return tuple_or_one(start, list, true);
  } else if (!is_starred && accept(TokenKind::RightParen)) {
    return first;
  } else if (!is_starred && (at(TokenKind::KeywordFor) || at(TokenKind::KeywordAsync))) {
    List<ast::Comprehension*> clauses;
    if (comprehension_clauses(&clauses) && accept(TokenKind::RightParen)) {
      auto* node = make<ast::GeneratorExp>(start);
      node->elt = first;
      node->generators = span(clauses);
      return node;
    }
  }
  mark_ = start;
  return nullptr;
}

// '(' [star_named_expression ',' [star_named_expressions]] ')'
ExprNode* Parser::tuple_display() {
  size_t start = mark_++;
  List<ExprNode*> list;
  size_t before = mark_;
  ExprNode* first = star_named_expression();
  if (first != nullptr && accept(TokenKind::Comma)) {
    list.push_back(first);
    star_named_expressions(&list);
  } else {
    mark_ = before;
  }
  if (accept(TokenKind::RightParen)) return tuple_or_one(start, list, true);
  mark_ = start;
  return nullptr;
}

// '(' (yield_expr | named_expression) ')'
ExprNode* Parser::group() {
  size_t start = mark_++;
  ExprNode* value = at(TokenKind::KeywordYield) ? yield_expression() : named_expression();
  if (value != nullptr && accept(TokenKind::RightParen)) return value;
  mark_ = start;
  if (diagnosing_) diagnose_group();
  return nullptr;
}

// '(' (assignment_expression | expression !':=') for_if_clauses ')'
ExprNode* Parser::generator_expression() {
  size_t start = mark_++;
  ExprNode* element = assignment_expression_or_expression();
  List<ast::Comprehension*> clauses;
  if (element != nullptr && comprehension_clauses(&clauses) && accept(TokenKind::RightParen)) {
    auto* node = make<ast::GeneratorExp>(start);
    node->elt = element;
    node->generators = span(clauses);
    return node;
  }
  mark_ = start;
  if (diagnosing_) diagnose_comprehension();
  return nullptr;
}

// --- '[' ---

ExprNode* Parser::bracketed() {
  DepthGuard guard(this, 3);
  if (guard.exceeded()) return nullptr;
  size_t start = mark_;
  if (diagnosing_pass_) {
    ExprNode* node = list_display();
    return node != nullptr || stopped_ ? node : list_comprehension();
  }
  mark_++;
  List<ExprNode*> list;
  star_named_expressions(&list);
  if (accept(TokenKind::RightBracket)) {
    auto* node = make<ast::List>(start);
    node->elts = span(list);
    return node;
  }
  bool can_generate = list.size() == 1 && token_at(mark_ - 1).kind != TokenKind::Comma &&
                      list[0]->node_kind != ast::NodeKind::Starred;
  List<ast::Comprehension*> clauses;
  if (can_generate && comprehension_clauses(&clauses) && accept(TokenKind::RightBracket)) {
    auto* node = make<ast::ListComp>(start);
    node->elt = list[0];
    node->generators = span(clauses);
    return node;
  }
  mark_ = start;
  return nullptr;
}

ExprNode* Parser::list_display() {
  size_t start = mark_++;
  List<ExprNode*> list;
  star_named_expressions(&list);
  if (!accept(TokenKind::RightBracket)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::List>(start);
  node->elts = span(list);
  return node;
}

ExprNode* Parser::list_comprehension() {
  size_t start = mark_++;
  ExprNode* element = named_expression();
  List<ast::Comprehension*> clauses;
  if (element != nullptr && comprehension_clauses(&clauses) && accept(TokenKind::RightBracket)) {
    auto* node = make<ast::ListComp>(start);
    node->elt = element;
    node->generators = span(clauses);
    return node;
  }
  mark_ = start;
  if (diagnosing_) diagnose_comprehension();
  return nullptr;
}

// --- '{' ---

ExprNode* Parser::braced() {
  if (diagnosing_pass_) return braced_uncached();
  // Up to four readings of the same text, and of each pair of braces within: remember them.
  return remember_always<ExprNode>(MemoRule::Braced, [this] { return braced_uncached(); });
}

ExprNode* Parser::braced_uncached() {
  DepthGuard guard(this, 3);
  if (guard.exceeded()) return nullptr;
  ExprNode* node = dict_display();
  if (node == nullptr && !stopped_) node = set_display();
  if (node == nullptr && !stopped_) node = dict_comprehension();
  if (node == nullptr && !stopped_) node = set_comprehension();
  return node;
}

ExprNode* Parser::dict_display() {
  size_t start = mark_++;
  List<ExprNode*> keys;
  List<ExprNode*> values;
  dict_items(&keys, &values);
  if (accept(TokenKind::RightBrace)) {
    auto* node = make<ast::Dict>(start);
    node->keys = span(keys);
    node->values = span(values);
    return node;
  }
  mark_ = start;
  if (!stopped_) diagnose_dict_items();
  return nullptr;
}

// Items separated by commas; a trailing comma is taken.
bool Parser::dict_items(List<ExprNode*>* keys, List<ExprNode*>* values) {
  do {
    size_t before = mark_;
    ExprNode* key = nullptr;
    ExprNode* value = nullptr;
    if (!dict_item(&key, &value)) {
      mark_ = before;
      break;
    }
    keys->push_back(key);
    values->push_back(value);
  } while (accept(TokenKind::Comma));
  return !values->empty();
}

// '**' bitwise_or | expression ':' expression
bool Parser::dict_item(ExprNode** key, ExprNode** value) {
  if (accept(TokenKind::DoubleStar)) {
    *value = bitwise_or();
    return *value != nullptr;
  }
  *key = expression();
  if (*key == nullptr || !accept(TokenKind::Colon)) return false;
  *value = expression();
  return *value != nullptr;
}

ExprNode* Parser::set_display() {
  size_t start = mark_++;
  List<ExprNode*> list;
  if (!star_named_expressions(&list) || !accept(TokenKind::RightBrace)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::Set>(start);
  node->elts = span(list);
  return node;
}

ExprNode* Parser::dict_comprehension() {
  size_t start = mark_++;
  ExprNode* key = at(TokenKind::DoubleStar) ? nullptr : expression();
  if (key != nullptr && accept(TokenKind::Colon)) {
    ExprNode* value = expression();
    List<ast::Comprehension*> clauses;
    if (value != nullptr && comprehension_clauses(&clauses) && accept(TokenKind::RightBrace)) {
      auto* node = make<ast::DictComp>(start);
      node->key = key;
      node->value = value;
      node->generators = span(clauses);
      return node;
    }
  }
  mark_ = start;
  if (diagnosing_) diagnose_dict_comprehension();
  return nullptr;
}

ExprNode* Parser::set_comprehension() {
  size_t start = mark_++;
  ExprNode* element = named_expression();
  List<ast::Comprehension*> clauses;
  if (element != nullptr && comprehension_clauses(&clauses) && accept(TokenKind::RightBrace)) {
    auto* node = make<ast::SetComp>(start);
    node->elt = element;
    node->generators = span(clauses);
    return node;
  }
  mark_ = start;
  if (diagnosing_) diagnose_comprehension();
  return nullptr;
}

// --- comprehensions ---

bool Parser::comprehension_clauses(List<ast::Comprehension*>* clauses) {
  while (ast::Comprehension* clause = comprehension_clause()) clauses->push_back(clause);
  return !clauses->empty() && !stopped_;
}

// [ASYNC] 'for' star_targets 'in' disjunction ('if' disjunction)*
ast::Comprehension* Parser::comprehension_clause() {
  size_t start = mark_;
  bool is_async = accept(TokenKind::KeywordAsync);
  if (accept(TokenKind::KeywordFor)) {
    ExprNode* target = star_targets();
    if (target != nullptr && accept(TokenKind::KeywordIn)) {
      ExprNode* iterable = disjunction();
      if (iterable == nullptr) {  // past 'in' there is no way back
        mark_ = start;
        return nullptr;
      }
      List<ExprNode*> conditions;
      while (at(TokenKind::KeywordIf)) {
        size_t before = mark_++;
        ExprNode* condition = disjunction();
        if (condition == nullptr) {
          mark_ = before;
          break;
        }
        conditions.push_back(condition);
      }
      if (is_async && !check_version(6, "Async comprehensions are")) return nullptr;
      auto* clause = arena_.make<ast::Comprehension>();
      clause->target = target;
      clause->iter = iterable;
      clause->ifs = span(conditions);
      clause->is_async = is_async;
      return clause;
    }
  }
  mark_ = start;
  if (diagnosing_) diagnose_loop_target();
  return nullptr;
}

}  // namespace pyro
