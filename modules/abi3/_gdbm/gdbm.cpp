// The _gdbm module: databases of the GNU dbm library as mappings.

#include <errno.h>
#include <fcntl.h>
#include <gdbm.h>

#include <cstdlib>

#include "modules/abi3/support/database.h"
#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

struct State {
  PyObject* error;
  PyTypeObject* type;
};

struct Database {
  PyObject_HEAD GDBM_FILE handle;  // null: closed
  State* state;
};

Database* as_database(PyObject* object) { return reinterpret_cast<Database*>(object); }

bool check_open(PyObject* object) {
  if (as_database(object)->handle != nullptr) return true;
  PyErr_SetString(as_database(object)->state->error, "GDBM object has already been closed");
  return false;
}

datum as_datum(const DatabaseText& text) {
  datum result;
  result.dptr = text.data();
  result.dsize = text.size();
  return result;
}

// Takes over the memory of a key or value; None for nothing.
PyObject* take_bytes(datum item) {
  if (item.dptr == nullptr) return none();
  PyObject* bytes = PyBytes_FromStringAndSize(item.dptr, item.dsize);
  free(item.dptr);
  return bytes;
}

// The value of a key; null without an exception and *found false if there is none.
PyObject* value_of(PyObject* object, datum key, bool* found) {
  datum value = gdbm_fetch(as_database(object)->handle, key);
  *found = value.dptr != nullptr;
  return *found ? take_bytes(value) : nullptr;
}

bool has_key(PyObject* object, datum key) {
  return gdbm_exists(as_database(object)->handle, key) != 0;
}

void raise_store_error(Database* self) {
  if (errno != 0) {
    PyErr_SetFromErrno(self->state->error);
  } else {
    PyErr_SetString(self->state->error, gdbm_strerror(gdbm_errno));
  }
}

int remove_key(PyObject* object, PyObject* key, datum text) {
  Database* self = as_database(object);
  if (gdbm_delete(self->handle, text) >= 0) return 0;
  if (gdbm_errno == GDBM_ITEM_NOT_FOUND) {
    PyErr_SetObject(PyExc_KeyError, key);
  } else {
    PyErr_SetString(self->state->error, gdbm_strerror(gdbm_errno));
  }
  return -1;
}

PyObject* keys(PyObject* object, PyObject*) {
  if (!check_open(object)) return nullptr;
  GDBM_FILE handle = as_database(object)->handle;
  Ref list(PyList_New(0));
  datum key = gdbm_firstkey(handle);
  while (list && key.dptr != nullptr) {
    Ref item(PyBytes_FromStringAndSize(key.dptr, key.dsize));
    datum next = gdbm_nextkey(handle, key);
    free(key.dptr);
    key = next;
    if (!item || PyList_Append(list, item) < 0) {
      free(key.dptr);
      return nullptr;
    }
  }
  return list.release();
}

Py_ssize_t length(PyObject* object) {
  if (!check_open(object)) return -1;
  gdbm_count_t count;
  errno = 0;
  if (gdbm_count(as_database(object)->handle, &count) < 0) {
    raise_store_error(as_database(object));
    return -1;
  }
  return static_cast<Py_ssize_t>(count);
}

PyObject* first_key(PyObject* object, PyObject*) {
  return check_open(object) ? take_bytes(gdbm_firstkey(as_database(object)->handle)) : nullptr;
}

PyObject* next_key(PyObject* object, PyObject* key) {
  DatabaseText text;
  if (!check_open(object) || !text.set(key, nullptr)) return nullptr;
  return take_bytes(gdbm_nextkey(as_database(object)->handle, as_datum(text)));
}

PyObject* reorganize(PyObject* object, PyObject*) {
  if (!check_open(object)) return nullptr;
  errno = 0;
  if (gdbm_reorganize(as_database(object)->handle) < 0) {
    raise_store_error(as_database(object));
    return nullptr;
  }
  return none();
}

PyObject* synchronize(PyObject* object, PyObject*) {
  if (!check_open(object)) return nullptr;
  gdbm_sync(as_database(object)->handle);
  return none();
}

PyObject* close_database(PyObject* object, PyObject*) {
  Database* self = as_database(object);
  if (self->handle != nullptr) gdbm_close(std::exchange(self->handle, nullptr));
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
  if (!check_open(object) || !text.set(key, "gdbm mappings have bytes or string indices only"))
    return -1;
  if (value == nullptr) return remove_key(object, key, as_datum(text));
  if (!contents.set(value, "gdbm mappings have bytes or string indices only")) return -1;
  errno = 0;
  if (gdbm_store(self->handle, as_datum(text), as_datum(contents), GDBM_REPLACE) == 0) return 0;
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
  Ref standard(new_ref(count == 2 ? arguments[1] : Py_None));
  if (assign(object, arguments[0], standard) < 0) return nullptr;
  return value_of(object, as_datum(text), &found);
}

int contains(PyObject* object, PyObject* key) {
  DatabaseText text;
  if (!check_open(object) || !check_database_key(key, "gdbm") || !text.set(key, nullptr)) return -1;
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
    {"firstkey", first_key, METH_NOARGS, "firstkey($self, /)\n--\n\nThe first key, or None."},
    {"nextkey", next_key, METH_O, "nextkey($self, key, /)\n--\n\nThe key after a key, or None."},
    {"reorganize", reorganize, METH_NOARGS,
     "reorganize($self, /)\n--\n\nGive back the room of what was deleted."},
    {"sync", synchronize, METH_NOARGS, "sync($self, /)\n--\n\nWrite all changes to the file."},
    {}};

PyType_Slot kTypeSlots[] = {{Py_tp_dealloc, slot(dealloc)},
                            {Py_tp_methods, kMethods},
                            {Py_sq_contains, slot(contains)},
                            {Py_mp_length, slot(length)},
                            {Py_mp_subscript, slot(subscript)},
                            {Py_mp_ass_subscript, slot(assign)},
                            {0, nullptr}};
PyType_Spec kSpec = {
    "_gdbm.gdbm", sizeof(Database), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, kTypeSlots};

// The flags of gdbm_open() for the letters of a mode; -1 with an exception.
int open_flags(State* state, const char* letters) {
  int flags;
  switch (letters[0]) {
    case 'r':
      flags = GDBM_READER;
      break;
    case 'w':
      flags = GDBM_WRITER;
      break;
    case 'c':
      flags = GDBM_WRCREAT;
      break;
    case 'n':
      flags = GDBM_NEWDB;
      break;
    default:
      PyErr_SetString(state->error, "First flag must be one of 'r', 'w', 'c' or 'n'");
      return -1;
  }
  for (const char* letter = letters + 1; *letter != 0; ++letter) {
    switch (*letter) {
      case 'f':
        flags |= GDBM_FAST;
        break;
      case 's':
        flags |= GDBM_SYNC;
        break;
      case 'u':
        flags |= GDBM_NOLOCK;
        break;
      default:
        PyErr_Format(state->error, "Flag '%c' is not supported.", *letter);
        return -1;
    }
  }
  return flags;
}

PyObject* open_database(PyObject* module, PyObject* arguments) {
  auto* state = state_of<State>(module);
  PyObject* file;
  const char* letters = "r";
  int mode = 0666;
  if (!PyArg_ParseTuple(arguments, "O|si:open", &file, &letters, &mode)) return nullptr;
  Ref path;
  if (!PyUnicode_FSConverter(file, path.out())) return nullptr;
  int flags = open_flags(state, letters);
  if (flags < 0) return nullptr;
  errno = 0;
  GDBM_FILE handle = gdbm_open(PyBytes_AsString(path), 0, flags, mode, nullptr);
  if (handle == nullptr) {
    if (errno != 0) return PyErr_SetFromErrnoWithFilenameObject(state->error, file);
    PyErr_SetString(state->error, gdbm_strerror(gdbm_errno));
    return nullptr;
  }
  auto* self = allocate<Database>(state->type);
  if (self == nullptr) {
    gdbm_close(handle);
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
  state->error = PyErr_NewException("_gdbm.error", PyExc_OSError, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "error", state->error) < 0)
    return -1;
  state->type = reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kSpec, nullptr));
  if (state->type == nullptr) return -1;
  return PyModule_AddStringConstant(module, "open_flags", "rwcnfsu");
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
                       "_gdbm",
                       "Databases of the GNU dbm library.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__gdbm() { return PyModuleDef_Init(&pyro::abi3::kModule); }
