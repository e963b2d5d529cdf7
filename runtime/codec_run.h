#pragma once

#include "runtime/codecs.h"
#include "runtime/text/codecs.h"

// Running the codecs of runtime/text/codecs.h over Python objects: the loop that calls a codec, and
// an error handler each time the codec stops.

namespace pyro {

// A decoder and its settings.
struct Decoding {
  using Step = CodecStatus (*)(const Decoding& decoding, ByteSpan input, size_t* position,
                               TextBuilder* out, CodecError* error);
  Step step;
  const char* name;  // in exceptions
  SurrogateForm form = SurrogateForm::kTable;
  Final final = Final::kYes;
  CodecOrder order = CodecOrder::kLittle;
  size_t start = 0;                       // where to begin: behind a byte order mark
  TextView table{};                       // for charmap; outside the heap
  std::string* invalid_escape = nullptr;  // receives the first unknown escape
};

struct Encoding {
  using Step = CodecStatus (*)(const Encoding& encoding, TextView input, size_t* position,
                               CharBuffer* out, CodecError* error);
  Step step;
  const char* name;
  SurrogateForm form = SurrogateForm::kTable;
  CodecOrder order = CodecOrder::kLittle;
  const CharmapEncoder* charmap = nullptr;
};

extern const Decoding kDecodeUtf8, kDecodeAscii, kDecodeLatin1, kDecodeUtf7, kDecodeCharmap,
    kDecodeUnicodeEscape, kDecodeRawUnicodeEscape;
extern const Encoding kEncodeUtf8, kEncodeAscii, kEncodeLatin1, kEncodeUtf7, kEncodeCharmap,
    kEncodeUnicodeEscape, kEncodeRawUnicodeEscape;
Decoding decoding_utf16(CodecOrder order);
Decoding decoding_utf32(CodecOrder order);
Encoding encoding_utf16(CodecOrder order, const char* name);
Encoding encoding_utf32(CodecOrder order, const char* name);

// Decodes an object with a buffer; a str or Error. `consumed` (may be null) receives the number of
// bytes used.
RawObject run_decoder(Thread* thread, const Decoding& decoding, const Object& data,
                      const char* errors, word* consumed);
// Encodes a str (not a subclass instance) behind what `out` holds already. False: exception.
[[nodiscard]] bool run_encoder(Thread* thread, const Encoding& encoding, const Object& str,
                               const char* errors, CharBuffer* out);
// The same, as bytes.
RawObject encode_with(Thread* thread, const Encoding& encoding, const Object& str,
                      const char* errors);
RawObject new_bytes_from(Thread* thread, const CharBuffer& buffer);

// --- error handlers

// The handler registered under a name; LookupError "unknown error handler name 'x'".
RawObject lookup_error_handler(Thread* thread, const char* name);
// Exceptions, not raised.
RawObject new_decode_error(Thread* thread, const char* encoding, const Object& bytes, word start,
                           word end, const char* reason);
RawObject new_encode_error(Thread* thread, const char* encoding, const Object& str, word start,
                           word end, const char* reason);
// Calls a registered handler. Returns what it replaces the run by (str; when encoding also bytes),
// or Error; sets *resume.
enum class CodecDirection : uint8_t { kEncode, kDecode };
RawObject call_error_handler(Thread* thread, const char* errors, const Object& exception,
                             CodecDirection direction, word length, word* resume);

// Resolves one decoding error: appends to `out` and sets *resume; `data` may be exchanged by a
// handler. False: exception.
[[nodiscard]] bool resolve_decode_error(Thread* thread, const Decoding& decoding, Object* data,
                                        const char* errors, const CodecError& error,
                                        StrBuilder* out, size_t* resume);

// --- registry

enum class RegistrySlot : uint8_t {
  kSearchFunctions,
  kCache,
  kErrorHandlers
};  // a list, a dict, a dict
RawObject codec_registry(Thread* thread, RegistrySlot slot);
// codecs.lookup(name): a CodecInfo, or LookupError.
RawObject lookup_codec(Thread* thread, const char* encoding);
// codecs.encode(object, encoding, errors) and decode: any codec, any objects.
RawObject run_any_codec(Thread* thread, CodecDirection direction, const Object& object,
                        const char* encoding, const char* errors, bool text_only);

}  // namespace pyro
