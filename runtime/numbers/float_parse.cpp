#include <charconv>
#include <cmath>
#include <limits>

#include "runtime/numbers/float_text.h"

namespace pyro {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool StartsWithIgnoringCase(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

// The length of "inf", "infinity" or "nan" at the start of the text and its value; 0 when there is
// none.
size_t ScanSpecialWord(std::string_view text, double* value) {
  if (StartsWithIgnoringCase(text, "inf")) {
    *value = std::numeric_limits<double>::infinity();
    return StartsWithIgnoringCase(text, "infinity") ? 8 : 3;
  }
  if (StartsWithIgnoringCase(text, "nan")) {
    *value = std::numeric_limits<double>::quiet_NaN();
    return 3;
  }
  return 0;
}

// Digits with single underscores between them, from `position` on. Returns the end, or npos when an
// underscore is out of place; no digits at all is fine.
size_t ScanDigits(std::string_view text, size_t position, bool* underscores) {
  const size_t start = position;
  while (position < text.size() && (IsDigit(text[position]) || text[position] == '_')) {
    if (text[position] == '_') {
      *underscores = true;
      const bool between = position > start && text[position - 1] != '_' &&
                           position + 1 < text.size() && IsDigit(text[position + 1]);
      if (!between) return std::string_view::npos;
    }
    ++position;
  }
  return position;
}

// The length of the longest unsigned decimal number at the start of the text: 0 when there is none,
// npos when an underscore is out of place.
size_t ScanDecimal(std::string_view text, bool* underscores) {
  constexpr size_t npos = std::string_view::npos;
  size_t end = ScanDigits(text, 0, underscores);
  if (end == npos) return npos;
  size_t digit_count = end;
  if (end < text.size() && text[end] == '.') {
    const size_t fraction = end + 1;
    end = ScanDigits(text, fraction, underscores);
    if (end == npos) return npos;
    digit_count += end - fraction;
  }
  if (digit_count == 0) return 0;
  if (end < text.size() && (text[end] | 0x20) == 'e') {
    size_t exponent = end + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    const size_t exponent_end = ScanDigits(text, exponent, underscores);
    if (exponent_end == npos) return npos;
    if (exponent_end > exponent) end = exponent_end;
  }
  return end;
}

// Whether a number out of range is too large (and not too small): the exponent of its first
// significant digit.
bool IsHugeDecimal(std::string_view text) {
  constexpr int64_t kSaturated = 1'000'000'000'000'000;
  int64_t position = 0;
  bool seen_point = false, seen_nonzero = false;
  size_t i = 0;
  for (; i < text.size() && (IsDigit(text[i]) || text[i] == '.'); ++i) {
    if (text[i] == '.') {
      seen_point = true;
      continue;
    }
    seen_nonzero |= text[i] != '0';
    if (!seen_point && seen_nonzero) ++position;
    if (seen_point && !seen_nonzero) --position;
  }
  if (i == text.size()) return position > 0;
  bool negative = false;
  ++i;
  if (text[i] == '+' || text[i] == '-') negative = text[i++] == '-';
  int64_t exponent = 0;
  for (; i < text.size(); ++i) {
    if (exponent < kSaturated) exponent = exponent * 10 + (text[i] - '0');
  }
  return position + (negative ? -exponent : exponent) > 0;
}

double ConvertDecimal(std::string_view text, bool underscores) {
  CharBuffer cleaned;
  if (underscores) {
    for (const char c : text) {
      if (c != '_') cleaned.append(c);
    }
    text = cleaned.view();
  }
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    return IsHugeDecimal(text) ? std::numeric_limits<double>::infinity() : 0.0;
  }
  return value;
}

// A signed float at the start of the text; returns its length or 0, and npos for misplaced
// underscores.
size_t ScanFloat(std::string_view text, double* value) {
  size_t sign = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) sign = 1;
  const bool negative = sign == 1 && text[0] == '-';
  const std::string_view body = text.substr(sign);
  size_t length = ScanSpecialWord(body, value);
  if (length == 0) {
    bool underscores = false;
    length = ScanDecimal(body, &underscores);
    if (length == 0 || length == std::string_view::npos) return length;
    *value = ConvertDecimal(body.substr(0, length), underscores);
  }
  if (negative) *value = -*value;
  return sign + length;
}

}  // namespace

std::optional<double> ParseFloat(std::string_view text) {
  double value;
  const size_t length = ScanFloat(text, &value);
  if (length == 0 || length != text.size()) return std::nullopt;
  return value;
}

namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view TrimSpaces(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// One term of a complex number: a float, or a bare sign that stands for one in front of "j".
size_t ScanComplexTerm(std::string_view text, double* value) {
  const size_t length = ScanFloat(text, value);
  if (length != 0) return length;
  size_t sign = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) sign = 1;
  if (sign < text.size() && (text[sign] | 0x20) == 'j') {
    *value = sign == 1 && text[0] == '-' ? -1.0 : 1.0;
    return sign;
  }
  return std::string_view::npos;
}

bool IsImaginaryMark(std::string_view text, size_t position) {
  return position < text.size() && (text[position] | 0x20) == 'j';
}

}  // namespace

std::optional<ComplexParts> ParseComplex(std::string_view text) {
  text = TrimSpaces(text);
  if (!text.empty() && text.front() == '(') {
    if (text.size() < 2 || text.back() != ')') return std::nullopt;
    text = TrimSpaces(text.substr(1, text.size() - 2));
  }
  if (text.empty()) return std::nullopt;
  double first, second;
  const size_t first_length = ScanComplexTerm(text, &first);
  if (first_length == std::string_view::npos) return std::nullopt;
  if (IsImaginaryMark(text, first_length)) {
    if (first_length + 1 != text.size()) return std::nullopt;
    return ComplexParts{0.0, first};
  }
  const std::string_view rest = text.substr(first_length);
  if (rest.empty()) return ComplexParts{first, 0.0};
  if (rest[0] != '+' && rest[0] != '-') return std::nullopt;
  const size_t second_length = ScanComplexTerm(rest, &second);
  if (second_length == std::string_view::npos || !IsImaginaryMark(rest, second_length) ||
      second_length + 1 != rest.size()) {
    return std::nullopt;
  }
  return ComplexParts{first, second};
}

namespace {

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Hexadecimal digits as the top 64 bits of a binary fraction: bits * 2**exponent, plus whether ones
// were dropped.
struct HexFraction {
  uint64_t bits = 0;
  int64_t exponent = 0;
  bool sticky = false;
  size_t digit_count = 0;

  void add(int digit, bool after_point) {
    ++digit_count;
    if (bits >> 60 == 0) {
      bits = bits << 4 | static_cast<unsigned>(digit);
      if (after_point) exponent -= 4;
    } else {
      sticky |= digit != 0;
      if (!after_point) exponent += 4;
    }
  }
};

size_t ScanHexDigits(std::string_view text, HexFraction* fraction) {
  bool after_point = false;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !after_point) {
      after_point = true;
      continue;
    }
    const int digit = HexValue(text[i]);
    if (digit < 0) break;
    fraction->add(digit, after_point);
  }
  return i;
}

// The exponent after 'p', saturated; nothing when malformed.
std::optional<int64_t> ParseBinaryExponent(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  int64_t exponent = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    if (exponent < INT64_MAX / 64) exponent = exponent * 10 + (c - '0');
  }
  return negative ? -exponent : exponent;
}

FloatStatus RoundHexFraction(HexFraction fraction, double* result) {
  *result = 0.0;
  if (fraction.bits == 0) return FloatStatus::kOk;
  const int zeros = __builtin_clzll(fraction.bits);
  fraction.bits <<= zeros;
  fraction.exponent -= zeros;
  const int64_t top = fraction.exponent + 63;  // exponent of the highest bit
  if (top > 1023) return FloatStatus::kOverflow;
  if (top < -1075) return FloatStatus::kOk;
  const int keep = top >= -1022 ? 53 : static_cast<int>(53 - (-1022 - top));
  const int drop = 64 - keep;
  const uint64_t kept = drop == 64 ? 0 : fraction.bits >> drop;
  const uint64_t rest = keep == 0 ? fraction.bits : fraction.bits << keep;
  const uint64_t half = uint64_t{1} << 63;
  const bool up = rest > half || (rest == half && (fraction.sticky || (kept & 1) != 0));
  *result = std::ldexp(static_cast<double>(kept + (up ? 1 : 0)),
                       static_cast<int>(fraction.exponent) + drop);
  return std::isinf(*result) ? FloatStatus::kOverflow : FloatStatus::kOk;
}

}  // namespace

FloatStatus ParseFloatHex(std::string_view text, double* result) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const size_t word = ScanSpecialWord(text, result);
  if (word != 0) {
    if (negative) *result = -*result;
    return word == text.size() ? FloatStatus::kOk : FloatStatus::kInvalid;
  }
  if (StartsWithIgnoringCase(text, "0x")) text.remove_prefix(2);
  HexFraction fraction;
  const size_t end = ScanHexDigits(text, &fraction);
  if (fraction.digit_count == 0) return FloatStatus::kInvalid;
  if (end < text.size()) {
    if ((text[end] | 0x20) != 'p') return FloatStatus::kInvalid;
    const std::optional<int64_t> exponent = ParseBinaryExponent(text.substr(end + 1));
    if (!exponent) return FloatStatus::kInvalid;
    fraction.exponent += *exponent;
  }
  const FloatStatus status = RoundHexFraction(fraction, result);
  if (status == FloatStatus::kOk && negative) *result = -*result;
  return status;
}

}  // namespace pyro
