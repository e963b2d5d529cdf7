// Oracle driver for the codecs. Every error is logged as start-end-reason; then the named handler
// is applied ("question" replaces by '?', "strict" stops).
#include "runtime/numbers/testing/oracle_driver.h"
#include "runtime/text/codecs.h"
#include "runtime/text/testing/driver_text.h"
#include "runtime/text/text_repr.h"

namespace pyro {
namespace {

using testing::DecodeText;
using testing::EncodeText;

std::string BytesOf(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoul(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

std::string HexOf(std::string_view bytes) {
  std::string hex;
  char pair[3];
  for (const char byte : bytes) {
    snprintf(pair, sizeof pair, "%02x", static_cast<unsigned char>(byte));
    hex += pair;
  }
  return hex.empty() ? "-" : hex;
}

SurrogateForm FormOf(const std::string& codec) {
  if (codec == "utf-16-le") return SurrogateForm::kUtf16Little;
  if (codec == "utf-16-be") return SurrogateForm::kUtf16Big;
  if (codec == "utf-32-le") return SurrogateForm::kUtf32Little;
  if (codec == "utf-32-be") return SurrogateForm::kUtf32Big;
  if (codec == "charmap") return SurrogateForm::kTable;
  return codec == "utf-8" ? SurrogateForm::kUtf8 : SurrogateForm::kSingleByte;
}

CodecOrder OrderOf(const std::string& codec) {
  return codec.ends_with("be") ? CodecOrder::kBig : CodecOrder::kLittle;
}

struct Table {
  CodePoint units[256];
  Table() {
    // A small code page with gaps.
    for (CodePoint i = 0; i < 256; ++i)
      units[i] = i < 128 ? i : i % 3 == 0 ? 0xFFFE : i % 3 == 1 ? i : 0x400 + i;
  }
  TextView view() const { return {units, 256, TextWidth::kFour}; }
};

CodecStatus DecodeStep(const std::string& codec, ByteSpan input, size_t* position, Final final,
                       TextBuilder* out, CodecError* error) {
  size_t invalid = SIZE_MAX;
  if (codec == "utf-8") return DecodeUtf8(input, position, final, out, error);
  if (codec == "ascii") return DecodeAscii(input, position, out, error);
  if (codec == "latin-1") return DecodeLatin1(input, position, out);
  if (codec == "utf-7") return DecodeUtf7(input, position, final, out, error);
  if (codec == "charmap") return DecodeCharmap(input, position, Table().view(), out, error);
  if (codec == "unicode_escape")
    return DecodeUnicodeEscape(input, position, final, out, error, &invalid);
  if (codec == "raw_unicode_escape")
    return DecodeRawUnicodeEscape(input, position, final, out, error);
  if (codec.starts_with("utf-16"))
    return DecodeUtf16(input, position, OrderOf(codec), final, out, error);
  return DecodeUtf32(input, position, OrderOf(codec), final, out, error);
}

CodecStatus EncodeStep(const std::string& codec, TextView input, size_t* position, CharBuffer* out,
                       CodecError* error) {
  if (codec == "utf-8") return EncodeUtf8(input, position, out, error);
  if (codec == "ascii") return EncodeAscii(input, position, out, error);
  if (codec == "latin-1") return EncodeLatin1(input, position, out, error);
  if (codec == "utf-7") return EncodeUtf7(input, out);
  if (codec == "charmap") return CharmapEncoder(Table().view()).encode(input, position, out, error);
  if (codec == "unicode_escape") return EncodeUnicodeEscape(input, out);
  if (codec == "raw_unicode_escape") return EncodeRawUnicodeEscape(input, out);
  if (codec.starts_with("utf-16")) return EncodeUtf16(input, position, OrderOf(codec), out, error);
  return EncodeUtf32(input, position, OrderOf(codec), out, error);
}

std::string Event(const CodecError& error) {
  return std::to_string(error.start) + "-" + std::to_string(error.end) + "-" + error.reason + ";";
}

std::string Decode(const std::vector<std::string>& f) {
  const std::string bytes = BytesOf(f[3]);
  const ByteSpan input(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  const Final final = f[4] == "1" ? Final::kYes : Final::kNo;
  static const std::vector<std::string> names = {"ignore", "replace", "backslashreplace",
                                                 "surrogateescape", "surrogatepass"};
  TextBuilder out;
  size_t position = 0;
  CodecError error;
  std::string events;
  while (DecodeStep(f[1], input, &position, final, &out, &error) == CodecStatus::kError) {
    if (f[2] == "strict") return "error " + Event(error);
    if (f[2] == "question") {
      events += Event(error);
      out.append('?');
      position = error.end;
      continue;
    }
    size_t handler = 0;
    while (names[handler] != f[2]) ++handler;
    if (!HandleDecodeError(static_cast<DecodeHandler>(handler), input, error, FormOf(f[1]), &out,
                           &position))
      return "error " + Event(error);
  }
  return EncodeText(out.view()) + " " + std::to_string(position) + " " + events;
}

std::string Encode(const std::vector<std::string>& f) {
  TextBuilder text;
  DecodeText(f[3], &text);
  static const std::vector<std::string> names = {
      "ignore",      "replace",         "xmlcharrefreplace", "backslashreplace",
      "namereplace", "surrogateescape", "surrogatepass"};
  CharBuffer out;
  size_t position = 0;
  CodecError error, inner;
  std::string events;
  while (EncodeStep(f[1], text.view(), &position, &out, &error) == CodecStatus::kError) {
    if (f[2] == "strict") return "error " + Event(error);
    TextBuilder replacement;
    if (f[2] == "question") {
      events += Event(error);
      replacement.append('?');
      position = error.end;
    } else {
      size_t handler = 0;
      while (names[handler] != f[2]) ++handler;
      if (HandleEncodeError(static_cast<EncodeHandler>(handler), text.view(), error, FormOf(f[1]),
                            &replacement, &out, &position) == Replacement::kNone)
        return "error " + Event(error);
    }
    size_t start = 0;
    EncodeStep(f[1], replacement.view(), &start, &out, &inner);
  }
  return HexOf(out.view()) + " " + events;
}

std::string Repr(const std::vector<std::string>& f) {
  TextBuilder text, out;
  if (f[1] == "bytes") {
    const std::string bytes = BytesOf(f[2]);
    AppendBytesRepr({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, &out);
    return EncodeText(out.view());
  }
  DecodeText(f[2], &text);
  AppendTextRepr(text.view(), f[1] == "str" ? ReprStyle::kUnicode : ReprStyle::kAscii, &out);
  return EncodeText(out.view());
}

std::string ByteEscape(const std::string& hex) {
  const std::string bytes = BytesOf(hex);
  CharBuffer out;
  size_t position = 0, invalid = SIZE_MAX;
  CodecError error;
  const ByteSpan input(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  if (DecodeByteEscape(input, &position, &out, &error, &invalid) == CodecStatus::kError) {
    const bool trailing = error.reason[0] == 'T';
    return trailing ? error.reason
                    : error.reason + std::string(" at position ") + std::to_string(error.start);
  }
  return HexOf(out.view());
}

std::string Handle(const std::vector<std::string>& f) {
  if (f[0] == "decode") return Decode(f);
  if (f[0] == "encode") return Encode(f);
  if (f[0] == "repr") return Repr(f);
  return ByteEscape(f[1]);
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
