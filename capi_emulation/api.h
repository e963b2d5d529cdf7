#pragma once

#include <string>
#include <string_view>

#include "capi_emulation/abi.h"
#include "capi_emulation/exported_objects.h"
#include "capi_emulation/module_record.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// What the functions of the API are made of. See the rules in capi_emulation/handles.h.

#define PYRO_API extern "C" __attribute__((visibility("default"), used))

namespace pyro::capi {

// --- from handles to values

// The value behind a handle, to be rooted at once. May collect (bytes under construction). Null is
// a mistake of the extension: Error with SystemError pending.
RawObject value_of_slow(Thread* thread, PyObject* object);
inline RawObject value_of(Thread* thread, PyObject* object) {
  if (object != nullptr) {
    RawObject value = handle_of(object)->value;
    if (!value.is_unbound()) [[likely]]
      return value;
  }
  return value_of_slow(thread, object);
}
// An argument as a rooted local; `ok` says whether there is one.
#define PYRO_VALUE(name, object, failure)        \
  Object name(thread, value_of(thread, object)); \
  if (name->is_error()) return failure

// --- from values to handles

// A new reference; null for Error.
inline PyObject* new_reference(Thread* thread, RawObject value) {
  if (value.is_error()) return nullptr;
  Extensions* extensions = Extensions::of(thread);
  Handle* handle = extensions->find_quickly(value);
  if (handle == nullptr) handle = extensions->handle_for(value);
  handle->head.ob_refcnt++;
  return &handle->head;
}
// A borrowed reference; null for Error.
inline PyObject* lend(Thread* thread, RawObject value) {
  if (value.is_error()) return nullptr;
  Handle* handle = Extensions::of(thread)->handle_for(value);
  handle->flags |= kHandleLent;
  return &handle->head;
}
inline void increment(PyObject* object) {
  if (object != nullptr) object->ob_refcnt++;
}
inline void decrement(Thread* thread, PyObject* object) {
  if (object == nullptr || --object->ob_refcnt != 0) return;
  Handle* handle = handle_of(object);
  constexpr uint32_t kNothingToDo = kHandleHasFate;
  constexpr uint32_t kSpecial = kHandleBuilding | kHandleTwin;
  if ((handle->flags & kNothingToDo) != 0 && (handle->flags & kSpecial) == 0) return;
  Extensions::of(thread)->dropped(handle);
}
// Takes a reference over: its value, and the count goes down. Null: Error.
inline RawObject steal(Thread* thread, PyObject* object) {
  if (object == nullptr) return RawObject::error();
  RawObject value = value_of(thread, object);
  decrement(thread, object);
  return value;
}
inline PyObject* none_reference() {
  PyObject* none = &exported_singleton(0)->head;
  none->ob_refcnt++;
  return none;
}

// Results.
inline int status(bool ok) { return ok ? 0 : -1; }
inline int truth_status(Truth truth) { return static_cast<int>(truth); }

// --- odds and ends

// Attribute and function names.
RawObject name_from(Thread* thread, const char* text);
// builtins.NAME.
RawObject builtin(Thread* thread, const char* name);
// MODULE.NAME, importing the module.
RawObject module_attribute(Thread* thread, const char* module, const char* name);
RawObject import_module(Thread* thread, const Object& name);
// value.NAME(...).
RawObject call_named(Thread* thread, const Object& value, const char* name);
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a);
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b);
// Text that an extension passed: UTF-8, UnicodeDecodeError if it is not.
RawObject text_from(Thread* thread, const char* utf8, word size);
RawObject text_from(Thread* thread, const char* utf8);
// SystemError "bad argument to internal function", as for arguments of the wrong type.
void bad_internal_call(Thread* thread);
// DeprecationWarning; false if it became an exception.
[[nodiscard]] bool warn_deprecated(const char* message);
// Is the pending exception a LookupError?
bool exception_is_lookup_error(Thread* thread);
PyObject* bad_argument(Thread* thread);
// The UTF-8 form of a str, in memory that lives as long as the handle. Null with UnicodeEncodeError
// pending.
const char* utf8_of_handle(Thread* thread, PyObject* object, Py_ssize_t* size);
// The contents of bytes likewise.
char* bytes_of_handle(Thread* thread, PyObject* object, Py_ssize_t* size);

// Calls an extension's function and turns the result into a value; complains about null without an
// exception and the reverse.
RawObject checked_result(Thread* thread, PyObject* result, const char* function);

// A function made of a PyMethodDef; `self` is its receiver.
RawObject new_extension_function(Thread* thread, const PyMethodDef* method, const Object& self,
                                 const Object& module_name, PyObject* defining_class);
// Adds functions to a module's namespace. False: exception pending.
bool add_functions(Thread* thread, const Object& module, const PyMethodDef* methods);

// Sets the thread that API functions run for while extension code runs, and counts the depth.
class CallScope {
 public:
  explicit CallScope(Thread* thread)
      : extensions_(Extensions::of(thread)), previous_(attached_thread) {
    attached_thread = thread;
    extensions_->call_depth++;
  }
  ~CallScope() {
    extensions_->call_depth--;
    attached_thread = previous_;
  }
  CallScope(const CallScope&) = delete;

 private:
  Extensions* extensions_;
  Thread* previous_;
};

}  // namespace pyro::capi
