#include <string>

#include "interpreter/interpreter.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/bootstrap.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// The part of _imp that makes native modules.

namespace pyro::natives {

RawObject imp_create_builtin(Thread* thread, Arguments arguments) {
  Object spec(thread, arguments[0]);
  Object name(thread, get_attribute(thread, spec, Symbol::kname));
  if (name->is_error()) return *name;
  if (!is_str(*name)) return raise_type_error(thread, "name must be a string");
  std::string text = str_to_utf8_NoGC(underlying_value(*name));
  if (text == "sys") return thread->runtime()->sys_module();
  if (text == "builtins") return thread->runtime()->builtins_module();
  return interpreter::create_native_module(thread, text);
}

// Native modules are complete when they are created.
RawObject imp_exec_builtin(Thread*, Arguments) { return RawObject::from_small_int(0); }

}  // namespace pyro::natives
