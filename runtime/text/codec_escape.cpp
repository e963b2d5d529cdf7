// The escape codecs: unicode_escape, raw_unicode_escape, and the escapes of bytes literals.
#include <algorithm>
#include <optional>

#include "runtime/text/codecs.h"
#include "runtime/text/unicode.h"

namespace pyro {

namespace {

int HexValue(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  const uint8_t lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Up to `count` hexadecimal digits from `*i` on; moves `*i` behind them. False when there are
// fewer.
bool ReadHex(ByteSpan input, size_t* i, int count, CodePoint* value) {
  *value = 0;
  for (int k = 0; k < count; ++k, ++*i) {
    const int digit = *i < input.size() ? HexValue(input[*i]) : -1;
    if (digit < 0) return false;
    *value = *value << 4 | static_cast<CodePoint>(digit);
  }
  return true;
}

// Up to three octal digits, the first of which is at `*i`.
CodePoint ReadOctal(ByteSpan input, size_t* i) {
  CodePoint value = 0;
  for (int k = 0; k < 3 && *i < input.size() && input[*i] >= '0' && input[*i] <= '7'; ++k) {
    value = value * 8 + (input[(*i)++] - '0');
  }
  return value;
}

// What a letter after a backslash stands for; -1 when it is no simple escape.
int SimpleEscape(uint8_t c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"':
      return c;
    case 'b':
      return '\b';
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'f':
      return '\f';
    case 'r':
      return '\r';
    case 'v':
      return '\v';
    case 'a':
      return '\a';
    default:
      return -1;
  }
}

int HexDigitsOf(uint8_t letter) {
  return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

const char* TruncatedReason(uint8_t letter) {
  return letter == 'x'   ? "truncated \\xXX escape"
         : letter == 'u' ? "truncated \\uXXXX escape"
                         : "truncated \\UXXXXXXXX escape";
}

// Reads one escape of unicode_escape: `i` is behind the backslash. Leaves the reason of a failure,
// and whether more input could mend it.
class EscapeReader {
 public:
  EscapeReader(ByteSpan input, size_t start, TextBuilder* out)
      : input_(input), start_(start), i_(start + 1), out_(out) {}

  bool read(size_t* invalid_escape) {
    if (i_ == input_.size()) return fail("\\ at end of string");
    const uint8_t c = input_[i_];
    if (c >= '0' && c <= '7') {
      const CodePoint value = ReadOctal(input_, &i_);
      if (value > 0xFF && *invalid_escape == SIZE_MAX) *invalid_escape = start_;
      out_->append(value);
      return true;
    }
    ++i_;
    if (c == '\n') return true;
    if (const int simple = SimpleEscape(c); simple >= 0) {
      out_->append(static_cast<CodePoint>(simple));
      return true;
    }
    if (const int digits = HexDigitsOf(c); digits != 0) return read_hex(c, digits);
    if (c == 'N') return read_name();
    if (*invalid_escape == SIZE_MAX) *invalid_escape = start_;
    out_->append('\\');
    out_->append(c);
    return true;
  }

  size_t position() const { return i_; }
  const char* reason() const { return reason_; }
  bool incomplete() const { return i_ == input_.size() && may_continue_; }

 private:
  bool fail(const char* reason) {
    reason_ = reason;
    return false;
  }

  bool read_hex(uint8_t letter, int digits) {
    CodePoint value;
    if (!ReadHex(input_, &i_, digits, &value)) return fail(TruncatedReason(letter));
    if (value > kMaximumCodePoint) {
      may_continue_ = false;
      return fail("illegal Unicode character");
    }
    out_->append(value);
    return true;
  }

  bool read_name() {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (i_ == input_.size()) return fail(kMalformed);
    if (input_[i_] != '{') return fail(kMalformed);
    const size_t name = ++i_;
    while (i_ < input_.size() && input_[i_] != '}') ++i_;
    if (i_ == input_.size() || i_ == name) return fail(kMalformed);
    const std::string_view text(reinterpret_cast<const char*>(input_.data()) + name, i_ - name);
    ++i_;
    CodePoint found[kMaximumSequenceLength];
    if (UnicodeLookup(text, NamedSequences::kExclude, UnicodeVersion::k14_0, found) != 1) {
      may_continue_ = false;
      return fail("unknown Unicode character name");
    }
    out_->append(found[0]);
    return true;
  }

  ByteSpan input_;
  size_t start_, i_;
  TextBuilder* out_;
  const char* reason_ = "";
  bool may_continue_ = true;
};

size_t PlainRunEnd(ByteSpan input, size_t i) {
  while (i < input.size() && input[i] != '\\') ++i;
  return i;
}

}  // namespace

CodecStatus DecodeUnicodeEscape(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                                CodecError* error, size_t* invalid_escape) {
  while (*position < input.size()) {
    const size_t end = PlainRunEnd(input, *position);
    out->append(TextView(input.data() + *position, end - *position, TextWidth::kOne));
    *position = end;
    if (end == input.size()) break;
    EscapeReader reader(input, end, out);
    if (reader.read(invalid_escape)) {
      *position = reader.position();
      continue;
    }
    if (final == Final::kNo && reader.incomplete()) break;
    *error = {end, reader.position(), reader.reason()};
    return CodecStatus::kError;
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

CodecStatus DecodeRawUnicodeEscape(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                                   CodecError* error) {
  while (*position < input.size()) {
    size_t i = PlainRunEnd(input, *position);
    out->append(TextView(input.data() + *position, i - *position, TextWidth::kOne));
    *position = i;
    if (i == input.size()) break;
    // A pair of backslashes stands for itself, so that what follows is not escaped.
    if (i + 1 == input.size()) {
      if (final == Final::kNo) break;
      out->append('\\');
      *position = i + 1;
      break;
    }
    const uint8_t letter = input[i + 1];
    if (letter != 'u' && letter != 'U') {
      out->append('\\');
      out->append(letter);
      *position = i + 2;
      continue;
    }
    i += 2;
    CodePoint value;
    const bool complete = ReadHex(input, &i, letter == 'u' ? 4 : 8, &value);
    if (complete && value <= kMaximumCodePoint) {
      out->append(value);
      *position = i;
      continue;
    }
    if (!complete && i == input.size() && final == Final::kNo) break;
    *error = {*position, i, complete ? "\\Uxxxxxxxx out of range" : TruncatedReason(letter)};
    return CodecStatus::kError;
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

CodecStatus DecodeByteEscape(ByteSpan input, size_t* position, CharBuffer* out, CodecError* error,
                             size_t* invalid_escape) {
  while (*position < input.size()) {
    const size_t end = PlainRunEnd(input, *position);
    out->append(
        std::string_view(reinterpret_cast<const char*>(input.data()) + *position, end - *position));
    *position = end;
    if (end == input.size()) break;
    size_t i = end + 1;
    if (i == input.size()) {
      *error = {end, i, "Trailing \\ in string"};
      return CodecStatus::kError;
    }
    const uint8_t c = input[i];
    CodePoint value;
    if (c >= '0' && c <= '7') {
      value = ReadOctal(input, &i);
      if (value > 0xFF && *invalid_escape == SIZE_MAX) *invalid_escape = end;
      out->append(static_cast<char>(value));
    } else if (c == 'x') {
      ++i;
      if (!ReadHex(input, &i, 2, &value)) {
        *error = {end, i, "invalid \\x escape"};
        return CodecStatus::kError;
      }
      out->append(static_cast<char>(value));
    } else if (const int simple = SimpleEscape(c); simple >= 0) {
      ++i;
      out->append(static_cast<char>(simple));
    } else {
      ++i;
      if (c != '\n') {
        if (*invalid_escape == SIZE_MAX) *invalid_escape = end;
        out->append('\\');
        out->append(static_cast<char>(c));
      }
    }
    *position = i;
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

namespace {

void AppendHex(CodePoint c, char letter, int digits, CharBuffer* out) {
  out->append('\\');
  out->append(letter);
  for (int i = digits; i-- != 0;) out->append("0123456789abcdef"[c >> (4 * i) & 15]);
}

}  // namespace

CodecStatus EncodeUnicodeEscape(TextView input, CharBuffer* out) {
  for (size_t i = 0; i < input.length; ++i) {
    const CodePoint c = input[i];
    if (c == '\\')
      out->append("\\\\");
    else if (c == '\t')
      out->append("\\t");
    else if (c == '\n')
      out->append("\\n");
    else if (c == '\r')
      out->append("\\r");
    else if (c >= 0x20 && c < 0x7F)
      out->append(static_cast<char>(c));
    else if (c < 0x100)
      AppendHex(c, 'x', 2, out);
    else if (c < 0x10000)
      AppendHex(c, 'u', 4, out);
    else
      AppendHex(c, 'U', 8, out);
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

CodecStatus EncodeRawUnicodeEscape(TextView input, CharBuffer* out) {
  for (size_t i = 0; i < input.length; ++i) {
    const CodePoint c = input[i];
    if (c < 0x100)
      out->append(static_cast<char>(c));
    else if (c < 0x10000)
      AppendHex(c, 'u', 4, out);
    else
      AppendHex(c, 'U', 8, out);
  }
  return out->failed() ? CodecStatus::kNoMemory : CodecStatus::kDone;
}

}  // namespace pyro
