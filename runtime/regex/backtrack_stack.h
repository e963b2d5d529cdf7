// The matcher's backtracking stack: a plain array of records in native memory.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace pyro {

namespace regex {

enum class RecordKind : uint32_t {
  // Undo records: kept when a choice is made final.
  kUndoMark,      // a: mark, b: its old value, c: the old last index
  kUndoRegister,  // a: register, b: count, c: last position
  // Choice points and barriers.
  kAlternative,    // a: where to go on, b: position
  kRepeatOne,      // a: instruction, b: lowest end, c: present end
  kRepeatOneLazy,  // a: instruction, b: repeats still allowed, c: present end
  kLoopLazy,       // a: instruction, b: position
  kAssertNot,      // a: instruction, b: position
  kPossessive,     // a: instruction, b: position
};

struct Record {
  RecordKind kind;
  uint32_t a;
  uint64_t b, c;
};

inline bool IsUndo(RecordKind kind) { return kind <= RecordKind::kUndoRegister; }

}  // namespace regex

class RegexStack {
 public:
  RegexStack() = default;
  RegexStack(const RegexStack&) = delete;
  RegexStack& operator=(const RegexStack&) = delete;
  ~RegexStack() { std::free(records_); }

  bool push(regex::RecordKind kind, uint32_t a, uint64_t b, uint64_t c = 0) {
    if (size_ == capacity_ && !grow()) [[unlikely]]
      return false;
    records_[size_++] = {kind, a, b, c};
    return true;
  }
  regex::Record& top() { return records_[size_ - 1]; }
  void pop() { --size_; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  void clear() { size_ = 0; }

  // Drops what is above `height`, except for undo records.
  void cut(size_t height) {
    size_t kept = height;
    for (size_t i = height; i < size_; ++i) {
      if (regex::IsUndo(records_[i].kind)) records_[kept++] = records_[i];
    }
    size_ = kept;
  }

 private:
  bool grow() {
    const size_t capacity = capacity_ == 0 ? 64 : 2 * capacity_;
    void* larger = std::realloc(records_, capacity * sizeof(regex::Record));
    if (larger == nullptr) return false;
    records_ = static_cast<regex::Record*>(larger);
    capacity_ = capacity;
    return true;
  }

  regex::Record* records_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace pyro
