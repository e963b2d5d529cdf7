// The zlib module: one-shot functions and streams over the library of that name.

#pragma once

#include <zlib.h>

#include "modules/abi3/support/output.h"

namespace pyro::abi3 {

struct ZlibState {
  PyObject* error;
  PyTypeObject* compressor;
  PyTypeObject* decompressor;
};

inline ZlibState* zlib_state(PyObject* module) { return state_of<ZlibState>(module); }

constexpr Py_ssize_t kDefaultOutput = 16384;

// Raises zlib.error "Error CODE WHAT[: REASON]"; null. The reason is the library's message, or what
// the code means.
PyObject* raise_zlib_error(PyObject* error, const z_stream& stream, int code, const char* what);

// Feeds all of `input` to the stream in steps the library can take and collects the output.
// `run(flush)` calls deflate or inflate; stops at a code that is not Z_OK (or Z_BUF_ERROR of a full
// output). Input that is left stays in *rest.
struct Feed {
  const unsigned char* data;
  Py_ssize_t size;
};
int pump(z_stream* stream, Feed* input, Output* output, int flush, int (*run)(z_stream*, int));

PyObject* make_compressor(PyObject* module, PyObject* arguments, PyObject* names);
PyObject* make_decompressor(PyObject* module, PyObject* arguments, PyObject* names);
bool add_stream_types(PyObject* module);

}  // namespace pyro::abi3
