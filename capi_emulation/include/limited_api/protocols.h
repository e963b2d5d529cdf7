#pragma once

#include "object.h"

// What can be done with any object: attributes, items, comparison, conversion, and the protocols of
// numbers, sequences, mappings and iterators. Each is the operation of the language of that name.

PYRO_API_BEGIN

// --- attributes

PyObject* PyObject_GetAttr(PyObject* object, PyObject* name);
PyObject* PyObject_GetAttrString(PyObject* object, const char* name);
// A null value deletes.
int PyObject_SetAttr(PyObject* object, PyObject* name, PyObject* value);
int PyObject_SetAttrString(PyObject* object, const char* name, PyObject* value);
// 0 or 1; errors are swallowed.
int PyObject_HasAttr(PyObject* object, PyObject* name);
int PyObject_HasAttrString(PyObject* object, const char* name);
#define PyObject_DelAttr(object, name) PyObject_SetAttr((object), (name), NULL)
#define PyObject_DelAttrString(object, name) PyObject_SetAttrString((object), (name), NULL)
PyObject* PyObject_Dir(PyObject* object);
// What types without slots of their own do.
PyObject* PyObject_GenericGetAttr(PyObject* object, PyObject* name);
int PyObject_GenericSetAttr(PyObject* object, PyObject* name, PyObject* value);
PyObject* PyObject_GenericGetDict(PyObject* object, void* closure);
int PyObject_GenericSetDict(PyObject* object, PyObject* value, void* closure);

// --- items

PyObject* PyObject_GetItem(PyObject* object, PyObject* key);
int PyObject_SetItem(PyObject* object, PyObject* key, PyObject* value);
int PyObject_DelItem(PyObject* object, PyObject* key);
int PyObject_DelItemString(PyObject* object, const char* key);
Py_ssize_t PyObject_Size(PyObject* object);
Py_ssize_t PyObject_Length(PyObject* object);
#define PyObject_Length PyObject_Size

// --- comparison and truth

PyObject* PyObject_RichCompare(PyObject* left, PyObject* right, int operator_);
// Identical objects are equal here.
int PyObject_RichCompareBool(PyObject* left, PyObject* right, int operator_);
Py_hash_t PyObject_Hash(PyObject* object);
// TypeError: for types whose instances have no hash.
Py_hash_t PyObject_HashNotImplemented(PyObject* object);
int PyObject_IsTrue(PyObject* object);
int PyObject_Not(PyObject* object);
// `type` may be a tuple of types.
int PyObject_IsInstance(PyObject* object, PyObject* type);
int PyObject_IsSubclass(PyObject* object, PyObject* type);

// --- conversion

PyObject* PyObject_Type(PyObject* object);
// Null becomes the text or bytes "<NULL>".
PyObject* PyObject_Repr(PyObject* object);
PyObject* PyObject_Str(PyObject* object);
PyObject* PyObject_ASCII(PyObject* object);
PyObject* PyObject_Bytes(PyObject* object);
PyObject* PyObject_Format(PyObject* object, PyObject* specification);
// The number of a file: the int itself or the result of fileno().
int PyObject_AsFileDescriptor(PyObject* object);
// Guard of repr() against recursion: 1 if this object's is running already.
int Py_ReprEnter(PyObject* object);
void Py_ReprLeave(PyObject* object);

// --- iteration

PyObject* PyObject_GetIter(PyObject* object);
PyObject* PyObject_GetAIter(PyObject* object);
PyObject* PyObject_SelfIter(PyObject* object);
int PyIter_Check(PyObject* object);
int PyAIter_Check(PyObject* object);
// Null without an exception: the end.
PyObject* PyIter_Next(PyObject* iterator);

typedef enum {
  PYGEN_RETURN = 0,
  PYGEN_ERROR = -1,
  PYGEN_NEXT = 1,
} PySendResult;
// `result` becomes what was yielded (NEXT) or returned (RETURN).
PySendResult PyIter_Send(PyObject* iterator, PyObject* value, PyObject** result);
PyObject* PySeqIter_New(PyObject* sequence);
// iter(callable, sentinel)
PyObject* PyCallIter_New(PyObject* callable, PyObject* sentinel);

// --- numbers

int PyNumber_Check(PyObject* object);
int PyIndex_Check(PyObject* object);
PyObject* PyNumber_Add(PyObject* x, PyObject* y);
PyObject* PyNumber_Subtract(PyObject* x, PyObject* y);
PyObject* PyNumber_Multiply(PyObject* x, PyObject* y);
PyObject* PyNumber_MatrixMultiply(PyObject* x, PyObject* y);
PyObject* PyNumber_FloorDivide(PyObject* x, PyObject* y);
PyObject* PyNumber_TrueDivide(PyObject* x, PyObject* y);
PyObject* PyNumber_Remainder(PyObject* x, PyObject* y);
PyObject* PyNumber_Divmod(PyObject* x, PyObject* y);
PyObject* PyNumber_Lshift(PyObject* x, PyObject* y);
PyObject* PyNumber_Rshift(PyObject* x, PyObject* y);
PyObject* PyNumber_And(PyObject* x, PyObject* y);
PyObject* PyNumber_Or(PyObject* x, PyObject* y);
PyObject* PyNumber_Xor(PyObject* x, PyObject* y);
// `modulus` may be None.
PyObject* PyNumber_Power(PyObject* x, PyObject* y, PyObject* modulus);
PyObject* PyNumber_Negative(PyObject* x);
PyObject* PyNumber_Positive(PyObject* x);
PyObject* PyNumber_Absolute(PyObject* x);
PyObject* PyNumber_Invert(PyObject* x);
PyObject* PyNumber_InPlaceAdd(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceSubtract(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceMultiply(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceMatrixMultiply(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceFloorDivide(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceTrueDivide(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceRemainder(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceLshift(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceRshift(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceAnd(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceOr(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlaceXor(PyObject* x, PyObject* y);
PyObject* PyNumber_InPlacePower(PyObject* x, PyObject* y, PyObject* modulus);
PyObject* PyNumber_Long(PyObject* x);
PyObject* PyNumber_Float(PyObject* x);
PyObject* PyNumber_Index(PyObject* x);
// Text in base 2, 8, 10 or 16.
PyObject* PyNumber_ToBase(PyObject* x, int base);
// `exception` is what an overflow raises; null: the value is clipped.
Py_ssize_t PyNumber_AsSsize_t(PyObject* x, PyObject* exception);

// --- sequences

int PySequence_Check(PyObject* object);
Py_ssize_t PySequence_Size(PyObject* sequence);
Py_ssize_t PySequence_Length(PyObject* sequence);
#define PySequence_Length PySequence_Size
PyObject* PySequence_GetItem(PyObject* sequence, Py_ssize_t index);
int PySequence_SetItem(PyObject* sequence, Py_ssize_t index, PyObject* value);
int PySequence_DelItem(PyObject* sequence, Py_ssize_t index);
PyObject* PySequence_GetSlice(PyObject* sequence, Py_ssize_t start, Py_ssize_t stop);
int PySequence_SetSlice(PyObject* sequence, Py_ssize_t start, Py_ssize_t stop, PyObject* values);
int PySequence_DelSlice(PyObject* sequence, Py_ssize_t start, Py_ssize_t stop);
PyObject* PySequence_Concat(PyObject* x, PyObject* y);
PyObject* PySequence_Repeat(PyObject* sequence, Py_ssize_t count);
PyObject* PySequence_InPlaceConcat(PyObject* x, PyObject* y);
PyObject* PySequence_InPlaceRepeat(PyObject* sequence, Py_ssize_t count);
int PySequence_Contains(PyObject* sequence, PyObject* value);
int PySequence_In(PyObject* sequence, PyObject* value);
#define PySequence_In PySequence_Contains
Py_ssize_t PySequence_Count(PyObject* sequence, PyObject* value);
Py_ssize_t PySequence_Index(PyObject* sequence, PyObject* value);
PyObject* PySequence_List(PyObject* iterable);
PyObject* PySequence_Tuple(PyObject* iterable);
// The object itself if it is a list or tuple, else a list; `message` is that of the TypeError.
PyObject* PySequence_Fast(PyObject* iterable, const char* message);

// --- mappings

int PyMapping_Check(PyObject* object);
Py_ssize_t PyMapping_Size(PyObject* mapping);
Py_ssize_t PyMapping_Length(PyObject* mapping);
#define PyMapping_Length PyMapping_Size
PyObject* PyMapping_Keys(PyObject* mapping);
PyObject* PyMapping_Values(PyObject* mapping);
PyObject* PyMapping_Items(PyObject* mapping);
PyObject* PyMapping_GetItemString(PyObject* mapping, const char* key);
int PyMapping_SetItemString(PyObject* mapping, const char* key, PyObject* value);
// 0 or 1; errors are swallowed.
int PyMapping_HasKey(PyObject* mapping, PyObject* key);
int PyMapping_HasKeyString(PyObject* mapping, const char* key);
#define PyMapping_DelItem(mapping, key) PyObject_DelItem((mapping), (key))
#define PyMapping_DelItemString(mapping, key) PyObject_DelItemString((mapping), (key))

PYRO_API_END
