#include "capi_emulation/api.h"

// Reference counts, identity, and the cycle collector (documentation: "Reference Counting",
// "Supporting Cyclic Garbage Collection").

using namespace pyro;
using namespace pyro::capi;

PYRO_API void Py_IncRef(PyObject* object) { increment(object); }
PYRO_API void Py_DecRef(PyObject* object) { decrement(current_thread(), object); }
PYRO_API void _Py_IncRef(PyObject* object) { increment(object); }
PYRO_API void _Py_DecRef(PyObject* object) { decrement(current_thread(), object); }
PYRO_API PyObject* Py_NewRef(PyObject* object) {
  increment(object);
  return object;
}
PYRO_API PyObject* Py_XNewRef(PyObject* object) {
  increment(object);
  return object;
}
// The count fell to zero inside the extension.
PYRO_API void _Py_Dealloc(PyObject* object) {
  Extensions::of(current_thread())->dropped(handle_of(object));
}

PYRO_API int Py_Is(PyObject* left, PyObject* right) { return left == right; }
PYRO_API int Py_IsNone(PyObject* object) { return object == &exported_singleton(0)->head; }
PYRO_API int Py_IsFalse(PyObject* object) { return object == &exported_singleton(1)->head; }
PYRO_API int Py_IsTrue(PyObject* object) { return object == &exported_singleton(2)->head; }

// --- the cycle collector's interface: tracing needs no lists

PYRO_API void PyObject_GC_Track(void*) {}
PYRO_API void PyObject_GC_UnTrack(void*) {}
PYRO_API int PyObject_GC_IsTracked(PyObject*) { return 1; }
PYRO_API int PyObject_GC_IsFinalized(PyObject* object) {
  return (handle_of(object)->flags & kHandleFinalized) != 0;
}
PYRO_API Py_ssize_t PyGC_Collect() {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "gc", "collect"));
  Object result(thread, call_named(thread, function, "__call__"));
  if (result->is_small_int()) return result->small_int();
  thread->take_exception();
  return 0;
}

namespace {

int call_gc(const char* name) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "gc", name));
  Object result(thread, function->is_error() ? *function : call(thread, function));
  if (result->is_error()) thread->take_exception();
  return result->is_true();
}

}  // namespace

PYRO_API int PyGC_IsEnabled() { return call_gc("isenabled"); }
PYRO_API int PyGC_Enable() {
  int before = PyGC_IsEnabled();
  call_gc("enable");
  return before;
}
PYRO_API int PyGC_Disable() {
  int before = PyGC_IsEnabled();
  call_gc("disable");
  return before;
}
