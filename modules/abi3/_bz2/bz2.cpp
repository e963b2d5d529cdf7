// The _bz2 module: streams of libbz2. The bz2 module is built on it.

#include <bzlib.h>

#include <climits>

#include "modules/abi3/support/output.h"
#include "modules/abi3/support/pending_input.h"

namespace pyro::abi3 {

namespace {

// Raises what a code of libbz2 means; true if it means an error.
bool raise_error(int code) {
  switch (code) {
    case BZ_OK:
    case BZ_RUN_OK:
    case BZ_FLUSH_OK:
    case BZ_FINISH_OK:
    case BZ_STREAM_END:
      return false;
    case BZ_MEM_ERROR:
      PyErr_NoMemory();
      break;
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
      PyErr_SetString(PyExc_OSError, "Invalid data stream");
      break;
    case BZ_PARAM_ERROR:
      PyErr_SetString(PyExc_ValueError, "Internal error - invalid parameters passed to libbzip2");
      break;
    case BZ_IO_ERROR:
      PyErr_SetString(PyExc_OSError, "Unknown I/O error");
      break;
    case BZ_UNEXPECTED_EOF:
      PyErr_SetString(PyExc_EOFError,
                      "Compressed file ended before the logical end-of-stream was detected");
      break;
    case BZ_SEQUENCE_ERROR:
      PyErr_SetString(PyExc_RuntimeError,
                      "Internal error - Invalid sequence of commands sent to libbzip2");
      break;
    default:
      PyErr_Format(PyExc_OSError, "Unrecognized error from libbzip2: %d", code);
  }
  return true;
}

struct Compressor {
  PyObject_HEAD bz_stream stream;
  ObjectLock lock;
  bool open, flushed;
};

struct Decompressor {
  PyObject_HEAD bz_stream stream;
  PyObject* unused_data;
  PendingInput input;
  ObjectLock lock;
  bool open, broken;
  char eof, needs_input;
};

Compressor* as_compressor(PyObject* object) { return reinterpret_cast<Compressor*>(object); }
Decompressor* as_decompressor(PyObject* object) { return reinterpret_cast<Decompressor*>(object); }

bool no_keywords(const char* name, PyObject* names) {
  if (names == nullptr || PyDict_Size(names) == 0) return true;
  PyErr_Format(PyExc_TypeError, "%s() takes no keyword arguments", name);
  return false;
}

PyObject* new_compressor(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  int level = 9;
  if (!no_keywords("BZ2Compressor", names)) return nullptr;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (!check_positional("BZ2Compressor", count, 0, 1)) return nullptr;
  if (count == 1 && !int_argument(PyTuple_GetItem(arguments, 0), &level)) return nullptr;
  if (level < 1 || level > 9) {
    PyErr_SetString(PyExc_ValueError, "compresslevel must be between 1 and 9");
    return nullptr;
  }
  auto* self = allocate<Compressor>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  if (!self->lock.create() || raise_error(BZ2_bzCompressInit(&self->stream, level, 0, 0))) {
    return nullptr;
  }
  self->open = true;
  return owner.release();
}

void dealloc_compressor(PyObject* object) {
  Compressor* self = as_compressor(object);
  if (self->open) BZ2_bzCompressEnd(&self->stream);
  self->lock.destroy();
  free_instance(object);
}

// Compresses all of the input; the last code of the library.
int run_compressor(bz_stream* stream, const unsigned char* data, Py_ssize_t size, int action,
                   Output* output) {
  stream->next_in = reinterpret_cast<char*>(const_cast<unsigned char*>(data));
  stream->avail_in = 0;
  while (true) {
    if (stream->avail_in == 0 && size > 0) {
      stream->avail_in = size > UINT_MAX ? UINT_MAX : static_cast<unsigned>(size);
      size -= stream->avail_in;
    }
    if (action == BZ_RUN && stream->avail_in == 0) return BZ_RUN_OK;
    unsigned char* place;
    size_t room;
    if (!output->more(&place, &room)) return BZ_MEM_ERROR;
    stream->next_out = reinterpret_cast<char*>(place);
    stream->avail_out = room > UINT_MAX ? UINT_MAX : static_cast<unsigned>(room);
    unsigned before = stream->avail_out;
    int code = BZ2_bzCompress(stream, action);
    output->wrote(before - stream->avail_out);
    if (code < 0 || code == BZ_STREAM_END) return code;
  }
}

PyObject* compress_with(Compressor* self, const unsigned char* data, Py_ssize_t size, int action) {
  Output output;
  int code;
  {
    Unlocked unlocked;
    code = run_compressor(&self->stream, data, size, action, &output);
  }
  return raise_error(code) ? nullptr : output.finish();
}

PyObject* compress(PyObject* object, PyObject* argument) {
  Buffer data;
  if (!data.acquire(argument)) return nullptr;
  Compressor* self = as_compressor(object);
  LockScope scope(self->lock);
  if (self->flushed) {
    PyErr_SetString(PyExc_ValueError, "Compressor has been flushed");
    return nullptr;
  }
  return compress_with(self, data.data(), data.size(), BZ_RUN);
}

PyObject* flush(PyObject* object, PyObject*) {
  Compressor* self = as_compressor(object);
  LockScope scope(self->lock);
  if (self->flushed) {
    PyErr_SetString(PyExc_ValueError, "Repeated call to flush()");
    return nullptr;
  }
  self->flushed = true;
  return compress_with(self, nullptr, 0, BZ_FINISH);
}

PyObject* new_decompressor(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  if (!no_keywords("BZ2Decompressor", names) ||
      !check_positional("BZ2Decompressor", PyTuple_Size(arguments), 0, 0)) {
    return nullptr;
  }
  auto* self = allocate<Decompressor>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->needs_input = 1;
  self->unused_data = PyBytes_FromStringAndSize(nullptr, 0);
  if (self->unused_data == nullptr || !self->lock.create() ||
      raise_error(BZ2_bzDecompressInit(&self->stream, 0, 0))) {
    return nullptr;
  }
  self->open = true;
  return owner.release();
}

void dealloc_decompressor(PyObject* object) {
  Decompressor* self = as_decompressor(object);
  if (self->open) BZ2_bzDecompressEnd(&self->stream);
  self->input.~PendingInput();
  Py_CLEAR(self->unused_data);
  self->lock.destroy();
  free_instance(object);
}

int run_decompressor(bz_stream* stream, const unsigned char** input, size_t* size, Output* output) {
  stream->next_in = reinterpret_cast<char*>(const_cast<unsigned char*>(*input));
  stream->avail_in = 0;
  int code = BZ_OK;
  while (true) {
    if (stream->avail_in == 0) {
      stream->avail_in = *size > UINT_MAX ? UINT_MAX : static_cast<unsigned>(*size);
      *size -= stream->avail_in;
    }
    unsigned char* place;
    size_t room;
    if (!output->more(&place, &room)) break;
    stream->next_out = reinterpret_cast<char*>(place);
    stream->avail_out = room > UINT_MAX ? UINT_MAX : static_cast<unsigned>(room);
    unsigned before = stream->avail_out;
    code = BZ2_bzDecompress(stream);
    output->wrote(before - stream->avail_out);
    if (code != BZ_OK) break;
    if (stream->avail_in == 0 && *size == 0 && stream->avail_out > 0) break;
  }
  *input = reinterpret_cast<unsigned char*>(stream->next_in);
  *size += stream->avail_in;
  return code;
}

PyObject* decompress_locked(Decompressor* self, const Buffer& data, Py_ssize_t limit) {
  if (self->eof != 0) {
    PyErr_SetString(PyExc_EOFError, "End of stream already reached");
    return nullptr;
  }
  if (self->broken) {
    PyErr_SetString(PyExc_ValueError, "Decompressor is unusable after a previous error");
    return nullptr;
  }
  const unsigned char* input;
  size_t size;
  if (!self->input.begin(data.data(), static_cast<size_t>(data.size()), &input, &size))
    return nullptr;
  Output output(limit);
  int code;
  {
    Unlocked unlocked;
    code = run_decompressor(&self->stream, &input, &size, &output);
  }
  self->stream.next_in = nullptr;
  if (output.failed()) return PyErr_NoMemory();
  // The library's state after an error is not to be used again.
  if (raise_error(code)) {
    self->input.drop();
    self->broken = true;
    self->needs_input = 0;
    return nullptr;
  }
  if (!self->input.end(input, size)) return nullptr;
  if (code == BZ_STREAM_END) {
    self->eof = 1;
    self->needs_input = 0;
    PyObject* rest = self->input.take();
    if (rest == nullptr) return nullptr;
    replace_ref(self->unused_data, rest);
  } else {
    // At the limit the library may hold more output without any input.
    self->needs_input = self->input.empty() && !output.at_limit();
  }
  return output.finish();
}

PyObject* decompress(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"data", "max_length", nullptr};
  Buffer data;
  Py_ssize_t limit = -1;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|n:decompress", keywords(kNames),
                                   data.out(), &limit)) {
    return nullptr;
  }
  Decompressor* self = as_decompressor(object);
  LockScope scope(self->lock);
  return decompress_locked(self, data, limit);
}

PyMethodDef kCompressorMethods[] = {
    {"compress", compress, METH_O,
     "compress($self, data, /)\n--\n\nCompress more data; some output may stay inside."},
    {"flush", flush, METH_NOARGS,
     "flush($self, /)\n--\n\nEnd the stream; the output that was still inside."},
    {}};
PyType_Slot kCompressorSlots[] = {
    {Py_tp_doc,
     const_cast<char*>("BZ2Compressor(compresslevel=9, /)\n--\n\nA stream that compresses; "
                       "the level is 1 to 9.")},
    {Py_tp_new, slot(new_compressor)},
    {Py_tp_dealloc, slot(dealloc_compressor)},
    {Py_tp_methods, kCompressorMethods},
    {0, nullptr}};
PyType_Spec kCompressor = {"_bz2.BZ2Compressor", sizeof(Compressor), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kCompressorSlots};

PyMethodDef kDecompressorMethods[] = {
    {"decompress", method(decompress), METH_VARARGS | METH_KEYWORDS,
     "decompress($self, /, data, max_length=-1)\n--\n\nDecompress more data, to at most max_length "
     "bytes if that is not negative."},
    {}};
PyMemberDef kDecompressorMembers[] = {
    {"eof", T_BOOL, offsetof(Decompressor, eof), READONLY, "True at the end of the stream."},
    {"unused_data", T_OBJECT_EX, offsetof(Decompressor, unused_data), READONLY,
     "The bytes given that came after the stream's end."},
    {"needs_input", T_BOOL, offsetof(Decompressor, needs_input), READONLY,
     "False if there can be more output without more input."},
    {}};
PyType_Slot kDecompressorSlots[] = {
    {Py_tp_doc, const_cast<char*>("BZ2Decompressor()\n--\n\nA stream that decompresses.")},
    {Py_tp_new, slot(new_decompressor)},
    {Py_tp_dealloc, slot(dealloc_decompressor)},
    {Py_tp_methods, kDecompressorMethods},
    {Py_tp_members, kDecompressorMembers},
    {0, nullptr}};
PyType_Spec kDecompressor = {"_bz2.BZ2Decompressor", sizeof(Decompressor), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kDecompressorSlots};

int execute(PyObject* module) {
  Ref compressor(reinterpret_cast<PyObject*>(add_type(module, &kCompressor)));
  Ref decompressor(compressor ? reinterpret_cast<PyObject*>(add_type(module, &kDecompressor))
                              : nullptr);
  return decompressor ? 0 : -1;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT, "_bz2", "Streams of libbz2.", 0, nullptr, kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__bz2() { return PyModuleDef_Init(&pyro::abi3::kModule); }
