// The module, its state, and the functions that make windows.

#include <langinfo.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

PyObject* raise(State* state, const char* text) {
  PyErr_SetString(state->error, text);
  return nullptr;
}

PyObject* result_of(State* state, int code, const char* name) {
  if (code != ERR) return none();
  return PyErr_Format(state->error, "%s() returned ERR", name);
}

bool need_screen(State* state) {
  return state->screen_ready || (raise(state, "must call initscr() first"), false);
}

bool need_colors(State* state) {
  return state->colors_ready || (raise(state, "must call start_color() first"), false);
}

State* screen_state(PyObject* module) {
  auto* state = state_of<State>(module);
  return need_screen(state) ? state : nullptr;
}

bool whole_argument(PyObject* object, int* result) {
  int overflow;
  long value = PyLong_AsLongAndOverflow(object, &overflow);
  if (value == -1 && overflow == 0 && PyErr_Occurred()) return false;
  *result = static_cast<int>(value);
  if (overflow == 0 && *result == value) return true;
  PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
  return false;
}

bool flag_argument(PyObject* object, bool* result) {
  int value;
  if (!whole_argument(object, &value)) return false;
  *result = value != 0;
  return true;
}

PyObject* new_window(State* state, WINDOW* window, const char* encoding, PyObject* parent) {
  if (window == nullptr) return raise(state, "curses function returned NULL");
  auto* self = allocate<Window>(state->window_type);
  if (self == nullptr) {
    if (window != stdscr) delwin(window);
    return nullptr;
  }
  if (encoding == nullptr) encoding = nl_langinfo(CODESET);
  self->state = state;
  self->window = window;
  self->parent = parent != nullptr ? new_ref(parent) : nullptr;
  self->encoding = strdup(encoding == nullptr || *encoding == 0 ? "utf-8" : encoding);
  if (self->encoding != nullptr) return reinterpret_cast<PyObject*>(self);
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  return PyErr_NoMemory();
}

namespace {

PyObject* start_screen(PyObject* module, PyObject*) {
  auto* state = state_of<State>(module);
  if (state->screen_ready) {
    wrefresh(stdscr);
    return new_window(state, stdscr);
  }
  WINDOW* window = initscr();
  if (window == nullptr) return raise(state, "curses function returned NULL");
  state->screen_ready = state->terminal_ready = true;
  return add_line_characters(module) && add_size(module) ? new_window(state, window) : nullptr;
}

PyObject* make_window(PyObject* module, PyObject* arguments) {
  int lines, columns, y = 0, x = 0;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count != 2 && count != 4) {
    return PyErr_Format(PyExc_TypeError, "_curses.newwin requires 2 to 4 arguments");
  }
  if (!PyArg_ParseTuple(arguments, "ii|ii:newwin", &lines, &columns, &y, &x)) return nullptr;
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  return new_window(state, newwin(lines, columns, y, x));
}

PyObject* make_pad(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  int lines, columns;
  if (!check_positional("newpad", count, 2, 2) || !whole_argument(arguments[0], &lines) ||
      !whole_argument(arguments[1], &columns)) {
    return nullptr;
  }
  State* state = screen_state(module);
  return state != nullptr ? new_window(state, newpad(lines, columns)) : nullptr;
}

// The library reads windows from a FILE; a temporary one is filled with the data.
PyObject* read_window(PyObject* module, PyObject* file) {
  State* state = screen_state(module);
  if (state == nullptr) return nullptr;
  Ref data(PyObject_CallMethod(file, "read", nullptr));
  if (!data) return nullptr;
  if (!PyBytes_Check(data)) {
    Ref name(PyType_GetName(Py_TYPE(data.get())));
    if (!name) return nullptr;
    return PyErr_Format(PyExc_TypeError, "f.read() returned %U object instead of bytes",
                        name.get());
  }
  FILE* stream = tmpfile();
  if (stream == nullptr) return os_error();
  auto size = static_cast<size_t>(PyBytes_Size(data));
  WINDOW* window = nullptr;
  bool written = fwrite(PyBytes_AsString(data), 1, size, stream) == size;
  if (!written) {
    os_error();
  } else {
    rewind(stream);
    window = getwin(stream);
  }
  fclose(stream);
  return written ? new_window(state, window) : nullptr;
}

PyMethodDef kFunctions[] = {
    {"getwin", read_window, METH_O, "getwin($module, file, /)\n--\n\n"},
    {"initscr", start_screen, METH_NOARGS, "initscr($module, /)\n--\n\n"},
    {"newpad", method(make_pad), METH_FASTCALL, "newpad($module, nlines, ncols, /)\n--\n\n"},
    {"newwin", make_window, METH_VARARGS,
     "newwin(nlines, ncols, [begin_y=0, begin_x=0])\nA window of its own."},
    {}};

// For other extension modules. The functions have no argument that leads to the module.
State* imported_state(Ref* module) {
  module->reset(PyImport_ImportModule("_curses"));
  return *module ? state_of<State>(*module) : nullptr;
}

int terminal_is_ready() {
  Ref module;
  State* state = imported_state(&module);
  if (state == nullptr) return 0;
  if (state->terminal_ready) return 1;
  return raise(state, "must call (at least) setupterm() first"), 0;
}
int screen_is_ready() {
  Ref module;
  State* state = imported_state(&module);
  return state != nullptr && need_screen(state) ? 1 : 0;
}
int colors_are_ready() {
  Ref module;
  State* state = imported_state(&module);
  return state != nullptr && need_colors(state) ? 1 : 0;
}

void free_table(PyObject* capsule) { free(PyCapsule_GetPointer(capsule, kCapsuleName)); }

bool add_capsule(PyObject* module, State* state) {
  auto** table = static_cast<void**>(calloc(kCapsuleSize, sizeof(void*)));
  if (table == nullptr) return PyErr_NoMemory(), false;
  table[kWindowType] = state->window_type;
  table[kTerminalReady] = slot(terminal_is_ready);
  table[kScreenReady] = slot(screen_is_ready);
  table[kColorsReady] = slot(colors_are_ready);
  PyObject* capsule = PyCapsule_New(table, kCapsuleName, free_table);
  if (capsule == nullptr) free(table);
  return add_owned(module, "_C_API", capsule);
}

bool add_versions(PyObject* module) {
  static PyStructSequence_Field fields[] = {
      {"major", nullptr}, {"minor", nullptr}, {"patch", nullptr}, {nullptr, nullptr}};
  PyStructSequence_Desc description = {"curses.ncurses_version", nullptr, fields, 3};
  Ref type(reinterpret_cast<PyObject*>(PyStructSequence_NewType(&description)));
  if (!type) return false;
  Ref version(PyStructSequence_New(reinterpret_cast<PyTypeObject*>(type.get())));
  if (!version || !set_field(version, 0, PyLong_FromLong(NCURSES_VERSION_MAJOR)) ||
      !set_field(version, 1, PyLong_FromLong(NCURSES_VERSION_MINOR)) ||
      !set_field(version, 2, PyLong_FromLong(NCURSES_VERSION_PATCH)) ||
      !add_owned(module, "ncurses_version", version.release())) {
    return false;
  }
  return add_owned(module, "version", PyBytes_FromString("2.2")) &&
         add_owned(module, "__version__", PyBytes_FromString("2.2"));
}

int execute(PyObject* module) {
  auto* state = state_of<State>(module);
  state->error = PyErr_NewException("_curses.error", nullptr, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "error", state->error) < 0 ||
      (state->window_type = make_window_type(module)) == nullptr || !add_capsule(module, state) ||
      PyModule_AddFunctions(module, kTerminalFunctions) < 0 ||
      PyModule_AddFunctions(module, kColorFunctions) < 0 || !add_versions(module) ||
      !add_screen_constants(module)) {
    return -1;
  }
  return 0;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_of<State>(module)->error);
  Py_VISIT(state_of<State>(module)->window_type);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(state_of<State>(module)->error);
  Py_CLEAR(state_of<State>(module)->window_type);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "_curses",
                       nullptr,
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3::screen

PYRO_MODULE_EXPORT PyInit__curses() { return PyModuleDef_Init(&pyro::abi3::screen::kModule); }
