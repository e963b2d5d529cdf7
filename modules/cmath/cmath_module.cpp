#include <cmath>
#include <complex>

#include "lib-python/natives.h"
#include "modules/math/real_functions.h"
#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/operations.h"

// cmath: the C library's complex functions, whose values at infinities, NaNs and signed zeros are
// those of C99 annex G. Errors are told from the results: NaN from arguments without NaN is outside
// the domain, an infinite result of finite arguments is an overflow, and the poles are named one by
// one.

namespace pyro {
namespace natives {

namespace {

using Complex = std::complex<double>;

bool has_nan(Complex z) { return std::isnan(z.real()) || std::isnan(z.imag()); }
bool has_infinity(Complex z) { return std::isinf(z.real()) || std::isinf(z.imag()); }
bool is_finite(Complex z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }

RawObject new_number(Thread* thread, Complex z) { return new_complex(thread, z.real(), z.imag()); }

// complex(value) for arguments: __complex__, or a real number.
bool complex_argument(Thread* thread, Arguments arguments, word index, Complex* result) {
  Object value(thread, arguments[index]);
  if (!is_complex(*value)) {
    RawObject converted = call_special(thread, value, Symbol::k__complex__);
    if (converted.is_error()) return false;
    if (converted.is_unbound()) {
      double real;
      if (!as_double(thread, value, &real)) return false;
      *result = Complex(real, 0.0);
      return true;
    }
    value = converted;
    if (!is_complex(*value)) {
      raise_type_error(thread, "__complex__ should return a complex object");
      return false;
    }
  }
  ComplexNumber parts = complex_value_of(*value);
  *result = Complex(parts.real, parts.imaginary);
  return true;
}

RawObject checked(Thread* thread, Complex z, Complex result) {
  if (has_nan(result) && !has_nan(z)) return raise_domain_error(thread);
  if (has_infinity(result) && is_finite(z)) return raise_range_error(thread);
  return new_number(thread, result);
}

Complex log10_of(Complex z) {
  Complex natural = std::log(z);
  return Complex(natural.real() / M_LN10, natural.imag() / M_LN10);
}

// sqrt cannot overflow, but the C library's intermediate sums might.
Complex square_root(Complex z) {
  double limit = 0x1p1020;
  if (is_finite(z) && (std::fabs(z.real()) > limit || std::fabs(z.imag()) > limit)) {
    Complex root = std::sqrt(Complex(z.real() / 4, z.imag() / 4));
    return Complex(2 * root.real(), 2 * root.imag());
  }
  return std::sqrt(z);
}

bool is_pole_of_atanh(Complex z) { return z.imag() == 0 && std::fabs(z.real()) == 1; }
bool is_pole_of_atan(Complex z) { return z.real() == 0 && std::fabs(z.imag()) == 1; }
bool is_zero(Complex z) { return z.real() == 0 && z.imag() == 0; }
bool has_no_pole(Complex) { return false; }

}  // namespace

#define PYRO_COMPLEX_FUNCTION(name, expression, is_pole)                        \
  RawObject cmath_##name(Thread* thread, Arguments arguments) {                 \
    Complex z;                                                                  \
    if (!complex_argument(thread, arguments, 0, &z)) return RawObject::error(); \
    if (is_pole(z)) return raise_domain_error(thread);                          \
    return checked(thread, z, expression);                                      \
  }

PYRO_COMPLEX_FUNCTION(acos, std::acos(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(acosh, std::acosh(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(asin, std::asin(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(asinh, std::asinh(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(atan, std::atan(z), is_pole_of_atan)
PYRO_COMPLEX_FUNCTION(atanh, std::atanh(z), is_pole_of_atanh)
PYRO_COMPLEX_FUNCTION(cos, std::cos(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(cosh, std::cosh(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(exp, std::exp(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(log10, log10_of(z), is_zero)
PYRO_COMPLEX_FUNCTION(sin, std::sin(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(sinh, std::sinh(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(sqrt, square_root(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(tan, std::tan(z), has_no_pole)
PYRO_COMPLEX_FUNCTION(tanh, std::tanh(z), has_no_pole)
#undef PYRO_COMPLEX_FUNCTION

RawObject cmath_log(Thread* thread, Arguments arguments) {
  Complex z, base;
  if (!complex_argument(thread, arguments, 0, &z)) return RawObject::error();
  if (is_zero(z)) return raise_domain_error(thread);
  if (!arguments.has(1)) return checked(thread, z, std::log(z));
  if (!complex_argument(thread, arguments, 1, &base)) return RawObject::error();
  if (is_zero(base) || (base.real() == 1 && base.imag() == 0)) return raise_domain_error(thread);
  Complex numerator = std::log(z), denominator = std::log(base);
  return complex_truediv(thread, {numerator.real(), numerator.imag()},
                         {denominator.real(), denominator.imag()});
}

RawObject cmath_phase(Thread* thread, Arguments arguments) {
  Complex z;
  return complex_argument(thread, arguments, 0, &z)
             ? new_float(thread, std::atan2(z.imag(), z.real()))
             : RawObject::error();
}

RawObject cmath_polar(Thread* thread, Arguments arguments) {
  Complex z;
  if (!complex_argument(thread, arguments, 0, &z)) return RawObject::error();
  double distance = std::hypot(z.real(), z.imag());
  if (std::isinf(distance) && is_finite(z)) return raise_range_error(thread);
  Object radius(thread, new_float(thread, distance));
  Object angle(thread, new_float(thread, std::atan2(z.imag(), z.real())));
  return new_tuple_of(thread, radius, angle);
}

RawObject cmath_rect(Thread* thread, Arguments arguments) {
  double r, phi;
  if (!real_argument(thread, arguments, 0, &r) || !real_argument(thread, arguments, 1, &phi))
    return RawObject::error();
  if (std::isinf(phi) && r != 0 && !std::isnan(r)) return raise_domain_error(thread);
  if (phi == 0) return new_complex(thread, r, r * phi);
  if (std::isinf(r) && std::isfinite(phi)) {
    // An infinite distance in a known direction.
    return new_complex(thread, std::copysign(HUGE_VAL, r * std::cos(phi)),
                       std::copysign(HUGE_VAL, r * std::sin(phi)));
  }
  if (r == 0 && !std::isfinite(phi)) return new_complex(thread, 0.0, 0.0);
  return new_complex(thread, r * std::cos(phi), r * std::sin(phi));
}

RawObject cmath_isfinite(Thread* thread, Arguments arguments) {
  Complex z;
  return complex_argument(thread, arguments, 0, &z) ? RawObject::from_bool(is_finite(z))
                                                    : RawObject::error();
}
RawObject cmath_isinf(Thread* thread, Arguments arguments) {
  Complex z;
  return complex_argument(thread, arguments, 0, &z) ? RawObject::from_bool(has_infinity(z))
                                                    : RawObject::error();
}
RawObject cmath_isnan(Thread* thread, Arguments arguments) {
  Complex z;
  return complex_argument(thread, arguments, 0, &z) ? RawObject::from_bool(has_nan(z))
                                                    : RawObject::error();
}

RawObject cmath_isclose(Thread* thread, Arguments arguments) {
  Complex a, b;
  double relative, absolute;
  if (!complex_argument(thread, arguments, 0, &a) || !complex_argument(thread, arguments, 1, &b) ||
      !real_argument(thread, arguments, 2, &relative) ||
      !real_argument(thread, arguments, 3, &absolute)) {
    return RawObject::error();
  }
  if (relative < 0 || absolute < 0)
    return raise_value_error(thread, "tolerances must be non-negative");
  if (a == b) return RawObject::true_object();
  if (has_infinity(a) || has_infinity(b)) return RawObject::false_object();
  double difference = std::abs(a - b);
  return RawObject::from_bool(difference <= relative * std::abs(b) ||
                              difference <= relative * std::abs(a) || difference <= absolute);
}

}  // namespace natives
}  // namespace pyro
