#include "capi_emulation/types.h"

#include <cstdarg>
#include <cstring>

#include "capi_emulation/functions.h"
#include "capi_emulation/slots.h"
#include "runtime/layout.h"
#include "runtime/str.h"

// Type objects, allocation of instances, functions made of method tables (documentation: "Type
// Objects", "Allocating Objects on the Heap").

using namespace pyro;
using namespace pyro::capi;

PYRO_API PyObject* PyType_FromModuleAndSpec(PyObject* module, PyType_Spec* spec, PyObject* bases) {
  Thread* thread = current_thread();
  return new_reference(thread, type_from_spec(thread, module, spec, bases));
}
PYRO_API PyObject* PyType_FromSpecWithBases(PyType_Spec* spec, PyObject* bases) {
  return PyType_FromModuleAndSpec(nullptr, spec, bases);
}
PYRO_API PyObject* PyType_FromSpec(PyType_Spec* spec) {
  return PyType_FromModuleAndSpec(nullptr, spec, nullptr);
}

namespace {
unsigned long flags_of(PyObject* type);
// Exported types keep their flags, which do not change, where CPython's type objects have them.
constexpr size_t kFlagsOffset = 168;
}  // namespace
PYRO_API unsigned long PyType_GetFlags(PyObject* type) {
  if (type == nullptr || (handle_of(type)->flags & kHandleStatic) == 0) return flags_of(type);
  auto* kept = reinterpret_cast<unsigned long*>(reinterpret_cast<char*>(type) + kFlagsOffset);
  if (*kept == 0) *kept = flags_of(type);
  return *kept;
}
namespace {
unsigned long flags_of(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, 0);
  if (!is_heap_type(*value)) return 0;
  Runtime* runtime = thread->runtime();
  word own = RawType::cast(*value).flags();
  unsigned long flags = Py_TPFLAGS_READY;
  if (handle_of(type)->flags & kHandleType)
    flags |= static_cast<TypeRecord*>(handle_of(type)->extra)->flags;
  if ((own & kTypeHeap) != 0) flags |= Py_TPFLAGS_HEAPTYPE;
  if ((own & kTypeHeap) != 0 && (handle_of(type)->flags & kHandleType) == 0)
    flags |= Py_TPFLAGS_HAVE_GC;
  if ((own & kTypeSubclassable) != 0) flags |= Py_TPFLAGS_BASETYPE;
  if ((own & kTypeImmutable) != 0) flags |= Py_TPFLAGS_IMMUTABLETYPE;
  if ((own & kTypeAbstract) != 0) flags |= Py_TPFLAGS_IS_ABSTRACT;
  if ((own & kTypeSequence) != 0) flags |= Py_TPFLAGS_SEQUENCE;
  if ((own & kTypeMapping) != 0) flags |= Py_TPFLAGS_MAPPING;
  if ((own & kTypeException) != 0) flags |= Py_TPFLAGS_BASE_EXC_SUBCLASS | Py_TPFLAGS_HAVE_GC;
  const std::pair<LayoutId, unsigned long> kFast[] = {
      {LayoutId::kInt, Py_TPFLAGS_LONG_SUBCLASS},    {LayoutId::kList, Py_TPFLAGS_LIST_SUBCLASS},
      {LayoutId::kTuple, Py_TPFLAGS_TUPLE_SUBCLASS}, {LayoutId::kBytes, Py_TPFLAGS_BYTES_SUBCLASS},
      {LayoutId::kStr, Py_TPFLAGS_UNICODE_SUBCLASS}, {LayoutId::kDict, Py_TPFLAGS_DICT_SUBCLASS},
      {LayoutId::kType, Py_TPFLAGS_TYPE_SUBCLASS}};
  for (auto [layout, flag] : kFast) {
    if (is_subtype_NoGC(*value, runtime->type_at(layout))) flags |= flag;
  }
  constexpr unsigned long kTraced = Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS |
                                    Py_TPFLAGS_DICT_SUBCLASS | Py_TPFLAGS_TYPE_SUBCLASS;
  if ((flags & kTraced) != 0) flags |= Py_TPFLAGS_HAVE_GC;
  return flags;
}
}  // namespace
PYRO_API int PyType_IsSubtype(PyObject* type, PyObject* base) {
  if (type == base) return 1;
  Thread* thread = current_thread();
  PYRO_VALUE(a, type, 0);
  PYRO_VALUE(b, base, 0);
  return is_heap_type(*a) && is_heap_type(*b) && is_subtype_NoGC(*a, *b);
}
PYRO_API PyObject* PyType_GetName(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, nullptr);
  return new_reference(thread, RawType::cast(*value).name());
}
PYRO_API PyObject* PyType_GetQualName(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, nullptr);
  return new_reference(thread, RawType::cast(*value).qualname());
}
PYRO_API void PyType_Modified(PyObject* type) {
  Thread* thread = current_thread();
  Type value(thread, value_of(thread, type));
  if (is_heap_type(*value)) type_modified(thread, value);
}
PYRO_API unsigned int PyType_ClearCache() {
  Thread* thread = current_thread();
  return static_cast<unsigned>(thread->runtime()->type_version++);
}
PYRO_API int PyType_Ready(PyObject*) { return 0; }
PYRO_API PyObject* PyType_GetModule(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, nullptr);
  Handle* handle = handle_of(type);
  if (is_heap_type(*value) && !type_has_flag(*value, kTypeHeap)) {
    raise_type_error(thread, "PyType_GetModule: Type '%N' is not a heap type", &value);
    return nullptr;
  }
  TypeRecord* record =
      (handle->flags & kHandleType) != 0 ? static_cast<TypeRecord*>(handle->extra) : nullptr;
  if (record != nullptr && record->module != nullptr) return record->module;
  raise_type_error(thread, "PyType_GetModule: Type '%N' has no associated module", &value);
  return nullptr;
}
PYRO_API void* PyModule_GetState(PyObject* module);
PYRO_API void* PyType_GetModuleState(PyObject* type) {
  PyObject* module = PyType_GetModule(type);
  return module == nullptr ? nullptr : PyModule_GetState(module);
}

// --- instances

PYRO_API PyObject* PyType_GenericAlloc(PyObject* type, Py_ssize_t items) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, type, nullptr);
  return allocate_extension_instance(thread, value, items);
}
PYRO_API PyObject* PyType_GenericNew(PyObject* type, PyObject*, PyObject*) {
  return PyType_GenericAlloc(type, 0);
}
PYRO_API PyObject* _PyObject_New(PyObject* type) { return PyType_GenericAlloc(type, 0); }
PYRO_API PyObject* _PyObject_NewVar(PyObject* type, Py_ssize_t items) {
  return PyType_GenericAlloc(type, items);
}
PYRO_API PyObject* _PyObject_GC_New(PyObject* type) { return PyType_GenericAlloc(type, 0); }
PYRO_API PyObject* _PyObject_GC_NewVar(PyObject* type, Py_ssize_t items) {
  return PyType_GenericAlloc(type, items);
}
// Weak references were cleared when the object was found dead.
PYRO_API void PyObject_ClearWeakRefs(PyObject*) {}

// --- slots

PYRO_API void PyObject_GC_Del(void* memory);
PYRO_API void PyObject_Free(void* memory);

namespace {

// The slots that types without a specification have in common; they find the type's method
// dynamically.
PyObject* generic_new(PyObject* type, PyObject* args, PyObject* keywords) {
  Thread* thread = current_thread();
  PYRO_VALUE(cls, type, nullptr);
  PYRO_VALUE(tuple, args, nullptr);
  Object dict(thread, keywords == nullptr ? RawObject::none() : value_of(thread, keywords));
  Object method(thread, get_attribute(thread, cls, Symbol::k__new__));
  if (method->is_error()) return nullptr;
  word count = tuple_length(underlying_value(*tuple));
  Object all(thread, new_tuple(thread, count + 1));
  tuple_init(*all, 0, *cls);
  for (word i = 0; i < count; i++) tuple_init(*all, i + 1, tuple_at(underlying_value(*tuple), i));
  return new_reference(thread, call_with(thread, method, all, dict));
}
void generic_dealloc(PyObject* object) {
  Thread* thread = current_thread();
  Handle* handle = handle_of(object);
  if ((handle->flags & kHandleInstance) == 0) return;
  PyObject* type = object->ob_type;
  Extensions::of(thread)->detach_instance(handle);
  decrement(thread, type);
}

}  // namespace

PYRO_API void* PyType_GetSlot(PyObject* type, int slot) {
  Thread* thread = current_thread();
  if (type != nullptr && slot > 0 && slot < kSlotCount && slot != Py_tp_base &&
      slot != Py_tp_bases) {
    TypeRecord* known = type_record_NoGC(handle_of(type));
    if (known != nullptr && known->slots[slot] != nullptr) return known->slots[slot];
    if (known != nullptr && slot == Py_tp_alloc)
      return reinterpret_cast<void*>(&PyType_GenericAlloc);
  }
  PYRO_VALUE(value, type, nullptr);
  if (slot <= 0 || slot >= kSlotCount || !is_heap_type(*value))
    return bad_internal_call(thread), nullptr;
  TypeRecord* record = find_type_record_NoGC(Extensions::of(thread), *value);
  if (slot == Py_tp_base) return lend(thread, RawType::cast(*value).base());
  if (slot == Py_tp_bases) return lend(thread, RawType::cast(*value).bases());
  if (record != nullptr && record->slots[slot] != nullptr) return record->slots[slot];
  switch (slot) {
    case Py_tp_alloc:
      return reinterpret_cast<void*>(&PyType_GenericAlloc);
    case Py_tp_free:
      return reinterpret_cast<void*>(&PyObject_GC_Del);
    case Py_tp_new:
      return reinterpret_cast<void*>(&generic_new);
    case Py_tp_dealloc:
      return reinterpret_cast<void*>(&generic_dealloc);
    default:
      return generic_slot_function(thread, value, slot);
  }
}

// --- functions

PYRO_API PyObject* PyCMethod_New(PyMethodDef* method, PyObject* self, PyObject* module,
                                 PyObject* type) {
  Thread* thread = current_thread();
  Object receiver(thread, self == nullptr ? RawObject::none() : value_of(thread, self));
  Object module_name(thread, module == nullptr ? RawObject::none() : value_of(thread, module));
  if (is_heap_module(*module_name))
    module_name = find_attribute(thread, module_name, Symbol::k__name__);
  Object function(thread, new_extension_function(thread, method, receiver, module_name, type));
  if (self == nullptr && !function->is_error()) {
    word index = RawNativeFunction::cast(*function).index();
    auto* native = const_cast<NativeDefinition*>(thread->runtime()->native_at(index));
    static_cast<ExtensionFunction*>(native)->without_self = true;
  }
  return new_reference(thread, *function);
}
PYRO_API PyObject* PyCFunction_NewEx(PyMethodDef* method, PyObject* self, PyObject* module) {
  return PyCMethod_New(method, self, module, nullptr);
}
PYRO_API PyObject* PyCFunction_New(PyMethodDef* method, PyObject* self) {
  return PyCMethod_New(method, self, nullptr, nullptr);
}
namespace {
const ExtensionFunction* function_of(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (is_heap_native_function(*value)) {
    const NativeDefinition* native =
        thread->runtime()->native_at(RawNativeFunction::cast(*value).index());
    if (native->window_code != nullptr) return static_cast<const ExtensionFunction*>(native);
  }
  bad_internal_call(thread);
  return nullptr;
}
}  // namespace
PYRO_API PyCFunction PyCFunction_GetFunction(PyObject* object) {
  const ExtensionFunction* function = function_of(object);
  return function == nullptr ? nullptr : function->method->ml_meth;
}
PYRO_API int PyCFunction_GetFlags(PyObject* object) {
  const ExtensionFunction* function = function_of(object);
  return function == nullptr ? -1 : function->method->ml_flags;
}
PYRO_API PyObject* PyCFunction_GetSelf(PyObject* object) {
  Thread* thread = current_thread();
  const ExtensionFunction* function = function_of(object);
  if (function == nullptr || function->without_self) return nullptr;
  return lend(thread, RawNativeFunction::cast(value_of(thread, object)).owner());
}
