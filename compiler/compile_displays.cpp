// Displays and comprehensions.

#include <algorithm>

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

constexpr uint32_t kLargestWindow = 30;  // longer displays are built piece by piece

bool has_starred(Span<ExprNode*> elements) {
  return std::any_of(elements.begin(), elements.end(),
                     [](ExprNode* node) { return node->node_kind == NodeKind::Starred; });
}

}  // namespace

bool CodeGenerator::fits_window(size_t count) {
  return count <= kLargestWindow &&
         emitter().top() + static_cast<int>(count) + 16 < Emitter::kRegisterLimit;
}

Register CodeGenerator::window(Span<ExprNode*> nodes) {
  Register first = emitter().top();
  for (ExprNode* node : nodes) into(node, emitter().push_temporary());
  return first;
}

// List and set displays, and the list that a long tuple display starts as.
void CodeGenerator::display(Span<ExprNode*> elements, Register destination, Op build, Op add,
                            Op extend) {
  Emitter& e = emitter();
  if (elements.size >= 3 && !has_starred(elements)) {
    std::vector<ConstantValue> values;
    for (ExprNode* node : elements) {
      if (const ConstantValue* value = folder_.fold(node)) values.push_back(*value);
    }
    if (values.size() == elements.size) {
      Register result = scratch(destination);
      e.emit(build, result, 0, 0);
      Register items = e.push_temporary();
      ConstantValue tuple;
      tuple.kind = build == Op::kBuildSet ? ConstantKind::FrozenSet : ConstantKind::Tuple;
      tuple.items = arena_.copy_span(values);
      load_constant(tuple, items);
      e.emit(extend, result, items);
      e.move(destination, result);
      return;
    }
  }
  if (!has_starred(elements) && fits_window(elements.size)) {
    bool reuse = e.is_temporary(destination) && destination == e.top() - 1 && elements.size > 0;
    if (reuse) e.pop_temporaries_to(destination);
    Register first = window(elements);
    e.emit(build, destination, first, static_cast<int>(elements.size));
    return;
  }
  Register result = scratch(destination);
  uint32_t i = 0;
  {
    TemporaryScope scope(*this);
    while (i < elements.size && i < kLargestWindow && elements[i]->node_kind != NodeKind::Starred &&
           fits_window(i))
      ++i;
    Register first = window({elements.data, i});
    e.emit(build, result, first, static_cast<int>(i));
  }
  for (; i < elements.size && !failed_; ++i) {
    TemporaryScope scope(*this);
    auto* starred = as<Starred>(elements[i]);
    if (starred != nullptr) {
      Register value = operand(starred->value);
      e.emit(extend, result, value);
    } else {
      Register value = operand(elements[i]);
      e.emit(add, result, value);
    }
  }
  e.move(destination, result);
}

void CodeGenerator::visit(List* node, Register destination) {
  display(node->elts, destination, Op::kBuildList, Op::kListAppend, Op::kListExtend);
}

void CodeGenerator::visit(Set* node, Register destination) {
  display(node->elts, destination, Op::kBuildSet, Op::kSetAdd, Op::kSetUpdate);
}

void CodeGenerator::visit(Tuple* node, Register destination) {
  Emitter& e = emitter();
  if (!has_starred(node->elts) && fits_window(node->elts.size)) {
    bool reuse = e.is_temporary(destination) && destination == e.top() - 1 && node->elts.size > 0;
    if (reuse) e.pop_temporaries_to(destination);
    Register first = window(node->elts);
    e.emit(Op::kBuildTuple, destination, first, static_cast<int>(node->elts.size));
    return;
  }
  Register list = scratch(destination);
  display(node->elts, list, Op::kBuildList, Op::kListAppend, Op::kListExtend);
  e.emit(Op::kListToTuple, destination, list);
}

void CodeGenerator::visit(Dict* node, Register destination) {
  Emitter& e = emitter();
  bool constant_keys = node->keys.size > 1 && fits_window(node->keys.size);
  Constant names;
  names.kind = Constant::Kind::kTuple;
  for (ExprNode* key : node->keys) {
    const ConstantValue* value = key == nullptr ? nullptr : folder_.fold(key);
    if (value == nullptr || value->kind != ConstantKind::Str) constant_keys = false;
    if (constant_keys) names.items.push_back(to_constant(*value));
  }
  if (constant_keys) {
    bool reuse = e.is_temporary(destination) && destination == e.top() - 1;
    if (reuse) e.pop_temporaries_to(destination);
    Register first = window(node->values);
    int index = e.is_emitting ? e.constant(names) : 0;
    if (index <= 0xffff) {
      e.emit(Op::kBuildConstKeyMap, destination, first, static_cast<int>(node->values.size),
             static_cast<uint32_t>(index));
      return;
    }
    fail(node, "too many constants in one code block");
    return;
  }
  Register result = scratch(destination);
  e.emit(Op::kBuildMap, result);
  for (uint32_t i = 0; i < node->keys.size && !failed_; ++i) {
    TemporaryScope scope(*this);
    if (node->keys[i] == nullptr) {
      Register mapping = operand(node->values[i]);
      e.emit(Op::kDictUpdate, result, mapping);
      continue;
    }
    Register key = operand(node->keys[i]);
    Register value = operand(node->values[i]);
    e.emit(Op::kMapAdd, result, key, value);
  }
  e.move(destination, result);
}

// --- comprehensions

void CodeGenerator::visit(ListComp* node, Register destination) {
  comprehension(node, "<listcomp>", node->generators, node->elt, nullptr, destination);
}
void CodeGenerator::visit(SetComp* node, Register destination) {
  comprehension(node, "<setcomp>", node->generators, node->elt, nullptr, destination);
}
void CodeGenerator::visit(DictComp* node, Register destination) {
  comprehension(node, "<dictcomp>", node->generators, node->key, node->value, destination);
}
void CodeGenerator::visit(GeneratorExp* node, Register destination) {
  comprehension(node, "<genexpr>", node->generators, node->elt, nullptr, destination);
}

// A comprehension is a function of one argument, the iterator of the outermost iterable, called on
// the spot.
void CodeGenerator::comprehension(ExprNode* node, std::string_view name,
                                  Span<Comprehension*> generators, ExprNode* element,
                                  ExprNode* value, Register destination) {
  Emitter& outer = emitter();
  Block* block = table_.block_of(node);
  bool is_generator = node->node_kind == NodeKind::GeneratorExp;
  bool is_async = block->is_coroutine && !is_generator;
  const Block& here = *unit_->block;
  bool outer_is_async = here.node->node_kind == NodeKind::AsyncFunctionDef;
  bool top_level = options_.allow_top_level_await && here.type == BlockType::kModule;
  bool in_async_function = outer_is_async || here.is_comprehension() || top_level;
  if (is_async && !in_async_function) {
    return fail(node, "asynchronous comprehension outside of an asynchronous function");
  }
  enter_unit(block, name, node->lineno, {.positional = 1, .positional_only = 0, .keyword_only = 0});
  {
    PositionScope at(*this, node);
    Emitter& e = emitter();
    e.constant(none_constant());
    Register accumulator = -1;
    if (!is_generator) {
      accumulator = e.push_temporary();
      Op build = node->node_kind == NodeKind::ListComp  ? Op::kBuildList
                 : node->node_kind == NodeKind::SetComp ? Op::kBuildSet
                                                        : Op::kBuildMap;
      e.emit(build, accumulator);
      unit_->expression_base = e.top();
    }
    comprehension_level(node, generators, 0, element, value, accumulator);
    if (accumulator >= 0)
      e.emit(Op::kReturn, accumulator);
    else
      emit_implicit_return();
  }
  std::shared_ptr<CodeUnit> code = leave_unit();
  Register base = call_base(destination);
  make_closure(code, block, -1, 0, base);
  outer.push_temporary();
  load_unbound(base + 1);
  Register argument = outer.push_temporary();
  Register iterable = operand(generators[0]->iter, argument);
  Op get_iterator = generators[0]->is_async != 0 ? Op::kGetAiter : Op::kGetIter;
  outer.emit(get_iterator, argument, iterable);
  emit_call(destination, base, 1);
  if (is_async) await_value(destination, 0, destination);
}

void CodeGenerator::comprehension_level(ExprNode* node, Span<Comprehension*> generators,
                                        size_t level, ExprNode* element, ExprNode* value,
                                        Register accumulator) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  Comprehension* generator = generators[level];
  Register iterator = 0;
  if (level > 0) {
    iterator = e.push_temporary();
    Register iterable = operand(generator->iter, iterator);
    e.emit(generator->is_async != 0 ? Op::kGetAiter : Op::kGetIter, iterator, iterable);
  }
  unit_->expression_base = e.top();
  Label start = e.new_label(), next = e.new_label(), end = e.new_label(), failed = e.new_label();
  e.bind(start);
  if (generator->is_async != 0) {
    Register item = e.push_temporary();
    FrameBlock block{.kind = FrameBlockKind::kLoop,
                     .region_depth = e.region_depth(),
                     .start = start,
                     .exit = end,
                     .node = node,
                     .finalbody = {}};
    if (!push_block(block, node)) return;
    e.open_region(failed, item);
    e.emit(Op::kGetAnext, item, iterator);
    delegate(item, item);
    e.close_region();
    assign(generator->target, item);
    for (ExprNode* condition : generator->ifs) jump_if(condition, false, next);
    comprehension_body(node, generators, level, element, value, accumulator);
    e.bind(next);
    e.emit_jump(Op::kJumpBack, start);
    pop_block();
    e.bind(failed);
    e.emit(Op::kEndAsyncFor, item);
    return;
  }
  auto* name = as<Name>(generator->target);
  Register variable = name == nullptr ? -1 : local_register(name->id);
  if (name != nullptr && !check_not_debug(name, name->id, ExprContext::Store)) return;
  Register item = variable >= 0 ? variable : e.push_temporary();
  e.emit_jump(Op::kForIter, end, item, iterator);
  if (variable < 0)
    assign(generator->target, item);
  else
    mark_line(generator->target);
  for (ExprNode* condition : generator->ifs) jump_if(condition, false, next);
  comprehension_body(node, generators, level, element, value, accumulator);
  e.bind(next);
  e.emit_jump(Op::kJumpBack, start);
  e.bind(end);
}

void CodeGenerator::comprehension_body(ExprNode* node, Span<Comprehension*> generators,
                                       size_t level, ExprNode* element, ExprNode* value,
                                       Register accumulator) {
  if (level + 1 < generators.size) {
    return comprehension_level(node, generators, level + 1, element, value, accumulator);
  }
  comprehension_element(node, element, value, accumulator);
}

void CodeGenerator::comprehension_element(ExprNode* node, ExprNode* element, ExprNode* value,
                                          Register accumulator) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  Register first = operand(element);
  switch (node->node_kind) {
    case NodeKind::GeneratorExp:
      return yield_value(first, e.push_temporary());
    case NodeKind::ListComp:
      e.emit(Op::kListAppend, accumulator, first);
      return;
    case NodeKind::SetComp:
      e.emit(Op::kSetAdd, accumulator, first);
      return;
    default: {
      Register second = operand(value);
      e.emit(Op::kMapAdd, accumulator, first, second);
    }
  }
}

}  // namespace pyro::compiler
