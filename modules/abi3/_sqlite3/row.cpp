// Rows that know the names of their columns.

#include <strings.h>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

struct Row {
  PyObject_HEAD PyObject* values;  // tuple
  PyObject* description;           // of the cursor
};

Row* as_row(PyObject* object) { return reinterpret_cast<Row*>(object); }

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  if (names != nullptr && PyDict_Size(names) > 0) {
    PyErr_SetString(PyExc_TypeError, "Row() takes no keyword arguments");
    return nullptr;
  }
  if (!check_positional("Row", PyTuple_Size(arguments), 2, 2)) return nullptr;
  PyObject* module = module_of(type, &sqlite_module);
  if (module == nullptr) return nullptr;
  PyObject *cursor = PyTuple_GetItem(arguments, 0), *values = PyTuple_GetItem(arguments, 1);
  const char* wanted = nullptr;
  PyObject* wrong = nullptr;
  if (PyObject_TypeCheck(cursor, sqlite_state(module)->cursor) == 0) {
    wanted = "Row() argument 1 must be sqlite3.Cursor, not %U";
    wrong = cursor;
  } else if (!PyTuple_Check(values)) {
    wanted = "Row() argument 2 must be tuple, not %U";
    wrong = values;
  }
  if (wanted != nullptr) {
    Ref name(PyType_GetName(Py_TYPE(wrong)));
    return name ? PyErr_Format(PyExc_TypeError, wanted, name.get()) : nullptr;
  }
  auto* self = allocate<Row>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->values = new_ref(values);
  self->description = PyObject_GetAttrString(cursor, "description");
  return self->description == nullptr ? nullptr : owner.release();
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(as_row(object)->values);
  Py_VISIT(as_row(object)->description);
  return 0;
}

int clear(PyObject* object) {
  Py_CLEAR(as_row(object)->values);
  Py_CLEAR(as_row(object)->description);
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  clear(object);
  free_instance(object);
}

// Names are equal without regard to the case of ASCII letters.
bool same_name(PyObject* left, PyObject* right) {
  const char* a = PyUnicode_AsUTF8AndSize(left, nullptr);
  const char* b = a == nullptr ? nullptr : PyUnicode_AsUTF8AndSize(right, nullptr);
  return b != nullptr && strcasecmp(a, b) == 0;
}

PyObject* by_name(Row* self, PyObject* name) {
  Py_ssize_t count = PyTuple_Check(self->description) ? PyTuple_Size(self->description) : 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (same_name(PyTuple_GetItem(PyTuple_GetItem(self->description, i), 0), name)) {
      PyObject* value = PyTuple_GetItem(self->values, i);
      return value == nullptr ? nullptr : new_ref(value);
    }
    if (PyErr_Occurred()) return nullptr;
  }
  PyErr_SetString(PyExc_IndexError, "No item with that key");
  return nullptr;
}

PyObject* subscript(PyObject* object, PyObject* index) {
  Row* self = as_row(object);
  if (PyUnicode_Check(index)) return by_name(self, index);
  if (PyLong_Check(index) || PySlice_Check(index)) return PyObject_GetItem(self->values, index);
  PyErr_SetString(PyExc_IndexError, "Index must be int or string");
  return nullptr;
}

PyObject* item(PyObject* object, Py_ssize_t place) {
  PyObject* value = PyTuple_GetItem(as_row(object)->values, place);
  return value == nullptr ? nullptr : new_ref(value);
}

Py_ssize_t length(PyObject* object) { return PyTuple_Size(as_row(object)->values); }

PyObject* keys(PyObject* object, PyObject*) {
  Row* self = as_row(object);
  Ref list(PyList_New(0));
  Py_ssize_t count = PyTuple_Check(self->description) ? PyTuple_Size(self->description) : 0;
  for (Py_ssize_t i = 0; list && i < count; ++i) {
    if (PyList_Append(list, PyTuple_GetItem(PyTuple_GetItem(self->description, i), 0)) < 0)
      return nullptr;
  }
  return list.release();
}

PyObject* iterate(PyObject* object) { return PyObject_GetIter(as_row(object)->values); }

Py_hash_t hash(PyObject* object) {
  Py_hash_t names = PyObject_Hash(as_row(object)->description);
  Py_hash_t values = names == -1 ? -1 : PyObject_Hash(as_row(object)->values);
  if (values == -1) return -1;
  Py_hash_t both = names ^ values;
  return both == -1 ? -2 : both;
}

PyObject* compare(PyObject* object, PyObject* other, int operation) {
  if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(object) != Py_TYPE(other)) {
    return new_ref(Py_NotImplemented);
  }
  int same =
      PyObject_RichCompareBool(as_row(object)->description, as_row(other)->description, Py_EQ);
  if (same < 0) return nullptr;
  if (same == 0) return boolean(operation == Py_NE);
  return PyObject_RichCompare(as_row(object)->values, as_row(other)->values, operation);
}

PyMethodDef kMethods[] = {
    {"keys", keys, METH_NOARGS, "keys($self, /)\n--\n\nThe names of the columns."}, {}};
PyType_Slot kSlots[] = {{Py_tp_new, slot(create)},
                        {Py_tp_dealloc, slot(dealloc)},
                        {Py_tp_traverse, slot(traverse)},
                        {Py_tp_clear, slot(clear)},
                        {Py_tp_hash, slot(hash)},
                        {Py_tp_richcompare, slot(compare)},
                        {Py_tp_iter, slot(iterate)},
                        {Py_tp_methods, kMethods},
                        {Py_mp_length, slot(length)},
                        {Py_mp_subscript, slot(subscript)},
                        {Py_sq_length, slot(length)},
                        {Py_sq_item, slot(item)},
                        {0, nullptr}};
PyType_Spec kSpec = {
    "sqlite3.Row", sizeof(Row), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    kSlots};

}  // namespace

PyTypeObject* add_row_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
