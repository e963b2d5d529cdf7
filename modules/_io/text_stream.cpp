#include "modules/_io/text_stream.h"

#include <langinfo.h>

#include "lib-python/natives.h"
#include "runtime/codec_run.h"

// TextIOWrapper: set-up and attributes.

namespace pyro {

bool text_check_ready(Thread* thread, const TextStream& self) {
  RawObject flags = self->at(RawTextStream::kFlagsIndex);
  if (flags.is_small_int() && (flags.small_int() & kTextReady) != 0) return true;
  bool detached = flags.is_small_int() && (flags.small_int() & kTextDetached) != 0;
  raise_value_error(thread, detached ? "underlying buffer has been detached"
                                     : "I/O operation on uninitialized object");
  return false;
}

namespace {

Truth buffer_closed(Thread* thread, const TextStream& self) {
  Object buffer(thread, self->buffer());
  bool known = is_exact_io(thread, *buffer, IoType::kReader) ||
               is_exact_io(thread, *buffer, IoType::kWriter) ||
               is_exact_io(thread, *buffer, IoType::kRandom);
  if (known && is_exact_io(thread, RawBuffered::cast(*buffer).raw(), IoType::kFileIO)) {
    return truth_of(RawFileIO::cast(RawBuffered::cast(*buffer).raw()).fd() < 0);
  }
  return stream_closed(thread, buffer);
}

}  // namespace

bool text_check_open(Thread* thread, const TextStream& self) {
  if (!text_check_ready(thread, self)) return false;
  Truth closed = buffer_closed(thread, self);
  if (closed == Truth::kTrue) raise_closed(thread);
  return closed == Truth::kFalse;
}

void text_forget_decoded(const TextStream& self) {
  self->set_decoded(RawObject::none());
  self->set_used(0);
}

namespace {

// codecs.lookup(encoding) for an encoding that is not built in; it has to be a text encoding.
bool make_generic_codec(Thread* thread, const TextStream& self, bool reading, bool writing) {
  std::string name = utf8_of(self->encoding());
  Object info(thread, lookup_codec(thread, name.c_str()));
  if (info->is_error()) return false;
  Object flag_name(thread, intern_ascii(thread, "_is_text_encoding"));
  Object flag(thread, find_attribute(thread, info, flag_name));
  if (flag->is_error()) return false;
  if (flag->is_false()) {
    raise(thread, Exc::kLookupError,
          "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs",
          name.c_str());
    return false;
  }
  Object errors(thread, self->errors());
  bool universal = (self->flags() & kTextReadUniversal) != 0,
       translate = (self->flags() & kTextReadTranslate) != 0;
  if (reading) {
    Object decoder(thread, call_named(thread, info, "incrementaldecoder", errors));
    if (decoder->is_error()) return false;
    if (universal) {
      decoder = new_newline_decoder(thread, decoder, TextCodec::kGeneric, errors, true, translate);
    }
    self->set_decoder(*decoder);
  }
  if (writing) {
    RawObject encoder = call_named(thread, info, "incrementalencoder", errors);
    if (encoder.is_error()) return false;
    self->set_encoder(encoder);
  }
  return true;
}

}  // namespace

bool text_set_codec(Thread* thread, const TextStream& self) {
  Object buffer(thread, self->buffer());
  Truth reading = ask_stream(thread, buffer, "readable");
  if (reading == Truth::kError) return false;
  Truth writing = ask_stream(thread, buffer, "writable");
  if (writing == Truth::kError) return false;
  TextCodec codec = builtin_text_codec(utf8_of(self->encoding()));
  self->set_codec(static_cast<word>(codec));
  self->set_decoder(RawObject::none());
  self->set_encoder(RawObject::none());
  if (codec == TextCodec::kGeneric)
    return make_generic_codec(thread, self, reading == Truth::kTrue, writing == Truth::kTrue);
  if (reading == Truth::kTrue) {
    Object none(thread, RawObject::none());
    Object errors(thread, self->errors());
    bool universal = (self->flags() & kTextReadUniversal) != 0,
         translate = (self->flags() & kTextReadTranslate) != 0;
    self->set_decoder(new_newline_decoder(thread, none, codec, errors, universal, translate));
  }
  // A sign that the stream can be written; built-in encoders need no state.
  if (writing == Truth::kTrue) self->set_encoder(RawObject::true_object());
  return true;
}

namespace {

bool check_newline(Thread* thread, const Object& newline) {
  if (newline->is_none()) return true;
  if (!is_str(*newline)) {
    raise_type_error(thread, "TextIOWrapper() argument 'newline' must be str or None, not %V",
                     &newline);
    return false;
  }
  std::string text = utf8_of(*newline);
  if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") return true;
  raise_value_error(thread, "illegal newline value: %s", text.c_str());
  return false;
}

void set_newline_flags(const TextStream& self, RawObject newline) {
  std::string text = newline.is_none() ? "" : utf8_of(newline);
  word flags = self->flags() & ~(kTextReadUniversal | kTextReadTranslate | kTextWriteTranslate);
  if (newline.is_none() || text.empty()) flags |= kTextReadUniversal;
  if (newline.is_none()) flags |= kTextReadTranslate;
  if (!newline.is_none() && text != "\n" && !text.empty()) flags |= kTextWriteTranslate;
  self->set_flags(flags);
  self->set_newline(newline);
}

// The error handler must be known; the built-in ones are.
bool check_errors(Thread* thread, const Object& errors) {
  std::string name;
  if (!c_string_of(thread, errors, &name)) return false;
  if (name == "strict" || name == "ignore" || name == "replace" || name == "surrogateescape" ||
      name == "backslashreplace" || name == "xmlcharrefreplace" || name == "surrogatepass" ||
      name == "namereplace") {
    return true;
  }
  return !lookup_error_handler(thread, name.c_str()).is_error();
}

RawObject choose_encoding(Thread* thread, const Object& encoding) {
  if (encoding->is_none() && !warn_of_default_encoding(thread, 1)) return RawObject::error();
  if (encoding->is_none() && thread->runtime()->utf8_mode) return new_str_ascii(thread, "utf-8");
  if (encoding->is_none() || (is_str(*encoding) && utf8_of(*encoding) == "locale"))
    return new_str(thread, nl_langinfo(CODESET));
  if (!is_str(*encoding))
    return raise_type_error(
        thread, "TextIOWrapper() argument 'encoding' must be str or None, not %V", &encoding);
  std::string name;
  return c_string_of(thread, encoding, &name) ? underlying_value(*encoding) : RawObject::error();
}

bool initialize(Thread* thread, const TextStream& self, const Object& buffer,
                const Object& encoding, const Object& given_errors, const Object& newline,
                bool line_buffering, bool write_through) {
  self->set_flags(0);
  self->set_codec(0);
  self->set_used(0);
  self->set_pending_bytes(0);
  self->set_chunk_size(kTextChunkSize);
  self->set_ratio(RawObject::none());
  if (!check_newline(thread, newline)) return false;
  Object errors(thread, *given_errors);
  if (errors->is_none()) errors = new_str_ascii(thread, "strict");
  if (!is_str(*errors)) {
    raise_type_error(thread, "TextIOWrapper() argument 'errors' must be str or None, not %V",
                     &errors);
    return false;
  }
  errors = underlying_value(*errors);
  if (!check_errors(thread, errors)) return false;
  Object chosen(thread, choose_encoding(thread, encoding));
  if (chosen->is_error()) return false;
  self->set_buffer(*buffer);
  self->set_encoding(*chosen);
  self->set_errors(*errors);
  set_newline_flags(self, *newline);
  text_forget_decoded(self);
  self->set_pending(RawObject::none());
  self->set_snapshot_flags(RawObject::none());
  if (!text_set_codec(thread, self)) return false;
  Truth seekable = ask_stream(thread, buffer, "seekable");
  if (seekable == Truth::kError) return false;
  word flags = self->flags() | (line_buffering ? kTextLineBuffering : 0) |
               (write_through ? kTextWriteThrough : 0);
  if (seekable == Truth::kTrue) flags |= kTextSeekable | kTextTelling;
  Object read1(thread, intern_ascii(thread, "read1"));
  RawObject has_read1 = find_attribute(thread, buffer, read1);
  if (has_read1.is_error()) return false;
  if (!has_read1.is_unbound()) flags |= kTextHasRead1;
  self->set_flags(flags | kTextReady);
  // Appending to a file that has text: no second byte order mark.
  if (seekable == Truth::kTrue && !self->encoder().is_none() && !self->encoder().is_true()) {
    Object position(thread, call_named(thread, buffer, "tell"));
    if (position->is_error()) return false;
    if (!(*position == RawObject::from_small_int(0))) {
      Object encoder(thread, self->encoder());
      Object zero(thread, RawObject::from_small_int(0));
      if (call_named(thread, encoder, "setstate", zero).is_error()) return false;
    }
  }
  set_owned(thread, *buffer, true);
  return true;
}

}  // namespace

bool warn_of_default_encoding(Thread* thread, int stack_level) {
  if (!thread->runtime()->warn_default_encoding) return true;
  return warn(thread, Exc::kEncodingWarning, stack_level, "'encoding' argument not specified");
}

RawObject new_text_stream(Thread* thread, const Object& buffer, const Object& encoding,
                          const Object& errors, const Object& newline, bool line_buffering) {
  TextStream self(thread, new_stream(thread, io_type(thread, IoType::kTextStream), true));
  return initialize(thread, self, buffer, encoding, errors, newline, line_buffering, false)
             ? *self
             : RawObject::error();
}

namespace natives {

RawObject io_TextIOWrapper___new__(Thread* thread, Arguments arguments) {
  TextStream self(thread, new_stream(thread, arguments[0], true));
  self->set_flags(0);
  return *self;
}

RawObject io_TextIOWrapper___init__(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  Object encoding(thread, arguments[2]);
  Object errors(thread, arguments[3]);
  Object newline(thread, arguments[4]);
  Object line_buffering(thread, arguments[5]);
  Object write_through(thread, arguments[6]);
  Truth by_line = is_true(thread, line_buffering), through = is_true(thread, write_through);
  if (by_line == Truth::kError || through == Truth::kError) return RawObject::error();
  return none_or_error(initialize(thread, self, buffer, encoding, errors, newline,
                                  by_line == Truth::kTrue, through == Truth::kTrue));
}

RawObject io_TextIOWrapper_reconfigure(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object encoding(thread, arguments[1]);
  Object errors(thread, arguments[2]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  bool recode = !encoding->is_none() || !errors->is_none() || arguments.has(3);
  if (recode && !self->decoded().is_none()) {
    return raise_unsupported(
        thread, "It is not possible to set the encoding or newline of stream after the first read");
  }
  if (arguments.has(3)) {
    Object newline(thread, arguments[3]);
    if (!check_newline(thread, newline)) return RawObject::error();
  }
  if (text_flush(thread, self).is_error()) return RawObject::error();
  if (!encoding->is_none()) {
    encoding = choose_encoding(thread, encoding);
    if (encoding->is_error()) return *encoding;
    if (errors->is_none()) errors = new_str_ascii(thread, "strict");
  }
  if (!errors->is_none() && (!is_str(*errors) || !check_errors(thread, errors))) {
    return thread->has_exception()
               ? RawObject::error()
               : raise_type_error(thread,
                                  "reconfigure() argument 'errors' must be str or None, not %V",
                                  &errors);
  }
  if (!encoding->is_none()) self->set_encoding(*encoding);
  if (!errors->is_none()) self->set_errors(underlying_value(*errors));
  if (arguments.has(3)) set_newline_flags(self, arguments[3]);
  if (recode && !text_set_codec(thread, self)) return RawObject::error();
  constexpr word kFlags[] = {kTextLineBuffering, kTextWriteThrough};
  for (word i = 0; i < 2; i++) {
    Object value(thread, arguments[4 + i]);
    if (value->is_none()) continue;
    Truth truth = is_true(thread, value);
    if (truth == Truth::kError) return RawObject::error();
    self->set_flags(truth == Truth::kTrue ? self->flags() | kFlags[i] : self->flags() & ~kFlags[i]);
  }
  return RawObject::none();
}

RawObject io_TextIOWrapper_detach(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  Object object(thread, *self);
  if (!text_check_ready(thread, self) || call_method(thread, object, Symbol::kflush).is_error())
    return RawObject::error();
  Object buffer(thread, self->buffer());
  self->set_buffer(RawObject::none());
  self->set_flags((self->flags() & ~kTextReady) | kTextDetached);
  set_owned(thread, *buffer, false);
  return *buffer;
}

RawObject io_TextIOWrapper_close(Thread* thread, Arguments arguments) {
  TextStream self(thread, arguments[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  Truth closed = buffer_closed(thread, self);
  if (closed != Truth::kFalse)
    return closed == Truth::kError ? RawObject::error() : RawObject::none();
  Object object(thread, *self);
  Object buffer(thread, self->buffer());
  if ((self->flags() & kTextFinalizing) != 0) {
    if (call_named(thread, buffer, "_dealloc_warn", object).is_error()) thread->take_exception();
  }
  RawObject flushed = call_method(thread, object, Symbol::kflush);
  Object first(thread, flushed.is_error() ? thread->take_exception() : RawObject::unbound());
  RawObject result = call_method(thread, buffer, Symbol::kclose);
  if (first->is_unbound()) return result;
  if (result.is_error()) {
    Object second(thread, thread->take_exception());
    RawBaseException::cast(*second).set_context(*first);
    thread->set_pending_exception(*second);
  } else {
    thread->set_pending_exception(*first);
  }
  return RawObject::error();
}

namespace {

RawObject forward(Thread* thread, Arguments arguments, const char* method) {
  TextStream self(thread, arguments[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  Object buffer(thread, self->buffer());
  return call_named(thread, buffer, method);
}
RawObject forward_attribute(Thread* thread, Arguments arguments, const char* name) {
  TextStream self(thread, arguments[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  Object buffer(thread, self->buffer());
  return attribute_named(thread, buffer, name);
}
RawObject flag_of(Thread* thread, Arguments arguments, word flag) {
  TextStream self(thread, arguments[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  return RawObject::from_bool((self->flags() & flag) != 0);
}

}  // namespace

RawObject io_TextIOWrapper_fileno(Thread* thread, Arguments a) {
  return forward(thread, a, "fileno");
}
RawObject io_TextIOWrapper_seekable(Thread* thread, Arguments a) {
  return forward(thread, a, "seekable");
}
RawObject io_TextIOWrapper_readable(Thread* thread, Arguments a) {
  return forward(thread, a, "readable");
}
RawObject io_TextIOWrapper_writable(Thread* thread, Arguments a) {
  return forward(thread, a, "writable");
}
RawObject io_TextIOWrapper_isatty(Thread* thread, Arguments a) {
  return forward(thread, a, "isatty");
}
RawObject io_TextIOWrapper_name_get(Thread* thread, Arguments a) {
  return forward_attribute(thread, a, "name");
}
RawObject io_TextIOWrapper_closed_get(Thread* thread, Arguments a) {
  return forward_attribute(thread, a, "closed");
}
RawObject io_TextIOWrapper_line_buffering_get(Thread* thread, Arguments a) {
  return flag_of(thread, a, kTextLineBuffering);
}
RawObject io_TextIOWrapper_write_through_get(Thread* thread, Arguments a) {
  return flag_of(thread, a, kTextWriteThrough);
}
RawObject io_TextIOWrapper___getstate__(Thread* thread, Arguments a) {
  return raise_no_pickling(thread, a[0]);
}
RawObject io_TextIOWrapper_encoding_get(Thread*, Arguments a) {
  return RawTextStream::cast(a[0]).encoding();
}
RawObject io_TextIOWrapper_buffer_get(Thread*, Arguments a) {
  return RawTextStream::cast(a[0]).buffer();
}
RawObject io_TextIOWrapper_errors_get(Thread* thread, Arguments a) {
  TextStream self(thread, a[0]);
  return text_check_ready(thread, self) ? self->errors() : RawObject::error();
}
RawObject io_TextIOWrapper_newlines_get(Thread* thread, Arguments a) {
  TextStream self(thread, a[0]);
  if (!text_check_ready(thread, self)) return RawObject::error();
  if (self->decoder().is_none()) return RawObject::none();
  if (is_heap_newline_decoder(self->decoder()))
    return newlines_seen(thread, RawNewlineDecoder::cast(self->decoder()).flags());
  Object decoder(thread, self->decoder());
  Object name(thread, intern_ascii(thread, "newlines"));
  RawObject value = find_attribute(thread, decoder, name);
  return value.is_unbound() ? RawObject::none() : value;
}
RawObject io_TextIOWrapper__CHUNK_SIZE_get(Thread*, Arguments a) {
  return RawObject::from_small_int(RawTextStream::cast(a[0]).chunk_size());
}
RawObject io_TextIOWrapper__CHUNK_SIZE_set(Thread* thread, Arguments a) {
  Object value(thread, a[1]);
  word size;
  if (!index_as_word(thread, value, OnOverflow::kOverflowError, &size)) return RawObject::error();
  if (size <= 0) return raise_value_error(thread, "a strictly positive integer is required");
  RawTextStream::cast(a[0]).set_chunk_size(size);
  return RawObject::none();
}

RawObject io_TextIOWrapper___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  TextStream stream(thread, *self);
  if (!text_check_ready(thread, stream)) return RawObject::error();
  if (!enter_repr(thread, self))
    return raise(thread, Exc::kRuntimeError, "reentrant call inside %T.__repr__", &self);
  StrBuilder out;
  out.append_ascii("<_io.TextIOWrapper");
  struct {
    const char *attribute, *text;
  } constexpr kShown[] = {{"name", " name="}, {"mode", " mode="}};
  for (const auto& entry : kShown) {
    Object name(thread, intern_ascii(thread, entry.attribute));
    Object value(thread, find_attribute(thread, self, name));
    if (value->is_error() && clear_pending_if(thread, Exc::kValueError))
      value = RawObject::unbound();
    if (value->is_unbound()) continue;
    RawObject text = value->is_error() ? *value : repr(thread, value);
    if (text.is_error()) {
      leave_repr(thread, self);
      return text;
    }
    out.append_ascii(entry.text);
    out.append_str(text);
  }
  leave_repr(thread, self);
  Object encoding(thread, stream->encoding());
  RawObject text = repr(thread, encoding);
  if (text.is_error()) return text;
  out.append_ascii(" encoding=");
  out.append_str(text);
  out.append('>');
  return out.finish(thread);
}

}  // namespace natives
}  // namespace pyro
