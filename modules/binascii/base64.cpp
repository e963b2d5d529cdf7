#include <cstdarg>

#include "lib-python/natives.h"
#include "modules/binascii/support.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/format_message.h"
#include "runtime/runtime.h"
#include "runtime/types/byte_sequences.h"

// Base64 (RFC 4648), hexadecimal text, and what the files of this module share.

namespace pyro {

namespace binascii {

bool ascii_argument(Thread* thread, const Object& value, std::string* result) {
  if (is_str(*value)) {
    RawObject exact = underlying_value(*value);
    StrData data = str_data(exact);
    if (!data.is_ascii()) {
      raise_value_error(thread, "string argument should contain only ASCII characters");
      return false;
    }
    result->assign(data.bytes());
    return true;
  }
  if (supports_buffer_NoGC(*value)) {
    if (bytes_argument(thread, value, result)) return true;
    if (!clear_pending_if(thread, Exc::kBufferError)) return false;
  }
  raise_type_error(thread, "argument should be bytes, buffer or ASCII string, not '%T'", &value);
  return false;
}

RawObject raise_error(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Object message(thread, new_str_format_list(thread, format, arguments));
  va_end(arguments);
  if (message->is_error()) return *message;
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, new_str_ascii(thread, "binascii"));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_unbound()) return raise_value_error(thread, "%S", &message);
  name = RawObject::from_small_str("Error", 5);
  Object type(thread, get_attribute(thread, module, name));
  return type->is_error() ? *type : raise(thread, *type, "%S", &message);
}

}  // namespace binascii

namespace {

using binascii::raise_error;

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Null, or what is wrong; characters outside the alphabet are skipped unless `strict`.
const char* decode_base64(std::string_view data, bool strict, std::string* out, int* rest) {
  int position = 0, pads = 0;  // in the group of four
  uint32_t bits = 0;
  bool padding = false;
  *rest = 0;
  if (strict && !data.empty() && data[0] == '=') return "Leading padding not allowed";
  for (size_t i = 0; i < data.size(); i++) {
    if (data[i] == '=') {
      padding = true;
      if (position >= 2 && position + ++pads >= 4)
        return strict && i + 1 < data.size() ? "Excess data after padding" : nullptr;
      continue;
    }
    int value = base64_value(data[i]);
    if (value < 0) {
      if (strict) return "Only base64 data is allowed";
      continue;
    }
    if (strict && padding) return "Discontinuous padding not allowed";
    pads = 0;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (position > 0) *out += static_cast<char>(bits >> (6 - 2 * position));
    position = (position + 1) % 4;
  }
  *rest = position;
  return nullptr;
}

RawObject from_hex(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string text, out;
  if (!binascii::ascii_argument(thread, value, &text)) return RawObject::error();
  if (text.size() % 2 != 0) return raise_error(thread, "Odd-length string");
  auto digit = [](char c) {
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
  };
  for (size_t i = 0; i < text.size(); i += 2) {
    int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return raise_error(thread, "Non-hexadecimal digit found");
    out += static_cast<char>(high * 16 + low);
  }
  return new_bytes(thread, out);
}

// As in CPython, a result of bytes may have any separator that is a byte.
RawObject to_hex(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string data, digits;
  if (!bytes_argument(thread, value, &data) || !hex_digits(thread, data, arguments, 255, &digits))
    return RawObject::error();
  return new_bytes(thread, digits);
}

}  // namespace

namespace natives {

RawObject binascii_a2b_base64(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object strict_argument(thread, arguments[1]);
  std::string text, out;
  int strict, rest;
  if (!binascii::ascii_argument(thread, value, &text) ||
      !int_argument(thread, strict_argument, &strict))
    return RawObject::error();
  if (const char* error = decode_base64(text, strict != 0, &out, &rest))
    return raise_error(thread, "%s", error);
  if (rest == 1) {
    return raise_error(thread,
                       "Invalid base64-encoded string: number of data characters (%ld) cannot be 1 "
                       "more than a multiple of 4",
                       static_cast<word>(out.size() / 3 * 4 + 1));
  }
  return rest == 0 ? new_bytes(thread, out) : raise_error(thread, "Incorrect padding");
}

RawObject binascii_b2a_base64(Thread* thread, Arguments arguments) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Object value(thread, arguments[0]);
  Object newline_argument(thread, arguments[1]);
  std::string data, out;
  int newline;
  if (!bytes_argument(thread, value, &data) || !int_argument(thread, newline_argument, &newline))
    return RawObject::error();
  out.reserve((data.size() + 2) / 3 * 4 + 1);
  for (size_t i = 0; i < data.size(); i += 3) {
    size_t count = std::min<size_t>(3, data.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; k++)
      group = group << 8 | (k < count ? static_cast<uint8_t>(data[i + k]) : 0);
    for (size_t k = 0; k < 4; k++) out += k <= count ? kAlphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  if (newline != 0) out += '\n';
  return new_bytes(thread, out);
}

RawObject binascii_a2b_hex(Thread* thread, Arguments arguments) {
  return from_hex(thread, arguments);
}
RawObject binascii_unhexlify(Thread* thread, Arguments arguments) {
  return from_hex(thread, arguments);
}
RawObject binascii_b2a_hex(Thread* thread, Arguments arguments) {
  return to_hex(thread, arguments);
}
RawObject binascii_hexlify(Thread* thread, Arguments arguments) {
  return to_hex(thread, arguments);
}

}  // namespace natives

}  // namespace pyro
