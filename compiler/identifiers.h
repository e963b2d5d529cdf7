#pragma once

// Which characters make identifiers (Unicode 14.0, UAX #31 with Python's extras), and their normal form. The tables come
// from tools/gen_unicode_tables.py, which asks the build machine's `unicodedata` module.

#include <cstdint>
#include <string>
#include <string_view>

namespace pyro {

bool is_identifier_start(uint32_t code_point);
bool is_identifier_continue(uint32_t code_point);

// str.isprintable() of one character: what repr() shows as it is.
bool is_printable(uint32_t code_point);

// The NFKC form of UTF-8 text. For identifiers, which PEP 3131 compares in that form.
std::string normalize_nfkc(std::string_view utf8);

// The code point of a character name or alias, as in "\N{...}"; case does not matter. -1 if there is none.
int32_t code_point_of_name(std::string_view name);

// Decodes one code point at `position` (valid UTF-8, or the three-byte form of a surrogate) and advances.
uint32_t decode_utf8(std::string_view text, size_t& position);
void append_utf8(std::string& out, uint32_t code_point);

namespace unicode_tables {

struct Range {
  uint32_t first;
  uint32_t last;
};
struct Decomposition {
  uint32_t code_point;
  uint32_t offset;  // into decomposition_text
  uint32_t length;
};
struct Composition {
  uint32_t first;
  uint32_t second;
  uint32_t composed;
};
struct CombiningClass {
  uint32_t first;
  uint32_t last;
  uint8_t value;
};
struct NameEntry {
  uint64_t fingerprint;  // FNV-1a of the upper-case name; the generator has checked that there is no collision
  uint32_t code_point;
};

template <typename T>
struct Table {
  const T* data;
  uint32_t size;
};

// Each is sorted by its first member (Composition by the first two).
extern const Table<Range> identifier_start;
extern const Table<Range> identifier_continue;
extern const Table<Range> printable;
extern const Table<Decomposition> decompositions;  // compatibility decompositions, full, without Hangul
extern const uint32_t decomposition_text[];
extern const Table<Composition> compositions;      // without Hangul
extern const Table<CombiningClass> combining_classes;
extern const Table<NameEntry> names;               // without Hangul syllables and CJK ideographs

}  // namespace unicode_tables
}  // namespace pyro
