#include "runtime/iterators.h"

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/set.h"

namespace pyro {

RawObject new_iterator(Thread* thread, Kind kind, const Object& source, word index) {
  RawObject object =
      thread->heap()->allocate(kind_info(kind).layout, kind, false, kind_info(kind).words);
  RawIterator iterator(object.raw());
  iterator.set_source(*source);
  iterator.set_index(index);
  return iterator;
}

word dict_iteration_state_NoGC(RawDict dict) {
  const word size = dict_size_NoGC(dict);
  return is_heap_ordered_dict(dict) ? size | dict_entry_count_NoGC(dict) << 32 : size;
}

RawObject new_dict_iterator(Thread* thread, Kind kind, const Dict& dict) {
  RawObject object = new_iterator(thread, kind, dict, 0);
  RawDictIterator iterator(object.raw());
  iterator.set_expected(dict_iteration_state_NoGC(*dict));
  iterator.set_remaining(dict_size_NoGC(*dict));
  if (is_heap_dict_reverse_key_iterator(iterator) ||
      is_heap_dict_reverse_value_iterator(iterator) ||
      is_heap_dict_reverse_item_iterator(iterator)) {
    iterator.set_index(dict_entry_count_NoGC(*dict));
  }
  return iterator;
}

RawObject new_set_iterator(Thread* thread, const AnySet& set) {
  RawObject iterator = new_iterator(thread, Kind::kSetIterator, set, 0);
  RawSetIterator(iterator.raw()).set_expected(set_size_NoGC(*set));
  return iterator;
}

RawObject next_or_stop(Thread* thread, RawObject item) {
  return item.is_unbound() ? raise_stop_iteration(thread, RawObject::none()) : item;
}

RawObject list_reverse_iterate_NoGC(RawListReverseIterator iterator) {
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::unbound();
  word index = iterator.index();
  RawList list(source.raw());
  if (index < 0 || index >= list.length()) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index - 1);
  return list.items().at(index + 1);
}

RawObject set_iterate(Thread* thread, const SetIterator& iterator) {
  if (iterator->source().is_none()) return RawObject::unbound();
  RawAnySet set(iterator->source().raw());
  if (set_size_NoGC(set) != iterator->expected()) {
    iterator->set_expected(-1);
    return raise(thread, Exc::kRuntimeError, "Set changed size during iteration");
  }
  word position = iterator->index();
  RawObject value;
  if (!set_next_NoGC(set, &position, &value)) {
    iterator->set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator->set_index(position);
  return value;
}

namespace {

// An OrderedDict finds the value of each key by the key, so that one whose hash has changed is
// missing. Keys of builtin types cannot have changed.
RawObject ordered_value(Thread* thread, RawDict raw_dict, RawObject raw_key, RawObject raw_value) {
  RawObject lost = RawOrderedDict(raw_dict.raw()).lost();
  const bool is_lost = !lost.is_none();
  if (!is_lost && (!raw_key.is_heap() || is_exact_str(raw_key) || is_heap_large_int(raw_key)))
    return raw_value;
  Dict dict(thread, raw_dict);
  Object key(thread, is_lost ? list_at(RawList::cast(lost), 0) : raw_key);
  RawObject value = is_lost ? RawObject::unbound() : dict_get(thread, dict, key);
  return value.is_unbound() ? raise_key_error(thread, key) : value;
}

RawObject raise_changed(Thread* thread, const DictIterator& iterator) {
  iterator->set_expected(-1);
  if (is_heap_ordered_dict(iterator->source()))
    return raise(thread, Exc::kRuntimeError, "OrderedDict mutated during iteration");
  return raise(thread, Exc::kRuntimeError, "dictionary changed size during iteration");
}

}  // namespace

RawObject dict_iterate(Thread* thread, const DictIterator& iterator) {
  if (iterator->source().is_none()) return RawObject::unbound();
  RawDict dict(iterator->source().raw());
  if (dict_iteration_state_NoGC(dict) != iterator->expected())
    return raise_changed(thread, iterator);
  Kind kind = iterator->heap_kind();
  bool reverse = kind == Kind::kDictReverseKeyIterator || kind == Kind::kDictReverseValueIterator ||
                 kind == Kind::kDictReverseItemIterator;
  word position = iterator->index();
  RawObject key, value;
  bool found = reverse ? dict_previous_NoGC(dict, &position, &key, &value)
                       : dict_next_NoGC(dict, &position, &key, &value);
  if (!found) {
    iterator->set_source(RawObject::none());
    return RawObject::unbound();
  }
  if (iterator->remaining() == 0) {
    iterator->set_source(RawObject::none());
    return raise(thread, Exc::kRuntimeError, "dictionary keys changed during iteration");
  }
  iterator->set_index(position);
  iterator->set_remaining(iterator->remaining() - 1);
  if (is_heap_ordered_dict(dict)) [[unlikely]] {
    Object found_key(thread, key);
    value = ordered_value(thread, dict, key, value);
    if (value.is_error()) return value;
    key = *found_key;
  }
  if (kind == Kind::kDictKeyIterator || kind == Kind::kDictReverseKeyIterator) return key;
  if (kind == Kind::kDictValueIterator || kind == Kind::kDictReverseValueIterator) return value;
  Object key_root(thread, key), value_root(thread, value);
  return new_tuple_of(thread, key_root, value_root);
}

// --- ranges

RawObject new_range_iterator(Thread* thread, const Range& range, bool reverse) {
  Object start(thread, range->start()), step(thread, range->step()),
      length(thread, range->length());
  if (reverse) {
    Object one(thread, RawObject::from_small_int(1));
    Object last(thread, binary_operation(thread, BinaryOp::kSub, length, one));
    if (last->is_error()) return *last;
    Object distance(thread, binary_operation(thread, BinaryOp::kMul, last, step));
    if (distance->is_error()) return *distance;
    start = binary_operation(thread, BinaryOp::kAdd, start, distance);
    if (start->is_error()) return *start;
    step = unary_operation(thread, UnaryOp::kNegate, step);
    if (step->is_error()) return *step;
  }
  constexpr word kLimit = word{1} << 60;
  auto small = [](RawObject v) {
    return v.is_small_int() && v.small_int() < kLimit && v.small_int() > -kLimit;
  };
  if (small(*start) && small(*step) && small(*length) && small(range->stop())) {
    RawObject object = thread->heap()->allocate(LayoutId::kRangeIterator, Kind::kRangeIterator,
                                                false, RawRangeIterator::kWords);
    RawRangeIterator iterator(object.raw());
    iterator.set_next(start->small_int());
    iterator.set_step(step->small_int());
    iterator.set_remaining(length->small_int());
    iterator.set_length(length->small_int());
    return iterator;
  }
  RawObject object = thread->heap()->allocate(
      LayoutId::kLongrangeIterator, Kind::kLongRangeIterator, false, RawLongRangeIterator::kWords);
  RawLongRangeIterator iterator(object.raw());
  iterator.set_start(*start);
  iterator.set_step(*step);
  iterator.set_length(*length);
  iterator.set_index(RawObject::from_small_int(0));
  return iterator;
}

RawObject long_range_iterate(Thread* thread, const LongRangeIterator& iterator) {
  Object index(thread, iterator->index()), length(thread, iterator->length());
  Truth more = compare_truth(thread, CompareOp::kLt, index, length);
  if (more == Truth::kError) return RawObject::error();
  if (more == Truth::kFalse) return RawObject::unbound();
  Object one(thread, RawObject::from_small_int(1)), step(thread, iterator->step());
  Object next(thread, binary_operation(thread, BinaryOp::kAdd, index, one));
  if (next->is_error()) return *next;
  Object distance(thread, binary_operation(thread, BinaryOp::kMul, index, step));
  if (distance->is_error()) return *distance;
  iterator->set_index(*next);
  Object start(thread, iterator->start());
  return binary_operation(thread, BinaryOp::kAdd, start, distance);
}

// --- iterators over anything

namespace {

// sequence[index]; Unbound where IndexError or StopIteration says that this was the end.
RawObject item_or_end(Thread* thread, const Object& sequence, word index) {
  Object key(thread, RawObject::from_small_int(index));
  RawObject item = get_item(thread, sequence, key);
  if (!item.is_error()) return item;
  bool end =
      clear_pending_if(thread, Exc::kIndexError) || clear_pending_if(thread, Exc::kStopIteration);
  return end ? RawObject::unbound() : RawObject::error();
}

}  // namespace

RawObject sequence_iterate(Thread* thread, const SequenceIterator& iterator) {
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::unbound();
  RawObject item = item_or_end(thread, source, iterator->index());
  if (item.is_unbound()) {
    iterator->set_source(RawObject::none());
  } else if (!item.is_error()) {
    iterator->set_index(iterator->index() + 1);
  }
  return item;
}

RawObject reversed_iterate(Thread* thread, const ReversedIterator& iterator) {
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::unbound();
  word index = iterator->index();
  RawObject item = index < 0 ? RawObject::unbound() : item_or_end(thread, source, index);
  if (item.is_unbound()) {
    iterator->set_source(RawObject::none());
    iterator->set_index(-1);
  } else if (!item.is_error()) {
    iterator->set_index(index - 1);
  }
  return item;
}

RawObject callable_iterate(Thread* thread, const CallableIterator& iterator) {
  Object callable(thread, iterator->callable());
  if (callable->is_none()) return RawObject::unbound();
  Object item(thread, call(thread, callable));
  if (item->is_error()) {
    if (!clear_pending_if(thread, Exc::kStopIteration)) return *item;
    iterator->set_callable(RawObject::none());
    iterator->set_sentinel(RawObject::none());
    return RawObject::unbound();
  }
  if (iterator->callable().is_none()) return RawObject::unbound();
  Object sentinel(thread, iterator->sentinel());
  Truth end = equals(thread, sentinel, item);
  if (end == Truth::kError) return RawObject::error();
  if (end == Truth::kFalse) return *item;
  iterator->set_callable(RawObject::none());
  iterator->set_sentinel(RawObject::none());
  return RawObject::unbound();
}

RawObject enumerate_iterate(Thread* thread, const Enumerate& enumerate) {
  Object iterator(thread, enumerate->iterator());
  Object item(thread, iterate(thread, iterator));
  if (item->is_error() || item->is_unbound()) return *item;
  Object count(thread, enumerate->count());
  if (count->is_small_int() && count->small_int() < RawObject::kSmallIntMax) {
    enumerate->set_count(RawObject::from_small_int(count->small_int() + 1));
  } else {
    Object one(thread, RawObject::from_small_int(1));
    RawObject next = binary_operation(thread, BinaryOp::kAdd, count, one);
    if (next.is_error()) return next;
    enumerate->set_count(next);
  }
  return new_tuple_of(thread, count, item);
}

namespace {

// Iterator `short_one` of a strict zip ended: the others must have ended too. Unbound if so.
RawObject check_strict(Thread* thread, const Tuple& iterators, word short_one) {
  auto complain = [&](word argument, const char* relation) {
    const char* plural = argument == 1 ? "" : "s 1-";
    if (argument == 1)
      return raise_value_error(thread, "zip() argument %ld is %s than argument 1", argument + 1,
                               relation);
    return raise_value_error(thread, "zip() argument %ld is %s than argument%s%ld", argument + 1,
                             relation, plural, argument);
  };
  if (short_one > 0) return complain(short_one, "shorter");
  Object iterator(thread, RawObject::none());
  for (word i = 1; i < tuple_length(*iterators); i++) {
    iterator = tuple_at(*iterators, i);
    RawObject item = iterate(thread, iterator);
    if (item.is_error()) return item;
    if (!item.is_unbound()) return complain(i, "longer");
  }
  return RawObject::unbound();
}

}  // namespace

RawObject zip_iterate(Thread* thread, const Zip& zip) {
  Tuple iterators(thread, zip->iterators());
  word count = tuple_length(*iterators);
  if (count == 0) return RawObject::unbound();
  Tuple row(thread, new_tuple(thread, count));
  Object iterator(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    iterator = tuple_at(*iterators, i);
    RawObject item = iterate(thread, iterator);
    if (item.is_error()) return item;
    if (item.is_unbound())
      return zip->strict().is_true() ? check_strict(thread, iterators, i) : item;
    tuple_init(*row, i, item);
  }
  return *row;
}

RawObject map_iterate(Thread* thread, const Map& map) {
  Object function(thread, map->function());
  Tuple iterators(thread, map->iterators());
  word count = tuple_length(*iterators);
  Object iterator(thread, tuple_at(*iterators, 0));
  if (count == 1) {
    Object item(thread, iterate(thread, iterator));
    return item->is_error() || item->is_unbound() ? *item : call(thread, function, item);
  }
  Tuple arguments(thread, new_tuple(thread, count));
  for (word i = 0; i < count; i++) {
    iterator = tuple_at(*iterators, i);
    RawObject item = iterate(thread, iterator);
    if (item.is_error() || item.is_unbound()) return item;
    tuple_init(*arguments, i, item);
  }
  Object no_keywords(thread, RawObject::none());
  return call_with(thread, function, arguments, no_keywords);
}

RawObject filter_iterate(Thread* thread, const Filter& filter) {
  Object iterator(thread, filter->iterator()), function(thread, filter->function());
  bool itself = function->is_none() || *function == thread->runtime()->type_at(LayoutId::kBool);
  Object item(thread, RawObject::none()), verdict(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error() || item->is_unbound()) return *item;
    verdict = itself ? *item : call(thread, function, item);
    if (verdict->is_error()) return *verdict;
    Truth keep = is_true(thread, verdict);
    if (keep == Truth::kError) return RawObject::error();
    if (keep == Truth::kTrue) return *item;
  }
}

}  // namespace pyro
