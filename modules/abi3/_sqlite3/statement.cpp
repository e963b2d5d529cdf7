#include <strings.h>

#include <climits>
#include <cstring>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

// Skips white space and comments of SQL.
const char* skip_blank(const char* text) {
  while (true) {
    while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r' || *text == '\f') ++text;
    if (text[0] == '-' && text[1] == '-') {
      while (*text != 0 && *text != '\n') ++text;
    } else if (text[0] == '/' && text[1] == '*') {
      const char* end = strstr(text + 2, "*/");
      if (end == nullptr) return text + strlen(text);
      text = end + 2;
    } else {
      return text;
    }
  }
}

bool starts_with(const char* text, const char* word) {
  return strncasecmp(text, word, strlen(word)) == 0;
}

void dealloc(PyObject* object) {
  if (as_statement(object)->statement != nullptr) {
    Unlocked unlocked;
    sqlite3_finalize(as_statement(object)->statement);
  }
  free_instance(object);
}

PyType_Slot kSlots[] = {{Py_tp_dealloc, slot(dealloc)}, {0, nullptr}};
PyType_Spec kSpec = {
    "sqlite3.Statement", sizeof(Statement), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, kSlots};

}  // namespace

PyObject* compile_statement(Connection* self, PyObject* sql) {
  Py_ssize_t size;
  const char* text = PyUnicode_AsUTF8AndSize(sql, &size);
  if (text == nullptr) return nullptr;
  if (size > sqlite3_limit(self->database, SQLITE_LIMIT_SQL_LENGTH, -1)) {
    PyErr_SetString(self->state->data_error, "query string is too large");
    return nullptr;
  }
  if (strlen(text) != static_cast<size_t>(size)) {
    return raise_programming(self->state, "the query contains a null character");
  }
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  int code;
  {
    Unlocked unlocked;
    code = sqlite3_prepare_v2(self->database, text, static_cast<int>(size) + 1, &statement, &tail);
  }
  if (code != SQLITE_OK) return raise_sqlite_error(self->state, self->database);
  if (*skip_blank(tail) != 0) {
    sqlite3_finalize(statement);
    return raise_programming(self->state, "You can only execute one statement at a time.");
  }
  auto* result = allocate<Statement>(self->state->statement);
  if (result == nullptr) {
    sqlite3_finalize(statement);
    return nullptr;
  }
  const char* start = skip_blank(text);
  result->statement = statement;
  result->changes_data = starts_with(start, "insert") || starts_with(start, "update") ||
                         starts_with(start, "delete") || starts_with(start, "replace");
  return reinterpret_cast<PyObject*>(result);
}

int step_statement(sqlite3_stmt* statement) {
  if (statement == nullptr) return SQLITE_DONE;
  Unlocked unlocked;
  return sqlite3_step(statement);
}

bool collect_dropped_cursors(sqlite3* database) {
  for (sqlite3_stmt* statement = sqlite3_next_stmt(database, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(database, statement)) {
    if (sqlite3_stmt_busy(statement) == 0) continue;
    PyGC_Collect();
    return true;
  }
  return false;
}

int start_statement(sqlite3* database, sqlite3_stmt* statement) {
  int code = step_statement(statement);
  if ((code & 0xff) != SQLITE_LOCKED || PyErr_Occurred() != nullptr) return code;
  sqlite3_reset(statement);
  if (!collect_dropped_cursors(database)) return code;
  return step_statement(statement);
}

void reset_statement(Statement* statement) {
  if (statement->in_use && statement->statement != nullptr) {
    Unlocked unlocked;
    sqlite3_reset(statement->statement);
  }
  statement->in_use = false;
}

namespace {

int bind_int(sqlite3_stmt* statement, int place, PyObject* value) {
  long long number = PyLong_AsLongLong(value);
  if (number == -1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return -1;
    PyErr_Clear();
    PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to SQLite INTEGER");
    return -1;
  }
  return sqlite3_bind_int64(statement, place, number);
}

// Binds a value of a type that SQLite knows. A code, -1 with an exception, or -2 if the type is
// unknown.
int bind_value(sqlite3_stmt* statement, int place, PyObject* value) {
  if (value == Py_None) return sqlite3_bind_null(statement, place);
  if (PyLong_Check(value)) return bind_int(statement, place, value);
  if (PyFloat_Check(value)) return sqlite3_bind_double(statement, place, PyFloat_AsDouble(value));
  if (PyUnicode_Check(value)) {
    Py_ssize_t size;
    const char* text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == nullptr) return -1;
    if (size > INT_MAX) {
      PyErr_SetString(PyExc_OverflowError, "string longer than INT_MAX bytes");
      return -1;
    }
    return sqlite3_bind_text(statement, place, text, static_cast<int>(size), SQLITE_TRANSIENT);
  }
  if (PyObject_CheckBuffer(value) == 0) return -2;
  Buffer data;
  if (!data.acquire(value)) return -1;
  if (data.size() > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "BLOB longer than INT_MAX bytes");
    return -1;
  }
  return sqlite3_bind_blob(statement, place, data.size() == 0 ? "" : data.text(),
                           static_cast<int>(data.size()), SQLITE_TRANSIENT);
}

bool is_exact(PyObject* value) {
  PyTypeObject* type = Py_TYPE(value);
  return type == &PyLong_Type || type == &PyFloat_Type || type == &PyUnicode_Type ||
         type == &PyByteArray_Type;
}

bool bind_one(SqliteState* state, sqlite3_stmt* statement, int place, PyObject* value) {
  Ref adapted =
      is_exact(value)
          ? Ref::borrow(value)
          : Ref(adapt(state, value, reinterpret_cast<PyObject*>(state->prepare_protocol), value));
  if (!adapted) return false;
  int code = bind_value(statement, place, adapted);
  if (code == SQLITE_OK) return true;
  if (code == -1) return false;
  if (code == -2) {
    Ref type(PyType_GetName(Py_TYPE(adapted.get())));
    const char* name = sqlite3_bind_parameter_name(statement, place);
    if (type && name != nullptr && name[0] == ':') {
      PyErr_Format(state->programming_error,
                   "Error binding parameter '%s': type '%U' is not supported", name, type.get());
    } else if (type) {
      PyErr_Format(state->programming_error,
                   "Error binding parameter %d: type '%U' is not supported", place, type.get());
    }
    return false;
  }
  raise_sqlite_error(state, sqlite3_db_handle(statement));
  return false;
}

bool bind_sequence(SqliteState* state, sqlite3_stmt* statement, int needed, PyObject* parameters) {
  Py_ssize_t count = PySequence_Size(parameters);
  if (count < 0) return false;
  if (count != needed) {
    PyErr_Format(
        state->programming_error,
        "Incorrect number of bindings supplied. The current statement uses %d, and there are "
        "%zd supplied.",
        needed, count);
    return false;
  }
  for (int i = 0; i < needed; ++i) {
    Ref value(PySequence_GetItem(parameters, i));
    if (!value || !bind_one(state, statement, i + 1, value)) return false;
  }
  return true;
}

bool bind_mapping(SqliteState* state, sqlite3_stmt* statement, int needed, PyObject* parameters) {
  for (int i = 1; i <= needed; ++i) {
    const char* name = sqlite3_bind_parameter_name(statement, i);
    if (name == nullptr) {
      PyErr_Format(state->programming_error,
                   "Binding %d has no name, but you supplied a dictionary (which has only names).",
                   i);
      return false;
    }
    // Without the sign before the name.
    Ref value(PyMapping_GetItemString(parameters, name + 1));
    if (!value) {
      if (PyErr_ExceptionMatches(PyExc_LookupError)) {
        PyErr_Format(state->programming_error,
                     "You did not supply a value for binding parameter :%s.", name + 1);
      }
      return false;
    }
    if (!bind_one(state, statement, i, value)) return false;
  }
  return true;
}

}  // namespace

bool bind_parameters(SqliteState* state, Statement* statement, PyObject* parameters) {
  sqlite3_stmt* compiled = statement->statement;
  int needed = compiled == nullptr ? 0 : sqlite3_bind_parameter_count(compiled);
  bool sequence = PyTuple_Check(parameters) || PyList_Check(parameters) ||
                  (!PyDict_Check(parameters) && PySequence_Check(parameters));
  if (sequence) return bind_sequence(state, compiled, needed, parameters);
  if (PyMapping_Check(parameters)) return bind_mapping(state, compiled, needed, parameters);
  return raise_programming(state, "parameters are of unsupported type") != nullptr;
}

PyTypeObject* add_statement_type(PyObject* module) {
  return reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &kSpec, nullptr));
}

}  // namespace pyro::abi3
