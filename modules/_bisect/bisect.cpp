#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/list.h"
#include "runtime/type.h"
#include "runtime/types/container_support.h"

namespace pyro::natives {

namespace {

enum class Side : uint8_t { kLeft, kRight };

// What has a length and items, but not by position; classes derived from it in Python may redefine
// that.
bool check_sequence(Thread* thread, const Object& value) {
  if (is_heap_dict(*value) && (RawType(type_of(thread, *value).raw()).flags() & kTypeHeap) != 0) return true;
  if (!is_heap_dict(*value) && !is_heap_mapping_proxy(*value)) return true;
  raise_type_error(thread, "%T is not a sequence", &value);
  return false;
}

RawObject sequence_item(Thread* thread, const Object& sequence, word position) {
  if (is_exact_list(*sequence) && position < RawList(sequence->raw()).length())
    return list_at(RawList(sequence->raw()), position);
  if (!check_sequence(thread, sequence)) return RawObject::error();
  if (type_lookup(thread, type_of(thread, *sequence), Symbol::k__getitem__).is_unbound())
    return raise_type_error(thread, "'%T' object does not support indexing", &sequence);
  Object index(thread, new_int(thread, position));
  return get_item(thread, sequence, index);
}

// lo and hi; a hi of -1 stands for the length, as None does.
bool convert_bounds(Thread* thread, Arguments arguments, word* low, word* high) {
  Object value(thread, arguments[2]);
  if (!word_argument(thread, value, low)) return false;
  value = arguments[3];
  *high = -1;
  bool is_given = !value->is_none();
  bool is_index = is_int(*value) ||
                  !type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound();
  if (is_given && !is_index) {
    raise_type_error(thread, "argument should be integer or None, not '%T'", &value);
    return false;
  }
  return !is_given || index_as_word(thread, value, OnOverflow::kOverflowError, high);
}

bool check_bounds(Thread* thread, const Object& sequence, word low, word* high) {
  if (low < 0) {
    raise_value_error(thread, "lo must be non-negative");
    return false;
  }
  if (*high != -1) return true;
  if (!check_sequence(thread, sequence)) return false;
  *high = length(thread, sequence);
  return *high >= 0;
}

// Where `value` (already a key, if there is a key function) belongs in sequence[low:high]; -1 with
// an exception pending.
word find_place(Thread* thread, const Object& sequence, const Object& value, const Object& key,
                word low, word high, Side side) {
  Object item(thread, RawObject::none());
  while (low < high) {
    word middle = low + (high - low) / 2;
    item = sequence_item(thread, sequence, middle);
    if (item->is_error()) return -1;
    if (!key->is_none()) {
      item = call(thread, key, item);
      if (item->is_error()) return -1;
    }
    Truth less = side == Side::kLeft ? compare_truth(thread, CompareOp::kLt, item, value)
                                     : compare_truth(thread, CompareOp::kLt, value, item);
    if (less == Truth::kError) return -1;
    if ((less == Truth::kTrue) == (side == Side::kLeft)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

RawObject search(Thread* thread, Arguments arguments, Side side) {
  Object sequence(thread, arguments[0]), value(thread, arguments[1]), key(thread, arguments[4]);
  word low, high;
  if (!convert_bounds(thread, arguments, &low, &high) ||
      !check_bounds(thread, sequence, low, &high)) {
    return RawObject::error();
  }
  word place = find_place(thread, sequence, value, key, low, high, side);
  return place < 0 ? RawObject::error() : new_int(thread, place);
}

RawObject insert(Thread* thread, Arguments arguments, Side side) {
  Object sequence(thread, arguments[0]), value(thread, arguments[1]), key(thread, arguments[4]),
      sought(thread, arguments[1]);
  word low, high;
  if (!convert_bounds(thread, arguments, &low, &high)) return RawObject::error();
  if (!key->is_none()) {
    sought = call(thread, key, value);
    if (sought->is_error()) return *sought;
  }
  if (!check_bounds(thread, sequence, low, &high)) return RawObject::error();
  word place = find_place(thread, sequence, sought, key, low, high, side);
  if (place < 0) return RawObject::error();
  if (is_exact_list(*sequence)) {
    List list(thread, *sequence);
    return none_or_error(list_insert(thread, list, place, value));
  }
  Object index(thread, new_int(thread, place));
  RawObject result = call_method(thread, sequence, Symbol::kinsert, index, value);
  return result.is_error() ? result : RawObject::none();
}

}  // namespace

RawObject bisect_bisect_left(Thread* thread, Arguments arguments) {
  return search(thread, arguments, Side::kLeft);
}
RawObject bisect_bisect_right(Thread* thread, Arguments arguments) {
  return search(thread, arguments, Side::kRight);
}
RawObject bisect_insort_left(Thread* thread, Arguments arguments) {
  return insert(thread, arguments, Side::kLeft);
}
RawObject bisect_insort_right(Thread* thread, Arguments arguments) {
  return insert(thread, arguments, Side::kRight);
}

}  // namespace pyro::natives
