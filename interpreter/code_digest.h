#pragma once

#include <cstdint>

namespace pyro {

// Changes with the sources of the compiler and of the format in which code is written to disk; the
// build generates its definition.
extern const uint32_t kCodeDigest;

}  // namespace pyro
