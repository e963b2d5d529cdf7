#include <cstdarg>

#include "capi_emulation/api.h"
#include "capi_emulation/build_value.h"

// Calling Python objects (documentation: "Call Protocol").

using namespace pyro;
using namespace pyro::capi;

PYRO_API PyObject* PyObject_Call(PyObject* callable, PyObject* args, PyObject* keywords) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, callable, nullptr);
  PYRO_VALUE(tuple, args, nullptr);
  if (!is_tuple(*tuple)) {
    raise_type_error(thread, "argument list must be a tuple");
    return nullptr;
  }
  Object dict(thread, keywords == nullptr ? RawObject::none() : value_of(thread, keywords));
  if (dict->is_error()) return nullptr;
  RecursionGuard guard(thread, " while calling a Python object");
  if (!guard.ok()) return nullptr;
  return new_reference(thread, call_with(thread, function, tuple, dict));
}
PYRO_API PyObject* PyObject_CallObject(PyObject* callable, PyObject* args) {
  if (args != nullptr) return PyObject_Call(callable, args, nullptr);
  Thread* thread = current_thread();
  PYRO_VALUE(function, callable, nullptr);
  return new_reference(thread, call(thread, function));
}
PYRO_API PyObject* PyObject_CallNoArgs(PyObject* callable) {
  return PyObject_CallObject(callable, nullptr);
}
PYRO_API PyObject* PyEval_CallObjectWithKeywords(PyObject* callable, PyObject* args,
                                                 PyObject* keywords) {
  if (args != nullptr) return PyObject_Call(callable, args, keywords);
  Thread* thread = current_thread();
  PyObject* empty = new_reference(thread, empty_tuple(thread));
  PyObject* result = PyObject_Call(callable, empty, keywords);
  decrement(thread, empty);
  return result;
}
PYRO_API PyObject* PyCFunction_Call(PyObject* callable, PyObject* args, PyObject* keywords) {
  return PyObject_Call(callable, args, keywords);
}

namespace {

// The values of a format: a tuple, also for one value.
RawObject format_arguments(Thread* thread, const char* format, va_list* list) {
  if (format == nullptr || *format == 0) return empty_tuple(thread);
  Object value(thread, build_value(thread, format, list));
  if (value->is_error()) return *value;
  return is_exact_tuple(*value) ? *value : new_tuple_of(thread, value);
}

PyObject* call_format(PyObject* callable, const char* format, va_list* list) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, callable, nullptr);
  Object args(thread, format_arguments(thread, format, list));
  if (args->is_error()) return nullptr;
  Object none(thread, RawObject::none());
  return new_reference(thread, call_with(thread, function, args, none));
}

PyObject* call_method_format(PyObject* object, const char* name, const char* format,
                             va_list* list) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object key(thread, name_from(thread, name));
  Object method(thread, get_attribute(thread, value, key));
  if (method->is_error()) return nullptr;
  if (!is_callable(thread, *method)) {
    raise_type_error(thread, "attribute of type '%T' is not callable", &method);
    return nullptr;
  }
  Object args(thread, format_arguments(thread, format, list));
  if (args->is_error()) return nullptr;
  Object none(thread, RawObject::none());
  return new_reference(thread, call_with(thread, method, args, none));
}

PyObject* call_objects(Thread* thread, const Object& function, va_list* list) {
  StackWindow window(thread);
  if (!window.push(*function) || !window.push(RawObject::unbound())) return nullptr;
  word count = 0;
  while (PyObject* argument = va_arg(*list, PyObject*)) {
    RawObject value = value_of(thread, argument);
    if (value.is_error() || !window.push(value)) return nullptr;
    count++;
  }
  return new_reference(thread, call_in_place(thread, window.base(), count, RawObject::none()));
}

}  // namespace

#define PYRO_VARIADIC_CALL(call) \
  va_list list;                  \
  va_start(list, format);        \
  PyObject* result = call;       \
  va_end(list);                  \
  return result

PYRO_API PyObject* PyObject_CallFunction(PyObject* callable, const char* format, ...) {
  PYRO_VARIADIC_CALL(call_format(callable, format, &list));
}
PYRO_API PyObject* _PyObject_CallFunction_SizeT(PyObject* callable, const char* format, ...) {
  PYRO_VARIADIC_CALL(call_format(callable, format, &list));
}
PYRO_API PyObject* PyEval_CallFunction(PyObject* callable, const char* format, ...) {
  PYRO_VARIADIC_CALL(call_format(callable, format, &list));
}
PYRO_API PyObject* PyObject_CallMethod(PyObject* object, const char* name, const char* format,
                                       ...) {
  PYRO_VARIADIC_CALL(call_method_format(object, name, format, &list));
}
PYRO_API PyObject* _PyObject_CallMethod_SizeT(PyObject* object, const char* name,
                                              const char* format, ...) {
  PYRO_VARIADIC_CALL(call_method_format(object, name, format, &list));
}
PYRO_API PyObject* PyEval_CallMethod(PyObject* object, const char* name, const char* format, ...) {
  PYRO_VARIADIC_CALL(call_method_format(object, name, format, &list));
}
PYRO_API PyObject* PyObject_CallFunctionObjArgs(PyObject* callable, ...) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, callable, nullptr);
  va_list list;
  va_start(list, callable);
  PyObject* result = call_objects(thread, function, &list);
  va_end(list);
  return result;
}
PYRO_API PyObject* PyObject_CallMethodObjArgs(PyObject* object, PyObject* name, ...) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  PYRO_VALUE(key, name, nullptr);
  Object method(thread, get_attribute(thread, value, key));
  if (method->is_error()) return nullptr;
  va_list list;
  va_start(list, name);
  PyObject* result = call_objects(thread, method, &list);
  va_end(list);
  return result;
}
