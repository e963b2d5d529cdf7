#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "capi_emulation/api.h"
#include "capi_emulation/functions.h"
#include "runtime/frame.h"
#include "runtime/list.h"
#include "runtime/native_types.h"
#include "runtime/str.h"

// What embedding programs and a few extensions ask for: frames, tracebacks, descriptors, signals,
// settings of the interpreter.

using namespace pyro;
using namespace pyro::capi;

// --- sys settings

namespace {
RawObject sys_get(Thread* thread, const char* name) {
  Object sys(thread, thread->runtime()->sys_module());
  Object key(thread, name_from(thread, name));
  return get_attribute(thread, sys, key);
}
void sys_set(Thread* thread, const char* name, RawObject raw_value) {
  Object value(thread, raw_value);
  Object sys(thread, thread->runtime()->sys_module());
  Object key(thread, name_from(thread, name));
  if (value->is_error() || !set_attribute(thread, sys, key, value)) thread->take_exception();
}
RawObject wide_text(Thread* thread, const wchar_t* text) {
  return new_str_from_ucs4(thread, reinterpret_cast<const uint32_t*>(text),
                           static_cast<word>(std::wcslen(text)));
}
// A setting as wide text that is never freed.
wchar_t* wide_setting(const char* name) {
  Thread* thread = current_thread();
  Object value(thread, sys_get(thread, name));
  if (value->is_error()) return thread->take_exception(), nullptr;
  RawObject text = underlying_value(*value);
  if (!is_str(text)) return nullptr;
  StrData data = str_data(text);
  auto* buffer =
      static_cast<wchar_t*>(std::calloc(static_cast<size_t>(data.length + 1), sizeof(wchar_t)));
  for (word i = 0; i < data.length; i++) buffer[i] = static_cast<wchar_t>(data.at(i));
  return buffer;
}
}  // namespace
PYRO_API wchar_t* Py_GetPrefix() { return wide_setting("prefix"); }
PYRO_API wchar_t* Py_GetExecPrefix() { return wide_setting("exec_prefix"); }
PYRO_API wchar_t* Py_GetProgramFullPath() { return wide_setting("executable"); }
PYRO_API wchar_t* Py_GetProgramName() { return wide_setting("executable"); }
PYRO_API wchar_t* Py_GetPythonHome() { return nullptr; }
PYRO_API wchar_t* Py_GetPath() {
  Thread* thread = current_thread();
  Object path(thread, sys_get(thread, "path"));
  std::string joined;
  if (is_heap_list(*path)) {
    for (word i = 0; i < RawList::cast(*path).length(); i++) {
      RawObject entry = list_at(RawList::cast(*path), i);
      if (is_str(entry))
        joined += (joined.empty() ? "" : ":") + str_to_utf8_NoGC(underlying_value(entry));
    }
  }
  auto* buffer = static_cast<wchar_t*>(std::calloc(joined.size() + 1, sizeof(wchar_t)));
  std::mbstowcs(buffer, joined.c_str(), joined.size());
  return buffer;
}
PYRO_API void PySys_SetPath(const wchar_t* path) {
  Thread* thread = current_thread();
  Object text(thread, wide_text(thread, path));
  Object colon(thread, new_str_ascii(thread, ":"));
  sys_set(thread, "path", call_named(thread, text, "split", colon));
}
PYRO_API void PySys_SetArgvEx(int count, wchar_t** arguments, int) {
  Thread* thread = current_thread();
  List list(thread, new_list(thread));
  Object text(thread, RawObject::none());
  for (int i = 0; i < count; i++) {
    text = wide_text(thread, arguments[i]);
    if (!list_append(thread, list, text)) thread->take_exception();
  }
  sys_set(thread, "argv", *list);
}
PYRO_API void PySys_SetArgv(int count, wchar_t** arguments) {
  PySys_SetArgvEx(count, arguments, 1);
}
PYRO_API void PySys_AddWarnOptionUnicode(PyObject* option) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, option));
  Object options(thread, sys_get(thread, "warnoptions"));
  if (options->is_error() || call_named(thread, options, "append", value).is_error())
    thread->take_exception();
}
PYRO_API void PySys_AddWarnOption(const wchar_t* option) {
  Thread* thread = current_thread();
  PyObject* text = new_reference(thread, wide_text(thread, option));
  PySys_AddWarnOptionUnicode(text);
  decrement(thread, text);
}
PYRO_API void PySys_ResetWarnOptions() {
  Thread* thread = current_thread();
  sys_set(thread, "warnoptions", new_list(thread));
}
// "name" or "name=value".
PYRO_API void PySys_AddXOption(const wchar_t* option) {
  Thread* thread = current_thread();
  Object text(thread, wide_text(thread, option));
  Object equals_sign(thread, new_str_ascii(thread, "="));
  Object parts(thread, call_named(thread, text, "partition", equals_sign));
  Object options(thread, sys_get(thread, "_xoptions"));
  if (parts->is_error() || !is_heap_dict(*options)) return;
  Dict dict(thread, *options);
  Object key(thread, tuple_at(*parts, 0));
  bool plain = str_length(tuple_at(*parts, 1)) == 0;
  Object value(thread, plain ? RawObject::true_object() : tuple_at(*parts, 2));
  if (!dict_set(thread, dict, key, value)) thread->take_exception();
}
// Settings that only count before start-up; extensions run after it.
PYRO_API void Py_SetProgramName(const wchar_t*) {}
PYRO_API void Py_SetPythonHome(const wchar_t*) {}
PYRO_API void Py_SetPath(const wchar_t*) {}
PYRO_API void Py_Initialize() {}
PYRO_API void Py_InitializeEx(int) {}
PYRO_API int Py_FinalizeEx() { return 0; }
PYRO_API void Py_Finalize() {}
PYRO_API void Py_GetArgcArgv(int* count, wchar_t*** arguments) {
  Thread* thread = current_thread();
  *count = 0;
  *arguments = nullptr;
  Object list(thread, sys_get(thread, "orig_argv"));
  if (!is_heap_list(*list)) return;
  word size = RawList::cast(*list).length();
  *arguments = static_cast<wchar_t**>(std::calloc(static_cast<size_t>(size + 1), sizeof(wchar_t*)));
  for (word i = 0; i < size; i++) {
    RawObject text = underlying_value(list_at(RawList::cast(*list), i));
    StrData data = str_data(text);
    auto* copy =
        static_cast<wchar_t*>(std::calloc(static_cast<size_t>(data.length + 1), sizeof(wchar_t)));
    for (word k = 0; k < data.length; k++) copy[k] = static_cast<wchar_t>(data.at(k));
    (*arguments)[i] = copy;
  }
  *count = static_cast<int>(size);
}

// --- frames, tracebacks, code

namespace {
RawObject running_frame(Thread* thread) {
  if (thread->frame == nullptr) return RawObject::none();
  Object function(thread, module_attribute(thread, "sys", "_getframe"));
  RawObject frame = function->is_error() ? *function : call(thread, function);
  if (!frame.is_error()) return frame;
  thread->take_exception();
  return RawObject::none();
}
}  // namespace
PYRO_API PyObject* PyEval_GetFrame() {
  Thread* thread = current_thread();
  RawObject frame = running_frame(thread);
  return frame.is_none() ? nullptr : lend(thread, frame);
}
PYRO_API PyObject* PyThreadState_GetFrame(void*) {
  Thread* thread = current_thread();
  RawObject frame = running_frame(thread);
  return frame.is_none() ? nullptr : new_reference(thread, frame);
}
namespace {
RawObject frame_attribute(Thread* thread, PyObject* frame, const char* name) {
  Object value(thread, value_of(thread, frame));
  if (value->is_error()) return *value;
  Object key(thread, name_from(thread, name));
  return get_attribute(thread, value, key);
}
}  // namespace
PYRO_API PyObject* PyFrame_GetCode(PyObject* frame) {
  Thread* thread = current_thread();
  return new_reference(thread, frame_attribute(thread, frame, "f_code"));
}
PYRO_API int PyFrame_GetLineNumber(PyObject* frame) {
  Thread* thread = current_thread();
  RawObject line = frame_attribute(thread, frame, "f_lineno");
  if (line.is_error()) thread->take_exception();
  return line.is_small_int() ? static_cast<int>(line.small_int()) : 0;
}
PYRO_API PyObject* PyEval_GetLocals() {
  Thread* thread = current_thread();
  Object frame(thread, running_frame(thread));
  if (frame->is_none()) {
    raise(thread, Exc::kSystemError, "frame does not exist");
    return nullptr;
  }
  Object key(thread, name_from(thread, "f_locals"));
  return lend(thread, get_attribute(thread, frame, key));
}
PYRO_API PyObject* PyEval_EvalFrame(PyObject*) {
  raise(current_thread(), Exc::kSystemError, "frames cannot be run by extensions");
  return nullptr;
}
PYRO_API PyObject* PyEval_EvalFrameEx(PyObject* frame, int) { return PyEval_EvalFrame(frame); }
PYRO_API const char* PyEval_GetFuncName(PyObject* function) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, function));
  Object name(thread, find_attribute(thread, value, Symbol::k__name__));
  if (name->is_error() || name->is_unbound() || !is_str(*name)) {
    thread->take_exception();
    name = RawType::cast(type_of(thread, *value)).name();
  }
  return utf8_of_handle(thread, lend(thread, *name), nullptr);
}
PYRO_API const char* PyEval_GetFuncDesc(PyObject* function) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, function));
  bool callable =
      is_heap_function(*value) || is_heap_bound_method(*value) || is_heap_native_function(*value);
  return callable ? "()" : " object";
}
PYRO_API int PyTraceBack_Print(PyObject* traceback, PyObject* file) {
  Thread* thread = current_thread();
  if (traceback == nullptr) return 0;
  PYRO_VALUE(value, traceback, -1);
  PYRO_VALUE(stream, file, -1);
  if (!is_heap_traceback(*value)) return bad_internal_call(thread), -1;
  Object function(thread, module_attribute(thread, "traceback", "format_tb"));
  if (function->is_error()) return -1;
  Object lines(thread, call(thread, function, value));
  if (lines->is_error()) return -1;
  Object text(thread, new_str_ascii(thread, "Traceback (most recent call last):\n"));
  if (call_named(thread, stream, "write", text).is_error()) return -1;
  Object empty(thread, new_str_ascii(thread, ""));
  text = str_join(thread, empty, lines);
  return text->is_error() || call_named(thread, stream, "write", text).is_error() ? -1 : 0;
}
// The pending exception's traceback gets an entry for the frame.
PYRO_API int PyTraceBack_Here(PyObject* frame) {
  Thread* thread = current_thread();
  if (!thread->has_exception()) return 0;
  PYRO_VALUE(frame_value, frame, -1);
  Object exception(thread, thread->take_exception());
  Object type(thread, module_attribute(thread, "types", "TracebackType"));
  Object line_name(thread, name_from(thread, "f_lineno"));
  Object offset_name(thread, name_from(thread, "f_lasti"));
  Object line(thread, get_attribute(thread, frame_value, line_name));
  Object offset(thread, get_attribute(thread, frame_value, offset_name));
  if (type->is_error() || line->is_error() || offset->is_error()) return -1;
  Object arguments(thread, new_tuple(thread, 4));
  tuple_init(*arguments, 0, RawBaseException::cast(*exception).traceback());
  tuple_init(*arguments, 1, *frame_value);
  tuple_init(*arguments, 2, *offset);
  tuple_init(*arguments, 3, *line);
  Object none(thread, RawObject::none());
  Object traceback(thread, call_with(thread, type, arguments, none));
  if (traceback->is_error()) return -1;
  RawBaseException::cast(*exception).set_traceback(*traceback);
  thread->set_pending_exception(*exception);
  return 0;
}
PYRO_API void PyErr_SyntaxLocationEx(const char* filename, int line, int column) {
  Thread* thread = current_thread();
  if (!thread->has_exception() || !is_heap_syntax_error(thread->pending_exception())) return;
  Object exception(thread, thread->pending_exception());
  Object name(thread, filename == nullptr ? RawObject::none() : text_from(thread, filename));
  RawSyntaxError error = RawSyntaxError::cast(*exception);
  error.set_filename(*name);
  error.set_lineno(RawObject::from_small_int(line));
  error.set_offset(column < 0 ? RawObject::none() : RawObject::from_small_int(column));
}
PYRO_API void PyErr_SyntaxLocation(const char* filename, int line) {
  PyErr_SyntaxLocationEx(filename, line, -1);
}
PYRO_API PyObject* PyErr_ProgramText(const char* filename, int line) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "linecache", "getline"));
  if (function->is_error()) return thread->take_exception(), nullptr;
  Object name(thread, text_from(thread, filename)), number(thread, new_int(thread, line));
  Object text(thread, call(thread, function, name, number));
  if (is_str(*text) && str_length(*text) == 0) return nullptr;
  return new_reference(thread, *text);
}

// --- import of code

PYRO_API PyObject* PyImport_AddModuleObject(PyObject* name);
// The module's attributes are importlib's business: __file__, __cached__, __spec__, __loader__.
PYRO_API PyObject* PyImport_ExecCodeModuleObject(PyObject* name, PyObject* code, PyObject* path,
                                                 PyObject* cached) {
  Thread* thread = current_thread();
  PyObject* module = PyImport_AddModuleObject(name);
  if (module == nullptr) return nullptr;
  PYRO_VALUE(module_value, module, nullptr);
  PYRO_VALUE(code_value, code, nullptr);
  PYRO_VALUE(name_value, name, nullptr);
  Object ns(thread, RawModule::cast(*module_value).dict());
  Dict dict(thread, *ns);
  Object builtins(thread, thread->runtime()->builtins_module());
  if (!dict_set(thread, dict, Symbol::k__builtins__, builtins)) return nullptr;
  Object key(thread, name_from(thread, "co_filename"));
  Object file(thread,
              path != nullptr ? value_of(thread, path) : get_attribute(thread, code_value, key));
  Object cached_file(thread, cached == nullptr ? RawObject::none() : value_of(thread, cached));
  Object fix_up(thread,
                module_attribute(thread, "importlib._bootstrap_external", "_fix_up_module"));
  if (file->is_error() || fix_up->is_error()) return nullptr;
  Object arguments(thread, new_tuple(thread, 4));
  tuple_init(*arguments, 0, *ns);
  tuple_init(*arguments, 1, *name_value);
  tuple_init(*arguments, 2, *file);
  tuple_init(*arguments, 3, *cached_file);
  Object none(thread, RawObject::none());
  if (call_with(thread, fix_up, arguments, none).is_error()) return nullptr;
  Object exec(thread, builtin(thread, "exec"));
  if (call(thread, exec, code_value, ns).is_error()) return nullptr;
  return new_reference(thread, import_module(thread, name_value));
}
PYRO_API PyObject* PyImport_ExecCodeModuleWithPathnames(const char* name, PyObject* code,
                                                        const char* path, const char* cached) {
  Thread* thread = current_thread();
  auto optional = [thread](const char* text) {
    return text == nullptr ? nullptr : new_reference(thread, text_from(thread, text));
  };
  PyObject* handles[] = {optional(name), optional(path), optional(cached)};
  PyObject* module = PyImport_ExecCodeModuleObject(handles[0], code, handles[1], handles[2]);
  for (PyObject* handle : handles) decrement(thread, handle);
  return module;
}
PYRO_API PyObject* PyImport_ExecCodeModuleEx(const char* name, PyObject* code, const char* path) {
  return PyImport_ExecCodeModuleWithPathnames(name, code, path, nullptr);
}
PYRO_API PyObject* PyImport_ExecCodeModule(const char* name, PyObject* code) {
  return PyImport_ExecCodeModuleWithPathnames(name, code, nullptr, nullptr);
}

// --- marshal

PYRO_API PyObject* PyMarshal_ReadObjectFromString(const char* data, Py_ssize_t size) {
  Thread* thread = current_thread();
  Object function(thread, module_attribute(thread, "marshal", "loads"));
  Object bytes(thread, new_bytes(thread, data, size));
  return new_reference(thread, function->is_error() ? *function : call(thread, function, bytes));
}
PYRO_API PyObject* PyMarshal_WriteObjectToString(PyObject* object, int version) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object function(thread, module_attribute(thread, "marshal", "dumps"));
  Object number(thread, new_int(thread, version));
  return new_reference(thread,
                       function->is_error() ? *function : call(thread, function, value, number));
}

// --- signals

PYRO_API int PyErr_SetInterruptEx(int number) {
  if (number < 1 || number >= NSIG) return -1;
  std::raise(number);
  return 0;
}
PYRO_API void PyErr_SetInterrupt() { PyErr_SetInterruptEx(SIGINT); }
using SignalHandler = void (*)(int);
PYRO_API SignalHandler PyOS_getsig(int number) {
  struct sigaction action{};
  return sigaction(number, nullptr, &action) == -1 ? SIG_ERR : action.sa_handler;
}
PYRO_API SignalHandler PyOS_setsig(int number, SignalHandler handler) {
  struct sigaction action{}, old{};
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK;
  return sigaction(number, &action, &old) == -1 ? SIG_ERR : old.sa_handler;
}
// An interrupt that waits is taken away.
PYRO_API int PyOS_InterruptOccurred() {
  Thread* thread = current_thread();
  if (thread != thread->runtime()->main_thread() || thread->has_exception()) return 0;
  if (thread->runtime()->hooks.safepoint(thread)) return 0;
  thread->take_exception();
  return 1;
}
PYRO_API void PyOS_BeforeFork() {}
PYRO_API void PyOS_AfterFork_Parent() {}
// Only the calling thread is there; it is the main thread now.
PYRO_API void PyOS_AfterFork_Child() {
  Thread* thread = current_thread();
  thread->runtime()->forget_other_threads(thread);
  Object modules(thread, sys_get(thread, "modules"));
  Object name(thread, name_from(thread, "threading"));
  Dict dict(thread, *modules);
  Object threading(thread, dict_get(thread, dict, name));
  if (!is_heap_module(*threading)) return;
  if (call_named(thread, threading, "_after_fork").is_error()) thread->take_exception();
}
PYRO_API void PyOS_AfterFork() { PyOS_AfterFork_Child(); }

PYRO_API int _Py_CheckRecursiveCall(void*, const char* where) {
  Thread* thread = current_thread();
  if (thread->recursion_depth < thread->runtime()->recursion_limit) return 0;
  raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded%s",
        where == nullptr ? "" : where);
  return -1;
}

// --- descriptors made of tables

// A slot's method bound to an object.
PYRO_API PyObject* PyWrapper_New(PyObject* descriptor, PyObject* self) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, descriptor, nullptr);
  PYRO_VALUE(receiver, self, nullptr);
  Object type(thread, thread->runtime()->type_of(*receiver));
  return new_reference(thread, call_named(thread, function, "__get__", receiver, type));
}

namespace {
PyObject* method_descriptor(PyObject* type, PyMethodDef* method, NativeRole role, Kind kind) {
  Thread* thread = current_thread();
  PYRO_VALUE(owner, type, nullptr);
  std::string prefix = str_to_utf8_NoGC(RawType::cast(*owner).name()) + ".";
  ExtensionFunction* definition = new_function_definition(method, prefix, role);
  definition->defining_class = type;
  Object module(thread, RawObject::none());
  return new_reference(thread, new_native_function(thread, definition, kind, owner, module));
}
PyObject* accessor_descriptor(PyObject* type, ExtensionFunction* definition, bool readable,
                              bool writable) {
  Thread* thread = current_thread();
  PYRO_VALUE(owner, type, nullptr);
  Object name(thread, name_from(thread, definition->name));
  auto* writer = new ExtensionFunction(*definition);
  writer->role = NativeRole::kSetter;
  RawGetSetDescriptor descriptor(new_instance_of_kind(thread, Kind::kGetSetDescriptor).raw());
  descriptor.set_name(*name);
  descriptor.set_owner(*owner);
  descriptor.set_getter(readable ? thread->runtime()->register_native(definition) : -1);
  descriptor.set_setter(writable ? thread->runtime()->register_native(writer) : -1);
  return new_reference(thread, descriptor);
}
}  // namespace
PYRO_API PyObject* PyDescr_NewMethod(PyObject* type, PyMethodDef* method) {
  return method_descriptor(type, method, NativeRole::kMethod, Kind::kMethodDescriptor);
}
PYRO_API PyObject* PyDescr_NewClassMethod(PyObject* type, PyMethodDef* method) {
  return method_descriptor(type, method, NativeRole::kClassMethod, Kind::kClassMethodDescriptor);
}
PYRO_API PyObject* PyDescr_NewGetSet(PyObject* type, PyGetSetDef* accessor) {
  return accessor_descriptor(type, new_accessor_definition(accessor, ""), accessor->get != nullptr,
                             accessor->set != nullptr);
}
PYRO_API PyObject* PyDescr_NewMember(PyObject* type, PyMemberDef* member) {
  return accessor_descriptor(type, new_member_definition(member, ""), true,
                             (member->flags & kMemberFlagReadOnly) == 0);
}
