// format() of str, int, float and complex.
#include <climits>
#include <cmath>
#include <optional>

#include "runtime/text/format_spec.h"
#include "runtime/text/number_layout.h"

namespace pyro {

namespace {

const NumberLocale kPlainLocale;

FormatResult Fail(TextBuilder* error, std::string_view text) {
  error->append_ascii(text);
  return FormatResult::kValueError;
}

FormatResult Finish(const TextBuilder& out) {
  return out.failed() ? FormatResult::kNoMemory : FormatResult::kOk;
}

FormatResult FailType(CodePoint type, const FormatContext& context, TextBuilder* error) {
  AppendUnknownFormatCode(type, context.type_name, error);
  return FormatResult::kValueError;
}

const NumberLocale& LocaleFor(const FormatSpec& spec, const FormatContext& context) {
  return spec.type == 'n' && context.locale != nullptr ? *context.locale : kPlainLocale;
}

char SignFor(bool negative, char option) {
  if (negative) return '-';
  return option == '+' || option == ' ' ? option : 0;
}

bool IsFloatType(CodePoint type) {
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'n':
    case '%':
    case 0:
      return true;
    default:
      return false;
  }
}

}  // namespace

FormatResult FormatString(TextView value, TextView text, const FormatContext& context,
                          TextBuilder* out, TextBuilder* error) {
  FormatSpec spec;
  const FormatResult parsed = ParseFormatSpec(text, '<', 's', context.type_name, &spec, error);
  if (parsed != FormatResult::kOk) return parsed;
  if (spec.type != 's') return FailType(spec.type, context, error);
  if (spec.sign == ' ') return Fail(error, "Space not allowed in string format specifier");
  if (spec.sign != 0) return Fail(error, "Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return Fail(error, "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate)
    return Fail(error, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return Fail(error, "'=' alignment not allowed in string format specifier");
  if (spec.precision >= 0 && static_cast<uint64_t>(spec.precision) < value.length) {
    value = value.slice(0, static_cast<size_t>(spec.precision));
  }
  AppendPadded(value, spec, out);
  return Finish(*out);
}

namespace {

FormatResult FormatCharacter(BigIntView value, const FormatSpec& spec, TextBuilder* out,
                             TextBuilder* error) {
  if (spec.sign != 0) return Fail(error, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) {
    return Fail(error, "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t code_point;
  if (BigIntToInt64(value, &code_point) != IntStatus::kOk) {
    error->append_ascii("Python int too large to convert to C long");
    return FormatResult::kOverflowError;
  }
  if (code_point < 0 || code_point > kMaximumCodePoint) {
    error->append_ascii("%c arg not in range(0x110000)");
    return FormatResult::kOverflowError;
  }
  const uint32_t unit = static_cast<uint32_t>(code_point);
  // A character takes part in zero padding as a remainder would, but is no ASCII; it is laid out as
  // an ungrouped digit.
  NumberLayout layout;
  layout.digits = TextView(&unit, 1, TextWidth::kFour);
  AppendNumber(layout, spec, out);
  return Finish(*out);
}

struct IntegerBase {
  int base;
  std::string_view prefix;
};

IntegerBase BaseOf(CodePoint type) {
  switch (type) {
    case 'b':
      return {2, "0b"};
    case 'o':
      return {8, "0o"};
    case 'x':
      return {16, "0x"};
    case 'X':
      return {16, "0X"};
    default:
      return {10, ""};
  }
}

FormatResult FormatDigits(BigIntView value, const FormatSpec& spec, const FormatContext& context,
                          TextBuilder* out, TextBuilder* error) {
  const IntegerBase base = BaseOf(spec.type);
  if (base.base == 10 && BigIntExceedsDigitLimit(value, context.digit_limit)) {
    AppendDigitLimitError(context.digit_limit, error);
    return FormatResult::kValueError;
  }
  CharBuffer digits;
  char* room = digits.extend(BigIntDigitBound(value, base.base));
  if (room == nullptr) return FormatResult::kNoMemory;
  const LetterCase letter_case = spec.type == 'X' ? LetterCase::kUpper : LetterCase::kLower;
  const size_t count = BigIntDigits(value, base.base, letter_case, room);
  if (count == 0) return FormatResult::kNoMemory;
  NumberLayout layout;
  layout.sign = SignFor(value.negative, spec.sign);
  if (spec.alternate) layout.prefix = base.prefix;
  layout.digits = std::string_view(room, count);
  ChooseGrouping(spec, LocaleFor(spec, context), &layout);
  AppendNumber(layout, spec, out);
  return Finish(*out);
}

// The point, the digits before it and the rest of a float's text (sign removed), ready to be laid
// out.
void SplitFloatText(std::string_view text, const NumberLocale& locale, NumberLayout* layout) {
  size_t whole = 0;
  while (whole < text.size() && text[whole] >= '0' && text[whole] <= '9') ++whole;
  layout->digits = text.substr(0, whole);
  layout->remainder = text.substr(whole);
  if (!layout->remainder.empty() && layout->remainder[0] == '.') {
    layout->decimal_point = locale.decimal_point;
    layout->remainder.remove_prefix(1);
  }
}

bool IsZeroText(std::string_view text) {
  for (const char c : text) {
    if (c >= '1' && c <= '9') return false;
    if (c == 'e' || c == 'E') return true;
    if (c != '0' && c != '.' && c != '%') return false;
  }
  return true;
}

// Formats one float into `text` and describes its layout; the layout borrows from `text`.
void LayOutFloat(double value, const FloatFormat& format, const FormatSpec& spec,
                 const NumberLocale& locale, CharBuffer* text, NumberLayout* layout) {
  FormatFloat(value, format, text);
  std::string_view body = text->view();
  bool negative = !body.empty() && body[0] == '-';
  if (negative) body.remove_prefix(1);
  if (negative && spec.no_negative_zero && IsZeroText(body)) negative = false;
  layout->sign = SignFor(negative, spec.sign);
  SplitFloatText(body, locale, layout);
  ChooseGrouping(spec, locale, layout);
}

// What to hand to FormatFloat for a spec; nothing when the precision is out of range.
std::optional<FloatFormat> FloatFormatOf(const FormatSpec& spec, char general_code) {
  if (spec.precision > INT_MAX) return std::nullopt;
  FloatFormat format;
  format.alternate = spec.alternate;
  const bool given = spec.precision >= 0;
  format.precision = given ? static_cast<int>(spec.precision) : 6;
  if (spec.type == 0) {
    format.code = given ? general_code : 'r';
  } else {
    format.code = static_cast<char>(spec.type);
  }
  return format;
}

FormatResult ApplyFloat(double value, const FormatSpec& spec, const FormatContext& context,
                        TextBuilder* out, TextBuilder* error) {
  const std::optional<FloatFormat> format = FloatFormatOf(spec, 0);
  if (!format) return Fail(error, "precision too big");
  CharBuffer text;
  NumberLayout layout;
  LayOutFloat(value, *format, spec, LocaleFor(spec, context), &text, &layout);
  if (text.failed()) return FormatResult::kNoMemory;
  AppendNumber(layout, spec, out);
  return Finish(*out);
}

}  // namespace

FormatResult FormatInteger(BigIntView value, TextView text, const FormatContext& context,
                           TextBuilder* out, TextBuilder* error) {
  FormatSpec spec;
  const FormatResult parsed = ParseFormatSpec(text, '>', 'd', context.type_name, &spec, error);
  if (parsed != FormatResult::kOk) return parsed;
  switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      break;
    default: {
      if (!IsFloatType(spec.type) || spec.type == 0) return FailType(spec.type, context, error);
      double number;
      if (BigIntToDouble(value, &number) != IntStatus::kOk) {
        error->append_ascii("int too large to convert to float");
        return FormatResult::kOverflowError;
      }
      return ApplyFloat(number, spec, context, out, error);
    }
  }
  if (spec.precision >= 0) return Fail(error, "Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) {
    return Fail(error, "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type == 'c') return FormatCharacter(value, spec, out, error);
  return FormatDigits(value, spec, context, out, error);
}

FormatResult FormatFloatSpec(double value, TextView text, const FormatContext& context,
                             TextBuilder* out, TextBuilder* error) {
  FormatSpec spec;
  const FormatResult parsed = ParseFormatSpec(text, '>', 0, context.type_name, &spec, error);
  if (parsed != FormatResult::kOk) return parsed;
  if (!IsFloatType(spec.type)) return FailType(spec.type, context, error);
  return ApplyFloat(value, spec, context, out, error);
}

FormatResult FormatComplex(ComplexParts value, TextView text, const FormatContext& context,
                           TextBuilder* out, TextBuilder* error) {
  FormatSpec spec;
  const FormatResult parsed = ParseFormatSpec(text, '>', 0, context.type_name, &spec, error);
  if (parsed != FormatResult::kOk) return parsed;
  if (!IsFloatType(spec.type) || spec.type == '%') return FailType(spec.type, context, error);
  std::optional<FloatFormat> format = FloatFormatOf(spec, 'g');
  if (!format) return Fail(error, "precision too big");
  if (spec.fill == '0')
    return Fail(error, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') {
    return Fail(error, "'=' alignment flag is not allowed in complex format specifier");
  }
  format->point_zero = PointZero::kOmit;
  const bool like_repr = spec.type == 0;
  const bool skip_real = like_repr && value.real == 0 && !std::signbit(value.real);
  FormatSpec part = spec;
  part.width = -1;
  part.fill = ' ';
  TextBuilder body;
  CharBuffer real_text, imaginary_text;
  NumberLayout real, imaginary;
  const NumberLocale& locale = LocaleFor(spec, context);
  if (like_repr && !skip_real) body.append('(');
  if (!skip_real) {
    LayOutFloat(value.real, *format, spec, locale, &real_text, &real);
    AppendNumber(real, part, &body);
    part.sign = '+';
  }
  LayOutFloat(value.imaginary, *format, part, locale, &imaginary_text, &imaginary);
  AppendNumber(imaginary, part, &body);
  body.append('j');
  if (like_repr && !skip_real) body.append(')');
  if (real_text.failed() || imaginary_text.failed() || body.failed())
    return FormatResult::kNoMemory;
  AppendPadded(body.view(), spec, out);
  return Finish(*out);
}

}  // namespace pyro
