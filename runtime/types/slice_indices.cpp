#include "runtime/types/slice_indices.h"

#include "runtime/attributes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int_arithmetic.h"

namespace pyro {

namespace {

RawObject part(Thread* thread, RawObject raw) {
  Object value(thread, raw);
  if (value->is_small_int()) return *value;
  if (!is_int(*value) &&
      type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    return raise_type_error(thread,
                            "slice indices must be integers or None or have an __index__ method");
  }
  return index_of(thread, value);
}

// A bound clipped to [lower, upper]; negative ones count from the end.
RawObject clip(Thread* thread, RawObject raw, const Object& length, const Object& lower,
               const Object& upper) {
  Object bound(thread, part(thread, raw));
  if (bound->is_error()) return *bound;
  if (int_negative(thread, bound)) {
    bound = int_add(thread, bound, length);
    return bound->is_error() || !int_less(thread, bound, lower) ? *bound : *lower;
  }
  return int_less(thread, upper, bound) ? *upper : *bound;
}

}  // namespace

RawObject slice_indices(Thread* thread, const Object& slice, const Object& length) {
  Object one(thread, RawObject::from_small_int(1)), zero(thread, RawObject::from_small_int(0));
  if (int_negative(thread, length))
    return raise_value_error(thread, "length should not be negative");
  Object step(thread, *one);
  if (!RawSlice::cast(*slice).step().is_none()) {
    step = part(thread, RawSlice::cast(*slice).step());
    if (step->is_error()) return *step;
    if (int_is_zero(*step)) return raise_value_error(thread, "slice step cannot be zero");
  }
  bool down = int_negative(thread, step);
  Object lower(thread, down ? RawObject::from_small_int(-1) : *zero);
  Object upper(thread, down ? int_sub(thread, length, one) : *length);
  Object start(thread, down ? *upper : *lower), stop(thread, down ? *lower : *upper);
  if (!RawSlice::cast(*slice).start().is_none()) {
    start = clip(thread, RawSlice::cast(*slice).start(), length, lower, upper);
    if (start->is_error()) return *start;
  }
  if (!RawSlice::cast(*slice).stop().is_none()) {
    stop = clip(thread, RawSlice::cast(*slice).stop(), length, lower, upper);
    if (stop->is_error()) return *stop;
  }
  return new_tuple_of(thread, start, stop, step);
}

}  // namespace pyro
