// The matcher: see the essay in regex.h.
#include <algorithm>

#include "runtime/regex/backtrack_stack.h"
#include "runtime/regex/regex.h"
#include "runtime/regex/single_match.h"

namespace pyro {

using namespace regex;

template <typename Unit>
class RegexExecution {
 public:
  RegexExecution(RegexMatcher* matcher, const Unit* begin)
      : matcher_(*matcher),
        program_(matcher->program_),
        code_(program_.instructions_.data()),
        sets_(program_.sets_.data()),
        stack_(*matcher->stack_),
        marks_(matcher->marks_.data()),
        registers_(matcher->stack_->registers.data()),
        begin_(begin),
        end_(begin + matcher->end_) {}

  RegexStatus run(RegexMode mode, size_t start, bool must_advance) {
    full_ = mode == RegexMode::kFullMatch;
    const Unit* place = begin_ + start;
    forbidden_end_ = must_advance ? place : nullptr;
    return mode == RegexMode::kSearch ? search(place) : attempt(place);
  }

 private:
  enum class Step : uint8_t { kContinue, kFail, kNoMemory, kInterrupted };

  static uint64_t Word(const void* place) { return reinterpret_cast<uint64_t>(place); }
  static const Unit* Place(uint64_t word) { return reinterpret_cast<const Unit*>(word); }

  RegexStatus search(const Unit* place) {
    if (static_cast<size_t>(end_ - place) < program_.minimum_width_) return RegexStatus::kNoMatch;
    if (!program_.prefix_.empty()) return search_prefix(place);
    const Unit* const last = end_ - program_.minimum_width_;
    const FirstSet* first = program_.start_first_ != kNoFirstSet
                                ? &program_.first_sets_[program_.start_first_]
                                : nullptr;
    for (; place <= last; ++place) {
      if (first != nullptr) {
        while (place < end_ && !first->contains(*place)) ++place;
        if (place >= end_) return RegexStatus::kNoMatch;
      }
      const RegexStatus status = attempt(place);
      if (status != RegexStatus::kNoMatch) return status;
    }
    return RegexStatus::kNoMatch;
  }

  RegexStatus search_prefix(const Unit* place) {
    const std::vector<uint32_t>& prefix = program_.prefix_;
    if (static_cast<size_t>(end_ - place) < prefix.size()) return RegexStatus::kNoMatch;
    const Unit* const stop = end_ - prefix.size() + 1;
    for (;; ++place) {
      if (place >= stop) return RegexStatus::kNoMatch;
      place = FindLiteral(place, stop, prefix[0]);
      if (place == stop) return RegexStatus::kNoMatch;
      size_t matched = 1;
      while (matched < prefix.size() && place[matched] == prefix[matched]) ++matched;
      if (matched != prefix.size()) continue;
      if (program_.prefix_is_all_) return finish(place, place + matched);
      const RegexStatus status = attempt(place);
      if (status != RegexStatus::kNoMatch) return status;
    }
  }

  RegexStatus finish(const Unit* start, const Unit* end) {
    matcher_.match_start_ = static_cast<size_t>(start - begin_);
    matcher_.match_end_ = static_cast<size_t>(end - begin_);
    matcher_.last_index_ = last_index_;
    return RegexStatus::kMatch;
  }

  void reset() {
    stack_.clear();
    if (!dirty_) return;
    std::fill(matcher_.marks_.begin(), matcher_.marks_.end(), int64_t{-1});
    last_index_ = 0;
    dirty_ = false;
  }

  // Matches at one place.
  RegexStatus attempt(const Unit* start) {
    reset();
    place_ = start;
    pc_ = 0;
    while (true) {
      if (code_[pc_].op == Op::kSuccess) {
        if ((!full_ || place_ == end_) && place_ != forbidden_end_) return finish(start, place_);
        if (!backtrack()) return failure_;
        continue;
      }
      const Step step = execute();
      if (step == Step::kContinue) [[likely]]
        continue;
      if (step == Step::kFail) {
        if (!backtrack()) return failure_;
        continue;
      }
      return step == Step::kNoMemory ? RegexStatus::kNoMemory : RegexStatus::kInterrupted;
    }
  }

  bool is_interrupted() {
    if (--countdown_ != 0) [[likely]]
      return false;
    countdown_ = kInterruptInterval;
    return matcher_.interrupt_ != nullptr && !matcher_.interrupt_(matcher_.context_);
  }

  bool push(RecordKind kind, uint32_t a, const Unit* b, uint64_t c = 0) {
    return stack_.push(kind, a, Word(b), c);
  }

  const Unit* repeat_limit(uint32_t maximum) const {
    const size_t left = static_cast<size_t>(end_ - place_);
    return maximum != UINT32_MAX && maximum < left ? place_ + maximum : end_;
  }

  // Whether what must follow can start at the present place.
  bool can_start(uint32_t first_set) const {
    if (first_set == kNoFirstSet) return true;
    return place_ != end_ && program_.first_sets_[first_set].contains(*place_);
  }

  Step execute() {
    const Instruction& instruction = code_[pc_];
    switch (instruction.op) {
      case Op::kCharacter:
        if (place_ == end_ || !MatchesOne(instruction, sets_, *place_)) return Step::kFail;
        ++place_;
        ++pc_;
        return Step::kContinue;
      case Op::kAt:
        if (!IsAt(instruction.a, begin_, place_, end_)) return Step::kFail;
        ++pc_;
        return Step::kContinue;
      case Op::kMark:
        return set_mark(instruction.a);
      case Op::kJump:
        pc_ = instruction.target;
        return Step::kContinue;
      case Op::kAlternative:
        return alternative();
      case Op::kRepeatOne:
        return repeat_one(instruction);
      case Op::kRepeatOneLazy:
        return repeat_one_lazy(instruction);
      case Op::kRepeatOnePossessive: {
        const Unit* const end =
            RunEnd(instruction, sets_, place_, repeat_limit(instruction.maximum));
        if (static_cast<size_t>(end - place_) < instruction.minimum) return Step::kFail;
        place_ = end;
        ++pc_;
        return Step::kContinue;
      }
      case Op::kRepeatStart:
        if (!save_register(instruction.a)) return Step::kNoMemory;
        registers_[instruction.a].count = 0;
        registers_[instruction.a].last = nullptr;
        ++pc_;
        return Step::kContinue;
      case Op::kRepeatLoop:
        return loop(instruction);
      case Op::kRepeatLoopLazy:
        return loop_lazy(instruction);
      case Op::kPossessiveStart:
        registers_[instruction.a].count = 0;
        return start_possessive_iteration(pc_);
      case Op::kPossessiveEnd:
        return end_possessive_iteration(instruction);
      case Op::kAssert:
      case Op::kAssertNot:
        return start_assertion(instruction);
      case Op::kAssertEnd:
        stack_.cut(registers_[instruction.a].height);
        place_ = static_cast<const Unit*>(registers_[instruction.a].last);
        ++pc_;
        return Step::kContinue;
      case Op::kAssertNotEnd:
        unwind(registers_[instruction.a].height);
        return Step::kFail;
      case Op::kAtomicStart:
        registers_[instruction.a].height = stack_.size();
        ++pc_;
        return Step::kContinue;
      case Op::kAtomicEnd:
        stack_.cut(registers_[instruction.a].height);
        ++pc_;
        return Step::kContinue;
      case Op::kGroupReference:
        return group_reference(instruction);
      case Op::kGroupExists:
        pc_ = is_group_set(instruction.a) ? pc_ + 1 : instruction.target;
        return Step::kContinue;
      case Op::kFail:
      case Op::kSuccess:
        break;
    }
    return Step::kFail;
  }

  Step set_mark(uint32_t mark) {
    if (!stack_.empty() && !stack_.push(RecordKind::kUndoMark, mark,
                                        static_cast<uint64_t>(marks_[mark]), last_index_)) {
      return Step::kNoMemory;
    }
    dirty_ = true;
    marks_[mark] = place_ - begin_;
    if ((mark & 1) != 0) last_index_ = mark / 2 + 1;
    ++pc_;
    return Step::kContinue;
  }

  bool save_register(uint32_t index) {
    if (stack_.empty()) return true;
    return stack_.push(RecordKind::kUndoRegister, index, registers_[index].count,
                       Word(registers_[index].last));
  }

  // Walks the list of alternatives until one can start here.
  Step alternative() {
    while (true) {
      const Instruction& instruction = code_[pc_];
      if (can_start(instruction.first)) break;
      if (instruction.target == 0) return Step::kFail;
      pc_ = instruction.target;
    }
    // Of the others only those matter that can start here.
    uint32_t next = code_[pc_].target;
    while (next != 0 && !can_start(code_[next].first)) next = code_[next].target;
    if (next != 0 && !push(RecordKind::kAlternative, next, place_)) return Step::kNoMemory;
    ++pc_;
    return Step::kContinue;
  }

  // Moves `end` down to where the literal that must follow is; null when it is nowhere.
  const Unit* last_fitting_end(const Instruction& instruction, const Unit* lowest,
                               const Unit* end) const {
    if (!instruction.has_next_literal) return end;
    if (end == end_) {
      if (end == lowest) return nullptr;
      --end;
    }
    while (*end != instruction.next_literal) {
      if (end == lowest) return nullptr;
      --end;
    }
    return end;
  }

  Step repeat_one(const Instruction& instruction) {
    const Unit* end = RunEnd(instruction, sets_, place_, repeat_limit(instruction.maximum));
    if (static_cast<size_t>(end - place_) < instruction.minimum) return Step::kFail;
    const Unit* const lowest = place_ + instruction.minimum;
    end = last_fitting_end(instruction, lowest, end);
    if (end == nullptr) return Step::kFail;
    if (end != lowest && !push(RecordKind::kRepeatOne, pc_, lowest, Word(end)))
      return Step::kNoMemory;
    place_ = end;
    ++pc_;
    return Step::kContinue;
  }

  // The same for a dot, by searching.
  bool jump_to_literal(const Instruction& instruction, uint64_t* allowed) {
    const uint64_t left = static_cast<uint64_t>(end_ - place_);
    const Unit* stop = *allowed < left ? place_ + *allowed : end_;
    stop = RunEnd(instruction, sets_, place_, stop);
    const Unit* const limit = stop == end_ ? end_ : stop + 1;
    const Unit* const found = FindLiteral(place_, limit, instruction.next_literal);
    if (found == limit) return false;
    *allowed -= static_cast<uint64_t>(found - place_);
    place_ = found;
    return true;
  }

  // Extends a lazy repeat until the literal that must follow is next. False when it cannot be.
  bool extend_to_literal(const Instruction& instruction, uint64_t* allowed) {
    if (!instruction.has_next_literal) return true;
    if (instruction.single <= Single::kNotNewline) return jump_to_literal(instruction, allowed);
    while (place_ == end_ || *place_ != instruction.next_literal) {
      if (place_ == end_ || *allowed == 0 || !MatchesOne(instruction, sets_, *place_)) return false;
      ++place_;
      --*allowed;
    }
    return true;
  }

  Step repeat_one_lazy(const Instruction& instruction) {
    if (static_cast<size_t>(end_ - place_) < instruction.minimum) return Step::kFail;
    const Unit* const lowest = place_ + instruction.minimum;
    if (RunEnd(instruction, sets_, place_, lowest) != lowest) return Step::kFail;
    place_ = lowest;
    uint64_t allowed =
        instruction.maximum == UINT32_MAX ? UINT64_MAX : instruction.maximum - instruction.minimum;
    if (!extend_to_literal(instruction, &allowed)) return Step::kFail;
    if (allowed != 0 && !stack_.push(RecordKind::kRepeatOneLazy, pc_, allowed, Word(place_)))
      return Step::kNoMemory;
    ++pc_;
    return Step::kContinue;
  }

  bool enter_body(const Instruction& instruction) {
    if (!save_register(instruction.a)) return false;
    LoopRegister& state = registers_[instruction.a];
    if (state.count != UINT32_MAX) ++state.count;
    state.last = place_;
    ++pc_;
    return true;
  }

  // Whether the loop must be gone through again before anything else. When a demanded iteration
  // took nothing, no more of the missing ones can take something than there are characters left;
  // the others count as done. That bounds the work by the text and not by the number asked for.
  bool must_repeat(const Instruction& instruction, bool* no_memory) {
    LoopRegister& state = registers_[instruction.a];
    *no_memory = false;
    if (state.count >= instruction.minimum) return false;
    const uint64_t useful = static_cast<uint64_t>(end_ - place_) + 1;
    if (state.count != 0 && place_ == state.last && instruction.minimum - state.count > useful)
        [[unlikely]] {
      *no_memory = !save_register(instruction.a);
      state.count = instruction.minimum - static_cast<uint32_t>(useful);
    }
    return !*no_memory;
  }

  // Whether one more iteration is allowed and can get anywhere: one that took nothing is not
  // repeated.
  bool may_repeat(const Instruction& instruction) const {
    const LoopRegister& state = registers_[instruction.a];
    if (state.count >= instruction.maximum && instruction.maximum != UINT32_MAX) return false;
    if (state.count > instruction.minimum && place_ == state.last) return false;
    return can_start(instruction.first);
  }

  Step loop(const Instruction& instruction) {
    if (is_interrupted()) return Step::kInterrupted;
    bool no_memory;
    if (must_repeat(instruction, &no_memory))
      return enter_body(instruction) ? Step::kContinue : Step::kNoMemory;
    if (no_memory) return Step::kNoMemory;
    if (!may_repeat(instruction)) {
      pc_ = instruction.target;
      return Step::kContinue;
    }
    if (can_start(instruction.exit_first) &&
        !push(RecordKind::kAlternative, instruction.target, place_)) {
      return Step::kNoMemory;
    }
    return enter_body(instruction) ? Step::kContinue : Step::kNoMemory;
  }

  Step loop_lazy(const Instruction& instruction) {
    if (is_interrupted()) return Step::kInterrupted;
    bool no_memory;
    if (must_repeat(instruction, &no_memory))
      return enter_body(instruction) ? Step::kContinue : Step::kNoMemory;
    if (no_memory || !push(RecordKind::kLoopLazy, pc_, place_)) return Step::kNoMemory;
    pc_ = instruction.target;
    return Step::kContinue;
  }

  Step start_possessive_iteration(uint32_t start) {
    LoopRegister& state = registers_[code_[start].a];
    state.height = stack_.size();
    state.last = place_;
    if (state.count >= code_[start].maximum && code_[start].maximum != UINT32_MAX) {
      pc_ = code_[start].target;
      return Step::kContinue;
    }
    if (!push(RecordKind::kPossessive, start, place_)) return Step::kNoMemory;
    pc_ = start + 1;
    return Step::kContinue;
  }

  Step end_possessive_iteration(const Instruction& instruction) {
    if (is_interrupted()) return Step::kInterrupted;
    LoopRegister& state = registers_[instruction.a];
    const Instruction& start = code_[instruction.target];
    stack_.cut(state.height);
    ++state.count;
    if (place_ == state.last) {
      pc_ = start.target;
      return Step::kContinue;
    }
    return start_possessive_iteration(instruction.target);
  }

  Step start_assertion(const Instruction& instruction) {
    const bool negative = instruction.op == Op::kAssertNot;
    if (static_cast<size_t>(place_ - begin_) < instruction.b) {
      if (!negative) return Step::kFail;
      pc_ = instruction.target;
      return Step::kContinue;
    }
    LoopRegister& state = registers_[instruction.a];
    state.height = stack_.size();
    state.last = place_;
    if (negative && !push(RecordKind::kAssertNot, pc_, place_)) return Step::kNoMemory;
    place_ -= instruction.b;
    ++pc_;
    return Step::kContinue;
  }

  bool is_group_set(uint32_t group) const {
    const int64_t start = marks_[2 * group], end = marks_[2 * group + 1];
    return start >= 0 && end >= start;
  }

  Step group_reference(const Instruction& instruction) {
    if (!is_group_set(instruction.a)) return Step::kFail;
    const Unit* other = begin_ + marks_[2 * instruction.a];
    const Unit* const stop = begin_ + marks_[2 * instruction.a + 1];
    if (stop - other > end_ - place_) return Step::kFail;
    for (; other != stop; ++other, ++place_) {
      const CodePoint c = *place_, wanted = *other;
      if (c != wanted && Fold(c, instruction.folding) != Fold(wanted, instruction.folding))
        return Step::kFail;
    }
    ++pc_;
    return Step::kContinue;
  }

  void undo(const Record& record) {
    if (record.kind == RecordKind::kUndoMark) {
      marks_[record.a] = static_cast<int64_t>(record.b);
      last_index_ = static_cast<uint32_t>(record.c);
    } else {
      registers_[record.a].count = static_cast<uint32_t>(record.b);
      registers_[record.a].last = Place(record.c);
    }
  }

  // Undoes everything above `height`.
  void unwind(size_t height) {
    while (stack_.size() > height) {
      if (IsUndo(stack_.top().kind)) undo(stack_.top());
      stack_.pop();
    }
  }

  // Goes back to the last choice point that has something left to try. False when there is none, or
  // when the match must stop; `failure_` tells which.
  bool backtrack() {
    failure_ = RegexStatus::kNoMatch;
    while (!stack_.empty()) {
      if (is_interrupted()) {
        failure_ = RegexStatus::kInterrupted;
        return false;
      }
      Record& record = stack_.top();
      switch (record.kind) {
        case RecordKind::kUndoMark:
        case RecordKind::kUndoRegister:
          undo(record);
          stack_.pop();
          break;
        case RecordKind::kAlternative:
          pc_ = record.a;
          place_ = Place(record.b);
          stack_.pop();
          return true;
        case RecordKind::kRepeatOne:
          if (shorten(&record)) return true;
          break;
        case RecordKind::kRepeatOneLazy:
          if (lengthen(&record)) return true;
          break;
        case RecordKind::kLoopLazy:
          if (repeat_lazy_loop()) return true;
          if (failure_ == RegexStatus::kNoMemory) return false;
          break;
        case RecordKind::kAssertNot:
          pc_ = code_[record.a].target;
          place_ = Place(record.b);
          stack_.pop();
          return true;
        case RecordKind::kPossessive: {
          const Instruction& start = code_[record.a];
          place_ = Place(record.b);
          stack_.pop();
          if (registers_[start.a].count < start.minimum) break;
          pc_ = start.target;
          return true;
        }
      }
    }
    return false;
  }

  bool shorten(Record* record) {
    const Instruction& instruction = code_[record->a];
    const Unit* const lowest = Place(record->b);
    const Unit* const end = last_fitting_end(instruction, lowest, Place(record->c) - 1);
    pc_ = record->a + 1;
    if (end == nullptr || end == lowest)
      stack_.pop();
    else
      record->c = Word(end);
    place_ = end;
    return end != nullptr;
  }

  bool lengthen(Record* record) {
    const Instruction& instruction = code_[record->a];
    place_ = Place(record->c);
    uint64_t allowed = record->b;
    const bool more = place_ != end_ && MatchesOne(instruction, sets_, *place_);
    if (more) {
      ++place_;
      --allowed;
    }
    if (!more || !extend_to_literal(instruction, &allowed)) {
      stack_.pop();
      return false;
    }
    pc_ = record->a + 1;
    if (allowed == 0) {
      stack_.pop();
    } else {
      record->b = allowed;
      record->c = Word(place_);
    }
    return true;
  }

  bool repeat_lazy_loop() {
    pc_ = stack_.top().a;
    place_ = Place(stack_.top().b);
    stack_.pop();
    const Instruction& instruction = code_[pc_];
    if (!may_repeat(instruction)) return false;
    if (enter_body(instruction)) return true;
    failure_ = RegexStatus::kNoMemory;
    return false;
  }

  static constexpr uint32_t kInterruptInterval = 1 << 14;

  RegexMatcher& matcher_;
  const RegexProgram& program_;
  const Instruction* code_;
  const CharacterSet* sets_;
  RegexStack& stack_;
  int64_t* marks_;
  LoopRegister* registers_;
  const Unit* begin_;
  const Unit* end_;
  const Unit* place_ = nullptr;
  const Unit* forbidden_end_ = nullptr;
  uint32_t pc_ = 0;
  uint32_t last_index_ = 0;
  uint32_t countdown_ = kInterruptInterval;
  bool full_ = false;
  bool dirty_ = true;
  RegexStatus failure_ = RegexStatus::kNoMatch;
};

RegexMatcher::RegexMatcher(const RegexProgram& program, TextView text, size_t end)
    : program_(program),
      text_(text),
      end_(std::min(end, text.length)),
      stack_(new RegexStack(program.register_count_)),
      marks_(2 * size_t{program.group_count()}, -1) {}

RegexMatcher::~RegexMatcher() = default;

RegexStatus RegexMatcher::run(RegexMode mode, size_t start, bool must_advance) {
  if (start > end_) return RegexStatus::kNoMatch;
  return WithUnits(text_, [&](const auto* units) {
    using Unit = std::remove_const_t<std::remove_reference_t<decltype(*units)>>;
    return RegexExecution<Unit>(this, units).run(mode, start, must_advance);
  });
}

CodePoint RegexAsciiLower(CodePoint c) { return Fold(c, Folding::kAscii); }
CodePoint RegexUnicodeLower(CodePoint c) { return Fold(c, Folding::kUnicode); }
bool RegexAsciiIsCased(CodePoint c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace pyro
