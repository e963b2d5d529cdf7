#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/sequences.h"
#include "runtime/types/container_support.h"
#include "runtime/types/slice_indices.h"

namespace pyro::natives {

RawObject slice___new__(Thread* thread, Arguments arguments) {
  Object start(thread, arguments[1]), stop(thread, arguments[2]), step(thread, arguments[3]);
  if (!arguments.has(2)) {
    stop = *start;
    start = RawObject::none();
  }
  return new_slice(thread, start, stop, step);
}

RawObject slice___repr__(Thread* thread, Arguments arguments) {
  Slice slice(thread, arguments[0]);
  Object start(thread, slice->start()), stop(thread, slice->stop()), step(thread, slice->step());
  return new_str_format(thread, "slice(%R, %R, %R)", &start, &stop, &step);
}

namespace {

RawObject parts(Thread* thread, RawObject slice_raw) {
  Slice slice(thread, slice_raw);
  Object start(thread, slice->start()), stop(thread, slice->stop()), step(thread, slice->step());
  return new_tuple_of(thread, start, stop, step);
}

RawObject compare_slices(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_slice(arguments[1])) return RawObject::not_implemented();
  Object left(thread, parts(thread, arguments[0])), right(thread, parts(thread, arguments[1]));
  return compare_sequences(thread, op, left, right);
}

}  // namespace

PYRO_COMPARISONS(slice, compare_slices)

RawObject slice_indices(Thread* thread, Arguments arguments) {
  Object slice(thread, arguments[0]), given(thread, arguments[1]);
  Object length(thread, index_of(thread, given));
  if (length->is_error()) return *length;
  return pyro::slice_indices(thread, slice, length);
}

RawObject slice___reduce__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0])), values(thread, parts(thread, arguments[0]));
  return new_tuple_of(thread, type, values);
}

}  // namespace pyro::natives
