#pragma once

#include "capi_emulation/api.h"

// The buffer protocol towards extensions.

namespace pyro::capi {

// PyObject_GetBuffer. False: TypeError or BufferError pending, view->obj is null.
[[nodiscard]] bool get_buffer(Thread* thread, PyObject* object, Py_buffer* view, int flags);
void release_buffer(Thread* thread, Py_buffer* view);
// Does an object offer a buffer, natively or through an extension's slot?
bool offers_buffer_NoGC(Extensions* extensions, RawObject object);

}  // namespace pyro::capi
