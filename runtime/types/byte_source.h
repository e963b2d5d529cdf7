#pragma once

#include <string>

#include "runtime/operations.h"

namespace pyro {

// What bytes(source, encoding, errors) or bytearray(...) contains; absent arguments are Unbound.
// `type_name` is that of the class, for error texts. Does not look at __bytes__.
[[nodiscard]] bool bytes_from_source(Thread* thread, const Object& source, const Object& encoding,
                                     const Object& errors, const char* type_name, std::string* out);

}  // namespace pyro
