#pragma once

#include "capi_emulation/api.h"

// Types made from specifications, and their instances.

namespace pyro::capi {

// PyType_FromModuleAndSpec: a new type; module and bases may be null (bases: a type or a tuple).
RawObject type_from_spec(Thread* thread, PyObject* module, PyType_Spec* spec, PyObject* bases);

// The type of capsules.
RawObject capsule_type(Thread* thread);

// The heap side of an instance that has no memory yet. TypeError if the type has no C fields.
RawObject new_extension_proxy(Thread* thread, const Object& type);
// tp_alloc: a new instance with zeroed memory; null with an exception pending.
PyObject* allocate_extension_instance(Thread* thread, const Object& type, Py_ssize_t items);

// object.__new__ for types without memory of their own.
RawObject allocate_instance_of(Thread* thread, const Type& type);

// tp_name, as error texts show it: the dotted name of an extension type, otherwise the last part.
std::string type_text_NoGC(Thread* thread, RawObject type);

}  // namespace pyro::capi
