#include "runtime/bytes.h"

#include <algorithm>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/hash_bytes.h"
#include "runtime/runtime.h"

namespace pyro {

namespace {

uint32_t fold_to_header_hash(uint64_t hash) {
  uint32_t folded = static_cast<uint32_t>(hash ^ hash >> 24) & ((1u << Header::kHashBits) - 1);
  return folded != 0 ? folded : 1;
}

}  // namespace

word bytes_hash_NoGC(Runtime* runtime, RawObject bytes) {
  if (!bytes.is_heap()) return fold_to_header_hash(mix_word(runtime->hash_seed(), bytes.raw()));
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
  word a_length = static_cast<word>(bytes_data(a).size()), b_length = static_cast<word>(bytes_data(b).size());
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
  if (count <= RawObject::kMaxSmallLength) return RawObject::from_small_bytes(data.data() + start, std::max<word>(count, 0));
  RawObject result = new_bytes_uninitialized(thread, count);
  if (result.is_error()) return result;
  value = *bytes;
  std::memcpy(bytes_units(result), bytes_data(value).data() + start, static_cast<size_t>(count));
  return result;
}

RawObject bytes_slice(Thread* thread, const Object& bytes, const SliceBounds& bounds) {
  if (bounds.step == 1 || bounds.count <= 1) return bytes_sub(thread, bytes, bounds.start, bounds.count);
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
  if (__builtin_mul_overflow(size, count, &total)) return raise(thread, Exc::kOverflowError, "repeated bytes are too long");
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

// --- bytearray ---------------------------------------------------------------------------------------------------------------

RawObject new_byte_array(Thread* thread, const void* data, word length) {
  ByteArray array(thread, new_instance_of_kind(thread, Kind::kByteArray));
  RawObject buffer = new_byte_buffer(thread, length);
  if (buffer.is_error()) return buffer;
  std::memcpy(byte_buffer_data(buffer), data, static_cast<size_t>(length));
  array->set_buffer(buffer);
  array->set_start(0);
  array->set_length(length);
  array->set_exports(0);
  return *array;
}

RawObject new_byte_array_of(Thread* thread, const Object& type) {
  if (*type == thread->runtime()->type_at(LayoutId::kBytearray)) return new_byte_array(thread, "", 0);
  Layout layout(thread, RawType::cast(*type).layout());
  ByteArray array(thread, new_instance(thread, layout));
  if (array->is_error()) return *array;
  RawObject buffer = new_byte_buffer(thread, 0);
  if (buffer.is_error()) return buffer;
  array->set_buffer(buffer);
  array->set_start(0);
  array->set_length(0);
  array->set_exports(0);
  return *array;
}

bool byte_array_resize(Thread* thread, const ByteArray& array, word length) {
  return byte_array_splice(thread, array, std::min(array->length(), length), array->length(),
                           std::max<word>(0, length - array->length()));
}

bool byte_array_splice(Thread* thread, const ByteArray& array, word start, word stop, word size) {
  word old_length = array->length(), length = old_length - (stop - start) + size;
  if (length == old_length) return true;
  if (array->exports() > 0) {
    raise(thread, Exc::kBufferError, "Existing exports of data: object cannot be re-sized");
    return false;
  }
  word capacity = byte_buffer_capacity(array->buffer());
  if (start == 0 && length < old_length) {  // dropped at the front: nothing moves
    array->set_start(array->start() + old_length - length);
    array->set_length(length);
    return true;
  }
  bool shrink = length < capacity / 4 && capacity > 64;
  if (length <= capacity && !shrink) {
    uint8_t* base = byte_buffer_data(array->buffer());
    uint8_t* data = base + array->start();
    bool slide = array->start() + length > capacity;
    uint8_t* target = slide ? base : data;
    // The tail first if it moves up, the head first if all moves down.
    if (slide) std::memmove(target, data, static_cast<size_t>(start));
    std::memmove(target + start + size, data + stop, static_cast<size_t>(old_length - stop));
    if (slide) array->set_start(0);
    array->set_length(length);
    return true;
  }
  word wanted = shrink ? length : length + length / 8 + (length < 9 ? 3 : 6);
  RawObject buffer = new_byte_buffer(thread, wanted);
  if (buffer.is_error()) return false;
  const uint8_t* data = byte_array_bytes_NoGC(*array);
  std::memcpy(byte_buffer_data(buffer), data, static_cast<size_t>(start));
  std::memcpy(byte_buffer_data(buffer) + start + size, data + stop, static_cast<size_t>(old_length - stop));
  array->set_buffer(buffer);
  array->set_start(0);
  array->set_length(length);
  return true;
}

bool byte_array_append(Thread* thread, const ByteArray& array, std::string_view data) {
  word old_length = array->length();
  if (!byte_array_resize(thread, array, old_length + static_cast<word>(data.size()))) return false;
  std::memcpy(byte_array_bytes_NoGC(*array) + old_length, data.data(), data.size());
  return true;
}

}  // namespace pyro
