// What the _curses module offers to other extension modules: the capsule `_curses._C_API` holds
// four addresses, in the order of CapsuleIndex. The functions raise _curses.error and give 0 if
// what they ask for was not set up.

#pragma once

#include "modules/abi3/support/abi3.h"

// After Python.h. No macros: their names (clear, move ...) are those of methods.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>

namespace pyro::abi3::screen {

inline constexpr char kCapsuleName[] = "_curses._C_API";
enum CapsuleIndex { kWindowType, kTerminalReady, kScreenReady, kColorsReady, kCapsuleSize };
using ReadyFunction = int (*)();

struct WindowHead {
  PyObject_HEAD WINDOW* window;
  char* encoding;
};

}  // namespace pyro::abi3::screen
