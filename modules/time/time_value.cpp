#include "modules/time_value.h"

#include <cmath>

#include "modules/support.h"

namespace pyro {

namespace {

double round_time(double value, TimeRounding rounding) {
  switch (rounding) {
    case TimeRounding::kFloor:
      return std::floor(value);
    case TimeRounding::kCeiling:
      return std::ceil(value);
    case TimeRounding::kUp:
      return value >= 0 ? std::ceil(value) : std::floor(value);
    case TimeRounding::kHalfEven:
      return std::nearbyint(value);
  }
  return value;
}

bool check_nan(Thread* thread, double value) {
  if (!std::isnan(value)) return true;
  raise_value_error(thread, "Invalid value NaN (not a number)");
  return false;
}

bool raise_time_t(Thread* thread) {
  raise(thread, Exc::kOverflowError, "timestamp out of range for platform time_t");
  return false;
}

bool raise_too_large(Thread* thread) {
  raise(thread, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
  return false;
}

}  // namespace

bool as_nanoseconds(Thread* thread, const Object& value, TimeRounding rounding,
                    int64_t* nanoseconds) {
  if (is_float(*value)) {
    double seconds = float_value_of(*value);
    if (!check_nan(thread, seconds)) return false;
    double scaled = round_time(seconds * 1e9, rounding);
    if (!(scaled >= -9223372036854775808.0 && scaled < 9223372036854775808.0))
      return raise_too_large(thread);
    *nanoseconds = static_cast<int64_t>(scaled);
    return true;
  }
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return false;
  int64_t seconds;
  if (!int_fits_int64_NoGC(index, &seconds)) return raise_too_large(thread);
  if (__builtin_mul_overflow(seconds, int64_t{1000000000}, nanoseconds))
    return raise_too_large(thread);
  return true;
}

bool as_seconds(Thread* thread, const Object& value, TimeRounding rounding, time_t* seconds,
                long* nanoseconds) {
  if (nanoseconds != nullptr) *nanoseconds = 0;
  if (!is_float(*value)) {
    RawObject index = int_value_of(index_of(thread, value));
    if (index.is_error()) return false;
    int64_t wide;
    if (!int_fits_int64_NoGC(index, &wide)) return raise_time_t(thread);
    *seconds = wide;
    return true;
  }
  double number = float_value_of(*value);
  if (!check_nan(thread, number)) return false;
  double whole = number;
  if (nanoseconds == nullptr) {
    whole = round_time(number, rounding);
  } else {
    double part = std::modf(number, &whole) * 1e9;
    part = round_time(part, rounding);
    if (part >= 1e9) part -= 1e9, whole += 1;
    if (part < 0) part += 1e9, whole -= 1;
    *nanoseconds = static_cast<long>(part);
  }
  if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0))
    return raise_time_t(thread);
  *seconds = static_cast<time_t>(whole);
  return true;
}

}  // namespace pyro
