#include "modules/math/real_functions.h"

#include <algorithm>
#include <cmath>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// math: the functions of real numbers, except logarithms and sums.

namespace pyro {

RawObject raise_domain_error(Thread* thread) {
  return raise_value_error(thread, "math domain error");
}
RawObject raise_range_error(Thread* thread) {
  return raise(thread, Exc::kOverflowError, "math range error");
}

RawObject checked_result(Thread* thread, double x, double result, InfiniteResult meaning) {
  if (std::isnan(result) && !std::isnan(x)) return raise_domain_error(thread);
  if (std::isinf(result) && std::isfinite(x)) {
    return meaning == InfiniteResult::kPole ? raise_domain_error(thread)
                                            : raise_range_error(thread);
  }
  return new_float(thread, result);
}

bool real_argument(Thread* thread, Arguments arguments, word index, double* value) {
  Object argument(thread, arguments[index]);
  return as_double(thread, argument, value);
}

namespace natives {

#define PYRO_REAL_FUNCTION(name, expression, meaning)                        \
  RawObject math_##name(Thread* thread, Arguments arguments) {               \
    double x;                                                                \
    if (!real_argument(thread, arguments, 0, &x)) return RawObject::error(); \
    return checked_result(thread, x, expression, InfiniteResult::meaning);   \
  }

PYRO_REAL_FUNCTION(acos, std::acos(x), kPole)
PYRO_REAL_FUNCTION(acosh, std::acosh(x), kPole)
PYRO_REAL_FUNCTION(asin, std::asin(x), kPole)
PYRO_REAL_FUNCTION(asinh, std::asinh(x), kPole)
PYRO_REAL_FUNCTION(atan, std::atan(x), kPole)
PYRO_REAL_FUNCTION(atanh, std::atanh(x), kPole)
PYRO_REAL_FUNCTION(cbrt, std::cbrt(x), kPole)
PYRO_REAL_FUNCTION(cos, std::cos(x), kPole)
PYRO_REAL_FUNCTION(cosh, std::cosh(x), kOverflow)
PYRO_REAL_FUNCTION(erf, std::erf(x), kPole)
PYRO_REAL_FUNCTION(erfc, std::erfc(x), kPole)
PYRO_REAL_FUNCTION(exp, std::exp(x), kOverflow)
PYRO_REAL_FUNCTION(exp2, std::exp2(x), kOverflow)
PYRO_REAL_FUNCTION(expm1, std::expm1(x), kOverflow)
PYRO_REAL_FUNCTION(fabs, std::fabs(x), kPole)
PYRO_REAL_FUNCTION(log1p, x == 0 ? x : std::log1p(x), kPole)
PYRO_REAL_FUNCTION(sin, std::sin(x), kPole)
PYRO_REAL_FUNCTION(sinh, std::sinh(x), kOverflow)
PYRO_REAL_FUNCTION(sqrt, std::sqrt(x), kPole)
PYRO_REAL_FUNCTION(tan, std::tan(x), kPole)
PYRO_REAL_FUNCTION(tanh, std::tanh(x), kPole)
PYRO_REAL_FUNCTION(degrees, x * (180.0 / M_PI), kOverflow)
PYRO_REAL_FUNCTION(radians, x*(M_PI / 180.0), kOverflow)
#undef PYRO_REAL_FUNCTION

// --- gamma

RawObject math_gamma(Thread* thread, Arguments arguments) {
  double x;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  bool whole = std::floor(x) == x;
  if (x == -HUGE_VAL || (x <= 0 && whole && std::isfinite(x))) return raise_domain_error(thread);
  if (whole && x <= 23) {  // (x-1)! is exact
    double product = 1;
    for (double factor = 2; factor < x; factor++) product *= factor;
    return new_float(thread, product);
  }
  return checked_result(thread, x, std::tgamma(x), InfiniteResult::kOverflow);
}

RawObject math_lgamma(Thread* thread, Arguments arguments) {
  double x;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  if (std::isinf(x)) return new_float(thread, HUGE_VAL);
  if (x <= 0 && std::floor(x) == x) return raise_domain_error(thread);
  int sign;
  return checked_result(thread, x, lgamma_r(x, &sign), InfiniteResult::kOverflow);
}

// --- two arguments

namespace {

bool two_arguments(Thread* thread, Arguments arguments, double* x, double* y) {
  return real_argument(thread, arguments, 0, x) && real_argument(thread, arguments, 1, y);
}

}  // namespace

RawObject math_atan2(Thread* thread, Arguments arguments) {
  double y, x;
  return two_arguments(thread, arguments, &y, &x) ? new_float(thread, std::atan2(y, x))
                                                  : RawObject::error();
}

RawObject math_copysign(Thread* thread, Arguments arguments) {
  double x, y;
  return two_arguments(thread, arguments, &x, &y) ? new_float(thread, std::copysign(x, y))
                                                  : RawObject::error();
}

RawObject math_nextafter(Thread* thread, Arguments arguments) {
  double x, y;
  return two_arguments(thread, arguments, &x, &y) ? new_float(thread, std::nextafter(x, y))
                                                  : RawObject::error();
}

RawObject math_fmod(Thread* thread, Arguments arguments) {
  double x, y;
  if (!two_arguments(thread, arguments, &x, &y)) return RawObject::error();
  double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain_error(thread);
  return new_float(thread, result);
}

RawObject math_remainder(Thread* thread, Arguments arguments) {
  double x, y;
  if (!two_arguments(thread, arguments, &x, &y)) return RawObject::error();
  double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain_error(thread);
  return new_float(thread, result);
}

RawObject math_pow(Thread* thread, Arguments arguments) {
  double x, y;
  if (!two_arguments(thread, arguments, &x, &y)) return RawObject::error();
  double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result)) return raise_domain_error(thread);
    if (std::isinf(result)) return x == 0 ? raise_domain_error(thread) : raise_range_error(thread);
  }
  return new_float(thread, result);
}

RawObject math_ldexp(Thread* thread, Arguments arguments) {
  double x;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  if (!is_int(arguments[1]))
    return raise_type_error(thread, "Expected an int as second argument to ldexp.");
  RawObject exponent_value = int_value_of(arguments[1]);
  if (x == 0 || !std::isfinite(x)) return new_float(thread, x);
  word exponent;
  if (!int_to_word_NoGC(exponent_value, &exponent))
    exponent = int_sign_NoGC(exponent_value) < 0 ? INT32_MIN : INT32_MAX;
  exponent = std::min<word>(std::max<word>(exponent, -100000), 100000);
  return checked_result(thread, x, std::ldexp(x, static_cast<int>(exponent)),
                        InfiniteResult::kOverflow);
}

// --- parts of a float

RawObject math_frexp(Thread* thread, Arguments arguments) {
  double x;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  int exponent_value = 0;
  double part = std::isfinite(x) ? std::frexp(x, &exponent_value) : x;
  Object mantissa(thread, new_float(thread, part));
  Object exponent(thread, RawObject::from_small_int(exponent_value));
  return new_tuple_of(thread, mantissa, exponent);
}

RawObject math_modf(Thread* thread, Arguments arguments) {
  double x, whole_part;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  Object fraction(thread, new_float(thread, std::modf(x, &whole_part)));
  Object whole(thread, new_float(thread, whole_part));
  return new_tuple_of(thread, fraction, whole);
}

RawObject math_ulp(Thread* thread, Arguments arguments) {
  double x;
  if (!real_argument(thread, arguments, 0, &x)) return RawObject::error();
  x = std::fabs(x);
  if (!std::isfinite(x)) return new_float(thread, x);
  double above = std::nextafter(x, HUGE_VAL);
  return new_float(thread, std::isinf(above) ? x - std::nextafter(x, 0) : above - x);
}

RawObject math_isfinite(Thread* thread, Arguments arguments) {
  double x;
  return real_argument(thread, arguments, 0, &x) ? RawObject::from_bool(std::isfinite(x))
                                                 : RawObject::error();
}
RawObject math_isinf(Thread* thread, Arguments arguments) {
  double x;
  return real_argument(thread, arguments, 0, &x) ? RawObject::from_bool(std::isinf(x))
                                                 : RawObject::error();
}
RawObject math_isnan(Thread* thread, Arguments arguments) {
  double x;
  return real_argument(thread, arguments, 0, &x) ? RawObject::from_bool(std::isnan(x))
                                                 : RawObject::error();
}

// PEP 485.
RawObject math_isclose(Thread* thread, Arguments arguments) {
  double a, b, relative, absolute;
  if (!real_argument(thread, arguments, 0, &a) || !real_argument(thread, arguments, 1, &b) ||
      !real_argument(thread, arguments, 2, &relative) ||
      !real_argument(thread, arguments, 3, &absolute)) {
    return RawObject::error();
  }
  if (relative < 0 || absolute < 0)
    return raise_value_error(thread, "tolerances must be non-negative");
  if (a == b) return RawObject::true_object();
  if (std::isinf(a) || std::isinf(b)) return RawObject::false_object();
  double difference = std::fabs(b - a);
  return RawObject::from_bool(difference <= std::fabs(relative * b) ||
                              difference <= std::fabs(relative * a) || difference <= absolute);
}

// --- rounding to integers

namespace {

RawObject round_with(Thread* thread, Arguments arguments, const char* method_name,
                     double (*function)(double)) {
  Object value(thread, arguments[0]);
  if (is_exact_float(*value)) return int_from_double(thread, function(float_value_of(*value)));
  Object name(thread, intern_ascii(thread, method_name));
  Object method(thread, type_lookup(thread, type_of(thread, *value), *name));
  if (!method->is_unbound()) return call_found(thread, method, value);
  double x;
  return as_double(thread, value, &x) ? int_from_double(thread, function(x)) : RawObject::error();
}

}  // namespace

RawObject math_floor(Thread* thread, Arguments arguments) {
  return round_with(thread, arguments, "__floor__", std::floor);
}
RawObject math_ceil(Thread* thread, Arguments arguments) {
  return round_with(thread, arguments, "__ceil__", std::ceil);
}

RawObject math_trunc(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  if (is_exact_float(*value)) return int_from_double(thread, float_value_of(*value));
  RawObject result = call_special(thread, value, Symbol::k__trunc__);
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "type %T doesn't define __trunc__ method", &value);
}

}  // namespace natives
}  // namespace pyro
