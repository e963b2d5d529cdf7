#include "capi_emulation/capsules.h"

#include <cstring>

#include "capi_emulation/buffers.h"
#include "capi_emulation/types.h"
#include "runtime/layout.h"

// Capsules (documentation: "Capsules"): a C pointer with a name, as a Python object.

namespace pyro::capi {

void release_other(Thread* thread, const Object& object) {
  if (is_heap_capsule(*object)) {
    CapsuleRecord* record = capsule_record(*object);
    if (record == nullptr) return;
    if (record->destructor != nullptr) {
      PyObject* handle = new_reference(thread, *object);
      record->destructor(handle);
      handle->ob_refcnt--;
    }
    delete record;
    object->set_immediate_at(RawCapsule::kNativeIndex, RawObject(uword{0}));
    return;
  }
  release_exported_memory(thread, object);
}

}  // namespace pyro::capi

using namespace pyro;
using namespace pyro::capi;

namespace {

bool same_name(const char* a, const char* b) {
  return a == b || (a != nullptr && b != nullptr && std::strcmp(a, b) == 0);
}

CapsuleRecord* valid_record(Thread* thread, PyObject* capsule, const char* function) {
  Object value(thread, capsule == nullptr ? RawObject::none() : value_of(thread, capsule));
  CapsuleRecord* record = is_heap_capsule(*value) ? capsule_record(*value) : nullptr;
  if (record == nullptr || record->pointer == nullptr) {
    raise_value_error(thread, "%s called with invalid PyCapsule object", function);
    return nullptr;
  }
  return record;
}

}  // namespace

PYRO_API PyObject* PyCapsule_New(void* pointer, const char* name, void (*destructor)(PyObject*)) {
  Thread* thread = current_thread();
  if (pointer == nullptr) {
    raise_value_error(thread, "PyCapsule_New called with null pointer");
    return nullptr;
  }
  Layout layout(thread, RawType::cast(capsule_type(thread)).layout());
  RawObject capsule = new_instance(thread, layout);
  auto* record = new CapsuleRecord{pointer, name, nullptr, destructor};
  capsule.set_immediate_at(RawCapsule::kNativeIndex, RawObject(reinterpret_cast<uword>(record)));
  thread->heap()->register_finalizable(capsule);
  return new_reference(thread, capsule);
}
PYRO_API void* PyCapsule_GetPointer(PyObject* capsule, const char* name) {
  Thread* thread = current_thread();
  CapsuleRecord* record = valid_record(thread, capsule, "PyCapsule_GetPointer");
  if (record == nullptr) return nullptr;
  if (same_name(record->name, name)) return record->pointer;
  raise_value_error(thread, "PyCapsule_GetPointer called with incorrect name");
  return nullptr;
}
PYRO_API int PyCapsule_IsValid(PyObject* capsule, const char* name) {
  Thread* thread = current_thread();
  if (capsule == nullptr) return 0;
  Object value(thread, value_of(thread, capsule));
  if (!is_heap_capsule(*value)) return 0;
  CapsuleRecord* record = capsule_record(*value);
  return record != nullptr && record->pointer != nullptr && same_name(record->name, name);
}
#define PYRO_CAPSULE_GETTER(Name, Type, field)                                              \
  PYRO_API Type PyCapsule_Get##Name(PyObject* capsule) {                                    \
    CapsuleRecord* record = valid_record(current_thread(), capsule, "PyCapsule_Get" #Name); \
    return record == nullptr ? nullptr : record->field;                                     \
  }
using CapsuleDestructor = void (*)(PyObject*);
PYRO_CAPSULE_GETTER(Name, const char*, name)
PYRO_CAPSULE_GETTER(Context, void*, context)
PYRO_CAPSULE_GETTER(Destructor, CapsuleDestructor, destructor)
#define PYRO_CAPSULE_SETTER(Name, Type, field)                                              \
  PYRO_API int PyCapsule_Set##Name(PyObject* capsule, Type value) {                         \
    CapsuleRecord* record = valid_record(current_thread(), capsule, "PyCapsule_Set" #Name); \
    if (record == nullptr) return -1;                                                       \
    record->field = value;                                                                  \
    return 0;                                                                               \
  }
PYRO_CAPSULE_SETTER(Name, const char*, name)
PYRO_CAPSULE_SETTER(Context, void*, context)
PYRO_CAPSULE_SETTER(Destructor, CapsuleDestructor, destructor)
PYRO_API int PyCapsule_SetPointer(PyObject* capsule, void* pointer) {
  Thread* thread = current_thread();
  if (pointer == nullptr) {
    raise_value_error(thread, "PyCapsule_SetPointer called with null pointer");
    return -1;
  }
  CapsuleRecord* record = valid_record(thread, capsule, "PyCapsule_SetPointer");
  if (record == nullptr) return -1;
  record->pointer = pointer;
  return 0;
}
PYRO_API void* PyCapsule_Import(const char* name, int) {
  Thread* thread = current_thread();
  std::string path = name;
  size_t dot = path.find('.');
  Object key(thread, name_from(thread, path.substr(0, dot).c_str()));
  Object object(thread, import_module(thread, key));
  while (!object->is_error() && dot != std::string::npos) {
    size_t start = dot + 1;
    dot = path.find('.', start);
    key =
        name_from(thread, path.substr(start, dot == std::string::npos ? dot : dot - start).c_str());
    object = get_attribute(thread, object, key);
  }
  if (object->is_error()) return nullptr;
  if (is_heap_capsule(*object) && capsule_record(*object) != nullptr &&
      same_name(capsule_record(*object)->name, name)) {
    return capsule_record(*object)->pointer;
  }
  raise(thread, Exc::kAttributeError, "PyCapsule_Import \"%s\" is not valid", name);
  return nullptr;
}
