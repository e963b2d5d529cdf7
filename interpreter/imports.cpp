#include "interpreter/exceptions.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/str.h"

// Language reference 7.11: the import statement, from the side of the code that runs it.

namespace pyro::interpreter {

RawObject import_name(Thread* thread, ActiveFrame* frame, uint32_t name_index,
                      RawObject raw_fromlist, RawObject raw_level) {
  Object name(thread, name_at(frame, name_index));
  Object fromlist(thread, raw_fromlist);
  Object level(thread, raw_level);
  Object builtins(thread, frame->builtins);
  Object key(thread, thread->runtime()->symbol(Symbol::k__import__));
  RawObject function = RawObject::unbound();
  if (is_heap_dict(*builtins)) {
    Dict dict(thread, *builtins);
    function = dict_get(thread, dict, key);
  }
  if (function.is_error()) return function;
  if (function.is_unbound()) return raise(thread, Exc::kImportError, "__import__ not found");
  StackWindow window(thread);
  RawObject locals = frame->locals.is_none() ? RawObject::none() : frame->locals;
  for (RawObject value :
       {function, RawObject::unbound(), *name, frame->globals, locals, *fromlist, *level}) {
    if (!window.push(value)) return RawObject::error();
  }
  return call_in_place(thread, window.base(), 5, RawObject::none());
}

namespace {

RawObject raise_cannot_import(Thread* thread, const Object& module, const Object& name) {
  Object module_name(thread, find_attribute(thread, module, Symbol::k__name__));
  if (module_name->is_error()) return *module_name;
  if (!is_str(*module_name)) module_name = new_str_ascii(thread, "<unknown module name>");
  Object spec(thread, find_attribute(thread, module, Symbol::k__spec__));
  if (spec->is_error()) return *spec;
  bool initializing = false;
  if (!spec->is_unbound() && !spec->is_none()) {
    Object flag(thread, find_attribute(thread, spec, Symbol::k_initializing));
    if (flag->is_error()) return *flag;
    initializing = !flag->is_unbound() && is_true(thread, flag) == Truth::kTrue;
  }
  Object path(thread, find_attribute(thread, module, Symbol::k__file__));
  if (path->is_error()) return *path;
  Object location(thread, is_str(*path) ? *path : new_str_ascii(thread, "unknown location"));
  if (initializing) {
    raise(thread, Exc::kImportError,
          "cannot import name %R from partially initialized module %R (most likely due to a "
          "circular import) (%S)",
          &name, &module_name, &location);
  } else {
    raise(thread, Exc::kImportError, "cannot import name %R from %R (%S)", &name, &module_name,
          &location);
  }
  RawImportError error(thread->pending_exception().raw());
  error.set_name(*module_name);
  if (is_str(*path)) error.set_path(*path);
  return RawObject::error();
}

}  // namespace

RawObject import_from(Thread* thread, ActiveFrame* frame, uint32_t name_index,
                      RawObject raw_module) {
  Object module(thread, raw_module);
  Object name(thread, name_at(frame, name_index));
  RawObject value = find_attribute(thread, module, name);
  if (!value.is_unbound()) return value;
  // A submodule that is being imported is in sys.modules before it is an attribute of its package.
  Object package(thread, find_attribute(thread, module, Symbol::k__name__));
  if (package->is_error()) return *package;
  if (is_str(*package)) {
    Object full(thread, new_str_format(thread, "%S.%S", &package, &name));
    Dict modules(thread, thread->runtime()->modules_dict());
    value = dict_get(thread, modules, full);
    if (!value.is_unbound()) return value;
  }
  return raise_cannot_import(thread, module, name);
}

namespace {

bool star_names(Thread* thread, const Object& module, const Object& out, bool* skip_private) {
  Object all(thread, find_attribute(thread, module, Symbol::k__all__));
  if (all->is_error()) return false;
  *skip_private = all->is_unbound();
  Object& target = const_cast<Object&>(out);
  if (!all->is_unbound()) {
    target = list_from_iterable(thread, all);
    return !out->is_error();
  }
  Object dict(thread, find_attribute(thread, module, Symbol::k__dict__));
  if (dict->is_error()) return false;
  if (dict->is_unbound()) {
    raise(thread, Exc::kImportError, "from-import-* object has no __dict__ and no __all__");
    return false;
  }
  Object keys(thread, call_method(thread, dict, Symbol::kkeys));
  if (keys->is_error()) return false;
  target = list_from_iterable(thread, keys);
  return !out->is_error();
}

}  // namespace

bool import_star(Thread* thread, ActiveFrame* frame, RawObject raw_module) {
  Object module(thread, raw_module);
  Object names(thread, RawObject::none());
  bool skip_private;
  if (!star_names(thread, module, names, &skip_private)) return false;
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  Object locals(thread, frame->locals);
  for (word i = 0; i < RawList(names->raw()).length(); i++) {
    name = list_at(RawList(names->raw()), i);
    if (!is_str(*name)) {
      Object module_name(thread, find_attribute(thread, module, Symbol::k__name__));
      if (module_name->is_error()) return false;
      raise_type_error(thread,
                       skip_private ? "Key in %S.__dict__ must be str, not %T"
                                    : "Item in %S.__all__ must be str, not %T",
                       &module_name, &name);
      return false;
    }
    if (skip_private) {
      RawObject text = underlying_value(*name);
      if (str_length(text) > 0 && str_data(text).at(0) == '_') continue;
    }
    value = get_attribute(thread, module, name);
    if (value->is_error()) return false;
    if (is_exact_dict(*locals)) {
      Dict dict(thread, *locals);
      if (!dict_set(thread, dict, name, value)) return false;
    } else if (!set_item(thread, locals, name, value)) {
      return false;
    }
  }
  return true;
}

bool print_expression(Thread* thread, RawObject raw_value) {
  Object value(thread, raw_value);
  Object sys(thread, thread->runtime()->sys_module());
  Object hook(thread, find_attribute(thread, sys, Symbol::kdisplayhook));
  if (hook->is_error()) return false;
  if (hook->is_unbound()) {
    raise(thread, Exc::kRuntimeError, "lost sys.displayhook");
    return false;
  }
  return !call(thread, hook, value).is_error();
}

}  // namespace pyro::interpreter
