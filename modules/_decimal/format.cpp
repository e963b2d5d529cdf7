#include <climits>
#include <clocale>

#include "modules/_decimal/decimals.h"

// Decimal.__format__: the format mini-language as decimal has it,
//
//     [[fill]align][sign][z][0][width][,][.precision][type]
//
// with the types of floats. Rounding is the context's. The flag 0 fills with grouped zeros between
// sign and digits; NaNs and infinities are padded with spaces then. Text is UTF-8 all along.

namespace pyro::decimals {

namespace {

struct Spec {
  std::string fill = " ";
  char align = '>';
  char sign = '-';
  char type = 0;
  bool no_negative_zero = false;
  bool zero_padding = false;
  bool thousands = false;
  int64_t width = -1, precision = -1;
};

// How digits are grouped, and what stands for the point.
struct Marks {
  std::string point = ".";
  std::string separator;
  std::string grouping;  // group sizes as in localeconv()
};

size_t code_points(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (static_cast<uint8_t>(c) & 0xc0) != 0x80;
  return count;
}

class SpecParser {
 public:
  explicit SpecParser(std::string_view text) : text_(text) {}

  // False: not a format.
  bool parse(Spec* spec) {
    bool aligned = parse_alignment(spec);
    spec->no_negative_zero = take('z');
    if (char c = peek(); c == '+' || c == '-' || c == ' ') spec->sign = next();
    spec->no_negative_zero |= take('z');
    if (take('0')) {
      if (aligned) return false;
      spec->zero_padding = true;
      spec->align = 'z';
    }
    if (peek() == '0' || !parse_count(&spec->width)) return false;
    spec->thousands = take(',');
    if (take('.') && (!is_digit(peek()) || !parse_count(&spec->precision))) return false;
    constexpr std::string_view kTypes = "eEfFgGn%";
    if (peek() != 0) {
      if (kTypes.find(peek()) == kTypes.npos) return false;
      spec->type = next();
    }
    return (at_ == text_.size() || text_[at_] == 0) && !(spec->type == 'n' && spec->thousands);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_alignment(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0; }
  char next() { return text_[at_++]; }
  bool take(char c) {
    if (at_ >= text_.size() || peek() != c) return false;
    at_++;
    return true;
  }

  bool parse_alignment(Spec* spec) {
    size_t first = 1;  // bytes of the first character
    while (first < text_.size() && (static_cast<uint8_t>(text_[first]) & 0xc0) == 0x80) first++;
    if (is_alignment(peek(first))) {
      spec->fill = std::string(text_.substr(0, first));
      at_ = first;
    } else if (!is_alignment(peek())) {
      return false;
    }
    spec->align = next();
    return true;
  }

  // A number, if there is one. False: too large.
  bool parse_count(int64_t* count) {
    if (!is_digit(peek())) return true;
    int64_t value = 0;
    for (; is_digit(peek()); at_++) {
      if (__builtin_mul_overflow(value, int64_t{10}, &value) ||
          __builtin_add_overflow(value, int64_t{peek() - '0'}, &value)) {
        return false;
      }
    }
    *count = value;
    return value <= kMaxPrecision;
  }

  std::string_view text_;
  size_t at_ = 0;
};

// Rounds to a number of digits, which a carry may not exceed.
bool round_digits(Number* value, int64_t digits, Rounding rounding) {
  uint32_t ignored = 0;
  int64_t surplus = value->digits() - digits;
  if (surplus <= 0) return true;
  if (!set_exponent(value, value->exponent + surplus, rounding, &ignored)) return false;
  if (value->digits() <= digits) return true;
  shift_right(&value->coefficient, 1);
  value->exponent++;
  return true;
}

// The value with as many digits as the type shows. False: no memory.
bool round_for(const Spec& spec, char type, Rounding rounding, Number* value) {
  uint32_t ignored = 0;
  if (type == '%') value->exponent += 2;
  if (type == 'f' || type == '%') {
    if (spec.precision < 0)
      return value->exponent <= 0 || set_exponent(value, 0, rounding, &ignored);
    return set_exponent(value, -spec.precision, rounding, &ignored);
  }
  if (spec.precision < 0 || value->is_zero()) return true;
  if (type == 'g') return round_digits(value, spec.precision == 0 ? 1 : spec.precision, rounding);
  if (!round_digits(value, spec.precision + 1, rounding)) return false;
  int64_t missing = spec.precision + 1 - value->digits();
  return missing <= 0 || set_exponent(value, value->exponent - missing, rounding, &ignored);
}

// How many digits stand in front of the point.
int64_t point_place(const Spec& spec, char type, const Number& value) {
  int64_t left = value.exponent + value.digits();
  if (type == 'f' || type == '%') return left;
  if (type == 'e') return value.is_zero() && spec.precision >= 0 ? 1 - spec.precision : 1;
  return value.exponent <= 0 && left > -6 ? left : 1;
}

// The unsigned text of a finite number: digits before the point, and everything from the point on.
struct Body {
  std::string whole, rest;
};

Body body_of(const Spec& spec, char type, bool capitals, const Number& value, const Marks& marks) {
  std::string digits(static_cast<size_t>(value.digits()), '0');
  write_digits(value.coefficient, digits.data());
  auto count = static_cast<int64_t>(digits.size());
  int64_t place = point_place(spec, type, value), exponent = value.exponent + count - place;
  Body body;
  std::string fraction;
  if (place <= 0) {
    body.whole = "0";
    fraction = std::string(static_cast<size_t>(-place), '0') + digits;
  } else if (place >= count) {
    body.whole = digits + std::string(static_cast<size_t>(place - count), '0');
  } else {
    body.whole = digits.substr(0, static_cast<size_t>(place));
    fraction = digits.substr(static_cast<size_t>(place));
  }
  if (!fraction.empty()) body.rest = marks.point + fraction;
  if (exponent != 0 || type == 'e') {
    body.rest += capitals ? "E" : "e";
    body.rest += (exponent < 0 ? "" : "+") + std::to_string(exponent);
  }
  if (type == '%') body.rest += '%';
  return body;
}

// Digits in groups from the right, with zeros in front until the text has `width` characters.
std::string grouped(const std::string& digits, const Marks& marks, int64_t width) {
  std::string reversed;
  auto separator_width = static_cast<int64_t>(code_points(marks.separator));
  std::string reversed_separator(marks.separator.rbegin(), marks.separator.rend());
  size_t next = digits.size(), group = 0;
  int64_t length = 0;
  auto take = [&] { return next > 0 ? digits[--next] : '0'; };
  int size = marks.separator.empty() || marks.grouping.empty() ? CHAR_MAX : marks.grouping[0];
  for (int left = size; next > 0 || length < width;) {
    if (size > 0 && size != CHAR_MAX && left == 0) {
      // A separator needs a digit in front of it, even if that makes the text too wide.
      reversed += reversed_separator;
      length += separator_width;
      if (group + 1 < marks.grouping.size() && marks.grouping[group + 1] != 0)
        size = marks.grouping[++group];
      left = size;
    }
    reversed += take();
    length++;
    left--;
  }
  return {reversed.rbegin(), reversed.rend()};
}

std::string padded(const Spec& spec, const std::string& sign, const std::string& body) {
  auto length = static_cast<int64_t>(sign.size() + code_points(body));
  if (length >= spec.width) return sign + body;
  auto fill = [&](int64_t count) {
    std::string text;
    for (; count > 0; count--) text += spec.fill;
    return text;
  };
  int64_t missing = spec.width - length;
  switch (spec.align) {
    case '<':
      return sign + body + fill(missing);
    case '^':
      return fill(missing / 2) + sign + body + fill(missing - missing / 2);
    case '=':
      return sign + fill(missing) + body;
    default:
      return fill(missing) + sign + body;
  }
}

// False: no memory.
bool format_number(const Spec& spec, const Settings& settings, const Marks& marks, Number* value,
                   std::string* text) {
  constexpr int64_t kLongest = int64_t{1} << 32;
  if (spec.width > kLongest || spec.precision > kLongest) return false;
  char sign = value->negative ? '-' : spec.sign == '-' ? 0 : spec.sign;
  if (!value->is_finite()) {
    value->negative = false;
    std::string body = to_text(*value, true, false) + (spec.type == '%' ? "%" : "");
    *text = padded(spec, std::string(sign == 0 ? 0 : 1, sign), body);
    return true;
  }
  // The types' capital letters only matter for the E.
  bool capitals = spec.type == 0 ? settings.capitals : spec.type >= 'A' && spec.type <= 'Z';
  char type = spec.type == 0 || spec.type == 'n' ? 'g' : static_cast<char>(spec.type | 0x20);
  if (spec.type == '%') type = '%';
  if (value->exponent > kLongest && type == 'f') return false;
  if (!round_for(spec, type, settings.rounding, value)) return false;
  if (spec.no_negative_zero && value->is_zero() && sign == '-')
    sign = spec.sign == '-' ? 0 : spec.sign;
  std::string sign_text(sign == 0 ? 0 : 1, sign);
  if (point_place(spec, type, *value) < -kLongest) return false;
  Body body = body_of(spec, type, capitals, *value, marks);
  int64_t width = 0;
  if (spec.zero_padding)
    width = spec.width - static_cast<int64_t>(sign_text.size() + code_points(body.rest));
  *text = padded(spec, sign_text, grouped(body.whole, marks, width) + body.rest);
  return true;
}

// An entry of the override dict; false with an exception pending.
bool override_entry(Thread* thread, const Dict& marks, const char* name, std::string* value) {
  Object key(thread, intern_ascii(thread, name));
  RawObject entry = dict_get(thread, marks, key);
  if (entry.is_error()) return false;
  if (entry.is_unbound()) return true;
  if (!is_str(entry)) {
    raise_type_error(thread, "bad argument type for built-in operation");
    return false;
  }
  *value = utf8_of(entry);
  return true;
}

bool override_marks(Thread* thread, RawObject argument, Marks* marks) {
  if (!is_heap_dict(argument)) {
    raise_type_error(thread, "optional argument must be a dict");
    return false;
  }
  Dict dict(thread, argument);
  if (!override_entry(thread, dict, "decimal_point", &marks->point) ||
      !override_entry(thread, dict, "thousands_sep", &marks->separator) ||
      !override_entry(thread, dict, "grouping", &marks->grouping)) {
    return false;
  }
  // A mark is one character; group sizes are not negative as a C char.
  constexpr size_t kLongestCharacter = 4;
  bool sizes_fit = true;
  for (char size : marks->grouping) sizes_fit &= size >= 0;
  if (code_points(marks->point) == 1 && marks->separator.size() <= kLongestCharacter && sizes_fit)
    return true;
  raise_value_error(thread, "invalid override dict");
  return false;
}

Marks marks_for(const Spec& spec) {
  if (spec.type == 'n') {
    const lconv* conventions = localeconv();
    return {conventions->decimal_point, conventions->thousands_sep, conventions->grouping};
  }
  return spec.thousands ? Marks{".", ",", "\3"} : Marks{};
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

RawObject decimal_Decimal___format__(Thread* thread, Arguments arguments) {
  if (!is_str(arguments[1])) return raise_type_error(thread, "format arg must be str");
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  std::string text = utf8_of(arguments[1]);
  Spec spec;
  if (!SpecParser(text).parse(&spec)) return raise_value_error(thread, "invalid format string");
  Marks marks = marks_for(spec);
  // Where nothing else says what the point is, the override has to.
  if (arguments.has(2) && spec.type != 'n' && !spec.thousands) marks.point.clear();
  if (arguments.has(2) && !override_marks(thread, arguments[2], &marks)) return RawObject::error();
  Number value;
  if (!load(thread, arguments[0], &value)) return RawObject::error();
  std::string result;
  if (!format_number(spec, settings_of(*context), marks, &value, &result))
    return raise_memory_error(thread);
  return new_str(thread, result);
}

}  // namespace pyro::natives
