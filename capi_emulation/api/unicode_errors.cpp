#include "capi_emulation/api.h"
#include "runtime/str.h"

// The fields of UnicodeError and its subclasses (documentation: "Unicode Exception Objects").

using namespace pyro;
using namespace pyro::capi;

namespace {

RawObject field_of(Thread* thread, PyObject* exception, const char* name) {
  Object value(thread, value_of(thread, exception));
  if (value->is_error()) return *value;
  Object key(thread, name_from(thread, name));
  return get_attribute(thread, value, key);
}
PyObject* get_field(PyObject* exception, const char* name) {
  Thread* thread = current_thread();
  return new_reference(thread, field_of(thread, exception, name));
}
int set_field(PyObject* exception, const char* name, RawObject raw_value) {
  Thread* thread = current_thread();
  Object field(thread, raw_value);
  PYRO_VALUE(value, exception, -1);
  Object key(thread, name_from(thread, name));
  return status(set_attribute(thread, value, key, field));
}

// Positions are clipped to the object: start into [0, size-1], end into [1, size].
int get_position(PyObject* exception, const char* name, Py_ssize_t* position, bool end) {
  Thread* thread = current_thread();
  Object number(thread, field_of(thread, exception, name));
  Object object(thread, number->is_error() ? *number : field_of(thread, exception, "object"));
  if (object->is_error()) return -1;
  RawObject exact = underlying_value(*object);
  word size = is_str(*object)     ? str_length(exact)
              : is_bytes(*object) ? static_cast<word>(bytes_data(exact).size())
                                  : 0;
  word at = number->is_small_int() ? number->small_int() : 0;
  if (end)
    at = std::min(std::max<word>(at, 1), size);
  else
    at = std::max<word>(0, std::min(at, size - 1));
  *position = at;
  return 0;
}

}  // namespace

#define PYRO_POSITIONS(Kind)                                                     \
  PYRO_API int PyUnicode##Kind##Error_GetStart(PyObject* e, Py_ssize_t* p) {     \
    return get_position(e, "start", p, false);                                   \
  }                                                                              \
  PYRO_API int PyUnicode##Kind##Error_GetEnd(PyObject* e, Py_ssize_t* p) {       \
    return get_position(e, "end", p, true);                                      \
  }                                                                              \
  PYRO_API int PyUnicode##Kind##Error_SetStart(PyObject* e, Py_ssize_t p) {      \
    return set_field(e, "start", new_int(current_thread(), p));                  \
  }                                                                              \
  PYRO_API int PyUnicode##Kind##Error_SetEnd(PyObject* e, Py_ssize_t p) {        \
    return set_field(e, "end", new_int(current_thread(), p));                    \
  }                                                                              \
  PYRO_API int PyUnicode##Kind##Error_SetReason(PyObject* e, const char* text) { \
    return set_field(e, "reason", text_from(current_thread(), text));            \
  }                                                                              \
  PYRO_API PyObject* PyUnicode##Kind##Error_GetReason(PyObject* e) {             \
    return get_field(e, "reason");                                               \
  }                                                                              \
  PYRO_API PyObject* PyUnicode##Kind##Error_GetObject(PyObject* e) {             \
    return get_field(e, "object");                                               \
  }
PYRO_POSITIONS(Decode)
PYRO_POSITIONS(Encode)
PYRO_POSITIONS(Translate)
PYRO_API PyObject* PyUnicodeDecodeError_GetEncoding(PyObject* e) {
  return get_field(e, "encoding");
}
PYRO_API PyObject* PyUnicodeEncodeError_GetEncoding(PyObject* e) {
  return get_field(e, "encoding");
}
PYRO_API PyObject* PyUnicodeDecodeError_Create(const char* encoding, const char* object,
                                               Py_ssize_t size, Py_ssize_t start, Py_ssize_t end,
                                               const char* reason) {
  Thread* thread = current_thread();
  Object type(thread, exc_type(thread, Exc::kUnicodeDecodeError));
  StackWindow window(thread);
  if (!window.push(*type) || !window.push(RawObject::unbound())) return nullptr;
  if (!window.push(text_from(thread, encoding)) || !window.push(new_bytes(thread, object, size)))
    return nullptr;
  if (!window.push(new_int(thread, start)) || !window.push(new_int(thread, end))) return nullptr;
  if (!window.push(text_from(thread, reason))) return nullptr;
  return new_reference(thread, call_in_place(thread, window.base(), 5, RawObject::none()));
}
