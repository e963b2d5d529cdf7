// match statements (language reference 8.6).
//
// A pattern tests a subject in a register and jumps to `fail` when it does not match. Names are
// bound only when the whole pattern has matched, so captures go to temporaries first; the
// alternatives of an or-pattern share them.

#include <algorithm>

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

bool is_wildcard(const PatternNode* node) {
  auto* as_pattern = as<MatchAs>(node);
  return as_pattern != nullptr && as_pattern->name == nullptr && as_pattern->pattern == nullptr;
}

bool is_wildcard_star(const PatternNode* node) {
  auto* star = as<MatchStar>(node);
  return star != nullptr && star->name == nullptr;
}

}  // namespace

void CodeGenerator::visit(Match* node) {
  Emitter& e = emitter();
  Register subject = e.push_temporary();
  into(node->subject, subject);
  unit_->expression_base = e.top();
  Label end = e.new_label();
  for (uint32_t i = 0; i < node->cases.size && !failed_; ++i) {
    match_case(node->cases[i], subject, end, i + 1 == node->cases.size);
  }
  e.bind(end);
}

void CodeGenerator::match_case(MatchCase* match_case, Register subject, Label end, bool is_last) {
  Emitter& e = emitter();
  TemporaryScope scope(*this);
  PatternContext context;
  context.fail = e.new_label();
  context.allows_irrefutable = is_last || match_case->guard != nullptr;
  {
    PositionScope at(*this, match_case->pattern);
    pattern(match_case->pattern, subject, context);
    for (auto& [name, value] : context.captures) store_name(name, value);
    if (match_case->guard != nullptr) jump_if(match_case->guard, false, context.fail);
    if (is_wildcard(match_case->pattern)) e.emit(Op::kNop);
  }
  statements(match_case->body);
  e.emit_artificial_jump(end);
  e.bind(context.fail);
}

void CodeGenerator::pattern(PatternNode* node, Register subject, PatternContext& context) {
  if (failed_) return;
  // Not put back: in CPython too, the errors of an outer pattern carry the position of the last
  // inner one.
  emitter().set_position(position_of(node));
  switch (node->node_kind) {
    case NodeKind::MatchValue:
      return pattern_value(static_cast<MatchValue*>(node), subject, context);
    case NodeKind::MatchSingleton:
      return pattern_singleton(static_cast<MatchSingleton*>(node), subject, context);
    case NodeKind::MatchSequence:
      return pattern_sequence(static_cast<MatchSequence*>(node), subject, context);
    case NodeKind::MatchMapping:
      return pattern_mapping(static_cast<MatchMapping*>(node), subject, context);
    case NodeKind::MatchClass:
      return pattern_class(static_cast<MatchClass*>(node), subject, context);
    case NodeKind::MatchStar: {
      auto* star = static_cast<MatchStar*>(node);
      if (star->name != nullptr) capture(star->name, subject, context);
      return;
    }
    case NodeKind::MatchAs:
      return pattern_as(static_cast<MatchAs*>(node), subject, context);
    case NodeKind::MatchOr:
      return pattern_or(static_cast<MatchOr*>(node), subject, context);
    default:
      return;
  }
}

// Inside another pattern a capture does not make the rest unreachable.
void CodeGenerator::subpattern(PatternNode* node, Register subject, PatternContext& context) {
  bool saved = context.allows_irrefutable;
  context.allows_irrefutable = true;
  pattern(node, subject, context);
  context.allows_irrefutable = saved;
}

void CodeGenerator::capture(Identifier name, Register subject, PatternContext& context) {
  LocatedNode position = here();
  const LocatedNode* where = &position;
  if (!check_not_debug(where, name, ExprContext::Store)) return;
  for (auto& [known, unused] : context.captures) {
    if (known == name)
      return fail(where,
                  "multiple assignments to name '" + std::string(name->text) + "' in pattern");
  }
  Register target = -1;
  if (context.allocated != nullptr) {
    for (auto& [known, reserved] : *context.allocated) {
      if (known == name) target = reserved;
    }
  }
  if (target < 0) target = emitter().push_temporary();
  emitter().move(target, subject);
  context.captures.push_back({name, target});
}

void CodeGenerator::pattern_value(MatchValue* node, Register subject, PatternContext& context) {
  if (node->value->node_kind == NodeKind::JoinedStr) {
    return fail(node, "patterns may only match literals and attribute lookups");
  }
  TemporaryScope scope(*this);
  compare_jump(CompareOperator::Eq, subject, node->value, false, context.fail);
}

void CodeGenerator::pattern_singleton(MatchSingleton* node, Register subject,
                                      PatternContext& context) {
  Emitter& e = emitter();
  if (node->value.kind == ConstantKind::None)
    return e.emit_jump(Op::kJumpIfNotNone, context.fail, subject);
  TemporaryScope scope(*this);
  Register value = e.push_temporary();
  load_constant(node->value, value);
  e.emit_jump(Op::kJumpIs, context.fail, subject, value, 0);
}

void CodeGenerator::pattern_as(MatchAs* node, Register subject, PatternContext& context) {
  if (node->pattern == nullptr) {
    if (!context.allows_irrefutable) {
      return fail(node, node->name != nullptr ? "name capture '" + std::string(node->name->text) +
                                                    "' makes remaining patterns unreachable"
                                              : "wildcard makes remaining patterns unreachable");
    }
    if (node->name != nullptr) capture(node->name, subject, context);
    return;
  }
  pattern(node->pattern, subject, context);
  if (!failed_) capture(node->name, subject, context);
}

void CodeGenerator::pattern_sequence(MatchSequence* node, Register subject,
                                     PatternContext& context) {
  Emitter& e = emitter();
  int star = -1;
  bool only_wildcards = true, star_is_wildcard = false;
  auto count = static_cast<int>(node->patterns.size);
  for (int i = 0; i < count; ++i) {
    PatternNode* item = node->patterns[static_cast<size_t>(i)];
    if (item->node_kind == NodeKind::MatchStar) {
      if (star >= 0) return fail(node, "multiple starred names in sequence pattern");
      star = i;
      star_is_wildcard = is_wildcard_star(item);
      only_wildcards = only_wildcards && star_is_wildcard;
    } else {
      only_wildcards = only_wildcards && is_wildcard(item);
    }
  }
  Register test = e.push_temporary();
  e.emit(Op::kMatchSequence, test, subject);
  e.emit_jump(Op::kJumpIfFalse, context.fail, test);
  int needed = star < 0 ? count : count - 1;
  if (star < 0 || needed > 0) {
    e.emit(Op::kGetLength, test, subject);
    Op op = star < 0 ? Op::kJumpEqInt : Op::kJumpGeInt;
    if (needed < 128) {
      e.emit_jump(op, context.fail, test, needed, 0);
    } else {
      Register number = e.push_temporary();
      e.emit_wide(Op::kLoadInt, number, needed);
      e.emit_jump(star < 0 ? Op::kJumpEq : Op::kJumpGe, context.fail, test, number, 0);
    }
  }
  e.pop_temporaries_to(test);
  if (only_wildcards) return;
  bool too_many = count + e.top() + 32 > Emitter::kRegisterLimit;
  if ((star >= 0 && star_is_wildcard) || (too_many && star < 0)) {
    // Only the named items are fetched.
    for (int i = 0; i < count && !failed_; ++i) {
      PatternNode* item_pattern = node->patterns[static_cast<size_t>(i)];
      if (i == star || is_wildcard(item_pattern)) continue;
      Register key = e.push_temporary(), item = e.push_temporary();
      if (star >= 0 && i > star) {
        e.emit(Op::kGetLength, key, subject);
        e.emit(Op::kSubInt, key, key, count - i);
      } else {
        e.emit_wide(Op::kLoadInt, key, i);
      }
      e.emit(Op::kGetItem, item, subject, key);
      subpattern(item_pattern, item, context);
    }
    return;
  }
  Register first = e.top();
  for (int i = 0; i < count; ++i) e.push_temporary();
  if (star < 0) {
    e.emit(Op::kUnpack, first, subject, count);
  } else {
    e.emit(Op::kUnpackEx, first, subject, star, static_cast<uint32_t>(count - star - 1));
  }
  for (int i = 0; i < count; ++i)
    subpattern(node->patterns[static_cast<size_t>(i)], first + i, context);
}

bool CodeGenerator::check_mapping_keys(MatchMapping* node) {
  std::vector<std::string> seen;
  for (ExprNode* key : node->keys) {
    const ConstantValue* value = folder_.fold(key);
    if (value == nullptr) {
      if (key->node_kind == NodeKind::Attribute) continue;
      fail(node, "mapping pattern keys may only match literals and attribute lookups");
      return false;
    }
    // Numbers that are equal are the same key, whatever their type.
    ConstantValue plain = *value;
    if (plain.kind == ConstantKind::True || plain.kind == ConstantKind::False) {
      plain.is_small = true;
      plain.negative = false;
      plain.small = plain.kind == ConstantKind::True ? 1 : 0;
      plain.kind = ConstantKind::Int;
    }
    compiler::Constant constant = to_constant(plain);
    if (constant.kind == compiler::Constant::Kind::kComplex && constant.imaginary == 0)
      constant.kind = compiler::Constant::Kind::kFloat;
    if (constant.kind == compiler::Constant::Kind::kFloat &&
        constant.real == static_cast<double>(static_cast<int64_t>(constant.real))) {
      constant.integer = static_cast<int64_t>(constant.real);
      constant.kind = compiler::Constant::Kind::kInt;
    }
    std::string text = constant_key(constant);
    if (std::find(seen.begin(), seen.end(), text) != seen.end()) {
      fail(node, "mapping pattern checks duplicate key (" + constant_repr(*value) + ")");
      return false;
    }
    seen.push_back(text);
  }
  return true;
}

void CodeGenerator::pattern_mapping(MatchMapping* node, Register subject, PatternContext& context) {
  Emitter& e = emitter();
  auto count = static_cast<int>(node->keys.size);
  // One register for each level of nesting, where that is possible.
  Register values = e.push_temporary(), keys = values + 1;
  e.emit(Op::kMatchMapping, values, subject);
  e.emit_jump(Op::kJumpIfFalse, context.fail, values);
  if (count == 0 && node->rest == nullptr) return e.pop_temporaries_to(values);
  if (count > 0) {
    e.emit(Op::kGetLength, values, subject);
    if (count < 128) {
      e.emit_jump(Op::kJumpGeInt, context.fail, values, count, 0);
    } else {
      TemporaryScope scope(*this);
      Register number = e.push_temporary();
      e.emit_wide(Op::kLoadInt, number, count);
      e.emit_jump(Op::kJumpGe, context.fail, values, number, 0);
    }
  }
  if (!check_mapping_keys(node)) return;
  e.push_temporary();
  {
    TemporaryScope scope(*this);
    Tuple tuple;
    tuple.elts = node->keys;
    visit(&tuple, keys);
  }
  e.emit(Op::kMatchKeys, values, subject, keys);
  e.emit_jump(Op::kJumpIfNone, context.fail, values);
  if (node->rest == nullptr) e.pop_temporaries_to(keys);
  for (int i = 0; i < count && !failed_; ++i) {
    if (is_wildcard(node->patterns[static_cast<size_t>(i)])) continue;
    const bool values_end = i + 1 == count && node->rest == nullptr;
    Register item = values_end ? values : e.push_temporary();
    if (i < 128) {
      e.emit(Op::kGetItemInt, item, values, i);
    } else {
      TemporaryScope scope(*this);
      Register index = e.push_temporary();
      e.emit_wide(Op::kLoadInt, index, i);
      e.emit(Op::kGetItem, item, values, index);
    }
    subpattern(node->patterns[static_cast<size_t>(i)], item, context);
  }
  if (node->rest == nullptr || failed_) return;
  Register rest = e.push_temporary();
  e.emit(Op::kBuildMap, rest);
  e.emit(Op::kDictUpdate, rest, subject);
  for (int i = 0; i < count; ++i) {
    TemporaryScope scope(*this);
    Register index = e.push_temporary();
    e.emit_wide(Op::kLoadInt, index, i);
    e.emit(Op::kGetItem, index, keys, index);
    e.emit(Op::kDeleteItem, rest, index);
  }
  capture(node->rest, rest, context);
}

bool CodeGenerator::check_class_pattern(MatchClass* node) {
  for (uint32_t i = 0; i < node->kwd_attrs.size; ++i) {
    if (!check_not_debug(node->kwd_patterns[i], node->kwd_attrs[i], ExprContext::Store))
      return false;
    for (uint32_t j = i + 1; j < node->kwd_attrs.size; ++j) {
      if (node->kwd_attrs[i] == node->kwd_attrs[j]) {
        fail(node->kwd_patterns[j],
             "attribute name repeated in class pattern: " + std::string(node->kwd_attrs[j]->text));
        return false;
      }
    }
  }
  return true;
}

void CodeGenerator::pattern_class(MatchClass* node, Register subject, PatternContext& context) {
  Emitter& e = emitter();
  if (!check_class_pattern(node)) return;
  auto positional = static_cast<int>(node->patterns.size);
  auto total = positional + static_cast<int>(node->kwd_patterns.size);
  if (total > 120)
    return fail(node, "too many sub-patterns in class pattern " + std::string("expression"));
  Register values = e.push_temporary();
  Register base = e.push_temporary(), cls = e.push_temporary(), names = e.push_temporary();
  into(node->cls, cls);
  e.move(base, subject);
  compiler::Constant tuple;
  tuple.kind = compiler::Constant::Kind::kTuple;
  for (Identifier name : node->kwd_attrs)
    tuple.items.push_back(string_constant(mangled(name)->text));
  load_constant(tuple, names);
  e.emit(Op::kMatchClass, values, base, positional);
  e.emit_jump(Op::kJumpIfNone, context.fail, values);
  e.pop_temporaries_to(values + 1);
  for (int i = 0; i < total && !failed_; ++i) {
    PatternNode* item_pattern = i < positional
                                    ? node->patterns[static_cast<size_t>(i)]
                                    : node->kwd_patterns[static_cast<size_t>(i - positional)];
    if (is_wildcard(item_pattern)) continue;
    Register item = e.push_temporary();
    e.emit(Op::kGetItemInt, item, values, i);
    subpattern(item_pattern, item, context);
  }
}

void CodeGenerator::pattern_or(MatchOr* node, Register subject, PatternContext& context) {
  Emitter& e = emitter();
  Label matched = e.new_label();
  std::vector<std::pair<Identifier, Register>> shared;
  std::vector<std::pair<Identifier, Register>> before = context.captures;
  for (uint32_t i = 0; i < node->patterns.size && !failed_; ++i) {
    bool is_last = i + 1 == node->patterns.size;
    PatternContext alternative;
    alternative.fail = is_last ? context.fail : e.new_label();
    alternative.allows_irrefutable = is_last && context.allows_irrefutable;
    // Names known from the first alternative (or reserved by an enclosing or-pattern) keep their
    // registers.
    std::vector<std::pair<Identifier, Register>> reserved = shared;
    if (i == 0 && context.allocated != nullptr) reserved = *context.allocated;
    alternative.allocated = &reserved;
    pattern(node->patterns[i], subject, alternative);
    if (failed_) return;
    if (i == 0) {
      shared = alternative.captures;
    } else if (shared.size() != alternative.captures.size() ||
               !std::all_of(
                   alternative.captures.begin(), alternative.captures.end(), [&](auto& item) {
                     return std::any_of(shared.begin(), shared.end(),
                                        [&](auto& other) { return other.first == item.first; });
                   })) {
      LocatedNode where = here();
      return fail(&where, "alternative patterns bind different names");
    }
    if (!is_last) {
      e.emit_artificial_jump(matched);
      e.bind(alternative.fail);
    }
  }
  e.bind(matched);
  for (auto& [name, value] : shared) {
    for (auto& [known, unused] : before) {
      LocatedNode where = here();
      if (known == name)
        return fail(&where,
                    "multiple assignments to name '" + std::string(name->text) + "' in pattern");
    }
    context.captures.push_back({name, value});
  }
}

}  // namespace pyro::compiler
