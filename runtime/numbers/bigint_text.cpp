#include <algorithm>
#include <cmath>
#include <new>

#include "runtime/numbers/bigint_limbs.h"

namespace pyro {

using namespace bigint_internal;

namespace {

constexpr char kLowerDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr char kUpperDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// The largest power of each base that fits a limb, and its exponent, are what one-limb conversion
// needs.
struct BaseChunk {
  uint64_t power;
  int digits;
};

constexpr BaseChunk ChunkOf(int base) {
  BaseChunk chunk{1, 0};
  while (chunk.power <= UINT64_MAX / static_cast<uint64_t>(base)) {
    chunk.power *= static_cast<uint64_t>(base);
    ++chunk.digits;
  }
  return chunk;
}

size_t DigitsOfLimb(uint64_t value, int base, const char* alphabet, char* digits) {
  char reversed[64];
  size_t count = 0;
  const unsigned divisor = static_cast<unsigned>(base);
  if (divisor == 10) {
    do reversed[count++] = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
  } else {
    do reversed[count++] = alphabet[value % divisor];
    while ((value /= divisor) != 0);
  }
  std::reverse_copy(reversed, reversed + count, digits);
  return count;
}

int DigitValue(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  const char lower = static_cast<char>(character | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 36;
}

bool IsPowerOfTwo(int base) { return (base & (base - 1)) == 0; }

}  // namespace

size_t BigIntDigitBound(BigIntView value, int base) {
  if (value.is_zero()) return 1;
  if (value.size() == 1) return 64;
  const double bits_per_digit = std::log2(static_cast<double>(base));
  // mpn_get_str may write one digit more than the exact bound.
  return static_cast<size_t>(static_cast<double>(BigIntBitLength(value)) / bits_per_digit) + 3;
}

size_t BigIntDigits(BigIntView value, int base, LetterCase letter_case, char* digits) {
  const char* alphabet = letter_case == LetterCase::kLower ? kLowerDigits : kUpperDigits;
  if (value.size() <= 1) {
    return DigitsOfLimb(value.is_zero() ? 0 : value.limbs[0], base, alphabet, digits);
  }
  BigIntBuffer scratch;  // mpn_get_str destroys its operand
  if (!scratch.resize(value.size() + 1)) return 0;
  std::copy(value.limbs.begin(), value.limbs.end(), scratch.data());
  auto* bytes = reinterpret_cast<unsigned char*>(digits);
  size_t count = mpn_get_str(bytes, base, Gmp(scratch.data()), value.size());
  size_t leading = 0;
  while (leading + 1 < count && bytes[leading] == 0) ++leading;
  count -= leading;
  for (size_t i = 0; i < count; ++i) digits[i] = alphabet[bytes[i + leading]];
  return count;
}

bool BigIntExceedsDigitLimit(BigIntView value, size_t limit) {
  if (limit == 0 || value.size() <= 1)
    return limit != 0 && limit < 20 && !value.is_zero() && [&] {
      char digits[64];
      return DigitsOfLimb(value.limbs[0], 10, kLowerDigits, digits) > limit;
    }();
  constexpr double kDigitsPerBit = 0.30102999566398120;
  const double estimate = static_cast<double>(BigIntBitLength(value)) * kDigitsPerBit;
  if (estimate < static_cast<double>(limit) - 1) return false;
  if (estimate > static_cast<double>(limit) + 2) return true;
  const SmallIntView ten(10), exponent(static_cast<int64_t>(limit));
  BigIntBuffer power;
  if (BigIntPower(ten, exponent, &power) != IntStatus::kOk) return false;
  return CompareMagnitude(value, power.view()) >= 0;
}

namespace {

// The text after the sign: digits' values with underscores removed.
struct DigitRun {
  std::unique_ptr<unsigned char[]> heap;
  unsigned char inline_digits[128];
  unsigned char* digits = inline_digits;
  size_t count = 0;
};

// Removes "0x" and the like where the base allows it, and settles base 0. Returns false on a
// malformed literal.
bool TakePrefix(std::string_view* text, int* base) {
  const std::string_view body = *text;
  int prefix_base = 0;
  if (body.size() >= 2 && body[0] == '0') {
    const char letter = static_cast<char>(body[1] | 0x20);
    prefix_base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  }
  if (prefix_base != 0 && (*base == 0 || *base == prefix_base)) {
    *base = prefix_base;
    text->remove_prefix(2);
    if (!text->empty() && text->front() == '_') text->remove_prefix(1);
    return true;
  }
  if (*base != 0) return true;
  *base = 10;
  // A literal with base 0 may not have leading zeros, except for zero itself.
  if (!body.empty() && body[0] == '0') {
    return body.find_first_not_of("0_") == std::string_view::npos;
  }
  return true;
}

IntStatus CollectDigits(std::string_view text, int base, DigitRun* run) {
  if (text.empty() || text.front() == '_' || text.back() == '_') return IntStatus::kInvalid;
  if (text.size() > sizeof run->inline_digits) {
    run->heap.reset(new (std::nothrow) unsigned char[text.size()]);
    if (!run->heap) return IntStatus::kNoMemory;
    run->digits = run->heap.get();
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      if (text[i - 1] == '_') return IntStatus::kInvalid;
      continue;
    }
    const int digit = DigitValue(text[i]);
    if (digit >= base) return IntStatus::kInvalid;
    run->digits[run->count++] = static_cast<unsigned char>(digit);
  }
  return IntStatus::kOk;
}

IntStatus DigitsToInteger(const unsigned char* digits, size_t count, int base,
                          BigIntBuffer* result) {
  while (count != 0 && *digits == 0) ++digits, --count;
  if (count <= static_cast<size_t>(ChunkOf(base).digits)) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value * static_cast<unsigned>(base) + digits[i];
    result->assign_unsigned(value);
    return IntStatus::kOk;
  }
  const double bits = static_cast<double>(count) * std::log2(static_cast<double>(base));
  if (!result->resize(static_cast<size_t>(bits / 64) + 2)) return IntStatus::kNoMemory;
  const mp_size_t size = mpn_set_str(Gmp(result->data()), digits, count, base);
  result->shrink_to(static_cast<size_t>(size));
  result->normalize();
  return IntStatus::kOk;
}

}  // namespace

IntParseResult BigIntParse(std::string_view text, int base, size_t digit_limit,
                           BigIntBuffer* result) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  DigitRun run;
  if (!TakePrefix(&text, &base)) return {IntStatus::kInvalid, 0};
  IntStatus status = CollectDigits(text, base, &run);
  if (status != IntStatus::kOk) return {status, 0};
  if (digit_limit != 0 && run.count > digit_limit && !IsPowerOfTwo(base)) {
    return {IntStatus::kTooManyDigits, run.count};
  }
  status = DigitsToInteger(run.digits, run.count, base, result);
  if (status == IntStatus::kOk) result->set_negative(negative && result->size() != 0);
  return {status, run.count};
}

}  // namespace pyro
