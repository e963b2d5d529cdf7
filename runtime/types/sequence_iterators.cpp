#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/types/container_support.h"

// Natives of the iterators over lists and tuples.

namespace pyro::natives {

namespace {

word state_argument(Thread* thread, Arguments arguments, bool* ok) {
  Object state(thread, arguments[1]);
  word index = 0;
  *ok = word_argument(thread, state, &index);
  return index;
}

word sequence_length(RawObject source) {
  return is_heap_list(source) ? RawList(source.raw()).length() : tuple_length(source);
}

RawObject forward_length_hint(Arguments arguments) {
  RawIterator iterator = RawIterator::cast(arguments[0]);
  if (iterator.source().is_none()) return RawObject::from_small_int(0);
  return RawObject::from_small_int(
      std::max(sequence_length(iterator.source()) - iterator.index(), word{0}));
}

RawObject forward_reduce(Thread* thread, Arguments arguments) {
  Iterator iterator(thread, arguments[0]);
  Object source(thread, iterator->source());
  if (source->is_none()) {
    bool list = is_heap_list_iterator(*iterator);
    source = list ? new_list(thread) : empty_tuple(thread);
    return reduce_with(thread, "iter", source);
  }
  return reduce_with_state(thread, "iter", source, RawObject::from_small_int(iterator->index()));
}

RawObject forward_set_state(Thread* thread, Arguments arguments) {
  bool ok;
  word index = state_argument(thread, arguments, &ok);
  if (!ok) return RawObject::error();
  RawIterator iterator = RawIterator::cast(arguments[0]);
  if (iterator.source().is_none()) return RawObject::none();
  iterator.set_index(std::clamp(index, word{0}, sequence_length(iterator.source())));
  return RawObject::none();
}

}  // namespace

RawObject list_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject list_iterator___next__(Thread* thread, Arguments arguments) {
  return next_or_stop(thread, list_iterate_NoGC(RawListIterator::cast(arguments[0])));
}
RawObject list_iterator___length_hint__(Thread*, Arguments arguments) {
  return forward_length_hint(arguments);
}
RawObject list_iterator___reduce__(Thread* thread, Arguments arguments) {
  return forward_reduce(thread, arguments);
}
RawObject list_iterator___setstate__(Thread* thread, Arguments arguments) {
  return forward_set_state(thread, arguments);
}

RawObject tuple_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject tuple_iterator___next__(Thread* thread, Arguments arguments) {
  return next_or_stop(thread, tuple_iterate_NoGC(RawTupleIterator::cast(arguments[0])));
}
RawObject tuple_iterator___length_hint__(Thread*, Arguments arguments) {
  return forward_length_hint(arguments);
}
RawObject tuple_iterator___reduce__(Thread* thread, Arguments arguments) {
  return forward_reduce(thread, arguments);
}
RawObject tuple_iterator___setstate__(Thread* thread, Arguments arguments) {
  return forward_set_state(thread, arguments);
}

RawObject list_reverseiterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject list_reverseiterator___next__(Thread* thread, Arguments arguments) {
  return next_or_stop(thread,
                      list_reverse_iterate_NoGC(RawListReverseIterator::cast(arguments[0])));
}

RawObject list_reverseiterator___length_hint__(Thread*, Arguments arguments) {
  RawIterator iterator = RawIterator::cast(arguments[0]);
  if (iterator.source().is_none()) return RawObject::from_small_int(0);
  word left = iterator.index() + 1;
  return RawObject::from_small_int(left > sequence_length(iterator.source()) ? 0 : left);
}

RawObject list_reverseiterator___reduce__(Thread* thread, Arguments arguments) {
  Iterator iterator(thread, arguments[0]);
  Object source(thread, iterator->source());
  if (source->is_none()) {
    source = new_list(thread);
    return reduce_with(thread, "iter", source);
  }
  return reduce_with_state(thread, "reversed", source,
                           RawObject::from_small_int(iterator->index()));
}

RawObject list_reverseiterator___setstate__(Thread* thread, Arguments arguments) {
  bool ok;
  word index = state_argument(thread, arguments, &ok);
  if (!ok) return RawObject::error();
  RawIterator iterator = RawIterator::cast(arguments[0]);
  if (iterator.source().is_none()) return RawObject::none();
  iterator.set_index(std::clamp(index, word{-1}, sequence_length(iterator.source()) - 1));
  return RawObject::none();
}

}  // namespace pyro::natives
