// A growing run of ASCII characters for number text: inline storage first, then native memory.
// Running out of memory is remembered (`failed`) instead of thrown, so that writers need not check
// each step.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace pyro {

class CharBuffer {
 public:
  CharBuffer() = default;
  CharBuffer(const CharBuffer&) = delete;
  CharBuffer& operator=(const CharBuffer&) = delete;

  // Adds `count` uninitialised characters and returns where they start; null when there is no
  // memory.
  char* extend(size_t count) {
    if (size_ + count > capacity_ && !grow(size_ + count)) return nullptr;
    char* start = data_ + size_;
    size_ += count;
    return start;
  }
  void append(char character) { append(1, character); }
  void append(size_t count, char character) {
    if (char* start = extend(count)) std::memset(start, character, count);
  }
  void append(std::string_view text) {
    if (char* start = extend(text.size())) std::memcpy(start, text.data(), text.size());
  }
  void truncate(size_t size) { size_ = size; }
  void clear() { size_ = 0; }

  char* data() { return data_; }
  size_t size() const { return size_; }
  bool failed() const { return failed_; }
  std::string_view view() const { return {data_, size_}; }

 private:
  bool grow(size_t needed) {
    const size_t capacity = needed > 2 * capacity_ ? needed : 2 * capacity_;
    std::unique_ptr<char[]> larger(new (std::nothrow) char[capacity]);
    if (!larger) {
      failed_ = true;
      return false;
    }
    std::memcpy(larger.get(), data_, size_);
    heap_ = std::move(larger);
    data_ = heap_.get();
    capacity_ = capacity;
    return true;
  }

  static constexpr size_t kInlineSize = 128;
  char inline_[kInlineSize];
  std::unique_ptr<char[]> heap_;
  char* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInlineSize;
  bool failed_ = false;
};

}  // namespace pyro
