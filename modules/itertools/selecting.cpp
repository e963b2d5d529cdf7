#include "modules/itertools/records.h"

// compress, dropwhile, takewhile, filterfalse, starmap, islice, pairwise.

namespace pyro::natives {

namespace {

// function(item) as a truth value.
Truth ask(Thread* thread, const Object& function, const Object& item) {
  Object verdict(thread, call(thread, function, item));
  return verdict->is_error() ? Truth::kError : is_true(thread, verdict);
}

bool is_end(const Object& item) { return item->is_error() || item->is_unbound(); }

// --- compress: field0 data, field1 selectors

RawObject compress_next(Thread* thread, const NativeRecord& record) {
  Object data(thread, record->field0()), selectors(thread, record->field1());
  Object item(thread, RawObject::none()), selector(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, data);
    if (is_end(item)) return *item;
    selector = iterate(thread, selectors);
    if (is_end(selector)) return *selector;
    Truth chosen = is_true(thread, selector);
    if (chosen == Truth::kError) return RawObject::error();
    if (chosen == Truth::kTrue) return *item;
  }
}

// --- dropwhile: field0 predicate, field1 iterator, field2 True once started

RawObject dropwhile_next(Thread* thread, const NativeRecord& record) {
  Object predicate(thread, record->field0()), iterator(thread, record->field1()),
      item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (is_end(item) || record->field2().is_true()) return *item;
    Truth drop = ask(thread, predicate, item);
    if (drop == Truth::kError) return RawObject::error();
    if (drop == Truth::kTrue) continue;
    record->set_field2(RawObject::true_object());
    return *item;
  }
}

// --- takewhile: field0 predicate, field1 iterator, field2 True once stopped

RawObject takewhile_next(Thread* thread, const NativeRecord& record) {
  if (record->field2().is_true()) return RawObject::unbound();
  Object predicate(thread, record->field0()), iterator(thread, record->field1());
  Object item(thread, iterate(thread, iterator));
  if (is_end(item)) return *item;
  Truth take = ask(thread, predicate, item);
  if (take == Truth::kError) return RawObject::error();
  if (take == Truth::kTrue) return *item;
  record->set_field2(RawObject::true_object());
  return RawObject::unbound();
}

// --- filterfalse: field0 function, field1 iterator

RawObject filterfalse_next(Thread* thread, const NativeRecord& record) {
  Object function(thread, record->field0()), iterator(thread, record->field1()),
      item(thread, RawObject::none());
  bool itself = function->is_none() || *function == thread->runtime()->type_at(LayoutId::kBool);
  for (;;) {
    item = iterate(thread, iterator);
    if (is_end(item)) return *item;
    Truth verdict = itself ? is_true(thread, item) : ask(thread, function, item);
    if (verdict == Truth::kError) return RawObject::error();
    if (verdict == Truth::kFalse) return *item;
  }
}

// --- starmap: field0 function, field1 iterator

RawObject starmap_next(Thread* thread, const NativeRecord& record) {
  Object function(thread, record->field0()), iterator(thread, record->field1());
  Object item(thread, iterate(thread, iterator));
  if (is_end(item)) return *item;
  Object values(thread, tuple_from_iterable(thread, item)), no_keywords(thread, RawObject::none());
  return values->is_error() ? *values : call_with(thread, function, values, no_keywords);
}

// --- pairwise: field0 iterator (None at the end), field1 the last item, Unbound at first

RawObject pairwise_next(Thread* thread, const NativeRecord& record) {
  Object iterator(thread, record->field0());
  if (iterator->is_none()) return RawObject::unbound();
  Object left(thread, record->field1());
  if (left->is_unbound()) {
    left = iterate(thread, iterator);
    if (is_end(left)) {
      record->set_field0(RawObject::none());
      return *left;
    }
    record->set_field1(*left);
  }
  Object right(thread, iterate(thread, iterator));
  if (is_end(right)) {
    record->set_field0(RawObject::none());
    record->set_field1(RawObject::none());
    return *right;
  }
  record->set_field1(*right);
  return new_tuple_of(thread, left, right);
}

// predicate or function, then the iterator.
RawObject new_with_function(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[1]), iterable(thread, arguments[2]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  return new_record(thread, arguments[0], {&function, &iterator});
}

RawObject two_fields(Thread* thread, const NativeRecord& record) {
  Object first(thread, record->field0()), second(thread, record->field1());
  return new_tuple_of(thread, first, second);
}

RawObject reduce_two(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object values(thread, two_fields(thread, record));
  return reduce_record(thread, *record, values);
}

RawObject reduce_with_flag(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object values(thread, two_fields(thread, record));
  Object flag(thread, RawObject::from_small_int(record->field2().is_true() ? 1 : 0));
  return reduce_record(thread, *record, values, flag);
}

RawObject set_flag(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object state(thread, arguments[1]);
  Truth flag = is_true(thread, state);
  if (flag == Truth::kError) return RawObject::error();
  record->set_field2(RawObject::from_bool(flag == Truth::kTrue));
  return RawObject::none();
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools_compress, compress_next)
PYRO_ITERATOR_RECORD(itertools_dropwhile, dropwhile_next)
PYRO_ITERATOR_RECORD(itertools_takewhile, takewhile_next)
PYRO_ITERATOR_RECORD(itertools_filterfalse, filterfalse_next)
PYRO_ITERATOR_RECORD(itertools_starmap, starmap_next)
PYRO_ITERATOR_RECORD(itertools_pairwise, pairwise_next)

RawObject itertools_compress___new__(Thread* thread, Arguments arguments) {
  Object data(thread, arguments[1]), selectors(thread, arguments[2]);
  data = get_iterator(thread, data);
  if (data->is_error()) return *data;
  selectors = get_iterator(thread, selectors);
  if (selectors->is_error()) return *selectors;
  return new_record(thread, arguments[0], {&data, &selectors});
}

RawObject itertools_dropwhile___new__(Thread* thread, Arguments arguments) {
  return new_with_function(thread, arguments);
}
RawObject itertools_takewhile___new__(Thread* thread, Arguments arguments) {
  return new_with_function(thread, arguments);
}
RawObject itertools_filterfalse___new__(Thread* thread, Arguments arguments) {
  return new_with_function(thread, arguments);
}
RawObject itertools_starmap___new__(Thread* thread, Arguments arguments) {
  return new_with_function(thread, arguments);
}

RawObject itertools_pairwise___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]), nothing(thread, RawObject::unbound());
  Object iterator(thread, get_iterator(thread, iterable));
  return iterator->is_error() ? *iterator : new_record(thread, arguments[0], {&iterator, &nothing});
}

RawObject itertools_compress___reduce__(Thread* thread, Arguments arguments) {
  return reduce_two(thread, arguments);
}
RawObject itertools_filterfalse___reduce__(Thread* thread, Arguments arguments) {
  return reduce_two(thread, arguments);
}
RawObject itertools_starmap___reduce__(Thread* thread, Arguments arguments) {
  return reduce_two(thread, arguments);
}
RawObject itertools_dropwhile___reduce__(Thread* thread, Arguments arguments) {
  return reduce_with_flag(thread, arguments);
}
RawObject itertools_takewhile___reduce__(Thread* thread, Arguments arguments) {
  return reduce_with_flag(thread, arguments);
}
RawObject itertools_dropwhile___setstate__(Thread* thread, Arguments arguments) {
  return set_flag(thread, arguments);
}
RawObject itertools_takewhile___setstate__(Thread* thread, Arguments arguments) {
  return set_flag(thread, arguments);
}

// --- islice: field0 iterator (None at the end), field1 number of the next item to return, field2
// stop or None, field3 step, field4 number of items taken so far

namespace {

// None (then `fallback`) or an int in [0, sys.maxsize]; false if it is something else.
bool islice_bound(Thread* thread, RawObject raw, word fallback, word* bound) {
  *bound = fallback;
  if (raw.is_none()) return true;
  Object value(thread, raw);
  if (value->is_small_int()) {
    *bound = value->small_int();
  } else if (!index_as_word(thread, value, OnOverflow::kOverflowError, bound)) {
    thread->take_exception();
    *bound = -1;
    return false;
  }
  if (*bound > RawObject::kSmallIntMax) *bound = RawObject::kSmallIntMax;
  return *bound >= 0;
}

RawObject islice_next(Thread* thread, const NativeRecord& record) {
  Object iterator(thread, record->field0());
  if (iterator->is_none()) return RawObject::unbound();
  word next = record->field1().small_int(), taken = record->field4().small_int();
  word stop = record->field2().is_none() ? RawObject::kSmallIntMax : record->field2().small_int();
  Object item(thread, RawObject::none());
  for (; taken < std::min(next, stop); taken++) {
    item = iterate(thread, iterator);
    if (is_end(item)) break;
    record->set_field4(RawObject::from_small_int(taken + 1));
  }
  if (!is_end(item)) item = taken >= stop ? RawObject::unbound() : iterate(thread, iterator);
  if (is_end(item)) {
    record->set_field0(RawObject::none());
    return *item;
  }
  record->set_field4(RawObject::from_small_int(taken + 1));
  word step = record->field3().small_int();
  record->set_field1(RawObject::from_small_int(next > stop - step ? stop : next + step));
  return *item;
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools_islice, islice_next)

RawObject itertools_islice___new__(Thread* thread, Arguments arguments) {
  Tuple given(thread, arguments[1]);
  word count = tuple_length(*given);
  if (count < 2)
    return raise_type_error(thread, "islice expected at least 2 arguments, got %ld", count);
  if (count > 4)
    return raise_type_error(thread, "islice expected at most 4 arguments, got %ld", count);
  word start = 0, stop = RawObject::kSmallIntMax, step = 1;
  if (!islice_bound(thread, tuple_at(*given, count == 2 ? 1 : 2), RawObject::kSmallIntMax, &stop)) {
    return raise_value_error(
        thread,
        stop < -1
            ? "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            : "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (count > 2 && !islice_bound(thread, tuple_at(*given, 1), 0, &start)) {
    return raise_value_error(
        thread, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (count == 4 && (!islice_bound(thread, tuple_at(*given, 3), 1, &step) || step < 1)) {
    return raise_value_error(thread, "Step for islice() must be a positive integer or None.");
  }
  Object iterable(thread, tuple_at(*given, 0));
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  bool endless = tuple_at(*given, count == 2 ? 1 : 2).is_none();
  Object next(thread, RawObject::from_small_int(start));
  Object end(thread, endless ? RawObject::none()
                             : RawObject::from_small_int(std::min(stop, RawObject::kSmallIntMax)));
  Object stride(thread, RawObject::from_small_int(std::min(step, RawObject::kSmallIntMax)));
  Object taken(thread, RawObject::from_small_int(0));
  return new_record(thread, arguments[0], {&iterator, &next, &end, &stride, &taken});
}

RawObject itertools_islice___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object iterator(thread, record->field0()), taken(thread, record->field4());
  if (iterator->is_none()) {
    Object list(thread, new_list(thread)), zero(thread, RawObject::from_small_int(0));
    Object empty(thread, get_iterator(thread, list));
    Object values(thread, new_tuple_of(thread, empty, zero));
    return reduce_record(thread, *record, values, zero);
  }
  Tuple values(thread, new_tuple(thread, 4));
  tuple_init(*values, 0, *iterator);
  tuple_init(*values, 1, record->field1());
  tuple_init(*values, 2, record->field2());
  tuple_init(*values, 3, record->field3());
  return reduce_record(thread, *record, values, taken);
}

RawObject itertools_islice___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object state(thread, arguments[1]);
  word taken;
  if (!index_as_word(thread, state, OnOverflow::kOverflowError, &taken)) return RawObject::error();
  record->set_field4(RawObject::from_small_int(taken));
  return RawObject::none();
}

}  // namespace pyro::natives
