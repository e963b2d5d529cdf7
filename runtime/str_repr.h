#pragma once

#include "runtime/str.h"
#include "runtime/text/text_repr.h"

namespace pyro {

// repr(), or ascii(), of an exact str.
RawObject str_repr(Thread* thread, const Object& str, ReprStyle style);
// What ascii() makes of the result of repr(): a str, or an instance of a subclass if nothing had to
// be escaped.
RawObject ascii_of_repr(Thread* thread, const Object& repr);

}  // namespace pyro
