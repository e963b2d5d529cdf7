#pragma once

// Which characters make identifiers (PEP 3131), their normal form, and "\N{...}"; for text in
// UTF-8.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pyro {

// The NFKC form of UTF-8 text, in which identifiers are compared.
std::string normalize_nfkc(std::string_view utf8);

// The code point of a character name or alias; case does not matter. -1 if there is none.
int32_t code_point_of_name(std::string_view name);

// Decodes one code point at `position` (valid UTF-8, or the three-byte form of a surrogate) and
// advances.
uint32_t decode_utf8(std::string_view text, size_t& position);
void append_utf8(std::string& out, uint32_t code_point);

}  // namespace pyro
