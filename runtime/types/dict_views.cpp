#include "lib-python/natives.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/iterators.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"

// dict.keys(), values(), items(): views of a dict. Those of keys and items behave like sets; the
// results of their operators are plain sets.

namespace pyro::natives {

namespace {

RawObject make_view(Thread* thread, Kind kind, Arguments arguments) {
  Dict dict(thread, arguments[0]);
  return new_dict_view(thread, kind, dict);
}

RawObject view_iterator(Thread* thread, Arguments arguments, Kind kind) {
  Dict dict(thread, RawDictView::cast(arguments[0]).dict());
  return new_dict_iterator(thread, kind, dict);
}

RawObject view_length(Arguments arguments) {
  return RawObject::from_small_int(dict_size_NoGC(RawDictView::cast(arguments[0]).dict()));
}

RawObject view_mapping(Thread* thread, Arguments arguments) {
  Dict dict(thread, RawDictView::cast(arguments[0]).dict());
  RawObject proxy = new_instance_of_kind(thread, Kind::kMappingProxy);
  RawMappingProxy(proxy.raw()).set_mapping(*dict);
  return proxy;
}

RawObject repr_view(Thread* thread, Arguments arguments) {
  Object view(thread, arguments[0]);
  if (!enter_repr(thread, view))
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "...");
  Object list(thread, list_from_iterable(thread, view));
  Object text(thread, list->is_error() ? *list : repr(thread, list));
  leave_repr(thread, view);
  if (text->is_error()) return *text;
  return new_str_format(thread, "%T(%S)", &view, &text);
}

bool is_set_like(RawObject value) {
  return is_heap_any_set(value) || is_heap_dict_keys_view(value) || is_heap_dict_items_view(value);
}

word set_like_size(RawObject value) {
  return is_heap_any_set(value) ? set_size_NoGC(RawAnySet(value.raw()))
                                : dict_size_NoGC(RawDictView(value.raw()).dict());
}

// Is every item of `part` in `whole`?
Truth all_contained(Thread* thread, const Object& part, const Object& whole) {
  Object iterator(thread, get_iterator(thread, part));
  if (iterator->is_error()) return Truth::kError;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return Truth::kError;
    if (item->is_unbound()) return Truth::kTrue;
    Truth found = contains(thread, whole, item);
    if (found != Truth::kTrue) return found;
  }
}

RawObject compare_views(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_set_like(arguments[1])) return RawObject::not_implemented();
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  word mine = set_like_size(*left), theirs = set_like_size(*right);
  switch (op) {
    case CompareOp::kEq:
    case CompareOp::kNe: {
      Truth equal = mine == theirs ? all_contained(thread, left, right) : Truth::kFalse;
      if (equal == Truth::kError) return RawObject::error();
      return RawObject::from_bool((equal == Truth::kTrue) == (op == CompareOp::kEq));
    }
    case CompareOp::kLt:
      return mine < theirs ? truth_result(all_contained(thread, left, right))
                           : RawObject::false_object();
    case CompareOp::kLe:
      return mine <= theirs ? truth_result(all_contained(thread, left, right))
                            : RawObject::false_object();
    case CompareOp::kGt:
      return mine > theirs ? truth_result(all_contained(thread, right, left))
                           : RawObject::false_object();
    case CompareOp::kGe:
      break;
  }
  return mine >= theirs ? truth_result(all_contained(thread, right, left))
                        : RawObject::false_object();
}

RawObject set_of(Thread* thread, const Object& iterable) {
  AnySet set(thread, new_set(thread));
  return set_update(thread, set, iterable) ? *set : RawObject::error();
}

enum class SetOp : uint8_t { kSub, kXor };

// set(left) with the items of `right` removed, or (kXor) toggled.
RawObject subtract(Thread* thread, SetOp op, const Object& left, const Object& right) {
  Object result(thread, set_of(thread, left));
  if (result->is_error()) return *result;
  const AnySet& set = static_cast<const AnySet&>(result);
  // Items that stand several times in `right` must toggle once.
  Object other(thread, op == SetOp::kXor ? set_of(thread, right) : *right);
  if (other->is_error()) return *other;
  Object iterator(thread, get_iterator(thread, other));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return *result;
    Truth removed = set_remove(thread, set, item);
    if (removed == Truth::kError) return RawObject::error();
    if (removed == Truth::kFalse && op == SetOp::kXor && !set_add(thread, set, item))
      return RawObject::error();
  }
}

// The items of `items` that are in `container`, as a set.
RawObject intersect(Thread* thread, const Object& container, const Object& items) {
  AnySet result(thread, new_set(thread));
  Object iterator(thread, get_iterator(thread, items));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return *result;
    Truth found = contains(thread, container, item);
    if (found == Truth::kError || (found == Truth::kTrue && !set_add(thread, result, item)))
      return RawObject::error();
  }
}

RawObject view_sub(Thread* thread, const Object& left, const Object& right) {
  return subtract(thread, SetOp::kSub, left, right);
}
RawObject view_xor(Thread* thread, const Object& left, const Object& right) {
  return subtract(thread, SetOp::kXor, left, right);
}

RawObject view_and(Thread* thread, const Object& view, const Object& other) {
  // Walking the smaller one is cheaper, and a view walked in its own order is what users see for
  // equal sizes.
  if (is_set_like(*other) && set_like_size(*other) > set_like_size(*view))
    return intersect(thread, other, view);
  return intersect(thread, view, other);
}

RawObject view_or(Thread* thread, const Object& left, const Object& right) {
  Object result(thread, set_of(thread, left));
  if (result->is_error()) return *result;
  return set_update(thread, static_cast<const AnySet&>(result), right) ? *result
                                                                       : RawObject::error();
}

RawObject view_isdisjoint(Thread* thread, Arguments arguments) {
  Object view(thread, arguments[0]), other(thread, arguments[1]);
  if (*view == *other) return RawObject::from_bool(set_like_size(*view) == 0);
  Object iterator(thread, get_iterator(thread, other));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return RawObject::true_object();
    Truth found = contains(thread, view, item);
    if (found == Truth::kError) return RawObject::error();
    if (found == Truth::kTrue) return RawObject::false_object();
  }
}

Truth items_contain(Thread* thread, const Dict& dict, const Object& pair) {
  if (!is_tuple(*pair)) return Truth::kFalse;
  Object exact(thread, underlying_value(*pair));
  if (tuple_length(*exact) != 2) return Truth::kFalse;
  Object key(thread, tuple_at(*exact, 0)), value(thread, tuple_at(*exact, 1));
  Object found(thread, dict_get(thread, dict, key));
  if (found->is_error()) return Truth::kError;
  return found->is_unbound() ? Truth::kFalse : equals(thread, found, value);
}

using Operation = RawObject (*)(Thread*, const Object&, const Object&);

RawObject forward(Thread* thread, Operation operation, Arguments arguments) {
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return operation(thread, left, right);
}
RawObject reflected(Thread* thread, Operation operation, Arguments arguments) {
  Object left(thread, arguments[1]), right(thread, arguments[0]);
  return operation(thread, left, right);
}

}  // namespace

RawObject dict_keys(Thread* thread, Arguments arguments) {
  return make_view(thread, Kind::kDictKeysView, arguments);
}
RawObject dict_items(Thread* thread, Arguments arguments) {
  return make_view(thread, Kind::kDictItemsView, arguments);
}
RawObject dict_values(Thread* thread, Arguments arguments) {
  return make_view(thread, Kind::kDictValuesView, arguments);
}

// The natives that views of keys and of items have in common.
#define PYRO_SET_LIKE_VIEW(TYPE, ITERATOR, REVERSE_ITERATOR)                                \
  PYRO_COMPARISONS(TYPE, compare_views)                                                     \
  RawObject TYPE##___repr__(Thread* thread, Arguments arguments) {                          \
    return repr_view(thread, arguments);                                                    \
  }                                                                                         \
  RawObject TYPE##___iter__(Thread* thread, Arguments arguments) {                          \
    return view_iterator(thread, arguments, ITERATOR);                                      \
  }                                                                                         \
  RawObject TYPE##___reversed__(Thread* thread, Arguments arguments) {                      \
    return view_iterator(thread, arguments, REVERSE_ITERATOR);                              \
  }                                                                                         \
  RawObject TYPE##___len__(Thread*, Arguments arguments) { return view_length(arguments); } \
  RawObject TYPE##___sub__(Thread* thread, Arguments arguments) {                           \
    return forward(thread, view_sub, arguments);                                            \
  }                                                                                         \
  RawObject TYPE##___rsub__(Thread* thread, Arguments arguments) {                          \
    return reflected(thread, view_sub, arguments);                                          \
  }                                                                                         \
  RawObject TYPE##___and__(Thread* thread, Arguments arguments) {                           \
    return forward(thread, view_and, arguments);                                            \
  }                                                                                         \
  RawObject TYPE##___rand__(Thread* thread, Arguments arguments) {                          \
    return forward(thread, view_and, arguments);                                            \
  }                                                                                         \
  RawObject TYPE##___xor__(Thread* thread, Arguments arguments) {                           \
    return forward(thread, view_xor, arguments);                                            \
  }                                                                                         \
  RawObject TYPE##___rxor__(Thread* thread, Arguments arguments) {                          \
    return reflected(thread, view_xor, arguments);                                          \
  }                                                                                         \
  RawObject TYPE##___or__(Thread* thread, Arguments arguments) {                            \
    return forward(thread, view_or, arguments);                                             \
  }                                                                                         \
  RawObject TYPE##___ror__(Thread* thread, Arguments arguments) {                           \
    return reflected(thread, view_or, arguments);                                           \
  }                                                                                         \
  RawObject TYPE##_isdisjoint(Thread* thread, Arguments arguments) {                        \
    return view_isdisjoint(thread, arguments);                                              \
  }                                                                                         \
  RawObject TYPE##_mapping_get(Thread* thread, Arguments arguments) {                       \
    return view_mapping(thread, arguments);                                                 \
  }

PYRO_SET_LIKE_VIEW(dict_keys, Kind::kDictKeyIterator, Kind::kDictReverseKeyIterator)
PYRO_SET_LIKE_VIEW(dict_items, Kind::kDictItemIterator, Kind::kDictReverseItemIterator)

RawObject dict_keys___contains__(Thread* thread, Arguments arguments) {
  Dict dict(thread, RawDictView::cast(arguments[0]).dict());
  Object key(thread, arguments[1]);
  return truth_result(dict_contains(thread, dict, key));
}

RawObject dict_items___contains__(Thread* thread, Arguments arguments) {
  Dict dict(thread, RawDictView::cast(arguments[0]).dict());
  Object pair(thread, arguments[1]);
  return truth_result(items_contain(thread, dict, pair));
}

RawObject dict_values___repr__(Thread* thread, Arguments arguments) {
  return repr_view(thread, arguments);
}
RawObject dict_values___len__(Thread*, Arguments arguments) { return view_length(arguments); }
RawObject dict_values_mapping_get(Thread* thread, Arguments arguments) {
  return view_mapping(thread, arguments);
}
RawObject dict_values___iter__(Thread* thread, Arguments arguments) {
  return view_iterator(thread, arguments, Kind::kDictValueIterator);
}
RawObject dict_values___reversed__(Thread* thread, Arguments arguments) {
  return view_iterator(thread, arguments, Kind::kDictReverseValueIterator);
}

// --- iterators

namespace {

RawObject dict_iterator_next(Thread* thread, Arguments arguments) {
  DictIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, dict_iterate(thread, iterator));
}

RawObject dict_iterator_hint(Arguments arguments) {
  RawDictIterator iterator = RawDictIterator::cast(arguments[0]);
  bool valid = !iterator.source().is_none() &&
               dict_iteration_state_NoGC(RawDict(iterator.source().raw())) == iterator.expected();
  return RawObject::from_small_int(valid ? iterator.remaining() : 0);
}

// iter(list of what is left); the iterator itself does not move.
RawObject dict_iterator_reduce(Thread* thread, Arguments arguments) {
  DictIterator iterator(thread, arguments[0]);
  RawObject copy_raw = new_instance_of_kind(thread, iterator->heap_kind());
  for (word i = 1; i < RawDictIterator::kWords; i++) copy_raw.set_at(i, iterator->at(i));
  Object copy(thread, copy_raw);
  Object list(thread, list_from_iterable(thread, copy));
  return list->is_error() ? *list : reduce_with(thread, "iter", list);
}

}  // namespace

#define PYRO_DICT_ITERATOR(TYPE)                                                   \
  RawObject TYPE##___iter__(Thread*, Arguments arguments) { return arguments[0]; } \
  RawObject TYPE##___next__(Thread* thread, Arguments arguments) {                 \
    return dict_iterator_next(thread, arguments);                                  \
  }                                                                                \
  RawObject TYPE##___length_hint__(Thread*, Arguments arguments) {                 \
    return dict_iterator_hint(arguments);                                          \
  }                                                                                \
  RawObject TYPE##___reduce__(Thread* thread, Arguments arguments) {               \
    return dict_iterator_reduce(thread, arguments);                                \
  }

PYRO_DICT_ITERATOR(dict_keyiterator)
PYRO_DICT_ITERATOR(dict_valueiterator)
PYRO_DICT_ITERATOR(dict_itemiterator)
PYRO_DICT_ITERATOR(dict_reversekeyiterator)
PYRO_DICT_ITERATOR(dict_reversevalueiterator)
PYRO_DICT_ITERATOR(dict_reverseitemiterator)

}  // namespace pyro::natives
