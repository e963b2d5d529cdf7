#include <algorithm>
#include <vector>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// Making strs: the factory functions, concatenation, slices, repetition, join.

namespace pyro {

namespace {

// Concatenations of at least this many characters may get a growing buffer.
constexpr word kMinBufferedLength = 256;

Kind kind_of_width(StrWidth width) {
  switch (width) {
    case StrWidth::kAscii:
      return Kind::kStrAscii;
    case StrWidth::kLatin1:
      return Kind::kStrLatin1;
    case StrWidth::kUcs2:
      return Kind::kStrUcs2;
    case StrWidth::kUcs4:
      break;
  }
  return Kind::kStrUcs4;
}

StrWidth wider(StrWidth a, StrWidth b) { return std::max(a, b); }

RawObject allocate_raw(Thread* thread, LayoutId layout, Kind kind, word bytes) {
  RawObject result =
      thread->heap()->allocate(layout, kind, true, (bytes + kWordSize - 1) / kWordSize);
  return result.is_error() ? raise_memory_error(thread) : result;
}

RawObject new_str_buffer(Thread* thread, StrWidth width, word capacity) {
  RawObject buffer = allocate_raw(thread, LayoutId::kInternal, Kind::kStrBuffer,
                                  kStrBufferDataOffset + capacity * unit_size(width));
  if (!buffer.is_error())
    *buffer.body<uint32_t>(kStrBufferWidthOffset) = static_cast<uint32_t>(width);
  return buffer;
}

uint32_t& buffer_used(RawObject buffer) { return *buffer.body<uint32_t>(kTextLengthOffset); }
StrWidth buffer_width(RawObject buffer) {
  return static_cast<StrWidth>(*buffer.body<uint32_t>(kStrBufferWidthOffset));
}
word buffer_capacity(RawObject buffer) {
  return (buffer.heap_words() * kWordSize - kStrBufferDataOffset) / unit_size(buffer_width(buffer));
}

RawObject new_view(Thread* thread, const StrBuffer& buffer, word length) {
  RawObject view =
      thread->heap()->allocate(LayoutId::kStr, Kind::kStrView, false, RawStrView::kWords);
  RawStrView::cast(view).set_length(length);
  RawStrView::cast(view).set_buffer(*buffer);
  return view;
}

void append_to_buffer_NoGC(RawObject buffer, const StrData& data) {
  StrWidth width = buffer_width(buffer);
  word used = buffer_used(buffer);
  copy_units_NoGC(buffer.body<uint8_t>(kStrBufferDataOffset + used * unit_size(width)), width, data,
                  0, data.length);
  buffer_used(buffer) = static_cast<uint32_t>(used + data.length);
}

// Can `right` be written behind the view `left` in place?
bool can_extend_NoGC(RawObject left, const StrData& right) {
  if (!is_heap_str_view(left)) return false;
  RawStrView view = RawStrView::cast(left);
  RawObject buffer = view.buffer();
  return view.length() == static_cast<word>(buffer_used(buffer)) &&
         buffer_width(buffer) >= right.width &&
         buffer_capacity(buffer) - view.length() >= right.length;
}

RawObject extend_in_place(Thread* thread, const Object& left, const Object& right) {
  StrBuffer buffer(thread, RawStrView::cast(*left).buffer());
  RawObject right_value = *right;
  append_to_buffer_NoGC(*buffer, str_data(right_value));
  return new_view(thread, buffer, buffer_used(*buffer));
}

RawObject concat_buffered(Thread* thread, const Object& left, const Object& right, StrWidth width,
                          word total) {
  word slack = is_heap_str_view(*left) ? total / 2 : total / 4;
  StrBuffer buffer(thread, new_str_buffer(thread, width, std::min(total + slack, kMaxTextLength)));
  if (buffer->is_error()) return *buffer;
  RawObject left_value = *left, right_value = *right;
  append_to_buffer_NoGC(*buffer, str_data(left_value));
  append_to_buffer_NoGC(*buffer, str_data(right_value));
  return new_view(thread, buffer, total);
}

}  // namespace

RawObject new_str_uninitialized(Thread* thread, StrWidth width, word length) {
  assert(width != StrWidth::kAscii || length > RawObject::kMaxSmallLength);
  if (length > kMaxTextLength || length < 0) return raise_memory_error(thread);
  RawObject str = allocate_raw(thread, LayoutId::kStr, kind_of_width(width),
                               kTextDataOffset + length * unit_size(width));
  if (!str.is_error()) *str.body<uint32_t>(kTextLengthOffset) = static_cast<uint32_t>(length);
  return str;
}

RawObject new_str_from_units(Thread* thread, const void* units, StrWidth width, word length) {
  StrData source{width, length, units};
  StrWidth narrow = str_range_width_NoGC(source, 0, length);
  if (narrow == StrWidth::kAscii && length <= RawObject::kMaxSmallLength) {
    uint8_t characters[RawObject::kMaxSmallLength];
    copy_units_NoGC(characters, StrWidth::kAscii, source, 0, length);
    return RawObject::from_small_str(characters, length);
  }
  if (narrow == StrWidth::kLatin1 && length == 1)
    return thread->runtime()->latin1_char(static_cast<uint8_t>(source.at(0)));
  RawObject str = new_str_uninitialized(thread, narrow, length);
  if (!str.is_error()) copy_units_NoGC(str_units(str), narrow, source, 0, length);
  return str;
}

RawObject new_str_ascii(Thread* thread, std::string_view ascii) {
  return new_str_from_units(thread, ascii.data(), StrWidth::kAscii,
                            static_cast<word>(ascii.size()));
}

RawObject new_str_latin1(Thread* thread, std::string_view latin1) {
  return new_str_from_units(thread, latin1.data(), StrWidth::kLatin1,
                            static_cast<word>(latin1.size()));
}

RawObject new_str_from_ucs2(Thread* thread, const uint16_t* units, word length) {
  return new_str_from_units(thread, units, StrWidth::kUcs2, length);
}

RawObject new_str_from_ucs4(Thread* thread, const uint32_t* units, word length) {
  return new_str_from_units(thread, units, StrWidth::kUcs4, length);
}

RawObject new_str_from_code_point(Thread* thread, uint32_t code_point) {
  if (code_point < 0x80) {
    uint8_t character = static_cast<uint8_t>(code_point);
    return RawObject::from_small_str(&character, 1);
  }
  if (code_point < 0x100) return thread->runtime()->latin1_char(static_cast<uint8_t>(code_point));
  return new_str_from_units(thread, &code_point, StrWidth::kUcs4, 1);
}

RawObject new_str(Thread* thread, std::string_view utf8) {
  bool ascii =
      std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  if (ascii) return new_str_ascii(thread, utf8);
  StrBuilder builder;
  builder.append_utf8(utf8);
  return builder.finish(thread);
}

RawObject str_concat(Thread* thread, const Object& left, const Object& right) {
  RawObject left_value = *left, right_value = *right;
  StrData a = str_data(left_value), b = str_data(right_value);
  if (a.length == 0) return right_value;
  if (b.length == 0) return left_value;
  word total = a.length + b.length;
  StrWidth width = wider(a.width, b.width);
  if (width == StrWidth::kAscii && total <= RawObject::kMaxSmallLength) {
    uint8_t characters[RawObject::kMaxSmallLength];
    std::memcpy(characters, a.units, static_cast<size_t>(a.length));
    std::memcpy(characters + a.length, b.units, static_cast<size_t>(b.length));
    return RawObject::from_small_str(characters, total);
  }
  if (total > kMaxTextLength) return raise_memory_error(thread);
  if (can_extend_NoGC(left_value, b)) return extend_in_place(thread, left, right);
  if (total >= kMinBufferedLength && b.length <= a.length / 4)
    return concat_buffered(thread, left, right, width, total);
  RawObject result = new_str_uninitialized(thread, width, total);
  if (result.is_error()) return result;
  left_value = *left, right_value = *right;
  a = str_data(left_value), b = str_data(right_value);
  uint8_t* target = static_cast<uint8_t*>(str_units(result));
  copy_units_NoGC(target, width, a, 0, a.length);
  copy_units_NoGC(target + a.length * unit_size(width), width, b, 0, b.length);
  return result;
}

RawObject str_add(Thread* thread, const Object& left, const Object& right) {
  if (is_exact_str(*left) && is_exact_str(*right)) return str_concat(thread, left, right);
  if (!is_str(*right))
    return raise_type_error(thread, "can only concatenate str (not \"%T\") to str", &right);
  Object left_value(thread, underlying_value(*left));
  Object right_value(thread, underlying_value(*right));
  return str_concat(thread, left_value, right_value);
}

RawObject str_substring(Thread* thread, const Object& str, word start, word count) {
  RawObject value = *str;
  StrData data = str_data(value);
  if (count == data.length) return value;
  if (count <= 0) return RawObject::from_small_str("", 0);
  if (count == 1) return str_char_at(thread, str, start);
  StrWidth width = str_range_width_NoGC(data, start, count);
  if (width == StrWidth::kAscii && count <= RawObject::kMaxSmallLength) {
    uint8_t characters[RawObject::kMaxSmallLength];
    copy_units_NoGC(characters, width, data, start, count);
    return RawObject::from_small_str(characters, count);
  }
  RawObject result = new_str_uninitialized(thread, width, count);
  if (result.is_error()) return result;
  value = *str;
  copy_units_NoGC(str_units(result), width, str_data(value), start, count);
  return result;
}

RawObject str_char_at(Thread* thread, const Object& str, word index) {
  RawObject value = *str;
  return new_str_from_code_point(thread, str_data(value).at(index));
}

RawObject str_slice(Thread* thread, const Object& str, const SliceBounds& bounds) {
  if (bounds.step == 1 || bounds.count <= 1)
    return str_substring(thread, str, bounds.start, bounds.count);
  StrBuilder builder;
  RawObject value = *str;
  StrData data = str_data(value);
  for (word i = 0, at = bounds.start; i < bounds.count; i++, at += bounds.step)
    builder.append(data.at(at));
  return builder.finish(thread);
}

RawObject str_repeat(Thread* thread, const Object& str, word count) {
  RawObject value = *str;
  StrData data = str_data(value);
  if (count <= 0 || data.length == 0) return RawObject::from_small_str("", 0);
  if (count == 1) return value;
  word total;
  if (__builtin_mul_overflow(data.length, count, &total)) {
    return raise(thread, Exc::kOverflowError, "repeated string is too long");
  }
  if (data.is_ascii() && total <= RawObject::kMaxSmallLength) {
    uint8_t characters[RawObject::kMaxSmallLength];
    for (word i = 0; i < total; i++) characters[i] = static_cast<uint8_t>(data.at(i % data.length));
    return RawObject::from_small_str(characters, total);
  }
  RawObject result = new_str_uninitialized(thread, data.width, total);
  if (result.is_error()) return result;
  value = *str;
  data = str_data(value);
  // Doubles what is already there.
  uint8_t* target = static_cast<uint8_t*>(str_units(result));
  word piece = data.length * unit_size(data.width), bytes = total * unit_size(data.width);
  std::memcpy(target, data.units, static_cast<size_t>(piece));
  for (word done = piece; done < bytes; done *= 2) {
    std::memcpy(target + done, target, static_cast<size_t>(std::min(done, bytes - done)));
  }
  return result;
}

RawObject str_flatten(Thread* thread, const Object& str) {
  if (!is_heap_str_view(*str)) return *str;
  RawObject value = *str;
  StrData data = str_data(value);
  RawObject result = new_str_uninitialized(thread, data.width, data.length);
  if (result.is_error()) return result;
  value = *str;
  copy_units_NoGC(str_units(result), data.width, str_data(value), 0, data.length);
  return result;
}

namespace {

// Length and width of the joined text. `separator` is an exact str.
struct JoinSize {
  word total = 0;
  StrWidth width = StrWidth::kAscii;
};

JoinSize measure_join_NoGC(const RawObject* values, word count, const StrData& separator) {
  JoinSize size;
  for (word i = 0; i < count; i++) {
    RawObject exact = underlying_value(values[i]);
    StrData data = str_data(exact);
    size.total += data.length;
    size.width = wider(size.width, data.width);
  }
  if (count > 1) {
    size.total += separator.length * (count - 1);
    if (separator.length > 0) size.width = wider(size.width, separator.width);
  }
  return size;
}

void fill_join_NoGC(uint8_t* target, StrWidth width, const RawObject* values, word count,
                    const StrData& separator) {
  int unit = unit_size(width);
  for (word i = 0; i < count; i++) {
    if (i != 0) {
      copy_units_NoGC(target, width, separator, 0, separator.length);
      target += separator.length * unit;
    }
    RawObject exact = underlying_value(values[i]);
    StrData data = str_data(exact);
    copy_units_NoGC(target, width, data, 0, data.length);
    target += data.length * unit;
  }
}

// `values()` gives the current address of the values, which are all strs.
template <typename Values>
RawObject join_values(Thread* thread, const Object& separator, Values values, word count) {
  RawObject separator_value = *separator;
  JoinSize size = measure_join_NoGC(values(), count, str_data(separator_value));
  if (size.width == StrWidth::kAscii && size.total <= RawObject::kMaxSmallLength) {
    uint8_t characters[RawObject::kMaxSmallLength];
    fill_join_NoGC(characters, size.width, values(), count, str_data(separator_value));
    return RawObject::from_small_str(characters, size.total);
  }
  RawObject result = new_str_uninitialized(thread, size.width, size.total);
  if (result.is_error()) return result;
  separator_value = *separator;
  fill_join_NoGC(static_cast<uint8_t*>(str_units(result)), size.width, values(), count,
                 str_data(separator_value));
  return result;
}

}  // namespace

RawObject str_join_roots(Thread* thread, const RawObject* values, word count) {
  Object empty(thread, RawObject::from_small_str("", 0));
  return join_values(thread, empty, [=] { return values; }, count);
}

RawObject str_join(Thread* thread, const Object& separator, const Object& iterable) {
  Object sequence(thread, *iterable);
  if (!is_exact_list(*sequence) && !is_exact_tuple(*sequence)) {
    Object iterator(thread, get_iterator(thread, iterable));
    if (iterator->is_error()) {
      if (clear_pending_if(thread, Exc::kTypeError))
        raise_type_error(thread, "can only join an iterable");
      return RawObject::error();
    }
    sequence = list_from_iterable(thread, iterator);
    if (sequence->is_error()) return *sequence;
  }
  bool is_list = is_heap_list(*sequence);
  word count = is_list ? RawList::cast(*sequence).length() : tuple_length(*sequence);
  auto values = [&] {
    return (is_list ? RawObject(RawList::cast(*sequence).items()) : *sequence)
        .body<const RawObject>();
  };
  if (count == 0) return RawObject::from_small_str("", 0);
  for (word i = 0; i < count; i++) {
    if (is_str(values()[i])) continue;
    Object item(thread, values()[i]);
    return raise_type_error(thread, "sequence item %ld: expected str instance, %T found", i, &item);
  }
  if (count == 1 && is_exact_str(values()[0])) return values()[0];
  return join_values(thread, separator, values, count);
}

}  // namespace pyro
