#include "capi_emulation/modules.h"

#include <cstring>

#include "capi_emulation/api.h"
#include "runtime/bootstrap.h"
#include "runtime/str.h"

// Module objects and import (documentation: "Module Objects", "Importing Modules").

using namespace pyro;
using namespace pyro::capi;

namespace {

#define PYRO_MODULE(name, object, failure) \
  PYRO_VALUE(name, object, failure);       \
  if (!is_heap_module(*name)) {            \
    bad_internal_call(thread);             \
    return failure;                        \
  }

// The same with the TypeError of bad arguments.
#define PYRO_MODULE_ARGUMENT(name, object, failure)                       \
  PYRO_VALUE(name, object, failure);                                      \
  if (!is_heap_module(*name)) {                                           \
    raise_type_error(thread, "bad argument type for built-in operation"); \
    return failure;                                                       \
  }

bool set_named(Thread* thread, const Object& module, const char* name, const Object& value) {
  if (!is_heap_module(*module)) {
    raise_type_error(thread, "PyModule_AddObjectRef() first argument must be a module");
    return false;
  }
  Dict dict(thread, RawModule::cast(*module).dict());
  Object key(thread, name_from(thread, name));
  return dict_set(thread, dict, key, value);
}

}  // namespace

PYRO_API PyObject* PyModuleDef_Init(PyModuleDef* definition) {
  PyObject* base = &definition->m_base.ob_base;
  base->ob_type = &exported_handle(ExportedType::PyModuleDef_Type)->head;
  if (base->ob_refcnt <= 0) base->ob_refcnt = 1;
  if (definition->m_base.m_index == 0)
    definition->m_base.m_index = reinterpret_cast<intptr_t>(definition);
  return base;
}
PYRO_API PyObject* PyModule_Create2(PyModuleDef* definition, int) {
  Thread* thread = current_thread();
  PyModuleDef_Init(definition);
  return new_reference(thread, create_module(thread, definition));
}
PYRO_API PyObject* PyModule_FromDefAndSpec2(PyModuleDef* definition, PyObject* spec, int) {
  Thread* thread = current_thread();
  PyModuleDef_Init(definition);
  PYRO_VALUE(spec_value, spec, nullptr);
  return new_reference(thread, module_from_definition(thread, definition, spec_value));
}
PYRO_API int PyModule_ExecDef(PyObject* module, PyModuleDef* definition) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, module, -1);
  return status(execute_module(thread, value, definition));
}
PYRO_API PyObject* PyModule_NewObject(PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(text, name, nullptr);
  return new_reference(thread, new_module(thread, text));
}
PYRO_API PyObject* PyModule_New(const char* name) {
  Thread* thread = current_thread();
  Object text(thread, name_from(thread, name));
  return new_reference(thread, new_module(thread, text));
}
PYRO_API PyObject* PyModule_GetDict(PyObject* module) {
  Thread* thread = current_thread();
  PYRO_MODULE(value, module, nullptr);
  return lend(thread, RawModule::cast(*value).dict());
}
PYRO_API PyObject* PyModule_GetNameObject(PyObject* module) {
  Thread* thread = current_thread();
  PYRO_MODULE_ARGUMENT(value, module, nullptr);
  Dict dict(thread, RawModule::cast(*value).dict());
  RawObject name = dict_get(thread, dict, Symbol::k__name__);
  if (name.is_unbound() || !is_str(name)) {
    raise(thread, Exc::kSystemError, "nameless module");
    return nullptr;
  }
  return new_reference(thread, name);
}
PYRO_API const char* PyModule_GetName(PyObject* module) {
  Thread* thread = current_thread();
  PyObject* name = PyModule_GetNameObject(module);
  if (name == nullptr) return nullptr;
  const char* text = utf8_of_handle(thread, name, nullptr);
  handle_of(name)->flags |= kHandleLent;
  decrement(thread, name);
  return text;
}
PYRO_API PyObject* PyModule_GetFilenameObject(PyObject* module) {
  Thread* thread = current_thread();
  PYRO_MODULE_ARGUMENT(value, module, nullptr);
  Dict dict(thread, RawModule::cast(*value).dict());
  Object key(thread, name_from(thread, "__file__"));
  RawObject name = dict_get(thread, dict, key);
  if (name.is_unbound() || !is_str(name)) {
    raise(thread, Exc::kSystemError, "module filename missing");
    return nullptr;
  }
  return new_reference(thread, name);
}
PYRO_API const char* PyModule_GetFilename(PyObject* module) {
  Thread* thread = current_thread();
  PyObject* name = PyModule_GetFilenameObject(module);
  if (name == nullptr) return nullptr;
  const char* text = utf8_of_handle(thread, name, nullptr);
  handle_of(name)->flags |= kHandleLent;
  decrement(thread, name);
  return text;
}
PYRO_API PyModuleDef* PyModule_GetDef(PyObject* module) {
  Thread* thread = current_thread();
  PYRO_MODULE_ARGUMENT(value, module, nullptr);
  ModuleRecord* record = module_record(handle_of(module));
  return record == nullptr ? nullptr : record->definition;
}
PYRO_API void* PyModule_GetState(PyObject* module) {
  Handle* handle = handle_of(module);
  if (ModuleRecord* record = module_record(handle)) return record->state;
  Thread* thread = current_thread();
  PYRO_MODULE_ARGUMENT(value, module, nullptr);
  return nullptr;
}
PYRO_API int PyModule_AddObjectRef(PyObject* module, const char* name, PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  if (object == nullptr) {
    if (!thread->has_exception())
      raise(thread, Exc::kSystemError,
            "PyModule_AddObjectRef() must be called with an exception raised if value is NULL");
    return -1;
  }
  PYRO_VALUE(value, object, -1);
  return status(set_named(thread, target, name, value));
}
PYRO_API int PyModule_AddObject(PyObject* module, const char* name, PyObject* object) {
  int result = PyModule_AddObjectRef(module, name, object);
  if (result == 0) decrement(current_thread(), object);
  return result;
}
PYRO_API int PyModule_AddIntConstant(PyObject* module, const char* name, long number) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  Object value(thread, new_int(thread, number));
  return status(set_named(thread, target, name, value));
}
PYRO_API int PyModule_AddStringConstant(PyObject* module, const char* name, const char* text) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  Object value(thread, text_from(thread, text));
  return value->is_error() ? -1 : status(set_named(thread, target, name, value));
}
PYRO_API int PyModule_AddType(PyObject* module, PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  PYRO_VALUE(value, type, -1);
  std::string name = str_to_utf8_NoGC(RawType::cast(*value).name());
  return status(set_named(thread, target, name.c_str(), value));
}
PYRO_API int PyModule_AddFunctions(PyObject* module, PyMethodDef* methods) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  return status(add_functions(thread, target, methods));
}
PYRO_API int PyModule_SetDocString(PyObject* module, const char* doc) {
  Thread* thread = current_thread();
  PYRO_VALUE(target, module, -1);
  Object value(thread, text_from(thread, doc));
  Object key(thread, thread->runtime()->symbol(Symbol::k__doc__));
  return status(set_attribute(thread, target, key, value));
}

// --- modules by definition

PYRO_API PyObject* PyState_FindModule(PyModuleDef* definition) {
  return Extensions::of(current_thread())->module_of(definition);
}
PYRO_API int PyState_AddModule(PyObject* module, PyModuleDef* definition) {
  Thread* thread = current_thread();
  if (definition == nullptr)
    return raise(thread, Exc::kSystemError, "module definition is NULL"), -1;
  if (definition->m_slots != nullptr) {
    raise(thread, Exc::kSystemError, "PyState_AddModule called on module with slots");
    return -1;
  }
  Extensions::of(thread)->set_module_of(definition, module);
  return 0;
}
PYRO_API int _PyState_AddModule(void*, PyObject* module, PyModuleDef* definition) {
  return PyState_AddModule(module, definition);
}
PYRO_API int PyState_RemoveModule(PyModuleDef* definition) {
  Extensions::of(current_thread())->set_module_of(definition, nullptr);
  return 0;
}

// --- import

namespace {
PyObject* import_by_name(Thread* thread, RawObject name) {
  Object text(thread, name);
  return text->is_error() ? nullptr : new_reference(thread, import_module(thread, text));
}
RawObject modules_get(Thread* thread, const Object& name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  return dict_get(thread, modules, name);
}
RawObject add_module(Thread* thread, const Object& name) {
  Object known(thread, modules_get(thread, name));
  if (!known->is_unbound()) return *known;
  Object module(thread, new_module(thread, name));
  Dict modules(thread, thread->runtime()->modules_dict());
  return dict_set(thread, modules, name, module) ? *module : RawObject::error();
}
}  // namespace
PYRO_API PyObject* PyImport_ImportModule(const char* name) {
  Thread* thread = current_thread();
  return import_by_name(thread, text_from(thread, name));
}
PYRO_API PyObject* PyImport_ImportModuleNoBlock(const char* name) {
  return PyImport_ImportModule(name);
}
PYRO_API PyObject* PyImport_Import(PyObject* name) {
  Thread* thread = current_thread();
  return import_by_name(thread, value_of(thread, name));
}
PYRO_API PyObject* PyImport_ImportModuleLevelObject(PyObject* name, PyObject* globals,
                                                    PyObject* locals, PyObject* from, int level) {
  Thread* thread = current_thread();
  StackWindow window(thread);
  Object function(thread, builtin(thread, "__import__"));
  if (!window.push(*function) || !window.push(RawObject::unbound())) return nullptr;
  for (PyObject* each : {name, globals, locals, from}) {
    RawObject value = each == nullptr ? RawObject::none() : value_of(thread, each);
    if (value.is_error() || !window.push(value)) return nullptr;
  }
  if (!window.push(RawObject::from_small_int(level))) return nullptr;
  return new_reference(thread, call_in_place(thread, window.base(), 5, RawObject::none()));
}
PYRO_API PyObject* PyImport_ImportModuleLevel(const char* name, PyObject* globals, PyObject* locals,
                                              PyObject* from, int level) {
  Thread* thread = current_thread();
  PyObject* text = new_reference(thread, text_from(thread, name));
  if (text == nullptr) return nullptr;
  PyObject* result = PyImport_ImportModuleLevelObject(text, globals, locals, from, level);
  decrement(thread, text);
  return result;
}
PYRO_API PyObject* PyImport_GetModuleDict() {
  Thread* thread = current_thread();
  return lend(thread, thread->runtime()->modules_dict());
}
PYRO_API PyObject* PyImport_GetModule(PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(text, name, nullptr);
  RawObject module = modules_get(thread, text);
  return module.is_unbound() ? nullptr : new_reference(thread, module);
}
PYRO_API PyObject* PyImport_AddModuleObject(PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(text, name, nullptr);
  return lend(thread, add_module(thread, text));
}
PYRO_API PyObject* PyImport_AddModule(const char* name) {
  Thread* thread = current_thread();
  Object text(thread, text_from(thread, name));
  return lend(thread, add_module(thread, text));
}
PYRO_API PyObject* PyImport_ReloadModule(PyObject* module) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, module, nullptr);
  Object function(thread, module_attribute(thread, "importlib", "reload"));
  return new_reference(thread, function->is_error() ? *function : call(thread, function, value));
}
PYRO_API PyObject* PyImport_GetImporter(PyObject* path) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, path, nullptr);
  Object function(thread, module_attribute(thread, "pkgutil", "get_importer"));
  return new_reference(thread, function->is_error() ? *function : call(thread, function, value));
}
PYRO_API long PyImport_GetMagicNumber() {
  Thread* thread = current_thread();
  Object bytes(thread, module_attribute(thread, "importlib.util", "MAGIC_NUMBER"));
  if (bytes->is_error()) return -1;
  RawObject raw = *bytes;
  uint32_t number = 0;
  std::memcpy(&number, bytes_data(raw).data(), std::min<size_t>(4, bytes_data(raw).size()));
  return number;
}
PYRO_API const char* PyImport_GetMagicTag() { return "cpython-311"; }
PYRO_API int PyImport_AppendInittab(const char*, PyObject* (*)()) { return -1; }
PYRO_API int PyImport_ImportFrozenModuleObject(PyObject*) { return 0; }
PYRO_API int PyImport_ImportFrozenModule(const char*) { return 0; }
