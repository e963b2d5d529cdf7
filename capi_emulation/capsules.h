#pragma once

#include "capi_emulation/api.h"

namespace pyro::capi {

// The native side of a PyCapsule.
struct CapsuleRecord {
  void* pointer;
  const char* name;
  void* context;
  void (*destructor)(PyObject*);
};

inline CapsuleRecord* capsule_record(RawObject capsule) {
  return reinterpret_cast<CapsuleRecord*>(RawCapsule::cast(capsule).native().raw());
}

}  // namespace pyro::capi
