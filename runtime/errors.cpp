#include "runtime/errors.h"

#include <cerrno>
#include <cstdarg>
#include <cstring>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/format_message.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

namespace pyro {

// --- instances

RawObject allocate_exception(Thread* thread, const Object& type, const Object& args) {
  Layout layout(thread, RawType::cast(*type).layout());
  BaseException exception(thread, new_instance(thread, layout));
  exception->set_args(*args);
  exception->set_suppress(RawObject::false_object());
  if (is_heap_oserror(*exception)) {
    RawOSError::cast(*exception).set_characters_written(RawObject::unbound());
  } else if (is_heap_unicode_error(*exception)) {
    RawUnicodeError error = RawUnicodeError::cast(*exception);
    error.set_start(RawObject::from_small_int(0));
    error.set_end(RawObject::from_small_int(0));
  }
  if (type_has_flag(*type, kTypeHasFinalizer)) thread->heap()->register_finalizable(*exception);
  return *exception;
}

bool is_exception_type_NoGC(RawObject type) {
  return is_heap_type(type) && type_has_flag(type, kTypeException);
}

namespace {

// Builtin types whose construction from one argument needs no Python-level call.
bool has_direct_construction_NoGC(RawObject type) {
  if (type_has_flag(type, kTypeHeap)) return false;
  switch (static_cast<Kind>(RawLayout::cast(RawType::cast(type).layout()).kind())) {
    case Kind::kBaseException:
    case Kind::kStopIteration:
    case Kind::kSystemExit:
    case Kind::kImportError:
    case Kind::kNameError:
    case Kind::kAttributeError:
    case Kind::kOSError:
    case Kind::kSyntaxError:
      return true;
    default:
      return false;
  }
}

void store_single_argument_NoGC(RawObject exception, RawObject argument) {
  switch (exception.heap_kind()) {
    case Kind::kStopIteration:
      RawStopIteration::cast(exception).set_value(argument);
      break;
    case Kind::kSystemExit:
      RawSystemExit::cast(exception).set_code(argument);
      break;
    case Kind::kImportError:
      RawImportError::cast(exception).set_msg(argument);
      break;
    case Kind::kSyntaxError:
      RawSyntaxError::cast(exception).set_msg(argument);
      break;
    default:
      break;
  }
}

}  // namespace

RawObject new_exception(Thread* thread, RawObject raw_type, RawObject raw_argument) {
  Object type(thread, raw_type);
  Object argument(thread, raw_argument);
  if (!has_direct_construction_NoGC(*type)) {
    return argument->is_unbound() ? call(thread, type) : call(thread, type, argument);
  }
  Object args(thread,
              argument->is_unbound() ? empty_tuple(thread) : new_tuple_of(thread, argument));
  RawObject exception = allocate_exception(thread, type, args);
  if (!argument->is_unbound()) store_single_argument_NoGC(exception, *argument);
  return exception;
}

void set_exception_context_NoGC(RawBaseException exception, RawObject context) {
  if (context == exception) return;
  // Floyd's tortoise: a chain that Python code tied into a circle must not hang us.
  RawObject node = context, slow = context;
  bool move_slow = false;
  while (is_heap_base_exception(node)) {
    RawObject next = RawBaseException::cast(node).context();
    if (next == exception) {
      RawBaseException::cast(node).set_context(RawObject::none());
      break;
    }
    node = next;
    if (node == slow) break;
    if (move_slow) slow = RawBaseException::cast(slow).context();
    move_slow = !move_slow;
  }
  exception.set_context(context);
}

RawObject raise_instance(Thread* thread, const BaseException& exception) {
  Runtime* runtime = thread->runtime();
  if (runtime->hooks.handled_exception != nullptr) {
    RawObject handled = runtime->hooks.handled_exception(thread);
    if (is_heap_base_exception(handled)) set_exception_context_NoGC(*exception, handled);
  }
  thread->set_pending_exception(*exception);
  return RawObject::error();
}

// --- raising

namespace {

RawObject raise_with_argument(Thread* thread, RawObject type, RawObject argument) {
  Object made(thread, new_exception(thread, type, argument));
  if (made->is_error()) return *made;
  if (!is_heap_base_exception(*made)) {
    return raise_type_error(thread, "exceptions must derive from BaseException");
  }
  BaseException exception(thread, *made);
  return raise_instance(thread, exception);
}

RawObject raise_formatted(Thread* thread, const Object& type, const char* format,
                          va_list arguments) {
  RawObject message = new_str_format_list(thread, format, arguments);
  if (message.is_error()) return message;
  return raise_with_argument(thread, *type, message);
}

}  // namespace

RawObject raise(Thread* thread, RawObject raw_type, const char* format, ...) {
  Object type(thread, raw_type);
  va_list arguments;
  va_start(arguments, format);
  RawObject result = raise_formatted(thread, type, format, arguments);
  va_end(arguments);
  return result;
}

RawObject raise(Thread* thread, Exc exc, const char* format, ...) {
  Object type(thread, exc_type(thread, exc));
  va_list arguments;
  va_start(arguments, format);
  RawObject result = raise_formatted(thread, type, format, arguments);
  va_end(arguments);
  return result;
}

RawObject raise_memory_error(Thread* thread) {
  return raise_with_argument(thread, exc_type(thread, Exc::kMemoryError), RawObject::unbound());
}

RawObject raise_stop_iteration(Thread* thread, RawObject value) {
  return raise_with_argument(thread, exc_type(thread, Exc::kStopIteration),
                             value.is_none() ? RawObject::unbound() : value);
}

RawObject raise_key_error(Thread* thread, const Object& key) {
  return raise_with_argument(thread, exc_type(thread, Exc::kKeyError), *key);
}

RawObject raise_missing_feature(Thread* thread, const char* feature) {
  return raise(thread, Exc::kNotImplementedError, "%s is not implemented in pyro", feature);
}

RawObject raise_object(Thread* thread, const Object& value) {
  if (is_heap_base_exception(*value)) {
    BaseException exception(thread, *value);
    return raise_instance(thread, exception);
  }
  if (!is_exception_type_NoGC(*value))
    return raise_type_error(thread, "exceptions must derive from BaseException");
  Object made(thread, call(thread, value));
  if (made->is_error()) return *made;
  if (!is_heap_base_exception(*made)) {
    Object type(thread, type_of(thread, *made));
    return raise_type_error(thread,
                            "calling %R should have returned an instance of BaseException, not %R",
                            &value, &type);
  }
  BaseException exception(thread, *made);
  return raise_instance(thread, exception);
}

// --- OSError

Exc os_error_class(word error_number) {
  switch (error_number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
      return Exc::kBlockingIOError;
    case EPIPE:
    case ESHUTDOWN:
      return Exc::kBrokenPipeError;
    case ECHILD:
      return Exc::kChildProcessError;
    case ECONNABORTED:
      return Exc::kConnectionAbortedError;
    case ECONNREFUSED:
      return Exc::kConnectionRefusedError;
    case ECONNRESET:
      return Exc::kConnectionResetError;
    case EEXIST:
      return Exc::kFileExistsError;
    case ENOENT:
      return Exc::kFileNotFoundError;
    case EISDIR:
      return Exc::kIsADirectoryError;
    case ENOTDIR:
      return Exc::kNotADirectoryError;
    case EINTR:
      return Exc::kInterruptedError;
    case EACCES:
    case EPERM:
      return Exc::kPermissionError;
    case ESRCH:
      return Exc::kProcessLookupError;
    case ETIMEDOUT:
      return Exc::kTimeoutError;
    default:
      return Exc::kOSError;
  }
}

RawObject error_number_text(Thread* thread, int error_number) {
  char buffer[256];
  // The GNU variant, which may return a constant instead of filling the buffer.
  return new_str(thread, strerror_r(error_number, buffer, sizeof buffer));
}

RawObject raise_os_error(Thread* thread, int error_number, const Object& filename) {
  Object type(thread, exc_type(thread, os_error_class(error_number)));
  Object number(thread, RawObject::from_small_int(error_number));
  Object text(thread, error_number_text(thread, error_number));
  Object args(thread, new_tuple_of(thread, number, text));
  OSError error(thread, allocate_exception(thread, type, args));
  error->set_error_number(*number);
  error->set_strerror(*text);
  error->set_filename(*filename);
  return raise_instance(thread, error);
}

RawObject raise_os_error(Thread* thread, int error_number) {
  Object none(thread, RawObject::none());
  return raise_os_error(thread, error_number, none);
}

// --- the pending exception

bool pending_matches(Thread* thread, Exc exc) {
  if (!thread->has_exception()) return false;
  RawObject type = thread->runtime()->type_of(thread->pending_exception());
  return is_subtype_NoGC(type, exc_type(thread, exc));
}

bool clear_pending_if(Thread* thread, Exc exc) {
  if (!pending_matches(thread, exc)) return false;
  thread->take_exception();
  return true;
}

namespace {

// The last resort, when sys.unraisablehook is gone or fails itself.
void print_unraisable(Thread* thread, const Object& exception, const Object& where) {
  Object text(thread, where->is_none()
                          ? RawObject::none()
                          : new_str_format(thread, "Exception ignored in: %R\n", &where));
  if (text->is_error()) thread->take_exception();
  if (is_str(*text)) std::fputs(str_to_utf8_NoGC(underlying_value(*text)).c_str(), stderr);
  text = new_str_format(thread, "%T: %S\n", &exception, &exception);
  if (text->is_error()) {
    thread->take_exception();
    text = new_str_format(thread, "%T: <exception str() failed>\n", &exception);
  }
  std::fputs(str_to_utf8_NoGC(*text).c_str(), stderr);
}

constexpr int kUnraisableTypeKey = 0;

RawObject call_unraisable_hook(Thread* thread, const Object& exception, const Object& message,
                               const Object& where) {
  Object sys(thread, thread->runtime()->sys_module());
  if (sys->is_none()) return RawObject::unbound();
  Object hook(thread, find_attribute(thread, sys, Symbol::kunraisablehook));
  if (hook->is_error() || hook->is_unbound() || hook->is_none()) return *hook;
  Object record_type(thread, unraisable_record_type(thread));
  if (record_type->is_none()) return RawObject::unbound();
  Object fields(thread, new_tuple(thread, 5));
  tuple_init(*fields, 0, type_of(thread, *exception));
  tuple_init(*fields, 1, *exception);
  tuple_init(*fields, 2, RawBaseException::cast(*exception).traceback());
  tuple_init(*fields, 3, *message);
  tuple_init(*fields, 4, *where);
  Object record(thread, call(thread, record_type, fields));
  if (record->is_error()) return *record;
  return call(thread, hook, record);
}

}  // namespace

namespace {

void report_unraisable(Thread* thread, const Object& exception, const Object& message,
                       const Object& where) {
  RawObject result = call_unraisable_hook(thread, exception, message, where);
  if (!result.is_error() && !result.is_unbound()) return;
  if (result.is_error()) thread->take_exception();
  print_unraisable(thread, exception, where);
}

}  // namespace

void write_unraisable(Thread* thread, const Object& where) {
  if (!thread->has_exception()) return;
  Object exception(thread, thread->take_exception());
  Object message(thread, RawObject::none());
  report_unraisable(thread, exception, message, where);
}

void write_unraisable(Thread* thread, const Object& exception, const char* text,
                      const Object& where) {
  Object message(thread, new_str(thread, text));
  report_unraisable(thread, exception, message, where);
}

void write_unraisable(Thread* thread, const Object& where, const char* message) {
  if (!thread->has_exception()) return;
  Object exception(thread, thread->take_exception());
  write_unraisable(thread, exception, message, where);
}

RawObject unraisable_record_type(Thread* thread) {
  return thread->runtime()->module_state(&kUnraisableTypeKey);
}
void set_unraisable_record_type(Thread* thread, RawObject type) {
  thread->runtime()->set_module_state(&kUnraisableTypeKey, type);
}

// --- warnings

namespace {

// _warnings.warn_from_native, or Unbound while the import system does not stand yet.
RawObject find_warning_function(Thread* thread) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, new_str(thread, "_warnings"));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_error()) return *module;
  if (module->is_unbound()) {
    Dict builtins(thread, thread->runtime()->builtins_dict());
    Object import(thread, dict_get(thread, builtins, Symbol::k__import__));
    if (import->is_unbound() || import->is_error()) return *import;
    module = call(thread, import, name);
    if (module->is_error())
      return clear_pending_if(thread, Exc::kImportError) ? RawObject::unbound() : *module;
  }
  name = new_str(thread, "_warn_from_native");
  return find_attribute(thread, module, name);
}

}  // namespace

bool warn(Thread* thread, Exc category_exc, word stack_level, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Object message(thread, new_str_format_list(thread, format, arguments));
  va_end(arguments);
  if (message->is_error()) return false;
  if (!is_heap_dict(thread->runtime()->modules_dict())) return true;
  Object function(thread, find_warning_function(thread));
  if (function->is_error()) return false;
  if (function->is_unbound()) return true;
  Object category(thread, exc_type(thread, category_exc));
  Object level(thread, RawObject::from_small_int(stack_level));
  return !call(thread, function, message, category, level).is_error();
}

bool warn_explicit(Thread* thread, Exc category_exc, const Object& message, const Object& filename,
                   word line) {
  if (!is_heap_dict(thread->runtime()->modules_dict())) return true;
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, new_str(thread, "warnings"));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_error()) return false;
  if (module->is_unbound()) {
    name = new_str(thread, "_warnings");
    module = dict_get(thread, modules, name);
  }
  if (module->is_error()) return false;
  if (module->is_unbound()) return true;
  name = new_str(thread, "warn_explicit");
  Object function(thread, find_attribute(thread, module, name));
  if (function->is_error()) return false;
  if (function->is_unbound()) return true;
  StackWindow window(thread);
  RawObject category = exc_type(thread, category_exc);
  for (RawObject value : {*function, RawObject::unbound(), *message, category, *filename,
                          RawObject::from_small_int(line)}) {
    if (!window.push(value)) return false;
  }
  return !call_in_place(thread, window.base(), 4, RawObject::none()).is_error();
}

}  // namespace pyro
