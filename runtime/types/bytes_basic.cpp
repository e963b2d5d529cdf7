#include <algorithm>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/compare_order.h"
#include "runtime/errors.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/text_iterators.h"
#include "runtime/types/byte_sequences.h"

// bytes and bytearray: what both have as sequences (length, items, comparison, concatenation,
// repetition), repr, hex.

namespace pyro {

std::string bytes_repr(std::string_view data, QuoteEscapes escapes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  char quote = '\'';
  if (data.find('\'') != std::string_view::npos && data.find('"') == std::string_view::npos)
    quote = '"';
  std::string out;
  out += 'b';
  out += quote;
  for (char character : data) {
    uint8_t c = static_cast<uint8_t>(character);
    bool escape_quote = character == (escapes == QuoteEscapes::kSingleAlways ? '\'' : quote);
    if (escape_quote || c == '\\')
      (out += '\\') += character;
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c < ' ' || c >= 0x7f)
      ((out += "\\x") += kDigits[c >> 4]) += kDigits[c & 15];
    else
      out += character;
  }
  out += quote;
  return out;
}

bool hex_digits(Thread* thread, std::string_view data, Arguments arguments,
                uint32_t highest_separator, std::string* out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  uint32_t separator = 0;
  Object group_argument(thread, arguments[2]);
  int group;
  if (!int_argument(thread, group_argument, &group)) return false;
  if (arguments.has(1)) {
    Object value(thread, arguments[1]);
    word size = length(thread, value);
    if (size < 0) return false;
    if (size != 1) return !raise_value_error(thread, "sep must be length 1.").is_error();
    RawObject exact = underlying_value(*value);
    if (is_exact_str(exact))
      separator = str_data(exact).at(0);
    else if (is_exact_bytes(exact))
      separator = static_cast<uint8_t>(bytes_data(exact)[0]);
    else
      return !raise_type_error(thread, "sep must be str or bytes.").is_error();
    if (separator > highest_separator)
      return !raise_value_error(thread, "sep must be ASCII.").is_error();
  }
  out->reserve(data.size() * 2);
  size_t size =
      group < 0 ? 0 - static_cast<size_t>(static_cast<int64_t>(group)) : static_cast<size_t>(group);
  for (size_t i = 0; i < data.size(); i++) {
    size_t before = group < 0 ? i : data.size() - i;
    if (arguments.has(1) && size != 0 && i != 0 && before % size == 0)
      *out += static_cast<char>(separator);
    uint8_t c = static_cast<uint8_t>(data[i]);
    (*out += kDigits[c >> 4]) += kDigits[c & 15];
  }
  return true;
}

RawObject hex_text(Thread* thread, std::string_view data, Arguments arguments) {
  std::string digits;
  return hex_digits(thread, data, arguments, 127, &digits) ? new_str_ascii(thread, digits)
                                                           : RawObject::error();
}

namespace {

RawObject byte_hex(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  std::string data(self_bytes_NoGC(self));
  return hex_text(thread, data, arguments);
}

RawObject byte_len(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  return RawObject::from_small_int(static_cast<word>(self_bytes_NoGC(self).size()));
}

// --- comparison

// -b: bytes that meet text, or a number, are probably a mistake. False: the warning became an
// exception.
bool warn_of_comparison(Thread* thread, RawObject self, const Object& other) {
  const char* kind = is_heap_growing_bytes(self) ? "bytearray" : "bytes";
  if (is_str(*other))
    return warn(thread, Exc::kBytesWarning, 1, "Comparison between %s and string", kind);
  if (!is_heap_growing_bytes(self) && is_int(*other)) {
    return warn(thread, Exc::kBytesWarning, 1, "Comparison between bytes and int");
  }
  return true;
}

RawObject byte_compare(Thread* thread, Arguments arguments, CompareOp op) {
  Object other(thread, arguments[1]);
  bool is_equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (thread->runtime()->bytes_warning > 0 && is_equality &&
      !warn_of_comparison(thread, arguments[0], other)) {
    return RawObject::error();
  }
  // bytes compare with bytes only; bytearrays with anything that has a buffer.
  bool comparable =
      is_heap_growing_bytes(arguments[0]) ? supports_buffer_NoGC(*other) : is_bytes(*other);
  if (!comparable) return RawObject::not_implemented();
  BufferView view(thread);
  if (!view.acquire_if_supported(other)) {
    clear_pending_if(thread, Exc::kBufferError) || clear_pending_if(thread, Exc::kValueError);
    return RawObject::not_implemented();
  }
  RawObject self = arguments[0];
  return RawObject::from_bool(satisfies(op, self_bytes_NoGC(self).compare(view.bytes_NoGC())));
}

template <CompareOp op>
RawObject byte_compare(Thread* thread, Arguments arguments) {
  return byte_compare(thread, arguments, op);
}

// --- concatenation and repetition

RawObject byte_add(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), other(thread, arguments[1]);
  if (is_exact_bytes(*self) && is_exact_bytes(*other)) return bytes_concat(thread, self, other);
  if (!supports_buffer_NoGC(*other))
    return raise_type_error(thread, "can't concat %T to %T", &other, &self);
  BufferView view(thread);
  if (!view.acquire(other)) {
    if (!clear_pending_if(thread, Exc::kBufferError)) return RawObject::error();
    return raise_type_error(thread, "can't concat %T to %T", &other, &self);
  }
  RawObject raw = *self;
  std::string out(self_bytes_NoGC(raw));
  out += view.bytes_NoGC();
  return new_of_same_type(thread, raw, out);
}

RawObject byte_multiply(Thread* thread, Arguments arguments) {
  Object factor(thread, arguments[1]);
  word count;
  if (!sequence_multiplier(thread, factor, &count)) return RawObject::error();
  Object self(thread, arguments[0]);
  if (is_exact_bytes(*self)) return bytes_repeat(thread, self, count);
  ByteArray array(thread, *self);
  word size = array->length(), total;
  if (__builtin_mul_overflow(size, count, &total)) return raise_memory_error(thread);
  ByteArray result(thread, new_byte_array(thread, "", 0));
  if (result->is_error() || !growing_resize(thread, result, total)) return RawObject::error();
  for (word done = 0; done < total; done += size) {
    std::memcpy(growing_data_NoGC(*result) + done, growing_data_NoGC(*array),
                static_cast<size_t>(size));
  }
  return *result;
}

RawObject byte_getitem(Thread* thread, Arguments arguments) {
  Object key(thread, arguments[1]);
  bool is_array = is_heap_growing_bytes(arguments[0]);
  if (is_heap_slice(*key)) {
    RawObject self = arguments[0];
    SliceBounds bounds;
    if (!slice_bounds(thread, key, static_cast<word>(self_bytes_NoGC(self).size()), &bounds))
      return RawObject::error();
    Object bytes(thread, arguments[0]);
    if (!is_array) return bytes_slice(thread, bytes, bounds);
    std::string picked;
    std::string_view data = self_bytes_NoGC(*bytes);
    for (word i = 0, at = bounds.start; i < bounds.count; i++, at += bounds.step)
      picked += data[static_cast<size_t>(at)];
    return new_byte_array(thread, picked.data(), bounds.count);
  }
  word index;
  if (key->is_small_int()) {
    index = key->small_int();
  } else {
    if (!is_int(*key) &&
        type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound()) {
      return raise_type_error(thread, "%s indices must be integers or slices, not %T",
                              is_array ? "bytearray" : "byte", &key);
    }
    if (!index_as_word(thread, key, OnOverflow::kIndexError, &index)) return RawObject::error();
  }
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  if (index < 0) index += static_cast<word>(data.size());
  if (index < 0 || index >= static_cast<word>(data.size())) {
    return raise(thread, Exc::kIndexError,
                 is_array ? "bytearray index out of range" : "index out of range");
  }
  return RawObject::from_small_int(static_cast<uint8_t>(data[static_cast<size_t>(index)]));
}

RawObject make_iterator(Thread* thread, Kind kind, Arguments arguments) {
  RawObject iterator = new_instance_of_kind(thread, kind);
  RawIterator::cast(iterator).set_source(arguments[0]);
  RawIterator::cast(iterator).set_index(0);
  return iterator;
}

}  // namespace

// --- iterators

namespace {

RawObject next_byte_NoGC(RawIterator iterator) {
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::unbound();
  std::string_view data = self_bytes_NoGC(source);
  word index = iterator.index();
  if (index >= static_cast<word>(data.size())) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index + 1);
  return RawObject::from_small_int(static_cast<uint8_t>(data[static_cast<size_t>(index)]));
}

RawObject iterator_next(Thread* thread, Arguments arguments) {
  RawObject item = next_byte_NoGC(RawIterator::cast(arguments[0]));
  if (!item.is_unbound()) return item;
  return raise_stop_iteration(thread, RawObject::none());
}

RawObject iterator_length_hint(Thread*, Arguments arguments) {
  RawIterator iterator = RawIterator::cast(arguments[0]);
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::from_small_int(0);
  return RawObject::from_small_int(
      std::max<word>(0, static_cast<word>(self_bytes_NoGC(source).size()) - iterator.index()));
}

RawObject iterator_reduce(Thread* thread, Arguments arguments) {
  Iterator iterator(thread, arguments[0]);
  Object empty(thread, empty_tuple(thread));
  return iterator_reduce_to_iter(thread, iterator, empty);
}

RawObject iterator_setstate(Thread* thread, Arguments arguments) {
  Object state(thread, arguments[1]);
  word index;
  if (!size_argument(thread, state, &index)) return RawObject::error();
  RawIterator iterator = RawIterator::cast(arguments[0]);
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::none();
  word size = static_cast<word>(self_bytes_NoGC(source).size());
  iterator.set_index(std::clamp<word>(index, 0, size));
  return RawObject::none();
}

}  // namespace

RawObject bytes_iterate(Thread*, const BytesIterator& iterator) {
  return next_byte_NoGC(*iterator);
}
RawObject byte_array_iterate(Thread*, const ByteArrayIterator& iterator) {
  return next_byte_NoGC(*iterator);
}

RawObject iterator_reduce_to_iter(Thread* thread, const Iterator& iterator, const Object& empty) {
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object name(thread, RawObject::from_small_str("iter", 4));
  Object iter(thread, get_item(thread, builtins, name));
  if (iter->is_error()) return *iter;
  Object source(thread, iterator->source().is_none() ? *empty : iterator->source());
  Object call_arguments(thread, new_tuple_of(thread, source));
  if (iterator->source().is_none()) return new_tuple_of(thread, iter, call_arguments);
  Object index(thread, RawObject::from_small_int(iterator->index()));
  return new_tuple_of(thread, iter, call_arguments, index);
}

namespace natives {

PYRO_BYTES_METHOD(hex, byte_hex)
PYRO_BYTES_METHOD(__len__, byte_len)
PYRO_BYTES_METHOD(__lt__, byte_compare<CompareOp::kLt>)
PYRO_BYTES_METHOD(__le__, byte_compare<CompareOp::kLe>)
PYRO_BYTES_METHOD(__eq__, byte_compare<CompareOp::kEq>)
PYRO_BYTES_METHOD(__ne__, byte_compare<CompareOp::kNe>)
PYRO_BYTES_METHOD(__gt__, byte_compare<CompareOp::kGt>)
PYRO_BYTES_METHOD(__ge__, byte_compare<CompareOp::kGe>)
PYRO_BYTES_METHOD(__add__, byte_add)
PYRO_BYTES_METHOD(__mul__, byte_multiply)
PYRO_BYTES_METHOD(__rmul__, byte_multiply)
PYRO_BYTES_METHOD(__getitem__, byte_getitem)

RawObject bytes___iter__(Thread* thread, Arguments arguments) {
  return make_iterator(thread, Kind::kBytesIterator, arguments);
}
RawObject bytearray___iter__(Thread* thread, Arguments arguments) {
  return make_iterator(thread, Kind::kByteArrayIterator, arguments);
}

RawObject bytes___repr__(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  return new_str_ascii(thread, bytes_repr(bytes_data(self), QuoteEscapes::kUsedQuote));
}

RawObject bytearray___repr__(Thread* thread, Arguments arguments) {
  RawObject self = arguments[0];
  std::string text = bytes_repr(self_bytes_NoGC(self), QuoteEscapes::kSingleAlways);
  Object receiver(thread, self);
  return new_str(thread, type_name_of(thread, receiver) + "(" + text + ")");
}

RawObject bytes___str__(Thread* thread, Arguments arguments) {
  bool quiet = thread->runtime()->bytes_warning == 0;
  if (!quiet && !warn(thread, Exc::kBytesWarning, 1, "str() on a bytes instance"))
    return RawObject::error();
  return bytes___repr__(thread, arguments);
}
RawObject bytearray___str__(Thread* thread, Arguments arguments) {
  bool quiet = thread->runtime()->bytes_warning == 0;
  if (!quiet && !warn(thread, Exc::kBytesWarning, 1, "str() on a bytearray instance"))
    return RawObject::error();
  return bytearray___repr__(thread, arguments);
}

RawObject bytes___hash__(Thread* thread, Arguments arguments) {
  return RawObject::from_small_int(bytes_hash_NoGC(thread->runtime(), arguments[0]));
}
RawObject bytes___bytes__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject bytes___getnewargs__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return new_tuple_of(thread, self);
}
RawObject bytes___sizeof__(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  return RawObject::from_small_int(self.is_heap() ? self.heap_words() * kWordSize : kWordSize);
}

RawObject bytes_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject bytes_iterator___next__(Thread* thread, Arguments arguments) {
  return iterator_next(thread, arguments);
}
RawObject bytes_iterator___length_hint__(Thread* thread, Arguments arguments) {
  return iterator_length_hint(thread, arguments);
}
RawObject bytes_iterator___reduce__(Thread* thread, Arguments arguments) {
  return iterator_reduce(thread, arguments);
}
RawObject bytes_iterator___setstate__(Thread* thread, Arguments arguments) {
  return iterator_setstate(thread, arguments);
}
RawObject bytearray_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject bytearray_iterator___next__(Thread* thread, Arguments arguments) {
  return iterator_next(thread, arguments);
}
RawObject bytearray_iterator___length_hint__(Thread* thread, Arguments arguments) {
  return iterator_length_hint(thread, arguments);
}
RawObject bytearray_iterator___reduce__(Thread* thread, Arguments arguments) {
  return iterator_reduce(thread, arguments);
}
RawObject bytearray_iterator___setstate__(Thread* thread, Arguments arguments) {
  return iterator_setstate(thread, arguments);
}

}  // namespace natives

}  // namespace pyro
