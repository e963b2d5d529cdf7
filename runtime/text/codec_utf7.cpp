// UTF-7 (RFC 2152): ASCII with runs of base 64 that hold UTF-16.
#include <string_view>

#include "runtime/text/codecs.h"

namespace pyro {

namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
// Set D, set O and the blanks of the RFC: written as they are.
constexpr std::string_view kDirect =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:?!\"#$%&*;<=>@[]^_`{|} "
    "\t\n\r";

bool IsBase64(CodePoint c) {
  return c < 0x80 && kAlphabet.find(static_cast<char>(c)) != std::string_view::npos;
}
bool IsDirect(CodePoint c) {
  return c != 0 && c < 0x80 && kDirect.find(static_cast<char>(c)) != std::string_view::npos;
}

bool IsHighSurrogate(CodePoint c) { return c >= 0xD800 && c <= 0xDBFF; }
bool IsLowSurrogate(CodePoint c) { return c >= 0xDC00 && c <= 0xDFFF; }

// The inside of a shifted run: bits gathered into UTF-16 units, and those into code points.
class ShiftedRun {
 public:
  explicit ShiftedRun(TextBuilder* out) : out_(out) {}

  void add(uint8_t character) {
    bits_ = bits_ << 6 | static_cast<uint32_t>(kAlphabet.find(static_cast<char>(character)));
    bit_count_ += 6;
    if (bit_count_ < 16) return;
    bit_count_ -= 16;
    add_unit(bits_ >> bit_count_ & 0xFFFF);
    bits_ &= (1u << bit_count_) - 1;
  }
  // What is wrong with the bits that are left; null when they are mere padding.
  const char* leftover() const {
    if (bit_count_ >= 6) return "partial character in shift sequence";
    if (bit_count_ > 0 && bits_ != 0) return "non-zero padding bits in shift sequence";
    return nullptr;
  }
  bool has_high() const { return high_ != 0; }
  void flush_high() {
    if (high_ != 0) out_->append(high_);
    high_ = 0;
  }

 private:
  void add_unit(CodePoint unit) {
    if (high_ != 0 && IsLowSurrogate(unit)) {
      out_->append(0x10000 + ((high_ & 0x3FF) << 10 | (unit & 0x3FF)));
      high_ = 0;
      return;
    }
    flush_high();
    if (IsHighSurrogate(unit))
      high_ = unit;
    else
      out_->append(unit);
  }

  TextBuilder* out_;
  uint32_t bits_ = 0;
  unsigned bit_count_ = 0;
  CodePoint high_ = 0;
};

CodecStatus Fail(CodecError* error, size_t start, size_t end, const char* reason) {
  *error = {start, end, reason};
  return CodecStatus::kError;
}

enum class RunEnd { kClosed, kInputEnded, kError };

// Decodes a shifted run whose '+' is at `start`; `*i` is behind that.
RunEnd DecodeRun(ByteSpan input, size_t start, size_t* i, Final final, TextBuilder* out,
                 CodecError* error) {
  ShiftedRun run(out);
  while (*i < input.size() && IsBase64(input[*i])) run.add(input[(*i)++]);
  if (*i == input.size()) {
    if (final == Final::kNo) return RunEnd::kInputEnded;
    if (run.has_high() || run.leftover() != nullptr) {
      Fail(error, start, input.size(), "unterminated shift sequence");
      return RunEnd::kError;
    }
    return RunEnd::kClosed;
  }
  const uint8_t terminator = input[*i];
  if (const char* reason = run.leftover()) {
    Fail(error, start, *i + 1, reason);
    return RunEnd::kError;
  }
  if (terminator < 0x80) run.flush_high();
  if (terminator == '-') ++*i;
  return RunEnd::kClosed;
}

}  // namespace

CodecStatus DecodeUtf7(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                       CodecError* error) {
  size_t i = *position;
  while (i < input.size()) {
    const uint8_t c = input[i];
    const size_t start = i;
    *position = start;
    if (c >= 0x80) return Fail(error, i, i + 1, "unexpected special character");
    ++i;
    if (c != '+') {
      out->append(c);
      continue;
    }
    if (i == input.size()) {
      if (final == Final::kNo) return CodecStatus::kDone;
      break;
    }
    if (input[i] == '-') {
      out->append('+');
      ++i;
      continue;
    }
    if (!IsBase64(input[i])) return Fail(error, start, i + 1, "ill-formed sequence");
    const size_t written = out->length();
    const RunEnd end = DecodeRun(input, start, &i, final, out, error);
    if (end == RunEnd::kError) return CodecStatus::kError;
    if (end == RunEnd::kInputEnded) {
      // The run is decoded again from its start once there is more input.
      out->truncate(written);
      return CodecStatus::kDone;
    }
  }
  *position = i;
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

namespace {

class Utf7Writer {
 public:
  explicit Utf7Writer(CharBuffer* out) : out_(out) {}

  void add(CodePoint c) {
    if (shifted_ && IsDirect(c)) close(IsBase64(c) || c == '-');
    if (!shifted_) {
      if (IsDirect(c)) {
        out_->append(static_cast<char>(c));
        return;
      }
      if (c == '+') {
        out_->append("+-");
        return;
      }
      out_->append('+');
      shifted_ = true;
    }
    if (c > 0xFFFF) {
      add_unit(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + (c & 0x3FF);
    }
    add_unit(c);
  }

  void finish() {
    if (shifted_) close(true);
  }

 private:
  void add_unit(uint32_t unit) {
    bits_ = bits_ << 16 | unit;
    for (bit_count_ += 16; bit_count_ >= 6;) {
      bit_count_ -= 6;
      out_->append(kAlphabet[bits_ >> bit_count_ & 63]);
    }
    bits_ &= (1u << bit_count_) - 1;
  }

  void close(bool mark) {
    if (bit_count_ != 0) out_->append(kAlphabet[bits_ << (6 - bit_count_) & 63]);
    if (mark) out_->append('-');
    bits_ = bit_count_ = 0;
    shifted_ = false;
  }

  CharBuffer* out_;
  uint32_t bits_ = 0;
  unsigned bit_count_ = 0;
  bool shifted_ = false;
};

}  // namespace

CodecStatus EncodeUtf7(TextView input, CharBuffer* out) {
  Utf7Writer writer(out);
  for (size_t i = 0; i < input.length; ++i) writer.add(input[i]);
  writer.finish();
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

}  // namespace pyro
