#pragma once

#include <cstdint>

namespace pyro {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
// Bytes above ASCII may belong to an identifier; they are looked at once the identifier is
// complete.
inline bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<uint8_t>(c) >= 0x80;
}
inline bool is_name_continue(char c) { return is_name_start(c) || is_digit(c); }

}  // namespace pyro
