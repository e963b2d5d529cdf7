#include <cmath>

#include "modules/_datetime/datetimes.h"
#include "runtime/float.h"

// timedelta: arithmetic. Everything is exact, on whole microseconds; what is not whole is rounded
// half to even.

namespace pyro::natives {

using namespace datetimes;

namespace {

RawObject raise_zero(Thread* thread, const char* text = "integer division or modulo by zero") {
  return raise(thread, Exc::kZeroDivisionError, "%s", text);
}
RawObject raise_wide(Thread* thread) {
  return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
}

Wide floor_quotient(Wide a, Wide b) {
  Wide quotient = a / b;
  return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

// a / b to the nearest integer, ties to the even one.
Wide half_even_quotient(Wide a, Wide b) {
  if (b < 0) a = -a, b = -b;
  Wide quotient = floor_quotient(a, b), rest = a - quotient * b;
  if (rest > b - rest || (rest == b - rest && (quotient & 1) != 0)) quotient++;
  return quotient;
}

Wide self_micros(Arguments arguments) { return micros_of(RawTimeDelta::cast(arguments[0])); }
Wide other_micros(Arguments arguments) { return micros_of(RawTimeDelta::cast(arguments[1])); }

// A float as odd significand times a power of two. False: OverflowError or ValueError.
bool split_double(Thread* thread, double value, int64_t* significand, int* exponent) {
  if (std::isnan(value)) {
    raise_value_error(thread, "cannot convert NaN to integer ratio");
    return false;
  }
  if (std::isinf(value)) {
    raise(thread, Exc::kOverflowError, "cannot convert Infinity to integer ratio");
    return false;
  }
  *significand = static_cast<int64_t>(std::ldexp(std::frexp(value, exponent), 53));
  *exponent -= 53;
  if (*significand == 0) {
    *exponent = 0;
    return true;
  }
  int zeros = __builtin_ctzll(static_cast<uint64_t>(*significand));
  *significand >>= zeros;
  *exponent += zeros;
  return true;
}

// value * 2**shift; false if that is more than any timedelta has.
bool shift_up(Wide value, int shift, Wide* result) {
  if (value == 0 || shift == 0) {
    *result = value;
    return true;
  }
  return shift < 126 && !__builtin_mul_overflow(value, Wide{1} << shift, result);
}

// micros * significand * 2**exponent: at most 67 + 53 bits before the shift.
RawObject multiply_float(Thread* thread, Wide micros, double factor) {
  int64_t significand;
  int exponent;
  if (!split_double(thread, factor, &significand, &exponent)) return RawObject::error();
  Wide product = micros * significand;
  if (exponent >= 0)
    return shift_up(product, exponent, &product) ? new_delta(thread, product) : raise_wide(thread);
  if (exponent < -124) return new_delta(thread, 0);
  return new_delta(thread, half_even_quotient(product, Wide{1} << -exponent));
}

RawObject divide_float(Thread* thread, Wide micros, double divisor) {
  int64_t significand;
  int exponent;
  if (!split_double(thread, divisor, &significand, &exponent)) return RawObject::error();
  if (significand == 0) return raise_zero(thread);
  Wide denominator = significand;
  if (exponent > 0) {
    if (!shift_up(denominator, exponent, &denominator)) return new_delta(thread, 0);
  } else if (!shift_up(micros, -exponent, &micros)) {
    return raise_wide(thread);
  }
  return new_delta(thread, half_even_quotient(micros, denominator));
}

// Subclasses of float may say themselves which fraction they are: micros * a / b, or micros * b /
// a.
RawObject scale_by_ratio(Thread* thread, Wide micros, RawObject raw_value, bool divide) {
  Object value(thread, raw_value);
  Object ratio(thread, call_named(thread, value, "as_integer_ratio"));
  if (ratio->is_error()) return *ratio;
  if (!is_tuple(*ratio)) {
    return raise_type_error(
        thread, "unexpected return type from as_integer_ratio(): expected tuple, got '%T'", &ratio);
  }
  Tuple pair(thread, underlying_value(*ratio));
  if (tuple_length(*pair) != 2)
    return raise_value_error(thread, "as_integer_ratio() must return a 2-tuple");
  Wide factor, divisor;
  RawObject above = tuple_at(*pair, divide ? 1 : 0), below = tuple_at(*pair, divide ? 0 : 1);
  if (!is_int(above) || !is_int(below))
    return raise_type_error(thread, "non-integer arguments in division");
  if (!int_to_wide_NoGC(int_value_of(above), &factor) ||
      __builtin_mul_overflow(micros, factor, &factor)) {
    return raise_wide(thread);
  }
  if (!int_to_wide_NoGC(int_value_of(below), &divisor)) return new_delta(thread, 0);
  return divisor == 0 ? raise_zero(thread) : new_delta(thread, half_even_quotient(factor, divisor));
}

RawObject multiply(Thread* thread, Arguments arguments) {
  Wide micros = self_micros(arguments);
  if (is_heap_user_float(arguments[1])) return scale_by_ratio(thread, micros, arguments[1], false);
  RawObject factor = arguments[1];
  if (is_float(factor)) return multiply_float(thread, micros, float_value_of(factor));
  if (!is_int(factor)) return RawObject::not_implemented();
  Wide number, product;
  if (micros == 0) return new_delta(thread, 0);
  if (!int_to_wide_NoGC(int_value_of(factor), &number) ||
      __builtin_mul_overflow(micros, number, &product)) {
    return raise_wide(thread);
  }
  return new_delta(thread, product);
}

RawObject add_micros(Thread* thread, Arguments arguments, int left_sign, int right_sign) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return new_delta(thread,
                   left_sign * self_micros(arguments) + right_sign * other_micros(arguments));
}

RawObject int_quotient(Thread* thread, Wide left, Wide right) {
  return right == 0 ? raise_zero(thread) : new_int_wide(thread, floor_quotient(left, right));
}

RawObject true_quotient(Thread* thread, Wide left, Wide right) {
  if (right == 0) return raise_zero(thread, "division by zero");
  constexpr Wide kExact = Wide{1} << 53;
  if (left > -kExact && left < kExact && right > -kExact && right < kExact)
    return new_float(thread, static_cast<double>(left) / static_cast<double>(right));
  Object numerator(thread, new_int_wide(thread, left));
  RawObject denominator = new_int_wide(thread, right);
  return int_truediv(thread, *numerator, denominator);
}

RawObject remainder(Thread* thread, Wide left, Wide right) {
  if (right == 0) return raise_zero(thread, "integer modulo by zero");
  return new_delta(thread, left - floor_quotient(left, right) * right);
}

RawObject quotient_and_remainder(Thread* thread, Wide left, Wide right) {
  if (right == 0) return raise_zero(thread);
  Object quotient(thread, new_int_wide(thread, floor_quotient(left, right)));
  Object rest(thread, remainder(thread, left, right));
  return rest->is_error() ? *rest : new_tuple_of(thread, quotient, rest);
}

}  // namespace

RawObject datetime_timedelta___add__(Thread* thread, Arguments arguments) {
  return add_micros(thread, arguments, 1, 1);
}
RawObject datetime_timedelta___radd__(Thread* thread, Arguments arguments) {
  return add_micros(thread, arguments, 1, 1);
}
RawObject datetime_timedelta___sub__(Thread* thread, Arguments arguments) {
  return add_micros(thread, arguments, 1, -1);
}
RawObject datetime_timedelta___rsub__(Thread* thread, Arguments arguments) {
  return add_micros(thread, arguments, -1, 1);
}
RawObject datetime_timedelta___mul__(Thread* thread, Arguments arguments) {
  return multiply(thread, arguments);
}
RawObject datetime_timedelta___rmul__(Thread* thread, Arguments arguments) {
  return multiply(thread, arguments);
}

RawObject datetime_timedelta___truediv__(Thread* thread, Arguments arguments) {
  RawObject divisor = arguments[1];
  Wide micros = self_micros(arguments), number;
  if (is_heap_time_delta(divisor)) return true_quotient(thread, micros, other_micros(arguments));
  if (is_heap_user_float(divisor)) return scale_by_ratio(thread, micros, divisor, true);
  if (is_float(divisor)) return divide_float(thread, micros, float_value_of(divisor));
  if (!is_int(divisor)) return RawObject::not_implemented();
  // A divisor of more than 126 bits leaves less than half a microsecond.
  if (!int_to_wide_NoGC(int_value_of(divisor), &number)) return new_delta(thread, 0);
  return number == 0 ? raise_zero(thread) : new_delta(thread, half_even_quotient(micros, number));
}
RawObject datetime_timedelta___rtruediv__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return true_quotient(thread, other_micros(arguments), self_micros(arguments));
}

RawObject datetime_timedelta___floordiv__(Thread* thread, Arguments arguments) {
  RawObject divisor = arguments[1];
  Wide micros = self_micros(arguments), number;
  if (is_heap_time_delta(divisor)) return int_quotient(thread, micros, other_micros(arguments));
  if (!is_int(divisor)) return RawObject::not_implemented();
  if (!int_to_wide_NoGC(int_value_of(divisor), &number)) {
    bool negative = int_sign_NoGC(int_value_of(divisor)) < 0;
    return new_delta(thread, micros != 0 && (micros < 0) != negative ? -1 : 0);
  }
  return number == 0 ? raise_zero(thread) : new_delta(thread, floor_quotient(micros, number));
}
RawObject datetime_timedelta___rfloordiv__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return int_quotient(thread, other_micros(arguments), self_micros(arguments));
}

RawObject datetime_timedelta___mod__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return remainder(thread, self_micros(arguments), other_micros(arguments));
}
RawObject datetime_timedelta___rmod__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return remainder(thread, other_micros(arguments), self_micros(arguments));
}
RawObject datetime_timedelta___divmod__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return quotient_and_remainder(thread, self_micros(arguments), other_micros(arguments));
}
RawObject datetime_timedelta___rdivmod__(Thread* thread, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return quotient_and_remainder(thread, other_micros(arguments), self_micros(arguments));
}

RawObject datetime_timedelta___neg__(Thread* thread, Arguments arguments) {
  return new_delta(thread, -self_micros(arguments));
}
RawObject datetime_timedelta___pos__(Thread* thread, Arguments arguments) {
  return new_delta(thread, self_micros(arguments));
}
RawObject datetime_timedelta___abs__(Thread* thread, Arguments arguments) {
  Wide micros = self_micros(arguments);
  return new_delta(thread, micros < 0 ? -micros : micros);
}

RawObject datetime_timedelta_total_seconds(Thread* thread, Arguments arguments) {
  return true_quotient(thread, self_micros(arguments), kMicrosPerSecond);
}

}  // namespace pyro::natives
