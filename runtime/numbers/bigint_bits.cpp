#include <algorithm>

#include "runtime/numbers/bigint_limbs.h"

namespace pyro {

using namespace bigint_internal;

namespace bigint_internal {

IntStatus ShiftMagnitudeRight(BigIntView value, uint64_t count, BigIntBuffer* result, bool* lost) {
  const uint64_t limb_shift = count / kLimbBits;
  const unsigned bit_shift = count % kLimbBits;
  *lost = false;
  if (limb_shift >= value.size()) {
    *lost = !value.is_zero();
    result->assign_zero();
    return IntStatus::kOk;
  }
  for (uint64_t i = 0; i < limb_shift && !*lost; ++i) *lost = value.limbs[i] != 0;
  const size_t size = value.size() - limb_shift;
  if (!result->resize(size)) return IntStatus::kNoMemory;
  const Limb* source = value.limbs.data() + limb_shift;
  if (bit_shift == 0) {
    std::copy(source, source + size, result->data());
  } else if (mpn_rshift(Gmp(result->data()), Gmp(source), size, bit_shift) != 0) {
    *lost = true;
  }
  result->normalize();
  return IntStatus::kOk;
}

}  // namespace bigint_internal

IntStatus BigIntShiftLeft(BigIntView value, uint64_t count, BigIntBuffer* result) {
  if (value.is_zero()) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  const uint64_t limb_shift = count / kLimbBits;
  const unsigned bit_shift = count % kLimbBits;
  if (limb_shift > BigIntBuffer::kMaximumLimbs) return IntStatus::kNoMemory;
  if (!result->resize(value.size() + limb_shift + 1)) return IntStatus::kNoMemory;
  Limb* out = result->data();
  std::fill(out, out + limb_shift, 0);
  out += limb_shift;
  Limb carry = 0;
  if (bit_shift == 0) {
    std::copy(value.limbs.begin(), value.limbs.end(), out);
  } else {
    carry = mpn_lshift(Gmp(out), Gmp(value), value.size(), bit_shift);
  }
  out[value.size()] = carry;
  result->set_negative(value.negative);
  result->normalize();
  return IntStatus::kOk;
}

IntStatus BigIntShiftRight(BigIntView value, uint64_t count, BigIntBuffer* result) {
  bool lost;
  const IntStatus status = ShiftMagnitudeRight(value, count, result, &lost);
  if (status != IntStatus::kOk || !value.negative) return status;
  // Floor: -((|value| + 2**count - 1) >> count).
  if (lost) {
    if (result->size() == 0) {
      result->assign_small(-1);
      return IntStatus::kOk;
    }
    if (mpn_add_1(Gmp(result->data()), Gmp(result->data()), result->size(), 1) != 0) {
      const size_t size = result->size();
      if (!result->resize(size + 1)) return IntStatus::kNoMemory;
      std::fill(result->data(), result->data() + size, 0);  // the carry left only zeros behind
      result->data()[size] = 1;
    }
  }
  result->set_negative(true);
  result->normalize();
  return IntStatus::kOk;
}

IntStatus BigIntShiftLeft(BigIntView value, BigIntView count, BigIntBuffer* result) {
  if (count.negative) return IntStatus::kNegativeShift;
  if (value.is_zero()) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  if (count.size() > 1) return IntStatus::kNoMemory;
  return BigIntShiftLeft(value, count.is_zero() ? uint64_t{0} : count.limbs[0], result);
}

IntStatus BigIntShiftRight(BigIntView value, BigIntView count, BigIntBuffer* result) {
  if (count.negative) return IntStatus::kNegativeShift;
  const uint64_t bits = count.is_zero() ? 0 : count.size() > 1 ? UINT64_MAX : count.limbs[0];
  return BigIntShiftRight(value, bits, result);
}

namespace {

// Reads an integer as an endless run of two's complement limbs.
class TwosComplementReader {
 public:
  explicit TwosComplementReader(BigIntView value)
      : limbs_(value.limbs), mask_(value.negative ? ~Limb{0} : 0), carry_(value.negative ? 1 : 0) {}

  Limb next() {
    const Limb limb = (index_ < limbs_.size() ? limbs_[index_] : 0) ^ mask_;
    ++index_;
    const Limb sum = limb + carry_;
    carry_ = sum < limb ? 1 : 0;
    return sum;
  }

 private:
  std::span<const Limb> limbs_;
  size_t index_ = 0;
  Limb mask_;
  Limb carry_;
};

bool ApplyToSigns(BitOperation operation, bool a, bool b) {
  switch (operation) {
    case BitOperation::kAnd:
      return a && b;
    case BitOperation::kOr:
      return a || b;
    case BitOperation::kXor:
      return a != b;
  }
  return false;
}

Limb ApplyToLimbs(BitOperation operation, Limb a, Limb b) {
  switch (operation) {
    case BitOperation::kAnd:
      return a & b;
    case BitOperation::kOr:
      return a | b;
    case BitOperation::kXor:
      return a ^ b;
  }
  return 0;
}

}  // namespace

IntStatus BigIntBitwise(BitOperation operation, BigIntView a, BigIntView b, BigIntBuffer* result) {
  // One limb more than the longer operand holds every sign bit that can matter.
  const size_t size = std::max(a.size(), b.size()) + 1;
  if (!result->resize(size)) return IntStatus::kNoMemory;
  TwosComplementReader reader_a(a), reader_b(b);
  Limb* out = result->data();
  for (size_t i = 0; i < size; ++i) {
    const Limb limb_a = reader_a.next();
    out[i] = ApplyToLimbs(operation, limb_a, reader_b.next());
  }
  const bool negative = ApplyToSigns(operation, a.negative, b.negative);
  if (negative) mpn_neg(Gmp(out), Gmp(out), size);
  result->set_negative(negative);
  result->normalize();
  return IntStatus::kOk;
}

IntStatus BigIntInvert(BigIntView value, BigIntBuffer* result) {
  const SmallIntView minus_one(-1);
  const IntStatus status = BigIntSubtract(minus_one, value, result);
  return status;
}

uint64_t BigIntBitLength(BigIntView value) {
  if (value.is_zero()) return 0;
  return value.size() * kLimbBits - std::countl_zero(value.limbs.back());
}

uint64_t BigIntBitCount(BigIntView value) {
  return value.is_zero() ? 0 : mpn_popcount(Gmp(value), value.size());
}

uint64_t BigIntTrailingZeros(BigIntView value) {
  for (size_t i = 0; i < value.size(); ++i) {
    if (value.limbs[i] != 0) return i * kLimbBits + std::countr_zero(value.limbs[i]);
  }
  return 0;
}

IntStatus BigIntToBytes(BigIntView value, std::span<uint8_t> bytes, ByteOrder order,
                        Signedness signedness) {
  if (value.negative && signedness == Signedness::kUnsigned) return IntStatus::kNegative;
  TwosComplementReader reader(value);
  Limb limb = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i % sizeof(Limb) == 0) limb = reader.next();
    bytes[order == ByteOrder::kLittle ? i : bytes.size() - 1 - i] = static_cast<uint8_t>(limb);
    limb >>= 8;
  }
  const uint64_t room = bytes.size() * uint64_t{8};
  const uint64_t needed = BigIntBitLength(value);
  if (signedness == Signedness::kUnsigned) {
    return needed <= room ? IntStatus::kOk : IntStatus::kOverflow;
  }
  if (needed < room || value.is_zero()) return IntStatus::kOk;
  // Python accepts (-1).to_bytes(0, order, signed=True).
  if (room == 0 && value.negative && needed == 1) return IntStatus::kOk;
  // -2**(n-1) is the one value that uses all n bits.
  const bool minimum = value.negative && needed == room && BigIntTrailingZeros(value) == room - 1;
  return minimum ? IntStatus::kOk : IntStatus::kOverflow;
}

IntStatus BigIntFromBytes(std::span<const uint8_t> bytes, ByteOrder order, Signedness signedness,
                          BigIntBuffer* result) {
  const size_t size = (bytes.size() + sizeof(Limb) - 1) / sizeof(Limb);
  if (!result->resize(size)) return IntStatus::kNoMemory;
  if (size == 0) return IntStatus::kOk;
  const uint8_t top = order == ByteOrder::kLittle ? bytes.back() : bytes.front();
  const bool negative = signedness == Signedness::kSigned && (top & 0x80) != 0;
  Limb* out = result->data();
  std::fill(out, out + size, negative ? ~Limb{0} : 0);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = bytes[order == ByteOrder::kLittle ? i : bytes.size() - 1 - i];
    const unsigned shift = i % sizeof(Limb) * 8;
    Limb& limb = out[i / sizeof(Limb)];
    limb = (limb & ~(Limb{0xFF} << shift)) | (Limb{byte} << shift);
  }
  if (negative) mpn_neg(Gmp(out), Gmp(out), size);
  result->set_negative(negative);
  result->normalize();
  return IntStatus::kOk;
}

}  // namespace pyro
