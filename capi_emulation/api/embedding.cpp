#include <cstdio>
#include <cstdlib>

#include "capi_emulation/api.h"

// Interpreters, the program's main function, calls from outside, and running code with everything
// spelled out. There is one interpreter, which was there before the first extension; what would
// make another one fails the way it is documented to fail.

using namespace pyro;
using namespace pyro::capi;

// --- interpreters

PYRO_API void* Py_NewInterpreter() { return nullptr; }
PYRO_API void Py_EndInterpreter(void*) {
  std::fputs("Fatal error: Py_EndInterpreter: this is the only interpreter\n", stderr);
  std::abort();
}
PYRO_API void* PyInterpreterState_New() { return nullptr; }
PYRO_API void PyInterpreterState_Clear(void*) {}
PYRO_API void PyInterpreterState_Delete(void*) {}

namespace {
int running_already(const char* function) {
  std::fprintf(stderr, "%s: an interpreter is running in this process already\n", function);
  return 1;
}
}  // namespace
PYRO_API int Py_Main(int, wchar_t**) { return running_already("Py_Main"); }
PYRO_API int Py_BytesMain(int, char**) { return running_already("Py_BytesMain"); }

// --- calls from outside

PYRO_API int Py_AddPendingCall(int (*function)(void*), void* argument) {
  Runtime* runtime = Extensions::exporting_runtime();
  if (runtime == nullptr) return -1;
  auto* extensions = static_cast<Extensions*>(runtime->extensions.get());
  return status(extensions->add_pending_call(function, argument));
}
PYRO_API int Py_MakePendingCalls() {
  Thread* thread = current_thread();
  if (thread != thread->runtime()->main_thread()) return 0;
  if (!thread->runtime()->hooks.safepoint(thread)) return -1;
  return status(Extensions::of(thread)->run_pending_calls());
}

// --- code

namespace {

constexpr word kOptimizedCode = 1;

RawObject tuple_of(Thread* thread, PyObject* const* items, int count) {
  if (count <= 0) return empty_tuple(thread);
  Tuple tuple(thread, new_tuple(thread, count));
  for (int i = 0; i < count; i++) {
    RawObject item = value_of(thread, items[i]);
    tuple_init(*tuple, i, item);
  }
  return *tuple;
}

// A function of this code, with its defaults and closure.
RawObject make_function(Thread* thread, const Object& code, const Object& globals,
                        const Object& defaults, const Object& keyword_defaults,
                        const Object& closure) {
  Object type(thread, module_attribute(thread, "types", "FunctionType"));
  if (type->is_error()) return *type;
  Tuple arguments(thread, new_tuple(thread, 5));
  tuple_init(*arguments, 0, *code);
  tuple_init(*arguments, 1, *globals);
  tuple_init(*arguments, 2, RawObject::none());
  tuple_init(*arguments, 3, *defaults);
  tuple_init(*arguments, 4, *closure);
  Object none(thread, RawObject::none());
  Object function(thread, call_with(thread, type, arguments, none));
  if (function->is_error()) return *function;
  Object code_name(thread, name_from(thread, "co_name"));
  Object qualified(thread, name_from(thread, "__qualname__"));
  Object shown(thread, get_attribute(thread, code, code_name));
  if (!set_attribute(thread, function, qualified, shown)) return RawObject::error();
  if (keyword_defaults->is_none()) return *function;
  Object name(thread, name_from(thread, "__kwdefaults__"));
  if (!set_attribute(thread, function, name, keyword_defaults)) return RawObject::error();
  return *function;
}

}  // namespace

PYRO_API PyObject* PyEval_EvalCode(PyObject* code, PyObject* globals, PyObject* locals);

// Keyword arguments are pairs of a name and a value. Code of modules and classes has no parameters
// and runs in `locals`.
PYRO_API PyObject* PyEval_EvalCodeEx(PyObject* code, PyObject* globals, PyObject* locals,
                                     PyObject* const* arguments, int argument_count,
                                     PyObject* const* keywords, int keyword_count,
                                     PyObject* const* defaults, int default_count,
                                     PyObject* keyword_defaults, PyObject* closure) {
  Thread* thread = current_thread();
  PYRO_VALUE(code_value, code, nullptr);
  PYRO_VALUE(globals_value, globals, nullptr);
  Object name(thread, name_from(thread, "co_flags"));
  Object flags(thread, get_attribute(thread, code_value, name));
  if (flags->is_error()) return nullptr;
  if ((flags->small_int() & kOptimizedCode) == 0) return PyEval_EvalCode(code, globals, locals);
  Object none(thread, RawObject::none());
  Object default_values(
      thread, default_count == 0 ? RawObject::none() : tuple_of(thread, defaults, default_count));
  Object keyword_values(
      thread, keyword_defaults == nullptr ? RawObject::none() : value_of(thread, keyword_defaults));
  Object cells(thread, closure == nullptr ? RawObject::none() : value_of(thread, closure));
  Object function(thread, make_function(thread, code_value, globals_value, default_values,
                                        keyword_values, cells));
  if (function->is_error()) return nullptr;
  Object positional(thread, tuple_of(thread, arguments, argument_count));
  Dict named(thread, new_dict(thread));
  for (int i = 0; i < keyword_count; i++) {
    Object key(thread, value_of(thread, keywords[2 * i]));
    Object value(thread, value_of(thread, keywords[2 * i + 1]));
    if (!dict_set(thread, named, key, value)) return nullptr;
  }
  return new_reference(thread, call_with(thread, function, positional, named));
}
