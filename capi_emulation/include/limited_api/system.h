#pragma once

#include "object.h"

// sys, files, processes, marshal.

PYRO_API_BEGIN

// --- sys

// Borrowed; null without an exception if it is not there.
PyObject* PySys_GetObject(const char* name);
// Null deletes.
int PySys_SetObject(const char* name, PyObject* value);
void PySys_SetArgv(int count, wchar_t** arguments);
void PySys_SetArgvEx(int count, wchar_t** arguments, int update_path);
void PySys_SetPath(const wchar_t* path);
// At most 1000 bytes, and no error whatever happens.
void PySys_WriteStdout(const char* format, ...) __attribute__((format(printf, 1, 2)));
void PySys_WriteStderr(const char* format, ...) __attribute__((format(printf, 1, 2)));
// Formats of PyUnicode_FromFormat, any length.
void PySys_FormatStdout(const char* format, ...);
void PySys_FormatStderr(const char* format, ...);
void PySys_ResetWarnOptions(void);
void PySys_AddWarnOption(const wchar_t* option);
void PySys_AddWarnOptionUnicode(PyObject* option);
int PySys_HasWarnOptions(void);
void PySys_AddXOption(const wchar_t* option);
// Borrowed.
PyObject* PySys_GetXOptions(void);

// --- files

PyObject* PyFile_FromFd(int descriptor, const char* name, const char* mode, int buffering,
                        const char* encoding, const char* errors, const char* newline,
                        int close_descriptor);
// size 0: a whole line; above: at most so much; below: a line without its end, EOFError at the end.
PyObject* PyFile_GetLine(PyObject* file, int size);
// Flags: Py_PRINT_RAW.
int PyFile_WriteObject(PyObject* object, PyObject* file, int flags);
int PyFile_WriteString(const char* text, PyObject* file);
// os.fspath().
PyObject* PyOS_FSPath(PyObject* path);

// --- processes

void PyOS_BeforeFork(void);
void PyOS_AfterFork_Parent(void);
void PyOS_AfterFork_Child(void);
void PyOS_AfterFork(void);

PYRO_API_END
