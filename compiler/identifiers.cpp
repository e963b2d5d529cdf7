#include "compiler/identifiers.h"

#include <algorithm>
#include <vector>

namespace pyro {

namespace {

using namespace unicode_tables;

// Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
constexpr uint32_t kHangulFirst = 0xAC00, kLeadFirst = 0x1100, kVowelFirst = 0x1161, kTrailFirst = 0x11A7;
constexpr uint32_t kLeadCount = 19, kVowelCount = 21, kTrailCount = 28;
constexpr uint32_t kHangulCount = kLeadCount * kVowelCount * kTrailCount;

bool contains(const Table<Range>& table, uint32_t code_point) {
  const Range* end = table.data + table.size;
  const Range* after = std::upper_bound(
      table.data, end, code_point, [](uint32_t c, const Range& range) { return c < range.first; });
  return after != table.data && code_point <= after[-1].last;
}

uint8_t combining_class(uint32_t code_point) {
  const CombiningClass* end = combining_classes.data + combining_classes.size;
  const CombiningClass* after =
      std::upper_bound(combining_classes.data, end, code_point,
                       [](uint32_t c, const CombiningClass& entry) { return c < entry.first; });
  if (after == combining_classes.data || code_point > after[-1].last) return 0;
  return after[-1].value;
}

void decompose(uint32_t code_point, std::vector<uint32_t>& out) {
  if (code_point - kHangulFirst < kHangulCount) {
    uint32_t index = code_point - kHangulFirst;
    out.push_back(kLeadFirst + index / (kVowelCount * kTrailCount));
    out.push_back(kVowelFirst + index % (kVowelCount * kTrailCount) / kTrailCount);
    if (index % kTrailCount != 0) out.push_back(kTrailFirst + index % kTrailCount);
    return;
  }
  const Decomposition* end = decompositions.data + decompositions.size;
  const Decomposition* found =
      std::lower_bound(decompositions.data, end, code_point,
                       [](const Decomposition& entry, uint32_t c) { return entry.code_point < c; });
  if (found == end || found->code_point != code_point) {
    out.push_back(code_point);
    return;
  }
  for (uint32_t i = 0; i < found->length; i++) out.push_back(decomposition_text[found->offset + i]);
}

// The canonical ordering algorithm: marks between two starters are sorted by class, stably.
void reorder_marks(std::vector<uint32_t>& text) {
  size_t i = 0;
  while (i < text.size()) {
    if (combining_class(text[i]) == 0) {
      i++;
      continue;
    }
    size_t begin = i;
    while (i < text.size() && combining_class(text[i]) != 0) i++;
    std::stable_sort(text.begin() + begin, text.begin() + i, [](uint32_t a, uint32_t b) {
      return combining_class(a) < combining_class(b);
    });
  }
}

// The composition of two characters, or 0.
uint32_t compose_pair(uint32_t first, uint32_t second) {
  if (first - kLeadFirst < kLeadCount && second - kVowelFirst < kVowelCount) {
    return kHangulFirst +
           ((first - kLeadFirst) * kVowelCount + (second - kVowelFirst)) * kTrailCount;
  }
  bool is_open_syllable =
      first - kHangulFirst < kHangulCount && (first - kHangulFirst) % kTrailCount == 0;
  if (is_open_syllable && second - kTrailFirst - 1 < kTrailCount - 1) {
    return first + (second - kTrailFirst);
  }
  const Composition* end = compositions.data + compositions.size;
  const Composition* found = std::lower_bound(
      compositions.data, end, std::pair(first, second),
      [](const Composition& entry, const std::pair<uint32_t, uint32_t>& key) {
        return std::pair(entry.first, entry.second) < key;
      });
  if (found == end || found->first != first || found->second != second) return 0;
  return found->composed;
}

void compose(std::vector<uint32_t>& text) {
  size_t out = 0;
  size_t starter = SIZE_MAX;
  int last_class = -1;  // of the last character kept after the starter; -1: none
  for (size_t i = 0; i < text.size(); i++) {
    uint32_t c = text[i];
    int klass = combining_class(c);
    if (starter != SIZE_MAX && last_class < klass) {
      if (uint32_t composed = compose_pair(text[starter], c)) {
        text[starter] = composed;
        continue;
      }
    }
    if (klass == 0) {
      starter = out;
      last_class = -1;
    } else {
      last_class = klass;
    }
    text[out++] = c;
  }
  text.resize(out);
}

uint64_t fingerprint(std::string_view name) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (char c : name) {
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
  }
  return hash;
}

// "CJK UNIFIED IDEOGRAPH-4E00": the digits name the character.
int32_t ideograph_of_name(std::string_view digits) {
  if (digits.size() != 4 && digits.size() != 5) return -1;
  uint32_t value = 0;
  for (char c : digits) {
    if (c >= '0' && c <= '9') value = value * 16 + (c - '0');
    else if (c >= 'A' && c <= 'F') value = value * 16 + (c - 'A' + 10);
    else return -1;
  }
  static constexpr Range kIdeographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                          {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                          {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
  for (const Range& range : kIdeographs) {
    if (value >= range.first && value <= range.last) return static_cast<int32_t>(value);
  }
  return -1;
}

// Finds the longest of `parts` that `text` starts with; removes it and returns its index, or -1.
int strip_longest(std::string_view& text, const char* const* parts, int count) {
  int best = -1;
  size_t best_length = 0;
  for (int i = 0; i < count; i++) {
    std::string_view part = parts[i];
    if (text.substr(0, part.size()) == part && (best < 0 || part.size() > best_length)) {
      best = i;
      best_length = part.size();
    }
  }
  text.remove_prefix(best_length);
  return best;
}

int32_t hangul_of_name(std::string_view rest) {
  static constexpr const char* kLeads[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                           "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
  static constexpr const char* kVowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO",
                                            "YE", "O", "WA", "WAE", "OE", "YO", "U",
                                            "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
  static constexpr const char* kTrails[] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG",
                                            "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS",
                                            "S", "SS", "NG", "J", "C", "K", "T", "P", "H"};
  int lead = strip_longest(rest, kLeads, kLeadCount);
  int vowel = strip_longest(rest, kVowels, kVowelCount);
  int trail = strip_longest(rest, kTrails, kTrailCount);
  if (lead < 0 || vowel < 0 || trail < 0 || !rest.empty()) return -1;
  return kHangulFirst + (lead * kVowelCount + vowel) * kTrailCount + trail;
}

}  // namespace

bool is_identifier_start(uint32_t code_point) { return contains(identifier_start, code_point); }
bool is_identifier_continue(uint32_t code_point) { return contains(identifier_continue, code_point); }
bool is_printable(uint32_t code_point) { return contains(printable, code_point); }

std::string normalize_nfkc(std::string_view utf8) {
  std::vector<uint32_t> text;
  size_t position = 0;
  while (position < utf8.size()) decompose(decode_utf8(utf8, position), text);
  reorder_marks(text);
  compose(text);
  std::string result;
  for (uint32_t c : text) append_utf8(result, c);
  return result;
}

int32_t code_point_of_name(std::string_view name) {
  if (name.size() > 256) return -1;
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
  }
  std::string_view text = upper;
  constexpr std::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
  constexpr std::string_view kHangul = "HANGUL SYLLABLE ";
  if (text.starts_with(kIdeograph)) return ideograph_of_name(text.substr(kIdeograph.size()));
  if (text.starts_with(kHangul)) return hangul_of_name(text.substr(kHangul.size()));
  uint64_t key = fingerprint(text);
  const NameEntry* end = names.data + names.size;
  const NameEntry* found = std::lower_bound(
      names.data, end, key, [](const NameEntry& entry, uint64_t k) { return entry.fingerprint < k; });
  return found != end && found->fingerprint == key ? static_cast<int32_t>(found->code_point) : -1;
}

uint32_t decode_utf8(std::string_view text, size_t& position) {
  uint8_t lead = static_cast<uint8_t>(text[position++]);
  if (lead < 0x80) return lead;
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  uint32_t value = lead & (0x3F >> more);
  while (more-- > 0 && position < text.size()) {
    value = (value << 6) | (static_cast<uint8_t>(text[position++]) & 0x3F);
  }
  return value;
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace pyro
