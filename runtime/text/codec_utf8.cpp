#include <bit>
#include <cstring>

#include "runtime/text/codecs.h"
#include "runtime/text/search.h"

namespace pyro {

namespace {

// Table 3-7 of the Unicode Standard: sequence length and the range of the second byte, by first
// byte.
struct Lead {
  uint8_t length;  // 0: no sequence starts with this byte
  uint8_t low, high;
};

constexpr Lead LeadOf(uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// The end of the run of ASCII that starts at `position`.
size_t AsciiRunEnd(ByteSpan input, size_t position) {
  while (position + 8 <= input.size()) {
    uint64_t word;
    std::memcpy(&word, input.data() + position, 8);
    const uint64_t high = word & 0x8080808080808080;
    if (high != 0) return position + static_cast<size_t>(std::countr_zero(high)) / 8;
    position += 8;
  }
  while (position < input.size() && input[position] < 0x80) ++position;
  return position;
}

enum class SequenceState { kOk, kBadStart, kBadContinuation, kTruncated };
struct Sequence {
  SequenceState state;
  size_t length;  // of the sequence, or of its valid beginning
  CodePoint code_point;
};

Sequence ReadSequence(ByteSpan input, size_t position) {
  const uint8_t first = input[position];
  const Lead lead = LeadOf(first);
  if (lead.length == 0) return {SequenceState::kBadStart, 1, 0};
  CodePoint c = first & (0x7F >> lead.length);
  for (size_t i = 1; i < lead.length; ++i) {
    if (position + i >= input.size()) return {SequenceState::kTruncated, i, 0};
    const uint8_t byte = input[position + i];
    const uint8_t low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) return {SequenceState::kBadContinuation, i, 0};
    c = c << 6 | (byte & 0x3F);
  }
  return {SequenceState::kOk, lead.length, c};
}

}  // namespace

// The first two of three bytes that would make a surrogate: the error handler may want to see all
// of them.
static bool MayBecomeSurrogate(ByteSpan input, size_t i) {
  return input.size() - i == 2 && input[i] == 0xED && (input[i + 1] & 0xE0) == 0xA0;
}

CodecStatus DecodeUtf8(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                       CodecError* error) {
  size_t i = *position;
  while (i < input.size()) {
    if (input[i] < 0x80) {
      const size_t end = AsciiRunEnd(input, i);
      out->append(TextView(input.data() + i, end - i, TextWidth::kOne));
      i = end;
      continue;
    }
    const Sequence sequence = ReadSequence(input, i);
    if (sequence.state == SequenceState::kOk) [[likely]] {
      out->append(sequence.code_point);
      i += sequence.length;
      continue;
    }
    *position = i;
    if (final == Final::kNo &&
        (sequence.state == SequenceState::kTruncated || MayBecomeSurrogate(input, i))) {
      break;
    }
    error->start = i;
    error->end = i + sequence.length;
    error->reason = sequence.state == SequenceState::kBadStart ? "invalid start byte"
                    : sequence.state == SequenceState::kBadContinuation
                        ? "invalid continuation byte"
                        : "unexpected end of data";
    return CodecStatus::kError;
  }
  *position = i;
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

size_t Utf8Length(TextView input) {
  return WithUnits(input, [&](const auto* units) {
    size_t length = input.length;
    for (size_t i = 0; i < input.length; ++i) {
      const CodePoint c = units[i];
      length += (c >= 0x80 ? 1 : 0) + (c >= 0x800 ? 1 : 0) + (c >= 0x10000 ? 1 : 0);
    }
    return length;
  });
}

namespace {

char* PutUtf8(CodePoint c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

bool IsSurrogate(CodePoint c) { return c >= 0xD800 && c <= 0xDFFF; }

template <typename Unit>
CodecStatus EncodeUnits(const Unit* units, size_t length, size_t* position, CharBuffer* out,
                        CodecError* error) {
  size_t stop = *position;
  while (stop < length && !IsSurrogate(units[stop])) ++stop;
  const TextView run(units + *position, stop - *position, static_cast<TextWidth>(sizeof(Unit)));
  char* end = out->extend(Utf8Length(run));
  if (end == nullptr) return CodecStatus::kNoMemory;
  for (size_t i = *position; i < stop; ++i) end = PutUtf8(units[i], end);
  *position = stop;
  if (stop == length) return CodecStatus::kDone;
  error->start = stop;
  while (stop < length && IsSurrogate(units[stop])) ++stop;
  error->end = stop;
  error->reason = "surrogates not allowed";
  return CodecStatus::kError;
}

}  // namespace

CodecStatus EncodeUtf8(TextView input, size_t* position, CharBuffer* out, CodecError* error) {
  return WithUnits(input, [&](const auto* units) {
    return EncodeUnits(units, input.length, position, out, error);
  });
}

}  // namespace pyro
