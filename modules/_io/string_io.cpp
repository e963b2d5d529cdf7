#include <vector>

#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "runtime/types/text_arguments.h"

// StringIO: code points in a growing buffer.

namespace pyro::natives {

namespace {

// Besides the decoder's flags: how lines end.
enum StringFlag : word { kReadUniversal = 1, kReadTranslate = 2, kSeenShift = 8 };

bool check_open(Thread* thread, RawObject self) {
  RawStringIO stream = RawStringIO::cast(self);
  if (!stream.at(RawStringIO::kFlagsIndex).is_small_int()) {
    raise_value_error(thread, "I/O operation on uninitialized object");
    return false;
  }
  if (!stream.buffer().is_none()) return true;
  raise_value_error(thread, "I/O operation on closed file");
  return false;
}

uint32_t* units_NoGC(RawStringIO stream) {
  return reinterpret_cast<uint32_t*>(byte_buffer_data(stream.buffer()));
}
word capacity_NoGC(RawStringIO stream) { return byte_buffer_capacity(stream.buffer()) / 4; }

bool reserve(Thread* thread, const StringIO& stream, word length) {
  if (length <= capacity_NoGC(*stream)) return true;
  if (length > (word{1} << 40)) {
    raise(thread, Exc::kOverflowError, "new position too large");
    return false;
  }
  RawObject grown = new_byte_buffer(thread, 4 * std::max(length + length / 4 + 16, word{64}));
  if (grown.is_error()) return false;
  std::memcpy(byte_buffer_data(grown), units_NoGC(*stream),
              static_cast<size_t>(stream->length()) * 4);
  stream->set_buffer(grown);
  return true;
}

RawObject text_between(Thread* thread, const StringIO& stream, word start, word end) {
  StrBuilder out;
  const uint32_t* units = units_NoGC(*stream);
  for (word i = start; i < end; i++) out.append(units[i]);
  return out.finish(thread);
}

std::string newline_of(RawStringIO stream) {
  return is_str(stream.newline()) ? utf8_of(stream.newline()) : "";
}

// write() without checks: decodes line ends as they come in, then translates \n to the stream's
// own.
bool put(Thread* thread, const StringIO& stream, const Object& given) {
  Object text(thread, *given);
  if (!stream->decoder().is_none()) {
    NewlineDecoder decoder(thread, stream->decoder());
    text = newline_decode(thread, decoder, text, true);
    if (text->is_error()) return false;
  }
  std::string newline = newline_of(*stream);
  std::vector<uint32_t> units;
  {
    RawObject raw = *text;
    StrData data = str_data(raw);
    units.reserve(static_cast<size_t>(data.length));
    for (word i = 0; i < data.length; i++) {
      uint32_t code = data.at(i);
      if (code != '\n' || newline.empty() || newline == "\n") {
        units.push_back(code);
      } else {
        for (char c : newline) units.push_back(static_cast<uint8_t>(c));
      }
    }
  }
  word count = static_cast<word>(units.size()), position = stream->position();
  if (!reserve(thread, stream, position + count)) return false;
  uint32_t* target = units_NoGC(*stream);
  for (word i = stream->length(); i < position; i++) target[i] = 0;
  if (count != 0) std::memcpy(target + position, units.data(), units.size() * 4);
  stream->set_position(position + count);
  stream->set_length(std::max(stream->length(), position + count));
  return true;
}

// The newline argument: None, '', '\n', '\r' or '\r\n'.
bool check_newline(Thread* thread, const Object& newline) {
  if (newline->is_none()) return true;
  if (!is_str(*newline)) {
    raise_type_error(thread, "newline must be str or None, not %T", &newline);
    return false;
  }
  std::string text = utf8_of(*newline);
  if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") return true;
  raise_value_error(thread, "illegal newline value: %R", &newline);
  return false;
}

bool initialize(Thread* thread, const StringIO& stream, const Object& value,
                const Object& newline) {
  if (!check_newline(thread, newline)) return false;
  if (!value->is_none() && !is_str(*value)) {
    raise_type_error(thread, "initial_value must be str or None, not %T", &value);
    return false;
  }
  std::string text = newline->is_none() ? "" : utf8_of(*newline);
  bool universal = newline->is_none() || text.empty(), translate = newline->is_none();
  stream->set_flags((universal ? kReadUniversal : 0) | (translate ? kReadTranslate : 0));
  stream->set_newline(text == "\r" || text == "\r\n" ? *newline : RawObject::none());
  Object none(thread, RawObject::none());
  stream->set_decoder(
      universal ? new_newline_decoder(thread, none, TextCodec::kGeneric, none, true, translate)
                : RawObject::none());
  RawObject buffer = new_byte_buffer(thread, 256);
  stream->set_buffer(buffer);
  stream->set_position(0);
  stream->set_length(0);
  if (!value->is_none()) {
    Object exact(thread, underlying_value(*value));
    if (!put(thread, stream, exact)) return false;
  }
  stream->set_position(0);
  return true;
}

// End of the line that starts at the position.
word line_end_NoGC(RawStringIO stream, word limit) {
  word start = stream.position(), end = stream.length();
  if (limit >= 0) end = std::min(end, start + limit);
  StrData data{StrWidth::kUcs4, end, units_NoGC(stream)};
  std::string newline = newline_of(stream);
  if (newline.empty()) newline = "\n";
  bool universal = (stream.flags() & kReadUniversal) != 0,
       translated = (stream.flags() & kReadTranslate) != 0;
  word found =
      start >= end ? -1 : find_line_end_NoGC(data, start, end, translated, universal, newline);
  return found < 0 ? std::max(start, end) : found;
}

RawObject take_line(Thread* thread, const StringIO& stream, word limit) {
  word start = std::min(stream->position(), stream->length());
  if (stream->position() >= stream->length()) return new_str_ascii(thread, "");
  word end = line_end_NoGC(*stream, limit);
  stream->set_position(end);
  return text_between(thread, stream, start, end);
}

}  // namespace

RawObject io_StringIO___new__(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  return new_stream(thread, *type, !(*type == io_type(thread, IoType::kStringIO)));
}

RawObject io_StringIO___init__(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  Object value(thread, arguments[1]);
  Object newline(thread, arguments[2]);
  return none_or_error(initialize(thread, stream, value, newline));
}

RawObject io_StringIO_read(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  word size;
  if (!check_open(thread, *stream) || !size_argument(thread, arguments[1], &size))
    return RawObject::error();
  word start = std::min(stream->position(), stream->length()), end = stream->length();
  if (size >= 0) end = std::min(end, start + std::min(size, end));
  if (start < end) stream->set_position(end);
  return text_between(thread, stream, start, end);
}

RawObject io_StringIO_readline(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  word size;
  if (!check_open(thread, *stream) || !size_argument(thread, arguments[1], &size))
    return RawObject::error();
  return take_line(thread, stream, size);
}

RawObject io_StringIO___next__(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  if (!check_open(thread, *stream)) return RawObject::error();
  Object line(thread, RawObject::none());
  if (is_exact_io(thread, *stream, IoType::kStringIO)) {
    line = take_line(thread, stream, -1);
  } else {
    Object self(thread, *stream);
    line = call_method(thread, self, Symbol::kreadline);
    if (!line->is_error() && !is_str(*line)) {
      return raise(thread, Exc::kOSError, "readline() should have returned a str object, not '%T'",
                   &line);
    }
  }
  if (line->is_error()) return *line;
  return str_length(underlying_value(*line)) == 0 ? raise_stop_iteration(thread, RawObject::none())
                                                  : *line;
}

RawObject io_StringIO_write(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  Object text(thread, arguments[1]);
  if (!is_str(*text)) return raise_type_error(thread, "string argument expected, got '%T'", &text);
  if (!check_open(thread, *stream)) return RawObject::error();
  text = underlying_value(*text);
  word count = str_length(*text);
  if (count > 0 && !put(thread, stream, text)) return RawObject::error();
  return RawObject::from_small_int(count);
}

RawObject io_StringIO_seek(Thread* thread, Arguments arguments) {
  Object offset(thread, arguments[1]);
  Object whence_object(thread, arguments[2]);
  word position;
  int whence;
  if (!check_open(thread, arguments[0])) return RawObject::error();
  if (!size_argument(thread, offset, &position) ||
      !int_argument(thread, whence_object, &whence)) {
    return RawObject::error();
  }
  RawStringIO stream = RawStringIO::cast(arguments[0]);
  if (whence < 0 || whence > 2)
    return raise_value_error(thread, "Invalid whence (%d, should be 0, 1 or 2)", whence);
  if (whence == 0 && position < 0)
    return raise_value_error(thread, "Negative seek position %ld", position);
  if (whence != 0 && position != 0)
    return raise(thread, Exc::kOSError, "Can't do nonzero cur-relative seeks");
  if (whence != 0) position = whence == 1 ? stream.position() : stream.length();
  stream.set_position(position);
  return RawObject::from_small_int(position);
}

RawObject io_StringIO_tell(Thread* thread, Arguments arguments) {
  return check_open(thread, arguments[0])
             ? RawObject::from_small_int(RawStringIO::cast(arguments[0]).position())
             : RawObject::error();
}

RawObject io_StringIO_truncate(Thread* thread, Arguments arguments) {
  if (!check_open(thread, arguments[0])) return RawObject::error();
  word size;
  if (!size_argument(thread, arguments[1], &size)) return RawObject::error();
  RawStringIO stream = RawStringIO::cast(arguments[0]);
  if (arguments[1].is_none()) size = stream.position();
  if (size < 0) return raise_value_error(thread, "Negative size value %ld", size);
  if (size < stream.length()) stream.set_length(size);
  return RawObject::from_small_int(size);
}

RawObject io_StringIO_getvalue(Thread* thread, Arguments arguments) {
  StringIO stream(thread, arguments[0]);
  return check_open(thread, *stream) ? text_between(thread, stream, 0, stream->length())
                                     : RawObject::error();
}

RawObject io_StringIO_close(Thread* thread, Arguments arguments) {
  RawStringIO::cast(arguments[0]).set_buffer(RawObject::none());
  return io__IOBase_close(thread, arguments);
}

namespace {

RawObject open_true(Thread* thread, Arguments arguments) {
  return check_open(thread, arguments[0]) ? RawObject::true_object() : RawObject::error();
}

}  // namespace

RawObject io_StringIO_seekable(Thread* thread, Arguments arguments) {
  return open_true(thread, arguments);
}
RawObject io_StringIO_readable(Thread* thread, Arguments arguments) {
  return open_true(thread, arguments);
}
RawObject io_StringIO_writable(Thread* thread, Arguments arguments) {
  return open_true(thread, arguments);
}
RawObject io_StringIO_closed_get(Thread* thread, Arguments arguments) {
  RawStringIO stream = RawStringIO::cast(arguments[0]);
  if (!stream.at(RawStringIO::kFlagsIndex).is_small_int())
    return raise_value_error(thread, "I/O operation on uninitialized object");
  return RawObject::from_bool(stream.buffer().is_none());
}
RawObject io_StringIO_line_buffering_get(Thread* thread, Arguments arguments) {
  return check_open(thread, arguments[0]) ? RawObject::false_object() : RawObject::error();
}
RawObject io_StringIO_newlines_get(Thread* thread, Arguments arguments) {
  if (!check_open(thread, arguments[0])) return RawObject::error();
  RawObject decoder = RawStringIO::cast(arguments[0]).decoder();
  return decoder.is_none() ? decoder
                           : newlines_seen(thread, RawNewlineDecoder::cast(decoder).flags());
}

// (value, newline, position, instance dict or None)
RawObject io_StringIO___getstate__(Thread* thread, Arguments arguments) {
  StringIO self(thread, arguments[0]);
  Object value(thread, io_StringIO_getvalue(thread, arguments));
  if (value->is_error()) return *value;
  word flags = self->flags();
  Object newline(thread, self->newline());
  if (newline->is_none() && (flags & kReadTranslate) == 0)
    newline = new_str_ascii(thread, (flags & kReadUniversal) != 0 ? "" : "\n");
  Tuple state(thread, new_tuple(thread, 4));
  tuple_init(*state, 0, *value);
  tuple_init(*state, 1, *newline);
  tuple_init(*state, 2, RawObject::from_small_int(self->position()));
  tuple_init(*state, 3, RawObject::none());
  Object object(thread, *self);
  Object dict(thread, instance_dict(thread, object));
  if (is_heap_dict(*dict)) {
    Dict attributes(thread, *dict);
    RawObject copy = dict_copy(thread, attributes);
    tuple_init(*state, 3, copy);
  }
  return *state;
}

RawObject io_StringIO___setstate__(Thread* thread, Arguments arguments) {
  StringIO self(thread, arguments[0]);
  Object state(thread, arguments[1]);
  if (!is_heap_tuple(*state) || tuple_length(*state) < 4) {
    return raise_type_error(thread, "%T.__setstate__ argument should be 4-tuple, got %T", &self,
                            &state);
  }
  Object value(thread, tuple_at(*state, 0));
  Object newline(thread, tuple_at(*state, 1));
  Object none(thread, RawObject::none());
  if (!initialize(thread, self, none, newline)) return RawObject::error();
  // The value has its line ends already; they are not translated twice.
  if (is_str(*value)) {
    RawObject own_newline = self->newline(), decoder = self->decoder();
    Object saved_newline(thread, own_newline);
    Object saved_decoder(thread, decoder);
    self->set_newline(RawObject::none());
    self->set_decoder(RawObject::none());
    value = underlying_value(*value);
    if (!put(thread, self, value)) return RawObject::error();
    self->set_newline(*saved_newline);
    self->set_decoder(*saved_decoder);
  }
  Object position(thread, tuple_at(*state, 2));
  if (!is_int(*position))
    return raise_type_error(thread, "third item of state must be an integer, got %T", &position);
  word offset;
  if (!index_as_word(thread, position, OnOverflow::kOverflowError, &offset))
    return RawObject::error();
  if (offset < 0) return raise_value_error(thread, "position value cannot be negative");
  self->set_position(offset);
  Object dict(thread, tuple_at(*state, 3));
  if (dict->is_none()) return RawObject::none();
  if (!is_heap_dict(*dict))
    return raise_type_error(thread, "fourth item of state should be a dict, got a %T", &dict);
  Object object(thread, *self);
  Dict own(thread, instance_dict(thread, object));
  return none_or_error(dict_update(thread, own, dict, OnDuplicate::kReplace));
}

}  // namespace pyro::natives
