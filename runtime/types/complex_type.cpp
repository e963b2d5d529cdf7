#include <cmath>
#include <string>
#include <string_view>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/number_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/number_arguments.h"

// complex (library reference, "Numeric Types" and complex()).

namespace pyro {

namespace {

// Underscores may only stand between digits.
bool has_stray_underscore(std::string_view text) {
  auto is_digit = [&](size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  for (size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
    if (!is_digit(at - 1) || !is_digit(at + 1)) return true;
  }
  return false;
}

RawObject complex_from_text(Thread* thread, RawObject str) {
  std::string text;
  if (number_text_NoGC(underlying_value(str), &text)) {
    if (std::optional<ComplexParts> parts = ParseComplex(text))
      return new_complex(thread, parts->real, parts->imaginary);
  }
  if (has_stray_underscore(str_to_utf8_NoGC(underlying_value(str)))) {
    Object value(thread, str);
    return raise_value_error(thread, "could not convert string to complex: %R", &value);
  }
  return raise_value_error(thread, "complex() arg is a malformed string");
}

// __complex__ of the first argument in place of it, if it has one.
bool apply_complex_method(Thread* thread, Object* value) {
  if (is_heap_complex(**value)) return true;
  Object result(thread, call_special(thread, *value, Symbol::k__complex__));
  if (result->is_error()) return false;
  if (result->is_unbound()) return true;
  if (!is_complex(*result)) {
    raise_type_error(thread, "__complex__ returned non-complex (type %T)", &result);
    return false;
  }
  if (!is_heap_complex(*result) &&
      !warn(thread, Exc::kDeprecationWarning, 1,
            "__complex__ returned non-complex (type %T).  The ability to return an instance of a "
            "strict subclass of complex is "
            "deprecated, and may not be supported in a future version of Python.",
            &result)) {
    return false;
  }
  *value = *result;
  return true;
}

bool is_numeric(Thread* thread, RawObject value) {
  if (is_complex(value) || is_float(value) || is_int(value)) return true;
  RawObject type = type_of(thread, value);
  return !type_lookup(thread, type, Symbol::k__float__).is_unbound() ||
         !type_lookup(thread, type, Symbol::k__index__).is_unbound();
}

bool number_parts(Thread* thread, const Object& value, ComplexNumber* parts) {
  if (is_complex(*value)) {
    *parts = complex_value_of(*value);
    return true;
  }
  parts->imaginary = 0;
  return as_double(thread, value, &parts->real);
}

// complex(real, imag): imag, Unbound if absent, may be complex itself.
RawObject complex_from_parts(Thread* thread, Object* real, const Object& imag) {
  if (!apply_complex_method(thread, real)) return RawObject::error();
  if (!is_numeric(thread, **real)) {
    return raise_type_error(
        thread, "complex() first argument must be a string or a number, not '%T'", real);
  }
  if (!imag->is_unbound() && !is_numeric(thread, *imag)) {
    return raise_type_error(thread, "complex() second argument must be a number, not '%T'", &imag);
  }
  ComplexNumber a, b{0, 0};
  if (!number_parts(thread, *real, &a)) return RawObject::error();
  if (imag->is_unbound()) return new_complex(thread, a.real, a.imaginary);
  if (!number_parts(thread, imag, &b)) return RawObject::error();
  if (is_complex(*imag)) a.real -= b.imaginary;
  if (is_complex(**real)) b.real += a.imaginary;
  return new_complex(thread, a.real, b.real);
}

}  // namespace

namespace natives {

RawObject complex___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  Object real(thread, arguments.get_or(1, RawObject::from_small_int(0))),
      imag(thread, arguments[2]);
  bool exact_class = *cls == thread->runtime()->type_at(LayoutId::kComplex);
  if (exact_class && imag->is_unbound() && is_heap_complex(*real)) return *real;
  if (is_str(*real)) {
    if (!imag->is_unbound())
      return raise_type_error(thread, "complex() can't take second arg if first is a string");
    return instance_of_number_class(thread, cls, LayoutId::kComplex,
                                    complex_from_text(thread, *real));
  }
  if (!imag->is_unbound() && is_str(*imag))
    return raise_type_error(thread, "complex() second arg can't be a string");
  return instance_of_number_class(thread, cls, LayoutId::kComplex,
                                  complex_from_parts(thread, &real, imag));
}

// --- operators

namespace {

using ComplexFunction = RawObject (*)(Thread* thread, ComplexNumber left, ComplexNumber right);

RawObject add(Thread* thread, ComplexNumber left, ComplexNumber right) {
  return new_complex(thread, left.real + right.real, left.imaginary + right.imaginary);
}
RawObject subtract(Thread* thread, ComplexNumber left, ComplexNumber right) {
  return new_complex(thread, left.real - right.real, left.imaginary - right.imaginary);
}

RawObject apply(Thread* thread, RawObject left, RawObject right, ComplexFunction function) {
  ComplexNumber x, y;
  Truth known = complex_operand(thread, left, &x);
  if (known == Truth::kTrue) known = complex_operand(thread, right, &y);
  if (known == Truth::kTrue) return function(thread, x, y);
  return known == Truth::kError ? RawObject::error() : RawObject::not_implemented();
}

RawObject power_of(Thread* thread, RawObject base, RawObject exponent, RawObject modulus) {
  if (modulus.is_none()) return apply(thread, base, exponent, complex_pow);
  ComplexNumber number;
  for (RawObject operand :
       {base, exponent}) {  // complex numbers and what converts to one come first
    Truth known = complex_operand(thread, operand, &number);
    if (known == Truth::kError) return RawObject::error();
    if (known == Truth::kFalse) return RawObject::not_implemented();
  }
  return raise_value_error(thread, "complex modulo");
}

// True or False for numbers, NotImplemented for the rest.
RawObject is_equal(RawObject self, RawObject other) {
  ComplexNumber left = complex_value_of(self);
  if (is_complex(other)) {
    ComplexNumber right = complex_value_of(other);
    return RawObject::from_bool(left.real == right.real && left.imaginary == right.imaginary);
  }
  if (!is_float(other) && !is_int(other)) return RawObject::not_implemented();
  if (left.imaginary != 0) return RawObject::false_object();
  return compare_float_with(CompareOp::kEq, left.real, other);
}

}  // namespace

#define PYRO_COMPLEX_OPERATOR(name, function)                            \
  RawObject complex___##name##__(Thread* thread, Arguments arguments) {  \
    return apply(thread, arguments[0], arguments[1], function);          \
  }                                                                      \
  RawObject complex___r##name##__(Thread* thread, Arguments arguments) { \
    return apply(thread, arguments[1], arguments[0], function);          \
  }

PYRO_COMPLEX_OPERATOR(add, add)
PYRO_COMPLEX_OPERATOR(sub, subtract)
PYRO_COMPLEX_OPERATOR(mul, complex_multiply)
PYRO_COMPLEX_OPERATOR(truediv, complex_truediv)
#undef PYRO_COMPLEX_OPERATOR

RawObject complex___pow__(Thread* thread, Arguments arguments) {
  return power_of(thread, arguments[0], arguments[1], arguments[2]);
}
RawObject complex___rpow__(Thread* thread, Arguments arguments) {
  return power_of(thread, arguments[1], arguments[0], arguments[2]);
}

RawObject complex___eq__(Thread*, Arguments arguments) {
  return is_equal(arguments[0], arguments[1]);
}
RawObject complex___ne__(Thread*, Arguments arguments) {
  RawObject equal = is_equal(arguments[0], arguments[1]);
  return equal.is_bool() ? RawObject::from_bool(equal.is_false()) : equal;
}
RawObject complex___lt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject complex___le__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject complex___gt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject complex___ge__(Thread*, Arguments) { return RawObject::not_implemented(); }

RawObject complex___neg__(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  return new_complex(thread, -value.real, -value.imaginary);
}
RawObject complex___pos__(Thread*, Arguments arguments) { return underlying_value(arguments[0]); }
RawObject complex___abs__(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  double size = std::hypot(value.real, value.imaginary);
  if (std::isinf(size) && std::isfinite(value.real) && std::isfinite(value.imaginary)) {
    return raise(thread, Exc::kOverflowError, "absolute value too large");
  }
  return new_float(thread, size);
}
RawObject complex___bool__(Thread*, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  return RawObject::from_bool(value.real != 0 || value.imaginary != 0);
}

// --- conversions

RawObject complex___repr__(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  CharBuffer text;
  ComplexRepr({value.real, value.imaginary}, &text);
  return new_str_ascii(thread, text.view());
}

RawObject complex___hash__(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  return new_int(thread, ComplexHash({value.real, value.imaginary}));
}

RawObject complex___format__(Thread* thread, Arguments arguments) {
  Object spec(thread, arguments[1]);
  if (!check_format_spec(thread, spec)) return RawObject::error();
  if (RawObject text = underlying_value(*spec); str_length(text) == 0)
    return complex___repr__(thread, arguments);
  ComplexNumber value = complex_value_of(arguments[0]);
  TextBuilder out, error;
  FormatContext context{"complex"};
  FormatResult result;
  {
    RawObject text = underlying_value(*spec);
    result =
        FormatComplex({value.real, value.imaginary}, text_view_of(text), context, &out, &error);
  }
  return format_outcome(thread, result, out, error);
}

RawObject complex___complex__(Thread*, Arguments arguments) {
  return underlying_value(arguments[0]);
}

RawObject complex_conjugate(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  return new_complex(thread, value.real, -value.imaginary);
}

RawObject complex___getnewargs__(Thread* thread, Arguments arguments) {
  ComplexNumber value = complex_value_of(arguments[0]);
  Object real(thread, new_float(thread, value.real));
  Object imag(thread, new_float(thread, value.imaginary));
  return new_tuple_of(thread, real, imag);
}

RawObject complex_real_get(Thread* thread, Arguments arguments) {
  return new_float(thread, complex_value_of(arguments[0]).real);
}
RawObject complex_imag_get(Thread* thread, Arguments arguments) {
  return new_float(thread, complex_value_of(arguments[0]).imaginary);
}

}  // namespace natives
}  // namespace pyro
