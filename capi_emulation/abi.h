#pragma once

#include <cstddef>
#include <cstdint>

#include "capi_emulation/handles.h"

// The structures that the stable ABI shows, with CPython's offsets (asserted below), and its
// constants.

namespace pyro::capi {

using Py_ssize_t = intptr_t;
using PyCFunction = PyObject* (*)(PyObject*, PyObject*);
using PyCFunctionWithKeywords = PyObject* (*)(PyObject*, PyObject*, PyObject*);
using PyCFunctionFast = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t);
using PyCFunctionFastWithKeywords = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t,
                                                  PyObject*);
using PyCMethod = PyObject* (*)(PyObject*, PyObject*, PyObject* const*, size_t, PyObject*);
using visitproc = int (*)(PyObject*, void*);
using traverseproc = int (*)(PyObject*, visitproc, void*);
using inquiry = int (*)(PyObject*);
using destructor = void (*)(PyObject*);
using unaryfunc = PyObject* (*)(PyObject*);
using binaryfunc = PyObject* (*)(PyObject*, PyObject*);
using ternaryfunc = PyObject* (*)(PyObject*, PyObject*, PyObject*);
using lenfunc = Py_ssize_t (*)(PyObject*);
using ssizeargfunc = PyObject* (*)(PyObject*, Py_ssize_t);
using ssizeobjargproc = int (*)(PyObject*, Py_ssize_t, PyObject*);
using objobjargproc = int (*)(PyObject*, PyObject*, PyObject*);
using objobjproc = int (*)(PyObject*, PyObject*);
using richcmpfunc = PyObject* (*)(PyObject*, PyObject*, int);
using hashfunc = Py_ssize_t (*)(PyObject*);
using getattrfunc = PyObject* (*)(PyObject*, char*);
using setattrfunc = int (*)(PyObject*, char*, PyObject*);
using initproc = int (*)(PyObject*, PyObject*, PyObject*);
using newfunc = PyObject* (*)(PyObject*, PyObject*, PyObject*);
using allocfunc = PyObject* (*)(PyObject*, Py_ssize_t);
using freefunc = void (*)(void*);
using getter = PyObject* (*)(PyObject*, void*);
using setter = int (*)(PyObject*, PyObject*, void*);
using sendfunc = int (*)(PyObject*, PyObject*, PyObject**);

struct PyMethodDef {
  const char* ml_name;
  PyCFunction ml_meth;
  int ml_flags;
  const char* ml_doc;
};
struct PyGetSetDef {
  const char* name;
  getter get;
  setter set;
  const char* doc;
  void* closure;
};
struct PyMemberDef {
  const char* name;
  int type;
  Py_ssize_t offset;
  int flags;
  const char* doc;
};
struct PyType_Slot {
  int slot;
  void* pfunc;
};
struct PyType_Spec {
  const char* name;
  int basicsize;
  int itemsize;
  unsigned int flags;
  PyType_Slot* slots;
};
struct PyModuleDef_Base {
  PyObject ob_base;
  PyObject* (*m_init)();
  Py_ssize_t m_index;
  PyObject* m_copy;
};
struct PyModuleDef_Slot {
  int slot;
  void* value;
};
struct PyModuleDef {
  PyModuleDef_Base m_base;
  const char* m_name;
  const char* m_doc;
  Py_ssize_t m_size;
  PyMethodDef* m_methods;
  PyModuleDef_Slot* m_slots;
  traverseproc m_traverse;
  inquiry m_clear;
  freefunc m_free;
};
struct PyStructSequence_Field {
  const char* name;
  const char* doc;
};
struct PyStructSequence_Desc {
  const char* name;
  const char* doc;
  PyStructSequence_Field* fields;
  int n_in_sequence;
};
struct Py_buffer {
  void* buf;
  PyObject* obj;
  Py_ssize_t len;
  Py_ssize_t itemsize;
  int readonly;
  int ndim;
  char* format;
  Py_ssize_t* shape;
  Py_ssize_t* strides;
  Py_ssize_t* suboffsets;
  void* internal;
};
using getbufferproc = int (*)(PyObject*, Py_buffer*, int);
using releasebufferproc = void (*)(PyObject*, Py_buffer*);

static_assert(sizeof(PyMethodDef) == 32 && sizeof(PyGetSetDef) == 40 && sizeof(PyMemberDef) == 40);
static_assert(sizeof(PyType_Spec) == 32 && sizeof(PyType_Slot) == 16 && sizeof(PyModuleDef) == 104);
static_assert(sizeof(PyStructSequence_Desc) == 32 && sizeof(Py_buffer) == 80);

enum MethodFlag : int {
  METH_VARARGS = 1,
  METH_KEYWORDS = 2,
  METH_NOARGS = 4,
  METH_O = 8,
  METH_CLASS = 16,
  METH_STATIC = 32,
  METH_COEXIST = 64,
  METH_FASTCALL = 128,
  METH_METHOD = 512,
};

enum TypeSlot : int {
  Py_bf_getbuffer = 1,
  Py_bf_releasebuffer,
  Py_mp_ass_subscript,
  Py_mp_length,
  Py_mp_subscript,
  Py_nb_absolute,
  Py_nb_add,
  Py_nb_and,
  Py_nb_bool,
  Py_nb_divmod,
  Py_nb_float,
  Py_nb_floor_divide,
  Py_nb_index,
  Py_nb_inplace_add,
  Py_nb_inplace_and,
  Py_nb_inplace_floor_divide,
  Py_nb_inplace_lshift,
  Py_nb_inplace_multiply,
  Py_nb_inplace_or,
  Py_nb_inplace_power,
  Py_nb_inplace_remainder,
  Py_nb_inplace_rshift,
  Py_nb_inplace_subtract,
  Py_nb_inplace_true_divide,
  Py_nb_inplace_xor,
  Py_nb_int,
  Py_nb_invert,
  Py_nb_lshift,
  Py_nb_multiply,
  Py_nb_negative,
  Py_nb_or,
  Py_nb_positive,
  Py_nb_power,
  Py_nb_remainder,
  Py_nb_rshift,
  Py_nb_subtract,
  Py_nb_true_divide,
  Py_nb_xor,
  Py_sq_ass_item,
  Py_sq_concat,
  Py_sq_contains,
  Py_sq_inplace_concat,
  Py_sq_inplace_repeat,
  Py_sq_item,
  Py_sq_length,
  Py_sq_repeat,
  Py_tp_alloc,
  Py_tp_base,
  Py_tp_bases,
  Py_tp_call,
  Py_tp_clear,
  Py_tp_dealloc,
  Py_tp_del,
  Py_tp_descr_get,
  Py_tp_descr_set,
  Py_tp_doc,
  Py_tp_getattr,
  Py_tp_getattro,
  Py_tp_hash,
  Py_tp_init,
  Py_tp_is_gc,
  Py_tp_iter,
  Py_tp_iternext,
  Py_tp_methods,
  Py_tp_new,
  Py_tp_repr,
  Py_tp_richcompare,
  Py_tp_setattr,
  Py_tp_setattro,
  Py_tp_str,
  Py_tp_traverse,
  Py_tp_members,
  Py_tp_getset,
  Py_tp_free,
  Py_nb_matrix_multiply,
  Py_nb_inplace_matrix_multiply,
  Py_am_await,
  Py_am_aiter,
  Py_am_anext,
  Py_tp_finalize,
  Py_am_send,
};
static_assert(Py_tp_alloc == 47 && Py_tp_base == 48 && Py_tp_free == 74 && Py_am_send == 81);

enum TypeFeature : unsigned long {
  Py_TPFLAGS_DISALLOW_INSTANTIATION = 1ul << 7,
  Py_TPFLAGS_IMMUTABLETYPE = 1ul << 8,
  Py_TPFLAGS_HEAPTYPE = 1ul << 9,
  Py_TPFLAGS_BASETYPE = 1ul << 10,
  Py_TPFLAGS_READY = 1ul << 12,
  Py_TPFLAGS_HAVE_GC = 1ul << 14,
  Py_TPFLAGS_IS_ABSTRACT = 1ul << 20,
  Py_TPFLAGS_LONG_SUBCLASS = 1ul << 24,
  Py_TPFLAGS_LIST_SUBCLASS = 1ul << 25,
  Py_TPFLAGS_TUPLE_SUBCLASS = 1ul << 26,
  Py_TPFLAGS_BYTES_SUBCLASS = 1ul << 27,
  Py_TPFLAGS_UNICODE_SUBCLASS = 1ul << 28,
  Py_TPFLAGS_DICT_SUBCLASS = 1ul << 29,
  Py_TPFLAGS_BASE_EXC_SUBCLASS = 1ul << 30,
  Py_TPFLAGS_TYPE_SUBCLASS = 1ul << 31,
  Py_TPFLAGS_SEQUENCE = 1ul << 5,
  Py_TPFLAGS_MAPPING = 1ul << 6,
};

// Slots of module definitions.
constexpr int Py_mod_create = 1, Py_mod_exec = 2;

enum MemberType : int {
  T_SHORT,
  T_INT,
  T_LONG,
  T_FLOAT,
  T_DOUBLE,
  T_STRING,
  T_OBJECT,
  T_CHAR,
  T_BYTE,
  T_UBYTE,
  T_USHORT,
  T_UINT,
  T_ULONG,
  T_STRING_INPLACE,
  T_BOOL,
  T_OBJECT_EX = 16,
  T_LONGLONG,
  T_ULONGLONG,
  T_PYSSIZET,
  T_NONE,
};
constexpr int kMemberFlagReadOnly = 1;

enum BufferFlag : int {
  PyBUF_SIMPLE = 0,
  PyBUF_WRITABLE = 1,
  PyBUF_FORMAT = 4,
  PyBUF_ND = 8,
  PyBUF_STRIDES = 0x18,
  PyBUF_C_CONTIGUOUS = 0x38,
  PyBUF_F_CONTIGUOUS = 0x58,
  PyBUF_ANY_CONTIGUOUS = 0x98,
  PyBUF_INDIRECT = 0x118,
};

}  // namespace pyro::capi
