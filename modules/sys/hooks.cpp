#include <cstdlib>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/traceback_print.h"

// sys: exceptions and the hooks that display values and errors.

namespace pyro::natives {

namespace {

RawObject handled(Thread* thread) {
  auto hook = thread->runtime()->hooks.handled_exception;
  return hook == nullptr ? RawObject::none() : hook(thread);
}

// sys.stderr, or None where there is none.
RawObject error_stream(Thread* thread) {
  RawObject stream = sys_get(thread, "stderr");
  return stream.is_unbound() || stream.is_error() ? RawObject::none() : stream;
}

}  // namespace

RawObject sys_exception(Thread* thread, Arguments) { return handled(thread); }

RawObject sys_exc_info(Thread* thread, Arguments) {
  Object exception(thread, handled(thread));
  Tuple result(thread, new_tuple(thread, 3));
  for (word i = 0; i < 3; i++) tuple_init(*result, i, RawObject::none());
  if (exception->is_none()) return *result;
  tuple_init(*result, 0, type_of(thread, *exception));
  tuple_init(*result, 1, *exception);
  tuple_init(*result, 2, RawBaseException::cast(*exception).traceback());
  return *result;
}

RawObject sys_exit(Thread* thread, Arguments arguments) {
  Object type(thread, exc_type(thread, Exc::kSystemExit));
  Object status(thread, arguments[0]);
  Object exception(thread, RawObject::none());
  if (is_tuple(*status)) {
    Object args(thread, underlying_value(*status));
    Object none(thread, RawObject::none());
    exception = call_with(thread, type, args, none);
  } else if (is_heap_base_exception(*status) && is_subtype_NoGC(type_of(thread, *status), *type)) {
    exception = *status;
  } else {
    exception = status->is_none() ? call(thread, type) : call(thread, type, status);
  }
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

namespace {

// stream.write(text), with characters that the stream's encoding lacks as escapes.
bool write_escaped(Thread* thread, const Object& stream, const Object& text) {
  Object encoding(thread, attribute_named(thread, stream, "encoding"));
  if (encoding->is_error()) return false;
  Object handler(thread, new_str_ascii(thread, "backslashreplace"));
  Object data(thread, call_named(thread, text, "encode", encoding, handler));
  if (data->is_error()) return false;
  Object buffer(thread, attribute_named(thread, stream, "buffer"));
  if (!buffer->is_error()) return !call_named(thread, buffer, "write", data).is_error();
  if (!clear_pending_if(thread, Exc::kAttributeError)) return false;
  Object strict(thread, new_str_ascii(thread, "strict"));
  Object escaped(thread, call_named(thread, data, "decode", encoding, strict));
  return !escaped->is_error() && !call_named(thread, stream, "write", escaped).is_error();
}

bool write_value(Thread* thread, const Object& stream, const Object& text) {
  if (!call_method(thread, stream, Symbol::kwrite, text).is_error()) return true;
  return clear_pending_if(thread, Exc::kUnicodeEncodeError) && write_escaped(thread, stream, text);
}

}  // namespace

RawObject sys_displayhook(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  if (value->is_none()) return RawObject::none();
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object name(thread, intern_ascii(thread, "_"));
  Object none(thread, RawObject::none());
  // While repr() runs, `_` must not be the old value.
  if (!dict_set(thread, builtins, name, none)) return RawObject::error();
  Object stream(thread, sys_get(thread, "stdout"));
  if (stream->is_unbound() || stream->is_none())
    return raise(thread, Exc::kRuntimeError, "lost sys.stdout");
  Object text(thread, repr(thread, value));
  if (text->is_error() || !write_value(thread, stream, text)) return RawObject::error();
  text = new_str_ascii(thread, "\n");
  if (call_method(thread, stream, Symbol::kwrite, text).is_error()) return RawObject::error();
  return none_or_error(dict_set(thread, builtins, name, value));
}

RawObject sys_excepthook(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]);
  Object traceback(thread, arguments[2]);
  if (sys_get(thread, "stderr").is_none()) return RawObject::none();
  Object stream(thread, error_stream(thread));
  if (!is_heap_base_exception(*value)) {
    Object text(
        thread,
        new_str_format(thread,
                       "TypeError: print_exception(): Exception expected for value, %T found\n",
                       &value));
    write_text(thread, stream, utf8_of(*text));
    return RawObject::none();
  }
  if (is_heap_traceback(*traceback) && RawBaseException::cast(*value).traceback().is_none()) {
    RawBaseException::cast(*value).set_traceback(*traceback);
  }
  print_exception(thread, value, stream);
  return RawObject::none();
}

RawObject sys_unraisablehook(Thread* thread, Arguments arguments) {
  Object given(thread, arguments[0]);
  Object type(thread, unraisable_record_type(thread));
  if (!(type_of(thread, *given) == *type)) {
    return raise_type_error(thread, "sys.unraisablehook argument type must be UnraisableHookArgs");
  }
  Tuple items(thread, underlying_value(*given));
  Object message(thread, tuple_at(*items, 3));
  Object object(thread, tuple_at(*items, 4));
  std::string text = message->is_none() ? "Exception ignored in" : "";
  if (!message->is_none()) {
    Object shown(thread, str(thread, message));
    if (!shown->is_error()) text = utf8_of(*shown);
  }
  if (!object->is_none()) {
    Object shown(thread, repr(thread, object));
    if (shown->is_error()) {
      thread->take_exception();
      text += ": <object repr() failed>";
    } else {
      text += ": " + utf8_of(*shown);
    }
  } else {
    text += ":";
  }
  Object stream(thread, error_stream(thread));
  write_text(thread, stream, text + "\n");
  Object value(thread, tuple_at(*items, 1));
  if (is_heap_base_exception(*value)) print_exception(thread, value, stream);
  return RawObject::none();
}

// --- breakpoint() (PEP 553)

RawObject builtins_breakpoint(Thread* thread, Arguments arguments) {
  Object hook(thread, sys_get(thread, "breakpointhook"));
  if (hook->is_unbound()) return raise(thread, Exc::kRuntimeError, "lost sys.breakpointhook");
  Object args(thread, arguments[0]), keywords(thread, arguments[1]);
  return call_with(thread, hook, args, keywords);
}

RawObject sys_breakpointhook(Thread* thread, Arguments arguments) {
  const char* variable = std::getenv("PYTHONBREAKPOINT");
  std::string path = variable == nullptr || *variable == 0 ? "pdb.set_trace" : variable;
  if (path == "0") return RawObject::none();
  size_t dot = path.rfind('.');
  std::string module = dot == std::string::npos ? "builtins" : path.substr(0, dot);
  std::string name = dot == std::string::npos ? path : path.substr(dot + 1);
  Object hook(thread, module.empty() ? RawObject::unbound()
                                     : import_from(thread, module.c_str(), name.c_str()));
  if (hook->is_error() && !clear_pending_if(thread, Exc::kImportError) &&
      !clear_pending_if(thread, Exc::kAttributeError)) {
    return RawObject::error();
  }
  if (hook->is_error() || hook->is_unbound()) {
    bool ok = warn(thread, Exc::kRuntimeWarning, 1,
                   "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path.c_str());
    return none_or_error(ok);
  }
  Object args(thread, arguments[0]);
  Object keywords(thread, arguments[1]);
  return call_with(thread, hook, args, keywords);
}

}  // namespace pyro::natives
