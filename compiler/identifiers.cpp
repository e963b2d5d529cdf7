#include "compiler/identifiers.h"

#include "runtime/text/unicode.h"

namespace pyro {

std::string normalize_nfkc(std::string_view utf8) {
  TextBuilder text;
  size_t position = 0;
  while (position < utf8.size()) text.append(decode_utf8(utf8, position));
  TextBuilder normalized;
  if (!Normalize(text.view(), NormalizationForm::kNfkc, UnicodeVersion::k14_0, &normalized)) {
    return std::string(utf8);
  }
  std::string result;
  TextView view = normalized.view();
  for (size_t i = 0; i < view.length; i++) append_utf8(result, view[i]);
  return result;
}

int32_t code_point_of_name(std::string_view name) {
  CodePoint found[kMaximumSequenceLength];
  size_t count = UnicodeLookup(name, NamedSequences::kExclude, UnicodeVersion::k14_0, found);
  return count == 1 ? static_cast<int32_t>(found[0]) : -1;
}

uint32_t decode_utf8(std::string_view text, size_t& position) {
  uint8_t lead = static_cast<uint8_t>(text[position++]);
  if (lead < 0x80) return lead;
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  uint32_t value = lead & (0x3F >> more);
  while (more-- > 0 && position < text.size()) {
    value = (value << 6) | (static_cast<uint8_t>(text[position++]) & 0x3F);
  }
  return value;
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace pyro
