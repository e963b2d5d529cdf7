#pragma once

#include <cstdarg>

#include "capi_emulation/api.h"

namespace pyro::capi {

// Py_BuildValue: the value that a format describes; Error with an exception pending. No units give
// None, one gives the value itself, several a tuple.
RawObject build_value(Thread* thread, const char* format, va_list* list);

// Callers that were compiled without PY_SSIZE_T_CLEAN pass lengths as int: SystemError if the
// format has any.
bool refuses_lengths(Thread* thread, const char* format);

}  // namespace pyro::capi
