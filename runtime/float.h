#pragma once

#include "runtime/thread.h"

// float and complex: arithmetic with Python's rules on machine floats (language reference 6.5
// to 6.7; float.__pow__ also follows the special cases that the library reference gives for
// math.pow).

namespace pyro {

RawObject new_boxed_float(Thread* thread, double value);

inline RawObject float_from_double(Thread* thread, double value) {
  if (RawObject::fits_immediate_float(value)) return RawObject::from_immediate_float(value);
  return new_boxed_float(thread, value);
}

RawObject float_truediv(Thread* thread, double left, double right);
RawObject float_floordiv(Thread* thread, double left, double right);
RawObject float_mod(Thread* thread, double left, double right);
RawObject float_divmod(Thread* thread, double left, double right);
// A complex for a negative base and a fractional exponent.
RawObject float_pow(Thread* thread, double base, double exponent);

// Quotient rounded down and remainder with the sign of the divisor, which is not zero.
void float_divide_NoGC(double left, double right, double* quotient, double* remainder);

// repr(): the shortest text that reads back as the same float.
RawObject float_to_text(Thread* thread, double value);
// float(text) of a str; ValueError "could not convert string to float: ...".
RawObject float_from_text(Thread* thread, const Object& text);

struct ComplexNumber {
  double real, imaginary;
};
// The value of a complex (or of an instance of a subclass).
ComplexNumber complex_value_of(RawObject value);
RawObject complex_multiply(Thread* thread, ComplexNumber left, ComplexNumber right);
RawObject complex_truediv(Thread* thread, ComplexNumber left, ComplexNumber right);
RawObject complex_pow(Thread* thread, ComplexNumber base, ComplexNumber exponent);

}  // namespace pyro
