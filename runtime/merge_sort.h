#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "objects/region.h"

// A stable, adaptive merge sort: powersort (Munro and Wild, "Nearly-Optimal Mergesorts: Fast,
// Practical Sorting Methods That Optimally Adapt to Existing Runs", 2018).
//
// Runs that are already sorted are found from left to right; strictly descending ones are reversed;
// short ones are extended by insertion. Each boundary between two runs gets the depth ("power")
// that it has in a nearly balanced merge tree, and a stack of pending runs is merged as that tree
// asks. Before two runs are merged, the head of the left one and the tail of the right one that are
// in place already are found by exponential search and left alone.
//
// Elements are trivially copyable. `less(a, b)` may answer inconsistently (Python code may decide):
// the result is then some permutation. It is never called for an element that is not in the array.

namespace pyro {

template <typename Element, typename Less>
class MergeSort {
 public:
  MergeSort(Element* data, word count, Less& less) : data_(data), count_(count), less_(less) {}

  // False: no memory for the merge buffer; the data are unchanged.
  bool sort() {
    if (count_ < 2) return true;
    buffer_.reset(new (std::nothrow) Element[static_cast<size_t>(count_ / 2 + 1)]);
    if (buffer_ == nullptr) return false;
    Run current{0, next_run(0), 0};
    while (end_of(current) < count_) {
      Run next{end_of(current), 0, 0};
      next.length = next_run(next.start);
      int power = boundary_power(current, next);
      while (depth_ > 0 && stack_[depth_ - 1].power > power)
        current = merge(stack_[--depth_], current);
      current.power = power;
      stack_[depth_++] = current;
      current = next;
    }
    while (depth_ > 0) current = merge(stack_[--depth_], current);
    return true;
  }

 private:
  struct Run {
    word start, length;
    int power;  // of the boundary to its right
  };
  static constexpr word kMinimumRun = 24;

  static word end_of(const Run& run) { return run.start + run.length; }

  // Length of the sorted run that begins at `start`, extended to a minimum.
  word next_run(word start) {
    word end = start + 1;
    if (end < count_) {
      bool descending = less_(data_[end], data_[end - 1]);
      end++;
      while (end < count_ && less_(data_[end], data_[end - 1]) == descending) end++;
      if (descending) reverse(start, end);
    }
    word minimum = std::min(count_, start + kMinimumRun);
    for (; end < minimum; end++) insert(start, end);
    return end - start;
  }

  void reverse(word start, word end) {
    for (word i = start, j = end - 1; i < j; i++, j--) std::swap(data_[i], data_[j]);
  }

  // Binary insertion of data[position] into the sorted [start, position).
  void insert(word start, word position) {
    Element pivot = data_[position];
    word low = start, high = position;
    while (low < high) {
      word middle = low + (high - low) / 2;
      if (less_(pivot, data_[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    std::memmove(static_cast<void*>(data_ + low + 1), data_ + low,
                 sizeof(Element) * static_cast<size_t>(position - low));
    data_[low] = pivot;
  }

  // The first bit in which the midpoints of the two runs, as fractions of the whole, differ.
  int boundary_power(const Run& left, const Run& right) const {
    uword twice = 2 * static_cast<uword>(count_);
    uword a = 2 * static_cast<uword>(left.start) + static_cast<uword>(left.length);
    uword b = 2 * static_cast<uword>(right.start) + static_cast<uword>(right.length);
    int power = 0;
    for (;;) {
      power++;
      a *= 2;
      b *= 2;
      bool a_bit = a >= twice, b_bit = b >= twice;
      if (a_bit != b_bit) return power;
      if (a_bit) a -= twice, b -= twice;
    }
  }

  // Number of leading elements of [start, start + length) that are not greater than `value`.
  word count_not_greater(word start, word length, Element value) {
    word known = 0, step = 1;
    while (known + step <= length && !less_(value, data_[start + known + step - 1]))
      known += step, step *= 2;
    word low = known, high = std::min(length, known + step - 1);
    while (low < high) {
      word middle = low + (high - low) / 2;
      if (less_(value, data_[start + middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // Number of trailing elements of [start, start + length) that are not less than `value`.
  word count_not_less(word start, word length, Element value) {
    word end = start + length, known = 0, step = 1;
    while (known + step <= length && !less_(data_[end - known - step], value))
      known += step, step *= 2;
    word low = known, high = std::min(length, known + step - 1);
    while (low < high) {
      word middle = low + (high - low) / 2;
      if (less_(data_[end - middle - 1], value)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  Run merge(const Run& left, const Run& right) {
    Run whole{left.start, left.length + right.length, 0};
    word skip = count_not_greater(left.start, left.length, data_[right.start]);
    word start = left.start + skip, left_length = left.length - skip;
    if (left_length == 0) return whole;
    word right_length =
        right.length - count_not_less(right.start, right.length, data_[right.start - 1]);
    if (right_length == 0) return whole;
    if (left_length <= right_length) {
      merge_up(start, left_length, right_length);
    } else {
      merge_down(start, left_length, right_length);
    }
    return whole;
  }

  // The left run goes to the buffer; filled from the left.
  void merge_up(word start, word left_length, word right_length) {
    std::memcpy(static_cast<void*>(buffer_.get()), data_ + start,
                sizeof(Element) * static_cast<size_t>(left_length));
    Element *left = buffer_.get(), *left_end = left + left_length;
    Element *right = data_ + start + left_length, *right_end = right + right_length,
            *out = data_ + start;
    while (left < left_end && right < right_end) *out++ = less_(*right, *left) ? *right++ : *left++;
    std::memmove(static_cast<void*>(out), left,
                 sizeof(Element) * static_cast<size_t>(left_end - left));
  }

  // The right run goes to the buffer; filled from the right.
  void merge_down(word start, word left_length, word right_length) {
    word middle = start + left_length;
    std::memcpy(static_cast<void*>(buffer_.get()), data_ + middle,
                sizeof(Element) * static_cast<size_t>(right_length));
    Element *left = data_ + middle, *left_begin = data_ + start;
    Element *right = buffer_.get() + right_length, *right_begin = buffer_.get(),
            *out = data_ + middle + right_length;
    while (left > left_begin && right > right_begin)
      *--out = less_(right[-1], left[-1]) ? *--left : *--right;
    word rest = right - right_begin;
    std::memcpy(static_cast<void*>(out - rest), right_begin,
                sizeof(Element) * static_cast<size_t>(rest));
  }

  Element* data_;
  word count_;
  Less& less_;
  std::unique_ptr<Element[]> buffer_;
  Run stack_[70];
  int depth_ = 0;
};

}  // namespace pyro
