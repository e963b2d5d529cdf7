// The _dbm module: databases of Berkeley DB, through its ndbm interface as mappings.

#include <errno.h>
#include <fcntl.h>

#include <cstdlib>
#include <cstring>

// The older interface comes with the newer header.
#define DB_DBM_HSEARCH 1
#include <db.h>

#include "modules/abi3/support/database.h"
#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

struct State {
  PyObject* error;
  PyTypeObject* type;
};

struct Database {
  PyObject_HEAD DBM* handle;  // null: closed
  State* state;
};

Database* as_database(PyObject* object) { return reinterpret_cast<Database*>(object); }

bool check_open(PyObject* object) {
  if (as_database(object)->handle != nullptr) return true;
  PyErr_SetString(as_database(object)->state->error, "DBM object has already been closed");
  return false;
}

datum as_datum(const DatabaseText& text) {
  datum result;
  result.dptr = text.data();
  result.dsize = text.size();
  return result;
}

PyObject* bytes_of(const datum& item) {
  return PyBytes_FromStringAndSize(static_cast<const char*>(item.dptr),
                                   static_cast<Py_ssize_t>(item.dsize));
}

// The value of a key; null without an exception and *found false if there is none.
PyObject* value_of(PyObject* object, datum key, bool* found) {
  datum value = dbm_fetch(as_database(object)->handle, key);
  *found = value.dptr != nullptr;
  return *found ? bytes_of(value) : nullptr;
}

bool has_key(PyObject* object, datum key) {
  return dbm_fetch(as_database(object)->handle, key).dptr != nullptr;
}

void raise_store_error(Database* self) {
  dbm_clearerr(self->handle);
  if (errno != 0) {
    PyErr_SetFromErrno(self->state->error);
  } else {
    PyErr_SetString(self->state->error, "Cannot add item to database");
  }
}

int remove_key(PyObject* object, PyObject* key, datum text) {
  Database* self = as_database(object);
  if (dbm_delete(self->handle, text) >= 0) return 0;
  dbm_clearerr(self->handle);
  // A database opened to read refuses in any case.
  if (dbm_rdonly(self->handle) != 0 || has_key(object, text)) {
    PyErr_SetString(self->state->error, "Cannot delete item from database");
  } else {
    PyErr_SetObject(PyExc_KeyError, key);
  }
  return -1;
}

PyObject* keys(PyObject* object, PyObject*) {
  if (!check_open(object)) return nullptr;
  DBM* handle = as_database(object)->handle;
  Ref list(PyList_New(0));
  for (datum key = dbm_firstkey(handle); list && key.dptr != nullptr; key = dbm_nextkey(handle)) {
    Ref item(bytes_of(key));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

Py_ssize_t length(PyObject* object) {
  if (!check_open(object)) return -1;
  DBM* handle = as_database(object)->handle;
  Py_ssize_t count = 0;
  for (datum key = dbm_firstkey(handle); key.dptr != nullptr; key = dbm_nextkey(handle)) ++count;
  return count;
}

PyObject* close_database(PyObject* object, PyObject*) {
  Database* self = as_database(object);
  if (self->handle != nullptr) dbm_close(std::exchange(self->handle, nullptr));
  return none();
}

void dealloc(PyObject* object) {
  Ref nothing(close_database(object, nullptr));
  free_instance(object);
}

PyObject* subscript(PyObject* object, PyObject* key) {
  DatabaseText text;
  if (!check_open(object) || !text.set(key, nullptr)) return nullptr;
  bool found;
  PyObject* value = value_of(object, as_datum(text), &found);
  if (!found) PyErr_SetObject(PyExc_KeyError, key);
  return value;
}

int assign(PyObject* object, PyObject* key, PyObject* value) {
  Database* self = as_database(object);
  DatabaseText text, contents;
  if (!check_open(object) || !text.set(key, "dbm mappings have bytes or string elements only"))
    return -1;
  if (value == nullptr) return remove_key(object, key, as_datum(text));
  if (!contents.set(value, "dbm mappings have bytes or string elements only")) return -1;
  errno = 0;
  if (dbm_store(self->handle, as_datum(text), as_datum(contents), DBM_REPLACE) == 0) return 0;
  return raise_store_error(self), -1;
}

PyObject* get(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  DatabaseText text;
  if (!check_positional("get", count, 1, 2) || !check_open(object) ||
      !text.set(arguments[0], nullptr)) {
    return nullptr;
  }
  bool found;
  PyObject* value = value_of(object, as_datum(text), &found);
  return found ? value : new_ref(count == 2 ? arguments[1] : Py_None);
}

PyObject* set_default(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  DatabaseText text;
  if (!check_positional("setdefault", count, 1, 2) || !check_open(object) ||
      !text.set(arguments[0], nullptr)) {
    return nullptr;
  }
  bool found;
  PyObject* value = value_of(object, as_datum(text), &found);
  if (found) return value;
  Ref standard(count == 2 ? new_ref(arguments[1]) : PyBytes_FromStringAndSize(nullptr, 0));
  if (!standard || assign(object, arguments[0], standard) < 0) return nullptr;
  return standard.release();
}

int contains(PyObject* object, PyObject* key) {
  DatabaseText text;
  if (!check_open(object) || !check_database_key(key, "dbm") || !text.set(key, nullptr)) return -1;
  return has_key(object, as_datum(text)) ? 1 : 0;
}

PyObject* enter(PyObject* object, PyObject*) { return new_ref(object); }
PyObject* leave(PyObject* object, PyObject*) { return close_database(object, nullptr); }

PyMethodDef kMethods[] = {
    {"close", close_database, METH_NOARGS, "close($self, /)\n--\n\nClose the database."},
    {"keys", keys, METH_NOARGS, "keys($self, /)\n--\n\nThe list of all keys."},
    {"get", method(get), METH_FASTCALL,
     "get($self, key, default=None, /)\n--\n\nThe value of a key, or the default."},
    {"setdefault", method(set_default), METH_FASTCALL,
     "setdefault($self, key, default=b'', /)\n--\n\nThe value of a key, which is the default from "
     "now "
     "on if there was none."},
    {"__enter__", enter, METH_NOARGS, nullptr},
    {"__exit__", leave, METH_VARARGS, nullptr},
    {}};

PyType_Slot kTypeSlots[] = {{Py_tp_dealloc, slot(dealloc)},
                            {Py_tp_methods, kMethods},
                            {Py_sq_contains, slot(contains)},
                            {Py_mp_length, slot(length)},
                            {Py_mp_subscript, slot(subscript)},
                            {Py_mp_ass_subscript, slot(assign)},
                            {0, nullptr}};
PyType_Spec kSpec = {
    "_dbm.dbm", sizeof(Database), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, kTypeSlots};

// The flags of open() for the letter of a mode; -1 with an exception.
int open_flags(State* state, const char* letters) {
  if (strcmp(letters, "r") == 0) return O_RDONLY;
  if (strcmp(letters, "w") == 0 || strcmp(letters, "rw") == 0) return O_RDWR;
  if (strcmp(letters, "c") == 0) return O_RDWR | O_CREAT;
  if (strcmp(letters, "n") == 0) return O_RDWR | O_CREAT | O_TRUNC;
  PyErr_SetString(state->error, "arg 2 to open should be 'r', 'w', 'c', or 'n'");
  return -1;
}

PyObject* open_database(PyObject* module, PyObject* arguments) {
  auto* state = state_of<State>(module);
  PyObject* file;
  const char* letters = "r";
  int mode = 0666;
  if (!PyArg_ParseTuple(arguments, "O|si:open", &file, &letters, &mode)) return nullptr;
  int flags = open_flags(state, letters);
  if (flags < 0) return nullptr;
  Ref path;
  if (!PyUnicode_FSConverter(file, path.out())) return nullptr;
  errno = 0;
  DBM* handle = dbm_open(PyBytes_AsString(path), flags, mode);
  if (handle == nullptr) return PyErr_SetFromErrnoWithFilenameObject(state->error, file);
  auto* self = allocate<Database>(state->type);
  if (self == nullptr) {
    dbm_close(handle);
    return nullptr;
  }
  self->handle = handle;
  self->state = state;
  return reinterpret_cast<PyObject*>(self);
}

PyMethodDef kFunctions[] = {{"open", open_database, METH_VARARGS,
                             "open($module, filename, flags='r', mode=0o666, /)\n--\n\nOpen a "
                             "database to read (r), to write "
                             "(w), created if needed (c), or new (n)."},
                            {}};

int execute(PyObject* module) {
  auto* state = state_of<State>(module);
  state->error = PyErr_NewException("_dbm.error", PyExc_OSError, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "error", state->error) < 0)
    return -1;
  state->type = reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kSpec, nullptr));
  if (state->type == nullptr) return -1;
  return PyModule_AddStringConstant(module, "library", "Berkeley DB");
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_of<State>(module)->error);
  Py_VISIT(state_of<State>(module)->type);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(state_of<State>(module)->error);
  Py_CLEAR(state_of<State>(module)->type);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "_dbm",
                       "Databases of Berkeley DB, through its ndbm interface.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__dbm() { return PyModuleDef_Init(&pyro::abi3::kModule); }
