// The matcher's backtracking stack: a plain array of records in native memory.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

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

// State of a loop, an assertion or an atomic group while it is being matched.
struct LoopRegister {
  uint32_t count = 0;
  const void* last = nullptr;  // where the last optional iteration, or the assertion, began
  size_t height = 0;           // of the stack when it began
};

inline bool IsUndo(RecordKind kind) { return kind <= RecordKind::kUndoRegister; }

}  // namespace regex

class RegexStack {
 public:
  explicit RegexStack(size_t register_count) : registers(register_count) {}
  RegexStack(const RegexStack&) = delete;
  RegexStack& operator=(const RegexStack&) = delete;
  ~RegexStack() { std::free(heap_); }

  std::vector<regex::LoopRegister> registers;

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
  // Most matches need a few records only: those are part of the object.
  static constexpr size_t kInlineRecords = 40;

  bool grow() {
    const size_t capacity = 2 * capacity_;
    void* larger = std::realloc(heap_, capacity * sizeof(regex::Record));
    if (larger == nullptr) return false;
    if (heap_ == nullptr) std::memcpy(larger, inline_, sizeof inline_);
    heap_ = records_ = static_cast<regex::Record*>(larger);
    capacity_ = capacity;
    return true;
  }

  regex::Record inline_[kInlineRecords];
  regex::Record* heap_ = nullptr;
  regex::Record* records_ = inline_;
  size_t size_ = 0, capacity_ = kInlineRecords;
};

}  // namespace pyro
