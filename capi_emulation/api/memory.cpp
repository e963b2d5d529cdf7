#include <algorithm>
#include <cstring>

#include "capi_emulation/api.h"
#include "capi_emulation/type_record.h"
#include "capi_emulation/types.h"

// Memory: blocks of bytes, and the memory of instances (documentation: "Memory Management",
// "Allocating Objects on the Heap").
//
// There are three kinds of blocks, and extensions mix the functions that free them: plain ones of
// malloc; blocks for objects, which have room for a handle's prefix in front so that PyObject_Init
// can make instances of them; and instances. Instances are told by the registry of instances, the
// second kind by a mark in the prefix, where for plain blocks the allocator keeps their size, a
// multiple of 16 with three flags.

using namespace pyro;
using namespace pyro::capi;

namespace {

constexpr uint32_t kObjectBlock = 0x0b10c008;
constexpr size_t kSmallestObject = sizeof(Handle) - sizeof(HandlePrefix);

// For plain blocks the words in front are the allocator's: readable, but AddressSanitizer does not
// know that.
__attribute__((no_sanitize("address"))) bool is_object_block(void* memory) {
  return handle_of(static_cast<PyObject*>(memory))->flags == kObjectBlock;
}

Handle* instance_of(void* memory) {
  Thread* thread = current_thread();
  Extensions* extensions = thread == nullptr ? nullptr : Extensions::of(thread);
  return extensions == nullptr ? nullptr : extensions->instance_at(memory);
}

void free_any(void* memory) {
  if (memory == nullptr) return;
  if (is_object_block(memory)) {
    std::free(handle_of(static_cast<PyObject*>(memory)));
  } else if (Handle* instance = instance_of(memory)) {
    Extensions::of(current_thread())->detach_instance(instance);
  } else {
    std::free(memory);
  }
}

void* object_block(size_t size, void* old) {
  size = std::max(size, kSmallestObject);
  if (size > SIZE_MAX - sizeof(HandlePrefix)) return nullptr;
  auto* prefix = static_cast<HandlePrefix*>(
      std::realloc(old == nullptr ? nullptr : handle_of(static_cast<PyObject*>(old)),
                   size + sizeof(HandlePrefix)));
  if (prefix == nullptr) return nullptr;
  *prefix = {RawObject::unbound(), kObjectBlock, UINT32_MAX};
  return prefix + 1;
}

void* reallocate(void* memory, size_t size) {
  if (memory != nullptr && is_object_block(memory)) return object_block(size, memory);
  return std::realloc(memory, size == 0 ? 1 : size);
}

}  // namespace

// --- blocks; sizes of zero give distinct ones

PYRO_API void* PyMem_Malloc(size_t size) {
  return size > PTRDIFF_MAX ? nullptr : std::malloc(size == 0 ? 1 : size);
}
PYRO_API void* PyMem_Calloc(size_t count, size_t size) {
  return count == 0 || size == 0 ? std::calloc(1, 1) : std::calloc(count, size);
}
PYRO_API void* PyMem_Realloc(void* memory, size_t size) { return reallocate(memory, size); }
PYRO_API void PyMem_Free(void* memory) { free_any(memory); }
PYRO_API void* PyObject_Malloc(size_t size) { return object_block(size, nullptr); }
PYRO_API void* PyObject_Calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return nullptr;
  void* memory = object_block(bytes, nullptr);
  if (memory != nullptr) std::memset(memory, 0, bytes);
  return memory;
}
PYRO_API void* PyObject_Realloc(void* memory, size_t size) {
  return memory == nullptr ? PyObject_Malloc(size) : reallocate(memory, size);
}
PYRO_API void PyObject_Free(void* memory) { free_any(memory); }
PYRO_API void PyObject_GC_Del(void* memory) { free_any(memory); }

// --- instances

// Memory of PyObject_Malloc becomes an instance; what PyType_GenericAlloc gave is one already.
PYRO_API PyObject* PyObject_Init(PyObject* object, PyObject* type) {
  Thread* thread = current_thread();
  if (object == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  if (!is_object_block(object)) return object;
  PYRO_VALUE(type_value, type, nullptr);
  Object proxy(thread, new_extension_proxy(thread, type_value));
  if (proxy->is_error()) return nullptr;
  handle_of(object)->flags = 0;
  Extensions::of(thread)->adopt_instance(handle_of(object), *proxy);
  object->ob_refcnt = 1;
  increment(type);
  return object;
}
PYRO_API PyObject* PyObject_InitVar(PyObject* object, PyObject* type, Py_ssize_t size) {
  PyObject* result = PyObject_Init(object, type);
  if (result != nullptr) handle_of(result)->size = size;
  return result;
}

// The memory moves, so nothing but the caller may know the object yet.
PYRO_API PyObject* _PyObject_GC_Resize(PyObject* object, Py_ssize_t items) {
  Thread* thread = current_thread();
  Handle* handle = handle_of(object);
  TypeRecord* record = type_record_NoGC(handle_of(object->ob_type));
  if ((handle->flags & kHandleInstance) == 0 || record == nullptr) return bad_argument(thread);
  word old_bytes = record->basicsize + (handle->size + 1) * record->itemsize;
  word bytes = record->basicsize + (items + 1) * record->itemsize;
  Handle* moved = Extensions::of(thread)->resize_instance(handle, old_bytes, bytes);
  if (moved == nullptr) {
    raise_memory_error(thread);
    return nullptr;
  }
  moved->size = items;
  return &moved->head;
}
