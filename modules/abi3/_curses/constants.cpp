// Names of keys, attributes, colours, buttons and line-drawing characters.

#include <cstring>

#include "modules/abi3/_curses/curses_module.h"

namespace pyro::abi3::screen {

namespace {

#define CURSES_CONSTANT(name) {#name, static_cast<long long>(name)}
#define CURSES_BUTTON(number)                                                                      \
  CURSES_CONSTANT(BUTTON##number##_PRESSED), CURSES_CONSTANT(BUTTON##number##_RELEASED),           \
      CURSES_CONSTANT(BUTTON##number##_CLICKED), CURSES_CONSTANT(BUTTON##number##_DOUBLE_CLICKED), \
      CURSES_CONSTANT(BUTTON##number##_TRIPLE_CLICKED)

constexpr IntConstant kConstants[] = {
    CURSES_CONSTANT(ERR),
    CURSES_CONSTANT(OK),
    CURSES_CONSTANT(A_ALTCHARSET),
    CURSES_CONSTANT(A_ATTRIBUTES),
    CURSES_CONSTANT(A_BLINK),
    CURSES_CONSTANT(A_BOLD),
    CURSES_CONSTANT(A_CHARTEXT),
    CURSES_CONSTANT(A_COLOR),
    CURSES_CONSTANT(A_DIM),
    CURSES_CONSTANT(A_HORIZONTAL),
    CURSES_CONSTANT(A_INVIS),
    CURSES_CONSTANT(A_ITALIC),
    CURSES_CONSTANT(A_LEFT),
    CURSES_CONSTANT(A_LOW),
    CURSES_CONSTANT(A_NORMAL),
    CURSES_CONSTANT(A_PROTECT),
    CURSES_CONSTANT(A_REVERSE),
    CURSES_CONSTANT(A_RIGHT),
    CURSES_CONSTANT(A_STANDOUT),
    CURSES_CONSTANT(A_TOP),
    CURSES_CONSTANT(A_UNDERLINE),
    CURSES_CONSTANT(A_VERTICAL),
    CURSES_CONSTANT(COLOR_BLACK),
    CURSES_CONSTANT(COLOR_BLUE),
    CURSES_CONSTANT(COLOR_CYAN),
    CURSES_CONSTANT(COLOR_GREEN),
    CURSES_CONSTANT(COLOR_MAGENTA),
    CURSES_CONSTANT(COLOR_RED),
    CURSES_CONSTANT(COLOR_WHITE),
    CURSES_CONSTANT(COLOR_YELLOW),
    CURSES_BUTTON(1),
    CURSES_BUTTON(2),
    CURSES_BUTTON(3),
    CURSES_BUTTON(4),
    CURSES_BUTTON(5),
    CURSES_CONSTANT(BUTTON_ALT),
    CURSES_CONSTANT(BUTTON_CTRL),
    CURSES_CONSTANT(BUTTON_SHIFT),
    CURSES_CONSTANT(ALL_MOUSE_EVENTS),
    CURSES_CONSTANT(REPORT_MOUSE_POSITION),
    CURSES_CONSTANT(KEY_MIN),
    CURSES_CONSTANT(KEY_MAX),
};

// What acs_map() holds under the letters of the VT100's second character set.
struct LineCharacter {
  const char* name;
  unsigned char letter;
};

constexpr LineCharacter kLineCharacters[] = {
    {"ACS_BBSS", 'k'},     {"ACS_BLOCK", '0'},    {"ACS_BOARD", 'h'},    {"ACS_BSBS", 'q'},
    {"ACS_BSSB", 'l'},     {"ACS_BSSS", 'w'},     {"ACS_BTEE", 'v'},     {"ACS_BULLET", '~'},
    {"ACS_CKBOARD", 'a'},  {"ACS_DARROW", '.'},   {"ACS_DEGREE", 'f'},   {"ACS_DIAMOND", '`'},
    {"ACS_GEQUAL", 'z'},   {"ACS_HLINE", 'q'},    {"ACS_LANTERN", 'i'},  {"ACS_LARROW", ','},
    {"ACS_LEQUAL", 'y'},   {"ACS_LLCORNER", 'm'}, {"ACS_LRCORNER", 'j'}, {"ACS_LTEE", 't'},
    {"ACS_NEQUAL", '|'},   {"ACS_PI", '{'},       {"ACS_PLMINUS", 'g'},  {"ACS_PLUS", 'n'},
    {"ACS_RARROW", '+'},   {"ACS_RTEE", 'u'},     {"ACS_S1", 'o'},       {"ACS_S3", 'p'},
    {"ACS_S7", 'r'},       {"ACS_S9", 's'},       {"ACS_SBBS", 'j'},     {"ACS_SBSB", 'x'},
    {"ACS_SBSS", 'u'},     {"ACS_SSBB", 'm'},     {"ACS_SSBS", 'v'},     {"ACS_SSSB", 't'},
    {"ACS_SSSS", 'n'},     {"ACS_STERLING", '}'}, {"ACS_TTEE", 'w'},     {"ACS_UARROW", '-'},
    {"ACS_ULCORNER", 'l'}, {"ACS_URCORNER", 'k'}, {"ACS_VLINE", 'x'}};

// The library names keys KEY_UP and KEY_F(1); Python calls the latter KEY_F1.
bool add_key(PyObject* module, int key) {
  const char* name = keyname(key);
  if (name == nullptr || strncmp(name, "KEY_", 4) != 0) return true;
  char plain[40];
  size_t used = 0;
  for (; *name != 0 && used + 1 < sizeof(plain); name++) {
    if (*name != '(' && *name != ')') plain[used++] = *name;
  }
  plain[used] = 0;
  return PyModule_AddIntConstant(module, plain, key) == 0;
}

}  // namespace

bool add_screen_constants(PyObject* module) {
  if (!add_constants(module, kConstants)) return false;
  for (int key = KEY_MIN; key < KEY_MAX; key++) {
    if (!add_key(module, key)) return false;
  }
  return true;
}

bool add_line_characters(PyObject* module) {
  for (const LineCharacter& item : kLineCharacters) {
    if (PyModule_AddIntConstant(module, item.name, NCURSES_ACS(item.letter)) < 0) return false;
  }
  return true;
}

// The package that programs import has copies of the names.
bool add_size(PyObject* module) {
  Ref name(PyUnicode_FromString("curses"));
  if (!name) return false;
  Ref package(PyImport_GetModule(name));
  if (!package && PyErr_Occurred()) return false;
  for (PyObject* target : {module, package.get()}) {
    if (target == nullptr) continue;
    Ref lines(PyLong_FromLong(LINES)), columns(PyLong_FromLong(COLS));
    if (!lines || !columns || PyObject_SetAttrString(target, "LINES", lines) < 0 ||
        PyObject_SetAttrString(target, "COLS", columns) < 0) {
      return false;
    }
  }
  return true;
}

}  // namespace pyro::abi3::screen
