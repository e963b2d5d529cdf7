#pragma once

#include <string>
#include <string_view>

namespace pyro::ast {

// repr() of a str (UTF-8, surrogates in their three-byte form) and of bytes.
void append_str_repr(std::string_view text, std::string* out);
void append_bytes_repr(std::string_view bytes, std::string* out);

}  // namespace pyro::ast
