#include "compiler/number_literals.h"

#include <charconv>
#include <limits>

namespace pyro {

namespace {

using ast::ConstantKind;

std::string without_underscores(std::string_view literal) {
  std::string digits;
  for (char c : literal) {
    if (c != '_') digits += c;
  }
  return digits;
}

// from_chars leaves the value alone where it does not fit: too large is infinity, too small is
// zero.
double parse_double(std::string_view text) {
  double value = 0;
  auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // The decimal exponent of the first digit that is not zero decides.
  long exponent = 0;
  size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    size_t digits = text[e + 1] == '+' ? e + 2 : e + 1;
    auto parsed = std::from_chars(text.data() + digits, text.data() + text.size(), exponent);
    if (parsed.ec == std::errc::result_out_of_range) {
      exponent = text[digits] == '-' ? std::numeric_limits<long>::min() / 2
                                     : std::numeric_limits<long>::max() / 2;
    }
    text = text.substr(0, e);
  }
  size_t point = text.find('.');
  if (point == std::string_view::npos) point = text.size();
  size_t first = text.find_first_not_of("0.");
  if (first == std::string_view::npos) return 0;
  long place = first < point ? static_cast<long>(point - first) : -static_cast<long>(first - point);
  return exponent + place > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

// The hexadecimal digits of an octal or binary literal.
std::string to_hex(std::string_view digits, int bits_per_digit) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string reversed;
  unsigned accumulator = 0;
  int bits = 0;
  for (size_t i = digits.size(); i-- > 0;) {
    accumulator |= static_cast<unsigned>(digits[i] - '0') << bits;
    bits += bits_per_digit;
    while (bits >= 4) {
      reversed += kHex[accumulator & 15];
      accumulator >>= 4;
      bits -= 4;
    }
  }
  if (bits > 0) reversed += kHex[accumulator & 15];
  return {reversed.rbegin(), reversed.rend()};
}

void set_integer(Arena& arena, std::string_view digits, int base, ast::ConstantValue* value) {
  size_t first = digits.find_first_not_of('0');
  digits = first == std::string_view::npos ? "0" : digits.substr(first);
  value->kind = ConstantKind::Int;
  uint64_t small = 0;
  auto result = std::from_chars(digits.data(), digits.data() + digits.size(), small, base);
  value->is_small = result.ec == std::errc();
  if (value->is_small) {
    value->small = small;
    return;
  }
  value->base = static_cast<uint8_t>(base);
  value->text = arena.copy_text(digits);
}

}  // namespace

std::string parse_number(Arena& arena, std::string_view literal, int max_int_digits,
                         ast::ConstantValue* value) {
  std::string text = without_underscores(literal);
  char radix = text.size() > 1 ? static_cast<char>(text[1] | 0x20) : ' ';
  if (text[0] == '0' && (radix == 'x' || radix == 'o' || radix == 'b')) {
    std::string digits = text.substr(2);
    if (radix == 'o') digits = to_hex(digits, 3);
    if (radix == 'b') digits = to_hex(digits, 1);
    set_integer(arena, digits, 16, value);
    return {};
  }
  if ((text.back() | 0x20) == 'j') {
    text.pop_back();
    value->kind = ConstantKind::Complex;
    value->real = 0;
    value->imaginary = parse_double(text);
    return {};
  }
  if (text.find_first_of(".eE") != std::string::npos) {
    value->kind = ConstantKind::Float;
    value->real = parse_double(text);
    return {};
  }
  if (max_int_digits > 0 && text.size() > static_cast<size_t>(max_int_digits)) {
    return "Exceeds the limit (" + std::to_string(max_int_digits) +
           " digits) for integer string conversion: value has " + std::to_string(text.size()) +
           " digits; use sys.set_int_max_str_digits() to increase the limit";
  }
  set_integer(arena, text, 10, value);
  return {};
}

}  // namespace pyro
