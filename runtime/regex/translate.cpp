// Checks a compiler's list and translates it. Every read is inside a range [position, end) whose
// bounds were checked.
#include <utility>

#include "runtime/regex/opcodes.h"
#include "runtime/regex/program.h"

namespace pyro {

using namespace regex;

class RegexTranslator {
 public:
  RegexTranslator(std::span<const uint32_t> code, uint32_t groups, RegexProgram* program)
      : code_(code), program_(*program) {
    program_.group_count_ = groups;
  }

  bool translate() {
    size_t start = 0;
    if (code_.empty() || code_.back() != SUCCESS) return false;
    if (code_[0] == INFO && !translate_info(&start)) return false;
    if (!sequence(start, code_.size() - 1)) return false;
    emit(Op::kSuccess);
    return true;
  }

 private:
  // Nesting is bounded by the parser's own recursion; a forged list must not exhaust the native
  // stack.
  static constexpr unsigned kMaximumDepth = 8000;

  Instruction& emit(Op op) {
    program_.instructions_.push_back(Instruction{op});
    return program_.instructions_.back();
  }
  uint32_t here() const { return static_cast<uint32_t>(program_.instructions_.size()); }
  Instruction& at(uint32_t index) { return program_.instructions_[index]; }
  uint32_t new_register() { return program_.register_count_++; }

  // The end of the block whose skip is at `position`, checked to lie within `end`.
  bool block_end(size_t position, size_t end, size_t* result) {
    if (position >= end || code_[position] > end - position) return false;
    *result = position + code_[position];
    return *result > position;
  }

  bool translate_info(size_t* next) {
    size_t end;
    if (!block_end(1, code_.size(), &end) || end < 5) return false;
    const uint32_t flags = code_[2];
    program_.minimum_width_ = code_[3];
    if ((flags & INFO_PREFIX) != 0) {
      if (end < 7) return false;
      const size_t length = code_[5];
      if (length == 0 || (end - 7) / 2 < length) return false;
      program_.prefix_.assign(code_.begin() + 7,
                              code_.begin() + 7 + static_cast<ptrdiff_t>(length));
      program_.prefix_is_all_ = (flags & INFO_LITERAL) != 0;
    }
    *next = end;
    return true;
  }

  // Translates [position, end), which must be a whole number of operations.
  bool sequence(size_t position, size_t end) {
    if (++depth_ > kMaximumDepth) return false;
    while (position < end) {
      if (!operation(&position, end)) return false;
    }
    --depth_;
    return position == end;
  }

  bool operation(size_t* position, size_t end) {
    const uint32_t op = code_[*position];
    const size_t left = end - *position;
    switch (op) {
      case FAILURE:
        emit(Op::kFail);
        ++*position;
        return true;
      case MARK:
        if (left < 2 || code_[*position + 1] / 2 >= program_.group_count_) return false;
        emit(Op::kMark).a = code_[*position + 1];
        *position += 2;
        return true;
      case AT:
        if (left < 2 || code_[*position + 1] >= kAtCodeCount) return false;
        emit(Op::kAt).a = code_[*position + 1];
        *position += 2;
        return true;
      case GROUPREF:
        return group_reference(position, left, Folding::kNone);
      case GROUPREF_IGNORE:
        return group_reference(position, left, Folding::kAscii);
      case GROUPREF_LOC_IGNORE:
        return group_reference(position, left, Folding::kLocale);
      case GROUPREF_UNI_IGNORE:
        return group_reference(position, left, Folding::kUnicode);
      case GROUPREF_EXISTS:
        return group_exists(position, end);
      case BRANCH:
        return branch(position, end);
      case REPEAT:
        return repeat(position, end);
      case REPEAT_ONE:
        return repeat_one(position, end, Op::kRepeatOne);
      case MIN_REPEAT_ONE:
        return repeat_one(position, end, Op::kRepeatOneLazy);
      case POSSESSIVE_REPEAT_ONE:
        return repeat_one(position, end, Op::kRepeatOnePossessive);
      case POSSESSIVE_REPEAT:
        return possessive_repeat(position, end);
      case ATOMIC_GROUP:
        return atomic_group(position, end);
      case ASSERT:
      case ASSERT_NOT:
        return assertion(position, end, op == ASSERT);
      default:
        return single(position, end, &emit(Op::kCharacter));
    }
  }

  bool group_reference(size_t* position, size_t left, Folding folding) {
    if (left < 2 || code_[*position + 1] >= program_.group_count_) return false;
    Instruction& reference = emit(Op::kGroupReference);
    reference.a = code_[*position + 1];
    reference.folding = folding;
    *position += 2;
    return true;
  }

  // One operation that matches one character.
  bool single(size_t* position, size_t end, Instruction* out) {
    const uint32_t op = code_[*position];
    const size_t left = end - *position;
    switch (op) {
      case ANY:
      case ANY_ALL:
        out->single = op == ANY ? Single::kNotNewline : Single::kAnything;
        ++*position;
        return true;
      case LITERAL:
        return literal(position, left, out, Single::kLiteral, Folding::kNone);
      case NOT_LITERAL:
        return literal(position, left, out, Single::kNotLiteral, Folding::kNone);
      case LITERAL_IGNORE:
        return literal(position, left, out, Single::kLiteralFolded, Folding::kAscii);
      case NOT_LITERAL_IGNORE:
        return literal(position, left, out, Single::kNotLiteralFolded, Folding::kAscii);
      case LITERAL_LOC_IGNORE:
        return literal(position, left, out, Single::kLiteralFolded, Folding::kLocale);
      case NOT_LITERAL_LOC_IGNORE:
        return literal(position, left, out, Single::kNotLiteralFolded, Folding::kLocale);
      case LITERAL_UNI_IGNORE:
        return literal(position, left, out, Single::kLiteralFolded, Folding::kUnicode);
      case NOT_LITERAL_UNI_IGNORE:
        return literal(position, left, out, Single::kNotLiteralFolded, Folding::kUnicode);
      case IN:
        return set(position, end, out, Folding::kNone);
      case IN_IGNORE:
        return set(position, end, out, Folding::kAscii);
      case IN_LOC_IGNORE:
        return set(position, end, out, Folding::kLocale);
      case IN_UNI_IGNORE:
        return set(position, end, out, Folding::kUnicode);
      case CATEGORY: {
        if (left < 2) return false;
        const uint32_t items[] = {CATEGORY, code_[*position + 1], FAILURE};
        *position += 2;
        return add_set(items, Folding::kNone, out);
      }
      default:
        return false;
    }
  }

  bool literal(size_t* position, size_t left, Instruction* out, Single kind, Folding folding) {
    if (left < 2) return false;
    out->single = kind;
    out->folding = folding;
    out->a = code_[*position + 1];
    *position += 2;
    return true;
  }

  bool set(size_t* position, size_t end, Instruction* out, Folding folding) {
    size_t stop;
    if (!block_end(*position + 1, end, &stop)) return false;
    const size_t start = *position + 2;
    if (start > stop) return false;
    *position = stop;
    return add_set(code_.subspan(start, stop - start), folding, out);
  }

  bool add_set(std::span<const uint32_t> items, Folding folding, Instruction* out) {
    CharacterSet characters;
    if (!characters.initialize(items, folding)) return false;
    out->single = characters.is_dynamic() ? Single::kSetDynamic : Single::kSet;
    out->a = static_cast<uint32_t>(program_.sets_.size());
    program_.sets_.push_back(std::move(characters));
    return true;
  }

  bool branch(size_t* position, size_t end) {
    size_t i = *position + 1;
    std::vector<uint32_t> jumps;
    uint32_t previous = 0;
    bool any = false;
    while (true) {
      if (i >= end) return false;
      if (code_[i] == 0) break;
      size_t stop;
      if (!block_end(i, end, &stop) || stop < i + 3 || code_[stop - 2] != JUMP) return false;
      const uint32_t alternative = here();
      if (any) at(previous).target = alternative;
      emit(Op::kAlternative);
      previous = alternative;
      any = true;
      if (!sequence(i + 1, stop - 2)) return false;
      jumps.push_back(here());
      emit(Op::kJump);
      i = stop;
    }
    if (!any) emit(Op::kFail);
    for (const uint32_t jump : jumps) at(jump).target = here();
    *position = i + 1;
    return true;
  }

  // minimum and maximum behind a skip.
  bool read_limits(size_t position, size_t end, uint32_t* minimum, uint32_t* maximum) {
    if (position + 3 > end) return false;
    *minimum = code_[position + 1];
    *maximum = code_[position + 2];
    // The largest number means "without limit", which no minimum can be.
    return *minimum <= *maximum && *minimum != UINT32_MAX;
  }

  bool repeat(size_t* position, size_t end) {
    size_t stop;
    uint32_t minimum, maximum;
    const size_t skip = *position + 1;
    if (!block_end(skip, end, &stop) || stop >= end || !read_limits(skip, stop, &minimum, &maximum))
      return false;
    if (code_[stop] != MAX_UNTIL && code_[stop] != MIN_UNTIL) return false;
    const uint32_t loop_register = new_register();
    emit(Op::kRepeatStart).a = loop_register;
    const uint32_t header = here();
    Instruction& loop = emit(code_[stop] == MAX_UNTIL ? Op::kRepeatLoop : Op::kRepeatLoopLazy);
    loop.a = loop_register;
    loop.minimum = minimum;
    loop.maximum = maximum;
    if (!sequence(skip + 3, stop)) return false;
    emit(Op::kJump).target = header;
    at(header).target = here();
    *position = stop + 1;
    return true;
  }

  bool repeat_one(size_t* position, size_t end, Op op) {
    size_t stop;
    const size_t skip = *position + 1;
    Instruction instruction{op};
    if (!block_end(skip, end, &stop) ||
        !read_limits(skip, stop, &instruction.minimum, &instruction.maximum))
      return false;
    size_t body = skip + 3;
    if (body >= stop || code_[stop - 1] != SUCCESS) return false;
    if (!single(&body, stop - 1, &instruction) || body != stop - 1) return false;
    program_.instructions_.push_back(instruction);
    *position = stop;
    return true;
  }

  bool possessive_repeat(size_t* position, size_t end) {
    size_t stop;
    uint32_t minimum, maximum;
    const size_t skip = *position + 1;
    if (!block_end(skip, end, &stop) || stop >= end || !read_limits(skip, stop, &minimum, &maximum))
      return false;
    if (code_[stop] != SUCCESS) return false;
    const uint32_t loop_register = new_register();
    const uint32_t start = here();
    Instruction& head = emit(Op::kPossessiveStart);
    head.a = loop_register;
    head.minimum = minimum;
    head.maximum = maximum;
    if (!sequence(skip + 3, stop)) return false;
    Instruction& tail = emit(Op::kPossessiveEnd);
    tail.a = loop_register;
    tail.target = start;
    at(start).target = here();
    *position = stop + 1;
    return true;
  }

  bool atomic_group(size_t* position, size_t end) {
    size_t stop;
    if (!block_end(*position + 1, end, &stop) || stop < *position + 3 || code_[stop - 1] != SUCCESS)
      return false;
    const uint32_t group_register = new_register();
    emit(Op::kAtomicStart).a = group_register;
    if (!sequence(*position + 2, stop - 1)) return false;
    emit(Op::kAtomicEnd).a = group_register;
    *position = stop;
    return true;
  }

  bool assertion(size_t* position, size_t end, bool positive) {
    size_t stop;
    if (!block_end(*position + 1, end, &stop) || stop < *position + 4 || code_[stop - 1] != SUCCESS)
      return false;
    const uint32_t assertion_register = new_register();
    const uint32_t start = here();
    Instruction& head = emit(positive ? Op::kAssert : Op::kAssertNot);
    head.a = assertion_register;
    head.b = code_[*position + 2];
    if (!sequence(*position + 3, stop - 1)) return false;
    emit(positive ? Op::kAssertEnd : Op::kAssertNotEnd).a = assertion_register;
    at(start).target = here();
    *position = stop;
    return true;
  }

  // GROUPREF_EXISTS group skip yes [JUMP skip no]: whether there is a second part shows in the JUMP
  // that ends the first.
  bool group_exists(size_t* position, size_t end) {
    if (end - *position < 3 || code_[*position + 1] >= program_.group_count_) return false;
    const size_t skip = *position + 2;
    const uint32_t distance = code_[skip];
    if (distance < 2 || distance - 1 > end - skip) return false;
    const size_t otherwise = skip + distance - 1;
    const uint32_t test = here();
    emit(Op::kGroupExists).a = code_[*position + 1];
    size_t i = skip + 1;
    if (++depth_ > kMaximumDepth) return false;
    while (i < otherwise && !(code_[i] == JUMP && i + 2 == otherwise)) {
      if (!operation(&i, otherwise)) return false;
    }
    --depth_;
    if (i == otherwise) {
      at(test).target = here();
      *position = otherwise;
      return true;
    }
    size_t stop;
    if (!block_end(i + 1, end, &stop) || stop < otherwise) return false;
    const uint32_t jump = here();
    emit(Op::kJump);
    at(test).target = here();
    if (!sequence(otherwise, stop)) return false;
    at(jump).target = here();
    *position = stop;
    return true;
  }

  std::span<const uint32_t> code_;
  RegexProgram& program_;
  unsigned depth_ = 0;
};

// Works out which characters can come first at the places where the matcher asks.
class RegexFirstSets {
 public:
  explicit RegexFirstSets(RegexProgram* program) : program_(*program) {}

  void fill() {
    program_.first_sets_.emplace_back();  // number 0: unknown
    const uint32_t count = static_cast<uint32_t>(program_.instructions_.size());
    for (uint32_t i = 0; i < count; ++i) {
      Instruction& instruction = program_.instructions_[i];
      switch (instruction.op) {
        case Op::kAlternative:
          instruction.first = number_of(i + 1);
          break;
        case Op::kRepeatLoop:
        case Op::kRepeatLoopLazy:
          instruction.first = number_of(i + 1);
          instruction.exit_first = number_of(instruction.target);
          break;
        case Op::kRepeatOne:
        case Op::kRepeatOneLazy:
          note_next_literal(i);
          break;
        default:
          break;
      }
    }
    program_.start_first_ = number_of(0);
  }

 private:
  static constexpr unsigned kMaximumSteps = 64;

  void note_next_literal(uint32_t index) {
    uint32_t next = index + 1;
    while (program_.instructions_[next].op == Op::kMark) ++next;
    const Instruction& follower = program_.instructions_[next];
    if (follower.op != Op::kCharacter || follower.single != Single::kLiteral) return;
    program_.instructions_[index].has_next_literal = true;
    program_.instructions_[index].next_literal = follower.a;
  }

  uint32_t number_of(uint32_t index) {
    FirstSet set;
    steps_ = 0;
    if (!collect(index, &set)) return kNoFirstSet;
    program_.first_sets_.push_back(set);
    return static_cast<uint32_t>(program_.first_sets_.size() - 1);
  }

  void add_single(const Instruction& instruction, FirstSet* set) {
    if (instruction.single == Single::kLiteral) {
      if (instruction.a < 256)
        set->add(instruction.a);
      else
        set->wide = true;
      return;
    }
    set->wide = true;
    for (uint32_t c = 0; c < 256; ++c) {
      bool matches = true;
      switch (instruction.single) {
        case Single::kNotNewline:
          matches = c != '\n';
          break;
        case Single::kNotLiteral:
          matches = c != instruction.a;
          break;
        case Single::kSet:
          matches = program_.sets_[instruction.a].contains(c);
          break;
        case Single::kLiteralFolded:
          matches = EqualFolded(instruction.a, c, instruction.folding);
          break;
        case Single::kNotLiteralFolded:
          matches = !EqualFolded(instruction.a, c, instruction.folding);
          break;
        default:
          break;
      }
      if (matches) set->add(c);
    }
  }

  static bool is_dynamic(const Instruction& instruction) {
    return instruction.single == Single::kSetDynamic || instruction.folding == Folding::kLocale;
  }

  // Adds what can come first at `index`; false when that cannot be told. The end of an atomic
  // group, an assertion or a possessive iteration is as far as one may look: what is chosen inside
  // must not depend on what follows.
  bool collect(uint32_t index, FirstSet* set) {
    while (true) {
      if (++steps_ > kMaximumSteps) return false;
      const Instruction& instruction = program_.instructions_[index];
      switch (instruction.op) {
        case Op::kFail:
          return true;
        case Op::kCharacter:
          if (is_dynamic(instruction)) return false;
          add_single(instruction, set);
          return true;
        case Op::kRepeatOne:
        case Op::kRepeatOneLazy:
        case Op::kRepeatOnePossessive:
          if (is_dynamic(instruction)) return false;
          add_single(instruction, set);
          if (instruction.minimum != 0) return true;
          ++index;
          break;
        case Op::kMark:
        case Op::kAt:
        case Op::kAtomicStart:
          ++index;
          break;
        case Op::kJump:
        case Op::kAssert:
        case Op::kAssertNot:
          index = instruction.target;
          break;
        case Op::kAlternative:
          if (!collect(index + 1, set)) return false;
          if (instruction.target == 0) return true;
          index = instruction.target;
          break;
        case Op::kRepeatStart: {
          const Instruction& loop = program_.instructions_[index + 1];
          if (loop.minimum != 0)
            index += 2;
          else
            ++index;
          break;
        }
        case Op::kRepeatLoop:
        case Op::kRepeatLoopLazy:
          if (!collect(index + 1, set)) return false;
          index = instruction.target;
          break;
        case Op::kPossessiveStart:
          if (instruction.minimum == 0 && !collect(instruction.target, set)) return false;
          ++index;
          break;
        default:
          return false;
      }
    }
  }

  RegexProgram& program_;
  unsigned steps_ = 0;
};

bool RegexProgram::compile(std::span<const uint32_t> code, uint32_t group_count,
                           RegexProgram* program) {
  *program = RegexProgram();
  if (!RegexTranslator(code, group_count, program).translate()) {
    // What remains is safe to run and never matches.
    *program = RegexProgram();
    program->instructions_.push_back(Instruction{Op::kFail});
    return false;
  }
  RegexFirstSets(program).fill();
  return true;
}

}  // namespace pyro
