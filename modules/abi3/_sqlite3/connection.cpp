// Connections: opening and closing, transactions, the cache of statements, settings.

#include <cstring>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

bool check_thread(Connection* self) {
  if (!self->initialized) {
    PyObject* module = module_of(Py_TYPE(reinterpret_cast<PyObject*>(self)), &sqlite_module);
    if (module != nullptr) {
      raise_programming(sqlite_state(module), "Base Connection.__init__ not called.");
    }
    return false;
  }
  unsigned long here = PyThread_get_thread_ident();
  if (!self->check_thread || here == self->thread) return true;
  PyErr_Format(
      self->state->programming_error,
      "SQLite objects created in a thread can only be used in that same thread. The object was "
      "created in thread id %lu and this is thread id %lu.",
      self->thread, here);
  return false;
}

bool check_connection(Connection* self) {
  if (!self->initialized) return check_thread(self);
  if (self->database != nullptr) return true;
  return raise_programming(self->state, "Cannot operate on a closed database.") != nullptr;
}

namespace {

bool check(Connection* self) { return check_thread(self) && check_connection(self); }

// Makes room for one more statement: the one that was used longest ago goes.
void shrink_cache(Connection* self) {
  while (PyDict_Size(self->statements) >= self->cache_size) {
    Py_ssize_t position = 0;
    PyObject *key, *value;
    if (!PyDict_Next(self->statements, &position, &key, &value)) return;
    Ref oldest = Ref::borrow(key);
    if (PyDict_DelItem(self->statements, oldest) < 0) return PyErr_Clear();
  }
}

}  // namespace

PyObject* find_statement(Connection* self, PyObject* sql) {
  Ref cached = Ref::borrow(PyDict_GetItemWithError(self->statements, sql));
  if (!cached && PyErr_Occurred()) return nullptr;
  if (cached && !as_statement(cached)->in_use) {
    // Last in the dictionary is last used.
    if (PyDict_DelItem(self->statements, sql) < 0 ||
        PyDict_SetItem(self->statements, sql, cached) < 0) {
      return nullptr;
    }
    return cached.release();
  }
  Ref fresh(compile_statement(self, sql));
  if (!fresh || self->cache_size <= 0 || cached) return fresh.release();
  shrink_cache(self);
  return PyDict_SetItem(self->statements, sql, fresh) < 0 ? nullptr : fresh.release();
}

namespace {

bool run_sql(Connection* self, const char* sql) {
  int code;
  {
    Unlocked unlocked;
    code = sqlite3_exec(self->database, sql, nullptr, nullptr, nullptr);
  }
  if (code == SQLITE_OK) return PyErr_Occurred() == nullptr;
  if (PyErr_Occurred() == nullptr) raise_sqlite_error(self->state, self->database);
  return false;
}

constexpr const char* kLevels[] = {"", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"};

// None for no implicit transactions, or a level. False with an exception.
bool apply_level(Connection* self, PyObject* level) {
  if (level == Py_None) {
    replace_ref(self->begin, nullptr);
    replace_ref(self->isolation_level, none());
    return true;
  }
  if (!PyUnicode_Check(level)) {
    PyErr_SetString(PyExc_TypeError, "isolation_level must be str or None");
    return false;
  }
  const char* text = PyUnicode_AsUTF8AndSize(level, nullptr);
  if (text == nullptr) return false;
  for (const char* known : kLevels) {
    if (sqlite3_stricmp(known, text) != 0) continue;
    PyObject* begin = PyBytes_FromFormat("BEGIN %s", known);
    if (begin == nullptr) return false;
    replace_ref(self->begin, begin);
    replace_ref(self->isolation_level, PyUnicode_FromString(known));
    return self->isolation_level != nullptr;
  }
  PyErr_SetString(PyExc_ValueError,
                  "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
  return false;
}

// Gives up everything that belongs to the database, and the database.
void close_database(Connection* self) {
  Py_CLEAR(self->statements);
  if (self->database == nullptr) return;
  sqlite3* database = std::exchange(self->database, nullptr);
  // What the functions of the database keep is released by it, and that needs the lock.
  sqlite3_set_authorizer(database, nullptr, nullptr);
  sqlite3_progress_handler(database, 0, nullptr, nullptr);
  sqlite3_trace_v2(database, 0, nullptr, nullptr);
  {
    Unlocked unlocked;
    sqlite3_close_v2(database);
  }
  Py_CLEAR(self->callbacks);
}

bool open_database(Connection* self, PyObject* path, double timeout, bool uri) {
  int code;
  {
    const char* name = PyBytes_AsString(path);
    Unlocked unlocked;
    code = sqlite3_open_v2(name, &self->database,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (uri ? SQLITE_OPEN_URI : 0),
                           nullptr);
    if (code == SQLITE_OK) sqlite3_busy_timeout(self->database, static_cast<int>(timeout * 1000));
  }
  if (self->database == nullptr && code == SQLITE_NOMEM) return PyErr_NoMemory() != nullptr;
  if (code == SQLITE_OK) return true;
  raise_sqlite_error(self->state, self->database);
  SavedError saved;
  close_database(self);
  return false;
}

int initialise(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"database",
                                       "timeout",
                                       "detect_types",
                                       "isolation_level",
                                       "check_same_thread",
                                       "factory",
                                       "cached_statements",
                                       "uri",
                                       nullptr};
  PyObject *database, *level = nullptr, *factory = nullptr;
  double timeout = 5;
  int detect = 0, check_same = 1, cached = 128, uri = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O|diOpOip:Connection", keywords(kNames),
                                   &database, &timeout, &detect, &level, &check_same, &factory,
                                   &cached, &uri)) {
    return -1;
  }
  Connection* self = as_connection(object);
  PyObject* module = module_of(Py_TYPE(object), &sqlite_module);
  if (module == nullptr || !audit("sqlite3.connect", "(O)", database)) return -1;
  Ref path;
  if (!PyUnicode_FSConverter(database, path.out())) return -1;
  self->initialized = false;
  close_database(self);
  self->state = sqlite_state(module);
  Ref standard(PyUnicode_FromString(""));
  if (!standard || !apply_level(self, level == nullptr ? standard.get() : level)) return -1;
  replace_ref(self->row_factory, none());
  replace_ref(self->text_factory, new_ref(reinterpret_cast<PyObject*>(&PyUnicode_Type)));
  replace_ref(self->statements, PyDict_New());
  replace_ref(self->callbacks, PyDict_New());
  if (self->statements == nullptr || self->callbacks == nullptr) return -1;
  self->thread = PyThread_get_thread_ident();
  self->detect_types = detect;
  self->cache_size = cached;
  self->check_thread = check_same != 0;
  if (!open_database(self, path, timeout, uri != 0)) return -1;
  self->initialized = true;
  return audit("sqlite3.connect/handle", "(O)", object) ? 0 : -1;
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Connection* self = as_connection(object);
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->row_factory);
  Py_VISIT(self->text_factory);
  Py_VISIT(self->statements);
  Py_VISIT(self->callbacks);
  return 0;
}

int clear(PyObject* object) {
  Connection* self = as_connection(object);
  Py_CLEAR(self->row_factory);
  Py_CLEAR(self->text_factory);
  Py_CLEAR(self->begin);
  Py_CLEAR(self->isolation_level);
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  close_database(as_connection(object));
  clear(object);
  Py_CLEAR(as_connection(object)->callbacks);
  free_instance(object);
}

PyObject* close(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  if (!check_thread(self)) return nullptr;
  close_database(self);
  return none();
}

PyObject* cursor(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"factory", nullptr};
  PyObject* factory = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|O:cursor", keywords(kNames), &factory) ||
      !check(as_connection(object))) {
    return nullptr;
  }
  return make_cursor(as_connection(object), factory);
}

PyObject* commit(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  if (!check(self)) return nullptr;
  if (sqlite3_get_autocommit(self->database) != 0) return none();
  return run_sql(self, "COMMIT") ? none() : nullptr;
}

PyObject* rollback(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  if (!check(self)) return nullptr;
  if (sqlite3_get_autocommit(self->database) != 0) return none();
  return run_sql(self, "ROLLBACK") ? none() : nullptr;
}

// A cursor that runs a method with the same arguments.
PyObject* by_cursor(PyObject* object, const char* name, PyObject* arguments) {
  Ref made(PyObject_CallMethod(object, "cursor", nullptr));
  Ref function(made ? PyObject_GetAttrString(made, name) : nullptr);
  return function ? PyObject_CallObject(function, arguments) : nullptr;
}

PyObject* execute(PyObject* object, PyObject* arguments) {
  return by_cursor(object, "execute", arguments);
}
PyObject* execute_many(PyObject* object, PyObject* arguments) {
  return by_cursor(object, "executemany", arguments);
}
PyObject* execute_script(PyObject* object, PyObject* arguments) {
  return by_cursor(object, "executescript", arguments);
}

PyObject* enter(PyObject* object, PyObject*) {
  return check(as_connection(object)) ? new_ref(object) : nullptr;
}

// The block is a transaction: committed, or rolled back if it raised.
PyObject* leave(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("__exit__", count, 3, 3)) return nullptr;
  bool good = arguments[0] == Py_None;
  Ref done(PyObject_CallMethod(object, good ? "commit" : "rollback", nullptr));
  if (done) return boolean(false);
  if (good) {
    SavedError saved;
    Ref undone(PyObject_CallMethod(object, "rollback", nullptr));
    if (!undone) PyErr_Clear();
  }
  return nullptr;
}

PyObject* interrupt(PyObject* object, PyObject*) {
  if (!check_connection(as_connection(object))) return nullptr;
  sqlite3_interrupt(as_connection(object)->database);
  return none();
}

PyObject* iterdump(PyObject* object, PyObject*) {
  if (!check_connection(as_connection(object))) return nullptr;
  Ref module(PyImport_ImportModule("sqlite3.dump"));
  return module ? PyObject_CallMethod(module, "_iterdump", "O", object) : nullptr;
}

PyObject* enable_load_extension(PyObject* object, PyObject* flag) {
  Connection* self = as_connection(object);
  int on = PyObject_IsTrue(flag);
  if (on < 0 || !audit("sqlite3.enable_load_extension", "(OO)", object, flag) || !check(self))
    return nullptr;
  if (sqlite3_enable_load_extension(self->database, on) == SQLITE_OK) return none();
  PyErr_SetString(self->state->operational_error, "Error enabling load extension");
  return nullptr;
}

PyObject* load_extension(PyObject* object, PyObject* name) {
  Connection* self = as_connection(object);
  const char* path = PyUnicode_AsUTF8AndSize(name, nullptr);
  if (path == nullptr || !audit("sqlite3.load_extension", "(OO)", object, name) || !check(self)) {
    return nullptr;
  }
  char* text = nullptr;
  if (sqlite3_load_extension(self->database, path, nullptr, &text) == SQLITE_OK) return none();
  PyErr_SetString(self->state->operational_error, text == nullptr ? "" : text);
  sqlite3_free(text);
  return nullptr;
}

bool limit_category(Connection* self, int category) {
  if (sqlite3_limit(self->database, category, -1) >= 0) return true;
  return raise_programming(self->state, "'category' is out of bounds") != nullptr;
}

PyObject* get_limit(PyObject* object, PyObject* argument) {
  int category;
  Connection* self = as_connection(object);
  if (!int_argument(argument, &category) || !check(self) || !limit_category(self, category))
    return nullptr;
  return PyLong_FromLong(sqlite3_limit(self->database, category, -1));
}

PyObject* set_limit(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  int category, limit;
  Connection* self = as_connection(object);
  if (!check_positional("setlimit", count, 2, 2) || !int_argument(arguments[0], &category) ||
      !int_argument(arguments[1], &limit) || !check(self) || !limit_category(self, category)) {
    return nullptr;
  }
  return PyLong_FromLong(sqlite3_limit(self->database, category, limit));
}

PyObject* serialize(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"name", nullptr};
  const char* name = "main";
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|$s:serialize", keywords(kNames), &name) ||
      !check(self)) {
    return nullptr;
  }
  sqlite3_int64 size = 0;
  unsigned char* data;
  {
    Unlocked unlocked;
    data = sqlite3_serialize(self->database, name, &size, 0);
  }
  if (data == nullptr) {
    return PyErr_Format(self->state->operational_error, "unable to serialize '%s'", name);
  }
  PyObject* bytes = PyBytes_FromStringAndSize(reinterpret_cast<char*>(data), size);
  sqlite3_free(data);
  return bytes;
}

PyObject* deserialize(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"", "name", nullptr};
  const char* name = "main";
  Buffer data;
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "s*|$s:deserialize", keywords(kNames),
                                   data.out(), &name) ||
      !check(self)) {
    return nullptr;
  }
  auto size = static_cast<sqlite3_uint64>(data.size());
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(size));
  if (copy == nullptr) return PyErr_NoMemory();
  memcpy(copy, data.data(), size);
  int code;
  {
    Unlocked unlocked;
    code = sqlite3_deserialize(self->database, name, copy, data.size(), data.size(),
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  }
  return code == SQLITE_OK ? none() : raise_sqlite_error(self->state, self->database);
}

// Copies pages until all are done. The code of the library, or -1 with an exception.
int run_backup(sqlite3_backup* backup, int pages, PyObject* progress, int pause) {
  while (true) {
    int code;
    {
      Unlocked unlocked;
      code = sqlite3_backup_step(backup, pages);
    }
    if (progress != Py_None) {
      Ref result(PyObject_CallFunction(progress, "iii", code, sqlite3_backup_remaining(backup),
                                       sqlite3_backup_pagecount(backup)));
      if (!result) return -1;
    }
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      Unlocked unlocked;
      sqlite3_sleep(pause);
    } else if (code != SQLITE_OK) {
      return code;
    }
  }
}

PyObject* backup(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"target", "pages", "progress", "name", "sleep", nullptr};
  Connection* self = as_connection(object);
  PyObject *target_object, *progress = Py_None;
  int pages = -1;
  const char* name = "main";
  double pause = 0.25;
  if (!check(self) ||
      !PyArg_ParseTupleAndKeywords(arguments, names, "O!|$iOsd:backup", keywords(kNames),
                                   self->state->connection, &target_object, &pages, &progress,
                                   &name, &pause)) {
    return nullptr;
  }
  Connection* target = as_connection(target_object);
  if (!check(target)) return nullptr;
  if (target == self) {
    PyErr_SetString(PyExc_ValueError, "target cannot be the same connection instance");
    return nullptr;
  }
  if (progress != Py_None && !PyCallable_Check(progress)) {
    PyErr_SetString(PyExc_TypeError, "progress argument must be a callable");
    return nullptr;
  }
  if (sqlite3_get_autocommit(target->database) == 0) {
    PyErr_SetString(self->state->operational_error, "target is in transaction");
    return nullptr;
  }
  sqlite3_backup* handle = sqlite3_backup_init(target->database, "main", self->database, name);
  if (handle == nullptr) return raise_sqlite_error(self->state, target->database);
  int code = run_backup(handle, pages == 0 ? -1 : pages, progress, static_cast<int>(pause * 1000));
  sqlite3_backup_finish(handle);
  if (code == -1) return nullptr;
  return code == SQLITE_DONE ? none() : raise_sqlite_error(self->state, target->database);
}

PyObject* call(PyObject* object, PyObject* arguments, PyObject*) {
  PyObject* sql;
  if (!check(as_connection(object)) || !PyArg_ParseTuple(arguments, "U", &sql)) return nullptr;
  return compile_statement(as_connection(object), sql);
}

PyObject* get_level(PyObject* object, void*) {
  if (!check_connection(as_connection(object))) return nullptr;
  return new_ref(as_connection(object)->isolation_level);
}

int set_level(PyObject* object, PyObject* value, void*) {
  Connection* self = as_connection(object);
  if (value == nullptr) {
    PyErr_SetString(PyExc_AttributeError, "cannot delete attribute");
    return -1;
  }
  // Without implicit transactions one that is open would stay so.
  if (value == Py_None && self->database != nullptr) {
    Ref done(commit(object, nullptr));
    if (!done) return -1;
  }
  return apply_level(self, value) ? 0 : -1;
}

PyObject* total_changes(PyObject* object, void*) {
  if (!check_connection(as_connection(object))) return nullptr;
  return PyLong_FromLongLong(sqlite3_total_changes64(as_connection(object)->database));
}
PyObject* in_transaction(PyObject* object, void*) {
  if (!check_connection(as_connection(object))) return nullptr;
  return boolean(sqlite3_get_autocommit(as_connection(object)->database) == 0);
}

// The exceptions are attributes of connections too (PEP 249); the closure is their place in the
// state.
PyObject* get_exception(PyObject* object, void* closure) {
  PyObject* module = module_of(Py_TYPE(object), &sqlite_module);
  if (module == nullptr) return nullptr;
  auto* errors = &sqlite_state(module)->warning;
  return new_ref(errors[reinterpret_cast<intptr_t>(closure)]);
}

PyMethodDef kMethods[] = {
    {"cursor", method(cursor), METH_VARARGS | METH_KEYWORDS,
     "cursor($self, /, factory=<unrepresentable>)\n--\n\nA new cursor."},
    {"close", close, METH_NOARGS, "close($self, /)\n--\n\nClose; open transactions are lost."},
    {"commit", commit, METH_NOARGS,
     "commit($self, /)\n--\n\nEnd the transaction and keep its changes."},
    {"rollback", rollback, METH_NOARGS, "rollback($self, /)\n--\n\nUndo the transaction."},
    {"execute", execute, METH_VARARGS,
     "execute($self, sql, parameters=<unrepresentable>, /)\n--\n\n"},
    {"executemany", execute_many, METH_VARARGS, "executemany($self, sql, parameters, /)\n--\n\n"},
    {"executescript", execute_script, METH_VARARGS, "executescript($self, sql_script, /)\n--\n\n"},
    {"create_function", method(create_function), METH_VARARGS | METH_KEYWORDS,
     "create_function($self, /, name, narg, func, *, deterministic=False)\n--\n\n"},
    {"create_aggregate", method(create_aggregate), METH_VARARGS | METH_KEYWORDS,
     "create_aggregate($self, /, name, n_arg, aggregate_class)\n--\n\n"},
    {"create_window_function", method(create_window_function), METH_FASTCALL,
     "create_window_function($self, name, num_params, aggregate_class, /)\n--\n\n"},
    {"create_collation", method(create_collation), METH_FASTCALL,
     "create_collation($self, name, callback, /)\n--\n\n"},
    {"set_authorizer", method(set_authorizer), METH_VARARGS | METH_KEYWORDS,
     "set_authorizer($self, /, authorizer_callback)\n--\n\n"},
    {"set_progress_handler", method(set_progress_handler), METH_VARARGS | METH_KEYWORDS,
     "set_progress_handler($self, /, progress_handler, n)\n--\n\n"},
    {"set_trace_callback", method(set_trace_callback), METH_VARARGS | METH_KEYWORDS,
     "set_trace_callback($self, /, trace_callback)\n--\n\n"},
    {"interrupt", interrupt, METH_NOARGS, "interrupt($self, /)\n--\n\nStop what is running."},
    {"iterdump", iterdump, METH_NOARGS, "iterdump($self, /)\n--\n\nThe database as SQL."},
    {"enable_load_extension", enable_load_extension, METH_O,
     "enable_load_extension($self, enable, /)\n--\n\n"},
    {"load_extension", load_extension, METH_O, "load_extension($self, name, /)\n--\n\n"},
    {"backup", method(backup), METH_VARARGS | METH_KEYWORDS,
     "backup($self, /, target, *, pages=-1, progress=None, name='main',\n       "
     "sleep=0.25)\n--\n\nCopy "
     "the database to another connection."},
    {"blobopen", method(open_blob), METH_VARARGS | METH_KEYWORDS,
     "blobopen($self, table, column, row, /, *, readonly=False, name='main')\n--\n\n"},
    {"getlimit", get_limit, METH_O, "getlimit($self, category, /)\n--\n\n"},
    {"setlimit", method(set_limit), METH_FASTCALL, "setlimit($self, category, limit, /)\n--\n\n"},
    {"serialize", method(serialize), METH_VARARGS | METH_KEYWORDS,
     "serialize($self, /, *, name='main')\n--\n\nThe database as bytes."},
    {"deserialize", method(deserialize), METH_VARARGS | METH_KEYWORDS,
     "deserialize($self, data, /, *, name='main')\n--\n\nReplace the database by one in bytes."},
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\n"},
    {"__exit__", method(leave), METH_FASTCALL,
     "__exit__($self, type, value, traceback, /)\n--\n\n"},
    {}};
PyMemberDef kMembers[] = {{"row_factory", T_OBJECT, offsetof(Connection, row_factory), 0},
                          {"text_factory", T_OBJECT, offsetof(Connection, text_factory), 0},
                          {}};
#define EXCEPTION(name, place) \
  {name, get_exception, nullptr, nullptr, reinterpret_cast<void*>(static_cast<intptr_t>(place))}
PyGetSetDef kAttributes[] = {{"isolation_level", get_level, set_level},
                             {"total_changes", total_changes},
                             {"in_transaction", in_transaction},
                             EXCEPTION("Warning", 0),
                             EXCEPTION("Error", 1),
                             EXCEPTION("InterfaceError", 2),
                             EXCEPTION("DatabaseError", 3),
                             EXCEPTION("DataError", 4),
                             EXCEPTION("OperationalError", 5),
                             EXCEPTION("IntegrityError", 6),
                             EXCEPTION("InternalError", 7),
                             EXCEPTION("ProgrammingError", 8),
                             EXCEPTION("NotSupportedError", 9),
                             {}};
#undef EXCEPTION
PyType_Slot kSlots[] = {{Py_tp_doc, const_cast<char*>("A database that has been opened.")},
                        {Py_tp_new, slot(PyType_GenericNew)},
                        {Py_tp_init, slot(initialise)},
                        {Py_tp_dealloc, slot(dealloc)},
                        {Py_tp_traverse, slot(traverse)},
                        {Py_tp_clear, slot(clear)},
                        {Py_tp_call, slot(call)},
                        {Py_tp_methods, kMethods},
                        {Py_tp_members, kMembers},
                        {Py_tp_getset, kAttributes},
                        {0, nullptr}};
PyType_Spec kSpec = {
    "sqlite3.Connection", sizeof(Connection), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    kSlots};

}  // namespace

bool begin_transaction(Connection* self) {
  if (self->begin == nullptr) return true;
  Ref begin = Ref::borrow(self->begin);
  return run_sql(self, PyBytes_AsString(begin));
}

PyTypeObject* add_connection_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
