#pragma once

#include "object.h"

// Memory: blocks of bytes, and instances of the module's own types.

PYRO_API_BEGIN

// --- blocks. Null if there is no memory, without an exception.

void* PyMem_Malloc(size_t bytes);
void* PyMem_Calloc(size_t count, size_t bytes);
void* PyMem_Realloc(void* block, size_t bytes);
void PyMem_Free(void* block);
void* PyObject_Malloc(size_t bytes);
void* PyObject_Calloc(size_t count, size_t bytes);
void* PyObject_Realloc(void* block, size_t bytes);
void PyObject_Free(void* block);

// An array of `count` elements; null also when its size overflows.
#define PyMem_New(type, count)                     \
  ((size_t)(count) > PY_SSIZE_T_MAX / sizeof(type) \
       ? NULL                                      \
       : ((type*)PyMem_Malloc((count) * sizeof(type))))
// Assigns the moved block to `block`; the old one is kept in no variable, so save it first.
#define PyMem_Resize(block, type, count)                     \
  ((block) = (size_t)(count) > PY_SSIZE_T_MAX / sizeof(type) \
                 ? NULL                                      \
                 : (type*)PyMem_Realloc((block), (count) * sizeof(type)))
// Old names.
#define PyMem_MALLOC(bytes) PyMem_Malloc((bytes))
#define PyMem_NEW(type, count) PyMem_New(type, count)
#define PyMem_REALLOC(block, bytes) PyMem_Realloc((block), (bytes))
#define PyMem_RESIZE(block, type, count) PyMem_Resize((block), type, (count))
#define PyMem_FREE(block) PyMem_Free((block))
#define PyMem_Del PyMem_Free
#define PyMem_DEL PyMem_Free
#define PyObject_MALLOC PyObject_Malloc
#define PyObject_REALLOC PyObject_Realloc
#define PyObject_FREE PyObject_Free
#define PyObject_Del PyObject_Free
#define PyObject_DEL PyObject_Free

// --- instances

// Fills the head of memory that the module got itself; gives the argument back.
PyObject* PyObject_Init(PyObject* object, PyTypeObject* type);
PyVarObject* PyObject_InitVar(PyVarObject* object, PyTypeObject* type, Py_ssize_t size);
PyObject* _PyObject_New(PyTypeObject* type);
PyVarObject* _PyObject_NewVar(PyTypeObject* type, Py_ssize_t size);

#define PyObject_New(structure, type) ((structure*)_PyObject_New(type))
#define PyObject_NewVar(structure, type, size) ((structure*)_PyObject_NewVar((type), (size)))
#define PyObject_NEW(structure, type) PyObject_New(structure, type)
#define PyObject_NEW_VAR(structure, type, size) PyObject_NewVar(structure, type, size)
#define PyObject_INIT(object, type) PyObject_Init(_PyObject_CAST(object), (type))
#define PyObject_INIT_VAR(object, type, size) \
  PyObject_InitVar(_PyVarObject_CAST(object), (type), (size))

// --- instances that can be part of cycles (Py_TPFLAGS_HAVE_GC)

PyObject* _PyObject_GC_New(PyTypeObject* type);
PyVarObject* _PyObject_GC_NewVar(PyTypeObject* type, Py_ssize_t size);
PyVarObject* _PyObject_GC_Resize(PyVarObject* object, Py_ssize_t size);
void PyObject_GC_Track(void* object);
void PyObject_GC_UnTrack(void* object);
void PyObject_GC_Del(void* object);
int PyObject_GC_IsTracked(PyObject* object);
int PyObject_GC_IsFinalized(PyObject* object);

#define PyObject_GC_New(structure, type) _Py_CAST(structure*, _PyObject_GC_New(type))
#define PyObject_GC_NewVar(structure, type, size) \
  _Py_CAST(structure*, _PyObject_GC_NewVar((type), (size)))
// The object must not be tracked; it may move.
#define PyObject_GC_Resize(structure, object, size) \
  ((structure*)_PyObject_GC_Resize(_PyVarObject_CAST(object), (size)))

// In a traverseproc, whose parameters must be named `visit` and `arg`.
#define Py_VISIT(object)                                    \
  do {                                                      \
    if (object) {                                           \
      int pyro_result = visit(_PyObject_CAST(object), arg); \
      if (pyro_result) return pyro_result;                  \
    }                                                       \
  } while (0)

// --- the collector

// Objects found unreachable.
Py_ssize_t PyGC_Collect(void);
// The state before, 0 or 1.
int PyGC_Enable(void);
int PyGC_Disable(void);
int PyGC_IsEnabled(void);

PYRO_API_END
