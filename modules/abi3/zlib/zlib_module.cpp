#include "modules/abi3/zlib/zlib_module.h"

#include <climits>

namespace pyro::abi3 {

PyObject* raise_zlib_error(PyObject* error, const z_stream& stream, int code, const char* what) {
  const char* reason = code == Z_VERSION_ERROR ? "library version mismatch" : stream.msg;
  if (reason == nullptr || reason == Z_NULL) {
    if (code == Z_BUF_ERROR) reason = "incomplete or truncated stream";
    if (code == Z_STREAM_ERROR) reason = "inconsistent stream state";
    if (code == Z_DATA_ERROR) reason = "invalid input data";
  }
  if (reason == nullptr) return PyErr_Format(error, "Error %d %s", code, what);
  return PyErr_Format(error, "Error %d %s: %.200s", code, what, reason);
}

int pump(z_stream* stream, Feed* input, Output* output, int flush, int (*run)(z_stream*, int)) {
  stream->next_in = const_cast<unsigned char*>(input->data);
  stream->avail_in = 0;
  int code = Z_OK;
  while (true) {
    if (stream->avail_in == 0 && input->size > 0) {
      stream->avail_in = input->size > UINT_MAX ? UINT_MAX : static_cast<unsigned>(input->size);
      input->size -= stream->avail_in;
    }
    size_t room;
    if (!output->more(&stream->next_out, &room)) break;
    stream->avail_out = room > UINT_MAX ? UINT_MAX : static_cast<unsigned>(room);
    unsigned before = stream->avail_out;
    code = run(stream, input->size > 0 ? Z_NO_FLUSH : flush);
    output->wrote(before - stream->avail_out);
    if (code != Z_OK && code != Z_BUF_ERROR) break;
    // With room left the library has taken all it was given.
    if (stream->avail_out > 0 && input->size == 0) break;
  }
  input->data = stream->next_in;
  input->size += stream->avail_in;
  return code;
}

namespace {

PyObject* compress_once(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"", "level", "wbits", nullptr};
  Buffer data;
  int level = Z_DEFAULT_COMPRESSION, bits = MAX_WBITS;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|ii:compress", keywords(kNames), data.out(),
                                   &level, &bits)) {
    return nullptr;
  }
  PyObject* error = zlib_state(module)->error;
  z_stream stream{};
  switch (int code = deflateInit2(&stream, level, Z_DEFLATED, bits, MAX_MEM_LEVEL > 8 ? 8 : 8,
                                  Z_DEFAULT_STRATEGY)) {
    case Z_OK:
      break;
    case Z_MEM_ERROR:
      PyErr_SetString(PyExc_MemoryError, "Out of memory while compressing data");
      return nullptr;
    case Z_STREAM_ERROR:
      PyErr_SetString(error, "Bad compression level");
      return nullptr;
    default:
      deflateEnd(&stream);
      return raise_zlib_error(error, stream, code, "while compressing data");
  }
  Output output;
  Feed input{data.data(), data.size()};
  int code;
  {
    Unlocked unlocked;
    code = pump(&stream, &input, &output, Z_FINISH, deflate);
    deflateEnd(&stream);
  }
  if (output.failed()) return PyErr_NoMemory();
  if (code != Z_STREAM_END) return raise_zlib_error(error, stream, code, "while compressing data");
  return output.finish();
}

int size_converter(PyObject* object, void* result) {
  return size_argument(object, static_cast<Py_ssize_t*>(result)) ? 1 : 0;
}

PyObject* decompress_once(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"", "wbits", "bufsize", nullptr};
  Buffer data;
  int bits = MAX_WBITS;
  Py_ssize_t size = kDefaultOutput;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|iO&:decompress", keywords(kNames),
                                   data.out(), &bits, size_converter, &size)) {
    return nullptr;
  }
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, "bufsize must be non-negative");
    return nullptr;
  }
  PyObject* error = zlib_state(module)->error;
  z_stream stream{};
  int code = inflateInit2(&stream, bits);
  if (code == Z_MEM_ERROR) {
    PyErr_SetString(PyExc_MemoryError, "Out of memory while decompressing data");
    return nullptr;
  }
  if (code != Z_OK) {
    inflateEnd(&stream);
    return raise_zlib_error(error, stream, code, "while preparing to decompress data");
  }
  Output output(-1, size);
  Feed input{data.data(), data.size()};
  {
    Unlocked unlocked;
    code = pump(&stream, &input, &output, Z_SYNC_FLUSH, inflate);
    inflateEnd(&stream);
  }
  if (output.failed()) return PyErr_NoMemory();
  if (code == Z_MEM_ERROR) {
    PyErr_SetString(PyExc_MemoryError, "Out of memory while decompressing data");
    return nullptr;
  }
  if (code == Z_STREAM_END) return output.finish();
  if (code == Z_OK) code = Z_BUF_ERROR;
  return raise_zlib_error(error, stream, code, "while decompressing data");
}

// Checksums of more than this let other threads run.
constexpr Py_ssize_t kLongData = 5 * 1024;

using Checksum = uLong (*)(uLong, const Bytef*, z_size_t);

PyObject* checksum(const char* name, PyObject* const* arguments, Py_ssize_t count, Checksum step,
                   unsigned value) {
  Buffer data;
  if (!check_positional(name, count, 1, 2) || !data.acquire(arguments[0])) return nullptr;
  if (count == 2) {
    Ref index(PyNumber_Index(arguments[1]));
    if (!index) return nullptr;
    value = static_cast<unsigned>(PyLong_AsUnsignedLongMask(index));
  }
  auto size = static_cast<size_t>(data.size());
  if (data.size() > kLongData) {
    Unlocked unlocked;
    value = static_cast<unsigned>(step(value, data.data(), size));
  } else {
    // A null pointer asks the library for the start value.
    static const Bytef kNothing = 0;
    value = static_cast<unsigned>(step(value, size == 0 ? &kNothing : data.data(), size));
  }
  return PyLong_FromUnsignedLong(value);
}

PyObject* checksum_adler32(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  return checksum("adler32", arguments, count, adler32_z, 1);
}
PyObject* checksum_crc32(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  return checksum("crc32", arguments, count, crc32_z, 0);
}

PyMethodDef kFunctions[] = {
    {"adler32", method(checksum_adler32), METH_FASTCALL,
     "adler32($module, data, value=1, /)\n--\n\nThe Adler-32 checksum of data, continued from "
     "value."},
    {"crc32", method(checksum_crc32), METH_FASTCALL,
     "crc32($module, data, value=0, /)\n--\n\nThe CRC-32 checksum of data, continued from value."},
    {"compress", method(compress_once), METH_VARARGS | METH_KEYWORDS,
     "compress($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)\n--\n\nCompress "
     "data "
     "at a level of 0 to 9 or -1; wbits is the window and the container."},
    {"compressobj", method(make_compressor), METH_VARARGS | METH_KEYWORDS,
     "compressobj($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n            "
     "wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, "
     "zdict=None)\n"
     "--\n\nAn object that compresses a stream. zdict holds what is expected to be frequent."},
    {"decompress", method(decompress_once), METH_VARARGS | METH_KEYWORDS,
     "decompress($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)\n--\n\nDecompress data. "
     "bufsize is the first size of the output."},
    {"decompressobj", method(make_decompressor), METH_VARARGS | METH_KEYWORDS,
     "decompressobj($module, /, wbits=MAX_WBITS, zdict=b'')\n--\n\nAn object that decompresses a "
     "stream; zdict is the dictionary of its compressor."},
    {}};

#define NUMBER(name) {#name, static_cast<long long>(name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(MAX_WBITS) {"DEFLATED", Z_DEFLATED}, {"DEF_MEM_LEVEL", 8},
    {"DEF_BUF_SIZE", kDefaultOutput}, NUMBER(Z_NO_COMPRESSION) NUMBER(Z_BEST_SPEED)
    NUMBER(Z_BEST_COMPRESSION) NUMBER(Z_DEFAULT_COMPRESSION) NUMBER(Z_FILTERED)
    NUMBER(Z_HUFFMAN_ONLY) NUMBER(Z_RLE) NUMBER(Z_FIXED) NUMBER(Z_DEFAULT_STRATEGY)
    NUMBER(Z_NO_FLUSH) NUMBER(Z_PARTIAL_FLUSH) NUMBER(Z_SYNC_FLUSH) NUMBER(Z_FULL_FLUSH)
    NUMBER(Z_FINISH) NUMBER(Z_BLOCK) NUMBER(Z_TREES)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) {
  ZlibState* state = zlib_state(module);
  state->error = PyErr_NewException("zlib.error", nullptr, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "error", state->error) < 0)
    return -1;
  bool done = add_stream_types(module) && add_constants(module, kNumbers) &&
              PyModule_AddStringConstant(module, "ZLIB_VERSION", ZLIB_VERSION) == 0 &&
              PyModule_AddStringConstant(module, "ZLIB_RUNTIME_VERSION", zlibVersion()) == 0 &&
              PyModule_AddStringConstant(module, "__version__", "1.0") == 0;
  return done ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(zlib_state(module)->error);
  Py_VISIT(zlib_state(module)->compressor);
  Py_VISIT(zlib_state(module)->decompressor);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(zlib_state(module)->error);
  Py_CLEAR(zlib_state(module)->compressor);
  Py_CLEAR(zlib_state(module)->decompressor);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "zlib",
                       "Compression, decompression and checksums by the zlib library.",
                       sizeof(ZlibState),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_zlib() { return PyModuleDef_Init(&pyro::abi3::kModule); }
