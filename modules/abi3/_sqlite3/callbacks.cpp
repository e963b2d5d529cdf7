// Python functions that SQLite calls: functions, aggregates, collations, and the hooks of a
// connection. SQLite calls them while the interpreter's lock is not held; they take it.

#include <climits>
#include <cstdio>
#include <cstring>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

// What SQLite keeps for a function. It is released when the function is replaced or the database
// closed.
struct Callback {
  PyObject* function;
  SqliteState* state;
};

Callback* make_callback(Connection* self, PyObject* function) {
  auto* callback = static_cast<Callback*>(malloc(sizeof(Callback)));
  if (callback == nullptr) {
    PyErr_NoMemory();
    return nullptr;
  }
  *callback = {new_ref(function), self->state};
  return callback;
}

void release_callback(void* data) {
  if (data == nullptr) return;
  Locked locked;
  auto* callback = static_cast<Callback*>(data);
  Py_DECREF(callback->function);
  free(callback);
}

// Exceptions of callbacks become errors of SQLite; with tracebacks enabled they are shown as well.
void drop_exception(Callback* callback) {
  if (callback->state->callback_tracebacks) {
    PyErr_WriteUnraisable(callback->function);
  } else {
    PyErr_Clear();
  }
}

void fail_function(sqlite3_context* context, const char* text) {
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) {
    sqlite3_result_error_nomem(context);
  } else if (PyErr_ExceptionMatches(PyExc_OverflowError)) {
    sqlite3_result_error_toobig(context);
  } else {
    sqlite3_result_error(context, text, -1);
  }
  drop_exception(callback);
}

PyObject* value_object(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return PyLong_FromLongLong(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return PyFloat_FromDouble(sqlite3_value_double(value));
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return PyUnicode_FromStringAndSize(text, sqlite3_value_bytes(value));
    }
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_value_blob(value));
      return PyBytes_FromStringAndSize(data, sqlite3_value_bytes(value));
    }
    default:
      return none();
  }
}

Ref value_tuple(int count, sqlite3_value** values) {
  Ref tuple(PyTuple_New(count));
  for (int i = 0; tuple && i < count; ++i) {
    PyObject* item = value_object(values[i]);
    if (item == nullptr || PyTuple_SetItem(tuple, i, item) < 0) tuple.reset();
  }
  return tuple;
}

// Gives SQLite the result of a function; false with or without an exception if the type is none of
// its.
bool give_result(sqlite3_context* context, PyObject* object) {
  if (object == Py_None) {
    sqlite3_result_null(context);
  } else if (PyLong_Check(object)) {
    long long number = PyLong_AsLongLong(object);
    if (number == -1 && PyErr_Occurred()) return false;
    sqlite3_result_int64(context, number);
  } else if (PyFloat_Check(object)) {
    sqlite3_result_double(context, PyFloat_AsDouble(object));
  } else if (PyUnicode_Check(object)) {
    Py_ssize_t size;
    const char* text = PyUnicode_AsUTF8AndSize(object, &size);
    if (text == nullptr) return false;
    if (size > INT_MAX) {
      PyErr_SetString(PyExc_OverflowError, "string is longer than INT_MAX bytes");
      return false;
    }
    sqlite3_result_text(context, text, static_cast<int>(size), SQLITE_TRANSIENT);
  } else if (PyObject_CheckBuffer(object)) {
    Buffer data;
    if (!data.acquire(object)) return false;
    if (data.size() > INT_MAX) {
      PyErr_SetString(PyExc_OverflowError, "BLOB longer than INT_MAX bytes");
      return false;
    }
    sqlite3_result_blob(context, data.data(), static_cast<int>(data.size()), SQLITE_TRANSIENT);
  } else {
    PyErr_SetString(PyExc_TypeError, "the function returned an unsupported type");
    return false;
  }
  return true;
}

void call_function(sqlite3_context* context, int count, sqlite3_value** values) {
  Locked locked;
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  Ref arguments = value_tuple(count, values);
  Ref result(arguments ? PyObject_CallObject(callback->function, arguments) : nullptr);
  if (!result || !give_result(context, result)) {
    fail_function(context, "user-defined function raised exception");
  }
}

// The instance of an aggregate, in the memory SQLite has for it; null with an exception.
PyObject** aggregate_place(sqlite3_context* context) {
  return static_cast<PyObject**>(sqlite3_aggregate_context(context, sizeof(PyObject*)));
}

void call_step(sqlite3_context* context, int count, sqlite3_value** values, const char* name,
               const char* error) {
  Locked locked;
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  PyObject** place = aggregate_place(context);
  if (*place == nullptr) {
    *place = PyObject_CallNoArgs(callback->function);
    if (*place == nullptr) {
      fail_function(context, "user-defined aggregate's '__init__' method raised error");
      return;
    }
  }
  Ref function(PyObject_GetAttrString(*place, name));
  Ref arguments(function ? value_tuple(count, values) : Ref());
  Ref result(arguments ? PyObject_CallObject(function, arguments) : nullptr);
  if (!result) fail_function(context, error);
}

void step(sqlite3_context* context, int count, sqlite3_value** values) {
  call_step(context, count, values, "step", "user-defined aggregate's 'step' method raised error");
}
void inverse(sqlite3_context* context, int count, sqlite3_value** values) {
  call_step(context, count, values, "inverse",
            "user-defined aggregate's 'inverse' method raised error");
}

// The text of the error says whether the method is missing or raised.
void fail_method(sqlite3_context* context, const char* name) {
  char text[96];
  bool missing = PyErr_ExceptionMatches(PyExc_AttributeError) != 0;
  snprintf(text, sizeof(text), "user-defined aggregate's '%s' method %s", name,
           missing ? "not defined" : "raised error");
  fail_function(context, text);
}

void value(sqlite3_context* context) {
  Locked locked;
  PyObject** place = aggregate_place(context);
  Ref result(*place == nullptr ? none() : PyObject_CallMethod(*place, "value", nullptr));
  if (!result) {
    fail_method(context, "value");
  } else if (!give_result(context, result)) {
    fail_function(context, "user-defined aggregate's 'value' method raised error");
  }
}

void finalize(sqlite3_context* context) {
  Locked locked;
  auto* place = static_cast<PyObject**>(sqlite3_aggregate_context(context, 0));
  // Without any row there may be no instance.
  if (place == nullptr || *place == nullptr) return;
  Ref instance(std::exchange(*place, nullptr));
  // The error that ended the aggregate must stay the one that is reported.
  Ref result(PyObject_CallMethod(instance, "finalize", nullptr));
  if (!result) {
    fail_method(context, "finalize");
  } else if (!give_result(context, result)) {
    fail_function(context, "user-defined aggregate's 'finalize' method raised error");
  }
}

PyObject* created(Connection* self, int code, const char* text) {
  if (code == SQLITE_OK) return none();
  PyErr_SetString(self->state->operational_error, text);
  return nullptr;
}

}  // namespace

PyObject* create_function(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"name", "narg", "func", "deterministic", nullptr};
  const char* name;
  int count, deterministic = 0;
  PyObject* function;
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "siO|$p:create_function", keywords(kNames),
                                   &name, &count, &function, &deterministic) ||
      !check_thread(self) || !check_connection(self)) {
    return nullptr;
  }
  int flags = SQLITE_UTF8 | (deterministic != 0 ? SQLITE_DETERMINISTIC : 0);
  collect_dropped_cursors(self->database);
  int code;
  if (function == Py_None) {
    code = sqlite3_create_function_v2(self->database, name, count, flags, nullptr, nullptr, nullptr,
                                      nullptr, nullptr);
  } else {
    Callback* callback = make_callback(self, function);
    if (callback == nullptr) return nullptr;
    code = sqlite3_create_function_v2(self->database, name, count, flags, callback, call_function,
                                      nullptr, nullptr, release_callback);
  }
  return created(self, code, "Error creating function");
}

PyObject* create_aggregate(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"name", "n_arg", "aggregate_class", nullptr};
  const char* name;
  int count;
  PyObject* type;
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "siO:create_aggregate", keywords(kNames),
                                   &name, &count, &type) ||
      !check_thread(self) || !check_connection(self)) {
    return nullptr;
  }
  collect_dropped_cursors(self->database);
  int code;
  if (type == Py_None) {
    code = sqlite3_create_function_v2(self->database, name, count, SQLITE_UTF8, nullptr, nullptr,
                                      nullptr, nullptr, nullptr);
  } else {
    Callback* callback = make_callback(self, type);
    if (callback == nullptr) return nullptr;
    code = sqlite3_create_function_v2(self->database, name, count, SQLITE_UTF8, callback, nullptr,
                                      step, finalize, release_callback);
  }
  return created(self, code, "Error creating aggregate");
}

PyObject* create_window_function(PyObject* object, PyObject* const* arguments,
                                 Py_ssize_t argument_count) {
  Connection* self = as_connection(object);
  int count;
  if (!check_positional("create_window_function", argument_count, 3, 3)) return nullptr;
  const char* name = PyUnicode_AsUTF8AndSize(arguments[0], nullptr);
  if (name == nullptr || !int_argument(arguments[1], &count) || !check_thread(self) ||
      !check_connection(self)) {
    return nullptr;
  }
  collect_dropped_cursors(self->database);
  int code;
  if (arguments[2] == Py_None) {
    code = sqlite3_create_window_function(self->database, name, count, SQLITE_UTF8, nullptr,
                                          nullptr, nullptr, nullptr, nullptr, nullptr);
  } else {
    Callback* callback = make_callback(self, arguments[2]);
    if (callback == nullptr) return nullptr;
    code = sqlite3_create_window_function(self->database, name, count, SQLITE_UTF8, callback, step,
                                          finalize, value, inverse, release_callback);
  }
  // The library does not note this error in the connection.
  return code == SQLITE_OK ? none() : raise_programming(self->state, sqlite3_errstr(code));
}

namespace {

int collate(void* data, int left_size, const void* left, int right_size, const void* right) {
  Locked locked;
  if (PyErr_Occurred() != nullptr) return 0;
  auto* callback = static_cast<Callback*>(data);
  Ref first(PyUnicode_FromStringAndSize(static_cast<const char*>(left), left_size));
  Ref second(first ? PyUnicode_FromStringAndSize(static_cast<const char*>(right), right_size)
                   : nullptr);
  Ref result(
      second ? PyObject_CallFunctionObjArgs(callback->function, first.get(), second.get(), nullptr)
             : nullptr);
  long order = result ? PyLong_AsLong(result) : 0;
  if (PyErr_Occurred() != nullptr) {
    drop_exception(callback);
    return 0;
  }
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

// Keeps the function of a hook for as long as SQLite has it, and gives what SQLite gets.
Callback* keep_hook(Connection* self, const char* kind, PyObject* function) {
  Callback* callback = make_callback(self, function);
  if (callback == nullptr) return nullptr;
  PyObject* capsule = PyCapsule_New(callback, nullptr, [](PyObject* owner) {
    release_callback(PyCapsule_GetPointer(owner, nullptr));
  });
  if (capsule == nullptr) {
    release_callback(callback);
    return nullptr;
  }
  Ref owner(capsule);
  return PyDict_SetItemString(self->callbacks, kind, owner) < 0 ? nullptr : callback;
}

bool drop_hook(Connection* self, const char* kind) {
  return PyDict_SetItemString(self->callbacks, kind, Py_None) == 0;
}

int authorize(void* data, int action, const char* first, const char* second, const char* database,
              const char* trigger) {
  Locked locked;
  auto* callback = static_cast<Callback*>(data);
  Ref result(
      PyObject_CallFunction(callback->function, "issss", action, first, second, database, trigger));
  if (result && PyLong_Check(result.get())) {
    long code = PyLong_AsLong(result);
    if (PyErr_Occurred() == nullptr) return static_cast<int>(code);
  }
  if (PyErr_Occurred() != nullptr) drop_exception(callback);
  return SQLITE_DENY;
}

int progress(void* data) {
  Locked locked;
  auto* callback = static_cast<Callback*>(data);
  Ref result(PyObject_CallNoArgs(callback->function));
  int stop = result ? PyObject_IsTrue(result) : -1;
  if (stop < 0) {
    drop_exception(callback);
    return 1;
  }
  return stop;
}

int trace(unsigned kind, void* data, void* statement, void* text_pointer) {
  if (kind != SQLITE_TRACE_STMT) return 0;
  Locked locked;
  auto* callback = static_cast<Callback*>(data);
  // Triggers come as comments; other statements with their parameters filled in.
  const auto* text = static_cast<const char*>(text_pointer);
  char* expanded = strncmp(text, "--", 2) == 0
                       ? nullptr
                       : sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
  Ref sql(PyUnicode_DecodeUTF8(
      expanded != nullptr ? expanded : text,
      static_cast<Py_ssize_t>(strlen(expanded != nullptr ? expanded : text)), "replace"));
  sqlite3_free(expanded);
  Ref result(sql ? PyObject_CallFunctionObjArgs(callback->function, sql.get(), nullptr) : nullptr);
  if (!result) drop_exception(callback);
  return 0;
}

bool hook_argument(PyObject* object, PyObject* arguments, PyObject* names, const char* name,
                   const char* format, PyObject** function) {
  const char* const known[] = {name, nullptr};
  return PyArg_ParseTupleAndKeywords(arguments, names, format, keywords(known), function) &&
         check_thread(as_connection(object)) && check_connection(as_connection(object));
}

}  // namespace

PyObject* create_collation(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Connection* self = as_connection(object);
  if (!check_positional("create_collation", count, 2, 2)) return nullptr;
  const char* name = PyUnicode_AsUTF8AndSize(arguments[0], nullptr);
  if (name == nullptr || !check_thread(self) || !check_connection(self)) return nullptr;
  collect_dropped_cursors(self->database);
  if (arguments[1] == Py_None) {
    int code =
        sqlite3_create_collation_v2(self->database, name, SQLITE_UTF8, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? none() : raise_sqlite_error(self->state, self->database);
  }
  if (!PyCallable_Check(arguments[1])) {
    PyErr_SetString(PyExc_TypeError, "parameter must be callable");
    return nullptr;
  }
  Callback* callback = make_callback(self, arguments[1]);
  if (callback == nullptr) return nullptr;
  int code = sqlite3_create_collation_v2(self->database, name, SQLITE_UTF8, callback, collate,
                                         release_callback);
  if (code == SQLITE_OK) return none();
  // Unlike for functions the library does not release what it did not take.
  release_callback(callback);
  return raise_sqlite_error(self->state, self->database);
}

PyObject* set_authorizer(PyObject* object, PyObject* arguments, PyObject* names) {
  PyObject* function;
  Connection* self = as_connection(object);
  if (!hook_argument(object, arguments, names, "authorizer_callback", "O:set_authorizer",
                     &function)) {
    return nullptr;
  }
  if (function == Py_None) {
    sqlite3_set_authorizer(self->database, nullptr, nullptr);
    return drop_hook(self, "authorizer") ? none() : nullptr;
  }
  Callback* callback = keep_hook(self, "authorizer", function);
  if (callback == nullptr) return nullptr;
  sqlite3_set_authorizer(self->database, authorize, callback);
  return none();
}

PyObject* set_progress_handler(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"progress_handler", "n", nullptr};
  PyObject* function;
  int steps;
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "Oi:set_progress_handler", keywords(kNames),
                                   &function, &steps) ||
      !check_thread(self) || !check_connection(self)) {
    return nullptr;
  }
  if (function == Py_None) {
    sqlite3_progress_handler(self->database, 0, nullptr, nullptr);
    return drop_hook(self, "progress") ? none() : nullptr;
  }
  Callback* callback = keep_hook(self, "progress", function);
  if (callback == nullptr) return nullptr;
  sqlite3_progress_handler(self->database, steps, progress, callback);
  return none();
}

PyObject* set_trace_callback(PyObject* object, PyObject* arguments, PyObject* names) {
  PyObject* function;
  Connection* self = as_connection(object);
  if (!hook_argument(object, arguments, names, "trace_callback", "O:set_trace_callback",
                     &function)) {
    return nullptr;
  }
  if (function == Py_None) {
    sqlite3_trace_v2(self->database, 0, nullptr, nullptr);
    return drop_hook(self, "trace") ? none() : nullptr;
  }
  Callback* callback = keep_hook(self, "trace", function);
  if (callback == nullptr) return nullptr;
  sqlite3_trace_v2(self->database, SQLITE_TRACE_STMT, trace, callback);
  return none();
}

}  // namespace pyro::abi3
