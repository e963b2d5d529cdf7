#include "runtime/native_items.h"

#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/types/format_support.h"

namespace pyro {

namespace {

template <typename T>
T read(const uint8_t* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

bool is_signed_code(char code) {
  return code == 'b' || code == 'h' || code == 'i' || code == 'l' || code == 'q' || code == 'n';
}

// An int as 64 bits; the sign goes to *negative. kOutOfRange if it has more.
PackResult int_bits(Thread* thread, const Object& value, uint64_t* bits, bool* negative) {
  if (is_float(*value)) return PackResult::kWrongType;
  RawObject number = is_int(*value) ? int_value_of(*value) : index_of(thread, value);
  if (number.is_error())
    return clear_pending_if(thread, Exc::kTypeError) ? PackResult::kWrongType : PackResult::kError;
  IntView operand(number);
  BigIntView view = operand;
  if (view.limbs.size() > 1) return PackResult::kOutOfRange;
  *negative = view.negative;
  *bits = view.limbs.empty() ? 0 : view.limbs[0];
  return PackResult::kOk;
}

PackResult pack_int(Thread* thread, char code, const Object& value, uint8_t* bytes) {
  uint64_t magnitude;
  bool negative;
  PackResult result = int_bits(thread, value, &magnitude, &negative);
  if (result != PackResult::kOk) return result;
  word size = native_item_size(code);
  uint64_t half = uint64_t{1} << (8 * size - 1);
  if (is_signed_code(code) ? magnitude > (negative ? half : half - 1)
                           : (negative && magnitude != 0) || (size < 8 && magnitude >= half * 2)) {
    return PackResult::kOutOfRange;
  }
  uint64_t pattern = negative ? 0 - magnitude : magnitude;
  std::memcpy(bytes, &pattern, static_cast<size_t>(size));
  return PackResult::kOk;
}

PackResult pack_float(Thread* thread, char code, const Object& value, uint8_t* bytes) {
  double number;
  if (!as_double(thread, value, &number)) {
    return clear_pending_if(thread, Exc::kTypeError) ? PackResult::kWrongType : PackResult::kError;
  }
  if (code == 'd') {
    std::memcpy(bytes, &number, 8);
  } else {
    float narrow = static_cast<float>(number);
    std::memcpy(bytes, &narrow, 4);
  }
  return PackResult::kOk;
}

}  // namespace

word native_item_size(char code) {
  switch (code) {
    case 'c':
    case '?':
    case 'b':
    case 'B':
      return 1;
    case 'h':
    case 'H':
      return 2;
    case 'i':
    case 'I':
    case 'f':
    case 'u':
    case 'w':
      return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
    case 'P':
      return 8;
    default:
      return 0;
  }
}

RawObject unpack_native_item(Thread* thread, char code, const uint8_t* bytes) {
  switch (code) {
    case 'c':
      return RawObject::from_small_bytes(bytes, 1);
    case '?':
      return RawObject::from_bool(bytes[0] != 0);
    case 'b':
      return RawObject::from_small_int(read<int8_t>(bytes));
    case 'B':
      return RawObject::from_small_int(read<uint8_t>(bytes));
    case 'h':
      return RawObject::from_small_int(read<int16_t>(bytes));
    case 'H':
      return RawObject::from_small_int(read<uint16_t>(bytes));
    case 'i':
      return RawObject::from_small_int(read<int32_t>(bytes));
    case 'I':
      return RawObject::from_small_int(read<uint32_t>(bytes));
    case 'l':
    case 'q':
    case 'n':
      return new_int(thread, read<int64_t>(bytes));
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return new_int_unsigned(thread, read<uint64_t>(bytes));
    case 'f':
      return new_float(thread, static_cast<double>(read<float>(bytes)));
    case 'd':
      return new_float(thread, read<double>(bytes));
    default:
      break;
  }
  uint32_t code_point = read<uint32_t>(bytes);
  if (code_point > 0x10ffff)
    return raise_value_error(thread, "character U+%x is not in range [U+0000; U+10ffff]",
                             code_point);
  return new_str_from_code_point(thread, code_point);
}

PackResult pack_native_item(Thread* thread, char code, const Object& value, uint8_t* bytes) {
  switch (code) {
    case 'f':
    case 'd':
      return pack_float(thread, code, value, bytes);
    case '?': {
      Truth truth = is_true(thread, value);
      if (truth == Truth::kError) return PackResult::kError;
      bytes[0] = truth == Truth::kTrue;
      return PackResult::kOk;
    }
    case 'c': {
      RawObject exact = underlying_value(*value);
      if (!is_exact_bytes(exact)) return PackResult::kWrongType;
      if (bytes_data(exact).size() != 1) return PackResult::kOutOfRange;
      bytes[0] = static_cast<uint8_t>(bytes_data(exact)[0]);
      return PackResult::kOk;
    }
    case 'u':
    case 'w': {
      RawObject exact = underlying_value(*value);
      if (!is_str(exact)) return PackResult::kWrongType;
      if (str_length(exact) != 1) return PackResult::kOutOfRange;
      uint32_t code_point = str_data(exact).at(0);
      std::memcpy(bytes, &code_point, 4);
      return PackResult::kOk;
    }
    default:
      return pack_int(thread, code, value, bytes);
  }
}

}  // namespace pyro
