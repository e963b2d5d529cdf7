#include <cmath>

#include "modules/_decimal/decimals.h"
#include "runtime/float.h"

// Decimals and other Python numbers to Numbers, and back.

namespace pyro::decimals {

namespace {

constexpr word kNegative = 1;
constexpr int kSpecialShift = 1;

// Limbs of a longer coefficient: a count, then the limbs.
size_t buffer_size(RawObject buffer) {
  return static_cast<size_t>(*reinterpret_cast<const uint64_t*>(byte_buffer_data(buffer)));
}
Limb* buffer_limbs(RawObject buffer) {
  return reinterpret_cast<Limb*>(byte_buffer_data(buffer)) + 1;
}

RawObject buffer_of(Thread* thread, const Coefficient& coefficient) {
  RawObject buffer =
      new_byte_buffer(thread, static_cast<word>((coefficient.size() + 1) * sizeof(Limb)));
  if (buffer.is_error()) return buffer;
  *reinterpret_cast<uint64_t*>(byte_buffer_data(buffer)) = coefficient.size();
  std::memcpy(buffer_limbs(buffer), coefficient.data(), coefficient.size() * sizeof(Limb));
  return buffer;
}

bool load_NoGC(RawDecimal decimal, Number* number) {
  word sign = decimal.sign();
  number->negative = (sign & kNegative) != 0;
  number->special = static_cast<Special>(sign >> kSpecialShift);
  number->exponent = decimal.exponent();
  RawObject rest = decimal.rest();
  if (rest.is_small_int()) {
    number->coefficient.set_pair(static_cast<Limb>(decimal.low()),
                                 static_cast<Limb>(rest.small_int()));
    return true;
  }
  return number->coefficient.assign({buffer_limbs(rest), buffer_size(rest)});
}

}  // namespace

bool load(Thread* thread, RawObject decimal, Number* number) {
  if (load_NoGC(RawDecimal::cast(decimal), number)) return true;
  raise_memory_error(thread);
  return false;
}

bool load_int(Thread* thread, RawObject value, Number* number) {
  number->special = Special::kFinite;
  number->exponent = 0;
  if (value.is_small_int()) {
    word small = value.small_int();
    number->set_small(small < 0, static_cast<uint64_t>(small < 0 ? -small : small), 0);
    return true;
  }
  IntView view(value);
  number->negative = view->negative;
  if (from_binary(view->magnitude(), &number->coefficient)) return true;
  raise_memory_error(thread);
  return false;
}

Loaded load_operand(Thread* thread, RawObject value, Number* number) {
  if (is_decimal(value)) return load(thread, value, number) ? Loaded::kOk : Loaded::kError;
  if (!is_int(value)) return Loaded::kOtherType;
  return load_int(thread, int_value_of(value), number) ? Loaded::kOk : Loaded::kError;
}

bool load_argument(Thread* thread, RawObject value, Number* number) {
  Loaded loaded = load_operand(thread, value, number);
  if (loaded != Loaded::kOtherType) return loaded == Loaded::kOk;
  Object shown(thread, value);
  raise_type_error(thread, "conversion from %T to Decimal is not supported", &shown);
  return false;
}

RawObject new_decimal_of(Thread* thread, const Object& cls, const Number& number) {
  const Coefficient& coefficient = number.coefficient;
  size_t size = coefficient.size();
  Object rest(thread, RawObject::from_small_int(size > 1 ? static_cast<word>(coefficient[1]) : 0));
  if (size > 2) {
    rest = buffer_of(thread, coefficient);
    if (rest->is_error()) return *rest;
  }
  RawDecimal decimal(allocate_for(thread, *cls).raw());
  decimal.set_exponent(number.exponent);
  decimal.set_sign((number.negative ? kNegative : 0) | static_cast<word>(number.special)
                                                           << kSpecialShift);
  decimal.set_low(size > 0 ? static_cast<word>(coefficient[0]) : 0);
  decimal.set_rest(*rest);
  return decimal;
}

RawObject new_decimal(Thread* thread, const Number& number) {
  Object cls(thread, state_at(thread, kDecimalType));
  return new_decimal_of(thread, cls, number);
}

RawObject outcome(Thread* thread, const Object& context, uint32_t status, const Number& number) {
  if (status != 0 && !signal(thread, context, status)) return RawObject::error();
  return new_decimal(thread, number);
}

bool load_float(Thread* thread, double value, Number* number) {
  bool negative = std::signbit(value);
  number->set_zero(negative, 0);
  if (std::isnan(value)) {
    number->special = Special::kQuietNaN;
  } else if (std::isinf(value)) {
    number->set_infinity(negative);
  } else if (value != 0) {
    int exponent;
    auto significand =
        static_cast<uint64_t>(std::ldexp(std::frexp(std::fabs(value), &exponent), 53));
    exponent -= 53;
    int zeros = __builtin_ctzll(significand);
    significand >>= zeros;
    exponent += zeros;
    // significand * 2^-k is significand * 5^k * 10^-k.
    BigIntBuffer scale, product;
    SmallIntView base(exponent < 0 ? 5 : 2), power(std::abs(exponent)),
        factor(static_cast<int64_t>(significand));
    if (BigIntPower(base, power, &scale) != IntStatus::kOk ||
        BigIntMultiply(scale.view(), factor, &product) != IntStatus::kOk ||
        !from_binary(product.view(), &number->coefficient)) {
      raise_memory_error(thread);
      return false;
    }
    number->exponent = exponent < 0 ? exponent : 0;
  }
  return true;
}

RawObject new_int_of(Thread* thread, const Coefficient& magnitude, bool negative) {
  if (magnitude.size() <= 1) {
    auto small = static_cast<word>(magnitude.is_zero() ? 0 : magnitude[0]);
    return RawObject::from_small_int(negative ? -small : small);
  }
  BigIntBuffer buffer;
  if (!to_binary(magnitude, &buffer)) return raise_memory_error(thread);
  buffer.set_negative(negative);
  return new_int_from(thread, buffer);
}

RawObject to_int(Thread* thread, const Number& number, Rounding rounding) {
  if (number.is_nan()) return raise_value_error(thread, "cannot convert NaN to integer");
  if (number.is_infinite())
    return raise(thread, Exc::kOverflowError, "cannot convert Infinity to integer");
  Number whole;
  uint32_t ignored = 0;
  if (!whole.assign(number)) return raise_memory_error(thread);
  if (!number.is_zero() && !set_exponent(&whole, 0, rounding, &ignored))
    return raise_memory_error(thread);
  return new_int_of(thread, whole.coefficient, number.negative);
}

}  // namespace pyro::decimals
