#include "interpreter/liveness.h"

#include <algorithm>
#include <bitset>
#include <vector>

#include "compiler/bytecodes.h"

namespace pyro::interpreter {

namespace {

constexpr int kMaxRegisters = kMaxLivenessRegisters;
using RegisterSet = std::bitset<kMaxRegisters>;

struct Instruction {
  uint32_t offset;
  RegisterSet reads, writes;
  int successor = -1;  // index of the jump target
  bool falls_through = true;
  RegisterSet live;  // before the instruction
};

void add_range(RegisterSet* set, uint32_t first, uint32_t count) {
  for (uint32_t i = first; i < first + count && i < kMaxRegisters; i++) set->set(i);
}

void add_operand(Instruction* instruction, OperandMode mode, uint32_t value, uint32_t window,
                 uint32_t c) {
  switch (mode) {
    case OperandMode::kRead:
      instruction->reads.set(value);
      break;
    case OperandMode::kWrite:
      instruction->writes.set(value);
      break;
    case OperandMode::kReadWrite:
      instruction->reads.set(value);
      instruction->writes.set(value);
      break;
    case OperandMode::kReadWindow:
      add_range(&instruction->reads, value, window);
      break;
    case OperandMode::kReadWindowCounted:
      add_range(&instruction->reads, value, window + c);
      break;
    case OperandMode::kWriteWindow:
      add_range(&instruction->writes, value, window);
      break;
    case OperandMode::kWriteWindowCounted:
      add_range(&instruction->writes, value, window + c);
      break;
    default:
      break;
  }
}

Instruction decode(const CodeBlock& block, uint32_t offset) {
  uint32_t word = block.words[offset];
  const OpInfo& info = op_info(static_cast<Op>(word & 0xff));
  Instruction instruction;
  instruction.offset = offset;
  uint32_t c = word >> 24;
  for (int i = 0; i < 3; i++) {
    add_operand(&instruction, info.operands[i].mode, (word >> (8 * (i + 1))) & 0xff,
                info.operands[i].window, c);
  }
  if (info.extra == ExtraWord::kWord && info.base == Op::kUnpackEx) {
    add_range(&instruction.writes, (word >> 8) & 0xff, c + 1 + block.words[offset + 1]);
  }
  instruction.falls_through = (info.flags & kOpEndsBlock) == 0;
  return instruction;
}

std::vector<Instruction> decode_all(const CodeBlock& block) {
  std::vector<Instruction> instructions;
  std::vector<int> index_at(block.words.size() + 1, -1);
  for (uint32_t offset = 0; offset < block.words.size();) {
    index_at[offset] = static_cast<int>(instructions.size());
    instructions.push_back(decode(block, offset));
    offset += static_cast<uint32_t>(op_info(static_cast<Op>(block.words[offset] & 0xff)).words());
  }
  for (Instruction& instruction : instructions) {
    const OpInfo& info = op_info(static_cast<Op>(block.words[instruction.offset] & 0xff));
    if (info.extra != ExtraWord::kJump) continue;
    int64_t target =
        int64_t{instruction.offset} + 2 + static_cast<int32_t>(block.words[instruction.offset + 1]);
    instruction.successor = index_at[static_cast<size_t>(target)];
  }
  return instructions;
}

size_t index_of_offset(const std::vector<Instruction>& instructions, uint32_t offset) {
  auto found =
      std::lower_bound(instructions.begin(), instructions.end(), offset,
                       [](const Instruction& i, uint32_t value) { return i.offset < value; });
  return static_cast<size_t>(found - instructions.begin());
}

// What a handler needs is live wherever its range may raise.
RegisterSet handler_needs(const CodeBlock& block, const std::vector<Instruction>& instructions,
                          uint32_t offset) {
  RegisterSet needs;
  for (const ExceptionRange& range : block.exceptions) {
    if (offset < range.start || offset >= range.end) continue;
    RegisterSet live = instructions[index_of_offset(instructions, range.handler)].live;
    live.reset(range.exception_register);
    needs |= live;
  }
  return needs;
}

RegisterSet live_after(const std::vector<Instruction>& instructions, size_t index) {
  RegisterSet live;
  const Instruction& instruction = instructions[index];
  if (instruction.falls_through && index + 1 < instructions.size())
    live |= instructions[index + 1].live;
  if (instruction.successor >= 0)
    live |= instructions[static_cast<size_t>(instruction.successor)].live;
  return live;
}

void solve(const CodeBlock& block, std::vector<Instruction>* instructions) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = instructions->size(); i-- > 0;) {
      Instruction& instruction = (*instructions)[i];
      RegisterSet live = (live_after(*instructions, i) & ~instruction.writes) | instruction.reads |
                         handler_needs(block, *instructions, instruction.offset);
      changed |= live != instruction.live;
      instruction.live = live;
    }
  }
}

// Registers of variables and cells come first.
uint32_t first_temporary(const CodeBlock& block, RawCode code) {
  uint32_t first = static_cast<uint32_t>(code.nlocals());
  for (uint16_t cell : block.cell_registers) first = std::max<uint32_t>(first, cell + 1u);
  return first;
}

}  // namespace

void clear_dead_temporaries(ActiveFrame* frame, bool operands_live, word limit, word kept_from,
                            word kept_to) {
  const CodeBlock& block = *frame->block;
  if (block.register_count > kMaxRegisters) return;
  std::vector<Instruction> instructions = decode_all(block);
  solve(block, &instructions);
  uint32_t offset = static_cast<uint32_t>(frame->pc - block.words.data());
  size_t index = index_of_offset(instructions, offset);
  if (index >= instructions.size()) return;
  RegisterSet live = live_after(instructions, index) & ~instructions[index].writes;
  live |= handler_needs(block, instructions, offset);
  if (operands_live) {
    live |= instructions[index].reads;
    // A window at the end of the registers may have grown into the two spare ones (see
    // insert_receiver in runtime/call.cpp).
    word spare = block.register_count - 2;
    if (spare > 0 && instructions[index].reads.test(static_cast<size_t>(spare - 1)))
      limit = std::min(limit, spare);
  }
  for (word i = first_temporary(block, RawCode(frame->code.raw())); i < limit; i++) {
    bool kept = i >= kept_from && i < kept_to;
    if (!kept && !live.test(static_cast<size_t>(i))) frame->registers[i] = RawObject::unbound();
  }
}

std::vector<bool> live_before(const CodeBlock& block, uint32_t offset) {
  std::vector<Instruction> instructions = decode_all(block);
  solve(block, &instructions);
  std::vector<bool> live(static_cast<size_t>(block.register_count));
  size_t index = index_of_offset(instructions, offset);
  if (index >= instructions.size()) return live;
  for (size_t i = 0; i < live.size(); i++) live[i] = instructions[index].live.test(i);
  return live;
}

uint32_t first_temporary_register(const CodeBlock& block, RawCode code) {
  return first_temporary(block, code);
}

}  // namespace pyro::interpreter
