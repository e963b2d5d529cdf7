// Two descriptions of one ABI: abi.h, by which the emulation is written, and include/, by which
// extensions are. This file compiles only if they agree. abi.h comes first: the macros of the other
// would replace its names.

#include "capi_emulation/abi.h"

#define ABI_CONSTANT(name) constexpr auto k_##name = static_cast<unsigned long>(pyro::capi::name);
#define ABI_SIZE(structure)
#define ABI_FIELD(structure, field)
namespace {
#include "capi_emulation/abi_names.def"
constexpr auto kReadOnly = pyro::capi::kMemberFlagReadOnly;
}  // namespace
#undef ABI_CONSTANT
#undef ABI_SIZE
#undef ABI_FIELD

#define Py_LIMITED_API 0x030b0000
#include <Python.h>
#include <structmember.h>

#define ABI_CONSTANT(name) static_assert(k_##name == static_cast<unsigned long>(name));
#define ABI_SIZE(structure) static_assert(sizeof(pyro::capi::structure) == sizeof(::structure));
#define ABI_FIELD(structure, field)                                                       \
  static_assert(offsetof(pyro::capi::structure, field) == offsetof(::structure, field) && \
                sizeof(pyro::capi::structure::field) == sizeof(::structure::field));
#include "capi_emulation/abi_names.def"

static_assert(kReadOnly == READONLY);
static_assert(sizeof(pyro::capi::PyObject) == sizeof(::PyObject) &&
              offsetof(pyro::capi::PyObject, ob_type) == offsetof(::PyObject, ob_type));
// A handle's size stands where that of an object of variable size does.
static_assert(offsetof(pyro::capi::Handle, size) - offsetof(pyro::capi::Handle, head) ==
              offsetof(::PyVarObject, ob_size));
