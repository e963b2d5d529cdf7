#include <algorithm>
#include <cmath>
#include <string>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/number_text.h"
#include "runtime/numbers/float_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/number_arguments.h"

// float (library reference, "Numeric Types" and float()).

namespace pyro {

namespace {

RawObject float_from_any(Thread* thread, const Object& value) {
  if (is_exact_float(*value)) return *value;
  if (is_exact_str(*value)) return float_from_text(thread, value);
  RawObject type = type_of(thread, *value);
  bool has_float = !type_lookup(thread, type, Symbol::k__float__).is_unbound();
  if (has_float) {
    Object result(thread, call_special(thread, value, Symbol::k__float__));
    if (result->is_error() || is_exact_float(*result)) return *result;
    if (is_float(*result)) {
      bool go_on = warn(thread, Exc::kDeprecationWarning, 1,
                        "%T.__float__ returned non-float (type %T).  The ability to return an "
                        "instance of a strict subclass of float is deprecated, and may be removed "
                        "in a future version of Python.",
                        &value, &result);
      return go_on ? underlying_value(*result) : RawObject::error();
    }
    return raise_type_error(thread, "%T.__float__ returned non-float (type %T)", &value, &result);
  }
  if (!type_lookup(thread, type, Symbol::k__index__).is_unbound()) {
    double number;
    return as_double(thread, value, &number) ? new_float(thread, number) : RawObject::error();
  }
  if (is_str(*value)) return float_from_text(thread, value);
  std::string text;
  if (!bytes_number_text(thread, value, &text)) {
    if (thread->has_exception() && !clear_pending_if(thread, Exc::kBufferError))
      return RawObject::error();
    return raise_type_error(thread, "float() argument must be a string or a real number, not '%T'",
                            &value);
  }
  if (std::optional<double> number = ParseFloat(text)) return new_float(thread, *number);
  return raise_value_error(thread, "could not convert string to float: %R", &value);
}

}  // namespace

namespace natives {

RawObject float___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), value(thread, arguments[1]);
  return instance_of_number_class(thread, cls, LayoutId::kFloat, float_from_any(thread, value));
}

// --- operators

namespace {

RawObject add(Thread* thread, double left, double right) { return new_float(thread, left + right); }
RawObject subtract(Thread* thread, double left, double right) {
  return new_float(thread, left - right);
}
RawObject multiply(Thread* thread, double left, double right) {
  return new_float(thread, left * right);
}

using FloatFunction = RawObject (*)(Thread* thread, double left, double right);

RawObject apply(Thread* thread, RawObject left, RawObject right, FloatFunction function) {
  double x, y;
  Truth known = real_operand(thread, left, &x);
  if (known == Truth::kTrue) known = real_operand(thread, right, &y);
  if (known == Truth::kTrue) return function(thread, x, y);
  return known == Truth::kError ? RawObject::error() : RawObject::not_implemented();
}

}  // namespace

#define PYRO_FLOAT_OPERATOR(name, function)                            \
  RawObject float___##name##__(Thread* thread, Arguments arguments) {  \
    return apply(thread, arguments[0], arguments[1], function);        \
  }                                                                    \
  RawObject float___r##name##__(Thread* thread, Arguments arguments) { \
    return apply(thread, arguments[1], arguments[0], function);        \
  }

PYRO_FLOAT_OPERATOR(add, add)
PYRO_FLOAT_OPERATOR(sub, subtract)
PYRO_FLOAT_OPERATOR(mul, multiply)
PYRO_FLOAT_OPERATOR(mod, float_mod)
PYRO_FLOAT_OPERATOR(divmod, float_divmod)
PYRO_FLOAT_OPERATOR(floordiv, float_floordiv)
PYRO_FLOAT_OPERATOR(truediv, float_truediv)
#undef PYRO_FLOAT_OPERATOR

#define PYRO_FLOAT_COMPARISON(name, op)                                                   \
  RawObject float___##name##__(Thread*, Arguments arguments) {                            \
    return compare_float_with(CompareOp::op, float_value_of(arguments[0]), arguments[1]); \
  }

PYRO_FLOAT_COMPARISON(lt, kLt)
PYRO_FLOAT_COMPARISON(le, kLe)
PYRO_FLOAT_COMPARISON(eq, kEq)
PYRO_FLOAT_COMPARISON(ne, kNe)
PYRO_FLOAT_COMPARISON(gt, kGt)
PYRO_FLOAT_COMPARISON(ge, kGe)
#undef PYRO_FLOAT_COMPARISON

namespace {

RawObject power_of(Thread* thread, RawObject base, RawObject exponent, RawObject modulus) {
  if (modulus.is_none()) return apply(thread, base, exponent, float_pow);
  return raise_type_error(thread,
                          "pow() 3rd argument not allowed unless all arguments are integers");
}

}  // namespace

RawObject float___pow__(Thread* thread, Arguments arguments) {
  return power_of(thread, arguments[0], arguments[1], arguments[2]);
}
RawObject float___rpow__(Thread* thread, Arguments arguments) {
  return power_of(thread, arguments[1], arguments[0], arguments[2]);
}
RawObject float___neg__(Thread* thread, Arguments arguments) {
  return new_float(thread, -float_value_of(arguments[0]));
}
RawObject float___pos__(Thread*, Arguments arguments) { return underlying_value(arguments[0]); }
RawObject float___abs__(Thread* thread, Arguments arguments) {
  return new_float(thread, std::fabs(float_value_of(arguments[0])));
}
RawObject float___bool__(Thread*, Arguments arguments) {
  return RawObject::from_bool(float_value_of(arguments[0]) != 0);
}

// --- conversions

RawObject float___repr__(Thread* thread, Arguments arguments) {
  return float_to_text(thread, float_value_of(arguments[0]));
}

RawObject float___hash__(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  // NaNs equal nothing, so each hashes by identity: that of the instance of a subclass, not of its
  // value.
  if (std::isnan(float_value_of(self)))
    return RawObject::from_small_int(thread->heap()->identity_hash(self));
  return new_int(thread, FloatHash(float_value_of(self)));
}

RawObject float___format__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), spec(thread, arguments[1]);
  if (!check_format_spec(thread, spec)) return RawObject::error();
  RawObject spec_text = underlying_value(*spec);
  double value = float_value_of(*self);
  return str_length(spec_text) == 0 ? float_to_text(thread, value)
                                    : format_float(thread, value, spec, self);
}

RawObject float___int__(Thread* thread, Arguments arguments) {
  return int_from_double(thread, float_value_of(arguments[0]));
}
RawObject float___trunc__(Thread* thread, Arguments arguments) {
  return int_from_double(thread, float_value_of(arguments[0]));
}
RawObject float___floor__(Thread* thread, Arguments arguments) {
  return int_from_double(thread, std::floor(float_value_of(arguments[0])));
}
RawObject float___ceil__(Thread* thread, Arguments arguments) {
  return int_from_double(thread, std::ceil(float_value_of(arguments[0])));
}
RawObject float___float__(Thread*, Arguments arguments) { return underlying_value(arguments[0]); }
RawObject float_conjugate(Thread*, Arguments arguments) { return underlying_value(arguments[0]); }
RawObject float_real_get(Thread*, Arguments arguments) { return underlying_value(arguments[0]); }
RawObject float_imag_get(Thread*, Arguments) { return RawObject::from_immediate_float(0.0); }

RawObject float___getnewargs__(Thread* thread, Arguments arguments) {
  Object value(thread, underlying_value(arguments[0]));
  return new_tuple_of(thread, value);
}

RawObject float_is_integer(Thread*, Arguments arguments) {
  double value = float_value_of(arguments[0]);
  return RawObject::from_bool(std::isfinite(value) && std::floor(value) == value);
}

RawObject float___round__(Thread* thread, Arguments arguments) {
  double value = float_value_of(arguments[0]);
  if (arguments[1].is_none())
    return int_from_double(thread, std::nearbyint(value));  // ties to even is the default mode
  Object digits_value(thread, arguments[1]);
  word digits;
  if (!index_as_word(thread, digits_value, OnOverflow::kClip, &digits)) return RawObject::error();
  if (!std::isfinite(value) || digits > 400) return new_float(thread, value);
  if (digits < -400) return new_float(thread, std::copysign(0.0, value));
  double rounded;
  switch (RoundFloat(value, digits, &rounded)) {
    case FloatStatus::kOk:
      return new_float(thread, rounded);
    case FloatStatus::kNoMemory:
      return raise_memory_error(thread);
    default:
      return raise(thread, Exc::kOverflowError, "rounded value too large to represent");
  }
}

RawObject float_as_integer_ratio(Thread* thread, Arguments arguments) {
  BigIntBuffer numerator_buffer, denominator_buffer;
  switch (FloatIntegerRatio(float_value_of(arguments[0]), &numerator_buffer, &denominator_buffer)) {
    case FloatStatus::kOk:
      break;
    case FloatStatus::kOverflow:
      return raise(thread, Exc::kOverflowError, "cannot convert Infinity to integer ratio");
    case FloatStatus::kNotANumber:
      return raise_value_error(thread, "cannot convert NaN to integer ratio");
    default:
      return raise_memory_error(thread);
  }
  Object numerator(thread, new_int_from(thread, numerator_buffer));
  Object denominator(thread, new_int_from(thread, denominator_buffer));
  return new_tuple_of(thread, numerator, denominator);
}

// --- hexadecimal text

RawObject float_hex(Thread* thread, Arguments arguments) {
  char text[kFloatReprSize];
  size_t length = FloatHex(float_value_of(arguments[0]), text);
  return new_str_ascii(thread, {text, length});
}

RawObject float_fromhex(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  if (!is_str(arguments[1]))
    return raise_type_error(thread, "bad argument type for built-in operation");
  // Only ASCII counts here, digits and white space alike.
  constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";
  Object source(thread, arguments[1]);
  std::string text;
  if (!utf8_text_of(thread, source, &text)) return RawObject::error();
  text.erase(0, std::min(text.find_first_not_of(kWhiteSpace), text.size()));
  text.erase(text.find_last_not_of(kWhiteSpace) + 1);
  double number;
  FloatStatus status = ParseFloatHex(text, &number);
  if (status == FloatStatus::kOverflow) {
    return raise(thread, Exc::kOverflowError,
                 "hexadecimal value too large to represent as a float");
  }
  if (status != FloatStatus::kOk)
    return raise_value_error(thread, "invalid hexadecimal floating-point string");
  Object value(thread, new_float(thread, number));
  return *cls == thread->runtime()->type_at(LayoutId::kFloat) ? *value : call(thread, cls, value);
}

RawObject float___getformat__(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[1]);
  if (!is_str(*name))
    return raise_type_error(thread, "__getformat__() argument must be str, not %V", &name);
  RawObject text = underlying_value(*name);
  if (!str_equals_ascii_NoGC(text, "double") && !str_equals_ascii_NoGC(text, "float")) {
    return raise_value_error(thread, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return new_str_ascii(thread, "IEEE, little-endian");
}

}  // namespace natives
}  // namespace pyro
