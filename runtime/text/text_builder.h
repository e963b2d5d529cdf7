// Builds text front to back in the narrowest width that holds what has been appended so far:
// storage starts at one byte per code point and is widened, once or twice at most, when a wider
// code point arrives. Running out of memory is remembered (`failed`), so that writers need not
// check every step.
#pragma once

#include <memory>

#include "runtime/text/text_view.h"

namespace pyro {

class TextBuilder {
 public:
  TextBuilder() = default;
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void append(CodePoint code_point) {
    if (code_point > limit_ || length_ == capacity_) [[unlikely]] {
      if (!prepare(1, code_point)) return;
    }
    store(length_++, code_point);
    maximum_bits_ |= code_point;
  }
  void append(size_t count, CodePoint code_point);
  void append(TextView text);
  void append_ascii(std::string_view text) { append(TextView(text)); }

  // Appends `count` ASCII characters for the caller to fill in; null if characters are wider than a
  // byte by now, or there is no memory.
  uint8_t* extend_ascii(size_t count) {
    if (width_ != TextWidth::kOne || !prepare(count, 0)) return nullptr;
    length_ += count;
    return static_cast<uint8_t*>(data_) + length_ - count;
  }

  // Room for `count` more code points up to `largest`; false when there is no memory.
  bool prepare(size_t count, CodePoint largest);
  void truncate(size_t length) { length_ = length; }
  void clear() { length_ = 0, maximum_bits_ = 0; }

  size_t length() const { return length_; }
  bool failed() const { return failed_; }
  // The text so far; the width may be wider than needed when something has been truncated.
  TextView view() const { return {data_, length_, width_}; }
  bool is_ascii() const { return maximum_bits_ < 0x80; }

 private:
  void store(size_t index, CodePoint code_point) {
    switch (width_) {
      case TextWidth::kOne:
        static_cast<uint8_t*>(data_)[index] = static_cast<uint8_t>(code_point);
        break;
      case TextWidth::kTwo:
        static_cast<uint16_t*>(data_)[index] = static_cast<uint16_t>(code_point);
        break;
      case TextWidth::kFour:
        static_cast<uint32_t*>(data_)[index] = code_point;
        break;
    }
  }

  static constexpr size_t kInlineBytes = 120;
  alignas(8) char inline_[kInlineBytes];
  std::unique_ptr<char[]> heap_;
  void* data_ = inline_;
  size_t length_ = 0;
  size_t capacity_ = kInlineBytes;  // in code points of the present width
  CodePoint limit_ = 0xFF;          // the largest code point of the present width
  CodePoint maximum_bits_ = 0;
  TextWidth width_ = TextWidth::kOne;
  bool failed_ = false;
};

}  // namespace pyro
