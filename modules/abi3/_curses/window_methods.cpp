// Windows: their places, sizes, settings and refreshing.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

namespace {

// A method without arguments whose library function gives a code, or nothing.
template <auto Function, Name kName>
PyObject* plain(PyObject* self, PyObject*) {
  WINDOW* window = as_window(self)->window;
  if constexpr (std::is_void_v<decltype(Function(window))>) {
    Function(window);
    return none();
  } else {
    return result_of(as_window(self)->state, Function(window), kName.text);
  }
}

// A method with one switch.
template <auto Function, Name kName>
PyObject* toggle(PyObject* self, PyObject* arguments) {
  int value;
  if (!PyArg_ParseTuple(arguments, "i;True(1) or False(0)", &value)) return nullptr;
  WINDOW* window = as_window(self)->window;
  if constexpr (std::is_void_v<decltype(Function(window, true))>) {
    Function(window, value != 0);
    return none();
  } else {
    return result_of(as_window(self)->state, Function(window, value != 0), kName.text);
  }
}

// A method with two numbers, named in the message of a wrong count.
template <auto Function, Name kName, Name kArguments>
PyObject* two_numbers(PyObject* self, PyObject* arguments) {
  int first, second;
  if (!PyArg_ParseTuple(arguments, kArguments.text, &first, &second)) return nullptr;
  return result_of(as_window(self)->state, Function(as_window(self)->window, first, second),
                   kName.text);
}

// A method that gives a pair of numbers.
template <int (*First)(const WINDOW*), int (*Second)(const WINDOW*)>
PyObject* pair_of(PyObject* self, PyObject*) {
  return Py_BuildValue("(ii)", First(as_window(self)->window), Second(as_window(self)->window));
}

bool two_positional(const char* name, PyObject* const* arguments, Py_ssize_t count, int* first,
                    int* second) {
  return check_positional(name, count, 2, 2) && whole_argument(arguments[0], first) &&
         whole_argument(arguments[1], second);
}

PyObject* enclose(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  int y, x;
  if (!two_positional("enclose", arguments, count, &y, &x)) return nullptr;
  return boolean(wenclose(as_window(self)->window, y, x));
}

PyObject* redraw_lines(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  int begin, lines;
  if (!two_positional("redrawln", arguments, count, &begin, &lines)) return nullptr;
  return result_of(as_window(self)->state, wredrawln(as_window(self)->window, begin, lines),
                   "redrawln");
}

PyObject* set_region(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  int top, bottom;
  if (!two_positional("setscrreg", arguments, count, &top, &bottom)) return nullptr;
  return result_of(as_window(self)->state, wsetscrreg(as_window(self)->window, top, bottom),
                   "wsetscrreg");
}

PyObject* is_line_touched(PyObject* self, PyObject* argument) {
  int line;
  if (!whole_argument(argument, &line)) return nullptr;
  WINDOW* window = as_window(self)->window;
  if (line >= 0 && line < getmaxy(window)) return boolean(is_linetouched(window, line));
  PyErr_SetString(PyExc_TypeError, "is_linetouched: line number outside of boundaries");
  return nullptr;
}

PyObject* is_touched(PyObject* self, PyObject*) {
  return boolean(is_wintouched(as_window(self)->window));
}

PyObject* insert_lines(PyObject* self, PyObject* arguments) {
  int lines;
  if (!PyArg_ParseTuple(arguments, "i;nlines", &lines)) return nullptr;
  return result_of(as_window(self)->state, winsdelln(as_window(self)->window, lines), "winsdelln");
}

PyObject* set_timeout(PyObject* self, PyObject* arguments) {
  int delay;
  if (!PyArg_ParseTuple(arguments, "i;delay", &delay)) return nullptr;
  wtimeout(as_window(self)->window, delay);
  return none();
}

PyObject* wrong_count(const char* name, const char* counts) {
  return PyErr_Format(PyExc_TypeError, "%s requires %s arguments", name, counts);
}

PyObject* scroll_lines(PyObject* self, PyObject* arguments) {
  int lines = 1;
  if (PyTuple_Size(arguments) > 1) return wrong_count("_curses.window.scroll", "0 to 1");
  if (!PyArg_ParseTuple(arguments, "|i:scroll", &lines)) return nullptr;
  return result_of(as_window(self)->state, wscrl(as_window(self)->window, lines), "scroll");
}

PyObject* touch_lines(PyObject* self, PyObject* arguments) {
  int start, count, changed = 1;
  Py_ssize_t given = PyTuple_Size(arguments);
  if (given < 2 || given > 3) return wrong_count("_curses.window.touchline", "2 to 3");
  if (!PyArg_ParseTuple(arguments, "ii|i:touchline", &start, &count, &changed)) return nullptr;
  return result_of(as_window(self)->state,
                   wtouchln(as_window(self)->window, start, count, changed != 0), "touchline");
}

// The part of a pad that is shown, and where.
struct PadArea {
  int from_y, from_x, top, left, bottom, right;
};

// refresh() and noutrefresh(): a pad says what of it goes where, a window nothing.
template <int (*Show)(WINDOW*), int (*ShowPad)(WINDOW*, int, int, int, int, int, int)>
PyObject* show_window(PyObject* self, PyObject* arguments, const char* name,
                      const char* window_name, const char* pad_name, const char* missing) {
  Window* window = as_window(self);
  Py_ssize_t given = PyTuple_Size(arguments);
  if (given != 0 && given != 6) {
    return PyErr_Format(PyExc_TypeError, "_curses.window.%s requires 0 to 6 arguments", name);
  }
  PadArea area{};
  if (given == 6 && !PyArg_ParseTuple(arguments, "iiiiii", &area.from_y, &area.from_x, &area.top,
                                      &area.left, &area.bottom, &area.right)) {
    return nullptr;
  }
  bool pad = is_pad(window->window);
  if (pad && given == 0) return raise(window->state, missing);
  if (!pad && given == 6) {
    return PyErr_Format(PyExc_TypeError, "%s() takes no arguments (6 given)", name);
  }
  int code;
  {
    Unlocked unlocked;
    code = pad ? ShowPad(window->window, area.from_y, area.from_x, area.top, area.left, area.bottom,
                         area.right)
               : Show(window->window);
  }
  return result_of(window->state, code, pad ? pad_name : window_name);
}

PyObject* refresh_window(PyObject* self, PyObject* arguments) {
  return show_window<wrefresh, prefresh>(self, arguments, "refresh", "wrefresh", "prefresh",
                                         "refresh() for a pad requires 6 arguments");
}

PyObject* prepare_refresh(PyObject* self, PyObject* arguments) {
  return show_window<wnoutrefresh, pnoutrefresh>(
      self, arguments, "noutrefresh", "wnoutrefresh", "pnoutrefresh",
      "noutrefresh() called for a pad requires 6 arguments");
}

// overlay() and overwrite(), with copywin() for a part of the window.
PyObject* copy_cells(PyObject* self, PyObject* arguments, const char* name,
                     int (*copy)(const WINDOW*, WINDOW*), bool overlay) {
  Window* window = as_window(self);
  Py_ssize_t given = PyTuple_Size(arguments);
  if (given != 1 && given != 7) {
    return PyErr_Format(PyExc_TypeError, "_curses.window.%s requires 1 to 7 arguments", name);
  }
  PyObject* target;
  char format[40];
  snprintf(format, sizeof(format), "%s:%s", given == 1 ? "O!" : "O!iiiiii", name);
  int from_y, from_x, to_y, to_x, end_y, end_x;
  if (!PyArg_ParseTuple(arguments, format, window->state->window_type, &target, &from_y, &from_x,
                        &to_y, &to_x, &end_y, &end_x)) {
    return nullptr;
  }
  if (given == 1) {
    return result_of(window->state, copy(window->window, as_window(target)->window), name);
  }
  int code = copywin(window->window, as_window(target)->window, from_y, from_x, to_y, to_x, end_y,
                     end_x, overlay);
  return result_of(window->state, code, "copywin");
}

PyObject* overlay_window(PyObject* self, PyObject* arguments) {
  return copy_cells(self, arguments, "overlay", overlay, true);
}
PyObject* overwrite_window(PyObject* self, PyObject* arguments) {
  return copy_cells(self, arguments, "overwrite", overwrite, false);
}

// A window that shows cells of this one; without a size it reaches to the lower right corner.
PyObject* part_of(PyObject* self, PyObject* arguments, const char* name,
                  WINDOW* (*make)(WINDOW*, int, int, int, int)) {
  int lines = 0, columns = 0, y, x;
  bool good;
  switch (PyTuple_Size(arguments)) {
    case 2:
      good = PyArg_ParseTuple(arguments, "ii", &y, &x);
      break;
    case 4:
      good = PyArg_ParseTuple(arguments, "iiii", &lines, &columns, &y, &x);
      break;
    default:
      return PyErr_Format(PyExc_TypeError, "_curses.window.%s requires 2 to 4 arguments", name);
  }
  if (!good) return nullptr;
  Window* window = as_window(self);
  return new_window(window->state, make(window->window, lines, columns, y, x), window->encoding,
                    self);
}

PyObject* derived_window(PyObject* self, PyObject* arguments) {
  return part_of(self, arguments, "derwin", derwin);
}
PyObject* sub_window(PyObject* self, PyObject* arguments) {
  return part_of(self, arguments, "subwin", is_pad(as_window(self)->window) ? subpad : subwin);
}

// The library writes windows to a FILE; a temporary one holds the data.
PyObject* put_window(PyObject* self, PyObject* file) {
  FILE* stream = tmpfile();
  if (stream == nullptr) return os_error();
  PyObject* result = nullptr;
  if (putwin(as_window(self)->window, stream) == ERR) {
    raise(as_window(self)->state, "putwin() returned ERR");
  } else {
    long size = ftell(stream);
    rewind(stream);
    Ref data(PyBytes_FromStringAndSize(nullptr, size));
    if (data && fread(PyBytes_AsString(data), 1, size, stream) == static_cast<size_t>(size)) {
      result = PyObject_CallMethod(file, "write", "O", data.get());
    } else if (data) {
      os_error();
    }
  }
  fclose(stream);
  return result;
}

PyObject* get_encoding(PyObject* self, void*) {
  return PyUnicode_FromString(as_window(self)->encoding);
}

int set_encoding(PyObject* self, PyObject* value, void*) {
  if (value == nullptr) {
    PyErr_SetString(PyExc_TypeError, "encoding may not be deleted");
    return -1;
  }
  if (!PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, "setting encoding to a non-string");
    return -1;
  }
  Ref bytes(PyUnicode_AsASCIIString(value));
  if (!bytes) return -1;
  char* copy = strdup(PyBytes_AsString(bytes));
  if (copy == nullptr) return PyErr_NoMemory(), -1;
  free(std::exchange(as_window(self)->encoding, copy));
  return 0;
}

void dealloc(PyObject* object) {
  Window* self = as_window(object);
  if (self->window != nullptr && self->window != stdscr) delwin(self->window);
  free(self->encoding);
  Py_CLEAR(self->parent);
  free_instance(object);
}

PyGetSetDef kAttributes[] = {{"encoding", get_encoding, set_encoding, nullptr, nullptr}, {}};

PyMethodDef kMethods[] = {
    {"addch", add_character, METH_VARARGS,
     "addch([y, x,] ch, [attr=_curses.A_NORMAL])\nWrite one character over what stands at the "
     "cursor, or at (y, x)."},
    {"addnstr", add_part, METH_VARARGS,
     "addnstr([y, x,] str, n, [attr])\nWrite no more than n characters of a text."},
    {"addstr", add_text, METH_VARARGS,
     "addstr([y, x,] str, [attr])\nWrite a text over what stands there."},
    {"attroff", attributes_off, METH_O, "attroff($self, attr, /)\n--\n\n"},
    {"attron", attributes_on, METH_O, "attron($self, attr, /)\n--\n\n"},
    {"attrset", set_attributes, METH_O, "attrset($self, attr, /)\n--\n\n"},
    {"bkgd", method(fill_background), METH_FASTCALL,
     "bkgd($self, ch, attr=_curses.A_NORMAL, /)\n--\n\n"},
    {"bkgdset", method(set_background), METH_FASTCALL,
     "bkgdset($self, ch, attr=_curses.A_NORMAL, /)\n--\n\n"},
    {"border", method(draw_border), METH_FASTCALL,
     "border($self, ls=_curses.ACS_VLINE, rs=_curses.ACS_VLINE,\n       "
     "ts=_curses.ACS_HLINE, bs=_curses.ACS_HLINE,\n       "
     "tl=_curses.ACS_ULCORNER, tr=_curses.ACS_URCORNER,\n       "
     "bl=_curses.ACS_LLCORNER, br=_curses.ACS_LRCORNER, /)\n--\n\n"},
    {"box", draw_box, METH_VARARGS,
     "box([verch=0, horch=0])\nFrame the window; the characters draw its sides and its ends."},
    {"chgat", change_attributes, METH_VARARGS,
     "chgat([y, x,] [n=-1,] attr)\nGive n characters, or the rest of the line, other attributes."},
    {"delch", delete_character, METH_VARARGS,
     "delch([y, x])\nTake one character away; what follows moves to the left."},
    {"echochar", method(echo_character), METH_FASTCALL,
     "echochar($self, ch, attr=_curses.A_NORMAL, /)\n--\n\n"},
    {"get_wch", get_wide_character, METH_VARARGS,
     "get_wch([y, x])\nWait for a key: a str for a character, an int for a special key."},
    {"getbkgd", get_background, METH_NOARGS, "getbkgd($self, /)\n--\n\n"},
    {"getch", get_character, METH_VARARGS,
     "getch([y, x])\nWait for a key and give its number; -1 if none came in time."},
    {"getkey", get_key, METH_VARARGS, "getkey([y, x])\nWait for a key and give its name."},
    {"getstr", get_line, METH_VARARGS,
     "getstr([y, x,] [n=1023])\nRead a line of at most n bytes, with simple editing."},
    {"hline", horizontal_line, METH_VARARGS,
     "hline([y, x,] ch, n, [attr=_curses.A_NORMAL])\nDraw n characters to the right."},
    {"inch", character_at, METH_VARARGS,
     "inch([y, x])\nThe character that stands there, with its attributes in the upper bits."},
    {"insch", insert_character, METH_VARARGS,
     "insch([y, x,] ch, [attr=_curses.A_NORMAL])\nInsert one character; what follows moves to the "
     "right."},
    {"insnstr", insert_part, METH_VARARGS,
     "insnstr([y, x,] str, n, [attr])\nInsert no more than n characters of a text."},
    {"insstr", insert_text, METH_VARARGS,
     "insstr([y, x,] str, [attr])\nInsert a text; what follows moves to the right."},
    {"instr", text_at, METH_VARARGS,
     "instr([y, x,] [n=1023])\nWhat stands there up to the end of the line, as bytes."},
    {"vline", vertical_line, METH_VARARGS,
     "vline([y, x,] ch, n, [attr=_curses.A_NORMAL])\nDraw n characters downwards."},
    {"clear", plain<wclear, "wclear">, METH_NOARGS, nullptr},
    {"clearok", toggle<clearok, "clearok">, METH_VARARGS, nullptr},
    {"clrtobot", plain<wclrtobot, "wclrtobot">, METH_NOARGS, nullptr},
    {"clrtoeol", plain<wclrtoeol, "wclrtoeol">, METH_NOARGS, nullptr},
    {"cursyncup", plain<wcursyncup, "wcursyncup">, METH_NOARGS, nullptr},
    {"deleteln", plain<wdeleteln, "wdeleteln">, METH_NOARGS, nullptr},
    {"derwin", derived_window, METH_VARARGS,
     "derwin([nlines, ncols,] begin_y, begin_x)\nA window that shows a part of this one; the place "
     "is relative to it."},
    {"enclose", method(enclose), METH_FASTCALL, "enclose($self, y, x, /)\n--\n\n"},
    {"erase", plain<werase, "werase">, METH_NOARGS, nullptr},
    {"getbegyx", pair_of<getbegy, getbegx>, METH_NOARGS, nullptr},
    {"getmaxyx", pair_of<getmaxy, getmaxx>, METH_NOARGS, nullptr},
    {"getparyx", pair_of<getpary, getparx>, METH_NOARGS, nullptr},
    {"getyx", pair_of<getcury, getcurx>, METH_NOARGS, nullptr},
    {"idcok", toggle<idcok, "idcok">, METH_VARARGS, nullptr},
    {"idlok", toggle<idlok, "idlok">, METH_VARARGS, nullptr},
    {"immedok", toggle<immedok, "immedok">, METH_VARARGS, nullptr},
    {"insdelln", insert_lines, METH_VARARGS, nullptr},
    {"insertln", plain<winsertln, "winsertln">, METH_NOARGS, nullptr},
    {"is_linetouched", is_line_touched, METH_O, "is_linetouched($self, line, /)\n--\n\n"},
    {"is_wintouched", is_touched, METH_NOARGS, nullptr},
    {"keypad", toggle<keypad, "keypad">, METH_VARARGS, nullptr},
    {"leaveok", toggle<leaveok, "leaveok">, METH_VARARGS, nullptr},
    {"move", two_numbers<wmove, "wmove", "ii;y,x">, METH_VARARGS, nullptr},
    {"mvderwin", two_numbers<mvderwin, "mvderwin", "ii;y,x">, METH_VARARGS, nullptr},
    {"mvwin", two_numbers<mvwin, "mvwin", "ii;y,x">, METH_VARARGS, nullptr},
    {"nodelay", toggle<nodelay, "nodelay">, METH_VARARGS, nullptr},
    {"notimeout", toggle<notimeout, "notimeout">, METH_VARARGS, nullptr},
    {"noutrefresh", prepare_refresh, METH_VARARGS,
     "noutrefresh([pminrow, pmincol, sminrow, smincol, smaxrow, smaxcol])\nLike refresh(), but the "
     "screen changes with the next doupdate()."},
    {"overlay", overlay_window, METH_VARARGS,
     "overlay(destwin, [sminrow, smincol, dminrow, dmincol, dmaxrow, dmaxcol])\nCopy what is not "
     "blank to where the windows overlap."},
    {"overwrite", overwrite_window, METH_VARARGS,
     "overwrite(destwin, [sminrow, smincol, dminrow, dmincol, dmaxrow, dmaxcol])\nCopy everything "
     "to where the windows overlap."},
    {"putwin", put_window, METH_O, "putwin($self, file, /)\n--\n\n"},
    {"redrawln", method(redraw_lines), METH_FASTCALL, "redrawln($self, beg, num, /)\n--\n\n"},
    {"redrawwin", plain<redrawwin, "redrawwin">, METH_NOARGS, nullptr},
    {"refresh", refresh_window, METH_VARARGS,
     "refresh([pminrow, pmincol, sminrow, smincol, smaxrow, smaxcol])\nBring the screen up to date "
     "at once; a pad needs to be told what goes where."},
    {"resize", two_numbers<wresize, "wresize", "ii;lines,columns">, METH_VARARGS, nullptr},
    {"scroll", scroll_lines, METH_VARARGS,
     "scroll([lines=1])\nMove all lines up, or down for a negative number."},
    {"scrollok", toggle<scrollok, "scrollok">, METH_VARARGS, nullptr},
    {"setscrreg", method(set_region), METH_FASTCALL, "setscrreg($self, top, bottom, /)\n--\n\n"},
    {"standend", plain<wstandend, "wstandend">, METH_NOARGS, nullptr},
    {"standout", plain<wstandout, "wstandout">, METH_NOARGS, nullptr},
    {"subpad", sub_window, METH_VARARGS,
     "subwin([nlines, ncols,] begin_y, begin_x)\nA pad that shows a part of this one."},
    {"subwin", sub_window, METH_VARARGS,
     "subwin([nlines, ncols,] begin_y, begin_x)\nA window that shows a part of this one; the place "
     "is that on the screen."},
    {"syncdown", plain<wsyncdown, "wsyncdown">, METH_NOARGS, nullptr},
    {"syncok", toggle<syncok, "syncok">, METH_VARARGS, nullptr},
    {"syncup", plain<wsyncup, "wsyncup">, METH_NOARGS, nullptr},
    {"timeout", set_timeout, METH_VARARGS, nullptr},
    {"touchline", touch_lines, METH_VARARGS,
     "touchline(start, count, [changed=True])\nCount lines as changed, or as unchanged."},
    {"touchwin", plain<touchwin, "touchwin">, METH_NOARGS, nullptr},
    {"untouchwin", plain<untouchwin, "untouchwin">, METH_NOARGS, nullptr},
    {}};

}  // namespace

PyTypeObject* make_window_type(PyObject* module) {
  PyType_Slot slots[] = {{Py_tp_dealloc, slot(dealloc)},
                         {Py_tp_methods, kMethods},
                         {Py_tp_getset, kAttributes},
                         {0, nullptr}};
  PyType_Spec spec = {
      "_curses.window", sizeof(Window), 0,
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots};
  return add_type(module, &spec);
}

}  // namespace pyro::abi3::screen
