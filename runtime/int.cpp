#include "runtime/int.h"

#include <cmath>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/runtime.h"

namespace pyro {

// --- making

RawObject new_big_int(Thread* thread, std::span<const uint64_t> limbs, bool negative) {
  size_t count = limbs.size();
  while (count != 0 && limbs[count - 1] == 0) count--;
  if (count == 0) return RawObject::from_small_int(0);
  if (count == 1) {
    uint64_t limit = static_cast<uint64_t>(RawObject::kSmallIntMax) + (negative ? 1 : 0);
    if (limbs[0] <= limit) {
      return RawObject::from_small_int(negative ? -static_cast<word>(limbs[0])
                                                : static_cast<word>(limbs[0]));
    }
  }
  RawObject result =
      thread->heap()->allocate(LayoutId::kInt, Kind::kLargeInt, true, static_cast<word>(count) + 1);
  if (result.is_error()) return raise_memory_error(thread);
  std::memcpy(result.body<uint64_t>(), limbs.data(), count * sizeof(uint64_t));
  if (negative) result.set_header(Header(result.header().bits() | uword{1} << Header::kHashShift));
  return result;
}

RawObject new_int(Thread* thread, word value) {
  if (RawObject::fits_small_int(value)) return RawObject::from_small_int(value);
  SmallIntView view(value);
  return new_big_int(thread, view.view().limbs, value < 0);
}

RawObject new_int_unsigned(Thread* thread, uint64_t value) {
  return new_big_int(thread, std::span<const uint64_t>(&value, 1), false);
}

RawObject new_int_from(Thread* thread, const BigIntBuffer& buffer) {
  BigIntView view = buffer.view();
  return new_big_int(thread, view.limbs, view.negative);
}

RawObject int_result(Thread* thread, IntStatus status, const BigIntBuffer& buffer) {
  switch (status) {
    case IntStatus::kOk:
      return new_int_from(thread, buffer);
    case IntStatus::kZeroDivision:
      return raise(thread, Exc::kZeroDivisionError, "integer division or modulo by zero");
    case IntStatus::kNegativeShift:
      return raise_value_error(thread, "negative shift count");
    case IntStatus::kNotInvertible:
      return raise_value_error(thread, "base is not invertible for the given modulus");
    case IntStatus::kOverflow:
      return raise(thread, Exc::kOverflowError, "int too big to convert");
    default:
      return raise_memory_error(thread);
  }
}

// --- arithmetic

namespace int_slow {

RawObject add(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer buffer;
  IntStatus status = BigIntAdd(IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

RawObject subtract(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer buffer;
  IntStatus status = BigIntSubtract(IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

RawObject multiply(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer buffer;
  IntStatus status = BigIntMultiply(IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

RawObject floor_divide(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer quotient;
  IntStatus status = BigIntFloorDivide(IntView(left), IntView(right), &quotient, nullptr);
  return int_result(thread, status, quotient);
}

RawObject modulo(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer remainder;
  IntStatus status = BigIntFloorDivide(IntView(left), IntView(right), nullptr, &remainder);
  if (status == IntStatus::kZeroDivision)
    return raise(thread, Exc::kZeroDivisionError, "integer modulo by zero");
  return int_result(thread, status, remainder);
}

RawObject bitwise(Thread* thread, BitOperation operation, RawObject left, RawObject right) {
  BigIntBuffer buffer;
  IntStatus status = BigIntBitwise(operation, IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

int compare_NoGC(RawObject left, RawObject right) {
  return BigIntCompare(IntView(left), IntView(right));
}

}  // namespace int_slow

RawObject int_divmod(Thread* thread, RawObject left, RawObject right) {
  BigIntBuffer quotient_buffer, remainder_buffer;
  IntStatus status =
      BigIntFloorDivide(IntView(left), IntView(right), &quotient_buffer, &remainder_buffer);
  Object quotient(thread, int_result(thread, status, quotient_buffer));
  if (quotient->is_error()) return *quotient;
  Object remainder(thread, new_int_from(thread, remainder_buffer));
  if (remainder->is_error()) return *remainder;
  return new_tuple_of(thread, quotient, remainder);
}

RawObject int_truediv(Thread* thread, RawObject left, RawObject right) {
  constexpr word kExact = word{1} << 53;  // ints up to here are floats without rounding
  if (both_small_ints(left, right) && right.raw() != 0) {
    word a = left.small_int(), b = right.small_int();
    if (a <= kExact && a >= -kExact && b <= kExact && b >= -kExact) {
      return new_float(thread, static_cast<double>(a) / static_cast<double>(b));
    }
  }
  double result;
  switch (BigIntTrueDivide(IntView(left), IntView(right), &result)) {
    case IntStatus::kOk:
      return new_float(thread, result);
    case IntStatus::kZeroDivision:
      return raise(thread, Exc::kZeroDivisionError, "division by zero");
    case IntStatus::kOverflow:
      return raise(thread, Exc::kOverflowError, "integer division result too large for a float");
    default:
      return raise_memory_error(thread);
  }
}

RawObject int_lshift(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right) && right.small_int() >= 0 && right.small_int() < 62) {
    word value = left.small_int(), count = right.small_int();
    word shifted = static_cast<word>(static_cast<uword>(value) << count);
    if (shifted >> count == value && RawObject::fits_small_int(shifted))
      return RawObject::from_small_int(shifted);
  }
  BigIntBuffer buffer;
  IntStatus status = BigIntShiftLeft(IntView(left), IntView(right), &buffer);
  if (status == IntStatus::kNoMemory) {
    constexpr double kMostBits =
        0x1p61 * 30;  // of digits of 30 bits, four bytes each, in 2^63 bytes
    double count = 0;
    if (BigIntToDouble(IntView(right), &count) != IntStatus::kOk || count >= kMostBits) {
      return raise(thread, Exc::kOverflowError, "too many digits in integer");
    }
  }
  return int_result(thread, status, buffer);
}

RawObject int_rshift(Thread* thread, RawObject left, RawObject right) {
  if (both_small_ints(left, right) && right.small_int() >= 0) {
    word count = right.small_int();
    return RawObject::from_small_int(left.small_int() >> (count > 63 ? 63 : count));
  }
  BigIntBuffer buffer;
  IntStatus status = BigIntShiftRight(IntView(left), IntView(right), &buffer);
  return int_result(thread, status, buffer);
}

RawObject int_pow(Thread* thread, RawObject base, RawObject exponent) {
  if (int_sign_NoGC(exponent) < 0) {
    double x, y;
    if (!int_to_double(thread, base, &x)) return RawObject::error();
    BigIntView exponent_view = IntView(exponent);
    if (BigIntToDouble(IntView(exponent), &y) != IntStatus::kOk)
      y = exponent_view.negative ? -HUGE_VAL : HUGE_VAL;
    return float_pow(thread, x, y);
  }
  BigIntBuffer buffer;
  IntStatus status = BigIntPower(IntView(base), IntView(exponent), &buffer);
  return int_result(thread, status, buffer);
}

RawObject int_pow_modulo(Thread* thread, RawObject base, RawObject exponent, RawObject modulus) {
  BigIntBuffer buffer;
  IntStatus status =
      BigIntModularPower(IntView(base), IntView(exponent), IntView(modulus), &buffer);
  if (status == IntStatus::kZeroDivision)
    return raise_value_error(thread, "pow() 3rd argument cannot be 0");
  return int_result(thread, status, buffer);
}

RawObject int_negate(Thread* thread, RawObject value) {
  if (value.is_small_int()) return new_int(thread, -value.small_int());
  BigIntBuffer buffer;
  if (!buffer.assign(IntView(value))) return raise_memory_error(thread);
  buffer.set_negative(buffer.size() != 0 && !buffer.negative());
  return new_int_from(thread, buffer);
}

RawObject int_invert(Thread* thread, RawObject value) {
  if (value.is_small_int()) return RawObject(~value.raw() & ~uword{1});
  BigIntBuffer buffer;
  IntStatus status = BigIntInvert(IntView(value), &buffer);
  return int_result(thread, status, buffer);
}

RawObject int_absolute(Thread* thread, RawObject value) {
  return int_sign_NoGC(value) < 0 ? int_negate(thread, value) : int_value_of(value);
}

// --- to other types

int int_sign_NoGC(RawObject value) {
  IntView view(value);
  return view->negative ? -1 : !view->is_zero();
}

word int_hash_NoGC(RawObject value) { return BigIntHash(IntView(value)); }

bool int_to_word_NoGC(RawObject value, word* result) {
  if (value.is_small_int()) {
    *result = value.small_int();
    return true;
  }
  int64_t machine;
  if (BigIntToInt64(IntView(value), &machine) != IntStatus::kOk) return false;
  *result = machine;
  return true;
}

bool int_to_uint64_NoGC(RawObject value, uint64_t* result) {
  return BigIntToUint64(IntView(value), result) == IntStatus::kOk;
}

bool int_to_double(Thread* thread, RawObject value, double* result) {
  if (value.is_small_int()) {
    *result = static_cast<double>(value.small_int());
    return true;
  }
  if (BigIntToDouble(IntView(value), result) == IntStatus::kOk) return true;
  raise(thread, Exc::kOverflowError, "int too large to convert to float");
  return false;
}

RawObject int_from_double(Thread* thread, double value) {
  if (value > -0x1p62 && value < 0x1p62) return RawObject::from_small_int(static_cast<word>(value));
  BigIntBuffer buffer;
  switch (BigIntFromDouble(value, &buffer)) {
    case IntStatus::kOk:
      return new_int_from(thread, buffer);
    case IntStatus::kOverflow:
      return raise(thread, Exc::kOverflowError, "cannot convert float infinity to integer");
    case IntStatus::kInvalid:
      return raise_value_error(thread, "cannot convert float NaN to integer");
    default:
      return raise_memory_error(thread);
  }
}

}  // namespace pyro
