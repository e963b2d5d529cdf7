#include <cstring>

#include "capi_emulation/api.h"
#include "capi_emulation/build_value.h"
#include "capi_emulation/missing.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/intern_table.h"
#include "runtime/str.h"

namespace pyro::capi {

void* raise_missing_function(const char* name) {
  Thread* thread = current_thread();
  if (thread != nullptr)
    raise(thread, Exc::kSystemError, "pyro: the C API function %s is not available", name);
  return nullptr;
}

RawObject value_of_slow(Thread* thread, PyObject* object) {
  if (object == nullptr) {
    // Functions that receive the null result of a failed call leave its exception alone.
    if (!thread->has_exception())
      raise(thread, Exc::kSystemError, "null argument to internal routine");
    return RawObject::error();
  }
  Handle* handle = handle_of(object);
  if ((handle->flags & kHandleBuilding) != 0) {
    if (!Extensions::of(thread)->finish_building(thread, handle)) return RawObject::error();
    return handle->value;
  }
  raise(thread, Exc::kSystemError, "an extension used an object that it does not own");
  return RawObject::error();
}

RawObject name_from(Thread* thread, const char* text) {
  Object name(thread, new_str(thread, text));
  return name->is_error() ? *name : intern(thread, name);
}

RawObject builtin(Thread* thread, const char* name) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object key(thread, name_from(thread, name));
  RawObject value = dict_get(thread, builtins, key);
  if (value.is_unbound()) return raise(thread, Exc::kSystemError, "no builtin %s", name);
  return value;
}

RawObject import_module(Thread* thread, const Object& name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  RawObject known = dict_get(thread, modules, name);
  if (known.is_error()) return known;
  Object function(thread, builtin(thread, "__import__"));
  if (function->is_error()) return *function;
  StackWindow window(thread);
  RawObject empty = new_list(thread, 0);
  for (RawObject value : {*function, RawObject::unbound(), *name, RawObject::none(),
                          RawObject::none(), empty, RawObject::from_small_int(0)}) {
    if (!window.push(value)) return RawObject::error();
  }
  if (call_in_place(thread, window.base(), 5, RawObject::none()).is_error())
    return RawObject::error();
  RawObject module = dict_get(thread, modules, name);
  if (!module.is_unbound()) return module;
  return raise_key_error(thread, name);
}

RawObject module_attribute(Thread* thread, const char* module, const char* name) {
  Object module_name(thread, name_from(thread, module));
  Object imported(thread, import_module(thread, module_name));
  if (imported->is_error()) return *imported;
  Object attribute(thread, name_from(thread, name));
  return get_attribute(thread, imported, attribute);
}

RawObject call_named(Thread* thread, const Object& value, const char* name) {
  Object key(thread, name_from(thread, name));
  Object method(thread, get_attribute(thread, value, key));
  return method->is_error() ? *method : call(thread, method);
}
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a) {
  Object key(thread, name_from(thread, name));
  Object method(thread, get_attribute(thread, value, key));
  return method->is_error() ? *method : call(thread, method, a);
}
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b) {
  Object key(thread, name_from(thread, name));
  Object method(thread, get_attribute(thread, value, key));
  return method->is_error() ? *method : call(thread, method, a, b);
}

namespace {

bool is_ascii(std::string_view text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

RawObject text_from(Thread* thread, const char* utf8, word size) {
  std::string_view text(utf8, static_cast<size_t>(size));
  if (is_ascii(text)) return new_str_ascii(thread, text);
  Object bytes(thread, new_bytes(thread, text));
  Object codec(thread, new_str_ascii(thread, "utf-8"));
  return call_named(thread, bytes, "decode", codec);
}
RawObject text_from(Thread* thread, const char* utf8) {
  return text_from(thread, utf8, static_cast<word>(std::strlen(utf8)));
}

void bad_internal_call(Thread* thread) {
  if (!thread->has_exception())
    raise(thread, Exc::kSystemError, "bad argument to internal function");
}
PYRO_API int PyErr_WarnEx(PyObject* category, const char* text, Py_ssize_t level);
PYRO_API int PyErr_ExceptionMatches(PyObject* expected);
extern "C" PyObject *PyExc_DeprecationWarning, *PyExc_LookupError;
bool warn_deprecated(const char* message) {
  return PyErr_WarnEx(PyExc_DeprecationWarning, message, 1) == 0;
}
bool refuses_lengths(Thread* thread, const char* format) {
  for (; format != nullptr && *format != 0 && *format != ':' && *format != ';'; format++) {
    if (*format != '#') continue;
    raise(thread, Exc::kSystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats");
    return true;
  }
  return false;
}
bool exception_is_lookup_error(Thread*) { return PyErr_ExceptionMatches(PyExc_LookupError) != 0; }
PyObject* bad_argument(Thread* thread) {
  bad_internal_call(thread);
  return nullptr;
}

const char* utf8_of_handle(Thread* thread, PyObject* object, Py_ssize_t* size) {
  Handle* handle = handle_of(object);
  PYRO_VALUE(value, object, nullptr);
  if (!is_str(*value)) {
    raise_type_error(thread, "bad argument type for built-in operation");
    return nullptr;
  }
  if ((handle->flags & kHandleData) == 0) {
    RawObject exact = underlying_value(*value);
    if (str_has_surrogates_NoGC(exact)) {
      // Let the codec say what is wrong.
      call_named(thread, value, "encode");
      return nullptr;
    }
    std::string text = str_to_utf8_NoGC(exact);
    char* memory = static_cast<char*>(std::malloc(sizeof(size_t) + text.size() + 1));
    if (memory == nullptr) {
      raise_memory_error(thread);
      return nullptr;
    }
    size_t length = text.size();
    std::memcpy(memory, &length, sizeof(length));
    std::memcpy(memory + sizeof(length), text.c_str(), length + 1);
    Extensions::of(thread)->add_data(handle, memory);
  }
  const char* memory = static_cast<const char*>(handle->extra);
  if (size != nullptr) std::memcpy(size, memory, sizeof(*size));
  return memory + sizeof(size_t);
}

char* bytes_of_handle(Thread* thread, PyObject* object, Py_ssize_t* size) {
  Handle* handle = handle_of(object);
  if ((handle->flags & kHandleBuilding) != 0) {
    if (size != nullptr) *size = handle->size;
    return static_cast<char*>(handle->extra);
  }
  if ((handle->flags & kHandleData) != 0 && is_exact_bytes(handle->value)) {
    if (size != nullptr) *size = handle->size;
    return static_cast<char*>(handle->extra);
  }
  PYRO_VALUE(value, object, nullptr);
  if (!is_bytes(*value)) {
    raise_type_error(thread, "expected bytes, %T found", &value);
    return nullptr;
  }
  RawObject exact = underlying_value(*value);
  std::string_view data = bytes_data(exact);
  if (size != nullptr) *size = static_cast<Py_ssize_t>(data.size());
  if ((handle->flags & kHandleData) != 0) return static_cast<char*>(handle->extra);
  // Large objects do not move. (There is a zero behind the data only if the size leaves room for
  // it.)
  bool large = exact.is_heap() && exact.heap_words() > Header::kMaxSmallWords;
  if (large && static_cast<word>(data.size()) + kTextDataOffset < exact.heap_words() * kWordSize) {
    handle->flags |= kHandleKept;
    return const_cast<char*>(data.data());
  }
  char* memory = static_cast<char*>(std::malloc(data.size() + 1));
  if (memory == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  std::memcpy(memory, data.data(), data.size());
  memory[data.size()] = 0;
  Extensions::of(thread)->add_data(handle, memory);
  return memory;
}

}  // namespace pyro::capi
