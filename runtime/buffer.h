#pragma once

#include <string>
#include <string_view>

#include "runtime/bytes.h"

// The buffer protocol, seen from C++: the memory of a bytes-like object.
//
//   BufferView view(thread);
//   if (!view.acquire(argument)) return RawObject::error();      // TypeError: a bytes-like object
//   is required, not 'int' use(view.data_NoGC(), view.size());
//
// The object is rooted and pinned (its size cannot change) until the view goes out of scope, but
// its memory still moves with the collector: ask for data_NoGC() anew after every safepoint.

namespace pyro {

enum class BufferAccess : uint8_t { kRead, kWrite };

// Does the object offer a buffer at all?
bool supports_buffer_NoGC(RawObject object);

class BufferView {
 public:
  explicit BufferView(Thread* thread) : thread_(thread), object_(thread, RawObject::none()) {}
  ~BufferView() { release(); }
  BufferView(const BufferView&) = delete;

  // TypeError "a bytes-like object is required, not 'X'", BufferError if a memoryview is not
  // contiguous or the memory is read-only, ValueError if it is released.
  [[nodiscard]] bool acquire(const Object& object, BufferAccess access = BufferAccess::kRead);
  // The same without the TypeError: false and nothing pending if the object offers no buffer.
  [[nodiscard]] bool acquire_if_supported(const Object& object);
  void release();

  uint8_t* data_NoGC() const;
  word size() const { return size_; }
  std::string_view bytes_NoGC() const {
    return {reinterpret_cast<char*>(data_NoGC()), static_cast<size_t>(size_)};
  }
  std::string copy() const { return std::string(bytes_NoGC()); }
  RawObject object() const { return *object_; }

 private:
  Thread* thread_;
  Object object_;  // None while nothing is acquired
  word size_ = 0;
  bool pinned_ = false;
  bool own_view_ = false;  // object_ is a memoryview made for this
};

// Where the memory of a memoryview begins; `view` is not released.
uint8_t* memory_view_data_NoGC(RawMemoryView view);
// Gives the view's memory back: it is released from now on.
void memory_view_drop(Thread* thread, const MemoryView& view);
bool memory_view_is_contiguous_NoGC(RawMemoryView view);
// memoryview(object), or Error.
RawObject new_memory_view(Thread* thread, const Object& object);
// The contents as bytes, in C order, whatever the strides.
RawObject memory_view_to_bytes(Thread* thread, const MemoryView& view);
// bytes(object) for any object with a buffer: the contents as exact bytes.
RawObject bytes_from_buffer(Thread* thread, const Object& object);

// Flags of a MemoryView.
enum MemoryViewFlag : word { kMemoryViewReadOnly = 1, kMemoryViewHashed = 2 };
// The upper bits of the flags hold the hash, once it was asked for; a released view keeps it.
constexpr int kMemoryViewHashShift = 32;

}  // namespace pyro
