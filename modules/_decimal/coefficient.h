#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

// Coefficients of decimal numbers: natural numbers in base 10^18, least significant limb first.
//
// Why not binary limbs: what decimal arithmetic does most is align, round, count digits, drop
// trailing zeros and print, all of which are moves of digits here and divisions there. An addition
// at a million digits is linear, and so is every rounding. Why 10^18 and not 10^19: a limb fits a
// tagged small int, so that a number of up to 36 digits needs no storage beside its object, sums of
// limbs do not overflow a machine word, and 340 products fit 128 bits, so that the schoolbook
// product needs one division for each column and not one for each pair.
//
// What is quadratic stays small. Long products go through GMP by Kronecker substitution: the limbs
// are the coefficients of polynomials, evaluated at 2^128 or 2^192 (coefficient_long.cpp), and one
// product of binary numbers yields all columns. Long quotients and square roots are converted to
// binary, where GMP's subquadratic algorithms are; the conversion is subquadratic as well.
//
// Functions that need memory return false when there is none; their results are then undefined.
// Zero has no limbs; the top limb is never zero. Results must not be operands unless a function
// says that it works in place.

namespace pyro {
class BigIntBuffer;
struct BigIntView;
}  // namespace pyro

namespace pyro::decimals {

using Limb = uint64_t;
using Wide = unsigned __int128;

inline constexpr int kLimbDigits = 18;
inline constexpr Limb kBase = 1'000'000'000'000'000'000;
inline constexpr Limb kPowersOfTen[] = {1,
                                        10,
                                        100,
                                        1000,
                                        10000,
                                        100000,
                                        1000000,
                                        10000000,
                                        100000000,
                                        1000000000,
                                        10000000000,
                                        100000000000,
                                        1000000000000,
                                        10000000000000,
                                        100000000000000,
                                        1000000000000000,
                                        10000000000000000,
                                        100000000000000000,
                                        1000000000000000000};

// Decimal digits of a limb; 1 for zero.
inline int limb_digits(Limb limb) {
  int guess = ((64 - __builtin_clzll(limb | 1)) * 1233) >> 12;
  return guess + (limb >= kPowersOfTen[guess] ? 1 : 0) + (limb == 0 ? 1 : 0);
}

class Coefficient {
 public:
  static constexpr size_t kInlineLimbs = 8;
  // 16 GB. GMP ends the process when it finds no memory for its own scratch, so what no machine
  // holds is refused before.
  static constexpr size_t kMaximumLimbs = size_t{1} << 31;

  Coefficient() = default;
  Coefficient(const Coefficient&) = delete;
  Coefficient& operator=(const Coefficient&) = delete;

  size_t size() const { return size_; }
  bool is_zero() const { return size_ == 0; }
  Limb* data() { return data_; }
  const Limb* data() const { return data_; }
  Limb operator[](size_t index) const { return data_[index]; }
  std::span<const Limb> limbs() const { return {data_, size_}; }
  // Keeps the limbs there are; new ones are undefined.
  [[nodiscard]] bool resize(size_t size) {
    if (size > capacity_ && !grow(size)) return false;
    size_ = size;
    return true;
  }
  [[nodiscard]] bool assign(std::span<const Limb> limbs) {
    if (!resize(limbs.size())) return false;
    for (size_t i = 0; i < limbs.size(); i++) data_[i] = limbs[i];
    return true;
  }
  [[nodiscard]] bool assign(const Coefficient& other) { return assign(other.limbs()); }
  void set(uint64_t value) {
    data_[0] = value % kBase;
    data_[1] = value / kBase;
    size_ = 2;
    normalize();
  }
  void set_pair(Limb low, Limb high) {
    data_[0] = low;
    data_[1] = high;
    size_ = high != 0 ? 2 : low != 0 ? 1 : 0;
  }
  void normalize() {
    while (size_ != 0 && data_[size_ - 1] == 0) size_--;
  }
  void swap(Coefficient& other);

  // 1 for zero.
  int64_t digits() const {
    return size_ == 0
               ? 1
               : static_cast<int64_t>(size_ - 1) * kLimbDigits + limb_digits(data_[size_ - 1]);
  }
  bool is_odd() const { return size_ != 0 && (data_[0] & 1) != 0; }
  bool is_one() const { return size_ == 1 && data_[0] == 1; }
  // The digit of 10^place.
  int digit(int64_t place) const;
  // Zeros at the end; 0 for zero.
  int64_t trailing_zeros() const;
  // False if it does not fit.
  bool to_uint64(uint64_t* value) const;

 private:
  bool grow(size_t size);

  Limb inline_[kInlineLimbs];
  std::unique_ptr<Limb[]> heap_;
  size_t capacity_ = kInlineLimbs;
  Limb* data_ = inline_;
  size_t size_ = 0;
};

// What digits that were cut off amount to, in halves of the last digit kept.
enum class Lost : uint8_t { kNothing, kBelowHalf, kHalf, kAboveHalf };

// Negative, zero, positive as a - b.
int compare(const Coefficient& a, const Coefficient& b);
[[nodiscard]] bool add(const Coefficient& a, const Coefficient& b, Coefficient* result);
// a >= b.
[[nodiscard]] bool subtract(const Coefficient& a, const Coefficient& b, Coefficient* result);
[[nodiscard]] bool multiply(const Coefficient& a, const Coefficient& b, Coefficient* result);
// b is not zero. Either output may be null.
[[nodiscard]] bool divide(const Coefficient& a, const Coefficient& b, Coefficient* quotient,
                          Coefficient* remainder);
// In place: times 10^count, divided by 10^count, plus and minus one. A value to be decremented is
// not zero.
[[nodiscard]] bool shift_left(Coefficient* value, int64_t count);
Lost shift_right(Coefficient* value, int64_t count);
[[nodiscard]] bool increment(Coefficient* value);
void decrement(Coefficient* value);
// In place: the value modulo 10^count.
void keep_low_digits(Coefficient* value, int64_t count);
// 10^count - 1.
[[nodiscard]] bool set_all_nines(Coefficient* value, int64_t count);

// Digits as text, most significant first: exactly value.digits() characters.
void write_digits(const Coefficient& value, char* out);
[[nodiscard]] bool read_digits(std::string_view digits, Coefficient* value);

// Binary magnitudes. False: no memory.
[[nodiscard]] bool to_binary(const Coefficient& value, BigIntBuffer* result);
[[nodiscard]] bool from_binary(const BigIntView& value, Coefficient* result);

namespace long_operations {
// Operands from this many limbs on (the shorter one) are multiplied by way of GMP; divisors and
// quotients of this many limbs likewise.
inline constexpr size_t kProductThreshold = 40, kQuotientThreshold = 60;
bool multiply(const Coefficient& a, const Coefficient& b, Coefficient* result);
bool divide(const Coefficient& a, const Coefficient& b, Coefficient* quotient,
            Coefficient* remainder);
}  // namespace long_operations

// n / 10^18 for n < 2^64 * 10^18, by multiplication with the reciprocal (Möller and Granlund,
// "Improved division by invariant integers", 2011).
inline Limb divide_by_base(Wide n, Limb* remainder) {
  constexpr int kShift = 4;
  constexpr Limb kDivisor = kBase << kShift;
  constexpr Limb kReciprocal = static_cast<Limb>(~Wide{0} / kDivisor - (Wide{1} << 64));
  n <<= kShift;
  auto high = static_cast<Limb>(n >> 64), low = static_cast<Limb>(n);
  Wide estimate = Wide{kReciprocal} * high + n;
  auto quotient = static_cast<Limb>(estimate >> 64) + 1;
  Limb rest = low - quotient * kDivisor;
  if (rest > static_cast<Limb>(estimate)) quotient--, rest += kDivisor;
  if (rest >= kDivisor) quotient++, rest -= kDivisor;
  *remainder = rest >> kShift;
  return quotient;
}

// n / divisor where the quotient is known to fit a word.
inline Limb divide_wide(Wide n, Limb divisor, Limb* remainder) {
#if defined(__x86_64__)
  Limb quotient, rest;
  asm("divq %4"
      : "=a"(quotient), "=d"(rest)
      : "a"(static_cast<Limb>(n)), "d"(static_cast<Limb>(n >> 64)), "r"(divisor)
      : "cc");
  *remainder = rest;
  return quotient;
#else
  *remainder = static_cast<Limb>(n % divisor);
  return static_cast<Limb>(n / divisor);
#endif
}

}  // namespace pyro::decimals
