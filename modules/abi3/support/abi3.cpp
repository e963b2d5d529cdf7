#include "modules/abi3/support/abi3.h"

#include <climits>
#include <cstdarg>
#include <cstring>

namespace pyro::abi3 {

bool add_constants(PyObject* module, const IntConstant* table, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!add_owned(module, table[i].name, PyLong_FromLongLong(table[i].value))) return false;
  }
  return true;
}

bool add_owned(PyObject* module, const char* name, PyObject* owned) {
  Ref object(owned);
  return object && PyModule_AddObjectRef(module, name, object) == 0;
}

namespace {

bool is_heap_type(PyTypeObject* type) { return (PyType_GetFlags(type) & Py_TPFLAGS_HEAPTYPE) != 0; }

}  // namespace

PyObject* module_of(PyTypeObject* type, PyModuleDef* definition) {
  for (PyTypeObject* base = type; base != nullptr && is_heap_type(base);
       base = static_cast<PyTypeObject*>(PyType_GetSlot(base, Py_tp_base))) {
    PyObject* module = PyType_GetModule(base);
    if (module == nullptr) {
      PyErr_Clear();
      continue;
    }
    if (PyModule_GetDef(module) == definition) return module;
  }
  PyErr_Format(PyExc_TypeError, "the type does not belong to module %s", definition->m_name);
  return nullptr;
}

PyTypeObject* add_type(PyObject* module, PyType_Spec* spec, PyObject* base) {
  Ref type(PyType_FromModuleAndSpec(module, spec, base));
  if (!type) return nullptr;
  const char* dot = strrchr(spec->name, '.');
  const char* name = dot == nullptr ? spec->name : dot + 1;
  if (PyModule_AddObjectRef(module, name, type) < 0) return nullptr;
  return reinterpret_cast<PyTypeObject*>(type.release());
}

void free_instance(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  auto* release = reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free));
  release(self);
  Py_DECREF(type);
}

bool check_count(const char* name, Py_ssize_t count, Py_ssize_t minimum, Py_ssize_t maximum) {
  if (count >= minimum && count <= maximum) return true;
  Py_ssize_t bound = count < minimum ? minimum : maximum;
  const char* how = minimum == maximum ? "exactly" : count < minimum ? "at least" : "at most";
  PyErr_Format(PyExc_TypeError, "%s() takes %s %zd argument%s (%zd given)", name, how, bound,
               bound == 1 ? "" : "s", count);
  return false;
}

bool check_positional(const char* name, Py_ssize_t count, Py_ssize_t minimum, Py_ssize_t maximum) {
  if (count >= minimum && count <= maximum) return true;
  Py_ssize_t bound = count < minimum ? minimum : maximum;
  const char* how = minimum == maximum ? "" : count < minimum ? "at least " : "at most ";
  PyErr_Format(PyExc_TypeError, "%s expected %s%zd argument%s, got %zd", name, how, bound,
               bound == 1 ? "" : "s", count);
  return false;
}

bool set_field(PyObject* sequence, Py_ssize_t index, PyObject* owned) {
  if (owned == nullptr) return false;
  PyStructSequence_SetItem(sequence, index, owned);
  return true;
}

bool int_argument(PyObject* object, int* result) {
  long value = PyLong_AsLong(object);
  if (value == -1 && PyErr_Occurred()) return false;
  if (value > INT_MAX || value < INT_MIN) {
    PyErr_SetString(PyExc_OverflowError, value > 0 ? "signed integer is greater than maximum"
                                                   : "signed integer is less than minimum");
    return false;
  }
  *result = static_cast<int>(value);
  return true;
}

bool size_argument(PyObject* object, Py_ssize_t* result) {
  Ref index(PyNumber_Index(object));
  if (!index) return false;
  *result = PyLong_AsSsize_t(index);
  return *result != -1 || !PyErr_Occurred();
}

bool audit(const char* event, const char* format, ...) {
  PyObject* function = PySys_GetObject("audit");
  if (function == nullptr) return true;
  va_list values;
  va_start(values, format);
  Ref arguments(Py_VaBuildValue(format, values));
  va_end(values);
  if (!arguments) return false;
  Ref head(Py_BuildValue("(s)", event));
  if (!head) return false;
  Ref all(PySequence_Concat(head, arguments));
  if (!all) return false;
  Ref result(PyObject_Call(function, all, nullptr));
  return static_cast<bool>(result);
}

int file_descriptor(PyObject* object) { return PyObject_AsFileDescriptor(object); }

int file_descriptor_converter(PyObject* object, void* result) {
  int descriptor = PyObject_AsFileDescriptor(object);
  if (descriptor == -1) return 0;
  *static_cast<int*>(result) = descriptor;
  return 1;
}

}  // namespace pyro::abi3
