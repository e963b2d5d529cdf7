// Searching, comparing and copying text of any width: what `str` and `bytes` methods are made of.
//
// Finding a needle: one code unit by memchr (or a vectorised loop for wider units), longer ones by
// the two-way algorithm (M. Crochemore, D. Perrin, "Two-way string-matching", 1991), which takes
// linear time and constant memory in the worst case; in front of it stands a scan for the needle's
// first unit, which is what usually decides. A needle that is wider than the haystack cannot occur
// once it holds a code point the haystack's width has no room for; otherwise it is converted.
//
// Positions are indexes in code points; -1 means not found. `bytes` are text of width one here.
#pragma once

#include "runtime/text/text_view.h"

namespace pyro {

inline constexpr ptrdiff_t kNotFound = -1;

// find() and rfind() in all of the haystack; an empty needle is found at 0 and at the end
// respectively.
ptrdiff_t FindText(TextView haystack, TextView needle);
ptrdiff_t FindTextBackwards(TextView haystack, TextView needle);
// Occurrences that do not overlap, at most `limit`; length + 1 for an empty needle.
size_t CountText(TextView haystack, TextView needle, size_t limit = SIZE_MAX);
ptrdiff_t FindCodePoint(TextView haystack, CodePoint wanted);
ptrdiff_t FindCodePointBackwards(TextView haystack, CodePoint wanted);
bool StartsWith(TextView text, TextView prefix);
bool EndsWith(TextView text, TextView suffix);

// Negative, zero or positive: order by code point.
int CompareText(TextView a, TextView b);
bool EqualText(TextView a, TextView b);

// Remembers a needle's preparation for repeated searches (split, replace, count).
class TextSearcher {
 public:
  explicit TextSearcher(TextView needle);
  // The first occurrence at or after `start`.
  ptrdiff_t find(TextView haystack, size_t start) const;

 private:
  TextView needle_;
  // The two-way factorisation.
  size_t critical_ = 0, period_ = 0;
  bool periodic_ = false;
};

// Trimming and splitting.
struct TextSlice {
  size_t start, end;
};
enum class StripSides : uint8_t { kLeft = 1, kRight = 2, kBoth = 3 };
TextSlice StripWhitespace(TextView text, StripSides sides);
TextSlice StripCharacters(TextView text, TextView characters, StripSides sides);

// Splits at runs of whitespace, as str.split() without a separator; `next` is false at the end.
class WhitespaceSplitter {
 public:
  explicit WhitespaceSplitter(TextView text) : text_(text) {}
  bool next(TextSlice* piece);
  // What follows the pieces so far, without leading whitespace: the last piece when there is a
  // limit. It keeps its trailing whitespace.
  bool rest(TextSlice* piece);

 private:
  TextView text_;
  size_t position_ = 0;
};

// Splits lines, as str.splitlines(); the end of a piece includes the line break when `keep_ends`.
enum class LineEnds : uint8_t { kDrop, kKeep };
enum class LineBreaks : uint8_t { kUnicode, kBytes };  // bytes break at \n, \r and \r\n only
class LineSplitter {
 public:
  LineSplitter(TextView text, LineEnds ends, LineBreaks breaks)
      : text_(text), ends_(ends), breaks_(breaks) {}
  bool next(TextSlice* piece);

 private:
  TextView text_;
  size_t position_ = 0;
  LineEnds ends_;
  LineBreaks breaks_;
};

// Width and ASCII checks, written so that the compiler vectorises them.
bool IsAscii(const uint8_t* bytes, size_t count);
// All bits that occur: below 0x80 means ASCII, below 0x100 Latin-1, and so on.
CodePoint BitsOfText(TextView text);
CodePoint MaximumCodePointOf(TextView text);
// Copies to units of another width. When narrowing, every code point must fit.
void CopyText(TextView from, void* to, TextWidth to_width);

}  // namespace pyro
