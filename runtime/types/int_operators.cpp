#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

// The operators of int and bool as methods.

namespace pyro {
namespace natives {

// Both directions of an operator.
#define PYRO_INT_OPERATOR(name, function)                            \
  RawObject int___##name##__(Thread* thread, Arguments arguments) {  \
    if (!is_int(arguments[1])) return RawObject::not_implemented();  \
    return function(thread, arguments[0], arguments[1]);             \
  }                                                                  \
  RawObject int___r##name##__(Thread* thread, Arguments arguments) { \
    if (!is_int(arguments[1])) return RawObject::not_implemented();  \
    return function(thread, arguments[1], arguments[0]);             \
  }

PYRO_INT_OPERATOR(add, int_add)
PYRO_INT_OPERATOR(sub, int_sub)
PYRO_INT_OPERATOR(mul, int_mul)
PYRO_INT_OPERATOR(mod, int_mod)
PYRO_INT_OPERATOR(divmod, int_divmod)
PYRO_INT_OPERATOR(lshift, int_lshift)
PYRO_INT_OPERATOR(rshift, int_rshift)
PYRO_INT_OPERATOR(and, int_and)
PYRO_INT_OPERATOR(or, int_or)
PYRO_INT_OPERATOR(xor, int_xor)
PYRO_INT_OPERATOR(floordiv, int_floordiv)
PYRO_INT_OPERATOR(truediv, int_truediv)
#undef PYRO_INT_OPERATOR

#define PYRO_INT_COMPARISON(name, relation)                                               \
  RawObject int___##name##__(Thread*, Arguments arguments) {                              \
    if (!is_int(arguments[1])) return RawObject::not_implemented();                       \
    return RawObject::from_bool(int_compare_NoGC(arguments[0], arguments[1]) relation 0); \
  }

PYRO_INT_COMPARISON(lt, <)
PYRO_INT_COMPARISON(le, <=)
PYRO_INT_COMPARISON(eq, ==)
PYRO_INT_COMPARISON(ne, !=)
PYRO_INT_COMPARISON(gt, >)
PYRO_INT_COMPARISON(ge, >=)
#undef PYRO_INT_COMPARISON

namespace {

RawObject int_power(Thread* thread, RawObject base, RawObject exponent, RawObject modulus) {
  if (!is_int(base) || !is_int(exponent)) return RawObject::not_implemented();
  if (modulus.is_none()) return int_pow(thread, base, exponent);
  return is_int(modulus) ? int_pow_modulo(thread, base, exponent, modulus)
                         : RawObject::not_implemented();
}

}  // namespace

RawObject int___pow__(Thread* thread, Arguments arguments) {
  return int_power(thread, arguments[0], arguments[1], arguments[2]);
}
RawObject int___rpow__(Thread* thread, Arguments arguments) {
  return int_power(thread, arguments[1], arguments[0], arguments[2]);
}
RawObject int___neg__(Thread* thread, Arguments arguments) {
  return int_negate(thread, arguments[0]);
}
RawObject int___pos__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int___abs__(Thread* thread, Arguments arguments) {
  return int_absolute(thread, arguments[0]);
}
RawObject int___invert__(Thread* thread, Arguments arguments) {
  return int_invert(thread, arguments[0]);
}
RawObject int___bool__(Thread*, Arguments arguments) {
  return RawObject::from_bool(int_sign_NoGC(arguments[0]) != 0);
}

// --- bool: & | ^ of two bools is a bool

#define PYRO_BOOL_OPERATOR(name, operation)                                               \
  RawObject bool___##name##__(Thread* thread, Arguments arguments) {                      \
    RawObject left = arguments[0], right = arguments[1];                                  \
    if (!left.is_bool() || !right.is_bool()) return int___##name##__(thread, arguments);  \
    return RawObject::from_bool(left.is_true() operation right.is_true());                \
  }                                                                                       \
  RawObject bool___r##name##__(Thread* thread, Arguments arguments) {                     \
    RawObject left = arguments[0], right = arguments[1];                                  \
    if (!left.is_bool() || !right.is_bool()) return int___r##name##__(thread, arguments); \
    return RawObject::from_bool(left.is_true() operation right.is_true());                \
  }

PYRO_BOOL_OPERATOR(and, &)
PYRO_BOOL_OPERATOR(or, |)
PYRO_BOOL_OPERATOR(xor, !=)
#undef PYRO_BOOL_OPERATOR

RawObject bool___new__(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]);
  Truth truth = is_true(thread, value);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kTrue);
}

RawObject bool___repr__(Thread* thread, Arguments arguments) {
  return new_str_ascii(thread, arguments[0].is_true() ? "True" : "False");
}

}  // namespace natives
}  // namespace pyro
