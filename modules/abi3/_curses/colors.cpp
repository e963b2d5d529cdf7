// Colours and pairs of them.

#include <climits>

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

namespace {

// A number from 0 to `maximum`, or error texts that name what it is.
bool bounded_number(PyObject* object, const char* what, const char* bound, long maximum,
                    bool negative_too, int* result) {
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  if (value == -1 && overflow == 0 && PyErr_Occurred()) return false;
  if (overflow > 0 || (overflow == 0 && value > maximum)) {
    PyErr_Format(PyExc_ValueError, "%s is greater than %s (%ld).", what, bound, maximum);
    return false;
  }
  if (overflow < 0 || (value < 0 && !negative_too)) {
    PyErr_Format(PyExc_ValueError, "%s is less than 0.", what);
    return false;
  }
  *result = value < INT_MIN ? INT_MIN : static_cast<int>(value);
  return true;
}

bool color_number(PyObject* object, int* result) {
  return bounded_number(object, "Color number", "COLORS-1", COLORS - 1, false, result);
}

// Every negative number stands for the default colour.
bool color_or_default(PyObject* object, int* result) {
  return bounded_number(object, "Color number", "COLORS-1", COLORS - 1, true, result);
}

bool pair_argument(PyObject* object, int* result) {
  return bounded_number(object, "Color pair", "maximum", INT_MAX, false, result);
}

bool component(PyObject* object, int* result) {
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  if (value == -1 && overflow == 0 && PyErr_Occurred()) return false;
  if (overflow > 0 || (overflow == 0 && value > 1000)) {
    PyErr_SetString(PyExc_ValueError, "Color component is greater than 1000");
  } else if (overflow < 0 || value < 0) {
    PyErr_SetString(PyExc_ValueError, "Color component is less than 0");
  } else {
    *result = static_cast<int>(value);
    return true;
  }
  return false;
}

PyObject* pair_too_large() {
  return PyErr_Format(PyExc_ValueError, "Color pair is greater than COLOR_PAIRS-1 (%d).",
                      COLOR_PAIRS - 1);
}

bool ready(State* state) { return need_screen(state) && need_colors(state); }

PyObject* can_change(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? boolean(can_change_color()) : nullptr;
}

PyObject* has_any(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? boolean(has_colors()) : nullptr;
}

PyObject* has_extended(PyObject*, PyObject*) { return boolean(true); }

PyObject* content_of_color(PyObject* module, PyObject* argument) {
  State* state = state_of<State>(module);
  int color, red, green, blue;
  if (!color_number(argument, &color) || !ready(state)) return nullptr;
  if (extended_color_content(color, &red, &green, &blue) == ERR) {
    return result_of(state, ERR, "extended_color_content");
  }
  return Py_BuildValue("(iii)", red, green, blue);
}

PyObject* content_of_pair(PyObject* module, PyObject* argument) {
  State* state = state_of<State>(module);
  int pair, foreground, background;
  if (!pair_argument(argument, &pair) || !ready(state)) return nullptr;
  if (extended_pair_content(pair, &foreground, &background) == ERR) {
    return pair >= COLOR_PAIRS ? pair_too_large() : result_of(state, ERR, "extended_pair_content");
  }
  return Py_BuildValue("(ii)", foreground, background);
}

PyObject* define_color(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  State* state = state_of<State>(module);
  int color, red, green, blue;
  if (!check_positional("init_color", count, 4, 4) || !color_number(arguments[0], &color) ||
      !component(arguments[1], &red) || !component(arguments[2], &green) ||
      !component(arguments[3], &blue) || !ready(state)) {
    return nullptr;
  }
  return result_of(state, init_extended_color(color, red, green, blue), "init_extended_color");
}

PyObject* define_pair(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  State* state = state_of<State>(module);
  int pair, foreground, background;
  if (!check_positional("init_pair", count, 3, 3) || !pair_argument(arguments[0], &pair) ||
      !color_or_default(arguments[1], &foreground) ||
      !color_or_default(arguments[2], &background) || !ready(state)) {
    return nullptr;
  }
  int code = init_extended_pair(pair, foreground, background);
  if (code == ERR && pair >= COLOR_PAIRS) return pair_too_large();
  return result_of(state, code, "init_extended_pair");
}

PyObject* attribute_of_pair(PyObject* module, PyObject* argument) {
  int pair;
  if (!whole_argument(argument, &pair) || !ready(state_of<State>(module))) return nullptr;
  return PyLong_FromLong(COLOR_PAIR(pair));
}

PyObject* pair_of_attribute(PyObject* module, PyObject* argument) {
  int attribute;
  if (!whole_argument(argument, &attribute) || !ready(state_of<State>(module))) return nullptr;
  return PyLong_FromLong(PAIR_NUMBER(attribute));
}

PyObject* start(PyObject* module, PyObject*) {
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  if (start_color() == ERR) return raise(state, "start_color() returned ERR");
  state->colors_ready = true;
  if (PyModule_AddIntConstant(module, "COLORS", COLORS) < 0 ||
      PyModule_AddIntConstant(module, "COLOR_PAIRS", COLOR_PAIRS) < 0) {
    return nullptr;
  }
  return none();
}

PyObject* use_default(PyObject* module, PyObject*) {
  State* state = state_of<State>(module);
  if (!ready(state)) return nullptr;
  return result_of(state, use_default_colors(), "use_default_colors");
}

}  // namespace

PyMethodDef kColorFunctions[] = {
    {"can_change_color", can_change, METH_NOARGS, "can_change_color($module, /)\n--\n\n"},
    {"color_content", content_of_color, METH_O, "color_content($module, color_number, /)\n--\n\n"},
    {"color_pair", attribute_of_pair, METH_O, "color_pair($module, pair_number, /)\n--\n\n"},
    {"has_colors", has_any, METH_NOARGS, "has_colors($module, /)\n--\n\n"},
    {"has_extended_color_support", has_extended, METH_NOARGS,
     "has_extended_color_support($module, /)\n--\n\n"},
    {"init_color", method(define_color), METH_FASTCALL,
     "init_color($module, color_number, r, g, b, /)\n--\n\n"},
    {"init_pair", method(define_pair), METH_FASTCALL,
     "init_pair($module, pair_number, fg, bg, /)\n--\n\n"},
    {"pair_content", content_of_pair, METH_O, "pair_content($module, pair_number, /)\n--\n\n"},
    {"pair_number", pair_of_attribute, METH_O, "pair_number($module, attr, /)\n--\n\n"},
    {"start_color", start, METH_NOARGS, "start_color($module, /)\n--\n\n"},
    {"use_default_colors", use_default, METH_NOARGS, "use_default_colors($module, /)\n--\n\n"},
    {}};

}  // namespace pyro::abi3::screen
