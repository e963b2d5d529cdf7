// Simple statements (language reference, chapter 7).

#include "compiler/parser_state.h"

namespace pyro {

using ast::ExprContext;
using ast::NodeKind;
using ast::Operator;

bool Parser::statements(List<StmtNode*>* list) {
  size_t count = list->size();
  while (statement(list)) {
  }
  return list->size() > count;
}

bool Parser::statement(List<StmtNode*>* list) {
  if (StmtNode* node = compound_statement()) {
    list->push_back(node);
    return true;
  }
  if (stopped_) return false;
  return simple_statements(list);
}

// simple_stmt (';' simple_stmt)* [';'] NEWLINE
bool Parser::simple_statements(List<StmtNode*>* list) {
  size_t start = mark_;
  size_t count = list->size();
  do {
    size_t before = mark_;
    StmtNode* node = simple_statement();
    if (node == nullptr) {
      mark_ = before;
      break;
    }
    list->push_back(node);
  } while (accept(TokenKind::Semicolon));
  if (list->size() > count && accept(TokenKind::Newline)) return true;
  list->resize(count);
  mark_ = start;
  return false;
}

StmtNode* Parser::simple_statement() {
  return remember<StmtNode>(MemoRule::SimpleStatement,
                            [this] { return simple_statement_uncached(); });
}

StmtNode* Parser::simple_statement_uncached() {
  size_t start = mark_;
  switch (peek_kind()) {
    case TokenKind::KeywordReturn:
      return return_statement();
    case TokenKind::KeywordImport:
      return import_statement();
    case TokenKind::KeywordFrom:
      return import_from_statement();
    case TokenKind::KeywordRaise:
      return raise_statement();
    case TokenKind::KeywordPass:
      mark_++;
      return make<ast::Pass>(start);
    case TokenKind::KeywordDel:
      return delete_statement();
    case TokenKind::KeywordAssert:
      return assert_statement();
    case TokenKind::KeywordBreak:
      mark_++;
      return make<ast::Break>(start);
    case TokenKind::KeywordContinue:
      mark_++;
      return make<ast::Continue>(start);
    case TokenKind::KeywordGlobal:
    case TokenKind::KeywordNonlocal:
      return names_statement();
    default:
      break;
  }
  if (!diagnosing_pass_) return assignment_or_expression();
  StmtNode* node = assignment_by_rules();
  if (node != nullptr || stopped_) return node;
  mark_ = start;
  return expression_statement();
}

// --- assignments ---

StmtNode* Parser::expression_statement() {
  size_t start = mark_;
  ExprNode* value = yield_or_star_expressions();
  if (value == nullptr) return nullptr;
  auto* node = make<ast::Expr>(start);
  node->value = value;
  return node;
}

// The first pass: reads a value, and takes it for a target if the next token says so.
StmtNode* Parser::assignment_or_expression() {
  size_t start = mark_;
  ExprNode* first = yield_or_star_expressions();
  if (first == nullptr) return nullptr;
  size_t end = mark_;
  NodeKind kind = first->node_kind;
  bool is_place = kind == NodeKind::Attribute || kind == NodeKind::Subscript;
  bool is_single = is_place || kind == NodeKind::Name;
  StmtNode* node = nullptr;
  Operator ignored;
  if (at(TokenKind::Colon) && is_single && is_annotatable(start, end)) {
    bool is_simple = kind == NodeKind::Name && token_at(start).kind == TokenKind::Name;
    node = finish_annotated(start, first, is_simple);
  } else if (at(TokenKind::Equal) && is_star_target(first)) {
    List<ExprNode*> targets = {first};
    node = finish_assignment(start, targets);
  } else if (is_single) {
    size_t before = mark_;
    if (augmented_operator(&ignored)) {
      mark_ = before;
      return finish_augmented(start, first);
    }
  }
  if (node != nullptr || stopped_) return node;
  mark_ = end;
  auto* statement = make<ast::Expr>(start);
  statement->value = first;
  return statement;
}

// Whether the tokens of a single target may have an annotation. The grammar tries a target in
// parentheses first and does not come back, so that `(a).b: int` has none, but `(a + b).c: int`
// may.
bool Parser::is_annotatable(size_t start, size_t end) {
  mark_ = start;
  bool starts_with_target = accept(TokenKind::LeftParen) && single_target() != nullptr &&
                            accept(TokenKind::RightParen) && !stopped_;
  bool is_whole = mark_ == end;
  mark_ = end;
  return !starts_with_target || is_whole;
}

// At ':'. ':' expression ['=' annotated_rhs]
StmtNode* Parser::finish_annotated(size_t start, ExprNode* target, bool simple) {
  mark_++;
  ExprNode* annotation = expression();
  if (annotation == nullptr) return nullptr;
  ExprNode* value = nullptr;
  if (at(TokenKind::Equal)) {
    size_t before = mark_++;
    value = yield_or_star_expressions();
    if (value == nullptr) mark_ = before;
  }
  if (!check_version(6,
                     simple ? "Variable annotation syntax is" : "Variable annotations syntax is")) {
    return nullptr;
  }
  set_context(target, ExprContext::Store);
  auto* node = make<ast::AnnAssign>(start);
  node->target = target;
  node->annotation = annotation;
  node->value = value;
  node->simple = simple;
  return node;
}

// At the first '='. Further targets, the value and a type comment. Null if that does not fit.
StmtNode* Parser::finish_assignment(size_t start, List<ExprNode*>& targets) {
  ExprNode* value = nullptr;
  while (accept(TokenKind::Equal)) {
    value = yield_or_star_expressions();
    if (value == nullptr) return nullptr;
    if (!at(TokenKind::Equal)) break;
    if (!is_star_target(value)) return nullptr;
    targets.push_back(value);
  }
  std::string_view comment = take_type_comment();
  for (ExprNode* target : targets) set_context(target, ExprContext::Store);
  auto* node = make<ast::Assign>(start);
  node->targets = span(targets);
  node->value = value;
  node->type_comment = comment;
  return node;
}

// At the operator; past it there is no way back.
StmtNode* Parser::finish_augmented(size_t start, ExprNode* target) {
  Operator op;
  augmented_operator(&op);
  if (op == Operator::MatMult && !check_version(5, "The '@' operator is")) return nullptr;
  ExprNode* value = yield_or_star_expressions();
  if (value == nullptr) return nullptr;
  set_context(target, ExprContext::Store);
  auto* node = make<ast::AugAssign>(start);
  node->target = target;
  node->op = op;
  node->value = value;
  return node;
}

bool Parser::augmented_operator(Operator* op) {
  switch (peek_kind()) {
    case TokenKind::PlusEqual:
      *op = Operator::Add;
      break;
    case TokenKind::MinusEqual:
      *op = Operator::Sub;
      break;
    case TokenKind::StarEqual:
      *op = Operator::Mult;
      break;
    case TokenKind::AtEqual:
      *op = Operator::MatMult;
      break;
    case TokenKind::SlashEqual:
      *op = Operator::Div;
      break;
    case TokenKind::PercentEqual:
      *op = Operator::Mod;
      break;
    case TokenKind::AmpersandEqual:
      *op = Operator::BitAnd;
      break;
    case TokenKind::VerticalBarEqual:
      *op = Operator::BitOr;
      break;
    case TokenKind::CircumflexEqual:
      *op = Operator::BitXor;
      break;
    case TokenKind::LeftShiftEqual:
      *op = Operator::LShift;
      break;
    case TokenKind::RightShiftEqual:
      *op = Operator::RShift;
      break;
    case TokenKind::DoubleStarEqual:
      *op = Operator::Pow;
      break;
    case TokenKind::DoubleSlashEqual:
      *op = Operator::FloorDiv;
      break;
    default:
      return false;
  }
  mark_++;
  return true;
}

// The diagnosing pass: alternative by alternative.
StmtNode* Parser::assignment_by_rules() {
  size_t start = mark_;
  if (at(TokenKind::Name) && token_at(start + 1).kind == TokenKind::Colon) {
    mark_++;
    if (StmtNode* node =
            finish_annotated(start, name_from_token(start, ExprContext::Store), true)) {
      return node;
    }
    mark_ = start;
  }
  ExprNode* target = nullptr;
  if (!stopped_ && accept(TokenKind::LeftParen)) {
    target = single_target();
    if (target != nullptr && !accept(TokenKind::RightParen)) target = nullptr;
    if (target == nullptr) mark_ = start;
  }
  if (!stopped_ && target == nullptr) target = place(ExprContext::Store);
  if (!stopped_ && target != nullptr && at(TokenKind::Colon)) {
    if (StmtNode* node = finish_annotated(start, target, false)) return node;
  }
  if (stopped_) return nullptr;
  mark_ = start;
  List<ExprNode*> targets;
  for (;;) {
    size_t before = mark_;
    target = star_targets();
    if (target == nullptr || !accept(TokenKind::Equal)) {
      mark_ = before;
      break;
    }
    targets.push_back(target);
  }
  if (!stopped_ && !targets.empty()) {
    ExprNode* value = yield_or_star_expressions();
    if (value != nullptr && !at(TokenKind::Equal)) {
      std::string_view comment = take_type_comment();
      auto* node = make<ast::Assign>(start);
      node->targets = span(targets);
      node->value = value;
      node->type_comment = comment;
      return node;
    }
  }
  if (stopped_) return nullptr;
  mark_ = start;
  target = single_target();
  Operator op;
  size_t before = mark_;
  if (target != nullptr && augmented_operator(&op)) {
    mark_ = before;
    StmtNode* node = finish_augmented(start, target);
    if (node == nullptr) mark_ = start;
    return node;
  }
  mark_ = start;
  if (diagnosing_ && !stopped_) diagnose_assignment();
  mark_ = start;
  return nullptr;
}

// --- the statements with a keyword ---

StmtNode* Parser::return_statement() {
  size_t start = mark_++;
  size_t before = mark_;
  ExprNode* value = star_expressions();
  if (value == nullptr) mark_ = before;
  auto* node = make<ast::Return>(start);
  node->value = value;
  return node;
}

StmtNode* Parser::raise_statement() {
  size_t start = mark_++;
  size_t before = mark_;
  ExprNode* exception = expression();
  if (exception == nullptr) mark_ = before;
  ExprNode* cause = nullptr;
  if (exception != nullptr && at(TokenKind::KeywordFrom)) {
    before = mark_++;
    cause = expression();
    if (cause == nullptr) mark_ = before;
  }
  auto* node = make<ast::Raise>(start);
  node->exc = exception;
  node->cause = cause;
  return node;
}

StmtNode* Parser::delete_statement() {
  size_t start = mark_++;
  List<ExprNode*> targets;
  if (delete_targets(&targets) && (at(TokenKind::Semicolon) || at(TokenKind::Newline))) {
    auto* node = make<ast::Delete>(start);
    node->targets = span(targets);
    return node;
  }
  mark_ = start;
  if (diagnosing_ && !stopped_) diagnose_delete();
  mark_ = start;
  return nullptr;
}

StmtNode* Parser::assert_statement() {
  size_t start = mark_++;
  ExprNode* test = expression();
  if (test == nullptr) {
    mark_ = start;
    return nullptr;
  }
  ExprNode* message = nullptr;
  if (at(TokenKind::Comma)) {
    size_t before = mark_++;
    message = expression();
    if (message == nullptr) mark_ = before;
  }
  auto* node = make<ast::Assert>(start);
  node->test = test;
  node->msg = message;
  return node;
}

// ('global' | 'nonlocal') NAME (',' NAME)*
StmtNode* Parser::names_statement() {
  size_t start = mark_;
  bool is_global = at(TokenKind::KeywordGlobal);
  List<Identifier> names;
  size_t end = mark_;
  do {
    mark_++;
    if (!at(TokenKind::Name)) break;
    names.push_back(identifier_of(peek()));
    end = ++mark_;
  } while (at(TokenKind::Comma));
  mark_ = names.empty() ? start : end;
  if (names.empty()) return nullptr;
  if (is_global) {
    auto* node = make<ast::Global>(start);
    node->names = span(names);
    return node;
  }
  auto* node = make<ast::Nonlocal>(start);
  node->names = span(names);
  return node;
}

// --- imports ---

// NAME ('.' NAME)*
Identifier Parser::dotted_name() {
  if (!at(TokenKind::Name)) return nullptr;
  Identifier name = identifier_of(peek());
  mark_++;
  if (!at(TokenKind::Dot)) return name;
  std::string text(name->text);
  while (at(TokenKind::Dot)) {
    mark_++;
    if (!at(TokenKind::Name)) {
      mark_--;
      break;
    }
    text += '.';
    text += identifier_of(peek())->text;
    mark_++;
  }
  return arena_.intern(text);
}

// 'import' dotted_name ['as' NAME] (',' ...)*
StmtNode* Parser::import_statement() {
  size_t start = mark_;
  List<ast::Alias*> names;
  size_t end = mark_;
  do {
    mark_++;
    size_t before = mark_;
    Identifier name = dotted_name();
    if (name == nullptr) break;
    Identifier alias = nullptr;
    if (at(TokenKind::KeywordAs)) {
      mark_++;
      if (at(TokenKind::Name)) {
        alias = identifier_of(peek());
        mark_++;
      } else {
        mark_--;
      }
    }
    auto* node = make<ast::Alias>(before);
    node->name = name;
    node->asname = alias;
    names.push_back(node);
    end = mark_;
  } while (at(TokenKind::Comma));
  mark_ = names.empty() ? start : end;
  if (names.empty()) return nullptr;
  auto* node = make<ast::Import>(start);
  node->names = span(names);
  return node;
}

// NAME ['as' NAME]
ast::Alias* Parser::import_from_name() {
  size_t start = mark_;
  if (!at(TokenKind::Name)) return nullptr;
  Identifier name = identifier_of(peek());
  mark_++;
  Identifier alias = nullptr;
  if (at(TokenKind::KeywordAs)) {
    mark_++;
    if (at(TokenKind::Name)) {
      alias = identifier_of(peek());
      mark_++;
    } else {
      mark_--;
    }
  }
  auto* node = make<ast::Alias>(start);
  node->name = name;
  node->asname = alias;
  return node;
}

// '(' names [','] ')' | names !',' | '*'
bool Parser::import_from_targets(List<ast::Alias*>* names) {
  size_t start = mark_;
  if (at(TokenKind::Star)) {
    mark_++;
    auto* node = make<ast::Alias>(start);
    node->name = arena_.intern("*");
    names->push_back(node);
    return true;
  }
  bool is_parenthesized = accept(TokenKind::LeftParen);
  bool has_comma = false;
  while (ast::Alias* name = import_from_name()) {
    names->push_back(name);
    has_comma = accept(TokenKind::Comma);
    if (!has_comma) break;
  }
  if (!names->empty()) {
    if (is_parenthesized ? accept(TokenKind::RightParen) : !has_comma) return true;
  }
  mark_ = start;
  if (diagnosing_) diagnose_import_from();
  return false;
}

StmtNode* Parser::import_from_statement() {
  size_t start = mark_++;
  int level = 0;
  while (at(TokenKind::Dot) || at(TokenKind::Ellipsis)) {
    level += at(TokenKind::Dot) ? 1 : 3;
    mark_++;
  }
  Identifier module = dotted_name();
  List<ast::Alias*> names;
  bool fits = (module != nullptr || level > 0) && accept(TokenKind::KeywordImport) &&
              import_from_targets(&names);
  if (!fits) {
    mark_ = start;
    return nullptr;
  }
  if (module != nullptr && level == 0 && module->text == "__future__") {
    for (ast::Alias* name : names) {
      if (name->name->text == "barry_as_FLUFL") options_.barry_as_bdfl = true;
    }
  }
  auto* node = make<ast::ImportFrom>(start);
  node->module = module;
  node->names = span(names);
  node->level = level;
  return node;
}

}  // namespace pyro
