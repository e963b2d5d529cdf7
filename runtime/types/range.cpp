#include "runtime/range.h"

#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/iterators.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int_arithmetic.h"

namespace pyro::natives {

RawObject range___new__(Thread* thread, Arguments arguments) {
  Object first(thread, arguments[1]), second(thread, arguments[2]), third(thread, arguments[3]);
  return range_from_arguments(thread, first, second, third);
}

RawObject range___repr__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object start(thread, range->start()), stop(thread, range->stop()), step(thread, range->step());
  if (*step == RawObject::from_small_int(1))
    return new_str_format(thread, "range(%R, %R)", &start, &stop);
  return new_str_format(thread, "range(%R, %R, %R)", &start, &stop, &step);
}

RawObject range___hash__(Thread* thread, Arguments arguments) {
  // Equal ranges are equal sequences: the step of short ones does not count.
  Range range(thread, arguments[0]);
  Object length(thread, range->length()), start(thread, RawObject::none()),
      step(thread, RawObject::none());
  if (!int_is_zero(*length)) start = range->start();
  if (!int_is_zero(*length) && !(*length == RawObject::from_small_int(1))) step = range->step();
  Object key(thread, new_tuple_of(thread, length, start, step));
  word result;
  return pyro::hash(thread, key, &result) ? new_int(thread, result) : RawObject::error();
}

static RawObject compare_ranges(Thread* thread, CompareOp op, Arguments arguments) {
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (!equality || !is_heap_range(arguments[1])) return RawObject::not_implemented();
  Range left(thread, arguments[0]), right(thread, arguments[1]);
  auto same = [&](RawObject a, RawObject b) {
    Object x(thread, a), y(thread, b);
    return int_equal(thread, x, y);
  };
  bool equal = same(left->length(), right->length());
  if (equal && !int_is_zero(left->length())) {
    equal = same(left->start(), right->start()) &&
            (left->length() == RawObject::from_small_int(1) || same(left->step(), right->step()));
  }
  return RawObject::from_bool(equal == (op == CompareOp::kEq));
}
PYRO_COMPARISONS(range, compare_ranges)

RawObject range___iter__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  return new_range_iterator(thread, range, false);
}

RawObject range___reversed__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  return new_range_iterator(thread, range, true);
}

RawObject range___bool__(Thread*, Arguments arguments) {
  return RawObject::from_bool(!int_is_zero(RawRange::cast(arguments[0]).length()));
}

RawObject range___len__(Thread* thread, Arguments arguments) {
  RawObject length = RawRange::cast(arguments[0]).length();
  if (length.is_small_int()) return length;
  return raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
}

RawObject range___getitem__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return range_get_item(thread, range, key);
}

RawObject range___reduce__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object start(thread, range->start()), stop(thread, range->stop()), step(thread, range->step());
  Object type(thread, type_of(thread, *range)),
      values(thread, new_tuple_of(thread, start, stop, step));
  return new_tuple_of(thread, type, values);
}

namespace {

// Position of an int in the range; None if it is not there.
RawObject position_of(Thread* thread, const Range& range, const Object& value) {
  Object start(thread, range->start()), step(thread, range->step()),
      length(thread, range->length());
  Object distance(thread, int_sub(thread, value, start));
  if (distance->is_error()) return *distance;
  Object index(thread, int_floor_div(thread, distance, step));
  if (index->is_error()) return *index;
  Object product(thread, int_mul(thread, index, step));
  if (product->is_error()) return *product;
  bool inside = int_equal(thread, product, distance) && !int_negative(thread, index) &&
                int_less(thread, index, length);
  return inside ? *index : RawObject::none();
}

enum class Search : uint8_t { kFirst, kCount };

// Any object: its equality with the numbers decides. The position (kFirst, -1 if none) or the
// number of hits.
RawObject search(Thread* thread, const Range& range, const Object& value, Search what) {
  Object iterator(thread, new_range_iterator(thread, range, false));
  if (iterator->is_error()) return *iterator;
  Object item(thread, RawObject::none());
  word hits = 0;
  for (word position = 0;; position++) {
    item = iterate(thread, iterator);
    if (item->is_error()) return *item;
    if (item->is_unbound()) return RawObject::from_small_int(what == Search::kCount ? hits : -1);
    Truth equal = equals(thread, item, value);
    if (equal == Truth::kError) return RawObject::error();
    if (equal == Truth::kTrue && what == Search::kFirst) return RawObject::from_small_int(position);
    hits += equal == Truth::kTrue;
  }
}

bool is_plain_int(RawObject value) { return is_exact_int(value) || value.is_bool(); }

}  // namespace

RawObject range___contains__(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (is_plain_int(*value)) {
    value = int_value_of(*value);
    RawObject position = position_of(thread, range, value);
    return position.is_error() ? position : RawObject::from_bool(!position.is_none());
  }
  RawObject found = search(thread, range, value, Search::kFirst);
  return found.is_error() ? found : RawObject::from_bool(found.small_int() >= 0);
}

RawObject range_count(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (!is_plain_int(*value)) return search(thread, range, value, Search::kCount);
  Object number(thread, int_value_of(*value));
  RawObject position = position_of(thread, range, number);
  return position.is_error() ? position : RawObject::from_small_int(position.is_none() ? 0 : 1);
}

RawObject range_index(Thread* thread, Arguments arguments) {
  Range range(thread, arguments[0]);
  Object value(thread, arguments[1]);
  if (!is_plain_int(*value)) {
    RawObject found = search(thread, range, value, Search::kFirst);
    if (found.is_error() || found.small_int() >= 0) return found;
    return raise_value_error(thread, "sequence.index(x): x not in sequence");
  }
  value = int_value_of(*value);
  RawObject position = position_of(thread, range, value);
  return position.is_none() ? raise_value_error(thread, "%R is not in range", &value) : position;
}

// --- iterators

RawObject range_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject range_iterator___next__(Thread* thread, Arguments arguments) {
  return next_or_stop(thread, range_iterate_NoGC(RawRangeIterator::cast(arguments[0])));
}

RawObject range_iterator___length_hint__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawRangeIterator::cast(arguments[0]).remaining());
}

namespace {

// The first number of the range that an iterator goes over.
word first_of_NoGC(RawRangeIterator iterator) {
  word passed = iterator.length() - std::max(iterator.remaining(), word{1});
  return iterator.next() - std::max(passed, word{0}) * iterator.step();
}

}  // namespace

RawObject range_iterator___reduce__(Thread* thread, Arguments arguments) {
  RawRangeIterator iterator = RawRangeIterator::cast(arguments[0]);
  word length = iterator.length(), index = length - iterator.remaining();
  word first = first_of_NoGC(iterator), step_value = iterator.step();
  Object start(thread, new_int(thread, first)), step(thread, new_int(thread, step_value));
  Object stop(thread, new_int(thread, first + length * step_value));
  Object range(thread, new_range(thread, start, stop, step));
  return range->is_error()
             ? *range
             : reduce_with_state(thread, "iter", range, RawObject::from_small_int(index));
}

RawObject range_iterator___setstate__(Thread* thread, Arguments arguments) {
  RangeIterator iterator(thread, arguments[0]);
  Object state(thread, arguments[1]);
  word index;
  if (!index_as_word(thread, state, OnOverflow::kOverflowError, &index)) return RawObject::error();
  word length = iterator->length(), first = first_of_NoGC(*iterator);
  index = std::clamp(index, word{0}, length);
  iterator->set_next(first + std::min(index, std::max(length - 1, word{0})) * iterator->step());
  iterator->set_remaining(length - index);
  return RawObject::none();
}

RawObject longrange_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject longrange_iterator___next__(Thread* thread, Arguments arguments) {
  LongRangeIterator iterator(thread, arguments[0]);
  return next_or_stop(thread, long_range_iterate(thread, iterator));
}

RawObject longrange_iterator___length_hint__(Thread* thread, Arguments arguments) {
  LongRangeIterator iterator(thread, arguments[0]);
  Object length(thread, iterator->length()), index(thread, iterator->index());
  return int_sub(thread, length, index);
}

RawObject longrange_iterator___reduce__(Thread* thread, Arguments arguments) {
  LongRangeIterator iterator(thread, arguments[0]);
  Object start(thread, iterator->start()), step(thread, iterator->step()),
      length(thread, iterator->length());
  Object distance(thread, int_mul(thread, length, step));
  if (distance->is_error()) return *distance;
  Object stop(thread, int_add(thread, start, distance));
  if (stop->is_error()) return *stop;
  Object range(thread, new_range(thread, start, stop, step)), index(thread, iterator->index());
  Object reduced(thread, reduce_with(thread, "iter", range));
  Object function(thread, tuple_at(*reduced, 0)), values(thread, tuple_at(*reduced, 1));
  return new_tuple_of(thread, function, values, index);
}

RawObject longrange_iterator___setstate__(Thread* thread, Arguments arguments) {
  LongRangeIterator iterator(thread, arguments[0]);
  Object given(thread, arguments[1]);
  Object state(thread, index_of(thread, given)), length(thread, iterator->length());
  if (state->is_error()) return *state;
  if (int_negative(thread, state)) state = RawObject::from_small_int(0);
  if (int_less(thread, length, state)) state = *length;
  iterator->set_index(*state);
  return RawObject::none();
}

}  // namespace pyro::natives
