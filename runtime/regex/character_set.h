// Character sets and categories of regular expressions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/text/text_view.h"

namespace pyro::regex {

// How characters are made comparable when case is ignored.
enum class Folding : uint8_t { kNone, kAscii, kLocale, kUnicode };

CodePoint Fold(CodePoint c, Folding folding);
// A literal and a character are equal, case ignored. `literal` is in lower case already, but for
// the locale.
bool EqualFolded(CodePoint literal, CodePoint c, Folding folding);
bool IsInCategory(uint32_t category, CodePoint c);
bool IsWord(CodePoint c, Folding folding);
bool DependsOnLocale(uint32_t category);

// A set: the compiler's list of items, and a bitmap of the answers for the first 256 characters.
class CharacterSet {
 public:
  // Checks the list, which ends with FAILURE, and takes a copy. False when it is malformed.
  bool initialize(std::span<const uint32_t> code, Folding folding);

  bool contains(CodePoint c) const {
    return c < 256 ? (bitmap_[c >> 6] >> (c & 63) & 1) != 0 : contains_wide(c);
  }
  bool contains_wide(CodePoint c) const;
  // The answer depends on the current locale; only `contains_wide` may be asked.
  bool is_dynamic() const { return dynamic_; }
  const uint64_t* bitmap() const { return bitmap_; }

 private:
  bool check(std::span<const uint32_t> code);
  bool walk(CodePoint c) const;

  std::vector<uint32_t> code_;
  uint64_t bitmap_[4] = {0, 0, 0, 0};
  Folding folding_ = Folding::kNone;
  bool dynamic_ = false;
};

}  // namespace pyro::regex
