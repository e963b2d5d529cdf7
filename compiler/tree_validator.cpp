#include "compiler/tree_validator.h"

#include <type_traits>

#include "compiler/ast.h"

namespace pyro::compiler {

namespace {

using namespace ast;

bool is_constant_name(std::string_view name) {
  return name == "None" || name == "True" || name == "False";
}

const char* context_name(ExprContext context) {
  return context == ExprContext::Load ? "Load" : context == ExprContext::Store ? "Store" : "Del";
}

// Every check returns false once an error has been found; the first one is kept.
class Validator {
 public:
  bool check(const Mod* tree);
  std::string take_error() { return std::move(error_); }

 private:
  bool fail(std::string text) {
    if (error_.empty()) error_ = std::move(text);
    return false;
  }
  bool position(const LocatedNode* node);
  bool name(Identifier identifier);
  bool capture(Identifier identifier);
  template <typename T>
  bool not_empty(Span<T> items, const char* what, const char* owner) {
    return !items.empty() || fail(std::string("empty ") + what + " on " + owner);
  }
  bool body(Span<StmtNode*> statements, const char* owner) {
    return not_empty(statements, "body", owner) && all(statements);
  }
  bool all(Span<StmtNode*> statements);
  bool all(Span<ExprNode*> expressions, ExprContext context = ExprContext::Load,
           bool none_allowed = false);
  bool all(Span<Keyword*> keywords);
  bool all(Span<PatternNode*> patterns, bool star_allowed);
  bool all_annotations(Span<Arg*> parameters);
  bool comprehensions(Span<Comprehension*> generators);
  bool parameters(const Arguments* arguments);
  bool targets(Span<ExprNode*> expressions, ExprContext context, const char* owner) {
    return not_empty(expressions, "targets", owner) && all(expressions, context);
  }

  bool expression(const ExprNode* node, ExprContext context = ExprContext::Load);
  bool optional(const ExprNode* node, ExprContext context = ExprContext::Load) {
    return node == nullptr || expression(node, context);
  }
  bool context_fits(const ExprNode* node, ExprContext context);
  bool statement(const StmtNode* node);
  bool pattern(const PatternNode* node, bool star_allowed);
  bool pattern_value(const ExprNode* node);
  bool mapping_keys(Span<ExprNode*> keys);

  template <typename T>
  bool function(const T* node, const char* owner) {
    return body(node->body, owner) && parameters(node->args) && all(node->decorator_list) &&
           optional(node->returns);
  }
  template <typename T>
  bool loop(const T* node, const char* owner) {
    return expression(node->target, ExprContext::Store) && expression(node->iter) &&
           body(node->body, owner) && all(node->orelse);
  }
  template <typename T>
  bool with(const T* node, const char* owner);
  template <typename T>
  bool try_statement(const T* node, const char* owner);

  // One overload per class whose fields have rules; the visitors pick.
  bool fields(const FunctionDef* n) { return function(n, "FunctionDef"); }
  bool fields(const AsyncFunctionDef* n) { return function(n, "AsyncFunctionDef"); }
  bool fields(const ClassDef* n) {
    return body(n->body, "ClassDef") && all(n->bases) && all(n->keywords) && all(n->decorator_list);
  }
  bool fields(const Return* n) { return optional(n->value); }
  bool fields(const Delete* n) { return targets(n->targets, ExprContext::Del, "Delete"); }
  bool fields(const Assign* n) {
    return targets(n->targets, ExprContext::Store, "Assign") && expression(n->value);
  }
  bool fields(const AugAssign* n) {
    return expression(n->target, ExprContext::Store) && expression(n->value);
  }
  bool fields(const AnnAssign* n);
  bool fields(const For* n) { return loop(n, "For"); }
  bool fields(const AsyncFor* n) { return loop(n, "AsyncFor"); }
  bool fields(const While* n) {
    return expression(n->test) && body(n->body, "While") && all(n->orelse);
  }
  bool fields(const If* n) { return expression(n->test) && body(n->body, "If") && all(n->orelse); }
  bool fields(const With* n) { return with(n, "With"); }
  bool fields(const AsyncWith* n) { return with(n, "AsyncWith"); }
  bool fields(const Match* n);
  bool fields(const Raise* n) {
    if (n->exc != nullptr) return expression(n->exc) && optional(n->cause);
    return n->cause == nullptr || fail("Raise with cause but no exception");
  }
  bool fields(const Try* n) { return try_statement(n, "Try"); }
  bool fields(const TryStar* n) { return try_statement(n, "TryStar"); }
  bool fields(const Assert* n) { return expression(n->test) && optional(n->msg); }
  bool fields(const Import* n) { return not_empty(n->names, "names", "Import"); }
  bool fields(const ImportFrom* n) {
    if (n->level < 0) return fail("Negative ImportFrom level");
    return not_empty(n->names, "names", "ImportFrom");
  }
  bool fields(const Global* n) { return not_empty(n->names, "names", "Global"); }
  bool fields(const Nonlocal* n) { return not_empty(n->names, "names", "Nonlocal"); }
  bool fields(const Expr* n) { return expression(n->value); }

  bool fields(const BoolOp* n) {
    return n->values.size < 2 ? fail("BoolOp with less than 2 values") : all(n->values);
  }
  bool fields(const NamedExpr* n) { return expression(n->value); }
  bool fields(const BinOp* n) { return expression(n->left) && expression(n->right); }
  bool fields(const UnaryOp* n) { return expression(n->operand); }
  bool fields(const Lambda* n) { return parameters(n->args) && expression(n->body); }
  bool fields(const IfExp* n) {
    return expression(n->test) && expression(n->body) && expression(n->orelse);
  }
  bool fields(const Dict* n) {
    if (n->keys.size != n->values.size)
      return fail("Dict doesn't have the same number of keys as values");
    return all(n->keys, ExprContext::Load, true) && all(n->values);
  }
  bool fields(const Set* n) { return all(n->elts); }
  bool fields(const ListComp* n) { return comprehensions(n->generators) && expression(n->elt); }
  bool fields(const SetComp* n) { return comprehensions(n->generators) && expression(n->elt); }
  bool fields(const GeneratorExp* n) { return comprehensions(n->generators) && expression(n->elt); }
  bool fields(const DictComp* n) {
    return comprehensions(n->generators) && expression(n->key) && expression(n->value);
  }
  bool fields(const Await* n) { return expression(n->value); }
  bool fields(const Yield* n) { return optional(n->value); }
  bool fields(const YieldFrom* n) { return expression(n->value); }
  bool fields(const Compare* n) {
    if (n->comparators.empty()) return fail("Compare with no comparators");
    if (n->comparators.size != n->ops.size)
      return fail("Compare has a different number of comparators and operands");
    return all(n->comparators) && expression(n->left);
  }
  bool fields(const Call* n) { return expression(n->func) && all(n->args) && all(n->keywords); }
  bool fields(const FormattedValue* n) { return expression(n->value) && optional(n->format_spec); }
  bool fields(const JoinedStr* n) { return all(n->values); }
  bool fields(const Attribute* n) { return expression(n->value); }
  bool fields(const Subscript* n) { return expression(n->slice) && expression(n->value); }
  bool fields(const Starred* n) { return expression(n->value, n->ctx); }
  bool fields(const Name*) { return true; }
  bool fields(const List* n) { return all(n->elts, n->ctx); }
  bool fields(const Tuple* n) { return all(n->elts, n->ctx); }
  bool fields(const Slice* n) {
    return optional(n->lower) && optional(n->upper) && optional(n->step);
  }

  bool fields(const MatchValue* n) { return pattern_value(n->value); }
  bool fields(const MatchSingleton* n) {
    bool fits = n->value.kind == ConstantKind::None || n->value.kind == ConstantKind::True ||
                n->value.kind == ConstantKind::False;
    return fits || fail("MatchSingleton can only contain True, False and None");
  }
  bool fields(const MatchSequence* n) { return all(n->patterns, true); }
  bool fields(const MatchMapping* n);
  bool fields(const MatchClass* n);
  bool fields(const MatchStar* n) { return capture(n->name); }
  bool fields(const MatchAs* n);
  bool fields(const MatchOr* n) {
    return n->patterns.size < 2 ? fail("MatchOr requires at least 2 patterns")
                                : all(n->patterns, false);
  }
  bool fields(const Node*) { return true; }

  std::string error_;
};

bool Validator::position(const LocatedNode* node) {
  auto pair = [](int a, int b) { return "(" + std::to_string(a) + ", " + std::to_string(b) + ")"; };
  int line = node->lineno, end_line = node->end_lineno, column = node->col_offset,
      end_column = node->end_col_offset;
  if (line > end_line) return fail("AST node line range " + pair(line, end_line) + " is not valid");
  if ((line < 0 && end_line != line) || (column < 0 && column != end_column)) {
    return fail("AST node column range " + pair(column, end_column) + " for line range " +
                pair(line, end_line) + " is not valid");
  }
  if (line == end_line && column > end_column) {
    return fail("line " + std::to_string(line) + ", column " + std::to_string(column) + "-" +
                std::to_string(end_column) + " is not a valid range");
  }
  return true;
}

bool Validator::name(Identifier identifier) {
  if (!is_constant_name(identifier->text)) return true;
  return fail("identifier field can't represent '" + std::string(identifier->text) + "' constant");
}

bool Validator::capture(Identifier identifier) {
  if (identifier == nullptr) return true;
  if (identifier->text == "_") return fail("can't capture name '_' in patterns");
  return name(identifier);
}

bool Validator::all(Span<StmtNode*> statements) {
  for (const StmtNode* node : statements) {
    if (node == nullptr) return fail("None disallowed in statement list");
    if (!statement(node)) return false;
  }
  return true;
}

bool Validator::all(Span<ExprNode*> expressions, ExprContext context, bool none_allowed) {
  for (const ExprNode* node : expressions) {
    if (node == nullptr && !none_allowed) return fail("None disallowed in expression list");
    if (node != nullptr && !expression(node, context)) return false;
  }
  return true;
}

bool Validator::all(Span<Keyword*> keywords) {
  for (const Keyword* keyword : keywords) {
    if (!expression(keyword->value)) return false;
  }
  return true;
}

bool Validator::all(Span<PatternNode*> patterns, bool star_allowed) {
  for (const PatternNode* node : patterns) {
    if (node == nullptr) return fail("None disallowed in pattern list");
    if (!pattern(node, star_allowed)) return false;
  }
  return true;
}

bool Validator::all_annotations(Span<Arg*> parameters) {
  for (const Arg* parameter : parameters) {
    if (!position(parameter) || !optional(parameter->annotation)) return false;
  }
  return true;
}

bool Validator::comprehensions(Span<Comprehension*> generators) {
  if (generators.empty()) return fail("comprehension with no generators");
  for (const Comprehension* generator : generators) {
    if (!expression(generator->target, ExprContext::Store) || !expression(generator->iter) ||
        !all(generator->ifs))
      return false;
  }
  return true;
}

bool Validator::parameters(const Arguments* arguments) {
  if (!all_annotations(arguments->posonlyargs) || !all_annotations(arguments->args)) return false;
  if (arguments->vararg != nullptr && !optional(arguments->vararg->annotation)) return false;
  if (!all_annotations(arguments->kwonlyargs)) return false;
  if (arguments->kwarg != nullptr && !optional(arguments->kwarg->annotation)) return false;
  if (arguments->defaults.size > arguments->posonlyargs.size + arguments->args.size) {
    return fail("more positional defaults than args on arguments");
  }
  if (arguments->kw_defaults.size != arguments->kwonlyargs.size) {
    return fail("length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  return all(arguments->defaults) && all(arguments->kw_defaults, ExprContext::Load, true);
}

// Only some expressions have a context; the others can only be read.
bool Validator::context_fits(const ExprNode* node, ExprContext context) {
  ExprContext actual = ExprContext::Load;
  bool has_context = visit_expr(const_cast<ExprNode*>(node), [&](auto* concrete) {
    if constexpr (requires { concrete->ctx; }) {
      actual = concrete->ctx;
      return true;
    }
    return false;
  });
  if (!has_context) {
    return context == ExprContext::Load ||
           fail(std::string("expression which can't be assigned to in ") + context_name(context) +
                " context");
  }
  return actual == context || fail(std::string("expression must have ") + context_name(context) +
                                   " context but has " + context_name(actual) + " instead");
}

bool Validator::expression(const ExprNode* node, ExprContext context) {
  if (!position(node)) return false;
  if (const Name* variable = as<Name>(node); variable != nullptr && !name(variable->id))
    return false;
  if (!context_fits(node, context)) return false;
  return visit_expr(const_cast<ExprNode*>(node),
                    [this](auto* concrete) { return fields(concrete); });
}

bool Validator::statement(const StmtNode* node) {
  return position(node) && visit_stmt(const_cast<StmtNode*>(node),
                                      [this](auto* concrete) { return fields(concrete); });
}

bool Validator::fields(const AnnAssign* n) {
  return expression(n->target, ExprContext::Store) && optional(n->value) &&
         expression(n->annotation);
}

template <typename T>
bool Validator::with(const T* node, const char* owner) {
  if (!not_empty(node->items, "items", owner)) return false;
  for (const WithItem* item : node->items) {
    if (!expression(item->context_expr) || !optional(item->optional_vars, ExprContext::Store))
      return false;
  }
  return body(node->body, owner);
}

template <typename T>
bool Validator::try_statement(const T* node, const char* owner) {
  if (!body(node->body, owner)) return false;
  if (node->handlers.empty() && node->finalbody.empty()) {
    return fail(std::string(owner) + " has neither except handlers nor finalbody");
  }
  if (node->handlers.empty() && !node->orelse.empty())
    return fail(std::string(owner) + " has orelse but no except handlers");
  for (ExceptHandlerNode* group : node->handlers) {
    const ExceptHandler* handler = as<ExceptHandler>(group);
    if (handler == nullptr) return fail("None disallowed in handler list");
    if (!position(handler) || !optional(handler->type) || !body(handler->body, "ExceptHandler"))
      return false;
  }
  return all(node->orelse) && all(node->finalbody);
}

bool Validator::fields(const Match* n) {
  if (!expression(n->subject) || !not_empty(n->cases, "cases", "Match")) return false;
  for (const MatchCase* match_case : n->cases) {
    if (!pattern(match_case->pattern, false) || !optional(match_case->guard) ||
        !body(match_case->body, "match_case"))
      return false;
  }
  return true;
}

// --- patterns

bool is_number(const ExprNode* node, bool allow_real, bool allow_imaginary) {
  const Constant* constant = as<Constant>(node);
  if (constant == nullptr) return false;
  ConstantKind kind = constant->value.kind;
  return (allow_real && (kind == ConstantKind::Int || kind == ConstantKind::Float)) ||
         (allow_imaginary && kind == ConstantKind::Complex);
}

bool is_signed_number(const ExprNode* node, bool allow_imaginary) {
  if (is_number(node, true, allow_imaginary)) return true;
  const UnaryOp* minus = as<UnaryOp>(node);
  return minus != nullptr && minus->op == UnaryOperator::USub &&
         is_number(minus->operand, true, allow_imaginary);
}

bool Validator::pattern_value(const ExprNode* node) {
  if (!expression(node)) return false;
  if (const Constant* constant = as<Constant>(node)) {
    ConstantKind kind = constant->value.kind;
    bool fits = kind == ConstantKind::Int || kind == ConstantKind::Float ||
                kind == ConstantKind::Complex || kind == ConstantKind::Str ||
                kind == ConstantKind::Bytes;
    return fits || fail("unexpected constant inside of a literal pattern");
  }
  if (as<Attribute>(node) != nullptr || as<JoinedStr>(node) != nullptr) return true;
  if (as<UnaryOp>(node) != nullptr && is_signed_number(node, true)) return true;
  if (const BinOp* sum = as<BinOp>(node)) {
    bool is_sum = sum->op == Operator::Add || sum->op == Operator::Sub;
    if (is_sum && is_signed_number(sum->left, false) && is_number(sum->right, false, true))
      return true;
  }
  return fail("patterns may only match literals and attribute lookups");
}

bool Validator::mapping_keys(Span<ExprNode*> keys) {
  for (const ExprNode* key : keys) {
    if (key == nullptr) return fail("None disallowed in expression list");
    const Constant* constant = as<Constant>(key);
    bool is_singleton = constant != nullptr && (constant->value.kind == ConstantKind::None ||
                                                constant->value.kind == ConstantKind::True ||
                                                constant->value.kind == ConstantKind::False);
    if (!is_singleton && !pattern_value(key)) return false;
  }
  return true;
}

bool Validator::fields(const MatchMapping* n) {
  if (n->keys.size != n->patterns.size)
    return fail("MatchMapping doesn't have the same number of keys as patterns");
  return capture(n->rest) && mapping_keys(n->keys) && all(n->patterns, false);
}

bool Validator::fields(const MatchClass* n) {
  if (n->kwd_attrs.size != n->kwd_patterns.size) {
    return fail("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  if (!expression(n->cls)) return false;
  const ExprNode* cls = n->cls;
  while (const Attribute* attribute = as<Attribute>(cls)) cls = attribute->value;
  if (as<Name>(cls) == nullptr)
    return fail("MatchClass cls field can only contain Name or Attribute nodes.");
  for (Identifier attribute : n->kwd_attrs) {
    if (!name(attribute)) return false;
  }
  return all(n->patterns, false) && all(n->kwd_patterns, false);
}

bool Validator::fields(const MatchAs* n) {
  if (!capture(n->name)) return false;
  if (n->pattern == nullptr) return true;
  if (n->name == nullptr) return fail("MatchAs must specify a target name if a pattern is given");
  return pattern(n->pattern, false);
}

bool Validator::pattern(const PatternNode* node, bool star_allowed) {
  if (!position(node)) return false;
  if (!star_allowed && as<MatchStar>(node) != nullptr) return fail("can't use MatchStar here");
  return visit_pattern(const_cast<PatternNode*>(node),
                       [this](auto* concrete) { return fields(concrete); });
}

bool Validator::check(const Mod* tree) {
  if (const Module* module = as<Module>(tree)) return all(module->body);
  if (const Interactive* interactive = as<Interactive>(tree)) return all(interactive->body);
  if (const Expression* single = as<Expression>(tree)) return expression(single->body);
  const FunctionType* signature = as<FunctionType>(tree);
  return all(signature->argtypes) && expression(signature->returns);
}

}  // namespace

std::string validate_tree(const ast::Mod* tree) {
  Validator validator;
  validator.check(tree);
  return validator.take_error();
}

}  // namespace pyro::compiler
