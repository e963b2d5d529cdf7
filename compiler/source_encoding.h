#pragma once

// Encodings of source files (PEP 263).

#include <string>
#include <string_view>

#include "runtime/text/source_cookie.h"

namespace pyro {

// Decodes `bytes` to UTF-8. Returns an error message, empty if all is well. Latin-1 and ASCII are
// handled here; other encodings by iconv.
std::string decode_source(std::string_view bytes, const std::string& encoding, std::string* utf8);

}  // namespace pyro
