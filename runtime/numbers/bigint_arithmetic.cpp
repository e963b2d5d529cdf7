#include <algorithm>
#include <new>
#include <utility>

#include "runtime/numbers/bigint_limbs.h"

namespace pyro {

using namespace bigint_internal;

bool BigIntBuffer::resize(size_t limb_count) {
  const size_t capacity = heap_ ? heap_capacity_ : kInlineLimbs;
  if (limb_count > capacity) {
    if (limb_count > kMaximumLimbs) return false;
    heap_.reset(new (std::nothrow) Limb[limb_count]);
    if (!heap_) {
      heap_capacity_ = 0;
      data_ = inline_;
      size_ = 0;
      return false;
    }
    heap_capacity_ = limb_count;
    data_ = heap_.get();
  }
  size_ = limb_count;
  negative_ = false;
  return true;
}

bool BigIntBuffer::assign(BigIntView value) {
  if (!resize(value.size())) return false;
  std::copy(value.limbs.begin(), value.limbs.end(), data_);
  negative_ = value.negative;
  return true;
}

void BigIntBuffer::assign_unsigned(uint64_t value) {
  data_[0] = value;
  size_ = value != 0 ? 1 : 0;
  negative_ = false;
}

void BigIntBuffer::assign_small(int64_t value) {
  assign_unsigned(value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value));
  negative_ = value < 0;
}

void BigIntBuffer::normalize() {
  size_ = NormalizedSize(data_, size_);
  if (size_ == 0) negative_ = false;
}

void BigIntBuffer::swap(BigIntBuffer& other) {
  for (size_t i = 0; i < kInlineLimbs; ++i) std::swap(inline_[i], other.inline_[i]);
  std::swap(heap_, other.heap_);
  std::swap(heap_capacity_, other.heap_capacity_);
  std::swap(size_, other.size_);
  std::swap(negative_, other.negative_);
  data_ = heap_ ? heap_.get() : inline_;
  other.data_ = other.heap_ ? other.heap_.get() : other.inline_;
}

int BigIntCompare(BigIntView a, BigIntView b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int order = CompareMagnitude(a, b);
  return a.negative ? -order : order;
}

IntStatus BigIntToInt64(BigIntView value, int64_t* result) {
  if (value.size() > 1) return IntStatus::kOverflow;
  const uint64_t magnitude = value.is_zero() ? 0 : value.limbs[0];
  const uint64_t limit = uint64_t{1} << 63;
  if (magnitude > limit || (magnitude == limit && !value.negative)) return IntStatus::kOverflow;
  *result = static_cast<int64_t>(value.negative ? 0 - magnitude : magnitude);
  return IntStatus::kOk;
}

IntStatus BigIntToUint64(BigIntView value, uint64_t* result) {
  if (value.negative) return IntStatus::kNegative;
  if (value.size() > 1) return IntStatus::kOverflow;
  *result = value.is_zero() ? 0 : value.limbs[0];
  return IntStatus::kOk;
}

uint64_t BigIntToUint64Wrapping(BigIntView value) {
  const uint64_t low = value.is_zero() ? 0 : value.limbs[0];
  return value.negative ? 0 - low : low;
}

namespace {

IntStatus AddMagnitudes(BigIntView a, BigIntView b, bool negative, BigIntBuffer* result) {
  if (a.size() < b.size()) std::swap(a, b);
  if (!result->resize(a.size() + 1)) return IntStatus::kNoMemory;
  Limb carry = 0;
  if (b.is_zero()) {
    std::copy(a.limbs.begin(), a.limbs.end(), result->data());
  } else {
    carry = mpn_add(Gmp(result->data()), Gmp(a), a.size(), Gmp(b), b.size());
  }
  result->data()[a.size()] = carry;
  result->set_negative(negative);
  result->normalize();
  return IntStatus::kOk;
}

// |a| - |b| with the sign `negative` when |a| is the larger one, and the opposite sign otherwise.
IntStatus SubtractMagnitudes(BigIntView a, BigIntView b, bool negative, BigIntBuffer* result) {
  const int order = CompareMagnitude(a, b);
  if (order == 0) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  if (order < 0) {
    std::swap(a, b);
    negative = !negative;
  }
  if (!result->resize(a.size())) return IntStatus::kNoMemory;
  if (b.is_zero()) {
    std::copy(a.limbs.begin(), a.limbs.end(), result->data());
  } else {
    mpn_sub(Gmp(result->data()), Gmp(a), a.size(), Gmp(b), b.size());
  }
  result->set_negative(negative);
  result->normalize();
  return IntStatus::kOk;
}

// Adds one to the magnitude in place; the buffer must have a spare limb's worth of room already in
// its size.
void IncrementWithSpareLimb(BigIntBuffer* value) {
  mpn_add_1(Gmp(value->data()), Gmp(value->data()), value->size(), 1);
}

}  // namespace

IntStatus BigIntAdd(BigIntView a, BigIntView b, BigIntBuffer* result) {
  if (a.negative == b.negative) return AddMagnitudes(a, b, a.negative, result);
  return SubtractMagnitudes(a, b, a.negative, result);
}

IntStatus BigIntSubtract(BigIntView a, BigIntView b, BigIntBuffer* result) {
  if (a.negative != b.negative) return AddMagnitudes(a, b, a.negative || !b.negative, result);
  return SubtractMagnitudes(a, b, a.negative, result);
}

IntStatus BigIntMultiply(BigIntView a, BigIntView b, BigIntBuffer* result) {
  if (a.is_zero() || b.is_zero()) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  if (a.size() < b.size()) std::swap(a, b);
  if (!result->resize(a.size() + b.size())) return IntStatus::kNoMemory;
  Limb* out = result->data();
  if (b.size() == 1) {
    out[a.size()] = mpn_mul_1(Gmp(out), Gmp(a), a.size(), b.limbs[0]);
  } else if (a.limbs.data() == b.limbs.data() && a.size() == b.size()) {
    mpn_sqr(Gmp(out), Gmp(a), a.size());
  } else {
    mpn_mul(Gmp(out), Gmp(a), a.size(), Gmp(b), b.size());
  }
  result->set_negative(a.negative != b.negative);
  result->normalize();
  return IntStatus::kOk;
}

IntStatus BigIntFloorDivide(BigIntView a, BigIntView b, BigIntBuffer* quotient,
                            BigIntBuffer* remainder) {
  if (b.is_zero()) return IntStatus::kZeroDivision;
  BigIntBuffer scratch_quotient, scratch_remainder;
  if (quotient == nullptr) quotient = &scratch_quotient;
  if (remainder == nullptr) remainder = &scratch_remainder;
  const bool signs_differ = a.negative != b.negative;
  if (CompareMagnitude(a, b) < 0) {
    if (a.is_zero() || !signs_differ) {
      quotient->assign_zero();
      return remainder->assign(a) ? IntStatus::kOk : IntStatus::kNoMemory;
    }
    quotient->assign_small(-1);
    return BigIntAdd(a, b, remainder);
  }
  const size_t quotient_size = a.size() - b.size() + 1;
  // One limb more, for the increment below.
  if (!quotient->resize(quotient_size + 1) || !remainder->resize(b.size())) {
    return IntStatus::kNoMemory;
  }
  quotient->data()[quotient_size] = 0;
  if (b.size() == 1) {
    remainder->data()[0] = mpn_divrem_1(Gmp(quotient->data()), 0, Gmp(a), a.size(), b.limbs[0]);
  } else {
    mpn_tdiv_qr(Gmp(quotient->data()), Gmp(remainder->data()), 0, Gmp(a), a.size(), Gmp(b),
                b.size());
  }
  remainder->normalize();
  if (signs_differ && remainder->size() != 0) {
    // Truncated to floor: one less, and the remainder is what is missing to the divisor.
    IncrementWithSpareLimb(quotient);
    const size_t remainder_size = remainder->size();
    remainder->shrink_to(b.size());
    mpn_sub(Gmp(remainder->data()), Gmp(b), b.size(), Gmp(remainder->data()), remainder_size);
  }
  quotient->set_negative(signs_differ);
  remainder->set_negative(b.negative);
  quotient->normalize();
  remainder->normalize();
  return IntStatus::kOk;
}

IntStatus BigIntGcd(BigIntView a, BigIntView b, BigIntBuffer* result) {
  if (a.size() < b.size()) std::swap(a, b);
  if (b.is_zero()) return result->assign(a.magnitude()) ? IntStatus::kOk : IntStatus::kNoMemory;
  if (b.size() == 1) {
    result->assign_unsigned(mpn_gcd_1(Gmp(a), a.size(), b.limbs[0]));
    return IntStatus::kOk;
  }
  const uint64_t a_zeros = BigIntTrailingZeros(a), b_zeros = BigIntTrailingZeros(b);
  BigIntBuffer odd_a, odd_b, odd_gcd;
  bool lost;
  if (ShiftMagnitudeRight(a, a_zeros, &odd_a, &lost) != IntStatus::kOk ||
      ShiftMagnitudeRight(b, b_zeros, &odd_b, &lost) != IntStatus::kOk) {
    return IntStatus::kNoMemory;
  }
  if (odd_a.size() < odd_b.size()) odd_a.swap(odd_b);
  if (!odd_gcd.resize(odd_b.size())) return IntStatus::kNoMemory;
  const mp_size_t size = mpn_gcd(Gmp(odd_gcd.data()), Gmp(odd_a.data()), odd_a.size(),
                                 Gmp(odd_b.data()), odd_b.size());
  odd_gcd.shrink_to(size);
  odd_gcd.normalize();
  return BigIntShiftLeft(odd_gcd.view(), std::min(a_zeros, b_zeros), result);
}

IntStatus BigIntSquareRoot(BigIntView value, BigIntBuffer* result) {
  if (value.negative) return IntStatus::kNegative;
  if (value.is_zero()) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  if (!result->resize((value.size() + 1) / 2)) return IntStatus::kNoMemory;
  mpn_sqrtrem(Gmp(result->data()), nullptr, Gmp(value), value.size());
  result->normalize();
  return IntStatus::kOk;
}

}  // namespace pyro
