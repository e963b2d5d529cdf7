#pragma once

#include <cstdarg>

#include "runtime/str.h"

// The printf-like formatter behind raise() and new_str_format(); its conversions are listed in
// runtime/errors.h.

namespace pyro {

// Appends the formatted text. False with an exception pending if a value's repr() or str() failed.
// The Object pointers among the arguments must point to rooted locals.
[[nodiscard]] bool format_message(Thread* thread, StrBuilder* out, const char* format,
                                  va_list arguments);
RawObject new_str_format_list(Thread* thread, const char* format, va_list arguments);

}  // namespace pyro
