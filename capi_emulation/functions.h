#pragma once

#include "capi_emulation/api.h"

// Definitions of native functions for what an extension's tables list. They live as long as the
// process, as CPython's tables do.

namespace pyro::capi {

// `prefix` stands in front of the name in errors: "module." or "Type.".
ExtensionFunction* new_function_definition(const PyMethodDef* method, const std::string& prefix,
                                           NativeRole role);
ExtensionFunction* new_member_definition(const PyMemberDef* member, const std::string& prefix);
ExtensionFunction* new_accessor_definition(const PyGetSetDef* accessor, const std::string& prefix);

// One value that is held for the duration of a call; Unbound gives null.
class Held {
 public:
  Held(Thread* thread, RawObject value) : thread_(thread) {
    if (!value.is_unbound()) object_ = new_reference(thread, value);
  }
  ~Held() { decrement(thread_, object_); }
  Held(const Held&) = delete;
  operator PyObject*() const { return object_; }

 private:
  Thread* thread_;
  PyObject* object_ = nullptr;
};

}  // namespace pyro::capi

PYRO_API intptr_t PyObject_HashNotImplemented(pyro::capi::PyObject* self);
PYRO_API pyro::capi::PyObject* PyObject_GenericGetAttr(pyro::capi::PyObject* self,
                                                       pyro::capi::PyObject* name);
PYRO_API int PyObject_GenericSetAttr(pyro::capi::PyObject* self, pyro::capi::PyObject* name,
                                     pyro::capi::PyObject* value);
