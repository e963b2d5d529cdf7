#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "modules/_struct/format.h"
#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/types/byte_sequences.h"

// Packing and unpacking single values.

namespace pyro::structs {

namespace {

void store_bits(const Field& field, uint64_t bits, uint8_t* target) {
  if (field.big_endian) bits = __builtin_bswap64(bits) >> (64 - 8 * field.size);
  std::memcpy(target, &bits, field.size);
}

uint64_t load_bits(const Field& field, const uint8_t* source) {
  uint64_t bits = 0;
  std::memcpy(&bits, source, field.size);
  return field.big_endian ? __builtin_bswap64(bits) >> (64 - 8 * field.size) : bits;
}

// --- integers

// The word for a field in an error text; null: its letter. In the machine's own byte order CPython
// has functions of their own for shorts.
const char* range_name(const Field& field) {
  switch (field.code) {
    case 'b':
      return "byte";
    case 'B':
      return "ubyte";
    case 'h':
      return field.big_endian ? nullptr : "short";
    case 'H':
      return field.big_endian ? nullptr : "ushort";
    default:
      return nullptr;
  }
}

bool is_signed_code(uint8_t code) { return code >= 'a'; }

bool raise_range(Thread* thread, const Field& field) {
  bool is_signed = is_signed_code(field.code);
  int bits = 8 * field.size;
  int64_t low = is_signed ? -(int64_t{1} << (bits - 1)) : 0;
  int64_t high = is_signed ? (int64_t{1} << (bits - 1)) - 1 : (int64_t{1} << bits) - 1;
  if (const char* name = range_name(field)) {
    raise_struct_error(thread, "%s format requires %ld <= number <= %ld", name, low, high);
  } else {
    raise_struct_error(thread, "'%c' format requires %ld <= number <= %ld", field.code, low, high);
  }
  return false;
}

// The value as an int, or Error with struct.error.
RawObject integer_value(Thread* thread, const Object& value) {
  if (is_int(*value)) return int_value_of(*value);
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    return raise_struct_error(thread, "required argument is not an integer");
  }
  return index_of(thread, value);
}

bool pack_integer(Thread* thread, const Field& field, const Object& value, uint8_t* target) {
  RawObject number = integer_value(thread, value);
  if (number.is_error()) return false;
  IntView view(number);
  bool negative = view->negative, huge = view->limbs.size() > 1;
  uint64_t magnitude = view->limbs.empty() ? 0 : view->limbs[0];
  bool is_signed = is_signed_code(field.code);
  uint64_t half = uint64_t{1} << 63;
  bool fits64 = !huge && (is_signed ? magnitude <= half - (negative ? 0 : 1) : !negative);
  bool small = field.code != 'I' && range_name(field) != nullptr;
  if (small)
    fits64 = !huge && magnitude <= half - (negative ? 0 : 1);  // these go through a signed long
  if (!fits64) {
    bool wide_standard = !field.native && field.size == 8;
    raise_struct_error(thread, wide_standard && field.big_endian ? "int too large to convert"
                                                                 : "argument out of range");
    return false;
  }
  if (field.size < 8) {
    uint64_t limit = uint64_t{1} << (8 * field.size - (is_signed ? 1 : 0));
    if (negative ? !is_signed || magnitude > limit : magnitude >= limit)
      return raise_range(thread, field);
  }
  store_bits(field, negative ? 0 - magnitude : magnitude, target);
  return true;
}

bool pack_pointer(Thread* thread, const Field& field, const Object& value, uint8_t* target) {
  RawObject number = integer_value(thread, value);
  if (number.is_error()) return false;
  IntView view(number);
  uint64_t magnitude = view->limbs.empty() ? 0 : view->limbs[0];
  if (view->limbs.size() > 1 || (view->negative && magnitude > uint64_t{1} << 63)) {
    raise_struct_error(thread, "int too large to convert");
    return false;
  }
  store_bits(field, view->negative ? 0 - magnitude : magnitude, target);
  return true;
}

// --- floats

// IEEE 754 binary16, round half to even. False: too large.
bool to_half(double value, uint16_t* out) {
  uint64_t bits = std::bit_cast<uint64_t>(value);
  uint16_t sign = static_cast<uint16_t>(bits >> 48 & 0x8000);
  if (std::isnan(value)) {
    *out = sign | 0x7e00;
    return true;
  }
  if (std::isinf(value)) {
    *out = sign | 0x7c00;
    return true;
  }
  double magnitude = std::fabs(value);
  if (magnitude == 0) {
    *out = sign;
    return true;
  }
  int exponent;
  std::frexp(magnitude, &exponent);
  int scale = std::max(exponent - 1, -14);                           // of the result's unit digit
  double units = std::nearbyint(std::ldexp(magnitude, 10 - scale));  // in [0, 2048]
  // The hidden bit carries into the exponent by itself.
  uint32_t half = static_cast<uint32_t>(units) + (static_cast<uint32_t>(scale + 14) << 10);
  if (half >= 0x7c00) return false;
  *out = static_cast<uint16_t>(sign | half);
  return true;
}

double from_half(uint16_t half) {
  int exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
  double magnitude = exponent == 31  ? (fraction != 0 ? std::nan("") : HUGE_VAL)
                     : exponent == 0 ? std::ldexp(fraction, -24)
                                     : std::ldexp(fraction + 1024, exponent - 25);
  return std::copysign(magnitude, (half & 0x8000) != 0 ? -1.0 : 1.0);
}

bool raise_float_range(Thread* thread, const Field& field, const Object& value) {
  if (is_int(*value)) {
    raise_struct_error(thread, "int too large to convert");
  } else {
    raise(thread, Exc::kOverflowError, "float too large to pack with %c format", field.code);
  }
  return false;
}

bool pack_float(Thread* thread, const Field& field, const Object& value, uint8_t* target) {
  double number;
  if (!as_double(thread, value, &number)) {
    if (clear_pending_if(thread, Exc::kTypeError) || clear_pending_if(thread, Exc::kOverflowError))
      raise_struct_error(thread, "required argument is not a float");
    return false;
  }
  if (field.code == 'd') {
    store_bits(field, std::bit_cast<uint64_t>(number), target);
    return true;
  }
  if (field.code == 'f') {
    float narrow = static_cast<float>(number);
    if (std::isinf(narrow) && !std::isinf(number) && !field.native)
      return raise_float_range(thread, field, value);
    store_bits(field, std::bit_cast<uint32_t>(narrow), target);
    return true;
  }
  uint16_t half;
  if (!to_half(number, &half)) return raise_float_range(thread, field, value);
  store_bits(field, half, target);
  return true;
}

// --- characters

bool pack_text(Thread* thread, const Field& field, const Object& value, uint8_t* target) {
  RawObject exact = underlying_value(*value);
  if (!is_exact_bytes(exact) && !is_heap_byte_array(exact)) {
    raise_struct_error(thread, "argument for '%c' must be a bytes object", field.code);
    return false;
  }
  std::string_view data = self_bytes_NoGC(exact);
  size_t room = field.count;
  if (field.code == 'p') {
    if (room == 0) return true;
    size_t length = std::min(data.size(), room - 1);
    *target++ = static_cast<uint8_t>(std::min<size_t>(length, 255));
    room--;
  }
  if (!data.empty()) std::memcpy(target, data.data(), std::min(data.size(), room));
  return true;
}

bool pack_character(Thread* thread, const Object& value, uint8_t* target) {
  RawObject exact = underlying_value(*value);
  if (!is_exact_bytes(exact) || bytes_data(exact).size() != 1) {
    raise_struct_error(thread, "char format requires a bytes object of length 1");
    return false;
  }
  *target = static_cast<uint8_t>(bytes_data(exact)[0]);
  return true;
}

RawObject unpack_text(Thread* thread, const Field& field, const uint8_t* source) {
  size_t length = field.count;
  if (field.code == 'p') {
    if (length == 0) return RawObject::from_small_bytes("", 0);
    length = std::min<size_t>(length - 1, *source++);
  }
  return new_bytes(thread, source, static_cast<word>(length));
}

}  // namespace

bool pack_value(Thread* thread, const Field& field, const Object& value, uint8_t* target) {
  switch (field.code) {
    case 'c':
      return pack_character(thread, value, target);
    case 's':
    case 'p':
      return pack_text(thread, field, value, target);
    case 'e':
    case 'f':
    case 'd':
      return pack_float(thread, field, value, target);
    case 'P':
      return pack_pointer(thread, field, value, target);
    case '?': {
      Truth truth = is_true(thread, value);
      *target = truth == Truth::kTrue;
      return truth != Truth::kError;
    }
    default:
      return pack_integer(thread, field, value, target);
  }
}

RawObject unpack_value(Thread* thread, const Field& field, const uint8_t* source) {
  switch (field.code) {
    case 'c':
      return RawObject::from_small_bytes(source, 1);
    case 's':
    case 'p':
      return unpack_text(thread, field, source);
    case '?':
      return RawObject::from_bool(*source != 0);
    case 'e':
      return new_float(thread, from_half(static_cast<uint16_t>(load_bits(field, source))));
    case 'f':
      return new_float(thread, static_cast<double>(std::bit_cast<float>(
                                   static_cast<uint32_t>(load_bits(field, source)))));
    case 'd':
      return new_float(thread, std::bit_cast<double>(load_bits(field, source)));
    default:
      break;
  }
  uint64_t bits = load_bits(field, source);
  if (field.code == 'P' || !is_signed_code(field.code)) return new_int_unsigned(thread, bits);
  int shift = 64 - 8 * field.size;
  return new_int(thread, static_cast<int64_t>(bits << shift) >> shift);
}

}  // namespace pyro::structs
