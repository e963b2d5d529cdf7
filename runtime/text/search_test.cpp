#include "runtime/text/search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyro {
namespace {

TEST(SearchTest, WideNeedleIsNotInNarrowText) {
  const std::vector<uint16_t> needle = {0x161};
  EXPECT_EQ(FindText("abc", TextView(needle.data(), 1, TextWidth::kTwo)), kNotFound);
}

TEST(SearchTest, EmptyNeedle) {
  EXPECT_EQ(FindText("abc", ""), 0);
  EXPECT_EQ(FindTextBackwards("abc", ""), 3);
  EXPECT_EQ(CountText("abc", ""), 4u);
}

TEST(SearchTest, PeriodicNeedleTakesLinearTime) {
  const std::string text(2000000, 'a'),
      needle = std::string(500000, 'a') + "b" + std::string(500000, 'a');
  EXPECT_EQ(FindText(std::string_view(text), std::string_view(needle)), kNotFound);
  EXPECT_EQ(FindTextBackwards(std::string_view(text), std::string_view(needle)), kNotFound);
}

TEST(SearchTest, CopyWidens) {
  uint32_t wide[3];
  CopyText("abc", wide, TextWidth::kFour);
  EXPECT_EQ(wide[2], static_cast<uint32_t>('c'));
}

TEST(SearchTest, SplitterRestKeepsTrailingBlanks) {
  WhitespaceSplitter splitter(" a  b c ");
  TextSlice piece;
  ASSERT_TRUE(splitter.next(&piece));
  ASSERT_TRUE(splitter.rest(&piece));
  EXPECT_EQ(piece.start, 4u);
  EXPECT_EQ(piece.end, 8u);
  EXPECT_FALSE(splitter.rest(&piece));
}

}  // namespace
}  // namespace pyro
