/* Text, codecs, exceptions and warnings: a line for each function. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>

#include "report.h"

static PyObject* variadic_text(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyUnicode_FromFormatV(format, list);
  va_end(list);
  return result;
}
static PyObject* variadic_bytes(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyBytes_FromFormatV(format, list);
  va_end(list);
  return result;
}
static PyObject* variadic_error(PyObject* type, const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyErr_FormatV(type, format, list);
  va_end(list);
  return result;
}
static int variadic_print(char* buffer, size_t size, const char* format, ...) {
  va_list list;
  va_start(list, format);
  int result = PyOS_vsnprintf(buffer, size, format, list);
  va_end(list);
  return result;
}

static PyObject* text(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *t = PyTuple_GetItem(arguments, 0), *part = PyUnicode_FromString("b"),
           *table = PyTuple_GetItem(arguments, 1), *seven = PyLong_FromLong(7), *fresh;
  B(t);
  O(variadic_text("%s-%d-%R", "x", 5, part));
  O(variadic_bytes("%s-%d-%c", "x", 5, 'q'));
  fresh = PyUnicode_FromString("left");
  V(PyUnicode_Append(&fresh, part));
  B(fresh);
  V(PyUnicode_AppendAndDel(&fresh, PyUnicode_FromString("right")));
  B(fresh);
  V(PyUnicode_Append(&fresh, seven));
  B(fresh);
  Py_UCS4 units[20];
  Py_UCS4* copy = PyUnicode_AsUCS4Copy(t);
  N(copy[0] * 1000 + copy[PyUnicode_GetLength(t)]);
  PyMem_Free(copy);
  N(PyUnicode_AsUCS4(t, units, 20, 1) == units);
  N(units[1]);
  N(PyUnicode_AsUCS4(t, units, 2, 1) != NULL);
  wchar_t wide[20];
  N(PyUnicode_AsWideChar(t, wide, 20));
  N(wide[1]);
  N(PyUnicode_AsWideChar(t, NULL, 0));
  N(PyUnicode_AsWideChar(seven, wide, 20));
  N(PyUnicode_Count(t, part, 0, 100));
  N(PyUnicode_Count(t, seven, 0, 100));
  N(PyUnicode_FindChar(t, 'b', 0, 100, 1));
  N(PyUnicode_FindChar(t, 'b', 0, 100, -1));
  N(PyUnicode_FindChar(t, 'z', 0, 100, 1));
  O(PyUnicode_Format(PyUnicode_FromString("<%s>"), t));
  O(PyUnicode_Format(PyUnicode_FromString("<%d>"), t));
  O(PyUnicode_FromObject(t));
  O(PyUnicode_FromObject(seven));
  N(PyUnicode_GetSize(t));
  fresh = PyUnicode_FromString("immortal");
  V(PyUnicode_InternImmortal(&fresh));
  B(fresh);
  N(PyUnicode_IsIdentifier(t));
  N(PyUnicode_IsIdentifier(part));
  O(PyUnicode_Partition(t, part));
  O(PyUnicode_Partition(t, PyUnicode_FromString("")));
  O(PyUnicode_RSplit(t, part, 1));
  O(PyUnicode_RSplit(t, NULL, -1));
  N(PyUnicode_ReadChar(t, 1));
  N((int)PyUnicode_ReadChar(t, 100));
  O(PyUnicode_RichCompare(t, part, Py_LT));
  O(PyUnicode_RichCompare(t, seven, Py_EQ));
  O(PyUnicode_RichCompare(t, seven, Py_LT));
  N(PyUnicode_Tailmatch(t, part, 0, 100, 1));
  N(PyUnicode_Tailmatch(t, PyUnicode_FromString("a"), 0, 100, -1));
  N(PyUnicode_Tailmatch(t, seven, 0, 100, -1));
  O(PyUnicode_Translate(t, table, NULL));
  O(PyUnicode_Translate(t, seven, NULL));
  fresh = PyUnicode_FromString("writable");
  N(PyUnicode_WriteChar(fresh, 0, 'W'));
  B(fresh);
  N(PyUnicode_WriteChar(fresh, 8, 'W'));
  N(PyUnicode_WriteChar(fresh, -1, 'W'));
  N(PyUnicode_WriteChar(fresh, 0, 0x20ac));
  N(PyUnicode_WriteChar(seven, 0, 'W'));
  Py_INCREF(fresh);
  N(PyUnicode_WriteChar(fresh, 0, 'X'));
  Py_DECREF(fresh);
  N(PyUnicode_Resize(&fresh, 4));
  B(fresh);
  N(PyUnicode_Resize(&fresh, 4));
  N(PyUnicode_Resize(&fresh, -1));
  N(PyUnicode_Resize(&fresh, 0));
  B(fresh);
  PyObject* null = NULL;
  N(PyUnicode_Resize(&null, 4));
  char buffer[8];
  N(PyOS_snprintf(buffer, 8, "%s-%d", "ab", 12345678));
  S(buffer);
  N(variadic_print(buffer, 8, "%d", 42));
  S(buffer);
  N(PyOS_mystricmp("HeLLo", "hEllO"));
  N(PyOS_mystricmp("a", "C") < 0);
  N(PyOS_mystrnicmp("HelloX", "hElloY", 5));
  N(PyOS_mystrnicmp("Hellox", "hElloY", 6) < 0);
  END;
}

static PyObject* encodings(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *t = PyTuple_GetItem(arguments, 0), *latin = PyTuple_GetItem(arguments, 1),
           *ascii = PyUnicode_FromString("ascii"), *seven = PyLong_FromLong(7),
           *bytes = PyBytes_FromString("by\xe9"), *map = PyTuple_GetItem(arguments, 2),
           *result = NULL;
  Py_ssize_t used = -1;
  int order = 0;
  O(PyUnicode_AsASCIIString(t));
  O(PyUnicode_AsASCIIString(ascii));
  O(PyUnicode_AsASCIIString(seven));
  O(PyUnicode_AsLatin1String(latin));
  O(PyUnicode_AsLatin1String(t));
  O(PyUnicode_AsUTF16String(t));
  O(PyUnicode_AsUTF32String(latin));
  O(PyUnicode_AsUnicodeEscapeString(t));
  O(PyUnicode_AsRawUnicodeEscapeString(t));
  O(PyUnicode_AsCharmapString(ascii, map));
  O(PyUnicode_AsCharmapString(latin, map));
  O(PyUnicode_DecodeCharmap("abc", 3, map, NULL));
  O(PyUnicode_DecodeCharmap("ab\xff", 3, map, NULL));
  O(PyUnicode_DecodeCharmap("ab\xff", 3, NULL, NULL));
  N(PyUnicode_BuildEncodingMap(PyTuple_GetItem(arguments, 3)) != NULL);
  O(PyUnicode_DecodeASCII("ab\xff", 3, NULL));
  O(PyUnicode_DecodeASCII("ab\xff", 3, "replace"));
  O(PyUnicode_DecodeLatin1("ab\xff", 3, NULL));
  O(PyUnicode_DecodeRawUnicodeEscape("a\\u20ac\\n", 9, NULL));
  O(PyUnicode_DecodeUnicodeEscape("a\\u20ac\\n", 9, NULL));
  O(PyUnicode_DecodeUnicodeEscape("a\\u20", 5, NULL));
  O(PyUnicode_DecodeUTF16("a\0b\0", 4, NULL, NULL));
  O(PyUnicode_DecodeUTF16("\xfe\xff\0a", 4, NULL, &order));
  N(order);
  O(PyUnicode_DecodeUTF16Stateful("a\0b\0c", 5, NULL, NULL, &used));
  N(used);
  O(PyUnicode_DecodeUTF16("a\0b", 3, NULL, NULL));
  order = -1;
  O(PyUnicode_DecodeUTF32("a\0\0\0", 4, NULL, &order));
  O(PyUnicode_DecodeUTF32Stateful("a\0\0\0b", 5, NULL, &order, &used));
  N(used);
  O(PyUnicode_DecodeUTF7("a+AOk-b", 7, NULL));
  O(PyUnicode_DecodeUTF7Stateful("a+AO", 4, NULL, &used));
  N(used);
  O(PyUnicode_DecodeUTF8Stateful("a\xe2\x82", 3, NULL, &used));
  N(used);
  O(PyUnicode_DecodeFSDefault("na\xffme"));
  O(PyUnicode_DecodeFSDefaultAndSize("na\xc3\xa9me", 4));
  O(PyUnicode_DecodeLocale("name", NULL));
  O(PyUnicode_DecodeLocale("na\xffme", "surrogateescape"));
  O(PyUnicode_DecodeLocaleAndSize("name", 4, "strict"));
  O(PyUnicode_DecodeLocaleAndSize("na\0me", 5, "strict"));
  O(PyUnicode_EncodeLocale(latin, NULL));
  O(PyUnicode_EncodeLocale(seven, NULL));
  N(PyUnicode_FSConverter(latin, &result));
  B(result);
  N(PyUnicode_FSConverter(seven, &result));
  N(PyUnicode_FSConverter(PyUnicode_FromStringAndSize("a\0b", 3), &result));
  N(PyUnicode_FSDecoder(bytes, &result));
  B(result);
  N(PyUnicode_FSDecoder(seven, &result));
  O(PyUnicode_FromEncodedObject(bytes, "latin-1", NULL));
  O(PyUnicode_FromEncodedObject(bytes, "utf-8", "ignore"));
  O(PyUnicode_FromEncodedObject(t, "latin-1", NULL));
  O(PyUnicode_FromEncodedObject(seven, "latin-1", NULL));
  S(PyUnicode_GetDefaultEncoding());
  O(PyUnicode_AsEncodedObject(ascii, "rot13", NULL));
  O(PyUnicode_AsDecodedObject(ascii, "rot13", NULL));
  O(PyUnicode_AsDecodedUnicode(ascii, "rot13", NULL));
  O(PyUnicode_AsEncodedUnicode(ascii, "rot13", NULL));
  O(PyUnicode_AsEncodedUnicode(ascii, "latin-1", NULL));
  size_t size;
  wchar_t* wide = Py_DecodeLocale("wide", &size);
  N(size * 1000 + wide[3]);
  size_t position;
  char* narrow = Py_EncodeLocale(wide, &position);
  S(narrow);
  PyMem_Free(narrow);
  N(PyCodec_KnownEncoding("utf-8"));
  N(PyCodec_KnownEncoding("no-such"));
  O(PyCodec_Encode(latin, "latin-1", NULL));
  O(PyCodec_Decode(bytes, "latin-1", NULL));
  O(PyCodec_Decode(bytes, "no-such", NULL));
  N(PyCallable_Check(PyCodec_Encoder("latin-1")));
  N(PyCallable_Check(PyCodec_Decoder("latin-1")));
  O(PyObject_CallFunction(PyCodec_Encoder("latin-1"), "O", latin));
  O(PyObject_CallMethod(PyCodec_IncrementalEncoder("utf-8", NULL), "encode", "O", latin));
  O(PyObject_CallMethod(PyCodec_IncrementalDecoder("utf-8", "replace"), "decode", "O", bytes));
  PyObject* stream = PyTuple_GetItem(arguments, 4);
  O(PyObject_CallMethod(PyCodec_StreamReader("latin-1", stream, NULL), "read", NULL));
  O(PyObject_CallMethod(PyCodec_StreamWriter("latin-1", stream, NULL), "write", "O", latin));
  O(PyObject_CallMethod(stream, "getvalue", NULL));
  PyObject* search = PyTuple_GetItem(arguments, 5);
  N(PyCodec_Register(search));
  O(PyCodec_Encode(latin, "mine", NULL));
  N(PyCodec_Unregister(search));
  O(PyCodec_Encode(latin, "mine", NULL));
  N(PyCodec_Register(seven));
  PyObject* handler = PyTuple_GetItem(arguments, 6);
  N(PyCodec_RegisterError("mine", handler));
  N(PyCodec_LookupError("mine") == handler);
  O(PyCodec_LookupError("no-such"));
  PyObject* error = PyTuple_GetItem(arguments, 7);
  O(PyCodec_StrictErrors(error));
  O(PyCodec_IgnoreErrors(error));
  O(PyCodec_ReplaceErrors(error));
  O(PyCodec_XMLCharRefReplaceErrors(error));
  O(PyCodec_BackslashReplaceErrors(error));
  O(PyCodec_NameReplaceErrors(error));
  O(PyCodec_IgnoreErrors(seven));
  END;
}

static PyObject* unicode_errors(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *encode = PyTuple_GetItem(arguments, 0), *translate = PyTuple_GetItem(arguments, 1),
           *decode = PyUnicodeDecodeError_Create("codec", "da\xffta", 5, 2, 3, "reason");
  Py_ssize_t place;
  B(decode);
  O(PyUnicodeDecodeError_GetEncoding(decode));
  O(PyUnicodeEncodeError_GetEncoding(encode));
  O(PyUnicodeDecodeError_GetObject(decode));
  O(PyUnicodeEncodeError_GetObject(encode));
  O(PyUnicodeTranslateError_GetObject(translate));
  O(PyUnicodeDecodeError_GetReason(decode));
  O(PyUnicodeEncodeError_GetReason(encode));
  O(PyUnicodeTranslateError_GetReason(translate));
  N(PyUnicodeDecodeError_SetReason(decode, "one"));
  N(PyUnicodeEncodeError_SetReason(encode, "two"));
  N(PyUnicodeTranslateError_SetReason(translate, "three"));
#define PLACES(kind, error)                          \
  N(PyUnicode##kind##Error_GetStart(error, &place)); \
  N(place);                                          \
  N(PyUnicode##kind##Error_SetStart(error, 1));      \
  N(PyUnicode##kind##Error_GetEnd(error, &place));   \
  N(place);                                          \
  N(PyUnicode##kind##Error_SetEnd(error, 100));      \
  N(PyUnicode##kind##Error_GetEnd(error, &place));   \
  N(place);                                          \
  B(error)
  PLACES(Decode, decode);
  PLACES(Encode, encode);
  PLACES(Translate, translate);
  END;
}

static PyObject* errors(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *path = PyUnicode_FromString("path"), *type, *value, *traceback,
           *seven = PyLong_FromLong(7);
  N(PyErr_BadArgument());
  V((PyErr_BadInternalCall)());
  V(_PyErr_BadInternalCall("file.c", 12));
  O(PyErr_NoMemory());
  V(PyErr_SetNone(PyExc_KeyError));
  O(variadic_error(PyExc_ValueError, "%s %d %R", "text", 3, path));
  errno = ENOENT;
  O(PyErr_SetFromErrno(PyExc_OSError));
  errno = EACCES;
  O(PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path));
  errno = EPIPE;
  O(PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, path, seven));
  O(PyErr_SetImportError(path, path, seven));
  O(PyErr_SetImportErrorSubclass(PyExc_ModuleNotFoundError, path, NULL, NULL));
  O(PyErr_SetImportErrorSubclass(PyExc_ValueError, path, NULL, NULL));
  PyErr_SetString(PyExc_SyntaxError, "wrong");
  PyErr_SyntaxLocationEx("/no/file.py", 3, 5);
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  O(PyObject_GetAttrString(value, "lineno"));
  O(PyObject_GetAttrString(value, "offset"));
  O(PyObject_GetAttrString(value, "filename"));
  PyErr_SetString(PyExc_SyntaxError, "wrong");
  V(PyErr_SyntaxLocation("/no/file.py", 4));
  O(PyErr_ProgramText("/no/such/file.py", 1));
  PyObject* mine = PyErr_NewException("package.Mine", NULL, NULL);
  B(mine);
  S(PyExceptionClass_Name(mine));
  O(PyErr_NewException("nodot", NULL, NULL));
  PyObject *one = PyObject_CallFunction(mine, "s", "one"),
           *two = PyObject_CallFunction(mine, "s", "two");
  O(PyException_GetContext(one));
  V(PyException_SetContext(one, Py_NewRef(two)));
  O(PyException_GetContext(one));
  V(PyException_SetContext(one, NULL));
  O(PyException_GetTraceback(one));
  N(PyException_SetTraceback(one, seven));
  N(PyException_SetTraceback(one, Py_None));
  PyErr_SetObject(mine, one);
  V(PyErr_WriteUnraisable(path));
  PyErr_SetObject(mine, two);
  V(PyErr_Print());
  PyErr_SetObject(mine, two);
  V(PyErr_PrintEx(0));
  B(PySys_GetObject("last_value"));
  PyException_SetTraceback(one, Py_None);
  V(PyErr_Display(mine, one, NULL));
  PyErr_SetHandledException(one);
  O(PyErr_GetHandledException());
  PyErr_GetExcInfo(&type, &value, &traceback);
  B(type);
  B(value);
  PyErr_SetExcInfo(NULL, NULL, NULL);
  Py_XDECREF(type), Py_XDECREF(value), Py_XDECREF(traceback);
  O(PyErr_GetHandledException());
  N(PyErr_CheckSignals());
  N(PyErr_WarnEx(PyExc_UserWarning, "a warning", 1));
  N(PyErr_WarnEx(NULL, "a runtime warning", 1));
  N(PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "%s %d", "formatted", 5));
  N(PyErr_ResourceWarning(path, 1, "%s", "resource"));
  N(PyErr_WarnExplicit(PyExc_UserWarning, "explicit", "file.py", 7, "module", NULL));
  PyErr_SetInterrupt();
  N(PyErr_CheckSignals());
  N(PyErr_SetInterruptEx(SIGUSR1));
  N(PyErr_CheckSignals());
  N(PyErr_SetInterruptEx(9999));
  N(PyOS_InterruptOccurred());
  PyErr_SetInterrupt();
  N(PyOS_InterruptOccurred());
  PyOS_sighandler_t old = PyOS_getsig(SIGUSR2);
  N(old == SIG_DFL);
  N(PyOS_setsig(SIGUSR2, SIG_IGN) == old);
  N(PyOS_getsig(SIGUSR2) == SIG_IGN);
  PyOS_setsig(SIGUSR2, old);
  END;
}

static PyMethodDef methods[] = {
    GROUP(text), GROUP(encodings), GROUP(unicode_errors), GROUP(errors), {NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "text_and_errors", NULL, 0, methods};
PyMODINIT_FUNC PyInit_text_and_errors(void) { return PyModule_Create(&definition); }
