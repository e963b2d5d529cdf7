#pragma once

#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/text/format_spec.h"

namespace pyro {

// Raises what a formatting function reported. Returns Error.
RawObject raise_format_error(Thread* thread, FormatResult result, StrBuilder* error);

}  // namespace pyro
