// The resource module: limits and usage of a process.

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

#include "modules/abi3/support/simple_module.h"

namespace pyro::abi3 {

namespace {

using State = References<1>;

bool parse_limit(PyObject* object, rlim_t* limit) {
  long long value = PyLong_AsLongLong(object);
  if (value == -1 && PyErr_Occurred()) return false;
  *limit = static_cast<rlim_t>(value);
  return true;
}

bool parse_limits(PyObject* object, rlimit* limits) {
  Ref tuple(PySequence_Tuple(object));
  if (!tuple) return false;
  if (PyTuple_Size(tuple) != 2) {
    PyErr_SetString(PyExc_ValueError, "expected a tuple of 2 integers");
    return false;
  }
  return parse_limit(PyTuple_GetItem(tuple, 0), &limits->rlim_cur) &&
         parse_limit(PyTuple_GetItem(tuple, 1), &limits->rlim_max);
}

PyObject* limits_object(const rlimit& limits) {
  return Py_BuildValue("LL", static_cast<long long>(limits.rlim_cur),
                       static_cast<long long>(limits.rlim_max));
}

bool parse_resource(PyObject* object, int* resource) {
  if (!int_argument(object, resource)) return false;
  if (*resource >= 0 && *resource < RLIM_NLIMITS) return true;
  PyErr_SetString(PyExc_ValueError, "invalid resource specified");
  return false;
}

PyObject* raise_limit_error() {
  if (errno == EINVAL) {
    PyErr_SetString(PyExc_ValueError, "current limit exceeds maximum limit");
  } else if (errno == EPERM) {
    PyErr_SetString(PyExc_ValueError, "not allowed to raise maximum limit");
  } else {
    os_error();
  }
  return nullptr;
}

PyObject* get_limit(PyObject*, PyObject* object) {
  int resource;
  rlimit limits;
  if (!parse_resource(object, &resource)) return nullptr;
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limits) < 0) return os_error();
  return limits_object(limits);
}

PyObject* set_limit(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  int resource;
  rlimit limits;
  if (!check_positional("setrlimit", count, 2, 2) || !int_argument(arguments[0], &resource)) {
    return nullptr;
  }
  if (!audit("resource.setrlimit", "(iO)", resource, arguments[1])) return nullptr;
  if (!parse_resource(arguments[0], &resource) || !parse_limits(arguments[1], &limits))
    return nullptr;
  int result = setrlimit(static_cast<__rlimit_resource>(resource), &limits);
  return result < 0 ? raise_limit_error() : none();
}

PyObject* process_limit(PyObject*, PyObject* arguments) {
  int process, resource;
  PyObject* object = nullptr;
  Py_ssize_t count = PyTuple_Size(arguments);
  if (count < 2 || count > 3) {
    PyErr_SetString(PyExc_TypeError, "resource.prlimit requires 2 to 3 arguments");
    return nullptr;
  }
  if (!PyArg_ParseTuple(arguments, "ii|O:prlimit", &process, &resource, &object)) return nullptr;
  if (!parse_resource(PyTuple_GetItem(arguments, 1), &resource)) return nullptr;
  if (!audit("resource.prlimit", "(iiO)", process, resource,
             object == nullptr ? Py_None : object)) {
    return nullptr;
  }
  rlimit old, limits;
  if (object != nullptr && !parse_limits(object, &limits)) return nullptr;
  auto which = static_cast<__rlimit_resource>(resource);
  if (prlimit(process, which, object == nullptr ? nullptr : &limits, &old) < 0) {
    if (errno != EINVAL) return os_error();
    PyErr_SetString(PyExc_ValueError, "current limit exceeds maximum limit");
    return nullptr;
  }
  return limits_object(old);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

PyObject* get_usage(PyObject* module, PyObject* object) {
  int who;
  rusage usage;
  if (!int_argument(object, &who)) return nullptr;
  if (getrusage(static_cast<__rusage_who>(who), &usage) < 0) {
    if (errno != EINVAL) return os_error();
    PyErr_SetString(PyExc_ValueError, "invalid who parameter");
    return nullptr;
  }
  auto* type = reinterpret_cast<PyTypeObject*>(state_of<State>(module)->items[0]);
  Ref result(PyStructSequence_New(type));
  if (!result || !set_field(result, 0, PyFloat_FromDouble(seconds_of(usage.ru_utime))) ||
      !set_field(result, 1, PyFloat_FromDouble(seconds_of(usage.ru_stime)))) {
    return nullptr;
  }
  const long counters[] = {usage.ru_maxrss,  usage.ru_ixrss,  usage.ru_idrss,  usage.ru_isrss,
                           usage.ru_minflt,  usage.ru_majflt, usage.ru_nswap,  usage.ru_inblock,
                           usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals,
                           usage.ru_nvcsw,   usage.ru_nivcsw};
  Py_ssize_t place = 2;
  for (long counter : counters) {
    if (!set_field(result, place++, PyLong_FromLong(counter))) return nullptr;
  }
  return result.release();
}

PyObject* get_page_size(PyObject*, PyObject*) { return PyLong_FromLong(sysconf(_SC_PAGESIZE)); }

PyMethodDef kFunctions[] = {
    {"getrlimit", get_limit, METH_O,
     "getrlimit($module, resource, /)\n--\n\nThe soft and the hard limit of a resource."},
    {"setrlimit", method(set_limit), METH_FASTCALL,
     "setrlimit($module, resource, limits, /)\n--\n\nSet the soft and the hard limit."},
    {"prlimit", process_limit, METH_VARARGS,
     "prlimit(pid, resource[, limits])\n\nThe limits of a process, before they are set."},
    {"getrusage", get_usage, METH_O,
     "getrusage($module, who, /)\n--\n\nWhat the process, its children or the thread used."},
    {"getpagesize", get_page_size, METH_NOARGS,
     "getpagesize($module, /)\n--\n\nThe bytes of a page of memory."},
    {}};

PyStructSequence_Field kFields[] = {{"ru_utime", "seconds in its own code"},
                                    {"ru_stime", "seconds in the kernel"},
                                    {"ru_maxrss", "the most memory it had, in kilobytes"},
                                    {"ru_ixrss", "always 0 (shared memory)"},
                                    {"ru_idrss", "always 0 (data)"},
                                    {"ru_isrss", "always 0 (stack)"},
                                    {"ru_minflt", "page faults served from memory"},
                                    {"ru_majflt", "page faults that had to read"},
                                    {"ru_nswap", "always 0 (swapping)"},
                                    {"ru_inblock", "reads from a device"},
                                    {"ru_oublock", "writes to a device"},
                                    {"ru_msgsnd", "always 0 (messages out)"},
                                    {"ru_msgrcv", "always 0 (messages in)"},
                                    {"ru_nsignals", "always 0 (signals)"},
                                    {"ru_nvcsw", "times the processor was given up"},
                                    {"ru_nivcsw", "times the processor was taken away"},
                                    {}};
PyStructSequence_Desc kUsage = {"resource.struct_rusage",
                                "What getrusage() measured, as a tuple with names.", kFields, 16};

#define NUMBER(name) {#name, static_cast<long long>(name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(RLIMIT_CPU) NUMBER(RLIMIT_FSIZE) NUMBER(RLIMIT_DATA) NUMBER(RLIMIT_STACK)
    NUMBER(RLIMIT_CORE) NUMBER(RLIMIT_NOFILE) NUMBER(RLIMIT_OFILE) NUMBER(RLIMIT_AS)
    NUMBER(RLIMIT_RSS) NUMBER(RLIMIT_NPROC) NUMBER(RLIMIT_MEMLOCK) NUMBER(RLIMIT_MSGQUEUE)
    NUMBER(RLIMIT_NICE) NUMBER(RLIMIT_RTPRIO) NUMBER(RLIMIT_RTTIME) NUMBER(RLIMIT_SIGPENDING)
    NUMBER(RUSAGE_SELF) NUMBER(RUSAGE_CHILDREN) NUMBER(RUSAGE_THREAD) NUMBER(RLIM_INFINITY)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) {
  PyObject*& type = state_of<State>(module)->items[0];
  type = reinterpret_cast<PyObject*>(PyStructSequence_NewType(&kUsage));
  if (type == nullptr) return -1;
  bool done = PyModule_AddObjectRef(module, "struct_rusage", type) == 0 &&
              PyModule_AddObjectRef(module, "error", PyExc_OSError) == 0 &&
              add_constants(module, kNumbers);
  return done ? 0 : -1;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT,  "resource",          "Limits and usage of the resources of a process.",
    sizeof(State),          kFunctions,          kSlots,
    traverse_references<1>, clear_references<1>, nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_resource() { return PyModuleDef_Init(&pyro::abi3::kModule); }
