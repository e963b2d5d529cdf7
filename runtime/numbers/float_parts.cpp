// What is made of a float's bits: hexadecimal text, the exact ratio, hashes.
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "runtime/numbers/float_text.h"

namespace pyro {

size_t FloatHex(double value, char* out) {
  if (!std::isfinite(value)) return FloatRepr(value, out);
  constexpr int kFractionDigits = 13;
  const uint64_t word = std::bit_cast<uint64_t>(value);
  const int biased = static_cast<int>(word >> 52 & 0x7FF);
  uint64_t fraction = word & ((uint64_t{1} << 52) - 1);
  char* end = out;
  if (std::signbit(value)) *end++ = '-';
  if (value == 0) {
    std::memcpy(end, "0x0.0p+0", 8);
    return static_cast<size_t>(end + 8 - out);
  }
  std::memcpy(end, biased != 0 ? "0x1." : "0x0.", 4);
  end += 4;
  for (int i = kFractionDigits; i-- != 0;) *end++ = "0123456789abcdef"[fraction >> (4 * i) & 15];
  *end++ = 'p';
  const int exponent = biased != 0 ? biased - 1023 : -1022;
  if (exponent >= 0) *end++ = '+';
  return static_cast<size_t>(std::to_chars(end, out + kFloatReprSize, exponent).ptr - out);
}

FloatStatus FloatIntegerRatio(double value, BigIntBuffer* numerator, BigIntBuffer* denominator) {
  if (std::isnan(value)) return FloatStatus::kNotANumber;
  if (std::isinf(value)) return FloatStatus::kOverflow;
  int exponent;
  const double fraction = std::frexp(value, &exponent);
  int64_t mantissa = static_cast<int64_t>(std::ldexp(fraction, 53));
  exponent -= 53;
  if (mantissa == 0) exponent = 0;
  while (mantissa != 0 && (mantissa & 1) == 0) {
    mantissa /= 2;
    ++exponent;
  }
  const SmallIntView top(mantissa), one(1);
  const uint64_t up = exponent > 0 ? exponent : 0, down = exponent < 0 ? -exponent : 0;
  if (BigIntShiftLeft(top.view(), up, numerator) != IntStatus::kOk ||
      BigIntShiftLeft(one.view(), down, denominator) != IntStatus::kOk) {
    return FloatStatus::kNoMemory;
  }
  return FloatStatus::kOk;
}

int64_t FloatHash(double value) {
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  constexpr int64_t kInfinityHash = 314159;
  if (std::isinf(value)) return value > 0 ? kInfinityHash : -kInfinityHash;
  if (std::isnan(value) || value == 0) return 0;
  int exponent;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  uint64_t hash = static_cast<uint64_t>(std::ldexp(fraction, 53));
  // Multiplying by a power of two is a rotation modulo 2**61 - 1.
  const int rotation = (((exponent - 53) % kBits) + kBits) % kBits;
  hash = ((hash << rotation) & kModulus) | (hash >> (kBits - rotation));
  if (hash == kModulus) hash = 0;
  const int64_t result = value < 0 ? -static_cast<int64_t>(hash) : static_cast<int64_t>(hash);
  return result == -1 ? -2 : result;
}

int64_t ComplexHash(ComplexParts value) {
  constexpr uint64_t kImaginaryFactor = 1000003;
  const uint64_t hash = static_cast<uint64_t>(FloatHash(value.real)) +
                        kImaginaryFactor * static_cast<uint64_t>(FloatHash(value.imaginary));
  const int64_t result = static_cast<int64_t>(hash);
  return result == -1 ? -2 : result;
}

}  // namespace pyro
