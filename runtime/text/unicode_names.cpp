// Names of code points and back: algorithmic names (Hangul syllables, unified ideographs), the
// compressed list of names, and the aliases and named sequences.
#include <algorithm>
#include <cstring>
#include <iterator>

#include "runtime/text/unicode.h"

namespace pyro {

using namespace unicode_internal;

namespace {

constexpr std::string_view kHangulPrefix = "HANGUL SYLLABLE ";
constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";

constexpr CodePoint kSyllableBase = 0xAC00;
constexpr CodePoint kVowelCount = 21, kTrailingCount = 28, kSyllableCount = 11172;
constexpr std::string_view kLeading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                         "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                        "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                        "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                          "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                          "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

struct IdeographRange {
  CodePoint first, last;
};
constexpr IdeographRange kIdeographs[] = {
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B738},
    {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A},
};

bool IsUnifiedIdeograph(CodePoint c) {
  for (const IdeographRange& range : kIdeographs) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

char* Put(std::string_view text, char* out) { return std::copy(text.begin(), text.end(), out); }

size_t IdeographName(CodePoint c, char* out) {
  char* end = Put(kIdeographPrefix, out);
  for (int digit = c > 0xFFFF ? 5 : 4; digit-- != 0;)
    *end++ = "0123456789ABCDEF"[c >> (4 * digit) & 15];
  return static_cast<size_t>(end - out);
}

size_t SyllableName(CodePoint index, char* out) {
  char* end = Put(kHangulPrefix, out);
  end = Put(kLeading[index / (kVowelCount * kTrailingCount)], end);
  end = Put(kVowels[index / kTrailingCount % kVowelCount], end);
  end = Put(kTrailing[index % kTrailingCount], end);
  return static_cast<size_t>(end - out);
}

// The name with the given number in the list.
size_t DecodeName(uint32_t number, char* out) {
  char* end = out;
  const uint8_t* code = kEncodedNames + kNameStarts[number];
  const uint8_t* const stop = kEncodedNames + kNameStarts[number + 1];
  while (code != stop) {
    uint32_t word = *code++;
    if (word >= kShortWordCount) word = kShortWordCount + ((word - kShortWordCount) << 8 | *code++);
    if (end != out) *end++ = ' ';
    end = Put(std::string_view(kWordPool + kWordOffsets[word],
                               kWordOffsets[word + 1] - kWordOffsets[word]),
              end);
  }
  return static_cast<size_t>(end - out);
}

bool IsUnassigned(CodePoint c, UnicodeVersion version) {
  return version == UnicodeVersion::k3_2_0 &&
         TwoStage(kOldVersionBlocks, kOldVersionValues, c) == 1;
}

char UpperAscii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

int CompareIgnoringCase(std::string_view name, std::string_view text) {
  const size_t common = std::min(name.size(), text.size());
  for (size_t i = 0; i < common; ++i) {
    const int difference =
        static_cast<unsigned char>(name[i]) - static_cast<unsigned char>(UpperAscii(text[i]));
    if (difference != 0) return difference;
  }
  return name.size() < text.size() ? -1 : name.size() > text.size() ? 1 : 0;
}

bool TakeLongest(const std::string_view* parts, size_t count, std::string_view* text,
                 CodePoint* index) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < count; ++i) {
    if (text->substr(0, parts[i].size()) != parts[i]) continue;
    if (best == SIZE_MAX || parts[i].size() > parts[best].size()) best = i;
  }
  if (best == SIZE_MAX) return false;
  text->remove_prefix(parts[best].size());
  *index = static_cast<CodePoint>(best);
  return true;
}

size_t LookupSyllable(std::string_view text, CodePoint* out) {
  CodePoint leading, vowel, trailing;
  if (!TakeLongest(kLeading, std::size(kLeading), &text, &leading) ||
      !TakeLongest(kVowels, std::size(kVowels), &text, &vowel) ||
      !TakeLongest(kTrailing, std::size(kTrailing), &text, &trailing) || !text.empty()) {
    return 0;
  }
  *out = kSyllableBase + (leading * kVowelCount + vowel) * kTrailingCount + trailing;
  return 1;
}

size_t LookupIdeograph(std::string_view text, CodePoint* out) {
  if (text.size() != 4 && text.size() != 5) return 0;
  CodePoint value = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      value = value * 16 + static_cast<CodePoint>(c - '0');
    else if (c >= 'A' && c <= 'F')
      value = value * 16 + static_cast<CodePoint>(c - 'A' + 10);
    else
      return 0;
  }
  if (!IsUnifiedIdeograph(value)) return 0;
  *out = value;
  return 1;
}

size_t LookupListed(std::string_view name, CodePoint* out) {
  uint32_t low = 0, high = kNameCount;
  char buffer[kMaximumNameLength];
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const size_t length = DecodeName(kNamesInOrder[middle], buffer);
    const int order = CompareIgnoringCase(std::string_view(buffer, length), name);
    if (order == 0) {
      *out = kNamedCodePoints[kNamesInOrder[middle]];
      return 1;
    }
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

size_t LookupExtra(std::string_view name, NamedSequences sequences, CodePoint* out) {
  const ExtraName* const end = kExtraNames + kExtraNameCount;
  const ExtraName* found =
      std::lower_bound(kExtraNames, end, name, [](const ExtraName& extra, std::string_view text) {
        return CompareIgnoringCase(extra.name, text) < 0;
      });
  if (found == end || CompareIgnoringCase(found->name, name) != 0) return 0;
  if (found->is_sequence != 0 && sequences == NamedSequences::kExclude) return 0;
  std::copy_n(found->code_points, found->count, out);
  return found->count;
}

}  // namespace

size_t UnicodeName(CodePoint c, UnicodeVersion version, char* out) {
  if (IsUnassigned(c, version)) return 0;
  if (c - kSyllableBase < kSyllableCount) return SyllableName(c - kSyllableBase, out);
  if (IsUnifiedIdeograph(c)) return IdeographName(c, out);
  const uint32_t* const end = kNamedCodePoints + kNameCount;
  const uint32_t* found = std::lower_bound(kNamedCodePoints, end, c);
  if (found == end || *found != c) return 0;
  return DecodeName(static_cast<uint32_t>(found - kNamedCodePoints), out);
}

size_t UnicodeLookup(std::string_view name, NamedSequences sequences, UnicodeVersion version,
                     CodePoint* out) {
  // Algorithmic names are found in every version: that is what CPython does.
  if (name.starts_with(kHangulPrefix))
    return LookupSyllable(name.substr(kHangulPrefix.size()), out);
  if (name.starts_with(kIdeographPrefix))
    return LookupIdeograph(name.substr(kIdeographPrefix.size()), out);
  size_t count = LookupListed(name, out);
  // Version 3.2.0 knows no aliases.
  if (count == 0 && version == UnicodeVersion::k14_0) count = LookupExtra(name, sequences, out);
  if (count == 1 && IsUnassigned(*out, version)) return 0;
  return count;
}

}  // namespace pyro
