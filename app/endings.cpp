#include <cstdio>

#include "app/program.h"
#include "gc/heap.h"
#include "modules/atexit/atexit.h"
#include "modules/blocking.h"
#include "modules/support.h"
#include "runtime/traceback_print.h"

// Uncaught exceptions, SystemExit, the end of the process.

namespace pyro::app {

namespace {

enum class Flushing { kReport, kIgnore };

bool flush(Thread* thread, const char* name, Flushing errors) {
  Object stream(thread, sys_get(thread, name));
  if (stream->is_error()) thread->take_exception();
  if (stream->is_error() || stream->is_unbound() || stream->is_none()) return true;
  Object closed(thread, find_attribute(thread, stream, Symbol::kclosed));
  if (closed->is_error()) thread->take_exception();
  if (*closed == RawObject::true_object()) return true;
  if (!call_method(thread, stream, Symbol::kflush).is_error()) return true;
  if (errors == Flushing::kReport)
    write_unraisable(thread, stream);
  else
    thread->take_exception();
  return false;
}

// Writes to sys.stderr, or to the process's standard error where that is gone.
void write_error_text(Thread* thread, const std::string& text) {
  Object stream(thread, sys_get(thread, "stderr"));
  if (stream->is_error()) thread->take_exception();
  if (stream->is_none()) return;
  if (stream->is_error() || stream->is_unbound()) stream = RawObject::none();
  write_text(thread, stream, text);
  if (thread->has_exception()) thread->take_exception();
}

// The status in a SystemExit: None is 0, an int its low bits, anything else is shown and means 1.
int system_exit_status(Thread* thread, const Object& exception) {
  Object code(thread, attribute_named(thread, exception, "code"));
  if (code->is_error()) {
    thread->take_exception();
    code = *exception;
  }
  if (code->is_none()) return 0;
  if (is_int(*code)) {
    RawObject value = int_value_of(*code);
    return value.is_small_int() ? static_cast<int>(value.small_int() & 0xff) : 255;
  }
  flush(thread, "stdout", Flushing::kIgnore);
  Object text(thread, str(thread, code));
  if (text->is_error())
    thread->take_exception();
  else
    write_error_text(thread, utf8_of(*text));
  write_error_text(thread, "\n");
  return 1;
}

// For post-mortem debuggers (library reference, sys.last_traceback).
void remember(Thread* thread, const Object& type, const Object& exception,
              const Object& traceback) {
  Object sys(thread, thread->runtime()->sys_module());
  bool kept = module_set(thread, sys, "last_type", type) &&
              module_set(thread, sys, "last_value", exception) &&
              module_set(thread, sys, "last_traceback", traceback);
  if (!kept) thread->take_exception();
}

std::string exception_text(Thread* thread, const Object& exception) {
  return format_exception_text(thread, exception);
}

// sys.excepthook, or what stands in for it. Returns false if the hook raised SystemExit; that is
// pending then.
bool show(Thread* thread, const Object& exception) {
  Object type(thread, type_of(thread, *exception));
  Object traceback(thread, RawBaseException(exception->raw()).traceback());
  remember(thread, type, exception, traceback);
  flush(thread, "stdout", Flushing::kIgnore);
  Object hook(thread, sys_get(thread, "excepthook"));
  if (hook->is_error()) thread->take_exception();
  if (hook->is_error() || hook->is_unbound()) {
    write_error_text(thread, "sys.excepthook is missing\n" + exception_text(thread, exception));
    return true;
  }
  if (!call(thread, hook, type, exception, traceback).is_error()) return true;
  if (is_heap_system_exit(thread->pending_exception())) return false;
  Object failure(thread, thread->take_exception());
  write_error_text(thread, "Error in sys.excepthook:\n" + exception_text(thread, failure) +
                               "\nOriginal exception was:\n" + exception_text(thread, exception));
  return true;
}

}  // namespace

void flush_streams(Thread* thread) {
  flush(thread, "stderr", Flushing::kIgnore);
  flush(thread, "stdout", Flushing::kIgnore);
}

Ending report_exception(Thread* thread, bool inspect) {
  Object exception(thread, thread->take_exception());
  if (is_heap_system_exit(*exception) && !inspect)
    return {system_exit_status(thread, exception), true, false};
  if (!show(thread, exception)) {
    exception = thread->take_exception();
    return {system_exit_status(thread, exception), true, false};
  }
  flush_streams(thread);
  Object type(thread, type_of(thread, *exception));
  return {1, false, is_subtype_NoGC(*type, exc_type(thread, Exc::kKeyboardInterrupt))};
}

namespace {

// The library reference on sys: what shutting down sets to None.
constexpr const char* kForgottenNames[] = {"path",
                                           "argv",
                                           "ps1",
                                           "ps2",
                                           "last_type",
                                           "last_value",
                                           "last_traceback",
                                           "path_hooks",
                                           "path_importer_cache",
                                           "meta_path",
                                           "__interactivehook__"};

void forget_in_sys(Thread* thread) {
  Object sys(thread, thread->runtime()->sys_module());
  Object value(thread, RawObject::none());
  for (const char* name : kForgottenNames) {
    if (!module_set(thread, sys, name, value)) thread->take_exception();
  }
  for (const char* name : {"stdin", "stdout", "stderr", "excepthook", "displayhook",
                           "unraisablehook", "breakpointhook"}) {
    value = sys_get(thread, (std::string("__") + name + "__").c_str());
    if (value->is_error())
      thread->take_exception();
    else if (!value->is_unbound() && !module_set(thread, sys, name, value))
      thread->take_exception();
  }
}

void run_finalizers(Thread* thread) {
  thread->heap()->collect_major("shutdown");
  if (!run_pending(thread)) write_unraisable(thread, Object(thread, RawObject::none()));
}

// Objects that only modules kept alive die, so that their finalizers run: files are flushed,
// __del__ is called. What __del__ needs of its module is still there.
void finalize_modules(Thread* thread) {
  forget_in_sys(thread);
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object underscore(thread, intern_ascii(thread, "_"));
  if (dict_remove(thread, builtins, underscore).is_error()) thread->take_exception();
  Object modules(thread, thread->runtime()->modules_dict());
  if (call_named(thread, modules, "clear").is_error()) thread->take_exception();
  // What the first round's finalizers let go dies in the second.
  for (int round = 0; round < 2; round++) run_finalizers(thread);
}

}  // namespace

int shut_down(Thread* thread, int status, word finalizables_at_start) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object key(thread, intern_ascii(thread, "threading"));
  Object module(thread, dict_get(thread, modules, key));
  Object name(thread, intern_ascii(thread, "_shutdown"));
  Object function(thread, module->is_unbound() ? *module : find_attribute(thread, module, name));
  if (function->is_error())
    thread->take_exception();
  else if (!function->is_unbound() && call(thread, function).is_error())
    write_unraisable(thread, function);
  run_exit_functions(thread);
  // From here on daemon threads do not run any more.
  thread->runtime()->finalizing = true;
  thread->runtime()->lock()->close();
  bool flushed = flush(thread, "stdout", Flushing::kReport);
  flushed &= flush(thread, "stderr", Flushing::kIgnore);
  if (thread->heap()->finalizables_registered() > finalizables_at_start) finalize_modules(thread);
  flushed &= flush(thread, "stdout", flushed ? Flushing::kReport : Flushing::kIgnore);
  flushed &= flush(thread, "stderr", Flushing::kIgnore);
  return flushed ? status : 120;
}

}  // namespace pyro::app
