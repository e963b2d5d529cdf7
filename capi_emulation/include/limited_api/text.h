#pragma once

#include "object.h"

// str. `errors` names an error handler, null is "strict".

PYRO_API_BEGIN

#define Py_USING_UNICODE
#define Py_UNICODE_WIDE
#define Py_UNICODE_SIZE SIZEOF_WCHAR_T
#define Py_UNICODE_REPLACEMENT_CHARACTER ((Py_UCS4)0xFFFD)

// --- making

PyObject* PyUnicode_FromString(const char* utf8);
PyObject* PyUnicode_FromStringAndSize(const char* utf8, Py_ssize_t size);
// Size -1: up to the zero.
PyObject* PyUnicode_FromWideChar(const wchar_t* text, Py_ssize_t size);
PyObject* PyUnicode_FromOrdinal(int code_point);
// Formats: %% %c %d %u %i %x %ld %lu %lld %llu %zd %zu %s %p, and for objects %A (ascii) %R (repr)
// %S and %U (str) %V (object, or text if null).
PyObject* PyUnicode_FromFormat(const char* format, ...);
PyObject* PyUnicode_FromFormatV(const char* format, va_list arguments);
// A str itself; of a subclass, an exact copy.
PyObject* PyUnicode_FromObject(PyObject* text);
PyObject* PyUnicode_FromEncodedObject(PyObject* exporter, const char* encoding, const char* errors);
// One object for equal texts.
PyObject* PyUnicode_InternFromString(const char* utf8);
void PyUnicode_InternInPlace(PyObject** text);
void PyUnicode_InternImmortal(PyObject** text);

// --- reading

Py_ssize_t PyUnicode_GetLength(PyObject* text);
Py_ssize_t PyUnicode_GetSize(PyObject* text);
// -1 cast to Py_UCS4 on errors.
Py_UCS4 PyUnicode_ReadChar(PyObject* text, Py_ssize_t index);
// The text must be new: no other reference, no hash.
int PyUnicode_WriteChar(PyObject* text, Py_ssize_t index, Py_UCS4 code_point);
int PyUnicode_Resize(PyObject** text, Py_ssize_t length);
// Null `buffer` never; `size` counts code points; copy_null wants a zero at the end.
Py_UCS4* PyUnicode_AsUCS4(PyObject* text, Py_UCS4* buffer, Py_ssize_t size, int copy_null);
// PyMem_Free the result.
Py_UCS4* PyUnicode_AsUCS4Copy(PyObject* text);
Py_ssize_t PyUnicode_AsWideChar(PyObject* text, wchar_t* buffer, Py_ssize_t size);
wchar_t* PyUnicode_AsWideCharString(PyObject* text, Py_ssize_t* size);
// Valid as long as the object. `size` may be null.
const char* PyUnicode_AsUTF8AndSize(PyObject* text, Py_ssize_t* size);

// --- methods and operators

PyObject* PyUnicode_Concat(PyObject* left, PyObject* right);
// Takes over *left and puts the concatenation there, or null.
void PyUnicode_Append(PyObject** left, PyObject* right);
void PyUnicode_AppendAndDel(PyObject** left, PyObject* right);
PyObject* PyUnicode_Substring(PyObject* text, Py_ssize_t start, Py_ssize_t end);
PyObject* PyUnicode_Join(PyObject* separator, PyObject* texts);
PyObject* PyUnicode_Split(PyObject* text, PyObject* separator, Py_ssize_t max_count);
PyObject* PyUnicode_RSplit(PyObject* text, PyObject* separator, Py_ssize_t max_count);
PyObject* PyUnicode_Splitlines(PyObject* text, int keep_ends);
PyObject* PyUnicode_Partition(PyObject* text, PyObject* separator);
PyObject* PyUnicode_RPartition(PyObject* text, PyObject* separator);
PyObject* PyUnicode_Replace(PyObject* text, PyObject* old, PyObject* replacement,
                            Py_ssize_t max_count);
PyObject* PyUnicode_Translate(PyObject* text, PyObject* table, const char* errors);
PyObject* PyUnicode_Format(PyObject* format, PyObject* arguments);
int PyUnicode_Contains(PyObject* text, PyObject* part);
// direction 1: from the start, -1: from the end. Result -1: not there, -2: exception.
Py_ssize_t PyUnicode_Find(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end,
                          int direction);
Py_ssize_t PyUnicode_FindChar(PyObject* text, Py_UCS4 code_point, Py_ssize_t start, Py_ssize_t end,
                              int direction);
Py_ssize_t PyUnicode_Count(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end);
// direction -1: starts with, 1: ends with.
Py_ssize_t PyUnicode_Tailmatch(PyObject* text, PyObject* part, Py_ssize_t start, Py_ssize_t end,
                               int direction);
// -1, 0, 1; -1 with an exception on errors.
int PyUnicode_Compare(PyObject* left, PyObject* right);
// Never fails; the other operand is ASCII.
int PyUnicode_CompareWithASCIIString(PyObject* text, const char* ascii);
PyObject* PyUnicode_RichCompare(PyObject* left, PyObject* right, int operator_);
int PyUnicode_IsIdentifier(PyObject* text);

// --- comparison of C strings without regard to the case of ASCII letters

int PyOS_mystricmp(const char* left, const char* right);
int PyOS_mystrnicmp(const char* left, const char* right, Py_ssize_t size);
#define PyOS_stricmp PyOS_mystricmp
#define PyOS_strnicmp PyOS_mystrnicmp
// Always ends with a zero; the result is what would have been written.
int PyOS_snprintf(char* buffer, size_t size, const char* format, ...)
    __attribute__((format(printf, 3, 4)));
int PyOS_vsnprintf(char* buffer, size_t size, const char* format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

PYRO_API_END
