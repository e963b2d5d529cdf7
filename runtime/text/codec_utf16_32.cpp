#include "runtime/text/codecs.h"

namespace pyro {

namespace {

uint32_t Read16(const uint8_t* bytes, CodecOrder order) {
  return order == CodecOrder::kLittle ? bytes[0] | bytes[1] << 8 : bytes[0] << 8 | bytes[1];
}

uint32_t Read32(const uint8_t* bytes, CodecOrder order) {
  const uint32_t first = Read16(bytes, order), second = Read16(bytes + 2, order);
  return order == CodecOrder::kLittle ? first | second << 16 : first << 16 | second;
}

bool IsSurrogate(CodePoint c) { return c >= 0xD800 && c <= 0xDFFF; }
bool IsLowSurrogate(CodePoint c) { return c >= 0xDC00 && c <= 0xDFFF; }

CodecStatus Fail(CodecError* error, size_t start, size_t end, const char* reason) {
  *error = {start, end, reason};
  return CodecStatus::kError;
}

CodecStatus Finish(const TextBuilder& out) {
  return out.failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

}  // namespace

size_t DetectUtf16Mark(ByteSpan input, CodecOrder* order) {
  if (input.size() < 2) return 0;
  if (input[0] == 0xFF && input[1] == 0xFE)
    *order = CodecOrder::kLittle;
  else if (input[0] == 0xFE && input[1] == 0xFF)
    *order = CodecOrder::kBig;
  else
    return 0;
  return 2;
}

size_t DetectUtf32Mark(ByteSpan input, CodecOrder* order) {
  constexpr CodePoint kMark = 0xFEFF;
  if (input.size() < 4) return 0;
  if (Read32(input.data(), CodecOrder::kLittle) == kMark)
    *order = CodecOrder::kLittle;
  else if (Read32(input.data(), CodecOrder::kBig) == kMark)
    *order = CodecOrder::kBig;
  else
    return 0;
  return 4;
}

CodecStatus DecodeUtf16(ByteSpan input, size_t* position, CodecOrder order, Final final,
                        TextBuilder* out, CodecError* error) {
  const size_t size = input.size();
  size_t i = *position;
  for (; i + 2 <= size; i += 2) {
    const CodePoint c = Read16(input.data() + i, order);
    if (!IsSurrogate(c)) {
      out->append(c);
      continue;
    }
    *position = i;
    if (IsLowSurrogate(c)) return Fail(error, i, i + 2, "illegal encoding");
    if (i + 4 > size) {
      if (final == Final::kNo) return Finish(*out);
      return Fail(error, i, size, "unexpected end of data");
    }
    const CodePoint low = Read16(input.data() + i + 2, order);
    if (!IsLowSurrogate(low)) return Fail(error, i, i + 2, "illegal UTF-16 surrogate");
    out->append(0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF)));
    i += 2;
  }
  *position = i;
  if (i < size && final == Final::kYes) return Fail(error, i, size, "truncated data");
  return Finish(*out);
}

CodecStatus DecodeUtf32(ByteSpan input, size_t* position, CodecOrder order, Final final,
                        TextBuilder* out, CodecError* error) {
  const size_t size = input.size();
  size_t i = *position;
  for (; i + 4 <= size; i += 4) {
    const CodePoint c = Read32(input.data() + i, order);
    if (c <= kMaximumCodePoint && !IsSurrogate(c)) {
      out->append(c);
      continue;
    }
    *position = i;
    return Fail(error, i, i + 4,
                IsSurrogate(c) ? "code point in surrogate code point range(0xd800, 0xe000)"
                               : "code point not in range(0x110000)");
  }
  *position = i;
  if (i < size && final == Final::kYes) return Fail(error, i, size, "truncated data");
  return Finish(*out);
}

namespace {

void Put16(uint32_t value, CodecOrder order, char* out) {
  out[order == CodecOrder::kLittle ? 0 : 1] = static_cast<char>(value);
  out[order == CodecOrder::kLittle ? 1 : 0] = static_cast<char>(value >> 8);
}

// The number of code points from `start` on up to the next surrogate.
size_t CleanRun(TextView input, size_t start) {
  return WithUnits(input, [&](const auto* units) {
    size_t end = start;
    while (end < input.length && !IsSurrogate(units[end])) ++end;
    return end;
  });
}

CodecStatus FailSurrogate(size_t position, CodecError* error) {
  return Fail(error, position, position + 1, "surrogates not allowed");
}

}  // namespace

CodecStatus EncodeUtf16(TextView input, size_t* position, CodecOrder order, CharBuffer* out,
                        CodecError* error) {
  const size_t end = CleanRun(input, *position);
  const CodecStatus status = WithUnits(input, [&](const auto* units) {
    size_t pairs = 0;
    for (size_t i = *position; i < end; ++i) pairs += units[i] > 0xFFFFu ? 1 : 0;
    char* bytes = out->extend(2 * (end - *position + pairs));
    if (bytes == nullptr) return CodecStatus::kNoMemory;
    for (size_t i = *position; i < end; ++i, bytes += 2) {
      CodePoint c = units[i];
      if (c > 0xFFFF) {
        Put16(0xD800 + ((c - 0x10000) >> 10), order, bytes);
        bytes += 2;
        c = 0xDC00 + (c & 0x3FF);
      }
      Put16(c, order, bytes);
    }
    return CodecStatus::kDone;
  });
  *position = end;
  if (status != CodecStatus::kDone || end == input.length) return status;
  return FailSurrogate(end, error);
}

CodecStatus EncodeUtf32(TextView input, size_t* position, CodecOrder order, CharBuffer* out,
                        CodecError* error) {
  const size_t end = CleanRun(input, *position);
  char* bytes = out->extend(4 * (end - *position));
  if (bytes == nullptr) return CodecStatus::kNoMemory;
  for (size_t i = *position; i < end; ++i, bytes += 4) {
    const CodePoint c = input[i];
    Put16(order == CodecOrder::kLittle ? c & 0xFFFF : c >> 16, order, bytes);
    Put16(order == CodecOrder::kLittle ? c >> 16 : c & 0xFFFF, order, bytes + 2);
  }
  *position = end;
  return end == input.length ? CodecStatus::kDone : FailSurrogate(end, error);
}

}  // namespace pyro
