/* Uses every macro of the limited API that is no integer constant, and every inline function, once.
   compare_headers.py compiles this with both sets of headers and compares the code of each use_...
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>

/* --- is an object of this type? */

#define USE_CHECK(name) \
  int use_##name(PyObject* object) { return name(object); }

USE_CHECK(PyType_Check)
USE_CHECK(PyType_CheckExact)
USE_CHECK(PyLong_Check)
USE_CHECK(PyLong_CheckExact)
USE_CHECK(PyBool_Check)
USE_CHECK(PyFloat_Check)
USE_CHECK(PyFloat_CheckExact)
USE_CHECK(PyComplex_Check)
USE_CHECK(PyComplex_CheckExact)
USE_CHECK(PyUnicode_Check)
USE_CHECK(PyUnicode_CheckExact)
USE_CHECK(PyBytes_Check)
USE_CHECK(PyBytes_CheckExact)
USE_CHECK(PyByteArray_Check)
USE_CHECK(PyByteArray_CheckExact)
USE_CHECK(PyMemoryView_Check)
USE_CHECK(PyList_Check)
USE_CHECK(PyList_CheckExact)
USE_CHECK(PyTuple_Check)
USE_CHECK(PyTuple_CheckExact)
USE_CHECK(PyDict_Check)
USE_CHECK(PyDict_CheckExact)
USE_CHECK(PyDictKeys_Check)
USE_CHECK(PyDictValues_Check)
USE_CHECK(PyDictItems_Check)
USE_CHECK(PyDictViewSet_Check)
USE_CHECK(PySet_Check)
USE_CHECK(PySet_CheckExact)
USE_CHECK(PyFrozenSet_Check)
USE_CHECK(PyFrozenSet_CheckExact)
USE_CHECK(PyAnySet_Check)
USE_CHECK(PyAnySet_CheckExact)
USE_CHECK(PySlice_Check)
USE_CHECK(PyRange_Check)
USE_CHECK(PyModule_Check)
USE_CHECK(PyModule_CheckExact)
USE_CHECK(PyCFunction_Check)
USE_CHECK(PyCFunction_CheckExact)
USE_CHECK(PyCapsule_CheckExact)
USE_CHECK(PyTraceBack_Check)
USE_CHECK(PySeqIter_Check)
USE_CHECK(PyCallIter_Check)
USE_CHECK(PyWeakref_Check)
USE_CHECK(PyWeakref_CheckRef)
USE_CHECK(PyWeakref_CheckRefExact)
USE_CHECK(PyWeakref_CheckProxy)
USE_CHECK(PyExceptionClass_Check)
USE_CHECK(PyExceptionInstance_Check)
PyObject* use_PyExceptionInstance_Class(PyObject* object) {
  return PyExceptionInstance_Class(object);
}
int use_PyObject_TypeCheck(PyObject* object, PyTypeObject* type) {
  return PyObject_TypeCheck(object, type);
}
int use_PyType_HasFeature(PyTypeObject* type) {
  return PyType_HasFeature(type, Py_TPFLAGS_BASETYPE);
}
int use_PyType_FastSubclass(PyTypeObject* type) {
  return PyType_FastSubclass(type, Py_TPFLAGS_DICT_SUBCLASS);
}
int use_PyType_IS_GC(PyTypeObject* type) { return PyType_IS_GC(type); }

/* --- the head of an object, references */

Py_ssize_t use_Py_REFCNT(PyObject* object) { return Py_REFCNT(object); }
PyTypeObject* use_Py_TYPE(PyObject* object) { return Py_TYPE(object); }
Py_ssize_t use_Py_SIZE(PyObject* object) { return Py_SIZE(object); }
void use_Py_SET_REFCNT(PyObject* object) { Py_SET_REFCNT(object, 7); }
void use_Py_SET_TYPE(PyObject* object, PyTypeObject* type) { Py_SET_TYPE(object, type); }
void use_Py_SET_SIZE(PyVarObject* object) { Py_SET_SIZE(object, 7); }
int use_Py_IS_TYPE(PyObject* object, PyTypeObject* type) { return Py_IS_TYPE(object, type); }
void use_Py_INCREF(PyObject* object) { Py_INCREF(object); }
void use_Py_DECREF(PyObject* object) { Py_DECREF(object); }
void use_Py_DECREF_of_other_pointers(PyTypeObject* object) { Py_DECREF(object); }
void use_Py_XINCREF(PyObject* object) { Py_XINCREF(object); }
void use_Py_XDECREF(PyObject* object) { Py_XDECREF(object); }
PyObject* use_Py_NewRef(PyObject* object) { return Py_NewRef(object); }
PyObject* use_Py_XNewRef(PyObject* object) { return Py_XNewRef(object); }
PyObject* use__Py_NewRef(PyObject* object) { return _Py_NewRef(object); }
PyObject* use__Py_XNewRef(PyObject* object) { return _Py_XNewRef(object); }
void use_Py_CLEAR(PyObject** places) { Py_CLEAR(places[3]); }
void use_Py_CLEAR_of_other_pointers(PyTypeObject** places) { Py_CLEAR(places[3]); }
int use_Py_Is(PyObject* x, PyObject* y) { return Py_Is(x, y); }
USE_CHECK(Py_IsNone)
USE_CHECK(Py_IsTrue)
USE_CHECK(Py_IsFalse)
PyObject* use_Py_None(void) { return Py_None; }
PyObject* use_Py_True(void) { return Py_True; }
PyObject* use_Py_False(void) { return Py_False; }
PyObject* use_Py_Ellipsis(void) { return Py_Ellipsis; }
PyObject* use_Py_NotImplemented(void) { return Py_NotImplemented; }
PyObject* use_Py_RETURN_NONE(void) { Py_RETURN_NONE; }
PyObject* use_Py_RETURN_TRUE(void) { Py_RETURN_TRUE; }
PyObject* use_Py_RETURN_FALSE(void) { Py_RETURN_FALSE; }
PyObject* use_Py_RETURN_NOTIMPLEMENTED(void) { Py_RETURN_NOTIMPLEMENTED; }
PyObject* use_Py_RETURN_NAN(void) { Py_RETURN_NAN; }
PyObject* use_Py_RETURN_INF(double sign) { Py_RETURN_INF(sign); }
PyObject* use_Py_RETURN_RICHCOMPARE(long a, long b, int operation) {
  Py_RETURN_RICHCOMPARE(a, b, operation);
}

/* --- heads of structures */

typedef struct {
  PyObject_HEAD char field;
} Plain;
typedef struct {
  PyObject_VAR_HEAD char field[1];
} Sized;
size_t use_PyObject_HEAD(void) { return offsetof(Plain, field); }
size_t use_PyObject_VAR_HEAD(void) { return offsetof(Sized, field); }
static PyObject plain_head[] = {PyObject_HEAD_INIT(&PyLong_Type) PyObject_HEAD_INIT(NULL)};
static PyVarObject sized_head[] = {PyVarObject_HEAD_INIT(&PyLong_Type, 12)};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "name", .m_size = 8};
Py_ssize_t use_PyObject_HEAD_INIT(int index) {
  return plain_head[index].ob_refcnt + (plain_head[index].ob_type == NULL);
}
Py_ssize_t use_PyVarObject_HEAD_INIT(void) {
  return sized_head[0].ob_size + sized_head[0].ob_base.ob_refcnt;
}
PyModuleDef* use_PyModuleDef_HEAD_INIT(void) { return &definition; }
PyObject* use__PyObject_CAST(void* object) { return _PyObject_CAST(object); }
PyVarObject* use__PyVarObject_CAST(void* object) { return _PyVarObject_CAST(object); }

/* --- memory */

void* use_PyMem_MALLOC(size_t size) { return PyMem_MALLOC(size); }
void* use_PyMem_REALLOC(void* block, size_t size) { return PyMem_REALLOC(block, size); }
void use_PyMem_FREE(void* block) { PyMem_FREE(block); }
void use_PyMem_Del(void* block) { PyMem_Del(block); }
void use_PyMem_DEL(void* block) { PyMem_DEL(block); }
int* use_PyMem_New(size_t count) { return PyMem_New(int, count); }
Sized* use_PyMem_NEW(size_t count) { return PyMem_NEW(Sized, count); }
int* use_PyMem_Resize(int* block, size_t count) { return PyMem_Resize(block, int, count); }
int* use_PyMem_RESIZE(int* block, size_t count) { return PyMem_RESIZE(block, int, count); }
void* use_PyObject_MALLOC(size_t size) { return PyObject_MALLOC(size); }
void* use_PyObject_REALLOC(void* block, size_t size) { return PyObject_REALLOC(block, size); }
void use_PyObject_FREE(void* block) { PyObject_FREE(block); }
void use_PyObject_Del(void* block) { PyObject_Del(block); }
void use_PyObject_DEL(void* block) { PyObject_DEL(block); }
Plain* use_PyObject_New(PyTypeObject* type) { return PyObject_New(Plain, type); }
Plain* use_PyObject_NEW(PyTypeObject* type) { return PyObject_NEW(Plain, type); }
Sized* use_PyObject_NewVar(PyTypeObject* type) { return PyObject_NewVar(Sized, type, 9); }
Sized* use_PyObject_NEW_VAR(PyTypeObject* type) { return PyObject_NEW_VAR(Sized, type, 9); }
Plain* use_PyObject_GC_New(PyTypeObject* type) { return PyObject_GC_New(Plain, type); }
Sized* use_PyObject_GC_NewVar(PyTypeObject* type) { return PyObject_GC_NewVar(Sized, type, 9); }
Sized* use_PyObject_GC_Resize(Sized* object) { return PyObject_GC_Resize(Sized, object, 9); }
PyObject* use_PyObject_INIT(Plain* object, PyTypeObject* type) {
  return PyObject_INIT(object, type);
}
PyVarObject* use_PyObject_INIT_VAR(Sized* object, PyTypeObject* type) {
  return PyObject_INIT_VAR(object, type, 9);
}
int use_Py_VISIT(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(object);
  return 5;
}

/* --- names that stand for functions */

Py_ssize_t use_PyObject_Length(PyObject* object) { return PyObject_Length(object); }
Py_ssize_t use_PySequence_Length(PyObject* object) { return PySequence_Length(object); }
Py_ssize_t use_PyMapping_Length(PyObject* object) { return PyMapping_Length(object); }
int use_PySequence_In(PyObject* object, PyObject* value) { return PySequence_In(object, value); }
int use_PyObject_DelAttr(PyObject* object, PyObject* name) {
  return PyObject_DelAttr(object, name);
}
int use_PyObject_DelAttrString(PyObject* object) { return PyObject_DelAttrString(object, "name"); }
int use_PyMapping_DelItem(PyObject* object, PyObject* key) {
  return PyMapping_DelItem(object, key);
}
int use_PyMapping_DelItemString(PyObject* object) {
  return PyMapping_DelItemString(object, "name");
}
long use_PyLong_AS_LONG(PyObject* object) { return PyLong_AS_LONG(object); }
long use_PyLong_AsPid(PyObject* object) { return PyLong_AsPid(object); }
PyObject* use_PyLong_FromPid(long pid) { return PyLong_FromPid(pid); }
PyObject* use_PyEval_CallObject(PyObject* callable, PyObject* arguments) {
  return PyEval_CallObject(callable, arguments);
}
PyObject* use_PyCFunction_New(PyMethodDef* method, PyObject* self) {
  return PyCFunction_New(method, self);
}
PyObject* use_PyCFunction_NewEx(PyMethodDef* method, PyObject* self) {
  return PyCFunction_NewEx(method, self, self);
}
PyObject* use_PyModule_Create(void) { return PyModule_Create(&definition); }
PyObject* use_PyModule_FromDefAndSpec(PyObject* spec) {
  return PyModule_FromDefAndSpec(&definition, spec);
}
int use_PyModule_AddIntMacro(PyObject* module) { return PyModule_AddIntMacro(module, EAGAIN); }
#define SOME_TEXT "the text"
int use_PyModule_AddStringMacro(PyObject* module) {
  return PyModule_AddStringMacro(module, SOME_TEXT);
}
PyObject* use_PyImport_ImportModuleEx(PyObject* list) {
  return PyImport_ImportModuleEx("name", list, NULL, list);
}
int use_PySlice_GetIndicesEx(PyObject* slice, Py_ssize_t* numbers) {
  return PySlice_GetIndicesEx(slice, numbers[4], numbers, numbers + 1, numbers + 2, numbers + 3);
}
int use_PyOS_stricmp(const char* a, const char* b) { return PyOS_stricmp(a, b); }
int use_PyOS_strnicmp(const char* a, const char* b) { return PyOS_strnicmp(a, b, 3); }
void use_PyErr_BadInternalCall(void) {
#line 17 "a_file.c"
  PyErr_BadInternalCall();
#line 215 "header_uses.c"
}
int use_PyArg_Parse(PyObject* object, void* place) {
  return PyArg_Parse(object, "s#", place, place);
}
int use_PyArg_ParseTuple(PyObject* object, void* place) {
  return PyArg_ParseTuple(object, "s#", place, place);
}
int use_PyArg_ParseTupleAndKeywords(PyObject* object, char** names) {
  return PyArg_ParseTupleAndKeywords(object, object, "s#", names, NULL, NULL);
}
int use_PyArg_VaParse(PyObject* object, va_list places) {
  return PyArg_VaParse(object, "s#", places);
}
int use_PyArg_VaParseTupleAndKeywords(PyObject* object, char** names, va_list places) {
  return PyArg_VaParseTupleAndKeywords(object, object, "s#", names, places);
}
PyObject* use_Py_BuildValue(const char* text, Py_ssize_t size) {
  return Py_BuildValue("s#", text, size);
}
PyObject* use_Py_VaBuildValue(va_list values) { return Py_VaBuildValue("s#", values); }
PyObject* use_PyObject_CallFunction(PyObject* object) {
  return PyObject_CallFunction(object, "s#", "a", (Py_ssize_t)1);
}
PyObject* use_PyObject_CallMethod(PyObject* object) {
  return PyObject_CallMethod(object, "name", "s#", "a", (Py_ssize_t)1);
}

/* --- threads */

PyThreadState* use_PyThreadState_GET(void) { return PyThreadState_GET(); }
void use_Py_BEGIN_ALLOW_THREADS(void (*wait)(void)) {
  Py_BEGIN_ALLOW_THREADS wait();
  Py_BLOCK_THREADS wait();
  Py_UNBLOCK_THREADS wait();
  Py_END_ALLOW_THREADS
}
PY_TIMEOUT_T use_PY_TIMEOUT_T(void) { return sizeof(PY_TIMEOUT_T) + PY_TIMEOUT_MAX; }
#ifdef PY_HAVE_THREAD_NATIVE_ID
unsigned long use_PY_HAVE_THREAD_NATIVE_ID(void) { return PyThread_get_thread_native_id(); }
#endif
#ifdef WITH_THREAD
int use_WITH_THREAD(void) { return 1; }
#endif

/* --- texts that are constants */

const char* use_PYTHON_ABI_STRING(void) { return PYTHON_ABI_STRING; }
const char* use_PYTHON_API_STRING(void) { return PYTHON_API_STRING; }
const char* use_PY_VERSION(void) { return PY_VERSION; }
const char* use_PY_STDIOTEXTMODE(void) { return PY_STDIOTEXTMODE; }
const char* use_PY_FORMAT_SIZE_T(void) { return "%" PY_FORMAT_SIZE_T "d"; }
const char* use__Py_PARSE_INTPTR(int which) {
  return which == 0 ? _Py_PARSE_INTPTR : which == 1 ? _Py_PARSE_UINTPTR : _Py_PARSE_PID;
}
const char* use_Py_STRINGIFY(void) {
  return Py_STRINGIFY(PY_MINOR_VERSION) Py_FORCE_EXPANSION("x");
}
PyDoc_STRVAR(a_docstring, "The text of a docstring.");
PyDoc_VAR(another) = PyDoc_STR("Another.");
const char* use_PyDoc(int which) { return which ? a_docstring : another; }

/* --- numbers */

double use_Py_MATH(int which) {
  const long double numbers[] = {Py_MATH_PI,  Py_MATH_PIl, Py_MATH_E, Py_MATH_El,
                                 Py_MATH_TAU, Py_HUGE_VAL, Py_NAN};
  return (double)numbers[which];
}
int use_Py_IS_NAN(double x) { return Py_IS_NAN(x); }
int use_Py_IS_INFINITY(double x) { return Py_IS_INFINITY(x); }
int use_Py_IS_FINITE(double x) { return Py_IS_FINITE(x); }
long use_Py_MIN(long x, long y) { return Py_MIN(x + 1, y); }
long use_Py_MAX(long x, long y) { return Py_MAX(x + 1, y); }
long use_Py_ABS(long x) { return Py_ABS(x); }
int use_Py_CHARMASK(char c) { return Py_CHARMASK(c); }
long use_Py_ARITHMETIC_RIGHT_SHIFT(long i, int j) { return Py_ARITHMETIC_RIGHT_SHIFT(long, i, j); }
int use_Py_SAFE_DOWNCAST(long i) { return Py_SAFE_DOWNCAST(i, long, int); }
size_t use_Py_MEMBER_SIZE(void) { return Py_MEMBER_SIZE(PyType_Spec, basicsize); }
size_t use_Py_ARRAY_LENGTH(void) {
  int numbers[13];
  return Py_ARRAY_LENGTH(numbers);
}
long long use_Py_LL(void) { return Py_LL(1234567890123) + (long long)Py_ULL(12345678901234567890); }
size_t use_Py_BUILD_ASSERT(void) {
  Py_BUILD_ASSERT(sizeof(long) == 8);
  return Py_BUILD_ASSERT_EXPR(sizeof(int) == 4);
}
static_assert(sizeof(PY_INT32_T) == 4 && sizeof(PY_UINT32_T) == 4 && (PY_INT32_T)-1 < 0, "32 bits");
static_assert(sizeof(PY_INT64_T) == 8 && sizeof(PY_UINT64_T) == 8 && (PY_UINT64_T)-1 > 0,
              "64 bits");
PY_LONG_LONG use_PY_LONG_LONG(PY_LONG_LONG x) { return x / 3; }

/* --- the compiler */

PyAPI_FUNC(int) use_PyAPI_FUNC(int x) { return x; }
PyAPI_DATA(int) some_data;
int use_PyAPI_DATA(void) { return some_data; }
PyMODINIT_FUNC use_PyMODINIT_FUNC(void) { return PyModuleDef_Init(&definition); }
Py_EXPORTED_SYMBOL int use_Py_EXPORTED_SYMBOL(void) { return 1; }
Py_IMPORTED_SYMBOL int use_Py_IMPORTED_SYMBOL(void) { return 1; }
Py_LOCAL_SYMBOL int use_Py_LOCAL_SYMBOL(void) { return 1; }
Py_DEPRECATED(3.2) int use_Py_DEPRECATED(void) { return 1; }
static inline Py_ALWAYS_INLINE int always(int x) { return x + 1; }
static Py_NO_INLINE int never(int x) { return x + 1; }
Py_LOCAL(int) local(int x) { return never(x); }
Py_LOCAL_INLINE(int) local_inline(int x) { return always(local(x)); }
int use_Py_LOCAL_INLINE(int x) { return local_inline(x); }
int use_Py_UNUSED(int Py_UNUSED(x)) { return 2; }
struct Aligned {
  char c;
  Py_ALIGNED(32) char d;
};
size_t use_Py_ALIGNED(void) { return offsetof(struct Aligned, d); }
int use_Py_GCC_ATTRIBUTE(void) {
  int variable Py_GCC_ATTRIBUTE((unused)) = 3;
  return 3;
}
int use_Py_UNREACHABLE(int x) {
  if (x == 4) return 5;
  Py_UNREACHABLE();
}
void use_Py_VA_COPY(va_list from, va_list to) { Py_VA_COPY(to, from); }
#if defined(Py_USING_UNICODE) && defined(Py_UNICODE_WIDE)
Py_UCS4 use_Py_USING_UNICODE(void) {
  return Py_UNICODE_REPLACEMENT_CHARACTER + (Py_UCS2)-1 + (Py_UCS1)-1;
}
#endif
