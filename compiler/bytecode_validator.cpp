#include "compiler/bytecode_validator.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "compiler/bytecodes.h"

namespace pyro::compiler {

namespace {

class RegisterSet {
 public:
  explicit RegisterSet(size_t count) : size_(count), words_((count + 63) / 64) {}
  size_t size() const { return size_; }
  bool has(size_t r) const { return (words_[r / 64] >> r % 64 & 1) != 0; }
  void add(size_t begin, size_t end) {
    for (size_t r = begin; r < end; ++r) words_[r / 64] |= uint64_t{1} << r % 64;
  }
  void remove(size_t begin, size_t end) {
    for (size_t r = begin; r < end; ++r) words_[r / 64] &= ~(uint64_t{1} << r % 64);
  }
  // Intersection; whether anything was lost.
  bool keep_only(const RegisterSet& other) {
    bool lost = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      lost |= (words_[i] & ~other.words_[i]) != 0;
      words_[i] &= other.words_[i];
    }
    return lost;
  }

 private:
  size_t size_;
  std::vector<uint64_t> words_;
};

class Validator {
 public:
  explicit Validator(const CodeUnit& unit) : unit_(unit) {}

  std::string run() {
    find_instructions();
    for (uint32_t at = 0; problem_.empty() && at < unit_.words.size(); at += length(at))
      instruction(at);
    if (problem_.empty()) tables();
    if (problem_.empty()) registers_are_written();
    for (const Constant& constant : unit_.constants) {
      if (problem_.empty() && constant.kind == Constant::Kind::kCode)
        problem_ = validate(*constant.code);
    }
    return problem_;
  }

 private:
  void complain(uint32_t at, const std::string& text) {
    if (problem_.empty())
      problem_ = unit_.qualified_name + " at " + std::to_string(at) + ": " + text;
  }

  const OpInfo& info(uint32_t at) const { return op_info(static_cast<Op>(unit_.words[at] & 0xff)); }
  uint32_t length(uint32_t at) const { return static_cast<uint32_t>(info(at).words()); }

  void find_instructions() {
    starts_.assign(unit_.words.size() + 1, false);
    if (unit_.words.empty()) return complain(0, "no instructions");
    for (uint32_t at = 0; at < unit_.words.size();) {
      if ((unit_.words[at] & 0xff) >= static_cast<uint32_t>(kOpCount))
        return complain(at, "unknown opcode");
      starts_[at] = true;
      last_ = at;
      at += length(at);
      if (at > unit_.words.size()) return complain(last_, "truncated instruction");
    }
    if ((info(last_).flags & kOpEndsBlock) == 0) complain(last_, "control runs off the end");
  }

  bool is_start(uint32_t at) const { return at < unit_.words.size() && starts_[at]; }

  // Calls visit(first, count, is_write) for each group of registers.
  template <typename Visitor>
  void each_register(uint32_t at, Visitor visit) const {
    uint32_t word = unit_.words[at];
    auto op = static_cast<Op>(word & 0xff);
    const uint32_t values[3] = {word >> 8 & 0xff, word >> 16 & 0xff, word >> 24};
    for (int i = 0; i < 3; ++i) {
      uint32_t value = values[i], window = info(at).operands[i].window;
      switch (info(at).operands[i].mode) {
        case OperandMode::kRead:
          visit(value, 1u, false);
          break;
        case OperandMode::kReadWrite:
          visit(value, 1u, false);
          visit(value, 1u, true);
          break;
        case OperandMode::kWrite:
          visit(value, 1u, true);
          break;
        case OperandMode::kReadWindow:
          if (op == Op::kMakeFunction) {
            // Only the registers that the flags name count.
            for (uint32_t bit = 0; bit < 4; ++bit) {
              if ((values[2] >> bit & 1) != 0) visit(value + bit, 1u, false);
            }
          } else if (op == Op::kFormatValue) {
            visit(value, (values[2] & 4) != 0 ? 2u : 1u, false);
          } else {
            visit(value, window, false);
          }
          break;
        case OperandMode::kReadWindowCounted:
          visit(value, window + values[2], false);
          break;
        case OperandMode::kWriteWindow:
          visit(value, window, true);
          break;
        case OperandMode::kWriteWindowCounted:
          visit(value, window + values[2] + (op == Op::kUnpackEx ? unit_.words[at + 1] : 0), true);
          break;
        default:
          break;
      }
    }
  }

  void instruction(uint32_t at) {
    each_register(at, [&](uint32_t first, uint32_t count, bool) {
      if (count > 0 && first + count > static_cast<uint32_t>(unit_.register_count))
        complain(at, "register out of range");
    });
    uint32_t word = unit_.words[at], wide = word >> 16;
    for (const auto& operand : info(at).operands) {
      if (operand.mode == OperandMode::kConstant16 && wide >= unit_.constants.size())
        complain(at, "constant out of range");
      if (operand.mode == OperandMode::kUnsigned16 &&
          wide >= static_cast<uint32_t>(unit_.register_count)) {
        complain(at, "far register out of range");
      }
    }
    if (info(at).extra != ExtraWord::kNone) extra(at, unit_.words[at + 1]);
  }

  void extra(uint32_t at, uint32_t word) {
    uint32_t low = word & 0xffff, group = word >> 16;
    switch (info(at).extra) {
      case ExtraWord::kJump:
        if (!is_start(at + 2 + word)) complain(at, "jump to no instruction");
        return;
      case ExtraWord::kNameCache:
        if (low >= unit_.names.size()) complain(at, "name out of range");
        break;
      case ExtraWord::kConstantCache:
        if (low >= unit_.constants.size()) complain(at, "constant out of range");
        break;
      case ExtraWord::kWord:
        return word_operand(at, word);
      default:
        break;
    }
    if (info(at).extra != ExtraWord::kNone && group >= static_cast<uint32_t>(unit_.cache_groups)) {
      complain(at, "cache group out of range");
    }
  }

  void word_operand(uint32_t at, uint32_t word) {
    switch (static_cast<Op>(unit_.words[at] & 0xff)) {
      case Op::kLoadConstWide:
        if (word >= unit_.constants.size()) complain(at, "constant out of range");
        break;
      case Op::kMakeFunction:
        if (word >= unit_.constants.size() || unit_.constants[word].kind != Constant::Kind::kCode)
          complain(at, "no code");
        break;
      case Op::kCheckBound:
      case Op::kDeleteLocal:
        if (word >= unit_.variable_names.size()) complain(at, "variable out of range");
        break;
      case Op::kGetCell:
      case Op::kDeleteCell:
        if (word >= unit_.cell_names.size() + unit_.free_names.size())
          complain(at, "cell out of range");
        break;
      default:
        break;
    }
  }

  void tables() {
    for (const ExceptionEntry& entry : unit_.exceptions) {
      if (entry.start >= entry.end || entry.end > unit_.words.size() || !is_start(entry.start) ||
          !is_start(entry.handler) || entry.exception_register >= unit_.register_count) {
        complain(entry.start, "bad exception entry");
      }
    }
    uint32_t last = 0;
    for (const PositionEntry& entry : unit_.positions) {
      if (entry.offset < last || entry.offset >= unit_.words.size())
        complain(entry.offset, "bad position entry");
      last = entry.offset;
    }
    if (unit_.cell_registers.size() != unit_.cell_names.size() + unit_.free_names.size())
      complain(0, "cells without registers");
  }

  // Forward data flow: which registers hold something where control can arrive by a jump. Between
  // such places one set is carried along, so straight code costs no copies.
  void registers_are_written() {
    find_joins();
    RegisterSet entry(static_cast<size_t>(unit_.register_count));
    size_t parameters = static_cast<size_t>(unit_.argument_count + unit_.keyword_only_count) +
                        ((unit_.flags & kCodeVarargs) != 0 ? 1 : 0) +
                        ((unit_.flags & kCodeVarkeywords) != 0 ? 1 : 0);
    // Variables and cells start as Unbound; that counts as written.
    entry.add(0, std::min(std::max(parameters, unit_.variable_names.size()), entry.size()));
    for (uint16_t cell : unit_.cell_registers) entry.add(cell, cell + 1u);
    for (uint16_t variable : unit_.variable_registers) entry.add(variable, variable + 1u);
    flow_to(0, entry);
    while (!work_.empty() && problem_.empty()) {
      uint32_t at = work_.back();
      work_.pop_back();
      RegisterSet state = *states_.find(at)->second;
      while (problem_.empty() && step(&at, state)) {
        if (!joins_[at]) continue;
        flow_to(at, state);
        break;
      }
    }
  }

  void find_joins() {
    joins_.assign(unit_.words.size() + 1, false);
    joins_[0] = true;
    for (const ExceptionEntry& entry : unit_.exceptions) joins_[entry.handler] = true;
    for (uint32_t at = 0; at < unit_.words.size(); at += length(at)) {
      if (info(at).extra == ExtraWord::kJump) joins_[at + 2 + unit_.words[at + 1]] = true;
    }
  }

  void flow_to(uint32_t at, const RegisterSet& state) {
    std::unique_ptr<RegisterSet>& known = states_[at];
    if (known == nullptr) {
      known = std::make_unique<RegisterSet>(state);
      work_.push_back(at);
    } else if (known->keep_only(state)) {
      work_.push_back(at);
    }
  }

  // The frame of a callee begins in the window of the call: what lies above is lost.
  void forget_clobbered(uint32_t at, RegisterSet& state) {
    auto op = static_cast<Op>(unit_.words[at] & 0xff);
    if (op != Op::kCall && op != Op::kCallKw) return;  // CALL_EX copies its arguments
    state.remove(unit_.words[at] >> 16 & 0xff, state.size());
  }

  void flow_to_handler(uint32_t at, const RegisterSet& state) {
    for (const ExceptionEntry& entry : unit_.exceptions) {
      if (at < entry.start || at >= entry.end) continue;
      RegisterSet handled = state;
      forget_clobbered(at, handled);
      handled.add(entry.exception_register, entry.exception_register + 1u);
      return flow_to(entry.handler, handled);
    }
  }

  // Moves `at` to the instruction behind it; false if control does not go there.
  bool step(uint32_t* position, RegisterSet& state) {
    uint32_t at = *position;
    uint8_t flags = info(at).flags;
    each_register(at, [&](uint32_t first, uint32_t count, bool is_write) {
      for (uint32_t r = first; !is_write && r < first + count; ++r) {
        if (!state.has(r))
          complain(at, std::string(info(at).name) + " reads r" + std::to_string(r) +
                           ", which was not written");
      }
    });
    if ((flags & (kOpMayRaise | kOpMayCall)) != 0) flow_to_handler(at, state);
    bool is_for = static_cast<Op>(unit_.words[at] & 0xff) == Op::kForIter;
    uint32_t target = info(at).extra == ExtraWord::kJump ? at + 2 + unit_.words[at + 1] : 0;
    if (is_for) flow_to(target, state);
    forget_clobbered(at, state);
    each_register(at, [&](uint32_t first, uint32_t count, bool is_write) {
      if (is_write) state.add(first, first + count);
    });
    if (info(at).extra == ExtraWord::kJump && !is_for) flow_to(target, state);
    *position = at + length(at);
    return (flags & kOpEndsBlock) == 0;
  }

  const CodeUnit& unit_;
  std::string problem_;
  std::vector<bool> starts_;
  uint32_t last_ = 0;
  std::vector<bool> joins_;  // where a jump or an exception handler arrives
  std::unordered_map<uint32_t, std::unique_ptr<RegisterSet>> states_;
  std::vector<uint32_t> work_;
};

}  // namespace

std::string validate(const CodeUnit& unit) { return Validator(unit).run(); }

}  // namespace pyro::compiler
