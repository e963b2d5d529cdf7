// The standard error handlers (library reference, `codecs`, "Error Handlers").
#include <algorithm>
#include <charconv>

#include "runtime/text/codecs.h"
#include "runtime/text/text_repr.h"
#include "runtime/text/unicode.h"

namespace pyro {

namespace {

constexpr CodePoint kReplacementCharacter = 0xFFFD;
constexpr CodePoint kEscapedByteBase = 0xDC00;  // PEP 383

bool IsSurrogate(CodePoint c) { return c >= 0xD800 && c <= 0xDFFF; }

bool IsEscapedByte(CodePoint c) {
  return c >= kEscapedByteBase + 0x80 && c <= kEscapedByteBase + 0xFF;
}

// Bytes above 127 become lone surrogates, four at a time at most.
bool EscapeBytes(ByteSpan input, const CodecError& error, TextBuilder* out, size_t* resume) {
  size_t i = error.start;
  while (i < error.end && i < error.start + 4 && input[i] >= 0x80)
    out->append(kEscapedByteBase + input[i++]);
  *resume = i;
  return i != error.start;
}

// The surrogate that a codec's form of encoding has at `position`; 0 when there is none.
CodePoint ReadSurrogate(ByteSpan input, size_t position, SurrogateForm form, size_t* length) {
  const uint8_t* bytes = input.data() + position;
  const size_t left = input.size() - position;
  CodePoint c = 0;
  if (form >= SurrogateForm::kSingleByte) return 0;
  *length = form == SurrogateForm::kUtf8 ? 3 : form <= SurrogateForm::kUtf16Big ? 2 : 4;
  if (left < *length) return 0;
  switch (form) {
    case SurrogateForm::kUtf8:
      if ((bytes[0] & 0xF0) == 0xE0 && (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80) {
        c = static_cast<CodePoint>((bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 |
                                   (bytes[2] & 0x3F));
      }
      break;
    case SurrogateForm::kUtf16Little:
      c = static_cast<CodePoint>(bytes[0] | bytes[1] << 8);
      break;
    case SurrogateForm::kUtf16Big:
      c = static_cast<CodePoint>(bytes[0] << 8 | bytes[1]);
      break;
    case SurrogateForm::kUtf32Little:
      c = bytes[0] | CodePoint{bytes[1]} << 8 | CodePoint{bytes[2]} << 16 |
          CodePoint{bytes[3]} << 24;
      break;
    case SurrogateForm::kUtf32Big:
      c = bytes[3] | CodePoint{bytes[2]} << 8 | CodePoint{bytes[1]} << 16 |
          CodePoint{bytes[0]} << 24;
      break;
    default:
      break;
  }
  return IsSurrogate(c) ? c : 0;
}

void PutSurrogate(CodePoint c, SurrogateForm form, CharBuffer* out) {
  const char low = static_cast<char>(c), high = static_cast<char>(c >> 8);
  switch (form) {
    case SurrogateForm::kUtf8:
      out->append(static_cast<char>(0xE0 | c >> 12));
      out->append(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
      out->append(static_cast<char>(0x80 | (c & 0x3F)));
      break;
    case SurrogateForm::kUtf16Little:
    case SurrogateForm::kUtf32Little:
      out->append(low);
      out->append(high);
      if (form == SurrogateForm::kUtf32Little) out->append(2, '\0');
      break;
    case SurrogateForm::kUtf16Big:
    case SurrogateForm::kUtf32Big:
      if (form == SurrogateForm::kUtf32Big) out->append(2, '\0');
      out->append(high);
      out->append(low);
      break;
    default:
      break;
  }
}

void AppendCharacterReference(CodePoint c, TextBuilder* out) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, c).ptr;
  out->append_ascii("&#");
  out->append_ascii(std::string_view(digits, static_cast<size_t>(end - digits)));
  out->append(';');
}

void AppendNameEscape(CodePoint c, TextBuilder* out) {
  char name[kMaximumNameLength];
  const size_t length = UnicodeName(c, UnicodeVersion::k14_0, name);
  if (length == 0) {
    AppendHexEscape(c, out);
    return;
  }
  out->append_ascii("\\N{");
  out->append_ascii(std::string_view(name, length));
  out->append('}');
}

}  // namespace

bool HandleDecodeError(DecodeHandler handler, ByteSpan input, const CodecError& error,
                       SurrogateForm form, TextBuilder* out, size_t* resume) {
  *resume = error.end;
  switch (handler) {
    case DecodeHandler::kIgnore:
      return true;
    case DecodeHandler::kReplace:
      out->append(kReplacementCharacter);
      return true;
    case DecodeHandler::kBackslashReplace:
      for (size_t i = error.start; i < error.end; ++i) AppendHexEscape(input[i], out);
      return true;
    case DecodeHandler::kSurrogateEscape:
      return EscapeBytes(input, error, out, resume);
    case DecodeHandler::kSurrogatePass: {
      size_t length;
      const CodePoint c = ReadSurrogate(input, error.start, form, &length);
      if (c == 0) return false;
      out->append(c);
      *resume = error.start + length;
      return true;
    }
  }
  return false;
}

Replacement HandleEncodeError(EncodeHandler handler, TextView input, const CodecError& error,
                              SurrogateForm form, TextBuilder* text, CharBuffer* bytes,
                              size_t* resume) {
  *resume = error.end;
  switch (handler) {
    case EncodeHandler::kIgnore:
      return Replacement::kText;
    case EncodeHandler::kReplace:
      text->append(error.end - error.start, '?');
      return Replacement::kText;
    case EncodeHandler::kXmlCharRefReplace:
      for (size_t i = error.start; i < error.end; ++i) AppendCharacterReference(input[i], text);
      return Replacement::kText;
    case EncodeHandler::kBackslashReplace:
      for (size_t i = error.start; i < error.end; ++i) AppendHexEscape(input[i], text);
      return Replacement::kText;
    case EncodeHandler::kNameReplace:
      for (size_t i = error.start; i < error.end; ++i) AppendNameEscape(input[i], text);
      return Replacement::kText;
    case EncodeHandler::kSurrogateEscape: {
      size_t stop = error.start;
      while (stop < error.end && IsEscapedByte(input[stop])) ++stop;
      if (stop == error.start || (form == SurrogateForm::kTable && stop != error.end))
        return Replacement::kNone;
      for (size_t i = error.start; i < stop; ++i) bytes->append(static_cast<char>(input[i] & 0xFF));
      *resume = stop;
      return Replacement::kBytes;
    }
    case EncodeHandler::kSurrogatePass:
      if (form >= SurrogateForm::kSingleByte) return Replacement::kNone;
      for (size_t i = error.start; i < error.end; ++i) {
        if (!IsSurrogate(input[i])) return Replacement::kNone;
      }
      for (size_t i = error.start; i < error.end; ++i) PutSurrogate(input[i], form, bytes);
      return Replacement::kBytes;
  }
  return Replacement::kNone;
}

}  // namespace pyro
