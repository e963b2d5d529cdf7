#include <cmath>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/identity.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// The functions of builtins that work on any values (library reference, "Built-in Functions").
// Those about iterables are in builtin_iteration.cpp, print() and input() in builtin_streams.cpp.

namespace pyro {

RawObject object_id(Thread* thread, RawObject value) {
  if (value.is_heap()) return new_int_unsigned(thread, thread->heap()->identity(value));
  // Identities of heap objects are multiples of 16, these are not.
  uint64_t limbs[2] = {value.raw() << 4 | 8, value.raw() >> 60};
  return new_big_int(thread, limbs, false);
}

namespace natives {

namespace {

RawObject truth_result(Truth truth) {
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kTrue);
}

// The argument `index` as an interned exact str, in place; false with TypeError pending if it is no
// str.
bool name_argument(Thread* thread, Arguments arguments, word index) {
  Object name(thread, arguments[index]);
  if (!is_str(*name)) {
    raise_type_error(thread, "attribute name must be string, not '%T'", &name);
    return false;
  }
  name = underlying_value(*name);
  arguments.set(index, intern(thread, name));
  return true;
}

}  // namespace

// --- numbers and characters

RawObject builtins_abs(Thread* thread, Arguments arguments) {
  RawObject number = arguments[0];
  if (number.is_small_int() && number.small_int() >= 0) return number;
  if (number.is_immediate_float()) return new_float(thread, std::fabs(number.immediate_float()));
  if (layout_of(number) == LayoutId::kComplex) return natives::complex___abs__(thread, arguments);
  Object value(thread, number);
  RawObject result = call_special(thread, value, Symbol::k__abs__);
  return result.is_unbound() ? raise_type_error(thread, "bad operand type for abs(): '%T'", &value)
                             : result;
}

namespace {

RawObject prefixed_text(Thread* thread, Arguments arguments, int base) {
  Object value(thread, arguments[0]);
  RawObject number = index_of(thread, value);
  return number.is_error() ? number : int_to_prefixed_text(thread, number, base);
}

}  // namespace

RawObject builtins_bin(Thread* thread, Arguments arguments) {
  return prefixed_text(thread, arguments, 2);
}
RawObject builtins_oct(Thread* thread, Arguments arguments) {
  return prefixed_text(thread, arguments, 8);
}
RawObject builtins_hex(Thread* thread, Arguments arguments) {
  return prefixed_text(thread, arguments, 16);
}

RawObject builtins_chr(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  RawObject number = index_of(thread, value);
  if (number.is_error()) return number;
  word code_point;
  if (!int_to_word_NoGC(number, &code_point) || code_point != static_cast<int32_t>(code_point)) {
    return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  if (code_point < 0 || code_point > 0x10ffff)
    return raise_value_error(thread, "chr() arg not in range(0x110000)");
  return new_str_from_code_point(thread, static_cast<uint32_t>(code_point));
}

RawObject builtins_ord(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  RawObject exact = underlying_value(*value);
  word size;
  if (is_exact_str(exact)) {
    StrData data = str_data(exact);
    if (data.length == 1) return RawObject::from_small_int(data.at(0));
    size = data.length;
  } else if (is_exact_bytes(exact) || is_heap_byte_array(exact)) {
    std::string_view bytes =
        is_exact_bytes(exact) ? bytes_data(exact) : growing_view_NoGC(RawGrowingBytes(exact.raw()));
    if (bytes.size() == 1) return RawObject::from_small_int(static_cast<uint8_t>(bytes[0]));
    size = static_cast<word>(bytes.size());
  } else {
    return raise_type_error(thread, "ord() expected string of length 1, but %T found", &value);
  }
  return raise_type_error(thread, "ord() expected a character, but string of length %ld found",
                          size);
}

RawObject builtins_divmod(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return binary_operation(thread, BinaryOp::kDivmod, left, right);
}

RawObject builtins_pow(Thread* thread, Arguments arguments) {
  Object base(thread, arguments[0]), exponent(thread, arguments[1]), modulus(thread, arguments[2]);
  return power(thread, base, exponent, modulus);
}

RawObject builtins_round(Thread* thread, Arguments arguments) {
  Object number(thread, arguments[0]), digits(thread, arguments[1]);
  RawObject result = digits->is_none() ? call_special(thread, number, Symbol::k__round__)
                                       : call_special(thread, number, Symbol::k__round__, digits);
  if (!result.is_unbound()) return result;
  return raise_type_error(thread, "type %T doesn't define __round__ method", &number);
}

// --- text

RawObject builtins_repr(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  return repr(thread, value);
}

RawObject builtins_ascii(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  return ascii(thread, value);
}

RawObject builtins_format(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]), spec(thread, arguments[1]);
  if (!is_str(*spec))
    return raise_type_error(thread, "format() argument 2 must be str, not %V", &spec);
  return format(thread, value, spec);
}

// --- objects

RawObject builtins_callable(Thread* thread, Arguments arguments) {
  return RawObject::from_bool(is_callable(thread, arguments[0]));
}

RawObject builtins_hash(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  word result;
  return hash(thread, value, &result) ? new_int(thread, result) : RawObject::error();
}

RawObject builtins_id(Thread* thread, Arguments arguments) {
  return object_id(thread, arguments[0]);
}

RawObject builtins_len(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  word size = length(thread, value);
  return size < 0 ? RawObject::error() : new_int(thread, size);
}

RawObject builtins_isinstance(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]), classinfo(thread, arguments[1]);
  return truth_result(is_instance(thread, value, classinfo));
}

RawObject builtins_issubclass(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]), classinfo(thread, arguments[1]);
  return truth_result(is_subclass(thread, type, classinfo));
}

// --- attributes

RawObject builtins_getattr(Thread* thread, Arguments arguments) {
  if (!name_argument(thread, arguments, 1)) return RawObject::error();
  Object object(thread, arguments[0]), name(thread, arguments[1]);
  if (!arguments.has(2)) return get_attribute(thread, object, name);
  RawObject value = find_attribute(thread, object, name);
  return value.is_unbound() ? arguments[2] : value;
}

RawObject builtins_hasattr(Thread* thread, Arguments arguments) {
  if (!name_argument(thread, arguments, 1)) return RawObject::error();
  Object object(thread, arguments[0]), name(thread, arguments[1]);
  RawObject value = find_attribute(thread, object, name);
  return value.is_error() ? value : RawObject::from_bool(!value.is_unbound());
}

RawObject builtins_setattr(Thread* thread, Arguments arguments) {
  if (!name_argument(thread, arguments, 1)) return RawObject::error();
  Object object(thread, arguments[0]), name(thread, arguments[1]), value(thread, arguments[2]);
  return set_attribute(thread, object, name, value) ? RawObject::none() : RawObject::error();
}

RawObject builtins_delattr(Thread* thread, Arguments arguments) {
  if (!name_argument(thread, arguments, 1)) return RawObject::error();
  Object object(thread, arguments[0]), name(thread, arguments[1]);
  return delete_attribute(thread, object, name) ? RawObject::none() : RawObject::error();
}

namespace {

// builtins.locals(), which sees the caller's frame, since native functions have none.
RawObject current_locals(Thread* thread) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object name(thread, new_str_ascii(thread, "locals"));
  Object function(thread, dict_get(thread, builtins, name));
  if (function->is_error()) return *function;
  if (function->is_unbound()) return raise(thread, Exc::kNameError, "name 'locals' is not defined");
  return call(thread, function);
}

RawObject sorted_names(Thread* thread, const Object& names) {
  Object none(thread, RawObject::none());
  List list(thread, RawObject::none());
  Object made(thread, list_from_iterable(thread, names));
  if (made->is_error()) return *made;
  list = *made;
  return list_sort(thread, list, none, false) ? *list : RawObject::error();
}

}  // namespace

RawObject builtins_dir(Thread* thread, Arguments arguments) {
  if (!arguments.has(0)) {
    Object locals(thread, current_locals(thread));
    if (locals->is_error()) return *locals;
    Object names(thread, call_method(thread, locals, Symbol::kkeys));
    return names->is_error() ? *names : sorted_names(thread, names);
  }
  Object object(thread, arguments[0]);
  Object names(thread, call_special(thread, object, Symbol::k__dir__));
  if (names->is_error()) return *names;
  if (names->is_unbound()) return raise_type_error(thread, "object does not provide __dir__");
  return sorted_names(thread, names);
}

RawObject builtins_vars(Thread* thread, Arguments arguments) {
  if (!arguments.has(0)) return current_locals(thread);
  Object object(thread, arguments[0]);
  RawObject dict = find_attribute(thread, object, Symbol::k__dict__);
  return dict.is_unbound()
             ? raise_type_error(thread, "vars() argument must have __dict__ attribute")
             : dict;
}

}  // namespace natives
}  // namespace pyro
