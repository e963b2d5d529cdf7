#include "runtime/list.h"

#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/arrays.h"
#include "runtime/iterators.h"
#include "runtime/sequences.h"
#include "runtime/types/container_support.h"

namespace pyro::natives {

RawObject list___new__(Thread* thread, Arguments arguments) {
  RawObject list = allocate_for(thread, arguments[0]);
  RawList(list.raw()).set_items(thread->runtime()->empty_array());
  RawList(list.raw()).set_length(0);
  return list;
}

RawObject list___init__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  list_clear(thread, list);
  if (!arguments.has(1)) return RawObject::none();
  Object iterable(thread, arguments[1]);
  return none_or_error(list_extend(thread, list, iterable));
}

namespace {

class ListItems final : public ItemSource {
 public:
  explicit ListItems(const List& list) : list_(list) {}
  RawObject next(Thread*) override {
    return index_ < list_->length() ? list_at(*list_, index_++) : RawObject::unbound();
  }

 private:
  const List& list_;
  word index_ = 0;
};

}  // namespace

RawObject list___repr__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  if (list->length() == 0) return new_str_ascii(thread, "[]");
  if (!enter_repr(thread, list)) {
    return thread->has_exception() ? RawObject::error() : new_str_ascii(thread, "[...]");
  }
  ListItems items(list);
  RawObject text = repr_of_items(thread, "[", items, "]", false);
  Object result(thread, text);
  leave_repr(thread, list);
  return *result;
}

static RawObject compare_lists(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_list(arguments[1])) return RawObject::not_implemented();
  Object left(thread, arguments[0]), right(thread, arguments[1]);
  return compare_sequences(thread, op, left, right);
}
PYRO_COMPARISONS(list, compare_lists)

RawObject list___iter__(Thread* thread, Arguments arguments) {
  Object list(thread, arguments[0]);
  return new_iterator(thread, Kind::kListIterator, list, 0);
}

RawObject list___reversed__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  return new_iterator(thread, Kind::kListReverseIterator, list, list->length() - 1);
}

RawObject list___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawList::cast(arguments[0]).length());
}

RawObject list___sizeof__(Thread*, Arguments arguments) {
  RawList list = RawList::cast(arguments[0]);
  word items = list.items().heap_words();
  if (items == 1) items = 0;  // the empty array that all share
  return RawObject::from_small_int((list.heap_words() + items) * kWordSize);
}

RawObject list___getitem__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return list_get_item(thread, list, key);
}

RawObject list___setitem__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object key(thread, arguments[1]), value(thread, arguments[2]);
  return none_or_error(list_set_item(thread, list, key, value));
}

RawObject list___delitem__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object key(thread, arguments[1]);
  return none_or_error(list_delete_item(thread, list, key));
}

RawObject list___add__(Thread* thread, Arguments arguments) {
  if (!is_heap_list(arguments[1])) {
    Object other(thread, arguments[1]);
    return raise_type_error(thread, "can only concatenate list (not \"%T\") to list", &other);
  }
  List left(thread, arguments[0]), right(thread, arguments[1]);
  word left_length = left->length(), right_length = right->length();
  RawObject result = new_list(thread, left_length + right_length);
  if (result.is_error()) return result;
  RawObject items = RawList(result.raw()).items();
  copy_elements_NoGC(items, 0, left->items(), 0, left_length);
  copy_elements_NoGC(items, left_length, right->items(), 0, right_length);
  RawList(result.raw()).set_length(left_length + right_length);
  return result;
}

RawObject list___iadd__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  return list_extend(thread, list, iterable) ? *list : RawObject::error();
}

namespace {

// Repeats the first `length` elements until there are `total`.
void repeat_elements_NoGC(RawObject array, word length, word total) {
  for (word done = length; done < total;) {
    word step = std::min(done, total - done);
    copy_elements_NoGC(array, done, array, 0, step);
    done += step;
  }
}

}  // namespace

RawObject list___mul__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object factor(thread, arguments[1]);
  word count;
  if (!repeat_count(thread, factor, list->length(), &count)) return RawObject::error();
  word length = list->length();
  RawObject result = new_list(thread, length * count);
  if (result.is_error() || count == 0) return result;
  copy_elements_NoGC(RawList(result.raw()).items(), 0, list->items(), 0, length);
  repeat_elements_NoGC(RawList(result.raw()).items(), length, length * count);
  RawList(result.raw()).set_length(length * count);
  return result;
}

RawObject list___rmul__(Thread* thread, Arguments arguments) {
  return list___mul__(thread, arguments);
}

RawObject list___imul__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object factor(thread, arguments[1]);
  word count;
  if (!repeat_count(thread, factor, list->length(), &count)) return RawObject::error();
  word length = list->length();
  if (count == 0) {
    list_clear(thread, list);
    return *list;
  }
  if (!list_reserve(thread, list, length * count)) return RawObject::error();
  repeat_elements_NoGC(list->items(), length, length * count);
  list->set_length(length * count);
  return *list;
}

// --- methods

RawObject list_clear(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  pyro::list_clear(thread, list);
  return RawObject::none();
}

RawObject list_copy(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  return list_slice(thread, list, SliceBounds{0, list->length(), 1, list->length()});
}

RawObject list_append(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return none_or_error(pyro::list_append(thread, list, value));
}

RawObject list_insert(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object where(thread, arguments[1]), value(thread, arguments[2]);
  word index;
  if (!word_argument(thread, where, &index)) return RawObject::error();
  if (index < 0) index = std::max(index + list->length(), word{0});
  return none_or_error(pyro::list_insert(thread, list, index, value));
}

RawObject list_extend(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  return none_or_error(pyro::list_extend(thread, list, iterable));
}

RawObject list_pop(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object where(thread, arguments[1]);
  word index;
  if (!word_argument(thread, where, &index)) return RawObject::error();
  word length = list->length();
  if (length == 0) return raise(thread, Exc::kIndexError, "pop from empty list");
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    return raise(thread, Exc::kIndexError, "pop index out of range");
  Object item(thread, list_at(*list, index));
  list_remove_range(thread, list, index, 1);
  return *item;
}

namespace {

// First index in [start, stop) whose item equals `value`; -1 if none, -2 on error.
word find_item(Thread* thread, const List& list, const Object& value, word start, word stop) {
  Object item(thread, RawObject::none());
  for (word i = start; i < stop && i < list->length(); i++) {
    if (list_at(*list, i) == *value) return i;
    item = list_at(*list, i);
    Truth equal = equals(thread, item, value);
    if (equal == Truth::kError) return -2;
    if (equal == Truth::kTrue) return i;
  }
  return -1;
}

}  // namespace

RawObject list___contains__(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word index = find_item(thread, list, value, 0, RawObject::kSmallIntMax);
  return index == -2 ? RawObject::error() : RawObject::from_bool(index >= 0);
}

RawObject list_remove(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word index = find_item(thread, list, value, 0, RawObject::kSmallIntMax);
  if (index == -2) return RawObject::error();
  if (index < 0) return raise_value_error(thread, "list.remove(x): x not in list");
  list_remove_range(thread, list, index, 1);
  return RawObject::none();
}

RawObject list_index(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word start = 0, stop = RawObject::kSmallIntMax;
  Object bound(thread, arguments[2]);
  if (!search_bound(thread, bound, list->length(), &start)) return RawObject::error();
  bound = arguments[3];
  if (arguments.has(3) && !search_bound(thread, bound, list->length(), &stop))
    return RawObject::error();
  word index = find_item(thread, list, value, start, stop);
  if (index == -2) return RawObject::error();
  if (index < 0) return raise_value_error(thread, "%R is not in list", &value);
  return RawObject::from_small_int(index);
}

RawObject list_count(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word count = 0;
  for (word index = -1;; count++) {
    index = find_item(thread, list, value, index + 1, RawObject::kSmallIntMax);
    if (index == -2) return RawObject::error();
    if (index < 0) return RawObject::from_small_int(count);
  }
}

RawObject list_reverse(Thread*, Arguments arguments) {
  RawList list = RawList::cast(arguments[0]);
  uword* items = list.items().body<uword>();
  std::reverse(items, items + list.length());
  return RawObject::none();
}

RawObject list_sort(Thread* thread, Arguments arguments) {
  List list(thread, arguments[0]);
  Object key(thread, arguments[1]), flag(thread, arguments[2]);
  word reverse = flag->is_true();
  if (!flag->is_bool() && !word_argument(thread, flag, &reverse)) return RawObject::error();
  return none_or_error(pyro::list_sort(thread, list, key, reverse != 0));
}

RawObject list___class_getitem__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return new_generic_alias(thread, cls, item);
}

}  // namespace pyro::natives
