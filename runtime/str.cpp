#include "runtime/str.h"

#include <algorithm>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/hash_bytes.h"
#include "runtime/runtime.h"

// Reading strs: hash, comparison, search, conversion. None of this allocates on the heap.

namespace pyro {

namespace {

uint32_t fold_to_header_hash(uint64_t hash) {
  uint32_t folded = static_cast<uint32_t>(hash ^ hash >> 24) & ((1u << Header::kHashBits) - 1);
  return folded != 0 ? folded : 1;
}

// Calls f with the units as an array of their own type.
template <typename F>
auto with_units(const StrData& data, F f) {
  switch (data.width) {
    case StrWidth::kUcs2:
      return f(static_cast<const uint16_t*>(data.units));
    case StrWidth::kUcs4:
      return f(static_cast<const uint32_t*>(data.units));
    default:
      return f(static_cast<const uint8_t*>(data.units));
  }
}

template <typename To, typename From>
void copy_converting(To* target, const From* source, word count) {
  if constexpr (sizeof(To) == sizeof(From)) {
    // No units may mean no memory either, which memcpy does not take.
    if (count != 0) std::memcpy(target, source, static_cast<size_t>(count) * sizeof(To));
  } else {
    for (word i = 0; i < count; i++) target[i] = static_cast<To>(source[i]);
  }
}

template <typename Unit>
uint32_t all_bits(const Unit* units, word count) {
  uint32_t bits = 0;
  for (word i = 0; i < count; i++) bits |= units[i];
  return bits;
}

template <typename A, typename B>
int compare_units(const A* a, word a_length, const B* b, word b_length) {
  word shorter = std::min(a_length, b_length);
  for (word i = 0; i < shorter; i++) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a_length == b_length ? 0 : a_length < b_length ? -1 : 1;
}

template <typename A, typename B>
bool equal_units(const A* a, const B* b, word count) {
  if constexpr (sizeof(A) == sizeof(B)) {
    return std::memcmp(a, b, static_cast<size_t>(count) * sizeof(A)) == 0;
  } else {
    for (word i = 0; i < count; i++) {
      if (a[i] != b[i]) return false;
    }
    return true;
  }
}

}  // namespace

StrWidth str_range_width_NoGC(const StrData& data, word start, word count) {
  if (data.width == StrWidth::kAscii) return StrWidth::kAscii;
  uint32_t bits =
      with_units(data, [&](const auto* units) { return all_bits(units + start, count); });
  return bits < 0x80      ? StrWidth::kAscii
         : bits < 0x100   ? StrWidth::kLatin1
         : bits < 0x10000 ? StrWidth::kUcs2
                          : StrWidth::kUcs4;
}

void copy_units_NoGC(void* target, StrWidth target_width, const StrData& source, word start,
                     word count) {
  with_units(source, [&](const auto* units) {
    switch (unit_size(target_width)) {
      case 1:
        copy_converting(static_cast<uint8_t*>(target), units + start, count);
        break;
      case 2:
        copy_converting(static_cast<uint16_t*>(target), units + start, count);
        break;
      default:
        copy_converting(static_cast<uint32_t*>(target), units + start, count);
        break;
    }
  });
}

word str_hash_NoGC(Runtime* runtime, RawObject str) {
  if (str.is_immediate_str()) return fold_to_header_hash(mix_word(runtime->hash_seed(), str.raw()));
  Header header = str.header();
  if (header.hash() != 0) return header.hash();
  StrData data = str_data(str);
  uint64_t bytes =
      static_cast<uint64_t>(data.length) * static_cast<uint64_t>(unit_size(data.width));
  uint32_t hash = fold_to_header_hash(sip_hash(runtime->hash_seed(), data.units, bytes));
  str.set_header(header.with_hash(hash));
  return hash;
}

bool str_equals_NoGC(RawObject left, RawObject right) {
  if (left == right) return true;
  if (!left.is_heap() || !right.is_heap()) return false;
  uint32_t left_hash = left.header().hash(), right_hash = right.header().hash();
  if (left_hash != right_hash && left_hash != 0 && right_hash != 0) return false;
  StrData a = str_data(left), b = str_data(right);
  return a.length == b.length && a.width == b.width &&
         std::memcmp(a.units, b.units, static_cast<size_t>(a.length * unit_size(a.width))) == 0;
}

bool str_equals_ascii_NoGC(RawObject str, std::string_view ascii) {
  StrData data = str_data(str);
  return data.is_ascii() && data.bytes() == ascii;
}

int str_compare_NoGC(RawObject left, RawObject right) {
  if (left == right) return 0;
  StrData a = str_data(left), b = str_data(right);
  if (unit_size(a.width) == 1 && unit_size(b.width) == 1) return a.bytes().compare(b.bytes());
  return with_units(a, [&](const auto* x) {
    return with_units(b, [&](const auto* y) { return compare_units(x, a.length, y, b.length); });
  });
}

bool str_matches_at_NoGC(RawObject str, word position, RawObject piece) {
  StrData a = str_data(str), b = str_data(piece);
  if (position < 0 || position > a.length - b.length) return false;
  return with_units(a, [&](const auto* x) {
    return with_units(b, [&](const auto* y) { return equal_units(x + position, y, b.length); });
  });
}

bool str_starts_with_NoGC(RawObject str, RawObject prefix) {
  return str_matches_at_NoGC(str, 0, prefix);
}

bool str_ends_with_NoGC(RawObject str, RawObject suffix) {
  return str_matches_at_NoGC(str, str_length(str) - str_length(suffix), suffix);
}

std::string str_to_utf8_NoGC(RawObject str) {
  StrData data = str_data(str);
  if (data.is_ascii()) return std::string(data.bytes());
  std::string out;
  out.reserve(static_cast<size_t>(data.length) * 2);
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      continue;
    }
    if (c < 0x800) {
      out.push_back(static_cast<char>(0xc0 | c >> 6));
    } else {
      if (c < 0x10000) {
        out.push_back(static_cast<char>(0xe0 | c >> 12));
      } else {
        out.push_back(static_cast<char>(0xf0 | c >> 18));
        out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3f)));
      }
      out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    }
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  }
  return out;
}

bool str_has_surrogates_NoGC(RawObject str) {
  StrData data = str_data(str);
  if (unit_size(data.width) == 1) return false;
  for (word i = 0; i < data.length; i++) {
    if ((data.at(i) & 0xfffff800) == 0xd800) return true;
  }
  return false;
}

}  // namespace pyro
