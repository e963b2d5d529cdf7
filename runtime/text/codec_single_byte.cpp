// Codecs with one byte per character: ASCII, Latin-1 and those that are a table.
#include <algorithm>

#include "runtime/text/codecs.h"

namespace pyro {

namespace {

constexpr CodePoint kUndefined = 0xFFFE;
constexpr const char* kNoMapping = "character maps to <undefined>";

CodecStatus Finish(const TextBuilder& out) {
  return out.failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

}  // namespace

CodecStatus DecodeAscii(ByteSpan input, size_t* position, TextBuilder* out, CodecError* error) {
  const auto start = input.begin() + static_cast<ptrdiff_t>(*position);
  const auto bad = std::find_if(start, input.end(), [](uint8_t byte) { return byte >= 0x80; });
  out->append(
      TextView(input.data() + *position, static_cast<size_t>(bad - start), TextWidth::kOne));
  *position = static_cast<size_t>(bad - input.begin());
  if (bad == input.end()) return Finish(*out);
  *error = {*position, *position + 1, "ordinal not in range(128)"};
  return CodecStatus::kError;
}

CodecStatus DecodeLatin1(ByteSpan input, size_t* position, TextBuilder* out) {
  out->append(TextView(input.data() + *position, input.size() - *position, TextWidth::kOne));
  *position = input.size();
  return Finish(*out);
}

CodecStatus DecodeCharmap(ByteSpan input, size_t* position, TextView table, TextBuilder* out,
                          CodecError* error) {
  for (; *position < input.size(); ++*position) {
    const uint8_t byte = input[*position];
    const CodePoint c = byte < table.length ? table[byte] : kUndefined;
    if (c == kUndefined) {
      *error = {*position, *position + 1, kNoMapping};
      return CodecStatus::kError;
    }
    out->append(c);
  }
  return Finish(*out);
}

namespace {

CodecStatus EncodeBelow(TextView input, size_t* position, CodePoint limit, const char* reason,
                        CharBuffer* out, CodecError* error) {
  return WithUnits(input, [&](const auto* units) {
    const auto* start = units + *position;
    const auto* end = units + input.length;
    const auto* bad = std::find_if(start, end, [&](CodePoint c) { return c >= limit; });
    char* bytes = out->extend(static_cast<size_t>(bad - start));
    if (bytes == nullptr) return CodecStatus::kNoMemory;
    std::transform(start, bad, bytes, [](CodePoint c) { return static_cast<char>(c); });
    *position = static_cast<size_t>(bad - units);
    if (bad == end) return CodecStatus::kDone;
    const auto* good = std::find_if(bad, end, [&](CodePoint c) { return c < limit; });
    *error = {*position, static_cast<size_t>(good - units), reason};
    return CodecStatus::kError;
  });
}

}  // namespace

CodecStatus EncodeAscii(TextView input, size_t* position, CharBuffer* out, CodecError* error) {
  return EncodeBelow(input, position, 0x80, "ordinal not in range(128)", out, error);
}

CodecStatus EncodeLatin1(TextView input, size_t* position, CharBuffer* out, CodecError* error) {
  return EncodeBelow(input, position, 0x100, "ordinal not in range(256)", out, error);
}

CharmapEncoder::CharmapEncoder(TextView table) {
  std::fill(std::begin(latin_), std::end(latin_), int16_t{-1});
  for (size_t byte = 0; byte < std::min<size_t>(table.length, 256); ++byte) {
    const CodePoint c = table[byte];
    if (c == kUndefined) continue;
    if (c < 0x100)
      latin_[c] = static_cast<int16_t>(byte);
    else
      others_[other_count_++] = {c, static_cast<uint8_t>(byte)};
  }
  // Of equal code points the last byte wins, as in a dict that is filled in order.
  for (size_t next = 1; next < other_count_; ++next) {
    const Entry entry = others_[next];
    size_t hole = next;
    for (; hole != 0 && others_[hole - 1].code_point > entry.code_point; --hole)
      others_[hole] = others_[hole - 1];
    others_[hole] = entry;
  }
}

int CharmapEncoder::find(CodePoint c) const {
  if (c < 0x100) return latin_[c];
  const Entry* const end = others_ + other_count_;
  const Entry* after = std::upper_bound(others_, end, c, [](CodePoint wanted, const Entry& entry) {
    return wanted < entry.code_point;
  });
  return after != others_ && after[-1].code_point == c ? after[-1].byte : -1;
}

CodecStatus CharmapEncoder::encode(TextView input, size_t* position, CharBuffer* out,
                                   CodecError* error) const {
  for (; *position < input.length; ++*position) {
    const int byte = find(input[*position]);
    if (byte < 0) {
      size_t end = *position + 1;
      while (end < input.length && find(input[end]) < 0) ++end;
      *error = {*position, end, kNoMapping};
      return CodecStatus::kError;
    }
    out->append(static_cast<char>(byte));
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

}  // namespace pyro
