// The readline module: line editing and history of GNU Readline.
//
// The library is one per process and its callbacks get no data, so they find the module by its name
// (`current_state`). Strings are in the locale's encoding. What the module needs beside the
// library's own variables is in its state.
//
// CPython's input() reaches the library through a pointer that is not in the stable ABI; it is set
// where it exists. pyro calls `_read_line(prompt)`, which gives the line, or None at the end of the
// input.

#pragma once

#include "modules/abi3/support/abi3.h"

// After Python.h; declares FILE-based functions.
#include <readline/history.h>
#include <readline/readline.h>

namespace pyro::abi3::editing {

enum HookIndex { kCompleter, kStartup, kPreInput, kDisplayMatches, kHookCount };

struct State {
  PyObject* hooks[kHookCount];
  PyObject* begin;
  PyObject* end;
  char* delimiters;  // what rl_completer_word_break_characters points to
  int history_limit;
  bool auto_history;
  bool line_ended;  // while a line is read
  char* line;
};

// Null if the module is gone; the reference keeps the state alive.
State* current_state(Ref* module);

// A str in the locale's encoding as bytes, and back.
PyObject* encode(PyObject* text);
PyObject* decode(const char* text);

// callbacks.cpp
void install_callbacks();
// history.cpp, line.cpp
extern PyMethodDef kHistoryFunctions[];
PyObject* read_line(PyObject* module, PyObject* prompt);

}  // namespace pyro::abi3::editing
