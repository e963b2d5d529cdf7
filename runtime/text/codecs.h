// The built-in text codecs, as functions that can stop and go on.
//
// A decoder reads bytes from `*position` on and appends to a `TextBuilder`. It returns kDone when
// it has used all input (or, with `Final::kNo`, all but an incomplete sequence at the end, which
// then starts at `*position`), or kError with the offending range and the reason, word for word as
// CPython gives it. On an error everything before `error.start` has been decoded; the caller
// applies the error handler, appends its replacement, sets `*position` where the handler says, and
// calls again. Encoders work the same way from text to bytes. The pure parts of the standard error
// handlers are here too.
//
// Definitions: The Unicode Standard, 3.9 (UTF-8, UTF-16, UTF-32, with the "maximal subpart" rule
// for error ranges), RFC 2152 (UTF-7), library reference, `codecs`, "Error Handlers" and "Python
// Specific Encodings".
#pragma once

#include <span>

#include "runtime/numbers/char_buffer.h"
#include "runtime/text/text_builder.h"

namespace pyro {

using ByteSpan = std::span<const uint8_t>;

enum class CodecStatus : uint8_t { kDone, kError, kNoMemory };
struct CodecError {
  size_t start = 0, end = 0;  // in bytes when decoding, in code points when encoding
  const char* reason = "";
};
enum class Final : uint8_t { kNo, kYes };
enum class CodecOrder : uint8_t { kLittle, kBig };

CodecStatus DecodeUtf8(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                       CodecError* error);
CodecStatus DecodeAscii(ByteSpan input, size_t* position, TextBuilder* out, CodecError* error);
CodecStatus DecodeLatin1(ByteSpan input, size_t* position, TextBuilder* out);
CodecStatus DecodeUtf16(ByteSpan input, size_t* position, CodecOrder order, Final final,
                        TextBuilder* out, CodecError* error);
CodecStatus DecodeUtf32(ByteSpan input, size_t* position, CodecOrder order, Final final,
                        TextBuilder* out, CodecError* error);
// Looks for a byte order mark at the start: returns its length (0, 2 or 4) and sets the order if
// there is one.
size_t DetectUtf16Mark(ByteSpan input, CodecOrder* order);
size_t DetectUtf32Mark(ByteSpan input, CodecOrder* order);
CodecStatus DecodeUtf7(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                       CodecError* error);
// `table` maps each byte to a code point; U+FFFE and bytes beyond its end are undefined.
CodecStatus DecodeCharmap(ByteSpan input, size_t* position, TextView table, TextBuilder* out,
                          CodecError* error);
// `invalid_escape` receives the position of the first unknown escape ("\q"), which deserves a
// DeprecationWarning; it must be SIZE_MAX before the first call.
CodecStatus DecodeUnicodeEscape(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                                CodecError* error, size_t* invalid_escape);
CodecStatus DecodeRawUnicodeEscape(ByteSpan input, size_t* position, Final final, TextBuilder* out,
                                   CodecError* error);
// codecs.escape_decode(): the escapes of a bytes literal. Errors: "Trailing \ in string" and, with
// the offset, "invalid \x escape at position N" (the caller ignores or replaces it and goes on at
// error->end).
CodecStatus DecodeByteEscape(ByteSpan input, size_t* position, CharBuffer* out, CodecError* error,
                             size_t* invalid_escape);

CodecStatus EncodeUtf8(TextView input, size_t* position, CharBuffer* out, CodecError* error);
CodecStatus EncodeAscii(TextView input, size_t* position, CharBuffer* out, CodecError* error);
CodecStatus EncodeLatin1(TextView input, size_t* position, CharBuffer* out, CodecError* error);
CodecStatus EncodeUtf16(TextView input, size_t* position, CodecOrder order, CharBuffer* out,
                        CodecError* error);
CodecStatus EncodeUtf32(TextView input, size_t* position, CodecOrder order, CharBuffer* out,
                        CodecError* error);
CodecStatus EncodeUtf7(TextView input, CharBuffer* out);
CodecStatus EncodeUnicodeEscape(TextView input, CharBuffer* out);
CodecStatus EncodeRawUnicodeEscape(TextView input, CharBuffer* out);

// The inverse of a decoding table, as codecs.charmap_build() makes it.
class CharmapEncoder {
 public:
  explicit CharmapEncoder(TextView decoding_table);
  CodecStatus encode(TextView input, size_t* position, CharBuffer* out, CodecError* error) const;
  // The byte for a code point, or -1.
  int find(CodePoint code_point) const;

 private:
  struct Entry {
    CodePoint code_point;
    uint8_t byte;
  };
  int16_t latin_[256];
  Entry others_[256];  // sorted by code point
  size_t other_count_ = 0;
};

// Number of bytes EncodeUtf8 will write, for allocating exactly; surrogates count as 3.
size_t Utf8Length(TextView input);

// The standard error handlers (codec_handlers.cpp).
enum class DecodeHandler : uint8_t {
  kIgnore,
  kReplace,
  kBackslashReplace,
  kSurrogateEscape,
  kSurrogatePass
};
enum class EncodeHandler : uint8_t {
  kIgnore,
  kReplace,
  kXmlCharRefReplace,
  kBackslashReplace,
  kNameReplace,
  kSurrogateEscape,
  kSurrogatePass,
};
// The kind of codec an error comes from. "surrogatepass" knows how the five Unicode ones would
// write a surrogate and does not apply to others; in tables, "surrogateescape" takes an offending
// range as a whole or not at all, elsewhere it first does what it can.
enum class SurrogateForm : uint8_t {
  kUtf8,
  kUtf16Little,
  kUtf16Big,
  kUtf32Little,
  kUtf32Big,
  kSingleByte,
  kTable
};

// Appends the replacement for input[error.start, error.end) and sets `*resume`. False: the handler
// does not apply and the error must be raised.
bool HandleDecodeError(DecodeHandler handler, ByteSpan input, const CodecError& error,
                       SurrogateForm form, TextBuilder* out, size_t* resume);
// Like that for encoding; a replacement is either text, which the caller encodes, or bytes.
enum class Replacement : uint8_t { kNone, kText, kBytes };
Replacement HandleEncodeError(EncodeHandler handler, TextView input, const CodecError& error,
                              SurrogateForm form, TextBuilder* text, CharBuffer* bytes,
                              size_t* resume);

}  // namespace pyro
