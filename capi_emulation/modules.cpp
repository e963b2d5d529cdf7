#include "capi_emulation/modules.h"

#include <dlfcn.h>

#include <cstring>
#include <utility>

#include "capi_emulation/api.h"
#include "lib-python/natives.h"
#include "runtime/bootstrap.h"
#include "runtime/list.h"
#include "runtime/str.h"

// Modules of extensions: creation from definitions (PEP 489: multi-phase initialisation; the older
// single-phase one), state, and the loading of shared objects for importlib's ExtensionFileLoader.

namespace pyro::capi {

namespace {

bool set_module_attribute(Thread* thread, const Object& module, const char* name,
                          RawObject raw_value) {
  Object value(thread, raw_value);
  if (value->is_error()) return false;
  Object key(thread, name_from(thread, name));
  return set_attribute(thread, module, key, value);
}

bool check_slots(Thread* thread, PyModuleDef* definition, const std::string& name, void** create) {
  bool executable = false;
  *create = nullptr;
  for (PyModuleDef_Slot* slot = definition->m_slots; slot != nullptr && slot->slot != 0; slot++) {
    if (slot->slot == Py_mod_create) {
      if (*create != nullptr) {
        raise(thread, Exc::kSystemError, "module %s has multiple create slots", name.c_str());
        return false;
      }
      *create = slot->value;
    } else if (slot->slot == Py_mod_exec) {
      executable = true;
    } else {
      raise(thread, Exc::kSystemError, "module %s uses unknown slot ID %d", name.c_str(),
            slot->slot);
      return false;
    }
  }
  return executable || true;
}

// Binds a module to its definition: record, functions, docstring.
bool attach_definition(Thread* thread, const Object& module, PyModuleDef* definition) {
  Extensions* extensions = Extensions::of(thread);
  Handle* handle = extensions->handle_for(*module);
  if ((handle->flags & kHandleModule) == 0) {
    handle->extra = new ModuleRecord{definition, nullptr, false};
    handle->flags |= kHandleModule;
    extensions->add_module(handle);
    thread->heap()->register_finalizable(*module);
  }
  return true;
}

bool fill_module(Thread* thread, const Object& module, PyModuleDef* definition) {
  if (!add_functions(thread, module, definition->m_methods)) return false;
  return definition->m_doc == nullptr ||
         set_module_attribute(thread, module, "__doc__", text_from(thread, definition->m_doc));
}

bool allocate_state(Thread* thread, const Object& module, PyModuleDef* definition) {
  ModuleRecord* record = module_record(Extensions::of(thread)->handle_for(*module));
  if (record == nullptr || record->state != nullptr || definition->m_size <= 0) return true;
  record->state = std::calloc(1, static_cast<size_t>(definition->m_size));
  if (record->state != nullptr) return true;
  raise_memory_error(thread);
  return false;
}

}  // namespace

RawObject create_module(Thread* thread, PyModuleDef* definition) {
  if (definition->m_slots != nullptr) {
    return raise(thread, Exc::kSystemError,
                 "module %s: PyModule_Create is incompatible with m_slots", definition->m_name);
  }
  // The import system knows the full name of what it is importing; the definition knows the last
  // part of it.
  std::string name = definition->m_name;
  const std::string& context = loading_name(thread);
  size_t dot = context.rfind('.');
  if (dot != std::string::npos && context.compare(dot + 1, std::string::npos, name) == 0)
    name = context;
  Object name_object(thread, name_from(thread, name.c_str()));
  Object module(thread, new_module(thread, name_object));
  if (module->is_error() || !attach_definition(thread, module, definition))
    return RawObject::error();
  if (!allocate_state(thread, module, definition) || !fill_module(thread, module, definition))
    return RawObject::error();
  return *module;
}

RawObject module_from_definition(Thread* thread, PyModuleDef* definition, const Object& spec) {
  Object key(thread, intern_ascii(thread, "name"));
  Object name(thread, get_attribute(thread, spec, key));
  if (name->is_error()) return *name;
  std::string text = str_to_utf8_NoGC(underlying_value(*name));
  if (definition->m_size < 0) {
    return raise(thread, Exc::kSystemError,
                 "module %s: m_size may not be negative for multi-phase initialization",
                 text.c_str());
  }
  void* create = nullptr;
  if (!check_slots(thread, definition, text, &create)) return RawObject::error();
  Object module(thread, RawObject::none());
  if (create != nullptr) {
    Extensions::of(thread)->handle_for(*spec);
    PyObject* spec_handle = new_reference(thread, *spec);
    CallScope scope(thread);
    using CreateFunction = PyObject* (*)(PyObject*, PyModuleDef*);
    PyObject* created = reinterpret_cast<CreateFunction>(create)(spec_handle, definition);
    decrement(thread, spec_handle);
    std::string what = "creation of module " + text;
    if (created == nullptr && !thread->has_exception()) {
      return raise(thread, Exc::kSystemError,
                   "creation of module %s failed without setting an exception", text.c_str());
    }
    module = checked_result(thread, created, what.c_str());
    if (module->is_error()) return *module;
  } else {
    module = new_module(thread, name);
    if (module->is_error()) return *module;
  }
  if (is_heap_module(*module)) {
    if (!attach_definition(thread, module, definition)) return RawObject::error();
  } else if (definition->m_size > 0 || definition->m_traverse != nullptr ||
             definition->m_clear != nullptr || definition->m_free != nullptr) {
    return raise(thread, Exc::kSystemError,
                 "module %s is not a module object, but requests module state", text.c_str());
  }
  if (!fill_module(thread, module, definition)) return RawObject::error();
  return *module;
}

bool execute_module(Thread* thread, const Object& module, PyModuleDef* definition) {
  if (!allocate_state(thread, module, definition)) return false;
  Object key(thread, intern_ascii(thread, "__name__"));
  for (PyModuleDef_Slot* slot = definition->m_slots; slot != nullptr && slot->slot != 0; slot++) {
    if (slot->slot != Py_mod_exec) continue;
    PyObject* handle = new_reference(thread, *module);
    CallScope scope(thread);
    int result = reinterpret_cast<int (*)(PyObject*)>(slot->value)(handle);
    decrement(thread, handle);
    if (result == 0 && !thread->has_exception()) continue;
    Object name(thread, find_attribute(thread, module, key));
    if (result != 0) {
      if (!thread->has_exception()) {
        raise(thread, Exc::kSystemError,
              "execution of module %S failed without setting an exception", &name);
      }
    } else {
      thread->take_exception();
      raise(thread, Exc::kSystemError, "execution of module %S raised unreported exception", &name);
    }
    return false;
  }
  return true;
}

namespace {

// What the import system is loading, for the names of modules; and the modules that were
// initialised the old way, which are made once in a process.
struct LoadState final : NativeResource {
  std::string name;
  std::vector<std::pair<std::string, PyModuleDef*>> definitions;
};

constexpr char kLoadStateKey = 0;

LoadState* load_state(Thread* thread) {
  Runtime* runtime = thread->runtime();
  RawObject index = runtime->module_state(&kLoadStateKey);
  if (!index.is_small_int()) {
    index = RawObject::from_small_int(runtime->add_native_resource(std::make_unique<LoadState>()));
    runtime->set_module_state(&kLoadStateKey, index);
  }
  return static_cast<LoadState*>(runtime->native_resource_at(index.small_int()));
}

RawObject raise_import_error(Thread* thread, const std::string& message, const Object& name,
                             const Object& path) {
  Object text(thread, new_str(thread, message));
  raise(thread, Exc::kImportError, "%S", &text);
  RawImportError error = RawImportError::cast(thread->pending_exception());
  error.set_name(*name);
  error.set_path(*path);
  return RawObject::error();
}

// PEP 489: names that are not ASCII are encoded with punycode.
std::string init_function_name(Thread* thread, const Object& name) {
  std::string full = str_to_utf8_NoGC(*name);
  std::string last = full.substr(full.rfind('.') + 1);
  for (char c : last) {
    if (static_cast<unsigned char>(c) < 0x80) continue;
    Object text(thread, new_str(thread, last));
    Object codec(thread, new_str_ascii(thread, "punycode"));
    Object encoded(thread, call_named(thread, text, "encode", codec));
    if (encoded->is_error()) return "";
    RawObject bytes = *encoded;
    std::string result = "PyInitU_" + std::string(bytes_data(bytes));
    for (char& each : result) each = each == '-' ? '_' : each;
    return result;
  }
  return "PyInit_" + last;
}

RawObject finish_single_phase(Thread* thread, PyObject* result, const Object& name,
                              const Object& path) {
  Object module(thread, steal(thread, result));
  if (module->is_error()) return *module;
  if (thread->has_exception())
    return checked_result(thread, new_reference(thread, *module),
                          "initialization of an extension module");
  Object key(thread, intern_ascii(thread, "__file__"));
  if (is_heap_module(*module) && !set_attribute(thread, module, key, path))
    thread->take_exception();
  return *module;
}

}  // namespace

const std::string& loading_name(Thread* thread) { return load_state(thread)->name; }

RawObject load_extension(Thread* thread, const Object& spec) {
  if (Extensions::ensure(thread) == nullptr) return RawObject::error();
  Object key(thread, intern_ascii(thread, "name"));
  Object name(thread, get_attribute(thread, spec, key));
  if (name->is_error()) return *name;
  key = intern_ascii(thread, "origin");
  Object path(thread, get_attribute(thread, spec, key));
  if (path->is_error()) return *path;
  if (!is_str(*name) || !is_str(*path))
    return raise_type_error(thread, "expected str for name and origin of a module spec");
  name = underlying_value(*name);
  std::string file = str_to_utf8_NoGC(underlying_value(*path));
  if (file.find('/') == std::string::npos) file = "./" + file;
  void* library = dlopen(file.c_str(), RTLD_NOW);
  if (library == nullptr) return raise_import_error(thread, dlerror(), name, path);
  std::string function_name = init_function_name(thread, name);
  if (thread->has_exception()) return RawObject::error();
  auto initialize = reinterpret_cast<PyObject* (*)()>(dlsym(library, function_name.c_str()));
  if (initialize == nullptr) {
    std::string message =
        "dynamic module does not define module export function (" + function_name + ")";
    return raise_import_error(thread, message, name, path);
  }
  LoadState* state = load_state(thread);
  std::string previous = std::exchange(state->name, str_to_utf8_NoGC(*name));
  PyObject* result;
  {
    CallScope scope(thread);
    result = initialize();
  }
  state->name = previous;
  if (result == nullptr) {
    if (thread->has_exception()) return RawObject::error();
    return raise(thread, Exc::kSystemError,
                 "initialization of %S failed without raising an exception", &name);
  }
  if (result->ob_type == &exported_handle(ExportedType::PyModuleDef_Type)->head) {
    if (thread->has_exception()) {
      return raise(thread, Exc::kSystemError, "initialization of %S raised unreported exception",
                   &name);
    }
    return module_from_definition(thread, reinterpret_cast<PyModuleDef*>(result), spec);
  }
  if (result->ob_type == nullptr) {
    return raise(thread, Exc::kSystemError, "init function of %S returned uninitialized object",
                 &name);
  }
  return finish_single_phase(thread, result, name, path);
}

}  // namespace pyro::capi

namespace pyro::natives {

RawObject imp_extension_suffixes(Thread* thread, Arguments) {
  List suffixes(thread, new_list(thread));
  Object suffix(thread, RawObject::none());
  for (const char* text : {".cpython-311-x86_64-linux-gnu.so", ".abi3.so", ".so"}) {
    suffix = new_str_ascii(thread, text);
    if (!list_append(thread, suffixes, suffix)) return RawObject::error();
  }
  return *suffixes;
}

RawObject imp_create_dynamic(Thread* thread, Arguments arguments) {
  Object spec(thread, arguments[0]);
  return capi::load_extension(thread, spec);
}

RawObject imp_exec_dynamic(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  capi::Extensions* extensions = capi::Extensions::of(thread);
  if (extensions == nullptr) return RawObject::from_small_int(0);
  capi::Handle* handle = extensions->find(*module);
  capi::ModuleRecord* record = handle == nullptr ? nullptr : capi::module_record(handle);
  if (record == nullptr || record->definition->m_slots == nullptr || record->executed)
    return RawObject::from_small_int(0);
  record->executed = true;
  return capi::execute_module(thread, module, record->definition) ? RawObject::from_small_int(0)
                                                                  : RawObject::error();
}

}  // namespace pyro::natives
