#include "runtime/float.h"

#include <cerrno>
#include <cmath>

#include "runtime/errors.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/numbers/float_text.h"
#include "runtime/runtime.h"

namespace pyro {

RawObject new_boxed_float(Thread* thread, double value) {
  RawObject result = thread->heap()->allocate(LayoutId::kFloat, Kind::kBoxedFloat, true, 2);
  *result.body<double>() = value;
  return result;
}

RawObject new_float(Thread* thread, double value) { return float_from_double(thread, value); }

RawObject float_truediv(Thread* thread, double left, double right) {
  if (right == 0) return raise(thread, Exc::kZeroDivisionError, "float division by zero");
  return new_float(thread, left / right);
}

void float_divide_NoGC(double left, double right, double* quotient, double* remainder) {
  double rest = std::fmod(left, right);
  double ratio = (left - rest) / right;
  if (rest != 0) {
    if ((right < 0) != (rest < 0)) {
      rest += right;
      ratio -= 1;
    }
  } else {
    rest = std::copysign(0.0, right);
  }
  *remainder = rest;
  if (ratio == 0) {
    *quotient = std::copysign(0.0, left / right);
    return;
  }
  double whole = std::floor(ratio);
  *quotient = ratio - whole > 0.5 ? whole + 1 : whole;
}

RawObject float_floordiv(Thread* thread, double left, double right) {
  if (right == 0) return raise(thread, Exc::kZeroDivisionError, "float floor division by zero");
  double quotient, remainder;
  float_divide_NoGC(left, right, &quotient, &remainder);
  return new_float(thread, quotient);
}

RawObject float_mod(Thread* thread, double left, double right) {
  if (right == 0) return raise(thread, Exc::kZeroDivisionError, "float modulo");
  double quotient, remainder;
  float_divide_NoGC(left, right, &quotient, &remainder);
  return new_float(thread, remainder);
}

RawObject float_divmod(Thread* thread, double left, double right) {
  if (right == 0) return raise(thread, Exc::kZeroDivisionError, "float divmod()");
  double quotient_value, remainder_value;
  float_divide_NoGC(left, right, &quotient_value, &remainder_value);
  Object quotient(thread, new_float(thread, quotient_value));
  Object remainder(thread, new_float(thread, remainder_value));
  return new_tuple_of(thread, quotient, remainder);
}

RawObject float_pow(Thread* thread, double base, double exponent) {
  if (base == 0 && exponent < 0 && std::isfinite(exponent)) {
    return raise(thread, Exc::kZeroDivisionError, "0.0 cannot be raised to a negative power");
  }
  bool finite = std::isfinite(base) && std::isfinite(exponent);
  if (finite && base < 0 && exponent != std::floor(exponent)) {
    return complex_pow(thread, {base, 0}, {exponent, 0});
  }
  double result = std::pow(base, exponent);
  if (finite && std::isinf(result)) {
    Object number(thread, RawObject::from_small_int(ERANGE));
    Object text(thread, new_str_ascii(thread, "Numerical result out of range"));
    Object args(thread, new_tuple_of(thread, number, text));
    Object type(thread, exc_type(thread, Exc::kOverflowError));
    BaseException error(thread, allocate_exception(thread, type, args));
    return raise_instance(thread, error);
  }
  return new_float(thread, result);
}

RawObject float_to_text(Thread* thread, double value) {
  char text[kFloatReprSize];
  size_t length = FloatRepr(value, text);
  return new_str_ascii(thread, {text, length});
}

}  // namespace pyro
