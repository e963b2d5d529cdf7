/* Objects, numbers, sequences, mappings, iterators, calls and buffers: a line for each function. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "report.h"

#undef PyObject_Length
#undef PySequence_Length
#undef PyMapping_Length
#undef PySequence_In
#undef PySlice_GetIndicesEx

/* An expression of Python as a new reference. */
static PyObject* py(const char* expression) {
  PyObject *code = Py_CompileString(expression, "<test>", Py_eval_input), *names = PyDict_New();
  if (!code) abort();
  PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins());
  PyObject* result = PyEval_EvalCode(code, names, names);
  Py_DECREF(code);
  Py_DECREF(names);
  return result;
}

static PyObject* attributes(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *o = PyTuple_GetItem(arguments, 0), *plain = PyTuple_GetItem(arguments, 1),
           *name = PyUnicode_FromString("name"), *no = PyUnicode_FromString("no");
  N(PyObject_SetAttr(o, name, name));
  O(PyObject_GetAttr(o, name));
  O(PyObject_GetAttr(o, no));
  N(PyObject_HasAttr(o, name));
  N(PyObject_HasAttr(o, no));
  N(PyObject_HasAttrString(o, "name"));
  N(PyObject_SetAttrString(o, "other", no));
  O(PyObject_GetAttrString(o, "other"));
  O(PyObject_GenericGetAttr(o, name));
  O(PyObject_GenericGetAttr(o, no));
  N(PyObject_GenericSetAttr(o, no, name));
  N(PyObject_GenericSetAttr(plain, no, name));
  O(PyObject_GenericGetDict(o, NULL));
  PyObject* dict = py("{'fresh': 1}");
  N(PyObject_GenericSetDict(o, dict, NULL));
  N(PyObject_GenericSetDict(o, name, NULL));
  O(PyObject_Dir(plain) ? Py_NewRef(Py_None) : NULL);
  O(PyObject_GetAttrString(o, "fresh"));
  N(PyObject_DelAttrString(o, "fresh"));
  N(PyObject_DelAttrString(o, "fresh"));
  O(PyObject_Type(name));
  O(PyObject_Bytes(py("b'x'")));
  O(PyObject_Bytes(name));
  O(PyObject_Bytes(NULL));
  O(PyObject_ASCII(py("'\\xe9'")));
  O(PyObject_ASCII(NULL));
  O(PyObject_Repr(NULL));
  O(PyObject_Str(NULL));
  O(PyObject_Format(py("255"), py("'#x'")));
  O(PyObject_Format(py("255"), NULL));
  N(PyObject_Hash(py("12345")));
  N(PyObject_Hash(dict));
  N(PyObject_HashNotImplemented(name));
  N(PyObject_IsSubclass((PyObject*)&PyBool_Type, (PyObject*)&PyLong_Type));
  N(PyObject_IsSubclass(name, (PyObject*)&PyLong_Type));
  N(PyObject_RichCompareBool(py("1"), py("2"), Py_LT));
  N(PyObject_RichCompareBool(py("1"), name, Py_LT));
  N(PyObject_AsFileDescriptor(py("7")));
  N(PyObject_AsFileDescriptor(py("-7")));
  N(PyObject_AsFileDescriptor(name));
  N(PyCallable_Check(name));
  N(PyCallable_Check((PyObject*)&PyLong_Type));
  N(PyCallable_Check(NULL));
  N(Py_ReprEnter(dict));
  N(Py_ReprEnter(dict));
  V(Py_ReprLeave(dict));
  N(Py_ReprEnter(dict));
  V(Py_ReprLeave(dict));
  N((Py_Is)(name, name));
  N((Py_IsNone)(name));
  N((Py_IsTrue)(Py_True));
  N((Py_IsFalse)(Py_True));
  Py_ssize_t count = Py_REFCNT(dict);
  Py_IncRef(dict), Py_IncRef(NULL), (Py_NewRef)(dict), (Py_XNewRef)(dict), (Py_XNewRef)(NULL);
  N(Py_REFCNT(dict) - count);
  Py_DecRef(dict), Py_DecRef(dict), Py_DecRef(dict), Py_DecRef(NULL);
  N(Py_REFCNT(dict) - count);
  O(Py_GenericAlias((PyObject*)&PyList_Type, (PyObject*)&PyLong_Type));
  O(PyDictProxy_New(dict));
  O(PyDictProxy_New(name));
  END;
}

static PyObject* numbers(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *x = PyLong_FromLong(29), *y = PyLong_FromLong(3), *list = py("[1, 2]"),
           *zero = PyLong_FromLong(0), *m = PyTuple_GetItem(arguments, 0);
  O(PyNumber_Subtract(x, y));
  O(PyNumber_Rshift(x, y));
  O(PyNumber_Xor(x, y));
  O(PyNumber_Positive(py("-0.0")));
  O(PyNumber_Invert(x));
  O(PyNumber_Invert(list));
  O(PyNumber_MatrixMultiply(m, x));
  O(PyNumber_MatrixMultiply(x, y));
  O(PyNumber_InPlaceSubtract(x, y));
  O(PyNumber_InPlaceMultiply(x, y));
  O(PyNumber_InPlaceMultiply(list, y));
  O(PyNumber_InPlaceMatrixMultiply(m, x));
  O(PyNumber_InPlaceMatrixMultiply(x, m));
  O(PyNumber_InPlaceFloorDivide(x, zero));
  O(PyNumber_InPlaceTrueDivide(x, y));
  O(PyNumber_InPlaceRemainder(py("'%s!'"), x));
  O(PyNumber_InPlacePower(x, y, Py_None));
  O(PyNumber_InPlacePower(x, y, py("100")));
  O(PyNumber_InPlaceLshift(x, y));
  O(PyNumber_InPlaceRshift(x, y));
  O(PyNumber_InPlaceRshift(x, py("-1")));
  O(PyNumber_InPlaceAnd(x, y));
  O(PyNumber_InPlaceOr(x, y));
  O(PyNumber_InPlaceXor(x, y));
  O(PyNumber_InPlaceXor(x, list));
  N(PyNumber_AsSsize_t(x, NULL));
  N(PyNumber_AsSsize_t(py("2**70"), NULL));
  N(PyNumber_AsSsize_t(py("-2**70"), NULL));
  N(PyNumber_AsSsize_t(py("2**70"), PyExc_OverflowError));
  N(PyNumber_AsSsize_t(py("1.5"), NULL));
  N(PyIndex_Check(x));
  N(PyIndex_Check(list));
  D(PyLong_AsDouble(x));
  D(PyLong_AsDouble(py("2**2000")));
  D(PyLong_AsDouble(list));
  N(PyLong_AsLongLong(py("-2**63")));
  N(PyLong_AsLongLong(py("2**63")));
  N(PyLong_AsLongLong(py("1.5")));
  int overflow;
  N(PyLong_AsLongLongAndOverflow(py("-2**64"), &overflow));
  N(overflow);
  N(PyLong_AsSize_t(py("2**64-1")));
  N(PyLong_AsSize_t(py("-1")));
  N(PyLong_AsSize_t(py("2**64")));
  N(PyLong_AsSsize_t(py("2**63-1")));
  N(PyLong_AsSsize_t(py("2**63")));
  N(PyLong_AsSsize_t(list));
  N(PyLong_AsUnsignedLongLong(py("2**64-1")));
  N(PyLong_AsUnsignedLongLong(py("-1")));
  N((long)PyLong_AsVoidPtr(py("4096")));
  N((long)PyLong_AsVoidPtr(py("2**64")));
  O(PyLong_FromLongLong(-1ll << 63));
  O(PyLong_FromSize_t(~(size_t)0));
  N(PyLong_GetInfo() != NULL);
  O(PyFloat_FromString(py("' 2.5e3 '")));
  O(PyFloat_FromString(py("b'1_0'")));
  O(PyFloat_FromString(py("'x'")));
  O(PyFloat_FromString(list));
  O(PyObject_GetAttrString(PyFloat_GetInfo(), "max_exp"));
  D(PyFloat_GetMax());
  D(PyFloat_GetMin());
  D(PyComplex_RealAsDouble(py("1+2j")));
  D(PyComplex_ImagAsDouble(py("1+2j")));
  D(PyComplex_RealAsDouble(x));
  D(PyComplex_ImagAsDouble(x));
  D(PyComplex_RealAsDouble(list));
  char* end;
  D(PyOS_string_to_double("1.5e3rest", &end, NULL));
  S(end);
  D(PyOS_string_to_double("1.5rest", NULL, NULL));
  D(PyOS_string_to_double("1e999", NULL, NULL));
  D(PyOS_string_to_double("1e999", NULL, PyExc_OverflowError));
  int kind;
  S(PyOS_double_to_string(1234.5, 'e', 3, 0, &kind));
  S(PyOS_double_to_string(0.1, 'r', 0, 0, NULL));
  S(PyOS_double_to_string(2.0, 'r', 0, Py_DTSF_ADD_DOT_0 | Py_DTSF_SIGN, NULL));
  S(PyOS_double_to_string(100000, 'G', 3, Py_DTSF_ALT, NULL));
  S(PyOS_double_to_string(-1e400, 'f', 2, 0, &kind));
  N(kind);
  S(PyOS_double_to_string(0.0 / 0.0, 'F', 2, 0, &kind));
  N(kind);
  N(PyOS_strtol(" -0x1fz", &end, 0));
  S(end);
  N(PyOS_strtol("99999999999999999999", &end, 10));
  N(PyOS_strtoul("0b101", &end, 0));
  N(PyOS_strtoul("777", &end, 8));
  END;
}

static PyObject* sequences(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *list = py("[3, 1, 2]"), *tuple = py("(3, 1, 2)"), *seven = PyLong_FromLong(7),
           *dict = py("{'a': 1, 2: 'b'}"), *text = PyUnicode_FromString("a");
  N(PySequence_Check(list));
  N(PySequence_Check(dict));
  N(PySequence_Size(list));
  N(PySequence_Size(seven));
  N(PySequence_Size(dict));
  N(PySequence_Length(tuple));
  N(PyObject_Length(dict));
  N(PySequence_In(list, seven));
  N(PySequence_SetItem(list, -1, seven));
  N(PySequence_SetItem(list, 9, seven));
  N(PySequence_SetItem(tuple, 0, seven));
  N(PySequence_DelItem(list, 0));
  N(PySequence_DelItem(tuple, 0));
  N(PySequence_SetSlice(list, 0, 1, tuple));
  N(PySequence_DelSlice(list, 1, 2));
  N(PySequence_DelSlice(tuple, 1, 2));
  O(PySequence_List(tuple));
  O(PySequence_List(seven));
  O(PySequence_Fast(tuple, "no"));
  O(PySequence_Fast(text, "no"));
  O(PySequence_Fast(seven, "the message"));
  O(PySequence_InPlaceConcat(list, tuple));
  O(PySequence_InPlaceConcat(tuple, list));
  O(PySequence_InPlaceConcat(seven, list));
  O(PySequence_InPlaceRepeat(list, 2));
  O(PySequence_InPlaceRepeat(seven, 2));
  B(list);
  N(PyList_Sort(list));
  B(list);
  N(PyList_Sort(tuple));
  N(PyObject_SetItem(list, py("0"), text));
  O(PyObject_GetItem(list, py("slice(0, 2)")));
  O(PyObject_GetItem(seven, text));
  N(PyObject_DelItem(list, py("0")));
  N(PyObject_DelItem(list, text));
  N(PyObject_DelItemString(dict, "a"));
  N(PyObject_DelItemString(dict, "a"));
  N(PyMapping_Check(dict));
  N(PyMapping_Check(seven));
  N(PyMapping_SetItemString(dict, "key", seven));
  O(PyMapping_GetItemString(dict, "key"));
  O(PyMapping_GetItemString(dict, "no"));
  N(PyMapping_HasKey(dict, text));
  N(PyMapping_HasKeyString(dict, "key"));
  N(PyMapping_Size(dict));
  N(PyMapping_Size(seven));
  N(PyMapping_Length(dict));
  O(PyMapping_Keys(dict));
  O(PyMapping_Items(dict));
  O(PyMapping_Keys(seven));
  B(PyDict_GetItem(dict, text));
  B(PyDict_GetItem(dict, py("'key'")));
  B(PyDict_GetItem(dict, list));
  B(PyDict_GetItem(seven, list));
  O(PyDict_Values(dict));
  N(PyDict_Update(dict, py("{5: 6}")));
  N(PyDict_Update(dict, seven));
  N(PyDict_MergeFromSeq2(dict, py("[(5, 7), 'xy']"), 0));
  N(PyDict_MergeFromSeq2(dict, py("[(5, 7, 8)]"), 1));
  B(dict);
  V(PyDict_Clear(dict));
  V(PyDict_Clear(seven));
  B(dict);
  B(PyTuple_GetItem(tuple, 1));
  B(PyTuple_GetItem(tuple, 3));
  B(PyTuple_GetItem(list, 0));
  O(PyTuple_GetSlice(tuple, 1, 9));
  O(PyTuple_GetSlice(list, 1, 9));
  PyObject* set = py("{5}");
  O(PySet_Pop(set));
  O(PySet_Pop(set));
  O(PySet_Pop(list));
  PySet_Add(set, seven);
  N(PySet_Clear(set));
  N(PySet_Clear(list));
  B(set);
  Py_ssize_t start, stop, step, count;
  PyObject* slice = py("slice(8, None, -3)");
  N(PySlice_GetIndices(slice, 20, &start, &stop, &step));
  N(start * 10000 + stop * 100 + step);
  N(PySlice_GetIndices(py("slice(21, None)"), 20, &start, &stop, &step));
  N(PySlice_GetIndices(py("slice(20, None)"), 20, &start, &stop, &step));
  N(PySlice_GetIndices(py("slice(-20, 20)"), 20, &start, &stop, &step));
  N(start * 10000 + stop * 100 + step);
  N(PySlice_GetIndices(py("slice(-30, 21)"), 20, &start, &stop, &step));
  N(PySlice_GetIndices(py("slice(-30, -40)"), 20, &start, &stop, &step));
  N(start * 10000 + stop * 100 + step);
  N(PySlice_GetIndices(py("slice('x', -40)"), 20, &start, &stop, &step));
  N(PySlice_GetIndicesEx(slice, 7, &start, &stop, &step, &count));
  N(start * 10000 + stop * 100 + step + count * 1000000);
  N(PySlice_GetIndicesEx(py("slice(0, 1, 0)"), 7, &start, &stop, &step, &count));
  END;
}

static PyObject* iteration(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *two = py("(1, 2)"), *iterator = PyObject_GetIter(two),
           *asynchronous = PyTuple_GetItem(arguments, 0),
           *generator = PyTuple_GetItem(arguments, 1), *result;
  N(PyIter_Check(iterator));
  N(PyIter_Check(two));
  O(PyIter_Next(iterator));
  O(PyIter_Next(iterator));
  O(PyIter_Next(iterator));
  O(PyObject_GetIter(Py_None));
  O(PySeqIter_New(two) ? Py_NewRef(Py_None) : NULL);
  O(PyIter_Next(PySeqIter_New(two)));
  O(PySeqIter_New(Py_None));
  O(PyIter_Next(PyCallIter_New((PyObject*)&PyList_Type, two)));
  O(PyIter_Next(PyCallIter_New((PyObject*)&PyList_Type, py("[]"))));
  O(PyObject_SelfIter(two));
  N(PyAIter_Check(asynchronous));
  N(PyAIter_Check(two));
  N(PyObject_GetAIter(asynchronous) == asynchronous);
  O(PyObject_GetAIter(two));
  N(PyIter_Send(generator, Py_None, &result));
  B(result);
  N(PyIter_Send(generator, two, &result));
  B(result);
  N(PyIter_Send(generator, two, &result));
  B(result);
  iterator = PyObject_GetIter(two);
  N(PyIter_Send(iterator, Py_None, &result));
  B(result);
  N(PyIter_Send(iterator, Py_True, &result));
  END;
}

static PyObject* hello(PyObject* self, PyObject* arguments) {
  return Py_BuildValue("(sOO)", "hello", self ? self : Py_None, arguments ? arguments : Py_None);
}
static PyMethodDef hello_method = {"hello", hello, METH_O, "hello($self, x, /)\n--\n\nSays hello."};
static PyMethodDef plain_method = {"plain", hello, METH_VARARGS, NULL};

static PyObject* calls(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *f = PyTuple_GetItem(arguments, 0), *two = py("(1, 2)"), *named = py("{'x': 1}");
  O(PyObject_CallObject(f, two));
  O(PyObject_CallObject(f, NULL));
  O(PyObject_CallObject(f, named));
  O(PyObject_CallObject(two, two));
  O(PyEval_CallObjectWithKeywords(f, two, named));
  O(PyEval_CallObjectWithKeywords(f, NULL, named));
  O(PyEval_CallFunction(f, "(is)", 1, "a"));
  O(PyEval_CallMethod(f, "__call__", "(i)", 5));
  O(PyEval_CallMethod(f, "nope", NULL));
#undef PyCFunction_New
#undef PyCFunction_NewEx
  PyObject *function = PyCFunction_New(&hello_method, two),
           *other = PyCFunction_NewEx(&plain_method, NULL, named),
           *method = PyCMethod_New(&plain_method, two, NULL, NULL);
  O(PyObject_CallFunction(function, "O", named));
  O(PyObject_CallFunction(function, "OO", named, two));
  O(PyObject_CallObject(other, two));
  O(PyObject_CallObject(method, two));
  O(PyObject_GetAttrString(function, "__doc__"));
  O(PyObject_GetAttrString(function, "__text_signature__"));
  O(PyObject_GetAttrString(other, "__module__"));
  O(PyObject_GetAttrString(function, "__self__"));
  N(PyCFunction_GetFunction(function) == hello);
  N(PyCFunction_GetFunction(two) == NULL);
  B(PyCFunction_GetSelf(function));
  B(PyCFunction_GetSelf(other));
  N(PyCFunction_GetFlags(function));
  O(PyCFunction_Call(other, two, NULL));
  O(PyCFunction_Call(other, two, named));
  N(PyArg_ValidateKeywordArguments(named));
  N(PyArg_ValidateKeywordArguments(py("{1: 2}")));
  N(PyArg_ValidateKeywordArguments(two));
  S(PyEval_GetFuncName(f));
  S(PyEval_GetFuncDesc(f));
  S(PyEval_GetFuncName(function));
  S(PyEval_GetFuncDesc(function));
  S(PyEval_GetFuncName(two));
  S(PyEval_GetFuncDesc(two));
  END;
}

static PyObject* buffers(PyObject* self, PyObject* arguments) {
  BEGIN;
  Py_buffer view;
  char memory[12];
  PyObject *array = py("bytearray(b'abcdefgh')"), *matrix = PyTuple_GetItem(arguments, 0),
           *text = PyUnicode_FromString("x");
  N(PyObject_CheckBuffer(array));
  N(PyObject_CheckBuffer(text));
  N(PyObject_GetBuffer(matrix, &view, PyBUF_FULL_RO));
  Py_ssize_t place[2] = {1, 2};
  N(*(char*)PyBuffer_GetPointer(&view, place));
  N(PyBuffer_IsContiguous(&view, 'C'));
  N(PyBuffer_IsContiguous(&view, 'F'));
  N(PyBuffer_IsContiguous(&view, 'A'));
  N(PyBuffer_ToContiguous(memory, &view, 6, 'F'));
  O(PyBytes_FromStringAndSize(memory, 6));
  N(PyBuffer_ToContiguous(memory, &view, 5, 'F'));
  V(PyBuffer_Release(&view));
  N(PyObject_GetBuffer(array, &view, PyBUF_FULL));
  N(PyBuffer_FromContiguous(&view, "ZYXWVUTS", 8, 'C'));
  O(PyMemoryView_FromBuffer(&view) ? Py_NewRef(Py_None) : NULL);
  V(PyBuffer_Release(&view));
  B(array);
  N(PyBuffer_SizeFromFormat("i"));
  N(PyBuffer_SizeFromFormat("<hq"));
  N(PyBuffer_SizeFromFormat("nope"));
  Py_ssize_t shape[3] = {2, 3, 4}, strides[3];
  V(PyBuffer_FillContiguousStrides(3, shape, strides, 8, 'C'));
  N(strides[0] * 10000 + strides[1] * 100 + strides[2]);
  V(PyBuffer_FillContiguousStrides(3, shape, strides, 8, 'F'));
  N(strides[0] * 10000 + strides[1] * 100 + strides[2]);
  N(PyObject_CopyData(array, py("b'12345678'")));
  B(array);
  N(PyObject_CopyData(array, py("b'12345678901'")));
  N(PyObject_CopyData(array, text));
  O(PyObject_Bytes(PyMemoryView_FromObject(array)));
  O(PyMemoryView_FromObject(text));
  strcpy(memory, "memory");
  PyObject* of_memory = PyMemoryView_FromMemory(memory, 6, PyBUF_WRITE);
  O(PyObject_Bytes(of_memory));
  N(PySequence_SetItem(of_memory, 0, py("77")));
  S(memory);
  O(PyObject_GetAttrString(PyMemoryView_FromMemory(memory, 6, PyBUF_READ), "readonly"));
  O(PyObject_Bytes(PyMemoryView_GetContiguous(matrix, PyBUF_READ, 'C')));
  O(PyObject_Bytes(PyMemoryView_GetContiguous(matrix, PyBUF_READ, 'F')));
  O(PyMemoryView_GetContiguous(matrix, PyBUF_WRITE, 'C'));
  const void* constant;
  void* writable;
  const char* characters;
  Py_ssize_t size;
  N(PyObject_CheckReadBuffer(array));
  N(PyObject_CheckReadBuffer(text));
  N(PyObject_AsReadBuffer(array, &constant, &size));
  N(size);
  N(PyObject_AsReadBuffer(text, &constant, &size));
  N(PyObject_AsWriteBuffer(array, &writable, &size));
  N(PyObject_AsWriteBuffer(py("b'x'"), &writable, &size));
  N(PyObject_AsCharBuffer(array, &characters, &size));
  N(characters[0]);
  O(PyByteArray_Concat(array, py("b'+'")));
  O(PyByteArray_Concat(array, text));
  O(PyByteArray_FromObject(py("[1, 2]")));
  O(PyByteArray_FromObject(text));
  PyObject* bytes = PyBytes_FromString("left");
  V(PyBytes_ConcatAndDel(&bytes, PyBytes_FromString("right")));
  B(bytes);
  V(PyBytes_ConcatAndDel(&bytes, Py_NewRef(text)));
  B(bytes);
  O(PyBytes_Repr(py("b\"a'b\""), 0));
  O(PyBytes_Repr(py("b\"a'b\""), 1));
  O(PyBytes_DecodeEscape("a\\n\\x41\\101", 11, NULL, 0, NULL));
  O(PyBytes_DecodeEscape("\\xz", 3, NULL, 0, NULL));
  O(PyBytes_DecodeEscape("a\\xz", 4, "replace", 0, NULL));
  END;
}

static PyMethodDef methods[] = {
    GROUP(attributes), GROUP(numbers), GROUP(sequences), GROUP(iteration), GROUP(calls),
    GROUP(buffers),    {NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "protocols", NULL, 0, methods};
PyMODINIT_FUNC PyInit_protocols(void) { return PyModule_Create(&definition); }
