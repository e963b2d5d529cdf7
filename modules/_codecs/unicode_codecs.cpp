#include "lib-python/natives.h"
#include "modules/_codecs/codec_arguments.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/errors.h"
#include "runtime/factories.h"

// The codecs between str and bytes that take no table: *_encode returns (bytes, characters used),
// *_decode (str, bytes used).

namespace pyro {

bool ErrorsArgument::read(Thread* thread, RawObject value, const char* function) {
  if (value.is_none() || value.is_unbound()) return true;
  Object object(thread, value);
  if (!is_str(*object)) {
    raise_type_error(thread, "%s() argument 2 must be str or None, not %V", function, &object);
    return false;
  }
  absent_ = false;
  object = underlying_value(*object);
  return c_string_of(thread, object, &name_);
}

bool ErrorsArgument::read_after_data(Thread* thread, Arguments arguments, const char* function) {
  Object data(thread, arguments[0]);
  if (!arguments[1].is_none() && !is_bytes(*data)) {
    BufferView view(thread);
    if (!view.acquire(data)) return false;
  }
  return read(thread, arguments[1], function);
}

RawObject text_to_encode(Thread* thread, RawObject value, const char* function) {
  if (is_str(value)) return underlying_value(value);
  Object object(thread, value);
  return raise_type_error(thread, "%s() argument 1 must be str, not %V", function, &object);
}

RawObject result_and_count(Thread* thread, const Object& result, word count) {
  if (result->is_error()) return *result;
  Object number(thread, RawObject::from_small_int(count));
  return new_tuple_of(thread, result, number);
}

namespace {

RawObject encode_all(Thread* thread, Arguments arguments, const Encoding& encoding,
                     const char* function, std::string_view mark = {}) {
  ErrorsArgument errors;
  Object text(thread, text_to_encode(thread, arguments[0], function));
  if (text->is_error() || !errors.read(thread, arguments[1], function)) return RawObject::error();
  Object result(thread, RawObject::none());
  if (mark.empty()) {
    result = encode_with(thread, encoding, text, errors.get());
  } else {
    CharBuffer out;
    out.append(mark);
    if (!run_encoder(thread, encoding, text, errors.get(), &out)) return RawObject::error();
    result = new_bytes_from(thread, out);
  }
  return result_and_count(thread, result, str_length(*text));
}

bool final_argument(Thread* thread, RawObject value, Final* final) {
  Object object(thread, value);
  int number;
  if (!int_argument(thread, object, &number)) return false;
  *final = number != 0 ? Final::kYes : Final::kNo;
  return true;
}

RawObject decode_all(Thread* thread, Arguments arguments, Decoding decoding, const char* function,
                     int final_index) {
  ErrorsArgument errors;
  if (!errors.read_after_data(thread, arguments, function)) return RawObject::error();
  if (final_index > 0 && !final_argument(thread, arguments[final_index], &decoding.final))
    return RawObject::error();
  Object data(thread, arguments[0]);
  word consumed;
  Object text(thread, run_decoder(thread, decoding, data, errors.get(), &consumed));
  return result_and_count(thread, text, consumed);
}

// What decoding with an unknown byte order needs of UTF-16 and UTF-32.
struct MarkedCodec {
  size_t (*detect)(ByteSpan, CodecOrder*);
  Decoding (*make)(CodecOrder);
  word unit;
};
constexpr MarkedCodec kUtf16{DetectUtf16Mark, decoding_utf16, 2},
    kUtf32{DetectUtf32Mark, decoding_utf32, 4};

// `order`: -1 little, 1 big, 0 as a mark says; *order becomes what was found.
RawObject decode_ordered(Thread* thread, Arguments arguments, const MarkedCodec& codec,
                         const char* function, int final_index, int* order, word* consumed) {
  ErrorsArgument errors;
  Final final;
  if (!errors.read_after_data(thread, arguments, function) ||
      !final_argument(thread, arguments[final_index], &final)) {
    return RawObject::error();
  }
  Object data(thread, arguments[0]);
  CodecOrder byte_order = *order > 0 ? CodecOrder::kBig : CodecOrder::kLittle;
  size_t start = 0;
  if (*order == 0) {
    BufferView view(thread);
    if (!view.acquire(data)) return RawObject::error();
    start = codec.detect(ByteSpan(view.data_NoGC(), static_cast<size_t>(view.size())), &byte_order);
    if (start != 0) *order = byte_order == CodecOrder::kBig ? 1 : -1;
  }
  Decoding decoding = codec.make(byte_order);
  decoding.start = start;
  decoding.final = final;
  return run_decoder(thread, decoding, data, errors.get(), consumed);
}

RawObject decode_marked(Thread* thread, Arguments arguments, const MarkedCodec& codec,
                        const char* function) {
  int order = 0;
  word consumed;
  Object text(thread, decode_ordered(thread, arguments, codec, function, 2, &order, &consumed));
  return result_and_count(thread, text, consumed);
}

RawObject decode_extended(Thread* thread, Arguments arguments, const MarkedCodec& codec,
                          const char* function) {
  Object order_argument(thread, arguments[2]);
  int order;
  word consumed;
  if (!int_argument(thread, order_argument, &order)) return RawObject::error();
  Object text(thread, decode_ordered(thread, arguments, codec, function, 3, &order, &consumed));
  if (text->is_error()) return *text;
  Object count(thread, RawObject::from_small_int(consumed));
  Object found(thread, RawObject::from_small_int(order));
  return new_tuple_of(thread, text, count, found);
}

using MakeEncoding = Encoding (*)(CodecOrder, const char*);

RawObject encode_ordered(Thread* thread, Arguments arguments, MakeEncoding make, const char* name,
                         const char* function, std::string_view mark) {
  Object order_argument(thread, arguments[2]);
  int order;
  if (!int_argument(thread, order_argument, &order)) return RawObject::error();
  return encode_all(thread, arguments,
                    make(order > 0 ? CodecOrder::kBig : CodecOrder::kLittle, name), function,
                    order == 0 ? mark : std::string_view());
}

// unicode_escape_decode and its raw form also take a str, of which they decode the UTF-8 form.
bool bytes_of_text(Thread* thread, Arguments arguments) {
  if (!is_str(arguments[0])) return true;
  Object text(thread, underlying_value(arguments[0]));
  RawObject bytes = encode_with(thread, kEncodeUtf8, text, nullptr);
  if (bytes.is_error()) return false;
  arguments.set(0, bytes);
  return true;
}

// The DeprecationWarning for an escape that means nothing, or an octal one above \377; `escape`
// starts with the backslash.
bool warn_of_escape(Thread* thread, const std::string& escape) {
  char first = escape.size() > 1 ? escape[1] : '\0';
  if (first >= '4' && first <= '7') {
    return warn(thread, Exc::kDeprecationWarning, 1, "invalid octal escape sequence '%s'",
                escape.c_str());
  }
  return warn(thread, Exc::kDeprecationWarning, 1, "invalid escape sequence '\\%c'",
              static_cast<int>(static_cast<uint8_t>(first)));
}

}  // namespace

namespace natives {

RawObject codecs_utf_8_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeUtf8, "utf_8_encode");
}
RawObject codecs_utf_8_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, kDecodeUtf8, "utf_8_decode", 2);
}
RawObject codecs_utf_7_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeUtf7, "utf_7_encode");
}
RawObject codecs_utf_7_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, kDecodeUtf7, "utf_7_decode", 2);
}
RawObject codecs_ascii_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeAscii, "ascii_encode");
}
RawObject codecs_ascii_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, kDecodeAscii, "ascii_decode", 0);
}
RawObject codecs_latin_1_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeLatin1, "latin_1_encode");
}
RawObject codecs_latin_1_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, kDecodeLatin1, "latin_1_decode", 0);
}

RawObject codecs_utf_16_encode(Thread* thread, Arguments arguments) {
  return encode_ordered(thread, arguments, encoding_utf16, "utf-16", "utf_16_encode", "\xff\xfe");
}
RawObject codecs_utf_16_le_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, encoding_utf16(CodecOrder::kLittle, "utf-16-le"),
                    "utf_16_le_encode");
}
RawObject codecs_utf_16_be_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, encoding_utf16(CodecOrder::kBig, "utf-16-be"),
                    "utf_16_be_encode");
}
RawObject codecs_utf_16_decode(Thread* thread, Arguments arguments) {
  return decode_marked(thread, arguments, kUtf16, "utf_16_decode");
}
RawObject codecs_utf_16_le_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, decoding_utf16(CodecOrder::kLittle), "utf_16_le_decode", 2);
}
RawObject codecs_utf_16_be_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, decoding_utf16(CodecOrder::kBig), "utf_16_be_decode", 2);
}
RawObject codecs_utf_16_ex_decode(Thread* thread, Arguments arguments) {
  return decode_extended(thread, arguments, kUtf16, "utf_16_ex_decode");
}
RawObject codecs_utf_32_encode(Thread* thread, Arguments arguments) {
  return encode_ordered(thread, arguments, encoding_utf32, "utf-32", "utf_32_encode",
                        {"\xff\xfe\0\0", 4});
}
RawObject codecs_utf_32_le_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, encoding_utf32(CodecOrder::kLittle, "utf-32-le"),
                    "utf_32_le_encode");
}
RawObject codecs_utf_32_be_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, encoding_utf32(CodecOrder::kBig, "utf-32-be"),
                    "utf_32_be_encode");
}
RawObject codecs_utf_32_decode(Thread* thread, Arguments arguments) {
  return decode_marked(thread, arguments, kUtf32, "utf_32_decode");
}
RawObject codecs_utf_32_le_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, decoding_utf32(CodecOrder::kLittle), "utf_32_le_decode", 2);
}
RawObject codecs_utf_32_be_decode(Thread* thread, Arguments arguments) {
  return decode_all(thread, arguments, decoding_utf32(CodecOrder::kBig), "utf_32_be_decode", 2);
}
RawObject codecs_utf_32_ex_decode(Thread* thread, Arguments arguments) {
  return decode_extended(thread, arguments, kUtf32, "utf_32_ex_decode");
}

RawObject codecs_unicode_escape_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeUnicodeEscape, "unicode_escape_encode");
}
RawObject codecs_raw_unicode_escape_encode(Thread* thread, Arguments arguments) {
  return encode_all(thread, arguments, kEncodeRawUnicodeEscape, "raw_unicode_escape_encode");
}

RawObject codecs_unicode_escape_decode(Thread* thread, Arguments arguments) {
  if (!bytes_of_text(thread, arguments)) return RawObject::error();
  std::string escape;
  Decoding decoding = kDecodeUnicodeEscape;
  decoding.invalid_escape = &escape;
  Object result(thread, decode_all(thread, arguments, decoding, "unicode_escape_decode", 2));
  if (result->is_error() || escape.empty()) return *result;
  return warn_of_escape(thread, escape) ? *result : RawObject::error();
}

RawObject codecs_raw_unicode_escape_decode(Thread* thread, Arguments arguments) {
  if (!bytes_of_text(thread, arguments)) return RawObject::error();
  return decode_all(thread, arguments, kDecodeRawUnicodeEscape, "raw_unicode_escape_decode", 2);
}

RawObject codecs_readbuffer_encode(Thread* thread, Arguments arguments) {
  if (!bytes_of_text(thread, arguments)) return RawObject::error();
  Object data(thread, arguments[0]);
  if (!supports_buffer_NoGC(*data))
    return raise_type_error(thread, "a bytes-like object is required, not '%T'", &data);
  Object bytes(thread, bytes_from_buffer(thread, data));
  if (bytes->is_error()) return *bytes;
  RawObject exact = *bytes;
  return result_and_count(thread, bytes, static_cast<word>(bytes_data(exact).size()));
}

RawObject codecs_escape_encode(Thread* thread, Arguments arguments) {
  Object data(thread, underlying_value(arguments[0]));
  if (!is_exact_bytes(*data))
    return raise_type_error(thread, "escape_encode() argument 1 must be bytes, not %V", &data);
  RawObject exact = *data;
  word length = static_cast<word>(bytes_data(exact).size());
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (char character : bytes_data(exact)) {
    uint8_t c = static_cast<uint8_t>(character);
    if (c == '\'' || c == '\\')
      (out += '\\') += character;
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c < ' ' || c >= 0x7f)
      ((out += "\\x") += kDigits[c >> 4]) += kDigits[c & 15];
    else
      out += character;
  }
  Object result(thread, new_bytes(thread, out));
  return result_and_count(thread, result, length);
}

RawObject codecs_escape_decode(Thread* thread, Arguments arguments) {
  ErrorsArgument errors;
  if (!bytes_of_text(thread, arguments) ||
      !errors.read_after_data(thread, arguments, "escape_decode")) {
    return RawObject::error();
  }
  Object data(thread, arguments[0]);
  std::string input;
  if (!bytes_argument(thread, data, &input)) return RawObject::error();
  std::string_view handler = errors.get() == nullptr ? "strict" : errors.get();
  CharBuffer out;
  CodecError error;
  size_t position = 0, invalid = SIZE_MAX;
  ByteSpan span(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  while (DecodeByteEscape(span, &position, &out, &error, &invalid) == CodecStatus::kError) {
    bool trailing = std::string_view(error.reason).starts_with("Trailing");
    if (trailing || handler == "strict") {
      return trailing ? raise_value_error(thread, "%s", error.reason)
                      : raise_value_error(thread, "invalid \\x escape at position %ld",
                                          static_cast<word>(error.start));
    }
    if (handler == "replace") {
      out.append('?');
    } else if (handler != "ignore") {
      return raise_value_error(thread, "decoding error; unknown error handling code: %.400s",
                               errors.get());
    }
    position = error.end;
  }
  if (invalid != SIZE_MAX && !warn_of_escape(thread, input.substr(invalid, 4)))
    return RawObject::error();
  Object result(thread, new_bytes_from(thread, out));
  return result_and_count(thread, result, static_cast<word>(input.size()));
}

}  // namespace natives

}  // namespace pyro
