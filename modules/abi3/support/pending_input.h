// Input that a decompressor was given but has not used yet.

#pragma once

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

class PendingInput {
 public:
  // What the decompressor is to read: `data` itself, or what was left before with `data` behind.
  // False with MemoryError.
  bool begin(const unsigned char* data, size_t size, const unsigned char** input, size_t* length) {
    if (kept_.empty()) {
      *input = data;
      *length = size;
      return true;
    }
    size_t old = kept_.size();
    if (!kept_.resize(old + size)) return false;
    if (size > 0) memcpy(kept_.data() + old, data, size);
    *input = kept_.data();
    *length = kept_.size();
    return true;
  }
  // Keeps the last `left` bytes of what begin() gave.
  bool end(const unsigned char* rest, size_t left) {
    if (kept_.empty()) {
      if (left == 0) return true;
      if (!kept_.resize(left)) return false;
      memcpy(kept_.data(), rest, left);
      return true;
    }
    if (left > 0) memmove(kept_.data(), rest, left);
    return kept_.resize(left);
  }
  void drop() { kept_.clear(); }
  bool empty() const { return kept_.empty(); }
  // The rest as bytes, which it no longer keeps.
  PyObject* take() {
    PyObject* bytes = PyBytes_FromStringAndSize(reinterpret_cast<char*>(kept_.data()),
                                                static_cast<Py_ssize_t>(kept_.size()));
    if (bytes != nullptr) kept_.clear();
    return bytes;
  }

 private:
  Array<unsigned char> kept_;
};

}  // namespace pyro::abi3
