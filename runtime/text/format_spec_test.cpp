#include "runtime/text/format_spec.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/text/format_string.h"
#include "runtime/text/percent_format.h"

namespace pyro {
namespace {

std::string Ascii(const TextBuilder& text) {
  std::string result;
  for (size_t i = 0; i < text.length(); ++i) result += static_cast<char>(text.view()[i]);
  return result;
}

std::string Integer(int64_t value, TextView spec, const NumberLocale* locale = nullptr) {
  FormatContext context;
  context.type_name = "int";
  context.locale = locale;
  TextBuilder out, error;
  const FormatResult result = FormatInteger(SmallIntView(value), spec, context, &out, &error);
  return Ascii(result == FormatResult::kOk ? out : error);
}

TEST(FormatSpecTest, ZeroPaddingNeverStartsWithASeparator) {
  EXPECT_EQ(Integer(1234, "08,"), "0,001,234");
  EXPECT_EQ(Integer(1234, "09,"), "0,001,234");
}

TEST(FormatSpecTest, HexadecimalGroupsByFour) {
  EXPECT_EQ(Integer(0x12345678, "#_x"), "0x1234_5678");
}

TEST(FormatSpecTest, LocaleGroupsMayDiffer) {
  NumberLocale locale;
  locale.thousands_separator = "'";
  locale.grouping = "\3\2";
  EXPECT_EQ(Integer(123456789, "n", &locale), "12'34'56'789");
  locale.grouping = "\3\x7f";
  EXPECT_EQ(Integer(123456789, "n", &locale), "123456'789");
}

TEST(FormatSpecTest, AbsurdWidthHasNoMemory) {
  FormatContext context;
  TextBuilder out, error;
  EXPECT_EQ(FormatInteger(SmallIntView(1), "9223372036854775807", context, &out, &error),
            FormatResult::kNoMemory);
}

TEST(FormatSpecTest, ErrorsNameTheType) {
  EXPECT_EQ(Integer(1, "q"), "Unknown format code 'q' for object of type 'int'");
  EXPECT_EQ(Integer(1, ",_d"), "Cannot specify both ',' and '_'.");
}

TEST(PercentFormatTest, StarWidthMayBeNegative) {
  PercentField field;
  SetStarWidth(-5, &field);
  TextBuilder out;
  PercentText("ab", field, &out);
  EXPECT_EQ(Ascii(out), "ab   ");
}

TEST(FormatStringTest, DoubledBracesAreLiteral) {
  FormatStringReader reader("a{{b");
  FormatPiece piece;
  ASSERT_EQ(reader.next(&piece), FormatStep::kPiece);
  EXPECT_EQ(piece.literal.end, 2u);
  ASSERT_EQ(reader.next(&piece), FormatStep::kPiece);
  EXPECT_EQ(piece.literal.start, 3u);
  EXPECT_EQ(reader.next(&piece), FormatStep::kEnd);
}

}  // namespace
}  // namespace pyro
