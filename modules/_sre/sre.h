#pragma once

#include <memory>
#include <string>
#include <vector>

#include "modules/support.h"
#include "runtime/buffer.h"
#include "runtime/regex/regex.h"

// _sre: patterns, matches and scanners over the engine in runtime/regex/.
//
// The text that is searched lies in the moving heap, and the engine works on plain pointers. So the
// text is pointed out to the engine anew before every run, and nothing may collect during one. The
// exception is a run that backtracks for so long that something else is due (a signal handler,
// above all): it is given up, the text is copied to native memory, and the second run, on the copy,
// lets Python code run in its midst.

namespace pyro::sre {

// What a Pattern owns outside the heap.
struct PatternResource final : NativeResource {
  std::vector<uint32_t> code;
  RegexProgram program;
  // Kept for the next search, unless one is going on (a callback may use the same pattern).
  std::unique_ptr<RegexMatcher> idle_matcher;
};

PatternResource* resource_of(Thread* thread, RawRegexPattern pattern);

// The str or bytes-like object that a pattern is applied to. On the stack only.
class Subject {
 public:
  explicit Subject(Thread* thread)
      : thread_(thread),
        given_(thread, RawObject::none()),
        exact_(thread, RawObject::none()),
        buffer_(thread) {}
  Subject(const Subject&) = delete;

  // TypeError "expected string or bytes-like object, got 'int'".
  [[nodiscard]] bool open(const Object& string);
  // The same for use with a pattern: TypeError if one is text and the other is not.
  [[nodiscard]] bool open_for(const RegexPattern& pattern, const Object& string);
  // Sets the part to be searched; positions outside of the text are moved to its ends.
  void set_bounds(word pos, word endpos);

  bool is_text() const { return is_text_; }
  word length() const { return length_; }
  word pos() const { return pos_; }
  word endpos() const { return endpos_; }
  const Object& given() const { return given_; }
  // Dies at the next safepoint.
  TextView view_NoGC();
  // The characters [start, end) as an exact str or bytes; positions are clipped to the text.
  RawObject slice(word start, word end);

 private:
  Thread* thread_;
  Object given_;
  Object exact_;  // exact str or bytes, else None
  BufferView buffer_;
  RawObject word_;  // `exact_` while its units may be inside the word itself
  bool is_text_ = false;
  word length_ = 0, pos_ = 0, endpos_ = 0;
};

enum class Outcome : int8_t { kError = -1, kNoMatch = 0, kMatch = 1 };

// A sequence of searches in one subject with one pattern.
class Search {
 public:
  Search(Thread* thread, const RegexPattern& pattern, Subject& subject);
  ~Search();
  Search(const Search&) = delete;

  Outcome run(RegexMode mode, word start, bool must_advance);

  word start() const { return static_cast<word>(matcher_->match_start()); }
  word end() const { return static_cast<word>(matcher_->match_end()); }
  word last_index() const { return matcher_->last_index(); }
  // False if the group took no part.
  bool group(word index, word* start, word* end) const;
  // What a group matched; `otherwise` if it took no part.
  RawObject group_text(word index, const Object& otherwise);
  // The Match object of the last match.
  RawObject new_match();

 private:
  static bool continue_match(void* search);

  Thread* thread_;
  const RegexPattern& pattern_;
  Subject& subject_;
  PatternResource* resource_;
  std::unique_ptr<RegexMatcher> matcher_;
  std::string copy_;
  bool detached_ = false;  // searching in the copy
};

// re.NAME from the Python module.
RawObject re_function(Thread* thread, const char* name);

}  // namespace pyro::sre
