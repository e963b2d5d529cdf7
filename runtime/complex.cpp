#include <cerrno>
#include <cmath>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/runtime.h"

// complex: a pair of floats.

namespace pyro {

RawObject new_complex(Thread* thread, double real, double imaginary) {
  RawObject result = thread->heap()->allocate(LayoutId::kComplex, Kind::kComplex, true, 3);
  result.body<double>()[0] = real;
  result.body<double>()[1] = imaginary;
  return result;
}

ComplexNumber complex_value_of(RawObject value) {
  const double* parts = underlying_value(value).body<double>();
  return {parts[0], parts[1]};
}

RawObject complex_multiply(Thread* thread, ComplexNumber left, ComplexNumber right) {
  return new_complex(thread, left.real * right.real - left.imaginary * right.imaginary,
                     left.real * right.imaginary + left.imaginary * right.real);
}

namespace {

// Smith's method: scaling by the larger part of the divisor avoids overflow in between (CACM 5(8),
// 1962).
ComplexNumber divide(ComplexNumber left, ComplexNumber right) {
  if (std::fabs(right.real) >= std::fabs(right.imaginary)) {
    double ratio = right.imaginary / right.real, denominator = right.real + right.imaginary * ratio;
    return {(left.real + left.imaginary * ratio) / denominator,
            (left.imaginary - left.real * ratio) / denominator};
  }
  if (std::fabs(right.imaginary) >= std::fabs(right.real)) {
    double ratio = right.real / right.imaginary, denominator = right.real * ratio + right.imaginary;
    return {(left.real * ratio + left.imaginary) / denominator,
            (left.imaginary * ratio - left.real) / denominator};
  }
  return {NAN, NAN};  // a part of the divisor is NaN
}

ComplexNumber multiply(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// By repeated squaring; `exponent` is from 1 to 100.
ComplexNumber integer_power(ComplexNumber base, long exponent) {
  ComplexNumber result{1, 0}, square = base;
  for (long bits = exponent; bits != 0; bits >>= 1) {
    if (bits & 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

ComplexNumber general_power(ComplexNumber base, ComplexNumber exponent) {
  double modulus = std::hypot(base.real, base.imaginary);
  double length = std::pow(modulus, exponent.real);
  double angle = std::atan2(base.imaginary, base.real);
  double phase = angle * exponent.real;
  if (exponent.imaginary != 0) {
    length /= std::exp(angle * exponent.imaginary);
    phase += exponent.imaginary * std::log(modulus);
  }
  return {length * std::cos(phase), length * std::sin(phase)};
}

}  // namespace

RawObject complex_truediv(Thread* thread, ComplexNumber left, ComplexNumber right) {
  if (right.real == 0 && right.imaginary == 0) {
    return raise(thread, Exc::kZeroDivisionError, "complex division by zero");
  }
  ComplexNumber result = divide(left, right);
  return new_complex(thread, result.real, result.imaginary);
}

RawObject complex_pow(Thread* thread, ComplexNumber base, ComplexNumber exponent) {
  ComplexNumber result;
  if (exponent.real == 0 && exponent.imaginary == 0) {
    result = {1, 0};
  } else if (exponent.imaginary == 0 && exponent.real == std::floor(exponent.real) &&
             std::fabs(exponent.real) <= 100) {
    result = integer_power(base, static_cast<long>(std::fabs(exponent.real)));
    if (exponent.real < 0) {
      // A small base may have become zero.
      if (result.real == 0 && result.imaginary == 0)
        return raise(thread, Exc::kZeroDivisionError, "0.0 to a negative or complex power");
      result = divide({1, 0}, result);
    }
  } else if (base.real == 0 && base.imaginary == 0) {
    if (exponent.imaginary != 0 || exponent.real < 0) {
      return raise(thread, Exc::kZeroDivisionError, "0.0 to a negative or complex power");
    }
    result = {0, 0};
  } else {
    // An infinite angle has no sine; the C library's domain error is reported like this.
    double angle = std::atan2(base.imaginary, base.real) * exponent.real;
    if (exponent.imaginary != 0)
      angle += exponent.imaginary * std::log(std::hypot(base.real, base.imaginary));
    if (std::isinf(angle))
      return raise(thread, Exc::kZeroDivisionError, "0.0 to a negative or complex power");
    result = general_power(base, exponent);
  }
  // Also where an operand was infinite, as in CPython.
  if (std::isinf(result.real) || std::isinf(result.imaginary))
    return raise(thread, Exc::kOverflowError, "complex exponentiation");
  return new_complex(thread, result.real, result.imaginary);
}

}  // namespace pyro
