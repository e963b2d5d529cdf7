// The syslog module: messages to the system's log.

#include <syslog.h>

#include <cstring>

#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

// The C library keeps the identification by address, so the module keeps the string.
struct State {
  PyObject* identification;
  bool open;
};

State* state_in(PyObject* module) { return state_of<State>(module); }

// The name of the program, as sys.argv tells it; nothing if there is none.
PyObject* program_name() {
  PyObject* arguments = PySys_GetObject("argv");
  if (arguments == nullptr || !PyList_Check(arguments) || PyList_Size(arguments) == 0)
    return nullptr;
  PyObject* script = PyList_GetItem(arguments, 0);
  if (script == nullptr || !PyUnicode_Check(script)) return nullptr;
  Py_ssize_t length = PyUnicode_GetLength(script);
  Py_ssize_t slash = PyUnicode_FindChar(script, '/', 0, length, -1);
  if (slash == -2 || length == 0 || slash + 1 == length) return nullptr;
  return slash < 0 ? new_ref(script) : PyUnicode_Substring(script, slash + 1, length);
}

bool open_with(PyObject* module, PyObject* identification, long option, long facility) {
  Ref owner = Ref::borrow(identification);
  if (!owner) owner.reset(program_name());
  if (!owner && PyErr_Occurred()) PyErr_Clear();
  const char* text = nullptr;
  if (owner) {
    text = PyUnicode_AsUTF8AndSize(owner, nullptr);
    if (text == nullptr) return false;
  }
  if (!audit("syslog.openlog", "(Oll)", owner ? owner.get() : Py_None, option, facility))
    return false;
  openlog(text, static_cast<int>(option), static_cast<int>(facility));
  replace_ref(state_in(module)->identification, owner.release());
  state_in(module)->open = true;
  return true;
}

PyObject* open_log(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"ident", "logoption", "facility", nullptr};
  PyObject* identification = nullptr;
  long option = 0, facility = LOG_USER;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|Ull:openlog", keywords(kNames),
                                   &identification, &option, &facility)) {
    return nullptr;
  }
  return open_with(module, identification, option, facility) ? none() : nullptr;
}

PyObject* write_log(PyObject* module, PyObject* arguments) {
  PyObject* message;
  int priority = LOG_INFO;
  if (PyTuple_Size(arguments) == 1) {
    if (!PyArg_ParseTuple(arguments, "U;[priority,] message string", &message)) return nullptr;
  } else if (!PyArg_ParseTuple(arguments, "iU;[priority,] message string", &priority, &message)) {
    return nullptr;
  }
  const char* text = PyUnicode_AsUTF8AndSize(message, nullptr);
  if (text == nullptr || !audit("syslog.syslog", "(is)", priority, text)) return nullptr;
  if (!state_in(module)->open && !open_with(module, nullptr, 0, LOG_USER)) return nullptr;
  // The identification must stay while the lock is not held.
  Ref identification = Ref::borrow(state_in(module)->identification);
  {
    Unlocked unlocked;
    syslog(priority, "%s", text);
  }
  return none();
}

PyObject* close_log(PyObject* module, PyObject*) {
  if (!audit("syslog.closelog", "()")) return nullptr;
  if (state_in(module)->open) {
    closelog();
    Py_CLEAR(state_in(module)->identification);
    state_in(module)->open = false;
  }
  return none();
}

PyObject* set_log_mask(PyObject*, PyObject* arguments) {
  long mask;
  if (!PyArg_ParseTuple(arguments, "l;mask for priority", &mask)) return nullptr;
  if (!audit("syslog.setlogmask", "(l)", mask)) return nullptr;
  return PyLong_FromLong(setlogmask(static_cast<int>(mask)));
}

PyObject* mask_of(PyObject*, PyObject* arguments) {
  long priority;
  if (!PyArg_ParseTuple(arguments, "l:LOG_MASK", &priority)) return nullptr;
  return PyLong_FromLong(LOG_MASK(static_cast<int>(priority)));
}

PyObject* mask_up_to(PyObject*, PyObject* arguments) {
  long priority;
  if (!PyArg_ParseTuple(arguments, "l:LOG_UPTO", &priority)) return nullptr;
  return PyLong_FromLong(LOG_UPTO(static_cast<int>(priority)));
}

PyMethodDef kFunctions[] = {{"openlog", method(open_log), METH_VARARGS | METH_KEYWORDS, nullptr},
                            {"closelog", close_log, METH_NOARGS, nullptr},
                            {"syslog", write_log, METH_VARARGS, nullptr},
                            {"setlogmask", set_log_mask, METH_VARARGS, nullptr},
                            {"LOG_MASK", mask_of, METH_VARARGS, nullptr},
                            {"LOG_UPTO", mask_up_to, METH_VARARGS, nullptr},
                            {}};

#define NUMBER(name) {#name, static_cast<long long>(name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(LOG_EMERG) NUMBER(LOG_ALERT) NUMBER(LOG_CRIT) NUMBER(LOG_ERR) NUMBER(LOG_WARNING)
    NUMBER(LOG_NOTICE) NUMBER(LOG_INFO) NUMBER(LOG_DEBUG) NUMBER(LOG_PID) NUMBER(LOG_CONS)
    NUMBER(LOG_NDELAY) NUMBER(LOG_ODELAY) NUMBER(LOG_NOWAIT) NUMBER(LOG_PERROR) NUMBER(LOG_KERN)
    NUMBER(LOG_USER) NUMBER(LOG_MAIL) NUMBER(LOG_DAEMON) NUMBER(LOG_AUTH) NUMBER(LOG_LPR)
    NUMBER(LOG_LOCAL0) NUMBER(LOG_LOCAL1) NUMBER(LOG_LOCAL2) NUMBER(LOG_LOCAL3)
    NUMBER(LOG_LOCAL4) NUMBER(LOG_LOCAL5) NUMBER(LOG_LOCAL6) NUMBER(LOG_LOCAL7)
    NUMBER(LOG_SYSLOG) NUMBER(LOG_CRON) NUMBER(LOG_UUCP) NUMBER(LOG_NEWS) NUMBER(LOG_AUTHPRIV)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) { return add_constants(module, kNumbers) ? 0 : -1; }

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(state_in(module)->identification);
  return 0;
}

int clear(PyObject* module) {
  if (std::exchange(state_in(module)->open, false)) closelog();
  Py_CLEAR(state_in(module)->identification);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "syslog",
                       nullptr,
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_syslog() { return PyModuleDef_Init(&pyro::abi3::kModule); }
