#include "runtime/text/codecs.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/text/text_repr.h"

namespace pyro {
namespace {

ByteSpan Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

TEST(CodecsTest, IncompleteSequenceWaitsForMoreInput) {
  TextBuilder out;
  CodecError error;
  size_t position = 0;
  EXPECT_EQ(DecodeUtf8(Bytes("a\xE2\x82"), &position, Final::kNo, &out, &error),
            CodecStatus::kDone);
  EXPECT_EQ(position, 1u);
  EXPECT_EQ(DecodeUtf8(Bytes("a\xE2\x82"), &position, Final::kYes, &out, &error),
            CodecStatus::kError);
  EXPECT_STREQ(error.reason, "unexpected end of data");
  EXPECT_EQ(error.end, 3u);
}

TEST(CodecsTest, SurrogatesAreReportedAsOneRange) {
  const uint16_t text[] = {'a', 0xD800, 0xDC00, 'b'};
  CharBuffer out;
  CodecError error;
  size_t position = 0;
  EXPECT_EQ(EncodeUtf8(TextView(text, 4, TextWidth::kTwo), &position, &out, &error),
            CodecStatus::kError);
  EXPECT_EQ(error.start, 1u);
  EXPECT_EQ(error.end, 3u);
}

TEST(CodecsTest, ByteOrderMarks) {
  CodecOrder order = CodecOrder::kLittle;
  EXPECT_EQ(DetectUtf16Mark(Bytes("\xFE\xFFxx"), &order), 2u);
  EXPECT_EQ(order, CodecOrder::kBig);
  EXPECT_EQ(DetectUtf32Mark(Bytes("abcd"), &order), 0u);
}

TEST(CodecsTest, SurrogateEscapeRoundTrips) {
  TextBuilder out;
  size_t resume;
  ASSERT_TRUE(HandleDecodeError(DecodeHandler::kSurrogateEscape, Bytes("\xFF"), {0, 1, ""},
                                SurrogateForm::kUtf8, &out, &resume));
  TextBuilder text;
  CharBuffer bytes;
  EXPECT_EQ(HandleEncodeError(EncodeHandler::kSurrogateEscape, out.view(), {0, 1, ""},
                              SurrogateForm::kUtf8, &text, &bytes, &resume),
            Replacement::kBytes);
  EXPECT_EQ(bytes.view(), "\xFF");
}

TEST(TextReprTest, QuotesAreChosen) {
  TextBuilder out;
  AppendTextRepr("it's", ReprStyle::kUnicode, &out);
  EXPECT_EQ(out.view()[0], static_cast<CodePoint>('"'));
}

}  // namespace
}  // namespace pyro
