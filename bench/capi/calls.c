/* Empty functions of an extension module, for bench/capi/run.py. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject* noargs(PyObject* self, PyObject* unused) { Py_RETURN_NONE; }
static PyObject* one(PyObject* self, PyObject* argument) { Py_RETURN_NONE; }
static PyObject* fast(PyObject* self, PyObject* const* arguments, Py_ssize_t count) {
  Py_RETURN_NONE;
}
static PyMethodDef methods[] = {{"noargs", noargs, METH_NOARGS, NULL},
                                {"one", one, METH_O, NULL},
                                {"fast", (PyCFunction)(void*)fast, METH_FASTCALL, NULL},
                                {NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "calls", NULL, 0, methods};
PyMODINIT_FUNC PyInit_calls(void) { return PyModuleDef_Init(&definition); }
