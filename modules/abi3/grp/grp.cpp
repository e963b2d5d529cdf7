// The grp module: the group database.

#include <errno.h>
#include <grp.h>

#include "modules/abi3/support/array.h"
#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

using State = References<1>;
PyTypeObject* entry_type(PyObject* module) {
  return reinterpret_cast<PyTypeObject*>(state_of<State>(module)->items[0]);
}

PyObject* member_list(char** members) {
  Ref list(PyList_New(0));
  for (; list && members != nullptr && *members != nullptr; ++members) {
    Ref name(system_text(*members));
    if (!name || PyList_Append(list, name) < 0) return nullptr;
  }
  return list.release();
}

PyObject* optional_text(const char* text) { return text == nullptr ? none() : system_text(text); }

PyObject* make_entry(PyObject* module, const group* entry) {
  Ref result(PyStructSequence_New(entry_type(module)));
  if (!result || !set_field(result, 0, optional_text(entry->gr_name)) ||
      !set_field(result, 1, optional_text(entry->gr_passwd)) ||
      !set_field(result, 2, PyLong_FromUnsignedLong(entry->gr_gid)) ||
      !set_field(result, 3, member_list(entry->gr_mem))) {
    return nullptr;
  }
  return result.release();
}

// Runs `find(entry, buffer, size, found)` of the get*_r family with a growing buffer. Null with an
// exception, or without one if there is no such entry.
template <class Find>
PyObject* look_up(PyObject* module, Find find) {
  Array<char> buffer;
  for (size_t size = 1024; buffer.resize(size); size *= 2) {
    group entry, *found = nullptr;
    int error;
    {
      Unlocked unlocked;
      error = find(&entry, buffer.data(), buffer.size(), &found);
    }
    if (found != nullptr) return make_entry(module, found);
    if (error == ERANGE) continue;
    if (error == ENOMEM) return PyErr_NoMemory();
    return nullptr;
  }
  return nullptr;
}

// A group id: an int of 32 bits, or -1. False with an exception; `*known` is false if no group can
// have it.
bool parse_id(PyObject* object, gid_t* id, bool* known) {
  Ref index(PyNumber_Index(object));
  if (!index) return false;
  long long value = PyLong_AsLongLong(index);
  *known = !(value == -1 && PyErr_Occurred());
  if (!*known) PyErr_Clear();
  if (value < -1 || value > 0xffffffffLL) *known = false;
  *id = static_cast<gid_t>(value);
  return true;
}

PyObject* get_by_id(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"id", nullptr};
  PyObject* object;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O:getgrgid", keywords(kNames), &object)) {
    return nullptr;
  }
  gid_t id;
  bool known;
  if (!parse_id(object, &id, &known)) return nullptr;
  if (known) {
    PyObject* result = look_up(module, [&](group* entry, char* buffer, size_t size, group** found) {
      return getgrgid_r(id, entry, buffer, size, found);
    });
    if (result != nullptr || PyErr_Occurred()) return result;
  }
  return PyErr_Format(PyExc_KeyError, "getgrgid(): gid not found: %S", object);
}

PyObject* get_by_name(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"name", nullptr};
  PyObject* name;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "U:getgrnam", keywords(kNames), &name)) {
    return nullptr;
  }
  Ref bytes(PyUnicode_EncodeFSDefault(name));
  char* text;
  if (!bytes || PyBytes_AsStringAndSize(bytes, &text, nullptr) < 0) return nullptr;
  PyObject* result = look_up(module, [&](group* entry, char* buffer, size_t size, group** found) {
    return getgrnam_r(text, entry, buffer, size, found);
  });
  if (result != nullptr || PyErr_Occurred()) return result;
  return PyErr_Format(PyExc_KeyError, "getgrnam(): name not found: %R", name);
}

PyObject* get_all(PyObject* module, PyObject*) {
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  setgrent();
  while (group* entry = getgrent()) {
    Ref item(make_entry(module, entry));
    if (!item || PyList_Append(list, item) < 0) {
      endgrent();
      return nullptr;
    }
  }
  endgrent();
  return list.release();
}

PyMethodDef kFunctions[] = {
    {"getgrgid", method(get_by_id), METH_VARARGS | METH_KEYWORDS,
     "getgrgid($module, /, id)\n--\n\nThe entry of a group id; KeyError if there is none."},
    {"getgrnam", method(get_by_name), METH_VARARGS | METH_KEYWORDS,
     "getgrnam($module, /, name)\n--\n\nThe entry of a group name; KeyError if there is none."},
    {"getgrall", get_all, METH_NOARGS,
     "getgrall($module, /)\n--\n\nAll entries, in the order of the database."},
    {}};

PyStructSequence_Field kFields[] = {{"gr_name", "group name"},
                                    {"gr_passwd", "password"},
                                    {"gr_gid", "group id"},
                                    {"gr_mem", "group members"},
                                    {}};
PyStructSequence_Desc kEntry = {
    "grp.struct_group", "An entry of the group database: name, password, id, members.", kFields, 4};

int execute(PyObject* module) {
  PyObject*& type = state_of<State>(module)->items[0];
  type = reinterpret_cast<PyObject*>(PyStructSequence_NewType(&kEntry));
  if (type == nullptr) return -1;
  return PyModule_AddObjectRef(module, "struct_group", type);
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "grp",
                       "The group database of the system.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse_references<1>,
                       clear_references<1>,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_grp() { return PyModuleDef_Init(&pyro::abi3::kModule); }
