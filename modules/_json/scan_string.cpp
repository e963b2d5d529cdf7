#include "lib-python/natives.h"
#include "modules/_json/json_text.h"
#include "runtime/types/text_arguments.h"

// JSON strings with escapes, of any width; strings without escapes have a short cut in scanner.cpp.

namespace pyro {

namespace json {

RawObject raise_decode_error(Thread* thread, const char* message, const Object& text,
                             word position) {
  Object type(thread, import_from(thread, "json.decoder", "JSONDecodeError"));
  if (type->is_error()) return *type;
  Object message_str(thread, new_str_ascii(thread, message));
  Object place(thread, RawObject::from_small_int(position));
  Object exception(thread, call(thread, type, message_str, text, place));
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

namespace {

// Four hexadecimal digits at `index`, or -1.
int32_t hex_unit(const StrData& data, word index) {
  if (index + 4 > data.length) return -1;
  int32_t value = 0;
  for (word i = index; i < index + 4; i++) {
    uint32_t c = data.at(i);
    int digit = c >= '0' && c <= '9'   ? static_cast<int>(c - '0')
                : c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a' + 10)
                : c >= 'A' && c <= 'F' ? static_cast<int>(c - 'A' + 10)
                                       : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

uint32_t simple_escape(uint32_t c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

struct Failure {
  const char* message = nullptr;
  word position = 0;
};

// Appends the character behind the backslash at `*index - 1` and moves behind it.
bool unescape(const StrData& data, word begin, word* index, StrBuilder* out, Failure* failure) {
  word at = *index;
  if (at >= data.length) {
    *failure = {"Unterminated string starting at", begin - 1};
    return false;
  }
  uint32_t c = data.at(at);
  if (c != 'u') {
    uint32_t plain = simple_escape(c);
    if (plain == 0) {
      *failure = {"Invalid \\escape", at - 1};
      return false;
    }
    out->append(plain);
    *index = at + 1;
    return true;
  }
  int32_t unit = hex_unit(data, at + 1);
  // The text must go on behind the digits: at least the closing quote is missing otherwise.
  if (unit < 0 || at + 5 >= data.length) {
    *failure = {"Invalid \\uXXXX escape", at};
    return false;
  }
  uint32_t code = static_cast<uint32_t>(unit);
  at += 5;
  if ((code & 0xfc00) == 0xd800 && at + 6 < data.length && data.at(at) == '\\' &&
      data.at(at + 1) == 'u') {
    int32_t low = hex_unit(data, at + 2);
    if (low < 0) {
      *failure = {"Invalid \\uXXXX escape", at + 1};
      return false;
    }
    if ((low & 0xfc00) == 0xdc00) {
      code = 0x10000 + ((code - 0xd800) << 10) + (static_cast<uint32_t>(low) - 0xdc00);
      at += 6;
    }
  }
  out->append(code);
  *index = at;
  return true;
}

// Collects a string that begins at `begin`; *end is behind its closing quote.
bool collect_NoGC(const StrData& data, word begin, bool strict, StrBuilder* out, word* end,
                  Failure* failure) {
  word index = begin;
  for (;;) {
    word start = index;
    uint32_t c = 0;
    for (; index < data.length; index++) {
      c = data.at(index);
      if (c == '"' || c == '\\' || (c < 0x20 && strict)) break;
    }
    out->append_data(data, start, index - start);
    if (index >= data.length) {
      *failure = {"Unterminated string starting at", begin - 1};
      return false;
    }
    if (c == '"') break;
    if (c != '\\') {
      *failure = {"Invalid control character at", index};
      return false;
    }
    index++;
    if (!unescape(data, begin, &index, out, failure)) return false;
  }
  *end = index + 1;
  return true;
}

}  // namespace

RawObject scan_string(Thread* thread, const Object& text, word begin, bool strict, word* end) {
  StrBuilder out;
  Failure failure;
  RawObject str = underlying_value(*text);
  if (!collect_NoGC(str_data(str), begin, strict, &out, end, &failure)) {
    return raise_decode_error(thread, failure.message, text, failure.position);
  }
  return out.finish(thread);
}

}  // namespace json

namespace natives {

RawObject json_scanstring(Thread* thread, Arguments arguments) {
  Object text(thread, arguments[0]), value(thread, arguments[1]);
  word begin, end;
  if (!size_argument(thread, value, &begin)) return RawObject::error();
  if (!is_str(*text)) {
    return raise_type_error(thread, "first argument must be a string, not %T", &text);
  }
  value = arguments[2];
  Truth strict = is_true(thread, value);
  if (strict == Truth::kError) return RawObject::error();
  if (begin < 0 || begin > str_length(underlying_value(*text))) {
    return raise_value_error(thread, "end is out of bounds");
  }
  Object result(thread, json::scan_string(thread, text, begin, strict == Truth::kTrue, &end));
  if (result->is_error()) return *result;
  value = RawObject::from_small_int(end);
  return new_tuple_of(thread, result, value);
}

}  // namespace natives

}  // namespace pyro
