#include "runtime/numbers/bigint.h"

#include <gtest/gtest.h>

#include <string>

namespace pyro {
namespace {

std::string Text(BigIntView value, int base = 10) {
  std::string digits(BigIntDigitBound(value, base), '\0');
  digits.resize(BigIntDigits(value, base, LetterCase::kLower, digits.data()));
  return value.negative ? "-" + digits : digits;
}

class Integer {
 public:
  Integer(const char* text) {
    EXPECT_EQ(BigIntParse(text, 0, 0, &buffer_).status, IntStatus::kOk) << text;
  }
  operator BigIntView() const { return buffer_.view(); }

 private:
  BigIntBuffer buffer_;
};

TEST(BigIntTest, AdditionCarriesIntoANewLimb) {
  BigIntBuffer sum;
  ASSERT_EQ(BigIntAdd(Integer("0xffffffffffffffff"), Integer("1"), &sum), IntStatus::kOk);
  EXPECT_EQ(Text(sum.view(), 16), "10000000000000000");
}

TEST(BigIntTest, SubtractionToZeroIsNotNegative) {
  BigIntBuffer difference;
  ASSERT_EQ(BigIntSubtract(Integer("-5"), Integer("-5"), &difference), IntStatus::kOk);
  EXPECT_TRUE(difference.view().is_zero());
  EXPECT_FALSE(difference.negative());
}

TEST(BigIntTest, FloorDivisionRoundsDown) {
  BigIntBuffer quotient, remainder;
  ASSERT_EQ(BigIntFloorDivide(Integer("-7"), Integer("2"), &quotient, &remainder), IntStatus::kOk);
  EXPECT_EQ(Text(quotient.view()), "-4");
  EXPECT_EQ(Text(remainder.view()), "1");
}

TEST(BigIntTest, DivisionByZeroIsReported) {
  EXPECT_EQ(BigIntFloorDivide(Integer("1"), Integer("0"), nullptr, nullptr),
            IntStatus::kZeroDivision);
}

TEST(BigIntTest, RightShiftOfNegativeRoundsDownAcrossALimb) {
  BigIntBuffer shifted;
  ASSERT_EQ(BigIntShiftRight(Integer("-0x1ffffffffffffffff"), uint64_t{1}, &shifted),
            IntStatus::kOk);
  EXPECT_EQ(Text(shifted.view(), 16), "-10000000000000000");
}

TEST(BigIntTest, HugeLeftShiftHasNoMemory) {
  BigIntBuffer shifted;
  EXPECT_EQ(BigIntShiftLeft(Integer("1"), Integer("0x10000000000000000"), &shifted),
            IntStatus::kNoMemory);
}

TEST(BigIntTest, InverseNeedsCoprimeBase) {
  BigIntBuffer power;
  EXPECT_EQ(BigIntModularPower(Integer("2"), Integer("-1"), Integer("4"), &power),
            IntStatus::kNotInvertible);
}

TEST(BigIntTest, DigitLimitCountsDigits) {
  BigIntBuffer value;
  const IntParseResult result = BigIntParse(std::string(5000, '1'), 10, 4300, &value);
  EXPECT_EQ(result.status, IntStatus::kTooManyDigits);
  EXPECT_EQ(result.digit_count, 5000u);
  EXPECT_EQ(BigIntParse("0x" + std::string(5000, '1'), 0, 4300, &value).status, IntStatus::kOk);
}

TEST(BigIntTest, DigitLimitIsExact) {
  BigIntBuffer value;
  ASSERT_EQ(BigIntParse(std::string(4300, '9'), 10, 0, &value).status, IntStatus::kOk);
  EXPECT_FALSE(BigIntExceedsDigitLimit(value.view(), 4300));
  ASSERT_EQ(BigIntParse("1" + std::string(4300, '0'), 10, 0, &value).status, IntStatus::kOk);
  EXPECT_TRUE(BigIntExceedsDigitLimit(value.view(), 4300));
}

}  // namespace
}  // namespace pyro
