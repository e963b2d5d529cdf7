// A checked and translated pattern: what the matcher executes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/regex/character_set.h"

namespace pyro {

namespace regex {

enum class Op : uint8_t {
  kSuccess,  // end of the pattern
  kFail,
  kCharacter,    // one character: see Instruction::single
  kAt,           // a: AtCode
  kMark,         // a: mark
  kJump,         // target
  kAlternative,  // target: next alternative, 0 for the last one; first: of this one
  kRepeatOne,    // single character, min..max times, as many as possible
  kRepeatOneLazy,
  kRepeatOnePossessive,
  kRepeatStart,  // a: register; followed by its kRepeatLoop
  kRepeatLoop,   // a: register; body follows; target: exit; min, max; first: of the body
  kRepeatLoopLazy,
  kPossessiveStart,  // a: register; body follows; target: exit
  kPossessiveEnd,    // a: register; target: the start; min, max
  kAssert,           // a: register; b: characters to step back; target: behind the assertion
  kAssertNot,
  kAssertEnd,  // a: register
  kAssertNotEnd,
  kAtomicStart,     // a: register
  kAtomicEnd,       // a: register
  kGroupReference,  // a: group (from 0); folding
  kGroupExists,     // a: group; target: where to go when it is not set
};

// How a single character is compared.
enum class Single : uint8_t {
  kAnything,
  kNotNewline,
  kLiteral,
  kNotLiteral,
  kSet,
  kLiteralFolded,
  kNotLiteralFolded,  // by `folding`
  kSetDynamic,        // depends on the locale: cannot be a bitmap
};

inline constexpr uint32_t kNoFirstSet = 0;

struct Instruction {
  Op op;
  Single single = Single::kAnything;
  Folding folding = Folding::kNone;
  bool has_next_literal = false;  // for repeats of one character
  uint32_t a = 0;                 // literal, set, mark, register, group
  uint32_t b = 0;
  uint32_t target = 0;
  uint32_t minimum = 0, maximum = 0;
  uint32_t next_literal = 0;
  uint32_t first = kNoFirstSet;       // characters that can start what follows here
  uint32_t exit_first = kNoFirstSet;  // for loops: what follows the loop
};

// Characters that can start a match at some place. At the end of the text nothing can.
struct FirstSet {
  uint64_t bitmap[4] = {0, 0, 0, 0};
  bool wide = false;  // code points above 255 may start one

  void add(uint32_t c) { bitmap[c >> 6] |= uint64_t{1} << (c & 63); }
  bool contains(uint32_t c) const { return c < 256 ? (bitmap[c >> 6] >> (c & 63) & 1) != 0 : wide; }
};

}  // namespace regex

class RegexProgram {
 public:
  // False when the list is malformed (RuntimeError "invalid SRE code") .
  static bool compile(std::span<const uint32_t> code, uint32_t group_count, RegexProgram* program);

  uint32_t group_count() const { return group_count_; }

 private:
  friend class RegexTranslator;
  friend class RegexFirstSets;
  template <typename Unit>
  friend class RegexExecution;
  friend class RegexMatcher;

  std::vector<regex::Instruction> instructions_;
  std::vector<regex::CharacterSet> sets_;
  std::vector<regex::FirstSet> first_sets_;  // number 0 means unknown
  uint32_t start_first_ = regex::kNoFirstSet;
  std::vector<uint32_t> prefix_;  // the literal every match starts with
  bool prefix_is_all_ = false;    // ... and consists of
  uint32_t minimum_width_ = 0;
  uint32_t group_count_ = 0;
  uint32_t register_count_ = 0;
};

}  // namespace pyro
