#include <algorithm>
#include <climits>
#include <optional>

#include "interpreter/handlers.h"
#include "interpreter/liveness.h"
#include "interpreter/tracing.h"

// Assignment to frame.f_lineno.
//
// A jump is safe when every temporary that the code at the target will read (iterators of the loops
// around it, saved exceptions, exit functions of with statements) is held, in the same role, where
// the jump starts. Liveness tells which those are.

namespace pyro::interpreter {

namespace {

enum class Role { kIterator, kException, kOther };

struct Target {
  word offset;
  size_t temporaries;
};

Op op_in(const CodeBlock& block, word offset) {
  return op_info(static_cast<Op>(block.words[static_cast<size_t>(offset)] & 0xff)).base;
}

template <typename Visit>
void each_instruction(const CodeBlock& block, Visit visit) {
  for (word offset = 0; offset < static_cast<word>(block.words.size());) {
    uint32_t insn = block.words[static_cast<size_t>(offset)];
    visit(offset, op_in(block, offset), insn);
    offset += static_cast<word>(op_info(static_cast<Op>(insn & 0xff)).words());
  }
}

// What a temporary is for in the code at `at`.
Role role_of(const CodeBlock& block, uint32_t reg, word at) {
  Role role = Role::kOther;
  each_instruction(block, [&](word offset, Op op, uint32_t insn) {
    if (op == Op::kForIter && ((insn >> 16) & 0xff) == reg) {
      word end = offset + 2 + static_cast<int32_t>(block.words[static_cast<size_t>(offset) + 1]);
      if (at >= offset && at < end) role = Role::kIterator;
    }
    if (op == Op::kPushHandled && role == Role::kOther &&
        (((insn >> 8) & 0xff) == reg || ((insn >> 16) & 0xff) == reg)) {
      role = Role::kException;
    }
  });
  return role;
}

const char* explain(Role role) {
  switch (role) {
    case Role::kIterator:
      return "can't jump into the body of a for loop";
    case Role::kException:
      return "can't jump into an 'except' block as there's no exception";
    default:
      return "incompatible stacks";
  }
}

// Why the code at `to` cannot go on with the temporaries that the code at `from` holds; null: it
// can.
const char* obstacle(const CodeBlock& block, uint32_t first_temporary, word from, word to,
                     size_t* temporaries) {
  std::vector<bool> held = live_before(block, static_cast<uint32_t>(from));
  std::vector<bool> needed = live_before(block, static_cast<uint32_t>(to));
  *temporaries = 0;
  for (uint32_t reg = first_temporary; reg < needed.size(); reg++) {
    if (!needed[reg]) continue;
    Role role = role_of(block, reg, to);
    if (!held[reg] || role_of(block, reg, from) != role) return explain(role);
    ++*temporaries;
  }
  return nullptr;
}

// The first line at or behind `line` that has code; 0 if none.
int line_with_code(const CodeBlock& block, word line) {
  int best = INT_MAX;
  for (const PositionRange& range : block.positions()) {
    if (range.line >= line && range.line > 0) best = std::min(best, range.line);
  }
  return best == INT_MAX ? 0 : best;
}

// The best of the places where the line begins.
std::optional<Target> find_target(const CodeBlock& block, uint32_t first_temporary, word from,
                                  int line, const char** why) {
  std::optional<Target> best;
  int previous = -1;
  for (const PositionRange& range : block.positions()) {
    bool begins = range.line == line && previous != line;
    previous = range.line;
    if (!begins) continue;
    size_t temporaries;
    const char* problem = obstacle(block, first_temporary, from, range.offset, &temporaries);
    if (problem != nullptr) {
      if (*why == nullptr) *why = problem;
    } else if (!best || temporaries > best->temporaries) {
      best = Target{range.offset, temporaries};
    }
  }
  return best;
}

// Leaving an except block ends the handling of its exception.
void leave_handlers(ActiveFrame* active, uint32_t first_temporary, word from, word to) {
  const CodeBlock& block = *active->block;
  std::vector<bool> held = live_before(block, static_cast<uint32_t>(from));
  std::vector<bool> needed = live_before(block, static_cast<uint32_t>(to));
  RawObject restored = RawObject::unbound();
  uint32_t outermost = UINT_MAX;
  each_instruction(block, [&](word offset, Op op, uint32_t insn) {
    uint32_t saved = (insn >> 8) & 0xff;
    if (op != Op::kPushHandled || offset >= from || saved < first_temporary || saved >= outermost)
      return;
    if (!held[saved] || needed[saved]) return;
    outermost = saved;
    restored = active->registers[saved];
  });
  if (!restored.is_unbound()) active->handled = restored;
}

// Code that was compiled on the assumption that a variable is bound does not look again.
void bind_variables(ActiveFrame* active, uint32_t first_temporary, word to) {
  std::vector<bool> needed = live_before(*active->block, static_cast<uint32_t>(to));
  for (uint32_t reg = 0; reg < first_temporary && reg < needed.size(); reg++) {
    if (needed[reg] && active->registers[reg].is_unbound())
      active->registers[reg] = RawObject::none();
  }
}

}  // namespace

bool jump_to_line(Thread* thread, const Frame& frame, ActiveFrame* active, word line) {
  word flags = frame->flags();
  RawCode code(active->code.raw());
  const CodeBlock& block = *active->block;
  const char* problem = nullptr;
  if ((flags & kAtCallEvent) != 0)
    problem = "can't jump from the 'call' trace event of a new frame";
  else if ((flags & kAtLineEvent) == 0)
    problem = "can only jump from a 'line' trace event";
  if (problem != nullptr) return raise_value_error(thread, problem), false;
  if (line < code.firstlineno())
    return raise_value_error(thread, "line %ld comes before the current code block", line), false;
  int target_line = line_with_code(block, line);
  if (target_line == 0)
    return raise_value_error(thread, "line %ld comes after the current code block", line), false;
  if (block.register_count > kMaxLivenessRegisters)
    return raise_value_error(thread, "the function has too many variables to jump"), false;
  uint32_t first = first_temporary_register(block, code);
  word from = active->pc - block.words.data();
  std::optional<Target> target = find_target(block, first, from, target_line, &problem);
  if (!target)
    return raise_value_error(thread, problem == nullptr ? "incompatible stacks" : problem), false;
  leave_handlers(active, first, from, target->offset);
  bind_variables(active, first, target->offset);
  active->pc = block.words.data() + target->offset;
  frame->set_traced_line(target_line);
  frame->set_traced_position(target->offset);
  return true;
}

}  // namespace pyro::interpreter
