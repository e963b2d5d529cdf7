#include "runtime/attributes.h"

#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/layout.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

RawObject type_of(Thread* thread, RawObject value) { return thread->runtime()->type_of(value); }

// --- lookup along the MRO

namespace {

size_t cache_slot(RawObject type, RawObject name) {
  uword mixed = (type.raw() >> 3) * 31 + (name.raw() ^ name.raw() >> 17);
  mixed ^= mixed >> 11;
  return static_cast<size_t>(mixed) & (Runtime::kMethodCacheSize - 1);
}

RawObject lookup_in_mro_NoGC(RawType type, RawObject name) {
  RawObject mro = type.mro();
  if (!is_heap_tuple(mro)) return RawObject::unbound();
  for (word i = 0, n = tuple_length(mro); i < n; i++) {
    RawObject base = tuple_at(mro, i);
    if (!is_heap_type(base)) continue;
    RawObject value = dict_get_str_NoGC(RawDict(RawType(base.raw()).dict().raw()), name);
    if (!value.is_unbound()) return value;
  }
  return RawObject::unbound();
}

// Plain data on a class may change without a new type version, so it must not be cached: see
// type_dict_set.
bool is_stable_value_NoGC(RawObject value) {
  if (value.is_unbound()) return true;
  if (!value.is_heap()) return false;
  switch (value.heap_kind()) {
    case Kind::kFunction:
    case Kind::kNativeFunction:
    case Kind::kMethodDescriptor:
    case Kind::kSlotWrapper:
    case Kind::kClassMethodDescriptor:
    case Kind::kProperty:
    case Kind::kGetSetDescriptor:
    case Kind::kMemberDescriptor:
    case Kind::kClassMethod:
    case Kind::kStaticMethod:
    case Kind::kType:
      return true;
    default:
      return false;
  }
}

// What was found depends on all types of the MRO from now on.
void observe_NoGC(RawType type) {
  RawObject mro = type.mro();
  if ((type.flags() & kTypeObserved) != 0 || !is_heap_tuple(mro)) return;
  type.set_flags(type.flags() | kTypeObserved);
  for (word i = 0, n = tuple_length(mro); i < n; i++) {
    RawObject base = tuple_at(mro, i);
    if (is_heap_type(base))
      RawType(base.raw()).set_flags(RawType(base.raw()).flags() | kTypeObserved);
  }
}

}  // namespace

RawObject type_lookup(Thread* thread, RawObject type, RawObject name) {
  Runtime* runtime = thread->runtime();
  Runtime::MethodCacheEntry& entry = runtime->method_cache()[cache_slot(type, name)];
  if (entry.epoch == runtime->lookup_epoch && entry.type == type && entry.name == name)
    return entry.value;
  observe_NoGC(RawType(type.raw()));
  RawObject value = lookup_in_mro_NoGC(RawType(type.raw()), name);
  if (is_stable_value_NoGC(value)) entry = {runtime->lookup_epoch, type, name, value};
  return value;
}

RawObject type_lookup_unobserved_NoGC(RawObject type, RawObject name) {
  return lookup_in_mro_NoGC(RawType(type.raw()), name);
}

RawObject type_lookup(Thread* thread, RawObject type, Symbol name) {
  return type_lookup(thread, type, thread->runtime()->symbol(name));
}

RawObject lookup_special(Thread* thread, const Object& value, Symbol name, bool* self_needed) {
  *self_needed = false;
  RawObject type = type_of(thread, *value);
  RawObject method = type_lookup(thread, type, name);
  if (method.is_unbound()) return method;
  if (is_method_like_NoGC(method)) {
    *self_needed = true;
    return method;
  }
  Object descriptor(thread, method);
  Object owner(thread, type);
  return descriptor_get(thread, descriptor, value, owner);
}

RawObject call_special(Thread* thread, const Object& value, Symbol name) {
  bool self_needed;
  Object method(thread, lookup_special(thread, value, name, &self_needed));
  if (method->is_unbound() || method->is_error()) return *method;
  return self_needed ? call(thread, method, value) : call(thread, method);
}

RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a) {
  bool self_needed;
  Object method(thread, lookup_special(thread, value, name, &self_needed));
  if (method->is_unbound() || method->is_error()) return *method;
  return self_needed ? call(thread, method, value, a) : call(thread, method, a);
}

RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a,
                       const Object& b) {
  bool self_needed;
  Object method(thread, lookup_special(thread, value, name, &self_needed));
  if (method->is_unbound() || method->is_error()) return *method;
  return self_needed ? call(thread, method, value, a, b) : call(thread, method, a, b);
}

RawObject call_special(Thread* thread, const Object& value, Symbol name, const Object& a,
                       const Object& b, const Object& c) {
  bool self_needed;
  Object method(thread, lookup_special(thread, value, name, &self_needed));
  if (method->is_unbound() || method->is_error()) return *method;
  if (!self_needed) return call(thread, method, a, b, c);
  StackWindow window(thread);
  for (RawObject argument : {*method, RawObject::unbound(), *value, *a, *b, *c}) {
    if (!window.push(argument)) return RawObject::error();
  }
  return call_window(thread, window.base(), 4, RawObject::none());
}

// --- an instance's own attributes

namespace {

// Where kinds that are not plain instances keep their dictionary: the word index, or 0.
word dict_word_NoGC(RawObject value) {
  switch (value.heap_kind()) {
    case Kind::kModule:
      return RawModule::kDictIndex;
    case Kind::kNativeFunction:
      return RawNativeFunction::kDictIndex;
    case Kind::kStaticMethod:
      return RawStaticMethod::kDictIndex;
    case Kind::kClassMethod:
      return RawClassMethod::kDictIndex;
    case Kind::kSimpleNamespace:
      return RawSimpleNamespace::kDictIndex;
    default:
      return 0;
  }
}

// Value, Unbound, or Error.
RawObject own_attribute(Thread* thread, const Object& value, const Object& name) {
  if (!value->is_heap()) return RawObject::unbound();
  RawLayout layout = thread->runtime()->layout_at(layout_of(*value));
  if ((layout.flags() & kLayoutHasDict) != 0) {
    if ((layout.flags() & kLayoutDictMode) == 0)
      return instance_get_NoGC(thread->runtime(), *value, *name);
    Dict dict(thread, value->at(layout.base_words()));
    return dict_get(thread, dict, name);
  }
  RawObject dict = RawObject::none();
  if (value->heap_kind() == Kind::kFunction) {
    RawObject extras = RawFunction::cast(*value).extras();
    if (!extras.is_none()) dict = RawFunctionExtras::cast(extras).dict();
  } else if (word index = dict_word_NoGC(*value); index != 0) {
    dict = value->at(index);
  }
  if (!is_heap_dict(dict)) return RawObject::unbound();
  Dict own(thread, dict);
  return dict_get(thread, own, name);
}

}  // namespace

RawObject instance_dict(Thread* thread, const Object& value) {
  if (!value->is_heap()) return RawObject::unbound();
  RawLayout layout = thread->runtime()->layout_at(layout_of(*value));
  if ((layout.flags() & kLayoutHasDict) != 0) return instance_to_dict_mode(thread, value);
  if (value->heap_kind() == Kind::kFunction) {
    FunctionExtras extras(thread, function_extras(thread, value));
    if (extras->dict().is_none()) extras->set_dict(new_dict(thread));
    return extras->dict();
  }
  word index = dict_word_NoGC(*value);
  // Functions in native code keep __module__ there, but show no __dict__ and take no attributes.
  if (index == 0 || value->heap_kind() == Kind::kNativeFunction) return RawObject::unbound();
  if (value->at(index).is_none()) {
    RawObject dict = new_dict(thread);
    value->set_at(index, dict);
  }
  return value->at(index);
}

// --- object.__getattribute__ and friends

namespace {

// Is the module that owns this namespace still being executed?
bool is_initializing(Thread* thread, const Dict& ns) {
  Object spec(thread, dict_get(thread, ns, Symbol::k__spec__));
  if (spec->is_error() || spec->is_unbound() || spec->is_none()) return false;
  Object flag(thread, find_attribute(thread, spec, Symbol::k_initializing));
  if (flag->is_error()) thread->take_exception();
  if (flag->is_error() || flag->is_unbound()) return false;
  return is_true(thread, flag) == Truth::kTrue;
}

// Is the module's submodule of that name being imported? The import system keeps a list in the
// spec.
bool is_importing_submodule(Thread* thread, const Dict& ns, const Object& name) {
  Object spec(thread, dict_get(thread, ns, Symbol::k__spec__));
  if (spec->is_error() || spec->is_unbound() || spec->is_none()) return false;
  Object key(thread, intern_ascii(thread, "_uninitialized_submodules"));
  Object names(thread, find_attribute(thread, spec, key));
  if (names->is_error()) thread->take_exception();
  if (names->is_error() || names->is_unbound()) return false;
  Truth found = contains(thread, names, name);
  if (found == Truth::kError) thread->take_exception();
  return found == Truth::kTrue;
}

// Sets `name` and `obj` of the pending AttributeError, for suggestions.
RawObject raise_no_attribute(Thread* thread, const Object& value, const Object& name) {
  if (is_heap_module(*value)) {
    Dict dict(thread, RawModule::cast(*value).dict());
    Object module_name(thread, dict_get(thread, dict, Symbol::k__name__));
    if (is_str(*module_name) && is_initializing(thread, dict)) {
      raise(thread, Exc::kAttributeError,
            "partially initialized module '%S' has no attribute '%S' (most likely due to a "
            "circular import)",
            &module_name, &name);
    } else if (is_str(*module_name) && is_importing_submodule(thread, dict, name)) {
      raise(thread, Exc::kAttributeError,
            "cannot access submodule '%S' of module '%S' (most likely due to a circular import)",
            &name, &module_name);
    } else if (is_str(*module_name)) {
      raise(thread, Exc::kAttributeError, "module '%S' has no attribute '%S'", &module_name, &name);
    } else {
      raise(thread, Exc::kAttributeError, "module has no attribute '%S'", &name);
    }
  } else if (is_heap_type(*value)) {
    raise(thread, Exc::kAttributeError, "type object '%N' has no attribute '%S'", &value, &name);
  } else {
    raise(thread, Exc::kAttributeError, "'%T' object has no attribute '%S'", &value, &name);
  }
  RawObject exception = thread->pending_exception();
  if (is_heap_attribute_error(exception)) {
    RawAttributeError::cast(exception).set_name(*name);
    RawAttributeError::cast(exception).set_obj(*value);
  }
  return RawObject::error();
}

// Unbound instead of AttributeError.
RawObject generic_find_attribute(Thread* thread, const Object& value, const Object& name) {
  Object type(thread, type_of(thread, *value));
  Object descriptor(thread, type_lookup(thread, *type, *name));
  // Of descriptors that can be set, only those that can be read too come before the instance's own
  // attributes.
  if (!descriptor->is_unbound() && is_data_descriptor(thread, *descriptor) &&
      is_descriptor(thread, *descriptor)) {
    return descriptor_get(thread, descriptor, value, type);
  }
  RawObject own = own_attribute(thread, value, name);
  if (!own.is_unbound()) return own;
  if (descriptor->is_unbound()) return *descriptor;
  return descriptor_get(thread, descriptor, value, type);
}

RawObject module_getattr_hook(Thread* thread, const Object& module, const Object& name) {
  Dict dict(thread, RawModule::cast(*module).dict());
  Object hook(thread, dict_get(thread, dict, Symbol::k__getattr__));
  if (hook->is_unbound() || hook->is_error()) return *hook;
  return call(thread, hook, name);
}

// `value.name` up to, and not including, the AttributeError.
RawObject find_raw(Thread* thread, const Object& value, const Object& name) {
  RawObject type = type_of(thread, *value);
  if (type_has_flag(type, kTypeCustomGetattribute)) {
    if (!is_heap_type(*value)) return call_special(thread, value, Symbol::k__getattribute__, name);
    RawObject method = type_lookup(thread, type, Symbol::k__getattribute__);
    if (!is_heap_slot_wrapper(method))
      return call_special(thread, value, Symbol::k__getattribute__, name);
    Type as_type(thread, *value);
    return type_get_attribute(thread, as_type, name);
  }
  if (is_heap_type(*value)) {
    Type as_type(thread, *value);
    return type_get_attribute(thread, as_type, name);
  }
  RawObject result = generic_find_attribute(thread, value, name);
  if (result.is_unbound() && is_heap_module(*value))
    return module_getattr_hook(thread, value, name);
  return result;
}

RawObject find_with_hook(Thread* thread, const Object& value, const Object& name) {
  RawObject result = find_raw(thread, value, name);
  if (!result.is_unbound() && !result.is_error()) return result;
  if (!type_has_flag(type_of(thread, *value), kTypeHasGetattr)) return result;
  if (result.is_error() && !clear_pending_if(thread, Exc::kAttributeError)) return result;
  RawObject hooked = call_special(thread, value, Symbol::k__getattr__, name);
  return hooked;
}

}  // namespace

namespace {

// An AttributeError that Python code has raised without saying of what learns it here, for
// suggestions.
void add_error_context_NoGC(Thread* thread, RawObject value, RawObject name) {
  RawObject exception = thread->pending_exception();
  if (!is_heap_attribute_error(exception)) return;
  RawAttributeError error = RawAttributeError::cast(exception);
  if (!error.name().is_none() || !error.obj().is_none()) return;
  error.set_name(name);
  error.set_obj(value);
}

}  // namespace

RawObject get_attribute(Thread* thread, const Object& value, const Object& name) {
  RawObject result = find_with_hook(thread, value, name);
  if (result.is_error()) add_error_context_NoGC(thread, *value, *name);
  return result.is_unbound() ? raise_no_attribute(thread, value, name) : result;
}

RawObject get_attribute(Thread* thread, const Object& value, Symbol name) {
  Object text(thread, thread->runtime()->symbol(name));
  return get_attribute(thread, value, text);
}

RawObject find_attribute(Thread* thread, const Object& value, const Object& name) {
  RawObject result = find_with_hook(thread, value, name);
  if (result.is_error() && clear_pending_if(thread, Exc::kAttributeError))
    return RawObject::unbound();
  return result;
}

RawObject find_attribute(Thread* thread, const Object& value, Symbol name) {
  Object text(thread, thread->runtime()->symbol(name));
  return find_attribute(thread, value, text);
}

RawObject generic_get_attribute(Thread* thread, const Object& value, const Object& name) {
  RawObject result = generic_find_attribute(thread, value, name);
  if (result.is_unbound() && is_heap_module(*value))
    result = module_getattr_hook(thread, value, name);
  return result.is_unbound() ? raise_no_attribute(thread, value, name) : result;
}

namespace {

bool raise_cannot_set(Thread* thread, const Object& value, const Object& name, bool found_on_type) {
  if (found_on_type) {
    raise(thread, Exc::kAttributeError, "'%T' object attribute '%S' is read-only", &value, &name);
    return false;
  }
  raise_no_attribute(thread, value, name);
  return false;
}

}  // namespace

bool generic_set_attribute(Thread* thread, const Object& value, const Object& name,
                           const Object& attribute) {
  Object descriptor(thread, type_lookup(thread, type_of(thread, *value), *name));
  if (!descriptor->is_unbound() && is_data_descriptor(thread, *descriptor)) {
    return descriptor_set(thread, descriptor, value, attribute);
  }
  if (value->is_heap() &&
      (thread->runtime()->layout_at(layout_of(*value)).flags() & kLayoutHasDict) != 0) {
    return instance_set(thread, value, name, attribute);
  }
  RawObject own = instance_dict(thread, value);
  if (own.is_unbound()) return raise_cannot_set(thread, value, name, !descriptor->is_unbound());
  Dict dict(thread, own);
  return dict_set(thread, dict, name, attribute);
}

bool generic_delete_attribute(Thread* thread, const Object& value, const Object& name) {
  Object descriptor(thread, type_lookup(thread, type_of(thread, *value), *name));
  if (!descriptor->is_unbound() && is_data_descriptor(thread, *descriptor)) {
    return descriptor_delete(thread, descriptor, value);
  }
  if (value->is_heap() &&
      (thread->runtime()->layout_at(layout_of(*value)).flags() & kLayoutHasDict) != 0) {
    int deleted = instance_delete(thread, value, name);
    if (deleted == 0) raise_no_attribute(thread, value, name);
    return deleted == 1;
  }
  RawObject own = instance_dict(thread, value);
  if (own.is_unbound()) return raise_cannot_set(thread, value, name, !descriptor->is_unbound());
  Dict dict(thread, own);
  RawObject removed = dict_remove(thread, dict, name);
  if (removed.is_unbound()) raise_no_attribute(thread, value, name);
  return !removed.is_unbound() && !removed.is_error();
}

namespace {

// The part of a custom __setattr__ or __delattr__ that set_attribute and delete_attribute share.
bool change_through_hook(Thread* thread, const Object& value, const Object& name,
                         const Object* attribute) {
  RawObject result = attribute != nullptr
                         ? call_special(thread, value, Symbol::k__setattr__, name, *attribute)
                         : call_special(thread, value, Symbol::k__delattr__, name);
  return !result.is_error();
}

}  // namespace

bool set_attribute(Thread* thread, const Object& value, const Object& name,
                   const Object& attribute) {
  if (type_has_flag(type_of(thread, *value), kTypeCustomSetattr))
    return change_through_hook(thread, value, name, &attribute);
  if (is_heap_type(*value)) {
    Type type(thread, *value);
    return type_set_attribute(thread, type, name, attribute);
  }
  return generic_set_attribute(thread, value, name, attribute);
}

bool delete_attribute(Thread* thread, const Object& value, const Object& name) {
  if (type_has_flag(type_of(thread, *value), kTypeCustomSetattr))
    return change_through_hook(thread, value, name, nullptr);
  if (is_heap_type(*value)) {
    Type type(thread, *value);
    Object unbound(thread, RawObject::unbound());
    return type_set_attribute(thread, type, name, unbound);
  }
  return generic_delete_attribute(thread, value, name);
}

}  // namespace pyro
