#pragma once

#include <string>

#include "modules/_decimal/coefficient.h"

// Decimal numbers outside the heap, and the operations of Cowlishaw's General Decimal Arithmetic
// Specification 1.70 on them. Nothing here knows Python.
//
// A number is (-1)^sign * coefficient * 10^exponent, an infinity, or a quiet or signaling NaN whose
// coefficient is its payload (none: zero). Operations take Settings, write a result that has been
// rounded to them, and add the conditions that arose to *status; whoever calls them turns trapped
// ones into exceptions. The result is never one of the operands.
//
// Where the specification leaves a choice, the rule is what CPython's decimal does: exp, ln and
// log10 are correctly rounded half to even whatever the rounding mode, and so is sqrt; power() is
// exact where the result is representable and else right in all but rare cases.

namespace pyro::decimals {

enum class Special : uint8_t { kFinite, kInfinity, kQuietNaN, kSignalingNaN };

enum class Rounding : uint8_t {
  kUp,
  kDown,
  kCeiling,
  kFloor,
  kHalfUp,
  kHalfDown,
  kHalfEven,
  k05Up
};
inline constexpr int kRoundingCount = 8;

// Conditions. The first nine are signals that Python code sees; those behind them are varieties of
// invalid operations, except for kMemory.
enum Condition : uint32_t {
  kInvalidOperation = 1 << 0,
  kFloatOperation = 1 << 1,
  kDivisionByZero = 1 << 2,
  kOverflow = 1 << 3,
  kUnderflow = 1 << 4,
  kSubnormal = 1 << 5,
  kInexact = 1 << 6,
  kRounded = 1 << 7,
  kClamped = 1 << 8,
  kConversionSyntax = 1 << 9,
  kDivisionImpossible = 1 << 10,
  kDivisionUndefined = 1 << 11,
  kInvalidContext = 1 << 12,
  kMemory = 1 << 13,
  kSignalMask = (1 << 9) - 1,
  kInvalidKinds = kInvalidOperation | kConversionSyntax | kDivisionImpossible | kDivisionUndefined |
                  kInvalidContext,
  kErrors = kInvalidKinds | kDivisionByZero | kMemory,
};
inline constexpr int kSignalCount = 9;

inline constexpr int64_t kMaxPrecision = 999'999'999'999'999'999;
inline constexpr int64_t kMaxEmax = kMaxPrecision, kMinEmin = -kMaxPrecision;
inline constexpr int64_t kMinEtiny = kMinEmin - (kMaxPrecision - 1);

struct Settings {
  int64_t precision, emax, emin;
  Rounding rounding = Rounding::kHalfEven;
  bool clamp = false;
  bool capitals = true;

  int64_t etiny() const { return emin - (precision - 1); }
  int64_t etop() const { return emax - (precision - 1); }
};
// What holds every representable number.
inline constexpr Settings kWidest{kMaxPrecision, kMaxEmax, kMinEmin};

struct Number {
  bool negative = false;
  Special special = Special::kFinite;
  int64_t exponent = 0;
  Coefficient coefficient;

  bool is_finite() const { return special == Special::kFinite; }
  bool is_infinite() const { return special == Special::kInfinity; }
  bool is_nan() const { return special >= Special::kQuietNaN; }
  bool is_signaling() const { return special == Special::kSignalingNaN; }
  bool is_zero() const { return is_finite() && coefficient.is_zero(); }
  int64_t digits() const { return coefficient.digits(); }
  int64_t adjusted() const { return exponent + digits() - 1; }

  void set_zero(bool sign, int64_t zero_exponent);
  void set_infinity(bool sign);
  void set_small(bool sign, uint64_t value, int64_t value_exponent);
  void set_nan();
  [[nodiscard]] bool assign(const Number& other);
};

// Results of failure: a NaN, and the condition added.
void fail(Number* result, Condition condition, uint32_t* status);

// Rounds to the settings' precision and exponent range (rounding.cpp).
void finalize(Number* value, const Settings& settings, uint32_t* status);
// Does the rounding mode add one to a value whose cut digits amount to `lost`?
bool rounds_away(const Number& value, Lost lost, Rounding rounding);
// Sets the exponent of a finite number, dropping digits if it rises. The status tells what was
// lost.
[[nodiscard]] bool set_exponent(Number* value, int64_t exponent, Rounding rounding,
                                uint32_t* status);
// If an operand is a NaN: the result of the operation, and true.
bool nan_result(const Number& a, const Settings& settings, Number* result, uint32_t* status);
bool nan_result(const Number& a, const Number& b, const Settings& settings, Number* result,
                uint32_t* status);

using UnaryOperation = void(const Number& a, const Settings& settings, Number* result,
                            uint32_t* status);
using BinaryOperation = void(const Number& a, const Number& b, const Settings& settings,
                             Number* result, uint32_t* status);

// arithmetic.cpp
BinaryOperation add, subtract, multiply;
UnaryOperation plus, minus, absolute;
void fused_multiply_add(const Number& a, const Number& b, const Number& c, const Settings& settings,
                        Number* result, uint32_t* status);
// division.cpp
BinaryOperation divide, divide_integer, remainder, remainder_near;
void divide_with_remainder(const Number& a, const Number& b, const Settings& settings,
                           Number* quotient, Number* rest, uint32_t* status);
// comparison.cpp
// Numbers that are no NaNs: negative, zero or positive. Works by value.
int compare_values(const Number& a, const Number& b);
int compare_magnitudes(const Number& a, const Number& b);
// The total order of the specification; the status is never touched.
int compare_total_order(const Number& a, const Number& b, bool magnitude);
BinaryOperation compare, compare_signal, maximum, minimum, maximum_magnitude, minimum_magnitude;
bool same_quantum(const Number& a, const Number& b);
// exponents.cpp
BinaryOperation quantize, next_toward, scale_by, shift_digits, rotate_digits;
UnaryOperation reduce, next_plus, next_minus, exponent_of;
void to_integral(const Number& a, const Settings& settings, bool exact, Number* result,
                 uint32_t* status);
bool is_normal(const Number& a, const Settings& settings);
bool is_subnormal(const Number& a, const Settings& settings);
const char* number_class(const Number& a, const Settings& settings);
// logical.cpp
BinaryOperation logical_and, logical_or, logical_xor;
UnaryOperation logical_invert;
// roots.cpp, transcendental.cpp, power.cpp
UnaryOperation square_root, exponential, natural_logarithm, decimal_logarithm;
BinaryOperation power;
void power_modulo(const Number& base, const Number& exponent, const Number& modulus,
                  const Settings& settings, Number* result, uint32_t* status);

// text.cpp
std::string to_text(const Number& value, bool capitals, bool engineering);
// False: not the text of a number. Rounds nothing.
enum class Parse : uint8_t { kOk, kSyntax, kMemory };
Parse parse(std::string_view text, Number* value);

// The integer part, truncated, as a coefficient. False: no memory.
[[nodiscard]] bool integer_part(const Number& value, Coefficient* result);

}  // namespace pyro::decimals
