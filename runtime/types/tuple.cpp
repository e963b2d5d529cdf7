#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/arrays.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/sequences.h"
#include "runtime/types/container_support.h"
#include "runtime/types/user_value.h"

// Receivers are exact tuples here: those of subclasses were replaced by their value.

namespace pyro::natives {

RawObject tuple___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), iterable(thread, arguments[1]);
  Object tuple(thread,
               arguments.has(1) ? tuple_from_iterable(thread, iterable) : empty_tuple(thread));
  if (tuple->is_error() || *cls == thread->runtime()->type_at(LayoutId::kTuple)) return *tuple;
  return new_user_value(thread, cls, tuple);
}

namespace {

class TupleItems final : public ItemSource {
 public:
  explicit TupleItems(const Tuple& tuple) : tuple_(tuple) {}
  RawObject next(Thread*) override {
    return index_ < tuple_length(*tuple_) ? tuple_at(*tuple_, index_++) : RawObject::unbound();
  }

 private:
  const Tuple& tuple_;
  word index_ = 0;
};

}  // namespace

RawObject tuple___repr__(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  if (tuple_length(*tuple) == 0) return new_str_ascii(thread, "()");
  if (!enter_repr(thread, tuple)) {
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "(...)");
  }
  TupleItems items(tuple);
  Object result(thread, repr_of_items(thread, "(", items, ")", true));
  leave_repr(thread, tuple);
  return *result;
}

RawObject tuple___hash__(Thread* thread, Arguments arguments) {
  Object tuple(thread, arguments[0]);
  word hash;
  return tuple_hash(thread, tuple, &hash) ? new_int(thread, hash) : RawObject::error();
}

static RawObject compare_tuples(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_tuple(arguments[1])) return RawObject::not_implemented();
  Object left(thread, arguments[0]), right(thread, underlying_value(arguments[1]));
  return compare_sequences(thread, op, left, right);
}
PYRO_COMPARISONS(tuple, compare_tuples)

RawObject tuple___iter__(Thread* thread, Arguments arguments) {
  Object tuple(thread, arguments[0]);
  return new_iterator(thread, Kind::kTupleIterator, tuple, 0);
}

RawObject tuple___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(tuple_length(arguments[0]));
}

RawObject tuple___getitem__(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return tuple_get_item(thread, tuple, key);
}

RawObject tuple___add__(Thread* thread, Arguments arguments) {
  if (!is_tuple(arguments[1])) {
    Object other(thread, arguments[1]);
    return raise_type_error(thread, "can only concatenate tuple (not \"%T\") to tuple", &other);
  }
  Tuple left(thread, arguments[0]), right(thread, underlying_value(arguments[1]));
  word left_length = tuple_length(*left), right_length = tuple_length(*right);
  if (right_length == 0) return *left;
  if (left_length == 0) return *right;
  RawObject result = new_tuple(thread, left_length + right_length);
  if (result.is_error()) return result;
  copy_elements_NoGC(result, 0, *left, 0, left_length);
  copy_elements_NoGC(result, left_length, *right, 0, right_length);
  return result;
}

RawObject tuple___mul__(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  Object factor(thread, arguments[1]);
  word length = tuple_length(*tuple), count;
  if (!repeat_count(thread, factor, length, &count)) return RawObject::error();
  if (count == 1) return *tuple;
  RawObject result = new_tuple(thread, length * count);
  if (result.is_error()) return result;
  for (word i = 0; i < count; i++) copy_elements_NoGC(result, i * length, *tuple, 0, length);
  return result;
}

RawObject tuple___rmul__(Thread* thread, Arguments arguments) {
  return tuple___mul__(thread, arguments);
}

RawObject tuple___getnewargs__(Thread* thread, Arguments arguments) {
  Object tuple(thread, arguments[0]);
  return new_tuple_of(thread, tuple);
}

namespace {

word find_item(Thread* thread, const Tuple& tuple, const Object& value, word start, word stop) {
  Object item(thread, RawObject::none());
  stop = std::min(stop, tuple_length(*tuple));
  for (word i = start; i < stop; i++) {
    if (tuple_at(*tuple, i) == *value) return i;
    item = tuple_at(*tuple, i);
    Truth equal = equals(thread, item, value);
    if (equal == Truth::kError) return -2;
    if (equal == Truth::kTrue) return i;
  }
  return -1;
}

}  // namespace

RawObject tuple___contains__(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word index = find_item(thread, tuple, value, 0, RawObject::kSmallIntMax);
  return index == -2 ? RawObject::error() : RawObject::from_bool(index >= 0);
}

RawObject tuple_index(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  Object value(thread, arguments[1]), bound(thread, arguments[2]);
  word start = 0, stop = RawObject::kSmallIntMax;
  if (!search_bound(thread, bound, tuple_length(*tuple), &start)) return RawObject::error();
  bound = arguments[3];
  if (arguments.has(3) && !search_bound(thread, bound, tuple_length(*tuple), &stop))
    return RawObject::error();
  word index = find_item(thread, tuple, value, start, stop);
  if (index == -2) return RawObject::error();
  if (index < 0) return raise_value_error(thread, "tuple.index(x): x not in tuple");
  return RawObject::from_small_int(index);
}

RawObject tuple_count(Thread* thread, Arguments arguments) {
  Tuple tuple(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word count = 0;
  for (word index = -1;; count++) {
    index = find_item(thread, tuple, value, index + 1, RawObject::kSmallIntMax);
    if (index == -2) return RawObject::error();
    if (index < 0) return RawObject::from_small_int(count);
  }
}

RawObject tuple___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

}  // namespace pyro::natives
