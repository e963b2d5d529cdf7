#include "compiler/emitter.h"

#include <algorithm>
#include <bit>

namespace pyro::compiler {

namespace {

constexpr int kNearLimit = 160;     // variables and cells of a near code
constexpr int kNearVariables = 96;  // variables that a far code keeps in reach

}  // namespace

Emitter::Emitter(int parameter_count, int variable_limit, int cell_count, int free_count)
    : parameter_count_(parameter_count) {
  int total = variable_limit + cell_count + free_count;
  is_far_ = total > kNearLimit;
  near_variables_ = is_far_ ? kNearVariables : variable_limit;
  temporary_base_ = is_far_ ? kNearVariables : total;
  next_far_ = std::max(kRegisterLimit, parameter_count);
  for (int i = 0; i < cell_count + free_count; ++i) {
    cell_places_.push_back(is_far_ ? Place{next_far_++, true} : Place{variable_limit + i, false});
  }
  top_ = highest_ = temporary_base_;
}

Register Emitter::push_temporary() {
  if (top_ >= kRegisterLimit) {
    overflowed_ = true;
    return kRegisterLimit - 1;
  }
  highest_ = std::max(highest_, top_ + 1);
  forget_write(top_);
  return top_++;
}

Place Emitter::variable_place(const std::string& name, int* index) {
  auto [entry, inserted] = variable_index_.try_emplace(name, variable_count());
  if (inserted) {
    int number = entry->second;
    unit.variable_names.push_back(name);
    bool is_far_argument = number >= kRegisterLimit && number < parameter_count_;
    if (number < near_variables_) {
      variable_places_.push_back({number, false});
    } else {
      variable_places_.push_back({is_far_argument ? number : next_far_++, true});
    }
  }
  if (index != nullptr) *index = entry->second;
  return variable_places_[static_cast<size_t>(entry->second)];
}

Place Emitter::cell_place(int index) { return cell_places_[static_cast<size_t>(index)]; }

int Emitter::emit(Op op, int a, int b, int c, uint32_t extra) {
  if (!is_emitting) return -1;
  Instruction instruction;
  instruction.op = op;
  instruction.a = static_cast<uint8_t>(a);
  instruction.b = static_cast<uint8_t>(b);
  instruction.c = static_cast<uint8_t>(c);
  instruction.extra = extra;
  instruction.position = position_;
  note_writes(instruction);
  instructions_.push_back(instruction);
  return size() - 1;
}

void Emitter::note_writes(const Instruction& instruction) {
  const OpInfo& info = op_info(instruction.op);
  const uint8_t values[3] = {instruction.a, instruction.b, instruction.c};
  for (int i = 0; i < 3; ++i) {
    size_t first = values[i], count = 0;
    switch (info.operands[i].mode) {
      case OperandMode::kWrite:
      case OperandMode::kReadWrite:
        count = 1;
        break;
      case OperandMode::kWriteWindow:
        count = info.operands[i].window;
        break;
      case OperandMode::kWriteWindowCounted:
        count = size_t{info.operands[i].window} + instruction.c +
                (instruction.op == Op::kUnpackEx ? instruction.extra : 0);
        break;
      default:
        break;
    }
    for (size_t r = first; r < first + count && r < kRegisterLimit; ++r) written_[r] = true;
  }
}

void Emitter::emit_jump(Op op, Label target, int a, int b, int c) {
  int index = emit(op, a, b, c);
  if (index >= 0) instruction(index).target = target.id;
}

void Emitter::emit_artificial_jump(Label target) {
  if (!is_emitting || !is_reachable()) return;
  Position saved = position_;
  if (!instructions_.empty()) position_ = instructions_.back().position;
  emit_jump(Op::kJump, target);
  instructions_.back().is_artificial = true;
  position_ = saved;
}

void Emitter::emit_loop_end(Label start) {
  if (!is_emitting || !is_reachable()) return;
  Position saved = position_;
  position_ = instructions_.back().position;
  emit_jump(Op::kJumpBack, start);
  instructions_.back().is_artificial = true;
  position_ = saved;
}

Label Emitter::new_label() {
  labels_.push_back(-1);
  return {static_cast<int>(labels_.size()) - 1};
}

void Emitter::bind(Label label) {
  labels_[static_cast<size_t>(label.id)] = size();
  last_bound_ = size();
}

bool Emitter::is_reachable() const {
  if (instructions_.empty() || last_bound_ == size()) return true;
  return (op_info(instructions_.back().op).flags & kOpEndsBlock) == 0;
}

// --- protected regions

void Emitter::open_region(Label handler, Register exception_register) {
  regions_.push_back({handler.id, exception_register, size()});
}

void Emitter::end_segment(const Region& region, int depth) {
  if (region.start == size()) return;
  ranges_.push_back({region.start, size(), region.handler_label, depth,
                     static_cast<uint16_t>(region.exception_register)});
}

void Emitter::close_region() {
  end_segment(regions_.back(), region_depth());
  regions_.pop_back();
}

std::vector<std::pair<int, int>> Emitter::suspend_regions_above(int depth) {
  std::vector<std::pair<int, int>> suspended;
  while (region_depth() > depth) {
    suspended.push_back({regions_.back().handler_label, regions_.back().exception_register});
    close_region();
  }
  return suspended;
}

void Emitter::resume_regions(const std::vector<std::pair<int, int>>& suspended) {
  for (size_t i = suspended.size(); i-- > 0;)
    open_region({suspended[i].first}, suspended[i].second);
}

std::vector<int> innermost_ranges(const std::vector<ProtectedRange>& ranges,
                                  size_t instruction_count) {
  std::vector<int> order(ranges.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return ranges[static_cast<size_t>(a)].depth < ranges[static_cast<size_t>(b)].depth;
  });
  std::vector<int> innermost(instruction_count, -1);
  for (int index : order) {
    const ProtectedRange& range = ranges[static_cast<size_t>(index)];
    for (int i = range.start; i < range.end; ++i) innermost[static_cast<size_t>(i)] = index;
  }
  return innermost;
}

// --- constants and names

std::string constant_key(const Constant& value) {
  std::string key(1, static_cast<char>('a' + static_cast<int>(value.kind)));
  auto bits = [&key](double number) {
    key += std::to_string(std::bit_cast<uint64_t>(number)) + ",";
  };
  switch (value.kind) {
    case Constant::Kind::kInt:
      key += value.is_big ? "x" + value.text : std::to_string(value.integer);
      break;
    case Constant::Kind::kFloat:
      bits(value.real);
      break;
    case Constant::Kind::kComplex:
      bits(value.real);
      bits(value.imaginary);
      break;
    case Constant::Kind::kStr:
    case Constant::Kind::kBytes:
      key += std::to_string(value.text.size()) + ":" + value.text;
      break;
    case Constant::Kind::kTuple:
    case Constant::Kind::kFrozenSet:
      key += std::to_string(value.items.size()) + "(";
      for (const Constant& item : value.items) key += constant_key(item) + ";";
      break;
    case Constant::Kind::kCode:
      key += std::to_string(reinterpret_cast<uintptr_t>(value.code.get()));
      break;
    default:
      break;
  }
  return key;
}

int Emitter::constant(const Constant& value) {
  auto [entry, inserted] =
      constant_index_.try_emplace(constant_key(value), static_cast<int>(unit.constants.size()));
  if (inserted) unit.constants.push_back(value);
  return entry->second;
}

int Emitter::name(const std::string& text) {
  if (!is_emitting) return 0;
  auto [entry, inserted] = name_index_.try_emplace(text, static_cast<int>(unit.names.size()));
  if (inserted) unit.names.push_back(text);
  return entry->second;
}

// --- finishing

void Emitter::thread_jumps() {
  for (Instruction& jump : instructions_) {
    if (op_info(jump.op).extra != ExtraWord::kJump || jump.op == Op::kJumpBack) continue;
    for (int hops = 0; hops < 8; ++hops) {
      size_t at = static_cast<size_t>(labels_[static_cast<size_t>(jump.target)]);
      while (at < instructions_.size() && instructions_[at].is_dead) ++at;
      if (at >= instructions_.size() || instructions_[at].op != Op::kJump) break;
      const Instruction& next = instructions_[at];
      if (!next.is_artificial && next.position.line != jump.position.line) break;
      if (next.target == jump.target) break;
      jump.target = next.target;
    }
  }
}

// Appends a copy of instructions [first, last) for `jump`, at the jump's position and under the
// same protection.
void Emitter::redirect_to_copy(int jump, int first, int last) {
  const Position position = instruction(jump).position;
  Label copy = new_label();
  instruction(jump).target = copy.id;
  bind(copy);
  for (int at = first; at < last; ++at) {
    Instruction next = instruction(at);
    next.position = position;
    instructions_.push_back(next);
    size_t known = ranges_.size();
    for (size_t i = 0; i < known; ++i) {
      ProtectedRange range = ranges_[i];
      if (at < range.start || at >= range.end) continue;
      range.start = size() - 1;
      range.end = size();
      ranges_.push_back(range);
    }
  }
}

// Tracing reports a function's implicit return, and the way back to the head of a loop, at the line
// that led to it: the loop that ended, the condition that failed. So whoever jumps there from
// another line gets a copy.
void Emitter::duplicate_exits() {
  int end = size();
  for (int i = 0; i < end; ++i) {
    int label = instruction(i).target;
    if (label < 0) continue;
    int target = labels_[static_cast<size_t>(label)];
    if (target >= end || instruction(target).position.line == instruction(i).position.line)
      continue;
    if (target == implicit_return_) {
      redirect_to_copy(i, target, end);
    } else if (instruction(target).op == Op::kJumpBack && instruction(target).is_artificial) {
      redirect_to_copy(i, target, target + 1);
    }
  }
}

void Emitter::remove_unreachable() {
  std::vector<int> innermost = innermost_ranges(ranges_, instructions_.size());
  std::vector<bool> seen(instructions_.size(), false);
  std::vector<int> work{0};
  auto reach = [&](int label) { work.push_back(labels_[static_cast<size_t>(label)]); };
  while (!work.empty()) {
    size_t at = static_cast<size_t>(work.back());
    work.pop_back();
    while (at < instructions_.size() && !seen[at]) {
      seen[at] = true;
      const Instruction& instruction = instructions_[at];
      if (instruction.target >= 0) reach(instruction.target);
      if ((op_info(instruction.op).flags & (kOpMayRaise | kOpMayCall)) != 0 && innermost[at] >= 0) {
        reach(ranges_[static_cast<size_t>(innermost[at])].handler_label);
      }
      if ((op_info(instruction.op).flags & kOpEndsBlock) != 0) break;
      ++at;
    }
  }
  for (size_t i = 0; i < instructions_.size(); ++i)
    instructions_[i].is_dead = instructions_[i].is_dead || !seen[i];
}

// Jumps to the next instruction, and NOPs whose line is also that of a neighbour, do nothing.
void Emitter::drop_idle_instructions() {
  auto next_live = [&](size_t at) {
    while (at < instructions_.size() && instructions_[at].is_dead) ++at;
    return at;
  };
  size_t previous = instructions_.size();
  for (size_t i = 0; i < instructions_.size(); ++i) {
    Instruction& instruction = instructions_[i];
    if (instruction.is_dead) continue;
    size_t next = next_live(i + 1);
    if (instruction.op == Op::kJump &&
        next_live(static_cast<size_t>(labels_[static_cast<size_t>(instruction.target)])) == next) {
      instruction.op = Op::kNop;
      instruction.target = -1;
    }
    if (instruction.op == Op::kNop && next < instructions_.size()) {
      int line = instruction.position.line;
      bool same_before = previous < instructions_.size() &&
                         instructions_[previous].position.line == line &&
                         (op_info(instructions_[previous].op).flags & kOpEndsBlock) == 0;
      bool same_behind = instructions_[next].position.line == line;
      if (line == 0 || instruction.is_artificial || same_before || same_behind) {
        instruction.is_dead = true;
        continue;
      }
    }
    previous = i;
  }
}

bool Emitter::encode() {
  std::vector<uint32_t> offsets(instructions_.size() + 1);
  uint32_t offset = 0;
  for (size_t i = 0; i < instructions_.size(); ++i) {
    offsets[i] = offset;
    if (!instructions_[i].is_dead)
      offset += static_cast<uint32_t>(op_info(instructions_[i].op).words());
  }
  offsets.back() = offset;
  unit.words.reserve(offset);
  uint32_t cache_groups = 0;
  for (const Instruction& instruction : instructions_) {
    if (instruction.is_dead) continue;
    if (unit.positions.empty() ||
        !(Position{unit.positions.back().line, unit.positions.back().end_line,
                   unit.positions.back().column,
                   unit.positions.back().end_column} == instruction.position)) {
      const Position& p = instruction.position;
      unit.positions.push_back(
          {static_cast<uint32_t>(unit.words.size()), p.line, p.end_line, p.column, p.end_column});
    }
    unit.words.push_back(static_cast<uint32_t>(instruction.op) | instruction.a << 8 |
                         instruction.b << 16 | static_cast<uint32_t>(instruction.c) << 24);
    switch (op_info(instruction.op).extra) {
      case ExtraWord::kNone:
        break;
      case ExtraWord::kJump: {
        uint32_t target =
            offsets[static_cast<size_t>(labels_[static_cast<size_t>(instruction.target)])];
        unit.words.push_back(target - (static_cast<uint32_t>(unit.words.size()) + 1));
        break;
      }
      case ExtraWord::kWord:
        unit.words.push_back(instruction.extra);
        break;
      case ExtraWord::kNameCache:
      case ExtraWord::kConstantCache:
      case ExtraWord::kCache:
        unit.words.push_back((instruction.extra & 0xffff) | cache_groups++ << 16);
        break;
    }
  }
  unit.cache_groups = static_cast<int32_t>(cache_groups);
  std::stable_sort(
      ranges_.begin(), ranges_.end(),
      [](const ProtectedRange& a, const ProtectedRange& b) { return a.depth > b.depth; });
  for (const ProtectedRange& range : ranges_) {
    uint32_t start = offsets[static_cast<size_t>(range.start)],
             end = offsets[static_cast<size_t>(range.end)];
    uint32_t handler =
        offsets[static_cast<size_t>(labels_[static_cast<size_t>(range.handler_label)])];
    bool handler_is_dead = true;
    for (size_t i = static_cast<size_t>(labels_[static_cast<size_t>(range.handler_label)]);
         i < instructions_.size() && handler_is_dead; ++i) {
      handler_is_dead = instructions_[i].is_dead;
    }
    if (start < end && !handler_is_dead)
      unit.exceptions.push_back({start, end, handler, range.exception_register});
  }
  return cache_groups <= 0xffff;
}

std::string Emitter::finish() {
  if (overflowed_) return "too many nested expressions";
  if (unit.names.size() > 0xffff) return "too many names in one code block";
  thread_jumps();
  duplicate_exits();
  remove_unreachable();
  std::vector<int> innermost = innermost_ranges(ranges_, instructions_.size());
  remove_redundant_checks(instructions_, labels_, ranges_, innermost,
                          std::min(variable_count(), near_variables_),
                          std::min(parameter_count_, near_variables_));
  drop_idle_instructions();
  if (!encode()) return "code block too large";
  bool uses_far = is_far_ || next_far_ > std::max(kRegisterLimit, parameter_count_);
  unit.register_count = uses_far ? next_far_ : highest_;
  if (is_far_) {
    for (const Place& place : variable_places_)
      unit.variable_registers.push_back(static_cast<uint16_t>(place.register_number));
  }
  return "";
}

}  // namespace pyro::compiler
