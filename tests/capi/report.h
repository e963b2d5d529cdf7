/* What the extension modules of this folder report with: a list of lines, one for each call, with
   its text, what it gave, and the exception it left. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PyObject* lines;

static void add_line(const char* call, const char* kind, PyObject* value) {
  if (getenv("TRACE_REPORT")) fprintf(stderr, "%s %s\n", call, kind);
  PyObject *type, *exception, *traceback;
  PyErr_Fetch(&type, &exception, &traceback);
  PyObject* line = value ? PyUnicode_FromFormat("%s %s %A", call, kind, value)
                         : PyUnicode_FromFormat("%s %s", call, kind);
  if (type) {
    PyErr_NormalizeException(&type, &exception, &traceback);
    PyObject* longer =
        PyUnicode_FromFormat("%U ! %s: %A", line, PyExceptionClass_Name(type), exception);
    Py_XDECREF(line);
    line = longer;
    Py_XDECREF(type);
    Py_XDECREF(exception);
    Py_XDECREF(traceback);
  }
  if (!line || PyList_Append(lines, line) < 0) abort();
  Py_DECREF(line);
}
/* A new reference. */
static void report_object(const char* call, PyObject* value) {
  add_line(call, value ? Py_TYPE(value) == &PyUnicode_Type ? "str" : "=" : "NULL", value);
  Py_XDECREF(value);
}
static void report_borrowed(const char* call, PyObject* value) {
  add_line(call, value ? "=" : "NULL", value);
}
static void report_number(const char* call, long long value) {
  char text[40];
  snprintf(text, sizeof text, "= %lld", value);
  add_line(call, text, NULL);
}
static void report_double(const char* call, double value) {
  char text[60];
  snprintf(text, sizeof text, "= %.17g", value);
  add_line(call, text, NULL);
}
static void report_text(const char* call, const char* value) {
  char text[300];
  snprintf(text, sizeof text, "= %s%s%s", value ? "\"" : "", value ? value : "NULL",
           value ? "\"" : "");
  add_line(call, text, NULL);
}

#define O(call) report_object(#call, (PyObject*)(call))
#define B(call) report_borrowed(#call, (PyObject*)(call))
#define N(call) report_number(#call, (long long)(call))
#define D(call) report_double(#call, (call))
#define S(call) report_text(#call, (call))
/* A call without a result. */
#define V(call) ((call), add_line(#call, "done", NULL))

#define BEGIN lines = PyList_New(0)
#define END return lines
#define GROUP(name) {#name, name, METH_VARARGS, NULL}
