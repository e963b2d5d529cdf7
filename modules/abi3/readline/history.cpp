// The history: its items and its files.

#include <cerrno>
#include <cstdlib>

#include "modules/abi3/readline/editor.h"

namespace pyro::abi3::editing {

namespace {

// A file name argument that may be None (null then). False with an exception set.
bool file_name(PyObject* value, Ref* bytes, const char** name) {
  *name = nullptr;
  if (value == Py_None) return true;
  if (!PyUnicode_FSConverter(value, bytes->out())) return false;
  *name = PyBytes_AsString(*bytes);
  return *name != nullptr;
}

PyObject* none_or_errno(int number) {
  if (number == 0) return none();
  errno = number;
  return PyErr_SetFromErrno(PyExc_OSError);
}

int truncate_file(PyObject* module, const char* name) {
  int limit = state_of<State>(module)->history_limit;
  if (limit >= 0) history_truncate_file(name, limit);
  return 0;
}

PyObject* read_history_file(PyObject*, PyObject* arguments) {
  PyObject* file = Py_None;
  if (!PyArg_UnpackTuple(arguments, "read_history_file", 0, 1, &file)) return nullptr;
  Ref bytes;
  const char* name;
  if (!file_name(file, &bytes, &name)) return nullptr;
  return none_or_errno(read_history(name));
}

PyObject* write_history_file(PyObject* module, PyObject* arguments) {
  PyObject* file = Py_None;
  if (!PyArg_UnpackTuple(arguments, "write_history_file", 0, 1, &file)) return nullptr;
  Ref bytes;
  const char* name;
  if (!file_name(file, &bytes, &name)) return nullptr;
  int error = write_history(name);
  if (error == 0) truncate_file(module, name);
  return none_or_errno(error);
}

PyObject* append_history_file(PyObject* module, PyObject* arguments) {
  PyObject* file = Py_None;
  int count;
  if (!PyArg_ParseTuple(arguments, "i|O:append_history_file", &count, &file)) return nullptr;
  Ref bytes;
  const char* name;
  if (!file_name(file, &bytes, &name)) return nullptr;
  int error = append_history(count, name);
  if (error == 0) truncate_file(module, name);
  return none_or_errno(error);
}

PyObject* set_history_length(PyObject* module, PyObject* value) {
  long limit = PyLong_AsLong(value);
  if (limit == -1 && PyErr_Occurred()) return nullptr;
  state_of<State>(module)->history_limit = static_cast<int>(limit);
  return none();
}

PyObject* get_history_length(PyObject* module, PyObject*) {
  return PyLong_FromLong(state_of<State>(module)->history_limit);
}
PyObject* get_current_history_length(PyObject*, PyObject*) {
  return PyLong_FromLong(history_length);
}

PyObject* get_history_item(PyObject*, PyObject* value) {
  long index = PyLong_AsLong(value);
  if (index == -1 && PyErr_Occurred()) return nullptr;
  HIST_ENTRY* entry = history_get(static_cast<int>(index));
  return entry == nullptr ? none() : decode(entry->line);
}

bool history_position(long position) {
  if (position == -1 && PyErr_Occurred()) return false;
  if (position >= 0) return true;
  PyErr_SetString(PyExc_ValueError, "History index cannot be negative");
  return false;
}

PyObject* no_item(long position) {
  return PyErr_Format(PyExc_ValueError, "No history item at position %ld", position);
}

PyObject* give_up(HIST_ENTRY* entry) {
  std::free(free_history_entry(entry));
  return none();
}

PyObject* remove_history_item(PyObject*, PyObject* value) {
  long position = PyLong_AsLong(value);
  if (!history_position(position)) return nullptr;
  HIST_ENTRY* entry = remove_history(static_cast<int>(position));
  return entry == nullptr ? no_item(position) : give_up(entry);
}

PyObject* replace_history_item(PyObject*, PyObject* arguments) {
  PyObject *index, *line;
  if (!PyArg_UnpackTuple(arguments, "replace_history_item", 2, 2, &index, &line)) return nullptr;
  long position = PyLong_AsLong(index);
  if (position == -1 && PyErr_Occurred()) return nullptr;
  Ref bytes(encode(line));
  if (!bytes || !history_position(position)) return nullptr;
  HIST_ENTRY* entry =
      replace_history_entry(static_cast<int>(position), PyBytes_AsString(bytes), nullptr);
  return entry == nullptr ? no_item(position) : give_up(entry);
}

PyObject* add_history_line(PyObject*, PyObject* line) {
  Ref bytes(encode(line));
  if (!bytes) return nullptr;
  add_history(PyBytes_AsString(bytes));
  return none();
}

PyObject* clear_all(PyObject*, PyObject*) {
  clear_history();
  return none();
}

PyObject* set_auto_history(PyObject* module, PyObject* value) {
  int enabled = PyObject_IsTrue(value);
  if (enabled < 0) return nullptr;
  state_of<State>(module)->auto_history = enabled != 0;
  return none();
}

}  // namespace

PyMethodDef kHistoryFunctions[] = {
    {"read_history_file", method(read_history_file), METH_VARARGS,
     "read_history_file($module, filename=None, /)\n--\n\nReads a file of lines into the history; "
     "~/.history unless named."},
    {"write_history_file", method(write_history_file), METH_VARARGS,
     "write_history_file($module, filename=None, /)\n--\n\nWrites the history to a file; "
     "~/.history unless named."},
    {"append_history_file", method(append_history_file), METH_VARARGS,
     "append_history_file($module, nelements, filename=None, /)\n--\n\nAppends the last nelements "
     "lines of the history to a file; ~/.history unless named."},
    {"set_history_length", method(set_history_length), METH_O,
     "set_history_length($module, length, /)\n--\n\nSets how many lines a history file may get at "
     "most; negative: no limit."},
    {"get_history_length", method(get_history_length), METH_NOARGS,
     "get_history_length($module, /)\n--\n\nHow many lines a history file may get at most; "
     "negative: no limit."},
    {"get_current_history_length", method(get_current_history_length), METH_NOARGS,
     "get_current_history_length($module, /)\n--\n\nHow many lines the history has now."},
    {"get_history_item", method(get_history_item), METH_O,
     "get_history_item($module, index, /)\n--\n\nA line of the history, counted from 1; None if "
     "there is none."},
    {"remove_history_item", method(remove_history_item), METH_O,
     "remove_history_item($module, pos, /)\n--\n\nTakes a line out of the history, counted from "
     "0."},
    {"replace_history_item", method(replace_history_item), METH_VARARGS,
     "replace_history_item($module, pos, line, /)\n--\n\nPuts another line in the place of one in "
     "the history, counted from 0."},
    {"add_history", method(add_history_line), METH_O,
     "add_history($module, string, /)\n--\n\nAdds a line to the history."},
    {"clear_history", method(clear_all), METH_NOARGS,
     "clear_history($module, /)\n--\n\nEmpties the history."},
    {"set_auto_history", method(set_auto_history), METH_O,
     "set_auto_history($module, enabled, /)\n--\n\nWhether lines that were read enter the history "
     "by themselves."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace pyro::abi3::editing
