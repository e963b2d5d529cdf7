#include "runtime/numbers/float_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace pyro {
namespace {

std::string Repr(double value) {
  char text[kFloatReprSize];
  return std::string(text, FloatRepr(value, text));
}

std::string Format(double value, char code, int precision, bool alternate = false) {
  CharBuffer out;
  FloatFormat format;
  format.code = code;
  format.precision = precision;
  format.alternate = alternate;
  FormatFloat(value, format, &out);
  return std::string(out.view());
}

TEST(FloatTextTest, ReprSwitchesToExponents) {
  EXPECT_EQ(Repr(1e15), "1000000000000000.0");
  EXPECT_EQ(Repr(1e16), "1e+16");
  EXPECT_EQ(Repr(1e-4), "0.0001");
  EXPECT_EQ(Repr(1e-5), "1e-05");
  EXPECT_EQ(Repr(-0.0), "-0.0");
}

TEST(FloatTextTest, FixedDigitsAreExact) {
  EXPECT_EQ(Format(0.1, 'f', 30), "0.100000000000000005551115123126");
  EXPECT_EQ(Format(2.5, 'f', 0), "2");
  EXPECT_EQ(Format(2.5, 'f', 0, true), "2.");
}

TEST(FloatTextTest, PrecisionBeyondAllDigitsGivesZeros) {
  EXPECT_EQ(Format(1.0, 'f', 5000), "1." + std::string(5000, '0'));
  EXPECT_EQ(Format(1.0, 'e', 5000), "1." + std::string(5000, '0') + "e+00");
}

TEST(FloatTextTest, UnderscoresOnlyBetweenDigits) {
  EXPECT_EQ(ParseFloat("1_0.5"), 10.5);
  EXPECT_FALSE(ParseFloat("1_.5"));
  EXPECT_FALSE(ParseFloat("_1"));
}

TEST(FloatTextTest, OutOfRangeTextIsInfinityOrZero) {
  EXPECT_EQ(ParseFloat("1e999"), INFINITY);
  EXPECT_EQ(ParseFloat("1e-999"), 0.0);
}

TEST(FloatTextTest, RoundTiesToEven) {
  double result;
  ASSERT_EQ(RoundFloat(25.0, -1, &result), FloatStatus::kOk);
  EXPECT_EQ(result, 20.0);
  EXPECT_EQ(RoundFloat(1.7e308, -308, &result), FloatStatus::kOverflow);
}

TEST(FloatTextTest, HashOfWholeFloatIsThatOfTheInteger) {
  EXPECT_EQ(FloatHash(1.0), BigIntHash(SmallIntView(1)));
  EXPECT_EQ(FloatHash(-1.0), -2);
}

}  // namespace
}  // namespace pyro
