#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/str.h"
#include "runtime/text/unicode.h"
#include "runtime/types/text_arguments.h"

// str: character classes, case, padding, stripping, tabs.

namespace pyro {

namespace {

template <bool (*test)(CodePoint)>
RawObject all_characters(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  StrData data = str_data(self);
  for (word i = 0; i < data.length; i++) {
    if (!test(data.at(i))) return RawObject::false_object();
  }
  return RawObject::from_bool(data.length > 0);
}

// No cased character of another case, and at least one of the wanted case.
template <bool (*wanted)(CodePoint), bool (*unwanted)(CodePoint)>
RawObject all_cased(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  StrData data = str_data(self);
  bool found = false;
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (unwanted(c) || IsTitlecase(c)) return RawObject::false_object();
    found |= wanted(c);
  }
  return RawObject::from_bool(found);
}

RawObject convert(Thread* thread, Arguments arguments, CaseConversion conversion) {
  RawObject self = arguments[0];
  StrBuilder out;
  ConvertCase(text_view(str_data(self)), conversion, &out);
  return out.finish(thread);
}

enum class Side : uint8_t { kLeft, kCenter, kRight };  // where the contents go

bool fill_argument(Thread* thread, const Object& value, uint32_t* fill) {
  if (!is_str(*value)) {
    raise_type_error(thread, "The fill character must be a unicode character, not %T", &value);
    return false;
  }
  RawObject exact = underlying_value(*value);
  StrData data = str_data(exact);
  if (data.length != 1) {
    raise_type_error(thread, "The fill character must be exactly one character long");
    return false;
  }
  *fill = data.at(0);
  return true;
}

RawObject justify(Thread* thread, Arguments arguments, Side side) {
  Object width_argument(thread, arguments[1]);
  Object fill_value(thread, arguments[2]);
  word width;
  uint32_t fill;
  if (!size_argument(thread, width_argument, &width) || !fill_argument(thread, fill_value, &fill))
    return RawObject::error();
  RawObject self = arguments[0];
  StrData data = str_data(self);
  word missing = width - data.length;
  if (missing <= 0) return self;
  if (width > kMaxTextLength) return raise_memory_error(thread);
  // An odd rest goes to the left if the width is odd.
  word left = side == Side::kLeft    ? 0
              : side == Side::kRight ? missing
                                     : missing / 2 + (missing & width & 1);
  StrBuilder out;
  out.append_fill(fill, left);
  out.append_data(data, 0, data.length);
  out.append_fill(fill, missing - left);
  return out.finish(thread);
}

template <bool left, bool right>
RawObject strip(Thread* thread, Arguments arguments, const char* name) {
  Object self(thread, arguments[0]);
  RawObject value = *self;
  StrData data = str_data(value);
  RawObject characters = underlying_value(arguments[1]);
  if (!characters.is_none() && !is_str(characters))
    return raise_type_error(thread, "%s arg must be None or str", name);
  StrData set = characters.is_none() ? StrData{StrWidth::kAscii, 0, nullptr} : str_data(characters);
  auto drop = [&](uint32_t c) {
    if (characters.is_none()) return IsWhitespace(c);
    for (word i = 0; i < set.length; i++) {
      if (set.at(i) == c) return true;
    }
    return false;
  };
  word start = 0, end = data.length;
  if (left)
    while (start < end && drop(data.at(start))) start++;
  if (right)
    while (end > start && drop(data.at(end - 1))) end--;
  return str_substring(thread, self, start, end - start);
}

bool is_ascii_character(CodePoint c) { return c < 0x80; }

}  // namespace

namespace natives {

RawObject str_isspace(Thread* thread, Arguments arguments) {
  return all_characters<IsWhitespace>(thread, arguments);
}
RawObject str_isdecimal(Thread* thread, Arguments arguments) {
  return all_characters<IsDecimal>(thread, arguments);
}
RawObject str_isdigit(Thread* thread, Arguments arguments) {
  return all_characters<IsDigit>(thread, arguments);
}
RawObject str_isnumeric(Thread* thread, Arguments arguments) {
  return all_characters<IsNumeric>(thread, arguments);
}
RawObject str_isalpha(Thread* thread, Arguments arguments) {
  return all_characters<IsAlphabetic>(thread, arguments);
}
RawObject str_isalnum(Thread* thread, Arguments arguments) {
  return all_characters<IsAlphanumeric>(thread, arguments);
}
RawObject str_islower(Thread* thread, Arguments arguments) {
  return all_cased<IsLowercase, IsUppercase>(thread, arguments);
}
RawObject str_isupper(Thread* thread, Arguments arguments) {
  return all_cased<IsUppercase, IsLowercase>(thread, arguments);
}

RawObject str_isascii(Thread* thread, Arguments arguments) {
  return RawObject::from_bool(str_length(arguments[0]) == 0 ||
                              all_characters<is_ascii_character>(thread, arguments).is_true());
}

RawObject str_isprintable(Thread* thread, Arguments arguments) {
  return RawObject::from_bool(str_length(arguments[0]) == 0 ||
                              all_characters<IsPrintable>(thread, arguments).is_true());
}

RawObject str_istitle(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  StrData data = str_data(self);
  bool found = false, in_word = false;
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    bool capital = IsUppercase(c) || IsTitlecase(c), small = IsLowercase(c);
    if (capital ? in_word : small && !in_word) return RawObject::false_object();
    in_word = capital || small;
    found |= in_word;
  }
  return RawObject::from_bool(found);
}

RawObject str_isidentifier(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  return RawObject::from_bool(IsIdentifier(text_view(str_data(self))));
}

RawObject str_lower(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kLower);
}
RawObject str_upper(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kUpper);
}
RawObject str_title(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kTitle);
}
RawObject str_swapcase(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kSwap);
}
RawObject str_capitalize(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kCapitalize);
}
RawObject str_casefold(Thread* thread, Arguments arguments) {
  return convert(thread, arguments, CaseConversion::kFold);
}

RawObject str_ljust(Thread* thread, Arguments arguments) {
  return justify(thread, arguments, Side::kLeft);
}
RawObject str_center(Thread* thread, Arguments arguments) {
  return justify(thread, arguments, Side::kCenter);
}
RawObject str_rjust(Thread* thread, Arguments arguments) {
  return justify(thread, arguments, Side::kRight);
}

RawObject str_strip(Thread* thread, Arguments arguments) {
  return strip<true, true>(thread, arguments, "strip");
}
RawObject str_lstrip(Thread* thread, Arguments arguments) {
  return strip<true, false>(thread, arguments, "lstrip");
}
RawObject str_rstrip(Thread* thread, Arguments arguments) {
  return strip<false, true>(thread, arguments, "rstrip");
}

RawObject str_zfill(Thread* thread, Arguments arguments) {
  Object width_argument(thread, arguments[1]);
  word width;
  if (!size_argument(thread, width_argument, &width)) return RawObject::error();
  RawObject self = arguments[0];
  StrData data = str_data(self);
  word missing = width - data.length;
  if (missing <= 0) return self;
  if (width > kMaxTextLength) return raise_memory_error(thread);
  bool sign = data.length > 0 && (data.at(0) == '+' || data.at(0) == '-');
  StrBuilder out;
  if (sign) out.append(data.at(0));
  out.append_fill('0', missing);
  out.append_data(data, sign ? 1 : 0, data.length - (sign ? 1 : 0));
  return out.finish(thread);
}

RawObject str_expandtabs(Thread* thread, Arguments arguments) {
  Object size_value(thread, arguments[1]);
  int tab_size;
  if (!int_argument(thread, size_value, &tab_size)) return RawObject::error();
  RawObject self = arguments[0];
  StrData data = str_data(self);
  StrBuilder out;
  word column = 0;
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (c != '\t') {
      out.append(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    } else if (tab_size > 0) {
      word step = tab_size - column % tab_size;
      if (out.size() + step > kMaxTextLength)
        return raise(thread, Exc::kOverflowError, "new string is too long");
      out.append_fill(' ', step);
      column += step;
    }
  }
  return out.finish(thread);
}

}  // namespace natives

}  // namespace pyro
