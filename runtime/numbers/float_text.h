// Floats and their text: repr(), float(), format codes, hexadecimal text, decimal rounding, ratios,
// hashes; and the same for complex numbers.
//
// Digits come from the C++ library's `to_chars`, which is exact: the shortest digits that read back
// as the same float for repr(), and correctly rounded digits of any count for the format codes.
// What is added here is Python's presentation of those digits. Reading uses `from_chars` (correctly
// rounded) after Python's own syntax check.
//
// Rules implemented: language reference, "Numeric literals"; library reference, float(),
// float.hex(), float.fromhex(), round(), "Format Specification Mini-Language", "printf-style String
// Formatting" and "Hashing of numeric types".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/numbers/bigint.h"
#include "runtime/numbers/char_buffer.h"

namespace pyro {

// The longest repr() of a float is 24 characters ("-2.2250738585072014e-308").
inline constexpr size_t kFloatReprSize = 32;
enum class PointZero : uint8_t { kOmit, kAdd };
// repr(value) into `out` (kFloatReprSize bytes); returns the length. kOmit leaves ".0" away, as the
// parts of a complex do.
size_t FloatRepr(double value, char* out, PointZero point_zero = PointZero::kAdd);

struct FloatFormat {
  // One of e E f F g G n %, 'r' (repr's shortest digits), or 0: general format with at least one
  // digit after the point (what format() does with a precision and no type).
  char code = 'r';
  int precision = 6;                       // ignored by 'r'
  bool alternate = false;                  // '#': always a point, and 'g' keeps trailing zeros
  PointZero point_zero = PointZero::kAdd;  // for 'r'
};
// Appends the text, with '-' for negative values (zeros and infinities included, NaN excluded).
void FormatFloat(double value, const FloatFormat& format, CharBuffer* out);

// float(text), whitespace trimmed and Unicode digits replaced by the caller. Nothing when the text
// is malformed.
std::optional<double> ParseFloat(std::string_view text);

enum class FloatStatus : uint8_t { kOk, kInvalid, kOverflow, kNotANumber, kNoMemory };

// float.hex() into `out` (kFloatReprSize bytes); returns the length.
size_t FloatHex(double value, char* out);
// float.fromhex(), whitespace trimmed by the caller. kInvalid: "invalid hexadecimal floating-point
// string"; kOverflow: "hexadecimal value too large to represent as a float".
FloatStatus ParseFloatHex(std::string_view text, double* result);

// round(value, digits) for a finite value. kOverflow: "rounded value too large to represent".
FloatStatus RoundFloat(double value, int64_t digits, double* result);

// value == numerator / denominator in lowest terms. kOverflow for infinities, kNotANumber for NaN.
FloatStatus FloatIntegerRatio(double value, BigIntBuffer* numerator, BigIntBuffer* denominator);

// hash(value); for NaN the caller uses the object's identity.
int64_t FloatHash(double value);

struct ComplexParts {
  double real;
  double imaginary;
};
// repr(complex(real, imaginary)).
void ComplexRepr(ComplexParts value, CharBuffer* out);
// complex(text), Unicode digits and outer whitespace taken care of by the caller ("complex() arg is
// a malformed string").
std::optional<ComplexParts> ParseComplex(std::string_view text);
int64_t ComplexHash(ComplexParts value);

}  // namespace pyro
