#include "modules/abi3/_sqlite3/constants.h"
#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

PyObject* type_of_error(SqliteState* state, int code) {
  switch (code & 0xff) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND:
      return state->internal_error;
    case SQLITE_NOMEM:
      return PyExc_MemoryError;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA:
      return state->operational_error;
    case SQLITE_TOOBIG:
      return state->data_error;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return state->integrity_error;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return state->interface_error;
    default:
      return state->database_error;
  }
}

const char* name_of_error(int code) {
  for (const IntConstant& error : kErrorCodes) {
    if (error.value == code) return error.name;
  }
  return "unknown";
}

}  // namespace

PyObject* raise_sqlite_error(SqliteState* state, sqlite3* database) {
  int code = sqlite3_errcode(database);
  PyObject* type = type_of_error(state, code);
  if (type == PyExc_MemoryError) return PyErr_NoMemory();
  int extended = sqlite3_extended_errcode(database);
  Ref error(PyObject_CallFunction(type, "s", sqlite3_errmsg(database)));
  Ref number(error ? PyLong_FromLong(extended) : nullptr);
  Ref name(number ? PyUnicode_FromString(name_of_error(extended)) : nullptr);
  if (!name || PyObject_SetAttrString(error, "sqlite_errorcode", number) < 0 ||
      PyObject_SetAttrString(error, "sqlite_errorname", name) < 0) {
    return nullptr;
  }
  PyErr_SetObject(type, error);
  return nullptr;
}

PyObject* raise_programming(SqliteState* state, const char* text) {
  PyErr_SetString(state->programming_error, text);
  return nullptr;
}

namespace {

// Calls a method that an object may have. 1: *result is set, 0: there is no answer, -1: an
// exception.
int ask(PyObject* object, const char* name, PyObject* argument, Ref* result) {
  Ref function(PyObject_GetAttrString(object, name));
  if (!function) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
    PyErr_Clear();
    return 0;
  }
  result->reset(PyObject_CallFunctionObjArgs(function, argument, nullptr));
  if (*result && result->get() != Py_None) return 1;
  if (!*result && !PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
  PyErr_Clear();
  return 0;
}

}  // namespace

// The order of PEP 246: a registered adapter, the protocol's __adapt__, the object's __conform__.
PyObject* adapt(SqliteState* state, PyObject* object, PyObject* protocol, PyObject* alternative) {
  Ref key(PyTuple_Pack(2, reinterpret_cast<PyObject*>(Py_TYPE(object)), protocol));
  if (!key) return nullptr;
  Ref adapter = Ref::borrow(PyDict_GetItemWithError(state->adapters, key));
  if (adapter) return PyObject_CallFunctionObjArgs(adapter, object, nullptr);
  if (PyErr_Occurred()) return nullptr;
  Ref result;
  int found = ask(protocol, "__adapt__", object, &result);
  if (found == 0) found = ask(object, "__conform__", protocol, &result);
  if (found != 0) return found < 0 ? nullptr : result.release();
  if (alternative != nullptr) return new_ref(alternative);
  return raise_programming(state, "can't adapt");
}

namespace {

PyObject* connect(PyObject* module, PyObject* arguments, PyObject* names) {
  PyObject* factory = nullptr;
  if (names != nullptr) factory = PyDict_GetItemString(names, "factory");
  if (factory == nullptr && PyTuple_Size(arguments) > 5) factory = PyTuple_GetItem(arguments, 5);
  if (factory == nullptr) factory = reinterpret_cast<PyObject*>(sqlite_state(module)->connection);
  return PyObject_Call(factory, arguments, names);
}

PyObject* complete_statement(PyObject*, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"statement", nullptr};
  const char* text;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "s:complete_statement", keywords(kNames),
                                   &text)) {
    return nullptr;
  }
  return boolean(sqlite3_complete(text) != 0);
}

PyObject* enable_shared_cache(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"do_enable", nullptr};
  int on;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "i:enable_shared_cache", keywords(kNames),
                                   &on)) {
    return nullptr;
  }
  if (sqlite3_enable_shared_cache(on) == SQLITE_OK) return none();
  PyErr_SetString(sqlite_state(module)->operational_error, "Changing the shared_cache flag failed");
  return nullptr;
}

PyObject* register_adapter(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("register_adapter", count, 2, 2)) return nullptr;
  SqliteState* state = sqlite_state(module);
  Ref key(PyTuple_Pack(2, arguments[0], reinterpret_cast<PyObject*>(state->prepare_protocol)));
  return key && PyDict_SetItem(state->adapters, key, arguments[1]) == 0 ? none() : nullptr;
}

PyObject* register_converter(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("register_converter", count, 2, 2)) return nullptr;
  if (!PyUnicode_Check(arguments[0])) {
    Ref type(PyType_GetName(Py_TYPE(arguments[0])));
    return type ? PyErr_Format(PyExc_TypeError,
                               "register_converter() argument 1 must be str, not %U", type.get())
                : nullptr;
  }
  Ref name(PyObject_CallMethod(arguments[0], "upper", nullptr));
  bool done = name && PyDict_SetItem(sqlite_state(module)->converters, name, arguments[1]) == 0;
  return done ? none() : nullptr;
}

PyObject* enable_tracebacks(PyObject* module, PyObject* argument) {
  int on;
  if (!int_argument(argument, &on)) return nullptr;
  sqlite_state(module)->callback_tracebacks = on != 0;
  return none();
}

PyObject* adapt_function(PyObject* module, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("adapt", count, 1, 3)) return nullptr;
  SqliteState* state = sqlite_state(module);
  PyObject* protocol =
      count > 1 ? arguments[1] : reinterpret_cast<PyObject*>(state->prepare_protocol);
  return adapt(state, arguments[0], protocol, count > 2 ? arguments[2] : nullptr);
}

PyMethodDef kFunctions[] = {
    {"connect", method(connect), METH_VARARGS | METH_KEYWORDS,
     "connect($module, /, database, timeout=5.0, detect_types=0,\n        isolation_level='', "
     "check_same_thread=True,\n        factory=ConnectionType, cached_statements=128, "
     "uri=False)\n--\n\n"
     "Open a database; \":memory:\" is one in memory."},
    {"complete_statement", method(complete_statement), METH_VARARGS | METH_KEYWORDS,
     "complete_statement($module, /, statement)\n--\n\nTrue if the text ends a statement."},
    {"enable_shared_cache", method(enable_shared_cache), METH_VARARGS | METH_KEYWORDS,
     "enable_shared_cache($module, /, do_enable)\n--\n\n"},
    {"register_adapter", method(register_adapter), METH_FASTCALL,
     "register_adapter($module, type, adapter, /)\n--\n\nConvert objects of a type by a function."},
    {"register_converter", method(register_converter), METH_FASTCALL,
     "register_converter($module, typename, converter, /)\n--\n\nConvert values of a declared "
     "type."},
    {"enable_callback_tracebacks", enable_tracebacks, METH_O,
     "enable_callback_tracebacks($module, enable, /)\n--\n\nShow exceptions of callbacks."},
    {"adapt", method(adapt_function), METH_FASTCALL,
     "adapt($module, obj, proto=PrepareProtocolType, alt=<unrepresentable>, /)\n--\n\nThe form of "
     "an "
     "object for the database."},
    {}};

int ignore_arguments(PyObject*, PyObject*, PyObject*) { return 0; }

PyType_Slot kProtocolSlots[] = {
    {Py_tp_doc, const_cast<char*>("What adapters are asked to adapt values to.")},
    {Py_tp_new, slot(PyType_GenericNew)},
    {Py_tp_init, slot(ignore_arguments)},
    {0, nullptr}};
PyType_Spec kProtocol = {"sqlite3.PrepareProtocol", sizeof(PyObject), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kProtocolSlots};

PyObject* make_error(PyObject* module, const char* qualified, PyObject* base) {
  PyObject* error = PyErr_NewException(qualified, base, nullptr);
  if (error == nullptr || PyModule_AddObjectRef(module, qualified + 8, error) < 0) return nullptr;
  return error;
}

// The hierarchy of PEP 249.
bool add_errors(PyObject* module) {
  SqliteState* s = sqlite_state(module);
  return (s->warning = make_error(module, "sqlite3.Warning", PyExc_Exception)) != nullptr &&
         (s->error = make_error(module, "sqlite3.Error", PyExc_Exception)) != nullptr &&
         (s->interface_error = make_error(module, "sqlite3.InterfaceError", s->error)) != nullptr &&
         (s->database_error = make_error(module, "sqlite3.DatabaseError", s->error)) != nullptr &&
         (s->internal_error = make_error(module, "sqlite3.InternalError", s->database_error)) !=
             nullptr &&
         (s->operational_error =
              make_error(module, "sqlite3.OperationalError", s->database_error)) != nullptr &&
         (s->programming_error =
              make_error(module, "sqlite3.ProgrammingError", s->database_error)) != nullptr &&
         (s->integrity_error = make_error(module, "sqlite3.IntegrityError", s->database_error)) !=
             nullptr &&
         (s->data_error = make_error(module, "sqlite3.DataError", s->database_error)) != nullptr &&
         (s->not_supported_error =
              make_error(module, "sqlite3.NotSupportedError", s->database_error)) != nullptr;
}

bool add_types(PyObject* module) {
  SqliteState* state = sqlite_state(module);
  return (state->connection = add_connection_type(module)) != nullptr &&
         (state->cursor = add_cursor_type(module)) != nullptr &&
         (state->row = add_row_type(module)) != nullptr &&
         (state->blob = add_blob_type(module)) != nullptr &&
         (state->statement = add_statement_type(module)) != nullptr &&
         (state->prepare_protocol = add_type(module, &kProtocol)) != nullptr;
}

// The library's threading mode as PEP 249 counts it.
int thread_safety() {
  switch (sqlite3_threadsafe()) {
    case 0:
      return 0;
    case 2:
      return 1;
    default:
      return 3;
  }
}

int execute(PyObject* module) {
  SqliteState* state = sqlite_state(module);
  state->adapters = PyDict_New();
  state->converters = PyDict_New();
  if (state->adapters == nullptr || state->converters == nullptr) return -1;
  bool done = sqlite3_initialize() == SQLITE_OK && add_errors(module) && add_types(module) &&
              add_constants(module, kErrorCodes) && add_constants(module, kOtherNumbers) &&
              PyModule_AddObjectRef(module, "adapters", state->adapters) == 0 &&
              PyModule_AddObjectRef(module, "converters", state->converters) == 0 &&
              PyModule_AddIntConstant(module, "PARSE_DECLTYPES", kParseDeclarations) == 0 &&
              PyModule_AddIntConstant(module, "PARSE_COLNAMES", kParseNames) == 0 &&
              PyModule_AddIntConstant(module, "threadsafety", thread_safety()) == 0 &&
              PyModule_AddStringConstant(module, "version", "2.6.0") == 0 &&
              PyModule_AddStringConstant(module, "_deprecated_version", "2.6.0") == 0 &&
              PyModule_AddStringConstant(module, "sqlite_version", sqlite3_libversion()) == 0;
  return done ? 0 : -1;
}

// The state up to the flag is references, objects first, then types.
constexpr size_t kObjects = offsetof(SqliteState, connection) / sizeof(PyObject*);
constexpr size_t kReferences = offsetof(SqliteState, callback_tracebacks) / sizeof(PyObject*);
static_assert(kObjects == 12 && kReferences == 18);

int traverse(PyObject* module, visitproc visit, void* arg) {
  auto** references = reinterpret_cast<PyObject**>(sqlite_state(module));
  for (size_t i = 0; i < kReferences; ++i) Py_VISIT(references[i]);
  return 0;
}

int clear(PyObject* module) {
  auto** references = reinterpret_cast<PyObject**>(sqlite_state(module));
  for (size_t i = 0; i < kReferences; ++i) Py_CLEAR(references[i]);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};

}  // namespace

PyModuleDef sqlite_module = {PyModuleDef_HEAD_INIT,
                             "_sqlite3",
                             "Databases of libsqlite3.",
                             sizeof(SqliteState),
                             kFunctions,
                             kSlots,
                             traverse,
                             clear,
                             nullptr};

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__sqlite3() { return PyModuleDef_Init(&pyro::abi3::sqlite_module); }
