// Compress and Decompress objects.

#include "modules/abi3/zlib/zlib_module.h"

namespace pyro::abi3 {

namespace {

struct Stream {
  PyObject_HEAD z_stream stream;
  PyObject* unused_data;      // bytes after the end of the stream
  PyObject* unconsumed_tail;  // input that max_length left over
  PyObject* dictionary;       // zdict or null
  ZlibState* state;
  ObjectLock lock;
  bool open;
  char eof;
};

Stream* as_stream(PyObject* object) { return reinterpret_cast<Stream*>(object); }

// A new object with its stream still unopened; null with an exception.
Stream* make(ZlibState* state, PyTypeObject* type) {
  auto* self = allocate<Stream>(type);
  if (self == nullptr) return nullptr;
  self->state = state;
  self->unused_data = PyBytes_FromStringAndSize(nullptr, 0);
  self->unconsumed_tail = PyBytes_FromStringAndSize(nullptr, 0);
  if (self->unused_data == nullptr || self->unconsumed_tail == nullptr || !self->lock.create()) {
    Py_DECREF(reinterpret_cast<PyObject*>(self));
    return nullptr;
  }
  return self;
}

PyObject* out_of_memory(const char* text) {
  PyErr_SetString(PyExc_MemoryError, text);
  return nullptr;
}

void free_stream(PyObject* object, int (*end)(z_stream*)) {
  Stream* self = as_stream(object);
  if (self->open) end(&self->stream);
  Py_CLEAR(self->unused_data);
  Py_CLEAR(self->unconsumed_tail);
  Py_CLEAR(self->dictionary);
  self->lock.destroy();
  free_instance(object);
}

void dealloc_compressor(PyObject* self) { free_stream(self, deflateEnd); }
void dealloc_decompressor(PyObject* self) { free_stream(self, inflateEnd); }

PyObject* compress(PyObject* object, PyObject* argument) {
  Buffer data;
  if (!data.acquire(argument)) return nullptr;
  Stream* self = as_stream(object);
  LockScope scope(self->lock);
  Output output;
  Feed input{data.data(), data.size()};
  int code;
  {
    Unlocked unlocked;
    code = pump(&self->stream, &input, &output, Z_NO_FLUSH, deflate);
  }
  if (code == Z_STREAM_ERROR) {
    return raise_zlib_error(self->state->error, self->stream, code, "while compressing data");
  }
  return output.finish();
}

PyObject* flush_compressor(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  int mode = Z_FINISH;
  if (!check_positional("flush", count, 0, 1)) return nullptr;
  if (count == 1 && !int_argument(arguments[0], &mode)) return nullptr;
  if (mode == Z_NO_FLUSH) return PyBytes_FromStringAndSize(nullptr, 0);
  Stream* self = as_stream(object);
  LockScope scope(self->lock);
  Output output;
  Feed input{nullptr, 0};
  int code;
  {
    Unlocked unlocked;
    code = pump(&self->stream, &input, &output, mode, deflate);
  }
  if (output.failed()) return PyErr_NoMemory();
  if (code == Z_STREAM_END && mode == Z_FINISH) {
    self->open = false;
    code = deflateEnd(&self->stream);
    if (code != Z_OK) {
      return raise_zlib_error(self->state->error, self->stream, code,
                              "while finishing compression");
    }
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return raise_zlib_error(self->state->error, self->stream, code, "while flushing");
  }
  return output.finish();
}

bool set_dictionary(Stream* self, const char* what) {
  Buffer data;
  if (!data.acquire(self->dictionary)) return false;
  if (static_cast<size_t>(data.size()) > UINT32_MAX) {
    PyErr_SetString(PyExc_OverflowError, "zdict length does not fit in an unsigned int");
    return false;
  }
  int code = inflateSetDictionary(&self->stream, data.data(), static_cast<unsigned>(data.size()));
  if (code == Z_OK) return true;
  raise_zlib_error(self->state->error, self->stream, code, what);
  return false;
}

bool append(PyObject** bytes, const unsigned char* data, Py_ssize_t size) {
  Ref tail(PyBytes_FromStringAndSize(reinterpret_cast<const char*>(data), size));
  if (!tail) return false;
  if (PyBytes_Size(*bytes) > 0) tail.reset(PySequence_Concat(*bytes, tail));
  if (!tail) return false;
  replace_ref(*bytes, tail.release());
  return true;
}

bool replace(PyObject** bytes, const unsigned char* data, Py_ssize_t size) {
  PyObject* fresh = PyBytes_FromStringAndSize(reinterpret_cast<const char*>(data), size);
  if (fresh == nullptr) return false;
  replace_ref(*bytes, fresh);
  return true;
}

// Sorts what was not used: after the end of the stream it is unused_data, before it is
// unconsumed_tail.
bool keep_rest(Stream* self, const Feed& rest, int code) {
  if (code == Z_STREAM_END) {
    if (rest.size > 0 && !append(&self->unused_data, rest.data, rest.size)) return false;
    return PyBytes_Size(self->unconsumed_tail) == 0 || replace(&self->unconsumed_tail, nullptr, 0);
  }
  if (rest.size == 0 && PyBytes_Size(self->unconsumed_tail) == 0) return true;
  return replace(&self->unconsumed_tail, rest.data, rest.size);
}

// Inflates with the dictionary where the stream asks for one. -100 with an exception.
constexpr int kRaised = -100;
int inflate_all(Stream* self, Feed* input, Output* output, int flush) {
  while (true) {
    int code;
    {
      Unlocked unlocked;
      code = pump(&self->stream, input, output, flush, inflate);
    }
    if (code != Z_NEED_DICT || self->dictionary == nullptr) return code;
    if (!set_dictionary(self, "while setting zdict")) return kRaised;
  }
}

PyObject* decompress(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"", "max_length", nullptr};
  Buffer data;
  Py_ssize_t limit = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|n:decompress", keywords(kNames),
                                   data.out(), &limit)) {
    return nullptr;
  }
  if (limit < 0) {
    PyErr_SetString(PyExc_ValueError, "max_length must be non-negative");
    return nullptr;
  }
  Stream* self = as_stream(object);
  LockScope scope(self->lock);
  Output output(limit == 0 ? -1 : limit);
  Feed input{data.data(), data.size()};
  int code = inflate_all(self, &input, &output, Z_SYNC_FLUSH);
  if (output.failed()) return PyErr_NoMemory();
  if (code == kRaised || !keep_rest(self, input, code)) return nullptr;
  if (code == Z_STREAM_END) {
    self->eof = 1;
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return raise_zlib_error(self->state->error, self->stream, code, "while decompressing data");
  }
  return output.finish();
}

PyObject* flush_decompressor(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Py_ssize_t size = kDefaultOutput;
  if (!check_positional("flush", count, 0, 1)) return nullptr;
  if (count == 1 && !size_argument(arguments[0], &size)) return nullptr;
  if (size <= 0) {
    PyErr_SetString(PyExc_ValueError, "length must be greater than zero");
    return nullptr;
  }
  Stream* self = as_stream(object);
  LockScope scope(self->lock);
  Ref tail = Ref::borrow(self->unconsumed_tail);
  Buffer data;
  if (!data.acquire(tail)) return nullptr;
  Output output(-1, size);
  Feed input{data.data(), data.size()};
  int code = inflate_all(self, &input, &output, Z_FINISH);
  if (output.failed()) return PyErr_NoMemory();
  if (code == kRaised || !keep_rest(self, input, code)) return nullptr;
  if (code == Z_STREAM_END) {
    self->eof = 1;
    self->open = false;
    code = inflateEnd(&self->stream);
    if (code != Z_OK) {
      return raise_zlib_error(self->state->error, self->stream, code,
                              "while finishing decompression");
    }
  }
  return output.finish();
}

PyObject* copy_stream(PyObject* object, PyTypeObject* type, int (*copy)(z_stream*, z_stream*)) {
  Stream* self = as_stream(object);
  Stream* twin = make(self->state, type);
  if (twin == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(twin));
  LockScope scope(self->lock);
  int code = copy(&twin->stream, &self->stream);
  if (code == Z_STREAM_ERROR) {
    PyErr_SetString(PyExc_ValueError, "Inconsistent stream state");
    return nullptr;
  }
  if (code == Z_MEM_ERROR) return out_of_memory("Can't allocate memory for compression object");
  if (code != Z_OK) {
    return raise_zlib_error(self->state->error, self->stream, code,
                            "while copying compression object");
  }
  twin->open = true;
  twin->eof = self->eof;
  replace_ref(twin->unused_data, new_ref(self->unused_data));
  replace_ref(twin->unconsumed_tail, new_ref(self->unconsumed_tail));
  if (self->dictionary != nullptr) twin->dictionary = new_ref(self->dictionary);
  return result.release();
}

PyObject* copy_compressor(PyObject* self, PyObject*) {
  return copy_stream(self, as_stream(self)->state->compressor, deflateCopy);
}
PyObject* copy_decompressor(PyObject* self, PyObject*) {
  return copy_stream(self, as_stream(self)->state->decompressor, inflateCopy);
}

#define COPY_METHODS(function)                                                                 \
  {"copy", function, METH_NOARGS, "copy($self, /)\n--\n\nA second stream in the same state."}, \
      {"__copy__", function, METH_NOARGS, "__copy__($self, /)\n--\n\n"},                       \
      {"__deepcopy__", function, METH_O, "__deepcopy__($self, memo, /)\n--\n\n"}

PyMethodDef kCompressorMethods[] = {
    {"compress", compress, METH_O,
     "compress($self, data, /)\n--\n\nCompress more data; some output may stay inside."},
    {"flush", method(flush_compressor), METH_FASTCALL,
     "flush($self, mode=zlib.Z_FINISH, /)\n--\n\nThe output that is still inside; Z_FINISH ends "
     "the "
     "stream."},
    COPY_METHODS(copy_compressor),
    {}};

PyMethodDef kDecompressorMethods[] = {
    {"decompress", method(decompress), METH_VARARGS | METH_KEYWORDS,
     "decompress($self, data, /, max_length=0)\n--\n\nDecompress more data, to at most max_length "
     "bytes if that is not 0; the input left over is unconsumed_tail."},
    {"flush", method(flush_decompressor), METH_FASTCALL,
     "flush($self, length=zlib.DEF_BUF_SIZE, /)\n--\n\nAll output that is left."},
    COPY_METHODS(copy_decompressor),
    {}};

#undef COPY_METHODS

PyMemberDef kDecompressorMembers[] = {
    {"unused_data", T_OBJECT, offsetof(Stream, unused_data), READONLY},
    {"unconsumed_tail", T_OBJECT, offsetof(Stream, unconsumed_tail), READONLY},
    {"eof", T_BOOL, offsetof(Stream, eof), READONLY},
    {}};

constexpr unsigned kFlags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;

PyType_Slot kCompressorSlots[] = {
    {Py_tp_dealloc, slot(dealloc_compressor)}, {Py_tp_methods, kCompressorMethods}, {0, nullptr}};
PyType_Spec kCompressor = {"zlib.Compress", sizeof(Stream), 0, kFlags, kCompressorSlots};

PyType_Slot kDecompressorSlots[] = {{Py_tp_dealloc, slot(dealloc_decompressor)},
                                    {Py_tp_methods, kDecompressorMethods},
                                    {Py_tp_members, kDecompressorMembers},
                                    {0, nullptr}};
PyType_Spec kDecompressor = {"zlib.Decompress", sizeof(Stream), 0, kFlags, kDecompressorSlots};

// The opened stream, or null with the exception of a failed opening.
PyObject* opened(Stream* self, Ref& owner, int code, const char* what) {
  switch (code) {
    case Z_OK:
      self->open = true;
      return owner.release();
    case Z_STREAM_ERROR:
      PyErr_SetString(PyExc_ValueError, "Invalid initialization option");
      return nullptr;
    case Z_MEM_ERROR:
      return out_of_memory("Can't allocate memory for compression object");
    default:
      return raise_zlib_error(self->state->error, self->stream, code, what);
  }
}

}  // namespace

PyObject* make_compressor(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"level",    "method", "wbits", "memLevel",
                                       "strategy", "zdict",  nullptr};
  int level = Z_DEFAULT_COMPRESSION, algorithm = Z_DEFLATED, bits = MAX_WBITS, memory = 8;
  int strategy = Z_DEFAULT_STRATEGY;
  Buffer dictionary;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|iiiiiy*:compressobj", keywords(kNames),
                                   &level, &algorithm, &bits, &memory, &strategy,
                                   dictionary.out())) {
    return nullptr;
  }
  Stream* self = make(zlib_state(module), zlib_state(module)->compressor);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  int code = deflateInit2(&self->stream, level, algorithm, bits, memory, strategy);
  Ref result(opened(self, owner, code, "while creating compression object"));
  if (!result || !dictionary.held()) return result.release();
  code = deflateSetDictionary(&self->stream, dictionary.data(),
                              static_cast<unsigned>(dictionary.size()));
  if (code == Z_STREAM_ERROR) {
    PyErr_SetString(PyExc_ValueError, "Invalid dictionary");
    return nullptr;
  }
  return result.release();
}

PyObject* make_decompressor(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"wbits", "zdict", nullptr};
  int bits = MAX_WBITS;
  PyObject* dictionary = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|iO:decompressobj", keywords(kNames), &bits,
                                   &dictionary)) {
    return nullptr;
  }
  if (dictionary != nullptr && PyObject_CheckBuffer(dictionary) == 0) {
    PyErr_SetString(PyExc_TypeError, "zdict argument must support the buffer protocol");
    return nullptr;
  }
  Stream* self = make(zlib_state(module), zlib_state(module)->decompressor);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  if (dictionary != nullptr) self->dictionary = new_ref(dictionary);
  int code = inflateInit2(&self->stream, bits);
  Ref result(opened(self, owner, code, "while creating decompression object"));
  // A stream without a header does not ask for its dictionary.
  if (result && dictionary != nullptr && bits < 0 && !set_dictionary(self, "while setting zdict")) {
    return nullptr;
  }
  return result.release();
}

bool add_stream_types(PyObject* module) {
  ZlibState* state = zlib_state(module);
  state->compressor =
      reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kCompressor, nullptr));
  state->decompressor =
      reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kDecompressor, nullptr));
  return state->compressor != nullptr && state->decompressor != nullptr;
}

}  // namespace pyro::abi3
