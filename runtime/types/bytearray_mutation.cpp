#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/int.h"
#include "runtime/runtime.h"
#include "runtime/types/byte_sequences.h"
#include "runtime/types/byte_source.h"

// bytearray: what changes it, construction, pickling.

namespace pyro {

namespace {

void fill_NoGC(const ByteArray& array, word at, std::string_view data) {
  if (!data.empty()) std::memcpy(growing_data_NoGC(*array) + at, data.data(), data.size());
}

bool index_argument(Thread* thread, const Object& key, word length, word* index) {
  if (!is_int(*key) &&
      type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "bytearray indices must be integers or slices, not %T", &key);
    return false;
  }
  if (!index_as_word(thread, key, OnOverflow::kIndexError, index)) return false;
  if (*index < 0) *index += length;
  if (*index >= 0 && *index < length) return true;
  raise(thread, Exc::kIndexError, "bytearray index out of range");
  return false;
}

// The value of a slice assignment.
bool assigned_bytes(Thread* thread, const Object& value, std::string* out) {
  if (supports_buffer_NoGC(*value)) return bytes_argument(thread, value, out);
  if (!is_str(*value) && !is_int(*value)) {
    Object absent(thread, RawObject::unbound());
    Object iterator(thread, get_iterator(thread, value));
    if (!iterator->is_error())
      return bytes_from_source(thread, iterator, absent, absent, "bytearray", out);
    if (!clear_pending_if(thread, Exc::kTypeError)) return false;
  }
  raise_type_error(thread, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  return false;
}

bool delete_slice(Thread* thread, const ByteArray& array, SliceBounds bounds) {
  if (bounds.count == 0) return true;
  if (bounds.step == 1)
    return growing_splice(thread, array, bounds.start, bounds.start + bounds.count, 0);
  if (bounds.step < 0) {
    bounds.start += bounds.step * (bounds.count - 1);
    bounds.step = -bounds.step;
  }
  if (!growing_check_resizable(thread, array)) return false;
  uint8_t* data = growing_data_NoGC(*array);
  word kept = bounds.start, next = bounds.start, dropped = 0;
  for (word at = bounds.start; at < array->length(); at++) {
    if (at == next && dropped < bounds.count) {
      next += bounds.step;
      dropped++;
    } else {
      data[kept++] = data[at];
    }
  }
  return growing_resize(thread, array, kept);
}

bool assign_slice(Thread* thread, const ByteArray& array, const SliceBounds& bounds,
                  std::string_view data) {
  word size = static_cast<word>(data.size());
  if (bounds.step == 1) {
    word stop = std::max(bounds.start, bounds.stop);
    if (!growing_splice(thread, array, bounds.start, stop, size)) return false;
    fill_NoGC(array, bounds.start, data);
    return true;
  }
  if (size == 0) return delete_slice(thread, array, bounds);
  if (size != bounds.count) {
    raise_value_error(thread, "attempt to assign bytes of size %ld to extended slice of size %ld",
                      size, bounds.count);
    return false;
  }
  uint8_t* target = growing_data_NoGC(*array);
  for (word i = 0, at = bounds.start; i < size; i++, at += bounds.step)
    target[at] = static_cast<uint8_t>(data[static_cast<size_t>(i)]);
  return true;
}

RawObject reduce(Thread* thread, Arguments arguments, word protocol) {
  ByteArray array(thread, arguments[0]);
  Object receiver(thread, arguments[0]);
  Object type(thread, type_of(thread, *receiver));
  std::string data(growing_view_NoGC(*array));
  Object args(thread, RawObject::none());
  if (protocol < 3) {
    Object text(thread, new_str_latin1(thread, data));
    if (text->is_error()) return *text;
    Object encoding(thread, RawObject::from_small_str("latin-1", 7));
    args = data.empty() ? empty_tuple(thread) : new_tuple_of(thread, text, encoding);
  } else {
    Object bytes(thread, new_bytes(thread, data));
    if (bytes->is_error()) return *bytes;
    args = data.empty() ? empty_tuple(thread) : new_tuple_of(thread, bytes);
  }
  Object state(thread, call_method(thread, receiver, Symbol::k__getstate__));
  if (state->is_error()) return *state;
  return new_tuple_of(thread, type, args, state);
}

}  // namespace

namespace natives {

RawObject bytearray___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  return new_byte_array_of(thread, cls);
}

RawObject bytearray___init__(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[1]);
  Object encoding(thread, arguments[2]);
  Object errors(thread, arguments[3]);
  std::string data;
  if (!bytes_from_source(thread, source, encoding, errors, "bytearray", &data))
    return RawObject::error();
  ByteArray array(thread, arguments[0]);
  if (!growing_resize(thread, array, static_cast<word>(data.size()))) return RawObject::error();
  fill_NoGC(array, 0, data);
  return RawObject::none();
}

RawObject bytearray___iadd__(Thread* thread, Arguments arguments) {
  Object other(thread, arguments[1]);
  std::string data;
  if (!supports_buffer_NoGC(*other))
    return raise_type_error(thread, "can't concat %T to bytearray", &other);
  if (!bytes_argument(thread, other, &data)) return RawObject::error();
  ByteArray array(thread, arguments[0]);
  return growing_append(thread, array, data) ? *array : RawObject::error();
}

RawObject bytearray___imul__(Thread* thread, Arguments arguments) {
  Object factor(thread, arguments[1]);
  word count, total;
  if (!sequence_multiplier(thread, factor, &count)) return RawObject::error();
  ByteArray array(thread, arguments[0]);
  word size = array->length();
  if (__builtin_mul_overflow(size, count, &total)) return raise_memory_error(thread);
  if (!growing_resize(thread, array, total)) return RawObject::error();
  uint8_t* data = growing_data_NoGC(*array);
  for (word done = size; done < total; done += size)
    std::memcpy(data + done, data, static_cast<size_t>(size));
  return *array;
}

RawObject bytearray___setitem__(Thread* thread, Arguments arguments) {
  ByteArray array(thread, arguments[0]);
  Object key(thread, arguments[1]);
  Object value(thread, arguments[2]);
  if (is_heap_slice(*key)) {
    std::string data;
    SliceBounds bounds;
    // Bad bounds are reported before bad values, which may change the length.
    if (!slice_bounds(thread, key, array->length(), &bounds) ||
        !assigned_bytes(thread, value, &data) ||
        !slice_bounds(thread, key, array->length(), &bounds))
      return RawObject::error();
    return assign_slice(thread, array, bounds, data) ? RawObject::none() : RawObject::error();
  }
  word index;
  uint8_t byte;
  if (!index_argument(thread, key, array->length(), &index)) {
    // A bad value is reported before an index that is out of range.
    word ignored;
    bool fits = is_int(*key) && int_to_word_NoGC(int_value_of(*key), &ignored);
    if (!fits || !clear_pending_if(thread, Exc::kIndexError) ||
        !byte_argument(thread, value, &byte))
      return RawObject::error();
    return raise(thread, Exc::kIndexError, "bytearray index out of range");
  }
  if (!byte_argument(thread, value, &byte)) return RawObject::error();
  if (index >= array->length())
    return raise(thread, Exc::kIndexError, "bytearray index out of range");
  growing_data_NoGC(*array)[index] = byte;
  return RawObject::none();
}

RawObject bytearray___delitem__(Thread* thread, Arguments arguments) {
  ByteArray array(thread, arguments[0]);
  Object key(thread, arguments[1]);
  SliceBounds bounds;
  if (is_heap_slice(*key)) {
    if (!slice_bounds(thread, key, array->length(), &bounds)) return RawObject::error();
    return delete_slice(thread, array, bounds) ? RawObject::none() : RawObject::error();
  }
  word index;
  if (!index_argument(thread, key, array->length(), &index)) return RawObject::error();
  return growing_splice(thread, array, index, index + 1, 0) ? RawObject::none()
                                                            : RawObject::error();
}

RawObject bytearray_append(Thread* thread, Arguments arguments) {
  Object item(thread, arguments[1]);
  uint8_t byte;
  if (!byte_argument(thread, item, &byte)) return RawObject::error();
  ByteArray array(thread, arguments[0]);
  word length = array->length();
  if (!growing_resize(thread, array, length + 1)) return RawObject::error();
  growing_data_NoGC(*array)[length] = byte;
  return RawObject::none();
}

RawObject bytearray_clear(Thread* thread, Arguments arguments) {
  ByteArray array(thread, arguments[0]);
  return growing_resize(thread, array, 0) ? RawObject::none() : RawObject::error();
}

RawObject bytearray_copy(Thread* thread, Arguments arguments) {
  std::string data(growing_view_NoGC(RawGrowingBytes::cast(arguments[0])));
  return new_byte_array(thread, data.data(), static_cast<word>(data.size()));
}

RawObject bytearray_extend(Thread* thread, Arguments arguments) {
  Object iterable(thread, arguments[1]);
  std::string data;
  if (supports_buffer_NoGC(*iterable)) {
    if (!bytes_argument(thread, iterable, &data)) return RawObject::error();
  } else {
    Object iterator(thread, get_iterator(thread, iterable));
    if (iterator->is_error()) {
      if (clear_pending_if(thread, Exc::kTypeError))
        raise_type_error(thread, "can't extend bytearray with %T", &iterable);
      return RawObject::error();
    }
    if (length_hint(thread, iterable, 0) < 0) return RawObject::error();
    Object item(thread, RawObject::none());
    uint8_t byte;
    for (;;) {
      item = iterate(thread, iterator);
      if (item->is_error()) return *item;
      if (item->is_unbound()) break;
      if (!byte_argument(thread, item, &byte)) return RawObject::error();
      data += static_cast<char>(byte);
    }
  }
  ByteArray array(thread, arguments[0]);
  return growing_append(thread, array, data) ? RawObject::none() : RawObject::error();
}

RawObject bytearray_insert(Thread* thread, Arguments arguments) {
  Object index_value(thread, arguments[1]);
  Object item(thread, arguments[2]);
  word index;
  uint8_t byte;
  if (!size_argument(thread, index_value, &index) || !byte_argument(thread, item, &byte))
    return RawObject::error();
  ByteArray array(thread, arguments[0]);
  word length = array->length();
  index = std::clamp<word>(index < 0 ? index + length : index, 0, length);
  if (!growing_splice(thread, array, index, index, 1)) return RawObject::error();
  growing_data_NoGC(*array)[index] = byte;
  return RawObject::none();
}

RawObject bytearray_pop(Thread* thread, Arguments arguments) {
  Object index_value(thread, arguments[1]);
  word index;
  if (!size_argument(thread, index_value, &index)) return RawObject::error();
  ByteArray array(thread, arguments[0]);
  word length = array->length();
  if (length == 0) return raise(thread, Exc::kIndexError, "pop from empty bytearray");
  if (index < 0) index += length;
  if (index < 0 || index >= length)
    return raise(thread, Exc::kIndexError, "pop index out of range");
  RawObject byte = RawObject::from_small_int(growing_data_NoGC(*array)[index]);
  return growing_splice(thread, array, index, index + 1, 0) ? byte : RawObject::error();
}

RawObject bytearray_remove(Thread* thread, Arguments arguments) {
  Object item(thread, arguments[1]);
  uint8_t byte;
  if (!byte_argument(thread, item, &byte)) return RawObject::error();
  ByteArray array(thread, arguments[0]);
  size_t index = growing_view_NoGC(*array).find(static_cast<char>(byte));
  if (index == std::string_view::npos)
    return raise_value_error(thread, "value not found in bytearray");
  word at = static_cast<word>(index);
  return growing_splice(thread, array, at, at + 1, 0) ? RawObject::none() : RawObject::error();
}

RawObject bytearray_reverse(Thread*, Arguments arguments) {
  RawGrowingBytes array = RawGrowingBytes::cast(arguments[0]);
  std::reverse(growing_data_NoGC(array), growing_data_NoGC(array) + array.length());
  return RawObject::none();
}

// One more than it can hold, as in CPython, where a null byte follows.
RawObject bytearray___alloc__(Thread*, Arguments arguments) {
  RawGrowingBytes array = RawGrowingBytes::cast(arguments[0]);
  return RawObject::from_small_int(byte_buffer_capacity(array.buffer()) - array.start() + 1);
}

RawObject bytearray___sizeof__(Thread*, Arguments arguments) {
  RawGrowingBytes array = RawGrowingBytes::cast(arguments[0]);
  return RawObject::from_small_int((array.heap_words() + array.buffer().heap_words()) * kWordSize);
}

RawObject bytearray___reduce__(Thread* thread, Arguments arguments) {
  return reduce(thread, arguments, 2);
}
RawObject bytearray___reduce_ex__(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]);
  int protocol;
  return int_argument(thread, value, &protocol) ? reduce(thread, arguments, protocol)
                                                : RawObject::error();
}

}  // namespace natives

}  // namespace pyro
