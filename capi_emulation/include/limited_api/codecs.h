#pragma once

#include "object.h"

// Between text and bytes, and the registry of codecs. `errors` names an error handler, null is
// "strict". A Stateful function stores in *consumed how many bytes were whole characters.

PYRO_API_BEGIN

// --- any encoding

PyObject* PyUnicode_Decode(const char* data, Py_ssize_t size, const char* encoding,
                           const char* errors);
PyObject* PyUnicode_AsEncodedString(PyObject* text, const char* encoding, const char* errors);
const char* PyUnicode_GetDefaultEncoding(void);
// Old forms, for codecs between other types.
PyObject* PyUnicode_AsDecodedObject(PyObject* text, const char* encoding, const char* errors);
PyObject* PyUnicode_AsDecodedUnicode(PyObject* text, const char* encoding, const char* errors);
PyObject* PyUnicode_AsEncodedObject(PyObject* text, const char* encoding, const char* errors);
PyObject* PyUnicode_AsEncodedUnicode(PyObject* text, const char* encoding, const char* errors);

// --- named encodings

PyObject* PyUnicode_DecodeUTF8(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_DecodeUTF8Stateful(const char* data, Py_ssize_t size, const char* errors,
                                       Py_ssize_t* consumed);
PyObject* PyUnicode_AsUTF8String(PyObject* text);
PyObject* PyUnicode_DecodeUTF7(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_DecodeUTF7Stateful(const char* data, Py_ssize_t size, const char* errors,
                                       Py_ssize_t* consumed);
// *order: -1 little, 1 big endian, 0 a mark in the data decides; set to what was used.
PyObject* PyUnicode_DecodeUTF16(const char* data, Py_ssize_t size, const char* errors, int* order);
PyObject* PyUnicode_DecodeUTF16Stateful(const char* data, Py_ssize_t size, const char* errors,
                                        int* order, Py_ssize_t* consumed);
PyObject* PyUnicode_AsUTF16String(PyObject* text);
PyObject* PyUnicode_DecodeUTF32(const char* data, Py_ssize_t size, const char* errors, int* order);
PyObject* PyUnicode_DecodeUTF32Stateful(const char* data, Py_ssize_t size, const char* errors,
                                        int* order, Py_ssize_t* consumed);
PyObject* PyUnicode_AsUTF32String(PyObject* text);
PyObject* PyUnicode_DecodeUnicodeEscape(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_AsUnicodeEscapeString(PyObject* text);
PyObject* PyUnicode_DecodeRawUnicodeEscape(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_AsRawUnicodeEscapeString(PyObject* text);
PyObject* PyUnicode_DecodeLatin1(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_AsLatin1String(PyObject* text);
PyObject* PyUnicode_DecodeASCII(const char* data, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_AsASCIIString(PyObject* text);
// `mapping` goes from bytes to code points or text, and back.
PyObject* PyUnicode_DecodeCharmap(const char* data, Py_ssize_t size, PyObject* mapping,
                                  const char* errors);
PyObject* PyUnicode_AsCharmapString(PyObject* text, PyObject* mapping);
PyObject* PyUnicode_BuildEncodingMap(PyObject* text);

// --- the encodings of the system

PyObject* PyUnicode_DecodeLocale(const char* text, const char* errors);
PyObject* PyUnicode_DecodeLocaleAndSize(const char* text, Py_ssize_t size, const char* errors);
PyObject* PyUnicode_EncodeLocale(PyObject* text, const char* errors);
PyObject* PyUnicode_DecodeFSDefault(const char* text);
PyObject* PyUnicode_DecodeFSDefaultAndSize(const char* text, Py_ssize_t size);
PyObject* PyUnicode_EncodeFSDefault(PyObject* text);
// Converters for "O&" of argument formats: a path to bytes, or to str, in a PyObject*.
int PyUnicode_FSConverter(PyObject* path, void* result);
int PyUnicode_FSDecoder(PyObject* path, void* result);
// PyMem_Free (Decode: PyMem_RawFree of other builds is the same here) the result. `size` and
// `error_position` may be null.
wchar_t* Py_DecodeLocale(const char* text, size_t* size);
char* Py_EncodeLocale(const wchar_t* text, size_t* error_position);
extern const char* Py_FileSystemDefaultEncoding;
extern const char* Py_FileSystemDefaultEncodeErrors;
extern int Py_HasFileSystemDefaultEncoding;
extern int Py_UTF8Mode;

// --- the registry

int PyCodec_Register(PyObject* search_function);
int PyCodec_Unregister(PyObject* search_function);
int PyCodec_KnownEncoding(const char* encoding);
PyObject* PyCodec_Encode(PyObject* object, const char* encoding, const char* errors);
PyObject* PyCodec_Decode(PyObject* object, const char* encoding, const char* errors);
PyObject* PyCodec_Encoder(const char* encoding);
PyObject* PyCodec_Decoder(const char* encoding);
PyObject* PyCodec_IncrementalEncoder(const char* encoding, const char* errors);
PyObject* PyCodec_IncrementalDecoder(const char* encoding, const char* errors);
PyObject* PyCodec_StreamReader(const char* encoding, PyObject* stream, const char* errors);
PyObject* PyCodec_StreamWriter(const char* encoding, PyObject* stream, const char* errors);
int PyCodec_RegisterError(const char* name, PyObject* handler);
PyObject* PyCodec_LookupError(const char* name);
// The handlers that every interpreter has.
PyObject* PyCodec_StrictErrors(PyObject* exception);
PyObject* PyCodec_IgnoreErrors(PyObject* exception);
PyObject* PyCodec_ReplaceErrors(PyObject* exception);
PyObject* PyCodec_XMLCharRefReplaceErrors(PyObject* exception);
PyObject* PyCodec_BackslashReplaceErrors(PyObject* exception);
PyObject* PyCodec_NameReplaceErrors(PyObject* exception);

PYRO_API_END
