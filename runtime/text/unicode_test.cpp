#include "runtime/text/unicode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyro {
namespace {

std::vector<CodePoint> Points(const TextBuilder& text) {
  std::vector<CodePoint> points;
  for (size_t i = 0; i < text.length(); ++i) points.push_back(text.view()[i]);
  return points;
}

TextView Wide(const std::vector<CodePoint>& points) {
  return {points.data(), points.size(), TextWidth::kFour};
}

TEST(UnicodeTest, SharpSGrowsWhenUppercased) {
  TextBuilder out;
  ConvertCase(Wide({0xDF}), CaseConversion::kUpper, &out);
  EXPECT_EQ(Points(out), (std::vector<CodePoint>{'S', 'S'}));
}

TEST(UnicodeTest, SigmaAtTheEndOfAWordIsFinal) {
  const std::vector<CodePoint> text = {0x391, 0x3A3, ' ', 0x3A3};
  TextBuilder out;
  ConvertCase(Wide(text), CaseConversion::kLower, &out);
  EXPECT_EQ(Points(out), (std::vector<CodePoint>{0x3B1, 0x3C2, ' ', 0x3C3}));
}

TEST(UnicodeTest, HangulComposes) {
  const std::vector<CodePoint> jamo = {0x1100, 0x1161, 0x11A8};
  TextBuilder out;
  ASSERT_TRUE(Normalize(Wide(jamo), NormalizationForm::kNfc, UnicodeVersion::k14_0, &out));
  EXPECT_EQ(Points(out), (std::vector<CodePoint>{0xAC01}));
}

TEST(UnicodeTest, LongRunOfMarksIsOrderedQuickly) {
  std::vector<CodePoint> text = {'a'};
  for (int i = 0; i < 200000; ++i) text.push_back(i % 2 == 0 ? 0x301 : 0x323);
  TextBuilder out;
  ASSERT_TRUE(Normalize(Wide(text), NormalizationForm::kNfd, UnicodeVersion::k14_0, &out));
  EXPECT_EQ(out.view()[1], 0x323u);
  EXPECT_EQ(out.view()[200000], 0x301u);
}

TEST(UnicodeTest, NamesRoundTrip) {
  char name[kMaximumNameLength];
  CodePoint found[kMaximumSequenceLength];
  const size_t length = UnicodeName(0x1F600, UnicodeVersion::k14_0, name);
  EXPECT_EQ(std::string(name, length), "GRINNING FACE");
  ASSERT_EQ(UnicodeLookup("grinning face", NamedSequences::kExclude, UnicodeVersion::k14_0, found),
            1u);
  EXPECT_EQ(found[0], 0x1F600u);
}

TEST(UnicodeTest, CharactersAfterVersion14AreUnassigned) {
  EXPECT_STREQ(UnicodeCategory(0x1FAE8), "Cn");
}

}  // namespace
}  // namespace pyro
