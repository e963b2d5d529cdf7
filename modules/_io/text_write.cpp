#include "lib-python/natives.h"
#include "modules/_io/text_stream.h"
#include "runtime/codecs.h"

// TextIOWrapper: writing. Encoded text is collected in a list of bytes and handed to the buffer in
// one piece.

namespace pyro {

namespace {

bool is_own_buffer(Thread* thread, RawObject buffer) {
  return is_exact_io(thread, buffer, IoType::kWriter) ||
         is_exact_io(thread, buffer, IoType::kRandom);
}

bool write_to_buffer(Thread* thread, const TextStream& self, const Object& data) {
  Object buffer(thread, self->buffer());
  if (is_own_buffer(thread, *buffer) && !RawBuffered::cast(*buffer).raw().is_none()) {
    Buffered buffered(thread, *buffer);
    return !buffered_write(thread, buffered, data).is_error();
  }
  return !call_method(thread, buffer, Symbol::kwrite, data).is_error();
}

bool has_line_end(RawObject text, bool* carriage_return) {
  StrData data = str_data(text);
  bool found = false;
  if (data.width <= StrWidth::kLatin1) {
    *carriage_return = std::memchr(data.units, '\r', static_cast<size_t>(data.length)) != nullptr;
    return std::memchr(data.units, '\n', static_cast<size_t>(data.length)) != nullptr;
  }
  for (word i = 0; i < data.length; i++) {
    found |= data.at(i) == '\n';
    *carriage_return |= data.at(i) == '\r';
  }
  return found;
}

// \n as the stream's own line end.
RawObject expand_newlines(Thread* thread, const Object& text, const std::string& newline) {
  StrBuilder out;
  RawObject raw = *text;
  StrData data = str_data(raw);
  for (word i = 0; i < data.length; i++) {
    uint32_t code = data.at(i);
    if (code == '\n')
      out.append_ascii(newline);
    else
      out.append(code);
  }
  return out.finish(thread);
}

RawObject encode_text(Thread* thread, const TextStream& self, const Object& text) {
  RawObject raw = *text;
  StrData data = str_data(raw);
  TextCodec codec = static_cast<TextCodec>(self->codec());
  if (codec == TextCodec::kGeneric) {
    Object encoder(thread, self->encoder());
    Object bytes(thread, call_named(thread, encoder, "encode", text));
    if (bytes->is_error() || is_bytes(*bytes)) return *bytes;
    return raise_type_error(thread, "encoder should return a bytes object, not '%T'", &bytes);
  }
  if (data.is_ascii() && data.length <= 1024) {
    char copy[1024];
    std::memcpy(copy, data.units, static_cast<size_t>(data.length));
    return new_bytes(thread, copy, data.length);
  }
  std::string errors = utf8_of(self->errors());
  const char* name = codec == TextCodec::kUtf8    ? "utf-8"
                     : codec == TextCodec::kAscii ? "ascii"
                                                  : "latin-1";
  return encode(thread, text, name, errors.c_str());
}

}  // namespace

bool text_flush_pending(Thread* thread, const TextStream& self) {
  if (self->pending().is_none()) return true;
  List pieces(thread, self->pending());
  self->set_pending(RawObject::none());
  self->set_pending_bytes(0);
  Object data(thread, RawObject::none());
  if (pieces->length() == 1) {
    data = list_at(*pieces, 0);
  } else {
    std::string all;
    for (word i = 0; i < pieces->length(); i++) {
      RawObject piece = underlying_value(list_at(*pieces, i));
      all += bytes_data(piece);
    }
    data = new_bytes(thread, all);
  }
  return !data->is_error() && write_to_buffer(thread, self, data);
}

RawObject text_write(Thread* thread, const TextStream& self, const Object& given) {
  Object text(thread, *given);
  word count = str_length(*text);
  bool carriage_return = false;
  bool line_end = has_line_end(*text, &carriage_return);
  if (line_end && (self->flags() & kTextWriteTranslate) != 0) {
    text = expand_newlines(thread, text, utf8_of(self->newline()));
    if (text->is_error()) return *text;
  }
  Object data(thread, encode_text(thread, self, text));
  if (data->is_error()) return *data;
  word size = static_cast<word>(bytes_data(*data).size());
  // No write to the buffer is larger than a chunk unless a single text is.
  bool full = self->pending_bytes() > 0 && self->pending_bytes() + size > self->chunk_size();
  if (full && !text_flush_pending(thread, self)) return RawObject::error();
  if (self->pending().is_none()) self->set_pending(new_list(thread));
  List pending(thread, self->pending());
  if (!list_append(thread, pending, data)) return RawObject::error();
  self->set_pending_bytes(self->pending_bytes() + size);
  bool flush = (self->flags() & kTextLineBuffering) != 0 && (line_end || carriage_return);
  if (self->pending_bytes() >= self->chunk_size() || flush ||
      (self->flags() & kTextWriteThrough) != 0) {
    if (!text_flush_pending(thread, self)) return RawObject::error();
  }
  if (flush) {
    Object buffer(thread, self->buffer());
    if (call_method(thread, buffer, Symbol::kflush).is_error()) return RawObject::error();
  }
  if (!self->decoded().is_none()) text_forget_decoded(self);
  if (!self->snapshot_flags().is_none()) self->set_snapshot_flags(RawObject::none());
  if (!self->decoder().is_none() && is_heap_newline_decoder(self->decoder())) {
    RawNewlineDecoder decoder = RawNewlineDecoder::cast(self->decoder());
    decoder.set_flags(decoder.flags() & ~kNewlinePendingCr);
    decoder.set_undecoded(RawObject::none());
  }
  return RawObject::from_small_int(count);
}

RawObject text_flush(Thread* thread, const TextStream& self) {
  word telling = (self->flags() & kTextSeekable) != 0 ? kTextTelling : 0;
  self->set_flags((self->flags() & ~kTextTelling) | telling);
  if (!text_flush_pending(thread, self)) return RawObject::error();
  Object buffer(thread, self->buffer());
  return call_method(thread, buffer, Symbol::kflush);
}

namespace natives {

RawObject io_TextIOWrapper_write(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object text(thread, arguments[1]);
  if (!is_str(*text))
    return raise_type_error(thread, "write() argument must be str, not %T", &text);
  if (!text_check_open(thread, self)) return RawObject::error();
  if (self->encoder().is_none()) return raise_unsupported(thread, "not writable");
  text = underlying_value(*text);
  return text_write(thread, self, text);
}

RawObject io_TextIOWrapper_flush(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  return text_check_open(thread, self) ? text_flush(thread, self) : RawObject::error();
}

}  // namespace natives
}  // namespace pyro
