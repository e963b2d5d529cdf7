// Measures and changes of fragments.

#include <cstdlib>
#include <cstring>

#include "modules/abi3/audioop/samples.h"
#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

bool check_width(PyObject* error, int width) {
  if (width >= 1 && width <= 4) return true;
  PyErr_SetString(error, "Size should be 1, 2, 3 or 4");
  return false;
}

bool Fragment::set(PyObject* error, PyObject* object, int sample_width) {
  if (!data.acquire(object) || !check_width(error, sample_width)) return false;
  width = sample_width;
  count = data.size() / width;
  if (data.size() % width == 0) return true;
  PyErr_SetString(error, "not a whole number of frames");
  return false;
}

PyObject* new_fragment(Py_ssize_t count, int width, unsigned char** place) {
  if (count > PY_SSIZE_T_MAX / width) return PyErr_NoMemory();
  PyObject* bytes = PyBytes_FromStringAndSize(nullptr, count * width);
  if (bytes != nullptr) *place = reinterpret_cast<unsigned char*>(PyBytes_AsString(bytes));
  return bytes;
}

namespace {

using FastArguments = PyObject* const*;

// The (fragment, width, ...) that nearly all functions begin with.
bool start(PyObject* module, const char* name, FastArguments arguments, Py_ssize_t count,
           Py_ssize_t expected, Fragment* fragment) {
  int width;
  return check_positional(name, count, expected, expected) && int_argument(arguments[1], &width) &&
         fragment->set(audio_error(module), arguments[0], width);
}

PyObject* fail(PyObject* module, const char* text) {
  PyErr_SetString(audio_error(module), text);
  return nullptr;
}

unsigned magnitude(int sample) {
  return sample < 0 ? 0u - static_cast<unsigned>(sample) : static_cast<unsigned>(sample);
}

PyObject* get_sample(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  Py_ssize_t index;
  if (!start(module, "getsample", arguments, count, 3, &fragment) ||
      !size_argument(arguments[2], &index)) {
    return nullptr;
  }
  if (index < 0 || index >= fragment.count) return fail(module, "Index out of range");
  return PyLong_FromLong(fragment[index]);
}

PyObject* largest(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "max", arguments, count, 2, &fragment)) return nullptr;
  unsigned result = 0;
  for (Py_ssize_t i = 0; i < fragment.count; ++i) {
    if (magnitude(fragment[i]) > result) result = magnitude(fragment[i]);
  }
  return PyLong_FromUnsignedLong(result);
}

PyObject* extremes(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "minmax", arguments, count, 2, &fragment)) return nullptr;
  int least = INT_MAX, most = INT_MIN;
  for (Py_ssize_t i = 0; i < fragment.count; ++i) {
    int sample = fragment[i];
    if (sample < least) least = sample;
    if (sample > most) most = sample;
  }
  return Py_BuildValue("(ii)", least, most);
}

PyObject* average(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "avg", arguments, count, 2, &fragment)) return nullptr;
  double sum = 0;
  for (Py_ssize_t i = 0; i < fragment.count; ++i) sum += fragment[i];
  double result = fragment.count == 0 ? 0 : std::floor(sum / static_cast<double>(fragment.count));
  return PyLong_FromLong(static_cast<long>(result));
}

PyObject* root_mean_square(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "rms", arguments, count, 2, &fragment)) return nullptr;
  double sum = 0;
  for (Py_ssize_t i = 0; i < fragment.count; ++i) {
    double sample = fragment[i];
    sum += sample * sample;
  }
  double result =
      fragment.count == 0 ? 0 : __builtin_sqrt(sum / static_cast<double>(fragment.count));
  return PyLong_FromUnsignedLong(static_cast<unsigned long>(result));
}

// Calls take(height) for each height between two turning points of the curve.
template <class Take>
void each_peak(const Fragment& fragment, Take take) {
  bool has_direction = false, down = false, has_turn = false;
  int previous = fragment.count == 0 ? 0 : fragment[0], turn = 0;
  for (Py_ssize_t i = 1; i < fragment.count; ++i) {
    int sample = fragment[i];
    if (sample == previous) continue;
    bool falls = sample < previous;
    if (has_direction && falls != down) {
      if (has_turn) {
        take(previous < turn ? static_cast<unsigned>(turn) - static_cast<unsigned>(previous)
                             : static_cast<unsigned>(previous) - static_cast<unsigned>(turn));
      }
      has_turn = true;
      turn = previous;
    }
    has_direction = true;
    down = falls;
    previous = sample;
  }
}

PyObject* average_peak(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "avgpp", arguments, count, 2, &fragment)) return nullptr;
  double sum = 0;
  long peaks = 0;
  each_peak(fragment, [&](unsigned height) {
    sum += height;
    ++peaks;
  });
  return PyLong_FromUnsignedLong(
      peaks == 0 ? 0 : static_cast<unsigned long>(sum / static_cast<double>(peaks)));
}

PyObject* largest_peak(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "maxpp", arguments, count, 2, &fragment)) return nullptr;
  unsigned result = 0;
  each_peak(fragment, [&](unsigned height) {
    if (height > result) result = height;
  });
  return PyLong_FromUnsignedLong(result);
}

PyObject* crossings(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "cross", arguments, count, 2, &fragment)) return nullptr;
  Py_ssize_t result = fragment.count == 0 ? -1 : 0;
  for (Py_ssize_t i = 1; i < fragment.count; ++i) {
    if ((fragment[i] < 0) != (fragment[i - 1] < 0)) ++result;
  }
  return PyLong_FromSsize_t(result);
}

// The sum of products of samples from two places.
double product(const Fragment& left, Py_ssize_t left_start, const Fragment& right,
               Py_ssize_t right_start, Py_ssize_t count) {
  double sum = 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    sum += static_cast<double>(left[left_start + i]) * static_cast<double>(right[right_start + i]);
  }
  return sum;
}

// A fragment of 16 bits, which the functions that compare want.
bool short_fragment(PyObject* module, PyObject* object, Fragment* fragment) {
  if (!fragment->data.acquire(object)) return false;
  fragment->width = 2;
  fragment->count = fragment->data.size() / 2;
  return fragment->data.size() % 2 == 0 || fail(module, "Strings should be even-sized") != nullptr;
}

// Where the reference, scaled, differs least: the offset and the factor.
PyObject* find_fit(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment, reference;
  if (!check_positional("findfit", count, 2, 2) ||
      !short_fragment(module, arguments[0], &fragment) ||
      !short_fragment(module, arguments[1], &reference)) {
    return nullptr;
  }
  if (fragment.count < reference.count) return fail(module, "First sample should be longer");
  Py_ssize_t size = reference.count, best = 0;
  double reference_power = product(reference, 0, reference, 0, size), best_error = 0;
  for (Py_ssize_t i = 0; i + size <= fragment.count; ++i) {
    double both = product(fragment, i, reference, 0, size);
    double power = product(fragment, i, fragment, i, size);
    double error = power == 0 ? 0 : (power * reference_power - both * both) / power;
    if (i == 0 || error < best_error) {
      best = i;
      best_error = error;
    }
  }
  double factor = product(fragment, best, reference, 0, size) / reference_power;
  return Py_BuildValue("(nf)", best, factor);
}

PyObject* find_factor(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment, reference;
  if (!check_positional("findfactor", count, 2, 2) ||
      !short_fragment(module, arguments[0], &fragment) ||
      !short_fragment(module, arguments[1], &reference)) {
    return nullptr;
  }
  if (fragment.count != reference.count) return fail(module, "Samples should be same size");
  double power = product(reference, 0, reference, 0, reference.count);
  return PyFloat_FromDouble(product(fragment, 0, reference, 0, reference.count) / power);
}

PyObject* find_loudest(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  Py_ssize_t size;
  if (!check_positional("findmax", count, 2, 2) || !size_argument(arguments[1], &size) ||
      !short_fragment(module, arguments[0], &fragment)) {
    return nullptr;
  }
  if (size < 0 || fragment.count < size) return fail(module, "Input sample should be longer");
  double power = product(fragment, 0, fragment, 0, size), best_power = power;
  Py_ssize_t best = 0;
  for (Py_ssize_t i = 1; i + size <= fragment.count; ++i) {
    double out = fragment[i - 1], in = size == 0 ? out : fragment[i + size - 1];
    power += in * in - out * out;
    if (power > best_power) {
      best_power = power;
      best = i;
    }
  }
  return PyLong_FromSsize_t(best);
}

// A fragment whose samples are change(sample) of another's.
template <class Change>
PyObject* changed(const Fragment& fragment, Change change) {
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count, fragment.width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.count; ++i) {
    write_sample(place + i * fragment.width, fragment.width, change(fragment[i]));
  }
  return result;
}

PyObject* multiply(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "mul", arguments, count, 3, &fragment)) return nullptr;
  double factor = PyFloat_AsDouble(arguments[2]);
  if (PyErr_Occurred()) return nullptr;
  return changed(fragment, [&](int sample) { return bounded(sample * factor, fragment.width); });
}

PyObject* bias(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  int amount;
  if (!start(module, "bias", arguments, count, 3, &fragment) ||
      !int_argument(arguments[2], &amount)) {
    return nullptr;
  }
  // Overflow wraps around.
  return changed(fragment, [&](int sample) {
    return static_cast<int>(static_cast<unsigned>(sample) + static_cast<unsigned>(amount));
  });
}

PyObject* add(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment left, right;
  int width;
  if (!check_positional("add", count, 3, 3) || !int_argument(arguments[2], &width) ||
      !left.set(audio_error(module), arguments[0], width) || !right.data.acquire(arguments[1])) {
    return nullptr;
  }
  if (left.data.size() != right.data.size()) return fail(module, "Lengths should be the same");
  right.width = width;
  Py_ssize_t next = 0;
  return changed(left, [&](int sample) {
    return bounded(static_cast<double>(sample) + right[next++], width);
  });
}

PyObject* reverse(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "reverse", arguments, count, 2, &fragment)) return nullptr;
  Py_ssize_t next = fragment.count;
  return changed(fragment, [&](int) { return fragment[--next]; });
}

PyObject* swap_bytes(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  if (!start(module, "byteswap", arguments, count, 2, &fragment)) return nullptr;
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count, fragment.width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.data.size(); ++i) {
    Py_ssize_t in_sample = i % fragment.width;
    place[i - in_sample + fragment.width - 1 - in_sample] = fragment.data.data()[i];
  }
  return result;
}

PyObject* change_width(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  int width;
  if (!start(module, "lin2lin", arguments, count, 3, &fragment) ||
      !int_argument(arguments[2], &width) || !check_width(audio_error(module), width)) {
    return nullptr;
  }
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count, width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.count; ++i) {
    write_full(place + i * width, width, fragment.full(i));
  }
  return result;
}

bool two_factors(FastArguments arguments, double* left, double* right) {
  *left = PyFloat_AsDouble(arguments[2]);
  if (PyErr_Occurred()) return false;
  *right = PyFloat_AsDouble(arguments[3]);
  return PyErr_Occurred() == nullptr;
}

PyObject* to_mono(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  double left, right;
  if (!start(module, "tomono", arguments, count, 4, &fragment) ||
      !two_factors(arguments, &left, &right)) {
    return nullptr;
  }
  if (fragment.count % 2 != 0) return fail(module, "not a whole number of frames");
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count / 2, fragment.width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.count; i += 2) {
    double mixed = fragment[i] * left + fragment[i + 1] * right;
    write_sample(place + i / 2 * fragment.width, fragment.width, bounded(mixed, fragment.width));
  }
  return result;
}

PyObject* to_stereo(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  Fragment fragment;
  double left, right;
  if (!start(module, "tostereo", arguments, count, 4, &fragment) ||
      !two_factors(arguments, &left, &right)) {
    return nullptr;
  }
  int width = fragment.width;
  if (fragment.count > PY_SSIZE_T_MAX / 8) return PyErr_NoMemory();
  unsigned char* place;
  PyObject* result = new_fragment(fragment.count * 2, width, &place);
  for (Py_ssize_t i = 0; result != nullptr && i < fragment.count; ++i) {
    write_sample(place + 2 * i * width, width, bounded(fragment[i] * left, width));
    write_sample(place + (2 * i + 1) * width, width, bounded(fragment[i] * right, width));
  }
  return result;
}

int greatest_divisor(int a, int b) {
  while (b > 0) a = std::exchange(b, a % b);
  return a;
}

// A change of the rate by interpolation: `distance` is how far the output is behind the input.
struct Rate {
  int channels, in, out, weight_new = 1, weight_old = 0, distance = 0;
  Array<int> previous, current;

  bool set_state(PyObject* module, PyObject* state) {
    auto size = static_cast<size_t>(channels);
    if (!previous.resize(size) || !current.resize(size)) return false;
    distance = -out;
    if (state == Py_None) return true;
    if (!PyTuple_Check(state)) {
      PyErr_SetString(PyExc_TypeError, "state must be a tuple or None");
      return false;
    }
    PyObject* samples;
    if (!PyArg_ParseTuple(state, "iO!;ratecv(): illegal state argument", &distance, &PyTuple_Type,
                          &samples)) {
      return false;
    }
    if (PyTuple_Size(samples) != channels) return fail(module, "illegal state argument") != nullptr;
    for (size_t i = 0; i < size; ++i) {
      PyObject* pair = PyTuple_GetItem(samples, static_cast<Py_ssize_t>(i));
      if (!PyTuple_Check(pair)) {
        PyErr_SetString(PyExc_TypeError, "ratecv(): illegal state argument");
        return false;
      }
      if (!PyArg_ParseTuple(pair, "ii;ratecv(): illegal state argument", &previous[i],
                            &current[i])) {
        return false;
      }
    }
    return true;
  }

  void take(const Fragment& fragment, Py_ssize_t frame) {
    for (size_t i = 0; i < current.size(); ++i) {
      previous[i] = current[i];
      double sample = fragment.full(frame * channels + static_cast<Py_ssize_t>(i));
      current[i] =
          static_cast<int>((weight_new * sample + static_cast<double>(weight_old) * previous[i]) /
                           (static_cast<double>(weight_new) + weight_old));
    }
    distance += out;
  }

  bool give(Array<unsigned char>* output, int width) {
    for (size_t i = 0; i < current.size(); ++i) {
      double mixed = (static_cast<double>(previous[i]) * distance +
                      static_cast<double>(current[i]) * (static_cast<double>(out) - distance)) /
                     out;
      unsigned char sample[4];
      write_full(sample, width, static_cast<int>(mixed));
      for (int j = 0; j < width; ++j) {
        if (!output->append(sample[j])) return false;
      }
    }
    distance -= in;
    return true;
  }

  PyObject* state() {
    Ref samples(PyTuple_New(channels));
    for (size_t i = 0; samples && i < current.size(); ++i) {
      PyObject* pair = Py_BuildValue("(ii)", previous[i], current[i]);
      if (pair == nullptr || PyTuple_SetItem(samples, static_cast<Py_ssize_t>(i), pair) < 0)
        return nullptr;
    }
    return samples ? Py_BuildValue("(iO)", distance, samples.get()) : nullptr;
  }
};

PyObject* convert_rate(PyObject* module, FastArguments arguments, Py_ssize_t count) {
  int width;
  Rate rate;
  Fragment fragment;
  if (!check_positional("ratecv", count, 6, 8) || !fragment.data.acquire(arguments[0]) ||
      !int_argument(arguments[1], &width) || !int_argument(arguments[2], &rate.channels) ||
      !int_argument(arguments[3], &rate.in) || !int_argument(arguments[4], &rate.out) ||
      (count > 6 && !int_argument(arguments[6], &rate.weight_new)) ||
      (count > 7 && !int_argument(arguments[7], &rate.weight_old)) ||
      !check_width(audio_error(module), width)) {
    return nullptr;
  }
  if (rate.channels < 1) return fail(module, "# of channels should be >= 1");
  if (rate.channels > INT_MAX / width) {
    PyErr_SetString(PyExc_OverflowError, "width * nchannels too big for a C int");
    return nullptr;
  }
  if (rate.weight_new < 1 || rate.weight_old < 0) {
    return fail(module, "weightA should be >= 1, weightB should be >= 0");
  }
  fragment.width = width;
  Py_ssize_t frame_size = static_cast<Py_ssize_t>(width) * rate.channels;
  if (fragment.data.size() % frame_size != 0) return fail(module, "not a whole number of frames");
  if (rate.in <= 0 || rate.out <= 0) return fail(module, "sampling rate not > 0");
  int divisor = greatest_divisor(rate.in, rate.out);
  rate.in /= divisor;
  rate.out /= divisor;
  divisor = greatest_divisor(rate.weight_new, rate.weight_old);
  rate.weight_new /= divisor;
  rate.weight_old /= divisor;
  if (!rate.set_state(module, arguments[5])) return nullptr;
  Array<unsigned char> output;
  Py_ssize_t frames = fragment.data.size() / frame_size, frame = 0;
  while (true) {
    while (rate.distance < 0) {
      if (frame == frames) {
        Ref state(rate.state());
        Ref bytes(PyBytes_FromStringAndSize(reinterpret_cast<char*>(output.data()),
                                            static_cast<Py_ssize_t>(output.size())));
        return state && bytes ? PyTuple_Pack(2, bytes.get(), state.get()) : nullptr;
      }
      rate.take(fragment, frame++);
    }
    while (rate.distance >= 0) {
      if (!rate.give(&output, width)) return nullptr;
    }
  }
}

#define FUNCTION(name, function, signature, doc) \
  {name, method(function), METH_FASTCALL, name "($module, " signature ", /)\n--\n\n" doc}

PyMethodDef kFunctions[] = {
    FUNCTION("max", largest, "fragment, width", "The largest absolute value."),
    FUNCTION("minmax", extremes, "fragment, width", "The smallest and the largest value."),
    FUNCTION("avg", average, "fragment, width", "The average."),
    FUNCTION("maxpp", largest_peak, "fragment, width", "The largest height between two turns."),
    FUNCTION("avgpp", average_peak, "fragment, width", "The average height between two turns."),
    FUNCTION("rms", root_mean_square, "fragment, width", "The root of the mean square."),
    FUNCTION("findfit", find_fit, "fragment, reference",
             "Where the reference fits best, and how loud."),
    FUNCTION("findmax", find_loudest, "fragment, length",
             "Where the loudest part of a length begins."),
    FUNCTION("findfactor", find_factor, "fragment, reference", "How loud the reference is in it."),
    FUNCTION("cross", crossings, "fragment, width", "How often the sign changes."),
    FUNCTION("mul", multiply, "fragment, width, factor", "All samples times a factor."),
    FUNCTION("add", add, "fragment1, fragment2, width", "The sum of two fragments."),
    FUNCTION("bias", bias, "fragment, width, bias", "All samples plus a number."),
    FUNCTION("reverse", reverse, "fragment, width", "The samples from the end."),
    FUNCTION("byteswap", swap_bytes, "fragment, width", "The samples in the other order of bytes."),
    FUNCTION("lin2lin", change_width, "fragment, width, newwidth", "The samples in another width."),
    FUNCTION("tomono", to_mono, "fragment, width, lfactor, rfactor",
             "Two channels mixed into one."),
    FUNCTION("tostereo", to_stereo, "fragment, width, lfactor, rfactor", "One channel into two."),
    FUNCTION("getsample", get_sample, "fragment, width, index", "The value of one sample."),
    {"ratecv", method(convert_rate), METH_FASTCALL,
     "ratecv($module, fragment, width, nchannels, inrate, outrate, state,\n       weightA=1, "
     "weightB=0, "
     "/)\n--\n\nThe fragment at another rate."},
    {}};
#undef FUNCTION

int execute(PyObject* module) {
  if (PyErr_WarnEx(PyExc_DeprecationWarning,
                   "'audioop' is deprecated and slated for removal in Python 3.13", 7) < 0) {
    return -1;
  }
  PyObject*& error = *state_of<PyObject*>(module);
  error = PyErr_NewException("audioop.error", nullptr, nullptr);
  if (error == nullptr || PyModule_AddObjectRef(module, "error", error) < 0) return -1;
  return PyModule_AddFunctions(module, kCodingFunctions);
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(*state_of<PyObject*>(module));
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(*state_of<PyObject*>(module));
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "audioop",
                       "Operations on sound in bytes.",
                       sizeof(PyObject*),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_audioop() { return PyModuleDef_Init(&pyro::abi3::kModule); }
