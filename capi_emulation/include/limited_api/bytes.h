#pragma once

#include "object.h"

// bytes and bytearray.

PYRO_API_BEGIN

// --- bytes

// Null data: the caller fills the contents in before anybody else sees the object.
PyObject* PyBytes_FromStringAndSize(const char* data, Py_ssize_t size);
PyObject* PyBytes_FromString(const char* data);
// Formats: %c %d %u %ld %lu %zd %zu %i %x %s %p.
PyObject* PyBytes_FromFormat(const char* format, ...);
PyObject* PyBytes_FromFormatV(const char* format, va_list arguments);
PyObject* PyBytes_FromObject(PyObject* exporter);
// The contents, with a zero byte behind them; valid as long as the object.
char* PyBytes_AsString(PyObject* bytes);
// A null `size` demands that there are no zero bytes.
int PyBytes_AsStringAndSize(PyObject* bytes, char** data, Py_ssize_t* size);
Py_ssize_t PyBytes_Size(PyObject* bytes);
// Takes over *bytes and puts the concatenation there, or null.
void PyBytes_Concat(PyObject** bytes, PyObject* more);
// Takes over `more` too.
void PyBytes_ConcatAndDel(PyObject** bytes, PyObject* more);
PyObject* PyBytes_Repr(PyObject* bytes, int smart_quotes);
PyObject* PyBytes_DecodeEscape(const char* data, Py_ssize_t size, const char* errors,
                               Py_ssize_t unicode, const char* encoding);

// --- bytearray

PyObject* PyByteArray_FromStringAndSize(const char* data, Py_ssize_t size);
PyObject* PyByteArray_FromObject(PyObject* exporter);
// Valid until the bytearray changes its size.
char* PyByteArray_AsString(PyObject* bytearray);
Py_ssize_t PyByteArray_Size(PyObject* bytearray);
int PyByteArray_Resize(PyObject* bytearray, Py_ssize_t size);
PyObject* PyByteArray_Concat(PyObject* x, PyObject* y);

PYRO_API_END
