// Trimming and splitting (declared in search.h).
#include "runtime/text/search.h"
#include "runtime/text/unicode.h"

namespace pyro {

namespace {

// Python's whitespace below 128, for the common case.
bool IsSpace(CodePoint c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  return IsWhitespace(c);
}

bool HasSide(StripSides sides, StripSides side) {
  return (static_cast<unsigned>(sides) & static_cast<unsigned>(side)) != 0;
}

template <typename Matches>
TextSlice Strip(TextView text, StripSides sides, Matches matches) {
  size_t start = 0, end = text.length;
  if (HasSide(sides, StripSides::kLeft)) {
    while (start < end && matches(text[start])) ++start;
  }
  if (HasSide(sides, StripSides::kRight)) {
    while (end > start && matches(text[end - 1])) --end;
  }
  return {start, end};
}

}  // namespace

TextSlice StripWhitespace(TextView text, StripSides sides) { return Strip(text, sides, IsSpace); }

TextSlice StripCharacters(TextView text, TextView characters, StripSides sides) {
  // One bit per low six bits of a code point: a miss, the usual end of the strip, is seen without a
  // search.
  uint64_t bloom = 0;
  for (size_t i = 0; i < characters.length; ++i) bloom |= uint64_t{1} << (characters[i] & 63);
  return Strip(text, sides, [&](CodePoint c) {
    return (bloom >> (c & 63) & 1) != 0 && FindCodePoint(characters, c) != kNotFound;
  });
}

bool WhitespaceSplitter::next(TextSlice* piece) {
  return WithUnits(text_, [&](const auto* units) {
    while (position_ < text_.length && IsSpace(units[position_])) ++position_;
    if (position_ == text_.length) return false;
    piece->start = position_;
    while (position_ < text_.length && !IsSpace(units[position_])) ++position_;
    piece->end = position_;
    return true;
  });
}

bool WhitespaceSplitter::rest(TextSlice* piece) {
  while (position_ < text_.length && IsSpace(text_[position_])) ++position_;
  if (position_ == text_.length) return false;
  *piece = {position_, text_.length};
  position_ = text_.length;
  return true;
}

bool LineSplitter::next(TextSlice* piece) {
  if (position_ >= text_.length) return false;
  return WithUnits(text_, [&](const auto* units) {
    const auto is_break = [&](CodePoint c) {
      if (c == '\n' || c == '\r') return true;
      if (breaks_ == LineBreaks::kBytes || c < 0x0B) return false;
      return c < 0x80 ? c <= 0x0C || (c >= 0x1C && c <= 0x1E) : IsLineBreak(c);
    };
    const size_t start = position_;
    size_t end = start;
    while (end < text_.length && !is_break(units[end])) ++end;
    size_t after = end;
    if (after < text_.length) {
      const bool pair =
          units[after] == '\r' && after + 1 < text_.length && units[after + 1] == '\n';
      after += pair ? 2 : 1;
    }
    *piece = {start, ends_ == LineEnds::kKeep ? after : end};
    position_ = after;
    return true;
  });
}

}  // namespace pyro
