#include <memory>
#include <string>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/number_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/number_arguments.h"
#include "runtime/types/text_arguments.h"

// int: construction, text, bytes, rounding (library reference, "Numeric Types" and int()).

namespace pyro {

namespace {

// The result of __int__, which should be an exact int.
RawObject check_int_result(Thread* thread, const Object& result) {
  if (result->is_error() || is_exact_int(*result)) return *result;
  if (!is_int(*result))
    return raise_type_error(thread, "__int__ returned non-int (type %T)", &result);
  if (!warn(thread, Exc::kDeprecationWarning, 1,
            "__int__ returned non-int (type %T).  The ability to return an instance of a strict "
            "subclass of int is deprecated, "
            "and may not be supported in a future version of Python.",
            &result)) {
    return RawObject::error();
  }
  return int_value_of(*result);
}

RawObject int_from_trunc(Thread* thread, const Object& result) {
  if (result->is_error()) return *result;
  if (!warn(thread, Exc::kDeprecationWarning, 1,
            "The delegation of int() to __trunc__ is deprecated.")) {
    return RawObject::error();
  }
  if (is_int(*result)) return int_value_of(*result);
  RawObject index = call_special(thread, result, Symbol::k__index__);
  if (index.is_unbound())
    return raise_type_error(thread, "__trunc__ returned non-Integral (type %T)", &result);
  Object checked(thread, index);
  return index_of(thread, checked);
}

// Text, base 10 or as given; Unbound if `value` is neither str nor bytes-like.
RawObject int_from_any_text(Thread* thread, const Object& value, int base) {
  if (is_str(*value)) return int_from_text(thread, value, base);
  std::string text;
  if (bytes_number_text(thread, value, &text)) {
    std::string original;
    if (!is_exact_bytes(*value) && !bytes_argument(thread, value, &original))
      return RawObject::error();
    Object shown(thread, is_exact_bytes(*value) ? *value : new_bytes(thread, original));
    return shown->is_error() ? *shown : int_from_ascii(thread, text, base, shown);
  }
  if (thread->has_exception() && !clear_pending_if(thread, Exc::kBufferError))
    return RawObject::error();
  return RawObject::unbound();
}

RawObject int_from_any(Thread* thread, const Object& value) {
  if (is_exact_int(*value)) return *value;
  if (is_exact_float(*value)) return int_from_double(thread, float_value_of(*value));
  if (is_exact_str(*value)) return int_from_text(thread, value, 10);
  Object result(thread, call_special(thread, value, Symbol::k__int__));
  if (!result->is_unbound()) return check_int_result(thread, result);
  if (!type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound())
    return index_of(thread, value);
  result = call_special(thread, value, Symbol::k__trunc__);
  if (!result->is_unbound()) return int_from_trunc(thread, result);
  result = int_from_any_text(thread, value, 10);
  if (!result->is_unbound()) return *result;
  return raise_type_error(
      thread, "int() argument must be a string, a bytes-like object or a real number, not '%T'",
      &value);
}

RawObject int_with_base(Thread* thread, const Object& text, const Object& base_value) {
  word base;
  if (!index_as_word(thread, base_value, OnOverflow::kClip, &base)) return RawObject::error();
  if (base != 0 && (base < 2 || base > 36))
    return raise_value_error(thread, "int() base must be >= 2 and <= 36, or 0");
  if (!is_str(*text) && !is_bytes(*text) && !is_heap_byte_array(*text)) {
    return raise_type_error(thread, "int() can't convert non-string with explicit base");
  }
  return int_from_any_text(thread, text, static_cast<int>(base));
}

}  // namespace

namespace natives {

RawObject int___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  if (!arguments.has(1)) {
    if (arguments.has(2)) return raise_type_error(thread, "int() missing string argument");
    return instance_of_number_class(thread, cls, LayoutId::kInt, RawObject::from_small_int(0));
  }
  Object value(thread, arguments[1]);
  if (!arguments.has(2))
    return instance_of_number_class(thread, cls, LayoutId::kInt, int_from_any(thread, value));
  Object base(thread, arguments[2]);
  return instance_of_number_class(thread, cls, LayoutId::kInt, int_with_base(thread, value, base));
}

RawObject int___repr__(Thread* thread, Arguments arguments) {
  return int_to_text(thread, arguments[0]);
}

RawObject int___hash__(Thread* thread, Arguments arguments) {
  return new_int(thread, int_hash_NoGC(arguments[0]));
}

RawObject int___format__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), spec(thread, arguments[1]);
  if (!check_format_spec(thread, spec)) return RawObject::error();
  RawObject spec_text = underlying_value(*spec);
  if (str_length(spec_text) == 0)
    return self->is_bool() ? str(thread, self) : int_to_text(thread, *self);
  return format_int(thread, self, spec, self);
}

RawObject int___int__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int___index__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int___trunc__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int___floor__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int___ceil__(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int_conjugate(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int_real_get(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int_imag_get(Thread*, Arguments) { return RawObject::from_small_int(0); }
RawObject int_numerator_get(Thread*, Arguments arguments) { return int_value_of(arguments[0]); }
RawObject int_denominator_get(Thread*, Arguments) { return RawObject::from_small_int(1); }

RawObject int___float__(Thread* thread, Arguments arguments) {
  double value;
  return int_to_double(thread, arguments[0], &value) ? new_float(thread, value)
                                                     : RawObject::error();
}

RawObject int___getnewargs__(Thread* thread, Arguments arguments) {
  Object value(thread, int_value_of(arguments[0]));
  return new_tuple_of(thread, value);
}

RawObject int___sizeof__(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  return RawObject::from_small_int(self.is_heap() ? self.heap_words() * kWordSize : kWordSize);
}

RawObject int_bit_length(Thread* thread, Arguments arguments) {
  return new_int_unsigned(thread, BigIntBitLength(IntView(arguments[0])));
}

RawObject int_bit_count(Thread* thread, Arguments arguments) {
  return new_int_unsigned(thread, BigIntBitCount(IntView(arguments[0])));
}

RawObject int_as_integer_ratio(Thread* thread, Arguments arguments) {
  Object numerator(thread, int_value_of(arguments[0])),
      denominator(thread, RawObject::from_small_int(1));
  return new_tuple_of(thread, numerator, denominator);
}

// --- rounding to a multiple of a power of ten

namespace {

// The nearest multiple of 10**places, ties to the even one.
RawObject round_to_power_of_ten(Thread* thread, RawObject raw_value, word places) {
  // 10**places is more than twice the value: log10(2) < 0.30103.
  if (static_cast<double>(places) >
      static_cast<double>(BigIntBitLength(IntView(raw_value))) * 0.30103 + 1) {
    return RawObject::from_small_int(0);
  }
  Object value(thread, raw_value);
  Object unit(thread,
              int_pow(thread, RawObject::from_small_int(10), RawObject::from_small_int(places)));
  if (unit->is_error()) return *unit;
  Object quotient(thread, int_floordiv(thread, *value, *unit));
  if (quotient->is_error()) return *quotient;
  Object remainder(thread, int_mod(thread, *value, *unit));
  if (remainder->is_error()) return *remainder;
  remainder = int_add(thread, *remainder, *remainder);
  if (remainder->is_error()) return *remainder;
  int order = int_compare_NoGC(*remainder, *unit);
  if (order > 0 || (order == 0 && IntView(*quotient)->is_odd())) {
    quotient = int_add(thread, *quotient, RawObject::from_small_int(1));
    if (quotient->is_error()) return *quotient;
  }
  return int_mul(thread, *quotient, *unit);
}

}  // namespace

RawObject int___round__(Thread* thread, Arguments arguments) {
  if (!arguments.has(1)) return int_value_of(arguments[0]);
  Object digits(thread, arguments[1]);
  word places;
  if (!index_as_word(thread, digits, OnOverflow::kClip, &places)) return RawObject::error();
  RawObject self = int_value_of(arguments[0]);
  return places >= 0
             ? self
             : round_to_power_of_ten(thread, self, places == INT64_MIN ? INT64_MAX : -places);
}

// --- bytes

namespace {

bool byte_order_argument(Thread* thread, const Object& value, const char* function,
                         ByteOrder* order) {
  if (!is_str(*value)) {
    raise_type_error(thread, "%s() argument 'byteorder' must be str, not %V", function, &value);
    return false;
  }
  RawObject text = underlying_value(*value);
  if (str_equals_ascii_NoGC(text, "little")) {
    *order = ByteOrder::kLittle;
  } else if (str_equals_ascii_NoGC(text, "big")) {
    *order = ByteOrder::kBig;
  } else {
    raise_value_error(thread, "byteorder must be either 'little' or 'big'");
    return false;
  }
  return true;
}

bool signedness_argument(Thread* thread, const Object& value, Signedness* signedness) {
  Truth truth = is_true(thread, value);
  *signedness = truth == Truth::kTrue ? Signedness::kSigned : Signedness::kUnsigned;
  return truth != Truth::kError;
}

}  // namespace

RawObject int_to_bytes(Thread* thread, Arguments arguments) {
  Object length_value(thread, arguments[1]), order_value(thread, arguments[2]),
      signed_value(thread, arguments[3]);
  word length;
  ByteOrder order;
  Signedness signedness;
  if (!size_argument(thread, length_value, &length) ||
      !byte_order_argument(thread, order_value, "to_bytes", &order) ||
      !signedness_argument(thread, signed_value, &signedness)) {
    return RawObject::error();
  }
  if (length < 0) return raise_value_error(thread, "length argument must be non-negative");
  std::unique_ptr<uint8_t[]> bytes(
      length > kMaxTextLength ? nullptr : new (std::nothrow) uint8_t[static_cast<size_t>(length)]);
  if (bytes == nullptr) return raise_memory_error(thread);
  switch (BigIntToBytes(IntView(arguments[0]), {bytes.get(), static_cast<size_t>(length)}, order,
                        signedness)) {
    case IntStatus::kOk:
      return new_bytes(thread, bytes.get(), length);
    case IntStatus::kNegative:
      return raise(thread, Exc::kOverflowError, "can't convert negative int to unsigned");
    default:
      return raise(thread, Exc::kOverflowError, "int too big to convert");
  }
}

namespace {

// bytes(value) without the meaning that an int has there.
RawObject bytes_of(Thread* thread, const Object& value) {
  if (is_exact_bytes(*value)) return *value;
  bool convertible =
      !type_lookup(thread, type_of(thread, *value), Symbol::k__bytes__).is_unbound() ||
      supports_buffer_NoGC(*value) ||
      (!is_str(*value) &&
       (!type_lookup(thread, type_of(thread, *value), Symbol::k__iter__).is_unbound() ||
        !type_lookup(thread, type_of(thread, *value), Symbol::k__getitem__).is_unbound()));
  if (!convertible) return raise_type_error(thread, "cannot convert '%T' object to bytes", &value);
  Object bytes_type(thread, thread->runtime()->type_at(LayoutId::kBytes));
  return call(thread, bytes_type, value);
}

}  // namespace

RawObject int_from_bytes(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), source(thread, arguments[1]), order_value(thread, arguments[2]);
  Object signed_value(thread, arguments[3]);
  ByteOrder order;
  Signedness signedness;
  if (!byte_order_argument(thread, order_value, "from_bytes", &order) ||
      !signedness_argument(thread, signed_value, &signedness)) {
    return RawObject::error();
  }
  Object bytes(thread, bytes_of(thread, source));
  if (bytes->is_error()) return *bytes;
  BigIntBuffer buffer;
  IntStatus status;
  {
    RawObject exact = underlying_value(*bytes);
    std::string_view data = bytes_data(exact);
    status = BigIntFromBytes({reinterpret_cast<const uint8_t*>(data.data()), data.size()}, order,
                             signedness, &buffer);
  }
  Object value(thread, int_result(thread, status, buffer));
  if (value->is_error() || *cls == thread->runtime()->type_at(LayoutId::kInt)) return *value;
  return call(thread, cls, value);
}

}  // namespace natives
}  // namespace pyro
