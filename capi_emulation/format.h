#pragma once

#include <cstdarg>

#include "capi_emulation/api.h"

namespace pyro::capi {

// PyUnicode_FromFormatV: %c %d %i %u %x %X %o %p %s %zd %zu %ld %lu %lld %llu with widths and
// precisions, %A %U %V %S %R of objects.
RawObject format_text(Thread* thread, const char* format, va_list* list);
// PyBytes_FromFormatV.
RawObject format_bytes(Thread* thread, const char* format, va_list* list);

}  // namespace pyro::capi
