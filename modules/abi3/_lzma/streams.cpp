// LZMACompressor and LZMADecompressor.

#include "modules/abi3/_lzma/lzma_module.h"
#include "modules/abi3/support/pending_input.h"

namespace pyro::abi3 {

namespace {

struct Compressor {
  PyObject_HEAD lzma_stream stream;
  LzmaState* state;
  ObjectLock lock;
  bool flushed;
};

struct Decompressor {
  PyObject_HEAD lzma_stream stream;
  LzmaState* state;
  PyObject* unused_data;
  PendingInput input;
  ObjectLock lock;
  int check;
  char eof, needs_input;
};

Compressor* as_compressor(PyObject* object) { return reinterpret_cast<Compressor*>(object); }
Decompressor* as_decompressor(PyObject* object) { return reinterpret_cast<Decompressor*>(object); }

bool parse_preset(PyObject* object, uint32_t* preset) {
  *preset = LZMA_PRESET_DEFAULT;
  return object == Py_None || uint32_argument(object, preset);
}

bool invalid_preset(LzmaState* state, uint32_t preset) {
  PyErr_Format(state->error, "Invalid compression preset: %u", preset);
  return false;
}

bool open_xz(Compressor* self, int check, uint32_t preset, PyObject* filters) {
  auto kind = static_cast<lzma_check>(check == -1 ? LZMA_CHECK_CRC64 : check);
  if (filters == Py_None) {
    return !raise_lzma_error(self->state, lzma_easy_encoder(&self->stream, preset, kind));
  }
  FilterChain chain;
  if (!chain.parse(self->state, filters)) return false;
  return !raise_lzma_error(self->state, lzma_stream_encoder(&self->stream, chain.filters(), kind));
}

bool open_alone(Compressor* self, uint32_t preset, PyObject* filters) {
  if (filters == Py_None) {
    lzma_options_lzma options;
    if (lzma_lzma_preset(&options, preset)) return invalid_preset(self->state, preset);
    return !raise_lzma_error(self->state, lzma_alone_encoder(&self->stream, &options));
  }
  FilterChain chain;
  if (!chain.parse(self->state, filters)) return false;
  if (chain.filters()[0].id != LZMA_FILTER_LZMA1 || chain.filters()[1].id != LZMA_VLI_UNKNOWN) {
    PyErr_SetString(PyExc_ValueError,
                    "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
    return false;
  }
  auto* options = static_cast<lzma_options_lzma*>(chain.filters()[0].options);
  return !raise_lzma_error(self->state, lzma_alone_encoder(&self->stream, options));
}

bool open_raw(Compressor* self, PyObject* filters) {
  if (filters == Py_None) {
    PyErr_SetString(PyExc_ValueError, "Must specify filters for FORMAT_RAW");
    return false;
  }
  FilterChain chain;
  if (!chain.parse(self->state, filters)) return false;
  return !raise_lzma_error(self->state, lzma_raw_encoder(&self->stream, chain.filters()));
}

bool open_compressor(Compressor* self, int format, int check, PyObject* preset_object,
                     PyObject* filters) {
  if (preset_object != Py_None && filters != Py_None) {
    PyErr_SetString(PyExc_ValueError, "Cannot specify both preset and filter chain");
    return false;
  }
  uint32_t preset;
  if (!parse_preset(preset_object, &preset)) return false;
  if (format != kFormatXz && check != -1 && check != LZMA_CHECK_NONE) {
    PyErr_SetString(PyExc_ValueError, "Integrity checks are only supported by FORMAT_XZ");
    return false;
  }
  switch (format) {
    case kFormatXz:
      return open_xz(self, check, preset, filters);
    case kFormatAlone:
      return open_alone(self, preset, filters);
    case kFormatRaw:
      return open_raw(self, filters);
    default:
      PyErr_Format(PyExc_ValueError, "Invalid container format: %d", format);
      return false;
  }
}

PyObject* new_compressor(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"format", "check", "preset", "filters", nullptr};
  int format = kFormatXz, check = -1;
  PyObject *preset = Py_None, *filters = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|iiOO:LZMACompressor", keywords(kNames),
                                   &format, &check, &preset, &filters)) {
    return nullptr;
  }
  PyObject* module = module_of(type, &lzma_module);
  auto* self = module == nullptr ? nullptr : allocate<Compressor>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->state = state_of<LzmaState>(module);
  if (!self->lock.create() || !open_compressor(self, format, check, preset, filters))
    return nullptr;
  return owner.release();
}

void dealloc_compressor(PyObject* object) {
  Compressor* self = as_compressor(object);
  lzma_end(&self->stream);
  self->lock.destroy();
  free_instance(object);
}

lzma_ret run_compressor(lzma_stream* stream, const unsigned char* data, Py_ssize_t size,
                        lzma_action action, Output* output) {
  stream->next_in = data;
  stream->avail_in = static_cast<size_t>(size);
  while (true) {
    unsigned char* place;
    if (!output->more(&place, &stream->avail_out)) return LZMA_MEM_ERROR;
    stream->next_out = place;
    lzma_ret code = lzma_code(stream, action);
    output->wrote(static_cast<size_t>(stream->next_out - place));
    if (code == LZMA_BUF_ERROR && size == 0 && stream->avail_out > 0) code = LZMA_OK;
    if (code != LZMA_OK) return code;
    if (action == LZMA_RUN && stream->avail_in == 0 && stream->avail_out > 0) return code;
  }
}

PyObject* compress_with(Compressor* self, const unsigned char* data, Py_ssize_t size,
                        lzma_action action) {
  Output output;
  lzma_ret code;
  {
    Unlocked unlocked;
    code = run_compressor(&self->stream, data, size, action, &output);
  }
  return raise_lzma_error(self->state, code) ? nullptr : output.finish();
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
  return compress_with(self, data.data(), data.size(), LZMA_RUN);
}

PyObject* flush(PyObject* object, PyObject*) {
  Compressor* self = as_compressor(object);
  LockScope scope(self->lock);
  if (self->flushed) {
    PyErr_SetString(PyExc_ValueError, "Repeated call to flush()");
    return nullptr;
  }
  self->flushed = true;
  return compress_with(self, nullptr, 0, LZMA_FINISH);
}

bool open_decompressor(Decompressor* self, int format, uint64_t memory, PyObject* filters) {
  constexpr uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  if (format == kFormatRaw && filters == Py_None) {
    PyErr_SetString(PyExc_ValueError, "Must specify filters for FORMAT_RAW");
    return false;
  }
  if (format != kFormatRaw && filters != Py_None) {
    PyErr_SetString(PyExc_ValueError, "Cannot specify filters except with FORMAT_RAW");
    return false;
  }
  lzma_stream* stream = &self->stream;
  switch (format) {
    case kFormatAuto:
      return !raise_lzma_error(self->state, lzma_auto_decoder(stream, memory, kFlags));
    case kFormatXz:
      return !raise_lzma_error(self->state, lzma_stream_decoder(stream, memory, kFlags));
    case kFormatAlone:
      self->check = LZMA_CHECK_NONE;
      return !raise_lzma_error(self->state, lzma_alone_decoder(stream, memory));
    case kFormatRaw: {
      self->check = LZMA_CHECK_NONE;
      FilterChain chain;
      if (!chain.parse(self->state, filters)) return false;
      return !raise_lzma_error(self->state, lzma_raw_decoder(stream, chain.filters()));
    }
    default:
      PyErr_Format(PyExc_ValueError, "Invalid container format: %d", format);
      return false;
  }
}

PyObject* new_decompressor(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"format", "memlimit", "filters", nullptr};
  int format = kFormatAuto;
  PyObject *limit = Py_None, *filters = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|iOO:LZMADecompressor", keywords(kNames),
                                   &format, &limit, &filters)) {
    return nullptr;
  }
  uint64_t memory = UINT64_MAX;
  if (limit != Py_None) {
    if (format == kFormatRaw) {
      PyErr_SetString(PyExc_ValueError, "Cannot specify memory limit with FORMAT_RAW");
      return nullptr;
    }
    memory = PyLong_AsUnsignedLongLong(limit);
    if (PyErr_Occurred()) return nullptr;
  }
  PyObject* module = module_of(type, &lzma_module);
  auto* self = module == nullptr ? nullptr : allocate<Decompressor>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->state = state_of<LzmaState>(module);
  self->needs_input = 1;
  self->check = LZMA_CHECK_ID_MAX + 1;
  self->unused_data = PyBytes_FromStringAndSize(nullptr, 0);
  if (self->unused_data == nullptr || !self->lock.create() ||
      !open_decompressor(self, format, memory, filters)) {
    return nullptr;
  }
  return owner.release();
}

void dealloc_decompressor(PyObject* object) {
  Decompressor* self = as_decompressor(object);
  lzma_end(&self->stream);
  self->input.~PendingInput();
  Py_CLEAR(self->unused_data);
  self->lock.destroy();
  free_instance(object);
}

lzma_ret run_decompressor(Decompressor* self, Output* output) {
  lzma_stream* stream = &self->stream;
  lzma_ret code = LZMA_OK;
  while (true) {
    unsigned char* place;
    if (!output->more(&place, &stream->avail_out)) return code;
    stream->next_out = place;
    code = lzma_code(stream, LZMA_RUN);
    output->wrote(static_cast<size_t>(stream->next_out - place));
    // Without input or room nothing can go on; that is no error of the data.
    if (code == LZMA_BUF_ERROR && (stream->avail_in == 0 || stream->avail_out == 0)) code = LZMA_OK;
    if (code == LZMA_GET_CHECK || code == LZMA_NO_CHECK) self->check = lzma_get_check(stream);
    bool told = code == LZMA_GET_CHECK || code == LZMA_NO_CHECK;
    if (code != LZMA_OK && !told) return code;
    if (stream->avail_in == 0 && stream->avail_out > 0) return LZMA_OK;
  }
}

PyObject* decompress_locked(Decompressor* self, const Buffer& data, Py_ssize_t limit) {
  if (self->eof != 0) {
    PyErr_SetString(PyExc_EOFError, "Already at end of stream");
    return nullptr;
  }
  lzma_stream* stream = &self->stream;
  if (!self->input.begin(data.data(), static_cast<size_t>(data.size()), &stream->next_in,
                         &stream->avail_in)) {
    return nullptr;
  }
  Output output(limit);
  lzma_ret code;
  {
    Unlocked unlocked;
    code = run_decompressor(self, &output);
  }
  if (output.failed()) return PyErr_NoMemory();
  // After an error nothing is kept: more input meets the error again.
  if (raise_lzma_error(self->state, code)) {
    self->input.drop();
    return nullptr;
  }
  if (!self->input.end(stream->next_in, stream->avail_in)) return nullptr;
  stream->next_in = nullptr;
  if (code == LZMA_STREAM_END) {
    self->eof = 1;
    self->needs_input = 0;
    PyObject* rest = self->input.take();
    if (rest == nullptr) return nullptr;
    replace_ref(self->unused_data, rest);
  } else {
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
     const_cast<char*>("A "
                       "stream that compresses into a container, with a preset (0 to 9, or'ed with "
                       "PRESET_EXTREME) or a chain of filters.")},
    {Py_tp_new, slot(new_compressor)},
    {Py_tp_dealloc, slot(dealloc_compressor)},
    {Py_tp_methods, kCompressorMethods},
    {0, nullptr}};
PyType_Spec kCompressor = {"_lzma.LZMACompressor", sizeof(Compressor), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kCompressorSlots};

PyMethodDef kDecompressorMethods[] = {
    {"decompress", method(decompress), METH_VARARGS | METH_KEYWORDS,
     "decompress($self, /, data, max_length=-1)\n--\n\nDecompress more data, to at most max_length "
     "bytes if that is not negative."},
    {}};
PyMemberDef kDecompressorMembers[] = {
    {"check", T_INT, offsetof(Decompressor, check), READONLY, "The integrity check of the stream."},
    {"eof", T_BOOL, offsetof(Decompressor, eof), READONLY, "True at the end of the stream."},
    {"needs_input", T_BOOL, offsetof(Decompressor, needs_input), READONLY,
     "False if there can be more output without more input."},
    {"unused_data", T_OBJECT_EX, offsetof(Decompressor, unused_data), READONLY,
     "The bytes given that came after the stream's end."},
    {}};
PyType_Slot kDecompressorSlots[] = {
    {Py_tp_doc, const_cast<char*>("LZMADecompressor(format=FORMAT_AUTO, memlimit=None, "
                                  "filters=None)\n--\n\nA stream that decompresses.")},
    {Py_tp_new, slot(new_decompressor)},
    {Py_tp_dealloc, slot(dealloc_decompressor)},
    {Py_tp_methods, kDecompressorMethods},
    {Py_tp_members, kDecompressorMembers},
    {0, nullptr}};
PyType_Spec kDecompressor = {"_lzma.LZMADecompressor", sizeof(Decompressor), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kDecompressorSlots};

}  // namespace

bool add_lzma_types(PyObject* module) {
  Ref compressor(reinterpret_cast<PyObject*>(add_type(module, &kCompressor)));
  Ref decompressor(compressor ? reinterpret_cast<PyObject*>(add_type(module, &kDecompressor))
                              : nullptr);
  return static_cast<bool>(decompressor);
}

}  // namespace pyro::abi3
