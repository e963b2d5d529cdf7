/* Modules, import, the interpreter's settings, code, files, marshal: a line for each function.
   Without PY_SSIZE_T_CLEAN: the plain forms of the functions that take formats. */
#include <Python.h>
#include <errno.h>
#include <structmember.h>

#include "report.h"

/* Part of the stable ABI, but not of the headers. */
extern void Py_GetArgcArgv(int*, wchar_t***);
extern PyObject* PyMarshal_ReadObjectFromString(const char*, Py_ssize_t);
extern PyObject* PyMarshal_WriteObjectToString(PyObject*, int);
extern int _PyState_AddModule(PyThreadState*, PyObject*, PyModuleDef*);
extern void _Py_IncRef(PyObject*);
extern void _Py_DecRef(PyObject*);
extern int _Py_CheckRecursiveCall(PyThreadState*, const char*);

static PyObject* parse_list(PyObject* object, const char* format, ...) {
  va_list list;
  va_start(list, format);
  int ok = PyArg_VaParse(object, format, list);
  va_end(list);
  return ok ? Py_NewRef(Py_True) : NULL;
}
static PyObject* parse_keywords(PyObject* arguments, PyObject* keywords, const char* format,
                                char** names, ...) {
  va_list list;
  va_start(list, names);
  int ok = PyArg_VaParseTupleAndKeywords(arguments, keywords, format, names, list);
  va_end(list);
  return ok ? Py_NewRef(Py_True) : NULL;
}
static PyObject* build_list(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = Py_VaBuildValue(format, list);
  va_end(list);
  return result;
}

static PyObject* formats(PyObject* self, PyObject* arguments) {
  BEGIN;
  int number, other = 0;
  const char* text;
  PyObject *two = Py_BuildValue("(is)", 5, "five"), *keywords = Py_BuildValue("{s:i}", "other", 7),
           *none = PyTuple_New(0);
  static char* names[] = {"number", "text", "other", NULL};
  B(two);
  N(PyArg_ParseTuple(two, "is:function", &number, &text));
  N(number);
  N(PyArg_ParseTuple(two, "i:function", &number));
  N(PyArg_ParseTuple(two, "is#;own message", &number, &text, &other));
  N(PyArg_ParseTupleAndKeywords(two, keywords, "is|i", names, &number, &text, &other));
  N(other);
  N(PyArg_ParseTupleAndKeywords(none, keywords, "is|i", names, &number, &text, &other));
  N(PyArg_Parse(PyTuple_GetItem(two, 0), "i", &number));
  N(PyArg_Parse(PyTuple_GetItem(two, 1), "i", &number));
  O(parse_list(two, "is", &number, &text));
  O(parse_list(two, "ii", &number, &number));
  O(parse_keywords(two, keywords, "is|i:f", names, &number, &text, &other));
  O(parse_keywords(two, keywords, "is:f", names, &number, &text));
  O(build_list("[id]", 4, 2.5));
  O(Py_BuildValue(""));
  O(Py_BuildValue("s#", "abc", 2));
  O(PyObject_CallFunction((PyObject*)&PyTuple_Type, "((ii))", 1, 2));
  O(PyObject_CallMethod(two, "index", "s", "five"));
  END;
}
#define PLAIN 1

/* The forms with lengths that are Py_ssize_t, by their own names. */
extern int _PyArg_Parse_SizeT(PyObject*, const char*, ...);
extern int _PyArg_VaParse_SizeT(PyObject*, const char*, va_list);
extern int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject*, PyObject*, const char*, char**, va_list);
extern PyObject* _Py_VaBuildValue_SizeT(const char*, va_list);
static PyObject* sized(int which, ...) {
  va_list list;
  va_start(list, which);
  PyObject *two = Py_BuildValue("(is)", 5, "five"), *result = NULL;
  static char* names[] = {"number", "text", NULL};
  if (which == 0) result = _Py_VaBuildValue_SizeT("s#", list);
  if (which == 1) result = PyBool_FromLong(_PyArg_VaParse_SizeT(two, "is#", list));
  if (which == 2)
    result = PyBool_FromLong(_PyArg_VaParseTupleAndKeywords_SizeT(two, NULL, "is#", names, list));
  va_end(list);
  return result;
}
static PyObject* sized_formats(PyObject* self, PyObject* arguments) {
  BEGIN;
  int number;
  const char* text;
  Py_ssize_t size = -1;
  N(_PyArg_Parse_SizeT(PyUnicode_FromString("text"), "s#", &text, &size));
  N(size);
  O(sized(0, "abcdef", (Py_ssize_t)4));
  O(sized(1, &number, &text, &size));
  N(size);
  O(sized(2, &number, &text, &size));
  S(text);
  END;
}

static PyMethodDef added[] = {{"added", formats, METH_VARARGS, "added()\n--\n\nAdded later."},
                              {NULL}};
static PyModuleDef other_definition = {PyModuleDef_HEAD_INIT, "other_module", "Other.", 8, added};
static int execute(PyObject* module) { return PyModule_AddIntConstant(module, "executed", 1); }
static PyModuleDef_Slot other_slots[] = {{Py_mod_exec, execute}, {0, NULL}};
static PyModuleDef phased_definition = {
    PyModuleDef_HEAD_INIT, "phased", "Phased.", 0, NULL, other_slots};

static PyObject* modules(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *name = PyUnicode_FromString("fresh_module"), *spec = PyTuple_GetItem(arguments, 0),
           *colon = PyUnicode_FromString("json");
  PyObject *fresh = PyModule_NewObject(name), *second = PyModule_New("second_module"),
           *third = PyModule_Create(&other_definition);
  B(fresh);
  O(PyModule_GetNameObject(fresh));
  S(PyModule_GetName(second));
  S(PyModule_GetName(name));
  O(PyModule_GetFilenameObject(fresh));
  S(PyModule_GetFilename(second));
  PyObject_SetAttrString(fresh, "__file__", name);
  O(PyModule_GetFilenameObject(fresh));
  S(PyModule_GetFilename(fresh));
  N(PyModule_GetDef(third) == &other_definition);
  N(PyModule_GetDef(fresh) == NULL);
  N(PyModule_GetDef(name) == NULL);
  N(PyModule_GetState(third) != NULL);
  B(PyDict_GetItemString(PyModule_GetDict(third), "__doc__"));
  N(PyModule_SetDocString(fresh, "the doc"));
  N(PyModule_AddFunctions(fresh, added));
  O(PyObject_GetAttrString(PyObject_GetAttrString(fresh, "added"), "__doc__"));
  N(PyModule_AddIntConstant(fresh, "number", 7));
  N(PyModule_AddObject(fresh, "object", Py_NewRef(name)));
  N(PyModule_AddObject(fresh, "object", NULL));
  N(PyModule_AddObject(name, "object", name));
  PyObject* phased = PyModule_FromDefAndSpec(&phased_definition, spec);
  O(PyObject_GetAttrString(phased, "__name__"));
  N(PyObject_HasAttrString(phased, "executed"));
  N(PyModule_ExecDef(phased, &phased_definition));
  O(PyObject_GetAttrString(phased, "executed"));
  B(PyState_FindModule(&other_definition));
  N(PyState_AddModule(third, &other_definition));
  N(PyState_FindModule(&other_definition) == third);
  N(PyState_RemoveModule(&other_definition));
  B(PyState_FindModule(&other_definition));
  N(_PyState_AddModule(PyThreadState_Get(), third, &other_definition));
  N(PyState_FindModule(&other_definition) == third);
  N(PyState_RemoveModule(&other_definition));
  B(PyImport_AddModule("added_module"));
  N(PyImport_AddModuleObject(name) == PyImport_AddModuleObject(name));
  N(PyImport_GetModule(name) == PyImport_AddModuleObject(name));
  O(PyImport_GetModule(PyUnicode_FromString("nowhere")));
  N(PyDict_Contains(PyImport_GetModuleDict(), name));
  O(PyObject_GetAttrString(PyImport_Import(colon), "__name__"));
  O(PyObject_GetAttrString(PyImport_ImportModule("os.path"), "__name__"));
  O(PyImport_ImportModule("no.such"));
  O(PyObject_GetAttrString(PyImport_ImportModuleNoBlock("json.decoder"), "__name__"));
  O(PyObject_GetAttrString(PyImport_ImportModuleLevel("json.decoder", NULL, NULL, NULL, 0),
                           "__name__"));
  O(PyObject_GetAttrString(
      PyImport_ImportModuleLevelObject(PyUnicode_FromString("json.decoder"), NULL, NULL,
                                       Py_BuildValue("[s]", "x"), 0),
      "__name__"));
  O(PyObject_GetAttrString(PyImport_ReloadModule(PyImport_ImportModule("colorsys")), "__name__"));
  N(PyImport_GetImporter(PyUnicode_FromString("/")) != NULL);
  PyObject *code = Py_CompileString("where = __file__\ncached = __cached__\n", "made.py",
                                    Py_file_input),
           *module;
  O(PyObject_GetAttrString(PyImport_ExecCodeModule("exec_one", code), "where"));
  O(PyObject_GetAttrString(PyImport_ExecCodeModuleEx("exec_two", code, "two.py"), "where"));
  O(PyObject_GetAttrString(
      PyImport_ExecCodeModuleWithPathnames("exec_three", code, "three.py", "three.pyc"), "cached"));
  O(PyObject_GetAttrString(
      PyImport_ExecCodeModuleObject(PyUnicode_FromString("exec_four"), code, name, NULL), "where"));
  N(PyImport_ImportFrozenModule("no_such_frozen"));
  N(PyImport_ImportFrozenModuleObject(name));
  N(PyImport_GetMagicNumber() != 0);
  N(PyImport_GetMagicTag() != NULL);
  N(PyImport_AppendInittab == NULL);
  (void)module;
  END;
}

static PyObject* settings(PyObject* self, PyObject* arguments) {
  BEGIN;
  N(Py_IsInitialized());
  V(Py_Initialize());
  V(Py_InitializeEx(0));
  N(wcslen(Py_GetPrefix()) > 0);
  N(wcslen(Py_GetExecPrefix()) > 0);
  N(wcslen(Py_GetProgramFullPath()) > 0);
  N(wcslen(Py_GetProgramName()) > 0);
  N(wcslen(Py_GetPath()) > 0);
  N(Py_GetPythonHome() == NULL);
  V(Py_SetPythonHome(NULL));
  N(strncmp(Py_GetVersion(), "3.11.", 5));
  S(Py_GetPlatform());
  N(strlen(Py_GetCopyright()) > 0);
  N(strlen(Py_GetCompiler()) > 0);
  N(strlen(Py_GetBuildInfo()) > 0);
  N(Py_Version >> 16);
  int count = -1;
  wchar_t** words = NULL;
  Py_GetArgcArgv(&count, &words);
  N(count > 0 && words != NULL);
  N(Py_GetRecursionLimit());
  V(Py_SetRecursionLimit(1234));
  N(Py_GetRecursionLimit());
  V(Py_SetRecursionLimit(1000));
  N(Py_EnterRecursiveCall(" in a test"));
  V(Py_LeaveRecursiveCall());
  N(_Py_CheckRecursiveCall(PyThreadState_Get(), " in a test"));
  N(PySys_SetObject("of_test", PyLong_FromLong(8)));
  B(PySys_GetObject("of_test"));
  N(PySys_SetObject("of_test", NULL));
  B(PySys_GetObject("of_test"));
  V(PySys_WriteStderr("to %s\n", "stderr"));
  V(PySys_WriteStdout("to %s\n", "stdout"));
  V(PySys_FormatStdout("%R %s\n", Py_None, "stdout"));
  V(PySys_FormatStderr("%R %s\n", Py_None, "stderr"));
  N(PySys_HasWarnOptions());
  V(PySys_AddWarnOption(L"ignore::UserWarning"));
  V(PySys_AddWarnOptionUnicode(PyUnicode_FromString("always")));
  B(PySys_GetObject("warnoptions"));
  V(PySys_ResetWarnOptions());
  N(PySys_HasWarnOptions());
  V(PySys_AddXOption(L"name=value"));
  V(PySys_AddXOption(L"flag"));
  B(PyDict_GetItemString(PySys_GetXOptions(), "name"));
  B(PyDict_GetItemString(PySys_GetXOptions(), "flag"));
  PyObject* path = Py_NewRef(PySys_GetObject("path"));
  V(PySys_SetPath(L"/one:/two"));
  B(PySys_GetObject("path"));
  wchar_t* texts[] = {L"program", L"argument"};
  V(PySys_SetArgvEx(2, texts, 0));
  B(PySys_GetObject("argv"));
  V(PySys_SetArgv(1, texts));
  B(PySys_GetObject("argv"));
  PySys_SetObject("path", path);
  N(PyGC_IsEnabled());
  N(PyGC_Disable());
  N(PyGC_IsEnabled());
  N(PyGC_Enable());
  N(PyGC_IsEnabled());
  N(PyGC_Collect() >= 0);
  V(PyOS_BeforeFork());
  V(PyOS_AfterFork_Parent());
  O(PyOS_FSPath(PyUnicode_FromString("path")));
  O(PyOS_FSPath(PyTuple_GetItem(arguments, 0)));
  O(PyOS_FSPath(Py_None));
  END;
}

static PyObject* code(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *f = PyTuple_GetItem(arguments, 0), *globals = PyDict_New(), *locals = PyDict_New(),
           *body;
  O(Py_CompileString("1 +", "broken.py", Py_eval_input));
  body = Py_CompileString("x = 5; y = x * 2", "good.py", Py_file_input);
  O(PyEval_EvalCode(body, globals, locals));
  B(PyDict_GetItemString(locals, "y"));
  O(PyEval_EvalCodeEx(body, globals, locals, NULL, 0, NULL, 0, NULL, 0, NULL, NULL));
  PyObject* function_code = PyObject_GetAttrString(f, "__code__");
  PyObject *values[] = {PyLong_FromLong(1), PyLong_FromLong(2), PyLong_FromLong(3)},
           *named[] = {PyUnicode_FromString("c"), values[2]},
           *defaults[] = {PyUnicode_FromString("default")};
  PyObject* keyword_defaults = Py_BuildValue("{s:i}", "d", 77);
  O(PyEval_EvalCodeEx(function_code, globals, NULL, values, 2, named, 1, NULL, 0, keyword_defaults,
                      NULL));
  O(PyEval_EvalCodeEx(function_code, globals, NULL, values, 2, NULL, 0, defaults, 1,
                      keyword_defaults, NULL));
  O(PyEval_EvalCodeEx(function_code, globals, NULL, values, 2, NULL, 0, NULL, 0, NULL, NULL));
  PyFrameObject* frame = PyEval_GetFrame();
  N(frame != NULL);
  O(PyObject_GetAttrString((PyObject*)PyFrame_GetCode(frame), "co_name"));
  N(PyFrame_GetLineNumber(frame));
  N(PyDict_Contains(PyEval_GetGlobals(), PyUnicode_FromString("settings")));
  N(PyDict_Contains(PyEval_GetLocals(), PyUnicode_FromString("local_of_caller")));
  N(PyDict_Contains(PyEval_GetBuiltins(), PyUnicode_FromString("len")));
  void* functions[] = {PyEval_EvalFrame, PyEval_EvalFrameEx};
  N(functions[0] != NULL && functions[1] != NULL);
  PyErr_SetString(PyExc_ValueError, "here");
  PyTraceBack_Here(frame);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  N(traceback != NULL);
  N(PyTraceBack_Print(traceback, PySys_GetObject("stdout")));
  PyErr_NormalizeException(&type, &value, &traceback);
  N(PyTraceBack_Print(type, PySys_GetObject("stdout")));
  PyObject* file = PyTuple_GetItem(arguments, 1);
  N(PyFile_WriteString("a string\n", file));
  N(PyFile_WriteObject(value, file, 0));
  N(PyFile_WriteObject(value, file, Py_PRINT_RAW));
  N(PyFile_WriteString("\nlast", file));
  N(PyFile_WriteString("no file", type));
  Py_XDECREF(PyObject_CallMethod(file, "seek", "i", 0));
  O(PyFile_GetLine(file, 0));
  O(PyFile_GetLine(file, 3));
  O(PyFile_GetLine(file, -1));
  O(PyFile_GetLine(file, -1));
  O(PyFile_GetLine(file, -1));
  O(PyFile_GetLine(file, 0));
  O(PyFile_GetLine(type, 0));
  PyObject* opened = PyFile_FromFd(1, "name", "w", -1, "utf-8", NULL, NULL, 0);
  O(PyObject_GetAttrString(opened, "mode"));
  O(PyFile_FromFd(99, "name", "w", -1, "utf-8", NULL, NULL, 0));
  PyObject* marshalled = PyMarshal_WriteObjectToString(keyword_defaults, 4);
  char* bytes;
  Py_ssize_t size;
  PyBytes_AsStringAndSize(marshalled, &bytes, &size);
  O(PyMarshal_ReadObjectFromString(bytes, size));

  Py_ssize_t references = Py_REFCNT(globals);
  _Py_IncRef(globals);
  N(Py_REFCNT(globals) - references);
  _Py_DecRef(globals);
  N(Py_REFCNT(globals) - references);
  END;
}

/* What ends the process, to be called in one of its own. */
static int at_exit_called;
static void at_exit(void) { printf("exit function %d\n", ++at_exit_called), fflush(stdout); }
static PyObject* end(PyObject* self, PyObject* arguments) {
  long which = PyLong_AsLong(PyTuple_GetItem(arguments, 0));
  printf("AtExit %d\n", Py_AtExit(at_exit));
  fflush(stdout);
  if (which == 0) Py_Exit(3);
  if (which == 1) Py_FatalError("the message");
  if (which == 2) Py_Finalize(), exit(4);
  if (which == 3) exit(5 + Py_FinalizeEx());
  Py_RETURN_NONE;
}
/* Before an interpreter starts; here only that they are there. */
static PyObject* early(PyObject* self, PyObject* arguments) {
  void* functions[] = {Py_SetProgramName, Py_SetPath, PyImport_AppendInittab};
  return PyLong_FromLong(functions[0] && functions[1] && functions[2]);
}

static PyMethodDef methods[] = {
    GROUP(formats), GROUP(sized_formats), GROUP(modules), GROUP(settings),
    GROUP(code),    GROUP(end),           GROUP(early),   {NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "settings", NULL, 0, methods};
PyMODINIT_FUNC PyInit_settings(void) { return PyModule_Create(&definition); }
