// The _curses module: screens of text terminals, over ncursesw.
//
// A window owns its WINDOW, except for the standard screen's, and keeps the window it is a part of.
// The library has one screen per process; what was set up is noted in the module's state, and most
// functions raise `error` before that. Functions are named after the library's, which also stand in
// the texts of errors. `_curses_panel` and extension modules reach windows through the capsule
// `_C_API` (support/curses_api.h).

#pragma once

#include "modules/abi3/support/abi3.h"
#include "modules/abi3/support/curses_api.h"

namespace pyro::abi3::screen {

struct State {
  PyObject* error;
  PyTypeObject* window_type;
  bool terminal_ready;  // setupterm()
  bool screen_ready;    // initscr()
  bool colors_ready;    // start_color()
};

// The head is what extension modules see.
struct Window : WindowHead {
  State* state;
  PyObject* parent;  // whose cells a part shows; null for a window of its own
};

inline Window* as_window(PyObject* object) { return reinterpret_cast<Window*>(object); }

// A window object that owns `window`; on failure of the library (null) raises error. `encoding`
// null: that of the locale.
PyObject* new_window(State* state, WINDOW* window, const char* encoding = nullptr,
                     PyObject* parent = nullptr);

// None, or error "NAME() returned ERR".
PyObject* result_of(State* state, int code, const char* name);
PyObject* raise(State* state, const char* text);

// False with error unless the screen, or colours, were set up.
bool need_screen(State* state);
bool need_colors(State* state);
// The module's state if the screen was set up, or null with error.
State* screen_state(PyObject* module);

// An int as METH_O argument: "Python int too large to convert to C int".
bool whole_argument(PyObject* object, int* result);
// A bool as METH_O argument; by its int value.
bool flag_argument(PyObject* object, bool* result);

// A character with attributes from a str or bytes of length one, or an int; false with an
// exception. A str is encoded as the window asks for.
bool to_character(Window* window, PyObject* object, chtype* result);

// The names of keys, attributes, colours and buttons; what the terminal draws lines with, known
// once there is a screen.
bool add_screen_constants(PyObject* module);
bool add_line_characters(PyObject* module);
bool add_size(PyObject* module);

// A text as template argument: the library's name of a function.
template <size_t N>
struct Name {
  char text[N];
  // NOLINTNEXTLINE(google-explicit-constructor): to be written as a literal
  constexpr Name(const char (&literal)[N]) {
    for (size_t i = 0; i < N; i++) text[i] = literal[i];
  }
};

// colors.cpp, terminal.cpp: functions without and with need of a screen.
extern PyMethodDef kColorFunctions[];
extern PyMethodDef kTerminalFunctions[];

// Methods of windows that write and read characters: window_text.cpp, window_input.cpp.
PyObject* add_character(PyObject* self, PyObject* arguments);
PyObject* add_part(PyObject* self, PyObject* arguments);
PyObject* add_text(PyObject* self, PyObject* arguments);
PyObject* attributes_off(PyObject* self, PyObject* argument);
PyObject* attributes_on(PyObject* self, PyObject* argument);
PyObject* set_attributes(PyObject* self, PyObject* argument);
PyObject* fill_background(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* set_background(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* draw_border(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* draw_box(PyObject* self, PyObject* arguments);
PyObject* change_attributes(PyObject* self, PyObject* arguments);
PyObject* delete_character(PyObject* self, PyObject* arguments);
PyObject* echo_character(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* get_wide_character(PyObject* self, PyObject* arguments);
PyObject* get_background(PyObject* self, PyObject* arguments);
PyObject* get_character(PyObject* self, PyObject* arguments);
PyObject* get_key(PyObject* self, PyObject* arguments);
PyObject* get_line(PyObject* self, PyObject* arguments);
PyObject* horizontal_line(PyObject* self, PyObject* arguments);
PyObject* character_at(PyObject* self, PyObject* arguments);
PyObject* insert_character(PyObject* self, PyObject* arguments);
PyObject* insert_part(PyObject* self, PyObject* arguments);
PyObject* insert_text(PyObject* self, PyObject* arguments);
PyObject* text_at(PyObject* self, PyObject* arguments);
PyObject* vertical_line(PyObject* self, PyObject* arguments);

// window_methods.cpp: the type, with all other methods.
PyTypeObject* make_window_type(PyObject* module);

}  // namespace pyro::abi3::screen
