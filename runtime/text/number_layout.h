// How a number is laid out by the format mini-language: sign, prefix, grouped digits, remainder,
// fill.
#pragma once

#include "runtime/text/format_spec.h"

namespace pyro {

struct NumberLayout {
  char sign = 0;               // what is printed in front, 0 for nothing
  std::string_view prefix;     // "0x" and the like
  TextView digits;             // digits before the point; grouped
  TextView decimal_point;      // empty when there is none
  std::string_view remainder;  // everything after the point; copied
  TextView separator;          // between groups; empty for no grouping
  std::string_view
      group_sizes;  // from the right, the last one repeats; CHAR_MAX or 0 bytes end grouping
};

// Appends the number, filled to `spec.width`.
void AppendNumber(const NumberLayout& layout, const FormatSpec& spec, TextBuilder* out);

// Sets separator and group sizes from the spec's grouping option or, for type 'n', from the locale.
void ChooseGrouping(const FormatSpec& spec, const NumberLocale& locale, NumberLayout* layout);

// Appends `text` (already in `out` from `start` on) padded: used for strings and complex numbers.
void AppendPadded(TextView text, const FormatSpec& spec, TextBuilder* out);

}  // namespace pyro
