#pragma once

#include "object.h"

// Calling objects, and functions that are written in C.

PYRO_API_BEGIN

// --- calls

int PyCallable_Check(PyObject* object);
// `arguments` is a tuple, `keywords` a dict or null.
PyObject* PyObject_Call(PyObject* callable, PyObject* arguments, PyObject* keywords);
PyObject* PyObject_CallNoArgs(PyObject* callable);
// `arguments` is a tuple or null.
PyObject* PyObject_CallObject(PyObject* callable, PyObject* arguments);
// Arguments up to a null.
PyObject* PyObject_CallFunctionObjArgs(PyObject* callable, ...);
PyObject* PyObject_CallMethodObjArgs(PyObject* object, PyObject* name, ...);
// Arguments from a format of Py_BuildValue, or null.
PyObject* PyObject_CallFunction(PyObject* callable, const char* format, ...);
PyObject* PyObject_CallMethod(PyObject* object, const char* name, const char* format, ...);
PyObject* _PyObject_CallFunction_SizeT(PyObject* callable, const char* format, ...);
PyObject* _PyObject_CallMethod_SizeT(PyObject* object, const char* name, const char* format, ...);
#ifdef PY_SSIZE_T_CLEAN
#define PyObject_CallFunction _PyObject_CallFunction_SizeT
#define PyObject_CallMethod _PyObject_CallMethod_SizeT
#endif
// Old forms.
PyObject* PyEval_CallObjectWithKeywords(PyObject* callable, PyObject* arguments,
                                        PyObject* keywords);
PyObject* PyEval_CallFunction(PyObject* callable, const char* format, ...);
PyObject* PyEval_CallMethod(PyObject* object, const char* name, const char* format, ...);
#define PyEval_CallObject(callable, arguments) \
  PyEval_CallObjectWithKeywords(callable, arguments, _PyObject_CAST(_Py_NULL))

// --- functions in C

typedef PyObject* (*PyCFunction)(PyObject*, PyObject*);
typedef PyObject* (*PyCFunctionWithKeywords)(PyObject*, PyObject*, PyObject*);
typedef PyObject* (*_PyCFunctionFast)(PyObject*, PyObject* const*, Py_ssize_t);
typedef PyObject* (*_PyCFunctionFastWithKeywords)(PyObject*, PyObject* const*, Py_ssize_t,
                                                  PyObject*);
typedef PyObject* (*PyCMethod)(PyObject*, PyTypeObject*, PyObject* const*, size_t, PyObject*);

// A row of a table of functions; the table ends with a row of zeros.
struct PyMethodDef {
  const char* ml_name;
  PyCFunction ml_meth;
  int ml_flags;
  const char* ml_doc;
};

// Docstrings: a variable with one, and its text.
#define PyDoc_VAR(name) static const char name[]
#define PyDoc_STRVAR(name, text) PyDoc_VAR(name) = PyDoc_STR(text)
#define PyDoc_STR(text) text

// How a function takes its arguments: a tuple; with a dict of keywords (or null); none; one; an
// array. METH_METHOD adds the class that defines the method.
#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_FASTCALL 0x0080
#define METH_METHOD 0x0200
// Not an instance but its class, or nothing, comes first.
#define METH_CLASS 0x0010
#define METH_STATIC 0x0020
// Replaces a slot's method of the same name.
#define METH_COEXIST 0x0040
#define METH_STACKLESS 0x0000

// `module` is the name of the module or null; `type` the class that defines the method or null.
PyObject* PyCFunction_New(PyMethodDef* method, PyObject* self);
PyObject* PyCFunction_NewEx(PyMethodDef* method, PyObject* self, PyObject* module);
PyObject* PyCMethod_New(PyMethodDef* method, PyObject* self, PyObject* module, PyTypeObject* type);
#define PyCFunction_NewEx(method, self, module) PyCMethod_New(method, self, module, NULL)
#define PyCFunction_New(method, self) PyCFunction_NewEx(method, self, NULL)
PyCFunction PyCFunction_GetFunction(PyObject* function);
// Borrowed; null without an exception if there is none.
PyObject* PyCFunction_GetSelf(PyObject* function);
int PyCFunction_GetFlags(PyObject* function);
PyObject* PyCFunction_Call(PyObject* function, PyObject* arguments, PyObject* keywords);

PYRO_API_END
