#pragma once

#include <cstdarg>

#include "capi_emulation/api.h"

namespace pyro::capi {

// Py_BuildValue: the value that a format describes; Error with an exception pending. No units give
// None, one gives the value itself, several a tuple.
RawObject build_value(Thread* thread, const char* format, va_list* list);

}  // namespace pyro::capi
