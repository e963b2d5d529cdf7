#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

// Below this many free registers an expression's temporaries are moved out of the way.
constexpr int kSpillMargin = 12;

constexpr Op kBinaryOps[] = {Op::kAdd, Op::kSub, Op::kMul,     Op::kMatmul, Op::kTrueDiv,
                             Op::kMod, Op::kPow, Op::kLshift,  Op::kRshift, Op::kOr,
                             Op::kXor, Op::kAnd, Op::kFloorDiv};
constexpr Op kInPlaceOps[] = {
    Op::kInplaceAdd, Op::kInplaceSub, Op::kInplaceMul,     Op::kInplaceMatmul, Op::kInplaceTrueDiv,
    Op::kInplaceMod, Op::kInplacePow, Op::kInplaceLshift,  Op::kInplaceRshift, Op::kInplaceOr,
    Op::kInplaceXor, Op::kInplaceAnd, Op::kInplaceFloorDiv};
constexpr Op kCompareOps[] = {Op::kCompareEq, Op::kCompareNe,   Op::kCompareLt, Op::kCompareLe,
                              Op::kCompareGt, Op::kCompareGe,   Op::kCompareIs, Op::kCompareIsNot,
                              Op::kCompareIn, Op::kCompareNotIn};
constexpr Op kJumpOps[] = {Op::kJumpEq, Op::kJumpNe, Op::kJumpLt, Op::kJumpLe, Op::kJumpGt,
                           Op::kJumpGe, Op::kJumpIs, Op::kJumpIs, Op::kJumpIn, Op::kJumpIn};
constexpr Op kJumpIntOps[] = {Op::kJumpEqInt, Op::kJumpNeInt, Op::kJumpLtInt,
                              Op::kJumpLeInt, Op::kJumpGtInt, Op::kJumpGeInt};

const char* type_name(ConstantKind kind) {
  switch (kind) {
    case ConstantKind::None:
      return "NoneType";
    case ConstantKind::True:
    case ConstantKind::False:
      return "bool";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    case ConstantKind::Int:
      return "int";
    case ConstantKind::Float:
      return "float";
    case ConstantKind::Complex:
      return "complex";
    case ConstantKind::Str:
      return "str";
    case ConstantKind::Bytes:
      return "bytes";
    case ConstantKind::Tuple:
      return "tuple";
    case ConstantKind::FrozenSet:
      return "frozenset";
  }
  return "object";
}

// The type that an expression is sure to have, or null.
const char* inferred_type(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp:
      return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp:
      return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp:
      return "set";
    case NodeKind::GeneratorExp:
      return "generator";
    case NodeKind::Lambda:
      return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "str";
    case NodeKind::Constant:
      return type_name(as<ast::Constant>(node)->value.kind);
    default:
      return nullptr;
  }
}

}  // namespace

// --- dispatch

void CodeGenerator::into(ExprNode* node, Register destination) {
  if (failed_) return;
  if (emitter().top() > Emitter::kRegisterLimit - kSpillMargin &&
      emitter().top() - unit_->expression_base > 2 * kSpillMargin) {
    return into_spilled(node, destination);
  }
  PositionScope at(*this, node);
  TemporaryScope scope(*this);
  if (const ConstantValue* value = folder_.fold(node)) return load_constant(*value, destination);
  visit_expr(node, [&](auto* exact) { visit(exact, destination); });
}

// The temporaries of the expression under way go to far registers while `node` is computed. No
// protected region begins inside an expression, so nobody looks for them in their place meanwhile.
void CodeGenerator::into_spilled(ExprNode* node, Register destination) {
  Emitter& e = emitter();
  Register base = unit_->expression_base, top = e.top();
  std::vector<std::pair<Register, int>> saved;
  for (Register r = base; r < top; ++r) {
    if (!e.is_written(r)) continue;  // a destination that waits for its value
    saved.push_back({r, e.new_far_register()});
    e.emit_wide(Op::kSetFar, r, saved.back().second);
  }
  int result = e.new_far_register();
  e.pop_temporaries_to(base);
  Register value = e.push_temporary();
  ++unit_->far_values;
  into(node, value);
  --unit_->far_values;
  e.emit_wide(Op::kSetFar, value, result);
  e.pop_temporaries_to(base);
  while (e.top() < top) e.push_temporary();
  for (auto [r, far] : saved) e.emit_wide(Op::kGetFar, r, far);
  e.emit_wide(Op::kGetFar, destination, result);
}

// A variable that is an operand needs no instruction, but tracing wants to see its line in an
// expression of several lines.
void CodeGenerator::mark_line(const ExprNode* node) {
  Position outer = emitter().position();
  if (outer.line == outer.end_line && outer.line == node->lineno) return;
  PositionScope at(*this, node);
  emitter().emit(Op::kNop);
}

Register CodeGenerator::operand(ExprNode* node, Register hint) {
  if (auto* name = as<Name>(node); name != nullptr && name->id->text != "__debug__") {
    mark_line(node);
    PositionScope at(*this, node);
    return name_operand(name, hint);
  }
  if (hint < 0) hint = emitter().push_temporary();
  into(node, hint);
  return hint;
}

void CodeGenerator::effect(ExprNode* node) {
  TemporaryScope scope(*this);
  operand(node);
}

// --- constants

void CodeGenerator::load_constant(const ConstantValue& value, Register destination) {
  switch (value.kind) {
    case ConstantKind::None:
      emitter().emit(Op::kLoadSingleton, destination, 0);
      return;
    case ConstantKind::False:
      emitter().emit(Op::kLoadSingleton, destination, 1);
      return;
    case ConstantKind::True:
      emitter().emit(Op::kLoadSingleton, destination, 2);
      return;
    case ConstantKind::Ellipsis:
      emitter().emit(Op::kLoadSingleton, destination, 4);
      return;
    default:
      load_constant(to_constant(value), destination);
  }
}

void CodeGenerator::load_constant(const Constant& value, Register destination) {
  Emitter& e = emitter();
  if (!e.is_emitting) return;
  if (value.kind == Constant::Kind::kNone) return load_none(destination);
  if (value.kind == Constant::Kind::kInt && !value.is_big && value.integer >= -0x8000 &&
      value.integer <= 0x7fff) {
    e.emit_wide(Op::kLoadInt, destination, static_cast<int>(value.integer));
    return;
  }
  int index = e.constant(value);
  if (index <= 0xffff) {
    e.emit_wide(Op::kLoadConst, destination, index);
  } else {
    e.emit(Op::kLoadConstWide, destination, 0, 0, static_cast<uint32_t>(index));
  }
}

bool CodeGenerator::small_int(ExprNode* node, int low, int high, int* value) {
  const ConstantValue* constant = folder_.fold(node);
  if (constant == nullptr || constant->kind != ConstantKind::Int || !constant->is_small ||
      constant->small > 0xffff) {
    return false;
  }
  int number = static_cast<int>(constant->small) * (constant->negative ? -1 : 1);
  *value = number;
  return number >= low && number <= high;
}

void CodeGenerator::visit(ast::Constant* node, Register destination) {
  load_constant(node->value, destination);
}

// --- names and attributes

void CodeGenerator::visit(Name* node, Register destination) { load_name(node->id, destination); }

void CodeGenerator::visit(NamedExpr* node, Register destination) {
  auto* target = as<Name>(node->target);
  into(node->value, destination);
  PositionScope at(*this, node->target);
  if (check_not_debug(target, target->id, ExprContext::Store)) store_name(target->id, destination);
}

void CodeGenerator::visit(Attribute* node, Register destination) {
  Emitter& e = emitter();
  if (is_super_shortcut(node)) return super_attribute(node, destination);
  Register object = operand(node->value, e.is_temporary(destination) ? destination : -1);
  e.set_position(attribute_position(node, node));
  e.emit(Op::kGetAttr, destination, object, 0,
         static_cast<uint32_t>(e.name(std::string(mangled(node->attr)->text))));
}

Register CodeGenerator::slice_bounds(Slice* node) {
  Register bounds = emitter().push_temporary();
  emitter().push_temporary();
  if (node->lower != nullptr)
    into(node->lower, bounds);
  else
    load_none(bounds);
  if (node->upper != nullptr)
    into(node->upper, bounds + 1);
  else
    load_none(bounds + 1);
  return bounds;
}

void CodeGenerator::visit(Subscript* node, Register destination) {
  Emitter& e = emitter();
  warn_about_subscript(node);
  Register object = operand(node->value, e.is_temporary(destination) ? destination : -1);
  int index = 0;
  auto* slice = as<Slice>(node->slice);
  if (slice != nullptr && slice->step == nullptr) {
    e.emit(Op::kGetSlice, destination, object, slice_bounds(slice));
  } else if (small_int(node->slice, -128, 127, &index)) {
    e.emit(Op::kGetItemInt, destination, object, index);
  } else {
    Register key = operand(node->slice);
    e.emit(Op::kGetItem, destination, object, key);
  }
}

void CodeGenerator::visit(Slice* node, Register destination) {
  Emitter& e = emitter();
  Register bounds = slice_bounds(node);
  if (node->step != nullptr) into(node->step, e.push_temporary());
  e.emit(Op::kBuildSlice, destination, bounds, node->step != nullptr ? 3 : 2);
}

void CodeGenerator::visit(Starred* node, Register) {
  fail(node, node->ctx == ExprContext::Store
                 ? "starred assignment target must be in a list or tuple"
                 : "can't use starred expression here");
}

void CodeGenerator::warn_about_subscript(Subscript* node) {
  ExprNode* value = node->value;
  if (const ast::ConstantValue* constant = folder_.fold(value)) {
    ConstantKind kind = constant->kind;
    if (kind != ConstantKind::Str && kind != ConstantKind::Bytes && kind != ConstantKind::Tuple) {
      return warn(node, std::string("'") + type_name(kind) +
                            "' object is not subscriptable; perhaps you missed a comma?");
    }
  }
  switch (value->node_kind) {
    case NodeKind::Constant:
      break;
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda:
      warn(node, std::string("'") + inferred_type(value) +
                     "' object is not subscriptable; perhaps you missed a comma?");
      return;
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      break;
    default:
      return;
  }
  const char* index = inferred_type(node->slice);
  if (index == nullptr || std::string_view(index) == "int" || std::string_view(index) == "bool" ||
      node->slice->node_kind == NodeKind::Slice) {
    return;
  }
  warn(node, std::string(inferred_type(value)) + " indices must be integers or slices, not " +
                 index + "; perhaps you missed a comma?");
}

// --- operators

void CodeGenerator::binary(Operator op, bool in_place, Register destination, Register left,
                           ExprNode* right) {
  Emitter& e = emitter();
  int number = 0;
  if ((op == Operator::Add || op == Operator::Sub) && small_int(right, 0, 255, &number)) {
    Op code = op == Operator::Add ? (in_place ? Op::kInplaceAddInt : Op::kAddInt)
                                  : (in_place ? Op::kInplaceSubInt : Op::kSubInt);
    e.emit(code, destination, left, number);
    return;
  }
  TemporaryScope scope(*this);
  Register value = operand(right);
  e.emit((in_place ? kInPlaceOps : kBinaryOps)[static_cast<int>(op)], destination, left, value);
}

void CodeGenerator::visit(BinOp* node, Register destination) {
  if (const JoinedStr* joined = folder_.fold_format(node)) {
    return visit(const_cast<JoinedStr*>(joined), destination);
  }
  Register left = operand(node->left, emitter().is_temporary(destination) ? destination : -1);
  binary(node->op, false, destination, left, node->right);
}

void CodeGenerator::visit(UnaryOp* node, Register destination) {
  static constexpr Op kUnaryOps[] = {Op::kInvert, Op::kNot, Op::kPositive, Op::kNegate};
  Register value = operand(node->operand, emitter().is_temporary(destination) ? destination : -1);
  emitter().emit(kUnaryOps[static_cast<int>(node->op)], destination, value);
}

void CodeGenerator::visit(BoolOp* node, Register destination) {
  Emitter& e = emitter();
  Register result = scratch(destination);
  Label end = e.new_label();
  Op jump = node->op == BoolOperator::And ? Op::kJumpIfFalse : Op::kJumpIfTrue;
  for (uint32_t i = 0; i < node->values.size; ++i) {
    into(node->values[i], result);
    if (i + 1 < node->values.size) e.emit_jump(jump, end, result);
  }
  e.bind(end);
  e.move(destination, result);
}

void CodeGenerator::visit(IfExp* node, Register destination) {
  Emitter& e = emitter();
  Label otherwise = e.new_label(), end = e.new_label();
  jump_if(node->test, false, otherwise);
  into(node->body, destination);
  e.emit_artificial_jump(end);
  e.bind(otherwise);
  e.forget_write(destination);
  into(node->orelse, destination);
  e.bind(end);
}

// --- comparisons

void CodeGenerator::warn_about_comparison(Compare* node) {
  auto is_literal = [this](const ExprNode* operand) {
    const ConstantValue* value = folder_.fold(operand);
    if (value == nullptr) return false;
    return value->kind != ConstantKind::None && value->kind != ConstantKind::True &&
           value->kind != ConstantKind::False && value->kind != ConstantKind::Ellipsis;
  };
  bool left = is_literal(node->left);
  for (uint32_t i = 0; i < node->ops.size; ++i) {
    bool right = is_literal(node->comparators[i]);
    CompareOperator op = node->ops[i];
    if ((op == CompareOperator::Is || op == CompareOperator::IsNot) && (left || right)) {
      warn(node, op == CompareOperator::Is ? "\"is\" with a literal. Did you mean \"==\"?"
                                           : "\"is not\" with a literal. Did you mean \"!=\"?");
      return;
    }
    left = right;
  }
}

void CodeGenerator::compare(CompareOperator op, Register left, Register right,
                            Register destination) {
  emitter().emit(kCompareOps[static_cast<int>(op)], destination, left, right);
}

namespace {

bool is_membership(CompareOperator op) {
  return op == CompareOperator::In || op == CompareOperator::NotIn;
}

}  // namespace

void CodeGenerator::visit(Compare* node, Register destination) {
  Emitter& e = emitter();
  warn_about_comparison(node);
  auto right_operand = [&](uint32_t i, Register hint) {
    if (is_membership(node->ops[i])) {
      if (const ConstantValue* container = folder_.fold_container(node->comparators[i])) {
        if (hint < 0) hint = e.push_temporary();
        load_constant(*container, hint);
        return hint;
      }
    }
    return operand(node->comparators[i], hint);
  };
  Register left = operand(node->left, e.is_temporary(destination) ? destination : -1);
  if (node->ops.size == 1) return compare(node->ops[0], left, right_operand(0, -1), destination);
  Register result = e.push_temporary();
  Label end = e.new_label();
  for (uint32_t i = 0; i < node->ops.size; ++i) {
    Register right = right_operand(i, -1);
    compare(node->ops[i], left, right, result);
    if (i + 1 < node->ops.size) e.emit_jump(Op::kJumpIfFalse, end, result);
    left = right;
  }
  e.bind(end);
  e.move(destination, result);
}

// --- conditions

void CodeGenerator::compare_jump(CompareOperator op, Register left, ExprNode* right, bool sense,
                                 Label target) {
  Emitter& e = emitter();
  int number = 0;
  if (op <= CompareOperator::GtE && small_int(right, -128, 127, &number)) {
    e.emit_jump(kJumpIntOps[static_cast<int>(op)], target, left, number, sense ? 1 : 0);
    return;
  }
  bool inverted = op == CompareOperator::IsNot || op == CompareOperator::NotIn;
  const ConstantValue* constant = folder_.fold(right);
  if ((op == CompareOperator::Is || op == CompareOperator::IsNot) && constant != nullptr &&
      constant->kind == ConstantKind::None) {
    e.emit_jump(sense != inverted ? Op::kJumpIfNone : Op::kJumpIfNotNone, target, left);
    return;
  }
  TemporaryScope scope(*this);
  const ConstantValue* container = is_membership(op) ? folder_.fold_container(right) : nullptr;
  Register value;
  if (container != nullptr) {
    value = e.push_temporary();
    load_constant(*container, value);
  } else {
    value = operand(right);
  }
  e.emit_jump(kJumpOps[static_cast<int>(op)], target, left, value, sense != inverted ? 1 : 0);
}

void CodeGenerator::jump_if_compare(Compare* node, bool sense, Label target) {
  Emitter& e = emitter();
  // Not put back: in CPython too, what follows in the statement (the raise of an assert) belongs to
  // the comparison.
  e.set_position(position_of(node));
  TemporaryScope scope(*this);
  warn_about_comparison(node);
  Register left = operand(node->left);
  Label end = e.new_label();
  for (uint32_t i = 0; i + 1 < node->ops.size; ++i) {
    Register right = operand(node->comparators[i]);
    bool inverted =
        node->ops[i] == CompareOperator::IsNot || node->ops[i] == CompareOperator::NotIn;
    e.emit_jump(kJumpOps[static_cast<int>(node->ops[i])], sense ? end : target, left, right,
                inverted ? 1 : 0);
    left = right;
  }
  compare_jump(node->ops.back(), left, node->comparators.back(), sense, target);
  e.bind(end);
}

void CodeGenerator::jump_if(ExprNode* node, bool sense, Label target) {
  Emitter& e = emitter();
  if (failed_) return;
  if (const ConstantValue* value = folder_.fold(node)) {
    PositionScope at(*this, node);
    if (is_truthy(*value) == sense) {
      e.emit_jump(Op::kJump, target);
    } else {
      e.emit(Op::kNop);
    }
    return;
  }
  if (auto* unary = as<UnaryOp>(node); unary != nullptr && unary->op == UnaryOperator::Not) {
    return jump_if(unary->operand, !sense, target);
  }
  if (auto* boolean = as<BoolOp>(node)) {
    // `a and b` is false as soon as one is; `a or b` is true as soon as one is.
    bool decides = boolean->op == BoolOperator::Or;
    Label end = e.new_label();
    for (uint32_t i = 0; i + 1 < boolean->values.size; ++i) {
      jump_if(boolean->values[i], decides, sense == decides ? target : end);
    }
    jump_if(boolean->values.back(), sense, target);
    e.bind(end);
    return;
  }
  if (auto* conditional = as<IfExp>(node)) {
    Label otherwise = e.new_label(), end = e.new_label();
    jump_if(conditional->test, false, otherwise);
    jump_if(conditional->body, sense, target);
    e.emit_artificial_jump(end);
    e.bind(otherwise);
    jump_if(conditional->orelse, sense, target);
    e.bind(end);
    return;
  }
  if (auto* comparison = as<Compare>(node)) return jump_if_compare(comparison, sense, target);
  TemporaryScope scope(*this);
  Register value = operand(node);
  e.emit_jump(sense ? Op::kJumpIfTrue : Op::kJumpIfFalse, target, value);
}

// --- f-strings

void CodeGenerator::visit(FormattedValue* node, Register destination) {
  Emitter& e = emitter();
  int flags = node->conversion == 's'   ? 1
              : node->conversion == 'r' ? 2
              : node->conversion == 'a' ? 3
                                        : 0;
  Register value = e.push_temporary();
  into(node->value, value);
  if (node->format_spec != nullptr) {
    into(node->format_spec, e.push_temporary());
    flags |= 4;
  }
  e.emit(Op::kFormatValue, destination, value, flags);
}

void CodeGenerator::visit(JoinedStr* node, Register destination) {
  Emitter& e = emitter();
  if (node->values.size == 0) return load_constant(string_constant(""), destination);
  if (node->values.size == 1 && node->values[0]->node_kind == NodeKind::Constant) {
    return into(node->values[0], destination);
  }
  if (node->values.size == 1) {
    // The result of one format is a str already.
    if (node->values[0]->node_kind == NodeKind::FormattedValue)
      return into(node->values[0], destination);
  }
  constexpr uint32_t kChunk = 32;
  Register first = e.top();
  uint32_t done = 0;
  while (done < node->values.size) {
    Register start = e.top();
    uint32_t before = done == 0 ? 0 : 1;
    if (before != 0) {
      start = first;
      e.pop_temporaries_to(first + 1);
    }
    uint32_t end = std::min(node->values.size, done + kChunk);
    for (; done < end; ++done) into(node->values[done], e.push_temporary());
    Register target = done == node->values.size ? destination : first;
    e.emit(Op::kBuildString, target, start, e.top() - start);
  }
}

}  // namespace pyro::compiler
