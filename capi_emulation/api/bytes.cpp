#include "runtime/bytes.h"

#include <cstdarg>
#include <cstring>

#include "capi_emulation/api.h"
#include "capi_emulation/format.h"
#include "capi_emulation/pinning.h"
#include "runtime/buffer.h"
#include "runtime/str.h"

// bytes and bytearray (documentation: "Bytes Objects", "Byte Array Objects").

using namespace pyro;
using namespace pyro::capi;

PYRO_API PyObject* PyBytes_FromStringAndSize(const char* data, Py_ssize_t size) {
  Thread* thread = current_thread();
  if (size < 0) {
    raise(thread, Exc::kSystemError, "Negative size passed to PyBytes_FromStringAndSize");
    return nullptr;
  }
  if (data != nullptr) return new_reference(thread, new_bytes(thread, data, size));
  Handle* handle = Extensions::of(thread)->new_building_bytes(size);
  if (handle == nullptr) raise_memory_error(thread);
  return handle == nullptr ? nullptr : &handle->head;
}
PYRO_API PyObject* PyBytes_FromString(const char* data) {
  return PyBytes_FromStringAndSize(data, static_cast<Py_ssize_t>(std::strlen(data)));
}
PYRO_API PyObject* PyBytes_FromFormatV(const char* format, va_list list) {
  Thread* thread = current_thread();
  va_list copy;
  va_copy(copy, list);
  RawObject bytes = format_bytes(thread, format, &copy);
  va_end(copy);
  return new_reference(thread, bytes);
}
PYRO_API PyObject* PyBytes_FromFormat(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyBytes_FromFormatV(format, list);
  va_end(list);
  return result;
}
PYRO_API PyObject* PyBytes_FromObject(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (is_exact_bytes(*value)) return new_reference(thread, *value);
  if (is_str(*value) || is_int(*value)) {
    raise_type_error(thread, "cannot convert '%T' object to bytes", &value);
    return nullptr;
  }
  Object type(thread, builtin(thread, "bytes"));
  return new_reference(thread, call(thread, type, value));
}
PYRO_API Py_ssize_t PyBytes_Size(PyObject* object) {
  Py_ssize_t size = -1;
  return bytes_of_handle(current_thread(), object, &size) == nullptr ? -1 : size;
}
PYRO_API char* PyBytes_AsString(PyObject* object) {
  return bytes_of_handle(current_thread(), object, nullptr);
}
PYRO_API int PyBytes_AsStringAndSize(PyObject* object, char** data, Py_ssize_t* size) {
  Thread* thread = current_thread();
  Py_ssize_t length = 0;
  *data = bytes_of_handle(thread, object, &length);
  if (*data == nullptr) return -1;
  if (size != nullptr) {
    *size = length;
  } else if (std::strlen(*data) != static_cast<size_t>(length)) {
    raise_value_error(thread, "embedded null byte");
    return -1;
  }
  return 0;
}
PYRO_API void PyBytes_Concat(PyObject** left, PyObject* right) {
  Thread* thread = current_thread();
  if (*left == nullptr) return;
  PyObject* result = nullptr;
  if (right != nullptr) {
    Object a(thread, value_of(thread, *left)), b(thread, value_of(thread, right));
    result = new_reference(thread, binary_operation(thread, BinaryOp::kAdd, a, b));
  }
  decrement(thread, *left);
  *left = result;
}
PYRO_API void PyBytes_ConcatAndDel(PyObject** left, PyObject* right) {
  PyBytes_Concat(left, right);
  decrement(current_thread(), right);
}
// Not `smart`: single quotes even around a single quote.
PYRO_API PyObject* PyBytes_Repr(PyObject* object, int smart) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object text(thread, repr(thread, value));
  if (text->is_error() || smart != 0) return new_reference(thread, *text);
  std::string shown = str_to_utf8_NoGC(*text);
  if (shown[1] == '\'') return new_reference(thread, *text);
  std::string escaped = "b'";
  for (char c : shown.substr(2, shown.size() - 3)) escaped += c == '\'' ? "\\'" : std::string(1, c);
  return new_reference(thread, new_str(thread, escaped + "'"));
}
PYRO_API PyObject* PyBytes_DecodeEscape(const char* data, Py_ssize_t size, const char* errors,
                                        Py_ssize_t, const char*) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "_codecs", "escape_decode"));
  Object bytes(thread, new_bytes(thread, data, size));
  Object mode(thread, new_str(thread, errors == nullptr ? "strict" : errors));
  Object result(thread, function->is_error() ? *function : call(thread, function, bytes, mode));
  return new_reference(thread, result->is_error() ? *result : tuple_at(*result, 0));
}

// --- bytearray

PYRO_API PyObject* PyByteArray_FromStringAndSize(const char* data, Py_ssize_t size) {
  Thread* thread = current_thread();
  if (size < 0) {
    raise(thread, Exc::kSystemError, "Negative size passed to PyByteArray_FromStringAndSize");
    return nullptr;
  }
  if (data != nullptr) return new_reference(thread, new_byte_array(thread, data, size));
  std::string zeros(static_cast<size_t>(size), '\0');
  return new_reference(thread, new_byte_array(thread, zeros.data(), size));
}
PYRO_API PyObject* PyByteArray_FromObject(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object type(thread, builtin(thread, "bytearray"));
  return new_reference(thread, call(thread, type, value));
}
PYRO_API PyObject* PyByteArray_Concat(PyObject* left, PyObject* right) {
  Thread* thread = current_thread();
  BufferView a(thread), b(thread);
  PYRO_VALUE(x, left, nullptr);
  PYRO_VALUE(y, right, nullptr);
  if (!supports_buffer_NoGC(*x) || !supports_buffer_NoGC(*y)) {
    raise_type_error(thread, "can't concat %T to %T", &y, &x);
    return nullptr;
  }
  std::string text;
  {
    BufferView view(thread);
    if (!view.acquire(x)) return nullptr;
    text = view.copy();
  }
  BufferView view(thread);
  if (!view.acquire(y)) return nullptr;
  text += view.copy();
  return new_reference(thread, new_byte_array(thread, text.data(), static_cast<word>(text.size())));
}
PYRO_API Py_ssize_t PyByteArray_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  return is_heap_byte_array(*value) ? RawByteArray::cast(*value).length() : -1;
}
PYRO_API char* PyByteArray_AsString(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (!is_heap_byte_array(*value)) return nullptr;
  return reinterpret_cast<char*>(pin_growing_bytes(thread, value));
}
PYRO_API int PyByteArray_Resize(PyObject* object, Py_ssize_t size) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  if (!is_heap_byte_array(*value)) {
    bad_internal_call(thread);
    return -1;
  }
  word length = RawByteArray::cast(*value).length();
  if (size == length) return 0;
  if (size < length) {
    Object start(thread, new_int(thread, size)), none(thread, RawObject::none());
    Object part(thread, new_slice(thread, start, none, none));
    return status(delete_item(thread, value, part));
  }
  std::string zeros(static_cast<size_t>(size - length), '\0');
  Object more(thread, new_bytes(thread, zeros));
  return call_named(thread, value, "extend", more).is_error() ? -1 : 0;
}
