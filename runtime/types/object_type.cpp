#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class_names.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/layout.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_call.h"

// object, and the types of None, NotImplemented and Ellipsis. Pickling of objects is in
// object_reduce.cpp.

namespace pyro {

namespace {

bool has_excess_arguments(Arguments arguments) {
  return tuple_length(arguments[1]) != 0 || dict_size_NoGC(RawDict::cast(arguments[2])) != 0;
}

RawObject singleton_new(Thread* thread, Arguments arguments, const char* name, RawObject value) {
  if (has_excess_arguments(arguments))
    return raise_type_error(thread, "%s takes no arguments", name);
  return value;
}

// The class whose __new__ a class inherits from C++: the first one up the bases that does not
// define its own in Python.
RawObject native_constructor_class(Thread* thread, RawObject type) {
  while (type_has_flag(type, kTypeHeap)) {
    RawObject own = dict_get_str_NoGC(RawDict::cast(RawType::cast(type).dict()),
                                      thread->runtime()->symbol(Symbol::k__new__));
    if (own.is_unbound() || !(is_heap_static_method(own) || is_heap_function(own))) break;
    type = RawType::cast(type).base();
  }
  return type;
}

}  // namespace

namespace natives {

// --- making objects

// Arguments are accepted if exactly one of __new__ and __init__ is overridden: the other method,
// inherited from object, then gets what was meant for the override.
RawObject object___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  if (!is_heap_type(*cls)) {
    return raise_type_error(thread, "object.__new__(X): X is not a type object (%T)", &cls);
  }
  if (has_excess_arguments(arguments)) {
    if (type_has_flag(*cls, kTypeOwnNew)) {
      return raise_type_error(
          thread, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (!type_has_flag(*cls, kTypeOwnInit))
      return raise_type_error(thread, "%N() takes no arguments", &cls);
  }
  Type type(thread, *cls);
  Kind kind = static_cast<Kind>(RawLayout::cast(type->layout()).kind());
  if (kind != Kind::kInstance && kind != Kind::kSimpleNamespace &&
      kind != Kind::kExtensionInstance && kind != Kind::kExtensionExporter) {
    Object constructor(thread, native_constructor_class(thread, *cls));
    return raise_type_error(thread, "object.__new__(%N) is not safe, use %N.__new__()", &cls,
                            &constructor);
  }
  return allocate_instance(thread, type);
}

RawObject object___init__(Thread* thread, Arguments arguments) {
  if (!has_excess_arguments(arguments)) return RawObject::none();
  Object type(thread, type_of(thread, arguments[0]));
  if (type_has_flag(*type, kTypeOwnInit)) {
    return raise_type_error(
        thread, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (!type_has_flag(*type, kTypeOwnNew) && !type_has_flag(*type, kTypeNoInstances)) {
    return raise_type_error(
        thread, "%N.__init__() takes exactly one argument (the instance to initialize)", &type);
  }
  return RawObject::none();
}

RawObject object___init_subclass__(Thread* thread, Arguments arguments) {
  word given = tuple_length(arguments[1]);
  Object cls(thread, arguments[0]);
  if (given != 0) {
    return raise_type_error(thread, "%N.__init_subclass__() takes no arguments (%ld given)", &cls,
                            given);
  }
  if (dict_size_NoGC(RawDict::cast(arguments[2])) != 0) {
    return raise_type_error(thread, "%N.__init_subclass__() takes no keyword arguments", &cls);
  }
  return RawObject::none();
}

RawObject object___subclasshook__(Thread*, Arguments) { return RawObject::not_implemented(); }

// --- text

RawObject object___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object type(thread, type_of(thread, *self));
  Object module(thread, find_attribute(thread, type, Symbol::k__module__));
  if (module->is_error()) thread->take_exception();
  Object name(thread, get_attribute(thread, type, Symbol::k__qualname__));
  if (name->is_error()) return *name;
  uint64_t identity = self->is_heap() ? thread->heap()->identity(*self) : self->raw();
  if (!is_str(*module) || str_equals_ascii_NoGC(underlying_value(*module), "builtins")) {
    return new_str_format(thread, "<%S object at 0x%lx>", &name, identity);
  }
  return new_str_format(thread, "<%S.%S object at 0x%lx>", &module, &name, identity);
}

RawObject object___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return repr(thread, self);
}

RawObject object___format__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object spec(thread, arguments[1]);
  if (!is_str(*spec))
    return raise_type_error(thread, "__format__() argument must be str, not %V", &spec);
  RawObject text = underlying_value(*spec);
  if (str_length(text) > 0) {
    return raise_type_error(thread, "unsupported format string passed to %T.__format__", &self);
  }
  return str(thread, self);
}

// --- comparison

RawObject object___hash__(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  if (!self.is_heap()) {
    uword mixed = self.raw() * 0x9e3779b97f4a7c15;
    return new_int(thread, static_cast<word>(mixed >> 4));
  }
  // Strings and ints keep other things where the header has room for the identity hash.
  if (is_heap_str(self) || is_heap_bytes(self) || is_heap_large_int(self)) {
    return new_int(thread, static_cast<word>(thread->heap()->identity(self) >> 4));
  }
  return RawObject::from_small_int(thread->heap()->identity_hash(self));
}

RawObject object___eq__(Thread*, Arguments arguments) {
  return arguments[0] == arguments[1] ? RawObject::true_object() : RawObject::not_implemented();
}

// The opposite of what __eq__ says.
RawObject object___ne__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object other(thread, arguments[1]);
  Object equal(thread, call_special(thread, self, Symbol::k__eq__, other));
  if (equal->is_error() || equal->is_not_implemented() || equal->is_unbound()) {
    return equal->is_unbound() ? RawObject::not_implemented() : *equal;
  }
  Truth truth = is_true(thread, equal);
  return truth == Truth::kError ? RawObject::error() : RawObject::from_bool(truth == Truth::kFalse);
}

RawObject object___lt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject object___le__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject object___gt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject object___ge__(Thread*, Arguments) { return RawObject::not_implemented(); }

// --- attributes

namespace {

bool check_name(Thread* thread, const Object& name) {
  if (is_str(*name)) return true;
  raise_type_error(thread, "attribute name must be string, not '%T'", &name);
  return false;
}

// object's methods must not be used to get around what a builtin type says about its attributes.
bool check_hack(Thread* thread, const Object& self, const char* what) {
  if (!is_heap_type(*self)) return true;
  Object metatype(thread, type_of(thread, *self));
  raise_type_error(thread, "can't apply this %s to %N object", what, &metatype);
  return false;
}

}  // namespace

RawObject object___getattribute__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!check_name(thread, name)) return RawObject::error();
  name = underlying_value(*name);
  name = intern(thread, name);
  return generic_get_attribute(thread, self, name);
}

RawObject object___setattr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Object value(thread, arguments[2]);
  if (!check_name(thread, name) || !check_hack(thread, self, "__setattr__"))
    return RawObject::error();
  name = underlying_value(*name);
  name = intern(thread, name);
  return generic_set_attribute(thread, self, name, value) ? RawObject::none() : RawObject::error();
}

RawObject object___delattr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!check_name(thread, name) || !check_hack(thread, self, "__delattr__"))
    return RawObject::error();
  name = underlying_value(*name);
  name = intern(thread, name);
  return generic_delete_attribute(thread, self, name) ? RawObject::none() : RawObject::error();
}

RawObject object___class___get(Thread* thread, Arguments arguments) {
  return type_of(thread, arguments[0]);
}

RawObject object___class___delete(Thread* thread, Arguments) {
  return raise_type_error(thread, "can't delete __class__ attribute");
}

namespace {

// Have instances of the two classes the same fields and the same kind of storage?
bool same_storage_NoGC(RawObject old_type, RawObject new_type) {
  RawLayout old_layout = RawLayout::cast(RawType::cast(old_type).layout());
  RawLayout new_layout = RawLayout::cast(RawType::cast(new_type).layout());
  constexpr word kCompared = kTypeHasDict | kTypeHasWeakRef;
  return old_layout.kind() == new_layout.kind() &&
         old_layout.base_words() == new_layout.base_words() &&
         (RawType::cast(old_type).flags() & kCompared) ==
             (RawType::cast(new_type).flags() & kCompared);
}

// The last classes with __slots__ must name them alike, and come from the same base.
Truth same_slots(Thread* thread, const Object& old_type, const Object& new_type) {
  Object a(thread, *old_type), b(thread, *new_type);
  while (!(*a == *b) && is_heap_type(*a) && is_heap_type(*b)) {
    Object a_slots(thread, RawType::cast(*a).slots()), b_slots(thread, RawType::cast(*b).slots());
    bool a_empty = !is_heap_tuple(*a_slots) || tuple_length(*a_slots) == 0;
    bool b_empty = !is_heap_tuple(*b_slots) || tuple_length(*b_slots) == 0;
    if (a_empty && !b_empty) {
      a = RawType::cast(*a).base();
      continue;
    }
    if (b_empty && !a_empty) {
      b = RawType::cast(*b).base();
      continue;
    }
    if (!a_empty) {
      Truth same = equals(thread, a_slots, b_slots);
      if (same != Truth::kTrue) return same;
      return truth_of(RawType::cast(*a).base() == RawType::cast(*b).base());
    }
    a = RawType::cast(*a).base();
    b = RawType::cast(*b).base();
  }
  return Truth::kTrue;
}

}  // namespace

RawObject object___class___set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound()) return object___class___delete(thread, arguments);
  Object self(thread, arguments[0]);
  Object new_type(thread, arguments[1]);
  if (!is_heap_type(*new_type)) {
    return raise_type_error(thread, "__class__ must be set to a class, not '%T' object", &new_type);
  }
  Object old_type(thread, type_of(thread, *self));
  RawObject module_type = thread->runtime()->type_at(LayoutId::kModule);
  bool modules = is_subtype_NoGC(*old_type, module_type) && is_subtype_NoGC(*new_type, module_type);
  bool mutable_types = !type_has_flag(*old_type, kTypeImmutable) &&
                       !type_has_flag(*new_type, kTypeImmutable) &&
                       type_has_flag(*old_type, kTypeHeap) && type_has_flag(*new_type, kTypeHeap);
  if (!modules && !mutable_types) {
    return raise_type_error(
        thread, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  Truth compatible = same_storage_NoGC(*old_type, *new_type)
                         ? same_slots(thread, old_type, new_type)
                         : Truth::kFalse;
  if (compatible == Truth::kError) return RawObject::error();
  if (compatible == Truth::kFalse) {
    return raise_type_error(thread, "__class__ assignment: '%N' object layout differs from '%N'",
                            &new_type, &old_type);
  }
  instance_change_type(thread, self, new_type);
  if (type_has_flag(*new_type, kTypeHasFinalizer) && !type_has_flag(*old_type, kTypeHasFinalizer)) {
    thread->heap()->register_finalizable(*self);
  }
  return RawObject::none();
}

RawObject object___sizeof__(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  return new_int(thread, self.is_heap() ? self.heap_words() * kWordSize : kWordSize);
}

// --- __dir__

}  // namespace natives

bool add_class_names(Thread* thread, const Dict& names, const Object& cls) {
  RecursionGuard guard(thread, " in __dir__");
  if (!guard.ok()) return false;
  Object dict(thread, find_attribute(thread, cls, Symbol::k__dict__));
  if (dict->is_error()) return false;
  if (!dict->is_unbound() && !dict_update(thread, names, dict, OnDuplicate::kReplace)) return false;
  Object bases(thread, find_attribute(thread, cls, Symbol::k__bases__));
  if (bases->is_error()) return false;
  if (bases->is_unbound()) return true;
  word count = length(thread, bases);
  if (count < 0) {
    thread->take_exception();
    return true;
  }
  Object index(thread, RawObject::none()), base(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    index = RawObject::from_small_int(i);
    base = get_item(thread, bases, index);
    if (base->is_error() || !add_class_names(thread, names, base)) return false;
  }
  return true;
}

namespace natives {

RawObject object___dir__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Dict names(thread, new_dict(thread));
  Object own(thread, find_attribute(thread, self, Symbol::k__dict__));
  if (own->is_error()) return *own;
  if (is_heap_dict(*own) && !dict_update(thread, names, own, OnDuplicate::kReplace))
    return RawObject::error();
  Object cls(thread, find_attribute(thread, self, Symbol::k__class__));
  if (cls->is_error()) return *cls;
  if (!cls->is_unbound() && !add_class_names(thread, names, cls)) return RawObject::error();
  return dict_keys_list(thread, names);
}

// --- None, NotImplemented, Ellipsis

RawObject NoneType___new__(Thread* thread, Arguments arguments) {
  return singleton_new(thread, arguments, "NoneType", RawObject::none());
}
RawObject NoneType___repr__(Thread* thread, Arguments) { return new_str_ascii(thread, "None"); }
RawObject NoneType___bool__(Thread*, Arguments) { return RawObject::false_object(); }

RawObject NotImplementedType___new__(Thread* thread, Arguments arguments) {
  return singleton_new(thread, arguments, "NotImplementedType", RawObject::not_implemented());
}
RawObject NotImplementedType___repr__(Thread* thread, Arguments) {
  return new_str_ascii(thread, "NotImplemented");
}
RawObject NotImplementedType___reduce__(Thread* thread, Arguments) {
  return new_str_ascii(thread, "NotImplemented");
}
RawObject NotImplementedType___bool__(Thread* thread, Arguments) {
  if (!warn(thread, Exc::kDeprecationWarning, 1,
            "NotImplemented should not be used in a boolean context")) {
    return RawObject::error();
  }
  return RawObject::true_object();
}

RawObject ellipsis___new__(Thread* thread, Arguments arguments) {
  return singleton_new(thread, arguments, "EllipsisType", RawObject::ellipsis());
}
RawObject ellipsis___repr__(Thread* thread, Arguments) { return new_str_ascii(thread, "Ellipsis"); }
RawObject ellipsis___reduce__(Thread* thread, Arguments) {
  return new_str_ascii(thread, "Ellipsis");
}

}  // namespace natives
}  // namespace pyro
