// The pwd module: the user database.

#include <errno.h>
#include <pwd.h>

#include "modules/abi3/support/array.h"
#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

using State = References<1>;
PyTypeObject* entry_type(PyObject* module) {
  return reinterpret_cast<PyTypeObject*>(state_of<State>(module)->items[0]);
}

PyObject* optional_text(const char* text) { return text == nullptr ? none() : system_text(text); }

// -1 is a valid id in Python; in C it has all bits set.
PyObject* id_object(unsigned id) {
  return id == static_cast<unsigned>(-1) ? PyLong_FromLong(-1) : PyLong_FromUnsignedLong(id);
}

PyObject* make_entry(PyObject* module, const passwd* entry) {
  Ref result(PyStructSequence_New(entry_type(module)));
  if (!result || !set_field(result, 0, optional_text(entry->pw_name)) ||
      !set_field(result, 1, optional_text(entry->pw_passwd)) ||
      !set_field(result, 2, id_object(entry->pw_uid)) ||
      !set_field(result, 3, id_object(entry->pw_gid)) ||
      !set_field(result, 4, optional_text(entry->pw_gecos)) ||
      !set_field(result, 5, optional_text(entry->pw_dir)) ||
      !set_field(result, 6, optional_text(entry->pw_shell))) {
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
    passwd entry, *found = nullptr;
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

PyObject* get_by_id(PyObject* module, PyObject* object) {
  Ref index(PyNumber_Index(object));
  if (!index) return nullptr;
  long long value = PyLong_AsLongLong(index);
  if ((value == -1 && PyErr_Occurred()) || value < -1 || value > 0xffffffffLL) {
    PyErr_Clear();
    PyErr_SetString(PyExc_KeyError, "getpwuid(): uid not found");
    return nullptr;
  }
  auto id = static_cast<uid_t>(value);
  PyObject* result = look_up(module, [&](passwd* entry, char* buffer, size_t size, passwd** found) {
    return getpwuid_r(id, entry, buffer, size, found);
  });
  if (result != nullptr || PyErr_Occurred()) return result;
  return PyErr_Format(PyExc_KeyError, "getpwuid(): uid not found: %S", index.get());
}

PyObject* get_by_name(PyObject* module, PyObject* name) {
  if (!PyUnicode_Check(name)) {
    Ref type(PyType_GetName(Py_TYPE(name)));
    return type ? PyErr_Format(
                      PyExc_TypeError, "getpwnam() argument must be str, not %U",
                      name == Py_None ? Ref(PyUnicode_FromString("None")).get() : type.get())
                : nullptr;
  }
  Ref bytes(PyUnicode_EncodeFSDefault(name));
  char* text;
  if (!bytes || PyBytes_AsStringAndSize(bytes, &text, nullptr) < 0) return nullptr;
  PyObject* result = look_up(module, [&](passwd* entry, char* buffer, size_t size, passwd** found) {
    return getpwnam_r(text, entry, buffer, size, found);
  });
  if (result != nullptr || PyErr_Occurred()) return result;
  return PyErr_Format(PyExc_KeyError, "getpwnam(): name not found: %R", name);
}

PyObject* get_all(PyObject* module, PyObject*) {
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  setpwent();
  while (passwd* entry = getpwent()) {
    Ref item(make_entry(module, entry));
    if (!item || PyList_Append(list, item) < 0) {
      endpwent();
      return nullptr;
    }
  }
  endpwent();
  return list.release();
}

PyMethodDef kFunctions[] = {
    {"getpwuid", get_by_id, METH_O,
     "getpwuid($module, uidobj, /)\n--\n\nThe entry of a user id; KeyError if there is none."},
    {"getpwnam", get_by_name, METH_O,
     "getpwnam($module, name, /)\n--\n\nThe entry of a user name; KeyError if there is none."},
    {"getpwall", get_all, METH_NOARGS,
     "getpwall($module, /)\n--\n\nAll entries, in the order of the database."},
    {}};

PyStructSequence_Field kFields[] = {{"pw_name", "user name"},      {"pw_passwd", "password"},
                                    {"pw_uid", "user id"},         {"pw_gid", "group id"},
                                    {"pw_gecos", "real name"},     {"pw_dir", "home directory"},
                                    {"pw_shell", "shell program"}, {}};
PyStructSequence_Desc kEntry = {
    "pwd.struct_passwd",
    "An entry of the user database: name, password, user id, group id, real name, home, shell.",
    kFields, 7};

int execute(PyObject* module) {
  PyObject*& type = state_of<State>(module)->items[0];
  type = reinterpret_cast<PyObject*>(PyStructSequence_NewType(&kEntry));
  if (type == nullptr) return -1;
  return PyModule_AddObjectRef(module, "struct_passwd", type);
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "pwd",
                       "The user database of the system.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse_references<1>,
                       clear_references<1>,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_pwd() { return PyModuleDef_Init(&pyro::abi3::kModule); }
