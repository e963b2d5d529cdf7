#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/identity.h"
#include "runtime/set.h"
#include "runtime/type.h"
#include "runtime/weakref.h"

// Abstract base classes (PEP 3119).
//
// The data of an ABC is a list of four items, the attribute _abc_impl: registry, cache of known
// subclasses, cache of known non-subclasses, and the version at which the last one was made. The
// three collections are dicts from the identity of a class to a weak reference to it; an identity
// may be used again once its class is dead, so a hit counts only if the reference still leads to
// the class that was asked about. The version is the number of registrations so far, of any ABC.

namespace pyro::natives {

namespace {

enum Part : word { kRegistry, kCache, kNegativeCache, kVersion, kParts };

constexpr int kCounterKey = 0;

word registration_count(Thread* thread) {
  RawObject count = thread->runtime()->module_state(&kCounterKey);
  return count.is_none() ? 0 : count.small_int();
}

RawObject abc_data(Thread* thread, const Object& self) {
  Object name(thread, intern_ascii(thread, "_abc_impl"));
  Object data(thread, get_attribute(thread, self, name));
  if (data->is_error()) return *data;
  if (is_heap_list(*data) && RawList::cast(*data).length() == kParts) return *data;
  return raise_type_error(thread, "_abc_impl is set to a wrong type");
}

// Is the class in this part?
Truth part_has(Thread* thread, const List& data, Part part, const Object& cls) {
  Dict dict(thread, list_at(*data, part));
  if (dict_size_NoGC(*dict) == 0) return Truth::kFalse;
  Object id(thread, object_id(thread, *cls));
  RawObject reference = dict_get(thread, dict, id);
  if (reference.is_error()) return Truth::kError;
  return truth_of(!reference.is_unbound() && weak_ref_target_NoGC(reference) == *cls);
}

bool part_add(Thread* thread, const List& data, Part part, const Object& cls) {
  Dict dict(thread, list_at(*data, part));
  Object reference(thread, weak_ref_to(thread, cls));
  if (reference->is_error()) return false;
  Object id(thread, object_id(thread, *cls));
  return dict_set(thread, dict, id, reference);
}

void clear_part(Thread* thread, const List& data, Part part) {
  RawObject fresh = new_dict(thread);
  list_set_at(*data, part, fresh);
}

// --- abstract methods

Truth is_abstract(Thread* thread, const Object& value) {
  Object flag(thread, find_attribute(thread, value, Symbol::k__isabstractmethod__));
  if (flag->is_error()) return Truth::kError;
  return flag->is_unbound() ? Truth::kFalse : is_true(thread, flag);
}

bool add_own_abstract(Thread* thread, const Object& self, const AnySet& abstracts) {
  Object ns_object(thread, RawType::cast(*self).dict());
  Dict ns(thread, *ns_object);
  List items(thread, dict_items_list(thread, ns));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    name = tuple_at(list_at(*items, i), 0);
    value = tuple_at(list_at(*items, i), 1);
    Truth abstract = is_abstract(thread, value);
    if (abstract == Truth::kError) return false;
    if (abstract == Truth::kTrue && !set_add(thread, abstracts, name)) return false;
  }
  return true;
}

bool add_inherited_abstract(Thread* thread, const Object& self, const Object& base,
                            const AnySet& abstracts) {
  Object inherited(thread, find_attribute(thread, base, Symbol::k__abstractmethods__));
  if (inherited->is_error()) return false;
  if (inherited->is_unbound()) return true;
  List names(thread, list_from_iterable(thread, inherited));
  if (names->is_error()) return false;
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < names->length(); i++) {
    name = list_at(*names, i);
    value = find_attribute(thread, self, name);
    if (value->is_error()) return false;
    if (value->is_unbound()) continue;
    Truth abstract = is_abstract(thread, value);
    if (abstract == Truth::kError) return false;
    if (abstract == Truth::kTrue && !set_add(thread, abstracts, name)) return false;
  }
  return true;
}

bool compute_abstract_methods(Thread* thread, const Object& self) {
  AnySet abstracts(thread, new_set(thread));
  if (!add_own_abstract(thread, self, abstracts)) return false;
  Tuple bases(thread, RawType::cast(*self).bases());
  Object base(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*bases); i++) {
    base = tuple_at(*bases, i);
    if (!add_inherited_abstract(thread, self, base, abstracts)) return false;
  }
  AnySet frozen(thread, new_frozen_set(thread));
  if (!set_update(thread, frozen, abstracts)) return false;
  Object name(thread, thread->runtime()->symbol(Symbol::k__abstractmethods__));
  return set_attribute(thread, self, name, frozen);
}

// --- patterns: `match` takes subclasses of Sequence and Mapping for sequences and mappings

constexpr word kCollectionFlags = kTypeSequence | kTypeMapping;

// __abc_tpflags__ in the class body is how collections.abc says it: bit 5 sequence, bit 6 mapping.
bool take_collection_flags(Thread* thread, const Object& self) {
  Type type(thread, *self);
  Object name(thread, intern_ascii(thread, "__abc_tpflags__"));
  RawObject value = type_dict_get(thread, *type, *name);
  if (!value.is_small_int()) return true;
  word flags = value.small_int();
  constexpr word kBoth = 1 << 5 | 1 << 6;
  if ((flags & kBoth) == kBoth) {
    raise_type_error(thread,
                     "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
    return false;
  }
  word own =
      ((flags & 1 << 5) != 0 ? kTypeSequence : 0) | ((flags & 1 << 6) != 0 ? kTypeMapping : 0);
  if (own != 0) type->set_flags((type->flags() & ~kCollectionFlags) | own);
  return type_dict_remove(thread, type, name) >= 0;
}

void give_collection_flags(Thread* thread, const Type& type, word flags) {
  if (type_has_flag(*type, kTypeImmutable) || (type->flags() & kCollectionFlags) == flags) return;
  type->set_flags((type->flags() & ~kCollectionFlags) | flags);
  Object subclasses(thread, type->subclasses());
  if (subclasses->is_none()) return;
  Type subclass(thread, RawObject::none());
  for (word i = 0; i < array_length(*subclasses); i++) {
    if (!is_heap_type(array_at(*subclasses, i))) continue;
    subclass = array_at(*subclasses, i);
    give_collection_flags(thread, subclass, flags);
  }
}

// --- the check

bool accept(Thread* thread, const List& data, const Object& subclass) {
  return part_add(thread, data, kCache, subclass);
}

// Does __subclasshook__ decide? NotImplemented if not.
RawObject ask_hook(Thread* thread, const Object& self, const Object& subclass) {
  Object result(thread, call_method(thread, self, Symbol::k__subclasshook__, subclass));
  if (result->is_error() || result->is_true() || result->is_false() || result->is_not_implemented())
    return *result;
  return raise(thread, Exc::kAssertionError,
               "__subclasshook__ must return either False, True, or NotImplemented");
}

// Is the class a subclass of something registered, or of a subclass of self?
Truth ask_relatives(Thread* thread, const Object& self, const List& data, const Object& subclass) {
  Dict registry(thread, list_at(*data, kRegistry));
  List references(thread, dict_values_list(thread, registry));
  Object other(thread, RawObject::none());
  for (word i = 0; i < references->length(); i++) {
    other = weak_ref_target_NoGC(list_at(*references, i));
    if (other->is_none()) continue;
    Truth truth = is_subclass(thread, subclass, other);
    if (truth != Truth::kFalse) return truth;
  }
  Object listed(thread, call_method(thread, self, Symbol::k__subclasses__));
  if (listed->is_error()) return Truth::kError;
  if (!is_heap_list(*listed)) {
    raise_type_error(thread, "__subclasses__() must return a list");
    return Truth::kError;
  }
  List subclasses(thread, *listed);
  for (word i = 0; i < subclasses->length(); i++) {
    other = list_at(*subclasses, i);
    Truth truth = is_subclass(thread, subclass, other);
    if (truth != Truth::kFalse) return truth;
  }
  return Truth::kFalse;
}

RawObject check_subclass(Thread* thread, const Object& self, const Object& subclass) {
  if (!is_heap_type(*subclass))
    return raise_type_error(thread, "issubclass() arg 1 must be a class");
  List data(thread, abc_data(thread, self));
  if (data->is_error()) return *data;
  Truth known = part_has(thread, data, kCache, subclass);
  if (known == Truth::kError) return RawObject::error();
  if (known == Truth::kTrue) return RawObject::true_object();
  if (list_at(*data, kVersion).small_int() < registration_count(thread)) {
    clear_part(thread, data, kNegativeCache);
    list_set_at(*data, kVersion, RawObject::from_small_int(registration_count(thread)));
  } else {
    known = part_has(thread, data, kNegativeCache, subclass);
    if (known == Truth::kError) return RawObject::error();
    if (known == Truth::kTrue) return RawObject::false_object();
  }
  RawObject answer = ask_hook(thread, self, subclass);
  if (answer.is_error()) return answer;
  bool yes = answer.is_true();
  if (answer.is_not_implemented()) {
    yes = is_subtype_NoGC(*subclass, *self);
    if (!yes) {
      Truth truth = ask_relatives(thread, self, data, subclass);
      if (truth == Truth::kError) return RawObject::error();
      yes = truth == Truth::kTrue;
    }
  }
  bool kept =
      yes ? accept(thread, data, subclass) : part_add(thread, data, kNegativeCache, subclass);
  return kept ? RawObject::from_bool(yes) : RawObject::error();
}

}  // namespace

RawObject abc_get_cache_token(Thread* thread, Arguments) {
  return new_int(thread, registration_count(thread));
}

RawObject abc__abc_init(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  if (!is_heap_type(*self)) return raise_type_error(thread, "_abc_init() argument must be a type");
  if (!compute_abstract_methods(thread, self)) return RawObject::error();
  List data(thread, new_list(thread, kParts));
  Object item(thread, RawObject::none());
  for (word part = 0; part < kParts; part++) {
    item =
        part == kVersion ? RawObject::from_small_int(registration_count(thread)) : new_dict(thread);
    if (!list_append(thread, data, item)) return RawObject::error();
  }
  Object name(thread, intern_ascii(thread, "_abc_impl"));
  return none_or_error(set_attribute(thread, self, name, data) &&
                       take_collection_flags(thread, self));
}

RawObject abc__abc_register(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object subclass(thread, arguments[1]);
  if (!is_heap_type(*subclass)) return raise_type_error(thread, "Can only register classes");
  Truth truth = is_subclass(thread, subclass, self);
  if (truth == Truth::kError) return RawObject::error();
  if (truth == Truth::kTrue) return *subclass;
  truth = is_subclass(thread, self, subclass);
  if (truth == Truth::kError) return RawObject::error();
  if (truth == Truth::kTrue)
    return raise(thread, Exc::kRuntimeError, "Refusing to create an inheritance cycle");
  List data(thread, abc_data(thread, self));
  if (data->is_error() || !part_add(thread, data, kRegistry, subclass)) return RawObject::error();
  thread->runtime()->set_module_state(&kCounterKey,
                                      RawObject::from_small_int(registration_count(thread) + 1));
  word flags = RawType::cast(*self).flags() & kCollectionFlags;
  Type type(thread, *subclass);
  if (flags != 0) give_collection_flags(thread, type, flags);
  return *subclass;
}

RawObject abc__abc_instancecheck(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object instance(thread, arguments[1]);
  List data(thread, abc_data(thread, self));
  if (data->is_error()) return *data;
  Object type(thread, type_of(thread, *instance));
  Object subclass(thread, get_attribute(thread, instance, Symbol::k__class__));
  if (subclass->is_error()) return *subclass;
  Truth known = part_has(thread, data, kCache, subclass);
  if (known == Truth::kError) return RawObject::error();
  if (known == Truth::kTrue) return RawObject::true_object();
  bool same = *type == *subclass;
  if (same && list_at(*data, kVersion).small_int() == registration_count(thread)) {
    known = part_has(thread, data, kNegativeCache, subclass);
    if (known == Truth::kError) return RawObject::error();
    if (known == Truth::kTrue) return RawObject::false_object();
  }
  RawObject answer = call_method(thread, self, Symbol::k__subclasscheck__, subclass);
  if (same || answer.is_error()) return answer;
  Object result(thread, answer);
  Truth truth = is_true(thread, result);
  if (truth == Truth::kError) return RawObject::error();
  return truth == Truth::kTrue ? *result
                               : call_method(thread, self, Symbol::k__subclasscheck__, type);
}

RawObject abc__abc_subclasscheck(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object subclass(thread, arguments[1]);
  return check_subclass(thread, self, subclass);
}

RawObject abc__get_dump(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  List data(thread, abc_data(thread, self));
  if (data->is_error()) return *data;
  Tuple result(thread, new_tuple(thread, kParts));
  Object values(thread, RawObject::none());
  for (word part = 0; part < kVersion; part++) {
    Dict dict(thread, list_at(*data, part));
    values = dict_values_list(thread, dict);
    AnySet set(thread, new_set(thread));
    if (!set_update(thread, set, values)) return RawObject::error();
    tuple_init(*result, part, *set);
  }
  tuple_init(*result, kVersion, list_at(*data, kVersion));
  return *result;
}

RawObject abc__reset_registry(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  List data(thread, abc_data(thread, self));
  if (data->is_error()) return *data;
  clear_part(thread, data, kRegistry);
  return RawObject::none();
}

RawObject abc__reset_caches(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  List data(thread, abc_data(thread, self));
  if (data->is_error()) return *data;
  clear_part(thread, data, kCache);
  clear_part(thread, data, kNegativeCache);
  return RawObject::none();
}

}  // namespace pyro::natives
