#pragma once

#include <string>
#include <string_view>

#include "runtime/thread.h"

// marshal (library reference, "marshal"): a type letter, then what the type needs, little endian. A
// letter with the high bit set puts the value into a table of references, from which 'r' and a
// number fetch it again.
//
// Code objects are the letter 'c', the fingerprint of the instruction set, and the parts of
// interpreter/code_assembly.h in order.

namespace pyro::marshal {

constexpr int kVersion = 4;
constexpr int kMaximumDepth = 2000;
constexpr uint8_t kReferenceFlag = 0x80;

// Appends a value to `out`. ValueError "unmarshallable object".
[[nodiscard]] bool write_value(Thread* thread, const Object& value, word version, std::string* out);

// Where a reader gets its bytes from.
class Source {
 public:
  // Exactly `count` bytes, valid until the next call; fewer at the end of the input. False: an
  // exception is pending.
  [[nodiscard]] virtual bool read(Thread* thread, size_t count, std::string_view* out) = 0;

 protected:
  ~Source() = default;
};

// Reads from memory that stays where it is.
class MemorySource final : public Source {
 public:
  explicit MemorySource(std::string_view data) : data_(data) {}
  bool read(Thread*, size_t count, std::string_view* out) override {
    *out = data_.substr(position_, count);
    position_ += out->size();
    return true;
  }

 private:
  std::string_view data_;
  size_t position_ = 0;
};

RawObject read_value(Thread* thread, Source& source);

}  // namespace pyro::marshal
