#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

void CodeGenerator::statements(Span<StmtNode*> body) {
  for (StmtNode* node : body) {
    if (failed_) return;
    statement(node);
  }
}

void CodeGenerator::statement(StmtNode* node) {
  PositionScope at(*this, node);
  TemporaryScope scope(*this);
  Register saved = unit_->expression_base;
  unit_->expression_base = emitter().top();
  visit_stmt(node, [this](auto* exact) { visit(exact); });
  unit_->expression_base = saved;
}

void CodeGenerator::visit(Expr* node) {
  Emitter& e = emitter();
  if (is_interactive_ && unit_->parent == nullptr) {
    Register value = operand(node->value);
    e.emit(Op::kPrintExpression, value);
    return;
  }
  if (node->value->node_kind == NodeKind::Constant) {
    e.emit(Op::kNop);
    return;
  }
  operand(node->value);
}

void CodeGenerator::visit(Return* node) {
  Emitter& e = emitter();
  const Block& block = *unit_->block;
  if (block.type != BlockType::kFunction) return fail(node, "'return' outside function");
  if (node->value != nullptr && block.is_coroutine && block.is_generator) {
    return fail(node, "'return' with value in async generator");
  }
  const ConstantValue* constant = node->value == nullptr ? nullptr : folder_.fold(node->value);
  Register value = -1;
  if (node->value != nullptr && constant == nullptr) {
    value = must_unwind(0) ? e.push_temporary() : -1;
    if (value >= 0) {
      into(node->value, value);
    } else {
      value = operand(node->value);
    }
  }
  if (node->value != nullptr && constant != nullptr) {
    // The value's line is a line of its own, and what is unwound belongs to it.
    PositionScope at(*this, node->value);
    e.emit(Op::kNop);
  }
  if (constant != nullptr && must_unwind(0)) e.set_position(position_of(node->value));
  unwind(0, [&] {
    if (value < 0) {
      value = e.push_temporary();
      if (constant != nullptr)
        load_constant(*constant, value);
      else
        load_none(value);
    }
    e.emit(Op::kReturn, value);
  });
}

void CodeGenerator::leave_loop(StmtNode* node, bool is_break) {
  auto& blocks = unit_->frame_blocks;
  emitter().emit(Op::kNop);
  for (size_t i = blocks.size(); i-- > 0;) {
    if (blocks[i].kind == FrameBlockKind::kStarHandler) {
      return fail(node, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (blocks[i].kind != FrameBlockKind::kLoop) continue;
    FrameBlock loop = blocks[i];
    return unwind(i + 1, [&] {
      emitter().emit_jump(is_break ? Op::kJump : Op::kJumpBack, is_break ? loop.exit : loop.start);
    });
  }
  fail(node, is_break ? "'break' outside loop" : "'continue' not properly in loop");
}

void CodeGenerator::visit(Break* node) { leave_loop(node, true); }
void CodeGenerator::visit(Continue* node) { leave_loop(node, false); }

void CodeGenerator::visit(If* node) {
  Emitter& e = emitter();
  Label otherwise = e.new_label(), end = e.new_label();
  const ConstantValue* constant = folder_.fold(node->test);
  bool was_emitting = e.is_emitting;
  jump_if(node->test, false, otherwise);
  e.is_emitting = was_emitting && (constant == nullptr || is_truthy(*constant));
  statements(node->body);
  e.is_emitting = was_emitting;
  if (node->orelse.size > 0) e.emit_artificial_jump(end);
  e.bind(otherwise);
  e.is_emitting = was_emitting && (constant == nullptr || !is_truthy(*constant));
  statements(node->orelse);
  e.is_emitting = was_emitting;
  e.bind(end);
}

void CodeGenerator::visit(While* node) {
  Emitter& e = emitter();
  Label start = e.new_label(), otherwise = e.new_label(), end = e.new_label();
  const ConstantValue* constant = folder_.fold(node->test);
  bool was_emitting = e.is_emitting;
  e.bind(start);
  if (!push_block({.kind = FrameBlockKind::kLoop,
                   .region_depth = e.region_depth(),
                   .start = start,
                   .exit = end,
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return;
  }
  size_t first_warning = warnings.size();
  jump_if(node->test, false, otherwise);
  // CPython compiles the condition once more at the end of the loop, and warns again there.
  std::vector<CompilerWarning> repeated(
      warnings.begin() + static_cast<std::ptrdiff_t>(first_warning), warnings.end());
  e.is_emitting = was_emitting && (constant == nullptr || is_truthy(*constant));
  statements(node->body);
  e.emit_loop_end(start);
  e.is_emitting = was_emitting;
  warnings.insert(warnings.end(), repeated.begin(), repeated.end());
  pop_block();
  e.bind(otherwise);
  statements(node->orelse);
  e.bind(end);
}

void CodeGenerator::visit(For* node) {
  Emitter& e = emitter();
  Register iterator = e.push_temporary();
  {
    TemporaryScope scope(*this);
    Register iterable = iterator;
    if (const ConstantValue* container = folder_.fold_container(node->iter)) {
      PositionScope at(*this, node->iter);
      load_constant(*container, iterator);
    } else {
      iterable = operand(node->iter, iterator);
    }
    e.emit(Op::kGetIter, iterator, iterable);
  }
  Label start = e.new_label(), exhausted = e.new_label(), end = e.new_label();
  e.bind(start);
  if (!push_block({.kind = FrameBlockKind::kLoop,
                   .region_depth = e.region_depth(),
                   .start = start,
                   .exit = end,
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return;
  }
  {
    TemporaryScope scope(*this);
    auto* name = as<Name>(node->target);
    if (name != nullptr && !check_not_debug(name, name->id, ExprContext::Store)) return;
    Register variable = name == nullptr ? -1 : local_register(name->id);
    Register item = variable >= 0 ? variable : e.push_temporary();
    e.emit_jump(Op::kForIter, exhausted, item, iterator);
    if (variable < 0)
      assign(node->target, item);
    else
      mark_line(node->target);
  }
  statements(node->body);
  e.emit_loop_end(start);
  pop_block();
  e.bind(exhausted);
  statements(node->orelse);
  e.bind(end);
}

void CodeGenerator::visit(Raise* node) {
  Emitter& e = emitter();
  Register first = e.top();
  if (node->exc != nullptr) into(node->exc, e.push_temporary());
  if (node->exc != nullptr && node->cause != nullptr) into(node->cause, e.push_temporary());
  e.emit(Op::kRaise, 0, first, e.top() - first);
}

void CodeGenerator::visit(Assert* node) {
  Emitter& e = emitter();
  auto* tuple = as<Tuple>(node->test);
  auto* constant = as<ast::Constant>(node->test);
  if ((tuple != nullptr && tuple->elts.size > 0) ||
      (constant != nullptr && constant->value.kind == ConstantKind::Tuple &&
       constant->value.items.size > 0)) {
    warn(node, "assertion is always true, perhaps remove parentheses?");
  }
  if (options_.optimize_level > 0) return;
  Label end = e.new_label();
  jump_if(node->test, true, end);
  Register base = e.push_temporary();
  e.emit(Op::kLoadAssertionError, base);
  if (node->msg != nullptr) {
    load_unbound(e.push_temporary());
    into(node->msg, e.push_temporary());
    emit_call(base, base, 1);
  }
  e.emit(Op::kRaise, 0, base, 1);
  e.bind(end);
}

void CodeGenerator::visit(Delete* node) {
  for (ExprNode* target : node->targets) remove(target);
}

// --- imports

void CodeGenerator::visit(Import* node) {
  Emitter& e = emitter();
  compiler::Constant zero;
  zero.kind = compiler::Constant::Kind::kInt;
  for (Alias* alias : node->names) {
    TemporaryScope scope(*this);
    Register level = e.push_temporary(), fromlist = e.push_temporary(), module = e.push_temporary();
    load_constant(zero, level);
    load_none(fromlist);
    e.emit(Op::kImportName, module, fromlist, level,
           static_cast<uint32_t>(e.name(std::string(alias->name->text))));
    import_as(alias, module);
  }
}

// `import a.b.c` binds a; `import a.b.c as m` binds the innermost module.
void CodeGenerator::import_as(Alias* alias, Register module) {
  Emitter& e = emitter();
  std::string_view path = alias->name->text;
  LocatedNode where = here();
  size_t dot = path.find('.');
  if (alias->asname == nullptr) {
    Identifier bound =
        dot == std::string_view::npos ? alias->name : arena_.intern(path.substr(0, dot));
    if (check_not_debug(&where, bound, ExprContext::Store)) store_name(bound, module);
    return;
  }
  while (dot != std::string_view::npos) {
    size_t next = path.find('.', dot + 1);
    std::string_view part =
        path.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1);
    e.emit(Op::kImportFrom, module, module, 0, static_cast<uint32_t>(e.name(std::string(part))));
    dot = next;
  }
  if (check_not_debug(&where, alias->asname, ExprContext::Store)) store_name(alias->asname, module);
}

void CodeGenerator::visit(ImportFrom* node) {
  Emitter& e = emitter();
  std::string_view module_name =
      node->module == nullptr ? std::string_view("") : node->module->text;
  if (module_name == "__future__" && node->level == 0 && !future_imports_.contains(node)) {
    return fail(node, "from __future__ imports must occur at the beginning of the file");
  }
  Register level = e.push_temporary(), fromlist = e.push_temporary(), module = e.push_temporary();
  compiler::Constant number;
  number.kind = compiler::Constant::Kind::kInt;
  number.integer = node->level;
  load_constant(number, level);
  compiler::Constant names;
  names.kind = compiler::Constant::Kind::kTuple;
  for (Alias* alias : node->names) names.items.push_back(string_constant(alias->name->text));
  load_constant(names, fromlist);
  e.emit(Op::kImportName, module, fromlist, level,
         static_cast<uint32_t>(e.name(std::string(module_name))));
  for (Alias* alias : node->names) {
    if (alias->name->text == "*") {
      e.emit(Op::kImportStar, module);
      return;
    }
    TemporaryScope scope(*this);
    Identifier bound = alias->asname != nullptr ? alias->asname : alias->name;
    if (!check_not_debug(node, bound, ExprContext::Store)) return;
    Register variable = local_register(bound);
    Register item = variable >= 0 ? variable : e.push_temporary();
    e.emit(Op::kImportFrom, item, module, 0,
           static_cast<uint32_t>(e.name(std::string(alias->name->text))));
    if (variable < 0) store_name(bound, item);
  }
}

}  // namespace pyro::compiler
