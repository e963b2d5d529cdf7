// The generated tables (tools/gen_unicode.py) as unicode.cpp and its neighbours see them. A
// property of a code point is found in two stages: blocks of 128 code points are shared, so
// `Blocks[code >> 7]` gives the block and `Values[block * 128 + (code & 127)]` the value.
#pragma once

#include <cstdint>

namespace pyro::unicode_internal {

inline constexpr unsigned kBlockBits = 7;

enum Flag : uint16_t {
  kAlphabetic = 1 << 0,
  kLowercase = 1 << 1,
  kUppercase = 1 << 2,
  kTitlecase = 1 << 3,
  kSpace = 1 << 4,
  kLineBreak = 1 << 5,
  kPrintable = 1 << 6,
  kXidStart = 1 << 7,
  kXidContinue = 1 << 8,
  kCased = 1 << 9,
  kCaseIgnorable = 1 << 10,
  kSpecialCase = 1 << 11,
  kMirrored = 1 << 12,
  kDecimal = 1 << 13,
  kDigit = 1 << 14,
  kNumeric = 1 << 15,
};

// Everything about a code point but its names and decomposition; equal ones are shared.
struct UnicodeRecord {
  int32_t upper, lower, title;  // distance to the simple mapping
  uint16_t flags;
  uint16_t numeric;  // index into kNumericValues
  uint8_t category, bidirectional, combining, east_asian_width;
  int8_t decimal, digit;
  uint8_t quick_check;  // two bits each for NFD, NFKD, NFC, NFKC: 0 yes, 1 no, 2 maybe
};

// Full mappings into kSpecialCasePool: offset << 2 | length.
struct SpecialCase {
  uint32_t code_point;
  uint32_t lower, upper, title, fold;
};

struct CompositionPair {
  uint32_t first, second, composed;
};

// What Unicode 3.2.0 said; 255 where it agrees with the current version.
struct OldVersionRecord {
  uint8_t category, bidirectional, mirrored, east_asian_width, decimal;
};

struct NormalizationCorrection {
  uint32_t code_point, old_mapping;
};

// Aliases and named sequences, by name.
struct ExtraName {
  const char* name;
  uint32_t code_points[4];
  uint8_t count;
  uint8_t is_sequence;
};

extern const uint16_t kRecordBlocks[];
extern const uint16_t kRecordValues[];
extern const UnicodeRecord kRecords[];
extern const double kNumericValues[];
extern const SpecialCase kSpecialCases[];
extern const uint32_t kSpecialCaseCount;
extern const uint32_t kSpecialCasePool[];
// Offsets into the pool, where `prefix << 8 | count` is followed by the code points; 0: no
// decomposition.
extern const uint16_t kDecompositionBlocks[];
extern const uint16_t kDecompositionValues[];
extern const uint32_t kDecompositionPool[];
extern const char* const kDecompositionPrefixes[];
extern const CompositionPair kCompositions[];
extern const uint32_t kCompositionCount;
// 0: as now; 1: unassigned; otherwise 2 + index into the records.
extern const uint16_t kOldVersionBlocks[];
extern const uint8_t kOldVersionValues[];
extern const OldVersionRecord kOldVersionRecords[];
extern const NormalizationCorrection kNormalizationCorrections[];
extern const uint32_t kNormalizationCorrectionCount;
extern const char* const kCategoryNames[];
extern const char* const kBidirectionalNames[];
extern const char* const kEastAsianWidthNames[];

// Names are words separated by blanks; the commonest words have one-byte codes, the others two
// bytes.
extern const uint32_t kShortWordCount;
extern const char kWordPool[];
extern const uint32_t kWordOffsets[];
extern const uint8_t kEncodedNames[];
extern const uint32_t kNameStarts[];
extern const uint32_t kNamedCodePoints[];
extern const uint32_t kNameCount;
extern const uint16_t kNamesInOrder[];
extern const ExtraName kExtraNames[];
extern const uint32_t kExtraNameCount;

template <typename Value>
inline Value TwoStage(const uint16_t* blocks, const Value* values, uint32_t code_point) {
  const uint32_t block = blocks[code_point >> kBlockBits];
  return values[(block << kBlockBits) + (code_point & ((1u << kBlockBits) - 1))];
}

inline const UnicodeRecord& RecordOf(uint32_t code_point) {
  return kRecords[TwoStage(kRecordBlocks, kRecordValues, code_point)];
}

}  // namespace pyro::unicode_internal
