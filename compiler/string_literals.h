#pragma once

// What string and bytes literals stand for (language reference, 2.4.1).

#include <string>
#include <string_view>

namespace pyro {

// A literal taken apart; `body` is what stands between the quotes.
struct StringLiteral {
  bool is_bytes = false;
  bool is_raw = false;
  bool is_format = false;
  bool is_unicode = false;  // u'...'
  std::string_view body;
  size_t body_offset = 0;  // from the start of the token
};

StringLiteral split_string_literal(std::string_view token);

struct DecodeResult {
  std::string error;  // a message, empty if all is well
  std::string_view
      bad_escape;  // the first escape that is deprecated: "\d", or "\400" where is_octal
  bool is_octal = false;
};

// Appends the value of a str literal's body: UTF-8, surrogates in their three-byte form.
DecodeResult decode_str_body(std::string_view body, bool is_raw, std::string* out);
DecodeResult decode_bytes_body(std::string_view body, bool is_raw, std::string* out);

}  // namespace pyro
