#include <algorithm>

#include "lib-python/natives.h"
#include "modules/array/array_items.h"
#include "runtime/attributes.h"
#include "runtime/compare_order.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/native_items.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/text_iterators.h"
#include "runtime/type.h"
#include "runtime/types/text_arguments.h"

// array.array as a sequence: items, slices, operators, comparison, iteration.

namespace pyro {

namespace {

using namespace arrays;

bool index_argument(Thread* thread, const Object& key, word count, const char* range_error,
                    word* index) {
  if (!is_int(*key) &&
      type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "array indices must be integers");
    return false;
  }
  if (!index_as_word(thread, key, OnOverflow::kIndexError, index)) return false;
  if (*index < 0) *index += count;
  if (*index >= 0 && *index < count) return true;
  raise(thread, Exc::kIndexError, "%s", range_error);
  return false;
}

RawObject get_slice(Thread* thread, const TypedArray& array, const Object& key) {
  SliceBounds bounds;
  if (!slice_bounds(thread, key, item_count(*array), &bounds)) return RawObject::error();
  size_t size = static_cast<size_t>(item_size(*array));
  std::string data;
  const char* source = reinterpret_cast<char*>(growing_data_NoGC(*array));
  for (word i = 0, at = bounds.start; i < bounds.count; i++, at += bounds.step)
    data.append(source + at * static_cast<word>(size), size);
  return new_plain_array(thread, code_of(*array), data);
}

bool set_slice(Thread* thread, const TypedArray& array, const Object& key, const Object& value) {
  if (!is_heap_typed_array(*value)) {
    raise_type_error(thread, "can only assign array (not \"%T\") to array slice", &value);
    return false;
  }
  if (RawTypedArray::cast(*value).typecode() != array->typecode()) {
    raise_type_error(thread, "bad argument type for built-in operation");
    return false;
  }
  std::string data(growing_view_NoGC(RawGrowingBytes::cast(*value)));
  SliceBounds bounds;
  if (!slice_bounds(thread, key, item_count(*array), &bounds)) return false;
  word size = item_size(*array), count = static_cast<word>(data.size()) / size;
  if (bounds.step == 1) {
    word stop = std::max(bounds.start, bounds.stop);
    if (!growing_splice(thread, array, bounds.start * size, stop * size, count * size))
      return false;
    if (!data.empty())
      std::memcpy(growing_data_NoGC(*array) + bounds.start * size, data.data(), data.size());
    return true;
  }
  if (count != bounds.count) {
    raise_value_error(thread, "attempt to assign array of size %ld to extended slice of size %ld",
                      count, bounds.count);
    return false;
  }
  for (word i = 0, at = bounds.start; i < count; i++, at += bounds.step) {
    std::memcpy(growing_data_NoGC(*array) + at * size, data.data() + i * size,
                static_cast<size_t>(size));
  }
  return true;
}

bool delete_slice(Thread* thread, const TypedArray& array, const Object& key) {
  SliceBounds bounds;
  word count = item_count(*array), size = item_size(*array);
  if (!slice_bounds(thread, key, count, &bounds)) return false;
  if (bounds.count == 0) return true;
  if (bounds.step == 1)
    return growing_splice(thread, array, bounds.start * size, (bounds.start + bounds.count) * size,
                          0);
  if (!growing_check_resizable(thread, array)) return false;
  std::vector<bool> drop(static_cast<size_t>(count));
  for (word i = 0, at = bounds.start; i < bounds.count; i++, at += bounds.step)
    drop[static_cast<size_t>(at)] = true;
  uint8_t* data = growing_data_NoGC(*array);
  word kept = 0;
  for (word i = 0; i < count; i++) {
    if (!drop[static_cast<size_t>(i)])
      std::memmove(data + size * kept++, data + size * i, static_cast<size_t>(size));
  }
  return growing_resize(thread, array, kept * size);
}

bool repeated(Thread* thread, Arguments arguments, std::string* data) {
  Object factor(thread, arguments[1]);
  word count, total;
  if (!sequence_multiplier(thread, factor, &count)) return false;
  TypedArray array(thread, arguments[0]);
  std::string_view once = growing_view_NoGC(*array);
  if (__builtin_mul_overflow(static_cast<word>(once.size()), count, &total) || total > word{1}
                                                                                           << 40) {
    raise_memory_error(thread);
    return false;
  }
  data->reserve(static_cast<size_t>(total));
  for (word i = 0; i < count; i++) *data += once;
  return true;
}

RawObject multiply(Thread* thread, Arguments arguments) {
  std::string data;
  if (!repeated(thread, arguments, &data)) return RawObject::error();
  return new_plain_array(thread, code_of(RawTypedArray::cast(arguments[0])), data);
}

// Compares like sequences do: the first items that differ decide.
RawObject compare_arrays(Thread* thread, Arguments arguments, CompareOp op) {
  if (!is_heap_typed_array(arguments[1])) return RawObject::not_implemented();
  TypedArray a(thread, arguments[0]);
  TypedArray b(thread, arguments[1]);
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (equality && item_count(*a) != item_count(*b))
    return RawObject::from_bool(op == CompareOp::kNe);
  Object x(thread, RawObject::none());
  Object y(thread, RawObject::none());
  for (word i = 0; i < std::min(item_count(*a), item_count(*b)); i++) {
    x = arrays::get(thread, a, i);
    y = arrays::get(thread, b, i);
    if (x->is_error() || y->is_error()) return RawObject::error();
    Truth same = compare_truth(thread, CompareOp::kEq, x, y);
    if (same == Truth::kError) return RawObject::error();
    if (same == Truth::kFalse)
      return equality ? RawObject::from_bool(op == CompareOp::kNe) : compare(thread, op, x, y);
  }
  return RawObject::from_bool(satisfies(op, item_count(*a), item_count(*b)));
}

// Position of the first item equal to `value` in [start, stop), -1: none, -2: exception.
word find(Thread* thread, const TypedArray& array, const Object& value, word start, word stop) {
  Object item(thread, RawObject::none());
  for (word i = start; i < std::min(stop, item_count(*array)); i++) {
    item = arrays::get(thread, array, i);
    if (item->is_error()) return -2;
    Truth same = equals(thread, item, value);
    if (same == Truth::kError) return -2;
    if (same == Truth::kTrue) return i;
  }
  return -1;
}

}  // namespace

namespace natives {

RawObject array_array___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(item_count(RawTypedArray::cast(arguments[0])));
}

RawObject array_array___getitem__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (is_heap_slice(*key)) return get_slice(thread, array, key);
  word index;
  if (!index_argument(thread, key, item_count(*array), "array index out of range", &index))
    return RawObject::error();
  return arrays::get(thread, array, index);
}

RawObject array_array___setitem__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object key(thread, arguments[1]);
  Object value(thread, arguments[2]);
  if (is_heap_slice(*key))
    return set_slice(thread, array, key, value) ? RawObject::none() : RawObject::error();
  word index;
  uint8_t bytes[kMaxItemSize];
  if (!index_argument(thread, key, item_count(*array), "array assignment index out of range",
                      &index) ||
      !arrays::pack(thread, code_of(*array), value, bytes)) {
    return RawObject::error();
  }
  if (index >= item_count(*array))
    return raise(thread, Exc::kIndexError, "array assignment index out of range");
  word size = item_size(*array);
  std::memcpy(growing_data_NoGC(*array) + index * size, bytes, static_cast<size_t>(size));
  return RawObject::none();
}

RawObject array_array___delitem__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (is_heap_slice(*key))
    return delete_slice(thread, array, key) ? RawObject::none() : RawObject::error();
  word index, size = item_size(*array);
  if (!index_argument(thread, key, item_count(*array), "array assignment index out of range",
                      &index))
    return RawObject::error();
  return growing_splice(thread, array, index * size, (index + 1) * size, 0) ? RawObject::none()
                                                                            : RawObject::error();
}

RawObject array_array___contains__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word at = find(thread, array, value, 0, item_count(*array));
  return at == -2 ? RawObject::error() : RawObject::from_bool(at >= 0);
}

RawObject array_array_count(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word count = 0;
  for (word at = 0; (at = find(thread, array, value, at, item_count(*array))) >= 0 || at == -2;
       at++, count++) {
    if (at == -2) return RawObject::error();
  }
  return RawObject::from_small_int(count);
}

RawObject array_array_index(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word start, stop;
  for (word i = 2; i < 4; i++) {
    if (!arguments.has(i) || is_int(arguments[i])) continue;
    RawObject type = type_of(thread, arguments[i]);
    if (type_lookup(thread, type, Symbol::k__index__).is_unbound())
      return raise_type_error(thread, "slice indices must be integers or have an __index__ method");
  }
  if (!search_bounds(thread, arguments, 2, item_count(*array), &start, &stop))
    return RawObject::error();
  word at = find(thread, array, value, start, stop);
  if (at == -1) return raise_value_error(thread, "array.index(x): x not in array");
  return at == -2 ? RawObject::error() : RawObject::from_small_int(at);
}

RawObject array_array_remove(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object value(thread, arguments[1]);
  word at = find(thread, array, value, 0, item_count(*array)), size = item_size(*array);
  if (at == -1) return raise_value_error(thread, "array.remove(x): x not in array");
  if (at == -2) return RawObject::error();
  return growing_splice(thread, array, at * size, (at + 1) * size, 0) ? RawObject::none()
                                                                      : RawObject::error();
}

RawObject array_array_append(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return arrays::append(thread, array, value) ? RawObject::none() : RawObject::error();
}

RawObject array_array_extend(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object iterable(thread, arguments[1]);
  return arrays::extend(thread, array, iterable) ? RawObject::none() : RawObject::error();
}

RawObject array_array_insert(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object index_value(thread, arguments[1]);
  Object value(thread, arguments[2]);
  word index, size = item_size(*array);
  uint8_t bytes[kMaxItemSize];
  if (!size_argument(thread, index_value, &index) ||
      !arrays::pack(thread, code_of(*array), value, bytes))
    return RawObject::error();
  word count = item_count(*array);
  index = std::clamp<word>(index < 0 ? index + count : index, 0, count);
  if (!growing_splice(thread, array, index * size, index * size, size)) return RawObject::error();
  std::memcpy(growing_data_NoGC(*array) + index * size, bytes, static_cast<size_t>(size));
  return RawObject::none();
}

RawObject array_array_pop(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object index_value(thread, arguments[1]);
  word index, count = item_count(*array), size = item_size(*array);
  if (!size_argument(thread, index_value, &index)) return RawObject::error();
  if (count == 0) return raise(thread, Exc::kIndexError, "pop from empty array");
  if (index < 0) index += count;
  if (index < 0 || index >= count) return raise(thread, Exc::kIndexError, "pop index out of range");
  Object item(thread, arrays::get(thread, array, index));
  if (item->is_error()) return *item;
  return growing_splice(thread, array, index * size, (index + 1) * size, 0) ? *item
                                                                            : RawObject::error();
}

RawObject array_array_reverse(Thread*, Arguments arguments) {
  RawTypedArray array = RawTypedArray::cast(arguments[0]);
  std::reverse(growing_data_NoGC(array), growing_data_NoGC(array) + array.length());
  byteswap_NoGC(array);
  return RawObject::none();
}

RawObject array_array___add__(Thread* thread, Arguments arguments) {
  Object other(thread, arguments[1]);
  if (!is_heap_typed_array(*other)) {
    return raise_type_error(thread, "can only append array (not \"%T\") to array", &other);
  }
  RawTypedArray array = RawTypedArray::cast(arguments[0]);
  if (RawTypedArray::cast(*other).typecode() != array.typecode()) {
    return raise_type_error(thread, "bad argument type for built-in operation");
  }
  std::string data(growing_view_NoGC(array));
  data += growing_view_NoGC(RawGrowingBytes::cast(*other));
  return new_plain_array(thread, code_of(array), data);
}

RawObject array_array___iadd__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object other(thread, arguments[1]);
  if (!is_heap_typed_array(*other))
    return raise_type_error(thread, "can only extend array with array (not \"%T\")", &other);
  return arrays::extend(thread, array, other) ? *array : RawObject::error();
}

RawObject array_array___mul__(Thread* thread, Arguments arguments) {
  return multiply(thread, arguments);
}
RawObject array_array___rmul__(Thread* thread, Arguments arguments) {
  return multiply(thread, arguments);
}

RawObject array_array___imul__(Thread* thread, Arguments arguments) {
  std::string data;
  if (!repeated(thread, arguments, &data)) return RawObject::error();
  TypedArray array(thread, arguments[0]);
  if (!growing_resize(thread, array, static_cast<word>(data.size()))) return RawObject::error();
  if (!data.empty()) std::memcpy(growing_data_NoGC(*array), data.data(), data.size());
  return *array;
}

RawObject array_array___lt__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kLt);
}
RawObject array_array___le__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kLe);
}
RawObject array_array___eq__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kEq);
}
RawObject array_array___ne__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kNe);
}
RawObject array_array___gt__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kGt);
}
RawObject array_array___ge__(Thread* thread, Arguments arguments) {
  return compare_arrays(thread, arguments, CompareOp::kGe);
}

RawObject array_array___iter__(Thread* thread, Arguments arguments) {
  RawObject iterator = new_instance_of_kind(thread, Kind::kArrayIterator);
  RawIterator::cast(iterator).set_source(arguments[0]);
  RawIterator::cast(iterator).set_index(0);
  return iterator;
}

RawObject array_arrayiterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject array_arrayiterator___next__(Thread* thread, Arguments arguments) {
  Iterator iterator(thread, arguments[0]);
  if (iterator->source().is_none()) return raise_stop_iteration(thread, RawObject::none());
  TypedArray array(thread, iterator->source());
  word index = iterator->index();
  if (index >= item_count(*array)) {
    iterator->set_source(RawObject::none());
    return raise_stop_iteration(thread, RawObject::none());
  }
  iterator->set_index(index + 1);
  return arrays::get(thread, array, index);
}

RawObject array_arrayiterator___reduce__(Thread* thread, Arguments arguments) {
  Iterator iterator(thread, arguments[0]);
  Object empty(thread, empty_tuple(thread));
  return iterator_reduce_to_iter(thread, iterator, empty);
}

RawObject array_arrayiterator___setstate__(Thread* thread, Arguments arguments) {
  Object state(thread, arguments[1]);
  word index;
  if (!size_argument(thread, state, &index)) return RawObject::error();
  RawIterator iterator = RawIterator::cast(arguments[0]);
  if (!iterator.source().is_none()) {
    iterator.set_index(
        std::clamp<word>(index, 0, item_count(RawTypedArray::cast(iterator.source()))));
  }
  return RawObject::none();
}

}  // namespace natives

}  // namespace pyro
