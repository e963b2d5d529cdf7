// Powers: binary exponentiation, and modular powers by a fixed window, with Montgomery reduction
// for odd moduli (P. Montgomery, "Modular multiplication without trial division", 1985) and
// division for even ones.
#include <algorithm>

#include "runtime/numbers/bigint_limbs.h"

namespace pyro {

using namespace bigint_internal;

namespace {

bool TestBit(BigIntView value, uint64_t bit) {
  return (value.limbs[bit / kLimbBits] >> (bit % kLimbBits) & 1) != 0;
}

IntStatus PowerOfOneLimb(Limb base, uint64_t exponent, uint64_t* result, bool* fits) {
  uint64_t value = 1;
  *fits = true;
  while (exponent-- != 0) {
    if (__builtin_mul_overflow(value, base, &value)) {
      *fits = false;
      break;
    }
  }
  *result = value;
  return IntStatus::kOk;
}

}  // namespace

IntStatus BigIntPower(BigIntView base, BigIntView exponent, BigIntBuffer* result) {
  if (exponent.is_zero()) {
    result->assign_unsigned(1);
    return IntStatus::kOk;
  }
  const bool negative = base.negative && exponent.is_odd();
  if (base.is_zero() || (base.size() == 1 && base.limbs[0] == 1)) {
    result->assign_unsigned(base.is_zero() ? 0 : 1);
    result->set_negative(negative);
    return IntStatus::kOk;
  }
  if (exponent.size() > 1) return IntStatus::kNoMemory;
  const uint64_t count = exponent.limbs[0];
  const uint64_t zeros = BigIntTrailingZeros(base);
  if (base.size() == 1 && zeros == BigIntBitLength(base) - 1) {
    uint64_t shift;
    if (__builtin_mul_overflow(zeros, count, &shift)) return IntStatus::kNoMemory;
    const SmallIntView one(1);
    const IntStatus status = BigIntShiftLeft(one.view(), shift, result);
    result->set_negative(negative);
    return status;
  }
  uint64_t small;
  bool fits = false;
  if (base.size() == 1 && count <= 64) PowerOfOneLimb(base.limbs[0], count, &small, &fits);
  if (fits) {
    result->assign_unsigned(small);
    result->set_negative(negative);
    return IntStatus::kOk;
  }
  if (count / kLimbBits > BigIntBuffer::kMaximumLimbs) return IntStatus::kNoMemory;
  BigIntBuffer other;
  if (!result->assign(base.magnitude())) return IntStatus::kNoMemory;
  for (int bit = 62 - std::countl_zero(count); bit >= 0; --bit) {
    IntStatus status = BigIntMultiply(result->view(), result->view(), &other);
    if (status != IntStatus::kOk) return status;
    result->swap(other);
    if ((count >> bit & 1) == 0) continue;
    status = BigIntMultiply(result->view(), base.magnitude(), &other);
    if (status != IntStatus::kOk) return status;
    result->swap(other);
  }
  result->set_negative(negative);
  return IntStatus::kOk;
}

namespace {

// Products modulo an odd or even modulus, on arrays of exactly `size` limbs.
class ModularRing {
 public:
  // Montgomery's reduction is quadratic; above this many limbs division by the (subquadratic)
  // library wins.
  static constexpr size_t kMontgomeryLimit = 64;

  bool initialize(BigIntView modulus) {
    modulus_ = modulus;
    size_ = modulus.size();
    montgomery_ = modulus.is_odd() && size_ <= kMontgomeryLimit;
    if (montgomery_) inverse_ = NegativeInverse(modulus.limbs[0]);
    return product_.resize(2 * size_ + 1) && quotient_.resize(size_ + 2);
  }

  size_t size() const { return size_; }

  // Brings a value of any size into the ring's representation.
  bool enter(BigIntView value, Limb* out) {
    BigIntBuffer shifted, reduced;
    if (montgomery_ &&
        BigIntShiftLeft(value, uint64_t{size_} * kLimbBits, &shifted) != IntStatus::kOk) {
      return false;
    }
    const BigIntView input = montgomery_ ? shifted.view() : value;
    if (BigIntFloorDivide(input, modulus_, nullptr, &reduced) != IntStatus::kOk) return false;
    std::fill(out, out + size_, 0);
    std::copy(reduced.data(), reduced.data() + reduced.size(), out);
    return true;
  }

  void leave(Limb* value) {
    if (!montgomery_) return;
    Limb* wide = product_.data();
    std::copy(value, value + size_, wide);
    std::fill(wide + size_, wide + 2 * size_, 0);
    reduce(value);
  }

  void square(Limb* value) {
    mpn_sqr(Gmp(product_.data()), Gmp(value), size_);
    reduce(value);
  }

  void multiply(Limb* value, const Limb* other) {
    mpn_mul_n(Gmp(product_.data()), Gmp(value), Gmp(other), size_);
    reduce(value);
  }

 private:
  static Limb NegativeInverse(Limb odd) {
    Limb inverse = odd;  // correct to 3 bits; each step doubles that
    for (int i = 0; i < 5; ++i) inverse *= 2 - odd * inverse;
    return 0 - inverse;
  }

  // product_ (2 * size_ limbs) reduced into `out`.
  void reduce(Limb* out) {
    Limb* wide = product_.data();
    if (!montgomery_) {
      mpn_tdiv_qr(Gmp(quotient_.data()), Gmp(out), 0, Gmp(wide), 2 * size_, Gmp(modulus_), size_);
      return;
    }
    for (size_t i = 0; i < size_; ++i) {
      // The limb that becomes zero is the place to keep the carry.
      wide[i] = mpn_addmul_1(Gmp(wide + i), Gmp(modulus_), size_, wide[i] * inverse_);
    }
    const Limb carry = mpn_add_n(Gmp(out), Gmp(wide + size_), Gmp(wide), size_);
    if (carry != 0 || mpn_cmp(Gmp(out), Gmp(modulus_), size_) >= 0) {
      mpn_sub_n(Gmp(out), Gmp(out), Gmp(modulus_), size_);
    }
  }

  BigIntView modulus_;
  size_t size_ = 0;
  bool montgomery_ = false;
  Limb inverse_ = 0;
  BigIntBuffer product_, quotient_;
};

unsigned WindowBits(uint64_t exponent_bits) {
  return exponent_bits > 512 ? 5 : exponent_bits > 128 ? 4 : exponent_bits > 24 ? 3 : 1;
}

unsigned WindowAt(BigIntView exponent, uint64_t low_bit, unsigned width) {
  unsigned window = 0;
  for (unsigned i = width; i-- != 0;) {
    const uint64_t bit = low_bit + i;
    const bool set = bit < exponent.size() * kLimbBits && TestBit(exponent, bit);
    window = window * 2 + (set ? 1 : 0);
  }
  return window;
}

// base ** exponent modulo a modulus > 1; base in [0, modulus), exponent > 0.
IntStatus PowerInRing(BigIntView base, BigIntView exponent, BigIntView modulus,
                      BigIntBuffer* result) {
  ModularRing ring;
  const uint64_t bits = BigIntBitLength(exponent);
  const unsigned width = WindowBits(bits);
  const size_t size = modulus.size();
  BigIntBuffer table;
  if (!ring.initialize(modulus) || !table.resize(size << width) || !result->resize(size)) {
    return IntStatus::kNoMemory;
  }
  const SmallIntView one(1);
  if (!ring.enter(one, table.data()) || !ring.enter(base, table.data() + size)) {
    return IntStatus::kNoMemory;
  }
  for (size_t i = 2; i < size_t{1} << width; ++i) {
    Limb* entry = table.data() + i * size;
    std::copy(entry - size, entry, entry);
    ring.multiply(entry, table.data() + size);
  }
  uint64_t position = (bits + width - 1) / width;
  Limb* value = result->data();
  const unsigned first = WindowAt(exponent, --position * width, width);
  std::copy(table.data() + first * size, table.data() + (first + 1) * size, value);
  while (position-- != 0) {
    for (unsigned i = 0; i < width; ++i) ring.square(value);
    const unsigned window = WindowAt(exponent, position * width, width);
    if (window != 0) ring.multiply(value, table.data() + window * size);
  }
  ring.leave(value);
  result->normalize();
  return IntStatus::kOk;
}

// The inverse of value in [0, modulus) for a modulus > 1.
IntStatus ModularInverse(BigIntView value, BigIntView modulus, BigIntBuffer* result) {
  if (value.is_zero()) return IntStatus::kNotInvertible;
  // mpn_gcdext destroys its operands and wants the longer one first; the cofactor it gives belongs
  // to the first, so the value is brought above the modulus by adding the modulus once.
  BigIntBuffer first, second, gcd, cofactor;
  IntStatus status = BigIntAdd(value, modulus, &first);
  if (status != IntStatus::kOk) return status;
  if (!second.assign(modulus) || !gcd.resize(modulus.size() + 1) ||
      !cofactor.resize(modulus.size() + 2)) {
    return IntStatus::kNoMemory;
  }
  mp_size_t cofactor_size = 0;
  const mp_size_t gcd_size =
      mpn_gcdext(Gmp(gcd.data()), Gmp(cofactor.data()), &cofactor_size, Gmp(first.data()),
                 first.size(), Gmp(second.data()), second.size());
  if (gcd_size != 1 || gcd.data()[0] != 1) return IntStatus::kNotInvertible;
  cofactor.shrink_to(cofactor_size < 0 ? -cofactor_size : cofactor_size);
  cofactor.set_negative(cofactor_size < 0);
  cofactor.normalize();
  return BigIntFloorDivide(cofactor.view(), modulus, nullptr, result);
}

// Moves a result in [0, |modulus|) to the side of a negative modulus.
IntStatus GiveModulusSign(BigIntView modulus, BigIntBuffer* result) {
  if (!modulus.negative || result->size() == 0) return IntStatus::kOk;
  BigIntBuffer moved;
  const IntStatus status = BigIntAdd(result->view(), modulus, &moved);
  if (status == IntStatus::kOk) result->swap(moved);
  return status;
}

}  // namespace

IntStatus BigIntModularPower(BigIntView base, BigIntView exponent, BigIntView modulus,
                             BigIntBuffer* result) {
  if (modulus.is_zero()) return IntStatus::kZeroDivision;
  const BigIntView positive = modulus.magnitude();
  if (positive.size() == 1 && positive.limbs[0] == 1) {
    result->assign_zero();
    return IntStatus::kOk;
  }
  BigIntBuffer reduced, inverse;
  IntStatus status = BigIntFloorDivide(base, positive, nullptr, &reduced);
  if (status != IntStatus::kOk) return status;
  BigIntView start = reduced.view();
  if (exponent.negative) {
    status = ModularInverse(start, positive, &inverse);
    if (status != IntStatus::kOk) return status;
    start = inverse.view();
  }
  if (exponent.is_zero()) {
    result->assign_unsigned(1);
  } else if (start.is_zero()) {
    result->assign_zero();
  } else {
    status = PowerInRing(start, exponent.magnitude(), positive, result);
    if (status != IntStatus::kOk) return status;
  }
  return GiveModulusSign(modulus, result);
}

}  // namespace pyro
