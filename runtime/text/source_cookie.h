#pragma once

#include <string>
#include <string_view>

namespace pyro {

// The encoding that the first two lines ask for, empty if they do not. The usual spellings of UTF-8
// and Latin-1 come back as "utf-8" and "iso-8859-1"; other names as they are written.
std::string find_encoding_cookie(std::string_view bytes);

}  // namespace pyro
