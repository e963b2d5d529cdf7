// Normalisation forms (UAX #15): full decomposition, canonical ordering, and for NFC and NFKC
// canonical composition.
#include <algorithm>
#include <memory>
#include <new>

#include "runtime/text/unicode.h"

namespace pyro {

using namespace unicode_internal;

namespace {

// Hangul syllables are composed and decomposed by arithmetic (the Unicode Standard, 3.12).
constexpr CodePoint kSyllableBase = 0xAC00, kLeadingBase = 0x1100, kVowelBase = 0x1161,
                    kTrailingBase = 0x11A7;
constexpr CodePoint kLeadingCount = 19, kVowelCount = 21, kTrailingCount = 28;
constexpr CodePoint kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

class CodePointArray {
 public:
  bool append(CodePoint c) {
    if (size_ == capacity_ && !grow()) return false;
    data_[size_++] = c;
    return true;
  }
  CodePoint* begin() { return data_.get(); }
  CodePoint* end() { return data_.get() + size_; }
  CodePoint& operator[](size_t index) { return data_[index]; }
  size_t size() const { return size_; }
  void truncate(size_t size) { size_ = size; }

 private:
  bool grow() {
    const size_t capacity = capacity_ == 0 ? 64 : 2 * capacity_;
    std::unique_ptr<CodePoint[]> larger(new (std::nothrow) CodePoint[capacity]);
    if (!larger) return false;
    std::copy(begin(), end(), larger.get());
    data_ = std::move(larger);
    capacity_ = capacity;
    return true;
  }

  std::unique_ptr<CodePoint[]> data_;
  size_t size_ = 0, capacity_ = 0;
};

uint8_t CombiningClass(CodePoint c) { return RecordOf(c).combining; }

bool IsCompatibilityForm(NormalizationForm form) {
  return form == NormalizationForm::kNfkd || form == NormalizationForm::kNfkc;
}

bool IsComposedForm(NormalizationForm form) {
  return form == NormalizationForm::kNfc || form == NormalizationForm::kNfkc;
}

// The mapping before a correction was made to the standard after 3.2.0; 0 when there was none.
CodePoint UncorrectedMapping(CodePoint c) {
  for (uint32_t i = 0; i < kNormalizationCorrectionCount; ++i) {
    if (kNormalizationCorrections[i].code_point == c)
      return kNormalizationCorrections[i].old_mapping;
  }
  return 0;
}

class Decomposer {
 public:
  Decomposer(bool compatibility, UnicodeVersion version, CodePointArray* out)
      : compatibility_(compatibility), version_(version), out_(out) {}

  // Mappings are followed until none applies; they nest a few levels only.
  bool decompose(CodePoint c) {
    if (c - kSyllableBase < kSyllableCount) return decompose_syllable(c - kSyllableBase);
    if (version_ == UnicodeVersion::k3_2_0) {
      if (TwoStage(kOldVersionBlocks, kOldVersionValues, c) == 1) return out_->append(c);
      if (const CodePoint old = UncorrectedMapping(c)) return decompose(old);
    }
    const uint32_t offset = TwoStage(kDecompositionBlocks, kDecompositionValues, c);
    if (offset == 0) return out_->append(c);
    const uint32_t head = kDecompositionPool[offset];
    if (head >> 8 != 0 && !compatibility_) return out_->append(c);
    for (uint32_t i = 1; i <= (head & 0xFF); ++i) {
      if (!decompose(kDecompositionPool[offset + i])) return false;
    }
    return true;
  }

 private:
  bool decompose_syllable(CodePoint index) {
    const CodePoint trailing = index % kTrailingCount;
    return out_->append(kLeadingBase + index / (kVowelCount * kTrailingCount)) &&
           out_->append(kVowelBase + index / kTrailingCount % kVowelCount) &&
           (trailing == 0 || out_->append(kTrailingBase + trailing));
  }

  bool compatibility_;
  UnicodeVersion version_;
  CodePointArray* out_;
};

void InsertionSortByClass(CodePoint* start, CodePoint* stop) {
  for (CodePoint* next = start + 1; next < stop; ++next) {
    const CodePoint c = *next;
    const uint8_t combining = CombiningClass(c);
    CodePoint* hole = next;
    for (; hole != start && CombiningClass(hole[-1]) > combining; --hole) *hole = hole[-1];
    *hole = c;
  }
}

// Sorts a run of marks by class, stably. Long runs are no real text, but must not take quadratic
// time either: class and position go into a key in front of the code point.
bool SortByClass(CodePoint* start, CodePoint* stop) {
  constexpr ptrdiff_t kShortRun = 24;
  if (stop - start <= kShortRun) {
    InsertionSortByClass(start, stop);
    return true;
  }
  struct Key {
    uint64_t order;
    CodePoint code_point;
  };
  const size_t count = static_cast<size_t>(stop - start);
  std::unique_ptr<Key[]> keys(new (std::nothrow) Key[count]);
  if (!keys) return false;
  for (size_t i = 0; i < count; ++i)
    keys[i] = {uint64_t{CombiningClass(start[i])} << 56 | i, start[i]};
  std::sort(keys.get(), keys.get() + count,
            [](const Key& a, const Key& b) { return a.order < b.order; });
  for (size_t i = 0; i < count; ++i) start[i] = keys[i].code_point;
  return true;
}

bool OrderMarks(CodePointArray* text) {
  CodePoint* const end = text->end();
  for (CodePoint* start = text->begin(); start != end; ++start) {
    if (CombiningClass(*start) == 0) continue;
    CodePoint* stop = start;
    while (stop != end && CombiningClass(*stop) != 0) ++stop;
    if (!SortByClass(start, stop)) return false;
    start = stop - 1;
  }
  return true;
}

// The composite of two code points; 0 when there is none.
CodePoint ComposePair(CodePoint first, CodePoint second) {
  if (first - kLeadingBase < kLeadingCount && second - kVowelBase < kVowelCount) {
    return kSyllableBase +
           ((first - kLeadingBase) * kVowelCount + (second - kVowelBase)) * kTrailingCount;
  }
  if (first - kSyllableBase < kSyllableCount && (first - kSyllableBase) % kTrailingCount == 0 &&
      second - kTrailingBase - 1 < kTrailingCount - 1) {
    return first + (second - kTrailingBase);
  }
  const CompositionPair* const end = kCompositions + kCompositionCount;
  const CompositionPair* found =
      std::lower_bound(kCompositions, end, 0, [&](const CompositionPair& pair, int) {
        return pair.first != first ? pair.first < first : pair.second < second;
      });
  return found != end && found->first == first && found->second == second ? found->composed : 0;
}

void Compose(CodePointArray* text) {
  constexpr size_t kNone = SIZE_MAX;
  size_t starter = kNone, written = 0;
  int last_class = -1;  // of what lies between the starter and here; -1: nothing
  for (size_t i = 0; i < text->size(); ++i) {
    const CodePoint c = (*text)[i];
    const int combining = CombiningClass(c);
    const bool blocked = last_class >= combining && last_class != -1;
    if (starter != kNone && !blocked) {
      if (const CodePoint composed = ComposePair((*text)[starter], c)) {
        (*text)[starter] = composed;
        continue;
      }
    }
    if (combining == 0) {
      starter = written;
      last_class = -1;
    } else {
      last_class = combining;
    }
    (*text)[written++] = c;
  }
  text->truncate(written);
}

}  // namespace

QuickCheck QuickCheckNormalized(TextView text, NormalizationForm form) {
  const unsigned shift = 2 * static_cast<unsigned>(form);
  QuickCheck result = QuickCheck::kYes;
  uint8_t last_class = 0;
  return WithUnits(text, [&](const auto* units) {
    for (size_t i = 0; i < text.length; ++i) {
      const CodePoint c = units[i];
      if (c < 0x80) {
        last_class = 0;
        continue;
      }
      const UnicodeRecord& record = RecordOf(c);
      if (record.combining != 0 && last_class > record.combining) return QuickCheck::kNo;
      last_class = record.combining;
      const unsigned check = record.quick_check >> shift & 3;
      if (check == 1) return QuickCheck::kNo;
      if (check == 2) result = QuickCheck::kMaybe;
    }
    return result;
  });
}

bool Normalize(TextView text, NormalizationForm form, UnicodeVersion version, TextBuilder* out) {
  // Old versions are rare: the tables of the current one say nothing certain about them.
  if (version == UnicodeVersion::k14_0 && QuickCheckNormalized(text, form) == QuickCheck::kYes) {
    out->append(text);
    return !out->failed();
  }
  CodePointArray result;
  Decomposer decomposer(IsCompatibilityForm(form), version, &result);
  for (size_t i = 0; i < text.length; ++i) {
    if (!decomposer.decompose(text[i])) return false;
  }
  if (!OrderMarks(&result)) return false;
  if (IsComposedForm(form)) Compose(&result);
  for (const CodePoint c : result) out->append(c);
  return !out->failed();
}

bool IsNormalized(TextView text, NormalizationForm form, UnicodeVersion version) {
  if (version == UnicodeVersion::k14_0) {
    const QuickCheck check = QuickCheckNormalized(text, form);
    if (check != QuickCheck::kMaybe) return check == QuickCheck::kYes;
  }
  TextBuilder normalized;
  if (!Normalize(text, form, version, &normalized) || normalized.length() != text.length)
    return false;
  for (size_t i = 0; i < text.length; ++i) {
    if (normalized.view()[i] != text[i]) return false;
  }
  return true;
}

}  // namespace pyro
