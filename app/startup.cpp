#include "app/startup.h"

#include <cstdio>
#include <cstring>

#include "app/library_cache.h"
#include "app/startup_steps.h"
#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
#include "modules/support.h"
#include "runtime/attributes.h"
#include "runtime/bootstrap.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro::app {

namespace {

class StartUp {
 public:
  StartUp(Thread* thread, const Configuration& configuration)
      : thread_(thread), configuration_(configuration) {}

  bool run() {
    return run_builtins_stub() && make_sys() && make_early_stderr() && make_importlib() &&
           install_zip_hook() && start_timing() && make_streams() && import_helpers() &&
           import_site();
  }

 private:
  bool run_builtins_stub() {
    const NativeModuleDefinition* definition = find_native_module(thread_, "builtins");
    Object module(thread_, thread_->runtime()->builtins_module());
    return interpreter::run_stub_source(thread_, *definition, module);
  }

  // --- sys

  bool make_sys() {
    Runtime* runtime = thread_->runtime();
    runtime->set_modules_dict(new_dict(thread_));
    Object sys(thread_, interpreter::create_native_module(thread_, "sys"));
    if (sys->is_error()) return false;
    runtime->set_sys_module(*sys);
    Object modules(thread_, runtime->modules_dict());
    Object builtins(thread_, runtime->builtins_module());
    return set_sys("modules", modules) && add_module("sys", sys) &&
           add_module("builtins", builtins) && publish_configuration(thread_, configuration_);
  }

  bool set_sys(const char* name, const Object& value) {
    Dict dict(thread_, RawModule::cast(thread_->runtime()->sys_module()).dict());
    Object key(thread_, intern_ascii(thread_, name));
    return dict_set(thread_, dict, key, value);
  }

  bool add_module(const char* name, const Object& module) {
    Dict modules(thread_, thread_->runtime()->modules_dict());
    Object key(thread_, intern_ascii(thread_, name));
    return dict_set(thread_, modules, key, module);
  }

  // --- importlib

  // A module of the library that must exist before anything can be imported, under its frozen name.
  RawObject run_library_file(const char* module_name, const char* file_name) {
    std::string path = configuration_.library + "/importlib/" + file_name + ".py";
    Object name(thread_, intern_ascii(thread_, module_name));
    Module module(thread_, new_module(thread_, name));
    Object root(thread_, *module);
    if (!add_module(module_name, root)) return RawObject::error();
    std::string shown = std::string("<frozen importlib.") + file_name + ">";
    Object original(thread_, new_str(thread_, std::string("importlib.") + file_name));
    if (!module_set(thread_, root, "__origname__", original)) return RawObject::error();
    Object code(thread_,
                library_code(thread_, path, shown, user_cache_, configuration_.write_bytecode));
    return !code->is_error() && run_in(module, code) ? *module : RawObject::error();
  }

  bool run_in(const Module& module, const Object& code) {
    Object ns(thread_, module->dict());
    Object none(thread_, RawObject::none());
    return !interpreter::execute_code(thread_, code, ns, ns, none).is_error();
  }

  bool set_in(const Module& module, const char* name, const Object& value) {
    Dict dict(thread_, module->dict());
    Object key(thread_, intern_ascii(thread_, name));
    return dict_set(thread_, dict, key, value);
  }

  // Compiled modules are this build's own (PEP 3147 magic number) and find a place where the
  // library cannot be written.
  bool adapt_importlib(const Module& external) {
    Object magic(thread_, new_bytes(thread_, cache_magic()));
    uint32_t raw;
    std::memcpy(&raw, cache_magic().data(), sizeof raw);
    Object raw_magic(thread_, new_int(thread_, raw));
    Object cache(thread_, user_cache_.empty() ? RawObject::none() : new_str(thread_, user_cache_));
    if (!set_in(external, "MAGIC_NUMBER", magic) ||
        !set_in(external, "_RAW_MAGIC_NUMBER", raw_magic))
      return false;
    if (!set_in(external, "_user_cache", cache)) return false;
    const char* overlay = library_overlay("_frozen_importlib_external");
    Object code(thread_, interpreter::compile_text(thread_, overlay,
                                                   "<overlay _frozen_importlib_external>"));
    return !code->is_error() && run_in(external, code);
  }

  // With -v the import system writes before there are streams.
  bool make_early_stderr() {
    if (configuration_.verbose == 0) return true;
    constexpr char kSource[] =
        "class stderrprinter:\n"
        "    def write(self, text):\n"
        "        return posix.write(2, text.encode('utf-8', 'backslashreplace'))\n"
        "    def flush(self):\n"
        "        pass\n"
        "stderr = stderrprinter()\n";
    Object code(thread_, interpreter::compile_text(thread_, kSource, "<startup>"));
    Object posix(thread_, interpreter::create_native_module(thread_, "posix"));
    if (code->is_error() || posix->is_error()) return false;
    Dict ns(thread_, new_dict(thread_));
    Object key(thread_, intern_ascii(thread_, "posix"));
    Object none(thread_, RawObject::none());
    if (!dict_set(thread_, ns, key, posix)) return false;
    key = intern_ascii(thread_, "__name__");
    if (!dict_set(thread_, ns, key, key)) return false;
    if (interpreter::execute_code(thread_, code, ns, ns, none).is_error()) return false;
    key = intern_ascii(thread_, "stderr");
    Object stream(thread_, dict_get(thread_, ns, key));
    return set_sys("stderr", stream);
  }

  bool make_importlib() {
    Object bootstrap(thread_, run_library_file("_frozen_importlib", "_bootstrap"));
    if (bootstrap->is_error()) return false;
    Object imp(thread_, interpreter::create_native_module(thread_, "_imp"));
    if (imp->is_error()) return false;
    if (imp->is_none()) {
      raise(thread_, Exc::kSystemError, "no module _imp");
      return false;
    }
    if (!add_module("_imp", imp)) return false;
    if (!module_set_text(thread_, imp, "check_hash_based_pycs",
                         configuration_.check_hash_based_pycs))
      return false;
    Object sys(thread_, thread_->runtime()->sys_module());
    Object install(thread_, intern_ascii(thread_, "_install"));
    install = get_attribute(thread_, bootstrap, install);
    if (install->is_error()) return false;
    Dict builtins(thread_, thread_->runtime()->builtins_dict());
    Object import(thread_, dict_get(thread_, builtins, Symbol::k__import__));
    thread_->runtime()->set_importlib(*bootstrap, *import);
    if (call(thread_, install, sys, imp).is_error()) return false;
    Module external(thread_, run_library_file("_frozen_importlib_external", "_bootstrap_external"));
    if (external->is_error()) return false;
    Object name(thread_, intern_ascii(thread_, "_install_external_importers"));
    Object function(thread_, get_attribute(thread_, bootstrap, name));
    if (function->is_error() || call(thread_, function).is_error()) return false;
    return adapt_importlib(external);
  }

  // sys.path_hooks begins with what finds zip files; _imp lends its function for that.
  bool install_zip_hook() {
    Object imp(thread_, import("_imp"));
    Object hooks(thread_, sys_get(thread_, "path_hooks"));
    if (imp->is_error() || !is_heap_list(*hooks)) return false;
    Object hook(thread_, attribute_named(thread_, imp, "_zip_path_hook"));
    Object zero(thread_, RawObject::from_small_int(0));
    if (hook->is_error() || call_named(thread_, hooks, "insert", zero, hook).is_error())
      return false;
    Object name(thread_, intern_ascii(thread_, "_zip_path_hook"));
    Dict dict(thread_, RawModule::cast(*imp).dict());
    return !dict_remove(thread_, dict, name).is_error();
  }

  RawObject import(const char* module_name) {
    Dict builtins(thread_, thread_->runtime()->builtins_dict());
    Object function(thread_, dict_get(thread_, builtins, Symbol::k__import__));
    Object name(thread_, intern_ascii(thread_, module_name));
    Object none(thread_, RawObject::none());
    Object from(thread_, new_tuple_of(thread_, name));
    StackWindow window(thread_);
    for (RawObject value : {*function, RawObject::unbound(), *name, *none, *none, *from,
                            RawObject::from_small_int(0)}) {
      if (!window.push(value)) return RawObject::error();
    }
    return call_in_place(thread_, window.base(), 5, RawObject::none());
  }

  // --- streams

  // The builtin open() is io.open.
  bool publish_open(const Object& io) {
    Object name(thread_, intern_ascii(thread_, "open"));
    Object function(thread_, get_attribute(thread_, io, name));
    if (function->is_error()) return false;
    Dict builtins(thread_, thread_->runtime()->builtins_dict());
    return dict_set(thread_, builtins, name, function);
  }

  bool make_streams() {
    if (import("encodings").is_error() || import("_signal").is_error()) return false;
    Object io(thread_, import("io"));
    return !io->is_error() && publish_open(io) && app::make_streams(thread_, configuration_, io);
  }

  // Modules that options ask for. -X faulthandler is a help, no condition.
  bool import_helpers() {
    const Configuration& c = configuration_;
    if (c.fault_handler) {
      Object enable(thread_, import_from(thread_, "faulthandler", "enable"));
      if (enable->is_error() || call(thread_, enable).is_error()) thread_->take_exception();
    }
    if (c.trace_allocations > 0) {
      Object start(thread_, import_from(thread_, "tracemalloc", "start"));
      Object frames(thread_, RawObject::from_small_int(c.trace_allocations));
      if (start->is_error() || call(thread_, start, frames).is_error()) return false;
    }
    return c.warn_options.empty() || !import("warnings").is_error();
  }

  bool start_timing() {
    if (!configuration_.import_time) return true;
    std::fputs("import time: self [us] | cumulative | imported package\n", stderr);
    thread_->runtime()->time_imports = true;
    return true;
  }

  bool import_site() { return configuration_.no_site || !import("site").is_error(); }

  Thread* thread_;
  const Configuration& configuration_;
  const std::string user_cache_ = user_cache_folder(configuration_.use_environment);
};

}  // namespace

bool start_up(Thread* thread, const Configuration& configuration) {
  return StartUp(thread, configuration).run();
}

}  // namespace pyro::app
