#include <cmath>

#include "lib-python/natives.h"
#include "modules/math/real_functions.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/operations.h"

// math: logarithms. Integers beyond the range of floats are split into mantissa and exponent first.

namespace pyro {
namespace natives {

namespace {

using Logarithm = double (*)(double);

bool compute_real(Thread* thread, double x, Logarithm logarithm, double* result) {
  if (std::isnan(x) || x == HUGE_VAL) {
    *result = x;
    return true;
  }
  if (x <= 0) {
    raise_domain_error(thread);
    return false;
  }
  *result = logarithm(x);
  return true;
}

bool compute(Thread* thread, const Object& value, Logarithm logarithm, double* result) {
  double x;
  if (!is_int(*value))
    return as_double(thread, value, &x) && compute_real(thread, x, logarithm, result);
  RawObject integer = int_value_of(*value);
  if (int_sign_NoGC(integer) <= 0) {
    raise_domain_error(thread);
    return false;
  }
  IntView view(integer);
  if (BigIntToDouble(view, &x) == IntStatus::kOk) {
    *result = logarithm(x);
    return true;
  }
  int64_t exponent;
  double mantissa = BigIntFrexp(view, &exponent);
  *result = logarithm(mantissa) + logarithm(2.0) * static_cast<double>(exponent);
  return true;
}

RawObject logarithm_of(Thread* thread, RawObject raw_value, Logarithm logarithm) {
  Object value(thread, raw_value);
  double result;
  return compute(thread, value, logarithm, &result) ? new_float(thread, result)
                                                    : RawObject::error();
}

double natural(double x) { return std::log(x); }
double binary(double x) { return std::log2(x); }
double decimal(double x) { return std::log10(x); }

}  // namespace

RawObject math_log2(Thread* thread, Arguments arguments) {
  return logarithm_of(thread, arguments[0], binary);
}
RawObject math_log10(Thread* thread, Arguments arguments) {
  return logarithm_of(thread, arguments[0], decimal);
}

RawObject math_log(Thread* thread, Arguments arguments) {
  Object args(thread, arguments[0]);
  word count = tuple_length(*args);
  if (count < 1 || count > 2) return raise_type_error(thread, "math.log requires 1 to 2 arguments");
  if (count == 1) return logarithm_of(thread, tuple_at(*args, 0), natural);
  Object value(thread, tuple_at(*args, 0)), base(thread, tuple_at(*args, 1));
  double numerator, denominator;
  if (!compute(thread, value, natural, &numerator) ||
      !compute(thread, base, natural, &denominator)) {
    return RawObject::error();
  }
  return float_truediv(thread, numerator, denominator);
}

}  // namespace natives
}  // namespace pyro
