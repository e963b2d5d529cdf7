#include "runtime/codecs.h"

#include <algorithm>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codec_run.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// encode() and decode(): the usual encodings directly, the others through the registry.

namespace pyro {

namespace {

enum class Usual : uint8_t { kNone, kUtf8, kUtf16, kUtf32, kAscii, kLatin1 };

// Case and the choice of separator do not matter.
Usual usual_encoding(const char* encoding) {
  if (encoding == nullptr) return Usual::kUtf8;
  std::string name;
  for (const char* at = encoding; *at != 0; at++) {
    char c = *at;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    name += c == '-' || c == ' ' ? '_' : c;
  }
  if (name == "utf_8" || name == "utf8") return Usual::kUtf8;
  if (name == "utf_16" || name == "utf16") return Usual::kUtf16;
  if (name == "utf_32" || name == "utf32") return Usual::kUtf32;
  if (name == "ascii" || name == "us_ascii") return Usual::kAscii;
  if (name == "latin1" || name == "latin_1" || name == "iso_8859_1" || name == "iso8859_1")
    return Usual::kLatin1;
  return Usual::kNone;
}

constexpr char kRegistryKey = 0;

}  // namespace

RawObject codec_registry(Thread* thread, RegistrySlot slot) {
  RawObject state = thread->runtime()->module_state(&kRegistryKey);
  if (state.is_none()) {
    Object search(thread, new_list(thread));
    Object cache(thread, new_dict(thread));
    Object handlers(thread, new_dict(thread));
    state = new_tuple_of(thread, search, cache, handlers);
    thread->runtime()->set_module_state(&kRegistryKey, state);
  }
  return tuple_at(state, static_cast<word>(slot));
}

namespace {

// The registry is filled by the package `encodings`, which the first look-up imports.
bool ensure_encodings(Thread* thread) {
  List search(thread, codec_registry(thread, RegistrySlot::kSearchFunctions));
  if (search->length() > 0) return true;
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object import(thread, dict_get(thread, builtins, Symbol::k__import__));
  if (import->is_unbound()) return true;
  Object name(thread, new_str_ascii(thread, "encodings"));
  return !call(thread, import, name).is_error();
}

RawObject search_codec(Thread* thread, const Object& name, const char* encoding) {
  List search(thread, codec_registry(thread, RegistrySlot::kSearchFunctions));
  Object function(thread, RawObject::none());
  for (word i = 0; i < search->length(); i++) {
    function = list_at(*search, i);
    Object found(thread, call(thread, function, name));
    if (found->is_error()) return *found;
    if (found->is_none()) continue;
    if (!is_tuple(*found) || tuple_length(underlying_value(*found)) != 4) {
      return raise_type_error(thread, "codec search functions must return 4-tuples");
    }
    Dict cache(thread, codec_registry(thread, RegistrySlot::kCache));
    return dict_set(thread, cache, name, found) ? *found : RawObject::error();
  }
  return raise(thread, Exc::kLookupError, "unknown encoding: %s", encoding);
}

// Lower case, with one underscore for each run of what is neither a letter, a digit nor a dot.
std::string normalized_name(const char* encoding) {
  std::string normalized;
  bool separated = false;
  for (const char* at = encoding; *at != 0; at++) {
    const char c = *at;
    const bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.') {
      separated = true;
      continue;
    }
    if (separated && !normalized.empty()) normalized += '_';
    separated = false;
    normalized += upper ? static_cast<char>(c + 32) : c;
  }
  return normalized;
}

}  // namespace

RawObject lookup_codec(Thread* thread, const char* encoding) {
  const std::string normalized = normalized_name(encoding);
  Object name(thread, new_str(thread, normalized));
  Dict cache(thread, codec_registry(thread, RegistrySlot::kCache));
  RawObject cached = dict_get(thread, cache, name);
  if (!cached.is_unbound()) return cached;
  if (!ensure_encodings(thread)) return RawObject::error();
  return search_codec(thread, name, encoding);
}

namespace {

// Says in the message of a codec's exception which codec failed, if the exception's class keeps to
// one text argument.
RawObject wrap_codec_failure(Thread* thread, CodecDirection direction, const char* encoding) {
  Object original(thread, thread->pending_exception());
  if (!is_heap_base_exception(*original)) return RawObject::error();
  Object type(thread, type_of(thread, *original));
  Object base(thread, exc_type(thread, Exc::kBaseException));
  bool simple = type_lookup(thread, *type, Symbol::k__init__) ==
                    type_lookup(thread, *base, Symbol::k__init__) &&
                type_lookup(thread, *type, Symbol::k__new__) ==
                    type_lookup(thread, *base, Symbol::k__new__) &&
                original->heap_kind() == Kind::kBaseException;
  if (simple) {
    Object own(thread, instance_dict(thread, original));
    word attributes = own->is_unbound() ? 0 : length(thread, own);
    if (attributes < 0) return RawObject::error();
    simple = attributes == 0;
  }
  // CPython looks at the slots of the C struct; Exception and its plain subclasses qualify.
  RawObject args = RawBaseException::cast(*original).args();
  if (!simple || !is_tuple(args) || tuple_length(args) > 1 ||
      (tuple_length(args) == 1 && !is_str(tuple_at(args, 0)))) {
    return RawObject::error();
  }
  thread->take_exception();
  Object message(thread, str(thread, original));
  if (message->is_error()) return *message;
  Object text(thread, new_str_format(thread, "%s with '%s' codec failed (%N: %S)",
                                     direction == CodecDirection::kDecode ? "decoding" : "encoding",
                                     encoding, &type, &message));
  if (text->is_error()) return *text;
  BaseException wrapped(thread, new_exception(thread, *type, *text));
  if (wrapped->is_error()) return *wrapped;
  wrapped->set_cause(*original);
  wrapped->set_context(*original);
  wrapped->set_suppress(RawObject::true_object());
  return raise_object(thread, wrapped);
}

// CodecInfo marks codecs between other types than str and bytes.
bool check_text_encoding(Thread* thread, const Object& codec, CodecDirection direction,
                         const char* encoding) {
  Object name(thread, intern_ascii(thread, "_is_text_encoding"));
  Object flag(thread, find_attribute(thread, codec, name));
  if (flag->is_error()) return false;
  if (flag->is_unbound()) return true;
  Truth truth = is_true(thread, flag);
  if (truth == Truth::kFalse) {
    raise(thread, Exc::kLookupError,
          "'%.400s' is not a text encoding; use %s to handle arbitrary codecs", encoding,
          direction == CodecDirection::kDecode ? "codecs.decode()" : "codecs.encode()");
  }
  return truth == Truth::kTrue;
}

}  // namespace

RawObject run_any_codec(Thread* thread, CodecDirection direction, const Object& object,
                        const char* encoding, const char* errors, bool text_only) {
  bool decode = direction == CodecDirection::kDecode;
  Object codec(thread, lookup_codec(thread, encoding));
  if (codec->is_error()) return *codec;
  if (text_only && !check_text_encoding(thread, codec, direction, encoding))
    return RawObject::error();
  Object function(thread, tuple_at(underlying_value(*codec), decode ? 1 : 0));
  Object errors_value(thread, RawObject::none());
  if (errors != nullptr) errors_value = new_str(thread, errors);
  Object result(thread, errors == nullptr ? call(thread, function, object)
                                          : call(thread, function, object, errors_value));
  if (result->is_error()) return wrap_codec_failure(thread, direction, encoding);
  if (!is_tuple(*result) || tuple_length(underlying_value(*result)) != 2) {
    return raise_type_error(thread, decode ? "decoder must return a tuple (object,integer)"
                                           : "encoder must return a tuple (object, integer)");
  }
  return tuple_at(underlying_value(*result), 0);
}

namespace {

// The byte order that a mark at the start of the data says, else little.
template <size_t (*detect)(ByteSpan, CodecOrder*), Decoding (*make)(CodecOrder)>
RawObject decode_marked(Thread* thread, const Object& object, const char* errors) {
  CodecOrder order = CodecOrder::kLittle;
  size_t start;
  {
    BufferView view(thread);
    if (!view.acquire(object)) return RawObject::error();
    start = detect(ByteSpan(view.data_NoGC(), static_cast<size_t>(view.size())), &order);
  }
  Decoding decoding = make(order);
  decoding.start = start;
  return run_decoder(thread, decoding, object, errors, nullptr);
}

}  // namespace

namespace {

// In development mode, wrong names are errors even where the data do not need the codec or the
// handler.
bool check_names(Thread* thread, const char* encoding, const char* errors) {
  if (!thread->runtime()->check_codec_names) return true;
  // A search imports modules, whose sources are decoded.
  thread->runtime()->check_codec_names = false;
  bool ok = encoding == nullptr || !lookup_codec(thread, encoding).is_error();
  ok = ok && (errors == nullptr || !lookup_error_handler(thread, errors).is_error());
  thread->runtime()->check_codec_names = true;
  return ok;
}

}  // namespace

RawObject decode(Thread* thread, const Object& object, const char* encoding, const char* errors) {
  if (!check_names(thread, encoding, errors)) return RawObject::error();
  if (supports_buffer_NoGC(*object)) {
    BufferView view(thread);
    if (!view.acquire(object)) return RawObject::error();
    if (view.bytes_NoGC().empty()) return RawObject::from_small_str("", 0);  // no codec is asked
  }
  switch (usual_encoding(encoding)) {
    case Usual::kUtf8:
      return run_decoder(thread, kDecodeUtf8, object, errors, nullptr);
    case Usual::kAscii:
      return run_decoder(thread, kDecodeAscii, object, errors, nullptr);
    case Usual::kLatin1:
      return run_decoder(thread, kDecodeLatin1, object, errors, nullptr);
    case Usual::kUtf16:
      return decode_marked<DetectUtf16Mark, decoding_utf16>(thread, object, errors);
    case Usual::kUtf32:
      return decode_marked<DetectUtf32Mark, decoding_utf32>(thread, object, errors);
    case Usual::kNone:
      break;
  }
  Object result(thread,
                run_any_codec(thread, CodecDirection::kDecode, object, encoding, errors, true));
  if (result->is_error() || is_str(*result)) return *result;
  return raise_type_error(thread,
                          "'%.400s' decoder returned '%T' instead of 'str'; use codecs.decode() to "
                          "decode to arbitrary types",
                          encoding, &result);
}

namespace {

RawObject encode_marked(Thread* thread, const Object& str, const Encoding& encoding,
                        std::string_view mark, const char* errors) {
  CharBuffer out;
  out.append(mark);
  return run_encoder(thread, encoding, str, errors, &out) ? new_bytes_from(thread, out)
                                                          : RawObject::error();
}

}  // namespace

RawObject encode(Thread* thread, const Object& str, const char* encoding, const char* errors) {
  if (!check_names(thread, encoding, errors)) return RawObject::error();
  switch (usual_encoding(encoding)) {
    case Usual::kUtf8:
      return encode_with(thread, kEncodeUtf8, str, errors);
    case Usual::kAscii:
      return encode_with(thread, kEncodeAscii, str, errors);
    case Usual::kLatin1:
      return encode_with(thread, kEncodeLatin1, str, errors);
    case Usual::kUtf16:
      return encode_marked(thread, str, encoding_utf16(CodecOrder::kLittle, "utf-16"), "\xff\xfe",
                           errors);
    case Usual::kUtf32:
      return encode_marked(thread, str, encoding_utf32(CodecOrder::kLittle, "utf-32"),
                           {"\xff\xfe\0\0", 4}, errors);
    case Usual::kNone:
      break;
  }
  Object result(thread,
                run_any_codec(thread, CodecDirection::kEncode, str, encoding, errors, true));
  if (result->is_error() || is_bytes(*result)) return *result;
  if (is_heap_byte_array(*result)) {
    if (!warn(thread, Exc::kRuntimeWarning, 1,
              "encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to "
              "arbitrary types",
              encoding)) {
      return RawObject::error();
    }
    return bytes_from_buffer(thread, result);
  }
  return raise_type_error(thread,
                          "'%.400s' encoder returned '%T' instead of 'bytes'; use codecs.encode() "
                          "to encode to arbitrary types",
                          encoding, &result);
}

RawObject decode_utf8(Thread* thread, const Object& object, const char* errors) {
  return run_decoder(thread, kDecodeUtf8, object, errors, nullptr);
}

RawObject decode_file_name(Thread* thread, std::string_view name) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; }))
    return new_str_ascii(thread, name);
  Object bytes(thread, new_bytes(thread, name));
  if (bytes->is_error()) return *bytes;
  return run_decoder(thread, kDecodeUtf8, bytes, "surrogateescape", nullptr);
}

bool utf8_text_of(Thread* thread, const Object& str, std::string* result) {
  Object exact(thread, underlying_value(*str));
  CharBuffer out;
  if (!run_encoder(thread, kEncodeUtf8, exact, "strict", &out)) return false;
  result->assign(out.view());
  return true;
}

bool c_string_of(Thread* thread, const Object& str, std::string* result) {
  if (!utf8_text_of(thread, str, result)) return false;
  if (result->find('\0') == std::string::npos) return true;
  raise_value_error(thread, "embedded null character");
  return false;
}

bool encode_file_name(Thread* thread, const Object& str, std::string* name) {
  Object exact(thread, underlying_value(*str));
  CharBuffer out;
  if (!run_encoder(thread, kEncodeUtf8, exact, "surrogateescape", &out)) return false;
  if (out.view().find('\0') != std::string_view::npos) {
    raise_value_error(thread, "embedded null byte");
    return false;
  }
  name->assign(out.view());
  return true;
}

}  // namespace pyro
