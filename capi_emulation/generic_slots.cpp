#include "capi_emulation/slots.h"

// PyType_GetSlot for types that no specification made: C functions that do what the operation does.

PYRO_API pyro::capi::PyObject* PyObject_Repr(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyObject_Str(pyro::capi::PyObject*);
PYRO_API intptr_t PyObject_Hash(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyObject_RichCompare(pyro::capi::PyObject*, pyro::capi::PyObject*,
                                                    int);
PYRO_API pyro::capi::PyObject* PyObject_GetIter(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyIter_Next(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyObject_Call(pyro::capi::PyObject*, pyro::capi::PyObject*,
                                             pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyObject_GenericGetAttr(pyro::capi::PyObject*,
                                                       pyro::capi::PyObject*);
PYRO_API int PyObject_GenericSetAttr(pyro::capi::PyObject*, pyro::capi::PyObject*,
                                     pyro::capi::PyObject*);
PYRO_API intptr_t PyObject_Size(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyObject_GetItem(pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_API int PyObject_SetItem(pyro::capi::PyObject*, pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_API int PyObject_DelItem(pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PySequence_GetItem(pyro::capi::PyObject*, intptr_t);
PYRO_API int PySequence_SetItem(pyro::capi::PyObject*, intptr_t, pyro::capi::PyObject*);
PYRO_API int PySequence_Contains(pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PySequence_Concat(pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PySequence_Repeat(pyro::capi::PyObject*, intptr_t);
#define PYRO_SLOT_BINARY(Name) \
  PYRO_API pyro::capi::PyObject* PyNumber_##Name(pyro::capi::PyObject*, pyro::capi::PyObject*);
PYRO_SLOT_BINARY(Add)
PYRO_SLOT_BINARY(Subtract)
PYRO_SLOT_BINARY(Multiply)
PYRO_SLOT_BINARY(MatrixMultiply)
PYRO_SLOT_BINARY(FloorDivide)
PYRO_SLOT_BINARY(TrueDivide)
PYRO_SLOT_BINARY(Remainder)
PYRO_SLOT_BINARY(Divmod)
PYRO_SLOT_BINARY(Lshift)
PYRO_SLOT_BINARY(Rshift)
PYRO_SLOT_BINARY(And)
PYRO_SLOT_BINARY(Or)
PYRO_SLOT_BINARY(Xor)
PYRO_API pyro::capi::PyObject* PyNumber_Power(pyro::capi::PyObject*, pyro::capi::PyObject*,
                                              pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Negative(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Positive(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Invert(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Absolute(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Long(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Float(pyro::capi::PyObject*);
PYRO_API pyro::capi::PyObject* PyNumber_Index(pyro::capi::PyObject*);
PYRO_API int PyObject_IsTrue(pyro::capi::PyObject*);

namespace pyro::capi {

namespace {

int assign_item(PyObject* self, PyObject* key, PyObject* value) {
  return value == nullptr ? PyObject_DelItem(self, key) : PyObject_SetItem(self, key, value);
}
int initialize(PyObject* self, PyObject* args, PyObject* keywords) {
  Thread* thread = current_thread();
  PYRO_VALUE(instance, self, -1);
  PYRO_VALUE(tuple, args, -1);
  Object dict(thread, keywords == nullptr ? RawObject::none() : value_of(thread, keywords));
  Object method(thread, get_attribute(thread, instance, Symbol::k__init__));
  if (method->is_error()) return -1;
  return call_with(thread, method, tuple, dict).is_error() ? -1 : 0;
}

struct GenericSlot {
  int slot;
  const char* method;
  void* function;
};

template <typename F>
void* address(F* function) {
  return reinterpret_cast<void*>(function);
}

}  // namespace

void* generic_slot_function(Thread* thread, const Object& type, int slot) {
  const GenericSlot slots[] = {
      {Py_tp_repr, "__repr__", address(PyObject_Repr)},
      {Py_tp_str, "__str__", address(PyObject_Str)},
      {Py_tp_hash, "__hash__", address(PyObject_Hash)},
      {Py_tp_richcompare, "__eq__", address(PyObject_RichCompare)},
      {Py_tp_iter, "__iter__", address(PyObject_GetIter)},
      {Py_tp_iternext, "__next__", address(PyIter_Next)},
      {Py_tp_call, "__call__", address(PyObject_Call)},
      {Py_tp_getattro, "__getattribute__", address(PyObject_GenericGetAttr)},
      {Py_tp_setattro, "__setattr__", address(PyObject_GenericSetAttr)},
      {Py_tp_init, "__init__", address(initialize)},
      {Py_mp_length, "__len__", address(PyObject_Size)},
      {Py_sq_length, "__len__", address(PyObject_Size)},
      {Py_mp_subscript, "__getitem__", address(PyObject_GetItem)},
      {Py_sq_item, "__getitem__", address(PySequence_GetItem)},
      {Py_mp_ass_subscript, "__setitem__", address(assign_item)},
      {Py_sq_ass_item, "__setitem__", address(PySequence_SetItem)},
      {Py_sq_contains, "__contains__", address(PySequence_Contains)},
      {Py_nb_add, "__radd__", address(PyNumber_Add)},
      {Py_sq_concat, "__add__", address(PySequence_Concat)},
      {Py_sq_repeat, "__mul__", address(PySequence_Repeat)},
      {Py_nb_subtract, "__sub__", address(PyNumber_Subtract)},
      {Py_nb_multiply, "__mul__", address(PyNumber_Multiply)},
      {Py_nb_matrix_multiply, "__matmul__", address(PyNumber_MatrixMultiply)},
      {Py_nb_floor_divide, "__floordiv__", address(PyNumber_FloorDivide)},
      {Py_nb_true_divide, "__truediv__", address(PyNumber_TrueDivide)},
      {Py_nb_remainder, "__mod__", address(PyNumber_Remainder)},
      {Py_nb_divmod, "__divmod__", address(PyNumber_Divmod)},
      {Py_nb_lshift, "__lshift__", address(PyNumber_Lshift)},
      {Py_nb_rshift, "__rshift__", address(PyNumber_Rshift)},
      {Py_nb_and, "__and__", address(PyNumber_And)},
      {Py_nb_or, "__or__", address(PyNumber_Or)},
      {Py_nb_xor, "__xor__", address(PyNumber_Xor)},
      {Py_nb_power, "__pow__", address(PyNumber_Power)},
      {Py_nb_negative, "__neg__", address(PyNumber_Negative)},
      {Py_nb_positive, "__pos__", address(PyNumber_Positive)},
      {Py_nb_invert, "__invert__", address(PyNumber_Invert)},
      {Py_nb_absolute, "__abs__", address(PyNumber_Absolute)},
      {Py_nb_int, "__int__", address(PyNumber_Long)},
      {Py_nb_float, "__float__", address(PyNumber_Float)},
      {Py_nb_index, "__index__", address(PyNumber_Index)},
      {Py_nb_bool, "__bool__", address(PyObject_IsTrue)}};
  for (const GenericSlot& each : slots) {
    if (each.slot != slot) continue;
    Object name(thread, name_from(thread, each.method));
    RawObject method = type_lookup(thread, *type, *name);
    return method.is_unbound() || method.is_none() ? nullptr : each.function;
  }
  return nullptr;
}

}  // namespace pyro::capi
