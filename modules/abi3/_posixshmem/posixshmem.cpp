// The _posixshmem module: named shared memory.

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

namespace {

// Makes a call without the lock, again after each signal; -1 with an exception that names the path.
template <class Call>
int call_with_path(PyObject* path, Call call) {
  while (true) {
    int result;
    {
      Unlocked unlocked;
      result = call();
    }
    if (result >= 0) return result;
    if (errno != EINTR) {
      PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
      return -1;
    }
    if (PyErr_CheckSignals() < 0) return -1;
  }
}

PyObject* open_memory(PyObject*, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"path", "flags", "mode", nullptr};
  PyObject* path;
  int flags, mode = 0777;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "Ui|i:shm_open", keywords(kNames), &path,
                                   &flags, &mode)) {
    return nullptr;
  }
  const char* name = PyUnicode_AsUTF8AndSize(path, nullptr);
  if (name == nullptr) return nullptr;
  int descriptor =
      call_with_path(path, [&] { return shm_open(name, flags, static_cast<mode_t>(mode)); });
  return descriptor < 0 ? nullptr : PyLong_FromLong(descriptor);
}

PyObject* unlink_memory(PyObject*, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"path", nullptr};
  PyObject* path;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "U:shm_unlink", keywords(kNames), &path)) {
    return nullptr;
  }
  const char* name = PyUnicode_AsUTF8AndSize(path, nullptr);
  if (name == nullptr) return nullptr;
  return call_with_path(path, [&] { return shm_unlink(name); }) < 0 ? nullptr : none();
}

PyMethodDef kFunctions[] = {
    {"shm_open", method(open_memory), METH_VARARGS | METH_KEYWORDS,
     "shm_open($module, /, path, flags, mode=511)\n--\n\nOpen shared memory; a descriptor."},
    {"shm_unlink", method(unlink_memory), METH_VARARGS | METH_KEYWORDS,
     "shm_unlink($module, /, path)\n--\n\nRemove the name; the memory goes with its last user."},
    {}};

PyModuleDef_Slot kSlots[] = {{0, nullptr}};
PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT, "_posixshmem", "Named shared memory.", 0, kFunctions, kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__posixshmem() { return PyModuleDef_Init(&pyro::abi3::kModule); }
