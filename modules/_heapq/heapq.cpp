#include "lib-python/natives.h"
#include "runtime/list.h"
#include "runtime/types/container_support.h"

// Binary heaps. To take the root away, the hole moves down to a leaf along the smaller children
// (one comparison a level), and the last item then moves up from there: that takes fewer
// comparisons than sifting it down from the root (Knuth, volume 3, 5.2.3, exercise 18).

namespace pyro::natives {

namespace {

enum class Order : uint8_t { kMin, kMax };

class Heap {
 public:
  Heap(Thread* thread, RawObject list, Order order)
      : thread_(thread),
        list_(thread, list),
        a_(thread, RawObject::none()),
        b_(thread, RawObject::none()),
        order_(order) {}

  const List& list() const { return list_; }
  word length() const { return list_->length(); }

  // Moves the item at `position` towards the root, not above `start`. False: an exception is
  // pending.
  bool rise(word start, word position) {
    Object item(thread_, list_at(*list_, position));
    while (position > start) {
      word parent = (position - 1) / 2;
      Truth before = precedes(*item, list_at(*list_, parent));
      if (before == Truth::kError) return false;
      if (before == Truth::kFalse) break;
      swap(position, parent);
      position = parent;
    }
    return true;
  }

  // The item at `start` is new; the heaps below it are in order.
  bool sink(word start) {
    word end = length(), position = start;
    while (2 * position + 1 < end) {
      word child = 2 * position + 1;
      if (child + 1 < end) {
        Truth left_first = precedes(list_at(*list_, child), list_at(*list_, child + 1));
        if (left_first == Truth::kError) return false;
        if (left_first == Truth::kFalse) child++;
        if (length() != end) return changed();
      }
      swap(position, child);
      position = child;
    }
    return rise(start, position);
  }

  bool heapify() {
    for (word i = length() / 2 - 1; i >= 0; i--) {
      if (!sink(i)) return false;
    }
    return true;
  }

  Truth precedes(RawObject left, RawObject right) {
    bool small = left.is_small_int() && right.is_small_int();
    if (order_ == Order::kMax) std::swap(left, right);
    if (small) return truth_of(left.small_int() < right.small_int());
    word before = length();
    a_ = left;
    b_ = right;
    Truth answer = compare_truth(thread_, CompareOp::kLt, a_, b_);
    if (answer != Truth::kError && length() != before) {
      changed();
      return Truth::kError;
    }
    return answer;
  }

 private:
  void swap(word i, word j) {
    RawObject item = list_at(*list_, i);
    list_set_at(*list_, i, list_at(*list_, j));
    list_set_at(*list_, j, item);
  }
  bool changed() {
    raise(thread_, Exc::kRuntimeError, "list changed size during iteration");
    return false;
  }

  Thread* thread_;
  List list_;
  Object a_, b_;
  Order order_;
};

bool check_list(Thread* thread, RawObject raw, const char* function, const char* which) {
  if (is_heap_list(raw)) return true;
  Object value(thread, raw);
  raise_type_error(thread, "%s() argument%s must be list, not %V", function, which, &value);
  return false;
}

RawObject pop(Thread* thread, Arguments arguments, Order order, const char* name) {
  if (!check_list(thread, arguments[0], name, "")) return RawObject::error();
  Heap heap(thread, arguments[0], order);
  word length = heap.length();
  if (length == 0) return raise(thread, Exc::kIndexError, "index out of range");
  Object last(thread, list_at(*heap.list(), length - 1));
  list_remove_range(thread, heap.list(), length - 1, 1);
  if (length == 1) return *last;
  Object smallest(thread, list_at(*heap.list(), 0));
  list_set_at(*heap.list(), 0, *last);
  return heap.sink(0) ? *smallest : RawObject::error();
}

RawObject replace(Thread* thread, Arguments arguments, Order order, const char* name) {
  if (!check_list(thread, arguments[0], name, " 1")) return RawObject::error();
  Heap heap(thread, arguments[0], order);
  if (heap.length() == 0) return raise(thread, Exc::kIndexError, "index out of range");
  Object smallest(thread, list_at(*heap.list(), 0));
  list_set_at(*heap.list(), 0, arguments[1]);
  return heap.sink(0) ? *smallest : RawObject::error();
}

RawObject make_heap(Thread* thread, Arguments arguments, Order order, const char* name) {
  if (!check_list(thread, arguments[0], name, "")) return RawObject::error();
  Heap heap(thread, arguments[0], order);
  return none_or_error(heap.heapify());
}

}  // namespace

RawObject heapq_heapify(Thread* thread, Arguments arguments) {
  return make_heap(thread, arguments, Order::kMin, "heapify");
}
RawObject heapq__heapify_max(Thread* thread, Arguments arguments) {
  return make_heap(thread, arguments, Order::kMax, "_heapify_max");
}
RawObject heapq_heappop(Thread* thread, Arguments arguments) {
  return pop(thread, arguments, Order::kMin, "heappop");
}
RawObject heapq__heappop_max(Thread* thread, Arguments arguments) {
  return pop(thread, arguments, Order::kMax, "_heappop_max");
}
RawObject heapq_heapreplace(Thread* thread, Arguments arguments) {
  return replace(thread, arguments, Order::kMin, "heapreplace");
}
RawObject heapq__heapreplace_max(Thread* thread, Arguments arguments) {
  return replace(thread, arguments, Order::kMax, "_heapreplace_max");
}

RawObject heapq_heappush(Thread* thread, Arguments arguments) {
  if (!check_list(thread, arguments[0], "heappush", " 1")) return RawObject::error();
  Object item(thread, arguments[1]);
  Heap heap(thread, arguments[0], Order::kMin);
  if (!list_append(thread, heap.list(), item)) return RawObject::error();
  return none_or_error(heap.rise(0, heap.length() - 1));
}

RawObject heapq_heappushpop(Thread* thread, Arguments arguments) {
  if (!check_list(thread, arguments[0], "heappushpop", " 1")) return RawObject::error();
  Heap heap(thread, arguments[0], Order::kMin);
  if (heap.length() == 0) return arguments[1];
  Truth larger = heap.precedes(list_at(*heap.list(), 0), arguments[1]);
  if (larger == Truth::kError) return RawObject::error();
  if (larger == Truth::kFalse) return arguments[1];
  Object smallest(thread, list_at(*heap.list(), 0));
  list_set_at(*heap.list(), 0, arguments[1]);
  return heap.sink(0) ? *smallest : RawObject::error();
}

}  // namespace pyro::natives
