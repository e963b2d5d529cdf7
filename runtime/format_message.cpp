#include "runtime/format_message.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>

#include "runtime/attributes.h"
#include "runtime/factories.h"
#include "runtime/type.h"

namespace pyro {

namespace {

// One conversion specification: %[-0][width][.precision][l|ll|z]letter
struct Conversion {
  bool left = false, zero = false;
  int width = 0, precision = -1, longs = 0;
  char letter = 0;
};

int read_number(const char** at) {
  int value = 0;
  while (**at >= '0' && **at <= '9' && value < 100000) value = value * 10 + (*(*at)++ - '0');
  return value;
}

Conversion read_conversion(const char** at, va_list* arguments) {
  Conversion c;
  for (;; (*at)++) {
    if (**at == '-')
      c.left = true;
    else if (**at == '0')
      c.zero = true;
    else
      break;
  }
  if (**at == '*') {
    c.width = va_arg(*arguments, int);
    (*at)++;
  } else {
    c.width = read_number(at);
  }
  if (**at == '.') {
    (*at)++;
    if (**at == '*') {
      c.precision = va_arg(*arguments, int);
      (*at)++;
    } else {
      c.precision = read_number(at);
    }
  }
  while (**at == 'l') c.longs++, (*at)++;
  while (**at == 'z') c.longs = 1, (*at)++;
  c.letter = **at;
  if (**at != 0) (*at)++;
  return c;
}

void append_number(StrBuilder* out, const Conversion& c, va_list* arguments) {
  bool is_signed = c.letter == 'd' || c.letter == 'i';
  int64_t value = c.longs != 0 ? va_arg(*arguments, int64_t)
                  : is_signed  ? int64_t{va_arg(*arguments, int)}
                               : va_arg(*arguments, unsigned);
  char digits[32];
  const char* form = is_signed         ? "%" PRId64
                     : c.letter == 'u' ? "%" PRIu64
                     : c.letter == 'X' ? "%" PRIX64
                                       : "%" PRIx64;
  int length = std::snprintf(digits, sizeof digits, form, value);
  if (!c.left) out->append_fill(c.zero ? '0' : ' ', c.width - length);
  out->append_ascii({digits, static_cast<size_t>(length)});
  if (c.left) out->append_fill(' ', c.width - length);
}

// Appends the text of a value; false if its __repr__ or __str__ failed.
bool append_value(Thread* thread, StrBuilder* out, const Conversion& c, const Object& value) {
  RawObject text = c.letter == 'R'   ? repr(thread, value)
                   : c.letter == 'A' ? ascii(thread, value)
                                     : str(thread, value);
  if (text.is_error()) return false;
  RawObject exact = underlying_value(text);
  StrData data = str_data(exact);
  out->append_data(data, 0,
                   c.precision >= 0 ? std::min<word>(c.precision, data.length) : data.length);
  return true;
}

}  // namespace

namespace {

// Messages name a native type with its module ('collections.deque'), a class of the program
// without.
std::string shown_type_name_NoGC(RawObject type) {
  std::string name = type_name_NoGC(type);
  RawType raw(type.raw());
  bool native = (raw.flags() & kTypeHeap) == 0 || (raw.flags() & kTypeExtension) != 0;
  if (!native || !is_str(raw.module()) || name.find('.') != std::string::npos) return name;
  std::string module = str_to_utf8_NoGC(underlying_value(raw.module()));
  return module == "builtins" ? name : module + "." + name;
}

}  // namespace

bool format_message(Thread* thread, StrBuilder* out, const char* format, va_list arguments) {
  va_list list;
  va_copy(list, arguments);
  bool ok = true;
  for (const char* at = format; *at != 0 && ok;) {
    if (*at != '%') {
      const char* end = at;
      while (*end != 0 && *end != '%') end++;
      out->append_utf8({at, static_cast<size_t>(end - at)});
      at = end;
      continue;
    }
    at++;
    Conversion c = read_conversion(&at, &list);
    switch (c.letter) {
      case 's': {
        const char* text = va_arg(list, const char*);
        out->append_utf8(
            c.precision >= 0
                ? std::string_view(text, strnlen(text, static_cast<size_t>(c.precision)))
                : text);
        break;
      }
      case 'c':
        out->append(static_cast<uint32_t>(va_arg(list, int)));
        break;
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
        append_number(out, c, &list);
        break;
      case 'V': {
        const Object& value = *va_arg(list, const Object*);
        out->append_utf8(value->is_none() ? "None" : shown_type_name_NoGC(type_of(thread, *value)));
        break;
      }
      case 'T':
        out->append_utf8(shown_type_name_NoGC(type_of(thread, **va_arg(list, const Object*))));
        break;
      case 'N':
        out->append_utf8(shown_type_name_NoGC(**va_arg(list, const Object*)));
        break;
      case 'S':
      case 'R':
      case 'A':
        ok = append_value(thread, out, c, *va_arg(list, const Object*));
        break;
      case '%':
        out->append('%');
        break;
      default:
        assert(false && "unknown conversion");
        ok = true;
    }
  }
  va_end(list);
  return ok;
}

RawObject new_str_format_list(Thread* thread, const char* format, va_list arguments) {
  StrBuilder builder;
  if (!format_message(thread, &builder, format, arguments)) return RawObject::error();
  return builder.finish(thread);
}

RawObject new_str_format(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  RawObject result = new_str_format_list(thread, format, arguments);
  va_end(arguments);
  return result;
}

}  // namespace pyro
