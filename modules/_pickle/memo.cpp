#include "modules/_pickle/pickle.h"
#include "runtime/bytes.h"

namespace pyro::pickling {

namespace {

uint32_t memo_hash_NoGC(Thread* thread, RawObject object) {
  if (!object.is_heap()) return static_cast<uint32_t>(object.raw() * 0x9e3779b97f4a7c15 >> 32);
  if (is_heap_str(object)) {
    return static_cast<uint32_t>(static_cast<uword>(str_hash_NoGC(thread->runtime(), object)) *
                                 0x9e3779b1);
  }
  if (is_heap_bytes(object)) {
    return static_cast<uint32_t>(static_cast<uword>(bytes_hash_NoGC(thread->runtime(), object)) *
                                 0x9e3779b1);
  }
  return thread->heap()->identity_hash(object) * 0x9e3779b1u;
}

bool same_NoGC(RawObject a, RawObject b) {
  if (a == b) return true;
  if (!a.is_heap() || !b.is_heap()) return false;
  if (is_heap_str(a)) return is_heap_str(b) && str_equals_NoGC(a, b);
  return is_heap_bytes(a) && is_heap_bytes(b) && bytes_equals_NoGC(a, b);
}

}  // namespace

word Memo::find_NoGC(Thread* thread, RawObject list, RawObject object) const {
  if (slots_.empty()) return -1;
  size_t mask = slots_.size() - 1;
  for (size_t slot = (memo_hash_NoGC(thread, object) >> 4) & mask;; slot = (slot + 1) & mask) {
    uint32_t place = slots_[slot];
    if (place == 0) return -1;
    if (same_NoGC(list_at(RawList(list.raw()), place - 1), object)) return place - 1;
  }
}

void Memo::grow(Thread* thread, RawObject list) {
  size_t size = std::max(size_t{64}, slots_.size() * 2);
  slots_.assign(size, 0);
  for (size_t place = 0; place < numbers_.size(); place++) {
    RawObject object = list_at(RawList(list.raw()), static_cast<word>(place));
    size_t slot = (memo_hash_NoGC(thread, object) >> 4) & (size - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
    slots_[slot] = static_cast<uint32_t>(place + 1);
  }
}

void Memo::insert_NoGC(Thread* thread, RawObject list, RawObject object, word place,
                       uint32_t number) {
  if ((numbers_.size() + 1) * 2 > slots_.size()) grow(thread, list);
  numbers_.push_back(number);
  size_t mask = slots_.size() - 1;
  size_t slot = (memo_hash_NoGC(thread, object) >> 4) & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = static_cast<uint32_t>(place + 1);
}

void Memo::clear() {
  slots_.clear();
  numbers_.clear();
}

bool Output::grow(size_t count) {
  size_t wanted = std::max(size_ + count, capacity_ == 0 ? size_t{256} : capacity_ * 2);
  char* grown = failed_ ? nullptr : static_cast<char*>(std::realloc(data_, wanted));
  if (grown == nullptr) {
    failed_ = true;
    return false;
  }
  data_ = grown;
  capacity_ = wanted;
  return true;
}

void Output::end_frame() {
  if (frame_ == kNoFrame) return;
  uint64_t length = size_ - frame_ - kFrameHeader;
  char* header = data_ + frame_;
  if (length >= kFrameMinimum) {
    header[0] = static_cast<char>(kFrame);
    std::memcpy(header + 1, &length, sizeof length);
  } else {
    std::memmove(header, header + kFrameHeader, length);
    size_ -= kFrameHeader;
  }
  frame_ = kNoFrame;
}

bool Output::end_long_frame() {
  if (frame_ == kNoFrame || size_ - frame_ - kFrameHeader < kFrameTarget) return false;
  end_frame();
  return true;
}

}  // namespace pyro::pickling
