// The regular expression engine behind `_sre`.
//
// The standard library's own parser and compiler (`re/_parser.py`, `re/_compiler.py`) turn a
// pattern into a list of integers: opcodes, arguments and relative skips. `RegexProgram::compile`
// checks such a list completely, since anybody can hand one to `_sre.compile`, and translates it
// into instructions of our own; a list that is malformed is refused and can never make the matcher
// run astray. The translation also prepares what makes matching fast:
//
//   - character sets become bitmaps for the first 256 code points (the list is only walked for
//   wider ones);
//   - for branches, loops and the start of a search, the set of characters that can come first is
//   worked out, so that most
//     dead ends cost one look-up;
//   - a single-character repeat knows the literal that follows it.
//
// Matching is backtracking, as the documented semantics demand (leftmost, first alternative first).
// There is no native recursion: what may have to be tried or undone later is on an explicit stack
// of records in native memory:
//
//   - choice points: another alternative, a shorter or longer repeat, leaving or entering a loop
//   once more;
//   - undo records: an old group mark or loop register, put back when backtracking passes over
//   them;
//   - barriers: the start of an assertion, an atomic group or a possessive iteration. When the
//   inside has matched, the
//     choice points above the barrier are dropped and the undo records kept.
//
// So nested loops of any depth work, and after backtracking the marks are exactly what they were.
//
// A matcher is templated over the width of a code unit; `RegexMatcher` picks the instance. All
// positions are indexes of code points in the text. `interrupt` is called every few thousand
// backtracks; when it returns false matching stops with kInterrupted (that is how signals get
// through).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/regex/program.h"
#include "runtime/text/text_view.h"

namespace pyro {

inline constexpr uint32_t kRegexMagic = 20220615;
inline constexpr uint32_t kRegexCodeSize = 4;
inline constexpr uint32_t kRegexMaximumRepeat = UINT32_MAX;
inline constexpr uint32_t kRegexMaximumGroups = INT32_MAX / 2;

enum class RegexStatus : uint8_t { kNoMatch, kMatch, kNoMemory, kInterrupted };
enum class RegexMode : uint8_t { kMatch, kFullMatch, kSearch };

// Returns false to stop the match.
using RegexInterrupt = bool (*)(void* context);

// Memory that is kept between matches: one per thread of matching (or per scanner) avoids all
// allocation.
class RegexStack;

class RegexMatcher {
 public:
  // Matches against text[0, end); `text` and `program` must outlive the matcher.
  RegexMatcher(const RegexProgram& program, TextView text, size_t end);
  ~RegexMatcher();
  RegexMatcher(const RegexMatcher&) = delete;
  RegexMatcher& operator=(const RegexMatcher&) = delete;

  void set_interrupt(RegexInterrupt interrupt, void* context) {
    interrupt_ = interrupt, context_ = context;
  }

  // Points the matcher at another text, or at the same one after it moved in memory; only between
  // runs. The memory of the backtracking stack is kept.
  void set_text(TextView text, size_t end) { text_ = text, end_ = end; }

  // Tries at `start` (kMatch, kFullMatch) or at `start` and later (kSearch). With `must_advance` an
  // empty match at `start` does not count: that is how finditer(), split() and sub() go on after an
  // empty match.
  RegexStatus run(RegexMode mode, size_t start, bool must_advance = false);

  // Of the last match.
  size_t match_start() const { return match_start_; }
  size_t match_end() const { return match_end_; }
  // Group `index` >= 1: false when it did not take part.
  bool group(uint32_t index, size_t* start, size_t* end) const {
    const int64_t first = marks_[2 * (index - 1)], last = marks_[2 * (index - 1) + 1];
    if (first < 0 || last < 0) return false;
    *start = static_cast<size_t>(first);
    *end = static_cast<size_t>(last);
    return true;
  }
  // The last group that was closed, 0 when there was none.
  uint32_t last_index() const { return last_index_; }

 private:
  template <typename Unit>
  friend class RegexExecution;

  const RegexProgram& program_;
  TextView text_;
  size_t end_;
  RegexInterrupt interrupt_ = nullptr;
  void* context_ = nullptr;
  std::unique_ptr<RegexStack> stack_;
  std::vector<int64_t> marks_;
  size_t match_start_ = 0, match_end_ = 0;
  uint32_t last_index_ = 0;
};

// What `_sre` offers to the compiler: case functions.
CodePoint RegexAsciiLower(CodePoint c);
CodePoint RegexUnicodeLower(CodePoint c);
bool RegexAsciiIsCased(CodePoint c);
bool RegexUnicodeIsCased(CodePoint c);

}  // namespace pyro
