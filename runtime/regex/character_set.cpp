#include "runtime/regex/character_set.h"

#include <cctype>

#include "runtime/regex/opcodes.h"
#include "runtime/text/unicode.h"

namespace pyro::regex {

namespace {

constexpr size_t kBitmapWords = 8;       // 256 bits
constexpr size_t kBlockIndexWords = 64;  // 256 bytes

bool IsAsciiLetterOrDigit(CodePoint c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

CodePoint LocaleLower(CodePoint c) {
  return c < 256 ? static_cast<CodePoint>(std::tolower(static_cast<int>(c))) : c;
}
CodePoint LocaleUpper(CodePoint c) {
  return c < 256 ? static_cast<CodePoint>(std::toupper(static_cast<int>(c))) : c;
}

bool TestBit(const uint32_t* words, uint32_t bit) {
  return (words[bit / 32] >> (bit % 32) & 1) != 0;
}

}  // namespace

CodePoint Fold(CodePoint c, Folding folding) {
  switch (folding) {
    case Folding::kNone:
      return c;
    case Folding::kAscii:
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    case Folding::kLocale:
      return LocaleLower(c);
    case Folding::kUnicode:
      return SimpleLower(c);
  }
  return c;
}

bool EqualFolded(CodePoint literal, CodePoint c, Folding folding) {
  if (folding != Folding::kLocale) return Fold(c, folding) == literal;
  return c == literal || LocaleLower(c) == literal || LocaleUpper(c) == literal;
}

bool IsWord(CodePoint c, Folding folding) {
  switch (folding) {
    case Folding::kUnicode:
      return c == '_' || IsAlphanumeric(c);
    case Folding::kLocale:
      return c == '_' || (c < 256 && std::isalnum(static_cast<int>(c)) != 0);
    default:
      return c == '_' || IsAsciiLetterOrDigit(c);
  }
}

bool DependsOnLocale(uint32_t category) {
  return category == CATEGORY_LOC_WORD || category == CATEGORY_LOC_NOT_WORD;
}

bool IsInCategory(uint32_t category, CodePoint c) {
  switch (category) {
    case CATEGORY_DIGIT:
      return c >= '0' && c <= '9';
    case CATEGORY_NOT_DIGIT:
      return c < '0' || c > '9';
    case CATEGORY_SPACE:
      return c == ' ' || (c >= '\t' && c <= '\r');
    case CATEGORY_NOT_SPACE:
      return c != ' ' && (c < '\t' || c > '\r');
    case CATEGORY_WORD:
      return IsWord(c, Folding::kAscii);
    case CATEGORY_NOT_WORD:
      return !IsWord(c, Folding::kAscii);
    case CATEGORY_LINEBREAK:
      return c == '\n';
    case CATEGORY_NOT_LINEBREAK:
      return c != '\n';
    case CATEGORY_LOC_WORD:
      return IsWord(c, Folding::kLocale);
    case CATEGORY_LOC_NOT_WORD:
      return !IsWord(c, Folding::kLocale);
    case CATEGORY_UNI_DIGIT:
      return IsDecimal(c);
    case CATEGORY_UNI_NOT_DIGIT:
      return !IsDecimal(c);
    case CATEGORY_UNI_SPACE:
      return IsWhitespace(c);
    case CATEGORY_UNI_NOT_SPACE:
      return !IsWhitespace(c);
    case CATEGORY_UNI_WORD:
      return IsWord(c, Folding::kUnicode);
    case CATEGORY_UNI_NOT_WORD:
      return !IsWord(c, Folding::kUnicode);
    case CATEGORY_UNI_LINEBREAK:
      return IsLineBreak(c);
    case CATEGORY_UNI_NOT_LINEBREAK:
      return !IsLineBreak(c);
    default:
      return false;
  }
}

bool CharacterSet::check(std::span<const uint32_t> code) {
  size_t i = 0;
  while (i < code.size()) {
    const uint32_t op = code[i++];
    const size_t left = code.size() - i;
    switch (op) {
      case FAILURE:
        return i == code.size();
      case NEGATE:
        break;
      case LITERAL:
        if (left < 1) return false;
        i += 1;
        break;
      case RANGE:
      case RANGE_UNI_IGNORE:
        if (left < 2) return false;
        i += 2;
        break;
      case CATEGORY:
        if (left < 1 || code[i] >= kCategoryCodeCount) return false;
        dynamic_ |= DependsOnLocale(code[i]);
        i += 1;
        break;
      case CHARSET:
        if (left < kBitmapWords) return false;
        i += kBitmapWords;
        break;
      case BIGCHARSET: {
        if (left < 1 + kBlockIndexWords) return false;
        const uint32_t blocks = code[i];
        if (blocks > 256 || (left - 1 - kBlockIndexWords) / kBitmapWords < blocks) return false;
        const auto* index = reinterpret_cast<const uint8_t*>(&code[i + 1]);
        for (size_t k = 0; k < 256; ++k) {
          if (index[k] >= blocks) return false;
        }
        i += 1 + kBlockIndexWords + blocks * kBitmapWords;
        break;
      }
      default:
        return false;
    }
  }
  return false;  // no FAILURE at the end
}

bool CharacterSet::initialize(std::span<const uint32_t> code, Folding folding) {
  folding_ = folding;
  dynamic_ = folding == Folding::kLocale;
  if (!check(code)) return false;
  code_.assign(code.begin(), code.end());
  if (dynamic_) return true;
  for (CodePoint c = 0; c < 256; ++c) {
    if (contains_wide(c)) bitmap_[c >> 6] |= uint64_t{1} << (c & 63);
  }
  return true;
}

bool CharacterSet::contains_wide(CodePoint c) const {
  if (folding_ != Folding::kLocale) return walk(Fold(c, folding_));
  const CodePoint lower = LocaleLower(c);
  if (walk(lower)) return true;
  const CodePoint upper = LocaleUpper(c);
  return upper != lower && walk(upper);
}

bool CharacterSet::walk(CodePoint c) const {
  bool found = true;
  const uint32_t* item = code_.data();
  while (true) {
    switch (*item++) {
      case NEGATE:
        found = !found;
        break;
      case LITERAL:
        if (c == item[0]) return found;
        item += 1;
        break;
      case RANGE:
        if (c >= item[0] && c <= item[1]) return found;
        item += 2;
        break;
      case RANGE_UNI_IGNORE: {
        if (c >= item[0] && c <= item[1]) return found;
        const CodePoint upper = SimpleUpper(c);
        if (upper >= item[0] && upper <= item[1]) return found;
        item += 2;
        break;
      }
      case CATEGORY:
        if (IsInCategory(item[0], c)) return found;
        item += 1;
        break;
      case CHARSET:
        if (c < 256 && TestBit(item, c)) return found;
        item += kBitmapWords;
        break;
      case BIGCHARSET: {
        const uint32_t blocks = *item++;
        if (c < 0x10000) {
          const uint32_t block = reinterpret_cast<const uint8_t*>(item)[c >> 8];
          if (TestBit(item + kBlockIndexWords + block * kBitmapWords, c & 0xFF)) return found;
        }
        item += kBlockIndexWords + blocks * kBitmapWords;
        break;
      }
      default:
        return !found;  // FAILURE
    }
  }
}

}  // namespace pyro::regex

namespace pyro {

bool RegexUnicodeIsCased(CodePoint c) {
  const CodePoint lower = SimpleLower(c);
  return c != lower || c != SimpleUpper(lower);
}

}  // namespace pyro
