#include <gmp.h>

#include <algorithm>
#include <new>

#include "modules/_decimal/coefficient.h"
#include "runtime/numbers/bigint.h"

// Long coefficients, by way of binary numbers.

namespace pyro::decimals {

namespace {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NAIL_BITS == 0);

using Words = std::unique_ptr<mp_limb_t[]>;
Words new_words(size_t count) { return Words(new (std::nothrow) mp_limb_t[count]); }

// The polynomial whose coefficients are the limbs, at 2^(64 * slot).
Words spread(const Coefficient& value, size_t slot) {
  Words words = new_words(value.size() * slot);
  if (words == nullptr) return words;
  std::fill(words.get(), words.get() + value.size() * slot, 0);
  for (size_t i = 0; i < value.size(); i++) words[i * slot] = value[i];
  return words;
}

// The columns of a product, carried into limbs. A column is less than 2^192.
void gather(const mp_limb_t* columns, size_t slot, size_t count, Limb* out) {
  Wide carry = 0;  // less than 2^64 * 10^18
  for (size_t i = 0; i < count; i++) {
    const mp_limb_t* column = columns + i * slot;
    Limb top = slot == 3 ? column[2] : 0, rest;
    // (top, middle, low) + carry, divided by the base in two steps.
    Wide low = Wide{column[0]} + static_cast<Limb>(carry);
    Wide middle = Wide{column[1]} + static_cast<Limb>(carry >> 64) + static_cast<Limb>(low >> 64);
    top += static_cast<Limb>(middle >> 64);
    Limb high = divide_by_base(Wide{top} << 64 | static_cast<Limb>(middle), &rest);
    carry = Wide{high} << 64 | divide_by_base(Wide{rest} << 64 | static_cast<Limb>(low), &out[i]);
  }
}

// Below this many limbs, Horner's rule beats the conversion through text.
constexpr size_t kHornerLimbs = 40;

bool to_binary_short(const Coefficient& value, BigIntBuffer* result) {
  if (!result->resize(value.size())) return false;
  auto* words = reinterpret_cast<mp_limb_t*>(result->data());
  mp_size_t used = 0;
  for (size_t i = value.size(); i-- != 0;) {
    mp_limb_t carry = used == 0 ? 0 : mpn_mul_1(words, words, used, kBase);
    if (carry != 0) words[used++] = carry;
    if (used == 0) {
      words[used++] = value[i];
    } else if (mpn_add_1(words, words, used, value[i]) != 0) {
      words[used++] = 1;
    }
  }
  result->shrink_to(static_cast<size_t>(used));
  result->set_negative(false);
  result->normalize();
  return true;
}

bool from_binary_short(const BigIntView& value, Coefficient* result) {
  BigIntBuffer rest;
  if (!rest.assign(value) || !result->resize(value.size() * 65 / 59 + 1)) return false;
  auto* words = reinterpret_cast<mp_limb_t*>(rest.data());
  auto left = static_cast<mp_size_t>(rest.size());
  size_t size = 0;
  while (left != 0) {
    result->data()[size++] = mpn_divrem_1(words, 0, words, left, kBase);
    while (left != 0 && words[left - 1] == 0) left--;
  }
  return result->resize(size);
}

}  // namespace

bool long_operations::multiply(const Coefficient& a, const Coefficient& b, Coefficient* result) {
  constexpr size_t kProductsInTwoWords = 340;
  size_t slot = b.size() <= kProductsInTwoWords ? 2 : 3;
  size_t columns = a.size() + b.size();
  if (columns * slot > BigIntBuffer::kMaximumLimbs) return false;
  Words left = spread(a, slot), right = spread(b, slot), product = new_words(columns * slot);
  if (left == nullptr || right == nullptr || product == nullptr || !result->resize(columns))
    return false;
  mpn_mul(product.get(), left.get(), static_cast<mp_size_t>(a.size() * slot), right.get(),
          static_cast<mp_size_t>(b.size() * slot));
  gather(product.get(), slot, columns, result->data());
  result->normalize();
  return true;
}

bool long_operations::divide(const Coefficient& a, const Coefficient& b, Coefficient* quotient,
                             Coefficient* remainder) {
  BigIntBuffer left, right, binary_quotient, binary_remainder;
  if (!to_binary(a, &left) || !to_binary(b, &right)) return false;
  if (BigIntFloorDivide(left.view(), right.view(), &binary_quotient,
                        remainder != nullptr ? &binary_remainder : nullptr) != IntStatus::kOk) {
    return false;
  }
  return (quotient == nullptr || from_binary(binary_quotient.view(), quotient)) &&
         (remainder == nullptr || from_binary(binary_remainder.view(), remainder));
}

bool to_binary(const Coefficient& value, BigIntBuffer* result) {
  if (value.size() <= kHornerLimbs) return to_binary_short(value, result);
  auto length = static_cast<size_t>(value.digits());
  std::unique_ptr<char[]> text(new (std::nothrow) char[length]);
  if (text == nullptr) return false;
  write_digits(value, text.get());
  return BigIntParse({text.get(), length}, 10, 0, result).status == IntStatus::kOk;
}

bool from_binary(const BigIntView& value, Coefficient* result) {
  if (value.size() <= kHornerLimbs) return from_binary_short(value, result);
  std::unique_ptr<char[]> text(new (std::nothrow) char[BigIntDigitBound(value, 10)]);
  if (text == nullptr) return false;
  size_t length = BigIntDigits(value, 10, LetterCase::kLower, text.get());
  return length != 0 && read_digits({text.get(), length}, result);
}

}  // namespace pyro::decimals
