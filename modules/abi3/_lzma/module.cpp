#include "modules/abi3/_lzma/lzma_module.h"

namespace pyro::abi3 {

bool raise_lzma_error(LzmaState* state, lzma_ret code) {
  const char* text = nullptr;
  switch (code) {
    case LZMA_OK:
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK:
    case LZMA_STREAM_END:
      return false;
    case LZMA_UNSUPPORTED_CHECK:
      text = "Unsupported integrity check";
      break;
    case LZMA_MEM_ERROR:
      PyErr_NoMemory();
      return true;
    case LZMA_MEMLIMIT_ERROR:
      text = "Memory usage limit exceeded";
      break;
    case LZMA_FORMAT_ERROR:
      text = "Input format not supported by decoder";
      break;
    case LZMA_OPTIONS_ERROR:
      text = "Invalid or unsupported options";
      break;
    case LZMA_DATA_ERROR:
      text = "Corrupt input data";
      break;
    case LZMA_BUF_ERROR:
      text = "Insufficient buffer space";
      break;
    case LZMA_PROG_ERROR:
      text = "Internal error";
      break;
    default:
      PyErr_Format(state->error, "Unrecognized error from liblzma: %d", code);
      return true;
  }
  PyErr_SetString(state->error, text);
  return true;
}

namespace {

PyObject* is_check_supported(PyObject*, PyObject* object) {
  int check;
  if (!int_argument(object, &check)) return nullptr;
  return boolean(lzma_check_is_supported(static_cast<lzma_check>(check)) != 0);
}

PyMethodDef kFunctions[] = {{"is_check_supported", is_check_supported, METH_O,
                             "is_check_supported($module, check_id, /)\n--\n\nTrue if the library "
                             "has the integrity check."},
                            {"_encode_filter_properties", encode_properties, METH_O,
                             "_encode_filter_properties($module, filter, /)\n--\n\nThe options of "
                             "a filter as the container "
                             "holds them."},
                            {"_decode_filter_properties", method(decode_properties), METH_FASTCALL,
                             "_decode_filter_properties($module, filter_id, encoded_props, "
                             "/)\n--\n\nThe filter whose options "
                             "are encoded."},
                            {}};

#define NUMBER(name) {#name, static_cast<long long>(LZMA_##name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    {"FORMAT_AUTO", kFormatAuto}, {"FORMAT_XZ", kFormatXz}, {"FORMAT_ALONE", kFormatAlone},
    {"FORMAT_RAW", kFormatRaw}, NUMBER(CHECK_NONE) NUMBER(CHECK_CRC32) NUMBER(CHECK_CRC64)
    NUMBER(CHECK_SHA256) NUMBER(CHECK_ID_MAX) {"CHECK_UNKNOWN", LZMA_CHECK_ID_MAX + 1},
    NUMBER(FILTER_LZMA1) NUMBER(FILTER_LZMA2) NUMBER(FILTER_DELTA) NUMBER(FILTER_X86)
    NUMBER(FILTER_IA64) NUMBER(FILTER_ARM) NUMBER(FILTER_ARMTHUMB) NUMBER(FILTER_SPARC)
    NUMBER(FILTER_POWERPC) NUMBER(MF_HC3) NUMBER(MF_HC4) NUMBER(MF_BT2) NUMBER(MF_BT3)
    NUMBER(MF_BT4) NUMBER(MODE_FAST) NUMBER(MODE_NORMAL) NUMBER(PRESET_DEFAULT)
    NUMBER(PRESET_EXTREME)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) {
  auto* state = state_of<LzmaState>(module);
  state->error =
      PyErr_NewExceptionWithDoc("_lzma.LZMAError", "A call of liblzma failed.", nullptr, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "LZMAError", state->error) < 0) {
    return -1;
  }
  return add_lzma_types(module) && add_constants(module, kNumbers) ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_of<LzmaState>(module)->error);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(state_of<LzmaState>(module)->error);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};

}  // namespace

PyModuleDef lzma_module = {PyModuleDef_HEAD_INIT,
                           "_lzma",
                           "Streams of liblzma.",
                           sizeof(LzmaState),
                           kFunctions,
                           kSlots,
                           traverse,
                           clear,
                           nullptr};

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__lzma() { return PyModuleDef_Init(&pyro::abi3::lzma_module); }
