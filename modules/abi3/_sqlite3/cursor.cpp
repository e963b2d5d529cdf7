// Cursors: execution of statements and the rows they give.

#include <cstring>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

struct Cursor {
  PyObject_HEAD Connection* connection;
  PyObject* statement;  // null: nothing to fetch
  PyObject *description, *row_factory, *last_row, *converters, *weak_references;
  long long row_count;
  int array_size;
  bool closed, locked, initialized;
};

Cursor* as_cursor(PyObject* object) { return reinterpret_cast<Cursor*>(object); }

int initialise(PyObject* object, PyObject* arguments, PyObject* names) {
  Cursor* self = as_cursor(object);
  PyObject* module = module_of(Py_TYPE(object), &sqlite_module);
  if (module == nullptr) return -1;
  SqliteState* state = sqlite_state(module);
  if (names != nullptr && PyDict_Size(names) > 0) {
    PyErr_SetString(PyExc_TypeError, "Cursor() takes no keyword arguments");
    return -1;
  }
  PyObject* connection;
  if (!check_positional("Cursor", PyTuple_Size(arguments), 1, 1)) return -1;
  connection = PyTuple_GetItem(arguments, 0);
  if (PyObject_TypeCheck(connection, state->connection) == 0) {
    Ref type(PyType_GetName(Py_TYPE(connection)));
    if (type) {
      PyErr_Format(PyExc_TypeError, "Cursor() argument 1 must be sqlite3.Connection, not %U",
                   type.get());
    }
    return -1;
  }
  auto* old = reinterpret_cast<PyObject*>(self->connection);
  self->connection = as_connection(new_ref(connection));
  Py_XDECREF(old);
  Py_CLEAR(self->statement);
  replace_ref(self->description, none());
  replace_ref(self->row_factory, none());
  replace_ref(self->last_row, none());
  self->row_count = -1;
  self->array_size = 1;
  self->closed = false;
  if (!check_thread(self->connection)) return -1;
  self->initialized = true;
  return 0;
}

void drop_statement(Cursor* self) {
  if (self->statement == nullptr) return;
  reset_statement(as_statement(self->statement));
  Py_CLEAR(self->statement);
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Cursor* self = as_cursor(object);
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(reinterpret_cast<PyObject*>(self->connection));
  Py_VISIT(self->statement);
  Py_VISIT(self->description);
  Py_VISIT(self->row_factory);
  Py_VISIT(self->last_row);
  Py_VISIT(self->converters);
  return 0;
}

int clear(PyObject* object) {
  Cursor* self = as_cursor(object);
  drop_statement(self);
  Py_CLEAR(self->description);
  Py_CLEAR(self->row_factory);
  Py_CLEAR(self->last_row);
  Py_CLEAR(self->converters);
  auto* connection = reinterpret_cast<PyObject*>(std::exchange(self->connection, nullptr));
  Py_XDECREF(connection);
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  if (as_cursor(object)->weak_references != nullptr) PyObject_ClearWeakRefs(object);
  clear(object);
  free_instance(object);
}

bool check_cursor(Cursor* self) {
  if (!self->initialized) {
    PyObject* module = module_of(Py_TYPE(reinterpret_cast<PyObject*>(self)), &sqlite_module);
    if (module != nullptr)
      raise_programming(sqlite_state(module), "Base Cursor.__init__ not called.");
    return false;
  }
  SqliteState* state = self->connection->state;
  if (self->closed)
    return raise_programming(state, "Cannot operate on a closed cursor.") != nullptr;
  if (self->locked)
    return raise_programming(state, "Recursive use of cursors not allowed.") != nullptr;
  return check_thread(self->connection) && check_connection(self->connection);
}

// The converter of a type's name, borrowed; None if there is none, null with an exception.
PyObject* find_converter(SqliteState* state, const char* name, size_t length) {
  Ref key(PyUnicode_FromStringAndSize(name, static_cast<Py_ssize_t>(length)));
  Ref upper(key ? PyObject_CallMethod(key, "upper", nullptr) : nullptr);
  if (!upper) return nullptr;
  PyObject* converter = PyDict_GetItemWithError(state->converters, upper);
  return converter == nullptr && !PyErr_Occurred() ? Py_None : converter;
}

PyObject* column_converter(Cursor* self, sqlite3_stmt* statement, int column) {
  SqliteState* state = self->connection->state;
  PyObject* converter = Py_None;
  if ((self->connection->detect_types & kParseNames) != 0) {
    const char* name = sqlite3_column_name(statement, column);
    const char* start = name == nullptr ? nullptr : strchr(name, '[');
    const char* end = start == nullptr ? nullptr : strchr(start, ']');
    if (end != nullptr)
      converter = find_converter(state, start + 1, static_cast<size_t>(end - start - 1));
  }
  if (converter == Py_None && (self->connection->detect_types & kParseDeclarations) != 0) {
    const char* type = sqlite3_column_decltype(statement, column);
    if (type != nullptr) converter = find_converter(state, type, strcspn(type, " ("));
  }
  return converter;
}

bool find_converters(Cursor* self, sqlite3_stmt* statement) {
  Py_CLEAR(self->converters);
  if (self->connection->detect_types == 0) return true;
  Ref list(PyList_New(0));
  for (int i = 0; list && i < sqlite3_column_count(statement); ++i) {
    PyObject* converter = column_converter(self, statement, i);
    if (converter == nullptr || PyList_Append(list, converter) < 0) return false;
  }
  self->converters = list.release();
  return self->converters != nullptr;
}

PyObject* column_name(Connection* connection, const char* name) {
  if (name == nullptr) return PyErr_NoMemory();
  size_t length = strlen(name);
  if ((connection->detect_types & kParseNames) != 0) {
    const char* bracket = strstr(name, " [");
    if (bracket != nullptr) length = static_cast<size_t>(bracket - name);
  }
  return PyUnicode_FromStringAndSize(name, static_cast<Py_ssize_t>(length));
}

bool describe(Cursor* self, sqlite3_stmt* statement) {
  int count = statement == nullptr ? 0 : sqlite3_column_count(statement);
  if (count == 0) {
    replace_ref(self->description, none());
    return true;
  }
  Ref tuple(PyTuple_New(count));
  for (int i = 0; tuple && i < count; ++i) {
    PyObject* item =
        Py_BuildValue("(NOOOOOO)", column_name(self->connection, sqlite3_column_name(statement, i)),
                      Py_None, Py_None, Py_None, Py_None, Py_None, Py_None);
    if (item == nullptr || PyTuple_SetItem(tuple, i, item) < 0) return false;
  }
  if (!tuple) return false;
  replace_ref(self->description, tuple.release());
  return true;
}

PyObject* text_value(Connection* connection, sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  Py_ssize_t size = sqlite3_column_bytes(statement, column);
  PyObject* factory = connection->text_factory;
  if (factory == reinterpret_cast<PyObject*>(&PyUnicode_Type)) {
    PyObject* value = PyUnicode_FromStringAndSize(text, size);
    if (value != nullptr || !PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) return value;
    PyErr_Clear();
    Ref shown(PyUnicode_DecodeASCII(text, size, "replace"));
    if (shown) {
      PyErr_Format(connection->state->operational_error,
                   "Could not decode to UTF-8 column '%s' with text '%U'",
                   sqlite3_column_name(statement, column), shown.get());
    }
    return nullptr;
  }
  if (factory == reinterpret_cast<PyObject*>(&PyBytes_Type))
    return PyBytes_FromStringAndSize(text, size);
  if (factory == reinterpret_cast<PyObject*>(&PyByteArray_Type)) {
    return PyByteArray_FromStringAndSize(text, size);
  }
  return PyObject_CallFunction(factory, "y#", text, size);
}

PyObject* plain_value(Connection* connection, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return none();
    case SQLITE_INTEGER:
      return PyLong_FromLongLong(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return PyFloat_FromDouble(sqlite3_column_double(statement, column));
    case SQLITE_TEXT:
      return text_value(connection, statement, column);
    default:
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return PyBytes_FromStringAndSize(data, sqlite3_column_bytes(statement, column));
  }
}

PyObject* converted_value(sqlite3_stmt* statement, int column, PyObject* converter) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
  if (data == nullptr && sqlite3_column_type(statement, column) == SQLITE_NULL) return none();
  Ref bytes(PyBytes_FromStringAndSize(data, sqlite3_column_bytes(statement, column)));
  return bytes ? PyObject_CallFunctionObjArgs(converter, bytes.get(), nullptr) : nullptr;
}

PyObject* fetch_tuple(Cursor* self, sqlite3_stmt* statement) {
  int count = sqlite3_data_count(statement);
  Ref row(PyTuple_New(count));
  for (int i = 0; row && i < count; ++i) {
    PyObject* converter =
        self->converters == nullptr ? Py_None : PyList_GetItem(self->converters, i);
    PyObject* value = converter == Py_None ? plain_value(self->connection, statement, i)
                                           : converted_value(statement, i, converter);
    if (value == nullptr || PyTuple_SetItem(row, i, value) < 0) return nullptr;
  }
  return row.release();
}

// The exception of a callback shows through; otherwise the error of the database.
PyObject* raise_step_error(Cursor* self) {
  if (PyErr_Occurred() != nullptr) return nullptr;
  return raise_sqlite_error(self->connection->state, self->connection->database);
}

PyObject* next_row(PyObject* object) {
  Cursor* self = as_cursor(object);
  if (!check_cursor(self) || self->statement == nullptr) return nullptr;
  Ref owner = Ref::borrow(self->statement);
  Statement* statement = as_statement(owner);
  self->locked = true;  // a converter may come back here
  Ref row(fetch_tuple(self, statement->statement));
  self->locked = false;
  if (!row) return nullptr;
  int code = step_statement(statement->statement);
  if (code == SQLITE_DONE) {
    if (statement->changes_data) self->row_count = sqlite3_changes64(self->connection->database);
    drop_statement(self);
  } else if (code != SQLITE_ROW) {
    raise_step_error(self);
    drop_statement(self);
    return nullptr;
  }
  if (self->row_factory == Py_None) return row.release();
  Ref factory = Ref::borrow(self->row_factory);
  return PyObject_CallFunctionObjArgs(factory, object, row.get(), nullptr);
}

bool run_once(Cursor* self, Statement* statement, PyObject* parameters, bool many) {
  SqliteState* state = self->connection->state;
  reset_statement(statement);
  statement->in_use = true;
  if (!bind_parameters(state, statement, parameters)) return false;
  int code = start_statement(self->connection->database, statement->statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    raise_step_error(self);
    return false;
  }
  if (PyErr_Occurred() != nullptr) return false;
  if (many && code == SQLITE_ROW) {
    // Rows of executemany() are not kept, but the statement must run to its end.
    while ((code = step_statement(statement->statement)) == SQLITE_ROW) {
    }
    if (code != SQLITE_DONE) {
      raise_step_error(self);
      return false;
    }
  }
  if (statement->changes_data && code == SQLITE_DONE) {
    long long changes = sqlite3_changes64(self->connection->database);
    self->row_count = self->row_count < 0 ? changes : self->row_count + changes;
  }
  return true;
}

bool run_all(Cursor* self, Statement* statement, PyObject* parameters, bool many) {
  if (!many) return run_once(self, statement, parameters, false);
  Ref iterator(PyObject_GetIter(parameters));
  if (!iterator) return false;
  while (true) {
    Ref item(PyIter_Next(iterator));
    if (!item) return PyErr_Occurred() == nullptr;
    if (!run_once(self, statement, item, true)) return false;
  }
}

PyObject* run(Cursor* self, PyObject* sql, PyObject* parameters, bool many) {
  Connection* connection = self->connection;
  drop_statement(self);
  Ref owner(find_statement(connection, sql));
  if (!owner) return nullptr;
  Statement* statement = as_statement(owner);
  if (many && !statement->changes_data) {
    return raise_programming(connection->state, "executemany() can only execute DML statements.");
  }
  self->row_count = statement->changes_data ? 0 : -1;
  if (statement->changes_data && sqlite3_get_autocommit(connection->database) != 0 &&
      !begin_transaction(connection)) {
    return nullptr;
  }
  bool done = run_all(self, statement, parameters, many);
  bool failed = !done || !describe(self, statement->statement) ||
                !find_converters(self, statement->statement);
  if (failed) {
    SavedError saved;
    self->row_count = -1;
    reset_statement(statement);
    return nullptr;
  }
  if (!many) {
    replace_ref(self->last_row,
                PyLong_FromLongLong(sqlite3_last_insert_rowid(connection->database)));
  }
  bool has_row =
      statement->statement != nullptr && !many && sqlite3_data_count(statement->statement) > 0;
  if (has_row) {
    self->statement = owner.release();
  } else {
    reset_statement(statement);
  }
  return new_ref(reinterpret_cast<PyObject*>(self));
}

PyObject* execute_with(PyObject* object, PyObject* sql, PyObject* parameters, bool many) {
  Cursor* self = as_cursor(object);
  if (!PyUnicode_Check(sql)) {
    Ref type(PyType_GetName(Py_TYPE(sql)));
    return type ? PyErr_Format(PyExc_TypeError, "%s() argument 1 must be str, not %U",
                               many ? "executemany" : "execute", type.get())
                : nullptr;
  }
  if (!check_cursor(self)) return nullptr;
  self->locked = true;
  PyObject* result = run(self, sql, parameters, many);
  self->locked = false;
  return result;
}

PyObject* execute(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("execute", count, 1, 2)) return nullptr;
  Ref nothing(count == 1 ? PyTuple_New(0) : new_ref(arguments[1]));
  return nothing ? execute_with(object, arguments[0], nothing, false) : nullptr;
}

PyObject* execute_many(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("executemany", count, 2, 2)) return nullptr;
  return execute_with(object, arguments[0], arguments[1], true);
}

// Runs one statement of a script after the other; rows are dropped.
bool run_script(Cursor* self, const char* text) {
  sqlite3* database = self->connection->database;
  while (*text != 0) {
    sqlite3_stmt* statement;
    int code;
    {
      Unlocked unlocked;
      code = sqlite3_prepare_v2(database, text, -1, &statement, &text);
    }
    if (code == SQLITE_OK) {
      code = start_statement(database, statement);
      while (code == SQLITE_ROW) code = step_statement(statement);
      int final_code = sqlite3_finalize(statement);
      if (code == SQLITE_DONE) code = final_code;
    }
    if (code != SQLITE_OK) {
      raise_step_error(self);
      return false;
    }
    if (PyErr_Occurred() != nullptr) return false;
  }
  return true;
}

PyObject* execute_script(PyObject* object, PyObject* script) {
  Cursor* self = as_cursor(object);
  if (!PyUnicode_Check(script)) {
    Ref type(PyType_GetName(Py_TYPE(script)));
    return type ? PyErr_Format(PyExc_TypeError, "executescript() argument must be str, not %U",
                               type.get())
                : nullptr;
  }
  Py_ssize_t size;
  const char* text = PyUnicode_AsUTF8AndSize(script, &size);
  if (text == nullptr || !check_cursor(self)) return nullptr;
  if (strlen(text) != static_cast<size_t>(size)) {
    PyErr_SetString(PyExc_ValueError, "embedded null character");
    return nullptr;
  }
  sqlite3* database = self->connection->database;
  if (size > sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, -1)) {
    PyErr_SetString(self->connection->state->data_error, "query string is too large");
    return nullptr;
  }
  if (sqlite3_get_autocommit(database) == 0) {
    int code;
    {
      Unlocked unlocked;
      code = sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
    }
    if (code != SQLITE_OK) return raise_step_error(self);
  }
  return run_script(self, text) ? new_ref(object) : nullptr;
}

PyObject* fetch_one(PyObject* object, PyObject*) {
  PyObject* row = next_row(object);
  return row == nullptr && PyErr_Occurred() == nullptr ? none() : row;
}

PyObject* fetch(PyObject* object, long long limit) {
  Ref list(PyList_New(0));
  if (!list || !check_cursor(as_cursor(object))) return nullptr;
  for (long long i = 0; limit < 0 || i < limit; ++i) {
    Ref row(next_row(object));
    if (!row) break;
    if (PyList_Append(list, row) < 0) return nullptr;
  }
  return PyErr_Occurred() != nullptr ? nullptr : list.release();
}

PyObject* fetch_many(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"size", nullptr};
  int size = as_cursor(object)->array_size;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|i:fetchmany", keywords(kNames), &size)) {
    return nullptr;
  }
  // A size of zero or less is no limit, as with an endless count down.
  return fetch(object, size == 0 ? -1 : size);
}

PyObject* fetch_all(PyObject* object, PyObject*) { return fetch(object, -1); }

PyObject* close(PyObject* object, PyObject*) {
  Cursor* self = as_cursor(object);
  if (self->connection == nullptr) {
    PyObject* module = module_of(Py_TYPE(object), &sqlite_module);
    return module == nullptr
               ? nullptr
               : raise_programming(sqlite_state(module), "Base Cursor.__init__ not called.");
  }
  if (self->locked) {
    return raise_programming(self->connection->state, "Recursive use of cursors not allowed.");
  }
  if (!check_thread(self->connection) || !check_connection(self->connection)) return nullptr;
  drop_statement(self);
  self->closed = true;
  return none();
}

PyObject* ignore_one(PyObject*, PyObject*) { return none(); }
PyObject* ignore_two(PyObject*, PyObject* const*, Py_ssize_t count) {
  return check_positional("setoutputsize", count, 1, 2) ? none() : nullptr;
}

PyObject* iterate(PyObject* object) { return new_ref(object); }

PyMethodDef kMethods[] = {
    {"execute", method(execute), METH_FASTCALL,
     "execute($self, sql, parameters=(), /)\n--\n\nRun SQL."},
    {"executemany", method(execute_many), METH_FASTCALL,
     "executemany($self, sql, seq_of_parameters, /)\n--\n\nRun SQL once for each of the "
     "parameters."},
    {"executescript", execute_script, METH_O,
     "executescript($self, sql_script, /)\n--\n\nRun several statements."},
    {"fetchone", fetch_one, METH_NOARGS, "fetchone($self, /)\n--\n\nThe next row, or None."},
    {"fetchmany", method(fetch_many), METH_VARARGS | METH_KEYWORDS,
     "fetchmany($self, /, size=1)\n--\n\nThe next rows."},
    {"fetchall", fetch_all, METH_NOARGS, "fetchall($self, /)\n--\n\nAll rows that are left."},
    {"close", close, METH_NOARGS, "close($self, /)\n--\n\nClose the cursor."},
    {"setinputsizes", ignore_one, METH_O, "setinputsizes($self, sizes, /)\n--\n\nDoes nothing."},
    {"setoutputsize", method(ignore_two), METH_FASTCALL,
     "setoutputsize($self, size, column=None, /)\n--\n\nDoes nothing."},
    {}};
PyMemberDef kMembers[] = {
    {"connection", T_OBJECT, offsetof(Cursor, connection), READONLY},
    {"description", T_OBJECT, offsetof(Cursor, description), READONLY},
    {"arraysize", T_INT, offsetof(Cursor, array_size), 0},
    {"lastrowid", T_OBJECT, offsetof(Cursor, last_row), READONLY},
    {"rowcount", T_LONGLONG, offsetof(Cursor, row_count), READONLY},
    {"row_factory", T_OBJECT, offsetof(Cursor, row_factory), 0},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Cursor, weak_references), READONLY},
    {}};
PyType_Slot kSlots[] = {
    {Py_tp_doc, const_cast<char*>("Executes statements and gives the rows that they select.")},
    {Py_tp_init, slot(initialise)},
    {Py_tp_new, slot(PyType_GenericNew)},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_traverse, slot(traverse)},
    {Py_tp_clear, slot(clear)},
    {Py_tp_iter, slot(iterate)},
    {Py_tp_iternext, slot(next_row)},
    {Py_tp_methods, kMethods},
    {Py_tp_members, kMembers},
    {0, nullptr}};
PyType_Spec kSpec = {
    "sqlite3.Cursor", sizeof(Cursor), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    kSlots};

}  // namespace

PyObject* make_cursor(Connection* connection, PyObject* factory) {
  if (factory == nullptr) factory = reinterpret_cast<PyObject*>(connection->state->cursor);
  Ref cursor(
      PyObject_CallFunctionObjArgs(factory, reinterpret_cast<PyObject*>(connection), nullptr));
  if (!cursor) return nullptr;
  if (PyObject_TypeCheck(cursor.get(), connection->state->cursor) == 0) {
    Ref type(PyType_GetName(Py_TYPE(cursor.get())));
    return type ? PyErr_Format(PyExc_TypeError, "factory must return a cursor, not %U", type.get())
                : nullptr;
  }
  if (connection->row_factory != Py_None) {
    replace_ref(as_cursor(cursor)->row_factory, new_ref(connection->row_factory));
  }
  return cursor.release();
}

PyTypeObject* add_cursor_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
