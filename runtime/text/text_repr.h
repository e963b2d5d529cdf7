// repr() and ascii() of str, and repr() of bytes (language reference, "String and Bytes literals"):
// single quotes unless the text has those and no double quotes; what is not printable is escaped.
#pragma once

#include <span>

#include "runtime/text/text_builder.h"

namespace pyro {

enum class ReprStyle : uint8_t { kUnicode, kAscii };
void AppendTextRepr(TextView text, ReprStyle style, TextBuilder* out);
// Appends b'...'; `smart_quotes` as in repr(bytes).
void AppendBytesRepr(std::span<const uint8_t> bytes, TextBuilder* out);
// "\xe9", "\u20ac" or "\U0001f600".
void AppendHexEscape(CodePoint code_point, TextBuilder* out);

}  // namespace pyro
