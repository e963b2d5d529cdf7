// Targets: assignment, augmented assignment, annotations, deletion.

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

// Whether storing to `target` rebinds the variable `name`.
bool binds(const ExprNode* target, Identifier name) {
  switch (target->node_kind) {
    case NodeKind::Name:
      return as<Name>(target)->id == name;
    case NodeKind::Starred:
      return binds(as<Starred>(target)->value, name);
    case NodeKind::List:
      for (ExprNode* element : as<List>(target)->elts) {
        if (binds(element, name)) return true;
      }
      return false;
    case NodeKind::Tuple:
      for (ExprNode* element : as<Tuple>(target)->elts) {
        if (binds(element, name)) return true;
      }
      return false;
    default:
      return false;
  }
}

}  // namespace

void CodeGenerator::assign(ExprNode* target, Register value) {
  if (failed_) return;
  Emitter& e = emitter();
  PositionScope at(*this, target);
  TemporaryScope scope(*this);
  switch (target->node_kind) {
    case NodeKind::Name: {
      auto* name = as<Name>(target);
      if (check_not_debug(name, name->id, ExprContext::Store)) store_name(name->id, value);
      return;
    }
    case NodeKind::Attribute: {
      auto* attribute = as<Attribute>(target);
      if (!check_not_debug(attribute, attribute->attr, ExprContext::Store)) return;
      Register object = operand(attribute->value);
      e.set_position(attribute_position(attribute, attribute));
      e.emit(Op::kSetAttr, object, value, 0,
             static_cast<uint32_t>(e.name(std::string(mangled(attribute->attr)->text))));
      return;
    }
    case NodeKind::Subscript: {
      auto* subscript = as<Subscript>(target);
      Register object = operand(subscript->value);
      Register key = operand(subscript->slice);
      e.emit(Op::kSetItem, object, key, value);
      return;
    }
    case NodeKind::List:
      return assign_unpacked(target, as<List>(target)->elts, value);
    case NodeKind::Tuple:
      return assign_unpacked(target, as<Tuple>(target)->elts, value);
    case NodeKind::Starred:
      return fail(target, "starred assignment target must be in a list or tuple");
    default:
      return;
  }
}

void CodeGenerator::assign_unpacked(ExprNode* target, Span<ExprNode*> elements, Register value) {
  Emitter& e = emitter();
  int star = -1;
  for (uint32_t i = 0; i < elements.size; ++i) {
    if (elements[i]->node_kind != NodeKind::Starred) continue;
    if (star >= 0) return fail(target, "multiple starred expressions in assignment");
    star = static_cast<int>(i);
  }
  auto count = static_cast<int>(elements.size);
  if (star >= 256 || (star >= 0 && count - star - 1 >= 1 << 23)) {
    return fail(target, "too many expressions in star-unpacking assignment");
  }
  if (count + e.top() + 16 > Emitter::kRegisterLimit) return assign_many(elements, star, value);
  Register first = e.top();
  for (int i = 0; i < count; ++i) e.push_temporary();
  if (star < 0) {
    e.emit(Op::kUnpack, first, value, count);
  } else {
    e.emit(Op::kUnpackEx, first, value, star, static_cast<uint32_t>(count - star - 1));
  }
  for (int i = 0; i < count; ++i) {
    auto* starred = as<Starred>(elements[static_cast<size_t>(i)]);
    assign(starred != nullptr ? starred->value : elements[static_cast<size_t>(i)], first + i);
  }
}

// More targets than there are registers: by far registers, 64 at a time, from a list of all items.
void CodeGenerator::assign_many(Span<ExprNode*> elements, int star, Register value) {
  Emitter& e = emitter();
  if (star >= 0)
    return fail(elements[static_cast<size_t>(star)],
                "too many expressions in star-unpacking assignment");
  constexpr uint32_t kChunk = 32;
  Register rest = e.push_temporary();
  e.move(rest, value);
  std::vector<int> far;
  uint32_t done = 0;
  while (elements.size - done > kChunk) {
    TemporaryScope scope(*this);
    Register first = e.top();
    for (uint32_t i = 0; i <= kChunk; ++i) e.push_temporary();
    e.emit(Op::kUnpackEx, first, rest, kChunk, 0);
    for (uint32_t i = 0; i < kChunk; ++i) {
      far.push_back(e.new_far_register());
      e.emit_wide(Op::kSetFar, first + static_cast<int>(i), far.back());
    }
    e.move(rest, first + static_cast<int>(kChunk));
    done += kChunk;
  }
  Register first = e.top();
  uint32_t last = elements.size - done;
  for (uint32_t i = 0; i < last; ++i) e.push_temporary();
  e.emit(Op::kUnpack, first, rest, static_cast<int>(last));
  ++unit_->far_values;
  for (uint32_t i = 0; i < elements.size; ++i) {
    TemporaryScope scope(*this);
    Register item = i < done ? e.push_temporary() : first + static_cast<int>(i - done);
    if (i < done) e.emit_wide(Op::kGetFar, item, far[i]);
    assign(elements[i], item);
  }
  --unit_->far_values;
}

// `a, b = b, a` without a tuple: all values first, then all stores.
bool CodeGenerator::assign_in_parallel(ExprNode* target, ExprNode* value) {
  auto* targets = as<Tuple>(target);
  auto* values = as<Tuple>(value);
  if (targets == nullptr || values == nullptr || targets->elts.size != values->elts.size)
    return false;
  if (values->elts.size == 0 || values->elts.size > 8) return false;
  for (uint32_t i = 0; i < values->elts.size; ++i) {
    NodeKind kind = targets->elts[i]->node_kind;
    if (values->elts[i]->node_kind == NodeKind::Starred) return false;
    if (kind != NodeKind::Name && kind != NodeKind::Attribute && kind != NodeKind::Subscript)
      return false;
  }
  Emitter& e = emitter();
  std::vector<Register> registers;
  for (uint32_t i = 0; i < values->elts.size; ++i) {
    auto* name = as<Name>(values->elts[i]);
    bool is_rebound = false;
    for (uint32_t j = 0; name != nullptr && j < i; ++j)
      is_rebound |= binds(targets->elts[j], name->id);
    if (is_rebound) {
      Register copy = e.push_temporary();
      into(name, copy);
      registers.push_back(copy);
    } else if (folder_.fold(values->elts[i]) != nullptr) {
      registers.push_back(-1);
    } else {
      registers.push_back(operand(values->elts[i]));
    }
  }
  for (uint32_t i = 0; i < values->elts.size; ++i) {
    TemporaryScope scope(*this);
    auto* name = as<Name>(targets->elts[i]);
    if (name != nullptr && !check_not_debug(name, name->id, ExprContext::Store)) return true;
    Register variable = name == nullptr ? -1 : local_register(name->id);
    if (registers[i] >= 0) {
      assign(targets->elts[i], registers[i]);
    } else if (variable >= 0) {
      into(values->elts[i], variable);
    } else {
      assign(targets->elts[i], operand(values->elts[i]));
    }
  }
  return true;
}

void CodeGenerator::visit(Assign* node) {
  if (node->targets.size == 1 && assign_in_parallel(node->targets[0], node->value)) return;
  auto* name = as<Name>(node->targets[0]);
  if (name != nullptr && !check_not_debug(name, name->id, ExprContext::Store)) return;
  Register variable = name == nullptr ? -1 : local_register(name->id);
  if (variable >= 0) {
    into(node->value, variable);
    for (uint32_t i = 1; i < node->targets.size; ++i) assign(node->targets[i], variable);
    return;
  }
  Register value = operand(node->value);
  if (node->targets.size > 1 && !emitter().is_temporary(value)) {
    Register copy = emitter().push_temporary();
    emitter().move(copy, value);
    value = copy;
  }
  for (ExprNode* target : node->targets) assign(target, value);
}

// --- augmented assignment

void CodeGenerator::visit(AugAssign* node) {
  switch (node->target->node_kind) {
    case NodeKind::Name:
      return augmented_name(node, as<Name>(node->target));
    case NodeKind::Attribute:
      return augmented_attribute(node, as<Attribute>(node->target));
    case NodeKind::Subscript:
      return augmented_subscript(node, as<Subscript>(node->target));
    default:
      return;
  }
}

void CodeGenerator::augmented_name(AugAssign* node, Name* target) {
  if (!check_not_debug(node->target, target->id, ExprContext::Store)) return;
  Register value;
  {
    PositionScope at(*this, target);
    value = name_operand(target, -1);
  }
  Register variable = local_register(target->id);
  if (variable >= 0) return binary(node->op, true, variable, value, node->value);
  Register result = emitter().is_temporary(value) ? value : emitter().push_temporary();
  binary(node->op, true, result, value, node->value);
  PositionScope at(*this, target);
  store_name(target->id, result);
}

void CodeGenerator::augmented_attribute(AugAssign* node, Attribute* target) {
  Emitter& e = emitter();
  auto name = static_cast<uint32_t>(e.name(std::string(mangled(target->attr)->text)));
  Register object = operand(target->value);
  Register value = e.push_temporary();
  {
    PositionScope at(*this, target);
    e.set_position(attribute_position(target, target));
    e.emit(Op::kGetAttr, value, object, 0, name);
  }
  binary(node->op, true, value, value, node->value);
  PositionScope at(*this, target);
  e.set_position(attribute_position(target, target));
  e.emit(Op::kSetAttr, object, value, 0, name);
}

void CodeGenerator::augmented_subscript(AugAssign* node, Subscript* target) {
  Emitter& e = emitter();
  Register object = operand(target->value);
  Register key = operand(target->slice);
  Register value = e.push_temporary();
  {
    PositionScope at(*this, target);
    e.emit(Op::kGetItem, value, object, key);
  }
  binary(node->op, true, value, value, node->value);
  PositionScope at(*this, target);
  e.emit(Op::kSetItem, object, key, value);
}

// --- annotations

void CodeGenerator::visit(AnnAssign* node) {
  if (node->value != nullptr) {
    auto* name = as<Name>(node->target);
    Register variable =
        name == nullptr || name->id->text == "__debug__" ? -1 : local_register(name->id);
    TemporaryScope scope(*this);
    if (variable >= 0) {
      into(node->value, variable);
    } else {
      assign(node->target, operand(node->value));
    }
  }
  check_annotation_target(node);
  if (!failed_) store_annotation(node);
}

void CodeGenerator::check_annotation_target(AnnAssign* node) {
  switch (node->target->node_kind) {
    case NodeKind::Name:
      check_not_debug(node, as<Name>(node->target)->id, ExprContext::Store);
      return;
    case NodeKind::Attribute: {
      auto* target = as<Attribute>(node->target);
      if (!check_not_debug(node, target->attr, ExprContext::Store)) return;
      if (node->value == nullptr) effect(target->value);
      return;
    }
    case NodeKind::Subscript: {
      auto* target = as<Subscript>(node->target);
      if (node->value != nullptr) return;
      effect(target->value);
      if (target->slice->node_kind != NodeKind::Slice) effect(target->slice);
      return;
    }
    default:
      return;
  }
}

// Only modules and classes keep annotations, those of plain names; others are at most evaluated.
void CodeGenerator::store_annotation(AnnAssign* node) {
  Emitter& e = emitter();
  if (unit_->block->type == BlockType::kFunction) return;
  TemporaryScope scope(*this);
  if (node->simple == 0 || node->target->node_kind != NodeKind::Name) {
    if (!emits_future_annotations()) effect(node->annotation);
    return;
  }
  Register value = e.push_temporary();
  annotation_value(node->annotation, value);
  Register mapping = e.push_temporary(), key = e.push_temporary();
  e.emit(Op::kLoadName, mapping, 0, 0, static_cast<uint32_t>(e.name("__annotations__")));
  load_constant(string_constant(mangled(as<Name>(node->target)->id)->text), key);
  e.emit(Op::kSetItem, mapping, key, value);
}

// --- deletion

void CodeGenerator::remove(ExprNode* target) {
  if (failed_) return;
  Emitter& e = emitter();
  PositionScope at(*this, target);
  TemporaryScope scope(*this);
  switch (target->node_kind) {
    case NodeKind::Name: {
      auto* name = as<Name>(target);
      if (check_not_debug(name, name->id, ExprContext::Del)) delete_name(name->id);
      return;
    }
    case NodeKind::Attribute: {
      auto* attribute = as<Attribute>(target);
      Register object = operand(attribute->value);
      e.set_position(attribute_position(attribute, attribute));
      e.emit(Op::kDeleteAttr, object, 0, 0,
             static_cast<uint32_t>(e.name(std::string(mangled(attribute->attr)->text))));
      return;
    }
    case NodeKind::Subscript: {
      auto* subscript = as<Subscript>(target);
      Register object = operand(subscript->value);
      Register key = operand(subscript->slice);
      e.emit(Op::kDeleteItem, object, key);
      return;
    }
    case NodeKind::List:
      for (ExprNode* element : as<List>(target)->elts) remove(element);
      return;
    case NodeKind::Tuple:
      for (ExprNode* element : as<Tuple>(target)->elts) remove(element);
      return;
    default:
      return;
  }
}

}  // namespace pyro::compiler
