#include <cstdlib>
#include <utility>

#include "runtime/errors.h"
#include "runtime/str.h"

namespace pyro {

StrBuilder::~StrBuilder() {
  if (data_ != inline_) std::free(data_);
}

// Makes room for `more` characters in units of at least `unit` bytes.
bool StrBuilder::reserve(word more, int unit) {
  if (unit < unit_) unit = unit_;
  if (unit == unit_ && length_ + more <= capacity_) return true;
  word wanted = length_ + more;
  if (wanted > kMaxTextLength || more > kMaxTextLength) {
    failed_ = true;
    return false;
  }
  word capacity = std::max(wanted, data_ == inline_ ? wanted + wanted / 2 : length_ * 2);
  auto* larger = static_cast<uint8_t*>(std::malloc(static_cast<size_t>(capacity * unit)));
  if (larger == nullptr) {
    failed_ = true;
    return false;
  }
  StrWidth width = unit == 1 ? StrWidth::kLatin1 : unit == 2 ? StrWidth::kUcs2 : StrWidth::kUcs4;
  copy_units_NoGC(larger, width, data(), 0, length_);
  if (data_ != inline_) std::free(data_);
  data_ = larger;
  capacity_ = capacity;
  unit_ = unit;
  limit_ = unit == 1 ? 0x100 : unit == 2 ? 0x10000 : 0x110000;
  return true;
}

void StrBuilder::append_slow(uint32_t code_point) {
  if (!reserve(1, code_point < 0x100 ? 1 : code_point < 0x10000 ? 2 : 4)) return;
  store(length_++, code_point);
  seen_ |= code_point;
}

void StrBuilder::append_ascii(std::string_view ascii) {
  append_data({StrWidth::kAscii, static_cast<word>(ascii.size()), ascii.data()}, 0, static_cast<word>(ascii.size()));
}

void StrBuilder::append_fill(uint32_t code_point, word count) {
  if (count <= 0 || !reserve(count, code_point < 0x100 ? 1 : code_point < 0x10000 ? 2 : 4)) return;
  for (word i = 0; i < count; i++) store(length_ + i, code_point);
  length_ += count;
  seen_ |= code_point;
}

void StrBuilder::append_str(RawObject str) {
  RawObject exact = underlying_value(str);
  StrData data = str_data(exact);
  append_data(data, 0, data.length);
}

void StrBuilder::append_data(const StrData& source, word start, word count) {
  if (count <= 0) return;
  StrWidth width = str_range_width_NoGC(source, start, count);
  if (!reserve(count, unit_size(width))) return;
  StrWidth own = unit_ == 1 ? StrWidth::kLatin1 : unit_ == 2 ? StrWidth::kUcs2 : StrWidth::kUcs4;
  copy_units_NoGC(data_ + length_ * unit_, own, source, start, count);
  length_ += count;
  seen_ |= width == StrWidth::kAscii ? 0x7f : width == StrWidth::kLatin1 ? 0xff : width == StrWidth::kUcs2 ? 0xffff : 0x1fffff;
}

void StrBuilder::append_utf8(std::string_view utf8) {
  for (size_t i = 0; i < utf8.size();) {
    uint8_t lead = static_cast<uint8_t>(utf8[i]);
    int extra = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead >= 0x80 && lead < 0xc0) lead = 0xff;
    if (lead == 0xff || i + static_cast<size_t>(extra) >= utf8.size()) {
      append(lead < 0x80 ? lead : 0xfffd);
      i++;
      continue;
    }
    uint32_t code_point = extra == 0 ? lead : lead & (0x3fu >> extra);
    for (int k = 1; k <= extra; k++) code_point = code_point << 6 | (static_cast<uint8_t>(utf8[i + static_cast<size_t>(k)]) & 0x3f);
    append(code_point < 0x110000 ? code_point : 0xfffd);
    i += static_cast<size_t>(extra) + 1;
  }
}

StrData StrBuilder::data() const {
  return {unit_ == 1 ? StrWidth::kLatin1 : unit_ == 2 ? StrWidth::kUcs2 : StrWidth::kUcs4, length_, data_};
}

uint32_t StrBuilder::at(word index) const { return data().at(index); }

void StrBuilder::reverse_range(word start, word end) {
  for (end--; start < end; start++, end--) {
    uint32_t first = at(start), last = at(end);
    store(start, last);
    store(end, first);
  }
}

RawObject StrBuilder::finish(Thread* thread) {
  if (failed_) return raise_memory_error(thread);
  StrData all = data();
  if (unit_ == 1 && seen_ < 0x80) all.width = StrWidth::kAscii;
  RawObject result = new_str_from_units(thread, all.units, all.width, all.length);
  clear();
  return result;
}

}  // namespace pyro
