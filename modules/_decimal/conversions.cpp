#include "modules/_decimal/decimals.h"

// Decimals as text, ints, floats, tuples.

namespace pyro::decimals {

namespace {

// str() of a Decimal; the context in force says how the E is written.
bool text_of(Thread* thread, RawObject decimal, std::string* text) {
  Number number;
  if (!load(thread, decimal, &number)) return false;
  RawObject context = current_context(thread);
  if (context.is_error()) return false;
  *text = to_text(number, settings_of(context).capitals, false);
  return true;
}

RawObject rounded_int(Thread* thread, RawObject decimal, Rounding rounding) {
  Number number;
  if (!load(thread, decimal, &number)) return RawObject::error();
  return to_int(thread, number, rounding);
}

RawObject digit_tuple(Thread* thread, const Number& number) {
  if (number.is_infinite() || (number.is_nan() && number.coefficient.is_zero())) {
    Object zero(thread, RawObject::from_small_int(0));
    return number.is_nan() ? empty_tuple(thread) : new_tuple_of(thread, zero);
  }
  std::string digits(static_cast<size_t>(number.digits()), '0');
  write_digits(number.coefficient, digits.data());
  RawObject tuple = new_tuple(thread, static_cast<word>(digits.size()));
  if (tuple.is_error()) return tuple;
  for (size_t i = 0; i < digits.size(); i++)
    tuple_init(tuple, static_cast<word>(i), RawObject::from_small_int(digits[i] - '0'));
  return tuple;
}

RawObject exponent_item(Thread* thread, const Number& number) {
  if (number.is_finite()) return new_int(thread, number.exponent);
  const char* letter = number.is_infinite() ? "F" : number.is_signaling() ? "N" : "n";
  return RawObject::from_small_str(letter, 1);
}

// numerator / denominator in lowest terms, for a negative exponent.
RawObject ratio_of_fraction(Thread* thread, const Number& number) {
  BigIntBuffer numerator, denominator, divisor, above, below;
  Coefficient power;
  power.set(1);
  if (!shift_left(&power, -number.exponent) || !to_binary(number.coefficient, &numerator) ||
      !to_binary(power, &denominator) ||
      BigIntGcd(numerator.view(), denominator.view(), &divisor) != IntStatus::kOk ||
      BigIntFloorDivide(numerator.view(), divisor.view(), &above, nullptr) != IntStatus::kOk ||
      BigIntFloorDivide(denominator.view(), divisor.view(), &below, nullptr) != IntStatus::kOk) {
    return raise_memory_error(thread);
  }
  above.set_negative(number.negative && above.size() != 0);
  Object first(thread, new_int_from(thread, above)), second(thread, new_int_from(thread, below));
  return new_tuple_of(thread, first, second);
}

RawObject to_float(Thread* thread, RawObject decimal) {
  Number number;
  if (!load(thread, decimal, &number)) return RawObject::error();
  if (number.is_signaling())
    return raise_value_error(thread, "cannot convert signaling NaN to float");
  if (number.is_nan())
    return new_float(thread, number.negative ? -__builtin_nan("") : __builtin_nan(""));
  Object text(thread, new_str(thread, to_text(number, true, false)));
  Object type(thread, thread->runtime()->type_at(LayoutId::kFloat));
  return call(thread, type, text);
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

RawObject decimal_Decimal___str__(Thread* thread, Arguments arguments) {
  std::string text;
  return text_of(thread, arguments[0], &text) ? new_str(thread, text) : RawObject::error();
}

RawObject decimal_Decimal___repr__(Thread* thread, Arguments arguments) {
  std::string text;
  if (!text_of(thread, arguments[0], &text)) return RawObject::error();
  return new_str(thread, "Decimal('" + text + "')");
}

RawObject decimal_Decimal___int__(Thread* thread, Arguments arguments) {
  return rounded_int(thread, arguments[0], Rounding::kDown);
}
RawObject decimal_Decimal___trunc__(Thread* thread, Arguments arguments) {
  return rounded_int(thread, arguments[0], Rounding::kDown);
}
RawObject decimal_Decimal___ceil__(Thread* thread, Arguments arguments) {
  return rounded_int(thread, arguments[0], Rounding::kCeiling);
}
RawObject decimal_Decimal___floor__(Thread* thread, Arguments arguments) {
  return rounded_int(thread, arguments[0], Rounding::kFloor);
}

RawObject decimal_Decimal___float__(Thread* thread, Arguments arguments) {
  return to_float(thread, arguments[0]);
}
RawObject decimal_Decimal___complex__(Thread* thread, Arguments arguments) {
  RawObject real = to_float(thread, arguments[0]);
  return real.is_error() ? real : new_complex(thread, float_value_of(real), 0.0);
}

// round(x) is an int, half to even; round(x, n) quantizes to 1E-n by the context.
RawObject decimal_Decimal___round__(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return rounded_int(thread, arguments[0], Rounding::kHalfEven);
  word places;
  if (!is_int(arguments[1])) return raise_type_error(thread, "optional arg must be an integer");
  if (!int_to_word_NoGC(int_value_of(arguments[1]), &places))
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  Number number, unit, result;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  constexpr word kLimit = 4'000'000'000'000'000'000;
  unit.set_small(false, 1, places > kLimit ? -kLimit : places < -kLimit ? kLimit : -places);
  uint32_t status = 0;
  quantize(number, unit, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject decimal_Decimal_as_tuple(Thread* thread, Arguments arguments) {
  Number number;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  Object sign(thread, RawObject::from_small_int(number.negative ? 1 : 0));
  Object digits(thread, digit_tuple(thread, number));
  if (digits->is_error()) return *digits;
  Object exponent(thread, exponent_item(thread, number));
  Object type(thread, state_at(thread, kDecimalTuple));
  return call(thread, type, sign, digits, exponent);
}

RawObject decimal_Decimal_as_integer_ratio(Thread* thread, Arguments arguments) {
  Number number;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  if (number.is_nan()) return raise_value_error(thread, "cannot convert NaN to integer ratio");
  if (number.is_infinite())
    return raise(thread, Exc::kOverflowError, "cannot convert Infinity to integer ratio");
  if (number.exponent < 0 && !number.is_zero()) return ratio_of_fraction(thread, number);
  Object numerator(thread, to_int(thread, number, Rounding::kDown));
  if (numerator->is_error()) return *numerator;
  Object one(thread, RawObject::from_small_int(1));
  return new_tuple_of(thread, numerator, one);
}

RawObject decimal_Decimal___reduce__(Thread* thread, Arguments arguments) {
  std::string text;
  if (!text_of(thread, arguments[0], &text)) return RawObject::error();
  Object type(thread, type_of(thread, arguments[0])), state(thread, new_str(thread, text));
  Object args(thread, new_tuple_of(thread, state));
  return new_tuple_of(thread, type, args);
}

RawObject decimal_Decimal___copy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject decimal_Decimal___deepcopy__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject decimal_Decimal_real_get(Thread*, Arguments arguments) { return arguments[0]; }
RawObject decimal_Decimal_imag_get(Thread* thread, Arguments) {
  Number zero;
  return new_decimal(thread, zero);
}

RawObject decimal_Decimal___sizeof__(Thread*, Arguments arguments) {
  word words = arguments[0].heap_words();
  RawObject rest = RawDecimal::cast(arguments[0]).rest();
  if (rest.is_heap()) words += rest.heap_words();
  return RawObject::from_small_int(words * kWordSize);
}

}  // namespace pyro::natives
