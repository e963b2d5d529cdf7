// Borrowed text of one of the three storage widths: 1, 2 or 4 bytes per code point. ASCII is
// width 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyro {

using CodePoint = uint32_t;
inline constexpr CodePoint kMaximumCodePoint = 0x10FFFF;

enum class TextWidth : uint8_t { kOne = 1, kTwo = 2, kFour = 4 };

struct TextView {
  const void* data = nullptr;
  size_t length = 0;  // in code points
  TextWidth width = TextWidth::kOne;

  TextView() = default;
  TextView(const void* text, size_t count, TextWidth unit)
      : data(text), length(count), width(unit) {}
  TextView(std::string_view ascii) : data(ascii.data()), length(ascii.size()) {}
  TextView(const char* ascii) : TextView(std::string_view(ascii)) {}

  const uint8_t* one() const { return static_cast<const uint8_t*>(data); }
  const uint16_t* two() const { return static_cast<const uint16_t*>(data); }
  const uint32_t* four() const { return static_cast<const uint32_t*>(data); }

  CodePoint operator[](size_t index) const {
    switch (width) {
      case TextWidth::kOne:
        return one()[index];
      case TextWidth::kTwo:
        return two()[index];
      case TextWidth::kFour:
        return four()[index];
    }
    return 0;
  }

  TextView slice(size_t start, size_t end) const {
    return {static_cast<const char*>(data) + start * static_cast<size_t>(width), end - start,
            width};
  }
};

// The narrowest width that can hold a code point.
inline TextWidth WidthOf(CodePoint code_point) {
  return code_point < 0x100     ? TextWidth::kOne
         : code_point < 0x10000 ? TextWidth::kTwo
                                : TextWidth::kFour;
}

// Calls `function` with a typed pointer to the code units.
template <typename Function>
decltype(auto) WithUnits(TextView text, Function function) {
  switch (text.width) {
    case TextWidth::kTwo:
      return function(text.two());
    case TextWidth::kFour:
      return function(text.four());
    default:
      return function(text.one());
  }
}

}  // namespace pyro
