#include <sys/stat.h>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/buffer.h"
#include "runtime/hash_bytes.h"

// _imp: what does not execute code. Frozen modules: frozen.cpp.

namespace pyro::natives {

namespace {

constexpr int kLockDepthKey = 0;

word lock_depth(Thread* thread) {
  RawObject depth = thread->runtime()->module_state(&kLockDepthKey);
  return depth.is_none() ? 0 : depth.small_int();
}
void set_lock_depth(Thread* thread, word depth) {
  thread->runtime()->set_module_state(&kLockDepthKey, RawObject::from_small_int(depth));
}

}  // namespace

RawObject imp_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  return none_or_error(module_set_text(thread, module, "check_hash_based_pycs", "default"));
}

// One thread runs Python code at a time, and module locks do the rest: the import lock is a
// counter.
RawObject imp_acquire_lock(Thread* thread, Arguments) {
  set_lock_depth(thread, lock_depth(thread) + 1);
  return RawObject::none();
}
RawObject imp_release_lock(Thread* thread, Arguments) {
  if (lock_depth(thread) == 0)
    return raise(thread, Exc::kRuntimeError, "not holding the import lock");
  set_lock_depth(thread, lock_depth(thread) - 1);
  return RawObject::none();
}
RawObject imp_lock_held(Thread* thread, Arguments) {
  return RawObject::from_bool(lock_depth(thread) > 0);
}

RawObject imp_is_builtin(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!is_str(*name))
    return raise_type_error(thread, "is_builtin() argument must be str, not %V", &name);
  std::string text = utf8_of(*name);
  for (const NativeModuleDefinition& definition : thread->runtime()->options().native_modules) {
    if (text == definition.name)
      return RawObject::from_small_int(text == "builtins" || text == "sys" ? -1 : 1);
  }
  return RawObject::from_small_int(0);
}

// PEP 552: SipHash-1-3 of the source under a key of 64 bits, as eight bytes.
RawObject imp_source_hash(Thread* thread, Arguments arguments) {
  Object key(thread, arguments[0]);
  Object source(thread, arguments[1]);
  int64_t number;
  if (!as_int64(thread, key, &number)) return RawObject::error();
  BufferView view(thread);
  if (!view.acquire(source)) return RawObject::error();
  uint64_t seed[2] = {static_cast<uint64_t>(number), 0};
  uint64_t hash = sip_hash(seed, view.data_NoGC(), static_cast<uint64_t>(view.size()));
  return new_bytes(thread, &hash, sizeof(hash));
}

namespace {

void change_filename(Thread* thread, const Object& object, const Object& old_name,
                     const Object& new_name) {
  Code code(thread, *object);
  if (!str_equals_NoGC(code->filename(), *old_name)) return;
  code->set_filename(*new_name);
  Object constant(thread, RawObject::none());
  for (word i = 0; i < tuple_length(code->constants()); i++) {
    constant = tuple_at(code->constants(), i);
    if (is_heap_code(*constant)) change_filename(thread, constant, old_name, new_name);
  }
}

}  // namespace

RawObject imp__fix_co_filename(Thread* thread, Arguments arguments) {
  Object code(thread, arguments[0]);
  Object path(thread, arguments[1]);
  if (!is_heap_code(*code))
    return raise_type_error(thread, "_fix_co_filename() argument 1 must be code, not %V", &code);
  if (!is_str(*path))
    return raise_type_error(thread, "_fix_co_filename() argument 2 must be str, not %V", &path);
  path = underlying_value(*path);
  Object old_name(thread, RawCode::cast(*code).filename());
  change_filename(thread, code, old_name, path);
  return RawObject::none();
}

// --- zip files on sys.path ---------------------------------------------------------------------

namespace {

// True for a regular file and for a path that goes on behind one ("archive.zip/package").
bool leads_through_file(std::string path) {
  struct stat status;
  while (!path.empty()) {
    if (stat(path.c_str(), &status) == 0) return S_ISREG(status.st_mode);
    size_t slash = path.rfind('/');
    if (slash == std::string::npos) return false;
    path.resize(slash);
  }
  return false;
}

// The hook makes room for what it stands for.
bool replace_hook(Thread* thread, const Object& importer) {
  Object hooks(thread, sys_get(thread, "path_hooks"));
  if (!is_heap_list(*hooks)) return true;
  List list(thread, *hooks);
  Object imp(thread, intern_ascii(thread, "_zip_path_hook"));
  for (word i = 0; i < list->length(); i++) {
    RawObject hook = list_at(*list, i);
    if (!is_heap_native_function(hook)) continue;
    Object function(thread, hook);
    Object name(thread, attribute_named(thread, function, "__name__"));
    if (name->is_error()) return false;
    if (!str_equals_NoGC(*name, *imp)) continue;
    list_set_at(*list, i, *importer);
    return true;
  }
  return true;
}

// zipimport comes from the library's own folder: to look for it along sys.path would ask this hook
// again.
RawObject load_zip_importer(Thread* thread) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, intern_ascii(thread, "zipimport"));
  Object known(thread, dict_get(thread, modules, name));
  if (known->is_error()) return *known;
  if (!known->is_unbound() && !known->is_none())
    return attribute_named(thread, known, "zipimporter");
  Object finder(thread, import_from(thread, "_frozen_importlib_external", "PathFinder"));
  Object folder(thread, sys_get(thread, "_stdlib_dir"));
  if (finder->is_error() || folder->is_error()) return RawObject::error();
  List path(thread, new_list(thread));
  if (!list_append(thread, path, folder)) return RawObject::error();
  Object spec(thread, call_named(thread, finder, "find_spec", name, path));
  if (spec->is_error()) return *spec;
  Object load(thread, import_from(thread, "_frozen_importlib", "_load"));
  Object module(thread, load->is_error() ? *load : call(thread, load, spec));
  return module->is_error() ? *module : attribute_named(thread, module, "zipimporter");
}

}  // namespace

// The module zipimport is only worth its start-up time where there is a file to look into.
RawObject imp__zip_path_hook(Thread* thread, Arguments arguments) {
  Object path(thread, arguments[0]);
  std::string text;
  if (!path_text(thread, path, "zipimporter", &text)) return RawObject::error();
  if (!leads_through_file(text))
    return raise(thread, Exc::kImportError, "not a Zip file: %R", &path);
  Object importer(thread, load_zip_importer(thread));
  if (importer->is_error() || !replace_hook(thread, importer)) return RawObject::error();
  return call(thread, importer, path);
}

}  // namespace pyro::natives
