#include "runtime/text/text_builder.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace pyro {

namespace {

template <typename To>
void CopyUnits(TextView from, To* to) {
  WithUnits(from, [&](const auto* units) { std::copy(units, units + from.length, to); });
}

void CopyTo(TextView from, void* to, TextWidth width) {
  switch (width) {
    case TextWidth::kOne:
      CopyUnits(from, static_cast<uint8_t*>(to));
      break;
    case TextWidth::kTwo:
      CopyUnits(from, static_cast<uint16_t*>(to));
      break;
    case TextWidth::kFour:
      CopyUnits(from, static_cast<uint32_t*>(to));
      break;
  }
}

// All bits that occur in the text: enough to tell the width and whether it is ASCII.
CodePoint BitsOf(TextView text) {
  return WithUnits(text, [&](const auto* units) {
    CodePoint bits = 0;
    for (size_t i = 0; i < text.length; ++i) bits |= units[i];
    return bits;
  });
}

}  // namespace

bool TextBuilder::prepare(size_t count, CodePoint largest) {
  const TextWidth width = std::max(width_, WidthOf(largest));
  if (width == width_ && count <= capacity_ - length_) return true;
  if (count > SIZE_MAX / 8) {
    failed_ = true;
    return false;
  }
  size_t capacity = capacity_ / (static_cast<size_t>(width) / static_cast<size_t>(width_));
  if (length_ + count > capacity) capacity = std::max(length_ + count, 2 * capacity);
  std::unique_ptr<char[]> fresh(new (std::nothrow) char[capacity * static_cast<size_t>(width)]);
  if (!fresh) {
    failed_ = true;
    return false;
  }
  CopyTo(view(), fresh.get(), width);
  heap_ = std::move(fresh);
  data_ = heap_.get();
  capacity_ = capacity;
  width_ = width;
  limit_ = width == TextWidth::kOne ? 0xFF : width == TextWidth::kTwo ? 0xFFFF : UINT32_MAX;
  return true;
}

void TextBuilder::append(size_t count, CodePoint code_point) {
  if (count == 0 || !prepare(count, code_point)) return;
  for (size_t i = 0; i < count; ++i) store(length_ + i, code_point);
  length_ += count;
  maximum_bits_ |= code_point;
}

void TextBuilder::append(TextView text) {
  if (text.length == 0) return;
  const CodePoint bits = BitsOf(text);
  if (!prepare(text.length, bits)) return;
  CopyTo(text, static_cast<char*>(data_) + length_ * static_cast<size_t>(width_), width_);
  length_ += text.length;
  maximum_bits_ |= bits;
}

}  // namespace pyro
