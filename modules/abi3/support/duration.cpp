#include "modules/abi3/support/duration.h"

#include <time.h>

#include <climits>
#include <cmath>

namespace pyro::abi3 {

namespace {

bool raise_too_large() {
  PyErr_SetString(PyExc_OverflowError, "timestamp too large to convert to C _PyTime_t");
  return false;
}

bool from_float(double value, Nanoseconds unit, Nanoseconds* result) {
  if (std::isnan(value)) {
    PyErr_SetString(PyExc_ValueError, "Invalid value NaN (not a number)");
    return false;
  }
  double scaled = value * static_cast<double>(unit);
  scaled = scaled >= 0 ? std::ceil(scaled) : std::floor(scaled);
  if (!(scaled >= -9223372036854775808.0 && scaled < 9223372036854775808.0)) {
    return raise_too_large();
  }
  *result = static_cast<Nanoseconds>(scaled);
  return true;
}

bool from_number(PyObject* number, Nanoseconds unit, Nanoseconds* result) {
  if (PyFloat_Check(number)) return from_float(PyFloat_AsDouble(number), unit, result);
  long long value = PyLong_AsLongLong(number);
  if (value == -1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return false;
    PyErr_Clear();
    return raise_too_large();
  }
  if (__builtin_mul_overflow(static_cast<Nanoseconds>(value), unit, result))
    return raise_too_large();
  return true;
}

}  // namespace

bool nanoseconds_from_seconds(PyObject* seconds, Nanoseconds* result) {
  return from_number(seconds, kSecond, result);
}

bool nanoseconds_from_milliseconds(PyObject* milliseconds, Nanoseconds* result) {
  return from_number(milliseconds, kSecond / 1000, result);
}

Nanoseconds monotonic_now() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<Nanoseconds>(now.tv_sec) * kSecond + now.tv_nsec;
}

int poll_milliseconds(Nanoseconds duration) {
  Nanoseconds milliseconds = duration / 1000000 + (duration % 1000000 > 0 ? 1 : 0);
  return milliseconds > INT_MAX ? INT_MAX : static_cast<int>(milliseconds);
}

PyObject* seconds_object(Nanoseconds duration) {
  return PyFloat_FromDouble(static_cast<double>(duration) / static_cast<double>(kSecond));
}

}  // namespace pyro::abi3
