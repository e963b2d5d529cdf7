#include "capi_emulation/functions.h"

#include <cstring>

#include "runtime/native_types.h"
#include "runtime/str.h"

// Functions of extensions as Python functions: argument passing by the flags of their PyMethodDef.

namespace pyro::capi {

namespace {

constexpr word kFewArguments = 8;

// Handles for the values of a call, held while it runs.
class HeldArguments {
 public:
  HeldArguments(Thread* thread, const RawObject* values, word count)
      : thread_(thread), count_(count) {
    handles_ = count <= kFewArguments ? few_ : new PyObject*[static_cast<size_t>(count)];
    Extensions* extensions = Extensions::of(thread);
    for (word i = 0; i < count; i++) {
      Handle* handle = extensions->handle_for(values[i]);
      handle->head.ob_refcnt++;
      handles_[i] = &handle->head;
    }
  }
  ~HeldArguments() {
    for (word i = 0; i < count_; i++) decrement(thread_, handles_[i]);
    if (handles_ != few_) delete[] handles_;
  }
  HeldArguments(const HeldArguments&) = delete;
  PyObject** data() { return handles_; }
  PyObject* operator[](word index) const { return handles_[index]; }

 private:
  Thread* thread_;
  word count_;
  PyObject* few_[kFewArguments];
  PyObject** handles_;
};

const char* call_text(const ExtensionFunction* function) { return function->name; }

RawObject raise_keywords(Thread* thread, const ExtensionFunction* function) {
  return raise_type_error(thread, "%s() takes no keyword arguments", function->qualified_name);
}

// The values in front of the keywords as a tuple, the keywords as a dict (Unbound if there are
// none).
RawObject positional_tuple(Thread* thread, const RawObject* arguments, word count) {
  return count == 0 ? empty_tuple(thread) : new_tuple_from_roots(thread, arguments, count);
}

RawObject keyword_dict(Thread* thread, const RawObject* values, const Object& names) {
  if (names->is_none() || tuple_length(*names) == 0) return RawObject::unbound();
  Dict dict(thread, new_dict(thread));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*names); i++) {
    name = tuple_at(*names, i);
    value = values[i];
    if (!dict_set(thread, dict, name, value)) return RawObject::error();
  }
  return *dict;
}

RawObject call_with_tuple(Thread* thread, const ExtensionFunction* function, PyObject* self,
                          RawObject* arguments, word count, const Object& names) {
  word keywords = names->is_none() ? 0 : tuple_length(*names);
  Object args(thread, positional_tuple(thread, arguments, count - keywords));
  if (args->is_error()) return *args;
  PyCFunction code = function->method->ml_meth;
  if ((function->method->ml_flags & METH_KEYWORDS) == 0) {
    Held tuple(thread, *args);
    return checked_result(thread, code(self, tuple), call_text(function));
  }
  Object dict(thread, keyword_dict(thread, arguments + (count - keywords), names));
  if (dict->is_error()) return *dict;
  Held tuple(thread, *args), keyword_handle(thread, *dict);
  return checked_result(
      thread, reinterpret_cast<PyCFunctionWithKeywords>(code)(self, tuple, keyword_handle),
      call_text(function));
}

RawObject call_fast(Thread* thread, const ExtensionFunction* function, PyObject* self,
                    RawObject* arguments, word count, const Object& names) {
  int flags = function->method->ml_flags;
  PyCFunction code = function->method->ml_meth;
  word keywords = names->is_none() ? 0 : tuple_length(*names);
  HeldArguments held(thread, arguments, count);
  if ((flags & METH_KEYWORDS) == 0) {
    PyObject* result = reinterpret_cast<PyCFunctionFast>(code)(self, held.data(), count);
    return checked_result(thread, result, call_text(function));
  }
  Held name_handle(thread, keywords == 0 ? RawObject::unbound() : *names);
  PyObject* result =
      (flags & METH_METHOD) != 0
          ? reinterpret_cast<PyCMethod>(code)(self, function->defining_class, held.data(),
                                              static_cast<size_t>(count - keywords), name_handle)
          : reinterpret_cast<PyCFunctionFastWithKeywords>(code)(self, held.data(), count - keywords,
                                                                name_handle);
  return checked_result(thread, result, call_text(function));
}

// WindowCode of all PyMethodDefs. Methods find their receiver in front of the arguments.
RawObject call_extension_function(Thread* thread, const NativeDefinition* native, RawObject owner,
                                  RawObject* arguments, word count, RawObject keyword_names) {
  auto* function = static_cast<const ExtensionFunction*>(native);
  bool has_receiver =
      function->role == NativeRole::kMethod || function->role == NativeRole::kClassMethod;
  Object receiver(thread, has_receiver ? arguments[0] : owner);
  if (has_receiver) arguments++, count--;
  Object names(thread, keyword_names);
  word keywords = names->is_none() ? 0 : tuple_length(*names);
  int flags = function->method->ml_flags &
              (METH_VARARGS | METH_KEYWORDS | METH_NOARGS | METH_O | METH_FASTCALL | METH_METHOD);
  if (keywords > 0 && (flags & METH_KEYWORDS) == 0) return raise_keywords(thread, function);
  RecursionGuard guard(thread, " while calling a Python object");
  if (!guard.ok()) return RawObject::error();
  CallScope scope(thread);
  bool without_self = function->role == NativeRole::kStaticMethod || function->without_self;
  Held self(thread, without_self ? RawObject::unbound() : *receiver);
  switch (flags) {
    case METH_NOARGS:
      if (count != 0) {
        return raise_type_error(thread, "%s() takes no arguments (%ld given)",
                                function->qualified_name, count);
      }
      return checked_result(thread, function->method->ml_meth(self, nullptr), call_text(function));
    case METH_O: {
      if (count != 1) {
        return raise_type_error(thread, "%s() takes exactly one argument (%ld given)",
                                function->qualified_name, count);
      }
      Held argument(thread, arguments[0]);
      return checked_result(thread, function->method->ml_meth(self, argument), call_text(function));
    }
    case METH_VARARGS:
    case METH_VARARGS | METH_KEYWORDS:
    case METH_KEYWORDS:
      return call_with_tuple(thread, function, self, arguments, count, names);
    default:
      return call_fast(thread, function, self, arguments, count, names);
  }
}

// --- the same for the common cases, without keywords and with the right number of arguments.
//
// Caller's registers hold the function, the receiver and the arguments while the call runs, so
// nothing has to be rooted here; the handles are held.

constexpr word kMostQuickArguments = 6;

inline PyObject* held_receiver(Extensions* extensions, const ExtensionFunction* function,
                               RawObject owner) {
  if (function->kept_self != nullptr) {
    function->kept_self->ob_refcnt++;
    return function->kept_self;
  }
  if (function->without_self) return nullptr;
  Handle* handle = extensions->handle_for(owner);
  if ((handle->flags & (kHandleKept | kHandleStatic)) != 0) function->kept_self = &handle->head;
  handle->head.ob_refcnt++;
  return &handle->head;
}

inline RawObject quick_result(Thread* thread, const ExtensionFunction* function, PyObject* result) {
  if (result == nullptr || thread->has_exception() || handle_of(result)->value.is_unbound())
      [[unlikely]]
    return checked_result(thread, result, call_text(function));
  RawObject value = handle_of(result)->value;
  if (--result->ob_refcnt == 0 && (handle_of(result)->flags & kHandleHasFate) == 0)
    Extensions::of(thread)->dropped_result(handle_of(result));
  return value;
}

template <int kFlags, bool kHasReceiver>
RawObject call_quickly(Thread* thread, const NativeDefinition* native, RawObject owner,
                       RawObject* arguments, word count, RawObject keyword_names) {
  auto* function = static_cast<const ExtensionFunction*>(native);
  word given = count - kHasReceiver;
  bool fits = kFlags == METH_NOARGS ? given == 0
              : kFlags == METH_O    ? given == 1
                                    : given <= kMostQuickArguments;
  char* here = static_cast<char*>(__builtin_frame_address(0));
  if (!fits || !keyword_names.is_none() ||
      thread->recursion_depth >= thread->runtime()->recursion_limit ||
      here < thread->native_stack_limit) [[unlikely]] {
    return call_extension_function(thread, native, owner, arguments, count, keyword_names);
  }
  thread->recursion_depth++;
  CallScope scope(thread);
  PyObject* self = kHasReceiver ? new_reference(thread, arguments[0])
                                : held_receiver(Extensions::of(thread), function, owner);
  RawObject* values = arguments + kHasReceiver;
  PyCFunction code = function->method->ml_meth;
  PyObject* result;
  if constexpr (kFlags == METH_NOARGS) {
    result = code(self, nullptr);
  } else if constexpr (kFlags == METH_O) {
    PyObject* argument = new_reference(thread, values[0]);
    result = code(self, argument);
    decrement(thread, argument);
  } else {
    PyObject* held[kMostQuickArguments];
    for (word i = 0; i < given; i++) held[i] = new_reference(thread, values[i]);
    result = kFlags == METH_FASTCALL
                 ? reinterpret_cast<PyCFunctionFast>(code)(self, held, given)
                 : reinterpret_cast<PyCFunctionFastWithKeywords>(code)(self, held, given, nullptr);
    for (word i = 0; i < given; i++) decrement(thread, held[i]);
  }
  decrement(thread, self);
  thread->recursion_depth--;
  return quick_result(thread, function, result);
}

WindowCode code_for(const PyMethodDef* method, NativeRole role) {
  bool has_receiver = role == NativeRole::kMethod;
  if (!has_receiver && role != NativeRole::kFunction) return call_extension_function;
  constexpr int kKeywords = METH_FASTCALL | METH_KEYWORDS;
  switch (method->ml_flags &
          (METH_VARARGS | METH_KEYWORDS | METH_NOARGS | METH_O | METH_FASTCALL | METH_METHOD)) {
    case METH_NOARGS:
      return has_receiver ? call_quickly<METH_NOARGS, true> : call_quickly<METH_NOARGS, false>;
    case METH_O:
      return has_receiver ? call_quickly<METH_O, true> : call_quickly<METH_O, false>;
    case METH_FASTCALL:
      return has_receiver ? call_quickly<METH_FASTCALL, true> : call_quickly<METH_FASTCALL, false>;
    case kKeywords:
      return has_receiver ? call_quickly<kKeywords, true> : call_quickly<kKeywords, false>;
    default:
      return call_extension_function;
  }
}

// "name(a, b)\n--\n\ntext": signature and text apart, as CPython's docstrings of builtins have it.
void split_doc(ExtensionFunction* function, const char* doc, bool method) {
  if (doc == nullptr) return;
  std::string_view text = doc;
  std::string name = function->name_text;
  size_t marker = text.find(")\n--\n\n");
  if (text.starts_with(name + "(") && marker != std::string_view::npos) {
    function->signature_text = text.substr(name.size(), marker + 1 - name.size());
    // The table of natives leaves the module out, which the accessor of __text_signature__ puts
    // back.
    for (const char* prefix : {"($module, ", "($module"}) {
      if (!method && function->signature_text.starts_with(prefix)) {
        function->signature_text = "(" + function->signature_text.substr(std::strlen(prefix));
        if (function->signature_text.starts_with("(, ")) function->signature_text.erase(1, 2);
        if (function->signature_text == "(/)")
          function->signature_text = "()";
        else if (function->signature_text.starts_with("(/, "))
          function->signature_text.erase(1, 3);
        break;
      }
    }
    function->text_signature = function->signature_text.c_str();
    text.remove_prefix(marker + 6);
  }
  function->doc_text = text;
  function->doc = function->doc_text.c_str();
}

}  // namespace

ExtensionFunction* new_function_definition(const PyMethodDef* method, const std::string& prefix,
                                           NativeRole role) {
  auto* function = new ExtensionFunction();
  function->method = method;
  function->name_text = method->ml_name;
  function->qualified_text = prefix + method->ml_name;
  function->name = function->name_text.c_str();
  function->qualified_name = function->qualified_text.c_str();
  function->role = role;
  function->style = CallStyle::kPositional;
  function->window_code = code_for(method, role);
  split_doc(function, method->ml_doc, role != NativeRole::kFunction);
  return function;
}

RawObject checked_result(Thread* thread, PyObject* result, const char* function) {
  if (result == nullptr) {
    if (thread->has_exception()) return RawObject::error();
    return raise(thread, Exc::kSystemError, "%s returned NULL without setting an exception",
                 function);
  }
  Object value(thread, steal(thread, result));
  if (!thread->has_exception() || value->is_error()) return *value;
  Object cause(thread, thread->take_exception());
  raise(thread, Exc::kSystemError, "%s returned a result with an exception set", function);
  RawBaseException raised(thread->pending_exception().raw());
  raised.set_cause(*cause);
  raised.set_context(*cause);
  raised.set_suppress(RawObject::true_object());
  return RawObject::error();
}

RawObject new_extension_function(Thread* thread, const PyMethodDef* method, const Object& self,
                                 const Object& module_name, PyObject* defining_class) {
  // CPython calls functions of modules by their own name in errors, with the module in front.
  std::string prefix =
      is_str(*module_name) ? str_to_utf8_NoGC(underlying_value(*module_name)) + "." : "";
  bool bound = !self->is_none() && !self->is_unbound() && !is_heap_module(*self);
  if (bound) {
    Object type(thread, is_heap_type(*self) ? *self : thread->runtime()->type_of(*self));
    prefix = str_to_utf8_NoGC(RawType::cast(*type).name()) + ".";
  }
  ExtensionFunction* function = new_function_definition(method, prefix, NativeRole::kFunction);
  increment(defining_class);
  function->defining_class = defining_class;
  Object owner(thread, *self);
  return new_native_function(thread, function, Kind::kNativeFunction, owner, module_name);
}

bool add_functions(Thread* thread, const Object& module, const PyMethodDef* methods) {
  if (methods == nullptr) return true;
  Object module_name(thread, find_attribute(thread, module, Symbol::k__name__));
  if (module_name->is_error()) return false;
  if (module_name->is_unbound()) module_name = RawObject::none();
  Object name(thread, RawObject::none());
  Object function(thread, RawObject::none());
  for (const PyMethodDef* method = methods; method->ml_name != nullptr; method++) {
    if ((method->ml_flags & (METH_CLASS | METH_STATIC)) != 0) {
      raise_value_error(thread, "module functions cannot set METH_CLASS or METH_STATIC");
      return false;
    }
    function = new_extension_function(thread, method, module, module_name, nullptr);
    name = name_from(thread, method->ml_name);
    if (!set_attribute(thread, module, name, function)) return false;
  }
  return true;
}

}  // namespace pyro::capi
