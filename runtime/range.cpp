#include "runtime/range.h"

#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/runtime.h"
#include "runtime/types/int_arithmetic.h"
#include "runtime/types/slice_indices.h"

namespace pyro {

namespace {

// Number of values in the progression.
RawObject progression_length(Thread* thread, const Object& start, const Object& stop,
                             const Object& step) {
  bool down = int_negative(thread, step);
  const Object& low = down ? stop : start;
  const Object& high = down ? start : stop;
  if (!int_less(thread, low, high)) return RawObject::from_small_int(0);
  Object span(thread, int_sub(thread, high, low)), one(thread, RawObject::from_small_int(1));
  Object stride(thread, down ? int_neg(thread, step) : *step);
  if (span->is_error() || stride->is_error()) return RawObject::error();
  if (span->is_small_int() && stride->is_small_int()) {
    return new_int(thread, (span->small_int() - 1) / stride->small_int() + 1);
  }
  span = int_sub(thread, span, one);
  if (span->is_error()) return *span;
  Object steps(thread, int_floor_div(thread, span, stride));
  return steps->is_error() ? *steps : int_add(thread, steps, one);
}

// start + index * step.
RawObject value_at(Thread* thread, const Object& start, const Object& step, const Object& index) {
  Object distance(thread, int_mul(thread, index, step));
  return distance->is_error() ? *distance : int_add(thread, start, distance);
}

RawObject slice_of_range(Thread* thread, const Range& range, const Object& slice) {
  Object length(thread, range->length()), start(thread, range->start()),
      step(thread, range->step());
  Object indices(thread, slice_indices(thread, slice, length));
  if (indices->is_error()) return *indices;
  Object index(thread, tuple_at(*indices, 0)), stop(thread, RawObject::none()),
      stride(thread, tuple_at(*indices, 2));
  Object new_start(thread, value_at(thread, start, step, index));
  if (new_start->is_error()) return *new_start;
  index = tuple_at(*indices, 1);
  stop = value_at(thread, start, step, index);
  if (stop->is_error()) return *stop;
  stride = int_mul(thread, stride, step);
  return stride->is_error() ? *stride : new_range(thread, new_start, stop, stride);
}

}  // namespace

RawObject new_range(Thread* thread, const Object& start, const Object& stop, const Object& step) {
  Object length(thread, progression_length(thread, start, stop, step));
  if (length->is_error()) return *length;
  RawRange range(
      thread->heap()->allocate(LayoutId::kRange, Kind::kRange, false, RawRange::kWords).raw());
  range.set_start(*start);
  range.set_stop(*stop);
  range.set_step(*step);
  range.set_length(*length);
  return range;
}

RawObject range_from_arguments(Thread* thread, const Object& first, const Object& second,
                               const Object& third) {
  Object start(thread, RawObject::from_small_int(0)), stop(thread, index_of(thread, first));
  Object step(thread, RawObject::from_small_int(1));
  if (stop->is_error()) return *stop;
  if (!second->is_unbound()) {
    start = *stop;
    stop = index_of(thread, second);
    if (stop->is_error()) return *stop;
  }
  if (!third->is_unbound()) {
    step = index_of(thread, third);
    if (step->is_error()) return *step;
    if (int_is_zero(*step)) return raise_value_error(thread, "range() arg 3 must not be zero");
  }
  return new_range(thread, start, stop, step);
}

RawObject range_get_item(Thread* thread, const Range& range, const Object& key) {
  if (is_heap_slice(*key)) return slice_of_range(thread, range, key);
  if (!is_int(*key) &&
      type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
    return raise_type_error(thread, "range indices must be integers or slices, not %T", &key);
  }
  Object index(thread, index_of(thread, key)), length(thread, range->length());
  if (index->is_error()) return *index;
  if (int_negative(thread, index)) index = int_add(thread, index, length);
  if (index->is_error()) return *index;
  if (int_negative(thread, index) || !int_less(thread, index, length)) {
    return raise(thread, Exc::kIndexError, "range object index out of range");
  }
  Object start(thread, range->start()), step(thread, range->step());
  return value_at(thread, start, step, index);
}

}  // namespace pyro
