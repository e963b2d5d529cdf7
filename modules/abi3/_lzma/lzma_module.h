// The _lzma module: streams of liblzma. The lzma module is built on it.

#pragma once

#include <lzma.h>

#include "modules/abi3/support/output.h"

namespace pyro::abi3 {

struct LzmaState {
  PyObject* error;
};

extern PyModuleDef lzma_module;

enum LzmaFormat { kFormatAuto, kFormatXz, kFormatAlone, kFormatRaw };

// Raises what a code of liblzma means; true if it means an error.
bool raise_lzma_error(LzmaState* state, lzma_ret code);

// A chain of filters from a sequence of dictionaries, with the memory of their options.
class FilterChain {
 public:
  FilterChain() { filters_[0].id = LZMA_VLI_UNKNOWN; }
  ~FilterChain();
  FilterChain(const FilterChain&) = delete;
  FilterChain& operator=(const FilterChain&) = delete;
  bool parse(LzmaState* state, PyObject* sequence);
  bool parse_one(LzmaState* state, PyObject* specification, size_t place);
  lzma_filter* filters() { return filters_; }

 private:
  lzma_filter filters_[LZMA_FILTERS_MAX + 1];
  size_t count_ = 0;
};

// Unsigned 32 bits; TypeError or OverflowError otherwise.
bool uint32_argument(PyObject* object, uint32_t* result);

PyObject* encode_properties(PyObject* module, PyObject* specification);
PyObject* decode_properties(PyObject* module, PyObject* const* arguments, Py_ssize_t count);
bool add_lzma_types(PyObject* module);

}  // namespace pyro::abi3
