#pragma once

#include "object.h"

// Exceptions: the pending one of the thread, warnings, and attributes of exceptions.

PYRO_API_BEGIN

// --- classes

// The roots, and what is no error.
extern PyObject *PyExc_BaseException, *PyExc_Exception, *PyExc_BaseExceptionGroup,
    *PyExc_GeneratorExit, *PyExc_KeyboardInterrupt, *PyExc_SystemExit;
// Errors.
extern PyObject *PyExc_ArithmeticError, *PyExc_AssertionError, *PyExc_AttributeError,
    *PyExc_BufferError, *PyExc_EOFError, *PyExc_FloatingPointError, *PyExc_ImportError,
    *PyExc_IndentationError, *PyExc_IndexError, *PyExc_KeyError, *PyExc_LookupError,
    *PyExc_MemoryError, *PyExc_ModuleNotFoundError, *PyExc_NameError, *PyExc_NotImplementedError,
    *PyExc_OverflowError, *PyExc_RecursionError, *PyExc_ReferenceError, *PyExc_RuntimeError,
    *PyExc_StopAsyncIteration, *PyExc_StopIteration, *PyExc_SyntaxError, *PyExc_SystemError,
    *PyExc_TabError, *PyExc_TypeError, *PyExc_UnboundLocalError, *PyExc_UnicodeDecodeError,
    *PyExc_UnicodeEncodeError, *PyExc_UnicodeError, *PyExc_UnicodeTranslateError, *PyExc_ValueError,
    *PyExc_ZeroDivisionError;
// Errors of the system; two are old names of OSError.
extern PyObject *PyExc_BlockingIOError, *PyExc_BrokenPipeError, *PyExc_ChildProcessError,
    *PyExc_ConnectionAbortedError, *PyExc_ConnectionError, *PyExc_ConnectionRefusedError,
    *PyExc_ConnectionResetError, *PyExc_EnvironmentError, *PyExc_FileExistsError,
    *PyExc_FileNotFoundError, *PyExc_IOError, *PyExc_InterruptedError, *PyExc_IsADirectoryError,
    *PyExc_NotADirectoryError, *PyExc_OSError, *PyExc_PermissionError, *PyExc_ProcessLookupError,
    *PyExc_TimeoutError;
// Warnings.
extern PyObject *PyExc_BytesWarning, *PyExc_DeprecationWarning, *PyExc_EncodingWarning,
    *PyExc_FutureWarning, *PyExc_ImportWarning, *PyExc_PendingDeprecationWarning,
    *PyExc_ResourceWarning, *PyExc_RuntimeWarning, *PyExc_SyntaxWarning, *PyExc_UnicodeWarning,
    *PyExc_UserWarning, *PyExc_Warning;

// --- raising. Functions that return PyObject* always return null.

void PyErr_SetNone(PyObject* type);
void PyErr_SetObject(PyObject* type, PyObject* value);
void PyErr_SetString(PyObject* type, const char* message);
// Formats are those of PyUnicode_FromFormat.
PyObject* PyErr_Format(PyObject* type, const char* format, ...);
PyObject* PyErr_FormatV(PyObject* type, const char* format, va_list arguments);
PyObject* PyErr_NoMemory(void);
// From errno.
PyObject* PyErr_SetFromErrno(PyObject* type);
PyObject* PyErr_SetFromErrnoWithFilename(PyObject* type, const char* file);
PyObject* PyErr_SetFromErrnoWithFilenameObject(PyObject* type, PyObject* file);
PyObject* PyErr_SetFromErrnoWithFilenameObjects(PyObject* type, PyObject* file, PyObject* second);
PyObject* PyErr_SetImportError(PyObject* message, PyObject* name, PyObject* path);
PyObject* PyErr_SetImportErrorSubclass(PyObject* type, PyObject* message, PyObject* name,
                                       PyObject* path);
// TypeError, returns 0.
int PyErr_BadArgument(void);
// SystemError.
void PyErr_BadInternalCall(void);
void _PyErr_BadInternalCall(const char* file, int line);
#define PyErr_BadInternalCall() _PyErr_BadInternalCall(__FILE__, __LINE__)
// Where the pending SyntaxError is.
void PyErr_SyntaxLocation(const char* file, int line);
void PyErr_SyntaxLocationEx(const char* file, int line, int column);
PyObject* PyErr_ProgramText(const char* file, int line);

// --- the pending exception

// Its class, borrowed, or null.
PyObject* PyErr_Occurred(void);
void PyErr_Clear(void);
int PyErr_ExceptionMatches(PyObject* type);
// `type` may be a tuple; 0 or 1.
int PyErr_GivenExceptionMatches(PyObject* exception, PyObject* type);
// Moves it out, with new references, any of which may be null; Restore takes them over.
void PyErr_Fetch(PyObject** type, PyObject** value, PyObject** traceback);
void PyErr_Restore(PyObject* type, PyObject* value, PyObject* traceback);
// Makes *value an instance of *type.
void PyErr_NormalizeException(PyObject** type, PyObject** value, PyObject** traceback);
void PyErr_Print(void);
// Whether to set sys.last_type and so on.
void PyErr_PrintEx(int set_last);
void PyErr_Display(PyObject* type, PyObject* value, PyObject* traceback);
// sys.unraisablehook; `where` is where it happened.
void PyErr_WriteUnraisable(PyObject* where);

// --- the exception that is being handled (sys.exc_info)

PyObject* PyErr_GetHandledException(void);
void PyErr_SetHandledException(PyObject* exception);
void PyErr_GetExcInfo(PyObject** type, PyObject** value, PyObject** traceback);
// Takes them over.
void PyErr_SetExcInfo(PyObject* type, PyObject* value, PyObject* traceback);

// --- classes and instances

// `name` is "module.Class", `base` null, a class or a tuple, `dict` null or a namespace.
PyObject* PyErr_NewException(const char* name, PyObject* base, PyObject* dict);
PyObject* PyErr_NewExceptionWithDoc(const char* name, const char* doc, PyObject* base,
                                    PyObject* dict);
const char* PyExceptionClass_Name(PyObject* type);
#define PyExceptionClass_Check(object) \
  (PyType_Check((object)) &&           \
   PyType_HasFeature((PyTypeObject*)(object), Py_TPFLAGS_BASE_EXC_SUBCLASS))
#define PyExceptionInstance_Check(object) \
  PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_BASE_EXC_SUBCLASS)
#define PyExceptionInstance_Class(object) _PyObject_CAST(Py_TYPE(object))
// Null if there is none.
PyObject* PyException_GetTraceback(PyObject* exception);
PyObject* PyException_GetCause(PyObject* exception);
PyObject* PyException_GetContext(PyObject* exception);
int PyException_SetTraceback(PyObject* exception, PyObject* traceback);
// Take over the other exception.
void PyException_SetCause(PyObject* exception, PyObject* cause);
void PyException_SetContext(PyObject* exception, PyObject* context);

// --- tracebacks

int PyTraceBack_Here(PyFrameObject* frame);
int PyTraceBack_Print(PyObject* traceback, PyObject* file);

// --- errors of encodings

PyObject* PyUnicodeDecodeError_Create(const char* encoding, const char* data, Py_ssize_t size,
                                      Py_ssize_t start, Py_ssize_t end, const char* reason);
PyObject* PyUnicodeDecodeError_GetEncoding(PyObject* error);
PyObject* PyUnicodeEncodeError_GetEncoding(PyObject* error);
PyObject* PyUnicodeDecodeError_GetObject(PyObject* error);
PyObject* PyUnicodeEncodeError_GetObject(PyObject* error);
PyObject* PyUnicodeTranslateError_GetObject(PyObject* error);
PyObject* PyUnicodeDecodeError_GetReason(PyObject* error);
PyObject* PyUnicodeEncodeError_GetReason(PyObject* error);
PyObject* PyUnicodeTranslateError_GetReason(PyObject* error);
int PyUnicodeDecodeError_SetReason(PyObject* error, const char* reason);
int PyUnicodeEncodeError_SetReason(PyObject* error, const char* reason);
int PyUnicodeTranslateError_SetReason(PyObject* error, const char* reason);
int PyUnicodeDecodeError_GetStart(PyObject* error, Py_ssize_t* start);
int PyUnicodeEncodeError_GetStart(PyObject* error, Py_ssize_t* start);
int PyUnicodeTranslateError_GetStart(PyObject* error, Py_ssize_t* start);
int PyUnicodeDecodeError_SetStart(PyObject* error, Py_ssize_t start);
int PyUnicodeEncodeError_SetStart(PyObject* error, Py_ssize_t start);
int PyUnicodeTranslateError_SetStart(PyObject* error, Py_ssize_t start);
int PyUnicodeDecodeError_GetEnd(PyObject* error, Py_ssize_t* end);
int PyUnicodeEncodeError_GetEnd(PyObject* error, Py_ssize_t* end);
int PyUnicodeTranslateError_GetEnd(PyObject* error, Py_ssize_t* end);
int PyUnicodeDecodeError_SetEnd(PyObject* error, Py_ssize_t end);
int PyUnicodeEncodeError_SetEnd(PyObject* error, Py_ssize_t end);
int PyUnicodeTranslateError_SetEnd(PyObject* error, Py_ssize_t end);

// --- warnings. -1: the warning became an exception.

// `category` may be null (RuntimeWarning).
int PyErr_WarnEx(PyObject* category, const char* message, Py_ssize_t stack_level);
int PyErr_WarnFormat(PyObject* category, Py_ssize_t stack_level, const char* format, ...);
int PyErr_ResourceWarning(PyObject* source, Py_ssize_t stack_level, const char* format, ...);
int PyErr_WarnExplicit(PyObject* category, const char* message, const char* file, int line,
                       const char* module, PyObject* registry);

// --- signals

// Runs the handlers that wait.
int PyErr_CheckSignals(void);
// As if the signal had come.
void PyErr_SetInterrupt(void);
int PyErr_SetInterruptEx(int signal);
int PyOS_InterruptOccurred(void);
typedef void (*PyOS_sighandler_t)(int);
PyOS_sighandler_t PyOS_getsig(int signal);
PyOS_sighandler_t PyOS_setsig(int signal, PyOS_sighandler_t handler);

// --- recursion

// `where` ends the message of RecursionError: " in comparison".
int Py_EnterRecursiveCall(const char* where);
void Py_LeaveRecursiveCall(void);
int Py_GetRecursionLimit(void);
void Py_SetRecursionLimit(int limit);

PYRO_API_END
