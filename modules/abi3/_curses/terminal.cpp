// Functions of the terminal: its description, modes, keys, mouse and size.

#include <climits>
#include <cstring>

#include "modules/abi3/_curses/curses_module.h"

// Of <term.h>, which defines macros for hundreds of ordinary words.
extern "C" int setupterm(const char* term, int descriptor, int* reason);

namespace pyro::abi3::screen {

namespace {

// A function without arguments that needs the screen and gives a code, a bool, or nothing.
template <auto Function, Name kName>
PyObject* plain(PyObject* module, PyObject*) {
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  if constexpr (std::is_void_v<decltype(Function())>) {
    Function();
    return none();
  } else {
    return result_of(state, Function(), kName.text);
  }
}

template <bool (*Function)()>
PyObject* question(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? boolean(Function()) : nullptr;
}

// One function to switch a mode on, one to switch it off.
template <auto On, auto Off, Name kName>
PyObject* mode(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  bool on = true;
  if (!check_positional(kName.text, count, 0, 1)) return nullptr;
  if (count == 1 && !flag_argument(arguments[0], &on)) return nullptr;
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  if constexpr (std::is_void_v<decltype(On())>) {
    on ? On() : Off();
    return none();
  } else {
    return result_of(state, on ? On() : Off(), kName.text);
  }
}

// A function of one number that gives a code.
template <int (*Function)(int), Name kName>
PyObject* number(PyObject* module, PyObject* argument) {
  int value;
  if (!whole_argument(argument, &value)) return nullptr;
  State* state = screen_state(module);
  return state != nullptr ? result_of(state, Function(value), kName.text) : nullptr;
}

PyObject* one_byte(char value) { return PyBytes_FromStringAndSize(&value, 1); }
PyObject* optional_bytes(const char* text) {
  return text != nullptr ? PyBytes_FromString(text) : none();
}

PyObject* baud_rate(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? PyLong_FromLong(baudrate()) : nullptr;
}
PyObject* erase_character(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? one_byte(erasechar()) : nullptr;
}
PyObject* kill_character(PyObject*, PyObject*) { return one_byte(killchar()); }
PyObject* long_name(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? optional_bytes(longname()) : nullptr;
}
PyObject* terminal_name(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? optional_bytes(termname()) : nullptr;
}
PyObject* terminal_attributes(PyObject* module, PyObject*) {
  return screen_state(module) != nullptr ? PyLong_FromUnsignedLong(termattrs()) : nullptr;
}

PyObject* set_cursor(PyObject* module, PyObject* argument) {
  int visibility;
  if (!whole_argument(argument, &visibility)) return nullptr;
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  int before = curs_set(visibility);
  return before == ERR ? result_of(state, ERR, "curs_set") : PyLong_FromLong(before);
}

PyObject* update(PyObject* module, PyObject*) {
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  int code;
  {
    Unlocked unlocked;
    code = doupdate();
  }
  return result_of(state, code, "doupdate");
}

PyObject* sleep_milliseconds(PyObject* module, PyObject* argument) {
  int time;
  if (!whole_argument(argument, &time) || screen_state(module) == nullptr) return nullptr;
  int code;
  {
    Unlocked others;
    code = napms(time);
  }
  return PyLong_FromLong(code);
}

PyObject* use_only_one_line(PyObject*, PyObject*) {
  filter();
  return none();
}

PyObject* get_escape_delay(PyObject*, PyObject*) { return PyLong_FromLong(ESCDELAY); }
PyObject* get_tab_size(PyObject*, PyObject*) { return PyLong_FromLong(TABSIZE); }

template <int (*Function)(int), Name kName, Name kMessage>
PyObject* set_positive(PyObject* module, PyObject* argument) {
  int value;
  if (!whole_argument(argument, &value)) return nullptr;
  if (value > 0) return result_of(state_of<State>(module), Function(value), kName.text);
  PyErr_SetString(PyExc_ValueError, kMessage.text);
  return nullptr;
}

PyObject* get_mouse(PyObject* module, PyObject*) {
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  MEVENT event;
  if (getmouse(&event) == ERR) return raise(state, "getmouse() returned ERR");
  return Py_BuildValue("(hiiik)", event.id, event.x, event.y, event.z,
                       static_cast<unsigned long>(event.bstate));
}

PyObject* unget_mouse(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("ungetmouse", count, 5, 5)) return nullptr;
  int id, x, y, z;
  if (!whole_argument(arguments[0], &id)) return nullptr;
  if (id != static_cast<short>(id)) {
    PyErr_SetString(PyExc_OverflowError, id > 0 ? "signed short integer is greater than maximum"
                                                : "signed short integer is less than minimum");
    return nullptr;
  }
  if (!whole_argument(arguments[1], &x) || !whole_argument(arguments[2], &y) ||
      !whole_argument(arguments[3], &z)) {
    return nullptr;
  }
  if (!PyLong_Check(arguments[4])) {
    Ref name(PyType_GetName(Py_TYPE(arguments[4])));
    if (!name) return nullptr;
    return PyErr_Format(PyExc_TypeError, "ungetmouse() argument 5 must be int, not %U", name.get());
  }
  unsigned long buttons = PyLong_AsUnsignedLongMask(arguments[4]);
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  MEVENT event{static_cast<short>(id), x, y, z, static_cast<mmask_t>(buttons)};
  return result_of(state, ungetmouse(&event), "ungetmouse");
}

PyObject* set_mouse_mask(PyObject* module, PyObject* argument) {
  if (!PyLong_Check(argument)) {
    Ref name(argument == Py_None ? PyUnicode_FromString("None")
                                 : PyType_GetName(Py_TYPE(argument)));
    if (!name) return nullptr;
    return PyErr_Format(PyExc_TypeError, "mousemask() argument must be int, not %U", name.get());
  }
  unsigned long wanted = PyLong_AsUnsignedLongMask(argument);
  if (screen_state(module) == nullptr) return nullptr;
  mmask_t before;
  mmask_t available = mousemask(static_cast<mmask_t>(wanted), &before);
  return Py_BuildValue("(kk)", static_cast<unsigned long>(available),
                       static_cast<unsigned long>(before));
}

PyObject* get_cursor(PyObject* module, PyObject*) {
  if (screen_state(module) == nullptr) return nullptr;
  int y = 0, x = 0;
  if (newscr != nullptr && is_leaveok(newscr)) {
    y = x = -1;
  } else if (newscr != nullptr) {
    getyx(newscr, y, x);
  }
  return Py_BuildValue("(ii)", y, x);
}

bool two_arguments(const char* name, PyObject* const* arguments, Py_ssize_t count, int* first,
                   int* second) {
  return check_positional(name, count, 2, 2) && whole_argument(arguments[0], first) &&
         whole_argument(arguments[1], second);
}

PyObject* set_virtual_cursor(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  int y, x;
  if (!two_arguments("setsyx", arguments, count, &y, &x) || screen_state(module) == nullptr) {
    return nullptr;
  }
  if (y == -1 && x == -1) {
    leaveok(newscr, true);
  } else {
    leaveok(newscr, false);
    wmove(newscr, y, x);
  }
  return none();
}

PyObject* has_this_key(PyObject* module, PyObject* argument) {
  int key;
  if (!whole_argument(argument, &key) || screen_state(module) == nullptr) return nullptr;
  return boolean(has_key(key) != 0);
}

PyObject* name_of_key(PyObject* module, PyObject* argument) {
  int key;
  if (!whole_argument(argument, &key) || screen_state(module) == nullptr) return nullptr;
  if (key < 0) {
    PyErr_SetString(PyExc_ValueError, "invalid key number");
    return nullptr;
  }
  const char* name = keyname(key);
  return PyBytes_FromString(name != nullptr ? name : "");
}

PyObject* interrupt_flush(PyObject* module, PyObject* argument) {
  bool flag;
  if (!flag_argument(argument, &flag)) return nullptr;
  State* state = screen_state(module);
  return state != nullptr ? result_of(state, intrflush(nullptr, flag), "intrflush") : nullptr;
}

PyObject* eight_bits(PyObject* module, PyObject* argument) {
  bool flag;
  if (!flag_argument(argument, &flag)) return nullptr;
  State* state = screen_state(module);
  return state != nullptr ? result_of(state, meta(stdscr, flag), "meta") : nullptr;
}

PyObject* use_environment(PyObject*, PyObject* argument) {
  bool flag;
  if (!flag_argument(argument, &flag)) return nullptr;
  use_env(flag);
  return none();
}

PyObject* half_delay(PyObject* module, PyObject* argument) {
  long tenths = PyLong_AsLong(argument);
  if (tenths == -1 && PyErr_Occurred()) return nullptr;
  if (tenths < 0 || tenths > UCHAR_MAX) {
    PyErr_SetString(PyExc_OverflowError, tenths < 0
                                             ? "unsigned byte integer is less than minimum"
                                             : "unsigned byte integer is greater than maximum");
    return nullptr;
  }
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  return result_of(state, halfdelay(static_cast<int>(tenths)), "halfdelay");
}

PyObject* is_resized(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  int lines, columns;
  if (!two_arguments("is_term_resized", arguments, count, &lines, &columns) ||
      screen_state(module) == nullptr) {
    return nullptr;
  }
  return boolean(is_term_resized(lines, columns));
}

template <int (*Function)(int, int), Name kName>
PyObject* change_size(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  int lines, columns;
  if (!two_arguments(kName.text, arguments, count, &lines, &columns)) return nullptr;
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  int code = Function(lines, columns);
  if (code == ERR) return result_of(state, ERR, kName.text);
  return add_size(module) ? none() : nullptr;
}

PyObject* update_size(PyObject* module, PyObject*) { return add_size(module) ? none() : nullptr; }

PyObject* put_back_key(PyObject* module, PyObject* argument) {
  chtype key;
  if (!to_character(nullptr, argument, &key)) return nullptr;
  State* state = screen_state(module);
  return state != nullptr ? result_of(state, ungetch(static_cast<int>(key)), "ungetch") : nullptr;
}

PyObject* readable_key(PyObject* module, PyObject* argument) {
  chtype key;
  if (!to_character(nullptr, argument, &key) || screen_state(module) == nullptr) return nullptr;
  return optional_bytes(unctrl(key));
}

bool wide_character(PyObject* object, wchar_t* result) {
  if (PyUnicode_Check(object)) {
    Py_ssize_t length = PyUnicode_GetLength(object);
    if (length == 1) return *result = static_cast<wchar_t>(PyUnicode_ReadChar(object, 0)), true;
    PyErr_Format(PyExc_TypeError, "expect str of length 1 or int, got a str of length %zi", length);
    return false;
  }
  if (!PyLong_Check(object)) {
    Ref name(PyType_GetName(Py_TYPE(object)));
    if (name) PyErr_Format(PyExc_TypeError, "expect str of length 1 or int, got %U", name.get());
    return false;
  }
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  *result = static_cast<wchar_t>(value);
  if (overflow == 0 && *result == value) return true;
  PyErr_SetString(PyExc_OverflowError,
                  overflow != 0 ? "int doesn't fit in long" : "character doesn't fit in wchar_t");
  return false;
}

PyObject* put_back_wide(PyObject* module, PyObject* argument) {
  wchar_t character;
  if (!wide_character(argument, &character)) return nullptr;
  State* state = screen_state(module);
  return state != nullptr ? result_of(state, unget_wch(character), "unget_wch") : nullptr;
}

// Terminal descriptions: no screen is needed, but setupterm() has to have run.
bool need_terminal(State* state) {
  if (state->terminal_ready) return true;
  return raise(state, "must call (at least) setupterm() first"), false;
}

const char* capability(PyObject* module, PyObject* argument, const char* name) {
  if (!PyUnicode_Check(argument)) {
    Ref type(argument == Py_None ? PyUnicode_FromString("None")
                                 : PyType_GetName(Py_TYPE(argument)));
    if (type) {
      PyErr_Format(PyExc_TypeError, "%s() argument must be str, not %U", name, type.get());
    }
    return nullptr;
  }
  Py_ssize_t size;
  const char* text = PyUnicode_AsUTF8AndSize(argument, &size);
  if (text == nullptr) return nullptr;
  if (strlen(text) != static_cast<size_t>(size)) {
    PyErr_SetString(PyExc_ValueError, "embedded null character");
    return nullptr;
  }
  return need_terminal(state_of<State>(module)) ? text : nullptr;
}

PyObject* flag_capability(PyObject* module, PyObject* argument) {
  const char* name = capability(module, argument, "tigetflag");
  return name != nullptr ? PyLong_FromLong(tigetflag(name)) : nullptr;
}
PyObject* number_capability(PyObject* module, PyObject* argument) {
  const char* name = capability(module, argument, "tigetnum");
  return name != nullptr ? PyLong_FromLong(tigetnum(name)) : nullptr;
}
PyObject* text_capability(PyObject* module, PyObject* argument) {
  const char* name = capability(module, argument, "tigetstr");
  if (name == nullptr) return nullptr;
  const char* text = tigetstr(name);
  return text == nullptr || reinterpret_cast<intptr_t>(text) == -1 ? none()
                                                                   : PyBytes_FromString(text);
}

PyObject* fill_in_parameters(PyObject* module, PyObject* arguments) {
  const char* format;
  int v[9] = {};
  if (!PyArg_ParseTuple(arguments, "y|iiiiiiiii:tparm", &format, &v[0], &v[1], &v[2], &v[3], &v[4],
                        &v[5], &v[6], &v[7], &v[8]) ||
      !need_terminal(state_of<State>(module))) {
    return nullptr;
  }
  const char* text = tparm(format, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
  if (text == nullptr) return raise(state_of<State>(module), "tparm() returned NULL");
  return PyBytes_FromString(text);
}

PyObject* put_padded(PyObject* module, PyObject* argument) {
  const char* text;
  if (!PyArg_Parse(argument, "y", &text)) return nullptr;
  return result_of(state_of<State>(module), putp(text), "putp");
}

// The file descriptor of sys.stdout.
bool standard_output(State* state, int* descriptor) {
  PyObject* stream = PySys_GetObject("stdout");
  if (stream == nullptr || stream == Py_None) return raise(state, "lost sys.stdout"), false;
  *descriptor = PyObject_AsFileDescriptor(stream);
  return *descriptor != -1;
}

PyObject* set_up_terminal(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"term", "fd", nullptr};
  State* state = state_of<State>(module);
  PyObject* terminal = Py_None;
  int descriptor = -1;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|Oi:setupterm", keywords(kNames), &terminal,
                                   &descriptor)) {
    return nullptr;
  }
  const char* text = nullptr;
  if (terminal != Py_None) {
    if (!PyUnicode_Check(terminal)) {
      Ref name(PyType_GetName(Py_TYPE(terminal)));
      if (!name) return nullptr;
      return PyErr_Format(PyExc_TypeError,
                          "setupterm() argument 'term' must be str or None, not %U", name.get());
    }
    if ((text = PyUnicode_AsUTF8AndSize(terminal, nullptr)) == nullptr) return nullptr;
  }
  if (descriptor == -1 && !standard_output(state, &descriptor)) return nullptr;
  if (state->terminal_ready) return none();
  int reason;
  if (setupterm(text, descriptor, &reason) == ERR) {
    return raise(state, reason == 0    ? "setupterm: could not find terminal"
                        : reason == -1 ? "setupterm: could not find terminfo database"
                                       : "setupterm: unknown error");
  }
  state->terminal_ready = true;
  return none();
}

}  // namespace

PyMethodDef kTerminalFunctions[] = {
    {"baudrate", baud_rate, METH_NOARGS, "baudrate($module, /)\n--\n\n"},
    {"beep", plain<beep, "beep">, METH_NOARGS, "beep($module, /)\n--\n\n"},
    {"cbreak", method(mode<cbreak, nocbreak, "cbreak">), METH_FASTCALL,
     "cbreak($module, flag=True, /)\n--\n\n"},
    {"curs_set", set_cursor, METH_O, "curs_set($module, visibility, /)\n--\n\n"},
    {"def_prog_mode", plain<def_prog_mode, "def_prog_mode">, METH_NOARGS,
     "def_prog_mode($module, /)\n--\n\n"},
    {"def_shell_mode", plain<def_shell_mode, "def_shell_mode">, METH_NOARGS,
     "def_shell_mode($module, /)\n--\n\n"},
    {"delay_output", number<delay_output, "delay_output">, METH_O,
     "delay_output($module, ms, /)\n--\n\n"},
    {"doupdate", update, METH_NOARGS, "doupdate($module, /)\n--\n\n"},
    {"echo", method(mode<echo, noecho, "echo">), METH_FASTCALL,
     "echo($module, flag=True, /)\n--\n\n"},
    {"endwin", plain<endwin, "endwin">, METH_NOARGS, "endwin($module, /)\n--\n\n"},
    {"erasechar", erase_character, METH_NOARGS, "erasechar($module, /)\n--\n\n"},
    {"filter", use_only_one_line, METH_NOARGS, "filter($module, /)\n--\n\n"},
    {"flash", plain<flash, "flash">, METH_NOARGS, "flash($module, /)\n--\n\n"},
    {"flushinp", plain<flushinp, "flushinp">, METH_NOARGS, "flushinp($module, /)\n--\n\n"},
    {"get_escdelay", get_escape_delay, METH_NOARGS, "get_escdelay($module, /)\n--\n\n"},
    {"get_tabsize", get_tab_size, METH_NOARGS, "get_tabsize($module, /)\n--\n\n"},
    {"getmouse", get_mouse, METH_NOARGS, "getmouse($module, /)\n--\n\n"},
    {"getsyx", get_cursor, METH_NOARGS, "getsyx($module, /)\n--\n\n"},
    {"halfdelay", half_delay, METH_O, "halfdelay($module, tenths, /)\n--\n\n"},
    {"has_ic", question<has_ic>, METH_NOARGS, "has_ic($module, /)\n--\n\n"},
    {"has_il", question<has_il>, METH_NOARGS, "has_il($module, /)\n--\n\n"},
    {"has_key", has_this_key, METH_O, "has_key($module, key, /)\n--\n\n"},
    {"intrflush", interrupt_flush, METH_O, "intrflush($module, flag, /)\n--\n\n"},
    {"is_term_resized", method(is_resized), METH_FASTCALL,
     "is_term_resized($module, nlines, ncols, /)\n--\n\n"},
    {"isendwin", question<isendwin>, METH_NOARGS, "isendwin($module, /)\n--\n\n"},
    {"keyname", name_of_key, METH_O, "keyname($module, key, /)\n--\n\n"},
    {"killchar", kill_character, METH_NOARGS, "killchar($module, /)\n--\n\n"},
    {"longname", long_name, METH_NOARGS, "longname($module, /)\n--\n\n"},
    {"meta", eight_bits, METH_O, "meta($module, yes, /)\n--\n\n"},
    {"mouseinterval", number<mouseinterval, "mouseinterval">, METH_O,
     "mouseinterval($module, interval, /)\n--\n\n"},
    {"mousemask", set_mouse_mask, METH_O, "mousemask($module, newmask, /)\n--\n\n"},
    {"napms", sleep_milliseconds, METH_O, "napms($module, ms, /)\n--\n\n"},
    {"nl", method(mode<nl, nonl, "nl">), METH_FASTCALL, "nl($module, flag=True, /)\n--\n\n"},
    {"nocbreak", plain<nocbreak, "nocbreak">, METH_NOARGS, "nocbreak($module, /)\n--\n\n"},
    {"noecho", plain<noecho, "noecho">, METH_NOARGS, "noecho($module, /)\n--\n\n"},
    {"nonl", plain<nonl, "nonl">, METH_NOARGS, "nonl($module, /)\n--\n\n"},
    {"noqiflush", plain<noqiflush, "noqiflush">, METH_NOARGS, "noqiflush($module, /)\n--\n\n"},
    {"noraw", plain<noraw, "noraw">, METH_NOARGS, "noraw($module, /)\n--\n\n"},
    {"putp", put_padded, METH_O, "putp($module, string, /)\n--\n\n"},
    {"qiflush", method(mode<qiflush, noqiflush, "qiflush">), METH_FASTCALL,
     "qiflush($module, flag=True, /)\n--\n\n"},
    {"raw", method(mode<raw, noraw, "raw">), METH_FASTCALL, "raw($module, flag=True, /)\n--\n\n"},
    {"reset_prog_mode", plain<reset_prog_mode, "reset_prog_mode">, METH_NOARGS,
     "reset_prog_mode($module, /)\n--\n\n"},
    {"reset_shell_mode", plain<reset_shell_mode, "reset_shell_mode">, METH_NOARGS,
     "reset_shell_mode($module, /)\n--\n\n"},
    {"resetty", plain<resetty, "resetty">, METH_NOARGS, "resetty($module, /)\n--\n\n"},
    {"resize_term", method(change_size<resize_term, "resize_term">), METH_FASTCALL,
     "resize_term($module, nlines, ncols, /)\n--\n\n"},
    {"resizeterm", method(change_size<resizeterm, "resizeterm">), METH_FASTCALL,
     "resizeterm($module, nlines, ncols, /)\n--\n\n"},
    {"savetty", plain<savetty, "savetty">, METH_NOARGS, "savetty($module, /)\n--\n\n"},
    {"set_escdelay", set_positive<set_escdelay, "set_escdelay", "ms must be > 0">, METH_O,
     "set_escdelay($module, ms, /)\n--\n\n"},
    {"set_tabsize", set_positive<set_tabsize, "set_tabsize", "size must be > 0">, METH_O,
     "set_tabsize($module, size, /)\n--\n\n"},
    {"setsyx", method(set_virtual_cursor), METH_FASTCALL, "setsyx($module, y, x, /)\n--\n\n"},
    {"setupterm", method(set_up_terminal), METH_VARARGS | METH_KEYWORDS,
     "setupterm($module, /, term=None, fd=-1)\n--\n\n"},
    {"termattrs", terminal_attributes, METH_NOARGS, "termattrs($module, /)\n--\n\n"},
    {"termname", terminal_name, METH_NOARGS, "termname($module, /)\n--\n\n"},
    {"tigetflag", flag_capability, METH_O, "tigetflag($module, capname, /)\n--\n\n"},
    {"tigetnum", number_capability, METH_O, "tigetnum($module, capname, /)\n--\n\n"},
    {"tigetstr", text_capability, METH_O, "tigetstr($module, capname, /)\n--\n\n"},
    {"tparm", fill_in_parameters, METH_VARARGS,
     "tparm($module, str, i1=0, i2=0, i3=0, i4=0, i5=0, i6=0, i7=0, i8=0,\n      i9=0, "
     "/)\n--\n\n"},
    {"typeahead", number<typeahead, "typeahead">, METH_O, "typeahead($module, fd, /)\n--\n\n"},
    {"unctrl", readable_key, METH_O, "unctrl($module, ch, /)\n--\n\n"},
    {"unget_wch", put_back_wide, METH_O, "unget_wch($module, ch, /)\n--\n\n"},
    {"ungetch", put_back_key, METH_O, "ungetch($module, ch, /)\n--\n\n"},
    {"ungetmouse", method(unget_mouse), METH_FASTCALL,
     "ungetmouse($module, id, x, y, z, bstate, /)\n--\n\n"},
    {"update_lines_cols", update_size, METH_NOARGS, "update_lines_cols($module, /)\n--\n\n"},
    {"use_env", use_environment, METH_O, "use_env($module, flag, /)\n--\n\n"},
    {}};

}  // namespace pyro::abi3::screen
