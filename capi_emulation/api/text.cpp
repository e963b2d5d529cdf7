#include <cstdarg>
#include <cstring>
#include <cwchar>

#include "capi_emulation/api.h"
#include "capi_emulation/buffers.h"
#include "capi_emulation/format.h"
#include "runtime/codecs.h"
#include "runtime/intern_table.h"
#include "runtime/str.h"

// str (documentation: "Unicode Objects and Codecs").

using namespace pyro;
using namespace pyro::capi;

namespace {

#define PYRO_TEXT(name, object, failure)                                  \
  PYRO_VALUE(name, object, failure);                                      \
  if (!is_str(*name)) {                                                   \
    raise_type_error(thread, "bad argument type for built-in operation"); \
    return failure;                                                       \
  }

// The same with the other text of the TypeError.
#define PYRO_STR(name, object, failure)                     \
  PYRO_VALUE(name, object, failure);                        \
  if (!is_str(*name)) {                                     \
    raise_type_error(thread, "must be str, not %T", &name); \
    return failure;                                         \
  }

PyObject* encoded(PyObject* object, const char* encoding, const char* errors) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  Object exact(thread, underlying_value(*value));
  return new_reference(thread, encode(thread, exact, encoding, errors));
}

PyObject* decoded(const char* data, Py_ssize_t size, const char* encoding, const char* errors) {
  Thread* thread = current_thread();
  Object bytes(thread, new_bytes(thread, data, size));
  if (bytes->is_error()) return nullptr;
  return new_reference(thread, decode(thread, bytes, encoding, errors));
}

// str methods by name; arguments are rooted.
PyObject* method(PyObject* object, const char* name, PyObject* argument) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  PYRO_VALUE(other, argument, nullptr);
  return new_reference(thread, call_named(thread, value, name, other));
}

}  // namespace

// --- making

PYRO_API PyObject* PyUnicode_FromStringAndSize(const char* data, Py_ssize_t size) {
  Thread* thread = current_thread();
  if (size < 0) {
    raise(thread, Exc::kSystemError, "Negative size passed to PyUnicode_FromStringAndSize");
    return nullptr;
  }
  if (data == nullptr && size > 0) {
    raise(thread, Exc::kSystemError,
          "NULL string with positive size with NULL passed to PyUnicode_FromStringAndSize");
    return nullptr;
  }
  return new_reference(thread, text_from(thread, data == nullptr ? "" : data, size));
}
PYRO_API PyObject* PyUnicode_FromString(const char* data) {
  Thread* thread = current_thread();
  return new_reference(thread, text_from(thread, data));
}
PYRO_API PyObject* PyUnicode_FromFormatV(const char* format, va_list list) {
  Thread* thread = current_thread();
  va_list copy;
  va_copy(copy, list);
  RawObject text = format_text(thread, format, &copy);
  va_end(copy);
  return new_reference(thread, text);
}
PYRO_API PyObject* PyUnicode_FromFormat(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyUnicode_FromFormatV(format, list);
  va_end(list);
  return result;
}
PYRO_API PyObject* PyUnicode_FromObject(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (is_str(*value)) return new_reference(thread, underlying_value(*value));
  raise_type_error(thread, "Can't convert '%T' object to str implicitly", &value);
  return nullptr;
}
PYRO_API PyObject* PyUnicode_FromOrdinal(int code) {
  Thread* thread = current_thread();
  if (code < 0 || code > 0x10ffff) {
    raise_value_error(thread, "chr() arg not in range(0x110000)");
    return nullptr;
  }
  return new_reference(thread, new_str_from_code_point(thread, static_cast<uint32_t>(code)));
}
PYRO_API PyObject* PyUnicode_FromWideChar(const wchar_t* data, Py_ssize_t size) {
  Thread* thread = current_thread();
  if (data == nullptr && size != 0) return bad_argument(thread);
  if (size < 0) size = static_cast<Py_ssize_t>(std::wcslen(data));
  return new_reference(thread,
                       new_str_from_ucs4(thread, reinterpret_cast<const uint32_t*>(data), size));
}
PYRO_API PyObject* PyUnicode_InternFromString(const char* data) {
  Thread* thread = current_thread();
  Object text(thread, text_from(thread, data));
  return new_reference(thread, text->is_error() ? *text : intern(thread, text));
}
PYRO_API void PyUnicode_InternInPlace(PyObject** object) {
  Thread* thread = current_thread();
  if (*object == nullptr) return;
  Object value(thread, value_of(thread, *object));
  if (!is_exact_str(*value)) return;
  PyObject* interned = new_reference(thread, intern(thread, value));
  decrement(thread, *object);
  *object = interned;
}
PYRO_API void PyUnicode_InternImmortal(PyObject** object) {
  if (!warn_deprecated("PyUnicode_InternImmortal() is deprecated; use PyUnicode_InternInPlace() "
                       "instead"))
    return;
  PyUnicode_InternInPlace(object);
  increment(*object);
}

// --- reading

PYRO_API Py_ssize_t PyUnicode_GetLength(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, -1);
  return str_length(underlying_value(*value));
}
PYRO_API Py_ssize_t PyUnicode_GetSize(PyObject* object) { return PyUnicode_GetLength(object); }
PYRO_API uint32_t PyUnicode_ReadChar(PyObject* object, Py_ssize_t index) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, static_cast<uint32_t>(-1));
  RawObject exact = underlying_value(*value);
  if (index >= 0 && index < str_length(exact)) return str_data(exact).at(index);
  raise(thread, Exc::kIndexError, "string index out of range");
  return static_cast<uint32_t>(-1);
}
PYRO_API const char* PyUnicode_AsUTF8AndSize(PyObject* object, Py_ssize_t* size) {
  return utf8_of_handle(current_thread(), object, size);
}
PYRO_API PyObject* PyUnicode_Substring(PyObject* object, Py_ssize_t start, Py_ssize_t end) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  if (start < 0 || end < 0) {
    raise(thread, Exc::kIndexError, "string index out of range");
    return nullptr;
  }
  Object exact(thread, underlying_value(*value));
  end = std::min<Py_ssize_t>(end, str_length(*exact));
  start = std::min(start, end);
  return new_reference(thread, str_substring(thread, exact, start, end - start));
}
PYRO_API Py_ssize_t PyUnicode_AsWideChar(PyObject* object, wchar_t* buffer, Py_ssize_t size) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, -1);
  RawObject exact = underlying_value(*value);
  StrData data = str_data(exact);
  if (buffer == nullptr) return data.length + 1;
  Py_ssize_t count = std::min<Py_ssize_t>(size, data.length);
  for (Py_ssize_t i = 0; i < count; i++) buffer[i] = static_cast<wchar_t>(data.at(i));
  if (size > data.length) buffer[count] = 0;
  return count;
}
PYRO_API wchar_t* PyUnicode_AsWideCharString(PyObject* object, Py_ssize_t* size) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  RawObject exact = underlying_value(*value);
  StrData data = str_data(exact);
  auto* buffer =
      static_cast<wchar_t*>(std::malloc(static_cast<size_t>(data.length + 1) * sizeof(wchar_t)));
  if (buffer == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  bool has_null = false;
  for (word i = 0; i < data.length; i++) {
    buffer[i] = static_cast<wchar_t>(data.at(i));
    has_null |= buffer[i] == 0;
  }
  buffer[data.length] = 0;
  if (size != nullptr) {
    *size = data.length;
  } else if (has_null) {
    std::free(buffer);
    raise_value_error(thread, "embedded null character");
    return nullptr;
  }
  return buffer;
}
PYRO_API uint32_t* PyUnicode_AsUCS4(PyObject* object, uint32_t* buffer, Py_ssize_t size,
                                    int add_null) {
  Thread* thread = current_thread();
  if (buffer == nullptr || size < 0) return bad_internal_call(thread), nullptr;
  PYRO_TEXT(value, object, nullptr);
  RawObject exact = underlying_value(*value);
  StrData data = str_data(exact);
  if (size < data.length + (add_null != 0)) {
    raise(thread, Exc::kSystemError, "string is longer than the buffer");
    return nullptr;
  }
  for (word i = 0; i < data.length; i++) buffer[i] = data.at(i);
  if (add_null != 0) buffer[data.length] = 0;
  return buffer;
}
PYRO_API uint32_t* PyUnicode_AsUCS4Copy(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  word length = str_length(underlying_value(*value));
  auto* buffer =
      static_cast<uint32_t*>(std::malloc(static_cast<size_t>(length + 1) * sizeof(uint32_t)));
  if (buffer == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  return PyUnicode_AsUCS4(object, buffer, length + 1, 1);
}

// --- codecs

PYRO_API const char* PyUnicode_GetDefaultEncoding() { return "utf-8"; }
PYRO_API PyObject* PyUnicode_AsEncodedString(PyObject* object, const char* encoding,
                                             const char* errors) {
  return encoded(object, encoding, errors);
}
PYRO_API PyObject* PyUnicode_AsUTF8String(PyObject* object) {
  return encoded(object, "utf-8", nullptr);
}
PYRO_API PyObject* PyUnicode_AsASCIIString(PyObject* object) {
  return encoded(object, "ascii", nullptr);
}
PYRO_API PyObject* PyUnicode_AsLatin1String(PyObject* object) {
  return encoded(object, "latin-1", nullptr);
}
PYRO_API PyObject* PyUnicode_AsUTF16String(PyObject* object) {
  return encoded(object, "utf-16", nullptr);
}
PYRO_API PyObject* PyUnicode_AsUTF32String(PyObject* object) {
  return encoded(object, "utf-32", nullptr);
}
PYRO_API PyObject* PyUnicode_AsUnicodeEscapeString(PyObject* object) {
  return encoded(object, "unicode-escape", nullptr);
}
PYRO_API PyObject* PyUnicode_AsRawUnicodeEscapeString(PyObject* object) {
  return encoded(object, "raw-unicode-escape", nullptr);
}
PYRO_API PyObject* PyUnicode_EncodeFSDefault(PyObject* object) {
  return encoded(object, "utf-8", "surrogateescape");
}
PYRO_API PyObject* PyUnicode_EncodeLocale(PyObject* object, const char* errors) {
  Thread* thread = current_thread();
  PyObject* result = encoded(object, "utf-8", errors);
  if (result == nullptr) return nullptr;
  Py_ssize_t size = 0;
  const char* data = bytes_of_handle(thread, result, &size);
  if (std::strlen(data) == static_cast<size_t>(size)) return result;
  decrement(thread, result);
  raise_value_error(thread, "embedded null character");
  return nullptr;
}

PYRO_API PyObject* PyUnicode_Decode(const char* data, Py_ssize_t size, const char* encoding,
                                    const char* errors) {
  return decoded(data, size, encoding, errors);
}
#define PYRO_DECODER(Name, encoding)                                           \
  PYRO_API PyObject* PyUnicode_Decode##Name(const char* data, Py_ssize_t size, \
                                            const char* errors) {              \
    return decoded(data, size, encoding, errors);                              \
  }
PYRO_DECODER(ASCII, "ascii")
PYRO_DECODER(Latin1, "latin-1")
PYRO_DECODER(UTF8, "utf-8")
PYRO_DECODER(UTF7, "utf-7")
PYRO_DECODER(UnicodeEscape, "unicode-escape")
PYRO_DECODER(RawUnicodeEscape, "raw-unicode-escape")
PYRO_API PyObject* PyUnicode_DecodeFSDefaultAndSize(const char* data, Py_ssize_t size) {
  return decoded(data, size, "utf-8", "surrogateescape");
}
PYRO_API PyObject* PyUnicode_DecodeFSDefault(const char* data) {
  return decoded(data, static_cast<Py_ssize_t>(std::strlen(data)), "utf-8", "surrogateescape");
}
PYRO_API PyObject* PyUnicode_DecodeLocaleAndSize(const char* data, Py_ssize_t size,
                                                 const char* errors) {
  Thread* thread = current_thread();
  if (std::strlen(data) != static_cast<size_t>(size)) {
    raise_value_error(thread, "embedded null byte");
    return nullptr;
  }
  return decoded(data, size, "utf-8", errors);
}
PYRO_API PyObject* PyUnicode_DecodeLocale(const char* data, const char* errors) {
  return decoded(data, static_cast<Py_ssize_t>(std::strlen(data)), "utf-8", errors);
}

namespace {
// Stateful decoders stop before an incomplete character at the end, through
// codecs.NAME_decode(data, errors, final=False).
PyObject* stateful(const char* data, Py_ssize_t size, const char* function_name, const char* errors,
                   Py_ssize_t* consumed) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "_codecs", function_name));
  if (function->is_error()) return nullptr;
  Object bytes(thread, new_bytes(thread, data, size));
  Object error_name(thread, errors == nullptr ? RawObject::none() : new_str(thread, errors));
  Object final(thread, RawObject::from_bool(consumed == nullptr));
  Object result(thread, call(thread, function, bytes, error_name, final));
  if (result->is_error()) return nullptr;
  if (consumed != nullptr) *consumed = tuple_at(*result, 1).small_int();
  return new_reference(thread, tuple_at(*result, 0));
}
const char* ordered_name(const int* order, const char* either, const char* little,
                         const char* big) {
  return order == nullptr || *order == 0 ? either : *order < 0 ? little : big;
}
// Without an order given, a byte order mark decides and is reported back.
void report_order(const char* data, Py_ssize_t size, int* order, Py_ssize_t unit) {
  if (order == nullptr || *order != 0 || size < unit) return;
  auto* bytes = reinterpret_cast<const unsigned char*>(data);
  if (bytes[0] == 0xff && bytes[1] == 0xfe)
    *order = -1;
  else if (unit == 2 ? bytes[0] == 0xfe && bytes[1] == 0xff : bytes[2] == 0xfe && bytes[3] == 0xff)
    *order = 1;
}
}  // namespace
PYRO_API PyObject* PyUnicode_DecodeUTF8Stateful(const char* data, Py_ssize_t size,
                                                const char* errors, Py_ssize_t* consumed) {
  return consumed == nullptr ? decoded(data, size, "utf-8", errors)
                             : stateful(data, size, "utf_8_decode", errors, consumed);
}
PYRO_API PyObject* PyUnicode_DecodeUTF7Stateful(const char* data, Py_ssize_t size,
                                                const char* errors, Py_ssize_t* consumed) {
  return consumed == nullptr ? decoded(data, size, "utf-7", errors)
                             : stateful(data, size, "utf_7_decode", errors, consumed);
}
PYRO_API PyObject* PyUnicode_DecodeUTF16Stateful(const char* data, Py_ssize_t size,
                                                 const char* errors, int* order,
                                                 Py_ssize_t* consumed) {
  const char* name = ordered_name(order, "utf_16_decode", "utf_16_le_decode", "utf_16_be_decode");
  PyObject* result = stateful(data, size, name, errors, consumed);
  report_order(data, size, order, 2);
  return result;
}
PYRO_API PyObject* PyUnicode_DecodeUTF16(const char* data, Py_ssize_t size, const char* errors,
                                         int* order) {
  return PyUnicode_DecodeUTF16Stateful(data, size, errors, order, nullptr);
}
PYRO_API PyObject* PyUnicode_DecodeUTF32Stateful(const char* data, Py_ssize_t size,
                                                 const char* errors, int* order,
                                                 Py_ssize_t* consumed) {
  const char* name = ordered_name(order, "utf_32_decode", "utf_32_le_decode", "utf_32_be_decode");
  PyObject* result = stateful(data, size, name, errors, consumed);
  report_order(data, size, order, 4);
  return result;
}
PYRO_API PyObject* PyUnicode_DecodeUTF32(const char* data, Py_ssize_t size, const char* errors,
                                         int* order) {
  return PyUnicode_DecodeUTF32Stateful(data, size, errors, order, nullptr);
}
PYRO_API PyObject* PyUnicode_FromEncodedObject(PyObject* object, const char* encoding,
                                               const char* errors) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (is_str(*value)) {
    raise_type_error(thread, "decoding str is not supported");
    return nullptr;
  }
  if (!offers_buffer_NoGC(Extensions::of(thread), *value)) {
    raise_type_error(thread, "decoding to str: need a bytes-like object, %T found", &value);
    return nullptr;
  }
  return new_reference(thread, decode(thread, value, encoding, errors));
}

// Converters for "O&": results go through *target; Py_CLEANUP_SUPPORTED.
constexpr int kCleanupSupported = 0x20000;
PYRO_API int PyUnicode_FSConverter(PyObject* object, void* target) {
  Thread* thread = current_thread();
  auto** result = static_cast<PyObject**>(target);
  if (object == nullptr) {
    decrement(thread, *result);
    *result = nullptr;
    return 1;
  }
  PYRO_VALUE(value, object, 0);
  Object function(thread, module_attribute(thread, "os", "fsencode"));
  if (function->is_error()) return 0;
  Object bytes(thread, call(thread, function, value));
  if (bytes->is_error()) return 0;
  RawObject raw = *bytes;
  if (bytes_data(raw).find('\0') != std::string_view::npos) {
    raise_value_error(thread, "embedded null byte");
    return 0;
  }
  *result = new_reference(thread, *bytes);
  return kCleanupSupported;
}
PYRO_API int PyUnicode_FSDecoder(PyObject* object, void* target) {
  Thread* thread = current_thread();
  auto** result = static_cast<PyObject**>(target);
  if (object == nullptr) {
    decrement(thread, *result);
    *result = nullptr;
    return 1;
  }
  PYRO_VALUE(value, object, 0);
  Object function(thread, module_attribute(thread, "os", "fsdecode"));
  if (function->is_error()) return 0;
  Object text(thread, call(thread, function, value));
  if (text->is_error()) return 0;
  RawObject raw = underlying_value(*text);
  StrData data = str_data(raw);
  for (word i = 0; i < data.length; i++) {
    if (data.at(i) != 0) continue;
    raise_value_error(thread, "embedded null character");
    return 0;
  }
  *result = new_reference(thread, *text);
  return kCleanupSupported;
}
PYRO_API PyObject* PyOS_FSPath(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object function(thread, module_attribute(thread, "os", "fspath"));
  return new_reference(thread, function->is_error() ? *function : call(thread, function, value));
}

// --- operations

PYRO_API PyObject* PyUnicode_Concat(PyObject* left, PyObject* right) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  if (!is_str(*a)) {
    raise_type_error(thread, "must be str, not %T", &a);
    return nullptr;
  }
  Object x(thread, underlying_value(*a)), y(thread, underlying_value(*b));
  return new_reference(thread, str_add(thread, x, y));
}
namespace {
bool is_text(Thread* thread, PyObject* object) { return is_str(value_of(thread, object)); }
}  // namespace
PYRO_API void PyUnicode_Append(PyObject** left, PyObject* right) {
  if (*left == nullptr) return;
  Thread* thread = current_thread();
  PyObject* result = nullptr;
  if (right != nullptr && (is_text(thread, *left) && is_text(thread, right)))
    result = PyUnicode_Concat(*left, right);
  else if (right != nullptr)
    bad_internal_call(thread);
  decrement(current_thread(), *left);
  *left = result;
}
PYRO_API void PyUnicode_AppendAndDel(PyObject** left, PyObject* right) {
  PyUnicode_Append(left, right);
  decrement(current_thread(), right);
}
PYRO_API PyObject* PyUnicode_Join(PyObject* separator, PyObject* items) {
  Thread* thread = current_thread();
  PYRO_VALUE(iterable, items, nullptr);
  Object text(thread,
              separator == nullptr ? new_str_ascii(thread, " ") : value_of(thread, separator));
  if (!is_str(*text)) {
    raise_type_error(thread, "separator: expected str instance, %T found", &text);
    return nullptr;
  }
  Object exact(thread, underlying_value(*text));
  return new_reference(thread, str_join(thread, exact, iterable));
}
PYRO_API int PyUnicode_Contains(PyObject* object, PyObject* part) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, -1);
  PYRO_VALUE(needle, part, -1);
  return truth_status(contains(thread, value, needle));
}
PYRO_API int PyUnicode_Compare(PyObject* left, PyObject* right) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, -1);
  PYRO_VALUE(b, right, -1);
  if (!is_str(*a) || !is_str(*b)) {
    raise_type_error(thread, "Can't compare %T and %T", &a, &b);
    return -1;
  }
  int order = str_compare_NoGC(underlying_value(*a), underlying_value(*b));
  return order < 0 ? -1 : order > 0;
}
PYRO_API int PyUnicode_CompareWithASCIIString(PyObject* left, const char* right) {
  Thread* thread = current_thread();
  Object a(thread, value_of(thread, left));
  RawObject exact = underlying_value(*a);
  StrData data = str_data(exact);
  for (word i = 0; i < data.length; i++) {
    uint32_t other = static_cast<unsigned char>(right[i]);
    if (other == 0) return 1;
    if (data.at(i) != other) return data.at(i) < other ? -1 : 1;
  }
  return right[data.length] == 0 ? 0 : -1;
}
PYRO_API PyObject* PyUnicode_RichCompare(PyObject* left, PyObject* right, int operation) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  if (!is_str(*a) || !is_str(*b)) return new_reference(thread, RawObject::not_implemented());
  constexpr CompareOp kOperations[] = {CompareOp::kLt, CompareOp::kLe, CompareOp::kEq,
                                       CompareOp::kNe, CompareOp::kGt, CompareOp::kGe};
  return new_reference(thread, compare(thread, kOperations[operation], a, b));
}
PYRO_API PyObject* PyUnicode_Format(PyObject* format, PyObject* args) {
  Thread* thread = current_thread();
  PYRO_TEXT(text, format, nullptr);
  PYRO_VALUE(values, args, nullptr);
  return new_reference(thread, str_percent(thread, text, values));
}
namespace {
PyObject* split(PyObject* object, PyObject* separator, Py_ssize_t maximum, const char* name) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  Object by(thread, separator == nullptr ? RawObject::none() : value_of(thread, separator));
  Object limit(thread, new_int(thread, maximum));
  return new_reference(thread, call_named(thread, value, name, by, limit));
}
}  // namespace
PYRO_API PyObject* PyUnicode_Split(PyObject* object, PyObject* separator, Py_ssize_t maximum) {
  return split(object, separator, maximum, "split");
}
PYRO_API PyObject* PyUnicode_RSplit(PyObject* object, PyObject* separator, Py_ssize_t maximum) {
  return split(object, separator, maximum, "rsplit");
}
PYRO_API PyObject* PyUnicode_Splitlines(PyObject* object, int keep_ends) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  Object exact(thread, underlying_value(*value));
  return new_reference(thread, str_split_lines(thread, exact, keep_ends != 0));
}
PYRO_API PyObject* PyUnicode_Partition(PyObject* object, PyObject* separator) {
  return method(object, "partition", separator);
}
PYRO_API PyObject* PyUnicode_RPartition(PyObject* object, PyObject* separator) {
  return method(object, "rpartition", separator);
}
// Characters that map to None are errors here, while str.translate leaves them out.
PYRO_API PyObject* PyUnicode_Translate(PyObject* object, PyObject* table, const char* errors) {
  if (errors != nullptr && std::strcmp(errors, "ignore") == 0)
    return method(object, "translate", table);
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  PYRO_VALUE(map, table, nullptr);
  Object text(thread, underlying_value(*value));
  Object key(thread, RawObject::none());
  Object mapped(thread, RawObject::none());
  for (word i = 0; i < str_length(*text); i++) {
    key = RawObject::from_small_int(str_data(*text).at(i));
    mapped = get_item(thread, map, key);
    if (mapped->is_error() && !exception_is_lookup_error(thread)) return nullptr;
    if (mapped->is_error()) thread->take_exception();
    if (!mapped->is_none()) continue;
    Object type(thread, builtin(thread, "UnicodeTranslateError"));
    Object start(thread, RawObject::from_small_int(i));
    Object end(thread, RawObject::from_small_int(i + 1));
    Object reason(thread, new_str_ascii(thread, "character maps to <undefined>"));
    Object arguments(thread, new_tuple(thread, 4));
    tuple_init(*arguments, 0, *text);
    tuple_init(*arguments, 1, *start);
    tuple_init(*arguments, 2, *end);
    tuple_init(*arguments, 3, *reason);
    Object none(thread, RawObject::none());
    Object error(thread, call_with(thread, type, arguments, none));
    if (!error->is_error()) raise_object(thread, error);
    return nullptr;
  }
  return method(object, "translate", table);
}
PYRO_API PyObject* PyUnicode_Replace(PyObject* object, PyObject* old_part, PyObject* new_part,
                                     Py_ssize_t maximum) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, nullptr);
  PYRO_TEXT(from, old_part, nullptr);
  PYRO_TEXT(to, new_part, nullptr);
  Object key(thread, name_from(thread, "replace"));
  Object function(thread, get_attribute(thread, value, key));
  Object limit(thread, new_int(thread, maximum));
  return new_reference(thread, call(thread, function, from, to, limit));
}
namespace {
// Bounds as slices have them.
void clip(Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* end) {
  if (*end > length) *end = length;
  if (*end < 0) *end = std::max<Py_ssize_t>(0, *end + length);
  if (*start < 0) *start = std::max<Py_ssize_t>(0, *start + length);
}
}  // namespace
PYRO_API Py_ssize_t PyUnicode_Find(PyObject* object, PyObject* part, Py_ssize_t start,
                                   Py_ssize_t end, int direction) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, -2);
  PYRO_TEXT(needle, part, -2);
  RawObject a = underlying_value(*value), b = underlying_value(*needle);
  clip(str_length(a), &start, &end);
  if (start > end) return -1;
  return direction > 0 ? str_find_NoGC(a, b, start, end) : str_rfind_NoGC(a, b, start, end);
}
PYRO_API Py_ssize_t PyUnicode_FindChar(PyObject* object, uint32_t code, Py_ssize_t start,
                                       Py_ssize_t end, int direction) {
  Thread* thread = current_thread();
  PYRO_TEXT(value, object, -2);
  Object needle(thread, new_str_from_code_point(thread, code));
  RawObject a = underlying_value(*value);
  clip(str_length(a), &start, &end);
  if (start > end) return -1;
  return direction > 0 ? str_find_NoGC(a, *needle, start, end)
                       : str_rfind_NoGC(a, *needle, start, end);
}
PYRO_API Py_ssize_t PyUnicode_Count(PyObject* object, PyObject* part, Py_ssize_t start,
                                    Py_ssize_t end) {
  Thread* thread = current_thread();
  PYRO_STR(value, object, -1);
  PYRO_STR(needle, part, -1);
  RawObject a = underlying_value(*value), b = underlying_value(*needle);
  clip(str_length(a), &start, &end);
  return start > end ? 0 : str_count_NoGC(a, b, start, end);
}
PYRO_API Py_ssize_t PyUnicode_Tailmatch(PyObject* object, PyObject* part, Py_ssize_t start,
                                        Py_ssize_t end, int direction) {
  Thread* thread = current_thread();
  PYRO_STR(value, object, -1);
  PYRO_STR(needle, part, -1);
  RawObject a = underlying_value(*value), b = underlying_value(*needle);
  clip(str_length(a), &start, &end);
  word length = str_length(b);
  if (end - start < length) return 0;
  return str_matches_at_NoGC(a, direction > 0 ? end - length : start, b);
}
PYRO_API int PyUnicode_IsIdentifier(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_STR(value, object, -1);
  return call_named(thread, value, "isidentifier").is_true();
}
