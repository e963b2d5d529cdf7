#include "modules/_decimal/coefficient.h"

#include <algorithm>
#include <new>
#include <utility>

namespace pyro::decimals {

bool Coefficient::grow(size_t size) {
  if (size > kMaximumLimbs) return false;
  std::unique_ptr<Limb[]> fresh(new (std::nothrow) Limb[size]);
  if (fresh == nullptr) return false;
  std::copy(data_, data_ + size_, fresh.get());
  heap_ = std::move(fresh);
  data_ = heap_.get();
  capacity_ = size;
  return true;
}

void Coefficient::swap(Coefficient& other) {
  std::swap_ranges(inline_, inline_ + kInlineLimbs, other.inline_);
  std::swap(heap_, other.heap_);
  std::swap(capacity_, other.capacity_);
  std::swap(size_, other.size_);
  data_ = heap_ != nullptr ? heap_.get() : inline_;
  other.data_ = other.heap_ != nullptr ? other.heap_.get() : other.inline_;
}

int Coefficient::digit(int64_t place) const {
  auto index = static_cast<size_t>(place / kLimbDigits);
  if (index >= size_) return 0;
  return static_cast<int>(data_[index] / kPowersOfTen[place % kLimbDigits] % 10);
}

int64_t Coefficient::trailing_zeros() const {
  if (size_ == 0) return 0;
  size_t index = 0;
  while (data_[index] == 0) index++;
  int64_t zeros = static_cast<int64_t>(index) * kLimbDigits;
  for (Limb limb = data_[index]; limb % 10 == 0; limb /= 10) zeros++;
  return zeros;
}

bool Coefficient::to_uint64(uint64_t* value) const {
  if (size_ > 2) return false;
  Wide wide = (size_ > 1 ? Wide{data_[1]} * kBase : 0) + (size_ > 0 ? data_[0] : 0);
  *value = static_cast<uint64_t>(wide);
  return wide >> 64 == 0;
}

int compare(const Coefficient& a, const Coefficient& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (size_t i = a.size(); i-- != 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

bool add(const Coefficient& a, const Coefficient& b, Coefficient* result) {
  if (a.size() < b.size()) return add(b, a, result);
  size_t size = a.size();
  if (!result->resize(size + 1)) return false;
  Limb* out = result->data();
  Limb carry = 0;
  for (size_t i = 0; i < size; i++) {
    Limb sum = a[i] + carry + (i < b.size() ? b[i] : 0);
    carry = sum >= kBase ? 1 : 0;
    out[i] = carry != 0 ? sum - kBase : sum;
  }
  out[size] = carry;
  result->normalize();
  return true;
}

bool subtract(const Coefficient& a, const Coefficient& b, Coefficient* result) {
  if (!result->resize(a.size())) return false;
  Limb* out = result->data();
  Limb borrow = 0;
  for (size_t i = 0; i < a.size(); i++) {
    Limb taken = (i < b.size() ? b[i] : 0) + borrow;
    borrow = a[i] < taken ? 1 : 0;
    out[i] = a[i] - taken + (borrow != 0 ? kBase : 0);
  }
  result->normalize();
  return true;
}

bool increment(Coefficient* value) {
  Limb* data = value->data();
  for (size_t i = 0; i < value->size(); i++) {
    if (++data[i] < kBase) return true;
    data[i] = 0;
  }
  size_t size = value->size();
  if (!value->resize(size + 1)) return false;
  value->data()[size] = 1;
  return true;
}

void decrement(Coefficient* value) {
  Limb* data = value->data();
  for (size_t i = 0; data[i]-- == 0; i++) data[i] = kBase - 1;
  value->normalize();
}

bool multiply(const Coefficient& a, const Coefficient& b, Coefficient* result) {
  if (a.size() < b.size()) return multiply(b, a, result);
  if (b.size() >= long_operations::kProductThreshold)
    return long_operations::multiply(a, b, result);
  if (b.is_zero()) return result->resize(0);
  size_t size = a.size() + b.size();
  if (!result->resize(size)) return false;
  Limb* out = result->data();
  Wide column = 0;
  for (size_t k = 0; k < size - 1; k++) {
    // Products of limbs whose places add up to k; the shorter operand has few enough limbs for the
    // sum.
    for (size_t j = k < a.size() ? 0 : k - a.size() + 1; j <= k && j < b.size(); j++)
      column += Wide{a[k - j]} * b[j];
    // Of the quotient by the base, what does not fit a word comes from the upper half alone.
    auto high = static_cast<Limb>(column >> 64), low = static_cast<Limb>(column);
    Limb over = high < kBase ? 0 : high / kBase;
    column = Wide{over} << 64 | divide_by_base(Wide{high - over * kBase} << 64 | low, &out[k]);
  }
  out[size - 1] = static_cast<Limb>(column);
  result->normalize();
  return true;
}

namespace {

// out = a * factor, with room for one limb more; factor < base.
void multiply_limbs(const Coefficient& a, Limb factor, Limb* out) {
  Wide carry = 0;
  for (size_t i = 0; i < a.size(); i++)
    carry = divide_by_base(Wide{a[i]} * factor + carry, &out[i]);
  out[a.size()] = static_cast<Limb>(carry);
}

// value / divisor into value (may be null); returns the remainder.
Limb divide_limbs(const Limb* value, size_t size, Limb divisor, Limb* quotient) {
  Limb rest = 0;
  for (size_t i = size; i-- != 0;) {
    Limb digit = divide_wide(Wide{rest} * kBase + value[i], divisor, &rest);
    if (quotient != nullptr) quotient[i] = digit;
  }
  return rest;
}

// The quotient digit for the limbs u[size] ... u[0] and the normalised divisor v, never too small
// and at most one too large (Knuth, The Art of Computer Programming, 4.3.1, algorithm D, step D3).
Limb estimate_digit(const Limb* u, const Limb* v, size_t size) {
  Wide top = Wide{u[size]} * kBase + u[size - 1];
  Limb rest, digit;
  if (u[size] >= v[size - 1]) {
    digit = kBase - 1;
    Wide wide_rest = top - Wide{digit} * v[size - 1];
    if (wide_rest >= kBase) return digit;
    rest = static_cast<Limb>(wide_rest);
  } else {
    digit = divide_wide(top, v[size - 1], &rest);
  }
  while (Wide{digit} * v[size - 2] > Wide{rest} * kBase + u[size - 2]) {
    digit--;
    rest += v[size - 1];
    if (rest >= kBase) break;
  }
  return digit;
}

// u -= digit * v; returns whether that was too much.
bool subtract_product(Limb* u, const Limb* v, size_t size, Limb digit) {
  Wide carry = 0;
  Limb borrow = 0, low;
  for (size_t i = 0; i <= size; i++) {
    carry = divide_by_base((i < size ? Wide{v[i]} * digit : 0) + carry, &low);
    Limb taken = low + borrow;
    borrow = u[i] < taken ? 1 : 0;
    u[i] = u[i] - taken + (borrow != 0 ? kBase : 0);
  }
  return borrow != 0;
}

void add_back(Limb* u, const Limb* v, size_t size) {
  Limb carry = 0;
  for (size_t i = 0; i < size; i++) {
    Limb sum = u[i] + v[i] + carry;
    carry = sum >= kBase ? 1 : 0;
    u[i] = carry != 0 ? sum - kBase : sum;
  }
  u[size] = (u[size] + carry) % kBase;
}

bool divide_short(const Coefficient& a, Limb divisor, Coefficient* quotient,
                  Coefficient* remainder) {
  if (quotient != nullptr && !quotient->resize(a.size())) return false;
  Limb rest =
      divide_limbs(a.data(), a.size(), divisor, quotient != nullptr ? quotient->data() : nullptr);
  if (quotient != nullptr) quotient->normalize();
  if (remainder != nullptr) remainder->set(rest);
  return true;
}

// Algorithm D; a >= b, b of at least two limbs.
bool divide_school(const Coefficient& a, const Coefficient& b, Coefficient* quotient,
                   Coefficient* remainder) {
  Coefficient u, v;
  size_t size = b.size(), steps = a.size() - size + 1;
  if (!u.resize(a.size() + 1) || !v.resize(size + 1)) return false;
  if (quotient != nullptr && !quotient->resize(steps)) return false;
  Limb factor = kBase / (b[size - 1] + 1);
  multiply_limbs(a, factor, u.data());
  multiply_limbs(b, factor, v.data());
  for (size_t j = steps; j-- != 0;) {
    Limb* part = u.data() + j;
    Limb digit = estimate_digit(part, v.data(), size);
    if (digit != 0 && subtract_product(part, v.data(), size, digit)) {
      digit--;
      add_back(part, v.data(), size);
    }
    if (quotient != nullptr) quotient->data()[j] = digit;
  }
  if (quotient != nullptr) quotient->normalize();
  if (remainder == nullptr) return true;
  if (!remainder->resize(size)) return false;
  divide_limbs(u.data(), size, factor, remainder->data());
  remainder->normalize();
  return true;
}

}  // namespace

bool divide(const Coefficient& a, const Coefficient& b, Coefficient* quotient,
            Coefficient* remainder) {
  if (compare(a, b) < 0) {
    if (quotient != nullptr) quotient->set(0);
    return remainder == nullptr || remainder->assign(a);
  }
  if (b.size() == 1) return divide_short(a, b[0], quotient, remainder);
  using namespace long_operations;
  if (b.size() >= kQuotientThreshold && a.size() - b.size() >= kQuotientThreshold)
    return long_operations::divide(a, b, quotient, remainder);
  return divide_school(a, b, quotient, remainder);
}

bool shift_left(Coefficient* value, int64_t count) {
  if (count == 0 || value->is_zero()) return true;
  auto whole = static_cast<size_t>(count / kLimbDigits);
  if (whole > Coefficient::kMaximumLimbs) return false;
  Limb up = kPowersOfTen[count % kLimbDigits],
       down = kPowersOfTen[kLimbDigits - count % kLimbDigits];
  size_t size = value->size();
  if (!value->resize(size + whole + 1)) return false;
  Limb* data = value->data();
  Limb above = 0;
  for (size_t i = size; i-- != 0;) {
    Limb limb = data[i];
    data[i + whole + 1] = above + (up == 1 ? 0 : limb / down);
    above = up == 1 ? limb : limb % down * up;
  }
  data[whole] = above;
  std::fill(data, data + whole, 0);
  value->normalize();
  return true;
}

namespace {

// What the digits below 10^count of a value amount to.
Lost classify(const Limb* data, size_t whole, Limb rest, Limb power) {
  // Where the cut lies between two limbs, the limb below it is compared.
  bool zero_below = true;
  size_t below = power == 1 ? whole - 1 : whole;
  for (size_t i = 0; i < below && zero_below; i++) zero_below = data[i] == 0;
  Limb half = power == 1 ? kBase / 2 : power / 2;
  if (power == 1) rest = data[whole - 1];
  if (rest == 0 && zero_below) return Lost::kNothing;
  if (rest == half && zero_below) return Lost::kHalf;
  return rest < half ? Lost::kBelowHalf : Lost::kAboveHalf;
}

}  // namespace

Lost shift_right(Coefficient* value, int64_t count) {
  if (count == 0 || value->is_zero()) return Lost::kNothing;
  if (count > value->digits()) {
    value->set(0);
    return Lost::kBelowHalf;
  }
  auto whole = static_cast<size_t>(count / kLimbDigits);
  Limb power = kPowersOfTen[count % kLimbDigits],
       up = kPowersOfTen[kLimbDigits - count % kLimbDigits];
  Limb* data = value->data();
  size_t size = value->size(), kept = size - whole;
  Limb rest = kept == 0 ? 0 : data[whole] % power;
  Lost lost = classify(data, whole, rest, power);
  if (power == 1) {
    std::copy(data + whole, data + size, data);
  } else {
    for (size_t i = 0; i < kept; i++) {
      Limb above = i + 1 < kept ? data[whole + i + 1] : 0;
      data[i] = data[whole + i] / power + above % power * up;
    }
  }
  if (!value->resize(kept)) return lost;  // never grows
  value->normalize();
  return lost;
}

void keep_low_digits(Coefficient* value, int64_t count) {
  if (count >= value->digits()) return;
  auto whole = static_cast<size_t>(count / kLimbDigits);
  if (whole < value->size()) value->data()[whole] %= kPowersOfTen[count % kLimbDigits];
  if (!value->resize(std::min(value->size(), whole + 1))) return;  // never grows
  value->normalize();
}

bool set_all_nines(Coefficient* value, int64_t count) {
  auto whole = static_cast<size_t>(count / kLimbDigits);
  if (whole >= Coefficient::kMaximumLimbs || !value->resize(whole + 1)) return false;
  std::fill(value->data(), value->data() + whole, kBase - 1);
  value->data()[whole] = kPowersOfTen[count % kLimbDigits] - 1;
  value->normalize();
  return true;
}

void write_digits(const Coefficient& value, char* out) {
  int64_t position = value.digits();
  if (value.is_zero()) out[0] = '0';
  for (size_t i = 0; i < value.size(); i++) {
    Limb limb = value[i];
    int64_t end = std::max(int64_t{0}, position - kLimbDigits);
    for (; position > end; limb /= 10) out[--position] = static_cast<char>('0' + limb % 10);
  }
}

bool read_digits(std::string_view digits, Coefficient* value) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  size_t size = (digits.size() + kLimbDigits - 1) / kLimbDigits;
  if (!value->resize(size)) return false;
  for (size_t i = 0; i < size; i++) {
    size_t taken = std::min(digits.size(), static_cast<size_t>(kLimbDigits));
    Limb limb = 0;
    for (char c : digits.substr(digits.size() - taken))
      limb = limb * 10 + static_cast<Limb>(c - '0');
    value->data()[i] = limb;
    digits.remove_suffix(taken);
  }
  return true;
}

}  // namespace pyro::decimals
