#include "runtime/text/unicode.h"

#include <algorithm>

namespace pyro {

using namespace unicode_internal;

namespace {

constexpr uint8_t kOldUnassigned = 1;

uint8_t OldNumber(CodePoint c) { return TwoStage(kOldVersionBlocks, kOldVersionValues, c); }

// Calls `use` with what 3.2.0 said, if it differed; `unassigned` is the answer for code points it
// did not have.
template <typename Value, typename Use>
Value ForVersion(CodePoint c, UnicodeVersion version, Value current, Value unassigned, Use use) {
  if (version == UnicodeVersion::k14_0) return current;
  const uint8_t number = OldNumber(c);
  if (number == 0) return current;
  return number == kOldUnassigned ? unassigned : use(kOldVersionRecords[number - 2], current);
}

constexpr uint8_t kSame = 255;

}  // namespace

const char* UnicodeCategory(CodePoint c, UnicodeVersion version) {
  return ForVersion(c, version, kCategoryNames[RecordOf(c).category], kCategoryNames[0],
                    [](const OldVersionRecord& old, const char* current) {
                      return old.category == kSame ? current : kCategoryNames[old.category];
                    });
}

const char* UnicodeBidirectional(CodePoint c, UnicodeVersion version) {
  return ForVersion(c, version, kBidirectionalNames[RecordOf(c).bidirectional],
                    kBidirectionalNames[0], [](const OldVersionRecord& old, const char* current) {
                      return old.bidirectional == kSame ? current
                                                        : kBidirectionalNames[old.bidirectional];
                    });
}

const char* UnicodeEastAsianWidth(CodePoint c, UnicodeVersion version) {
  return ForVersion(
      c, version, kEastAsianWidthNames[RecordOf(c).east_asian_width], kEastAsianWidthNames[0],
      [](const OldVersionRecord& old, const char* current) {
        return old.east_asian_width == kSame ? current : kEastAsianWidthNames[old.east_asian_width];
      });
}

int UnicodeCombining(CodePoint c, UnicodeVersion version) {
  const int current = RecordOf(c).combining;
  return ForVersion(c, version, current, 0,
                    [](const OldVersionRecord&, int value) { return value; });
}

int UnicodeMirrored(CodePoint c, UnicodeVersion version) {
  const int current = (RecordOf(c).flags & kMirrored) != 0 ? 1 : 0;
  return ForVersion(c, version, current, 0, [](const OldVersionRecord& old, int value) {
    return old.mirrored == kSame ? value : int{old.mirrored};
  });
}

int UnicodeDecimal(CodePoint c, UnicodeVersion version) {
  const int current = RecordOf(c).decimal;
  return ForVersion(c, version, current, -1, [](const OldVersionRecord& old, int value) {
    return old.decimal == kSame ? value : int{old.decimal};
  });
}

int UnicodeDigit(CodePoint c) { return RecordOf(c).digit; }

std::optional<double> UnicodeNumeric(CodePoint c, UnicodeVersion version) {
  const UnicodeRecord& record = RecordOf(c);
  if ((record.flags & kNumeric) == 0) return std::nullopt;
  if (version == UnicodeVersion::k3_2_0 && OldNumber(c) == kOldUnassigned) return std::nullopt;
  return kNumericValues[record.numeric];
}

void UnicodeDecomposition(CodePoint c, UnicodeVersion version, TextBuilder* out) {
  if (version == UnicodeVersion::k3_2_0 && OldNumber(c) == kOldUnassigned) return;
  const uint32_t offset = TwoStage(kDecompositionBlocks, kDecompositionValues, c);
  if (offset == 0) return;
  const uint32_t head = kDecompositionPool[offset];
  const uint32_t count = head & 0xFF;
  out->append_ascii(kDecompositionPrefixes[head >> 8]);
  for (uint32_t i = 0; i < count; ++i) {
    if (i != 0 || head >> 8 != 0) out->append(' ');
    const CodePoint part = kDecompositionPool[offset + 1 + i];
    const int digits = part > 0xFFFFF ? 6 : part > 0xFFFF ? 5 : 4;
    for (int d = digits; d-- != 0;)
      out->append(static_cast<CodePoint>("0123456789ABCDEF"[part >> (4 * d) & 15]));
  }
}

bool IsIdentifier(TextView text) {
  if (text.length == 0 || !IsIdentifierStart(text[0])) return false;
  for (size_t i = 1; i < text.length; ++i) {
    if (!IsIdentifierContinue(text[i])) return false;
  }
  return true;
}

namespace {

size_t CopySpecial(uint32_t reference, CodePoint* out) {
  const size_t count = reference & 3;
  std::copy_n(kSpecialCasePool + (reference >> 2), count, out);
  return count;
}

// A capital sigma ends a word when a cased letter comes before it and none after it, case-ignorable
// characters aside (the Unicode Standard, table 3-17, Final_Sigma).
bool IsFinalSigma(TextView text, size_t index) {
  size_t before = index;
  while (before != 0 && IsCaseIgnorable(text[before - 1])) --before;
  if (before == 0 || !IsCased(text[before - 1])) return false;
  size_t after = index + 1;
  while (after < text.length && IsCaseIgnorable(text[after])) ++after;
  return after == text.length || !IsCased(text[after]);
}

}  // namespace

size_t MapCase(CodePoint c, CaseMapping mapping, CodePoint* out) {
  const UnicodeRecord& record = RecordOf(c);
  if ((record.flags & kSpecialCase) != 0) {
    const SpecialCase* entry = std::lower_bound(
        kSpecialCases, kSpecialCases + kSpecialCaseCount, c,
        [](const SpecialCase& special, CodePoint wanted) { return special.code_point < wanted; });
    switch (mapping) {
      case CaseMapping::kLower:
        return CopySpecial(entry->lower, out);
      case CaseMapping::kUpper:
        return CopySpecial(entry->upper, out);
      case CaseMapping::kTitle:
        return CopySpecial(entry->title, out);
      case CaseMapping::kFold:
        return CopySpecial(entry->fold, out);
    }
  }
  const int32_t distance = mapping == CaseMapping::kUpper   ? record.upper
                           : mapping == CaseMapping::kTitle ? record.title
                                                            : record.lower;
  *out = c + static_cast<CodePoint>(distance);
  return 1;
}

size_t LowerInContext(TextView text, size_t index, CodePoint* out) {
  constexpr CodePoint kCapitalSigma = 0x3A3, kFinalSigma = 0x3C2, kSmallSigma = 0x3C3;
  const CodePoint c = text[index];
  if (c != kCapitalSigma) return MapCase(c, CaseMapping::kLower, out);
  *out = IsFinalSigma(text, index) ? kFinalSigma : kSmallSigma;
  return 1;
}

namespace {

bool IsAsciiLetter(CodePoint c) { return (c | 0x20) - 'a' < 26; }

// `begins`: the character is the first one of the text (kCapitalize) or of a word (kTitle).
CodePoint ConvertAsciiCase(CodePoint c, CaseConversion conversion, bool begins) {
  if (!IsAsciiLetter(c)) return c;
  switch (conversion) {
    case CaseConversion::kLower:
    case CaseConversion::kFold:
      return c | 0x20;
    case CaseConversion::kUpper:
      return c & ~CodePoint{0x20};
    case CaseConversion::kSwap:
      return c ^ 0x20;
    case CaseConversion::kTitle:
    case CaseConversion::kCapitalize:
      break;
  }
  return begins ? c & ~CodePoint{0x20} : c | 0x20;
}

bool IsAscii(TextView text) {
  if (text.width != TextWidth::kOne) return false;
  uint8_t bits = 0;
  for (size_t i = 0; i < text.length; ++i) bits |= text.one()[i];
  return bits < 0x80;
}

// The conversions that look at each character alone, in a loop that the compiler can make a vector
// of; false if it is none of them.
bool ConvertAsciiText(TextView text, CaseConversion conversion, TextBuilder* out) {
  if (conversion == CaseConversion::kTitle || conversion == CaseConversion::kCapitalize)
    return false;
  if (!IsAscii(text)) return false;
  uint8_t* target = out->extend_ascii(text.length);
  if (target == nullptr) return false;
  const uint8_t* source = text.one();
  const bool to_lower = conversion != CaseConversion::kUpper,
             to_upper = conversion == CaseConversion::kUpper || conversion == CaseConversion::kSwap;
  const uint8_t lower_mask = to_lower ? 0x20 : 0, upper_mask = to_upper ? 0x20 : 0;
  for (size_t i = 0; i < text.length; ++i) {
    const uint8_t c = source[i];
    const bool is_upper = static_cast<uint8_t>(c - 'A') < 26,
               is_lower = static_cast<uint8_t>(c - 'a') < 26;
    target[i] = static_cast<uint8_t>(c ^ (is_upper ? lower_mask : 0) ^ (is_lower ? upper_mask : 0));
  }
  return true;
}

}  // namespace

void ConvertCase(TextView text, CaseConversion conversion, TextBuilder* out) {
  if (ConvertAsciiText(text, conversion, out)) return;
  bool previous_is_cased = false;
  CodePoint mapped[kMaximumCaseExpansion];
  for (size_t i = 0; i < text.length; ++i) {
    const CodePoint c = text[i];
    if (c < 0x80) {
      out->append(ConvertAsciiCase(
          c, conversion, conversion == CaseConversion::kTitle ? !previous_is_cased : i == 0));
      previous_is_cased = IsAsciiLetter(c);
      continue;
    }
    size_t count = 0;
    switch (conversion) {
      case CaseConversion::kLower:
        count = LowerInContext(text, i, mapped);
        break;
      case CaseConversion::kUpper:
        count = MapCase(c, CaseMapping::kUpper, mapped);
        break;
      case CaseConversion::kFold:
        count = MapCase(c, CaseMapping::kFold, mapped);
        break;
      case CaseConversion::kTitle:
        count = previous_is_cased ? LowerInContext(text, i, mapped)
                                  : MapCase(c, CaseMapping::kTitle, mapped);
        previous_is_cased = IsCased(c);
        break;
      case CaseConversion::kSwap:
        if (IsUppercase(c)) {
          count = LowerInContext(text, i, mapped);
        } else if (IsLowercase(c)) {
          count = MapCase(c, CaseMapping::kUpper, mapped);
        } else {
          mapped[0] = c;
          count = 1;
        }
        break;
      case CaseConversion::kCapitalize:
        count = i == 0 ? MapCase(c, CaseMapping::kTitle, mapped) : LowerInContext(text, i, mapped);
        break;
    }
    for (size_t k = 0; k < count; ++k) out->append(mapped[k]);
  }
}

}  // namespace pyro
