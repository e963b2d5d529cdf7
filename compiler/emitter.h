#pragma once

// Emitter: one code unit while it is being generated.
//
// Instructions are kept unpacked, with labels for jump targets, until finish() encodes them.
// Registers are handed out here:
//
//   near codes   | variables (co_varnames order) | cells | free cells | temporaries ... |
//   far codes    | the first variables | temporaries ... 255 | everything else, reached by GET_FAR
//   and SET_FAR |
//
// A code is far when its variables and cells would leave too few temporaries. The index of a
// variable is given out when the variable is first mentioned (that is the observable order of
// co_varnames), so the caller states the number of variables in advance.
//
// Protected regions form a stack. A region can be suspended while code of another level is emitted
// in its midst (the body of a `finally` in front of a `return`), which splits its range. Of the
// ranges that cover an instruction the deepest wins.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/bytecodes.h"
#include "compiler/code_unit.h"

namespace pyro::compiler {

using Register = int;

struct Position {
  int32_t line = 0, end_line = 0, column = -1, end_column = -1;
  bool operator==(const Position&) const = default;
};

struct Label {
  int id = -1;
  bool is_valid() const { return id >= 0; }
};

struct Instruction {
  Op op = Op::kNop;
  uint8_t a = 0, b = 0, c = 0;
  bool is_artificial = false;  // a jump that stands for no statement
  bool is_dead = false;
  uint32_t extra = 0;
  int32_t target = -1;  // label of a jump
  Position position;
};

// Instructions [start, end) of one level of protection.
struct ProtectedRange {
  int start, end, handler_label, depth;
  uint16_t exception_register;
};

// Where a variable or a cell lives.
struct Place {
  int register_number = 0;
  bool is_far = false;
};

class Emitter {
 public:
  // `parameter_count`: * and ** parameters included. `variable_limit`: at least the number of
  // variables that will be mentioned, parameters included.
  Emitter(int parameter_count, int variable_limit, int cell_count, int free_count);

  // --- registers ---
  static constexpr int kRegisterLimit = 256;
  Register push_temporary();
  void pop_temporaries_to(Register top) { top_ = top; }
  Register top() const { return top_; }
  Register temporary_base() const { return temporary_base_; }
  bool is_temporary(Register r) const { return r >= temporary_base_; }
  bool is_far_code() const { return is_far_; }
  bool overflowed() const { return overflowed_; }
  // Whether the code so far has written a temporary since it was pushed.
  bool is_written(Register r) const { return written_[static_cast<size_t>(r)]; }
  void forget_write(Register r) { written_[static_cast<size_t>(r)] = false; }
  int new_far_register() { return next_far_++; }
  Place variable_place(const std::string& name, int* index);
  Place cell_place(
      int index);  // cells that are no parameters, then free variables, in one numbering
  int variable_count() const { return static_cast<int>(unit.variable_names.size()); }

  // --- code ---
  void set_position(const Position& position) { position_ = position; }
  const Position& position() const { return position_; }
  int emit(Op op, int a = 0, int b = 0, int c = 0, uint32_t extra = 0);
  int emit_wide(Op op, int a, int value) { return emit(op, a, value & 0xff, (value >> 8) & 0xff); }
  void emit_jump(Op op, Label target, int a = 0, int b = 0, int c = 0);
  void emit_loop_end(
      Label start);  // the jump back at the end of a loop's body, which is part of its last line
  void emit_artificial_jump(Label target);  // takes the position of the instruction before it
  void move(Register destination, Register source) {
    if (destination != source) emit(Op::kMove, destination, source);
  }
  Label new_label();
  void bind(Label label);
  bool is_reachable()
      const;  // whether control can come here by falling through or by a label bound here
  int size() const { return static_cast<int>(instructions_.size()); }
  Instruction& instruction(int index) { return instructions_[static_cast<size_t>(index)]; }

  // While false, emit() does nothing: for code that is checked but cannot run (`if 0:`).
  bool is_emitting = true;

  // --- protected regions ---
  void open_region(Label handler, Register exception_register);
  void close_region();
  int region_depth() const { return static_cast<int>(regions_.size()); }
  struct SuspendedRegions;
  std::vector<std::pair<int, int>> suspend_regions_above(int depth);
  void resume_regions(const std::vector<std::pair<int, int>>& suspended);

  // --- constants and names ---
  int constant(const Constant& value);
  int name(const std::string& text);

  // The code from here on (to the end) is an implicit `return None`: whoever jumps to it gets a
  // copy with its own line.
  void begin_implicit_return() { implicit_return_ = size(); }

  // Runs the passes and fills `unit`. Returns an error message, or an empty string.
  std::string finish();

  CodeUnit unit;

 private:
  struct Region {
    int handler_label;
    Register exception_register;
    int start;
  };
  void end_segment(const Region& region, int depth);
  void remove_unreachable();
  void thread_jumps();
  void duplicate_exits();
  void redirect_to_copy(int jump, int first, int last);
  void drop_idle_instructions();
  bool encode();

  std::vector<Instruction> instructions_;
  std::vector<int> labels_;  // instruction index, -1 while unbound
  std::vector<Region> regions_;
  std::vector<ProtectedRange> ranges_;
  std::unordered_map<std::string, int> constant_index_, name_index_, variable_index_;
  std::vector<Place> variable_places_;
  std::vector<Place> cell_places_;
  void note_writes(const Instruction& instruction);

  bool written_[256] = {};
  Position position_;
  int parameter_count_;
  Register temporary_base_ = 0, top_ = 0;
  int highest_ = 0;
  int next_far_ = 0;
  int near_variables_ = 0;
  bool is_far_ = false;
  bool overflowed_ = false;
  int last_bound_ = -1;
  int implicit_return_ = -1;
};

// compiler/definite_assignment.cpp: marks CHECK_BOUND instructions dead whose local is bound on
// every path that leads to them. `innermost[i]` is the range that protects instruction i, or -1.
void remove_redundant_checks(std::vector<Instruction>& instructions, const std::vector<int>& labels,
                             const std::vector<ProtectedRange>& ranges,
                             const std::vector<int>& innermost, int variable_count,
                             int parameter_count);

// For each instruction the index of the deepest range that covers it, or -1.
std::vector<int> innermost_ranges(const std::vector<ProtectedRange>& ranges,
                                  size_t instruction_count);

std::string constant_key(const Constant& value);

}  // namespace pyro::compiler
