#pragma once

#include "capi_emulation/api.h"

// The buffer protocol towards extensions.

namespace pyro::capi {

// PyObject_GetBuffer. False: TypeError or BufferError pending, view->obj is null.
[[nodiscard]] bool get_buffer(Thread* thread, PyObject* object, Py_buffer* view, int flags);
void release_buffer(Thread* thread, Py_buffer* view);
// A memoryview on memory that `view` describes (copied; shape and the like too) and that belongs to
// `exporter` (None: nobody). The export is given back with the last view.
RawObject new_memory_view_on(Thread* thread, const Py_buffer& view, const Object& exporter);
// bf_releasebuffer of an ExtensionBuffer's exporter, unless that was done.
void release_exported_memory(Thread* thread, const Object& buffer);
// Does an object offer a buffer, natively or through an extension's slot?
bool offers_buffer_NoGC(Extensions* extensions, RawObject object);

}  // namespace pyro::capi
