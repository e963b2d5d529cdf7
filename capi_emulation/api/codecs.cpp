#include "runtime/codecs.h"

#include "capi_emulation/api.h"

// The codec registry (documentation: "Codec registry and support functions"), and codecs of str
// that go through it.

using namespace pyro;
using namespace pyro::capi;

namespace {

RawObject codecs_call(Thread* thread, const char* function_name, const Object& a) {
  Object function(thread, module_attribute(thread, "codecs", function_name));
  return function->is_error() ? *function : call(thread, function, a);
}
RawObject codec_info(Thread* thread, const char* encoding) {
  Object name(thread, text_from(thread, encoding));
  return codecs_call(thread, "lookup", name);
}
PyObject* info_item(const char* encoding, word index) {
  Thread* thread = current_thread();
  Object info(thread, codec_info(thread, encoding));
  return info->is_error() ? nullptr
                          : new_reference(thread, tuple_at(underlying_value(*info), index));
}
PyObject* info_call(const char* encoding, const char* part, PyObject* stream, const char* errors) {
  Thread* thread = current_thread();
  Object info(thread, codec_info(thread, encoding));
  if (info->is_error()) return nullptr;
  Object key(thread, name_from(thread, part));
  Object factory(thread, get_attribute(thread, info, key));
  if (factory->is_error()) return nullptr;
  StackWindow window(thread);
  if (!window.push(*factory) || !window.push(RawObject::unbound())) return nullptr;
  word count = 0;
  if (stream != nullptr) {
    if (!window.push(value_of(thread, stream))) return nullptr;
    count++;
  }
  if (errors != nullptr) {
    if (!window.push(text_from(thread, errors))) return nullptr;
    count++;
  }
  return new_reference(thread, call_in_place(thread, window.base(), count, RawObject::none()));
}
PyObject* transform(const char* function_name, PyObject* object, const char* encoding,
                    const char* errors) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object function(thread, module_attribute(thread, "codecs", function_name));
  if (function->is_error()) return nullptr;
  Object name(thread, text_from(thread, encoding == nullptr ? "utf-8" : encoding));
  Object mode(thread, text_from(thread, errors == nullptr ? "strict" : errors));
  return new_reference(thread, call(thread, function, value, name, mode));
}
PyObject* handle_error(const char* name, PyObject* exception) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, exception, nullptr);
  Object text(thread, new_str(thread, name));
  Object handler(thread, codecs_call(thread, "lookup_error", text));
  return new_reference(thread, handler->is_error() ? *handler : call(thread, handler, value));
}

}  // namespace

PYRO_API int PyCodec_Register(PyObject* search) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, search, -1);
  return codecs_call(thread, "register", function).is_error() ? -1 : 0;
}
PYRO_API int PyCodec_Unregister(PyObject* search) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, search, -1);
  return codecs_call(thread, "unregister", function).is_error() ? -1 : 0;
}
PYRO_API int PyCodec_KnownEncoding(const char* encoding) {
  Thread* thread = current_thread();
  if (!codec_info(thread, encoding).is_error()) return 1;
  thread->take_exception();
  return 0;
}
PYRO_API PyObject* PyCodec_Encoder(const char* encoding) { return info_item(encoding, 0); }
PYRO_API PyObject* PyCodec_Decoder(const char* encoding) { return info_item(encoding, 1); }
PYRO_API PyObject* PyCodec_StreamReader(const char* encoding, PyObject* stream,
                                        const char* errors) {
  return info_call(encoding, "streamreader", stream, errors);
}
PYRO_API PyObject* PyCodec_StreamWriter(const char* encoding, PyObject* stream,
                                        const char* errors) {
  return info_call(encoding, "streamwriter", stream, errors);
}
PYRO_API PyObject* PyCodec_IncrementalEncoder(const char* encoding, const char* errors) {
  return info_call(encoding, "incrementalencoder", nullptr, errors);
}
PYRO_API PyObject* PyCodec_IncrementalDecoder(const char* encoding, const char* errors) {
  return info_call(encoding, "incrementaldecoder", nullptr, errors);
}
PYRO_API PyObject* PyCodec_Encode(PyObject* object, const char* encoding, const char* errors) {
  return transform("encode", object, encoding, errors);
}
PYRO_API PyObject* PyCodec_Decode(PyObject* object, const char* encoding, const char* errors) {
  return transform("decode", object, encoding, errors);
}
PYRO_API int PyCodec_RegisterError(const char* name, PyObject* handler) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, handler, -1);
  Object text(thread, text_from(thread, name));
  Object registry(thread, module_attribute(thread, "codecs", "register_error"));
  return registry->is_error() || call(thread, registry, text, function).is_error() ? -1 : 0;
}
PYRO_API PyObject* PyCodec_LookupError(const char* name) {
  Thread* thread = current_thread();
  Object text(thread, text_from(thread, name == nullptr ? "strict" : name));
  return new_reference(thread, codecs_call(thread, "lookup_error", text));
}
PYRO_API PyObject* PyCodec_StrictErrors(PyObject* e) { return handle_error("strict", e); }
PYRO_API PyObject* PyCodec_IgnoreErrors(PyObject* e) { return handle_error("ignore", e); }
PYRO_API PyObject* PyCodec_ReplaceErrors(PyObject* e) { return handle_error("replace", e); }
PYRO_API PyObject* PyCodec_XMLCharRefReplaceErrors(PyObject* e) {
  return handle_error("xmlcharrefreplace", e);
}
PYRO_API PyObject* PyCodec_BackslashReplaceErrors(PyObject* e) {
  return handle_error("backslashreplace", e);
}
PYRO_API PyObject* PyCodec_NameReplaceErrors(PyObject* e) { return handle_error("namereplace", e); }

// --- deprecated transformations of str

namespace {
// The codecs of old functions that say what they give.
PyObject* text_only(PyObject* result, const char* codec, const char* direction) {
  Thread* thread = current_thread();
  if (result == nullptr) return nullptr;
  Object value(thread, steal(thread, result));
  if (is_str(*value)) return new_reference(thread, *value);
  raise_type_error(thread,
                   "'%s' %sr returned '%T' instead of 'str'; use codecs.%s() to %s to arbitrary "
                   "types",
                   codec, direction, &value, direction, direction);
  return nullptr;
}
}  // namespace
PYRO_API PyObject* PyUnicode_AsDecodedObject(PyObject* o, const char* c, const char* e) {
  if (!warn_deprecated("PyUnicode_AsDecodedObject() is deprecated; use PyCodec_Decode() to decode "
                       "from str"))
    return nullptr;
  return transform("decode", o, c, e);
}
PYRO_API PyObject* PyUnicode_AsDecodedUnicode(PyObject* o, const char* c, const char* e) {
  if (!warn_deprecated("PyUnicode_AsDecodedUnicode() is deprecated; use PyCodec_Decode() to decode "
                       "from str to str"))
    return nullptr;
  return text_only(transform("decode", o, c, e), c, "decode");
}
PYRO_API PyObject* PyUnicode_AsEncodedObject(PyObject* o, const char* c, const char* e) {
  if (!warn_deprecated("PyUnicode_AsEncodedObject() is deprecated; use PyUnicode_AsEncodedString() "
                       "to encode from str to bytes or PyCodec_Encode() for generic encoding"))
    return nullptr;
  return transform("encode", o, c, e);
}
PYRO_API PyObject* PyUnicode_AsEncodedUnicode(PyObject* o, const char* c, const char* e) {
  if (!warn_deprecated("PyUnicode_AsEncodedUnicode() is deprecated; use PyCodec_Encode() to encode "
                       "from str to str"))
    return nullptr;
  return text_only(transform("encode", o, c, e), c, "encode");
}

// --- character maps

namespace {
PyObject* charmap(const char* function_name, RawObject raw_source, PyObject* mapping,
                  const char* errors) {
  Thread* thread = current_thread();
  Object source(thread, raw_source);
  Object map(thread, mapping == nullptr ? RawObject::none() : value_of(thread, mapping));
  Object function(thread, module_attribute(thread, "codecs", function_name));
  if (source->is_error() || map->is_error() || function->is_error()) return nullptr;
  Object mode(thread, text_from(thread, errors == nullptr ? "strict" : errors));
  Object result(thread, call(thread, function, source, mode, map));
  return result->is_error() ? nullptr : new_reference(thread, tuple_at(*result, 0));
}
}  // namespace
PYRO_API PyObject* PyUnicode_DecodeCharmap(const char* data, Py_ssize_t size, PyObject* mapping,
                                           const char* errors) {
  return charmap("charmap_decode", new_bytes(current_thread(), data, size), mapping, errors);
}
PYRO_API PyObject* PyUnicode_AsCharmapString(PyObject* object, PyObject* mapping) {
  return charmap("charmap_encode", value_of(current_thread(), object), mapping, nullptr);
}
PYRO_API PyObject* PyUnicode_BuildEncodingMap(PyObject* table) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, table, nullptr);
  return new_reference(thread, codecs_call(thread, "charmap_build", value));
}
