// The spwd module: the shadow password database.

#include <errno.h>
#include <shadow.h>

#include "modules/abi3/support/array.h"
#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

using State = References<1>;

PyObject* optional_text(const char* text) { return text == nullptr ? none() : system_text(text); }

PyObject* make_entry(PyObject* module, const spwd* entry) {
  auto* type = reinterpret_cast<PyTypeObject*>(state_of<State>(module)->items[0]);
  Ref result(PyStructSequence_New(type));
  if (!result || !set_field(result, 0, optional_text(entry->sp_namp)) ||
      !set_field(result, 1, optional_text(entry->sp_pwdp))) {
    return nullptr;
  }
  const long numbers[] = {entry->sp_lstchg,
                          entry->sp_min,
                          entry->sp_max,
                          entry->sp_warn,
                          entry->sp_inact,
                          entry->sp_expire,
                          static_cast<long>(entry->sp_flag)};
  Py_ssize_t place = 2;
  for (long number : numbers) {
    if (!set_field(result, place++, PyLong_FromLong(number))) return nullptr;
  }
  // The older names of the first two, outside of the tuple.
  if (!set_field(result, 9, optional_text(entry->sp_namp)) ||
      !set_field(result, 10, optional_text(entry->sp_pwdp))) {
    return nullptr;
  }
  return result.release();
}

PyObject* get_by_name(PyObject* module, PyObject* name) {
  if (!PyUnicode_Check(name)) {
    Ref type(PyType_GetName(Py_TYPE(name)));
    return type ? PyErr_Format(PyExc_TypeError, "getspnam() argument must be str, not %U",
                               type.get())
                : nullptr;
  }
  Ref bytes(PyUnicode_EncodeFSDefault(name));
  char* text;
  if (!bytes || PyBytes_AsStringAndSize(bytes, &text, nullptr) < 0) return nullptr;
  Array<char> buffer;
  for (size_t size = 1024; buffer.resize(size); size *= 2) {
    spwd entry, *found = nullptr;
    int error;
    {
      Unlocked unlocked;
      error = getspnam_r(text, &entry, buffer.data(), buffer.size(), &found);
    }
    if (found != nullptr) return make_entry(module, found);
    if (error == ERANGE) continue;
    if (error != 0 && error != ENOENT) {
      errno = error;
      return os_error();
    }
    PyErr_SetString(PyExc_KeyError, "getspnam(): name not found");
    return nullptr;
  }
  return nullptr;
}

PyObject* get_all(PyObject* module, PyObject*) {
  Ref list(PyList_New(0));
  if (!list) return nullptr;
  setspent();
  while (spwd* entry = getspent()) {
    Ref item(make_entry(module, entry));
    if (!item || PyList_Append(list, item) < 0) {
      endspent();
      return nullptr;
    }
  }
  endspent();
  return list.release();
}

PyMethodDef kFunctions[] = {
    {"getspnam", get_by_name, METH_O,
     "getspnam($module, arg, /)\n--\n\nThe entry of a user name; KeyError if there is none."},
    {"getspall", get_all, METH_NOARGS,
     "getspall($module, /)\n--\n\nAll entries, in the order of the database."},
    {}};

PyStructSequence_Field kFields[] = {
    {"sp_namp", "login name"},
    {"sp_pwdp", "encrypted password"},
    {"sp_lstchg", "day on which the password was set"},
    {"sp_min", "days that must pass between changes"},
    {"sp_max", "days after which the password must change"},
    {"sp_warn", "days of warning before the password expires"},
    {"sp_inact", "days from expiry until the account is locked"},
    {"sp_expire", "day on which the account expires, counted from 1970-01-01"},
    {"sp_flag", "reserved"},
    {"sp_nam", "login name; deprecated"},
    {"sp_pwd", "an older name of sp_pwdp"},
    {}};
PyStructSequence_Desc kEntry = {"spwd.struct_spwd", "An entry of the shadow password database.",
                                kFields, 9};

int execute(PyObject* module) {
  PyObject*& type = state_of<State>(module)->items[0];
  type = reinterpret_cast<PyObject*>(PyStructSequence_NewType(&kEntry));
  return type == nullptr ? -1 : PyModule_AddObjectRef(module, "struct_spwd", type);
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "spwd",
                       "The shadow password database of the system.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse_references<1>,
                       clear_references<1>,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_spwd() { return PyModuleDef_Init(&pyro::abi3::kModule); }
