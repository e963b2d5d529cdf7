#pragma once

// Arena: where the front-end puts everything it makes. Objects are never destroyed one by one; the
// whole arena goes at once, after code has been generated. Types put here must therefore be
// trivially destructible.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pyro {

// An immutable array in an arena.
template <typename T>
struct Span {
  T* data = nullptr;
  uint32_t size = 0;

  T* begin() const { return data; }
  T* end() const { return data + size; }
  bool empty() const { return size == 0; }
  T& operator[](size_t index) const { return data[index]; }
  T& back() const { return data[size - 1]; }
};

// The text of an identifier, NFKC-normalised UTF-8. Interned per arena: equal text means equal
// address.
struct IdentifierText {
  std::string_view text;
};
using Identifier = const IdentifierText*;

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  // Raw storage, aligned to 8 bytes.
  void* allocate(size_t size) {
    size = (size + 7) & ~size_t{7};
    if (size > static_cast<size_t>(limit_ - next_)) return allocate_slow(size);
    void* result = next_;
    next_ += size;
    return result;
  }

  template <typename T, typename... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T))) T(std::forward<Arguments>(arguments)...);
  }

  // Copies `count` elements starting at `source`.
  template <typename T>
  Span<T> copy_span(const T* source, size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count == 0) return {};
    T* data = static_cast<T*>(allocate(count * sizeof(T)));
    std::memcpy(static_cast<void*>(data), source, count * sizeof(T));
    return {data, static_cast<uint32_t>(count)};
  }

  template <typename T>
  Span<T> copy_span(const std::vector<T>& source) {
    return copy_span(source.data(), source.size());
  }

  // A copy of `text`; its data() is never null, even when it is empty.
  std::string_view copy_text(std::string_view text);

  Identifier intern(std::string_view text);

  size_t bytes_reserved() const { return bytes_reserved_; }

 private:
  void* allocate_slow(size_t size);

  char* next_ = nullptr;
  char* limit_ = nullptr;
  size_t bytes_reserved_ = 0;
  std::vector<char*> chunks_;
  std::unordered_map<std::string_view, Identifier> identifiers_;
};

}  // namespace pyro
