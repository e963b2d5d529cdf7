#include "capi_emulation/api.h"

// Reference counts, identity, and memory (documentation: "Reference Counting", "Memory
// Management").

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

// --- memory: sizes of zero give distinct blocks

PYRO_API void* PyMem_Malloc(size_t size) { return std::malloc(size == 0 ? 1 : size); }
PYRO_API void* PyMem_Calloc(size_t count, size_t size) {
  return count == 0 || size == 0 ? std::calloc(1, 1) : std::calloc(count, size);
}
PYRO_API void* PyMem_Realloc(void* memory, size_t size) {
  return std::realloc(memory, size == 0 ? 1 : size);
}
PYRO_API void PyMem_Free(void* memory) { std::free(memory); }
PYRO_API void* PyObject_Malloc(size_t size) { return PyMem_Malloc(size); }
PYRO_API void* PyObject_Calloc(size_t count, size_t size) { return PyMem_Calloc(count, size); }
PYRO_API void* PyObject_Realloc(void* memory, size_t size) { return PyMem_Realloc(memory, size); }

namespace {

// Memory of an instance is told from plain memory by the registry of instances: the word in front
// of a plain block belongs to the allocator.
void free_object_or_memory(void* memory) {
  if (memory == nullptr) return;
  Thread* thread = current_thread();
  Extensions* extensions = thread == nullptr ? nullptr : Extensions::of(thread);
  Handle* handle = extensions == nullptr ? nullptr : extensions->instance_at(memory);
  if (handle != nullptr)
    extensions->detach_instance(handle);
  else
    std::free(memory);
}

}  // namespace

PYRO_API void PyObject_Free(void* memory) { free_object_or_memory(memory); }
PYRO_API void PyObject_GC_Del(void* memory) { free_object_or_memory(memory); }

// --- the cycle collector's interface: tracing needs no lists

PYRO_API void PyObject_GC_Track(void*) {}
PYRO_API void PyObject_GC_UnTrack(void*) {}
PYRO_API int PyObject_GC_IsTracked(PyObject*) { return 1; }
PYRO_API int PyObject_GC_IsFinalized(PyObject* object) {
  return (handle_of(object)->flags & kHandleFinalized) != 0;
}
PYRO_API Py_ssize_t PyGC_Collect() {
  Thread* thread = current_thread();
  Object result(
      thread,
      call_named(thread, Object(thread, module_attribute(thread, "gc", "collect")), "__call__"));
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
