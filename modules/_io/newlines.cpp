#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "runtime/codec_run.h"

// Line ends: the incremental decoder that translates them, and the search for them.

namespace pyro {

word find_line_end_NoGC(const StrData& text, word start, word end, bool translated, bool universal,
                        std::string_view newline) {
  auto find = [&](uint32_t wanted, word from) -> word {
    if (text.width <= StrWidth::kLatin1) {
      const char* base = static_cast<const char*>(text.units);
      const void* hit =
          std::memchr(base + from, static_cast<int>(wanted), static_cast<size_t>(end - from));
      return hit == nullptr ? -1 : static_cast<const char*>(hit) - base;
    }
    for (word i = from; i < end; i++) {
      if (text.at(i) == wanted) return i;
    }
    return -1;
  };
  if (translated || (!universal && newline == "\n")) {
    word at = find('\n', start);
    return at < 0 ? -1 : at + 1;
  }
  if (universal) {
    for (word i = start; i < end; i++) {
      uint32_t code = text.at(i);
      if (code == '\n') return i + 1;
      if (code == '\r') return i + 1 < end && text.at(i + 1) == '\n' ? i + 2 : i + 1;
    }
    return -1;
  }
  for (word at = find(static_cast<uint8_t>(newline[0]), start); at >= 0;
       at = at + 1 < end ? find(static_cast<uint8_t>(newline[0]), at + 1) : -1) {
    if (newline.size() == 1) return at + 1;
    if (at + 1 < end && text.at(at + 1) == static_cast<uint8_t>(newline[1])) return at + 2;
  }
  return -1;
}

RawObject newlines_seen(Thread* thread, word flags) {
  const char* const ends[] = {"\r", "\n", "\r\n"};
  constexpr word kFlags[] = {kNewlineSeenCr, kNewlineSeenLf, kNewlineSeenCrLf};
  word count = 0;
  for (word flag : kFlags) count += (flags & flag) != 0;
  if (count == 0) return RawObject::none();
  Tuple result(thread, new_tuple(thread, count));
  for (word i = 0, next = 0; i < 3; i++) {
    if ((flags & kFlags[i]) == 0) continue;
    RawObject text = new_str_ascii(thread, ends[i]);
    if (count == 1) return text;
    tuple_init(*result, next++, text);
  }
  return *result;
}

namespace {

bool has_character(const StrData& data, uint8_t wanted) {
  if (data.width <= StrWidth::kLatin1)
    return std::memchr(data.units, wanted, static_cast<size_t>(data.length)) != nullptr;
  for (word i = 0; i < data.length; i++) {
    if (data.at(i) == wanted) return true;
  }
  return false;
}

}  // namespace

RawObject translate_newlines(Thread* thread, const Object& text, bool translate, word* flags) {
  RawObject raw = *text;
  StrData data = str_data(raw);
  if (!has_character(data, '\r')) {
    if ((*flags & kNewlineSeenLf) == 0 && has_character(data, '\n')) *flags |= kNewlineSeenLf;
    return raw;
  }
  StrBuilder out;
  for (word i = 0; i < data.length; i++) {
    uint32_t code = data.at(i);
    if (code == '\n') *flags |= kNewlineSeenLf;
    if (code == '\r') {
      bool pair = i + 1 < data.length && data.at(i + 1) == '\n';
      *flags |= pair ? kNewlineSeenCrLf : kNewlineSeenCr;
      i += pair;
      code = '\n';
    }
    if (translate) out.append(code);
  }
  return translate ? out.finish(thread) : *text;
}

TextCodec builtin_text_codec(std::string_view encoding) {
  std::string name;
  for (char c : encoding)
    name += c == '_' || c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (name == "utf-8" || name == "utf8") return TextCodec::kUtf8;
  if (name == "ascii" || name == "us-ascii") return TextCodec::kAscii;
  if (name == "latin-1" || name == "iso-8859-1" || name == "latin1" || name == "iso8859-1")
    return TextCodec::kLatin1;
  return TextCodec::kGeneric;
}

RawObject new_newline_decoder(Thread* thread, const Object& decoder, TextCodec codec,
                              const Object& errors, bool universal, bool translate) {
  NewlineDecoder self(thread, new_stream(thread, io_type(thread, IoType::kNewlineDecoder), false));
  self->set_decoder(*decoder);
  self->set_codec(static_cast<word>(codec));
  self->set_errors(*errors);
  self->set_undecoded(RawObject::none());
  self->set_flags((translate ? kNewlineTranslate : 0) | (universal ? kNewlineUniversal : 0));
  return *self;
}

namespace {

// Decodes with the built-in codec, keeping back the bytes of an incomplete character.
RawObject decode_builtin(Thread* thread, const NewlineDecoder& self, const Object& input,
                         bool final) {
  Object data(thread, *input);
  if (!self->undecoded().is_none()) {
    Object before(thread, self->undecoded());
    Object exact(thread, is_exact_bytes(*input) ? *input : bytes_from_buffer(thread, input));
    if (exact->is_error()) return *exact;
    data = bytes_concat(thread, before, exact);
    if (data->is_error()) return *data;
  }
  TextCodec codec = static_cast<TextCodec>(self->codec());
  Decoding decoding = codec == TextCodec::kUtf8    ? kDecodeUtf8
                      : codec == TextCodec::kAscii ? kDecodeAscii
                                                   : kDecodeLatin1;
  decoding.final = final ? Final::kYes : Final::kNo;
  std::string errors = is_str(self->errors()) ? utf8_of(self->errors()) : "strict";
  word consumed = 0;
  Object text(thread, run_decoder(thread, decoding, data, errors.c_str(), &consumed));
  if (text->is_error()) return *text;
  BufferView view(thread);
  if (!view.acquire(data)) return RawObject::error();
  if (consumed < view.size() && !final) {
    std::string rest(view.bytes_NoGC().substr(static_cast<size_t>(consumed)));
    RawObject kept = new_bytes(thread, rest);
    self->set_undecoded(kept);
  } else {
    self->set_undecoded(RawObject::none());
  }
  return *text;
}

RawObject inner_decode(Thread* thread, const NewlineDecoder& self, const Object& input,
                       bool final) {
  if (static_cast<TextCodec>(self->codec()) != TextCodec::kGeneric)
    return decode_builtin(thread, self, input, final);
  Object decoder(thread, self->decoder());
  if (decoder->is_none()) return *input;
  Object final_object(thread, RawObject::from_bool(final));
  return call_named(thread, decoder, "decode", input, final_object);
}

}  // namespace

RawObject newline_decode(Thread* thread, const NewlineDecoder& self, const Object& input,
                         bool final) {
  Object text(thread, inner_decode(thread, self, input, final));
  if (text->is_error()) return *text;
  if (!is_str(*text))
    return raise_type_error(thread, "decoder should return a string result, not '%T'", &text);
  text = underlying_value(*text);
  word flags = self->flags();
  if ((flags & (kNewlineUniversal | kNewlineTranslate)) == 0) return *text;
  word length = str_length(*text);
  if ((flags & kNewlinePendingCr) != 0 && (final || length > 0)) {
    Object cr(thread, new_str_ascii(thread, "\r"));
    text = str_concat(thread, cr, text);
    if (text->is_error()) return *text;
    flags &= ~kNewlinePendingCr;
    length++;
  }
  // A \r at the end may be half of \r\n.
  if (!final && length > 0) {
    RawObject raw = *text;
    if (str_data(raw).at(length - 1) == '\r') {
      text = str_substring(thread, text, 0, length - 1);
      if (text->is_error()) return *text;
      flags |= kNewlinePendingCr;
    }
  }
  RawObject result = translate_newlines(thread, text, (flags & kNewlineTranslate) != 0, &flags);
  if (!result.is_error()) self->set_flags(flags);
  return result;
}

namespace natives {

namespace {

bool check_initialized(Thread* thread, RawObject self) {
  if (self.at(RawNewlineDecoder::kFlagsIndex).is_small_int() &&
      RawNewlineDecoder::cast(self).codec() >= 0)
    return true;
  raise_value_error(thread, "IncrementalNewlineDecoder.__init__() not called");
  return false;
}

}  // namespace

RawObject io_IncrementalNewlineDecoder___new__(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, new_stream(thread, arguments[0], false));
  self->set_codec(-1);
  self->set_flags(0);
  return *self;
}

RawObject io_IncrementalNewlineDecoder___init__(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, arguments[0]);
  Object translate(thread, arguments[2]);
  Truth truth = is_true(thread, translate);
  if (truth == Truth::kError) return RawObject::error();
  self->set_decoder(arguments[1]);
  self->set_codec(static_cast<word>(TextCodec::kGeneric));
  self->set_errors(arguments[3]);
  self->set_undecoded(RawObject::none());
  self->set_flags(kNewlineUniversal | (truth == Truth::kTrue ? kNewlineTranslate : 0));
  return RawObject::none();
}

RawObject io_IncrementalNewlineDecoder_decode(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, arguments[0]);
  Object input(thread, arguments[1]);
  Object final_object(thread, arguments[2]);
  if (!check_initialized(thread, *self)) return RawObject::error();
  Truth final = is_true(thread, final_object);
  return final == Truth::kError ? RawObject::error()
                                : newline_decode(thread, self, input, final == Truth::kTrue);
}

// (bytes, flag): the inner decoder's state with our flag as its lowest bit.
RawObject io_IncrementalNewlineDecoder_getstate(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, arguments[0]);
  if (!check_initialized(thread, *self)) return RawObject::error();
  Object buffer(thread, self->undecoded().is_none() ? new_bytes(thread, "", 0) : self->undecoded());
  Object flag(thread, RawObject::from_small_int(0));
  Object decoder(thread, self->decoder());
  bool wraps = !decoder->is_none();
  if (wraps) {
    Object state(thread, call_named(thread, decoder, "getstate"));
    if (state->is_error()) return *state;
    if (!is_heap_tuple(*state) || tuple_length(*state) != 2)
      return raise_type_error(thread, "illegal decoder state");
    buffer = tuple_at(*state, 0);
    flag = tuple_at(*state, 1);
  }
  bool shifted = wraps || (self->flags() & (kNewlineUniversal | kNewlineTranslate)) != 0;
  if (shifted) {
    Object one(thread, RawObject::from_small_int(1));
    flag = binary_operation(thread, BinaryOp::kLshift, flag, one);
    if (flag->is_error()) return *flag;
    Object pending(thread,
                   RawObject::from_small_int((self->flags() & kNewlinePendingCr) != 0 ? 1 : 0));
    flag = binary_operation(thread, BinaryOp::kOr, flag, pending);
    if (flag->is_error()) return *flag;
  }
  return new_tuple_of(thread, buffer, flag);
}

RawObject io_IncrementalNewlineDecoder_setstate(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, arguments[0]);
  Object state(thread, arguments[1]);
  if (!check_initialized(thread, *self)) return RawObject::error();
  if (!is_heap_tuple(*state)) return raise_type_error(thread, "state argument must be a tuple");
  if (tuple_length(*state) != 2)
    return raise_type_error(thread, "setstate(): illegal state argument");
  Object buffer(thread, tuple_at(*state, 0));
  Object flag(thread, tuple_at(*state, 1));
  Object one(thread, RawObject::from_small_int(1));
  Object low(thread, binary_operation(thread, BinaryOp::kAnd, flag, one));
  if (low->is_error()) return *low;
  self->set_flags((self->flags() & ~kNewlinePendingCr) |
                  (is_true(thread, low) == Truth::kTrue ? kNewlinePendingCr : 0));
  if (static_cast<TextCodec>(self->codec()) != TextCodec::kGeneric) {
    self->set_undecoded(is_bytes(*buffer) && length(thread, buffer) > 0 ? *buffer
                                                                        : RawObject::none());
    return RawObject::none();
  }
  Object decoder(thread, self->decoder());
  if (decoder->is_none()) return RawObject::none();
  flag = binary_operation(thread, BinaryOp::kRshift, flag, one);
  if (flag->is_error()) return *flag;
  Object inner(thread, new_tuple_of(thread, buffer, flag));
  return call_named(thread, decoder, "setstate", inner);
}

RawObject io_IncrementalNewlineDecoder_reset(Thread* thread, Arguments arguments) {
  NewlineDecoder self(thread, arguments[0]);
  if (!check_initialized(thread, *self)) return RawObject::error();
  self->set_flags(self->flags() & (kNewlineUniversal | kNewlineTranslate));
  self->set_undecoded(RawObject::none());
  Object decoder(thread, self->decoder());
  return decoder->is_none() ? RawObject::none() : call_named(thread, decoder, "reset");
}

RawObject io_IncrementalNewlineDecoder_newlines_get(Thread* thread, Arguments arguments) {
  if (!check_initialized(thread, arguments[0])) return RawObject::error();
  return newlines_seen(thread, RawNewlineDecoder::cast(arguments[0]).flags());
}

}  // namespace natives
}  // namespace pyro
