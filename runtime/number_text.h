#pragma once

#include <string>

#include "runtime/numbers/float_text.h"
#include "runtime/text/format_spec.h"
#include "runtime/thread.h"

// Text arguments of int(), float() and complex(), and __format__ of the numbers.

namespace pyro {

// The text of an exact str as the number parsers want it: outer whitespace removed, other
// whitespace as spaces, every Unicode decimal digit as its ASCII digit. False if a character cannot
// be part of a number.
bool number_text_NoGC(RawObject str, std::string* text);

// A str as the text primitives see it; dies at the next safepoint.
inline TextView text_view_of(const RawObject& str) {
  StrData data = str_data(str);
  return {data.units, static_cast<size_t>(data.length),
          static_cast<TextWidth>(unit_size(data.width))};
}
// The str that a builder holds; MemoryError if it failed.
RawObject new_str_from_builder(Thread* thread, const TextBuilder& builder);

// What a format call came to: the str, or its exception.
RawObject format_outcome(Thread* thread, FormatResult result, const TextBuilder& out,
                         const TextBuilder& error);

// format(value, spec) for exact ints, floats and complexes; `value_type` names the type of the
// original in errors.
RawObject format_int(Thread* thread, const Object& value, const Object& spec,
                     const Object& original);
RawObject format_float(Thread* thread, double value, const Object& spec, const Object& original);

// ValueError "Exceeds the limit (N digits) for integer string conversion...": `digits` is -1 when
// an int is made into text.
RawObject raise_digit_limit(Thread* thread, word digits);

}  // namespace pyro
