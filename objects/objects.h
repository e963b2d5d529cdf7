#pragma once

#include <string_view>

#include "objects/layouts.h"

// What every floor may ask of a value without allocating: its layout, its kind, the data of strings
// and bytes, the elements of tuples and arrays. The functions here know nothing of Python's
// semantics.

namespace pyro {

// Hidden class of any value, immediates included. LayoutId::kInt means exactly `int`, whether small
// or large.
inline LayoutId layout_of(RawObject value) {
  if (value.is_heap()) return value.header().layout();
  if (value.is_small_int()) return LayoutId::kInt;
  if (value.is_immediate_float()) return LayoutId::kFloat;
  if (value.is_immediate_str()) return LayoutId::kStr;
  if (value.is_immediate_bytes()) return LayoutId::kBytes;
  return kSingletonLayouts[value.raw() >> 8];
}

// Exact types: true only for instances of the builtin type itself.
inline bool is_exact_int(RawObject v) { return v.is_small_int() || layout_of(v) == LayoutId::kInt; }
inline bool is_exact_float(RawObject v) {
  return v.is_immediate_float() || layout_of(v) == LayoutId::kFloat;
}
inline bool is_exact_str(RawObject v) {
  return v.is_immediate_str() || layout_of(v) == LayoutId::kStr;
}
inline bool is_exact_bytes(RawObject v) {
  return v.is_immediate_bytes() || layout_of(v) == LayoutId::kBytes;
}
inline bool is_exact_tuple(RawObject v) { return layout_of(v) == LayoutId::kTuple; }
inline bool is_exact_list(RawObject v) { return layout_of(v) == LayoutId::kList; }
inline bool is_exact_dict(RawObject v) { return layout_of(v) == LayoutId::kDict; }

// Types with subclasses (bool counts as an int).
inline bool is_int(RawObject v) {
  return v.is_small_int() || v.is_bool() || is_heap_large_int(v) || is_heap_user_int(v);
}
inline bool is_float(RawObject v) {
  return v.is_immediate_float() || is_heap_boxed_float(v) || is_heap_user_float(v);
}
inline bool is_str(RawObject v) {
  return v.is_immediate_str() || is_heap_str(v) || is_heap_user_str(v);
}
inline bool is_bytes(RawObject v) {
  return v.is_immediate_bytes() || is_heap_bytes(v) || is_heap_user_bytes(v);
}
inline bool is_tuple(RawObject v) { return is_heap_tuple(v) || is_heap_user_tuple(v); }
inline bool is_complex(RawObject v) { return is_heap_complex(v) || is_heap_user_complex(v); }

// The exact value inside an instance of a subclass of int, float, complex, str, bytes or tuple;
// other values unchanged. bool becomes 0 or 1 only through int_value_of.
inline RawObject underlying_value(RawObject v) {
  return is_heap_user_value(v) ? RawUserValue::cast(v).value() : v;
}
inline RawObject int_value_of(RawObject v) {
  if (v.is_bool()) return RawObject::from_small_int(v.is_true() ? 1 : 0);
  return underlying_value(v);
}

inline double float_value_of(RawObject v) {
  v = underlying_value(v);
  return v.is_immediate_float() ? v.immediate_float() : *v.body<double>();
}

// --- text

// Code unit width of a str: kAscii and kLatin1 both take one byte.
enum class StrWidth : uint8_t { kAscii = 0, kLatin1 = 1, kUcs2 = 2, kUcs4 = 4 };
inline int unit_size(StrWidth width) {
  return width == StrWidth::kAscii ? 1 : static_cast<int>(width);
}

constexpr word kTextLengthOffset = 8, kTextDataOffset = 12;
constexpr word kStrBufferWidthOffset = 12, kStrBufferDataOffset = 16;
constexpr word kMaxTextLength = (word{1} << 32) - 2;

// An exact str seen as code units. The data pointer is into the heap or into the RawObject that
// `str_data` was given: it dies at the next safepoint, and (for an immediate) with the variable.
struct StrData {
  StrWidth width;
  word length;
  const void* units;

  uint32_t at(word index) const {
    switch (width) {
      case StrWidth::kAscii:
      case StrWidth::kLatin1:
        return static_cast<const uint8_t*>(units)[index];
      case StrWidth::kUcs2:
        return static_cast<const uint16_t*>(units)[index];
      case StrWidth::kUcs4:
        break;
    }
    uint32_t code_point;  // heap strings start at byte 12, so UCS-4 units are 4-byte aligned
    std::memcpy(&code_point, static_cast<const uint8_t*>(units) + 4 * index, 4);
    return code_point;
  }
  bool is_ascii() const { return width == StrWidth::kAscii; }
  // Only for ASCII and Latin-1 data.
  std::string_view bytes() const {
    return {static_cast<const char*>(units), static_cast<size_t>(length)};
  }
};

// `str` must outlive the result when it is immediate, hence the reference.
inline StrData str_data(const RawObject& str) {
  if (str.is_immediate_str()) return {StrWidth::kAscii, str.small_length(), str.small_data()};
  Kind kind = str.heap_kind();
  if (kind == Kind::kStrView) {
    RawObject buffer = RawStrView::cast(str).buffer();
    return {static_cast<StrWidth>(*buffer.body<uint32_t>(kStrBufferWidthOffset)),
            RawStrView::cast(str).length(), buffer.body<uint8_t>(kStrBufferDataOffset)};
  }
  StrWidth width = kind == Kind::kStrAscii    ? StrWidth::kAscii
                   : kind == Kind::kStrLatin1 ? StrWidth::kLatin1
                   : kind == Kind::kStrUcs2   ? StrWidth::kUcs2
                                              : StrWidth::kUcs4;
  return {width, *str.body<uint32_t>(kTextLengthOffset), str.body<uint8_t>(kTextDataOffset)};
}
inline word str_length(RawObject str) { return str_data(str).length; }

// Exact bytes.
inline std::string_view bytes_data(const RawObject& bytes) {
  if (bytes.is_immediate_bytes()) {
    return {reinterpret_cast<const char*>(bytes.small_data()),
            static_cast<size_t>(bytes.small_length())};
  }
  return {bytes.body<char>(kTextDataOffset), *bytes.body<uint32_t>(kTextLengthOffset)};
}

// --- tuples, arrays, buffers

inline word tuple_length(RawObject tuple) { return tuple.heap_words() - 1; }
inline RawObject tuple_at(RawObject tuple, word index) { return tuple.at(index + 1); }
inline word array_length(RawObject array) { return array.heap_words() - 1; }
inline RawObject array_at(RawObject array, word index) { return array.at(index + 1); }
inline void array_set(RawObject array, word index, RawObject value) {
  array.set_at(index + 1, value);
}
inline word byte_buffer_capacity(RawObject buffer) { return (buffer.heap_words() - 1) * kWordSize; }
inline uint8_t* byte_buffer_data(RawObject buffer) { return buffer.body<uint8_t>(); }

}  // namespace pyro
