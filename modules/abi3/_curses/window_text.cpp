// Windows: writing characters, texts, lines and attributes.

#include <cstdlib>
#include <cstring>

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

namespace {

// What the arguments of a method say besides its own: a place, and attributes.
struct Place {
  int y = 0, x = 0;
  bool given = false;
};

struct Attributes {
  long value = A_NORMAL;
  bool given = false;
};

PyObject* wrong_count(const char* name, const char* counts) {
  return PyErr_Format(PyExc_TypeError, "_curses.window.%s requires %s arguments", name, counts);
}

PyObject* wrong_type(PyObject* object, const char* wanted) {
  if (PyUnicode_Check(object)) {
    return PyErr_Format(PyExc_TypeError, "%s, got a str of length %zi", wanted,
                        PyUnicode_GetLength(object));
  }
  Ref name(PyType_GetName(Py_TYPE(object)));
  return name ? PyErr_Format(PyExc_TypeError, "%s, got %U", wanted, name.get()) : nullptr;
}

// A str of length one in the encoding of the window, which has to need one byte for it.
bool encode_character(Window* window, PyObject* text, chtype* result) {
  Py_UCS4 character = PyUnicode_ReadChar(text, 0);
  if (character < 128) return *result = character, true;
  const char* encoding = window != nullptr ? window->encoding : "utf-8";
  Ref bytes(PyUnicode_AsEncodedString(text, encoding, nullptr));
  if (!bytes) return false;
  if (PyBytes_Size(bytes) != 1) {
    PyErr_SetString(PyExc_OverflowError, "byte doesn't fit in chtype");
    return false;
  }
  *result = static_cast<unsigned char>(*PyBytes_AsString(bytes));
  return true;
}

bool is_single(PyObject* object) {
  return (PyUnicode_Check(object) && PyUnicode_GetLength(object) == 1) ||
         (PyBytes_Check(object) && PyBytes_Size(object) == 1);
}

// A character for functions that take wide ones: `wide` is 0 unless it came from a str.
struct Cell {
  chtype narrow = 0;
  bool is_wide = false;
  cchar_t wide;
};

bool to_cell(PyObject* object, long attributes, Cell* cell) {
  constexpr char kWanted[] = "expect bytes or str of length 1, or int";
  if (PyUnicode_Check(object) && is_single(object)) {
    wchar_t text[] = {static_cast<wchar_t>(PyUnicode_ReadChar(object, 0)), 0};
    cell->is_wide = true;
    setcchar(&cell->wide, text, static_cast<attr_t>(attributes),
             static_cast<short>(PAIR_NUMBER(attributes)), nullptr);
    return true;
  }
  if (PyBytes_Check(object) && is_single(object)) {
    cell->narrow = static_cast<unsigned char>(*PyBytes_AsString(object));
    return true;
  }
  if (!PyLong_Check(object)) return wrong_type(object, kWanted), false;
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  cell->narrow = static_cast<chtype>(value);
  if (overflow != 0) {
    PyErr_SetString(PyExc_OverflowError, "int doesn't fit in long");
  } else if (static_cast<long>(cell->narrow) != value) {
    PyErr_SetString(PyExc_OverflowError, "byte doesn't fit in chtype");
  } else {
    return true;
  }
  return false;
}

// addch() and insch() in their four forms.
bool parse_character(PyObject* arguments, const char* name, Place* place, PyObject** character,
                     long* attributes) {
  *attributes = A_NORMAL;
  switch (PyTuple_Size(arguments)) {
    case 1:
      return PyArg_ParseTuple(arguments, "O", character);
    case 2:
      return PyArg_ParseTuple(arguments, "Ol", character, attributes);
    case 3:
      place->given = true;
      return PyArg_ParseTuple(arguments, "iiO", &place->y, &place->x, character);
    case 4:
      place->given = true;
      return PyArg_ParseTuple(arguments, "iiOl", &place->y, &place->x, character, attributes);
    default:
      wrong_count(name, "1 to 4");
      return false;
  }
}

// A text to be written: wide from a str, bytes as they are.
class Text {
 public:
  Text() = default;
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { PyMem_Free(wide_); }

  bool set(PyObject* object) {
    if (PyUnicode_Check(object)) {
      wide_ = PyUnicode_AsWideCharString(object, nullptr);
      return wide_ != nullptr;
    }
    if (!PyBytes_Check(object)) {
      Ref name(PyType_GetName(Py_TYPE(object)));
      if (name) PyErr_Format(PyExc_TypeError, "expect bytes or str, got %U", name.get());
      return false;
    }
    bytes_ = Ref::borrow(object);
    char* ignored;
    return PyBytes_AsStringAndSize(object, &ignored, nullptr) == 0;
  }
  const wchar_t* wide() const { return wide_; }
  const char* narrow() const { return PyBytes_AsString(bytes_); }

 private:
  wchar_t* wide_ = nullptr;
  Ref bytes_;
};

// What the four methods that write texts call.
struct Writers {
  const char* name;
  const char* counts;
  const char* wide_name;
  const char* narrow_name;
  int (*wide)(WINDOW*, const wchar_t*, int);
  int (*narrow)(WINDOW*, const char*, int);
};

bool parse_text(PyObject* arguments, const Writers& writers, bool part, Place* place,
                PyObject** text, int* length, Attributes* attributes) {
  Py_ssize_t count = PyTuple_Size(arguments) - (part ? 1 : 0);
  if (count < 1 || count > 4) return wrong_count(writers.name, writers.counts), false;
  place->given = count >= 3;
  attributes->given = count % 2 == 0;
  // The forms differ in a place before the text, and a length and attributes after it.
  static constexpr const char* kForms[4][2] = {
      {"O", "Oi"}, {"Ol", "Oil"}, {"iiO", "iiOi"}, {"iiOl", "iiOil"}};
  const char* form = kForms[count - 1][part ? 1 : 0];
  void* targets[5];
  int used = 0;
  if (place->given) {
    targets[used++] = &place->y;
    targets[used++] = &place->x;
  }
  targets[used++] = text;
  if (part) targets[used++] = length;
  if (attributes->given) targets[used++] = &attributes->value;
  return PyArg_ParseTuple(arguments, form, targets[0], targets[1], targets[2], targets[3],
                          targets[4]);
}

PyObject* write_text(PyObject* self, PyObject* arguments, const Writers& writers, bool part) {
  Window* window = as_window(self);
  Place place;
  PyObject* object = nullptr;
  int length = -1;
  Attributes attributes;
  Text text;
  if (!parse_text(arguments, writers, part, &place, &object, &length, &attributes) ||
      !text.set(object)) {
    return nullptr;
  }
  attr_t before = getattrs(window->window);
  if (attributes.given) wattrset(window->window, static_cast<int>(attributes.value));
  int code = place.given ? wmove(window->window, place.y, place.x) : OK;
  if (code != ERR) {
    code = text.wide() != nullptr ? writers.wide(window->window, text.wide(), length)
                                  : writers.narrow(window->window, text.narrow(), length);
  }
  if (attributes.given) wattrset(window->window, static_cast<int>(before));
  return result_of(window->state, code,
                   text.wide() != nullptr ? writers.wide_name : writers.narrow_name);
}

// bkgd(), bkgdset() and echochar(): a character and attributes.
bool parse_positional(PyObject* self, PyObject* const* arguments, Py_ssize_t count,
                      const char* name, chtype* character) {
  if (!check_positional(name, count, 1, 2) ||
      !to_character(as_window(self), arguments[0], character)) {
    return false;
  }
  if (count == 1) return true;
  long attributes = PyLong_AsLong(arguments[1]);
  if (attributes == -1 && PyErr_Occurred()) return false;
  *character |= static_cast<attr_t>(attributes);
  return true;
}

bool long_argument(PyObject* object, long* result) {
  *result = PyLong_AsLong(object);
  return *result != -1 || !PyErr_Occurred();
}

PyObject* draw_line(PyObject* self, PyObject* arguments, const char* name,
                    int (*draw)(WINDOW*, chtype, int)) {
  Window* window = as_window(self);
  Place place;
  PyObject* object;
  int length;
  long attributes = A_NORMAL;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count < 2 || count > 5) return wrong_count(name, "2 to 5");
  place.given = count >= 4;
  bool parsed = place.given ? PyArg_ParseTuple(arguments, "iiOi|l", &place.y, &place.x, &object,
                                               &length, &attributes)
                            : PyArg_ParseTuple(arguments, "Oi|l", &object, &length, &attributes);
  chtype character;
  if (!parsed || !to_character(window, object, &character)) return nullptr;
  if (place.given && wmove(window->window, place.y, place.x) == ERR) {
    return result_of(window->state, ERR, "wmove");
  }
  return result_of(window->state,
                   draw(window->window, character | static_cast<attr_t>(attributes), length), name);
}

}  // namespace

bool to_character(Window* window, PyObject* object, chtype* result) {
  if (is_single(object)) {
    if (PyUnicode_Check(object)) return encode_character(window, object, result);
    *result = static_cast<unsigned char>(*PyBytes_AsString(object));
    return true;
  }
  if (!PyLong_Check(object)) {
    wrong_type(object, "expect bytes or str of length 1, or int");
    return false;
  }
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  *result = static_cast<chtype>(value);
  if (overflow == 0 && static_cast<long>(*result) == value) return true;
  PyErr_SetString(PyExc_OverflowError, "byte doesn't fit in chtype");
  return false;
}

PyObject* add_character(PyObject* self, PyObject* arguments) {
  Window* window = as_window(self);
  Place place;
  PyObject* object;
  long attributes;
  Cell cell;
  if (!parse_character(arguments, "addch", &place, &object, &attributes) ||
      !to_cell(object, attributes, &cell)) {
    return nullptr;
  }
  int code = place.given ? wmove(window->window, place.y, place.x) : OK;
  if (code != ERR) {
    code = cell.is_wide ? wadd_wch(window->window, &cell.wide)
                        : waddch(window->window, cell.narrow | static_cast<attr_t>(attributes));
  }
  return result_of(window->state, code, cell.is_wide ? "add_wch" : "addch");
}

PyObject* insert_character(PyObject* self, PyObject* arguments) {
  Window* window = as_window(self);
  Place place;
  PyObject* object;
  long attributes;
  chtype character;
  if (!parse_character(arguments, "insch", &place, &object, &attributes) ||
      !to_character(window, object, &character)) {
    return nullptr;
  }
  int code = place.given ? wmove(window->window, place.y, place.x) : OK;
  if (code != ERR) code = winsch(window->window, character | static_cast<attr_t>(attributes));
  return result_of(window->state, code, "insch");
}

PyObject* add_text(PyObject* self, PyObject* arguments) {
  static constexpr Writers kWriters = {"addstr", "1 to 4",  "addwstr",
                                       "addstr", waddnwstr, waddnstr};
  return write_text(self, arguments, kWriters, false);
}
PyObject* add_part(PyObject* self, PyObject* arguments) {
  static constexpr Writers kWriters = {"addnstr", "2 to 5",  "addnwstr",
                                       "addnstr", waddnwstr, waddnstr};
  return write_text(self, arguments, kWriters, true);
}
PyObject* insert_text(PyObject* self, PyObject* arguments) {
  static constexpr Writers kWriters = {"insstr", "1 to 4",   "inswstr",
                                       "insstr", wins_nwstr, winsnstr};
  return write_text(self, arguments, kWriters, false);
}
PyObject* insert_part(PyObject* self, PyObject* arguments) {
  static constexpr Writers kWriters = {"insnstr", "2 to 5",   "insn_wstr",
                                       "insnstr", wins_nwstr, winsnstr};
  return write_text(self, arguments, kWriters, true);
}

PyObject* attributes_on(PyObject* self, PyObject* argument) {
  long value;
  if (!long_argument(argument, &value)) return nullptr;
  return result_of(as_window(self)->state,
                   wattron(as_window(self)->window, static_cast<int>(value)), "attron");
}
PyObject* attributes_off(PyObject* self, PyObject* argument) {
  long value;
  if (!long_argument(argument, &value)) return nullptr;
  return result_of(as_window(self)->state,
                   wattroff(as_window(self)->window, static_cast<int>(value)), "attroff");
}
PyObject* set_attributes(PyObject* self, PyObject* argument) {
  long value;
  if (!long_argument(argument, &value)) return nullptr;
  return result_of(as_window(self)->state,
                   wattrset(as_window(self)->window, static_cast<int>(value)), "attrset");
}

PyObject* fill_background(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  chtype character;
  if (!parse_positional(self, arguments, count, "bkgd", &character)) return nullptr;
  return result_of(as_window(self)->state, wbkgd(as_window(self)->window, character), "bkgd");
}

PyObject* set_background(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  chtype character;
  if (!parse_positional(self, arguments, count, "bkgdset", &character)) return nullptr;
  wbkgdset(as_window(self)->window, character);
  return none();
}

PyObject* get_background(PyObject* self, PyObject*) {
  return PyLong_FromUnsignedLong(getbkgd(as_window(self)->window));
}

PyObject* echo_character(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  chtype character;
  Window* window = as_window(self);
  if (!parse_positional(self, arguments, count, "echochar", &character)) return nullptr;
  int code = is_pad(window->window) ? pechochar(window->window, character)
                                    : wechochar(window->window, character);
  return result_of(window->state, code, "echochar");
}

PyObject* draw_border(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("border", count, 0, 8)) return nullptr;
  chtype parts[8] = {};
  for (Py_ssize_t i = 0; i < count; i++) {
    if (!to_character(as_window(self), arguments[i], &parts[i])) return nullptr;
  }
  wborder(as_window(self)->window, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5],
          parts[6], parts[7]);
  return none();
}

PyObject* draw_box(PyObject* self, PyObject* arguments) {
  chtype sides = 0, ends = 0;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count != 0 && count != 2) return wrong_count("box", "0 to 2");
  PyObject *first, *second;
  if (count == 2 && (!PyArg_ParseTuple(arguments, "OO:box", &first, &second) ||
                     !to_character(as_window(self), first, &sides) ||
                     !to_character(as_window(self), second, &ends))) {
    return nullptr;
  }
  box(as_window(self)->window, sides, ends);
  return none();
}

PyObject* change_attributes(PyObject* self, PyObject* arguments) {
  Window* window = as_window(self);
  Place place;
  int length = -1;
  long attributes;
  bool parsed;
  switch (PyTuple_Size(arguments)) {
    case 1:
      parsed = PyArg_ParseTuple(arguments, "l;attr", &attributes);
      break;
    case 2:
      parsed = PyArg_ParseTuple(arguments, "il;n,attr", &length, &attributes);
      break;
    case 3:
      parsed = PyArg_ParseTuple(arguments, "iil;y,x,attr", &place.y, &place.x, &attributes);
      place.given = true;
      break;
    case 4:
      parsed =
          PyArg_ParseTuple(arguments, "iiil;y,x,n,attr", &place.y, &place.x, &length, &attributes);
      place.given = true;
      break;
    default:
      return PyErr_Format(PyExc_TypeError, "chgat requires 1 to 4 arguments");
  }
  if (!parsed) return nullptr;
  if (!place.given) {
    place.y = getcury(window->window);
    place.x = getcurx(window->window);
  }
  int code = wmove(window->window, place.y, place.x);
  if (code != ERR) {
    auto wanted = static_cast<attr_t>(attributes);
    code = wchgat(window->window, length, wanted & A_ATTRIBUTES,
                  static_cast<short>(PAIR_NUMBER(wanted)), nullptr);
    touchline(window->window, place.y, 1);
  }
  return result_of(window->state, code, "chgat");
}

PyObject* delete_character(PyObject* self, PyObject* arguments) {
  Window* window = as_window(self);
  int y, x;
  switch (PyTuple_Size(arguments)) {
    case 0:
      return result_of(window->state, wdelch(window->window), "wdelch");
    case 2:
      if (!PyArg_ParseTuple(arguments, "ii:delch", &y, &x)) return nullptr;
      return result_of(window->state, mvwdelch(window->window, y, x), "mvwdelch");
    default:
      return wrong_count("delch", "0 to 2");
  }
}

PyObject* horizontal_line(PyObject* self, PyObject* arguments) {
  return draw_line(self, arguments, "hline", whline);
}
PyObject* vertical_line(PyObject* self, PyObject* arguments) {
  return draw_line(self, arguments, "vline", wvline);
}

}  // namespace pyro::abi3::screen
