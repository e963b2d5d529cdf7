#pragma once

#include "object.h"

// Types: making them from a specification, asking them, the flags, and the built-in ones.

PYRO_API_BEGIN

// --- attributes that are computed

typedef PyObject* (*getter)(PyObject*, void*);
typedef int (*setter)(PyObject*, PyObject*, void*);

// A row of a table that a row of zeros ends; `set` may be null, its value is null for deletion.
struct PyGetSetDef {
  const char* name;
  getter get;
  setter set;
  const char* doc;
  void* closure;
};

// --- specifications

typedef struct {
  int slot;
  void* pfunc;
} PyType_Slot;

// `basicsize` counts bytes from the head of the object, 0 takes the base's; `itemsize` those of
// each item behind them. `slots` ends with a row of zeros.
typedef struct {
  const char* name;
  int basicsize;
  int itemsize;
  unsigned int flags;
  PyType_Slot* slots;
} PyType_Spec;

PyObject* PyType_FromSpec(PyType_Spec* spec);
// `bases` is a type or a tuple of types; null leaves it to the slots.
PyObject* PyType_FromSpecWithBases(PyType_Spec* spec, PyObject* bases);
PyObject* PyType_FromModuleAndSpec(PyObject* module, PyType_Spec* spec, PyObject* bases);
int PyType_Ready(PyTypeObject* type);
void PyType_Modified(PyTypeObject* type);
unsigned int PyType_ClearCache(void);

// --- questions

unsigned long PyType_GetFlags(PyTypeObject* type);
// What a slot holds; null if nothing, without an exception.
void* PyType_GetSlot(PyTypeObject* type, int slot);
PyObject* PyType_GetName(PyTypeObject* type);
PyObject* PyType_GetQualName(PyTypeObject* type);
// Of a type that belongs to a module: the module (borrowed), and its state.
PyObject* PyType_GetModule(PyTypeObject* type);
void* PyType_GetModuleState(PyTypeObject* type);
// 0 or 1.
int PyType_IsSubtype(PyTypeObject* type, PyTypeObject* base);
PyObject* PyType_GenericAlloc(PyTypeObject* type, Py_ssize_t items);
PyObject* PyType_GenericNew(PyTypeObject* type, PyObject* arguments, PyObject* keywords);

// --- flags

// What a specification can say.
#define Py_TPFLAGS_DEFAULT (Py_TPFLAGS_HAVE_STACKLESS_EXTENSION | 0)
#define Py_TPFLAGS_BASETYPE (1UL << 10)
#define Py_TPFLAGS_HAVE_GC (1UL << 14)
#define Py_TPFLAGS_DISALLOW_INSTANTIATION (1UL << 7)
#define Py_TPFLAGS_IMMUTABLETYPE (1UL << 8)
#define Py_TPFLAGS_METHOD_DESCRIPTOR (1UL << 17)
#define Py_TPFLAGS_HAVE_FINALIZE (1UL << 0)
#define Py_TPFLAGS_HAVE_VERSION_TAG (1UL << 18)
#define Py_TPFLAGS_HAVE_STACKLESS_EXTENSION 0
// What PyType_GetFlags says besides.
#define Py_TPFLAGS_HEAPTYPE (1UL << 9)
#define Py_TPFLAGS_READY (1UL << 12)
#define Py_TPFLAGS_READYING (1UL << 13)
#define Py_TPFLAGS_VALID_VERSION_TAG (1UL << 19)
#define Py_TPFLAGS_IS_ABSTRACT (1UL << 20)
#define _Py_TPFLAGS_MATCH_SELF (1UL << 22)
#define Py_TPFLAGS_LONG_SUBCLASS (1UL << 24)
#define Py_TPFLAGS_LIST_SUBCLASS (1UL << 25)
#define Py_TPFLAGS_TUPLE_SUBCLASS (1UL << 26)
#define Py_TPFLAGS_BYTES_SUBCLASS (1UL << 27)
#define Py_TPFLAGS_UNICODE_SUBCLASS (1UL << 28)
#define Py_TPFLAGS_DICT_SUBCLASS (1UL << 29)
#define Py_TPFLAGS_BASE_EXC_SUBCLASS (1UL << 30)
#define Py_TPFLAGS_TYPE_SUBCLASS (1UL << 31)

// --- slots

// Of the type.
#define Py_tp_base 48
#define Py_tp_bases 49
#define Py_tp_doc 56
#define Py_tp_methods 64
#define Py_tp_members 72
#define Py_tp_getset 73
// Of the life of instances.
#define Py_tp_new 65
#define Py_tp_init 60
#define Py_tp_alloc 47
#define Py_tp_free 74
#define Py_tp_dealloc 52
#define Py_tp_finalize 80
#define Py_tp_del 53
#define Py_tp_traverse 71
#define Py_tp_clear 51
#define Py_tp_is_gc 61
// Of attributes, calls, text, comparison.
#define Py_tp_getattro 58
#define Py_tp_setattro 69
#define Py_tp_getattr 57
#define Py_tp_setattr 68
#define Py_tp_descr_get 54
#define Py_tp_descr_set 55
#define Py_tp_call 50
#define Py_tp_repr 66
#define Py_tp_str 70
#define Py_tp_hash 59
#define Py_tp_richcompare 67
// Of iteration and coroutines.
#define Py_tp_iter 62
#define Py_tp_iternext 63
#define Py_am_await 77
#define Py_am_aiter 78
#define Py_am_anext 79
#define Py_am_send 81
// Of mappings and sequences.
#define Py_mp_ass_subscript 3
#define Py_mp_length 4
#define Py_mp_subscript 5
#define Py_sq_ass_item 39
#define Py_sq_concat 40
#define Py_sq_contains 41
#define Py_sq_inplace_concat 42
#define Py_sq_inplace_repeat 43
#define Py_sq_item 44
#define Py_sq_length 45
#define Py_sq_repeat 46
// Of numbers.
#define Py_nb_absolute 6
#define Py_nb_add 7
#define Py_nb_and 8
#define Py_nb_bool 9
#define Py_nb_divmod 10
#define Py_nb_float 11
#define Py_nb_floor_divide 12
#define Py_nb_index 13
#define Py_nb_int 26
#define Py_nb_invert 27
#define Py_nb_lshift 28
#define Py_nb_multiply 29
#define Py_nb_negative 30
#define Py_nb_or 31
#define Py_nb_positive 32
#define Py_nb_power 33
#define Py_nb_remainder 34
#define Py_nb_rshift 35
#define Py_nb_subtract 36
#define Py_nb_true_divide 37
#define Py_nb_xor 38
#define Py_nb_matrix_multiply 75
// Of numbers in place.
#define Py_nb_inplace_add 14
#define Py_nb_inplace_and 15
#define Py_nb_inplace_floor_divide 16
#define Py_nb_inplace_lshift 17
#define Py_nb_inplace_multiply 18
#define Py_nb_inplace_or 19
#define Py_nb_inplace_power 20
#define Py_nb_inplace_remainder 21
#define Py_nb_inplace_rshift 22
#define Py_nb_inplace_subtract 23
#define Py_nb_inplace_true_divide 24
#define Py_nb_inplace_xor 25
#define Py_nb_inplace_matrix_multiply 76
// Of buffers.
#define Py_bf_getbuffer 1
#define Py_bf_releasebuffer 2

// --- the built-in types

extern PyTypeObject PyType_Type, PyBaseObject_Type, PySuper_Type, PyProperty_Type;
extern PyTypeObject PyBool_Type, PyLong_Type, PyFloat_Type, PyComplex_Type;
extern PyTypeObject PyUnicode_Type, PyBytes_Type, PyByteArray_Type, PyMemoryView_Type;
extern PyTypeObject PyList_Type, PyTuple_Type, PyDict_Type, PySet_Type, PyFrozenSet_Type;
extern PyTypeObject PyRange_Type, PySlice_Type, PyEllipsis_Type;
extern PyTypeObject PyModule_Type, PyModuleDef_Type, PyCapsule_Type, PyTraceBack_Type;
extern PyTypeObject PyCFunction_Type, PyMethodDescr_Type, PyClassMethodDescr_Type;
extern PyTypeObject PyGetSetDescr_Type, PyMemberDescr_Type, PyWrapperDescr_Type;
extern PyTypeObject PyDictProxy_Type, PyDictKeys_Type, PyDictValues_Type, PyDictItems_Type;
extern PyTypeObject _PyWeakref_RefType, _PyWeakref_ProxyType, _PyWeakref_CallableProxyType;
extern PyTypeObject Py_GenericAliasType;
extern PyTypeObject PyEnum_Type, PyReversed_Type, PyMap_Type, PyFilter_Type, PyZip_Type;
extern PyTypeObject PySeqIter_Type, PyCallIter_Type, PyListIter_Type, PyListRevIter_Type;
extern PyTypeObject PyTupleIter_Type, PySetIter_Type, PyRangeIter_Type, PyLongRangeIter_Type;
extern PyTypeObject PyUnicodeIter_Type, PyBytesIter_Type, PyByteArrayIter_Type;
extern PyTypeObject PyDictIterKey_Type, PyDictIterValue_Type, PyDictIterItem_Type;
extern PyTypeObject PyDictRevIterKey_Type, PyDictRevIterValue_Type, PyDictRevIterItem_Type;

// --- is an object of this type? _Check: or of a subclass; _CheckExact: of no subclass.

static inline int PyType_HasFeature(PyTypeObject* type, unsigned long flag) {
  return (PyType_GetFlags(type) & flag) != 0;
}
#define PyType_FastSubclass(type, flag) PyType_HasFeature(type, flag)
static inline int PyType_Check(PyObject* object) {
  return PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_TYPE_SUBCLASS);
}
static inline int PyType_CheckExact(PyObject* object) { return Py_IS_TYPE(object, &PyType_Type); }
static inline int PyObject_TypeCheck(PyObject* object, PyTypeObject* type) {
  return Py_IS_TYPE(object, type) || PyType_IsSubtype(Py_TYPE(object), type);
}
#define PyType_IS_GC(type) PyType_HasFeature((type), Py_TPFLAGS_HAVE_GC)

// Told by a flag of the type.
#define PyLong_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_LONG_SUBCLASS)
#define PyList_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_LIST_SUBCLASS)
#define PyTuple_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_TUPLE_SUBCLASS)
#define PyDict_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_DICT_SUBCLASS)
#define PyBytes_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_BYTES_SUBCLASS)
#define PyUnicode_Check(object) PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_UNICODE_SUBCLASS)
#define PyLong_CheckExact(object) Py_IS_TYPE((object), &PyLong_Type)
#define PyList_CheckExact(object) Py_IS_TYPE((object), &PyList_Type)
#define PyTuple_CheckExact(object) Py_IS_TYPE((object), &PyTuple_Type)
#define PyDict_CheckExact(object) Py_IS_TYPE((object), &PyDict_Type)
#define PyBytes_CheckExact(object) Py_IS_TYPE((object), &PyBytes_Type)
#define PyUnicode_CheckExact(object) Py_IS_TYPE((object), &PyUnicode_Type)

// Told by a walk over the bases.
#define PyFloat_Check(object) PyObject_TypeCheck(object, &PyFloat_Type)
#define PyComplex_Check(object) PyObject_TypeCheck((object), &PyComplex_Type)
#define PyByteArray_Check(object) PyObject_TypeCheck((object), &PyByteArray_Type)
#define PyModule_Check(object) PyObject_TypeCheck((object), &PyModule_Type)
#define PyCFunction_Check(object) PyObject_TypeCheck((object), &PyCFunction_Type)
#define PyDictKeys_Check(object) PyObject_TypeCheck((object), &PyDictKeys_Type)
#define PyDictValues_Check(object) PyObject_TypeCheck((object), &PyDictValues_Type)
#define PyDictItems_Check(object) PyObject_TypeCheck((object), &PyDictItems_Type)
#define PyDictViewSet_Check(object) (PyDictKeys_Check(object) || PyDictItems_Check(object))
#define PySet_Check(object) \
  (Py_IS_TYPE((object), &PySet_Type) || PyType_IsSubtype(Py_TYPE(object), &PySet_Type))
#define PyFrozenSet_Check(object) \
  (Py_IS_TYPE((object), &PyFrozenSet_Type) || PyType_IsSubtype(Py_TYPE(object), &PyFrozenSet_Type))
#define PyAnySet_Check(object)                                                      \
  (PyAnySet_CheckExact(object) || PyType_IsSubtype(Py_TYPE(object), &PySet_Type) || \
   PyType_IsSubtype(Py_TYPE(object), &PyFrozenSet_Type))
#define PyWeakref_CheckRef(object) PyObject_TypeCheck((object), &_PyWeakref_RefType)
#define PyFloat_CheckExact(object) Py_IS_TYPE((object), &PyFloat_Type)
#define PyComplex_CheckExact(object) Py_IS_TYPE((object), &PyComplex_Type)
#define PyByteArray_CheckExact(object) Py_IS_TYPE((object), &PyByteArray_Type)
#define PyModule_CheckExact(object) Py_IS_TYPE((object), &PyModule_Type)
#define PyCFunction_CheckExact(object) Py_IS_TYPE((object), &PyCFunction_Type)
#define PySet_CheckExact(object) Py_IS_TYPE((object), &PySet_Type)
#define PyFrozenSet_CheckExact(object) Py_IS_TYPE((object), &PyFrozenSet_Type)
#define PyAnySet_CheckExact(object) (PySet_CheckExact(object) || PyFrozenSet_CheckExact(object))
#define PyWeakref_CheckRefExact(object) Py_IS_TYPE((object), &_PyWeakref_RefType)
#define PyWeakref_CheckProxy(object)              \
  (Py_IS_TYPE((object), &_PyWeakref_ProxyType) || \
   Py_IS_TYPE((object), &_PyWeakref_CallableProxyType))
#define PyWeakref_Check(object) (PyWeakref_CheckRef(object) || PyWeakref_CheckProxy(object))

// Types that have no subclasses.
#define PyBool_Check(object) Py_IS_TYPE(object, &PyBool_Type)
#define PySlice_Check(object) Py_IS_TYPE((object), &PySlice_Type)
#define PyRange_Check(object) Py_IS_TYPE((object), &PyRange_Type)
#define PyMemoryView_Check(object) Py_IS_TYPE((object), &PyMemoryView_Type)
#define PyCapsule_CheckExact(object) Py_IS_TYPE((object), &PyCapsule_Type)
#define PyTraceBack_Check(object) Py_IS_TYPE((object), &PyTraceBack_Type)
#define PySeqIter_Check(object) Py_IS_TYPE((object), &PySeqIter_Type)
#define PyCallIter_Check(object) Py_IS_TYPE((object), &PyCallIter_Type)

// --- descriptors and aliases

PyObject* PyDescr_NewMethod(PyTypeObject* type, PyMethodDef* method);
PyObject* PyDescr_NewClassMethod(PyTypeObject* type, PyMethodDef* method);
PyObject* PyDescr_NewMember(PyTypeObject* type, PyMemberDef* member);
PyObject* PyDescr_NewGetSet(PyTypeObject* type, PyGetSetDef* attribute);
// A method of a slot, bound to `self`.
PyObject* PyWrapper_New(PyObject* descriptor, PyObject* self);
PyObject* PyDictProxy_New(PyObject* mapping);
// list[int] and the like.
PyObject* Py_GenericAlias(PyObject* origin, PyObject* arguments);

// --- structure sequences: tuples with named fields

typedef struct PyStructSequence_Field {
  const char* name;
  const char* doc;
} PyStructSequence_Field;

// `fields` ends with a null name; the first n_in_sequence are items of the tuple.
typedef struct PyStructSequence_Desc {
  const char* name;
  const char* doc;
  PyStructSequence_Field* fields;
  int n_in_sequence;
} PyStructSequence_Desc;

// The name of a field that has none.
extern const char* const PyStructSequence_UnnamedField;

PyTypeObject* PyStructSequence_NewType(PyStructSequence_Desc* description);
PyObject* PyStructSequence_New(PyTypeObject* type);
// Takes over the value.
void PyStructSequence_SetItem(PyObject* sequence, Py_ssize_t index, PyObject* value);
// Borrowed.
PyObject* PyStructSequence_GetItem(PyObject* sequence, Py_ssize_t index);

// --- weak references

// `callback` may be null or None.
PyObject* PyWeakref_NewRef(PyObject* object, PyObject* callback);
PyObject* PyWeakref_NewProxy(PyObject* object, PyObject* callback);
// Borrowed; None if the object is dead.
PyObject* PyWeakref_GetObject(PyObject* reference);
// In a dealloc function of a type with a __weaklistoffset__.
void PyObject_ClearWeakRefs(PyObject* object);

PYRO_API_END
