#pragma once

#include "capi_emulation/abi.h"
#include "capi_emulation/type_record.h"

// The native side of modules, and what the collector's side of the emulation asks of types and
// modules. None of these functions touches the heap's objects beyond what is named: they run while
// objects move.

namespace pyro::capi {

struct ModuleRecord {
  PyModuleDef* definition;
  void* state;  // m_size bytes, or null
  bool executed;
};

inline ModuleRecord* module_record(Handle* module) {
  return (module->flags & kHandleModule) != 0 ? static_cast<ModuleRecord*>(module->extra) : nullptr;
}
// The record of an extension type, or of the extension type that a Python class derives from; null
// for others. Known for every type that has an instance with memory.
inline TypeRecord* type_record_NoGC(Handle* type) {
  return (type->flags & (kHandleType | kHandleSubtype)) != 0 ? static_cast<TypeRecord*>(type->extra)
                                                             : nullptr;
}

// tp_traverse and m_traverse.
void traverse_module(Handle* module, visitproc visit, void* argument);
void traverse_instance(Handle* instance, visitproc visit, void* argument);

// The record that governs instances of a type, looked up along its bases; null if there is none.
// Remembered in the type's handle.
TypeRecord* find_type_record_NoGC(Extensions* extensions, RawObject type);

// tp_dealloc, m_clear and m_free, capsule destructors, bf_releasebuffer: what has to run when an
// object died.
bool needs_release_NoGC(RawObject object);
void release_instance(Thread* thread, Handle* instance);
void release_module(Thread* thread, Handle* module);
void release_other(Thread* thread, const Object& object);

}  // namespace pyro::capi
