// The audioop module: operations on sound in bytes.
//
// A fragment is a sequence of signed samples of 1 to 4 bytes in the machine's order. Between widths
// samples are scaled to 32 bits ("full"), so that the top bits mean the same loudness in all of
// them.

#pragma once

#include <climits>
#include <cmath>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

constexpr int kLeast[] = {0, -0x80, -0x8000, -0x800000, INT_MIN};
constexpr int kMost[] = {0, 0x7f, 0x7fff, 0x7fffff, INT_MAX};

inline int read_sample(const unsigned char* place, int width) {
  uint32_t full = 0;
  for (int i = 0; i < width; ++i) full |= static_cast<uint32_t>(place[i]) << (8 * (4 - width + i));
  return static_cast<int>(full) >> (8 * (4 - width));
}

inline void write_sample(unsigned char* place, int width, int sample) {
  for (int i = 0; i < width; ++i) {
    place[i] = static_cast<unsigned char>(static_cast<uint32_t>(sample) >> (8 * i));
  }
}

inline int read_full(const unsigned char* place, int width) {
  return static_cast<int>(static_cast<uint32_t>(read_sample(place, width)) << (8 * (4 - width)));
}
inline void write_full(unsigned char* place, int width, int full) {
  write_sample(place, width, full >> (8 * (4 - width)));
}

// A real sample, rounded down into what the width can hold.
inline int bounded(double value, int width) {
  if (value > kMost[width]) value = kMost[width];
  if (!(value >= static_cast<double>(kLeast[width]))) {
    value = std::isnan(value) ? 0 : static_cast<double>(kLeast[width]);
  }
  return static_cast<int>(std::floor(value));
}

// The samples of a fragment that an argument is.
struct Fragment {
  Buffer data;
  int width = 0;
  Py_ssize_t count = 0;

  // False with audioop.error for a bad width or length.
  bool set(PyObject* error, PyObject* object, int sample_width);
  const unsigned char* place(Py_ssize_t index) const { return data.data() + index * width; }
  int operator[](Py_ssize_t index) const { return read_sample(place(index), width); }
  int full(Py_ssize_t index) const { return read_full(place(index), width); }
};

inline PyObject* audio_error(PyObject* module) { return *state_of<PyObject*>(module); }
bool check_width(PyObject* error, int width);
// New bytes for `count` samples of the width; *place shows them.
PyObject* new_fragment(Py_ssize_t count, int width, unsigned char** place);

extern PyMethodDef kCodingFunctions[];

}  // namespace pyro::abi3
