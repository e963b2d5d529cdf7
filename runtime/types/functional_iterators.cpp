#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/iterators.h"
#include "runtime/types/container_support.h"

// Natives of enumerate, zip, map, filter, reversed, and of the iterators that iter() makes.

namespace pyro::natives {

// --- enumerate

RawObject enumerate___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), iterable(thread, arguments[1]), start(thread, arguments[2]);
  start = index_of(thread, start);
  if (start->is_error()) return *start;
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  RawObject enumerate = allocate_for(thread, *cls);
  RawEnumerate(enumerate.raw()).set_iterator(*iterator);
  RawEnumerate(enumerate.raw()).set_count(*start);
  return enumerate;
}

RawObject enumerate___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject enumerate___next__(Thread* thread, Arguments arguments) {
  Enumerate iterator(thread, arguments[0]);
  return next_or_stop(thread, enumerate_iterate(thread, iterator));
}

RawObject enumerate___reduce__(Thread* thread, Arguments arguments) {
  Enumerate enumerate(thread, arguments[0]);
  Object type(thread, type_of(thread, *enumerate)), iterator(thread, enumerate->iterator()),
      count(thread, enumerate->count());
  Object values(thread, new_tuple_of(thread, iterator, count));
  return new_tuple_of(thread, type, values);
}

RawObject enumerate___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

// --- zip, map, filter

namespace {

// A tuple of iterators over values[first ..].
RawObject iterators_of(Thread* thread, const Tuple& values, word first) {
  word count = tuple_length(*values) - first;
  Tuple iterators(thread, new_tuple(thread, count));
  Object iterable(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    iterable = tuple_at(*values, first + i);
    RawObject iterator = get_iterator(thread, iterable);
    if (iterator.is_error()) return iterator;
    tuple_init(*iterators, i, iterator);
  }
  return *iterators;
}

// zip's only keyword.
bool strict_argument(Thread* thread, RawObject keywords, bool* strict) {
  *strict = false;
  if (!is_heap_dict(keywords) || dict_size_NoGC(RawDict(keywords.raw())) == 0) return true;
  Dict dict(thread, keywords);
  if (dict_size_NoGC(*dict) > 1) {
    raise_type_error(thread, "zip() takes at most 1 keyword argument (%ld given)",
                     dict_size_NoGC(*dict));
    return false;
  }
  Object value(thread, dict_get(thread, dict, Symbol::kstrict));
  if (value->is_unbound()) {
    RawObject raw_key, raw_value;
    word position = 0;
    dict_next_NoGC(*dict, &position, &raw_key, &raw_value);
    Object key(thread, raw_key);
    raise_type_error(thread, "'%S' is an invalid keyword argument for zip()", &key);
    return false;
  }
  Truth truth = is_true(thread, value);
  *strict = truth == Truth::kTrue;
  return truth != Truth::kError;
}

}  // namespace

RawObject zip___new__(Thread* thread, Arguments arguments) {
  bool strict;
  if (!strict_argument(thread, arguments[2], &strict)) return RawObject::error();
  Tuple iterables(thread, arguments[1]);
  Object iterators(thread, iterators_of(thread, iterables, 0));
  if (iterators->is_error()) return *iterators;
  RawObject zip = allocate_for(thread, arguments[0]);
  RawZip(zip.raw()).set_iterators(*iterators);
  RawZip(zip.raw()).set_strict(RawObject::from_bool(strict));
  return zip;
}

RawObject zip___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject zip___next__(Thread* thread, Arguments arguments) {
  Zip iterator(thread, arguments[0]);
  return next_or_stop(thread, zip_iterate(thread, iterator));
}

RawObject zip___reduce__(Thread* thread, Arguments arguments) {
  Zip zip(thread, arguments[0]);
  Object type(thread, type_of(thread, *zip)), iterators(thread, zip->iterators());
  if (!zip->strict().is_true()) return new_tuple_of(thread, type, iterators);
  Object state(thread, RawObject::true_object());
  return new_tuple_of(thread, type, iterators, state);
}

RawObject zip___setstate__(Thread* thread, Arguments arguments) {
  Zip zip(thread, arguments[0]);
  Object state(thread, arguments[1]);
  Truth strict = is_true(thread, state);
  if (strict == Truth::kError) return RawObject::error();
  zip->set_strict(RawObject::from_bool(strict == Truth::kTrue));
  return RawObject::none();
}

RawObject map___new__(Thread* thread, Arguments arguments) {
  Tuple values(thread, arguments[1]);
  if (tuple_length(*values) < 2)
    return raise_type_error(thread, "map() must have at least two arguments.");
  Object iterators(thread, iterators_of(thread, values, 1));
  if (iterators->is_error()) return *iterators;
  RawObject map = allocate_for(thread, arguments[0]);
  RawMap(map.raw()).set_function(tuple_at(*values, 0));
  RawMap(map.raw()).set_iterators(*iterators);
  return map;
}

RawObject map___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject map___next__(Thread* thread, Arguments arguments) {
  Map iterator(thread, arguments[0]);
  return next_or_stop(thread, map_iterate(thread, iterator));
}

RawObject map___reduce__(Thread* thread, Arguments arguments) {
  Map map(thread, arguments[0]);
  Object type(thread, type_of(thread, *map));
  Tuple iterators(thread, map->iterators());
  Tuple values(thread, new_tuple(thread, tuple_length(*iterators) + 1));
  tuple_init(*values, 0, map->function());
  for (word i = 0; i < tuple_length(*iterators); i++)
    tuple_init(*values, i + 1, tuple_at(*iterators, i));
  return new_tuple_of(thread, type, values);
}

RawObject filter___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[2]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  RawObject filter = allocate_for(thread, arguments[0]);
  RawFilter(filter.raw()).set_function(arguments[1]);
  RawFilter(filter.raw()).set_iterator(*iterator);
  return filter;
}

RawObject filter___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject filter___next__(Thread* thread, Arguments arguments) {
  Filter iterator(thread, arguments[0]);
  return next_or_stop(thread, filter_iterate(thread, iterator));
}

RawObject filter___reduce__(Thread* thread, Arguments arguments) {
  Filter filter(thread, arguments[0]);
  Object type(thread, type_of(thread, *filter)), function(thread, filter->function()),
      iterator(thread, filter->iterator());
  Object values(thread, new_tuple_of(thread, function, iterator));
  return new_tuple_of(thread, type, values);
}

// --- reversed

namespace {

bool is_sequence(Thread* thread, RawObject value) {
  if (is_heap_dict(value)) return false;
  return !type_lookup(thread, type_of(thread, value), Symbol::k__getitem__).is_unbound();
}

}  // namespace

RawObject reversed___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), sequence(thread, arguments[1]);
  Object method(thread, type_lookup(thread, type_of(thread, *sequence), Symbol::k__reversed__));
  if (method->is_none())
    return raise_type_error(thread, "'%T' object is not reversible", &sequence);
  if (!method->is_unbound()) return call_special(thread, sequence, Symbol::k__reversed__);
  if (!is_sequence(thread, *sequence))
    return raise_type_error(thread, "'%T' object is not reversible", &sequence);
  word count = length(thread, sequence);
  if (count < 0) return RawObject::error();
  RawObject reversed = allocate_for(thread, *cls);
  RawIterator(reversed.raw()).set_source(*sequence);
  RawIterator(reversed.raw()).set_index(count - 1);
  return reversed;
}

RawObject reversed___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject reversed___next__(Thread* thread, Arguments arguments) {
  ReversedIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, reversed_iterate(thread, iterator));
}

RawObject reversed___length_hint__(Thread* thread, Arguments arguments) {
  ReversedIterator iterator(thread, arguments[0]);
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::from_small_int(0);
  word count = length(thread, source);
  if (count < 0) return RawObject::error();
  word left = iterator->index() + 1;
  return RawObject::from_small_int(left > count ? 0 : left);
}

RawObject reversed___reduce__(Thread* thread, Arguments arguments) {
  ReversedIterator iterator(thread, arguments[0]);
  Object type(thread, type_of(thread, *iterator)), source(thread, iterator->source());
  if (source->is_none()) {
    source = empty_tuple(thread);
    Object values(thread, new_tuple_of(thread, source));
    return new_tuple_of(thread, type, values);
  }
  Object values(thread, new_tuple_of(thread, source)),
      index(thread, RawObject::from_small_int(iterator->index()));
  return new_tuple_of(thread, type, values, index);
}

RawObject reversed___setstate__(Thread* thread, Arguments arguments) {
  ReversedIterator iterator(thread, arguments[0]);
  Object state(thread, arguments[1]), source(thread, iterator->source());
  word index;
  if (!word_argument(thread, state, &index)) return RawObject::error();
  if (source->is_none()) return RawObject::none();
  word count = length(thread, source);
  if (count < 0) return RawObject::error();
  iterator->set_index(std::clamp(index, word{-1}, count - 1));
  return RawObject::none();
}

// --- iter(sequence), iter(callable, sentinel)

RawObject iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject iterator___next__(Thread* thread, Arguments arguments) {
  SequenceIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, sequence_iterate(thread, iterator));
}

RawObject iterator___length_hint__(Thread* thread, Arguments arguments) {
  SequenceIterator iterator(thread, arguments[0]);
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::from_small_int(0);
  if (type_lookup(thread, type_of(thread, *source), Symbol::k__len__).is_unbound())
    return RawObject::not_implemented();
  word count = length(thread, source);
  if (count < 0) return RawObject::error();
  return RawObject::from_small_int(std::max(count - iterator->index(), word{0}));
}

RawObject iterator___reduce__(Thread* thread, Arguments arguments) {
  SequenceIterator iterator(thread, arguments[0]);
  Object source(thread, iterator->source());
  if (source->is_none()) {
    source = empty_tuple(thread);
    return reduce_with(thread, "iter", source);
  }
  return reduce_with_state(thread, "iter", source, RawObject::from_small_int(iterator->index()));
}

RawObject iterator___setstate__(Thread* thread, Arguments arguments) {
  SequenceIterator iterator(thread, arguments[0]);
  Object state(thread, arguments[1]);
  word index;
  if (!word_argument(thread, state, &index)) return RawObject::error();
  if (!iterator->source().is_none()) iterator->set_index(std::max(index, word{0}));
  return RawObject::none();
}

RawObject callable_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject callable_iterator___next__(Thread* thread, Arguments arguments) {
  CallableIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, callable_iterate(thread, iterator));
}

RawObject callable_iterator___reduce__(Thread* thread, Arguments arguments) {
  CallableIterator iterator(thread, arguments[0]);
  Object callable(thread, iterator->callable()), sentinel(thread, iterator->sentinel());
  if (callable->is_none()) {
    Object nothing(thread, empty_tuple(thread));
    return reduce_with(thread, "iter", nothing);
  }
  Object reduced(thread, reduce_with(thread, "iter", callable));
  Object function(thread, tuple_at(*reduced, 0)),
      values(thread, new_tuple_of(thread, callable, sentinel));
  return new_tuple_of(thread, function, values);
}

}  // namespace pyro::natives
