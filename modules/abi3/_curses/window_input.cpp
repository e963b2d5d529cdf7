// Windows: what the user types, and what stands on the screen.

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

namespace {

// The longest text that getstr() and instr() give.
constexpr int kLongest = 1023;

// The optional place of a method; 0 with an exception, else the count of arguments plus one.
int parse_place(PyObject* arguments, const char* name, int* y, int* x) {
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count != 0 && count != 2) {
    PyErr_Format(PyExc_TypeError, "_curses.window.%s requires 0 to 2 arguments", name);
    return 0;
  }
  if (count == 2 && !PyArg_ParseTuple(arguments, "ii", y, x)) return 0;
  return static_cast<int>(count) + 1;
}

// Waits for a key at the place, if there is one, with other threads running. False with an
// exception.
bool wait_for_key(PyObject* self, PyObject* arguments, const char* name, int* key) {
  int y, x;
  int parsed = parse_place(arguments, name, &y, &x);
  if (parsed == 0) return false;
  WINDOW* window = as_window(self)->window;
  Unlocked unlocked;
  *key = parsed == 1 ? wgetch(window) : mvwgetch(window, y, x);
  return true;
}

// A signal that ended the wait may have an exception to raise.
PyObject* no_input(Window* window) {
  return PyErr_CheckSignals() < 0 ? nullptr : raise(window->state, "no input");
}

// The forms of getstr() and instr(): (n), (y, x), (y, x, n).
bool parse_extent(PyObject* arguments, const char* wrong_count, int* y, int* x, int* length,
                  bool* placed) {
  Py_ssize_t count = PyTuple_Size(arguments);
  *length = kLongest;
  *placed = count >= 2;
  bool parsed = true;
  if (count > 3) {
    PyErr_SetString(PyExc_TypeError, wrong_count);
    return false;
  }
  if (count == 1) parsed = PyArg_ParseTuple(arguments, "i;n", length);
  if (count == 2) parsed = PyArg_ParseTuple(arguments, "ii;y,x", y, x);
  if (count == 3) parsed = PyArg_ParseTuple(arguments, "iii;y,x,n", y, x, length);
  if (!parsed) return false;
  if (*length < 0) {
    PyErr_SetString(PyExc_ValueError, "'n' must be nonnegative");
    return false;
  }
  if (*length > kLongest) *length = kLongest;
  return true;
}

}  // namespace

PyObject* get_character(PyObject* self, PyObject* arguments) {
  int key;
  return wait_for_key(self, arguments, "getch", &key) ? PyLong_FromLong(key) : nullptr;
}

PyObject* get_key(PyObject* self, PyObject* arguments) {
  int key;
  if (!wait_for_key(self, arguments, "getkey", &key)) return nullptr;
  if (key == ERR) return no_input(as_window(self));
  if (key <= 255) return PyUnicode_FromFormat("%c", key);
  const char* name = keyname(key);
  return PyUnicode_FromString(name != nullptr ? name : "");
}

PyObject* get_wide_character(PyObject* self, PyObject* arguments) {
  int y, x;
  int parsed = parse_place(arguments, "get_wch", &y, &x);
  if (parsed == 0) return nullptr;
  WINDOW* window = as_window(self)->window;
  wint_t key = 0;
  int code;
  {
    Unlocked unlocked;
    code = parsed == 1 ? wget_wch(window, &key) : mvwget_wch(window, y, x, &key);
  }
  if (code == ERR) return no_input(as_window(self));
  if (code == KEY_CODE_YES) return PyLong_FromLong(static_cast<long>(key));
  return PyUnicode_FromFormat("%c", static_cast<int>(key));
}

PyObject* get_line(PyObject* self, PyObject* arguments) {
  int y, x, length;
  bool placed;
  if (!parse_extent(arguments, "getstr requires 0 to 3 arguments", &y, &x, &length, &placed))
    return nullptr;
  WINDOW* window = as_window(self)->window;
  char text[kLongest + 1];
  int code;
  {
    Unlocked unlocked;
    code = placed && wmove(window, y, x) == ERR ? ERR : wgetnstr(window, text, length);
  }
  if (code == ERR) text[0] = 0;
  return PyBytes_FromString(text);
}

PyObject* text_at(PyObject* self, PyObject* arguments) {
  int y, x, length;
  bool placed;
  if (!parse_extent(arguments, "instr requires 0 or 3 arguments", &y, &x, &length, &placed))
    return nullptr;
  WINDOW* window = as_window(self)->window;
  char text[kLongest + 1];
  int code = placed && wmove(window, y, x) == ERR ? ERR : winnstr(window, text, length);
  if (code == ERR) text[0] = 0;
  return PyBytes_FromString(text);
}

PyObject* character_at(PyObject* self, PyObject* arguments) {
  int y, x;
  int parsed = parse_place(arguments, "inch", &y, &x);
  if (parsed == 0) return nullptr;
  WINDOW* window = as_window(self)->window;
  return PyLong_FromUnsignedLong(parsed == 1 ? winch(window) : mvwinch(window, y, x));
}

}  // namespace pyro::abi3::screen
