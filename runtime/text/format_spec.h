// The format specification mini-language of format(), str.format() and f-strings (library
// reference, "Format Specification Mini-Language"):
//
//     [[fill]align][sign][z][#][0][width][grouping][.precision][type]
//
// `ParseFormatSpec` turns the text into a `FormatSpec`; the Format... functions parse and apply it
// to a value and append to a `TextBuilder`. A number is laid out as sign, prefix ("0x"), digits
// (with grouping and zero padding), and a remainder that is left alone (fraction, exponent, "inf");
// fill goes before, after, around, or (align '=') between prefix and digits.
//
// Errors: the result tells the exception type, and its text, word for word, is in the `error`
// builder.
#pragma once

#include "runtime/numbers/float_text.h"
#include "runtime/text/text_builder.h"

namespace pyro {

enum class FormatResult : uint8_t { kOk, kValueError, kOverflowError, kNoMemory };

struct FormatSpec {
  CodePoint fill = ' ';
  char align = 0;  // one of < > = ^
  char sign = 0;   // 0, '+', '-' or ' '
  bool no_negative_zero = false;
  bool alternate = false;
  int64_t width = -1;
  char grouping = 0;  // 0, ',' or '_'
  int64_t precision = -1;
  CodePoint type = 0;
};

// How numbers are grouped and pointed: the parts of localeconv() that type 'n' uses.
struct NumberLocale {
  TextView decimal_point = ".";
  TextView thousands_separator;
  std::string_view grouping;  // group sizes, as in localeconv(); CHAR_MAX ends grouping
};

struct FormatContext {
  TextView type_name;  // of the object, for the error texts
  size_t digit_limit = kDefaultIntegerDigitLimit;
  const NumberLocale* locale = nullptr;  // for 'n'; null: the C locale
};

// Parses `text`; `default_align` and `default_type` are those of the type.
FormatResult ParseFormatSpec(TextView text, char default_align, CodePoint default_type,
                             TextView type_name, FormatSpec* spec, TextBuilder* error);

FormatResult FormatString(TextView value, TextView spec, const FormatContext& context,
                          TextBuilder* out, TextBuilder* error);
FormatResult FormatInteger(BigIntView value, TextView spec, const FormatContext& context,
                           TextBuilder* out, TextBuilder* error);
FormatResult FormatFloatSpec(double value, TextView spec, const FormatContext& context,
                             TextBuilder* out, TextBuilder* error);
FormatResult FormatComplex(ComplexParts value, TextView spec, const FormatContext& context,
                           TextBuilder* out, TextBuilder* error);

// "Unknown format code 'q' for object of type 'int'": for other types' __format__ methods.
void AppendUnknownFormatCode(CodePoint code, TextView type_name, TextBuilder* error);
// "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits()
// ..."
void AppendDigitLimitError(size_t limit, TextBuilder* error);

}  // namespace pyro
