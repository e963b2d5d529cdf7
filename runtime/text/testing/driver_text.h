// Text in driver requests: code points as comma-separated hexadecimal numbers ("-" for empty text),
// in the narrowest width.
#pragma once

#include <string>
#include <vector>

#include "runtime/text/text_builder.h"

namespace pyro::testing {

// Fills `out` from "61,e9,1f600".
inline void DecodeText(const std::string& field, TextBuilder* out) {
  if (field == "-") return;
  size_t position = 0;
  while (position < field.size()) {
    size_t used = 0;
    out->append(static_cast<CodePoint>(std::stoul(field.substr(position, 9), &used, 16)));
    position += used + 1;
  }
}

inline std::string EncodeText(TextView text) {
  if (text.length == 0) return "-";
  std::string result;
  char number[16];
  for (size_t i = 0; i < text.length; ++i) {
    snprintf(number, sizeof number, i == 0 ? "%x" : ",%x", text[i]);
    result += number;
  }
  return result;
}

}  // namespace pyro::testing
