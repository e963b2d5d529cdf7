#include "runtime/sequences.h"

#include <algorithm>

#include "runtime/attributes.h"
#include "runtime/compare_order.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

bool has_index(Thread* thread, RawObject value) {
  return is_int(value) ||
         !type_lookup(thread, type_of(thread, value), Symbol::k__index__).is_unbound();
}

constexpr word kWordMax = INT64_MAX, kWordMin = INT64_MIN;

bool slice_part(Thread* thread, const Object& value, word* result) {
  if (value->is_small_int()) {
    *result = value->small_int();
    return true;
  }
  if (!has_index(thread, *value)) {
    raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
    return false;
  }
  return index_as_word(thread, value, OnOverflow::kClip, result);
}

}  // namespace

bool subscript_index(Thread* thread, const char* type_name, const Object& key, word* index) {
  if (key->is_small_int()) {
    *index = key->small_int();
    return true;
  }
  if (!has_index(thread, *key)) {
    raise_type_error(thread, "%s indices must be integers or slices, not %T", type_name, &key);
    return false;
  }
  return index_as_word(thread, key, OnOverflow::kIndexError, index);
}

bool slice_unpack(Thread* thread, const Object& slice, SliceBounds* bounds) {
  Object start(thread, RawSlice::cast(*slice).start()), stop(thread, RawSlice::cast(*slice).stop());
  Object step(thread, RawSlice::cast(*slice).step());
  bounds->step = 1;
  if (!step->is_none()) {
    if (!slice_part(thread, step, &bounds->step)) return false;
    if (bounds->step == 0) {
      raise_value_error(thread, "slice step cannot be zero");
      return false;
    }
    bounds->step = std::max(bounds->step, -kWordMax);  // so that -step is a word
  }
  bounds->start = bounds->step < 0 ? kWordMax : 0;
  bounds->stop = bounds->step < 0 ? kWordMin : kWordMax;
  bounds->count = 0;
  if (!start->is_none() && !slice_part(thread, start, &bounds->start)) return false;
  return stop->is_none() || slice_part(thread, stop, &bounds->stop);
}

void slice_adjust_NoGC(SliceBounds* bounds, word length) {
  bool down = bounds->step < 0;
  word lowest = down ? -1 : 0, highest = down ? length - 1 : length;
  auto adjust = [&](word bound) {
    if (bound < 0) bound = bound < -length ? lowest : bound + length;
    return std::clamp(bound, lowest, highest);
  };
  bounds->start = adjust(bounds->start);
  bounds->stop = adjust(bounds->stop);
  if (down) {
    bounds->count =
        bounds->stop < bounds->start ? (bounds->start - bounds->stop - 1) / -bounds->step + 1 : 0;
  } else {
    bounds->count =
        bounds->start < bounds->stop ? (bounds->stop - bounds->start - 1) / bounds->step + 1 : 0;
  }
}

bool slice_bounds(Thread* thread, const Object& slice, word length, SliceBounds* bounds) {
  if (!slice_unpack(thread, slice, bounds)) return false;
  slice_adjust_NoGC(bounds, length);
  return true;
}

bool search_bound(Thread* thread, const Object& value, word length, word* bound) {
  if (!has_index(thread, *value)) {
    raise_type_error(thread, "slice indices must be integers or have an __index__ method");
    return false;
  }
  if (!index_as_word(thread, value, OnOverflow::kClip, bound)) return false;
  if (*bound < 0) *bound = *bound < -length ? 0 : *bound + length;
  return true;
}

bool repeat_count(Thread* thread, const Object& value, word length, word* count) {
  if (!index_as_word(thread, value, OnOverflow::kOverflowError, count)) return false;
  *count = std::max(*count, word{0});
  if (length == 0) *count = 0;
  if (length > 0 && *count > (word{1} << 40) / length) {
    raise_memory_error(thread);
    return false;
  }
  return true;
}

RawObject list_from_iterable(Thread* thread, const Object& iterable) {
  List list(thread, new_list(thread));
  return list_extend(thread, list, iterable) ? *list : RawObject::error();
}

RawObject tuple_from_iterable(Thread* thread, const Object& iterable) {
  if (is_exact_tuple(*iterable)) return *iterable;
  if (is_exact_list(*iterable)) {
    List list(thread, *iterable);
    return list_to_tuple(thread, list);
  }
  List list(thread, new_list(thread));
  if (!list_extend(thread, list, iterable)) return RawObject::error();
  return list_to_tuple(thread, list);
}

RawObject list_from_iterable_or(Thread* thread, const Object& iterable, const char* message) {
  if (is_exact_list(*iterable) || is_exact_tuple(*iterable))
    return list_from_iterable(thread, iterable);
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError)) raise_type_error(thread, "%s", message);
    return *iterator;
  }
  return list_from_iterable(thread, iterator);
}

namespace {

word sequence_length_NoGC(RawObject sequence) {
  return is_heap_list(sequence) ? RawList(sequence.raw()).length() : tuple_length(sequence);
}
RawObject sequence_at_NoGC(RawObject sequence, word index) {
  return is_heap_list(sequence) ? list_at(RawList(sequence.raw()), index)
                                : tuple_at(sequence, index);
}

}  // namespace

RawObject compare_sequences(Thread* thread, CompareOp op, const Object& left, const Object& right) {
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  word left_length = sequence_length_NoGC(*left), right_length = sequence_length_NoGC(*right);
  if (equality && left_length != right_length) return RawObject::from_bool(op == CompareOp::kNe);
  RecursionGuard guard(thread, " in comparison");
  if (!guard.ok()) return RawObject::error();
  Object a(thread, RawObject::none()), b(thread, RawObject::none());
  for (word i = 0; i < sequence_length_NoGC(*left) && i < sequence_length_NoGC(*right); i++) {
    a = sequence_at_NoGC(*left, i);
    b = sequence_at_NoGC(*right, i);
    if (*a == *b) continue;
    Truth equal = equals(thread, a, b);
    if (equal == Truth::kError) return RawObject::error();
    if (equal == Truth::kTrue) continue;
    // A comparison that shortened one of them has left nothing to differ.
    if (i >= sequence_length_NoGC(*left) || i >= sequence_length_NoGC(*right)) break;
    if (equality) return RawObject::from_bool(op == CompareOp::kNe);
    return compare(thread, op, a, b);
  }
  return RawObject::from_bool(
      satisfies(op, sequence_length_NoGC(*left), sequence_length_NoGC(*right)));
}

}  // namespace pyro
