// What Readline calls: completion and hooks. An exception of a Python function is dropped, as the
// library could do nothing with it.

#include <cstdlib>
#include <cstring>

#include "modules/abi3/readline/editor.h"

namespace pyro::abi3::editing {

namespace {

// A copy that the library frees.
char* library_copy(PyObject* text) {
  Ref bytes(encode(text));
  const char* characters = bytes ? PyBytes_AsString(bytes) : nullptr;
  return characters == nullptr ? nullptr : strdup(characters);
}

char* next_completion(const char* text, int index) {
  Locked lock;
  Ref module;
  State* state = current_state(&module);
  if (state == nullptr || state->hooks[kCompleter] == nullptr) return nullptr;
  rl_attempted_completion_over = 1;  // no file names where the completer finds nothing
  Ref argument(decode(text));
  Ref function = Ref::borrow(state->hooks[kCompleter]);
  Ref result(argument ? PyObject_CallFunction(function, "Oi", argument.get(), index) : nullptr);
  char* completion = result && result != Py_None ? library_copy(result) : nullptr;
  if (PyErr_Occurred()) PyErr_Clear();
  return completion;
}

// How many characters the first `size` bytes of the line are.
PyObject* character_count(int size) {
  Ref bytes(PyBytes_FromStringAndSize(rl_line_buffer, size));
  if (!bytes) return nullptr;
  Ref text(decode(PyBytes_AsString(bytes)));
  return text ? PyLong_FromSsize_t(PyUnicode_GetLength(text)) : nullptr;
}

char** complete(const char* text, int begin, int end) {
  {
    Locked lock;
    Ref module;
    State* state = current_state(&module);
    if (state != nullptr) {
      Ref first(character_count(begin)), last(character_count(end));
      if (first && last) {
        replace_ref(state->begin, first.release());
        replace_ref(state->end, last.release());
      }
    }
    if (PyErr_Occurred()) PyErr_Clear();
  }
  rl_completion_append_character = '\0';
  rl_completion_suppress_append = 0;
  return rl_completion_matches(text, next_completion);
}

int call_hook(HookIndex index) {
  Locked lock;
  Ref module;
  State* state = current_state(&module);
  if (state == nullptr || state->hooks[index] == nullptr) return 0;
  Ref function = Ref::borrow(state->hooks[index]);
  Ref result(PyObject_CallNoArgs(function));
  long value = result && result != Py_None ? PyLong_AsLong(result) : 0;
  if (PyErr_Occurred()) {
    PyErr_Clear();
    return 0;
  }
  return static_cast<int>(value);
}

int on_startup() { return call_hook(kStartup); }
int on_pre_input() { return call_hook(kPreInput); }

void display_matches(char** matches, int count, int longest) {
  Locked lock;
  Ref module;
  State* state = current_state(&module);
  if (state == nullptr || state->hooks[kDisplayMatches] == nullptr) return;
  Ref list(PyList_New(0)), text(decode(matches[0]));
  for (int i = 1; i <= count && list; i++) {
    Ref match(decode(matches[i]));
    if (!match || PyList_Append(list, match) < 0) list.reset();
  }
  Ref function = Ref::borrow(state->hooks[kDisplayMatches]);
  if (list && text)
    Ref result(PyObject_CallFunction(function, "OOi", text.get(), list.get(), longest));
  if (PyErr_Occurred()) PyErr_Clear();
}

PyObject* set_hook(PyObject* module, PyObject* arguments, HookIndex index, const char* name) {
  PyObject* function = Py_None;
  if (!PyArg_UnpackTuple(arguments, name, 0, 1, &function)) return nullptr;
  State* state = state_of<State>(module);
  if (function != Py_None && !PyCallable_Check(function)) {
    return PyErr_Format(PyExc_TypeError, "%s(func): argument not callable", name);
  }
  replace_ref(state->hooks[index], function == Py_None ? nullptr : new_ref(function));
  if (index == kDisplayMatches)
    rl_completion_display_matches_hook = function == Py_None ? nullptr : display_matches;
  return none();
}

PyObject* set_completer(PyObject* module, PyObject* arguments) {
  return set_hook(module, arguments, kCompleter, "set_completer");
}
PyObject* set_startup_hook(PyObject* module, PyObject* arguments) {
  return set_hook(module, arguments, kStartup, "set_startup_hook");
}
PyObject* set_pre_input_hook(PyObject* module, PyObject* arguments) {
  return set_hook(module, arguments, kPreInput, "set_pre_input_hook");
}
PyObject* set_display_hook(PyObject* module, PyObject* arguments) {
  return set_hook(module, arguments, kDisplayMatches, "set_completion_display_matches_hook");
}
PyObject* get_completer(PyObject* module, PyObject*) {
  PyObject* completer = state_of<State>(module)->hooks[kCompleter];
  return completer == nullptr ? none() : new_ref(completer);
}

}  // namespace

void install_callbacks() {
  rl_attempted_completion_function = complete;
  rl_startup_hook = on_startup;
  rl_pre_input_hook = on_pre_input;
}

PyMethodDef kHookFunctions[] = {
    {"set_completer", method(set_completer), METH_VARARGS,
     "set_completer($module, function=None, /)\n--\n\nSets the function that completes words: "
     "called with the word and a state that counts from 0, until it gives no str. None removes "
     "it."},
    {"get_completer", method(get_completer), METH_NOARGS,
     "get_completer($module, /)\n--\n\nThe function that completes words, or None."},
    {"set_startup_hook", method(set_startup_hook), METH_VARARGS,
     "set_startup_hook($module, function=None, /)\n--\n\nSets the function that runs before the "
     "first prompt of a line; None removes it."},
    {"set_pre_input_hook", method(set_pre_input_hook), METH_VARARGS,
     "set_pre_input_hook($module, function=None, /)\n--\n\nSets the function that runs between the "
     "prompt and the first character; None removes it."},
    {"set_completion_display_matches_hook", method(set_display_hook), METH_VARARGS,
     "set_completion_display_matches_hook($module, function=None, /)\n--\n\nSets the function that "
     "shows the completions; None removes it."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace pyro::abi3::editing
