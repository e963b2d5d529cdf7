#pragma once

#include <bit>
#include <cstdlib>
#include <cstring>

#include "modules/support.h"

// What the JSON scanner and the JSON encoder share: words of eight characters at once, and the text
// that an encoder writes.
//
// RFC 8259 is the grammar, with the liberties that Python's json takes: NaN and the infinities are
// numbers, lone surrogates may be escaped, and control characters may stand in strings when
// `strict` is false.

namespace pyro::json {

constexpr uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;

// In each byte of the results the top bit says yes. Bytes above the first yes may be wrong, the
// first one is right.
inline uint64_t bytes_equal(uint64_t bytes, uint8_t wanted) {
  uint64_t difference = bytes ^ kOnes * wanted;
  return (difference - kOnes) & ~difference & kHighs;
}
inline uint64_t bytes_below_space(uint64_t bytes) {
  return (bytes - kOnes * 0x20) & ~bytes & kHighs;
}
inline uint64_t load_word(const uint8_t* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}
// Quotes, backslashes and control characters.
inline uint64_t special_bytes(uint64_t bytes) {
  return bytes_equal(bytes, '"') | bytes_equal(bytes, '\\') | bytes_below_space(bytes);
}

enum class Escaping : uint8_t { kAscii, kUnicode };

// Growing text in native memory: UTF-8, lone surrogates as three bytes. Running out of memory is
// remembered and raised by finish().
class Output {
 public:
  Output() = default;
  ~Output() { std::free(data_); }
  Output(const Output&) = delete;

  void append(char c) {
    if (!ensure(1)) return;
    data_[size_++] = c;
  }
  void append(std::string_view ascii) {
    if (!ensure(ascii.size())) return;
    std::memcpy(data_ + size_, ascii.data(), ascii.size());
    size_ += ascii.size();
  }
  // The text of a str, as it is.
  void append_str(RawObject str);
  // A JSON string with quotes; `str` may be an instance of a subclass.
  void append_quoted(RawObject str, Escaping escaping);
  RawObject finish(Thread* thread);

 private:
  bool ensure(size_t count) {
    if (capacity_ - size_ >= count) [[likely]]
      return true;
    return grow(count);
  }
  bool grow(size_t count);
  void append_code_point(uint32_t code_point);
  void append_escape(uint32_t code_point);
  void append_unicode_escape(uint32_t unit);
  void quote_bytes(const uint8_t* text, word length, Escaping escaping);
  RawObject finish_wide(Thread* thread);

  char* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  word beyond_ascii_ = 0;         // bytes that continue a character
  uint32_t code_point_bits_ = 0;  // of all characters that are not ASCII
  bool failed_ = false;
};

// json.decoder.JSONDecodeError(message, text, position).
RawObject raise_decode_error(Thread* thread, const char* message, const Object& text,
                             word position);
// The function behind the scanner and scanstring(): `begin` is the index behind the opening quote;
// *end becomes the one behind the closing quote.
RawObject scan_string(Thread* thread, const Object& text, word begin, bool strict, word* end);

}  // namespace pyro::json
