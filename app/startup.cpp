#include "app/startup.h"

#include <cstdio>
#include <cstring>

#include "app/library_cache.h"
#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "lib-python/native_modules.h"
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
  StartUp(Thread* thread, const Configuration& configuration) : thread_(thread), configuration_(configuration) {}

  bool run() {
    return run_builtins_stub() && make_sys() && make_importlib() && make_streams() && import_site();
  }

 private:
  bool run_builtins_stub() {
    const NativeModuleDefinition* definition = find_native_module(thread_, "builtins");
    Object module(thread_, thread_->runtime()->builtins_module());
    return interpreter::run_stub_source(thread_, *definition, module);
  }

  // --- sys --------------------------------------------------------------------------------------------------------------

  bool make_sys() {
    Runtime* runtime = thread_->runtime();
    runtime->set_modules_dict(new_dict(thread_));
    Object sys(thread_, interpreter::create_native_module(thread_, "sys"));
    if (sys->is_error()) return false;
    runtime->set_sys_module(*sys);
    Object modules(thread_, runtime->modules_dict());
    Object builtins(thread_, runtime->builtins_module());
    return set_sys("modules", modules) && add_module("sys", sys) && add_module("builtins", builtins) && set_sys_settings();
  }

  bool set_sys(const char* name, const Object& value) {
    Dict dict(thread_, RawModule::cast(thread_->runtime()->sys_module()).dict());
    Object key(thread_, intern_ascii(thread_, name));
    return dict_set(thread_, dict, key, value);
  }

  bool set_sys_text(const char* name, const std::string& text) {
    Object value(thread_, new_str(thread_, text));
    return set_sys(name, value);
  }

  RawObject text_list(const std::vector<std::string>& texts) {
    List list(thread_, new_list(thread_));
    Object text(thread_, RawObject::none());
    for (const std::string& each : texts) {
      text = new_str(thread_, each);
      if (!list_append(thread_, list, text)) return RawObject::error();
    }
    return *list;
  }

  bool set_sys_list(const char* name, const std::vector<std::string>& texts) {
    Object list(thread_, text_list(texts));
    return !list->is_error() && set_sys(name, list);
  }

  bool set_sys_settings() {
    const Configuration& c = configuration_;
    Object write(thread_, RawObject::from_bool(!c.write_bytecode));
    Object none(thread_, RawObject::none());
    return set_sys_text("executable", c.executable) && set_sys_text("_base_executable", c.executable) &&
           set_sys_text("prefix", c.prefix) && set_sys_text("exec_prefix", c.prefix) && set_sys_text("base_prefix", c.prefix) &&
           set_sys_text("base_exec_prefix", c.prefix) && set_sys_list("path", c.module_search_paths) &&
           set_sys_list("argv", c.argv) && set_sys_list("orig_argv", c.original_argv) &&
           set_sys_list("warnoptions", c.warn_options) && set_sys("dont_write_bytecode", write) &&
           set_sys_text("_stdlib_dir", c.library);
  }

  bool add_module(const char* name, const Object& module) {
    Dict modules(thread_, thread_->runtime()->modules_dict());
    Object key(thread_, intern_ascii(thread_, name));
    return dict_set(thread_, modules, key, module);
  }

  // --- importlib ----------------------------------------------------------------------------------------------------------

  // A module of the library that must exist before anything can be imported, under its frozen name.
  RawObject run_library_file(const char* module_name, const char* file_name) {
    std::string path = configuration_.library + "/importlib/" + file_name + ".py";
    Object name(thread_, intern_ascii(thread_, module_name));
    Module module(thread_, new_module(thread_, name));
    Object root(thread_, *module);
    if (!add_module(module_name, root)) return RawObject::error();
    std::string shown = std::string("<frozen importlib.") + file_name + ">";
    Object code(thread_, library_code(thread_, path, shown, user_cache_, configuration_.write_bytecode));
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

  // Compiled modules are this build's own (PEP 3147 magic number) and find a place where the library cannot be written.
  bool adapt_importlib(const Module& external) {
    Object magic(thread_, new_bytes(thread_, cache_magic()));
    uint32_t raw;
    std::memcpy(&raw, cache_magic().data(), sizeof raw);
    Object raw_magic(thread_, new_int(thread_, raw));
    Object cache(thread_, user_cache_.empty() ? RawObject::none() : new_str(thread_, user_cache_));
    if (!set_in(external, "MAGIC_NUMBER", magic) || !set_in(external, "_RAW_MAGIC_NUMBER", raw_magic)) return false;
    if (!set_in(external, "_user_cache", cache)) return false;
    const char* overlay = library_overlay("_frozen_importlib_external");
    Object code(thread_, interpreter::compile_text(thread_, overlay, "<overlay _frozen_importlib_external>"));
    return !code->is_error() && run_in(external, code);
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

  RawObject import(const char* module_name) {
    Dict builtins(thread_, thread_->runtime()->builtins_dict());
    Object function(thread_, dict_get(thread_, builtins, Symbol::k__import__));
    Object name(thread_, intern_ascii(thread_, module_name));
    Object none(thread_, RawObject::none());
    Object from(thread_, new_tuple_of(thread_, name));
    StackWindow window(thread_);
    for (RawObject value : {*function, RawObject::unbound(), *name, *none, *none, *from, RawObject::from_small_int(0)}) {
      if (!window.push(value)) return RawObject::error();
    }
    return call_in_place(thread_, window.base(), 5, RawObject::none());
  }

  // --- streams -------------------------------------------------------------------------------------------------------------

  RawObject open_stream(const Object& io, int descriptor, bool writing, const char* errors) {
    Object open(thread_, intern_ascii(thread_, "open"));
    open = get_attribute(thread_, io, open);
    if (open->is_error()) return *open;
    Tuple arguments(thread_, new_tuple(thread_, 7));
    bool raw = writing && configuration_.unbuffered;
    RawObject text = intern_ascii(thread_, writing ? "wb" : "rb");
    tuple_init(*arguments, 0, RawObject::from_small_int(descriptor));
    tuple_init(*arguments, 1, text);
    tuple_init(*arguments, 2, RawObject::from_small_int(raw ? 0 : -1));
    for (word i = 3; i < 6; i++) tuple_init(*arguments, i, RawObject::none());
    tuple_init(*arguments, 6, RawObject::false_object());
    Object none(thread_, RawObject::none());
    Object buffer(thread_, call_with(thread_, open, arguments, none));
    if (buffer->is_error()) return *buffer;
    Object wrapper(thread_, intern_ascii(thread_, "TextIOWrapper"));
    wrapper = get_attribute(thread_, io, wrapper);
    if (wrapper->is_error()) return *wrapper;
    Object terminal(thread_, call_method(thread_, buffer, Symbol::kisatty));
    if (terminal->is_error()) return *terminal;
    bool line_buffering = descriptor == 2 || (*terminal == RawObject::true_object());
    Tuple text_arguments(thread_, new_tuple(thread_, 6));
    tuple_init(*text_arguments, 0, *buffer);
    RawObject encoding = intern_ascii(thread_, "utf-8");
    tuple_init(*text_arguments, 1, encoding);
    RawObject error_handler = intern_ascii(thread_, errors);
    tuple_init(*text_arguments, 2, error_handler);
    RawObject newline = writing ? RawObject::from_small_str("\n", 1) : RawObject::none();
    tuple_init(*text_arguments, 3, newline);
    tuple_init(*text_arguments, 4, RawObject::from_bool(line_buffering));
    tuple_init(*text_arguments, 5, RawObject::from_bool(raw));
    Object stream(thread_, call_with(thread_, wrapper, text_arguments, none));
    if (stream->is_error()) return *stream;
    Object name(thread_, intern_ascii(thread_, descriptor == 0 ? "<stdin>" : descriptor == 1 ? "<stdout>" : "<stderr>"));
    Object attribute(thread_, intern_ascii(thread_, "name"));
    Object raw_name(thread_, intern_ascii(thread_, "raw"));
    Object raw_stream(thread_, find_attribute(thread_, buffer, raw_name));
    if (raw_stream->is_error()) return *raw_stream;
    const Object& named = raw_stream->is_unbound() ? buffer : raw_stream;
    if (!set_attribute(thread_, named, attribute, name)) thread_->take_exception();
    name = intern_ascii(thread_, writing ? "w" : "r");
    attribute = intern_ascii(thread_, "mode");
    if (!set_attribute(thread_, stream, attribute, name)) thread_->take_exception();
    return *stream;
  }

  // The builtin open() is io.open.
  bool publish_open(const Object& io) {
    Object name(thread_, intern_ascii(thread_, "open"));
    Object function(thread_, get_attribute(thread_, io, name));
    if (function->is_error()) return false;
    Dict builtins(thread_, thread_->runtime()->builtins_dict());
    return dict_set(thread_, builtins, name, function);
  }

  bool make_stream(const Object& io, int descriptor, const char* name, const char* errors) {
    Object stream(thread_, open_stream(io, descriptor, descriptor != 0, errors));
    if (stream->is_error()) {
      // A closed descriptor: the stream is None, as the language's documentation says.
      if (!clear_pending_if(thread_, Exc::kOSError)) return false;
      stream = RawObject::none();
    }
    std::string original = std::string("__") + name + "__";
    return set_sys(name, stream) && set_sys(original.c_str(), stream);
  }

  bool make_streams() {
    if (import("encodings").is_error()) return false;
    Object io(thread_, import("io"));
    if (io->is_error() || !publish_open(io)) return false;
    return make_stream(io, 0, "stdin", "strict") && make_stream(io, 1, "stdout", "strict") &&
           make_stream(io, 2, "stderr", "backslashreplace");
  }

  bool import_site() { return configuration_.no_site || !import("site").is_error(); }

  Thread* thread_;
  const Configuration& configuration_;
  const std::string user_cache_ = user_cache_folder(configuration_.use_environment);
};

RawObject sys_attribute(Thread* thread, const char* name) {
  Dict dict(thread, RawModule::cast(thread->runtime()->sys_module()).dict());
  Object key(thread, intern_ascii(thread, name));
  return dict_get(thread, dict, key);
}

bool flush(Thread* thread, const char* name) {
  Object stream(thread, sys_attribute(thread, name));
  if (stream->is_unbound() || stream->is_none()) return true;
  Object closed(thread, find_attribute(thread, stream, Symbol::kclosed));
  if (closed->is_error()) {
    thread->take_exception();
    return true;
  }
  if (*closed == RawObject::true_object()) return true;
  if (!call_method(thread, stream, Symbol::kflush).is_error()) return true;
  write_unraisable(thread, stream);
  return false;
}

// Status of an uncaught SystemExit.
int system_exit_status(Thread* thread, const Object& exception) {
  Object code(thread, RawSystemExit::cast(*exception).code());
  if (code->is_none()) return 0;
  if (is_int(*code)) {
    RawObject value = int_value_of(*code);
    return value.is_small_int() ? static_cast<int>(value.small_int() & 0xff) : 255;
  }
  Object text(thread, str(thread, code));
  if (text->is_error()) {
    thread->take_exception();
    return 1;
  }
  flush(thread, "stdout");
  Object stream(thread, sys_attribute(thread, "stderr"));
  if (!stream->is_unbound() && !stream->is_none()) {
    Object line(thread, new_str_format(thread, "%S\n", &text));
    if (call_method(thread, stream, Symbol::kwrite, line).is_error()) thread->take_exception();
  }
  return 1;
}

}  // namespace

bool start_up(Thread* thread, const Configuration& configuration) { return StartUp(thread, configuration).run(); }

RawObject main_module(Thread* thread) {
  Object name(thread, thread->runtime()->symbol(Symbol::k__main__));
  Dict modules(thread, thread->runtime()->modules_dict());
  RawObject known = dict_get(thread, modules, name);
  if (!known.is_unbound()) return known;
  Object module(thread, new_module(thread, name));
  Dict dict(thread, RawModule::cast(*module).dict());
  Object value(thread, thread->runtime()->builtins_module());
  if (!dict_set(thread, dict, Symbol::k__builtins__, value)) return RawObject::error();
  if (!dict_set(thread, modules, name, module)) return RawObject::error();
  return *module;
}

int report_exception(Thread* thread) {
  Object exception(thread, thread->pending_exception());
  if (is_heap_system_exit(*exception)) {
    thread->take_exception();
    return system_exit_status(thread, exception);
  }
  thread->take_exception();
  Object type(thread, type_of(thread, *exception));
  Object traceback(thread, RawBaseException::cast(*exception).traceback());
  Object hook(thread, sys_attribute(thread, "excepthook"));
  flush(thread, "stdout");
  if (hook->is_unbound()) {
    Object text(thread, repr(thread, exception));
    std::fprintf(stderr, "%s\n", text->is_error() ? "unprintable exception" : str_to_utf8_NoGC(*text).c_str());
  } else if (call(thread, hook, type, exception, traceback).is_error()) {
    Object failure(thread, thread->take_exception());
    Object text(thread, repr(thread, failure));
    std::fprintf(stderr, "Error in sys.excepthook: %s\n", text->is_error() ? "?" : str_to_utf8_NoGC(*text).c_str());
    if (text->is_error()) thread->take_exception();
  }
  bool interrupted = is_subtype_NoGC(*type, exc_type(thread, Exc::kKeyboardInterrupt));
  return interrupted ? 130 : 1;
}

int shut_down(Thread* thread, int status) {
  Dict modules(thread, thread->runtime()->modules_dict());
  for (const char* name : {"threading", "atexit"}) {
    Object key(thread, intern_ascii(thread, name));
    Object module(thread, dict_get(thread, modules, key));
    if (module->is_unbound()) continue;
    Object function_name(thread, intern_ascii(thread, name[0] == 't' ? "_shutdown" : "_run_exitfuncs"));
    Object function(thread, find_attribute(thread, module, function_name));
    if (function->is_unbound() || function->is_error()) continue;
    if (call(thread, function).is_error()) write_unraisable(thread, function);
  }
  bool flushed = flush(thread, "stdout");
  flush(thread, "stderr");
  return flushed || status != 0 ? status : 120;
}

}  // namespace pyro::app
