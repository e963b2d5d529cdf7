// The termios module: control of terminals.

#include <sys/ioctl.h>
#include <termios.h>

#include "modules/abi3/support/simple_module.h"
#include "modules/abi3/termios/constants.h"

namespace pyro::abi3 {

namespace {

using State = References<1>;

PyObject* raise(PyObject* module) { return PyErr_SetFromErrno(state_of<State>(module)->items[0]); }

// Without canonical input two of the control characters are a count and a time.
bool is_number(const termios& mode, int index) {
  return (mode.c_lflag & ICANON) == 0 && (index == VMIN || index == VTIME);
}

PyObject* characters_object(const termios& mode) {
  Ref list(PyList_New(NCCS));
  if (!list) return nullptr;
  for (int i = 0; i < NCCS; ++i) {
    auto character = static_cast<char>(mode.c_cc[i]);
    PyObject* item = is_number(mode, i) ? PyLong_FromLong(mode.c_cc[i])
                                        : PyBytes_FromStringAndSize(&character, 1);
    if (item == nullptr || PyList_SetItem(list, i, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* get_attributes(PyObject* module, PyObject* object) {
  int descriptor = file_descriptor(object);
  if (descriptor < 0) return nullptr;
  termios mode;
  int result;
  {
    Unlocked unlocked;
    result = tcgetattr(descriptor, &mode);
  }
  if (result < 0) return raise(module);
  Ref characters(characters_object(mode));
  if (!characters) return nullptr;
  return Py_BuildValue(
      "[kkkkkkO]", static_cast<unsigned long>(mode.c_iflag),
      static_cast<unsigned long>(mode.c_oflag), static_cast<unsigned long>(mode.c_cflag),
      static_cast<unsigned long>(mode.c_lflag), static_cast<unsigned long>(cfgetispeed(&mode)),
      static_cast<unsigned long>(cfgetospeed(&mode)), characters.get());
}

bool parse_characters(PyObject* list, termios* mode) {
  if (!PyList_Check(list) || PyList_Size(list) != NCCS) {
    PyErr_Format(PyExc_TypeError, "tcsetattr: attributes[6] must be %d element list", NCCS);
    return false;
  }
  for (int i = 0; i < NCCS; ++i) {
    PyObject* item = PyList_GetItem(list, i);
    if (PyBytes_Check(item) && PyBytes_Size(item) == 1) {
      mode->c_cc[i] = static_cast<cc_t>(*PyBytes_AsString(item));
    } else if (PyLong_Check(item)) {
      long value = PyLong_AsLong(item);
      if (value == -1 && PyErr_Occurred()) return false;
      mode->c_cc[i] = static_cast<cc_t>(value);
    } else {
      PyErr_SetString(PyExc_TypeError,
                      "tcsetattr: elements of attributes must be characters or integers");
      return false;
    }
  }
  return true;
}

bool parse_attributes(PyObject* list, termios* mode, speed_t* input, speed_t* output) {
  tcflag_t* const flags[] = {&mode->c_iflag, &mode->c_oflag, &mode->c_cflag,
                             &mode->c_lflag, input,          output};
  for (int i = 0; i < 6; ++i) {
    long value = PyLong_AsLong(PyList_GetItem(list, i));
    if (value == -1 && PyErr_Occurred()) return false;
    *flags[i] = static_cast<tcflag_t>(value);
  }
  return parse_characters(PyList_GetItem(list, 6), mode);
}

PyObject* set_attributes(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  int when;
  if (!check_positional("tcsetattr", count, 3, 3)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !int_argument(arguments[1], &when)) return nullptr;
  if (!PyList_Check(arguments[2]) || PyList_Size(arguments[2]) != 7) {
    PyErr_SetString(PyExc_TypeError, "tcsetattr, arg 3: must be 7 element list");
    return nullptr;
  }
  // The system may know more than the list says, so that starts from what is set.
  termios mode;
  speed_t input, output;
  if (tcgetattr(descriptor, &mode) < 0) return raise(module);
  if (!parse_attributes(arguments[2], &mode, &input, &output)) return nullptr;
  if (cfsetispeed(&mode, input) < 0 || cfsetospeed(&mode, output) < 0) return raise(module);
  int result;
  {
    Unlocked unlocked;
    result = tcsetattr(descriptor, when, &mode);
  }
  return result < 0 ? raise(module) : none();
}

using Action = int (*)(int descriptor, int argument);

PyObject* run(PyObject* module, const char* name, PyObject* const* arguments, Py_ssize_t count,
              Action action) {
  int argument, result;
  if (!check_positional(name, count, 2, 2)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0 || !int_argument(arguments[1], &argument)) return nullptr;
  {
    Unlocked unlocked;
    result = action(descriptor, argument);
  }
  return result < 0 ? raise(module) : none();
}

PyObject* send_break(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  return run(module, "tcsendbreak", arguments, count, tcsendbreak);
}
PyObject* flush(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  return run(module, "tcflush", arguments, count, tcflush);
}
PyObject* flow(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  return run(module, "tcflow", arguments, count, tcflow);
}

PyObject* drain(PyObject* module, PyObject* object) {
  int descriptor = file_descriptor(object), result;
  if (descriptor < 0) return nullptr;
  {
    Unlocked unlocked;
    result = tcdrain(descriptor);
  }
  return result < 0 ? raise(module) : none();
}

PyObject* get_window_size(PyObject* module, PyObject* object) {
  int descriptor = file_descriptor(object);
  if (descriptor < 0) return nullptr;
  winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise(module);
  return Py_BuildValue("HH", size.ws_row, size.ws_col);
}

PyObject* set_window_size(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("tcsetwinsize", count, 2, 2)) return nullptr;
  int descriptor = file_descriptor(arguments[0]);
  if (descriptor < 0) return nullptr;
  if (!PySequence_Check(arguments[1]) || PySequence_Size(arguments[1]) != 2) {
    PyErr_SetString(PyExc_TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
    return nullptr;
  }
  long values[2];
  for (Py_ssize_t i = 0; i < 2; ++i) {
    Ref item(PySequence_GetItem(arguments[1], i));
    if (!item) return nullptr;
    values[i] = PyLong_AsLong(item);
    if (values[i] == -1 && PyErr_Occurred()) return nullptr;
  }
  if (values[0] < 0 || values[0] > 0xffff || values[1] < 0 || values[1] > 0xffff) {
    PyErr_SetString(PyExc_OverflowError, "winsize value(s) out of range.");
    return nullptr;
  }
  winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise(module);
  size.ws_row = static_cast<unsigned short>(values[0]);
  size.ws_col = static_cast<unsigned short>(values[1]);
  return ioctl(descriptor, TIOCSWINSZ, &size) < 0 ? raise(module) : none();
}

PyMethodDef kFunctions[] = {
    {"tcgetattr", get_attributes, METH_O,
     "tcgetattr($module, fd, /)\n--\n\nThe mode of a terminal: [input, output, control and local "
     "flags, "
     "input and output speed, special characters]."},
    {"tcsetattr", method(set_attributes), METH_FASTCALL,
     "tcsetattr($module, fd, when, attributes, /)\n--\n\nSet the mode of a terminal, at once or "
     "after output (TCSADRAIN), or also without pending input (TCSAFLUSH)."},
    {"tcsendbreak", method(send_break), METH_FASTCALL,
     "tcsendbreak($module, fd, duration, /)\n--\n\nSend a break; 0 is a quarter second or more."},
    {"tcdrain", drain, METH_O, "tcdrain($module, fd, /)\n--\n\nWait until all output is sent."},
    {"tcflush", method(flush), METH_FASTCALL,
     "tcflush($module, fd, queue, /)\n--\n\nForget what is in the queues."},
    {"tcflow", method(flow), METH_FASTCALL,
     "tcflow($module, fd, action, /)\n--\n\nStops or restarts what goes to a terminal, or what "
     "comes from it."},
    {"tcgetwinsize", get_window_size, METH_O,
     "tcgetwinsize($module, fd, /)\n--\n\nThe size of the window: (rows, columns)."},
    {"tcsetwinsize", method(set_window_size), METH_FASTCALL,
     "tcsetwinsize($module, fd, winsize, /)\n--\n\nSet the size of the window."},
    {}};

int execute(PyObject* module) {
  PyObject*& error = state_of<State>(module)->items[0];
  error = PyErr_NewException("termios.error", nullptr, nullptr);
  if (error == nullptr || PyModule_AddObjectRef(module, "error", error) < 0) return -1;
  return add_constants(module, kTerminalConstants) ? 0 : -1;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT,  "termios",           "Control of terminals by descriptor.",
    sizeof(State),          kFunctions,          kSlots,
    traverse_references<1>, clear_references<1>, nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_termios() { return PyModuleDef_Init(&pyro::abi3::kModule); }
