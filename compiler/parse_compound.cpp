// Compound statements except `match` (language reference, chapter 8).

#include "compiler/parser_state.h"

namespace pyro {

StmtNode* Parser::compound_statement() {
  DepthGuard guard(this, 2);
  if (guard.exceeded()) return nullptr;
  switch (peek_kind()) {
    case TokenKind::KeywordDef:
      return function_definition(mark_, {});
    case TokenKind::At:
      return decorated();
    case TokenKind::KeywordAsync:
      return async_statement();
    case TokenKind::KeywordIf:
      return if_statement(TokenKind::KeywordIf);
    case TokenKind::KeywordClass:
      return class_definition(mark_, {});
    case TokenKind::KeywordWith:
      return with_statement(mark_, false);
    case TokenKind::KeywordFor:
      return for_statement(mark_, false);
    case TokenKind::KeywordTry:
      return try_statement();
    case TokenKind::KeywordWhile:
      return while_statement();
    case TokenKind::Name:
      return at_word("match") ? match_statement() : nullptr;
    default:
      return nullptr;
  }
}

// NEWLINE INDENT statements DEDENT | simple_stmts
bool Parser::block(List<StmtNode*>* body) {
  if (!diagnosing_pass_) return block_uncached(body);
  // The second pass makes no tree, so that it is enough to remember whether there was a block;
  // without that, nested `try` statements would be read twice per level.
  return remember<Parser>(MemoRule::Block, [this, body] {
           return block_uncached(body) ? this : nullptr;
         }) != nullptr;
}

bool Parser::block_uncached(List<StmtNode*>* body) {
  if (!at(TokenKind::Newline)) return simple_statements(body);
  size_t start = mark_++;
  if (accept(TokenKind::Indent)) {
    if (statements(body) && accept(TokenKind::Dedent)) return true;
  } else if (diagnosing_ && !stopped_) {
    raise_at_last_token("expected an indented block", SyntaxErrorKind::IndentationError);
  }
  body->clear();
  mark_ = start;
  return false;
}

bool Parser::colon_block(List<StmtNode*>* body) { return accept(TokenKind::Colon) && block(body); }

// ('if' | 'elif') named_expression ':' block (elif ... | [else_block])
StmtNode* Parser::if_statement(TokenKind keyword) {
  DepthGuard guard(this, 1);
  if (guard.exceeded()) return nullptr;
  size_t start = mark_;
  if (diagnosing_) {
    diagnose_header(keyword,
                    keyword == TokenKind::KeywordIf ? "'if' statement" : "'elif' statement");
    if (stopped_) return nullptr;
    mark_ = start;
  }
  mark_++;
  ExprNode* test = named_expression();
  List<StmtNode*> body;
  if (test == nullptr || !colon_block(&body)) {
    mark_ = start;
    return nullptr;
  }
  List<StmtNode*> orelse;
  if (at(TokenKind::KeywordElif)) {
    if (StmtNode* nested = if_statement(TokenKind::KeywordElif)) orelse.push_back(nested);
  } else if (at(TokenKind::KeywordElse)) {
    else_block(&orelse);
  }
  if (stopped_) return nullptr;
  auto* node = make<ast::If>(start);
  node->test = test;
  node->body = span(body);
  node->orelse = span(orelse);
  return node;
}

// 'else' ':' block
bool Parser::else_block(List<StmtNode*>* body) {
  size_t start = mark_;
  if (diagnosing_) {
    diagnose_missing_block(TokenKind::KeywordElse, "'else' statement");
    if (stopped_) return false;
    mark_ = start;
  }
  if (!accept(TokenKind::KeywordElse)) return false;
  if (expect_forced(TokenKind::Colon, ":") && block(body)) return true;
  mark_ = start;
  return false;
}

StmtNode* Parser::while_statement() {
  size_t start = mark_;
  if (diagnosing_) {
    diagnose_header(TokenKind::KeywordWhile, "'while' statement");
    if (stopped_) return nullptr;
    mark_ = start;
  }
  mark_++;
  ExprNode* test = named_expression();
  List<StmtNode*> body;
  if (test == nullptr || !colon_block(&body)) {
    mark_ = start;
    return nullptr;
  }
  List<StmtNode*> orelse;
  if (at(TokenKind::KeywordElse)) else_block(&orelse);
  if (stopped_) return nullptr;
  auto* node = make<ast::While>(start);
  node->test = test;
  node->body = span(body);
  node->orelse = span(orelse);
  return node;
}

namespace {

template <typename Node>
Node* fill_for(Node* node, ExprNode* target, ExprNode* iterable, Span<StmtNode*> body,
               Span<StmtNode*> orelse, std::string_view comment) {
  node->target = target;
  node->iter = iterable;
  node->body = body;
  node->orelse = orelse;
  node->type_comment = comment;
  return node;
}

}  // namespace

// 'for' star_targets 'in' star_expressions ':' block [else_block]
StmtNode* Parser::for_statement(size_t start, bool is_async) {
  size_t keyword = mark_;
  if (diagnosing_) {
    diagnose_for();
    if (stopped_) return nullptr;
    mark_ = keyword;
  }
  mark_++;
  ExprNode* target = star_targets();
  if (target != nullptr && accept(TokenKind::KeywordIn)) {
    ExprNode* iterable = star_expressions();
    std::string_view comment;
    List<StmtNode*> body;
    bool fits = iterable != nullptr && accept(TokenKind::Colon);
    if (fits) comment = take_type_comment();
    if (!fits || !block(&body)) {  // past 'in' there is no way back
      mark_ = start;
      return nullptr;
    }
    List<StmtNode*> orelse;
    if (at(TokenKind::KeywordElse)) else_block(&orelse);
    if (stopped_) return nullptr;
    if (is_async) {
      if (!check_version(5, "Async for loops are")) return nullptr;
      return fill_for(make<ast::AsyncFor>(start), target, iterable, span(body), span(orelse),
                      comment);
    }
    return fill_for(make<ast::For>(start), target, iterable, span(body), span(orelse), comment);
  }
  mark_ = start;
  if (diagnosing_ && !stopped_) diagnose_loop_target();
  mark_ = start;
  return nullptr;
}

// --- with ---

// expression 'as' star_target &(',' | ')' | ':') | expression
ast::WithItem* Parser::with_item() {
  size_t start = mark_;
  ExprNode* context = expression();
  if (context == nullptr) return nullptr;
  size_t end = mark_;
  ExprNode* target = nullptr;
  if (at(TokenKind::KeywordAs)) {
    mark_++;
    target = star_target();
    bool fits = target != nullptr &&
                (at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon));
    if (!fits) {
      target = nullptr;
      mark_ = start;
      if (diagnosing_ && !stopped_) diagnose_with_item();
      if (stopped_) return nullptr;
      mark_ = end;
    } else {
      set_context(target, ast::ExprContext::Store);
    }
  }
  auto* item = arena_.make<ast::WithItem>();
  item->context_expr = context;
  item->optional_vars = target;
  return item;
}

// 'with' '(' with_item (',' with_item)* [','] ')' ':' block | 'with' with_item (',' with_item)* ':'
// block
StmtNode* Parser::with_statement(size_t start, bool is_async) {
  size_t keyword = mark_;
  if (diagnosing_ && !is_async) {
    diagnose_with_indent();
    if (stopped_) return nullptr;
  } else if (diagnosing_) {
    diagnose_with_indent();
    if (stopped_) return nullptr;
  }
  mark_ = keyword + 1;
  List<ast::WithItem*> items;
  if (accept(TokenKind::LeftParen)) {
    while (ast::WithItem* item = with_item()) {
      items.push_back(item);
      if (!accept(TokenKind::Comma)) break;
    }
    if (!items.empty() && accept(TokenKind::RightParen) && at(TokenKind::Colon)) {
      if (StmtNode* node = with_body(start, is_async, items, true)) return node;
    }
    if (stopped_) return nullptr;
    items.clear();
    mark_ = keyword + 1;
  }
  size_t end = mark_;
  while (ast::WithItem* item = with_item()) {
    items.push_back(item);
    end = mark_;
    if (!accept(TokenKind::Comma)) break;
  }
  mark_ = end;
  if (!items.empty() && at(TokenKind::Colon)) {
    if (StmtNode* node = with_body(start, is_async, items, false)) return node;
  }
  mark_ = keyword;
  if (diagnosing_ && !stopped_) diagnose_with();
  mark_ = start;
  return nullptr;
}

// At ':'.
StmtNode* Parser::with_body(size_t start, bool is_async, List<ast::WithItem*>& items,
                            bool parenthesized) {
  mark_++;
  std::string_view comment;
  if (!parenthesized) comment = take_type_comment();
  List<StmtNode*> body;
  if (!block(&body)) return nullptr;
  if (parenthesized && !check_version(9, "Parenthesized context managers are")) return nullptr;
  if (is_async) {
    if (!check_version(5, "Async with statements are")) return nullptr;
    auto* node = make<ast::AsyncWith>(start);
    node->items = span(items);
    node->body = span(body);
    node->type_comment = comment;
    return node;
  }
  auto* node = make<ast::With>(start);
  node->items = span(items);
  node->body = span(body);
  node->type_comment = comment;
  return node;
}

// --- try ---

StmtNode* Parser::try_statement() {
  size_t start = mark_;
  if (diagnosing_) {
    diagnose_try();
    if (stopped_) return nullptr;
    mark_ = start;
  }
  mark_++;
  List<StmtNode*> body, orelse, finalbody;
  List<ast::ExceptHandlerNode*> handlers;
  if (!expect_forced(TokenKind::Colon, ":") || !block(&body)) {
    mark_ = start;
    return nullptr;
  }
  bool is_star = false;
  size_t after_body = mark_;
  for (int attempt = 0; attempt < 2 && handlers.empty() && !stopped_; attempt++) {
    is_star = attempt == 1;
    mark_ = after_body;
    ast::ExceptHandler* handler = nullptr;
    while (except_block(is_star, &handler)) handlers.push_back(handler);
  }
  if (stopped_) return nullptr;
  if (handlers.empty()) mark_ = after_body;
  if (!handlers.empty() && at(TokenKind::KeywordElse)) else_block(&orelse);
  bool has_finally = !stopped_ && at(TokenKind::KeywordFinally) && finally_block(&finalbody);
  if (stopped_ || (handlers.empty() && !has_finally)) {
    mark_ = start;
    return nullptr;
  }
  if (is_star && !handlers.empty()) {
    if (!check_version(11, "Exception groups are")) return nullptr;
    auto* node = make<ast::TryStar>(start);
    node->body = span(body);
    node->handlers = span(handlers);
    node->orelse = span(orelse);
    node->finalbody = span(finalbody);
    return node;
  }
  auto* node = make<ast::Try>(start);
  node->body = span(body);
  node->handlers = span(handlers);
  node->orelse = span(orelse);
  node->finalbody = span(finalbody);
  return node;
}

// 'except' ['*'] [expression ['as' NAME]] ':' block
bool Parser::except_block(bool is_star, ast::ExceptHandler** handler) {
  size_t start = mark_;
  if (!at(TokenKind::KeywordExcept)) return false;
  if (diagnosing_) {
    diagnose_except_indent(is_star);
    if (stopped_) return false;
    mark_ = start;
  }
  mark_++;
  ExprNode* type = nullptr;
  Identifier name = nullptr;
  bool fits = !is_star || accept(TokenKind::Star);
  size_t before = mark_;
  if (fits) type = expression();
  if (type == nullptr) mark_ = before;
  fits &= !is_star || type != nullptr;
  if (fits && type != nullptr && at(TokenKind::KeywordAs)) {
    mark_++;
    if (at(TokenKind::Name)) {
      name = identifier_of(peek());
      mark_++;
    } else {
      mark_--;
    }
  }
  List<StmtNode*> body;
  if (fits && accept(TokenKind::Colon) && block(&body)) {
    auto* node = make<ast::ExceptHandler>(start);
    node->type = type;
    node->name = name;
    node->body = span(body);
    *handler = node;
    return true;
  }
  mark_ = start;
  if (diagnosing_ && !stopped_) diagnose_except();
  mark_ = start;
  return false;
}

bool Parser::finally_block(List<StmtNode*>* body) {
  size_t start = mark_;
  if (diagnosing_) {
    diagnose_missing_block(TokenKind::KeywordFinally, "'finally' statement");
    if (stopped_) return false;
    mark_ = start;
  }
  if (!accept(TokenKind::KeywordFinally)) return false;
  if (expect_forced(TokenKind::Colon, ":") && block(body)) return true;
  mark_ = start;
  return false;
}

// --- definitions ---

// ('@' named_expression NEWLINE)+ then a class or a function
StmtNode* Parser::decorated() {
  size_t start = mark_;
  List<ExprNode*> decorators;
  while (at(TokenKind::At)) {
    size_t before = mark_++;
    ExprNode* decorator = named_expression();
    if (decorator == nullptr || !accept(TokenKind::Newline)) {
      mark_ = before;
      break;
    }
    decorators.push_back(decorator);
  }
  StmtNode* node = nullptr;
  if (!decorators.empty() && !stopped_) {
    size_t keyword = mark_;
    Span<ExprNode*> list = span(decorators);
    if (at(TokenKind::KeywordClass))
      node = class_definition(keyword, list);
    else
      node = function_after_decorators(keyword, list);
  }
  if (node == nullptr) mark_ = start;
  return node;
}

StmtNode* Parser::function_after_decorators(size_t start, Span<ExprNode*> decorators) {
  if (at(TokenKind::KeywordDef)) return function_definition(start, decorators);
  if (at(TokenKind::KeywordAsync) && token_at(mark_ + 1).kind == TokenKind::KeywordDef) {
    mark_++;
    return function_definition(start, decorators);
  }
  return nullptr;
}

StmtNode* Parser::async_statement() {
  size_t start = mark_++;
  StmtNode* node = nullptr;
  if (at(TokenKind::KeywordDef))
    node = function_definition(start, {});
  else if (at(TokenKind::KeywordWith))
    node = with_statement(start, true);
  else if (at(TokenKind::KeywordFor))
    node = for_statement(start, true);
  if (node == nullptr) mark_ = start;
  return node;
}

namespace {

template <typename Node>
Node* fill_function(Node* node, Identifier name, ast::Arguments* args, Span<StmtNode*> body,
                    Span<ExprNode*> decorators, ExprNode* returns, std::string_view comment) {
  node->name = name;
  node->args = args;
  node->body = body;
  node->decorator_list = decorators;
  node->returns = returns;
  node->type_comment = comment;
  return node;
}

}  // namespace

// At 'def'; an 'async' before it is at `start`.
StmtNode* Parser::function_definition(size_t start, Span<ExprNode*> decorators) {
  size_t keyword = mark_;
  if (diagnosing_) {
    diagnose_function();
    if (stopped_) return nullptr;
    mark_ = keyword;
  }
  mark_++;
  if (!at(TokenKind::Name)) {
    mark_ = start;
    return nullptr;
  }
  Identifier name = identifier_of(peek());
  mark_++;
  if (!expect_forced(TokenKind::LeftParen, "(")) return nullptr;
  ast::Arguments* params = parameters(ParameterKind::Function);
  if (stopped_ || !accept(TokenKind::RightParen)) {
    mark_ = start;
    return nullptr;
  }
  ExprNode* returns = nullptr;
  if (at(TokenKind::Arrow)) {
    size_t before = mark_++;
    returns = expression();
    if (returns == nullptr) mark_ = before;
  }
  if (!expect_forced(TokenKind::Colon, ":")) return nullptr;
  std::string_view comment;
  bool comment_on_own_line = at(TokenKind::Newline) && options_.type_comments &&
                             token_at(mark_ + 1).kind == TokenKind::TypeComment;
  if (comment_on_own_line && token_at(mark_ + 2).kind == TokenKind::Newline &&
      token_at(mark_ + 3).kind == TokenKind::Indent) {
    mark_++;
    comment = take_type_comment();
  } else {
    if (diagnosing_ && at(TokenKind::TypeComment)) diagnose_double_type_comment();
    comment = take_type_comment();
  }
  List<StmtNode*> body;
  if (!block(&body)) {
    mark_ = start;
    return nullptr;
  }
  if (params == nullptr) params = arena_.make<ast::Arguments>();
  if (start != keyword) {
    if (!check_version(5, "Async functions are")) return nullptr;
    return fill_function(make<ast::AsyncFunctionDef>(start), name, params, span(body), decorators,
                         returns, comment);
  }
  return fill_function(make<ast::FunctionDef>(start), name, params, span(body), decorators, returns,
                       comment);
}

// 'class' NAME ['(' [arguments] ')'] ':' block
StmtNode* Parser::class_definition(size_t start, Span<ExprNode*> decorators) {
  if (diagnosing_) {
    diagnose_class();
    if (stopped_) return nullptr;
    mark_ = start;
  }
  mark_++;
  if (!at(TokenKind::Name)) {
    mark_ = start;
    return nullptr;
  }
  Identifier name = identifier_of(peek());
  mark_++;
  ArgumentList list;
  List<StmtNode*> body;
  bool fits = true;
  if (at(TokenKind::LeftParen)) {
    mark_++;
    arguments(&list);
    fits = accept(TokenKind::RightParen);
  }
  if (!fits || !colon_block(&body)) {
    mark_ = start;
    return nullptr;
  }
  auto* node = make<ast::ClassDef>(start);
  node->name = name;
  node->bases = span(list.positional);
  node->keywords = span(list.keywords);
  node->body = span(body);
  node->decorator_list = decorators;
  return node;
}

}  // namespace pyro
