// Filter specifications: dictionaries with "id" and the options of that filter.

#include <climits>

#include "modules/abi3/_lzma/lzma_module.h"

namespace pyro::abi3 {

bool uint32_argument(PyObject* object, uint32_t* result) {
  unsigned long long value = PyLong_AsUnsignedLongLong(object);
  if (value == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return false;
  if (value > UINT32_MAX) {
    PyErr_SetString(PyExc_OverflowError, "Value too large for uint32_t type");
    return false;
  }
  *result = static_cast<uint32_t>(value);
  return true;
}

namespace {

int uint32_converter(PyObject* object, void* result) {
  return uint32_argument(object, static_cast<uint32_t*>(result)) ? 1 : 0;
}

template <class Enumeration>
int enumeration_converter(PyObject* object, void* result) {
  uint32_t value;
  if (!uint32_argument(object, &value)) return 0;
  *static_cast<Enumeration*>(result) = static_cast<Enumeration>(value);
  return 1;
}

// The options are keywords of a call without positional arguments. Unknown ones and wrong types
// give ValueError.
template <class... Targets>
bool parse_options(PyObject* specification, const char* error, const char* format,
                   const char* const* names, Targets... targets) {
  Ref nothing(PyTuple_New(0));
  // Any mapping may stand for the dictionary.
  Ref dictionary(PyDict_New());
  if (!nothing || !dictionary || PyDict_Update(dictionary, specification) < 0) return false;
  if (PyArg_ParseTupleAndKeywords(nothing, dictionary, format, keywords(names), targets...)) {
    return true;
  }
  if (!PyErr_ExceptionMatches(PyExc_OverflowError)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_ValueError, error);
  }
  return false;
}

bool parse_lzma(LzmaState* state, PyObject* specification, void** options) {
  static const char* const kNames[] = {"id",   "preset",   "dict_size", "lc",    "lp",   "pb",
                                       "mode", "nice_len", "mf",        "depth", nullptr};
  uint32_t preset = LZMA_PRESET_DEFAULT;
  Ref preset_object(PyMapping_GetItemString(specification, "preset"));
  if (preset_object) {
    if (!uint32_argument(preset_object, &preset)) return false;
  } else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
  } else {
    return false;
  }
  auto* lzma = static_cast<lzma_options_lzma*>(calloc(1, sizeof(lzma_options_lzma)));
  *options = lzma;
  if (lzma == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  if (lzma_lzma_preset(lzma, preset)) {
    PyErr_Format(state->error, "Invalid compression preset: %u", preset);
    return false;
  }
  PyObject *id, *ignored;
  return parse_options(specification, "Invalid filter specifier for LZMA filter",
                       "|OOO&O&O&O&O&O&O&O&", kNames, &id, &ignored, uint32_converter,
                       &lzma->dict_size, uint32_converter, &lzma->lc, uint32_converter, &lzma->lp,
                       uint32_converter, &lzma->pb, enumeration_converter<lzma_mode>, &lzma->mode,
                       uint32_converter, &lzma->nice_len, enumeration_converter<lzma_match_finder>,
                       &lzma->mf, uint32_converter, &lzma->depth);
}

bool parse_delta(PyObject* specification, void** options) {
  static const char* const kNames[] = {"id", "dist", nullptr};
  auto* delta = static_cast<lzma_options_delta*>(calloc(1, sizeof(lzma_options_delta)));
  *options = delta;
  if (delta == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  delta->type = LZMA_DELTA_TYPE_BYTE;
  delta->dist = 1;
  PyObject* id;
  return parse_options(specification, "Invalid filter specifier for delta filter", "|OO&", kNames,
                       &id, uint32_converter, &delta->dist);
}

bool parse_branch(PyObject* specification, void** options) {
  static const char* const kNames[] = {"id", "start_offset", nullptr};
  auto* branch = static_cast<lzma_options_bcj*>(calloc(1, sizeof(lzma_options_bcj)));
  *options = branch;
  if (branch == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  PyObject* id;
  return parse_options(specification, "Invalid filter specifier for BCJ filter", "|OO&", kNames,
                       &id, uint32_converter, &branch->start_offset);
}

}  // namespace

FilterChain::~FilterChain() {
  for (size_t i = 0; i < count_; ++i) free(filters_[i].options);
}

bool FilterChain::parse_one(LzmaState* state, PyObject* specification, size_t place) {
  if (!PyMapping_Check(specification)) {
    PyErr_SetString(PyExc_TypeError, "Filter specifier must be a dict or dict-like object");
    return false;
  }
  Ref id(PyMapping_GetItemString(specification, "id"));
  if (!id) {
    if (PyErr_ExceptionMatches(PyExc_KeyError)) {
      PyErr_SetString(PyExc_ValueError, "Filter specifier must have an \"id\" entry");
    }
    return false;
  }
  unsigned long long number = PyLong_AsUnsignedLongLong(id);
  if (number == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return false;
  lzma_filter& filter = filters_[place];
  filter.id = number;
  filter.options = nullptr;
  count_ = place + 1;
  filters_[count_].id = LZMA_VLI_UNKNOWN;
  switch (number) {
    case LZMA_FILTER_LZMA1:
    case LZMA_FILTER_LZMA2:
      return parse_lzma(state, specification, &filter.options);
    case LZMA_FILTER_DELTA:
      return parse_delta(specification, &filter.options);
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC:
      return parse_branch(specification, &filter.options);
    default:
      PyErr_Format(PyExc_ValueError, "Invalid filter ID: %llu", number);
      return false;
  }
}

bool FilterChain::parse(LzmaState* state, PyObject* sequence) {
  Py_ssize_t size = PySequence_Size(sequence);
  if (size < 0) return false;
  if (size > LZMA_FILTERS_MAX) {
    PyErr_Format(PyExc_ValueError, "Too many filters - liblzma supports a maximum of %d",
                 LZMA_FILTERS_MAX);
    return false;
  }
  for (Py_ssize_t i = 0; i < size; ++i) {
    Ref specification(PySequence_GetItem(sequence, i));
    if (!specification || !parse_one(state, specification, static_cast<size_t>(i))) return false;
  }
  return true;
}

PyObject* encode_properties(PyObject* module, PyObject* specification) {
  auto* state = state_of<LzmaState>(module);
  FilterChain chain;
  uint32_t size;
  if (!chain.parse_one(state, specification, 0)) return nullptr;
  if (raise_lzma_error(state, lzma_properties_size(&size, chain.filters()))) return nullptr;
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes) return nullptr;
  auto* place = reinterpret_cast<uint8_t*>(PyBytes_AsString(bytes));
  if (raise_lzma_error(state, lzma_properties_encode(chain.filters(), place))) return nullptr;
  return bytes.release();
}

namespace {

bool set_item(PyObject* dictionary, const char* name, unsigned long long value) {
  Ref number(PyLong_FromUnsignedLongLong(value));
  return number && PyDict_SetItemString(dictionary, name, number) == 0;
}

bool describe(const lzma_filter& filter, PyObject* result) {
  if (!set_item(result, "id", filter.id)) return false;
  if (filter.options == nullptr) return true;
  switch (filter.id) {
    // The properties of LZMA1 hold more than those of LZMA2.
    case LZMA_FILTER_LZMA1: {
      auto* lzma = static_cast<lzma_options_lzma*>(filter.options);
      return set_item(result, "dict_size", lzma->dict_size) && set_item(result, "lc", lzma->lc) &&
             set_item(result, "lp", lzma->lp) && set_item(result, "pb", lzma->pb);
    }
    case LZMA_FILTER_LZMA2:
      return set_item(result, "dict_size",
                      static_cast<lzma_options_lzma*>(filter.options)->dict_size);
    case LZMA_FILTER_DELTA:
      return set_item(result, "dist", static_cast<lzma_options_delta*>(filter.options)->dist);
    default:
      return set_item(result, "start_offset",
                      static_cast<lzma_options_bcj*>(filter.options)->start_offset);
  }
}

}  // namespace

PyObject* decode_properties(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("_decode_filter_properties", count, 2, 2)) return nullptr;
  lzma_filter filter{};
  filter.id = PyLong_AsUnsignedLongLong(arguments[0]);
  if (filter.id == static_cast<lzma_vli>(-1) && PyErr_Occurred()) return nullptr;
  Buffer data;
  if (!data.acquire(arguments[1])) return nullptr;
  lzma_ret code =
      lzma_properties_decode(&filter, nullptr, data.data(), static_cast<size_t>(data.size()));
  if (raise_lzma_error(state_of<LzmaState>(module), code)) return nullptr;
  Freed<void*> options(static_cast<void**>(filter.options));
  Ref result(PyDict_New());
  return result && describe(filter, result) ? result.release() : nullptr;
}

}  // namespace pyro::abi3
