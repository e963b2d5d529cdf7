#include <algorithm>

#include "runtime/str.h"

// Finding one str in another.

namespace pyro {

namespace {

// Widths differ: the needle is brought to the width of the text, or cannot be there.
template <typename Unit>
std::basic_string<Unit> converted(const StrData& data) {
  std::basic_string<Unit> out(static_cast<size_t>(data.length), Unit{});
  constexpr StrWidth width = sizeof(Unit) == 1 ? StrWidth::kLatin1 : sizeof(Unit) == 2 ? StrWidth::kUcs2 : StrWidth::kUcs4;
  copy_units_NoGC(out.data(), width, data, 0, data.length);
  return out;
}

enum class Direction : uint8_t { kLeft, kRight };

template <typename Unit>
word find_units(const StrData& text, const StrData& needle, word start, word end, Direction direction) {
  std::basic_string_view<Unit> range(static_cast<const Unit*>(text.units) + start, static_cast<size_t>(end - start));
  std::basic_string<Unit> copy;
  std::basic_string_view<Unit> piece;
  if (unit_size(needle.width) == sizeof(Unit)) {
    piece = {static_cast<const Unit*>(needle.units), static_cast<size_t>(needle.length)};
  } else {
    copy = converted<Unit>(needle);
    piece = copy;
  }
  size_t at = direction == Direction::kLeft ? range.find(piece) : range.rfind(piece);
  return at == std::basic_string_view<Unit>::npos ? -1 : start + static_cast<word>(at);
}

word find(const StrData& text, const StrData& needle, word start, word end, Direction direction) {
  if (start > end || needle.length > end - start || needle.width > text.width) return -1;
  switch (unit_size(text.width)) {
    case 1: return find_units<char>(text, needle, start, end, direction);
    case 2: return find_units<char16_t>(text, needle, start, end, direction);
    default: return find_units<char32_t>(text, needle, start, end, direction);
  }
}

}  // namespace

word str_find_NoGC(RawObject str, RawObject needle, word start, word end) {
  return find(str_data(str), str_data(needle), start, end, Direction::kLeft);
}

word str_rfind_NoGC(RawObject str, RawObject needle, word start, word end) {
  return find(str_data(str), str_data(needle), start, end, Direction::kRight);
}

word str_count_NoGC(RawObject str, RawObject needle, word start, word end) {
  if (start > end) return 0;
  StrData text = str_data(str), piece = str_data(needle);
  if (piece.length == 0) return end - start + 1;
  word count = 0;
  for (word at; (at = find(text, piece, start, end, Direction::kLeft)) >= 0; count++) start = at + piece.length;
  return count;
}

}  // namespace pyro
