#include <algorithm>

#include "modules/itertools/records.h"
#include "runtime/type.h"
#include "runtime/types/int_arithmetic.h"

// count, cycle, repeat, accumulate, chain, zip_longest.

namespace pyro::natives {

namespace {

bool is_end(const Object& item) { return item->is_error() || item->is_unbound(); }

// The name of the type alone: without the module in front.
std::string short_type_name_NoGC(Thread* thread, RawObject value) {
  return type_name_NoGC(type_of(thread, value));
}

bool is_number(Thread* thread, RawObject value) {
  if (is_int(value) || is_float(value) || is_complex(value)) return true;
  RawObject type = type_of(thread, value);
  return !type_lookup(thread, type, Symbol::k__index__).is_unbound() ||
         !type_lookup(thread, type, Symbol::k__float__).is_unbound() ||
         !type_lookup(thread, type, Symbol::k__int__).is_unbound() ||
         !type_lookup(thread, type, Symbol::k__complex__).is_unbound();
}

// --- count: field0 next number, field1 step

RawObject count_next(Thread* thread, const NativeRecord& record) {
  Object number(thread, record->field0()), step(thread, record->field1());
  RawObject next = number->is_small_int() && step->is_small_int()
                       ? new_int(thread, number->small_int() + step->small_int())
                       : binary_operation(thread, BinaryOp::kAdd, number, step);
  if (next.is_error()) return next;
  record->set_field0(next);
  return *number;
}

bool unit_step(RawObject step) { return step == RawObject::from_small_int(1); }

// --- repeat: field0 object, field1 how many times are left (None: endless)

RawObject repeat_next(Thread*, const NativeRecord& record) {
  RawObject left = record->field1();
  if (left.is_none()) return record->field0();
  if (left.small_int() <= 0) return RawObject::unbound();
  record->set_field1(RawObject::from_small_int(left.small_int() - 1));
  return record->field0();
}

// --- cycle: field0 iterator (None once it ended), field1 list of the items, field2 index, field3
// True if no more items are saved ----

RawObject cycle_next(Thread* thread, const NativeRecord& record) {
  Object iterator(thread, record->field0());
  List saved(thread, record->field1());
  if (!iterator->is_none()) {
    Object item(thread, iterate(thread, iterator));
    if (item->is_error()) return *item;
    if (!item->is_unbound()) {
      if (record->field3().is_true()) return *item;
      return pyro::list_append(thread, saved, item) ? *item : RawObject::error();
    }
    record->set_field0(RawObject::none());
    record->set_field2(RawObject::from_small_int(0));
  }
  if (saved->length() == 0) return RawObject::unbound();
  word index = record->field2().small_int();
  record->set_field2(RawObject::from_small_int(index + 1 >= saved->length() ? 0 : index + 1));
  return list_at(*saved, index);
}

// --- accumulate: field0 iterator, field1 function or None, field2 total (Unbound at first), field3
// initial value or Unbound -------

RawObject accumulate_next(Thread* thread, const NativeRecord& record) {
  Object initial(thread, record->field3());
  if (!initial->is_unbound()) {
    record->set_field3(RawObject::unbound());
    record->set_field2(*initial);
    return *initial;
  }
  Object iterator(thread, record->field0()), function(thread, record->field1());
  Object item(thread, iterate(thread, iterator));
  if (is_end(item)) return *item;
  Object total(thread, record->field2());
  if (!total->is_unbound()) {
    item = function->is_none() ? binary_operation(thread, BinaryOp::kAdd, total, item)
                               : call(thread, function, total, item);
    if (item->is_error()) return *item;
  }
  record->set_field2(*item);
  return *item;
}

// --- chain: field0 iterator over the iterables (None at the end), field1 the current iterator or
// None ---------------------------------

RawObject chain_next(Thread* thread, const NativeRecord& record) {
  Object source(thread, record->field0()), active(thread, record->field1()),
      item(thread, RawObject::none());
  while (!source->is_none()) {
    if (active->is_none()) {
      item = iterate(thread, source);
      if (!is_end(item)) active = get_iterator(thread, item);
      if (is_end(item) || active->is_error()) {
        record->set_field0(RawObject::none());
        return is_end(item) ? *item : *active;
      }
      record->set_field1(*active);
    }
    item = iterate(thread, active);
    if (!item->is_unbound()) return *item;
    active = RawObject::none();
    record->set_field1(RawObject::none());
  }
  return RawObject::unbound();
}

// --- zip_longest: field0 tuple of iterators (None: ended), field1 fill value, field2 how many
// still run -----------------------------------

RawObject zip_longest_next(Thread* thread, const NativeRecord& record) {
  Tuple iterators(thread, record->field0());
  word count = tuple_length(*iterators);
  if (record->field2().small_int() == 0) return RawObject::unbound();
  Tuple row(thread, new_tuple(thread, count));
  Object iterator(thread, RawObject::none()), item(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    iterator = tuple_at(*iterators, i);
    item = iterator->is_none() ? RawObject::unbound() : iterate(thread, iterator);
    if (item->is_error()) {
      record->set_field2(RawObject::from_small_int(0));
      return *item;
    }
    if (item->is_unbound() && !iterator->is_none()) {
      tuple_init(*iterators, i, RawObject::none());
      word running = record->field2().small_int() - 1;
      record->set_field2(RawObject::from_small_int(running));
      if (running == 0) return RawObject::unbound();
    }
    tuple_init(*row, i, item->is_unbound() ? record->field1() : *item);
  }
  return *row;
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools_count, count_next)
PYRO_ITERATOR_RECORD(itertools_repeat, repeat_next)
PYRO_ITERATOR_RECORD(itertools_cycle, cycle_next)
PYRO_ITERATOR_RECORD(itertools_accumulate, accumulate_next)
PYRO_ITERATOR_RECORD(itertools_chain, chain_next)
PYRO_ITERATOR_RECORD(itertools_zip_longest, zip_longest_next)

RawObject itertools_count___new__(Thread* thread, Arguments arguments) {
  Object start(thread, arguments[1]), step(thread, arguments[2]);
  if (!is_number(thread, *start) || !is_number(thread, *step))
    return raise_type_error(thread, "a number is required");
  if (is_int(*step)) step = int_value_of(*step);
  if (is_int(*start) && is_int(*step)) start = int_value_of(*start);
  return new_record(thread, arguments[0], {&start, &step});
}

RawObject itertools_count___repr__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object number(thread, record->field0()), step(thread, record->field1());
  std::string name = short_type_name_NoGC(thread, *record);
  if (unit_step(*step)) return new_str_format(thread, "%s(%R)", name.c_str(), &number);
  return new_str_format(thread, "%s(%R, %R)", name.c_str(), &number, &step);
}

RawObject itertools_count___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object number(thread, record->field0()), step(thread, record->field1());
  Object values(
      thread, unit_step(*step) ? new_tuple_of(thread, number) : new_tuple_of(thread, number, step));
  return reduce_record(thread, *record, values);
}

RawObject itertools_repeat___new__(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[1]), times(thread, arguments.get_or(2, RawObject::none()));
  if (arguments.has(2)) {
    word left;
    if (!word_argument(thread, times, &left)) return RawObject::error();
    times = RawObject::from_small_int(std::clamp(left, word{0}, RawObject::kSmallIntMax));
  }
  return new_record(thread, arguments[0], {&object, &times});
}

RawObject itertools_repeat___repr__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object object(thread, record->field0()), times(thread, record->field1());
  std::string name = short_type_name_NoGC(thread, *record);
  if (times->is_none()) return new_str_format(thread, "%s(%R)", name.c_str(), &object);
  return new_str_format(thread, "%s(%R, %ld)", name.c_str(), &object, times->small_int());
}

RawObject itertools_repeat___length_hint__(Thread* thread, Arguments arguments) {
  RawObject times = RawNativeRecord::cast(arguments[0]).field1();
  return times.is_none() ? raise_type_error(thread, "len() of unsized object") : times;
}

RawObject itertools_repeat___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object object(thread, record->field0()), times(thread, record->field1());
  Object values(thread, times->is_none() ? new_tuple_of(thread, object)
                                         : new_tuple_of(thread, object, times));
  return reduce_record(thread, *record, values);
}

RawObject itertools_cycle___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return *iterator;
  Object saved(thread, new_list(thread)), index(thread, RawObject::from_small_int(0));
  Object complete(thread, RawObject::false_object());
  return new_record(thread, arguments[0], {&iterator, &saved, &index, &complete});
}

RawObject itertools_cycle___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object iterator(thread, record->field0()), saved(thread, record->field1()),
      flag(thread, record->field3());
  if (iterator->is_none()) {
    iterator = get_iterator(thread, saved);
    if (iterator->is_error()) return *iterator;
    RawIterator::cast(*iterator).set_index(record->field2().small_int());
    flag = RawObject::true_object();
  }
  Object values(thread, new_tuple_of(thread, iterator)),
      state(thread, new_tuple_of(thread, saved, flag));
  return reduce_record(thread, *record, values, state);
}

RawObject itertools_cycle___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  RawObject state = arguments[1];
  if (!is_exact_tuple(state)) return raise_type_error(thread, "state is not a tuple");
  if (tuple_length(state) != 2 || !is_heap_list(tuple_at(state, 0)))
    return raise_type_error(thread, "invalid state");
  Object flag(thread, tuple_at(state, 1));
  record->set_field1(tuple_at(state, 0));
  Truth complete = is_true(thread, flag);
  if (complete == Truth::kError) return RawObject::error();
  record->set_field3(RawObject::from_bool(complete == Truth::kTrue));
  return RawObject::none();
}

RawObject itertools_accumulate___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]), function(thread, arguments[2]),
      initial(thread, arguments[3]);
  Object iterator(thread, get_iterator(thread, iterable)), total(thread, RawObject::unbound());
  if (iterator->is_error()) return *iterator;
  if (initial->is_none()) initial = RawObject::unbound();
  return new_record(thread, arguments[0], {&iterator, &function, &total, &initial});
}

RawObject itertools_accumulate___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object iterator(thread, record->field0()), function(thread, record->field1()),
      total(thread, record->field2());
  Object values(thread, new_tuple_of(thread, iterator, function));
  if (!record->field3().is_unbound()) {
    Tuple named(thread, new_tuple(thread, 2));
    total = record->field3();  // as if the initial value had been produced already; it comes out
                               // first all the same
    tuple_init(*named, 0, *total);
    tuple_init(*named, 1, RawObject::true_object());
    return reduce_record(thread, *record, values, named);
  }
  if (total->is_unbound()) total = RawObject::none();
  return reduce_record(thread, *record, values, total);
}

RawObject itertools_accumulate___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  RawObject state = arguments[1];
  if (is_exact_tuple(state) && tuple_length(state) == 2 && tuple_at(state, 1).is_true()) {
    record->set_field3(tuple_at(state, 0));
  } else {
    record->set_field2(state.is_none() ? RawObject::unbound() : state);
  }
  return RawObject::none();
}

RawObject itertools_chain___new__(Thread* thread, Arguments arguments) {
  Object iterables(thread, arguments[1]);
  Object source(thread, get_iterator(thread, iterables));
  return source->is_error() ? *source : new_record(thread, arguments[0], {&source});
}

RawObject itertools_chain_from_iterable(Thread* thread, Arguments arguments) {
  return itertools_chain___new__(thread, arguments);
}

RawObject itertools_chain___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object source(thread, record->field0()), active(thread, record->field1()),
      nothing(thread, empty_tuple(thread));
  if (source->is_none()) return reduce_record(thread, *record, nothing);
  Object state(thread, active->is_none() ? new_tuple_of(thread, source)
                                         : new_tuple_of(thread, source, active));
  return reduce_record(thread, *record, nothing, state);
}

RawObject itertools_chain___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  RawObject state = arguments[1];
  if (!is_exact_tuple(state)) return raise_type_error(thread, "state is not a tuple");
  word length = tuple_length(state);
  if (length < 1 || length > 2)
    return raise_type_error(thread, "function takes at most 2 arguments (%ld given)", length);
  record->set_field0(tuple_at(state, 0));
  record->set_field1(length == 2 ? tuple_at(state, 1) : RawObject::none());
  return RawObject::none();
}

RawObject itertools_chain___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

RawObject itertools_zip_longest___new__(Thread* thread, Arguments arguments) {
  // The keyword-only parameter comes before the iterables' tuple in the bound arguments.
  Object fill(thread, arguments[1]);
  Tuple iterables(thread, arguments[2]);
  Object iterators(thread, iterators_over(thread, iterables));
  if (iterators->is_error()) return *iterators;
  Object running(thread, RawObject::from_small_int(tuple_length(*iterators)));
  return new_record(thread, arguments[0], {&iterators, &fill, &running});
}

RawObject itertools_zip_longest___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Tuple iterators(thread, record->field0());
  word count = tuple_length(*iterators);
  Tuple values(thread, new_tuple(thread, count));
  for (word i = 0; i < count; i++) {
    RawObject iterator = tuple_at(*iterators, i);
    tuple_init(*values, i, iterator.is_none() ? empty_tuple(thread) : iterator);
  }
  Object fill(thread, record->field1());
  return reduce_record(thread, *record, values, fill);
}

RawObject itertools_zip_longest___setstate__(Thread*, Arguments arguments) {
  RawNativeRecord::cast(arguments[0]).set_field1(arguments[1]);
  return RawObject::none();
}

}  // namespace pyro::natives
