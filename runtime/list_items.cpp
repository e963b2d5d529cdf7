#include "runtime/arrays.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/sequences.h"

// Subscription of lists and tuples.

namespace pyro {

RawObject list_get_item(Thread* thread, const List& list, const Object& key) {
  if (is_heap_slice(*key)) {
    SliceBounds bounds;
    if (!slice_unpack(thread, key, &bounds)) return RawObject::error();
    slice_adjust_NoGC(&bounds, list->length());
    return list_slice(thread, list, bounds);
  }
  word index;
  if (!subscript_index(thread, "list", key, &index)) return RawObject::error();
  word length = list->length();
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    return raise(thread, Exc::kIndexError, "list index out of range");
  return list_at(*list, index);
}

RawObject tuple_get_item(Thread* thread, const Tuple& tuple, const Object& key) {
  word length = tuple_length(*tuple);
  if (is_heap_slice(*key)) {
    SliceBounds bounds;
    if (!slice_bounds(thread, key, length, &bounds)) return RawObject::error();
    return tuple_slice(thread, tuple, bounds);
  }
  word index;
  if (!subscript_index(thread, "tuple", key, &index)) return RawObject::error();
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    return raise(thread, Exc::kIndexError, "tuple index out of range");
  return tuple_at(*tuple, index);
}

namespace {

// An index for storing or deleting, adjusted to the length.
bool assignment_index(Thread* thread, const List& list, const Object& key, word* index) {
  if (!subscript_index(thread, "list", key, index)) return false;
  word length = list->length();
  if (*index < 0) *index += length;
  if (*index >= 0 && *index < length) return true;
  raise(thread, Exc::kIndexError, "list assignment index out of range");
  return false;
}

bool assign_extended_slice(Thread* thread, const List& list, SliceBounds bounds,
                           const Object& value) {
  Object source(thread,
                list_from_iterable_or(thread, value, "must assign iterable to extended slice"));
  if (source->is_error()) return false;
  slice_adjust_NoGC(&bounds, list->length());
  word given = RawList::cast(*source).length();
  if (given != bounds.count) {
    raise_value_error(thread,
                      "attempt to assign sequence of size %ld to extended slice of size %ld", given,
                      bounds.count);
    return false;
  }
  for (word i = 0, target = bounds.start; i < given; i++, target += bounds.step) {
    list_set_at(*list, target, list_at(RawList::cast(*source), i));
  }
  return true;
}

bool assign_slice(Thread* thread, const List& list, const Object& slice, const Object& value) {
  SliceBounds bounds;
  if (!slice_unpack(thread, slice, &bounds)) return false;
  if (bounds.step != 1) return assign_extended_slice(thread, list, bounds, value);
  slice_adjust_NoGC(&bounds, list->length());
  return list_replace(thread, list, bounds.start, std::max(bounds.start, bounds.stop), value);
}

bool delete_slice(Thread* thread, const List& list, const Object& slice) {
  SliceBounds bounds;
  if (!slice_unpack(thread, slice, &bounds)) return false;
  slice_adjust_NoGC(&bounds, list->length());
  if (bounds.count == 0) return true;
  if (bounds.step < 0) {
    bounds.start += (bounds.count - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  // Moves the runs between the deleted items down, then drops the tail.
  RawObject items = list->items();
  word length = list->length(), target = bounds.start;
  for (word i = 0; i < bounds.count && bounds.step > 1; i++) {
    word from = bounds.start + i * bounds.step + 1;
    word until = i + 1 < bounds.count ? from + bounds.step - 1 : length;
    copy_elements_NoGC(items, target, items, from, until - from);
    target += until - from;
  }
  word start = bounds.step == 1 ? bounds.start : length - bounds.count;
  list_remove_range(thread, list, start, bounds.count);
  return true;
}

}  // namespace

bool list_set_item(Thread* thread, const List& list, const Object& key, const Object& value) {
  if (is_heap_slice(*key)) return assign_slice(thread, list, key, value);
  word index;
  if (!assignment_index(thread, list, key, &index)) return false;
  list_set_at(*list, index, *value);
  return true;
}

bool list_delete_item(Thread* thread, const List& list, const Object& key) {
  if (is_heap_slice(*key)) return delete_slice(thread, list, key);
  word index;
  if (!assignment_index(thread, list, key, &index)) return false;
  list_remove_range(thread, list, index, 1);
  return true;
}

}  // namespace pyro
