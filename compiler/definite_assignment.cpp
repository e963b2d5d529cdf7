// Which locals are bound at which instruction: a forward data-flow analysis over the instructions
// of one code unit.
//
// A state is a bit set of the variables that are bound on every path so far. States meet by
// intersection at labels and, for what may raise, at the entry of the handler that protects the
// instruction. A CHECK_BOUND that succeeds proves its variable bound, so a second check behind it
// goes as well. Locals that were never mentioned by a check need no analysis.

#include <cstdint>

#include "compiler/emitter.h"

namespace pyro::compiler {

namespace {

class BitSet {
 public:
  explicit BitSet(size_t bits = 0, bool value = false)
      : words_((bits + 63) / 64, value ? ~uint64_t{0} : 0) {}
  bool test(size_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
  void set(size_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void reset(size_t i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
  // Returns whether this set became smaller.
  bool intersect(const BitSet& other) {
    bool changed = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      uint64_t word = words_[i] & other.words_[i];
      changed |= word != words_[i];
      words_[i] = word;
    }
    return changed;
  }

 private:
  std::vector<uint64_t> words_;
};

class Analysis {
 public:
  Analysis(std::vector<Instruction>& instructions, const std::vector<int>& labels,
           const std::vector<ProtectedRange>& ranges, const std::vector<int>& innermost,
           int variable_count)
      : instructions_(instructions),
        labels_(labels),
        ranges_(ranges),
        innermost_(innermost),
        variables_(static_cast<size_t>(variable_count)),
        starts_block_(instructions.size() + 1, false) {}

  void run(int parameter_count) {
    find_blocks();
    states_.assign(instructions_.size() + 1, BitSet());
    visited_.assign(instructions_.size() + 1, false);
    BitSet entry(variables_);
    for (int i = 0; i < parameter_count; ++i) entry.set(static_cast<size_t>(i));
    flow_to(0, entry);
    while (!work_.empty()) {
      size_t block = work_.back();
      work_.pop_back();
      walk(block, false);
    }
    for (size_t i = 0; i < instructions_.size(); ++i) {
      if (starts_block_[i] && visited_[i]) walk(i, true);
    }
  }

 private:
  void find_blocks() {
    if (!instructions_.empty()) starts_block_[0] = true;
    for (const Instruction& instruction : instructions_) {
      if (!instruction.is_dead && instruction.target >= 0)
        starts_block_[target_of(instruction.target)] = true;
    }
    for (const ProtectedRange& range : ranges_)
      starts_block_[target_of(range.handler_label)] = true;
  }

  size_t target_of(int label) const {
    return static_cast<size_t>(labels_[static_cast<size_t>(label)]);
  }

  void flow_to(size_t block, const BitSet& state) {
    if (!visited_[block]) {
      visited_[block] = true;
      states_[block] = state;
      work_.push_back(block);
    } else if (states_[block].intersect(state)) {
      work_.push_back(block);
    }
  }

  // Goes through one block. With `remove`, the solution is final and redundant checks are marked
  // dead.
  void walk(size_t at, bool remove) {
    BitSet state = states_[at];
    for (bool first = true; at < instructions_.size(); ++at, first = false) {
      if (starts_block_[at] && !first) {
        if (!remove) flow_to(at, state);
        return;
      }
      Instruction& instruction = instructions_[at];
      if (instruction.is_dead) continue;
      const OpInfo& info = op_info(instruction.op);
      if (!remove && innermost_[at] >= 0 && (info.flags & (kOpMayRaise | kOpMayCall)) != 0) {
        flow_to(target_of(ranges_[static_cast<size_t>(innermost_[at])].handler_label), state);
      }
      if (instruction.op == Op::kCheckBound && instruction.a < variables_) {
        if (remove && state.test(instruction.a)) instruction.is_dead = true;
        state.set(instruction.a);
        continue;
      }
      // FOR_ITER and SEND jump: FOR_ITER writes only when it does not, so its target sees the state
      // before.
      if (!remove && instruction.target >= 0 && instruction.op == Op::kForIter) {
        flow_to(target_of(instruction.target), state);
      }
      apply(instruction, info, state);
      if (!remove && instruction.target >= 0 && instruction.op != Op::kForIter) {
        flow_to(target_of(instruction.target), state);
      }
      if ((info.flags & kOpEndsBlock) != 0) return;
    }
  }

  void bind(size_t first, size_t count, BitSet& state) {
    for (size_t r = first; r < first + count && r < variables_; ++r) state.set(r);
  }

  void apply(const Instruction& instruction, const OpInfo& info, BitSet& state) {
    if (instruction.op == Op::kDeleteLocal ||
        (instruction.op == Op::kLoadSingleton && instruction.b == 6)) {
      if (instruction.a < variables_) state.reset(instruction.a);
      return;
    }
    const uint8_t values[3] = {instruction.a, instruction.b, instruction.c};
    for (int i = 0; i < 3; ++i) {
      switch (info.operands[i].mode) {
        case OperandMode::kWrite:
        case OperandMode::kReadWrite:
          bind(values[i], 1, state);
          break;
        case OperandMode::kWriteWindow:
          bind(values[i], info.operands[i].window, state);
          break;
        case OperandMode::kWriteWindowCounted:
          bind(values[i],
               static_cast<size_t>(info.operands[i].window) + instruction.c +
                   (instruction.op == Op::kUnpackEx ? instruction.extra : 0),
               state);
          break;
        default:
          break;
      }
    }
  }

  std::vector<Instruction>& instructions_;
  const std::vector<int>& labels_;
  const std::vector<ProtectedRange>& ranges_;
  const std::vector<int>& innermost_;
  size_t variables_;
  std::vector<bool> starts_block_;
  std::vector<BitSet> states_;
  std::vector<bool> visited_;
  std::vector<size_t> work_;
};

}  // namespace

void remove_redundant_checks(std::vector<Instruction>& instructions, const std::vector<int>& labels,
                             const std::vector<ProtectedRange>& ranges,
                             const std::vector<int>& innermost, int variable_count,
                             int parameter_count) {
  bool has_checks = false;
  for (const Instruction& instruction : instructions) {
    has_checks |=
        instruction.op == Op::kCheckBound && !instruction.is_dead && instruction.a < variable_count;
  }
  if (has_checks)
    Analysis(instructions, labels, ranges, innermost, variable_count).run(parameter_count);
}

}  // namespace pyro::compiler
