// The _curses_panel module: windows with depth, over panelw.
//
// Panels know their windows and are known by the library, which lists them from bottom to top; the
// object of a panel is found through the pointer that the library keeps for its user. A panel
// leaves the screen when its object dies.

#include "modules/abi3/support/abi3.h"
#include "modules/abi3/support/curses_api.h"

// After curses.h.
#include <panel.h>

namespace pyro::abi3::screen {

namespace {

struct State {
  PyObject* error;
  PyTypeObject* panel_type;
  PyTypeObject* window_type;  // of _curses
  void** curses;              // its capsule
};

struct Panel {
  PyObject_HEAD PANEL* panel;
  State* state;
  PyObject* window;
  PyObject* user_pointer;
};

Panel* as_panel(PyObject* object) { return reinterpret_cast<Panel*>(object); }

bool need_screen(State* state) {
  return reinterpret_cast<ReadyFunction>(state->curses[kScreenReady])() != 0;
}

PyObject* result_of(State* state, int code, const char* name) {
  if (code != ERR) return none();
  return PyErr_Format(state->error, "%s() returned ERR", name);
}

// The object of a panel of the library, or None.
PyObject* object_of(PANEL* panel) {
  if (panel == nullptr) return none();
  auto* object = static_cast<PyObject*>(const_cast<void*>(panel_userptr(panel)));
  return object != nullptr ? new_ref(object) : none();
}

bool no_arguments(const char* name, Py_ssize_t count) {
  if (count == 0) return true;
  PyErr_Format(PyExc_TypeError, "%s() takes no arguments", name);
  return false;
}

// A text as template argument: the name of a method, and the library's name of what it calls.
template <size_t N>
struct Name {
  char text[N];
  // NOLINTNEXTLINE(google-explicit-constructor): to be written as a literal
  constexpr Name(const char (&literal)[N]) {
    for (size_t i = 0; i < N; i++) text[i] = literal[i];
  }
};

template <int (*Function)(PANEL*), Name kMethod, Name kFunction>
PyObject* simple(PyObject* self, PyObject* const*, Py_ssize_t count) {
  if (!no_arguments(kMethod.text, count)) return nullptr;
  return result_of(as_panel(self)->state, Function(as_panel(self)->panel), kFunction.text);
}

PyObject* above(PyObject* self, PyObject*) { return object_of(panel_above(as_panel(self)->panel)); }
PyObject* below(PyObject* self, PyObject*) { return object_of(panel_below(as_panel(self)->panel)); }

PyObject* is_hidden(PyObject* self, PyObject*) {
  return boolean(panel_hidden(as_panel(self)->panel) != 0);
}

PyObject* get_window(PyObject* self, PyObject*) { return new_ref(as_panel(self)->window); }

// "NAME() takes exactly 2 positional arguments (0 given)", or "at most" for too many.
bool check_arguments(const char* name, Py_ssize_t given, int wanted) {
  if (given == wanted) return true;
  const char* how = given < wanted ? "exactly" : "at most";
  const char* kind = given < wanted ? "positional argument" : "argument";
  PyErr_Format(PyExc_TypeError, "%s() takes %s %d %s%s (%zd given)", name, how, wanted, kind,
               wanted == 1 ? "" : "s", given);
  return false;
}

PyObject* move(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  int place[2];
  if (!check_arguments("move", count, 2)) return nullptr;
  for (int i = 0; i < 2; i++) {
    int overflow;
    long value = PyLong_AsLongAndOverflow(arguments[i], &overflow);
    if (value == -1 && overflow == 0 && PyErr_Occurred()) return nullptr;
    place[i] = static_cast<int>(value);
    if (overflow != 0 || place[i] != value) {
      PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
      return nullptr;
    }
  }
  return result_of(as_panel(self)->state, move_panel(as_panel(self)->panel, place[0], place[1]),
                   "move_panel");
}

// False with TypeError unless the object is a window; `what` names the argument.
bool check_window(State* state, PyObject* object, const char* what) {
  if (PyObject_TypeCheck(object, state->window_type)) return true;
  Ref name(object == Py_None ? PyUnicode_FromString("None") : PyType_GetName(Py_TYPE(object)));
  if (name) {
    PyErr_Format(PyExc_TypeError, "%s must be _curses.window, not %U", what, name.get());
  }
  return false;
}

WINDOW* window_of(PyObject* object) { return reinterpret_cast<WindowHead*>(object)->window; }

PyObject* replace(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Panel* self = as_panel(object);
  if (!check_arguments("replace", count, 1) ||
      !check_window(self->state, arguments[0], "replace() argument 1")) {
    return nullptr;
  }
  if (replace_panel(self->panel, window_of(arguments[0])) == ERR) {
    return result_of(self->state, ERR, "replace_panel");
  }
  replace_ref(self->window, new_ref(arguments[0]));
  return none();
}

PyObject* set_user_pointer(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_arguments("set_userptr", count, 1)) return nullptr;
  replace_ref(as_panel(self)->user_pointer, new_ref(arguments[0]));
  return none();
}

PyObject* get_user_pointer(PyObject* self, PyObject* const*, Py_ssize_t count) {
  if (!no_arguments("userptr", count)) return nullptr;
  if (as_panel(self)->user_pointer != nullptr) return new_ref(as_panel(self)->user_pointer);
  PyErr_SetString(as_panel(self)->state->error, "no userptr set");
  return nullptr;
}

void dealloc(PyObject* object) {
  Panel* self = as_panel(object);
  if (self->panel != nullptr) del_panel(self->panel);
  Py_CLEAR(self->user_pointer);
  Py_CLEAR(self->window);
  free_instance(object);
}

PyMethodDef kMethods[] = {
    {"above", above, METH_NOARGS, "above($self, /)\n--\n\n"},
    {"below", below, METH_NOARGS, "below($self, /)\n--\n\n"},
    {"bottom", method(simple<bottom_panel, "bottom", "bottom_panel">), METH_FASTCALL,
     "bottom($self, /)\n--\n\n"},
    {"hidden", is_hidden, METH_NOARGS, "hidden($self, /)\n--\n\n"},
    {"hide", method(simple<hide_panel, "hide", "hide_panel">), METH_FASTCALL,
     "hide($self, /)\n--\n\n"},
    {"move", method(move), METH_FASTCALL, "move($self, y, x, /)\n--\n\n"},
    {"replace", method(replace), METH_FASTCALL, "replace($self, win, /)\n--\n\n"},
    {"set_userptr", method(set_user_pointer), METH_FASTCALL, "set_userptr($self, obj, /)\n--\n\n"},
    {"show", method(simple<show_panel, "show", "show_panel">), METH_FASTCALL,
     "show($self, /)\n--\n\n"},
    {"top", method(simple<top_panel, "top", "top_panel">), METH_FASTCALL, "top($self, /)\n--\n\n"},
    {"userptr", method(get_user_pointer), METH_FASTCALL, "userptr($self, /)\n--\n\n"},
    {"window", get_window, METH_NOARGS, "window($self, /)\n--\n\n"},
    {}};

PyType_Slot kTypeSlots[] = {
    {Py_tp_dealloc, slot(dealloc)}, {Py_tp_methods, kMethods}, {0, nullptr}};
PyType_Spec kSpec = {
    "_curses_panel.panel", sizeof(Panel), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, kTypeSlots};

PyObject* lowest(PyObject* module, PyObject*) {
  return need_screen(state_of<State>(module)) ? object_of(panel_above(nullptr)) : nullptr;
}

PyObject* highest(PyObject* module, PyObject*) {
  return need_screen(state_of<State>(module)) ? object_of(panel_below(nullptr)) : nullptr;
}

PyObject* make_panel(PyObject* module, PyObject* window) {
  auto* state = state_of<State>(module);
  if (!check_window(state, window, "new_panel() argument") || !need_screen(state)) return nullptr;
  PANEL* panel = new_panel(window_of(window));
  if (panel == nullptr) {
    PyErr_SetString(state->error, "curses function returned NULL");
    return nullptr;
  }
  auto* self = allocate<Panel>(state->panel_type);
  if (self == nullptr) {
    del_panel(panel);
    return nullptr;
  }
  self->state = state;
  self->panel = panel;
  self->window = new_ref(window);
  set_panel_userptr(panel, self);
  return reinterpret_cast<PyObject*>(self);
}

PyObject* update(PyObject* module, PyObject*) {
  if (!need_screen(state_of<State>(module))) return nullptr;
  update_panels();
  return none();
}

PyMethodDef kFunctions[] = {
    {"bottom_panel", lowest, METH_NOARGS, "bottom_panel($module, /)\n--\n\n"},
    {"new_panel", make_panel, METH_O, "new_panel($module, win, /)\n--\n\n"},
    {"top_panel", highest, METH_NOARGS, "top_panel($module, /)\n--\n\n"},
    {"update_panels", update, METH_NOARGS, "update_panels($module, /)\n--\n\n"},
    {}};

int execute(PyObject* module) {
  auto* state = state_of<State>(module);
  state->curses = static_cast<void**>(PyCapsule_Import(kCapsuleName, 0));
  if (state->curses == nullptr) return -1;
  state->window_type = static_cast<PyTypeObject*>(state->curses[kWindowType]);
  Py_INCREF(reinterpret_cast<PyObject*>(state->window_type));
  state->error = PyErr_NewException("_curses_panel.error", nullptr, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "error", state->error) < 0 ||
      (state->panel_type = add_type(module, &kSpec)) == nullptr ||
      PyModule_AddStringConstant(module, "version", "2.1") < 0 ||
      PyModule_AddStringConstant(module, "__version__", "2.1") < 0) {
    return -1;
  }
  return 0;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_of<State>(module)->error);
  Py_VISIT(state_of<State>(module)->panel_type);
  Py_VISIT(state_of<State>(module)->window_type);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(state_of<State>(module)->error);
  Py_CLEAR(state_of<State>(module)->panel_type);
  Py_CLEAR(state_of<State>(module)->window_type);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "_curses_panel",
                       nullptr,
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3::screen

PYRO_MODULE_EXPORT PyInit__curses_panel() { return PyModuleDef_Init(&pyro::abi3::screen::kModule); }
