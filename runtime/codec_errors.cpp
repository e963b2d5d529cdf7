#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codec_run.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"

// Error handlers of codecs: making the exceptions, calling handlers, the built-in ones for
// decoding.

namespace pyro {

namespace {

RawObject new_codec_error(Thread* thread, Exc exc, const char* encoding, const Object& object,
                          word start, word end, const char* reason) {
  Object name(thread, new_str_ascii(thread, encoding));
  Object text(thread, new_str_ascii(thread, reason));
  Tuple arguments(thread, new_tuple(thread, 5));
  tuple_init(*arguments, 0, *name);
  tuple_init(*arguments, 1, *object);
  tuple_init(*arguments, 2, RawObject::from_small_int(start));
  tuple_init(*arguments, 3, RawObject::from_small_int(end));
  tuple_init(*arguments, 4, *text);
  Object type(thread, exc_type(thread, exc));
  Object none(thread, RawObject::none());
  return call_with(thread, type, arguments, none);
}

}  // namespace

RawObject new_decode_error(Thread* thread, const char* encoding, const Object& bytes, word start,
                           word end, const char* reason) {
  return new_codec_error(thread, Exc::kUnicodeDecodeError, encoding, bytes, start, end, reason);
}

RawObject new_encode_error(Thread* thread, const char* encoding, const Object& str, word start,
                           word end, const char* reason) {
  return new_codec_error(thread, Exc::kUnicodeEncodeError, encoding, str, start, end, reason);
}

RawObject lookup_error_handler(Thread* thread, const char* name) {
  Dict handlers(thread, codec_registry(thread, RegistrySlot::kErrorHandlers));
  Object key(thread, new_str(thread, name));
  RawObject handler = dict_get(thread, handlers, key);
  return handler.is_unbound()
             ? raise(thread, Exc::kLookupError, "unknown error handler name '%.400s'", name)
             : handler;
}

RawObject call_error_handler(Thread* thread, const char* errors, const Object& exception,
                             CodecDirection direction, word length, word* resume) {
  bool decode = direction == CodecDirection::kDecode;
  Object handler(thread, lookup_error_handler(thread, errors));
  if (handler->is_error()) return *handler;
  Object result(thread, call(thread, handler, exception));
  if (result->is_error()) return *result;
  Object text(thread, RawObject::none());
  Object position(thread, RawObject::none());
  if (is_tuple(*result) && tuple_length(underlying_value(*result)) == 2) {
    text = tuple_at(underlying_value(*result), 0);
    position = tuple_at(underlying_value(*result), 1);
  }
  if (!is_int(*position) || !(is_str(*text) || (!decode && is_bytes(*text)))) {
    return raise_type_error(thread,
                            decode ? "decoding error handler must return (str, int) tuple"
                                   : "encoding error handler must return (str/bytes, int) tuple");
  }
  // A decoding handler may exchange the input.
  if (decode) {
    RawObject object = RawUnicodeError::cast(*exception).object();
    if (!is_bytes(object))
      return raise_type_error(thread, "exception attribute object must be bytes");
    length = static_cast<word>(bytes_data(underlying_value(object)).size());
  }
  word next;
  if (!index_as_word(thread, position, OnOverflow::kOverflowError, &next))
    return RawObject::error();
  if (next < 0) next += length;
  if (next < 0 || next > length)
    return raise(thread, Exc::kIndexError, "position %ld from error handler out of bounds", next);
  *resume = next;
  return *text;
}

namespace {

bool parse_handler(const char* errors, DecodeHandler* handler) {
  static constexpr struct {
    const char* name;
    DecodeHandler handler;
  } kHandlers[] = {{"ignore", DecodeHandler::kIgnore},
                   {"replace", DecodeHandler::kReplace},
                   {"backslashreplace", DecodeHandler::kBackslashReplace},
                   {"surrogateescape", DecodeHandler::kSurrogateEscape},
                   {"surrogatepass", DecodeHandler::kSurrogatePass}};
  for (auto& entry : kHandlers) {
    if (std::string_view(errors) == entry.name) {
      *handler = entry.handler;
      return true;
    }
  }
  return false;
}

RawObject decode_exception(Thread* thread, const Decoding& decoding, const Object& data,
                           const CodecError& error) {
  Object bytes(thread, bytes_from_buffer(thread, data));
  if (bytes->is_error()) return *bytes;
  return new_decode_error(thread, decoding.name, bytes, static_cast<word>(error.start),
                          static_cast<word>(error.end), error.reason);
}

bool raise_decode_error(Thread* thread, const Decoding& decoding, const Object& data,
                        const CodecError& error) {
  Object exception(thread, decode_exception(thread, decoding, data, error));
  if (!exception->is_error()) raise_object(thread, exception);
  return false;
}

}  // namespace

bool resolve_decode_error(Thread* thread, const Decoding& decoding, Object* data,
                          const char* errors, const CodecError& error, StrBuilder* out,
                          size_t* resume) {
  if (errors == nullptr || std::string_view(errors) == "strict")
    return raise_decode_error(thread, decoding, *data, error);
  DecodeHandler handler;
  if (parse_handler(errors, &handler)) {
    BufferView view(thread);
    if (!view.acquire(*data)) return false;
    ByteSpan input(view.data_NoGC(), static_cast<size_t>(view.size()));
    return HandleDecodeError(handler, input, error, decoding.form, out, resume) ||
           raise_decode_error(thread, decoding, *data, error);
  }
  Object exception(thread, decode_exception(thread, decoding, *data, error));
  if (exception->is_error()) return false;
  Object before(thread, RawUnicodeError::cast(*exception).object());
  word next;
  RawObject text = call_error_handler(thread, errors, exception, CodecDirection::kDecode, 0, &next);
  if (text.is_error()) return false;
  out->append_str(text);
  *resume = static_cast<size_t>(next);
  RawObject after = RawUnicodeError::cast(*exception).object();
  if (after != *before) *data = after;
  return true;
}

}  // namespace pyro
