#pragma once

#include "object.h"

// Arguments from objects to C, and results from C to objects, by formats. docs.python.org,
// "Parsing arguments and building values", has the units of the formats.

PYRO_API_BEGIN

// Result of a converter ("O&") that wants to be called with null when a later argument fails.
#define Py_CLEANUP_SUPPORTED 0x20000

// --- parsing: 1, or 0 with an exception

int PyArg_ParseTuple(PyObject* arguments, const char* format, ...);
// `names` ends with null; empty names are those of positional-only parameters.
int PyArg_ParseTupleAndKeywords(PyObject* arguments, PyObject* keywords, const char* format,
                                char** names, ...);
// One object that is no tuple of arguments.
int PyArg_Parse(PyObject* object, const char* format, ...);
int PyArg_VaParse(PyObject* arguments, const char* format, va_list places);
int PyArg_VaParseTupleAndKeywords(PyObject* arguments, PyObject* keywords, const char* format,
                                  char** names, va_list places);
// Borrowed references to between `min` and `max` arguments.
int PyArg_UnpackTuple(PyObject* arguments, const char* function, Py_ssize_t min, Py_ssize_t max,
                      ...);
int PyArg_ValidateKeywordArguments(PyObject* keywords);

// --- building

PyObject* Py_BuildValue(const char* format, ...);
PyObject* Py_VaBuildValue(const char* format, va_list values);

// --- the same with lengths ("#") that are Py_ssize_t

int _PyArg_ParseTuple_SizeT(PyObject* arguments, const char* format, ...);
int _PyArg_ParseTupleAndKeywords_SizeT(PyObject* arguments, PyObject* keywords, const char* format,
                                       char** names, ...);
int _PyArg_Parse_SizeT(PyObject* object, const char* format, ...);
int _PyArg_VaParse_SizeT(PyObject* arguments, const char* format, va_list places);
int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject* arguments, PyObject* keywords,
                                         const char* format, char** names, va_list places);
PyObject* _Py_BuildValue_SizeT(const char* format, ...);
PyObject* _Py_VaBuildValue_SizeT(const char* format, va_list values);

#ifdef PY_SSIZE_T_CLEAN
#define PyArg_Parse _PyArg_Parse_SizeT
#define PyArg_ParseTuple _PyArg_ParseTuple_SizeT
#define PyArg_ParseTupleAndKeywords _PyArg_ParseTupleAndKeywords_SizeT
#define PyArg_VaParse _PyArg_VaParse_SizeT
#define PyArg_VaParseTupleAndKeywords _PyArg_VaParseTupleAndKeywords_SizeT
#define Py_BuildValue _Py_BuildValue_SizeT
#define Py_VaBuildValue _Py_VaBuildValue_SizeT
#endif

PYRO_API_END
