#pragma once

#include <string>
#include <string_view>

#include "runtime/operations.h"
#include "runtime/text/text_builder.h"

// str: representation and primitives.
//
// A str has one of three representations, and no Python code can tell them apart:
//
//   immediate      up to 7 ASCII characters, inside the word
//   flat           StrAscii, StrLatin1, StrUcs2, StrUcs4: the code units follow the header
//   view           StrView: the first `length` characters of a StrBuffer
//
// The form is canonical: the width is the smallest one that holds all characters, and what fits a
// word is never on the heap. Two strs are equal only if width, length and units are equal, and
// their hash is that of the units.
//
// Views make `s += t` in a loop linear although nothing counts references. Appending a short piece
// to a long str makes a StrBuffer with room behind the text. Appending again to the view that ends
// where the used part of its buffer ends writes behind it and makes a new view; the old view still
// sees its own prefix, which never changes. Only one str can be extended in place: a second one
// finds the buffer used further than its own length, and copies. A view's width is that of its
// buffer, because a character that needs more starts a new buffer.
//
// Functions whose name ends in NoGC neither allocate nor run Python code. "str" parameters are
// exact strs (see underlying_value) unless something else is said.

namespace pyro {

class Runtime;

// --- reading

// hash() of a str: positive, seeded by PYTHONHASHSEED. Kept in the header of heap strings.
word str_hash_NoGC(Runtime* runtime, RawObject str);
bool str_equals_NoGC(RawObject left, RawObject right);
bool str_equals_ascii_NoGC(RawObject str, std::string_view ascii);
// Negative, zero or positive, by code points.
int str_compare_NoGC(RawObject left, RawObject right);
// First position of `needle` in [start, end) at which it fits, or -1; bounds must already be inside
// the str.
word str_find_NoGC(RawObject str, RawObject needle, word start, word end);
word str_rfind_NoGC(RawObject str, RawObject needle, word start, word end);
word str_count_NoGC(RawObject str, RawObject needle, word start, word end);
inline bool str_contains_NoGC(RawObject str, RawObject needle) {
  return str_find_NoGC(str, needle, 0, str_length(str)) >= 0;
}
// Are the units at `position` those of `piece`?
bool str_matches_at_NoGC(RawObject str, word position, RawObject piece);
bool str_starts_with_NoGC(RawObject str, RawObject prefix);
bool str_ends_with_NoGC(RawObject str, RawObject suffix);
// UTF-8; lone surrogates become three bytes each. For file names use the file system codec instead.
std::string str_to_utf8_NoGC(RawObject str);
// Has the str a lone surrogate (so that it has no UTF-8 form)?
bool str_has_surrogates_NoGC(RawObject str);
// The smallest width that holds `count` characters from `start` on.
StrWidth str_range_width_NoGC(const StrData& data, word start, word count);
// Copies characters into units of a width that holds them.
void copy_units_NoGC(void* target, StrWidth target_width, const StrData& source, word start,
                     word count);

// --- making

// left + right.
RawObject str_concat(Thread* thread, const Object& left, const Object& right);
// `count` characters from `start` on, which must lie inside.
RawObject str_substring(Thread* thread, const Object& str, word start, word count);
RawObject str_char_at(Thread* thread, const Object& str, word index);
// str[start:stop:step] as computed by slice_bounds.
RawObject str_slice(Thread* thread, const Object& str, const SliceBounds& bounds);
// str * count; MemoryError/OverflowError if too long.
RawObject str_repeat(Thread* thread, const Object& str, word count);
// separator.join(iterable), with the TypeErrors of that method.
RawObject str_join(Thread* thread, const Object& separator, const Object& iterable);
// The same for values that are all strs (subclasses included) and roots: f-strings.
RawObject str_join_roots(Thread* thread, const RawObject* values, word count);
// A list of the lines (str.splitlines).
RawObject str_split_lines(Thread* thread, const Object& str, bool keep_ends);
// format % values; `format` may be an instance of a subclass.
RawObject str_percent(Thread* thread, const Object& format, const Object& values);
// A flat or immediate str with the same characters.
RawObject str_flatten(Thread* thread, const Object& str);
// From units of any width, narrowed to the canonical form. `units` must not point into the heap.
RawObject new_str_from_units(Thread* thread, const void* units, StrWidth width, word length);
// Raises TypeError `can only concatenate str (not "int") to str` unless both are strs.
RawObject str_add(Thread* thread, const Object& left, const Object& right);

// The algorithms in runtime/text/ see a str as a TextView.
inline TextView text_view(const StrData& data) {
  return {data.units, static_cast<size_t>(data.length),
          static_cast<TextWidth>(unit_size(data.width))};
}
inline StrData str_data_of(TextView text) {
  StrWidth width =
      text.width == TextWidth::kOne ? StrWidth::kLatin1 : static_cast<StrWidth>(text.width);
  return {width, static_cast<word>(text.length), text.data};
}
// The text of a builder (or any text outside the heap) as a canonical str.
RawObject new_str_from_text(Thread* thread, TextView text);

// Collects characters in native memory, widening as they need it, and makes a canonical str at the
// end. It holds no references, so it may live across safepoints. Running out of memory is
// remembered and raised by finish().
class StrBuilder : public TextBuilder {
 public:
  void append_fill(uint32_t code_point, word count) {
    if (count > 0) append(static_cast<size_t>(count), code_point);
  }
  // `str` may be an instance of a subclass.
  void append_str(RawObject str) {
    RawObject exact = underlying_value(str);
    append(text_view(str_data(exact)));
  }
  void append_data(const StrData& data, word start, word count) {
    append(text_view(data).slice(static_cast<size_t>(start), static_cast<size_t>(start + count)));
  }
  void append_utf8(std::string_view utf8);
  word size() const { return static_cast<word>(length()); }
  // The str; the builder is empty afterwards. Error with MemoryError if memory ran out.
  RawObject finish(Thread* thread);
};

}  // namespace pyro
