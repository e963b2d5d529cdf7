#include <ctime>
#include <string>

#include "interpreter/ast_objects.h"
#include "interpreter/code_objects.h"
#include "interpreter/compile_service.h"
#include "interpreter/handlers.h"
#include "interpreter/interpreter.h"
#include "interpreter/local_variables.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/str.h"

// The builtin functions that execute code, and __import__.

namespace pyro::natives {

namespace {

using interpreter::CompileRequest;

// Source as bytes: a str is UTF-8, bytes-like objects are taken as they are.
bool source_text(Thread* thread, const Object& source, const char* where, const char* what,
                 std::string* text, bool* is_text) {
  *is_text = is_str(*source);
  if (*is_text) return utf8_text_of(thread, source, text);
  Object bytes(thread, underlying_value(*source));
  if (!is_bytes(*bytes)) {
    bool has_buffer = is_heap_byte_array(*bytes) || is_heap_memory_view(*bytes);
    if (has_buffer) {
      Object type(thread, thread->runtime()->type_at(LayoutId::kBytes));
      bytes = call(thread, type, source);
      if (bytes->is_error()) return false;
    } else {
      raise_type_error(thread, "%s() arg 1 must be a %s", where, what);
      return false;
    }
  }
  RawObject raw = *bytes;
  *text = std::string(bytes_data(raw));
  return true;
}

bool parse_mode(Thread* thread, const Object& mode, CompileRequest* request) {
  std::string text = is_str(*mode) ? str_to_utf8_NoGC(underlying_value(*mode)) : "";
  if (text == "exec") {
    request->mode = compiler::CompileMode::kExec;
  } else if (text == "eval") {
    request->mode = compiler::CompileMode::kEval;
  } else if (text == "single") {
    request->mode = compiler::CompileMode::kSingle;
  } else {
    bool only_tree = (request->flags & CompileRequest::kOnlyTree) != 0;
    if (text == "func_type" && only_tree) {
      request->is_signature = true;
      return true;
    }
    raise_value_error(thread,
                      text == "func_type" ? "compile() mode 'func_type' requires flag PyCF_ONLY_AST"
                      : only_tree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                  : "compile() mode must be 'exec', 'eval' or 'single'");
    return false;
  }
  return true;
}

// __future__ flags of the calling code.
uint32_t inherited_flags(Thread* thread) {
  return thread->frame == nullptr ? 0 : thread->frame->block->flags & compiler::kFutureMask;
}

RawObject caller_globals(Thread* thread) {
  return thread->frame == nullptr ? RawObject::none() : thread->frame->globals;
}

// Strips the leading blanks that eval() allows.
std::string_view without_indentation(std::string_view text) {
  size_t start = text.find_first_not_of(" \t");
  return start == std::string_view::npos ? text : text.substr(start);
}

bool ensure_builtins(Thread* thread, const Object& globals) {
  Dict dict(thread, *globals);
  Object key(thread, thread->runtime()->symbol(Symbol::k__builtins__));
  RawObject known = dict_get(thread, dict, key);
  if (known.is_error()) return false;
  if (!known.is_unbound()) return true;
  Object builtins(thread, thread->runtime()->builtins_dict());
  return dict_set(thread, dict, key, builtins);
}

// Globals and locals of exec() and eval(): what was given, or the caller's.
bool choose_namespaces(Thread* thread, const char* where, const Object& given_globals,
                       const Object& given_locals, Object& globals, Object& locals) {
  globals = *given_globals;
  locals = *given_locals;
  if (globals->is_none()) {
    globals = caller_globals(thread);
    if (locals->is_none()) locals = interpreter::frame_locals(thread, thread->frame);
  } else if (locals->is_none()) {
    locals = *globals;
  }
  if (!is_heap_dict(*globals)) {
    if (std::string(where) == "eval") {
      raise_type_error(thread, is_heap_dict(*globals) ? "" : "globals must be a dict");
    } else {
      raise_type_error(thread, "exec() globals must be a dict, not %T", &globals);
    }
    return false;
  }
  if (!is_heap_dict(*locals) &&
      type_lookup(thread, type_of(thread, *locals), Symbol::k__getitem__).is_unbound()) {
    if (std::string(where) == "eval") {
      raise_type_error(thread, "locals must be a mapping");
    } else {
      raise_type_error(thread, "locals must be a mapping or None, not %T", &locals);
    }
    return false;
  }
  return ensure_builtins(thread, globals);
}

}  // namespace

RawObject builtins_compile(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[0]);
  Object filename(thread, arguments[1]);
  Object mode(thread, arguments[2]);
  CompileRequest request;
  Object flags(thread, arguments[3]);
  word flag_bits = 0, optimize = 0;
  if (!index_as_word(thread, flags, OnOverflow::kOverflowError, &flag_bits))
    return RawObject::error();
  constexpr word kKnownFlags = 0x7f00 | compiler::kFutureMask | 0x10;
  if ((flag_bits & ~kKnownFlags) != 0)
    return raise_value_error(thread, "compile(): unrecognised flags");
  Object dont_inherit(thread, arguments[4]);
  Truth isolated = is_true(thread, dont_inherit);
  if (isolated == Truth::kError) return RawObject::error();
  request.flags =
      static_cast<uint32_t>(flag_bits) | (isolated == Truth::kTrue ? 0 : inherited_flags(thread));
  if (!parse_mode(thread, mode, &request)) return RawObject::error();
  Object optimize_object(thread, arguments[5]);
  if (!index_as_word(thread, optimize_object, OnOverflow::kOverflowError, &optimize))
    return RawObject::error();
  if (optimize < -1 || optimize > 2)
    return raise_value_error(thread, "compile(): invalid optimize value");
  request.optimize_level =
      optimize < 0 ? thread->runtime()->optimize_level : static_cast<int>(optimize);
  Object version_object(thread, arguments[6]);
  word version = 0;
  if (!index_as_word(thread, version_object, OnOverflow::kOverflowError, &version))
    return RawObject::error();
  if (version >= 0 && (request.flags & CompileRequest::kOnlyTree) != 0)
    request.feature_version = static_cast<int>(version);
  if (!interpreter::filename_argument(thread, filename, &request.filename))
    return RawObject::error();
  Truth is_tree = interpreter::is_tree_object(thread, source);
  if (is_tree == Truth::kError) return RawObject::error();
  if (is_tree == Truth::kTrue) return interpreter::compile_tree_object(thread, source, request);
  std::string text;
  if (!source_text(thread, source, "compile", "string, bytes or AST object", &text,
                   &request.source_is_text))
    return RawObject::error();
  return interpreter::compile_source(thread, text, request);
}

RawObject builtins_exec(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[0]);
  Object given_globals(thread, arguments[1]);
  Object given_locals(thread, arguments[2]);
  Object closure(thread, arguments[3]);
  Object globals(thread, RawObject::none());
  Object locals(thread, RawObject::none());
  if (!choose_namespaces(thread, "exec", given_globals, given_locals, globals, locals))
    return RawObject::error();
  Object code(thread, *source);
  if (!is_heap_code(*code)) {
    if (!closure->is_none())
      return raise_type_error(thread, "closure can only be used when source is a code object");
    CompileRequest request;
    request.flags = inherited_flags(thread);
    request.optimize_level = thread->runtime()->optimize_level;
    std::string text;
    if (!source_text(thread, source, "exec", "string, bytes or code object", &text,
                     &request.source_is_text))
      return RawObject::error();
    code = interpreter::compile_source(thread, text, request);
    if (code->is_error()) return *code;
  }
  word free_count = tuple_length(RawCode(code->raw()).freevars());
  if (free_count == 0 && !closure->is_none()) {
    return raise_type_error(thread, "cannot use a closure with this code object");
  }
  if (free_count > 0 && (!is_exact_tuple(*closure) || tuple_length(*closure) != free_count)) {
    return raise_type_error(thread, "code object requires a closure of exactly length %ld",
                            free_count);
  }
  for (word i = 0; i < free_count; i++) {
    if (is_heap_cell(tuple_at(*closure, i))) continue;
    return raise_type_error(thread, "code object requires a closure of exactly length %ld",
                            free_count);
  }
  RawObject result = interpreter::execute_code(thread, code, globals, locals, closure);
  return result.is_error() ? result : RawObject::none();
}

RawObject builtins_eval(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[0]);
  Object given_globals(thread, arguments[1]);
  Object given_locals(thread, arguments[2]);
  Object globals(thread, RawObject::none());
  Object locals(thread, RawObject::none());
  if (!choose_namespaces(thread, "eval", given_globals, given_locals, globals, locals))
    return RawObject::error();
  Object code(thread, *source);
  if (!is_heap_code(*code)) {
    CompileRequest request;
    request.mode = compiler::CompileMode::kEval;
    request.flags = inherited_flags(thread);
    request.optimize_level = thread->runtime()->optimize_level;
    std::string text;
    if (!source_text(thread, source, "eval", "string, bytes or code object", &text,
                     &request.source_is_text))
      return RawObject::error();
    code = interpreter::compile_source(thread, without_indentation(text), request);
    if (code->is_error()) return *code;
  } else if (tuple_length(RawCode(code->raw()).freevars()) > 0) {
    return raise_type_error(thread, "code object passed to eval() may not contain free variables");
  }
  Object none(thread, RawObject::none());
  return interpreter::execute_code(thread, code, globals, locals, none);
}

RawObject builtins_globals(Thread* thread, Arguments) { return caller_globals(thread); }

RawObject builtins_locals(Thread* thread, Arguments) {
  if (thread->frame == nullptr) return raise(thread, Exc::kSystemError, "frame does not exist");
  return interpreter::frame_locals(thread, thread->frame);
}

// --- __import__

namespace {

// The absolute name for a relative import: the caller's package, less `level` - 1 components, and
// the name.
RawObject absolute_name(Thread* thread, const Object& name, const Object& globals, word level) {
  Object importlib(thread, thread->runtime()->importlib());
  if (!is_heap_dict(*globals)) return raise_type_error(thread, "globals must be a dict");
  Object calc(thread, intern_ascii(thread, "_calc___package__"));
  calc = get_attribute(thread, importlib, calc);
  if (calc->is_error()) return *calc;
  Object package(thread, call(thread, calc, globals));
  if (package->is_error()) return *package;
  if (!is_str(*package)) return raise_type_error(thread, "package must be a string");
  if (str_length(underlying_value(*package)) == 0) {
    return raise(thread, Exc::kImportError,
                 "attempted relative import with no known parent package");
  }
  std::string base = str_to_utf8_NoGC(underlying_value(*package));
  for (word i = 1; i < level; i++) {
    size_t dot = base.rfind('.');
    if (dot == std::string::npos)
      return raise(thread, Exc::kImportError, "attempted relative import beyond top-level package");
    base.resize(dot);
  }
  std::string tail = str_to_utf8_NoGC(underlying_value(*name));
  if (!tail.empty()) base += "." + tail;
  return new_str(thread, base);
}

// True while another thread, or a circle of imports, is still executing the module.
Truth is_initializing(Thread* thread, const Object& module) {
  Object spec(thread, find_attribute(thread, module, Symbol::k__spec__));
  if (spec->is_error()) return Truth::kError;
  if (spec->is_unbound() || spec->is_none()) return Truth::kFalse;
  Object flag(thread, find_attribute(thread, spec, Symbol::k_initializing));
  if (flag->is_error()) return Truth::kError;
  return flag->is_unbound() ? Truth::kFalse : is_true(thread, flag);
}

enum class ImportFrame { kOther, kMachinery, kBorder };

// Frames of the import system; the border is the function through which it calls modules and
// loaders.
ImportFrame import_frame(RawObject traceback) {
  RawObject frame = RawTraceback::cast(traceback).frame();
  if (!is_heap_frame(frame)) return ImportFrame::kOther;
  RawObject code = RawFrame::cast(frame).code();
  if (!is_heap_code(code)) return ImportFrame::kOther;
  std::string filename = str_to_utf8_NoGC(RawCode::cast(code).filename());
  if (filename != "<frozen importlib._bootstrap>" &&
      filename != "<frozen importlib._bootstrap_external>") {
    return ImportFrame::kOther;
  }
  bool border = str_to_utf8_NoGC(RawCode::cast(code).name()) == "_call_with_frames_removed";
  return border ? ImportFrame::kBorder : ImportFrame::kMachinery;
}

// Takes the import system's frames out of the pending exception's traceback: all of them from an
// ImportError, from others each run of them that ends at the border. With -v they stay.
void hide_import_frames(Thread* thread) {
  Object exception(thread, thread->take_exception());
  bool all = is_subtype_NoGC(type_of(thread, *exception), exc_type(thread, Exc::kImportError));
  Object kept_before(thread, RawObject::none());  // the last entry that stays
  Object entry(thread, RawBaseException(exception->raw()).traceback());
  while (is_heap_traceback(*entry)) {
    RawObject after = *entry;
    bool hide = false;
    while (is_heap_traceback(after) && import_frame(after) != ImportFrame::kOther) {
      hide |= all || import_frame(after) == ImportFrame::kBorder;
      bool border = import_frame(after) == ImportFrame::kBorder;
      after = RawTraceback::cast(after).next();
      if (border && !all) break;
    }
    if (hide) {
      if (kept_before->is_none())
        RawBaseException(exception->raw()).set_traceback(after);
      else
        RawTraceback::cast(*kept_before).set_next(after);
      entry = after;
    } else {
      kept_before = *entry;
      entry = RawTraceback::cast(*entry).next();
    }
  }
  thread->set_pending_exception(*exception);
}

RawObject without_import_frames(Thread* thread, RawObject result) {
  if (result.is_error() && thread->runtime()->verbose == 0) hide_import_frames(thread);
  return result;
}

constexpr int kImportTimeKey = 0;

word microseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// -X importtime: [depth, time of the imports that the running one has made so far].
RawObject import_times(Thread* thread) {
  RawObject known = thread->runtime()->module_state(&kImportTimeKey);
  if (!known.is_none()) return known;
  List times(thread, new_list(thread));
  Object zero(thread, RawObject::from_small_int(0));
  for (int i = 0; i < 2; i++) {
    if (!list_append(thread, times, zero)) return RawObject::error();
  }
  thread->runtime()->set_module_state(&kImportTimeKey, *times);
  return *times;
}

RawObject timed_call(Thread* thread, const Object& function, const Object& name,
                     const Object& import) {
  Object state(thread, import_times(thread));
  if (state->is_error()) return *state;
  List times(thread, *state);
  word depth = list_at(*times, 0).small_int();
  word outer = list_at(*times, 1).small_int();
  list_set_at(*times, 0, RawObject::from_small_int(depth + 1));
  list_set_at(*times, 1, RawObject::from_small_int(0));
  word start = microseconds();
  Object module(thread, call(thread, function, name, import));
  word cumulative = microseconds() - start;
  word own = cumulative - list_at(*times, 1).small_int();
  list_set_at(*times, 0, RawObject::from_small_int(depth));
  list_set_at(*times, 1, RawObject::from_small_int(outer + cumulative));
  if (module->is_error()) return *module;
  std::fprintf(stderr, "import time: %9ld | %10ld | %*s%s\n", own, cumulative,
               static_cast<int>(depth * 2), "", str_to_utf8_NoGC(underlying_value(*name)).c_str());
  return *module;
}

RawObject find_or_load(Thread* thread, const Object& name) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_error()) return *module;
  Object importlib(thread, thread->runtime()->importlib());
  if (!module->is_unbound() && !module->is_none()) {
    Truth busy = is_initializing(thread, module);
    if (busy == Truth::kError) return RawObject::error();
    if (busy == Truth::kTrue &&
        call_method(thread, importlib, Symbol::k_lock_unlock_module, name).is_error())
      return RawObject::error();
    return *module;
  }
  Object function(thread, get_attribute(thread, importlib, Symbol::k_find_and_load));
  if (function->is_error()) return *function;
  Object import(thread, thread->runtime()->import_function());
  bool timed = thread->runtime()->time_imports;
  RawObject found =
      timed ? timed_call(thread, function, name, import) : call(thread, function, name, import);
  return without_import_frames(thread, found);
}

// Without a from list, `import a.b` gives a; `from . import x` style imports give the module
// itself.
RawObject top_level_of(Thread* thread, const Object& name, const Object& absolute, word level,
                       const Object& module) {
  std::string text = str_to_utf8_NoGC(underlying_value(*name));
  size_t dot = text.find('.');
  if (level == 0) {
    if (dot == std::string::npos) return *module;
    Object front(thread, new_str(thread, text.substr(0, dot)));
    return find_or_load(thread, front);
  }
  if (text.empty()) return *module;
  std::string full = str_to_utf8_NoGC(*absolute);
  size_t cut = dot == std::string::npos ? 0 : text.size() - dot;
  Object wanted(thread, new_str(thread, full.substr(0, full.size() - cut)));
  Dict modules(thread, thread->runtime()->modules_dict());
  RawObject found = dict_get(thread, modules, wanted);
  if (found.is_unbound())
    return raise(thread, Exc::kKeyError, "%R not in sys.modules as expected", &wanted);
  return found;
}

}  // namespace

RawObject builtins___import__(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  if (!is_str(*name)) return raise_type_error(thread, "module name must be a string");
  Object globals(thread, arguments[1]);
  Object fromlist(thread, arguments.get_or(3, RawObject::none()));
  Object level_object(thread, arguments[4]);
  word level;
  if (!index_as_word(thread, level_object, OnOverflow::kOverflowError, &level))
    return RawObject::error();
  if (level < 0) return raise_value_error(thread, "level must be >= 0");
  if (level == 0 && str_length(underlying_value(*name)) == 0)
    return raise_value_error(thread, "Empty module name");
  Object absolute(thread, level > 0 ? absolute_name(thread, name, globals, level) : *name);
  if (absolute->is_error()) return *absolute;
  Object module(thread, find_or_load(thread, absolute));
  if (module->is_error()) return *module;
  Truth has_from = fromlist->is_none() ? Truth::kFalse : is_true(thread, fromlist);
  if (has_from == Truth::kError) return RawObject::error();
  if (has_from == Truth::kFalse) return top_level_of(thread, name, absolute, level, module);
  Object path(thread, find_attribute(thread, module, Symbol::k__path__));
  if (path->is_error()) return *path;
  if (path->is_unbound()) return *module;
  Object importlib(thread, thread->runtime()->importlib());
  Object handle(thread, get_attribute(thread, importlib, Symbol::k_handle_fromlist));
  if (handle->is_error()) return *handle;
  Object import(thread, thread->runtime()->import_function());
  return without_import_frames(thread, call(thread, handle, module, fromlist, import));
}

}  // namespace pyro::natives
