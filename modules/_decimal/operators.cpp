#include "modules/_decimal/decimals.h"

// Decimal's operators. Operands are Decimals and ints, which are taken exactly; everything else is
// left to the other operand.

namespace pyro::decimals {

namespace {

// Both operands of an operator. NotImplemented and Error are returned as they are; else Unbound.
RawObject load_operands(Thread* thread, Arguments arguments, word a, word b, Number* left,
                        Number* right) {
  for (auto [index, number] : {std::pair{a, left}, std::pair{b, right}}) {
    Loaded loaded = load_operand(thread, arguments[index], number);
    if (loaded == Loaded::kOtherType) return RawObject::not_implemented();
    if (loaded == Loaded::kError) return RawObject::error();
  }
  return RawObject::unbound();
}

RawObject apply(Thread* thread, BinaryOperation* operation, Arguments arguments, word a, word b) {
  Number left, right, result;
  RawObject failed = load_operands(thread, arguments, a, b, &left, &right);
  if (!failed.is_unbound()) return failed;
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  uint32_t status = 0;
  operation(left, right, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject apply_unary(Thread* thread, UnaryOperation* operation, RawObject a) {
  Number operand, result;
  if (!load(thread, a, &operand)) return RawObject::error();
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  uint32_t status = 0;
  operation(operand, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

RawObject apply_divmod(Thread* thread, Arguments arguments, word a, word b) {
  Number left, right, quotient, rest;
  RawObject failed = load_operands(thread, arguments, a, b, &left, &right);
  if (!failed.is_unbound()) return failed;
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  uint32_t status = 0;
  divide_with_remainder(left, right, settings_of(*context), &quotient, &rest, &status);
  if (!signal(thread, context, status)) return RawObject::error();
  Object first(thread, new_decimal(thread, quotient));
  Object second(thread, new_decimal(thread, rest));
  return new_tuple_of(thread, first, second);
}

RawObject apply_power(Thread* thread, Arguments arguments, word a, word b) {
  if (arguments[2].is_none()) return apply(thread, power, arguments, a, b);
  Number base, exponent, modulus, result;
  RawObject failed = load_operands(thread, arguments, a, b, &base, &exponent);
  if (failed.is_unbound()) failed = load_operands(thread, arguments, b, 2, &exponent, &modulus);
  if (!failed.is_unbound()) return failed;
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  uint32_t status = 0;
  power_modulo(base, exponent, modulus, settings_of(*context), &result, &status);
  return outcome(thread, context, status, result);
}

}  // namespace

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

#define PYRO_DECIMAL_OPERATOR(NAME, FUNCTION)                                    \
  RawObject decimal_Decimal___##NAME##__(Thread* thread, Arguments arguments) {  \
    return apply(thread, decimals::FUNCTION, arguments, 0, 1);                   \
  }                                                                              \
  RawObject decimal_Decimal___r##NAME##__(Thread* thread, Arguments arguments) { \
    return apply(thread, decimals::FUNCTION, arguments, 1, 0);                   \
  }
PYRO_DECIMAL_OPERATOR(add, add)
PYRO_DECIMAL_OPERATOR(sub, subtract)
PYRO_DECIMAL_OPERATOR(mul, multiply)
PYRO_DECIMAL_OPERATOR(truediv, divide)
PYRO_DECIMAL_OPERATOR(floordiv, divide_integer)
PYRO_DECIMAL_OPERATOR(mod, remainder)
#undef PYRO_DECIMAL_OPERATOR

RawObject decimal_Decimal___divmod__(Thread* thread, Arguments arguments) {
  return apply_divmod(thread, arguments, 0, 1);
}
RawObject decimal_Decimal___rdivmod__(Thread* thread, Arguments arguments) {
  return apply_divmod(thread, arguments, 1, 0);
}
RawObject decimal_Decimal___pow__(Thread* thread, Arguments arguments) {
  return apply_power(thread, arguments, 0, 1);
}
RawObject decimal_Decimal___rpow__(Thread* thread, Arguments arguments) {
  return apply_power(thread, arguments, 1, 0);
}
RawObject decimal_Decimal___neg__(Thread* thread, Arguments arguments) {
  return apply_unary(thread, minus, arguments[0]);
}
RawObject decimal_Decimal___pos__(Thread* thread, Arguments arguments) {
  return apply_unary(thread, plus, arguments[0]);
}
RawObject decimal_Decimal___abs__(Thread* thread, Arguments arguments) {
  return apply_unary(thread, absolute, arguments[0]);
}
RawObject decimal_Decimal___bool__(Thread* thread, Arguments arguments) {
  Number number;
  if (!load(thread, arguments[0], &number)) return RawObject::error();
  return RawObject::from_bool(!number.is_zero());
}

}  // namespace pyro::natives
