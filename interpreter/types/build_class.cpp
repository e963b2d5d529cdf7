#include "interpreter/interpreter.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/list.h"
#include "runtime/native_types.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

// Language reference 3.3.3: customising class creation.

namespace pyro::natives {

namespace {

// PEP 560: bases that are not classes are replaced by what their __mro_entries__ gives. Returns the
// same tuple if none is.
RawObject resolve_bases(Thread* thread, const Tuple& bases) {
  List resolved(thread, new_list(thread, 0));
  bool changed = false;
  Object base(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*bases); i++) {
    base = tuple_at(*bases, i);
    Object hook(thread, is_heap_type(*base)
                            ? RawObject::unbound()
                            : find_attribute(thread, base, Symbol::k__mro_entries__));
    if (hook->is_error()) return *hook;
    if (hook->is_unbound()) {
      if (!list_append(thread, resolved, base)) return RawObject::error();
      continue;
    }
    changed = true;
    Object entries(thread, call(thread, hook, bases));
    if (entries->is_error()) return *entries;
    if (!is_tuple(*entries)) return raise_type_error(thread, "__mro_entries__ must return a tuple");
    if (!list_extend(thread, resolved, entries)) return RawObject::error();
  }
  return changed ? list_to_tuple(thread, resolved) : *bases;
}

RawObject choose_metaclass(Thread* thread, const Object& given, const Tuple& bases) {
  Object metaclass(thread, *given);
  if (metaclass->is_unbound()) {
    metaclass = tuple_length(*bases) > 0 ? type_of(thread, tuple_at(*bases, 0))
                                         : thread->runtime()->type_at(LayoutId::kType);
  }
  if (!is_heap_type(*metaclass)) return *metaclass;
  return calculate_metatype(thread, metaclass, bases);
}

RawObject prepare_namespace(Thread* thread, const Object& metaclass, const Object& name,
                            const Object& bases, const Object& keywords) {
  Object prepare(thread, find_attribute(thread, metaclass, Symbol::k__prepare__));
  if (prepare->is_error()) return *prepare;
  if (prepare->is_unbound()) return new_dict(thread);
  Tuple arguments(thread, new_tuple_of(thread, name, bases));
  Object ns(thread, call_with(thread, prepare, arguments, keywords));
  if (ns->is_error() || is_heap_dict(*ns)) return *ns;
  if (type_lookup(thread, type_of(thread, *ns), Symbol::k__getitem__).is_unbound()) {
    if (is_heap_type(*metaclass)) {
      return raise_type_error(thread, "%N.__prepare__() must return a mapping, not %T", &metaclass,
                              &ns);
    }
    return raise_type_error(thread, "<metaclass>.__prepare__() must return a mapping, not %T", &ns);
  }
  return *ns;
}

bool set_original_bases(Thread* thread, const Object& ns, const Object& bases) {
  Object key(thread, thread->runtime()->symbol(Symbol::k__orig_bases__));
  return set_item(thread, ns, key, bases);
}

// The body must have left the class in the __class__ cell that it returned.
RawObject check_class_cell(Thread* thread, const Object& cls, const Object& cell,
                           const Object& name) {
  if (!is_heap_type(*cls) || !is_heap_cell(*cell)) return *cls;
  Object content(thread, RawCell(cell->raw()).value());
  if (*content == *cls) return *cls;
  if (content->is_unbound()) {
    return raise(
        thread, Exc::kRuntimeError,
        "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", &name,
        &cls);
  }
  return raise_type_error(thread, "__class__ set to %R defining %R as %R", &content, &name, &cls);
}

}  // namespace

RawObject builtins___build_class__(Thread* thread, Arguments arguments) {
  // func, name, metaclass, *bases, **keywords: keyword-only parameters stand before the collected
  // ones.
  Object function(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Object given(thread, arguments[2]);
  Tuple original(thread, arguments[3]);
  Object keywords(thread, arguments[4]);
  if (!is_heap_function(*function))
    return raise_type_error(thread, "__build_class__: func must be a function");
  if (!is_str(*name)) return raise_type_error(thread, "__build_class__: name is not a string");
  Tuple bases(thread, RawObject::none());
  RawObject resolved = resolve_bases(thread, original);
  if (resolved.is_error()) return resolved;
  bases = resolved;
  Object metaclass(thread, choose_metaclass(thread, given, bases));
  if (metaclass->is_error()) return *metaclass;
  Object ns(thread, prepare_namespace(thread, metaclass, name, bases, keywords));
  if (ns->is_error()) return *ns;
  Object code(thread, RawFunction(function->raw()).code());
  Object globals(thread, RawFunction(function->raw()).globals());
  Object closure(thread, RawFunction(function->raw()).closure());
  Object cell(thread, interpreter::execute_code(thread, code, globals, ns, closure));
  if (cell->is_error()) return *cell;
  if (!(*bases == *original) && !set_original_bases(thread, ns, original))
    return RawObject::error();
  Tuple positional(thread, new_tuple_of(thread, name, bases, ns));
  Object cls(thread, call_with(thread, metaclass, positional, keywords));
  if (cls->is_error()) return *cls;
  return check_class_cell(thread, cls, cell, name);
}

namespace {

// A builtin type by its name alone; Unbound if there is none. For types that are not names in the
// module builtins.
RawObject builtin_type_named_NoGC(Runtime* runtime, RawObject name) {
  for (int id = static_cast<int>(LayoutId::kInternal) + 1;
       id < static_cast<int>(LayoutId::kFirstDynamic); id++) {
    RawObject type = runtime->type_at(static_cast<LayoutId>(id));
    if (RawType(type.raw()).name() == name) return type;
  }
  return RawObject::unbound();
}

}  // namespace

RawObject builtins___stub_extend__(Thread* thread, Arguments arguments) {
  Dict globals(thread, thread->frame->globals);
  Object name(thread, arguments[0]);
  Object key(thread, intern_ascii(thread, "__stub_types__"));
  Object types(thread, dict_get(thread, globals, key));
  Object type_object(thread, RawObject::unbound());
  if (is_heap_dict(*types)) {
    Dict dict(thread, *types);
    type_object = dict_get(thread, dict, name);
  }
  if (type_object->is_unbound()) type_object = dict_get(thread, globals, name);
  if (!is_heap_type(*type_object)) type_object = builtin_type_named_NoGC(thread->runtime(), *name);
  if (!is_heap_type(*type_object))
    return raise(thread, Exc::kSystemError, "no native type %R to extend", &name);
  Type type(thread, *type_object);
  Dict own(thread, type->dict());
  Dict ns(thread, arguments[2]);
  Object entry(thread, RawObject::none());
  Object value(thread, RawObject::none());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(*ns, &position, &raw_key, &raw_value);) {
    if (raw_key == thread->runtime()->symbol(Symbol::k__module__) ||
        raw_key == thread->runtime()->symbol(Symbol::k__qualname__))
      continue;
    entry = raw_key;
    value = raw_value;
    if (raw_key == thread->runtime()->symbol(Symbol::k__classcell__)) {
      RawCell(raw_value.raw()).set_value(*type);
      continue;
    }
    if (!dict_set(thread, own, entry, value)) return RawObject::error();
  }
  type_modified(thread, type);
  return *type;
}

}  // namespace pyro::natives
