#include "lib-python/natives.h"
#include "modules/_io/text_stream.h"
#include "runtime/buffer.h"

// TextIOWrapper: reading. `decoded` holds the text of the last chunk, `used` how much of it was
// handed out.

namespace pyro {

RawObject text_decode(Thread* thread, const TextStream& self, const Object& input, bool final) {
  Object decoder(thread, self->decoder());
  if (is_exact_io(thread, *decoder, IoType::kNewlineDecoder)) {
    NewlineDecoder own(thread, *decoder);
    return newline_decode(thread, own, input, final);
  }
  Object final_object(thread, RawObject::from_bool(final));
  Object text(thread, call_named(thread, decoder, "decode", input, final_object));
  if (text->is_error()) return *text;
  if (!is_str(*text))
    return raise_type_error(thread, "decoder should return a string result, not '%T'", &text);
  return underlying_value(*text);
}

namespace {

RawObject read_bytes(Thread* thread, const TextStream& self, word size) {
  Object buffer(thread, self->buffer());
  bool own =
      is_exact_io(thread, *buffer, IoType::kReader) && !RawBuffered::cast(*buffer).raw().is_none();
  if (own) {
    Buffered buffered(thread, *buffer);
    return buffered_read1(thread, buffered, size);
  }
  Object count(thread, RawObject::from_small_int(size));
  const char* method = (self->flags() & kTextHasRead1) != 0 ? "read1" : "read";
  return call_named(thread, buffer, method, count);
}

// Remembers the decoder's state before the chunk, so that tell() can work out positions inside.
bool note_state(Thread* thread, const TextStream& self, Object* flags, Object* waiting) {
  Object decoder(thread, self->decoder());
  Object state(thread, call_named(thread, decoder, "getstate"));
  if (state->is_error()) return false;
  if (!is_heap_tuple(*state) || tuple_length(*state) != 2) {
    raise_type_error(thread, "illegal decoder state");
    return false;
  }
  *waiting = tuple_at(*state, 0);
  *flags = tuple_at(*state, 1);
  if (is_bytes(**waiting)) return true;
  Object found(thread, **waiting);
  raise_type_error(
      thread, "illegal decoder state: the first item should be a bytes object, not '%T'", &found);
  return false;
}

}  // namespace

int text_read_chunk(Thread* thread, const TextStream& self, word size_hint) {
  bool telling = (self->flags() & kTextTelling) != 0;
  Object state_flags(thread, RawObject::none());
  Object waiting(thread, RawObject::none());
  if (telling && !note_state(thread, self, &state_flags, &waiting)) return -1;
  Object input(thread, read_bytes(thread, self, std::max(self->chunk_size(), size_hint)));
  if (input->is_error()) return -1;
  BufferView view(thread);
  if (!view.acquire_if_supported(input)) {
    if (!thread->has_exception()) {
      const char* method = (self->flags() & kTextHasRead1) != 0 ? "read1" : "read";
      raise_type_error(thread, "underlying %s() should have returned a bytes-like object, not '%T'",
                       method, &input);
    }
    return -1;
  }
  word size = view.size();
  view.release();
  bool end = size == 0;
  Object text(thread, text_decode(thread, self, input, end));
  if (text->is_error()) return -1;
  self->set_decoded(*text);
  self->set_used(0);
  word count = str_length(*text);
  if (count > 0) end = false;
  double ratio = count > 0 ? static_cast<double>(size) / static_cast<double>(count) : 0;
  self->set_ratio(new_float(thread, ratio));
  if (telling) {
    Object exact(thread, is_exact_bytes(*input) ? *input : bytes_from_buffer(thread, input));
    waiting = underlying_value(*waiting);
    Object all(thread, bytes_concat(thread, waiting, exact));
    if (all->is_error()) return -1;
    self->set_snapshot_flags(*state_flags);
    self->set_snapshot_bytes(*all);
  }
  return end ? 0 : 1;
}

namespace {

// Up to `count` characters of what is decoded already (-1: all).
RawObject take_decoded(Thread* thread, const TextStream& self, word count) {
  if (self->decoded().is_none()) return new_str_ascii(thread, "");
  Object decoded(thread, self->decoded());
  word available = str_length(*decoded) - self->used();
  if (count < 0 || count > available) count = available;
  word start = self->used();
  self->set_used(start + count);
  return start == 0 && count == available ? *decoded : str_substring(thread, decoded, start, count);
}

RawObject read_rest(Thread* thread, const TextStream& self) {
  Object buffer(thread, self->buffer());
  Object input(thread, call_method(thread, buffer, Symbol::kread));
  if (input->is_error()) return *input;
  Object before(thread, take_decoded(thread, self, -1));
  if (before->is_error()) return *before;
  Object text(thread, RawObject::none());
  if (input->is_none())
    text = new_str_ascii(thread, "");
  else
    text = text_decode(thread, self, input, true);
  if (text->is_error()) return *text;
  text_forget_decoded(self);
  self->set_snapshot_flags(RawObject::none());
  return str_concat(thread, before, text);
}

bool check_readable(Thread* thread, const TextStream& self) {
  if (!text_check_open(thread, self)) return false;
  if (self->decoder().is_none()) {
    raise_unsupported(thread, "not readable");
    return false;
  }
  return self->pending().is_none() || text_flush_pending(thread, self);
}

}  // namespace

RawObject text_read_line(Thread* thread, const TextStream& self, word limit) {
  bool translated = (self->flags() & kTextReadTranslate) != 0,
       universal = (self->flags() & kTextReadUniversal) != 0;
  std::string newline = is_str(self->newline()) ? utf8_of(self->newline()) : "\n";
  Object rest(thread, RawObject::unbound());  // a line's beginning from earlier chunks
  while (true) {
    if (self->decoded().is_none() || self->used() >= str_length(self->decoded())) {
      int got = text_read_chunk(thread, self, 0);
      while (got > 0 && str_length(self->decoded()) == 0) got = text_read_chunk(thread, self, 0);
      if (got < 0) return RawObject::error();
      if (got == 0) {
        text_forget_decoded(self);
        self->set_snapshot_flags(RawObject::none());
        return rest->is_unbound() ? new_str_ascii(thread, "") : *rest;
      }
    }
    Object decoded(thread, self->decoded());
    word start = self->used();
    word before = rest->is_unbound() ? 0 : str_length(*rest);
    // A line end may lie across the border of two chunks.
    if (before > 0 && !translated && (universal || newline.size() == 2)) {
      Object tail(thread,
                  start == 0 ? *decoded
                             : str_substring(thread, decoded, start, str_length(*decoded) - start));
      decoded = str_concat(thread, rest, tail);
      if (decoded->is_error()) return *decoded;
      RawObject raw = *decoded;
      StrData data = str_data(raw);
      word stop = limit >= 0 ? std::min(data.length, limit) : data.length;
      word end = find_line_end_NoGC(data, 0, stop, translated, universal, newline);
      if (end < 0 && limit >= 0 && data.length >= limit) end = limit;
      if (end >= 0) {
        self->set_used(start + end - before);
        return str_substring(thread, decoded, 0, end);
      }
      rest = *decoded;
      self->set_used(str_length(self->decoded()));
      continue;
    }
    RawObject raw = *decoded;
    StrData data = str_data(raw);
    word stop = limit >= 0 ? std::min(data.length, start + limit - before) : data.length;
    word end = find_line_end_NoGC(data, start, stop, translated, universal, newline);
    if (end < 0 && limit >= 0 && stop - start + before >= limit) end = stop;
    Object piece(thread,
                 str_substring(thread, decoded, start, (end < 0 ? data.length : end) - start));
    if (piece->is_error()) return *piece;
    self->set_used(end < 0 ? str_length(self->decoded()) : end);
    rest = rest->is_unbound() ? *piece : str_concat(thread, rest, piece);
    if (rest->is_error() || end >= 0) return *rest;
  }
}

namespace natives {

RawObject io_TextIOWrapper_read(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  word size;
  if (!text_check_ready(thread, self) || !size_argument(thread, arguments[1], &size))
    return RawObject::error();
  if (!check_readable(thread, self)) return RawObject::error();
  if (size < 0) return read_rest(thread, self);
  Object result(thread, take_decoded(thread, self, size));
  if (result->is_error()) return *result;
  Object piece(thread, RawObject::none());
  while (str_length(*result) < size) {
    word missing = size - str_length(*result);
    int got = text_read_chunk(thread, self, missing);
    if (got < 0) return RawObject::error();
    if (got == 0) break;
    piece = take_decoded(thread, self, missing);
    result = piece->is_error() ? *piece : str_concat(thread, result, piece);
    if (result->is_error()) return *result;
  }
  return *result;
}

RawObject io_TextIOWrapper_readline(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  word limit;
  if (!size_argument(thread, arguments[1], &limit) || !check_readable(thread, self))
    return RawObject::error();
  return text_read_line(thread, self, limit);
}

RawObject io_TextIOWrapper___next__(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  self->set_flags(self->flags() & ~kTextTelling);
  Object line(thread, RawObject::none());
  if (is_exact_io(thread, *self, IoType::kTextStream)) {
    if (!check_readable(thread, self)) return RawObject::error();
    line = text_read_line(thread, self, -1);
  } else {
    Object object(thread, *self);
    line = call_method(thread, object, Symbol::kreadline);
    if (!line->is_error() && !is_str(*line)) {
      return raise(thread, Exc::kOSError, "readline() should have returned a str object, not '%T'",
                   &line);
    }
  }
  if (line->is_error()) return *line;
  if (str_length(underlying_value(*line)) > 0) return *line;
  self->set_snapshot_flags(RawObject::none());
  if ((self->flags() & kTextSeekable) != 0) self->set_flags(self->flags() | kTextTelling);
  return raise_stop_iteration(thread, RawObject::none());
}

}  // namespace natives
}  // namespace pyro
