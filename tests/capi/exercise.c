/* One function for each group of the API; exercise.py calls them and prints what they give. Built
   against the headers of the limited API, so that one binary runs under every interpreter. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <string.h>
#include <structmember.h>

#define CHECK(condition)                                                              \
  do {                                                                                \
    if (!(condition)) {                                                               \
      if (PyErr_Occurred()) return NULL;                                              \
      return PyErr_Format(PyExc_AssertionError, "line %d: %s", __LINE__, #condition); \
    }                                                                                 \
  } while (0)

static PyObject* numbers(PyObject* self, PyObject* unused) {
  int overflow;
  PyObject* big = PyLong_FromString("123456789012345678901234567890", NULL, 10);
  PyObject *minus = PyLong_FromLong(-5), *three = PyLong_FromLong(3);
  CHECK(big && PyLong_AsLongAndOverflow(big, &overflow) == -1 && overflow == 1);
  CHECK(PyLong_AsLong(minus) == -5 && PyLong_AsUnsignedLongMask(minus) == (unsigned long)-5);
  CHECK(PyLong_AsUnsignedLong(minus) == (unsigned long)-1 &&
        PyErr_ExceptionMatches(PyExc_OverflowError));
  PyErr_Clear();
  CHECK(PyLong_AsUnsignedLongLongMask(big) == 14083847773837265618ull);
  CHECK(PyLong_Check(big) && !PyFloat_Check(big) && PyLong_CheckExact(three) &&
        PyBool_Check(Py_True) && PyLong_Check(Py_True));
  PyObject* result = PyList_New(0);
#define ADD(call)              \
  do {                         \
    PyObject* o_ = (call);     \
    if (!o_) return NULL;      \
    PyList_Append(result, o_); \
    Py_DECREF(o_);             \
  } while (0)
  ADD(PyNumber_Add(big, minus));
  ADD(PyNumber_Multiply(minus, three));
  ADD(PyNumber_FloorDivide(minus, three));
  ADD(PyNumber_TrueDivide(minus, three));
  ADD(PyNumber_Remainder(minus, three));
  ADD(PyNumber_Divmod(minus, three));
  ADD(PyNumber_Power(three, three, Py_None));
  ADD(PyNumber_Negative(three));
  ADD(PyNumber_Absolute(minus));
  ADD(PyNumber_Lshift(three, three));
  ADD(PyNumber_And(minus, three));
  ADD(PyNumber_ToBase(big, 16));
  ADD(PyNumber_Float(three));
  ADD(PyFloat_FromDouble(2.5));
  ADD(PyComplex_FromDoubles(1, -2));
  ADD(PyBool_FromLong(7));
  ADD(PyLong_FromDouble(1e20));
  ADD(PyLong_FromUnsignedLongLong(~0ull));
  ADD(PyLong_FromVoidPtr((void*)16));
  ADD(PyNumber_InPlaceAdd(three, three));
  ADD(PyNumber_Index(Py_True));
  ADD(PyNumber_Long(Py_True));
  CHECK(PyFloat_AsDouble(three) == 3.0 && PyNumber_Check(three) && !PyNumber_Check(Py_None));
  Py_DECREF(big);
  Py_DECREF(minus);
  Py_DECREF(three);
  return result;
}

static PyObject* text(PyObject* self, PyObject* o) {
  Py_ssize_t size;
  const char* utf8 = PyUnicode_AsUTF8AndSize(o, &size);
  if (!utf8) return NULL;
  PyObject* result = PyList_New(0);
  ADD(PyLong_FromSsize_t(size));
  ADD(PyUnicode_FromStringAndSize(utf8, size));
  ADD(PyUnicode_AsUTF8String(o));
  ADD(PyUnicode_FromFormat("%s|%5d|%-3i|%x|%c|%R|%S|%A|%U|%%|%zd|%lu|%.2s|%10s|%V", "abc", 12, 3,
                           255, 'q', o, o, o, o, (Py_ssize_t)9, 7ul, "xyz", "pad", NULL, "alt"));
  ADD(PyUnicode_Substring(o, 1, 3));
  ADD(PyUnicode_Concat(o, o));
  ADD(PyUnicode_FromOrdinal(0x20ac));
  ADD(PyLong_FromSsize_t(PyUnicode_GetLength(o)));
  ADD(PyUnicode_AsEncodedString(o, "utf-16-le", "strict"));
  ADD(PyUnicode_Decode("\xe9t\xe9", 3, "latin-1", NULL));
  ADD(PyUnicode_DecodeUTF8("a\xff", 2, "replace"));
  PyObject *sep = PyUnicode_FromString("-"), *list = PyUnicode_Split(o, NULL, -1);
  ADD(PyUnicode_Join(sep, list));
  ADD(PyUnicode_Replace(o, sep, sep, -1));
  ADD(PyLong_FromLong(PyUnicode_CompareWithASCIIString(sep, "-")));
  ADD(PyLong_FromLong(PyUnicode_Compare(sep, o)));
  ADD(PyLong_FromLong(PyUnicode_Contains(o, sep)));
  ADD(PyLong_FromSsize_t(PyUnicode_Find(o, sep, 0, 100, 1)));
  ADD(PyUnicode_EncodeFSDefault(o));
  ADD(PyUnicode_RPartition(o, sep));
  ADD(PyUnicode_Splitlines(o, 1));
  wchar_t* wide = PyUnicode_AsWideCharString(o, &size);
  ADD(PyUnicode_FromWideChar(wide, size));
  PyMem_Free(wide);
  PyObject *interned = PyUnicode_InternFromString("some_name"),
           *other = PyUnicode_FromString("some_name");
  PyUnicode_InternInPlace(&other);
  CHECK(interned == other);
  Py_DECREF(interned);
  Py_DECREF(other);
  Py_DECREF(sep);
  Py_DECREF(list);
  return result;
}

static PyObject* bytes(PyObject* self, PyObject* unused) {
  PyObject* result = PyList_New(0);
  PyObject* b = PyBytes_FromStringAndSize(NULL, 10);
  CHECK(b && PyBytes_Check(b) && Py_SIZE(b) == 10 && PyBytes_Size(b) == 10);
  memset(PyBytes_AsString(b), 'z', 10);
  char* data;
  Py_ssize_t size;
  CHECK(PyBytes_AsStringAndSize(b, &data, &size) == 0 && size == 10 && data[9] == 'z' &&
        data[10] == 0);
  PyList_Append(result, b);
  PyBytes_Concat(&b, b);
  ADD(b);
  ADD(PyBytes_FromFormat("%d-%s-%c-%x", 5, "abc", 'c', 255));
  PyObject* a = PyByteArray_FromStringAndSize("hello", 5);
  PyByteArray_AsString(a)[0] = 'J';
  CHECK(PyByteArray_Resize(a, 4) == 0 && PyByteArray_Size(a) == 4);
  PyList_Append(result, a);
  ADD(PyBytes_FromObject(a));
  Py_DECREF(a);
  return result;
}

static PyObject* containers(PyObject* self, PyObject* unused) {
  PyObject *result = PyList_New(0), *l = PyList_New(3), *d = PyDict_New(), *key, *value, *s;
  for (long i = 0; i < 3; i++) PyList_SetItem(l, i, PyLong_FromLong(i * 10));
  CHECK(PyList_Size(l) == 3 && Py_SIZE(l) == 3 && PyLong_AsLong(PyList_GetItem(l, 2)) == 20);
  CHECK(PyList_GetItem(l, 3) == NULL && PyErr_ExceptionMatches(PyExc_IndexError));
  PyErr_Clear();
  CHECK(PyList_Insert(l, 1, Py_None) == 0 && PyList_Reverse(l) == 0);
  ADD(PyList_AsTuple(l));
  ADD(PyList_GetSlice(l, 1, 3));
  CHECK(PyList_SetSlice(l, 0, 2, NULL) == 0 && PySequence_Contains(l, Py_None) == 1);
  PyList_Append(result, l);
  CHECK(PyDict_SetItemString(d, "a", Py_True) == 0 && PyDict_SetItem(d, Py_None, l) == 0 &&
        PyDict_Size(d) == 2);
  CHECK(PyDict_GetItemString(d, "a") == Py_True && PyDict_GetItemString(d, "b") == NULL &&
        !PyErr_Occurred());
  CHECK(PyDict_GetItemWithError(d, Py_None) == l && PyDict_Contains(d, Py_False) == 0);
  Py_ssize_t position = 0;
  int count = 0;
  while (PyDict_Next(d, &position, &key, &value)) {
    CHECK(key && value);
    count++;
  }
  CHECK(count == 2 && PyDict_DelItemString(d, "zz") == -1 &&
        PyErr_ExceptionMatches(PyExc_KeyError));
  PyErr_Clear();
  ADD(PyDict_Keys(d));
  ADD(PyDict_Items(d));
  ADD(PyDict_Copy(d));
  ADD(PyMapping_Values(d));
  CHECK(PyDict_DelItem(d, Py_None) == 0 && PyDict_Merge(d, d, 1) == 0);
  s = PySet_New(l);
  CHECK(s && PySet_Size(s) == 2 && PySet_Contains(s, Py_None) == 1 && PySet_Add(s, Py_True) == 0 &&
        PySet_Discard(s, Py_None) == 1 && PySet_Discard(s, Py_None) == 0);
  ADD(PyNumber_Or(s, s));
  ADD(PyFrozenSet_New(s));
  ADD(PyTuple_Pack(3, l, d, Py_Ellipsis));
  ADD(Py_BuildValue("i(is)[dd]{s:O,s:N}y#zk", 1, 2, "x", 1.5, 2.5, "k", Py_None, "n",
                    PyLong_FromLong(7), "b\0c", (Py_ssize_t)3, NULL, 99ul));
  PyObject* slice = PySlice_New(NULL, PyList_GetItem(l, 1), NULL);
  Py_ssize_t start, stop, step;
  CHECK(PySlice_Unpack(slice, &start, &stop, &step) == 0 &&
        PySlice_AdjustIndices(5, &start, &stop, step) == 0);
  ADD(slice);
  ADD(PySequence_Concat(l, l));
  ADD(PySequence_Repeat(l, 2));
  ADD(PySequence_GetSlice(l, 0, 1));
  ADD(PySequence_Tuple(l));
  ADD(PySequence_GetItem(l, -1));
  ADD(PyLong_FromSsize_t(PySequence_Index(l, Py_None)));
  ADD(PyLong_FromSsize_t(PySequence_Count(l, Py_None)));
  Py_DECREF(l);
  Py_DECREF(d);
  Py_DECREF(s);
  return result;
}

static PyObject* errors(PyObject* self, PyObject* o) {
  PyObject *type, *value, *traceback, *result = PyList_New(0);
  PyErr_SetObject(PyExc_KeyError, o);
  CHECK(PyErr_ExceptionMatches(PyExc_LookupError) && PyErr_Occurred() == PyExc_KeyError);
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  CHECK(!PyErr_Occurred() && type == PyExc_KeyError &&
        PyErr_GivenExceptionMatches(value, PyExc_KeyError));
  PyList_Append(result, value);
  PyErr_Restore(type, value, traceback);
  CHECK(PyErr_Occurred());
  PyErr_Clear();
  PyObject* mine =
      PyErr_NewExceptionWithDoc("exercise.Mine", "doc of mine", PyExc_ValueError, NULL);
  PyErr_Format(mine, "%s %d", "text", 5);
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  PyException_SetCause(value, Py_NewRef(PyList_GetItem(result, 0)));
  PyObject* cause = PyException_GetCause(value);
  CHECK(cause == PyList_GetItem(result, 0));
  Py_DECREF(cause);
  PyList_Append(result, value);
  PyList_Append(result, mine);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  Py_DECREF(mine);
  errno = 2;
  PyErr_SetFromErrnoWithFilename(PyExc_OSError, "/no/file");
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  PyList_Append(result, value);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return result;
}

static PyObject* calls(PyObject* self, PyObject* args) {
  PyObject *f, *result = PyList_New(0);
  if (!PyArg_ParseTuple(args, "O", &f)) return NULL;
  ADD(PyObject_CallNoArgs(f));
  ADD(PyObject_CallFunction(f, "is", 1, "two"));
  ADD(PyObject_CallFunction(f, "(i)", 1));
  ADD(PyObject_CallFunctionObjArgs(f, Py_None, Py_True, NULL));
  ADD(PyObject_CallMethod(result, "count", "O", Py_None));
  ADD(PyObject_CallMethodObjArgs(result, PyUnicode_FromString("copy"), NULL));
  PyObject *t = Py_BuildValue("(ii)", 1, 2), *k = Py_BuildValue("{s:i}", "key", 3);
  ADD(PyObject_Call(f, t, k));
  Py_DECREF(t);
  Py_DECREF(k);
  ADD(PyObject_GetAttrString(result, "__len__"));
  CHECK(PyObject_HasAttrString(result, "append") && !PyObject_HasAttrString(result, "nothing"));
  CHECK(PyList_SetItem(result, PyList_Size(result) - 1, Py_NewRef(Py_None)) == 0);
  ADD(PyObject_Repr(result));
  ADD(PyObject_Str(Py_None));
  ADD(PyObject_Type(result));
  ADD(PyObject_RichCompare(Py_True, Py_False, Py_GT));
  CHECK(PyObject_IsTrue(result) == 1 && PyObject_Not(Py_None) == 1 &&
        PyObject_IsInstance(result, (PyObject*)&PyList_Type) == 1 && PyObject_Size(result) == 12);
  return result;
}

static PyObject* parse(PyObject* self, PyObject* args, PyObject* kwargs) {
  static char* names[] = {"", "i", "s", "flag", "y", "obj", NULL};
  PyObject *o, *obj = Py_None;
  int i = -1, flag = 0;
  const char* s = "default";
  Py_buffer y = {0};
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|is$py*O:parse", names, &o, &i, &s, &flag, &y,
                                   &obj))
    return NULL;
  PyObject* result =
      Py_BuildValue("OisiNO", o, i, s, flag,
                    y.buf ? PyBytes_FromStringAndSize(y.buf, y.len) : Py_NewRef(Py_None), obj);
  PyBuffer_Release(&y);
  return result;
}

static PyObject* parse_units(PyObject* self, PyObject* args) {
  const char* format;
  PyObject* value;
  if (!PyArg_ParseTuple(args, "sO:parse_units", &format, &value)) return NULL;
  PyObject *t = PyTuple_Pack(1, value), *result = NULL;
  union {
    unsigned char b;
    short h;
    int i;
    long l;
    Py_ssize_t n;
    unsigned long k;
    float f;
    double d;
    const char* s;
    PyObject* o;
    Py_buffer v;
    int p;
  } u;
  Py_ssize_t size = -1;
  memset(&u, 0, sizeof u);
  if (strchr(format, '#')) {
    if (PyArg_ParseTuple(t, format, &u, &size))
      result = u.s ? PyBytes_FromStringAndSize(u.s, size) : Py_NewRef(Py_None);
  } else if (!PyArg_ParseTuple(t, format, &u))
    result = NULL;
  else if (strchr(format, '*')) {
    result = PyBytes_FromStringAndSize(u.v.buf, u.v.len);
    PyBuffer_Release(&u.v);
  } else
    switch (format[0]) {
      case 'b':
      case 'B':
        result = PyLong_FromLong(u.b);
        break;
      case 'h':
        result = PyLong_FromLong(u.h);
        break;
      case 'H':
        result = PyLong_FromLong((unsigned short)u.h);
        break;
      case 'i':
      case 'p':
      case 'C':
        result = PyLong_FromLong(u.i);
        break;
      case 'I':
        result = PyLong_FromUnsignedLong((unsigned)u.i);
        break;
      case 'l':
      case 'L':
      case 'n':
        result = PyLong_FromLong(u.l);
        break;
      case 'k':
      case 'K':
        result = PyLong_FromUnsignedLong(u.k);
        break;
      case 'f':
        result = PyFloat_FromDouble(u.f);
        break;
      case 'd':
        result = PyFloat_FromDouble(u.d);
        break;
      case 'c':
        result = PyLong_FromLong(u.b);
        break;
      case 's':
      case 'z':
      case 'y':
        result = u.s ? PyBytes_FromString(u.s) : Py_NewRef(Py_None);
        break;
      default:
        result = Py_NewRef(u.o);
    }
  Py_DECREF(t);
  return result;
}

static PyObject* kept;
static PyObject* keep(PyObject* self, PyObject* o) {
  Py_XDECREF(kept);
  kept = Py_NewRef(o);
  Py_RETURN_NONE;
}
static PyObject* give(PyObject* self, PyObject* unused) {
  PyObject* o = kept;
  kept = NULL;
  if (!o) Py_RETURN_NONE;
  return o;
}
/* A borrowed reference stays good while its list lives, whatever happens in between. */
static PyObject* borrow(PyObject* self, PyObject* args) {
  PyObject *list, *f;
  if (!PyArg_ParseTuple(args, "OO", &list, &f)) return NULL;
  PyObject* items[50];
  Py_ssize_t n = PyList_Size(list);
  for (Py_ssize_t i = 0; i < n; i++) items[i] = PyList_GetItem(list, i);
  PyObject* r = PyObject_CallNoArgs(f);
  Py_XDECREF(r);
  for (Py_ssize_t i = 0; i < n; i++)
    if (items[i] != PyList_GetItem(list, i))
      return PyErr_Format(PyExc_AssertionError, "item %zd moved", i);
  PyObject* t = PyTuple_New(n);
  for (Py_ssize_t i = 0; i < n; i++) PyTuple_SetItem(t, i, Py_NewRef(items[i]));
  return t;
}
static PyObject* many(PyObject* self, PyObject* arg) {
  long n = PyLong_AsLong(arg);
  for (long i = 0; i < n; i++) {
    PyObject *o = PyLong_FromLong(i), *t = PyTuple_Pack(1, o);
    Py_DECREF(o);
    Py_DECREF(t);
  }
  Py_RETURN_NONE;
}
static PyObject* buffer(PyObject* self, PyObject* o) {
  Py_buffer v;
  if (PyObject_GetBuffer(o, &v, PyBUF_FULL_RO) < 0) return NULL;
  PyObject* r = Py_BuildValue("(nnisy#)", v.len, v.itemsize, v.ndim, v.format, v.buf, v.len);
  PyBuffer_Release(&v);
  return r;
}
static PyObject* fill(PyObject* self, PyObject* o) {
  Py_buffer v;
  if (PyObject_GetBuffer(o, &v, PyBUF_WRITABLE) < 0) return NULL;
  memset(v.buf, 'F', v.len);
  PyBuffer_Release(&v);
  Py_RETURN_NONE;
}
static void capsule_gone(PyObject* c) { PySys_WriteStdout("capsule gone\n"); }
static PyObject* capsule(PyObject* self, PyObject* unused) {
  static int x = 5;
  PyObject* c = PyCapsule_New(&x, "exercise.capsule", capsule_gone);
  CHECK(PyCapsule_GetPointer(c, "exercise.capsule") == &x &&
        PyCapsule_IsValid(c, "exercise.capsule") && !PyCapsule_IsValid(c, "other"));
  CHECK(PyCapsule_GetPointer(c, "other") == NULL && PyErr_ExceptionMatches(PyExc_ValueError));
  PyErr_Clear();
  CHECK(PyCapsule_SetContext(c, &x) == 0 && PyCapsule_GetContext(c) == &x &&
        !strcmp(PyCapsule_GetName(c), "exercise.capsule"));
  return c;
}

/* --- a type with everything --- */
typedef struct {
  PyObject_HEAD int number;
  double real;
  char* string;
  PyObject* object;
  PyObject* weak;
  char memory[8];
} Thing;
static PyObject* thing_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
  Thing* self = (Thing*)alloc(type, 0);
  if (self) {
    self->string = "static text";
    memcpy(self->memory, "abcdefg", 8);
  }
  return (PyObject*)self;
}
static int thing_init(Thing* self, PyObject* args, PyObject* kwargs) {
  static char* names[] = {"number", "object", NULL};
  PyObject* object = NULL;
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|iO", names, &self->number, &object)) return -1;
  Py_XDECREF(self->object);
  self->object = Py_XNewRef(object);
  return 0;
}
static int deallocated;
static void thing_dealloc(Thing* self) {
  PyTypeObject* type = Py_TYPE((PyObject*)self);
  PyObject_GC_UnTrack(self);
  if (self->weak) PyObject_ClearWeakRefs((PyObject*)self);
  Py_CLEAR(self->object);
  ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);
  deallocated++;
}
static int thing_traverse(Thing* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE((PyObject*)self));
  Py_VISIT(self->object);
  return 0;
}
static int thing_clear(Thing* self) {
  Py_CLEAR(self->object);
  return 0;
}
static PyObject* thing_repr(Thing* self) {
  return PyUnicode_FromFormat("Thing(%d, %R)", self->number, self->object ? self->object : Py_None);
}
static Py_hash_t thing_hash(Thing* self) { return self->number; }
static PyObject* thing_compare(PyObject* a, PyObject* b, int op) {
  if (Py_TYPE(a) != Py_TYPE(b)) Py_RETURN_NOTIMPLEMENTED;
  int x = ((Thing*)a)->number, y = ((Thing*)b)->number;
  switch (op) {
    case Py_LT:
      return PyBool_FromLong(x < y);
    case Py_EQ:
      return PyBool_FromLong(x == y);
    case Py_NE:
      return PyBool_FromLong(x != y);
  }
  Py_RETURN_NOTIMPLEMENTED;
}
static PyObject* thing_add(PyObject* a, PyObject* b) { return Py_BuildValue("(sOO)", "add", a, b); }
static PyObject* thing_iadd(PyObject* a, PyObject* b) {
  if (!PyLong_Check(b)) Py_RETURN_NOTIMPLEMENTED;
  ((Thing*)a)->number += PyLong_AsLong(b);
  return Py_NewRef(a);
}
static int thing_bool(Thing* self) { return self->number != 0; }
static Py_ssize_t thing_length(Thing* self) { return self->number; }
static PyObject* thing_item(Thing* self, Py_ssize_t i) {
  if (i < 0 || i >= self->number) {
    PyErr_SetString(PyExc_IndexError, "thing index");
    return NULL;
  }
  return PyLong_FromSsize_t(i * 2);
}
static int thing_contains(Thing* self, PyObject* o) { return o == Py_None; }
static PyObject* thing_call(PyObject* self, PyObject* args, PyObject* kwargs) {
  return Py_BuildValue("(OO)", args, kwargs ? kwargs : Py_None);
}
static PyObject* thing_next(Thing* self) {
  if (self->number <= 0) return NULL;
  return PyLong_FromLong(self->number--);
}
static int thing_buffer(Thing* self, Py_buffer* view, int flags) {
  return PyBuffer_FillInfo(view, (PyObject*)self, self->memory, 8, 0, flags);
}
static PyObject* thing_class(PyObject* cls, PyObject* o) { return Py_BuildValue("(OO)", cls, o); }
static PyObject* thing_static(PyObject* null, PyObject* args) {
  return PyLong_FromLong(null == NULL ? PyTuple_Size(args) : -1);
}
static PyObject* thing_defining(PyObject* self, PyTypeObject* cls, PyObject* const* args,
                                Py_ssize_t n, PyObject* names) {
  return Py_BuildValue("(OnO)", cls, n, names ? names : Py_None);
}
static PyObject* thing_get(Thing* self, void* closure) {
  return Py_BuildValue("is", self->number, (char*)closure);
}
static int thing_set(Thing* self, PyObject* value, void* closure) {
  if (!value) {
    PyErr_SetString(PyExc_TypeError, "cannot delete");
    return -1;
  }
  long n = PyLong_AsLong(value);
  if (n == -1 && PyErr_Occurred()) return -1;
  self->number = n;
  return 0;
}
static PyMethodDef thing_methods[] = {
    {"cls", thing_class, METH_O | METH_CLASS, "cls($type, o, /)\n--\n\nClass method."},
    {"stat", thing_static, METH_VARARGS | METH_STATIC, NULL},
    {"defining", (PyCFunction)(void*)thing_defining, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "Plain doc."},
    {NULL}};
static PyMemberDef thing_members[] = {
    {"number", T_INT, offsetof(Thing, number), 0, "a number"},
    {"real", T_DOUBLE, offsetof(Thing, real), 0, NULL},
    {"string", T_STRING, offsetof(Thing, string), READONLY, NULL},
    {"object", T_OBJECT, offsetof(Thing, object), 0, NULL},
    {"strict", T_OBJECT_EX, offsetof(Thing, object), 0, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Thing, weak), READONLY, NULL},
    {NULL}};
static PyGetSetDef thing_getset[] = {
    {"pair", (getter)thing_get, (setter)thing_set, "a pair", "closure"},
    {"fixed", (getter)thing_get, NULL, NULL, "ro"},
    {NULL}};
static PyType_Slot thing_slots[] = {{Py_tp_new, thing_new},
                                    {Py_tp_init, thing_init},
                                    {Py_tp_dealloc, thing_dealloc},
                                    {Py_tp_traverse, thing_traverse},
                                    {Py_tp_clear, thing_clear},
                                    {Py_tp_repr, thing_repr},
                                    {Py_tp_hash, thing_hash},
                                    {Py_tp_richcompare, thing_compare},
                                    {Py_nb_add, thing_add},
                                    {Py_nb_inplace_add, thing_iadd},
                                    {Py_nb_bool, thing_bool},
                                    {Py_sq_length, thing_length},
                                    {Py_sq_item, thing_item},
                                    {Py_sq_contains, thing_contains},
                                    {Py_tp_call, thing_call},
                                    {Py_tp_iter, PyObject_SelfIter},
                                    {Py_tp_iternext, thing_next},
                                    {Py_bf_getbuffer, thing_buffer},
                                    {Py_tp_methods, thing_methods},
                                    {Py_tp_members, thing_members},
                                    {Py_tp_getset, thing_getset},
                                    {Py_tp_doc, "Thing(number=0, object=None)\n--\n\nA thing."},
                                    {0}};
static PyType_Spec thing_spec = {"exercise.Thing", sizeof(Thing), 0,
                                 Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
                                 thing_slots};
static PyType_Slot error_slots[] = {{Py_tp_doc, "An error."}, {0}};
static PyType_Spec error_spec = {"exercise.Error", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                 error_slots};
static PyStructSequence_Field pair_fields[] = {
    {"first", "the first"}, {"second", NULL}, {"hidden", NULL}, {NULL}};
static PyStructSequence_Desc pair_desc = {"exercise.pair", "A pair.", pair_fields, 2};

static PyObject* gone(PyObject* self, PyObject* unused) {
  int n = deallocated;
  deallocated = 0;
  return PyLong_FromLong(n);
}
typedef struct {
  PyObject* type;
  PyObject* pair;
} State;
static PyObject* pair(PyObject* self, PyObject* args) {
  PyObject *a, *b;
  State* state = PyModule_GetState(self);
  if (!PyArg_UnpackTuple(args, "pair", 2, 2, &a, &b)) return NULL;
  PyObject* p = PyStructSequence_New((PyTypeObject*)state->pair);
  PyStructSequence_SetItem(p, 0, Py_NewRef(a));
  PyStructSequence_SetItem(p, 1, Py_NewRef(b));
  PyStructSequence_SetItem(p, 2, PyLong_FromLong(9));
  return p;
}
static PyMethodDef methods[] = {{"numbers", numbers, METH_NOARGS, NULL},
                                {"text", text, METH_O, NULL},
                                {"bytes", bytes, METH_NOARGS, NULL},
                                {"containers", containers, METH_NOARGS, NULL},
                                {"errors", errors, METH_O, NULL},
                                {"calls", calls, METH_VARARGS, NULL},
                                {"parse", (PyCFunction)(void*)parse, METH_VARARGS | METH_KEYWORDS,
                                 "parse($module, o, /, i=-1)\n--\n\nParses."},
                                {"parse_units", parse_units, METH_VARARGS, NULL},
                                {"keep", keep, METH_O, NULL},
                                {"give", give, METH_NOARGS, NULL},
                                {"borrow", borrow, METH_VARARGS, NULL},
                                {"many", many, METH_O, NULL},
                                {"buffer", buffer, METH_O, NULL},
                                {"fill", fill, METH_O, NULL},
                                {"capsule", capsule, METH_NOARGS, NULL},
                                {"gone", gone, METH_NOARGS, NULL},
                                {"pair", pair, METH_VARARGS, NULL},
                                {NULL}};
static int execute(PyObject* module) {
  State* state = PyModule_GetState(module);
  state->type = PyType_FromModuleAndSpec(module, &thing_spec, NULL);
  if (!state->type || PyModule_AddType(module, (PyTypeObject*)state->type) < 0 ||
      PyType_GetModule((PyTypeObject*)state->type) != module)
    return -1;
  PyObject* error = PyType_FromModuleAndSpec(module, &error_spec, PyExc_RuntimeError);
  if (!error || PyModule_AddObjectRef(module, "Error", error) < 0) return -1;
  Py_DECREF(error);
  state->pair = (PyObject*)PyStructSequence_NewType(&pair_desc);
  if (!state->pair) return -1;
  return PyModule_AddStringConstant(module, "TEXT", "constant");
}
static int traverse(PyObject* module, visitproc visit, void* arg) {
  State* state = PyModule_GetState(module);
  if (state) {
    Py_VISIT(state->type);
    Py_VISIT(state->pair);
  }
  return 0;
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                                        "exercise",
                                        "Exercises.",
                                        sizeof(State),
                                        methods,
                                        slots,
                                        traverse,
                                        NULL,
                                        NULL};
PyMODINIT_FUNC PyInit_exercise(void) { return PyModuleDef_Init(&definition); }
