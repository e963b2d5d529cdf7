#include "runtime/type.h"

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class_names.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type_call.h"
#include "runtime/union_type.h"

// type: making and calling classes, and its methods. The attributes of classes are in
// type_attributes.cpp.

namespace pyro::natives {

namespace {

bool check_attribute_name(Thread* thread, const Object& name) {
  if (is_str(*name)) return true;
  raise_type_error(thread, "attribute name must be string, not '%T'", &name);
  return false;
}

RawObject interned_name(Thread* thread, const Object& name) {
  Object exact(thread, underlying_value(*name));
  return intern(thread, exact);
}

// The three arguments of type(name, bases, namespace).
bool check_new_arguments(Thread* thread, const Object& args) {
  word count = tuple_length(*args);
  if (count != 3) {
    raise_type_error(thread, "type.__new__() takes exactly 3 arguments (%ld given)", count);
    return false;
  }
  Object value(thread, tuple_at(*args, 0));
  const char* wanted = "str";
  word number = 1;
  bool good = is_str(*value);
  if (good) {
    value = tuple_at(*args, 1);
    good = is_tuple(*value);
    wanted = "tuple";
    number = 2;
  }
  if (good) {
    value = tuple_at(*args, 2);
    good = is_heap_dict(*value);
    wanted = "dict";
    number = 3;
  }
  if (!good)
    raise_type_error(thread, "type.__new__() argument %ld must be %s, not %V", number, wanted,
                     &value);
  return good;
}

bool check_bases(Thread* thread, const Tuple& bases) {
  for (word i = 0; i < tuple_length(*bases); i++) {
    Object base(thread, tuple_at(*bases, i));
    if (is_heap_type(*base)) continue;
    Object hook(thread, find_attribute(thread, base, Symbol::k__mro_entries__));
    if (hook->is_error()) return false;
    if (hook->is_unbound()) continue;
    raise_type_error(thread, "type() doesn't support MRO entry resolution; use types.new_class()");
    return false;
  }
  return true;
}

bool check_class_name(Thread* thread, const Object& name) {
  if (encode(thread, name, "utf-8", "strict").is_error()) return false;
  RawObject text = *name;
  StrData data = str_data(text);
  for (word i = 0; i < data.length; i++) {
    if (data.at(i) != 0) continue;
    raise_value_error(thread, "type name must not contain null characters");
    return false;
  }
  return true;
}

// The metaclass that the bases ask for has its own __new__: the result of that, else Unbound.
RawObject delegate_new(Thread* thread, const Object& winner, const Object& args,
                       const Object& keywords) {
  RawObject own = type_lookup(thread, *winner, Symbol::k__new__);
  if (own == type_lookup(thread, thread->runtime()->type_at(LayoutId::kType), Symbol::k__new__))
    return RawObject::unbound();
  Object method(thread, get_attribute(thread, winner, Symbol::k__new__));
  if (method->is_error()) return *method;
  Tuple all(thread, new_tuple(thread, 4));
  tuple_init(*all, 0, *winner);
  for (word i = 0; i < 3; i++) tuple_init(*all, i + 1, tuple_at(*args, i));
  return call_with(thread, method, all, keywords);
}

}  // namespace

RawObject type___new__(Thread* thread, Arguments arguments) {
  Object metatype(thread, arguments[0]);
  if (!is_heap_type(*metatype))
    return raise_type_error(thread, "type.__new__(X): X is not a type object (%T)", &metatype);
  if (!type_has_flag(*metatype, kTypeIsType)) {
    return raise_type_error(thread, "type.__new__(%N): %N is not a subtype of type", &metatype,
                            &metatype);
  }
  Object args(thread, arguments[1]);
  Object keywords(thread, arguments[2]);
  if (!check_new_arguments(thread, args)) return RawObject::error();
  Object name(thread, underlying_value(tuple_at(*args, 0)));
  Tuple bases(thread, underlying_value(tuple_at(*args, 1)));
  Dict ns(thread, tuple_at(*args, 2));
  if (!check_bases(thread, bases)) return RawObject::error();
  Object winner(thread, calculate_metatype(thread, metatype, bases));
  if (winner->is_error()) return *winner;
  if (!(*winner == *metatype)) {
    RawObject made = delegate_new(thread, winner, args, keywords);
    if (!made.is_unbound()) return made;
  }
  if (!check_class_name(thread, name)) return RawObject::error();
  return type_new(thread, winner, name, bases, ns, keywords);
}

RawObject type___init__(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[1]);
  if (count == 1 && dict_size_NoGC(RawDict::cast(arguments[2])) != 0) {
    return raise_type_error(thread, "type.__init__() takes no keyword arguments");
  }
  if (count != 1 && count != 3)
    return raise_type_error(thread, "type.__init__() takes 1 or 3 arguments");
  return RawObject::none();
}

RawObject type___call__(Thread* thread, Arguments arguments) {
  Type type(thread, arguments[0]);
  Object args(thread, arguments[1]);
  Dict keywords(thread, arguments[2]);
  StackWindow window(thread);
  word count = tuple_length(*args), named = dict_size_NoGC(*keywords);
  for (word i = 0; i < count; i++) {
    if (!window.push(tuple_at(*args, i))) return RawObject::error();
  }
  Object names(thread, RawObject::none());
  if (named > 0) names = new_tuple(thread, named);
  RawObject key, value;
  word index = 0;
  for (word position = 0; dict_next_NoGC(*keywords, &position, &key, &value);) {
    tuple_init(*names, index++, key);
    if (!window.push(value)) return RawObject::error();
  }
  return instantiate(thread, type, window.base(), count + named, names);
}

RawObject type___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object module(thread, find_attribute(thread, self, Symbol::k__module__));
  if (module->is_error()) thread->take_exception();
  Object name(thread, RawType::cast(*self).qualname());
  if (!is_str(*module) || str_equals_ascii_NoGC(underlying_value(*module), "builtins")) {
    name = RawType::cast(*self).name();
    if (is_str(*module)) name = RawType::cast(*self).qualname();
    return new_str_format(thread, "<class '%S'>", &name);
  }
  return new_str_format(thread, "<class '%S.%S'>", &module, &name);
}

// --- attributes

RawObject type___getattribute__(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!check_attribute_name(thread, name)) return RawObject::error();
  name = interned_name(thread, name);
  RawObject result = type_get_attribute(thread, self, name);
  if (!result.is_unbound()) return result;
  raise(thread, Exc::kAttributeError, "type object '%N' has no attribute '%S'", &self, &name);
  RawAttributeError error(thread->pending_exception().raw());
  error.set_name(*name);
  error.set_obj(*self);
  return RawObject::error();
}

RawObject type___setattr__(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  Object value(thread, arguments[2]);
  if (!check_attribute_name(thread, name)) return RawObject::error();
  name = interned_name(thread, name);
  return type_set_attribute(thread, self, name, value) ? RawObject::none() : RawObject::error();
}

RawObject type___delattr__(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object name(thread, arguments[1]);
  if (!check_attribute_name(thread, name)) return RawObject::error();
  name = interned_name(thread, name);
  Object absent(thread, RawObject::unbound());
  return type_set_attribute(thread, self, name, absent) ? RawObject::none() : RawObject::error();
}

// --- methods

RawObject type___or__(Thread* thread, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return new_union(thread, left, right);
}

RawObject type___ror__(Thread* thread, Arguments arguments) {
  Object right(thread, arguments[0]), left(thread, arguments[1]);
  return new_union(thread, left, right);
}

RawObject type_mro(Thread* thread, Arguments arguments) {
  Type self(thread, arguments[0]);
  Object mro(thread, self->base().is_none() ? self->mro() : compute_mro(thread, self));
  return mro->is_error() ? *mro : list_from_iterable(thread, mro);
}

RawObject type___subclasses__(Thread* thread, Arguments arguments) {
  Object known(thread, RawType::cast(arguments[0]).subclasses());
  List result(thread, new_list(thread, 0));
  if (known->is_none()) return *result;
  Object subclass(thread, RawObject::none());
  for (word i = 0; i < array_length(*known); i++) {
    subclass = array_at(*known, i);
    if (is_heap_type(*subclass) && !list_append(thread, result, subclass))
      return RawObject::error();
  }
  return *result;
}

RawObject type___prepare__(Thread* thread, Arguments) { return new_dict(thread); }

RawObject type___instancecheck__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object instance(thread, arguments[1]);
  Object type(thread, type_of(thread, *instance));
  if (is_subtype_NoGC(*type, *self)) return RawObject::true_object();
  // An object may claim another class.
  Object claimed(thread, find_attribute(thread, instance, Symbol::k__class__));
  if (claimed->is_error()) return *claimed;
  if (!is_heap_type(*claimed) || *claimed == *type) return RawObject::false_object();
  return RawObject::from_bool(is_subtype_NoGC(*claimed, *self));
}

namespace {

// Walks the __bases__ of something that is no class but poses as one.
Truth abstract_subclass(Thread* thread, const Object& derived, const Object& cls, bool outermost) {
  if (*derived == *cls) return Truth::kTrue;
  RecursionGuard guard(thread, " in __issubclass__");
  if (!guard.ok()) return Truth::kError;
  Object bases(thread, find_attribute(thread, derived, Symbol::k__bases__));
  if (bases->is_error()) return Truth::kError;
  if (!is_tuple(*bases)) {
    if (!outermost) return Truth::kFalse;
    raise_type_error(thread, "issubclass() arg 1 must be a class");
    return Truth::kError;
  }
  bases = underlying_value(*bases);
  Object base(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*bases); i++) {
    base = tuple_at(*bases, i);
    Truth found = abstract_subclass(thread, base, cls, false);
    if (found != Truth::kFalse) return found;
  }
  return Truth::kFalse;
}

}  // namespace

RawObject type___subclasscheck__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object subclass(thread, arguments[1]);
  if (is_heap_type(*subclass)) return RawObject::from_bool(is_subtype_NoGC(*subclass, *self));
  Truth found = abstract_subclass(thread, subclass, self, true);
  return found == Truth::kError ? RawObject::error() : RawObject::from_bool(found == Truth::kTrue);
}

RawObject type___dir__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Dict names(thread, new_dict(thread));
  if (!add_class_names(thread, names, self)) return RawObject::error();
  return dict_keys_list(thread, names);
}

RawObject type___sizeof__(Thread*, Arguments arguments) {
  RawType self = RawType::cast(arguments[0]);
  word words = self.heap_words() + RawType::kWords + self.dict().heap_words();
  return RawObject::from_small_int(words * kWordSize);
}

}  // namespace pyro::natives
