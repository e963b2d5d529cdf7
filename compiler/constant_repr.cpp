#include "compiler/constant_repr.h"

#include <gmp.h>

#include <cmath>

#include "compiler/ast.h"
#include "compiler/identifiers.h"
#include "runtime/numbers/float_text.h"
#include "runtime/text/unicode.h"

namespace pyro::ast {

namespace {

constexpr char kHex[] = "0123456789abcdef";

char choose_quote(std::string_view text) {
  bool has_single = text.find('\'') != std::string_view::npos;
  bool has_double = text.find('"') != std::string_view::npos;
  return has_single && !has_double ? '"' : '\'';
}

// Escapes that str and bytes share. False if `c` is to be shown otherwise.
bool append_common_escape(uint32_t c, char quote, std::string* out) {
  switch (c) {
    case '\\':
      *out += "\\\\";
      return true;
    case '\t':
      *out += "\\t";
      return true;
    case '\n':
      *out += "\\n";
      return true;
    case '\r':
      *out += "\\r";
      return true;
    default:
      break;
  }
  if (c != static_cast<uint32_t>(quote)) return false;
  *out += '\\';
  *out += quote;
  return true;
}

void append_hex_escape(char letter, uint32_t value, int digits, std::string* out) {
  *out += '\\';
  *out += letter;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) *out += kHex[(value >> shift) & 15];
}

std::string double_repr(double value, PointZero point_zero) {
  char buffer[kFloatReprSize];
  return {buffer, FloatRepr(value, buffer, point_zero)};
}

std::string complex_repr(const ConstantValue& value) {
  std::string imaginary = double_repr(value.imaginary, PointZero::kOmit) + "j";
  if (value.real == 0 && !std::signbit(value.real)) return imaginary;
  std::string sign = std::signbit(value.imaginary) ? "" : "+";
  return "(" + double_repr(value.real, PointZero::kOmit) + sign + imaginary + ")";
}

std::string int_repr(const ConstantValue& value) {
  std::string sign = value.negative ? "-" : "";
  if (value.is_small) return sign + std::to_string(value.small);
  std::string digits(value.text);
  if (value.base == 10) return sign + digits;
  mpz_t number;
  mpz_init_set_str(number, digits.c_str(), value.base);
  char* decimal = mpz_get_str(nullptr, 10, number);
  std::string result = sign + decimal;
  void (*release)(void*, size_t);
  mp_get_memory_functions(nullptr, nullptr, &release);
  release(decimal, result.size() + 1);
  mpz_clear(number);
  return result;
}

std::string items_repr(const ConstantValue& value, const char* open, const char* close) {
  std::string result = open;
  for (uint32_t i = 0; i < value.items.size; i++) {
    if (i > 0) result += ", ";
    result += constant_repr(value.items[i]);
  }
  if (value.kind == ConstantKind::Tuple && value.items.size == 1) result += ",";
  return result + close;
}

}  // namespace

void append_str_repr(std::string_view text, std::string* out) {
  char quote = choose_quote(text);
  *out += quote;
  size_t at = 0;
  while (at < text.size()) {
    uint32_t c = decode_utf8(text, at);
    if (append_common_escape(c, quote, out)) continue;
    if (IsPrintable(c))
      append_utf8(*out, c);
    else if (c <= 0xFF)
      append_hex_escape('x', c, 2, out);
    else if (c <= 0xFFFF)
      append_hex_escape('u', c, 4, out);
    else
      append_hex_escape('U', c, 8, out);
  }
  *out += quote;
}

void append_bytes_repr(std::string_view bytes, std::string* out) {
  char quote = choose_quote(bytes);
  *out += 'b';
  *out += quote;
  for (char byte : bytes) {
    uint32_t c = static_cast<uint8_t>(byte);
    if (append_common_escape(c, quote, out)) continue;
    if (c >= 0x20 && c < 0x7F)
      *out += byte;
    else
      append_hex_escape('x', c, 2, out);
  }
  *out += quote;
}

std::string constant_repr(const ConstantValue& value) {
  std::string result;
  switch (value.kind) {
    case ConstantKind::None:
      return "None";
    case ConstantKind::True:
      return "True";
    case ConstantKind::False:
      return "False";
    case ConstantKind::Ellipsis:
      return "Ellipsis";
    case ConstantKind::Int:
      return int_repr(value);
    case ConstantKind::Float:
      return double_repr(value.real, PointZero::kAdd);
    case ConstantKind::Complex:
      return complex_repr(value);
    case ConstantKind::Str:
      append_str_repr(value.text, &result);
      return result;
    case ConstantKind::Bytes:
      append_bytes_repr(value.text, &result);
      return result;
    case ConstantKind::Tuple:
      return items_repr(value, "(", ")");
    case ConstantKind::FrozenSet:
      return items_repr(value, "frozenset({", "})");
  }
  return result;
}

}  // namespace pyro::ast
