#pragma once

#include "platform.h"

// Objects: their head, references, identity, and the singletons.

PYRO_API_BEGIN

// Whose fields are the interpreter's.
typedef struct _typeobject PyTypeObject;
typedef struct _longobject PyLongObject;
typedef struct _frame PyFrameObject;
typedef struct PyCodeObject PyCodeObject;
typedef struct _PyWeakReference PyWeakReference;
typedef struct _ts PyThreadState;
typedef struct _is PyInterpreterState;
// Whose fields are in calls.h, types.h, modules.h and structmember.h.
typedef struct PyMethodDef PyMethodDef;
typedef struct PyGetSetDef PyGetSetDef;
typedef struct PyMemberDef PyMemberDef;
typedef struct PyModuleDef PyModuleDef;

typedef struct _object {
  Py_ssize_t ob_refcnt;
  PyTypeObject* ob_type;
} PyObject;

typedef struct {
  PyObject ob_base;
  Py_ssize_t ob_size;
} PyVarObject;

// First member of the structure of a type's instances.
#define PyObject_HEAD PyObject ob_base;
#define PyObject_VAR_HEAD PyVarObject ob_base;
// Initialisers of static objects.
#define PyObject_HEAD_INIT(type) {1, type},
#define PyVarObject_HEAD_INIT(type, size) {PyObject_HEAD_INIT(type) size},
#define _PyObject_EXTRA_INIT
#define Py_INVALID_SIZE (Py_ssize_t) - 1

#define _PyObject_CAST(object) _Py_CAST(PyObject*, (object))
#define _PyVarObject_CAST(object) _Py_CAST(PyVarObject*, (object))

// --- the singletons

extern PyObject _Py_NoneStruct;
extern PyObject _Py_NotImplementedStruct;
extern PyObject _Py_EllipsisObject;
extern PyLongObject _Py_TrueStruct;
extern PyLongObject _Py_FalseStruct;

#define Py_None (&_Py_NoneStruct)
#define Py_NotImplemented (&_Py_NotImplementedStruct)
#define Py_Ellipsis (&_Py_EllipsisObject)
#define Py_True _PyObject_CAST(&_Py_TrueStruct)
#define Py_False _PyObject_CAST(&_Py_FalseStruct)

// --- the words of the head

static inline Py_ssize_t Py_REFCNT(PyObject* object) { return object->ob_refcnt; }
static inline PyTypeObject* Py_TYPE(PyObject* object) { return object->ob_type; }
static inline Py_ssize_t Py_SIZE(PyObject* object) { return ((PyVarObject*)object)->ob_size; }
static inline void Py_SET_REFCNT(PyObject* object, Py_ssize_t count) { object->ob_refcnt = count; }
static inline void Py_SET_TYPE(PyObject* object, PyTypeObject* type) { object->ob_type = type; }
static inline void Py_SET_SIZE(PyVarObject* object, Py_ssize_t size) { object->ob_size = size; }
static inline int Py_IS_TYPE(PyObject* object, PyTypeObject* type) {
  return object->ob_type == type;
}

int Py_Is(PyObject* x, PyObject* y);
int Py_IsNone(PyObject* x);
int Py_IsTrue(PyObject* x);
int Py_IsFalse(PyObject* x);
#define Py_Is(x, y) ((x) == (y))
#define Py_IsNone(x) Py_Is((x), Py_None)
#define Py_IsTrue(x) Py_Is((x), Py_True)
#define Py_IsFalse(x) Py_Is((x), Py_False)

// --- references

// The last reference is gone: what Py_DECREF calls.
void _Py_Dealloc(PyObject* object);
// The same operations as functions, for other languages; null is allowed in IncRef and DecRef.
void Py_IncRef(PyObject* object);
void Py_DecRef(PyObject* object);
void _Py_IncRef(PyObject* object);
void _Py_DecRef(PyObject* object);
PyObject* Py_NewRef(PyObject* object);
PyObject* Py_XNewRef(PyObject* object);

static inline void Py_INCREF(PyObject* object) { object->ob_refcnt++; }
static inline void Py_DECREF(PyObject* object) {
  if (--object->ob_refcnt == 0) _Py_Dealloc(object);
}
#define Py_DECREF(object) Py_DECREF(_PyObject_CAST(object))
// X: null is allowed.
static inline void Py_XINCREF(PyObject* object) {
  if (object != _Py_NULL) Py_INCREF(object);
}
static inline void Py_XDECREF(PyObject* object) {
  if (object != _Py_NULL) Py_DECREF(object);
}
static inline PyObject* _Py_NewRef(PyObject* object) {
  Py_INCREF(object);
  return object;
}
static inline PyObject* _Py_XNewRef(PyObject* object) {
  Py_XINCREF(object);
  return object;
}
#define Py_NewRef(object) _Py_NewRef(object)
#define Py_XNewRef(object) _Py_XNewRef(object)

// Sets a variable to null and then drops what it held: code that runs because of that never sees
// the old reference.
#define Py_CLEAR(variable)                             \
  do {                                                 \
    PyObject* pyro_cleared = _PyObject_CAST(variable); \
    if (pyro_cleared != NULL) {                        \
      (variable) = NULL;                               \
      Py_DECREF(pyro_cleared);                         \
    }                                                  \
  } while (0)

#define Py_RETURN_NONE return Py_NewRef(Py_None)
#define Py_RETURN_NOTIMPLEMENTED return Py_NewRef(Py_NotImplemented)
#define Py_RETURN_TRUE return Py_NewRef(Py_True)
#define Py_RETURN_FALSE return Py_NewRef(Py_False)

// --- functions that types and their users exchange

typedef PyObject* (*unaryfunc)(PyObject*);
typedef PyObject* (*binaryfunc)(PyObject*, PyObject*);
typedef PyObject* (*ternaryfunc)(PyObject*, PyObject*, PyObject*);
typedef int (*inquiry)(PyObject*);
typedef Py_ssize_t (*lenfunc)(PyObject*);
typedef PyObject* (*ssizeargfunc)(PyObject*, Py_ssize_t);
typedef PyObject* (*ssizessizeargfunc)(PyObject*, Py_ssize_t, Py_ssize_t);
typedef int (*ssizeobjargproc)(PyObject*, Py_ssize_t, PyObject*);
typedef int (*ssizessizeobjargproc)(PyObject*, Py_ssize_t, Py_ssize_t, PyObject*);
typedef int (*objobjproc)(PyObject*, PyObject*);
typedef int (*objobjargproc)(PyObject*, PyObject*, PyObject*);
typedef PyObject* (*getattrfunc)(PyObject*, char*);
typedef PyObject* (*getattrofunc)(PyObject*, PyObject*);
typedef int (*setattrfunc)(PyObject*, char*, PyObject*);
typedef int (*setattrofunc)(PyObject*, PyObject*, PyObject*);
typedef PyObject* (*reprfunc)(PyObject*);
typedef Py_hash_t (*hashfunc)(PyObject*);
typedef PyObject* (*richcmpfunc)(PyObject*, PyObject*, int);
typedef PyObject* (*getiterfunc)(PyObject*);
typedef PyObject* (*iternextfunc)(PyObject*);
typedef PyObject* (*descrgetfunc)(PyObject*, PyObject*, PyObject*);
typedef int (*descrsetfunc)(PyObject*, PyObject*, PyObject*);
typedef int (*initproc)(PyObject*, PyObject*, PyObject*);
typedef PyObject* (*newfunc)(PyTypeObject*, PyObject*, PyObject*);
typedef PyObject* (*allocfunc)(PyTypeObject*, Py_ssize_t);
typedef void (*destructor)(PyObject*);
typedef void (*freefunc)(void*);
typedef int (*visitproc)(PyObject*, void*);
typedef int (*traverseproc)(PyObject*, visitproc, void*);

// Operators of richcmpfunc and of the comparisons of protocols.h.
#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5

// return a OP b, as a bool.
#define Py_RETURN_RICHCOMPARE(a, b, operator_) \
  do {                                         \
    switch (operator_) {                       \
      case Py_EQ:                              \
        if ((a) == (b)) Py_RETURN_TRUE;        \
        Py_RETURN_FALSE;                       \
      case Py_NE:                              \
        if ((a) != (b)) Py_RETURN_TRUE;        \
        Py_RETURN_FALSE;                       \
      case Py_LT:                              \
        if ((a) < (b)) Py_RETURN_TRUE;         \
        Py_RETURN_FALSE;                       \
      case Py_GT:                              \
        if ((a) > (b)) Py_RETURN_TRUE;         \
        Py_RETURN_FALSE;                       \
      case Py_LE:                              \
        if ((a) <= (b)) Py_RETURN_TRUE;        \
        Py_RETURN_FALSE;                       \
      case Py_GE:                              \
        if ((a) >= (b)) Py_RETURN_TRUE;        \
        Py_RETURN_FALSE;                       \
      default:                                 \
        Py_UNREACHABLE();                      \
    }                                          \
  } while (0)

// Flags of PyObject_Print and of file writing: str() instead of repr().
#define Py_PRINT_RAW 1

PYRO_API_END
