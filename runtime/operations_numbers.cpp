#include <algorithm>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// Conversions of any value to an index, a machine word, a float, or the bounds of a slice.

namespace pyro {

RawObject index_of(Thread* thread, const Object& value) {
  if (is_int(*value)) return int_value_of(*value);
  Object result(thread, call_special(thread, value, Symbol::k__index__));
  if (result->is_error()) return *result;
  if (result->is_unbound()) {
    return raise_type_error(thread, "'%T' object cannot be interpreted as an integer", &value);
  }
  if (is_exact_int(*result)) return *result;
  if (!is_int(*result))
    return raise_type_error(thread, "__index__ returned non-int (type %T)", &result);
  if (!warn(thread, Exc::kDeprecationWarning, 1,
            "__index__ returned non-int (type %T).  The ability to return an instance of a strict "
            "subclass of int is "
            "deprecated, and may not be supported in a future version of Python.",
            &result)) {
    return RawObject::error();
  }
  return int_value_of(*result);
}

bool index_as_word(Thread* thread, const Object& value, OnOverflow overflow, word* result) {
  if (value->is_small_int()) {
    *result = value->small_int();
    return true;
  }
  RawObject number = index_of(thread, value);
  if (number.is_error()) return false;
  if (int_to_word_NoGC(number, result)) return true;
  if (overflow == OnOverflow::kClip) {
    *result = int_sign_NoGC(number) < 0 ? INT64_MIN : INT64_MAX;
    return true;
  }
  Exc exc = overflow == OnOverflow::kIndexError ? Exc::kIndexError : Exc::kOverflowError;
  raise(thread, exc, "cannot fit '%T' into an index-sized integer", &value);
  return false;
}

namespace {

// __float__ answered something else than a float.
bool accept_float_subclass(Thread* thread, const Object& value, const Object& result) {
  if (!is_float(*result)) {
    raise_type_error(thread, "%T.__float__ returned non-float (type %T)", &value, &result);
    return false;
  }
  return warn(thread, Exc::kDeprecationWarning, 1,
              "%T.__float__ returned non-float (type %T).  The ability to return an instance of a "
              "strict subclass of float is "
              "deprecated, and may not be supported in a future version of Python.",
              &value, &result);
}

}  // namespace

bool as_double(Thread* thread, const Object& value, double* result) {
  if (is_float(*value)) {
    *result = float_value_of(*value);
    return true;
  }
  if (is_exact_int(*value) || value->is_bool()) return int_to_double(thread, *value, result);
  Object number(thread, call_special(thread, value, Symbol::k__float__));
  if (number->is_error()) return false;
  if (!number->is_unbound()) {
    if (!is_exact_float(*number) && !accept_float_subclass(thread, value, number)) return false;
    *result = float_value_of(*number);
    return true;
  }
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "must be real number, not %T", &value);
    return false;
  }
  number = index_of(thread, value);
  return !number->is_error() && int_to_double(thread, *number, result);
}

}  // namespace pyro
