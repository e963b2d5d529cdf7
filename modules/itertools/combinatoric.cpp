#include <algorithm>

#include "modules/itertools/records.h"
#include "runtime/arrays.h"

// product, permutations, combinations, combinations_with_replacement. All keep an Array of indices
// (small ints) into their pools and step it as an odometer; the algorithms are those that the
// library reference describes.

namespace pyro::natives {

namespace {

word index_at(RawObject indices, word i) { return array_at(indices, i).small_int(); }
void set_index(RawObject indices, word i, word value) {
  indices.set_immediate_at(i + 1, RawObject::from_small_int(value));
}

// The tuple pool[indices[0]], ... of `count` items.
RawObject select(Thread* thread, const Object& pool, const Object& indices, word count) {
  RawObject result = new_tuple(thread, count);
  if (result.is_error()) return result;
  for (word i = 0; i < count; i++) tuple_init(result, i, tuple_at(*pool, index_at(*indices, i)));
  return result;
}

RawObject indices_as_tuple(Thread* thread, const Object& indices) {
  word count = array_length(*indices);
  RawObject tuple = new_tuple(thread, count);
  if (!tuple.is_error()) copy_elements_NoGC(tuple, 0, *indices, 0, count);
  return tuple;
}

// Reads indices from a state tuple, clipped to [0, limit(i)].
template <typename Limit>
bool load_indices(Thread* thread, const Object& state, const Object& indices, Limit limit) {
  word count = array_length(*indices);
  if (!is_exact_tuple(*state) || tuple_length(*state) != count) {
    raise_value_error(thread, "invalid arguments");
    return false;
  }
  Object value(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    value = tuple_at(*state, i);
    word index;
    if (!word_argument(thread, value, &index)) return false;
    set_index(*indices, i, std::clamp(index, word{0}, std::max(limit(i), word{0})));
  }
  return true;
}

bool check_r(Thread* thread, word r) {
  if (r < 0) raise_value_error(thread, "r must be non-negative");
  return r >= 0;
}

// States: before the first tuple, in the middle, at the end.
constexpr RawObject kFresh = RawObject::from_small_int(0), kRunning = RawObject::from_small_int(1),
                    kDone = RawObject::from_small_int(2);

// --- product: field0 tuple of pools, field1 indices, field2 state

RawObject product_row(Thread* thread, const NativeRecord& record) {
  Tuple pools(thread, record->field0());
  RawObject row = new_tuple(thread, tuple_length(*pools));
  if (row.is_error()) return row;
  for (word i = 0; i < tuple_length(*pools); i++) {
    tuple_init(row, i, tuple_at(tuple_at(*pools, i), index_at(record->field1(), i)));
  }
  return row;
}

bool any_pool_empty(RawObject pools) {
  for (word i = 0; i < tuple_length(pools); i++) {
    if (tuple_length(tuple_at(pools, i)) == 0) return true;
  }
  return false;
}

RawObject product_next(Thread* thread, const NativeRecord& record) {
  if (record->field2() == kDone) return RawObject::unbound();
  if (record->field2() == kFresh) {
    if (any_pool_empty(record->field0())) {
      record->set_field2(kDone);
      return RawObject::unbound();
    }
    record->set_field2(kRunning);
    return product_row(thread, record);
  }
  RawObject pools = record->field0(), indices = record->field1();
  word i = tuple_length(pools) - 1;
  for (; i >= 0; i--) {
    word next = index_at(indices, i) + 1;
    bool wraps = next >= tuple_length(tuple_at(pools, i));
    set_index(indices, i, wraps ? 0 : next);
    if (!wraps) return product_row(thread, record);
  }
  record->set_field2(kDone);
  return RawObject::unbound();
}

// --- combinations: field0 pool, field1 indices, field2 state

RawObject combinations_next(Thread* thread, const NativeRecord& record) {
  Object pool(thread, record->field0()), indices(thread, record->field1());
  word n = tuple_length(*pool), r = array_length(*indices);
  if (record->field2() == kDone) return RawObject::unbound();
  if (record->field2() == kFresh) {
    record->set_field2(r > n ? kDone : kRunning);
    return r > n ? RawObject::unbound() : select(thread, pool, indices, r);
  }
  word i = r - 1;
  while (i >= 0 && index_at(*indices, i) == i + n - r) i--;
  if (i < 0) {
    record->set_field2(kDone);
    return RawObject::unbound();
  }
  set_index(*indices, i, index_at(*indices, i) + 1);
  for (word j = i + 1; j < r; j++) set_index(*indices, j, index_at(*indices, j - 1) + 1);
  return select(thread, pool, indices, r);
}

RawObject replacement_next(Thread* thread, const NativeRecord& record) {
  Object pool(thread, record->field0()), indices(thread, record->field1());
  word n = tuple_length(*pool), r = array_length(*indices);
  if (record->field2() == kDone) return RawObject::unbound();
  if (record->field2() == kFresh) {
    bool none = n == 0 && r > 0;
    record->set_field2(none ? kDone : kRunning);
    return none ? RawObject::unbound() : select(thread, pool, indices, r);
  }
  word i = r - 1;
  while (i >= 0 && index_at(*indices, i) == n - 1) i--;
  if (i < 0) {
    record->set_field2(kDone);
    return RawObject::unbound();
  }
  word value = index_at(*indices, i) + 1;
  for (word j = i; j < r; j++) set_index(*indices, j, value);
  return select(thread, pool, indices, r);
}

// --- permutations: field0 pool, field1 indices, field2 state, field3 cycles

RawObject permutations_next(Thread* thread, const NativeRecord& record) {
  Object pool(thread, record->field0()), indices(thread, record->field1()),
      cycles(thread, record->field3());
  word n = tuple_length(*pool), r = array_length(*cycles);
  if (record->field2() == kDone) return RawObject::unbound();
  if (record->field2() == kFresh) {
    record->set_field2(r > n ? kDone : kRunning);
    return r > n ? RawObject::unbound() : select(thread, pool, indices, r);
  }
  for (word i = r - 1; i >= 0; i--) {
    word left = index_at(*cycles, i) - 1;
    if (left > 0) {
      set_index(*cycles, i, left);
      word a = index_at(*indices, i), b = index_at(*indices, n - left);
      set_index(*indices, i, b);
      set_index(*indices, n - left, a);
      return select(thread, pool, indices, r);
    }
    word first = index_at(*indices, i);
    for (word j = i; j < n - 1; j++) set_index(*indices, j, index_at(*indices, j + 1));
    set_index(*indices, n - 1, first);
    set_index(*cycles, i, n - i);
  }
  record->set_field2(kDone);
  return RawObject::unbound();
}

RawObject new_indices(Thread* thread, word count, bool ascending) {
  RawObject indices = new_array(thread, count);
  if (indices.is_error()) return indices;
  for (word i = 0; i < count; i++) set_index(indices, i, ascending ? i : 0);
  return indices;
}

RawObject new_combinations(Thread* thread, Arguments arguments, bool ascending) {
  Object iterable(thread, arguments[1]), length(thread, arguments[2]), state(thread, kFresh);
  word r;
  if (!word_argument(thread, length, &r)) return RawObject::error();
  Object pool(thread, tuple_from_iterable(thread, iterable));
  if (pool->is_error() || !check_r(thread, r)) return RawObject::error();
  Object indices(thread, new_indices(thread, r, ascending));
  return indices->is_error() ? *indices
                             : new_record(thread, arguments[0], {&pool, &indices, &state});
}

RawObject reduce_combinations(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object pool(thread, record->field0()), indices(thread, record->field1());
  Object r(thread, RawObject::from_small_int(array_length(*indices)));
  if (record->field2() == kDone) pool = empty_tuple(thread);
  Object values(thread, new_tuple_of(thread, pool, r));
  if (!(record->field2() == kRunning)) return reduce_record(thread, *record, values);
  Object state(thread, indices_as_tuple(thread, indices));
  return reduce_record(thread, *record, values, state);
}

RawObject record_size(Arguments arguments) {
  RawNativeRecord record = RawNativeRecord::cast(arguments[0]);
  return RawObject::from_small_int((record.heap_words() + record.field1().heap_words()) *
                                   kWordSize);
}

}  // namespace

PYRO_ITERATOR_RECORD(itertools_product, product_next)
PYRO_ITERATOR_RECORD(itertools_combinations, combinations_next)
PYRO_ITERATOR_RECORD(itertools_combinations_with_replacement, replacement_next)
PYRO_ITERATOR_RECORD(itertools_permutations, permutations_next)

RawObject itertools_product___new__(Thread* thread, Arguments arguments) {
  Object times_argument(thread, arguments[1]), state(thread, kFresh);
  Tuple iterables(thread, arguments[2]);
  word times;
  if (!word_argument(thread, times_argument, &times)) return RawObject::error();
  if (times < 0) return raise_value_error(thread, "repeat argument cannot be negative");
  word given = tuple_length(*iterables);
  if (given > 0 && times > (word{1} << 32) / given)
    return raise(thread, Exc::kOverflowError, "repeat argument too large");
  word count = given * times;
  Tuple pools(thread, new_tuple(thread, count));
  if (pools->is_error()) return *pools;
  Object iterable(thread, RawObject::none());
  for (word i = 0; i < given && i < count; i++) {
    iterable = tuple_at(*iterables, i);
    RawObject pool = tuple_from_iterable(thread, iterable);
    if (pool.is_error()) return pool;
    tuple_init(*pools, i, pool);
  }
  for (word i = given; i < count; i++) tuple_init(*pools, i, tuple_at(*pools, i - given));
  Object indices(thread, new_indices(thread, count, false));
  return indices->is_error() ? *indices
                             : new_record(thread, arguments[0], {&pools, &indices, &state});
}

RawObject itertools_product___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object pools(thread, record->field0()), indices(thread, record->field1());
  if (record->field2() == kDone) {
    Object nothing(thread, empty_tuple(thread));
    pools = new_tuple_of(thread, nothing);
  }
  if (!(record->field2() == kRunning)) return reduce_record(thread, *record, pools);
  Object state(thread, indices_as_tuple(thread, indices));
  return reduce_record(thread, *record, pools, state);
}

RawObject itertools_product___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object pools(thread, record->field0()), indices(thread, record->field1()),
      state(thread, arguments[1]);
  if (any_pool_empty(*pools)) {
    record->set_field2(kDone);
    return RawObject::none();
  }
  if (!load_indices(thread, state, indices,
                    [&](word i) { return tuple_length(tuple_at(*pools, i)) - 1; })) {
    return RawObject::error();
  }
  record->set_field2(kRunning);
  return RawObject::none();
}

RawObject itertools_product___sizeof__(Thread*, Arguments arguments) {
  return record_size(arguments);
}

RawObject itertools_combinations___new__(Thread* thread, Arguments arguments) {
  return new_combinations(thread, arguments, true);
}
RawObject itertools_combinations___reduce__(Thread* thread, Arguments arguments) {
  return reduce_combinations(thread, arguments);
}
RawObject itertools_combinations___sizeof__(Thread*, Arguments arguments) {
  return record_size(arguments);
}
RawObject itertools_combinations___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object indices(thread, record->field1()), state(thread, arguments[1]);
  word n = tuple_length(record->field0()), r = array_length(*indices);
  if (r > n) return RawObject::none();
  if (!load_indices(thread, state, indices, [&](word i) { return i + n - r; }))
    return RawObject::error();
  record->set_field2(kRunning);
  return RawObject::none();
}

RawObject itertools_combinations_with_replacement___new__(Thread* thread, Arguments arguments) {
  return new_combinations(thread, arguments, false);
}
RawObject itertools_combinations_with_replacement___reduce__(Thread* thread, Arguments arguments) {
  return reduce_combinations(thread, arguments);
}
RawObject itertools_combinations_with_replacement___sizeof__(Thread*, Arguments arguments) {
  return record_size(arguments);
}
RawObject itertools_combinations_with_replacement___setstate__(Thread* thread,
                                                               Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object indices(thread, record->field1()), state(thread, arguments[1]);
  word n = tuple_length(record->field0());
  if (n == 0) return RawObject::none();
  if (!load_indices(thread, state, indices, [&](word) { return n - 1; })) return RawObject::error();
  record->set_field2(kRunning);
  return RawObject::none();
}

RawObject itertools_permutations___new__(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]), state(thread, kFresh);
  Object pool(thread, tuple_from_iterable(thread, iterable));
  if (pool->is_error()) return *pool;
  word n = tuple_length(*pool), r = n;
  if (!arguments[2].is_none()) {
    if (!is_int(arguments[2])) return raise_type_error(thread, "Expected int as r");
    Object length(thread, arguments[2]);
    if (!word_argument(thread, length, &r) || !check_r(thread, r)) return RawObject::error();
  }
  Object indices(thread, new_indices(thread, n, true));
  if (indices->is_error()) return *indices;
  Object cycles(thread, new_indices(thread, r, false));
  if (cycles->is_error()) return *cycles;
  for (word i = 0; i < r; i++) set_index(*cycles, i, n - i);
  return new_record(thread, arguments[0], {&pool, &indices, &state, &cycles});
}

RawObject itertools_permutations___reduce__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object pool(thread, record->field0()), indices(thread, record->field1()),
      cycles(thread, record->field3());
  Object r(thread, RawObject::from_small_int(array_length(*cycles)));
  if (record->field2() == kDone) pool = empty_tuple(thread);
  Object values(thread, new_tuple_of(thread, pool, r));
  if (!(record->field2() == kRunning)) return reduce_record(thread, *record, values);
  Object first(thread, indices_as_tuple(thread, indices)),
      second(thread, indices_as_tuple(thread, cycles));
  Object state(thread, new_tuple_of(thread, first, second));
  return reduce_record(thread, *record, values, state);
}

RawObject itertools_permutations___setstate__(Thread* thread, Arguments arguments) {
  NativeRecord record(thread, arguments[0]);
  Object indices(thread, record->field1()), cycles(thread, record->field3()),
      state(thread, arguments[1]);
  if (!is_exact_tuple(*state) || tuple_length(*state) != 2)
    return raise_value_error(thread, "invalid arguments");
  word n = array_length(*indices);
  if (array_length(*cycles) > n) return RawObject::none();
  Object part(thread, tuple_at(*state, 0));
  if (!load_indices(thread, part, indices, [&](word) { return n - 1; })) return RawObject::error();
  part = tuple_at(*state, 1);
  if (!load_indices(thread, part, cycles, [&](word i) { return n - i; })) return RawObject::error();
  for (word i = 0; i < array_length(*cycles); i++)
    set_index(*cycles, i, std::max(index_at(*cycles, i), word{1}));
  record->set_field2(kRunning);
  return RawObject::none();
}

RawObject itertools_permutations___sizeof__(Thread*, Arguments arguments) {
  return record_size(arguments);
}

}  // namespace pyro::natives
