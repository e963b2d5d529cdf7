#include "modules/_decimal/decimals.h"

// The methods that Decimal and Context share: Decimal.exp(context=None) and Context.exp(x).
//
// Arguments are Decimals and ints. Those of Decimal's methods stand in front of the context; a
// Context's methods have the context as their receiver.

namespace pyro::decimals {

namespace {

RawObject apply(Thread* thread, UnaryOperation* operation, RawObject a, RawObject context_value) {
  Object value(thread, a), context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number operand, result;
  if (!load_argument(thread, *value, &operand)) return RawObject::error();
  uint32_t status = 0;
  operation(operand, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject apply(Thread* thread, BinaryOperation* operation, RawObject a, RawObject b,
                RawObject context_value) {
  Object first(thread, a), second(thread, b);
  Object context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number left, right, result;
  if (!load_argument(thread, *first, &left) || !load_argument(thread, *second, &right))
    return RawObject::error();
  uint32_t status = 0;
  operation(left, right, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject apply_fma(Thread* thread, RawObject a, RawObject b, RawObject c,
                    RawObject context_value) {
  Object first(thread, a), second(thread, b), third(thread, c);
  Object context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number x, y, z, result;
  if (!load_argument(thread, *first, &x) || !load_argument(thread, *second, &y) ||
      !load_argument(thread, *third, &z)) {
    return RawObject::error();
  }
  uint32_t status = 0;
  fused_multiply_add(x, y, z, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

// Properties of a number.
using Predicate = bool(const Number& number, const Settings& settings);
RawObject test(Thread* thread, Predicate* predicate, RawObject a, RawObject context_value) {
  Object value(thread, a), context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number operand;
  if (!load_argument(thread, *value, &operand)) return RawObject::error();
  return RawObject::from_bool(predicate(operand, settings_of(*context)));
}

bool test_finite(const Number& number, const Settings&) { return number.is_finite(); }
bool test_infinite(const Number& number, const Settings&) { return number.is_infinite(); }
bool test_nan(const Number& number, const Settings&) { return number.is_nan(); }
bool test_quiet(const Number& n, const Settings&) { return n.special == Special::kQuietNaN; }
bool test_signaling(const Number& number, const Settings&) { return number.is_signaling(); }
bool test_signed(const Number& number, const Settings&) { return number.negative; }
bool test_zero(const Number& number, const Settings&) { return number.is_zero(); }

// Copies with another sign: no rounding, no signals.
enum class NewSign : uint8_t { kPositive, kOpposite, kSame };
RawObject copy_with_sign(Thread* thread, RawObject a, NewSign sign) {
  Number number;
  if (!load_argument(thread, a, &number)) return RawObject::error();
  number.negative =
      sign == NewSign::kOpposite ? !number.negative : sign == NewSign::kSame && number.negative;
  return new_decimal(thread, number);
}

RawObject small_decimal(Thread* thread, int value) {
  Number number;
  number.set_small(value < 0, static_cast<uint64_t>(value < 0 ? -value : value), 0);
  return new_decimal(thread, number);
}

// Operations on two numbers that involve no context, although they take one.
enum class Quiet : uint8_t { kTotal, kTotalMagnitude, kCopySign, kSameQuantum };
RawObject apply_quiet(Thread* thread, Quiet operation, RawObject a, RawObject b,
                      RawObject context_value) {
  Object first(thread, a), second(thread, b);
  if (context_argument(thread, context_value).is_error()) return RawObject::error();
  Number left, right;
  if (!load_argument(thread, *first, &left) || !load_argument(thread, *second, &right))
    return RawObject::error();
  switch (operation) {
    case Quiet::kTotal:
      return small_decimal(thread, compare_total_order(left, right, false));
    case Quiet::kTotalMagnitude:
      return small_decimal(thread, compare_total_order(left, right, true));
    case Quiet::kSameQuantum:
      return RawObject::from_bool(same_quantum(left, right));
    case Quiet::kCopySign:
      left.negative = right.negative;
      break;
  }
  return new_decimal(thread, left);
}

// to_integral and quantize with a rounding mode of their own.
RawObject integral(Thread* thread, RawObject a, RawObject rounding, RawObject context_value,
                   bool exact) {
  Object value(thread, a), mode(thread, rounding);
  Object context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Settings settings = settings_of(*context);
  if (!mode->is_none() && !rounding_argument(thread, mode, &settings.rounding))
    return RawObject::error();
  Number operand, result;
  if (!load_argument(thread, *value, &operand)) return RawObject::error();
  uint32_t status = 0;
  to_integral(operand, settings, exact, &result, &status);
  return outcome(thread, context, status, result);
}

RawObject engineering_text(Thread* thread, RawObject a, RawObject context_value, bool engineering) {
  Object value(thread, a), context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number number;
  if (!load_argument(thread, *value, &number)) return RawObject::error();
  return new_str(thread, to_text(number, settings_of(*context).capitals, engineering));
}

RawObject class_text(Thread* thread, RawObject a, RawObject context_value) {
  Object value(thread, a), context(thread, context_argument(thread, context_value));
  if (context->is_error()) return *context;
  Number number;
  if (!load_argument(thread, *value, &number)) return RawObject::error();
  return new_str_ascii(thread, number_class(number, settings_of(*context)));
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

#define PYRO_DECIMAL_UNARY(NAME, FUNCTION)                                \
  RawObject decimal_Decimal_##NAME(Thread* thread, Arguments arguments) { \
    return apply(thread, decimals::FUNCTION, arguments[0], arguments[1]); \
  }                                                                       \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) { \
    return apply(thread, decimals::FUNCTION, arguments[1], arguments[0]); \
  }
PYRO_DECIMAL_UNARY(exp, exponential)
PYRO_DECIMAL_UNARY(ln, natural_logarithm)
PYRO_DECIMAL_UNARY(log10, decimal_logarithm)
PYRO_DECIMAL_UNARY(logb, exponent_of)
PYRO_DECIMAL_UNARY(logical_invert, logical_invert)
PYRO_DECIMAL_UNARY(next_minus, next_minus)
PYRO_DECIMAL_UNARY(next_plus, next_plus)
PYRO_DECIMAL_UNARY(normalize, reduce)
PYRO_DECIMAL_UNARY(sqrt, square_root)
#undef PYRO_DECIMAL_UNARY

#define PYRO_DECIMAL_BINARY(NAME, FUNCTION)                                             \
  RawObject decimal_Decimal_##NAME(Thread* thread, Arguments arguments) {               \
    return apply(thread, decimals::FUNCTION, arguments[0], arguments[1], arguments[2]); \
  }                                                                                     \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) {               \
    return apply(thread, decimals::FUNCTION, arguments[1], arguments[2], arguments[0]); \
  }
PYRO_DECIMAL_BINARY(compare, compare)
PYRO_DECIMAL_BINARY(compare_signal, compare_signal)
PYRO_DECIMAL_BINARY(logical_and, logical_and)
PYRO_DECIMAL_BINARY(logical_or, logical_or)
PYRO_DECIMAL_BINARY(logical_xor, logical_xor)
PYRO_DECIMAL_BINARY(max, maximum)
PYRO_DECIMAL_BINARY(max_mag, maximum_magnitude)
PYRO_DECIMAL_BINARY(min, minimum)
PYRO_DECIMAL_BINARY(min_mag, minimum_magnitude)
PYRO_DECIMAL_BINARY(next_toward, next_toward)
PYRO_DECIMAL_BINARY(remainder_near, remainder_near)
PYRO_DECIMAL_BINARY(rotate, rotate_digits)
PYRO_DECIMAL_BINARY(scaleb, scale_by)
PYRO_DECIMAL_BINARY(shift, shift_digits)
#undef PYRO_DECIMAL_BINARY

#define PYRO_CONTEXT_UNARY(NAME, FUNCTION)                                \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) { \
    return apply(thread, decimals::FUNCTION, arguments[1], arguments[0]); \
  }
PYRO_CONTEXT_UNARY(abs, absolute)
PYRO_CONTEXT_UNARY(minus, minus)
PYRO_CONTEXT_UNARY(plus, plus)
#undef PYRO_CONTEXT_UNARY

#define PYRO_CONTEXT_BINARY(NAME, FUNCTION)                                             \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) {               \
    return apply(thread, decimals::FUNCTION, arguments[1], arguments[2], arguments[0]); \
  }
PYRO_CONTEXT_BINARY(add, add)
PYRO_CONTEXT_BINARY(subtract, subtract)
PYRO_CONTEXT_BINARY(multiply, multiply)
PYRO_CONTEXT_BINARY(divide, divide)
PYRO_CONTEXT_BINARY(divide_int, divide_integer)
PYRO_CONTEXT_BINARY(remainder, remainder)
PYRO_CONTEXT_BINARY(quantize, quantize)
#undef PYRO_CONTEXT_BINARY

#define PYRO_DECIMAL_QUIET(NAME, WHICH)                                                 \
  RawObject decimal_Decimal_##NAME(Thread* thread, Arguments arguments) {               \
    return apply_quiet(thread, Quiet::WHICH, arguments[0], arguments[1], arguments[2]); \
  }                                                                                     \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) {               \
    return apply_quiet(thread, Quiet::WHICH, arguments[1], arguments[2], arguments[0]); \
  }
PYRO_DECIMAL_QUIET(compare_total, kTotal)
PYRO_DECIMAL_QUIET(compare_total_mag, kTotalMagnitude)
PYRO_DECIMAL_QUIET(copy_sign, kCopySign)
PYRO_DECIMAL_QUIET(same_quantum, kSameQuantum)
#undef PYRO_DECIMAL_QUIET

#define PYRO_DECIMAL_TEST(NAME, PREDICATE)                                \
  RawObject decimal_Decimal_##NAME(Thread* thread, Arguments arguments) { \
    return test(thread, PREDICATE, arguments[0], RawObject::none());      \
  }                                                                       \
  RawObject decimal_Context_##NAME(Thread* thread, Arguments arguments) { \
    return test(thread, PREDICATE, arguments[1], arguments[0]);           \
  }
PYRO_DECIMAL_TEST(is_finite, test_finite)
PYRO_DECIMAL_TEST(is_infinite, test_infinite)
PYRO_DECIMAL_TEST(is_nan, test_nan)
PYRO_DECIMAL_TEST(is_qnan, test_quiet)
PYRO_DECIMAL_TEST(is_signed, test_signed)
PYRO_DECIMAL_TEST(is_snan, test_signaling)
PYRO_DECIMAL_TEST(is_zero, test_zero)
#undef PYRO_DECIMAL_TEST

RawObject decimal_Decimal_is_normal(Thread* thread, Arguments arguments) {
  return test(thread, is_normal, arguments[0], arguments[1]);
}
RawObject decimal_Context_is_normal(Thread* thread, Arguments arguments) {
  return test(thread, is_normal, arguments[1], arguments[0]);
}
RawObject decimal_Decimal_is_subnormal(Thread* thread, Arguments arguments) {
  return test(thread, is_subnormal, arguments[0], arguments[1]);
}
RawObject decimal_Context_is_subnormal(Thread* thread, Arguments arguments) {
  return test(thread, is_subnormal, arguments[1], arguments[0]);
}
RawObject decimal_Decimal_is_canonical(Thread*, Arguments) { return RawObject::true_object(); }
RawObject decimal_Context_is_canonical(Thread* thread, Arguments arguments) {
  if (is_decimal(arguments[1])) return RawObject::true_object();
  return raise_type_error(thread, "argument must be a Decimal");
}

RawObject decimal_Decimal_canonical(Thread*, Arguments arguments) { return arguments[0]; }
RawObject decimal_Context_canonical(Thread* thread, Arguments arguments) {
  if (is_decimal(arguments[1])) return arguments[1];
  return raise_type_error(thread, "argument must be a Decimal");
}
RawObject decimal_Decimal_conjugate(Thread*, Arguments arguments) { return arguments[0]; }
RawObject decimal_Decimal_copy_abs(Thread* thread, Arguments arguments) {
  return copy_with_sign(thread, arguments[0], NewSign::kPositive);
}
RawObject decimal_Context_copy_abs(Thread* thread, Arguments arguments) {
  return copy_with_sign(thread, arguments[1], NewSign::kPositive);
}
RawObject decimal_Decimal_copy_negate(Thread* thread, Arguments arguments) {
  return copy_with_sign(thread, arguments[0], NewSign::kOpposite);
}
RawObject decimal_Context_copy_negate(Thread* thread, Arguments arguments) {
  return copy_with_sign(thread, arguments[1], NewSign::kOpposite);
}
RawObject decimal_Context_copy_decimal(Thread* thread, Arguments arguments) {
  if (is_decimal(arguments[1])) return arguments[1];
  return copy_with_sign(thread, arguments[1], NewSign::kSame);
}

RawObject decimal_Decimal_radix(Thread* thread, Arguments) { return small_decimal(thread, 10); }
RawObject decimal_Context_radix(Thread* thread, Arguments) { return small_decimal(thread, 10); }

RawObject decimal_Decimal_adjusted(Thread* thread, Arguments arguments) {
  Number number;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  return RawObject::from_small_int(number.is_finite() ? number.adjusted() : 0);
}

RawObject decimal_Decimal_fma(Thread* thread, Arguments arguments) {
  return apply_fma(thread, arguments[0], arguments[1], arguments[2], arguments[3]);
}
RawObject decimal_Context_fma(Thread* thread, Arguments arguments) {
  return apply_fma(thread, arguments[1], arguments[2], arguments[3], arguments[0]);
}

RawObject decimal_Decimal_quantize(Thread* thread, Arguments arguments) {
  Object mode(thread, arguments[2]);
  Object context(thread, context_argument(thread, arguments[3]));
  if (context->is_error()) return *context;
  Settings settings = settings_of(*context);
  if (!mode->is_none() && !rounding_argument(thread, mode, &settings.rounding))
    return RawObject::error();
  Number left, right, result;
  if (!load(thread, arguments[0], &left) || !load_argument(thread, arguments[1], &right))
    return RawObject::error();
  uint32_t status = 0;
  quantize(left, right, settings, &result, &status);
  return outcome(thread, context, status, result);
}

RawObject decimal_Decimal_to_integral(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[0], arguments[1], arguments[2], false);
}
RawObject decimal_Decimal_to_integral_value(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[0], arguments[1], arguments[2], false);
}
RawObject decimal_Decimal_to_integral_exact(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[0], arguments[1], arguments[2], true);
}
RawObject decimal_Context_to_integral(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[1], RawObject::none(), arguments[0], false);
}
RawObject decimal_Context_to_integral_value(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[1], RawObject::none(), arguments[0], false);
}
RawObject decimal_Context_to_integral_exact(Thread* thread, Arguments arguments) {
  return integral(thread, arguments[1], RawObject::none(), arguments[0], true);
}

RawObject decimal_Decimal_to_eng_string(Thread* thread, Arguments arguments) {
  return engineering_text(thread, arguments[0], arguments[1], true);
}
RawObject decimal_Context_to_eng_string(Thread* thread, Arguments arguments) {
  return engineering_text(thread, arguments[1], arguments[0], true);
}
RawObject decimal_Context_to_sci_string(Thread* thread, Arguments arguments) {
  return engineering_text(thread, arguments[1], arguments[0], false);
}
RawObject decimal_Decimal_number_class(Thread* thread, Arguments arguments) {
  return class_text(thread, arguments[0], arguments[1]);
}
RawObject decimal_Context_number_class(Thread* thread, Arguments arguments) {
  return class_text(thread, arguments[1], arguments[0]);
}

RawObject decimal_Context_divmod(Thread* thread, Arguments arguments) {
  Object context(thread, arguments[0]);
  Number left, right, quotient, rest;
  if (!load_argument(thread, arguments[1], &left) || !load_argument(thread, arguments[2], &right))
    return RawObject::error();
  uint32_t status = 0;
  divide_with_remainder(left, right, settings_of(*context), &quotient, &rest, &status);
  if (!signal(thread, context, status)) return RawObject::error();
  Object first(thread, new_decimal(thread, quotient)), second(thread, new_decimal(thread, rest));
  return new_tuple_of(thread, first, second);
}

RawObject decimal_Context_power(Thread* thread, Arguments arguments) {
  if (arguments[3].is_none())
    return apply(thread, decimals::power, arguments[1], arguments[2], arguments[0]);
  Object context(thread, arguments[0]);
  Number base, exponent, modulus, result;
  if (!load_argument(thread, arguments[1], &base) ||
      !load_argument(thread, arguments[2], &exponent) ||
      !load_argument(thread, arguments[3], &modulus)) {
    return RawObject::error();
  }
  uint32_t status = 0;
  power_modulo(base, exponent, modulus, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject decimal_Context__apply(Thread* thread, Arguments arguments) {
  Object context(thread, arguments[0]);
  Number number;
  if (!load_argument(thread, arguments[1], &number)) return RawObject::error();
  uint32_t status = 0;
  finalize(&number, settings_of(*context), &status);
  return outcome(thread, context, status, number);
}

}  // namespace pyro::natives
