#include <cerrno>
#include <cstdarg>
#include <cstring>

#include "capi_emulation/api.h"
#include "capi_emulation/format.h"
#include "capi_emulation/functions.h"
#include "runtime/exceptions.h"
#include "runtime/str.h"

// Exceptions and warnings (documentation: "Exception Handling").

using namespace pyro;
using namespace pyro::capi;

namespace {

// Leaves type(value) pending: `value` may be an instance, a tuple of arguments, None or anything
// else.
void set_object(Thread* thread, const Object& type, const Object& value) {
  if (thread->has_exception()) thread->take_exception();
  if (!is_heap_type(*type) || !is_exception_type_NoGC(*type)) {
    raise(thread, Exc::kSystemError,
          "_PyErr_SetObject: exception %R is not a BaseException subclass", &type);
    return;
  }
  Object exception(thread, *value);
  if (is_heap_base_exception(*value) && is_subtype_NoGC(type_of(thread, *value), *type)) {
    raise_object(thread, exception);
    return;
  }
  if (value->is_none())
    exception = call(thread, type);
  else if (is_tuple(*value))
    exception = call_with(thread, type, value, Object(thread, RawObject::none()));
  else
    exception = call(thread, type, value);
  if (exception->is_error()) return;
  raise_object(thread, exception);
}

void set_text(Thread* thread, PyObject* type, const Object& text) {
  Object type_value(thread, value_of(thread, type));
  if (type_value->is_error() || text->is_error()) return;
  set_object(thread, type_value, text);
}

RawObject pending_type(Thread* thread) {
  return thread->has_exception() ? type_of(thread, thread->pending_exception()) : RawObject::none();
}

Truth matches(Thread* thread, const Object& type, const Object& expected) {
  if (is_tuple(*expected)) {
    Object each(thread, RawObject::none());
    Object items(thread, underlying_value(*expected));
    for (word i = 0; i < tuple_length(*items); i++) {
      each = tuple_at(*items, i);
      if (matches(thread, type, each) == Truth::kTrue) return Truth::kTrue;
    }
    return Truth::kFalse;
  }
  if (is_heap_type(*type) && is_heap_type(*expected) && is_exception_type_NoGC(*type) &&
      is_exception_type_NoGC(*expected)) {
    return truth_of(is_subtype_NoGC(*type, *expected));
  }
  return truth_of(*type == *expected);
}

}  // namespace

PYRO_API PyObject* PyErr_Occurred() {
  Thread* thread = current_thread();
  return thread->has_exception() ? lend(thread, pending_type(thread)) : nullptr;
}
PYRO_API void PyErr_Clear() {
  Thread* thread = current_thread();
  if (thread->has_exception()) thread->take_exception();
}
PYRO_API void PyErr_SetNone(PyObject* type) {
  Thread* thread = current_thread();
  set_text(thread, type, Object(thread, RawObject::none()));
}
PYRO_API void PyErr_SetObject(PyObject* type, PyObject* value) {
  Thread* thread = current_thread();
  Object object(thread, value == nullptr ? RawObject::none() : value_of(thread, value));
  set_text(thread, type, object);
}
PYRO_API void PyErr_SetString(PyObject* type, const char* text) {
  Thread* thread = current_thread();
  set_text(thread, type, Object(thread, text_from(thread, text)));
}
PYRO_API PyObject* PyErr_FormatV(PyObject* type, const char* format, va_list list) {
  Thread* thread = current_thread();
  if (thread->has_exception()) thread->take_exception();
  va_list copy;
  va_copy(copy, list);
  Object text(thread, format_text(thread, format, &copy));
  va_end(copy);
  set_text(thread, type, text);
  return nullptr;
}
PYRO_API PyObject* PyErr_Format(PyObject* type, const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyErr_FormatV(type, format, list);
  va_end(list);
  return nullptr;
}
PYRO_API PyObject* PyErr_NoMemory() {
  raise_memory_error(current_thread());
  return nullptr;
}
PYRO_API int PyErr_BadArgument() {
  raise_type_error(current_thread(), "bad argument type for built-in operation");
  return 0;
}
PYRO_API void PyErr_BadInternalCall() {
  raise(current_thread(), Exc::kSystemError, "bad argument to internal function");
}
PYRO_API void _PyErr_BadInternalCall(const char* file, int line) {
  raise(current_thread(), Exc::kSystemError, "%s:%d: bad argument to internal function", file,
        line);
}

PYRO_API int PyErr_GivenExceptionMatches(PyObject* given, PyObject* expected) {
  Thread* thread = current_thread();
  if (given == nullptr || expected == nullptr) return 0;
  Object type(thread, value_of(thread, given));
  PYRO_VALUE(wanted, expected, 0);
  if (is_heap_base_exception(*type)) type = type_of(thread, *type);
  return matches(thread, type, wanted) == Truth::kTrue;
}
PYRO_API int PyErr_ExceptionMatches(PyObject* expected) {
  Thread* thread = current_thread();
  if (!thread->has_exception()) return 0;
  Object type(thread, pending_type(thread));
  PYRO_VALUE(wanted, expected, 0);
  return matches(thread, type, wanted) == Truth::kTrue;
}

// --- the pending exception as three references

PYRO_API void PyErr_Fetch(PyObject** type, PyObject** value, PyObject** traceback) {
  Thread* thread = current_thread();
  *type = *value = *traceback = nullptr;
  if (!thread->has_exception()) return;
  Object exception(thread, thread->take_exception());
  *type = new_reference(thread, type_of(thread, *exception));
  *value = new_reference(thread, *exception);
  RawObject trace = RawBaseException::cast(*exception).traceback();
  if (!trace.is_none()) *traceback = new_reference(thread, trace);
}
PYRO_API void PyErr_NormalizeException(PyObject** type, PyObject** value, PyObject** traceback) {
  Thread* thread = current_thread();
  if (*type == nullptr) return;
  Object saved(thread, thread->take_exception());
  Object type_value(thread, value_of(thread, *type));
  Object object(thread, *value == nullptr ? RawObject::none() : value_of(thread, *value));
  if (!(is_heap_base_exception(*object) && is_heap_type(*type_value) &&
        is_subtype_NoGC(type_of(thread, *object), *type_value))) {
    set_object(thread, type_value, object);
    object = thread->take_exception();
  }
  decrement(thread, *type);
  decrement(thread, *value);
  *type = new_reference(thread, type_of(thread, *object));
  *value = new_reference(thread, *object);
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
}
PYRO_API void PyErr_Restore(PyObject* type, PyObject* value, PyObject* traceback) {
  Thread* thread = current_thread();
  if (thread->has_exception()) thread->take_exception();
  if (type == nullptr) return;
  PyErr_NormalizeException(&type, &value, &traceback);
  Object exception(thread, value_of(thread, value));
  if (traceback != nullptr && is_heap_base_exception(*exception)) {
    RawBaseException::cast(*exception).set_traceback(value_of(thread, traceback));
  }
  decrement(thread, type);
  decrement(thread, value);
  decrement(thread, traceback);
  thread->set_pending_exception(*exception);
}

// --- the handled exception

PYRO_API PyObject* PyErr_GetHandledException() {
  Thread* thread = current_thread();
  RawObject handled = thread->runtime()->hooks.handled_exception(thread);
  return handled.is_none() ? nullptr : new_reference(thread, handled);
}
PYRO_API void PyErr_SetHandledException(PyObject* exception) {
  Thread* thread = current_thread();
  thread->handled = exception == nullptr ? RawObject::none() : value_of(thread, exception);
}
PYRO_API void PyErr_GetExcInfo(PyObject** type, PyObject** value, PyObject** traceback) {
  Thread* thread = current_thread();
  *type = *value = *traceback = nullptr;
  Object handled(thread, thread->runtime()->hooks.handled_exception(thread));
  if (handled->is_none()) return;
  *type = new_reference(thread, type_of(thread, *handled));
  *value = new_reference(thread, *handled);
  *traceback = new_reference(thread, RawBaseException::cast(*handled).traceback());
}
PYRO_API void PyErr_SetExcInfo(PyObject* type, PyObject* value, PyObject* traceback) {
  Thread* thread = current_thread();
  PyErr_SetHandledException(value);
  decrement(thread, type);
  decrement(thread, value);
  decrement(thread, traceback);
}

// --- fields of exceptions

namespace {
PyObject* optional_reference(Thread* thread, RawObject value) {
  return value.is_none() ? nullptr : new_reference(thread, value);
}
}  // namespace
PYRO_API PyObject* PyException_GetTraceback(PyObject* exception) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, exception, nullptr);
  return optional_reference(thread, RawBaseException::cast(*value).traceback());
}
PYRO_API int PyException_SetTraceback(PyObject* exception, PyObject* traceback) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, exception, -1);
  PYRO_VALUE(trace, traceback, -1);
  if (!trace->is_none() && !is_heap_traceback(*trace)) {
    raise_type_error(thread, "__traceback__ must be a traceback or None");
    return -1;
  }
  RawBaseException::cast(*value).set_traceback(*trace);
  return 0;
}
PYRO_API PyObject* PyException_GetContext(PyObject* exception) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, exception, nullptr);
  return optional_reference(thread, RawBaseException::cast(*value).context());
}
PYRO_API void PyException_SetContext(PyObject* exception, PyObject* context) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, exception));
  Object other(thread, context == nullptr ? RawObject::none() : steal(thread, context));
  RawBaseException::cast(*value).set_context(*other);
}
PYRO_API PyObject* PyException_GetCause(PyObject* exception) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, exception, nullptr);
  return optional_reference(thread, RawBaseException::cast(*value).cause());
}
PYRO_API void PyException_SetCause(PyObject* exception, PyObject* cause) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, exception));
  Object other(thread, cause == nullptr ? RawObject::none() : steal(thread, cause));
  RawBaseException::cast(*value).set_cause(*other);
  RawBaseException::cast(*value).set_suppress(RawObject::true_object());
}
PYRO_API const char* PyExceptionClass_Name(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, nullptr);
  PyObject* name = lend(thread, RawType::cast(*value).name());
  return utf8_of_handle(thread, name, nullptr);
}

// --- errno

PYRO_API PyObject* PyErr_SetFromErrnoWithFilenameObjects(PyObject* type, PyObject* first,
                                                         PyObject* second) {
  Thread* thread = current_thread();
  int number = errno;
  if (number == EINTR && !thread->runtime()->hooks.safepoint(thread)) return nullptr;
  PYRO_VALUE(cls, type, nullptr);
  Object text(thread, error_number_text(thread, number));
  Object number_value(thread, RawObject::from_small_int(number));
  Object none(thread, RawObject::none());
  Object name(thread, first == nullptr ? RawObject::none() : value_of(thread, first));
  Object other(thread, second == nullptr ? RawObject::none() : value_of(thread, second));
  StackWindow window(thread);
  if (!window.push(*number_value) || !window.push(*text)) return nullptr;
  if (first != nullptr && !window.push(*name)) return nullptr;
  if (second != nullptr && (!window.push(RawObject::from_small_int(0)) || !window.push(*other)))
    return nullptr;
  Object args(thread, new_tuple_from_roots(thread, window.base(), window.size()));
  Object exception(thread, call_with(thread, cls, args, none));
  if (!exception->is_error()) raise_object(thread, exception);
  return nullptr;
}
PYRO_API PyObject* PyErr_SetFromErrnoWithFilenameObject(PyObject* type, PyObject* name) {
  return PyErr_SetFromErrnoWithFilenameObjects(type, name, nullptr);
}
PYRO_API PyObject* PyErr_SetFromErrno(PyObject* type) {
  return PyErr_SetFromErrnoWithFilenameObjects(type, nullptr, nullptr);
}
PYRO_API PyObject* PyErr_SetFromErrnoWithFilename(PyObject* type, const char* name) {
  Thread* thread = current_thread();
  int number = errno;
  PyObject* handle = name == nullptr ? nullptr : new_reference(thread, text_from(thread, name));
  errno = number;
  PyErr_SetFromErrnoWithFilenameObjects(type, handle, nullptr);
  decrement(thread, handle);
  return nullptr;
}

// --- new exception types

PYRO_API PyObject* PyErr_NewExceptionWithDoc(const char* name, const char* doc, PyObject* base,
                                             PyObject* dict) {
  Thread* thread = current_thread();
  const char* dot = std::strrchr(name, '.');
  if (dot == nullptr) {
    raise(thread, Exc::kSystemError, "PyErr_NewException: name must be module.class");
    return nullptr;
  }
  Object bases(thread,
               base == nullptr ? exc_type(thread, Exc::kException) : value_of(thread, base));
  if (!is_tuple(*bases)) bases = new_tuple_of(thread, bases);
  Dict ns(thread, new_dict(thread));
  if (dict != nullptr) {
    Object given(thread, value_of(thread, dict));
    if (!dict_update(thread, ns, given, OnDuplicate::kReplace)) return nullptr;
  }
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object value(thread, new_str(thread, std::string_view(name, static_cast<size_t>(dot - name))));
  if (dict_contains(thread, ns, key) == Truth::kFalse && !dict_set(thread, ns, key, value))
    return nullptr;
  if (doc != nullptr) {
    key = thread->runtime()->symbol(Symbol::k__doc__);
    value = new_str(thread, doc);
    if (!dict_set(thread, ns, key, value)) return nullptr;
  }
  Object type_type(thread, thread->runtime()->type_at(LayoutId::kType));
  Object type_name(thread, name_from(thread, dot + 1));
  return new_reference(thread, call(thread, type_type, type_name, bases, ns));
}
PYRO_API PyObject* PyErr_NewException(const char* name, PyObject* base, PyObject* dict) {
  return PyErr_NewExceptionWithDoc(name, nullptr, base, dict);
}

// --- import errors

PYRO_API PyObject* PyErr_SetImportErrorSubclass(PyObject* type, PyObject* message, PyObject* name,
                                                PyObject* path) {
  Thread* thread = current_thread();
  PYRO_VALUE(cls, type, nullptr);
  if (!is_heap_type(*cls) || !is_subtype_NoGC(*cls, exc_type(thread, Exc::kImportError))) {
    raise_type_error(thread, "expected a subclass of ImportError");
    return nullptr;
  }
  if (message == nullptr) {
    raise_type_error(thread, "expected a message argument");
    return nullptr;
  }
  PYRO_VALUE(text, message, nullptr);
  Object exception(thread, call(thread, cls, text));
  if (exception->is_error()) return nullptr;
  RawObject name_value = name == nullptr ? RawObject::none() : value_of(thread, name);
  RawImportError::cast(*exception).set_name(name_value);
  RawObject path_value = path == nullptr ? RawObject::none() : value_of(thread, path);
  RawImportError::cast(*exception).set_path(path_value);
  raise_object(thread, exception);
  return nullptr;
}
PYRO_API PyObject* PyErr_SetImportError(PyObject* message, PyObject* name, PyObject* path) {
  Thread* thread = current_thread();
  PyObject* type = lend(thread, exc_type(thread, Exc::kImportError));
  return PyErr_SetImportErrorSubclass(type, message, name, path);
}

// --- printing

PYRO_API void PyErr_Display(PyObject* type, PyObject* value, PyObject* traceback) {
  Thread* thread = current_thread();
  Object hook(thread, module_attribute(thread, "sys", "__excepthook__"));
  Object a(thread, type == nullptr ? RawObject::none() : value_of(thread, type));
  Object b(thread, value == nullptr ? RawObject::none() : value_of(thread, value));
  Object c(thread, traceback == nullptr ? RawObject::none() : value_of(thread, traceback));
  if (hook->is_error() || call(thread, hook, a, b, c).is_error()) thread->take_exception();
}
PYRO_API void PyErr_PrintEx(int set_last) {
  Thread* thread = current_thread();
  if (!thread->has_exception()) return;
  Object exception(thread, thread->take_exception());
  if (is_heap_system_exit(*exception)) {
    // Ends the program, as the interpreter's main loop would.
    Object code(thread, RawSystemExit::cast(*exception).code());
    std::exit(code->is_none() ? 0 : code->is_small_int() ? static_cast<int>(code->small_int()) : 1);
  }
  Object type(thread, type_of(thread, *exception));
  Object traceback(thread, RawBaseException::cast(*exception).traceback());
  if (set_last != 0) {
    Object sys(thread, thread->runtime()->sys_module());
    Object key(thread, name_from(thread, "last_type"));
    if (!set_attribute(thread, sys, key, type)) thread->take_exception();
    key = name_from(thread, "last_value");
    if (!set_attribute(thread, sys, key, exception)) thread->take_exception();
    key = name_from(thread, "last_traceback");
    if (!set_attribute(thread, sys, key, traceback)) thread->take_exception();
  }
  Object hook(thread, module_attribute(thread, "sys", "excepthook"));
  if (hook->is_error() || call(thread, hook, type, exception, traceback).is_error())
    thread->take_exception();
}
PYRO_API void PyErr_Print() { PyErr_PrintEx(1); }
PYRO_API void PyErr_WriteUnraisable(PyObject* where) {
  Thread* thread = current_thread();
  Object pending(thread, thread->take_exception());
  Object object(thread, where == nullptr ? RawObject::none() : value_of(thread, where));
  if (pending->is_unbound()) return;
  thread->set_pending_exception(*pending);
  write_unraisable(thread, object);
}

// --- warnings

namespace {
int issue_warning(Thread* thread, PyObject* category, const Object& text, Py_ssize_t level,
                  PyObject* source) {
  if (text->is_error()) return -1;
  Object type(thread, category == nullptr ? exc_type(thread, Exc::kRuntimeWarning)
                                          : value_of(thread, category));
  Object function(thread, module_attribute(thread, "warnings", "warn"));
  if (function->is_error()) return -1;
  StackWindow window(thread);
  RawObject source_value = source == nullptr ? RawObject::none() : value_of(thread, source);
  for (RawObject each : {*function, RawObject::unbound(), *text, *type,
                         RawObject::from_small_int(level), source_value}) {
    if (!window.push(each)) return -1;
  }
  return call_in_place(thread, window.base(), 4, RawObject::none()).is_error() ? -1 : 0;
}
}  // namespace
PYRO_API int PyErr_WarnEx(PyObject* category, const char* text, Py_ssize_t level) {
  Thread* thread = current_thread();
  return issue_warning(thread, category, Object(thread, text_from(thread, text)), level, nullptr);
}
PYRO_API int PyErr_WarnFormat(PyObject* category, Py_ssize_t level, const char* format, ...) {
  Thread* thread = current_thread();
  va_list list;
  va_start(list, format);
  Object text(thread, format_text(thread, format, &list));
  va_end(list);
  return issue_warning(thread, category, text, level, nullptr);
}
PYRO_API int PyErr_ResourceWarning(PyObject* source, Py_ssize_t level, const char* format, ...) {
  Thread* thread = current_thread();
  va_list list;
  va_start(list, format);
  Object text(thread, format_text(thread, format, &list));
  va_end(list);
  return issue_warning(thread, lend(thread, exc_type(thread, Exc::kResourceWarning)), text, level,
                       source);
}
PYRO_API int PyErr_WarnExplicit(PyObject* category, const char* text, const char* file, int line,
                                const char* module, PyObject* registry) {
  Thread* thread = current_thread();
  Object message(thread, text_from(thread, text));
  Object type(thread, category == nullptr ? exc_type(thread, Exc::kRuntimeWarning)
                                          : value_of(thread, category));
  Object file_name(thread, text_from(thread, file));
  Object module_name(thread, module == nullptr ? RawObject::none() : text_from(thread, module));
  Object registry_value(thread,
                        registry == nullptr ? RawObject::none() : value_of(thread, registry));
  Object function(thread, module_attribute(thread, "warnings", "warn_explicit"));
  if (function->is_error()) return -1;
  StackWindow window(thread);
  for (RawObject each : {*function, RawObject::unbound(), *message, *type, *file_name,
                         RawObject::from_small_int(line), *module_name, *registry_value}) {
    if (!window.push(each)) return -1;
  }
  return call_in_place(thread, window.base(), 6, RawObject::none()).is_error() ? -1 : 0;
}

// --- signals

PYRO_API int PyErr_CheckSignals() {
  Thread* thread = current_thread();
  if (thread->interrupts.load() == 0 || thread->runtime()->hooks.safepoint == nullptr) return 0;
  return thread->runtime()->hooks.safepoint(thread) ? 0 : -1;
}
