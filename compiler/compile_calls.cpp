// Calls. The callable and the arguments are laid out in a window of consecutive temporaries:
// callable, receiver (or Unbound), positional arguments, keyword arguments.

#include <algorithm>

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

constexpr uint32_t kLargestCall = 100;

}  // namespace

// A window may begin at the destination when that is the topmost temporary; nested calls then share
// registers.
Register CodeGenerator::call_base(Register destination) {
  Emitter& e = emitter();
  if (e.is_temporary(destination) && destination == e.top() - 1) return destination;
  return e.push_temporary();
}

// CPython reports a chain of method calls that spans lines at the line of the attribute's name.
Position CodeGenerator::attribute_position(const Attribute* node, const LocatedNode* whole) {
  Position position{whole->lineno, whole->end_lineno, whole->col_offset, whole->end_col_offset};
  if (node->lineno == node->end_lineno) return position;
  auto length = static_cast<int>(node->attr->text.size());
  position.line = node->end_lineno;
  if (length <= node->end_col_offset) {
    position.column = node->end_col_offset - length;
  } else {
    position.column = position.end_column = -1;
  }
  return position;
}

Constant CodeGenerator::name_tuple(Span<Keyword*> keywords, uint32_t first, uint32_t last) {
  Constant names;
  names.kind = Constant::Kind::kTuple;
  for (uint32_t i = first; i < last; ++i)
    names.items.push_back(string_constant(keywords[i]->arg->text));
  return names;
}

bool CodeGenerator::check_keywords(Span<Keyword*> keywords) {
  for (uint32_t i = 0; i < keywords.size; ++i) {
    Keyword* keyword = keywords[i];
    if (keyword->arg == nullptr) continue;
    if (LocatedNode where = here(); !check_not_debug(&where, keyword->arg, ExprContext::Store))
      return false;
    for (uint32_t j = i + 1; j < keywords.size; ++j) {
      if (keywords[j]->arg == keyword->arg) {
        fail(keywords[j], "keyword argument repeated: " + std::string(keyword->arg->text));
        return false;
      }
    }
  }
  return true;
}

void CodeGenerator::warn_about_callee(Call* node) {
  static const char* const kTypes[] = {"NoneType", "bool", "bool",  "ellipsis", "int",      "float",
                                       "complex",  "str",  "bytes", "tuple",    "frozenset"};
  const char* type = nullptr;
  const ast::ConstantValue* constant = folder_.fold(node->func);
  if (constant != nullptr)
    return warn(node, std::string("'") + kTypes[static_cast<int>(constant->kind)] +
                          "' object is not callable; perhaps you missed a comma?");
  switch (node->func->node_kind) {
    case NodeKind::Tuple:
      type = "tuple";
      break;
    case NodeKind::List:
    case NodeKind::ListComp:
      type = "list";
      break;
    case NodeKind::Dict:
    case NodeKind::DictComp:
      type = "dict";
      break;
    case NodeKind::Set:
    case NodeKind::SetComp:
      type = "set";
      break;
    case NodeKind::GeneratorExp:
      type = "generator";
      break;
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      type = "str";
      break;
    default:
      return;
  }
  warn(node, std::string("'") + type + "' object is not callable; perhaps you missed a comma?");
}

// `super().name` in a method, with `super` the builtin as far as the compiler can know.
bool CodeGenerator::is_super_shortcut(Attribute* node) {
  if (node->ctx != ExprContext::Load) return false;
  auto* call = as<Call>(node->value);
  auto* callee = call == nullptr ? nullptr : as<Name>(call->func);
  if (callee == nullptr || callee->id->text != "super" || call->args.size != 0 ||
      call->keywords.size != 0)
    return false;
  const Block& block = *unit_->block;
  if (block.type != BlockType::kFunction || block.is_comprehension() || block.parameters.empty())
    return false;
  const Symbol* super = block.find(callee->id);
  if (super == nullptr || super->scope != NameScope::kGlobalImplicit) return false;
  const Symbol* module_super = table_.top->find(callee->id);
  if (module_super != nullptr && (module_super->flags & kDefBound) != 0) return false;
  const Symbol* class_cell = block.find(arena_.intern("__class__"));
  if (class_cell == nullptr || class_cell->scope != NameScope::kFree) return false;
  // The first parameter must be a positional one.
  return emitter().unit.argument_count > 0;
}

void CodeGenerator::super_attribute(Attribute* node, Register destination) {
  Emitter& e = emitter();
  auto* call = as<Call>(node->value);
  Register base = e.top();
  e.push_temporary();
  e.push_temporary();
  e.push_temporary();
  {
    PositionScope at(*this, call->func);
    load_name(as<Name>(call->func)->id, base);
  }
  {
    PositionScope at(*this, call);
    load_name(arena_.intern("__class__"), base + 1);
    // A receiver that was deleted is the instruction's to report.
    Access receiver = access_of(mangled(unit_->block->parameters[0]));
    if (receiver.kind == AccessKind::kVariable && !receiver.place.is_far) {
      e.move(base + 2, receiver.place.register_number);
    } else {
      load_name(unit_->block->parameters[0], base + 2);
    }
  }
  e.emit(Op::kLoadSuperAttr, destination, base, 0,
         static_cast<uint32_t>(e.name(std::string(mangled(node->attr)->text))));
}

// base, base+1 = callable and receiver; pushes base+1.
void CodeGenerator::load_callee(ExprNode* function, Register base) {
  Emitter& e = emitter();
  auto* attribute = as<Attribute>(function);
  if (attribute != nullptr && attribute->ctx == ExprContext::Load &&
      !is_super_shortcut(attribute)) {
    Register object = operand(attribute->value, base);
    if (e.top() == base + 1) e.push_temporary();
    PositionScope at(*this, attribute);
    e.set_position(attribute_position(attribute, attribute));
    e.emit(Op::kGetMethod, base, object, 0,
           static_cast<uint32_t>(e.name(std::string(mangled(attribute->attr)->text))));
    return;
  }
  into(function, base);
  e.push_temporary();
  load_unbound(base + 1);
}

void CodeGenerator::visit(Call* node, Register destination) {
  Emitter& e = emitter();
  warn_about_callee(node);
  if (!check_keywords(node->keywords)) return;
  Register base = call_base(destination);
  load_callee(node->func, base);
  Position position = e.position();
  if (auto* attribute = as<Attribute>(node->func)) position = attribute_position(attribute, node);
  call_arguments(base, 0, node->args, node->keywords, destination, position);
}

// A callee's frame begins in the window of the call and would run over far registers that hold
// something. Codes that have such registers pass their arguments in a tuple instead.
bool CodeGenerator::calls_copy_arguments() {
  return emitter().is_far_code() || unit_->far_values > 0;
}

void CodeGenerator::emit_call(Register destination, Register base, int count) {
  Emitter& e = emitter();
  if (!calls_copy_arguments()) {
    e.emit(Op::kCall, destination, base, count);
    return;
  }
  TemporaryScope scope(*this);
  while (e.top() < base + 4) e.push_temporary();
  e.emit(Op::kBuildTuple, base + 2, base + 2, count);
  load_unbound(base + 3);
  e.emit(Op::kCallEx, destination, base);
}

// Evaluates arguments behind base+1 and `leading` arguments that are there already, then calls.
void CodeGenerator::call_arguments(Register base, int leading, Span<ExprNode*> args,
                                   Span<Keyword*> keywords, Register destination,
                                   const Position& position) {
  Emitter& e = emitter();
  bool unpacks =
      args.size + keywords.size > kLargestCall ||
      e.top() + static_cast<int>(args.size + keywords.size) + 16 > Emitter::kRegisterLimit;
  for (ExprNode* argument : args) unpacks |= argument->node_kind == NodeKind::Starred;
  for (Keyword* keyword : keywords) unpacks |= keyword->arg == nullptr;
  if (unpacks) return call_unpacked(base, leading, args, keywords, destination, position);
  for (ExprNode* argument : args) into(argument, e.push_temporary());
  for (Keyword* keyword : keywords) into(keyword->value, e.push_temporary());
  int count = leading + static_cast<int>(args.size + keywords.size);
  Position saved = e.position();
  e.set_position(position);
  if (keywords.size == 0) {
    emit_call(destination, base, count);
  } else {
    int names = e.is_emitting ? e.constant(name_tuple(keywords, 0, keywords.size)) : 0;
    if (names > 0xffff) fail(keywords[0], "too many constants in one code block");
    e.emit(Op::kCallKw, destination, base, count, static_cast<uint32_t>(names));
  }
  e.set_position(saved);
}

// A call with * or ** or very many arguments: positional ones go into a tuple, keywords into a
// dict.
void CodeGenerator::call_unpacked(Register base, int leading, Span<ExprNode*> args,
                                  Span<Keyword*> keywords, Register destination,
                                  const Position& position) {
  Emitter& e = emitter();
  Register tuple = base + 2;
  if (leading == 0) e.push_temporary();
  if (leading == 0 && args.size == 1 && args[0]->node_kind == NodeKind::Starred) {
    into(as<Starred>(args[0])->value, tuple);
  } else if (leading == 0 && args.size == 0) {
    ConstantValue empty;
    empty.kind = ConstantKind::Tuple;
    load_constant(empty, tuple);
  } else {
    e.emit(Op::kBuildList, tuple, tuple, leading);
    e.pop_temporaries_to(tuple + 1);
    for (ExprNode* argument : args) {
      TemporaryScope scope(*this);
      auto* starred = as<Starred>(argument);
      Register value = operand(starred != nullptr ? starred->value : argument);
      e.emit(starred != nullptr ? Op::kListExtend : Op::kListAppend, tuple, value);
    }
    e.emit(Op::kListToTuple, tuple, tuple);
  }
  Register dict = e.push_temporary();
  if (keywords.size == 0) {
    load_unbound(dict);
  } else {
    keyword_dict(base, dict, keywords);
  }
  Position saved = e.position();
  e.set_position(position);
  e.emit(Op::kCallEx, destination, base);
  e.set_position(saved);
}

void CodeGenerator::keyword_dict(Register base, Register dict, Span<Keyword*> keywords) {
  Emitter& e = emitter();
  bool has_dict = false;
  for (uint32_t i = 0; i < keywords.size && !failed_;) {
    TemporaryScope scope(*this);
    if (keywords[i]->arg == nullptr) {
      if (!has_dict) e.emit(Op::kBuildMap, dict);
      has_dict = true;
      Register mapping = operand(keywords[i]->value);
      e.emit(Op::kDictMerge, dict, mapping, base);
      ++i;
      continue;
    }
    uint32_t end = i;
    while (end < keywords.size && keywords[end]->arg != nullptr) ++end;
    if (!has_dict) {
      named_keywords(dict, keywords, i, end);
      has_dict = true;
    } else {
      Register more = e.push_temporary();
      named_keywords(more, keywords, i, end);
      e.emit(Op::kDictMerge, dict, more, base);
    }
    i = end;
  }
}

void CodeGenerator::named_keywords(Register dict, Span<Keyword*> keywords, uint32_t first,
                                   uint32_t last) {
  Emitter& e = emitter();
  e.emit(Op::kBuildMap, dict);
  for (uint32_t i = first; i < last; ++i) {
    TemporaryScope scope(*this);
    Register key = e.push_temporary();
    load_constant(string_constant(keywords[i]->arg->text), key);
    Register value = operand(keywords[i]->value);
    e.emit(Op::kMapAdd, dict, key, value);
  }
}

}  // namespace pyro::compiler
