// yield, await and what is asynchronous.

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

bool CodeGenerator::check_async(const LocatedNode* node, const char* what) {
  const Block& block = *unit_->block;
  if (options_.allow_top_level_await && block.type == BlockType::kModule) return true;
  if (block.type == BlockType::kFunction && block.is_coroutine &&
      (block.node->node_kind == NodeKind::AsyncFunctionDef || block.is_comprehension())) {
    return true;
  }
  fail(node, std::string("'") + what + "' outside async function");
  return false;
}

// Drives `iterator` to its end, passing on what it yields and what is sent in (language
// reference 6.2.9.1).
void CodeGenerator::delegate(Register iterator, Register destination) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  Register delegate = iterator;
  if (destination == iterator) {
    delegate = e.push_temporary();
    e.move(delegate, iterator);
  }
  Register sent = e.push_temporary(), yielded = e.push_temporary();
  load_none(sent);
  Label start = e.new_label(), done = e.new_label();
  e.bind(start);
  e.emit_jump(Op::kSend, done, yielded, delegate, sent);
  e.emit(Op::kYieldDelegate, sent, yielded, delegate);
  e.emit_jump(Op::kJump, start);
  e.bind(done);
  e.move(destination, yielded);
}

void CodeGenerator::await_value(Register value, int where, Register destination) {
  TemporaryScope scope(*this);
  Register awaitable = emitter().push_temporary();
  emitter().emit(Op::kGetAwaitable, awaitable, value, where);
  delegate(awaitable, destination);
}

void CodeGenerator::visit(Await* node, Register destination) {
  const Block& block = *unit_->block;
  bool top_level = options_.allow_top_level_await && block.type == BlockType::kModule;
  if (!top_level) {
    if (block.type != BlockType::kFunction) return fail(node, "'await' outside function");
    if (block.node->node_kind != NodeKind::AsyncFunctionDef && !block.is_comprehension()) {
      return fail(node, "'await' outside async function");
    }
  }
  Register value = operand(node->value, emitter().is_temporary(destination) ? destination : -1);
  await_value(value, 0, destination);
}

void CodeGenerator::yield_value(Register value, Register destination) {
  Emitter& e = emitter();
  if ((e.unit.flags & kCodeAsyncGenerator) != 0) {
    Register wrapped = e.push_temporary();
    e.emit(Op::kWrapAsyncYield, wrapped, value);
    value = wrapped;
  }
  e.emit(Op::kYield, destination, value);
}

void CodeGenerator::visit(Yield* node, Register destination) {
  if (unit_->block->type != BlockType::kFunction) return fail(node, "'yield' outside function");
  Register value;
  if (node->value != nullptr) {
    value = operand(node->value, emitter().is_temporary(destination) ? destination : -1);
  } else {
    value = emitter().push_temporary();
    load_none(value);
  }
  yield_value(value, destination);
}

void CodeGenerator::visit(YieldFrom* node, Register destination) {
  if (unit_->block->type != BlockType::kFunction) return fail(node, "'yield' outside function");
  if (unit_->block->node->node_kind == NodeKind::AsyncFunctionDef) {
    return fail(node, "'yield from' inside async function");
  }
  Register iterator = emitter().push_temporary();
  Register value = operand(node->value, iterator);
  emitter().emit(Op::kGetYieldFromIter, iterator, value);
  delegate(iterator, destination);
}

void CodeGenerator::async_for(StmtNode* node, ExprNode* target, ExprNode* iter,
                              Span<StmtNode*> body, Span<StmtNode*> orelse) {
  Emitter& e = emitter();
  if (!check_async(node, "async for")) return;
  TemporaryScope scope(*this);
  Register iterator = e.push_temporary();
  {
    Register iterable = operand(iter, iterator);
    e.emit(Op::kGetAiter, iterator, iterable);
  }
  Register item = e.push_temporary();
  Label start = e.new_label(), end = e.new_label(), failed = e.new_label();
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
  e.open_region(failed, item);
  e.emit(Op::kGetAnext, item, iterator);
  delegate(item, item);
  e.close_region();
  assign(target, item);
  statements(body);
  e.emit_loop_end(start);
  pop_block();
  e.bind(failed);
  e.emit(Op::kEndAsyncFor, item);
  statements(orelse);
  e.bind(end);
}

void CodeGenerator::visit(AsyncFor* node) {
  async_for(node, node->target, node->iter, node->body, node->orelse);
}

}  // namespace pyro::compiler
