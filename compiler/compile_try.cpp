// try statements. What happens for an exception:
//
//   * the exception table names the handler and the register that gets the exception;
//   * PUSH_HANDLED makes it the handled one (sys.exception()) and keeps what was handled before in
//   a register;
//   * a second region over the handler restores that when the handler itself fails; every other way
//   out does so itself.
//
// A `finally` body is generated twice, and once more for each return, break and continue that
// passes it: without an exception it is plain code.

#include <algorithm>

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

constexpr size_t kMaximumNesting = 20;

}  // namespace

bool CodeGenerator::push_block(FrameBlock block, const LocatedNode* where) {
  if (unit_->frame_blocks.size() >= kMaximumNesting) {
    fail(where, "too many statically nested blocks");
    return false;
  }
  unit_->frame_blocks.push_back(block);
  return true;
}

bool CodeGenerator::must_unwind(size_t down_to) const {
  const auto& blocks = unit_->frame_blocks;
  return std::any_of(
      blocks.begin() + static_cast<long>(down_to), blocks.end(), [](const FrameBlock& block) {
        return block.kind != FrameBlockKind::kLoop && block.kind != FrameBlockKind::kTry;
      });
}

// Leaves all blocks from `down_to` on, then emits what `tail` does, outside of their protection.
void CodeGenerator::unwind(size_t down_to, const std::function<void()>& tail) {
  Emitter& e = emitter();
  std::vector<FrameBlock> saved = unit_->frame_blocks;
  std::vector<std::pair<int, int>> suspended;
  while (unit_->frame_blocks.size() > down_to && !failed_) {
    FrameBlock block = unit_->frame_blocks.back();
    unit_->frame_blocks.pop_back();
    auto more = e.suspend_regions_above(block.region_depth);
    suspended.insert(suspended.end(), more.begin(), more.end());
    unwind_one(block);
  }
  TemporaryScope scope(*this);
  tail();
  e.resume_regions(suspended);
  unit_->frame_blocks = std::move(saved);
}

void CodeGenerator::unwind_one(const FrameBlock& block) {
  Emitter& e = emitter();
  switch (block.kind) {
    case FrameBlockKind::kLoop:
    case FrameBlockKind::kTry:
      return;
    case FrameBlockKind::kHandler:
      if (block.saved >= 0) e.emit(Op::kPopHandled, block.saved);
      if (block.name != nullptr) forget_name(block.name);
      return;
    case FrameBlockKind::kFinallyHandler:
    case FrameBlockKind::kWithHandler:
      e.emit(Op::kPopHandled, block.saved);
      return;
    case FrameBlockKind::kStarHandler: {
      LocatedNode where = here();
      return fail(&where, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    // What follows belongs to the line that was left last, as it does in CPython.
    case FrameBlockKind::kFinallyTry:
      statements(block.finalbody);
      return e.set_position(position_of(block.finalbody.back()));
    case FrameBlockKind::kWith:
      e.set_position(position_of(block.node));
      return call_exit(block.exit_function, block.is_async);
  }
}

// The handler of a handler: puts back what was handled before and goes on unwinding.
void CodeGenerator::emit_cleanup(Label handler, Register exception, Register saved) {
  Emitter& e = emitter();
  Position position = e.position();
  e.set_position({});
  e.bind(handler);
  e.emit(Op::kPopHandled, saved);
  e.emit(Op::kReraise, exception);
  e.set_position(position);
}

// Where code stands that has gone through these statements; nowhere after those that end with code
// of their own.
Position CodeGenerator::position_after(Span<StmtNode*> body) {
  const StmtNode* last = body.back();
  switch (last->node_kind) {
    case NodeKind::If: {
      auto* node = static_cast<const If*>(last);
      return position_after(node->orelse.size > 0 ? node->orelse : node->body);
    }
    case NodeKind::For:
    case NodeKind::While:
    case NodeKind::AsyncFor:
    case NodeKind::With:
    case NodeKind::AsyncWith:
    case NodeKind::Try:
    case NodeKind::TryStar:
    case NodeKind::Match:
      return {};
    default:
      return position_of(last);
  }
}

// The end of a `finally` body, or of except clauses of which none fits: what was handled before
// comes back, and the frame is left in this line, if it is one.
void CodeGenerator::emit_last_reraise(Position where, Register exception, Register saved) {
  Emitter& e = emitter();
  e.set_position(where);
  e.emit(Op::kPopHandled, saved);
  e.emit(Op::kReraise, exception, where.line > 0 ? 1 : 0);
}

void CodeGenerator::try_finally(StmtNode* node, Span<StmtNode*> finalbody,
                                const std::function<void()>& body) {
  Emitter& e = emitter();
  Register exception = e.push_temporary(), saved = e.push_temporary();
  Label handler = e.new_label(), cleanup = e.new_label(), end = e.new_label();
  FrameBlock block{.kind = FrameBlockKind::kFinallyTry,
                   .region_depth = e.region_depth(),
                   .node = node,
                   .finalbody = finalbody};
  if (!push_block(block, node)) return;
  e.open_region(handler, exception);
  body();
  e.close_region();
  pop_block();
  if (e.is_reachable()) {
    statements(finalbody);
    e.emit_artificial_jump(end);
  }
  e.bind(handler);
  Position position = e.position();
  e.set_position({});
  e.emit(Op::kPushHandled, saved, exception);
  e.set_position(position);
  if (!push_block({.kind = FrameBlockKind::kFinallyHandler,
                   .region_depth = e.region_depth(),
                   .saved = saved,
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return;
  }
  e.open_region(cleanup, exception);
  // The exception waits in its register; one raised by the body replaces it only when it gets out.
  statements(finalbody);
  e.close_region();
  pop_block();
  emit_last_reraise(position_after(finalbody), exception, saved);
  e.set_position(position);
  emit_cleanup(cleanup, exception, saved);
  e.bind(end);
}

void CodeGenerator::visit(Try* node) {
  emitter().emit(Op::kNop);
  if (node->finalbody.size == 0) return try_except(node);
  try_finally(node, node->finalbody, [&] {
    if (node->handlers.size > 0) {
      TemporaryScope scope(*this);
      try_except(node);
    } else {
      statements(node->body);
    }
  });
}

void CodeGenerator::visit(TryStar* node) {
  emitter().emit(Op::kNop);
  if (node->finalbody.size == 0) return try_star(node);
  try_finally(node, node->finalbody, [&] {
    TemporaryScope scope(*this);
    try_star(node);
  });
}

bool CodeGenerator::open_handlers(StmtNode* node, Span<StmtNode*> body, Span<StmtNode*> orelse,
                                  FrameBlockKind kind, HandlerRegion* region) {
  Emitter& e = emitter();
  region->exception = e.push_temporary();
  region->saved = e.push_temporary();
  Label handler = e.new_label();
  region->cleanup = e.new_label();
  region->end = e.new_label();
  if (!push_block({.kind = FrameBlockKind::kTry,
                   .region_depth = e.region_depth(),
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return false;
  }
  e.open_region(handler, region->exception);
  statements(body);
  e.close_region();
  pop_block();
  statements(orelse);
  e.emit_artificial_jump(region->end);
  e.bind(handler);
  region->position = e.position();
  e.set_position({});
  e.emit(Op::kPushHandled, region->saved, region->exception);
  if (!push_block({.kind = kind,
                   .region_depth = e.region_depth(),
                   .saved = region->saved,
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return false;
  }
  e.open_region(region->cleanup, region->exception);
  return true;
}

void CodeGenerator::try_except(Try* node) {
  Emitter& e = emitter();
  HandlerRegion region;
  if (!open_handlers(node, node->body, node->orelse, FrameBlockKind::kHandler, &region)) return;
  auto [exception, saved, cleanup, end, position] = region;
  e.set_position(position);
  bool has_default = false;
  Position last = position;
  for (uint32_t i = 0; i < node->handlers.size && !failed_; ++i) {
    auto* clause = static_cast<ExceptHandler*>(node->handlers[i]);
    has_default = clause->type == nullptr;
    if (has_default && i + 1 < node->handlers.size) {
      return fail(clause, "default 'except:' must be last");
    }
    except_clause(clause, exception, saved, end);
    last = position_of(clause);
  }
  e.close_region();
  pop_block();
  if (!has_default) emit_last_reraise(last, exception, saved);
  e.set_position(position);
  emit_cleanup(cleanup, exception, saved);
  e.bind(end);
}

void CodeGenerator::except_clause(ExceptHandler* handler, Register exception, Register saved,
                                  Label end) {
  Emitter& e = emitter();
  PositionScope at(*this, handler);
  Label next = e.new_label();
  if (handler->type != nullptr) {
    TemporaryScope scope(*this);
    Register type = operand(handler->type);
    Register matches = e.push_temporary();
    e.emit(Op::kMatchException, matches, exception, type);
    e.emit_jump(Op::kJumpIfFalse, next, matches);
  }
  if (handler->name != nullptr) {
    if (!check_not_debug(handler, handler->name, ExprContext::Store)) return;
    store_name(handler->name, exception);
  }
  Label forget = e.new_label();
  // The block of the clause carries the name, so that return, break and continue forget it.
  FrameBlock block{.kind = FrameBlockKind::kHandler,
                   .region_depth = e.region_depth(),
                   .name = handler->name,
                   .node = handler,
                   .finalbody = {}};
  if (!push_block(block, handler)) return;
  if (handler->name != nullptr) e.open_region(forget, exception);
  statements(handler->body);
  if (handler->name != nullptr) e.close_region();
  pop_block();
  Position position = e.position();
  e.set_position({});
  if (e.is_reachable()) {
    e.emit(Op::kPopHandled, saved);
    if (handler->name != nullptr) forget_name(handler->name);
    e.emit_jump(Op::kJump, end);
  }
  if (handler->name != nullptr) {
    e.bind(forget);
    forget_name(handler->name);
    e.emit(Op::kReraise, exception);
  }
  e.set_position(position);
  e.bind(next);
}

// --- except*

// Each clause takes its part out of `rest`; what the clauses raise is collected, and what is left
// at the end is raised together with it (PEP 654).
void CodeGenerator::try_star(TryStar* node) {
  Emitter& e = emitter();
  HandlerRegion region;
  if (!open_handlers(node, node->body, node->orelse, FrameBlockKind::kStarHandler, &region)) return;
  auto [exception, saved, cleanup, end, position] = region;
  Label done = e.new_label();
  Register rest = e.push_temporary(), results = e.push_temporary();
  Register match = e.push_temporary();
  e.push_temporary();
  e.move(rest, exception);
  e.emit(Op::kBuildList, results);
  e.set_position(position);
  for (ExceptHandlerNode* clause : node->handlers) {
    if (failed_) return;
    star_clause(static_cast<ExceptHandler*>(clause), rest, results, match);
  }
  e.set_position({});
  Label none = e.new_label();
  e.emit_jump(Op::kJumpIfNone, none, rest);
  e.emit(Op::kListAppend, results, rest);
  e.bind(none);
  e.emit(Op::kCombineExceptionGroup, results, exception, results);
  e.emit_jump(Op::kJumpIfNone, done, results);
  e.move(exception, results);
  e.emit(Op::kReraise, exception);
  e.set_position(position);
  e.close_region();
  pop_block();
  emit_cleanup(cleanup, exception, saved);
  e.set_position({});
  e.bind(done);
  e.emit(Op::kPopHandled, saved);
  e.set_position(position);
  e.bind(end);
}

void CodeGenerator::star_clause(ExceptHandler* handler, Register rest, Register results,
                                Register match) {
  Emitter& e = emitter();
  PositionScope at(*this, handler);
  TemporaryScope scope(*this);
  Label next = e.new_label(), failed = e.new_label();
  {
    TemporaryScope inner(*this);
    Register type = operand(handler->type);
    e.emit(Op::kMatchExceptionGroup, match, rest, type);
  }
  e.move(rest, match + 1);
  e.emit_jump(Op::kJumpIfNone, next, match);
  Register outer = e.push_temporary(), raised = e.push_temporary();
  e.emit(Op::kPushHandled, outer, match);
  if (handler->name != nullptr) {
    if (!check_not_debug(handler, handler->name, ExprContext::Store)) return;
    store_name(handler->name, match);
  }
  if (!push_block({.kind = FrameBlockKind::kStarHandler,
                   .region_depth = e.region_depth(),
                   .saved = outer,
                   .node = handler,
                   .finalbody = {}},
                  handler)) {
    return;
  }
  e.open_region(failed, raised);
  statements(handler->body);
  e.close_region();
  pop_block();
  Position position = e.position();
  e.set_position({});
  if (e.is_reachable()) {
    e.emit(Op::kPopHandled, outer);
    if (handler->name != nullptr) forget_name(handler->name);
    e.emit_jump(Op::kJump, next);
  }
  e.bind(failed);
  e.emit(Op::kPopHandled, outer);
  if (handler->name != nullptr) forget_name(handler->name);
  e.emit(Op::kListAppend, results, raised);
  e.set_position(position);
  e.bind(next);
}

// --- with

// exit(None, None, None)
void CodeGenerator::call_exit(Register exit_function, bool is_async) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  Register base = e.top();
  for (int i = 0; i < 5; ++i) e.push_temporary();
  e.move(base, exit_function);
  e.move(base + 1, exit_function + 1);
  for (int i = 2; i < 5; ++i) load_none(base + i);
  emit_call(base, base, 3);
  if (is_async) await_value(base, 2, base);
}

void CodeGenerator::with_item(StmtNode* node, Span<WithItem*> items, size_t index,
                              Span<StmtNode*> body, bool is_async) {
  Emitter& e = emitter();
  WithItem* item = items[index];
  TemporaryScope scope(*this);
  Register exit_function = e.push_temporary();
  e.push_temporary();
  Register exception = e.push_temporary(), saved = e.push_temporary();
  unit_->expression_base = e.top();
  Register result = e.push_temporary();
  {
    Register manager = operand(item->context_expr);
    Register base = e.push_temporary();
    e.push_temporary();
    e.emit(Op::kLoadEnter, base, manager, is_async ? 1 : 0);
    e.emit(Op::kLoadExit, exit_function, manager, is_async ? 1 : 0);
    emit_call(result, base, 0);
    if (is_async) await_value(result, 1, result);
    e.pop_temporaries_to(result + 1);
  }
  Label handler = e.new_label(), cleanup = e.new_label(), suppressed = e.new_label(),
        end = e.new_label();
  FrameBlock block{.kind = FrameBlockKind::kWith,
                   .region_depth = e.region_depth(),
                   .exit_function = exit_function,
                   .is_async = is_async,
                   .node = node,
                   .finalbody = {}};
  if (!push_block(block, node)) return;
  e.open_region(handler, exception);
  if (item->optional_vars != nullptr) assign(item->optional_vars, result);
  e.pop_temporaries_to(result);
  if (index + 1 < items.size) {
    with_item(node, items, index + 1, body, is_async);
  } else {
    statements(body);
  }
  e.close_region();
  pop_block();
  if (e.is_reachable()) {
    call_exit(exit_function, is_async);
    e.emit_artificial_jump(end);
  }
  e.bind(handler);
  e.emit(Op::kPushHandled, saved, exception);
  if (!push_block({.kind = FrameBlockKind::kWithHandler,
                   .region_depth = e.region_depth(),
                   .saved = saved,
                   .node = node,
                   .finalbody = {}},
                  node)) {
    return;
  }
  e.open_region(cleanup, exception);
  {
    TemporaryScope inner(*this);
    Register base = e.top();
    for (int i = 0; i < 5; ++i) e.push_temporary();
    e.move(base, exit_function);
    e.move(base + 1, exit_function + 1);
    e.emit(Op::kLoadExcInfo, base + 2, exception);
    emit_call(base, base, 3);
    if (is_async) await_value(base, 2, base);
    e.emit_jump(Op::kJumpIfTrue, suppressed, base);
    e.emit(Op::kReraise, exception);
  }
  e.close_region();
  pop_block();
  emit_cleanup(cleanup, exception, saved);
  e.bind(suppressed);
  e.emit(Op::kPopHandled, saved);
  e.bind(end);
}

void CodeGenerator::visit(With* node) { with_item(node, node->items, 0, node->body, false); }

void CodeGenerator::visit(AsyncWith* node) {
  if (check_async(node, "async with")) with_item(node, node->items, 0, node->body, true);
}

}  // namespace pyro::compiler
