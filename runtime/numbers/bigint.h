// Arbitrary-precision integers, independent of the heap.
//
// An integer is a sign and a magnitude; the magnitude is a run of 64-bit limbs, least significant
// first. Operands come in as `BigIntView`s (borrowed memory: a heap object's limbs, or a
// `SmallIntView` on the stack for a tagged integer) and results go out into a `BigIntBuffer`, which
// the caller then copies into a heap object or turns into a tagged integer. Nothing here allocates
// on the garbage-collected heap, so a collection can never happen while a view is alive.
//
// Invariants: a view is normalised: its top limb is not zero, and zero has no limbs and is not
// negative. Every function leaves its result normalised. A result buffer must not be the memory an
// operand lives in.
//
// The arithmetic is GMP's `mpn_*` layer: it works on plain limb arrays and brings the subquadratic
// algorithms for multiplication, division, gcd and radix conversion. The `mpz_*` layer is not used,
// since its integers own their memory.
//
// Semantics follow the language reference, "Numeric types" and "Binary arithmetic operations":
// division and modulo round towards minus infinity and the remainder has the divisor's sign; shifts
// and bitwise operators act on an infinite two's complement representation; true division and
// conversion to float round half to even.
//
// Errors are an `IntStatus`; the caller owns the exception texts, except where `IntStatusMessage`
// names one that does not depend on the operation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace pyro {

using Limb = uint64_t;

enum class IntStatus : uint8_t {
  kOk,
  kZeroDivision,   // divisor or modulus is zero
  kNegativeShift,  // shift count below zero
  kNotInvertible,  // negative exponent, base not coprime to the modulus
  kOverflow,       // result does not fit the requested representation
  kNegative,       // negative value for an unsigned representation
  kInvalid,        // malformed text, or a float that is not finite
  kTooManyDigits,  // over the limit for conversion between int and decimal str
  kNoMemory,
};

struct BigIntView {
  std::span<const Limb> limbs;
  bool negative = false;

  bool is_zero() const { return limbs.empty(); }
  bool is_odd() const { return !limbs.empty() && (limbs[0] & 1) != 0; }
  size_t size() const { return limbs.size(); }
  BigIntView magnitude() const { return {limbs, false}; }
};

// A machine integer with the memory that a view of it needs. The view must not outlive this object.
class SmallIntView {
 public:
  explicit SmallIntView(int64_t value)
      : limb_(value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value)),
        negative_(value < 0) {}
  BigIntView view() const { return {{&limb_, limb_ != 0 ? size_t{1} : size_t{0}}, negative_}; }
  operator BigIntView() const { return view(); }

 private:
  Limb limb_;
  bool negative_;
};

// Where results are built: a few limbs inline, more of them on the native heap.
class BigIntBuffer {
 public:
  static constexpr size_t kInlineLimbs = 8;
  // 2^31 limbs are 16 GB; GMP aborts the process when its own scratch memory cannot be had, so
  // sizes beyond what a machine can hold are refused before it is asked.
  static constexpr size_t kMaximumLimbs = size_t{1} << 31;

  BigIntBuffer() = default;
  BigIntBuffer(const BigIntBuffer&) = delete;
  BigIntBuffer& operator=(const BigIntBuffer&) = delete;

  // Sets the number of limbs; their contents are undefined afterwards. False when there is no
  // memory.
  [[nodiscard]] bool resize(size_t limb_count);
  [[nodiscard]] bool assign(BigIntView value);
  void assign_zero() { size_ = 0, negative_ = false; }
  void assign_small(int64_t value);
  void assign_unsigned(uint64_t value);

  Limb* data() { return data_; }
  size_t size() const { return size_; }
  bool negative() const { return negative_; }
  void set_negative(bool negative) { negative_ = negative; }
  // Drops leading zero limbs without moving anything.
  void normalize();
  void shrink_to(size_t limb_count) { size_ = limb_count; }
  BigIntView view() const { return {{data_, size_}, negative_}; }
  void swap(BigIntBuffer& other);

 private:
  Limb inline_[kInlineLimbs];
  std::unique_ptr<Limb[]> heap_;
  size_t heap_capacity_ = 0;
  Limb* data_ = inline_;
  size_t size_ = 0;
  bool negative_ = false;
};

// Comparison: negative, zero or positive, as a - b would be.
int BigIntCompare(BigIntView a, BigIntView b);
inline bool BigIntEqual(BigIntView a, BigIntView b) { return BigIntCompare(a, b) == 0; }

// Machine integers. `BigIntToInt64` returns kOverflow when the value does not fit.
IntStatus BigIntToInt64(BigIntView value, int64_t* result);
IntStatus BigIntToUint64(BigIntView value, uint64_t* result);  // also kNegative
uint64_t BigIntToUint64Wrapping(BigIntView value);             // modulo 2**64

// Arithmetic (bigint_arithmetic.cpp).
IntStatus BigIntAdd(BigIntView a, BigIntView b, BigIntBuffer* result);
IntStatus BigIntSubtract(BigIntView a, BigIntView b, BigIntBuffer* result);
IntStatus BigIntMultiply(BigIntView a, BigIntView b, BigIntBuffer* result);
// a == quotient * b + remainder, remainder has the sign of b. Either output may be null.
IntStatus BigIntFloorDivide(BigIntView a, BigIntView b, BigIntBuffer* quotient,
                            BigIntBuffer* remainder);
IntStatus BigIntGcd(BigIntView a, BigIntView b, BigIntBuffer* result);
// Integer square root of a value >= 0; kNegative otherwise.
IntStatus BigIntSquareRoot(BigIntView value, BigIntBuffer* result);

// Powers (bigint_power.cpp). The exponent of BigIntPower must not be negative (the caller computes
// a float then).
IntStatus BigIntPower(BigIntView base, BigIntView exponent, BigIntBuffer* result);
// pow(base, exponent, modulus): result has the sign of the modulus; a negative exponent inverts the
// base first.
IntStatus BigIntModularPower(BigIntView base, BigIntView exponent, BigIntView modulus,
                             BigIntBuffer* result);

// Bits (bigint_bits.cpp). Shift counts are integers of any size, as in Python: a huge left shift is
// kNoMemory (OverflowError "too many digits in integer" in Python), a huge right shift yields 0 or
// -1.
IntStatus BigIntShiftLeft(BigIntView value, BigIntView count, BigIntBuffer* result);
IntStatus BigIntShiftRight(BigIntView value, BigIntView count, BigIntBuffer* result);
IntStatus BigIntShiftLeft(BigIntView value, uint64_t count, BigIntBuffer* result);
IntStatus BigIntShiftRight(BigIntView value, uint64_t count, BigIntBuffer* result);
enum class BitOperation : uint8_t { kAnd, kOr, kXor };
IntStatus BigIntBitwise(BitOperation operation, BigIntView a, BigIntView b, BigIntBuffer* result);
IntStatus BigIntInvert(BigIntView value, BigIntBuffer* result);
uint64_t BigIntBitLength(BigIntView value);
uint64_t BigIntBitCount(BigIntView value);  // ones in the magnitude
// Ones and zeros below the lowest set bit of the magnitude; 0 for zero.
uint64_t BigIntTrailingZeros(BigIntView value);

enum class ByteOrder : uint8_t { kLittle, kBig };
enum class Signedness : uint8_t { kUnsigned, kSigned };
// Fills all of `bytes`. kNegative for a negative value as unsigned, kOverflow when it does not fit.
IntStatus BigIntToBytes(BigIntView value, std::span<uint8_t> bytes, ByteOrder order,
                        Signedness signedness);
IntStatus BigIntFromBytes(std::span<const uint8_t> bytes, ByteOrder order, Signedness signedness,
                          BigIntBuffer* result);

// Floats (bigint_float.cpp). Round half to even; kOverflow when the rounded value is beyond the
// largest float.
IntStatus BigIntToDouble(BigIntView value, double* result);
// Truncates; kInvalid for NaN and kOverflow for infinities.
IntStatus BigIntFromDouble(double value, BigIntBuffer* result);
// The correctly rounded quotient a / b.
IntStatus BigIntTrueDivide(BigIntView a, BigIntView b, double* result);
// value == mantissa * 2**exponent with 0.5 <= |mantissa| < 1, mantissa rounded half to even (for
// math.log).
double BigIntFrexp(BigIntView value, int64_t* exponent);
// Compares an integer with a float exactly; `value` must not be NaN.
int BigIntCompareDouble(BigIntView integer, double value);

// Python's numeric hash: the value modulo 2**61 - 1, with the sign, and -2 in place of -1.
int64_t BigIntHash(BigIntView value);

// Text (bigint_text.cpp).
inline constexpr size_t kDefaultIntegerDigitLimit = 4300;
enum class LetterCase : uint8_t { kLower, kUpper };
// An upper bound of the number of digits in `base` (2..36), without the sign.
size_t BigIntDigitBound(BigIntView value, int base);
// Writes the digits of the magnitude, without sign or prefix, into `digits` (at least
// BigIntDigitBound bytes) and returns how many there are; 1 for zero. Returns 0 when there is no
// memory.
size_t BigIntDigits(BigIntView value, int base, LetterCase letter_case, char* digits);
// Whether str(value) has more than `limit` decimal digits; limit 0 means no limit.
bool BigIntExceedsDigitLimit(BigIntView value, size_t limit);

struct IntParseResult {
  IntStatus status;
  size_t digit_count;  // for the text of kTooManyDigits
};
// int(text, base) for base 0 or 2..36. The caller has trimmed whitespace and turned Unicode digits
// into ASCII. Accepts a sign, the prefix that fits the base, and single underscores between digits
// (and after a prefix). `digit_limit` is that of sys.set_int_max_str_digits (0: none); it applies
// to bases that are not powers of two.
IntParseResult BigIntParse(std::string_view text, int base, size_t digit_limit,
                           BigIntBuffer* result);

}  // namespace pyro
