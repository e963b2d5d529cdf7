#pragma once

#include "object.h"

// list, tuple, dict, set, slice and capsules. The functions of a type raise SystemError for objects
// of another one.

PYRO_API_BEGIN

// --- list

// Of a size above 0 the items are null and must be set before anybody else sees the list.
PyObject* PyList_New(Py_ssize_t size);
Py_ssize_t PyList_Size(PyObject* list);
// Borrowed.
PyObject* PyList_GetItem(PyObject* list, Py_ssize_t index);
// Takes over the value.
int PyList_SetItem(PyObject* list, Py_ssize_t index, PyObject* value);
int PyList_Insert(PyObject* list, Py_ssize_t index, PyObject* value);
int PyList_Append(PyObject* list, PyObject* value);
PyObject* PyList_GetSlice(PyObject* list, Py_ssize_t start, Py_ssize_t stop);
// Null `values` deletes.
int PyList_SetSlice(PyObject* list, Py_ssize_t start, Py_ssize_t stop, PyObject* values);
int PyList_Sort(PyObject* list);
int PyList_Reverse(PyObject* list);
PyObject* PyList_AsTuple(PyObject* list);

// --- tuple

PyObject* PyTuple_New(Py_ssize_t size);
PyObject* PyTuple_Pack(Py_ssize_t count, ...);
Py_ssize_t PyTuple_Size(PyObject* tuple);
// Borrowed.
PyObject* PyTuple_GetItem(PyObject* tuple, Py_ssize_t index);
// Takes over the value; the tuple must be new.
int PyTuple_SetItem(PyObject* tuple, Py_ssize_t index, PyObject* value);
PyObject* PyTuple_GetSlice(PyObject* tuple, Py_ssize_t start, Py_ssize_t stop);

// --- dict

PyObject* PyDict_New(void);
Py_ssize_t PyDict_Size(PyObject* dict);
// Borrowed; null if the key is not there. Errors are swallowed.
PyObject* PyDict_GetItem(PyObject* dict, PyObject* key);
PyObject* PyDict_GetItemString(PyObject* dict, const char* key);
// Borrowed; null without an exception if the key is not there.
PyObject* PyDict_GetItemWithError(PyObject* dict, PyObject* key);
int PyDict_SetItem(PyObject* dict, PyObject* key, PyObject* value);
int PyDict_SetItemString(PyObject* dict, const char* key, PyObject* value);
int PyDict_DelItem(PyObject* dict, PyObject* key);
int PyDict_DelItemString(PyObject* dict, const char* key);
int PyDict_Contains(PyObject* dict, PyObject* key);
void PyDict_Clear(PyObject* dict);
PyObject* PyDict_Copy(PyObject* dict);
// Begin with *position 0; 0 at the end. Key and value are borrowed and may be null.
int PyDict_Next(PyObject* dict, Py_ssize_t* position, PyObject** key, PyObject** value);
PyObject* PyDict_Keys(PyObject* dict);
PyObject* PyDict_Values(PyObject* dict);
PyObject* PyDict_Items(PyObject* dict);
int PyDict_Update(PyObject* dict, PyObject* mapping);
int PyDict_Merge(PyObject* dict, PyObject* mapping, int override_);
int PyDict_MergeFromSeq2(PyObject* dict, PyObject* pairs, int override_);

// --- set and frozenset

// `iterable` may be null.
PyObject* PySet_New(PyObject* iterable);
PyObject* PyFrozenSet_New(PyObject* iterable);
Py_ssize_t PySet_Size(PyObject* set);
int PySet_Contains(PyObject* set, PyObject* key);
// Works for a new frozenset too.
int PySet_Add(PyObject* set, PyObject* key);
// 1: was there.
int PySet_Discard(PyObject* set, PyObject* key);
PyObject* PySet_Pop(PyObject* set);
int PySet_Clear(PyObject* set);

// --- slice

// Null is None.
PyObject* PySlice_New(PyObject* start, PyObject* stop, PyObject* step);
int PySlice_Unpack(PyObject* slice, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step);
// Brings the bounds into a sequence of this length; the number of items between them.
Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop,
                                 Py_ssize_t step);
int PySlice_GetIndices(PyObject* slice, Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop,
                       Py_ssize_t* step);
int PySlice_GetIndicesEx(PyObject* slice, Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop,
                         Py_ssize_t* step, Py_ssize_t* count);
#define PySlice_GetIndicesEx(slice, length, start, stop, step, count) \
  (PySlice_Unpack((slice), (start), (stop), (step)) < 0               \
       ? ((*(count) = 0), -1)                                         \
       : ((*(count) = PySlice_AdjustIndices((length), (start), (stop), *(step))), 0))

// --- capsules: pointers of C as objects

typedef void (*PyCapsule_Destructor)(PyObject*);
// The name is kept, not copied. `destructor_` may be null.
PyObject* PyCapsule_New(void* pointer, const char* name, PyCapsule_Destructor destructor_);
// The name must be that of the capsule.
void* PyCapsule_GetPointer(PyObject* capsule, const char* name);
// 0 or 1, no exception.
int PyCapsule_IsValid(PyObject* capsule, const char* name);
const char* PyCapsule_GetName(PyObject* capsule);
void* PyCapsule_GetContext(PyObject* capsule);
PyCapsule_Destructor PyCapsule_GetDestructor(PyObject* capsule);
int PyCapsule_SetPointer(PyObject* capsule, void* pointer);
int PyCapsule_SetName(PyObject* capsule, const char* name);
int PyCapsule_SetContext(PyObject* capsule, void* context);
int PyCapsule_SetDestructor(PyObject* capsule, PyCapsule_Destructor destructor_);
// The pointer of the capsule "module.attribute".
void* PyCapsule_Import(const char* name, int no_block);

PYRO_API_END
