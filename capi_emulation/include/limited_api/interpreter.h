#pragma once

#include "object.h"

// The interpreter itself: starting it, running code, frames.

PYRO_API_BEGIN

// --- start and end

void Py_Initialize(void);
void Py_InitializeEx(int handle_signals);
int Py_IsInitialized(void);
void Py_Finalize(void);
int Py_FinalizeEx(void);
PyThreadState* Py_NewInterpreter(void);
void Py_EndInterpreter(PyThreadState* thread);
int Py_Main(int count, wchar_t** arguments);
int Py_BytesMain(int count, char** arguments);
int Py_AtExit(void (*function)(void));
void _Py_NO_RETURN Py_Exit(int status);
void _Py_NO_RETURN Py_FatalError(const char* message);

// --- settings

void Py_SetProgramName(const wchar_t* name);
void Py_SetPythonHome(const wchar_t* home);
void Py_SetPath(const wchar_t* path);
wchar_t* Py_GetProgramName(void);
wchar_t* Py_GetProgramFullPath(void);
wchar_t* Py_GetPythonHome(void);
wchar_t* Py_GetPath(void);
wchar_t* Py_GetPrefix(void);
wchar_t* Py_GetExecPrefix(void);
const char* Py_GetVersion(void);
const char* Py_GetPlatform(void);
const char* Py_GetCopyright(void);
const char* Py_GetCompiler(void);
const char* Py_GetBuildInfo(void);
// PY_VERSION_HEX of the running interpreter.
extern const unsigned long Py_Version;

// --- code

// Kinds of source text.
#define Py_single_input 256
#define Py_file_input 257
#define Py_eval_input 258
#define Py_func_type_input 345
#define Py_fstring_input 800

PyObject* Py_CompileString(const char* source, const char* file, int kind);
PyObject* PyEval_EvalCode(PyObject* code, PyObject* globals, PyObject* locals);
PyObject* PyEval_EvalCodeEx(PyObject* code, PyObject* globals, PyObject* locals,
                            PyObject* const* arguments, int argument_count,
                            PyObject* const* keywords, int keyword_count, PyObject* const* defaults,
                            int default_count, PyObject* keyword_defaults, PyObject* closure);
PyObject* PyEval_EvalFrame(PyFrameObject* frame);
PyObject* PyEval_EvalFrameEx(PyFrameObject* frame, int raise);

// --- frames. Borrowed; null without an exception if no Python code runs.

PyFrameObject* PyEval_GetFrame(void);
PyObject* PyEval_GetBuiltins(void);
PyObject* PyEval_GetGlobals(void);
PyObject* PyEval_GetLocals(void);
// New reference.
PyCodeObject* PyFrame_GetCode(PyFrameObject* frame);
int PyFrame_GetLineNumber(PyFrameObject* frame);
// For messages: "f" and "()".
const char* PyEval_GetFuncName(PyObject* callable);
const char* PyEval_GetFuncDesc(PyObject* callable);

// --- from outside

// Runs `function` on the main thread soon; may be called without the lock.
int Py_AddPendingCall(int (*function)(void*), void* argument);
int Py_MakePendingCalls(void);
// What input() calls while it waits for a terminal.
extern int (*PyOS_InputHook)(void);

PYRO_API_END
