#include "runtime/list.h"

#include <algorithm>

#include "runtime/arrays.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/runtime.h"
#include "runtime/sequences.h"

namespace pyro {

bool list_reserve(Thread* thread, const List& list, word capacity) {
  if (capacity <= array_length(list->items())) return true;
  RawObject grown = new_array(thread, capacity);
  if (grown.is_error()) return false;
  copy_elements_NoGC(grown, 0, list->items(), 0, list->length());
  list->set_items(grown);
  return true;
}

namespace {

bool ensure_room(Thread* thread, const List& list, word needed) {
  return needed <= array_length(list->items()) ||
         list_reserve(thread, list, list_capacity_for(needed));
}

// Appends elements [start, start + count) of an array or tuple.
bool append_elements(Thread* thread, const List& list, const Object& source, word count) {
  word length = list->length();
  // A list that begins so, like a display of constants, mostly stays as it is.
  if (length == 0 ? !list_reserve(thread, list, count) : !ensure_room(thread, list, length + count))
    return false;
  copy_elements_NoGC(list->items(), length, *source, 0, count);
  list->set_length(length + count);
  return true;
}

bool extend_from_iterator(Thread* thread, const List& list, const Object& iterable) {
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return false;
  word hint = length_hint(thread, iterable, 8);
  if (hint < 0) return false;
  // A hint that is too large to be added is no hint.
  bool believed = hint <= INT64_MAX - list->length();
  if (believed && hint > word{1} << 40) {
    raise_memory_error(thread);
    return false;
  }
  if (list->length() == 0 && hint > 0 && hint < (word{1} << 24) &&
      !list_reserve(thread, list, hint))
    return false;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_error()) return false;
    if (item->is_unbound()) return true;
    if (!list_append(thread, list, item)) return false;
  }
}

}  // namespace

bool list_append_slow(Thread* thread, const List& list, const Object& value) {
  word length = list->length();
  if (!ensure_room(thread, list, length + 1)) return false;
  array_set(list->items(), length, *value);
  list->set_length(length + 1);
  return true;
}

bool list_extend(Thread* thread, const List& list, const Object& iterable) {
  if (is_exact_list(*iterable)) {
    Object items(thread, RawList::cast(*iterable).items());
    return append_elements(thread, list, items, RawList::cast(*iterable).length());
  }
  if (is_exact_tuple(*iterable))
    return append_elements(thread, list, iterable, tuple_length(*iterable));
  if (is_exact_dict(*iterable)) {
    Dict dict(thread, *iterable);
    Object keys(thread, dict_keys_list(thread, dict));
    return !keys->is_error() && list_extend(thread, list, keys);
  }
  return extend_from_iterator(thread, list, iterable);
}

bool list_insert(Thread* thread, const List& list, word index, const Object& value) {
  word length = list->length();
  if (!ensure_room(thread, list, length + 1)) return false;
  index = std::clamp(index, word{0}, length);
  copy_elements_NoGC(list->items(), index + 1, list->items(), index, length - index);
  array_set(list->items(), index, *value);
  list->set_length(length + 1);
  return true;
}

RawObject list_to_tuple(Thread* thread, const List& list) {
  word length = list->length();
  RawObject tuple = new_tuple(thread, length);
  if (!tuple.is_error()) copy_elements_NoGC(tuple, 0, list->items(), 0, length);
  return tuple;
}

RawObject new_list_around(Thread* thread, const Array& items, word length) {
  RawList list(new_list(thread).raw());
  list.set_items(*items);
  list.set_length(length);
  return list;
}

namespace {

void copy_slice_NoGC(RawObject target, RawObject source, const SliceBounds& bounds) {
  if (bounds.step == 1) {
    copy_elements_NoGC(target, 0, source, bounds.start, bounds.count);
    return;
  }
  for (word i = 0, from = bounds.start; i < bounds.count; i++, from += bounds.step) {
    array_set(target, i, array_at(source, from));
  }
}

}  // namespace

RawObject list_slice(Thread* thread, const List& list, const SliceBounds& bounds) {
  RawObject result = new_list(thread, bounds.count);
  if (result.is_error()) return result;
  copy_slice_NoGC(RawList(result.raw()).items(), list->items(), bounds);
  RawList(result.raw()).set_length(bounds.count);
  return result;
}

RawObject tuple_slice(Thread* thread, const Tuple& tuple, const SliceBounds& bounds) {
  if (bounds.step == 1 && bounds.count == tuple_length(*tuple)) return *tuple;
  RawObject result = new_tuple(thread, bounds.count);
  if (!result.is_error()) copy_slice_NoGC(result, *tuple, bounds);
  return result;
}

void list_remove_range(Thread* thread, const List& list, word start, word count) {
  word length = list->length();
  count = std::min(count, length - start);
  if (count <= 0) return;
  RawObject items = list->items();
  copy_elements_NoGC(items, start, items, start + count, length - start - count);
  clear_elements_NoGC(items, length - count, count);
  word left = length - count;
  list->set_length(left);
  if (left == 0) {
    list->set_items(thread->runtime()->empty_array());
  } else if (left * 4 < array_length(items) && array_length(items) > 64) {
    Array smaller(thread, new_array(thread, list_capacity_for(left)));
    copy_elements_NoGC(*smaller, 0, list->items(), 0, left);
    list->set_items(*smaller);
  }
}

void list_clear(Thread* thread, const List& list) {
  if (array_length(list->items()) == 0) return;
  list->set_length(0);
  list->set_items(thread->runtime()->empty_array());
}

bool list_replace(Thread* thread, const List& list, word start, word stop, const Object& iterable) {
  // A copy first: the iterable may be the list itself, or change it.
  Object source(thread, list_from_iterable_or(thread, iterable, "can only assign an iterable"));
  if (source->is_error()) return false;
  word length = list->length();
  start = std::min(start, length);
  stop = std::clamp(stop, start, length);
  word added = RawList::cast(*source).length(), grown = length - (stop - start) + added;
  if (!ensure_room(thread, list, grown)) return false;
  RawObject items = list->items();
  copy_elements_NoGC(items, start + added, items, stop, length - stop);
  copy_elements_NoGC(items, start, RawList::cast(*source).items(), 0, added);
  if (grown < length) clear_elements_NoGC(items, grown, length - grown);
  list->set_length(grown);
  return true;
}

}  // namespace pyro
