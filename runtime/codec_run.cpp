#include "runtime/codec_run.h"

#include <algorithm>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/text/search.h"

namespace pyro {

// --- the codecs

namespace {

CodecStatus decode_utf8_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                             CodecError* error) {
  return DecodeUtf8(in, at, d.final, out, error);
}
CodecStatus decode_ascii_step(const Decoding&, ByteSpan in, size_t* at, TextBuilder* out,
                              CodecError* error) {
  return DecodeAscii(in, at, out, error);
}
CodecStatus decode_latin1_step(const Decoding&, ByteSpan in, size_t* at, TextBuilder* out,
                               CodecError*) {
  return DecodeLatin1(in, at, out);
}
CodecStatus decode_utf16_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                              CodecError* error) {
  return DecodeUtf16(in, at, d.order, d.final, out, error);
}
CodecStatus decode_utf32_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                              CodecError* error) {
  return DecodeUtf32(in, at, d.order, d.final, out, error);
}
CodecStatus decode_utf7_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                             CodecError* error) {
  return DecodeUtf7(in, at, d.final, out, error);
}
CodecStatus decode_charmap_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                                CodecError* error) {
  return DecodeCharmap(in, at, d.table, out, error);
}
CodecStatus decode_unicode_escape_step(const Decoding& d, ByteSpan in, size_t* at, TextBuilder* out,
                                       CodecError* error) {
  size_t unknown = SIZE_MAX;
  CodecStatus status = DecodeUnicodeEscape(in, at, d.final, out, error, &unknown);
  if (unknown != SIZE_MAX && d.invalid_escape != nullptr && d.invalid_escape->empty())
    d.invalid_escape->assign(reinterpret_cast<const char*>(in.data()) + unknown,
                             std::min<size_t>(4, in.size() - unknown));
  return status;
}
CodecStatus decode_raw_unicode_escape_step(const Decoding& d, ByteSpan in, size_t* at,
                                           TextBuilder* out, CodecError* error) {
  return DecodeRawUnicodeEscape(in, at, d.final, out, error);
}

CodecStatus encode_utf8_step(const Encoding&, TextView in, size_t* at, CharBuffer* out,
                             CodecError* error) {
  return EncodeUtf8(in, at, out, error);
}
CodecStatus encode_ascii_step(const Encoding&, TextView in, size_t* at, CharBuffer* out,
                              CodecError* error) {
  return EncodeAscii(in, at, out, error);
}
CodecStatus encode_latin1_step(const Encoding&, TextView in, size_t* at, CharBuffer* out,
                               CodecError* error) {
  return EncodeLatin1(in, at, out, error);
}
CodecStatus encode_utf16_step(const Encoding& e, TextView in, size_t* at, CharBuffer* out,
                              CodecError* error) {
  return EncodeUtf16(in, at, e.order, out, error);
}
CodecStatus encode_utf32_step(const Encoding& e, TextView in, size_t* at, CharBuffer* out,
                              CodecError* error) {
  return EncodeUtf32(in, at, e.order, out, error);
}
CodecStatus encode_charmap_step(const Encoding& e, TextView in, size_t* at, CharBuffer* out,
                                CodecError* error) {
  return e.charmap->encode(in, at, out, error);
}
CodecStatus encode_utf7_step(const Encoding&, TextView in, size_t* at, CharBuffer* out,
                             CodecError*) {
  *at = in.length;
  return EncodeUtf7(in, out);
}
CodecStatus encode_unicode_escape_step(const Encoding&, TextView in, size_t* at, CharBuffer* out,
                                       CodecError*) {
  *at = in.length;
  return EncodeUnicodeEscape(in, out);
}
CodecStatus encode_raw_unicode_escape_step(const Encoding&, TextView in, size_t* at,
                                           CharBuffer* out, CodecError*) {
  *at = in.length;
  return EncodeRawUnicodeEscape(in, out);
}

}  // namespace

const Decoding kDecodeUtf8{.step = decode_utf8_step, .name = "utf-8", .form = SurrogateForm::kUtf8};
const Decoding kDecodeAscii{
    .step = decode_ascii_step, .name = "ascii", .form = SurrogateForm::kSingleByte};
const Decoding kDecodeLatin1{
    .step = decode_latin1_step, .name = "latin-1", .form = SurrogateForm::kSingleByte};
const Decoding kDecodeUtf7{.step = decode_utf7_step, .name = "utf7"};
const Decoding kDecodeCharmap{.step = decode_charmap_step, .name = "charmap"};
const Decoding kDecodeUnicodeEscape{.step = decode_unicode_escape_step, .name = "unicodeescape"};
const Decoding kDecodeRawUnicodeEscape{.step = decode_raw_unicode_escape_step,
                                       .name = "rawunicodeescape"};
const Encoding kEncodeUtf8{.step = encode_utf8_step, .name = "utf-8", .form = SurrogateForm::kUtf8};
const Encoding kEncodeAscii{
    .step = encode_ascii_step, .name = "ascii", .form = SurrogateForm::kSingleByte};
const Encoding kEncodeLatin1{
    .step = encode_latin1_step, .name = "latin-1", .form = SurrogateForm::kSingleByte};
const Encoding kEncodeUtf7{.step = encode_utf7_step, .name = "utf7"};
const Encoding kEncodeCharmap{.step = encode_charmap_step, .name = "charmap"};
const Encoding kEncodeUnicodeEscape{.step = encode_unicode_escape_step, .name = "unicodeescape"};
const Encoding kEncodeRawUnicodeEscape{.step = encode_raw_unicode_escape_step,
                                       .name = "rawunicodeescape"};

Decoding decoding_utf16(CodecOrder order) {
  bool little = order == CodecOrder::kLittle;
  return {.step = decode_utf16_step,
          .name = little ? "utf-16-le" : "utf-16-be",
          .form = little ? SurrogateForm::kUtf16Little : SurrogateForm::kUtf16Big,
          .order = order};
}
Decoding decoding_utf32(CodecOrder order) {
  bool little = order == CodecOrder::kLittle;
  return {.step = decode_utf32_step,
          .name = little ? "utf-32-le" : "utf-32-be",
          .form = little ? SurrogateForm::kUtf32Little : SurrogateForm::kUtf32Big,
          .order = order};
}
Encoding encoding_utf16(CodecOrder order, const char* name) {
  bool little = order == CodecOrder::kLittle;
  return {.step = encode_utf16_step,
          .name = name,
          .form = little ? SurrogateForm::kUtf16Little : SurrogateForm::kUtf16Big,
          .order = order};
}
Encoding encoding_utf32(CodecOrder order, const char* name) {
  bool little = order == CodecOrder::kLittle;
  return {.step = encode_utf32_step,
          .name = name,
          .form = little ? SurrogateForm::kUtf32Little : SurrogateForm::kUtf32Big,
          .order = order};
}

// --- decoding

namespace {

// Pure ASCII needs no decoder. Unbound if the data is something else.
RawObject decode_if_ascii(Thread* thread, const BufferView& view) {
  if (view.size() > 0 && !IsAscii(view.data_NoGC(), static_cast<size_t>(view.size())))
    return RawObject::unbound();
  if (view.size() <= RawObject::kMaxSmallLength)
    return RawObject::from_small_str(view.data_NoGC(), view.size());
  RawObject str = new_str_uninitialized(thread, StrWidth::kAscii, view.size());
  if (!str.is_error())
    std::memcpy(str_units(str), view.data_NoGC(), static_cast<size_t>(view.size()));
  return str;
}

bool is_ascii_superset(const Decoding& decoding) {
  return decoding.step == decode_utf8_step || decoding.step == decode_ascii_step ||
         decoding.step == decode_latin1_step;
}

}  // namespace

RawObject run_decoder(Thread* thread, const Decoding& decoding, const Object& data,
                      const char* errors, word* consumed) {
  Object source(thread, *data);
  BufferView view(thread);
  if (!view.acquire(source)) return RawObject::error();
  if (is_ascii_superset(decoding)) {
    if (consumed != nullptr) *consumed = view.size();
    RawObject plain = decode_if_ascii(thread, view);
    if (!plain.is_unbound()) return plain;
  }
  // Where no part of a sequence is left for later, all of it has been used, whatever error handlers
  // put in its place.
  const word size = view.size();
  StrBuilder out;
  size_t position = decoding.start;
  for (;;) {
    CodecError error;
    ByteSpan input(view.data_NoGC(), static_cast<size_t>(view.size()));
    CodecStatus status = decoding.step(decoding, input, &position, &out, &error);
    if (status == CodecStatus::kDone) break;
    if (status == CodecStatus::kNoMemory) return raise_memory_error(thread);
    RawObject before = *source;
    if (!resolve_decode_error(thread, decoding, &source, errors, error, &out, &position))
      return RawObject::error();
    if (*source != before && !is_heap_growing_bytes(*source) && !view.acquire(source))
      return RawObject::error();
  }
  if (consumed != nullptr)
    *consumed = decoding.final == Final::kYes ? size : static_cast<word>(position);
  return out.finish(thread);
}

// --- encoding

RawObject new_bytes_from(Thread* thread, const CharBuffer& buffer) {
  if (buffer.failed()) return raise_memory_error(thread);
  return new_bytes(thread, buffer.view());
}

namespace {

bool parse_handler(const char* errors, EncodeHandler* handler) {
  static constexpr struct {
    const char* name;
    EncodeHandler handler;
  } kHandlers[] = {{"ignore", EncodeHandler::kIgnore},
                   {"replace", EncodeHandler::kReplace},
                   {"xmlcharrefreplace", EncodeHandler::kXmlCharRefReplace},
                   {"backslashreplace", EncodeHandler::kBackslashReplace},
                   {"namereplace", EncodeHandler::kNameReplace},
                   {"surrogateescape", EncodeHandler::kSurrogateEscape},
                   {"surrogatepass", EncodeHandler::kSurrogatePass}};
  for (auto& entry : kHandlers) {
    if (std::string_view(errors) == entry.name) {
      *handler = entry.handler;
      return true;
    }
  }
  return false;
}

bool is_strict(const char* errors) {
  return errors == nullptr || std::string_view(errors) == "strict";
}

bool raise_encode_error(Thread* thread, const Encoding& encoding, const Object& str,
                        const CodecError& error) {
  Object exception(thread,
                   new_encode_error(thread, encoding.name, str, static_cast<word>(error.start),
                                    static_cast<word>(error.end), error.reason));
  if (!exception->is_error()) raise_object(thread, exception);
  return false;
}

// Encodes the text that an error handler put in place of what could not be encoded. False: it
// cannot be encoded either.
bool encode_replacement(const Encoding& encoding, TextView text, CharBuffer* out) {
  size_t position = 0;
  CodecError error;
  bool wide = encoding.form != SurrogateForm::kSingleByte && encoding.form != SurrogateForm::kTable;
  if (wide && BitsOfText(text) >= 0x80) return false;
  return encoding.step(encoding, text, &position, out, &error) == CodecStatus::kDone;
}

// Bytes from a handler must make up whole units.
bool append_replacement_bytes(const Encoding& encoding, std::string_view bytes, CharBuffer* out) {
  bool utf16 =
      encoding.form == SurrogateForm::kUtf16Little || encoding.form == SurrogateForm::kUtf16Big;
  bool utf32 =
      encoding.form == SurrogateForm::kUtf32Little || encoding.form == SurrogateForm::kUtf32Big;
  if ((utf16 && bytes.size() % 2 != 0) || (utf32 && bytes.size() % 4 != 0)) return false;
  out->append(bytes);
  return true;
}

bool resolve_encode_error(Thread* thread, const Encoding& encoding, const Object& str,
                          const char* errors, const CodecError& error, CharBuffer* out,
                          size_t* resume) {
  if (is_strict(errors)) return raise_encode_error(thread, encoding, str, error);
  RawObject value = *str;
  EncodeHandler handler;
  if (parse_handler(errors, &handler)) {
    StrBuilder text;
    CharBuffer bytes;
    switch (HandleEncodeError(handler, text_view(str_data(value)), error, encoding.form, &text,
                              &bytes, resume)) {
      case Replacement::kNone:
        return raise_encode_error(thread, encoding, str, error);
      case Replacement::kBytes:
        out->append(bytes.view());
        return true;
      case Replacement::kText:
        return encode_replacement(encoding, text.view(), out) ||
               raise_encode_error(thread, encoding, str, error);
    }
  }
  Object exception(thread,
                   new_encode_error(thread, encoding.name, str, static_cast<word>(error.start),
                                    static_cast<word>(error.end), error.reason));
  if (exception->is_error()) return false;
  word next;
  Object replacement(thread, call_error_handler(thread, errors, exception, CodecDirection::kEncode,
                                                str_length(*str), &next));
  if (replacement->is_error()) return false;
  *resume = static_cast<size_t>(next);
  RawObject exact = underlying_value(*replacement);
  bool done = is_str(exact) ? encode_replacement(encoding, text_view(str_data(exact)), out)
                            : append_replacement_bytes(encoding, bytes_data(exact), out);
  if (!done) raise_object(thread, exception);
  return done;
}

}  // namespace

bool run_encoder(Thread* thread, const Encoding& encoding, const Object& str, const char* errors,
                 CharBuffer* out) {
  size_t position = 0;
  for (;;) {
    CodecError error;
    RawObject value = *str;
    switch (encoding.step(encoding, text_view(str_data(value)), &position, out, &error)) {
      case CodecStatus::kDone:
        return true;
      case CodecStatus::kNoMemory:
        raise_memory_error(thread);
        return false;
      case CodecStatus::kError:
        break;
    }
    if (!resolve_encode_error(thread, encoding, str, errors, error, out, &position)) return false;
  }
}

RawObject encode_with(Thread* thread, const Encoding& encoding, const Object& str,
                      const char* errors) {
  RawObject value = *str;
  StrData data = str_data(value);
  bool plain = encoding.step == encode_utf8_step || encoding.step == encode_ascii_step ||
               encoding.step == encode_latin1_step;
  if (plain && data.is_ascii()) {
    if (data.length <= RawObject::kMaxSmallLength)
      return RawObject::from_small_bytes(data.units, data.length);
    RawObject bytes = new_bytes_uninitialized(thread, data.length);
    value = *str;
    if (!bytes.is_error())
      std::memcpy(bytes_units(bytes), str_data(value).units, static_cast<size_t>(data.length));
    return bytes;
  }
  CharBuffer out;
  if (!run_encoder(thread, encoding, str, errors, &out)) return RawObject::error();
  return new_bytes_from(thread, out);
}

}  // namespace pyro
