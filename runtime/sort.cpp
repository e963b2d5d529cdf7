#include <algorithm>
#include <memory>
#include <new>

#include "runtime/arrays.h"
#include "runtime/call.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/merge_sort.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// list.sort. The keys are looked at once: if all are small ints, floats or strs, they are sorted in
// native memory without a safepoint. Otherwise a permutation (numbers of items) is sorted, and
// comparing runs whatever Python code it takes; the items stay in an Array that is a root.
// Meanwhile the list is empty; a list that is not empty afterwards was changed.

namespace pyro {

namespace {

enum class KeyClass : uint8_t { kSmallInt, kFloat, kStr, kTuple, kOther };

KeyClass class_of(RawObject key) {
  if (key.is_small_int()) return KeyClass::kSmallInt;
  if (is_exact_str(key)) return KeyClass::kStr;
  if (is_exact_float(key)) return KeyClass::kFloat;
  if (is_exact_tuple(key) && tuple_length(key) > 0) return KeyClass::kTuple;
  return KeyClass::kOther;
}

KeyClass common_class_NoGC(RawObject keys, word count) {
  KeyClass common = class_of(array_at(keys, 0));
  for (word i = 1; i < count && common != KeyClass::kOther; i++) {
    if (class_of(array_at(keys, i)) != common) return KeyClass::kOther;
  }
  return common;
}

struct KeyAndItem {
  RawObject key, item;
};
RawObject key_of(const KeyAndItem& element) { return element.key; }
RawObject key_of(const RawObject& element) { return element; }

struct IntLess {
  bool operator()(RawObject a, RawObject b) const {
    return static_cast<word>(a.raw()) < static_cast<word>(b.raw());
  }
};
struct FloatLess {
  bool operator()(RawObject a, RawObject b) const { return float_value_of(a) < float_value_of(b); }
};
struct StrLess {
  bool operator()(RawObject a, RawObject b) const { return str_compare_NoGC(a, b) < 0; }
};

template <typename Order, typename Element>
bool sort_elements(Element* elements, word count, bool reverse) {
  Order order;
  auto less = [&](const Element& a, const Element& b) {
    return reverse ? order(key_of(b), key_of(a)) : order(key_of(a), key_of(b));
  };
  return MergeSort<Element, decltype(less)>(elements, count, less).sort();
}

template <typename Element>
bool sort_by_class(KeyClass key_class, Element* elements, word count, bool reverse) {
  if (key_class == KeyClass::kSmallInt) return sort_elements<IntLess>(elements, count, reverse);
  if (key_class == KeyClass::kFloat) {
    // NaNs are in no order, so that descending has to be done as it is defined.
    if (reverse) std::reverse(elements, elements + count);
    if (!sort_elements<FloatLess>(elements, count, false)) return false;
    if (reverse) std::reverse(elements, elements + count);
    return true;
  }
  return sort_elements<StrLess>(elements, count, reverse);
}

bool sort_in_memory_NoGC(KeyClass key_class, RawObject keys, RawObject items, word count,
                         bool reverse) {
  if (keys == items) {
    std::unique_ptr<RawObject[]> elements(new (std::nothrow) RawObject[static_cast<size_t>(count)]);
    if (elements == nullptr) return false;
    for (word i = 0; i < count; i++) elements[static_cast<size_t>(i)] = array_at(items, i);
    if (!sort_by_class(key_class, elements.get(), count, reverse)) return false;
    for (word i = 0; i < count; i++) array_set(items, i, elements[static_cast<size_t>(i)]);
    return true;
  }
  std::unique_ptr<KeyAndItem[]> elements(new (std::nothrow) KeyAndItem[static_cast<size_t>(count)]);
  if (elements == nullptr) return false;
  for (word i = 0; i < count; i++)
    elements[static_cast<size_t>(i)] = {array_at(keys, i), array_at(items, i)};
  if (!sort_by_class(key_class, elements.get(), count, reverse)) return false;
  for (word i = 0; i < count; i++) array_set(items, i, elements[static_cast<size_t>(i)].item);
  return true;
}

// Compares items by number. After an error it answers false without asking, so that the sort ends
// soon.
class GenericLess {
 public:
  GenericLess(Thread* thread, const Array& keys, bool tuples)
      : thread_(thread),
        keys_(keys),
        a_(thread, RawObject::none()),
        b_(thread, RawObject::none()),
        tuples_(tuples) {}

  bool operator()(uint32_t a, uint32_t b) {
    if (failed_) return false;
    a_ = array_at(*keys_, a);
    b_ = array_at(*keys_, b);
    if (tuples_) {
      // The first items decide in most cases, and cheaply.
      RawObject x = tuple_at(*a_, 0), y = tuple_at(*b_, 0);
      if (x.is_small_int() && y.is_small_int() && !(x == y)) return IntLess()(x, y);
      if (x.is_immediate_str() && y.is_immediate_str() && !(x == y)) return StrLess()(x, y);
    }
    Truth answer = compare_truth(thread_, CompareOp::kLt, a_, b_);
    failed_ = answer == Truth::kError;
    return answer == Truth::kTrue;
  }
  bool failed() const { return failed_; }

 private:
  Thread* thread_;
  const Array& keys_;
  Object a_, b_;
  bool tuples_, failed_ = false;
};

bool sort_permutation(Thread* thread, const Array& keys, const Array& items, word count,
                      bool reverse, bool tuples) {
  if (count > UINT32_MAX) {
    raise_memory_error(thread);
    return false;
  }
  std::unique_ptr<uint32_t[]> order(new (std::nothrow) uint32_t[static_cast<size_t>(count)]);
  if (order == nullptr) {
    raise_memory_error(thread);
    return false;
  }
  // Descending order is ascending order of the reversed list, reversed: equal items stay in place.
  for (word i = 0; i < count; i++)
    order[static_cast<size_t>(i)] = static_cast<uint32_t>(reverse ? count - 1 - i : i);
  bool failed;
  {
    GenericLess less(thread, keys, tuples);
    if (!MergeSort<uint32_t, GenericLess>(order.get(), count, less).sort()) {
      raise_memory_error(thread);
      return false;
    }
    failed = less.failed();
  }
  if (reverse) std::reverse(order.get(), order.get() + count);
  RawObject sorted = new_array(thread, count);
  if (sorted.is_error()) return false;
  for (word i = 0; i < count; i++)
    array_set(sorted, i, array_at(*items, order[static_cast<size_t>(i)]));
  copy_elements_NoGC(*items, 0, sorted, 0, count);
  return !failed;
}

bool sort_array(Thread* thread, const Array& keys, const Array& items, word count, bool reverse) {
  KeyClass key_class = common_class_NoGC(*keys, count);
  if (key_class == KeyClass::kOther || key_class == KeyClass::kTuple) {
    return sort_permutation(thread, keys, items, count, reverse, key_class == KeyClass::kTuple);
  }
  if (sort_in_memory_NoGC(key_class, *keys, *items, count, reverse)) return true;
  raise_memory_error(thread);
  return false;
}

// key(item) for every item; Error, or an Array.
RawObject compute_keys(Thread* thread, const Array& items, word count, const Object& function) {
  Array keys(thread, new_array(thread, count));
  if (keys->is_error()) return *keys;
  Object item(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    item = array_at(*items, i);
    RawObject key = call(thread, function, item);
    if (key.is_error()) return key;
    array_set(*keys, i, key);
  }
  return *keys;
}

}  // namespace

bool list_sort(Thread* thread, const List& list, const Object& key, bool reverse) {
  word count = list->length();
  Array items(thread, list->items());
  // An empty array of its own stands for "untouched"; whatever changes the list puts another in its
  // place.
  Array untouched(thread, thread->heap()->allocate(LayoutId::kInternal, Kind::kArray, false, 1));
  if (untouched->is_error()) return false;
  list->set_length(0);
  list->set_items(*untouched);
  bool ok = true;
  if (count > 0) {
    Array keys(thread, *items);
    if (!key->is_none()) {
      RawObject computed = compute_keys(thread, items, count, key);
      ok = !computed.is_error();
      if (ok) keys = computed;
    }
    if (ok && count > 1) ok = sort_array(thread, keys, items, count, reverse);
  }
  bool modified = list->length() != 0 || !(list->items() == *untouched);
  list->set_items(*items);
  list->set_length(count);
  if (ok && modified) {
    raise_value_error(thread, "list modified during sort");
    return false;
  }
  return ok;
}

}  // namespace pyro
