#pragma once

// Constant folding: expressions whose value is known are replaced by it. What is folded, and up to
// which size, follows what CPython 3.11 shows in co_consts: arithmetic on numbers, repetition and
// concatenation of strings and tuples below a limit, tuples of constants, subscripts of constants,
// `not`. Whatever would raise is left for run time.

#include <unordered_map>

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "compiler/code_unit.h"

namespace pyro::compiler {

class ConstantFolder {
 public:
  ConstantFolder(Arena& arena, int optimize_level)
      : arena_(arena), optimize_level_(optimize_level) {}

  // The value of `node` if it is a constant expression, else null. Results are remembered.
  const ast::ConstantValue* fold(const ast::ExprNode* node);

  // The constant form of a display that is only iterated over or searched (`in [1, 2]`, `for x in
  // {1, 2}`): a tuple for a list, a frozenset for a set; null if it has elements that are no
  // constants.
  const ast::ConstantValue* fold_container(const ast::ExprNode* node);

  // `'...%s...' % (a, b)` as an f-string, if it only uses %s, %r and %a in ways that mean the same
  // there; else null.
  const ast::JoinedStr* fold_format(const ast::BinOp* node);

 private:
  const ast::ConstantValue* compute(const ast::ExprNode* node);
  const ast::ConstantValue* fold_sequence(Span<ast::ExprNode*> elements, ast::ConstantKind kind);
  const ast::ConstantValue* fold_binary(const ast::BinOp* node);
  const ast::ConstantValue* fold_unary(const ast::UnaryOp* node);
  const ast::ConstantValue* fold_subscript(const ast::Subscript* node);
  const ast::ConstantValue* make(const ast::ConstantValue& value);

  Arena& arena_;
  int optimize_level_;
  std::unordered_map<const ast::ExprNode*, const ast::ConstantValue*> known_;
};

bool is_truthy(const ast::ConstantValue& value);

// The form that code units hold.
Constant to_constant(const ast::ConstantValue& value);

Constant string_constant(std::string_view text);
Constant none_constant();

}  // namespace pyro::compiler
