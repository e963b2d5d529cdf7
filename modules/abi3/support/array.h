// Memory of the modules, without the C++ library: a module needs only the C library and what it
// wraps.

#pragma once

#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

// An array on the C heap, zeroed, of things that may be moved byte by byte.
template <class Item>
class Array {
 public:
  Array() = default;
  Array(Array&& other) noexcept
      : items_(std::exchange(other.items_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() {
    clear();
    free(items_);
  }

  // Makes the array this long; new items are zero (or constructed by default). False with
  // MemoryError.
  bool resize(size_t size) {
    if (size > capacity_ && !grow(size)) return false;
    for (size_t i = size_; i < size; ++i) new_item(i);
    for (size_t i = size; i < size_; ++i) items_[i].~Item();
    size_ = size;
    return true;
  }
  bool append(Item item) {
    if (size_ == capacity_ && !grow(size_ < 8 ? 8 : size_ * 2)) return false;
    new_item(size_);
    items_[size_++] = std::move(item);
    return true;
  }
  void clear() {
    for (size_t i = 0; i < size_; ++i) items_[i].~Item();
    size_ = 0;
  }
  Item* data() { return items_; }
  const Item* data() const { return items_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Item& operator[](size_t index) { return items_[index]; }
  const Item& operator[](size_t index) const { return items_[index]; }
  Item* begin() { return items_; }
  Item* end() { return items_ + size_; }

 private:
  struct Place {};
  bool grow(size_t capacity);
  void new_item(size_t index);

  Item* items_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

template <class Item>
bool Array<Item>::grow(size_t capacity) {
  auto* items =
      static_cast<Item*>(capacity > static_cast<size_t>(PTRDIFF_MAX) / sizeof(Item)
                             ? nullptr
                             : realloc(static_cast<void*>(items_), capacity * sizeof(Item)));
  if (items == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  items_ = items;
  capacity_ = capacity;
  return true;
}

template <class Item>
void Array<Item>::new_item(size_t index) {
  // All types used here are all-zero when they are empty.
  memset(static_cast<void*>(items_ + index), 0, sizeof(Item));
}

// Memory that free() takes back, for what C libraries hand out.
template <class Item>
class Freed {
 public:
  explicit Freed(Item* memory = nullptr) : memory_(memory) {}
  Freed(const Freed&) = delete;
  Freed& operator=(const Freed&) = delete;
  ~Freed() { free(const_cast<void*>(static_cast<const void*>(memory_))); }
  Item* get() const { return memory_; }
  Item* release() { return std::exchange(memory_, nullptr); }
  explicit operator bool() const { return memory_ != nullptr; }

 private:
  Item* memory_;
};

}  // namespace pyro::abi3
