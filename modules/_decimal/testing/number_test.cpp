#include "modules/_decimal/number.h"

#include <gtest/gtest.h>

#include "modules/_decimal/fixed_point.h"

// The arithmetic below Python: identities that hold at every size, and the corners of rounding.

namespace pyro::decimals {
namespace {

std::string digits_of(size_t count, uint64_t seed) {
  std::string digits;
  while (digits.size() < count) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    digits += std::to_string(seed);
  }
  digits.resize(count);
  if (digits[0] == '0') digits[0] = '1';
  return digits;
}

std::string text_of(const Coefficient& value) {
  std::string text(static_cast<size_t>(value.digits()), '0');
  write_digits(value, text.data());
  return text;
}

TEST(Coefficient, DivisionUndoesMultiplication) {
  for (size_t a : {1, 18, 19, 40, 719, 721, 1300, 7000}) {
    for (size_t b : {1, 17, 37, 500, 720, 2000, 6500}) {
      Coefficient x, y, product, rest, sum, quotient, remainder;
      ASSERT_TRUE(read_digits(digits_of(a, 1), &x) && read_digits(digits_of(b, 2), &y));
      rest.set(0);
      if (compare(x, y) < 0) ASSERT_TRUE(rest.assign(x));
      ASSERT_TRUE(multiply(x, y, &product) && add(product, rest, &sum));
      ASSERT_TRUE(divide(sum, y, &quotient, &remainder));
      EXPECT_EQ(text_of(quotient), text_of(x)) << a << " " << b;
      EXPECT_EQ(text_of(remainder), text_of(rest)) << a << " " << b;
    }
  }
}

TEST(Coefficient, DivisionByDivisorsThatMakeEstimatesWrong) {
  for (const char* low : {"0", "1", "999999999999999999"}) {
    Coefficient divisor, quotient, product, again, rest;
    std::string text = "500000000000000000" + std::string(18 - std::string(low).size(), '0') + low;
    ASSERT_TRUE(read_digits(text, &divisor) && read_digits(std::string(54, '9'), &quotient));
    ASSERT_TRUE(multiply(divisor, quotient, &product) && divide(product, divisor, &again, &rest));
    EXPECT_EQ(text_of(again), text_of(quotient));
    EXPECT_TRUE(rest.is_zero());
  }
}

TEST(Coefficient, ShiftsTellWhatIsLost) {
  struct Case {
    const char* digits;
    int64_t count;
    const char* left;
    Lost lost;
  };
  constexpr Case kCases[] = {
      {"1500", 3, "1", Lost::kHalf},
      {"1501", 3, "1", Lost::kAboveHalf},
      {"1499", 3, "1", Lost::kBelowHalf},
      {"2000", 3, "2", Lost::kNothing},
      {"5", 1, "0", Lost::kHalf},
      {"5", 2, "0", Lost::kBelowHalf},
      {"7500000000000000000", 18, "7", Lost::kHalf},
      {"7500000000000000001", 18, "7", Lost::kAboveHalf},
      {"1234567890123456789012345678901234567890", 22, "123456789012345678", Lost::kAboveHalf},
      {"1000000000000000000000000000000000000", 36, "1", Lost::kNothing}};
  for (const Case& c : kCases) {
    Coefficient value;
    ASSERT_TRUE(read_digits(c.digits, &value));
    EXPECT_EQ(shift_right(&value, c.count), c.lost) << c.digits;
    EXPECT_EQ(text_of(value), c.left) << c.digits;
  }
}

TEST(Coefficient, BinaryAndBack) {
  for (size_t count : {1, 19, 100, 719, 800, 5000}) {
    Coefficient value, again;
    BigIntBuffer binary;
    ASSERT_TRUE(read_digits(digits_of(count, 7), &value) && to_binary(value, &binary));
    ASSERT_TRUE(from_binary(binary.view(), &again));
    EXPECT_EQ(text_of(again), text_of(value));
  }
}

std::string apply(UnaryOperation* operation, const char* text, const Settings& settings) {
  Number a, result;
  uint32_t status = 0;
  EXPECT_EQ(parse(text, &a), Parse::kOk);
  operation(a, settings, &result, &status);
  return to_text(result, true, false) + " " + std::to_string(status);
}

TEST(Number, RoundingModes) {
  Settings settings{3, 99, -99};
  constexpr const char* kExpected[] = {"1.24", "1.23", "1.24", "1.23",
                                       "1.24", "1.23", "1.24", "1.23"};
  for (int i = 0; i < kRoundingCount; i++) {
    settings.rounding = static_cast<Rounding>(i);
    EXPECT_EQ(apply(plus, "1.235", settings),
              std::string(kExpected[i]) + " " + std::to_string(kInexact | kRounded));
  }
}

TEST(Number, SubnormalsAndOverflow) {
  Settings settings{3, 9, -9};
  EXPECT_EQ(apply(plus, "1.25E-10", settings),
            "1.2E-10 " + std::to_string(kSubnormal | kUnderflow | kInexact | kRounded));
  EXPECT_EQ(apply(plus, "9.995E+9", settings),
            "Infinity " + std::to_string(kOverflow | kInexact | kRounded));
  settings.clamp = true;
  EXPECT_EQ(apply(plus, "1E+9", settings), "1.00E+9 " + std::to_string(kClamped));
}

TEST(Number, ElementaryFunctionsToManyDigits) {
  Settings settings{50, 999999, -999999};
  std::string inexact = " " + std::to_string(kInexact | kRounded);
  EXPECT_EQ(apply(exponential, "1", settings),
            "2.7182818284590452353602874713526624977572470937000" + inexact);
  EXPECT_EQ(apply(natural_logarithm, "10", settings),
            "2.3025850929940456840179914546843642076011014886288" + inexact);
  EXPECT_EQ(apply(decimal_logarithm, "2", settings),
            "0.30102999566398119521373889472449302676818988146211" + inexact);
  EXPECT_EQ(apply(square_root, "2", settings),
            "1.4142135623730950488016887242096980785696718753769" + inexact);
}

TEST(Number, TextGoesBackToTheSameNumber) {
  for (const char* text : {"0", "-0E+3", "1.50", "1E+20", "0.000001", "1E-7", "-Infinity", "NaN12",
                           "sNaN", "123456789012345678901234567890.5"}) {
    Number value;
    ASSERT_EQ(parse(text, &value), Parse::kOk);
    EXPECT_EQ(to_text(value, true, false), text);
  }
  Number value;
  for (const char* text : {"", "-", ".", "1e", "e1", "1.1.1", "1 ", "in", "nan-1"})
    EXPECT_EQ(parse(text, &value), Parse::kSyntax) << text;
}

}  // namespace
}  // namespace pyro::decimals
