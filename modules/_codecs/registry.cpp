#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codec_run.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/types/text_arguments.h"

// The registry of codecs and error handlers, and the built-in error handlers as functions.

namespace pyro {

namespace {

bool name_argument(Thread* thread, const Object& value, const char* text, std::string* name) {
  if (!is_str(*value)) {
    raise_type_error(thread, "%s must be str, not %V", text, &value);
    return false;
  }
  return c_string_of(thread, value, name);
}

RawObject run(Thread* thread, Arguments arguments, CodecDirection direction) {
  const char* function = direction == CodecDirection::kEncode ? "encode" : "decode";
  Object object(thread, arguments[0]);
  Object encoding_argument(thread, arguments[1]);
  Object errors_argument(thread, arguments[2]);
  std::string encoding, errors;
  if (!str_argument(thread, encoding_argument, function, "encoding", &encoding) ||
      !str_argument(thread, errors_argument, function, "errors", &errors)) {
    return RawObject::error();
  }
  return run_any_codec(thread, direction, object, encoding.c_str(), errors.c_str(), false);
}

// --- error handlers

RawObject wrong_exception(Thread* thread, const Object& exception) {
  return raise_type_error(thread, "don't know how to handle %T in error callback", &exception);
}

// How a codec of this name writes surrogates.
SurrogateForm form_of_encoding(RawObject encoding) {
  RawObject exact = underlying_value(encoding);
  std::string name;
  for (char c : is_str(exact) ? str_to_utf8_NoGC(exact) : "") {
    if (c != '-' && c != '_') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (name == "utf8" || name == "cputf8") return SurrogateForm::kUtf8;
  if (name == "utf16" || name == "utf16le") return SurrogateForm::kUtf16Little;
  if (name == "utf16be") return SurrogateForm::kUtf16Big;
  if (name == "utf32" || name == "utf32le") return SurrogateForm::kUtf32Little;
  if (name == "utf32be") return SurrogateForm::kUtf32Big;
  return SurrogateForm::kTable;
}

// (replacement, position); raises the exception itself if the handler does not apply.
RawObject handled(Thread* thread, const Object& replacement, size_t resume) {
  if (replacement->is_error()) return *replacement;
  Object position(thread, RawObject::from_small_int(static_cast<word>(resume)));
  return new_tuple_of(thread, replacement, position);
}

// The run that an exception names, clipped to the object.
CodecError run_of(RawUnicodeError exception, word length) {
  auto clip = [](RawObject value, word low, word high) {
    word number = value.is_small_int() ? value.small_int() : 0;
    return static_cast<size_t>(number < low ? low : number > high ? high : number);
  };
  CodecError error;
  error.start = clip(exception.start(), 0, length > 0 ? length - 1 : 0);
  error.end = clip(exception.end(), length > 0 ? 1 : 0, length);
  return error;
}

RawObject handle_encode(Thread* thread, EncodeHandler handler, const Object& exception) {
  RawUnicodeError error = RawUnicodeError::cast(*exception);
  RawObject object = underlying_value(error.object());
  if (!is_str(object)) return raise_type_error(thread, "object attribute must be unicode");
  StrBuilder text;
  CharBuffer bytes;
  size_t resume = 0;
  Replacement kind =
      HandleEncodeError(handler, text_view(str_data(object)), run_of(error, str_length(object)),
                        form_of_encoding(error.encoding()), &text, &bytes, &resume);
  if (kind == Replacement::kNone) return raise_object(thread, exception);
  Object replacement(
      thread, kind == Replacement::kText ? text.finish(thread) : new_bytes_from(thread, bytes));
  return handled(thread, replacement, resume);
}

RawObject handle_decode(Thread* thread, DecodeHandler handler, const Object& exception) {
  RawUnicodeError error = RawUnicodeError::cast(*exception);
  RawObject object = underlying_value(error.object());
  if (!is_bytes(object)) return raise_type_error(thread, "object attribute must be bytes");
  std::string_view data = bytes_data(object);
  StrBuilder text;
  size_t resume = 0;
  ByteSpan input(reinterpret_cast<const uint8_t*>(data.data()), data.size());
  if (!HandleDecodeError(handler, input, run_of(error, static_cast<word>(data.size())),
                         form_of_encoding(error.encoding()), &text, &resume)) {
    return raise_object(thread, exception);
  }
  Object replacement(thread, text.finish(thread));
  return handled(thread, replacement, resume);
}

// A UnicodeTranslateError: nothing is encoded, so replacing means U+FFFD.
RawObject handle_translate(Thread* thread, EncodeHandler handler, const Object& exception) {
  RawUnicodeError error = RawUnicodeError::cast(*exception);
  RawObject object = underlying_value(error.object());
  if (!is_str(object)) return raise_type_error(thread, "object attribute must be unicode");
  CodecError run = run_of(error, str_length(object));
  StrBuilder text;
  CharBuffer bytes;
  size_t resume = run.end;
  if (handler == EncodeHandler::kReplace) {
    text.append_fill(0xfffd, static_cast<word>(run.end - run.start));
  } else if (handler == EncodeHandler::kBackslashReplace) {
    HandleEncodeError(handler, text_view(str_data(object)), run, SurrogateForm::kTable, &text,
                      &bytes, &resume);
  }
  Object replacement(thread, text.finish(thread));
  return handled(thread, replacement, resume);
}

bool is_kind(RawObject value, Kind kind) { return value.is_heap() && value.heap_kind() == kind; }

RawObject handle_any(Thread* thread, Arguments arguments, EncodeHandler encode,
                     DecodeHandler decode, bool translates) {
  Object exception(thread, arguments[0]);
  if (is_kind(*exception, Kind::kUnicodeEncodeError))
    return handle_encode(thread, encode, exception);
  if (is_kind(*exception, Kind::kUnicodeDecodeError))
    return handle_decode(thread, decode, exception);
  if (translates && is_kind(*exception, Kind::kUnicodeTranslateError))
    return handle_translate(thread, encode, exception);
  return wrong_exception(thread, exception);
}

RawObject handle_encode_only(Thread* thread, Arguments arguments, EncodeHandler handler) {
  Object exception(thread, arguments[0]);
  if (is_kind(*exception, Kind::kUnicodeEncodeError))
    return handle_encode(thread, handler, exception);
  return wrong_exception(thread, exception);
}

}  // namespace

namespace natives {

RawObject codecs_register(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]);
  if (!is_callable(thread, *function)) return raise_type_error(thread, "argument must be callable");
  List search(thread, codec_registry(thread, RegistrySlot::kSearchFunctions));
  return list_append(thread, search, function) ? RawObject::none() : RawObject::error();
}

RawObject codecs_unregister(Thread* thread, Arguments arguments) {
  List search(thread, codec_registry(thread, RegistrySlot::kSearchFunctions));
  for (word i = 0; i < search->length(); i++) {
    if (list_at(*search, i) != arguments[0]) continue;
    Dict cache(thread, codec_registry(thread, RegistrySlot::kCache));
    dict_clear(thread, cache);
    Object index(thread, RawObject::from_small_int(i));
    if (!delete_item(thread, search, index)) return RawObject::error();
    break;
  }
  return RawObject::none();
}

RawObject codecs_lookup(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string name;
  return name_argument(thread, value, "lookup() argument", &name)
             ? lookup_codec(thread, name.c_str())
             : RawObject::error();
}

RawObject codecs_encode(Thread* thread, Arguments arguments) {
  return run(thread, arguments, CodecDirection::kEncode);
}
RawObject codecs_decode(Thread* thread, Arguments arguments) {
  return run(thread, arguments, CodecDirection::kDecode);
}

RawObject codecs_register_error(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object handler(thread, arguments[1]);
  std::string name;
  if (!name_argument(thread, value, "register_error() argument 1", &name))
    return RawObject::error();
  if (!is_callable(thread, *handler)) return raise_type_error(thread, "handler must be callable");
  Dict handlers(thread, codec_registry(thread, RegistrySlot::kErrorHandlers));
  Object key(thread, underlying_value(*value));
  return dict_set(thread, handlers, key, handler) ? RawObject::none() : RawObject::error();
}

RawObject codecs_lookup_error(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  std::string name;
  if (!name_argument(thread, value, "lookup_error() argument", &name)) return RawObject::error();
  return lookup_error_handler(thread, name.c_str());
}

RawObject codecs_strict_errors(Thread* thread, Arguments arguments) {
  Object exception(thread, arguments[0]);
  if (!is_heap_base_exception(*exception))
    return raise_type_error(thread, "codec must pass exception instance");
  return raise_object(thread, exception);
}

RawObject codecs_ignore_errors(Thread* thread, Arguments arguments) {
  return handle_any(thread, arguments, EncodeHandler::kIgnore, DecodeHandler::kIgnore, true);
}
RawObject codecs_replace_errors(Thread* thread, Arguments arguments) {
  return handle_any(thread, arguments, EncodeHandler::kReplace, DecodeHandler::kReplace, true);
}
RawObject codecs_backslashreplace_errors(Thread* thread, Arguments arguments) {
  return handle_any(thread, arguments, EncodeHandler::kBackslashReplace,
                    DecodeHandler::kBackslashReplace, true);
}
RawObject codecs_surrogatepass_errors(Thread* thread, Arguments arguments) {
  return handle_any(thread, arguments, EncodeHandler::kSurrogatePass, DecodeHandler::kSurrogatePass,
                    false);
}
RawObject codecs_surrogateescape_errors(Thread* thread, Arguments arguments) {
  return handle_any(thread, arguments, EncodeHandler::kSurrogateEscape,
                    DecodeHandler::kSurrogateEscape, false);
}
RawObject codecs_xmlcharrefreplace_errors(Thread* thread, Arguments arguments) {
  return handle_encode_only(thread, arguments, EncodeHandler::kXmlCharRefReplace);
}
RawObject codecs_namereplace_errors(Thread* thread, Arguments arguments) {
  return handle_encode_only(thread, arguments, EncodeHandler::kNameReplace);
}

}  // namespace natives

}  // namespace pyro
