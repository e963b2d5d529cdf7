#pragma once

#include "runtime/operations.h"
#include "runtime/thread.h"

// Iterators of the builtin types.
//
// The functions here are what `for` calls when it meets an exact builtin iterator, and what the
// iterators' __next__ methods are made of. They return the next item, Unbound when the iterator is
// exhausted (no exception pending then), or Error. An exhausted iterator drops its source and stays
// exhausted.

namespace pyro {

// A fresh iterator of the given kind (a subkind of Iterator) over `source`, with index `index`.
RawObject new_iterator(Thread* thread, Kind kind, const Object& source, word index);
// What must not change under an iterator over a dict: the size; of an OrderedDict also the entries
// made.
word dict_iteration_state_NoGC(RawDict dict);
RawObject new_dict_iterator(Thread* thread, Kind kind, const Dict& dict);
RawObject new_set_iterator(Thread* thread, const AnySet& set);
// iter(range): a RangeIterator if everything fits words.
RawObject new_range_iterator(Thread* thread, const Range& range, bool reverse);

// Without safepoint, for the interpreter.
inline RawObject list_iterate_NoGC(RawListIterator iterator) {
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::unbound();
  word index = iterator.index();
  RawList list(source.raw());
  if (index >= list.length()) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index + 1);
  return list.items().at(index + 1);
}
inline RawObject tuple_iterate_NoGC(RawTupleIterator iterator) {
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::unbound();
  word index = iterator.index();
  if (index >= tuple_length(source)) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index + 1);
  return tuple_at(source, index);
}
// The next number is a small int in all but absurd cases; Error asks for range_iterate.
inline RawObject range_iterate_NoGC(RawRangeIterator iterator) {
  word remaining = iterator.remaining(), next = iterator.next();
  if (remaining <= 0) return RawObject::unbound();
  iterator.set_remaining(remaining - 1);
  if (remaining > 1) iterator.set_next(next + iterator.step());
  return RawObject::from_small_int(next);
}

RawObject list_reverse_iterate_NoGC(RawListReverseIterator iterator);
RawObject set_iterate(Thread* thread, const SetIterator& iterator);
// All six kinds.
RawObject dict_iterate(Thread* thread, const DictIterator& iterator);
RawObject long_range_iterate(Thread* thread, const LongRangeIterator& iterator);
RawObject sequence_iterate(Thread* thread, const SequenceIterator& iterator);
RawObject reversed_iterate(Thread* thread, const ReversedIterator& iterator);
RawObject callable_iterate(Thread* thread, const CallableIterator& iterator);
RawObject enumerate_iterate(Thread* thread, const Enumerate& iterator);
RawObject zip_iterate(Thread* thread, const Zip& iterator);
RawObject map_iterate(Thread* thread, const Map& iterator);
RawObject filter_iterate(Thread* thread, const Filter& iterator);

// The next item of an exact builtin iterator of one of the kinds above. `is_builtin` says whether
// it is one, not something else (an instance of a subclass, a generator, any other object).
RawObject builtin_iterate(Thread* thread, const Object& iterator, bool* is_builtin);
// The iterator over an exact builtin container or range; NotImplemented if it is something else.
RawObject builtin_iterator(Thread* thread, const Object& iterable);

// What __next__ methods return: StopIteration instead of Unbound.
RawObject next_or_stop(Thread* thread, RawObject item);

}  // namespace pyro
