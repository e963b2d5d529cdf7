#include "runtime/type.h"

#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/instance_attributes.h"
#include "runtime/layout.h"
#include "runtime/native_types.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type_slots.h"

namespace pyro {

std::string type_name_NoGC(RawObject type) { return str_to_utf8_NoGC(RawType(type.raw()).name()); }

// --- method resolution order

namespace {

// One sequence to merge: a tuple and how far it has been consumed.
struct MergeList {
  RawObject tuple;
  word next;
  bool done() const { return next >= tuple_length(tuple); }
  RawObject head() const { return tuple_at(tuple, next); }
};

bool in_some_tail(const std::vector<MergeList>& lists, RawObject candidate) {
  for (const MergeList& list : lists) {
    for (word i = list.next + 1; i < tuple_length(list.tuple); i++) {
      if (tuple_at(list.tuple, i) == candidate) return true;
    }
  }
  return false;
}

RawObject raise_inconsistent_mro(Thread* thread, const std::vector<MergeList>& lists) {
  std::string names;
  std::vector<RawObject> seen;
  for (const MergeList& list : lists) {
    if (list.done()) continue;
    bool known = false;
    for (RawObject other : seen) known |= other == list.head();
    if (known) continue;
    seen.push_back(list.head());
    if (!names.empty()) names += ", ";
    names += type_name_NoGC(list.head());
  }
  return raise_type_error(thread,
                          "Cannot create a consistent method resolution\norder (MRO) for bases %s",
                          names.c_str());
}

// C3: repeatedly takes the first head that is in no tail.
bool merge_NoGC(std::vector<MergeList>& lists, std::vector<RawObject>& result) {
  while (true) {
    bool all_done = true, advanced = false;
    for (MergeList& list : lists) {
      if (list.done()) continue;
      all_done = false;
      RawObject candidate = list.head();
      if (in_some_tail(lists, candidate)) continue;
      result.push_back(candidate);
      for (MergeList& other : lists) {
        if (!other.done() && other.head() == candidate) other.next++;
      }
      advanced = true;
      break;
    }
    if (all_done) return true;
    if (!advanced) return false;
  }
}

}  // namespace

RawObject compute_mro(Thread* thread, const Type& type) {
  std::vector<MergeList> lists;
  RawObject bases = type->bases();
  for (word i = 0; i < tuple_length(bases); i++) {
    for (word j = i + 1; j < tuple_length(bases); j++) {
      if (!(tuple_at(bases, i) == tuple_at(bases, j))) continue;
      Object duplicate(thread, tuple_at(bases, i));
      return raise_type_error(thread, "duplicate base class %N", &duplicate);
    }
    if (!is_heap_tuple(RawType(tuple_at(bases, i).raw()).mro())) {
      Object incomplete(thread, tuple_at(bases, i));
      return raise_type_error(thread, "Cannot extend an incomplete type '%N'", &incomplete);
    }
    lists.push_back({RawType(tuple_at(bases, i).raw()).mro(), 0});
  }
  lists.push_back({bases, 0});
  std::vector<RawObject> merged = {*type};
  if (!merge_NoGC(lists, merged)) return raise_inconsistent_mro(thread, lists);
  StackWindow window(thread);
  for (RawObject entry : merged) {
    if (!window.push(entry)) return RawObject::error();
  }
  return new_tuple_from_roots(thread, window.base(), window.size());
}

// --- flags

namespace {

constexpr word kDerivedFlags = kTypeHasFinalizer | kTypeCustomGetattribute | kTypeHasGetattr |
                               kTypeCustomSetattr | kTypeOwnInit | kTypeOwnNew |
                               kTypeDataDescriptorInstances | kTypeDescriptorInstances |
                               kTypeCustomEq | kTypeHasTruth;

RawObject peek(Thread* thread, RawObject type, Symbol name) {
  return type_lookup_unobserved_NoGC(type, thread->runtime()->symbol(name));
}

bool differs_from_object(Thread* thread, RawObject type, Symbol name) {
  return !(peek(thread, type, name) ==
           peek(thread, thread->runtime()->type_at(LayoutId::kObject), name));
}

word derived_flags(Thread* thread, RawObject type) {
  auto has = [&](Symbol name) { return !peek(thread, type, name).is_unbound(); };
  word flags = 0;
  if (has(Symbol::k__del__)) flags |= kTypeHasFinalizer;
  if (has(Symbol::k__getattr__)) flags |= kTypeHasGetattr;
  if (has(Symbol::k__bool__) || has(Symbol::k__len__)) flags |= kTypeHasTruth;
  if (has(Symbol::k__get__)) flags |= kTypeDescriptorInstances;
  if (has(Symbol::k__set__) || has(Symbol::k__delete__)) flags |= kTypeDataDescriptorInstances;
  if (differs_from_object(thread, type, Symbol::k__getattribute__))
    flags |= kTypeCustomGetattribute;
  if (differs_from_object(thread, type, Symbol::k__setattr__) ||
      differs_from_object(thread, type, Symbol::k__delattr__)) {
    flags |= kTypeCustomSetattr;
  }
  if (differs_from_object(thread, type, Symbol::k__init__)) flags |= kTypeOwnInit;
  if (differs_from_object(thread, type, Symbol::k__new__)) flags |= kTypeOwnNew;
  if (differs_from_object(thread, type, Symbol::k__eq__) ||
      differs_from_object(thread, type, Symbol::k__hash__)) {
    flags |= kTypeCustomEq;
  }
  // `type` has its own attribute access, which the generic functions know; only metaclasses that
  // replace it are custom.
  if (is_subtype_NoGC(type, thread->runtime()->type_at(LayoutId::kType))) {
    RawObject type_type = thread->runtime()->type_at(LayoutId::kType);
    if (peek(thread, type, Symbol::k__setattr__) == peek(thread, type_type, Symbol::k__setattr__) &&
        peek(thread, type, Symbol::k__delattr__) == peek(thread, type_type, Symbol::k__delattr__)) {
      flags &= ~kTypeCustomSetattr;
    }
    if (peek(thread, type, Symbol::k__getattribute__) ==
        peek(thread, type_type, Symbol::k__getattribute__)) {
      flags &= ~kTypeCustomGetattribute;
    }
  }
  return flags;
}

void update_flags(Thread* thread, const Type& type) {
  word derived = derived_flags(thread, *type);
  // Whatever was seen through the type is void, so nothing was observed yet; its MRO may be another
  // one now.
  type->set_flags((type->flags() & ~(kDerivedFlags | kTypeObserved)) | derived);
  RawObject subclasses = type->subclasses();
  if (subclasses.is_none()) return;
  Object list(thread, subclasses);
  Type subclass(thread, RawObject::none());
  for (word i = 0; i < array_length(*list); i++) {
    RawObject entry = array_at(*list, i);
    if (!is_heap_type(entry)) continue;
    subclass = entry;
    update_flags(thread, subclass);
  }
}

}  // namespace

void type_update_flags(Thread* thread, const Type& type) { update_flags(thread, type); }

void type_modified(Thread* thread, const Type& type) {
  if ((type->flags() & kTypeObserved) != 0) thread->runtime()->types_changed();
  update_flags(thread, type);
}

// --- namespaces

RawObject type_dict_get(Thread* thread, RawObject type, RawObject name) {
  return dict_get_str_NoGC(RawDict(RawType(type.raw()).dict().raw()), name);
}

bool is_plain_data_NoGC(RawObject value) {
  if (value.is_unbound()) return false;
  if (!value.is_heap()) return true;
  switch (value.heap_kind()) {
    case Kind::kLargeInt:
    case Kind::kBoxedFloat:
    case Kind::kStrAscii:
    case Kind::kStrLatin1:
    case Kind::kStrUcs2:
    case Kind::kStrUcs4:
    case Kind::kStrView:
    case Kind::kBytes:
    case Kind::kTuple:
    case Kind::kList:
    case Kind::kDict:
    case Kind::kSet:
    case Kind::kFrozenSet:
      return true;
    default:
      return false;
  }
}

bool type_dict_set(Thread* thread, const Type& type, const Object& name, const Object& value) {
  RawObject old = type_dict_get(thread, *type, *name);
  bool quiet = is_plain_data_NoGC(old) && is_plain_data_NoGC(*value);
  Dict dict(thread, type->dict());
  if (!dict_set(thread, dict, name, value)) return false;
  if (!quiet) type_modified(thread, type);
  return true;
}

int type_dict_remove(Thread* thread, const Type& type, const Object& name) {
  Dict dict(thread, type->dict());
  RawObject removed = dict_remove(thread, dict, name);
  if (removed.is_error()) return -1;
  if (removed.is_unbound()) return 0;
  type_modified(thread, type);
  return 1;
}

RawObject type_get_attribute(Thread* thread, const Type& type, const Object& name) {
  Object metatype(thread, type_of(thread, *type));
  Object meta_attribute(thread, type_lookup(thread, *metatype, *name));
  if (!meta_attribute->is_unbound() && is_data_descriptor(thread, *meta_attribute) &&
      is_descriptor(thread, *meta_attribute)) {
    return descriptor_get(thread, meta_attribute, type, metatype);
  }
  Object attribute(thread, type_lookup(thread, *type, *name));
  if (!attribute->is_unbound()) return descriptor_get_on_class(thread, attribute, type);
  if (meta_attribute->is_unbound()) return *meta_attribute;
  return descriptor_get(thread, meta_attribute, type, metatype);
}

namespace {

// __abstractmethods__ is kept as a flag too.
void note_abstract(Thread* thread, const Type& type, const Object& name, const Object& value) {
  if (!(*name == thread->runtime()->symbol(Symbol::k__abstractmethods__))) return;
  bool abstract = !value->is_unbound() && is_true(thread, value) == Truth::kTrue;
  type->set_flags(abstract ? type->flags() | kTypeAbstract : type->flags() & ~kTypeAbstract);
}

}  // namespace

bool type_set_attribute(Thread* thread, const Type& type, const Object& name, const Object& value) {
  bool deleting = value->is_unbound();
  if (type_has_flag(*type, kTypeImmutable)) {
    raise_type_error(thread, "cannot set %R attribute of immutable type '%N'", &name, &type);
    return false;
  }
  Object descriptor(thread, type_lookup(thread, type_of(thread, *type), *name));
  if (!descriptor->is_unbound() && is_data_descriptor(thread, *descriptor)) {
    return deleting ? descriptor_delete(thread, descriptor, type)
                    : descriptor_set(thread, descriptor, type, value);
  }
  Object key(thread, is_exact_str(*name) ? intern(thread, name) : *name);
  note_abstract(thread, type, key, value);
  if (!deleting) return type_dict_set(thread, type, key, value);
  int removed = type_dict_remove(thread, type, key);
  if (removed == 0)
    raise(thread, Exc::kAttributeError, "type object '%N' has no attribute '%S'", &type, &name);
  return removed == 1;
}

// --- making types

RawObject calculate_metatype(Thread* thread, const Object& metatype, const Tuple& bases) {
  Object winner(thread, *metatype);
  for (word i = 0; i < tuple_length(*bases); i++) {
    RawObject candidate = type_of(thread, tuple_at(*bases, i));
    if (is_subtype_NoGC(*winner, candidate)) continue;
    if (is_subtype_NoGC(candidate, *winner)) {
      winner = candidate;
      continue;
    }
    return raise_type_error(thread,
                            "metaclass conflict: the metaclass of a derived class must be a "
                            "(non-strict) subclass of the "
                            "metaclasses of all its bases");
  }
  return *winner;
}

void type_add_subclass(Thread* thread, const Type& base, const Object& subclass) {
  Object old(thread, base->subclasses());
  word length = old->is_none() ? 0 : array_length(*old);
  for (word i = 0; i < length; i++) {
    if (!array_at(*old, i).is_none()) continue;
    // Keep the order of definition: compact before reusing a dead entry's place at the end.
    word target = i;
    for (word j = i + 1; j < length; j++) {
      RawObject entry = array_at(*old, j);
      if (!entry.is_none()) array_set(*old, target++, entry);
    }
    array_set(*old, target++, *subclass);
    for (; target < length; target++) array_set(*old, target, RawObject::none());
    return;
  }
  RawObject grown = thread->heap()->allocate(LayoutId::kInternal, Kind::kWeakArray, false,
                                             1 + length + 1 + length / 4);
  for (word i = 0; i < array_length(grown); i++) {
    array_set(grown, i,
              i < length    ? array_at(*old, i)
              : i == length ? *subclass
                            : RawObject::none());
  }
  base->set_subclasses(grown);
}

namespace {

// The nearest ancestor-or-self that adds fields to the instance; attribute slots for dictionaries
// do not count.
RawObject solid_base_NoGC(RawObject type) {
  while (true) {
    RawObject base = RawType(type.raw()).base();
    if (base.is_none()) return type;
    RawLayout own(RawType(type.raw()).layout().raw()),
        inherited(RawType(base.raw()).layout().raw());
    if (own.kind() != inherited.kind() || own.base_words() != inherited.base_words()) return type;
    type = base;
  }
}

}  // namespace

RawObject best_base(Thread* thread, const Tuple& bases) {
  RawObject winner = RawObject::none(), winner_solid = RawObject::none();
  for (word i = 0; i < tuple_length(*bases); i++) {
    RawObject base = tuple_at(*bases, i);
    if (!is_heap_type(base)) return raise_type_error(thread, "bases must be types");
    if (!type_has_flag(base, kTypeSubclassable)) {
      Object bad(thread, base);
      return raise_type_error(thread, "type '%N' is not an acceptable base type", &bad);
    }
    RawObject solid = solid_base_NoGC(base);
    if (winner.is_none() || (is_subtype_NoGC(solid, winner_solid) && !(solid == winner_solid))) {
      winner = base;
      winner_solid = solid;
    } else if (!is_subtype_NoGC(winner_solid, solid)) {
      return raise_type_error(thread, "multiple bases have instance lay-out conflict");
    }
  }
  return winner;
}

namespace {

// Wraps functions that the language makes static or class methods by their name.
void wrap_implicit(Thread* thread, const Dict& ns, Symbol name, Kind wrapper) {
  Object value(thread, dict_get(thread, ns, name));
  if (!is_heap_function(*value)) return;
  Object wrapped(thread, new_instance_of_kind(thread, wrapper));
  wrapped->set_at(RawClassMethod::kCallableIndex, *value);
  Object key(thread, thread->runtime()->symbol(name));
  dict_set_str(thread, ns, key, wrapped);
}

// Gives the class to the cell that methods reach as __class__.
bool fill_class_cell(Thread* thread, const Type& type) {
  Dict dict(thread, type->dict());
  Object key(thread, thread->runtime()->symbol(Symbol::k__classcell__));
  Object cell(thread, dict_get(thread, dict, key));
  if (cell->is_unbound()) return true;
  if (!is_heap_cell(*cell)) {
    raise_type_error(thread, "__classcell__ must be a nonlocal cell, not %R", &cell);
    return false;
  }
  RawCell::cast(*cell).set_value(*type);
  dict_remove(thread, dict, key);
  return true;
}

// __doc__ is None if the class does not say otherwise. False for a text that is no valid UTF-8.
bool check_doc(Thread* thread, const Dict& ns) {
  Object key(thread, thread->runtime()->symbol(Symbol::k__doc__));
  Object doc(thread, dict_get(thread, ns, key));
  if (is_str(*doc)) return !encode(thread, doc, "utf-8", "strict").is_error();
  Object none(thread, RawObject::none());
  if (doc->is_unbound()) dict_set_str(thread, ns, key, none);
  return true;
}

// __module__ and __qualname__ of a new class.
bool fill_namespace(Thread* thread, const Type& type, const Dict& ns) {
  Runtime* runtime = thread->runtime();
  Object key(thread, runtime->symbol(Symbol::k__qualname__));
  Object value(thread, dict_get(thread, ns, key));
  if (!value->is_unbound()) {
    if (!is_str(*value)) {
      raise_type_error(thread, "type __qualname__ must be a str, not %T", &value);
      return false;
    }
    type->set_qualname(*value);
    dict_remove(thread, ns, key);
  }
  key = runtime->symbol(Symbol::k__module__);
  if (dict_get(thread, ns, key).is_unbound() && thread->frame != nullptr) {
    value = current_globals_name(thread);
    if (!value->is_unbound()) dict_set_str(thread, ns, key, value);
  }
  // 3.3.1: a class that defines __eq__ and not __hash__ has no hash.
  if (!dict_get(thread, ns, Symbol::k__eq__).is_unbound() &&
      dict_get(thread, ns, Symbol::k__hash__).is_unbound()) {
    key = runtime->symbol(Symbol::k__hash__);
    value = RawObject::none();
    dict_set_str(thread, ns, key, value);
  }
  wrap_implicit(thread, ns, Symbol::k__new__, Kind::kStaticMethod);
  wrap_implicit(thread, ns, Symbol::k__init_subclass__, Kind::kClassMethod);
  wrap_implicit(thread, ns, Symbol::k__class_getitem__, Kind::kClassMethod);
  return true;
}

word inherited_flags_NoGC(RawObject bases) {
  word flags = 0;
  for (word i = 0; i < tuple_length(bases); i++) {
    flags |= RawType(tuple_at(bases, i).raw()).flags() &
             (kTypeException | kTypeIsType | kTypeHasDict | kTypeHasWeakRef);
  }
  return flags;
}

}  // namespace

namespace {

// What a class's own mro() may answer: classes whose fields the instances have.
bool check_custom_mro(Thread* thread, const Type& type, const Object& mro) {
  if (tuple_length(*mro) == 0) {
    raise_type_error(thread, "type MRO must not be empty");
    return false;
  }
  RawObject solid = solid_base_NoGC(*type);
  for (word i = 0; i < tuple_length(*mro); i++) {
    RawObject entry = tuple_at(*mro, i);
    const char* complaint = nullptr;
    if (!is_heap_type(entry)) {
      complaint = "mro() returned a non-class ('%T')";
    } else if (!is_subtype_NoGC(solid, solid_base_NoGC(entry))) {
      complaint = "mro() returned base with unsuitable layout ('%N')";
    } else {
      continue;
    }
    Object bad(thread, entry);
    raise_type_error(thread, complaint, &bad);
    return false;
  }
  return true;
}

}  // namespace

RawObject type_mro(Thread* thread, const Type& type) {
  RawObject method = type_lookup(thread, type_of(thread, *type), Symbol::kmro);
  if (!is_heap_function(method)) return compute_mro(thread, type);
  Object result(thread, call_method(thread, type, Symbol::kmro));
  if (result->is_error()) return *result;
  Object tuple(thread, tuple_from_iterable(thread, result));
  if (tuple->is_error()) return *tuple;
  return check_custom_mro(thread, type, tuple) ? *tuple : RawObject::error();
}

namespace {

// The layout of fresh instances: the base's fields, one word for each slot name, and room for
// attributes.
RawObject instance_layout(Thread* thread, const Type& type, const Type& base, word slot_words) {
  Layout inherited(thread, base->layout());
  Kind kind = static_cast<Kind>(inherited->kind());
  bool has_dict = type_has_flag(*type, kTypeHasDict) && !type_has_flag(*type, kTypeIsType) &&
                  kind != Kind::kModule;
  return new_layout(thread, type, kind, inherited->base_words() + slot_words,
                    has_dict ? kInitialSlots : 0, has_dict ? kLayoutHasDict : 0);
}

// A class is a sequence or a mapping for `match` like the first of its MRO that is either.
void inherit_pattern_flags(RawType type) {
  constexpr word kPatterns = kTypeSequence | kTypeMapping;
  RawObject mro = type.mro();
  for (word i = 0; is_heap_tuple(mro) && i < tuple_length(mro); i++) {
    word found = RawType(tuple_at(mro, i).raw()).flags() & kPatterns;
    if (found == 0) continue;
    type.set_flags(type.flags() | found);
    return;
  }
}

}  // namespace

RawObject make_type(Thread* thread, const Object& metatype, const Object& name,
                    const Tuple& given_bases, const Dict& ns) {
  Runtime* runtime = thread->runtime();
  Tuple bases(thread, *given_bases);
  if (tuple_length(*bases) == 0) {
    Object object_type(thread, runtime->type_at(LayoutId::kObject));
    bases = new_tuple_of(thread, object_type);
  }
  Type base(thread, best_base(thread, bases));
  if (base->is_error()) return *base;
  Layout type_layout(thread, RawType::cast(*metatype).layout());
  Type type(thread, new_instance(thread, type_layout));
  type->set_name(*name);
  type->set_qualname(*name);
  type->set_bases(*bases);
  type->set_base(*base);
  type->set_flags(kTypeHeap | kTypeSubclassable | inherited_flags_NoGC(*bases));
  Dict dict(thread, dict_copy(thread, ns));
  type->set_dict(*dict);
  if (!fill_namespace(thread, type, dict) || !fill_class_cell(thread, type))
    return RawObject::error();
  word slot_words = 0;
  if (!process_slots(thread, type, base, dict, &slot_words)) return RawObject::error();
  type->set_layout(instance_layout(thread, type, base, slot_words));
  bind_slots(thread, type, dict);
  word added = type->flags() & ~base->flags();
  add_instance_attributes(thread, type, dict, (added & kTypeHasDict) != 0,
                          (added & kTypeHasWeakRef) != 0);
  if (!check_doc(thread, dict)) return RawObject::error();
  RawObject mro = type_mro(thread, type);
  if (mro.is_error()) return mro;
  // A mro() that assigns to __bases__ of the class has done the rest already.
  if (type->mro().is_none()) {
    type->set_mro(mro);
    Type each(thread, RawObject::none());
    for (word i = 0; i < tuple_length(*bases); i++) {
      each = tuple_at(*bases, i);
      type_add_subclass(thread, each, type);
    }
  }
  inherit_pattern_flags(*type);
  // Nothing can have been looked up through a new type, except while a mro() of its own ran.
  if (is_heap_function(type_lookup(thread, *metatype, Symbol::kmro))) runtime->types_changed();
  update_flags(thread, type);
  return *type;
}

namespace {

bool call_set_name(Thread* thread, const Type& type, const Object& key, const Object& value) {
  RawObject result = call_special(thread, value, Symbol::k__set_name__, type, key);
  if (!result.is_error()) return true;
  Object cause(thread, thread->take_exception());
  raise(thread, Exc::kRuntimeError, "Error calling __set_name__ on '%T' instance %R in '%N'",
        &value, &key, &type);
  Object error(thread, thread->pending_exception());
  RawBaseException::cast(*error).set_cause(*cause);
  RawBaseException::cast(*error).set_context(*cause);
  RawBaseException::cast(*error).set_suppress(RawObject::true_object());
  return false;
}

bool call_set_names(Thread* thread, const Type& type) {
  Dict copy(thread, type->dict());
  copy = dict_copy(thread, copy);
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  RawObject raw_key, raw_value;
  for (word position = 0; dict_next_NoGC(*copy, &position, &raw_key, &raw_value);) {
    if (!raw_value.is_heap() || is_heap_function(raw_value)) continue;
    key = raw_key;
    value = raw_value;
    if (!call_set_name(thread, type, key, value)) return false;
  }
  return true;
}

bool call_init_subclass(Thread* thread, const Type& type, const Object& keywords) {
  // super() asks this; a class's own mro() may have left the class out.
  RawObject mro = type->mro();
  bool listed = false;
  for (word i = 0; i < tuple_length(mro) && !listed; i++) listed = tuple_at(mro, i) == *type;
  if (!listed) {
    raise_type_error(thread, "super(type, obj): obj must be an instance or subtype of type");
    return false;
  }
  Object super(thread, new_instance_of_kind(thread, Kind::kSuper));
  RawSuper::cast(*super).set_this_class(*type);
  RawSuper::cast(*super).set_self(*type);
  RawSuper::cast(*super).set_self_class(*type);
  Object method(thread, get_attribute(thread, super, Symbol::k__init_subclass__));
  if (method->is_error()) return false;
  Object no_args(thread, empty_tuple(thread));
  return !call_with(thread, method, no_args, keywords).is_error();
}

}  // namespace

RawObject type_new(Thread* thread, const Object& metatype, const Object& name, const Tuple& bases,
                   const Dict& ns, const Object& keywords) {
  Type type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return *type;
  if (!call_set_names(thread, type) || !call_init_subclass(thread, type, keywords)) {
    return RawObject::error();
  }
  return *type;
}

}  // namespace pyro
