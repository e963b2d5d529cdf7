#pragma once

#include <cstdlib>
#include <utility>
#include <vector>

#include "objects/value.h"

// A hash table from addresses to 64-bit numbers: linear probing, no deletion marks (entries after a
// removed one move up).

namespace pyro::gc {

class AddressMap {
 public:
  // Null if absent.
  uint64_t* find(uword address) {
    if (count_ == 0) return nullptr;
    for (size_t i = slot_of(address);; i = next(i)) {
      if (entries_[i].address == address) return &entries_[i].value;
      if (entries_[i].address == 0) return nullptr;
    }
  }
  void insert(uword address, uint64_t value) {
    if ((count_ + 1) * 4 > entries_.size() * 3) grow();
    size_t i = slot_of(address);
    while (entries_[i].address != 0 && entries_[i].address != address) i = next(i);
    if (entries_[i].address == 0) count_++;
    entries_[i] = {address, value};
  }
  void erase(uword address) {
    if (count_ == 0) return;
    size_t i = slot_of(address);
    for (; entries_[i].address != address; i = next(i)) {
      if (entries_[i].address == 0) return;
    }
    count_--;
    close_gap(i);
  }
  void clear() {
    entries_.clear();
    count_ = 0;
  }
  size_t size() const { return count_; }
  size_t bytes() const { return entries_.capacity() * sizeof(Entry); }
  void for_each(const auto& visit) const {
    for (const Entry& entry : entries_) {
      if (entry.address != 0) visit(entry.address, entry.value);
    }
  }

 private:
  struct Entry {
    uword address = 0;  // 0: empty
    uint64_t value = 0;
  };

  size_t slot_of(uword address) const {
    return static_cast<size_t>((address >> kWordSizeLog2) * uint64_t{0x9e3779b97f4a7c15} >> 20) &
           (entries_.size() - 1);
  }
  size_t next(size_t i) const { return (i + 1) & (entries_.size() - 1); }
  void grow() {
    std::vector<Entry> old =
        std::exchange(entries_, std::vector<Entry>(entries_.empty() ? 16 : entries_.size() * 2));
    count_ = 0;
    for (const Entry& entry : old) {
      if (entry.address != 0) insert(entry.address, entry.value);
    }
  }
  void close_gap(size_t gap) {
    entries_[gap] = {};
    for (size_t i = next(gap); entries_[i].address != 0; i = next(i)) {
      size_t home = slot_of(entries_[i].address);
      bool reachable = gap < i ? (home <= gap || home > i) : (home <= gap && home > i);
      if (!reachable) continue;
      entries_[gap] = std::exchange(entries_[i], Entry{});
      gap = i;
    }
  }

  std::vector<Entry> entries_;
  size_t count_ = 0;
};

}  // namespace pyro::gc
