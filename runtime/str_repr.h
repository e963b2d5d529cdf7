#pragma once

#include "runtime/str.h"

namespace pyro {

// kAscii escapes every character that is not ASCII, kUnicode only those that cannot be printed.
enum class ReprStyle : uint8_t { kUnicode, kAscii };
void append_str_repr(StrBuilder* out, const StrData& data, ReprStyle style);
RawObject str_repr(Thread* thread, const Object& str, ReprStyle style);
// What ascii() makes of the result of repr(): a str, or an instance of a subclass if nothing had to be escaped.
RawObject ascii_of_repr(Thread* thread, const Object& repr);

}  // namespace pyro
