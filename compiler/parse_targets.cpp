// Targets of assignments, loops and deletions (language reference, 7.2 and 7.5).

#include "compiler/parser_state.h"

namespace pyro {

using ast::ExprContext;
using ast::NodeKind;

// Gives a target and its parts their context.
void Parser::set_context(ExprNode* node, ExprContext context) {
  if (auto* name = ast::as<ast::Name>(node)) {
    name->ctx = context;
  } else if (auto* attribute = ast::as<ast::Attribute>(node)) {
    attribute->ctx = context;
  } else if (auto* subscript = ast::as<ast::Subscript>(node)) {
    subscript->ctx = context;
  } else if (auto* starred = ast::as<ast::Starred>(node)) {
    starred->ctx = context;
    set_context(starred->value, context);
  } else if (auto* list = ast::as<ast::List>(node)) {
    list->ctx = context;
    for (ExprNode* item : list->elts) set_context(item, context);
  } else if (auto* tuple = ast::as<ast::Tuple>(node)) {
    tuple->ctx = context;
    for (ExprNode* item : tuple->elts) set_context(item, context);
  }
}

// Whether an expression that was read as a value could as well have been read as star_targets.
bool Parser::is_star_target(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
    case NodeKind::Subscript:
      return true;
    case NodeKind::Starred:
      return is_star_target(static_cast<const ast::Starred*>(node)->value);
    case NodeKind::List:
      for (ExprNode* item : static_cast<const ast::List*>(node)->elts) {
        if (!is_star_target(item)) return false;
      }
      return true;
    case NodeKind::Tuple:
      for (ExprNode* item : static_cast<const ast::Tuple*>(node)->elts) {
        if (!is_star_target(item)) return false;
      }
      return true;
    default:
      return false;
  }
}

// star_targets: star_target (',' star_target)* [',']
ExprNode* Parser::star_targets() {
  size_t start = mark_;
  List<ExprNode*> list;
  bool has_comma = false;
  if (!star_target_sequence(&list, &has_comma)) return nullptr;
  ExprNode* node = tuple_or_one(start, list, has_comma);
  set_context(node, ExprContext::Store);
  return node;
}

bool Parser::star_target_sequence(List<ExprNode*>* list, bool* has_comma) {
  do {
    size_t before = mark_;
    ExprNode* target = star_target();
    if (target == nullptr) {
      mark_ = before;
      break;
    }
    list->push_back(target);
    *has_comma = at(TokenKind::Comma);
  } while (accept(TokenKind::Comma));
  *has_comma |= list->size() > 1;
  return !list->empty();
}

// star_target: '*' (!'*' star_target) | target_with_star_atom
ExprNode* Parser::star_target() {
  return remember<ExprNode>(MemoRule::StarTarget, [this]() -> ExprNode* {
    size_t start = mark_;
    if (!at(TokenKind::Star)) return target_with_star_atom();
    mark_++;
    ExprNode* value = at(TokenKind::Star) ? nullptr : star_target();
    if (value == nullptr) {
      mark_ = start;
      return nullptr;
    }
    auto* node = make<ast::Starred>(start);
    node->value = value;
    node->ctx = ExprContext::Store;
    return node;
  });
}

// An attribute or subscript of something, or a name or a parenthesised or bracketed list of
// targets.
ExprNode* Parser::target_with_star_atom() {
  // Remembered in both passes: nested parentheses would else be read twice per level.
  return remember_always<ExprNode>(MemoRule::TargetWithStarAtom, [this] {
    size_t start = mark_;
    ExprNode* node = place(ExprContext::Store);
    if (node != nullptr || stopped_) return node;
    mark_ = start;
    return star_atom();
  });
}

bool Parser::at_target_continuation() {
  return at(TokenKind::LeftParen) || at(TokenKind::LeftBracket) || at(TokenKind::Dot);
}

// The part of a primary before its last attribute, call or subscript.
ExprNode* Parser::target_primary() {
  return remember<ExprNode>(MemoRule::TargetPrimary, [this]() -> ExprNode* {
    size_t start = mark_;
    ExprNode* value = atom();
    if (value == nullptr || !at_target_continuation()) {
      mark_ = start;
      return nullptr;
    }
    for (;;) {
      size_t before = mark_;
      ExprNode* next = primary_tail(value, start);
      if (stopped_) return nullptr;
      if (next == nullptr || !at_target_continuation()) {
        mark_ = before;
        return value;
      }
      value = next;
    }
  });
}

// t_primary ('.' NAME | '[' slices ']') and nothing further. The position is restored on failure.
ExprNode* Parser::place(ExprContext context) {
  size_t start = mark_;
  ExprNode* value = target_primary();
  ExprNode* node = nullptr;
  if (value != nullptr && at(TokenKind::Dot))
    node = attribute_tail(value, start);
  else if (value != nullptr && at(TokenKind::LeftBracket))
    node = subscript_tail(value, start);
  if (node == nullptr || stopped_ || at_target_continuation()) {
    mark_ = start;
    return nullptr;
  }
  set_context(node, context);
  return node;
}

ExprNode* Parser::star_atom() {
  size_t start = mark_;
  if (at(TokenKind::Name)) {
    mark_++;
    return name_from_token(start, ExprContext::Store);
  }
  if (accept(TokenKind::LeftParen)) {
    ExprNode* target = target_with_star_atom();
    if (target != nullptr && accept(TokenKind::RightParen)) return target;
    mark_ = start + 1;
    List<ExprNode*> list;
    bool has_comma = false;
    star_target_sequence(&list, &has_comma);
    bool is_tuple = list.empty() || has_comma;
    if (is_tuple && accept(TokenKind::RightParen)) {
      ExprNode* node = tuple_or_one(start, list, true);
      set_context(node, ExprContext::Store);
      return node;
    }
  } else if (accept(TokenKind::LeftBracket)) {
    List<ExprNode*> list;
    bool has_comma = false;
    star_target_sequence(&list, &has_comma);
    if (accept(TokenKind::RightBracket)) {
      auto* node = make<ast::List>(start);
      node->elts = span(list);
      set_context(node, ExprContext::Store);
      return node;
    }
  }
  mark_ = start;
  return nullptr;
}

// single_target: place | NAME | '(' single_target ')'
ExprNode* Parser::single_target() {
  size_t start = mark_;
  ExprNode* node = place(ExprContext::Store);
  if (node != nullptr || stopped_) return node;
  if (at(TokenKind::Name)) {
    mark_++;
    return name_from_token(start, ExprContext::Store);
  }
  if (accept(TokenKind::LeftParen)) {
    node = single_target();
    if (node != nullptr && accept(TokenKind::RightParen)) return node;
  }
  mark_ = start;
  return nullptr;
}

// del_targets: ','.del_target+ [',']
bool Parser::delete_targets(List<ExprNode*>* list) {
  do {
    size_t before = mark_;
    ExprNode* target = delete_target();
    if (target == nullptr) {
      mark_ = before;
      break;
    }
    list->push_back(target);
  } while (accept(TokenKind::Comma));
  return !list->empty();
}

ExprNode* Parser::delete_target() {
  return remember_always<ExprNode>(MemoRule::DeleteTarget, [this] {
    ExprNode* node = place(ExprContext::Del);
    if (node != nullptr || stopped_) return node;
    return delete_atom();
  });
}

ExprNode* Parser::delete_atom() {
  size_t start = mark_;
  if (at(TokenKind::Name)) {
    mark_++;
    return name_from_token(start, ExprContext::Del);
  }
  bool is_paren = at(TokenKind::LeftParen);
  if (is_paren || at(TokenKind::LeftBracket)) {
    mark_++;
    if (is_paren) {
      ExprNode* target = delete_target();
      if (target != nullptr && accept(TokenKind::RightParen)) return target;
      mark_ = start + 1;
    }
    List<ExprNode*> list;
    delete_targets(&list);
    if (accept(is_paren ? TokenKind::RightParen : TokenKind::RightBracket)) {
      ExprNode* node = nullptr;
      if (is_paren) {
        node = tuple_or_one(start, list, true);
      } else {
        auto* display = make<ast::List>(start);
        display->elts = span(list);
        node = display;
      }
      set_context(node, ExprContext::Del);
      return node;
    }
  }
  mark_ = start;
  return nullptr;
}

}  // namespace pyro
