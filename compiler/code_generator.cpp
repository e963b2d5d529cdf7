#include "compiler/code_generator.h"

#include <algorithm>

namespace pyro::compiler {

using namespace ast;

void CodeGenerator::fail(const LocatedNode* where, std::string message) {
  if (failed_) return;
  failed_ = true;
  error_.message = std::move(message);
  error_.lineno = where->lineno;
  error_.offset = where->col_offset + 1;
  error_.end_lineno = where->end_lineno;
  error_.end_offset = where->end_col_offset + 1;
}

LocatedNode CodeGenerator::here() {
  const Position& position = emitter().position();
  LocatedNode node{};
  node.lineno = position.line;
  node.col_offset = position.column;
  node.end_lineno = position.end_line;
  node.end_col_offset = position.end_column;
  return node;
}

void CodeGenerator::warn(const LocatedNode* where, std::string message) {
  warnings.push_back({WarningCategory::SyntaxWarning, std::move(message), where->lineno,
                      where->col_offset, where->end_lineno, where->end_col_offset});
}

// --- units

std::string CodeGenerator::qualified_name(Block* block, std::string_view name) {
  Unit* parent = unit_;
  if (parent == nullptr || parent->block->type == BlockType::kModule) return std::string(name);
  if (block->node->node_kind == NodeKind::FunctionDef ||
      block->node->node_kind == NodeKind::AsyncFunctionDef ||
      block->node->node_kind == NodeKind::ClassDef) {
    const Symbol* symbol = parent->block->find(mangled(block->name));
    if (symbol != nullptr && symbol->scope == NameScope::kGlobalExplicit) return std::string(name);
  }
  std::string prefix = parent->emitter.unit.qualified_name;
  if (parent->block->type == BlockType::kFunction && !parent->block->is_comprehension())
    prefix += ".<locals>";
  return prefix + "." + std::string(name);
}

uint32_t CodeGenerator::code_flags(const Block& block) const {
  uint32_t flags = future_flags_ & kFutureMask;
  if (block.type == BlockType::kFunction) {
    flags |= kCodeNewLocals | kCodeOptimized;
    if (block.is_nested) flags |= kCodeNested;
    if (block.is_generator) flags |= block.is_coroutine ? kCodeAsyncGenerator : kCodeGenerator;
    if (!block.is_generator && block.is_coroutine) flags |= kCodeCoroutine;
    if (block.has_varargs) flags |= kCodeVarargs;
    if (block.has_varkeywords) flags |= kCodeVarkeywords;
  } else if (block.type == BlockType::kModule && block.is_coroutine &&
             options_.allow_top_level_await) {
    flags |= kCodeCoroutine;
  }
  return flags;
}

namespace {

std::vector<Identifier> sorted_names(const Block& block, auto predicate) {
  std::vector<Identifier> names;
  for (const Symbol& symbol : block.symbols) {
    if (predicate(symbol)) names.push_back(symbol.name);
  }
  std::sort(names.begin(), names.end(),
            [](Identifier a, Identifier b) { return a->text < b->text; });
  return names;
}

int variable_limit(const Block& block) {
  if (block.type != BlockType::kFunction) return 0;
  auto count = static_cast<int>(block.parameters.size());
  for (const Symbol& symbol : block.symbols) {
    if ((symbol.flags & kDefParameter) == 0 && symbol.scope == NameScope::kLocal) ++count;
  }
  return count;
}

}  // namespace

void CodeGenerator::enter_unit(Block* block, std::string_view name, int first_line,
                               Parameters parameters) {
  auto cells = sorted_names(*block, [](const Symbol& s) { return s.scope == NameScope::kCell; });
  if (block->type == BlockType::kClass && block->needs_class_closure)
    cells.push_back(arena_.intern("__class__"));
  auto frees = sorted_names(*block, [](const Symbol& s) {
    return s.scope == NameScope::kFree || (s.flags & kDefFreeClass) != 0;
  });
  auto is_parameter = [&](Identifier cell) {
    return std::find(block->parameters.begin(), block->parameters.end(), cell) !=
           block->parameters.end();
  };
  // Captured parameters come first, in their order; then the others by name.
  auto position_of = [&](Identifier cell) {
    return std::find(block->parameters.begin(), block->parameters.end(), cell) -
           block->parameters.begin();
  };
  std::stable_sort(cells.begin(), cells.end(),
                   [&](Identifier a, Identifier b) { return position_of(a) < position_of(b); });
  int own_cells = 0;
  for (Identifier cell : cells) own_cells += is_parameter(cell) ? 0 : 1;
  std::string qualified = qualified_name(block, name);
  auto parameter_count = static_cast<int>(block->parameters.size());
  auto* unit =
      new Unit(parameter_count, variable_limit(*block), own_cells, static_cast<int>(frees.size()));
  unit->block = block;
  unit->parent = unit_;
  unit_ = unit;
  CodeUnit& code = unit->emitter.unit;
  code.name = std::string(name);
  code.qualified_name = std::move(qualified);
  code.filename = options_.filename;
  code.first_line = first_line;
  code.flags = code_flags(*block);
  code.argument_count = parameters.positional;
  code.positional_only_count = parameters.positional_only;
  code.keyword_only_count = parameters.keyword_only;
  for (Identifier parameter : block->parameters)
    unit->emitter.variable_place(std::string(parameter->text), nullptr);

  int next_place = 0;
  auto add = [&](Identifier cell, std::vector<std::string>& names, Place place) {
    int index = static_cast<int>(code.cell_registers.size());
    unit->cells[cell] = {index, place};
    names.emplace_back(cell->text);
    code.cell_registers.push_back(static_cast<uint16_t>(place.register_number));
  };
  for (Identifier cell : cells) {
    add(cell, code.cell_names,
        is_parameter(cell) ? unit->emitter.variable_place(std::string(cell->text), nullptr)
                           : unit->emitter.cell_place(next_place++));
    if (block->type == BlockType::kClass) unit->class_cell = unit->cells[cell];
  }
  for (Identifier free : frees) add(free, code.free_names, unit->emitter.cell_place(next_place++));
  unit->expression_base = unit->emitter.top();
  unit->emitter.set_position({first_line, first_line, 0, 0});
  emit_prologue(parameter_count);
}

// What has to happen before the first statement: the generator object, far parameters, cells.
void CodeGenerator::emit_prologue(int parameter_count) {
  Emitter& e = emitter();
  CodeUnit& code = e.unit;
  if ((code.flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) != 0)
    e.emit(Op::kReturnGenerator);
  for (int i = 0; e.is_far_code() && i < parameter_count && i < Emitter::kRegisterLimit; ++i) {
    Place place = e.variable_place(code.variable_names[static_cast<size_t>(i)], nullptr);
    if (place.is_far) e.emit_wide(Op::kSetFar, i, place.register_number);
  }
  TemporaryScope scope(*this);
  auto is_parameter = [&](const std::string& name) {
    auto end = code.variable_names.begin() + parameter_count;
    return std::find(code.variable_names.begin(), end, name) != end;
  };
  for (const std::string& name : code.cell_names) {
    Place place = closure_cell(arena_.intern(name)).place;
    if (!place.is_far) {
      e.emit(Op::kMakeCell, place.register_number);
      continue;
    }
    TemporaryScope inner(*this);
    Register cell = e.push_temporary();
    if (is_parameter(name)) {
      e.emit_wide(Op::kGetFar, cell, place.register_number);
    } else {
      load_unbound(cell);
    }
    e.emit(Op::kMakeCell, cell);
    e.emit_wide(Op::kSetFar, cell, place.register_number);
  }
  if (code.free_names.empty()) return;
  auto count = static_cast<int>(code.free_names.size());
  Place first = unit_->cells[arena_.intern(code.free_names[0])].place;
  if (!first.is_far) {
    e.emit(Op::kCopyFreeCells, first.register_number, 0, count);
    return;
  }
  Register base = e.top();
  for (int i = 0; i < count; ++i) e.push_temporary();
  e.emit(Op::kCopyFreeCells, base, 0, count);
  for (int i = 0; i < count; ++i) e.emit_wide(Op::kSetFar, base + i, first.register_number + i);
}

std::shared_ptr<CodeUnit> CodeGenerator::leave_unit() {
  std::unique_ptr<Unit> unit(unit_);
  unit_ = unit->parent;
  if (failed_) return std::make_shared<CodeUnit>();
  std::string problem = unit->emitter.finish();
  if (!problem.empty() && !failed_) {
    failed_ = true;
    error_.message = problem;
    error_.lineno = unit->emitter.unit.first_line;
    error_.offset = error_.end_offset = 1;
    error_.end_lineno = error_.lineno;
  }
  return std::make_shared<CodeUnit>(std::move(unit->emitter.unit));
}

void CodeGenerator::emit_implicit_return() {
  Emitter& e = emitter();
  if (!e.is_reachable()) return;
  TemporaryScope scope(*this);
  if (e.size() > 0) e.set_position(e.instruction(e.size() - 1).position);
  e.begin_implicit_return();
  Register none = e.push_temporary();
  load_none(none);
  e.emit(Op::kReturn, none);
}

// --- modules

namespace {

bool has_annotations(Span<StmtNode*> body);

bool has_annotations(Span<ExceptHandlerNode*> handlers) {
  for (ExceptHandlerNode* handler : handlers) {
    if (has_annotations(static_cast<ExceptHandler*>(handler)->body)) return true;
  }
  return false;
}

bool has_annotations(StmtNode* node) {
  switch (node->node_kind) {
    case NodeKind::AnnAssign:
      return true;
    case NodeKind::For:
      return has_annotations(as<For>(node)->body) || has_annotations(as<For>(node)->orelse);
    case NodeKind::AsyncFor:
      return has_annotations(as<AsyncFor>(node)->body) ||
             has_annotations(as<AsyncFor>(node)->orelse);
    case NodeKind::While:
      return has_annotations(as<While>(node)->body) || has_annotations(as<While>(node)->orelse);
    case NodeKind::If:
      return has_annotations(as<If>(node)->body) || has_annotations(as<If>(node)->orelse);
    case NodeKind::With:
      return has_annotations(as<With>(node)->body);
    case NodeKind::AsyncWith:
      return has_annotations(as<AsyncWith>(node)->body);
    case NodeKind::Match:
      for (MatchCase* match_case : as<Match>(node)->cases) {
        if (has_annotations(match_case->body)) return true;
      }
      return false;
    case NodeKind::Try: {
      auto* statement = as<Try>(node);
      return has_annotations(statement->body) || has_annotations(statement->handlers) ||
             has_annotations(statement->orelse) || has_annotations(statement->finalbody);
    }
    case NodeKind::TryStar: {
      auto* statement = as<TryStar>(node);
      return has_annotations(statement->body) || has_annotations(statement->handlers) ||
             has_annotations(statement->orelse) || has_annotations(statement->finalbody);
    }
    default:
      return false;
  }
}

bool has_annotations(Span<StmtNode*> body) {
  return std::any_of(body.begin(), body.end(),
                     [](StmtNode* node) { return has_annotations(node); });
}

}  // namespace

void CodeGenerator::body_with_docstring(Span<StmtNode*> body) {
  Emitter& e = emitter();
  if (body.size > 0) {
    PositionScope at(*this, body[0]);
    if (has_annotations(body)) e.emit(Op::kSetupAnnotations);
  }
  uint32_t first = 0;
  auto* expression = body.size > 0 ? as<Expr>(body[0]) : nullptr;
  auto* constant = expression != nullptr ? as<ast::Constant>(expression->value) : nullptr;
  if (constant != nullptr && constant->value.kind == ConstantKind::Str && !is_interactive_) {
    first = 1;
    if (options_.optimize_level < 2) {
      PositionScope at(*this, constant);
      TemporaryScope scope(*this);
      Register value = e.push_temporary();
      load_constant(constant->value, value);
      store_name(arena_.intern("__doc__"), value);
    }
  }
  for (uint32_t i = first; i < body.size && !failed_; ++i) statement(body[i]);
}

std::shared_ptr<CodeUnit> CodeGenerator::generate(const Mod* tree) {
  enter_unit(table_.top, "<module>", 1, {});
  Emitter& e = emitter();
  switch (tree->node_kind) {
    case NodeKind::Module:
      body_with_docstring(static_cast<const Module*>(tree)->body);
      break;
    case NodeKind::Interactive:
      is_interactive_ = true;
      body_with_docstring(static_cast<const Interactive*>(tree)->body);
      break;
    case NodeKind::Expression: {
      ExprNode* body = static_cast<const Expression*>(tree)->body;
      TemporaryScope scope(*this);
      Register value = operand(body);
      PositionScope at(*this, body);
      e.emit(Op::kReturn, value);
      break;
    }
    default:
      break;
  }
  emit_implicit_return();
  return leave_unit();
}

// --- entry

namespace {

struct FutureScan {
  uint32_t flags;
  bool failed = false;
  SyntaxErrorInfo error;
  std::unordered_set<const Node*> imports;

  void fail(const StmtNode* where, std::string message) {
    failed = true;
    error.message = std::move(message);
    error.lineno = where->lineno;
    error.offset = where->col_offset + 1;
    error.end_lineno = where->end_lineno;
    error.end_offset = kNoPosition;
    error.only_message = true;
  }

  void features(const ImportFrom* node) {
    static constexpr std::pair<std::string_view, uint32_t> kFeatures[] = {
        {"nested_scopes", 0},    {"generators", 0},
        {"division", 0},         {"absolute_import", 0},
        {"with_statement", 0},   {"print_function", 0},
        {"unicode_literals", 0}, {"barry_as_FLUFL", kFutureBarryAsBdfl},
        {"generator_stop", 0},   {"annotations", kFutureAnnotations},
    };
    for (Alias* alias : node->names) {
      if (failed) return;
      std::string_view name = alias->name->text;
      auto found = std::find_if(std::begin(kFeatures), std::end(kFeatures),
                                [&](auto& f) { return f.first == name; });
      if (found != std::end(kFeatures)) {
        flags |= found->second;
      } else if (name == "braces") {
        fail(node, "not a chance");
      } else {
        fail(node, "future feature " + std::string(name) + " is not defined");
      }
    }
  }

  static bool is_future_import(const StmtNode* node) {
    auto* import = as<ImportFrom>(node);
    return import != nullptr && import->module != nullptr && import->level == 0 &&
           import->module->text == "__future__";
  }

  void scan(Span<StmtNode*> body) {
    int other_line =
        0;  // of the first statement that is neither; what follows on that line still counts
    for (uint32_t i = 0; i < body.size && !failed; ++i) {
      StmtNode* node = body[i];
      if (other_line != 0 && node->lineno > other_line) break;
      if (is_future_import(node)) {
        if (other_line != 0) {
          fail(node, "from __future__ imports must occur at the beginning of the file");
          error.offset = node->col_offset;
          break;
        }
        features(as<ImportFrom>(node));
        imports.insert(node);
        continue;
      }
      auto* expression = as<Expr>(node);
      auto* constant = expression != nullptr ? as<ast::Constant>(expression->value) : nullptr;
      if (i == 0 && constant != nullptr && constant->value.kind == ConstantKind::Str) continue;
      if (other_line == 0) other_line = node->lineno;
    }
  }
};

}  // namespace

namespace {

FutureScan scan_futures(const Mod* tree, uint32_t flags) {
  FutureScan future{.flags = flags & kFutureMask, .failed = false, .error = {}, .imports = {}};
  if (tree->node_kind == NodeKind::Module) future.scan(static_cast<const Module*>(tree)->body);
  if (tree->node_kind == NodeKind::Interactive)
    future.scan(static_cast<const Interactive*>(tree)->body);
  return future;
}

}  // namespace

bool collect_future_flags(const Mod* tree, uint32_t* flags, SyntaxErrorInfo* error) {
  FutureScan future = scan_futures(tree, *flags);
  if (future.failed) *error = future.error;
  *flags |= future.flags;
  return !future.failed;
}

CompileResult compile_module(Arena& arena, const Mod* tree, const CompileOptions& options) {
  CompileResult result;
  FutureScan future = scan_futures(tree, options.future_flags);
  if (future.failed) {
    result.error = future.error;
    return result;
  }
  SymbolTableResult scopes = analyze_scopes(arena, tree, (future.flags & kFutureAnnotations) != 0);
  if (scopes.table == nullptr) {
    result.error = scopes.error;
    return result;
  }
  CodeGenerator generator(arena, *scopes.table, options, future.flags, std::move(future.imports));
  std::shared_ptr<CodeUnit> unit = generator.generate(tree);
  result.warnings = std::move(generator.warnings);
  if (generator.failed()) {
    result.error = generator.error();
  } else {
    result.unit = std::move(unit);
  }
  return result;
}

}  // namespace pyro::compiler
