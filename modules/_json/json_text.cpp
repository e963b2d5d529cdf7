#include "modules/_json/json_text.h"

#include "lib-python/natives.h"

// The encoder's text: escapes, growth, and the str at the end.

namespace pyro {

namespace json {

bool Output::grow(size_t count) {
  size_t wanted = std::max(size_ + count, capacity_ == 0 ? size_t{256} : capacity_ * 2);
  char* grown = failed_ ? nullptr : static_cast<char*>(std::realloc(data_, wanted));
  if (grown == nullptr) {
    failed_ = true;
    return false;
  }
  data_ = grown;
  capacity_ = wanted;
  return true;
}

void Output::append_code_point(uint32_t code) {
  if (code < 0x80) return append(static_cast<char>(code));
  if (!ensure(4)) return;
  code_point_bits_ |= code;
  auto put = [&](uint32_t byte) { data_[size_++] = static_cast<char>(byte); };
  if (code < 0x800) {
    put(0xc0 | code >> 6);
    beyond_ascii_ += 1;
  } else {
    if (code < 0x10000) {
      put(0xe0 | code >> 12);
      beyond_ascii_ += 2;
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
      beyond_ascii_ += 3;
    }
    put(0x80 | (code >> 6 & 0x3f));
  }
  put(0x80 | (code & 0x3f));
}

void Output::append_unicode_escape(uint32_t unit) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (!ensure(6)) return;
  char* at = data_ + size_;
  at[0] = '\\';
  at[1] = 'u';
  for (int i = 0; i < 4; i++) at[2 + i] = kDigits[unit >> (12 - 4 * i) & 15];
  size_ += 6;
}

void Output::append_escape(uint32_t code) {
  switch (code) {
    case '"':
      return append("\\\"");
    case '\\':
      return append("\\\\");
    case '\b':
      return append("\\b");
    case '\f':
      return append("\\f");
    case '\n':
      return append("\\n");
    case '\r':
      return append("\\r");
    case '\t':
      return append("\\t");
    default:
      break;
  }
  if (code < 0x10000) return append_unicode_escape(code);
  code -= 0x10000;
  append_unicode_escape(0xd800 | code >> 10);
  append_unicode_escape(0xdc00 | (code & 0x3ff));
}

// ASCII or Latin-1 text: runs without anything special are copied eight bytes at a time.
void Output::quote_bytes(const uint8_t* text, word length, Escaping escaping) {
  bool ascii_only = escaping == Escaping::kAscii;
  for (word i = 0; i < length;) {
    if (!ensure(static_cast<size_t>(length - i) + 8)) return;
    char* target = data_ + size_;
    word start = i;
    for (; i + 8 <= length; i += 8, target += 8) {
      uint64_t bytes = load_word(text + i);
      uint64_t special = special_bytes(bytes) | (bytes & kHighs);
      if (ascii_only) special |= bytes_equal(bytes, 0x7f);
      std::memcpy(target, &bytes, 8);
      if (special != 0) {
        i += std::countr_zero(special) / 8;
        break;
      }
    }
    for (; i < length; i++) {
      uint8_t byte = text[i];
      if (byte < 0x20 || byte >= 0x7f || byte == '"' || byte == '\\') break;
      data_[size_ + static_cast<size_t>(i - start)] = static_cast<char>(byte);
    }
    size_ += static_cast<size_t>(i - start);
    if (i == length) return;
    uint8_t byte = text[i++];
    if (byte >= 0x7f && !ascii_only) {
      append_code_point(byte);
    } else {
      append_escape(byte);
    }
  }
}

void Output::append_quoted(RawObject value, Escaping escaping) {
  RawObject str = underlying_value(value);
  StrData data = str_data(str);
  append('"');
  if (data.width <= StrWidth::kLatin1) {
    quote_bytes(static_cast<const uint8_t*>(data.units), data.length, escaping);
  } else {
    for (word i = 0; i < data.length; i++) {
      uint32_t code = data.at(i);
      if (code < 0x20 || code == '"' || code == '\\' ||
          (code >= 0x7f && escaping == Escaping::kAscii)) {
        append_escape(code);
      } else {
        append_code_point(code);
      }
    }
  }
  append('"');
}

void Output::append_str(RawObject value) {
  RawObject str = underlying_value(value);
  StrData data = str_data(str);
  if (data.is_ascii()) return append(data.bytes());
  for (word i = 0; i < data.length; i++) append_code_point(data.at(i));
}

namespace {

uint32_t take_code_point(const uint8_t*& at) {
  uint32_t lead = *at++;
  if (lead < 0x80) return lead;
  int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  uint32_t code = lead & (0x3fu >> more);
  for (; more > 0; more--) code = code << 6 | (*at++ & 0x3f);
  return code;
}

template <typename Unit>
void widen(const uint8_t* at, word length, Unit* units) {
  Unit* end = units + length;
  while (units < end) {
    if (end - units >= 8 && (load_word(at) & kHighs) == 0) {
      for (int i = 0; i < 8; i++) units[i] = at[i];
      at += 8;
      units += 8;
    } else {
      *units++ = static_cast<Unit>(take_code_point(at));
    }
  }
}

}  // namespace

RawObject Output::finish_wide(Thread* thread) {
  StrWidth width = code_point_bits_ < 0x100     ? StrWidth::kLatin1
                   : code_point_bits_ < 0x10000 ? StrWidth::kUcs2
                                                : StrWidth::kUcs4;
  word length = static_cast<word>(size_) - beyond_ascii_;
  RawObject str = new_str_uninitialized(thread, width, length);
  if (str.is_error()) return str;
  const uint8_t* text = reinterpret_cast<const uint8_t*>(data_);
  void* units = str_units(str);
  if (width == StrWidth::kLatin1) widen(text, length, static_cast<uint8_t*>(units));
  if (width == StrWidth::kUcs2) widen(text, length, static_cast<uint16_t*>(units));
  if (width == StrWidth::kUcs4) widen(text, length, static_cast<uint32_t*>(units));
  return str;
}

RawObject Output::finish(Thread* thread) {
  if (failed_) return raise_memory_error(thread);
  return beyond_ascii_ == 0 ? new_str_ascii(thread, {data_, size_}) : finish_wide(thread);
}

}  // namespace json

namespace natives {

namespace {

RawObject encode_string(Thread* thread, Arguments arguments, json::Escaping escaping) {
  if (!is_str(arguments[0])) {
    Object value(thread, arguments[0]);
    return raise_type_error(thread, "first argument must be a string, not %T", &value);
  }
  json::Output out;
  out.append_quoted(arguments[0], escaping);
  return out.finish(thread);
}

}  // namespace

RawObject json_encode_basestring(Thread* thread, Arguments arguments) {
  return encode_string(thread, arguments, json::Escaping::kUnicode);
}
RawObject json_encode_basestring_ascii(Thread* thread, Arguments arguments) {
  return encode_string(thread, arguments, json::Escaping::kAscii);
}

}  // namespace natives

}  // namespace pyro
