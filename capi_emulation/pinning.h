#pragma once

#include "capi_emulation/api.h"

namespace pyro::capi {

// Moves the storage of a bytearray or array to memory that never moves, and says where its contents
// are. Null with MemoryError pending. The address is good until the size changes.
uint8_t* pin_growing_bytes(Thread* thread, const Object& object);

}  // namespace pyro::capi
