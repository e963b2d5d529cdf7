// The _sqlite3 module: databases by libsqlite3. The sqlite3 package is built on it (PEP 249).
//
//   module.cpp      functions, adapters and converters, constants, errors
//   connection.cpp  connections, transactions, the cache of statements
//   callbacks.cpp   Python functions that SQLite calls
//   statement.cpp   compiled statements and the binding of parameters
//   cursor.cpp      execution and rows of results
//   row.cpp         rows with names
//   blob.cpp        incremental access to a value

#pragma once

#include <sqlite3.h>

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

struct SqliteState {
  PyObject *warning, *error, *interface_error, *database_error, *data_error, *operational_error,
      *integrity_error, *internal_error, *programming_error, *not_supported_error;
  PyObject *adapters, *converters;
  PyTypeObject *connection, *cursor, *row, *blob, *prepare_protocol, *statement;
  bool callback_tracebacks;
};

inline SqliteState* sqlite_state(PyObject* module) { return state_of<SqliteState>(module); }
extern PyModuleDef sqlite_module;

enum DetectTypes { kParseDeclarations = 1, kParseNames = 2 };

struct Connection {
  PyObject_HEAD sqlite3* database;  // null: closed
  SqliteState* state;
  PyObject *row_factory, *text_factory;
  PyObject* statements;  // dict of sql: Statement, the oldest use first
  PyObject* callbacks;   // dict of what SQLite has references to, by kind
  PyObject* begin;       // "BEGIN ..." or null for no implicit transactions
  PyObject* isolation_level;
  unsigned long thread;
  int detect_types, cache_size;
  bool check_thread, initialized;
};

struct Statement {
  PyObject_HEAD sqlite3_stmt* statement;  // null: empty or finalized
  bool in_use, changes_data;
};

inline Connection* as_connection(PyObject* object) { return reinterpret_cast<Connection*>(object); }
inline Statement* as_statement(PyObject* object) { return reinterpret_cast<Statement*>(object); }

// Raises what the last call on the database failed with; null.
PyObject* raise_sqlite_error(SqliteState* state, sqlite3* database);
PyObject* raise_programming(SqliteState* state, const char* text);

// False with ProgrammingError if the connection is closed, not initialized or of another thread.
bool check_connection(Connection* self);
bool check_thread(Connection* self);

// A statement for the text, from the cache if it is free there; owned. Null with an exception.
PyObject* find_statement(Connection* self, PyObject* sql);
PyObject* compile_statement(Connection* self, PyObject* sql);
int step_statement(sqlite3_stmt* statement);
// The first step; a table that is locked by cursors nobody refers to any more is tried again
// without them.
int start_statement(sqlite3* database, sqlite3_stmt* statement);
// Collects garbage if a statement is running: dropped cursors die with a collection under some
// interpreters, and until then the library refuses to change what their statements may use. True
// if it did.
bool collect_dropped_cursors(sqlite3* database);
void reset_statement(Statement* statement);
bool bind_parameters(SqliteState* state, Statement* statement, PyObject* parameters);
bool begin_transaction(Connection* self);

// The adapted form of an object, owned; with `alternative` null, ProgrammingError if there is none.
PyObject* adapt(SqliteState* state, PyObject* object, PyObject* protocol, PyObject* alternative);

PyObject* make_cursor(Connection* connection, PyObject* factory);
PyObject* open_blob(PyObject* self, PyObject* arguments, PyObject* names);

PyObject* create_function(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* create_aggregate(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* create_window_function(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* create_collation(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* set_authorizer(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* set_progress_handler(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* set_trace_callback(PyObject* self, PyObject* arguments, PyObject* names);

PyTypeObject* add_connection_type(PyObject* module);
PyTypeObject* add_cursor_type(PyObject* module);
PyTypeObject* add_row_type(PyObject* module);
PyTypeObject* add_blob_type(PyObject* module);
PyTypeObject* add_statement_type(PyObject* module);
PyTypeObject* add_protocol_type(PyObject* module);
bool add_sqlite_constants(PyObject* module);

}  // namespace pyro::abi3
