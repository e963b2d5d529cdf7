#include "runtime/bytes.h"

#include <algorithm>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/hash_bytes.h"
#include "runtime/runtime.h"
#include "runtime/types/container_support.h"

namespace pyro {

namespace {

uint32_t fold_to_header_hash(uint64_t hash) {
  uint32_t folded = static_cast<uint32_t>(hash ^ hash >> 24) & ((1u << Header::kHashBits) - 1);
  return folded != 0 ? folded : 1;
}

}  // namespace

word bytes_hash_NoGC(Runtime* runtime, RawObject bytes) {
  if (!bytes.is_heap()) {
    // ASCII bytes hash as the str of the same characters does, as in CPython; the words differ in
    // their tags.
    const uword tags =
        RawObject::from_small_str("", 0).raw() ^ RawObject::from_small_bytes("", 0).raw();
    return fold_to_header_hash(mix_word(runtime->hash_seed(), bytes.raw() ^ tags));
  }
  Header header = bytes.header();
  if (header.hash() != 0) return header.hash();
  std::string_view data = bytes_data(bytes);
  uint32_t hash = fold_to_header_hash(sip_hash(runtime->hash_seed(), data.data(), data.size()));
  bytes.set_header(header.with_hash(hash));
  return hash;
}

RawObject new_bytes_uninitialized(Thread* thread, word length) {
  assert(length > RawObject::kMaxSmallLength);
  if (length > kMaxTextLength) return raise_memory_error(thread);
  word words = (kTextDataOffset + length + kWordSize - 1) / kWordSize;
  RawObject bytes = thread->heap()->allocate(LayoutId::kBytes, Kind::kBytes, true, words);
  if (bytes.is_error()) return raise_memory_error(thread);
  *bytes.body<uint32_t>(kTextLengthOffset) = static_cast<uint32_t>(length);
  return bytes;
}

RawObject new_bytes(Thread* thread, const void* data, word length) {
  if (length <= RawObject::kMaxSmallLength) return RawObject::from_small_bytes(data, length);
  RawObject bytes = new_bytes_uninitialized(thread, length);
  if (!bytes.is_error()) std::memcpy(bytes_units(bytes), data, static_cast<size_t>(length));
  return bytes;
}

RawObject bytes_concat(Thread* thread, const Object& left, const Object& right) {
  RawObject a = *left, b = *right;
  word a_length = static_cast<word>(bytes_data(a).size()),
       b_length = static_cast<word>(bytes_data(b).size());
  if (a_length == 0) return b;
  if (b_length == 0) return a;
  word total = a_length + b_length;
  uint8_t small[RawObject::kMaxSmallLength];
  bool is_small = total <= RawObject::kMaxSmallLength;
  RawObject result = is_small ? RawObject::none() : new_bytes_uninitialized(thread, total);
  if (result.is_error()) return result;
  a = *left, b = *right;
  uint8_t* target = is_small ? small : bytes_units(result);
  std::memcpy(target, bytes_data(a).data(), static_cast<size_t>(a_length));
  std::memcpy(target + a_length, bytes_data(b).data(), static_cast<size_t>(b_length));
  return is_small ? RawObject::from_small_bytes(small, total) : result;
}

RawObject bytes_sub(Thread* thread, const Object& bytes, word start, word count) {
  RawObject value = *bytes;
  std::string_view data = bytes_data(value);
  if (count == static_cast<word>(data.size())) return value;
  if (count <= RawObject::kMaxSmallLength)
    return RawObject::from_small_bytes(data.data() + start, std::max<word>(count, 0));
  RawObject result = new_bytes_uninitialized(thread, count);
  if (result.is_error()) return result;
  value = *bytes;
  std::memcpy(bytes_units(result), bytes_data(value).data() + start, static_cast<size_t>(count));
  return result;
}

RawObject bytes_slice(Thread* thread, const Object& bytes, const SliceBounds& bounds) {
  if (bounds.step == 1 || bounds.count <= 1)
    return bytes_sub(thread, bytes, bounds.start, bounds.count);
  std::string picked;
  picked.reserve(static_cast<size_t>(bounds.count));
  RawObject value = *bytes;
  std::string_view data = bytes_data(value);
  for (word i = 0, at = bounds.start; i < bounds.count; i++, at += bounds.step) {
    picked.push_back(data[static_cast<size_t>(at)]);
  }
  return new_bytes(thread, picked);
}

RawObject bytes_repeat(Thread* thread, const Object& bytes, word count) {
  RawObject value = *bytes;
  word size = static_cast<word>(bytes_data(value).size()), total;
  if (count == 1) return value;
  if (count <= 0 || size == 0) return RawObject::from_small_bytes("", 0);
  if (__builtin_mul_overflow(size, count, &total))
    return raise(thread, Exc::kOverflowError, "repeated bytes are too long");
  uint8_t small[RawObject::kMaxSmallLength];
  bool is_small = total <= RawObject::kMaxSmallLength;
  RawObject result = is_small ? RawObject::none() : new_bytes_uninitialized(thread, total);
  if (result.is_error()) return result;
  value = *bytes;
  uint8_t* target = is_small ? small : bytes_units(result);
  std::memcpy(target, bytes_data(value).data(), static_cast<size_t>(size));
  for (word done = size; done < total; done *= 2) {
    std::memcpy(target + done, target, static_cast<size_t>(std::min(done, total - done)));
  }
  return is_small ? RawObject::from_small_bytes(small, total) : result;
}

// --- bytearray and array.array

bool growing_initialize(Thread* thread, const GrowingBytes& bytes) {
  RawObject buffer = new_byte_buffer(thread, 0);
  if (buffer.is_error()) return false;
  bytes->set_buffer(buffer);
  bytes->set_start(0);
  bytes->set_length(0);
  bytes->set_views(RawObject::none());
  bytes->set_pins(0);
  return true;
}

RawObject new_byte_array(Thread* thread, const void* data, word length) {
  ByteArray array(thread, new_instance_of_kind(thread, Kind::kByteArray));
  if (!growing_initialize(thread, array) || !growing_resize(thread, array, length))
    return RawObject::error();
  if (length != 0) std::memcpy(growing_data_NoGC(*array), data, static_cast<size_t>(length));
  return *array;
}

RawObject new_byte_array_of(Thread* thread, const Object& type) {
  if (*type == thread->runtime()->type_at(LayoutId::kBytearray))
    return new_byte_array(thread, "", 0);
  Object array(thread, allocate_for(thread, *type));
  if (array->is_error()) return *array;
  GrowingBytes bytes(thread, *array);
  return growing_initialize(thread, bytes) ? *array : RawObject::error();
}

namespace {

// Forgets views that died or were released. Is one left?
bool has_live_views_NoGC(RawGrowingBytes bytes) {
  RawObject views = bytes.views();
  if (views.is_none()) return false;
  for (word i = 0; i < array_length(views); i++) {
    RawObject view = array_at(views, i);
    if (view.is_heap() && !RawMemoryView::cast(view).base().is_none()) return true;
  }
  bytes.set_views(RawObject::none());
  return false;
}

}  // namespace

bool growing_check_resizable(Thread* thread, const GrowingBytes& bytes) {
  if (bytes->pins() == 0) {
    if (!has_live_views_NoGC(*bytes)) return true;
    thread->heap()->collect_minor("resize of an exported buffer");
    if (!has_live_views_NoGC(*bytes)) return true;
    thread->heap()->collect_major("resize of an exported buffer");
    if (!has_live_views_NoGC(*bytes)) return true;
  }
  raise(thread, Exc::kBufferError,
        is_heap_typed_array(*bytes) ? "cannot resize an array that is exporting buffers"
                                    : "Existing exports of data: object cannot be re-sized");
  return false;
}

bool growing_register_view(Thread* thread, const GrowingBytes& bytes, const Object& view) {
  Object old(thread, has_live_views_NoGC(*bytes) ? bytes->views() : RawObject::none());
  word length = old->is_none() ? 0 : array_length(*old);
  for (word i = 0; i < length; i++) {
    RawObject entry = array_at(*old, i);
    if (entry.is_heap() && !RawMemoryView::cast(entry).base().is_none()) continue;
    array_set(*old, i, *view);
    return true;
  }
  word capacity = length == 0 ? 2 : length * 2;
  RawObject views =
      thread->heap()->allocate(LayoutId::kInternal, Kind::kWeakArray, false, capacity + 1);
  if (views.is_error()) {
    raise_memory_error(thread);
    return false;
  }
  for (word i = 0; i < capacity; i++)
    array_set(views, i, i < length ? array_at(*old, i) : RawObject::none());
  array_set(views, length, *view);
  bytes->set_views(views);
  return true;
}

bool growing_resize(Thread* thread, const GrowingBytes& bytes, word length) {
  return growing_splice(thread, bytes, std::min(bytes->length(), length), bytes->length(),
                        std::max<word>(0, length - bytes->length()));
}

namespace {

// Opens or closes the gap inside the present buffer, which is large enough.
void splice_in_place_NoGC(RawGrowingBytes bytes, word start, word stop, word size, word length) {
  uint8_t* base = byte_buffer_data(bytes.buffer());
  uint8_t* data = base + bytes.start();
  bool slide = bytes.start() + length > byte_buffer_capacity(bytes.buffer());
  uint8_t* target = slide ? base : data;
  if (slide) std::memmove(target, data, static_cast<size_t>(start));
  std::memmove(target + start + size, data + stop, static_cast<size_t>(bytes.length() - stop));
  if (slide) bytes.set_start(0);
  bytes.set_length(length);
}

}  // namespace

bool growing_splice(Thread* thread, const GrowingBytes& bytes, word start, word stop, word size) {
  word old_length = bytes->length(), length = old_length - (stop - start) + size;
  if (length == old_length) return true;
  if (!growing_check_resizable(thread, bytes)) return false;
  word capacity = byte_buffer_capacity(bytes->buffer());
  bool shrink = length < capacity / 4 && capacity > 64;
  if (start == 0 && size == 0 && !shrink) {  // dropped at the front: nothing moves
    bytes->set_start(bytes->start() + stop);
    bytes->set_length(length);
    return true;
  }
  // Sliding to the front pays only if it makes much room; a queue would slide at every append.
  bool fits =
      bytes->start() + length <= capacity || (length <= capacity && bytes->start() >= capacity / 8);
  if (fits && !shrink) {
    splice_in_place_NoGC(*bytes, start, stop, size, length);
    return true;
  }
  word wanted = shrink || old_length == 0 ? length : length + length / 8 + 6;
  RawObject buffer = new_byte_buffer(thread, wanted);
  if (buffer.is_error()) return false;
  const uint8_t* data = growing_data_NoGC(*bytes);
  std::memcpy(byte_buffer_data(buffer), data, static_cast<size_t>(start));
  std::memcpy(byte_buffer_data(buffer) + start + size, data + stop,
              static_cast<size_t>(old_length - stop));
  bytes->set_buffer(buffer);
  bytes->set_start(0);
  bytes->set_length(length);
  return true;
}

bool growing_append(Thread* thread, const GrowingBytes& bytes, std::string_view data) {
  word old_length = bytes->length();
  if (!growing_resize(thread, bytes, old_length + static_cast<word>(data.size()))) return false;
  if (!data.empty()) std::memcpy(growing_data_NoGC(*bytes) + old_length, data.data(), data.size());
  return true;
}

}  // namespace pyro
