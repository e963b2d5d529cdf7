// What the matcher does in one step and without a choice: single characters, runs of them,
// positions.
#pragma once

#include <cstring>

#include "runtime/regex/opcodes.h"
#include "runtime/regex/program.h"

namespace pyro::regex {

// The first place of a character; `end` when there is none.
template <typename Unit>
const Unit* FindLiteral(const Unit* place, const Unit* end, uint32_t wanted) {
  if constexpr (sizeof(Unit) == 1) {
    if (wanted > 0xFF) return end;
    const void* found =
        std::memchr(place, static_cast<int>(wanted), static_cast<size_t>(end - place));
    return found != nullptr ? static_cast<const Unit*>(found) : end;
  }
  while (place != end && *place != wanted) ++place;
  return place;
}

// Whether an instruction for one character matches `c`.
inline bool MatchesOne(const Instruction& instruction, const CharacterSet* sets, uint32_t c) {
  switch (instruction.single) {
    case Single::kAnything:
      return true;
    case Single::kNotNewline:
      return c != '\n';
    case Single::kLiteral:
      return c == instruction.a;
    case Single::kNotLiteral:
      return c != instruction.a;
    case Single::kSet:
      return sets[instruction.a].contains(c);
    case Single::kSetDynamic:
      return sets[instruction.a].contains_wide(c);
    case Single::kLiteralFolded:
      return EqualFolded(instruction.a, c, instruction.folding);
    case Single::kNotLiteralFolded:
      return !EqualFolded(instruction.a, c, instruction.folding);
  }
  return false;
}

// The end of the longest run of matching characters that starts at `place` and stops at `limit`.
template <typename Unit>
const Unit* RunEnd(const Instruction& instruction, const CharacterSet* sets, const Unit* place,
                   const Unit* limit) {
  switch (instruction.single) {
    case Single::kAnything:
      return limit;
    case Single::kNotNewline:
      return FindLiteral(place, limit, '\n');
    case Single::kNotLiteral:
      return FindLiteral(place, limit, instruction.a);
    case Single::kLiteral:
      while (place != limit && *place == instruction.a) ++place;
      return place;
    case Single::kSet: {
      const CharacterSet& set = sets[instruction.a];
      const uint64_t* bitmap = set.bitmap();
      while (place != limit) {
        const uint32_t c = *place;
        const bool inside = sizeof(Unit) == 1 || c < 256 ? (bitmap[c >> 6] >> (c & 63) & 1) != 0
                                                         : set.contains_wide(c);
        if (!inside) break;
        ++place;
      }
      return place;
    }
    default:
      while (place != limit && MatchesOne(instruction, sets, *place)) ++place;
      return place;
  }
}

template <typename Unit>
bool IsBoundary(const Unit* begin, const Unit* place, const Unit* end, Folding folding) {
  const bool before = place != begin && IsWord(place[-1], folding);
  const bool after = place != end && IsWord(*place, folding);
  return before != after;
}

// Whether the position `where` (an AtCode) is at `place`.
template <typename Unit>
bool IsAt(uint32_t where, const Unit* begin, const Unit* place, const Unit* end) {
  switch (where) {
    case AT_BEGINNING:
    case AT_BEGINNING_STRING:
      return place == begin;
    case AT_BEGINNING_LINE:
      return place == begin || place[-1] == '\n';
    case AT_END:
      return place == end || (place + 1 == end && *place == '\n');
    case AT_END_LINE:
      return place == end || *place == '\n';
    case AT_END_STRING:
      return place == end;
    case AT_BOUNDARY:
      return IsBoundary(begin, place, end, Folding::kAscii);
    case AT_NON_BOUNDARY:
      return begin != end && !IsBoundary(begin, place, end, Folding::kAscii);
    case AT_LOC_BOUNDARY:
      return IsBoundary(begin, place, end, Folding::kLocale);
    case AT_LOC_NON_BOUNDARY:
      return begin != end && !IsBoundary(begin, place, end, Folding::kLocale);
    case AT_UNI_BOUNDARY:
      return IsBoundary(begin, place, end, Folding::kUnicode);
    case AT_UNI_NON_BOUNDARY:
      return begin != end && !IsBoundary(begin, place, end, Folding::kUnicode);
    default:
      return false;
  }
}

}  // namespace pyro::regex
