#include "compiler/scopes.h"

namespace pyro::compiler {

using namespace ast;

Symbol& Block::ensure(Identifier name) {
  auto [entry, inserted] = index.try_emplace(name, static_cast<uint32_t>(symbols.size()));
  if (inserted) symbols.push_back({.name = name});
  return symbols[entry->second];
}

Identifier mangle(Arena& arena, Identifier class_name, Identifier name) {
  std::string_view text = name->text;
  if (class_name == nullptr || text.size() < 2 || text[0] != '_' || text[1] != '_') return name;
  if (text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view owner = class_name->text;
  size_t start = owner.find_first_not_of('_');
  if (start == std::string_view::npos) return name;
  return arena.intern("_" + std::string(owner.substr(start)) + std::string(text));
}

namespace {

using Directives =
    std::unordered_map<const Block*, std::unordered_map<Identifier, const LocatedNode*>>;

class SymbolCollector {
 public:
  SymbolCollector(Arena& arena, SymbolTable& table, bool future_annotations)
      : arena_(arena), table_(table), future_annotations_(future_annotations) {}

  void collect(const Mod* tree) {
    enter(arena_.intern("top"), BlockType::kModule, tree, nullptr);
    table_.top = current_;
    switch (tree->node_kind) {
      case NodeKind::Module:
        statements(static_cast<const Module*>(tree)->body);
        break;
      case NodeKind::Interactive:
        statements(static_cast<const Interactive*>(tree)->body);
        break;
      case NodeKind::Expression:
        expression(static_cast<const Expression*>(tree)->body);
        break;
      default:
        break;
    }
    leave();
  }

  bool failed() const { return failed_; }
  const SyntaxErrorInfo& error() const { return error_; }
  const Directives& directives() const { return directives_; }

 private:
  void fail(const LocatedNode* where, std::string message) {
    if (failed_) return;
    failed_ = true;
    error_.message = std::move(message);
    error_.lineno = where->lineno;
    error_.offset = where->col_offset + 1;
    error_.end_lineno = where->end_lineno;
    error_.end_offset = where->end_col_offset + 1;
  }

  static std::string quoted(Identifier name) { return "'" + std::string(name->text) + "'"; }

  // --- blocks -----------------------------------------------------------------------------------

  void enter(Identifier name, BlockType type, const Node* node, const LocatedNode* where) {
    Block& block = table_.blocks.emplace_back();
    block.name = name;
    block.type = type;
    block.node = node;
    block.parent = current_;
    block.class_name = class_name_;
    if (where != nullptr) {
      block.lineno = where->lineno;
      block.col_offset = where->col_offset;
      block.end_lineno = where->end_lineno;
      block.end_col_offset = where->end_col_offset;
    }
    if (current_ != nullptr) {
      block.is_nested = current_->is_nested || current_->is_function_like();
      if (current_->comprehension_iterable_depth > 0) block.comprehension_iterable_depth = 1;
    }
    if (type != BlockType::kAnnotation) {
      if (current_ != nullptr) current_->children.push_back(&block);
      table_.by_node[node] = &block;
    }
    current_ = &block;
  }

  void leave() { current_ = current_->parent; }

  uint32_t flags_of(Identifier name) {
    const Symbol* symbol = current_->find(mangle(arena_, class_name_, name));
    return symbol == nullptr ? 0 : symbol->flags;
  }

  void define(Identifier plain_name, uint32_t flag, const LocatedNode* where,
              Block* block = nullptr) {
    if (block == nullptr) block = current_;
    Identifier name = mangle(arena_, class_name_, plain_name);
    Symbol& symbol = block->ensure(name);
    if ((flag & kDefParameter) != 0 && (symbol.flags & kDefParameter) != 0) {
      fail(where, "duplicate argument " + quoted(name) + " in function definition");
    }
    if (block->in_comprehension_target) {
      if ((symbol.flags & (kDefGlobal | kDefNonlocal)) != 0) {
        fail(where,
             "comprehension inner loop cannot rebind assignment expression target " + quoted(name));
      }
      flag |= kDefComprehensionTarget;
    }
    symbol.flags |= flag;
    if ((flag & kDefParameter) != 0) block->parameters.push_back(name);
    if ((flag & kDefGlobal) != 0) table_.top->ensure(name).flags |= flag;
  }

  // --- statements -------------------------------------------------------------------------------

  void statements(Span<StmtNode*> body) {
    for (StmtNode* node : body) {
      if (failed_) return;
      statement(node);
    }
  }

  void statement(StmtNode* node) {
    if (!descend()) return;
    visit_stmt(node, [this](auto* exact) { visit(exact); });
    --depth_;
  }

  void visit(FunctionDef* node) {
    function(node, node->name, node->args, node->body, node->decorator_list, node->returns);
  }
  void visit(AsyncFunctionDef* node) {
    Block* block =
        function(node, node->name, node->args, node->body, node->decorator_list, node->returns);
    block->is_coroutine = true;
  }

  Block* function(StmtNode* node, Identifier name, Arguments* args, Span<StmtNode*> body,
                  Span<ExprNode*> decorators, ExprNode* returns) {
    define(name, kDefLocal, node);
    defaults(args);
    annotations_of(args, returns);
    expressions(decorators);
    enter(name, BlockType::kFunction, node, node);
    Block* block = current_;
    if (node->node_kind == NodeKind::AsyncFunctionDef) block->is_coroutine = true;
    parameters(args, node);
    statements(body);
    leave();
    return block;
  }

  void defaults(Arguments* args) {
    expressions(args->defaults);
    for (ExprNode* value : args->kw_defaults) {
      if (value != nullptr) expression(value);
    }
  }

  void annotations_of(Arguments* args, ExprNode* returns) {
    bool has_block = future_annotations_;
    if (has_block) enter(arena_.intern("_annotation"), BlockType::kAnnotation, args, nullptr);
    auto one = [this](Arg* arg) {
      if (arg != nullptr && arg->annotation != nullptr) expression(arg->annotation);
    };
    for (Arg* arg : args->posonlyargs) one(arg);
    for (Arg* arg : args->args) one(arg);
    one(args->vararg);
    one(args->kwarg);
    for (Arg* arg : args->kwonlyargs) one(arg);
    if (has_block) leave();
    if (returns != nullptr) annotation(returns);
  }

  void annotation(ExprNode* node) {
    if (!future_annotations_) return expression(node);
    enter(arena_.intern("_annotation"), BlockType::kAnnotation, node, nullptr);
    expression(node);
    leave();
  }

  void parameters(Arguments* args, const LocatedNode*) {
    for (Arg* arg : args->posonlyargs) define(arg->arg, kDefParameter, arg);
    for (Arg* arg : args->args) define(arg->arg, kDefParameter, arg);
    for (Arg* arg : args->kwonlyargs) define(arg->arg, kDefParameter, arg);
    if (args->vararg != nullptr) {
      define(args->vararg->arg, kDefParameter, args->vararg);
      current_->has_varargs = true;
    }
    if (args->kwarg != nullptr) {
      define(args->kwarg->arg, kDefParameter, args->kwarg);
      current_->has_varkeywords = true;
    }
  }

  void visit(ClassDef* node) {
    define(node->name, kDefLocal, node);
    expressions(node->bases);
    for (Keyword* keyword : node->keywords) expression(keyword->value);
    expressions(node->decorator_list);
    Identifier saved = class_name_;
    class_name_ = node->name;
    enter(node->name, BlockType::kClass, node, node);
    statements(node->body);
    leave();
    class_name_ = saved;
  }

  void visit(Return* node) {
    if (node->value == nullptr) return;
    expression(node->value);
    current_->returns_value = true;
  }
  void visit(Delete* node) { expressions(node->targets); }
  void visit(Assign* node) {
    expressions(node->targets);
    expression(node->value);
  }
  void visit(AugAssign* node) {
    expression(node->target);
    expression(node->value);
  }

  void visit(AnnAssign* node) {
    if (auto* name = as<Name>(node->target)) {
      uint32_t flags = flags_of(name->id);
      if ((flags & (kDefGlobal | kDefNonlocal)) != 0 && current_ != table_.top &&
          node->simple != 0) {
        fail(node, "annotated name " + quoted(name->id) + " can't be " +
                       ((flags & kDefGlobal) != 0 ? "global" : "nonlocal"));
        return;
      }
      if (node->simple != 0) {
        define(name->id, kDefAnnotated | kDefLocal, node->target);
      } else if (node->value != nullptr) {
        define(name->id, kDefLocal, node->target);
      }
    } else {
      expression(node->target);
    }
    annotation(node->annotation);
    if (node->value != nullptr) expression(node->value);
  }

  void visit(For* node) { loop(node->target, node->iter, node->body, node->orelse); }
  void visit(AsyncFor* node) { loop(node->target, node->iter, node->body, node->orelse); }
  void loop(ExprNode* target, ExprNode* iter, Span<StmtNode*> body, Span<StmtNode*> orelse) {
    expression(target);
    expression(iter);
    statements(body);
    statements(orelse);
  }
  void visit(While* node) {
    expression(node->test);
    statements(node->body);
    statements(node->orelse);
  }
  void visit(If* node) {
    expression(node->test);
    statements(node->body);
    statements(node->orelse);
  }
  void visit(With* node) { with(node->items, node->body); }
  void visit(AsyncWith* node) { with(node->items, node->body); }
  void with(Span<WithItem*> items, Span<StmtNode*> body) {
    for (WithItem* item : items) {
      expression(item->context_expr);
      if (item->optional_vars != nullptr) expression(item->optional_vars);
    }
    statements(body);
  }
  void visit(Match* node) {
    expression(node->subject);
    for (MatchCase* match_case : node->cases) {
      pattern(match_case->pattern);
      if (match_case->guard != nullptr) expression(match_case->guard);
      statements(match_case->body);
    }
  }
  void visit(Raise* node) {
    if (node->exc != nullptr) expression(node->exc);
    if (node->cause != nullptr) expression(node->cause);
  }
  void visit(Try* node) {
    try_statement(node->body, node->handlers, node->orelse, node->finalbody);
  }
  void visit(TryStar* node) {
    try_statement(node->body, node->handlers, node->orelse, node->finalbody);
  }
  void try_statement(Span<StmtNode*> body, Span<ExceptHandlerNode*> handlers,
                     Span<StmtNode*> orelse, Span<StmtNode*> finalbody) {
    statements(body);
    statements(orelse);
    for (ExceptHandlerNode* node : handlers) {
      auto* handler = static_cast<ExceptHandler*>(node);
      if (handler->type != nullptr) expression(handler->type);
      if (handler->name != nullptr) define(handler->name, kDefLocal, handler);
      statements(handler->body);
    }
    statements(finalbody);
  }
  void visit(Assert* node) {
    expression(node->test);
    if (node->msg != nullptr) expression(node->msg);
  }
  void visit(Import* node) { aliases(node->names); }
  void visit(ImportFrom* node) { aliases(node->names); }

  void aliases(Span<Alias*> names) {
    for (Alias* alias : names) {
      if (alias->asname == nullptr && alias->name->text == "*") {
        if (current_->type != BlockType::kModule)
          fail(alias, "import * only allowed at module level");
        continue;
      }
      Identifier bound = alias->asname;
      if (bound == nullptr) {
        size_t dot = alias->name->text.find('.');
        bound = dot == std::string_view::npos ? alias->name
                                              : arena_.intern(alias->name->text.substr(0, dot));
      }
      define(bound, kDefImport, alias);
    }
  }

  void visit(Global* node) { declare(node, node->names, kDefGlobal, "global"); }
  void visit(Nonlocal* node) { declare(node, node->names, kDefNonlocal, "nonlocal"); }

  void declare(StmtNode* node, Span<Identifier> names, uint32_t flag, const char* what) {
    for (Identifier name : names) {
      uint32_t flags = flags_of(name);
      std::string subject = "name " + quoted(name);
      if ((flags & kDefParameter) != 0) {
        fail(node, subject + " is parameter and " + what);
      } else if ((flags & kUse) != 0) {
        fail(node, subject + " is used prior to " + what + " declaration");
      } else if ((flags & kDefAnnotated) != 0) {
        fail(node, "annotated " + subject + " can't be " + what);
      } else if ((flags & kDefLocal) != 0) {
        fail(node, subject + " is assigned to before " + what + " declaration");
      }
      define(name, flag, node);
      directives_[current_].try_emplace(mangle(arena_, class_name_, name), node);
    }
  }

  void visit(Expr* node) { expression(node->value); }
  void visit(Pass*) {}
  void visit(Break*) {}
  void visit(Continue*) {}

  // --- expressions ------------------------------------------------------------------------------

  void expressions(Span<ExprNode*> nodes) {
    for (ExprNode* node : nodes) expression(node);
  }

  void expression(ExprNode* node) {
    if (failed_ || !descend()) return;
    visit_expr(node, [this](auto* exact) { visit(exact); });
    --depth_;
  }

  // Trees may be deep (a program can build them by hand); every later pass recurses no deeper than
  // this one.
  bool descend() {
    if (++depth_ <= kMaximumDepth) return true;
    if (!failed_) {
      failed_ = true;
      error_.kind = SyntaxErrorKind::RecursionError;
      error_.message = "maximum recursion depth exceeded during compilation";
    }
    return false;
  }
  void optional(ExprNode* node) {
    if (node != nullptr) expression(node);
  }

  bool forbidden_in_annotation(const LocatedNode* node, const char* what) {
    if (current_->type != BlockType::kAnnotation) return false;
    fail(node, std::string("'") + what + "' can not be used within an annotation");
    return true;
  }

  void visit(BoolOp* node) { expressions(node->values); }
  void visit(NamedExpr* node) {
    if (forbidden_in_annotation(node, "named expression")) return;
    if (current_->comprehension_iterable_depth > 0) {
      fail(node, "assignment expression cannot be used in a comprehension iterable expression");
      return;
    }
    if (auto* name = as<Name>(node->target)) {
      if (current_->is_comprehension()) bind_walrus_in_comprehension(name);
    }
    expression(node->value);
    auto* name = as<Name>(node->target);
    if (name != nullptr && !current_->is_comprehension())
      current_->ensure(mangle(arena_, class_name_, name->id)).is_walrus_target = true;
    expression(node->target);
  }

  // PEP 572: the target belongs to the nearest enclosing block that is no comprehension.
  void bind_walrus_in_comprehension(Name* target) {
    Identifier name = mangle(arena_, class_name_, target->id);
    for (Block* block = current_; block != nullptr; block = block->parent) {
      if (block->is_comprehension()) {
        const Symbol* symbol = block->find(name);
        if (symbol != nullptr && (symbol->flags & kDefComprehensionTarget) != 0) {
          return fail(target,
                      "assignment expression cannot rebind comprehension iteration variable " +
                          quoted(target->id));
        }
        continue;
      }
      if (block->type == BlockType::kClass) {
        return fail(target,
                    "assignment expression within a comprehension cannot be used in a class body");
      }
      if (block->type == BlockType::kFunction) {
        const Symbol* symbol = block->find(name);
        bool is_global = symbol != nullptr && (symbol->flags & kDefGlobal) != 0;
        define(target->id, is_global ? kDefGlobal : kDefNonlocal, target);
        directives_[current_].try_emplace(name, target);
        define(target->id, kDefLocal, target, block);
        block->ensure(name).is_walrus_target = true;
      } else {
        define(target->id, kDefGlobal, target);
        directives_[current_].try_emplace(name, target);
        define(target->id, kDefGlobal, target, block);
      }
      return;
    }
  }

  void visit(BinOp* node) {
    expression(node->left);
    expression(node->right);
  }
  void visit(UnaryOp* node) { expression(node->operand); }
  void visit(Lambda* node) {
    defaults(node->args);
    enter(arena_.intern("lambda"), BlockType::kFunction, node, node);
    parameters(node->args, node);
    expression(node->body);
    leave();
  }
  void visit(IfExp* node) {
    expression(node->test);
    expression(node->body);
    expression(node->orelse);
  }
  void visit(Dict* node) {
    for (ExprNode* key : node->keys) optional(key);
    expressions(node->values);
  }
  void visit(Set* node) { expressions(node->elts); }
  void visit(ListComp* node) {
    comprehension(node, ComprehensionKind::kList, "listcomp", node->generators, node->elt, nullptr);
  }
  void visit(SetComp* node) {
    comprehension(node, ComprehensionKind::kSet, "setcomp", node->generators, node->elt, nullptr);
  }
  void visit(DictComp* node) {
    comprehension(node, ComprehensionKind::kDict, "dictcomp", node->generators, node->key,
                  node->value);
  }
  void visit(GeneratorExp* node) {
    comprehension(node, ComprehensionKind::kGenerator, "genexpr", node->generators, node->elt,
                  nullptr);
  }

  void iterable(ExprNode* node) {
    Block* block = current_;
    ++block->comprehension_iterable_depth;
    expression(node);
    --block->comprehension_iterable_depth;
  }
  void comprehension_target(ExprNode* node) {
    current_->in_comprehension_target = true;
    expression(node);
    current_->in_comprehension_target = false;
  }

  void comprehension(ExprNode* node, ComprehensionKind kind, const char* name,
                     Span<Comprehension*> generators, ExprNode* element, ExprNode* value) {
    Comprehension* outermost = generators[0];
    iterable(outermost->iter);
    enter(arena_.intern(name), BlockType::kFunction, node, node);
    Block* block = current_;
    block->comprehension = kind;
    if (outermost->is_async != 0) block->is_coroutine = true;
    define(arena_.intern(".0"), kDefParameter, node);
    comprehension_target(outermost->target);
    expressions(outermost->ifs);
    for (uint32_t i = 1; i < generators.size; ++i) {
      Comprehension* inner = generators[i];
      comprehension_target(inner->target);
      iterable(inner->iter);
      expressions(inner->ifs);
      if (inner->is_async != 0) block->is_coroutine = true;
    }
    if (value != nullptr) expression(value);
    expression(element);
    block->is_generator = kind == ComprehensionKind::kGenerator;
    bool is_async = block->is_coroutine && kind != ComprehensionKind::kGenerator;
    leave();
    if (is_async) current_->is_coroutine = true;
  }

  void reject_yield_in_comprehension(const LocatedNode* node) {
    static const char* const kNames[] = {"", "list comprehension", "dict comprehension",
                                         "set comprehension", "generator expression"};
    if (!current_->is_comprehension()) return;
    fail(node, std::string("'yield' inside ") + kNames[static_cast<int>(current_->comprehension)]);
  }
  void visit(Await* node) {
    if (forbidden_in_annotation(node, "await expression")) return;
    expression(node->value);
    current_->is_coroutine = true;
  }
  void visit(Yield* node) {
    if (forbidden_in_annotation(node, "yield expression")) return;
    optional(node->value);
    current_->is_generator = true;
    reject_yield_in_comprehension(node);
  }
  void visit(YieldFrom* node) {
    if (forbidden_in_annotation(node, "yield expression")) return;
    expression(node->value);
    current_->is_generator = true;
    reject_yield_in_comprehension(node);
  }
  void visit(Compare* node) {
    expression(node->left);
    expressions(node->comparators);
  }
  void visit(Call* node) {
    expression(node->func);
    expressions(node->args);
    for (Keyword* keyword : node->keywords) expression(keyword->value);
  }
  void visit(FormattedValue* node) {
    expression(node->value);
    optional(node->format_spec);
  }
  void visit(JoinedStr* node) { expressions(node->values); }
  void visit(Constant*) {}
  void visit(Attribute* node) { expression(node->value); }
  void visit(Subscript* node) {
    expression(node->value);
    expression(node->slice);
  }
  void visit(Starred* node) { expression(node->value); }
  void visit(Name* node) {
    define(node->id, node->ctx == ExprContext::Load ? kUse : kDefLocal, node);
    // Zero-argument super() needs the class that the method was defined in.
    if (node->ctx == ExprContext::Load && current_->is_function_like() &&
        node->id->text == "super") {
      define(arena_.intern("__class__"), kUse, node);
    }
  }
  void visit(List* node) { expressions(node->elts); }
  void visit(Tuple* node) { expressions(node->elts); }
  void visit(Slice* node) {
    optional(node->lower);
    optional(node->upper);
    optional(node->step);
  }

  // --- patterns ---------------------------------------------------------------------------------

  void pattern(PatternNode* node) {
    visit_pattern(node, [this](auto* exact) { visit(exact); });
  }
  void patterns(Span<PatternNode*> nodes) {
    for (PatternNode* node : nodes) pattern(node);
  }
  void visit(MatchValue* node) { expression(node->value); }
  void visit(MatchSingleton*) {}
  void visit(MatchSequence* node) { patterns(node->patterns); }
  void visit(MatchMapping* node) {
    expressions(node->keys);
    patterns(node->patterns);
    if (node->rest != nullptr) define(node->rest, kDefLocal, node);
  }
  void visit(MatchClass* node) {
    expression(node->cls);
    patterns(node->patterns);
    patterns(node->kwd_patterns);
  }
  void visit(MatchStar* node) {
    if (node->name != nullptr) define(node->name, kDefLocal, node);
  }
  void visit(MatchAs* node) {
    if (node->pattern != nullptr) pattern(node->pattern);
    if (node->name != nullptr) define(node->name, kDefLocal, node);
  }
  void visit(MatchOr* node) { patterns(node->patterns); }

  static constexpr int kMaximumDepth = 3000;

  Arena& arena_;
  SymbolTable& table_;
  int depth_ = 0;
  bool future_annotations_;
  Block* current_ = nullptr;
  Identifier class_name_ = nullptr;
  Directives directives_;
  bool failed_ = false;
  SyntaxErrorInfo error_;
};

}  // namespace

SymbolTableResult analyze_scopes(Arena& arena, const Mod* tree, bool future_annotations) {
  SymbolTableResult result;
  auto table = std::make_unique<SymbolTable>();
  SymbolCollector collector(arena, *table, future_annotations);
  collector.collect(tree);
  if (collector.failed()) {
    result.error = collector.error();
  } else if (resolve_scopes(arena, *table, &result.error, collector.directives())) {
    result.table = std::move(table);
  }
  result.error.only_message = true;
  return result;
}

}  // namespace pyro::compiler
