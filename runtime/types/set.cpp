#include "runtime/set.h"

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/iterators.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"
#include "runtime/types/set_algebra.h"

namespace pyro::natives {

RawObject set___new__(Thread* thread, Arguments arguments) {
  RawObject set = allocate_for(thread, arguments[0]);
  RawAnySet(set.raw()).set_keys(thread->runtime()->empty_keys());
  return set;
}

RawObject set___init__(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  pyro::set_clear(thread, set);
  if (!arguments.has(1)) return RawObject::none();
  Object iterable(thread, arguments[1]);
  return none_or_error(pyro::set_update(thread, set, iterable));
}

RawObject frozenset___new__(Thread* thread, Arguments arguments) {
  bool exact = arguments[0] == thread->runtime()->type_at(LayoutId::kFrozenset);
  if (exact && arguments.has(1) && layout_of(arguments[1]) == LayoutId::kFrozenset)
    return arguments[1];
  FrozenSet set(thread, allocate_for(thread, arguments[0]));
  set->set_keys(thread->runtime()->empty_keys());
  set->set_hash(RawObject::none());
  if (!arguments.has(1)) return *set;
  Object iterable(thread, arguments[1]);
  return pyro::set_update(thread, set, iterable) ? *set : RawObject::error();
}

RawObject frozenset___hash__(Thread* thread, Arguments arguments) {
  FrozenSet set(thread, arguments[0]);
  if (set->hash().is_none()) set->set_hash(new_int(thread, set_hash_NoGC(thread->runtime(), *set)));
  return set->hash();
}

// --- natives of both types

namespace {

class SetItems final : public ItemSource {
 public:
  explicit SetItems(const AnySet& set) : set_(set) {}
  RawObject next(Thread*) override {
    RawObject value;
    return set_next_NoGC(*set_, &position_, &value) ? value : RawObject::unbound();
  }

 private:
  const AnySet& set_;
  word position_ = 0;
};

RawObject repr_set(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  if (set_size_NoGC(*set) == 0) return new_str_format(thread, "%T()", &set);
  if (!enter_repr(thread, set))
    return thread->has_exception() ? RawObject::error() : new_str_format(thread, "%T(...)", &set);
  SetItems items(set);
  Object text(thread, repr_of_items(thread, "{", items, "}", false));
  leave_repr(thread, set);
  if (text->is_error() || layout_of(*set) == LayoutId::kSet) return *text;
  return new_str_format(thread, "%T(%S)", &set, &text);
}

RawObject compare_sets(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet left(thread, arguments[0]), right(thread, arguments[1]);
  word mine = set_size_NoGC(*left), theirs = set_size_NoGC(*right);
  switch (op) {
    case CompareOp::kEq:
      return truth_result(set_equals(thread, left, right));
    case CompareOp::kNe: {
      Truth equal = set_equals(thread, left, right);
      return equal == Truth::kError ? RawObject::error()
                                    : RawObject::from_bool(equal == Truth::kFalse);
    }
    case CompareOp::kLt:
      return mine < theirs ? truth_result(set_is_subset(thread, left, right))
                           : RawObject::false_object();
    case CompareOp::kLe:
      return truth_result(set_is_subset(thread, left, right));
    case CompareOp::kGt:
      return mine > theirs ? truth_result(set_is_subset(thread, right, left))
                           : RawObject::false_object();
    case CompareOp::kGe:
      break;
  }
  return truth_result(set_is_subset(thread, right, left));
}

RawObject set_iterator_of(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  return new_set_iterator(thread, set);
}

// A set as a key: unhashable sets are looked up as the equal frozenset.
RawObject as_element(Thread* thread, const Object& value, bool* changed) {
  *changed = false;
  if (!is_heap_set(*value)) return *value;
  word ignored;
  if (key_hash(thread, value, &ignored)) return *value;
  if (!clear_pending_if(thread, Exc::kTypeError)) return RawObject::error();
  *changed = true;
  FrozenSet frozen(thread, new_frozen_set(thread));
  return set_assign(thread, frozen, static_cast<const AnySet&>(value)) ? *frozen
                                                                       : RawObject::error();
}

RawObject set_contains_native(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object value(thread, arguments[1]);
  bool changed;
  value = as_element(thread, value, &changed);
  return value->is_error() ? *value : truth_result(set_contains(thread, set, value));
}

RawObject set_size_in_bytes(Arguments arguments) {
  RawAnySet set = RawAnySet::cast(arguments[0]);
  RawDictKeys keys = set.keys();
  word words = set.heap_words();
  if (!dict_keys_shared(keys)) words += keys.heap_words() + keys.entries().heap_words();
  if (!dict_keys_shared(keys) && keys.index().is_heap()) words += keys.index().heap_words();
  if (!dict_keys_shared(keys) && keys.hashes().is_heap()) words += keys.hashes().heap_words();
  return RawObject::from_small_int(words * kWordSize);
}

RawObject reduce_set(Thread* thread, Arguments arguments) {
  Object set(thread, arguments[0]), type(thread, type_of(thread, arguments[0]));
  Object list(thread, list_from_iterable(thread, set));
  if (list->is_error()) return *list;
  Object items(thread, new_tuple_of(thread, list));
  Object state(thread, call_method(thread, set, Symbol::k__getstate__));
  if (state->is_error()) return *state;
  return new_tuple_of(thread, type, items, state);
}

RawObject class_getitem(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

using Operation = RawObject (*)(Thread*, const AnySet&, const Object&);

RawObject forward(Thread* thread, Operation operation, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet left(thread, arguments[0]);
  Object right(thread, arguments[1]);
  return operation(thread, left, right);
}

RawObject reflected(Thread* thread, Operation operation, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet left(thread, arguments[1]);
  Object right(thread, arguments[0]);
  return operation(thread, left, right);
}

// method(*others): `operation` applied one after the other; without others, a copy.
RawObject fold(Thread* thread, Operation operation, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Tuple others(thread, arguments[1]);
  if (tuple_length(*others) == 0) return set_copy_of(thread, set);
  Object other(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*others); i++) {
    other = tuple_at(*others, i);
    RawObject result = operation(thread, set, other);
    if (result.is_error()) return result;
    set = result;
  }
  return *set;
}

RawObject symmetric(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return set_symmetric_difference_of(thread, set, other);
}

RawObject is_subset_native(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  AnySet other(thread, arguments[1]);
  if (!is_heap_any_set(*other)) {
    Object iterable(thread, arguments[1]);
    other = new_set(thread);
    if (!set_update(thread, other, iterable)) return RawObject::error();
  }
  return truth_result(set_is_subset(thread, set, other));
}

}  // namespace

#define PYRO_ANY_SET(TYPE)                                                          \
  PYRO_COMPARISONS(TYPE, compare_sets)                                              \
  RawObject TYPE##___repr__(Thread* thread, Arguments arguments) {                  \
    return repr_set(thread, arguments);                                             \
  }                                                                                 \
  RawObject TYPE##___iter__(Thread* thread, Arguments arguments) {                  \
    return set_iterator_of(thread, arguments);                                      \
  }                                                                                 \
  RawObject TYPE##___len__(Thread*, Arguments arguments) {                          \
    return RawObject::from_small_int(set_size_NoGC(RawAnySet::cast(arguments[0]))); \
  }                                                                                 \
  RawObject TYPE##___contains__(Thread* thread, Arguments arguments) {              \
    return set_contains_native(thread, arguments);                                  \
  }                                                                                 \
  RawObject TYPE##___sizeof__(Thread*, Arguments arguments) {                       \
    return set_size_in_bytes(arguments);                                            \
  }                                                                                 \
  RawObject TYPE##___reduce__(Thread* thread, Arguments arguments) {                \
    return reduce_set(thread, arguments);                                           \
  }                                                                                 \
  RawObject TYPE##___class_getitem__(Thread* thread, Arguments arguments) {         \
    return class_getitem(thread, arguments);                                        \
  }                                                                                 \
  RawObject TYPE##___sub__(Thread* thread, Arguments arguments) {                   \
    return forward(thread, set_difference_of, arguments);                           \
  }                                                                                 \
  RawObject TYPE##___rsub__(Thread* thread, Arguments arguments) {                  \
    return reflected(thread, set_difference_of, arguments);                         \
  }                                                                                 \
  RawObject TYPE##___and__(Thread* thread, Arguments arguments) {                   \
    return forward(thread, set_intersection_of, arguments);                         \
  }                                                                                 \
  RawObject TYPE##___rand__(Thread* thread, Arguments arguments) {                  \
    return reflected(thread, set_intersection_of, arguments);                       \
  }                                                                                 \
  RawObject TYPE##___xor__(Thread* thread, Arguments arguments) {                   \
    return forward(thread, set_symmetric_difference_of, arguments);                 \
  }                                                                                 \
  RawObject TYPE##___rxor__(Thread* thread, Arguments arguments) {                  \
    return reflected(thread, set_symmetric_difference_of, arguments);               \
  }                                                                                 \
  RawObject TYPE##___or__(Thread* thread, Arguments arguments) {                    \
    return forward(thread, set_union_of, arguments);                                \
  }                                                                                 \
  RawObject TYPE##___ror__(Thread* thread, Arguments arguments) {                   \
    return reflected(thread, set_union_of, arguments);                              \
  }                                                                                 \
  RawObject TYPE##_difference(Thread* thread, Arguments arguments) {                \
    return fold(thread, set_difference_of, arguments);                              \
  }                                                                                 \
  RawObject TYPE##_intersection(Thread* thread, Arguments arguments) {              \
    return fold(thread, set_intersection_of, arguments);                            \
  }                                                                                 \
  RawObject TYPE##_union(Thread* thread, Arguments arguments) {                     \
    return fold(thread, set_union_of, arguments);                                   \
  }                                                                                 \
  RawObject TYPE##_symmetric_difference(Thread* thread, Arguments arguments) {      \
    return symmetric(thread, arguments);                                            \
  }                                                                                 \
  RawObject TYPE##_issubset(Thread* thread, Arguments arguments) {                  \
    return is_subset_native(thread, arguments);                                     \
  }                                                                                 \
  RawObject TYPE##_issuperset(Thread* thread, Arguments arguments) {                \
    AnySet set(thread, arguments[0]);                                               \
    Object other(thread, arguments[1]);                                             \
    return truth_result(set_contains_all(thread, set, other));                      \
  }                                                                                 \
  RawObject TYPE##_isdisjoint(Thread* thread, Arguments arguments) {                \
    AnySet set(thread, arguments[0]);                                               \
    Object other(thread, arguments[1]);                                             \
    return truth_result(set_is_disjoint(thread, set, other));                       \
  }

PYRO_ANY_SET(set)
PYRO_ANY_SET(frozenset)

RawObject set_copy(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  return set_copy_of(thread, set);
}

RawObject frozenset_copy(Thread* thread, Arguments arguments) {
  if (layout_of(arguments[0]) == LayoutId::kFrozenset) return arguments[0];
  AnySet set(thread, arguments[0]);
  return set_copy_of(thread, set);
}

// --- set only

RawObject set_add(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return none_or_error(pyro::set_add(thread, set, value));
}

RawObject set_clear(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  pyro::set_clear(thread, set);
  return RawObject::none();
}

RawObject set_discard(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object value(thread, arguments[1]);
  bool changed;
  value = as_element(thread, value, &changed);
  if (value->is_error() || pyro::set_remove(thread, set, value) == Truth::kError)
    return RawObject::error();
  return RawObject::none();
}

RawObject set_remove(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object value(thread, arguments[1]), element(thread, RawObject::none());
  bool changed;
  element = as_element(thread, value, &changed);
  if (element->is_error()) return *element;
  Truth removed = pyro::set_remove(thread, set, element);
  if (removed == Truth::kError) return RawObject::error();
  return removed == Truth::kTrue ? RawObject::none() : raise_key_error(thread, value);
}

RawObject set_pop(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  word position = 0;
  RawObject raw;
  if (!set_next_NoGC(*set, &position, &raw))
    return raise(thread, Exc::kKeyError, "pop from an empty set");
  set_remove_entry_NoGC(thread->runtime(), *set, position - 1);
  return raw;
}

namespace {

// set OP= other, where the result of an operation becomes the content of the set.
RawObject assign_result(const AnySet& set, RawObject result) {
  if (result.is_error()) return result;
  set->set_keys(RawAnySet(result.raw()).keys());
  return *set;
}

RawObject inplace(Thread* thread, Operation operation, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet set(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return assign_result(set, operation(thread, set, other));
}

bool remove_all(Thread* thread, const AnySet& set, const Object& other) {
  if (*other == *set) {
    pyro::set_clear(thread, set);
    return true;
  }
  Object iterator(thread, get_iterator(thread, other));
  if (iterator->is_error()) return false;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return false;
    if (item->is_unbound()) return true;
    if (pyro::set_remove(thread, set, item) == Truth::kError) return false;
  }
}

}  // namespace

RawObject set___ior__(Thread* thread, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet set(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return pyro::set_update(thread, set, other) ? *set : RawObject::error();
}

RawObject set___isub__(Thread* thread, Arguments arguments) {
  if (!is_heap_any_set(arguments[1])) return RawObject::not_implemented();
  AnySet set(thread, arguments[0]);
  Object other(thread, arguments[1]);
  return remove_all(thread, set, other) ? *set : RawObject::error();
}

RawObject set___iand__(Thread* thread, Arguments arguments) {
  return inplace(thread, set_intersection_of, arguments);
}
RawObject set___ixor__(Thread* thread, Arguments arguments) {
  return inplace(thread, set_symmetric_difference_of, arguments);
}

RawObject set_update(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object other(thread, RawObject::none());
  for (word i = 0; i < tuple_length(arguments[1]); i++) {
    other = tuple_at(arguments[1], i);
    if (!pyro::set_update(thread, set, other)) return RawObject::error();
  }
  return RawObject::none();
}

RawObject set_difference_update(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  Object other(thread, RawObject::none());
  for (word i = 0; i < tuple_length(arguments[1]); i++) {
    other = tuple_at(arguments[1], i);
    if (!remove_all(thread, set, other)) return RawObject::error();
  }
  return RawObject::none();
}

RawObject set_intersection_update(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  RawObject result = fold(thread, set_intersection_of, arguments);
  return assign_result(set, result).is_error() ? RawObject::error() : RawObject::none();
}

RawObject set_symmetric_difference_update(Thread* thread, Arguments arguments) {
  AnySet set(thread, arguments[0]);
  RawObject result = symmetric(thread, arguments);
  return assign_result(set, result).is_error() ? RawObject::error() : RawObject::none();
}

// --- iterator

RawObject set_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject set_iterator___next__(Thread* thread, Arguments arguments) {
  SetIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, set_iterate(thread, iterator));
}

RawObject set_iterator___length_hint__(Thread*, Arguments arguments) {
  RawSetIterator iterator = RawSetIterator::cast(arguments[0]);
  if (iterator.source().is_none()) return RawObject::from_small_int(0);
  RawAnySet set(iterator.source().raw());
  if (set_size_NoGC(set) != iterator.expected()) return RawObject::from_small_int(0);
  word left = 0;
  RawObject value;
  for (word position = iterator.index(); set_next_NoGC(set, &position, &value);) left++;
  return RawObject::from_small_int(left);
}

RawObject set_iterator___reduce__(Thread* thread, Arguments arguments) {
  SetIterator iterator(thread, arguments[0]);
  RawObject copy = new_instance_of_kind(thread, Kind::kSetIterator);
  for (word i = 1; i < RawSetIterator::kWords; i++) copy.set_at(i, iterator->at(i));
  Object copy_root(thread, copy);
  Object list(thread, list_from_iterable(thread, copy_root));
  return list->is_error() ? *list : reduce_with(thread, "iter", list);
}

}  // namespace pyro::natives
