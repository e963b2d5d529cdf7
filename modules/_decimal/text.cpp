#include <algorithm>

#include "modules/_decimal/number.h"

// Text of numbers and numbers from text, as the specification's chapter "Conversions" has them.

namespace pyro::decimals {

namespace {

std::string digits_of(const Coefficient& value) {
  std::string digits(static_cast<size_t>(value.digits()), '0');
  write_digits(value, digits.data());
  return digits;
}

// How many of the digits stand before the point; may be negative or more than there are.
int64_t point_place(const Number& value, int64_t digits, bool engineering) {
  int64_t left = value.exponent + digits;
  if (value.exponent <= 0 && left > -6) return left;
  if (!engineering) return 1;
  auto floor_modulo = [](int64_t a) { return (a % 3 + 3) % 3; };
  if (value.coefficient.is_zero()) return floor_modulo(left + 1) - 1;
  return floor_modulo(left - 1) + 1;
}

bool same_letters(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(),
                    [](char c, char wanted) { return (c | 0x20) == wanted; });
}
bool starts_with_letters(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && same_letters(text.substr(0, lower.size()), lower);
}
bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Parse parse_special(std::string_view text, Number* value) {
  if (same_letters(text, "inf") || same_letters(text, "infinity")) {
    value->set_infinity(value->negative);
    return Parse::kOk;
  }
  bool signaling = starts_with_letters(text, "snan");
  if (!signaling && !starts_with_letters(text, "nan")) return Parse::kSyntax;
  text.remove_prefix(signaling ? 4 : 3);
  if (!all_digits(text)) return Parse::kSyntax;
  value->special = signaling ? Special::kSignalingNaN : Special::kQuietNaN;
  value->exponent = 0;
  return read_digits(text, &value->coefficient) ? Parse::kOk : Parse::kMemory;
}

// Beyond every exponent that a context can have, with room for what is added to it.
constexpr int64_t kExponentLimit = 4'000'000'000'000'000'000;

bool parse_exponent(std::string_view text, int64_t* exponent) {
  bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (text.empty() || !all_digits(text)) return false;
  int64_t magnitude = 0;
  for (char c : text) {
    magnitude = magnitude < kExponentLimit / 10 ? magnitude * 10 + (c - '0') : kExponentLimit;
  }
  *exponent = negative ? -magnitude : magnitude;
  return true;
}

}  // namespace

std::string to_text(const Number& value, bool capitals, bool engineering) {
  std::string text = value.negative ? "-" : "";
  if (value.is_infinite()) return text + "Infinity";
  if (value.is_nan()) {
    text += value.is_signaling() ? "sNaN" : "NaN";
    return value.coefficient.is_zero() ? text : text + digits_of(value.coefficient);
  }
  std::string digits = digits_of(value.coefficient);
  auto count = static_cast<int64_t>(digits.size());
  int64_t place = point_place(value, count, engineering);
  if (place <= 0) {
    text += "0." + std::string(static_cast<size_t>(-place), '0') + digits;
  } else if (place >= count) {
    text += digits + std::string(static_cast<size_t>(place - count), '0');
  } else {
    text.append(digits, 0, static_cast<size_t>(place));
    text += '.';
    text.append(digits, static_cast<size_t>(place));
  }
  int64_t exponent = value.exponent + count - place;
  if (exponent == 0) return text;
  text += capitals ? 'E' : 'e';
  if (exponent > 0) text += '+';
  return text + std::to_string(exponent);
}

Parse parse(std::string_view text, Number* value) {
  value->special = Special::kFinite;
  value->negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (text.empty()) return Parse::kSyntax;
  if (text[0] != '.' && (text[0] < '0' || text[0] > '9')) return parse_special(text, value);
  int64_t exponent = 0;
  if (size_t e = text.find_first_of("eE"); e != text.npos) {
    if (!parse_exponent(text.substr(e + 1), &exponent)) return Parse::kSyntax;
    text = text.substr(0, e);
  }
  std::string joined;
  if (size_t point = text.find('.'); point != text.npos) {
    exponent -= static_cast<int64_t>(text.size() - point - 1);
    joined.append(text, 0, point);
    joined.append(text, point + 1);
    text = joined;
  }
  if (text.empty() || !all_digits(text)) return Parse::kSyntax;
  value->exponent = exponent;
  return read_digits(text, &value->coefficient) ? Parse::kOk : Parse::kMemory;
}

}  // namespace pyro::decimals
