// def, lambda, class: what is evaluated when the definition runs.

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

CodeGenerator::Parameters CodeGenerator::count_parameters(const Arguments* args) {
  auto positional_only = static_cast<int>(args->posonlyargs.size);
  return {.positional = positional_only + static_cast<int>(args->args.size),
          .positional_only = positional_only,
          .keyword_only = static_cast<int>(args->kwonlyargs.size)};
}

bool CodeGenerator::check_parameters(Arguments* args, const LocatedNode* where) {
  auto check = [&](Arg* arg) {
    return arg == nullptr || check_not_debug(where, arg->arg, ExprContext::Store);
  };
  for (Arg* arg : args->posonlyargs) {
    if (!check(arg)) return false;
  }
  for (Arg* arg : args->args) {
    if (!check(arg)) return false;
  }
  if (!check(args->vararg)) return false;
  for (Arg* arg : args->kwonlyargs) {
    if (!check(arg)) return false;
  }
  return check(args->kwarg);
}

// Default values: a tuple in base and a dict of those of keyword-only parameters in base+1. Returns
// MAKE_FUNCTION's flags.
int CodeGenerator::default_values(Arguments* args, Register base) {
  Emitter& e = emitter();
  int flags = 0;
  if (args->defaults.size > 0) {
    flags |= 1;
    TemporaryScope scope(*this);
    Tuple tuple;
    tuple.elts = args->defaults;
    tuple.lineno = args->defaults[0]->lineno;
    bool all_constant = true;
    std::vector<ConstantValue> values;
    for (ExprNode* node : args->defaults) {
      const ConstantValue* value = folder_.fold(node);
      all_constant = all_constant && value != nullptr;
      if (all_constant) values.push_back(*value);
    }
    if (all_constant) {
      ConstantValue value;
      value.kind = ConstantKind::Tuple;
      value.items = arena_.copy_span(values);
      load_constant(value, base);
    } else {
      visit(&tuple, base);
    }
  }
  bool has_dict = false;
  for (uint32_t i = 0; i < args->kwonlyargs.size; ++i) {
    ExprNode* value = args->kw_defaults[i];
    if (value == nullptr) continue;
    TemporaryScope scope(*this);
    if (!has_dict) e.emit(Op::kBuildMap, base + 1);
    has_dict = true;
    Register key = e.push_temporary();
    load_constant(string_constant(mangled(args->kwonlyargs[i]->arg)->text), key);
    Register result = operand(value);
    e.emit(Op::kMapAdd, base + 1, key, result);
  }
  return flags | (has_dict ? 2 : 0);
}

void CodeGenerator::annotation_value(ExprNode* node, Register destination) {
  Emitter& e = emitter();
  if (emits_future_annotations()) {
    PositionScope at(*this, node);
    return load_constant(string_constant(unparse(node)), destination);
  }
  if (auto* starred = as<Starred>(node)) {
    // *args: *Ts means the only item of the unpacked annotation.
    PositionScope at(*this, node);
    TemporaryScope scope(*this);
    Register value = operand(starred->value);
    Register item = e.push_temporary();
    e.emit(Op::kUnpack, item, value, 1);
    e.move(destination, item);
    return;
  }
  into(node, destination);
}

// Annotations: a tuple of alternating names and values in base+2.
bool CodeGenerator::annotations(Arguments* args, ExprNode* returns, Register base) {
  Emitter& e = emitter();
  std::vector<std::pair<Identifier, ExprNode*>> items;
  auto add = [&](Arg* arg) {
    if (arg != nullptr && arg->annotation != nullptr)
      items.push_back({mangled(arg->arg), arg->annotation});
  };
  for (Arg* arg : args->args) add(arg);
  for (Arg* arg : args->posonlyargs) add(arg);
  add(args->vararg);
  for (Arg* arg : args->kwonlyargs) add(arg);
  add(args->kwarg);
  if (returns != nullptr) items.push_back({arena_.intern("return"), returns});
  if (items.empty()) return false;
  TemporaryScope scope(*this);
  bool is_short = fits_window(items.size() * 2);
  Register list = base + 2;
  if (!is_short) e.emit(Op::kBuildList, list);
  Register first = e.top();
  for (auto& [name, node] : items) {
    if (!is_short) e.pop_temporaries_to(first);
    Register key = e.push_temporary();
    load_constant(string_constant(name->text), key);
    Register value = e.push_temporary();
    annotation_value(node, value);
    if (is_short) continue;  // the window grows by two registers per item
    e.emit(Op::kListAppend, list, key);
    e.emit(Op::kListAppend, list, value);
  }
  if (is_short) {
    e.emit(Op::kBuildTuple, list, first, static_cast<int>(items.size() * 2));
  } else {
    e.emit(Op::kListToTuple, list, list);
  }
  return true;
}

// Makes the function. `base` is -1, or the first of four temporaries filled as `flags` says.
void CodeGenerator::make_closure(const std::shared_ptr<CodeUnit>& code, const Block*, Register base,
                                 int flags, Register destination) {
  Emitter& e = emitter();
  if (!e.is_emitting) return;
  TemporaryScope scope(*this);
  Constant constant;
  constant.kind = Constant::Kind::kCode;
  constant.code = code;
  auto index = static_cast<uint32_t>(e.constant(constant));
  if (!code->free_names.empty()) {
    if (base < 0) {
      base = e.top();
      for (int i = 0; i < 4; ++i) e.push_temporary();
    }
    flags |= 8;
    Register first = e.top();
    for (const std::string& name : code->free_names) {
      Register slot = e.push_temporary();
      const Unit::CellInfo& cell = closure_cell(arena_.intern(name));
      if (cell.place.is_far) {
        e.emit_wide(Op::kGetFar, slot, cell.place.register_number);
      } else {
        e.move(slot, cell.place.register_number);
      }
    }
    e.emit(Op::kBuildTuple, base + 3, first, static_cast<int>(code->free_names.size()));
  }
  e.emit(Op::kMakeFunction, destination, flags == 0 ? 0 : base, flags, index);
}

// Decorators are evaluated in order, before everything else; each waits in a call window for its
// argument, the outer ones below. Returns the windows; *destination is where the decorated thing
// has to go.
std::vector<Register> CodeGenerator::decorators(Span<ExprNode*> nodes, Register* destination) {
  Emitter& e = emitter();
  std::vector<Register> bases;
  for (ExprNode* node : nodes) {
    Register base = e.push_temporary();
    into(node, base);
    PositionScope at(*this, node);
    load_unbound(e.push_temporary());
    bases.push_back(base);
  }
  *destination = e.push_temporary();
  return bases;
}

void CodeGenerator::apply_decorators(Span<ExprNode*> nodes, const std::vector<Register>& bases) {
  for (size_t i = bases.size(); i-- > 0;) {
    PositionScope at(*this, nodes[i]);
    // The result is the argument of the next outer decorator, right behind its window's first two
    // registers.
    Register result = bases[i];
    emit_call(result, bases[i], 1);
  }
}

void CodeGenerator::function_statement(StmtNode* node, Identifier name, Arguments* args,
                                       Span<StmtNode*> body, Span<ExprNode*> decorator_list,
                                       ExprNode* returns) {
  Emitter& outer = emitter();
  if (!check_parameters(args, node)) return;
  if (!check_not_debug(node, name, ExprContext::Store)) return;
  TemporaryScope scope(*this);
  Register function = -1;
  int first_line = decorator_list.size > 0 ? decorator_list[0]->lineno : node->lineno;
  std::vector<Register> bases = decorators(decorator_list, &function);
  Register base = outer.top();
  for (int i = 0; i < 4; ++i) outer.push_temporary();
  int flags = default_values(args, base);
  if (annotations(args, returns, base)) flags |= 4;
  Block* block = table_.block_of(node);
  enter_unit(block, name->text, first_line, count_parameters(args));
  bool has_docstring = false;
  if (auto* first = body.size > 0 ? as<Expr>(body[0]) : nullptr) {
    auto* text = as<ast::Constant>(first->value);
    if (text != nullptr && text->value.kind == ConstantKind::Str) {
      has_docstring = true;
      emitter().constant(options_.optimize_level < 2 ? to_constant(text->value) : none_constant());
    }
  }
  if (!has_docstring) emitter().constant(none_constant());
  for (uint32_t i = has_docstring ? 1 : 0; i < body.size && !failed_; ++i) statement(body[i]);
  emit_implicit_return();
  std::shared_ptr<CodeUnit> code = leave_unit();
  Register variable = bases.empty() ? local_register(name) : -1;
  if (variable >= 0) {
    make_closure(code, block, base, flags, variable);
    return;
  }
  make_closure(code, block, base, flags, function);
  apply_decorators(decorator_list, bases);
  store_name(name, bases.empty() ? function : bases[0]);
}

void CodeGenerator::visit(FunctionDef* node) {
  function_statement(node, node->name, node->args, node->body, node->decorator_list, node->returns);
}

void CodeGenerator::visit(AsyncFunctionDef* node) {
  function_statement(node, node->name, node->args, node->body, node->decorator_list, node->returns);
}

void CodeGenerator::visit(Lambda* node, Register destination) {
  Emitter& outer = emitter();
  if (!check_parameters(node->args, node)) return;
  Register base = outer.top();
  for (int i = 0; i < 4; ++i) outer.push_temporary();
  int flags = default_values(node->args, base);
  Block* block = table_.block_of(node);
  enter_unit(block, "<lambda>", node->lineno, count_parameters(node->args));
  {
    emitter().constant(none_constant());
    TemporaryScope scope(*this);
    Register value = operand(node->body);
    PositionScope at(*this, node->body);
    emitter().emit(Op::kReturn, value);
  }
  std::shared_ptr<CodeUnit> code = leave_unit();
  make_closure(code, block, base, flags, destination);
}

// --- classes

std::shared_ptr<CodeUnit> CodeGenerator::class_body(ClassDef* node) {
  Block* block = table_.block_of(node);
  int first_line = node->decorator_list.size > 0 ? node->decorator_list[0]->lineno : node->lineno;
  enter_unit(block, node->name->text, first_line, {});
  Emitter& e = emitter();
  {
    TemporaryScope scope(*this);
    Register value = e.push_temporary();
    e.emit(Op::kLoadName, value, 0, 0, static_cast<uint32_t>(e.name("__name__")));
    e.emit(Op::kStoreName, value, 0, 0, static_cast<uint32_t>(e.name("__module__")));
    load_constant(string_constant(e.unit.qualified_name), value);
    e.emit(Op::kStoreName, value, 0, 0, static_cast<uint32_t>(e.name("__qualname__")));
  }
  body_with_docstring(node->body);
  // A temporary that nobody pops: the unit ends here.
  Register result = e.push_temporary();
  if (e.size() > 0) e.set_position(e.instruction(e.size() - 1).position);
  if (block->needs_class_closure) {
    // type.__new__ fills the cell that it finds under this name; __build_class__ checks the cell
    // that is returned.
    Register source = cell_operand(unit_->class_cell);
    e.move(result, source);
    e.emit(Op::kStoreName, result, 0, 0, static_cast<uint32_t>(e.name("__classcell__")));
  } else {
    load_none(result);
  }
  e.emit(Op::kReturn, result);
  return leave_unit();
}

void CodeGenerator::class_statement(ClassDef* node) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  Register result = -1;
  std::vector<Register> bases = decorators(node->decorator_list, &result);
  std::shared_ptr<CodeUnit> code = class_body(node);
  if (!check_not_debug(node, node->name, ExprContext::Store) || !check_keywords(node->keywords))
    return;
  Register base = result;
  e.emit(Op::kLoadBuildClass, base);
  load_unbound(e.push_temporary());
  Register function = e.push_temporary();
  make_closure(code, nullptr, -1, 0, function);
  load_constant(string_constant(node->name->text), e.push_temporary());
  call_arguments(base, 2, node->bases, node->keywords, result, e.position());
  apply_decorators(node->decorator_list, bases);
  store_name(node->name, bases.empty() ? result : bases[0]);
}

void CodeGenerator::visit(ClassDef* node) { class_statement(node); }

}  // namespace pyro::compiler
