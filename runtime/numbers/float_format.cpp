#include <algorithm>
#include <charconv>
#include <cmath>

#include "runtime/numbers/float_text.h"

namespace pyro {

namespace {

// No double has more than 1074 digits after the point, nor more than 767 significant ones; the rest
// are zeros.
constexpr int kExactDigits = 1100;

// Decimal digits d1 d2 ... of a finite value: d1.d2... * 10**exponent. Shortest digits when `count`
// is 0.
struct Digits {
  char text[kExactDigits + 16];
  int count;
  int exponent;
};

void GenerateDigits(double magnitude, int count, Digits* digits) {
  char* end = digits->text + sizeof digits->text;
  const std::to_chars_result result =
      count == 0 ? std::to_chars(digits->text, end, magnitude, std::chars_format::scientific)
                 : std::to_chars(digits->text, end, magnitude, std::chars_format::scientific,
                                 std::min(count, kExactDigits) - 1);
  char* exponent = result.ptr - 1;
  while (*exponent != 'e') --exponent;
  const char* number = exponent[1] == '+' ? exponent + 2 : exponent + 1;
  std::from_chars(number, result.ptr, digits->exponent);
  // Close the gap where the point was.
  if (exponent - digits->text > 1) {
    std::copy(digits->text + 2, exponent, digits->text + 1);
    digits->count = static_cast<int>(exponent - digits->text) - 1;
  } else {
    digits->count = 1;
  }
}

void AppendExponent(int exponent, char letter, CharBuffer* out) {
  out->append(letter);
  out->append(exponent < 0 ? '-' : '+');
  const int magnitude = exponent < 0 ? -exponent : exponent;
  if (magnitude < 10) out->append('0');
  char number[8];
  const auto result = std::to_chars(number, number + sizeof number, magnitude);
  out->append(std::string_view(number, result.ptr - number));
}

// `places` digits follow the point; digits that are not there are zeros.
void AppendScientific(const Digits& digits, int places, bool point, char letter, CharBuffer* out) {
  out->append(digits.text[0]);
  if (places > 0 || point) out->append('.');
  const int have = std::min(places, digits.count - 1);
  out->append(std::string_view(digits.text + 1, have));
  out->append(static_cast<size_t>(places - have), '0');
  AppendExponent(digits.exponent, letter, out);
}

void AppendPositional(const Digits& digits, int places, bool point, CharBuffer* out) {
  const int whole = digits.exponent + 1;  // digits before the point
  if (whole <= 0) {
    out->append('0');
  } else {
    const int have = std::min(whole, digits.count);
    out->append(std::string_view(digits.text, have));
    out->append(static_cast<size_t>(whole - have), '0');
  }
  if (places <= 0) {
    if (point) out->append('.');
    return;
  }
  out->append('.');
  const int zeros = whole < 0 ? std::min(-whole, places) : 0;
  out->append(static_cast<size_t>(zeros), '0');
  const int start = std::max(whole, 0);
  const int have = std::max(0, std::min(places - zeros, digits.count - start));
  out->append(std::string_view(digits.text + start, have));
  out->append(static_cast<size_t>(places - zeros - have), '0');
}

void AppendFixed(double magnitude, int precision, bool point, CharBuffer* out) {
  constexpr size_t kWholeDigits = 310;
  const int exact = std::min(precision, kExactDigits);
  const size_t start = out->size();
  char* text = out->extend(kWholeDigits + 2 + static_cast<size_t>(exact));
  if (text == nullptr) return;
  const auto result =
      std::to_chars(text, out->data() + out->size(), magnitude, std::chars_format::fixed, exact);
  out->truncate(start + static_cast<size_t>(result.ptr - text));
  out->append(static_cast<size_t>(precision - exact), '0');
  if (precision == 0 && point) out->append('.');
}

void AppendGeneral(double magnitude, const FloatFormat& format, char letter, CharBuffer* out) {
  const int precision = std::max(format.precision, 1);
  Digits digits;
  GenerateDigits(magnitude, precision, &digits);
  const bool at_least_one_place = format.code == 0;
  const int limit = at_least_one_place ? precision - 1 : precision;
  int significant = format.alternate ? precision : digits.count;
  if (!format.alternate) {
    while (significant > 1 && digits.text[significant - 1] == '0') --significant;
  }
  if (digits.exponent < -4 || digits.exponent >= limit) {
    AppendScientific(digits, significant - 1, format.alternate, letter, out);
    return;
  }
  int places = significant - 1 - digits.exponent;
  if (at_least_one_place) places = std::max(places, 1);
  AppendPositional(digits, places, format.alternate, out);
}

void AppendShortest(double magnitude, const FloatFormat& format, CharBuffer* out) {
  Digits digits;
  GenerateDigits(magnitude, 0, &digits);
  if (digits.exponent < -4 || digits.exponent >= 16) {
    AppendScientific(digits, digits.count - 1, format.alternate, 'e', out);
    return;
  }
  int places = digits.count - 1 - digits.exponent;
  if (format.point_zero == PointZero::kAdd) places = std::max(places, 1);
  AppendPositional(digits, places, format.alternate, out);
}

bool IsUpperCode(char code) { return code == 'E' || code == 'F' || code == 'G'; }

}  // namespace

void FormatFloat(double value, const FloatFormat& format, CharBuffer* out) {
  if (format.code == '%') value *= 100;
  const bool upper = IsUpperCode(format.code);
  if (std::isnan(value)) {
    out->append(upper ? "NAN" : "nan");
  } else {
    if (std::signbit(value)) out->append('-');
    const double magnitude = std::fabs(value);
    if (std::isinf(value)) {
      out->append(upper ? "INF" : "inf");
    } else if (format.code == 'r') {
      AppendShortest(magnitude, format, out);
    } else if (format.code == 'e' || format.code == 'E') {
      Digits digits;
      const int count = format.precision >= kExactDigits ? kExactDigits : format.precision + 1;
      GenerateDigits(magnitude, count, &digits);
      AppendScientific(digits, format.precision, format.alternate, format.code, out);
    } else if (format.code == 'f' || format.code == 'F' || format.code == '%') {
      AppendFixed(magnitude, format.precision, format.alternate, out);
    } else {
      AppendGeneral(magnitude, format, upper ? 'E' : 'e', out);
    }
  }
  if (format.code == '%') out->append('%');
}

size_t FloatRepr(double value, char* out, PointZero point_zero) {
  CharBuffer text;
  FloatFormat format;
  format.point_zero = point_zero;
  FormatFloat(value, format, &text);
  std::copy(text.view().begin(), text.view().end(), out);
  return text.size();
}

void ComplexRepr(ComplexParts value, CharBuffer* out) {
  FloatFormat format;
  format.point_zero = PointZero::kOmit;
  // A positive zero real part is left out, and so are the brackets then.
  if (value.real == 0 && !std::signbit(value.real)) {
    FormatFloat(value.imaginary, format, out);
    out->append('j');
    return;
  }
  out->append('(');
  FormatFloat(value.real, format, out);
  if (std::isnan(value.imaginary) || !std::signbit(value.imaginary)) out->append('+');
  FormatFloat(value.imaginary, format, out);
  out->append("j)");
}

FloatStatus RoundFloat(double value, int64_t digits, double* result) {
  *result = value;
  // Beyond these no rounding can happen, or only zero can remain.
  if (value == 0 || digits > 323) return FloatStatus::kOk;
  if (digits < -309) {
    *result = std::copysign(0.0, value);
    return FloatStatus::kOk;
  }
  const double magnitude = std::fabs(value);
  Digits exact;
  GenerateDigits(magnitude, kExactDigits, &exact);
  const int64_t kept = exact.exponent + 1 + digits;  // significant digits that stay
  double rounded = 0;
  char number[kExactDigits + 32];
  char* end = number;
  if (kept >= 1) {
    if (kept >= kExactDigits) return FloatStatus::kOk;
    end = std::to_chars(number, number + sizeof number, magnitude, std::chars_format::scientific,
                        static_cast<int>(kept) - 1)
              .ptr;
  } else if (kept == 0) {
    // Up when above a half; a tie goes to the even zero.
    const bool tie = exact.text[0] == '5' && std::all_of(exact.text + 1, exact.text + exact.count,
                                                         [](char c) { return c == '0'; });
    if (exact.text[0] >= '5' && !tie) {
      *end++ = '1';
      *end++ = 'e';
      end = std::to_chars(end, number + sizeof number, -digits).ptr;
    }
  }
  if (end != number) {
    const auto parsed = std::from_chars(number, end, rounded);
    if (parsed.ec == std::errc::result_out_of_range && exact.exponent > 0)
      return FloatStatus::kOverflow;
  }
  *result = std::copysign(rounded, value);
  return FloatStatus::kOk;
}

}  // namespace pyro
