#include "lib-python/natives.h"
#include "modules/_io/text_stream.h"
#include "runtime/codec_run.h"

// TextIOWrapper: seek() and tell().
//
// A position in a text stream is an opaque int made of five numbers: the place in the binary stream
// from which decoding can start again; the decoder's flags there; how many bytes to feed it; how
// many characters of the result to skip; whether the end of input has to be signalled. In the
// common case only the first is not zero, and the position is that of the binary stream. The word
// layout (64 bits each, lowest first) is part of the library's observable behaviour.

namespace pyro::natives {

namespace {

struct Cookie {
  uint64_t start = 0, decoder_flags = 0, bytes_to_feed = 0, chars_to_skip = 0;
  bool need_end = false;
};

RawObject pack(Thread* thread, const Cookie& cookie) {
  uint64_t limbs[5] = {cookie.start, cookie.decoder_flags, cookie.bytes_to_feed,
                       cookie.chars_to_skip, cookie.need_end};
  size_t count = 5;
  while (count > 0 && limbs[count - 1] == 0) count--;
  if (count <= 1) return new_int_unsigned(thread, limbs[0]);
  return new_big_int(thread, {limbs, count}, false);
}

bool unpack(Thread* thread, const Object& value, Cookie* cookie) {
  RawObject number = int_value_of(*value);
  uint64_t limbs[5] = {};
  if (number.is_small_int()) {
    limbs[0] = static_cast<uint64_t>(number.small_int());
  } else {
    word count = number.heap_words() - 1;
    if (count > 5) {
      raise(thread, Exc::kOverflowError, "int too big to convert");
      return false;
    }
    std::memcpy(limbs, number.body<uint64_t>(), static_cast<size_t>(count) * 8);
  }
  *cookie = {limbs[0], limbs[1], limbs[2], limbs[3], limbs[4] != 0};
  return true;
}

bool set_decoder_state(Thread* thread, const TextStream& self, uint64_t flags) {
  Object decoder(thread, self->decoder());
  Object empty(thread, new_bytes(thread, "", 0));
  Object number(thread, new_int_unsigned(thread, flags));
  Object state(thread, new_tuple_of(thread, empty, number));
  return !call_named(thread, decoder, "setstate", state).is_error();
}

// Length of the undecoded bytes and the flags.
bool get_decoder_state(Thread* thread, const TextStream& self, word* waiting, uint64_t* flags) {
  Object decoder(thread, self->decoder());
  Object state(thread, call_named(thread, decoder, "getstate"));
  if (state->is_error()) return false;
  if (!is_heap_tuple(*state) || tuple_length(*state) != 2 || !is_bytes(tuple_at(*state, 0))) {
    raise_type_error(thread, "illegal decoder state");
    return false;
  }
  RawObject bytes = underlying_value(tuple_at(*state, 0));
  *waiting = static_cast<word>(bytes_data(bytes).size());
  Object number(thread, tuple_at(*state, 1));
  return as_uint64(thread, number, flags);
}

// Decodes part of the chunk: the number of characters, -1 on error.
word decode_part(Thread* thread, const TextStream& self, const std::string& chunk, word start,
                 word end, bool final) {
  Object input(thread, new_bytes(thread, chunk.data() + start, end - start));
  Object text(thread, text_decode(thread, self, input, final));
  return text->is_error() ? -1 : str_length(*text);
}

// Finds the latest place in the chunk where the decoder holds nothing back, guessing by the average
// size of a character.
bool find_start(Thread* thread, const TextStream& self, const std::string& chunk, Cookie* cookie,
                word* skipped, word* characters) {
  double ratio = is_float(self->ratio()) ? float_value_of(self->ratio()) : 1.0;
  word skip = std::min(static_cast<word>(ratio * static_cast<double>(*characters)),
                       static_cast<word>(chunk.size()));
  word back = 1;
  while (skip > 0) {
    if (!set_decoder_state(thread, self, cookie->decoder_flags)) return false;
    word count = decode_part(thread, self, chunk, 0, skip, false);
    if (count < 0) return false;
    if (count <= *characters) {
      word waiting;
      uint64_t flags;
      if (!get_decoder_state(thread, self, &waiting, &flags)) return false;
      if (waiting == 0) {
        cookie->decoder_flags = flags;
        *characters -= count;
        break;
      }
      skip -= waiting;
      back = 1;
    } else {
      skip -= back;
      back *= 2;
    }
  }
  if (skip <= 0) {
    skip = 0;
    if (!set_decoder_state(thread, self, cookie->decoder_flags)) return false;
  }
  *skipped = skip;
  return true;
}

// Feeds single bytes until the wanted character is reached, remembering the last safe place.
bool walk(Thread* thread, const TextStream& self, const std::string& chunk, word skip,
          word characters, Cookie* cookie) {
  cookie->start += static_cast<uint64_t>(skip);
  cookie->chars_to_skip = static_cast<uint64_t>(characters);
  if (characters == 0) return true;
  word fed = 0, decoded = 0, size = static_cast<word>(chunk.size());
  uint64_t start_flags = cookie->decoder_flags;
  for (word i = skip; i < size; i++) {
    word count = decode_part(thread, self, chunk, i, i + 1, false), waiting;
    uint64_t flags;
    if (count < 0 || !get_decoder_state(thread, self, &waiting, &flags)) return false;
    fed++;
    decoded += count;
    if (waiting == 0 && decoded <= characters) {
      cookie->start += static_cast<uint64_t>(fed);
      characters -= decoded;
      start_flags = flags;
      fed = decoded = 0;
    }
    if (decoded >= characters) break;
  }
  if (decoded < characters) {
    word count = decode_part(thread, self, chunk, size, size, true);
    if (count < 0) return false;
    decoded += count;
    cookie->need_end = true;
    if (decoded < characters) {
      raise(thread, Exc::kOSError, "can't reconstruct logical file position");
      return false;
    }
  }
  cookie->decoder_flags = start_flags;
  cookie->bytes_to_feed = static_cast<uint64_t>(fed);
  cookie->chars_to_skip = static_cast<uint64_t>(characters);
  return true;
}

RawObject locate(Thread* thread, const TextStream& self, uint64_t position) {
  RawObject bytes = self->snapshot_bytes();
  std::string chunk(bytes_data(bytes));
  Cookie cookie;
  cookie.start = position - chunk.size();
  Object flags(thread, self->snapshot_flags());
  if (!as_uint64(thread, flags, &cookie.decoder_flags)) return RawObject::error();
  word characters = self->decoded().is_none() ? 0 : self->used();
  if (characters == 0) return pack(thread, cookie);
  Object decoder(thread, self->decoder());
  Object saved(thread, call_named(thread, decoder, "getstate"));
  if (saved->is_error()) return *saved;
  word skip = 0;
  bool ok = find_start(thread, self, chunk, &cookie, &skip, &characters) &&
            walk(thread, self, chunk, skip, characters, &cookie);
  Object error(thread, ok ? RawObject::unbound() : thread->take_exception());
  if (call_named(thread, decoder, "setstate", saved).is_error()) return RawObject::error();
  if (!ok) {
    thread->set_pending_exception(*error);
    return RawObject::error();
  }
  return pack(thread, cookie);
}

}  // namespace

RawObject io_TextIOWrapper_tell(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  if (!text_check_open(thread, self)) return RawObject::error();
  if ((self->flags() & kTextSeekable) == 0)
    return raise_unsupported(thread, "underlying stream is not seekable");
  if ((self->flags() & kTextTelling) == 0)
    return raise(thread, Exc::kOSError, "telling position disabled by next() call");
  Object object(thread, *self);
  if (!text_flush_pending(thread, self) || call_method(thread, object, Symbol::kflush).is_error())
    return RawObject::error();
  Object buffer(thread, self->buffer());
  Object position(thread, call_named(thread, buffer, "tell"));
  if (position->is_error() || self->decoder().is_none() || self->snapshot_flags().is_none())
    return *position;
  uint64_t number;
  return as_uint64(thread, position, &number) ? locate(thread, self, number) : RawObject::error();
}

namespace {

// Back to the state of a fresh stream, or of one in the middle of a file.
bool reset_encoder(Thread* thread, const TextStream& self, bool at_start) {
  Object encoder(thread, self->encoder());
  if (encoder->is_none() || encoder->is_true()) return true;
  if (at_start) return !call_named(thread, encoder, "reset").is_error();
  Object zero(thread, RawObject::from_small_int(0));
  return !call_named(thread, encoder, "setstate", zero).is_error();
}

bool reset_decoder(Thread* thread, const TextStream& self, const Cookie& cookie) {
  if (self->decoder().is_none()) return true;
  if (cookie.start != 0 || cookie.decoder_flags != 0)
    return set_decoder_state(thread, self, cookie.decoder_flags);
  Object decoder(thread, self->decoder());
  return !call_named(thread, decoder, "reset").is_error();
}

RawObject seek_relative(Thread* thread, const TextStream& self, const Object& offset, int whence,
                        Object* target) {
  if (!(int_value_of(*offset) == RawObject::from_small_int(0))) {
    return raise_unsupported(thread, whence == 1 ? "can't do nonzero cur-relative seeks"
                                                 : "can't do nonzero end-relative seeks");
  }
  Object object(thread, *self);
  if (whence == 1) {
    *target = call_named(thread, object, "tell");
    return **target;
  }
  if (call_method(thread, object, Symbol::kflush).is_error()) return RawObject::error();
  text_forget_decoded(self);
  self->set_snapshot_flags(RawObject::none());
  if (!reset_decoder(thread, self, Cookie())) return RawObject::error();
  Object buffer(thread, self->buffer());
  Object zero(thread, RawObject::from_small_int(0));
  Object two(thread, RawObject::from_small_int(2));
  Object position(thread, call_named(thread, buffer, "seek", zero, two));
  if (position->is_error()) return *position;
  if (!reset_encoder(thread, self, *position == RawObject::from_small_int(0)))
    return RawObject::error();
  return *position;
}

// Decodes again up to a place inside a chunk.
bool restore_place(Thread* thread, const TextStream& self, const Cookie& cookie) {
  Object flags(thread, new_int_unsigned(thread, cookie.decoder_flags));
  if (cookie.chars_to_skip == 0) {
    Object empty(thread, new_bytes(thread, "", 0));
    self->set_snapshot_flags(*flags);
    self->set_snapshot_bytes(*empty);
    return true;
  }
  Object buffer(thread, self->buffer());
  Object count(thread, new_int_unsigned(thread, cookie.bytes_to_feed));
  Object chunk(thread, call_method(thread, buffer, Symbol::kread, count));
  if (chunk->is_error()) return false;
  if (!is_bytes(*chunk)) {
    raise_type_error(thread, "underlying read() should have returned a bytes object, not '%T'",
                     &chunk);
    return false;
  }
  chunk = underlying_value(*chunk);
  self->set_snapshot_flags(*flags);
  self->set_snapshot_bytes(*chunk);
  Object text(thread, text_decode(thread, self, chunk, cookie.need_end));
  if (text->is_error()) return false;
  if (static_cast<uint64_t>(str_length(*text)) < cookie.chars_to_skip) {
    raise(thread, Exc::kOSError, "can't restore logical file position");
    return false;
  }
  self->set_decoded(*text);
  self->set_used(static_cast<word>(cookie.chars_to_skip));
  return true;
}

bool is_negative(RawObject number) {
  return number.is_small_int() ? number.small_int() < 0 : (number.header().hash() & 1) != 0;
}

}  // namespace

RawObject io_TextIOWrapper_seek(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object target(thread, arguments[1]);
  Object whence_object(thread, arguments[2]);
  int whence;
  if (!as_int(thread, whence_object, &whence) || !text_check_open(thread, self))
    return RawObject::error();
  if ((self->flags() & kTextSeekable) == 0)
    return raise_unsupported(thread, "underlying stream is not seekable");
  if (whence < 0 || whence > 2)
    return raise_value_error(thread, "invalid whence (%d, should be 0, 1 or 2)", whence);
  target = index_of(thread, target);
  if (target->is_error()) return *target;
  if (whence != 0) {
    Object offset(thread, *target);
    RawObject result = seek_relative(thread, self, offset, whence, &target);
    if (result.is_error() || whence == 2) return result;
  }
  Object position(thread, int_value_of(*target));
  if (is_negative(*position))
    return raise_value_error(thread, "negative seek position %R", &position);
  Object object(thread, *self);
  Cookie cookie;
  if (call_method(thread, object, Symbol::kflush).is_error() || !unpack(thread, position, &cookie))
    return RawObject::error();
  Object buffer(thread, self->buffer());
  Object start(thread, new_int_unsigned(thread, cookie.start));
  if (call_named(thread, buffer, "seek", start).is_error()) return RawObject::error();
  text_forget_decoded(self);
  self->set_snapshot_flags(RawObject::none());
  if (!reset_decoder(thread, self, cookie)) return RawObject::error();
  if (!self->decoder().is_none() && !restore_place(thread, self, cookie)) return RawObject::error();
  if (!reset_encoder(thread, self, cookie.start == 0 && cookie.decoder_flags == 0))
    return RawObject::error();
  return *position;
}

RawObject io_TextIOWrapper_truncate(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object size(thread, arguments[1]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  Object object(thread, *self);
  if (call_method(thread, object, Symbol::kflush).is_error()) return RawObject::error();
  Object buffer(thread, self->buffer());
  return call_named(thread, buffer, "truncate", size);
}

}  // namespace pyro::natives
