#include <algorithm>

#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/bootstrap.h"
#include "runtime/buffer.h"
#include "runtime/host_file.h"

// _imp: frozen modules. The import system's own two, which the start-up has made, and those that
// exist for trying the mechanism out (__hello__ and so on). They are compiled from the library's
// files when somebody asks; the library itself is imported from its files.

namespace pyro::natives {

namespace {

struct FrozenModule {
  const char* name;
  const char* original;  // where the code comes from; null: from nowhere in the library
  const char* shown;     // in the file name of the code
  const char* file;      // below the library; "" for a module without code
  bool package;
};

constexpr FrozenModule kFrozen[] = {
    {"_frozen_importlib", "importlib._bootstrap", "importlib._bootstrap", "importlib/_bootstrap.py",
     false},
    {"_frozen_importlib_external", "importlib._bootstrap_external", "importlib._bootstrap_external",
     "importlib/_bootstrap_external.py", false},
    {"__hello__", "__hello__", "__hello__", "__hello__.py", false},
    {"__hello_alias__", "__hello__", "__hello__", "__hello__.py", false},
    {"__phello_alias__", "__hello__", "__hello__", "__hello__.py", true},
    {"__phello_alias__.spam", "__hello__", "__hello__", "__hello__.py", false},
    {"__phello__", "__phello__", "__phello__", "__phello__/__init__.py", true},
    {"__phello__.__init__", "<__phello__", "__phello__", "__phello__/__init__.py", false},
    {"__phello__.ham", "__phello__.ham", "__phello__.ham", "", true},
    {"__phello__.ham.__init__", "<__phello__.ham", "__phello__.ham", "", false},
    {"__phello__.ham.eggs", "__phello__.ham.eggs", "__phello__.ham.eggs", "", false},
    {"__phello__.spam", "__phello__.spam", "__phello__.spam", "__phello__/spam.py", false},
    {"__hello_only__", nullptr, "frozen_only", nullptr, false},
};
constexpr size_t kEssential = 2;  // these are frozen even where frozen modules are switched off
constexpr char kHelloOnly[] = "initialized = True\nprint('Hello world!')\n";

constexpr int kSwitchedOffKey = 0;

bool switched_off(Thread* thread) {
  return thread->runtime()->module_state(&kSwitchedOffKey) == RawObject::true_object();
}

// Null if there is none of that name.
const FrozenModule* find_NoGC(Thread* thread, RawObject name) {
  std::string text = utf8_of(name);
  if (text.compare(0, 3, "__h") != 0 && text.compare(0, 3, "__p") != 0 &&
      text.compare(0, 3, "_fr") != 0) {
    return nullptr;
  }
  size_t count = switched_off(thread) ? kEssential : std::size(kFrozen);
  for (size_t i = 0; i < count; i++) {
    if (text == kFrozen[i].name) return &kFrozen[i];
  }
  return nullptr;
}

bool check_name(Thread* thread, const Object& name, const char* function) {
  if (is_str(*name)) return true;
  raise_type_error(thread, "%s() argument must be str, not %V", function, &name);
  return false;
}

RawObject raise_import_error(Thread* thread, const char* format, const Object& name) {
  raise(thread, Exc::kImportError, format, &name);
  RawImportError::cast(thread->pending_exception()).set_name(*name);
  return RawObject::error();
}

// The module that must be there; null after an exception.
const FrozenModule* find_or_raise(Thread* thread, const Object& name, const char* function) {
  if (!check_name(thread, name, function)) return nullptr;
  const FrozenModule* module = find_NoGC(thread, *name);
  if (module == nullptr) raise_import_error(thread, "No such frozen object named %R", name);
  return module;
}

RawObject code_of(Thread* thread, const FrozenModule& module) {
  std::string text;
  if (module.file == nullptr) {
    text = kHelloOnly;
  } else if (module.file[0] != '\0') {
    Object library(thread, sys_get(thread, "_stdlib_dir"));
    if (library->is_error()) return *library;
    std::string path = (is_str(*library) ? utf8_of(*library) : "") + "/" + module.file;
    if (!read_host_file(path, &text))
      return raise(thread, Exc::kImportError, "cannot read the standard library: %s", path.c_str());
  }
  std::string shown = std::string("<frozen ") + module.shown + ">";
  return interpreter::compile_text(thread, text, shown);
}

RawObject name_of_original(Thread* thread, const FrozenModule& module) {
  return module.original == nullptr ? RawObject::none() : new_str_ascii(thread, module.original);
}

// What find_frozen() and get_frozen_object() exchange: the marshalled code.
RawObject data_of(Thread* thread, const FrozenModule& module) {
  Object dumps(thread, import_from(thread, "marshal", "dumps"));
  Object code(thread, dumps->is_error() ? *dumps : code_of(thread, module));
  if (code->is_error()) return *code;
  Object data(thread, call(thread, dumps, code));
  return data->is_error() ? *data : new_memory_view(thread, data);
}

RawObject code_from_data(Thread* thread, const Object& name, const Object& data) {
  BufferView view(thread);
  if (!view.acquire(data)) {
    thread->take_exception();
    return raise_type_error(thread, "get_frozen_object() argument 2 must be bytes, not %V", &data);
  }
  if (view.size() == 0)
    return raise_import_error(thread, "Frozen object named %R is invalid", name);
  Object loads(thread, import_from(thread, "marshal", "loads"));
  Object code(thread, loads->is_error() ? *loads : call(thread, loads, data));
  if (code->is_error()) {
    thread->take_exception();
    return raise_import_error(thread, "Frozen object named %R is invalid", name);
  }
  if (is_heap_code(*code)) return *code;
  return raise_type_error(thread, "frozen object %R is not a code object", &name);
}

// A new module in sys.modules that says where its code is from.
RawObject make_module(Thread* thread, const Object& name, const FrozenModule& frozen) {
  Object module(thread, new_module(thread, name));
  Dict modules(thread, thread->runtime()->modules_dict());
  if (!dict_set(thread, modules, name, module)) return RawObject::error();
  Object original(thread, name_of_original(thread, frozen));
  if (!module_set(thread, module, "__origname__", original)) return RawObject::error();
  if (!frozen.package) return *module;
  Object path(thread, new_list(thread));
  return module_set(thread, module, "__path__", path) ? *module : RawObject::error();
}

}  // namespace

RawObject imp_is_frozen(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!check_name(thread, name, "is_frozen")) return RawObject::error();
  return RawObject::from_bool(find_NoGC(thread, *name) != nullptr);
}

RawObject imp_is_frozen_package(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  const FrozenModule* module = find_or_raise(thread, name, "is_frozen_package");
  return module == nullptr ? RawObject::error() : RawObject::from_bool(module->package);
}

RawObject imp_find_frozen(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!check_name(thread, name, "find_frozen")) return RawObject::error();
  Object with_data_object(thread, arguments[1]);
  Truth with_data = is_true(thread, with_data_object);
  if (with_data == Truth::kError) return RawObject::error();
  const FrozenModule* module = find_NoGC(thread, *name);
  if (module == nullptr) return RawObject::none();
  Object data(thread, with_data == Truth::kTrue ? data_of(thread, *module) : RawObject::none());
  if (data->is_error()) return *data;
  Object original(thread, name_of_original(thread, *module));
  Object package(thread, RawObject::from_bool(module->package));
  return new_tuple_of(thread, data, package, original);
}

RawObject imp_get_frozen_object(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  Object data(thread, arguments[1]);
  if (!data->is_none() && check_name(thread, name, "get_frozen_object"))
    return code_from_data(thread, name, data);
  if (!is_str(*name))
    return raise_type_error(thread, "get_frozen_object() argument 1 must be str, not %V", &name);
  const FrozenModule* module = find_or_raise(thread, name, "get_frozen_object");
  return module == nullptr ? RawObject::error() : code_of(thread, *module);
}

RawObject imp_init_frozen(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!check_name(thread, name, "init_frozen")) return RawObject::error();
  const FrozenModule* frozen = find_NoGC(thread, *name);
  if (frozen == nullptr) return RawObject::none();
  Object code(thread, code_of(thread, *frozen));
  Object module(thread, code->is_error() ? *code : make_module(thread, name, *frozen));
  if (module->is_error()) return *module;
  Object ns(thread, RawModule::cast(*module).dict());
  Object none(thread, RawObject::none());
  if (interpreter::execute_code(thread, code, ns, ns, none).is_error()) return RawObject::error();
  return *module;
}

RawObject imp__frozen_module_names(Thread* thread, Arguments) {
  List names(thread, new_list(thread));
  size_t count = switched_off(thread) ? kEssential : std::size(kFrozen);
  for (size_t i = 0; i < count; i++) {
    Object name(thread, new_str_ascii(thread, kFrozen[i].name));
    if (!list_append(thread, names, name)) return RawObject::error();
  }
  return *names;
}

// Positive: on, negative: off, 0: as at the start, which is on.
RawObject imp__override_frozen_modules_for_tests(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int choice;
  if (!as_int(thread, value, &choice)) return RawObject::error();
  thread->runtime()->set_module_state(&kSwitchedOffKey, RawObject::from_bool(choice < 0));
  return RawObject::none();
}

}  // namespace pyro::natives
