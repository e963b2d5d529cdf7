#pragma once

#include <stddef.h>

#include "Python.h"

// Attributes that are fields of a C structure: the `members` of a type (slot Py_tp_members).

// `type` is one of the kinds below, `offset` the field's distance from the start of the object.
// Three names are for the type itself: __weaklistoffset__, __dictoffset__ and __vectorcalloffset__,
// of kind T_PYSSIZET, give the places of these fields.
struct PyMemberDef {
  const char* name;
  int type;
  Py_ssize_t offset;
  int flags;
  const char* doc;
};

// Kinds of fields. T_OBJECT reads null as None, T_OBJECT_EX as AttributeError. The STRINGs and
// T_NONE cannot be set.
#define T_SHORT 0
#define T_INT 1
#define T_LONG 2
#define T_FLOAT 3
#define T_DOUBLE 4
#define T_STRING 5
#define T_OBJECT 6
#define T_CHAR 7
#define T_BYTE 8
#define T_UBYTE 9
#define T_USHORT 10
#define T_UINT 11
#define T_ULONG 12
#define T_STRING_INPLACE 13
#define T_BOOL 14
#define T_OBJECT_EX 16
#define T_LONGLONG 17
#define T_ULONGLONG 18
#define T_PYSSIZET 19
#define T_NONE 20

// Flags. Reading a field that is READ_RESTRICTED raises the audit event object.__getattr__.
#define READONLY 1
#define READ_RESTRICTED 2
#define PY_AUDIT_READ READ_RESTRICTED
#define PY_WRITE_RESTRICTED 4
#define RESTRICTED (READ_RESTRICTED | PY_WRITE_RESTRICTED)

PYRO_API_BEGIN

PyObject* PyMember_GetOne(const char* address, PyMemberDef* member);
int PyMember_SetOne(char* address, PyMemberDef* member, PyObject* value);

PYRO_API_END
