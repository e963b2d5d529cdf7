// The Unicode character database, version 14.0, as `str` and `unicodedata` need it.
//
// Properties live in generated two-stage tables (see unicode_tables.h); a look-up is two loads.
// Full case mappings that differ from the simple ones are in a small sorted table. Unicode 3.2.0,
// which `unicodedata.ucd_3_2_0` offers for IDNA, is kept as a list of differences.
//
// Rules: library reference, the `str` methods and `unicodedata`; the Unicode Standard, 3.13
// (case), 3.11 and UAX #15 (normalisation), 3.12 (Hangul), 4.8 (names).
#pragma once

#include <optional>
#include <string_view>

#include "runtime/text/text_builder.h"
#include "runtime/text/unicode_tables.h"

namespace pyro {

inline bool HasUnicodeFlag(CodePoint c, unsigned flags) {
  return (unicode_internal::RecordOf(c).flags & flags) != 0;
}

// The predicates behind the `str` methods, for one code point.
inline bool IsAlphabetic(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kAlphabetic); }
inline bool IsLowercase(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kLowercase); }
inline bool IsUppercase(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kUppercase); }
inline bool IsTitlecase(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kTitlecase); }
inline bool IsWhitespace(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kSpace); }
inline bool IsLineBreak(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kLineBreak); }
inline bool IsPrintable(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kPrintable); }
inline bool IsIdentifierStart(CodePoint c) {
  return c == '_' || HasUnicodeFlag(c, unicode_internal::kXidStart);
}
inline bool IsIdentifierContinue(CodePoint c) {
  return HasUnicodeFlag(c, unicode_internal::kXidContinue);
}
inline bool IsCased(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kCased); }
inline bool IsCaseIgnorable(CodePoint c) {
  return HasUnicodeFlag(c, unicode_internal::kCaseIgnorable);
}
inline bool IsDecimal(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kDecimal); }
inline bool IsDigit(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kDigit); }
inline bool IsNumeric(CodePoint c) { return HasUnicodeFlag(c, unicode_internal::kNumeric); }
inline bool IsAlphanumeric(CodePoint c) {
  using namespace unicode_internal;
  return HasUnicodeFlag(c, kAlphabetic | kDecimal | kDigit | kNumeric);
}
bool IsIdentifier(TextView text);

// Simple case mappings: one code point to one.
inline CodePoint SimpleUpper(CodePoint c) {
  return c + static_cast<CodePoint>(unicode_internal::RecordOf(c).upper);
}
inline CodePoint SimpleLower(CodePoint c) {
  return c + static_cast<CodePoint>(unicode_internal::RecordOf(c).lower);
}
inline CodePoint SimpleTitle(CodePoint c) {
  return c + static_cast<CodePoint>(unicode_internal::RecordOf(c).title);
}

// Full case mappings: up to three code points; returns how many.
inline constexpr size_t kMaximumCaseExpansion = 3;
enum class CaseMapping : uint8_t { kLower, kUpper, kTitle, kFold };
size_t MapCase(CodePoint c, CaseMapping mapping, CodePoint* out);
// The lower case of the character at `index`, which for a capital sigma depends on its
// surroundings.
size_t LowerInContext(TextView text, size_t index, CodePoint* out);
// str.lower(), upper(), title(), swapcase(), capitalize(), casefold().
enum class CaseConversion : uint8_t { kLower, kUpper, kTitle, kSwap, kCapitalize, kFold };
void ConvertCase(TextView text, CaseConversion conversion, TextBuilder* out);

enum class UnicodeVersion : uint8_t { k14_0, k3_2_0 };

const char* UnicodeCategory(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
const char* UnicodeBidirectional(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
const char* UnicodeEastAsianWidth(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
int UnicodeCombining(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
int UnicodeMirrored(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
// -1 when the character has no such value.
int UnicodeDecimal(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
int UnicodeDigit(CodePoint c);  // CPython makes no difference between versions here
std::optional<double> UnicodeNumeric(CodePoint c, UnicodeVersion version = UnicodeVersion::k14_0);
// unicodedata.decomposition(): "<compat> 0020 0308" or nothing.
void UnicodeDecomposition(CodePoint c, UnicodeVersion version, TextBuilder* out);

// Names (unicode_names.cpp).
inline constexpr size_t kMaximumNameLength = 100;
// Writes the name into `out` (kMaximumNameLength bytes); returns its length, 0 when there is none.
size_t UnicodeName(CodePoint c, UnicodeVersion version, char* out);
inline constexpr size_t kMaximumSequenceLength = 4;
enum class NamedSequences : uint8_t { kExclude, kInclude };
// unicodedata.lookup() and "\N{...}": names without regard to case, aliases and, on request, named
// sequences. Returns the number of code points written to `out` (kMaximumSequenceLength), 0 when
// the name is not known.
size_t UnicodeLookup(std::string_view name, NamedSequences sequences, UnicodeVersion version,
                     CodePoint* out);

// Normalisation (unicode_normalize.cpp).
enum class NormalizationForm : uint8_t { kNfd, kNfkd, kNfc, kNfkc };
enum class QuickCheck : uint8_t { kYes, kNo, kMaybe };
QuickCheck QuickCheckNormalized(TextView text, NormalizationForm form);
// Appends the normalised text; false when there is no memory.
bool Normalize(TextView text, NormalizationForm form, UnicodeVersion version, TextBuilder* out);
bool IsNormalized(TextView text, NormalizationForm form, UnicodeVersion version);

}  // namespace pyro
