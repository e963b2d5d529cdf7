#pragma once

#include <string>

#include "runtime/operations.h"

namespace pyro::binascii {

// A bytes-like object, or a str of ASCII characters. False: TypeError or ValueError pending.
[[nodiscard]] bool ascii_argument(Thread* thread, const Object& value, std::string* result);
// Raises binascii.Error.
RawObject raise_error(Thread* thread, const char* format, ...);

}  // namespace pyro::binascii
