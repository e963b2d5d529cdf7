#include "modules/_decimal/decimals.h"
#include "runtime/number_text.h"

// Making Decimals from other values.
//
// A constructor takes a value exactly (an InvalidOperation if it is beyond all limits);
// Context.create_decimal rounds to the context, and takes text as it is: no spaces around it, no
// underscores in it.

namespace pyro::decimals {

namespace {

// What was made, exactly or rounded, as a Decimal of the class.
RawObject finish(Thread* thread, const Object& cls, const Object& context, Conversion conversion,
                 uint32_t status, Number* number) {
  if (conversion == Conversion::kRounded) {
    Settings settings = settings_of(*context);
    // A payload that is too long is an error here, not cut.
    if (number->is_nan() && number->digits() > settings.precision - (settings.clamp ? 1 : 0) &&
        !number->coefficient.is_zero()) {
      fail(number, kConversionSyntax, &status);
    }
    finalize(number, settings, &status);
  } else {
    uint32_t lost = 0;
    finalize(number, kWidest, &lost);
    if ((lost & (kInexact | kRounded | kClamped)) != 0) fail(number, kInvalidOperation, &status);
  }
  if (!signal(thread, context, status)) return RawObject::error();
  return new_decimal_of(thread, cls, *number);
}

// Characters of a str as the parser wants them. False: some are no part of any number.
bool ascii_text(RawObject str, Conversion conversion, std::string* text) {
  if (conversion == Conversion::kExact) {
    if (!number_text_NoGC(str, text)) return false;
    std::erase(*text, '_');
    return true;
  }
  StrData data = str_data(str);
  if (!data.is_ascii()) {
    // Digits of other scripts count, spaces around them do not.
    if (!number_text_NoGC(str, text)) return false;
    return static_cast<word>(text->size()) == data.length;
  }
  *text = std::string(data.bytes());
  return true;
}

RawObject from_text(Thread* thread, const Object& cls, const Object& value, const Object& context,
                    Conversion conversion) {
  std::string text;
  Number number;
  Parse parsed = Parse::kSyntax;
  if (ascii_text(underlying_value(*value), conversion, &text)) parsed = parse(text, &number);
  if (parsed == Parse::kMemory) return raise_memory_error(thread);
  uint32_t status = 0;
  if (parsed == Parse::kSyntax) fail(&number, kConversionSyntax, &status);
  return finish(thread, cls, context, conversion, status, &number);
}

bool read_sign(Thread* thread, RawObject value, Number* number) {
  RawObject sign = is_int(value) ? int_value_of(value) : RawObject::none();
  if (sign.is_small_int() && (sign.small_int() == 0 || sign.small_int() == 1)) {
    number->negative = sign.small_int() == 1;
    return true;
  }
  raise_value_error(thread, "sign must be an integer with the value 0 or 1");
  return false;
}

// The third item: an int, or a letter that stands for a special value.
bool read_exponent(Thread* thread, const Object& value, Number* number) {
  if (is_str(*value)) {
    std::string letter = utf8_of(*value);
    if (letter == "F") {
      number->set_infinity(number->negative);
      return true;
    }
    if (letter == "n" || letter == "N") {
      number->special = letter == "n" ? Special::kQuietNaN : Special::kSignalingNaN;
      number->exponent = 0;
      return true;
    }
    raise_value_error(thread, "string argument in the third position must be 'F', 'n' or 'N'");
    return false;
  }
  if (!is_int(*value)) {
    raise_value_error(thread, "exponent must be an integer");
    return false;
  }
  word exponent;
  if (!int_to_word_NoGC(int_value_of(*value), &exponent)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
    return false;
  }
  constexpr word kLimit = 4'000'000'000'000'000'000;
  number->exponent = exponent > kLimit ? kLimit : exponent < -kLimit ? -kLimit : exponent;
  return true;
}

bool read_digit_items(Thread* thread, const Object& value, Number* number) {
  bool is_list = is_heap_list(*value);
  if (!is_list && !is_tuple(*value)) {
    raise_value_error(thread, "coefficient must be a tuple of digits");
    return false;
  }
  std::string digits;
  RawObject items = is_list ? *value : underlying_value(*value);
  word count = is_list ? RawList(items.raw()).length() : tuple_length(items);
  for (word i = 0; i < count; i++) {
    RawObject item = is_list ? array_at(RawList(items.raw()).items(), i) : tuple_at(items, i);
    RawObject digit = is_int(item) ? int_value_of(item) : RawObject::none();
    if (!digit.is_small_int() || digit.small_int() < 0 || digit.small_int() > 9) {
      raise_value_error(thread, "coefficient must be a tuple of digits");
      return false;
    }
    digits.push_back(static_cast<char>('0' + digit.small_int()));
  }
  if (read_digits(digits, &number->coefficient)) return true;
  raise_memory_error(thread);
  return false;
}

RawObject from_items(Thread* thread, const Object& cls, const Object& value, const Object& context,
                     Conversion conversion) {
  Object items(thread, tuple_from_iterable(thread, value));
  if (items->is_error()) return *items;
  if (tuple_length(*items) != 3)
    return raise_value_error(thread, "argument must be a sequence of length 3");
  Number number;
  Object exponent(thread, tuple_at(*items, 2)), digits(thread, tuple_at(*items, 1));
  if (!read_sign(thread, tuple_at(*items, 0), &number)) return RawObject::error();
  bool infinite = is_str(*exponent) && utf8_of(*exponent) == "F";
  if (infinite) {
    number.set_infinity(number.negative);
  } else if (!read_exponent(thread, exponent, &number) ||
             !read_digit_items(thread, digits, &number)) {
    return RawObject::error();
  }
  return finish(thread, cls, context, conversion, 0, &number);
}

RawObject from_decimal(Thread* thread, const Object& cls, const Object& value,
                       const Object& context, Conversion conversion) {
  if (conversion == Conversion::kExact && type_of(thread, *value) == *cls &&
      *cls == state_at(thread, kDecimalType)) {
    return *value;
  }
  Number number;
  if (!load(thread, *value, &number)) return RawObject::error();
  if (conversion == Conversion::kExact) return new_decimal_of(thread, cls, number);
  return finish(thread, cls, context, conversion, 0, &number);
}

RawObject from_float_argument(Thread* thread, const Object& cls, RawObject value,
                              const Object& context, Conversion conversion) {
  Object shown(thread, value);
  Number number;
  if (is_int(value)) {
    if (!load_int(thread, int_value_of(value), &number)) return RawObject::error();
  } else if (!is_float(value)) {
    return raise_type_error(thread, "argument must be int or float");
  } else if (!load_float(thread, float_value_of(value), &number)) {
    return RawObject::error();
  }
  return finish(thread, cls, context, conversion, 0, &number);
}

}  // namespace

RawObject construct(Thread* thread, const Object& cls, const Object& value, const Object& context,
                    Conversion conversion) {
  Number number;
  if (is_decimal(*value)) return from_decimal(thread, cls, value, context, conversion);
  if (is_str(*value)) return from_text(thread, cls, value, context, conversion);
  if (is_int(*value)) {
    if (!load_int(thread, int_value_of(*value), &number)) return RawObject::error();
    return finish(thread, cls, context, conversion, 0, &number);
  }
  if (is_tuple(*value) || is_heap_list(*value))
    return from_items(thread, cls, value, context, conversion);
  if (is_float(*value)) {
    if (!signal_float(thread, context)) return RawObject::error();
    return from_float_argument(thread, cls, *value, context, conversion);
  }
  return raise_type_error(thread, "conversion from %T to Decimal is not supported", &value);
}

}  // namespace pyro::decimals

namespace pyro::natives {

using namespace decimals;

RawObject decimal_Decimal___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), value(thread, arguments[1]);
  Object context(thread, context_argument(thread, arguments[2]));
  if (context->is_error()) return *context;
  return construct(thread, cls, value, context, Conversion::kExact);
}

RawObject decimal_Decimal_from_float(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), base(thread, state_at(thread, kDecimalType));
  Object context(thread, current_context(thread));
  if (context->is_error()) return *context;
  Object value(thread,
               from_float_argument(thread, base, arguments[1], context, Conversion::kExact));
  if (value->is_error() || *cls == *base) return *value;
  return call(thread, cls, value);
}

RawObject decimal_Context_create_decimal(Thread* thread, Arguments arguments) {
  Object cls(thread, state_at(thread, kDecimalType));
  Object context(thread, arguments[0]), value(thread, arguments[1]);
  return construct(thread, cls, value, context, Conversion::kRounded);
}

RawObject decimal_Context_create_decimal_from_float(Thread* thread, Arguments arguments) {
  Object cls(thread, state_at(thread, kDecimalType)), context(thread, arguments[0]);
  return from_float_argument(thread, cls, arguments[1], context, Conversion::kRounded);
}

}  // namespace pyro::natives
