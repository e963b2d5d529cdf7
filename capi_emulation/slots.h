#pragma once

#include "capi_emulation/api.h"

// Slots of types as special methods.

namespace pyro::capi {

// Adds a special method to the namespace for each slot that the record sets itself. False:
// exception pending.
bool add_slot_methods(Thread* thread, const Type& type, const Dict& ns, TypeRecord* record,
                      const Object& module_name);

// A C function that does what a slot of a type without specification does; null if the type has no
// such method.
void* generic_slot_function(Thread* thread, const Object& type, int slot);

}  // namespace pyro::capi
