#include <cmath>

#include "runtime/numbers/bigint_limbs.h"

namespace pyro {

using namespace bigint_internal;

namespace {

constexpr int kMantissaBits = 53;
constexpr int64_t kMinimumExponent = -1074;  // of the lowest bit of a subnormal

// The 64 bits below and including the top one; `exponent` scales them; `sticky` tells of ones
// further down.
struct TopBits {
  uint64_t bits;
  int64_t exponent;
  bool sticky;
};

TopBits TakeTopBits(BigIntView value) {
  const uint64_t length = BigIntBitLength(value);
  const size_t size = value.size();
  const int shift = std::countl_zero(value.limbs.back());
  uint64_t bits = value.limbs[size - 1] << shift;
  bool sticky = false;
  if (size > 1 && shift != 0) bits |= value.limbs[size - 2] >> (64 - shift);
  if (size > 1) sticky = (value.limbs[size - 2] << shift) != 0;
  for (size_t i = 0; i + 2 < size && !sticky; ++i) sticky = value.limbs[i] != 0;
  return {bits, static_cast<int64_t>(length) - 64, sticky};
}

// bits (top bit set) rounded half to even to `keep` bits; the result is scaled by 2**(64 - keep).
uint64_t RoundToBits(uint64_t bits, bool sticky, int keep) {
  if (keep < 0) return 0;
  if (keep == 0)
    return bits > (uint64_t{1} << 63) || (bits == (uint64_t{1} << 63) && sticky) ? 1 : 0;
  const int drop = 64 - keep;
  const uint64_t kept = bits >> drop;
  const uint64_t rest = bits << keep;
  const uint64_t half = uint64_t{1} << 63;
  const bool up = rest > half || (rest == half && (sticky || (kept & 1) != 0));
  return kept + (up ? 1 : 0);
}

IntStatus RoundToDouble(TopBits top, bool negative, double* result) {
  int keep = kMantissaBits;
  // A subnormal result has fewer bits.
  const int64_t lowest = top.exponent + 64 - keep;
  if (lowest < kMinimumExponent) {
    const int64_t missing = kMinimumExponent - lowest;
    keep = missing > keep ? -1 : keep - static_cast<int>(missing);
  }
  const uint64_t mantissa = RoundToBits(top.bits, top.sticky, keep);
  if (top.exponent > 1024) return IntStatus::kOverflow;
  const double value = keep < 0 ? 0.0
                                : std::ldexp(static_cast<double>(mantissa),
                                             static_cast<int>(top.exponent) + 64 - keep);
  if (std::isinf(value)) return IntStatus::kOverflow;
  *result = negative ? -value : value;
  return IntStatus::kOk;
}

}  // namespace

IntStatus BigIntToDouble(BigIntView value, double* result) {
  if (value.is_zero()) {
    *result = 0.0;
    return IntStatus::kOk;
  }
  return RoundToDouble(TakeTopBits(value), value.negative, result);
}

IntStatus BigIntFromDouble(double value, BigIntBuffer* result) {
  if (std::isnan(value)) return IntStatus::kInvalid;
  if (std::isinf(value)) return IntStatus::kOverflow;
  int exponent;
  const double fraction = std::frexp(std::fabs(std::trunc(value)), &exponent);
  const uint64_t mantissa = static_cast<uint64_t>(std::ldexp(fraction, 64 - 1));
  IntStatus status;
  Limb limb = mantissa;
  const BigIntView view{{&limb, mantissa != 0 ? size_t{1} : size_t{0}}, false};
  if (exponent <= 63) {
    status = BigIntShiftRight(view, static_cast<uint64_t>(63 - exponent), result);
  } else {
    status = BigIntShiftLeft(view, static_cast<uint64_t>(exponent - 63), result);
  }
  result->set_negative(value < 0 && result->size() != 0);
  return status;
}

IntStatus BigIntTrueDivide(BigIntView a, BigIntView b, double* result) {
  if (b.is_zero()) return IntStatus::kZeroDivision;
  const bool negative = a.negative != b.negative;
  if (a.is_zero()) {
    *result = negative ? -0.0 : 0.0;
    return IntStatus::kOk;
  }
  // Both exact as floats: the hardware rounds the quotient correctly.
  if (a.size() == 1 && b.size() == 1 && (a.limbs[0] | b.limbs[0]) >> kMantissaBits == 0) {
    const double quotient = static_cast<double>(a.limbs[0]) / static_cast<double>(b.limbs[0]);
    *result = negative ? -quotient : quotient;
    return IntStatus::kOk;
  }
  const int64_t difference =
      static_cast<int64_t>(BigIntBitLength(a)) - static_cast<int64_t>(BigIntBitLength(b));
  if (difference > 1025) return IntStatus::kOverflow;
  if (difference < -1080) {
    *result = negative ? -0.0 : 0.0;
    return IntStatus::kOk;
  }
  // Scale so that the integer quotient has 65 or 66 bits: enough for rounding, the remainder gives
  // the sticky bit.
  const int64_t shift = 65 - difference;
  BigIntBuffer scaled, quotient, remainder;
  const BigIntView low = shift >= 0 ? a.magnitude() : b.magnitude();
  IntStatus status =
      BigIntShiftLeft(low, static_cast<uint64_t>(shift >= 0 ? shift : -shift), &scaled);
  if (status != IntStatus::kOk) return status;
  status = shift >= 0 ? BigIntFloorDivide(scaled.view(), b.magnitude(), &quotient, &remainder)
                      : BigIntFloorDivide(a.magnitude(), scaled.view(), &quotient, &remainder);
  if (status != IntStatus::kOk) return status;
  TopBits top = TakeTopBits(quotient.view());
  top.exponent -= shift;
  top.sticky |= remainder.size() != 0;
  return RoundToDouble(top, negative, result);
}

double BigIntFrexp(BigIntView value, int64_t* exponent) {
  *exponent = 0;
  if (value.is_zero()) return 0.0;
  const TopBits top = TakeTopBits(value);
  uint64_t mantissa = RoundToBits(top.bits, top.sticky, kMantissaBits);
  *exponent = top.exponent + 64;
  double fraction = std::ldexp(static_cast<double>(mantissa), -kMantissaBits);
  if (fraction == 1.0) {
    fraction = 0.5;
    *exponent += 1;
  }
  return value.negative ? -fraction : fraction;
}

int BigIntCompareDouble(BigIntView integer, double value) {
  if (std::isinf(value)) return value > 0 ? -1 : 1;
  BigIntBuffer whole;
  if (BigIntFromDouble(value, &whole) != IntStatus::kOk) return 0;
  const int order = BigIntCompare(integer, whole.view());
  if (order != 0) return order;
  const double fraction = value - std::trunc(value);
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

int64_t BigIntHash(BigIntView value) {
  constexpr uint64_t kModulus = (uint64_t{1} << 61) - 1;
  uint64_t hash = 0;
  for (size_t i = value.size(); i-- != 0;) {
    // 2**64 is 8 modulo 2**61 - 1.
    hash = ((hash << 3) & kModulus) | (hash >> 58);
    const uint64_t limb = value.limbs[i];
    hash += (limb & kModulus) + (limb >> 61);
    while (hash >= kModulus) hash -= kModulus;
  }
  const int64_t signed_hash =
      value.negative ? -static_cast<int64_t>(hash) : static_cast<int64_t>(hash);
  return signed_hash == -1 ? -2 : signed_hash;
}

}  // namespace pyro
