#include "capi_emulation/format.h"

#include <cstdio>
#include <cstring>
#include <string>

#include "runtime/str.h"

// The printf-like formats of PyUnicode_FromFormat and PyBytes_FromFormat.

namespace pyro::capi {

namespace {

struct Conversion {
  bool zero = false, left = false;
  int width = -1, precision = -1;
  int longs = 0;      // 1: l, 2: ll
  bool size = false;  // z
  char unit = 0;
};

int read_number(const char** at) {
  int number = 0;
  while (**at >= '0' && **at <= '9') number = number * 10 + (*(*at)++ - '0');
  return number;
}

Conversion read_conversion(const char** at, va_list* list) {
  Conversion c;
  for (;; ++*at) {
    if (**at == '0')
      c.zero = true;
    else if (**at == '-')
      c.left = true;
    else
      break;
  }
  if (**at == '*') {
    ++*at;
    c.width = va_arg(*list, int);
  } else if (**at >= '1' && **at <= '9') {
    c.width = read_number(at);
  }
  if (**at == '.') {
    ++*at;
    if (**at == '*') {
      ++*at;
      c.precision = va_arg(*list, int);
    } else {
      c.precision = read_number(at);
    }
  }
  if (**at == 'l') {
    c.longs = 1;
    if (*++*at == 'l') c.longs = 2, ++*at;
  } else if (**at == 'z') {
    c.size = true;
    ++*at;
  }
  c.unit = *(*at)++;
  return c;
}

std::string number_text(const Conversion& c, va_list* list) {
  char buffer[64];
  char format[8] = "%";
  const char* length = "ll";
  std::snprintf(format, sizeof(format), "%%%s%c", length, c.unit);
  bool is_signed = c.unit == 'd' || c.unit == 'i';
  bool wide = c.longs > 0 || c.size;
  if (is_signed)
    std::snprintf(buffer, sizeof(buffer), format,
                  wide ? va_arg(*list, long long) : va_arg(*list, int));
  else
    std::snprintf(buffer, sizeof(buffer), format,
                  wide ? va_arg(*list, unsigned long long) : va_arg(*list, unsigned));
  std::string digits = buffer;
  bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  if (c.precision > static_cast<int>(digits.size()))
    digits.insert(0, static_cast<size_t>(c.precision) - digits.size(), '0');
  int missing = c.width - static_cast<int>(digits.size()) - negative;
  if (missing > 0 && c.zero) digits.insert(0, static_cast<size_t>(missing), '0');
  if (negative) digits.insert(0, 1, '-');
  if (missing > 0 && !c.zero) digits.insert(0, static_cast<size_t>(missing), ' ');
  return digits;
}

std::string pointer_text(va_list* list) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%p", va_arg(*list, void*));
  return buffer[0] == '0' && buffer[1] == 'x' ? buffer : std::string("0x") + buffer;
}

bool is_number(char unit) { return std::strchr("diuxXo", unit) != nullptr && unit != 0; }

class TextFormatter {
 public:
  TextFormatter(Thread* thread, va_list* list) : thread_(thread), list_(list) {}

  RawObject run(const char* format) {
    for (const char* at = format; *at != 0;) {
      if (*at != '%') {
        const char* end = std::strchr(at, '%');
        size_t size = end == nullptr ? std::strlen(at) : static_cast<size_t>(end - at);
        builder_.append_utf8({at, size});
        at += size;
        continue;
      }
      const char* start = at++;
      if (*at == '%') {
        builder_.append_utf8("%");
        at++;
        continue;
      }
      Conversion c = read_conversion(&at, list_);
      Outcome outcome = convert(c);
      if (outcome == Outcome::kError) return RawObject::error();
      if (outcome == Outcome::kUnknown) {
        builder_.append_utf8(start);  // the rest is taken as it stands
        break;
      }
    }
    return builder_.finish(thread_);
  }

 private:
  enum class Outcome { kOk, kError, kUnknown };

  Outcome convert(const Conversion& c) {
    if (c.left) return Outcome::kUnknown;
    if (is_number(c.unit)) {
      builder_.append_utf8(number_text(c, list_));
      return Outcome::kOk;
    }
    switch (c.unit) {
      case 'c': {
        int code = va_arg(*list_, int);
        if (code < 0 || code > 0x10ffff) {
          raise(thread_, Exc::kOverflowError, "character argument not in range(0x110000)");
          return Outcome::kError;
        }
        builder_.append_fill(static_cast<uint32_t>(code), 1);
        return Outcome::kOk;
      }
      case 'p':
        builder_.append_utf8(pointer_text(list_));
        return Outcome::kOk;
      case 's':
        return plain(va_arg(*list_, const char*), c);
      case 'U':
        return object(va_arg(*list_, PyObject*), c, 'U');
      case 'V': {
        PyObject* first = va_arg(*list_, PyObject*);
        const char* second = va_arg(*list_, const char*);
        return first != nullptr ? object(first, c, 'U') : plain(second, c);
      }
      case 'S':
      case 'R':
      case 'A':
        return object(va_arg(*list_, PyObject*), c, c.unit);
      default:
        return Outcome::kUnknown;
    }
  }

  Outcome plain(const char* text, const Conversion& c) {
    size_t size =
        c.precision >= 0 ? strnlen(text, static_cast<size_t>(c.precision)) : std::strlen(text);
    Object bytes(thread_, new_bytes(thread_, text, static_cast<word>(size)));
    Object codec(thread_, new_str_ascii(thread_, "utf-8"));
    Object errors(thread_, new_str_ascii(thread_, "replace"));
    Object decoded(thread_, call_named(thread_, bytes, "decode", codec, errors));
    if (decoded->is_error()) return Outcome::kError;
    return add(decoded, c, false);
  }

  Outcome object(PyObject* argument, const Conversion& c, char unit) {
    Object value(thread_, value_of(thread_, argument));
    if (value->is_error()) return Outcome::kError;
    Object text(thread_, unit == 'U'   ? *value
                         : unit == 'S' ? str(thread_, value)
                         : unit == 'R' ? repr(thread_, value)
                                       : ascii(thread_, value));
    if (text->is_error()) return Outcome::kError;
    return add(text, c, true);
  }

  Outcome add(const Object& text, const Conversion& c, bool cut) {
    Object exact(thread_, underlying_value(*text));
    if (!is_str(*exact)) {
      bad_internal_call(thread_);
      return Outcome::kError;
    }
    word length = str_length(*exact);
    if (cut && c.precision >= 0 && c.precision < length) length = c.precision;
    if (c.width > length) builder_.append_fill(' ', c.width - length);
    RawObject raw = *exact;
    builder_.append_data(str_data(raw), 0, length);
    return Outcome::kOk;
  }

  Thread* thread_;
  va_list* list_;
  StrBuilder builder_;
};

}  // namespace

RawObject format_text(Thread* thread, const char* format, va_list* list) {
  return TextFormatter(thread, list).run(format);
}

RawObject format_bytes(Thread* thread, const char* format, va_list* list) {
  std::string out;
  for (const char* at = format; *at != 0;) {
    if (*at != '%') {
      out.push_back(*at++);
      continue;
    }
    const char* start = at++;
    if (*at == '%') {
      out.push_back(*at++);
      continue;
    }
    Conversion c = read_conversion(&at, list);
    if (is_number(c.unit)) {
      out += number_text(c, list);
    } else if (c.unit == 'c') {
      int code = va_arg(*list, int);
      if (code < 0 || code > 255) {
        return raise(thread, Exc::kOverflowError,
                     "PyBytes_FromFormatV(): %%c format expects an integer in range [0; 255]");
      }
      out.push_back(static_cast<char>(code));
    } else if (c.unit == 's') {
      const char* text = va_arg(*list, const char*);
      out.append(text, c.precision >= 0 ? strnlen(text, static_cast<size_t>(c.precision))
                                        : std::strlen(text));
    } else if (c.unit == 'p') {
      out += pointer_text(list);
    } else {
      out += start;  // the rest is taken as it stands
      break;
    }
  }
  return new_bytes(thread, out);
}

}  // namespace pyro::capi
