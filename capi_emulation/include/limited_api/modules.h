#pragma once

#include "object.h"

// Modules: their definitions, what they contain, importing.

PYRO_API_BEGIN

// --- definitions

typedef struct PyModuleDef_Base {
  PyObject ob_base;
  PyObject* (*m_init)(void);
  Py_ssize_t m_index;
  PyObject* m_copy;
} PyModuleDef_Base;

#define PyModuleDef_HEAD_INIT {PyObject_HEAD_INIT(_Py_NULL) _Py_NULL, 0, _Py_NULL}

typedef struct PyModuleDef_Slot {
  int slot;
  void* value;
} PyModuleDef_Slot;

// Slots: a function that makes the module, functions that fill it.
#define Py_mod_create 1
#define Py_mod_exec 2

// m_size: bytes of the state of each module made from this, -1 if it has none of its own. A
// definition with slots is returned by the init function through PyModuleDef_Init.
struct PyModuleDef {
  PyModuleDef_Base m_base;
  const char* m_name;
  const char* m_doc;
  Py_ssize_t m_size;
  PyMethodDef* m_methods;
  PyModuleDef_Slot* m_slots;
  traverseproc m_traverse;
  inquiry m_clear;
  freefunc m_free;
};

// Borrowed: the argument.
PyObject* PyModuleDef_Init(PyModuleDef* definition);
PyObject* PyModule_Create2(PyModuleDef* definition, int abi_version);
PyObject* PyModule_FromDefAndSpec2(PyModuleDef* definition, PyObject* spec, int abi_version);
#define PyModule_Create(definition) PyModule_Create2((definition), PYTHON_ABI_VERSION)
#define PyModule_FromDefAndSpec(definition, spec) \
  PyModule_FromDefAndSpec2((definition), (spec), PYTHON_ABI_VERSION)
int PyModule_ExecDef(PyObject* module, PyModuleDef* definition);
PyObject* PyModule_NewObject(PyObject* name);
PyObject* PyModule_New(const char* name);

// --- contents

// Borrowed.
PyObject* PyModule_GetDict(PyObject* module);
PyObject* PyModule_GetNameObject(PyObject* module);
const char* PyModule_GetName(PyObject* module);
PyObject* PyModule_GetFilenameObject(PyObject* module);
const char* PyModule_GetFilename(PyObject* module);
PyModuleDef* PyModule_GetDef(PyObject* module);
void* PyModule_GetState(PyObject* module);
int PyModule_SetDocString(PyObject* module, const char* doc);
int PyModule_AddFunctions(PyObject* module, PyMethodDef* functions);
int PyModule_AddObjectRef(PyObject* module, const char* name, PyObject* value);
// Takes over the value if it succeeds.
int PyModule_AddObject(PyObject* module, const char* name, PyObject* value);
int PyModule_AddIntConstant(PyObject* module, const char* name, long value);
int PyModule_AddStringConstant(PyObject* module, const char* name, const char* value);
int PyModule_AddType(PyObject* module, PyTypeObject* type);
#define PyModule_AddIntMacro(module, constant) \
  PyModule_AddIntConstant((module), #constant, (constant))
#define PyModule_AddStringMacro(module, constant) \
  PyModule_AddStringConstant((module), #constant, (constant))

// Modules with one instance per interpreter, found by their definition (borrowed).
PyObject* PyState_FindModule(PyModuleDef* definition);
int PyState_AddModule(PyObject* module, PyModuleDef* definition);
int PyState_RemoveModule(PyModuleDef* definition);

// --- importing

PyObject* PyImport_Import(PyObject* name);
PyObject* PyImport_ImportModule(const char* name);
PyObject* PyImport_ImportModuleNoBlock(const char* name);
PyObject* PyImport_ImportModuleLevel(const char* name, PyObject* globals, PyObject* locals,
                                     PyObject* from_list, int level);
PyObject* PyImport_ImportModuleLevelObject(PyObject* name, PyObject* globals, PyObject* locals,
                                           PyObject* from_list, int level);
#define PyImport_ImportModuleEx(name, globals, locals, from_list) \
  PyImport_ImportModuleLevel((name), (globals), (locals), (from_list), 0)
PyObject* PyImport_ReloadModule(PyObject* module);
// From sys.modules; null without an exception if it is not there.
PyObject* PyImport_GetModule(PyObject* name);
// Borrowed: sys.modules, and an entry of it that is made if needed.
PyObject* PyImport_GetModuleDict(void);
PyObject* PyImport_AddModuleObject(PyObject* name);
PyObject* PyImport_AddModule(const char* name);
PyObject* PyImport_GetImporter(PyObject* path);
// Runs code as the body of a module.
PyObject* PyImport_ExecCodeModule(const char* name, PyObject* code);
PyObject* PyImport_ExecCodeModuleEx(const char* name, PyObject* code, const char* file);
PyObject* PyImport_ExecCodeModuleWithPathnames(const char* name, PyObject* code, const char* file,
                                               const char* cached_file);
PyObject* PyImport_ExecCodeModuleObject(PyObject* name, PyObject* code, PyObject* file,
                                        PyObject* cached_file);
// 1: done, 0: there is no such frozen module.
int PyImport_ImportFrozenModule(const char* name);
int PyImport_ImportFrozenModuleObject(PyObject* name);
// Before the interpreter starts.
int PyImport_AppendInittab(const char* name, PyObject* (*init)(void));
long PyImport_GetMagicNumber(void);
const char* PyImport_GetMagicTag(void);

PYRO_API_END
