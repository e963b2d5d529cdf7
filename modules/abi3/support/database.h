// What the key-value databases _dbm and _gdbm have in common: mappings from bytes to bytes. Keys
// and values are bytes, or str in UTF-8.

#pragma once

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

// A key or value: the bytes of a str, or of an object with a buffer.
class DatabaseText {
 public:
  // False with the TypeError `error`, or that of the buffer protocol if it is null.
  bool set(PyObject* object, const char* error) {
    if (PyUnicode_Check(object)) {
      data_ = PyUnicode_AsUTF8AndSize(object, &size_);
      return data_ != nullptr;
    }
    if (!buffer_.acquire(object)) {
      if (error != nullptr && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        PyErr_SetString(PyExc_TypeError, error);
      }
      return false;
    }
    data_ = buffer_.text();
    size_ = buffer_.size();
    return true;
  }
  char* data() const { return const_cast<char*>(data_); }
  int size() const { return static_cast<int>(size_); }

 private:
  Buffer buffer_;
  const char* data_ = nullptr;
  Py_ssize_t size_ = 0;
};

// TypeError "NAME key must be bytes or string, not X" unless the object can be asked for with `in`.
inline bool check_database_key(PyObject* object, const char* name) {
  if (PyUnicode_Check(object) || PyBytes_Check(object)) return true;
  Ref type(PyType_GetName(Py_TYPE(object)));
  if (type) {
    PyErr_Format(PyExc_TypeError, "%s key must be bytes or string, not %U", name, type.get());
  }
  return false;
}

}  // namespace pyro::abi3
