// Encodings of telephony: u-law and A-law (ITU-T G.711), and Intel/DVI ADPCM (IMA, 1992).

#include "modules/abi3/audioop/samples.h"

namespace pyro::abi3 {

namespace {

using FastArguments = PyObject* const*;

// The number of the segment whose end is not below the value.
int segment_of(int value, int first_end) {
  int segment = 0;
  for (int end = first_end; segment < 8 && value > end; end = end * 2 + 1) ++segment;
  return segment;
}

unsigned char encode_ulaw(int sample) {  // 14 bits
  constexpr int kBias = 33, kClip = 8159;
  int mask = sample < 0 ? 0x7f : 0xff;
  if (sample < 0) sample = -sample;
  if (sample > kClip) sample = kClip;
  sample += kBias;
  int segment = segment_of(sample, 0x3f);
  if (segment >= 8) return static_cast<unsigned char>(0x7f ^ mask);
  return static_cast<unsigned char>((segment << 4 | ((sample >> (segment + 1)) & 15)) ^ mask);
}

int decode_ulaw(unsigned char code) {  // to 16 bits
  constexpr int kBias = 0x84;
  code = static_cast<unsigned char>(~code);
  int value = (((code & 15) << 3) + kBias) << ((code & 0x70) >> 4);
  return (code & 0x80) != 0 ? kBias - value : value - kBias;
}

unsigned char encode_alaw(int sample) {  // 13 bits
  int mask = sample >= 0 ? 0xd5 : 0x55;
  if (sample < 0) sample = -sample - 1;
  int segment = segment_of(sample, 0x1f);
  if (segment >= 8) return static_cast<unsigned char>(0x7f ^ mask);
  int low = segment < 2 ? sample >> 1 : sample >> segment;
  return static_cast<unsigned char>((segment << 4 | (low & 15)) ^ mask);
}

int decode_alaw(unsigned char code) {  // to 16 bits
  code ^= 0x55;
  int value = (code & 15) << 4, segment = (code & 0x70) >> 4;
  value += segment == 0 ? 8 : 0x108;
  if (segment > 1) value <<= segment - 1;
  return (code & 0x80) != 0 ? value : -value;
}

using Encoder = unsigned char (*)(int);
using Decoder = int (*)(unsigned char);

PyObject* encode(PyObject* module, FastArguments arguments, Py_ssize_t count, const char* name,
                 Encoder encoder, int shift) {
  int width;
  Fragment fragment;
  if (!check_positional(name, count, 2, 2) || !int_argument(arguments[1], &width) ||
      !fragment.set(audio_error(module), arguments[0], width)) {
    return nullptr;
  }
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count, 1, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.count; ++i) {
    place[i] = encoder(fragment.full(i) >> shift);
  }
  return result;
}

PyObject* decode(PyObject* module, FastArguments arguments, Py_ssize_t count, const char* name,
                 Decoder decoder) {
  int width;
  Buffer data;
  if (!check_positional(name, count, 2, 2) || !data.acquire(arguments[0]) ||
      !int_argument(arguments[1], &width) || !check_width(audio_error(module), width)) {
    return nullptr;
  }
  unsigned char* place;
  PyObject* result = new_fragment(data.size(), width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < data.size(); ++i) {
    write_full(place + i * width, width, decoder(data.data()[i]) * 65536);
  }
  return result;
}

PyObject* to_ulaw(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  return encode(module, arguments, count, "lin2ulaw", encode_ulaw, 18);
}
PyObject* from_ulaw(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  return decode(module, arguments, count, "ulaw2lin", decode_ulaw);
}
PyObject* to_alaw(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  return encode(module, arguments, count, "lin2alaw", encode_alaw, 19);
}
PyObject* from_alaw(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  return decode(module, arguments, count, "alaw2lin", decode_alaw);
}

constexpr int kSteps[89] = {
    7,     8,     9,     10,    11,    12,    13,    14,    16,    17,    19,   21,    23,
    25,    28,    31,    34,    37,    41,    45,    50,    55,    60,    66,   73,    80,
    88,    97,    107,   118,   130,   143,   157,   173,   190,   209,   230,  253,   279,
    307,   337,   371,   408,   449,   494,   544,   598,   658,   724,   796,  876,   963,
    1060,  1166,  1282,  1411,  1552,  1707,  1878,  2066,  2272,  2499,  2749, 3024,  3327,
    3660,  4026,  4428,  4871,  5358,  5894,  6484,  7132,  7845,  8630,  9493, 10442, 11487,
    12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767};
constexpr int kIndexChanges[8] = {-1, -1, -1, -1, 2, 4, 6, 8};

// The state of the coder: what it predicts, and the index of its step.
struct Adpcm {
  int predicted = 0, index = 0;

  bool set(PyObject* state, const char* format) {
    if (state == Py_None) return true;
    if (!PyTuple_Check(state)) {
      PyErr_SetString(PyExc_TypeError, "state must be a tuple or None");
      return false;
    }
    if (!PyArg_ParseTuple(state, format, &predicted, &index)) return false;
    bool good = predicted >= -0x8000 && predicted < 0x8000 && index >= 0 && index < 89;
    if (!good) PyErr_SetString(PyExc_ValueError, "bad state");
    return good;
  }

  // Takes the difference that a code of four bits means.
  void apply(int code, int difference) {
    predicted += (code & 8) != 0 ? -difference : difference;
    predicted = predicted > 32767 ? 32767 : predicted < -32768 ? -32768 : predicted;
    index += kIndexChanges[code & 7];
    index = index < 0 ? 0 : index > 88 ? 88 : index;
  }

  int encode(int sample) {
    int step = kSteps[index], rest = sample - predicted, code = 0, difference = step >> 3;
    if (rest < 0) {
      code = 8;
      rest = -rest;
    }
    for (int bit = 4; bit != 0; bit >>= 1, step >>= 1) {
      if (rest < step) continue;
      code |= bit;
      rest -= step;
      difference += step;
    }
    apply(code, difference);
    return code;
  }

  int decode(int code) {
    int step = kSteps[index], difference = step >> 3;
    if ((code & 4) != 0) difference += step;
    if ((code & 2) != 0) difference += step >> 1;
    if ((code & 1) != 0) difference += step >> 2;
    apply(code, difference);
    return predicted;
  }
};

PyObject* to_adpcm(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  int width;
  Fragment fragment;
  Adpcm coder;
  if (!check_positional("lin2adpcm", count, 3, 3) || !int_argument(arguments[1], &width) ||
      !fragment.set(audio_error(module), arguments[0], width) ||
      !coder.set(arguments[2], "ii;lin2adpcm(): illegal state argument")) {
    return nullptr;
  }
  unsigned char* place;
  Ref result(new_fragment(fragment.count / 2, 1, &place));
  if (!result) return nullptr;
  int high = 0;
  for (Py_ssize_t i = 0; i < fragment.count; ++i) {
    int code = coder.encode(fragment.full(i) >> 16);
    if (i % 2 == 0) {
      high = code << 4;
    } else {
      place[i / 2] = static_cast<unsigned char>(high | code);
    }
  }
  return Py_BuildValue("(O(ii))", result.get(), coder.predicted, coder.index);
}

PyObject* from_adpcm(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  int width;
  Buffer data;
  Adpcm coder;
  if (!check_positional("adpcm2lin", count, 3, 3) || !data.acquire(arguments[0]) ||
      !int_argument(arguments[1], &width) || !check_width(audio_error(module), width) ||
      !coder.set(arguments[2], "ii;adpcm2lin(): illegal state argument")) {
    return nullptr;
  }
  unsigned char* place;
  Ref result(new_fragment(data.size() * 2, width, &place));
  if (!result) return nullptr;
  for (Py_ssize_t i = 0; i < data.size() * 2; ++i) {
    int byte = data.data()[i / 2];
    int sample = coder.decode(i % 2 == 0 ? byte >> 4 : byte & 15);
    write_full(place + i * width, width, sample * 65536);
  }
  return Py_BuildValue("(O(ii))", result.get(), coder.predicted, coder.index);
}

}  // namespace

PyMethodDef kCodingFunctions[] = {
    {"lin2ulaw", method(to_ulaw), METH_FASTCALL,
     "lin2ulaw($module, fragment, width, /)\n--\n\nEncode by u-law."},
    {"ulaw2lin", method(from_ulaw), METH_FASTCALL,
     "ulaw2lin($module, fragment, width, /)\n--\n\nDecode u-law."},
    {"lin2alaw", method(to_alaw), METH_FASTCALL,
     "lin2alaw($module, fragment, width, /)\n--\n\nEncode by A-law."},
    {"alaw2lin", method(from_alaw), METH_FASTCALL,
     "alaw2lin($module, fragment, width, /)\n--\n\nDecode A-law."},
    {"lin2adpcm", method(to_adpcm), METH_FASTCALL,
     "lin2adpcm($module, fragment, width, state, /)\n--\n\nEncode by ADPCM of four bits."},
    {"adpcm2lin", method(from_adpcm), METH_FASTCALL,
     "adpcm2lin($module, fragment, width, state, /)\n--\n\nDecode ADPCM of four bits."},
    {}};

}  // namespace pyro::abi3
